"""Ids of items: minted once, readable, and never used for another item."""

from collections.abc import Iterable
from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from typing import Any

import msgspec

from briefgen.model.brief import SECTIONS, Event, Figure, Inexact, Reaction
from briefgen.model.slugs import id_words, make_slug


def mint_id(item: Any, taken: Iterable[str] = ()) -> str:
    """Return a readable id for an item: from its title or first words, measure and group, or actor and stance.

    Args:
        item: an item of a section.
        taken: ids that are in use, or were.
    Returns:
        A slug that is not taken; where it would be, the value, speaker or date is added, else `-2`, `-3` ….
    """
    match item:
        case Event():
            words, more = id_words(item.title), item.date
        case Figure():
            words = " ".join(part for part in (item.measure, item.group, item.place) if part)
            more = _value_words(item.value)
        case Reaction():
            # The stance stays whole behind a long name.
            words = f"{make_slug(item.actor, 49 - len(item.stance))} {item.stance}"
            more = item.speaker or item.date or ""
        case _:
            words, more = id_words(item.text), item.date or ""
    slug = make_slug(words.replace("_", " "), 50)
    used = taken if isinstance(taken, set | frozenset | dict) else set(taken)
    if slug not in used:
        return slug
    if more:
        slug = f"{slug}-{make_slug(more, 25)}"
        if slug not in used:
            return slug
    number = 2
    while f"{slug}-{number}" in used:
        number += 1
    return f"{slug}-{number}"


def _value_words(value: float | Inexact) -> str:
    if not isinstance(value, Inexact):
        return f"{value:,}".replace(",", "")
    ends = [end for end in (value.min, value.max) if end is not None]
    return value.words or " ".join(f"{end:,}".replace(",", "") for end in ends)


class ItemIds:
    """Which id each generated item has in a brief; those of the generator only serve `part_of`."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._of_generated: dict[tuple[str, str], str | None] = {}
        """Section and generated id -> id in the brief; None if the item is left out."""
        self._fresh: dict[tuple[str, int], str] = {}
        """Section and position of a new item -> its id."""

    def name_section(self, section: str, generated: Seq[Any], known: Map[int, str | None]) -> None:
        """Name the items of a section.

        Args:
            section: one of SECTIONS.
            generated: all its generated items, in their order.
            known: position -> id of the item that it is in the brief; None if a person deleted that. The others
                are new, and get an id of their own.
        """
        for position, item in enumerate(generated):
            if position in known:
                self._of_generated.setdefault((section, item.id), known[position])
            else:
                fresh = mint_id(item, self._taken)
                self._taken.add(fresh)
                self._of_generated.setdefault((section, item.id), fresh)
                self._fresh[section, position] = fresh

    def adopt(self, section: str, position: int, item: Any) -> Any:
        """Give a new item the ids of the brief; of people, places and the like only what they refer to."""
        if section in SECTIONS:
            item = msgspec.structs.replace(item, id=self._fresh[section, position])
        return self.with_part(item)

    def with_part(self, item: Any) -> Any:
        """Let a figure name the figure of which it is a part by its id in the brief."""
        if isinstance(item, Figure) and item.part_of is not None:
            return msgspec.structs.replace(item, part_of=self._of_generated.get(("figures", item.part_of)))
        return item
