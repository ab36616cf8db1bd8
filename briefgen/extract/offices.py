"""Offices that stand for people: `the Nepali PM resigned` is told of whoever holds that office in the story."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

import msgspec

from briefgen.extract.event_rules.office_names import (
    is_by_office,
    land_and_office,
    mark_of_office,
    offices_of,
)
from briefgen.extract.frames import Mark
from briefgen.extract.reading import Reading, Seen

_HOME = "home"
_FAR_MORE = 2
"""So many times the articles of the next one make one holder of an office out of two."""


def settle_offices(readings: Mapping[str, Reading], countries: Collection[str]) -> dict[str, Reading]:
    """Put the one person of the story who holds an office into the marks that name the office.

    Args:
        readings: by article id, each person under one name.
        countries: whose crisis it is: an office without a country is theirs.

    Returns:
        The readings, in their order; those without such marks are the same objects. An office that two people of the
        story hold stays.
    """
    if not any(
        is_by_office(mark) for one in readings.values() for frame in one.events for mark in frame.marks
    ):
        return dict(readings)
    holders: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for reading in readings.values():
        for seen in reading.seen:
            for office in offices_of(seen.role.lower()) if seen.type == "person" else ():
                holders[_land(seen, countries), office][seen.name] += 1
    return {article: _settled(reading, holders, countries) for article, reading in readings.items()}


def _settled(
    reading: Reading, holders: Mapping[tuple[str, str], Counter[str]], countries: Collection[str]
) -> Reading:
    if not any(is_by_office(mark) for frame in reading.events for mark in frame.marks):
        return reading
    return msgspec.structs.replace(
        reading,
        events=[
            msgspec.structs.replace(
                frame, marks=sorted({_held(mark, holders, countries) for mark in frame.marks})
            )
            for frame in reading.events
        ],
    )


def _held(mark: Mark, holders: Mapping[tuple[str, str], Counter[str]], countries: Collection[str]) -> Mark:
    if not is_by_office(mark):
        return mark
    country, office = land_and_office(mark)
    land = _HOME if country in countries or not country else country
    ranked = holders.get((land, office), Counter()).most_common()
    ranked.sort(key=lambda pair: (-pair[1], pair[0]))
    one_holder = ranked and (len(ranked) == 1 or ranked[0][1] > _FAR_MORE * ranked[1][1])
    return Mark(mark.kind, ranked[0][0]) if one_holder else mark_of_office(mark.kind, office, land)


def _land(seen: Seen, countries: Collection[str]) -> str:
    return _HOME if seen.country in countries or not seen.country else seen.country
