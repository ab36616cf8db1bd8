"""All published briefs with their articles and names, cross-indexed. Evidence is anchored here, once."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from briefgen.model.article import Article
from briefgen.model.brief import (
    BackgroundItem,
    Brief,
    Event,
    Evidence,
    Figure,
    Item,
    Organisation,
    Person,
    Place,
    Reaction,
    Source,
    Stance,
)
from briefgen.model.evidence import find_evidence
from briefgen.model.names import Names
from briefgen.model.span import Span
from briefgen.publish.entries import (
    ArticleEntry,
    BriefEntry,
    EvidenceEntry,
    ItemEntry,
    Library,
    NameEntry,
    SourceEntry,
    StanceGroup,
    Use,
    date_order,
)
from briefgen.publish.labels import STANCES, format_figure
from briefgen.publish.markdown import is_web_address, strip_markdown
from briefgen.publish.namings import build_name, find_mentions, index_names
from briefgen.publish.passages import find_passage, with_fragment
from briefgen.publish.series import build_series, choose_key_figures

_MAX_LABEL_CHARS = 90
_SECTION_WORDS = {
    "background": "background",
    "timeline": "event",
    "figures": "figure",
    "reactions": "reaction",
}


def build_library(
    briefs: Sequence[tuple[str, Brief]],
    articles: Mapping[str, Article],
    names: Names,
    *,
    language: str = "en",
    previous: Library | None = None,
) -> Library:
    """Cross-index what is published.

    Args:
        briefs: path below the project root and brief; drafts are left out.
        articles: by path below the content folder; only those that sources name are used.
        names: fills in what briefs leave unsaid of a name.
        language: for names of countries.
        previous: a library made before, in the same language; entries whose brief and articles are the same
            objects are taken over.
    """
    before = {entry.path: entry for entry in previous.briefs} if previous else {}
    entries = [
        before[path]
        if _is_same(before.get(path), brief, articles)
        else _build_brief(brief, path, articles, language)
        for path, brief in briefs
        if brief.status != "draft"
    ]
    entries.sort(key=lambda entry: (entry.brief.title.casefold(), entry.brief.slug))
    entries.sort(key=lambda entry: date_order(entry.updated), reverse=True)
    people = {person.name: person for person in names.people}
    places = {place.name: place for place in names.places}
    organisations = {body.name: body for body in names.organisations}
    return Library(
        briefs=tuple(entries),
        articles=_index_articles(entries),
        people=index_names(entries, "people", people, language),
        places=index_names(entries, "places", places, language),
        organisations=index_names(entries, "organisations", organisations, language),
    )


def _is_same(entry: BriefEntry | None, brief: Brief, articles: Mapping[str, Article]) -> bool:
    return (
        entry is not None
        and entry.brief is brief
        and all(one.article is articles.get(one.source.article) for one in entry.sources)
    )


def article_url(article: Article) -> str:
    """Return the page of an article, from the root of the site."""
    return f"articles/{article.id}/index.html"


_CLOSED_LICENCES = (
    "all rights",
    "reserved",
    "copyright",
    "proprietary",
    "unknown",
    "none",
    "no licence",
    "©",
)


def may_show_whole(article: Article) -> bool:
    """Tell whether the text may be shown whole: it is our own digest, or its licence opens it."""
    if article.kind == "digest":
        return True
    licence = (article.licence or "").strip().casefold()
    return bool(licence) and not any(word in licence for word in _CLOSED_LICENCES)


def _build_brief(brief: Brief, path: str, articles: Mapping[str, Article], language: str) -> BriefEntry:
    url = f"{brief.slug}/index.html"
    sources = tuple(
        _build_source(source, number, articles.get(source.article))
        for number, source in enumerate(brief.sources, start=1)
    )
    by_id = {entry.source.id: entry for entry in sources}

    def build(section: str, items: Iterable[Item]) -> tuple[ItemEntry, ...]:
        return tuple(_build_item(section, item, brief, by_id) for item in items if not item.hidden)

    background = build("background", brief.background)
    events: list[Item] = [*sorted(brief.timeline, key=_event_order)]
    timeline = build("timeline", events)
    figures = build("figures", brief.figures)
    reactions = build("reactions", brief.reactions)
    series = build_series(brief, figures)
    items = background + timeline + figures + reactions
    mentions = find_mentions([*brief.people, *brief.places, *brief.organisations], items)

    def name(entry: Person | Place | Organisation) -> NameEntry:
        return build_name(entry, mentions.get(entry.name, ()), language)

    return BriefEntry(
        brief=brief,
        path=path,
        url=url,
        updated=brief.updated or _newest_date(brief),
        background=background,
        timeline=timeline,
        figures=figures,
        reactions=reactions,
        series=series,
        key_figures=choose_key_figures(series),
        stances=_group_stances(reactions),
        people=tuple(name(person) for person in brief.people),
        places=tuple(name(place) for place in brief.places),
        organisations=tuple(name(body) for body in brief.organisations),
        sources=sources,
        origin_count=len({entry.origin for entry in sources}),
    )


def _newest_date(brief: Brief) -> str | None:
    # Of a vague date only its first day is sure to have come.
    dates = [date_order(source.published)[1] for source in brief.sources if source.published]
    dates += [date_order(event.date)[1] for event in brief.timeline if not event.planned and not event.hidden]
    newest = max(dates, default="")
    return newest if newest > "0001-01-01" else None


def _event_order(event: Event) -> tuple[str, str]:
    latest, earliest = date_order(event.date)
    return (earliest, latest)


def _build_source(source: Source, number: int, article: Article | None) -> SourceEntry:
    link = (article.url if article else None) or source.url
    origin = source.origin or (article.origin if article else None) or source.publisher or source.id
    return SourceEntry(
        source=source,
        number=number,
        article=article,
        url=article_url(article) if article else None,
        link=link if is_web_address(link) else None,
        origin=" ".join(origin.casefold().split()),
        language=article.language if article else None,
    )


def _build_item(section: str, item: Item, brief: Brief, sources: Mapping[str, SourceEntry]) -> ItemEntry:
    seen: dict[str, int] = {}
    evidence: list[EvidenceEntry] = []
    for one in item.evidence:
        seen[one.source] = seen.get(one.source, 0) + 1
        anchor = evidence_anchor(brief.slug, item.id, seen[one.source])
        evidence.append(_build_evidence(one, sources.get(one.source), anchor))
    return ItemEntry(
        section=section,
        item=item,
        id=item.id,
        label=_label(item),
        url=f"{brief.slug}/index.html#{item.id}",
        brief_title=brief.title,
        evidence=tuple(evidence),
        origin_count=len({one.source.origin for one in evidence if one.source}),
    )


def evidence_anchor(slug: str, item_id: str, count: int) -> str:
    """Return the anchor, on an article's page, of the count-th evidence that an item has in that article."""
    # Ids of our own begin with "_", which no slug can: they never meet the id of an item.
    return f"_{slug}--{item_id}" + (f"--{count}" if count > 1 else "")


def _build_evidence(evidence: Evidence, source: SourceEntry | None, anchor: str) -> EvidenceEntry:
    article = source.article if source else None
    status, span = "missing", None
    if article is not None:
        found = find_evidence(article.text, evidence)
        span = _trim(article.text, found.span)
        status = found.status if span else "missing"
    link = source.link if source else None
    is_digest = (article.kind if article else source.source.kind if source else "full") == "digest"
    if link and not is_digest:
        link = with_fragment(link, evidence.quote, evidence.prefix)
    return EvidenceEntry(
        source=source,
        quote=evidence.quote,
        status=status,
        span=span,
        passage=find_passage(article.text, span) if article and span else None,
        url=f"{source.url}#{anchor}" if source and source.url and span else None,
        link=link,
    )


def _trim(text: str, span: Span | None) -> Span | None:
    """Take blanks off both ends, so that every span begins and ends inside a block."""
    if span is None:
        return None
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Span(start, end) if start < end else None


def _label(item: Item) -> str:
    match item:
        case Event():
            label = strip_markdown(item.title)
        case Figure():
            label = format_figure(item)
        case Reaction():
            stance = STANCES[item.stance] if item.stance != "other" else "Reacts"
            label = f"{item.actor}: {stance[:1].lower()}{stance[1:]}"
        case BackgroundItem():
            label = strip_markdown(item.text)
    return label if len(label) <= _MAX_LABEL_CHARS else label[: _MAX_LABEL_CHARS - 1].rstrip() + "…"


def _group_stances(reactions: Sequence[ItemEntry]) -> tuple[StanceGroup, ...]:
    groups: dict[Stance, list[ItemEntry]] = {stance: [] for stance in STANCES}
    for entry in reactions:
        if isinstance(entry.item, Reaction):
            groups[entry.item.stance].append(entry)
    for members in groups.values():
        members.sort(
            key=lambda entry: date_order(entry.item.date if isinstance(entry.item, Reaction) else None)
        )
    return tuple(
        StanceGroup(stance=stance, title=STANCES[stance], reactions=tuple(members))
        for stance, members in groups.items()
        if members
    )


def _index_articles(briefs: Sequence[BriefEntry]) -> tuple[ArticleEntry, ...]:
    articles: dict[str, Article] = {}
    uses: dict[str, list[Use]] = {}
    for brief in briefs:
        for source in brief.sources:
            if source.article and source.url:
                articles.setdefault(source.url, source.article)
        for entry in brief.items:
            for evidence, anchor, span in _anchors_of(brief, entry):
                uses.setdefault(evidence, []).append(
                    Use(
                        number=0,
                        anchor=anchor,
                        span=span,
                        section=entry.section,
                        kind=_SECTION_WORDS[entry.section],
                        label=entry.label,
                        url=entry.url,
                        brief_title=entry.brief_title,
                        brief_url=brief.url,
                    )
                )
    entries = [
        ArticleEntry(
            article=article,
            url=url,
            link=article.url if is_web_address(article.url) else None,
            uses=tuple(
                msgspec.structs.replace(use, number=number)
                for number, use in enumerate(
                    sorted(uses.get(url, ()), key=lambda use: (use.span, use.anchor)), start=1
                )
            ),
            is_whole=may_show_whole(article),
        )
        for url, article in articles.items()
    ]
    entries.sort(key=lambda entry: (entry.article.title.casefold(), entry.article.id))
    entries.sort(key=lambda entry: date_order(entry.article.published), reverse=True)
    return tuple(entries)


def _anchors_of(brief: BriefEntry, entry: ItemEntry) -> Iterable[tuple[str, str, Span]]:
    """Yield page, anchor and span of each evidence of an item that was found."""
    for one in entry.evidence:
        if one.url is None or one.source is None or one.source.article is None or one.span is None:
            continue
        page, _, anchor = one.url.partition("#")
        yield page, anchor, one.span
