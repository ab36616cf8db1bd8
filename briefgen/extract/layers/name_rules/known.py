"""Known names: what a run of words may stand for, by names.yaml, the gazetteer, the list of bodies."""

from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache
from typing import Any, Literal

import msgspec

from briefgen.extract.gazetteer import KnownPlace, find_city_names, load_countries, load_places, parse_city
from briefgen.extract.layers.name_rules.likeness import Sounds, fold, sort_by_sound
from briefgen.extract.layers.tokens import find_tokens
from briefgen.extract.lexicon import load_lexicon, load_phrases, load_words
from briefgen.model.names import Alias, Names
from briefgen.model.span import Span

Rank = Literal[0, 1, 2, 3]
"""Where it comes from: names.yaml, the subject's places, countries and bodies, big cities elsewhere."""


_BIG = 300
"""Thousands of people from which a city elsewhere needs no cue, unless its name is a common word."""


_APOSTROPHES = dict.fromkeys(map(ord, "‘ʻʼ’"), "'")


class Known(msgspec.Struct, frozen=True):
    """One thing that briefgen knows by name."""

    name: str
    type: Literal["person", "place", "organisation", "nationality"]
    country: str
    kind: str
    role: str
    rank: Rank
    latitude: float | None = None
    longitude: float | None = None
    thousands: int = 0
    """Inhabitants in thousands; 0 where unknown."""


class Form(msgspec.Struct, frozen=True):
    """One way of writing a known name, and what must hold for it to count."""

    known: Known
    words: tuple[str, ...]
    """Folded words."""
    condition: tuple[str, ...] = ()
    """Folded words that must stand in this paragraph or one beside it; () if none."""
    adjective: bool = False
    seat: Literal["", "seat", "place"] = ""
    """`seat` stands for its owner always, `place` only where it acts."""
    near: tuple[tuple[str, ...], ...] = ()
    """One of these must stand in the article; () if none."""
    capital: bool = True
    """Whether the first word must begin with a capital."""
    upper: bool = False
    """Whether it must stand in capitals (`WHO`, `US`)."""
    needs_cue: bool = False
    """Whether a sign that a place is meant must stand beside it."""
    homonym: bool = False
    """Whether it may be a first name, too."""


class _Root(dict[str, Any]):
    """The first words of names. Big cities wait, unread, until a first word of theirs is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: dict[str, list[str]] = {}
        self.put: Callable[[str, str], None] = _put_nothing

    def get(self, word: str, default: Any = None) -> Any:
        """Return the node of a first word."""
        lines = self.waiting.pop(word, None)
        if lines is not None:
            for line in lines:
                self.put(line, word)
        return super().get(word, default)


def _put_nothing(line: str, word: str) -> None:
    """Stand for the reader of waiting lines in a tree that has none."""


class Index:
    """Forms by their words: a tree of dictionaries, the forms of a node under the key ""."""

    def __init__(self) -> None:
        self.root = _Root()

    def add(self, form: Form) -> None:
        """Put a form into the tree; one without words is left out."""
        if not form.words:
            return
        node = self.root
        for word in form.words:
            node = node.setdefault(word, {})
        node.setdefault("", []).append(form)


class Knowledge(msgspec.Struct, frozen=True):
    """All that is known for one subject."""

    own: Index
    """names.yaml and the places of the subject's countries."""
    world: Index
    """Countries, bodies and big cities."""
    people: Sounds[Known]
    """Single words of people's names."""
    places: Sounds[Known]
    """Spellings of the subject's places."""
    bodies: Sounds[Known]
    """Names of one word of the bodies of names.yaml."""


def fold_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, cut as the tokens of a text are."""
    if name.replace(" ", "").replace("-", "").isalnum():
        return tuple(fold(name).split())
    return tuple(fold(t.norm) for t in find_tokens(name, [Span(0, len(name))]).tokens)


def first_words(name: str) -> Collection[str]:
    """Return words of which one is the first of `fold_words(name)`, found without cutting tokens."""
    chunk = name.partition(" ")[0]
    if chunk.isalnum() or chunk.replace("-", "").isalnum():
        return (fold(chunk),)
    size = next((at for at, letter in enumerate(chunk) if not letter.isalnum()), len(chunk))
    run = next((at for at, c in enumerate(chunk) if not (c.isalnum() or c in "-'’ʼ‘")), len(chunk))
    return {fold(chunk), fold(chunk[:size]), fold(chunk[:run]), fold(chunk[: size + 1]), fold(chunk[:1])} - {
        ""
    }


def load_knowledge(names: Names, countries: Iterable[str]) -> Knowledge:
    """Return what is known for a subject; made once for each names.yaml and set of countries.

    Args:
        names: the content of names.yaml.
        countries: ISO 3166-1 alpha-2 codes of the subject's countries.
    """
    return _knowledge(msgspec.json.encode(names), tuple(sorted(set(countries))))


@lru_cache(maxsize=16)
def _knowledge(encoded: bytes, countries: tuple[str, ...]) -> Knowledge:
    names = msgspec.json.decode(encoded, type=Names)
    own = Index()
    people: list[tuple[str, Known]] = []
    bodies: list[tuple[str, Known]] = []
    places: dict[str, Known] = {}
    for person in names.people:
        known = Known(person.name, "person", person.country or "", "", person.role or "", 0)
        for form in _forms(known, person.name, person.aliases):
            own.add(form)
        for text in (person.name, *(a for a in person.aliases if isinstance(a, str))):
            for spelling in (text, fold(text)):
                people.append((spelling, known))
                people.extend((word, known) for word in spelling.split() if len(word) >= 5)
    for place in names.places:
        known = Known(
            place.name,
            "place",
            place.country or "",
            place.kind or "",
            "",
            0,
            place.latitude,
            place.longitude,
        )
        for form in _forms(known, place.name, place.aliases):
            own.add(form)
            if not form.condition and place.kind in (None, "city", "region", "district"):
                places.setdefault(" ".join(form.words), known)
    for body in names.organisations:
        known = Known(body.name, "organisation", body.country or "", body.kind or "other", "", 0)
        for text in (body.name, *(a for a in body.aliases if isinstance(a, str))):
            if len(text) >= 6 and text.isalpha() and not text.isupper():
                bodies.append((text, known))
        for form in _forms(known, body.name, body.aliases):
            own.add(msgspec.structs.replace(form, capital=form.capital and len(form.words) < 2))
    taken = _national_words()
    named = dict(places)
    for country in countries:
        for town in load_places(country):
            known = _town(town, 1)
            spelled = [fold_words(name) for name in (town.name, *(o for o in town.others if o[0] != "~"))]
            spelled = list(
                dict.fromkeys(
                    form for words in spelled for form in _with_article(words) if " ".join(form) not in taken
                )
            )
            # A place that names.yaml has under one of its spellings goes by the name it has there.
            known = next((named[key] for words in spelled if (key := " ".join(words)) in named), known)
            for words in spelled:
                own.add(_place_form(known, words, town))
                places.setdefault(" ".join(words), known)
            for heard in town.others:
                if heard[0] == "~":
                    places.setdefault(heard[1:], known)
    return Knowledge(
        own, _world(), sort_by_sound(people), sort_by_sound(places.items()), sort_by_sound(bodies)
    )


def _forms(known: Known, name: str, aliases: list[str | Alias]) -> list[Form]:
    """Return the forms of an entry of names.yaml."""
    forms = [Form(known, fold_words(name), capital=name[:1].isupper())]
    for alias in aliases:
        text = alias if isinstance(alias, str) else alias.text
        condition = () if isinstance(alias, str) or alias.with_ is None else fold_words(alias.with_)
        forms.append(
            Form(
                known,
                fold_words(text),
                condition,
                capital=text[:1].isupper(),
                upper=text.isupper() and len(text) < 6,
            )
        )
    return forms


def _with_article(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the words of a name, and those with its Arabic article written otherwise: `al-Zarya`, `El Zarya`."""
    article, dash, rest = words[0].partition("-")
    if article not in ("al", "el"):
        return [words]
    if dash and rest:
        words = (article, rest, *words[1:])
    if len(words) < 2 or len(words[1]) < 3:
        return [words]
    tail = words[2:]
    joined = [(f"{one}-{words[1]}", *tail) for one in ("al", "el")]
    return [words, *joined, *((one, words[1], *tail) for one in ("al", "el") if one != article)]


def _town(town: KnownPlace, rank: Rank) -> Known:
    return Known(
        # `Nukuʻalofa`: as keyboards and news write it.
        town.name.translate(_APOSTROPHES).rstrip("'"),
        "place",
        town.country,
        "region" if town.kind == "region" else "city",
        "",
        rank,
        town.latitude,
        town.longitude,
        town.thousands,
    )


def _place_form(known: Known, words: tuple[str, ...], town: KnownPlace) -> Form:
    """Return the form of a place of the subject's country: small or common ones need a cue."""
    common = len(words) == 1 and words[0] in _common_cities()
    small = town.kind == "region" or town.thousands < 30 or len("".join(words)) < 5
    article = words[0].startswith(("al-", "el-"))
    return Form(known, words, capital=not article, needs_cue=common or (small and len(words) == 1))


@cache
def _common_cities() -> frozenset[str]:
    return frozenset(
        fold(w) for w in load_words("mentions", "common_cities") | load_words("mentions", "no_names")
    )


@cache
def _national_words() -> frozenset[str]:
    """Return the folded names and adjectives of countries: GeoNames has some as names of towns."""
    return frozenset(
        " ".join(fold_words(name))
        for country in load_countries().values()
        for name in (*country.names, *country.adjectives, *country.people)
    ) - {
        "singapore",
        "luxembourg",
        "monaco",
        "djibouti",
        "san marino",
        "andorra",
    }


@cache
def country_known(code: str) -> Known:
    """Return the entry of a country."""
    country = load_countries()[code]
    return Known(country.name, "place", code, "country", "", 2)


@cache
def load_seats() -> frozenset[str]:
    """Return the names of cities that speak for states, or where the world meets: often named, seldom scenes."""
    seats = (seat["text"] for seat in load_lexicon("organisations")["seats"] if seat.get("place"))
    return frozenset(seats) | frozenset(load_phrases("organisations", "meeting_places"))


@cache
def _world() -> Index:
    """Return the forms that hold for every subject."""
    index = Index()
    given = frozenset(fold(w) for w in load_words("mentions", "person_countries"))
    bodies: dict[str, Known] = {}
    for country in load_countries().values():
        state = country_known(country.code)
        for name in country.names:
            words = fold_words(name.removeprefix("the "))
            short = name.replace(".", "").isupper()
            index.add(
                Form(
                    state, words, upper=short and len(name) < 7, homonym=len(words) == 1 and words[0] in given
                )
            )
        for name in (*country.adjectives, *country.people):
            nation = Known(
                country.adjectives[0] if country.adjectives else name, "nationality", country.code, "", "", 2
            )
            short = name.replace(".", "").isupper()
            if not short:
                index.add(Form(nation, fold_words(name), adjective=True))
    data = load_lexicon("organisations")
    for body in data["organisations"]:
        known = Known(body["name"], "organisation", body.get("country", ""), body["kind"], "", 2)
        bodies[known.name] = known
        for entry in _with_dots((body["name"], *body["aliases"])):
            alias = entry if isinstance(entry, str) else entry["text"]
            near = () if isinstance(entry, str) else tuple(fold_words(n) for n in entry["near"])
            words = fold_words(alias)
            upper = alias.replace(".", "").replace("/", "").isupper() and len(words) == 1
            index.add(Form(known, words, near=near, upper=upper, capital=not alias[0].islower()))
    for seat in data["seats"]:
        owner = bodies[seat["for"]] if seat["for"] in bodies else country_known(seat["for"])
        index.add(
            Form(
                owner,
                fold_words(seat["text"]),
                seat="place" if seat.get("place") else "seat",
                near=tuple(fold_words(n) for n in seat.get("near", ())),
                capital=seat["text"][0].isupper(),
            )
        )
    for person in load_lexicon("people")["people"]:
        known = Known(person["name"], "person", person.get("country", ""), "", "", 2)
        for spelling in dict.fromkeys([person["name"], *person["aliases"]]):
            index.add(Form(known, fold_words(spelling), capital=spelling[0].isupper()))
    for region in data["regions"]:
        known = Known(region["name"], "place", region["country"], "region", "", 1)
        near = tuple(fold_words(n) for n in region["near"])
        index.add(Form(known, fold_words(region["name"]), near=near))
    for entry in data["areas"]:
        area, code = (entry, "") if isinstance(entry, str) else (entry["name"], entry["country"])
        index.add(Form(Known(area, "place", code, "area", "", 2), fold_words(area)))
    common = _common_cities()
    index.root.put = _CityReader(index, common).put
    waiting = index.root.waiting
    for line, names in find_city_names():
        for name in names:
            for word in first_words(name):
                lines = waiting.setdefault(word, [])
                if not lines or lines[-1] is not line:
                    lines.append(line)
    return index


def _with_dots(entries: Iterable[Any]) -> list[Any]:
    """Return the names of a body, those that begin with `UN` with dots, too."""
    entries = list(entries)
    dotted = [f"U.N. {name[3:]}" for name in entries if isinstance(name, str) and name.startswith("UN ")]
    return [*entries, *(name for name in dotted if name not in entries)]


class _CityReader:
    """Adds big cities to a tree, each read once."""

    def __init__(self, index: Index, common: frozenset[str]) -> None:
        self.index = index
        self.common = common
        self.read: dict[str, tuple[KnownPlace, Known]] = {}

    def put(self, line: str, word: str) -> None:
        """Add the names of a city that begin with a word."""
        if line not in self.read:
            city = parse_city(line)
            self.read[line] = city, _town(city, 3)
        city, known = self.read[line]
        for name in dict.fromkeys((city.name, *city.others)):
            words = fold_words(name) if word in first_words(name) else ()
            if words[:1] == (word,):
                plain = len(words) == 1 and (words[0] in self.common or len(words[0]) < 4)
                big = city.thousands >= _BIG or city.kind != "city"
                self.index.add(Form(known, words, needs_cue=plain or not big))
