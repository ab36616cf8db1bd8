"""Holders of offices: whom a title and a surname mean in a year (`President Clinton` in 1995)."""

from collections.abc import Collection, Sequence
from functools import cache

import msgspec

from briefgen.extract.layers.name_rules.known import Known
from briefgen.extract.layers.name_rules.likeness import fold
from briefgen.extract.lexicon import load_lexicon, load_words

_FAMILY_FIRST = frozenset({"CN", "KH", "KP", "KR", "TW", "VN"})
"""States whose people put the family's name first: `President Lee`."""
_PARTICLES = load_words("name_rules", "particles")
"""Words that are no surname by themselves."""
_LESSER = ("vice", "deputy", "former", "ex", "assistant", "under")
"""Words before a title that make it another one, or one of earlier years."""
_OPEN = 9999


class Holder(msgspec.Struct, frozen=True):
    """Somebody in an office, with the first and the last year of it."""

    known: Known
    titles: frozenset[str]
    """Folded titles of the office: `president`, `foreign minister`."""
    first: int
    last: int


def find_holder(words: Sequence[str], before: str, year: int, *, home: Collection[str] = ()) -> Known | None:
    """Find who is meant by a name in an article of a year.

    Args:
        words: folded words of the name: a full name, or a surname behind a title.
        before: folded words before it, a title at their end, or anything else.
        year: of publication.
        home: countries of the story; a holder of theirs goes before those of others.
    Returns:
        The one person in office then of that full name, or of that title and surname; None where there is none
        or more than one.
    """
    held = {
        holder.known
        for holder in _holders().get(words[-1] if words else "", ())
        if holder.first <= year <= holder.last and _means(holder, words, before)
    }
    held = {known for known in held if known.country in home} or held
    return held.pop() if len(held) == 1 else None


def _means(holder: Holder, words: Sequence[str], before: str) -> bool:
    name = fold(holder.known.name).split()
    if list(words) == name:
        return True
    if tuple(words) not in _short_forms(holder.known):
        return False
    return any(
        f" {before}".endswith(f" {title}") and not before.removesuffix(title).strip().endswith(_LESSER)
        for title in holder.titles
    )


def _short_forms(known: Known) -> set[tuple[str, ...]]:
    """Return the ends of a name that may stand behind a title: `Hollande`, `de Klerk`, `Klerk`."""
    name = tuple(fold(known.name).split())
    bare = name[:-1] if name[-1] in {"jr", "jr."} else name
    forms = {
        form for at in range(1, len(bare)) for form in (bare[at:], name[at:]) if form[-1] not in _PARTICLES
    }
    if known.country in _FAMILY_FIRST:
        forms.add(name[:1])
    return forms


@cache
def _holders() -> dict[str, list[Holder]]:
    """Return all holders by every word that may end the name that an article gives them."""
    found: dict[str, list[Holder]] = {}
    for office in load_lexicon("offices")["offices"]:
        titles = frozenset(fold(title) for title in office["titles"])
        for entry in office["holders"]:
            name, _, years = entry.rpartition(" ")
            first, _, last = years.partition("-")
            known = Known(name, "person", office["of"], "", "", 2)
            holder = Holder(known, titles, int(first), int(last or _OPEN))
            for word in {form[-1] for form in _short_forms(known)} | {fold(name).split()[-1]}:
                found.setdefault(word, []).append(holder)
    return found
