"""Stretches of the calendar in the notations of TIMEX3 and EDTF."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple


class When(NamedTuple):
    """A stretch of the calendar with its two notations."""

    value: str
    """TIMEX3."""
    edtf: str
    """EDTF."""
    first: date
    """Its first day."""


SEASONS: Mapping[str, tuple[int, int]] = {"SP": (21, 3), "SU": (22, 6), "FA": (23, 9), "WI": (24, 12)}
"""EDTF code and first month; a winter belongs to the year in which it begins."""
_THIRDS = {"START": 0, "MID": 1, "END": 2}


def make_day(day: date) -> When:
    """Return one day."""
    return When(day.isoformat(), day.isoformat(), day)


def make_week(day: date) -> When:
    """Return the ISO week (Monday to Sunday) of a day."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return When(f"{year:04d}-W{week:02d}", f"{monday}/{monday + timedelta(days=6)}", monday)


def make_weekend(day: date) -> When:
    """Return Saturday and Sunday of the ISO week of a day."""
    year, week, weekday = day.isocalendar()
    saturday = day + timedelta(days=6 - weekday)
    return When(f"{year:04d}-W{week:02d}-WE", f"{saturday}/{saturday + timedelta(days=1)}", saturday)


def make_month(year: int, month: int, part: str | None = None) -> When:
    """Return a month, or about a third of it: `START`, `MID`, `END`."""
    last = monthrange(year, month)[1]
    stem = f"{year:04d}-{month:02d}"
    if part:
        begin, end = ((1, 10), (11, 20), (21, last))[_THIRDS[part]]
        return When(stem, f"{stem}-{begin:02d}~/{stem}-{end:02d}~", date(year, month, begin))
    return When(stem, stem, date(year, month, 1))


def make_quarter(year: int, quarter: int, part: str | None = None) -> When:
    """Return a quarter, or one month of it: `START`, `MID`, `END`."""
    first = 3 * quarter - 2
    if part:
        month = first + _THIRDS[part]
        return When(f"{year:04d}-Q{quarter}", f"{year:04d}-{month:02d}~", date(year, month, 1))
    return When(
        f"{year:04d}-Q{quarter}", f"{year:04d}-{first:02d}/{year:04d}-{first + 2:02d}", date(year, first, 1)
    )


def make_half(year: int, half: int) -> When:
    """Return the first or second half of a year."""
    first = 6 * half - 5
    return When(
        f"{year:04d}-H{half}", f"{year:04d}-{first:02d}/{year:04d}-{first + 5:02d}", date(year, first, 1)
    )


def make_season(year: int, season: str) -> When:
    """Return a season (`SP`, `SU`, `FA`, `WI`) of the year in which it begins."""
    code, month = SEASONS[season]
    return When(f"{year:04d}-{season}", f"{year:04d}-{code}", date(year, month, 1))


def make_year(year: int, part: str | None = None) -> When:
    """Return a year, or about a third of it: `START`, `MID`, `END`."""
    if part:
        first = 1 + 4 * _THIRDS[part]
        span = f"{year:04d}-{first:02d}~/{year:04d}-{first + 3:02d}~"
        return When(f"{year:04d}", span, date(year, first, 1))
    return When(f"{year:04d}", f"{year:04d}", date(year, 1, 1))


def make_decade(year: int, part: str | None = None) -> When:
    """Return the decade of a year, or about a third of it: `START`, `MID`, `END`."""
    year -= year % 10
    if part:
        begin, end = ((0, 3), (4, 6), (7, 9))[_THIRDS[part]]
        return When(f"{year // 10:03d}", f"{year + begin:04d}~/{year + end:04d}~", date(year + begin, 1, 1))
    return When(f"{year // 10:03d}", f"{year:04d}/{year + 9:04d}", date(max(year, 1), 1, 1))


def make_century(number: int) -> When:
    """Return a century by its number."""
    first = 100 * number - 99
    return When(f"{number - 1:02d}", f"{first:04d}/{first + 99:04d}", date(first, 1, 1))


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """Return the first to fourth ISO weekday of a month; 5 gives the last one, be it the fourth."""
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))
    return day if day.month == month else day - timedelta(days=7)


def shift_months(day: date, months: int) -> date:
    """Return the same day of another month, or its last one; ValueError outside the calendar."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        raise ValueError("outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def make_shifted(day: date, count: int, unit: str, part: str | None = None) -> When:
    """Return the `unit` that lies `count` units from the one of `day`; ValueError outside the calendar."""
    if abs(count) > 100_000:
        raise ValueError("outside the calendar")
    if unit == "D":
        return make_day(day + timedelta(days=count))
    if unit == "W":
        return make_week(day + timedelta(days=7 * count))
    if unit == "2W":
        return make_week(day + timedelta(days=14 * count))
    if unit == "WE":
        return make_weekend(day + timedelta(days=7 * count))
    if unit == "M":
        moved = shift_months(day, count)
        return make_month(moved.year, moved.month, part)
    if unit == "Q":
        moved = shift_months(day, 3 * count)
        return make_quarter(moved.year, (moved.month + 2) // 3, part)
    if unit == "Y":
        return make_year(shift_months(day, 12 * count).year, part)
    if unit == "10Y":
        return make_decade(shift_months(day, 120 * count).year, part)
    if unit == "100Y":
        return make_century((shift_months(day, 1200 * count).year + 99) // 100)
    raise ValueError(f"no unit of the calendar: {unit}")
