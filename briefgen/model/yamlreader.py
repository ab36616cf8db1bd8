"""The events of libyaml, read into nodes with positions; `yamlpos` says what is taken and what refused."""

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import msgspec
import yaml
from yaml import events

from briefgen.model.problem import Problem
from briefgen.model.yamlhints import Stop, explain
from briefgen.model.yamlpos import BREAK, MAX_DEPTH, Entry, Mapping, Node, Scalar, Sequence, place_of

# PyYAML built without libyaml has no C loader: slower, same events.
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_UNICODE_BREAKS = re.compile("[\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class _Mark(msgspec.Struct, frozen=True, gc=False):
    """A place like the marks of PyYAML, where those are not what editors count."""

    index: int
    line: int
    column: int


class _StopReadingError(Exception):
    """Reading cannot go on; the problem is already listed."""


def read_yaml(text: str, path: str) -> tuple[Node | None, list[Problem]]:
    """Do what `parse_yaml` says."""
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
            self.line_starts = [0, *(match.end() for match in BREAK.finditer(text))]
        self.moved = bool(self.shift) or self.line_starts is not None
        self.get_event: Callable[[], Any]

    def read(self) -> Node | None:
        text = self.text[self.shift :]
        bad = _NOT_TEXT.search(text)
        if bad:
            line, column = place_of(self.text, bad.start() + self.shift)
            message = f"character U+{ord(bad.group()):04X} is not allowed in YAML"
            self.add("yaml-syntax", line, column, message, "remove it; it is usually left over from copying")
            return None
        parser = _PARSER(text)
        self.get_event = parser.get_event
        try:
            return self.read_document()
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

    def read_document(self) -> Node | None:
        event = self.get_event()
        while not isinstance(event, events.DocumentStartEvent):
            if isinstance(event, events.StreamEndEvent):
                return None
            event = self.get_event()
        root = self.read_node(self.get_event(), 0)
        self.get_event()
        event = self.get_event()
        if isinstance(event, events.DocumentStartEvent):
            mark = self.mark(event.start_mark)
            hint = "remove the line `---`, or put what follows into a file of its own"
            message = "a second YAML document starts here"
            self.add("yaml-syntax", mark.line + 1, mark.column + 1, message, hint)
        return root

    def read_node(self, event: Any, depth: int) -> Node:
        kind = event.__class__
        start, stop = event.start_mark, event.end_mark
        if self.moved:
            start, stop = self.mark(start), self.mark(stop)
        if kind is events.ScalarEvent:
            scalar = Scalar(start, stop, event.value, event.style or "")
            if event.anchor is not None or event.tag is not None:
                self.refuse_properties(event, scalar)
            if scalar.style == '"' and "\\" in self.text[start.index : stop.index]:
                self.check_escapes(scalar)
            return scalar
        if kind is events.AliasEvent:
            alias = Scalar(start, stop, "", "")
            hint = "write the value out; text that starts with * needs quotation marks"
            self.add("yaml-alias", alias.line, alias.column, f'alias "*{event.anchor}"', hint)
            return alias
        node: Sequence | Mapping
        flow = self.text[start.index : start.index + 1] in ("[", "{")
        shape: type[Sequence | Mapping] = Sequence if kind is events.SequenceStartEvent else Mapping
        node = shape(start, stop, [], flow)
        if depth >= MAX_DEPTH:
            hint = "close the brackets before it; no brief needs that many"
            message = f"nested deeper than {MAX_DEPTH} levels"
            self.add("yaml-depth", node.line, node.column, message, hint)
            raise _StopReadingError
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event, node)
        if isinstance(node, Mapping):  # noqa: SIM108 -- both halves in one line read worse
            last = self.read_entries(node, depth + 1)
        else:
            last = self.read_items(node, depth + 1)
        node.stop = self.mark(last.end_mark) if self.moved else last.end_mark
        return node

    def read_items(self, node: Sequence, depth: int) -> Any:
        get_event, read_node, add = self.get_event, self.read_node, node.items.append
        event = get_event()
        while event.__class__ is not events.SequenceEndEvent:
            add(read_node(event, depth))
            event = get_event()
        return event

    def read_entries(self, node: Mapping, depth: int) -> Any:
        get_event, read_node, add = self.get_event, self.read_node, node.entries.append
        seen: dict[str, Scalar] = {}
        event = get_event()
        is_still = not self.moved
        while event.__class__ is not events.MappingEndEvent:
            key = read_node(event, depth)
            event = get_event()
            # Most values are plain: this is the innermost loop of reading.
            value: Node = (
                Scalar(event.start_mark, event.end_mark, event.value, "")
                if is_still
                and event.__class__ is events.ScalarEvent
                and not event.style
                and event.anchor is None
                and event.tag is None
                else read_node(event, depth)
            )
            event = get_event()
            if key.__class__ is not Scalar:
                hint = "text in braces or brackets needs quotation marks"
                self.add("yaml-syntax", key.line, key.column, "a key that is not text", hint)
                continue
            text = key.text
            if not text:
                hint = "write a key before the colon"
                self.add("yaml-syntax", key.line, key.column, "a key without a name", hint)
            elif text in seen:
                message = f'key "{_short(text)}" stands here a second time'
                hint = f"the first stands in line {seen[text].line}; remove one of both"
                self.add("yaml-duplicate-key", key.line, key.column, message, hint)
            else:
                seen[text] = key
                add(Entry(key, value))
        return event

    def mark(self, mark: Any) -> _Mark:
        """Return a mark of PyYAML as a place in the whole file, in lines as editors count them."""
        index = mark.index + self.shift
        if self.line_starts is None:
            return _Mark(index, mark.line, mark.column)
        line = bisect_right(self.line_starts, index) - 1
        return _Mark(index, line, index - max(self.line_starts[line], 0 if line else self.shift))

    def refuse_properties(self, event: Any, node: Node) -> None:
        if event.anchor is not None:
            hint = "remove it; text that starts with & needs quotation marks"
            self.add("yaml-alias", node.line, node.column, f'anchor "&{event.anchor}"', hint)
        if event.tag is not None:
            hint = "remove it; text that starts with ! needs quotation marks"
            shown = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self.add("yaml-tag", node.line, node.column, f'tag "{_short(shown)}"', hint)

    def check_escapes(self, node: Scalar) -> None:
        bad = _NOT_TEXT.search(node.text)
        if bad:
            message = f"escape for the character U+{ord(bad.group()):04X}, which is not text"
            self.add("yaml-syntax", node.line, node.column, message, "remove the escape")

    def add(self, code: str, line: int | None, column: int | None, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, line, column, "error", message, hint, code))

    def add_syntax(self, err: yaml.MarkedYAMLError) -> None:
        mark = err.problem_mark or err.context_mark
        if mark is None:
            self.add("yaml-syntax", None, None, _one_line(str(err)), "")
            return
        place = self.mark(mark)
        lines = BREAK.split(self.text)
        line, column = place.line + 1, place.column + 1
        context = self.mark(err.context_mark) if err.context_mark else None
        finding = explain(
            Stop(
                err.problem or "",
                lines,
                line,
                column,
                context.line + 1 if context else None,
                context.column + 1 if context else None,
            )
        )
        if finding.line is not None:
            line, column = finding.line, finding.column or 1
        # libyaml stops behind a last line without end, or behind the last one.
        while line > 1 and (line > len(lines) or not lines[line - 1]) and line >= len(lines):
            line, column = line - 1, len(lines[line - 2]) + 1
        self.add("yaml-syntax", line, column, finding.message, finding.hint)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, max_chars: int = 60) -> str:
    return text if len(text) <= max_chars else text[: max_chars - 1] + "…"
