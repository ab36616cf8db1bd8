"""Numbers that count none of what figures measure: ages in a range, magnitudes, those who recovered, rates."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Inexact

_AGES = frozenset(["age", "ages", "aged", "aging", "ageing"])
_OLDEST = 110
_SIZES = frozenset(["magnitude", "magnitude-", "richter", "intensity", "category"])
_MENDED = load_words("figure_rules", "mended")
"""What becomes of cases that are counted elsewhere."""
_CARE = frozenset(["care", "treatment", "monitoring", "follow-up", "investigation", "surveillance"])
_RATES = frozenset(["daily", "weekly", "monthly", "hourly", "annually", "yearly"])
_PERIODS = frozenset(["day", "week", "month", "year", "hour", "night"])
_COMPARED = frozenset(["earlier", "later", "ago", "after", "before", "on", "into", "since"])
_BARRING = load_words("figure_rules", "barring")
_REACHING = load_words("figure_rules", "reaching")
_TOLLS = frozenset(["toll", "tolls", "count", "could", "may", "might", "can", "likely", "dead", "number"])
"""Where a phrase on what a toll may come to begins, whose number is an upper bound: `the toll could touch 10,000`."""
_NEAR = 5
"""Tokens before a number within which the verb stands that leads to it."""
_DEEDS = frozenset(["rescued", "evacuated", "detained", "arrested", "seized"])
"""Measures of what somebody does on purpose."""
_TRYING = load_words("figure_rules", "trying")
_INMATES = frozenset(["prisoner", "inmate", "convict", "jailbird"])
_MILLION = 1_000_000
"""So many are held only in a manner of speaking: `imprisoned millions in their homes`."""
_REACH = 9
"""Most tokens between what is counted and the verb that tells what became of it."""


class NoCounts:
    """Tells which numbers of one document are no figures."""

    def __init__(self, context: Context, reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.reader = reader

    def is_none(self, numeral: Numeral) -> bool:
        """Tell whether a number is an age, a size, a rate or the size of a family of which only some are meant."""
        quantity, first, last, noun_last = numeral.quantity, numeral.first, numeral.last, numeral.noun_last
        return (
            (quantity.value == 1 and self.index.low[first - 1] == "not")
            or self._is_age_range(quantity, first, last)
            or self._is_size(first, last, noun_last)
            or self._is_daily(noun_last)
            or self._is_there(quantity, first)
        )

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
            return helping or quantity.head in _INMATES
        if trigger.measure == "detained":
            return _is_of_millions(quantity)
        return trigger.measure == "displaced" and self._is_barred(trigger, last)

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

    def _is_age_range(self, quantity: Quantity, first: int, last: int) -> bool:
        """Tell whether a number is an age: `aged 20 to 40`, `ranging in age from 20 to 40`, `between the ages of`."""
        if quantity.noun is not None and quantity.unit not in {"", "people"}:
            return False
        low = self.index.low
        begin = first - (low[first - 1] == "between")
        among = low[begin - 1] in {"all", "mostly", "them", "both"} and quantity.noun is None
        if isinstance(quantity.value, Inexact) and (quantity.value.max or _OLDEST + 1) <= _OLDEST and among:
            # `Seven, all between 9 and 12, according to …`
            return low[last : last + 1] in ([","], ["."], ["and"], [";"], ["years"])
        near = low[max(0, first - 5) : first]
        cut = max((k for k, word in enumerate(near) if word in MARKS - {"-", "–", "—"}), default=-1)
        if _AGES.isdisjoint(near[cut + 1 :]):
            return False
        least = quantity.value.max if isinstance(quantity.value, Inexact) else quantity.value
        return least is not None and least <= _OLDEST

    def _is_size(self, first: int, last: int, noun_last: int) -> bool:
        """Tell whether a number is the strength of a quake or storm: `a 7.2 magnitude earthquake`, `category four`."""
        low = self.index.low
        behind = low[last : last + 1]
        return (
            low[first - 1] in _SIZES
            or low[first - 2 : first] == ["magnitude", "of"]
            or (behind != [] and (behind[0] in _SIZES or behind[0].startswith("magnitude")))
            or (low[last : last + 1] == ["-"] and low[last + 1 : last + 2] == ["magnitude"])
            or low[noun_last : noun_last + 3] == ["on", "the", "richter"]
        )

    def _is_daily(self, noun_last: int) -> bool:
        """Tell whether a number is told for each day: `infecting 400 people daily`."""
        low = self.index.low
        behind = low[noun_last : noun_last + 1]
        if behind == ["of"]:
            # `sees about 400 cases of plague a year`
            near = low[noun_last + 1 : noun_last + 6]
            for at, word in enumerate(near[:-2]):
                told = word in {"a", "each", "every", "per"} and near[at + 1] in _PERIODS
                if told and near[at + 2] not in _COMPARED:
                    return True
        return behind != [] and behind[0] in _RATES and self.index.verb_at[noun_last] < 0

    def _is_there(self, quantity: Quantity, first: int) -> bool:
        """Tell whether people only were somewhere: `there may have been hundreds more on board`."""
        low = self.index.low
        verb = self.reader.verb(first - 1) if first > 0 else None
        if verb is None or verb.lemma != "be" or low[verb.first - 1] != "there" or quantity.unit != "people":
            return False
        noun_last = self.index.range_of(quantity.noun)[1] if quantity.noun is not None else first + 1
        return low[noun_last : noun_last + 2] == ["on", "board"] or low[noun_last : noun_last + 1] in (
            ["aboard"],
            ["inside"],
        )

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


def find_increments(context: Context, quantities: Sequence[Quantity]) -> frozenset[int]:
    """Return the numbers that tell what one day added: `17 deaths in the past 24 hours`."""
    index, found = context.index, set[int]()
    low = index.low
    if _ADDED.isdisjoint(low):
        return frozenset()
    for number, (_, last) in enumerate(context.quantity_range):
        quantity = quantities[number]
        noun_last = index.range_of(quantity.noun)[1] if quantity.noun is not None else last
        end = context.document.sentences[quantity.sentence].last
        for token in range(noun_last, min(end, noun_last + _REACH)):
            if low[token] in {",", ";", "while", "but"}:
                break
            if low[token] in {"past", "last", "previous", "preceding"} and low[token - 1] in {"the", "over"}:
                if low[token + 1 : token + 2] in (["24"], ["day"]) or low[token + 1 : token + 3] == [
                    "twenty",
                    "four",
                ]:
                    found.add(number)
                break
    return frozenset(found)


_ADDED = frozenset(["past", "last", "previous", "preceding"])
