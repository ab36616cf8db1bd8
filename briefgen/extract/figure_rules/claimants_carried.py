"""Claimants for whom a pronoun stands: who spoke, or gave numbers, in the words before."""

from collections.abc import Callable, Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.claimant_subjects import SubjectReader
from briefgen.extract.figure_rules.claimants_apart import PRONOUNS, ApartFinder
from briefgen.extract.frames import Slot
from briefgen.extract.layers.quantities import Quantity

_SINGULAR = frozenset({"it", "he", "she"})
_PAPERS = (["report"], ["statement"], ["bulletin"])
"""What goes on where a body has spoken: `The report added …`."""


class CarriedClaimants:
    """Finds whom the pronouns before the numbers of one document mean."""

    def __init__(
        self,
        context: Context,
        quantities: Sequence[Quantity],
        *,
        apart: ApartFinder,
        subjects: SubjectReader,
        find: Callable[[int], Slot | None],
    ) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.apart = apart
        self.subjects = subjects
        self.find = find
        """Finds who gives a number told before, by its index."""

    def of_pronoun(self, number: int, quantity: Quantity) -> Slot | None:
        """Return who spoke in the sentence before, where a pronoun goes on: `The governor said … He added …`."""
        source = self.context.document.attributions[number].source
        if source is None or self.context.cue_sentence[number] != quantity.sentence:
            return None
        first, last = self.index.range_of(source)
        paper = self.index.low[first:last]
        told = paper[:1] in (["the"], ["this"], ["that"]) and paper[1:] in _PAPERS
        if not told and (last - first != 1 or self.index.low[first] not in PRONOUNS):
            return None
        carried = self.apart.of_sentence_before(quantity.sentence)
        if carried is None or carried.span is None or told or self.index.low[first] not in _SINGULAR:
            return carried
        agrees = self.subjects.agrees(self.index.low[first], self.index.range_of(carried.span)[1], carried)
        return carried if agrees else None

    def of_pronoun_here(self, number: int, token: int) -> Slot | None:
        """Return whom a pronoun stands for: the subject before it in its sentence, else who gave the numbers before."""
        if (near := self.subjects.antecedent(token, here=True)) is not None:
            return near
        told = self.of_sentence_before(number)
        if told is not None and told.span is not None:
            last = self.index.range_of(told.span)[1]
            return told if self.subjects.agrees(self.index.low[token], last, told) else None
        return self.subjects.antecedent(token, here=False)

    def of_sentence_before(self, number: int) -> Slot | None:
        """Return the one who gives the numbers of the sentence before."""
        own = self.quantities[number].sentence
        first = next((k for k in range(number, -1, -1) if self.quantities[k].sentence < own - 1), -1) + 1
        before = [k for k in range(first, number) if self.quantities[k].sentence == own - 1]
        found = {slot.value: slot for k in before[-4:] if (slot := self.find(k)) is not None}
        if len(found) != 1:
            return None
        slot = next(iter(found.values()))
        return Slot(slot.value, slot.span, "before")
