"""Spare readings: what is read of a day that no other line has told of."""

import msgspec

CONDITIONS = frozenset({"if", "unless", "whether", "lest", "until", "as", "or"})
"""Words that open what need not have been."""
FEWEST = 2
"""Words of the shortest thing that is told of."""
OPENING = 4
"""Tokens of a time that opens a clause."""


class Reading(msgspec.Struct, frozen=True):
    """What is read of a day."""

    clause: int
    """Index of the clause that tells it."""
    title: str
    planned: bool = False
