"""Where the words stand that give a figure its group and its qualifier, for whoever asks how it was found."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.frames import How, Slot
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words
from briefgen.model.brief import Qualifier

_LONGEST_GROUP = 10
"""Most tokens from the first word of a group to its last: words that tell the measure may stand between."""
_LONGEST_LIST = 8
"""Most numbers of a list looked through for the qualifier that governs it."""


class OriginFinder:
    """Finds the words behind groups and qualifiers of one document."""

    def __init__(self, context: Context, quantities: Sequence[Quantity]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self._number_of = {quantity.span: number for number, quantity in enumerate(quantities)}

    def find_group(self, group: str, quantity: Quantity, first: int, last: int) -> Slot | None:
        """Find the words of a group: beside its number in the tokens [first, last), else nearest in the sentence.

        Returns:
            `clause` beside the number, `sentence` elsewhere in it; None without a group, and where a group is made
            of words that do not stand there in its order (`Russian troops` for what Russia sends).
        """
        words = group.lower().split()
        if not words:
            return None
        sentence = self.context.document.sentences[quantity.sentence]
        starts = [
            t for t in range(sentence.first, sentence.last) if self.index.low[t] == words[0].rstrip(",")
        ]
        for start in sorted(starts, key=lambda t: (not first <= t < last, abs(t - first), t)):
            end = self._end_of(words, start, sentence.last)
            if end is not None:
                how: How = "clause" if first <= start < last else "sentence"
                return Slot(group, self.index.span(start, end), how)
        return None

    def _end_of(self, words: Sequence[str], start: int, last: int) -> int | None:
        """Return the token behind the words of a group that begins at a token, others between them skipped."""
        at = start
        for word in words:
            while at < min(last, start + _LONGEST_GROUP) and self.index.low[at] != word.rstrip(","):
                at += 1
            if at >= min(last, start + _LONGEST_GROUP):
                return None
            at += 1
        return at

    def find_qualifier(self, qualifier: Qualifier, quantity: Quantity) -> Slot:
        """Find the words of a qualifier: around its number, or before an earlier number of its list."""
        if qualifier == "exact" or quantity.span != quantity.number:
            return Slot(qualifier, quantity.span, "clause")
        low = self.index.low
        first, last = self.index.range_of(quantity.number)
        noun_last = self.index.range_of(quantity.noun)[1] if quantity.noun is not None else last
        end = self.context.document.sentences[quantity.sentence].last
        for at in (last, max(last, noun_last)):
            behind = load_quantity_words().after.starting(low, at, end)
            if behind:
                return Slot(qualifier, self.index.span(first, behind[0]), "clause")
        number = self._number_of.get(quantity.span, 0)
        for earlier in self.quantities[max(0, number - _LONGEST_LIST) : number][::-1]:
            if earlier.sentence != quantity.sentence:
                break
            if earlier.qualifier == qualifier and earlier.span != earlier.number:
                return Slot(qualifier, earlier.span, "sentence")
        if quantity.qualifier == "exact" and first > 0:
            # `climbed past 1,000`: a word of the toll, not of the number.
            return Slot(qualifier, self.index.span(first - 1, last), "clause")
        return Slot(qualifier, quantity.span, "clause")
