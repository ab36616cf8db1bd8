"""What the tests of the model share."""

import os
from pathlib import Path

import pytest

from briefgen.model.config import Config, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return an empty project."""
    for folder in ("articles", "briefs", "pages"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "briefgen.yaml").write_text("title: Site\n", encoding="utf-8")
    return Project(root=Path(os.path.realpath(tmp_path)), config=Config(title="Site"))
