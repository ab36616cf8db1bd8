"""Groups: who or what a figure counts, as the noun of its number tells."""

from collections.abc import Sequence
from functools import lru_cache

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.group_names import group_key, people_groups
from briefgen.extract.figure_rules.group_phrases import GroupPhrases
from briefgen.extract.figure_rules.measures import Measure
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_TOLLS = frozenset({"toll", "tolls", "tally", "fatalities"})
_DESCRIBING = load_words("figure_rules", "refugees_describing")
"""What is said of refugees and others that is no group of its own."""


@lru_cache(maxsize=4)
def _status_of(measures: tuple[Measure, ...]) -> frozenset[str]:
    """Return the nouns that tell what happened to the people counted: `deaths`, `bodies`, `martyrs`."""
    return frozenset(word for m in measures if not m.only_nouns for word in m.nouns | m.bodies)


@lru_cache(maxsize=4)
def states_of(measures: tuple[Measure, ...]) -> frozenset[str]:
    """Return the participles and adjectives that tell it: `injured`, `missing`."""
    return frozenset(word for m in measures if m.people for word in m.before)


class GroupReader:
    """Reads the groups of the figures of one document."""

    def __init__(self, context: Context, measures: tuple[Measure, ...]) -> None:
        self.context = context
        self.index = context.index
        self.phrases = GroupPhrases(context)
        self.quantities = context.document.quantities
        self._number_of = {quantity.span: number for number, quantity in enumerate(self.quantities)}
        self._status = _status_of(measures)
        self._states = states_of(measures)

    def read_group(self, numeral: Numeral, measure: Measure) -> str:
        """Return whom a number counts, as told: `police officers`; "" for people at large."""
        quantity, last, noun_last = numeral.quantity, numeral.last, numeral.noun_last
        noun_first = self.index.range_of(quantity.noun)[0] if quantity.noun is not None else last
        first = self.index.range_of(quantity.number)[0]
        if (
            quantity.noun is None
            and self.index.low[first - 1] == "the"
            and self.index.low[last] in self._states
        ):
            # `Twelve lawyers speak for the 41 dead`
            return ""
        if quantity.noun is None and quantity.antecedent is not None:
            other = self.quantities[quantity.antecedent]
            if other.noun is not None and measure.people and other.unit not in {"", "people"}:
                # `took refuge in 285 camps, as the toll climbed to 11`
                return ""
            if other.noun is not None and self._is_of_others(other, first):
                # `Seventeen gunmen came, hours after a bomber killed ten`
                return ""
            if other.noun is not None and self._is_of_toll(other, last):
                # `Hundreds of rescuers dug on as the death toll rose to 51`
                return ""
            if other.noun is not None:
                quantity = other
                noun_first, noun_last = self.index.range_of(other.noun)
                # `225 people, 19 officers among them, and 5,000 were injured`: the part lends no group.
                if other.relation or self.index.low[noun_last : noun_last + 2] == ["among", "them"]:
                    return ""
                if self._is_listed_part(quantity) and self.index.low[noun_last : noun_last + 1] == [","]:
                    return ""
                noun_first = self._behind_states(noun_first, noun_last)
        if "/" in self.index.low[noun_first:noun_last]:
            # `30 Ebola/Marburg patients`
            return ""
        if quantity.head == "name":
            # `71 names of people nobody has heard from`
            return ""
        if {quantity.head, quantity.head + "s"} & (self._status - measure.nouns - measure.bodies):
            # `claiming 4 martyrs and 13 injured`: what the first are says nothing of the others.
            return ""
        skip = (
            measure.before
            | measure.bodies
            | measure.persons
            | (frozenset() if measure.only_nouns else measure.nouns)
        )
        words = [token for token in range(noun_first, noun_last) if self.index.low[token] not in skip]
        if not words or all(self.index.low[token] in _DESCRIBING for token in words):
            # `45,000 adult refugees`
            return ""
        end = words[-1] + 1
        if self.index.low[words[-1] - 1 : end] == ["crew", "members"]:
            return "crew members"
        if self.index.low[words[-1]] in {"members", "member"} and self.index.low[end : end + 1] == ["of"]:
            return self.phrases.read_members(end + 1)
        if quantity.head in {"case", "infection"}:
            # `2,498 suspected cases` are not those confirmed.
            doubtful = {"suspected", "probable", "possible"} & set(self.index.low[words[0] : end])
            return f"{min(doubtful)} cases" if doubtful else ""
        group = self.phrases.read_phrase(words[0], end, skip=skip)
        if (
            group
            and end < noun_last
            and self.index.low[end] in measure.persons
            and self._is_nationality(words)
        ):
            # `1,600 Syrian refugees`
            group = f"{group} {self.index.low[end]}"
        if self.index.low[noun_last - 1] in measure.nouns and group_key(group) not in people_groups():
            # `7 confirmed flu deaths`: what stands before is no group unless it is a known one.
            return ""
        if measure.name == "protesters" and not self._is_calling(group):
            return ""
        if not group and quantity.head == "man" and self._stands_beside_women(quantity):
            return "men"
        return group

    def _is_of_others(self, other: Quantity, first: int) -> bool:
        """Tell whether a clause of time, with a subject of its own, has a bare number behind its verb."""
        number = self.index.clause_at(first)
        clause = self.index.clauses[number] if number is not None else None
        behind = clause is not None and clause.verb is not None and clause.verb.last <= first
        while clause is not None and clause.kind == "coordinate" and clause.parent is not None:
            # `… after a bomber killed ten and injured dozens`
            clause = self.index.clauses[clause.parent]
        if clause is None or clause.verb is None or clause.subject is None or clause.subject_inherited:
            return False
        noun = other.noun or other.span
        apart = self.index.range_of(noun)[1] <= clause.first and not clause.subject.contains(noun)
        return clause.kind in {"adverbial", "that"} and apart and behind

    def _is_of_toll(self, other: Quantity, last: int) -> bool:
        """Tell whether a toll is named between the noun of another number and the number that ends at `last`."""
        begin = self.index.range_of(other.noun)[1] if other.noun is not None else last
        return not _TOLLS.isdisjoint(self.index.low[begin:last])

    def _is_calling(self, group: str) -> bool:
        """Tell whether those who march are named by what they do: `2,000 teachers`, no `supporters` or `Egyptians`."""
        word = group.lower().rpartition(" ")[2]
        return word in load_words("figure_rules", "callings")

    def _is_nationality(self, words: Sequence[int]) -> bool:
        """Tell whether tokens are but the name of a nationality."""
        mentions = self.context.document.names.mentions
        return all((m := self.index.mention_at[t]) >= 0 and mentions[m].adjective for t in words)

    def _stands_beside_women(self, quantity: Quantity) -> bool:
        """Tell whether men are counted as such: `23 women and 16 men`."""
        number = self._number_of[quantity.span]
        return any(
            other.head in {"woman", "child", "girl"} and other.sentence == quantity.sentence
            for other in self.quantities[max(0, number - 1) : number + 2]
        )

    def _is_listed_part(self, quantity: Quantity) -> bool:
        """Tell whether a number ends a list of parts: `among them 14 policemen and 15 foreigners, and 288 hurt`."""
        number = last = self._number_of[quantity.span]
        first = self.context.quantity_range[number][0]
        while number > 0 and self.index.low[first - 1] in {"and", ","}:
            other = self.quantities[number - 1]
            if other.sentence != quantity.sentence or other.noun is None:
                return False
            if self.index.range_of(other.noun)[1] < first - 2:
                return False
            if other.relation:
                return True
            number -= 1
            first = self.context.quantity_range[number][0]
        # `Among the dead were 112 women and seven children, while 31 were injured`
        begin = self.context.document.sentences[quantity.sentence].first
        stated = number < last and not self._states.isdisjoint(self.index.low[begin:first])
        return stated and self.index.low[first - 1] in {"were", "are", "include", "included", "includes"}

    def _behind_states(self, first: int, last: int) -> int:
        """Return the token behind what tells the state of people: `people` in `90 injured people`."""
        while first < last - 1 and self.index.low[first] in self._states:
            first += 1
        return first
