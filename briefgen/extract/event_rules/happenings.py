"""Happenings that are one on a day: quakes, blasts, coups, sinkings, attacks, and what a state declares."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

import msgspec

from briefgen.extract.frames import Mark
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.lexicon import load_lexicon, load_words
from briefgen.extract.phrasing.noun_phrases import PREPOSITIONS

_OBJECT_REACH = 8
"""Words of an object within which the thing stands that is declared, won or suffered."""
_VESSEL_REACH = 8
_LASTING = "fighting"
"""What begins, but does not strike."""
ANY = "disaster"
"""A happening of no kind: `the tragedy`."""
_SLIDES = {"landslide", "avalanche"}
"""What is told for each other."""
_AIMED = frozenset({"on", "at", "against"})
_WITHIN = frozenset({"in", "by", "when", "during"})
_STOPPING = frozenset({"close", "shut", "empty", "bring", "stop", "idle", "strand"})
_COVERED = frozenset({"under", "beneath", "below", "by", "alive", "deep", "when", "inside"})
"""Behind `were buried` these tell of no funeral."""
_ARTICLES = frozenset({"a", "an", "the"})


class _Kinds(msgspec.Struct, frozen=True):
    happenings: dict[str, str]
    bursting: dict[str, str]
    measures: dict[str, str]
    occasions: dict[str, str]


@cache
def _kinds() -> _Kinds:
    lexicon = load_lexicon("events_once")
    return _Kinds(
        *(
            {word: kind for kind, words in lexicon[key].items() for word in words}
            for key in ("happenings", "bursting", "measures", "occasions")
        )
    )


@cache
def happening_verbs() -> frozenset[str]:
    """Return all verbs that may tell of a happening."""
    lexicon = load_lexicon("events_once")
    plain = {
        word
        for key in (
            "occurring",
            "raging",
            "beginning",
            "declaring",
            "extending",
            "lifting",
            "seizing",
            "undergoing",
        )
        for word in lexicon[key]
    }
    told = {
        word
        for key in (
            "attacking",
            "being_held",
            "holding",
            "voting",
            "harming",
            "agreeing",
            "enforcing",
            "overthrowing",
            "running",
        )
        for word in lexicon[key]
    }
    return frozenset(
        {
            *plain,
            *told,
            *_kinds().bursting,
            "open",
            "bury",
            *_STOPPING,
            "go",
            "walk",
            "make",
            "land",
            "overflow",
            "breach",
            "burst",
            "blow",
        }
    )


def find_happenings(verb: VerbGroup, subject: str, objects: Sequence[str]) -> Iterator[Mark]:
    """Find the marks of the happenings that a verb with its subject and what stands behind it tells.

    Args:
        verb: not negated.
        subject: as a title tells it.
        objects: the first words behind the verb, in lower case.
    """
    words = subject.lower().split()
    yield from _of_power(verb, objects)
    yield from _of_measures(verb, words, objects)
    yield from _of_occasions(verb, words, objects)
    if verb.lemma == "collide" or "each other" in " ".join(objects[:3]):
        # `Two trains collided`, `ran into each other`
        yield from _of_bursts(verb, words)
        yield from _of_blows(verb, subject, words, objects)
    elif _is_ship_lost(verb, subject, objects):
        yield Mark("sinking", "")
    elif not set(words) & load_words("events_once", "others"):
        yield from _of_bursts(verb, words)
        yield from _of_blows(verb, subject, words, objects)
    if _is_toll_of(verb):
        yield from _of_harm(objects)


def mark_of_name(words: str) -> Mark | None:
    """Return the mark of a happening that is only named: `Monday's earthquake`."""
    named = words.lower().split()
    kind = kind_of(named)
    if kind is None or kind == _LASTING:
        return None
    return Mark(kind, _target(named) if kind == "attack" else "")


def are_happenings_apart(one: Collection[Mark], other: Collection[Mark]) -> bool:
    """Tell whether two tellings are of happenings with names of their own: two storms, or attacks, of one day."""
    kinds = frozenset(_kinds().happenings.values())
    return any(
        mark.kind == found.kind and mark.kind in kinds and mark.who and found.who and mark.who != found.who
        for mark in one
        for found in other
    )


def are_one_kind(kind: str, other: str) -> bool:
    """Tell whether two kinds may be of one thing: the same, or a happening and one of no kind (`the tragedy`)."""
    if kind == other:
        return True
    if {kind, other} == _SLIDES:
        return True
    happenings = load_words("events_once", "any_happening")
    return ANY in {kind, other} and not happenings.isdisjoint({kind, other})


def is_happening(kind: str) -> bool:
    """Tell whether a kind of mark is of something that befalls a place: a quake, an attack."""
    return kind in _kinds().happenings.values()


def kind_of(words: Sequence[str]) -> str | None:
    """Return the kind of happening that a noun phrase names, by the head of its first noun phrase."""
    head = before = ""
    for word in words:
        if word in PREPOSITIONS or word in {"that", "which", "and"}:
            break
        before, head = head, word.strip(",\"“”'‘’")
    # `the magnitude 6.7-earthquake`
    head = head.rpartition("-")[2] if head[:1].isdigit() else head
    kinds = _kinds().happenings
    # `Storm Daniel`
    return kinds.get(head) or ("storm" if kinds.get(before) == "storm" else None)


def _of_power(verb: VerbGroup, objects: Sequence[str]) -> Iterator[Mark]:
    lemma = verb.lemma
    if lemma in load_words("events_once", "overthrowing"):
        yield Mark("coup", "")
    if verb.passive:
        return
    if lemma in load_words("events_once", "seizing") and list(objects[:1]) == ["power"]:
        yield Mark("coup", "")
    named = {_kinds().happenings.get(word) for word in objects[:4]}
    if lemma in load_words("events_once", "undergoing") and "coup" in named:
        yield Mark("coup", "")


def _of_measures(verb: VerbGroup, words: Sequence[str], objects: Sequence[str]) -> Iterator[Mark]:
    """Find what a state declares, extends or lifts, and what a parliament votes."""
    lemma = verb.lemma
    about = words if verb.passive else objects[:_OBJECT_REACH]
    measure = _measure_in(about)
    if measure is not None:
        for key, suffix in (("declaring", ""), ("extending", " extended"), ("lifting", " lifted")):
            if lemma in load_words("events_once", key):
                yield Mark(measure + suffix, "")
        if measure == "ceasefire" and lemma in load_words("events_once", "agreeing"):
            yield Mark(measure, "")
    begun = _measure_in(words)
    comes = not verb.passive and lemma in load_words("events_once", "enforcing")
    if begun is not None and comes and {"effect", "force"} & set(objects[:3]):
        yield Mark(begun + " in force", "")
    votes = lemma in load_words("events_once", "voting")
    if votes and "confidence" in about and {"vote", "motion"} & set(about):
        yield Mark("no confidence" if "no" in about or "motion" in about else "confidence", "")
    if votes and "no-confidence" in about:
        yield Mark("no confidence", "")


def _of_occasions(verb: VerbGroup, words: Sequence[str], objects: Sequence[str]) -> Iterator[Mark]:
    """Find the strike, election or funeral that is held: `Workers walked off the job`, `Voters went to the polls`."""
    lemma, occasions = verb.lemma, _kinds().occasions
    if (
        lemma == "walk"
        and list(objects[:1]) in (["out"], ["off"])
        and {"job", "work", "strike"} & set(objects[:4])
    ):
        yield Mark("strike", "")
    if lemma in load_words("events_once", "being_held"):
        kind = occasions.get(_head_of(words))
        if kind is not None:
            yield Mark(kind, "")
    if not verb.passive and lemma in _STOPPING and occasions.get(_head_of(words)) == "strike":
        # `A general strike closed banks and schools`
        yield Mark("strike", "")
    if verb.passive and lemma == "bury" and (not objects or objects[0] not in _COVERED):
        # `The dead of Galle were buried`
        kind = occasions.get("funeral")
        if kind is not None:
            yield Mark(kind, "")
    if not verb.passive and lemma in load_words("events_once", "holding"):
        named = objects[1:] if objects[:1] and objects[0] in {"to", "on"} else objects
        kind = occasions.get(_head_of(named[:_OBJECT_REACH]))
        if kind is not None:
            yield Mark(kind, "")


def _head_of(words: Sequence[str]) -> str:
    """Return the head of the first noun phrase, in lower case; "" where another one of its kind is told."""
    head = ""
    for word in words:
        if word in PREPOSITIONS or word in {"that", "which", "and"}:
            break
        head = word.strip(",\"“”'‘’")
    return "" if load_words("events_once", "others") & set(words) else head


def _measure_in(words: Sequence[str]) -> str | None:
    """Return the measure that words name first: `a nationwide curfew`, `martial law`."""
    plain = [word.strip(",\"“”'‘’") for word in words]
    pairs = {f"{one} {other}" for one, other in pairwise(plain)}
    measures = _kinds().measures
    found = [kind for word, kind in measures.items() if word in plain or word in pairs]
    return min(found) if found else None


def _of_bursts(verb: VerbGroup, words: Sequence[str]) -> Iterator[Mark]:
    lemma = verb.lemma
    if verb.passive or kind_of(words) == _LASTING:
        return
    kind = _kinds().bursting.get(lemma)
    vessel = not load_words("events_once", "vessels").isdisjoint(words[:_VESSEL_REACH])
    vehicle = not load_words("events_once", "vehicles").isdisjoint(words[:_VESSEL_REACH])
    if kind == "eruption" and load_words("events_once", "mountains").isdisjoint(words):
        return
    if kind == "blast" and load_words("events_once", "mountains") & set(words):
        # `The volcano exploded`
        kind = "eruption"
    meets = lemma == "collide"
    if (kind == "sinking" and not vessel) or (kind == "crash" and not (vehicle or (meets and vessel))):
        return
    if kind is not None:
        yield Mark(kind, "")


def _of_blows(verb: VerbGroup, subject: str, words: Sequence[str], objects: Sequence[str]) -> Iterator[Mark]:
    lemma = verb.lemma
    if lemma in load_words("events_once", "attacking"):
        yield Mark("attack", _aim(words if verb.passive else objects))
    if verb.passive:
        return
    if lemma in load_words("events_once", "assaulting") and _head_of(words) in load_words(
        "events_once", "attackers"
    ):
        yield Mark("attack", _aim(objects[1:] if objects[:1] == ["into"] else objects))
    if lemma in {"burst", "overflow", "breach"} and "banks" in objects[:3]:
        yield Mark("flood", "")
    if (
        lemma == "blow"
        and list(objects[:1]) == ["up"]
        and load_words("events_once", "mountains") & set(words)
    ):
        yield Mark("eruption", "")
    if lemma == "go" and list(objects[:1]) == ["down"] and load_words("events_once", "vessels") & set(words):
        yield Mark("sinking", "")
    if (
        lemma == "open"
        and list(objects[:1]) == ["fire"]
        and load_words("events_once", "attackers") & set(words)
    ):
        yield Mark("attack", _target(objects[1:]))
    vehicle = bool(load_words("events_once", "vehicles") & set(words[:_VESSEL_REACH]))
    if vehicle and lemma in load_words("events_once", "running") and list(objects[:1]) == ["into"]:
        yield Mark("crash", "")
    falls = lemma in {"go", "come"} and list(objects[:1]) == ["down"]
    if falls and load_words("events_once", "flying") & set(words[:_VESSEL_REACH]):
        yield Mark("crash", "")
    kind = kind_of(words)
    if kind is None:
        return
    begins = lemma in load_words("events_once", "beginning")
    occurs = lemma in load_words("events_once", "occurring") or (
        lemma == "take" and list(objects[:1]) == ["place"]
    )
    if kind == _LASTING:
        if begins:
            yield Mark(kind, "")
    elif kind == "storm":
        if occurs or list(objects[:1]) in (["landfall"], ["ashore"]) or lemma == "land":
            yield Mark(kind, _name_behind(subject))
    elif kind == "attack":
        if occurs or begins:
            yield Mark(kind, _target(words))
    elif (
        occurs
        or (kind == "coup" and lemma in load_words("events_once", "ending"))
        or (
            kind in load_words("events_once", "breaking_out")
            and (begins or lemma in load_words("events_once", "raging"))
        )
    ):
        yield Mark(kind, _name_before(kind, subject))


def _is_ship_lost(verb: VerbGroup, subject: str, objects: Sequence[str]) -> bool:
    """Tell whether something with no more than a name is lost at sea: `The Rosalia capsized`, `… went down`."""
    words = subject.split()
    named = 1 < len(words) <= _NAME_WORDS and words[0].lower() == "the"
    if verb.passive or not named or not all(word[:1].isupper() for word in words[1:]):
        return False
    if verb.lemma in {"capsize", "founder"}:
        return True
    if verb.lemma == "overturn" or (verb.lemma == "tip" and "over" in objects[:1]):
        return {"road", "highway", "bend", "motorway", "ditch"}.isdisjoint(objects)
    lost = verb.lemma == "sink" or (verb.lemma == "go" and list(objects[:1]) == ["down"])
    return lost and not any(word[:1].isdigit() or word in {"percent", "points"} for word in objects)


_NAME_WORDS = 4


def _is_toll_of(verb: VerbGroup) -> bool:
    return verb.lemma in load_words("events_once", "harming") and (verb.passive or verb.lemma == "die")


def _of_harm(objects: Sequence[str]) -> Iterator[Mark]:
    """Find the happening in which people came to harm: `were killed in a mass shooting`."""
    if len(objects) < 3 or objects[0] not in _WITHIN or objects[1] not in _ARTICLES:
        return
    if load_words("events_once", "others") & set(objects[1:_OBJECT_REACH]):
        return
    kind = kind_of(objects[1:])
    if kind is not None and kind not in {_LASTING, "storm"}:
        yield Mark(kind, _target(objects[1:]) if kind == "attack" else "")


def _target(words: Sequence[str]) -> str:
    """Return what an attack is aimed at, by its head noun: `hall` of `an attack on a concert hall near Galle`."""
    at = next((k for k, word in enumerate(words) if word in _AIMED), None)
    return _aim(words[at + 1 : at + _OBJECT_REACH]) if at is not None else ""


def _aim(words: Sequence[str]) -> str:
    """Return the head of a noun phrase, in lower case; "" for what does not tell one attack from another."""
    head = ""
    for word in words:
        if word in PREPOSITIONS or word in {"that", "which", "and", "who"}:
            break
        head = word.strip(",\"“”'‘’")
    return "" if head in load_words("events_once", "crowds") else head


def _name_before(kind: str, subject: str) -> str:
    """Return what a fire is called: `Eaton` of `The Eaton fire`."""
    if kind not in load_words("events_once", "named_before"):
        return ""
    for before, word in pairwise(subject.split()[1:]):
        if _kinds().happenings.get(word.lower()) == kind and before[:1].isupper():
            return before.lower()
    return ""


def _name_behind(subject: str) -> str:
    """Return what a storm is called: `Daniel` of `Storm Daniel`."""
    for word, after in pairwise(subject.split()):
        if _kinds().happenings.get(word.lower()) == "storm" and after[:1].isupper():
            return after.strip(",").lower()
    return ""
