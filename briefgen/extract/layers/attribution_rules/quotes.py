"""Direct quotations: paired quotation marks of all usual forms, over sentences and paragraphs."""

import msgspec

from briefgen.extract.layers.index import ENDS
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tokens import Repaired
from briefgen.extract.lexicon import load_words

_CLOSERS = {
    '"': frozenset('"”“'),
    "“": frozenset('”"'),
    "”": frozenset('”"'),
    "„": frozenset('“”"'),
    "«": frozenset("»"),
    "»": frozenset("«"),
    "‹": frozenset("›"),
    "``": frozenset({"''", '"'}),
    "''": frozenset({"''"}),
    "‘": frozenset("’'"),
    "'": frozenset("'’"),
}
_SINGLE = frozenset("‘'")
_SAID = frozenset({"said", "says", "added", "adds", "told", "wrote"})
_SUBJECTS = load_words("attribution_rules", "subjects")
"""Words before `said` that make what follows its object."""


class Quote(msgspec.Struct, frozen=True):
    """Words between quotation marks, as token indices."""

    first: int
    """Index of the opening mark."""
    last: int
    """Index behind the closing mark, or behind the last word where the mark is missing."""
    inner_first: int
    inner_last: int
    paragraph: int
    continues: bool
    """Whether it goes on from a quotation that the paragraph before left open."""

    def __len__(self) -> int:
        return self.inner_last - self.inner_first


def find_quotes(repaired: Repaired, sentences: list[Sentence]) -> list[Quote]:
    """Find quotations in text order, not overlapping; quotations within a quotation are part of it.

    A quotation ends with its paragraph. Where a paragraph leaves it open and the next one begins with an opening
    mark, both are quotations and the second one `continues`.
    """
    quotes: list[Quote] = []
    open_before = False
    at = 0
    while at < len(sentences):
        end = at
        while end < len(sentences) and sentences[end].paragraph == sentences[at].paragraph:
            end += 1
        found, left_open = _scan(
            repaired, sentences[at].first, sentences[end - 1].last, sentences[at].paragraph, open_before
        )
        quotes += found
        open_before = left_open
        at = end
    return quotes


def _scan(
    repaired: Repaired, first: int, last: int, paragraph: int, open_before: bool
) -> tuple[list[Quote], bool]:
    tokens = repaired.tokens
    quotes: list[Quote] = []
    at = first
    while at < last:
        mark = tokens[at].norm
        closers = _CLOSERS.get(mark)
        if closers is None or not _opens(repaired, at, first, last):
            at += 1
            continue
        close = at + 1
        while close < last and not (
            (tokens[close].norm in closers or _closes_wrongly(repaired, close, mark))
            and (mark not in _SINGLE or _closes_single(repaired, close, last))
        ):
            close += 1
        closed = close < last
        if not closed and mark in _SINGLE:
            at += 1
            continue
        continues = open_before and at == first
        if not closed and not (at == first or tokens[at - 1].norm in {",", ":"} or _ends_all(repaired, last)):
            at += 1
            continue
        if not closed:
            close = _before_speaker(repaired, at + 1, close)
            if close < last:
                quotes.append(Quote(at, close, at + 1, close, paragraph, continues))
                return quotes, False
        if close > at + 1:
            quotes.append(Quote(at, close + closed, at + 1, close, paragraph, continues))
        if not closed:
            return quotes, True
        at = close + 1
    return quotes, False


def _closes_wrongly(repaired: Repaired, at: int, mark: str) -> bool:
    """Tell whether a second opening mark stands for a closing one: `“It is over,“ she said`."""
    tokens = repaired.tokens
    if mark != "“" or tokens[at].norm != mark or tokens[at - 1].norm not in ENDS | {","}:
        return False
    clings = tokens[at - 1].span.end == tokens[at].span.start
    return clings and (at + 1 == len(tokens) or tokens[at].span.end < tokens[at + 1].span.start)


def _before_speaker(repaired: Repaired, at: int, last: int) -> int:
    """Return where a quotation without a closing mark ends: before `said Price` or `, Price said`; else `last`."""
    tokens = repaired.tokens
    for token in range(at + 2, last - 1):
        if tokens[token].norm in _SAID and tokens[token + 1].norm[:1].isupper():
            before = tokens[token - 1].norm
            if before.islower() and before not in _SUBJECTS:
                return token
            if before in {",", "?", "!"}:
                return token
    return last


def _ends_all(repaired: Repaired, last: int) -> bool:
    return repaired.tokens[last - 1].norm in ENDS


def _opens(repaired: Repaired, at: int, first: int, last: int) -> bool:
    """Tell whether a mark can open: words follow, and single marks stand free before a word."""
    tokens = repaired.tokens
    if at + 1 >= last:
        return False
    mark = tokens[at].norm
    if mark in {"”", "»"}:
        return at == first
    if mark in _SINGLE:
        follows = tokens[at + 1]
        return (at == first or tokens[at].spaced) and not follows.spaced and follows.norm[:1].isalpha()
    if at == first or mark not in {'"', "''"}:
        return True
    # A mark that clings to the word before it and not to the one behind can only close. The repaired forms of
    # tokens have lost what the text says about it.
    before = tokens[at - 1]
    clings = before.span.end == tokens[at].span.start and tokens[at].span.end < tokens[at + 1].span.start
    return not (clings and (before.norm[-1:].isalnum() or before.norm in {",", ".", "!", "?"}))


def _closes_single(repaired: Repaired, at: int, last: int) -> bool:
    tokens = repaired.tokens
    if tokens[at].spaced:
        return False
    return at + 1 >= last or tokens[at + 1].spaced or not tokens[at + 1].norm[:1].isalnum()
