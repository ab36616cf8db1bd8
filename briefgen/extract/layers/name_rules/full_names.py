"""Full names of the people of one document, and which of them a shorter or differently spelled one stands for."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from briefgen.extract.layers.name_rules.likeness import is_other_spelling, sound
from briefgen.extract.layers.name_rules.mentions import Found
from briefgen.extract.lexicon import load_words

_LEAST_SOUND = 5
"""Letters of a sound from which another spelling of a surname is the same surname."""
_SMALL = load_words("name_rules", "small")


class FullNames:
    """The full names of a document, by their words."""

    def __init__(self, people: Iterable[tuple[Found, list[str]]]) -> None:
        self._by_word: dict[str, list[tuple[Found, list[str]]]] = {}
        self._by_sound: dict[str, list[tuple[Found, list[str]]]] = {}
        self._first_by_word: dict[str, list[tuple[Found, list[str]]]] = {}
        """By each word of it: the first mention of each name."""
        self._first_by_sound: dict[str, list[tuple[Found, list[str]]]] = {}
        self._of_word: dict[tuple[str, int | None], _Holders] = {}
        self._of_sound: dict[str, _Holders] = {}
        told: set[tuple[str, ...]] = set()
        for found, words in people:
            if len(words) < 2 and found.known is None:
                continue
            for word in dict.fromkeys(words):
                self._by_word.setdefault(word, []).append((found, words))
            heard = sound(words[-1])
            if len(heard) >= _LEAST_SOUND:
                self._by_sound.setdefault(heard, []).append((found, words))
            # A name told a thousand times is weighed once: only where it stands first matters.
            if tuple(words) not in told:
                told.add(tuple(words))
                for word in dict.fromkeys(words):
                    self._first_by_word.setdefault(word, []).append((found, words))
                if len(heard) >= _LEAST_SOUND:
                    self._first_by_sound.setdefault(heard, []).append((found, words))

    def begins_unknown(self, word: str) -> bool:
        """Tell whether a word begins the full name of a person that nothing knows."""
        return any(words[0] == word and owner.known is None for owner, words in self._by_word.get(word, ()))

    def owner_of(self, found: Found, words: list[str], *, cued: bool) -> Found | None:
        """Return the mention whose full name is meant; None if there is none, or the name is the full one.

        A surname of two people is that of the one named last. A surname in another spelling counts where a sign says
        that a person is meant.

        Args:
            found: the mention asked about.
            words: its folded words.
            cued: whether a title, role or verb of speech says that it is a person.
        """
        if len(words) == 1:
            return self._owner_of_word(found, words[0], cued=cued)
        same = self._first_by_word.get(words[-1], []) + self._first_by_sound.get(sound(words[-1]), [])
        longest: tuple[Found, list[str]] | None = None
        for owner, full in same:
            if owner is found or not _fits(words, full, beside=False):
                continue
            if (len(full), -owner.first) > (len(words), -found.first) and (
                longest is None or (len(full), -owner.first) > (len(longest[1]), -longest[0].first)
            ):
                longest = owner, full
        return longest[0] if longest is not None else self._of_same_office(found, words)

    def _of_same_office(self, found: Found, words: list[str]) -> Found | None:
        """Return the first mention of one with an office of the same sort whose surname has one letter another."""
        office = set(found.role.lower().split()) - _SMALL
        if not office:
            return None
        for owner, full in self._by_word.get(words[0], ()):
            if owner.first >= found.first or full[-1] == words[-1] or len(full) != len(words):
                continue
            if office & set(owner.role.lower().split()) and _fits(words, full, beside=True):
                return owner
        return None

    def _owner_of_word(self, found: Found, word: str, *, cued: bool) -> Found | None:
        for place in (-1, 0, None):
            if place is None and not cued:
                continue
            holders = self._holders(word, place)
            if holders:
                return holders.nearest(found, alone=not cued)
        if cued and len(heard := sound(word)) >= _LEAST_SOUND:
            if heard not in self._of_sound:
                self._of_sound[heard] = _Holders(self._by_sound.get(heard, ()))
            return self._of_sound[heard].nearest(found, alone=True)
        return None

    def _holders(self, word: str, place: int | None) -> "_Holders":
        """Return those whose full name has a word at a place; within, not at an end, for None."""
        key = word, place
        if key not in self._of_word:
            self._of_word[key] = _Holders(
                (owner, full)
                for owner, full in self._by_word.get(word, ())
                if (full[place] == word if place is not None else word in full[1:-1])
            )
        return self._of_word[key]


class _Holders:
    """Those who hold one name or a part of it, in text order."""

    def __init__(self, owners: Iterable[tuple[Found, list[str]]]) -> None:
        self._owners: list[Found] = []
        self._called: list[str] = []
        for owner, full in owners:
            self._owners.append(owner)
            self._called.append(owner.known.name if owner.known else " ".join(full))
        self._firsts = [owner.first for owner in self._owners]
        self._times = Counter(self._called)

    def __bool__(self) -> bool:
        return bool(self._owners)

    def nearest(self, found: Found, *, alone: bool) -> Found | None:
        """Return the holder named last before a mention; None where there are several and it must be alone."""
        at = self._place_of(found)
        if len(self._owners) == (at is not None):
            return None
        different = len(self._times) - (at is not None and self._times[self._called[at]] == 1)
        if alone and different > 1:
            return None
        first = 1 if at == 0 else 0
        if different == 1:
            return self._owners[first]
        before = bisect_left(self._firsts, found.first) - 1
        return self._owners[before] if before >= 0 else self._owners[first]

    def _place_of(self, found: Found) -> int | None:
        at = bisect_left(self._firsts, found.first)
        while at < len(self._owners) and self._firsts[at] == found.first:
            if self._owners[at] is found:
                return at
            at += 1
        return None


def _fits(words: list[str], full: list[str], *, beside: bool) -> bool:
    """Tell whether a name of several words is a part of a full name, or another spelling of it.

    Args:
        words: the folded words of the name.
        full: those of the full name.
        beside: whether both hold an office of one sort.
    """
    if len(words) == len(full):
        # `Jo Biden`, `J. Biden` and `Joe Biden`; but not `Jill Biden`.
        if (len(words) > 2 or beside) and is_other_spelling(words, full, beside=beside):
            return True
        return all(
            ours == theirs
            or (ours[-1] == "." and theirs.startswith(ours[:-1]))
            or (theirs[-1] == "." and ours.startswith(theirs[:-1]))
            or (len(ours) > 3 and sound(ours) == sound(theirs))
            for ours, theirs in zip(words, full, strict=True)
        )
    if len(words) > len(full):
        return False
    return (words[-1] == full[-1] and words[0] in full) or words == full[: len(words)]
