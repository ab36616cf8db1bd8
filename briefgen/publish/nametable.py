"""Names of a large site, where each has a page of its own: who is named in which briefs.

A page shows only the newest briefs that list the name, so that what it costs does not grow with the site.
"""

import hashlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from briefgen.model.names import NamedOrganisation, NamedPerson, NamedPlace, Names
from briefgen.publish.entries import IndexedName, NameMention
from briefgen.publish.listing import BriefIndex, IndexName
from briefgen.publish.namings import country_name, name_anchor, name_path
from briefgen.publish.records import NameRow

NameKey = tuple[str, str]
"""Section and anchor."""

_ORDER = {"people": 0, "organisations": 1, "places": 2}
_PAGES = {"people": "people", "organisations": "people", "places": "places"}
"""Which list of the site a section stands in."""


class NameTable(msgspec.Struct, frozen=True):
    """All names, and where each is listed."""

    rows: dict[NameKey, NameRow]
    places: dict[NameKey, "array[int]"]
    """Places, in the order of the site, of the briefs that list it; ascending, which is newest first."""


class _Gathered:
    """What the newest briefs say of a name."""

    __slots__ = ("aliases", "country", "digest", "kind", "name", "newest", "role")

    def __init__(self, name: str) -> None:
        self.name = name
        self.role: str | None = None
        self.kind: str | None = None
        self.country: str | None = None
        self.aliases: dict[str, None] = {}
        self.newest: list[str] = []
        self.digest = b""

    def add(self, index: BriefIndex, name: IndexName) -> None:
        self.role = self.role or name.role
        self.kind = self.kind or name.kind
        self.country = self.country or name.country
        self.aliases.update(dict.fromkeys(name.aliases))
        if not self.newest or self.newest[-1] != index.slug:
            self.newest.append(index.slug)
        shown = msgspec.json.encode([index.slug, index.title, name, [index.items[one] for one in name.items]])
        self.digest = hashlib.sha256(self.digest + shown).digest()


def find_keys(index: BriefIndex) -> list[NameKey]:
    """Return the names of a brief, in its order."""
    return [(name.section, name_anchor(name.name, name.section)) for name in index.names]


def list_of(section: str) -> str:
    """Return the list that names of a section stand in: `people` or `places`."""
    return _PAGES[section]


def gather_names(indexes: Iterable[BriefIndex], names: Names, most: int) -> NameTable:
    """Go through all briefs once.

    Args:
        indexes: of all briefs, newest first.
        names: of names.yaml, which say what no brief says.
        most: briefs that the page of a name shows.
    """
    places: dict[NameKey, array[int]] = {}
    gathered: dict[NameKey, _Gathered] = {}
    for place, index in enumerate(indexes):
        for key, name in zip(find_keys(index), index.names, strict=True):
            found = places.get(key)
            if found is None:
                found = places[key] = array("I")
                gathered[key] = _Gathered(name.name)
            if not found or found[-1] != place:
                found.append(place)
            if len(found) <= most:
                gathered[key].add(index, name)
    known = _known(names)
    rows = {key: _make_row(key, one, len(places[key]), known) for key, one in gathered.items()}
    ordered = sorted(rows, key=lambda key: (_ORDER[key[0]], rows[key].name.casefold(), key[1]))
    return NameTable({key: rows[key] for key in ordered}, places)


def gather_again(
    table: NameTable,
    keys: Iterable[NameKey],
    open_index: Callable[[int], BriefIndex],
    names: Names,
    most: int,
) -> NameTable:
    """Read some names anew after edits of briefs that list the same names as before.

    Args:
        table: of before.
        keys: names that edited briefs list.
        open_index: index of the brief at a place.
        names: of names.yaml.
        most: as before.
    """
    known = _known(names)
    rows = dict(table.rows)
    for key in keys:
        places = table.places[key]
        one: _Gathered | None = None
        for place in places[:most]:
            index = open_index(place)
            for name in index.names:
                if (name.section, name_anchor(name.name, name.section)) == key:
                    one = one or _Gathered(name.name)
                    one.add(index, name)
        if one is not None:
            rows[key] = _make_row(key, one, len(places), known)
    return NameTable(rows, table.places)


_Known = Mapping[tuple[str, str], NamedPerson | NamedPlace | NamedOrganisation]


def _known(names: Names) -> _Known:
    found: dict[tuple[str, str], NamedPerson | NamedPlace | NamedOrganisation] = {}
    found |= {("people", one.name): one for one in names.people}
    found |= {("places", one.name): one for one in names.places}
    found |= {("organisations", one.name): one for one in names.organisations}
    return found


def _make_row(key: NameKey, one: _Gathered, count: int, known: _Known) -> NameRow:
    section, anchor = key
    entry = known.get((section, one.name))
    one.aliases.pop(one.name, None)
    return NameRow(
        section=section,
        anchor=anchor,
        name=one.name,
        role=one.role or getattr(entry, "role", None),
        kind=one.kind or getattr(entry, "kind", None),
        country=one.country or getattr(entry, "country", None),
        aliases=tuple(sorted(one.aliases)),
        brief_count=count,
        newest=tuple(one.newest),
        digest=one.digest.hex()[:32],
    )


def make_name(row: NameRow, indexes: Iterable[BriefIndex], language: str) -> IndexedName:
    """Return a name as templates have it.

    Args:
        row: the name.
        indexes: of the newest briefs that list it; none for a list of names.
        language: for names of countries.
    """
    mentions = [
        NameMention(
            brief_title=index.title,
            brief_url=index.url,
            items=tuple(index.link(number) for number in name.items),
        )
        for index in indexes
        for name in index.names
        if name.section == row.section and name_anchor(name.name, name.section) == row.anchor
    ]
    return IndexedName(
        name=row.name,
        anchor=row.anchor,
        role=row.role,
        kind=row.kind,
        country_name=country_name(row.country, language),
        aliases=row.aliases,
        mentions=tuple(mentions),
        brief_count=row.brief_count,
        url=name_path(row.anchor, row.section),
    )


def rows_of(rows: Iterable[NameRow], kind: str) -> Sequence[NameRow]:
    """Return the names of a list, `people` or `places`, in its order."""
    return [row for row in rows if _PAGES[row.section] == kind]
