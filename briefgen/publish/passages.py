"""Words of articles as pages show them: sentences around evidence, marked text, links into originals."""

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

import msgspec

from briefgen.model.span import Span

MAX_PASSAGE_CHARS = 1200
"""Longest passage shown around evidence; what is cut away is the part farthest from the words used."""

_ABBREVIATIONS = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "prof", "st", "gov", "sen", "rep"),
        *("gen", "col", "lt", "maj", "capt", "sgt"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
        *("no", "vol", "fig", "approx", "e.g", "i.e", "etc", "vs", "inc", "ltd", "co", "corp"),
    )
)
_BREAK = re.compile(r"""[.!?…][.!?…"'”’»)\]]{0,6}\s+(?=["'“‘«(\[]?[^\W_a-z])""")
_BLOCK_GAP = re.compile(r"\n[ \t]*\n\s*")
_WORD_BEFORE = re.compile(r"([^\s\"'“‘«(\[]+)$")
_LONG_QUOTE_CHARS = 100


class Passage(msgspec.Struct, frozen=True):
    """Words used as evidence, within the sentences they stand in."""

    before: str
    words: str
    after: str
    is_cut_before: bool = False
    """Text was left out before `before`, because it would be too long."""
    is_cut_after: bool = False


class Segment(msgspec.Struct, frozen=True):
    """A piece of a block that the same evidence covers from end to end."""

    text: str
    starts: tuple[int, ...]
    """Numbers of the spans that begin with this segment."""
    ends: tuple[int, ...]
    """Numbers of the spans that end with this segment."""
    is_marked: bool


class Block(msgspec.Struct, frozen=True):
    """A paragraph of an article, or the sentences shown of it."""

    segments: tuple[Segment, ...]
    follows_gap: bool
    """Text was left out between the block before (or the beginning) and this one."""


def find_blocks(text: str) -> list[Span]:
    """Find the blocks of an article's text: in order, not overlapping, none empty."""
    blocks: list[Span] = []
    start = 0
    for gap in _BLOCK_GAP.finditer(text):
        if text[start : gap.start()].strip():
            blocks.append(Span(start, gap.start()))
        start = gap.end()
    if text[start:].strip():
        blocks.append(Span(start, len(text.rstrip())))
    return blocks


def find_sentences(text: str, span: Span) -> Span:
    """Widen `span` to whole sentences within its blocks.

    A short list of abbreviations keeps "Mr." and initials together; a wrong guess shows a little less around
    the words, never less than the words.
    """
    gaps = _find_gaps(text)
    floor = max((gap.end for gap in gaps if gap.end <= span.start), default=0)
    ceiling = min((gap.start for gap in gaps if gap.start >= span.end), default=len(text))
    start, end = floor, ceiling
    for one in _find_ends(text, Span(floor, ceiling)):
        if one.end <= span.start:
            start = one.end
        elif one.start >= span.end - 1:
            end = min(end, max(span.end, len(text[: one.end].rstrip())))
            break
    return Span(start, max(end, span.end))


# Many pieces of evidence stand in one article, and some in one block.
@lru_cache(maxsize=32)
def _find_gaps(text: str) -> tuple[Span, ...]:
    return tuple(Span(gap.start(), gap.end()) for gap in _BLOCK_GAP.finditer(text))


@lru_cache(maxsize=64)
def _find_ends(text: str, block: Span) -> tuple[Span, ...]:
    """Return where sentences of some blocks end: the marks, with the blanks behind them."""
    return tuple(
        Span(match.start(), match.end())
        for match in _BREAK.finditer(text, block.start, block.end)
        if _ends_sentence(text, match)
    )


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if text[match.start()] != ".":
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - 20), match.start())
    word = before.group(1) if before else ""
    is_initial = len(word) == 1 and word.isupper()
    has_dots = "." in word and len(word) <= 5
    return not (is_initial or has_dots or word.casefold() in _ABBREVIATIONS)


def find_passage(text: str, span: Span) -> Passage:
    """Return the words of `span` with the rest of their sentences, at most about MAX_PASSAGE_CHARS."""
    sentences = find_sentences(text, span)
    room = max(0, MAX_PASSAGE_CHARS - (span.end - span.start)) // 2
    start, end = max(sentences.start, span.start - room), min(sentences.end, span.end + room)
    return Passage(
        before=text[start : span.start],
        words=span.of(text),
        after=text[span.end : end],
        is_cut_before=start > sentences.start,
        is_cut_after=end < sentences.end,
    )


def split_text(text: str, spans: Sequence[Span], *, whole: bool) -> list[Block]:
    """Cut an article's text where evidence begins and ends; spans may overlap and run over blocks.

    Args:
        text: the article's text.
        spans: what is used; numbered by their place in this sequence.
        whole: show all blocks; otherwise only the sentences that spans touch.
    Returns:
        Blocks in order. Each span begins in exactly one segment and ends in exactly one.
    """
    kept = find_blocks(text) if whole else _blocks_of_sentences(text, spans)
    blocks: list[Block] = []
    shown_to = 0
    for kept_span in kept:
        blocks.append(
            Block(
                segments=tuple(_split_block(text, kept_span, spans)),
                follows_gap=bool(text[shown_to : kept_span.start].strip()),
            )
        )
        shown_to = kept_span.end
    return blocks


def _blocks_of_sentences(text: str, spans: Sequence[Span]) -> list[Span]:
    pieces: list[Span] = []
    for block in find_blocks(text):
        inside = [
            Span(max(block.start, span.start), min(block.end, span.end))
            for span in spans
            if span.overlaps(block)
        ]
        for sentence in sorted(find_sentences(text, span) for span in inside):
            if pieces and sentence.start <= pieces[-1].end + 1 and pieces[-1].start >= block.start:
                pieces[-1] = Span(pieces[-1].start, max(pieces[-1].end, sentence.end))
            else:
                pieces.append(sentence)
    return pieces


def _split_block(text: str, block: Span, spans: Sequence[Span]) -> list[Segment]:
    inside = [(number, span) for number, span in enumerate(spans) if span.overlaps(block)]
    edges = {block.start, block.end}
    for _, span in inside:
        edges.update((max(block.start, span.start), min(block.end, span.end)))
    ordered = sorted(edges)
    return [
        Segment(
            text=text[start:end],
            starts=tuple(number for number, span in inside if span.start == start),
            ends=tuple(number for number, span in inside if span.end == end),
            is_marked=any(span.start <= start and end <= span.end for _, span in inside),
        )
        for start, end in itertools.pairwise(ordered)
    ]


def text_fragment(words: str, prefix: str | None = None) -> str:
    """Return the fragment that makes browsers find and mark `words` in a page.

    Source: WICG Scroll to Text Fragment, section 3: `-`, `,` and `&` have a meaning of their own, so they are
    encoded. Long quotes are given by their beginning and end, as the page may break them up by markup.
    """
    pieces = words.split()
    if len(words) > _LONG_QUOTE_CHARS and len(pieces) >= 8:
        target = f"{_encode(' '.join(pieces[:4]))},{_encode(' '.join(pieces[-4:]))}"
    else:
        target = _encode(" ".join(pieces))
    lead = f"{_encode(' '.join(prefix.split()[-4:]))}-," if prefix and prefix.strip() else ""
    return f":~:text={lead}{target}"


def _encode(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")


def with_fragment(address: str, words: str, prefix: str | None = None) -> str:
    """Return `address` with a text fragment behind it, after its own fragment if it has one."""
    mark = "" if "#" in address else "#"
    return f"{address}{mark}{text_fragment(words, prefix)}"
