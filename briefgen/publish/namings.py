"""People, places and organisations: which items name them, and what all briefs say of them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from briefgen.model.brief import BackgroundItem, Event, Figure, Item, Organisation, Person, Place, Reaction
from briefgen.model.names import NamedOrganisation, NamedPerson, NamedPlace
from briefgen.publish.entries import BriefEntry, IndexedName, ItemEntry, NameEntry, NameMention

_WORD = re.compile(r"\w+|[^\w\s]")


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


def find_mentions(
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


def build_name(
    entry: Person | Place | Organisation, items: tuple[ItemEntry, ...], language: str
) -> NameEntry:
    """Return a name as the page of its brief shows it, with the items that name it."""
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


def index_names(
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
