"""Names of offices that one person of a country holds, and marks of events that are told of an office."""

from collections.abc import Sequence
from functools import cache

from briefgen.extract.frames import Mark
from briefgen.extract.lexicon import load_lexicon, load_words
from briefgen.extract.phrasing.noun_phrases import PREPOSITIONS

_MINISTER = "minister"
_MOST_FIELDS = 5
"""Words within which the fields of a minister stand."""
_FORMER = "former"
_EX = frozenset({_FORMER, "ex", "onetime", "one-time"})
_PARTED = "|"
"""Between the country and the office of a mark that names no person."""


def offices_in(words: Sequence[str]) -> list[str]:
    """Return the offices that a noun phrase names by itself: `prime minister` of `the embattled PM`; [] for others.

    Args:
        words: in lower case, without the words that name a person.

    Returns:
        More than one for `the minister for transport and energy`.
    """
    plain, former = _without_former([word.strip(",\"“”'‘’") for word in words])
    if former:
        return [f"{_FORMER} {office}" for office in offices_in(plain)]
    end = next((k for k, word in enumerate(plain) if word in PREPOSITIONS), len(plain))
    phrase = plain[:end]
    if not phrase or not load_words("events_once", "no_holders").isdisjoint(phrase):
        return []
    if phrase[-1] == _MINISTER and plain[end : end + 1] in (["of"], ["for"]):
        return [f"{_MINISTER} of {field}" for field in _fields_in(plain[end + 1 :])]
    return offices_of(" ".join(phrase[-2:])) or offices_of(phrase[-1])


def _without_former(words: Sequence[str]) -> tuple[Sequence[str], bool]:
    """Return words without the first one that says that an office is no longer held, and whether there is one."""
    for at, word in enumerate(words):
        if word in PREPOSITIONS:
            break
        if word in _EX:
            return [*words[:at], *words[at + 1 :]], True
        if word.startswith("ex-"):
            return [*words[:at], word.removeprefix("ex-"), *words[at + 1 :]], True
    return words, False


def _fields_in(words: Sequence[str]) -> list[str]:
    """Return what a minister is for: `the interior`, `infrastructure and transport`."""
    fields: list[str] = []
    for word in words[:_MOST_FIELDS]:
        if word in PREPOSITIONS or word in {"who", "which", "that"}:
            break
        if word and word not in {"and", "the", "for"}:
            fields.append(word)
    return fields


def mark_of_office(kind: str, office: str, country: str) -> Mark:
    """Make the mark of what somebody does, or suffers, who is only known by office; `country` may be ""."""
    return Mark(kind, f"{country}{_PARTED}{office}")


def is_by_office(mark: Mark) -> bool:
    """Tell whether a mark names an office for its person."""
    return _PARTED in mark.who


def land_and_office(mark: Mark) -> tuple[str, str]:
    """Return the country, "" where none is told, and the office of a mark that names an office."""
    country, _, office = mark.who.partition(_PARTED)
    return country, office


def held_office(mark: Mark) -> str:
    """Return the office of a mark that names one, be it still held or not."""
    return land_and_office(mark)[1].removeprefix(f"{_FORMER} ")


def offices_of(words: str) -> list[str]:
    """Return the offices that lower-case words name exactly, each under its one name; [] if they name none."""
    plain, former = _without_former(words.split())
    if former:
        return [f"{_FORMER} {office}" for office in offices_of(" ".join(plain))]
    known = _offices().get(words)
    if known is not None:
        return [known]
    head, _, tail = words.rpartition(" ")
    if tail == _MINISTER and head and " " not in head:
        return [f"{_MINISTER} of {head}"]
    opening, _, fields = words.partition(" ")
    if opening == _MINISTER and fields.startswith(("of ", "for ")):
        return [f"{_MINISTER} of {field}" for field in _fields_in(fields.split()[1:])]
    return []


@cache
def _offices() -> dict[str, str]:
    return {form: name for name, forms in load_lexicon("events_once")["offices"].items() for form in forms}
