"""Places that a number takes from words further off: what a storm struck, and where the sentence before was."""

from briefgen.extract.context import Context
from briefgen.extract.frames import Slot
from briefgen.extract.lexicon import load_words

_STRUCK = load_words("mentions", "town_verbs") | load_words("mentions", "place_verbs")
"""Verbs whose object is where something was: `a storm hit Galle`."""
_HAZARDS = load_words("mentions", "hazards") | load_words("figure_rules", "befallings")
"""What is told again as `the blast`."""
_REACH = 14
"""Tokens before a number in which the place that was struck stands."""
_HARM = frozenset(
    {"killed", "injured", "missing", "hospitalised", "damaged", "displaced", "burned", "infected"}
)
"""Measures of what befell people and things where it happened."""


class PlacesTold:
    """Finds the places that the numbers of one document take from elsewhere."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def find(self, first: int, measure: str) -> Slot | None:
        """Find the place of a number that its own clause does not tell.

        Args:
            first: its first token.
            measure: what it counts.
        """
        if measure not in _HARM:
            return None
        return self._struck(first) or self._told_before(first)

    def _struck(self, first: int) -> Slot | None:
        """Return the place that was struck ahead in the sentence: `a storm hit Galle, killing 27`."""
        index = self.index
        sentence = self.context.document.sentences[index.sentence_of[first]]
        for at in range(first - 1, max(sentence.first + 1, first - _REACH), -1):
            if index.low[at] in {";", "“", '"'}:
                return None
            slot = self._place_at(at)
            if slot is None:
                continue
            begin = index.range_of(slot.span)[0] if slot.span is not None else at
            while begin > sentence.first and index.low[begin - 1] in {
                "the",
                "of",
                "city",
                "town",
                "village",
                "island",
            }:
                begin -= 1
            return slot if index.low[begin - 1] in _STRUCK else None
        return None

    def _told_before(self, first: int) -> Slot | None:
        """Return the only place of the sentence before, where this one takes up what happened: `The blast killed 9`."""
        index, document = self.index, self.context.document
        number = index.sentence_of[first]
        sentence = document.sentences[number]
        if number == 0 or document.sentences[number - 1].paragraph != sentence.paragraph:
            return None
        before = document.sentences[number - 1]
        if any(self._place_at(at) is not None for at in range(sentence.first, sentence.last)):
            return None
        low = index.low
        taken = low[sentence.first] in {"it", "this"} or (
            low[sentence.first] in {"the", "this"}
            and low[sentence.first + 1] in _HAZARDS
            and low[sentence.first + 1] in low[before.first : before.last]
        )
        found = {
            slot.value: slot
            for at in range(before.first, before.last)
            if taken and (slot := self._place_at(at)) is not None
        }
        slots = list(found.values())
        if len(slots) != 1:
            return None
        return Slot(slots[0].value, slots[0].span, "before")

    def _place_at(self, at: int) -> Slot | None:
        """Return the place whose name ends at a token; countries, too."""
        index, names = self.index, self.context.document.names
        mention = index.mention_at[at]
        if mention < 0 or index.mention_range[mention][1] != at + 1:
            return None
        told = names.mentions[mention]
        entity = names.entities[told.entity]
        if entity.type != "place" or told.adjective or told.metonym:
            return None
        return Slot(entity.name, told.span, "clause")
