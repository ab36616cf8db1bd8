"""Three-way merge of one item's fields: as generated last time, as it stands, as generated anew."""

from collections.abc import Callable
from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from typing import Any

import msgspec

from briefgen.model.article import Article
from briefgen.model.brief import Brief, Evidence
from briefgen.model.lock import HEAD_FIELDS, Lock, key_field
from briefgen.model.matching import find_spans, overlap
from briefgen.model.pairing import OldItem

LIST_FIELDS = frozenset(("evidence", "places", "aliases"))
"""Fields that are merged element by element."""
_SAME_PLACE = 0.5
"""Share of the shorter evidence from which on two quotes point to the same words, one cut longer than the other."""


class MergedFields(msgspec.Struct):
    """What became of the fields of an item, or of the head of a brief."""

    values: dict[str, Any]
    """Field -> value that it is to have."""
    edited: dict[str, Any]
    """Field -> what a person gave; of a list, the elements `added` and `removed`."""
    offers: dict[str, Any]
    """Edited field -> generated value that differs."""
    offered: int = 0
    """How many of the offers were not made before."""

    def keep(self, field: str, have: Any, want: Any, *, base: Any, offered: Any) -> None:
        """Keep what a person gave; what is generated becomes an offer where it differs and is new, or was one."""
        self.values[field] = have
        self.edited[field] = msgspec.to_builtins(have)
        if have != want and (offered is not msgspec.UNSET or want != base):
            self.offers[field] = msgspec.to_builtins(want)
            self.offered += self.offers[field] != offered


def merge_fields(
    section: str, old: OldItem, generated: Any, articles: Map[str, Article], is_held: Callable[[str], bool]
) -> MergedFields:
    """Merge the fields of an item that stands in the text and was generated again.

    Args:
        section: the list it is in.
        old: the item; `current` is there.
        generated: the item as generated anew, under the id or name that it has in the brief.
        articles: by id, to find evidence in.
        is_held: tells of a field whether its value cannot be replaced without losing a comment.
    """
    locked, current = old.locked, old.current
    merged = MergedFields({}, dict(old.renaming), {})
    for field in type(current).__struct_fields__:
        if field == key_field(section):
            continue
        have, want = getattr(current, field), getattr(generated, field)
        base = getattr(old.base, field) if old.base is not None else msgspec.UNSET
        known = (locked.edited if locked else {}).get(field, msgspec.UNSET)
        if field in LIST_FIELDS:
            merged.values[field], mark = _merge_elements(base, have, want, known, articles)
            if mark:
                merged.edited[field] = mark
        elif _is_edited(base, have, known) or (have != want and is_held(field)):
            offered = (locked.offers if locked else {}).get(field, msgspec.UNSET)
            merged.keep(field, have, want, base=base, offered=offered)
        else:
            merged.values[field] = want
    return merged


def merge_head(brief: Brief, lock: Lock, generated: Brief) -> MergedFields:
    """Merge title, summary and the like of a brief itself."""
    merged = MergedFields({}, {}, {})
    for field in HEAD_FIELDS:
        have, want = getattr(brief, field), getattr(generated, field)
        base = lock.head.get(field, msgspec.UNSET)
        # What was never written and never generated is nobody's word: a new brief has no `updated`.
        is_open = have is None and base is msgspec.UNSET and field not in lock.head_edited
        if not is_open and _is_edited(base, have, lock.head_edited.get(field, msgspec.UNSET)):
            offered = lock.head_offers.get(field, msgspec.UNSET)
            merged.keep(field, have, want, base=base, offered=offered)
        else:
            merged.values[field] = want
    return merged


def _is_edited(base: Any, have: Any, known: Any) -> bool:
    """Tell whether a person gave a value.

    Once edited, a value stays edited even where the extractor comes to say the same; putting the generated value
    back by hand, or taking an offer, hands the field back to the extractor.
    """
    if known is not msgspec.UNSET and msgspec.to_builtins(have) == known:
        return True
    return base is msgspec.UNSET or bool(have != base)


# Lists


def _merge_elements(
    base: Any, have: Seq[Any], want: Seq[Any], known: Any, articles: Map[str, Article]
) -> tuple[list[Any], dict[str, list[Any]]]:
    """Merge a list element by element; also return what a person added and removed."""

    def same(one: Any, other: Any) -> bool:
        return _is_same(one, other, articles)

    mark = known if isinstance(known, dict) else {}
    added, removed = _edited_elements(base, have, want, mark, same)
    is_evidence = any(isinstance(one, Evidence) for one in (*have, *want))
    result: list[Any] = []
    used: list[Any] = []
    for one in have:
        if one in added:
            result.append(one)
            used += [other for other in want if same(one, other)]
            continue
        match = next((other for other in want if other == one), None)
        if match is None and is_evidence:
            match = next((other for other in want if other not in used and same(one, other)), None)
        if match is not None and match not in result:
            result.append(match)
            used.append(match)
    for other in want:
        if other not in used and other not in result and not any(same(other, gone) for gone in removed):
            result.append(other)
    marks = {"added": added, "removed": removed}
    return result, {name: msgspec.to_builtins(values) for name, values in marks.items() if values}


def _edited_elements(
    base: Any, have: Seq[Any], want: Seq[Any], mark: Map[str, Any], same: Callable[[Any, Any], bool]
) -> tuple[list[Any], list[Any]]:
    """Return which elements a person added and removed, also long ago."""
    if base is msgspec.UNSET:
        return [one for one in have if one not in want], []
    was_added, was_removed = (
        [msgspec.convert(one, type=Evidence if isinstance(one, dict) else str) for one in mark.get(name, ())]
        for name in ("added", "removed")
    )
    added = [one for one in have if one not in base or one in was_added]
    removed = [one for one in base if not any(same(one, other) for other in have)]
    removed += [one for one in was_removed if one not in removed and one not in have]
    return added, removed


def _is_same(one: Any, other: Any, articles: Map[str, Article]) -> bool:
    """Tell whether two elements are the same: names by their letters, evidence also by the place it points to."""
    if one == other or not isinstance(one, Evidence) or not isinstance(other, Evidence):
        return bool(one == other)
    if one.source != other.source:
        return False
    return overlap(find_spans([one], articles), find_spans([other], articles)) >= _SAME_PLACE
