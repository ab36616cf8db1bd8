"""Verb objects: what stands behind a verb where the words by themselves do not tell the stance."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.layers.clause_rules.tags import tag_of
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.stance_lists import listed

_REACH = 26
"""Tokens behind a verb in which its object is looked for."""
_NEAR = 4
_CALLED_HOME = frozenset(
    {"ambassador", "ambassadors", "envoy", "envoys", "diplomat", "diplomats", "troops", "consul"}
)
_JOINED = 14
"""Tokens of those whom somebody joins in a deed."""


def is_pointing(low: Sequence[str], at: int) -> bool:
    """Tell whether all that stands at a token is a word for what was said before.

    `Peru accused Chile of it. Chile rejects | that.`
    """
    if at + 1 >= len(low) or low[at] not in {"that", "this", "it"}:
        return False
    return not low[at + 1][0].isalnum()


def is_rescue(low: Sequence[str], first: int, last: int) -> bool:
    """Tell whether people are taken to safety who are nobody's own: `brought | 300 people to safety`."""
    words = set(low[first : min(last, first + _REACH)])
    return bool(words & listed("rescued_from")) and not words & listed("own_people")


def are_soldiers(context: Context, first: int, last: int) -> bool:
    """Tell whether `them` behind a verb are soldiers, named before in its sentence.

    `Peru, which has troops there, said that it would pull | them out`
    """
    low = context.index.low
    if "them" not in low[first : min(last, first + _NEAR)]:
        return False
    begin = context.document.sentences[context.index.sentence_of[first - 1]].first
    return bool(listed("force_nouns").intersection(low[begin:first]))


def is_bare(index: TokenIndex, first: int, last: int) -> bool:
    """Tell whether nothing, or only who is called, stands behind a verb: `the president had called | .`."""
    behind = index.low[first] if first < min(last, len(index.low)) else "."
    return not behind[0].isalnum() or index.mention_at[first] >= 0


def deed_noun(index: TokenIndex, token: int) -> str:
    """Return the base form of the -ing form at a token, be it read as a noun; "" if it is none."""
    forms = tag_of(index.tokens[token].norm).forms
    return next((lemma for lemma, kind in forms if kind == "g"), "")


def joined_at(index: TokenIndex, first: int, last: int) -> int:
    """Return the `in` behind whom somebody joins in a deed: `the French foreign ministry | in calling`; else `last`."""
    stop = min(last - 1, first + _JOINED)
    return next((t for t in range(first + 1, stop) if index.low[t] == "in" and deed_noun(index, t + 1)), last)


def is_calling_home(low: Sequence[str], first: int) -> bool:
    """Tell whether somebody called home stands behind `recalled`, which is no saying then."""
    return not _CALLED_HOME.isdisjoint(low[first : first + _NEAR])


def up_to_aside(index: TokenIndex, at: int, first: int, last: int) -> int:
    """Return where the object of a verb ends before what its subject says besides: `called for talks|, warning …`.

    Args:
        index: tokens and clauses of the article.
        at: number of the clause of the verb; -1 for none.
        first: token behind the verb.
        last: token at which its object ends at the latest.
    """
    numbers = index.clauses_of[index.clauses[at].sentence] if at >= 0 else []
    asides = (
        clause.first
        for n in numbers
        if (clause := index.clauses[n]).kind == "participial"
        and clause.verb is not None
        and first + 1 < clause.first == clause.verb.first < last
        and clause.verb.lemma in load_words("verbs", "speech")
        and index.low[clause.first - 1] == ","
        and index.low[clause.first].endswith("ing")
    )
    return min(asides, default=last)
