"""Which of the attributions around a number give it, and not something else in its sentence."""

from briefgen.extract.context import Context
from briefgen.extract.layers.quantities import Quantity

_FRAME = 6
"""Most tokens before a clause about the place that opens a sentence."""


class ReachReader:
    """Tells how far the attributions of one document reach."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def in_reach(self, quantity: Quantity, governing: list[int]) -> list[int]:
        """Return those of the attributions around a number that give it: not who speaks of something else beside it."""
        first = self.index.range_of(quantity.number)[0]
        end = self.breath(first)[1]
        kept: list[int] = []
        for number in governing:
            cue, source = self.cue_of(number), self.context.document.attributions[number].source
            here = self.context.cue_sentence[number] == quantity.sentence
            if source is not None:
                begin = self.index.range_of(source)[0]
                apart = here and cue > end and self._is_inset(begin, number)
                if apart and self.index.has_verb(self.breath(cue)[0], begin):
                    continue
                if self._is_framing(first, number) or self._is_of_another(first, begin):
                    continue
            kept.append(number)
        return kept

    def breath(self, token: int) -> tuple[int, int]:
        """Return the stretch between semicolons that holds a token of a sentence."""
        low, sentence = self.index.low, self.context.document.sentences[self.index.sentence_of[token]]
        first = next((t + 1 for t in range(token, sentence.first - 1, -1) if low[t] == ";"), sentence.first)
        return first, next((t for t in range(token, sentence.last) if low[t] == ";"), sentence.last)

    def cue_of(self, number: int) -> int:
        """Return the first token of the cue of an attribution; -1 without one."""
        cue = self.context.document.attributions[number].cue
        return self.index.range_of(cue)[0] if cue is not None else -1

    def _is_framing(self, first: int, number: int) -> bool:
        """Tell whether a number but frames what is said: `In Kandy, where 30 have died, the mayor called …`."""
        clause = self.context.clause_at(first)
        told = self.context.document.attributions[number]
        if clause is None or told.source is None or self.index.clauses[clause].kind != "relative":
            return False
        begin = self.index.range_of(told.source)[0]
        sentence = self.context.document.sentences[self.index.sentence_of[first]]
        opening = self.index.clauses[clause].first - sentence.first <= _FRAME and first < begin
        return opening and self.index.low[begin - 1] == ","

    def _is_of_another(self, first: int, source: int) -> bool:
        """Tell whether who speaks in a clause of `as` only gives another number: `1,000, not 354 as police claimed`."""
        low = self.index.low
        begin = source - (low[source - 1] in {"the", "a", "an"})
        if source <= first or (low[begin - 1] != "as" and low[begin] != "as"):
            return False
        at = begin - 1 if low[begin - 1] == "as" else begin
        at -= low[at - 1] == ","
        other = self.context.quantity_at[at - 1] if at > 0 else -1
        return other >= 0 and low[self.context.quantity_range[other][0] - 1] == "not"

    def _is_inset(self, begin: int, number: int) -> bool:
        """Tell whether who speaks stands between commas: `113 arrests in what was, he said, the worst night`."""
        cue = self.context.document.attributions[number].cue
        if cue is None or self.index.low[begin - 1] != ",":
            return False
        return self.index.low[self.index.range_of(cue)[1]] == ","

    def is_in_clause(self, number: int, first: int) -> bool:
        """Tell whether a number stands in a clause that is said, not in the object of the verb of saying."""
        cue, clause = self.cue_of(number), self.context.clause_at(first)
        if cue < 0 or clause is None or self.index.clauses[clause].verb is None:
            return False
        if self.index.clauses[clause].kind in {"participial", "infinitive"}:
            return False
        return clause not in {self.index.verb_at[cue], self.context.clause_at(cue)}
