"""Writing what people keep: whole or not at all."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from briefgen.model.errors import BuildError
from briefgen.model.files import shown_path
from briefgen.model.problem import Problem


def write_files(texts: Mapping[Path, str], *, root: Path | None = None) -> list[Path]:
    """Write each text to its path in UTF-8, all or none, and return the paths whose bytes changed.

    Every text is first written beside its target, then put in its place; where that fails half-way,
    what stood there before comes back. A symbolic link stays a link. Missing folders are made.

    Args:
        texts: path → text.
        root: folder that paths are shown below in problems.

    Raises:
        BuildError: a target cannot be written (`output-unwritable`).
    """
    due = {path.resolve(): text.encode("utf-8") for path, text in texts.items()}
    due = {path: content for path, content in due.items() if _read_bytes(path) != content}
    before = {path: _read_bytes(path) for path in due}
    temporary: dict[Path, Path] = {}
    replaced: list[Path] = []
    path = Path()
    try:
        for path, content in due.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary[path] = _write_beside(path, content)
        for path, source in temporary.items():
            source.replace(path)
            replaced.append(path)
    except OSError as err:
        for done in replaced:
            _restore(done, before[done])
        raise BuildError(_unwritable(path, root, err)) from err
    finally:
        for source in temporary.values():
            source.unlink(missing_ok=True)
    return sorted(due)


def _write_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        os.fchmod(file.fileno(), _mode_of(path))
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


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)


def _unwritable(path: Path, root: Path | None, err: OSError) -> Problem:
    return Problem(
        path=shown_path(path, root),
        line=None,
        column=None,
        severity="error",
        message=f"cannot be written: {err.strerror or err}",
        hint="check the folder, its permissions and the free space; nothing was changed",
        code="output-unwritable",
    )
