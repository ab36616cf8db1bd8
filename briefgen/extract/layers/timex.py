"""Time expressions (TIMEX3), resolved to calendar dates where they can be.

Every word of the repaired text becomes one character that stands for its category (`month`, `weekday`, `unit`, all
other words `.`); the rules are patterns over categories, sorted by the category that they begin with. The function of
a rule resolves its match against the day of publication and the date in force in the text.

Source: written for today's news, checked on TempEval-3's training documents (TimeBank, AQUAINT) in two halves, of which
only one was looked at.
"""

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from briefgen.extract.layers.timex_beside import is_attribute
from briefgen.extract.layers.timex_calendar import SEASONS
from briefgen.extract.layers.timex_chronicle import closes_heading, note_entry
from briefgen.extract.layers.timex_grammar import NO_TIME, Found, TimexType
from briefgen.extract.layers.timex_reader import Clock, Reader, is_day
from briefgen.extract.layers.timex_rules import RULES, load_grammar
from briefgen.extract.layers.tokens import find_tokens
from briefgen.model.brief import Date
from briefgen.model.span import Span


class Timex(msgspec.Struct, frozen=True):
    """Words that name a time."""

    span: Span
    type: TimexType
    value: str
    """TIMEX3 value: `2022-01-05`, `2022-01-05TNI`, `P2D`, `PRESENT_REF`, `1998-W32` …; "" if unresolved.

    A clock time of Greenwich ends in `Z`: `2022-01-05T18:00Z`.
    """
    date: Date | None
    """EDTF for what falls on the calendar: day, month, year, interval; None for durations, sets, `now`."""
    time: str
    """Part of the day or clock time for a brief: `night`, `morning`, `14:30`; ""."""
    since: bool = False
    """Opens an interval (`since Sunday`)."""


def find_timexes(
    text: str, published: str | None, *, spans: list[Span] | None = None, headings: Sequence[Span] = ()
) -> list[Timex]:
    """Find time expressions in an article's text.

    Args:
        text: the article's normalized text.
        published: day of publication, YYYY-MM-DD; without it, what depends on it stays unresolved.
        spans: stretches to read (sentences or blocks), in order; the whole text if None.
        headings: days that stand above what is told of them, none of them within `spans`.

    Returns:
        Expressions in text order, not overlapping. Ages (`81-year-old`) and rates (`24 hours a day`) are none.
        Unresolved expressions have the value "" (or `Thh:mm` for a clock time without a day).
    Raises:
        ValueError: `published` is not a day.
    """
    if spans is None:
        spans = [Span(match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]
    grammar = load_grammar()
    day = date.fromisoformat(published) if published else None
    repaired = find_tokens(text, sorted([*spans, *headings]) if headings else spans)
    reader = Reader(repaired, day, RULES, grammar)
    if headings:
        lasts = (repaired.range_of(head)[1] - 1 for head in headings)
        reader.headings = frozenset(repaired.starts[k] + len(repaired.tokens[k].norm) for k in lasts)
    found: list[Timex] = []
    index = 0
    for begin in grammar.trigger.finditer(reader.codes):
        if begin.start() < index:
            continue
        match = grammar.by_code[begin[0]].match(reader.codes, begin.start())
        read = reader.read(match) if match else None
        if read is None:
            continue
        item, end = read
        first = begin.start() if item.start is None else item.start
        index = end
        if item.value == NO_TIME:
            continue
        since = reader.category(first - 1) == "since"
        item, end = _agree(reader, first, item, end)
        if item.edtf and item.type == "TIME" and ":" in item.time:
            reader.clock = Clock(date.fromisoformat(item.edtf), item.time, end)
        if item.type == "TIME" and item.edtf and (item.value[10:] in _NIGHTS or item.time >= "18:00"):
            reader.night = date.fromisoformat(item.edtf), end
        if published and item.edtf and item.value.startswith(published):
            reader.today_end = end
        if item.force is not None and not (since and reader.day_is_close(first)):
            # `Shots fell on Tuesday, the worst since Sunday. The next day …` counts from Tuesday.
            reader.force, reader.force_end = item.force, end
            reader.force_is_day = len(item.value.partition("T")[0].partition("/")[0]) == 10
            reader.force_is_year, reader.force_since = len(item.value) < 7, since
            if reader.force_is_day:
                reader.last_day = item.force, end
                reader.days_by_month[item.force.month] = item.force
                if day is not None and 0 <= (day - item.force).days <= _STORY_DAYS:
                    reader.story_day = item.force, end
                if reader.opens_paragraph(first):
                    reader.entry_day = item.force
                    reader.heading_end = end if closes_heading(reader, end) else 0
        if (
            "year" in (reader.category(end - 1), reader.category(end - 2))
            and item.edtf
            and "since" not in {reader.category(first - back) for back in range(1, _SINCE_REACH)}
            and not is_attribute(reader, end)
        ):
            reader.named_year = int(item.edtf[:4]), end
        note_entry(reader, first, item, end)
        if item.type == "DATE" and item.edtf and len(item.value) == 7 and item.value[5:].isdigit():
            reader.named_month = date.fromisoformat(f"{item.value}-01"), end
        if (
            item.type == "DATE"
            and item.edtf
            and (len(item.value) == 4 or item.value[5:] in SEASONS)
            and "since" not in {reader.category(first - back) for back in range(1, _SINCE_REACH)}
            and (reader.published is None or int(item.value[:4]) <= reader.published.year)
        ):
            reader.told_year = int(item.value[:4]), end
        if item.edtf and len(item.value) == 8 and item.value[5] == "W":
            reader.named_week = date.fromisoformat(item.edtf[:10]), end
        span = reader.repaired.span_of(reader.starts[first], reader.ends[end - 1])
        found.append(Timex(span, item.type, item.value, item.edtf, item.time, since))
    return found


def _agree(reader: Reader, first: int, item: Found, end: int) -> tuple[Found, int]:
    """Give a day told in words the value of the date beside it: `The next day, 28 January, …`, `Friday (4 May)`."""
    if (
        item.type == "DATE"
        and reader.category(end) == "open"
        and (is_day(item) or reader.category(first) == "holiday")
    ):
        # `on Wednesday (20 August)`
        dated = reader.follow(end + 1)
        if dated and is_day(dated[0]) and reader.category(dated[1]) == "close_mark":
            near = _names_month(reader, end + 1, dated[1]) and (
                reader.category(first) == "holiday" or _days_apart(item.value, dated[0].value) < 8
            )
            return (dated[0]._replace(start=item.start), end) if near else (item, end)
    if (
        item.type != "DATE"
        or reader.category(end) != "comma"
        or not {reader.category(index) for index in range(first, end)} & _TOLD
    ):
        return item, end
    beside = reader.follow(end + 1)
    if beside is None or not is_day(beside[0]) or not _names_month(reader, end + 1, beside[1]):
        return item, end
    if reader.category(beside[1]) not in ("comma", "stop"):
        return item, end
    if (
        reader.category(first) != "holiday"
        and item.value
        and not (is_day(item) and _days_apart(item.value, beside[0].value) < 8)
    ):
        return item, end
    return beside[0]._replace(start=item.start), end


def _names_month(reader: Reader, first: int, end: int) -> bool:
    return any(reader.category(index) in ("month", "month_short", "may_month") for index in range(first, end))


def _days_apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


_STORY_DAYS = 30
_NIGHTS = frozenset({"TEV", "TNI", "T24:00"})
_SINCE_REACH = 4
"""`has led since 2015` and `in power since independence in 1980` leave the year of what follows alone."""
_TOLD = frozenset(
    {"next", "following", "previous", "same", "that", "later", "earlier", "before", "after", "holiday"}
)

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*")
