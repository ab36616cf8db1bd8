"""Sketches: 64 numbers that stand for a text, from which is told how much two texts have in common."""

from collections.abc import Sequence
from operator import eq
from zlib import crc32

SKETCH_BINS = 64
"""Numbers in a sketch: the share of common word runs is estimated to some 6 points."""
_SHINGLE = 5
"""Words of a run: long enough that two reports of one event have hardly any in common."""
_EMPTY = -1


def sketch_of(words: Sequence[str]) -> list[int]:
    """Return the sketch of a text: in each of 64 bins the smallest hash of its word runs, -1 where there is none.

    Source: Li, Owen and Zhang (2012), One Permutation Hashing.
    """
    bins = [_EMPTY] * SKETCH_BINS
    for at in range(max(1, len(words) - _SHINGLE + 1)):
        number = crc32(" ".join(words[at : at + _SHINGLE]).encode("utf-8", "surrogatepass"))
        position, value = number % SKETCH_BINS, number // SKETCH_BINS
        if bins[position] == _EMPTY or value < bins[position]:
            bins[position] = value
    return bins


def fill_bins(sketch: Sequence[int]) -> list[int]:
    """Fill the empty bins of a short text from the next full one (Shrivastava and Li, 2014)."""
    value = next((number for number in sketch if number != _EMPTY), _EMPTY)
    filled = list(sketch)
    for at in range(len(filled) - 1, -1, -1):
        if filled[at] == _EMPTY:
            filled[at] = value
        else:
            value = filled[at]
    return filled


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate the share of common word runs of two texts."""
    both_empty = 0
    if _EMPTY in one and _EMPTY in other:
        both_empty = sum(a == b == _EMPTY for a, b in zip(one, other, strict=True))
    full = SKETCH_BINS - both_empty
    return (sum(map(eq, one, other)) - both_empty) / full if full else 1.0
