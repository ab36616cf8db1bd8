"""Briefs in lists: what a list shows of each is kept on a card; for anything else the brief itself is opened."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar, overload

import msgspec

from briefgen.model.brief import Figure, Item, Status
from briefgen.publish.entries import EvidenceEntry
from briefgen.publish.labels import label_item
from briefgen.publish.library import BriefEntry

T = TypeVar("T")

_COUNTED = ("background", "timeline", "figures", "reactions", "sources")


class CardFigure(msgspec.Struct, frozen=True, array_like=True):
    """A key figure with those that differ from it."""

    figure: Figure
    others: tuple[Figure, ...]
    withdrawn: tuple[Figure, ...] = ()
    publishers: tuple[str, ...] = ()
    """Who published the evidence of the figure, which says whose it is where nobody claims it."""


class CardData(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a brief for lists."""

    slug: str
    title: str
    status: Status
    updated: str | None
    summary: str | None
    counts: tuple[int, ...]
    """How long the lists named in `_COUNTED` are."""
    key_figures: tuple[CardFigure, ...] | None
    """None: no template of the theme asks for them."""


def make_card_data(entry: BriefEntry, *, with_figures: bool) -> CardData:
    """Return what lists show of a brief."""
    brief = entry.brief
    shown: list[Sequence[Item]] = [brief.background, brief.timeline, brief.figures, brief.reactions]
    counts = [sum(not item.hidden for item in items) for items in shown]
    return CardData(
        slug=brief.slug,
        title=brief.title,
        status=brief.status,
        updated=entry.updated,
        summary=brief.summary,
        counts=(*counts, len(brief.sources)),
        key_figures=tuple(
            CardFigure(
                _figure_of(one.entry.item),
                tuple(_figure_of(other.item) for other in one.others),
                tuple(_figure_of(other.item) for other in one.withdrawn),
                one.entry.publishers,
            )
            for one in entry.key_figures
        )
        if with_figures
        else None,
    )


def _figure_of(item: object) -> Figure:
    assert isinstance(item, Figure)  # noqa: S101 - key figures are figures
    return item


class BriefCard:
    """A brief as lists have it: all fields of a BriefEntry, most of them from the card."""

    def __init__(self, data: CardData, open_brief: Callable[[], BriefEntry]) -> None:
        self._data = data
        self._open_brief = open_brief
        self.url = f"{data.slug}/index.html"
        self.updated = data.updated
        self.brief = BriefHead(data, self._open)
        for name, count in zip(_COUNTED, data.counts, strict=True):
            setattr(self, name, Counted(count, self._open_list(name)))

    @cached_property
    def _entry(self) -> BriefEntry:
        return self._open_brief()

    def _open(self) -> BriefEntry:
        return self._entry

    def _open_list(self, name: str) -> Callable[[], Sequence[Any]]:
        return lambda: getattr(self._entry, name)

    @cached_property
    def key_figures(self) -> Sequence[Any]:
        """The few figures that a reader asks for first."""
        if self._data.key_figures is None:
            return self._entry.key_figures
        return tuple(
            CardKeyFigure(
                CardItem(one.figure, self._data, self._open, one.publishers),
                tuple(CardItem(other, self._data, self._open) for other in one.others),
                tuple(CardItem(other, self._data, self._open) for other in one.withdrawn),
            )
            for one in self._data.key_figures
        )

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or not hasattr(BriefEntry, name):
            raise AttributeError(name)
        return getattr(self._entry, name)


class BriefHead:
    """A brief as its YAML has it, from the card as far as that goes."""

    def __init__(self, data: CardData, open_brief: Callable[[], BriefEntry]) -> None:
        self._open = open_brief
        self.slug = data.slug
        self.title = data.title
        self.status = data.status
        self.summary = data.summary

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._open().brief, name)


class CardKeyFigure(msgspec.Struct, frozen=True):
    """The newest standing claim of a series, with those that differ from it."""

    entry: "CardItem"
    others: tuple["CardItem", ...]
    withdrawn: tuple["CardItem", ...]


class CardItem:
    """A figure as lists show it; its evidence is looked up when asked for."""

    section = "figures"

    def __init__(
        self,
        item: Figure,
        data: CardData,
        open_brief: Callable[[], BriefEntry],
        publishers: tuple[str, ...] | None = None,
    ) -> None:
        self.item = item
        self.id = item.id
        self.url = f"{data.slug}/index.html#{item.id}"
        self.brief_title = data.title
        self._open = open_brief
        self._publishers = publishers

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who published its evidence, each once."""
        if self._publishers is not None:
            return self._publishers
        return next(entry.publishers for entry in self._open().figures if entry.id == self.id)

    @property
    def label(self) -> str:
        """Short plain text for links to the item."""
        return label_item(self.item)

    @property
    def evidence(self) -> tuple[EvidenceEntry, ...]:
        """Words that support it."""
        return next(entry.evidence for entry in self._open().figures if entry.id == self.id)

    @property
    def origin_count(self) -> int:
        """Independent origins among the sources of its evidence."""
        return next(entry.origin_count for entry in self._open().figures if entry.id == self.id)


class Counted(Sequence[T], Generic[T]):
    """A list whose length is known before its items are looked up."""

    def __init__(self, count: int, open_items: Callable[[], Sequence[T]]) -> None:
        self._count = count
        self._open_items = open_items

    @cached_property
    def _items(self) -> Sequence[T]:
        return self._open_items()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)
