"""The context of words in an article, which fills the slots of frames.

A slot is filled from the clause, then the sentence, then the sentence before, then the article; it keeps the words
it came from and how. What is inherited ends where a new time or attribution begins.
"""

from collections.abc import Collection

from briefgen.extract import voices, whereabouts
from briefgen.extract.attribution_index import AttributionIndex
from briefgen.extract.dating import Dating
from briefgen.extract.document import Document
from briefgen.extract.frames import How, Slot
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.lexicon import load_words
from briefgen.extract.time_index import TimeIndex

_OWNED = frozenset({"responsibility", "credit", "victory"})
"""What is claimed without a word on any number."""
_QUOTING_ONLY = load_words("figures", "quoting_only")
_NO_CLAIMS = load_words("events_times", "no_claims")


class Context:
    """The layers of one document with the lookups that fill slots; clauses, times and the like go by their number."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.article.text
        self.published = document.published
        self.index = index = TokenIndex(
            document.repaired, document.sentences, document.clauses, document.names
        )
        # What others keep in tables is looked up here, so that a rule needs one argument.
        self.clause_at = index.clause_at
        said = AttributionIndex(document, index)
        self.content_ranges, self.cue_sentence = said.content_ranges, said.cue_sentence
        self.attributions_of = said.of_sentence
        self.governing, self.is_quoted, self._cue_clause = said.governing, said.is_quoted, said.cue_clause
        self._times = times = TimeIndex(document, index, said)
        self.timex_range, self.timexes_of, self.timex_at = times.ranges, times.of_sentence, times.at
        self.timex_of_clause, self.story_days = times.of_clause, times.story_days
        self.is_owner = times.is_owner
        dating = Dating(document, index, said, times)
        self.dated, self.date_of, self.date_before = dating.dated, dating.date_of, dating.date_before
        self.speaking_date = dating.speaking_date
        self.quantity_range = [index.range_of(quantity.span) for quantity in document.quantities]
        """First token of each quantity, and the one behind."""
        self.quantity_at = [-1] * len(index.tokens)
        """The quantity that holds each token; -1 if none."""
        for number, (first, last) in enumerate(self.quantity_range):
            self.quantity_at[first:last] = [number] * (last - first)

    # Who says it

    def source_name(self, number: int) -> str | None:
        """Return the canonical name of who speaks in an attribution; None if it cannot be told."""
        return voices.source_name(self.document, self.index, number)

    def is_outlet(self, number: int) -> bool:
        """Tell whether an attribution's source only passes on what others say."""
        return voices.is_outlet(self.document, self.index, number)

    def is_outlet_name(self, name: str) -> bool:
        """Tell whether a name is that of an outlet or agency of news."""
        return any(e.name == name and e.kind == "media" for e in self.document.names.entities)

    def is_deed(self, number: int) -> bool:
        """Tell whether a cue that only goes with direct speech stands without it: `the ferry tipped over`."""
        attribution = self.document.attributions[number]
        if attribution.lemma == "claim" and attribution.cue is not None:
            # `claimed responsibility for a blast that killed 12`
            last = self.index.range_of(attribution.cue)[1]
            return not _OWNED.isdisjoint(self.index.low[last : last + 2])
        return attribution.lemma in _QUOTING_ONLY and not attribution.quotes

    def claimant(self, first: int, last: int) -> Slot | None:
        """Find who says what stands in the tokens [first, last): the original source, not who passes it on."""
        outlet: Slot | None = None
        publisher = (self.document.article.publisher or "").casefold()
        for number in self.governing(first, last):
            attribution = self.document.attributions[number]
            if (
                attribution.source is None
                or attribution.kind == "attitude"
                or attribution.lemma in _NO_CLAIMS
                or self.is_deed(number)
            ):
                continue
            name = self.source_name(number)
            if name is None:
                if self.is_outlet(number):
                    continue
                return None
            slot = Slot(name, attribution.source, self._how(number, first))
            if self.is_outlet(number):
                if name.casefold() not in publisher or not publisher:
                    outlet = outlet or slot
                continue
            return slot
        return outlet

    def _how(self, number: int, token: int) -> How:
        cue = self.document.attributions[number].cue
        if cue is None or self.cue_sentence[number] != self.index.sentence_of[token]:
            return "before"
        inner = self.clause_at(token)
        cue_clause = self._cue_clause(number)
        if inner is not None and (inner == cue_clause or self.index.clauses[inner].parent == cue_clause):
            return "clause"
        return "sentence"

    # When it was

    def stamp_of(self, sentence: int) -> int | None:
        """Return the hour that a sentence opens with as an entry of a live page; None without one."""
        return self._times.stamps.get(sentence)

    def is_attributive(self, number: int) -> bool:
        """Tell whether a time expression only names a thing (`the 1934 quake`) or stamps a text."""
        return self._times.attributive[number]

    def is_speaking_time(self, number: int) -> bool:
        """Tell whether a time expression says when something was said, not when it happened."""
        return self._times.speaking[number]

    # Places

    def places(self, first: int, last: int, *, how: How) -> list[Slot]:
        """Return the places where something is in the tokens [first, last): settlements and regions, each once."""
        found = whereabouts.named_places(self.document, self.index, first, last)
        return [Slot(name, span, how) for name, span in found.items()]

    def place_of(self, first: int, last: int) -> Slot | None:
        """Find the place of a figure: the nearest in its clause, or the only one in its sentence."""
        clause = self.clause_at(first)
        if clause is not None:
            begin, end = self.index.clauses[clause].first, self.index.clauses[clause].last
            near = self._located(begin, end, "clause")
            if near:
                return min(
                    near,
                    key=lambda s: abs(s.span.start - self.index.tokens[first].span.start) if s.span else 0,
                )
        sentence = self.document.sentences[self.index.sentence_of[first]]
        spoken = list(self.governing(first, last))
        near = [
            slot
            for slot in self._located(sentence.first, sentence.last, "sentence")
            if not spoken or any(self._inside(slot, a) for a in spoken)
        ]
        return near[0] if len(near) == 1 else None

    def is_in_story(self, slot: Slot, countries: Collection[str]) -> bool:
        """Tell whether a place lies in the countries of the crisis, or in one that the article names."""
        return whereabouts.lies_in_story(self.document, slot.value, countries)

    def _inside(self, slot: Slot, attribution: int) -> bool:
        return slot.span is not None and any(
            content.contains(slot.span) for content in self.document.attributions[attribution].content
        )

    def _located(self, first: int, last: int, how: How) -> list[Slot]:
        found = whereabouts.places_behind_prepositions(self.document, self.index, first, last)
        return [Slot(name, span, how) for name, span in found.items()]
