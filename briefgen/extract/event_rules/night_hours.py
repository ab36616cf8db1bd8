"""Night hours: what came past midnight, where a late hour of the day before was told."""

from datetime import timedelta

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.model.dates import parse_date

_DAWN = "05:00"
"""Before this hour it is the night of the evening before."""
_LATE = "19:00"
_LATE_PARTS = frozenset({"evening", "night", "late evening", "late night", "late"})
_WEEKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
_DAY_WORDS = load_words("events_times", "day_names")
"""Words of an hour that names its own day: `1 a.m. on 4 May`, `this morning`."""


def past_midnight(context: Context, clause: Clause) -> Dated | None:
    """Date what came hours after a late hour told before: `left late on Tuesday. A few hours later it capsized`.

    So, too, for `After midnight it capsized`.
    """
    sentence = context.document.sentences[clause.sentence]
    low = context.index.low[sentence.first : clause.verb.first if clause.verb is not None else sentence.last]
    later = "hours" in low and "later" in low[low.index("hours") :][:2]
    if not later and not ("midnight" in low and low[low.index("midnight") - 1] in {"after", "past"}):
        return None
    date = context.date_before(clause.sentence)
    if date is None or date.span is None:
        return None
    first, last = context.index.range_of(date.span)
    told = set(context.index.low[max(0, first - 2) : last])
    start = parse_date(date.date).earliest if is_day(date.date) else None
    if start is None or told.isdisjoint({"late", "night", "midnight"}):
        return None
    return Dated((start + timedelta(days=1)).isoformat(), "", date.span, "before")


def small_hour(context: Context, date: Dated) -> Dated:
    """Move an hour past midnight behind a late one on: `took power at 10 p.m. on Tuesday. At 1 a.m. parliament met`."""
    if date.span is None or not is_day(date.date) or not "00:00" <= date.time < _DAWN:
        return date
    first, last = context.index.range_of(date.span)
    timex = context.timex_at[first]
    if timex < 1 or any(
        word[:3] in _WEEKDAYS or word in _DAY_WORDS for word in context.index.low[first:last]
    ):
        return date
    timex -= 1
    while timex and "00:00" <= context.document.timexes[timex].time < date.time:
        timex -= 1
    before = context.document.timexes[timex]
    begin, end = context.timex_range[timex]
    late = before.time >= _LATE if before.time[:1].isdigit() else before.time in _LATE_PARTS
    late = late or (not before.time and "late" in context.index.low[max(0, begin - 2) : end])
    day = parse_date(date.date).earliest
    if not late or before.date != date.date or day is None:
        return date
    following = (day + timedelta(days=1)).isoformat()
    if context.published is not None and following > context.published[:10]:
        return date
    return msgspec.structs.replace(date, date=following)
