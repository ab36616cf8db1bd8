"""Quarters, and what reports on earnings call by them."""

import re
from datetime import date, timedelta

from briefgen.extract.layers.timex_calendar import make_quarter, make_shifted, make_year, shift_months
from briefgen.extract.layers.timex_grammar import Found, Match
from briefgen.extract.layers.timex_reader import Reader, RuleList, found_date, is_day
from briefgen.extract.layers.timex_rules.amounts import amount_value, number_at
from briefgen.extract.layers.timex_rules.periods import STEPS
from briefgen.extract.layers.timex_words import listed_words

RULES = RuleList()


@RULES.add(
    "the same what=(quarter|period) (of|in)? year=year",
    "the same what=(quarter|period) rel=(a unit (ago|earlier)|of? last unit)?",
    "the what=(quarter|period) rel=(a unit (ago|earlier))",
)
def _same_quarter(reader: Reader, m: Match) -> Found | None:
    what = m.category("what")
    near = reader.quarter
    if near is None and what == "quarter" and m.has("rel"):
        over = make_shifted(reader.day, -1, "Q").value
        near = int(over[:4]), int(over[-1])
    if near is None:
        return None
    if m.has("year"):
        return found_date(make_quarter(int(m.get("year")), near[1]))
    year = near[0] - 1 if m.has("rel") else near[0]
    return found_date(make_quarter(year, near[1]))


@RULES.add(
    "rel=(last|this|next) unit poss ord=(ordinal|second|ord31) quarter",
    "the? mod=unit dash (ago|earlier) ord=(ordinal|second|ord31) dash? quarter",
    "the year=year ord=(ordinal|second|ord31) quarter",
    "the? (fiscal dash?)? ord=(ordinal|second|ord31) (fiscal|dash)? quarter"
    " ((of|comma)? year=year|of? the? rel=(last|this|next) unit)?",
    "ord=quarter_code (of? year=year|of? the? rel=(last|this|next) unit)?",
    "the? ord=(last|final) quarter of (year=year|the? rel=(last|this|next) unit)",
)
def _quarter_named(reader: Reader, m: Match) -> Found | None:
    number = {"second": 2, "last": 4, "final": 4}.get(m.category("ord")) or int(
        re.sub(r"\D", "", m.get("ord"))
    )
    if not 1 <= number <= 4:
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
            reader.quarter = (ended.year, number)
            months = f"{str(shift_months(ended, -2))[:7]}/{str(ended)[:7]}"
            return found_date(make_quarter(*reader.quarter))._replace(edtf=months)
    if m.has("year"):
        reader.quarter = (int(m.get("year")), number)
        return found_date(make_quarter(*reader.quarter))
    if m.has("rel"):
        return found_date(make_quarter(near.year + STEPS[m.category("rel")], number))
    year = near.year
    if _is_foreseen(reader, m):
        # `its outlook for the fourth quarter`, `a third-quarter forecast`: what is compared later is not that one.
        return found_date(make_quarter(year + (3 * number < near.month), number))
    if 3 * number - 2 > near.month and reader.direction(m) <= 0:
        year -= 1
    if m.has("mod"):
        return found_date(make_quarter(year - 1, number))
    fiscal = any(reader.category(index) == "fiscal" for index in range(m.start, m.end))
    if not fiscal or reader.quarter is None:
        reader.quarter = (year, number)
    return found_date(make_quarter(year, number))


def _is_foreseen(reader: Reader, m: Match) -> bool:
    """Tell whether a quarter is one that is forecast: `its outlook for the fourth quarter`."""
    nouns = listed_words("foreseeing_nouns")
    if reader.norm(m.end) in nouns:
        return True
    lead = m.start - 1
    return reader.norm(lead) in ("for", "in") and not nouns.isdisjoint(
        reader.norm(lead - step) for step in (1, 2)
    )


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


@RULES.add("the unit dash (ago|earlier) n=NUM unit=units")
def _stretch_year_earlier(reader: Reader, m: Match) -> Found | None:
    return Found("DURATION", amount_value(number_at(reader, m.at("n")), m.get("unit")))


@RULES.add(
    "(the|a)? mod=unit dash (ago|earlier) what=(quarter|period)?",
    "the (latest|most recent) what=(quarter|period)",
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
            middle = date.fromisoformat(followed[0].value) - timedelta(days=45)
            reader.quarter = (middle.year, (middle.month + 2) // 3)
            return found_date(make_quarter(*reader.quarter))
    if reader.quarter is not None:
        year = int(m.get("year")) if m.has("year") else reader.quarter[0] - bool(modifier)
        return found_date(make_quarter(year, reader.quarter[1]))._replace(start=start)
    if m.has("year"):
        return found_date(make_year(int(m.get("year"))))
    if modifier and what != "quarter":
        return found_date(make_year(reader.day.year - 1))._replace(start=start)
    if modifier:
        return found_date(make_shifted(reader.day, -5, "Q"))
    if what != "quarter" or not reader.tells_business:
        # `Troops sealed off the quarter`
        return None
    # The last quarter that is over.
    return found_date(make_shifted(reader.day, -1, "Q"))
