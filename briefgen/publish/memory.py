"""What a project's builds remember: rows and shelf in `.briefgen/`, or in this process; and where files go.

Everything here may be deleted, cut or spoilt at any time: then the next build reads and renders everything anew.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import msgspec

from briefgen.publish.fingerprints import code_fingerprint
from briefgen.publish.records import ArticleRow, BriefRow, Known, NameRow, PageRow, State
from briefgen.publish.shelf import FileShelf, KeptShelf, Ref, Shelf, SpoiltShelfError
from briefgen.publish.tables import MOST_ROWS, Block, EditedTable, Table, put_again, write_edited, write_table
from briefgen.publish.write import Stage, remove_folder

_STATE_NAME = "site.bin"
_SHELF_NAME = "shelf.bin"
_DIGEST_CHARS = 64
_MOST_SHELF_SHARE = 3
"""How many times its size after a whole build the shelf may grow before it is begun anew."""


class Kept(msgspec.Struct, frozen=True):
    """What a build left, beside the rows: these lie on the shelf."""

    code: str
    shelf_bytes: int
    """Size of the shelf after the build that began it."""
    head: State
    """All that is no long list; the lists in it are empty."""
    known: Ref
    names: Ref
    published: Ref
    tables: dict[str, list[Block]]
    """Rows by the name of their field of `State`."""

    def open_table(self, name: str, shelf: Shelf) -> Table[Any]:
        """Return the rows of a field of `State`."""
        return Table(self.tables[name], shelf, _ROWS[name])

    def open_list(self, name: str, shelf: Shelf) -> Any:
        """Return the value of another field of `State` that is long.

        Raises:
            SpoiltShelfError: it is not there any more.
        """
        try:
            return msgspec.msgpack.decode(shelf.get(getattr(self, name)), type=_LISTS[name])
        except msgspec.DecodeError as err:
            raise SpoiltShelfError(str(err)) from err


_ROWS: dict[str, Any] = {
    "articles": ArticleRow,
    "briefs": BriefRow,
    "pages": PageRow,
    "article_ids": str,
    "citing": list[str],
}
_BLOCKS = {"briefs": 4}
"""Rows of a block where they are long, each edit writes one, and lists ask for some from everywhere."""
_LISTS: dict[str, Any] = {
    "known": Known | None,
    "names": tuple[NameRow, ...],
    "published": list[tuple[str, str]],
}


class Memory(msgspec.Struct):
    """What the last build of a project left."""

    folder: Path
    shelf: FileShelf
    kept: Kept | None
    """None: this build begins anew."""
    digest: str = ""
    """Hash of what was read, or written since; "" if there is nothing."""

    def load_state(self) -> State:
        """Read all rows.

        Raises:
            SpoiltShelfError: any are not there any more.
        """
        return _load_state(self.kept, self.shelf) if self.kept else State()


def _load_state(kept: Kept, shelf: Shelf) -> State:
    return msgspec.structs.replace(
        kept.head,
        known=kept.open_list("known", shelf),
        names=kept.open_list("names", shelf),
        articles=kept.open_table("articles", shelf).read(),
        briefs=kept.open_table("briefs", shelf).read(),
        pages=kept.open_table("pages", shelf).read(),
    )


def _code() -> str:
    return f"{code_fingerprint()} {sys.version}"


def _read_kept(folder: Path) -> tuple[Kept | None, str]:
    """Return what lies beside the shelf, and its hash; or nothing."""
    with contextlib.suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
        content = (folder / _STATE_NAME).read_bytes()
        digest, body = content[:_DIGEST_CHARS], content[_DIGEST_CHARS:]
        if hashlib.sha256(body).hexdigest().encode() == digest:
            kept = msgspec.msgpack.decode(body, type=Kept)
            if kept.code == _code():
                return kept, digest.decode()
    return None, ""


class Peeked(msgspec.Struct, frozen=True):
    """What the last build of a project left, for a process that writes nothing."""

    state: State
    shelf: KeptShelf
    digest: str


def peek_memory(folder: Path) -> Peeked | None:
    """Read what the last build left, and leave it as it is; None if there is nothing, or any doubt."""
    kept, digest = _read_kept(folder)
    if kept is None:
        return None
    try:
        shelf = KeptShelf(folder / _SHELF_NAME)
        return Peeked(_load_state(kept, shelf), shelf, digest)
    except (OSError, SpoiltShelfError):
        return None


def open_memory(folder: Path) -> Memory:
    """Open what the last build left in the folder of caches; with any doubt, nothing.

    Raises:
        OSError: the folder cannot be written.
    """
    kept, known = _read_kept(folder)
    path = folder / _SHELF_NAME
    most_bytes = _MOST_SHELF_SHARE * kept.shelf_bytes if kept else 0
    with contextlib.suppress(OSError):
        if path.is_symlink() or not path.is_file() or path.stat().st_size > most_bytes:
            kept, known = None, ""
    if kept is None:
        if path.is_dir() and not path.is_symlink():
            remove_folder(path)
        path.unlink(missing_ok=True)
    return Memory(folder, FileShelf(path), kept, known)


def write_memory(memory: Memory, state: State) -> None:
    """Keep a build for the next; what cannot be written is not kept.

    What lies beside the shelf is replaced last and whole, so that a build which is killed leaves that of the build
    before; what it put on the shelf then lies there unused.
    """
    memory.digest = ""
    with contextlib.suppress(OSError):
        kept = _shelve(state, memory)
        memory.shelf.flush()
        if not kept.shelf_bytes:
            kept = msgspec.structs.replace(kept, shelf_bytes=memory.shelf.size_bytes or 1)
        body = msgspec.msgpack.encode(kept)
        aside = memory.folder / f"{_STATE_NAME}.new"
        digest = hashlib.sha256(body).hexdigest()
        aside.write_bytes(digest.encode() + body)
        aside.replace(memory.folder / _STATE_NAME)
        memory.digest = digest


_EMPTY = State()
_LONG = {name: getattr(_EMPTY, name) for name in (*_ROWS, *_LISTS)}


def _shelve(state: State, memory: Memory) -> Kept:
    """Put the rows on the shelf; those that lie there already stay where they are."""
    last, shelf = memory.kept, memory.shelf
    tables: dict[str, list[Block]] = {}
    for name in _ROWS:
        rows = getattr(state, name)
        if isinstance(rows, EditedTable):
            tables[name] = write_edited(rows, shelf)
        elif isinstance(rows, Table):
            tables[name] = [*rows.blocks]
        else:
            before = last.tables[name] if last else ()
            tables[name] = write_table(rows, shelf, before, most_rows=_BLOCKS.get(name, MOST_ROWS))

    def put(name: str) -> Ref:
        ref: Ref | None = getattr(last, name, None)
        if ref is not None and isinstance(state.briefs, EditedTable):
            return ref  # edits go on from these, and leave them out
        return put_again(msgspec.msgpack.encode(getattr(state, name)), shelf, ref)

    return Kept(
        code=_code(),
        shelf_bytes=last.shelf_bytes if last else 0,
        head=msgspec.structs.replace(state, **_LONG),
        known=put("known"),
        names=put("names"),
        published=put("published"),
        tables=tables,
    )


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
        """Tell whether any file is missing: all are, or none."""
        return not self._files

    def put(self, out_path: str, content: bytes) -> bytes:
        """Return the content."""
        return content


def relative_outputs(paths: Collection[str], output: str) -> set[str]:
    """Return paths below the output folder as the site names them."""
    start = len(output) + 1
    return {path[start:].replace(os.sep, "/") for path in paths if path.startswith(output)}
