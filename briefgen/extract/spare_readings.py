"""Spare readings: what is read of a day that no other line has told of."""

import msgspec


class Reading(msgspec.Struct, frozen=True):
    """What is read of a day."""

    clause: int
    """Index of the clause that tells it."""
    title: str
    planned: bool = False
