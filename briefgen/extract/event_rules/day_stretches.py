"""Stretches of days: the day within a vague time, and days that are told together."""

from datetime import timedelta
from itertools import pairwise

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.event_rules.planned_dates import puts_off
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
    if (then := _weeks_ago(context, date)) is not None:
        return then
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


def _weeks_ago(context: Context, date: Dated) -> Dated | None:
    """Return about the day so many weeks before publication: `A week ago the president met the governors`."""
    published = parse_date(context.published).earliest if context.published is not None else None
    if date.span is None or published is None:
        return None
    words = date.span.of(context.text).lower().split()
    if (
        len(words) != _WEEKS_AGO
        or words[0] not in _WEEKS
        or words[1:] not in (["week", "ago"], ["weeks", "ago"])
    ):
        return None
    first = context.index.range_of(date.span)[0]
    if not {"from", "than", "since", "until"}.isdisjoint(context.index.low[max(0, first - 3) : first]):
        # `up from 2,000 a week ago`
        return None
    then = published - timedelta(weeks=_WEEKS[words[0]])
    return msgspec.structs.replace(date, date=f"{then.isoformat()}~")


_WEEKS_AGO = 3
_WEEKS = {"a": 1, "one": 1, "two": 2, "three": 3}


_CLOSERS = {"from": (["to"], ["until"], ["till"]), "between": (["and"],)}


def join_days(context: Context, clause: Clause, date: Dated) -> Dated:
    """Join `on Tuesday and Wednesday`, `between 3 May and 6 May` to the interval of both days."""
    if date.how not in {"clause", "sentence"} or not is_day(date.date) or puts_off(context, clause):
        return date
    timexes = context.timexes_of[clause.sentence]
    for one, other in pairwise(timexes):
        first, second = context.document.timexes[one], context.document.timexes[other]
        between = context.index.low[context.timex_range[one][1] : context.timex_range[other][0]]
        opener = context.index.low[context.timex_range[one][0] - 1]
        whole = between in (["through"], *_CLOSERS.get(opener, ()))
        if date.span not in {first.span, second.span} or not (whole or between in (["and"], ["and", "on"])):
            continue
        if not (is_day(first.date or "") and is_day(second.date or "")):
            continue
        if (first.date or "") <= (context.published or "") < (second.date or ""):
            # `closed today and tomorrow`: what lies ahead has not been yet
            return date
        start, end = parse_date(first.date or "").earliest, parse_date(second.date or "").earliest
        if (
            start is not None
            and end is not None
            and ((end - start).days == 1 or (whole and 0 < (end - start).days <= _LONGEST_RUN))
        ):
            return Dated(f"{first.date}/{second.date}", "", date.span, date.how)
    return date
