"""YAML as text with positions: a small, strict subset read from libyaml's events.

Scalars stay what was written (`NO`, `12:30`, `0x10` are text); typing is the schema's matter. Refused are doubled
keys, anchors and aliases, tags, more than one document, and keys that are not text.
"""

import re
from typing import Any

import msgspec
import yaml
from yaml import events

from briefgen.model.problem import Problem

# PyYAML built without libyaml has no C loader: slower, same events.
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 20
"""Deepest nesting of lists and maps; a brief needs 6."""

_NULLS = frozenset(("", "~", "null"))
_UNICODE_BREAKS = re.compile("[\x85\u2028\u2029]")
_BREAK = re.compile("\r\n|\r|\n")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Scalar(msgspec.Struct, gc=False):
    """Text at a place."""

    text: str
    """Value after YAML's quoting and folding."""
    style: str
    """"" plain, `'`, `"`, `|` or `>`."""
    offset: int
    """Where it starts in the file's text, from 0, quotes and indicators included."""
    end: int
    """Where it ends; of a block scalar, behind the line breaks that follow it."""
    line: int
    """Line of the start, from 1."""
    column: int
    """Column of the start in code points, from 1."""

    @property
    def is_null(self) -> bool:
        """Plain `~`, `null` or nothing at all."""
        return not self.style and self.text in _NULLS


class Entry(msgspec.Struct):
    """One key of a map with its value."""

    key: Scalar
    value: "Node"


class Mapping(msgspec.Struct):
    """A map; entries in order of the text, no key twice."""

    entries: list[Entry]
    offset: int
    end: int
    """Where it ends; of a block map, at or behind its last value, where the next token starts."""
    line: int
    column: int
    flow: bool
    """Written with braces."""

    def get(self, key: str) -> "Node | None":
        """Return the value of a key; None if it is not there."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None


class Sequence(msgspec.Struct):
    """A list."""

    items: list["Node"]
    offset: int
    end: int
    line: int
    column: int
    flow: bool
    """Written with brackets."""


Node = Scalar | Mapping | Sequence


class _StopReadingError(Exception):
    """Reading cannot go on; the problem is already listed."""


def parse_yaml(text: str, path: str) -> tuple[Node | None, list[Problem]]:
    """Parse one YAML document into nodes with positions.

    Args:
        text: the whole file; a byte order mark at its head counts as one code point.
        path: for the problems.
    Returns:
        The root, and all problems in order of the text. The root is None if the text cannot be read to its end, or
        holds nothing; with other problems (a doubled key, say) it is what remains, so that checks can go on.
    """
    reader = _Reader(text, path)
    return reader.read(), reader.problems


class _Reader:
    """One pass over the events of a text."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.problems: list[Problem] = []
        self.shift = 1 if text.startswith("\ufeff") else 0
        self.line_starts: list[int] | None = None
        if _UNICODE_BREAKS.search(text):
            # YAML 1.1 takes these for line breaks, editors do not: count lines as editors do.
            self.line_starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    def read(self) -> Node | None:
        text = self.text[self.shift :]
        bad = _NOT_TEXT.search(text)
        if bad:
            line, column = place_of(self.text, bad.start() + self.shift)
            message = f"character U+{ord(bad.group()):04X} is not allowed in YAML"
            self.add("yaml-syntax", line, column, message, "remove it; it is usually left over from copying")
            return None
        parser = _PARSER(text)
        try:
            return self.read_document(parser)
        except _StopReadingError:
            return None
        except yaml.MarkedYAMLError as err:
            self.add_syntax(err)
            return None
        except (yaml.YAMLError, RecursionError, ValueError) as err:
            self.add("yaml-syntax", None, None, f"not YAML: {_one_line(str(err))}", "")
            return None
        finally:
            parser.dispose()

    def read_document(self, parser: Any) -> Node | None:
        event: Any = parser.get_event()
        while not isinstance(event, events.DocumentStartEvent):
            if isinstance(event, events.StreamEndEvent):
                return None
            event = parser.get_event()
        root = self.read_node(parser, parser.get_event(), 0)
        parser.get_event()
        event = parser.get_event()
        if isinstance(event, events.DocumentStartEvent):
            line, column = self.place(event.start_mark)
            hint = "remove the line `---`, or put what follows into a file of its own"
            self.add("yaml-syntax", line, column, "a second YAML document starts here", hint)
        return root

    def read_node(self, parser: Any, event: Any, depth: int) -> Node:
        kind: Any = type(event)
        mark = event.start_mark
        offset: int = mark.index + self.shift
        if self.line_starts is None:
            line, column = mark.line + 1, mark.column + 1
        else:
            line, column = self.place(mark)
        if kind is events.ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                self.refuse_properties(event, line, column)
            style = event.style or ""
            value: str = event.value
            end = event.end_mark.index + self.shift
            if style == '"' and "\\" in self.text[offset:end]:
                self.check_escapes(value, line, column)
            return Scalar(value, style, offset, end, line, column)
        if kind is events.AliasEvent:
            hint = "write the value out; text that starts with * needs quotation marks"
            self.add("yaml-alias", line, column, f'alias "*{event.anchor}"', hint)
            return Scalar("", "", offset, event.end_mark.index + self.shift, line, column)
        if depth >= MAX_DEPTH:
            hint = "close the brackets before it; no brief needs that many"
            self.add("yaml-depth", line, column, f"nested deeper than {MAX_DEPTH} levels", hint)
            raise _StopReadingError
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event, line, column)
        flow: bool = event.flow_style is True
        if flow is False and event.flow_style is not False:
            flow = self.text[offset : offset + 1] in ("[", "{")
        if kind is events.SequenceStartEvent:
            items: list[Node] = []
            event = parser.get_event()
            while not isinstance(event, events.SequenceEndEvent):
                items.append(self.read_node(parser, event, depth + 1))
                event = parser.get_event()
            end = self.end_of(event)
            return Sequence(items, offset, end, line, column, flow)
        entries: list[Entry] = []
        seen: dict[str, Scalar] = {}
        event = parser.get_event()
        while not isinstance(event, events.MappingEndEvent):
            key = self.read_node(parser, event, depth + 1)
            value_node = self.read_node(parser, parser.get_event(), depth + 1)
            event = parser.get_event()
            if type(key) is not Scalar:
                hint = "text in braces or brackets needs quotation marks"
                self.add("yaml-syntax", key.line, key.column, "a key that is not text", hint)
            elif not key.text:
                self.add(
                    "yaml-syntax",
                    key.line,
                    key.column,
                    "a key without a name",
                    "write a key before the colon",
                )
            elif key.text in seen:
                first = seen[key.text]
                message = f'key "{_short(key.text)}" stands here a second time'
                hint = f"the first stands in line {first.line}; remove one of both"
                self.add("yaml-duplicate-key", key.line, key.column, message, hint)
            else:
                seen[key.text] = key
                entries.append(Entry(key, value_node))
        return Mapping(entries, offset, self.end_of(event), line, column, flow)

    def end_of(self, event: Any) -> int:
        return int(event.end_mark.index) + self.shift

    def refuse_properties(self, event: Any, line: int, column: int) -> None:
        if event.anchor is not None:
            hint = "remove it; text that starts with & needs quotation marks"
            self.add("yaml-alias", line, column, f'anchor "&{event.anchor}"', hint)
        if event.tag is not None:
            hint = "remove it; text that starts with ! needs quotation marks"
            shown = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self.add("yaml-tag", line, column, f'tag "{_short(shown)}"', hint)

    def check_escapes(self, value: str, line: int, column: int) -> None:
        bad = _NOT_TEXT.search(value)
        if bad:
            message = f"escape for the character U+{ord(bad.group()):04X}, which is not text"
            self.add("yaml-syntax", line, column, message, "remove the escape")

    def place(self, mark: Any) -> tuple[int, int]:
        if self.line_starts is None:
            return mark.line + 1, mark.column + 1
        return place_of(self.text, mark.index + self.shift)

    def add(self, code: str, line: int | None, column: int | None, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, line, column, "error", message, hint, code))

    def add_syntax(self, err: yaml.MarkedYAMLError) -> None:
        mark = err.problem_mark or err.context_mark
        if mark is None:
            self.add("yaml-syntax", None, None, _one_line(str(err)), "")
            return
        line, column = self.place(mark)
        context_line = self.place(err.context_mark)[0] if err.context_mark else None
        lines = _BREAK.split(self.text)
        finding = _explain(err.problem or "", lines, line, column, context_line)
        if finding.line is not None:
            line, column = finding.line, finding.column or 1
        self.add("yaml-syntax", line, column, finding.message, finding.hint)


class _Finding(msgspec.Struct, frozen=True):
    message: str
    hint: str
    line: int | None = None
    column: int | None = None


_KEY = re.compile(r"\s*(?:- +)*([A-Za-z_][\w -]*):(?=\s|$)")
_KEY_NO_SPACE = re.compile(r"\s*(?:- +)*([A-Za-z_]\w*):(\S)")


def _explain(problem: str, lines: list[str], line: int, column: int, context_line: int | None) -> _Finding:
    """Say what people usually did when libyaml complains so at this place."""
    here = lines[line - 1] if line <= len(lines) else ""
    before = next((row for row in range(line - 1, 0, -1) if lines[row - 1].strip()), None)
    lead = here[: len(here) - len(here.lstrip())]
    if "\t" in lead:
        return _Finding(
            "a tab in the indentation", "indent with spaces", line=line, column=lead.index("\t") + 1
        )
    if "tab character" in problem or "'\\t'" in problem:
        return _Finding("a tab where YAML allows spaces only", "replace the tab with spaces")
    if "quoted scalar" in problem or "end of stream" in problem or "document indicator" in problem:
        if context_line is not None:
            quoted = lines[context_line - 1]
            position = next((at for at, char in enumerate(quoted) if char in "\"'"), 0)
            return _Finding(
                "a quotation mark that is never closed",
                "close it at the end of the text, or write the text below `>-`",
                line=context_line,
                column=position + 1,
            )
        return _Finding("the file ends in the middle of a value", "close what is open")
    for row in (line, before):
        match = _KEY_NO_SPACE.match(lines[row - 1]) if row else None
        if row and match and match.group(2) not in "/" and not _KEY.match(lines[row - 1]):
            return _Finding(
                f'no space after the colon of "{match.group(1)}"',
                f"write `{match.group(1)}: {match.group(2)}…`",
                line=row,
                column=match.end(1) + 1,
            )
    if "mapping values" in problem:
        key = _KEY.match(here)
        if key and column > key.end():
            return _Finding(
                "a colon with a space behind it inside plain text",
                "put the text into quotation marks, or below `>-`",
            )
        return _Finding(
            "a key where none can stand",
            "indent it like its neighbours; check that the line before is complete",
        )
    if "cannot start any token" in problem:
        char = here[column - 1 : column]
        return _Finding(f'text starts with "{char}"', "put the text into quotation marks")
    if "flow" in problem or "',' or" in problem:
        return _Finding(
            "a bracket or brace that is not closed, or a comma that is missing",
            "close it, or write the list one item a line with `- `",
        )
    if "block sequence entries" in problem or "sequence entries" in problem:
        return _Finding("a list item where none can stand", "start the list on the line below its key")
    if "expected key" in problem or "expected <block end>" in problem:
        head = here[column - 1 :]
        if head.startswith("- ") or head == "-":
            return _Finding("a list item among keys", "indent it below the key it belongs to")
        if before and re.search(r"'[^']*'\w", here):
            return _Finding(
                "text goes on after its closing quotation mark",
                "double the apostrophe inside ('it''s'), or use double quotation marks outside",
            )
        return _Finding(
            "text where a key should stand",
            "indent it like its neighbours; text with quotation marks inside needs others around it",
        )
    if "could not find expected ':'" in problem:
        return _Finding(
            "a line that is neither a key nor part of the text before",
            "write `key: value`; indent what goes on from the line before",
            line=before or line,
            column=1,
        )
    if "unknown escape" in problem:
        return _Finding(
            "a backslash in double quotation marks that starts no known escape",
            "double the backslash, or use single quotation marks",
        )
    return _Finding(_one_line(problem) or "not YAML", "check indentation, colons and quotation marks")


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset; lines end with LF, CR LF or CR, a BOM has no column."""
    start, line = 0, 1
    for match in _BREAK.finditer(text, 0, offset):
        if match.end() > offset:
            break
        start, line = match.end(), line + 1
    column = offset - start + 1
    if line == 1 and text.startswith("\ufeff") and offset > 0:
        column -= 1
    return line, column


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, max_chars: int = 60) -> str:
    return text if len(text) <= max_chars else text[: max_chars - 1] + "…"
