"""The short way of a plain build: it says and does what the command line would."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publish.conftest import copy_case

SHORT = "from briefgen.__main__ import main; main()"
LONG = "from briefgen.cli import main; main()"


def _run(code: str, args: list[str], folder: Path) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "args",
    [
        ["build"],
        ["build", "--strict"],
        ["-q", "build"],
        ["build", "--jobs", "0"],
        ["-C", "nowhere", "build"],
        ["build", "-C", "/"],
        ["build", "--base-url", "nonsense"],
        ["build", "--base-url", "https://other.example", "-o", "elsewhere"],
        ["build", "-o", "content"],
        ["build", "-o"],
        ["build", "build"],
        ["build", "--help"],
    ],
    ids=" ".join,
)
def test_short_way_says_what_the_command_line_says(args: list[str], tmp_path: Path) -> None:
    """Exit code, output and messages are the same, of a first build, of one after an edit, and of one without."""
    folder = tmp_path / "project"
    told: list[list[tuple[int, str, str]]] = []
    for code in (SHORT, LONG):
        copy_case("sample", folder)
        (page, *_) = sorted((folder / "content").rglob("*.md"))
        runs = [_run(code, args, folder)]
        if runs[0][0] != 0:
            told.append(runs)
            shutil.rmtree(folder)
            continue
        page.write_text(page.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
        runs += [_run(code, args, folder), _run(code, args, folder)]
        told.append(runs)
        shutil.rmtree(folder)
    assert told[0] == told[1]


def test_what_was_to_be_done_at_the_end_is_done(tmp_path: Path) -> None:
    """Functions for the end of the process run, and what they print is seen, though modules are not taken apart."""
    folder = tmp_path / "project"
    copy_case("sample", folder)
    code, out, err = _run(
        f"import atexit; atexit.register(print, 'the end'); {SHORT}", ["-q", "build"], folder
    )
    assert (code, out.splitlines()[-1:], err) == (0, ["the end"], "")


@pytest.mark.slow
def test_profiler_tells_what_it_saw(tmp_path: Path) -> None:
    """The process does not end before one who watches it has the last word."""
    folder = tmp_path / "project"
    copy_case("sample", folder)
    done = subprocess.run(
        [sys.executable, "-m", "cProfile", "-m", "briefgen", "-q", "build"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert "function calls" in done.stdout
