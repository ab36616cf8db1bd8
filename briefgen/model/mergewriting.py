"""What a merge changes, as edits of the text: only what differs, element by element."""

from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from collections.abc import Set as AbstractSet
from typing import Any

import msgspec

from briefgen.model.brief import Brief
from briefgen.model.dump import shown_fields
from briefgen.model.fieldmerge import LIST_FIELDS
from briefgen.model.splice import Splicer
from briefgen.model.yamlpos import Mapping, Sequence


def write_item(splicer: Splicer, node: Mapping, current: Any, item: Any) -> None:
    """Write the fields of an item that differ from what stands at its node."""
    if item == current:
        return
    cls = type(item)
    shown = dict(shown_fields(item))
    changes: dict[str, Any] = {}
    for name in cls.__struct_encode_fields__:
        have, want = getattr(current, name), getattr(item, name)
        if have == want:
            continue
        value_node = node.get(name)
        if name in LIST_FIELDS and want and isinstance(value_node, Sequence) and value_node.items:
            _write_elements(splicer, node, name, have, want)
        else:
            changes[name] = shown.get(name, msgspec.UNSET)
    splicer.set_fields(node, cls, changes)


def _write_elements(splicer: Splicer, node: Mapping, name: str, have: Seq[Any], want: Seq[Any]) -> None:
    removed: set[int] = set()
    inserted: dict[int, list[Any]] = {}
    at = 0
    for element in want:
        if element in have[at:]:
            follow = have.index(element, at)
            removed |= set(range(at, follow))
            at = follow + 1
        else:
            inserted.setdefault(at, []).append(element)
    removed |= set(range(at, len(have)))
    splicer.set_list(node, name, removed, inserted, spaced=False)


def write_head(splicer: Splicer, root: Mapping, brief: Brief, values: Map[str, Any]) -> None:
    """Write fields of a brief itself that differ."""
    changes = {field: want for field, want in values.items() if getattr(brief, field) != want}
    shown = dict(shown_fields(msgspec.structs.replace(brief, **changes)))
    splicer.set_fields(root, Brief, {field: shown.get(field, msgspec.UNSET) for field in changes})


def write_list(
    splicer: Splicer, root: Mapping, section: str, removed: AbstractSet[int], inserted: Map[int, Seq[Any]]
) -> None:
    """Take items out of a section and put new ones in, or add the section; see `Splicer.set_list`."""
    if not removed and not inserted:
        return
    if root.get(section) is not None:
        splicer.set_list(root, section, removed, inserted, spaced=True)
    else:
        splicer.add_list(
            root, Brief, section, [item for index in sorted(inserted) for item in inserted[index]]
        )
