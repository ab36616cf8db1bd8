"""Stretches of days: the day within a vague time, and days that are told together."""

from itertools import pairwise

from briefgen.extract.context import Context
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.model.dates import parse_date

_LONGEST_RUN = 31
"""Days that something dated from one day to another lasts at most; longer ones are counts."""


def finer_day(context: Context, clause: Clause, date: Dated) -> Dated:
    """Return the day behind a vague time of one clause that lies in it: `a year ago, on 20 August`."""
    parsed = parse_date(date.date)
    if date.how != "clause" or date.span is None or is_day(date.date) or clause.verb is None:
        return date
    first = context.index.range_of(date.span)[0]
    number = context.clause_at(first)
    for timex in context.timexes_of[clause.sentence]:
        value = context.document.timexes[timex]
        begin = context.timex_range[timex][0]
        if begin <= first or value.date is None or not is_day(value.date) or value.since:
            continue
        day = parse_date(value.date).earliest
        if (
            context.clause_at(begin) == number
            and not context.is_speaking_time(timex)
            and context.index.low[begin - 1] in {"on", "of", ",", "in", "night", "hours"}
            and day is not None
            and parsed.earliest is not None
            and parsed.latest is not None
            and parsed.earliest <= day <= parsed.latest
        ):
            return context.dated(value, "clause")
    return date


def join_days(context: Context, clause: Clause, date: Dated) -> Dated:
    """Join `on Tuesday and Wednesday` to the interval of both days."""
    if date.how not in {"clause", "sentence"} or not is_day(date.date):
        return date
    timexes = context.timexes_of[clause.sentence]
    for one, other in pairwise(timexes):
        first, second = context.document.timexes[one], context.document.timexes[other]
        between = context.index.low[context.timex_range[one][1] : context.timex_range[other][0]]
        whole = between in (["to"], ["until"]) and (
            context.index.low[context.timex_range[one][0] - 1] == "from"
        )
        if date.span not in {first.span, second.span} or not (whole or between in (["and"], ["and", "on"])):
            continue
        if not (is_day(first.date or "") and is_day(second.date or "")):
            continue
        start, end = parse_date(first.date or "").earliest, parse_date(second.date or "").earliest
        if (
            start is not None
            and end is not None
            and ((end - start).days == 1 or (whole and 0 < (end - start).days <= _LONGEST_RUN))
        ):
            return Dated(f"{first.date}/{second.date}", "", date.span, date.how)
    return date
