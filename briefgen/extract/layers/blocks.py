"""Blocks of an article: furniture, headline, byline, dateline, teaser, body."""

from typing import Literal

import msgspec

from briefgen.model.span import Span

BlockKind = Literal[
    "headline", "dek", "teaser", "byline", "dateline", "credit", "furniture", "subheading", "body"
]


class Block(msgspec.Struct, frozen=True):
    """A stretch of the text with one function; blocks do not overlap and stand in text order."""

    span: Span
    kind: BlockKind


def find_blocks(text: str, *, title: str = "") -> list[Block]:
    """Find the blocks of an article's text.

    Args:
        text: the article's normalized text, blocks divided by line breaks.
        title: the article's title, to know a repeated headline.
    Returns:
        Blocks in text order, not overlapping. `body`, `headline`, `dek` and `teaser` hold sentences; only `body`
        and `dek` are briefed. A dateline at the head of a paragraph is a block of its own, before the body block.
    """
    raise NotImplementedError
