"""The rules for time expressions, in the order in which they are tried, and what each means."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from briefgen.extract.layers.timex_calendar import (
    SEASONS,
    When,
    make_century,
    make_day,
    make_decade,
    make_half,
    make_month,
    make_quarter,
    make_season,
    make_shifted,
    make_week,
    make_year,
    shift_months,
)
from briefgen.extract.layers.timex_grammar import NO_TIME, Found, Grammar, Match, compile_grammar
from briefgen.extract.layers.timex_reader import Reader, Rule, found_date, is_day
from briefgen.extract.layers.timex_words import function_words, listed_words

RULES: list[Rule] = []
_PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "MI": "midday"}


def _rule(*patterns: str) -> Callable[[Callable[[Reader, Match], Found | None]], Any]:
    """Add a rule for each pattern; rules are tried in the order in which they stand."""

    def add(resolve: Callable[[Reader, Match], Found | None]) -> Any:
        RULES.extend(Rule(pattern, resolve) for pattern in patterns)
        return resolve

    return add


@cache
def load_grammar() -> Grammar:
    """Compile the rules, once."""
    return compile_grammar([rule.pattern for rule in RULES])


def _number(reader: Reader, span: tuple[int, int]) -> float | None:
    """Return the number that atoms name; None for a vague one (`several`)."""
    total = 0.0
    for index in range(*span):
        category, value = reader.category(index), reader.values[index]
        if category == "few":
            return None
        if category == "number" or category == "couple":
            total += int(value)
        elif category == "hundred":
            total = (total or 1) * int(value)
        elif category in ("num24", "num31", "num59", "num4", "numbig", "year"):
            total = int(value.replace(",", ""))
        elif category in ("decimal", "clock_point"):
            total = float(value)
        elif category == "fraction":
            total += int(value[0]) / int(value[2])
        elif category in ("to", "or") or (category == "dash" and total < 20):
            break
    return total or 1


def _amount(count: float | None, unit: str) -> str:
    """Return the TIMEX3 value of a duration."""
    if unit == "WE":
        return f"P{'X' if count is None else int(count)}WE"
    time, letter = ("T", unit[1]) if unit[0] == "T" else ("", unit[-1])
    if count is None:
        factor = {"10Y": "E", "100Y": "C", "2W": "W"}.get(unit)
        return f"P{time}X{factor or letter}"
    if unit[0].isdigit():
        count *= int(unit[:-1])
    if unit == "Q":
        return f"P{count:g}Q"
    if count > 10**9:
        return f"P{time}X{letter}"
    if unit in ("TH", "TM") and count != int(count):
        whole, rest = int(count), round((count - int(count)) * 60)
        small = "M" if unit == "TH" else "S"
        return f"PT{f'{whole}{letter}' if whole else ''}{rest}{small}"
    return f"P{time}{count:g}{letter}" if count != int(count) else f"P{time}{int(count)}{letter}"


def _clock(reader: Reader, span: tuple[int, int]) -> str:
    """Return hh:mm of a clock time; "" if there is no such time."""
    text = reader.values[span[0]]
    half = next((reader.values[i] for i in range(*span) if reader.category(i) == "ampm"), "")
    match = re.match(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?(am|pm)?", text)
    if not match:
        return ""
    hour, minute = int(match[1]), int(match[2] or 0)
    half = half or (match[3] or "")[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else ""


# ------------------------------------------------------------------ rules: days


def _with_part(found: Found, part: str, clock: str = "") -> Found:
    """Add a part of the day or a clock time to a day."""
    day = found.value[:10]
    if clock:
        return found._replace(type="TIME", value=f"{day}T{clock}", time=clock)
    if part.startswith("T"):
        time = "midnight" if part == "T24:00" else part[1:]
        return found._replace(type="TIME", value=f"{day}{part}", time=time)
    if part:
        return found._replace(type="TIME", value=f"{day}T{part}", time=_PARTS[part])
    return found


@_rule("d=iso")
def _iso(reader: Reader, m: Match) -> Found | None:
    text = m.get("d")
    found = found_date(make_day(date.fromisoformat(text[:10])), force=True)
    return _with_part(found, "", text[11:16]) if len(text) > 10 else found


@_rule("d=numeric_date")
def _numeric(reader: Reader, m: Match) -> Found | None:
    text = m.get("d")
    a, b, c = (int(number) for number in re.split(r"[./]", text))
    if a > 31:
        return found_date(make_day(date(a, b, c)), force=True)
    year = c if c > 99 else 2000 + c if c < 50 else 1900 + c
    if "." in text or a > 12 or a == b:
        return found_date(make_day(date(year, b, a)), force=True)
    if b > 12:
        return found_date(make_day(date(year, a, b)), force=True)
    # Day and month cannot be told apart unless one reading lies after publication.
    past = [day for day in (date(year, a, b), date(year, b, a)) if day <= reader.day]
    return found_date(make_day(past[0]), force=True) if len(past) == 1 else Found("DATE", "")


@_rule(
    "(WEEKDAY comma? (the|on)?)? month=MONTH from=DAY (dash|to|through|until) till=DAY (comma? year=year)?",
    "(from|between)? from=DAY (dash|to|and|through|until) till=DAY of? month=MONTH (comma? year=year)?",
    "between month=MONTH from=DAY and till=DAY (comma? year=year)?",
    "month=MONTH from=DAY and till=DAY (comma? year=year)?",
)
def _day_range(reader: Reader, m: Match) -> Found | None:
    month = int(m.get("month"))
    first, last = (int(re.sub(r"\D", "", m.get(key))) for key in ("from", "till"))
    if first >= last:
        return None
    words = {reader.category(index) for index in range(m.start, m.end)}
    if "and" in words and "between" not in words:
        # `5 and 6 January` are one stretch, `2 and 6 January` are not; `January 4 and 5 people` counts people.
        if last != first + 1:
            return None
        if reader.category(m.end) == "other" and reader.norm(m.end) not in function_words():
            return None
    year = int(m.get("year")) if m.has("year") else reader.nearest_day(month, first, m).year
    value = f"{date(year, month, first)}/{date(year, month, last)}"
    begin = m.start + 1 if reader.category(m.start) in ("from", "between") else m.start
    return Found("DATE", value, value, force=date(year, month, first), start=begin)


@_rule(
    "(this? WEEKDAY comma? (the|on)?)? about? month=MONTH day=DAY (?!dash? (unit|units|magnitude)) (comma? year=year)?"
    " part=daypart?",
    "(this? WEEKDAY comma? the?)? the? day=DAY of? month=MONTH (comma? year=year)? part=daypart?",
    "(WEEKDAY comma? the?)? the? ord=ordinal of month=MONTH (comma? year=year)?",
    "month=MONTH (ord=ordinal|the day=ord31) (comma? year=year)?",
)
def _day_of_month(reader: Reader, m: Match) -> Found | None:
    month = int(m.get("month"))
    day = int(m.get("ord") or re.sub(r"\D", "", m.get("day")) or 0)
    if not 1 <= day <= 31:
        return None
    end = None
    if m.has("year"):
        named = date(int(m.get("year")), month, day)
    elif (relative := _year_behind(reader, m)) is not None:
        named, end = date(relative[0], month, day), relative[1]
    else:
        named = reader.nearest_day(month, day, m)
    return _with_part(found_date(make_day(named), force=True), m.get("part"))._replace(end=end)


def _year_behind(reader: Reader, m: Match) -> tuple[int, int] | None:
    """Read `of last year`, `this year`, `of that year` behind a month or day: the year, the atom behind."""
    index = m.end
    if reader.category(index) in ("of", "comma"):
        index += 1
    if reader.category(index + 1) != "unit" or reader.values[index + 1] != "Y":
        return None
    word = reader.category(index)
    if word in ("that", "same"):
        return reader.base.year, index + 2
    offset = {"last": -1, "this": 0, "next": 1}.get(word)
    return None if offset is None else (reader.day.year + offset, index + 2)


@_rule("(the? part=PART dash? of?)? month=MONTH (of|comma)? year=year")
def _month_of_year(reader: Reader, m: Match) -> Found | None:
    part = m.get("part") or None
    return found_date(make_month(int(m.get("year")), int(m.get("month")), part), force=part is None)


@_rule(
    "(mod=(last|next|this|past|coming|previous))? (part=(early|mid|late) dash?)? month=(month|may_month)"
    " (?!(dash? num24|dash? num31))"
)
def _month_alone(reader: Reader, m: Match) -> Found | None:
    month, modifier = int(m.get("month")), m.category("mod")
    if m.category("month") == "may_month" and m.end - m.start == 1 and not _names_month(reader, m):
        return None
    near, end = reader.day, None
    if (relative := _year_behind(reader, m)) is not None:
        year, end = relative
    elif modifier in ("last", "past", "previous"):
        year = near.year if month < near.month else near.year - 1
    elif modifier in ("next", "coming"):
        year = near.year if month > near.month else near.year + 1
    elif modifier == "this":
        year = near.year
    else:
        year = reader.nearest_year(month, m)
    return found_date(make_month(year, month, m.get("part") or None))._replace(end=end)


_MONTH_CUES = frozenset(
    [
        "in",
        "since",
        "until",
        "by",
        "from",
        "to",
        "through",
        "of",
        "during",
        "between",
        "and",
        "after",
        "before",
        "end",
        "for",
    ]
)


def _names_month(reader: Reader, m: Match) -> bool:
    """Tell whether `May` or `March` is a month here, by the words around it."""
    before, after = reader.category(m.start - 1), reader.category(m.end)
    if before in _MONTH_CUES:
        return after != "other_capital"
    return after == "poss" or (before in ("the", "a") and after == "other")


@_rule("(WEEKDAY comma?)? the day=ord31 (?!(other_capital|UNITS|dash))", "the day=ord31 of this unit")
def _ordinal_day(reader: Reader, m: Match) -> Found | None:
    """Resolve `the 5th`: only behind a preposition and where no noun follows that it counts."""
    before = reader.category(m.start - 1)
    last = m.at("day")[1]
    if before not in _ORDINAL_CUES and reader.category(m.start) == "the":
        return None
    if reader.category(last) == "other" and reader.norm(last) not in function_words():
        return None
    number = int(re.sub(r"\D", "", m.get("day")))
    near = reader.force or reader.day
    days = []
    for months in (-1, 0, 1):
        moved = shift_months(near.replace(day=1), months)
        if number <= monthrange(moved.year, moved.month)[1]:
            days.append(moved.replace(day=number))
    if reader.force is None and reader.direction(m) <= 0:
        day = max((d for d in days if d <= reader.day), default=days[0])
    else:
        day = min(days, key=lambda d: (abs((d - near).days), d))
    return found_date(make_day(day), force=True)


_ORDINAL_CUES = frozenset(
    ["on", "of", "until", "since", "from", "by", "to", "at", "before", "after", "through", "stop"]
)


@_rule(
    "every (WEEKDAY|weekdays) (part=(daypart|dayparts))?",
    "weekdays (part=(daypart|dayparts))?",
    "WEEKDAY part=dayparts",
)
def _weekday_set(reader: Reader, m: Match) -> Found | None:
    days = (i for i in range(m.start, m.end) if reader.category(i).startswith("weekday"))
    part = f"T{m.get('part')}" if m.get("part") else ""
    return Found("SET", f"XXXX-WXX-{reader.values[next(days)]}{part}")


@_rule(
    "(the|this)? mod=(last|next|this|coming|past|previous|following) day=WEEKDAY (local time)? part=DAYTIME?",
    "mod=that day=WEEKDAY part=DAYTIME?",
    "the mod=same day=WEEKDAY part=DAYTIME?",
    "(mod=(early|late|earlier|later) on?)? day=weekday (local time)? ((early|late)? part=DAYTIME)?",
)
def _weekday_alone(reader: Reader, m: Match) -> Found | None:
    if m.category("mod") == "that" and reader.category(m.start - 1) not in ("stop", "on", "by", "until"):
        # `said that Friday was quiet`
        return None
    if m.category("mod") == "following" and reader.norm(m.start) != "the":
        # `following Friday's attack`
        return None
    day = reader.weekday(int(m.get("day")), m, m.category("mod"))
    return _with_part(found_date(make_day(day), force=True), m.get("part"))


@_rule("(mod=(early|earlier|late|later))? day=dayref (part=(daypart|noon))?")
def _dayref(reader: Reader, m: Match) -> Found | None:
    if reader.is_title(m.start):
        return Found("DATE", NO_TIME)
    day = reader.day + timedelta(days=int(m.get("day")))
    return _with_part(found_date(make_day(day), force=m.get("day") != "0"), m.get("part"))


@_rule("the? day=unit rel=(before|after) ref=dayref")
def _day_beyond(reader: Reader, m: Match) -> Found | None:
    if m.get("day") != "D":
        return None
    step = -1 if m.category("rel") == "before" else 1
    return found_date(make_day(reader.day + timedelta(days=int(m.get("ref")) + step)), force=True)


@_rule(
    "(early|mid|late)? dash? the? (early|late)? part=(daypart|dayparts|dawn|noon|overnight) (of|on|from)"
    " (?=(the|month|month_short|may_month|weekday|num24|num31|ord31|dayref))",
    "part=overnight (?=weekday)",
    "part=overnight into=(to|other) (?=weekday)",
    "(mid|early|late) dash? part=daypart on? (?=(dayref|weekday|month|num24|num31))",
)
def _part_of(reader: Reader, m: Match) -> Found | None:
    followed = reader.follow(m.end)
    if followed is None:
        return None
    found, end = followed
    if m.has("into"):
        # `overnight into Thursday` begins on Wednesday.
        if not is_day(found) or reader.norm(m.at("into")[0]) not in ("to", "into"):
            return None
        found = found_date(make_day(date.fromisoformat(found.value) - timedelta(days=1)), force=True)
    elif m.get("part") == "NI":
        if is_day(found) and reader.category(end) == "to" and (morrow := reader.follow(end + 1)):
            if morrow[0].value == str(date.fromisoformat(found.value) + timedelta(days=1)):
                found, end = found._replace(edtf=found.value), morrow[1]
        elif night := _night_between(found):
            found = night
    if not is_day(found) or (reader.category(m.end - 1) == "from" and found is followed[0]):
        return None
    return _with_part(found, m.get("part"))._replace(end=end)


def _night_between(found: Found) -> Found | None:
    """Read `the night of 4-5 January` as the night after the first of two neighbouring days."""
    first, _, last = found.value.partition("/")
    if len(first) != 10 or len(last) != 10 or found.type != "DATE":
        return None
    day = date.fromisoformat(first)
    return found_date(make_day(day), force=True) if last == str(day + timedelta(days=1)) else None


@_rule("(early|late|later)? word=(tonight|overnight)")
def _tonight(reader: Reader, m: Match) -> Found | None:
    # The night before publication, unless the sentence has named another day.
    day = reader.day
    if m.category("word") == "overnight":
        day = reader.day_ahead(m.end) or reader.day_behind(m.start) or day
    return _with_part(found_date(make_day(day)), "NI")


@_rule(
    "(early|earlier|late|later)? this part=(daypart|dawn)",
    "(early|earlier|late|later)? last part=daypart",
    "the (next|following|previous|same) part=(daypart|dawn)",
    "that same? part=daypart",
)
def _part_of_day(reader: Reader, m: Match) -> Found | None:
    words = {reader.category(index) for index in range(m.start, m.end)}
    if "this" in words:
        return _with_part(found_date(make_day(reader.day)), m.get("part"))
    if "last" in words:
        return _with_part(found_date(make_day(reader.day - timedelta(days=1)), force=True), m.get("part"))
    if reader.named_day is None:
        return Found("TIME", "", time=_PARTS[m.get("part")])
    step = 1 if words & {"next", "following"} else -1 if "previous" in words else 0
    return _with_part(
        found_date(make_day(reader.named_day + timedelta(days=step)), force=True), m.get("part")
    )


@_rule("the early hours=units (of|on) (?=(the|month|month_short|weekday|num24|num31|ord31|dayref))")
def _early_hours(reader: Reader, m: Match) -> Found | None:
    followed = reader.follow(m.end)
    if m.get("hours") != "TH" or followed is None:
        return None
    if not is_day(followed[0]) and followed[0].value[10:] != "TMO":
        return None
    return _with_part(followed[0], "MO")._replace(end=followed[1], time="early morning")


@_rule("(early|mid|late) dash? part=daypart")
def _part_alone(reader: Reader, m: Match) -> Found | None:
    return _with_part(found_date(make_day(reader.day_nearby(m.start, m.end) or reader.day)), m.get("part"))


@_rule("holiday year=year?", "(last|next|this|past) holiday")
def _holiday(reader: Reader, m: Match) -> Found | None:
    """Resolve a day of the same date every year, or one found from Easter."""
    index = next(i for i in range(m.start, m.end) if reader.category(i) == "holiday")
    near = reader.day
    if m.has("year"):
        years = [int(m.get("year"))]
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
        days = [best]
    return found_date(make_day(days[0]), force=True)


def _holiday_in(rule: str, year: int) -> date:
    """Return the day of a holiday in a year: `12-25`, `easter-2`, `nth11-4-4` (month, weekday, which one)."""
    if rule.startswith("easter"):
        return _easter(year) + timedelta(days=int(rule[6:]))
    if rule.startswith("nth"):
        month, weekday, which = (int(part) for part in rule[3:].split("-"))
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))
    return date.fromisoformat(f"{year:04d}-{rule}")


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


# ----------------------------------------------------------- rules: clock times


@_rule(
    "clock=(CLOCK|num24) in the part=daypart",
    "clock=CLOCK ZONE? comma?",
    "clock=(num4|year) ZONE",
    "(?<=(at|by|from|until)) clock=(num4|year) hours=units",
    "clock=(clock|num24) units? ZONE",
    "clock=clock",
)
def _clock_time(reader: Reader, m: Match) -> Found | None:
    if m.get("hours") not in ("", "TH"):
        return None
    first, last = m.at("clock")
    text = reader.values[first]
    if m.category("clock") in ("num4", "year"):
        clock = f"{text[:2]}:{text[2:]}" if int(text[:2]) < 25 and int(text[2:]) < 60 else ""
    else:
        clock = _clock(reader, (first, last))
    if not clock:
        return None
    if m.get("part") in ("AF", "EV", "NI") and clock < "12:00":
        clock = f"{int(clock[:2]) + 12:02d}{clock[2:]}"
    end = m.end
    followed = reader.follow(end)
    if followed and is_day(followed[0]):
        return _with_part(followed[0], "", clock)._replace(end=followed[1])
    if reader.category(end - 1) == "comma":
        end -= 1
    day = reader.day_on(end) or reader.day_nearby(m.start, end)
    if day is None:
        return Found("TIME", f"T{clock}", None, clock, end=end)
    return _with_part(found_date(make_day(day)), "", clock)._replace(end=end)


@_rule(
    "hour=number (dash? minute=number)? ampm",
    "hour=number o'clock (in the part=daypart)?",
    "hour=number (dash? minute=number)? (in the|this) part=daypart",
)
def _clock_in_words(reader: Reader, m: Match) -> Found | None:
    """Read `two o'clock`, `six thirty this evening`."""
    hour, minute = int(m.get("hour")), int(m.get("minute") or 0)
    if hour > 12 or (m.has("minute") and not 10 <= minute < 60):
        return None
    if m.has("part") and reader.category(m.end) == "other" and reader.norm(m.end) not in function_words():
        return None
    half = next((reader.values[i] for i in range(m.start, m.end) if reader.category(i) == "ampm"), "")
    late = half == "p" or m.get("part") in ("AF", "EV") or (m.get("part") == "NI" and hour > 5)
    clock = f"{hour % 12 + 12 * late if half or m.has('part') else hour:02d}:{minute:02d}"
    followed = reader.follow(m.end)
    if followed and is_day(followed[0]):
        return _with_part(followed[0], "", clock)._replace(end=followed[1])
    this = "this" in (reader.category(i) for i in range(m.start, m.end))
    day = reader.day if this else reader.day_nearby(m.start, m.end)
    return (
        Found("TIME", f"T{clock}", None, clock)
        if day is None
        else _with_part(found_date(make_day(day)), "", clock)
    )


@_rule("noon=noon")
def _noon(reader: Reader, m: Match) -> Found | None:
    if reader.norm(m.start - 1) == "high":
        return Found("TIME", NO_TIME)
    followed = reader.follow(m.end)
    if followed and is_day(followed[0]):
        return _with_part(followed[0], m.get("noon"))._replace(end=followed[1])
    day = reader.day_nearby(m.start, m.end) or reader.day
    return _with_part(found_date(make_day(day)), m.get("noon"))


# -------------------------------------------------- rules: weeks, months, years

_STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
}


@_rule("the same what=(quarter|period) rel=(a unit (ago|earlier)|of? last unit)?")
def _same_quarter(reader: Reader, m: Match) -> Found | None:
    what = m.category("what")
    near = reader.quarter
    if near is None and what == "quarter" and m.has("rel"):
        over = make_shifted(reader.day, -1, "Q").value
        near = int(over[:4]), int(over[-1])
    if near is None:
        return None
    year = near[0] - 1 if m.has("rel") else near[0]
    return found_date(make_quarter(year, near[1]))


@_rule(
    "((early|earlier|late|later|mid) dash?)? the?"
    " step=(last|this|next|coming|previous|current|following|past|same|that)"
    " (same|full|fiscal|financial|calendar|past|current)? what=(UNIT|weekend|SEASON)"
    " (?!(poss? ordinal? second? quarter))",
)
def _stepped(reader: Reader, m: Match) -> Found | None:
    step, what = m.category("step"), m.get("what")
    part = reader.values[m.start] if reader.category(m.start) in ("early", "late", "mid") else None
    if m.category("what") == "weekend":
        what = "WE"
    if step == "this" and "past" in (reader.category(index) for index in range(m.start, m.end)):
        if what == "WE":
            return found_date(make_shifted(reader.day, -1, what))
        step = "past"
    if what[0] == "T" or (what == "D" and step in ("past", "last", "this", "current")):
        return None
    # `over the last week` is a stretch up to the day of publication, `last week` the one from Monday to Sunday.
    lately = step == "last" and reader.norm(m.start) == "the" and reader.category(m.start - 1) in _OVER
    if step == "past" or (lately and what not in SEASONS and what != "WE"):
        return Found("DURATION", _amount(1, what))
    if what == "Q" and step in ("same", "that", "previous") and reader.quarter is None:
        return Found("DATE", "")
    near = reader.day
    if step in ("following", "previous", "same", "that") or (step == "next" and what == "D"):
        if reader.force is not None and (what != "D" or reader.named_day is not None):
            near = reader.force
        elif step != "previous" or what == "D":
            return Found("DATE", "")
    if what in SEASONS:
        return found_date(make_season(_season_year(near, what, _STEPS.get(step, 0)), what))
    when = make_shifted(near, _STEPS.get(step, 0), what, part if what in ("M", "Q", "Y", "10Y") else None)
    if what == "Q":
        reader.quarter = (int(when.value[:4]), int(when.value[-1]))
    return found_date(when, force=what == "D" or (what == "Y" and step in ("following", "previous")))


_OVER = frozenset({"in", "over", "during", "for"})


def _season_year(near: date, season: str, count: int) -> int:
    """Return the year of last (-1), this (0) or next (1) season."""
    first = SEASONS[season][1]
    begun, ended = near.month >= first, near.month >= first + 3
    if season == "WI" and count <= 0 and near.month < 3:
        return near.year - 1
    if count < 0:
        return near.year if ended else near.year - 1
    if count > 0:
        return near.year + 1 if begun else near.year
    return near.year


@_rule(
    "the? (early|mid|late)? dash? season=SEASON of? year=year",
    "(early|mid|late) dash? season=season",
    "(?<=(in|of|since|during|by|until|through|over)) the? season=season",
)
def _season_alone(reader: Reader, m: Match) -> Found | None:
    season = m.get("season")
    if m.has("year"):
        return found_date(make_season(int(m.get("year")), season))
    if reader.category(m.end) in ("other", "other_capital") and reader.norm(m.end) not in function_words():
        return None
    near = reader.day
    year = _season_year(near, season, 0)
    if near.month < SEASONS[season][1] and reader.direction(m) < 0:
        year = _season_year(near, season, -1)
    return found_date(make_season(year, season))


@_rule(
    "the? part=PART dash? (of|in)? year=year (?!(UNITS|magnitude))",
    "the? (fiscal|financial|calendar) unit? year=year",
    "the? unit year=year",
    "year=year (?!(dash? UNITS|magnitude|ampm))",
)
def _year_alone(reader: Reader, m: Match) -> Found | None:
    index = m.at("year")[0]
    if index == m.start and not _is_year(reader, index):
        return None
    if reader.category(index - 1) == "unit" and reader.values[index - 1] != "Y":
        return None
    part = m.get("part") or None
    return found_date(make_year(int(m.get("year")), part), force=part is None)


_YEAR_CUES = frozenset(
    [
        "in",
        "since",
        "of",
        "from",
        "by",
        "until",
        "the",
        "to",
        "between",
        "during",
        "poss",
        "for",
        "a",
        "through",
        "dash",
        "open",
    ]
)


def _is_year(reader: Reader, index: int) -> bool:
    """Tell whether a number of four digits is a year: what counts things is none."""
    value = int(reader.values[index])
    before, after = reader.category(index - 1), reader.category(index + 1)
    if reader.norm(index - 1) in listed_words("before_numbers"):
        return False
    if after == "other" and reader.norm(index + 1).endswith("s"):
        if before in ("comma", "and", "or"):
            return reader.category(index - 2) in ("year", "comma")
        if before not in _YEAR_CUES:
            return False
    return 1800 <= value <= 2100 or before in ("in", "since", "of", "from", "until", "by")


@_rule("the unit n=number k=hundred rest=number?")
def _year_in_words(reader: Reader, m: Match) -> Found | None:
    if reader.values[m.start + 1] != "Y" or m.get("k") != "1000":
        return None
    return found_date(make_year(int(m.get("n")) * 1000 + int(m.get("rest") or 0)))


@_rule("hundreds=number tens=number (dash? ones=number)? (?!(dash? UNITS|hundred|magnitude))")
def _year_in_two_numbers(reader: Reader, m: Match) -> Found | None:
    """Read `nineteen ninety-eight`, as broadcasts write."""
    hundreds, tens, ones = (int(m.get(key) or 0) for key in ("hundreds", "tens", "ones"))
    known = hundreds in (18, 19) or (hundreds == 20 and reader.category(m.start - 1) in ("in", "since", "of"))
    if not known or tens < 10 or (m.has("ones") and (tens % 10 or tens < 20 or ones > 9)):
        return None
    return found_date(make_year(hundreds * 100 + tens + ones), force=True)


@_rule("years=year_range")
def _year_range(reader: Reader, m: Match) -> Found | None:
    first, last = m.get("years").split("-")
    if len(last) == 2 and last <= first[2:] and 1 <= int(last) <= 12 and first[2:] < "90":
        # `2022-01` is a month.
        return found_date(make_month(int(first), int(last)))
    if len(last) == 2:
        last = first[:2] + last if last > first[2:] else str(int(first[:2]) + 1) + last
    if int(last) <= int(first):
        return None
    return Found("DATE", f"{first}/{last}", f"{first}/{last}")


@_rule("the? (part=PART dash?)? (of the)? hundreds=number? decade=(decade|decade_name)")
def _decade_named(reader: Reader, m: Match) -> Found | None:
    if m.has("hundreds") and (m.get("hundreds") not in ("18", "19") or m.category("decade") == "decade"):
        return None
    if reader.norm(m.start) in _POSSESSIVES or reader.norm(m.start - 1) in _POSSESSIVES:
        return None
    year = int(re.sub(r"\D", "", m.get("decade")))
    if m.has("hundreds"):
        year += 100 * int(m.get("hundreds"))
    elif year < 100:
        year += 1900 if year >= 30 or reader.base.year < 2020 else 2000
    if year % 100 == 0 and year < 2000 and not m.get("part"):
        # `the 1700s` is a century, `the 2000s` mostly the decade.
        return found_date(When(f"{year // 100:02d}", f"{year:04d}/{year + 99:04d}", date(year, 1, 1)))
    return found_date(make_decade(year, m.get("part") or None))


_POSSESSIVES = frozenset({"his", "her", "their", "my", "your", "our", "its"})


@_rule("the? (part=PART dash?)? ord=(ordinal|ord31|ordbig) dash? century")
def _century_named(reader: Reader, m: Match) -> Found | None:
    number = int(re.sub(r"\D", "", m.get("ord")))
    return found_date(make_century(number)) if 1 <= number <= 99 else None


@_rule(
    "the? full? part=PART of (?=(the|this|last|next|year|month|may_month|decade|that))",
    "the? half=(ordinal|second|last) half of (?=(the|this|last|next|year|month|may_month|decade|that))",
)
def _part_of_stretch(reader: Reader, m: Match) -> Found | None:
    followed = reader.follow(m.end)
    part = m.get("part")
    if followed is None and part:
        followed = reader.unit_behind(m.end)
    if followed is None or followed[0].type != "DATE" or not followed[0].edtf:
        return None
    found, end = followed
    value = found.value
    if re.fullmatch(r"\d{4}", value):
        half = 1 if m.get("half") == "1" else 2
        found = found_date(make_year(int(value), part) if part else make_half(int(value), half))
    elif re.fullmatch(r"\d{4}-\d\d", value) and part:
        found = found_date(make_month(int(value[:4]), int(value[5:]), part))
    elif re.fullmatch(r"\d{3}", value) and part:
        found = found_date(make_decade(int(value) * 10, part))
    return found._replace(end=end)


@_rule(
    "the? ord=(ordinal|second|last) unit=unit of (?=(month|month_short|may_month|year|last|this|next))",
    "the? ord=(ordinal|last) few? unit=units of (?=(month|month_short|may_month|year|decade|last|this|next))",
    "the ord=ordinal n=number unit=units of (?=(year|last|this|next))",
)
def _count_in_stretch(reader: Reader, m: Match) -> Found | None:
    """Resolve `the first week of January`, `the last days of 2021`, `the first nine months of 2021`."""
    followed = reader.follow(m.end)
    if followed is None or followed[0].type != "DATE":
        return None
    found, end = followed
    unit, value = m.get("unit"), found.value
    number = 2 if m.category("ord") == "second" else 0 if m.category("ord") == "last" else int(m.get("ord"))
    if re.fullmatch(r"\d{4}-\d\d", value):
        year, month = int(value[:4]), int(value[5:])
        if unit == "W" and m.category("unit") == "unit" and number < 6:
            size = monthrange(year, month)[1]
            first = 7 * number - 6 if number else size - 6
            begin, stop = date(year, month, first), date(year, month, min(first + 6, size))
            return Found("DATE", value, f"{begin}~/{stop}~", end=end)
        if unit == "D" and m.category("unit") == "unit":
            day = date(year, month, number or monthrange(year, month)[1])
            return found_date(make_day(day), force=True)._replace(end=end)
        if unit in ("D", "W") and number in (0, 1):
            return found_date(make_month(year, month, "START" if number else "END"))._replace(end=end)
    if re.fullmatch(r"\d{4}", value) and unit == "M" and number == 1 and m.has("n"):
        count = min(12, int(m.get("n")))
        return Found("DURATION", f"P{count}M", f"{value}-01/{value}-{count:02d}", end=end)
    if re.fullmatch(r"\d{4}", value) and number in (0, 1) and not m.has("n"):
        part = "START" if number else "END"
        if unit == "D" and m.category("unit") == "unit":
            day = date(int(value), 1, 1) if number else date(int(value), 12, 31)
            return found_date(make_day(day), force=True)._replace(end=end)
        if unit in ("D", "W"):
            return found_date(make_month(int(value), 1 if number else 12, part))._replace(end=end)
        return found_date(make_year(int(value), part))._replace(end=end)
    return None


# --------------------------------------------------------------- rules: quarters


@_rule(
    "rel=(last|this|next) unit poss ord=(ordinal|second|ord31) quarter",
    "the? mod=unit dash (ago|earlier) ord=(ordinal|second|ord31) dash? quarter",
    "the year=year ord=(ordinal|second|ord31) quarter",
    "the? (fiscal dash?)? ord=(ordinal|second|ord31) dash? quarter"
    " ((of|comma)? year=year|of? the? rel=(last|this|next) unit)?",
    "ord=quarter_code (of? year=year)?",
)
def _quarter_named(reader: Reader, m: Match) -> Found | None:
    number = 2 if m.category("ord") == "second" else int(re.sub(r"\D", "", m.get("ord")))
    if not 1 <= number <= 4:
        return None
    # `its third-quarter profit`: the article belongs to the noun.
    if reader.category(m.start) == "the" and (
        reader.category(m.end - 2) == "dash" or reader.norm(m.start) != "the"
    ):
        found = _quarter_found(reader, m, number)
        return found._replace(start=m.start + 1)
    return _quarter_found(reader, m, number)


def _quarter_found(reader: Reader, m: Match, number: int) -> Found:
    near = reader.day
    if m.has("year"):
        reader.quarter = (int(m.get("year")), number)
        return found_date(make_quarter(*reader.quarter))
    if m.has("rel"):
        return found_date(make_quarter(near.year + _STEPS[m.category("rel")], number))
    year = near.year
    if 3 * number - 2 > near.month and reader.direction(m) <= 0:
        year -= 1
    if m.has("mod"):
        return found_date(make_quarter(year - 1, number))
    reader.quarter = (year, number)
    return found_date(make_quarter(year, number))


@_rule("a quarter (dash|of a)? century")
def _quarter_century(reader: Reader, m: Match) -> Found | None:
    return Found("DURATION", "P25Y")


@_rule("the unit dash (ago|earlier) n=NUM unit=units")
def _stretch_year_earlier(reader: Reader, m: Match) -> Found | None:
    return Found("DURATION", _amount(_number(reader, m.at("n")), m.get("unit")))


@_rule(
    "(the|a)? mod=unit dash (ago|earlier) what=(quarter|period)?",
    "the (latest|most recent) what=(quarter|period)",
    "the what=quarter (?!(of|dash))",
    "the year=year what=(quarter|period)",
)
def _quarter_in_force(reader: Reader, m: Match) -> Found | None:
    """Resolve what reports on earnings call by the quarter last named: `the quarter`, `the year-earlier period`."""
    what, modifier = m.category("what"), m.get("mod")
    if modifier not in ("", "Y") or (what and reader.norm(m.start) == "a"):
        return None
    start = m.start + 1 if not what and reader.category(m.start) in ("the", "a") else m.start
    if what == "quarter" and reader.category(m.end) == "ended":
        followed = reader.follow(m.end + 1)
        if followed and is_day(followed[0]):
            middle = date.fromisoformat(followed[0].value) - timedelta(days=45)
            reader.quarter = (middle.year, (middle.month + 2) // 3)
            return found_date(make_quarter(*reader.quarter))
    if reader.quarter is not None:
        year = int(m.get("year")) if m.has("year") else reader.quarter[0] - bool(modifier)
        return found_date(make_quarter(year, reader.quarter[1]))._replace(start=start)
    if m.has("year"):
        return found_date(make_year(int(m.get("year"))))
    if modifier and what != "quarter":
        return found_date(make_year(reader.day.year - 1))._replace(start=start)
    # The last quarter that is over.
    return found_date(make_shifted(reader.day, -1, "Q")) if what == "quarter" and not modifier else None


# ------------------------------------------- rules: distances, durations, sets


@_rule("n=(NUM|a) unit=UNITS ago day=WEEKDAY", "n=(NUM|a) unit=UNITS from (?=(dayref|now|weekday))")
def _distance_on(reader: Reader, m: Match) -> Found | None:
    """Resolve `a week ago Friday` (the Friday nearest to that day) and `two weeks from Friday`, `… from now`."""
    unit = m.get("unit")
    count = 1.0 if reader.category(m.start) == "a" else _number(reader, m.at("n"))
    if count is None or count != int(count) or unit[0] == "T" or reader.category(m.start - 1) == "for":
        return None
    if m.has("day"):
        if unit != "W":
            return None
        near = reader.day - timedelta(days=7 * int(count) + 3)
        day = near + timedelta(days=(int(m.get("day")) - near.isoweekday()) % 7)
        return found_date(make_day(day), force=True)
    if reader.category(m.end) == "now":
        return found_date(make_shifted(reader.day, int(count), unit))._replace(end=m.end + 1)
    followed = reader.follow(m.end)
    if followed is None or not is_day(followed[0]) or unit not in ("D", "W"):
        return None
    near = date.fromisoformat(followed[0].value)
    if reader.category(m.end) == "weekday" and near < reader.day:
        near += timedelta(days=7)
    when = make_day(near + timedelta(days=int(count) * (7 if unit == "W" else 1)))
    return found_date(when, force=True)._replace(end=followed[1])


@_rule(
    "ABOUT? n=NUM dash? unit=UNITS (and a half=half)? rel=(ago|earlier|later|before|after)",
    "ABOUT? a unit=(UNIT|weekend) (and a half=half)? rel=(ago|earlier|later|before|after)",
    "the unit=UNIT rel=(before|after)",
)
def _distance(reader: Reader, m: Match) -> Found | None:
    unit, word = m.get("unit") or "WE", m.category("rel")
    if m.has("half") and unit == "Y" and word in ("ago", "earlier", "later"):
        near = reader.day if word == "ago" else reader.base
        months = 12 * int((_number(reader, m.at("n")) if m.has("n") else 1) or 1) + 6
        return found_date(make_year(shift_months(near, months if word == "later" else -months).year))
    count = _number(reader, m.at("n")) if m.has("n") else 1.0
    if word in ("before", "after"):
        return _distance_from(reader, m, count, unit)
    if count is None or (unit == "Y" and word == "ago" and count >= reader.day.year):
        return Found("DATE", "" if word == "later" else "PAST_REF")
    if unit[0] == "T":
        day = reader.day if word == "ago" else reader.named_day
        return found_date(make_day(day)) if day else Found("DATE", "")
    if count != int(count):
        return Found("DURATION", _amount(count, unit))
    if unit == "Y" and count == 1 and word != "later" and reader.quarter is not None:
        return found_date(make_quarter(reader.quarter[0] - 1, reader.quarter[1]))
    if word == "ago":
        return found_date(make_shifted(reader.day, -int(count), unit))
    near = reader.base if word == "later" else reader.base_near(m.start)
    if (reader.force is None or (unit == "D" and reader.named_day is None)) and word == "later":
        return Found("DATE", "")
    when = make_shifted(near, int(count) if word == "later" else -int(count), unit)
    if word == "later" and when.first > reader.day and reader.direction(m) <= 0:
        # `still unpaid ten years later`: counted from something else.
        return Found("DATE", "")
    return found_date(when, force=unit == "D")


def _distance_from(reader: Reader, m: Match, count: float | None, unit: str) -> Found | None:
    """Resolve `two days after 5 January`; without a day behind it, the distance is a duration."""
    the = reader.category(m.start) == "the"
    followed = reader.follow(m.end)
    step = 1 if m.category("rel") == "after" else -1
    if (
        followed
        and is_day(followed[0])
        and followed[0].edtf
        and count is not None
        and unit in ("D", "W")
        and count == int(count)
    ):
        near = date.fromisoformat(followed[0].edtf)
        when = make_day(near + timedelta(days=step * int(count) * (7 if unit == "W" else 1)))
        return found_date(when, force=True)._replace(end=followed[1])
    if the:
        following = reader.category(m.end)
        if unit == "D" and reader.day_beside(m.start):
            # `on Tuesday, the day after the attack`
            return found_date(make_day(reader.base), force=True)._replace(end=m.end - 1)
        if unit == "D" and reader.named_day is not None and following in ("stop", "comma"):
            return found_date(make_day(reader.named_day + timedelta(days=step)), force=True)
        return Found("DATE", "", end=m.end - 1) if unit == "D" else None
    if not m.has("n") and unit == "D":
        return None
    return Found("DURATION", _amount(count, unit), end=m.end - 1)


@_rule("(the|a)? n=NUM dash? UNITS dash? old")
def _age(reader: Reader, m: Match) -> Found | None:
    """Pass over ages."""
    return Found("DURATION", NO_TIME)


@_rule("NUM units (a|per|every) unit")
def _rate(reader: Reader, m: Match) -> Found | None:
    """Pass over `24 hours a day`."""
    return Found("SET", NO_TIME)


@_rule(
    "(at least|up to)? (the|these|those)? (last|past|next|coming|previous|ordinal|following|latest|recent) n=NUM dash?"
    " nonage? unit=UNITS",
    "the n=(number|few) nonage? unit=units",
    "ABOUT n=NUM dash? nonage? unit=UNITS (and a half)?",
    "n=NUM dash? nonage? unit=UNITS (and a half)?",
    "ABOUT? n=NUM and a half=half unit=UNITS",
    "a half unit=unit",
    "half a unit=(unit|century)",
    "a unit=unit and a half",
    "ABOUT a unit=UNIT",
    "a additional unit=unit",
    "word=weeklong",
    "unit=unit dash long",
    "vague=units dash long",
)
def _duration(reader: Reader, m: Match) -> Found | None:
    if m.has("word"):
        return Found("DURATION", m.get("word"))
    if m.has("vague"):
        return Found("DURATION", _amount(None, m.get("vague")))
    if m.get("unit") == "Q" and reader.category(m.end) == "of":
        return Found("DURATION", NO_TIME)
    count = _number(reader, m.at("n")) if m.has("n") else 1.0
    if reader.category(m.start) == "half" or reader.category(m.start + 1) == "half":
        count = 0.5
    elif (reader.category(m.end - 1) == "half" or m.has("half")) and count is not None:
        count += 0.5
    return Found("DURATION", _amount(count, m.get("unit")))


@_rule("(once|once_twice) (a|per|every) unit=unit", "NUM times=other (a|per|every) unit=unit")
def _times_per(reader: Reader, m: Match) -> Found | None:
    """Read `twice a month`, `three times a day`."""
    if m.has("times") and reader.norm(m.at("times")[0]) != "times":
        return None
    return Found("SET", _amount(1, m.get("unit")))


@_rule("every n=(number|num24|few|couple) unit=units", "every unit=UNIT")
def _every(reader: Reader, m: Match) -> Found | None:
    count = _number(reader, m.at("n")) if m.has("n") else 1.0
    return Found("SET", _amount(count, m.get("unit")))


@_rule("word=set_adverb")
def _set_adverb(reader: Reader, m: Match) -> Found | None:
    if reader.category(m.end) in ("other", "other_capital") and reader.norm(m.end) not in function_words():
        return None
    return Found("SET", m.get("word"))


# ----------------------------------------------------------- rules: references


@_rule("word=(now|present_ref|current)", "these units")
def _present(reader: Reader, m: Match) -> Found | None:
    return Found("DATE", "PRESENT_REF")


@_rule("the? (recent|coming) unit=units")
def _about_now(reader: Reader, m: Match) -> Found | None:
    return Found("DURATION", _amount(None, m.get("unit")))


@_rule("(?<=at) (the moment|present|this (time|moment))")
def _at_present(reader: Reader, m: Match) -> Found | None:
    if reader.category(m.end) == "of" or reader.norm(m.end) in ("when", "that"):
        return None
    return Found("DATE", "PRESENT_REF")


@_rule("units ago", "long ago", "(a long|about) time ago", "a moment ago", "a word=other ago")
def _long_ago(reader: Reader, m: Match) -> Found | None:
    if m.has("word") and reader.norm(m.at("word")[0]) != "while":
        return None
    return Found("DATE", "PAST_REF")


@_rule("more? past_ref", "the? past units")
def _past(reader: Reader, m: Match) -> Found | None:
    return Found("DATE", "PAST_REF")


@_rule("(?<=in) the past (?!(NUM|UNITS|few))", "(?<=at) (the|that) time")
def _in_the_past(reader: Reader, m: Match) -> Found | None:
    if (
        reader.category(m.end) in ("other", "of", "other_capital")
        and reader.norm(m.end) not in function_words()
    ):
        return None
    return Found("DATE", "PAST_REF")


@_rule("the near? future", "the near time")
def _future(reader: Reader, m: Match) -> Found | None:
    if reader.norm(m.start) in _POSSESSIVES:
        return None
    return Found("DATE", "FUTURE_REF")


@_rule("(?<=(until|by)) then")
def _then(reader: Reader, m: Match) -> Found | None:
    return found_date(make_day(reader.named_day)) if reader.named_day else None


# ------------------------------------------------------------ rules: bare units


@_rule("the? week=unit of (?=(month|month_short|may_month|num24|num31|ord31|weekday))")
def _week_of(reader: Reader, m: Match) -> Found | None:
    followed = reader.follow(m.end)
    if m.get("week") != "W" or followed is None or not is_day(followed[0]):
        return None
    return found_date(make_week(date.fromisoformat(followed[0].value)))._replace(end=followed[1])


@_rule("year=unit poss? dash? end")
def _year_end(reader: Reader, m: Match) -> Found | None:
    return found_date(make_year(reader.day.year, "END")) if m.get("year") == "Y" else None


@_rule("the (full|fiscal)? what=(unit|quarter) ended")
def _stretch_ended(reader: Reader, m: Match) -> Found | None:
    return Found("DURATION", _amount(1, m.get("what")), end=m.end - 1)


@_rule("(?<=(for|during|in|of|over|by|through|at|on)) the (full|fiscal|financial)? (unit|weekend)")
def _unit_with_the(reader: Reader, m: Match) -> Found | None:
    """Resolve `for the year`, `over the weekend`, `later in the day`."""
    found = reader.unit_behind(m.start)
    return found[0] if found else None


@_rule(
    "(?<=(for|in|over|during)) unit=units (?!(of|before|old|ago|later|dash|and|or))",
    "(?<=the) unit=units (?=(before|after|since|following|that))",
    "unit=units or units",
)
def _bare_units(reader: Reader, m: Match) -> Found | None:
    if m.get("unit")[0] == "T" and reader.category(m.start - 1) != "for":
        return None
    if reader.category(m.start - 1) == "the" and reader.category(m.start - 2) not in ("in", "over"):
        return None
    return Found("DURATION", _amount(None, m.get("unit")))


@_rule("(?<=(for|in|during|over)) a unit=(unit|century)")
def _one_unit(reader: Reader, m: Match) -> Found | None:
    after = reader.category(m.end)
    if after == "dash" or (
        after in ("other", "other_capital", "poss") and reader.norm(m.end) not in function_words()
    ):
        return None
    return Found("DURATION", _amount(1, m.get("unit")))
