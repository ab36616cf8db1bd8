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

from briefgen.extract.layers.tokens import find_tokens
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
    date: str
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
    "ABOUT": "(at least|at most|no?more than|no?less than|up to|about|over|under|only)",
    "UNITS": "(unit|units|second)",
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


_RULES: list[_Rule] = []


def _rule(*patterns: str) -> Callable[[Callable[["_Reader", "_Match"], _Found | None]], Any]:
    """Add a rule for each pattern; rules are tried in the order in which they stand."""

    def add(resolve: "Callable[[_Reader, _Match], _Found | None]") -> Any:
        _RULES.extend(_Rule(pattern, resolve) for pattern in patterns)
        return resolve

    return add


@cache
def _grammar() -> re.Pattern[str]:
    """Compile all rules into one expression over categories."""
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

    rules = (f"(?P<rule__{n}>{translate(rule.pattern, n)})" for n, rule in enumerate(_RULES))
    return re.compile("(?!\\.)(?:" + "|".join(rules) + ")")


class _Match:
    """The atoms of one match by the names that its rule gave them."""

    def __init__(self, match: re.Match[str], number: int, reader: "_Reader") -> None:
        self._match, self._number, self._reader = match, number, reader
        self.start, self.end = match.span()

    def has(self, key: str) -> bool:
        """Tell whether a named part is there."""
        return self._match.start(f"{key}__{self._number}") >= 0

    def at(self, key: str) -> tuple[int, int]:
        """Return the atoms [first, last) of a named part."""
        return self._match.span(f"{key}__{self._number}")

    def get(self, key: str) -> str:
        """Return the value of the first atom of a named part; "" where it is missing or not in this rule."""
        try:
            index = self._match.start(f"{key}__{self._number}")
        except IndexError:
            return ""
        return self._reader.values[index] if index >= 0 else ""

    def category(self, key: str) -> str:
        """Return the category of the first atom of a named part; "" where it is missing."""
        index = self._match.start(f"{key}__{self._number}")
        return self._reader.category(index) if index >= 0 else ""


class _Reader:
    """One text being read: its atoms, the day of publication and the date in force."""

    def __init__(self, published: date | None, paragraphs: frozenset[int]) -> None:
        self.published = published
        self.paragraphs = paragraphs
        """Atoms that open a paragraph."""
        self.codes = ""
        self.values: list[str] = []
        self.norms: list[str] = []
        self.force: date | None = None
        """Day (or first day of the month or year) that the text last named."""

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
                distance += 1.0 if self.codes[index] != _COMMA else 2.0
                if word in future or word.endswith(("'ll", "’ll")):
                    side = 1
                elif word in past or (len(word) > 4 and word.endswith("ed") and word not in future):
                    side = -1
                else:
                    index += step
                    continue
                if distance < best:
                    best, found = distance, side
                break
        return found

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
        side = self.direction(match)
        if side < 0:
            return max((d for d in days if d <= near + timedelta(days=1)), default=days[0])
        if side > 0:
            later = [d for d in days if d >= near - timedelta(days=1)]
            if later and (later[0] - near).days < 300:
                return later[0]
        return min(days, key=lambda d: (abs((d - near).days), d))

    def nearest_year(self, month: int, match: _Match) -> int:
        """Return the year of a month that stands alone."""
        near = self.day
        if near.month == month:
            return near.year
        before = near.year if month < near.month else near.year - 1
        side = self.direction(match)
        gap = (near.month - month) % 12
        if side > 0 or (side == 0 and gap > 8):
            return before + 1
        return before

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
        if modifier == "this" or self.direction(match) > 0:
            past_known = modifier == "this" and self.direction(match) < 0
            return near - timedelta(days=back) if past_known else near + timedelta(days=7 - back)
        return near - timedelta(days=back)

    def day_nearby(self, first: int, last: int) -> date | None:
        """Return the day that a clock time belongs to: one named in the same sentence, else the date in force."""
        index = last
        for _ in range(8):
            if not index < len(self.codes) or self.codes[index] == _STOP:
                break
            if self.category(index) in ("weekday", "month", "dayref") and (followed := self.follow(index)):
                return (
                    date.fromisoformat(followed[0].edtf)
                    if followed[0].edtf and len(followed[0].edtf) == 10
                    else None
                )
            index += 1
        return self.force or self.published

    def follow(self, index: int) -> tuple[_Found, int] | None:
        """Read the expression that begins at an atom; its end beside it."""
        match = _grammar().match(self.codes, index)
        return self.read(match) if match else None

    def read(self, match: re.Match[str]) -> tuple[_Found, int] | None:
        """Resolve a match; None if its rule turns it down."""
        number = int((match.lastgroup or "rule__0").split("__")[1])
        named = _Match(match, number, self)
        found = _RULES[number].resolve(self, named)
        if found is None:
            return None
        return found, match.end() if found.end is None else found.end


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
    return f"P{time}{count:g}{letter}" if count != int(count) else f"P{time}{int(count)}{letter}"


def _date(when: _When, *, force: bool = False) -> _Found:
    return _Found("DATE", when.value, when.date, force=when.first if force else None)


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


# -------------------------------------------------------------- rules: days


def _make_day(year: int, month: int, day: int) -> date:
    return date(year, month, day)


def _with_part(found: _Found, part: str, clock: str = "") -> _Found:
    """Add a part of the day or a clock time to a day."""
    if clock:
        return found._replace(type="TIME", value=f"{found.value[:10]}T{clock}", time=clock)
    if part.startswith("T"):
        return found._replace(type="TIME", value=f"{found.value[:10]}{part}", time=part[1:])
    if part:
        return found._replace(type="TIME", value=f"{found.value[:10]}T{part}", time=_PARTS[part])
    return found


@_rule("d=iso")
def _iso(reader: _Reader, m: _Match) -> _Found | None:
    text = m.get("d")
    day = date.fromisoformat(text[:10])
    found = _date(_day(day), force=True)
    return _with_part(found, "", text[11:16]) if len(text) > 10 else found


@_rule("d=numeric_date")
def _numeric(reader: _Reader, m: _Match) -> _Found | None:
    text = m.get("d")
    a, b, c = (int(number) for number in re.split(r"[./]", text))
    if a > 31:
        return _date(_day(_make_day(a, b, c)), force=True)
    year = c if c > 99 else 2000 + c if c < 50 else 1900 + c
    if "." in text or a > 12 or a == b:
        return _date(_day(_make_day(year, b, a)), force=True)
    if b > 12:
        return _date(_day(_make_day(year, a, b)), force=True)
    # Day and month cannot be told apart unless one reading lies after publication.
    readings = [_make_day(year, a, b), _make_day(year, b, a)]
    past = [day for day in readings if day <= reader.day]
    return _date(_day(past[0]), force=True) if len(past) == 1 else _Found("DATE", "")


@_rule(
    "(WEEKDAY comma? (the|on)?)? month=MONTH from=DAY (dash|to|through|until) till=DAY (comma? year=year)?",
    "(from|between)? from=DAY (dash|to|and|through|until) till=DAY (of)? month=MONTH (comma? year=year)?",
)
def _day_range(reader: _Reader, m: _Match) -> _Found | None:
    month = int(m.get("month"))
    first, last = (int(re.sub(r"\D", "", m.get(key))) for key in ("from", "till"))
    begin = m.start + 1 if reader.category(m.start) in ("from", "between") else None
    if first >= last:
        return None
    year = int(m.get("year")) if m.has("year") else reader.nearest_day(month, first, m).year
    a, b = date(year, month, first), date(year, month, last)
    return _Found("DATE", f"{a}/{b}", f"{a}/{b}", force=a, start=begin)


@_rule(
    "(WEEKDAY comma? (the|on)?)? ABOUT? month=MONTH day=DAY (?!dash?(unit|units|magnitude)) (comma? year=year)? (daypart=daypart)?",
    "(WEEKDAY comma? the?)? (the)? day=DAY of? month=MONTH (comma? year=year)? (daypart=daypart)?",
    "(WEEKDAY comma? the?)? the? ord=ordinal of month=MONTH (comma? year=year)?",
    "month=MONTH ord=ordinal (comma? year=year)?",
)
def _day_of_month(reader: _Reader, m: _Match) -> _Found | None:
    month = int(m.get("month"))
    day = int(m.get("ord") or re.sub(r"\D", "", m.get("day")) or 0)
    if not 1 <= day <= 31:
        return None
    if m.has("year"):
        found = _date(_day(date(int(m.get("year")), month, day)), force=True)
    elif (relative := _year_behind(reader, m)) is not None:
        found = _date(_day(date(relative[0], month, day)), force=True)._replace(end=relative[1])
    else:
        found = _date(_day(reader.nearest_day(month, day, m)), force=True)
    return _with_part(found, m.get("daypart"))


def _year_behind(reader: _Reader, m: _Match) -> tuple[int, int] | None:
    """Read `of last year`, `this year`, `of that year` behind a month or day."""
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


@_rule("part=PART? dash? (of)? (the)? month=MONTH (of|comma)? year=year")
def _month_of_year(reader: _Reader, m: _Match) -> _Found | None:
    part = m.get("part") if m.has("part") else None
    when = _month(int(m.get("year")), int(m.get("month")), part)
    return _date(when, force=part is None)


@_rule(
    "mod=(last|next|this|past|coming|previous)? (part=(early|mid|late))? dash? month=(month|may_month) unit?"
)
def _month_alone(reader: _Reader, m: _Match) -> _Found | None:
    month, modifier = int(m.get("month")), m.category("mod")
    if m.category("month") == "may_month" and not (m.has("mod") or m.has("part") or _names_month(reader, m)):
        return None
    part = m.get("part") if m.has("part") else None
    near = reader.day
    relative = _year_behind(reader, m)
    end: int | None = None
    if relative is not None:
        year, end = relative
    elif modifier in ("last", "past", "previous"):
        year = near.year if month < near.month else near.year - 1
    elif modifier in ("next", "coming"):
        year = near.year if month > near.month else near.year + 1
    elif modifier == "this":
        year = near.year
    else:
        year = reader.nearest_year(month, m)
    # `an April month` has the unit inside; `April months` is no such thing.
    if end is None and reader.category(m.end - 1) == "unit":
        end = m.end if reader.values[m.end - 1] == "M" else m.end - 1
        end = m.end - 1
    return _date(_month(year, month, part))._replace(end=end)


def _names_month(reader: _Reader, m: _Match) -> bool:
    """Tell whether `May` or `March` is a month here, by the words around it."""
    before, after = reader.category(m.start - 1), reader.category(m.end)
    if before in (
        "in",
        "since",
        "until",
        "by",
        "from",
        "to",
        "through",
        "of",
        "during",
        "between",
        "and",
        "after",
        "before",
        "end",
        "for",
    ):
        return reader.norm(m.start)[0] != "m" or after != "other_capital"
    return after == "poss" or (before in ("the", "a") and after == "other")


@_rule(
    "every (day=WEEKDAY|weekdays) (part=(daypart|dayparts))?",
    "weekdays=weekdays (part=(daypart|dayparts))?",
    "day=WEEKDAY part=dayparts",
)
def _weekday_set(reader: _Reader, m: _Match) -> _Found | None:
    number = next(
        reader.values[i]
        for i in range(m.start, m.end)
        if reader.category(i) in ("weekday", "weekday_short", "weekdays")
    )
    part = f"T{m.get('part')}" if m.get("part") else ""
    return _Found("SET", f"XXXX-WXX-{number}{part}")


@_rule(
    "the? mod=(last|next|this|coming|past|previous|following) day=(weekday|weekday_short) (local time)? (part=(daypart|noon|dawn|overnight))?",
    "mod=(early|late|earlier|later)? on? day=weekday comma? (local time)? (part=(daypart|noon|dawn|overnight))?",
)
def _weekday_alone(reader: _Reader, m: _Match) -> _Found | None:
    modifier = m.category("mod")
    if modifier in ("early", "late", "earlier", "later"):
        start = None if modifier in ("early", "late", "earlier", "later") else m.start
    else:
        start = None
    day = reader.weekday(int(m.get("day")), m, modifier)
    found = _with_part(_date(_day(day), force=True), m.get("part"))
    end = m.end
    while reader.category(end - 1) == "comma":
        end -= 1
    return found._replace(start=start, end=end)


@_rule("(mod=(early|earlier|late|later))? day=dayref (part=(daypart|noon))?", "day=dayref")
def _dayref(reader: _Reader, m: _Match) -> _Found | None:
    day = reader.day + timedelta(days=int(m.get("day")))
    return _with_part(_date(_day(day), force=m.get("day") != "0"), m.get("part"))


@_rule("the day=unit rel=(before|after) ref=dayref")
def _day_beyond(reader: _Reader, m: _Match) -> _Found | None:
    if m.get("day") != "D":
        return None
    step = -1 if m.category("rel") == "before" else 1
    return _date(_day(reader.day + timedelta(days=int(m.get("ref")) + step)), force=True)


@_rule("(early|late|later)? word=(tonight|overnight)")
def _tonight(reader: _Reader, m: _Match) -> _Found | None:
    if m.category("word") == "overnight":
        return _Found("TIME", reader.base.isoformat() + "TNI", reader.base.isoformat(), "night")
    return _with_part(_date(_day(reader.day)), "NI")


@_rule(
    "(mod=(early|earlier|late|later))? this part=(daypart|dawn)",
    "(mod=(early|earlier|late|later))? last part=daypart",
    "the (next|following) part=(daypart|dawn)",
    "the (previous) part=daypart",
    "that (same)? part=daypart",
    "the same part=daypart",
)
def _part_of_day(reader: _Reader, m: _Match) -> _Found | None:
    words = {reader.category(index) for index in range(m.start, m.end)}
    if "this" in words:
        day = reader.day
    elif "last" in words:
        day = reader.day - timedelta(days=1)
    else:
        step = 1 if words & {"next", "following"} else -1 if "previous" in words else 0
        day = reader.base + timedelta(days=step)
    return _with_part(_date(_day(day), force="this" not in words), m.get("part"))


@_rule(
    "(early|mid|late)? dash? the? (early|late)? part=(daypart|dayparts|dawn|noon|overnight) (unit|units)? (of|on) (?=(the|month|month_short|may_month|weekday|num24|num31|ord31|dayref))",
    "(mid|early|late) dash? part=daypart (?=(dayref|weekday))",
)
def _part_of(reader: _Reader, m: _Match) -> _Found | None:
    followed = reader.follow(m.end)
    if followed is None or not followed[0].edtf or len(followed[0].edtf) != 10 or followed[0].type != "DATE":
        return None
    return _with_part(followed[0], m.get("part"))._replace(end=followed[1])


@_rule("the day=ord31 (?!(other_capital|unit|units|dash))", "the day=ord31 of this unit")
def _ordinal_day(reader: _Reader, m: _Match) -> _Found | None:
    before = reader.category(m.start - 1)
    after = reader.norm(m.start + 2)
    if before not in (
        "on",
        "of",
        "until",
        "since",
        "from",
        "by",
        "to",
        "at",
        "before",
        "after",
        "through",
    ) and not (before == "stop"):
        return None
    if reader.category(m.start + 2) == "other" and after not in _function_words():
        return None
    number = int(re.sub(r"\D", "", m.get("day")))
    return _date(_day(_day_before(reader, number, m)), force=True)


def _day_before(reader: _Reader, number: int, m: _Match) -> date:
    """Return the day with this number in the month in force, in the past unless the verb says otherwise."""
    near = reader.force or reader.day
    days = []
    for months in (-1, 0, 1):
        moved = _shift_months(near.replace(day=1), months)
        if number <= monthrange(moved.year, moved.month)[1]:
            days.append(moved.replace(day=number))
    if not days:
        raise ValueError("no such day")
    if reader.force is None and reader.direction(m) <= 0:
        return max((d for d in days if d <= reader.day), default=days[0])
    return min(days, key=lambda d: (abs((d - near).days), d))


@cache
def _function_words() -> frozenset[str]:
    return load_words("timex", "function_words")


@_rule("day=holiday")
def _holiday(reader: _Reader, m: _Match) -> _Found | None:
    return None


# ------------------------------------------------- rules: clock times


@_rule(
    "about? clock=CLOCK ZONE? (in the part=daypart)? tail=comma?",
    "clock=(num4|year) ZONE",
    "clock=(clock|num24) (unit|units)? ZONE",
    "about? clock=clock",
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
    if followed and followed[0].type == "DATE" and len(followed[0].value) == 10:
        return _with_part(followed[0], "", clock)._replace(end=followed[1])
    if reader.category(end - 1) == "comma":
        end -= 1
    day = reader.day_nearby(m.start, end)
    if day is None:
        return _Found("TIME", f"T{clock}", None, clock, end=end)
    return _Found("TIME", f"{day}T{clock}", day.isoformat(), clock, end=end)


@_rule("noon=noon")
def _noon(reader: _Reader, m: _Match) -> _Found | None:
    followed = reader.follow(m.end)
    if followed and followed[0].type == "DATE" and len(followed[0].value) == 10:
        return _with_part(followed[0], m.get("noon"))._replace(end=followed[1])
    day = reader.day_nearby(m.start, m.end)
    return _with_part(_date(_day(day or reader.base)), m.get("noon"))


# ------------------------------------------------- rules: weeks, months, years

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
    "(mod=(early|earlier|late|later|mid))? dash? (the)? step=(last|this|next|coming|previous|current|following|past|same|that) (same|full|fiscal|financial|calendar|past|current)? what=(unit|weekend|season|fall)",
)
def _stepped(reader: _Reader, m: _Match) -> _Found | None:
    step, what = m.category("step"), m.get("what")
    part = m.get("mod") if m.category("mod") in ("early", "late", "mid") else None
    if m.category("what") == "weekend":
        what = "WE"
    if what[0] == "T":
        return None
    if step in ("following", "previous", "same", "that") or (step == "next" and what == "D"):
        if reader.force is None and what in ("D", "W", "WE"):
            if step in ("same", "that"):
                return _Found("DATE", "")
            return _Found("DATE", "")
        near = reader.base
    else:
        near = reader.day
    count = {"same": 0, "that": 0}.get(step, _STEPS.get(step, 0))
    if what in _SEASONS:
        return _date(_season(_season_year(near, what, count), what))
    if what == "D" and step in ("past", "last", "this", "current"):
        return None
    if step == "past":
        return _Found("DURATION", _amount(1, what))
    when = _shifted(near, count, what, part if what in ("M", "Q", "Y", "10Y") else None)
    force = what == "D" or (what == "Y" and step in ("following", "previous"))
    return _date(when, force=force)


def _season_year(near: date, season: str, count: int) -> int:
    """Return the year of last, this or next season."""
    first = _SEASONS[season][1]
    begun = near.month >= first
    ended = near.month >= first + 3
    if count < 0:
        return near.year if ended else near.year - 1
    if count > 0:
        return near.year + 1 if begun else near.year
    return near.year


@_rule(
    "(part=PART)? (of|in)? dash? (the)? (fiscal|financial|calendar)? (unit)? year=year (?!(UNITS|dash|magnitude|of|ampm))",
    "part=PART dash year=year",
    "fiscal year=year",
)
def _year_alone(reader: _Reader, m: _Match) -> _Found | None:
    part = m.get("part") if m.has("part") else None
    index = m.at("year")[0]
    first = m.start
    if part is None and reader.category(first) not in ("fiscal", "financial"):
        first = index
        if not _is_year(reader, index):
            return None
    found = _date(_year(int(m.get("year")), part), force=part is None)
    return found._replace(start=first)


def _is_year(reader: _Reader, index: int) -> bool:
    """Tell whether a number of four digits is a year: what counts things is none."""
    value = int(reader.values[index])
    after, word = reader.category(index + 1), reader.norm(index + 1)
    before = reader.category(index - 1)
    if (
        after in ("other",)
        and word.endswith("s")
        and before
        not in ("in", "since", "of", "from", "by", "until", "the", "to", "between", "during", "and", "poss")
    ):
        return False
    return 1800 <= value <= 2100 or before in ("in", "since", "of", "from", "until", "by")


@_rule(
    "(the)? (part=PART)? (of the)? dash? decade=decade",
    "(the)? (part=PART)? decade=decade_name",
    "the part=PART of the? decade=decade",
)
def _decade_named(reader: _Reader, m: _Match) -> _Found | None:
    text = re.sub(r"\D", "", m.get("decade"))
    year = int(text)
    if year < 100:
        year += 1900 if year >= 30 or reader.base.year < 2020 else 2000
    start = m.start
    part = m.get("part") if m.has("part") else None
    return _date(_decade(year, part))._replace(start=start)


@_rule("(the)? (part=PART)? dash? ord=(ordinal|ord31|ordbig) dash? what=unit (?!of)")
def _century_named(reader: _Reader, m: _Match) -> _Found | None:
    if m.get("what") != "100Y":
        return None
    number = int(m.get("ord")) if m.category("ord") == "ordinal" else int(re.sub(r"\D", "", m.get("ord")))
    return _date(_century(number)) if 1 <= number <= 99 else None


@_rule(
    "(the)? (full)? part=PART of (?=(the|this|last|next|year|month|may_month|season|decade|that))",
    "(the)? (ordinal|second|last) half of (?=(the|this|last|next|year|month|may_month|season|decade|that))",
)
def _part_of_stretch(reader: _Reader, m: _Match) -> _Found | None:
    followed = reader.follow(m.end)
    if followed is None or followed[0].type != "DATE" or not followed[0].edtf:
        return None
    found, end = followed
    part = m.get("part")
    value = found.value
    if re.fullmatch(r"\d{4}", value):
        when = (
            _year(int(value), part)
            if part
            else _half(int(value), 2 if reader.category(m.end - 3) in ("second", "last") else 1)
        )
    elif re.fullmatch(r"\d{4}-\d\d", value) and part:
        when = _month(int(value[:4]), int(value[5:]), part)
    elif re.fullmatch(r"\d{3}", value) and part:
        when = _decade(int(value) * 10, part)
    else:
        return found._replace(end=end)
    return _date(when)._replace(end=end)


# ------------------------------------------------- rules: quarters


@_rule(
    "(the)? (year|fiscal)? dash? ord=(ordinal|second|ord31) dash? what=unit (of year=year|(of)? (the)? rel=(last|this|next) unit)?"
)
def _quarter_named(reader: _Reader, m: _Match) -> _Found | None:
    if m.get("what") != "Q":
        return None
    number = 2 if m.category("ord") == "second" else int(re.sub(r"\D", "", m.get("ord")) or 0)
    if not 1 <= number <= 4:
        return None
    if m.has("year"):
        return _date(_quarter(int(m.get("year")), number))
    near = reader.day
    if m.has("rel"):
        return _date(_quarter(near.year + _STEPS[m.category("rel")], number))
    year = near.year
    if 3 * number - 2 > near.month and reader.direction(m) <= 0:
        year -= 1
    return _date(_quarter(year, number))


# ------------------------------------------------- rules: distances and durations


@_rule(
    "ABOUT? n=NUM dash? unit=UNITS (and a half)? rel=(ago|earlier|later|before|after)",
    "ABOUT? a unit=(unit|weekend) (and a half)? rel=(ago|earlier|later|before|after)",
)
def _distance(reader: _Reader, m: _Match) -> _Found | None:
    unit, word = m.get("unit"), m.category("rel")
    count = _number(reader, m.at("n")) if "n__" in "" or _has(m, "n") else 1.0
    if word in ("before", "after"):
        return _Found("DURATION", _amount(count, unit), end=m.end - 1)
    if count is None:
        return (
            _Found("DATE", "PAST_REF" if word != "later" else "FUTURE_REF")
            if word == "ago"
            else _Found("DATE", "")
        )
    if unit[0] == "T":
        day = reader.day if word == "ago" else reader.force
        return _Found("DATE", day.isoformat() if day else "", day.isoformat() if day else None)
    if count != int(count):
        return _Found("DURATION", _amount(count, unit))
    steps = int(count) if word == "later" else -int(count)
    if word == "ago":
        near = reader.day
    elif reader.force is None and word == "later":
        return _Found("DATE", "")
    else:
        near = reader.base
    return _date(_shifted(near, steps, unit), force=unit == "D" and word != "ago")


def _has(m: _Match, key: str) -> bool:
    try:
        return m.has(key)
    except IndexError:
        return False


@_rule("(the|a)? n=NUM dash? unit=UNITS dash? old")
def _age(reader: _Reader, m: _Match) -> _Found | None:
    return _Found("DURATION", "AGE")


@_rule(
    "ABOUT? (the|these|those|this)? rel=(last|past|next|coming|previous|ordinal|following|latest|recent)? ABOUT? n=NUM dash? nonage? unit=UNITS (and a half)?",
)
def _duration(reader: _Reader, m: _Match) -> _Found | None:
    unit = m.get("unit")
    count = _number(reader, m.at("n"))
    if reader.category(m.end - 1) == "half" and count is not None:
        count += 0.5
    return _Found("DURATION", _amount(count, unit))


# ------------------------------------------------- rules: sets, references


@_rule("every (number|num24)? unit=(unit|units)")
def _every(reader: _Reader, m: _Match) -> _Found | None:
    return _Found("SET", _amount(1, m.get("unit")))


@_rule("word=set_adverb")
def _set_adverb(reader: _Reader, m: _Match) -> _Found | None:
    return _Found("SET", m.get("word"))


@_rule("word=(now|present_ref|current)", "these units")
def _present(reader: _Reader, m: _Match) -> _Found | None:
    return _Found("DATE", "PRESENT_REF")


@_rule(
    "word=past_ref",
    "(the)? recent units",
    "(the)? past units",
    "the past (?!(other|other_capital|number|unit|units|few))",
)
def _past(reader: _Reader, m: _Match) -> _Found | None:
    return _Found("DATE", "PAST_REF")


@_rule("word=future_ref", "(the)? (near)? future", "(the)? coming units")
def _future(reader: _Reader, m: _Match) -> _Found | None:
    return _Found("DATE", "FUTURE_REF")


# ---------------------------------------------------------------------- reading

_STOP = _codes()["stop"]
_COMMA = _codes()["comma"]


def find_timexes(text: str, published: str | None, *, spans: list[Span] | None = None) -> list[Timex]:
    """Find time expressions in an article's text.

    Args:
        text: the article's normalized text.
        published: day of publication, YYYY-MM-DD; without it, what depends on it stays unresolved.
        spans: stretches to read (sentences or blocks), in order; the whole text if None.

    Returns:
        Expressions in text order, not overlapping. Ages (`81-year-old`) are none.

    Raises:
        ValueError: `published` is not a day.
    """
    if spans is None:
        spans = [Span(match.start(), match.end()) for match in re.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", text)]
    repaired = find_tokens(text, spans)
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    reader = _Reader(date.fromisoformat(published) if published else None, frozenset())
    for offset, token in zip(repaired.starts, repaired.tokens, strict=True):
        if offset and repaired.text[offset - 1] == "\n":
            codes.append(_STOP)
            starts.append(offset)
            ends.append(offset)
            reader.values.append("")
            reader.norms.append("")
        norm = token.norm.lower()
        for atom in _atoms_of(token.norm):
            codes.append(atom.code)
            starts.append(offset + atom.start)
            ends.append(offset + atom.end)
            reader.values.append(atom.value)
            reader.norms.append(norm)
    reader.codes = "".join(codes)
    found: list[Timex] = []
    grammar = _grammar()
    index = 0
    while match := grammar.search(reader.codes, index):
        try:
            read = reader.read(match)
        except (ValueError, OverflowError):
            number = int((match.lastgroup or "").split("__")[1])
            read = (_Found("DATE", ""), match.end()) if _RULES[number] else None
        if read is None:
            index = match.start() + 1
            continue
        item, end = read
        first = match.start() if item.start is None else item.start
        index = max(end, match.start() + 1)
        if item.value == "AGE":
            continue
        if item.force is not None:
            reader.force = item.force
        since = reader.category(first - 1) == "since"
        span = repaired.span_of(starts[first], ends[end - 1])
        found.append(Timex(span, item.type, item.value, item.edtf, item.time, since))
    return found
