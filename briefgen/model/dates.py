"""Dates of briefs: EDTF level 1 (ISO 8601-2), their bounds, their order, and how pages show them.

A date belongs to the place it happened in; nothing here knows time zones.
"""

import datetime
import re
from functools import lru_cache
from typing import Literal

import msgspec

Precision = Literal["day", "month", "season", "year", "interval"]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""English names of the months, in order."""

_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SEASON_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}
_EXAMPLES = "2022-01-05, 2022-01, 2022, 2022-01-05~, 2022-21 (spring), 2022-01-02/2022-01-05"
_SIMPLE = re.compile(r"([0-9]{2}(?:[0-9]{2}|[0-9]X|XX))(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([~?%])?")
_LOOKS_TIMED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)? ?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_MAX_CHARS = 40


class DateOrderError(ValueError):
    """An interval that ends before it begins."""


class EdtfDate(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed date."""

    text: str
    """The date as it was written."""
    earliest: datetime.date | None
    """First day it can mean; None if open or unknown towards the past."""
    latest: datetime.date | None
    """Last day it can mean; None if open or unknown towards the future."""
    precision: Precision
    """How fine it is; `interval` also for unspecified digits such as `199X`."""
    approximate: bool = False
    """Written with `~` or `%`, at either end of an interval."""
    uncertain: bool = False
    """Written with `?` or `%`, at either end of an interval."""

    @property
    def order(self) -> tuple[datetime.date, datetime.date, str]:
        """Sort key (earliest, latest, text); open ends sort outermost."""
        return (self.earliest or datetime.date.min, self.latest or datetime.date.max, self.text)


@lru_cache(maxsize=8192)
def parse_date(text: str) -> EdtfDate:
    """Parse an EDTF level 1 date.

    Args:
        text: day, month, year, season, `X` for unspecified digits, each with `~`, `?` or `%` behind it, or two of
            them as an interval, where `..` is open and nothing is unknown. Years 0001 to 9999.
    Returns:
        The date with its bounds.
    Raises:
        DateOrderError: an interval ends before it begins.
        ValueError: anything else that is no such date; the message is for people.
    Source: EDTF specification of the Library of Congress, 2019, levels 0 and 1; winter runs into the next year.
    """
    if len(text) > _MAX_CHARS:
        raise ValueError(f'"{text[:_MAX_CHARS]}…" is too long for a date')
    if "/" not in text:
        return _parse_simple(text)
    parts = text.split("/")
    if len(parts) != 2:
        raise ValueError(f'"{text}" has more than one "/": an interval is START/END')
    if all(part in ("", "..") for part in parts):
        raise ValueError(f'"{text}" names no date at either end')
    start, end = (None if part in ("", "..") else _parse_simple(part) for part in parts)
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    if start and end and (end.order[:2] < start.order[:2]):
        raise DateOrderError(f'"{text}" ends before it begins')
    return EdtfDate(
        text=text,
        earliest=earliest,
        latest=latest,
        precision="interval",
        approximate=any(part.approximate for part in (start, end) if part),
        uncertain=any(part.uncertain for part in (start, end) if part),
    )


def _parse_simple(text: str) -> EdtfDate:
    match = _SIMPLE.fullmatch(text)
    if match is None:
        if _LOOKS_TIMED.match(text):
            raise ValueError(f'"{text}" has a time of day: a date is a day, such as {text[:10]}')
        raise ValueError(f'"{text}" is not a date: write {_EXAMPLES}')
    year, month, day, mark = match.groups()
    first, last, precision = _bounds(text, year, month, day)
    return EdtfDate(
        text=text,
        earliest=first,
        latest=last,
        precision=precision,
        approximate=mark in ("~", "%"),
        uncertain=mark in ("?", "%"),
    )


def _bounds(
    text: str, year: str, month: str | None, day: str | None
) -> tuple[datetime.date, datetime.date, Precision]:
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if last_year == 0 or (first_year == 0 and "X" not in year):
        raise ValueError(f'"{text}" has the year 0: years run from 0001 to 9999')
    first_year = max(first_year, 1)
    if "X" in year and month not in (None, "XX"):
        raise ValueError(f'"{text}" has a month in an unspecified year')
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise ValueError(f'"{text}" has a day in an unspecified month')
        precision: Precision = "interval" if "X" in year else "year"
        return datetime.date(first_year, 1, 1), datetime.date(last_year, 12, 31), precision
    number = int(month)
    if number in _SEASONS:
        if day is not None:
            raise ValueError(f'"{text}" has a day in a season')
        return (*_season_bounds(first_year, number), "season")
    if not 1 <= number <= 12:
        raise ValueError(f'"{text}" has no such month: 01 to 12, or 21 to 24 for spring to winter')
    days = _count_days(first_year, number)
    if day is None or day == "XX":
        return datetime.date(first_year, number, 1), datetime.date(first_year, number, days), "month"
    if not 1 <= int(day) <= days:
        raise ValueError(f'"{text}" does not exist: {MONTHS[number - 1]} {first_year} has {days} days')
    the_day = datetime.date(first_year, number, int(day))
    return the_day, the_day, "day"


def _count_days(year: int, month: int) -> int:
    """Return how many days a month has. The calendar of the library loads the locales of the system."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and is_leap else _MONTH_DAYS[month - 1]


def _season_bounds(year: int, season: int) -> tuple[datetime.date, datetime.date]:
    month = _SEASON_FIRST_MONTH[season]
    first = datetime.date(year, month, 1)
    if season == 24:
        if year == datetime.MAXYEAR:
            return first, datetime.date.max
        return first, datetime.date(year + 1, 2, _count_days(year + 1, 2))
    return first, datetime.date(year, month + 2, _count_days(year, month + 2))


def day_of(date: EdtfDate) -> datetime.date | None:
    """Return the one day that a date means; None if it is coarser than a day, open, or an interval."""
    return date.earliest if date.precision == "day" else None


def contains(outer: EdtfDate, inner: EdtfDate) -> bool:
    """Tell whether every day of `inner` lies in `outer`; open ends reach without limit."""
    outer_first, outer_last, _ = outer.order
    inner_first, inner_last, _ = inner.order
    return outer_first <= inner_first and inner_last <= outer_last


def overlaps(one: EdtfDate, other: EdtfDate) -> bool:
    """Tell whether both can mean one and the same day; open ends reach without limit."""
    one_first, one_last, _ = one.order
    other_first, other_last, _ = other.order
    return one_first <= other_last and other_first <= one_last


def is_day(text: str) -> bool:
    """Tell whether text is a day that exists, as YYYY-MM-DD."""
    return len(text) == 10 and is_date_time(text)


def is_date_time(text: str) -> bool:
    """Tell whether text is a day that exists, perhaps with a time behind it, and a zone (ISO 8601, RFC 3339)."""
    if not _DATE_TIME.fullmatch(text):
        return False
    try:
        datetime.datetime.fromisoformat(text.replace(" Z", "Z").replace(" +", "+").replace(" -", "-"))
    except ValueError:
        return False
    return True


def format_date(text: str, language: str = "en") -> str:
    """Return a date as a page shows it: `5 January 2022`, `2–6 January 2022`, `early January 2022`.

    Args:
        text: a date that `parse_date` takes.
        language: BCP 47 tag; what is not English gets the EDTF text itself, which misleads in no language.
    Raises:
        ValueError: not a date.
    """
    date = parse_date(text)
    if language.split("-")[0].lower() != "en":
        return text
    if "/" in text:
        shown = _format_interval(date)
    else:
        shown = _format_simple(date)
        if date.approximate:
            shown = f"around {shown}"
    return f"{shown} (uncertain)" if date.uncertain else shown


def _format_simple(date: EdtfDate) -> str:
    core = date.text.rstrip("~?%")
    first = date.earliest or datetime.date.min
    if date.precision == "day":
        return _format_day(first)
    if date.precision == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if date.precision == "season":
        return f"{_SEASONS[int(core[5:7])]} {core[:4]}"
    if date.precision == "year":
        return str(first.year)
    if core[2:4] == "XX":
        return f"{core[:2]}00–{core[:2]}99"
    return f"the {core[:3]}0s"


def _format_day(day: datetime.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _format_interval(date: EdtfDate) -> str:
    start_text, end_text = date.text.split("/")
    if start_text in ("", ".."):
        return f"until {_format_simple(parse_date(end_text))}"
    start = parse_date(start_text)
    if end_text in ("", ".."):
        return f"{'since' if end_text else 'from'} {_format_simple(start)}"
    end = parse_date(end_text)
    if start.precision == end.precision == "day":
        return _format_days(start.order[0], end.order[1], approximate=date.approximate)
    around = "around " if date.approximate else ""
    if start.precision == end.precision == "month" and start.order[0].year == end.order[0].year:
        return f"{around}{MONTHS[start.order[0].month - 1]}–{_format_simple(end)}"
    if start.precision == end.precision == "year":
        return f"{around}{_format_simple(start)}–{_format_simple(end)}"
    return f"{around}{_format_simple(start)} – {_format_simple(end)}"


def _format_days(first: datetime.date, last: datetime.date, *, approximate: bool) -> str:
    around = "around " if approximate else ""
    if first == last:
        return around + _format_day(first)
    last_of_month = _count_days(last.year, last.month)
    if (first.year, first.month) == (last.year, last.month):
        month = f"{MONTHS[first.month - 1]} {first.year}"
        if (first.day, last.day) == (1, last_of_month):
            return around + month
        part = _part_of_month(first.day, last.day, last_of_month) if approximate else None
        return f"{part}{month}" if part else f"{around}{first.day}–{last.day} {month}"
    if first.day == 1 and last.day == last_of_month and first.year == last.year:
        return f"{around}{MONTHS[first.month - 1]}–{MONTHS[last.month - 1]} {last.year}"
    if first.year == last.year:
        return f"{around}{first.day} {MONTHS[first.month - 1]} – {_format_day(last)}"
    return f"{around}{_format_day(first)} – {_format_day(last)}"


def _part_of_month(first: int, last: int, last_of_month: int) -> str | None:
    # Vague parts of a month are intervals of about ten days (design: "early January" is an interval with `~`).
    if first == 1 and 7 <= last <= 12:
        return "early "
    if 9 <= first <= 12 and 18 <= last <= 21:
        return "mid-"
    if 19 <= first <= 24 and last == last_of_month:
        return "late "
    return None
