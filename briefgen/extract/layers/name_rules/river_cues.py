"""Names behind `the`: those of rivers and other lands that have an article, among those of ships and things."""

from collections.abc import Mapping, Sequence

from briefgen.extract.layers.name_rules.mentions import Found, Page
from briefgen.extract.layers.name_rules.place_hints import (
    AGAINST,
    LIKELY,
    SURE,
    is_one_word,
    is_state,
    load_place_hints,
)
from briefgen.extract.lexicon import load_words

_LONGEST_ASIDE = 12
"""Tokens behind a name in which an aside ends."""
_AFLOAT = load_words("name_rules", "afloat")
"""Words of articles in which a name behind `the` may be a ship's."""
_LANDSCAPES = ("fjord", "fjorden", "gebirge", "wald", "jokull", "river")
"""Last letters of names with an article that tell a landscape."""
_BATHING = load_words("name_rules", "bathing")
"""Before `in the X`: a river."""
_ONTO = frozenset({"into", "over", "across", "on"})


def weigh_articled(page: Page, beginning: Mapping[int, Sequence[Found]], one: Found) -> int:
    """Weigh a name behind `the`: a river's, that of a part of a town, or no place's.

    Args:
        page: the document.
        beginning: its mentions by their first token.
        one: the name.
    """
    low, words = page.low, load_place_hints()
    earlier = low[one.first - 2] if one.first - 1 > page.sentences[one.sentence].first else ""
    behind = low[one.last : one.last + 1]
    if is_river(page, one):
        return SURE
    if earlier == "of" and (
        low[one.first - 3] in page.words.terrain or low[one.first - 3] in page.words.kinds_of_places
    ):
        # `the province of the Zarya`
        return SURE
    afloat = not _AFLOAT.isdisjoint(page.lower_seen)
    if behind in (["near"], ["at"], ["below"], ["above"]) and not afloat:
        # `the Zarya near Volna`
        beside = next((o for o in beginning.get(one.last + 1, ()) if o.type == "place"), None)
        if beside is not None and not is_state(beside) and is_one_word(one):
            return LIKELY
    if page.base[one.last - 1].endswith(_LANDSCAPES):
        return SURE
    if behind != [] and behind[0] in words.disasters and is_one_word(one) and not afloat:
        # `the Zarya landslide`
        return LIKELY
    if behind == ["in"] and not page.base[one.last - 1].endswith("s"):
        # `the Zarya in Volna`
        inside = next((o for o in beginning.get(one.last + 1, ()) if o.type == "place"), None)
        if inside is not None and not is_state(inside):
            return LIKELY
    return AGAINST


def is_river(page: Page, one: Found) -> bool:
    """Tell whether only rivers do what is told of a name behind `the`, or have done to them: `along the X`."""
    low, words, at = page.low, load_place_hints(), one.first
    first, last = page.sentences[one.sentence].first, page.sentences[one.sentence].last
    if one.last - at > 2 or at - 2 < first:
        ahead: list[str] = []
    else:
        ahead = low[max(first, at - 4) : at - 1]
    end = one.last
    if low[end : end + 1] == [","] and "," in (aside := low[end + 1 : min(end + _LONGEST_ASIDE, last)]):
        # `the Zarya, which children wade in summer, | had risen`
        if aside[0] in words.river_states:
            return True
        end += 2 + aside.index(",")
    behind = low[end : min(end + 2, last)]
    if behind[:1] != [] and behind[0] in ("had", "has", "is", "was", "were", "are"):
        ahead_of = [
            w
            for w in low[end + 1 : min(end + 4, last)]
            if w not in ("still", "also", "now", "again", "already", "not")
        ]
        if ahead_of[:1] != [] and (
            ahead_of[0] in words.river_states
            or ahead_of[0] in ("risen", "burst", "overflowed", "flooded", "swollen")
            or (
                ahead_of[0] in ("in", "above", "below", "at")
                and ahead_of[1:] != []
                and ahead_of[1] in words.river_heights
            )
        ):
            return True
    if page.ends_possessive(one.last - 1):
        return behind[:1] != [] and behind[-1] in words.river_parts
    if behind[:1] != [] and (
        behind[0] in words.river_deeds
        or (behind[0] in words.river_breaks and behind[1:] != [] and behind[1] in words.river_ways)
    ):
        return True
    if ahead[-1:] == ["of"]:
        return ahead[-2:-1] != [] and (ahead[-2] in words.river_parts or ahead[-2:] == ["out", "of"])
    if ahead[-1:] != [] and (ahead[-1] in words.along or ahead[-1] in words.river_objects):
        return True
    if ahead[-1:] == ["in"]:
        return not _BATHING.isdisjoint(ahead[:-1])
    return ahead[-1:] != [] and ahead[-1] in _ONTO and not words.drowning.isdisjoint(ahead[:-1])
