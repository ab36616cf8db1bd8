"""Homeland: which countries one article speaks of, and how much, for telling whose crisis it is."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.gazetteer import load_big_cities, load_countries
from briefgen.extract.lexicon import load_lexicon, load_words

_MENTION = 10
"""What a mention of a country weighs; the weights below were set on 188 articles of known countries."""
_TOWN = 2
"""How many mentions one of a town, region or building is worth: few name these of another country."""
_STANDING_IN = 5
"""What a place weighs besides behind a preposition of place: `in Kenya`."""
_COMING_FROM = -5
_AS_SUBJECT, _AS_ADJECTIVE, _AS_BODY, _AS_METONYM = 0.6, 0.3, 0.5, 0.2
"""How much of its weight is left to what acts, whose troops or ministers act, and who speaks: often those who help."""
_IN_TITLE = 60
_IN_PLACE_OF_TITLE = 30
_IN_DATELINE = 40
_PLACING = frozenset(
    {"in", "across", "around", "throughout", "outside", "inside", "near", "at", "within", "of"}
)
_OF_TITLES = frozenset({"in", "of", "at", "near", "across", "over"})
_FLIGHT = load_words("regions", "flight")
_FLIGHT_REACH = 8
"""Tokens before a place within which a word of fleeing makes it a refuge."""
_LONGEST = 5
"""Tokens of the longest name."""


def weigh_countries(context: Context) -> dict[str, int]:
    """Return the weight of countries, by ISO 3166 code: mentions of them, their people, regions and places.

    Where things happen weighs more, and so do the dateline and the title; who acts, speaks or sends somebody weighs
    less, and people do not count: they come from everywhere.
    """
    found: Counter[str] = Counter()
    document = context.document
    names, index = document.names, context.index
    acting = _find_acting(context)
    taken: set[int] = set()
    for number, mention in enumerate(names.mentions):
        entity = names.entities[mention.entity]
        if not entity.country or entity.type == "person":
            continue
        begin, end = index.mention_range[number]
        first = document.sentences[mention.sentence].first
        if _is_refuge(index.low, begin, first):
            continue
        weight = float(_MENTION)
        if not mention.adjective:
            weight += _weigh_place(index.low, begin, first)
        weight *= _AS_SUBJECT if begin in acting else 1
        weight *= _AS_ADJECTIVE if mention.adjective else 1
        weight *= _AS_METONYM if mention.metonym else 1
        weight *= _AS_BODY if entity.type == "organisation" else 1
        weight *= _TOWN if entity.type == "place" and entity.kind not in {"country", ""} else 1
        found[entity.country] += max(1, round(weight))
        taken.update(range(begin, end))
    low = [token.norm for token in index.tokens]
    for sentence in document.sentences:
        if sentence.kind not in {"body", "dek"}:
            continue
        for token, code in _named(low, sentence.first, sentence.last):
            if token not in taken and not _is_refuge(index.low, token, sentence.first):
                weight = _MENTION + _weigh_place(index.low, token, sentence.first)
                found[code] += round(weight * (_AS_SUBJECT if token in acting else 1))
    title = _words(document.article.title)
    in_title = list(_named(title, 0, len(title)))
    for code in sorted({code for _, code in in_title}):
        found[code] += _IN_TITLE
    for token, code in in_title:
        found[code] += _IN_PLACE_OF_TITLE * (token > 0 and title[token - 1].lower() in _OF_TITLES)
    datelines = _words(
        " ".join(b.span.of(document.article.text) for b in document.blocks if b.kind == "dateline")
    )
    for code in sorted({code for _, code in _named(datelines, 0, len(datelines))}):
        found[code] += _IN_DATELINE
    return dict(sorted(found.items()))


def _find_acting(context: Context) -> set[int]:
    """Return the tokens of the subjects of clauses that are not passive."""
    acting: set[int] = set()
    for clause in context.index.clauses:
        if clause.subject is not None and clause.verb is not None and not clause.verb.passive:
            acting.update(range(*context.index.range_of(clause.subject)))
    return acting


def _weigh_place(low: Sequence[str], token: int, first: int) -> int:
    """Return what the preposition before a place adds to its weight: `in the Philippines`."""
    before = low[token - 1] if token > first else ""
    if before == "the" and token - 1 > first:
        before = low[token - 2]
    return _STANDING_IN if before in _PLACING else _COMING_FROM if before == "from" else 0


def _is_refuge(low: Sequence[str], token: int, first: int) -> bool:
    """Tell whether people flee or fly to a place: `fled to Kenya` tells of a crisis elsewhere."""
    before = low[max(first, token - _FLIGHT_REACH) : token]
    return (
        bool(before) and before[-1] in {"to", "into", "for", "in", "reached"} and bool(_FLIGHT & set(before))
    )


def _words(text: str) -> list[str]:
    found = []
    for word in text.replace("’", "'").replace("(", " ").replace(")", " ").split():
        bare = word.strip(",;:\"“”'!?—–")
        for tail in ("'s", "'"):
            bare = bare.removesuffix(tail)
        found.append(bare if bare in _table() or len(bare) < 2 else bare.rstrip("."))
    return found


def _named(words: Sequence[str], first: int, last: int) -> Iterator[tuple[int, str]]:
    """Yield where names of countries, regions, peoples and big cities begin, the longest only, with their codes."""
    table = _table()
    at = first
    while at < last:
        rest = table.get(_bare(words[at]))
        length = 1
        if rest is not None:
            for name, code in rest:
                if len(name) <= last - at and all(
                    _bare(words[at + k]) == part for k, part in enumerate(name)
                ):
                    yield at, code
                    length = len(name)
                    break
        at += length


def _bare(word: str) -> str:
    for tail in ("'s", "’s"):
        word = word.removesuffix(tail)
    return word


@cache
def _table() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return names by their first word, the longest first; none that two countries share."""
    codes: dict[str, set[str]] = {}
    for code, country in load_countries().items():
        if not country.homonym:
            for name in (*country.names, *country.adjectives, *country.people, country.capital):
                codes.setdefault(name, set()).add(code)
    for code, regions in load_lexicon("regions").items():
        for name in regions if code.isupper() else ():
            codes.setdefault(name, set()).add(code)
    for place in load_big_cities():
        if place.kind == "region" or place.thousands >= _BIG:
            codes.setdefault(place.name, set()).add(place.country)
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, owners in codes.items():
        words = tuple(name.split())
        if len(owners) == 1 and 0 < len(words) <= _LONGEST and len(name) > 2:
            found.setdefault(words[0], []).append((words, min(owners)))
    return {
        word: tuple(sorted(entries, key=lambda entry: (-len(entry[0]), entry[0])))
        for word, entries in found.items()
    }


_BIG = 1000
"""Thousands of inhabitants from which a city is known without its country."""
