"""Offices that stand for people: `the Nepali PM resigned` is told of whoever holds that office in the story.

So are figures: what `Health Minister Ana Vega` counts and what `the health minister` does has one claimant.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from functools import cache

import msgspec

from briefgen.extract.event_rules.office_names import (
    is_by_office,
    land_and_office,
    mark_of_office,
    offices_of,
)
from briefgen.extract.frames import FigureFrame, Mark
from briefgen.extract.gazetteer import load_countries
from briefgen.extract.reading import Reading

_HOME = "home"
_FAR_MORE = 2
"""So many times the articles of the next one make one holder of an office out of two."""


_Holders = Mapping[tuple[str, str], Counter[str]]
"""By country and office the people who hold it, with how many articles say so."""


def settle_offices(readings: Mapping[str, Reading], countries: Collection[str]) -> dict[str, Reading]:
    """Put the one person of the story who holds an office into the marks and claimants that name the office.

    Args:
        readings: by article id, each person under one name.
        countries: whose crisis it is: an office without a country is theirs.

    Returns:
        The readings, in their order; those without such marks and claimants are the same objects. An office that two
        people of the story hold stays.
    """
    if not any(_names_office(reading) for reading in readings.values()):
        return dict(readings)
    holders: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for reading in readings.values():
        for key, names in _holders_in(reading, countries).items():
            holders[key] += names
    return {article: _settled(reading, holders, countries) for article, reading in readings.items()}


def _holders_in(reading: Reading, countries: Collection[str]) -> dict[tuple[str, str], Counter[str]]:
    """Return who holds which office in one article."""
    holders: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for seen in reading.seen:
        for office in offices_of(seen.role.lower()) if seen.type == "person" else ():
            holders[_land(seen.country, countries), office][seen.name] += 1
    return holders


def _names_office(reading: Reading) -> bool:
    """Tell whether an event or a figure of an article is told of somebody by office."""
    return any(is_by_office(mark) for frame in reading.events for mark in frame.marks) or any(
        _office_of(frame) is not None for frame in reading.figures
    )


def _settled(reading: Reading, holders: _Holders, countries: Collection[str]) -> Reading:
    if not _names_office(reading):
        return reading
    here = _holders_in(reading, countries)
    return msgspec.structs.replace(
        reading,
        events=[
            msgspec.structs.replace(
                frame, marks=sorted({_held(mark, holders, countries) for mark in frame.marks})
            )
            for frame in reading.events
        ],
        figures=[_claimed(frame, here, holders, countries) for frame in reading.figures],
    )


def _claimed(
    frame: FigureFrame, here: _Holders, holders: _Holders, countries: Collection[str]
) -> FigureFrame:
    """Name the claimant of a figure who is told by office: as in the same article, else as in the story."""
    told = _office_of(frame)
    if told is None or frame.claimant is None:
        return frame
    country, office = told
    beside = {name for (land, held), names in here.items() if held == office for name in names}
    if not country and len(beside) > 1:
        # Which of two health ministers is meant, an article may leave open.
        return frame
    holder = beside.pop() if not country and beside else _holder(holders, _land(country, countries), office)
    if holder is None:
        return frame
    return msgspec.structs.replace(frame, claimant=msgspec.structs.replace(frame.claimant, value=holder))


def _office_of(frame: FigureFrame) -> tuple[str, str] | None:
    """Return country, "" where none is told, and office of a claimant without a name: `Zambia's health minister`."""
    if frame.claimant is None:
        return None
    words = frame.claimant.value.lower().removeprefix("the ").split()
    if len(offices := offices_of(" ".join(words))) == 1:
        return "", offices[0]
    for end in range(1, len(words)):
        country = _lands().get(" ".join(words[:end]).removesuffix("'s").removesuffix("’s"))
        if country is not None and len(offices := offices_of(" ".join(words[end:]))) == 1:
            return country, offices[0]
    return None


@cache
def _lands() -> dict[str, str]:
    """Return the countries by their names and adjectives, in lower case."""
    return {
        form.lower(): code
        for code, country in load_countries().items()
        for form in (*country.names, *country.adjectives)
    }


def _held(mark: Mark, holders: _Holders, countries: Collection[str]) -> Mark:
    if not is_by_office(mark):
        return mark
    country, office = land_and_office(mark)
    land = _land(country, countries)
    holder = _holder(holders, land, office)
    return Mark(mark.kind, holder) if holder is not None else mark_of_office(mark.kind, office, land)


def _holder(holders: _Holders, land: str, office: str) -> str | None:
    """Return the one person of the story who holds an office; None where two do."""
    ranked = sorted(holders.get((land, office), Counter()).items(), key=lambda pair: (-pair[1], pair[0]))
    one_holder = ranked and (len(ranked) == 1 or ranked[0][1] > _FAR_MORE * ranked[1][1])
    return ranked[0][0] if one_holder else None


def _land(country: str, countries: Collection[str]) -> str:
    return _HOME if country in countries or not country else country
