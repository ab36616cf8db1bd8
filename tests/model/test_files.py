"""Text files: read whole in any number of pieces, never beyond the limit."""

import os
from pathlib import Path

import pytest

from briefgen.model.files import load_text


@pytest.mark.parametrize("piece_bytes", [1, 3, 100])
def test_a_file_is_read_whole_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece_bytes: int
) -> None:
    """A system that gives fewer bytes than it is asked for changes nothing."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"eleven char")
    read = os.read
    monkeypatch.setattr(os, "read", lambda handle, count: read(handle, min(count, piece_bytes)))
    assert ("eleven char", []) == load_text(path, root=None, max_bytes=11)
    assert load_text(path, root=None, max_bytes=10)[0] is None


@pytest.mark.parametrize(
    ("max_bytes", "expected"), [(100, "short and more"), (14, "short and more"), (13, None)]
)
def test_a_file_that_grows_while_it_is_read_is_read_to_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, max_bytes: int, expected: str | None
) -> None:
    """What is written between the look and the reading counts, towards the limit too."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"short")
    look = os.fstat

    def grow(handle: int) -> os.stat_result:
        status = look(handle)
        path.write_bytes(b"short and more")
        return status

    monkeypatch.setattr(os, "fstat", grow)
    text, problems = load_text(path, root=None, max_bytes=max_bytes)
    assert expected == text
    assert ["file-too-large"] * (expected is None) == [problem.code for problem in problems]


def test_a_file_that_shrinks_while_it_is_read_is_read_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was cut off between the look and the reading is not waited for."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"long and more")
    look = os.fstat

    def shrink(handle: int) -> os.stat_result:
        status = look(handle)
        os.truncate(path, 4)
        return status

    monkeypatch.setattr(os, "fstat", shrink)
    assert ("long", []) == load_text(path, root=None, max_bytes=100)


def test_a_path_that_is_known_is_shown_as_given(tmp_path: Path) -> None:
    """Who knows that a file lies in the project says how it is shown."""
    text, problems = load_text(f"{tmp_path}/lost.txt", root=tmp_path, max_bytes=9, shown="content/lost.txt")
    assert text is None
    assert [("content/lost.txt", "file-missing")] == [(problem.path, problem.code) for problem in problems]
