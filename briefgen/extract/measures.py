"""Measures: the words that tell what a number measures."""

from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from briefgen.extract.lexicon import load_lexicon
from briefgen.model.config import OwnMeasure


class Measure(msgspec.Struct, frozen=True):
    """The words of one measure."""

    name: str
    unit: str
    people: bool
    only_nouns: bool = False
    patient: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    after: tuple[tuple[str, ...], ...] = ()
    before: frozenset[str] = frozenset()
    tolls: tuple[tuple[str, ...], ...] = ()
    phrasal: dict[str, tuple[tuple[str, ...], ...]] = {}
    needs: dict[str, tuple[tuple[str, ...], ...]] = {}


class Trigger(msgspec.Struct, frozen=True):
    """What tells the measure of a number."""

    measure: str
    first: int
    last: int
    strong: bool
    """Whether it stands in the number's own noun phrase or governs it by grammar."""
    again: bool = False
    """Whether it is the measure of the number before, for another day."""


@cache
def built_in_measures() -> tuple[Measure, ...]:
    """Return the measures of the closed list that words tell, in the order in which they are asked."""
    raw = load_lexicon("figures")
    made: list[Measure] = []
    for name in raw["order"]:
        entry = raw["measures"][name]
        phrasal: dict[str, list[tuple[str, ...]]] = {}
        for words in (*entry.get("patient", ()), *entry.get("object", ())):
            if " " in words:
                head, *rest = words.split()
                phrasal.setdefault(head, []).append(tuple(rest))
        made.append(
            Measure(
                name=name,
                unit=entry["unit"],
                people=entry["people"] == "true",
                only_nouns=entry.get("only_nouns") == "true",
                patient=frozenset(w for w in entry.get("patient", ()) if " " not in w),
                object=frozenset(w for w in entry.get("object", ()) if " " not in w),
                subject=frozenset(entry.get("subject", ())),
                nouns=frozenset(entry.get("nouns", ())),
                bodies=frozenset(entry.get("bodies", ())),
                groups=frozenset(entry.get("groups", ())),
                after=_phrases(entry.get("after", ())),
                before=frozenset(entry.get("before", ())),
                tolls=_phrases(entry.get("tolls", ())),
                phrasal={head: tuple(rest) for head, rest in phrasal.items()},
                needs={verb: _phrases(words) for verb, words in entry.get("needs", {}).items()},
            )
        )
    return tuple(made)


def _phrases(words: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(phrase.split()) for phrase in words), key=lambda p: (-len(p), p)))


def own_measures(own: Sequence[OwnMeasure]) -> tuple[Measure, ...]:
    """Return the measures that a project adds, as words."""
    return tuple(
        Measure(
            name=measure.name,
            unit=measure.unit,
            people=measure.unit == "people",
            patient=frozenset(measure.verbs),
            object=frozenset(measure.verbs),
            nouns=frozenset(word.lower() for word in measure.nouns),
            before=frozenset(word.lower() for word in measure.nouns),
        )
        for measure in own
    )
