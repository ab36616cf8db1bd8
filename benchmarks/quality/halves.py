"""The two halves of a gold set: one that may be read while rules are written, one of which only scores are seen."""

import random
from collections.abc import Mapping, Sequence
from typing import Any, Literal

Row = Mapping[str, Any]
"""One document of a gold file or of a prediction."""
Half = Literal["tune", "untouched"]
HALVES: tuple[Half, ...] = ("tune", "untouched")
SPLIT_KINDS = frozenset({"temporal"})
"""Kinds of gold whose documents are parted."""
_SEED = 20220106


def rows_of(rows: Sequence[Row], half: Half) -> list[Row]:
    """Return the documents of one half, in their order.

    The ids, sorted, are shuffled with a fixed seed; the first half of them (rounded down) is `tune`. Neither the
    order of the rows nor anything but their ids counts.
    """
    ids = sorted(row["id"] for row in rows)
    random.Random(_SEED).shuffle(ids)
    middle = len(ids) // 2
    kept = frozenset(ids[:middle] if half == "tune" else ids[middle:])
    return [row for row in rows if row["id"] in kept]
