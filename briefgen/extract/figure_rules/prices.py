"""Prices that no unit tells: what a thing goes for, is had for, rose to; and the price that it had before."""

from briefgen.extract.context import Context
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Inexact

_FOR = load_words("figure_rules", "for")
"""Words with which a thing is had `for` a sum."""
_AT = load_words("figure_rules", "prices_at")
_COSTING = load_words("figure_rules", "costing")
_MOVING = load_words("figure_rules", "prices_moving")
_MEASURED = load_words("figure_rules", "measured")
_STANDING = frozenset(["be", "average", "stand", "retail", "command", "bring", "start"])
_AGAIN = load_words("figure_rules", "again")
_LARGEST = 1_000_000
"""More is no price of a thing that people buy."""


class PriceReader:
    """Tells sums that are prices from other money in one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def is_price(self, quantity: Quantity, first: int) -> bool:
        """Read `a sack went for 800 rupees`, `masks sell at 2,000`, `an ounce rose to $1,437`."""
        low = self.index.low
        value = quantity.value
        if isinstance(value, Inexact) or value >= _LARGEST:
            return False
        sentence = self.context.document.sentences[quantity.sentence]
        before = low[max(sentence.first, first - 4) : first]
        things = set(low[sentence.first : first])
        if before[-1:] == ["worth"] and not _MEASURED.isdisjoint(things):
            return value < _LARGEST // 100
        if before[-1:] == ["for"] and not _FOR.isdisjoint(before):
            return True
        if before[-1:] == ["at"] and not _AT.isdisjoint(before) and not _MEASURED.isdisjoint(things):
            return True
        if not _COSTING.isdisjoint(before) and not _MEASURED.isdisjoint(things):
            return True
        if _MEASURED.isdisjoint(things):
            return False
        number = next(
            (
                n
                for t in range(first - 1, max(sentence.first, first - 9), -1)
                if (n := self.index.verb_at[t]) >= 0
            ),
            -1,
        )
        verb = self.index.clauses[number].verb if number >= 0 else None
        if verb is None:
            return False
        if verb.last == first:
            # `bread was 3,500 bolivars on Friday and is 5,000`
            return verb.lemma in _MOVING or verb.lemma in _STANDING
        return verb.lemma in _MOVING and before[-1:] == ["to"]

    def is_before_or_after(self, quantity: Quantity, first: int, unit: str) -> bool:
        """Tell whether a bare number goes on with the price before it: `it cost 480 in July`, `up from 145`."""
        low = self.index.low
        value = quantity.value
        if isinstance(value, Inexact) or value >= _LARGEST or quantity.noun is not None:
            return False
        return quantity.unit in {"", unit.partition("/")[0]} and low[first - 1] in _AGAIN
