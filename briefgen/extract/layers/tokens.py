"""Tokens: words and marks with a span in the text and a repaired form."""

import msgspec

from briefgen.model.span import Span


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, number or punctuation mark."""

    span: Span
    """Where it stands in the text, as it is."""
    norm: str
    """The repaired form: `re -control` is one token `re-control`; `order.The` is three tokens."""
    spaced: bool
    """Whether the repaired text has a space before this token."""


class Repaired(msgspec.Struct, frozen=True):
    """The repaired text of one article and the way back: rules match here and give spans of the text as it is."""

    text: str
    """Norms joined by single spaces where `spaced`; blocks joined by a line break."""
    starts: list[int]
    """Offset in `text` of each token, ascending; same length as `tokens`."""
    tokens: list[Token]

    def span_of(self, start: int, end: int) -> Span:
        """Return the span of the article's text that [start, end) of the repaired text came from.

        Whole tokens, except where token and norm are equal: there offsets inside the token are exact.
        """
        raise NotImplementedError

    def range_of(self, span: Span) -> tuple[int, int]:
        """Return the indices [first, last) of the tokens that lie in a span of the article's text."""
        raise NotImplementedError


def find_tokens(text: str, spans: list[Span]) -> Repaired:
    """Cut the given stretches (blocks) of an article's text into tokens and repair their forms."""
    raise NotImplementedError
