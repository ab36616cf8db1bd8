"""Spare days: days that are still untold, in constructions that the lines before are too strict for.

What was going on on a day, what began on it, what is only hoped or set for it, what an object is said to have met with,
and happenings that a noun names far before their day. Each reading asks for its own words; nothing else is read.
"""

from collections.abc import Collection, Iterator
from datetime import date

from briefgen.extract.context import Context
from briefgen.extract.event_rules.faint_days import days_near, is_ahead, is_day_within, is_hour_alone
from briefgen.extract.event_rules.far_landmarks import counted_from
from briefgen.extract.event_rules.running_totals import follows_as_of
from briefgen.extract.event_rules.spare_deeds import read_gone
from briefgen.extract.event_rules.spare_plans import read_coming, read_due
from briefgen.extract.event_rules.spare_readings import MakeFrame, Reading, fill_days
from briefgen.extract.frames import Dated, EventFrame


def find_spare_days(
    context: Context, countries: Collection[str], told: set[str], *, add: MakeFrame
) -> list[EventFrame]:
    """Find one event for each day near the article that no other line has told of, in text order.

    Args:
        context: the article's layers.
        countries: whose crisis it is.
        told: days told already; those found are added.
        add: makes the frame of a clause.
    """
    span = days_near(context)
    if span is None:
        return []
    return fill_days(context, countries, told, lambda number: _readings(context, number, span, told), add=add)


def _readings(
    context: Context, sentence: int, span: tuple[date, date], told: Collection[str]
) -> Iterator[tuple[Dated, Reading]]:
    for number in context.timexes_of[sentence]:
        timex = context.document.timexes[number]
        if timex.type == "DURATION":
            yield from _counted(context, number, span)
            continue
        if timex.date is None or not is_day_within(timex.date, span) or timex.date.rstrip("~?") in told:
            continue
        if context.is_quoted(timex.span):
            continue
        first, _ = context.timex_range[number]
        if is_hour_alone(context, number) or context.is_owner(number) or follows_as_of(context, first):
            continue
        ahead = is_ahead(context, timex.date)
        reading = read_coming(context, number) if ahead else None
        if reading is None and timex.date == context.published:
            reading = read_due(context, number)
        if reading is None and not ahead:
            reading = read_gone(context, number)
        if reading is not None:
            yield context.dated(timex, "sentence"), reading


def _counted(context: Context, number: int, span: tuple[date, date]) -> Iterator[tuple[Dated, Reading]]:
    """Yield the day of a happening that a day beside it is counted from: `on Monday, a day after the march`."""
    named = counted_from(context, number)
    if named is not None and is_day_within(named.date.date, span):
        yield named.date, Reading(named.clause, named.title)
