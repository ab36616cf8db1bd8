"""Words of the second line of figures: frames of verbs with the classes of phrases that stand behind them."""

from collections.abc import Iterable, Mapping
from functools import cache

import msgspec

from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.lexicon import load_lexicon

_GAP = 2
"""Most words between two words of a phrase: `in six hospitals`, `out of their homes`."""
_PLACE = "PLACE"
ANY = "*"
"""What stands for any verb, asked last."""

Phrase = tuple[frozenset[str], ...]
"""For each word of a phrase, the forms that may stand there."""


class FaintFrame(msgspec.Struct, frozen=True):
    """What a verb tells of a number of people."""

    measure: str
    role: str
    """How the number goes with the verb: `subject`, `passive`, `object`, `negated` (a verb denied of its subject),
    `alone` (a verb with nothing behind it)."""
    particle: tuple[str, ...]
    """Words that belong to the verb: `led *off*`."""
    near: Mapping[str, tuple[Phrase, ...]]
    """Phrases of which one must stand behind the verb, by their first word; none: the verb is enough."""
    unless: frozenset[str]
    """Words of the clause with which it tells something else."""
    never: frozenset[str]
    """Words of the sentence with which it does."""
    agents: frozenset[str]
    """Words of which the subject must have one where the number is the object; none: anyone."""
    heads: frozenset[str]
    """Nouns of which what is counted must be one; none: any."""
    where: frozenset[str]
    """Words of which the article must have one; none: any article."""
    but: frozenset[str] = frozenset()
    """Verbs of which it tells nothing where it stands for any verb."""


@cache
def load_frames(
    lexicon: str = "figures_faint", key: str = "frames"
) -> Mapping[tuple[str, str], tuple[FaintFrame, ...]]:
    """Return the frames of each verb in each role that stand under a key, in the order in which they are asked."""
    raw = load_lexicon(lexicon)
    if (lexicon, key) == ("figures_faint", "frames"):
        tail = load_lexicon("figures_faint_verbs")
        raw = {name: {**raw[name], **tail[name]} for name in ("classes", "agents", "articles")} | {
            key: [*raw[key], *tail[key]]
        }
    made: dict[tuple[str, str], list[FaintFrame]] = {}
    for entry in raw[key]:
        near: dict[str, list[Phrase]] = {}
        for name in entry.get("near", ()):
            for phrase in raw["classes"][name]:
                words = _words(phrase)
                for first in words[0]:
                    near.setdefault(first, []).append(words)
        frame = FaintFrame(
            entry["measure"],
            entry["role"],
            (),
            {first: tuple(phrases) for first, phrases in near.items()},
            frozenset(entry.get("unless", ())),
            frozenset(entry.get("never", ())),
            frozenset(raw["agents"][entry["agents"]]) if "agents" in entry else frozenset(),
            frozenset(entry.get("heads", ())),
            frozenset(raw["articles"][entry["where"]]) if "where" in entry else frozenset(),
            frozenset(entry.get("but", ())),
        )
        for verb in entry["verbs"]:
            lemma, *particle = verb.split()
            of_verb = msgspec.structs.replace(frame, particle=tuple(particle)) if particle else frame
            made.setdefault((entry["role"], lemma), []).append(of_verb)
    return {key: tuple(frames) for key, frames in made.items()}


def has_phrase(
    index: TokenIndex, near: Mapping[str, tuple[Phrase, ...]], tokens: Iterable[int], *, opening: bool = False
) -> bool:
    """Tell whether one of these phrases stands among the tokens, with at most two words between two of its own.

    Args:
        index: the layers by token.
        near: the phrases by their first word.
        tokens: where to look.
        opening: whether it must begin at the first of them.
    """
    at = list(tokens)
    low = [index.low[token] for token in at]
    for k, word in enumerate(low[:1] if opening else low):
        for phrase in near.get(word, ()):
            if _follows(index, phrase[1:], low, at, k + 1):
                return True
        if _PLACE in near and index.mention_at[at[k]] >= 0:
            # `reached Turkey`
            return True
    return False


def _follows(index: TokenIndex, rest: Phrase, low: list[str], at: list[int], k: int) -> bool:
    for forms in rest:
        skipped = 0
        while k < len(low) and not (low[k] in forms or (_PLACE in forms and index.mention_at[at[k]] >= 0)):
            # `taken to Koro Toro, a prison`: names are no words between.
            skipped += index.mention_at[at[k]] < 0 and low[k].isalnum()
            if skipped > _GAP:
                return False
            k += 1
        if k >= len(low):
            return False
        k += 1
    return True


def _words(phrase: str) -> Phrase:
    """Split `in|at hospital` into the forms of each word; the last one also stands in the plural."""
    words = [frozenset(word.split("|")) for word in phrase.split()]
    words[-1] |= {one + ending for one in words[-1] if one != _PLACE for ending in ("s", "es")}
    return tuple(words)
