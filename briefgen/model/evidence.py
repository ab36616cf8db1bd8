"""Evidence: from words to their span in an article, and back."""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import Literal

import msgspec

from briefgen.model.brief import Evidence
from briefgen.model.span import Span

AnchorStatus = Literal["found", "ambiguous", "missing"]

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
    }
)
_SPACES = re.compile(r"\s+")


class Anchor(msgspec.Struct, frozen=True):
    """Where evidence stands in its article."""

    status: AnchorStatus
    """`ambiguous`: the words stand there more than once, `span` is the first place."""
    span: Span | None
    """Place of the quote, prefix excluded; None only if missing."""


class _Folded(msgspec.Struct, frozen=True):
    """Text without differences that people and programs introduce when copying, and the way back."""

    text: str
    starts: list[int]
    """Offsets in the folded text where a stretch with a new distance to the original begins."""
    originals: list[int]
    """Offsets in the original that belong to `starts`."""

    def original(self, offset: int) -> int:
        index = bisect_right(self.starts, offset) - 1
        return self.originals[index] + offset - self.starts[index]


def find_evidence(text: str, evidence: Evidence) -> Anchor:
    """Find the words of evidence in an article's text.

    Exact words first; else differences in white space, in the form of quotation marks and in Unicode composition
    are overlooked, nothing else.

    Args:
        text: text of the article.
        evidence: quote, and the prefix that must stand right before it (white space between both is free).
    Returns:
        The anchor; its span covers words of `text` as it is.
    Source: W3C Web Annotation, TextQuoteSelector.
    """
    quote = evidence.quote
    if not quote.strip():
        return Anchor("missing", None)
    if not evidence.prefix:
        start = text.find(quote)
        if start >= 0:
            span = Span(start, start + len(quote))
            return Anchor("found" if text.find(quote, start + 1) < 0 else "ambiguous", span)
    else:
        prefix = _fold(evidence.prefix.strip())
        spans = [
            Span(start, start + len(quote))
            for start in _find_all(text, quote)
            if _ends_with(text, start, prefix)
        ]
        if spans:
            return Anchor("found" if len(spans) == 1 else "ambiguous", spans[0])
    return _find_folded(text, evidence)


def _find_folded(text: str, evidence: Evidence) -> Anchor:
    folded = _fold_text(text)
    quote = _fold(evidence.quote).strip()
    starts = _find_all(folded.text, quote)
    if evidence.prefix:
        prefix = _fold(evidence.prefix.strip())
        starts = [start for start in starts if _ends_with(folded.text, start, prefix)]
    if not starts:
        return Anchor("missing", None)
    # The end maps through its last code point: behind it, a folded run of spaces may begin.
    span = Span(folded.original(starts[0]), folded.original(starts[0] + len(quote) - 1) + 1)
    return Anchor("found" if len(starts) == 1 else "ambiguous", span)


_MAX_PLACES = 40
"""Most places of one quote that a prefix is looked for: no news repeats a sentence so often, hostile text does."""

_MAX_PREFIX_CHARS = 400
"""Longest prefix, and longest quote made by extending, beyond the words themselves."""


def _find_all(text: str, words: str, most: int | None = None) -> list[int]:
    starts: list[int] = []
    start = text.find(words)
    while start >= 0 and (most is None or len(starts) < most):
        starts.append(start)
        start = text.find(words, start + 1)
    return starts


def _ends_with(text: str, at: int, prefix: str) -> bool:
    """Tell whether a folded prefix stands right before a place, white space between both."""
    # A window is enough, and keeps thousands of candidates cheap.
    before = text[max(0, at - 2 * len(prefix) - 80) : at].rstrip()
    if before[-1:].isascii() and before[-1:].isalnum() and before[-1:] != prefix[-1:]:
        return False
    return _fold(before).endswith(prefix)


def _fold(words: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", words).translate(_QUOTES))


@lru_cache(maxsize=64)
def _fold_text(text: str) -> _Folded:
    if unicodedata.is_normalized("NFC", text):
        pieces: list[str] = []
        starts, originals = [0], [0]
        length = last = 0
        for match in _SPACES.finditer(text):
            pieces += (text[last : match.start()], " ")
            length += match.start() - last + 1
            last = match.end()
            starts.append(length)
            originals.append(last)
        pieces.append(text[last:])
        return _Folded("".join(pieces).translate(_QUOTES), starts, originals)
    return _fold_composed(text)


def _fold_composed(text: str) -> _Folded:
    """Fold text that is not in NFC, cluster by cluster of a base and its combining marks."""
    pieces: list[str] = []
    starts: list[int] = []
    originals: list[int] = []
    length = at = 0
    while at < len(text):
        end = at + 1
        if text[at].isspace():
            while end < len(text) and text[end].isspace():
                end += 1
            piece = " "
        else:
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            piece = unicodedata.normalize("NFC", text[at:end]).translate(_QUOTES)
        for index in range(len(piece)):
            starts.append(length + index)
            originals.append(min(at + index, end - 1))
        if len(piece) < end - at:
            # The last code point of the piece stands for the rest of the cluster.
            originals[-1] = at if piece == " " else end - 1 if len(piece) > 1 else at
        pieces.append(piece)
        length += len(piece)
        at = end
    return _Folded("".join(pieces), starts or [0], originals or [0])


def make_evidence(text: str, span: Span, source_id: str) -> Evidence:
    """Make the evidence that leads back to a span.

    Args:
        text: text of the article.
        span: the words; white space at its ends is left out.
        source_id: id of the article.
    Returns:
        The words as they stand there; where they stand twice, with the shortest prefix of whole words that tells
        them apart. At the head of the text, where no words come before, the quote is extended instead. Text that
        repeats itself beyond all news (40 times, or for 400 code points) gives a quote that stays ambiguous.
    Raises:
        ValueError: the span covers no words of the text.
    """
    words = span.of(text)
    if not 0 <= span.start < span.end <= len(text) or not words.strip():
        raise ValueError(f"span {span.start}:{span.end} covers no words of {len(text)} code points")
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    longest = end + _MAX_PREFIX_CHARS
    while True:
        quote = text[start:end].rstrip()
        others = [at for at in _find_all(text, quote, _MAX_PLACES + 1) if at != start]
        if len(others) > _MAX_PLACES:
            return Evidence(source=source_id, quote=quote)
        prefix = _find_prefix(text, start, others) if others else None
        if not others or prefix is not None or end >= min(len(text), longest):
            return Evidence(source=source_id, quote=quote, prefix=prefix)
        end += 1
        while end < len(text) and not text[end].isspace():
            end += 1


def _find_prefix(text: str, start: int, others: list[int]) -> str | None:
    """Return the fewest whole words before a place that do not stand before the other places."""
    head = max(0, start - _MAX_PREFIX_CHARS)
    before = text[head:start]
    at = len(before)
    while at > 0:
        at = len(before[:at].rstrip())
        while at > 0 and not before[at - 1].isspace():
            at -= 1
        prefix = before[at:].strip()
        wanted = _fold(prefix)
        others = [other for other in others if prefix and _ends_with(text, other, wanted)]
        if prefix and not others:
            return prefix
    return None
