"""Distances from a day: `two days ago`, `a week later`, `three days after the vote`."""

from datetime import date, timedelta

from briefgen.extract.layers.timex_beside import compares_months
from briefgen.extract.layers.timex_calendar import (
    make_day,
    make_half,
    make_month,
    make_shifted,
    make_year,
    shift_months,
)
from briefgen.extract.layers.timex_grammar import Found, Match
from briefgen.extract.layers.timex_reader import Reader, RuleList, found_date, is_day
from briefgen.extract.layers.timex_rules.amounts import amount_value, number_at
from briefgen.extract.layers.timex_rules.periods import STEPS
from briefgen.extract.layers.timex_words import function_words, listed_words

RULES = RuleList()


@RULES.add(
    "n=(NUM|a) unit=UNITS ago rel=(this|next|last) step=unit", "n=(NUM|a) unit=UNITS ago on? (?=weekday)"
)
def _anniversary(reader: Reader, m: Match) -> Found | None:
    """Resolve `a year ago this week`, `two years ago on Tuesday`."""
    months = {"M": 1, "Y": 12, "10Y": 120}.get(m.get("unit"))
    count = 1.0 if reader.category(m.start) == "a" else number_at(reader, m.at("n"))
    if months is None or count is None or count != int(count):
        return None
    near, end = reader.day, None
    if m.has("rel") and m.category("rel") != "this":
        near = make_shifted(near, STEPS[m.category("rel")], m.get("step")).first
    if not m.has("step"):
        followed = reader.follow(m.end)
        if followed is None or not is_day(followed[0]):
            return None
        near, end = date.fromisoformat(followed[0].value), followed[1]
    when = shift_months(near, -months * int(count))
    return found_date(make_shifted(when, 0, m.get("step") or "D"), force=end is not None)._replace(end=end)


@RULES.add(
    "n=(NUM|a) unit=UNITS ago today=dayref",
    "n=(NUM|a) unit=UNITS ago last? day=WEEKDAY",
    "n=(NUM|a) unit=UNITS from (?=(dayref|now|weekday))",
)
def _distance_on(reader: Reader, m: Match) -> Found | None:
    """Resolve `a week ago Friday` (the Friday nearest to that day) and `two weeks from Friday`, `… from now`."""
    unit = m.get("unit")
    count = 1.0 if reader.category(m.start) == "a" else number_at(reader, m.at("n"))
    if count is None or count != int(count) or unit[0] == "T" or reader.category(m.start - 1) == "for":
        return None
    if m.has("today"):
        steps = {"D": 1, "W": 7, "2W": 14}
        if m.get("today") != "0" or (unit not in steps and unit not in ("M", "Y", "10Y")):
            return None
        months = {"M": 1, "Y": 12, "10Y": 120}.get(unit, 0) * int(count)
        return found_date(
            make_day(shift_months(reader.day, -months) - timedelta(days=steps.get(unit, 0) * int(count))),
            force=True,
        )
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


@RULES.add("(a|n=NUM) unit=UNITS rel=ago? to the day=unit (turn=(after|since|before))?")
def _to_the_day(reader: Reader, m: Match) -> Found | None:
    """Read `two years ago to the day`, `on Friday, a year to the day after he had won`."""
    count = number_at(reader, m.at("n")) if m.has("n") else 1
    months = {"M": 1, "Y": 12, "10Y": 120}.get(m.get("unit"), 0)
    if m.get("day") != "D" or not months or count is None or count != int(count):
        return None
    if not m.has("rel") and not m.has("turn"):
        return None
    near = reader.day if m.has("rel") else reader.day_behind(m.start)
    if near is None:
        return None
    step = 1 if m.category("turn") == "before" else -1
    end = m.at("turn")[0] if m.has("turn") else None
    return found_date(make_day(shift_months(near, step * months * int(count))))._replace(end=end)


@RULES.add(
    "ABOUT? n=NUM dash? unit=UNITS (and a half=half)? rel=(ago|earlier|later|before|after)",
    "ABOUT? n=NUM unit=UNITS rel=previous (?=(stop|comma|to))",
    "ABOUT? a unit=UNIT rel=previous (?=(stop|comma|to))",
    "ABOUT? n=NUM and a half=half unit=UNITS rel=ago",
    "ABOUT? a unit=(UNIT|weekend) (and a half=half)? rel=(ago|earlier|later|before|after)",
    "n=NUM unit=UNITS rel=other (?=(stop|comma))",
    "the unit=UNIT rel=(before|after)",
    "half=half a unit=(unit|century) rel=(ago|earlier|later)",
    "ABOUT? a? half=half dash unit=(unit|century) rel=(ago|earlier|later)",
    "n=NUM unit=UNITS rel=on (?=(comma|stop))",
    "a unit=UNIT rel=on (?=comma)",
)
def _distance(reader: Reader, m: Match) -> Found | None:
    unit, word = m.get("unit") or "WE", m.category("rel")
    if word == "other":
        # `He left two years back.`
        if reader.norm(m.end - 1) != "back":
            return None
        word = "ago"
    if word == "previous":
        # `ten days prior`, `two weeks prior to the vote`
        if reader.norm(m.end - 1) != "prior":
            return None
        word = "before" if reader.category(m.end) == "to" else "earlier"
    if word == "on":
        return _distance_on_from(reader, m, unit)
    if m.has("half") and not m.has("n") and m.at("half") < m.at("unit"):
        return _half_unit(reader, unit, word, m.end)
    if m.has("half") and unit == "Y" and word in ("ago", "earlier", "later"):
        if word != "ago" and reader.force is None:
            return Found("DATE", "")
        near = reader.day if word == "ago" else reader.base
        months = 12 * int((number_at(reader, m.at("n")) if m.has("n") else 1) or 1) + 6
        return found_date(make_year(shift_months(near, months if word == "later" else -months).year))
    count = number_at(reader, m.at("n")) if m.has("n") else 1.0
    ends = reader.category(m.end) in ("stop", "comma")
    if (
        word == "before"
        and ends
        and count is not None
        and unit in ("W", "M", "Y")
        and reader.norm(m.start) != "the"
    ):
        # `up from 5 percent a week before`
        word = "earlier"
    if word == "later" and reader.norm(m.end) == "than":
        # `six weeks later than planned`
        return Found("DURATION", amount_value(count, unit), end=m.end - 1)
    if word in ("before", "after"):
        return _distance_from(reader, m, count, unit)
    if count is None and unit[0] == "T" and word != "ago":
        return Found("DURATION", amount_value(count, unit), _day_of_clock(reader), end=m.end - 1)
    if count is None or (unit == "Y" and word == "ago" and count >= reader.day.year):
        return Found("DATE", "" if word == "later" else "PAST_REF")
    if unit[0] == "T":
        if word == "ago":
            return found_date(make_day(reader.day))
        # `an hour later`: the stretch is known, the clock time is not.
        if m.has("half") and count is not None:
            count += 0.5
        return Found("DURATION", amount_value(count, unit), _day_of_clock(reader), end=m.end - 1)
    if m.has("half") and unit in ("W", "M") and word == "ago":
        # `two and a half weeks ago`
        near = reader.day - timedelta(days=round((int(count) + 0.5) * (7 if unit == "W" else 30.4)))
        return found_date(make_shifted(near, 0, unit))
    if count != int(count):
        return Found("DURATION", amount_value(count, unit))
    if unit == "Y" and count == 1 and word != "later" and (before := _year_before(reader, m)) is not None:
        return before
    if unit == "Q" and (told := reader.quarter_day) is not None and reader.tells_business:
        # `up from 3 % a quarter earlier`
        return found_date(make_shifted(told, int(count) if word == "later" else -int(count), unit))
    if word == "ago":
        return found_date(make_shifted(reader.day, -int(count), unit), force=unit == "D")
    near = reader.base if word == "later" else reader.base_near(m.start)
    if unit == "M" and word == "earlier" and (named := reader.month_behind(m.start)) is not None:
        near = named
    told_year = reader.year_told if word == "later" else reader.year_behind
    if unit == "Y" and (year := told_year(m.start)) is not None:
        near = date(year, 1, 1)
    elif word == "later" and (
        reader.force is None
        or (unit == "D" and reader.named_day is None)
        or (unit in ("W", "2W", "M") and not reader.force_names(unit))
    ):
        # `In October 2009 he left. A week later …` names no week.
        return Found("DATE", "")
    when = make_shifted(near, int(count) if word == "later" else -int(count), unit)
    if word == "later" and when.first > reader.day and reader.direction(m) <= 0:
        # `still unpaid ten years later`: counted from something else.
        return Found("DATE", "")
    return found_date(when, force=unit == "D")


@RULES.add("the unit=unit previous (?=(stop|comma|and|close_mark))")
def _unit_previous(reader: Reader, m: Match) -> Found | None:
    """Read `less than the year previous` from the year, month or week just told."""
    unit = m.get("unit")
    near: date | None = None
    if unit == "Y" and (year := reader.year_behind(m.start)) is not None:
        near = date(year, 1, 1)
    elif unit in ("M", "W"):
        near = reader.month_behind(m.start) if unit == "M" else reader.week_behind(m.start)
    return None if near is None else found_date(make_shifted(near, -1, unit))._replace(edtf=None)


def _year_before(reader: Reader, m: Match) -> Found | None:
    """Return the day, month or quarter a year before the one that `a year earlier` is compared with."""
    if reader.category(m.start) in ("over", "under", "about", "more", "less", "at", "up"):
        return None
    if m.category("rel") != "ago" and (told := reader.year_behind(m.start)) is not None:
        # `lost $3 million last year, after a profit a year earlier`
        return found_date(make_year(told - 1))
    if reader.norm(m.end) != "than" and _compares(reader, m.start):
        month = reader.month_behind(m.start)
        if month is not None and reader.named_month and not _closes_stretch(reader, reader.named_month[1]):
            # `7 % in May, down from 8 % a year earlier`
            return found_date(make_shifted(month, -12, "M"))
        day = reader.day_behind(m.start)
        if day is not None and _is_dated(reader, reader.force_end):
            return found_date(make_day(shift_months(day, -12)))
    if reader.quarter is None and (month := _month_compared(reader, m)) is not None:
        return found_date(make_shifted(month, -12, "M"))
    if reader.half is not None:
        year, number = reader.half
        return None if compares_months(reader, m.start) else found_date(make_half(year - 1, number))
    if reader.quarter is None:
        return None
    year, number = reader.quarter
    if compares_months(reader, m.start):
        return found_date(make_year(year - 1))
    return reader.find_quarter(year - 1, number)


def _month_compared(reader: Reader, m: Match) -> date | None:
    """Return the month told a sentence before, where numbers are told: `rose 5 % in May. A year earlier … 2 %`."""
    if not reader.tenses.opens(m.start - 1) or reader.category(m.end) != "comma":
        return None
    for index in range(m.end + 1, m.end + _COMPARED_WORDS):
        if reader.category(index) == "stop":
            return None
        if reader.category(index) == "magnitude":
            return reader.month_told(m.start)
    return None


def _compares(reader: Reader, index: int) -> bool:
    """Tell whether numbers are compared before an atom: `up from $3 a year ago`, `compared with a year earlier`."""
    for lead in range(index - 1, max(index - _COMPARED_WORDS, reader.force_end, 0) - 1, -1):
        if reader.category(lead) == "stop":
            return False
        if reader.norm(lead) in listed_words("comparing_words"):
            return True
    # `5.3 % in August, 5.4 % a year earlier`
    return reader.category(index - 1) == "magnitude"


_COMPARED_WORDS = 9
"""Words before `a year earlier` among which stands what compares."""


def _closes_stretch(reader: Reader, end: int) -> bool:
    """Tell whether a day or month that ends before an atom closes a stretch: `the three months to June`."""
    leads = {reader.category(end - back) for back in range(1, 6)}
    return "ended" in leads or ("units" in leads and not leads.isdisjoint({"to", "through"}))


def _is_dated(reader: Reader, end: int) -> bool:
    """Tell whether a day that ends before an atom was told by its month: `at Sept. 30`, not `on Monday`."""
    return not _closes_stretch(reader, end) and any(
        reader.category(end - back) in ("month", "month_short", "may_month") for back in range(1, 5)
    )


def _is_noun(reader: Reader, index: int) -> bool:
    """Tell whether a noun follows a day: `two weeks before the 29 March deadline`."""
    return reader.category(index) == "other" and reader.norm(index) not in function_words()


def _distance_on_from(reader: Reader, m: Match, unit: str) -> Found | None:
    """Read `Three days on, hundreds are missing` as so much later, or as a stretch where nothing tells from when."""
    if reader.category(m.end) == "comma" and not reader.tenses.opens(m.start - 1):
        return None
    count = number_at(reader, m.at("n")) if m.has("n") else 1.0
    known = reader.force is not None and (
        reader.named_day is not None if unit == "D" else reader.force_names(unit)
    )
    if known and count is not None and count == int(count) and unit[0] != "T":
        when = make_shifted(reader.base, int(count), unit)
        if when.first <= reader.day:
            return found_date(when, force=unit == "D")
    return Found("DURATION", amount_value(count, unit), end=m.end - 1)


def _day_of_clock(reader: Reader) -> str | None:
    """Return the day in force, in EDTF: hours later it is mostly still the same."""
    return reader.named_day.isoformat() if reader.named_day else None


def _half_unit(reader: Reader, unit: str, word: str, end: int) -> Found:
    """Resolve `half a century ago`, `half a year later`."""
    months = {"Y": 6, "10Y": 60, "100Y": 600}.get(unit)
    if unit == "TH" and word != "ago":
        # `half an hour later`: the stretch is known, the clock time is not.
        return Found("DURATION", "PT30M", _day_of_clock(reader), end=end - 1)
    if months is None or (word != "ago" and reader.force is None):
        return Found("DATE", "")
    near = shift_months(reader.day if word == "ago" else reader.base, months if word == "later" else -months)
    return found_date(make_month(near.year, near.month) if unit == "Y" else make_year(near.year))


_WITHIN = frozenset({"early", "late", "earlier", "later"})
_BEHIND_DAY = frozenset(
    {
        "in",
        "at",
        "by",
        "with",
        "under",
        "near",
        "and",
        "but",
        "when",
        "while",
        "amid",
        "outside",
        "inside",
        "against",
    }
)
"""Behind `the day before` these begin nothing that it could be before."""


def _distance_from(reader: Reader, m: Match, count: float | None, unit: str) -> Found | None:
    """Resolve `two days after 5 January`; without a day behind it, the distance is a duration."""
    the = reader.category(m.start) == "the"
    if the and reader.category(m.start - 1) == "in" and reader.category(m.start - 2) in _WITHIN:
        # `rose late in the day after a sell-off`
        return None
    followed = reader.follow(m.end)
    step = 1 if m.category("rel") == "after" else -1
    if m.category("rel") == "previous":
        followed = reader.follow(m.end + 1)
    if (
        followed
        and not (reader.category(m.end) == "the" and _is_noun(reader, followed[1]))
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
        if unit == "D" and reader.norm(m.end) == "that" and reader.category(m.end + 1) in ("stop", "comma"):
            # `and two more the day before that`
            told = reader.day_told(m.start)
            return found_date(make_day(told + timedelta(days=step)), force=True) if told is not None else None
        ends = following in ("stop", "comma") or reader.norm(m.end) in _BEHIND_DAY
        if unit == "D" and ends and (reader.named_day is not None or step < 0):
            return found_date(make_day((reader.named_day or reader.day) + timedelta(days=step)), force=True)
        if (
            unit == "W"
            and following in ("stop", "comma", "and")
            and (told := reader.week_behind(m.start)) is not None
        ):
            return found_date(make_shifted(told, step, unit))._replace(edtf=None)
        ends = following in ("stop", "comma") or (
            following == "and" and reader.category(m.end + 1) not in ("after", "before")
        )
        if unit == "M" and ends and (told := reader.month_behind(m.start)) is not None:
            return found_date(make_shifted(told, step, unit))._replace(edtf=None)
        if unit == "Y" and ends and (year := reader.year_behind(m.start)) is not None:
            return found_date(make_year(year + step))._replace(edtf=None)
        if unit in ("W", "M", "Y") and reader.force is not None and following in ("stop", "comma"):
            # `He left in 2015. The year before, …`; what is compared with (`against the year before`) dates nothing.
            found = found_date(make_shifted(reader.force, step, unit))
            return found if reader.tenses.opens(m.start - 1) else found._replace(edtf=None)
        return Found("DATE", "", end=m.end - 1) if unit == "D" else None
    told = reader.named_day
    if (
        unit == "D"
        and count is not None
        and count == int(count)
        and told is not None
        and reader.category(m.end) in ("stop", "comma")
        and reader.day_is_close(m.start, sentences=2)
        and (reader.category(m.start - 1) == "stop" or reader.tenses.tells_pluperfect(m.start))
    ):
        # `The lease ran out on 31 May. Three days before, the firm had warned of it.`
        return found_date(make_day(told + timedelta(days=step * int(count))), force=True)
    return Found("DURATION", amount_value(count, unit), end=m.end - 1)
