"""Whole sites, as folders: content and theme in, `expected/` out."""

from pathlib import Path

import pytest

from briefgen.publish.build import build_site
from tests.conftest import Golden
from tests.publish.conftest import CASES, copy_case, open_project, read_folder

NAMES = sorted(path.name for path in CASES.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_site_of_each_case_is_as_expected(name: str, tmp_path: Path, golden: Golden) -> None:
    """A built case has exactly the files and problems of `expected/`, byte for byte."""
    project = open_project(copy_case(name, tmp_path / name))
    report = build_site(project)
    assert report.ok
    told = "".join(f"{problem.headline()}\n" for problem in report.problems)
    golden.check_folder(
        CASES / name / "expected", {**read_folder(project.output_path), "problems.txt": told.encode()}
    )
