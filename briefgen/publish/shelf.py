"""A shelf of byte strings, in memory or in one file that only grows: what a build keeps for the next.

What is read back from a file is checked against its sum, so a file that was cut, overwritten or spoilt gives
`SpoiltShelfError`, never other bytes.
"""

import os
import zlib
from pathlib import Path
from typing import Protocol

import msgspec


class SpoiltShelfError(Exception):
    """The file does not hold what was put there."""


class Ref(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a byte string lies."""

    offset: int
    size_bytes: int
    checksum: int


class Shelf(Protocol):
    """Where byte strings are put and got back."""

    def put(self, content: bytes) -> Ref:
        """Keep `content`."""
        ...

    def get(self, ref: Ref) -> bytes:
        """Return what was put.

        Raises:
            SpoiltShelfError: it is not there any more.
        """
        ...


class MemoryShelf:
    """A shelf that ends with the process; what nobody refers to any more stays until then."""

    def __init__(self) -> None:
        self._contents: list[bytes] = []

    def put(self, content: bytes) -> Ref:
        """Keep `content`."""
        self._contents.append(content)
        return Ref(len(self._contents) - 1, len(content), 0)

    def get(self, ref: Ref) -> bytes:
        """Return what was put."""
        return self._contents[ref.offset]


class KeptShelf:
    """What lies in a file, which is only read, and what is put on top of it, which ends with the process."""

    def __init__(self, path: Path) -> None:
        """Open the file. Its name may go to another file: this one stays open.

        Raises:
            OSError: it cannot be read.
        """
        self._handle = -1
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._contents: list[bytes] = []

    def put(self, content: bytes) -> Ref:
        """Keep `content`."""
        self._contents.append(content)
        return Ref(-len(self._contents), len(content), 0)

    def get(self, ref: Ref) -> bytes:
        """Return what was put, here or into the file.

        Raises:
            SpoiltShelfError: the file has something else there.
        """
        if ref.offset < 0:
            return self._contents[-ref.offset - 1]
        return _read(self._handle, ref)

    def __del__(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)


def _read(handle: int, ref: Ref) -> bytes:
    try:
        content = os.pread(handle, ref.size_bytes, ref.offset)
    except OSError as err:
        raise SpoiltShelfError(str(err)) from err
    if len(content) != ref.size_bytes or zlib.crc32(content) != ref.checksum:
        raise SpoiltShelfError(f"not what was put at {ref.offset}")
    return content


_BUFFER_BYTES = 1_000_000


class FileShelf:
    """A shelf in a file. Processes forked from the one that writes can read what was put before `flush`."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it; what lies in it stays where it is.

        Raises:
            OSError: it cannot be opened.
        """
        self.path = path
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        self._end = os.fstat(self._handle).st_size
        self._pending: list[bytes] = []
        self._pending_bytes = 0

    @property
    def size_bytes(self) -> int:
        """Size of the file with all that was put."""
        return self._end + self._pending_bytes

    def put(self, content: bytes) -> Ref:
        """Keep `content`; on the disk after the next `flush`.

        Raises:
            OSError: the disk is full.
        """
        ref = Ref(self.size_bytes, len(content), zlib.crc32(content))
        self._pending.append(content)
        self._pending_bytes += len(content)
        if self._pending_bytes > _BUFFER_BYTES:
            self.flush()
        return ref

    def flush(self) -> None:
        """Write what was put.

        Raises:
            OSError: the disk is full.
        """
        whole = memoryview(b"".join(self._pending))
        os.lseek(self._handle, self._end, os.SEEK_SET)
        while whole:
            count = os.write(self._handle, whole)
            self._end += count
            whole = whole[count:]
        self._pending, self._pending_bytes = [], 0

    def get(self, ref: Ref) -> bytes:
        """Return what was put.

        Raises:
            SpoiltShelfError: the file has something else there.
        """
        if ref.offset >= self._end:
            self.flush()
        return _read(self._handle, ref)

    def close(self) -> None:
        """Close the file; what was not flushed is lost."""
        os.close(self._handle)
