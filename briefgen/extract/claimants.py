"""Claimants: who gives a figure."""

from briefgen.extract.frames import Context, Slot
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.speakers import Speaker, find_speaker

_CONTINUING = {
    ("of", "them"),
    ("of", "these"),
    ("in", "addition"),
    ("a", "further"),
    ("they", "include"),
    ("as", "well"),
}


class ClaimantFinder:
    """Finds who gives the figures of one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index
        self.quantities = context.document.quantities

    def find(self, number: int, *, again: bool) -> Slot | None:
        """Find who gives a number; None where no words say so.

        Args:
            number: index of the quantity.
            again: whether it is the number before, told for another day.
        """
        quantity = self.quantities[number]
        number_first, number_last = self.index.range_of(quantity.number)
        named = self._comes_from(quantity) or self._counting(quantity)
        if named is not None:
            return named
        found = self.context.claimant(number_first, number_last)
        if found is not None or self.context.governing(number_first, number_last):
            return found
        breath = self._of_the_same_breath(number) if again else None
        return breath or self._continued(quantity)

    def _of_the_same_breath(self, number: int) -> Slot | None:
        """Take over the claimant of the number before in `9,900, the ministry said, and on Monday it was 7,939`."""
        if number == 0:
            return None
        first, last = self.index.range_of(self.quantities[number - 1].number)
        found = self.context.claimant(first, last)
        return Slot(found.value, found.span, "sentence") if found is not None else None

    def _comes_from(self, quantity: Quantity) -> Slot | None:
        """Read `The figure of eight dead comes from the Interior Ministry`, `the ministry's figure of 12`."""
        sentence = self.context.document.sentences[quantity.sentence]
        for number in self.index.clauses_of[quantity.sentence]:
            verb = self.index.clauses[number].verb
            if verb is None or verb.lemma not in {"come", "speak", "be"}:
                continue
            if verb.lemma == "come" and verb.last < sentence.last and self.index.low[verb.last] == "from":
                return self._name_in(verb.last + 1, min(sentence.last, verb.last + 10))
            subject = self.index.clauses[number].subject
            if (
                verb.lemma == "speak"
                and subject is not None
                and self.index.low[verb.last : verb.last + 1] == ["of"]
            ):
                first, last = self.index.range_of(subject)
                named = self._name_in(first, last)
                if named is not None:
                    return named
                if self.index.low[first] in {"its", "his", "her", "their", "it"} and quantity.sentence > 0:
                    return self._claimant_of_sentence(quantity.sentence - 1)
        return None

    def _counting(self, quantity: Quantity) -> Slot | None:
        """Read `The ministry counts about 18 dead officers`: who stands before the verb gives the number."""
        low = self.index.low
        begin = self.context.document.sentences[quantity.sentence].first
        at = self.index.range_of(quantity.span)[0] - 1
        if at - begin < 1 or low[at] not in {"counts", "counted"}:
            return None
        mention = self.index.mention_at[at - 1]
        start = self.index.mention_range[mention][0] if mention >= 0 else at - 1
        if mention >= 0:
            return self._name_in(start, at)
        if start > begin and low[start - 1] in {"the", "its"}:
            start -= 1
        before = self._speakers_before(quantity.sentence)
        speaker = find_speaker(self.index, (start, at), None, quantity.sentence, before)
        if speaker.entity is None:
            return None
        entity = self.context.document.names.entities[speaker.entity]
        return Slot(entity.name, self.index.span(start, at), "clause") if entity.kind != "media" else None

    def _speakers_before(self, sentence: int) -> list[Speaker]:
        """Return who spoke in the sentences before one, for `the ministry` and `it`."""
        found: list[Speaker] = []
        for other in range(max(0, sentence - 4), sentence):
            for number in self.context.attributions_of[other]:
                one = self.context.document.attributions[number]
                if one.speaker is not None:
                    found.append(Speaker(one.speaker, one.on_behalf, one.role, None, other))
        return found

    def _name_in(self, first: int, last: int) -> Slot | None:
        names = self.context.document.names
        for m in self.index.mentions_in(first, last):
            entity = names.entities[names.mentions[m].entity]
            if entity.type in {"organisation", "person"} and entity.kind != "media":
                return Slot(entity.name, names.mentions[m].span, "sentence")
        return None

    def _claimant_of_sentence(self, sentence: int) -> Slot | None:
        """Return who gives the figures of a sentence, where all that speak there are one."""
        context = self.context
        found: dict[str, Slot] = {}
        for number in context.attributions_of[sentence]:
            source = context.document.attributions[number].source
            name = context.source_name(number)
            if source is None or name is None or context.is_outlet(number):
                continue
            found[name] = Slot(name, source, "before")
        if not found:
            for other in range(len(self.quantities)):
                if self.quantities[other].sentence == sentence:
                    slot = self._comes_from(self.quantities[other])
                    if slot is not None:
                        return Slot(slot.value, slot.span, "before")
        return next(iter(found.values())) if len(found) == 1 else None

    def _continued(self, quantity: Quantity) -> Slot | None:
        """Take over the claimant of the sentence before, where this one plainly goes on with it."""
        number = quantity.sentence
        sentences = self.context.document.sentences
        sentence = sentences[number]
        if number == 0 or sentences[number - 1].paragraph != sentence.paragraph:
            return None
        if self.context.attributions_of[number] or self.context.timexes_of[number]:
            return None
        opener = tuple(self.index.low[sentence.first : sentence.first + 2])
        if opener[:1] in {("another",), ("among",), ("also",)} or opener in _CONTINUING:
            return self._claimant_of_sentence(number - 1)
        return None
