"""The rules for time expressions, in the order in which they are tried."""

from functools import cache

from briefgen.extract.layers.timex_grammar import Grammar, compile_grammar
from briefgen.extract.layers.timex_reader import Rule
from briefgen.extract.layers.timex_rules import (
    bare_units,
    clocks,
    dayparts,
    days,
    distances,
    durations,
    holidays,
    numbered_days,
    periods,
    quarters,
    references,
    weekdays,
    years,
)

RULES: tuple[Rule, ...] = tuple(
    rule
    for part in (
        days,
        numbered_days,
        weekdays,
        dayparts,
        holidays,
        clocks,
        quarters,
        periods,
        years,
        distances,
        durations,
        references,
        bare_units,
    )
    for rule in part.RULES
)


@cache
def load_grammar() -> Grammar:
    """Compile the rules, once."""
    return compile_grammar([rule.pattern for rule in RULES])
