"""Counts that answer a question: `And the damage? The mayor speaks of 2,000 homes`."""

from collections.abc import Mapping
from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.verb_reader import VerbReader, is_real
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_lexicon, load_words

_LONGEST = 8
"""Most tokens of a question that asks for a count without `how many`."""
_OPENERS = 14
"""Most tokens of an answer before its number."""
_ASKING = frozenset(["and", "what", "any", "the", "how", "but", "so"])
_SIZES = load_words("figure_rules", "sizes")
_OTHERWISE = load_words("figure_rules", "otherwise")
_ANSWERING = load_words("figure_rules", "answering")
"""Verbs of an answer that tell nothing but the number."""
_NO_THINGS = frozenset({"people", "percent", "percentage points", "places", "events", "degrees", "arrests"})


class AskedCounts:
    """Finds what the question before a sentence asks for."""

    def __init__(self, context: Context, reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.reader = reader
        self._has_questions = "?" in context.index.low

    def find(self, quantity: Quantity, first: int, last: int, noun_last: int) -> Trigger | None:
        """Find the measure of the first number of an answer.

        Args:
            quantity: the number.
            first: its first token.
            last: the token behind it.
            noun_last: the token behind the noun phrase that it counts.
        """
        if not self._has_questions or quantity.relation:
            return None
        here = self.context.document.sentences[quantity.sentence]
        if first - here.first > _OPENERS or any(
            self.context.quantity_at[token] >= 0 for token in range(here.first, first)
        ):
            return None
        asked = self._asked(quantity.sentence)
        if asked is None or not self._only_answers(here.first, first, noun_last):
            return None
        measure, noun = asked
        if measure in _people().values() or measure in {"troops_deployed", "protesters"}:
            if quantity.unit not in {"", "people"} or (quantity.unit == "" and noun_last > last):
                return None
            return Trigger(measure, first, first + 1, strong=False, named=True)
        if quantity.noun is not None:
            if quantity.unit in _NO_THINGS or "/" in quantity.unit or quantity.unit.isupper():
                return None
            return Trigger(measure, first, first + 1, strong=False)
        if not noun or quantity.unit:
            return None
        words = load_quantity_words()
        unit = words.units.get(singular(noun, words.irregular), "")
        return Trigger(measure, first, first + 1, strong=False, labelled=True, group=noun, unit=unit)

    def _asked(self, sentence: int) -> tuple[str, str] | None:
        """Return the measure that the question before asks for, and the noun that it counts; None for no such."""
        low, sentences = self.index.low, self.context.document.sentences
        for near in range(sentence - 1, max(-1, sentence - 3), -1):
            asked = low[sentences[near].first : sentences[near].last]
            if len(asked) < 2:
                continue
            if "?" not in asked[-2:]:
                return None
            words = [word for word in asked if word[0].isalpha()]
            if not words or not _OTHERWISE.isdisjoint(words):
                return None
            noun = ""
            if "many" in words:
                words = words[words.index("many") + 1 :]
                noun = words[0] if words else ""
            elif len(words) > _LONGEST or not self._is_short_question(words):
                return None
            told = {_measures()[word] for word in words if word in _measures()}
            return (told.pop(), noun) if len(told) == 1 else None
        return None

    def _is_short_question(self, words: list[str]) -> bool:
        if words[0] == "how":
            return words[1:2] != [] and words[1] in _SIZES
        return words[0] in _ASKING or (words[0] in _measures() and len(words) < 3)

    def _only_answers(self, begin: int, first: int, noun_last: int) -> bool:
        """Tell whether a sentence tells nothing of what it counts but the number."""
        for token in range(begin, first):
            verb = self.reader.verb(token)
            if verb is not None and (verb.negated or verb.lemma not in _ANSWERING or not is_real(verb)):
                return False
        low = self.index.low
        return noun_last >= len(low) or self.index.verb_at[noun_last] < 0 or low[noun_last] in {"say", "says"}


@cache
def _people() -> Mapping[str, str]:
    return {word: name for name, words in load_lexicon("figures_faint")["tallied"].items() for word in words}


@cache
def _measures() -> Mapping[str, str]:
    """Return the measure of each word by which a question asks for a count."""
    asked: Mapping[str, list[str]] = load_lexicon("figures_faint_counts")["asked"]
    things = {word: name for name, words in asked.items() for word in words}
    return {**_people(), **things}
