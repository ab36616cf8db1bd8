"""JSON Schema of briefs, names and configuration, for editors: made from the types of the model.

Draft 7, which is what yaml-language-server understands. Editors type scalars by YAML's own rules while `load` goes by
the schema alone, so text may also be a number here (`title: 1991`), and a date a whole number (`date: 2022`).
"""

import inspect as python_inspect
import json
from typing import Any, get_args

from msgspec import inspect

from briefgen.model.brief import MEASURES, Brief, Figure, Slug
from briefgen.model.config import Config
from briefgen.model.names import Names

DRAFT = "http://json-schema.org/draft-07/schema#"

SLUG_PATTERN = str(get_args(Slug)[1].pattern)

_ONE_DATE = r"[0-9]{2}[0-9X]{2}(-[0-9X]{2}){0,2}[~?%]?"
DATE_PATTERN = rf"^({_ONE_DATE}|({_ONE_DATE}|\.\.)?/({_ONE_DATE}|\.\.)?)$"
"""Shape of EDTF level 1; `dates.parse_date` also knows which days exist."""


def render_schema() -> str:
    """Return the JSON Schema of a brief, as committed in `content/brief.schema.json`."""
    return _render(Brief, "A brief of briefgen")


def render_names_schema() -> str:
    """Return the JSON Schema of `names.yaml`."""
    return _render(Names, "Names of a briefgen project")


def render_config_schema() -> str:
    """Return the JSON Schema of `briefgen.yaml`."""
    return _render(Config, "Configuration of a briefgen project")


def _render(cls: type, title: str) -> str:
    definitions: dict[str, Any] = {}
    root = inspect.type_info(cls)
    if not isinstance(root, inspect.StructType):
        raise TypeError(f"{cls} is not a Struct")
    schema = {"$schema": DRAFT, "title": title, **_struct(root, definitions)}
    if definitions:
        schema["definitions"] = dict(sorted(definitions.items()))
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _struct(info: inspect.StructType, definitions: dict[str, Any]) -> dict[str, Any]:
    properties = {}
    for field in info.fields:
        schema = _type(field.type, definitions)
        if info.cls is Figure and field.name == "measure":
            # Projects add measures of their own: the list is offered, other words are allowed.
            own = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
            schema = {"anyOf": [{"enum": list(MEASURES)}, own], "description": schema["description"]}
        elif info.cls is Brief and field.name == "schema":
            schema = {"enum": [field.default], "description": schema["description"]}
        elif not field.required:
            schema = _with_null(schema)
        properties[field.encode_name] = schema
    required = [field.encode_name for field in info.fields if field.required]
    return {
        "description": (python_inspect.getdoc(info.cls) or "").split("\n", 1)[0],
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _with_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow what stands empty and so takes its default; not for words from a list: editors would offer null."""
    kind = schema.get("type")
    if kind in (None, "boolean") or "null" in kind:
        return schema
    return {**schema, "type": [*([kind] if isinstance(kind, str) else kind), "null"]}


def _type(info: inspect.Type, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(info, inspect.Metadata):
        schema = _type(info.type, definitions)
        extra = info.extra_json_schema or {}
        if extra.get("format") == "edtf":
            schema = {"type": ["string", "integer"], "pattern": DATE_PATTERN}
        description = extra.get("description")
        if description and "$ref" in schema:
            # Draft 7 ignores what stands beside a $ref.
            return {"allOf": [schema], "description": description}
        return {**schema, **({"description": description} if description else {})}
    if isinstance(info, inspect.StructType):
        name = info.cls.__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _struct(info, definitions)
        return {"$ref": f"#/definitions/{name}"}
    if isinstance(info, inspect.UnionType):
        return _union(info, definitions)
    if isinstance(info, inspect.ListType | inspect.VarTupleType):
        return {"type": "array", "items": _type(info.item_type, definitions)}
    if isinstance(info, inspect.DictType):
        return {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}
    return _scalar(info)


def _scalar(info: inspect.Type) -> dict[str, Any]:
    bounds: dict[str, Any]
    if isinstance(info, inspect.StrType):
        bounds = {"pattern": info.pattern, "minLength": info.min_length, "maxLength": info.max_length}
        kind: Any = ["string", "number"] if info.pattern is None else "string"
        if info.pattern == SLUG_PATTERN:
            kind = ["string", "integer"]
        return {"type": kind, **{key: value for key, value in bounds.items() if value is not None}}
    if isinstance(info, inspect.IntType | inspect.FloatType):
        kind = "integer" if isinstance(info, inspect.IntType) else "number"
        bounds = {"minimum": info.ge, "maximum": info.le}
        return {"type": kind, **{key: value for key, value in bounds.items() if value is not None}}
    if isinstance(info, inspect.LiteralType):
        return {"enum": list(info.values)}
    if isinstance(info, inspect.BoolType):
        return {"type": "boolean"}
    raise TypeError(f"no JSON Schema for {info!r}")


def _union(info: inspect.UnionType, definitions: dict[str, Any]) -> dict[str, Any]:
    members = [part for part in info.types if not isinstance(part, inspect.NoneType)]
    schemas = [_type(part, definitions) for part in members]
    if any(schema.get("type") == "number" for schema in schemas):
        schemas = [schema for schema in schemas if schema.get("type") != "integer"]
    if len(schemas) == 1:
        schema = schemas[0]
        return _with_null(schema) if len(members) < len(info.types) else schema
    return {"anyOf": schemas}
