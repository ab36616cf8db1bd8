"""The built site to disk: staged aside, replaced file by file where bytes differ, stale files last.

All new bytes are on the disk before the first file of the site is touched, so a full disk or a failed build
leaves the last good site whole. A marker file says that a folder is briefgen's; no other is touched.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import msgspec

from briefgen.model.config import CONFIG_NAME
from briefgen.model.errors import BuildError
from briefgen.model.load import locate
from briefgen.model.problem import Problem

MARKER = ".briefgen-site"
"""File that says: this folder is wholly briefgen's."""

_STAGE = ".briefgen-new"
_MARKER_TEXT = b"This folder is made by briefgen: a build replaces and deletes what is in it.\n"


class Written(msgspec.Struct, frozen=True):
    """What a write did, as paths below the output folder, in the order it was done."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    deleted: tuple[str, ...]


@contextlib.contextmanager
def lock_output(folder: Path) -> Iterator[None]:
    """Keep other builds of one project out while this one works; the system lets go when a process dies.

    Args:
        folder: folder of caches, made if it is not there.
    Raises:
        BuildError: another build holds the lock (output-busy), or it cannot be made (output-unwritable).
    """
    path = folder / "build.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = path.open("a+b")
    except OSError as err:
        raise BuildError(_unwritable(path, err)) from err
    with handle:
        if not _try_lock(handle):
            hint = "wait for it to end"
            busy = Problem("", None, None, "error", "another build is writing this site", hint, "output-busy")
            raise BuildError(busy)
        yield


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: IO[bytes]) -> bool:
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(handle: IO[bytes]) -> bool:
        try:
            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def check_output(output: Path, keep: Sequence[str], config_text: str = "") -> None:
    """Make sure that a folder may be written: it is new, empty but for what is kept, or briefgen's already.

    Args:
        output: the folder.
        keep: names in it that do not count.
        config_text: text of briefgen.yaml, for the place of the problem.
    Raises:
        BuildError: it holds files of somebody else (output-foreign), or is no folder (output-unwritable).
    """
    line, column = locate(config_text, ("output",)) if "output:" in config_text else (None, None)
    if not output.exists():
        if output.is_symlink():
            message = f'output "{output.name}" is a link that leads nowhere'
            raise BuildError(
                Problem(CONFIG_NAME, line, column, "error", message, "remove the link", "output-unwritable")
            )
        return
    if not output.is_dir():
        message = f'output "{output.name}" is a file'
        hint = "remove it, or name another folder as `output`"
        raise BuildError(Problem(CONFIG_NAME, line, column, "error", message, hint, "output-unwritable"))
    try:
        names = sorted(path.name for path in output.iterdir())
    except OSError as err:
        raise BuildError(_unwritable(output, err)) from err
    foreign = [name for name in names if name not in keep]
    if foreign and MARKER not in names:
        message = (
            f'output folder "{output.name}" holds files that briefgen did not make, such as "{foreign[0]}"'
        )
        hint = "empty it, or name another folder as `output`"
        raise BuildError(Problem(CONFIG_NAME, line, column, "error", message, hint, "output-foreign"))


def write_site(output: Path, files: Mapping[str, bytes], keep: Sequence[str]) -> Written:
    """Write a site; call `check_output` first.

    Args:
        output: the folder, made if it is not there.
        files: content by path below the folder, in the order of writing: what others need comes first.
        keep: names at the top of the folder that are left alone.
    Raises:
        BuildError: something cannot be written; nothing was replaced if the disk is full.
        ValueError: a path leads out of the folder.
    """
    for out_path in files:
        _check_path(out_path)
    wanted = {path: content for path, content in files.items() if path.split("/")[0] not in keep}
    stage = output / _STAGE
    current = output
    try:
        output.mkdir(parents=True, exist_ok=True)
        if not (output / MARKER).exists():
            (output / MARKER).write_bytes(_MARKER_TEXT)
        _remove(stage)
        changed = [path for path, content in wanted.items() if not _holds(output, path, content)]
        for number, out_path in enumerate(changed):
            if number == 0:
                stage.mkdir()
            current = output / out_path
            (stage / str(number)).write_bytes(wanted[out_path])
        for number, out_path in enumerate(changed):
            current = output / out_path
            _make_room(output, out_path)
            (stage / str(number)).replace(current)
        current = output
        deleted = _delete_stale(output, {*wanted}, keep)
    except OSError as err:
        raise BuildError(_unwritable(current, err)) from err
    finally:
        with contextlib.suppress(OSError):
            _remove(stage)
    done = set(changed)
    unchanged = tuple(path for path in wanted if path not in done)
    return Written(written=tuple(changed), unchanged=unchanged, deleted=tuple(deleted))


def _check_path(out_path: str) -> None:
    parts = out_path.split("/")
    if any(part in ("", ".", "..") for part in parts) or "\\" in out_path or ":" in parts[0]:
        raise ValueError(f'"{out_path}" is no path below the output folder')


def _holds(output: Path, out_path: str, content: bytes) -> bool:
    """Tell whether the file is there with these bytes, reached through no link."""
    if _first_link(output, out_path) is not None:
        return False
    path = output / out_path
    try:
        return path.stat().st_size == len(content) and path.is_file() and path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError):
        return False


def _first_link(output: Path, out_path: str) -> Path | None:
    path = output
    for part in out_path.split("/"):
        path /= part
        if path.is_symlink():
            return path
    return None


def _make_room(output: Path, out_path: str) -> None:
    """Make the folders of a file, and take away links, files and folders that stand in its way."""
    link = _first_link(output, out_path)
    if link is not None:
        link.unlink()
    path = output
    for part in out_path.split("/")[:-1]:
        path /= part
        if path.exists() and not path.is_dir():
            path.unlink()
        path.mkdir(exist_ok=True)
    if (path := output / out_path).is_dir():
        shutil.rmtree(path)


def _delete_stale(output: Path, wanted: set[str], keep: Sequence[str]) -> list[str]:
    deleted: list[str] = []
    spared = {*keep, MARKER, _STAGE}
    for folder, names, file_names in os.walk(output, topdown=True):
        here = Path(folder).relative_to(output)
        at_top = here == Path()
        links = [name for name in names if (Path(folder) / name).is_symlink()]
        names[:] = sorted(name for name in names if name not in links and not (at_top and name in spared))
        for name in sorted([*file_names, *links]):
            out_path = (here / name).as_posix()
            if out_path not in wanted and not (at_top and name in spared):
                (Path(folder) / name).unlink()
                deleted.append(out_path)
    for folder, _, _ in os.walk(output, topdown=False):
        parts = Path(folder).relative_to(output).parts
        if parts and parts[0] not in spared and not any(Path(folder).iterdir()):
            Path(folder).rmdir()
    return sorted(deleted)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


def _unwritable(path: Path, error: OSError) -> Problem:
    message = f'"{path}" cannot be written: {error.strerror or error}'
    hint = "check permissions and free space, or name another folder as `output`"
    return Problem("", None, None, "error", message, hint, "output-unwritable")
