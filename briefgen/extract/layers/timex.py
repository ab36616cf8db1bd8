"""Time expressions (TIMEX3), resolved to calendar dates where they can be.

Every word of the repaired text becomes one character that stands for its category (`month`, `weekday`, `unit`, all
other words `.`); the rules are patterns over categories, compiled into one expression. A rule names the atoms it
needs (`day=DAY`) and its function resolves them against the day of publication and the date in force in the text.
Repetitions in the rules are bounded, so the time is linear in the text.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

import msgspec

from briefgen.extract.layers.tokens import Repaired, find_tokens
from briefgen.extract.lexicon import load_lexicon, load_words
from briefgen.model.brief import Date
from briefgen.model.span import Span

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Timex(msgspec.Struct, frozen=True):
    """Words that name a time."""

    span: Span
    type: TimexType
    value: str
    """TIMEX3 value: `2022-01-05`, `2022-01-05TNI`, `P2D`, `PRESENT_REF`, `1998-W32` …; "" if unresolved."""
    date: Date | None
    """EDTF for what falls on the calendar: day, month, year, interval; None for durations, sets, `now`."""
    time: str
    """Part of the day or clock time for a brief: `night`, `morning`, `14:30`; ""."""
    since: bool = False
    """Opens an interval (`since Sunday`)."""


# ---------------------------------------------------------------- the calendar


class _When(NamedTuple):
    """A stretch of the calendar with its two notations."""

    value: str
    """TIMEX3."""
    edtf: str
    """EDTF."""
    first: date
    """Its first day."""


_SEASONS: Mapping[str, tuple[int, int]] = {"SP": (21, 3), "SU": (22, 6), "FA": (23, 9), "WI": (24, 12)}
"""EDTF code and first month; a winter belongs to the year in which it begins."""
_PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "MI": "midday"}
_THIRDS = {"START": 0, "MID": 1, "END": 2}


def _day(day: date) -> _When:
    return _When(day.isoformat(), day.isoformat(), day)


def _week(day: date) -> _When:
    """Return the ISO week (Monday to Sunday) of a day."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return _When(f"{year:04d}-W{week:02d}", f"{monday}/{monday + timedelta(days=6)}", monday)


def _weekend(day: date) -> _When:
    """Return Saturday and Sunday of the ISO week of a day."""
    year, week, weekday = day.isocalendar()
    saturday = day + timedelta(days=6 - weekday)
    return _When(f"{year:04d}-W{week:02d}-WE", f"{saturday}/{saturday + timedelta(days=1)}", saturday)


def _month(year: int, month: int, part: str | None = None) -> _When:
    last = monthrange(year, month)[1]
    stem = f"{year:04d}-{month:02d}"
    if part:
        begin, end = ((1, 10), (11, 20), (21, last))[_THIRDS[part]]
        return _When(stem, f"{stem}-{begin:02d}~/{stem}-{end:02d}~", date(year, month, begin))
    return _When(stem, stem, date(year, month, 1))


def _quarter(year: int, quarter: int, part: str | None = None) -> _When:
    first = 3 * quarter - 2
    if part:
        month = first + _THIRDS[part]
        return _When(f"{year:04d}-Q{quarter}", f"{year:04d}-{month:02d}~", date(year, month, 1))
    return _When(
        f"{year:04d}-Q{quarter}", f"{year:04d}-{first:02d}/{year:04d}-{first + 2:02d}", date(year, first, 1)
    )


def _half(year: int, half: int) -> _When:
    first = 6 * half - 5
    return _When(
        f"{year:04d}-H{half}", f"{year:04d}-{first:02d}/{year:04d}-{first + 5:02d}", date(year, first, 1)
    )


def _season(year: int, season: str) -> _When:
    code, month = _SEASONS[season]
    return _When(f"{year:04d}-{season}", f"{year:04d}-{code}", date(year, month, 1))


def _year(year: int, part: str | None = None) -> _When:
    if part:
        first = 1 + 4 * _THIRDS[part]
        span = f"{year:04d}-{first:02d}~/{year:04d}-{first + 3:02d}~"
        return _When(f"{year:04d}", span, date(year, first, 1))
    return _When(f"{year:04d}", f"{year:04d}", date(year, 1, 1))


def _decade(year: int, part: str | None = None) -> _When:
    year -= year % 10
    if part:
        begin, end = ((0, 3), (4, 6), (7, 9))[_THIRDS[part]]
        return _When(f"{year // 10:03d}", f"{year + begin:04d}~/{year + end:04d}~", date(year + begin, 1, 1))
    return _When(f"{year // 10:03d}", f"{year:04d}/{year + 9:04d}", date(max(year, 1), 1, 1))


def _century(number: int) -> _When:
    first = 100 * number - 99
    return _When(f"{number - 1:02d}", f"{first:04d}/{first + 99:04d}", date(first, 1, 1))


def _shift_months(day: date, months: int) -> date:
    """Return the same day of another month, or its last one; ValueError outside the calendar."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        raise ValueError("outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _shifted(day: date, count: int, unit: str, part: str | None = None) -> _When:
    """Return the `unit` that lies `count` units from the one of `day`; ValueError outside the calendar."""
    if abs(count) > 100_000:
        raise ValueError("outside the calendar")
    if unit == "D":
        return _day(day + timedelta(days=count))
    if unit == "W":
        return _week(day + timedelta(days=7 * count))
    if unit == "2W":
        return _week(day + timedelta(days=14 * count))
    if unit == "WE":
        return _weekend(day + timedelta(days=7 * count))
    if unit == "M":
        moved = _shift_months(day, count)
        return _month(moved.year, moved.month, part)
    if unit == "Q":
        moved = _shift_months(day, 3 * count)
        return _quarter(moved.year, (moved.month + 2) // 3, part)
    if unit == "Y":
        return _year(_shift_months(day, 12 * count).year, part)
    if unit == "10Y":
        return _decade(_shift_months(day, 120 * count).year, part)
    if unit == "100Y":
        return _century((_shift_months(day, 1200 * count).year + 99) // 100)
    raise ValueError(f"no unit of the calendar: {unit}")


# ------------------------------------------------------------------- the words

_OTHER = "."
_SHAPES = [
    ("iso", re.compile(r"\d{4}-\d\d-\d\d(?:t\d\d:\d\d(?::\d\d)?z?)?")),
    (
        "numeric_date",
        re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}[./]\d{1,2}[./]\d{1,2}|\d{1,2}/\d{1,2}/\d\d"),
    ),
    ("clock", re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:am|pm|h|hrs)?")),
    ("clock", re.compile(r"(?:0?[1-9]|1[0-2])(?:[.][0-5]\d)?(?:am|pm)")),
    ("year_range", re.compile(r"(?:1[5-9]|20)\d\d-\d\d(?:\d\d)?")),
    ("decade", re.compile(r"['’]?(?:(?:1[5-9]|20)\d0|[1-9]0)(?:['’])?s")),
    ("ord31", re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)")),
    ("ordbig", re.compile(r"\d{1,3}(?:st|nd|rd|th)")),
    ("year", re.compile(r"(?:1[5-9]|20)\d\d")),
    ("num4", re.compile(r"\d{4}")),
    ("num24", re.compile(r"[01]?\d|2[0-4]")),
    ("num31", re.compile(r"2[5-9]|3[01]")),
    ("num59", re.compile(r"3[2-9]|[45]\d")),
    ("fraction", re.compile(r"[1-9]/[1-9]")),
    ("clock_point", re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d")),
    ("numbig", re.compile(r"\d{1,3}(?:,\d{3})*")),
    ("decimal", re.compile(r"\d{1,4}\.\d{1,4}")),
]


class _Word(NamedTuple):
    category: str
    value: str


@cache
def _words() -> Mapping[str, _Word]:
    found: dict[str, _Word] = {}
    for category, entries in load_lexicon("timex")["words"].items():
        values = entries if isinstance(entries, dict) else dict.fromkeys(entries, "")
        for word, value in values.items():
            if word in found:
                raise ValueError(f"timex.yaml: {word!r} is both {found[word].category} and {category}")
            found[word] = _Word(category, value)
    return found


@cache
def _codes() -> Mapping[str, str]:
    """Return the character of each category."""
    names = [
        *load_lexicon("timex")["words"],
        *(name for name, _ in _SHAPES),
        "stop",
        "other_capital",
        "holiday",
        "easter",
    ]
    return {name: chr(0x100 + number) for number, name in enumerate(dict.fromkeys(names))} | {"other": _OTHER}


@cache
def _holidays() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return by their first word the words of each holiday, longest first, and `MM-DD`, `easter±days` or `nth…`."""
    lexicon = load_lexicon("timex")
    names = {
        **lexicon["holidays"],
        **{name: f"easter{days}" for name, days in lexicon["easter"].items()},
        **{name: f"nth{rule}" for name, rule in lexicon["nth_weekday"].items()},
    }
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in sorted(names, key=lambda name: (-len(name.split()), name)):
        words = tuple(name.split())
        found.setdefault(words[0], []).append((words, names[name]))
    return {first: tuple(entries) for first, entries in found.items()}


class _Atom(NamedTuple):
    code: str
    start: int
    """Offset in its token."""
    end: int
    value: str


@lru_cache(maxsize=1 << 15)
def _atoms_of(norm: str) -> tuple[_Atom, ...]:
    """Return the atoms of a token: one, or its parts where a compound holds words of time."""
    word = _classify(norm)
    if word is not None:
        return (_Atom(_codes()[word.category], 0, len(norm), word.value),)
    size = len(norm)
    if norm[-2:] in ("'s", "’s") and size > 2:
        head = _atoms_of(norm[:-2])
        if any(atom.code != _OTHER for atom in head) and len(head) < 8:
            return (*head, _Atom(_codes()["poss"], size - 2, size, ""))
    if "-" in norm and size < 64:
        parts: list[_Atom] = []
        offset = 0
        for number, piece in enumerate(norm.split("-")):
            if number:
                parts.append(_Atom(_codes()["dash"], offset - 1, offset, ""))
            found = _classify(piece) if piece else None
            parts.append(
                _Atom(
                    _codes()[found.category] if found else _OTHER,
                    offset,
                    offset + len(piece),
                    found.value if found else piece.lower(),
                )
            )
            offset += len(piece) + 1
        if any(part.code not in (_OTHER, _codes()["dash"]) for part in parts):
            return tuple(parts)
    if norm in ".!?…" or norm == ";" or (norm[0] == "." and not norm.strip(".")):
        return (_Atom(_codes()["stop"], 0, size, ""),)
    return (_Atom(_codes()["other_capital"] if norm[0].isupper() else _OTHER, 0, size, norm.lower()),)


def _classify(norm: str) -> _Word | None:
    lower = norm.lower()
    word = _words().get(lower)
    if word is not None:
        if norm[0].islower() and word.category in _capital():
            return None
        if word.category == "may_month" and norm.isupper():
            return None
        return word
    if norm[0].isdigit() or norm[0] in "'’":
        for category, shape in _SHAPES:
            if shape.fullmatch(lower):
                return _Word(category, lower)
    return None


@cache
def _capital() -> frozenset[str]:
    return load_words("timex", "capital")


# ------------------------------------------------------------------- the rules

_MACROS = {
    "MONTH": "(month|month_short|may_month)",
    "DAY": "(num24|num31|ord31)",
    "YEAR": "year",
    "PART": "(early|mid|late|start|end)",
    "NUM": "(number(dash?number)?(hundred)?|num24|num31|num59|numbig|num4|year|decimal|clock_point|a?few|a?couple of?|a hundred)",
    "ABOUT": "(at least|at most|no? more than|no? less than|up to|about|over (?!few)|under)",
    "NUMBER": "(number (dash? number)? hundred?|(num24|num31|num59) fraction?|fraction|numbig|num4|year|decimal"
    "|clock_point)",
    "NUM": "(NUMBER ((to|or|dash) NUMBER)?|a? few|a? couple of?|a hundred)",
    "UNIT": "(unit|quarter|century)",
    "UNITS": "(unit|units|second|quarter|century)",
    "DAYTIME": "(daypart|noon|dawn|overnight)",
    "CLOCK": "(clock ampm?|clock_point ampm|num24 ampm|num24 o'clock)",
    "ZONE": "(zone|local time|other_capital time)",
    "WEEKDAY": "(weekday|weekday_short)",
    "SEASON": "(season|fall)",
}


class _Rule(NamedTuple):
    pattern: str
    resolve: "Callable[[_Reader, _Match], _Found | None]"


class _Found(NamedTuple):
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


_NO_TIME = "-"
"""Value of what a rule reads only to pass over it."""
_RULES: list[_Rule] = []


def _rule(*patterns: str) -> Callable[[Callable[["_Reader", "_Match"], _Found | None]], Any]:
    """Add a rule for each pattern; rules are tried in the order in which they stand."""

    def add(resolve: "Callable[[_Reader, _Match], _Found | None]") -> Any:
        _RULES.extend(_Rule(pattern, resolve) for pattern in patterns)
        return resolve

    return add


class _Grammar(NamedTuple):
    """All rules, sorted by the categories that they can begin with: few are tried at any one word."""

    trigger: re.Pattern[str]
    """An atom that some rule begins with."""
    by_code: Mapping[str, re.Pattern[str]]
    """The rules that begin with an atom, in their order, as one expression."""
    numbers: Mapping[str, tuple[int, ...]]
    """The same rules by their numbers."""


@cache
def _grammar() -> _Grammar:
    """Compile all rules."""
    beginning: dict[str, list[int]] = {}
    for number, rule in enumerate(_RULES):
        for name in sorted(_first_names(rule.pattern)[0]):
            beginning.setdefault(_codes()[name], []).append(number)
    trigger = "[" + "".join(re.escape(code) for code in sorted(beginning)) + "]"
    return _Grammar(
        re.compile(trigger),
        {code: _compile(numbers) for code, numbers in beginning.items()},
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
def _rule_alone(number: int) -> re.Pattern[str]:
    return _compile([number])


def _compile(numbers: list[int]) -> re.Pattern[str]:
    codes = _codes()

    def translate(pattern: str, number: int) -> str:
        def replace(match: re.Match[str]) -> str:
            if group := match["group"]:
                return f"(?P<{group}__{number}>"
            key, name = match["key"], match["name"]
            body = translate(_MACROS[name], number) if name in _MACROS else re.escape(codes[name])
            return f"(?P<{key}__{number}>{body})" if key else body

        syntax = r"(?P<group>[a-z]+)=\(|(?:(?P<key>[a-z]+)=)?(?P<name>[A-Za-z][\w']*)"
        return re.sub(syntax, replace, pattern).replace(" ", "")

    rules = (f"(?P<rule__{number}>{translate(_RULES[number].pattern, number)})" for number in numbers)
    return re.compile("|".join(rules))


class _Match:
    """The atoms of one match by the names that its rule gave them."""

    def __init__(self, match: re.Match[str], number: int, reader: "_Reader") -> None:
        self._match, self._number, self._reader = match, number, reader
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
        return self._reader.values[index] if index >= 0 else ""

    def category(self, key: str) -> str:
        """Return the category of the first atom of a named part; "" where it is missing."""
        index = self._index(key)
        return self._reader.category(index) if index >= 0 else ""

    def _index(self, key: str) -> int:
        name = f"{key}__{self._number}"
        return self._match.start(name) if name in self._match.re.groupindex else -1


_STOP = _codes()["stop"]
_COMMA = _codes()["comma"]
_CAPITAL = _codes()["other_capital"]


class _Reader:
    """One text being read: its atoms, the day of publication and the date in force."""

    def __init__(self, repaired: Repaired, published: date | None) -> None:
        self.repaired = repaired
        self.published = published
        self.values: list[str] = []
        self.norms: list[str] = []
        self.starts: list[int] = []
        """Offset of each atom in the repaired text."""
        self.ends: list[int] = []
        self.force: date | None = None
        """Day (or first day of the month or year) that the text last named."""
        self.depth = 0
        """How many expressions are being read inside one another."""
        self.named_year: tuple[int, int] | None = None
        """Year last written out, and the atom behind it."""
        self.quarter: tuple[int, int] | None = None
        """Year and number of the quarter that the text last named."""
        codes: list[str] = []
        text, tokens, holidays = repaired.text, repaired.tokens, _holidays()
        skip = 0
        for number, offset in enumerate(repaired.starts):
            if number < skip:
                continue
            norm = tokens[number].norm
            lower = norm.lower()
            if offset and text[offset - 1] == "\n":
                codes.append(_STOP)
                self._add("", "", offset, offset)
            if lower in holidays and norm[0].isupper():
                for words, value in holidays[lower]:
                    skip = number + len(words)
                    if skip <= len(tokens) and all(
                        tokens[number + n].norm.lower() == w for n, w in enumerate(words)
                    ):
                        codes.append(_codes()["holiday"])
                        self._add(value, lower, offset, repaired.starts[skip - 1] + len(words[-1]))
                        break
                else:
                    skip = 0
                if skip > number:
                    continue
            for atom in _atoms_of(norm):
                codes.append(atom.code)
                self._add(atom.value, lower, offset + atom.start, offset + atom.end)
        self.codes = "".join(codes)

    def _add(self, value: str, norm: str, start: int, end: int) -> None:
        self.values.append(value)
        self.norms.append(norm)
        self.starts.append(start)
        self.ends.append(end)

    def category(self, index: int) -> str:
        """Return the category of an atom; `stop` outside the text."""
        return _names()[self.codes[index]] if 0 <= index < len(self.codes) else "stop"

    def norm(self, index: int) -> str:
        """Return the word at an atom in small letters; "" outside the text."""
        return self.norms[index] if 0 <= index < len(self.norms) else ""

    @property
    def base(self) -> date:
        """The date in force, else the day of publication."""
        return self.force or self.day

    @property
    def day(self) -> date:
        """The day of publication; ValueError if unknown: the expression then stays unresolved."""
        if self.published is None:
            raise ValueError("no day of publication")
        return self.published

    def direction(self, match: _Match) -> int:
        """Tell by the nearest verb of the sentence whether a time lies behind (-1) or ahead (1); 0 if unclear."""
        past, future = _verbs()
        best, found = 99.0, 0
        for step, limit in ((-1, 14), (1, 10)):
            index = match.start - 1 if step < 0 else match.end
            distance = 0.0
            for _ in range(limit):
                if not 0 <= index < len(self.codes) or self.codes[index] == _STOP:
                    break
                word = self.norms[index]
                distance += (1.0 if step < 0 else 1.5) if self.codes[index] != _COMMA else 3.0
                if word in future or word.endswith(("'ll", "’ll")) or self._is_planned(index):
                    side = 1
                elif (word in past or (len(word) > 4 and word.endswith("ed"))) and self._is_past(index):
                    side = -1
                else:
                    index += step
                    continue
                if distance < best:
                    best, found = distance, side
                break
        return found

    def _is_past(self, index: int) -> bool:
        """Tell whether a past form is one: no name (`United`, `Ahmed`), no passive of the present (`is heard`)."""
        return self.codes[index] != _CAPITAL and self.norm(index - 1) not in ("is", "are", "be", "being")

    def _is_planned(self, index: int) -> bool:
        """Tell whether an infinitive with `to` lies ahead: `is to resume`, `plans to leave`."""
        if self.norms[index] != "to":
            return False
        return self.norm(index - 1) in ("is", "are", "plan", "plans", "due", "wants", "want", "ready", "aims")

    def nearest_day(self, month: int, day: int, match: _Match) -> date:
        """Return the day of a month without a year: by the verb, else the nearest to publication."""
        near = self.day
        days = [
            date(year, month, day)
            for year in (near.year - 1, near.year, near.year + 1)
            if 1 <= year <= 9999 and day <= monthrange(year, month)[1]
        ]
        if not days:
            raise ValueError("no such day")
        best = min(days, key=lambda d: (abs((d - near).days), d))
        side, ahead = self.direction(match), (best - near).days
        if side <= 0 and (year := self.year_in_force(match)) and day <= monthrange(year, month)[1]:
            return date(year, month, day)
        # Reports look back half a year and more, but what lies weeks ahead is seldom meant as last year's day.
        if side < 0 and ahead > 60:
            return max((d for d in days if d < near), default=best)
        if side > 0 and ahead < -30:
            return min((d for d in days if d > near), default=best)
        return best

    def nearest_year(self, month: int, match: _Match) -> int:
        """Return the year of a month that stands alone."""
        near = self.day
        if near.month == month:
            return near.year
        before = near.year if month < near.month else near.year - 1
        side = self.direction(match)
        ahead = (month - near.month) % 12
        if side <= 0 and (year := self.year_in_force(match)):
            return year
        if self.category(match.start - 1) in ("by", "until") and ahead < 9:
            return before + 1
        if (side > 0 and ahead < 7) or (side == 0 and ahead < 3):
            return before + 1
        return before

    def year_in_force(self, match: _Match) -> int | None:
        """Return an earlier year that the text just named: `Elected in 2019, he resigned in March`."""
        if self.named_year is None or match.start - self.named_year[1] > _YEAR_REACH:
            return None
        if _STOP in self.codes[self.named_year[1] : match.start]:
            return None
        return self.named_year[0] if self.named_year[0] < self.day.year else None

    def weekday(self, number: int, match: _Match, modifier: str) -> date:
        """Return the day that a weekday names."""
        near = self.day
        back = (near.isoweekday() - number) % 7
        if modifier in ("last", "past", "previous"):
            return near - timedelta(days=back or 7)
        if modifier in ("next", "coming", "following"):
            return near + timedelta(days=(7 - back) % 7 or 7)
        if back == 0:
            return near
        if self.category(match.start - 1) in ("until", "by") and not modifier:
            return near + timedelta(days=7 - back)
        if self.category(match.end) == "poss" and not modifier:
            return near - timedelta(days=back)
        if modifier == "this" or self.direction(match) > 0:
            past_known = modifier == "this" and self.direction(match) < 0
            return near - timedelta(days=back) if past_known else near + timedelta(days=7 - back)
        return near - timedelta(days=back)

    def day_nearby(self, first: int, last: int) -> date | None:
        """Return the day that a clock time belongs to: one named behind it, else the date in force."""
        for index in range(last, min(last + 8, len(self.codes))):
            if self.codes[index] == _STOP:
                break
            if (
                self.category(index) in _DAY_HEADS
                and (followed := self.follow(index))
                and _is_day(followed[0])
            ):
                return date.fromisoformat(followed[0].value)
        return self.force or self.published

    def unit_behind(self, index: int) -> tuple[_Found, int] | None:
        """Resolve `the year`, `the weekend`, `the day` at an atom by the word before it; its end beside it."""
        end = index + 1
        if self.category(end) in ("full", "fiscal", "financial"):
            end += 1
        what = "WE" if self.category(end) == "weekend" else self.values[end] if end < len(self.values) else ""
        lead = self.category(index - 1)
        if self.norm(index) != "the" or self.category(end) not in ("unit", "weekend"):
            return None
        if self.category(end + 1) in _NOT_BEHIND_UNIT or self.norm(end + 1) in ("who", "which", "when"):
            return None
        if what == "WE":
            day = self.day if self.day.isoweekday() > 5 else self.day - timedelta(days=7)
            return _date(_weekend(day)), end + 1
        if what == "Y" and lead in ("for", "of", "during", "in"):
            return _date(_year(self.base.year)), end + 1
        if what == "W" and lead in ("for", "during", "of"):
            return _date(_week(self.base)), end + 1
        if what == "M" and lead == "of":
            return _date(_month(self.base.year, self.base.month)), end + 1
        if what == "D" and lead == "in" and self.category(index - 2) in ("later", "earlier", "early", "late"):
            return _date(_day(self.base)), end + 1
        return None

    def follow(self, index: int) -> tuple[_Found, int] | None:
        """Read the expression that begins at an atom; its end beside it."""
        if not 0 <= index < len(self.codes) or self.depth > 3:
            return None
        pattern = _grammar().by_code.get(self.codes[index])
        match = pattern.match(self.codes, index) if pattern else None
        if match is None:
            return None
        self.depth += 1
        try:
            return self.read(match)
        finally:
            self.depth -= 1

    def _later_rules(self, index: int, number: int) -> list[int]:
        return [later for later in _grammar().numbers[self.codes[index]] if later > number]

    def read(self, match: re.Match[str]) -> tuple[_Found, int] | None:
        """Resolve a match; where its rule turns it down, the next rule that fits; None if there is none."""
        number = int((match.lastgroup or "rule__0").split("__")[1])
        while True:
            try:
                found = _RULES[number].resolve(self, _Match(match, number, self))
            except (ValueError, OverflowError):
                # Not in the calendar, or it needs a day of publication that is not known.
                found = _Found("DATE", "")
            if found is not None:
                return found, match.end() if found.end is None else found.end
            for number in self._later_rules(match.start(), number):
                if again := _rule_alone(number).match(self.codes, match.start()):
                    match = again
                    break
            else:
                return None


_DAY_HEADS = frozenset({"weekday", "month", "month_short", "dayref", "num24", "num31", "ord31"})
_YEAR_REACH = 15
"""Words over which a year holds for days and months without one."""
_NOT_BEHIND_UNIT = frozenset("of before after that ago dash earlier later other_capital poss".split())


@cache
def _names() -> Mapping[str, str]:
    return {code: name for name, code in _codes().items()}


@cache
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    return load_words("timex", "past_verbs"), load_words("timex", "future_verbs")


def _number(reader: _Reader, span: tuple[int, int]) -> float | None:
    """Return the number that atoms name; None for a vague one (`several`)."""
    total = 0.0
    for index in range(*span):
        category, value = reader.category(index), reader.values[index]
        if category == "few":
            return None
        if category == "number" or category == "couple":
            total += int(value)
        elif category == "hundred":
            total = (total or 1) * int(value)
        elif category in ("num24", "num31", "num59", "num4", "numbig", "year"):
            total = int(value.replace(",", ""))
        elif category in ("decimal", "clock_point"):
            total = float(value)
        elif category == "fraction":
            total += int(value[0]) / int(value[2])
        elif category in ("to", "or") or (category == "dash" and total < 20):
            break
    return total or 1


def _amount(count: float | None, unit: str) -> str:
    """Return the TIMEX3 value of a duration."""
    if unit == "WE":
        return f"P{'X' if count is None else int(count)}WE"
    time, letter = ("T", unit[1]) if unit[0] == "T" else ("", unit[-1])
    if count is None:
        factor = {"10Y": "E", "100Y": "C", "2W": "W"}.get(unit)
        return f"P{time}X{factor or letter}"
    if unit[0].isdigit():
        count *= int(unit[:-1])
    if unit == "Q":
        return f"P{count:g}Q"
    if count > 10**9:
        return f"P{time}X{letter}"
    if unit in ("TH", "TM") and count != int(count):
        whole, rest = int(count), round((count - int(count)) * 60)
        small = "M" if unit == "TH" else "S"
        return f"PT{f'{whole}{letter}' if whole else ''}{rest}{small}"
    return f"P{time}{count:g}{letter}" if count != int(count) else f"P{time}{int(count)}{letter}"


def _date(when: _When, *, force: bool = False) -> _Found:
    return _Found("DATE", when.value, when.edtf, force=when.first if force else None)


def _clock(reader: _Reader, span: tuple[int, int]) -> str:
    """Return hh:mm of a clock time; "" if there is no such time."""
    text = reader.values[span[0]]
    half = next((reader.values[i] for i in range(*span) if reader.category(i) == "ampm"), "")
    match = re.match(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?(am|pm)?", text)
    if not match:
        return ""
    hour, minute = int(match[1]), int(match[2] or 0)
    half = half or (match[3] or "")[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else ""


# ------------------------------------------------------------------ rules: days


def _with_part(found: _Found, part: str, clock: str = "") -> _Found:
    """Add a part of the day or a clock time to a day."""
    day = found.value[:10]
    if clock:
        return found._replace(type="TIME", value=f"{day}T{clock}", time=clock)
    if part.startswith("T"):
        time = "midnight" if part == "T24:00" else part[1:]
        return found._replace(type="TIME", value=f"{day}{part}", time=time)
    if part:
        return found._replace(type="TIME", value=f"{day}T{part}", time=_PARTS[part])
    return found


def _is_day(found: _Found) -> bool:
    return found.type == "DATE" and len(found.value) == 10 and found.edtf == found.value


@_rule("d=iso")
def _iso(reader: _Reader, m: _Match) -> _Found | None:
    text = m.get("d")
    found = _date(_day(date.fromisoformat(text[:10])), force=True)
    return _with_part(found, "", text[11:16]) if len(text) > 10 else found


@_rule("d=numeric_date")
def _numeric(reader: _Reader, m: _Match) -> _Found | None:
    text = m.get("d")
    a, b, c = (int(number) for number in re.split(r"[./]", text))
    if a > 31:
        return _date(_day(date(a, b, c)), force=True)
    year = c if c > 99 else 2000 + c if c < 50 else 1900 + c
    if "." in text or a > 12 or a == b:
        return _date(_day(date(year, b, a)), force=True)
    if b > 12:
        return _date(_day(date(year, a, b)), force=True)
    # Day and month cannot be told apart unless one reading lies after publication.
    past = [day for day in (date(year, a, b), date(year, b, a)) if day <= reader.day]
    return _date(_day(past[0]), force=True) if len(past) == 1 else _Found("DATE", "")


@_rule(
    "(WEEKDAY comma? (the|on)?)? month=MONTH from=DAY (dash|to|through|until) till=DAY (comma? year=year)?",
    "(from|between)? from=DAY (dash|to|and|through|until) till=DAY of? month=MONTH (comma? year=year)?",
    "between month=MONTH from=DAY and till=DAY (comma? year=year)?",
)
def _day_range(reader: _Reader, m: _Match) -> _Found | None:
    month = int(m.get("month"))
    first, last = (int(re.sub(r"\D", "", m.get(key))) for key in ("from", "till"))
    if first >= last:
        return None
    year = int(m.get("year")) if m.has("year") else reader.nearest_day(month, first, m).year
    value = f"{date(year, month, first)}/{date(year, month, last)}"
    begin = m.start + 1 if reader.category(m.start) in ("from", "between") else m.start
    return _Found("DATE", value, value, force=date(year, month, first), start=begin)


@_rule(
    "(WEEKDAY comma? (the|on)?)? about? month=MONTH day=DAY (?!dash? (unit|units|magnitude)) (comma? year=year)?"
    " part=daypart?",
    "(WEEKDAY comma? the?)? the? day=DAY of? month=MONTH (comma? year=year)? part=daypart?",
    "(WEEKDAY comma? the?)? the? ord=ordinal of month=MONTH (comma? year=year)?",
    "month=MONTH ord=ordinal (comma? year=year)?",
)
def _day_of_month(reader: _Reader, m: _Match) -> _Found | None:
    month = int(m.get("month"))
    day = int(m.get("ord") or re.sub(r"\D", "", m.get("day")) or 0)
    if not 1 <= day <= 31:
        return None
    end = None
    if m.has("year"):
        named = date(int(m.get("year")), month, day)
    elif (relative := _year_behind(reader, m)) is not None:
        named, end = date(relative[0], month, day), relative[1]
    else:
        named = reader.nearest_day(month, day, m)
    return _with_part(_date(_day(named), force=True), m.get("part"))._replace(end=end)


def _year_behind(reader: _Reader, m: _Match) -> tuple[int, int] | None:
    """Read `of last year`, `this year`, `of that year` behind a month or day: the year, the atom behind."""
    index = m.end
    if reader.category(index) in ("of", "comma"):
        index += 1
    if reader.category(index + 1) != "unit" or reader.values[index + 1] != "Y":
        return None
    word = reader.category(index)
    if word in ("that", "same"):
        return reader.base.year, index + 2
    offset = {"last": -1, "this": 0, "next": 1}.get(word)
    return None if offset is None else (reader.day.year + offset, index + 2)


@_rule("(the? part=PART dash? of?)? month=MONTH (of|comma)? year=year")
def _month_of_year(reader: _Reader, m: _Match) -> _Found | None:
    part = m.get("part") or None
    return _date(_month(int(m.get("year")), int(m.get("month")), part), force=part is None)


@_rule(
    "(mod=(last|next|this|past|coming|previous))? (part=(early|mid|late) dash?)? month=(month|may_month)"
    " (?!(dash? num24|dash? num31))"
)
def _month_alone(reader: _Reader, m: _Match) -> _Found | None:
    month, modifier = int(m.get("month")), m.category("mod")
    if m.category("month") == "may_month" and m.end - m.start == 1 and not _names_month(reader, m):
        return None
    near, end = reader.day, None
    if (relative := _year_behind(reader, m)) is not None:
        year, end = relative
    elif modifier in ("last", "past", "previous"):
        year = near.year if month < near.month else near.year - 1
    elif modifier in ("next", "coming"):
        year = near.year if month > near.month else near.year + 1
    elif modifier == "this":
        year = near.year
    else:
        year = reader.nearest_year(month, m)
    return _date(_month(year, month, m.get("part") or None))._replace(end=end)


_MONTH_CUES = frozenset(
    "in since until by from to through of during between and after before end for".split()
)


def _names_month(reader: _Reader, m: _Match) -> bool:
    """Tell whether `May` or `March` is a month here, by the words around it."""
    before, after = reader.category(m.start - 1), reader.category(m.end)
    if before in _MONTH_CUES:
        return after != "other_capital"
    return after == "poss" or (before in ("the", "a") and after == "other")


@_rule(
    "every (WEEKDAY|weekdays) (part=(daypart|dayparts))?",
    "weekdays (part=(daypart|dayparts))?",
    "WEEKDAY part=dayparts",
)
def _weekday_set(reader: _Reader, m: _Match) -> _Found | None:
    days = (i for i in range(m.start, m.end) if reader.category(i).startswith("weekday"))
    part = f"T{m.get('part')}" if m.get("part") else ""
    return _Found("SET", f"XXXX-WXX-{reader.values[next(days)]}{part}")


@_rule(
    "the? mod=(last|next|this|coming|past|previous|following) day=WEEKDAY (local time)? part=DAYTIME?",
    "(mod=(early|late|earlier|later) on?)? day=weekday (local time)? part=DAYTIME?",
)
def _weekday_alone(reader: _Reader, m: _Match) -> _Found | None:
    day = reader.weekday(int(m.get("day")), m, m.category("mod"))
    return _with_part(_date(_day(day), force=True), m.get("part"))


@_rule("(mod=(early|earlier|late|later))? day=dayref (part=(daypart|noon))?")
def _dayref(reader: _Reader, m: _Match) -> _Found | None:
    day = reader.day + timedelta(days=int(m.get("day")))
    return _with_part(_date(_day(day), force=m.get("day") != "0"), m.get("part"))


@_rule("the? day=unit rel=(before|after) ref=dayref")
def _day_beyond(reader: _Reader, m: _Match) -> _Found | None:
    if m.get("day") != "D":
        return None
    step = -1 if m.category("rel") == "before" else 1
    return _date(_day(reader.day + timedelta(days=int(m.get("ref")) + step)), force=True)


@_rule(
    "(early|mid|late)? dash? the? (early|late)? part=(daypart|dayparts|dawn|noon|overnight) (of|on)"
    " (?=(the|month|month_short|may_month|weekday|num24|num31|ord31|dayref))",
    "part=overnight (?=weekday)",
    "(mid|early|late) dash? part=daypart on? (?=(dayref|weekday|month|num24|num31))",
)
def _part_of(reader: _Reader, m: _Match) -> _Found | None:
    followed = reader.follow(m.end)
    if followed is None or not _is_day(followed[0]):
        return None
    return _with_part(followed[0], m.get("part"))._replace(end=followed[1])


@_rule("(early|late|later)? word=(tonight|overnight)")
def _tonight(reader: _Reader, m: _Match) -> _Found | None:
    day = reader.base if m.category("word") == "overnight" else reader.day
    return _with_part(_date(_day(day)), "NI")


@_rule(
    "(early|earlier|late|later)? this part=(daypart|dawn)",
    "(early|earlier|late|later)? last part=daypart",
    "the (next|following|previous|same) part=(daypart|dawn)",
    "that same? part=daypart",
)
def _part_of_day(reader: _Reader, m: _Match) -> _Found | None:
    words = {reader.category(index) for index in range(m.start, m.end)}
    if "this" in words:
        return _with_part(_date(_day(reader.day)), m.get("part"))
    if "last" in words:
        return _with_part(_date(_day(reader.day - timedelta(days=1)), force=True), m.get("part"))
    if reader.force is None:
        return _Found("TIME", "", time=_PARTS[m.get("part")])
    step = 1 if words & {"next", "following"} else -1 if "previous" in words else 0
    return _with_part(_date(_day(reader.force + timedelta(days=step)), force=True), m.get("part"))


@_rule("(early|mid|late) dash? part=daypart")
def _part_alone(reader: _Reader, m: _Match) -> _Found | None:
    return _with_part(_date(_day(reader.day_nearby(m.start, m.end) or reader.base)), m.get("part"))


@_rule("the day=ord31 (?!(other_capital|UNITS|dash))", "the day=ord31 of this unit")
def _ordinal_day(reader: _Reader, m: _Match) -> _Found | None:
    """Resolve `the 5th`: only behind a preposition and where no noun follows that it counts."""
    before = reader.category(m.start - 1)
    if before not in _ORDINAL_CUES:
        return None
    if reader.category(m.start + 2) == "other" and reader.norm(m.start + 2) not in _function_words():
        return None
    number = int(re.sub(r"\D", "", m.get("day")))
    near = reader.force or reader.day
    days = []
    for months in (-1, 0, 1):
        moved = _shift_months(near.replace(day=1), months)
        if number <= monthrange(moved.year, moved.month)[1]:
            days.append(moved.replace(day=number))
    if reader.force is None and reader.direction(m) <= 0:
        day = max((d for d in days if d <= reader.day), default=days[0])
    else:
        day = min(days, key=lambda d: (abs((d - near).days), d))
    return _date(_day(day), force=True)


_ORDINAL_CUES = frozenset("on of until since from by to at before after through stop".split())


@cache
def _function_words() -> frozenset[str]:
    return load_words("timex", "function_words")


@_rule("holiday year=year?", "(last|next|this|past) holiday")
def _holiday(reader: _Reader, m: _Match) -> _Found | None:
    """Resolve a day of the same date every year, or one found from Easter."""
    index = next(i for i in range(m.start, m.end) if reader.category(i) == "holiday")
    near = reader.day
    if m.has("year"):
        years = [int(m.get("year"))]
    else:
        years = [year for year in (near.year - 1, near.year, near.year + 1) if 1 <= year <= 9999]
    days = [_holiday_in(reader.values[index], year) for year in years]
    modifier = reader.category(m.start)
    if modifier in ("last", "past"):
        days = [d for d in days if d < near][-1:] or days
    elif modifier == "next":
        days = [d for d in days if d > near][:1] or days
    elif modifier == "this":
        days = [d for d in days if d.year == near.year] or days
    elif len(days) > 1:
        side = reader.direction(m)
        best = min(days, key=lambda d: (abs((d - near).days), d))
        if side > 0 and best < near:
            best = min((d for d in days if d >= near), default=best)
        days = [best]
    return _date(_day(days[0]), force=True)


def _holiday_in(rule: str, year: int) -> date:
    """Return the day of a holiday in a year: `12-25`, `easter-2`, `nth11-4-4` (month, weekday, which one)."""
    if rule.startswith("easter"):
        return _easter(year) + timedelta(days=int(rule[6:]))
    if rule.startswith("nth"):
        month, weekday, which = (int(part) for part in rule[3:].split("-"))
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))
    return date.fromisoformat(f"{year:04d}-{rule}")


def _easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar. Source: the anonymous algorithm (Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * n + 114, 31)
    return date(year, month, day + 1)


# ----------------------------------------------------------- rules: clock times


@_rule(
    "clock=CLOCK ZONE? comma?",
    "clock=(CLOCK|num24) in the part=daypart",
    "clock=(num4|year) ZONE",
    "clock=(clock|num24) units? ZONE",
    "clock=clock",
)
def _clock_time(reader: _Reader, m: _Match) -> _Found | None:
    first, last = m.at("clock")
    text = reader.values[first]
    if m.category("clock") in ("num4", "year"):
        clock = f"{text[:2]}:{text[2:]}" if int(text[:2]) < 25 and int(text[2:]) < 60 else ""
    else:
        clock = _clock(reader, (first, last))
    if not clock:
        return None
    if m.get("part") in ("AF", "EV", "NI") and clock < "12:00":
        clock = f"{int(clock[:2]) + 12:02d}{clock[2:]}"
    end = m.end
    followed = reader.follow(end)
    if followed and _is_day(followed[0]):
        return _with_part(followed[0], "", clock)._replace(end=followed[1])
    if reader.category(end - 1) == "comma":
        end -= 1
    day = reader.day_nearby(m.start, end)
    if day is None:
        return _Found("TIME", f"T{clock}", None, clock, end=end)
    return _with_part(_date(_day(day)), "", clock)._replace(end=end)


@_rule("noon=noon")
def _noon(reader: _Reader, m: _Match) -> _Found | None:
    followed = reader.follow(m.end)
    if followed and _is_day(followed[0]):
        return _with_part(followed[0], m.get("noon"))._replace(end=followed[1])
    day = reader.day_nearby(m.start, m.end) or reader.base
    return _with_part(_date(_day(day)), m.get("noon"))


# -------------------------------------------------- rules: weeks, months, years

_STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
}


@_rule(
    "((early|earlier|late|later|mid) dash?)? the?"
    " step=(last|this|next|coming|previous|current|following|past|same|that)"
    " (same|full|fiscal|financial|calendar|past|current)? what=(UNIT|weekend|SEASON) (?!(poss? ordinal? second? quarter))",
)
def _stepped(reader: _Reader, m: _Match) -> _Found | None:
    step, what = m.category("step"), m.get("what")
    part = reader.values[m.start] if reader.category(m.start) in ("early", "late", "mid") else None
    if m.category("what") == "weekend":
        what = "WE"
    if what[0] == "T" or (what == "D" and step in ("past", "last", "this", "current")):
        return None
    if step == "past":
        return _Found("DURATION", _amount(1, what))
    if what == "Q" and step in ("same", "that", "previous") and reader.quarter is None:
        return _Found("DATE", "")
    near = reader.day
    if step in ("following", "previous", "same", "that") or (step == "next" and what == "D"):
        if reader.force is None:
            return _Found("DATE", "")
        near = reader.force
    if what in _SEASONS:
        return _date(_season(_season_year(near, what, _STEPS.get(step, 0)), what))
    when = _shifted(near, _STEPS.get(step, 0), what, part if what in ("M", "Q", "Y", "10Y") else None)
    if what == "Q":
        reader.quarter = (int(when.value[:4]), int(when.value[-1]))
    return _date(when, force=what == "D" or (what == "Y" and step in ("following", "previous")))


def _season_year(near: date, season: str, count: int) -> int:
    """Return the year of last (-1), this (0) or next (1) season."""
    first = _SEASONS[season][1]
    begun, ended = near.month >= first, near.month >= first + 3
    if season == "WI" and count <= 0 and near.month < 3:
        return near.year - 1
    if count < 0:
        return near.year if ended else near.year - 1
    if count > 0:
        return near.year + 1 if begun else near.year
    return near.year


@_rule(
    "the? (early|mid|late)? dash? season=SEASON of? year=year",
    "(early|mid|late) dash? season=season",
    "(?<=(in|of|since|during|by|until|through|over)) the? season=season",
)
def _season_alone(reader: _Reader, m: _Match) -> _Found | None:
    season = m.get("season")
    if m.has("year"):
        return _date(_season(int(m.get("year")), season))
    if reader.category(m.end) in ("other", "other_capital") and reader.norm(m.end) not in _function_words():
        return None
    near = reader.day
    year = _season_year(near, season, 0)
    if near.month < _SEASONS[season][1] and reader.direction(m) < 0:
        year = _season_year(near, season, -1)
    return _date(_season(year, season))


@_rule(
    "the? part=PART dash? (of|in)? year=year (?!(UNITS|magnitude))",
    "the? (fiscal|financial|calendar) unit? year=year",
    "the? unit year=year",
    "year=year (?!(dash? UNITS|magnitude|ampm))",
)
def _year_alone(reader: _Reader, m: _Match) -> _Found | None:
    index = m.at("year")[0]
    if index == m.start and not _is_year(reader, index):
        return None
    if reader.category(index - 1) == "unit" and reader.values[index - 1] != "Y":
        return None
    part = m.get("part") or None
    return _date(_year(int(m.get("year")), part), force=part is None)


_YEAR_CUES = frozenset("in since of from by until the to between during poss for a through dash open".split())


def _is_year(reader: _Reader, index: int) -> bool:
    """Tell whether a number of four digits is a year: what counts things is none."""
    value = int(reader.values[index])
    before, after = reader.category(index - 1), reader.category(index + 1)
    if reader.norm(index - 1) in ("$", "€", "£", "than", "least", "nearly", "about"):
        return False
    if after == "other" and reader.norm(index + 1).endswith("s"):
        if before in ("comma", "and", "or"):
            return reader.category(index - 2) in ("year", "comma")
        if before not in _YEAR_CUES:
            return False
    return 1800 <= value <= 2100 or before in ("in", "since", "of", "from", "until", "by")


@_rule("the unit n=number k=hundred rest=number?")
def _year_in_words(reader: _Reader, m: _Match) -> _Found | None:
    if reader.values[m.start + 1] != "Y" or m.get("k") != "1000":
        return None
    return _date(_year(int(m.get("n")) * 1000 + int(m.get("rest") or 0)))


@_rule("years=year_range")
def _year_range(reader: _Reader, m: _Match) -> _Found | None:
    first, last = m.get("years").split("-")
    if len(last) == 2:
        last = first[:2] + last if last > first[2:] else str(int(first[:2]) + 1) + last
    if int(last) <= int(first):
        return None
    return _Found("DATE", f"{first}/{last}", f"{first}/{last}")


@_rule("the? (part=PART dash?)? (of the)? decade=(decade|decade_name)")
def _decade_named(reader: _Reader, m: _Match) -> _Found | None:
    if reader.norm(m.start) in _POSSESSIVES or reader.norm(m.start - 1) in _POSSESSIVES:
        return None
    year = int(re.sub(r"\D", "", m.get("decade")))
    if year < 100:
        year += 1900 if year >= 30 or reader.base.year < 2020 else 2000
    return _date(_decade(year, m.get("part") or None))


_POSSESSIVES = frozenset({"his", "her", "their", "my", "your", "our", "its"})


@_rule("the? (part=PART dash?)? ord=(ordinal|ord31|ordbig) dash? century")
def _century_named(reader: _Reader, m: _Match) -> _Found | None:
    number = int(re.sub(r"\D", "", m.get("ord")))
    return _date(_century(number)) if 1 <= number <= 99 else None


@_rule(
    "the? full? part=PART of (?=(the|this|last|next|year|month|may_month|decade|that))",
    "the? half=(ordinal|second|last) half of (?=(the|this|last|next|year|month|may_month|decade|that))",
)
def _part_of_stretch(reader: _Reader, m: _Match) -> _Found | None:
    followed = reader.follow(m.end)
    part = m.get("part")
    if followed is None and part:
        followed = reader.unit_behind(m.end)
    if followed is None or followed[0].type != "DATE" or not followed[0].edtf:
        return None
    found, end = followed
    value = found.value
    if re.fullmatch(r"\d{4}", value):
        half = 1 if m.get("half") == "1" else 2
        found = _date(_year(int(value), part) if part else _half(int(value), half))
    elif re.fullmatch(r"\d{4}-\d\d", value) and part:
        found = _date(_month(int(value[:4]), int(value[5:]), part))
    elif re.fullmatch(r"\d{3}", value) and part:
        found = _date(_decade(int(value) * 10, part))
    return found._replace(end=end)


@_rule(
    "the? ord=(ordinal|second|last) unit=unit of (?=(month|month_short|may_month|last|this|next))",
    "the? ord=(ordinal|last) few? unit=units of (?=(month|month_short|may_month|year|decade|last|this|next))",
    "the ord=ordinal n=number unit=units of (?=(year|last|this|next))",
)
def _count_in_stretch(reader: _Reader, m: _Match) -> _Found | None:
    """Resolve `the first week of January`, `the last days of 2021`, `the first nine months of 2021`."""
    followed = reader.follow(m.end)
    if followed is None or followed[0].type != "DATE":
        return None
    found, end = followed
    unit, value = m.get("unit"), found.value
    number = 2 if m.category("ord") == "second" else 0 if m.category("ord") == "last" else int(m.get("ord"))
    if re.fullmatch(r"\d{4}-\d\d", value):
        year, month = int(value[:4]), int(value[5:])
        if unit == "W" and m.category("unit") == "unit" and number < 6:
            size = monthrange(year, month)[1]
            first = 7 * number - 6 if number else size - 6
            begin, stop = date(year, month, first), date(year, month, min(first + 6, size))
            return _Found("DATE", value, f"{begin}~/{stop}~", end=end)
        if unit in ("D", "W") and number in (0, 1):
            return _date(_month(year, month, "START" if number else "END"))._replace(end=end)
    if re.fullmatch(r"\d{4}", value) and unit == "M" and number == 1 and m.has("n"):
        count = min(12, int(m.get("n")))
        return _Found("DURATION", f"P{count}M", f"{value}-01/{value}-{count:02d}", end=end)
    if re.fullmatch(r"\d{4}", value) and number in (0, 1) and not m.has("n"):
        part = "START" if number else "END"
        if unit in ("D", "W"):
            return _date(_month(int(value), 1 if number else 12, part))._replace(end=end)
        return _date(_year(int(value), part))._replace(end=end)
    return None


# --------------------------------------------------------------- rules: quarters


@_rule(
    "rel=(last|this|next) unit poss ord=(ordinal|second|ord31) quarter",
    "the? mod=unit dash (ago|earlier) ord=(ordinal|second|ord31) dash? quarter",
    "the year=year ord=(ordinal|second|ord31) quarter",
    "the? (fiscal dash?)? ord=(ordinal|second|ord31) dash? quarter (of year=year|of? the? rel=(last|this|next) unit)?",
)
def _quarter_named(reader: _Reader, m: _Match) -> _Found | None:
    number = 2 if m.category("ord") == "second" else int(re.sub(r"\D", "", m.get("ord")))
    if not 1 <= number <= 4:
        return None
    # `its third-quarter profit`: the article belongs to the noun.
    if reader.category(m.start) == "the" and (
        reader.category(m.end - 2) == "dash" or reader.norm(m.start) != "the"
    ):
        found = _quarter_found(reader, m, number)
        return found._replace(start=m.start + 1)
    return _quarter_found(reader, m, number)


def _quarter_found(reader: _Reader, m: _Match, number: int) -> _Found:
    near = reader.day
    if m.has("year"):
        return _date(_quarter(int(m.get("year")), number))
    if m.has("rel"):
        return _date(_quarter(near.year + _STEPS[m.category("rel")], number))
    year = near.year
    if 3 * number - 2 > near.month and reader.direction(m) <= 0:
        year -= 1
    if m.has("mod"):
        return _date(_quarter(year - 1, number))
    reader.quarter = (year, number)
    return _date(_quarter(year, number))


@_rule(
    "(the|a)? mod=unit dash (ago|earlier) what=(quarter|period)?",
    "the (latest|most recent) what=(quarter|period)",
    "the what=quarter (?!(of|dash))",
    "the year=year what=(quarter|period)",
)
def _quarter_in_force(reader: _Reader, m: _Match) -> _Found | None:
    """Resolve what reports on earnings call by the quarter last named: `the quarter`, `the year-earlier period`."""
    what, modifier = m.category("what"), m.get("mod")
    if modifier not in ("", "Y") or reader.norm(m.start) in ("a",) and what:
        return None
    start = m.start + 1 if not what and reader.category(m.start) in ("the", "a") else m.start
    if reader.quarter is not None:
        year = int(m.get("year")) if m.has("year") else reader.quarter[0] - bool(modifier)
        return _date(_quarter(year, reader.quarter[1]))._replace(start=start)
    if m.has("year"):
        return _date(_year(int(m.get("year"))))
    if modifier and what != "quarter":
        return _date(_year(reader.day.year - 1))._replace(start=start)
    # The last quarter that is over.
    return _date(_shifted(reader.day, -1, "Q")) if what == "quarter" and not modifier else None


# ------------------------------------------- rules: distances, durations, sets


@_rule(
    "ABOUT? n=NUM dash? unit=UNITS (and a half)? rel=(ago|earlier|later|before|after)",
    "ABOUT? a unit=(UNIT|weekend) (and a half)? rel=(ago|earlier|later|before|after)",
    "the unit=UNIT rel=(before|after)",
)
def _distance(reader: _Reader, m: _Match) -> _Found | None:
    unit, word = m.get("unit") or "WE", m.category("rel")
    count = _number(reader, m.at("n")) if m.has("n") else 1.0
    if word in ("before", "after"):
        return _distance_from(reader, m, count, unit)
    if count is None:
        return _Found("DATE", "PAST_REF" if word == "ago" else "")
    if unit[0] == "T":
        day = reader.day if word == "ago" else reader.force
        return _date(_day(day)) if day else _Found("DATE", "")
    if count != int(count):
        return _Found("DURATION", _amount(count, unit))
    if unit == "Y" and count == 1 and word != "later" and reader.quarter is not None:
        return _date(_quarter(reader.quarter[0] - 1, reader.quarter[1]))
    if word == "ago":
        return _date(_shifted(reader.day, -int(count), unit))
    if reader.force is None and word == "later":
        return _Found("DATE", "")
    return _date(
        _shifted(reader.base, int(count) if word == "later" else -int(count), unit), force=unit == "D"
    )


def _distance_from(reader: _Reader, m: _Match, count: float | None, unit: str) -> _Found | None:
    """Resolve `two days after 5 January`; without a day behind it, the distance is a duration."""
    the = reader.category(m.start) == "the"
    followed = reader.follow(m.end)
    step = 1 if m.category("rel") == "after" else -1
    if (
        followed
        and _is_day(followed[0])
        and followed[0].edtf
        and count is not None
        and unit in ("D", "W")
        and count == int(count)
    ):
        near = date.fromisoformat(followed[0].edtf)
        when = _day(near + timedelta(days=step * int(count) * (7 if unit == "W" else 1)))
        return _date(when, force=True)._replace(end=followed[1])
    if the:
        following = reader.category(m.end)
        if unit == "D" and reader.force is not None and following in ("stop", "comma"):
            return _date(_day(reader.force + timedelta(days=step)), force=True)
        return _Found("DATE", "", end=m.end - 1) if unit == "D" else None
    if not m.has("n") and unit == "D":
        return None
    return _Found("DURATION", _amount(count, unit), end=m.end - 1)


@_rule("(the|a)? n=NUM dash? UNITS dash? old")
def _age(reader: _Reader, m: _Match) -> _Found | None:
    """Pass over ages."""
    return _Found("DURATION", _NO_TIME)


@_rule("NUM units (a|per|every) unit")
def _rate(reader: _Reader, m: _Match) -> _Found | None:
    """Pass over `24 hours a day`."""
    return _Found("SET", _NO_TIME)


@_rule(
    "(at least|up to)? (the|these|those)? (last|past|next|coming|previous|ordinal|following|latest|recent) n=NUM dash?"
    " nonage? unit=UNITS",
    "the n=(number|few) nonage? unit=units",
    "ABOUT n=NUM dash? nonage? unit=UNITS (and a half)?",
    "n=NUM dash? nonage? unit=UNITS (and a half)?",
    "ABOUT? n=NUM and a half=half unit=UNITS",
    "a half unit=unit",
    "half a unit=unit",
    "a unit=unit and a half",
    "ABOUT a unit=UNIT",
    "a additional unit=unit",
    "word=weeklong",
    "unit=unit dash long",
)
def _duration(reader: _Reader, m: _Match) -> _Found | None:
    if m.has("word"):
        return _Found("DURATION", m.get("word"))
    if m.get("unit") == "Q" and reader.category(m.end) == "of":
        return _Found("DURATION", _NO_TIME)
    count = _number(reader, m.at("n")) if m.has("n") else 1.0
    if reader.category(m.start) == "half" or reader.category(m.start + 1) == "half":
        count = 0.5
    elif (reader.category(m.end - 1) == "half" or m.has("half")) and count is not None:
        count += 0.5
    return _Found("DURATION", _amount(count, m.get("unit")))


@_rule("every (number|num24)? unit=(UNIT|units)", "every n=(number|num24) unit=units")
def _every(reader: _Reader, m: _Match) -> _Found | None:
    count = _number(reader, m.at("n")) if m.has("n") else 1.0
    return _Found("SET", _amount(count, m.get("unit")))


@_rule("word=set_adverb")
def _set_adverb(reader: _Reader, m: _Match) -> _Found | None:
    if reader.category(m.end) in ("other", "other_capital") and reader.norm(m.end) not in _function_words():
        return None
    return _Found("SET", m.get("word"))


# ----------------------------------------------------------- rules: references


@_rule("word=(now|present_ref|current)", "these units")
def _present(reader: _Reader, m: _Match) -> _Found | None:
    return _Found("DATE", "PRESENT_REF")


@_rule("more? past_ref", "the? recent units", "the? past units")
def _past(reader: _Reader, m: _Match) -> _Found | None:
    return _Found("DATE", "PAST_REF")


@_rule("(?<=in) the past (?!(NUM|UNITS|few))", "(?<=at) the time")
def _in_the_past(reader: _Reader, m: _Match) -> _Found | None:
    if (
        reader.category(m.end) in ("other", "of", "other_capital")
        and reader.norm(m.end) not in _function_words()
    ):
        return None
    return _Found("DATE", "PAST_REF")


@_rule("the near? future", "the near time", "coming units")
def _future(reader: _Reader, m: _Match) -> _Found | None:
    if reader.norm(m.start) in _POSSESSIVES:
        return None
    return _Found("DATE", "FUTURE_REF")


@_rule("(?<=(until|by)) then")
def _then(reader: _Reader, m: _Match) -> _Found | None:
    return _date(_day(reader.force)) if reader.force else None


# ------------------------------------------------------------ rules: bare units


@_rule("the? week=unit of (?=(month|month_short|may_month|num24|num31|ord31|weekday))")
def _week_of(reader: _Reader, m: _Match) -> _Found | None:
    followed = reader.follow(m.end)
    if m.get("week") != "W" or followed is None or not _is_day(followed[0]):
        return None
    return _date(_week(date.fromisoformat(followed[0].value)))._replace(end=followed[1])


@_rule("year=unit poss? dash? end")
def _year_end(reader: _Reader, m: _Match) -> _Found | None:
    return _date(_year(reader.day.year, "END")) if m.get("year") == "Y" else None


@_rule("the (full|fiscal)? what=(unit|quarter) ended")
def _stretch_ended(reader: _Reader, m: _Match) -> _Found | None:
    return _Found("DURATION", _amount(1, m.get("what")), end=m.end - 1)


@_rule("(?<=(for|during|in|of|over|by|through)) the (full|fiscal|financial)? (unit|weekend)")
def _unit_with_the(reader: _Reader, m: _Match) -> _Found | None:
    """Resolve `for the year`, `over the weekend`, `later in the day`."""
    found = reader.unit_behind(m.start)
    return found[0] if found else None


@_rule(
    "(?<=(for|in|over|during)) unit=units (?!(of|before|old|ago|later|dash|and|or))",
    "(?<=the) unit=units (?=(before|after|since|following|that))",
    "unit=units or units",
)
def _bare_units(reader: _Reader, m: _Match) -> _Found | None:
    if m.get("unit")[0] == "T" and reader.category(m.start - 1) != "for":
        return None
    if reader.category(m.start - 1) == "the" and reader.category(m.start - 2) not in ("in", "over"):
        return None
    return _Found("DURATION", _amount(None, m.get("unit")))


@_rule("(?<=(for|in|during|over)) a unit=(unit|century)")
def _one_unit(reader: _Reader, m: _Match) -> _Found | None:
    after = reader.category(m.end)
    if after == "dash" or (
        after in ("other", "other_capital", "poss") and reader.norm(m.end) not in _function_words()
    ):
        return None
    return _Found("DURATION", _amount(1, m.get("unit")))


# ---------------------------------------------------------------------- reading


def find_timexes(text: str, published: str | None, *, spans: list[Span] | None = None) -> list[Timex]:
    """Find time expressions in an article's text.

    Args:
        text: the article's normalized text.
        published: day of publication, YYYY-MM-DD; without it, what depends on it stays unresolved.
        spans: stretches to read (sentences or blocks), in order; the whole text if None.
    Returns:
        Expressions in text order, not overlapping. Ages (`81-year-old`) and rates (`24 hours a day`) are none.
        Unresolved expressions have the value "" (or `Thh:mm` for a clock time without a day).
    Raises:
        ValueError: `published` is not a day.
    """
    if spans is None:
        spans = [Span(match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]
    reader = _Reader(find_tokens(text, spans), date.fromisoformat(published) if published else None)
    found: list[Timex] = []
    trigger, by_code, _ = _grammar()
    index = 0
    for begin in trigger.finditer(reader.codes):
        if begin.start() < index:
            continue
        match = by_code[begin[0]].match(reader.codes, begin.start())
        read = reader.read(match) if match else None
        if read is None:
            continue
        item, end = read
        first = begin.start() if item.start is None else item.start
        index = end
        if item.value == _NO_TIME:
            continue
        if item.force is not None:
            reader.force = item.force
        if "year" in (reader.category(end - 1), reader.category(end - 2)) and item.edtf:
            reader.named_year = int(item.edtf[:4]), end
        span = reader.repaired.span_of(reader.starts[first], reader.ends[end - 1])
        since = reader.category(first - 1) == "since"
        found.append(Timex(span, item.type, item.value, item.edtf, item.time, since))
    return found


_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*")
