"""What templates get: briefs, items, evidence, articles and names as the library links them.

themes/dispatch/README.md documents the fields for authors of themes.
"""

import msgspec

from briefgen.model.article import Article
from briefgen.model.brief import Brief, Event, Item, Source, Stance
from briefgen.model.dates import parse_date
from briefgen.model.span import Span
from briefgen.publish.labels import KINDS
from briefgen.publish.passages import Passage


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


def date_order(date: str | None) -> tuple[str, str]:
    """Return a sort key of an EDTF date; what has no date, or a wrong one, comes first."""
    if not date:
        return ("", "")
    try:
        earliest, latest, _ = parse_date(date).order
    except ValueError:
        return ("", "")
    return (latest.isoformat(), earliest.isoformat())


def _about(name: str, role: str | None, kind: str | None, country: str | None) -> str:
    words = [role or KINDS.get(kind or "", "")]
    if country and kind != "country" and country not in name and country not in (role or ""):
        words.append(country)
    return ", ".join(word for word in words if word)
