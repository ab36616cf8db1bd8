"""The JSON Schema that editors use."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given

from briefgen.model.brief import MEASURES, Brief
from briefgen.model.config import Config
from briefgen.model.dump import dump_brief
from briefgen.model.schema import (
    DATE_PATTERN,
    render_config_schema,
    render_names_schema,
    render_schema,
)
from tests.strategies import briefs, edtf_dates

ROOT = Path(__file__).parents[2]


class _EditorLoader(yaml.SafeLoader):
    """YAML as editors read it: YAML 1.2 has no timestamps."""


_EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _errors(text: str) -> list[str]:
    validator = jsonschema.Draft7Validator(json.loads(render_schema()))
    return [error.message for error in validator.iter_errors(yaml.load(text, _EditorLoader))]


def test_committed_schema_is_the_generated_one() -> None:
    """The committed file is what the types say."""
    committed = (ROOT / "content/brief.schema.json").read_text(encoding="utf-8")
    assert committed == render_schema(), "run `briefgen schema > content/brief.schema.json`"


@pytest.mark.parametrize("schema", [render_schema(), render_names_schema(), render_config_schema()])
def test_schema_is_valid_draft_7(schema: str) -> None:
    """The schemas themselves are right."""
    jsonschema.Draft7Validator.check_schema(json.loads(schema))


@given(briefs)
def test_schema_accepts_every_dumped_brief(brief: Brief) -> None:
    """What briefgen writes has no squiggle in an editor."""
    assert [] == _errors(dump_brief(brief))


@given(edtf_dates())
def test_schema_accepts_every_date(date: str) -> None:
    """The shape of dates leaves out no date that is one."""
    assert re.search(DATE_PATTERN, date)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ("titel: x", "Additional properties"),
        ("status: done", "is not one of"),
        ("slug: A B", "does not match"),
        ("updated: 5.1.2022", "does not match"),
        ("figures: [{id: a, measure: killed}]", "'value' is a required property"),
        ("figures: [{id: a, measure: Killed!, value: 1}]", "not valid under any"),
        ("figures: [{id: a, measure: killed, value: many}]", "not valid under any"),
        ("timeline: [{id: a, date: 2022, title: x, places: Almaty}]", "is not of type"),
        ("schema: 2", "is not one of"),
    ],
)
def test_schema_refuses_what_load_refuses(change: str, part: str) -> None:
    """Frequent mistakes show in the editor."""
    errors = _errors(f"title: t\nslug: s\n{change}\n" if "slug" not in change else f"title: t\n{change}\n")
    assert any(part in error for error in errors), errors


@pytest.mark.parametrize(
    "text",
    [
        "title: 1991\nslug: s\n",
        "title: t\nslug: s\nupdated: 2022\n",
        "title: t\nslug: s\ntimeline:\nsummary:\n",
        "title: t\nslug: s\nfigures: [{id: a, measure: vaccinated, value: 12.5}]\n",
        "title: t\nslug: 2022\n",
    ],
)
def test_schema_accepts_what_load_accepts(text: str) -> None:
    """YAML's own typing of scalars makes no false alarm."""
    assert [] == _errors(text)


def test_schema_documents_every_key() -> None:
    """Editors show a description for each key of each map."""

    def undocumented(schema: dict[str, Any], at: str) -> list[str]:
        found = []
        for key, value in schema.get("properties", {}).items():
            found += [] if value.get("description") else [f"{at}.{key}"]
        for name, definition in schema.get("definitions", {}).items():
            found += undocumented(definition, name)
        return found

    for schema in (render_schema(), render_names_schema(), render_config_schema()):
        assert [] == undocumented(json.loads(schema), "")


def test_schema_offers_the_measures() -> None:
    """Known measures are listed for completion."""
    figure = json.loads(render_schema())["definitions"]["Figure"]
    assert list(MEASURES) == figure["properties"]["measure"]["anyOf"][0]["enum"]


def test_config_schema_has_every_key() -> None:
    """No key of the configuration is left out."""
    assert set(Config.__struct_encode_fields__) == set(json.loads(render_config_schema())["properties"])
