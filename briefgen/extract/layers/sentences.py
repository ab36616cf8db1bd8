"""Sentences: runs of tokens within a block.

Own code rather than a splitter from a library: those read raw text, while glued sentences (`order.The`,
`demonstratorsThe`) are cut only in the repaired tokens, and the tokens have already told full stops from the dots of
abbreviations, initials and numbers.
"""

import msgspec

from briefgen.extract.layers.blocks import Block, BlockKind
from briefgen.extract.layers.tokens import Repaired, Token
from briefgen.extract.lexicon import load_words
from briefgen.model.span import Span

_PROSE = frozenset({"body", "headline", "dek", "teaser"})
_CLOSERS = frozenset({'"', "”", "’", "''", "'", ")", "]", "»"})
_OPENERS = frozenset({'"', "“", "‘", "``", "(", "[", "«", "„"})
_PAUSES = frozenset({";", ",", ":", "—", "–"})

MAX_TOKENS = 400
"""Longest sentence, in tokens: longer runs are cut at a pause, so that a text without full stops stays cheap to read.

The longest sentence of the attribution, casualties and temporal development sets (one of MUC) has 221.
"""


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

    A direct quotation of several sentences is cut at its inner ends of sentences too. Closing quotation marks and
    brackets belong to the sentence that they close. Every token of a block that holds prose lies in one sentence.
    None has more than `MAX_TOKENS` tokens.
    """
    sentences: list[Sentence] = []
    paragraph = -1
    end = -1
    for index, block in enumerate(blocks):
        if end < 0 or "\n" in text[end : block.span.start]:
            paragraph += 1
        end = block.span.end
        if block.kind not in _PROSE:
            continue
        first, last = repaired.range_of(block.span)
        for begin, stop in _bounded(repaired.tokens, _cut(repaired.tokens, first, last)):
            span = Span(repaired.tokens[begin].span.start, repaired.tokens[stop - 1].span.end)
            sentences.append(Sentence(span, begin, stop, index, block.kind, paragraph))
    return sentences


def _cut(tokens: list[Token], first: int, last: int) -> list[tuple[int, int]]:
    """Cut tokens [first, last) into ranges of sentences."""
    ranges: list[tuple[int, int]] = []
    begin = index = first
    quoted = False
    while index < last:
        norm = tokens[index].norm
        index += 1
        if norm == '"':
            quoted = not quoted
        if norm[-1] not in ".!?…":
            # A word glued to the one before it opens a sentence: `demonstratorsThe`, `were burned,The`.
            if index < last and _is_glued(tokens, index, begin):
                ranges.append((begin, index))
                begin = index
            continue
        stop = index
        while stop < last:
            mark = tokens[stop].norm
            if mark == '"':
                if not quoted:
                    break
                quoted = False
            elif (mark not in _CLOSERS and not (mark[-1] in ".!?…" and not mark[0].isalnum())) or (
                mark in ("'", "’") and tokens[stop].spaced
            ):
                break
            stop += 1
        if _is_end(tokens, index - 1, stop, last):
            ranges.append((begin, stop))
            begin = stop
        index = stop
    if begin < last:
        ranges.append((begin, last))
    return ranges


def _bounded(tokens: list[Token], ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut ranges that are longer than any sentence, behind the last pause of their second half if there is one."""
    bounded: list[tuple[int, int]] = []
    for begin, stop in ranges:
        while stop - begin > MAX_TOKENS:
            end = begin + MAX_TOKENS
            pauses = range(end, begin + MAX_TOKENS // 2, -1)
            cut = next((at for at in pauses if tokens[at - 1].norm in _PAUSES), end)
            bounded.append((begin, cut))
            begin = cut
        bounded.append((begin, stop))
    return bounded


def _is_glued(tokens: list[Token], index: int, begin: int) -> bool:
    left, right = tokens[index - 1], tokens[index]
    if left.span.end != right.span.start or not right.norm[0].isupper():
        return False
    if left.norm[-1].isalpha():
        return True
    # Behind a noun the comma may stand for a list that goes on: `300 shops,The restaurant and the office burned`.
    return (
        left.norm == ","
        and index - begin > 3
        and tokens[index - 2].norm.endswith(("ed", "en"))
        and right.norm in load_words("sentences", "openers")
    )


def _is_end(tokens: list[Token], index: int, stop: int, last: int) -> bool:
    """Tell whether the token at `index`, a stop or an abbreviation, ends a sentence that closes before `stop`."""
    if stop >= last:
        return True
    norm = tokens[index].norm
    following = tokens[stop].norm
    word = following
    if following in _OPENERS and stop + 1 < last:
        word = tokens[stop + 1].norm
    if norm == "." and following[0].isdigit() and index and _is_amount(tokens[index - 1], tokens[stop]):
        return False
    if norm[0].isalnum():
        return _abbreviation_ends(norm, closed=stop > index + 1, following=following, word=word)
    if word[0].islower():
        # Sentences that begin small are rare; what follows `?"` and `…` mostly goes on.
        return norm == "." and stop == index + 1 and following not in _OPENERS
    if following in (",", ";", ":", "-", "--", "—", "–"):
        return False
    if stop > index + 1 and norm != ".":
        said = load_words("sentences", "said")
        return not any(token.norm in said for token in tokens[stop : min(stop + 4, last)])
    return True


def _is_amount(before: Token, behind: Token) -> bool:
    """Tell whether a full stop stands within an amount of money: `Rs. 500`, `R5.6bn`."""
    glued = before.norm[-1].isdigit() and behind.span.start - before.span.end == 1
    return before.norm in {"Rs", "Tk"} or (glued and before.norm[0].isalpha())


def _abbreviation_ends(norm: str, *, closed: bool, following: str, word: str) -> bool:
    """Tell whether an abbreviation with its full stop ends a sentence, by the words that follow."""
    if norm in load_words("tokens", "titles") or not (word[0].isupper() or following in _OPENERS):
        return False
    if closed and word[0].isupper():
        return True
    if norm in ("a.m.", "p.m."):
        return word[0].isupper() and word not in load_words("sentences", "after_clock")
    if norm[:-1].isalpha() and len(norm) == 2 and following not in _OPENERS:
        return word in load_words("tokens", "openers")
    return word in load_words("sentences", "openers") and word not in load_words(
        "tokens", "not_after_abbreviation"
    )
