"""From YAML nodes to the types of the model: one table of converters, made from the types themselves."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, get_args

import msgspec
from msgspec import inspect

from briefgen.model.brief import Country, Inexact, Slug
from briefgen.model.dates import DateOrderError, parse_date
from briefgen.model.nearest import hint_nearest
from briefgen.model.problem import Problem
from briefgen.model.slugs import make_slug
from briefgen.model.yamlpos import NULLS, Mapping, Node, Scalar
from briefgen.model.yamlpos import Sequence as ListNode

INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
"""Whole number that every YAML reader takes for one: no octal, no sexagesimal, no underscores; at most 18 digits."""
FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,20}(?:[eE][-+][0-9]{1,3})?")
"""Decimal number that every YAML reader takes for one."""


def _pattern_of(type_: Any) -> str:
    return str(get_args(type_)[1].pattern)


_SLUG_PATTERN = _pattern_of(Slug)
_COUNTRY_PATTERN = _pattern_of(Country)


class _Bad:
    """Mark of a value that could not be made; the problem is listed."""


_BAD = _Bad()

Converter = Callable[[Node, list[Problem], str, str], Any]
"""(node, problems to add to, path, label for messages) -> value or _BAD."""


def convert_node(node: Node, type_: Any, path: str, label: str) -> tuple[Any, list[Problem]]:
    """Make a value of a type from a node, typed by the schema and never by the look of the text.

    Args:
        node: from `parse_yaml`.
        type_: a Struct or any type made of Structs, lists, tuples, maps with text keys, text, numbers, truth values.
        path: for the problems.
        label: what the value is called in messages, such as `the brief`.
    Returns:
        The value and all problems. A wrong or empty value where the type has a default gives the default; an item
        of a list that cannot be made is left out; the value is None if there is nothing to fall back on.
    """
    problems: list[Problem] = []
    value = _converter(type_)(node, problems, path, label)
    return (None if value is _BAD else value), problems


def nearest_hint(word: str, known: Sequence[str], *, what: str = "one of") -> str:
    """Return a hint with the nearest of the known names, else with all of them."""
    listed = ", ".join(known[:24])
    return hint_nearest(word.lower(), known, f"{what}: {listed}{', …' if len(known) > 24 else ''}")


@lru_cache(maxsize=256)
def _converter(type_: Any) -> Converter:
    return _compile(inspect.type_info(type_))


def _add(problems: list[Problem], path: str, node: Node, code: str, message: str, hint: str) -> _Bad:
    problems.append(Problem(path, node.line, node.column, "error", message, hint, code))
    return _BAD


def _kind(node: Node) -> str:
    if type(node) is Mapping:
        return "a map"
    if type(node) is ListNode:
        return "a list"
    return f'"{_short(node.text)}"' if isinstance(node, Scalar) and node.text else "nothing"


def _short(text: str, max_chars: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= max_chars else line[: max_chars - 1] + "…"


def _compile(info: inspect.Type, extra: dict[str, Any] | None = None) -> Converter:
    if isinstance(info, inspect.Metadata):
        return _compile(info.type, info.extra_json_schema or extra)
    if isinstance(info, inspect.StrType):
        return _date if (extra or {}).get("format") == "edtf" else _compile_text(info)
    if isinstance(info, inspect.LiteralType):
        return _compile_choice(tuple(str(value) for value in info.values))
    if isinstance(info, inspect.IntType | inspect.FloatType):
        return _compile_number(info)
    if isinstance(info, inspect.BoolType):
        return _truth
    if isinstance(info, inspect.StructType):
        return _compile_struct(info)
    if isinstance(info, inspect.ListType):
        return _compile_list(_compile(info.item_type), list)
    if isinstance(info, inspect.VarTupleType):
        return _compile_list(_compile(info.item_type), tuple)
    if isinstance(info, inspect.DictType):
        return _compile_dict(_compile(info.value_type))
    if isinstance(info, inspect.UnionType):
        return _compile_union(info, extra)
    raise TypeError(f"no converter for {info!r}")


def _text(node: Node, problems: list[Problem], path: str, label: str) -> Any:
    if type(node) is not Scalar:
        return _add(problems, path, node, "wrong-type", f"{label} must be text, here is {_kind(node)}", "")
    if node.text in NULLS and not node.style:
        hint = "write it; if the text itself is meant, put it into quotation marks"
        return _add(problems, path, node, "wrong-type", f"{label} is empty", hint)
    return node.text


def _compile_text(info: inspect.StrType) -> Converter:
    pattern = re.compile(info.pattern) if info.pattern else None
    low, high = info.min_length, info.max_length
    if pattern is None and low is None and high is None:
        return _text

    def convert(node: Node, problems: list[Problem], path: str, label: str) -> Any:
        text = _text(node, problems, path, label)
        if text is _BAD:
            return _BAD
        if high is not None and len(text) > high:
            message = f"{label} has {len(text)} characters, at most {high} are allowed"
            return _add(
                problems,
                path,
                node,
                "bad-slug" if info.pattern == _SLUG_PATTERN else "bad-value",
                message,
                "",
            )
        if low is not None and len(text) < low:
            return _add(problems, path, node, "bad-value", f"{label} is empty", "write it")
        # `$` in a pattern also matches before a line break at the end.
        if pattern is not None and (not pattern.search(text) or text.endswith("\n")):
            return _pattern_problem(info.pattern or "", node, problems, path, label, text)
        return text

    return convert


def _pattern_problem(
    pattern: str, node: Node, problems: list[Problem], path: str, label: str, text: str
) -> _Bad:
    message = f'{label} "{_short(text)}" is not allowed'
    if pattern == _SLUG_PATTERN:
        hint = f'lower-case letters, digits and single hyphens: "{make_slug(text, 80)}"'
        return _add(problems, path, node, "bad-slug", message, hint)
    if pattern == _COUNTRY_PATTERN:
        hint = "two capital letters, ISO 3166-1: KZ, LK, US"
        return _add(problems, path, node, "bad-value", message, hint)
    return _add(problems, path, node, "bad-value", message, f"it must match {pattern}")


def _date(node: Node, problems: list[Problem], path: str, label: str) -> Any:
    text = _text(node, problems, path, label)
    if text is _BAD:
        return _BAD
    try:
        parse_date(text)
    except DateOrderError as err:
        return _add(problems, path, node, "date-order", f"{label}: {err}", "swap both ends")
    except ValueError as err:
        return _add(problems, path, node, "bad-date", f"{label}: {_short(str(err), 200)}", _date_hint(text))
    return text


_OTHER_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


def _date_hint(text: str) -> str:
    match = _OTHER_DATE.fullmatch(text)
    if match:
        last, first, year = f"{match[2]:0>2}", f"{match[1]:0>2}", match[3]
        return f"write YEAR-MONTH-DAY: {year}-{last}-{first} or {year}-{first}-{last}"
    return "EDTF: YYYY-MM-DD, YYYY-MM, YYYY, START/END; `~` behind it for about, `?` for uncertain"


def _compile_choice(values: tuple[str, ...]) -> Converter:
    known = frozenset(values)

    def convert(node: Node, problems: list[Problem], path: str, label: str) -> Any:
        text = _text(node, problems, path, label)
        if text is _BAD or text in known:
            return text
        message = f'{label} "{_short(text)}" is not known'
        return _add(problems, path, node, "bad-value", message, nearest_hint(text, values))

    return convert


def _compile_number(*infos: inspect.IntType | inspect.FloatType) -> Converter:
    whole = any(isinstance(info, inspect.IntType) for info in infos)
    decimal = any(isinstance(info, inspect.FloatType) for info in infos)
    low = next((info.ge for info in infos if info.ge is not None), None)
    high = next((info.le for info in infos if info.le is not None), None)

    def convert(node: Node, problems: list[Problem], path: str, label: str) -> Any:
        value: int | float
        if type(node) is Scalar and not node.style and whole and INTEGER.fullmatch(node.text):
            value = int(node.text)
        elif (
            type(node) is Scalar
            and not node.style
            and decimal
            and (FLOAT.fullmatch(node.text) or INTEGER.fullmatch(node.text))
        ):
            value = float(node.text)
        else:
            return _number_problem(node, problems, path, label, decimal=decimal)
        if (low is not None and value < low) or (high is not None and value > high):
            bounds = " and ".join(
                part
                for part in (low is not None and f"at least {low}", high is not None and f"at most {high}")
                if part
            )
            return _add(
                problems, path, node, "bad-value", f"{label} {node.text} is outside its bounds", bounds
            )
        return value

    return convert


def _number_problem(node: Node, problems: list[Problem], path: str, label: str, *, decimal: bool) -> _Bad:
    what = "a number" if decimal else "a whole number"
    hint = "digits only, with a point before decimals: 1200 or 12.5" if decimal else "digits only: 12"
    if type(node) is Scalar and node.style and (INTEGER.fullmatch(node.text) or FLOAT.fullmatch(node.text)):
        hint = "write it without quotation marks"
    elif type(node) is Scalar:
        bare = re.sub(r"[ _,' ]", "", node.text[:40])
        if INTEGER.fullmatch(bare) and bare != node.text:
            hint = f"write {bare}"
    return _add(problems, path, node, "wrong-type", f"{label} must be {what}, here is {_kind(node)}", hint)


_TRUTH_HINTS = {"yes": "write true", "on": "write true", "no": "write false", "off": "write false"}


def _truth(node: Node, problems: list[Problem], path: str, label: str) -> Any:
    word = node.text if isinstance(node, Scalar) else ""
    if isinstance(node, Scalar) and not node.style and word in ("true", "false"):
        return word == "true"
    message = f"{label} must be true or false, here is {_kind(node)}"
    return _add(problems, path, node, "wrong-type", message, _TRUTH_HINTS.get(word.lower(), ""))


def _compile_list(item: Converter, make: Callable[[list[Any]], Any]) -> Converter:
    def convert(node: Node, problems: list[Problem], path: str, label: str) -> Any:
        if type(node) is not ListNode:
            hint = "write one item a line, each with `- ` before it"
            return _add(
                problems, path, node, "wrong-type", f"{label} must be a list, here is {_kind(node)}", hint
            )
        one = f"an item of {label}"
        values = [item(child, problems, path, one) for child in node.items]
        return make([value for value in values if value is not _BAD])

    return convert


def _compile_dict(value: Converter) -> Converter:
    def convert(node: Node, problems: list[Problem], path: str, label: str) -> Any:
        if type(node) is not Mapping:
            message = f"{label} must be keys with values, here is {_kind(node)}"
            return _add(problems, path, node, "wrong-type", message, "write `key: value` lines below it")
        made = {}
        for entry in node.entries:
            one = value(entry.value, problems, path, f"{label}.{entry.key.text}")
            if one is not _BAD:
                made[entry.key.text] = one
        return made

    return convert


def _compile_union(info: inspect.UnionType, extra: dict[str, Any] | None) -> Converter:
    members = [part for part in info.types if not isinstance(part, inspect.NoneType)]
    optional = len(members) < len(info.types)
    bare = [part.type if isinstance(part, inspect.Metadata) else part for part in members]
    numbers = [part for part in bare if isinstance(part, inspect.IntType | inspect.FloatType)]
    structs = [part for part in bare if isinstance(part, inspect.StructType)]
    texts = [part for part in bare if isinstance(part, inspect.StrType)]
    if len(members) == 1:
        scalar, mapping = _compile(members[0], extra), None
    else:
        scalar = _compile_number(*numbers) if numbers else _compile(texts[0], extra)
        mapping = _compile(structs[0]) if structs else None

    def convert(node: Node, problems: list[Problem], path: str, label: str) -> Any:
        if optional and type(node) is Scalar and node.text in NULLS and not node.style:
            return None
        if mapping is not None and type(node) is Mapping:
            return mapping(node, problems, path, label)
        return scalar(node, problems, path, label)

    return convert


class _Field(msgspec.Struct, frozen=True):
    name: str
    convert: Converter
    required: bool


def _compile_struct(info: inspect.StructType) -> Converter:
    fields = {
        field.encode_name: _Field(field.name, _compile(field.type), field.required) for field in info.fields
    }
    required = [name for name, field in fields.items() if field.required]
    make = info.cls
    known = list(fields)

    def convert(node: Node, problems: list[Problem], path: str, label: str) -> Any:
        if type(node) is not Mapping:
            message = f"{label} must be keys with values, here is {_kind(node)}"
            return _add(problems, path, node, "wrong-type", message, f"keys: {', '.join(known)}")
        values: dict[str, Any] = {}
        present = set()
        whole = True
        for entry in node.entries:
            key, value = entry.key, entry.value
            field = fields.get(key.text)
            if field is None:
                message = f'key "{_short(key.text)}" is not known in {label}'
                _add(
                    problems,
                    path,
                    key,
                    "unknown-key",
                    message,
                    nearest_hint(key.text, known, what="known keys"),
                )
                continue
            present.add(key.text)
            if not field.required and type(value) is Scalar and value.text in NULLS and not value.style:
                continue
            made = field.convert(value, problems, path, key.text)
            if made is _BAD:
                whole = whole and not field.required
            else:
                values[field.name] = made
        for name in required:
            if name not in present:
                whole = False
                message = f'key "{name}" is missing in {label}'
                _add(problems, path, node, "missing-key", message, f"add `{name}: …`")
        if not whole:
            return _BAD
        if make is Inexact and not _check_inexact(values, node, problems, path, label):
            return _BAD
        return make(**values)

    return convert


def _check_inexact(
    values: dict[str, Any], node: Node, problems: list[Problem], path: str, label: str
) -> bool:
    low, high, words = values.get("min"), values.get("max"), values.get("words")
    if low is None and high is None and not words:
        message = f"{label} has neither number nor words"
        _add(problems, path, node, "bad-value", message, "write {min: 12, max: 18} or {words: dozens}")
        return False
    if low is not None and high is not None and low > high:
        _add(problems, path, node, "bad-value", f"{label} has a min above its max", "swap both")
        return False
    return True
