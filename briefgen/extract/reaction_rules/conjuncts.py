"""Conjuncts: the noun phrases that stand side by side in a subject, each with words of its own.

`Lima | and a Brussels spokesman`, `Peru's president, Ana Vega, | the Chilean embassy | and the EU`.
"""

from itertools import pairwise

from briefgen.extract.context import Context
from briefgen.extract.layers.names import Entity
from briefgen.extract.reaction_rules.actor_words import speaks_for

_LINKS = frozenset({"of", "in", "to", "for", "at", "from", "with", "between"})
"""Words behind which a bare name may belong to the phrase before it: `the ambassador | to Peru and Chile`."""
_OPENING = frozenset({"the", "a", "an", "both"})


class ConjunctReader:
    """Parts noun phrases of one article."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def parts_of(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the noun phrases of a list with `and`, each with a name; none where its parts cannot be told apart.

        Args:
            first: token that the list begins at.
            last: token behind it.

        Returns:
            Token ranges in text order; empty for names alone, which other readers know.
        """
        low = self.index.low
        if not any(low[t] == "and" and self._parts_at(t) for t in range(first, last)):
            return []
        parts: list[tuple[int, int]] = []
        begin = first
        for token in range(first, last + 1):
            if token < last and not self._parts_at(token):
                continue
            if begin < token:
                parts.append((begin, token))
            begin = token + 1
        joined = self._with_asides(parts)
        if len(joined) < 2 or all(self._is_bare(a, b) for a, b in joined):
            return []
        for (a, b), (c, d) in pairwise(joined):
            if not self.index.mentions_in(c, d) or (
                # `the ambassador to Peru | and Chile`
                self._is_bare(c, d) and not _LINKS.isdisjoint(low[a:b])
            ):
                return []
        return joined if self.index.mentions_in(*joined[0]) else []

    def _parts_at(self, token: int) -> bool:
        """Tell whether an `and` or a comma that stands inside no name parts a list at a token."""
        if self.index.low[token] not in {"and", ","}:
            return False
        m = self.index.mention_at[token]
        return m < 0

    def _with_asides(self, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return parts joined to what is said of them between commas: `Peru's president, | Ana Vega`."""
        low = self.index.low
        found: list[tuple[int, int]] = []
        for begin, end in parts:
            if found and low[begin - 1] == "," and self._is_aside(begin, end, found[-1]):
                found[-1] = found[-1][0], end
            else:
                found.append((begin, end))
        return found

    def _is_aside(self, first: int, last: int, before: tuple[int, int]) -> bool:
        """Tell whether a part names the holder of the office before it, or the office of the person before it."""
        named = any(self._is_named_person(m) for m in self.index.mentions_in(*before))
        if self._is_person(first, last):
            return not named
        office = not speaks_for().isdisjoint(self.index.low[first:last])
        return named and (office or not self.index.mentions_in(first, last))

    def _entity(self, mention: int) -> Entity:
        names = self.context.document.names
        return names.entities[names.mentions[mention].entity]

    def _is_named_person(self, mention: int) -> bool:
        return self._entity(mention).type == "person"

    def _is_person(self, first: int, last: int) -> bool:
        """Tell whether a part is the name of a person, and nothing else."""
        inside = self.index.mentions_in(first, last)
        return (
            len(inside) == 1
            and self._is_named_person(inside[0])
            and self.index.mention_range[inside[0]] == (first, last)
        )

    def _is_bare(self, first: int, last: int) -> bool:
        """Tell whether a part is a name of a state or body, with no more than an article before it."""
        first += self.index.low[first] in _OPENING
        inside = self.index.mentions_in(first, last)
        return (
            len(inside) == 1
            and not self._is_named_person(inside[0])
            and self.index.mention_range[inside[0]] == (first, last)
        )
