"""The halves of a gold set, and floors of one half."""

import json
from pathlib import Path

import pytest

from benchmarks.quality.__main__ import main
from benchmarks.quality.gate import Floor, dump_floors, load_floors, measure
from benchmarks.quality.halves import HALVES, rows_of

ROWS = [
    {"id": f"{number:02}", "text": "On Monday.", "dct": "2022-01-06", "timexes": []} for number in range(9)
]
SCORER = """
def temporal(gold, pred):
    return {"strict": {"p": 1.0, "r": 1.0, "f1": len(gold) / 9, "pred": len(gold), "gold": len(gold)}}


SCORERS = {"temporal": (temporal, "id")}
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return a gold file of nine documents with a scorer that counts them."""
    (tmp_path / "score.py").write_text(SCORER)
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return path


def test_halves_hold_each_document_once() -> None:
    """No document is in both halves, none is lost, the order of the rows stays."""
    parts = [rows_of(ROWS, half) for half in HALVES]
    assert [4, 5] == [len(part) for part in parts]
    assert ROWS == sorted((row for part in parts for row in part), key=lambda row: row["id"])


def test_halves_do_not_depend_on_the_order_of_rows() -> None:
    """Only the ids say who belongs where."""
    assert rows_of(ROWS, "tune") == rows_of(ROWS[::-1], "tune")[::-1]


def test_floor_measures_its_half(gold: Path) -> None:
    """A floor with a half is measured on the documents of that half."""
    scores = [measure("temporal", [gold], half=half)["strict"]["gold"] for half in (None, *HALVES)]
    assert [9, 4, 5] == scores


def test_half_of_a_floor_is_kept_in_the_file(tmp_path: Path) -> None:
    """What is written is what is read, with and without a half."""
    path = tmp_path / "floors.yaml"
    floors = {
        "all": Floor("temporal", ["gold.jsonl"], "0", {"value.f1": 80.0}),
        "untouched": Floor("temporal", ["gold.jsonl"], "0", {"value.f1": 80.0}, half="untouched"),
    }
    path.write_text(dump_floors(floors))
    assert floors == load_floors(path)
    assert 1 == path.read_text().count("half:")


def test_temporal_prints_both_halves(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The scores of all documents and of each half stand below one another."""
    assert 0 == main(["temporal", str(gold)])
    printed = capsys.readouterr().out
    heads = [line[:19].strip() for line in printed.splitlines() if line.startswith("temporal")]
    assert ["temporal", "temporal, tune", "temporal, untouched"] == heads
