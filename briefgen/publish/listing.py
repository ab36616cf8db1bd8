"""What all briefs together say: names with their mentions, articles with their uses. Made from small records."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from briefgen.model.article import Article
from briefgen.model.names import NamedOrganisation, NamedPerson, NamedPlace
from briefgen.model.span import Span
from briefgen.publish.entries import ArticleEntry, IndexedName, ItemLink, NameEntry, NameMention, Use
from briefgen.publish.library import BriefEntry, article_url, may_show_whole
from briefgen.publish.markdown import is_web_address
from briefgen.publish.namings import country_name, name_anchor
from briefgen.publish.records import Cite

NAME_SECTIONS = ("people", "places", "organisations")

_SECTION_WORDS = {
    "background": "background",
    "timeline": "event",
    "figures": "figure",
    "reactions": "reaction",
}


class IndexItem(msgspec.Struct, frozen=True, array_like=True):
    """An item as lists over all briefs show it."""

    section: str
    id: str
    label: str


class IndexName(msgspec.Struct, frozen=True, array_like=True):
    """A name as one brief has it."""

    section: str
    """Key of NAME_SECTIONS."""
    name: str
    aliases: tuple[str, ...]
    role: str | None
    kind: str | None
    country: str | None
    items: tuple[int, ...]
    """Which of the brief's items name it."""


class IndexUse(msgspec.Struct, frozen=True, array_like=True):
    """Words of an article that support an item."""

    article_path: str
    anchor: str
    start: int
    end: int
    item: int
    """Which of the brief's items."""


class BriefIndex(msgspec.Struct, frozen=True, array_like=True):
    """What one brief gives to the lists over all."""

    slug: str
    title: str
    items: tuple[IndexItem, ...]
    names: tuple[IndexName, ...]
    uses: tuple[IndexUse, ...]

    @property
    def url(self) -> str:
        """The page of the brief, from the root of the site."""
        return f"{self.slug}/index.html"

    def link(self, number: int) -> ItemLink:
        """Return an item as lists show it."""
        item = self.items[number]
        return ItemLink(
            section=item.section,
            id=item.id,
            label=item.label,
            url=f"{self.slug}/index.html#{item.id}",
            brief_title=self.title,
        )


def make_brief_index(entry: BriefEntry) -> BriefIndex:
    """Return what a brief gives to the lists over all."""
    places = {id(item): number for number, item in enumerate(entry.items)}
    groups: list[tuple[str, Sequence[NameEntry]]] = [
        ("people", entry.people),
        ("places", entry.places),
        ("organisations", entry.organisations),
    ]
    return BriefIndex(
        slug=entry.brief.slug,
        title=entry.brief.title,
        items=tuple(IndexItem(item.section, item.id, item.label) for item in entry.items),
        names=tuple(
            IndexName(
                section=section,
                name=name.name,
                aliases=name.aliases,
                role=name.role,
                kind=name.kind,
                country=name.country,
                items=tuple(places[id(item)] for item in name.items),
            )
            for section, names in groups
            for name in names
        ),
        uses=tuple(
            IndexUse(one.source.article.path, one.url.partition("#")[2], one.span.start, one.span.end, number)
            for number, item in enumerate(entry.items)
            for one in item.evidence
            if one.source and one.source.article and one.span and one.url
        ),
    )


def digest_names(index: BriefIndex) -> str:
    """Return the hash of what the pages of people and places show of a brief."""
    named = sorted({number for name in index.names for number in name.items})
    links = [(number, index.items[number]) for number in named]
    return _digest(msgspec.json.encode([index.slug, index.title, index.names, links]))


def find_cites(entry: BriefEntry, index: BriefIndex | None) -> tuple[Cite, ...]:
    """Return how a brief uses each of its articles; without an index only which."""
    by_path: dict[str, list[object]] = {
        source.article.path: [] for source in entry.sources if source.article is not None
    }
    for use in index.uses if index else ():
        item = index.items[use.item] if index else None
        by_path[use.article_path].append([use.anchor, use.start, use.end, item])
    title = entry.brief.title
    return tuple(
        Cite(path, len(uses), _digest(msgspec.json.encode([title, uses])) if index else "")
        for path, uses in by_path.items()
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def list_names(
    indexes: Iterable[BriefIndex],
    section: str,
    known: Mapping[str, NamedPerson] | Mapping[str, NamedPlace] | Mapping[str, NamedOrganisation],
    language: str,
) -> tuple[IndexedName, ...]:
    """Merge the names of one section over all briefs; names with one anchor are one entry.

    Args:
        indexes: of all briefs, newest first.
        section: key of NAME_SECTIONS.
        known: names of names.yaml, which say what no brief says.
        language: for names of countries.
    """
    collected: dict[str, list[tuple[BriefIndex, IndexName]]] = {}
    for index in indexes:
        for name in index.names:
            if name.section == section:
                anchor = name_anchor(name.name, section)
                collected.setdefault(anchor, []).append((index, name))
    names = [
        _merge_names(anchor, found, known.get(found[0][1].name), language)
        for anchor, found in collected.items()
    ]
    return tuple(sorted(names, key=lambda name: (name.name.casefold(), name.anchor)))


def _merge_names(
    anchor: str,
    found: Sequence[tuple[BriefIndex, IndexName]],
    known: NamedPerson | NamedPlace | NamedOrganisation | None,
    language: str,
) -> IndexedName:
    def first(field: str) -> str | None:
        for _, entry in found:
            if value := getattr(entry, field):
                return str(value)
        value = getattr(known, field, None)
        return str(value) if value else None

    name = found[0][1].name
    aliases = {alias: None for _, entry in found for alias in entry.aliases if alias != name}
    return IndexedName(
        name=name,
        anchor=anchor,
        role=first("role"),
        kind=first("kind"),
        country_name=country_name(first("country"), language),
        aliases=tuple(sorted(aliases)),
        brief_count=len({index.slug for index, _ in found}),
        mentions=tuple(
            NameMention(
                brief_title=index.title,
                brief_url=index.url,
                items=tuple(index.link(number) for number in entry.items),
            )
            for index, entry in found
        ),
    )


def make_article_entry(article: Article, indexes: Iterable[BriefIndex]) -> ArticleEntry:
    """Return an article with all uses of its words.

    Args:
        article: the article.
        indexes: of the briefs that name it as a source, newest first.
    """
    uses = [(use, index) for index in indexes for use in index.uses if use.article_path == article.path]
    uses.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[0].anchor))
    return ArticleEntry(
        article=article,
        url=article_url(article),
        link=article.url if is_web_address(article.url) else None,
        uses=tuple(_make_use(number, use, index) for number, (use, index) in enumerate(uses, start=1)),
        is_whole=may_show_whole(article),
    )


def _make_use(number: int, use: IndexUse, index: BriefIndex) -> Use:
    item = index.link(use.item)
    return Use(
        number=number,
        anchor=use.anchor,
        span=Span(use.start, use.end),
        section=item.section,
        kind=_SECTION_WORDS[item.section],
        label=item.label,
        url=item.url,
        brief_title=item.brief_title,
        brief_url=index.url,
    )
