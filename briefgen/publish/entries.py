"""What templates get: briefs, items, evidence, articles and names as the library links them.

themes/dispatch/README.md documents the fields for authors of themes. What costs time and not every theme shows
(anchors in articles, passages, series, names) is worked out when a template asks for it, and then kept.
"""

import re
from collections.abc import Sequence
from functools import cached_property

import msgspec

from briefgen.model.article import Article
from briefgen.model.brief import Brief, Evidence, Item, Source, Stance
from briefgen.model.dates import parse_date
from briefgen.model.evidence import find_evidence
from briefgen.model.series import Contradiction
from briefgen.model.span import Span
from briefgen.publish.charts import Chart
from briefgen.publish.labels import KINDS, label_item
from briefgen.publish.passages import Passage, find_passage, with_fragment


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


class EvidenceEntry:
    """Words that support an item, found in their article."""

    source: SourceEntry | None
    """None if the brief lists no such source."""
    quote: str

    def __init__(self, evidence: Evidence, source: SourceEntry | None, anchor: str) -> None:
        self._evidence = evidence
        self._anchor = anchor
        self.source = source
        self.quote = evidence.quote

    @cached_property
    def _found(self) -> tuple[str, Span | None]:
        article = self.source.article if self.source else None
        if article is None:
            return "missing", None
        found = find_evidence(article.text, self._evidence)
        span = _trim(article.text, found.span)
        return (found.status if span else "missing"), span

    @property
    def status(self) -> str:
        """`found`, `ambiguous` (the first place is shown) or `missing`."""
        return self._found[0]

    @property
    def span(self) -> Span | None:
        """Where they stand in the article's text; None if they are missing."""
        return self._found[1]

    @cached_property
    def passage(self) -> Passage | None:
        """The words in their sentence; None if they are missing."""
        article = self.source.article if self.source else None
        return find_passage(article.text, self.span) if article and self.span else None

    @property
    def url(self) -> str | None:
        """The marked place on the article's page; None if there is none."""
        source = self.source
        return f"{source.url}#{self._anchor}" if source and source.url and self.span else None

    @cached_property
    def link(self) -> str | None:
        """The original publication, at the words themselves where it holds them (not for a digest)."""
        source = self.source
        link = source.link if source else None
        if not source or not link:
            return link
        kind = source.article.kind if source.article else source.source.kind
        return link if kind == "digest" else with_fragment(link, self.quote, self._evidence.prefix)


def _trim(text: str, span: Span | None) -> Span | None:
    """Take blanks off both ends, so that every span begins and ends inside a block."""
    if span is None:
        return None
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Span(start, end) if start < end else None


class ItemEntry:
    """An item of a section with all that hangs on it."""

    section: str
    item: Item
    id: str
    url: str
    """Permalink from the root of the site."""
    brief_title: str
    evidence: tuple[EvidenceEntry, ...]

    def __init__(self, section: str, item: Item, brief: Brief, evidence: tuple[EvidenceEntry, ...]) -> None:
        self.section = section
        self.item = item
        self.id = item.id
        self.url = f"{brief.slug}/index.html#{item.id}"
        self.brief_title = brief.title
        self.evidence = evidence

    @cached_property
    def label(self) -> str:
        """Short plain text for links to the item."""
        return label_item(self.item)

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who published its evidence, each once, capitals aside."""
        names = [one.source.source.publisher for one in self.evidence if one.source]
        found: dict[str, str] = {}
        for name in names:
            if name:
                found.setdefault(name.lower(), name)
        return tuple(found.values())

    @property
    def origin_count(self) -> int:
        """Independent origins among the sources of its evidence."""
        return len({one.source.origin for one in self.evidence if one.source})


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
    contradictions: tuple[Contradiction, ...]
    """Pairs of figures (`one`, `other`) that cannot both be right."""
    chart: Chart | None
    """The series over time; None where it would say no more than the table."""


class KeyFigure(msgspec.Struct, frozen=True, kw_only=True):
    """The newest standing claim of a series, with those that differ from it."""

    entry: ItemEntry
    others: tuple[ItemEntry, ...]
    """The newest standing claim of each other claimant with another value, newest first."""
    withdrawn: tuple[ItemEntry, ...] = ()
    """Claims of the series that were withdrawn, newest first."""


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


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """Days of the timeline that lie in one month."""

    date: str
    """The month, EDTF."""
    days: tuple[Day, ...]
    """Those of its dates that are one day, each once, be it about or perhaps."""


class ArticleEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An article that published briefs rest on."""

    article: Article
    url: str
    link: str | None
    uses: Sequence[Use]
    """In order of the text."""
    is_whole: bool
    """The text may be shown whole: a digest, or a licence allows it."""


class ItemLink(msgspec.Struct, frozen=True, kw_only=True):
    """An item as lists over all briefs show it."""

    section: str
    id: str
    label: str
    """Short plain text for links to the item."""
    url: str
    """Permalink from the root of the site."""
    brief_title: str


class NameMention(msgspec.Struct, frozen=True, kw_only=True):
    """A brief in which a name occurs."""

    brief_title: str
    brief_url: str
    items: tuple[ItemLink, ...]


class IndexedName(msgspec.Struct, frozen=True, kw_only=True):
    """A name over all briefs."""

    name: str
    anchor: str
    role: str | None
    kind: str | None
    country_name: str | None
    aliases: tuple[str, ...]
    mentions: tuple[NameMention, ...]
    """By brief, newest first; at most as many as a page has, and none in a list of names with own pages."""
    brief_count: int = 0
    """Briefs that list it."""
    url: str | None = None
    """Its own page, from the root of the site; None where all names stand on one page."""

    @property
    def about(self) -> str:
        """Role or kind, and country where the rest does not say it."""
        return _about(self.name, self.role, self.kind, self.country_name)


def date_order(date: str | None) -> tuple[str, str]:
    """Return a sort key of an EDTF date; what has no date, or a wrong one, comes first."""
    if not date:
        return ("", "")
    try:
        earliest, latest, _ = parse_date(date).order
    except ValueError:
        return ("", "")
    return (latest.isoformat(), earliest.isoformat())


_SAME_COUNTRY = {
    "Cape Verde": "Cabo Verde",
    "Congo - Kinshasa": "DR Congo|DRC|Democratic Republic of the Congo",
    "Côte d’Ivoire": "Côte d'Ivoire|Ivory Coast|Ivorian",
    "Czechia": "Czech",
    "Eswatini": "Swaziland",
    "Hong Kong SAR China": "Hong Kong",
    "Myanmar (Burma)": "Myanmar|Burma",
    "North Macedonia": "Macedonia",
    "Palestinian Territories": "Palestine|Palestinian",
    "Timor-Leste": "East Timor",
    "Türkiye": "Turkey|Turkish",
    "United Kingdom": r"UK|U\.K\.|British|Britain",
    "United States": r"US|USA|U\.S\.|American?",
}
"""Words that name a country as well as the name that pages show (CLDR's), where this is not a part of them."""


def _about(name: str, role: str | None, kind: str | None, country: str | None) -> str:
    words = [role or KINDS.get(kind or "", "")]
    if country and kind != "country" and not _names_country(f"{name}\n{role or ''}", country):
        words.append(country)
    return ", ".join(word for word in words if word)


def _names_country(text: str, country: str) -> bool:
    names = "|".join((re.escape(country), *filter(None, [_SAME_COUNTRY.get(country)])))
    return re.search(rf"(?<!\w)(?:{names})(?!\w)", text) is not None
