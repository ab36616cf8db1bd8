"""Likeness of names: which known name a garbled or differently transliterated one may stand for."""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

import msgspec
from rapidfuzz.distance import OSA

Thing = TypeVar("Thing", bound=Hashable)


class Sounds(msgspec.Struct, Generic[Thing], frozen=True):
    """Spellings of known things by their sound, made by `sort_by_sound`."""

    by_letter: Mapping[str, tuple[tuple[str, Thing], ...]]
    """Sounds and things by the first letter of the sound."""
    exact: Mapping[str, tuple[Thing, ...]]
    """Things by their whole sound."""


_VOWELS = str.maketrans("", "", "aeiou")

_MARKED = str.maketrans({"ç": "ch", "č": "ch", "ş": "sh", "š": "sh", "ž": "zh", "đ": "dj", "ñ": "ny"})
"""Letters whose marks change the sound."""

_SOUNDS = (
    (("zh", "dj"), re.compile(r"zh|dzh|dj"), "j"),
    (("th",), re.compile(r"th"), "t"),
    (("x",), re.compile(r"(?<!^)x"), "ks"),
    (("x",), re.compile(r"^x"), "s"),
    (("kh", "gh", "q", "c"), re.compile(r"kh|gh|ck|q|c(?![h])"), "k"),
    (("tz", "ts"), re.compile(r"tz|ts"), "z"),
    (("sh", "ch"), re.compile(r"sch|sh|ch"), "s"),
    (("ph",), re.compile(r"ph"), "f"),
    (("w",), re.compile(r"w"), "v"),
    (("y", "j"), re.compile(r"[yj](?=[aeiou])"), "i"),
    (("ii", "y"), re.compile(r"ii+|y"), "i"),
    (("ou", "oo"), re.compile(r"ou|oo"), "u"),
    (("f",), re.compile(r"f$"), "v"),
    (("ev",), re.compile(r"iev$|iyev$|aiev$"), "aev"),
)
"""Letters that transliterations into English write in several ways, brought to one; in order.

Before each what a name must hold for the pattern to fit: to look for that is quicker.
"""
_NO_LETTER = re.compile(r"[^a-z]")
_DOUBLED = re.compile(r"([a-z])\1+")


def fold(word: str) -> str:
    """Return a word in small letters, without marks on letters, with plain apostrophes."""
    word = word.lower()
    if word.isascii():
        return word
    word = (
        word.replace("’", "'")
        .replace("ʼ", "'")
        .replace("‘", "'")
        .replace("ı", "i")
        .replace("ø", "o")
        .replace("ł", "l")
    )
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """Return how a name sounds, roughly: what transliterations differ in is gone (`Tocaev`)."""
    name = fold(name.lower().translate(_MARKED)).replace(" ", "")
    name = _NO_LETTER.sub("", name)
    for marks, pattern, plain in _SOUNDS:
        for mark in marks:
            if mark in name:
                name = pattern.sub(plain, name)
                break
    return _DOUBLED.sub(r"\1", name)


def allowed_edits(length: int) -> int:
    """Return how many letters two sounds of this length (the shorter one) may differ in.

    Source: transliterations and machine-translated spellings of the three test articles; one more lets pairs of
    different towns of one country through.
    """
    return 0 if length < 5 else 1 if length < 7 else 2 if length < 11 else 3


def plain_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a person's name, each initial a word: `K.P. Oli` and `KP Oli` are `k`, `p`, `oli`."""
    words: list[str] = []
    for word in name.replace(".", ". ").split():
        initials = word.isalpha() and word.isupper() and len(word) == _INITIALS
        words += fold(word) if initials else [fold(word).strip(".")]
    return tuple(word for word in words if word)


def is_other_spelling(words: Sequence[str], other: Sequence[str], *, beside: bool) -> bool:
    """Tell whether two names of as many words, all but one of them the same, are spellings of one person's name.

    The word in which they differ is an initial of the other, sounds as it does, or, not at the start, has one letter
    of five or more another: a full name of three words must speak for it then, or something beside the names. Beside
    a common office the first name, too, may have one letter another, and two words may differ so, if the surname
    sounds the same.

    Args:
        words: folded words of one name, by `plain_words`.
        other: those of the other.
        beside: whether something else, as a common office, speaks for one person.
    """
    if len(words) != len(other) or len(words) < 2:
        return False
    apart = [at for at, (one, two) in enumerate(zip(words, other, strict=True)) if one != two]
    if len(apart) == _PAIR and beside and apart[1] == len(words) - 1:
        pairs = [(words[at], other[at]) for at in apart]
        return sound(pairs[1][0]) == sound(pairs[1][1]) and _is_slip(*pairs[0])
    if len(apart) != 1:
        return not apart
    one, two = words[apart[0]], other[apart[0]]
    if apart[0] < len(words) - 1 and one[0] == two[0] and 1 in (len(one), len(two)):
        return True
    if min(len(one), len(two)) > 3 and sound(one) == sound(two):
        return True
    if apart[0] == 0:
        return beside and _is_slip(one, two)
    return (
        (len(words) > 2 or beside)
        and one[0] == two[0]
        and min(len(one), len(two)) >= _LEAST_ALIKE
        and OSA.distance(one, two, score_cutoff=1) <= 1
    )


def _is_slip(one: str, two: str) -> bool:
    """Tell whether two first names have one letter another, and not the one that tells men from women."""
    if {one.rstrip("aeo"), two.rstrip("aeo")} & {one, two} and one.rstrip("aeo") == two.rstrip("aeo"):
        return False
    return (
        one[0] == two[0]
        and one[-1] == two[-1]
        and min(len(one), len(two)) >= _LEAST_ALIKE
        and OSA.distance(one, two, score_cutoff=1) <= 1
    )


def find_same_sound(name: str, known: Sounds[Thing]) -> list[Thing]:
    """Return the things that sound as a name does, each once; nothing for sounds of less than six letters.

    Such a name is another transliteration, not a slip: it needs no cue.
    """
    heard = sound(name)
    return list(known.exact.get(heard, ())) if len(heard) >= 6 else []


def sort_by_sound(spellings: Iterable[tuple[str, Thing]]) -> Sounds[Thing]:
    """Sort spellings by the first letter of their sound, in the order given, each pair once."""
    by_letter: dict[str, dict[tuple[str, Thing], None]] = {}
    exact: dict[str, dict[Thing, None]] = {}
    for spelling, thing in spellings:
        if heard := sound(spelling):
            by_letter.setdefault(heard[0], {})[heard, thing] = None
            exact.setdefault(heard, {})[thing] = None
    return Sounds(
        {letter: tuple(pairs) for letter, pairs in by_letter.items()},
        {heard: tuple(things) for heard, things in exact.items()},
    )


_INITIALS = 2
"""Letters of a word in capitals that is two initials."""
_PAIR = 2
"""Words that may differ beside a common office."""
_LEAST_ALIKE = 5
"""Letters of a word of a person's name that may differ in one."""


def _consonants_agree(heard: str, other: str) -> bool:
    """Tell whether two sounds differ in at most one consonant, or two where they are long."""
    limit = 1 if min(len(heard), len(other)) < 9 else 2
    return OSA.distance(heard.translate(_VOWELS), other.translate(_VOWELS), score_cutoff=limit) <= limit


def find_alike(name: str, known: Sounds[Thing]) -> list[Thing]:
    """Return the things whose spelling is nearest to a name, each once; [] where none is near enough.

    The first letters must sound alike; a name of five letters and more may also be the beginning of one that has
    at most two more.

    Args:
        name: one or more words.
        known: spellings and the things they name, by `sort_by_sound`.
    """
    heard = sound(name)
    if len(heard) < 4:
        return []
    best = 99
    found: list[Thing] = []
    for other, thing in known.by_letter.get(heard[0], ()):
        limit = allowed_edits(min(len(heard), len(other)))
        if 5 <= len(heard) < len(other) <= len(heard) + 2 and other.startswith(heard):
            distance = 1
        else:
            distance = OSA.distance(heard, other, score_cutoff=min(limit, best))
            if distance > limit or (distance > 1 and not _consonants_agree(heard, other)):
                continue
        if distance < best:
            best, found = distance, []
        if distance == best and thing not in found:
            found.append(thing)
    return found
