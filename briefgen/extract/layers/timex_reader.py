"""Reading a text for times: its atoms, the day of publication, the date in force, the verbs around."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from briefgen.extract.layers.timex_atoms import find_atoms
from briefgen.extract.layers.timex_calendar import When, make_quarter, shift_months
from briefgen.extract.layers.timex_grammar import Found, Grammar, Match, compile_rule, number_of
from briefgen.extract.layers.timex_tense import Tenses
from briefgen.extract.layers.timex_words import (
    category_codes,
    category_names,
    listed_words,
)
from briefgen.extract.layers.tokens import Repaired


def found_date(when: When, *, force: bool = False) -> Found:
    """Return a date that a rule found; with `force` it becomes the date in force."""
    return Found("DATE", when.value, when.edtf, force=when.first if force else None)


def is_day(found: Found) -> bool:
    """Tell whether a rule found one day of the calendar."""
    return found.type == "DATE" and len(found.value) == 10 and found.edtf == found.value


OF_CLOCK = frozenset(
    {"on", "clock", "clock_point", "ampm", "zone", "num24", "noon", "local", "time", "of", "daypart", "early"}
)
"""What stands between `until` and the day of a clock time."""


class Entry(NamedTuple):
    """An entry of a chronicle, or the heading of a stretch of entries."""

    day: date
    """Its first day."""
    end: int
    """Atom behind the words that name it."""
    year_heads: bool
    """Its year stands in a heading of its own."""


class Clock(NamedTuple):
    """A clock time on a day."""

    day: date
    time: str
    """`14:30`."""
    end: int
    """Atom behind it."""


class Reader:
    """One text being read: its atoms, the day of publication and the date in force."""

    def __init__(
        self, repaired: Repaired, published: date | None, rules: Sequence["Rule"], grammar: Grammar
    ) -> None:
        self.rules, self.grammar = rules, grammar
        all_codes = category_codes()
        self.stop, self.comma = all_codes["stop"], all_codes["comma"]
        self.repaired = repaired
        self.published = published
        self.force: date | None = None
        """Day (or first day of the month or year) that the text last named."""
        self.force_is_day = False
        self.force_is_year = False
        self.force_since = False
        """Whether the date in force stands behind `since`, so that the text does not tell of it."""
        self.force_end = 0
        """Atom behind the words that named it."""
        self.today_end = 0
        """Atom behind the words that last named the day of publication (`tonight`)."""
        self.depth = 0
        """How many expressions are being read inside one another."""
        self.named_year: tuple[int, int] | None = None
        """Year last written out, and the atom behind it."""
        self.named_month: tuple[date, int] | None = None
        """First day of the month last named, and the atom behind it."""
        self.named_week: tuple[date, int] | None = None
        """Monday of the week last named, and the atom behind it."""
        self.quarter: tuple[int, int] | None = None
        """Year and number of the quarter that the text last named."""
        self.half: tuple[int, int] | None = None
        """Year and number of the half of a year that the text last named, if no quarter since."""
        self.quarter_is_ahead = False
        """Whether that quarter is not over and what is told of it is to come."""
        self.quarter_ended: date | None = None
        """Last day of that quarter, where the text tells it of a fiscal one."""
        self.quarter_is_fiscal = False
        """Whether that quarter is one of a fiscal year."""
        self.told_year: tuple[int, int] | None = None
        """Year last told, also that of a part of it or of `last year`, and the atom behind it."""
        self.entry_day: date | None = None
        """Day that last headed a paragraph."""
        self.heading_end = 0
        """Atom behind the words that last headed a paragraph, if a mark parts them from it (`3 May:`)."""
        self.headings: frozenset[int] = frozenset()
        """Offsets in the repaired text behind days that stand as headings of their own."""
        self.entry: Entry | None = None
        """Entry of a chronicle last read, where the chronicle has written out its year."""
        self.clock: Clock | None = None
        """Clock time last read."""
        self.night: tuple[date, int] | None = None
        """Day of the evening or night last told of, and the atom behind it."""
        self.last_day: tuple[date, int] | None = None
        """Day last named, though a year or month may have been named since, and the atom behind it."""
        self.followed_day: date | None = None
        """Day found as that behind a day told, which the story may go on from."""
        self.days_by_month: dict[int, date] = {}
        """Day last named of each month."""
        self.story_day: tuple[date, int] | None = None
        """Day last named of the weeks before publication, of which a text tells news, and the atom behind it."""
        atoms = find_atoms(repaired)
        self.codes = "".join([atom[0] for atom in atoms])
        self.values = [atom[1] for atom in atoms]
        self.norms = [atom[2] for atom in atoms]
        self.starts = [atom[3] for atom in atoms]
        """Offset of each atom in the repaired text."""
        self.ends = [atom[4] for atom in atoms]
        self.tenses = Tenses(self.codes, self.norms)

    def category(self, index: int) -> str:
        """Return the category of an atom; `stop` outside the text."""
        return category_names()[self.codes[index]] if 0 <= index < len(self.codes) else "stop"

    def norm(self, index: int) -> str:
        """Return the word at an atom in small letters; "" outside the text."""
        return self.norms[index] if 0 <= index < len(self.norms) else ""

    def name_quarter(self, year: int, number: int, *, ahead: bool = False, fiscal: bool = False) -> None:
        """Keep a quarter as the one last named."""
        self.quarter, self.quarter_is_ahead, self.half = (year, number), ahead, None
        self.quarter_is_fiscal, self.quarter_ended = fiscal, None

    def find_quarter(self, year: int, number: int) -> Found:
        """Return a quarter counted as the one last named, whose months a fiscal year may have moved."""
        found = found_date(make_quarter(year, number))
        if self.quarter is not None and self.quarter_ended is not None:
            ended = shift_months(
                self.quarter_ended, 12 * (year - self.quarter[0]) + 3 * (number - self.quarter[1])
            )
            return found._replace(edtf=f"{str(shift_months(ended, -2))[:7]}/{str(ended)[:7]}")
        first = date(year, 3 * number - 2, 1)
        # Months to come are not those of a fiscal quarter that is told of.
        return found._replace(edtf=None) if self.quarter_is_fiscal and first > self.day else found

    def name_half(self, year: int, number: int) -> None:
        """Keep a half of a year as what was last named."""
        self.quarter, self.half = None, (year, number)

    def name_quarter_until(self, last: date) -> None:
        """Keep the quarter of the calendar that holds most of the three months up to a day."""
        middle = last - timedelta(days=_HALF_QUARTER_DAYS)
        self.name_quarter(middle.year, (middle.month + 2) // 3)

    def value(self, index: int) -> str:
        """Return the value of an atom; "" outside the text."""
        return self.values[index] if 0 <= index < len(self.values) else ""

    def sentence_before(self, index: int, words: int) -> range:
        """Return the atoms of the sentence before an atom, so many at most."""
        begin = self.codes.rfind(self.stop, 0, index) + 1
        return range(max(begin, index - words), index)

    @property
    def quarter_day(self) -> date | None:
        """The first day of the quarter last named."""
        return date(self.quarter[0], 3 * self.quarter[1] - 2, 1) if self.quarter else None

    @property
    def base(self) -> date:
        """The date in force, else the day of publication."""
        return self.force or self.day

    def base_near(self, index: int) -> date:
        """Return the date in force if a sentence close to an atom named it, else the day of publication."""
        if self.force is not None and self.codes.count(self.stop, self.force_end, index) <= 2:
            return self.force
        return self.day

    def force_names(self, unit: str) -> bool:
        """Tell whether the date in force is fine enough to count weeks or months from."""
        if unit in ("W", "WE", "2W"):
            return self.force_is_day
        return not self.force_is_year or unit not in ("M", "Q")

    def named_day_in(self, month: int, day: int) -> bool:
        """Tell whether the day last named is this day of some year."""
        return self.last_day is not None and (self.last_day[0].month, self.last_day[0].day) == (month, day)

    def opens_paragraph(self, index: int) -> bool:
        """Tell whether a paragraph or line begins at an atom, marks like asterisks left aside."""
        start = self.starts[index]
        line = self.repaired.text.rfind("\n", max(0, start - 6), start) + 1
        return start - line < 6 and not any(char.isalnum() for char in self.repaired.text[line:start])

    def day_of_entry(self, index: int) -> date | None:
        """Return the day of a clock time that heads an entry of a live page: its heading's, else publication's."""
        return (self.entry_day or self.published) if self.opens_paragraph(index) else None

    def heads_entry(self, index: int) -> bool:
        """Tell whether an atom is the hour of an entry of a live page: `1930 Shots are heard`, one of three or more."""
        return index in self._bare_hours

    @cached_property
    def _bare_hours(self) -> frozenset[int]:
        numbers = category_codes()["num4"] + category_codes()["year"]
        found = [
            match.start()
            for match in re.finditer(f"[{re.escape(numbers)}]", self.codes)
            if self.opens_paragraph(match.start())
        ]
        hours = [index for index in found if self._is_hour(index)]
        return frozenset(hours) if len(hours) >= _BARE_HOURS else frozenset()

    def _is_hour(self, index: int) -> bool:
        value = self.values[index]
        text = self.repaired.text[self.starts[index] :]
        return int(value[:2]) < 24 and int(value[2:4]) < 60 and text[4:5] == " " and text[5:6].isupper()

    def day_of_heading(self, index: int) -> date | None:
        """Return the day that heads the paragraph or line of an atom, parted from it by a mark: `3 May: …`.

        Or the one that stands as a heading above it.
        """
        if self.entry_day is None or not self.heading_end or index - self.heading_end > _HEADING_REACH:
            return None
        if self.ends[self.heading_end - 1] in self.headings:
            return self.entry_day
        text = self.repaired.text[self.starts[self.heading_end - 1] : self.starts[index]]
        return None if "\n" in text else self.entry_day

    @cached_property
    def dated_early(self) -> bool:
        """Whether the text tells news of the day behind its publication, as pages dated in another zone do.

        What is six days old and told by its weekday alone is seldom what somebody said, or what came early in the day.
        Source: of 45 such weekdays in news of 2009 to 2016, 40 meant the day behind publication.
        """
        number = str(self.day.isoweekday() % 7 + 1)
        return any(
            self.values[index] == number
            and (
                self.category(index - 1) == "early"
                or (self.category(index + 1) == "daypart" and self.values[index + 1] == "MO")
                or any(
                    self.norm(index + step) in listed_words("telling_verbs")
                    # `The result was announced on Saturday` is an event, nobody's words.
                    and not (
                        self.norm(index + step) == "announced"
                        and self.norm(index + step - 1) in ("was", "were")
                    )
                    for step in (-3, -2, -1, 1, 2)
                )
            )
            for index in (match.start() for match in re.finditer(category_codes()["weekday"], self.codes))
        )

    @cached_property
    def tells_business(self) -> bool:
        """Whether the text reports on the business of a company."""
        return not listed_words("business").isdisjoint(self.norms)

    @cached_property
    def tells_sports(self) -> bool:
        """Whether the text tells of a game."""
        return not listed_words("sports").isdisjoint(self.norms)

    def day_told(self, index: int) -> date | None:
        """Return the day last named before an atom, also where a year was told in passing some sentences ago."""
        if self.named_day is not None or self.last_day is None:
            return self.named_day
        passed = self.codes.count(self.stop, self.force_end, index) > 1
        return (
            self.last_day[0] if passed and self.codes.count(self.stop, self.last_day[1], index) < 6 else None
        )

    def day_is_close(self, index: int, *, sentences: int = 1) -> bool:
        """Tell whether the sentence at an atom, or one of so many before it, has named a day."""
        return self.named_day is not None and self.codes.count(self.stop, self.force_end, index) <= sentences

    @property
    def day(self) -> date:
        """The day of publication; ValueError if unknown: the expression then stays unresolved."""
        if self.published is None:
            raise ValueError("no day of publication")
        return self.published

    def direction(self, match: Match) -> int:
        """Tell by the verbs of the sentence whether a time lies behind (-1) or ahead (1); 0 if unclear."""
        return self.tenses.direction(match.start, match.end)

    @property
    def named_day(self) -> date | None:
        """The date in force where it is a day, not a month or year."""
        return self.force if self.force_is_day else None

    def day_behind(self, index: int) -> date | None:
        """Return the day that the sentence named last before an atom."""
        if self.named_day is None or self.stop in self.codes[self.force_end : index]:
            return None
        return self.named_day

    def month_behind(self, index: int) -> date | None:
        """Return the first day of the month that the sentence named last before an atom, with no day behind it."""
        if self.named_month is None or self.named_month[1] < self.force_end:
            return None
        return None if self.stop in self.codes[self.named_month[1] : index] else self.named_month[0]

    def month_told(self, index: int) -> date | None:
        """Return the first day of the month last named, with no day or year behind it, a sentence or two before."""
        if self.named_month is None or self.named_month[1] < self.force_end:
            return None
        close = self.codes.count(self.stop, self.named_month[1], index) <= _MONTH_REACH
        return self.named_month[0] if close else None

    def year_behind(self, index: int) -> int | None:
        """Return the year that the sentence told last before an atom (`last year`), with no quarter behind it."""
        if self.told_year is None or self.told_year[1] < self.force_end:
            return None
        between = range(self.told_year[1], index)
        parted = {"stop", "quarter", "quarter_code", "period"}
        return None if any(self.category(place) in parted for place in between) else self.told_year[0]

    def year_told(self, index: int) -> int | None:
        """Return the year told last before an atom, a sentence or two before, with no day or year behind it."""
        if self.told_year is None or self.told_year[1] <= self.force_end:
            return None
        close = self.codes.count(self.stop, self.told_year[1], index) <= _MONTH_REACH
        return self.told_year[0] if close else None

    def week_behind(self, index: int) -> date | None:
        """Return the Monday of the week that the sentence named last before an atom, with no day behind it."""
        if self.named_week is None or self.named_week[1] < self.force_end:
            return None
        return None if self.stop in self.codes[self.named_week[1] : index] else self.named_week[0]

    def is_moved(self, index: int) -> bool:
        """Tell whether something is moved to the day told behind an atom: `pushed the vote back to`."""
        if self.norm(index - 1) not in ("back", "forward", "over"):
            return False
        return any(self.norm(place) in _MOVING for place in self.sentence_before(index, _MOVED_WORDS))

    def day_beside(self, index: int) -> bool:
        """Tell whether only a comma stands between the day last named and an atom."""
        return (
            self.named_day is not None and self.force_end == index - 1 and self.codes[index - 1] == self.comma
        )

    def day_ahead(self, index: int) -> date | None:
        """Return the day that the sentence names soon behind an atom."""
        for place in range(index, min(index + 8, len(self.codes))):
            if self.codes[place] == self.stop or self.category(place) == "through":
                # `from 10 a.m. to 6 p.m. through Sept. 6`
                break
            if (self.codes[place] == self.comma or self.category(place) == "and") and self._goes_on(
                place + 1
            ):
                break
            if (
                self.category(place) in _DAY_HEADS
                and (followed := self.follow(place))
                and is_day(followed[0])
            ):
                return date.fromisoformat(followed[0].value)
        return None

    def _goes_on(self, index: int) -> bool:
        """Tell whether another statement begins at an atom: `stood at 118 at 5 p.m., down from 117 on Friday`."""
        word = self.norm(index)
        return word in listed_words("future_verbs") or word in listed_words("goes_on")

    def follow(self, index: int) -> tuple[Found, int] | None:
        """Read the expression that begins at an atom; its end beside it."""
        if not 0 <= index < len(self.codes) or self.depth > 1:
            return None
        code = self.codes[index]
        match = self.grammar.by_code[code].match(self.codes, index) if code in self.grammar.numbers else None
        if match is None:
            return None
        self.depth += 1
        try:
            return self.read(match)
        finally:
            self.depth -= 1

    def read(self, match: re.Match[str]) -> tuple[Found, int] | None:
        """Resolve a match; where its rule turns it down, the next rule that fits; None if there is none."""
        first = number_of(match)
        for number in self.grammar.numbers[self.codes[match.start()]]:
            if number < first:
                continue
            if number > first:
                alone = compile_rule(self.rules[number].pattern, number).match(self.codes, match.start())
                if alone is None:
                    continue
                match = alone
            try:
                found = self.rules[number].resolve(self, Match(match, self.values, self.category))
            except (ValueError, OverflowError):
                # Not in the calendar, or it needs a day of publication that is not known.
                found = Found("DATE", "")
            if found is not None:
                return found, match.end() if found.end is None else found.end
        return None


_MOVING, _MOVED_WORDS = frozenset({"pushed", "put", "brought", "moved", "held"}), 8
_HALF_QUARTER_DAYS = 45
_HEADING_REACH = 80
"""Words of a paragraph for which its heading dates the days of the week."""
_BARE_HOURS = 3
"""Paragraphs that open with four digits from which on these are hours."""
_MONTH_REACH = 2
"""Sentences over which `that month` means the one named."""

Resolver = Callable[[Reader, Match], Found | None]
"""What a rule makes of its match."""


class Rule(NamedTuple):
    """A pattern and what it means."""

    pattern: str
    resolve: Resolver
    """Returns None to turn a match down; ValueError and OverflowError leave it unresolved."""


class RuleList:
    """The rules of one kind of expression, in the order in which they are tried."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules)

    def add(self, *patterns: str) -> Callable[[Resolver], Resolver]:
        """Return a decorator that adds a rule for each pattern."""

        def add(resolve: Resolver) -> Resolver:
            self._rules.extend(Rule(pattern, resolve) for pattern in patterns)
            return resolve

        return add


_DAY_HEADS = frozenset({"weekday", "month", "month_short", "dayref", "num24", "num31", "ord31"})
