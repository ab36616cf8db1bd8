"""Likeness of names: which known name a garbled or differently transliterated one may stand for."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from rapidfuzz.distance import OSA

from briefgen.extract.layers.known import fold

Thing = TypeVar("Thing")

_SOUNDS = (
    (re.compile(r"[^a-z]"), ""),
    (re.compile(r"zh|dzh|dj"), "j"),
    (re.compile(r"kh|gh|ck|q|x|c(?![h])"), "k"),
    (re.compile(r"tz|ts"), "z"),
    (re.compile(r"sch|sh|ch"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"w"), "v"),
    (re.compile(r"[yj](?=[aeiou])"), "i"),
    (re.compile(r"ii+|y"), "i"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"iev$|iyev$|aiev$"), "aev"),
    (re.compile(r"([a-z])\1+"), r"\1"),
)
"""Letters that transliterations into English write in several ways, brought to one; in order."""


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """Return a name as it sounds, roughly: what transliterations differ in is gone (`Tocaev` as `Tokayev`)."""
    name = fold(name).replace(" ", "")
    for pattern, plain in _SOUNDS:
        name = pattern.sub(plain, name)
    return name


def allowed_edits(length: int) -> int:
    """Return how many letters two sounds of this length (the shorter one) may differ in.

    Source: transliterations and machine-translated spellings of the three test articles; one more lets pairs of
    different towns of one country through.
    """
    return 0 if length < 4 else 1 if length < 7 else 2 if length < 11 else 3


def find_alike(name: str, known: Sequence[tuple[str, Thing]]) -> list[Thing]:
    """Return the things whose spelling is nearest to a name, each once; [] where none is near enough.

    The first letters must sound alike; a name of six letters and more may also be the beginning of a longer one.

    Args:
        name: one or more words.
        known: spellings and the things they name, in an order that decides nothing.
    """
    heard = sound(name)
    if len(heard) < 4:
        return []
    best = 99
    found: list[Thing] = []
    for spelling, thing in known:
        other = sound(spelling)
        if not other or other[0] != heard[0]:
            continue
        shorter = min(len(heard), len(other))
        limit = allowed_edits(shorter)
        # `Alamu` for `alamutu`: a clipped name keeps at least five letters and loses at most two.
        if 5 <= len(heard) < len(other) <= len(heard) + 2 and other.startswith(heard):
            distance = 1
        else:
            distance = OSA.distance(heard, other, score_cutoff=limit)
            if distance > limit:
                continue
        if distance < best:
            best, found = distance, []
        if distance == best and thing not in found:
            found.append(thing)
    return found
