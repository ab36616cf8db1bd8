"""Whereabouts: the places that some words name, and whether these belong to the story."""

from collections.abc import Collection

from briefgen.extract.document import Document
from briefgen.extract.layers.index import TokenIndex
from briefgen.model.span import Span

_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "across", "throughout", "around", "outside", "from", "on", "to"}
)


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
    return found


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
        begin = index.mention_range[m][0]
        before = index.low[max(first, begin - 5) : begin]
        if any(word in _PLACE_PREPOSITIONS for word in before):
            found.setdefault(entity.name, mention.span)
    return found


def lies_in_story(document: Document, name: str, countries: Collection[str]) -> bool:
    """Tell whether a place lies in the countries of the crisis, or in one that the article names."""
    entities = document.names.entities
    place = next((e for e in entities if e.name == name and e.type == "place"), None)
    if place is None or not place.country or not countries or place.country in countries:
        return True
    return any(
        e.country == place.country and (e.kind == "country" or e.type == "nationality") for e in entities
    )
