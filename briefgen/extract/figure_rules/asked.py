"""Counts that answer a question: `How many died? Officially 407`, `And the damage? The mayor speaks of 2,000 homes`."""

from collections.abc import Mapping
from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.rival_tallies import tallied
from briefgen.extract.figure_rules.verb_reader import VerbReader, is_real
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_lexicon, load_words

_LONGEST = 8
"""Most words of a question that asks for a count without `how many`."""
_OPENERS = 14
"""Most tokens of an answer before its number."""
_SHORT = 2
"""Most tokens of what may stand between a question and its answer: `A:`."""
_SENTENCES_BACK = 2
_ASKING = frozenset(["and", "what", "any", "the", "those", "how", "but", "so"])
_SIZES = load_words("figure_rules", "sizes")
_OTHERWISE = load_words("figure_rules", "otherwise")
_ANSWERING = load_words("figure_rules", "answering")
"""Verbs of an answer that tell nothing but the number."""
_OTHER_LOSSES = load_words("figure_rules", "other_losses")
_LATELY = frozenset(["so", "far", "now", "yet", "today", "then"])
_NOT_ASKED = frozenset(["lives", "those", "cases", "list"])
"""Words of tallies that say nothing in a question."""
_NO_THINGS = frozenset({"people", "percent", "percentage points", "places", "events", "degrees", "arrests"})
_OF_MANY = frozenset({"troops_deployed", "protesters"})
"""Measures of people, beside those of who suffers."""


class AskedCounts:
    """Finds what the question before a sentence asks for."""

    def __init__(self, context: Context, reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.reader = reader
        self._has_questions = "?" in context.index.low

    def find(self, numeral: Numeral) -> Trigger | None:
        """Find the measure of the first number of an answer."""
        quantity, first, noun_last = numeral.quantity, numeral.first, numeral.noun_last
        if not self._has_questions or quantity.relation in {"part", "of_them", "more"}:
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
        if measure in _people() or measure in _OF_MANY:
            if quantity.unit not in {"", "people"} or (quantity.unit == "" and noun_last > numeral.last):
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
        for near in range(sentence - 1, max(-1, sentence - 1 - _SENTENCES_BACK), -1):
            asked = low[sentences[near].first : sentences[near].last]
            if "?" in asked[-2:]:
                return _read_question([word for word in asked if word[0].isalpha()])
            if len(asked) > _SHORT:
                break
        return None

    def _only_answers(self, begin: int, first: int, noun_last: int) -> bool:
        """Tell whether a sentence tells nothing of what it counts but the number."""
        low = self.index.low
        listed = low[first - 2 : first] == ["names", "of"]
        for token in range(begin, first):
            verb = self.reader.verb(token)
            if verb is None:
                continue
            if verb.negated or not is_real(verb) or (verb.lemma not in _ANSWERING and not listed):
                # `The police have taken down | the names of 344`
                return False
        if noun_last >= len(low) or self.index.verb_at[noun_last] < 0:
            return True
        verb = self.reader.verb(noun_last)
        return verb is not None and verb.lemma in {"say", "be"} and not verb.passive


def _read_question(words: list[str]) -> tuple[str, str] | None:
    """Return the measure and the noun that a question asks for; None where it asks for no count."""
    if not words or not _OTHERWISE.isdisjoint(words):
        return None
    named, noun = None, ""
    while words[-1] in _LATELY and len(words) > 1:
        words = words[:-1]
    if "many" in words:
        words = words[words.index("many") + 1 :]
        noun = words[0] if words else ""
        lives = noun == "lives" and load_words("figures_faint", "lives_kept").isdisjoint(words)
        if lives or ("lost" in words and _OTHER_LOSSES.isdisjoint(words)):
            # `How many staff have been lost? Forty-six is the count today`
            named = "killed"
    elif len(words) > _LONGEST or not _is_short_question(words):
        return None
    else:
        named = next(
            (_asked_after()[end] for at in range(len(words)) if (end := tuple(words[at:])) in _asked_after()),
            None,
        )
    measures = _measures()
    if named is None and "died" in words[-1:]:
        # `How many hostages died?`
        return "killed", noun
    told = {measures[word] for word in words if word in measures}
    if named is not None and told <= {named}:
        return named, noun
    return (told.pop(), noun) if len(told) == 1 else None


def _is_short_question(words: list[str]) -> bool:
    if words[0] == "how":
        return words[1:2] != [] and words[1] in _SIZES
    return words[0] in _ASKING or (words[0] in _measures() and len(words) < 3)


@cache
def _asked_after() -> Mapping[tuple[str, ...], str]:
    """Return the measure of those whom a short question asks after, by the words that it ends with."""
    asked = load_lexicon("figures_faint")["asked"]
    return {tuple(phrase.split()): name for name, phrases in asked.items() for phrase in phrases}


@cache
def _people() -> frozenset[str]:
    return frozenset(tallied().values())


@cache
def _measures() -> Mapping[str, str]:
    """Return the measure of each word by which a question asks for a count."""
    asked: Mapping[str, list[str]] = load_lexicon("figures_faint_counts")["asked"]
    things = {word: name for name, words in asked.items() for word in words}
    people = {word: name for word, name in tallied().items() if word not in _NOT_ASKED}
    return {**people, **things}
