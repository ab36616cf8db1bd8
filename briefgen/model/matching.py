"""Which generated item is which old one: by overlap of evidence first, then by what they say; never by a new id."""

from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from typing import Any

import msgspec

from briefgen.model.article import Article
from briefgen.model.brief import BackgroundItem, Event, Evidence, Figure, Inexact, Reaction
from briefgen.model.evidence import find_evidence
from briefgen.model.lock import LockedSpan

_MIN_OVERLAP = 0.3
"""Share of the shorter evidence that two items must have in common to be told the same by it."""


class Candidate(msgspec.Struct, frozen=True):
    """An old item, as it may be found again."""

    forms: tuple[Any, ...]
    """The item as generated last time and as it stands in the brief; one of both may be missing."""
    spans: tuple[LockedSpan, ...]
    """Places of its evidence."""


class Pair(msgspec.Struct, frozen=True):
    """A generated item and the old one it is."""

    new: int
    old: int


def find_spans(evidence: Seq[Evidence], articles: Map[str, Article]) -> tuple[LockedSpan, ...]:
    """Return where the words of evidence stand, sorted; what is not found is left out."""
    spans = set()
    for one in evidence:
        article = articles.get(one.source)
        span = find_evidence(article.text, one).span if article else None
        if span is not None:
            spans.add(LockedSpan(one.source, span.start, span.end))
    return tuple(sorted(spans))


def match_items(new: Seq[Candidate], old: Seq[Candidate]) -> list[Pair]:
    """Pair generated items with old ones of the same section.

    Args:
        new: generated items, each with one form.
        old: old items, deleted ones among them.
    Returns:
        Pairs, each item in one at most; the best fit is decided first, ties by the order of the items.
    """
    scored = []
    near = _Neighbours(old)
    for position, candidate in enumerate(new):
        for index in near.of(candidate):
            score = _score(candidate, old[index])
            if score > 0:
                scored.append((-score, abs(position - index), position, index))
    pairs = []
    taken_new: set[int] = set()
    taken_old: set[int] = set()
    for _, _, position, index in sorted(scored):
        if position not in taken_new and index not in taken_old:
            taken_new.add(position)
            taken_old.add(index)
            pairs.append(Pair(position, index))
    return sorted(pairs, key=lambda pair: pair.new)


def repeats(new: Candidate, deleted: Candidate) -> bool:
    """Tell whether a generated item says again what a deleted one said, beside one that was paired with it."""
    if overlap(new.spans, deleted.spans) < 0.5:
        return False
    return any(_same_claim(new.forms[0], form) for form in deleted.forms)


class _Neighbours:
    """Old items by the places of their evidence and by what they say, so that not all are compared with all."""

    def __init__(self, old: Seq[Candidate]) -> None:
        self.places: dict[str, list[tuple[int, int, int]]] = {}
        self.keys: dict[tuple[object, ...], list[int]] = {}
        for index, candidate in enumerate(old):
            for span in candidate.spans:
                self.places.setdefault(span.source, []).append((span.start, span.end, index))
            for form in candidate.forms:
                self.keys.setdefault(_key(form), []).append(index)

    def of(self, candidate: Candidate) -> list[int]:
        found = set(self.keys.get(_key(candidate.forms[0]), ()))
        for span in candidate.spans:
            found |= {
                index
                for start, end, index in self.places.get(span.source, ())
                if start < span.end and span.start < end
            }
        return sorted(found)


def overlap(one: Seq[LockedSpan], other: Seq[LockedSpan]) -> float:
    """Return which share of the shorter evidence both have in common, 0 to 1."""
    common = sum(
        max(0, min(left.end, right.end) - max(left.start, right.start))
        for left in one
        for right in other
        if left.source == right.source
    )
    shorter = min(sum(span.end - span.start for span in spans) for spans in (one, other))
    return min(1.0, common / shorter) if shorter else 0.0


def _score(new: Candidate, old: Candidate) -> float:
    common = overlap(new.spans, old.spans)
    likeness = max(_likeness(new.forms[0], form) for form in old.forms)
    # The very item of last time is always itself.
    same = 10.0 if any(_equal_but_id(new.forms[0], form) for form in old.forms) else 0.0
    if common >= _MIN_OVERLAP and (likeness > 0 or (common > 0.5 and not isinstance(new.forms[0], Figure))):
        return same + 1.0 + common + 1.5 * likeness
    if any(_equal_key(new.forms[0], form) for form in old.forms):
        return same + likeness
    return 0.0


def _equal_but_id(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == msgspec.structs.replace(other, id=one.id)


def _equal_key(one: Any, other: Any) -> bool:
    """Tell whether both say the same, for where their evidence does not tell."""
    return _key(one) == _key(other)


def _key(item: Any) -> tuple[object, ...]:
    match item:
        case Figure():
            return (item.measure, item.group, item.value, item.claimed_by, item.place)
        case Reaction():
            return (item.actor, item.stance, item.date)
        case Event():
            return (item.date, item.title)
        case _:
            return (item.text,)


def _same_claim(one: Any, other: Any) -> bool:
    match one, other:
        case Figure(), Figure():
            return bool(
                one.measure == other.measure and (one.value == other.value or one.group == other.group)
            )
        case Reaction(), Reaction():
            return bool(one.actor == other.actor)
        case Event(), Event():
            return bool(one.date == other.date)
        case _:
            return isinstance(one, BackgroundItem)


def _likeness(one: Any, other: Any) -> float:
    """Return how alike two items of one section are in what they say, 0 to 1; 0: certainly not the same."""
    match one, other:
        case Figure(), Figure():
            if one.measure != other.measure and one.value != other.value:
                return 0.0
            return (
                0.4 * (one.measure == other.measure)
                + 0.3 * (one.value == other.value or _inside(one.value, other.value))
                + 0.1 * (one.group == other.group)
                + 0.1 * (one.claimed_by == other.claimed_by)
                + 0.05 * (one.as_of == other.as_of)
                + 0.05 * (one.place == other.place)
            )
        case Reaction(), Reaction():
            return (
                0.5 * (one.actor == other.actor)
                + 0.2 * (one.stance == other.stance)
                + 0.1 * (one.date == other.date)
                + 0.1 * (one.speaker == other.speaker)
                + 0.1 * _shared_words(one.text or "", other.text or "")
            )
        case Event(), Event():
            return (
                0.4 * (one.date == other.date)
                + 0.4 * _shared_words(one.title, other.title)
                + 0.2 * (one.places == other.places)
            )
        case _:
            return _shared_words(one.text, other.text)


def _inside(one: object, other: object) -> bool:
    if isinstance(one, Inexact):
        one, other = other, one
    if not isinstance(one, int | float) or not isinstance(other, Inexact):
        return False
    low, high = other.min, other.max
    return (
        (low is None or low <= one) and (high is None or one <= high) and not (low is None and high is None)
    )


def _shared_words(one: str, other: str) -> float:
    left, right = set(one.lower().split()), set(other.lower().split())
    return len(left & right) / len(left | right) if left or right else 1.0
