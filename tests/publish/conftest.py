"""The sample project that tests of publishing share."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefgen.model.config import Project
from briefgen.model.configfile import load_project

CASES = Path(__file__).parent / "cases"


def open_project(root: Path) -> Project:
    """Load a project that must have no problem in its configuration."""
    project, problems = load_project(root)
    assert problems == []
    return project


@pytest.fixture
def sample(tmp_path: Path) -> Project:
    """Give a copy of the case `sample`, without what it expects."""
    return open_project(copy_case("sample", tmp_path / "sample"))


@pytest.fixture
def copy_sample(tmp_path: Path) -> Callable[[str], Project]:
    """Give a function that makes further copies of the case `sample`, by name."""
    return lambda name: open_project(copy_case("sample", tmp_path / name))


def copy_case(name: str, target: Path) -> Path:
    """Copy a case without what it expects."""
    shutil.copytree(CASES / name, target, ignore=shutil.ignore_patterns("expected"))
    return target


def seeds(count: int) -> list[Any]:
    """Return seeds 0 to `count` - 1 to parametrize with; `make check` goes only the way of the first."""
    return [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, count))]


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
