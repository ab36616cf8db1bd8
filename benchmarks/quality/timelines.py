"""Timelines of many articles with the extraction's own events, salience and ranking, in two protocols.

With the reference's length and span, as is usual, and without: then one rule chooses number of days, events of a day
and span for all collections, from the articles alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec

from benchmarks.quality.fit_days import Example, fit_weights
from briefgen.extract.context import Context
from briefgen.extract.document import read_document
from briefgen.extract.event_rules.salience import (
    DAY_WEIGHTS,
    DayWeights,
    Outline,
    Report,
    Salience,
    find_outline,
)
from briefgen.extract.event_rules.spare_readings import FAINT
from briefgen.extract.event_rules.tellings import Told
from briefgen.extract.events import find_events
from briefgen.extract.frames import Dated, EventFrame, is_day
from briefgen.extract.timeline import Caps, merge_events, suggest_caps
from briefgen.model.article import Article
from briefgen.model.brief import Subject
from briefgen.model.names import Names

Timeline = dict[str, list[str]]
"""Day -> sentences."""

JOBS = 2
_CHUNK = 8
_FEWEST_WORDS = 6
"""Shorter sentences tell nothing of a day."""


class Collection(msgspec.Struct, frozen=True):
    """The articles of one topic, read."""

    topic: str
    reports: list[Report]
    named: list[EventFrame]
    """Sentences that name a day and tell no event of it."""
    references: list[Mapping[str, list[str]]]


def predict_timelines(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Make the timelines of each topic.

    Args:
        rows: of the gold; what stands in `timelines` gives number of days, sentences of a day and span, nothing else.
            Where that asks for more days than have an event, sentences that name a day fill in; extraction itself
            never does so, nor does the own choice.

    Returns:
        A row for each topic: one timeline for each reference, or one of own choice where there are none. Beside them
        the `variants`: `own` looks at no reference; `left_out` and `left_out_own` use weights fitted on the other
        topics instead of the shipped ones.
    """
    return answer_collections(read_collections(rows))


def answer_collections(collections: Sequence[Collection]) -> list[Mapping[str, Any]]:
    """Make the timelines of collections that are read."""
    made: list[Mapping[str, Any]] = []
    for found in collections:
        others = [other for other in collections if other.topic != found.topic]
        fitted = fit_weights(examples_of(others)) if others else DAY_WEIGHTS
        own = [_own_timeline(found, DAY_WEIGHTS)]
        variants = {
            "own": {"timelines": own},
            "left_out": {"timelines": _timelines(found, fitted)},
            "left_out_own": {"timelines": [_own_timeline(found, fitted)]},
        }
        given = _timelines(found, DAY_WEIGHTS) or own
        made.append({"topic": found.topic, "timelines": given, "variants": variants})
    return made


def examples_of(collections: Sequence[Collection]) -> list[Example]:
    """Return what the weights of days are fitted on: the days of each collection, and which a reference has."""
    found: list[Example] = []
    for one in collections:
        salience = Salience(one.reports)
        for reference in one.references:
            found.append(
                Example(
                    [salience.features(day) for day in salience.days],
                    [day.isoformat() in reference for day in salience.days],
                    1 / (len(reference) * len(one.references)),
                )
            )
    return found


def read_collections(rows: Iterable[Mapping[str, Any]], *, jobs: int = JOBS) -> list[Collection]:
    """Read all articles, in several processes; the result does not depend on their number."""
    rows = list(rows)
    entries = [(entry["text"], entry["date"]) for row in rows for entry in row["articles"]]
    if jobs > 1 and len(entries) > _CHUNK:
        with ProcessPoolExecutor(max_workers=jobs) as pool:
            read = list(pool.map(_read, entries, chunksize=_CHUNK))
    else:
        read = [_read(entry) for entry in entries]
    collections: list[Collection] = []
    at = 0
    for row in rows:
        count = len(row["articles"])
        reports = [
            Report(origin=f"a{number}", published=published, outline=outline, events=events)
            for number, ((_, published), (outline, events, _)) in enumerate(
                zip(entries[at : at + count], read[at : at + count], strict=True)
            )
        ]
        named = [frame for _, _, frames in read[at : at + count] for frame in frames]
        at += count
        collections.append(Collection(row["topic"], reports, named, list(row.get("timelines", ()))))
    return collections


def _read(entry: tuple[str, str]) -> tuple[Outline, list[EventFrame], list[EventFrame]]:
    text = entry[0]
    article = Article(
        id="article",
        path="article",
        title="",
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        published=entry[1],
        published_from="front matter",
    )
    context = Context(read_document(article, Subject(), Names()))
    events = [
        frame for frame in find_events(context) if not frame.planned and is_day(frame.date.date.rstrip("~?"))
    ]
    return find_outline(context), events, _named(context, events)


def _named(context: Context, events: Sequence[EventFrame]) -> list[EventFrame]:
    """Wrap sentences that name a day without an event of it, for days that a reference wants and no event fills."""
    told = {(frame.evidence, frame.date.date[:10]) for frame in events}
    found: list[EventFrame] = []
    for number, sentence in enumerate(context.document.sentences):
        days = {
            date
            for timex in context.timexes_of[number]
            if (date := context.document.timexes[timex].date) is not None and is_day(date)
        }
        if sentence.kind == "body" and sentence.last - sentence.first >= _FEWEST_WORDS:
            found += [
                _as_frame(context, number, day)
                for day in sorted(days)
                if (sentence.span, day[:10]) not in told
            ]
    return found


def _as_frame(context: Context, number: int, day: str) -> EventFrame:
    span = context.document.sentences[number].span
    words = " ".join(span.of(context.text).split())
    return EventFrame(
        date=Dated(day[:10], "", None, "article"),
        planned=False,
        title=words,
        text=words,
        places=[],
        evidence=span,
        keys=[],
        names=[],
        actors=[],
        deed="",
        weight=1,
        lede=False,
        main=False,
    )


def _told(found: Collection) -> list[Told]:
    return [Told(frame, report.origin, report.origin) for report in found.reports for frame in report.events]


def _own_timeline(found: Collection, weights: DayWeights) -> Timeline:
    salience = Salience(found.reports, weights=weights)
    return _sentences(_told(found), salience, suggest_caps(salience))


def _timelines(found: Collection, weights: DayWeights) -> list[Timeline]:
    salience = Salience(found.reports, with_density=False, weights=weights)
    told = _told(found)
    days = {one.frame.date.date[:10] for one in told if one.frame.weight > FAINT}
    faint = [one.frame for one in told if one.frame.weight == FAINT]
    told += [
        Told(_filling(frame), "", "") for frame in (*faint, *found.named) if frame.date.date[:10] not in days
    ]
    return [_timeline(told, salience, reference) for reference in found.references]


def _filling(frame: EventFrame) -> EventFrame:
    """Let what only fills a day stand for it, where a reference wants more days than have an event."""
    return msgspec.structs.replace(frame, weight=max(1, frame.weight))


def _timeline(told: Sequence[Told], salience: Salience, reference: Mapping[str, list[str]]) -> Timeline:
    """Make a timeline with the reference's number of days, sentences of a day, and span."""
    first, last = date.fromisoformat(min(reference)), date.fromisoformat(max(reference))
    count = len(reference)
    per_day = max(1, round(sum(len(sentences) for sentences in reference.values()) / count))
    inside = [one for one in told if first <= date.fromisoformat(one.frame.date.date[:10]) <= last]
    return _sentences(inside, salience, Caps(per_day=per_day, days=count))


def _sentences(told: Sequence[Told], salience: Salience, caps: Caps) -> Timeline:
    timeline: Timeline = {}
    for cluster in merge_events(told, per_day=caps.per_day, days=caps.days, salience=salience):
        frame = cluster.told[0].frame
        timeline.setdefault(frame.date.date[:10], []).append(frame.text)
    return timeline
