"""Whereabouts: the places that some words name, and whether these belong to the story."""

import re
from collections.abc import Collection

from briefgen.extract.document import Document
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.lexicon import load_words
from briefgen.model.span import Span

_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "across", "throughout", "around", "outside", "from", "on", "to"}
)

_SEATS = frozenset({"capital", "city", "town", "village", "port", "seat"})
"""Before `of` or a comma and the name of a town: `of the provincial capital, | Galle`."""
_APART = frozenset({"and", "in", "at", "near", "to", "on", "with", "by", "for", "is", "was", "has", "had"})
"""Between a measured way and a town that it is not measured from."""
_LENGTHS = load_words("mentions", "lengths")
_LENGTH = re.compile(r"\d+(?:km|kms|mi|m)")
_APPOSED = 8
"""Tokens before a town's name among which the words of `_SEATS` stand."""
_OWNED = 3
"""Tokens between a place with the possessive and one that it owns."""
_LISTING = frozenset({",", "and", "the", "or"})
_LIST_REACH = 12
"""Tokens before a name among which the list stands that it is a member of."""
_MEASURED = 7
"""Tokens before `of` or `from` among which the way is measured."""


def named_places(document: Document, index: TokenIndex, first: int, last: int) -> dict[str, Span]:
    """Return the settlements and regions named in the tokens [first, last), with where each is named first."""
    found: dict[str, Span] = {}
    names = document.names
    for m in index.mentions_in(first, last):
        mention = names.mentions[m]
        entity = names.entities[mention.entity]
        if entity.type != "place" or mention.adjective or mention.metonym or entity.kind == "country":
            continue
        found.setdefault(entity.name, mention.span)
    if len(found) > 1:
        near = {
            name: span for name, span in found.items() if not is_measured_from(index, index.range_of(span)[0])
        }
        return near or found
    return found


def is_measured_from(index: TokenIndex, begin: int) -> bool:
    """Tell whether a way is measured from a place: `600 km north-west of the capital, Galle`, `an hour from Galle`."""
    low = index.low
    for at in range(begin - 1, max(0, begin - _APPOSED), -1):
        if low[at] in {"of", "from"} and low[at - 1] not in _SEATS:
            ahead = low[max(0, at - _MEASURED) : at]
            return any(word in _LENGTHS or _LENGTH.fullmatch(word) for word in ahead)
        if not (low[at][-1].isalnum() or (low[at] == "," and low[at - 1] in _SEATS)) or low[at] in _APART:
            return False
    return False


def before_list(index: TokenIndex, begin: int) -> int:
    """Return the token before the list of names that a name is a member of: `(from) southern Galle, Kandy and Matara`.

    Args:
        index: the tokens and names.
        begin: first token of the name.
    """
    low, directions = index.low, load_words("mentions", "directions")
    at = begin - 1
    while at > max(0, begin - _LIST_REACH) and (
        index.mention_at[at] >= 0 or low[at] in _LISTING or low[at] in directions
    ):
        at -= 1
    return at


def places_behind_prepositions(
    document: Document, index: TokenIndex, first: int, last: int
) -> dict[str, Span]:
    """Return the places in the tokens [first, last) that stand behind a preposition of place."""
    found: dict[str, Span] = {}
    names = document.names
    for m in index.mentions_in(first, last):
        mention = names.mentions[m]
        entity = names.entities[mention.entity]
        if entity.type != "place" or mention.adjective or mention.metonym:
            continue
        begin, end = index.mention_range[m]
        if _owns_place(document, index, end):
            continue
        before = index.low[max(first, begin - 5) : begin]
        if before[-2:] == ["according", "to"]:
            # `according to Peru's interior ministry`
            continue
        if any(word in _PLACE_PREPOSITIONS for word in before):
            found.setdefault(entity.name, mention.span)
    return found


def _owns_place(document: Document, index: TokenIndex, end: int) -> bool:
    """Tell whether a place owns another right behind, which is meant: `in Peru's | northern Galle province`."""
    if not index.low[end - 1].endswith(("'s", "’s")):
        return False
    at = end
    while (
        at < len(index.low) and at - end < _OWNED and index.mention_at[at] < 0 and index.low[at][-1].isalpha()
    ):
        at += 1
    mention = index.mention_at[at] if at < len(index.low) else -1
    if mention < 0:
        return False
    told = document.names.mentions[mention]
    return document.names.entities[told.entity].type == "place" and not told.adjective and not told.metonym


def lies_in_story(document: Document, name: str, countries: Collection[str]) -> bool:
    """Tell whether a place lies in the countries of the crisis, or in one that the article names."""
    entities = document.names.entities
    place = next((e for e in entities if e.name == name and e.type == "place"), None)
    if place is None or not place.country or not countries or place.country in countries:
        return True
    return any(
        e.country == place.country and (e.kind == "country" or e.type == "nationality") for e in entities
    )
