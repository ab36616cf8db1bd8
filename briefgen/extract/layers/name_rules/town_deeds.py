"""What is told of a name that only towns and lands do or suffer."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from briefgen.extract.layers.name_rules.mentions import Found, Page
from briefgen.extract.layers.name_rules.place_hints import HINT, LIKELY, SURE, load_place_hints
from briefgen.extract.lexicon import load_words

_SIDES = load_words("name_rules", "sides")
"""Behind `X, on the`: where a town is."""
_NUMBERS = load_words("name_rules", "numbers")
_FATES = load_words("name_rules", "fates")
"""Behind `is to be`: what becomes of towns."""

_HOME_TO = 2
_AROUND = frozenset({"surroundings", "environs", "hinterland", "neighbours", "neighbors", "surrounds"})


def weigh_deed(page: Page, beginning: Mapping[int, Sequence[Found]], end: int, last: int) -> int:
    """Weigh what is told of a name behind it: `X was cut off`, `X fell on Friday`.

    Args:
        page: the document.
        beginning: its mentions by their first token.
        end: the token behind the name.
        last: the token behind its sentence.
    """
    low, words = page.low, load_place_hints()
    while low[end : end + 1] in (["and"], [","]) and (listed := beginning.get(end + 1)):
        end = listed[0].last
    if end >= last:
        return 0
    verb, rest = low[end], low[end + 1 : min(end + 4, last)]
    if not rest:
        return 0
    if verb == "," and (
        rest[0].removesuffix("ern") in page.words.compass
        or (len(rest) > 1 and rest[1] in page.words.lengths and rest[0][0].isdecimal())
    ):
        # `Zarya, north of Volna,`
        return SURE
    if verb == "," and rest[:2] == ["home", "to"] and len(rest) > _HOME_TO:
        # `Zarya, home to 500 people,`
        return SURE
    if verb == "," and rest[:2] == ["on", "the"] and not _SIDES.isdisjoint(low[end + 3 : min(end + 6, last)]):
        # `Zarya, on the Nicaraguan side`
        return SURE
    if verb == "," and not page.words.place_plurals.isdisjoint(rest):
        # `Zarya and Volna, mountain villages`
        return SURE
    if verb == "fell":
        return LIKELY if rest[0] in words.falls else 0
    if (verb in words.smelling and rest[0] == "of") or (
        verb in words.holding
        and (rest[0][0].isdecimal() or rest[0] in _NUMBERS or (verb == "lost" and rest[0] in words.losses))
    ):
        # `Zarya smells of smoke`, `Zarya hosts 50,000`, `Volna lost houses`
        return LIKELY
    if verb in words.towns_deeds:
        return HINT
    if verb == "and" and rest[0] == "its" and len(rest) > 1 and rest[1] in page.words.town_parts | _AROUND:
        return LIKELY
    if _is_gone(verb, rest):
        return LIKELY
    if verb not in words.stands:
        return 0
    if verb in ("has", "had", "have") and "no" in rest[:2] and not words.town_goods.isdisjoint(rest[1:]):
        return LIKELY
    if verb in ("has", "had", "have") and rest[0] in words.belongings:
        k = (rest[0] == "not") + (rest[0] == "not" and rest[1:2] == ["been"])
        if rest[k] in ("been", "fallen") and rest[k + 1 : k + 2]:
            return LIKELY if rest[k + 1] in words.states or rest[k + 1] in words.falls else 0
        return LIKELY if rest[:2] == ["not", "been"] and rest[2:] and rest[2] in words.states else HINT
    if rest[:2] == ["to", "be"]:
        return LIKELY if len(rest) > 2 and rest[2] in _FATES else 0
    if rest[0] in ("a", "an", "the", "one") and not words.kinds.isdisjoint(low[end + 2 : min(end + 5, last)]):
        return SURE
    for word, behind in pairwise([*rest, ""]):
        if word in ("on", "under", "without", "in"):
            return LIKELY if behind in words.conditions else 0
        if word in words.states:
            return HINT if word in words.anyones else LIKELY
        if not word.endswith("ly") and word not in (
            "also",
            "now",
            "still",
            "almost",
            "again",
            "not",
            "once",
        ):
            return 0
    return 0


def _is_gone(verb: str, rest: Sequence[str]) -> bool:
    """Tell whether a name has ceased to be: `X hardly exist any more`, `X is no more`."""
    if verb in ("doesn't", "doesn’t") and rest[:1] == ["exist"]:
        # `Zarya doesn't exist anymore`
        return True
    if verb in ("exists", "exist") or (
        verb in ("hardly", "barely", "scarcely") and rest[0] in ("exists", "exist")
    ):
        return "more" in rest or "longer" in rest or verb in ("hardly", "barely", "scarcely")
    return (verb == "no" and rest[:1] == ["longer"] and rest[1:2] in (["exists"], ["exist"])) or (
        verb in ("is", "are") and list(rest[:2]) == ["no", "more"]
    )
