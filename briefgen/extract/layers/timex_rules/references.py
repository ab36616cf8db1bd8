"""Words that point at the present, past or future."""

from datetime import timedelta

from briefgen.extract.layers.timex_calendar import make_day, make_shifted, make_year
from briefgen.extract.layers.timex_grammar import NO_TIME, Found, Match
from briefgen.extract.layers.timex_reader import Reader, RuleList, found_date
from briefgen.extract.layers.timex_rules.amounts import amount_value
from briefgen.extract.layers.timex_rules.years import POSSESSIVES
from briefgen.extract.layers.timex_words import function_words

RULES = RuleList()


@RULES.add("word=(now|present_ref|current)", "these units", "right now")
def _present(reader: Reader, m: Match) -> Found | None:
    if (
        reader.category(m.start) == "now"
        and reader.category(m.end) == "comma"
        and _opens_quote(reader, m.start)
    ):
        # `“Now, let me say this”`
        return Found("DATE", NO_TIME)
    return Found("DATE", "PRESENT_REF")


def _opens_quote(reader: Reader, index: int) -> bool:
    before = reader.starts[index] - 1
    return before >= 0 and reader.repaired.text[before] in '“"‘'


@RULES.add("the? (recent|coming) unit=units")
def _about_now(reader: Reader, m: Match) -> Found | None:
    return Found("DURATION", amount_value(None, m.get("unit")))


@RULES.add("(?<=at) (the moment|present|this (time|moment)|this other (time|moment))")
def _at_present(reader: Reader, m: Match) -> Found | None:
    behind = reader.norm(m.end)
    if reader.category(m.end) in ("of", "last", "next") or behind in ("when", "that"):
        return None
    if behind in _SUBJECTS and not reader.tenses.opens(m.start - 2):
        # `whatever he liked at the moment he said it`
        return None
    return Found("DATE", "PRESENT_REF")


_SUBJECTS = frozenset({"he", "she", "it", "they", "we", "i", "you"})


@RULES.add("(?<=to) this unit=unit (?=(stop|comma))")
def _to_this_day(reader: Reader, m: Match) -> Found | None:
    return Found("DATE", "PRESENT_REF") if m.get("unit") == "D" else None


@RULES.add("(this|the same) time step=(last|next) unit=unit")
def _this_time(reader: Reader, m: Match) -> Found | None:
    """Read `this time last year` as that month, `this time next week` as that day."""
    step, unit = (-1 if m.category("step") == "last" else 1), m.get("unit")
    if unit not in ("Y", "M", "W"):
        return None
    return found_date(
        make_day(reader.day + timedelta(days=7 * step))
        if unit == "W"
        else make_shifted(reader.day, step * (12 if unit == "Y" else 1), "M")
    )


@RULES.add(
    "units ago",
    "some=about units ago",
    "long ago",
    "(a (long|other)|about) time ago",
    "a moment ago",
    "a other? word=other ago",
)
def _long_ago(reader: Reader, m: Match) -> Found | None:
    if m.has("some") and reader.norm(m.start) != "some":
        return None
    if m.has("word") and reader.norm(m.at("word")[0]) != "while":
        return None
    return Found("DATE", "PAST_REF")


@RULES.add(
    "more? past_ref",
    "the? past units",
    "(?<=in) those units",
    "(?<=(in|from|over|during|to|than|of)) (previous|earlier) units",
    "(?<=in) units past (?=(stop|comma))",
)
def _past(reader: Reader, m: Match) -> Found | None:
    return Found("DATE", "PAST_REF")


@RULES.add("(?<=in) the? recent (other|other_capital)? end=other")
def _recent_history(reader: Reader, m: Match) -> Found | None:
    """Read `in recent history`, `in its recent history`."""
    return Found("DATE", "PAST_REF") if reader.norm(m.end - 1) in ("history", "memory", "times") else None


@RULES.add("(?<=(in|of)) the past (?!(NUM|UNITS|few))", "(?<=at) (the|that) time")
def _in_the_past(reader: Reader, m: Match) -> Found | None:
    if (
        reader.category(m.end) in ("other", "of", "other_capital")
        and reader.norm(m.end) not in function_words()
    ):
        return None
    return Found("DATE", "PAST_REF")


@RULES.add("(?<=(in|over|for|of)) the term=(near|long|other) dash? end=other")
def _term(reader: Reader, m: Match) -> Found | None:
    """Read `in the near term`, `over the long run`."""
    known = reader.norm(m.end - 1) in ("term", "run") and reader.norm(m.at("term")[0]) in _TERMS
    named = reader.category(m.end) in ("other_capital", "dash") or reader.norm(m.end) in _OF_TERM
    return Found("DATE", "FUTURE_REF") if known and not named else None


_TERMS = frozenset({"near", "nearer", "long", "longer", "short", "shorter", "medium"})
_OF_TERM = frozenset(
    {
        "debt",
        "bonds",
        "interest",
        "rates",
        "outlook",
        "effects",
        "impact",
        "plan",
        "plans",
        "goal",
        "goals",
        "care",
    }
)
"""Behind `the long term` these make an adjective of it."""


@RULES.add("(?<=at) a later date=(other|time)")
def _later_date(reader: Reader, m: Match) -> Found | None:
    """Read `at a later date`."""
    return Found("DATE", "FUTURE_REF") if reader.norm(m.at("date")[0]) in ("date", "stage", "time") else None


@RULES.add("the near? future", "the near time", "(?<=(in|for|during|of)) future units")
def _future(reader: Reader, m: Match) -> Found | None:
    if reader.norm(m.start) in POSSESSIVES:
        return None
    return Found("DATE", "FUTURE_REF")


@RULES.add("(?<=in) the unit=units to come=other")
def _units_to_come(reader: Reader, m: Match) -> Found | None:
    """Read `in the days to come`."""
    return (
        Found("DURATION", amount_value(None, m.get("unit")))
        if reader.norm(m.at("come")[0]) == "come"
        else None
    )


@RULES.add(
    "(?<=(and|or)) step=(last|next) (?=(stop|comma|and|other))",
    "(?<=(as|than|from)) step=last (?=(stop|comma))",
    "(?<=magnitude) step=next (?=(stop|comma))",
)
def _unit_left_out(reader: Reader, m: Match) -> Found | None:
    """Read `this year and next`, `this week or next`, `lower this year than last`."""
    if reader.category(m.end) == "other" and reader.norm(m.end) not in function_words():
        return None
    for index in range(m.start - 1, max(m.start - _UNIT_REACH, 0), -1):
        if reader.category(index) == "stop":
            return None
        if reader.category(index) == "unit" and reader.category(index - 1) in ("this", "current"):
            unit = reader.values[index]
            if unit not in ("W", "M", "Y"):
                return None
            return found_date(make_shifted(reader.day, -1 if m.category("step") == "last" else 1, unit))
    return None


_UNIT_REACH = 8
"""Words before `next` in which stands the unit that it leaves out."""


_THEN_STOPS = 8
"""Stops over which `by then` means the day named."""


@RULES.add("(?<=(until|by)) then", "(?<=(until|by)) that time")
def _then(reader: Reader, m: Match) -> Found | None:
    if (month := reader.month_told(m.start)) is not None:
        # `in May; by then`
        return found_date(make_shifted(month, 0, "M"))
    if (year := reader.year_told(m.start)) is not None:
        return found_date(make_year(year))
    if (
        reader.force is not None
        and reader.force_is_year
        and reader.codes.count(reader.stop, reader.force_end, m.start) < 3
    ):
        return found_date(make_year(reader.force.year))
    near = reader.named_day if reader.day_is_close(m.start, sentences=_THEN_STOPS) else None
    return found_date(make_day(near)) if near is not None else None
