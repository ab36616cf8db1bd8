"""Figures that their unit tells: prices, costs of damage, shares."""

from functools import cache

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.group_phrases import STOPS, GroupPhrases
from briefgen.extract.figure_rules.losses import LossReader
from briefgen.extract.figure_rules.measures import Measure
from briefgen.extract.figure_rules.prices import PriceReader
from briefgen.extract.figure_rules.shares import ShareReader
from briefgen.extract.layers.index import MARKS, TokenIndex
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.model.brief import Inexact


class Valued(msgspec.Struct, frozen=True):
    """What a number with a telling unit measures."""

    measure: Measure
    unit: str
    group: str


class ValuedReader:
    """Reads prices, costs of damage and shares in one document."""

    def __init__(self, context: Context, phrases: GroupPhrases) -> None:
        self.context = context
        self.index = context.index
        self.phrases = phrases
        self.losses = LossReader(context)
        self.prices = PriceReader(context)
        self.shares = ShareReader(context, phrases)
        self._last_price: tuple[int, str, str] = (-1, "", "")
        """Sentence, unit and group of the price read last."""

    def read_valued(self, quantity: Quantity, first: int, last: int) -> Valued | None:
        """Read prices, costs of damage and shares, which their unit tells."""
        if self.index.low[first - 1] == "(" and is_money(quantity.unit) and self._is_exchanged(first):
            return None
        valued = self._read_valued(quantity, first, last)
        told, unit, group = self._last_price
        if valued is not None and valued.measure.name == "price":
            self._last_price = quantity.sentence, valued.unit, valued.group
        elif (
            valued is None
            and told == quantity.sentence
            and self.prices.is_before_or_after(quantity, first, unit)
        ):
            # `A bag went for 800 rupees; it cost 480 in July`
            return _valued("price", unit, group)
        return valued

    def _is_exchanged(self, first: int) -> bool:
        """Tell whether a sum only says another one in a different currency: `1,359 rupees ($4.94)`."""
        before = max(self.context.quantity_at[max(0, first - 4) : first - 1], default=-1)
        return before >= 0 and is_money(self.context.document.quantities[before].unit.partition("/")[0])

    def _read_valued(self, quantity: Quantity, first: int, last: int) -> Valued | None:
        sentence = self.context.document.sentences[quantity.sentence]
        clause = self.context.clause_at(first)
        if (
            clause is not None
            and self.index.clauses[clause].marker in {"until", "if", "unless"}
            and "," not in self.index.low[self.index.clauses[clause].first : first]
        ):
            return None
        begin, end = sentence.first, sentence.last
        if clause is not None and self.index.clauses[clause].last - self.index.clauses[clause].first > 4:
            begin, end = self.index.clauses[clause].first, self.index.clauses[clause].last
        words = set(self.index.low[begin:end])
        currency = quantity.unit if is_money(quantity.unit) else self._money(quantity, last)
        given = self.index.low[max(begin, first - _GIVEN_REACH) : first]
        if quantity.unit.partition("/")[2] in _PERIODS and not _RECEIVING.isdisjoint(given):
            # `Those who lost their homes are to receive $100 a month`
            return None
        if quantity.unit.partition("/")[2] in _PERIODS and (
            words & (_HARM | {"lose", "loses", "losing", "lost"})
            or (words & _LOSING and not _STOPPING.isdisjoint(self.index.low[sentence.first : sentence.last]))
        ):
            # `Exporters put their losses at 38 million dollars a day`
            return _valued("damage_cost", quantity.unit.partition("/")[0], "")
        if currency and (not _GIVING.isdisjoint(given) or given[-2:] == ["pay", "out"]):
            # `issued an appeal for $160 million`, `will pay out $70.8m`
            if not self._is_insured(words):
                return None
        elif (
            currency
            and _is_huge(quantity.value)
            and (self._costs_economy(first) or self._is_economic(sentence.first, first))
        ):
            return _valued("damage_cost", currency, "")
        if quantity.unit.partition("/")[2] in _PERIODS and not _WAGES.isdisjoint(
            self.index.low[sentence.first : sentence.last]
        ):
            return None
        if quantity.unit.partition("/")[2] in _PERIODS and _is_huge(quantity.value):
            # `The service costs 116 billion pounds a year`
            return None
        if "/" in quantity.unit:
            return _valued("price", quantity.unit, self._priced(sentence.first, first))
        if currency and words & {"cost", "costs"} and words & _SPENDING and not words & _HARM:
            # `The rescue cost an estimated 20 million dollars.`
            return None
        if currency and _is_huge(quantity.value) and words & {"cost", "costs"}:
            # `could cost billions` is a guess at what is to come.
            vague = isinstance(quantity.value, Inexact) and bool(quantity.value.words)
            return None if vague and words & _GUESSING else _valued("damage_cost", currency, "")
        if currency:
            harmed = (
                bool(words & frozenset(load_phrases("figures", "damage_words")))
                or self._is_insured(words)
                or self._is_billed(sentence.first, first, end)
                or self.losses.is_loss(quantity, first, last)
            )
            if not words.isdisjoint(_LOST) and not harmed:
                # `Tourism lost 20.9 billion dollars`
                return _valued("damage_cost", currency, "") if self.losses.is_lost(quantity, first) else None
            if harmed and (
                not words & {"price", "prices"} or (words & _REPLACING and _is_huge(quantity.value))
            ):
                return _valued("damage_cost", currency, "")
            if _is_huge(quantity.value):
                # `sold a shipment of oil for 160 million dollars`
                return None
            if (
                self._is_paid(first)
                or self.prices.is_price(quantity, first)
                or set(self.index.low[sentence.first : sentence.last])
                & frozenset(load_phrases("figures", "price_words"))
            ):
                unit = currency + self._per(sentence.first, sentence.last)
                return _valued("price", unit, self._priced(sentence.first, first))
            return None
        return _shared_by(self.shares.read(quantity, first, begin))

    def _is_insured(self, words: set[str]) -> bool:
        """Tell whether a sum is what insurers pay: `claims worth 700 million`, `the bill for insurers will be …`."""
        if words & _INSURERS and words & _RECKONING:
            return True
        insured = not _INSURERS.isdisjoint(self.index.low)
        return insured and not words.isdisjoint(_CLAIMS)

    def _is_paid(self, first: int) -> bool:
        """Tell whether a thing is had for a sum: `a loaf changes hands for two dollars`, `power went for $9,000`."""
        low = self.index.low
        if low[first - 1] in _BRINGING and low[first - 3] in {"a", "an", "one"}:
            # `a goat brings 15 dollars`
            return True
        return low[first - 1] == "for" and not _TRADED.isdisjoint(low[first - 2 : first - 1])

    def _is_billed(self, begin: int, first: int, end: int) -> bool:
        """Tell whether a sum is what unrest or a storm destroyed: `shops were burned and the bill exceeds …`."""
        low = self.index.low
        near = {*low[max(begin, first - _BILLED) : first]}
        return not near.isdisjoint(_BILLS) and not _RUINED.isdisjoint(low[begin:end])

    def _is_economic(self, begin: int, first: int) -> bool:
        """Tell whether a cost before a number is what a disaster costs: `an economic cost of billions`."""
        low = self.index.low
        costs = (t for t in range(max(begin + 1, first - 10), first) if low[t] in {"cost", "costs"})
        return any(low[t - 1] in _ECONOMIC or low[t + 1 : t + 3] == ["of", "rebuilding"] for t in costs)

    def _costs_economy(self, first: int) -> bool:
        """Read `the stoppage is costing the economy 100 billion daily`, `cost exporters a million`."""
        low = self.index.low
        at = next((t for t in range(first - 1, max(0, first - 6), -1) if low[t] in _COSTING), -1)
        return at >= 0 and not _LOSERS.isdisjoint(low[at + 1 : first])

    def _money(self, quantity: Quantity, last: int) -> str:
        """Return a currency whose country nobody names: `rupees`; "" for other nouns."""
        head = head_word(self.index, quantity, self.index.range_of(quantity.number)[1], last)
        if head in frozenset(load_phrases("figures", "money")):
            return head if head.endswith(("s", "r")) else head + "s"
        return ""

    def _per(self, first: int, last: int) -> str:
        for word in self.index.low[first:last]:
            if word in {"litre", "liter", "litres", "liters"}:
                return "/litre"
            if word in {"kilo", "kilogram", "kg", "barrel", "tonne", "ton", "gallon"}:
                return f"/{word}"
        return ""

    def _priced(self, first: int, at: int) -> str:
        """Return what a price is paid for: a ware named last before the number, or what is behind `price of`."""
        low = self.index.low
        ware = next((t for t in range(at - 1, first - 1, -1) if low[t] in _wares()), first)
        named = self._priced_by_name(max(first, self._opening(ware, at)), at)
        if named or low[ware] not in _wares():
            return named
        begin = ware
        while begin > first and low[begin - 1] in _wares():
            begin -= 1
        return self.phrases.read_phrase(begin, ware + 1)

    def _opening(self, ware: int, at: int) -> int:
        """Return where the clause begins that tells of a ware, behind what is told of another one."""
        low = self.index.low
        return next((t + 1 for t in range(ware, -1, -1) if low[t] in _TURNING and self._has_price(t, at)), 0)

    def _has_price(self, before: int, at: int) -> bool:
        """Tell whether another sum stands before a token."""
        sentence = self.context.document.sentences[self.index.sentence_of[at]]
        return any(self.context.quantity_at[t] >= 0 for t in range(sentence.first, before))

    def _priced_by_name(self, first: int, at: int) -> str:
        """Return the noun behind `price of` or `litre of` before the number, or before `prices` and `costs`."""
        low = self.index.low
        for token in range(at - 1, first + 1, -1):
            if low[token] == "of" and low[token - 1] in {
                "price",
                "prices",
                "litre",
                "liter",
                "cost",
                "kilo",
                "barrel",
            }:
                end = token + 1
                while (
                    end < at
                    and low[end] not in MARKS
                    and self.index.verb_at[end] < 0
                    and low[end]
                    not in STOPS
                    | {
                        "cost",
                        "costs",
                        "sells",
                        "rose",
                        "fell",
                        "now",
                        "being",
                        "currently",
                        "today",
                        "still",
                    }
                ):
                    end += 1
                return self.phrases.read_phrase(token + 1, end)
        for token in range(at - 1, first, -1):
            # `fuel prices rose to 120`, `bread costs 3.50`
            if low[token] in {"price", "prices", "costs", "cost", "sells", "sold"}:
                end = start = token
                while end > first and low[end - 1] in {
                    "now",
                    "still",
                    "currently",
                    "being",
                    "is",
                    "are",
                    "was",
                    "were",
                }:
                    end = start = end - 1
                while (
                    start > first
                    and token - start < 3
                    and self.index.verb_at[start - 1] < 0
                    and low[start - 1] not in STOPS | MARKS | _NOT_PRICED
                ):
                    start -= 1
                return self.phrases.read_phrase(start, end)
        return ""


_TURNING = frozenset(["while", "and", ";", "but", ","])
"""Words behind which the price of something else is told."""


@cache
def _wares() -> frozenset[str]:
    """Return what people buy, without what it is bought in."""
    return load_words("figure_rules", "measured") - load_words("figure_rules", "bought_in")


_NOT_PRICED = load_words("figure_rules", "not_priced")


_SPENDING = load_words("figure_rules", "spending")
"""What costs money without being harm."""
_HARM = frozenset(load_phrases("figures", "damage_words")) | {
    "rebuilding",
    "reconstruction",
    "repairs",
    "repair",
}
_ECONOMIC = frozenset(["economic", "reconstruction", "rebuilding", "repair", "damage", "recovery"])
_GIVING = load_words("figure_rules", "valued_giving")
"""Words before money that somebody gives or asks for."""
_RECEIVING = frozenset(["receive", "receives", "get", "gets", "given", "paid", "equivalent", "grants"])
_GIVEN_REACH = 6
_PERIODS = frozenset(["day", "week", "month", "year", "hour"])
_STOPPING = load_words("figure_rules", "stopping")
"""What costs an economy money by the day."""
_LOSING = frozenset(["cost", "costs", "costing", "lose", "loses", "losing", "lost"])
_WAGES = load_words("figure_rules", "wages")
"""Words of what people get, which is no price."""
_COSTING = frozenset(["cost", "costs", "costing"])
_LOSERS = load_words("figure_rules", "losers")
"""Who loses by what goes on."""
_REPLACING = frozenset(["replacing", "rebuilding", "repairing", "reconstruction", "repairs", "restoring"])
_INSURERS = frozenset(["insurers", "insurer", "insurance", "reinsurers", "reinsurer", "insured"])
_RECKONING = load_words("figure_rules", "reckoning")
"""What insurers do with a sum that they will have to pay."""
_CLAIMS = frozenset(["claims", "claim", "bill", "payouts", "payout", "estimate", "estimates"])
_LOST = frozenset(["lose", "loses", "losing", "lost"])
_TRADED = load_words("figure_rules", "traded")
_BRINGING = frozenset(["brings", "brought", "fetches", "fetched", "makes"])
_BILLED = 8
_BILLS = load_words("figure_rules", "bills")
_RUINED = load_words("figure_rules", "valued_ruined")
_GUESSING = frozenset(["will", "would", "could", "may", "might", "can"])


def _is_huge(value: int | float | Inexact) -> bool:
    """Tell whether an amount is no price of a thing that people buy."""
    if isinstance(value, Inexact) and value.words:
        return bool({"million", "millions", "billion", "billions"} & set(value.words.split()))
    least = value.min if isinstance(value, Inexact) else value
    return least is not None and least >= 1_000_000


def is_currency(unit: str) -> bool:
    """Tell whether a unit is an amount of money in a currency with a code."""
    return len(unit) == 3 and unit.isupper()


def is_money(unit: str) -> bool:
    """Tell whether a unit is an amount of money, in a currency with a code or by its word: `rupees`."""
    return is_currency(unit) or unit in load_phrases("figures", "money")


def _valued(measure: str, unit: str, group: str) -> Valued:
    return Valued(Measure(measure, unit, people=False), unit, group)


def head_word(index: TokenIndex, quantity: Quantity, last: int, noun_last: int) -> str:
    """Return what a number counts in one word: the lemma of its head, or the last word of its noun; ""."""
    return quantity.head or (index.low[noun_last - 1] if noun_last > last else "")


def _shared_by(group: str | None) -> Valued | None:
    return _valued("share", "percent", group) if group is not None else None
