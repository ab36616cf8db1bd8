"""Problems as the overlay shows them: with the line of the file, and a caret below the place."""

import contextlib
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from briefgen.model.problem import Problem

EXCERPT_CHARS = 160
"""Longest part of a line that is shown with a problem."""
EXCERPT_BYTES = 10_000_000
"""Largest file that is opened to show a line of it."""


class Notice(msgspec.Struct, frozen=True):
    """One thing to tell the person who edits. All fields are plain text."""

    severity: Literal["error", "warning", "info"]
    headline: str
    """One line: place, level, what, code."""
    hint: str = ""
    """How to mend it; "" if unknown."""
    line: int | None = None
    """Line of `source` in its file, from 1."""
    source: str = ""
    """The line of the file that it is about; "" if unknown."""
    caret: str = ""
    """Blanks and a caret that stands below the place when printed under `source` in a monospaced face."""


def render_notices(problems: Sequence[Problem], homes: Sequence[tuple[str, Path]]) -> tuple[Notice, ...]:
    """Return problems as the overlay shows them, with their lines of the files as they are at this moment.

    Args:
        problems: in the order in which they are to be shown.
        homes: how paths begin, with the folder that this stands for; files elsewhere are not opened.
    """
    files: dict[str, list[str]] = {}
    notices = []
    for problem in problems:
        source, caret = "", ""
        if problem.line is not None:
            if problem.path not in files:
                files[problem.path] = _load_lines(problem.path, homes)
            source, caret = _find_excerpt(files[problem.path], problem.line, problem.column)
        notices.append(
            Notice(problem.severity, problem.headline(), problem.hint, problem.line, source, caret)
        )
    return tuple(notices)


def _find_file(shown: str, homes: Sequence[tuple[str, Path]]) -> Path | None:
    """Return the file that a problem's path names; None if it does not lie in the folder it should."""
    for prefix, home in homes:
        if shown.startswith(prefix):
            with contextlib.suppress(OSError, ValueError):
                found = (home / shown.removeprefix(prefix)).resolve(strict=True)
                if found.is_file() and found.is_relative_to(home):
                    return found
    return None


def _load_lines(shown: str, homes: Sequence[tuple[str, Path]]) -> list[str]:
    """Return the lines of the file that a problem's path names; none if it cannot be shown."""
    path = _find_file(shown, homes)
    try:
        if path is None or path.stat().st_size > EXCERPT_BYTES:
            return []
        text = path.read_text("utf-8", errors="replace")
    except OSError:
        return []
    # Line ends as YAML and the model count them, not as str.splitlines does.
    return text.removeprefix("\ufeff").split("\n")


def _find_excerpt(lines: list[str], line: int, column: int | None) -> tuple[str, str]:
    """Return a line of a file and the caret below its column; empty if it has no such line."""
    if not 1 <= line <= len(lines):
        return "", ""
    text = "".join(
        character if character.isprintable() else " " if character == "\t" else "\N{REPLACEMENT CHARACTER}"
        for character in lines[line - 1].removesuffix("\r")
    )
    at = min((column or 1) - 1, len(text))
    first = max(0, at - EXCERPT_CHARS * 2 // 3) if len(text) > EXCERPT_CHARS else 0
    shown = text[first : first + EXCERPT_CHARS]
    caret = "" if column is None else " " * sum(map(_width, text[first:at])) + "^"
    return shown, caret


def _width(character: str) -> int:
    """Return how many columns a character takes in a monospaced face."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
