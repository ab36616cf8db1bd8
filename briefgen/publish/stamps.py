"""Whether anything changed since the last build, told by times and sizes of files alone.

Only the standard library is imported here, and little of it: where nothing changed, this is the whole build.
The stamps lie in `.briefgen/stamps`. A file that was written so shortly before its stamp was taken that a later
write could bear the same time has no stamp, and counts as changed once more.
"""

# Thousands of paths are handled as text here: pathlib would cost as much as all else.
# ruff: noqa: PTH105, PTH113, PTH120, PTH116, PTH118, PTH123

import marshal
import os
import stat
import sys
import time
import zlib
from collections.abc import Iterable, Mapping

STAMPS_NAME = "stamps"

# What is written by another Python cannot be read by this one.
_MAGIC = f"briefgen stamps 5 {sys.hexversion}"
_FINE_NS = 50_000_000
# Clocks of file systems tick every 1 to 10 ms; where times have no fraction of a second, every second or two.
_COARSE_NS = 2_500_000_000
UNSURE = "?"
"""Stamp of what counts as changed."""
_IS_WINDOWS = sys.platform == "win32"
_MOST_BYTES = 1_000_000_000


def make_key(base_url: str | None, output: str, strict: bool) -> str:
    """Return everything beside files that a build depends on, on one line.

    Args:
        base_url: as given on the command line.
        output: absolute path of the folder given there; "" if none was.
        strict: warnings fail too.
    """
    # The file of this very module: another installation of briefgen may make other pages.
    return repr((__file__, sys.version, base_url, output, strict))


class Stamps:
    """What a build saw of the files it depends on, and what it told."""

    def __init__(
        self,
        key: str,
        roots: list[str],
        inputs: dict[str, str],
        outputs: dict[str, str],
        *,
        told: str,
        state: str,
        config: str = "",
    ) -> None:
        """Hold what was seen.

        Args:
            key: everything beside files that a build depends on.
            roots: absolute paths of folders and files that inputs lie in.
            inputs: stamp of each file and folder below the roots.
            outputs: stamp of each file and folder of the site.
            told: what the build told.
            state: hash of what else the build left.
            config: JSON of the configuration; "" if it is not only that of the file.
        """
        self.key = key
        self.roots = roots
        self.inputs = inputs
        self.outputs = outputs
        self.told = told
        self.state = state
        self.config = config

    def find_changes(self) -> tuple[set[str], dict[str, str]]:
        """Return the inputs that are new, different, gone or unsure, and how all inputs look at present."""
        present = look_below(self.roots, time.time_ns())
        return self.compare(present), present

    def compare(self, present: Mapping[str, str]) -> set[str]:
        """Return the inputs that are new, different, gone or unsure, given how all look at present."""
        before = self.inputs
        changed = {path for path, stamp in present.items() if before.get(path) != stamp or stamp == UNSURE}
        changed.update(path for path in before if path not in present)
        return changed

    def find_changed_outputs(self) -> set[str]:
        """Return the files and folders of the site that are not as the build left them."""
        return {path for path, stamp in self.outputs.items() if look_at(path) != stamp}


def look_at(path: str) -> str:
    """Return the stamp of a file or folder, links not followed; "" if it is not there."""
    try:
        return _stamp(os.lstat(path))
    except OSError:
        return ""


def _stamp(status: os.stat_result) -> str:
    # The time of change, which nobody can set, tells all on POSIX; on Windows it is that of creation.
    when = status.st_mtime_ns if _IS_WINDOWS else status.st_ctime_ns
    return f"{when} {status.st_size} {status.st_ino}"


def look_below(roots: Iterable[str], now_ns: int | None = None) -> dict[str, str]:
    """Return the stamps of all files and folders below some folders, and of files given themselves.

    Args:
        roots: absolute paths; what is not there has no stamp.
        now_ns: time before which a file must have been written for its stamp to be sure; None: any.
    """
    scan = _Scan(roots, now_ns)
    scan.run()
    return scan.found


class _Scan:
    """A walk over folders that can pause."""

    def __init__(self, roots: Iterable[str], now_ns: int | None) -> None:
        self.found: dict[str, str] = {}
        self._now_ns = now_ns
        self._todo: list[str] = []
        for root in roots:
            try:
                status = os.stat(root)
            except OSError:
                continue
            self.found[root] = _sure(status, now_ns)
            if stat.S_ISDIR(status.st_mode):
                self._todo.append(root)

    def run(self, before: Mapping[str, str] | None = None) -> bool:
        """Look at all files, or until anything is not as it was; return whether there may be more to see.

        Args:
            before: stamps of all files as they were; None: go on to the end.
        """
        if before is not None and any(before.get(path) != stamp for path, stamp in self.found.items()):
            return True
        while self._todo:
            seen = self._look_into(self._todo.pop())
            self.found.update(seen)
            if before is not None and any(before.get(path) != stamp for path, stamp in seen.items()):
                return True
        return False

    def _look_into(self, folder: str) -> dict[str, str]:
        """Return the stamps of what lies in a folder; its folders come next, the largest last."""
        seen: dict[str, str] = {}
        now_ns = self._now_ns
        # What is older than this is sure, and most files are: the rest is looked at more closely.
        old_ns = None if _IS_WINDOWS or now_ns is None else now_ns - _COARSE_NS
        try:
            entries = os.scandir(folder)
        except OSError:
            return seen
        folders: list[str] = []
        with entries:
            for entry in entries:
                path = entry.path
                try:
                    status = entry.stat()
                except OSError:
                    seen[path] = UNSURE
                    continue
                when = status.st_ctime_ns
                if old_ns is not None and when < old_ns and status.st_mtime_ns < old_ns:
                    seen[path] = f"{when} {status.st_size} {status.st_ino}"
                else:
                    seen[path] = _sure(status, now_ns)
                if stat.S_ISDIR(status.st_mode) and entry.is_dir(follow_symlinks=False):
                    folders.append(path)
        # Of articles there are most, and they change least.
        self._todo += sorted(folders, key=lambda path: not path.endswith(f"{os.sep}articles"))
        return seen


def _sure(status: os.stat_result, now_ns: int | None) -> str:
    if now_ns is not None:
        newest = max(status.st_mtime_ns, status.st_ctime_ns)
        window = _FINE_NS if newest % 1_000_000_000 else _COARSE_NS
        if newest > now_ns - window:
            return UNSURE
    return _stamp(status)


def load_stamps(folder: str) -> Stamps | None:
    """Read the stamps of the last build; None if there are none, or any doubt.

    Args:
        folder: folder of caches.
    """
    try:
        with open(os.path.join(folder, STAMPS_NAME), "rb") as file:
            head, body = file.readline(200), file.read(_MOST_BYTES)
    except OSError:
        return None
    if head != _head_of(body):
        return None
    key, roots, inputs, outputs, told, state, config = marshal.loads(body)  # noqa: S302 - its sum is right
    return Stamps(key, roots, inputs, outputs, told=told, state=state, config=config)


def write_stamps(folder: str, stamps: Stamps) -> None:
    """Write the stamps of a build; if that cannot be done, the next build looks at everything.

    Args:
        folder: folder of caches.
        stamps: what was seen.
    """
    path = os.path.join(folder, STAMPS_NAME)
    body = marshal.dumps(
        (stamps.key, stamps.roots, stamps.inputs, stamps.outputs, stamps.told, stamps.state, stamps.config)
    )
    try:
        with open(f"{path}.new", "wb") as file:
            file.write(_head_of(body) + body)
        os.replace(f"{path}.new", path)
    except OSError:
        return


def _head_of(body: bytes) -> bytes:
    return f"{_MAGIC} {len(body)} {zlib.crc32(body):08x}\n".encode()


class Look:
    """What is seen of the files of a project, beside what its last build saw."""

    def __init__(self, folder: str, stamps: Stamps, *, may_fork: bool = False) -> None:
        """Look at all files.

        Args:
            folder: of the project.
            stamps: of its last build.
            may_fork: once a change is seen, another process looks at the rest while this one gets ready to build.
        """
        self.folder = folder
        self.stamps = stamps
        self._scan = _Scan(stamps.roots, time.time_ns())
        self.is_changed = self._scan.run(stamps.inputs)
        """Something has changed for sure, whatever else there is to see."""
        self._child = self._pipe = -1
        self._seen: tuple[set[str], dict[str, str], set[str]] | None = None
        if self.is_changed and may_fork and hasattr(os, "fork"):
            self._fork()

    @property
    def changed(self) -> set[str]:
        """The inputs that are new, different, gone or unsure."""
        return self._see()[0]

    @property
    def inputs(self) -> dict[str, str]:
        """How all inputs look."""
        return self._see()[1]

    @property
    def changed_outputs(self) -> set[str]:
        """The files and folders of the site that are not as the build left them."""
        return self._see()[2]

    def _see(self) -> tuple[set[str], dict[str, str], set[str]]:
        if self._seen is None:
            self._seen = self._join() or self._look()
        return self._seen

    def _look(self) -> tuple[set[str], dict[str, str], set[str]]:
        self._scan.run()
        present = self._scan.found
        return self.stamps.compare(present), present, self.stamps.find_changed_outputs()

    def _fork(self) -> None:
        source, sink = os.pipe()
        try:
            child = os.fork()
        except OSError:
            os.close(source)
            os.close(sink)
            return
        if child:
            os.close(sink)
            self._child, self._pipe = child, source
            return
        code = 1
        try:
            os.close(source)
            changed, present, outputs = self._look()
            told = marshal.dumps(({path: present.get(path) for path in changed}, outputs))
            with open(sink, "wb") as file:
                file.write(told)
            code = 0
        finally:
            os._exit(code)

    def _join(self) -> tuple[set[str], dict[str, str], set[str]] | None:
        """Return what the other process saw; None if there is none, or it came to harm."""
        if self._child < 0:
            return None
        with open(self._pipe, "rb") as file:
            told = file.read()
        _, status = os.waitpid(self._child, 0)
        self._child = -1
        if status != 0:
            return None
        changes, outputs = marshal.loads(told)  # noqa: S302 - of a process of our own
        present = {**self.stamps.inputs, **changes}
        return {*changes}, {path: stamp for path, stamp in present.items() if stamp is not None}, outputs


class Unchanged:
    """A site that a build would leave as it is."""

    def __init__(self, told: str) -> None:
        count, self.output, self.problems = told.split("\t", 2)
        self.file_count = int(count)

    def tell(self, counts: str) -> str:
        """Return the lines that a build prints.

        Args:
            counts: of problems, in words.
        """
        files = "1 file" if self.file_count == 1 else f"{self.file_count:,} files"
        start = os.path.join(self.output, "index.html")
        lines = f"built {files} in {self.output}: 0 written, {self.file_count:,} unchanged"
        return f"{lines}\n{counts}; start: {start}\n"


def tell(file_count: int, output: str, problems: str) -> str:
    """Return what `Unchanged` is made of.

    Args:
        file_count: files of the site.
        output: absolute path of its folder.
        problems: JSON of all problems, on one line.
    """
    return f"{file_count}\t{output}\t{problems}"


def take_look(start: str, *, may_fork: bool = False) -> Look | None:
    """Look at the files of a project.

    Args:
        start: folder of the project, or one below it.
        may_fork: another process may look at what is left once a change is seen.
    Returns:
        None if there is no project, or no stamps of its last build.
    """
    folder = os.path.realpath(start)
    while not os.path.isfile(os.path.join(folder, "briefgen.yaml")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return None
    stamps = load_stamps(os.path.join(folder, ".briefgen"))
    # A copied project brings along what another folder looked like.
    if stamps is None or os.path.join(folder, "briefgen.yaml") not in stamps.roots:
        return None
    return Look(folder, stamps, may_fork=may_fork)


def find_unchanged(
    look: Look | None, *, base_url: str | None, output: str | None, strict: bool
) -> Unchanged | None:
    """Tell whether a build has anything to do.

    Args:
        look: what was seen of the files.
        base_url: as given on the command line.
        output: the same.
        strict: warnings fail too.
    Returns:
        What the last build of the same kind told; None if anything is other than it left it, or in doubt.
    """
    if look is None or look.is_changed or look.changed or look.changed_outputs:
        return None
    if look.stamps.key != make_key(base_url, os.path.realpath(output) if output else "", strict):
        return None
    unchanged = Unchanged(look.stamps.told)
    return unchanged if unchanged.output.isprintable() else None
