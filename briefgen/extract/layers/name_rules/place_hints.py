"""What speaks for a place that nothing knows: lexicon/places_faint.yaml, and the weights of its words."""

from functools import cache

import msgspec

from briefgen.extract.layers.name_rules.likeness import fold
from briefgen.extract.layers.name_rules.mentions import Found
from briefgen.extract.lexicon import load_phrases, load_words

SURE, LIKELY, HINT = 3, 2, 1
AGAINST = -3
"""Weights of what speaks for and against a place."""


class PlaceHints(msgspec.Struct, frozen=True):
    """lexicon/places_faint.yaml."""

    leads: dict[str, tuple[tuple[str, ...], ...]]
    """Phrases before a name by their last word."""
    weak_leads: frozenset[str]
    setting_out: frozenset[str]
    sending: frozenset[str]
    along: frozenset[str]
    river_deeds: frozenset[str]
    river_states: frozenset[str]
    river_heights: frozenset[str]
    town_goods: frozenset[str]
    holding: frozenset[str]
    losses: frozenset[str]
    dropping: frozenset[str]
    smelling: frozenset[str]
    disasters: frozenset[str]
    townspeople: frozenset[str]
    river_breaks: frozenset[str]
    river_ways: frozenset[str]
    river_parts: frozenset[str]
    river_objects: frozenset[str]
    drowning: frozenset[str]
    grounds: frozenset[str]
    roads: frozenset[str]
    loose_grounds: frozenset[str]
    sure_objects: frozenset[str]
    place_objects: frozenset[str]
    kinds: frozenset[str]
    any_objects: frozenset[str]
    stands: frozenset[str]
    states: frozenset[str]
    anyones: frozenset[str]
    conditions: frozenset[str]
    belongings: frozenset[str]
    falls: frozenset[str]
    towns_deeds: frozenset[str]
    persons_own: frozenset[str]
    memberships: frozenset[str]
    naming: frozenset[str]
    counting: frozenset[str]
    nouns: frozenset[str]
    nobody: frozenset[str]
    rivalry: frozenset[str]
    endings: tuple[str, ...]
    noun_endings: tuple[str, ...]
    first_words: frozenset[str]


@cache
def load_place_hints() -> PlaceHints:
    """Return lexicon/places_faint.yaml, made ready once."""
    by_last: dict[str, list[tuple[str, ...]]] = {}
    for phrase in load_phrases("places_faint", "leads"):
        words = tuple(phrase.split())
        by_last.setdefault(words[-1], []).append(words)
    sets = {
        key: frozenset(fold(word) for word in load_words("places_faint", key))
        for key in PlaceHints.__struct_fields__
        if key not in ("leads", "endings", "noun_endings")
    }
    endings = tuple(sorted(fold(word) for word in load_words("places_faint", "endings")))
    return PlaceHints(
        leads={k: tuple(v) for k, v in by_last.items()},
        endings=endings,
        noun_endings=tuple(sorted(load_words("places_faint", "noun_endings"))),
        **sets,
    )


def is_one_word(found: Found) -> bool:
    """Tell whether a name is one word."""
    return found.last - found.first == 1


def is_state(found: Found) -> bool:
    """Tell whether a name is that of a country."""
    return found.known is not None and found.known.kind == "country"
