"""What the tests of attributions, frames and sections share: one text read, and its results as lines."""

from hashlib import sha256

from briefgen.extract.background import find_background
from briefgen.extract.context import Context
from briefgen.extract.document import Document, read_document
from briefgen.extract.events import find_events
from briefgen.extract.figures import find_figures
from briefgen.extract.frames import Slot
from briefgen.extract.reactions import find_reactions
from briefgen.model.article import Article
from briefgen.model.brief import Inexact, Subject
from briefgen.model.names import Names
from tests.extract.line_cases import LineCase


def make_article(
    text: str, *, name: str = "case", published: str | None = "2023-05-10", **fields: str
) -> Article:
    """Return an article with this text."""
    return Article(
        id=name,
        path=f"articles/{name}.md",
        title=fields.get("title", ""),
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        published=published,
        published_from="front matter" if published else None,
        publisher=fields.get("publisher"),
        origin=fields.get("origin"),
    )


def read_case(case: LineCase) -> tuple[Document, Context, list[str]]:
    """Read the text of a case; settings `published` and `countries` may differ from the default."""
    countries = case.settings.get("countries", "LK").split()
    article = make_article(
        case.text,
        published=case.settings.get("published", "2023-05-10"),
        publisher=case.settings.get("publisher", ""),
    )
    document = read_document(article, Subject(countries=countries), Names())
    return document, Context(document), countries


def line(*cells: object) -> str:
    """Join cells, empty ones at the end left out."""
    return " | ".join(str(cell) for cell in cells).rstrip(" |")


def attribution_lines(case: LineCase) -> list[str]:
    """Show attributions: source, cue, content, then speaker, body spoken for, role, outlet."""
    document, _, _ = read_case(case)
    text = document.article.text
    entities = document.names.entities
    return [
        line(
            a.source.of(text) if a.source else "–",
            a.cue.of(text) if a.cue else "–",
            " … ".join(" ".join(span.of(text).split()) for span in a.content),
            entities[a.speaker].name if a.speaker is not None else "",
            entities[a.on_behalf].name if a.on_behalf is not None else "",
            a.role,
            a.via.of(text) if a.via else "",
        )
        for a in document.attributions
    ]


def figure_lines(case: LineCase) -> list[str]:
    """Show figures: measure, group, value, qualifier, unit, as-of, claimant, place, status."""
    _, context, _ = read_case(case)
    return [
        line(
            f.measure,
            f.group,
            value_text(f.value),
            f.qualifier,
            f.unit,
            slot_text(f.as_of),
            slot_text(f.claimant),
            slot_text(f.place),
            " ".join(
                words
                for words, holds in (
                    ("withdrawn", f.withdrawn),
                    ("past", f.past),
                    (f"part of {f.part_of}", f.part_of is not None),
                )
                if holds
            ),
        )
        for f in find_figures(context)
    ]


def event_lines(case: LineCase) -> list[str]:
    """Show events: date, time of day, how the date was found, title, places."""
    _, context, countries = read_case(case)
    return [
        line(
            e.date.date,
            e.date.time,
            "planned" if e.planned else e.date.how,
            e.title,
            ", ".join(slot.value for slot in e.places),
        )
        for e in find_events(context, countries)
    ]


def reaction_lines(case: LineCase) -> list[str]:
    """Show reactions: actor, kind, speaker, stance, date, direct speech."""
    document, context, countries = read_case(case)
    return [
        line(
            r.actor.value,
            r.kind,
            r.speaker.value if r.speaker else "",
            r.stance,
            slot_text(r.date),
            r.quote.of(document.article.text) if r.quote else "",
        )
        for r in find_reactions(context, countries)[0]
    ]


def background_lines(case: LineCase) -> list[str]:
    """Show background: kind, date, text."""
    _, context, _ = read_case(case)
    return [line(b.kind, b.date.date if b.date else "", b.text) for b in find_background(context)]


def value_text(value: int | float | Inexact) -> str:
    """Show a value as a case writes it."""
    if isinstance(value, Inexact):
        return value.words or f"{value.min}–{value.max}"
    return str(value)


def slot_text(slot: Slot | None) -> str:
    """Show a slot with how it was filled."""
    return f"{slot.value} ({slot.how})" if slot is not None else ""
