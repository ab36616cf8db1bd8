"""The manual says everything, and what it says is so.

Blocks between `<!-- kept: WHAT -->` and `<!-- /kept -->` are made from the code: keys of a type, help of
a command, the problem of a case of wrong input. `make golden` refreshes them.
"""

import importlib
import json
import re
import typing
from pathlib import Path
from urllib.parse import unquote

import click
import jsonschema
import msgspec
import pytest
import yaml

from briefgen.cli import cli
from briefgen.commands.report import render_json
from briefgen.model.brief import Brief
from briefgen.model.problem import CODES, Problem
from briefgen.model.slugs import make_slug
from tests.conftest import Golden

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])
COMMANDS = sorted(cli.commands)

_KEPT = re.compile(r"<!-- kept: (.+?) -->\n(.*?)<!-- /kept -->", re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def _read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _render_type(value: object) -> str:
    """Return a type as the manual names it: `text`, `list of text`, `one of a, b`."""
    names = {str: "text", int: "whole number", float: "number", bool: "true or false", type(None): ""}
    origin, args = typing.get_origin(value), typing.get_args(value)
    if origin is typing.Annotated:
        return _render_type(args[0])
    if origin in (list, tuple):
        return f"list of {_render_type(args[0])}"
    if origin is dict:
        return "keys with text"
    if origin is typing.Literal:
        return "one of " + ", ".join(f"`{word}`" for word in args)
    if args:
        parts = [_render_type(arg) for arg in args if arg is not type(None)]
        return " or ".join(dict.fromkeys(parts))
    return names.get(value) or f"`{getattr(value, '__name__', value)}`"  # type: ignore[call-overload]


def _description(annotation: object) -> str:
    """Return the description that stands nearest to the field."""
    found = ""
    while True:
        if typing.get_origin(annotation) is typing.Annotated:
            annotation, *notes = typing.get_args(annotation)
            texts = [note.description for note in notes if getattr(note, "description", None)]
            found = texts[-1] if texts else found
        else:
            return found


def _render_default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "**required**"
    value = field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
    if value is None or value in ("", [], {}) or isinstance(value, msgspec.Struct):
        return ""
    plain = json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
    return f"`{plain.strip(chr(34))}`"


def _render_keys(name: str) -> str:
    module, _, type_name = name.rpartition(".")
    struct = getattr(importlib.import_module(module), type_name)
    hints = typing.get_type_hints(struct, include_extras=True)
    lines = ["| key | value | default | meaning |", "| --- | --- | --- | --- |"]
    for field in msgspec.structs.fields(struct):
        kind = _render_type(hints[field.name]).replace("|", "\\|")
        meaning = _description(hints[field.name])
        lines.append(f"| `{field.encode_name}` | {kind} | {_render_default(field)} | {meaning} |")
    return "\n".join(lines) + "\n"


def _render_help(name: str) -> str:
    program = click.Context(cli, info_name="briefgen", terminal_width=78, **cli.context_settings)
    if name == "briefgen":
        return f"```text\n{cli.get_help(program).rstrip()}\n```\n"
    command = cli.commands[name]
    ctx = click.Context(command, parent=program, info_name=name, terminal_width=78)
    return f"```text\n{command.get_help(ctx).rstrip()}\n```\n"


def _render_problem(code: str) -> str:
    expected = (ROOT / "tests/invalid" / code / "expected.txt").read_text(encoding="utf-8")
    found = re.search(rf"^.+\({code}\)\n(?:  hint: .+\n)?", expected, re.MULTILINE)
    assert found, code
    return f"```text\n{found[0].rstrip()}\n```\n"


def _render_codes(_: str) -> str:
    lines = ["| code | meaning |", "| --- | --- |"]
    lines += [f"| [{code}](#{code}) | {meaning} |" for code, meaning in CODES.items()]
    return "\n".join(lines) + "\n"


def _render_floors(_: str) -> str:
    floors = yaml.safe_load((ROOT / "benchmarks/quality/floors.yaml").read_text(encoding="utf-8"))
    lines = ["| set | measure | at least |", "| --- | --- | --- |"]
    for name, floor in sorted(floors.items()):
        lines += [f"| {name} | `{metric}` | {least} |" for metric, least in sorted(floor["floors"].items())]
    return "\n".join(lines) + "\n"


RENDERERS = {
    "keys": _render_keys,
    "help": _render_help,
    "problem": _render_problem,
    "codes": _render_codes,
    "floors": _render_floors,
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_kept_blocks_are_what_the_code_says(page: Path, golden: Golden) -> None:
    """Tables of keys, helps and examples of problems in the manual are those of the code."""

    def render(match: re.Match[str]) -> str:
        what, _, name = match[1].partition(" ")
        return f"<!-- kept: {match[1]} -->\n{RENDERERS[what](name)}<!-- /kept -->"

    golden.check_text(page, _KEPT.sub(render, page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("command", COMMANDS)
def test_manual_shows_the_help_of_each_command(command: str) -> None:
    """Each command has a section with its help, and so all its options."""
    text = _read("commands.md")
    assert f"## {command}\n" in text
    assert f"<!-- kept: help {command} -->" in text


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("configuration.md", "config.Config"),
        ("configuration.md", "config.OwnMeasure"),
        ("configuration.md", "config.Limits"),
        ("articles.md", "article.FrontMatter"),
        ("articles.md", "article.Report"),
        *(("names.md", f"names.{name}") for name in ("Names", "NamedPerson", "NamedPlace")),
        *(("names.md", f"names.{name}") for name in ("NamedOrganisation", "Alias")),
        *(("brief-format.md", f"brief.{name}") for name in ("Brief", "Subject", "Evidence", "Inexact")),
        *(("brief-format.md", f"brief.{name}") for name in ("BackgroundItem", "Event", "Figure", "Reaction")),
        *(("brief-format.md", f"brief.{name}") for name in ("Person", "Place", "Organisation", "Source")),
    ],
)
def test_manual_shows_the_keys_of_each_type(page: str, name: str) -> None:
    """Each type that people write has a table of its keys on the page that explains it."""
    assert f"<!-- kept: keys briefgen.model.{name} -->" in _read(page)


@pytest.mark.parametrize("code", sorted(CODES))
def test_manual_explains_each_code(code: str) -> None:
    """Each code has a section in the manual that says more than its title, with the example of its case."""
    sections = dict(
        re.findall(r"^### ([a-z-]+)\n(.*?)(?=^##|\Z)", _read("problems.md"), re.MULTILINE | re.DOTALL)
    )
    assert f"<!-- kept: problem {code} -->" in sections[code]
    level = re.match(r"\s*\*(Error|Warning|Note)\.\*", sections[code])
    assert level
    assert f"[{level[1].lower().replace('note', 'info')}]" in _render_problem(code)
    assert len(_KEPT.sub("", sections[code]).split()) >= 8


def test_manual_explains_no_code_that_is_not() -> None:
    """No section is left over from a code that went."""
    assert set(re.findall(r"^### ([a-z-]+)$", _read("problems.md"), re.MULTILINE)) <= set(CODES)


def test_manual_example_of_a_brief_is_a_brief() -> None:
    """The example in the page on the format loads without any problem, and so does the guide's."""
    from briefgen.model.load import parse_brief

    for page in ("brief-format.md", "guide.md"):
        examples = re.findall(r"```yaml\n(# yaml-language-server.*?)```", _read(page), re.DOTALL)
        assert examples, page
        for text in examples:
            brief, problems = parse_brief(text, page)
            assert problems == []
            assert isinstance(brief, Brief)


def _anchors(page: Path) -> set[str]:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    """Each relative link of the manual names a file that is there, and a heading in it."""
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in _LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = unquote(target).partition("#")
        path = (page.parent / name) if name else page
        assert path.exists(), f"{page.name}: {target}"
        assert path.resolve().is_relative_to(ROOT), target
        if anchor and path.suffix == ".md":
            assert anchor in _anchors(path), f"{page.name}: {target}"


def test_index_links_every_page() -> None:
    """The first page of the manual leads to all others."""
    linked = set(_LINK.findall(_read("index.md")))
    assert {path.name for path in DOCS.glob("*.md")} - {"index.md"} <= linked


def _commands_in(text: str) -> list[list[str]]:
    """Return the words of each `briefgen …` line in code blocks."""
    blocks = re.findall(r"```(?:sh|console)?\n(.*?)```", text, re.DOTALL)
    blocks += re.findall(r"(?:^    .+\n)+", text, re.MULTILINE)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [line.split("#")[0].split() for line in lines if line.startswith("briefgen ")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_manual_exist(page: Path) -> None:
    """Each `briefgen` line in the manual names a command, with options that it has."""
    for words in _commands_in(page.read_text(encoding="utf-8")):
        command: click.Command = cli
        for word in words[1:]:
            if word.startswith("-") and word != "-":
                known = {name for option in command.params for name in [*option.opts, *option.secondary_opts]}
                assert word.split("=")[0] in known | {"--help", "-h"}, " ".join(words)
            elif command is cli and word in cli.commands:
                command = cli.commands[word]
        assert command is not cli or words[1].startswith("-"), " ".join(words)


def test_make_targets_in_the_manual_exist() -> None:
    """Each `make` target that the manual names is in the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        named = re.findall(r"(?:^    |`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(named) <= targets, page.name


def test_each_dependency_has_its_line() -> None:
    """Each package that pyproject.toml names is explained, with its licence."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    text = _read("dependencies.md")
    names = [re.split(r"[<>=~!\[; ]", line)[0] for line in wanted]
    assert [
        name for name in names if not re.search(rf"^\| \[?`?{re.escape(name)}\b", text, re.MULTILINE)
    ] == []


def test_json_output_is_as_documented() -> None:
    """What `check --format json` prints satisfies the schema in the manual, and the schema is strict."""
    schema = json.loads(_read("check.schema.json"))
    jsonschema.Draft7Validator.check_schema(schema)
    problem = Problem("a.yaml", 3, 9, "error", 'no "x"', "write x", "bad-value")
    nowhere = Problem("", None, None, "info", "no address", "", "base-url-missing")
    output = json.loads(render_json([problem, nowhere]))
    jsonschema.Draft7Validator(schema).validate(output)
    output["problems"][0]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate(output)


def test_slugs_of_the_pages_are_plain() -> None:
    """Pages of the manual have names that need no quoting in any link."""
    assert [path.stem for path in DOCS.glob("*.md") if make_slug(path.stem) != path.stem] == []
