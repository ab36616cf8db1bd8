"""Kinds of deeds: marks by what was done to what, so that an arrest and a detention of thirteen are one event.

The verbs of a kind and the words for one thing are data. A person of a name is not among these: see `once`.
"""

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from briefgen.extract.frames import Mark
from briefgen.extract.lexicon import load_lexicon, load_words
from briefgen.extract.phrasing.noun_phrases import PREPOSITIONS

_COLLAPSED = "collapsed"
"""What befalls one thing of its kind on a day and place, whether the whole of it or a part."""
_OF = " of"
"""Ends the kind of a mark that tells a thing, not a person of a name."""
COLLAPSED = _COLLAPSED + _OF
"""The kind of what collapsed; whatever that was where only `the collapse` is told."""
_REACH = 8
"""Words of an object within which a word of its verb may stand: `took all of the men into custody`."""
_ENDS = PREPOSITIONS | {"that", "which", "who", "and", "or", "when", "after", "as", "including", "while"}
_ARTICLES = load_words("event_rules", "articles")
_ABOUT = load_words("event_rules", "about")
_VAGUE = frozenset({"dozens", "hundreds", "thousands", "scores", "several", "tens"})


class _Deeds(msgspec.Struct, frozen=True):
    verbs: dict[str, list[tuple[str, tuple[str, ...]]]]
    """By verb the kinds that it tells, each with the words that must stand behind it; longest first."""
    alone: dict[str, str]
    things: dict[str, str]
    """By word the one that stands for all that mean the same."""


def _ones() -> dict[str, int]:
    """Return the numbers in one word, by that."""
    found: dict[str, int] = load_lexicon("quantities")["ones"]
    return found


@cache
def _deeds() -> _Deeds:
    lexicon = load_lexicon("deed_kinds")
    verbs: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for kind, told in lexicon["befalling"].items():
        for words in told:
            verb, *behind = words.split()
            verbs.setdefault(verb, []).append((kind, tuple(behind)))
    for found in verbs.values():
        found.sort(key=lambda entry: (-len(entry[1]), entry))
    alone = {words: kind for kind, told in lexicon["alone"].items() for words in told}
    things = {word: words[0] for words in lexicon["one_thing"] for word in words}
    return _Deeds(verbs, alone, things)


@cache
def deed_verbs() -> frozenset[str]:
    """Return all verbs that may tell a deed of a kind."""
    return frozenset({*_deeds().verbs, *(words.split()[0] for words in _deeds().alone)})


def is_of_thing(mark: Mark) -> bool:
    """Tell whether a mark is of what was done to what, not to a person of a name."""
    return mark.kind.endswith(_OF)


def find_deeds(lemma: str, *, passive: bool, subject: str, objects: Sequence[str]) -> Iterator[Mark]:
    """Find the marks of what a verb tells of a thing, or of people without names.

    Args:
        lemma: base form of the verb, not negated.
        passive: whether the subject is what it befalls.
        subject: as a title tells it.
        objects: the first words behind the verb, in lower case.
    """
    words = subject.lower().split()
    if (
        words == ["the", "collapse"]
        and not passive
        and lemma in load_words("events_once", "occurring") | {"take"}
    ):
        yield Mark(COLLAPSED, "")
        return
    alone = _deeds().alone.get(" ".join([lemma, *objects[:1]])) or _deeds().alone.get(lemma)
    kind, behind = _kind_of(lemma, objects)
    if kind is not None and passive:
        yield from _marks(kind, words)
    elif alone is not None and (kind is None or not _thing(objects)[0]):
        yield from _marks(alone, words)
    elif kind is not None:
        yield from _marks(kind, objects[behind:])


@cache
def _parts() -> frozenset[str]:
    return frozenset(load_words("deed_kinds", "parts"))


def _kind_of(lemma: str, objects: Sequence[str]) -> tuple[str | None, int]:
    """Return the kind that a verb tells with the words behind it, and how many of these belong to the verb."""
    for kind, behind in _deeds().verbs.get(lemma, ()):
        if tuple(objects[: len(behind)]) == behind:
            return kind, len(behind)
        if behind and _is_within(behind, objects[:_REACH]):
            return kind, 0
    return None, 0


def _is_within(behind: tuple[str, ...], words: Sequence[str]) -> bool:
    return any(tuple(words[at : at + len(behind)]) == behind for at in range(1, len(words)))


def _marks(kind: str, words: Sequence[str]) -> Iterator[Mark]:
    head, number = _thing(words)
    if kind == _COLLAPSED:
        part = (
            next((at for at, word in enumerate(words) if word == "of"), len(words))
            if head in _parts()
            else -1
        )
        head, number = (_thing(words[part + 1 :]) if part >= 0 else (head, number))[0], ""
        if head:
            yield Mark(kind + _OF, _deeds().things.get(head, head))
        return
    if head in load_words("deed_kinds", "anyone") and number:
        yield Mark(kind + _OF, number)
    elif head and (number or head not in load_words("deed_kinds", "empty")):
        thing = _deeds().things.get(head, head)
        if number or thing not in load_words("deed_kinds", "many"):
            # `a nurse` is the one told as `the nurse`, eight patients are no other patients
            yield Mark(kind + _OF, f"1 {thing}" if number == "1" else f"{thing} {number}".strip())


def _thing(words: Sequence[str]) -> tuple[str, str]:
    """Return the head of a noun phrase and its number: (`patients`, `8`) of `all eight patients with the fever`."""
    plain = [word.strip(",\"“”'‘’") for word in words]
    if any(word in load_words("events_once", "others") - set(_ones()) for word in plain[:4]):
        return "", ""
    head = number = ""
    for at, word in enumerate(plain):
        if word == "of" and head in _VAGUE:
            number, head = head, ""
            continue
        if word in {"at", "up", "to", "as", "than", "of", "over", "about"} and not head:
            continue
        if not word or word in _ENDS:
            break
        if (digits := word.replace(",", "")).isdigit():
            number = digits
        elif word in _ones():
            number = str(_ones()[word])
        elif word in {"a", "an"} and not head:
            number = "1"
        elif word not in _ARTICLES and word not in _ABOUT:
            head = word
        if words[at].endswith(","):
            break
    return head, number
