"""The quality gate: floors, their digests, and what may lower them."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.quality import gate
from benchmarks.quality.__main__ import main
from benchmarks.quality.gate import Floor, compare, digest_of, dump_floors, flat, load_floors, raised
from benchmarks.quality.predict import PREDICTORS
from benchmarks.quality.scorer import find_scorer, load_gold, score

SCORER = """
def casualties(gold, pred):
    hits = sum(len(pred[k]["figures"]) for k in gold if k in pred)
    return {"figure": {"p": 1.0, "r": hits / 4, "f1": hits / 4, "pred": hits, "gold": 4}, "_inner": {}}


SCORERS = {"casualties": (casualties, "id")}
"""

GOLD = [
    {
        "id": "a",
        "dct": "2023-05-10",
        "text": "Twelve people were killed and 30 injured in Galle.",
        "figures": [],
    },
    {"id": "b", "dct": "2023-05-10", "text": "Nobody was hurt.", "figures": []},
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return a folder with a scorer and one gold set of two documents."""
    folder = tmp_path / "eval"
    folder.mkdir()
    (folder / "score.py").write_text(SCORER)
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in GOLD))
    return folder


@pytest.fixture
def floors(gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file of floors that the gold reaches exactly."""
    path = tmp_path / "floors.yaml"
    floor = Floor("casualties", ["gold.jsonl"], digest_of([gold / "gold.jsonl"]), {"figure.f1": 50.0})
    path.write_text(dump_floors({"small": floor}))
    monkeypatch.setattr(gate, "FLOORS_PATH", path)
    monkeypatch.setattr("benchmarks.quality.__main__.FLOORS_PATH", path)
    monkeypatch.setattr(gate.load_floors, "__defaults__", (path,))
    return path


def test_gate_passes_at_the_floor(gold: Path, floors: Path) -> None:
    """What is reached exactly is enough."""
    assert 0 == main(["gate", "--eval", str(gold), "--jobs", "1"])


def test_gate_fails_below_the_floor(gold: Path, floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A score below its floor fails the run and is named."""
    floors.write_text(floors.read_text().replace("50.0", "75.0"))
    assert 1 == main(["gate", "--eval", str(gold), "--jobs", "1"])
    assert "small: figure.f1 50.00 is below its floor 75.00" in capsys.readouterr().err


def test_gate_fails_on_other_gold(gold: Path, floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Floors hold for the gold that they were pinned on."""
    with (gold / "gold.jsonl").open("a") as file:
        file.write(json.dumps({**GOLD[1], "id": "c"}) + "\n")
    assert 1 == main(["gate", "--eval", str(gold), "--jobs", "1"])
    assert "not the one that the floors were pinned on" in capsys.readouterr().err


def test_gate_fails_without_gold(gold: Path, floors: Path) -> None:
    """A missing file is no silent pass."""
    (gold / "gold.jsonl").unlink()
    assert 1 == main(["gate", "--eval", str(gold), "--jobs", "1"])


def test_update_refuses_to_lower(gold: Path, floors: Path) -> None:
    """Updating keeps a higher floor, unless a flag allows it to fall."""
    floors.write_text(floors.read_text().replace("50.0", "75.0"))
    main(["gate", "--eval", str(gold), "--jobs", "1", "--update"])
    assert {"figure.f1": 75.0} == load_floors(floors)["small"].floors
    main(["gate", "--eval", str(gold), "--jobs", "1", "--update", "--allow-lower"])
    assert {"figure.f1": 50.0} == load_floors(floors)["small"].floors


def test_update_pins_new_gold() -> None:
    """With other gold the floor becomes what is reached, and the digest is that of the new gold."""
    floor = Floor("casualties", ["gold.jsonl"], "old", {"figure.f1": 75.0})
    assert Floor("casualties", ["gold.jsonl"], "new", {"figure.f1": 50.0}) == raised(
        floor, {"figure.f1": 50.0}, "new", allow_lower=False
    )


def test_floors_are_rounded_down() -> None:
    """A floor is never above what was reached."""
    assert {"figure.f1": 66.66} == flat({"figure": {"f1": 2 / 3}}, ["figure.f1"])


def test_compare_names_only_what_fell() -> None:
    """Metrics at or above their floor say nothing."""
    floor = Floor("casualties", [], "", {"a.f1": 50.0, "b.f1": 50.0})
    assert ["x: b.f1 49.00 is below its floor 50.00"] == compare("x", floor, {"a.f1": 50.0, "b.f1": 49.0})


def test_gold_may_be_gzipped_and_must_have_its_shape(tmp_path: Path) -> None:
    """Rows without a text or articles are refused with file and line."""
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "a", "text": "x"}\n\n{"id": "b"}\n'))
    with pytest.raises(ValueError, match=r"gold\.jsonl\.gz:3: not a gold row"):
        load_gold([path])


def test_scorer_stands_beside_the_gold(gold: Path, tmp_path: Path) -> None:
    """It is found there, and its absence is an error that names the option."""
    assert gold / "score.py" == find_scorer([gold / "gold.jsonl"], None)
    with pytest.raises(FileNotFoundError, match="--scorer"):
        find_scorer([tmp_path / "gold.jsonl"], None)


def test_predictions_are_scored_by_the_given_scorer(gold: Path) -> None:
    """Figures of the text are predicted in the gold's form; inner metrics are left out."""
    rows = load_gold([gold / "gold.jsonl"])
    predicted = PREDICTORS["casualties"](rows)
    assert [("killed", 12), ("injured", 30)] == [(f["kind"], f["value"]) for f in predicted[0]["figures"]]
    assert ["figure"] == list(score("casualties", rows, predicted, gold / "score.py"))


def test_committed_floors_have_their_shape() -> None:
    """Each set names its kind, its gold and at least one floor."""
    for floor in load_floors().values():
        assert floor.kind in PREDICTORS
        assert floor.gold and floor.floors and len(floor.sha256) == 64


def test_article_command_compares_with_expected_facts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fact that is missing is named and fails the run; a list that is met passes."""
    article = tmp_path / "report.txt"
    article.write_text(
        "Flood in Galle\n\nOn Monday 12 people were killed in Galle, the Ministry of Health said.\n"
    )
    facts = tmp_path / "facts.yaml"
    head = "published: 2023-05-10\ncountry: LK\nperiod: 2023-05-01/2023-05-31\n"
    figure = "figures: [{measure: killed, value: 12, claimed_by: Ministry of Health}]\n"
    facts.write_text(f"{head}{figure}events: [{{date: 2023-05-08, words: [killed]}}]\n")
    assert 0 == main(["article", str(article), "--expected", str(facts)])
    assert "2 of 2 expectations met" in capsys.readouterr().out
    facts.write_text(head + figure.replace("12", "13"))
    assert 1 == main(["article", str(article), "--expected", str(facts)])
    assert "figures: 0 instead of one" in capsys.readouterr().out
