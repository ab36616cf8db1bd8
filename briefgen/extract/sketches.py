"""Sketches: 64 numbers that stand for a text, from which is told how much two texts have in common."""

import struct
from collections.abc import Sequence
from itertools import accumulate
from operator import eq
from zlib import crc32

SKETCH_BINS = 64
"""Numbers in a sketch: the share of common word runs is estimated to some 6 points."""
_SHINGLE = 5
"""Words of a run: long enough that two reports of one event have hardly any in common."""
_EMPTY = 0xFFFFFFFF
_FORM = struct.Struct(f"<{SKETCH_BINS}I")


def sketch_of(words: Sequence[str]) -> bytes:
    """Return the sketch of a text: in each of 64 bins the smallest hash of its word runs.

    Source: Li, Owen and Zhang (2012), One Permutation Hashing.
    """
    bins = [_EMPTY] * SKETCH_BINS
    encoded = [word.encode("utf-8", "surrogatepass") for word in words]
    text = b" ".join(encoded)
    starts = list(accumulate((len(word) + 1 for word in encoded), initial=0))
    runs = zip(starts, starts[_SHINGLE:] or starts[-1:], strict=False)
    for begin, behind in runs:
        value, position = divmod(crc32(text[begin : behind - 1]), SKETCH_BINS)
        if value < bins[position]:
            bins[position] = value
    return _FORM.pack(*bins)


def fill_bins(sketch: bytes) -> list[int]:
    """Return the numbers of a sketch, the empty bins of a short text filled from the next full one.

    Source: Shrivastava and Li (2014), Densifying One Permutation Hashing.
    """
    bins = list(_FORM.unpack(sketch))
    value = next((number for number in bins if number != _EMPTY), _EMPTY)
    for at in range(len(bins) - 1, -1, -1):
        if bins[at] == _EMPTY:
            bins[at] = value
        else:
            value = bins[at]
    return bins


def resemblance(one: bytes, other: bytes) -> float:
    """Estimate the share of common word runs of two texts."""
    mine, theirs = _FORM.unpack(one), _FORM.unpack(other)
    both_empty = 0
    if _EMPTY in mine and _EMPTY in theirs:
        both_empty = sum(a == b == _EMPTY for a, b in zip(mine, theirs, strict=True))
    full = SKETCH_BINS - both_empty
    return (sum(map(eq, mine, theirs)) - both_empty) / full if full else 1.0
