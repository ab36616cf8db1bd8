"""Measures: the words that tell what a number measures."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

import msgspec

from briefgen.extract.frames import Slot
from briefgen.extract.lexicon import load_lexicon
from briefgen.model.brief import Qualifier
from briefgen.model.config import OwnMeasure

_PARTICLE_REACH = 4
"""Tokens behind a verb in which its particle stands: `shot the men dead`, `set two of them on fire`."""
_STATE_REACH = 12
"""Tokens behind a verb in which the state stands that it brings people into: `took 60 pupils and two cooks hostage`."""
_STATES = frozenset({"hostage", "captive", "homeless", "prisoner", "aboard"})
_OBJECT_REACH = 10
"""Tokens behind a verb in which the object or place stands that it needs."""


class Need(msgspec.Struct, frozen=True):
    """Words without which a verb does not tell a measure: `lost their lives`, `blew up`."""

    words: tuple[str, ...]
    reach: int
    """How many tokens behind the verb they may begin."""
    particle: bool = False
    """Whether they belong to the verb itself: `set on fire`."""


Verbs = Mapping[str, tuple[Need, ...]]
"""Lemmas with their needs, of which one must be met; none: the verb alone tells the measure."""


class Measure(msgspec.Struct, frozen=True, eq=False):
    """The words of one measure; each is made once, so that tables of words can be kept by it."""

    name: str
    unit: str
    people: bool
    only_nouns: bool = False
    """Whether words in the noun phrase tell it only where nothing else tells another measure: `12 protesters`."""
    patient: Verbs = {}
    """Verbs that the counted thing suffers."""
    object: Verbs = {}
    """Verbs in the active before the counted thing."""
    subject: Verbs = {}
    """Verbs in the active behind it."""
    nouns: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    """Nouns for people in a state, which tell it only where no verb tells another: `12 hostages`."""
    gatherings: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    effects: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    forces: frozenset[str] = frozenset()
    """Those who count where the verb says so, or beside others of the groups: `deployed 500 police officers`."""
    after: tuple[tuple[str, ...], ...] = ()
    before: frozenset[str] = frozenset()
    tolls: tuple[tuple[str, ...], ...] = ()


class Trigger(msgspec.Struct, frozen=True):
    """What tells the measure of a number."""

    measure: str
    first: int
    last: int
    strong: bool
    """Whether it stands in the number's own noun phrase or governs it by grammar."""
    again: bool = False
    """Whether it is the measure of the number before, for another day."""
    moved: bool = False
    """Whether the same words replace the number by another: `from 23 to 31`."""
    part: bool = False
    """Whether it is a part of the number before: `375 fell ill (67 in Galle)`."""
    qualifier: Qualifier = "exact"
    """What the words say of the number: `climbed past 1,000` is more than that."""
    named: bool = False
    """Whether a whole phrase tells it, which says of itself whom it counts."""
    labelled: bool = False
    """Whether it is a label, which names in `group` what it counts."""
    group: str = ""
    unit: str = ""
    """What a label counts in."""
    claimant: Slot | None = None
    """Who gives the number, where the words that tell it say so."""


@cache
def built_in_measures() -> tuple[Measure, ...]:
    """Return the measures of the closed list that words tell, in the order in which they are asked."""
    raw = load_lexicon("figures")
    made: list[Measure] = []
    for name in raw["order"]:
        entry = raw["measures"][name]
        needs = entry.get("needs", {})
        made.append(
            Measure(
                name=name,
                unit=entry["unit"],
                people=entry["people"] == "true",
                only_nouns=entry.get("only_nouns") == "true",
                patient=_verbs(entry.get("patient", ()), needs),
                object=_verbs(entry.get("object", ()), entry.get("object_needs", {})),
                subject=_verbs(entry.get("subject", ()), entry.get("subject_needs", needs)),
                nouns=frozenset(entry.get("nouns", ())),
                persons=frozenset(entry.get("persons", ())),
                gatherings=frozenset(entry.get("gatherings", ())),
                bodies=frozenset(entry.get("bodies", ())),
                effects=frozenset(entry.get("effects", ())),
                groups=frozenset(entry.get("groups", ())),
                forces=frozenset(entry.get("forces", ())),
                after=_phrases(entry.get("after", ())),
                before=frozenset(entry.get("before", ())),
                tolls=_phrases(entry.get("tolls", ())),
            )
        )
    return tuple(made)


def _phrases(words: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(phrase.split()) for phrase in words), key=lambda p: (-len(p), p)))


def _verbs(verbs: Iterable[str], needs: Mapping[str, Sequence[str]]) -> Verbs:
    found: dict[str, list[Need]] = {}
    plain: set[str] = set()
    for verb in verbs:
        lemma, *rest = verb.split()
        if rest:
            ends = rest[0] in _STATES or rest[-1] in {"death", "dead", "alive"}
            reach = _STATE_REACH if ends else _PARTICLE_REACH
            found.setdefault(lemma, []).append(Need(tuple(rest), reach, particle=True))
        elif verb not in needs:
            plain.add(verb)
        for words in needs.get(verb, ()):
            found.setdefault(lemma, []).append(Need(tuple(words.split()), _OBJECT_REACH))
    return {**{lemma: tuple(options) for lemma, options in found.items()}, **dict.fromkeys(plain, ())}


def measures_of(own: Sequence[OwnMeasure]) -> tuple[Measure, ...]:
    """Return the measures that words tell in a project, in the order in which they are asked: its own come first."""
    return _measures_of(tuple(_Own(m.name, m.unit, tuple(m.verbs), tuple(m.nouns)) for m in own))


class _Own(msgspec.Struct, frozen=True):
    """A measure that a project adds, as a key."""

    name: str
    unit: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]


@lru_cache(maxsize=4)
def _measures_of(own: tuple[_Own, ...]) -> tuple[Measure, ...]:
    added = tuple(
        Measure(
            name=measure.name,
            unit=measure.unit,
            people=measure.unit == "people",
            patient=_verbs(measure.verbs, {}),
            object=_verbs(measure.verbs, {}),
            nouns=frozenset(word.lower() for word in measure.nouns),
            before=frozenset(word.lower() for word in measure.nouns),
        )
        for measure in own
    )
    return added + built_in_measures()
