"""Which sentence, verb group and mention each token belongs to: the layers of one article, looked up by token."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.names import NamesFound
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tokens import Repaired, Token
from briefgen.model.span import Span

MARKS = frozenset(",.;:!?()[]{}—–-…\"'“”‘’«»„‹›`") | {"``", "''", "--", "..", "...", "...."}
"""Tokens that are punctuation."""
ENDS = frozenset(".!?…") | {"...", "....", ".."}
"""Tokens that end a sentence."""


_BEYOND = 8
"""Full stops behind the last token: rules look this far ahead."""


class TokenIndex:
    """Lookups by token over earlier layers; tables are made once for an article."""

    def __init__(
        self, repaired: Repaired, sentences: list[Sentence], clauses: list[Clause], names: NamesFound
    ) -> None:
        self.repaired = repaired
        last = max((token.span.end for token in repaired.tokens[-1:]), default=0)
        end = Span(last + 1, last + 1)
        self.tokens = [*repaired.tokens, *[Token(end, ".", spaced=False)] * _BEYOND]
        """Tokens of the article, then full stops in no sentence: a text that breaks off ends all the same."""
        self.sentences = sentences
        self.clauses = clauses
        self.names = names
        self._ranges: dict[tuple[int, int], tuple[int, int]] = {}
        self._token_starts = [token.span.start for token in self.tokens]
        self._token_ends = [token.span.end for token in self.tokens]
        count = len(self.tokens)
        self.low: list[str] = [token.norm.lower() for token in self.tokens]
        """Repaired forms in lower case."""
        self.sentence_of: list[int] = [-1] * count
        """Index of each token's sentence; -1 outside sentences."""
        for number, sentence in enumerate(sentences):
            self.sentence_of[sentence.first : sentence.last] = [number] * (sentence.last - sentence.first)
        self.verb_at: list[int] = [-1] * count
        """Index of the clause whose verb group holds the token; -1 if none."""
        self.clauses_of: list[list[int]] = [[] for _ in sentences]
        """Indices of each sentence's clauses, in text order."""
        for number, clause in enumerate(clauses):
            self.clauses_of[clause.sentence].append(number)
            if clause.verb is not None:
                for token in range(clause.verb.first, clause.verb.last):
                    self.verb_at[token] = number
        self.mention_at: list[int] = [-1] * count
        """Index of the mention that holds the token; -1 if none."""
        self.mention_range: list[tuple[int, int]] = []
        """First token and the one behind the last of each mention."""
        for number, mention in enumerate(names.mentions):
            first, last = self.range_of(mention.span)
            self.mention_range.append((first, last))
            self.mention_at[first:last] = [number] * (last - first)
        self.mentions_of: list[list[int]] = [[] for _ in names.entities]
        """Indices of each entity's mentions, in text order."""
        for number, mention in enumerate(names.mentions):
            self.mentions_of[mention.entity].append(number)
        self.introductions: dict[int, tuple[int | None, str]] = {}
        """Body and role by which people are introduced, kept by `speakers` as it looks them up."""

    def range_of(self, span: Span) -> tuple[int, int]:
        """Return the token indices [first, last) that a span touches, wholly or in part."""
        # The same spans are asked for again and again.
        start, end = span.start, span.end
        known = self._ranges.get((start, end))
        if known is not None:
            return known
        count = len(self.repaired.tokens)
        first = bisect_left(self._token_starts, start, 0, count)
        last = max(first, bisect_right(self._token_ends, end, first, count))
        # `Kazakhstan's` is one token of which a mention covers a part.
        while first > 0 and self._token_ends[first - 1] > start:
            first -= 1
        while last < len(self.tokens) and self._token_starts[last] < end:
            last += 1
        found = self._ranges[start, end] = first, max(first, last)
        return found

    def span(self, first: int, last: int) -> Span:
        """Return the span of the tokens [first, last); at least one token."""
        return Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)

    def words(self, first: int, last: int) -> str:
        """Return the repaired text of the tokens [first, last)."""
        parts: list[str] = []
        for token in self.tokens[first:last]:
            if parts and token.spaced:
                parts.append(" ")
            parts.append(token.norm)
        return "".join(parts)

    def trim(self, first: int, last: int, *, marks: Iterable[str] = ",;:.—–-") -> tuple[int, int]:
        """Return the range without punctuation at its ends."""
        edge = frozenset(marks)
        while first < last and self.low[first] in edge:
            first += 1
        while last > first and self.low[last - 1] in edge:
            last -= 1
        return first, last

    def mentions_in(self, first: int, last: int) -> list[int]:
        """Return the mentions in the tokens [first, last), in text order."""
        found: list[int] = []
        before = -1
        for number in self.mention_at[max(0, first) : max(0, last)]:
            if number != before:
                if number >= 0 and (not found or found[-1] != number):
                    found.append(number)
                before = number
        return found

    def clause_at(self, token: int) -> int | None:
        """Return the innermost clause that holds a token; None outside sentences."""
        sentence = self.sentence_of[token]
        if sentence < 0:
            return None
        best: int | None = None
        width = 1 << 30
        for number in self.clauses_of[sentence]:
            clause = self.clauses[number]
            if clause.first <= token < clause.last and clause.last - clause.first <= width:
                best, width = number, clause.last - clause.first
        return best

    def has_verb(self, first: int, last: int) -> bool:
        """Tell whether a verb group begins in the tokens [first, last)."""
        return any(number >= 0 for number in self.verb_at[first:last])

    def starts_with(self, at: int, phrase: Sequence[str], last: int) -> bool:
        """Tell whether the lower-case words of a phrase stand at a token, before `last`."""
        end = at + len(phrase)
        return end <= last and self.low[at:end] == list(phrase)
