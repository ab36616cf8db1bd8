"""Timelines for the gold of the benchmark: both protocols, and weights fitted on other topics."""

import pytest

from benchmarks.quality.fit_days import Example, fit_weights
from benchmarks.quality.timelines import predict_timelines
from briefgen.extract.event_rules.salience import DayFeatures


def row(topic: str, town: str, *, references: bool = True) -> dict[str, object]:
    """Return a topic of forty articles in ten days, the first three of which a reference tells."""
    articles = [
        {
            "date": f"2023-05-{day + 1:02}",
            "text": f"Dam number {day} broke near {town} on {day} May. Rescuers reached the village that day.",
        }
        for day in range(1, 11)
        for _ in range(4)
    ]
    reference = {f"2023-05-{day:02}": [f"Dam {day} broke near {town}."] for day in (1, 2, 3)}
    return {"topic": topic, "articles": articles, "timelines": [reference] if references else []}


def test_timelines_take_length_and_span_of_the_reference() -> None:
    """As many days as the reference, inside its span; one timeline for each reference."""
    made = predict_timelines([row("a", "Galle")])[0]
    assert [["2023-05-01", "2023-05-02", "2023-05-03"]] == [sorted(t) for t in made["timelines"]]
    assert all(len(sentences) == 1 for sentences in made["timelines"][0].values())


def test_own_timeline_does_not_look_at_the_reference() -> None:
    """Without a reference the own choice is the same, and answers instead."""
    given, left = (
        predict_timelines([row("a", "Galle")]),
        predict_timelines([row("a", "Galle", references=False)]),
    )
    assert given[0]["variants"]["own"] == left[0]["variants"]["own"]
    assert left[0]["timelines"] == left[0]["variants"]["own"]["timelines"]
    assert 3 < len(left[0]["timelines"][0])


def test_left_out_topic_is_not_fitted_on() -> None:
    """Each topic has a timeline whose weights come from the other topics."""
    made = predict_timelines([row("a", "Galle"), row("b", "Kandy")])
    assert ["left_out", "left_out_own", "own"] == sorted(made[0]["variants"])
    assert ["a", "b"] == [each["topic"] for each in made]


def test_fit_finds_the_feature_that_decides() -> None:
    """Days chosen for being told get a high weight of that, and none of what says nothing."""
    days = [DayFeatures(0.5, told, 0.0, 0.5) for told in (0.0, 0.1, 0.8, 0.9)]
    weights = fit_weights([Example(days, [False, False, True, True], 0.25)])
    assert weights.told > 0.3
    assert weights.remembered == pytest.approx(0.0, abs=0.05)
