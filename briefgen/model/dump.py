"""Brief -> YAML that reads well and that every YAML reader understands alike.

Block style, long texts folded, keys in the order of the types, a blank line between items. Text is quoted exactly
where a reader of YAML 1.1 or 1.2 would take it for something else. Dates stand bare, as people write them.
"""

import math
import re
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import inspect

from briefgen.model.brief import Brief, Figure, Reaction, Source, Subject
from briefgen.model.errors import ContentError
from briefgen.model.problem import Problem

WIDTH = 100
"""Columns after which texts are folded and lists are written one item a line."""

INDENT = 2
"""Spaces of one level."""

_SHOWN_DEFAULTS: dict[type, frozenset[str]] = {
    Brief: frozenset(("schema", "status")),
    Figure: frozenset(("qualifier", "unit")),
    Reaction: frozenset(("kind",)),
    Source: frozenset(("kind",)),
}
"""Fields that a reader should see although they have their default."""

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NEEDS_ESCAPE = re.compile("[\t\r\x85\u2028\u2029\ufeff]")
_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\t": "\\t",
        "\r": "\\r",
        "\x85": "\\N",
        "\u2028": "\\L",
        "\u2029": "\\P",
        "\ufeff": "\\uFEFF",
    }
)
_UNSAFE_START = frozenset("-?:,[]{}#&*!|>'\"%@`")
_UNSAFE_INSIDE = re.compile(r": | #|:$")
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}?]")
# What YAML 1.1 (yaml.org/type) or the core schema of YAML 1.2 (section 10.3.2) reads as something else than text.
_NOT_TEXT = re.compile(
    r"""
      ~ | null | Null | NULL | = | <<
    | y | Y | n | N | [Yy]es | YES | [Nn]o | NO | [Tt]rue | TRUE | [Ff]alse | FALSE | [Oo]n | ON | [Oo]ff | OFF
    | [-+]? 0b [01_]+ | [-+]? 0o? [0-7_]+ | [-+]? 0x [0-9a-fA-F_]+
    | [-+]? [0-9] [0-9_]* (?: : [0-5]?[0-9] )* (?: \. [0-9_]* )? (?: [eE] [-+]? [0-9]+ )?
    | [-+]? \. [0-9_]+ (?: [eE] [-+]? [0-9]+ )?
    | [-+]? \. (?: inf | Inf | INF ) | \. (?: nan | NaN | NAN )
    | [0-9]{4} - [0-9]{1,2} - [0-9]{1,2}
      (?: (?: [Tt] | [ \t]+ ) [0-9]{1,2} : [0-9]{2} : [0-9]{2} (?: \. [0-9]* )?
          (?: [ \t]* (?: Z | [-+] [0-9]{1,2} (?: : [0-9]{2} )? ) )? )?
    """,
    re.VERBOSE,
)


def dump_brief(brief: Brief, *, schema_path: str = "../brief.schema.json") -> str:
    """Write a brief as YAML.

    Args:
        brief: what to write; fields with their default are left out, but for a few that a reader should see.
        schema_path: path of the JSON Schema from the file's folder, for editors; "" leaves the line out.
    Returns:
        The text; `parse_brief` gives back an equal brief.
    Raises:
        ContentError: a text has control characters, or a number no digits that every reader understands.
    """
    lines = [f"# yaml-language-server: $schema={schema_path}"] if schema_path else []
    for name, value in shown_fields(brief):
        if isinstance(value, list):
            lines += ["", f"{name}:"]
            for index, item in enumerate(value):
                lines += ([""] if index else []) + dump_item(item, INDENT)
        else:
            lines += dump_field(name, value, 0, is_date=name in date_fields(Brief))
    return "\n".join(lines) + "\n"


def shown_fields(struct: msgspec.Struct) -> list[tuple[str, Any]]:
    """Return keys and values of what is written of a Struct, in order."""
    shown = _SHOWN_DEFAULTS.get(type(struct), frozenset())
    fields = []
    for field in _defaults(type(struct)):
        value = getattr(struct, field.name)
        if field.required or value != field.default or field.name in shown:
            fields.append((field.key, value))
    return fields


class _Default(msgspec.Struct, frozen=True):
    name: str
    key: str
    required: bool
    default: Any


@lru_cache(maxsize=64)
def _defaults(cls: type[msgspec.Struct]) -> tuple[_Default, ...]:
    found = []
    for field in msgspec.structs.fields(cls):
        default = field.default
        if default is msgspec.NODEFAULT and field.default_factory is not msgspec.NODEFAULT:
            default = field.default_factory()
        found.append(_Default(field.name, field.encode_name, field.required, default))
    return tuple(found)


@lru_cache(maxsize=64)
def date_fields(cls: type) -> frozenset[str]:
    """Return the keys of a Struct type whose values are dates."""
    info = inspect.type_info(cls)
    if not isinstance(info, inspect.StructType):
        return frozenset()
    return frozenset(field.encode_name for field in info.fields if _is_date(field.type))


def _is_date(info: inspect.Type) -> bool:
    if isinstance(info, inspect.Metadata):
        return (info.extra_json_schema or {}).get("format") == "edtf" or _is_date(info.type)
    return isinstance(info, inspect.UnionType) and any(_is_date(part) for part in info.types)


def dump_item(item: msgspec.Struct, indent: int) -> list[str]:
    """Return the lines of one item of a list, the first with `- ` at the given indentation."""
    lines: list[str] = []
    for name, value in shown_fields(item):
        lines += dump_field(name, value, indent + INDENT, is_date=name in date_fields(type(item)))
    lines[0] = " " * indent + "- " + lines[0][indent + INDENT :]
    return lines


def dump_field(name: str, value: Any, indent: int, *, is_date: bool = False) -> list[str]:
    """Return the lines of one key with its value, the key at the given indentation.

    Args:
        name: the key.
        value: text, number, truth value, None, Struct, or a list of texts or Structs.
        indent: spaces before the key.
        is_date: the text is a date and stands bare.
    """
    head = f"{' ' * indent}{name}:"
    if isinstance(value, list | tuple):
        return _list_lines(head, list(value), indent)
    if isinstance(value, msgspec.Struct):
        flow = _flow_that_reads_well(value)
        if type(value) is not Subject and flow is not None and len(head) + 1 + len(flow) <= WIDTH:
            return [f"{head} {flow}"]
        return [head, *_struct_lines(value, indent + INDENT)]
    if isinstance(value, str) and not is_date:
        return _text_lines(head, value, indent + INDENT)
    return [f"{head} {value if is_date and value is not None else _plain_value(value)}"]


def _struct_lines(struct: msgspec.Struct, indent: int) -> list[str]:
    lines: list[str] = []
    for name, value in shown_fields(struct):
        lines += dump_field(name, value, indent, is_date=name in date_fields(type(struct)))
    return lines


def _list_lines(head: str, values: list[Any], indent: int) -> list[str]:
    if not values:
        return [f"{head} []"]
    flows = [_flow_that_reads_well(value) for value in values]
    if None not in flows and (len(values) == 1 or not isinstance(values[0], msgspec.Struct)):
        line = f"{head} [{', '.join(flow for flow in flows if flow is not None)}]"
        if len(line) <= WIDTH:
            return [line]
    lines = [head]
    for value in values:
        lines += dump_element(value, indent + INDENT)
    return lines


def dump_element(value: Any, indent: int) -> list[str]:
    """Return the lines of one element of a short list, the first with `- ` at the given indentation."""
    flow = _flow_that_reads_well(value)
    if flow is not None and indent + 2 + len(flow) <= WIDTH:
        return [f"{' ' * indent}- {flow}"]
    if isinstance(value, msgspec.Struct):
        return dump_item(value, indent)
    return _text_lines(f"{' ' * indent}-", value, indent + INDENT)


def dump_flow(value: Any, *, is_date: bool = False) -> str:
    """Return a value on one line, in braces and brackets, as it can stand inside others."""
    if isinstance(value, msgspec.Struct):
        dates = date_fields(type(value))
        parts = [f"{name}: {dump_flow(part, is_date=name in dates)}" for name, part in shown_fields(value)]
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(dump_flow(part) for part in value) + "]"
    if isinstance(value, str):
        return value if is_date else _one_line_text(value, in_flow=True)
    return _plain_value(value)


def _flow_that_reads_well(value: Any) -> str | None:
    """Return a value on one line; None where text has several."""
    texts = [value]
    if isinstance(value, msgspec.Struct):
        texts = [part for _, part in shown_fields(value)]
        if any(isinstance(part, list | msgspec.Struct) for part in texts):
            return None
    if any(isinstance(text, str) and "\n" in text for text in texts):
        return None
    return dump_flow(value)


def _plain_value(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) < 10**18:
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        text = repr(value)
        # YAML 1.1 takes 1e+16 for text: it wants a point.
        return text if "." in text or "e" not in text else text.replace("e", ".0e")
    raise _refuse(f"number {value} cannot be written", "numbers have up to 18 digits")


def _text_lines(head: str, text: str, indent: int) -> list[str]:
    _check_text(text)
    if "\n" in text:
        if _fits_literal(text):
            pad = " " * indent
            body = text.removesuffix("\n").split("\n")
            mark = "|" if text.endswith("\n") else "|-"
            return [f"{head} {mark}", *(pad + line if line else "" for line in body)]
        return [f"{head} {_double_quoted(text)}"]
    line = f"{head} {_one_line_text(text, in_flow=False)}"
    if len(line) <= WIDTH or text != text.strip() or _NEEDS_ESCAPE.search(text) or " " not in text:
        return [line]
    pad = " " * indent
    return [f"{head} >-", *(pad + folded for folded in _folded(text, WIDTH - indent))]


def _fits_literal(text: str) -> bool:
    lines = text.removesuffix("\n").split("\n")
    return (
        not _NEEDS_ESCAPE.search(text)
        and bool(lines[0])
        and bool(lines[-1])
        and not lines[0].startswith(" ")
        and all(line == line.rstrip() for line in lines)
    )


def _folded(text: str, width: int) -> list[str]:
    """Split at single spaces only: a line break between other spaces would not read back as them."""
    lines: list[str] = []
    start = 0
    while len(text) - start > width:
        cut = _cut(text, start, width)
        if cut < 0:
            break
        lines.append(text[start:cut])
        start = cut + 1
    lines.append(text[start:])
    return lines


def _cut(text: str, start: int, width: int) -> int:
    at = text.rfind(" ", start + 1, start + width + 1)
    while at > 0 and (text[at - 1] == " " or text[at + 1] == " "):
        at = text.rfind(" ", start + 1, at)
    if at > 0:
        return at
    at = text.find(" ", start + width)
    while at > 0 and (text[at - 1] == " " or text[at + 1] == " "):
        at = text.find(" ", at + 1)
    return at


def _one_line_text(text: str, *, in_flow: bool) -> str:
    _check_text(text)
    if is_plain_safe(text, in_flow=in_flow):
        return text
    if "\n" in text or _NEEDS_ESCAPE.search(text) or ("'" in text and '"' not in text and "\\" not in text):
        return _double_quoted(text)
    return "'" + text.replace("'", "''") + "'"


def is_plain_safe(text: str, *, in_flow: bool = False) -> bool:
    """Tell whether every reader of YAML takes bare text for this text."""
    return bool(
        text
        and text[0] not in _UNSAFE_START
        and text == text.strip()
        and "\n" not in text
        and not _NEEDS_ESCAPE.search(text)
        and not _UNSAFE_INSIDE.search(text)
        and not (in_flow and _UNSAFE_IN_FLOW.search(text))
        and not text.startswith(("---", "..."))
        and not _NOT_TEXT.fullmatch(text)
    )


def _double_quoted(text: str) -> str:
    return '"' + text.translate(_ESCAPES) + '"'


def _check_text(text: str) -> None:
    bad = _REFUSED.search(text)
    if bad:
        raise _refuse(
            f'text has the control character U+{ord(bad.group()):04X}: "{text[:40]!a}"',
            "remove it; it is usually left over from copying",
        )


def _refuse(message: str, hint: str) -> ContentError:
    return ContentError(Problem("", None, None, "error", message, hint, "bad-value"))
