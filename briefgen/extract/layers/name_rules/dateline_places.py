"""Places of datelines: those of the subject's countries, and abroad where the report tells of what is there."""

from functools import cache

from briefgen.extract.layers.blocks import Block
from briefgen.extract.layers.name_rules.known_mentions import KnownReader
from briefgen.extract.layers.name_rules.likeness import find_same_sound
from briefgen.extract.layers.name_rules.mentions import Found, Page
from briefgen.extract.layers.tokens import Repaired
from briefgen.extract.lexicon import load_lexicon, load_words

_SPEAKING_HERE = load_words("name_rules", "speaking_here")
"""Before `here`: who speaks there, of what happens elsewhere."""
_LEAST_DATELINE = 3
"""Letters that the shortest place of a dateline has more than: shorter words are agencies."""


def read_datelines(page: Page, known: KnownReader, repaired: Repaired, blocks: list[Block]) -> list[Found]:
    """Read the places of the subject's countries in datelines; where a report from abroad was written tells nothing."""
    found: list[Found] = []
    abroad = _tells_of_here(page)
    for block in blocks:
        if block.kind != "dateline":
            continue
        at, last = repaired.range_of(block.span)
        if (unknown := _unknown_dateline(page, at, last)) is not None:
            same = find_same_sound(" ".join(page.base[at : unknown.last]), page.knowledge.places)
            unknown.known = same[0] if len(same) == 1 else None
            found.append(unknown)
            at = unknown.last
        while at < last:
            place = known.match_own_place(at, last, abroad=abroad)
            if place is not None:
                found.append(place)
            at = place.last if place is not None else at + 1
    return found


def _tells_of_here(page: Page) -> bool:
    """Tell whether the first paragraph tells of what is where it was written: `the liner tied up here`."""
    for sentence in page.sentences:
        if sentence.paragraph != page.sentences[0].paragraph:
            break
        for at in range(sentence.first + 1, sentence.last):
            if page.low[at] == "here" and page.low[at - 1] not in _SPEAKING_HERE:
                return True
    return False


def _unknown_dateline(page: Page, at: int, last: int) -> Found | None:
    """Return the place that nothing knows of a dateline: `ZARYA, Egypt`, `ZARYA, June 3`.

    Of other countries the large cities write, which are known; so a place without a country is the subject's.
    """
    end = at
    while (
        end < last and page.tokens[end].norm[0].isupper() and page.tokens[end].norm.replace("-", "").isalpha()
    ):
        end += 1
    if end == at or end - at > 3 or end >= last:
        return None
    ends = page.walk(page.knowledge.own.root, at, last) + page.walk(page.knowledge.world.root, at, last)
    if any(last_of >= end for last_of, _ in ends) or not _is_called_place(page, at, end):
        return None
    if ends and end - at == 1:
        return None
    if page.low[end] != "," or end + 1 >= last or not page.tokens[end + 1].norm[0].isupper():
        return Found(at, end, -1, type="place", cue="place") if page.home else None
    part = page.tokens[end + 1].norm.rstrip(".")
    ours = (
        page.nation_of(end + 1) in page.home
        or part in _parts_of(page.home)
        or page.base[end + 1] in page.words.no_names
        or any(
            form.known.type == "place" and form.known.country in page.home
            for _, forms in page.walk(page.knowledge.own.root, end + 1, last)
            for form in forms
        )
    )
    return Found(at, end, -1, type="place", cue="place") if ours else None


def _is_called_place(page: Page, at: int, end: int) -> bool:
    """Tell whether words of a dateline are no label, and none of an article, person or body: `BREAKING`, `ANALYSIS`."""
    words = page.words
    return (
        all(token.norm.isupper() for token in page.tokens[at:end])
        and len("".join(page.low[at:end])) > _LEAST_DATELINE
        and not any(
            base in words.no_names
            or base in words.letters
            or base in words.thing_words
            or base in words.body_words
            or base in words.place_nouns
            or base in words.place_plurals
            or base in page.lower_seen
            or page.role_word(base)
            or page.is_head(base)
            or base in words.given_names
            or base.endswith(("ing", "ed", "ion", "ions", "is", "ers", "er"))
            for base in page.base[at:end]
        )
    )


@cache
def _parts_of(home: frozenset[str]) -> frozenset[str]:
    """Return the names and abbreviations that datelines have for parts of countries: `Que.` for Canada."""
    regions = load_lexicon("regions")
    return frozenset(name.rstrip(".") for code in sorted(home) for name in regions.get(code, ()))
