"""Roster: the people, places and organisations of a brief."""

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from typing import TypeVar, get_args

import msgspec

from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.reading import Reading, Seen
from briefgen.model.brief import Organisation, OrganisationKind, Person, Place, PlaceKind
from briefgen.model.span import Span

_OFTEN = 3
"""Mentions from which an unknown name belongs to the story even where no item names it."""
_FEW = 5
"""In so few articles all people, places and bodies named belong to the story, however often."""
_SOME = 30
"""In so few articles whoever holds an office belongs to it."""
_CAP = 80
_MAX_ALIASES = 8


_TERRITORIES = load_words("organisations", "territories")
"""Codes of lands that are no state by themselves: scenes as regions are."""
_WIDE_AREAS = frozenset(load_phrases("organisations", "wide_areas"))

_Entry = TypeVar("_Entry", Person, Place, Organisation)


class Roster(msgspec.Struct, frozen=True):
    """Who is who, each list in order of name."""

    people: list[Person]
    places: list[Place]
    organisations: list[Organisation]


class _Tally(msgspec.Struct):
    """One entity over all articles."""

    seen: list[Seen]
    count: int = 0
    used: bool = False


def make_roster(
    readings: Mapping[str, Reading],
    used: Mapping[str, Sequence[Span]],
    used_names: Collection[str],
    *,
    countries: Collection[str],
) -> Roster:
    """Gather the entities that the items use, and those mentioned often.

    Args:
        readings: by article id.
        used: spans of evidence by article id.
        used_names: names that stand in items.
        countries: whose crisis it is: its places and bodies belong to the story wherever they are mentioned.
    """
    tallies: dict[tuple[str, str], _Tally] = {}
    for article in sorted(readings):
        evidence = _Evidence(used.get(article, ()))
        for seen in readings[article].seen:
            tally = tallies.setdefault((seen.type, seen.name), _Tally([]))
            tally.seen.append(seen)
            tally.count += seen.count
            tally.used = tally.used or evidence.holds(seen.spans)
    often = 1 if len(readings) <= _FEW else _OFTEN
    people: list[tuple[int, Person]] = []
    places: list[tuple[int, Place]] = []
    organisations: list[tuple[int, Organisation]] = []
    for (kind, name), tally in tallies.items():
        known = any(seen.known for seen in tally.seen)
        named = name in used_names
        if kind == "person" and (
            named or known or tally.count >= often or (len(readings) <= _SOME and _holds_office(tally))
        ):
            people.append((tally.count + 1000 * named, _person(name, tally)))
        elif kind == "place" and (
            (often == 1 and _is_scene(tally))
            or _is_of_place(tally, known=known, named=named, countries=countries)
        ):
            places.append((tally.count + 1000 * named, _place(name, tally)))
        elif kind == "organisation" and (
            (often == 1 and tally.seen[0].kind != "media")
            or _is_of_story(tally, known=known, named=named, countries=countries)
        ):
            organisations.append((tally.count + 1000 * named, _organisation(name, tally)))
    return Roster(
        people=_first(people),
        places=_first(places),
        organisations=_first(organisations),
    )


class _Evidence:
    """Pieces of evidence in one article, to look up what lies in them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(spans)
        self.ends = list(accumulate((span.end for span in self.spans), max))

    def holds(self, spans: Sequence[Span]) -> bool:
        """Tell whether one of the spans lies in a piece of evidence."""
        for span in spans:
            at = bisect_right(self.spans, Span(span.start, sys.maxsize)) - 1
            if at >= 0 and self.ends[at] >= span.end:
                return True
        return False


def _is_of_place(tally: _Tally, *, known: bool, named: bool, countries: Collection[str]) -> bool:
    first = tally.seen[0]
    if named:
        return True
    if first.kind == "country":
        return first.country in countries
    return known and first.country in countries


def _holds_office(tally: _Tally) -> bool:
    """Tell whether a role was seen of a person."""
    return any(seen.role for seen in tally.seen)


def _is_scene(tally: _Tally) -> bool:
    """Tell whether a place may belong to the story of a few articles: it is no state, continent or sea."""
    first = tally.seen[0]
    if not first.known:
        return True
    if first.kind == "country":
        return first.country in _TERRITORIES
    return first.kind in ("city", "region", "district") or (
        first.kind == "area" and first.name not in _WIDE_AREAS
    )


def _is_of_story(tally: _Tally, *, known: bool, named: bool, countries: Collection[str]) -> bool:
    first = tally.seen[0]
    if named:
        return True
    if first.kind == "media":
        return known and first.country in countries
    return known or (tally.used and tally.count >= 2) or tally.count >= _OFTEN


def _first(ranked: list[tuple[int, _Entry]]) -> list[_Entry]:
    ranked.sort(key=lambda pair: (-pair[0], pair[1].name))
    return sorted((one for _, one in ranked[:_CAP]), key=lambda one: (one.name.casefold(), one.name))


def _aliases(name: str, tally: _Tally) -> list[str]:
    forms: Counter[str] = Counter()
    for seen in tally.seen:
        forms.update(seen.forms)
    others = [form for form in forms if form and form != name]
    return sorted(others, key=lambda form: (-forms[form], form))[:_MAX_ALIASES]


def _most(values: Sequence[str]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _person(name: str, tally: _Tally) -> Person:
    return Person(
        name=name,
        aliases=_aliases(name, tally),
        role=_most([seen.role for seen in tally.seen]),
        country=_most([seen.country for seen in tally.seen]),
    )


def _place(name: str, tally: _Tally) -> Place:
    kind = _most([seen.kind for seen in tally.seen])
    located = next((seen for seen in tally.seen if seen.latitude is not None), tally.seen[0])
    return Place(
        name=name,
        aliases=_aliases(name, tally),
        kind=next((k for k in get_args(PlaceKind) if k == kind), None),
        country=_most([seen.country for seen in tally.seen]),
        latitude=located.latitude,
        longitude=located.longitude,
    )


def _organisation(name: str, tally: _Tally) -> Organisation:
    kind = _most([seen.kind for seen in tally.seen])
    return Organisation(
        name=name,
        aliases=_aliases(name, tally),
        kind=next((k for k in get_args(OrganisationKind) if k == kind), None),
        country=_most([seen.country for seen in tally.seen]),
    )
