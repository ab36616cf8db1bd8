"""Whether what is told of a number has come about: awaited, tried, averted, only possible, or ended since."""

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Inexact

_HURT = frozenset({"injured", "hospitalised", "infected"})
_MENDED = load_words("figure_rules", "mended")
"""What becomes of cases that are counted elsewhere."""
_CARE = frozenset(["care", "treatment", "monitoring", "follow-up", "investigation", "surveillance"])
_BARRING = load_words("figure_rules", "barring")
_REACHING = load_words("figure_rules", "reaching")
_TOLLS = load_words("figure_rules", "outcomes_tolls")
"""Where a phrase on what a toll may come to begins, whose number is an upper bound: `the toll could touch 10,000`."""
_NEAR = 5
"""Tokens before a number within which the verb stands that leads to it."""
_DEEDS = frozenset(["rescued", "evacuated", "detained", "arrested", "seized"])
"""Measures of what somebody does on purpose."""
_TRYING = load_words("figure_rules", "trying")
_INMATES = frozenset(["prisoner", "inmate", "convict", "jailbird"])
_SAVING = frozenset(["rescue", "save", "pluck", "winch", "dig", "pull"])
_SAVED = frozenset(["rescued", "saved", "alive", "safety", "rubble", "water"])
"""Words of prisoners who were in danger."""
_MILLION = 1_000_000
"""So many are held only in a manner of speaking: `imprisoned millions in their homes`."""
_LOST = frozenset(["missing", "unaccounted", "untraced", "unfound", "unlocated"])
_BELIEF = frozenset(["believed", "feared", "presumed", "thought", "assumed", "likely", "probably"])
"""Words of those who hold the missing for dead and have found nobody."""
_REACH = 9
"""Most tokens between what is counted and the verb that tells what became of it."""


class OutcomeReader:
    """Reads how certain and how final what is told of the numbers of one document is."""

    def __init__(self, context: Context, reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.reader = reader

    def is_awaited(self, first: int, noun_last: int) -> bool:
        """Tell whether somebody only expects what is told of a number."""
        verb = self.reader.verb(first - 1)
        awaited = verb is not None and verb.lemma in {
            "expect",
            "predict",
            "project",
            "anticipate",
            "forecast",
        }
        return awaited and self.index.low[noun_last : noun_last + 1] == ["to"]

    def is_averted(self, trigger: Trigger, quantity: Quantity) -> bool:
        """Tell whether a sentence tells what would have been: `Had it not rained, thousands might have died`."""
        verb = self.reader.verb(trigger.first)
        if verb is None or verb.modal not in {"would", "could", "might"}:
            return False
        begin = self.context.document.sentences[quantity.sentence].first
        opened = self.index.low[begin : begin + 2]
        return opened[:1] in (["had"], ["if"], ["without"], ["were"]) or opened == ["but", "for"]

    def may_only_be(self, trigger: Trigger) -> bool:
        """Tell whether what happened is only possible: such a number is never exact."""
        verb = self.reader.verb(trigger.first)
        if verb is None and trigger.named and trigger.measure == "killed":
            # `the toll | could touch 10,000`
            reach = range(trigger.first, trigger.last)
            verb = next((v for t in reach if (v := self.reader.verb(t)) is not None), None)
        return verb is not None and verb.modal in {"may", "might", "could"}

    def rather_dead(self, trigger: Trigger | None, quantity: Quantity, noun_last: int) -> Trigger | None:
        """Return what ended those hurt before: `12 more, guards who had been gravely wounded, | had died`."""
        if trigger is None or trigger.measure not in _HURT or trigger.first < noun_last:
            return trigger
        number = self.index.verb_at[trigger.first]
        if number < 0 or self.index.clauses[number].kind != "relative":
            return trigger
        end = self.context.document.sentences[quantity.sentence].last
        at = next((t for t in range(trigger.last, end) if self.index.low[t] == ","), end)
        verb = self.reader.verb(at + 1) if at + 1 < end else None
        if verb is None or verb.lemma not in {"die", "perish", "succumb"} or verb.negated or verb.modal:
            return trigger
        return msgspec.structs.replace(trigger, measure="killed", first=verb.first, last=verb.last)

    def rather_missing(self, trigger: Trigger | None, numeral: Numeral) -> Trigger | None:
        """Return that people are missing who are only held for dead: `Nine who remain missing are feared dead`."""
        if trigger is None or trigger.measure != "killed" or trigger.first < numeral.noun_last:
            return trigger
        low, between = self.index.low, range(numeral.last, trigger.first)
        lost = next((t for t in between if low[t] in _LOST), -1)
        if lost < 0 or _BELIEF.isdisjoint(low[lost + 1 : trigger.last]):
            return trigger
        if any(self.context.quantity_at[t] >= 0 or low[t] in {";", ":"} for t in between):
            return trigger
        return msgspec.structs.replace(trigger, measure="missing", first=lost, last=lost + 1)

    def is_other(self, trigger: Trigger, numeral: Numeral) -> bool:
        """Tell whether what tells the measure tells something else of it: `49 cases have recovered`.

        Args:
            trigger: what tells the measure.
            numeral: the number.
        """
        quantity, last, noun_last = numeral.quantity, numeral.last, numeral.noun_last
        sentence = self.context.document.sentences[quantity.sentence]
        feared = trigger.named and self.index.low[trigger.first] in _TOLLS
        if (not feared and self._is_only_reachable(numeral.first, sentence.first)) or self._is_only_tried(
            trigger
        ):
            return True
        if trigger.measure == "infected":
            return self._is_mended(noun_last, sentence.last)
        if trigger.measure == "rescued":
            # `50 rescue experts`, `300 prisoners were set free`
            helping = last <= trigger.first < noun_last - 1 and self.index.low[trigger.first] == "rescue"
            return helping or (quantity.head in _INMATES and self._is_release(trigger))
        if trigger.measure == "detained":
            return _is_of_millions(quantity)
        return trigger.measure == "displaced" and self._is_barred(trigger, last)

    def _is_release(self, trigger: Trigger) -> bool:
        """Tell whether prisoners are let out, not saved: `were set free`, but `were pulled from the ruins`."""
        verb = self.reader.verb(trigger.first)
        if verb is not None and verb.lemma in _SAVING:
            return False
        return _SAVED.isdisjoint(self.index.low[trigger.first : trigger.last + 2])

    def _is_only_reachable(self, first: int, begin: int) -> bool:
        """Tell whether a number is only where a count may get to: `the toll could reach 300 dead`."""
        for token in range(first - 1, max(begin - 1, first - _NEAR), -1):
            verb = self.reader.verb(token)
            if verb is not None:
                return verb.modal in {"may", "might", "could", "can"} and verb.lemma in _REACHING
        return False

    def _is_only_tried(self, trigger: Trigger) -> bool:
        """Tell whether somebody only tries to do a deed: `are racing to free ten miners`."""
        number = self.index.verb_at[trigger.first]
        clause = self.index.clauses[number] if number >= 0 else None
        if trigger.measure not in _DEEDS or clause is None or clause.kind != "infinitive":
            return False
        parent = self.index.clauses[clause.parent].verb if clause.parent is not None else None
        return parent is not None and parent.lemma in _TRYING

    def _is_mended(self, noun_last: int, end: int) -> bool:
        """Tell whether cases are counted that are over or not yet any: `49 cases have recovered`, `tested negative`."""
        low = self.index.low
        for token in range(noun_last, min(end, noun_last + _REACH)):
            if low[token] in MARKS or low[token] in {"and", "while", "who", "including"}:
                return False
            verb = self.reader.verb(token)
            if low[token] == "under" and not _CARE.isdisjoint(low[token + 1 : token + 3]):
                return True
            if low[token] == "negative":
                return True
            if verb is not None and not verb.negated and verb.lemma in _MENDED:
                return True
        return False

    def _is_barred(self, trigger: Trigger, last: int) -> bool:
        """Tell whether people are kept from leaving: `barred two officials from leaving the country`."""
        low = self.index.low
        if "from" not in low[max(last, trigger.first - 3) : trigger.first]:
            return False
        for token in range(trigger.first - 1, max(0, last - 12), -1):
            verb = self.reader.verb(token)
            if verb is not None and verb.last <= last + 8 and verb.lemma in _BARRING:
                return True
        return False


def _is_of_millions(quantity: Quantity) -> bool:
    value = quantity.value
    if isinstance(value, Inexact):
        return "million" in (value.words or "") or (value.min or 0) >= _MILLION
    return value >= _MILLION
