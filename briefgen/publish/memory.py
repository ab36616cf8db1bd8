"""What a project's builds remember: rows and shelf in `.briefgen/`, or in this process; and where files go.

Everything here may be deleted, cut or spoilt at any time: then the next build reads and renders everything anew.
"""

import contextlib
import hashlib
import os
import shutil
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec

from briefgen.publish.fingerprints import code_fingerprint
from briefgen.publish.records import State
from briefgen.publish.shelf import FileShelf, KeptShelf
from briefgen.publish.write import Stage

_STATE_NAME = "site.bin"
_SHELF_NAME = "shelf.bin"
_DIGEST_CHARS = 64
_MOST_SHELF_SHARE = 3
"""How many times its size after a whole build the shelf may grow before it is begun anew."""


class _Kept(msgspec.Struct, frozen=True):
    code: str
    shelf_bytes: int
    """Size of the shelf after the build that began it."""
    state: State


class Memory(msgspec.Struct):
    """What the last build of a project left."""

    folder: Path
    shelf: FileShelf
    state: State
    first_bytes: int
    """Size of the shelf after the build that began it; 0: this build begins it."""
    digest: str = ""
    """Hash of what was read, or written since; "" if there is nothing."""


def _code() -> str:
    return f"{code_fingerprint()} {sys.version}"


def _read_state(folder: Path) -> tuple[State, int, str]:
    """Return the rows, the size of the shelf after the build that began it, and the hash of both; or nothing."""
    with contextlib.suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
        content = (folder / _STATE_NAME).read_bytes()
        digest, body = content[:_DIGEST_CHARS], content[_DIGEST_CHARS:]
        if hashlib.sha256(body).hexdigest().encode() == digest:
            kept = msgspec.msgpack.decode(body, type=_Kept)
            if kept.code == _code():
                return kept.state, kept.shelf_bytes, digest.decode()
    return State(), 0, ""


class Peeked(msgspec.Struct, frozen=True):
    """What the last build of a project left, for a process that writes nothing."""

    state: State
    shelf: KeptShelf
    digest: str


def peek_memory(folder: Path) -> Peeked | None:
    """Read what the last build left, and leave it as it is; None if there is nothing, or any doubt."""
    state, _, digest = _read_state(folder)
    if not digest:
        return None
    try:
        return Peeked(state, KeptShelf(folder / _SHELF_NAME), digest)
    except OSError:
        return None


def open_memory(folder: Path) -> Memory:
    """Open what the last build left in the folder of caches; with any doubt, nothing.

    Raises:
        OSError: the folder cannot be written.
    """
    state, first_bytes, known = _read_state(folder)
    path = folder / _SHELF_NAME
    with contextlib.suppress(OSError):
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_SHELF_SHARE * first_bytes:
            state, first_bytes, known = State(), 0, ""
    if not first_bytes:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
    return Memory(folder, FileShelf(path), state, first_bytes, known)


def write_memory(memory: Memory, state: State) -> None:
    """Keep a build for the next; what cannot be written is not kept.

    The rows are replaced last and whole, so that a build which is killed leaves those of the build before; what it
    put on the shelf then lies there unused.
    """
    memory.digest = ""
    with contextlib.suppress(OSError):
        memory.shelf.flush()
        first_bytes = memory.first_bytes or memory.shelf.size_bytes or 1
        body = msgspec.msgpack.encode(_Kept(_code(), first_bytes, state))
        aside = memory.folder / f"{_STATE_NAME}.new"
        digest = hashlib.sha256(body).hexdigest()
        aside.write_bytes(digest.encode() + body)
        aside.replace(memory.folder / _STATE_NAME)
        memory.digest = digest


def forget_memory(folder: Path) -> None:
    """Delete what builds left, for one that finds it spoilt."""
    for name in (_STATE_NAME, _SHELF_NAME):
        with contextlib.suppress(OSError):
            (folder / name).unlink()


class StageSink:
    """Files go to the disk, aside until the build is done."""

    def __init__(self, stage: Stage, changed: Collection[str] | None) -> None:
        """Set up.

        Args:
            stage: where files are put aside.
            changed: files of the site that are not as the last build left them; None: nobody knows.
        """
        self._stage = stage
        self._changed = changed
        self._tops = {path.partition("/")[0] for path in changed or ()}

    def holds(self, out_path: str) -> bool:
        """Tell whether the file that the last build made is there as it left it."""
        return self._changed is not None and out_path not in self._changed

    def is_missing_below(self, folder: str) -> bool:
        """Tell whether any file in a folder at the top of the site is not there as the last build left it."""
        return self._changed is None or folder in self._tops

    def put(self, out_path: str, content: bytes) -> bool:
        """Put a file aside; tell whether it is new."""
        return self._stage.put(out_path, content)


class MemorySink:
    """Files stay in this process."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def holds(self, out_path: str) -> bool:
        """Tell whether the last build made the file."""
        return out_path in self._files

    def is_missing_below(self, folder: str) -> bool:
        """Tell whether any file is missing: none is."""
        return False

    def put(self, out_path: str, content: bytes) -> bytes:
        """Return the content."""
        return content


class NoSink:
    """Files go nowhere: what is wrong with a site shows without them."""

    def holds(self, out_path: str) -> bool:
        """Tell that nothing is there."""
        return False

    def is_missing_below(self, folder: str) -> bool:
        """Tell that everything is missing."""
        return True

    def put(self, out_path: str, content: bytes) -> bool:
        """Throw a file away."""
        return True


def relative_outputs(paths: Collection[str], output: str) -> set[str]:
    """Return paths below the output folder as the site names them."""
    start = len(output) + 1
    return {path[start:].replace(os.sep, "/") for path in paths if path.startswith(output)}
