"""The context of words in an article, which fills the slots of frames.

A slot is filled from the clause, then the sentence, then the sentence before, then the article; it keeps the words
it came from and how. What is inherited ends where a new time or attribution begins.
"""

from collections.abc import Collection

from briefgen.extract import voices, whereabouts
from briefgen.extract.attribution_index import AttributionIndex
from briefgen.extract.document import Document
from briefgen.extract.frames import Dated, How, Slot, is_day
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.layers.timex import Timex
from briefgen.extract.lexicon import load_words
from briefgen.extract.time_index import TimeIndex

_BULLETS = frozenset({"•", "·", "▪", "‣", "*"})
"""Marks that open a member of a list, which has its own day or none."""
_PARTS_OF_DAY = load_words("events_times", "parts_of_day")
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

    def dated(self, timex: Timex, how: How) -> Dated:
        """Return the slot of a time expression; `overnight` alone is the night of the day told before."""
        first, last = self.index.range_of(timex.span)
        if timex.time and all(word in _PARTS_OF_DAY for word in self.index.low[first:last]):
            before = self.date_before(self.index.sentence_of[first])
            if before is not None and is_day(before.date):
                # `In the afternoon engineers gave the all-clear` is of that day as if it were named.
                named = bool(first) and self.index.low[first - 1] == "in"
                return Dated(before.date, timex.time, timex.span, how if named else "before")
        return Dated(timex.date or "", timex.time, timex.span, how)

    def date_of(self, token: int, *, reach: How = "before") -> Dated | None:
        """Find when what stands at a token happened.

        Args:
            token: a token of the event's clause.
            reach: how far to look: the clause and those it hangs on, the sentence, or the sentences before in the
                paragraph, up to the nearest one that has a time of its own.
        """
        number = self.clause_at(token)
        sentence = self.index.sentence_of[token]
        seen = number
        how: How = "clause"
        governing = set(self.governing(token, token + 1))
        while seen is not None:
            timex = self.timex_of_clause(seen)
            if timex is not None and self._same_scope(timex, governing):
                return self.dated(self.document.timexes[timex], how)
            clause = self.index.clauses[seen]
            how = "sentence"
            if clause.kind == "relative":
                # `the 1934 quake, which killed 8,000`
                for timex in self.timexes_of[sentence]:
                    value = self.document.timexes[timex]
                    near = 0 <= clause.first - self.timex_range[timex][1] <= 3
                    if near and self.is_attributive(timex) and value.date is not None:
                        return self.dated(value, "clause")
            if clause.kind in {"that", "relative"} and clause.marker != "when":
                break
            seen = clause.parent
        if reach == "clause":
            return None
        candidates = [
            timex
            for timex in self.timexes_of[sentence]
            if self.document.timexes[timex].date is not None
            and not self.is_speaking_time(timex)
            and not self.is_attributive(timex)
            and self._same_scope(timex, governing)
            and (self._frames_sentence(timex) or self._hangs_on_cue(timex, governing))
        ]
        if candidates:
            return self.dated(self.document.timexes[candidates[0]], "sentence")
        if number is not None and (opened := self._day_of_opening(number, governing)) is not None:
            return opened
        if reach == "sentence":
            return None
        before = self._day_before_semicolon(number, governing) or self.date_before(sentence)
        return None if before is not None and self._goes_beyond(sentence, before) else before

    def _goes_beyond(self, sentence: int, before: Dated) -> bool:
        """Tell whether a sentence names a day behind that of the one before: `left after the talks last Friday`."""
        return is_day(before.date) and any(
            before.date < (value.date or "") <= (self.published or "") and is_day(value.date or "")
            for value in (self.document.timexes[timex] for timex in self.timexes_of[sentence])
        )

    def _day_of_opening(self, number: int, governing: set[int]) -> Dated | None:
        """Return the day of `when …` before a clause: `When troops stormed it the next day, nine were killed`."""
        clause = self.index.clauses[number]
        begin = self.document.sentences[clause.sentence].first
        opening = self.clause_at(begin)
        if opening is None or opening == number or clause.kind not in {"main", "coordinate"}:
            return None
        before = self.index.clauses[opening]
        if before.kind != "adverbial" or before.marker not in {"when", "as"} or before.first != begin:
            return None
        timex = self.timex_of_clause(opening)
        if timex is None or not self._same_scope(timex, governing):
            return None
        value = self.document.timexes[timex]
        return self.dated(value, "sentence") if is_day(value.date or "") else None

    def _day_before_semicolon(self, number: int | None, governing: set[int]) -> Dated | None:
        """Return the day of the clause before a semicolon: `Police left on Monday; the shops opened`."""
        if number is None:
            return None
        clause = self.index.clauses[number]
        begin = self.document.sentences[clause.sentence].first
        marks = [index for index in range(begin, clause.first) if self.index.low[index] == ";"]
        before = self.clause_at(marks[-1] - 1) if marks and marks[-1] > begin else None
        timex = self.timex_of_clause(before) if before is not None else None
        if timex is None or not self._same_scope(timex, governing):
            return None
        value = self.document.timexes[timex]
        return self.dated(value, "sentence") if is_day(value.date or "") else None

    def _same_scope(self, timex: int, governing: set[int]) -> bool:
        """Tell whether a time expression is told by the same voices as the event."""
        first, last = self.timex_range[timex]
        clause = self.clause_at(first)
        # In `dismissed the minister on Monday` the day is that of the deed, not part of what is said.
        voices = {number for number in self.governing(first, last) if self._cue_clause(number) != clause}
        return voices == {number for number in governing if self._cue_clause(number) != clause}

    def _hangs_on_cue(self, timex: int, governing: set[int]) -> bool:
        """Tell whether a time expression stands in what is said, but in no clause of it: `…, X reported`."""
        clause = self.clause_at(self.timex_range[timex][0])
        return clause is not None and any(self._cue_clause(number) == clause for number in governing)

    def _frames_sentence(self, timex: int) -> bool:
        """Tell whether a time expression opens its sentence, so that it holds for all of it."""
        first, _last = self.timex_range[timex]
        sentence = self.document.sentences[self.index.sentence_of[first]]
        return first - sentence.first <= 3

    def date_before(self, sentence: int) -> Dated | None:
        """Return the date in force at the head of a sentence: the last one told in its paragraph."""
        sentences = self.document.sentences
        paragraph = sentences[sentence].paragraph
        if self.index.low[sentences[sentence].first] in _BULLETS:
            return None
        for other in range(sentence - 1, max(-1, sentence - 4), -1):
            if sentences[other].paragraph != paragraph:
                return None
            days = [
                timex
                for timex in self.timexes_of[other]
                if self.document.timexes[timex].date is not None
                and not self.is_speaking_time(timex)
                and not self.document.timexes[timex].since
                and not self.is_attributive(timex)
            ]
            if days:
                last = self.document.timexes[self._without_flashback(days)[-1]]
                return self.dated(last, "before")
            if self.timexes_of[other] or self.index.low[sentences[other].first] in _BULLETS:
                return None
        return None

    def _without_flashback(self, days: list[int]) -> list[int]:
        """Drop a last day that only a clause about a noun names: `rose on Monday over a law, made the night before`."""
        last = self.document.timexes[days[-1]]
        number = self.clause_at(self.timex_range[days[-1]][0])
        if len(days) < 2 or number is None:
            return days
        clause = self.index.clauses[number]
        before = clause.kind == "relative" and clause.verb is not None and clause.verb.tense == "pluperfect"
        if clause.kind != "participial" and not before:
            return days
        main = self.document.timexes[days[-2]]
        return days[:-1] if is_day(main.date or "") and (last.date or "") < (main.date or "") else days

    def speaking_date(self, first: int, last: int) -> Slot | None:
        """Return when the attribution that governs the tokens was made, if its sentence says so."""
        for number in self.governing(first, last):
            sentence = self.cue_sentence[number]
            if sentence < 0:
                continue
            for timex in self.timexes_of[sentence]:
                value = self.document.timexes[timex]
                if self.is_speaking_time(timex) and value.date is not None and is_day(value.date):
                    return Slot(value.date, value.span, "sentence")
        return None

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
