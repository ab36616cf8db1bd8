"""Cues: words that hint at a stance, weighed where no exact frame of words tells it."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import get_args

import msgspec

from briefgen.extract.lexicon import load_lexicon
from briefgen.model.brief import Stance

STRONG = 4
"""Weight of a cue that settles a stance alone."""
FAINT = 1
"""Weight of a cue that only helps."""
_WEIGHTS = {"strong": STRONG, "plain": 2, "faint": FAINT, "against": 0}
_ENOUGH = 4
"""Weight from which cues tell a stance: one strong cue, or two plain ones."""
_VOWELS = frozenset("aeiou")


class Cue(msgspec.Struct, frozen=True):
    """Words that hint at a stance."""

    words: tuple[str, ...]
    stance: Stance
    weight: int
    """0 where a stance is not meant beside the words."""


class Hit(msgspec.Struct, frozen=True):
    """A cue at its place."""

    cue: Cue
    token: int


@cache
def load_cues() -> dict[str, tuple[Cue, ...]]:
    """Return the cues of stance_cues.yaml by their first word, longest first."""
    found: dict[str, list[Cue]] = {}
    lexicon = load_lexicon("stance_cues")
    for stance in get_args(Stance):
        for strength, phrases in lexicon.get(stance, {}).items():
            for phrase in phrases.split("|"):
                for words in _forms(phrase.lower().split()):
                    found.setdefault(words[0], []).append(Cue(words, stance, _WEIGHTS[strength]))
    return {word: tuple(sorted(cues, key=lambda cue: -len(cue.words))) for word, cues in found.items()}


def find_hits(low: Sequence[str], first: int, last: int) -> Iterator[Hit]:
    """Find the cues that begin and end in the tokens [first, last), in text order; they may overlap."""
    cues = load_cues()
    for token, word in enumerate(low[first:last], first):
        if word not in cues:
            continue
        for cue in cues[word]:
            words = cue.words
            end = token + len(words)
            if end <= last and (
                len(words) == 1 or (low[token + 1] == words[1] and tuple(low[token:end]) == words)
            ):
                yield Hit(cue, token)


def weigh(hits: Collection[Hit]) -> dict[Stance, int]:
    """Return the weight of each stance at which cues hint: each form of words once, the longest at its place.

    A stance is left out beside words that speak against it.
    """
    against = {hit.cue.stance for hit in hits if hit.cue.weight == 0}
    weights: dict[Stance, int] = {}
    covered: dict[Stance, set[int]] = {}
    told: set[tuple[Stance, tuple[str, ...]]] = set()
    for hit in sorted(hits, key=lambda hit: (-hit.cue.weight, -len(hit.cue.words), hit.token)):
        stance, words = hit.cue.stance, hit.cue.words
        place = set(range(hit.token, hit.token + len(words)))
        if stance in against or (stance, words) in told or place & covered.setdefault(stance, set()):
            continue
        told.add((stance, words))
        covered[stance] |= place
        weights[stance] = weights.get(stance, 0) + hit.cue.weight
    return weights


def told_by(weights: dict[Stance, int]) -> Stance | None:
    """Return the stance that outweighs all others; None where two are level or none weighs enough."""
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < _ENOUGH:
        return None
    return None if len(ranked) > 1 and ranked[1][1] == ranked[0][1] else ranked[0][0]


def _forms(phrase: list[str]) -> list[tuple[str, ...]]:
    """Return a phrase with each regular ending of the words that may have one."""
    forms: list[tuple[str, ...]] = [()]
    for word in phrase:
        endings = _inflected(word[:-1]) if word.endswith("~") else (word,)
        forms = [(*form, ending) for form in forms for ending in endings]
    return [form for form in forms if form]


def _inflected(word: str) -> tuple[str, ...]:
    """Return a verb or noun with its regular endings: `pledge`, `pledges`, `pledged`, `pledging`."""
    stem = word[:-1] if word.endswith("e") else word
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    plural = word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return word, plural, stem + "ed", stem + "ing"
