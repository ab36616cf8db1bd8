"""Copies: articles with one origin, or with nearly one text, count as one source."""

from collections import defaultdict
from collections.abc import Mapping

from briefgen.extract.reading import Reading
from briefgen.model.article import Article

_COPY = 0.6
"""Share of common word runs from which two texts are copies: rewritten agency copy lies near 0.7, two reports of
one event below 0.1."""
_PROBES = 12
"""Smallest hashes by which copies find each other: of two copies with 0.6 in common, nearly all share one."""
_MAX_BUCKET = 50


def find_origins(articles: Mapping[str, Article], readings: Mapping[str, Reading]) -> dict[str, str]:
    """Return the origin of each article, by id: its agency or publisher, else that of the text it is a copy of.

    Cost is linear in the number of articles: texts are only compared where they share one of their smallest hashes.
    """
    parent = {name: name for name in sorted(readings)}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    named: dict[str, str] = {}
    buckets: dict[int, list[str]] = defaultdict(list)
    for name in sorted(readings):
        article = articles[name]
        label = (article.origin or article.publisher or "").casefold()
        if label:
            other = named.setdefault(label, name)
            parent[root(name)] = root(other)
        sketch = readings[name].sketch
        for value in sketch[:_PROBES]:
            for other in buckets[value][:_MAX_BUCKET]:
                if root(other) != root(name) and _resemblance(sketch, readings[other].sketch) >= _COPY:
                    parent[root(name)] = root(other)
            buckets[value].append(name)
    return {name: root(name) for name in readings}


def _resemblance(a: list[int], b: list[int]) -> float:
    """Estimate the share of common word runs from two bottom-k sketches (Broder 1997)."""
    union = sorted(set(a) | set(b))[: max(1, min(len(a), len(b)))]
    both = set(a) & set(b)
    return sum(value in both for value in union) / len(union)
