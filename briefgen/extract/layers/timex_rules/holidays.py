"""Days of the same date every year, or found from Easter or a weekday of a month."""

from datetime import date, timedelta

from briefgen.extract.layers.timex_calendar import make_day, make_year, nth_weekday
from briefgen.extract.layers.timex_grammar import NO_TIME, Found, Match
from briefgen.extract.layers.timex_reader import Reader, RuleList, found_date
from briefgen.extract.layers.timex_rules.amounts import with_part
from briefgen.extract.layers.timex_told_year import year_in_force
from briefgen.extract.layers.timex_words import listed_words

RULES = RuleList()


@RULES.add("holiday comma? year=year", "holiday part=daypart?", "(last|next|this|past) holiday part=daypart?")
def _holiday(reader: Reader, m: Match) -> Found | None:
    """Resolve a day of the same date every year, or one found from Easter."""
    index = next(i for i in range(m.start, m.end) if reader.category(i) == "holiday")
    if _is_thing(reader, index, m.end):
        return Found("DATE", NO_TIME)
    near = reader.day
    elects = reader.norm(index) == "election"
    if elects and listed_words("american_politics").isdisjoint(reader.norms):
        return Found("DATE", "")
    if _opens_year(reader, m):
        return found_date(make_year(near.year + (near.month > _HALF_YEAR), "START"))
    if m.has("year"):
        years = [int(m.get("year"))]
    elif reader.category(m.end) in ("in", "of") and reader.category(m.end + 1) == "year":
        # `on Christmas Day in 2009`: the year is an expression of its own.
        years = [int(reader.values[m.end + 1])]
    elif (told := _year_told(reader, m, index)) is not None:
        years = [told]
    else:
        years = [year for year in (near.year - 1, near.year, near.year + 1) if 1 <= year <= 9999]
    days = [_holiday_in(reader.values[index], year) for year in years]
    modifier = reader.category(m.start)
    if modifier in ("last", "past"):
        days = [d for d in days if d < near][-1:] or days
    elif modifier == "next":
        days = [d for d in days if d > near][:1] or days
    elif modifier == "this":
        days = [d for d in days if d.year == near.year] or days
    elif len(days) > 1:
        side = reader.direction(m)
        best = min(days, key=lambda d: (abs((d - near).days), d))
        if side > 0 and best < near:
            best = min((d for d in days if d >= near), default=best)
        if reader.norm(m.start - 1) == "since" or (side < 0 and (best - near).days > _HOLIDAY_AHEAD):
            best = max((d for d in days if d <= near), default=best)
        days = [best]
        if elects and abs((best - near).days) > _SALES_DAYS:
            return Found("DATE", "")
    if reader.norm(index) in _SALES and abs((days[0] - near).days) > _SALES_DAYS:
        # `Black Friday` is also the name of fires, crashes and massacres, `Black Friday of 1939`.
        return Found("DATE", "")
    return with_part(found_date(make_day(days[0]), force=True), m.get("part"))


def _year_told(reader: Reader, m: Match, index: int) -> int | None:
    """Return the earlier year that the sentence told, or that makes a holiday one of the days just told.

    `In 1989, on Christmas Day, …`; `was shot on Christmas Eve 1989. On Christmas Day …`.
    """
    if reader.category(m.start) in ("last", "past", "next", "this") or reader.direction(m) >= 0:
        return None
    if (year := year_in_force(reader, m)) is not None:
        return year
    if reader.norm(m.start - 1) == "since":
        return None
    told = reader.day_told(m.start)
    if told is None or (reader.day - told).days < _LONG_PAST or not reader.day_is_close(m.start):
        return None
    near = abs((_holiday_in(reader.values[index], told.year) - told).days) < _TOLD_DAYS
    return told.year if near else None


_TOLD_DAYS, _LONG_PAST = 15, 300
_HOLIDAY_AHEAD = 120
"""Days that a holiday may lie ahead though the verb tells the past."""


def _opens_year(reader: Reader, m: Match) -> bool:
    """Tell whether a stretch of the coming year is meant: `will open in the New Year`."""
    alone = m.end == m.start + 1 and reader.ends[m.start] - reader.starts[m.start] == len("New Year")
    return alone and [reader.norm(m.start + step) for step in (-2, -1, 0)] == ["in", "the", "new"]


_HALF_YEAR = 6
_SALES, _SALES_DAYS = frozenset({"black", "cyber"}), 60


def _is_thing(reader: Reader, index: int, end: int) -> bool:
    """Tell whether a holiday only names a thing or a person: `a Christmas tree`, `Father Christmas`."""
    if reader.norm(end) in listed_words("holiday_nouns") and end == index + 1:
        return True
    return reader.norm(index - 1) in listed_words("holiday_names")


def _holiday_in(rule: str, year: int) -> date:
    """Return the day of a holiday in a year: `12-25`, `easter-2`, `nth11-4-4+1` (the day behind the 4th Thursday)."""
    if rule.startswith("eastern"):
        return _eastern_easter(year) + timedelta(days=int(rule[7:]))
    if rule.startswith("easter"):
        return _easter(year) + timedelta(days=int(rule[6:]))
    if rule.startswith("nth"):
        nth, _, later = rule[3:].partition("+")
        month, weekday, which = (int(part) for part in nth.split("-"))
        return nth_weekday(year, month, weekday, which) + timedelta(days=int(later or 0))
    return date.fromisoformat(f"{year:04d}-{rule}")


def _eastern_easter(year: int) -> date:
    """Return Easter Sunday of the Eastern churches, in the Gregorian calendar; right from 1900 to 2099.

    Source: Meeus, Astronomical Algorithms, chapter 8, for the Julian calendar.
    """
    c = year % 19
    d = (19 * c + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def _easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar. Source: the anonymous algorithm (Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * n + 114, 31)
    return date(year, month, day + 1)
