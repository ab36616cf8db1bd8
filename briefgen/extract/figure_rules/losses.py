"""Sums of money that tell what a crisis costs: bills, lost sales, claims, what was wiped out."""

from itertools import pairwise

from briefgen.extract.context import Context
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Inexact

_NEAR = 8
_LOST_TRADE = frozenset(["lost", "missed", "forgone", "foregone", "unearned", "ruined", "spoiled", "spoilt"])
_TRADE = load_words("figure_rules", "trade")
_HARMS = frozenset(["damage", "damages", "losses", "destruction", "claims", "repairs", "harm"])
_BEFORE = frozenset(["damage", "damages", "losses", "loss", "harm", "destruction", "repairs", "ravages"])
_BILLS = frozenset(["bill", "bills"])
_NO_BILL = load_words("figure_rules", "no_bill")
_DRY = frozenset(["water", "electricity", "phone", "food", "hospital"])
"""What bills are paid for, where they name it."""
_RUINED = load_words("figure_rules", "losses_ruined")
_LOSERS = frozenset(
    ["economy", "economies", "industry", "farmers", "growers", "traders", "exporters", "businesses"]
)
_LEAST = 100_000
"""Smaller sums are wages and prices."""


class LossReader:
    """Tells sums that are losses from other money in one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def is_loss(self, quantity: Quantity, first: int, last: int) -> bool:
        """Read `a billion euros in lost sales`, `a bill of 9 billion`, `damage that runs to 3 million`.

        Args:
            quantity: a number of money.
            first: its first token.
            last: the token behind the money.
        """
        low = self.index.low
        if not _is_large(quantity.value):
            return False
        sentence = self.context.document.sentences[quantity.sentence]
        behind = low[last : min(sentence.last, last + 6)]
        stop = next((k for k, word in enumerate(behind) if word in MARKS - {"'", "’"}), len(behind))
        behind = behind[:stop]
        if behind[:1] in (["in"], ["of"], ["worth"], ["'s"], ["’s"], ["'"], ["’"]):
            if not _HARMS.isdisjoint(behind):
                return True
            if not _LOST_TRADE.isdisjoint(behind) and not _TRADE.isdisjoint(behind):
                return True
            if not _TRADE.isdisjoint(behind) and not {"wiped", "destroyed", "ruined", "lost"}.isdisjoint(
                low[max(sentence.first, first - 6) : first]
            ):
                # `The storm wiped out 300 million dollars of crops`
                return True
        begin = max(sentence.first, first - _NEAR)
        cut = next(
            (t for t in range(first - 1, begin - 1, -1) if low[t] in {";", ":", "while", "but"}), begin - 1
        )
        near = low[cut + 1 : first]
        if not _BEFORE.isdisjoint(near):
            return True
        if "pocket" in near and "out" in near:
            return True
        if any(a in _LOST_TRADE and b in _TRADE for a, b in pairwise(near)):
            # `put their lost business at a billion euros`
            return True
        whole = low[sentence.first : sentence.last]
        if _BILLS.isdisjoint(near) or not (_NO_BILL - _DRY).isdisjoint(whole):
            return False
        return _DRY.isdisjoint(near)

    def is_lost(self, quantity: Quantity, first: int) -> bool:
        """Tell whether somebody lost a sum to what the text tells: `the pharmacy alone lost 50 million`."""
        if not _is_large(quantity.value):
            return False
        low, sentences = self.index.low, self.context.document.sentences
        here = sentences[quantity.sentence]
        before = sentences[max(0, quantity.sentence - 1)]
        begin = before.first if before.paragraph == here.paragraph else here.first
        near = low[max(here.first, first - 4) : first]
        if "lost" in near and not _LOSERS.isdisjoint(low[max(here.first, first - 7) : first]):
            # `the economy has lost about 875 million`
            return True
        return not {"lost", "lose", "losing", "loses"}.isdisjoint(near) and not _RUINED.isdisjoint(
            low[begin : here.last]
        )


def _is_large(value: int | float | Inexact) -> bool:
    if isinstance(value, Inexact):
        least = value.min if value.min is not None else value.max
        return bool(value.words) or (least is not None and least >= _LEAST)
    return value >= _LEAST
