"""Markdown as the plain text that evidence points into."""

from functools import lru_cache

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

BLOCK_BREAK = "\n\n"
"""What stands between two blocks of an article's text."""


class PlainText(msgspec.Struct, frozen=True):
    """What a Markdown document says, without its markup."""

    text: str
    """Blocks in order, joined by a blank line: headings, paragraphs, list items, table rows, code."""
    heading: str | None
    """Text of the first heading."""


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    # Raw HTML is parsed so that it can be dropped: shown as text it would look like words of the article.
    return MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


def render_plain_text(markdown: str) -> PlainText:
    """Return the text of Markdown: links by their words, no pictures, no HTML, no emphasis.

    Args:
        markdown: a document without front matter; newlines normalized.
    Returns:
        Its text; a line break of the source inside a paragraph is a space, a hard break a newline, the cells of a
        table row are joined by ` | `.
    """
    blocks: list[str] = []
    heading: str | None = None
    cells: list[str] | None = None
    in_heading = False
    for token in _markdown().parse(markdown):
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            blocks.append(" | ".join(cells))
            cells = None
        elif token.type in ("heading_open", "heading_close"):
            in_heading = token.type == "heading_open"
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.strip("\n"))
        elif token.type == "inline":
            words = _inline_text(token.children or [])
            if cells is not None:
                cells.append(words)
            else:
                blocks.append(words)
                if in_heading and heading is None and words:
                    heading = words
    return PlainText(BLOCK_BREAK.join(block for block in blocks if block.strip()), heading)


def _inline_text(tokens: list[Token]) -> str:
    pieces = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            pieces.append(token.content)
        elif token.type == "softbreak":
            pieces.append(" ")
        elif token.type == "hardbreak":
            pieces.append("\n")
    return "".join(pieces).strip()
