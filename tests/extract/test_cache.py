"""The cache of the extraction: small, whole or nothing, and never in the way."""

import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from briefgen.extract import cache as cache_module
from briefgen.extract.cache import Cache, pack_reading, parse_reading, reading_key, row_key, subject_version
from briefgen.extract.reading import read_article
from briefgen.model.brief import Subject
from briefgen.model.config import OwnMeasure
from briefgen.model.names import NamedPerson, Names
from tests.extract.reading_cases import make_article

ROWS = {row_key("test", [number]): b"row %d " % number * 50 for number in range(900)}


def fill(folder: Path, rows: dict[bytes, bytes] = ROWS) -> None:
    """Keep rows in a run of its own."""
    with Cache(folder) as cache:
        cache.keep(rows)


def load(folder: Path | None, rows: dict[bytes, bytes] = ROWS) -> dict[bytes, bytes]:
    """Ask for rows in a run of its own."""
    with Cache(folder) as cache:
        return cache.load(rows)


def test_rows_are_there_in_the_next_run(tmp_path: Path) -> None:
    """What was kept is found, what was not is left out."""
    fill(tmp_path)
    other = row_key("test", ["other"])
    assert load(tmp_path, {**ROWS, other: b""}) == ROWS


def test_without_a_folder_nothing_is_kept() -> None:
    """A brief without a project has no cache."""
    with Cache(None) as cache:
        cache.keep(ROWS)
        assert cache.load(ROWS) == {}


def test_reading_comes_back_as_it_was() -> None:
    """A reading is the same after packing; what is none gives none."""
    reading = read_article(make_article("On Friday 12 people died in Galle."), Subject(), Names())
    assert parse_reading(pack_reading(reading)) == reading
    assert parse_reading(b"\x00\x01") is None


def test_key_holds_all_that_a_reading_depends_on() -> None:
    """Text, publication, publisher, title, countries, names and measures each make another key."""
    article = make_article("Text.")
    versions = {
        subject_version(Subject(), Names(), []),
        subject_version(Subject(countries=["LK"]), Names(), []),
        subject_version(Subject(), Names(people=[NamedPerson(name="Ada")]), []),
        subject_version(Subject(), Names(), [OwnMeasure(name="vaccinated")]),
    }
    keys = {
        reading_key(one, version)
        for version in versions
        for one in (
            article,
            make_article("Text!"),
            make_article("Text.", published="2023-05-11"),
            make_article("Text.", publisher="Daily"),
            make_article("Text.", title="Title"),
        )
    }
    assert len(keys) == 4 * 5
    assert reading_key(article, "") == reading_key(make_article("Text.", name="renamed"), "")


@for_all(st.integers(0, 10**9), st.binary(min_size=1, max_size=40))
def test_damage_anywhere_gives_the_right_rows_or_none(at: int, damage: bytes) -> None:
    """Whatever bytes of the file change: a row is as it was or not there, and the next run keeps again."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder, dict(list(ROWS.items())[:60]))
        file = folder / "extract.sqlite"
        content = bytearray(file.read_bytes())
        start = at % len(content)
        content[start : start + len(damage)] = damage
        file.write_bytes(bytes(content))
        assert load(folder).items() <= ROWS.items()


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 20_000])
def test_truncated_file_is_thrown_away(size: int, tmp_path: Path) -> None:
    """After a cut-off file the next run but one has all rows again."""
    fill(tmp_path)
    file = tmp_path / "extract.sqlite"
    file.write_bytes(file.read_bytes()[:size])
    assert load(tmp_path).items() <= ROWS.items()
    fill(tmp_path)
    assert load(tmp_path) == ROWS


@pytest.mark.parametrize("what", ["folder", "file"])
def test_cache_that_cannot_be_opened_is_done_without(what: str, tmp_path: Path) -> None:
    """A folder in the place of the file, or a file in the place of the folder, is no reason to fail."""
    if what == "folder":
        (tmp_path / "extract.sqlite").mkdir()
        fill(tmp_path)
        assert load(tmp_path) == {}
    else:
        (tmp_path / "file").write_text("x", encoding="utf-8")
        fill(tmp_path / "file")
        assert load(tmp_path / "file") == {}


def test_other_layout_and_other_rules_start_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of another layout of the file or of other rules are gone, and leave no space behind."""
    fill(tmp_path)
    monkeypatch.setattr(cache_module, "_LAYOUT", 2)
    assert load(tmp_path) == {}
    fill(tmp_path)
    monkeypatch.setattr(cache_module, "rules_version", lambda: "other rules")
    assert load(tmp_path) == {}
    assert _count(tmp_path) == 0


def _count(folder: Path) -> int:
    connection = sqlite3.connect(folder / "extract.sqlite")
    try:
        return int(connection.execute("SELECT count(*) FROM rows").fetchone()[0])
    finally:
        connection.close()


def test_rows_that_nobody_uses_go(tmp_path: Path) -> None:
    """After some thirty runs those rows are left that were asked for now and then."""
    fill(tmp_path)
    used = dict(list(ROWS.items())[:100])
    for number in range(40):
        load(tmp_path, used)
        fill(tmp_path, {row_key("more", [number]): b"more"})
    assert load(tmp_path, used) == used
    assert 100 < _count(tmp_path) <= 100 + 40


def test_rows_have_a_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond it the rows that were used longest ago go."""
    monkeypatch.setattr(cache_module, "MAX_BYTES", 20_000)
    noise = {row_key("noise", [number]): os.urandom(1000) for number in range(10)}
    later = {row_key("later", [number]): os.urandom(1000) for number in range(12)}
    fill(tmp_path, noise)
    fill(tmp_path, later)
    assert load(tmp_path, later) == later
    assert len(load(tmp_path, noise)) <= 3


def test_run_with_nothing_new_writes_little(tmp_path: Path) -> None:
    """That rows were used is only written down every few runs."""
    fill(tmp_path)
    before = (tmp_path / "extract.sqlite").read_bytes()
    load(tmp_path)
    after = (tmp_path / "extract.sqlite").read_bytes()
    changed = sum(before[at : at + 4096] != after[at : at + 4096] for at in range(0, len(before), 4096))
    assert len(before) == len(after)
    assert changed <= 2


def test_two_runs_at_once_share_the_file(tmp_path: Path) -> None:
    """What one run keeps while another has the file open is there for both."""
    with Cache(tmp_path) as one, Cache(tmp_path) as other:
        half = dict(list(ROWS.items())[:450])
        rest = dict(list(ROWS.items())[450:])
        one.keep(half)
        other.keep(rest)
        assert one.load(ROWS) == ROWS
        assert other.load(ROWS) == ROWS
    assert load(tmp_path) == ROWS


def test_row_of_endless_zeros_is_none(tmp_path: Path) -> None:
    """A row that unpacks to more than any reading has is none, although its digest is right."""
    key = row_key("bomb", [])
    with Cache(tmp_path) as cache:
        cache.keep({key: bytes(cache_module._MAX_ROW_BYTES + 1)})
        assert cache.load([key]) == {}
