"""Numbers that share out what was counted before: `Of the 400 cases, 120 are in Galle`, `Galle leads with 120`."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity

_STATING = frozenset({"be", "occur", "come", "happen", "live"})
"""Verbs that only say where or who those are whom a number counts."""
_RANKS = frozenset({"most", "highest", "largest", "fewest", "lowest", "more", "worst"})
_RANK_REACH = 9
"""Most tokens from `the most` to the number that says how many: `the most cases of cholera with | 120`."""
_WHOLE_REACH = 12
"""Most tokens of `Of the 400 confirmed cases,` before the number of some of them."""


class SharesFinder:
    """Finds the numbers of one document that share out what another one counts."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], verbs: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.verbs = verbs

    def find(self, numeral: Numeral, *, is_ill: bool) -> Trigger | None:
        """Find what tells the measure of a bare number that shares out what was counted.

        Args:
            numeral: the number.
            is_ill: whether the article names an illness, so that its cases are of it.
        """
        quantity = numeral.quantity
        if quantity.noun is not None or quantity.unit not in {"", "people"}:
            return None
        return self._of_whole(numeral) or self._of_rank(numeral, is_ill=is_ill)

    def _of_whole(self, numeral: Numeral) -> Trigger | None:
        """Read `Of the 400 cases, | 120 are in Galle`, `Of the 90 injured, 40 were children`."""
        number, first, low = numeral.number, numeral.first, self.index.low
        told = numeral.before.get(number - 1)
        if told is None or not self.verbs.by_name[told].people:
            return None
        whole = self.context.quantity_range[number - 1][0]
        opened = low[whole - 1] in {"the", "those", "these"} and low[whole - 2] == "of"
        verb = self.verbs.verb(numeral.last) if numeral.last < len(low) else None
        if not opened or verb is None or verb.negated or verb.modal or verb.lemma not in _STATING:
            return None
        if not 0 < first - whole <= _WHOLE_REACH or "," not in low[whole:first]:
            return None
        return Trigger(told, whole, whole + 1, strong=False, part=True)

    def _of_rank(self, numeral: Numeral, *, is_ill: bool) -> Trigger | None:
        """Read `Galle had the most deaths with | 120`."""
        first, low = numeral.first, self.index.low
        if low[first - 1] not in {"with", "at"}:
            return None
        begin = self.context.document.sentences[numeral.quantity.sentence].first
        for token in range(first - 2, max(begin, first - _RANK_REACH), -1):
            if low[token] in MARKS or self.context.quantity_at[token] >= 0:
                return None
            if low[token] not in _RANKS:
                continue
            for noun in range(token + 1, first - 1):
                name = self._measure_of(low[noun], is_ill=is_ill)
                if name is not None:
                    return Trigger(name, noun, noun + 1, strong=False)
        return None

    def _measure_of(self, noun: str, *, is_ill: bool) -> str | None:
        """Return the measure of a noun that counts: `deaths`, `arrests`, `cases` where an illness is told of."""
        if noun == "cases":
            return "infected" if is_ill and "infected" in self.verbs.by_name else None
        people = (m for m in self.verbs.measures if m.people and not m.only_nouns)
        return next((m.name for m in people if noun in m.nouns and noun.endswith("s")), None)
