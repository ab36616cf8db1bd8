"""Briefs of single short articles on crises of all kinds: by F1 of each kind of fact, and every miss by name."""

import math
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.quality.articles import (
    KINDS,
    Finding,
    Score,
    check_articles,
    check_facts,
    load_facts,
    render_findings,
    score_findings,
)
from briefgen.model.articlefiles import load_article
from briefgen.model.brief import Brief, Event, Figure, Inexact, Person, Place, Reaction
from briefgen.model.config import Limits
from tests.conftest import Golden

READ = Path(__file__).parent / "crises"
"""Articles whose misses are read when rules are written."""
HELD_OUT = Path(__file__).parent / "crises_held_out"
"""Articles of which only the totals are looked at: their misses are never printed."""
ARTICLES = sorted(
    path for folder in (READ, HELD_OUT) for path in folder.glob("*.md") if path.name != "README.md"
)


@cache
def findings(folder: Path) -> tuple[Finding, ...]:
    """Extract all articles of a folder, once for all tests."""
    return tuple(check_articles(folder))


def test_briefs_of_crises_miss_what_is_known(golden: Golden) -> None:
    """Each wrong finding is on the list of known ones, and each of the list is still wrong."""
    wrong = [finding.line() for finding in findings(READ) if finding.outcome != "right"]
    golden.check_text(READ / "misses.txt", "".join(f"{line}\n" for line in wrong))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("folder", [READ, HELD_OUT], ids=lambda folder: folder.name)
def test_briefs_of_crises_reach_the_floor(folder: Path, kind: str, request: pytest.FixtureRequest) -> None:
    """F1 of each kind is at least what was reached before."""
    path = folder / "floors.yaml"
    floors: dict[str, float] = yaml.safe_load(path.read_text("utf-8"))
    reached = math.floor(score_findings(findings(folder))[kind].f1 * 10) / 10
    if request.config.getoption("--update-golden"):
        floors[kind] = max(reached, floors.get(kind, 0.0))
        ordered = {name: floors[name] for name in KINDS if name in floors}
        path.write_text(yaml.safe_dump(ordered, sort_keys=False), encoding="utf-8")
    assert reached >= floors[kind]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_articles_on_crises_are_whole(path: Path) -> None:
    """Each article reads without problems, says when and where it was published, and has facts of every kind."""
    article, problems = load_article(path, None, Limits())
    assert article is not None and not problems
    assert article.kind == "digest" and article.publisher and article.url and article.title
    assert article.published is not None and path.stem.startswith(article.published)
    facts = load_facts(path.with_suffix(".facts.yaml"))
    assert facts["dates"] and facts["figures"] and facts["people"] and facts["places"]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_facts_stand_in_the_article(path: Path) -> None:
    """Each person and place of the facts is named in the article, letter by letter."""
    article, _ = load_article(path, None, Limits())
    facts = load_facts(path.with_suffix(".facts.yaml"))
    assert article is not None
    assert [name for name in (*facts["people"], *facts["places"]) if name not in article.text] == []


def test_articles_cover_many_kinds_of_crisis() -> None:
    """At least eight kinds of crisis, and no country more than once or twice."""
    facts = [load_facts(path.with_suffix(".facts.yaml")) for path in ARTICLES]
    assert len({one["kind"] for one in facts}) >= 8
    assert len({one["country"] for one in facts}) >= 12


def brief_of(**sections: Any) -> Brief:
    """Return a small brief."""
    return Brief(title="Flood", slug="flood", **sections)


FACTS = {
    "dates": [["2024-05-01", "2024-05-01/2024-05-02"], "2024-05-03"],
    "dates_also": ["2024-05-04"],
    "history": [],
    "figures": [
        {
            "measure": "killed",
            "value": 5,
            "qualifier": "at_least",
            "group": "people",
            "claimed_by": "Red Cross",
        }
    ],
    "reactions": [{"actor": "France", "stance": ["offers_help", "other"]}],
    "people": ["Ana Núñez"],
    "places": ["Rio Claro"],
}


def test_check_facts_counts_right_missed_and_surplus() -> None:
    """Alternatives count once, allowed surplus not at all, names without accents and case, whole countries not."""
    brief = brief_of(
        timeline=[
            Event(id="a", date="2024-05-01~", title="Flood"),
            Event(id="b", date="2024-05-04", title="Aid"),
            Event(id="c", date="2024-05-09", title="Rain"),
        ],
        reactions=[Reaction(id="r", actor="France", stance="other")],
        people=[Person(name="Nunez", aliases=["Ana Nunez"])],
        places=[Place(name="RIO CLARO"), Place(name="Chile", kind="country"), Place(name="Lago")],
    )
    assert [finding.line() for finding in check_facts("x", brief, FACTS)] == [
        "x\tdates\tmissed\t2024-05-03",
        "x\tdates\tright\t2024-05-01",
        "x\tdates\tsurplus\t2024-05-09",
        "x\tfigures\tmissed\tkilled 5",
        "x\tpeople\tright\tana nunez",
        "x\tplaces\tright\trio claro",
        "x\tplaces\tsurplus\tlago",
        "x\treactions\tright\tfrance other",
        "x\tslots\tmissed\tkilled 5 claimed_by: Red Cross",
        "x\tslots\tmissed\tkilled 5 group: people",
        "x\tslots\tmissed\tkilled 5 qualifier: at_least",
    ]


def test_check_facts_scores_the_slots_of_figures() -> None:
    """A right slot is right, an empty one missed, a wrong one missed and surplus."""
    figure = Figure(id="f", measure="killed", value=5, qualifier="at_least", claimed_by="Police")
    slots = [f.line() for f in check_facts("x", brief_of(figures=[figure]), FACTS) if f.kind == "slots"]
    assert slots == [
        "x\tslots\tmissed\tkilled 5 claimed_by: Red Cross",
        "x\tslots\tmissed\tkilled 5 group: people",
        "x\tslots\tright\tkilled 5 qualifier",
        "x\tslots\tsurplus\tkilled 5 claimed_by: Police",
    ]


def test_check_facts_compares_vague_values_and_ranges() -> None:
    """Words and ranges are values like numbers."""
    facts = {
        **FACTS,
        "figures": [
            {"measure": "missing", "value": {"words": "dozens"}},
            {"measure": "damage_cost", "value": {"min": 1, "max": 2}},
        ],
    }
    figures = [
        Figure(id="a", measure="missing", value=Inexact(words="dozens")),
        Figure(id="b", measure="damage_cost", value=Inexact(min=1, max=2)),
    ]
    outcomes = [f.outcome for f in check_facts("x", brief_of(figures=figures), facts) if f.kind == "figures"]
    assert outcomes == ["right", "right"]


def test_scores_are_harmonic_means() -> None:
    """F1 of 3 right, 1 missed and 2 surplus; nothing wanted and nothing found is all right."""
    score = Score(right=3, missed=1, surplus=2)
    assert (score.precision, score.recall) == (60.0, 75.0)
    assert round(score.f1, 2) == 66.67
    assert Score(0, 0, 0).f1 == 100.0


def test_render_findings_shows_what_is_wrong_and_a_table() -> None:
    """Right findings are only counted."""
    shown = render_findings(
        [Finding("x", "dates", "right", "2024-05-01"), Finding("x", "dates", "missed", "2024-05-03")]
    ).splitlines()
    assert shown[0] == "x\tdates\tmissed\t2024-05-03"
    assert shown[2].split() == ["dates", "1", "1", "0", "100.0", "50.0", "66.7"]


def test_facts_with_an_unknown_key_are_refused(tmp_path: Path) -> None:
    """A mistyped key never means that nothing is to be found."""
    path = tmp_path / "x.facts.yaml"
    path.write_text(
        "kind: flood\ncountry: LY\ndates: []\nfigures: []\nreactions: []\nperson: []\nplaces: []\n"
    )
    with pytest.raises(ValueError, match="unknown: person"):
        load_facts(path)
    path.write_text("kind: flood\n")
    with pytest.raises(ValueError, match="missing: country, dates"):
        load_facts(path)
