"""The last, this and the next week, month, season or year."""

from datetime import date

from briefgen.extract.layers.timex_beside import is_programme
from briefgen.extract.layers.timex_calendar import SEASONS, make_season, make_shifted, shift_months
from briefgen.extract.layers.timex_grammar import NO_TIME, Found, Match
from briefgen.extract.layers.timex_reader import Reader, RuleList, found_date
from briefgen.extract.layers.timex_rules.amounts import amount_value
from briefgen.extract.layers.timex_words import function_words, listed_words

RULES = RuleList()


STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
}


@RULES.add("the what=(unit|weekend) before step=last", "the what=(unit|weekend) after step=next")
def _stepped_twice(reader: Reader, m: Match) -> Found | None:
    """Read `the week before last`, `the year after next`."""
    what = m.get("what")
    if what[0] == "T" or what == "D":
        return None
    return found_date(make_shifted(reader.day, -2 if m.category("step") == "last" else 2, what))


@RULES.add("the (latest|most recent) what=unit")
def _latest(reader: Reader, m: Match) -> Found | None:
    """Read `in the latest week`, as reports on markets call the last one that is over."""
    what = m.get("what")
    return found_date(make_shifted(reader.day, -1, what)) if what in ("W", "M") else None


@RULES.add("the same what=unit a year=unit ago", "the same what=unit of? last year=unit")
def _same_last_year(reader: Reader, m: Match) -> Found | None:
    """Read `the same month last year`, `the same week a year ago`."""
    if m.get("year") != "Y" or m.get("what") not in ("W", "M"):
        return None
    near = reader.month_behind(m.start) if m.get("what") == "M" else None
    return found_date(make_shifted(shift_months(near or reader.day, -12), 0, m.get("what")))


@RULES.add(
    "((early|earlier|late|later|mid) dash?)? the?"
    " step=(last|this|next|coming|previous|current|following|past|same|that)"
    " (same|full|fiscal|financial|calendar|past|current)? what=(UNIT|weekend|SEASON)"
    " (?!(poss? ordinal? second? quarter|of (month|month_short|may_month|year)))",
)
def _stepped(reader: Reader, m: Match) -> Found | None:
    step, what = m.category("step"), m.get("what")
    if step == "this" and is_programme(reader, m.start):
        return Found("DATE", NO_TIME)
    part = reader.values[m.start] if reader.category(m.start) in ("early", "late", "mid") else None
    if m.category("what") == "weekend":
        what = "WE"
    if step == "this" and "past" in (reader.category(index) for index in range(m.start, m.end)):
        if what == "WE":
            return found_date(make_shifted(reader.day, -1, what))
        step = "last" if what in SEASONS else "past"
    if step == "past" and what in SEASONS:
        step = "last"
    if (
        what == "D"
        and step in ("past", "last")
        and reader.norm(m.start) == "the"
        and reader.category(m.start - 1) in _OVER
    ):
        return Found("DURATION", amount_value(1, what))
    if what[0] == "T" or (what == "D" and step in ("past", "last", "this", "current")):
        return None
    # `over the last week` is a stretch up to the day of publication, `last week` the one from Monday to Sunday.
    near = reader.day
    lately = step == "last" and reader.norm(m.start) == "the" and reader.category(m.start - 1) in _OVER
    if lately and what == "Q" and reader.tells_business:
        over = make_shifted(near, -1, what)
        reader.name_quarter(int(over.value[:4]), int(over.value[-1]))
        return found_date(over)
    if lately and what in ("Y", "M", "W") and reader.norm(m.start - 2) in listed_words("accounts"):
        # `a profit for the last year of $2 million`
        return found_date(make_shifted(near, -1, what))
    ahead = step == "next" and what in ("10Y", "100Y") and reader.category(m.start - 1) in _OVER
    if (
        what == "D"
        and step == "next"
        and reader.category(m.end) == "or"
        and reader.category(m.end + 1) == "number"
    ):
        # `over the next day or two`
        return Found("DURATION", amount_value(1, what))
    if step == "past" or ahead or (lately and what not in SEASONS and what != "WE"):
        return Found("DURATION", amount_value(1, what))
    if what == "Q" and step in ("same", "that", "previous") and reader.quarter is None:
        return Found("DATE", "")
    if what == "Q" and step in ("same", "that", "previous", "following") and reader.quarter_day is not None:
        # `up from 3 % in the previous quarter` leaves the quarter told of in force.
        return found_date(make_shifted(reader.quarter_day, STEPS.get(step, 0), what))
    if step in ("following", "previous", "same", "that") or (step == "next" and what == "D"):
        if what == "D" and step in ("same", "that") and reader.norm(m.end) == "in":
            # `has gone on since 25 August. … That day in August soldiers came`
            month = reader.category(m.end + 1) in ("month", "month_short", "may_month")
            named = reader.days_by_month.get(int(reader.value(m.end + 1))) if month else None
            if named is not None:
                return found_date(make_shifted(named, 0, "D"), force=True)._replace(end=m.end + 2)
        if what == "D" and (told := reader.day_told(m.start)) is not None:
            near = told
        elif what == "M" and (named := reader.month_told(m.start)) is not None:
            near = named
        elif step == "previous" and (before := _named_before(reader, m.start, what)) is not None:
            near = before
        elif reader.force is not None and what != "D" and reader.force_names(what):
            near = reader.force
        elif step != "previous" or (what == "D" and not reader.tells_business):
            return Found("DATE", "")
    if what in SEASONS:
        return found_date(make_season(season_year(near, what, STEPS.get(step, 0)), what))
    when = make_shifted(near, STEPS.get(step, 0), what, part if what in ("M", "Q", "Y", "10Y") else None)
    if what == "Q":
        reader.name_quarter(int(when.value[:4]), int(when.value[-1]), ahead=step in ("next", "coming"))
    return found_date(when, force=what == "D" or (what == "Y" and step in ("following", "previous")))


def _named_before(reader: Reader, index: int, what: str) -> date | None:
    """Return the first day of the week or year that the sentence named: `last year, … the previous year`."""
    if what == "W":
        return reader.week_behind(index)
    year = reader.year_behind(index) if what == "Y" else None
    return date(year, 1, 1) if year is not None else None


_OVER = frozenset({"in", "over", "during", "for"})


def season_year(near: date, season: str, count: int) -> int:
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


@RULES.add(
    "the? (early|mid|late)? dash? season=SEASON (of|comma)? year=(year|year_range)",
    "(early|mid|late) dash? season=season",
    "(?<=(in|of|since|during|by|until|through|over|before)) the? season=season",
    "(?<=other) the? full=season",
    "named=season what=other",
)
def _season_alone(reader: Reader, m: Match) -> Found | None:
    if m.has("named") and reader.norm(m.at("what")[0]) not in listed_words("season_nouns"):
        return None
    season = m.get("season") or m.get("full") or m.get("named")
    if m.has("full") and reader.norm(m.start - 1) != ("into" if reader.category(m.start) == "the" else "all"):
        return None
    if m.has("year"):
        return found_date(make_season(int(m.get("year")[:4]), season))
    if (
        not m.has("named")
        and reader.category(m.end) in ("other", "other_capital")
        and reader.norm(m.end) not in function_words()
    ):
        return None
    near = reader.day
    year = season_year(near, season, 0)
    if near.month < SEASONS[season][1] and reader.direction(m) < 0:
        year = season_year(near, season, -1)
    # `all spring`
    return found_date(make_season(year, season))._replace(
        start=m.start - 1 if m.has("full") and reader.category(m.start) != "the" else None,
        end=m.start + 1 if m.has("named") else None,
    )
