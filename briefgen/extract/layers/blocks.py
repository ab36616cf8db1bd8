"""Blocks of an article: furniture, headline, byline, dateline, teaser, body."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from briefgen.extract.layers.datelines import (
    FULL_DATE,
    dateline_end,
    day_head_end,
    in_calendar,
    inner_dateline,
    is_clock_line,
    is_date_line,
    is_day_alone,
    label_end,
    read_date,
)
from briefgen.extract.layers.furniture import is_bare_credit, is_byline, is_credit, is_furniture
from briefgen.extract.layers.teasers import is_repeated
from briefgen.extract.lexicon import load_words
from briefgen.model.span import Span

BlockKind = Literal[
    "headline", "dek", "teaser", "byline", "dateline", "credit", "furniture", "subheading", "body"
]


class Block(msgspec.Struct, frozen=True):
    """A stretch of the text with one function; blocks do not overlap and stand in text order."""

    span: Span
    kind: BlockKind


class _Paragraph(msgspec.Struct, frozen=True):
    """A paragraph as it stands in the text."""

    span: Span
    """Without bullet and blanks around."""
    listed: bool
    """Whether it is an item of a list."""
    first: bool
    """Whether a blank line, or nothing, is before it."""


def find_blocks(text: str, *, title: str = "", items: Sequence[int] = ()) -> list[Block]:
    """Find the blocks of an article's text.

    Args:
        text: the article's normalized text, blocks divided by line breaks.
        title: the article's title, to know a repeated headline.
        items: offsets where items of lists begin whose bullets the text has no more.

    Returns:
        Blocks in text order, not overlapping. `body`, `headline`, `dek` and `teaser` hold sentences; only `body`
        and `dek` are briefed. A dateline at the head of a paragraph is a block of its own, before the body block; so
        is, as furniture, the label of an entry (`0130 GMT —`, `2.`), and, as a subheading, the day that an entry of
        a chronicle opens with, where no mark parts them (`3 May Rebels take the port`).
        A teaser is a paragraph near the head whose sentences the body repeats, numbers included.
    """
    blocks: list[Block] = []
    folded_title = _fold(title)
    prose = 0  # paragraphs of prose so far
    paragraphs = list(_paragraphs(text, frozenset(items)))
    heads = _day_heads(text, paragraphs)
    for number, paragraph in enumerate(paragraphs):
        span = paragraph.span
        kind = _kind(
            span.of(text),
            folded_title,
            prose,
            blocks,
            listed=paragraph.listed,
            is_last=number + 1 == len(paragraphs),
        )
        if kind in {"credit", "furniture"} and blocks and _is_caption_of(text, blocks[-1], paragraph):
            blocks[-1] = Block(blocks[-1].span, "credit")
        if kind == "body":
            if prose == 0 and (inner := inner_dateline(span.of(text))):
                blocks.append(Block(_trim(text, span.start, span.start + inner[0]), "teaser"))
                span = _trim(text, span.start + inner[0], span.end)
            end, head = _head(span.of(text), prose)
            if number in heads:
                end, head = heads[number], "subheading"
            if end:
                blocks.append(Block(_trim(text, span.start, span.start + end), head))
                span = _trim(text, span.start + end, span.end)
                if span.start == span.end:
                    continue
            prose += 1
        blocks.append(Block(span, kind))
    return _mark_teasers(text, blocks)


def _head(words: str, prose: int) -> tuple[int, BlockKind]:
    """Return where the dateline or label at the head of a paragraph ends, 0 without one, and what it is."""
    cut = dateline_end(words, prose)
    return (cut, "dateline") if cut else (label_end(words), "furniture")


def _day_heads(text: str, paragraphs: Sequence[_Paragraph]) -> dict[int, int]:
    """Return where the days end that entries of a chronicle open with, by paragraph; none for a single one."""
    ends = {n: day_head_end(paragraph.span.of(text)) for n, paragraph in enumerate(paragraphs)}
    heads = {n: end for n, end in ends.items() if end}
    return heads if len(heads) >= _FEWEST_HEADS else {}


_FEWEST_HEADS = 2


def _is_caption_of(text: str, before: Block, credit: _Paragraph) -> bool:
    """Tell whether the block before a credit is the caption that it belongs to, or says the same."""
    words, said = credit.span.of(text), before.span.of(text)
    if before.kind not in {"body", "headline", "subheading", "dek"}:
        return False
    if words != said and words.startswith(said.rstrip(" .")):
        return True
    return not credit.first and is_bare_credit(words) and said.count(" ") < 30


def day_headings(text: str, blocks: Sequence[Block]) -> list[Span]:
    """Return the blocks that hold nothing but a day, where a text has several: what stands below was on that day."""
    found = [
        block.span
        for block in blocks
        if block.kind in {"dateline", "subheading"} and is_day_alone(block.span.of(text).strip(" :.,*"))
    ]
    return found if len(found) >= _FEWEST_HEADS else []


def dateline_date(text: str, blocks: list[Block], *, year: int | None = None) -> str | None:
    """Return the day of publication that the datelines and date lines of a text give, as YYYY-MM-DD.

    Args:
        text: the article's text.
        blocks: its blocks.
        year: the year for a dateline that has none (`ALMATY, Jan 6`); without it, the year of a copyright line or
            of another date line in the text; without that too, there is no date.

    Returns:
        The first full date in text order; None if there is none or it is not in the calendar.
    """
    partial: tuple[int, int] | None = None
    for block in blocks:
        if block.kind not in ("dateline", "furniture", "byline"):
            continue
        words = block.span.of(text)
        for match in FULL_DATE.finditer(words):
            found = read_date(match[0])
            if found is None:
                continue
            if found[0]:
                return f"{found[0]:04d}-{found[1]:02d}-{found[2]:02d}"
            if block.kind == "dateline" and partial is None:
                partial = found[1:]
        if (
            block.kind == "furniture"
            and year is None
            and (found_year := re.search(r"\b(?:19|20)\d\d\b", words))
        ):
            year = int(found_year[0])
    if partial is None or not year or not in_calendar(year, *partial):
        return None
    return f"{year:04d}-{partial[0]:02d}-{partial[1]:02d}"


def _paragraphs(text: str, items: frozenset[int]) -> Iterator[_Paragraph]:
    """Yield the paragraphs: lines, or the lines between two blank ones where they were wrapped."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    index = 0
    while index < len(lines):
        group = [lines[index]]
        while index + 1 < len(lines) and lines[index + 1][0] == lines[index][1] + 1:
            index += 1
            group.append(lines[index])
        index += 1
        first = True
        for start, end in [(group[0][0], group[-1][1])] if _is_wrapped(text, group) else group:
            span = _trim(text, start, end)
            bullet = re.compile(r"(?:[-–*•·▪►●]|#{1,6}|>)\s+").match(text, span.start, span.end)
            listed = span.start in items or bool(bullet and text[span.start] in "-–*•·▪►●")
            if bullet and text[span.start] != "#":
                span = _trim(text, bullet.end(), span.end)
            if span.start < span.end:
                yield _Paragraph(span, listed, first)
                first = False


def _is_wrapped(text: str, group: list[tuple[int, int]]) -> bool:
    """Tell whether lines that follow each other are one paragraph, wrapped at a width.

    In wrapped text the first word of a line would not have fitted on the line before. Lines that are paragraphs of
    their own (headlines one below the other, exported pages) mostly leave room for it.
    """
    if len(group) == 1 or any(
        re.match(r"\s*(?:[-*•·–▪►●]|\d{1,2}[.)])\s", text[start:end]) for start, end in group
    ):
        return False
    if not any(end - start >= 45 and text[end - 1] not in '.!?:"”’)…' for start, end in group[:-1]):
        return False
    width = max(end - start for start, end in group)
    fitting = 0
    for (start, end), (after, stop) in pairwise(group):
        word = re.compile(r"\S+").match(text, after, stop)
        fitting += end - start + 1 + (len(word[0]) if word else 0) <= width
    return width <= _MAX_WIDTH and fitting <= len(group) // 4


_MAX_WIDTH = 160
"""Longest line of wrapped text, in characters: texts for terminals and mail have 72 to 132."""


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _fold(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _kind(
    words: str, title: str, prose: int, blocks: list[Block], *, listed: bool, is_last: bool
) -> BlockKind:
    """Tell what a paragraph is, by its words and the blocks before it."""
    if words.startswith("#") and re.match(r"#{1,6}\s", words):
        return "headline" if not blocks else "subheading"
    count = words.count(" ") + 1
    # A text without a headline has its first line for a title: a whole sentence there is text.
    if title and prose == 0 and _fold(words) == title and words[-1] != ".":
        return "headline"
    if prose < 3 and count <= 20 and dateline_end(words, 0) == len(words):
        return "dateline"
    folded = " ".join(words.casefold().split())
    if count <= 40:
        if is_date_line(words, count):
            return "dateline"
        if is_byline(words, count):
            return "byline"
        if not any(letter.isalnum() for letter in folded) or is_clock_line(words):
            return "furniture"
    if is_furniture(words, folded, count):
        return "furniture"
    if is_credit(words, folded, count):
        return "credit"
    ended = words[-1] in ".!?…:;,\"”’'" or words.endswith((".)", "!)", "?)"))
    if not ended and prose == 0 and not is_last and not listed:
        last_kind = next(
            (block.kind for block in reversed(blocks) if block.kind in ("headline", "dek")), None
        )
        if last_kind is None and count <= 25:
            return "headline"
        if last_kind == "headline" and count <= 45:
            return "dek"
    if (
        not ended
        and prose
        and count <= 12
        and not is_last
        and words[0].isupper()
        and not _is_entry(words, count, listed=listed)
    ):
        return "subheading"
    if _is_question(words, count) and not is_last:
        return "subheading"
    return "body"


def _is_entry(words: str, count: int, *, listed: bool) -> bool:
    """Tell whether a short line without a full stop says something: an item of a list, an entry of a live page."""
    if label_end(words):
        return True
    counted = words.split(" ", 1)[0].split("-", 1)[0].lower() in load_words("blocks", "item_numbers")
    return listed and (count >= 5 or counted or any(letter.isdigit() for letter in words))


def _is_question(words: str, count: int) -> bool:
    """Tell whether a line is a question that the next paragraph answers: `What happened in the port?`."""
    return (
        count <= 12
        and words[-1] == "?"
        and words.count("?") == 1
        and not set(words) & set('.!“”"‘')
        and words.split(" ", 1)[0].lower() in load_words("blocks", "question_words")
    )


def _mark_teasers(text: str, blocks: list[Block]) -> list[Block]:
    """Turn body blocks near the head that the rest repeats into teasers."""
    bodies = [index for index, block in enumerate(blocks) if block.kind == "body"]
    marked = list(blocks)
    for position, index in enumerate(bodies[:3]):
        rest = [blocks[later].span for later in bodies[position + 1 :]]
        span = blocks[index].span
        if rest and span.end - span.start <= 2000 and is_repeated(text, span, rest):
            marked[index] = Block(span, "teaser")
        else:
            break
    return marked
