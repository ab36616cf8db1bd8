"""How YAML text is laid out around its nodes: where values end, which lines an item has, where comments stand."""

import re
from collections.abc import Sequence as Seq
from itertools import pairwise

from briefgen.model.span import Span
from briefgen.model.yamlpos import Entry, Mapping, Node, Scalar, Sequence

_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\r\n]*)?")
_COLON = re.compile(r"(?:[ \t\n]|#[^\n]*)*+:")
_COMMENT = re.compile(r"#[^\n]*")
_COMMENT_LINE = re.compile(r"[ \t]*#")


def is_block_text(node: Node | None) -> bool:
    """Tell whether a node is folded or literal text: a head such as `>-`, the text on the lines below."""
    return isinstance(node, Scalar) and node.style in ("|", ">")


class Layout:
    """The layout of one text, whose lines end with LF; offsets count code points from 0."""

    def __init__(self, text: str) -> None:
        self.text = text

    def end_of(self, node: Node) -> int:
        """Return the offset behind the last character of a node, without comments and blank lines that follow it."""
        if is_block_text(node) and not self.keeps_breaks(node):
            return node.offset + len(self.text[node.offset : node.end].rstrip())
        if isinstance(node, Scalar) or node.flow:
            return node.end
        if isinstance(node, Mapping):
            return self.end_of(node.entries[-1].value) if node.entries else node.end
        return self.end_of(node.items[-1]) if node.items else node.end

    def keeps_breaks(self, node: Node | None) -> bool:
        """Tell whether a node ends with text below `|+` or `>+`, which takes the blank lines below it for its own."""
        while isinstance(node, Mapping | Sequence) and not node.flow:
            nodes = [entry.value for entry in node.entries] if isinstance(node, Mapping) else node.items
            node = nodes[-1] if nodes else None
        if node is None or not is_block_text(node):
            return False
        header = _BLOCK_HEADER.match(self.text, node.offset)
        return header is not None and "+" in header.group().split("#")[0]

    def header_comment(self, node: Node) -> Span | None:
        """Return the comment behind the head of folded or literal text; None if there is none."""
        header = _BLOCK_HEADER.match(self.text, node.offset) if is_block_text(node) else None
        return Span(*header.span(1)) if header and header.group(1) else None

    def after_colon(self, entry: Entry) -> int:
        """Return the offset behind the colon of a key; where a map in braces has none, behind the key."""
        match = _COLON.match(self.text, entry.key.end)
        return match.end() if match else entry.key.end

    def has_comment_before(self, entry: Entry) -> bool:
        """Tell whether a comment stands between a key and its value on the lines below."""
        return "#" in self.text[self.after_colon(entry) : entry.value.offset]

    def has_comment(self, node: Node) -> bool:
        """Tell whether a comment stands inside a node, or behind it on its last line."""
        return self._comment_in(node, node.offset, self.line_after(self.end_of(node)))

    def item_has_comment(self, items: Sequence, index: int) -> bool:
        """Tell whether a person left a comment in an item of a list: above it, inside, or below its last line."""
        if items.flow:
            start = self.end_of(items.items[index - 1]) if index else items.offset
            return self._comment_in(items.items[index], start, self.end_of(items.items[index]))
        start, end = self.item_lines(items, index)
        return self._comment_in(items.items[index], start, end)

    def _comment_in(self, node: Node, start: int, end: int) -> bool:
        at = start
        for scalar in _scalars(node):
            if "#" in self.text[at : scalar.offset]:
                return True
            at = self.end_of(scalar)
            if self.header_comment(scalar) is not None:
                return True
        return "#" in self.text[at:end]

    def line_start(self, offset: int) -> int:
        """Return where the line of an offset begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_after(self, offset: int) -> int:
        """Return where the line behind the one of an offset begins; an offset at a line's start is its own."""
        if offset and self.text[offset - 1] == "\n":
            return offset
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end + 1

    def item_lines(self, items: Sequence, index: int) -> tuple[int, int]:
        """Return the lines of an item of a block list, with the comments right above it and below at its depth."""
        node = items.items[index]
        dash_column = items.column - 1
        start = self.line_start(node.offset if index else items.offset)
        floor = self.line_after(self.end_of(items.items[index - 1])) if index else 0
        while index and start > floor and not self._is_dash(start, dash_column):
            start = self.line_start(start - 1)
        lead = start
        while lead > floor:
            above = self.line_start(lead - 1)
            if not _COMMENT_LINE.match(self.text, above, lead):
                break
            lead = above
        end = self.line_after(self.end_of(node))
        while end < len(self.text):
            match = _COMMENT_LINE.match(self.text, end)
            if not match or match.end() - 1 - end <= dash_column:
                break
            end = self.line_after(end + 1)
        return max(lead, floor), end

    def _is_dash(self, line_start: int, column: int) -> bool:
        head = self.text[line_start : line_start + column + 1]
        return len(head) == column + 1 and head[-1] == "-" and not head[:-1].strip(" ")

    def has_blank_lines(self, lines: Seq[tuple[int, int]]) -> bool:
        """Tell whether any two items, given by their lines, are parted by a blank one; also if there are no two."""
        if len(lines) < 2:
            return True
        gaps = [self.text[end:start] for (_, end), (start, _) in pairwise(lines)]
        return any("\n" in gap for gap in gaps)

    def skip_blank(self, offset: int, ceiling: int) -> int:
        """Return the start of the first line from `offset` on that is not blank, `ceiling` at the most."""
        while offset < ceiling:
            after = self.line_after(offset + 1)
            if self.text[offset:after].strip():
                break
            offset = after
        return min(offset, ceiling)

    def back_over_blank(self, offset: int, floor: int) -> int:
        """Return the start of the first of the blank lines that end at `offset`, `floor` at the least."""
        while offset > floor:
            above = self.line_start(offset - 1)
            if self.text[above:offset].strip():
                break
            offset = above
        return max(offset, floor)


def find_comments(text: str, root: Node) -> list[Span]:
    """Find the comments of a YAML text, in order; `#` in values is none."""
    found: list[Span] = []
    at = 0
    layout = Layout(text)
    for scalar in [*_scalars(root), None]:
        stop = scalar.offset if scalar else len(text)
        found += [Span(*match.span()) for match in _COMMENT.finditer(text, at, stop)]
        if scalar is None:
            break
        at = max(at, layout.end_of(scalar))
        behind_head = layout.header_comment(scalar)
        if behind_head is not None:
            found.append(behind_head)
    return found


def _scalars(node: Node) -> list[Scalar]:
    """Return keys and values of a node that hold text, in order of the text."""
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence):
        return [scalar for item in node.items for scalar in _scalars(item)]
    return [scalar for entry in node.entries for scalar in (entry.key, *_scalars(entry.value))]
