"""Durations, and how often something happens."""

from datetime import date, timedelta

from briefgen.extract.layers.timex_calendar import shift_months
from briefgen.extract.layers.timex_grammar import NO_TIME, Found, Match
from briefgen.extract.layers.timex_reader import Reader, RuleList, is_day
from briefgen.extract.layers.timex_rules.amounts import amount_value, number_at
from briefgen.extract.layers.timex_words import listed_words

RULES = RuleList()


@RULES.add(
    "(the|a)? n=NUM dash? unit=UNITS dash? old",
    "ABOUT (a|n=NUM) dash? unit=UNITS dash? old",
    "unit=(unit|units) dash old",
)
def _age(reader: Reader, m: Match) -> Found | None:
    """Pass over ages, but read how long something has been going on: `the two-month-old strike`."""
    goes_on = reader.norm(m.end) in listed_words("aged_things")
    if not goes_on or (m.get("unit") == "Y" and m.category("unit") == "unit"):
        return Found("DURATION", NO_TIME)
    count = number_at(reader, m.at("n")) if m.has("n") else 1 if m.category("unit") == "unit" else None
    first = m.start + (reader.category(m.start) in ("the", "a") and m.has("n"))
    return Found("DURATION", amount_value(count, m.get("unit")), start=first)


@RULES.add("n=(num24|num31|num59) dash top=num24 slash=other below=num24 dash? unit=UNITS")
def _mixed_number(reader: Reader, m: Match) -> Found | None:
    """Read `2-1/2 years`, as agencies write it."""
    top, below = int(m.get("top")), int(m.get("below"))
    if reader.norm(m.at("slash")[0]) != "/" or not 0 < top < below < 10:
        return None
    return Found("DURATION", amount_value(round(int(m.get("n")) + top / below, 2), m.get("unit")))


@RULES.add("n=NUMBER dash (and|or) NUMBER dash unit=UNIT")
def _first_of_two(reader: Reader, m: Match) -> Found | None:
    """Read `13-` in `13- and 26-week bills`."""
    first, end = m.at("n")
    return Found("DURATION", amount_value(number_at(reader, (first, end)), m.get("unit")), end=end + 1)


@RULES.add("NUM units (a|per|every) unit")
def _rate(reader: Reader, m: Match) -> Found | None:
    """Pass over `24 hours a day`."""
    return Found("SET", NO_TIME)


@RULES.add(
    "n=NUM unit=UNITS and? more=NUMBER small=(unit|units|second)",
    "a unit=unit and more=NUMBER small=(units|second)",
)
def _two_units(reader: Reader, m: Match) -> Found | None:
    """Read `two hours 20 minutes`, `one year and six months`."""
    large, small = m.get("unit"), m.get("small")
    order = ["Y", "M", "D", "TH", "TM", "TS"]
    count = number_at(reader, m.at("n")) if m.has("n") else 1.0
    more = number_at(reader, m.at("more"))
    if large not in order or small not in order[order.index(large) + 1 :] or count is None or more is None:
        return None
    first, second = amount_value(count, large), amount_value(more, small)
    if first.startswith("PT") or not second.startswith("PT"):
        second = second.lstrip("PT")
    return Found("DURATION", first + second.removeprefix("P"))


@RULES.add(
    "(at least|up to)? (the|these|those)? (last|past|next|coming|previous|ordinal|final|following|latest|recent)"
    " n=NUM dash? nonage? unit=UNITS",
    "the n=(number|few|num24|num31|num59) nonage? unit=units",
    "ABOUT n=NUM dash? nonage? unit=UNITS (and a half)?",
    "n=NUM dash? nonage? unit=UNITS (and a half)?",
    "ABOUT? n=NUM dash? and dash? a dash? half=half dash? unit=UNITS",
    "a unit=UNIT or number",
    "n=NUMBER dash? plus dash? unit=UNITS",
    "a half unit=unit",
    "(ABOUT|a)? half dash unit=(unit|century) (?!dash)",
    "ABOUT? half a unit=(unit|century)",
    "ABOUT? a unit=unit and a half",
    "ABOUT a unit=UNIT",
    "a full unit=unit (?!dash)",
    "a additional unit=unit",
    "a additional n=NUM nonage? unit=units",
    "(?<=(for|in|during)) additional unit=unit (?=(stop|comma|and|or|before|after|in|to))",
    "n=(number|num24|num31|num59|few) more unit=(unit|units)",
    "word=weeklong",
    "unit=unit dash long",
    "vague=units dash? long",
)
def _duration(reader: Reader, m: Match) -> Found | None:
    if m.has("word"):
        return Found("DURATION", m.get("word"))
    if m.has("vague"):
        return Found("DURATION", amount_value(None, m.get("vague")))
    if (
        reader.norm(m.start) == "one"
        and m.end == m.start + 2
        and m.get("unit") == "D"
        and _is_some_day(reader, m)
    ):
        return Found("DATE", "FUTURE_REF" if reader.direction(m) > 0 else NO_TIME)
    if m.has("n") and reader.norm(m.at("n")[0]) == "many" and reader.category(m.start - 1) == "as":
        # `the third attack in as many days`
        return Found("DURATION", NO_TIME)
    if reader.norm(m.end) in ("older", "younger") or reader.value(m.end + 1) == "olds":
        return Found("DURATION", NO_TIME)
    if reader.category(m.start) == "last" and reader.norm(m.start - 1) in listed_words("before_last"):
        # `the truce would last four years`
        return Found("DURATION", amount_value(number_at(reader, m.at("n")), m.get("unit")), start=m.start + 1)
    if m.has("n") and reader.category(m.at("n")[0]) == "year" and reader.category(m.end - 1) == "quarter":
        # `the same 1989 quarter`
        return None
    parts = reader.category(m.end) == "of" and reader.category(m.end + 1) != "year"
    if m.get("unit") == "Q" and (parts or reader.category(m.end - 2) == "a"):
        return Found("DURATION", NO_TIME)
    count = number_at(reader, m.at("n")) if m.has("n") else 1.0
    halved = next((n for n in range(m.start, m.end) if reader.category(n) == "half"), m.end)
    if halved < m.end - 1 and not m.has("n") and not m.has("half"):
        count = 0.5
    elif (reader.category(m.end - 1) == "half" or m.has("half")) and count is not None:
        count += 0.5
    if m.get("unit") == "M" and count == _QUARTER_MONTHS:
        _note_quarter(reader, m)
    return Found("DURATION", amount_value(count, m.get("unit")))


def _is_some_day(reader: Reader, m: Match) -> bool:
    """Tell whether `one day` is no stretch but some day, past or to come: `One day, he`, `could one day return`."""
    if reader.tenses.opens(m.start - 1):
        behind = reader.category(m.end) in ("comma", "last", "this", "in", "other_capital")
        return behind or reader.norm(m.end) in ("he", "she", "i", "we", "they", "when")
    return reader.norm(m.start - 1) in ("could", "would", "will", "may", "might", "to")


_QUARTER_MONTHS = 3


def _note_quarter(reader: Reader, m: Match) -> None:
    """Take `the three months ended Sept. 30` or `to June` as a quarter, which `a year earlier` is compared with."""
    end = m.end + (reader.category(m.end) == "that")
    if reader.quarter is not None or reader.category(end) not in ("ended", "to", "through"):
        # Where a quarter was named, the three months are mostly that one, which a fiscal year may count otherwise.
        return
    followed = reader.follow(end + 1) or reader.follow(end + 2)
    if followed and followed[0].edtf and followed[0].value[:7] == followed[0].edtf[:7]:
        month = shift_months(date.fromisoformat(f"{followed[0].edtf[:7]}-01"), 1)
        last = date.fromisoformat(followed[0].edtf) if is_day(followed[0]) else month - timedelta(days=1)
        reader.name_quarter_until(last)


@RULES.add("some=about unit=units (?!(ago|later|earlier|old|dash))")
def _some_units(reader: Reader, m: Match) -> Found | None:
    """Read `some months`; `some quarters` are circles of people."""
    if reader.norm(m.start) != "some" or m.get("unit") == "Q":
        return None
    return Found("DURATION", amount_value(None, m.get("unit")))


@RULES.add("(once|once_twice) (a|per|every) unit=unit", "NUM times=other (a|per|every) unit=unit")
def _times_per(reader: Reader, m: Match) -> Found | None:
    """Read `twice a month`, `three times a day`."""
    if m.has("times") and reader.norm(m.at("times")[0]) != "times":
        return None
    return Found("SET", amount_value(1, m.get("unit")))


@RULES.add(
    "(once|once_twice)? every n=(number|num24|few|couple) unit=units",
    "(once|once_twice)? every unit=UNIT",
    "every and every unit=unit",
    "every word=other unit=unit",
    "every part=daypart",
    "every season=SEASON",
)
def _every(reader: Reader, m: Match) -> Found | None:
    if m.has("word"):
        word = reader.norm(m.at("word")[0])
        if word not in listed_words("every_more"):
            return None
        return Found("SET", amount_value(2 if word == "other" else 1, m.get("unit")))
    if m.has("season"):
        return Found("SET", f"XXXX-{m.get('season')}")
    if m.has("part"):
        return Found("SET", f"XXXX-XX-XXT{m.get('part')}")
    count = number_at(reader, m.at("n")) if m.has("n") else 1.0
    return Found("SET", amount_value(count, m.get("unit")))


_PAPERS = frozenset({"newspaper", "newspapers", "paper", "papers", "magazine", "volume", "turnover"})


@RULES.add("word=set_adverb", "word=annual (?=other)")
def _set_adverb(reader: Reader, m: Match) -> Found | None:
    if reader.norm(m.end) in ("basis", "except"):
        return Found("SET", m.get("word"))
    behind = reader.norm(m.end)
    if reader.category(m.start) == "annual":
        return Found("SET", m.get("word")) if behind in listed_words("annual_sums") else None
    if reader.category(m.end) == "other" and (behind in _PAPERS or reader.norm(m.start - 1) == "average"):
        return None
    if reader.category(m.end) == "other_capital":
        return None
    return Found("SET", m.get("word"))
