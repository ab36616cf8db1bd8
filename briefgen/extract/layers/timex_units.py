"""Bare units of the calendar that the words around resolve: `the year`, `the weekend`, `the day`."""

from datetime import date, timedelta

from briefgen.extract.layers.timex_calendar import (
    make_day,
    make_month,
    make_shifted,
    make_week,
    make_weekend,
    make_year,
)
from briefgen.extract.layers.timex_grammar import Found
from briefgen.extract.layers.timex_reader import Reader, found_date, is_day
from briefgen.extract.layers.timex_words import function_words, listed_words


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
    if reader.norm(index) != "the" or reader.category(end) not in ("unit", "weekend", "century"):
        return None
    after = reader.category(end + 1)
    within = lead == "in" and reader.category(index - 2) in ("later", "earlier", "early", "late")
    if (
        after in _NOT_BEHIND_UNIT
        and not (after == "after" and what == "WE" and lead == "over")
        and not (after in ("before", "after") and within)
    ) or reader.norm(end + 1) in ("who", "which", "when"):
        return None
    if what == "WE":
        coming = reader.tenses.direction(index, end + 1) > 0
        day = reader.day if coming or reader.day.isoweekday() > 5 else reader.day - timedelta(days=7)
        return found_date(make_weekend(day)), end + 1
    if what == "D":
        return _day_behind(reader, index, end + 1, within=within)
    # A year named in passing some sentences ago is not `the year`.
    near = reader.base if reader.stop not in reader.codes[reader.force_end : index] else reader.day
    if (what in ("W", "M") and not reader.force_is_day) or reader.force_since:
        near = reader.day
    if what == "Y" and lead == "for" and near == reader.day and _tells_year_over(reader, index, end + 1):
        return found_date(make_year(near.year - 1)), end + 1
    if what == "Y" and lead in ("for", "of", "during", "in"):
        return found_date(make_year(near.year)), end + 1
    if what == "W" and lead in ("for", "during", "of"):
        return found_date(make_week(near)), end + 1
    if what in ("10Y", "100Y") and lead == "of" and reader.category(index - 2) in _PARTS:
        # `by the end of the decade`
        return found_date(make_shifted(reader.day, 0, what)), end + 1
    if what == "M" and lead == "of":
        return found_date(make_month(near.year, near.month)), end + 1
    if within and what in ("W", "M"):
        return found_date(make_shifted(reader.day, 0, what)), end + 1
    return None


def _day_behind(reader: Reader, index: int, end: int, *, within: bool) -> tuple[Found, int] | None:
    """Resolve `the day` at the atoms [index, end); `within`: a part of it is told (`later in the day`)."""
    lead = reader.category(index - 1)
    if within:
        told = reader.named_day if reader.force_end > reader.today_end else None
        return found_date(make_day(told or reader.day)), end
    if reader.norm(index - 1) == "throughout" and reader.category(end) not in ("and", "or"):
        beside = reader.follow(end)
        if beside is not None and is_day(beside[0]):
            # `throughout the day Sunday`
            return beside
        return found_date(make_day(reader.named_day or reader.day)), end
    if lead == "of" and reader.category(index - 2) == "end" and reader.norm(index - 4) in _TERMS:
        # `by the end of the day`; `at the end of the day` is a phrase
        told = reader.day_behind(index)
        if told is None:
            told = _day_meant(reader, index) if reader.tenses.direction(index, end) < 0 else reader.day
        return found_date(make_day(told)), end
    if lead in ("for", "on") and _sums_up(reader, index, end):
        return found_date(make_day(_day_meant(reader, index))), end
    return None


_TERMS = frozenset({"by", "until", "till", "before", "towards", "toward"})


def _sums_up(reader: Reader, index: int, end: int) -> bool:
    """Tell whether a number is told of `the day`: `down 3 % for the day`, `For the day, it lost 40 points`."""
    if reader.tenses.opens(index - 2):
        return reader.category(end) == "comma"
    return reader.category(index - 2) in ("magnitude", "up") or reader.norm(index - 2) in listed_words(
        "moved"
    )


def _day_meant(reader: Reader, index: int) -> date:
    """Return the day just named, if it is not to come, else that of publication."""
    near = reader.named_day if reader.day_is_close(index) and reader.force_end > reader.today_end else None
    return near if near is not None and near <= reader.day else reader.day


def bounded_unit(reader: Reader, index: int) -> Found | None:
    """Resolve `the day`, `the week`, `the year` at an atom behind what ends or begins: `ended the day lower`."""
    lead, end = reader.norm(index - 1), index + 2
    if reader.norm(index) != "the" or lead not in listed_words("bounding_verbs"):
        return None
    behind = reader.norm(end)
    if reader.category(end) in _NOT_BEHIND_UNIT or (
        reader.category(end) in ("other", "unit", "units")
        and behind not in function_words()
        and behind not in listed_words("moved")
        and not behind.endswith("ly")
    ):
        return None
    unit = reader.values[index + 1]
    if unit == "D":
        return found_date(make_day(_day_meant(reader, index)))
    if unit not in _OVER_SINCE:
        return None
    if unit == "Y" and (told := reader.year_told(index)) is not None:
        return found_date(make_year(told))
    near = reader.day
    if lead[:3] in ("end", "fin", "clo") and reader.tenses.direction(index, end) < 0:
        near -= timedelta(days=_OVER_SINCE[unit])
    return found_date(make_shifted(near, 0, unit))


_OVER_SINCE = {"W": 1, "M": 7, "Y": 60}
"""Days behind publication within which `ended the week` means the one just over."""


def _tells_year_over(reader: Reader, index: int, end: int) -> bool:
    """Tell whether a report on a last quarter tells of its year: `fourth-quarter net fell. … For the year, …`."""
    if reader.quarter != (reader.day.year - 1, 4) or reader.day.month > _REPORTING_MONTHS:
        return False
    return reader.tenses.direction(index, end) < 0


_REPORTING_MONTHS = 4
"""Months of a year in which the last quarter of the year before is reported on."""
_PARTS = frozenset({"start", "mid", "end"})
_NOT_BEHIND_UNIT = frozenset(
    ["of", "before", "after", "that", "ago", "dash", "earlier", "later", "other_capital", "poss"]
)
