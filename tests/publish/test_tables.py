"""Rows in blocks on a shelf: read where asked for, written where other than before."""

import copy
import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.publish.shelf import FileShelf, MemoryShelf, Ref, SpoiltShelfError
from briefgen.publish.tables import EditedTable, Table, copy_rows, write_edited, write_table

ROWS = {f"k{number:03}": str(number) for number in range(300)}


class CountingShelf(MemoryShelf):
    """A shelf that counts what is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.read = self.written = 0

    def put(self, content: bytes) -> Ref:
        """Count, and keep."""
        self.written += 1
        return msgspec.structs.replace(super().put(content), checksum=zlib.crc32(content))

    def get(self, ref: Ref) -> bytes:
        """Count, and return."""
        self.read += 1
        return super().get(ref)


@given(st.dictionaries(st.text(max_size=4), st.text(max_size=3)), st.integers(1, 5), st.data())
def test_rows_come_back_after_any_edits(rows: dict[str, str], most_rows: int, data: st.DataObject) -> None:
    """Whatever is replaced, added and taken away, a table has the rows that were written last, in order of the keys."""
    shelf = MemoryShelf()
    blocks = write_table(rows, shelf, (), most_rows=most_rows)
    edited = EditedTable(Table[str](blocks, shelf, str))
    for key in data.draw(st.lists(st.sampled_from(sorted(rows)))) if rows else ():
        edited[key] = rows[key] = data.draw(st.text(max_size=3))
    blocks = write_edited(edited, shelf)
    table = Table[str](blocks, shelf, str)
    assert list(table.items()) == sorted(rows.items())
    assert (len(table), table.read()) == (len(rows), rows)
    other = data.draw(st.dictionaries(st.text(max_size=4), st.text(max_size=3)))
    later = Table[str](write_table(other, shelf, blocks, most_rows=most_rows), shelf, str)
    assert list(later.items()) == sorted(other.items())
    assert [key in later for key in rows] == [key in other for key in rows]


def test_one_row_is_read_and_written_with_its_block_alone() -> None:
    """An edit of one row reads one block and writes one."""
    shelf = CountingShelf()
    table = Table[str](write_table(ROWS, shelf, (), most_rows=10), shelf, str)
    shelf.written = 0
    edited = EditedTable(table)
    edited["k123"] = "new"
    blocks = write_edited(edited, shelf)
    assert (shelf.read, shelf.written) == (1, 1)
    assert Table[str](blocks, shelf, str).read() == ROWS | {"k123": "new"}
    assert table["k123"] == "123"


def test_blocks_that_lie_there_already_are_not_written_again() -> None:
    """Of rows that are mostly as they were only the others are written, also where some have come."""
    shelf = CountingShelf()
    blocks = write_table(ROWS, shelf, (), most_rows=10)
    shelf.written = 0
    write_table(ROWS | {"k123": "new"}, shelf, blocks, most_rows=10)
    assert shelf.written == 1
    write_table(ROWS | {"k123x": "new"}, shelf, blocks, most_rows=10)
    assert shelf.written == 2


def test_copies_of_edited_rows_are_apart() -> None:
    """What is replaced in a copy stays as it was in the other."""
    shelf = MemoryShelf()
    first = EditedTable(Table[str](write_table(ROWS, shelf, ()), shelf, str))
    first["k001"] = "one"
    second = copy_rows(first)
    second["k001"] = "two"
    assert (first["k001"], second["k001"], copy.copy(second)["k002"]) == ("one", "two", "2")
    with pytest.raises(TypeError):
        del second["k001"]


def test_spoilt_blocks_are_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Rows whose bytes were changed are never given out."""
    path = tmp_path_factory.mktemp("shelf") / "shelf.bin"
    shelf = FileShelf(path)
    table = Table[str](write_table(ROWS, shelf, ()), shelf, str)
    shelf.flush()
    path.write_bytes(path.read_bytes().replace(b"299", b"298"))
    assert table["k000"] == "0"
    with pytest.raises(SpoiltShelfError):
        table["k299"]
    shelf.close()
