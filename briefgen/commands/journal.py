"""Journal: a brief and its lock are written both or neither, whatever ends the run, and by one run at a time.

A new brief beside an old lock would make each new item a person's own; an old brief beside a new lock would make it a
deleted one. No file system replaces two files at once, so a third one, the journal, says what is to come:

1. `.NAME.new` is written: the new brief.
2. `.LOCKNAME.journal` is written: the new lock, and the hash of the brief that was there.
3. `.NAME.new` takes the place of the brief: the moment that decides.
4. The lock is written, then the journal deleted.

Where a run was killed before 3, `.NAME.new` is still there, and the next run throws both files away; after 3 it is
gone, and the next run writes the lock from the journal. Nothing else is needed to tell, so that a person may have
saved the brief in between: it is an edit of what stood there.
"""

import contextlib
import glob
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from briefgen.commands.files import check_inside, unwritable_problem, write_beside, write_files
from briefgen.model.errors import BuildError
from briefgen.model.lock import MAX_LOCK_BYTES
from briefgen.model.problem import Problem

WAIT_SECONDS = 60.0
"""How long a run waits for another one that writes briefs; merging the largest brief takes a few seconds."""
_LOOK_SECONDS = 0.02


class Journal(msgspec.Struct, frozen=True):
    """What is to be done when the brief is in its place."""

    before: str | None
    """SHA-256 of the brief that was there, hex; None if there was none."""
    lock: str
    """The new lock."""


class Changed(Exception):  # noqa: N818 (no error: somebody saved)
    """The brief is not what was read: somebody saved it, and what was merged must be merged anew."""


_DECODER = msgspec.json.Decoder(Journal)


def hash_of(content: bytes) -> str:
    """Return the hash by which a journal names a brief."""
    return hashlib.sha256(content).hexdigest()


def _new_path(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _journal_path(lock: Path) -> Path:
    return lock.with_name(f".{lock.name}.journal")


def write_brief(brief: Path, text: str, lock: Path, lock_text: str, *, seen: bytes, root: Path) -> bool:
    """Write a brief and its lock, both or neither; tell whether any byte changed.

    Args:
        brief: path of the brief; a link stays a link.
        text: its new text.
        lock: path of its lock.
        lock_text: its new text.
        seen: what the brief was when it was read for merging.
        root: folder that neither may lead out of.

    Raises:
        Changed: the brief is not what was seen; nothing was written.
        BuildError: it cannot be written (`output-unwritable`), or leads out of the root (`path-outside`).
    """
    content = text.encode("utf-8")
    if content == seen:
        return bool(write_files({lock: lock_text}, root=root))
    check_inside([brief, lock], root)
    target, lock_target = brief.resolve(), lock.resolve()
    new, journal = _new_path(target), _journal_path(lock_target)
    note = Journal(hash_of(seen), lock_text)
    try:
        write_beside(target, content).replace(new)
        write_beside(lock_target, msgspec.json.encode(note)).replace(journal)
        if target.read_bytes() != seen:
            raise Changed
        new.replace(target)
    except OSError as err:
        raise BuildError(unwritable_problem(brief, root, err)) from err
    finally:
        # Still there only if it did not take the brief's place: then nothing has happened.
        _discard(new, journal)
    try:
        finish(brief, lock, root=root)
    except BaseException:
        # No lock, no brief: what was there comes back, and with it the journal means nothing.
        if target.read_bytes() == content:
            write_beside(target, seen).replace(target)
            journal.unlink(missing_ok=True)
        raise
    return True


def finish(brief: Path, lock: Path, *, root: Path) -> None:
    """End what a run began that was killed between a brief and its lock; without a journal there is nothing to do.

    Raises:
        BuildError: the lock cannot be written (`output-unwritable`), or leads out of the root (`path-outside`).
    """
    target, lock_target = brief.resolve(), lock.resolve()
    new, journal = _new_path(target), _journal_path(lock_target)
    _discard(new, journal)
    note = _load_journal(journal)
    # A person may have put back the brief that was there before: then its lock is the right one.
    if note is not None and note.before != hash_of(target.read_bytes()):
        write_files({lock: note.lock}, root=root)
    try:
        journal.unlink(missing_ok=True)
        for path in (target, lock_target):
            for left in path.parent.glob(f".{glob.escape(path.name[:40])}.*.tmp"):
                left.unlink(missing_ok=True)
    except OSError as err:
        raise BuildError(unwritable_problem(journal, root, err)) from err


def _discard(new: Path, journal: Path) -> None:
    if os.path.lexists(new):
        with contextlib.suppress(OSError):
            # In this order: without the new brief, the journal would mean that it is in its place.
            journal.unlink(missing_ok=True)
            new.unlink(missing_ok=True)


def _load_journal(path: Path) -> Journal | None:
    try:
        with path.open("rb") as file:
            return _DECODER.decode(file.read(2 * MAX_LOCK_BYTES))
    except (OSError, msgspec.MsgspecError):
        return None


@contextlib.contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Wait until no other run writes briefs of a folder, and keep others out; the system lets go when a run dies.

    Raises:
        BuildError: another run does not end (`output-busy`).
    """
    with _opened(folder) as handle:
        ends = time.monotonic() + WAIT_SECONDS
        while handle is not None and not _try_lock(handle):
            if time.monotonic() > ends:
                hint = "wait for it to end, or end it"
                message = "another extraction is writing briefs of this project"
                raise BuildError(Problem("", None, None, "error", message, hint, "output-busy"))
            time.sleep(_LOOK_SECONDS)
        yield


if sys.platform == "win32":
    import msvcrt
    import tempfile

    @contextlib.contextmanager
    def _opened(folder: Path) -> Iterator[int | None]:
        name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
        with (Path(tempfile.gettempdir()) / f"briefgen-{name}.lock").open("a+b") as file:
            yield file.fileno()

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    @contextlib.contextmanager
    def _opened(folder: Path) -> Iterator[int | None]:
        # The folder itself is locked: no file of ours lies about, and none can be deleted meanwhile.
        try:
            handle = os.open(folder, os.O_RDONLY)
        except OSError:
            yield None
            return
        try:
            yield handle
        finally:
            os.close(handle)

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a network folder without locks: as if there were one run only
        return True
