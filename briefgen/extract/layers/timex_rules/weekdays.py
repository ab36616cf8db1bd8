"""Weekdays and the days around today."""

import re
from datetime import timedelta

from briefgen.extract.layers.timex_beside import is_title
from briefgen.extract.layers.timex_calendar import make_day, nth_weekday
from briefgen.extract.layers.timex_grammar import NO_TIME, Found, Match
from briefgen.extract.layers.timex_reader import Reader, RuleList, found_date
from briefgen.extract.layers.timex_rules.amounts import number_at, with_part
from briefgen.extract.layers.timex_weekday import find_weekday
from briefgen.extract.layers.timex_words import listed_words

RULES = RuleList()


@RULES.add(
    "the? ord=(ordinal|second|last) day=WEEKDAY (of|in) (?=(the|month|month_short|may_month|last|this|next))"
)
def _nth_weekday(reader: Reader, m: Match) -> Found | None:
    """Resolve `the first Tuesday of January`."""
    followed = reader.follow(m.end)
    if followed is None or not re.fullmatch(r"\d{4}-\d\d", followed[0].value):
        return None
    year, month = (int(part) for part in followed[0].value.split("-"))
    number = {"second": 2, "last": 5}.get(m.category("ord")) or int(m.get("ord"))
    if number > 5:
        return None
    return found_date(make_day(nth_weekday(year, month, int(m.get("day")), number)), force=True)._replace(
        end=followed[1]
    )


@RULES.add("the? (ordinal|second|last) day=WEEKDAY (of|in) every unit=unit", "every other=other day=WEEKDAY")
def _weekday_in_each(reader: Reader, m: Match) -> Found | None:
    """Read `the first Tuesday of each month`, `every other Friday`."""
    if m.has("other") and (reader.norm(m.start), reader.norm(m.at("other")[0])) != ("every", "other"):
        # `within minutes of each other Monday`
        return None
    return Found("SET", f"XXXX-WXX-{m.get('day')}")


@RULES.add(
    "every (WEEKDAY|weekdays) (part=(daypart|dayparts))?",
    "weekdays (part=(daypart|dayparts))?",
    "WEEKDAY part=dayparts",
    "WEEKDAY (?=(and|or|comma) WEEKDAY part=dayparts)",
)
def _weekday_set(reader: Reader, m: Match) -> Found | None:
    days = (i for i in range(m.start, m.end) if reader.category(i).startswith("weekday"))
    part = f"T{m.get('part')}" if m.get("part") else ""
    return Found("SET", f"XXXX-WXX-{reader.values[next(days)]}{part}")


@RULES.add(
    "day=WEEKDAY week=unit (?=(stop|comma|on|at|in|and|for|to))",
    "(a|n=NUM) week=(unit|units) on day=WEEKDAY",
)
def _weekday_week(reader: Reader, m: Match) -> Found | None:
    """Read `Sunday week`, `a week on Sunday`, `two weeks on Friday`: so long after the coming one."""
    if m.get("week") != "W" or reader.category(m.start - 1) in ("for", "every", "in", "than"):
        return None
    if m.start != m.at("day")[0] and reader.direction(m) < 0:
        # `It was closed for a week on Monday`
        return None
    count = number_at(reader, m.at("n")) if m.has("n") else 1
    if count is None or count != int(count):
        return None
    ahead = (int(m.get("day")) - reader.day.isoweekday()) % 7 or 7
    return found_date(make_day(reader.day + timedelta(days=ahead + 7 * int(count))), force=True)


@RULES.add("day=WEEKDAY rel=(last|next) (?=(stop|comma|and))")
def _weekday_last(reader: Reader, m: Match) -> Found | None:
    """Read `on Tuesday last`, `Friday next`."""
    back = (reader.day.isoweekday() - int(m.get("day"))) % 7 or 7
    days = -back if m.category("rel") == "last" else 14 - back if back == 7 else 7 - back
    return found_date(make_day(reader.day + timedelta(days=days)), force=True)


@RULES.add(
    "(the|this)? mod=(last|next|this|coming|past|previous|following) day=WEEKDAY (local time)? part=DAYTIME?",
    "day=WEEKDAY of? rel=(last|this|next) week=unit",
    "mod=that day=WEEKDAY part=DAYTIME?",
    "the mod=same day=WEEKDAY part=DAYTIME?",
    "(mod=(early|late|earlier|later))? day=weekday (local time)? ((early|late)? part=DAYTIME)?",
)
def _weekday_alone(reader: Reader, m: Match) -> Found | None:
    if _is_name(reader, m):
        return Found("DATE", NO_TIME)
    if m.has("week"):
        steps = {"last": -7, "this": 0, "next": 7}
        monday = reader.day - timedelta(days=reader.day.isoweekday() - 1)
        days = steps[m.category("rel")] + int(m.get("day")) - 1
        return (
            found_date(make_day(monday + timedelta(days=days)), force=True) if m.get("week") == "W" else None
        )
    if m.category("mod") == "that" and reader.category(m.start - 1) not in (
        "stop",
        "on",
        "by",
        "until",
        "ampm",
        "clock",
    ):
        # `said that Friday was quiet`
        return None
    if m.category("mod") == "following" and reader.norm(m.start) != "the":
        # `following Friday's attack`
        return None
    if _closes_other(reader, m):
        return Found("DATE", "")
    day = find_weekday(reader, int(m.get("day")), m, m.category("mod"))
    return with_part(found_date(make_day(day), force=True), m.get("part"))


def _closes_other(reader: Reader, m: Match) -> bool:
    """Tell whether a weekday is the last of something unknown: `the last Friday of Ramadan`."""
    return (
        m.category("mod") == "last"
        and reader.norm(m.start) == "the"
        and not m.has("part")
        and reader.category(m.end) == "of"
        and reader.category(m.end + 1) in ("other", "other_capital", "the")
    )


@RULES.add("the day=WEEKDAY rel=(before|after) (?=(stop|comma))", "(?<=on) the day=WEEKDAY part=daypart?")
def _weekday_told(reader: Reader, m: Match) -> Found | None:
    """Read `the Friday after`, `On the Friday jets struck` from the day named before."""
    near = reader.named_day
    if (
        near is None
        or near >= reader.day
        or (not m.has("rel") and not reader.day_is_close(m.start, sentences=3))
    ):
        return None
    ahead = (int(m.get("day")) - near.isoweekday()) % 7
    if m.category("rel") == "before":
        ahead -= 7
    day = near + timedelta(days=ahead or (7 if m.has("rel") else 0))
    return None if day > reader.day else with_part(found_date(make_day(day), force=True), m.get("part"))


@RULES.add("the day=WEEKDAY before last")
def _weekday_before_last(reader: Reader, m: Match) -> Found | None:
    back = (reader.day.isoweekday() - int(m.get("day"))) % 7 or 7
    return found_date(make_day(reader.day - timedelta(days=back + 7)), force=True)


@RULES.add("(?<=comma) (on)? a day=WEEKDAY (?=(stop|comma))")
def _weekday_beside(reader: Reader, m: Match) -> Found | None:
    """Read `on 3 January, a Monday`: the day just named."""
    day = reader.named_day
    if day is None or not reader.day_beside(m.start) or day.isoweekday() != int(m.get("day")):
        return None
    return found_date(make_day(day))._replace(start=m.at("day")[0])


def _is_name(reader: Reader, m: Match) -> bool:
    """Tell whether a weekday is part of a name: `Bloody Sunday`, `the Sunday Times`."""
    before, after = reader.category(m.start - 1), reader.category(m.end)
    if (
        reader.norm(m.end) == "live"
        and m.has("part")
        and reader.repaired.text[reader.starts[m.end]].isupper()
    ):
        return True
    return (before == "other_capital" and reader.norm(m.start - 1) in listed_words("named_before")) or (
        after == "other_capital" and reader.norm(m.end) in listed_words("named_after")
    )


@RULES.add("(mod=(early|earlier|late|later))? day=dayref ((early|late)? part=(daypart|noon))?")
def _dayref(reader: Reader, m: Match) -> Found | None:
    if is_title(reader, m.start):
        return Found("DATE", NO_TIME)
    if m.get("day") == "0" and m.end == m.start + 1 and _is_of_our_time(reader, m.end):
        return Found("DATE", "PRESENT_REF")
    day = reader.day + timedelta(days=int(m.get("day")))
    return with_part(found_date(make_day(day), force=m.get("day") != "0"), m.get("part"))


def _is_of_our_time(reader: Reader, index: int) -> bool:
    """Tell whether `today` before an atom names our time: `today's youth`, `the Italy of today`."""
    if reader.category(index) == "poss":
        return reader.norm(index + 1) in listed_words("of_our_time")
    return reader.norm(index - 2) == "of" and reader.category(index - 3) == "other_capital"


@RULES.add("the? day=unit rel=(before|after) ref=dayref")
def _day_beyond(reader: Reader, m: Match) -> Found | None:
    if m.get("day") != "D":
        return None
    step = -1 if m.category("rel") == "before" else 1
    return found_date(make_day(reader.day + timedelta(days=int(m.get("ref")) + step)), force=True)
