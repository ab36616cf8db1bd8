"""A piece of an article's text."""

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """Half-open range in Unicode code points of the article's normalized text (W3C TextPositionSelector)."""

    start: int
    """Offset of the first code point, from 0."""
    end: int
    """Offset behind the last code point; never before `start`."""

    def of(self, text: str) -> str:
        """Return the words of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Tell whether both share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end
