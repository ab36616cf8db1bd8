"""Homeland: which countries one article speaks of, and how much, for telling whose crisis it is."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.frames import is_day
from briefgen.extract.gazetteer import load_big_cities, load_countries
from briefgen.extract.lexicon import load_lexicon, load_words

_IN_TITLE = 4
_IN_DATELINE = 2
_IN_LEDE = 1
"""Mentions that a country in the title, the dateline or the first sentences is worth besides."""
_LEDE_SENTENCES = 3
_FLIGHT = load_words("regions", "flight")
_FLIGHT_REACH = 8
"""Tokens before a place within which a word of fleeing makes it a refuge."""
_LONGEST = 5
"""Tokens of the longest name."""


def weigh_countries(context: Context) -> dict[str, int]:
    """Return how often countries, their people, regions and places are mentioned, by ISO 3166 code.

    What happens on a day, stands in the first sentences, the dateline or the title counts more; people do not count:
    they speak from everywhere.
    """
    found: Counter[str] = Counter()
    document = context.document
    names = document.names
    dated = {
        number
        for number, timexes in enumerate(context.timexes_of)
        if any(is_day(date) for t in timexes if (date := document.timexes[t].date) is not None)
    }
    prose = [n for n, sentence in enumerate(document.sentences) if sentence.kind in {"body", "dek"}]
    lede = set(prose[:_LEDE_SENTENCES])
    taken: set[int] = set()
    for number, mention in enumerate(names.mentions):
        entity = names.entities[mention.entity]
        if not entity.country or entity.type == "person":
            continue
        begin = context.index.mention_range[number][0]
        if _is_refuge(context.index.low, begin, document.sentences[mention.sentence].first):
            continue
        # `Turkish soldiers` are often those who help, or whom the story only quotes.
        happens = mention.sentence in dated and entity.type != "organisation" and not mention.adjective
        found[entity.country] += (2 if happens else 1) + _IN_LEDE * (
            mention.sentence in lede and begin > document.sentences[mention.sentence].first
        )
        taken.update(range(*context.index.mention_range[number]))
    low = [token.norm for token in context.index.tokens]
    for number in prose:
        sentence = document.sentences[number]
        for token, code in _named(low, sentence.first, sentence.last):
            if token not in taken and not _is_refuge(context.index.low, token, sentence.first):
                found[code] += 1 + (number in dated) + _IN_LEDE * (number in lede and token > sentence.first)
    title = _words(document.article.title)
    for code in sorted({code for _, code in _named(title, 0, len(title))}):
        found[code] += _IN_TITLE
    datelines = _words(
        " ".join(b.span.of(document.article.text) for b in document.blocks if b.kind == "dateline")
    )
    for code in sorted({code for _, code in _named(datelines, 0, len(datelines))}):
        found[code] += _IN_DATELINE
    return dict(sorted(found.items()))


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
