"""The shape of the tree: who imports whom, which tests exist."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEST_PATHS = sorted((ROOT / "tests").rglob("test_*.py"))


@pytest.mark.parametrize("path", TEST_PATHS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_test_says_what_it_holds(path: Path) -> None:
    """Every test function has a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not (ast.get_docstring(node) or "").strip()
    ]
    assert silent == []


MODULE_PATHS = sorted((ROOT / "briefgen").rglob("*.py"))
LATE_IMPORTS = {
    "briefgen/cli.py",  # each command starts with its own parts only
    "briefgen/publish/build.py",  # a build with nothing to do must not load what renders
    "briefgen/model/load.py",  # reading web pages takes a third of a second to import
}


def _imports_inside(tree: ast.Module) -> list[str]:
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node))
    ]


@pytest.mark.parametrize("path", MODULE_PATHS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_stand_at_the_head(path: Path) -> None:
    """Imports inside functions are in the few modules that say why; none hides behind TYPE_CHECKING."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    late = _imports_inside(tree)
    assert late == [] or path.relative_to(ROOT).as_posix() in LATE_IMPORTS
    assert "TYPE_CHECKING" not in text


@pytest.mark.parametrize("path", MODULE_PATHS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_module_says_what_it_is_for(path: Path) -> None:
    """Every module begins with a docstring."""
    assert (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").strip()


def test_parts_import_in_one_direction() -> None:
    """The contracts in pyproject.toml hold: cli over commands over serve, publish and extract, over model."""
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS
