"""Reading one article: what it alone gives to a brief, small and independent of all other articles."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from briefgen.extract.background import find_background
from briefgen.extract.context import Context
from briefgen.extract.document import Document, read_document
from briefgen.extract.event_rules.chronicles import read_chronicle
from briefgen.extract.event_rules.salience import Outline, find_outline
from briefgen.extract.events import find_events
from briefgen.extract.figures import find_figures
from briefgen.extract.frames import BackgroundFrame, EventFrame, FigureFrame, ReactionFrame
from briefgen.extract.homeland import weigh_countries
from briefgen.extract.layers.names import EntityType
from briefgen.extract.reactions import find_reactions
from briefgen.extract.sketches import sketch_of
from briefgen.model.article import Article
from briefgen.model.brief import Subject
from briefgen.model.config import OwnMeasure
from briefgen.model.names import Names
from briefgen.model.span import Span


class Seen(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """An entity as one article mentions it."""

    name: str
    type: EntityType
    country: str
    kind: str
    role: str
    known: bool
    latitude: float | None
    longitude: float | None
    count: int
    """Mentions in it."""
    forms: dict[str, int]
    """Other forms seen than the name, and how often each."""
    spans: list[Span]
    """Where it is mentioned: only of bodies that nobody knows, to tell whether an item rests on them."""


class Left(msgspec.Struct, frozen=True, array_like=True):
    """Words of which nothing was made, and why."""

    reason: str
    span: Span


class Reading(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What one article gives."""

    published: str | None
    figures: list[FigureFrame]
    events: list[EventFrame]
    reactions: list[ReactionFrame]
    background: list[BackgroundFrame]
    seen: list[Seen]
    countries: dict[str, int]
    """How much the article speaks of countries (`homeland.weigh_countries`); empty where the subject has its own."""
    outline: Outline
    """Days that it names, and the words of its first sentences."""
    sketch: bytes
    """Of its words, to find copies by."""
    left: list[Left]
    entries: list[str] = []
    """Days of its entries, where it is a chronicle."""


def read_article(
    article: Article, subject: Subject, names: Names, measures: Sequence[OwnMeasure] = ()
) -> Reading:
    """Read one article: all layers, then the frames of the four sections."""
    document = read_document(article, subject, names)
    context = Context(document)
    reactions, dropped = find_reactions(context, subject.countries)
    left = [Left(one.reason, one.span) for one in dropped]
    chronicle = read_chronicle(context)
    events = find_events(context, subject.countries, chronicle)
    left += _undated(context, events)
    return Reading(
        published=document.published,
        figures=find_figures(context, measures, subject.countries),
        events=events,
        reactions=reactions,
        background=find_background(context),
        seen=_seen(document),
        countries={} if subject.countries else weigh_countries(context),
        outline=find_outline(context),
        sketch=_sketch(document),
        left=left,
        entries=sorted({entry.date.date for entry in chronicle.entries.values()}),
    )


def _undated(context: Context, events: Sequence[EventFrame]) -> list[Left]:
    """List time expressions that name no day although something hangs on them."""
    used = {event.evidence for event in events}
    left: list[Left] = []
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"} or sentence.span in used:
            continue
        for timex in context.timexes_of[number]:
            value = context.document.timexes[timex]
            if (
                value.type == "DATE"
                and value.date is None
                and value.value not in {"PRESENT_REF", "PAST_REF", "FUTURE_REF"}
            ):
                left.append(Left("no date that can be worked out", value.span))
    return left


def _seen(document: Document) -> list[Seen]:
    forms: dict[int, Counter[str]] = {}
    spans: dict[int, list[Span]] = {}
    prose = {
        number
        for number, sentence in enumerate(document.sentences)
        if sentence.kind in {"body", "dek", "headline"}
    }
    for mention in document.names.mentions:
        if mention.sentence not in prose and mention.sentence >= 0:
            continue
        forms.setdefault(mention.entity, Counter())
        spans.setdefault(mention.entity, []).append(mention.span)
        if not mention.metonym and not mention.adjective:
            surface = mention.surface
            for tail in ("'s", "’s", "'", "’"):
                surface = surface.removesuffix(tail)
            forms[mention.entity][surface] += 1
    return [
        Seen(
            name=entity.name,
            type=entity.type,
            country=entity.country,
            kind=entity.kind,
            role=entity.role,
            known=entity.known,
            latitude=entity.latitude,
            longitude=entity.longitude,
            count=len(spans[number]),
            forms={form: count for form, count in sorted(forms[number].items()) if form != entity.name},
            spans=spans[number] if entity.type == "organisation" and not entity.known else [],
        )
        for number, entity in enumerate(document.names.entities)
        if number in forms
    ]


def _sketch(document: Document) -> bytes:
    return sketch_of([token.norm.lower() for token in document.repaired.tokens if token.norm[:1].isalnum()])
