"""Rivals: bare numbers that another source sets against the one before: `police say 12 died, the opposition 40`."""

from collections.abc import Mapping, Sequence

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.claimant_names import side_of
from briefgen.extract.figure_rules.measures import Measure, Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.sources import SourceReader
from briefgen.extract.frames import Slot
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_PARTING = load_words("figure_rules", "parting")
_SAYING = load_words("figure_rules", "rivals_saying")
_SPEAKING = load_words("figure_rules", "speaking")
_AT = load_words("figure_rules", "rivals_at")
_GIVING_AS = load_words("figure_rules", "giving_as")
_COUNTS = load_words("figure_rules", "rivals_counts")
_OPENING = load_words("figure_rules", "rivals_opening")
_CROWD = 500
"""Fewer are no crowd over which its organisers and the police differ."""
_CROWDS = load_words("figure_rules", "crowds")
_ORGANISERS = frozenset(["organisers", "organizers", "unions", "union"])
_CITING = frozenset(["quoting", "citing"])
_BESIDE = frozenset({",", ";", "and", "but", "or"})
_REACH = 12
"""Most tokens between what parts the two and the number."""


class RivalFinder:
    """Finds the numbers of one document that another source gives for what was just counted."""

    def __init__(self, context: Context, quantities: Sequence[Quantity]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.sources = SourceReader(context)

    def find(
        self, number: int, last: int, before: Mapping[int, str], measures: Mapping[str, Measure]
    ) -> Trigger | None:
        """Read `…; the opposition said 22`, `Police put the crowd at 5,000, organisers at 20,000`.

        Args:
            number: index of the quantity.
            last: the token behind it.
            before: measures of the quantities found so far, by index.
            measures: all measures, by name.
        """
        quantity = self.quantities[number]
        if quantity.noun is not None or quantity.unit not in {"", "people"} or quantity.relation:
            return None
        other = next((k for k in range(number - 1, max(-1, number - 4), -1) if k in before), None)
        if other is None or not measures[before[other]].people or not self._is_near(other, number):
            return None
        if not self._ends(last):
            return None
        slot = self._source_of(quantity, other)
        if slot is None:
            return None
        at = self.index.range_of(quantity.span)[0]
        return Trigger(before[other], at - 1, at, strong=False, claimant=slot.slot)

    def find_named_behind(self, numeral: Numeral, measures: Mapping[str, Measure]) -> Trigger | None:
        """Read who gives a number by its side: `81 died, police said, | 95 according to the army`."""
        low, last, quantity = self.index.low, numeral.last, numeral.quantity
        told = numeral.before.get(numeral.number - 1)
        if low[last : last + 2] != ["according", "to"] or low[numeral.first - 1] not in _BESIDE:
            return None
        if (
            quantity.noun is not None
            or told is None
            or measures[told].only_nouns
            or not measures[told].people
        ):
            return None
        if not self._is_near(numeral.number - 1, numeral.number):
            return None
        stop = min(len(low), last + _REACH)
        end = next((t for t in range(last + 2, stop) if low[t] in MARKS or low[t] in {"and", "but"}), stop)
        slot = self.sources.read_counter(last + 2, end, quantity.sentence, states=False)
        return Trigger(told, last, last + 2, strong=False, claimant=slot) if slot is not None else None

    def find_crowd(self, number: int, first: int, last: int) -> Trigger | None:
        """Read `Police say 20,000, the organisers 100,000: the crowds that …`; what is counted is told apart.

        Args:
            number: index of the quantity.
            first: its first token.
            last: the token behind it.
        """
        quantity, low = self.quantities[number], self.index.low
        sentence = self.context.document.sentences[quantity.sentence]
        end = sentence.last
        if quantity.sentence + 1 < len(self.context.document.sentences):
            # `Nearly two million, say the organisers; 338,000, say the police. Sunday's march …`
            end = self.context.document.sentences[quantity.sentence + 1].last
        words = low[sentence.first : sentence.last]
        value = quantity.value
        if quantity.noun is not None or not isinstance(value, int | float) or value < _CROWD:
            return None
        if _CROWDS.isdisjoint(low[sentence.first : end]) or _ORGANISERS.isdisjoint(words):
            return None
        if not self._ends(last):
            return None
        at = first
        while at > sentence.first and low[at - 1] in {"about", "some", "at", "around", "nearly", "over"}:
            at -= 1
        if at > sentence.first and low[at - 1] in _SAYING | _AT:
            slot = self.sources.read_before(at - 1, sentence.first)
            return Trigger("protesters", at - 1, at, strong=True, named=True, claimant=slot)
        behind = low[last : last + 4]
        if "say" in behind or "said" in behind:
            return Trigger("protesters", last, last + 1, strong=True, named=True)
        return None

    def _is_near(self, other: int, number: int) -> bool:
        here, told = self.quantities[number].sentence, self.quantities[other].sentence
        sentences = self.context.document.sentences
        return here == told or (
            here - told == 1
            and sentences[here].paragraph == sentences[told].paragraph
            and other == number - 1
        )

    def _ends(self, last: int) -> bool:
        """Tell whether nothing behind the number says what else it counts."""
        low = self.index.low
        return last >= len(low) or low[last] in MARKS or low[last] in _OPENING | _PARTING

    def _source_of(self, quantity: Quantity, other: int) -> "_Told | None":
        low = self.index.low
        here = self.context.document.sentences[quantity.sentence]
        same = self.quantities[other].sentence == quantity.sentence
        begin = self.context.quantity_range[other][1] if same else here.first
        at = self.index.range_of(quantity.span)[0]
        if at - begin > _REACH + 6:
            # `60 were led off …; police, who gave the number as 39, …`
            parted = next((t for t in range(at - 1, at - _REACH - 6, -1) if low[t] == ";"), -1)
            if parted <= begin:
                return None
            begin = parted
        if same and low[at - 1] in {";", ","} and low[at : at + 1]:
            return self._described(quantity, begin, at)
        end, kind = at, "bare"
        if low[at - 1] == "at":
            kind, end = "at", at - 1
            while end > begin and low[end - 1] in _COUNTS:
                end -= 1
            if end > begin and low[end - 1] in _AT:
                kind, end = "said", end - 1
        elif low[at - 1] == "as":
            # `police, who gave the number as 39`
            end = at - 1
            while end > begin and low[end - 1] in _COUNTS:
                end -= 1
            if end > begin and end < at - 1 and low[end - 1] in _GIVING_AS:
                kind, end = "said", end - 1
        elif low[at - 1] == "of":
            kind, end = "of", at - 1
            verb = next((t for t in range(end - 1, max(begin, end - 4) - 1, -1) if low[t] in _SPEAKING), None)
            if verb is not None:
                kind, end = "said", verb
        elif low[at - 1] in _SAYING:
            kind, end = "said", at - 1
            while end > begin and low[end - 1] in {
                "had",
                "has",
                "have",
                "he",
                "she",
                "they",
                "it",
                "that",
                "said",
            }:
                end -= 1
            if low[at - 1] in {"is", "was"}:
                # `the police count was 60,000`
                while end > begin and low[end - 1] in _COUNTS:
                    end -= 1
        if not same and kind != "said":
            return None
        start = next((t for t in range(end - 1, begin - 1, -1) if low[t] in _PARTING), begin - 1) + 1
        if same and start == begin:
            return None
        if low[start:end] in (["who"], ["which"]) and low[start - 1] == "," and start - 1 > begin:
            end = start - 1
            start = next((t for t in range(end - 1, begin - 1, -1) if low[t] in _PARTING), begin - 1) + 1
        if low[start - 1] == "," and start == end and same:
            # `Temblores, an NGO, of 37`
            start = next((t for t in range(end - 2, begin - 1, -1) if low[t] in _PARTING), begin - 1) + 1
            start = next((t for t in range(start - 2, begin - 1, -1) if low[t] in _PARTING), begin - 1) + 1
        if not start < end or end - start > _REACH or any(low[t] in ENDS for t in range(start, end)):
            return None
        if kind in {"at", "of"} and not self._is_parallel(other, "at" if kind == "at" else "of"):
            return None
        cited = next((t for t in range(start, end - 1) if low[t] in _CITING), start - 1)
        begin, last = max(start, cited + 1), end - (low[end - 1] == ",")
        slot = self.sources.read_counter(begin, last, quantity.sentence, states=False)
        if slot is not None:
            slot = side_of(self.context, slot, begin, last) or slot
        return _Told(slot) if slot is not None else None

    def _described(self, quantity: Quantity, begin: int, at: int) -> "_Told | None":
        """Read `The commission recorded 76 deaths, the Casa Libre, a local group, 85`."""
        low = self.index.low
        comma = next((t for t in range(at - 2, begin, -1) if low[t] == ","), -1)
        start = next((t for t in range(comma - 1, begin - 1, -1) if low[t] in _PARTING), -1)
        if (
            comma < 0
            or start < 0
            or low[comma + 1] not in {"a", "an", "the", "another"}
            or at - start > _REACH
        ):
            return None
        slot = self.sources.read_counter(start + 1, comma, quantity.sentence, states=False)
        return _Told(slot) if slot is not None else None

    def _is_parallel(self, other: int, word: str) -> bool:
        """Tell whether the number before stands behind the same word: `put the crowd at 5,000, organisers at …`."""
        first = self.index.range_of(self.quantities[other].span)[0]
        return word in self.index.low[max(0, first - 2) : first]


class _Told(msgspec.Struct, frozen=True):
    """That a source gives a number; the source is None where an attribution of its own names it."""

    slot: Slot | None
