"""The shape of the tree: who imports whom, which tests exist."""

import ast
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from briefgen.cli import cli

ROOT = Path(__file__).resolve().parents[1]
MODULE_PATHS = sorted((ROOT / "briefgen").rglob("*.py"))
LATE_IMPORTS = {
    "briefgen/cli.py",  # each command starts with its own parts only
    "briefgen/__main__.py",  # a build with nothing to do ends before anything is loaded
    "briefgen/commands/arguments.py",  # names of countries are looked up only where a code is wrong
    "briefgen/commands/extracting.py",  # quiet runs do not wait for the library that draws bars
    "briefgen/commands/report.py",  # few ask for JSON, and it is slow to import
    "briefgen/commands/terminal.py",  # help does not wait for what makes problems
    "briefgen/publish/build.py",  # a build with nothing to do must not load what renders
    "briefgen/publish/links.py",  # lxml is a tenth of a small build, and few edits need it
    "briefgen/publish/markdown.py",  # the parser is slow to import, and plain prose does not need it
    "briefgen/publish/namings.py",  # Babel is a tenth of a small build, and few pages need it
    "briefgen/publish/render.py",  # the same
    "briefgen/publish/otherpages.py",  # XML and time zones are a hundredth of a small build, and few edits need them
    "briefgen/publish/pool.py",  # what starts processes takes longer to load than an edit needs
    "briefgen/publish/site.py",  # what reads everything is not needed where a brief was edited
    "briefgen/publish/templates.py",  # once all templates are compiled, nothing of Jinja is needed
    "briefgen/model/check.py",  # spellings are compared only where something is wrong
    "briefgen/model/lock.py",  # JSON is needed only where there is a lock
    "briefgen/model/nearest.py",  # looking for what was meant is needed only where something is wrong
    "briefgen/model/plaintext.py",  # plain articles do not need the parser
    "briefgen/model/yamlpos.py",  # plain files do not need the wrapper of libyaml
    "briefgen/model/articlefiles.py",  # reading web pages takes a third of a second to import
    "briefgen/model/configfile.py",  # only projects that name a time zone need its tables
}


_INDENTED_IMPORT = re.compile(r"^[ \t]+(?:import|from)[ \t]|[;:][ \t]*(?:import|from)[ \t]", re.MULTILINE)


def _imports_inside(text: str) -> list[str]:
    if not _INDENTED_IMPORT.search(text):
        return []  # few modules have any, and reading all of them as code takes seconds
    tree = ast.parse(text)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    at_head = {id(node) for node in tree.body} | {
        id(inner) for node in tree.body if isinstance(node, ast.If | ast.Try) for inner in ast.walk(node)
    }
    return [ast.unparse(node) for node in imports if id(node) not in at_head]


@pytest.mark.parametrize("path", MODULE_PATHS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_stand_at_the_head(path: Path) -> None:
    """Imports inside functions are in the few modules that say why; none hides behind TYPE_CHECKING."""
    text = path.read_text(encoding="utf-8")
    assert _imports_inside(text) == [] or path.relative_to(ROOT).as_posix() in LATE_IMPORTS
    assert "TYPE_CHECKING" not in text


def test_hook_for_other_projects_runs_the_check() -> None:
    """The pre-commit hook names a command that exists, and looks at the whole project."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] == "briefgen-check"
    program, command = hook["entry"].split()
    assert program == "briefgen"
    assert command in cli.commands
    assert hook["pass_filenames"] is False
    pattern = re.compile(hook["files"])
    for path in ("briefgen.yaml", "content/briefs/a.yaml", "themes/mine/theme.yaml"):
        assert pattern.search(path)
    assert not pattern.search("docs/briefgen.yaml.md")


@pytest.mark.parametrize("name", [".ci/run", "scripts/setup.sh"])
def test_scripts_stop_at_the_first_failure(name: str) -> None:
    """Scripts can be run, are good bash, and stop where something fails."""
    path = ROOT / name
    assert os.access(path, os.X_OK)
    assert "set -euo pipefail" in path.read_text(encoding="utf-8")
    subprocess.run(["bash", "-n", str(path)], check=True)


def test_parts_import_in_one_direction() -> None:
    """The contracts in pyproject.toml hold: cli over commands over serve, publish and extract, over model."""
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS
