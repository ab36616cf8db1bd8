"""Markdown as the plain text that evidence points into."""

from functools import lru_cache
from typing import Any

import msgspec

from briefgen.model.plainprose import split_plain

BLOCK_BREAK = "\n\n"
"""What stands between two blocks of an article's text."""


class PlainText(msgspec.Struct, frozen=True):
    """What a Markdown document says, without its markup."""

    text: str
    """Blocks in order, joined by a blank line: headings, paragraphs, list items, table rows, code."""
    heading: str | None
    """Text of the first heading."""
    lines: tuple[tuple[int, int], ...]
    """(offset in `text`, line of the document from 0) where lines begin, in order."""
    items: tuple[int, ...] = ()
    """Offsets in `text` where items of lists begin, in order."""


class _Writer:
    """Joins blocks, and notes where their lines begin."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.lines: list[tuple[int, int]] = []
        self.items: list[int] = []
        self.length = 0

    def add(self, rows: list[str], line: int) -> str:
        """Add a block, given as its lines in the document; return its text."""
        whole = "".join(rows)
        text = whole.strip()
        if not text:
            return ""
        offset = self.length - (len(whole) - len(whole.lstrip()))
        for number, row in enumerate(rows):
            self.lines.append((max(offset, self.length), line + number))
            offset += len(row)
        self.blocks.append(text)
        self.length += len(text) + len(BLOCK_BREAK)
        return text


@lru_cache(maxsize=1)
def _markdown() -> Any:
    from markdown_it import MarkdownIt  # slow to import, and plain articles do not need it

    # Raw HTML is parsed so that it can be dropped: shown as text it would look like words of the article.
    return MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


def render_plain_text(markdown: str) -> PlainText:
    """Return the text of Markdown: links by their words, no pictures, no HTML, no emphasis.

    Args:
        markdown: a document without front matter; newlines normalized.
    Returns:
        Its text; a line break of the source inside a paragraph is a space, a hard break a newline, the cells of
        a table row are joined by ` | `.
    """
    paragraphs = split_plain(markdown.rstrip("\n").lstrip("\n"))
    if paragraphs is not None:
        return _join_plain(paragraphs, len(markdown) - len(markdown.lstrip("\n")))
    writer = _Writer()
    heading = ""
    cells: list[str] | None = None
    row_line = 0
    in_heading = in_item = False
    for token in _markdown().parse(markdown):
        line = token.map[0] if token.map else row_line
        if token.type == "tr_open":
            cells, row_line = [], line
        elif token.type == "tr_close" and cells is not None:
            writer.add([" | ".join(cells)], row_line)
            cells = None
        elif token.type in ("heading_open", "heading_close"):
            in_heading = token.type == "heading_open"
        elif token.type == "list_item_open":
            in_item = True
        elif token.type in ("fence", "code_block"):
            first = line + (token.type == "fence")
            writer.add(token.content.splitlines(keepends=True), first)
        elif token.type == "inline":
            rows = _inline_rows(token.children or [])
            if cells is not None:
                cells.append("".join(rows).strip())
            else:
                begin = writer.length
                text = writer.add(rows, line)
                heading = heading or (text if in_heading else "")
                if in_item and text:
                    writer.items.append(begin)
                    in_item = False
    text = BLOCK_BREAK.join(writer.blocks)
    return PlainText(text, heading or None, tuple(writer.lines), tuple(writer.items))


def _join_plain(paragraphs: list[str], first_line: int) -> PlainText:
    lines = []
    offset = 0
    for number, paragraph in enumerate(paragraphs):
        lines.append((offset, first_line + 2 * number))
        offset += len(paragraph) + len(BLOCK_BREAK)
    return PlainText(BLOCK_BREAK.join(paragraphs), None, tuple(lines))


def _inline_rows(tokens: list[Any]) -> list[str]:
    rows = [""]
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            rows[-1] += token.content
        elif token.type in ("softbreak", "hardbreak"):
            rows[-1] += " " if token.type == "softbreak" else "\n"
            rows.append("")
    return rows
