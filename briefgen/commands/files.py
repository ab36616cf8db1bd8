"""Writing what people keep: whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from briefgen.model.errors import BuildError
from briefgen.model.files import is_inside, shown_path
from briefgen.model.problem import Problem


def write_files(texts: Mapping[Path, str], *, root: Path | None = None) -> list[Path]:
    """Write each text to its path in UTF-8, all or none, and return the paths whose bytes changed.

    Every text is first written beside its target, then put in its place; where that fails or is
    interrupted half-way, what stood there before comes back. A symbolic link stays a link. Missing
    folders are made.

    Args:
        texts: path → text.
        root: folder that no path may lead out of, with links followed; problems show paths below it.

    Raises:
        BuildError: a target cannot be written (`output-unwritable`), or leads out of the root
            (`path-outside`).
    """
    check_inside(texts, root)
    due = {path.resolve(): text.encode("utf-8") for path, text in texts.items()}
    due = {path: content for path, content in due.items() if _read_bytes(path) != content}
    before = {path: _read_bytes(path) for path in due}
    temporary: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in due.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary[path] = write_beside(path, content)
        for path, source in temporary.items():
            source.replace(path)
    except OSError as err:
        _restore(before)
        raise BuildError(unwritable_problem(path, root, err)) from err
    except BaseException:
        # Ctrl-C between two files: a brief without its lock would take each new item for a person's.
        _restore(before)
        raise
    finally:
        for source in temporary.values():
            source.unlink(missing_ok=True)
    return sorted(due)


def check_inside(paths: Iterable[Path], root: Path | None) -> None:
    """Check that no path leads out of a folder, with links followed.

    Raises:
        BuildError: one does (`path-outside`).
    """
    outside = [_outside(path, root) for path in paths if root is not None and not is_inside(path, root)]
    if outside:
        raise BuildError(outside)


def write_beside(path: Path, content: bytes) -> Path:
    """Write content into a new file beside a path, with the permissions of what is there, and return its path."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), _mode_of(path))
            file.flush()
            os.fsync(file.fileno())  # a power cut must not leave the new name with no content
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _mode_of(path: Path) -> int:
    """Return the permissions of the file that is there, else those that a new file gets."""
    try:
        return path.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _read_bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _restore(before: Mapping[Path, bytes | None]) -> None:
    """Give each file the content that it had; what could not even be written has it still."""
    for path, content in before.items():
        if content is None:
            with contextlib.suppress(NotADirectoryError):
                path.unlink(missing_ok=True)
        elif _read_bytes(path) != content:
            path.write_bytes(content)


def _outside(path: Path, root: Path | None) -> Problem:
    hint = "nothing is written there: replace the link by a file or folder"
    return Problem(
        shown_path(path, root), None, None, "error", "leads out of the project", hint, "path-outside"
    )


def unwritable_problem(path: Path, root: Path | None, err: OSError) -> Problem:
    """Return the problem of a file that the system does not let us write."""
    return Problem(
        path=shown_path(path, root),
        line=None,
        column=None,
        severity="error",
        message=f"cannot be written: {err.strerror or err}",
        hint="check the folder, its permissions and the free space; nothing was changed",
        code="output-unwritable",
    )
