"""What numbers count that go on with the one before: parts, lists, ellipses, counts told again."""

from collections.abc import Sequence

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.groups import GroupReader
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_words import load_quantity_words
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.measures import Measure, Trigger
from briefgen.extract.verb_reader import VerbReader, forms, is_real

_TALLIES = frozenset(["count", "toll", "tally", "figure", "total", "number"])
_FINDING = frozenset(["find", "recover", "discover"])
_TOTALS = frozenset(["numbers", "figures", "totals", "tolls", "counts", "tallies"])
_TALK = frozenset(["talk", "reports", "estimates", "rumours", "rumors"])
_SEXES = frozenset(["women", "men", "children"])
_THOSE = frozenset(["those", "them", "they", "victims", "casualties", "deaths", "people", "all"])
"""People told of before, of whom `including` may give a part in a sentence of its own."""
_CERTAIN = frozenset(["confirmed", "suspected", "probable"])
_MOVING = frozenset(["put", "raise", "revise", "bring", "lower", "place", "cut", "lift", "update", "correct"])
_PUTTING = frozenset(["put", "estimate", "place", "give"])
_CLIMBING = frozenset(
    ["rise", "climb", "grow", "go", "jump", "fall", "drop", "reach", "increase", "pass", "hit"]
)
"""How a count told before goes on: `by Tuesday it had risen to 31`."""
_DEGREES = frozenset(
    [
        "severely",
        "seriously",
        "critically",
        "gravely",
        "badly",
        "partially",
        "partly",
        "slightly",
        "lightly",
        "fully",
        "completely",
        "totally",
    ]
)
_REACH = 14
"""Most tokens between a number's noun and the verb that tells what happened to it."""


class BeforeFinder:
    """Finds the numbers of one document that are of the measure of a number before them."""

    def __init__(
        self,
        context: Context,
        measures: Sequence[Measure],
        quantities: Sequence[Quantity],
        verbs: VerbReader,
        *,
        is_ill: bool,
    ) -> None:
        self.context = context
        self.index = context.index
        self.measures = measures
        self.quantities = quantities
        self.verbs = verbs
        self.by_name = verbs.by_name
        self.groups = GroupReader(context, measures)
        self._is_ill = is_ill
        """Whether the article names an illness, so that its cases are of it."""

    def read_inherited(self, number: int, quantity: Quantity, before: dict[int, str]) -> Trigger | None:
        """A part (`including 19 officers`) is of the measure of the whole."""
        if quantity.relation in {"part", "of_them"} and number > 0 and number - 1 not in before:
            # `The wards took in 437 people, of whom 221 were children`: no part of a sum told before.
            whole = self.quantities[number - 1]
            if whole.sentence == quantity.sentence and whole.unit in {"", "people"} and not whole.relation:
                return None
        for other in range(number - 1, max(-1, number - 4), -1):
            if quantity.sentence - self.quantities[other].sentence > 1:
                return None
            if other in before:
                first, last = self.context.quantity_range[number]
                if self.quantities[other].sentence < quantity.sentence and self._is_of_others(
                    first, quantity, self.by_name[before[other]]
                ):
                    return None
                return Trigger(before[other], first, last, strong=False)
        return None

    def _is_of_others(self, first: int, quantity: Quantity, measure: Measure) -> bool:
        """Tell whether `including` goes on with people of its own sentence: `Teams came, including 12 doctors`."""
        begin = self.context.document.sentences[quantity.sentence].first
        low = self.index.low
        at = next(
            (token for token in range(first - 1, max(begin, first - 3), -1) if low[token] == "including"), -1
        )
        if at <= begin:
            return False
        told = set(low[begin:at])
        return not told & (_THOSE | set(measure.before) | set(measure.nouns))

    def read_part(
        self, number: int, quantity: Quantity, first: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `194 people dead, among them 41 officers and 104 of those who took part`: parts, listed or not."""
        if quantity.relation in {"part", "of_them"}:
            return self.read_inherited(number, quantity, before)
        other = self.quantities[number - 1]
        listed = number > 0 and number - 1 in before and other.sentence == quantity.sentence
        if not listed or other.relation != "part" or self.index.low[first - 1] not in {"and", ","}:
            return None
        return Trigger(before[number - 1], first, first + 1, strong=False, part=True)

    def read_summed(self, quantity: Quantity, first: int, begin: int) -> Trigger | None:
        """Read `added to the list of confirmed cases, bringing the total to 704`: the noun that is summed up."""
        if quantity.relation != "total":
            return None
        for token in range(first - 1, max(begin, first - 2 * _REACH) - 1, -1):
            word = self.index.low[token]
            for measure in self.measures:
                cases = measure.name == "infected" and self._is_ill and word == "cases"
                if cases or (word in measure.nouns and not measure.only_nouns):
                    return Trigger(measure.name, token, token + 1, strong=False)
        return None

    def read_listed(
        self, number: int, quantity: Quantity, first: int, before: dict[int, str], *, alone: bool = True
    ) -> Trigger | None:
        """A number in a list (`12 officers and three soldiers`) is of the measure of the one before it."""
        if (
            number == 0
            or number - 1 not in before
            or self.quantities[number - 1].sentence != quantity.sentence
        ):
            return None
        other = self.quantities[number - 1]
        other_last = (
            self.index.range_of(other.noun)[1]
            if other.noun is not None
            else self.context.quantity_range[number - 1][1]
        )
        between = self.index.low[other_last:first]
        if alone and self._has_own_verb(quantity):
            # `19 deaths, and 20 people have recovered`
            return None
        if between[:2] == ["of", "them"]:
            # `97 of them women and 56 men`
            between = between[2:]
        units = load_quantity_words().units
        nouns = sum(units.get(word.removesuffix("s")) == "people" or word in _SEXES for word in between)
        if (
            between
            and nouns <= 1
            and between[-1] in {"and", ",", "as", "well", "plus", "or"}
            and all(
                word in {"and", ",", "as", "well", "plus", "or"}
                or word in _SEXES
                or units.get(word.removesuffix("s")) == "people"
                for word in between
            )
            and quantity.noun is not None
        ):
            return Trigger(before[number - 1], first, first + 1, strong=False)
        return None

    def _has_own_verb(self, quantity: Quantity) -> bool:
        """Tell whether what a number counts is the subject of a finite verb right behind it."""
        if quantity.noun is None:
            return False
        at = self.index.range_of(quantity.noun)[1]
        while at < len(self.index.low) and self.index.low[at] in load_words("figures", "between"):
            at += 1
        verb = self.verbs.verb(at) if at < len(self.index.low) else None
        return verb is not None and verb.tense not in {"participle", "infinitive"}

    def read_elliptical(
        self, number: int, quantity: Quantity, first: int, last: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `four died on Monday and three on Tuesday`, `two in Galle, five in Kandy`, `Spain 44, Israel two`."""
        low = self.index.low
        if number == 0 or quantity.noun is not None or quantity.relation or number - 1 not in before:
            return None
        other = self.quantities[number - 1]
        if other.sentence != quantity.sentence or (other.unit != quantity.unit and quantity.unit):
            return None
        at = first
        while at > 0 and self.index.mention_at[at - 1] >= 0:
            at -= 1
        named = at < first
        if (
            low[first - 1] == "with"
            and self.index.tokens[first - 2].norm[:1].isupper()
            and "followed" in low[first - 8 : first]
        ):
            # `25 deaths in Kent, followed by Essex with nine`
            return Trigger(before[number - 1], first, last, strong=False)
        if low[first - 1] == "with" and low[last : last + 1] in (["in"], ["at"], ["near"]):
            # `14 people died, with 13 in Galle`
            return Trigger(before[number - 1], first, last, strong=False)
        if self._is_moved(first, self.context.quantity_range[number - 1][1]):
            return Trigger(before[number - 1], first, last, strong=False)
        if low[at - 1] not in {"and", ",", ";", "counting", "plus"} and not (
            named and low[at - 1] in {"in", "the"}
        ):
            return None
        if self.index.has_verb(self.context.quantity_range[number - 1][1] + 1, first):
            begin = self.context.quantity_range[number - 1][1]
            if sum(self.index.verb_at[t] >= 0 for t in range(begin, first)) > 3 or self._has_second_verb(
                begin, first
            ):
                return None
        placed = low[last : last + 1] and low[last] in {"in", "on", "at", "near", "from", *_DEGREES}
        ended = named and low[last : last + 1] and low[last] in {"and", ",", ".", ";"}
        return Trigger(before[number - 1], first, last, strong=False) if placed or ended else None

    def _is_moved(self, first: int, begin: int) -> bool:
        """Tell whether a count goes on moving: `put at four, then raised to 15 and finally brought down to seven`."""
        if self.index.low[first - 1] not in {"to", "at"} or first - begin > 8:
            return False
        verb = next(
            (v for t in range(first - 2, begin - 1, -1) if (v := self.verbs.verb(t)) is not None), None
        )
        return verb is not None and not verb.negated and verb.lemma in _MOVING

    def _has_second_verb(self, begin: int, end: int) -> bool:
        """Tell whether more than one verb group begins in the tokens [begin, end)."""
        return len({self.index.verb_at[token] for token in range(begin, end)} - {-1}) > 1

    def find_again(
        self, number: int, quantity: Quantity, first: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `9,900 people are detained, and on Monday it had been 7,939`."""
        if (
            number == 0
            or number - 1 not in before
            or quantity.sentence - self.quantities[number - 1].sentence > 1
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
        if (
            verb is None
            or verb.lemma not in {"be", "stand", *_CLIMBING}
            or verb.modal
            or quantity.noun is not None
        ):
            return None
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

    def _headed_by_toll(self, number: int, quantity: Quantity, before: dict[int, str]) -> str | None:
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
        if low[max(0, first - 2) : first] not in (
            ["up", "from"],
            ["down", "from"],
            ["compared", "with"],
            [",", "from"],
        ):
            return None
        last = self.index.range_of(quantity.number)[1]
        if not any(self.context.timex_at[token] >= 0 for token in range(last, min(last + 4, len(low)))):
            return None
        return Trigger("", first - 2, first, strong=False, again=True)

    def read_counted_again(
        self, number: int, quantity: Quantity, first: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `the police put the dead at 112 but the agency has confirmed only four`."""
        if quantity.noun is not None or number - 1 not in before:
            return None
        if self.quantities[number - 1].sentence != quantity.sentence or quantity.unit not in {"", "people"}:
            return None
        verb = self.verbs.verb(first - 1)
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

    def _first_of_pair(self, number: int, before: dict[int, str]) -> str:
        """Return the measure of the first of two numbers told together: `spoke of 12 killed and 30 injured, …`."""
        other, two = self.quantities[number - 1], before.get(number - 2)
        if two is not None and self.quantities[number - 2].sentence == other.sentence:
            end = self.context.quantity_range[number - 2][1]
            if self.context.quantity_range[number - 1][0] - end <= 3:
                return two
        return before[number - 1]

    def read_also_sent(
        self, number: int, quantity: Quantity, first: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `Peru has sent 100 soldiers. Chile and Fiji have each contributed 50.`; what they send."""
        if quantity.noun is not None or quantity.unit or number - 1 not in before:
            return None
        measure = self.by_name[before[number - 1]]
        if not measure.groups or quantity.sentence - self.quantities[number - 1].sentence > 1:
            return None
        verb = self.verbs.verb(first - 1)
        real = verb is not None and not verb.passive and is_real(verb)
        lemma = verb.lemma if verb is not None and real else ""
        if verb is None and self.index.low[first - 2] in {"each", "both", "also"}:
            lemma = forms().get(self.index.low[first - 1], "")
        if not lemma or measure.object.get(lemma) != ():
            return None
        return Trigger(measure.name, first - 1, first, strong=False)

    def read_told_as(
        self, number: int, quantity: Quantity, last: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `Twelve people died. Three were children.`: what some of those told of before were."""
        low = self.index.low
        if quantity.noun is not None or number == 0 or low[last : last + 1] not in (["were"], ["are"]):
            return None
        other = self.quantities[number - 1]
        whole = other.value
        if (
            number - 1 not in before
            or quantity.sentence - other.sentence > 1
            or not isinstance(whole, int | float)
            or not isinstance(quantity.value, int | float)
            or whole <= quantity.value
            or not self.by_name[before[number - 1]].people
            or not (self.groups.read_known(last + 1) or self._is_nationality(last + 1))
        ):
            return None
        return Trigger(before[number - 1], last, last + 1, strong=False)

    def _is_nationality(self, token: int) -> bool:
        mention = self.index.mention_at[token] if token < len(self.index.low) else -1
        return mention >= 0 and self.context.document.names.mentions[mention].adjective

    def read_specified(
        self, number: int, quantity: Quantity, first: int, last: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `nine dead — seven men and two women`, `375 fell ill (67 in Galle, …)`, `11 cases: three in Kandy`."""
        low = self.index.low
        if number == 0 or number - 1 not in before or low[first - 1] not in {"—", "–", "-", ":", "("}:
            return None
        other = self.quantities[number - 1]
        if other.sentence != quantity.sentence or not self.by_name[before[number - 1]].people:
            return None
        whole, part = other.value, quantity.value
        if not isinstance(whole, int | float) or not isinstance(part, int | float) or part >= whole:
            return None
        placed = quantity.noun is None and low[last : last + 1] and low[last] in {"in", "at", "near"}
        if before[number - 1] == "infected" and low[last : last + 1] and low[last] in _CERTAIN:
            # `111 cases (83 confirmed, 28 probable)`
            placed = True
        near = first - 1 - self.index.range_of(other.noun or other.number)[1] <= 1
        if not placed and not (near and quantity.noun is not None and quantity.unit == "people"):
            return None
        return Trigger(before[number - 1], first - 1, first, strong=False, part=True)

    def read_pair(
        self, number: int, quantity: Quantity, first: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `1,092 dead and 6,782 injured; by Saturday the numbers had reached 2,047 and 8,626`: two told anew.

        The numbers stand behind a plural such as `totals`, or behind `up from`, in the order of the two before them.
        """
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
        told = before.get(head - 2), before.get(head - 1)
        if head < 2 or None in told or told[0] == told[1]:
            return None
        if quantity.sentence - self.quantities[head - 2].sentence > 1:
            return None
        sentence = self.context.document.sentences[quantity.sentence]
        moved = low[begin - 2 : begin] in (
            ["up", "from"],
            ["down", "from"],
            ["compared", "with"],
            ["not", "the"],
        )
        words = low[max(sentence.first, begin - 8) : begin]
        if not moved and _TOTALS.isdisjoint(words):
            return None
        return Trigger(told[1 if second else 0] or "", first - 1, first, strong=False, again=True)

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
                asked = (
                    measure.name == "killed" and low[token] == "died" and "many" in low[told.first : token]
                )
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

    def read_tally(
        self, number: int, quantity: Quantity, first: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `The count had stood at 36`: the measure of the figure told last, here or a sentence before."""
        low = self.index.low
        if quantity.noun is not None or number - 1 not in before:
            return None
        given = low[first - 2 : first] in (
            ["figure", "of"],
            ["toll", "of"],
            ["number", "of"],
            ["count", "of"],
        )
        if not given and low[first - 1] not in {"at", "to"}:
            return None
        if quantity.sentence - self.quantities[number - 1].sentence > 1:
            return None
        sentence = self.context.document.sentences[quantity.sentence]
        told = _TALLIES & set(low[max(sentence.first, first - 8) : first])
        near = {
            before[k]
            for k in range(max(0, number - 4), number)
            if k in before and quantity.sentence - self.quantities[k].sentence <= 1
        }
        if given and len(near) > 1 and self.quantities[number - 1].sentence < quantity.sentence:
            # Of two measures told before, a bare figure may be of either.
            return None
        return Trigger(before[number - 1], first - 1, first, strong=False) if told else None
