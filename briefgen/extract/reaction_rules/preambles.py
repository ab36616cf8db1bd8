"""Preambles: what only leads to, or only follows from, what an actor says else in the same sentence."""

from collections.abc import Sequence

from briefgen.extract.frames import ReactionFrame
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.reaction_rules.stance_lists import listed


def drop_preambles(found: Sequence[ReactionFrame], index: TokenIndex) -> list[ReactionFrame]:
    """Leave out what is part of another stance of the same actor in the same sentence.

    `voiced deep concern and called for calm` calls for calm; who follows events, watches them beside all else.
    `suspended its aid and is reviewing its training` punishes, and warns of nothing more.
    `condemned the coup and demanded his release` condemns: to undo what is condemned is no call for restraint.

    Args:
        found: reactions of one article.
        index: its tokens.

    Returns:
        The reactions in their order.
    """
    others = {
        (frame.actor.value, frame.evidence)
        for frame in found
        if frame.stance not in {"monitors", "other", "warns"}
    }
    punishing = {(frame.actor.value, frame.evidence) for frame in found if frame.stance == "sanctions"}
    blaming = {(frame.actor.value, frame.evidence) for frame in found if frame.stance == "condemns"}
    return [
        frame
        for frame in found
        if (
            frame.stance != "monitors"
            or (frame.actor.value, frame.evidence) not in others
            or _has_word(frame, index, "watching")
        )
        and (
            frame.stance != "warns"
            or (frame.actor.value, frame.evidence) not in punishing
            or _has_word(frame, index, "threatening")
        )
        and (
            frame.stance != "calls_for_restraint"
            or (frame.actor.value, frame.evidence) not in blaming
            or _has_word(frame, index, "hushing")
        )
    ]


def _has_word(frame: ReactionFrame, index: TokenIndex, key: str) -> bool:
    """Tell whether one of the words under a key of stances.yaml stands in the evidence of a reaction."""
    first, last = index.range_of(frame.evidence)
    return not listed(key).isdisjoint(index.low[first:last])
