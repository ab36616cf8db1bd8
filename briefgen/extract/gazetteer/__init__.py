"""Countries and places of the world: data cut at development time from CLDR and GeoNames (data/README.md).

Big cities and capitals are known in every article (`load_big_cities`, `find_city_names`); the towns and regions of one
country only where an article is about it (`load_places`). Each list is read when first asked for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from briefgen.extract.lexicon import load_lexicon

_REGULAR_PLURAL_STOPS = ("s", "x", "z", "sh", "ch", "ese")


_SUCCESSORS = {
    "SU": "RU UA BY MD GE AM AZ KZ UZ TM KG TJ EE LV LT",
    "YU": "RS ME XK",
    "CS": "CZ SK",
    "DD": "DE",
    "YD": "YE",
    "ZR": "CD",
    "BU": "MM",
    "TP": "TL",
    "HV": "BF",
    "RH": "ZW",
    "AN": "CW SX BQ",
}
"""Codes that ISO 3166-3 has withdrawn, of states that news of 1985 to 2010 is about, with those that stand for them."""


class KnownCountry(msgspec.Struct, frozen=True):
    """A country or territory with an ISO 3166-1 code."""

    code: str
    """ISO 3166-1 alpha-2; XK for Kosovo, as CLDR has it."""
    name: str
    """The name that briefs use."""
    names: tuple[str, ...]
    """All names, the canonical one first."""
    adjectives: tuple[str, ...]
    """Adjectives and singulars: `Kazakh`."""
    people: tuple[str, ...]
    """Plurals: `Kazakhs`, `Poles`."""
    capital: str
    """Name of its capital in GeoNames; ""."""
    homonym: bool
    """Whether the name also means something else: `Jordan`, `Georgia`."""


class KnownPlace(msgspec.Struct, frozen=True):
    """A city, town or region."""

    name: str
    """As GeoNames and CLDR have it, or as lexicon/cities.yaml says English news does."""
    kind: Literal["city", "capital", "region"]
    country: str
    """ISO 3166-1 alpha-2."""
    latitude: float | None
    longitude: float | None
    thousands: int
    """Inhabitants in thousands, rounded; 0 for regions."""
    others: tuple[str, ...]
    """Other spellings and older names, and the name without marks on letters. With `~` before it: the name as Chinese
    hears it, in one word, for likeness only."""


@cache
def load_countries() -> Mapping[str, KnownCountry]:
    """Return all countries by code, in the order of the codes."""
    usage = load_lexicon("countries")
    found: dict[str, KnownCountry] = {}
    for line in _read("countries.tsv").splitlines():
        code, cldr_name, capital, *_ = [*line.split("\t"), ""]
        entry = usage.get(code, {})
        name = entry.get("name", cldr_name)
        adjectives = tuple(entry.get("adjectives", ()))
        people = [
            a + "s"
            for a in adjectives
            if not a.endswith(_REGULAR_PLURAL_STOPS) and not a.endswith(".") and not a.isupper()
        ]
        also = tuple(entry.get("also", ()))
        found[code] = KnownCountry(
            code=code,
            name=name,
            names=tuple(dict.fromkeys((name, cldr_name, *also))),
            adjectives=adjectives,
            people=tuple(dict.fromkeys([*entry.get("people", ()), *people])),
            capital=capital,
            homonym="homonym" in entry,
        )
    return found


@cache
def load_big_cities() -> tuple[KnownPlace, ...]:
    """Return capitals and cities of 100,000 people and more, by country, the largest first."""
    return tuple(parse_city(line) for line, _ in find_city_names())


def find_city_names() -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the big cities as lines, for `parse_city`, each with its name and other spellings."""
    usage = load_lexicon("cities")
    for line in _read("world.tsv").splitlines():
        cells = line.split("\t")
        names = cells[2:3] if len(cells) < 7 or not cells[6] else [cells[2], *cells[6].split("|")]
        if f"{cells[0]} {cells[2]}" in usage:
            city = parse_city(line)
            names = [city.name, *city.others]
        yield line, names


def parse_city(line: str) -> KnownPlace:
    """Return the city that a line of `find_city_names` tells."""
    code, rest = line.split("\t", 1)
    return _parse_place(rest, code)


def list_present(countries: Iterable[str]) -> list[str]:
    """Return codes of countries, behind those of states that are no more the codes of the states that followed them."""
    return list(
        dict.fromkeys(one for code in countries for one in (code, *_SUCCESSORS.get(code, "").split()))
    )


@cache
def load_places(country: str) -> tuple[KnownPlace, ...]:
    """Return the cities, towns (the largest first) and regions of a country; none for an unknown code.

    Args:
        country: ISO 3166-1 alpha-2.
    """
    data = b"\n" + files(__name__).joinpath("places.tsv").read_bytes()
    start = data.find(f"\n@{country}\n".encode())
    if start < 0:
        return ()
    start += len(country.encode()) + 3
    end = data.find(b"\n@", start - 1)
    lines = data[start : end if end >= 0 else len(data)].decode("utf-8").splitlines()
    return tuple(_parse_place(line, country) for line in lines)


def _parse_place(line: str, country: str) -> KnownPlace:
    kind, name, latitude, longitude, thousands, others, *_ = [*line.split("\t"), "", "", "", ""]
    spellings = others.split("|") if others else []
    if kind != "region" and (usage := load_lexicon("cities").get(f"{country} {name}")):
        spellings = [*usage.get("also", ()), *spellings]
        name = usage.get("name", name)
    return KnownPlace(
        name=name,
        kind="capital" if kind == "capital" else "region" if kind == "region" else "city",
        country=country,
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        thousands=int(thousands or 0),
        others=tuple(dict.fromkeys(o for o in spellings if o != name)),
    )


@cache
def _read(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")
