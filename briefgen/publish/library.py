"""A brief with everything that hangs on it: sources, items with their evidence, series, names."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from briefgen.model.article import Article
from briefgen.model.brief import Brief, Event, Item, Organisation, Person, Place, Reaction, Source, Stance
from briefgen.model.dates import is_day
from briefgen.publish.entries import (
    Day,
    EvidenceEntry,
    ItemEntry,
    KeyFigure,
    Month,
    NameEntry,
    SeriesEntry,
    SourceEntry,
    StanceGroup,
    date_order,
)
from briefgen.publish.labels import STANCES
from briefgen.publish.markdown import is_web_address
from briefgen.publish.namings import build_name, find_mentions
from briefgen.publish.series import build_series, choose_key_figures


class BriefEntry:
    """A published brief, hidden items left out."""

    brief: Brief
    url: str
    """Its page, from the root of the site."""
    sources: tuple[SourceEntry, ...]

    def __init__(
        self,
        brief: Brief,
        articles: Mapping[str, Article],
        language: str = "en",
        *,
        has_name_pages: bool = False,
    ) -> None:
        """Link a brief with its articles.

        Args:
            brief: the brief.
            articles: by path below the content folder; those that its sources name.
            language: for names of countries.
            has_name_pages: each name has a page of its own.
        """
        self.brief = brief
        self.url = f"{brief.slug}/index.html"
        self._language = language
        self._has_name_pages = has_name_pages
        self.sources = tuple(
            _build_source(source, number, articles.get(source.article))
            for number, source in enumerate(brief.sources, start=1)
        )
        self._by_id = {entry.source.id: entry for entry in self.sources}

    @cached_property
    def updated(self) -> str | None:
        """Day of the newest information, EDTF: `updated`, else worked out from the content; never the clock."""
        return self.brief.updated or _newest_date(self.brief)

    @cached_property
    def background(self) -> tuple[ItemEntry, ...]:
        """Items of the background, in order of the file."""
        return self._link("background", self.brief.background)

    @cached_property
    def timeline(self) -> tuple[ItemEntry, ...]:
        """Events in order of date, then of the file."""
        events: list[Item] = [*sorted(self.brief.timeline, key=_event_order)]
        return self._link("timeline", events)

    @cached_property
    def figures(self) -> tuple[ItemEntry, ...]:
        """Figures in order of the file."""
        return self._link("figures", self.brief.figures)

    @cached_property
    def reactions(self) -> tuple[ItemEntry, ...]:
        """Reactions in order of the file."""
        return self._link("reactions", self.brief.reactions)

    def _link(self, section: str, items: Iterable[Item]) -> tuple[ItemEntry, ...]:
        return tuple(self._link_item(section, item) for item in items if not item.hidden)

    def _link_item(self, section: str, item: Item) -> ItemEntry:
        seen: dict[str, int] = {}
        evidence = []
        for one in item.evidence:
            seen[one.source] = seen.get(one.source, 0) + 1
            anchor = evidence_anchor(self.brief.slug, item.id, seen[one.source])
            evidence.append(EvidenceEntry(one, self._by_id.get(one.source), anchor))
        return ItemEntry(section, item, self.brief, tuple(evidence))

    @cached_property
    def items(self) -> tuple[ItemEntry, ...]:
        """All items, section by section."""
        return self.background + self.timeline + self.figures + self.reactions

    @cached_property
    def series(self) -> tuple[SeriesEntry, ...]:
        """Figures on the same thing, over claimants and time."""
        return build_series(self.brief, self.figures)

    @cached_property
    def key_figures(self) -> tuple[KeyFigure, ...]:
        """The few figures that a reader asks for first."""
        return choose_key_figures(self.series)

    @cached_property
    def stances(self) -> tuple[StanceGroup, ...]:
        """Reactions by stance."""
        return _group_stances(self.reactions)

    @cached_property
    def _mentions(self) -> Mapping[str, tuple[ItemEntry, ...]]:
        brief = self.brief
        return find_mentions([*brief.people, *brief.places, *brief.organisations], self.items)

    @cached_property
    def people(self) -> tuple[NameEntry, ...]:
        """People of the brief, with the items that name them."""
        return self._name(self.brief.people)

    @cached_property
    def places(self) -> tuple[NameEntry, ...]:
        """Places of the brief, with the items that name them."""
        return self._name(self.brief.places)

    @cached_property
    def organisations(self) -> tuple[NameEntry, ...]:
        """Bodies of the brief, with the items that name them."""
        return self._name(self.brief.organisations)

    def _name(
        self, names: Sequence[Person] | Sequence[Place] | Sequence[Organisation]
    ) -> tuple[NameEntry, ...]:
        return tuple(
            build_name(
                name,
                self._mentions.get(name.name, ()),
                self._language,
                has_page=self._has_name_pages,
            )
            for name in names
        )

    @property
    def origin_count(self) -> int:
        """Independent origins of its sources."""
        return len({entry.origin for entry in self.sources})

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
    def months(self) -> tuple[Month, ...]:
        """The days of the timeline by month, for jumping to one; intervals and whole months are no days."""
        months: dict[str, dict[str, Day]] = {}
        for day in self.days:
            plain = day.date.rstrip("~?%")
            if is_day(plain):
                # A day that is also given as about or perhaps is one to jump to, not two.
                months.setdefault(plain[:7], {}).setdefault(plain, day)
        return tuple(Month(date=date, days=tuple(days.values())) for date, days in months.items())

    @cached_property
    def place_urls(self) -> dict[str, str]:
        """Where the page of places has each place of the brief, by name and alias."""
        urls = {alias: place.url for place in self.places for alias in place.aliases}
        return urls | {place.name: place.url for place in self.places}


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


def evidence_anchor(slug: str, item_id: str, count: int) -> str:
    """Return the anchor, on an article's page, of the count-th evidence that an item has in that article."""
    # Ids of our own begin with "_", which no slug can: they never meet the id of an item.
    return f"_{slug}--{item_id}" + (f"--{count}" if count > 1 else "")


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
