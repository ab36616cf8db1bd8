"""Counts told with those that they replace: `rose from 23 to 31`, `to 31 from 23`, `31, up from 23`."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_MOVING = load_words("figure_rules", "moving")
"""What a count does, or somebody with it, that has been another before."""
_MOVES = frozenset(
    ["rise", "increase", "jump", "climb", "revision", "leap", "correction", "drop", "fall", "upward"]
)
_UP = frozenset(["up", "down", "upward", "upwards", "downward", "downwards"])
_OVER = 8
"""Most tokens between the two numbers: `from 23 on Monday evening to at least 31`."""
_REACH = 12
"""Most tokens between the verb and the first of the two."""


class MovedCounts:
    """Finds the numbers of one document that another one replaces in the same breath."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.reader = reader

    def successor(self, numeral: Numeral) -> int:
        """Return the number that a count moved to from this one: `rose from | 23 | to 31`; -1 for none."""
        quantity, first, last = numeral.quantity, numeral.first, numeral.last
        low, other = self.index.low, numeral.number + 1
        if low[first - 1] != "from" or quantity.unit not in {"", "people"} or other >= len(self.quantities):
            return -1
        begin = self.context.quantity_range[other][0]
        told = self.quantities[other]
        same = told.sentence == quantity.sentence and told.unit in {"", "people"}
        if not same or begin - last > _OVER or low[begin - 1] != "to":
            return -1
        if quantity.noun is not None:
            last = max(last, self.index.range_of(quantity.noun)[1])
        if not all(self._is_dating(token) for token in range(last, begin - 1)):
            return -1
        return other if self._moves(first - 1, quantity) else -1

    def find(self, numeral: Numeral) -> Trigger | None:
        """Read the number that the one before replaces: `climbed to 31 from 23`, `31 (up from 23)`."""
        quantity, first, before = numeral.quantity, numeral.first, numeral.before
        low, other = self.index.low, numeral.number - 1
        if low[first - 1] != "from" or other not in before or quantity.unit not in {"", "people"}:
            return None
        told = self.quantities[other]
        if told.sentence != quantity.sentence or told.unit not in {"", "people"} or quantity.noun is not None:
            return None
        begin, end = self.context.quantity_range[other]
        if told.noun is not None:
            end = max(end, self.index.range_of(told.noun)[1])
        up = low[first - 2] in _UP
        if first - end > _OVER:
            return None
        between = range(end, first - 1 - up)
        if not up and not (low[begin - 1] in {"to", "at"} and self._moves(begin - 1, told)):
            return None
        beside = up and low[first - 3] in {",", "(", "–", "—"}
        if not beside and not all(self._is_dating(token) or low[token] in {",", "("} for token in between):
            return None
        return Trigger(before[other], first - 1, first, strong=False, again=True, moved=True)

    def _moves(self, at: int, quantity: Quantity) -> bool:
        """Tell whether a count moves, or is moved, before a token."""
        low = self.index.low
        begin = max(self.context.document.sentences[quantity.sentence].first, at - _REACH)
        for token in range(at - 1, begin - 1, -1):
            verb = self.reader.verb(token)
            if verb is not None:
                return verb.lemma in _MOVING and not verb.negated and verb.modal == ""
            if low[token] in _MOVES:
                return True
        return False

    def _is_dating(self, token: int) -> bool:
        return self.context.timex_at[token] >= 0 or self.index.low[token] in {
            "on",
            "late",
            "early",
            "by",
            "at",
            "in",
            "the",
        }
