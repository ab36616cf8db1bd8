"""Beside names: what the words around a name say of who bears it, as `a former envoy`, `a foreign firm`."""

from collections.abc import Collection
from functools import cached_property

from briefgen.extract.context import Context
from briefgen.extract.layers.names import Entity
from briefgen.extract.reaction_rules.actor_words import bare_bodies, words_for
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.doer_nouns import Doer

_POSTED_BEHIND = 6
"""Tokens behind a name in which it is told where somebody is posted."""


class BesideReader:
    """Reads the words beside the names of one article."""

    def __init__(self, context: Context, countries: Collection[str]) -> None:
        self.context, self.index = context, context.index
        self.countries = frozenset(countries)

    @cached_property
    def _text(self) -> str:
        """The whole article in small letters."""
        return self.context.text.lower()

    def is_of_continent(self, doer: Doer) -> bool:
        """Tell whether an adjective is part of one of a continent: `Latin | American states`."""
        first = self._begin_of(doer)
        return first > 0 and self.index.low[first - 1] in words_for("continents")

    def is_former(self, doer: Doer) -> bool:
        """Tell whether somebody without a name holds an office no longer: `a British | former envoy`."""
        begin = self._begin_of(doer)
        if begin < 1:
            return False
        low = self.index.low
        behind = self.index.mention_range[self.index.mention_at[begin]][1]
        near = {low[begin - 1], *low[behind : behind + 1]}
        return bool(near & words_for("bygone")) or low[behind].startswith("ex-")

    def is_posted_there(self, doer: Doer, body: Entity) -> bool:
        """Tell whether a place is where somebody is posted: `Ana Vega, the ambassador to | London`."""
        first, last = self.index.range_of(doer.span)
        names, low = self.context.document.names, self.index.low
        end = self.context.document.sentences[self.index.sentence_of[first]].last
        for m in self.index.mentions_in(first, min(last + _POSTED_BEHIND, end)):
            at = self.index.mention_range[m][0]
            if names.entities[names.mentions[m].entity] is body and at > 1:
                return low[at - 1] == "to" and low[at - 2] in words_for("posted")
        return False

    def leads(self, doer: Doer) -> bool:
        """Tell whether the body spoken for stands before its speaker: `the WHO's Peru representative, Ana Vega`."""
        names = self.context.document.names
        if doer.behalf is None or doer.behalf.kind != "international_organisation":
            return False
        for m in self.index.mentions_in(*self.index.range_of(doer.span)):
            entity = names.entities[names.mentions[m].entity]
            if entity is doer.behalf or entity.type == "person":
                return entity is doer.behalf
        return False

    def is_firm(self, doer: Doer) -> bool:
        """Tell whether a body of no known name is called a foreign firm: `the Chilean company Soto Gold`.

        Who sells journeys has its customers abroad: `the tour operator Sunway`.
        """
        begin = self._begin_of(doer)
        low = self.index.low
        if begin < 2 or low[begin - 1] not in words_for("firms"):
            return False
        if low[begin - 2] in words_for("of_travel") or low[begin - 1] in words_for("of_travel"):
            return True
        names = self.context.document.names
        m = self.index.mention_at[begin - 2]
        return (
            m >= 0
            and names.mentions[m].adjective
            and not is_own(names.entities[names.mentions[m].entity], self.countries)
        )

    def is_charity(self, doer: Doer) -> bool:
        """Tell whether a body of no known name is called a foreign charity: `the aid group Nord Medic`."""
        names, low = self.context.document.names, self.index.low
        begin = self._begin_of(doer)
        if begin < 2:
            return False
        sentence = self.index.sentence_of[begin]
        start = max(self.context.document.sentences[sentence].first if sentence >= 0 else begin, begin - 6)
        before = low[start:begin]
        owners = [names.entities[names.mentions[m].entity] for m in self.index.mentions_in(start, begin)]
        return (
            bool(set(before[-1:]) & words_for("groups"))
            and "local" not in before
            and bool(owners or {"international", "global", "foreign"} & set(before))
            and not any(is_own(owner, self.countries) for owner in owners)
        )

    def is_national(self, name: str) -> bool:
        """Tell whether the article speaks of a body of one state by that name: `the National | Security Council`."""
        return name in bare_bodies() and f"national {name.lower()}" in self._text

    def is_pope(self, doer: Doer) -> bool:
        """Tell whether `pope` stands before or in a name."""
        first = self.index.range_of(doer.span)[0]
        return "pope" in {self.index.low[first], self.index.low[max(0, first - 1)]}

    def _begin_of(self, doer: Doer) -> int:
        """Return the token at which the name of a doer begins; -1."""
        names = self.context.document.names
        first, last = self.index.range_of(doer.span)
        return next(
            (
                self.index.mention_range[m][0]
                for m in self.index.mentions_in(first, last)
                if names.entities[names.mentions[m].entity] is doer.entity
            ),
            -1,
        )
