"""Numbers that count none of what figures measure: ages, sizes, rates, wholes of which only some are meant."""

from collections.abc import Sequence
from itertools import pairwise

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.numerals import Numeral, before_determiner
from briefgen.extract.figure_rules.other_times import PERIODS, RATES
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Inexact

_AGES = frozenset(["age", "ages", "aged", "aging", "ageing"])
_OLDEST = 110
_SIZES = frozenset(["magnitude", "magnitude-", "richter", "intensity", "category"])
_COMPARED = frozenset(["earlier", "later", "ago", "after", "before", "on", "into", "since"])
_MADE = load_words("figure_rules", "figure_checks_made")
"""Words before `for` and how many find room somewhere."""
LENGTHS = frozenset(["kilometres", "metres", "miles", "feet"])
_RADII = load_words("figure_rules", "radii")
_SHARES = load_words("figure_rules", "shares")
_USUAL = frozenset(["usual", "normal", "planned", "scheduled", "total", "roughly"])
_PEOPLED = load_words("figure_rules", "peopled")
"""What has a number of inhabitants."""
_EVERY = [
    [word, time]
    for word in ("a", "per", "each", "every")
    for time in ("day", "week", "month", "hour", "year")
]
"""What makes a count a rate: `below 10 cases per week`."""
_KIN = frozenset({"family", "household", "village"})
_EACH_REACH = 10
"""Most tokens between a number and words that make it one of each day or year."""
_PER = load_words("figure_rules", "figure_checks_few")
_GATHERED = frozenset(["family", "household", "crew", "crowd", "staff", "force", "gang", "personnel"])
"""People words in the singular that are of several: `a family of six`."""
_ONE_OF_AGE = frozenset(["a", "an", "the", "young", "old", "young-looking", "another", "one"])
_AGE_WORDS = 6
"""How far before an age the article of whom it is may stand: `a retired British doctor of 71`."""
_AGED = load_words("figure_rules", "aged")
"""Words before `under 18` that make it an age."""
_OLDEST_YOUNG = 18
"""Highest number that is an age behind `under` and people."""
_WHOLES = frozenset({*range(2, 11), 12, 20, 100, 1000})
"""Wholes of which a part tells a rate, no count."""


class NoCounts:
    """Tells which numbers of one document are no figures."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.reader = reader

    def is_none(self, numeral: Numeral) -> bool:
        """Tell whether a number is an age, a size, a rate, or how many there were of whom only some are meant."""
        quantity, first, last, noun_last = numeral.quantity, numeral.first, numeral.last, numeral.noun_last
        before = self.index.low[first - 2 : first]
        return (
            (quantity.value == 1 and self.index.low[first - 1] == "not")
            # `Two thirds of the 300 houses`
            or self.index.low[last : last + 1] in (["thirds"], ["quarters"], ["fifths"], ["tenths"])
            # `three members of one family`
            or (quantity.value == 1 and quantity.head in _KIN and self.index.low[first - 1] == "of")
            or before == ["all", "but"]
            or (before == ["out", "of"] and quantity.head != "case")
            or self._is_age(quantity, first)
            or self._is_age_range(quantity, first, last)
            or self._is_listed_age(numeral.number, first, last)
            or self._is_rate(first, last, noun_last)
            or self._is_daily(noun_last)
            or self._is_of_each(quantity, first, noun_last)
            or self._is_whole_of_part(first, noun_last)
            or self._is_radius(quantity, first)
            or self._is_capacity(first)
            or self._is_size(first, last, noun_last)
            or self._is_there(quantity, first)
        )

    def is_whole(self, first: int) -> bool:
        """Tell whether only a share of a number is told of: `a third of the 900 homes`, `most of the 45 passengers`."""
        low = self.index.low
        if low[first - 1] == "of" and low[first - 2] in _PEOPLED:
            # `a quarter of the city of 125,000 has disappeared`
            return True
        at = first - 1
        while at > 1 and low[at] in {"the", "its", "their", "his", "some", "about", "roughly"}:
            at -= 1
        if low[at] in _USUAL and low[at - 1 : at] == ["the"] and low[at - 2 : at - 1] == ["of"]:
            # `16,000 of the usual 28,000 services`
            return True
        at = before_determiner(self.context, at + 1)
        return low[at] == "of" and low[at - 1] in _SHARES

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
                told = word in {"a", "each", "every", "per"} and near[at + 1] in PERIODS
                if told and near[at + 2] not in _COMPARED:
                    return True
        return behind != [] and behind[0] in RATES and self.index.verb_at[noun_last] < 0

    def _is_of_each(self, quantity: Quantity, first: int, noun_last: int) -> bool:
        """Tell whether a number is told for each year: `Every year some 40 people drown`, `an average of 40 die`."""
        low = self.index.low
        if quantity.unit not in {"", "people"}:
            return False
        sentence = self.context.document.sentences[quantity.sentence]
        if low[max(sentence.first, first - 2) : first] == ["average", "of"]:
            return True
        behind = low[noun_last : min(sentence.last, noun_last + _EACH_REACH)]
        if _average(low[max(sentence.first, first - _EACH_REACH) : first]) or _average(behind):
            return True
        opened = low[sentence.first : sentence.first + 2]
        ended = any(a in {"each", "every"} and b in PERIODS for a, b in pairwise(behind))
        if not ended and (opened[:1] not in (["each"], ["every"]) or opened[1] not in PERIODS):
            return False
        clause = self.context.clause_at(first)
        verb = self.index.clauses[clause].verb if clause is not None else None
        return verb is not None and verb.tense == "present" and not verb.passive

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

    def _is_age(self, quantity: Quantity, first: int) -> bool:
        """Tell whether a number is an age: `eight children under four`, `315 of them under 18`, `a man of 33`."""
        if quantity.noun is not None or not isinstance(quantity.value, int) or quantity.value > _OLDEST:
            return False
        low, lexicon = self.index.low, load_quantity_words()
        before = singular(low[first - 1], lexicon.irregular)
        if before == "of":
            one = lexicon.units.get(low[first - 2]) == "people" and low[first - 2] not in _GATHERED
            at = first - 3
            while first - at < _AGE_WORDS and low[at].isalpha() and low[at] not in _ONE_OF_AGE:
                at -= 1
            return one and low[at] in _ONE_OF_AGE
        if low[first] not in {"under", "over", "below", "above"}:
            return False
        if low[first - 1] in _AGED:
            return True
        return quantity.value <= _OLDEST_YOUNG and lexicon.units.get(before) == "people"

    def _is_listed_age(self, number: int, first: int, last: int) -> bool:
        """Tell whether a bare number is one of as many ages as there are people: `Two brothers, 8 and 12, drowned`."""
        low = self.index.low
        behind = last < len(low) and low[last] in {"and", ","}
        for count in (2, 3):
            for place in range(count):
                head = number - 1 - place
                if head < 0 or self.quantities[head].value != count or self.quantities[head].unit != "people":
                    continue
                end = self.index.range_of(self.quantities[head].noun or self.quantities[head].span)[1]
                begin = self.context.quantity_range[head + 1][0]
                listed = (
                    low[end : end + 1] == [","] and begin == end + 1 and self.quantities[number].noun is None
                )
                if listed and behind and low[first - 1] in {",", "and"} and first - end <= 2 * count + 1:
                    return True
        return False

    def _is_whole_of_part(self, first: int, noun_last: int) -> bool:
        """Tell whether a number before tells how many of these are meant: `six of the 100 or so women were hurt`."""
        of = before_determiner(self.context, first)
        if of == first - 1 or self.index.low[of] != "of" or noun_last >= len(self.index.low):
            return False
        part = self.context.quantity_at[of - 1]
        if part < 0 or self.quantities[part].unit == "percent" or self._are_stated(noun_last):
            # `Twelve of the 40 injured remain in hospital`: the others are injured, too.
            return False
        verb = self.reader.verb(noun_last)
        return verb is not None and verb.tense != "participle"

    def _are_stated(self, noun_last: int) -> bool:
        """Tell whether a noun says what befell those it names: `the 40 | injured`, `the 40 injured |`."""
        words = self.index.low[noun_last - 1 : noun_last + 1]
        return any(not m.before.isdisjoint(words) for m in self.reader.measures if m.people)

    def _is_rate(self, first: int, last: int, noun_last: int) -> bool:
        """Tell whether a number is half of a rate: `six in every 10,000`, `12 deaths per 100,000`, `four in 10`."""
        low, at = self.index.low, self.context.quantity_at
        behind = low[noun_last + 2 : noun_last + 3]
        if low[noun_last : noun_last + 2] in _EVERY and _COMPARED.isdisjoint(behind):
            return True
        if low[first - 1] in {"every", "per"} or (low[first - 1] == "in" and low[first - 2] in _PER):
            return True
        for end in {last, noun_last}:
            behind = low[end : end + 2]
            whole = next(iter(at[end + 2 : end + 3]), -1)
            if behind == ["out", "of"] and whole >= 0 and self.quantities[whole].value in _WHOLES:
                # `four houses out of five`; but `31 deaths out of 58 cases`
                return True
            if behind in (["in", "every"], ["of", "every"]) or (
                behind[:1] == ["per"] and at[end + 1 : end + 2] != [-1]
            ):
                return True
        return False

    def _is_capacity(self, first: int) -> bool:
        """Tell whether a number is for how many a thing was made: `a camp opened for 10,000`."""
        low = self.index.low
        at = first - 1
        while low[at] in {"only", "just", "some", "about", "around", "a", "mere", "up", "to"} and at > 1:
            at -= 1
        return low[at] == "for" and low[at - 1] in _MADE

    def _is_radius(self, quantity: Quantity, first: int) -> bool:
        """Tell whether a length only says how far: `the inhabitants in a circle of five kilometres`."""
        low = self.index.low
        return quantity.unit in LENGTHS and low[first - 1] == "of" and low[first - 2] in _RADII


def _average(words: Sequence[str]) -> bool:
    """Tell whether `on average` stands among words."""
    return ("on", "average") in pairwise(words)
