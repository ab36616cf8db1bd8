"""Bare units of the calendar that the words around resolve: `the year`, `the weekend`, `the day`."""

from datetime import timedelta

from briefgen.extract.layers.timex_calendar import (
    make_day,
    make_month,
    make_shifted,
    make_week,
    make_weekend,
    make_year,
)
from briefgen.extract.layers.timex_grammar import Found
from briefgen.extract.layers.timex_reader import Reader, found_date
from briefgen.extract.layers.timex_words import listed_words


def unit_behind(reader: Reader, index: int) -> tuple[Found, int] | None:
    """Resolve `the year`, `the weekend`, `the day` at an atom by the word before it; its end beside it."""
    end = index + 1
    if reader.category(end) in ("full", "fiscal", "financial"):
        end += 1
    start = reader.starts[end] if end < len(reader.starts) else len(reader.repaired.text)
    if reader.norm(index - 1) == "of" and (
        reader.repaired.text[start : start + 1].isupper() or reader.norm(index - 2) in listed_words("prizes")
    ):
        # `Person of the Year`
        return None
    what = (
        "WE" if reader.category(end) == "weekend" else reader.values[end] if end < len(reader.values) else ""
    )
    lead = reader.category(index - 1)
    if reader.norm(index) != "the" or reader.category(end) not in ("unit", "weekend"):
        return None
    after = reader.category(end + 1)
    if (
        after in _NOT_BEHIND_UNIT and not (after == "after" and what == "WE" and lead == "over")
    ) or reader.norm(end + 1) in ("who", "which", "when"):
        return None
    if what == "WE":
        coming = reader.tenses.direction(index, end + 1) > 0
        day = reader.day if coming or reader.day.isoweekday() > 5 else reader.day - timedelta(days=7)
        return found_date(make_weekend(day)), end + 1
    # A year named in passing some sentences ago is not `the year`.
    near = reader.base if reader.stop not in reader.codes[reader.force_end : index] else reader.day
    if (what in ("W", "M", "D") and not reader.force_is_day) or reader.force_since:
        near = reader.day
    if what == "Y" and lead == "for" and near == reader.day and _tells_year_over(reader, index, end + 1):
        return found_date(make_year(near.year - 1)), end + 1
    if what == "Y" and lead in ("for", "of", "during", "in"):
        return found_date(make_year(near.year)), end + 1
    if what == "W" and lead in ("for", "during", "of"):
        return found_date(make_week(near)), end + 1
    if what == "M" and lead == "of":
        return found_date(make_month(near.year, near.month)), end + 1
    if what == "D" and reader.norm(index - 1) == "throughout" and after not in ("and", "or"):
        return found_date(make_day(reader.named_day or reader.day)), end + 1
    if lead == "in" and reader.category(index - 2) in ("later", "earlier", "early", "late"):
        if what == "D":
            return found_date(make_day(reader.named_day or reader.day)), end + 1
        if what in ("W", "M"):
            return found_date(make_shifted(reader.day, 0, what)), end + 1
    return None


def _tells_year_over(reader: Reader, index: int, end: int) -> bool:
    """Tell whether a report on a last quarter tells of its year: `fourth-quarter net fell. … For the year, …`."""
    if reader.quarter != (reader.day.year - 1, 4) or reader.day.month > _REPORTING_MONTHS:
        return False
    return reader.tenses.direction(index, end) < 0


_REPORTING_MONTHS = 4
"""Months of a year in which the last quarter of the year before is reported on."""
_NOT_BEHIND_UNIT = frozenset(
    ["of", "before", "after", "that", "ago", "dash", "earlier", "later", "other_capital", "poss"]
)
