"""Edits into YAML text at the places of its nodes; everything else stays as people wrote it, to the byte.

Positions come from `yamlpos`; new text is written as `dump` writes it, in block or flow style as its surroundings.
"""

import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any

import msgspec

from briefgen.model.dump import INDENT, date_fields, dump_element, dump_field, dump_flow, dump_item
from briefgen.model.span import Span
from briefgen.model.yamlpos import Entry, Mapping, Node, Scalar, Sequence

_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\r\n]*)?")
_COLON = re.compile(r"(?:[ \t\n]|#[^\n]*)*+:")
_COMMENT = re.compile(r"#[^\n]*")
_COMMENT_LINE = re.compile(r"[ \t]*#")


class _Edit(msgspec.Struct, frozen=True, order=True):
    start: int
    order: int
    end: int
    words: str


class Splicer:
    """Collects edits to one text, then makes them all at once.

    Positions always mean the text as it was given; edits may touch but the later of two overlapping replacements
    starts where the earlier ends. Lines of the text end with LF.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._edits: list[_Edit] = []

    def apply(self) -> str:
        """Return the text with all edits made."""
        return self._made(sorted(self._edits))

    def apply_each(self) -> Iterator[tuple[int, str]]:
        """Give, for each edit, its offset and the text with that edit alone."""
        for edit in sorted(self._edits):
            yield edit.start, self._made([edit])

    def _made(self, edits: Seq[_Edit]) -> str:
        pieces: list[str] = []
        at = 0
        for edit in edits:
            if edit.start > at:
                pieces.append(self.text[at : edit.start])
                at = edit.start
            pieces.append(edit.words)
            at = max(at, edit.end)
        pieces.append(self.text[at:])
        return "".join(pieces)

    # Places

    def end_of(self, node: Node) -> int:
        """Return the offset behind the last character of a node, without comments and blank lines that follow it."""
        if isinstance(node, Scalar):
            if node.style in ("|", ">"):
                if self._keeps_breaks(node):
                    return node.end
                return node.offset + len(self.text[node.offset : node.end].rstrip())
            return node.end
        if node.flow:
            return node.end
        if isinstance(node, Mapping):
            return self.end_of(node.entries[-1].value) if node.entries else node.end
        return self.end_of(node.items[-1]) if node.items else node.end

    def _keeps_breaks(self, node: Node | None) -> bool:
        """Tell whether a node ends with text below `|+` or `>+`, which takes the blank lines below it for its own."""
        while isinstance(node, Mapping | Sequence) and not node.flow:
            nodes = [entry.value for entry in node.entries] if isinstance(node, Mapping) else node.items
            node = nodes[-1] if nodes else None
        if not isinstance(node, Scalar) or node.style not in ("|", ">"):
            return False
        header = _BLOCK_HEADER.match(self.text, node.offset)
        return header is not None and "+" in header.group().split("#")[0]

    def _after_colon(self, entry: Entry) -> int:
        """Return the offset behind the colon of a key; where a map in braces has none, behind the key."""
        match = _COLON.match(self.text, entry.key.end)
        return match.end() if match else entry.key.end

    def _comment_before(self, entry: Entry) -> bool:
        """Tell whether a comment stands between a key and its value on the lines below."""
        return "#" in self.text[self._after_colon(entry) : entry.value.offset]

    def has_comment(self, node: Node) -> bool:
        """Tell whether a comment stands inside a node, or behind it on its last line."""
        return self._comment_in(node, node.offset, self._line_after(self.end_of(node)))

    def item_has_comment(self, items: Sequence, index: int) -> bool:
        """Tell whether a person left a comment in an item of a list: above it, inside, or below its last line."""
        if items.flow:
            start = self.end_of(items.items[index - 1]) if index else items.offset
            return self._comment_in(items.items[index], start, self.end_of(items.items[index]))
        start, end = self._item_lines(items, index)
        return self._comment_in(items.items[index], start, end)

    def _comment_in(self, node: Node, start: int, end: int) -> bool:
        at = start
        for scalar in _scalars(node):
            if "#" in self.text[at : scalar.offset]:
                return True
            at = self.end_of(scalar)
            if scalar.style in ("|", ">"):
                header = _BLOCK_HEADER.match(self.text, scalar.offset)
                if header and header.group(1):
                    return True
        return "#" in self.text[at:end]

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_after(self, offset: int) -> int:
        """Return where the line behind the one of an offset begins; an offset at a line's start is its own."""
        if offset and self.text[offset - 1] == "\n":
            return offset
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end + 1

    def _item_lines(self, items: Sequence, index: int) -> tuple[int, int]:
        """Return the lines of an item of a block list, with the comments right above it and below at its depth."""
        node = items.items[index]
        dash_column = items.column - 1
        start = self._line_start(node.offset if index else items.offset)
        floor = self._line_after(self.end_of(items.items[index - 1])) if index else 0
        while index and start > floor and not self._is_dash(start, dash_column):
            start = self._line_start(start - 1)
        lead = start
        while lead > floor:
            above = self._line_start(lead - 1)
            if not _COMMENT_LINE.match(self.text, above, lead):
                break
            lead = above
        end = self._line_after(self.end_of(node))
        while end < len(self.text):
            match = _COMMENT_LINE.match(self.text, end)
            if not match or match.end() - 1 - end <= dash_column:
                break
            end = self._line_after(end + 1)
        return max(lead, floor), end

    def _is_dash(self, line_start: int, column: int) -> bool:
        head = self.text[line_start : line_start + column + 1]
        return len(head) == column + 1 and head[-1] == "-" and not head[:-1].strip(" ")

    # Edits

    def _replace(self, start: int, end: int, words: str) -> None:
        self._edits.append(_Edit(start, len(self._edits), end, words))

    def _insert_lines(self, offset: int, lines: Seq[str]) -> None:
        """Insert whole lines at the start of a line, or at the end of a text whose last line has no end."""
        words = "".join(f"{line}\n" for line in lines)
        if offset == len(self.text) and self.text and not self.text.endswith("\n"):
            words = "\n" + words[:-1]
        self._replace(offset, offset, words)

    def set_fields(self, mapping: Mapping, cls: type, changes: Map[str, Any]) -> None:
        """Set, add or remove keys of a map.

        Args:
            mapping: the map; it has at least one key.
            cls: the Struct type it stands for: order of keys, and which are dates.
            changes: key -> new value; `msgspec.UNSET` removes the key.
        """
        order = list(cls.__struct_encode_fields__)  # type: ignore[attr-defined]
        entries = {entry.key.text: entry for entry in mapping.entries}
        removed = [
            entries[name] for name, value in changes.items() if value is msgspec.UNSET and name in entries
        ]
        self._remove_entries(mapping, removed)
        added: dict[int, list[tuple[str, Any]]] = {}
        for name in order:
            if name not in changes or changes[name] is msgspec.UNSET:
                continue
            if name in entries:
                self._set_value(mapping, entries[name], changes[name], is_date=name in date_fields(cls))
            else:
                earlier = [entries[key] for key in order[: order.index(name)] if key in entries]
                anchor = mapping.entries.index(earlier[-1]) if earlier else 0
                added.setdefault(anchor, []).append((name, changes[name]))
        for anchor, fields in added.items():
            self._add_entries(mapping, mapping.entries[anchor], fields, date_fields(cls))

    def _add_entries(
        self, mapping: Mapping, after: Entry, fields: Seq[tuple[str, Any]], dates: AbstractSet[str]
    ) -> None:
        end = self.end_of(after.value)
        if mapping.flow:
            words = "".join(f", {name}: {dump_flow(value, is_date=name in dates)}" for name, value in fields)
            self._replace(end, end, words)
            return
        lines: list[str] = []
        for name, value in fields:
            lines += dump_field(name, value, mapping.column - 1, is_date=name in dates)
        self._insert_lines(self._line_after(end), lines)

    def _remove_entries(self, mapping: Mapping, removed: Seq[Entry]) -> None:
        gone = {entry.key.offset for entry in removed}
        kept = [entry for entry in mapping.entries if entry.key.offset not in gone]
        previous: Entry | None = None
        for entry in mapping.entries:
            if entry.key.offset not in gone:
                previous = entry
                continue
            end = self.end_of(entry.value)
            if not mapping.flow and self._comment_before(entry):
                self._replace(entry.value.offset, end, "")
            elif not mapping.flow and self.has_comment(entry.value):
                # The comment stays, and the key with it: empty, it has its default.
                self._replace(self._after_colon(entry), end, "")
            elif previous is None:
                self._replace(entry.key.offset, kept[0].key.offset if kept else end, "")
            elif mapping.flow:
                before = self.end_of(previous.value)
                self._replace(before, end, "")
                previous = entry
            else:
                after = self._line_after(end)
                if self._keeps_breaks(previous.value):
                    after = self._skip_blank(after, len(self.text))
                self._replace(self._line_start(entry.key.offset), after, "")

    def _set_value(self, mapping: Mapping, entry: Entry, value: Any, *, is_date: bool) -> None:
        node = entry.value
        end = self.end_of(node)
        if mapping.flow:
            after = self._after_colon(entry)
            lead = ": " if after == entry.key.end else "" if self.text[after : node.offset] else " "
            self._replace(max(after, node.offset), end, lead + dump_flow(value, is_date=is_date))
            return
        first, *rest = dump_field(entry.key.text, value, mapping.column - 1, is_date=is_date)
        inline = first[mapping.column - 1 + len(entry.key.text) + 1 :].strip()
        block = isinstance(node, Scalar) and node.style in ("|", ">")
        one_line = isinstance(node, Scalar) and not block
        start = node.offset
        if self._comment_before(entry):
            # The value stays on the lines below the comment.
            tail = "\n" if self.text[end - 1] == "\n" else ""
            start = start if inline else self._line_start(start)
            self._replace(start, end, "\n".join([inline, *rest] if inline else rest) + tail)
            return
        if one_line:
            # A comment behind the value stays on its line, also behind `>-`.
            start = self._after_colon(entry)
            self._replace(start, end, f" {inline}" if inline else "")
            if rest:
                self._insert_lines(self._line_after(end), rest)
            return
        if not block:
            start = self._after_colon(entry)
        header = _BLOCK_HEADER.match(self.text, node.offset) if block else None
        comment = f" {header.group(1).rstrip()}" if header and header.group(1) else ""
        lead = "" if block else " "
        tail = "\n" if end and self.text[end - 1] == "\n" else ""
        self._replace(start, end, "\n".join([f"{lead if inline else ''}{inline}{comment}", *rest]) + tail)

    def set_list(
        self,
        mapping: Mapping,
        name: str,
        removed: AbstractSet[int],
        inserted: Map[int, Seq[Any]],
        *,
        spaced: bool,
    ) -> None:
        """Remove elements of a list under a key, and insert others.

        Args:
            mapping: the map that has the key; its value is a list, perhaps empty, or nothing.
            name: the key.
            removed: indexes of elements to remove.
            inserted: index -> elements to put before the element that stands there; the length of the list is its end.
            spaced: elements are items of a section: each a map over several lines, with a blank line between them.
        """
        entry = next(entry for entry in mapping.entries if entry.key.text == name)
        node = entry.value
        if not isinstance(node, Sequence) or not node.items:
            elements = [element for index in sorted(inserted) for element in inserted[index]]
            self._fill_empty_list(mapping, entry, elements, spaced=spaced)
        elif node.flow:
            self._set_flow_list(node, removed, inserted)
        else:
            self._set_block_list(entry, node, removed, inserted, spaced=spaced)

    def _fill_empty_list(self, mapping: Mapping, entry: Entry, elements: Seq[Any], *, spaced: bool) -> None:
        node = entry.value
        if not elements:
            return
        end = self.end_of(node)
        if mapping.flow:
            self._replace(self._after_colon(entry), end, " " + dump_flow(list(elements)))
            return
        lines: list[str] = []
        for index, element in enumerate(elements):
            indent = mapping.column - 1 + INDENT
            lines += [""] if spaced and index else []
            lines += dump_item(element, indent) if spaced else dump_element(element, indent)
        start = self._line_start(node.offset) if self._comment_before(entry) else self._after_colon(entry)
        self._replace(start, end, "")
        self._insert_lines(self._line_after(end), lines)

    def _set_flow_list(self, node: Sequence, removed: AbstractSet[int], inserted: Map[int, Seq[Any]]) -> None:
        pieces: list[str] = []
        for index in range(len(node.items) + 1):
            pieces += [dump_flow(element) for element in inserted.get(index, ())]
            if index < len(node.items) and index not in removed:
                item = node.items[index]
                words = self.text[item.offset : self.end_of(item)]
                if index and pieces and index - 1 not in removed and index not in inserted:
                    # Comments and line breaks between two that stay are kept.
                    gap = self.text[self.end_of(node.items[index - 1]) : item.offset]
                    pieces[-1] += gap + words
                else:
                    pieces.append(words)
        first, last = node.items[0].offset, self.end_of(node.items[-1])
        self._replace(first, last, ", ".join(pieces))

    def _set_block_list(
        self,
        entry: Entry,
        node: Sequence,
        removed: AbstractSet[int],
        inserted: Map[int, Seq[Any]],
        *,
        spaced: bool,
    ) -> None:
        indent = node.column - 1
        count = len(node.items)
        lines = [self._item_lines(node, index) for index in range(count)]
        blank = [""] if spaced and self._has_blank_lines(lines) else []
        kept = [index for index in range(count) if index not in removed]
        for index in removed:
            start, end = lines[index]
            if index < count - 1:
                end = self._skip_blank(end, lines[index + 1][0])
            elif kept:
                start = self._back_over_blank(start, lines[kept[-1]][1])
                if self._keeps_breaks(node.items[kept[-1]]):
                    end = self._skip_blank(end, len(self.text))
            self._replace(start, end, "")
        for index, elements in sorted(inserted.items()):
            new: list[str] = []
            for position, element in enumerate(elements):
                new += blank if position else []
                new += dump_item(element, indent) if spaced else dump_element(element, indent)
            if index == 0 and self.text[self._line_start(node.offset) : node.offset].strip():
                # The list begins behind other signs: `? key` and `: - item`, or a list in a list.
                words = "\n".join([*new, *blank, " " * indent])
                self._replace(node.offset, node.offset, words.lstrip(" "))
            elif index < count:
                follows = any(other >= index for other in kept) or any(other > index for other in inserted)
                self._insert_lines(lines[index][0], [*new, *(blank if follows else [])])
            else:
                at = lines[-1][1]
                if kept and self._keeps_breaks(node.items[kept[-1]]):
                    # A blank line above would become part of the text.
                    self._insert_lines(at, [*new, *(blank if self.text[at:].strip() else [])])
                else:
                    self._insert_lines(at, [*(blank if kept else []), *new])
        if not kept and not any(inserted.values()):
            self._replace(self._after_colon(entry), self._after_colon(entry), " []")

    def _has_blank_lines(self, lines: Seq[tuple[int, int]]) -> bool:
        if len(lines) < 2:
            return True
        gaps = [self.text[end:start] for (_, end), (start, _) in pairwise(lines)]
        return any("\n" in gap for gap in gaps)

    def _skip_blank(self, offset: int, ceiling: int) -> int:
        while offset < ceiling:
            after = self._line_after(offset + 1)
            if self.text[offset:after].strip():
                break
            offset = after
        return min(offset, ceiling)

    def _back_over_blank(self, offset: int, floor: int) -> int:
        while offset > floor:
            above = self._line_start(offset - 1)
            if self.text[above:offset].strip():
                break
            offset = above
        return max(offset, floor)

    def add_list(self, root: Mapping, cls: type, name: str, elements: Seq[Any]) -> None:
        """Add a section that the text does not have, after the ones that come before it in order."""
        order = list(cls.__struct_encode_fields__)  # type: ignore[attr-defined]
        earlier = set(order[: order.index(name)])
        before = [entry for entry in root.entries if entry.key.text in earlier]
        anchor = before[-1] if before else root.entries[0]
        end = self.end_of(anchor.value)
        if root.flow:
            self._replace(end, end, f", {name}: {dump_flow(list(elements))}")
            return
        indent = root.column - 1
        blank = [] if self._keeps_breaks(anchor.value) else [""]
        lines = [*blank, f"{' ' * indent}{name}:"]
        for index, element in enumerate(elements):
            lines += ([""] if index else []) + dump_item(element, indent + INDENT)
        after = self._line_after(end)
        value = anchor.value
        if isinstance(value, Sequence) and value.items and not value.flow:
            after = self._item_lines(value, len(value.items) - 1)[1]
        self._insert_lines(after, lines)


def find_comments(text: str, root: Node) -> list[Span]:
    """Find the comments of a YAML text, in order; `#` in values is none."""
    found: list[Span] = []
    at = 0
    splicer = Splicer(text)
    for scalar in [*_scalars(root), None]:
        stop = scalar.offset if scalar else len(text)
        found += [Span(*match.span()) for match in _COMMENT.finditer(text, at, stop)]
        if scalar is None:
            break
        at = max(at, splicer.end_of(scalar))
        header = _BLOCK_HEADER.match(text, scalar.offset) if scalar.style in ("|", ">") else None
        if header and header.group(1):
            found.append(Span(*header.span(1)))
    return found


def _scalars(node: Node) -> list[Scalar]:
    """Return keys and values of a node that hold text, in order of the text."""
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence):
        return [scalar for item in node.items for scalar in _scalars(item)]
    return [scalar for entry in node.entries for scalar in (entry.key, *_scalars(entry.value))]
