"""Numerals: the numbers of an article as they stand in their sentences, which is what the rules of figures read."""

from collections.abc import Mapping, Sequence

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.layers.quantities import Quantity

_DETERMINERS = frozenset(["the", "its", "their", "his", "these", "those", "some", "about"])
"""Words that may stand before a number behind a preposition."""

_OWNER = 4
"""Most tokens of `the small island's` before a number."""


class Numeral(msgspec.Struct, frozen=True):
    """A number where it stands, and what is known of those before it; tokens go by their index."""

    number: int
    """Index of the quantity."""
    quantity: Quantity
    first: int
    """Its first token."""
    last: int
    """The token behind it."""
    noun_last: int
    """The token behind the noun phrase that it counts."""
    before: Mapping[int, str]
    """Measures of the quantities found so far, by index."""


def read_numeral(
    context: Context, quantities: Sequence[Quantity], number: int, before: Mapping[int, str]
) -> Numeral:
    """Return the numeral of a quantity.

    Args:
        context: the article's layers.
        quantities: its quantities; those at the same index in `context` have the same tokens.
        number: index of the quantity.
        before: measures of the quantities found so far, by index.
    """
    quantity, (first, last) = quantities[number], context.quantity_range[number]
    noun_last = context.index.range_of(quantity.noun)[1] if quantity.noun is not None else last
    return Numeral(number, quantity, first, last, max(noun_last, last), before)


def before_determiner(context: Context, first: int) -> int:
    """Return the token before a number, and before a determiner or owner: `of | the 316 people`, `of | Peru's 40`."""
    low = context.index.low
    if low[first - 1].endswith(("'s", "’s", "s'", "s’")):
        return next(
            (at for at in range(first - 2, max(first - 2 - _OWNER, 0), -1) if low[at] == "of"), first - 1
        )
    return first - 1 - (low[first - 1] in _DETERMINERS)


def is_part_of_number(context: Context, last: int) -> bool:
    """Tell whether a number that ends before a token is some of another one: `three | of the 9,000 officers`."""
    low, at = context.index.low, last + 1
    if low[last : last + 1] != ["of"] or at >= len(low):
        return False
    at += low[at] in _DETERMINERS
    return at < len(low) and context.quantity_at[at] >= 0


def is_whole_behind_part(context: Context, first: int) -> bool:
    """Tell whether what a verb before says is told of some of these: `killed 276 of the | 316 people`."""
    at = before_determiner(context, first)
    return at > 0 and context.index.low[at] == "of" and context.quantity_at[at - 1] >= 0
