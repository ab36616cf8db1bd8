"""YAML as text with positions: a small, strict subset read from libyaml's events.

Scalars stay what was written (`NO`, `12:30`, `0x10` are text); typing is the schema's matter. Refused are doubled
keys, anchors and aliases, tags, more than one document, and keys that are not text.
"""

import re
from functools import lru_cache
from typing import Any

import msgspec

from briefgen.model.problem import Problem

MAX_DEPTH = 20
"""Deepest nesting of lists and maps; a brief needs 6."""
NULLS = frozenset(("", "~", "null"))
"""Plain scalars that mean nothing."""
BREAK = re.compile("\r\n|\r|\n")
"""A line break, as editors count lines."""


class _Placed(msgspec.Struct, gc=False):
    """What stands at a place. The marks stay as they are: most places are never asked for."""

    start: Any
    stop: Any

    @property
    def offset(self) -> int:
        """Where it starts in the file's text, from 0, quotes and indicators included."""
        return int(self.start.index)

    @property
    def end(self) -> int:
        """Where it ends; of block scalars, lists and maps, behind the blank lines and comments that follow."""
        return int(self.stop.index)

    @property
    def line(self) -> int:
        """Line of the start, from 1."""
        return int(self.start.line) + 1

    @property
    def column(self) -> int:
        """Column of the start in code points, from 1."""
        return int(self.start.column) + 1


class Scalar(_Placed, gc=False):
    """Text at a place."""

    text: str
    """Value after YAML's quoting and folding."""
    style: str
    """"" plain, `'`, `"`, `|` or `>`."""

    @property
    def is_null(self) -> bool:
        """Plain `~`, `null` or nothing at all."""
        return not self.style and self.text in NULLS


class Entry(msgspec.Struct, gc=False):
    """One key of a map with its value."""

    key: Scalar
    value: "Node"


class Mapping(_Placed, gc=False):
    """A map; entries in order of the text, no key twice."""

    entries: list[Entry]
    flow: bool
    """Written with braces."""

    def get(self, key: str) -> "Node | None":
        """Return the value of a key; None if it is not there."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None


class Sequence(_Placed, gc=False):
    """A list."""

    items: list["Node"]
    flow: bool
    """Written with brackets."""


Node = Scalar | Mapping | Sequence


def parse_yaml(text: str, path: str) -> tuple[Node | None, list[Problem]]:
    """Parse one YAML document into nodes with positions.

    Args:
        text: the whole file; a byte order mark at its head counts as one code point.
        path: for the problems.
    Returns:
        The root, and all problems in order of the text. The root is None if the text cannot be read to its end, or
        holds nothing; with other problems (a doubled key, say) it is what remains, so that checks can go on.
    """
    # The wrapper of libyaml takes as long to load as a small edit to build, and plain files do not need it.
    from briefgen.model.yamlreader import read_yaml

    return read_yaml(text, path)


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset; lines end with LF, CR LF or CR, a BOM has no column."""
    start, line = 0, 1
    for match in BREAK.finditer(text, 0, offset):
        if match.end() > offset:
            break
        start, line = match.end(), line + 1
    column = offset - start + 1
    if line == 1 and text.startswith("\ufeff") and offset > 0:
        column -= 1
    return line, column


@lru_cache(maxsize=4)
def _parsed(text: str) -> Node | None:
    return parse_yaml(text, "")[0]


def locate(text: str, keys: tuple[str | int, ...]) -> tuple[int, int]:
    """Return line and column, from 1, of a value in YAML text.

    Args:
        text: the file.
        keys: the way to it: `("timeline", 3, "evidence", 0, "quote")`.
    Returns:
        Its place; if the way ends early, the place of what holds it; (1, 1) for text that is not YAML.
    """
    root = _parsed(text)
    return (1, 1) if root is None else place_in(root, keys)


def place_in(root: Node, keys: tuple[str | int, ...]) -> tuple[int, int]:
    """Return line and column, from 1, of a value in a node; if the keys lead nowhere, of what holds it."""
    node = root
    for key in keys:
        child: Node | None = None
        if isinstance(node, Mapping):
            child = node.get(str(key))
        elif isinstance(node, Sequence) and isinstance(key, int) and 0 <= key < len(node.items):
            child = node.items[key]
        if child is None:
            break
        node = child
    return node.line, node.column
