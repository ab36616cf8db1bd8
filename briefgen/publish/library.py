"""All published briefs with their articles and names, cross-indexed. Evidence is anchored here, once.

The types below are what templates get; themes/dispatch/README.md documents them for authors of themes.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec
from babel import Locale, UnknownLocaleError

from briefgen.model.article import Article
from briefgen.model.brief import (
    MEASURES,
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
from briefgen.model.dates import parse_date
from briefgen.model.evidence import find_evidence
from briefgen.model.names import NamedOrganisation, NamedPerson, NamedPlace, Names
from briefgen.model.series import find_series
from briefgen.model.span import Span
from briefgen.publish.labels import KINDS, STANCES, format_figure
from briefgen.publish.markdown import is_web_address, strip_markdown
from briefgen.publish.passages import Passage, find_passage, with_fragment

MAX_KEY_FIGURES = 6
_MAX_LABEL_CHARS = 90
_WORD = re.compile(r"\w+|[^\w\s]")
_SECTION_WORDS = {
    "background": "background",
    "timeline": "event",
    "figures": "figure",
    "reactions": "reaction",
}


class SourceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An article as a source of one brief."""

    source: Source
    number: int
    """Place in the brief's list, from 1."""
    article: Article | None
    """None if the article's file is not there."""
    url: str | None
    """Its page, from the root of the site; None without an article."""
    link: str | None
    """Original publication; None if there is no http or https address."""
    origin: str
    """Whose reporting it is, in comparable form: sources of one origin count once."""
    language: str | None


class EvidenceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Words that support an item, found in their article."""

    source: SourceEntry | None
    """None if the brief lists no such source."""
    quote: str
    status: str
    """`found`, `ambiguous` (the first place is shown) or `missing`."""
    span: Span | None
    """Where they stand in the article's text; None if they are missing."""
    passage: Passage | None
    """The words in their sentence; None if they are missing."""
    url: str | None
    """The marked place on the article's page; None if there is none."""
    link: str | None
    """The original publication, at the words themselves where it holds them (not for a digest)."""


class ItemEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a section with all that hangs on it."""

    section: str
    item: Item
    id: str
    label: str
    """Short plain text for links to the item."""
    url: str
    """Permalink from the root of the site."""
    brief_title: str
    evidence: tuple[EvidenceEntry, ...]
    origin_count: int
    """Independent origins among the sources of its evidence."""


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """One use of an article's words: the way back from the words to the item."""

    number: int
    """Place among the uses of the article, in order of the text, from 1."""
    anchor: str
    span: Span
    section: str
    kind: str
    """What the item is: background, event, figure, reaction."""
    label: str
    url: str
    brief_title: str
    brief_url: str


class SeriesEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Figures on the same measure, group and place, in order of as-of date."""

    measure: str
    group: str | None
    place: str | None
    figures: tuple[ItemEntry, ...]
    is_contested: bool
    """Claims of one time differ."""


class KeyFigure(msgspec.Struct, frozen=True, kw_only=True):
    """The newest standing claim of a series, with those that differ from it."""

    entry: ItemEntry
    others: tuple[ItemEntry, ...]
    """The newest standing claim of each other claimant with another value, newest first."""


class StanceGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Reactions of one stance."""

    stance: Stance
    title: str
    reactions: tuple[ItemEntry, ...]


class NameEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A person, place or organisation of a brief, with the items that name it."""

    name: str
    anchor: str
    """Its place on the page of names."""
    url: str
    """Page and anchor, from the root of the site."""
    aliases: tuple[str, ...]
    role: str | None
    kind: str | None
    country: str | None
    country_name: str | None
    items: tuple[ItemEntry, ...]

    @property
    def about(self) -> str:
        """Role or kind, and country where the rest does not say it."""
        return _about(self.name, self.role, self.kind, self.country_name)


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """Events of the timeline that bear one date, side by side."""

    date: str
    """EDTF; a day, or whatever else the events have for a date."""
    events: tuple[ItemEntry, ...]


class BriefEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A published brief, hidden items left out."""

    brief: Brief
    path: str
    """File below the project root."""
    url: str
    updated: str | None
    """Day of the newest information, EDTF: `updated`, else worked out from the content; never the clock."""
    background: tuple[ItemEntry, ...]
    timeline: tuple[ItemEntry, ...]
    """In order of date, then of the file."""
    figures: tuple[ItemEntry, ...]
    reactions: tuple[ItemEntry, ...]
    series: tuple[SeriesEntry, ...]
    key_figures: tuple[KeyFigure, ...]
    stances: tuple[StanceGroup, ...]
    people: tuple[NameEntry, ...]
    places: tuple[NameEntry, ...]
    organisations: tuple[NameEntry, ...]
    sources: tuple[SourceEntry, ...]
    origin_count: int

    @property
    def items(self) -> tuple[ItemEntry, ...]:
        """All items, section by section."""
        return self.background + self.timeline + self.figures + self.reactions

    @property
    def days(self) -> tuple[Day, ...]:
        """The timeline by date."""
        days: list[tuple[str, list[ItemEntry]]] = []
        for entry in self.timeline:
            date = entry.item.date if isinstance(entry.item, Event) else ""
            if not days or days[-1][0] != date:
                days.append((date, []))
            days[-1][1].append(entry)
        return tuple(Day(date=date, events=tuple(events)) for date, events in days)

    @property
    def place_urls(self) -> dict[str, str]:
        """Where the page of places has each place of the brief, by name and alias."""
        urls = {alias: place.url for place in self.places for alias in place.aliases}
        return urls | {place.name: place.url for place in self.places}


class ArticleEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An article that published briefs rest on."""

    article: Article
    url: str
    link: str | None
    uses: tuple[Use, ...]
    """In order of the text."""
    is_whole: bool
    """The text may be shown whole: a digest, or a licence allows it."""


class NameMention(msgspec.Struct, frozen=True, kw_only=True):
    """A brief in which a name occurs."""

    brief_title: str
    brief_url: str
    items: tuple[ItemEntry, ...]


class IndexedName(msgspec.Struct, frozen=True, kw_only=True):
    """A name over all briefs."""

    name: str
    anchor: str
    role: str | None
    kind: str | None
    country_name: str | None
    aliases: tuple[str, ...]
    mentions: tuple[NameMention, ...]

    @property
    def about(self) -> str:
        """Role or kind, and country where the rest does not say it."""
        return _about(self.name, self.role, self.kind, self.country_name)


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is published."""

    briefs: tuple[BriefEntry, ...]
    """Newest update first, then by title."""
    articles: tuple[ArticleEntry, ...]
    """Newest first, then by title."""
    people: tuple[IndexedName, ...]
    places: tuple[IndexedName, ...]
    organisations: tuple[IndexedName, ...]


def build_library(
    briefs: Sequence[tuple[str, Brief]],
    articles: Mapping[str, Article],
    names: Names,
    *,
    language: str = "en",
) -> Library:
    """Cross-index what is published.

    Args:
        briefs: path below the project root and brief; drafts are left out.
        articles: by path below the content folder; only those that sources name are used.
        names: fills in what briefs leave unsaid of a name.
        language: for names of countries.
    """
    entries = [
        _build_brief(brief, path, articles, language) for path, brief in briefs if brief.status != "draft"
    ]
    entries.sort(key=lambda entry: (entry.brief.title.casefold(), entry.brief.slug))
    entries.sort(key=lambda entry: date_order(entry.updated), reverse=True)
    people = {person.name: person for person in names.people}
    places = {place.name: place for place in names.places}
    organisations = {body.name: body for body in names.organisations}
    return Library(
        briefs=tuple(entries),
        articles=_index_articles(entries),
        people=_index_names(entries, "people", people, language),
        places=_index_names(entries, "places", places, language),
        organisations=_index_names(entries, "organisations", organisations, language),
    )


def date_order(date: str | None) -> tuple[str, str]:
    """Return a sort key of an EDTF date; what has no date, or a wrong one, comes first."""
    if not date:
        return ("", "")
    try:
        earliest, latest, _ = parse_date(date).order
    except ValueError:
        return ("", "")
    return (latest.isoformat(), earliest.isoformat())


def to_anchor(name: str) -> str:
    """Return an id made of the letters and digits of any script in `name`: `Ban Ki-moon` → `ban-ki-moon`."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-") or "x"


@lru_cache(maxsize=1024)
def country_name(code: str | None, language: str) -> str | None:
    """Return the name of an ISO 3166-1 country in `language`, else in English, else the code."""
    if code is None:
        return None
    for tag in (language, "en"):
        try:
            found = Locale.parse(tag, sep="-").territories.get(code)
        except (UnknownLocaleError, ValueError):
            continue
        if found:
            return str(found)
    return code


def _about(name: str, role: str | None, kind: str | None, country: str | None) -> str:
    words = [role or KINDS.get(kind or "", "")]
    if country and kind != "country" and country not in name and country not in (role or ""):
        words.append(country)
    return ", ".join(word for word in words if word)


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
    series = _build_series(brief, figures)
    items = background + timeline + figures + reactions
    mentions = _find_mentions([*brief.people, *brief.places, *brief.organisations], items)

    def name(entry: Person | Place | Organisation) -> NameEntry:
        return _build_name(entry, mentions.get(entry.name, ()), language)

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
        key_figures=_choose_key_figures(series),
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


def _build_series(brief: Brief, figures: Sequence[ItemEntry]) -> tuple[SeriesEntry, ...]:
    by_id = {entry.id: entry for entry in figures}
    shown = [figure for figure in brief.figures if not figure.hidden]
    return tuple(
        SeriesEntry(
            measure=series.measure,
            group=series.group,
            place=series.place,
            figures=tuple(by_id[figure.id] for figure in series.figures),
            is_contested=bool(series.contradictions),
        )
        for series in find_series(shown)
    )


def _figure_of(entry: ItemEntry) -> Figure:
    assert isinstance(entry.item, Figure)  # noqa: S101 - the section holds nothing else
    return entry.item


def _claimant(entry: ItemEntry) -> str:
    """Return who gives a figure, in comparable form; where nobody is named, whose report it is."""
    claimant = _figure_of(entry).claimed_by or next(
        (one.source.origin for one in entry.evidence if one.source), ""
    )
    return " ".join(claimant.casefold().split())


def _choose_key_figures(series: Sequence[SeriesEntry]) -> tuple[KeyFigure, ...]:
    """Choose what a reader asks first: a figure a measure, in the order of MEASURES, wholes before parts."""
    order = {measure: rank for rank, measure in enumerate(MEASURES)}
    ranked: list[tuple[tuple[int, int, int, int], KeyFigure]] = []
    for number, one in enumerate(series):
        standing = [entry for entry in one.figures if _figure_of(entry).status == "stands"]
        standing.sort(key=lambda entry: date_order(_figure_of(entry).as_of), reverse=True)
        if not standing:
            continue
        first, *rest = standing
        figure = _figure_of(first)
        others: dict[str, ItemEntry] = {_claimant(first): first}
        for entry in rest:
            if (_figure_of(entry).value, _figure_of(entry).qualifier) != (figure.value, figure.qualifier):
                others.setdefault(_claimant(entry), entry)
        rank = (
            order.get(one.measure, len(order)),
            int(figure.part_of is not None),
            int(one.group is not None) + int(one.place is not None),
            number,
        )
        ranked.append((rank, KeyFigure(entry=first, others=tuple(others.values())[1:])))
    ranked.sort(key=lambda pair: pair[0])
    chosen: list[KeyFigure] = []
    later: list[KeyFigure] = []
    seen: set[str] = set()
    for _, key_figure in ranked:
        measure = _figure_of(key_figure.entry).measure
        (later if measure in seen else chosen).append(key_figure)
        seen.add(measure)
    return tuple((chosen + later)[:MAX_KEY_FIGURES])


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


def _find_mentions(
    names: Sequence[Person | Place | Organisation], items: Sequence[ItemEntry]
) -> dict[str, tuple[ItemEntry, ...]]:
    """Find the items that name each name or alias, in order of the page; one pass over each item's words."""
    forms: dict[str, list[str]] = {}
    for name in names:
        for form in (name.name, *name.aliases):
            if name.name not in forms.setdefault(form.strip(), []):
                forms[form.strip()].append(name.name)
    by_first_word: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        first = _WORD.search(form)
        if first is not None:
            by_first_word.setdefault(first.group(), []).append(form)
    found: dict[str, list[ItemEntry]] = {}
    for entry in items:
        named: dict[str, None] = {}
        for form in _find_forms(_words_of(entry.item), by_first_word):
            named.update(dict.fromkeys(forms[form]))
        for canonical in named:
            found.setdefault(canonical, []).append(entry)
    return {name: tuple(entries) for name, entries in found.items()}


def _find_forms(words: str, by_first_word: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """Yield the forms that stand in some words as whole words, the longest at each place, none within another.

    A table of first words keeps this linear where a pattern of thousands of alternatives would not be.
    """
    end = 0
    for match in _WORD.finditer(words):
        if match.start() < end:
            continue
        for form in by_first_word.get(match.group(), ()):
            stop = match.start() + len(form)
            if words.startswith(form, match.start()) and not _is_word_char(words[stop : stop + 1]):
                yield form
                end = stop
                break


def _is_word_char(char: str) -> bool:
    return char.isalnum() or char == "_"


def _words_of(item: Item) -> str:
    match item:
        case Event():
            parts = [item.title, item.text, *item.places]
        case Figure():
            parts = [item.group, item.claimed_by, item.place, item.text]
        case Reaction():
            parts = [item.actor, item.speaker, item.role, item.text, item.quote]
        case BackgroundItem():
            parts = [item.text]
    return "\n".join(part for part in parts if part)


_NAME_PAGES = {Person: "people", Place: "places", Organisation: "people"}


def _name_address(entry: Person | Place | Organisation) -> tuple[str, str]:
    mark = "org-" if isinstance(entry, Organisation) else ""
    anchor = f"_{mark}{to_anchor(entry.name)}"
    return anchor, f"{_NAME_PAGES[type(entry)]}/index.html#{anchor}"


def _build_name(
    entry: Person | Place | Organisation, items: tuple[ItemEntry, ...], language: str
) -> NameEntry:
    anchor, url = _name_address(entry)
    return NameEntry(
        name=entry.name,
        anchor=anchor,
        url=url,
        aliases=tuple(entry.aliases),
        role=entry.role if isinstance(entry, Person) else None,
        kind=None if isinstance(entry, Person) else entry.kind,
        country=entry.country,
        country_name=country_name(entry.country, language),
        items=items,
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


def _index_names(
    briefs: Sequence[BriefEntry],
    section: str,
    known: Mapping[str, NamedPerson] | Mapping[str, NamedPlace] | Mapping[str, NamedOrganisation],
    language: str,
) -> tuple[IndexedName, ...]:
    """Merge the names of one section over all briefs; names with one anchor are one entry."""
    collected: dict[str, list[tuple[BriefEntry, NameEntry]]] = {}
    for brief in briefs:
        for entry in getattr(brief, section):
            collected.setdefault(entry.anchor, []).append((brief, entry))
    index = [
        _merge_names(anchor, found, known.get(found[0][1].name), language)
        for anchor, found in collected.items()
    ]
    return tuple(sorted(index, key=lambda name: (name.name.casefold(), name.anchor)))


def _merge_names(
    anchor: str,
    found: Sequence[tuple[BriefEntry, NameEntry]],
    known: NamedPerson | NamedPlace | NamedOrganisation | None,
    language: str,
) -> IndexedName:
    def first(field: str) -> str | None:
        values = [getattr(entry, field, None) for _, entry in found] + [getattr(known, field, None)]
        return next((value for value in values if value), None)

    name = found[0][1].name
    aliases = {alias: None for _, entry in found for alias in entry.aliases if alias != name}
    return IndexedName(
        name=name,
        anchor=anchor,
        role=first("role"),
        kind=first("kind"),
        country_name=country_name(first("country"), language),
        aliases=tuple(sorted(aliases)),
        mentions=tuple(
            NameMention(brief_title=brief.brief.title, brief_url=brief.url, items=entry.items)
            for brief, entry in found
        ),
    )
