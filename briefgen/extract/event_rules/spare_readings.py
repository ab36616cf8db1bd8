"""Spare readings: what is read of a day that no other line has told of, and the events made of it."""

from collections.abc import Callable, Collection, Iterator

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.event_rules.asserted import UNREAL
from briefgen.extract.frames import Dated, EventFrame
from briefgen.model.dates import parse_date

OPEN = -1
"""Weight of what an article only names a day for: the last to be kept, and no sign that the day matters."""
CONDITIONS = UNREAL | {"until", "as", "or"}
"""Words that open what need not have been."""
FAINT = 0
"""Weight of what only fills a day: an editor of few articles wants it, a timeline of many has better."""
FEWEST = 2
"""Words of the shortest thing that is told of."""
OPENING = 4
"""Tokens of a time that opens a clause."""


class Reading(msgspec.Struct, frozen=True):
    """What is read of a day."""

    clause: int
    """Index of the clause that tells it."""
    title: str
    planned: bool = False


def reading_of(number: int, title: str | None, *, planned: bool = False) -> Reading | None:
    """Return what a clause tells by its title; None where it has none."""
    return Reading(number, title, planned) if title is not None else None


def reading_of_thing(number: int, words: str | None, ending: str) -> Reading | None:
    """Return the reading of a thing that is still to be: `The funeral planned`; None where too few words name it."""
    if words is None or len(words.split()) < FEWEST:
        return None
    return Reading(number, f"{words[:1].upper()}{words[1:]} {ending}", planned=True)


MakeFrame = Callable[..., EventFrame]
Readings = Callable[[int], Iterator[tuple[Dated, Reading]]]
"""What may be read of the days of a sentence, by its index, the best of a day first."""


def fill_days(
    context: Context,
    countries: Collection[str],
    told: set[str],
    readings: Readings,
    *,
    add: MakeFrame,
    weight: int = OPEN,
) -> list[EventFrame]:
    """Make one event of each day that is not told yet and of which something is read, in text order.

    Args:
        context: the article's layers.
        countries: whose crisis it is.
        told: days told already; those found are added.
        readings: reads the days of a sentence.
        add: makes the frame of a clause.
        weight: of the events.
    """
    found: list[EventFrame] = []
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"}:
            continue
        for day, reading in readings(number):
            key = day.date.rstrip("~?")
            if key in told:
                continue
            clause = context.index.clauses[reading.clause]
            frame = add(context, clause, countries, date=day, planned=reading.planned, title=reading.title)
            found.append(msgspec.structs.replace(frame, main=False, weight=weight))
            told.update((key, *days_in(key)))
    return found


def days_in(value: str) -> list[str]:
    """Return a date without its marks of doubt, and the first and last day of a few days; `last week` tells none."""
    plain = value.replace("~", "").replace("?", "")
    if "/" not in plain:
        return [plain]
    first, last = parse_date(plain).earliest, parse_date(plain).latest
    few = first is not None and last is not None and (last - first).days <= _FEW_DAYS
    return [plain, *plain.split("/")] if few else [plain]


_FEW_DAYS = 4
