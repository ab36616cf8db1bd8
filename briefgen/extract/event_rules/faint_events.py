"""Faint events: of days that an article names and tells no plain event of, what its words tell of them."""

from collections.abc import Collection, Iterator, Mapping, Set

from briefgen.extract.context import Context
from briefgen.extract.event_rules.day_stretches import join_days
from briefgen.extract.event_rules.faint_days import FaintDay, faint_days, has_own_day, is_ahead
from briefgen.extract.event_rules.faint_titles import faint_title
from briefgen.extract.event_rules.planned_dates import tell_planned
from briefgen.extract.event_rules.running_totals import is_total_by
from briefgen.extract.event_rules.spare_readings import FAINT, MakeFrame, Reading, days_in, fill_days
from briefgen.extract.frames import Dated, EventFrame
from briefgen.extract.phrasing.titles import title_of


def find_faint_events(
    context: Context,
    countries: Collection[str],
    told: set[str],
    headings: Mapping[int, Dated],
    *,
    add: MakeFrame,
) -> list[EventFrame]:
    """Find one event for each day that is named outside speech and of which none is told yet, in text order.

    Args:
        context: the article's layers.
        countries: whose crisis it is.
        told: days told already; those found are added.
        headings: days that stand above sentences.
        add: makes the frame of a clause.
    """
    return fill_days(
        context,
        countries,
        told,
        lambda number: _readings(context, number, countries, told, headings),
        add=add,
        weight=FAINT,
    )


def _readings(
    context: Context,
    sentence: int,
    countries: Collection[str],
    told: Set[str],
    headings: Mapping[int, Dated],
) -> Iterator[tuple[Dated, Reading]]:
    for day in faint_days(context, sentence, countries, told, headings):
        reading = _reading(context, day) if day.date.date.rstrip("~?") not in told else None
        if reading is not None:
            date = join_days(context, context.index.clauses[reading.clause], day.date)
            whole = date if told.isdisjoint(days_in(date.date)) else day.date
            yield whole, reading


def _reading(context: Context, day: FaintDay) -> Reading | None:
    for number in day.clauses:
        clause = context.index.clauses[number]
        note = clause.verb is None and is_ahead(context, day.date.date)
        planned = tell_planned(context, clause, day.date) if clause.verb is not None else note
        if is_total_by(context, clause, day.date):
            continue
        if planned is None or (note and len(context.index.clauses_of[clause.sentence]) == 1):
            continue
        title = faint_title(context, number)
        above = clause.parent if clause.kind == "participial" else None
        if above is not None and has_own_day(context, above) and title == title_of(context, above):
            # `ordered on Tuesday the release of two men detained last week`: the order was on its own day
            continue
        if title is not None:
            return Reading(number, title, planned)
    return None
