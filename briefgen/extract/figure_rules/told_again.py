"""Counts told again: `on Monday it had been 7,939`, `up from 1,744`, `the toll had stood at 36`."""

from collections.abc import Mapping, Sequence

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_phrases, load_words

_TALLIES = frozenset(["estimate", "count", "toll", "tally", "figure", "total", "number"])
_FINDING = frozenset(["find", "recover", "discover"])
_DEEDS = frozenset({"rescued", "evacuated", "hospitalised", "released"})
_ASKED = {"died": "killed", "fled": "displaced", "fleeing": "displaced", "perished": "killed"}
"""What became of those after whom a sentence asks: `How many died nobody knows`."""
_COMPARED = frozenset(["higher", "lower", "smaller", "bigger", "larger"])
_TOTALS = frozenset(["numbers", "figures", "totals", "tolls", "counts", "tallies"])
_GIVEN = load_words("figure_rules", "given")
"""What may stand before two numbers that another gives for the two before: `the ministry had given 50 and 77`."""
_ESTIMATES = frozenset(["estimates", "figures", "counts", "reports", "numbers", "tolls"])
_RANGING = frozenset(["range", "ranged", "ranges", "ranging", "vary", "varied", "varying"])
_TALK = frozenset(["talk", "reports", "estimates", "rumours", "rumors"])
_MOVING = load_words("figure_rules", "told_again_moving")
_PUTTING = frozenset(["put", "estimate", "place", "give"])
_NEARLY = load_words("figure_rules", "nearly")
_CHANGED = (
    ["up", "from"],
    ["down", "from"],
    ["compared", "with"],
    ["compared", "to"],
    [",", "from"],
    [",", "against"],
    ["as", "against"],
)
"""Words before the number that was counted before."""
_CLIMBING = load_words("figure_rules", "climbing")
"""How a count told before goes on: `by Tuesday it had risen to 31`."""


class AgainFinder:
    """Finds the numbers of one document that tell a count anew, for another day or by another source."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], verbs: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.measures = verbs.measures
        self.quantities = quantities
        self.verbs = verbs
        self.by_name = verbs.by_name

    def find_again(self, numeral: Numeral) -> Trigger | None:
        """Read `9,900 people are detained, and on Monday it had been 7,939`."""
        number, quantity, first, before = numeral.number, numeral.quantity, numeral.first, numeral.before
        if (
            number == 0
            or number - 1 not in before
            or quantity.sentence - self.quantities[number - 1].sentence > 1 + self._is_between(quantity)
        ):
            return None
        if (changed := self._changed_from(number, quantity, first)) is not None:
            return msgspec.structs.replace(changed, measure=before[number - 1])
        at = first - 1
        if self.index.low[at] in {"at", "as"} and self.index.low[at - 1] in {"it", "them"}:
            # `273 was how the police chief had given it`, `the governor had put it at 273`
            given = self.verbs.verb(at - 2)
            if (
                given is not None
                and given.lemma in {"give", "put", "count", "estimate"}
                and not given.negated
            ):
                return Trigger(before[number - 1], at - 2, at, strong=False, again=False)
        if self.index.low[at] in {"at", "as"} and self.index.low[at - 2 : at - 1] == ["the"]:
            # `28 are dead, said the police, and later gave the figure as 45`
            given = self.verbs.verb(at - 3) if self.index.low[at - 1] in _TALLIES else None
            if given is not None and given.lemma in _PUTTING and not given.negated and not given.modal:
                return Trigger(before[number - 1], at - 3, at, strong=False)
        if self.index.low[at] == "at":
            at -= 1
        while at > 0 and self.index.low[at] in {"still", "only", "about", "around", "nearly", "some"}:
            at -= 1
        verb = self.verbs.verb(at)
        if verb is None and self.index.low[at] == "to":
            verb = self.verbs.verb(at - 1)
            at -= 1
            if verb is not None and verb.lemma not in _CLIMBING:
                return None
        if verb is None or verb.lemma not in {"be", "stand", *_CLIMBING} or quantity.noun is not None:
            return None
        if verb.modal:
            return self._supposed(number, verb, before)
        subject = self.index.clauses[self.index.verb_at[at]].subject
        if subject is None or subject.of(self.context.text).lower() not in {
            "it",
            "the figure",
            "the number",
            "the toll",
        }:
            return None
        headed = self._headed_by_toll(number, quantity, before)
        return Trigger(headed or before[number - 1], at, at + 1, strong=False, again=True)

    def _supposed(self, number: int, verb: VerbGroup, before: Mapping[int, str]) -> Trigger | None:
        """Read `Ninety are dead. But the mayor says "it could be 400"`: what a count may be by now."""
        subject = self.index.clauses[self.index.verb_at[verb.first]].subject
        if verb.modal not in {"may", "might", "could"} or verb.negated or subject is None:
            return None
        words = subject.of(self.context.text).lower().split()
        counted = words == ["it"] or words[-1] in _TALLIES
        if not counted or before[number - 1] != "killed" or verb.lemma not in {"be", "reach", "exceed"}:
            return None
        return Trigger("killed", verb.first, verb.last, strong=False)

    def _is_between(self, quantity: Quantity) -> bool:
        """Tell whether the sentence before only talks of the number: `It could be far higher, he warned`."""
        sentences = self.context.document.sentences
        if quantity.sentence == 0:
            return False
        told, here = sentences[quantity.sentence - 1], sentences[quantity.sentence]
        return told.paragraph == here.paragraph and not _TALLIES.isdisjoint(
            self.index.low[told.first : told.last]
        )

    def _headed_by_toll(self, number: int, quantity: Quantity, before: Mapping[int, str]) -> str | None:
        """Return the measure of the toll that the sentence before begins with, where other numbers follow it.

        `The number of dead rose to 2,056, with 270 missing. It had been 1,644 on Saturday.`
        """
        here = quantity.sentence - 1
        told = [k for k in range(max(0, number - 6), number) if self.quantities[k].sentence == here]
        if not told or here < 0 or self.quantities[number - 1].sentence != here:
            return None
        begin = self.context.document.sentences[here].first
        head = self.index.low[begin : self.context.quantity_range[told[0]][0]]
        return None if _TALLIES.isdisjoint(head[:5]) else before.get(told[0])

    def _changed_from(self, number: int, quantity: Quantity, first: int) -> Trigger | None:
        """Read `2,344 were dead, up from 1,744 a day earlier`: the measure of the number before, for another day."""
        low = self.index.low
        if quantity.sentence != self.quantities[number - 1].sentence or quantity.unit not in {"", "people"}:
            return None
        at = first
        while at > 0 and low[at - 1] in _NEARLY:
            at -= 1
        end = self.index.range_of(quantity.number)[1]
        after = low[max(0, at - 2) : at] == [",", "after"] and (
            self.context.timex_at[end] >= 0 or (low[end] == "on" and self.context.timex_at[end + 1] >= 0)
        )
        if low[max(0, at - 2) : at] not in _CHANGED and not after:
            return None
        last = self.index.range_of(quantity.number)[1]
        if not any(self.context.timex_at[token] >= 0 for token in range(last, min(last + 4, len(low)))):
            return None
        return Trigger("", first - 2, first, strong=False, again=True)

    def read_counted_again(self, numeral: Numeral) -> Trigger | None:
        """Read `the police put the dead at 112 but the agency has confirmed only four`."""
        number, quantity, first, before = numeral.number, numeral.quantity, numeral.first, numeral.before
        if quantity.noun is not None or number - 1 not in before:
            return None
        if self.quantities[number - 1].sentence != quantity.sentence or quantity.unit not in {"", "people"}:
            return None
        at = first - 1 - (self.index.low[first - 1] in {"only", "just"})
        verb = self.verbs.verb(at)
        if "died" in self.index.low[self.context.quantity_range[number - 1][1] : first] and verb is not None:
            # `250 of the wounded were ferried; how many died: its crews counted 200`
            return None
        if self.index.low[first - 2 : first] in (
            ["not", "the"],
            ["than", "the"],
            ["of", "the"],
            [",", "not"],
        ) and (self.index.low[first - 2] != "of" or self.index.low[first - 3] == "instead"):
            # `11 people died, not the 24 reported on Monday`
            return Trigger(before[number - 1], first - 1, first, strong=False)
        if self.index.low[first - 1] == "of" and self.index.low[first - 2] in _TALK:
            # `25 passengers are missing; that morning there had been talk of 16`
            return Trigger(self._first_of_pair(number, before), first - 2, first, strong=False)
        if self.index.low[first - 1] == "of" and (spoken := self.verbs.verb(first - 2)) is not None:
            # `… 12 had died; a hospital spoke of two`
            speaks = spoken.lemma == "speak" and not spoken.negated
            return Trigger(before[number - 1], first - 2, first, strong=False) if speaks else None
        if (
            verb is None
            or verb.passive
            or verb.negated
            or verb.lemma not in {*load_phrases("figures", "counting"), "report", "fear", *_FINDING}
        ):
            return None
        return Trigger(before[number - 1], first - 1, first, strong=False)

    def _first_of_pair(self, number: int, before: Mapping[int, str]) -> str:
        """Return the measure of the first of two numbers told together: `spoke of 12 killed and 30 injured, …`."""
        other, two = self.quantities[number - 1], before.get(number - 2)
        if two is not None and self.quantities[number - 2].sentence == other.sentence:
            end = self.context.quantity_range[number - 2][1]
            if self.context.quantity_range[number - 1][0] - end <= 3:
                return two
        return before[number - 1]

    def read_pair(self, numeral: Numeral) -> Trigger | None:
        """Read `1,092 dead and 6,782 injured; by Saturday the numbers had reached 2,047 and 8,626`: two told anew.

        The numbers stand behind a plural such as `totals`, or behind `up from`, in the order of the two before them.
        """
        number, quantity, first, before = numeral.number, numeral.quantity, numeral.first, numeral.before
        low = self.index.low
        if quantity.noun is not None or quantity.unit not in {"", "people"}:
            return None
        second = low[first - 1] == "and" and number > 0 and self._ends_at(number - 1, first - 1)
        head = number - 1 if second else number
        begin = self.context.quantity_range[head][0]
        last = self.context.quantity_range[head][1]
        if not second and not (
            low[last : last + 1] == ["and"] and self.context.quantity_at[last + 1] == number + 1
        ):
            return None
        wholes = [
            k
            for k in range(max(0, head - 5), head)
            if self.index.low[self.context.quantity_range[k][1]] != "of"
            and (self.quantities[k].relation not in {"part", "of_them"} or before.get(k) != before.get(k - 1))
        ][-2:]
        told = tuple(before.get(k) for k in wholes)
        if len(wholes) < 2 or None in told or told[0] == told[1]:
            return None
        if quantity.sentence - self.quantities[wholes[0]].sentence > 1:
            return None
        sentence = self.context.document.sentences[quantity.sentence]
        moved = low[begin - 2 : begin] in (
            ["up", "from"],
            ["down", "from"],
            ["compared", "with"],
            ["not", "the"],
            ["had", "been"],
        )
        words = low[max(sentence.first, begin - 8) : begin]
        end = self.context.quantity_range[head + 1][1] if head + 1 < len(self.quantities) else last
        timed = self.context.timex_at[begin - 1] >= 0 or low[begin - 1] in {"then", "later"}
        # `reported 163 dead and 325 saved, and by nightfall 192 and 606`
        timed = timed and quantity.sentence == self.quantities[wholes[0]].sentence
        told_anew = (timed or low[begin - 1] in _GIVEN or low[begin - 2 : begin] == ["lower", "at"]) and (
            end >= len(low) or not low[end][0].isalnum()
        )
        if not moved and not told_anew and _TOTALS.isdisjoint(words):
            return None
        again = moved or not told_anew
        return Trigger(told[1 if second else 0] or "", first - 1, first, strong=False, again=again)

    def _ends_at(self, number: int, token: int) -> bool:
        return self.context.quantity_range[number][1] == token

    def find_in_sentence_before(self, quantity: Quantity, first: int) -> Trigger | None:
        """Read `How many died nobody knows. The figure lies between 450 and 500`, `… Officials put them at 2,000`.

        What is counted stands in the sentence before, as the only thing that could be.
        """
        low = self.index.low
        if quantity.noun is not None or quantity.sentence == 0 or quantity.unit not in {"", "people"}:
            return None
        sentences = self.context.document.sentences
        here, told = sentences[quantity.sentence], sentences[quantity.sentence - 1]
        if here.paragraph != told.paragraph:
            return None
        words = low[max(here.first, first - 6) : first]
        verb = next(
            (v for t in range(first - 1, here.first, -1) if (v := self.verbs.verb(t)) is not None), None
        )
        if verb is None or verb.negated or verb.modal:
            return None
        lies = low[first - 1] in {"lies", "lay"}
        stands = (lies or verb.lemma in {"lie", "stand", "be"}) and not _TALLIES.isdisjoint(words)
        put = verb.lemma in _MOVING and "them" in words and low[first - 1] == "at"
        put = put or (verb.lemma in _PUTTING and low[first - 2 : first] == ["it", "at"])
        put = put or (verb.lemma == "speak" and low[first - 1] == "of")
        # `Most of the dead lay in their homes. The agency counts 1,534 of them.`
        put = put or (
            quantity.relation == "of_them"
            and verb.last == first
            and verb.lemma in load_phrases("figures", "counting")
        )
        if not stands and not put:
            return None
        found: set[str] = set()
        for token in range(told.first, told.last):
            before = low[token - 1]
            for measure in self.measures:
                if not measure.people or measure.only_nouns:
                    continue
                named = low[token] in measure.nouns or (
                    low[token] in measure.before and before in {"the", "those"}
                )
                asked = _ASKED.get(low[token]) == measure.name and "many" in low[told.first : token]
                if named or asked:
                    found.add(measure.name)
        if put:
            # `The death toll stayed in dispute. The ministry estimates it at 20,000.`
            tolls = ((m.name, p) for m in self.measures if m.people and not m.only_nouns for p in m.tolls)
            found |= {
                name
                for name, p in tolls
                if any(low[t : t + len(p)] == [*p] for t in range(told.first, told.last))
            }
        return Trigger(found.pop(), first - 1, first, strong=False) if len(found) == 1 else None

    def read_tally(self, numeral: Numeral) -> Trigger | None:
        """Read `The count had stood at 36`: the measure of the figure told last, here or a sentence before."""
        number, quantity, first, before = numeral.number, numeral.quantity, numeral.first, numeral.before
        low = self.index.low
        if quantity.noun is not None or number - 1 not in before:
            return None
        given = low[first - 2 : first] in (
            ["estimate", "of"],
            ["tally", "of"],
            ["figure", "of"],
            ["toll", "of"],
            ["number", "of"],
            ["count", "of"],
        )
        if low[first - 1] in _RANGING and not _ESTIMATES.isdisjoint(low[max(0, first - 4) : first]):
            # `… crossed 9,000, while unofficial estimates ranged between 20,000 and 30,000`
            return Trigger(before[number - 1], first - 1, first, strong=False)
        sentence = self.context.document.sentences[quantity.sentence]
        given = given or (low[first - 1] in {"is", "was"} and low[first - 2] in _TALLIES)
        compared = low[first - 1] in {"with", "at", ","} and not _COMPARED.isdisjoint(
            low[sentence.first : first]
        )
        if compared and not (_TOTALS | _ESTIMATES).isdisjoint(low[sentence.first : first]):
            # `Union figures are higher by far, with 700,000 in Kandy alone`
            return Trigger(before[number - 1], first - 1, first, strong=False)
        if not given and low[first - 1] not in {"at", "to"}:
            return None
        if quantity.sentence - self.quantities[number - 1].sentence > 1:
            return None
        told = _TALLIES & set(low[max(sentence.first, first - 8) : first])
        near = {
            before[k]
            for k in range(max(0, number - 4), number)
            if k in before and quantity.sentence - self.quantities[k].sentence <= 1
        }
        if (
            given
            and self.quantities[number - 1].sentence < quantity.sentence
            and (len(near) > 1 or near & _DEEDS)
        ):
            # Of two measures told before, a bare figure may be of either; of a deed it is seldom told anew.
            return None
        return Trigger(before[number - 1], first - 1, first, strong=False) if told else None
