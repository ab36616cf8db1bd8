"""Patterns over categories of words: how they are written, compiled and matched.

A pattern is a row of categories (lexicon `timex.yaml`, shapes of numbers) and macros (capitals), with `( ) | ?` and
looks ahead and behind as in regular expressions; `day=DAY` names a part. There is no unbounded repetition, so that
matching at one place takes bounded time.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from briefgen.extract.layers.timex_words import category_codes

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

_MACROS = {
    "MONTH": "(month|month_short|may_month)",
    "DAY": "(num24|num31|ord31)",
    "PART": "(early|mid|late|start|end)",
    "ABOUT": "(at least|at most|no? more than|no? less than|up to|about|over (?!few)|under)",
    "NUMBER": "(number (dash? number)? hundred?|(num24|num31|num59) fraction?|fraction|numbig|num4|year|decimal"
    "|clock_point)",
    "NUM": "(NUMBER ((dash? (to|or) dash?|dash) NUMBER)?|a? few|a? couple of?|a hundred|a? half (dash|a)? hundred)",
    "UNIT": "(unit|quarter|century)",
    "UNITS": "(unit|units|second|quarter|century)",
    "DAYTIME": "(daypart|noon|dawn|overnight)",
    "CLOCK": "(clock ampm?|clock_point ampm|num24 ampm|num24 o'clock)",
    "ZONE": "(zone|local time|other_capital (other_capital other_capital?)? time)",
    "WEEKDAY": "(weekday|weekday_short)",
    "SEASON": "(season|fall)",
}


class Found(NamedTuple):
    """What a rule makes of a match."""

    type: TimexType
    value: str
    edtf: str | None = None
    time: str = ""
    force: date | None = None
    """Day to take as the date in force; None leaves it."""
    start: int | None = None
    """First atom, where not that of the match."""
    end: int | None = None
    """Atom behind the last, where not that of the match."""


NO_TIME = "-"
"""Value of what a rule reads only to pass over it."""


class Compiled(dict[str, re.Pattern[str]]):
    """Expressions by the category that they begin with, each compiled when a text first has its category.

    An article has few of the categories, and to compile all takes longer than to read a dozen articles.
    """

    def __init__(self, patterns: Mapping[str, Mapping[int, str]]) -> None:
        super().__init__()
        self._patterns = patterns

    def __missing__(self, code: str) -> re.Pattern[str]:
        """Compile the rules that begin with a category.

        Raises:
            KeyError: none does.
        """
        pattern = self[code] = _compile(self._patterns[code])
        return pattern


class Grammar(NamedTuple):
    """All rules, sorted by the categories that they can begin with: few are tried at any one word."""

    trigger: re.Pattern[str]
    """An atom that some rule begins with."""
    by_code: Compiled
    """The rules that begin with an atom, in their order, as one expression."""
    numbers: Mapping[str, tuple[int, ...]]
    """The same rules by their numbers."""


def compile_grammar(patterns: Sequence[str]) -> Grammar:
    """Compile the patterns of all rules, in the order in which they are tried."""
    beginning: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        for name in sorted(_first_names(pattern)[0]):
            beginning.setdefault(category_codes()[name], []).append(number)
    trigger = "[" + "".join(re.escape(code) for code in sorted(beginning)) + "]"
    return Grammar(
        re.compile(trigger),
        Compiled(
            {code: {number: patterns[number] for number in numbers} for code, numbers in beginning.items()}
        ),
        {code: tuple(numbers) for code, numbers in beginning.items()},
    )


_SYNTAX = re.compile(
    r"\s+|(?P<look>\(\?<?[=!])|(?P<open>(?:[a-z]+=)?\()|(?P<name>(?:[a-z]+=)?[A-Za-z][\w']*)|[)|?]"
)


def _first_names(pattern: str) -> tuple[frozenset[str], bool]:
    """Return the categories that a match of a rule can begin with, and whether the rule can match nothing."""
    tokens = [match for match in _SYNTAX.finditer(pattern) if not match[0].isspace()]
    place = 0

    def alternatives() -> tuple[frozenset[str], bool]:
        nonlocal place
        names, empty = sequence()
        while place < len(tokens) and tokens[place][0] == "|":
            place += 1
            more, more_empty = sequence()
            names, empty = names | more, empty or more_empty
        return names, empty

    def sequence() -> tuple[frozenset[str], bool]:
        nonlocal place
        names, empty = frozenset[str](), True
        while place < len(tokens) and tokens[place][0] not in (")", "|"):
            token = tokens[place]
            place += 1
            if token["name"]:
                name = token["name"].rpartition("=")[2]
                first, blank = _first_names(_MACROS[name]) if name in _MACROS else (frozenset({name}), False)
            else:
                first, blank = alternatives()
                place += 1
                if token["look"]:
                    first, blank = frozenset(), True
            if place < len(tokens) and tokens[place][0] == "?":
                place += 1
                blank = True
            if empty:
                names |= first
            empty = empty and blank
        return names, empty

    return alternatives()


@cache
def compile_rule(pattern: str, number: int) -> re.Pattern[str]:
    """Compile one rule by itself."""
    return _compile({number: pattern})


def number_of(match: re.Match[str]) -> int:
    """Return the number of the rule that matched."""
    return int((match.lastgroup or "rule__0").split("__")[1])


def _compile(patterns: Mapping[int, str]) -> re.Pattern[str]:
    codes = category_codes()

    def translate(pattern: str, number: int) -> str:
        def replace(match: re.Match[str]) -> str:
            if group := match["group"]:
                return f"(?P<{group}__{number}>"
            key, name = match["key"], match["name"]
            body = translate(_MACROS[name], number) if name in _MACROS else re.escape(codes[name])
            return f"(?P<{key}__{number}>{body})" if key else body

        syntax = r"(?P<group>[a-z]+)=\(|(?:(?P<key>[a-z]+)=)?(?P<name>[A-Za-z][\w']*)"
        return re.sub(syntax, replace, pattern).replace(" ", "")

    rules = (f"(?P<rule__{number}>{translate(pattern, number)})" for number, pattern in patterns.items())
    return re.compile("|".join(rules))


class Match:
    """The atoms of one match by the names that its rule gave them."""

    def __init__(self, match: re.Match[str], values: Sequence[str], category: Callable[[int], str]) -> None:
        self._match, self._number, self._values, self._category = match, number_of(match), values, category
        self.start, self.end = match.span()

    def has(self, key: str) -> bool:
        """Tell whether a named part is there."""
        return self._index(key) >= 0

    def at(self, key: str) -> tuple[int, int]:
        """Return the atoms [first, last) of a named part that is there."""
        return self._match.span(f"{key}__{self._number}")

    def get(self, key: str) -> str:
        """Return the value of the first atom of a named part; "" where it is missing."""
        index = self._index(key)
        return self._values[index] if index >= 0 else ""

    def category(self, key: str) -> str:
        """Return the category of the first atom of a named part; "" where it is missing."""
        index = self._index(key)
        return self._category(index) if index >= 0 else ""

    def _index(self, key: str) -> int:
        name = f"{key}__{self._number}"
        return self._match.start(name) if name in self._match.re.groupindex else -1
