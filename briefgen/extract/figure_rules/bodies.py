"""Bodies of people told with their size: `a family of six`, `its crew of seven`, and wholes told with their parts."""

from collections.abc import Sequence

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Inexact

_BODIES = load_words("figure_rules", "bodies_bodies")
_QUALIFYING = load_words("figure_rules", "bodies_qualifying")
_DETERMINERS = load_words("figure_rules", "bodies_determiners")
_WORDS = 4
"""Most words of such a body before its noun: `a Nigerian naval patrol of eight`."""
_PARTS = 5
_ABOARD = 6
"""Most words that say where a whole was, before its parts."""
_TOLD_OF = load_words("figure_rules", "told_of")
"""Nouns behind which a body as a whole is told of: `the death of a family of five`."""


class BodyReader:
    """Reads the bodies of one document whose size a number gives."""

    def __init__(self, context: Context, quantities: Sequence[Quantity]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.parts: set[int] = set()
        """Passengers and crew, told only as the parts of a whole: of one fate, their whole tells it."""

    def begin_of(self, quantity: Quantity, first: int, begin: int) -> int | None:
        """Return the first token of the body whose size a number is: `| its crew of seven`; None if of none.

        Args:
            quantity: the number.
            first: its first token.
            begin: the first token of its sentence.
        """
        low = self.index.low
        at = first - 1
        while at > begin and low[at] in _QUALIFYING:
            at -= 1
        if (
            quantity.unit not in {"", "people"}
            or low[at] != "of"
            or low[at - 1] not in _BODIES
            or at - 1 < begin
        ):
            return None
        head = at - 1
        for token in range(head - 1, max(begin, head - _WORDS) - 1, -1):
            if low[token] in _DETERMINERS:
                return token
            if not low[token].replace("-", "").isalpha() or self.index.verb_at[token] >= 0:
                break
        return None

    def is_only_named(self, begin: int) -> bool:
        """Tell whether a body only says whose something is: `the father of a family of five`."""
        low = self.index.low
        if low[begin - 1] in {"from", "with", "for", "among", "by", "like", "than", "to"}:
            return True
        return low[begin - 1] == "of" and low[begin - 2] not in _TOLD_OF

    def _is_manifest(self, number: int) -> bool:
        """Tell whether a part of a whole counts passengers or crew."""
        first = self.context.quantity_range[number][0]
        quantity = self.quantities[number]
        return quantity.head in {"passenger", "crew"} or "crew" in self.index.low[first - 3 : first]

    def with_group(self, told: Trigger | None, quantity: Quantity, begin: int, first: int) -> Trigger | None:
        """Return what is told of a body with its group: a crew is one, a family is not."""
        if told is None or quantity.noun is not None:
            return told
        group = "crew" if "crew" in self.index.low[begin:first] else ""
        return msgspec.structs.replace(told, labelled=True, group=group, unit="people")

    def behind_parts(self, number: int, at: int, end: int) -> int:
        """Return the token behind an aside with the parts of a whole: `All 157, 149 passengers and a crew of eight, |`.

        Args:
            number: index of the whole.
            at: the token behind what it counts.
            end: the token behind its sentence.
        Returns:
            That token, or -1 where no such aside stands there, or its numbers are not the whole.
        """
        low = self.index.low
        whole = self.quantities[number].value
        if isinstance(whole, Inexact):
            return -1
        comma = next((t for t in range(at, min(end, at + _ABOARD)) if low[t] in {",", "–", "—", "("}), -1)
        if comma < 0 or self.index.has_verb(at, comma):
            return -1
        total: int | float = 0
        for other in range(number + 1, min(len(self.quantities), number + 1 + _PARTS)):
            part, (first, last) = self.quantities[other], self.context.quantity_range[other]
            if first <= comma and total == 0:
                return -1
            if isinstance(part.value, Inexact) or first >= end or (total == 0 and first - comma > _ABOARD):
                return -1
            total += part.value
            if total > whole:
                return -1
            if total == whole and other > number + 1:
                last = self.index.range_of(part.noun)[1] if part.noun is not None else last
                close = next(
                    (t for t in range(last, min(end, last + _ABOARD)) if low[t] in {",", "–", "—", ")"}), -1
                )
                if close < 0 or self.index.has_verb(comma, close):
                    return -1
                self.parts |= {k for k in range(number + 1, other + 1) if self._is_manifest(k)}
                return close + 1
        return -1
