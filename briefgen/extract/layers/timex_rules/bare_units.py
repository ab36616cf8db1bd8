"""Bare units of the calendar: `the year`, `for the day`, `weeks of rain`, `a month`."""

from datetime import date

from briefgen.extract.layers.timex_calendar import make_shifted, make_week, make_weekend, make_year
from briefgen.extract.layers.timex_grammar import Found, Match
from briefgen.extract.layers.timex_reader import Reader, RuleList, found_date
from briefgen.extract.layers.timex_rules.amounts import amount_value
from briefgen.extract.layers.timex_units import bounded_unit, unit_behind
from briefgen.extract.layers.timex_words import function_words, listed_words

RULES = RuleList()


@RULES.add(
    "the? week=unit lead=(of|start|other) (?=(the|month|month_short|may_month|num24|num31|ord31|weekday))",
    "the? end=weekend lead=of (?=(the|month|month_short|may_month|num24|num31|ord31))",
)
def _week_of(reader: Reader, m: Match) -> Found | None:
    """Read `the week of 3 January`, `the week beginning 3 January`, `the weekend of 8 January`."""
    if reader.norm(m.at("lead")[0]) not in ("of", "beginning", "starting", "commencing"):
        return None
    if reader.category(m.start - 1) == "a":
        # `for a week starting 3 January`
        return None
    followed = reader.follow(m.end)
    if followed is None or not followed[0].edtf or len(followed[0].edtf.partition("/")[0]) != 10:
        return None
    day = date.fromisoformat(followed[0].edtf[:10])
    if m.has("end"):
        return found_date(make_weekend(day))._replace(end=followed[1])
    return found_date(make_week(day))._replace(end=followed[1]) if m.get("week") == "W" else None


@RULES.add("(?<=(on|at)) unit=units")
def _weekends(reader: Reader, m: Match) -> Found | None:
    """Read `on weekends`."""
    return Found("SET", "XXXX-WXX-WE") if m.get("unit") == "WE" else None


@RULES.add("the? year=unit poss? dash? end (of? number=year)?")
def _year_end(reader: Reader, m: Match) -> Found | None:
    """Read `year-end`, `the year's end`, `by month's end`, `by day's end`."""
    unit = m.get("year")
    if unit == "Y":
        return found_date(make_year(int(m.get("number")) if m.has("number") else reader.day.year, "END"))
    joined = reader.category(m.end - 2)
    if (
        m.has("number")
        or unit not in ("D", "W", "M")
        or (joined != "poss" and (joined != "dash" or unit != "M"))
    ):
        return None
    day = reader.named_day or reader.day if unit == "D" else reader.day
    return found_date(make_shifted(day, 0, unit, "END" if unit == "M" else None))


@RULES.add(
    "the (full|fiscal)? what=(unit|quarter) ended",
    "(?<=in) the what=unit (to|through) (?=(month|month_short|may_month|num24|num31))",
)
def _stretch_ended(reader: Reader, m: Match) -> Found | None:
    return Found("DURATION", amount_value(1, m.get("what")), end=m.end - 1)


@RULES.add(
    "(?<=(for|during|in|of|over|by|through|at|on)) the (full|fiscal|financial)? (unit|weekend)", "the weekend"
)
def _unit_with_the(reader: Reader, m: Match) -> Found | None:
    """Resolve `for the year`, `over the weekend`, `later in the day`."""
    found = unit_behind(reader, m.start)
    return found[0] if found else None


@RULES.add(
    "(?<=for) (the|a)? ord=(ordinal|second|ord31) nonage? unit=unit (?=(stop|comma|in|on|and|as|after|other))",
    "the ord=(ordinal|second|ord31) unit=unit (?=of)",
)
def _nth_of_stretch(reader: Reader, m: Match) -> Found | None:
    """Read `marched for a third day`, `It is the second day of the strike`: of the day named, else of publication.

    Where the sentence names no day, it dates nothing: the papers of the morning tell so of the day before.
    """
    unit = m.get("unit")
    if m.category("ord") == "ordinal" and m.get("ord") == "1":
        return None
    if reader.category(m.end) == "other" and reader.norm(m.end) not in (*function_words(), "running"):
        return None
    if reader.category(m.end) == "of":
        if unit != "D" or reader.norm(m.start - 1) not in _BEINGS:
            return None
    elif unit not in ("D", "W", "M", "Y"):
        return None
    day = reader.day_ahead(m.end) or reader.day_behind(m.start)
    found = found_date(make_shifted(day or reader.day, 0, unit))
    return found if day is not None and unit == "D" else found._replace(edtf=None)


_BEINGS = frozenset({"is", "was", "'s", "’s", "enters", "entered", "marks", "marked", "into"})


@RULES.add("(?<=(end|ended|start|other)) the unit")
def _unit_bounded(reader: Reader, m: Match) -> Found | None:
    """Resolve `ended the day lower`, `will start the week with talks`."""
    return bounded_unit(reader, m.start)


@RULES.add(
    "(?<=over) the unit=units (?!(of|before|old|ago|later|dash|and|or|since|that|after))",
    "(?<=in) the unit=units ahead",
    "(?<=(for|in|over|during)) unit=units (?!(of|before|old|ago|later|dash|or|and units))",
    "(?<=(other|after|of)) unit=units (?!(before|old|ago|later|dash|or|and units))",
    "only? unit=units out=other",
    "(?<=(other|stop|open|comma)) unit=units in the making=other",
    "(?<=the) unit=units (?=(before|after|since|following|that))",
    "only? unit=units (?=(before|after))",
    "unit=units (and|or) units",
    "(?<!(the|these|those|poss|early|late|final|dash|of|few|recent|coming|last|next)) unit=units"
    " (?=(before|after|of|later|earlier))",
)
def _bare_units(reader: Reader, m: Match) -> Found | None:
    if m.has("out"):
        # `weeks away`
        left = reader.norm(m.at("out")[0]) in listed_words("stretch_ends") and _is_bare(reader, m.start)
        return Found("DURATION", amount_value(None, m.get("unit")), end=m.end - 1) if left else None
    if m.has("making"):
        # `a crisis decades in the making`
        known = reader.norm(m.at("making")[0]) == "making"
        return Found("DURATION", amount_value(None, m.get("unit")), end=m.start + 1) if known else None
    before = reader.norm(m.start - 1)
    if before in listed_words("stretch_leads") or before in listed_words("lasting_verbs"):
        # `after years of war`, `took months`; `after hours` is when the shops are shut.
        if before == "after" and m.get("unit") == "TH" and reader.category(m.end) != "of":
            return None
        return Found("DURATION", amount_value(None, m.get("unit")))
    if before == "of" and reader.norm(m.start - 2) in listed_words("stretch_nouns"):
        # `in a matter of days`
        return Found("DURATION", amount_value(None, m.get("unit")))
    leads = reader.category(m.start - 1) in ("other", "after", "of") and m.end == m.start + 1
    if leads and reader.category(m.end) not in ("after", "before", "of", "earlier", "later"):
        return None
    if before == "of" and reader.category(m.end) not in ("after", "before"):
        return None
    if reader.category(m.end) in ("before", "after", "of") and not _is_bare(reader, m.start):
        return None
    if reader.category(m.end) == "later" and m.get("unit")[0] != "T" and reader.category(m.end + 1) != "than":
        return None
    if (
        m.get("unit")[0] == "T"
        and reader.category(m.end) not in ("before", "after", "of", "later", "earlier")
        and reader.category(m.start - 1) != "for"
        and reader.norm(m.start - 1) != "within"
    ):
        return None
    if reader.category(m.start - 1) == "the" and reader.category(m.start - 2) not in ("in", "over"):
        return None
    return Found("DURATION", amount_value(None, m.get("unit")))


def _is_bare(reader: Reader, index: int) -> bool:
    """Tell whether no adjective or noun stands before a unit: `Years of drought`, `resigned hours before the vote`."""
    before = reader.category(index - 1)
    if before == "other_capital" and reader.values[index] != "Y":
        # `visited Ohio days before the vote`; not `the Ohio days`
        return reader.category(index - 2) not in _DETERMINERS
    if before in ("other_capital", "good", "long", "early", "late", "full", "local"):
        return False
    if before == "other" and reader.norm(index - 1) not in function_words():
        if reader.tenses.follows_past(index):
            return True
        # `to end weeks of unrest`, `freed days after`; an adjective mostly has a word before it that needs a noun.
        lead = reader.norm(index - 2)
        return (
            reader.norm(index - 1) not in listed_words("stretch_adjectives")
            and reader.category(index - 2) not in _DETERMINERS
            and (lead == "to" or lead not in function_words())
        )
    return True


_DETERMINERS = frozenset(
    {"the", "a", "poss", "this", "that", "these", "those", "few", "number", "in", "of", "dash"}
)


@RULES.add("(?<=in) the unit=(unit|century) (?=(since|after|before|that|following|to other))")
def _the_unit_since(reader: Reader, m: Match) -> Found | None:
    """Read `in the month since the quake`, `in the year before the war`."""
    unit, behind = m.get("unit"), reader.category(m.end)
    if unit in ("D", "TM", "TH") and behind != "since":
        return None
    if behind == "that" or (behind == "to" and reader.norm(m.end + 1) != "come"):
        return None
    if behind in ("before", "after") and reader.category(m.end + 1) in ("stop", "comma"):
        return None
    return Found("DURATION", amount_value(1, unit))


@RULES.add(
    "(?<=(for|in|during|over|by)) a unit=(unit|century)",
    "(?<=after) a unit=(unit|century) (?!(at|earlier|later|ago|before|after))",
    "(?<=(last|other|as|of)) a unit=(unit|century)",
    "a unit=unit (?=poss)",
    "a unit=(unit|century) (?=(of other|since))",
)
def _one_unit(reader: Reader, m: Match) -> Found | None:
    after = reader.category(m.end)
    if after == "since" and m.get("unit") not in ("TM", "TH"):
        # `It has been a year since`
        return Found("DURATION", amount_value(1, m.get("unit")))
    if after == "of" and _is_stretch(reader, m):
        # `marked a year of war`, `after a week of protests`
        return Found("DURATION", amount_value(1, m.get("unit")))
    if after == "of" and reader.category(m.start - 1) not in _BEFORE_STRETCHES:
        return None
    if after == "poss" and reader.category(m.end + 1) in ("other", "time"):
        # `a month's rain`
        return None if m.get("unit")[0] == "T" else Found("DURATION", amount_value(1, m.get("unit")))
    if reader.category(m.start - 1) == "other" and m.get("unit") == "TM":
        # `wait a minute`
        return None
    if reader.category(m.start - 1) in ("as", "of"):
        # `for as long as a year`, `within the span of a week`
        leads = (
            ("long", "much", "little")
            if reader.category(m.start - 1) == "as"
            else listed_words("stretch_nouns")
        )
        if reader.norm(m.start - 2) not in leads:
            return None
    if reader.category(m.start - 1) in ("last", "other") and reader.norm(m.start - 1) not in listed_words(
        "lasting_verbs"
    ):
        return None
    if after == "dash" or (
        after in ("other", "other_capital", "poss")
        and reader.norm(m.end) not in function_words()
        and reader.norm(m.end) not in ("starting", "ending", "beginning")
    ):
        return None
    return Found("DURATION", amount_value(1, m.get("unit")))


_BEFORE_STRETCHES = frozenset({"for", "in", "during", "over", "by", "after", "last", "other", "as", "of"})


def _is_stretch(reader: Reader, m: Match) -> bool:
    """Tell whether `a year of war` is one, and not part of a rate (`$3 million a year of aid`)."""
    before = reader.category(m.start - 1)
    return (
        m.get("unit") not in ("D", "TM", "TH")
        and reader.category(m.end + 1) == "other"
        and reader.norm(m.end + 1) not in function_words()
        and before not in ("magnitude", "once", "once_twice", "number", "hundred", "decimal", "half")
        and not before.startswith("num")
        and reader.norm(m.start - 1) not in listed_words("rate_nouns")
    )
