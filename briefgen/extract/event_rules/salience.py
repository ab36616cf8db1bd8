"""Salience: which days, and which words of a day, many articles speak of.

Two tellers are the articles: what they tell as events, and what they merely name. A day that later days still come
back to, of which many tell something, and after which more is published than around it, weighs most.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.frames import EventFrame, is_day
from briefgen.extract.lexicon import load_phrases
from briefgen.extract.phrasing.wording import key_of, keys_in
from briefgen.model.dates import parse_date

LEAD_SENTENCES = 10
"""The first sentences of an article tell what is new on its day."""
_FEWEST_WORDS = 5
_LATER_DAYS = 2
"""From so many days on an article no longer reports a day, but remembers it."""
_DAMPING = 100
"""Days of publication without a word of it that each day is taken to have had: a share of two days is chance. With
20 to 300 date F1 of the timelines dev set, each topic left out, is 75.9 to 77, with the mere count 74.6; below 100 what
a long story names last of all counts too much where nobody gives its span."""
_SCALE = 100
"""Shares enter as logarithms, of percents."""
_AROUND = (-3, -2, -1, 1, 2, 3)
_DECAY_DAYS = 7.0
"""How fast neighbours count less for how dense the telling is; 4 to 14 days give the same within 0.5 points."""
_LONGEST_DAYS = 1500
"""Longest stretch looked at, in days with something told; keeps the cost of decades linear."""
_AS_HEAVY = 0.998
"""Share of the most mass from which stretches count as equal: one event more or less must not cost a week."""
_LEAD_WEIGHT = 0.5
"""Weight of the leads of a day and of the day after beside its events; both from the timelines dev set, where align R1
is 14.8 without leads, 15.2 with them."""


class Outline(msgspec.Struct, frozen=True):
    """What one article gives to salience beside its events."""

    days: list[str]
    """Calendar days that it names, sorted, each once."""
    lead: dict[str, int]
    """Stems of its first sentences, and in how many of these they stand; sorted."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One article as salience sees it."""

    origin: str
    """Articles of one origin that are published on one day count as one."""
    published: str
    outline: Outline
    events: Sequence[EventFrame]
    """Those that lie in the past of the article, and in the period of the brief."""


class DayFeatures(msgspec.Struct, frozen=True):
    """What is known of one day, each between 0 and about 1 within its collection."""

    remembered: float
    """Share of the days of publication, two or more days later, that name it, few of them damped: the last days of
    a story have had no time to be remembered."""
    told: float
    """Reports that tell an event of it."""
    burst: float
    """How much more is published on the day after than around; may be negative."""
    dense: float
    """How much is told and published in the weeks around it."""


class DayWeights(msgspec.Struct, frozen=True):
    """Weights of the features of a day, as `benchmarks/quality/fit_days.py` fits them."""

    remembered: float
    told: float
    burst: float
    dense: float
    """Tells the crisis from its prelude and its echoes; of no use within a span that is known to be the story's."""


DAY_WEIGHTS = DayWeights(remembered=0.645, told=0.924, burst=0.112, dense=0.813)
"""Fitted on all five topics of the timelines dev set."""


def find_outline(context: Context) -> Outline:
    """Outline one article: the days that it names, and the words of its first sentences."""
    document = context.document
    days: set[str] = set()
    lead: Counter[str] = Counter()
    left = LEAD_SENTENCES
    for number, sentence in enumerate(document.sentences):
        if sentence.kind not in {"body", "dek"}:
            continue
        for timex in context.timexes_of[number]:
            value = document.timexes[timex].date
            if value is not None and is_day(value):
                days.add(value.rstrip("~?"))
        if left and sentence.last - sentence.first >= _FEWEST_WORDS:
            left -= 1
            lead.update(keys_in(context.index.words(sentence.first, sentence.last)))
    return Outline(sorted(days), dict(sorted(lead.items())))


class Salience:
    """What many articles speak of. Cost is linear in what they tell; the order of the reports does not matter."""

    def __init__(
        self, reports: Iterable[Report], *, with_density: bool = True, weights: DayWeights = DAY_WEIGHTS
    ) -> None:
        self._weights = weights if with_density else msgspec.structs.replace(weights, dense=0.0)
        ordered = sorted(
            (report for report in reports if parse_date(report.published).earliest is not None),
            key=lambda report: (report.published, report.origin),
        )
        self.reports = len(ordered)
        self.published = Counter(
            day for day, _ in {(_day(report.published), report.origin) for report in ordered}
        )
        self._named: dict[date, set[tuple[date, str]]] = defaultdict(set)
        self._told: dict[date, set[tuple[date, str]]] = defaultdict(set)
        self._leads: dict[date, Counter[str]] = defaultdict(Counter)
        self._texts: dict[date, list[frozenset[str]]] = defaultdict(list)
        frequency: Counter[str] = Counter()
        for report in ordered:
            published = _day(report.published)
            for named in report.outline.days:
                self._named[_day(named)].add((published, report.origin))
            self._leads[published].update(report.outline.lead)
            stems = set(report.outline.lead)
            for frame in report.events:
                words = topic_of(frame)
                stems |= words
                day = day_of(frame)
                if day is not None and _tells_of_day(frame):
                    self._told[day].add((published, report.origin))
                    self._texts[day].append(words)
            frequency.update(stems)
        total = max(1, len(ordered))
        self._idf = {stem: math.log(1 + total / count) for stem, count in frequency.items()}
        self._mass = {
            day: len(self._named.get(day, ())) + self.published.get(day, 0)
            for day in sorted({*self._named, *self._told, *self.published})
        }
        self._features = self._all_features()
        self._centres: dict[date, dict[str, float]] = {}

    # Days

    @property
    def days(self) -> list[date]:
        """Days that something is known of, in order."""
        return sorted(self._features)

    def features(self, day: date) -> DayFeatures:
        """Return what is known of a day; all zero if it is nothing."""
        return self._features.get(day, DayFeatures(0.0, 0.0, 0.0, 0.0))

    def weight(self, day: date) -> float:
        """Return how much a day weighs in the story."""
        found, weights = self.features(day), self._weights
        return (
            weights.remembered * found.remembered
            + weights.told * found.told
            + weights.burst * found.burst
            + weights.dense * found.dense
        )

    def _all_features(self) -> dict[date, DayFeatures]:
        remembered = self._remembered()
        told = {day: math.log1p(len(self._told.get(day, ()))) for day in self._mass}
        after = {day.toordinal() - 1: math.log1p(count) for day, count in self.published.items()}
        dense = self._densities()
        most_after = max(after.values(), default=0.0) or 1.0
        most_remembered = max(remembered.values(), default=0.0) or 1.0
        most_told = max(told.values(), default=0.0) or 1.0
        most_dense = math.log1p(max(dense.values(), default=0.0)) or 1.0
        return {
            day: DayFeatures(
                remembered[day] / most_remembered,
                told[day] / most_told,
                (
                    after.get(day.toordinal(), 0.0)
                    - sum(after.get(day.toordinal() + step, 0.0) for step in _AROUND) / len(_AROUND)
                )
                / most_after,
                math.log1p(dense[day]) / most_dense,
            )
            for day in self._mass
        }

    def _remembered(self) -> dict[date, float]:
        on_days = sorted(self.published)
        found: dict[date, float] = {}
        for day in self._mass:
            later = len(on_days) - bisect_left(on_days, date.fromordinal(day.toordinal() + _LATER_DAYS))
            named = len({on for on, _ in self._named.get(day, ()) if (on - day).days >= _LATER_DAYS})
            found[day] = math.log1p(_SCALE * named / (later + _DAMPING))
        return found

    def _densities(self) -> dict[date, float]:
        """Return the mass around each day, neighbours decaying with their distance; in one pass each way."""
        days = sorted(self._mass)
        found = {day: float(self._mass[day]) for day in days}
        for order in (days, days[::-1]):
            running, before = 0.0, None
            for day in order:
                if before is not None:
                    running = (running + self._mass[before]) * math.exp(
                        -abs((day - before).days) / _DECAY_DAYS
                    )
                found[day] += running
                before = day
        return found

    def busiest(self) -> int:
        """Return the length in days of the busiest stretch: the one with the most mass for the root of its length.

        The root is what chance alone would make of a longer stretch, so that days far off count only if they are
        many (a scan statistic). Of stretches about as heavy it is the longest. 0 if nothing is known.
        """
        days = [(day.toordinal(), mass) for day, mass in sorted(self._mass.items()) if mass]
        heaviest: dict[int, float] = {}
        for at, (first, _) in enumerate(days):
            mass = 0
            for last, more in days[at : at + _LONGEST_DAYS]:
                mass += more
                length = last - first + 1
                heaviest[length] = max(heaviest.get(length, 0.0), mass / math.sqrt(length))
        best = max(heaviest.values(), default=0.0)
        return max((length for length, value in heaviest.items() if value >= best * _AS_HEAVY), default=0)

    # Words of a day

    def centrality(self, frame: EventFrame) -> float:
        """Return how much a telling is about what its day is spoken of for, 0 to about 1; long ones not favoured."""
        day = day_of(frame)
        if day is None:
            return 0.0
        if day not in self._centres:
            self._centres[day] = self._centre(day)
        return self._cosine(topic_of(frame), self._centres[day])

    def likeness(self, one: EventFrame, other: EventFrame) -> float:
        """Return how alike the words of two tellings are, 0 to 1."""
        words = topic_of(other)
        length = math.sqrt(sum(self._idf.get(w, 0.0) ** 2 for w in sorted(words))) or 1.0
        return self._cosine(topic_of(one), {word: self._idf.get(word, 0.0) / length for word in words})

    def _cosine(self, words: frozenset[str], centre: Mapping[str, float]) -> float:
        ordered = sorted(words)
        length = math.sqrt(sum(self._idf.get(word, 0.0) ** 2 for word in ordered)) or 1.0
        return sum(self._idf.get(word, 0.0) * centre.get(word, 0.0) for word in ordered) / length

    def _centre(self, day: date) -> dict[str, float]:
        centre: dict[str, float] = defaultdict(float)
        told: dict[str, float] = defaultdict(float)
        for words in self._texts.get(day, ()):
            length = math.sqrt(sum(self._idf.get(w, 0.0) ** 2 for w in sorted(words))) or 1.0
            for word in sorted(words):
                told[word] += self._idf.get(word, 0.0) / length
        for weight, part in (
            (1.0, told),
            (_LEAD_WEIGHT, self._lead(day)),
            (_LEAD_WEIGHT, self._lead(date.fromordinal(day.toordinal() + 1))),
        ):
            length = math.sqrt(sum(part[word] ** 2 for word in sorted(part))) or 1.0
            for word in sorted(part):
                centre[word] += weight * part[word] / length
        return dict(centre)

    def _lead(self, day: date) -> dict[str, float]:
        return {
            word: count * self._idf.get(word, 0.0) for word, count in self._leads.get(day, Counter()).items()
        }


def topic_of(frame: EventFrame) -> frozenset[str]:
    """Return the stems of all that a telling speaks of, beyond its title."""
    return frozenset({*frame.keys, *keys_in(frame.text)})


def day_of(frame: EventFrame) -> date | None:
    """Return the first day of a telling."""
    return parse_date(frame.date.date).earliest


def _tells_of_day(frame: EventFrame) -> bool:
    """Tell whether a telling makes its day weigh more.

    No lead without a day, which is only guessed to be of the day of publication, nothing that fills a day with words
    or a state, and no open day. With them date F1 of the timelines dev set is 75.2, without 75.5.
    """
    if frame.date.how == "article" or frame.weight < 0:
        return False
    return frame.weight > 0 or frame.deed not in _words_and_states()


@cache
def _words_and_states() -> frozenset[str]:
    return frozenset({key_of(verb) for verb in load_phrases("events", "acts")} | {key_of("be")})


def _day(value: str) -> date:
    return parse_date(value).earliest or date.min
