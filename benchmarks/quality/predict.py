"""Predictions in the format of the gold files, made with nothing but the extraction itself."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any

import msgspec

from benchmarks.quality.timelines import predict_timelines
from briefgen.extract.context import Context
from briefgen.extract.document import read_document
from briefgen.extract.figures import find_figures
from briefgen.extract.frames import FigureFrame, Slot
from briefgen.extract.layers.attributions import Attribution
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words
from briefgen.extract.layers.timex import find_timexes
from briefgen.model.article import Article
from briefgen.model.brief import Inexact, Subject
from briefgen.model.names import Names

Row = Mapping[str, Any]
"""One document of a gold file or of a prediction."""

KIND_OF_MEASURE = {
    "killed": "killed",
    "injured": "injured",
    "hospitalised": "injured",
    "detained": "detained",
    "arrested": "detained",
    "missing": "missing",
    "displaced": "displaced",
    "evacuated": "displaced",
    "infected": "infected",
    "kidnapped": "kidnapped",
    "damaged": "damaged",
    "burned": "damaged",
    "looted": "damaged",
}
"""Kinds of the casualty gold for the measures of briefs."""

QUALIFIERS = {
    "exact": "exact",
    "about": "about",
    "at_least": "atleast",
    "more_than": "atleast",
    "up_to": "upto",
    "nearly": "about",
}


def as_article(name: str, text: str, published: str | None) -> Article:
    """Wrap a text of a gold file as an article."""
    return Article(
        id=name,
        path=name,
        title="",
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        published=published,
        published_from="front matter" if published else None,
    )


def predict_temporal(rows: Iterable[Row]) -> list[Row]:
    """Find the time expressions of each document."""
    return [
        {
            "id": row["id"],
            "timexes": [
                {"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value}
                for t in find_timexes(row["text"], row["dct"])
            ],
        }
        for row in rows
    ]


def predict_attribution(rows: Iterable[Row]) -> list[Row]:
    """Find the attributions of each document."""
    made: list[Row] = []
    for row in rows:
        document = read_document(as_article(row["id"], row["text"], None), Subject(), Names())
        # The labels leave out what a speaker tells of others' words: they are part of what he says.
        told = [_attribution(a) for a in document.attributions if not a.told]
        made.append({"id": row["id"], "attributions": told})
    return made


def _attribution(attribution: Attribution) -> dict[str, list[list[int]]]:
    # The labels name the relative pronoun as source, not the words that it stands for.
    source, cue = attribution.pronoun or attribution.source, attribution.cue
    return {
        "source": [[source.start, source.end]] if source is not None else [],
        "cue": [[cue.start, cue.end]] if cue is not None else [],
        "content": [[span.start, span.end] for span in attribution.content],
    }


def predict_casualties(rows: Iterable[Row]) -> list[Row]:
    """Find the numbers of victims in each document."""
    made: list[Row] = []
    for row in rows:
        document = read_document(as_article(row["id"], row["text"], row["dct"]), Subject(), Names())
        frames = find_figures(Context(document))
        told = [f for frame in frames for f in _figure(frame, row["text"])]
        made.append({"id": row["id"], "figures": told})
    return made


def _figure(frame: FigureFrame, text: str) -> list[dict[str, Any]]:
    kind = KIND_OF_MEASURE.get(frame.measure)
    if kind is None:
        return []
    made: dict[str, Any] = {
        "kind": kind,
        "qual": QUALIFIERS.get(frame.qualifier, "exact"),
        # An empty group is people at large, by the noun that the text has for them.
        "group": frame.group or _noun(frame.words.of(text)),
        "claimant": _claimant(frame.claimant, text),
    }
    if isinstance(frame.value, Inexact):
        if frame.value.min is None:
            return []
        # The scorer takes the lowest number of two or more.
        return [{**made, "values": [[frame.value.min, frame.value.max]], "qual": "range"}]
    return [{**made, "value": frame.value}]


def _claimant(slot: Slot | None, text: str) -> str:
    """Return the name with the words it came from: the gold keeps the words (`UN`), the frame has both."""
    if slot is None:
        return ""
    return f"{slot.value} ({slot.span.of(text)})" if slot.span is not None else slot.value


def _noun(words: str) -> str:
    _, *rest = words.lower().split()
    numbers = load_quantity_words()
    told = rest and rest[-1].isalpha() and rest[-1] not in {*numbers.small, *numbers.scales, *numbers.vague}
    return rest[-1] if told else "people"


PREDICTORS: dict[str, Callable[[Iterable[Row]], list[Row]]] = {
    "temporal": predict_temporal,
    "attribution": predict_attribution,
    "casualties": predict_casualties,
    "timeline": predict_timelines,
}
"""What makes the predictions for each kind of gold."""


def dump_rows(rows: Iterable[Row]) -> bytes:
    """Return rows as JSON lines."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
