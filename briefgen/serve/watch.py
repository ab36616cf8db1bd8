"""Watch files: what the system tells of them, gathered into sets of changed paths."""

import fnmatch
import os
import re
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

QUIET_MS = 10
"""Quiet after a write that the system says is finished: the events of one save on Linux lie within 3 ms."""
UNSETTLED_QUIET_MS = 80
"""Quiet after anything else: editors that delete and create again, systems that do not tell of closing."""
LONGEST_MS = 1000
"""Changes that never pause are given out after this time all the same."""
POLL_MS = 300
"""Shortest time between two looks in polling mode."""

BURST_PATHS = 500
"""From this many changed files on, all files are looked at: the system drops events when it has too many."""

# Reading is no change, and the build reads a lot: only these events are asked for.
_EVENTS: list[type[FileSystemEvent]] = [
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
]

# Names that are nobody's content: version control, caches, what editors leave beside a file.
_NOISE = (
    *(".git", ".hg", ".svn", ".jj", ".briefgen", ".venv", "node_modules", "__pycache__"),
    *("*~", "*.tmp", "*.sw[a-z]", "4913", "#*#", ".#*", "*.kate-swp", ".goutputstream-*", ".~lock.*#"),
    *("___jb_tmp___", "*___jb_tmp___", "*___jb_old___", ".DS_Store", "._*", "Thumbs.db", ".nfs*"),
)
_is_noise = re.compile("|".join(fnmatch.translate(pattern) for pattern in _NOISE)).match


class Watched(msgspec.Struct, frozen=True):
    """What to watch. Paths are absolute; none of them needs to exist."""

    anchor: Path
    """Folder that does exist; watched for the coming and going of what lies below it."""
    folders: tuple[Path, ...]
    """Folders of which every file matters."""
    files: tuple[Path, ...] = ()
    """Single files that matter."""
    ignored: tuple[Path, ...] = ()
    """Folders of which no file matters, also inside `folders`."""


class Debounce:
    """Changed paths, held back until they have been quiet. Knows no clock: times are given, in seconds."""

    def __init__(
        self,
        *,
        quiet_ms: int = QUIET_MS,
        unsettled_quiet_ms: int = UNSETTLED_QUIET_MS,
        longest_ms: int = LONGEST_MS,
    ) -> None:
        self._quiet = quiet_ms / 1000
        self._unsettled_quiet = unsettled_quiet_ms / 1000
        self._longest = longest_ms / 1000
        self._settled: dict[str, bool] = {}
        self._first = self._last = 0.0

    def add(self, paths: Iterable[str], *, settled: bool, now: float) -> None:
        """Take in changed paths; `settled` says that nothing more is to be expected of them."""
        paths = list(paths)
        if not paths:
            return
        if not self._settled:
            self._first = now
        self._last = now
        for path in paths:
            self._settled[path] = settled

    def due(self) -> float | None:
        """Return the time at which the changes are to be given out; None if there are none."""
        if not self._settled:
            return None
        quiet = self._quiet if all(self._settled.values()) else self._unsettled_quiet
        return min(self._last + quiet, self._first + self._longest)

    def take(self) -> frozenset[Path]:
        """Give out all changes, due or not, and start anew."""
        taken = frozenset(map(Path, self._settled))
        self._settled.clear()
        return taken


class Tree:
    """The files that are watched, as last seen."""

    def __init__(self, watched: Watched) -> None:
        self._folders = tuple(str(path) for path in watched.folders)
        self._files = frozenset(str(path) for path in watched.files)
        self._ignored = frozenset(str(path) for path in watched.ignored)
        self._known = self._look()

    def accepts(self, path: str) -> bool:
        """Tell whether a change of this path matters."""
        if path in self._files:
            return True
        for folder in self._folders:
            if path == folder:
                return True
            if path.startswith(folder + os.sep):
                place = folder
                for name in path[len(folder) + 1 :].split(os.sep):  # noqa: PTH206 - text, as events give it
                    place = place + os.sep + name
                    if _is_noise(name) or place in self._ignored:
                        return False
                return True
        return False

    def scan(self) -> set[str]:
        """Look at everything; return the files that came, went or changed since they were last seen."""
        before, self._known = self._known, self._look()
        return {path for path, _ in before.items() ^ self._known.items()}

    def note(self, path: str) -> set[str]:
        """Look at one path that the system named; return the files it stands for.

        A file counts as changed even if it looks the same, since two writes can fall into one tick of the
        file system's clock; a folder stands for all files that were or are below it.
        """
        if not self.accepts(path):
            return set()
        is_folder = os.path.isdir(path)  # noqa: PTH112 - text, as events give it
        found: set[str] = set()
        if is_folder or path not in self._known:
            below = path + os.sep
            found = {known for known in self._known if known.startswith(below)}
            for known in found:
                del self._known[known]
        if is_folder:
            signatures: dict[str, tuple[int, int, int]] = {}
            self._look_below(path, signatures)
            self._known.update(signatures)
            return found | set(signatures)
        signature = _find_signature(path)
        if signature is None:
            return found | ({path} if self._known.pop(path, None) else set())
        self._known[path] = signature
        return found | {path}

    def _look(self) -> dict[str, tuple[int, int, int]]:
        signatures: dict[str, tuple[int, int, int]] = {}
        for path in self._files:
            signature = _find_signature(path)
            if signature is not None:
                signatures[path] = signature
        for folder in self._folders:
            self._look_below(folder, signatures)
        return signatures

    def _look_below(self, folder: str, signatures: dict[str, tuple[int, int, int]]) -> None:
        try:
            entries = list(os.scandir(folder))
        except OSError:
            return
        for entry in entries:
            if _is_noise(entry.name) or entry.path in self._ignored:
                continue
            if entry.is_dir(follow_symlinks=False):
                self._look_below(entry.path, signatures)
                continue
            signature = _find_signature(entry.path)
            if signature is not None:
                signatures[entry.path] = signature


def _is_empty(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size == 0
    except OSError:
        return False


class Watcher:
    """Watches, and gives out sets of changed paths, one at a time."""

    def __init__(self, watched: Watched, *, poll: bool = False, log: Callable[[str], None]) -> None:
        self._watched = watched
        self._poll = poll
        self._log = log
        self._changed = threading.Condition()
        self._debounce = Debounce()
        self._tree = Tree(watched)
        self._empty: frozenset[Path] = frozenset()
        self._is_started = self._stopped = False
        self._rearrange = False
        self._scheduled: dict[str, tuple[ObservedWatch, int]] = {}
        self._dead: set[str] = set()
        self._observer = None if poll else Observer()
        self._poller: threading.Thread | None = None

    def start(self) -> None:
        """Begin to watch; changes since the watcher was made, or told what to watch, are given out."""
        self._is_started = True
        if self._poll:
            self._start_polling()
        elif self._observer is not None:
            self._observer.start()
            self._arrange()
        self._rearrange = True  # `wait` looks at everything first

    def stop(self) -> None:
        """End watching; `wait` returns None from here on. May be called twice."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if self._observer is not None and self._observer.is_alive():
            self._observer.stop()
            self._observer.join()
        if self._poller is not None:
            self._poller.join()

    def watch(self, watched: Watched) -> None:
        """Watch this instead; files that are new to the watcher do not count as changed."""
        if watched == self._watched:
            return
        with self._changed:
            self._watched = watched
            self._tree = Tree(watched)
        if self._is_started and not self._poll:
            self._arrange()

    def wait(self) -> frozenset[Path] | None:
        """Block until there are changes and they have settled; None when watching has ended."""
        while True:
            with self._changed:
                if self._stopped:
                    return None
                if not self._rearrange:
                    now = time.monotonic()
                    due = self._debounce.due()
                    if due is not None and due <= now:
                        taken = self._debounce.take()
                        if self._awaits_words(taken, now):
                            continue
                        if len(taken) >= BURST_PATHS:
                            taken |= frozenset(map(Path, self._tree.scan()))
                        return taken
                    self._changed.wait(None if due is None else due - now)
                    continue
                self._rearrange = False
            # Outside the lock and outside watchdog's threads, which both may be needed to change the watches.
            if not self._poll:
                self._arrange()
            self._add_scan()

    def ask(self, path: Path) -> None:
        """Give a file out as changed, though nobody has touched it."""
        with self._changed:
            self._debounce.add([str(path)], settled=True, now=time.monotonic())
            self._changed.notify_all()

    def is_pending(self) -> bool:
        """Tell whether there are changes that were not given out yet."""
        with self._changed:
            return self._debounce.due() is not None

    def _awaits_words(self, taken: frozenset[Path], now: float) -> bool:
        """Hold changes back once more where a file is empty: most editors empty it, then write."""
        empty = frozenset(path for path in taken if _is_empty(path))
        held, self._empty = self._empty, empty
        if empty <= held:
            self._empty = frozenset()
            return False
        self._debounce.add(map(str, taken), settled=False, now=now)
        return True

    def note(self, event: FileSystemEvent) -> None:
        """Take in one event of the system."""
        source, target = os.fsdecode(event.src_path), os.fsdecode(event.dest_path or "")
        with self._changed:
            now = time.monotonic()
            tree = self._tree
            gone = isinstance(event, DirDeletedEvent | DirMovedEvent | FileDeletedEvent | FileMovedEvent)
            if gone and source in self._scheduled:
                self._dead.add(source)
            if any(path and self._is_frame(path) for path in (source, target)):
                self._rearrange = True
            if isinstance(event, FileMovedEvent | DirMovedEvent):
                # An editor that moves the old file aside is about to write the new one.
                self._debounce.add(tree.note(source), settled=tree.accepts(target), now=now)
                self._debounce.add(tree.note(target), settled=True, now=now)
            else:
                self._debounce.add(tree.note(source), settled=isinstance(event, FileClosedEvent), now=now)
            self._changed.notify_all()

    def _is_frame(self, path: str) -> bool:
        """Tell whether a watched folder is this path or lies below it."""
        return any(
            str(folder) == path or str(folder).startswith(path + os.sep) for folder in self._watched.folders
        )

    def _add_scan(self) -> None:
        with self._changed:
            self._debounce.add(self._tree.scan(), settled=False, now=time.monotonic())

    def _arrange(self) -> None:
        """Bring the system's watches in line with what is there: a folder made anew needs a new watch."""
        if self._observer is None:
            return
        wanted = _find_watches(self._watched)
        with self._changed:
            dead, self._dead = self._dead, set()
        for path, (watch, inode) in list(self._scheduled.items()):
            if (
                path in dead
                or path not in wanted
                or watch.is_recursive != wanted[path]
                or _inode(path) != inode
            ):
                del self._scheduled[path]
                self._observer.unschedule(watch)
        handler = _Handler(self.note)
        for path, recursive in wanted.items():
            inode_now = _inode(path)
            if path in self._scheduled or inode_now is None:
                continue
            try:
                watch = self._observer.schedule(handler, path, recursive=recursive, event_filter=_EVENTS)
            except FileNotFoundError:
                continue
            except OSError as err:
                self._log(
                    f"cannot watch {path} ({err.strerror}): looking at the files every now and then instead"
                )
                self._poll = True
                self._start_polling()
                return
            self._scheduled[path] = (watch, inode_now)

    def _start_polling(self) -> None:
        self._poller = threading.Thread(target=self._run_polling, name="briefgen-poll", daemon=True)
        self._poller.start()

    def _run_polling(self) -> None:
        pause = POLL_MS / 1000
        while True:
            with self._changed:
                if self._changed.wait_for(lambda: self._stopped, pause):
                    return
                began = time.monotonic()
                changed = self._tree.scan()
                now = time.monotonic()
                self._debounce.add(changed, settled=False, now=now)
                self._changed.notify_all()
            # A file that is being written is looked at again before it is given out; a tree that takes long
            # to look through is looked through less often.
            pause = UNSETTLED_QUIET_MS / 2000 if changed else max(POLL_MS / 1000, 10 * (now - began))


class _Handler(FileSystemEventHandler):
    """Passes every event on."""

    def __init__(self, note: Callable[[FileSystemEvent], None]) -> None:
        self._note = note

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass the event on."""
        self._note(event)


def _find_watches(watched: Watched) -> dict[str, bool]:
    """Return the folders to ask the system about; True for those with all below them."""
    folders = [
        folder
        for folder in watched.folders
        if not any(other != folder and folder.is_relative_to(other) for other in watched.folders)
    ]
    frame = {watched.anchor} | {path.parent for path in watched.files}
    for folder in folders:
        if folder.is_relative_to(watched.anchor) and folder != watched.anchor:
            frame.update(path for path in folder.parents if path.is_relative_to(watched.anchor))
    wanted = {str(path): False for path in sorted(frame)}
    wanted.update({str(path): True for path in folders})
    return wanted


def _find_signature(path: str) -> tuple[int, int, int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - text is twice as fast here, and trees are large
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _inode(path: str) -> int | None:
    signature = _find_signature(path)
    return None if signature is None else signature[2]
