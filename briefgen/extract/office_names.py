"""Names of offices that one person of a country holds, and marks of events that are told of an office."""

from collections.abc import Sequence
from functools import cache

from briefgen.extract.frames import Mark
from briefgen.extract.lexicon import load_lexicon, load_words
from briefgen.extract.noun_phrases import PREPOSITIONS

_PARTED = "|"
"""Between the country and the office of a mark that names no person."""


def office_in(words: Sequence[str]) -> str | None:
    """Return the office that a noun phrase names by itself: `prime minister` of `the embattled PM`; None for others.

    Args:
        words: in lower case, without the words that name a person.
    """
    end = next((k for k, word in enumerate(words) if word in PREPOSITIONS), len(words))
    phrase = [word.strip(",\"“”'‘’") for word in words[:end]]
    if not load_words("events_once", "no_holders").isdisjoint(phrase):
        return None
    return office_of(" ".join(phrase[-2:])) or office_of(" ".join(phrase[-1:]))


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


def office_of(words: str) -> str | None:
    """Return the office that lower-case words name exactly, under its one name; None if they name none."""
    return _offices().get(words)


@cache
def _offices() -> dict[str, str]:
    return {form: name for name, forms in load_lexicon("events_once")["offices"].items() for form in forms}
