"""Tests of problems as the overlay shows them."""

from pathlib import Path

import pytest

from briefgen.model.problem import Problem
from briefgen.serve.notices import EXCERPT_CHARS, Notice, render_notices


def problem(severity: str = "error", **changes: object) -> Problem:
    """A problem of a brief."""
    fields = {
        "path": "a.yaml",
        "line": 2,
        "column": 3,
        "message": "it is wrong",
        "hint": "",
        "code": "bad-value",
    }
    return Problem(severity=severity, **{**fields, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "line", "column", "source", "caret"),
    [
        ("a: 1\nb: x\n", 2, 4, "b: x", "   ^"),
        ("a: 1\r\nb: x\r\n", 2, 1, "b: x", "^"),
        ("\ufeffa: 1\n", 1, 1, "a: 1", "^"),
        ("a: 1", 1, 5, "a: 1", "    ^"),
        ("a: 1", 1, 99, "a: 1", "    ^"),
        ("a: 1", 1, None, "a: 1", ""),
        ("a: 1", 7, 1, "", ""),
        ("\ta: 1", 1, 2, " a: 1", " ^"),
        ("地震: x", 1, 5, "地震: x", "      ^"),
        ("e\u0301: x", 1, 5, "e\u0301: x", "   ^"),
        ("a\x00b\u202ec", 1, 3, "a\ufffdb\ufffdc", "  ^"),
    ],
)
def test_notice_shows_the_line_with_a_caret(
    tmp_path: Path, text: str, line: int, column: int | None, source: str, caret: str
) -> None:
    """The line stands as it is in the file, without what terminals and browsers would obey."""
    (tmp_path / "a.yaml").write_bytes(text.encode())
    (notice,) = render_notices([problem(line=line, column=column)], (("", tmp_path),))

    assert (notice.source, notice.caret) == (source, caret)


def test_notice_shows_a_part_of_a_long_line(tmp_path: Path) -> None:
    """Of a long line the part around the place is shown, and the caret stands below the same character."""
    text = "x" * 5000 + "!" + "y" * 5000
    (tmp_path / "a.yaml").write_text(text)
    (notice,) = render_notices([problem(line=1, column=5001)], (("", tmp_path),))

    assert len(notice.source) == EXCERPT_CHARS
    assert notice.source[notice.caret.index("^")] == "!"


@pytest.mark.parametrize("path", ["../secret.yaml", "gone.yaml", "folder", "link.yaml", "", "a\0b"])
def test_notice_shows_no_file_from_elsewhere(tmp_path: Path, path: str) -> None:
    """Only files of the project are shown."""
    root = tmp_path / "project"
    (root / "folder").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text("secret\n" * 5)
    (root / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (notice,) = render_notices([problem(path=path)], (("", root),))

    assert (notice.source, notice.caret) == ("", "")


def test_notice_without_a_place_is_a_headline(tmp_path: Path) -> None:
    """What has no line is told without one."""
    expected = Notice("error", "a.yaml: [error] it is wrong (bad-value)", "mend it")

    assert render_notices([problem(line=None, column=None, hint="mend it")], (("", tmp_path),)) == (expected,)


def test_notice_shows_lines_from_elsewhere_under_a_prefix(tmp_path: Path) -> None:
    """What lies elsewhere, as built-in themes do, is found by how its path begins."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/a.yaml").write_text("found: here\n")
    homes = (("", tmp_path / "project"), ("pkg/themes/", tmp_path / "elsewhere"))
    inside, outside = render_notices(
        [problem(path="pkg/themes/a.yaml", line=1), problem(path="pkg/themes/../project/a.yaml", line=1)],
        homes,
    )

    assert (inside.source, outside.source) == ("found: here", "")


def test_notice_opens_no_huge_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of a file beyond all reason is not looked for."""
    (tmp_path / "a.yaml").write_text("a: 1\nb: 2\n")
    monkeypatch.setattr("briefgen.serve.notices.EXCERPT_BYTES", 5)
    (notice,) = render_notices([problem()], (("", tmp_path),))

    assert notice.source == ""
