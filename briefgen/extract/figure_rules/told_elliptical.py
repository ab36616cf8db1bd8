"""Numbers that go on with the one before them by a place, a day or a share: `two in Galle, five in Kandy`."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader, is_real
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_PLACING = frozenset(["in", "at", "near", "inside", "within", "around", "across", "outside"])
_SHARING = _PLACING | {"from", "to", "into", "on", "by", "along"}
"""What stands behind the shares of a number that are told by places."""
_NATIONWIDE = frozenset(["nationwide", "countrywide", "overall", "altogether"])
_EVERYWHERE = frozenset(
    [("in", "the", "whole"), ("in", "the", "entire"), ("across", "the", "country"), ("in", "all", "of")]
)
_CHAINING = load_words("figure_rules", "chaining")
_MOVING = load_words("figure_rules", "told_before_moving")
_DEGREES = load_words("figure_rules", "degrees")
_COMING = frozenset(["arriving", "crossing", "coming", "entering", "leaving", "fleeing", "landing"])
"""What those do who flee."""


class EllipsisFinder:
    """Finds the numbers of one document that leave out what they count and what happened to it."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], verbs: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.verbs = verbs

    def read_elliptical(self, numeral: Numeral) -> Trigger | None:
        """Read `four died on Monday and three on Tuesday`, `two in Galle, five in Kandy`, `Spain 44, Israel two`."""
        number, quantity, before = numeral.number, numeral.quantity, numeral.before
        first, last = numeral.first, numeral.last
        low = self.index.low
        if number == 0 or quantity.noun is not None or quantity.relation or number - 1 not in before:
            return None
        other = self.quantities[number - 1]
        if other.sentence != quantity.sentence or (other.unit != quantity.unit and quantity.unit):
            return None
        at = first
        while at > 0 and self.index.mention_at[at - 1] >= 0:
            at -= 1
        named = at < first
        if (
            self._is_chained(number, first, last)
            or self._is_placed_before(first, last)
            or low[first - 2 : first] in (["accounting", "for"], ["accounts", "for"], ["accounted", "for"])
            or tuple(low[last : last + 3]) in _EVERYWHERE
            or not _NATIONWIDE.isdisjoint(low[last : last + 1])
        ):
            return Trigger(before[number - 1], first, last, strong=False)
        if (
            low[first - 1] == "with"
            and self.index.tokens[first - 2].norm[:1].isupper()
            and "followed" in low[first - 8 : first]
        ):
            # `25 deaths in Kent, followed by Essex with nine`
            return Trigger(before[number - 1], first, last, strong=False)
        if low[first - 1] == "with" and low[last : last + 1] in (["in"], ["at"], ["near"]):
            # `14 people died, with 13 in Galle`
            return Trigger(before[number - 1], first, last, strong=False)
        if self._is_moved(first, self.context.quantity_range[number - 1][1]):
            return Trigger(before[number - 1], first, last, strong=False)
        if self._is_dated_before(number, first, last):
            return Trigger(before[number - 1], first, last, strong=False)
        parted = low[at - 1] in {":", "–", "—", "-"} and self._opens_shares(number, quantity, last)
        if (
            not parted
            and low[at - 1] not in {"and", ",", ";", "counting", "plus"} | ({":"} if named else set())
            and not (named and low[at - 1] in {"in", "the"})
        ):
            return None
        if self.index.has_verb(self.context.quantity_range[number - 1][1] + 1, first):
            begin = self.context.quantity_range[number - 1][1]
            if sum(self.index.verb_at[t] >= 0 for t in range(begin, first)) > 3 or self._has_second_verb(
                begin, first
            ):
                return None
        shared = self._shares_out(number, first, last)
        placed = shared or (
            low[last : last + 1] and low[last] in {"in", "on", "at", "near", "from", *_DEGREES}
        )
        # `12 dead on Monday, 30 when night fell, 55 by Wednesday`
        placed = placed or low[last] == "when" or (low[last] == "by" and self.context.timex_at[last + 1] >= 0)
        ended = named and low[last : last + 1] and low[last] in {"and", ",", ".", ";"}
        return Trigger(before[number - 1], first, last, strong=False) if placed or ended else None

    def _is_dated_before(self, number: int, first: int, last: int) -> bool:
        """Tell whether only a day stands before a number: `On Sunday 65 were hurt, | on Saturday | 39`.

        Also with `there were`: `65 deaths were reported on Sunday; on Saturday there were 39`.
        """
        low, timex_at = self.index.low, self.context.timex_at
        if last < len(low) and low[last] not in MARKS:
            return False
        at = first - 1
        if low[at - 1 : at + 1] in (["there", "were"], ["there", "had"]):
            at -= 2
        day = at
        while at > 0 and timex_at[at] >= 0:
            at -= 1
        if at == day:
            return False
        at -= low[at] == "on"
        return low[at] in {",", ";", "and"} and self.context.quantity_range[number - 1][1] <= at

    def read_arriving(self, numeral: Numeral) -> Trigger | None:
        """Read `A million have fled to Chile, with 42,000 arriving on Sunday alone`, `… and 80,000 people to Fiji`."""
        number, noun_last, before = numeral.number, numeral.noun_last, numeral.before
        other = next((k for k in range(number - 1, max(-1, number - 4), -1) if k in before), number - 1)
        low, told = self.index.low, before.get(other)
        apart = self.quantities[number].sentence - self.quantities[other].sentence
        if told not in {"displaced", "evacuated"} or apart > 1:
            return None
        joined = apart == 0 and low[numeral.first - 1] in {"with", ",", "and"}
        onwards = low[noun_last] == "to" and self.index.mention_at[noun_last + 1] >= 0
        coming = low[noun_last] in _COMING and told == "displaced"
        landed = told == "displaced" and self.quantities[number].noun is None and self._has_landed(noun_last)
        if (joined and (onwards or coming)) or landed:
            return Trigger(told, noun_last, noun_last + 1, strong=False)
        return None

    def _has_landed(self, token: int) -> bool:
        """Tell whether a verb of landing stands right behind a number: `The day before, 225 had arrived`."""
        verb = self.verbs.verb(token)
        return verb is not None and verb.first == token and verb.lemma in {"arrive", "land"} and is_real(verb)

    def _opens_shares(self, number: int, quantity: Quantity, last: int) -> bool:
        """Tell whether a number opens a list of where they are: `40,000 fled: | 25,000 to Peru, 15,000 to Chad`."""
        low, following = self.index.low, number + 1
        if low[last : last + 1] == [] or low[last] not in _SHARING or following >= len(self.quantities):
            return False
        other = self.quantities[following]
        return (
            other.sentence == quantity.sentence
            and other.noun is None
            and low[self.context.quantity_range[following][1]] in _SHARING
        )

    def _shares_out(self, number: int, first: int, last: int) -> bool:
        """Tell whether a number stands in such a list."""
        low = self.index.low
        if low[last : last + 1] == [] or low[last] not in _SHARING:
            return False
        if low[last] in _PLACING or low[last] == "from":
            return True
        begin = self.context.document.sentences[self.quantities[number].sentence].first
        at = next((t for t in range(first - 1, begin, -1) if low[t] in {":", "–", "—"}), -1)
        return at >= 0 and not self.index.has_verb(at, first)

    def _is_chained(self, number: int, first: int, last: int) -> bool:
        """Tell whether a count goes on in time: `from 95 to 278, then 525, and last night 638`."""
        low = self.index.low
        other = self.quantities[number - 1]
        begin = self.context.quantity_range[number - 1][1]
        if other.noun is not None:
            begin = max(begin, self.index.range_of(other.noun)[1])
        between = range(begin, first)
        dated = any(low[t] in {"then", "later", "finally"} or self.context.timex_at[t] >= 0 for t in between)
        only = all(low[t] in _CHAINING or self.context.timex_at[t] >= 0 for t in between)
        return dated and only and (last >= len(low) or not low[last][0].isalnum())

    def _is_placed_before(self, first: int, last: int) -> bool:
        """Tell whether a place stands before a bare number: `24 were found, 17 of them in Doboj; in Serbia, 20.`."""
        low = self.index.low
        mention = self.index.mention_at[first - 2] if first > 2 and low[first - 1] == "," else -1
        if mention < 0 or (last < len(low) and low[last][0].isalnum()):
            return False
        begin = self.index.mention_range[mention][0]
        return low[begin - 1] in {"in", "at"} and low[begin - 2] in {";", "and", ",", "while"}

    def _is_moved(self, first: int, begin: int) -> bool:
        """Tell whether a count goes on moving: `put at four, then raised to 15 and finally brought down to seven`."""
        if self.index.low[first - 1] not in {"to", "at"} or first - begin > 8:
            return False
        verb = next(
            (v for t in range(first - 2, begin - 1, -1) if (v := self.verbs.verb(t)) is not None), None
        )
        return verb is not None and not verb.negated and verb.lemma in _MOVING

    def _has_second_verb(self, begin: int, end: int) -> bool:
        """Tell whether more than one verb group begins in the tokens [begin, end)."""
        return len({self.index.verb_at[token] for token in range(begin, end)} - {-1}) > 1
