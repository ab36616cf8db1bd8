"""Illness: numbers that count the sick by what the article is about: `11 cases`, `22 pupils have the flu`."""

from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_phrases, load_words

_FLIGHT = frozenset(["fled", "fleeing", "refugee", "refugees", "displaced"])
_CASE_WORDS = frozenset(["confirmed", "suspected", "probable", "infection", "infections"])
_OTHER_CASES = load_words("figure_rules", "other_cases")
_KINDS_OF_CASES = frozenset(["suspected", "confirmed", "probable", "possible", "new"])
_AT_LAW = load_words("figure_rules", "at_law")
"""Words of a sentence whose cases are those of police and courts."""
_REACH = 14
"""Most tokens between a number's noun and the verb that tells what happened to it."""


class IllnessFinder:
    """Finds the numbers of one document that count the sick, and the arrivals where people flee."""

    def __init__(self, context: Context, verbs: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.verbs = verbs
        self.by_name = verbs.by_name
        self.is_told = not illnesses().isdisjoint(self.index.low)
        """Whether the article names an illness, so that its cases are of it."""
        self._fled = not _FLIGHT.isdisjoint(self.index.low) and "displaced" in self.by_name
        """Whether the article tells of people who flee, so that arrivals are of them."""

    def find(self, numeral: Numeral) -> Trigger | None:
        """Read `900 suspected cases`, `11 cases of flu`, `ten students have tested positive`."""
        quantity, last, noun_last = numeral.quantity, numeral.last, numeral.noun_last
        sentence = self.context.document.sentences[quantity.sentence]
        if "infected" not in self.by_name or self.verbs.is_unreal(numeral.first):
            return None
        for token in range(last, noun_last):
            if self.index.low[token] in {"case", "cases"} and self.index.low[token - 1] not in _OTHER_CASES:
                words = set(self.index.low[sentence.first : sentence.last])
                own = self.index.low[token + 1 : token + 4] in (["of", "its", "own"], ["of", "their", "own"])
                of_other = self.is_told and self.index.low[token + 1 : token + 2] == ["of"] and not own
                near = words & frozenset(load_phrases("figures", "health")) and words.isdisjoint(_AT_LAW)
                told = near and self.index.low[token + 1 : token + 2] != ["of"]
                if (
                    told
                    or (self.is_told and not of_other)
                    or words & frozenset(load_phrases("figures", "illness"))
                ):
                    return Trigger("infected", token, token + 1, strong=True)
        if quantity.noun is None and self._goes_with_cases(last, sentence.last):
            return Trigger("infected", last, last + 1, strong=True)
        if self._fled and self.index.low[noun_last - 1 : noun_last] == ["arrivals"]:
            return Trigger("displaced", noun_last - 1, noun_last, strong=True)
        if self._is_ill_with(noun_last, sentence.last) or self._is_found_in(last, sentence.first):
            return Trigger("infected", noun_last - 1, noun_last, strong=True)
        for token in range(noun_last, min(sentence.last, noun_last + _REACH)):
            if (
                self.index.low[token] in {"tested", "test", "tests"}
                and "positive" in self.index.low[token : token + 3]
            ):
                return Trigger("infected", token, token + 2, strong=True)
        return None

    def _goes_with_cases(self, last: int, end: int) -> bool:
        """Tell whether the next number has the noun of this one: `2,300 suspected and 96 confirmed cases`."""
        low = self.index.low
        if low[last] not in _KINDS_OF_CASES or low[last + 1 : last + 2] not in (["and"], [","]):
            return False
        other = self.context.quantity_at[last + 2] if last + 2 < end else -1
        if other < 0:
            return False
        behind = self.context.quantity_range[other][1]
        return low[behind] in _KINDS_OF_CASES and low[behind + 1 : behind + 2] in (["cases"], ["and"])

    def _is_ill_with(self, at: int, last: int) -> bool:
        """Read `22 pupils have the flu`, `20 people are confirmed as having the virus`."""
        low = self.index.low
        for token in range(at, min(last, at + 8)):
            if low[token] in MARKS:
                return False
            if low[token : token + 2] == ["down", "with"]:
                return bool(illnesses() & set(low[token + 2 : min(last, token + 6)]))
            if low[token] in {"developed", "contracted", "caught", "contracting", "developing"}:
                return bool(illnesses() & set(low[token + 1 : min(last, token + 4)]))
            if low[token] in {"have", "having", "has", "had"}:
                verb = self.verbs.verb(token)
                if verb is not None and verb.last > token + 1:
                    if low[verb.last - 1] in {"developed", "contracted", "caught"}:
                        continue
                    # `have died of the flu`
                    return False
                return bool(illnesses() & set(low[token + 1 : min(last, token + 5)]))
        return False

    def _is_found_in(self, first: int, begin: int) -> bool:
        """Read `the flu was confirmed in 15 people`, `doctors diagnosed cholera in 15 patients`."""
        low = self.index.low
        at = first - 1
        while at > begin and self.context.quantity_at[at] >= 0:
            at -= 1
        if low[at] != "in":
            return False
        near = set(low[max(begin, at - 4) : at])
        return bool(near & {"confirmed", "diagnosed", "detected", "found"}) and bool(
            illnesses() & set(low[begin:at])
        )


@cache
def illnesses() -> frozenset[str]:
    """Return the names of illnesses, without words that say so only beside `cases`."""
    return frozenset(load_phrases("figures", "illness")) - _CASE_WORDS
