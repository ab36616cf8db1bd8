"""Which item of a brief is which of its lock, and which generated item is which of both."""

from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from typing import Any

import msgspec

from briefgen.model.article import Article
from briefgen.model.brief import SECTIONS, Brief
from briefgen.model.lock import Lock, LockedItem, LockedSpan, generated_item, key_field
from briefgen.model.matching import Candidate, find_spans, match_items, repeats


class OldItem(msgspec.Struct, frozen=True):
    """An old item of a list: from the lock, from the text, or from both."""

    locked: LockedItem | None
    base: Any
    """What the extractor last gave; None if the lock does not know the item."""
    current: Any
    """What stands in the text; None if it is not there."""
    index: int | None
    """Where it stands in the list of the text."""
    spans: tuple[LockedSpan, ...]
    """Places of its evidence."""

    @property
    def renaming(self) -> dict[str, Any]:
        """The mark that a person gave the id or name; it stays for good, as the lock follows the new one."""
        if self.locked is None:
            return {}
        key = key_field(self.locked.section)
        name = getattr(self.current, key)
        return {key: name} if self.locked.id != name or key in self.locked.edited else {}


class Pairing(msgspec.Struct, frozen=True):
    """A section's items of last time, and which of them were generated again."""

    old: list[OldItem]
    """Those in the text, in its order, then those that are in the lock only."""
    pairs: dict[int, int]
    """Position of a generated item -> index in `old`. A deleted item may have several."""

    def generated_again(self, generated: Seq[Any]) -> dict[int, list[Any]]:
        """Return for each old item that was generated again, by index, what it is made into."""
        found: dict[int, list[Any]] = {}
        for position, index in sorted(self.pairs.items()):
            found.setdefault(index, []).append(generated[position])
        return found

    def known_ids(self) -> dict[int, str | None]:
        """Return the id, in the brief, of each generated item that is an old one; None for a deleted one."""
        currents = {position: self.old[index].current for position, index in self.pairs.items()}
        return {position: None if item is None else item.id for position, item in currents.items()}


def pair_section(
    section: str, brief: Brief, lock: Lock, generated: Brief, articles: Map[str, Article]
) -> Pairing:
    """Pair the items of a list in the text, in the lock, and as generated anew.

    Args:
        section: key of LIST_TYPES.
        brief: as it stands.
        lock: what was generated last time.
        generated: what is generated anew.
        articles: by id, to find evidence in.
    """
    old = _pair_with_lock(section, brief, lock, articles)
    fresh = getattr(generated, section)
    if section not in SECTIONS:
        return Pairing(old, _match_names(section, fresh, old))
    return Pairing(old, _match_evidence(fresh, old, articles))


def _pair_with_lock(section: str, brief: Brief, lock: Lock, articles: Map[str, Article]) -> list[OldItem]:
    """Pair the items of the text with those of the lock: by id, then, for renamed ones, by what they say."""
    key = key_field(section)
    current = getattr(brief, section)
    by_id: dict[str, int] = {}
    for index, item in enumerate(current):
        by_id.setdefault(getattr(item, key), index)
    standing: dict[int, LockedItem | None] = {}
    missing: list[LockedItem] = []
    for locked in lock.items:
        if locked.section == section:
            at = by_id.get(locked.id)
            if at is None or at in standing:
                missing.append(locked)
            else:
                standing[at] = locked
    for index, item in enumerate(current):
        if index not in standing:
            renamed = next((gone for gone in missing if not gone.deleted and _is_renamed(gone, item)), None)
            if renamed is not None:
                missing.remove(renamed)
            standing[index] = renamed
    old = [_make_old(standing[index], item, index, articles) for index, item in enumerate(current)]
    return old + [_make_old(gone, None, None, articles) for gone in missing]


def _make_old(
    locked: LockedItem | None, current: Any, index: int | None, articles: Map[str, Article]
) -> OldItem:
    base = generated_item(locked) if locked else None
    spans = find_spans([*getattr(base, "evidence", ()), *getattr(current, "evidence", ())], articles)
    if not spans and locked is not None:
        spans = tuple(locked.spans)
    return OldItem(locked, base, current, index, spans)


def _is_renamed(locked: LockedItem, item: Any) -> bool:
    """Tell whether an item is one of the lock under another id, or a person or place under one of its names."""
    base = generated_item(locked)
    key = key_field(locked.section)
    if locked.section in SECTIONS:
        return bool(msgspec.structs.replace(base, id=item.id) == item)
    names = {base.name.casefold(), *map(str.casefold, base.aliases)} if key == "name" else set()
    return key == "name" and (
        item.name.casefold() in names or bool(names & set(map(str.casefold, item.aliases)))
    )


def _match_evidence(generated: Seq[Any], old: Seq[OldItem], articles: Map[str, Article]) -> dict[int, int]:
    """Match generated items with old ones by their evidence, and what repeats a deleted one with that."""
    fresh = [Candidate((item,), find_spans(item.evidence, articles)) for item in generated]
    before = [
        Candidate(tuple(form for form in (item.base, item.current) if form is not None), item.spans)
        for item in old
    ]
    pairs = {pair.new: pair.old for pair in match_items(fresh, before)}
    graves = {index: before[index] for index, item in enumerate(old) if item.current is None}
    for position, index in pairs.items():
        if index in graves:
            # Better rules may say it otherwise: then that is what must not be said a second time.
            forms = (*before[index].forms, fresh[position].forms[0])
            graves[index] = Candidate(forms, before[index].spans)
    for position, candidate in enumerate(fresh):
        if position not in pairs:
            again = next((index for index, grave in graves.items() if repeats(candidate, grave)), None)
            if again is not None:
                pairs[position] = again
    return pairs


def _match_names(section: str, generated: Seq[Any], old: Seq[OldItem]) -> dict[int, int]:
    """Match people, places and the like by their names, capitals aside where need be, and sources by id."""
    key = key_field(section)
    exact: dict[str, int] = {}
    known: dict[str, int] = {}
    for index, item in enumerate(old):
        for form in (item.base, item.current):
            if form is not None:
                exact.setdefault(getattr(form, key), index)
                known.setdefault(getattr(form, key).casefold(), index)
    for index, item in enumerate(old):
        for alias in getattr(item.current, "aliases", ()):
            known.setdefault(alias.casefold(), index)
    pairs: dict[int, int] = {}
    live: set[int] = set()
    for position, fresh in enumerate(generated):
        name = getattr(fresh, key)
        at = exact.get(name, known.get(name.casefold()))
        if at is not None and at not in live:
            pairs[position] = at
            if old[at].current is not None:
                live.add(at)
    return pairs
