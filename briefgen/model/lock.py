"""The lock of a brief: what the extractor last said, so that a person's edits can be told from it."""

import re
from pathlib import Path
from typing import Any

import msgspec

from briefgen.model.brief import LIST_TYPES, SECTIONS, Brief
from briefgen.model.files import load_text, shown_path
from briefgen.model.problem import Problem

LOCK_VERSION = 1
MAX_LOCK_BYTES = 32_000_000

HEAD_FIELDS = ("title", "slug", "status", "updated", "summary")
"""Fields of a brief itself that are merged."""


def key_field(section: str) -> str:
    """Return the field that names an item of a list for good: `id`, or `name` of people, places, organisations."""
    return "id" if section in SECTIONS or section == "sources" else "name"


class LockedSpan(msgspec.Struct, frozen=True, order=True, array_like=True):
    """Where evidence of an item stood."""

    source: str
    start: int
    end: int


class LockedItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One item as the extractor last gave it."""

    section: str
    """Key of LIST_TYPES."""
    id: str
    """Id or name of the item in the brief."""
    fields: dict[str, Any]
    """Generated values that are not the field's default."""
    spans: list[LockedSpan] = []
    """Places of its evidence."""
    edited: dict[str, Any] = {}
    """Field -> the value a person gave; of lists, the elements `added` and `removed`."""
    offers: dict[str, Any] = {}
    """Edited field -> a generated value that differs and was not taken."""
    own: bool = False
    """A person wrote the item; the extractor only found it too."""
    deleted: bool = False
    """A tombstone: a person deleted the item."""


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of a generated brief beside its text."""

    version: int = LOCK_VERSION
    head: dict[str, Any] = {}
    """Generated values of HEAD_FIELDS."""
    head_edited: dict[str, Any] = {}
    """Head field -> the value a person gave."""
    head_offers: dict[str, Any] = {}
    """Edited head field -> a generated value that differs and was not taken."""
    order: list[str] = []
    """Ids of the timeline as the last merge left it."""
    reordered: bool = False
    """A person moved events: from then on none is moved by a merge."""
    items: list[LockedItem] = []
    """Sorted by section and id."""


def lock_path(brief_path: Path) -> Path:
    """Return the path of the lock of a brief: `<slug>.lock.json` beside it."""
    return brief_path.with_name(f"{brief_path.stem}.lock.json")


def load_lock(path: Path, root: Path | None = None) -> tuple[Lock | None, list[Problem]]:
    """Read the lock of a brief; without the file there is none, and no problem."""
    if not path.exists() and not path.is_symlink():
        return None, []
    text, problems = load_text(path, root=root, max_bytes=MAX_LOCK_BYTES)
    shown = shown_path(path, root)
    if text is None:
        return None, [
            problem
            if problem.code == "path-outside"
            else _invalid(shown, problem.line, problem.column, problem.message)
            for problem in problems
        ]
    return parse_lock(text, shown)


def parse_lock(text: str, path: str) -> tuple[Lock | None, list[Problem]]:
    """Parse a lock.

    Returns:
        The lock, or None and the problem. Single items that are wrong are left out with a problem each.
    """
    conflict = re.search(r"^(?:<{7}|={7}|>{7})", text, re.MULTILINE)
    if conflict:
        line = text.count("\n", 0, conflict.start()) + 1
        return None, [_invalid(path, line, 1, "the lock has conflict marks of a version control system")]
    import json  # slow to import, and needed only where there is a lock

    try:
        data = json.loads(text)
    except json.JSONDecodeError as err:
        return None, [_invalid(path, err.lineno, err.colno, f"the lock is not JSON: {err.msg}")]
    except RecursionError:
        return None, [_invalid(path, None, None, "the lock is nested too deeply")]
    if not isinstance(data, dict) or not isinstance(data.get("items", []), list):
        return None, [_invalid(path, 1, 1, "the lock is not a map with items")]
    if data.get("version") != LOCK_VERSION:
        message = (
            f'the lock has version "{str(data.get("version"))[:20]}", this briefgen knows {LOCK_VERSION}'
        )
        return None, [_invalid(path, None, None, message)]
    items: list[LockedItem] = []
    problems: list[Problem] = []
    for index, entry in enumerate(data.pop("items", [])):
        try:
            _line(entry).encode("utf-8")
            item = msgspec.convert(entry, LockedItem)
            _check_item(item)
            items.append(item)
        except UnicodeEncodeError:
            problems.append(_invalid(path, None, None, f"item {index + 1} of the lock has half a character"))
        except (msgspec.ValidationError, ValueError) as err:
            problems.append(_invalid(path, None, None, f"item {index + 1} of the lock is wrong: {err}"))
    try:
        _line(data).encode("utf-8")
        lock = msgspec.convert({**data, "items": []}, Lock)
    except UnicodeEncodeError:
        return None, [_invalid(path, None, None, "the lock has half a character")]
    except msgspec.ValidationError as err:
        return None, [_invalid(path, None, None, f"the lock is wrong: {err}")]
    return msgspec.structs.replace(lock, items=items), problems


def _check_item(item: LockedItem) -> None:
    if item.section not in LIST_TYPES:
        raise ValueError(f'section "{item.section[:40]}" is not known')
    generated_item(item)


def generated_item(item: LockedItem) -> Any:
    """Return what the extractor last gave, as an item of its section, under the item's own id.

    Raises:
        msgspec.ValidationError: the fields do not fit the type.
    """
    cls = LIST_TYPES[item.section]
    return msgspec.convert({**item.fields, key_field(item.section): item.id}, cls)


def _invalid(path: str, line: int | None, column: int | None, message: str) -> Problem:
    hint = "restore it from version control; without it no edit is lost, but deleted items come back"
    return Problem(path, line, column, "error", message, hint, "lock-invalid")


def dump_lock(lock: Lock) -> str:
    """Write a lock as JSON: sorted, one item a line, so that it can be compared line by line."""
    data = msgspec.to_builtins(lock)
    order = list(LIST_TYPES)
    items = sorted(
        data.pop("items"), key=lambda item: (order.index(item["section"]), item["id"], _line(item))
    )
    lines = [f"{_line(key)}: {_line(value)}," for key, value in data.items()]
    body = ",\n".join(_line(item) for item in items)
    return "\n".join(["{", *lines, '"items": [', *([body] if body else []), "]", "}"]) + "\n"


def _line(value: Any) -> str:
    import json  # as above

    return json.dumps(value, ensure_ascii=False, sort_keys=isinstance(value, dict))


def head_values(brief: Brief) -> dict[str, Any]:
    """Return the values of HEAD_FIELDS."""
    return {name: getattr(brief, name) for name in HEAD_FIELDS}
