"""Copies: articles with one origin, or with nearly one text, count as one source."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefgen.extract.reading import Reading
from briefgen.extract.sketches import SKETCH_BINS, fill_bins, resemblance
from briefgen.model.article import Article

_COPY = 0.6
"""Share of common word runs from which two texts are copies: rewritten agency copy lies near 0.7, two reports of
one event below 0.1."""
_ROWS = 3
"""Bins that must agree for two texts to be compared: of copies with 0.6 in common 99 in 100 are, of texts with 0.1 in
common (the same words below each article of an outlet) 2 in 100."""
_MAX_BUCKET = 50
"""Most texts that one is compared with for one agreement: hostile text cannot make it quadratic."""


def find_origins(articles: Mapping[str, Article], readings: Mapping[str, Reading]) -> dict[str, str]:
    """Return the origin of each article, by id: the id of the first article of the same origin.

    Copies of one text are of one origin: the agency that one of them names, else the publisher of the first. What
    is no copy is its agency's or publisher's own. Cost is linear in the number of articles: texts are only compared
    where some bins of their sketches agree.
    """
    order = sorted(readings, key=lambda name: (readings[name].published or "", name))
    texts = _find_texts(order, readings)
    agencies: dict[str, str] = {}
    for name in order:
        origin = articles[name].origin
        if origin:
            agencies.setdefault(texts[name], origin)
    first: dict[str, str] = {}
    origins: dict[str, str] = {}
    for name in order:
        lead = articles[texts[name]]
        label = articles[name].origin or agencies.get(texts[name]) or lead.publisher
        key = f"label {label.casefold()}" if label else f"text {texts[name]}"
        origins[name] = first.setdefault(key, name)
    return origins


def _find_texts(order: Sequence[str], readings: Mapping[str, Reading]) -> dict[str, str]:
    """Return for each article the first one that it is a copy of, itself if none."""
    texts: dict[str, str] = {}
    buckets: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for name in order:
        sketch = readings[name].sketch
        filled = fill_bins(sketch)
        found = name
        keys = [(at, *filled[at : at + _ROWS]) for at in range(0, SKETCH_BINS - _ROWS + 1, _ROWS)]
        compared: set[str] = set()
        for key in keys:
            for other in buckets[key]:
                if other not in compared and len(compared) < _MAX_BUCKET:
                    compared.add(other)
                    if resemblance(sketch, readings[other].sketch) >= _COPY:
                        found = texts[other]
                        break
            if found != name:
                break
        texts[name] = found
        if found == name:
            # A copy is found by the text that it is a copy of.
            for key in keys:
                if len(buckets[key]) < _MAX_BUCKET:
                    buckets[key].append(name)
    return texts
