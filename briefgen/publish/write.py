"""The built site to disk: staged aside, replaced file by file where bytes differ, stale files last.

All new bytes are on the disk before the first file of the site is touched, so a full disk or a failed build
leaves the last good site whole. A marker file says that a folder is briefgen's; no other is touched.
"""

# Thousands of paths are handled as text here: pathlib would cost as much as all else.
# ruff: noqa: PTH102, PTH103, PTH104, PTH105, PTH106, PTH108, PTH114, PTH118, PTH120

import contextlib
import os
import sys
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import msgspec

from briefgen.model.config import CONFIG_NAME
from briefgen.model.errors import BuildError
from briefgen.model.problem import Problem
from briefgen.model.yamlpos import locate

MARKER = ".briefgen-site"
"""File that says: this folder is wholly briefgen's."""

_STAGE = ".briefgen-new"
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
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

    def place() -> tuple[int | None, int | None]:
        return locate(config_text, ("output",)) if "output:" in config_text else (None, None)

    if not output.exists():
        if output.is_symlink():
            message = f'output "{output.name}" is a link that leads nowhere'
            raise BuildError(
                Problem(CONFIG_NAME, *place(), "error", message, "remove the link", "output-unwritable")
            )
        return
    if not output.is_dir():
        message = f'output "{output.name}" is a file'
        hint = "remove it, or name another folder as `output`"
        raise BuildError(Problem(CONFIG_NAME, *place(), "error", message, hint, "output-unwritable"))
    if os.path.lexists(output / MARKER):
        return
    try:
        names = sorted(path.name for path in output.iterdir())
    except OSError as err:
        raise BuildError(_unwritable(output, err)) from err
    foreign = [name for name in names if name not in keep]
    if foreign:
        message = (
            f'output folder "{output.name}" holds files that briefgen did not make, such as "{foreign[0]}"'
        )
        hint = "empty it, or name another folder as `output`"
        raise BuildError(Problem(CONFIG_NAME, *place(), "error", message, hint, "output-foreign"))


class Stage:
    """New files of a site, put aside until all are there. Processes forked from one share its folder."""

    def __init__(self, output: Path, keep: Sequence[str]) -> None:
        """Set up; nothing is written before the first file that differs.

        Args:
            output: folder of the site; call `check_output` first.
            keep: names at the top of the folder that are left alone.
        """
        self._output = os.fspath(output)
        self._keep = frozenset(keep)
        # A build that was killed may have children that end a moment later: they write into a folder that is gone.
        self._folder = os.path.join(self._output, _STAGE, str(os.getpid()))
        self._made: set[str] = set()
        self._links: dict[str, bool] = {}
        self._marked = self._is_new = False

    def open(self) -> None:
        """Make the output folder with its marker, and clear away what a build that was killed left.

        Raises:
            BuildError: that cannot be done.
        """
        output = Path(self._output)
        try:
            self._is_new = not output.exists()
            output.mkdir(parents=True, exist_ok=True)
            if not (output / MARKER).exists():
                self._marked = True
                (output / MARKER).write_bytes(_MARKER_TEXT)
            _remove(output / _STAGE)
            os.makedirs(self._folder)
        except OSError as err:
            raise BuildError(_unwritable(output, err)) from err

    def put(self, out_path: str, content: bytes) -> bool:
        """Put a file aside unless it is there already with the same bytes.

        Args:
            out_path: below the output folder.
            content: its bytes.
        Returns:
            Whether it differs, and is to be named to `commit`.
        Raises:
            BuildError: it cannot be written.
            ValueError: the path leads out of the folder.
        """
        _check_path(out_path)
        if out_path.split("/", 1)[0] in self._keep or self._holds(out_path, content):
            return False
        path = os.path.join(self._folder, out_path)
        parent = os.path.dirname(path)
        try:
            if parent not in self._made:
                _make_folder(parent)
                self._made.add(parent)
            write_new(path, content)
        except OSError as err:
            raise BuildError(_unwritable(Path(self._output) / out_path, err)) from err
        return True

    def _holds(self, out_path: str, content: bytes) -> bool:
        """Tell whether the file is there with these bytes, reached through no link."""
        if self._is_new:
            return False
        try:
            handle = os.open(os.path.join(self._output, out_path), os.O_RDONLY | _NO_FOLLOW | _BINARY)
        except OSError:
            return False
        try:
            if os.fstat(handle).st_size != len(content) or self._has_link(out_path):
                return False
            return os.read(handle, len(content) + 1) == content
        except OSError:
            return False
        finally:
            os.close(handle)

    def _has_link(self, out_path: str) -> bool:
        """Tell whether any folder of the path is a link; what was looked at is kept for this build."""
        folder = out_path.rpartition("/")[0]
        if not folder:
            return _NO_FOLLOW == 0 and os.path.islink(os.path.join(self._output, out_path))
        known = self._links.get(folder)
        if known is None:
            known = _first_link(Path(self._output), folder) is not None
            self._links[folder] = known
        return known or (_NO_FOLLOW == 0 and os.path.islink(os.path.join(self._output, out_path)))

    def commit(self, changed: Sequence[str], wanted: Container[str], *, has_strays: bool = True) -> list[str]:
        """Put what was staged into its place, then delete what does not belong to the site.

        Args:
            changed: files that `put` said differ, in the order of writing: what others need comes first.
            wanted: all files of the site.
            has_strays: files may lie in the folder that no build made.
        Returns:
            What was deleted, sorted.
        Raises:
            BuildError: something cannot be written; files are old or new, none is half.
        """
        output = Path(self._output)
        current = ""
        moved: dict[str, bool] = {}
        has_strays = has_strays and not self._is_new
        self._marked = self._is_new = False
        try:
            for out_path in changed:
                current = out_path
                top, slash, _ = out_path.partition("/")
                if slash and top not in moved:
                    moved[top] = _move_folder(f"{self._folder}{os.sep}{top}", f"{self._output}{os.sep}{top}")
                if not moved.get(top):
                    _make_room(output, out_path)
                    os.replace(os.path.join(self._folder, out_path), output / out_path)
            current = ""
            return _delete_stale(self._output, wanted, self._keep) if has_strays else []
        except OSError as err:
            raise BuildError(_unwritable(output / current, err)) from err

    def close(self) -> None:
        """Clear away what was staged and not committed; an output folder that holds nothing else goes too."""
        output = Path(self._output)
        with contextlib.suppress(OSError):
            _remove(output / _STAGE)
            if self._marked:
                (output / MARKER).unlink()
            if self._is_new:
                output.rmdir()


def _make_folder(path: str) -> None:
    """Make a folder; most lie in one that is there."""
    try:
        os.mkdir(path)
    except OSError:
        os.makedirs(path, exist_ok=True)


def _move_folder(staged: str, path: str) -> bool:
    """Move a folder whole to where nothing is yet; return whether nothing was."""
    if os.path.lexists(path):
        return False
    os.rename(staged, path)
    return True


def write_new(path: str, content: bytes) -> None:
    """Write a whole file.

    Raises:
        OSError: that cannot be done.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


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
    stage = Stage(output, keep)
    stage.open()
    try:
        changed = [path for path, content in files.items() if stage.put(path, content)]
        deleted = stage.commit(changed, files)
    finally:
        stage.close()
    done = set(changed)
    unchanged = tuple(path for path in files if path not in done and path.split("/")[0] not in keep)
    return Written(written=tuple(changed), unchanged=unchanged, deleted=tuple(deleted))


def _check_path(out_path: str) -> None:
    parts = out_path.split("/")
    if "" in parts or "." in parts or ".." in parts or "\\" in out_path or ":" in parts[0]:
        raise ValueError(f'"{out_path}" is no path below the output folder')


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
        remove_folder(path)


def _delete_stale(output: str, wanted: Container[str], keep: frozenset[str]) -> list[str]:
    """Delete all files that are not wanted, and folders that are empty then; return the files, sorted."""
    deleted: list[str] = []
    spared = {*keep, MARKER, _STAGE}

    def clear(folder: str, prefix: str) -> bool:
        """Return whether anything is left in the folder."""
        is_full = False
        with os.scandir(folder) as found:
            entries = list(found)
        for entry in entries:
            if not prefix and entry.name in spared:
                is_full = True
                continue
            out_path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                if clear(entry.path, f"{out_path}/"):
                    is_full = True
                else:
                    os.rmdir(entry.path)
            elif out_path in wanted:
                is_full = True
            else:
                os.unlink(entry.path)
                deleted.append(out_path)
        return is_full

    clear(output, "")
    return sorted(deleted)


def remove_folder(path: str | os.PathLike[str]) -> None:
    """Delete a folder with all that is in it; links are deleted, not followed.

    Raises:
        OSError: that cannot be done.
    """
    with os.scandir(path) as found:
        entries = list(found)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            remove_folder(entry.path)
        else:
            os.unlink(entry.path)
    os.rmdir(path)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        remove_folder(path)


def _unwritable(path: Path, error: OSError) -> Problem:
    message = f'"{path}" cannot be written: {error.strerror or error}'
    hint = "check permissions and free space, or name another folder as `output`"
    return Problem("", None, None, "error", message, hint, "output-unwritable")
