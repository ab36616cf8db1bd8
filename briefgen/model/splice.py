"""Edits into YAML text at the places of its nodes; everything else stays as people wrote it, to the byte.

Positions come from `yamlpos`; new text is written as `dump` writes it, in block or flow style as its surroundings.
"""

from collections.abc import Iterator
from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from collections.abc import Set as AbstractSet
from typing import Any

import msgspec

from briefgen.model.dump import INDENT, date_fields, dump_element, dump_field, dump_flow, dump_item
from briefgen.model.yamllayout import Layout, is_block_text
from briefgen.model.yamlpos import Entry, Mapping, Scalar, Sequence


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
        self.layout = Layout(text)
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
        end = self.layout.end_of(after.value)
        if mapping.flow:
            words = "".join(f", {name}: {dump_flow(value, is_date=name in dates)}" for name, value in fields)
            self._replace(end, end, words)
            return
        lines: list[str] = []
        for name, value in fields:
            lines += dump_field(name, value, mapping.column - 1, is_date=name in dates)
        self._insert_lines(self.layout.line_after(end), lines)

    def _remove_entries(self, mapping: Mapping, removed: Seq[Entry]) -> None:
        gone = {entry.key.offset for entry in removed}
        kept = [entry for entry in mapping.entries if entry.key.offset not in gone]
        previous: Entry | None = None
        for entry in mapping.entries:
            if entry.key.offset not in gone:
                previous = entry
                continue
            end = self.layout.end_of(entry.value)
            if not mapping.flow and self.layout.has_comment_before(entry):
                self._replace(entry.value.offset, end, "")
            elif not mapping.flow and self.layout.has_comment(entry.value):
                # The comment stays, and the key with it: empty, it has its default.
                self._replace(self.layout.after_colon(entry), end, "")
            elif previous is None:
                self._replace(entry.key.offset, kept[0].key.offset if kept else end, "")
            elif mapping.flow:
                before = self.layout.end_of(previous.value)
                self._replace(before, end, "")
                previous = entry
            else:
                after = self.layout.line_after(end)
                if self.layout.keeps_breaks(previous.value):
                    after = self.layout.skip_blank(after, len(self.text))
                self._replace(self.layout.line_start(entry.key.offset), after, "")

    def _set_value(self, mapping: Mapping, entry: Entry, value: Any, *, is_date: bool) -> None:
        node = entry.value
        end = self.layout.end_of(node)
        if mapping.flow:
            after = self.layout.after_colon(entry)
            lead = ": " if after == entry.key.end else "" if self.text[after : node.offset] else " "
            self._replace(max(after, node.offset), end, lead + dump_flow(value, is_date=is_date))
            return
        first, *rest = dump_field(entry.key.text, value, mapping.column - 1, is_date=is_date)
        inline = first[mapping.column - 1 + len(entry.key.text) + 1 :].strip()
        block = is_block_text(node)
        one_line = isinstance(node, Scalar) and not block
        start = node.offset
        if self.layout.has_comment_before(entry):
            # The value stays on the lines below the comment.
            tail = "\n" if self.text[end - 1] == "\n" else ""
            start = start if inline else self.layout.line_start(start)
            self._replace(start, end, "\n".join([inline, *rest] if inline else rest) + tail)
            return
        if one_line:
            # A comment behind the value stays on its line, also behind `>-`.
            start = self.layout.after_colon(entry)
            self._replace(start, end, f" {inline}" if inline else "")
            if rest:
                self._insert_lines(self.layout.line_after(end), rest)
            return
        if not block:
            start = self.layout.after_colon(entry)
        behind_head = self.layout.header_comment(node)
        comment = f" {behind_head.of(self.text).rstrip()}" if behind_head is not None else ""
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
        end = self.layout.end_of(node)
        if mapping.flow:
            self._replace(self.layout.after_colon(entry), end, " " + dump_flow(list(elements)))
            return
        lines: list[str] = []
        for index, element in enumerate(elements):
            indent = mapping.column - 1 + INDENT
            lines += [""] if spaced and index else []
            lines += dump_item(element, indent) if spaced else dump_element(element, indent)
        below_comment = self.layout.has_comment_before(entry)
        start = self.layout.line_start(node.offset) if below_comment else self.layout.after_colon(entry)
        self._replace(start, end, "")
        self._insert_lines(self.layout.line_after(end), lines)

    def _set_flow_list(self, node: Sequence, removed: AbstractSet[int], inserted: Map[int, Seq[Any]]) -> None:
        pieces: list[str] = []
        for index in range(len(node.items) + 1):
            pieces += [dump_flow(element) for element in inserted.get(index, ())]
            if index < len(node.items) and index not in removed:
                item = node.items[index]
                words = self.text[item.offset : self.layout.end_of(item)]
                if index and pieces and index - 1 not in removed and index not in inserted:
                    # Comments and line breaks between two that stay are kept.
                    gap = self.text[self.layout.end_of(node.items[index - 1]) : item.offset]
                    pieces[-1] += gap + words
                else:
                    pieces.append(words)
        first, last = node.items[0].offset, self.layout.end_of(node.items[-1])
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
        lines = [self.layout.item_lines(node, index) for index in range(count)]
        blank = [""] if spaced and self.layout.has_blank_lines(lines) else []
        kept = [index for index in range(count) if index not in removed]
        self._remove_items(node, lines, removed, kept)
        for index, elements in sorted(inserted.items()):
            new: list[str] = []
            for position, element in enumerate(elements):
                new += blank if position else []
                new += dump_item(element, indent) if spaced else dump_element(element, indent)
            if index == 0 and self.text[self.layout.line_start(node.offset) : node.offset].strip():
                # The list begins behind other signs: `? key` and `: - item`, or a list in a list.
                words = "\n".join([*new, *blank, " " * indent])
                self._replace(node.offset, node.offset, words.lstrip(" "))
            elif index < count:
                follows = any(other >= index for other in kept) or any(other > index for other in inserted)
                self._insert_lines(lines[index][0], [*new, *(blank if follows else [])])
            else:
                at = lines[-1][1]
                if kept and self.layout.keeps_breaks(node.items[kept[-1]]):
                    # A blank line above would become part of the text.
                    self._insert_lines(at, [*new, *(blank if self.text[at:].strip() else [])])
                else:
                    self._insert_lines(at, [*(blank if kept else []), *new])
        if not kept and not any(inserted.values()):
            self._replace(self.layout.after_colon(entry), self.layout.after_colon(entry), " []")

    def _remove_items(
        self, node: Sequence, lines: Seq[tuple[int, int]], removed: AbstractSet[int], kept: Seq[int]
    ) -> None:
        """Remove items of a block list, each with the blank lines that would part nothing then."""
        for index in sorted(removed):
            start, end = lines[index]
            if index < len(lines) - 1:
                end = self.layout.skip_blank(end, lines[index + 1][0])
            elif kept:
                start = self.layout.back_over_blank(start, lines[kept[-1]][1])
                if self.layout.keeps_breaks(node.items[kept[-1]]):
                    end = self.layout.skip_blank(end, len(self.text))
            self._replace(start, end, "")

    def add_list(self, root: Mapping, cls: type, name: str, elements: Seq[Any]) -> None:
        """Add a section that the text does not have, after the ones that come before it in order."""
        order = list(cls.__struct_encode_fields__)  # type: ignore[attr-defined]
        earlier = set(order[: order.index(name)])
        before = [entry for entry in root.entries if entry.key.text in earlier]
        anchor = before[-1] if before else root.entries[0]
        end = self.layout.end_of(anchor.value)
        if root.flow:
            self._replace(end, end, f", {name}: {dump_flow(list(elements))}")
            return
        indent = root.column - 1
        blank = [] if self.layout.keeps_breaks(anchor.value) else [""]
        lines = [*blank, f"{' ' * indent}{name}:"]
        for index, element in enumerate(elements):
            lines += ([""] if index else []) + dump_item(element, indent + INDENT)
        after = self.layout.line_after(end)
        value = anchor.value
        if isinstance(value, Sequence) and value.items and not value.flow:
            after = self.layout.item_lines(value, len(value.items) - 1)[1]
        self._insert_lines(after, lines)
