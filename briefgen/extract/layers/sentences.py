"""Sentences: runs of tokens within a block."""

import msgspec

from briefgen.extract.layers.blocks import Block, BlockKind
from briefgen.extract.layers.tokens import Repaired
from briefgen.model.span import Span


class Sentence(msgspec.Struct, frozen=True):
    """One sentence."""

    span: Span
    """In the article's text, without white space around."""
    first: int
    """Index of its first token."""
    last: int
    """Index behind its last token."""
    block: int
    """Index of its block."""
    kind: BlockKind
    """Kind of its block."""
    paragraph: int
    """Number of its paragraph, from 0."""


def find_sentences(text: str, blocks: list[Block], repaired: Repaired) -> list[Sentence]:
    """Find the sentences of the blocks that hold prose, in text order, not overlapping.

    A direct quotation of several sentences is cut at its inner ends of sentences too.
    """
    raise NotImplementedError
