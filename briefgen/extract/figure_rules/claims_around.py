"""Several attributions around one number: whom the speaker quotes, who tells of a deed, from whom it was learned."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.sources import SourceReader
from briefgen.extract.frames import Slot
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity

_QUOTING = frozenset({"quoting", "citing"})
_LEARNING = frozenset(["learn", "hear", "gather", "understand", "obtain", "establish"])


class ClaimsAround:
    """Chooses among the attributions that govern a number of one document, innermost first."""

    def __init__(self, context: Context, sources: SourceReader) -> None:
        self.context = context
        self.index = context.index
        self.sources = sources

    def cited(self, governing: list[int]) -> Slot | None:
        """Return whom the speaker quotes: `The government, quoting hospital sources, said 13 people had died`."""
        attributions = self.context.document.attributions
        speaker = attributions[governing[0]].source
        for number in governing[1:]:
            told = attributions[number]
            if told.lemma not in _QUOTING or told.cue is None or told.source is None or speaker is None:
                continue
            name = self.context.source_name(number)
            if speaker.contains(told.cue) and name is not None:
                return Slot(name, told.source, "clause")
        return None

    def of_outer(self, governing: list[int]) -> Slot | None:
        """Return who speaks in the innermost of the attributions around a deed."""
        for number in governing:
            attribution = self.context.document.attributions[number]
            name = self.context.source_name(number)
            if attribution.source is not None and name is not None and not self.context.is_outlet(number):
                return Slot(name, attribution.source, "sentence")
        return None

    def learned_from(self, governing: list[int], quantity: Quantity) -> Slot | None:
        """Read `Sixteen died, the Courier learned from the hospitals`: they gave the number."""
        for number in governing:
            told = self.context.document.attributions[number]
            here = self.context.cue_sentence[number] == quantity.sentence
            if told.lemma not in _LEARNING or told.cue is None or not here:
                continue
            at = self.index.range_of(told.cue)[1]
            if self.index.low[at] != "from":
                continue
            end = at + 1
            while (
                self.index.low[end] not in MARKS | {"that"} and self.index.verb_at[end] < 0 and end - at < 8
            ):
                end += 1
            return self.sources.read_counter(at + 1, end, quantity.sentence)
        return None

    def rather_said(self, counted: Slot | None, governing: list[int], quantity: Quantity) -> Slot | None:
        """Return who counts, unless it is a state for which somebody speaks: `Peru recorded 22 cases, the WHO said`."""
        if counted is None or counted.span is None:
            return counted
        if self.sources.read_state(*self.index.range_of(counted.span)) is None:
            return counted
        own = self.index.range_of(counted.span)[0]
        for number in governing:
            source = self.context.document.attributions[number].source
            here = self.context.cue_sentence[number] == quantity.sentence
            if source is not None and here and self.index.range_of(source)[0] > own:
                return None
        return counted
