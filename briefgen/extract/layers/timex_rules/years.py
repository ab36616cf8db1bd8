"""Years, decades, centuries, and parts of them."""

import re
from calendar import monthrange
from datetime import date

from briefgen.extract.layers.timex_calendar import (
    When,
    make_century,
    make_day,
    make_decade,
    make_half,
    make_month,
    make_week,
    make_weekend,
    make_year,
    nth_weekday,
)
from briefgen.extract.layers.timex_grammar import Found, Match
from briefgen.extract.layers.timex_reader import Reader, RuleList, found_date
from briefgen.extract.layers.timex_units import unit_behind
from briefgen.extract.layers.timex_words import function_words, listed_words

RULES = RuleList()


@RULES.add(
    "the? part=PART dash? of? year=year (?!(UNITS|magnitude))",
    "the? (fiscal|financial|calendar) unit? year=year",
    "the? unit year=year",
    "year=year (?!(dash? UNITS|magnitude|ampm|ZONE))",
)
def _year_alone(reader: Reader, m: Match) -> Found | None:
    index = m.at("year")[0]
    if index == m.start and not _is_year(reader, index):
        return None
    if reader.category(index - 1) == "unit" and reader.values[index - 1] != "Y":
        return None
    part = m.get("part") or None
    return found_date(make_year(int(m.get("year")), part), force=part is None)


_YEAR_CUES = frozenset(
    [
        "in",
        "since",
        "of",
        "from",
        "by",
        "until",
        "the",
        "to",
        "between",
        "during",
        "poss",
        "for",
        "a",
        "through",
        "dash",
        "open",
    ]
)


def _is_year(reader: Reader, index: int) -> bool:
    """Tell whether a number of four digits is a year: what counts things is none."""
    value = int(reader.values[index])
    if reader.heads_entry(index):
        return False
    before, after = reader.category(index - 1), reader.category(index + 1)
    if reader.norm(index - 1) in listed_words("before_numbers"):
        return reader.category(index - 2) == "at" and reader.category(index - 3) in ("since", "until", "from")
    if (
        after == "other"
        and reader.norm(index + 1).endswith("s")
        and not reader.norm(index + 1).endswith(_SINGULAR_ENDS)
        and reader.norm(index + 1) not in function_words()
    ):
        if before in ("comma", "and", "or"):
            return reader.category(index - 2) in ("year", "comma")
        if before not in _YEAR_CUES and (before != "other_capital" or value < 1900):
            return _is_described(reader, index)
    return 1800 <= value <= 2100 or before in ("in", "since", "of", "from", "until", "by")


_SINGULAR_ENDS = ("us", "is", "ss")


def _is_described(reader: Reader, index: int) -> bool:
    """Tell whether a year and an adjective stand before what they describe: `Iran's disputed 2009 elections`."""
    before = reader.norm(index - 1)
    led = reader.category(index - 2) in ("the", "poss") or reader.norm(index - 2).endswith(("'s", "’s"))
    return (
        reader.category(index - 1) == "other"
        and (led or (reader.category(index - 2) in _NOUN_LEADS and not before.endswith(("ing", "ly"))))
        and before not in listed_words("counting_words")
        and 1900 < int(reader.values[index]) < 2100
        and int(reader.values[index]) % 100 > 0
    )


_NOUN_LEADS = frozenset({"in", "of", "since", "during", "after", "before", "following"})


@RULES.add("year=year unit dash end")
def _end_of_year(reader: Reader, m: Match) -> Found | None:
    """Read `its 2009 year-end goal`."""
    return found_date(make_year(int(m.get("year")), "END")) if reader.values[m.start + 1] == "Y" else None


@RULES.add("the unit n=number k=hundred rest=number?")
def _year_in_words(reader: Reader, m: Match) -> Found | None:
    if reader.values[m.start + 1] != "Y" or m.get("k") != "1000":
        return None
    return found_date(make_year(int(m.get("n")) * 1000 + int(m.get("rest") or 0)))


@RULES.add("hundreds=number tens=number (dash? ones=number)? (?!(dash? UNITS|hundred|magnitude))")
def _year_in_two_numbers(reader: Reader, m: Match) -> Found | None:
    """Read `nineteen ninety-eight`, as broadcasts write."""
    hundreds, tens, ones = (int(m.get(key) or 0) for key in ("hundreds", "tens", "ones"))
    known = hundreds in (18, 19) or (hundreds == 20 and reader.category(m.start - 1) in ("in", "since", "of"))
    if not known or tens < 10 or (m.has("ones") and (tens % 10 or tens < 20 or ones > 9)):
        return None
    return found_date(make_year(hundreds * 100 + tens + ones), force=True)


@RULES.add(
    "(?<=(in|since|of|from|until|by|before|after|during|to|and|or|through|the|season|month)) mark=poss"
    " n=(num24|num31|num59|numbig) (?!(UNITS|magnitude|hundred|poss|dash|ampm|num24))"
)
def _year_shortened(reader: Reader, m: Match) -> Found | None:
    """Read `since '82`, `in the summer of '05`."""
    mark, number = m.at("mark")[0], m.at("n")[0]
    text = reader.repaired.text
    close = reader.ends[mark] == reader.starts[number]
    quoted = text[reader.ends[number] : reader.ends[number] + 1] in ("'", "’")
    if not close or quoted or text[reader.starts[mark] - 1].isalnum() or len(m.get("n")) != 2:
        return None
    year = int(m.get("n")) + 100 * (reader.day.year // 100)
    return found_date(make_year(year - 100 * (year > reader.day.year + _YEARS_AHEAD)), force=True)


_YEARS_AHEAD = 10
"""Years that a year of two digits may lie ahead."""


@RULES.add("years=year_range", "the? (fiscal|financial) unit? years=year_range")
def _year_range(reader: Reader, m: Match) -> Found | None:
    first, last = re.split("[-/–]", m.get("years"))
    if len(last) == 2 and last <= first[2:] and 1 <= int(last) <= 12 and first[2:] < "90":
        # `2022-01` is a month.
        return found_date(make_month(int(first), int(last)))
    if len(last) == 2:
        last = first[:2] + last if last > first[2:] else str(int(first[:2]) + 1) + last
    if int(last) <= int(first):
        return None
    return Found("DATE", f"{first}/{last}", f"{first}/{last}")


@RULES.add(
    "the? part=PART dash? (of the)? hundreds=number? decade=(decade|decade_name)",
    "the? hundreds=number? decade=(decade|decade_name)",
)
def _decade_named(reader: Reader, m: Match) -> Found | None:
    if m.has("hundreds") and (m.get("hundreds") not in ("18", "19") or m.category("decade") == "decade"):
        return None
    if reader.norm(m.start) in POSSESSIVES or reader.norm(m.start - 1) in POSSESSIVES:
        return None
    year = int(re.sub(r"\D", "", m.get("decade")))
    if m.category("decade") == "decade" and year < 60 and m.get("decade")[0].isdigit():
        # `in the mid-20s`: degrees or percent rather than years
        return None
    if m.has("hundreds"):
        year += 100 * int(m.get("hundreds"))
    elif year < 100:
        year += 1900 if year >= 30 or reader.base.year < 2020 else 2000
    if year % 100 == 0 and year < 2000:
        # `the 1700s` is a century, `the 2000s` mostly the decade.
        return found_date(When(f"{year // 100:02d}", _part_of_century(year, m.get("part")), date(year, 1, 1)))
    return found_date(make_decade(year, m.get("part") or None))


def _part_of_century(year: int, part: str) -> str:
    """Return the hundred years from one on, or about a third of them, in EDTF."""
    first, last = {"START": (0, 33), "MID": (34, 66), "END": (67, 99)}.get(part, (0, 99))
    about = "~" if part else ""
    return f"{year + first:04d}{about}/{year + last:04d}{about}"


POSSESSIVES = frozenset({"his", "her", "their", "my", "your", "our", "its"})


@RULES.add("the? (part=PART dash?)? ord=(ordinal|ord31|ordbig) dash? century")
def _century_named(reader: Reader, m: Match) -> Found | None:
    number = int(re.sub(r"\D", "", m.get("ord")))
    if not 1 <= number <= 99:
        return None
    # `the 18th-century palace`: the article belongs to the noun.
    bare = reader.category(m.start) == "the" and reader.category(m.end - 2) == "dash"
    return found_date(make_century(number))._replace(start=m.start + 1 if bare else None)


@RULES.add(
    "the? full? part=PART of (?=(the|this|last|next|year|month|may_month|decade|that))",
    "the? half=(ordinal|second|last) half of"
    " (?=(the|this|last|next|year|month|may_month|decade|that|fiscal|financial))",
)
def _part_of_stretch(reader: Reader, m: Match) -> Found | None:
    followed = reader.follow(m.end)
    part = m.get("part")
    if followed is None and part:
        followed = unit_behind(reader, m.end)
    if followed is None or followed[0].type != "DATE" or not followed[0].edtf:
        return None
    found, end = followed
    value = found.value
    if m.category("part") == "start" and reader.norm(m.start - 1) == "by" and _is_bare_year(reader, m, value):
        # `by the beginning of the year`: the next one, unless it is told.
        value = str(int(value) + (reader.direction(m) >= 0))
        found = found_date(make_year(int(value)))
    if re.fullmatch(r"\d{4}", value):
        half = 1 if m.get("half") == "1" else 2
        if not part:
            reader.name_half(int(value), half)
        found = found_date(make_year(int(value), part) if part else make_half(int(value), half))
    elif re.fullmatch(r"\d{4}-\d\d", value) and m.has("half"):
        found = found._replace(edtf=_half_of_month(int(value[:4]), int(value[5:]), m.get("half") == "1"))
    elif re.fullmatch(r"\d{4}-\d\d", value) and part:
        found = found_date(make_month(int(value[:4]), int(value[5:]), part))
    elif re.fullmatch(r"\d{3}", value) and part:
        found = found_date(make_decade(int(value) * 10, part))
    elif re.fullmatch(r"\d\d", value) and part:
        found = found._replace(edtf=_part_of_century(int(value) * 100 + 1, part))
    return found._replace(end=end)


def _half_of_month(year: int, month: int, first: bool) -> str:
    begin, end = (1, 15) if first else (16, monthrange(year, month)[1])
    return f"{year:04d}-{month:02d}-{begin:02d}~/{year:04d}-{month:02d}-{end:02d}~"


def _is_bare_year(reader: Reader, m: Match, value: str) -> bool:
    """Tell whether a part of `the year` is meant, with no word that tells which."""
    return reader.norm(m.end) == "the" and reader.norm(m.end + 1) == "year" and value == str(reader.day.year)


def _week_in_month(year: int, month: int, number: int) -> str:
    """Return the value of the first to fifth week of a month, 0 for the last: a week is where its Thursday is."""
    thursday = nth_weekday(year, month, 4, number or 5)
    return make_week(thursday).value


@RULES.add(
    "the? ord=(ordinal|second|last|final) unit=unit of (?=(month|month_short|may_month|year|last|this|next))",
    "the? ord=(ordinal|second|last|final) end=weekend (of|in) (?=(month|month_short|may_month))",
    "the? ord=(ordinal|last|final) few? unit=units of (?=(month|month_short|may_month|year|decade|last|this|next))",
    "the ord=ordinal n=number unit=units of (?=(year|last|this|next))",
)
def _count_in_stretch(reader: Reader, m: Match) -> Found | None:
    """Resolve `the first week of January`, `the last days of 2021`, `the first nine months of 2021`."""
    followed = reader.follow(m.end)
    if followed is None or followed[0].type != "DATE":
        return None
    found, end = followed
    unit, value = m.get("unit"), found.value
    number = (
        2
        if m.category("ord") == "second"
        else 0
        if m.category("ord") in ("last", "final")
        else int(m.get("ord"))
    )
    if re.fullmatch(r"\d{4}-\d\d", value):
        year, month = int(value[:4]), int(value[5:])
        if m.has("end"):
            # A weekend is where its Saturday is.
            return found_date(make_weekend(nth_weekday(year, month, 6, number or 5)))._replace(end=end)
        if unit == "W" and m.category("unit") == "unit" and number < 6:
            size = monthrange(year, month)[1]
            first = 7 * number - 6 if number else size - 6
            begin, stop = date(year, month, first), date(year, month, min(first + 6, size))
            return Found("DATE", _week_in_month(year, month, number), f"{begin}~/{stop}~", end=end)
        if unit == "D" and m.category("unit") == "unit":
            day = date(year, month, number or monthrange(year, month)[1])
            return found_date(make_day(day), force=True)._replace(end=end)
        if unit in ("D", "W") and number in (0, 1):
            return found_date(make_month(year, month, "START" if number else "END"))._replace(end=end)
    if re.fullmatch(r"\d{4}", value) and unit == "M" and number == 1 and m.has("n"):
        count = min(12, int(m.get("n")))
        # The year behind `of` is an expression of its own.
        return Found("DURATION", f"P{count}M", f"{value}-01/{value}-{count:02d}", end=m.end - 1)
    if re.fullmatch(r"\d{4}", value) and number in (0, 1) and not m.has("n"):
        part = "START" if number else "END"
        if unit == "D" and m.category("unit") == "unit":
            day = date(int(value), 1, 1) if number else date(int(value), 12, 31)
            return found_date(make_day(day), force=True)._replace(end=end)
        if unit in ("D", "W"):
            return found_date(make_month(int(value), 1 if number else 12, part))._replace(end=end)
        return found_date(make_year(int(value), part))._replace(end=end)
    return None
