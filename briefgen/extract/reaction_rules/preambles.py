"""Preambles: concern that only leads to what an actor says next in the same sentence."""

from collections.abc import Sequence

from briefgen.extract.frames import ReactionFrame
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.reaction_rules.stance_lists import listed


def drop_preambles(found: Sequence[ReactionFrame], index: TokenIndex) -> list[ReactionFrame]:
    """Leave out concern where the same actor takes another stance in the same sentence.

    `voiced deep concern and called for calm` calls for calm; who follows events, watches them beside all else.

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
    return [
        frame
        for frame in found
        if frame.stance != "monitors"
        or (frame.actor.value, frame.evidence) not in others
        or _is_watching(frame, index)
    ]


def _is_watching(frame: ReactionFrame, index: TokenIndex) -> bool:
    first, last = index.range_of(frame.evidence)
    return not listed("watching").isdisjoint(index.low[first:last])
