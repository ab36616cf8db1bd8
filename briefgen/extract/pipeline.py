"""From articles to a brief: read each article, then assemble the sections."""

from collections.abc import Sequence

import msgspec

from briefgen.extract.assembly import assemble
from briefgen.extract.cache import Cache
from briefgen.extract.copies import find_origins
from briefgen.extract.draft import Dropped, Explained
from briefgen.extract.gazetteer import list_present
from briefgen.extract.inference import infer_countries, infer_period, sample_articles
from briefgen.extract.reading import Reading
from briefgen.extract.same_people import unite_people
from briefgen.extract.workers import Progress, Task, Workers
from briefgen.model.article import Article
from briefgen.model.brief import Brief, Source, Subject
from briefgen.model.config import OwnMeasure, TimelineSize
from briefgen.model.names import Names
from briefgen.model.problem import Problem, sorted_problems

__all__ = ["Dropped", "Explained", "Extraction", "Progress", "extract_brief"]


class Extraction(msgspec.Struct, frozen=True):
    """A generated brief and what there is to say about it."""

    brief: Brief
    problems: list[Problem]
    dropped: list[Dropped]
    """Words of which no item was made, in order of article."""
    inferred: dict[str, str]
    """What the subject left open and the text answered: `countries`, `period`."""
    explained: list[Explained]
    """For each item, each slot with its words and how it was found."""


def extract_brief(
    articles: Sequence[Article],
    subject: Subject,
    names: Names,
    *,
    title: str,
    slug: str,
    measures: Sequence[OwnMeasure] = (),
    size: TimelineSize | None = None,
    workers: Workers | None = None,
    progress: Progress | None = None,
) -> Extraction:
    """Make a brief of articles. Same input, same brief, whatever the order of the articles, cache and processes.

    Args:
        articles: each with its own id; those without a publication date are left out with a problem.
        subject: whose crisis, when; what is missing is worked out from the text and told in `inferred`.
        names: canonical names of the subject.
        title: title of the brief.
        slug: its address.
        measures: measures that the project adds.
        size: how many events are kept.
        workers: what reads the articles; without it, this process, and nothing is cached.
        progress: called after each article.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    problems: list[Problem] = []
    inferred: dict[str, str] = {}
    workers = workers if workers is not None else Workers(Cache(None))
    if not subject.countries:
        sample = workers.read(sample_articles(ordered), Task(subject, names, tuple(measures)))
        countries = infer_countries(sample.values())
        if countries:
            subject = msgspec.structs.replace(subject, countries=countries)
            inferred["countries"] = ", ".join(countries)
    read_for = msgspec.structs.replace(subject, countries=list_present(subject.countries))
    readings = workers.read(ordered, Task(read_for, names, tuple(measures)), progress)
    for article in ordered:
        if readings[article.id].published is None:
            problems.append(_undated(article))
    dated = {article.id: article for article in ordered if readings[article.id].published is not None}
    readings = unite_people({name: readings[name] for name in dated})
    if subject.period is None:
        period = infer_period(readings.values())
        if period is not None:
            subject = msgspec.structs.replace(subject, period=period)
            inferred["period"] = period
    problems += [_inferred(slug, key, value) for key, value in sorted(inferred.items())]
    sections = assemble(
        dated,
        readings,
        find_origins(dated, readings),
        countries=read_for.countries,
        period=subject.period,
        size=size or TimelineSize(),
    )
    brief = Brief(
        title=title,
        slug=slug,
        updated=max((r.published for r in readings.values() if r.published is not None), default=None),
        subject=subject,
        background=sections.background,
        timeline=sections.timeline,
        figures=sections.figures,
        reactions=sections.reactions,
        people=sections.roster.people,
        places=sections.roster.places,
        organisations=sections.roster.organisations,
        sources=[_source(article, readings[article.id]) for article in dated.values()],
    )
    return Extraction(brief, sorted_problems(problems), sections.dropped, inferred, sections.explained)


def _source(article: Article, reading: Reading) -> Source:
    return Source(
        id=article.id,
        article=article.path,
        title=article.title,
        publisher=article.publisher,
        published=reading.published,
        url=article.url,
        origin=article.origin,
        kind=article.kind,
        sha256=article.sha256,
    )


def _undated(article: Article) -> Problem:
    return Problem(
        path=article.path,
        line=None,
        column=None,
        severity="warning",
        message=f'article "{article.id}" has no publication date and is left out',
        hint="write `published: YYYY-MM-DD` into its front matter, begin its file name with it, or use --published",
        code="article-date-missing",
    )


def _inferred(slug: str, key: str, value: str) -> Problem:
    option = "country" if key == "countries" else "period"
    return Problem(
        path="",
        line=None,
        column=None,
        severity="info",
        message=f'{key} of "{slug}" worked out from the text: {value}',
        hint=f"write it under `subject` in the brief, or use --{option}, if that is wrong",
        code="subject-inferred",
    )
