"""Tallies of things: `houses damaged by the storm were put at 838`, `437 were classed as totally damaged`."""

from collections.abc import Mapping, Sequence
from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger, built_in_measures
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_words

_AT = frozenset(["at", "to", "is", "was", "reached", "reaches", "hit", "totalled", "numbered", "topped"])
_PUTTING = load_words("figure_rules", "things_put")
"""What is done with a number of things: `were placed at 7,838`."""
_CLASSED = load_words("figure_rules", "things_classed")
"""How some of those counted are named: `were tagged as totally damaged`."""
_REACH = 24
"""Most tokens before a number in which the things stand that it counts."""
_SOME = frozenset(
    {"of", "or", "but", "and", "were", "was", "are", "is", "as", "been", "being", "have", "had"}
)
_OWNERS = frozenset(
    {"family", "household", "person", "farmer", "resident", "villager", "trader", "fisherman"}
)
_MARKS = frozenset({'"', "“", "”", "‘", "’", "'"})


@cache
def _states() -> Mapping[str, str]:
    """Return the measures of things by the participles that tell them: `damaged`."""
    return {word: m.name for m in reversed(built_in_measures()) if not m.people for word in m.before}


class ThingTallies:
    """Reads what bare numbers of one document say of things."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.reader = reader

    def find(self, numeral: Numeral) -> Trigger | None:
        """Find the measure and the things of a bare number, where a tally of things gives it."""
        quantity, first = numeral.quantity, numeral.first
        if (owned := self._owned(quantity, first)) is not None:
            return owned
        if quantity.noun is not None or quantity.unit not in {"", "places"}:
            return None
        return self._put(quantity, first) or self._classed(numeral)

    def _owned(self, quantity: Quantity, first: int) -> Trigger | None:
        """Read `The homes of 17,000 families have been damaged`."""
        low = self.index.low
        if quantity.head not in _OWNERS or quantity.noun is None:
            return None
        at = first - 1 - (low[first - 1] in {"some", "about", "around", "nearly"})
        unit = self._things(at - 1) if low[at] == "of" else ""
        token = self.index.range_of(quantity.noun)[1]
        verb = self.reader.verb(token)
        if not unit or verb is None or not verb.passive or verb.first != token:
            return None
        measure = self.reader.suffered(verb, passive=True, last=verb.last + 4)
        if measure is None or self.reader.by_name[measure].people:
            return None
        return self._trigger(measure, verb.first, self.index.words(at - 1, at).lower(), unit)

    def _put(self, quantity: Quantity, first: int) -> Trigger | None:
        """Read `Houses reported damaged were placed at 7,838`, `The number of homes burned stood at 400`."""
        low = self.index.low
        if low[first - 1] not in _AT:
            return None
        begin = self.context.document.sentences[quantity.sentence].first
        put = next((t for t in range(first - 1, max(begin, first - 4), -1) if low[t] in _PUTTING), -1)
        if put < 0:
            return None
        for token in range(put - 1, max(begin, first - _REACH) - 1, -1):
            if low[token] in {";", ":"}:
                return None
            measure = _states().get(low[token])
            if measure is None or measure not in self.reader.by_name:
                continue
            for noun in (token - 1, token - 2, token - 3, token + 1):
                if noun >= begin and (unit := self._things(noun)):
                    return self._trigger(measure, token, self.index.words(noun, noun + 1).lower(), unit)
        return None

    def _classed(self, numeral: Numeral) -> Trigger | None:
        """Read `Of these, 90 were classified as damaged and 37 tagged as destroyed`."""
        last = numeral.last
        low = self.index.low
        end = min(self.context.document.sentences[numeral.quantity.sentence].last, last + 9)
        classed = False
        for token in range(last, end):
            word = low[token]
            if (measure := _states().get(word)) is not None and (classed or token == last):
                named = (
                    self._counted_before(numeral.number, numeral.before)
                    if measure in self.reader.by_name
                    else None
                )
                return self._trigger(measure, token, *named) if named is not None else None
            classed = classed or word in _CLASSED
            if word not in _CLASSED | _SOME | _MARKS and not word.endswith("ly"):
                return None
        return None

    def _counted_before(self, number: int, before: Mapping[int, str]) -> tuple[str, str] | None:
        """Return the things, and their unit, that the figures right before a number count."""
        for other in range(number - 1, max(-1, number - 5), -1):
            counted = self.quantities[other]
            if self.quantities[number].sentence - counted.sentence > 1:
                return None
            if other not in before or self.reader.by_name[before[other]].people:
                continue
            if counted.noun is not None and counted.unit not in {"", "people", "places"}:
                words = self.index.range_of(counted.noun)
                return self.index.words(words[1] - 1, words[1]).lower(), counted.unit
            sentence = self.context.document.sentences[counted.sentence]
            at = self.context.quantity_range[other][0]
            for token in range(at - 1, max(sentence.first, at - _REACH) - 1, -1):
                if unit := self._things(token):
                    return self.index.words(token, token + 1).lower(), unit
        return None

    def _things(self, token: int) -> str:
        """Return the unit of the things that a plural noun names; "" for people, places and all else."""
        lexicon, word = load_quantity_words(), self.index.low[token]
        one = singular(word, lexicon.irregular)
        unit = lexicon.units.get(one, "") if one != word else ""
        return "" if unit in {"people", "places", "events"} else unit

    def _trigger(self, measure: str, token: int, group: str, unit: str) -> Trigger:
        unit = group if measure == "cancelled" else unit
        return Trigger(
            measure, token, token + 1, strong=False, named=True, labelled=True, group=group, unit=unit
        )
