"""Words of the second line of claimants: forms of the verbs that give numbers, and what they ask of what follows."""

from functools import cache
from typing import Literal

from briefgen.extract.lexicon import load_lexicon, load_phrases, load_words

CueKind = Literal["saying", "listing", "giving", "putting", "speaking_of"]
_KINDS: tuple[CueKind, ...] = ("saying", "listing", "giving", "putting", "speaking_of")


@cache
def cue_forms() -> dict[str, frozenset[CueKind]]:
    """Return the present and past forms of the verbs that give numbers, with the ways in which they do."""
    made: dict[str, set[CueKind]] = {}
    for kind in _KINDS:
        for lemma in load_phrases("claimants_faint", kind):
            for form in _finite(lemma):
                made.setdefault(form, set()).add(kind)
    return {form: frozenset(kinds) for form, kinds in made.items()}


@cache
def present_participles() -> dict[str, frozenset[CueKind]]:
    """Return the forms in -ing of the verbs that give numbers: `putting the toll at 12`."""
    made: dict[str, set[CueKind]] = {}
    for kind in _KINDS:
        for lemma in load_phrases("claimants_faint", kind):
            stem = lemma[:-1] if lemma.endswith("e") else lemma
            for form in (stem + "ing", stem + stem[-1] + "ing"):
                made.setdefault(form, set()).add(kind)
    return {form: frozenset(kinds) for form, kinds in made.items()}


@cache
def past_participles() -> dict[str, frozenset[CueKind]]:
    """Return the participles of the verbs that give numbers, which differ from their past: `has given`."""
    made: dict[str, set[CueKind]] = {}
    for kind in _KINDS:
        for lemma in load_phrases("claimants_faint", kind):
            for form in _participles().get(lemma, []):
                made.setdefault(form, set()).add(kind)
    return {form: frozenset(kinds) for form, kinds in made.items()}


@cache
def showing_forms() -> frozenset[str]:
    """Return what papers do to their numbers: `shows`, `put`."""
    return frozenset(form for lemma in load_phrases("claimants_faint", "showing") for form in _finite(lemma))


@cache
def arriving_forms() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return what follows the verbs that end at a bare number, by form: `arrived` `at`."""
    made: dict[str, list[tuple[str, ...]]] = {}
    for phrase in load_phrases("claimants_faint", "arriving"):
        lemma, *rest = phrase.split()
        for form in _finite(lemma):
            made.setdefault(form, []).append(tuple(rest))
    return {form: tuple(rests) for form, rests in made.items()}


@cache
def taken_from() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases behind which stands whose number one takes (`going by`), by their first word."""
    made: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in load_phrases("claimants_faint", "taken_from"):
        first, *rest = phrase.split()
        made[first] = (*made.get(first, ()), (first, *rest))
    return made


def words(key: str) -> frozenset[str]:
    """Return a class of words of the second line of claimants."""
    return load_words("claimants_faint", key)


@cache
def _irregular() -> dict[str, list[str]]:
    return {base: past.split("/") for base, past, *_ in map(str.split, load_lexicon("verbs")["irregular"])}


@cache
def _participles() -> dict[str, list[str]]:
    return {
        base: last[0].split("/")
        for base, _, *last in map(str.split, load_lexicon("verbs")["irregular"])
        if last
    }


def _finite(lemma: str) -> set[str]:
    """Return the forms of a verb that go with a subject: base, present, past."""
    if lemma == "be":
        return {"is", "are", "was", "were"}
    if lemma == "have":
        return {"has", "have", "had"}
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        present, past = lemma[:-1] + "ies", [lemma[:-1] + "ied"]
    elif lemma.endswith(("s", "x", "ch", "sh")):
        present, past = lemma + "es", [lemma + "ed"]
    elif lemma.endswith("e"):
        present, past = lemma + "s", [lemma + "d"]
    else:
        present, past = lemma + "s", [lemma + "ed", lemma + lemma[-1] + "ed"]
    return {lemma, present, *_irregular().get(lemma, past)}
