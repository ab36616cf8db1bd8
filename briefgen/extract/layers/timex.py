"""Time expressions (TIMEX3), resolved to calendar dates where they can be."""

from typing import Literal

import msgspec

from briefgen.model.brief import Date
from briefgen.model.span import Span

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Timex(msgspec.Struct, frozen=True):
    """Words that name a time."""

    span: Span
    type: TimexType
    value: str
    """TIMEX3 value: `2022-01-05`, `2022-01-05TNI`, `P2D`, `PRESENT_REF`, `1998-W32` …; "" if unresolved."""
    date: Date | None
    """EDTF for what falls on the calendar: day, month, year, interval; None for durations, sets, `now`."""
    time: str
    """Part of the day or clock time for a brief: `night`, `morning`, `14:30`; ""."""
    since: bool = False
    """Opens an interval (`since Sunday`)."""


def find_timexes(text: str, published: str | None, *, spans: list[Span] | None = None) -> list[Timex]:
    """Find time expressions in an article's text.

    Args:
        text: the article's normalized text.
        published: day of publication, YYYY-MM-DD; without it, what depends on it stays unresolved.
        spans: stretches to read (sentences or blocks), in order; the whole text if None.
    Returns:
        Expressions in text order, not overlapping.
    """
    raise NotImplementedError
