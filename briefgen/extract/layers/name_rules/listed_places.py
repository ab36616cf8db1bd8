"""Places told by the places beside them: the other members of a list, and what lies in a known place."""

from collections.abc import Sequence
from itertools import pairwise

from briefgen.extract.layers.name_rules.mentions import Found, Page
from briefgen.extract.layers.name_rules.place_cues import is_brand
from briefgen.extract.lexicon import load_words

_GLUE = load_words("name_rules", "listed_places_glue")


def find_listed_places(page: Page, found: Sequence[Found]) -> None:
    """Settle names of which nothing but their neighbours tells that they are places.

    In `in Volna, Zarya and Ozero` one sign holds for all three; in `fled Zarya in Volna province` the second place
    tells the first.
    """
    chain: list[Found] = []
    ended = False
    for one in found:
        if one.adjective or one.metonym:
            continue
        if chain and chain[-1].sentence == one.sentence and (glue := _glue(page, chain[-1], one)):
            chain.append(one)
            ended = ended or glue == "and"
            continue
        _settle(page, chain, ended=ended)
        chain, ended = [one], False
    _settle(page, chain, ended=ended)
    _settle_heads(page, found)
    for before, behind in pairwise(found):
        if _is_open(before) and _lies_in(page, before, behind):
            before.type, before.cue = "place", "place"


def _glue(page: Page, before: Found, behind: Found) -> str:
    """Return `and` or `,` where only such words, and words for places, stand between two names; else nothing."""
    gap = page.low[before.last : behind.first]
    if not gap or len(gap) > 6 or gap[0] not in (",", "and", "or", "as", "&"):
        return ""
    if any(
        word not in _GLUE
        and word not in page.words.place_words
        and word not in page.words.place_plurals
        and fold_compass(word) not in page.words.compass
        for word in gap
    ):
        return ""
    return "and" if any(word in ("and", "or", "well", "&") for word in gap) else ","


def fold_compass(word: str) -> str:
    """Return a word of direction without its ending: `northern`, `southwestern` to `north`, `southwest`."""
    return word.removesuffix("ern")


def _settle(page: Page, chain: list[Found], *, ended: bool) -> None:
    """Make places of the unknown members of a list that holds a place."""
    if len(chain) < 2 or not ended:
        return
    last = chain[-1]
    sentence = page.sentences[last.sentence]
    behind = page.low[last.last] if last.last < sentence.last else ""
    if behind in page.words.speech_verbs or behind in page.words.person_verbs:
        return
    if any(one.type == "person" and one.cue != "guess" for one in chain):
        return
    if not any(one.type == "place" and one.kind != "building" and _is_town(one) for one in chain):
        return
    given = page.words.given_names - page.words.place_leads
    for one in chain:
        if one.last - one.first > 1 and page.base[one.first] in given:
            # `in Volna, Abel Zarya and Ivo Petkov`
            continue
        if _is_open(one):
            one.type, one.cue = "place", "place"


def _is_open(found: Found) -> bool:
    """Tell whether nothing but its shape tells what a name means."""
    return found.known is None and (found.type is None or found.cue == "guess")


def _settle_heads(page: Page, found: Sequence[Found]) -> None:
    """Make places of names that stand elsewhere before a word for an area: `Volna`, where `Volna County` is."""
    heads = {
        page.base[one.first]
        for one in found
        if one.type == "place"
        and one.known is None
        and one.last - one.first == 2
        and page.base[one.last - 1] in page.words.area_heads
    }
    for one in found:
        if _is_open(one) and one.last - one.first == 1 and page.base[one.first] in heads:
            one.type, one.cue = "place", "place"


def _is_town(found: Found) -> bool:
    return found.known is None or found.known.kind != "country"


def _lies_in(page: Page, before: Found, behind: Found) -> bool:
    """Tell whether an unknown name, behind a word that a place may follow, lies in a place: `from Zarya in Volna`."""
    if (
        before.sentence != behind.sentence
        or behind.type != "place"
        or behind.metonym
        or is_brand(page, before)
    ):
        return False
    lead = page.low[before.first - 1] if before.first > page.sentences[before.sentence].first else ""
    if lead not in page.words.place_prepositions | page.words.place_verbs | {"visited", "of", "for"}:
        return False
    gap = page.low[before.last : behind.first]
    return gap == [","] or (len(gap) < 5 and gap[:1] == ["in"])
