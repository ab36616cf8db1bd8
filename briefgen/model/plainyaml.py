"""YAML in the shape that briefs have, read several times as fast as by libyaml: without places, and without doubt.

Nearly all files are written in one plain shape: block maps and lists, bare or simply quoted text, short lists and maps
in brackets, folded and literal blocks. Anything else, right or wrong, is left to `yamlpos`; a test compares both.
"""

import re
from typing import Any

_STRANGE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# A line of a block map or list: indentation, perhaps the dash of a list, key, perhaps a value. All lines of a text
# are read at one go; what is no such line is the last group.
_LINE = re.compile(r"^( *+)(- )?+(?:([a-z_][a-z0-9_]*+):(?: (\S.*+))?+$|(.*+))", re.MULTILINE)
_NOT_FIRST = frozenset(" -?:,[]{}#&*!|>'\"%@`~\xa0")
_NULL = "null"
NUMBER_KEYS = frozenset(("schema", "value", "min", "max", "latitude", "longitude"))
"""Keys whose bare values are numbers, wherever they stand; a test holds this against the types."""
TRUTH_KEYS = frozenset(("hidden", "planned"))
"""Keys whose bare values are true or false."""
_TYPED_KEYS = NUMBER_KEYS | TRUTH_KEYS
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,20}")
_SINGLE = re.compile(r"'((?:[^']|'')*)'")
_DOUBLE = re.compile(r'"([^"\\]*)"')
# One value in brackets and what ends it; inside brackets `,[]{}` end bare text, and `:`, `#`, `?` may.
_FLOW_VALUE = re.compile(
    r"(?:(?P<bare>(?:[^\W_]|-(?=[0-9]))[^,\[\]{}:#?\"]*)"
    r"|'(?P<single>(?:[^']|'')*)'"
    r'|"(?P<double>[^"\\]*)")(?P<end>, |[\]}])'
)
_FLOW_KEY = re.compile(r"([a-z_][a-z0-9_]*): ")
# A list of one piece of evidence, as most items have it.
_POINTER = re.compile(
    r"\[\{source: ([a-z0-9-]*[a-z][a-z0-9-]*), quote: "
    r"(?:([^\W_][^,\[\]{}:#?\"]*)|'((?:[^']|'')*)'|\"([^\"\\]*)\")\}\]"
)


class UnusualError(Exception):
    """The text is not of the plain shape: `yamlpos` has to read it."""


def parse_plain_yaml(text: str) -> dict[str, Any]:
    """Parse a map whose values are text, numbers and truth values (by their keys), lists and maps.

    Raises:
        UnusualError: the text has anything beyond the plain shape; it may be right or wrong.
    """
    # Nothing strange can be printed, and most text can be; that takes a third of the time to see.
    if not text.replace("\n", "").isprintable() and _STRANGE.search(text) is not None:
        raise UnusualError
    lines = text.split("\n")
    rows = _LINE.findall(text)
    root: dict[str, Any] = {}
    # What is open, from the root: columns, and a map or list each.
    columns: list[int] = [0]
    nodes: list[Any] = [root]
    column, node = 0, root
    waiting: str | None = None
    """A key whose value has to begin in the next line."""
    number, count = 0, len(lines)
    while number < count:
        blank, dash, key, rest, other = rows[number]
        number += 1
        at = len(blank)
        if not key:
            if not dash and (not other or other[0] == "#"):
                continue
            # What stands after the dash of a list begins with no blank.
            if not dash or not other or other[0].isspace():
                raise UnusualError
            rest = other
        if dash:
            if waiting is not None:
                if at < column:
                    raise UnusualError
                made: list[Any] = []
                node[waiting] = made
                waiting = None
                columns.append(at)
                nodes.append(made)
            else:
                while columns[-1] > at or nodes[-1].__class__ is dict:
                    columns.pop()
                    nodes.pop()
                    if not columns:
                        raise UnusualError
                if columns[-1] != at:
                    raise UnusualError
            if not key:
                column, node = at, nodes[-1]
                if rest[0] in ">|":
                    value, number = _read_block(rest, lines, number, at)
                else:
                    value = _read_flow(rest) if rest[0] in "[{" else _read_text(rest)
                node.append(value)
                continue
            at += 2
            entry: dict[str, Any] = {}
            nodes[-1].append(entry)
            columns.append(at)
            nodes.append(entry)
            column, node = at, entry
        elif waiting is not None:
            if at <= column:
                raise UnusualError
            below: dict[str, Any] = {}
            node[waiting] = below
            waiting = None
            columns.append(at)
            nodes.append(below)
            column, node = at, below
        elif at != column or node.__class__ is not dict:
            while columns[-1] != at or nodes[-1].__class__ is not dict:
                columns.pop()
                nodes.pop()
                if not columns:
                    raise UnusualError
            column, node = at, nodes[-1]
        if key in node:
            raise UnusualError
        if not rest:
            waiting = key
            node[key] = None
            continue
        first = rest[0]
        if first not in _NOT_FIRST:
            # Single characters are found sooner than two.
            if (":" in rest or "#" in rest) and (": " in rest or " #" in rest or rest[-1] == ":"):
                raise UnusualError
            if rest[-1] == " " or rest == _NULL:
                raise UnusualError
            node[key] = _typed(key, rest) if key in _TYPED_KEYS else rest
        elif first == "[" or first == "{":
            node[key] = _read_flow(rest)
        elif first == ">" or first == "|":
            node[key], number = _read_block(rest, lines, number, column)
        elif first == "-":
            node[key] = _typed(key, rest) if key in NUMBER_KEYS else _unusual()
        else:
            node[key] = _read_text(rest)
    if waiting is not None:
        raise UnusualError
    return root


def _unusual() -> Any:
    raise UnusualError


def _typed(key: str, text: str) -> int | float | bool:
    """Return the value of bare text below a key that does not stand for text."""
    if key in TRUTH_KEYS:
        if text not in ("true", "false"):
            raise UnusualError
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    raise UnusualError


def _read_text(rest: str) -> str:
    """Return text that fills the rest of a line."""
    quoted = _SINGLE.fullmatch(rest)
    if quoted is not None:
        return quoted[1].replace("''", "'")
    quoted = _DOUBLE.fullmatch(rest)
    if quoted is not None:
        return quoted[1]
    if rest[0] in _NOT_FIRST or ": " in rest or " #" in rest or rest[-1] in ": " or rest == _NULL:
        raise UnusualError
    return rest


def _read_block(mark: str, lines: list[str], number: int, column: int) -> tuple[str, int]:
    """Return the text of a folded or literal block, and the number of the line behind it."""
    if mark not in (">-", "|-") or number >= len(lines):
        raise UnusualError
    first = lines[number]
    indent = len(first) - len(first.lstrip(" "))
    if indent <= column or len(first) == indent:
        raise UnusualError
    pad = first[:indent]
    kept: list[str] = []
    is_folded = mark == ">-"
    while number < len(lines):
        line = lines[number]
        if line.startswith(pad):
            part = line[indent:]
            # Lines that are indented more are not folded, and of blanks alone there are several kinds.
            if not part or part.isspace() or (is_folded and part[0] == " "):
                raise UnusualError
            kept.append(part)
        elif not line:
            kept.append("")
        elif line.isspace():
            raise UnusualError
        else:
            break
        number += 1
    while not kept[-1]:
        kept.pop()
    if not is_folded:
        return "\n".join(kept), number
    if "" not in kept:
        return " ".join(kept), number
    pieces = [kept[0]]
    gap = 0
    for part in kept[1:]:
        if part:
            pieces += ("\n" * gap or " ", part)
            gap = 0
        else:
            gap += 1
    return "".join(pieces), number


def _read_flow(rest: str) -> Any:
    """Return a list or map in brackets that fills the rest of a line; lists hold values or maps of values."""
    pointer = _POINTER.fullmatch(rest)
    if pointer is not None:
        source, bare, single, double = pointer.groups()
        if bare is not None:
            if bare[-1] == " " or bare == _NULL or source == _NULL:
                raise UnusualError
            return [{"source": source, "quote": bare}]
        quote = single.replace("''", "'") if single is not None else double
        return [{"source": source, "quote": quote}] if source != _NULL else _unusual()
    if rest[0] == "{":
        value, at = _read_flow_map(rest, 1)
        return value if at == len(rest) else _unusual()
    if rest == "[]":
        return []
    values: list[Any] = []
    at = 1
    while True:
        if rest[at : at + 1] == "{":
            one, at = _read_flow_map(rest, at + 1)
            values.append(one)
            end = ", " if rest[at : at + 2] == ", " else rest[at : at + 1]
            at += len(end)
        else:
            text, end, at = _read_flow_value(rest, at, "")
            values.append(text)
        if end == "]":
            return values if at == len(rest) else _unusual()
        if end != ", ":
            raise UnusualError


def _read_flow_map(rest: str, at: int) -> tuple[dict[str, Any], int]:
    values: dict[str, Any] = {}
    while True:
        key = _FLOW_KEY.match(rest, at)
        if key is None or key[1] in values:
            raise UnusualError
        values[key[1]], end, at = _read_flow_value(rest, key.end(), key[1])
        if end == "}":
            return values, at
        if end != ", ":
            raise UnusualError


def _read_flow_value(rest: str, at: int, key: str) -> tuple[Any, str, int]:
    """Return a value, what ends it, and the offset behind that."""
    match = _FLOW_VALUE.match(rest, at)
    if match is None:
        raise UnusualError
    bare, single, double, end = match.groups()
    if bare is not None:
        if bare[-1] == " " or bare == _NULL:
            raise UnusualError
        if key in NUMBER_KEYS or key in TRUTH_KEYS:
            return _typed(key, bare), end, match.end()
        return (bare if bare[0] != "-" else _unusual()), end, match.end()
    return (single.replace("''", "'") if single is not None else double), end, match.end()
