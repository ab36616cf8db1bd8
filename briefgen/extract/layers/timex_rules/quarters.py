"""Quarters, and what reports on earnings call by them."""

import re
from datetime import date

from briefgen.extract.layers.timex_beside import compares_months
from briefgen.extract.layers.timex_calendar import (
    make_half,
    make_quarter,
    make_shifted,
    make_year,
)
from briefgen.extract.layers.timex_grammar import Found, Match
from briefgen.extract.layers.timex_reader import Reader, RuleList, found_date, is_day
from briefgen.extract.layers.timex_rules.amounts import amount_value, number_at
from briefgen.extract.layers.timex_rules.periods import STEPS
from briefgen.extract.layers.timex_words import listed_words

RULES = RuleList()


@RULES.add(
    "the same what=(quarter|period) (of|in)? year=year",
    "the same year=year what=(quarter|period)",
    "the same what=(quarter|period) rel=(a unit (ago|earlier|before)|(of|in|from)? the? (last|previous) unit"
    "|(of|in|from)? the unit (before|earlier))",
    "the same what=(quarter|period)",
    "the what=(quarter|period) rel=(a unit (ago|earlier|before)|of? last unit)",
    "(?<=other) what=(quarter|period) (of|in)? year=year",
    "(?<=other) what=(quarter|period) rel=(of? the? (last|previous) unit)",
    "the like=other year=year what=(quarter|period)",
    "rel=(last unit) poss like=other? what=(quarter|period)",
)
def _same_quarter(reader: Reader, m: Match) -> Found | None:
    what = m.category("what")
    # `the comparable period last year`
    bare = reader.category(m.start) in ("quarter", "period")
    like = m.start - 1 if bare else m.at("like")[0] if m.has("like") else None
    if like is not None and reader.norm(like) not in listed_words("alike"):
        return None
    start = m.start - 1 - (reader.norm(m.start - 2) == "the") if bare else None
    near = reader.quarter
    month = reader.month_behind(m.start) if what == "period" and m.has("rel") else None
    if month is not None and reader.named_month:
        first = _first_of_stretch(reader, reader.named_month[1] - 1)
        if first is None:
            # `sales rose 4 % in May from the same period last year`
            return found_date(make_shifted(month, -12, "M"))._replace(start=start)
        if first + 2 == month.month and not month.month % 3:
            # `from January through March, … than in the same period last year`
            reader.name_quarter(month.year, month.month // 3)
            near = reader.quarter
    if near is None and what == "period" and reader.half is not None:
        year = int(m.get("year")) if m.has("year") else reader.half[0] - m.has("rel")
        return found_date(make_half(year, reader.half[1]))._replace(start=start)
    if near is None and what == "quarter" and m.has("rel"):
        over = make_shifted(reader.day, -1, "Q").value
        near = int(over[:4]), int(over[-1])
    if near is None:
        return None
    if m.has("year"):
        return reader.find_quarter(int(m.get("year")), near[1])._replace(start=start)
    if not m.has("rel"):
        return reader.find_quarter(*near)
    if "Y" not in (reader.values[index] for index in range(*m.at("rel"))):
        return None
    if what == "period" and compares_months(reader, m.start):
        return found_date(make_year(near[0] - 1))._replace(start=start)
    return reader.find_quarter(near[0] - 1, near[1])._replace(start=start)


@RULES.add("half=half_code of? year=year", "half=half_code of? rel=(last|this|next) unit")
def _half_by_code(reader: Reader, m: Match) -> Found | None:
    """Read `H1 2022`, `H2 of last year`."""
    year = int(m.get("year")) if m.has("year") else reader.day.year + STEPS[m.category("rel")]
    reader.name_half(year, int(m.get("half")))
    return found_date(make_half(year, int(m.get("half"))))


def _first_of_stretch(reader: Reader, index: int) -> int | None:
    """Return the month that begins a stretch closed by the one at an atom: `January through March`; None if none.

    0 where it is told otherwise: `the three months to June`.
    """
    if reader.category(index - 1) not in ("to", "through", "dash", "and", "until", "ended"):
        return None
    return int(reader.values[index - 2]) if reader.category(index - 2).startswith(("month", "may")) else 0


@RULES.add(
    "rel=(last|this|next) unit poss ord=(ordinal|second) half (?!of)",
    "year=year poss ord=(ordinal|second) half (?!of)",
    "the? ord=(ordinal|second) dash? half (of? the? rel=(last|this|next|previous) unit|(of|comma)? year=year)?",
)
def _half_of_year(reader: Reader, m: Match) -> Found | None:
    """Read `in the first half`, `first-half profit` in reports on business as halves of a year."""
    number = 2 if m.category("ord") == "second" else int(m.get("ord"))
    dated = m.has("year") and m.at("year")[0] == m.start
    if number > 2 or (not dated and (not reader.tells_business or reader.tells_sports)):
        return None
    near = reader.day
    if m.has("year"):
        year = int(m.get("year"))
    elif m.has("rel"):
        year = near.year + STEPS[m.category("rel")]
    else:
        year = near.year - (6 * number - 5 > near.month and reader.direction(m) <= 0)
    if not m.has("rel") and not m.has("year") and reader.category(m.end) in ("of", "dash"):
        return None
    reader.name_half(year, number)
    bare = reader.category(m.start) == "the" and (
        "dash" in (reader.category(m.start + 1), reader.category(m.start + 2))
        or reader.norm(m.start) != "the"
    )
    return found_date(make_half(year, number))._replace(start=m.start + 1 if bare else None)


@RULES.add("(?<=(in|for|from|during|of)) the ord=(ordinal|second) (?=(stop|comma|and))")
def _quarter_left_out(reader: Reader, m: Match) -> Found | None:
    """Read `grew 1.2 % in the second quarter, after 1.7 % in the first`."""
    number = 2 if m.category("ord") == "second" else int(m.get("ord"))
    told = any(
        reader.category(index) in ("quarter", "quarter_code")
        for index in reader.sentence_before(m.start, _LEFT_OUT_WORDS)
    )
    if not told or reader.quarter is None or number > 4 or number == reader.quarter[1]:
        return None
    year = reader.quarter[0] - (number > reader.quarter[1])
    return reader.find_quarter(year, number)


_LEFT_OUT_WORDS = 16


@RULES.add("the what=quarter step=(before|after|earlier) (?=(stop|comma))")
def _quarter_beside(reader: Reader, m: Match) -> Found | None:
    """Read `the quarter before`, counted from the quarter last named."""
    near = reader.quarter_day
    if near is None:
        return None
    return found_date(make_shifted(near, 1 if m.category("step") == "after" else -1, "Q"))


@RULES.add(
    "the? first=MONTH (dash|to|through|dash to dash) last=MONTH what=(quarter|period)",
    "the last=MONTH what=quarter",
    "the? mod=unit dash (ago|earlier) last=MONTH what=quarter",
)
def _quarter_of_months(reader: Reader, m: Match) -> Found | None:
    """Read `the April-June quarter` and, by its last month, `the December quarter`."""
    month = int(m.get("last"))
    if month % 3 or (m.has("first") and int(m.get("first")) != month - 2):
        return None
    near = reader.day
    year = near.year - (month - 2 > near.month and reader.direction(m) <= 0)
    if m.has("mod"):
        return found_date(make_quarter(year - 1, month // 3))
    reader.name_quarter(year, month // 3)
    return found_date(make_quarter(year, month // 3))


@RULES.add(
    "rel=(last|this|next) unit poss ord=(ordinal|second|ord31) quarter",
    "the? rel=previous dash? unit poss? ord=(ordinal|second|ord31) dash? quarter",
    "the? mod=unit dash (ago|earlier) ord=(ordinal|second|ord31) dash? quarter",
    "the year=year ord=(ordinal|second|ord31) dash? quarter",
    "the ord=(ordinal|second) year=year quarter",
    "year=year poss ord=(ordinal|second|ord31) quarter",
    "the? (fiscal dash?)? ord=(ordinal|second|ord31) (fiscal|dash)? quarter"
    " ((of|comma)? year=year|of? the? rel=(last|this|next|previous) unit|mod=(a unit (ago|earlier|before)))?",
    "ord=quarter_code (of? year=year|of? the? rel=(last|this|next) unit)?",
    "the? ord=(last|final) quarter of (year=year|the? rel=(last|this|next) unit)",
    "the? ord=(ordinal|second) dash? what=period (of? year=year|of? the? rel=(last|this) unit)?",
    "the year=year ord=(ordinal|second) dash? what=period",
)
def _quarter_named(reader: Reader, m: Match) -> Found | None:
    number = {"second": 2, "last": 4, "final": 4}.get(m.category("ord")) or int(
        re.sub(r"\D", "", m.get("ord"))
    )
    if not 1 <= number <= 4:
        return None
    if m.has("mod") and "Y" not in (reader.values[index] for index in range(*m.at("mod"))):
        return None
    if m.has("what") and (reader.quarter is None or reader.quarter[1] != number or reader.tells_sports):
        # `third-period sales` tells of the quarter named; games have periods too.
        return None
    # `its third-quarter profit`: the article belongs to the noun.
    if reader.category(m.start) == "the" and (
        reader.category(m.end - 2) == "dash" or reader.norm(m.start) != "the"
    ):
        found = _quarter_found(reader, m, number)
        return found._replace(start=m.start + 1)
    return _quarter_found(reader, m, number)


def _quarter_found(reader: Reader, m: Match, number: int) -> Found:
    near = reader.day
    if reader.category(m.end) == "ended" and not m.has("year") and not m.has("rel"):
        followed = reader.follow(m.end + 1)
        if followed and is_day(followed[0]):
            # The number is that of the fiscal year, the months are those before the day.
            ended = date.fromisoformat(followed[0].value)
            reader.name_quarter(ended.year, number, fiscal=3 * number != ended.month)
            reader.quarter_ended = ended
            return reader.find_quarter(ended.year, number)
    if m.has("year"):
        year = int(m.get("year"))
        passing = reader.quarter is not None and (year, number) < reader.quarter
        if not passing or (reader.quarter != (year + 1, number) and not _is_compared(reader, m.start)):
            # What the quarter told of is compared with leaves it in force.
            reader.name_quarter(year, number)
        return found_date(make_quarter(year, number))
    if m.has("rel"):
        year = near.year + STEPS[m.category("rel")]
        if m.category("rel") == "this":
            reader.name_quarter(year, number)
        return found_date(make_quarter(year, number))
    year = near.year
    if _is_foreseen(reader, m):
        # `its outlook for the fourth quarter`, `a third-quarter forecast`: what is compared later is not that one.
        return found_date(make_quarter(year + (3 * number < near.month), number))
    side = -1 if _is_reported(reader, m) else reader.direction(m)
    fiscal = any(reader.category(index) == "fiscal" for index in range(m.start, m.end))
    # A fiscal third quarter that is over in May is that of this year.
    if side <= 0 and (number == 4 and near.month < 4 if fiscal else 3 * number - 2 > near.month):
        year -= 1
    if m.has("mod"):
        return found_date(make_quarter(year - 1, number))
    passing = reader.quarter is not None and (year, number) < reader.quarter and _is_compared(reader, m.start)
    if not passing and (not fiscal or reader.quarter is None):
        reader.name_quarter(
            year, number, ahead=side > 0 and (year, 3 * number) >= (near.year, near.month), fiscal=fiscal
        )
        return reader.find_quarter(year, number)
    found = found_date(make_quarter(year, number))
    return found._replace(edtf=None) if fiscal and side <= 0 and 3 * number - 2 > near.month else found


def _is_compared(reader: Reader, index: int) -> bool:
    """Tell whether a quarter is one that another is compared with: `up from 3 % in the second`, `after a flat one`."""
    leads = listed_words("comparing_words") | {"after", "following", "since"}
    for lead in range(index - 1, max(index - _COMPARED_WORDS, -1), -1):
        if reader.category(lead) in ("stop", "comma"):
            return False
        if reader.norm(lead) in leads:
            return True
    return False


_COMPARED_WORDS = 9


def _is_reported(reader: Reader, m: Match) -> bool:
    """Tell whether reports tell of a quarter, though they are to come: `will report fourth-quarter results`."""
    return reader.norm(m.end) in listed_words("reported_nouns") and any(
        reader.norm(m.start - step) in listed_words("reporting_business") for step in range(1, _REPORT_WORDS)
    )


_REPORT_WORDS = 5


def _is_foreseen(reader: Reader, m: Match) -> bool:
    """Tell whether a quarter is one that is forecast: `its outlook for the fourth quarter`."""
    nouns = listed_words("foreseeing_nouns")
    if reader.norm(m.end) in nouns:
        return True
    lead = m.start - 1
    return reader.norm(lead) in ("for", "in") and not nouns.isdisjoint(
        reader.norm(lead - step) for step in (1, 2)
    )


_REPORTED_DAYS = 120
"""Days after its end within which a quarter is reported on."""


@RULES.add(
    "ABOUT a? quarter (dash|of a)? century rel=ago?",
    "a quarter (dash|of a)? century rel=ago?",
    "(?<=poss) quarter dash century",
)
def _quarter_century(reader: Reader, m: Match) -> Found | None:
    if reader.category(m.end) == "dash":
        return None
    if m.has("rel"):
        return found_date(make_year(reader.day.year - 25))
    return Found("DURATION", "P25Y")


@RULES.add("the mod=unit dash (ago|earlier|before) what=unit")
def _unit_year_earlier(reader: Reader, m: Match) -> Found | None:
    """Read `the year-earlier month`, `the year-ago week`, counted from the month or week just named."""
    what = m.get("what")
    if m.get("mod") != "Y" or what not in ("W", "M"):
        return None
    named = reader.month_behind(m.start) if what == "M" else reader.week_behind(m.start)
    near = named or make_shifted(reader.day, -1, what).first
    return found_date(make_shifted(near, -12, "M") if what == "M" else make_shifted(near, -52, "W"))


@RULES.add("the unit dash (ago|earlier) n=NUM unit=units")
def _stretch_year_earlier(reader: Reader, m: Match) -> Found | None:
    return Found("DURATION", amount_value(number_at(reader, m.at("n")), m.get("unit")))


@RULES.add(
    "(the|a)? mod=unit dash (ago|earlier) what=(quarter|period)?",
    "(the|a)? mod=unit dash before what=(quarter|period)",
    "(the|a)? previous dash mod=unit what=(quarter|period)?",
    "the previous mod=unit poss? what=(quarter|period)",
    "the new=(latest|most recent) what=(quarter|period)",
    "the what=quarter (?!(of|dash|other_capital))",
    "the year=year what=(quarter|period)",
)
def _quarter_in_force(reader: Reader, m: Match) -> Found | None:
    """Resolve what reports on earnings call by the quarter last named: `the quarter`, `the year-earlier period`."""
    what, modifier = m.category("what"), m.get("mod")
    if modifier not in ("", "Y") or (what and reader.norm(m.start) == "a"):
        return None
    start = m.start + 1 if not what and reader.category(m.start) in ("the", "a") else m.start
    if what == "quarter" and reader.category(m.end) == "ended":
        followed = reader.follow(m.end + 1)
        if followed and is_day(followed[0]):
            ended = date.fromisoformat(followed[0].value)
            if (
                reader.quarter_is_fiscal
                and reader.quarter
                and reader.quarter_ended in (None, ended)
                and 0 <= (reader.day - ended).days < _REPORTED_DAYS
            ):
                # `posted a loss for the fiscal first quarter. … Sales for the quarter ended Sept. 29 rose.`
                reader.quarter_ended = ended
                return reader.find_quarter(*reader.quarter)
            reader.name_quarter_until(ended)
            return found_date(make_shifted(reader.quarter_day or reader.day, 0, "Q"))
    if m.has("new") and reader.quarter_is_ahead:
        # `It expects to lose money in the fourth quarter. In the latest quarter, sales rose.`
        reader.quarter = None
    if modifier and what != "quarter" and reader.quarter is not None and compares_months(reader, m.start):
        # `For the nine months, it had a loss, compared with year-earlier profit`
        return found_date(make_year(reader.quarter[0] - 1))._replace(start=start)
    if reader.quarter is not None:
        year = int(m.get("year")) if m.has("year") else reader.quarter[0] - bool(modifier)
        return reader.find_quarter(year, reader.quarter[1])._replace(start=start)
    if m.has("year"):
        return found_date(make_year(int(m.get("year"))))
    if modifier and what != "quarter":
        return found_date(make_year(reader.day.year - 1))._replace(start=start)
    if not modifier and (what != "quarter" or not reader.tells_business):
        # `Troops sealed off the quarter`
        return None
    # The last quarter that is over.
    over = make_shifted(reader.day, -1, "Q")
    reader.name_quarter(int(over.value[:4]), int(over.value[-1]))
    return found_date(make_shifted(reader.day, -5, "Q")) if modifier else found_date(over)
