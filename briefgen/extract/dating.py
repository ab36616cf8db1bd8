"""Dating: when what stands at a token of an article happened, by the times told in and around its clause.

A date is that of the clause, then of the sentence, then of the sentence before; what is inherited ends where a new time
or attribution begins.
"""

from briefgen.extract.attribution_index import AttributionIndex
from briefgen.extract.document import Document
from briefgen.extract.frames import Dated, How, Slot, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.layers.timex import Timex
from briefgen.extract.lexicon import load_words
from briefgen.extract.time_index import TimeIndex

_BULLETS = frozenset({"•", "·", "▪", "‣", "*"})
"""Marks that open a member of a list, which has its own day or none."""
_PARTS_OF_DAY = load_words("events_times", "parts_of_day")
_NOUN = 3
"""Tokens between a time and the relative clause about what goes by it."""


class Dating:
    """The times of one document, asked for by tokens and sentences."""

    def __init__(
        self, document: Document, index: TokenIndex, said: AttributionIndex, times: TimeIndex
    ) -> None:
        self.document, self.index, self.said, self.times = document, index, said, times

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
        number = self.index.clause_at(token)
        sentence = self.index.sentence_of[token]
        governing = set(self.said.governing(token, token + 1))
        found = self._day_above(number, governing)
        if found is not None or reach == "clause":
            return found
        found = self._day_of_sentence(sentence, governing)
        if found is None and number is not None:
            found = self._day_of_opening(number, governing)
        if found is not None or reach == "sentence":
            return found
        found = self.date_before(sentence)
        return None if found is not None and self._goes_beyond(sentence, found) else found

    def _day_above(self, number: int | None, governing: set[int]) -> Dated | None:
        """Return the time of a clause, or of the nearest one above it that is told in one breath with it."""
        how: How = "clause"
        while number is not None:
            timex = self.times.of_clause(number)
            if timex is not None and self._same_scope(timex, governing):
                return self.dated(self.document.timexes[timex], how)
            clause = self.index.clauses[number]
            how = "sentence"
            if clause.kind == "relative" and (named := self._day_of_noun(clause)) is not None:
                return named
            if clause.kind in {"that", "relative"} and clause.marker != "when":
                return None
            number = clause.parent
        return None

    def _day_of_noun(self, clause: Clause) -> Dated | None:
        """Return the time by which the noun before a relative clause goes: `the 1934 quake, which killed 8,000`."""
        for timex in self.times.of_sentence[clause.sentence]:
            value = self.document.timexes[timex]
            near = 0 <= clause.first - self.times.ranges[timex][1] <= _NOUN
            if near and self.times.attributive[timex] and value.date is not None:
                return self.dated(value, "clause")
        return None

    def _day_of_sentence(self, sentence: int, governing: set[int]) -> Dated | None:
        """Return the first time that holds for all of a sentence, or for all that is said in it."""
        for timex in self.times.of_sentence[sentence]:
            value = self.document.timexes[timex]
            if value.date is None or self.times.speaking[timex] or self.times.attributive[timex]:
                continue
            if self._same_scope(timex, governing) and (
                self._frames_sentence(timex) or self._hangs_on_cue(timex, governing)
            ):
                return self.dated(value, "sentence")
        return None

    def _goes_beyond(self, sentence: int, before: Dated) -> bool:
        """Tell whether a sentence names a day behind that of the one before: `left after the talks last Friday`."""
        return is_day(before.date) and any(
            before.date < (value.date or "") <= (self.document.published or "") and is_day(value.date or "")
            for value in (self.document.timexes[timex] for timex in self.times.of_sentence[sentence])
        )

    def _day_of_opening(self, number: int, governing: set[int]) -> Dated | None:
        """Return the day of `when …` before a clause: `When troops stormed it the next day, nine were killed`."""
        clause = self.index.clauses[number]
        begin = self.document.sentences[clause.sentence].first
        opening = self.index.clause_at(begin)
        if opening is None or opening == number or clause.kind not in {"main", "coordinate"}:
            return None
        before = self.index.clauses[opening]
        if before.kind != "adverbial" or before.marker not in {"when", "as"} or before.first != begin:
            return None
        timex = self.times.of_clause(opening)
        if timex is None or not self._same_scope(timex, governing):
            return None
        value = self.document.timexes[timex]
        return self.dated(value, "sentence") if is_day(value.date or "") else None

    def _same_scope(self, timex: int, governing: set[int]) -> bool:
        """Tell whether a time expression is told by the same voices as the event."""
        first, last = self.times.ranges[timex]
        clause = self.index.clause_at(first)
        # In `dismissed the minister on Monday` the day is that of the deed, not part of what is said.
        voices = {
            number for number in self.said.governing(first, last) if self.said.cue_clause(number) != clause
        }
        return voices == {number for number in governing if self.said.cue_clause(number) != clause}

    def _hangs_on_cue(self, timex: int, governing: set[int]) -> bool:
        """Tell whether a time expression stands in what is said, but in no clause of it: `…, X reported`."""
        clause = self.index.clause_at(self.times.ranges[timex][0])
        return clause is not None and any(self.said.cue_clause(number) == clause for number in governing)

    def _frames_sentence(self, timex: int) -> bool:
        """Tell whether a time expression opens its sentence, so that it holds for all of it."""
        first, _last = self.times.ranges[timex]
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
                for timex in self.times.of_sentence[other]
                if self.document.timexes[timex].date is not None
                and not self.times.speaking[timex]
                and not self.document.timexes[timex].since
                and not self.times.attributive[timex]
            ]
            if days:
                last = self.document.timexes[self._without_flashback(days)[-1]]
                return self.dated(last, "before")
            if self.times.of_sentence[other] or self.index.low[sentences[other].first] in _BULLETS:
                return None
        return None

    def _without_flashback(self, days: list[int]) -> list[int]:
        """Drop a last day that only a clause about a noun names: `rose on Monday over a law, made the night before`."""
        last = self.document.timexes[days[-1]]
        number = self.index.clause_at(self.times.ranges[days[-1]][0])
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
        for number in self.said.governing(first, last):
            sentence = self.said.cue_sentence[number]
            if sentence < 0:
                continue
            for timex in self.times.of_sentence[sentence]:
                value = self.document.timexes[timex]
                if self.times.speaking[timex] and value.date is not None and is_day(value.date):
                    return Slot(value.date, value.span, "sentence")
        return None
