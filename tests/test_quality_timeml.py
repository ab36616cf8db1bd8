"""TimeML documents become gold for the measure of time expressions."""

import json
from pathlib import Path

import pytest

from benchmarks.quality.__main__ import main
from benchmarks.quality.timeml import read_timeml

DOCUMENT = """<?xml version="1.0" ?>
<TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="2022-03-05" functionInDocument="CREATION_TIME">2022-03-05</TIMEX3></DCT>
<TEXT>
Ferries stop

<TIMEX3 tid="t1" type="DATE" value="2022-03-05">March 5, 2022</TIMEX3>

Ferries <EVENT eid="e1">stopped</EVENT> on <TIMEX3 tid="t2" type="DATE" value="2022-03-04">Friday</TIMEX3> &amp;
will not sail for <TIMEX3 tid="t3" type="DURATION" value="P2D">two days</TIMEX3>.
</TEXT>
</TimeML>
"""


def test_labels_slice_back_to_their_words(tmp_path: Path) -> None:
    """Offsets count in the text without tags; the dateline is gone, other labels stay."""
    path = tmp_path / "ferries.tml"
    path.write_text(DOCUMENT)
    (row,) = read_timeml([path])
    assert ("ferries", "2022-03-05") == (row["id"], row["dct"])
    assert "March 5" not in row["text"]
    assert ["Friday", "two days"] == [row["text"][one["start"] : one["end"]] for one in row["timexes"]]
    assert [("DATE", "2022-03-04"), ("DURATION", "P2D")] == [(t["type"], t["value"]) for t in row["timexes"]]


def test_dateline_within_a_sentence_stays(tmp_path: Path) -> None:
    """Only a date with a line for itself is a dateline."""
    path = tmp_path / "a.tml"
    path.write_text(DOCUMENT.replace("2022</TIMEX3>\n", "2022</TIMEX3> was cold.\n"))
    assert ["March 5, 2022", "Friday", "two days"] == [
        one["text"] for one in read_timeml([path])[0]["timexes"]
    ]


@pytest.mark.parametrize("text", ["<TimeML><TEXT>On Monday</TEXT></TimeML>", "<TimeML>", "no xml"])
def test_what_is_no_timeml_is_named(tmp_path: Path, text: str) -> None:
    """A file that cannot be read says which it is."""
    path = tmp_path / "broken.tml"
    path.write_text(text)
    with pytest.raises(ValueError, match="broken"):
        read_timeml([path])


def test_command_writes_gold(tmp_path: Path) -> None:
    """`timeml` writes one row of JSON a document, in order of their names."""
    for name in ("b", "a"):
        (tmp_path / f"{name}.tml").write_text(DOCUMENT)
    gold = tmp_path / "gold.jsonl"
    assert 0 == main(["timeml", str(tmp_path / "b.tml"), str(tmp_path / "a.tml"), "--gold", str(gold)])
    assert ["a", "b"] == [json.loads(line)["id"] for line in gold.read_text().splitlines()]
