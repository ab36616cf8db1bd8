"""Rows by key, kept on a shelf in blocks: what an edit does not touch is neither read nor written again."""

import contextlib
import copy
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from briefgen.publish.shelf import Ref, Shelf, SpoiltShelfError

T = TypeVar("T")

MOST_ROWS = 64
"""Rows of a block that begins where none began before; a block that grows beyond twice this is parted."""


class Block(msgspec.Struct, frozen=True, array_like=True):
    """Some rows whose keys follow one another."""

    first: str
    """Least key that can be in it."""
    ref: Ref
    count: int
    """Its rows."""


class Table(Mapping[str, T], Generic[T]):
    """Rows by key, in order of the keys; blocks are read when asked for.

    Every access raises SpoiltShelfError if the shelf has something else there.
    """

    def __init__(self, blocks: Sequence[Block], shelf: Shelf, kind: Any) -> None:
        """Set up; nothing is read.

        Args:
            blocks: in order.
            shelf: where they lie.
            kind: type of the rows.
        """
        self.blocks = blocks
        self._firsts = [block.first for block in blocks]
        self._shelf = shelf
        self._decoder: msgspec.msgpack.Decoder[dict[str, T]] = msgspec.msgpack.Decoder(dict[str, kind])
        self._opened: dict[int, dict[str, T]] = {}

    def find_block(self, key: str) -> int:
        """Return the number of the block that would hold a key; -1 if none would."""
        return bisect_right(self._firsts, key) - 1

    def open_block(self, number: int) -> dict[str, T]:
        """Return the rows of a block."""
        found = self._opened.get(number)
        if found is None:
            try:
                found = self._decoder.decode(self._shelf.get(self.blocks[number].ref))
            except msgspec.DecodeError as err:
                raise SpoiltShelfError(str(err)) from err
            self._opened[number] = found
        return found

    def __getitem__(self, key: str) -> T:
        number = self.find_block(key)
        if number < 0:
            raise KeyError(key)
        return self.open_block(number)[key]

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self.blocks)):
            yield from self.open_block(number)

    def __len__(self) -> int:
        return sum(block.count for block in self.blocks)

    def read(self) -> dict[str, T]:
        """Return all rows."""
        found: dict[str, T] = {}
        for number in range(len(self.blocks)):
            found |= self.open_block(number)
        return found


class EditedTable(MutableMapping[str, T], Generic[T]):
    """A table with some of its rows replaced: none is new, none goes."""

    def __init__(self, table: Table[T]) -> None:
        self.table = table
        self.changes: dict[str, T] = {}

    def __copy__(self) -> "EditedTable[T]":
        edited = EditedTable(self.table)
        edited.changes |= self.changes
        return edited

    def __getitem__(self, key: str) -> T:
        return self.changes[key] if key in self.changes else self.table[key]

    def __setitem__(self, key: str, row: T) -> None:
        self.changes[key] = row

    def __delitem__(self, key: str) -> None:
        raise TypeError("rows of a table are replaced, never deleted")

    def __iter__(self) -> Iterator[str]:
        return iter(self.table)

    def __len__(self) -> int:
        return len(self.table)


def copy_rows(rows: MutableMapping[str, T]) -> MutableMapping[str, T]:
    """Return rows that can be replaced without those given being other then."""
    return dict(rows) if isinstance(rows, dict) else copy.copy(rows)


def write_table(
    rows: Mapping[str, Any], shelf: Shelf, last: Sequence[Block], *, most_rows: int = MOST_ROWS
) -> list[Block]:
    """Put rows on a shelf; blocks that lie there already stay where they are.

    Args:
        rows: by key.
        shelf: the shelf.
        last: blocks of the same rows as they were before; they must lie on the same shelf.
        most_rows: rows of a new block.
    """
    firsts = {block.first for block in last}
    groups: list[list[str]] = []
    for key in sorted(rows):
        if not groups or key in firsts or len(groups[-1]) >= (2 if firsts else 1) * most_rows:
            groups.append([])
        groups[-1].append(key)
    known = {block.first: block for block in last}
    encoder = msgspec.msgpack.Encoder()
    return [
        _put(
            group[0],
            encoder.encode({key: rows[key] for key in group}),
            len(group),
            shelf,
            known.get(group[0]),
        )
        for group in groups
    ]


def write_edited(rows: EditedTable[Any], shelf: Shelf) -> list[Block]:
    """Put what was replaced on the shelf; the other blocks stay where they are."""
    blocks = [*rows.table.blocks]
    encoder = msgspec.msgpack.Encoder()
    for number in sorted({rows.table.find_block(key) for key in rows.changes}):
        block = rows.table.open_block(number)
        content = encoder.encode({key: rows.changes.get(key, row) for key, row in block.items()})
        blocks[number] = _put(blocks[number].first, content, len(block), shelf, blocks[number])
    return blocks


def _put(first: str, content: bytes, count: int, shelf: Shelf, last: Block | None) -> Block:
    return Block(first, put_again(content, shelf, last.ref if last else None), count)


def put_again(content: bytes, shelf: Shelf, last: Ref | None) -> Ref:
    """Put bytes on a shelf, if they do not lie there already, where they lay before."""
    if last is not None and last.size_bytes == len(content) and last.checksum == zlib.crc32(content):
        with contextlib.suppress(SpoiltShelfError):
            if shelf.get(last) == content:
                return last
    return shelf.put(content)
