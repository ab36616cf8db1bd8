"""People, places and organisations: which items name them, and what all briefs say of them."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from briefgen.model.brief import BackgroundItem, Event, Figure, Item, Organisation, Person, Place, Reaction
from briefgen.publish.entries import ItemEntry, NameEntry

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
    from babel import Locale, UnknownLocaleError  # a tenth of a small build, and few pages need it

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
    if by_first_word.keys().isdisjoint(_WORD.findall(words)):
        return
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
_FOLDERS = {"people": "people", "places": "places", "organisations": "people/organisations"}
_MAX_SLUG_BYTES = 120
"""A name of a file has at most 255 on all common systems."""
_NAME_SECTIONS = {Person: "people", Place: "places", Organisation: "organisations"}


def name_anchor(name: str, section: str) -> str:
    """Return the place of a name on the page of its section."""
    return f"_{'org-' if section == 'organisations' else ''}{to_anchor(name)}"


def name_path(anchor: str, section: str) -> str:
    """Return the page that a name has of its own on a large site; a function of the name alone, so that it stays."""
    slug = anchor.removeprefix("_")
    if section == "organisations":
        slug = slug.removeprefix("org-")
    if len(slug.encode("utf-8", "replace")) > _MAX_SLUG_BYTES:
        # "--" stands in no other anchor, so that no short name has this address.
        digest = hashlib.sha256(slug.encode("utf-8", "replace")).hexdigest()[:12]
        slug = f"{slug[: _MAX_SLUG_BYTES // 4].rstrip('-')}--{digest}"
    return f"{_FOLDERS[section]}/{slug}/index.html"


def build_name(
    entry: Person | Place | Organisation,
    items: tuple[ItemEntry, ...],
    language: str,
    *,
    has_page: bool = False,
) -> NameEntry:
    """Return a name as the page of its brief shows it, with the items that name it.

    Args:
        entry: the name.
        items: of the brief, that name it.
        language: for names of countries.
        has_page: it has a page of its own; else it stands on the one page of its section.
    """
    section = _NAME_SECTIONS[type(entry)]
    anchor = name_anchor(entry.name, section)
    url = name_path(anchor, section) if has_page else f"{_NAME_PAGES[type(entry)]}/index.html#{anchor}"
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
