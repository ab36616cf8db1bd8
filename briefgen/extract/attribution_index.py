"""Who says what, looked up by token: the attributions that touch a sentence, or govern some words."""

from bisect import bisect_right

from briefgen.extract.document import Document
from briefgen.extract.layers.index import TokenIndex
from briefgen.model.span import Span

_LONGEST = 12
"""Sentences that what is said may run over; more means that its parts have nothing to do with each other."""
_CITING = frozenset({"citing", "quoting"})


class AttributionIndex:
    """Lookups over the attributions of one article; tables are made once."""

    def __init__(self, document: Document, index: TokenIndex) -> None:
        self.index = index
        self.attributions = document.attributions
        self.content_ranges: list[list[tuple[int, int]]] = [
            [index.range_of(span) for span in attribution.content] for attribution in self.attributions
        ]
        """What each attribution governs: first tokens, and those behind the last."""
        self.cue_sentence: list[int] = []
        """Sentence of each attribution's cue; -1 without one."""
        self.of_sentence: list[list[int]] = [[] for _ in document.sentences]
        """Attributions that touch each sentence, with their cue or with what they govern."""
        for number, attribution in enumerate(self.attributions):
            cue = attribution.cue
            self.cue_sentence.append(index.sentence_of[index.range_of(cue)[0]] if cue is not None else -1)
            for sentence in self._touched(number):
                if sentence >= 0:
                    self.of_sentence[sentence].append(number)
        self._quoted: list[Span] = sorted({quote for a in self.attributions for quote in a.quotes})
        self._quoted_starts = [quote.start for quote in self._quoted]

    def _touched(self, number: int) -> set[int]:
        """Return the sentences that an attribution touches; -1 may be among them."""
        touched: set[int] = set()
        for first, last in self.content_ranges[number]:
            touched.update(self.index.sentence_of[token] for token in (first, last - 1) if token >= 0)
            if touched:
                low, high = min(touched), max(touched)
                if high - low <= _LONGEST:
                    touched.update(range(low, high + 1))
        touched.add(self.cue_sentence[number])
        return touched

    def is_quoted(self, span: Span) -> bool:
        """Tell whether a span lies inside direct speech."""
        at = bisect_right(self._quoted_starts, span.start) - 1
        return at >= 0 and self._quoted[at].contains(span)

    def governing(self, first: int, last: int) -> list[int]:
        """Return the attributions in whose content the tokens [first, last) lie, innermost first."""
        found: list[tuple[int, int, int]] = []
        for number in self.of_sentence[self.index.sentence_of[first]]:
            ranges = self.content_ranges[number]
            for begin, end in ranges:
                if begin <= first and last <= end:
                    width = sum(b - a for a, b in ranges)
                    cited = 0 if self.attributions[number].lemma in _CITING else 1
                    found.append((width, cited, number))
                    break
        return [number for _, _, number in sorted(found)]

    def cue_clause(self, number: int) -> int | None:
        """Return the clause of an attribution's cue; None without one."""
        cue = self.attributions[number].cue
        return self.index.clause_at(self.index.range_of(cue)[0]) if cue is not None else None
