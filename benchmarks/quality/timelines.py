"""Timelines of many articles with the extraction's own events, dates and ranking."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from briefgen.extract.document import read_document
from briefgen.extract.frames import Context
from briefgen.extract.timeline import Told, find_events, merge_events, rank_dates
from briefgen.model.article import Article
from briefgen.model.brief import Subject
from briefgen.model.names import Names


def predict_timelines(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Make one timeline for each reference, with its number of dates, sentences a date, and its span."""
    made: list[Mapping[str, Any]] = []
    for row in rows:
        told = _tellings(row["articles"])
        made.append({"topic": row["topic"], "timelines": [_timeline(told, ref) for ref in row["timelines"]]})
    return made


def _tellings(articles: Iterable[Mapping[str, str]]) -> list[Told]:
    told: list[Told] = []
    for number, entry in enumerate(articles):
        name = f"a{number}"
        text = entry["text"].replace("\n", " ")
        article = Article(
            id=name,
            path=name,
            title="",
            text=text,
            sha256=sha256(text.encode()).hexdigest(),
            published=entry["date"],
            published_from="front matter",
        )
        context = Context(read_document(article, Subject(), Names()))
        told += [Told(frame, name, name) for frame in find_events(context) if not frame.planned]
    return told


def _timeline(told: list[Told], reference: Mapping[str, list[str]]) -> dict[str, list[str]]:
    first, last = min(reference), max(reference)
    dates = len(reference)
    each = max(1, round(sum(len(sentences) for sentences in reference.values()) / dates))
    inside = [one for one in told if len(one.frame.date.date) == 10 and first <= one.frame.date.date <= last]
    chosen = set(rank_dates(inside)[:dates])
    kept = merge_events(
        [one for one in inside if one.frame.date.date in chosen], per_day=each, max_events=dates * each
    )
    timeline: dict[str, list[str]] = {}
    for cluster in kept:
        frame = cluster.told[0].frame
        timeline.setdefault(frame.date.date, []).append(frame.text)
    return timeline
