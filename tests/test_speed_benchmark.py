"""The race of single layers: texts, readers, the ratio."""

import gzip
import json
import sys
from pathlib import Path

import pytest

from benchmarks.speed import timex_runner
from benchmarks.speed.__main__ import report
from benchmarks.speed.race import Pace, race
from benchmarks.speed.texts import DAY, Text, load_texts, make_texts


def test_made_texts_are_always_the_same() -> None:
    """Two makings give the same texts, and as many as asked for."""
    assert make_texts(3) == make_texts(3)
    assert 3 == len(make_texts(3))


def test_texts_are_read_from_files_and_rows(tmp_path: Path) -> None:
    """Plain texts, rows with a day and rows with articles give one text each."""
    (tmp_path / "a.txt").write_text("On Monday.")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "Now.", "dct": "2020-05-01"}) + "\n\n")
    topic = {"articles": [{"text": "Then.", "date": "2021-02-03T10:00"}]}
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(json.dumps(topic).encode()))
    expected = [Text("On Monday.", DAY), Text("Now.", "2020-05-01"), Text("Then.", "2021-02-03")]
    assert expected == load_texts([tmp_path / name for name in ("a.txt", "b.jsonl", "c.jsonl.gz")])


def test_row_without_text_is_refused(tmp_path: Path) -> None:
    """The message names the file and the line."""
    (tmp_path / "a.jsonl").write_text('{"text": "Now."}\n{"title": "Then."}\n')
    with pytest.raises(ValueError, match=r"a.jsonl:2: no text"):
        load_texts([tmp_path / "a.jsonl"])


def test_race_takes_the_median_of_its_rounds(tmp_path: Path) -> None:
    """Each reader is a process that gets the file of texts; words are counted over the seconds it tells."""
    reader = tmp_path / "reader.py"
    reader.write_text(
        "import json, pathlib, sys\n"
        "runs = pathlib.Path(sys.argv[1])\n"
        "texts = json.loads(pathlib.Path(sys.argv[2]).read_text())\n"
        "seconds = [4, 1, 2][len(runs.read_text())]\n"
        "runs.write_text(runs.read_text() + '.')\n"
        "print('noise')\n"
        "print(json.dumps({'seconds': seconds, 'found': len(texts)}))\n"
    )
    (tmp_path / "runs").write_text("")
    readers = {"own": [sys.executable, str(reader), str(tmp_path / "runs")]}
    texts = [Text("one two three", None), Text("four", None)]
    assert [Pace("own", 2.0, 2)] == race(readers, texts, tmp_path / "texts.json", rounds=3)


def test_ratio_below_the_least_fails(capsys: pytest.CaptureFixture[str]) -> None:
    """Twelve times as fast is enough where twelve is asked for, less is not."""
    assert 0 == report([Pace("a", 1200.0, 1), Pace("b", 100.0, 1)], 12)
    assert 1 == report([Pace("a", 1199.0, 1), Pace("b", 100.0, 1)], 12)
    assert "12.0 times as fast" in capsys.readouterr().out


def test_timex_runner_tells_seconds_and_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It reads all texts of the file with their days of publication."""
    path = tmp_path / "texts.json"
    path.write_text(
        json.dumps([{"text": "On Monday and in May.", "published": DAY}, {"text": "Now.", "published": None}])
    )
    monkeypatch.setattr(sys, "argv", ["timex_runner", str(path)])
    timex_runner.main()
    told = json.loads(capsys.readouterr().out)
    assert 3 == told["found"]
    assert told["seconds"] > 0
