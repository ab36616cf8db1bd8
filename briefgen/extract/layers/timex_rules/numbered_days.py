"""Days by their number alone: `the 5th`, `Friday the 6th`, `the 3rd, 4th and 5th`."""

import re
from calendar import monthrange
from datetime import date

from briefgen.extract.layers.timex_calendar import make_day, shift_months
from briefgen.extract.layers.timex_grammar import Found, Match
from briefgen.extract.layers.timex_reader import Reader, RuleList, found_date
from briefgen.extract.layers.timex_words import function_words

RULES = RuleList()


@RULES.add("(?<=(comma|and)) day=ord31 (?!(other_capital|UNITS|dash))")
def _ordinal_listed(reader: Reader, m: Match) -> Found | None:
    """Read the days behind the first of `on the 3rd, 4th and 5th`."""
    near = reader.named_day
    if near is None or reader.force_end != m.start - 1 or reader.category(m.start - 2) != "ord31":
        return None
    if reader.category(m.end) == "other" and reader.norm(m.end) not in function_words():
        return None
    number = int(re.sub(r"\D", "", m.get("day")))
    return found_date(make_day(near.replace(day=number)), force=True) if number > near.day else None


@RULES.add(
    "(on=WEEKDAY comma?)? the day=ord31 (?!(other_capital|UNITS|dash))",
    "on=WEEKDAY day=ord31 (?!(other_capital|UNITS|dash))",
    "the day=ord31 of this unit",
    "the ord=ordinal of this unit",
    "on=WEEKDAY comma? the ord=ordinal (?!(unit|units|of|other|other_capital|dash))",
    "(?<=(on|since|until|by)) the ord=ordinal (?=(stop|comma))",
)
def _ordinal_day(reader: Reader, m: Match) -> Found | None:
    """Resolve `the 5th`: only behind a preposition and where no noun follows that it counts."""
    before = reader.category(m.start - 1)
    last = m.at("ord" if m.has("ord") else "day")[1]
    if before not in _ORDINAL_CUES and reader.category(m.start) == "the":
        return None
    if reader.category(last) == "other" and reader.norm(last) not in function_words() | {":"}:
        return None
    if reader.category(last) == "of" and reader.category(last + 1) == "other_capital":
        # `Monday, the 29th of Ramadan`
        return None
    number = int(m.get("ord") or re.sub(r"\D", "", m.get("day")))
    if m.has("ord") and number < _FIRST_FEW and reader.category(m.end - 1) != "unit":
        # `on the third, …` is any third one.
        return None
    near = reader.force or reader.day
    days = _days_numbered(number, near)
    side = 0 if m.has("ord") else 1 if reader.tenses.schedules(m.start) else reader.direction(m)
    fitting = [
        d for d in _days_numbered(number, reader.day) if m.has("on") and d.isoweekday() == int(m.get("on"))
    ]
    told = reader.named_day if reader.named_day is not None and reader.named_day < reader.day else None
    if fitting:
        past = [d for d in fitting if d <= reader.day]
        day = (
            max(past) if past and (side <= 0 or len(past) == len(fitting)) else min(set(fitting) - set(past))
        )
    elif reader.category(m.end - 1) == "unit":
        day = next(d for d in _days_numbered(number, reader.day) if d.month == reader.day.month)
    elif (joined := reader.day_behind(m.start)) is not None and _goes_with(reader, m, joined, number):
        day = joined.replace(day=number)
    elif side > 0 and (coming := [d for d in _days_numbered(number, reader.day) if d >= reader.day]):
        day = min(coming)
    elif reader.force is None and side <= 0:
        day = max((d for d in days if d <= reader.day), default=days[0])
    elif told is not None and 0 < number - told.day <= _STORY_DAYS and told.replace(day=number) <= reader.day:
        # `It struck on 5 August. A note came up on the 22nd`
        day = told.replace(day=number)
    elif side <= 0 and near > reader.day:
        # `They march on Thursday. It began on the fifth`
        day = max((d for d in _days_numbered(number, reader.day) if d <= reader.day), default=days[0])
    else:
        day = min(days, key=lambda d: (abs((d - near).days), d))
    return found_date(make_day(day), force=True)


def _goes_with(reader: Reader, m: Match, joined: date, number: int) -> bool:
    """Tell whether a day by its number goes on from one of its sentence: `on 8 January and then on the 29th`.

    Also where it ends a stretch: `from 8 January through the 12th`.
    """
    near = (
        m.start - reader.force_end <= _JOINT
        and joined.day < number <= monthrange(joined.year, joined.month)[1]
    )
    return near and any(reader.category(index) in _JOINTS for index in range(reader.force_end, m.start))


_JOINTS = frozenset({"and", "to", "through", "until", "dash"})
_JOINT = 4
"""Words between two days that are joined."""


def _days_numbered(number: int, near: date) -> list[date]:
    """Return the days of that number in the month of a day and in those beside it."""
    months = (shift_months(near.replace(day=1), step) for step in (-1, 0, 1))
    return [month.replace(day=number) for month in months if number <= monthrange(month.year, month.month)[1]]


_FIRST_FEW = 4
_STORY_DAYS = 20
"""Days by which a story goes on within one month rather than back into the one before."""
_ORDINAL_CUES = frozenset(
    ["on", "of", "until", "since", "from", "by", "to", "at", "before", "after", "through", "stop"]
)
