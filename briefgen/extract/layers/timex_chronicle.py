"""Chronicles: entries headed by days or months, whose year stands once, in a heading or in the first entry."""

from calendar import monthrange
from datetime import date

from briefgen.extract.layers.timex_grammar import Found, Match
from briefgen.extract.layers.timex_reader import Entry, Reader


def note_entry(reader: Reader, first: int, item: Found, end: int) -> None:
    """Keep the day, month or year that heads an entry, if its year is known by the chronicle itself."""
    if not item.edtf or not reader.opens_paragraph(first) or not closes_heading(reader, end):
        return
    categories = {reader.category(index) for index in range(first, end)}
    alone = categories <= {"year", "dash"}
    if "year" in categories or (reader.entry is not None and categories & _MONTHS):
        value = item.value.partition("/")[0]
        if value[4:5] in ("", "-") and value.replace("-", "").isdigit():
            day = date.fromisoformat((value + "-01-01")[:10])
            if reader.published is not None and abs((reader.published - day).days) < 2 and len(value) == 10:
                # The day of publication at the head of a report heads no chronicle.
                return
            kept = reader.entry is not None and reader.entry.year_heads and "year" not in categories
            reader.entry = Entry(day, end, alone or kept)


def find_entry_day(reader: Reader, month: int, day: int, match: Match) -> date | None:
    """Return the day of a chronicle that stands without its year; None outside a chronicle."""
    entry = reader.entry
    if entry is None:
        return None
    days = [
        date(year, month, day)
        for year in (entry.day.year - 1, entry.day.year, entry.day.year + 1)
        if 1 <= year <= 9999 and day <= monthrange(year, month)[1]
    ]
    same = next((d for d in days if d.year == entry.day.year), None)
    if reader.opens_paragraph(match.start) and closes_heading(reader, match.end):
        if same is None or entry.year_heads:
            return same
        if (entry.day - same).days > _WRAP_DAYS:
            same = next((d for d in days if d > same and d <= reader.day), same)
        return same if same <= reader.day else None
    if (
        match.start - entry.end > _ENTRY_WORDS
        or "\n" in reader.repaired.text[reader.starts[entry.end - 1] : reader.starts[match.start]]
    ):
        return None
    side = reader.tenses.direction(match.start, match.end, timetables=False)
    if side > 0:
        return min((d for d in days if d >= entry.day), default=same)
    return max((d for d in days if d <= entry.day), default=same) if side < 0 else same


_MONTHS = frozenset({"month", "month_short", "may_month"})
_WRAP_DAYS = 180
"""Days that an entry may lie before the one above it in the same year; more, and a new year has begun."""
_ENTRY_WORDS = 80
"""Words of an entry that take their year from its heading."""
_MARKS = frozenset({":", "-", "–", "—", "--", "|", "/", "**", "*"})


def closes_heading(reader: Reader, end: int) -> bool:
    """Tell whether what ends before an atom stands by itself at the head of an entry: `3 May:`, `3 May -`, a line."""
    if reader.norm(end) in _MARKS or reader.category(end) in ("dash", "stop"):
        return True
    return end >= len(reader.starts)
