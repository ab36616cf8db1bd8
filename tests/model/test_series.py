"""Series of figures and their contradictions."""

import pytest

from briefgen.model.brief import Brief, Evidence, Figure, Inexact, Place, Subject
from briefgen.model.series import find_series, find_whole_places, format_value

SENTENCE = Evidence(source="s", quote="Of 25 hurt, 12 came by boat and 13 on foot.")
CLAUSE = Evidence(source="s", quote="13 on foot")
OTHER = Evidence(source="t", quote="13 on foot")


def _figure(name: str, value: int | float | Inexact = 12, **fields: object) -> Figure:
    return Figure(id=name, measure="killed", value=value, **fields)  # type: ignore[arg-type]


def test_series_gathers_one_thing_counted() -> None:
    """Measure, group, place and unit make a series, whatever their case; as-of and claimant order it."""
    figures = [
        _figure("late", as_of="2022-01-07", group="Police"),
        _figure("other", group="civilians"),
        _figure("early-b", as_of="2022-01-05", claimed_by="B", group="police"),
        _figure("early-a", as_of="2022-01-05", claimed_by="A", group="police"),
        _figure("none", group="police"),
        _figure("cars", group="police", unit="vehicles"),
    ]
    series = find_series(figures)
    assert [["none", "early-a", "early-b", "late"], ["other"], ["cars"]] == [
        [figure.id for figure in one.figures] for one in series
    ]


@pytest.mark.parametrize(
    ("countries", "whole"),
    [(["IT"], {"italy", "italia"}), (["IT", "FR"], set()), ([], set())],
)
def test_country_of_the_subject_is_the_whole(countries: list[str], whole: set[str]) -> None:
    """A number for the one country whose crisis it is counts everything, under each name of the country."""
    places = [
        Place(name="Italy", aliases=["Italia"], kind="country", country="IT"),
        Place(name="France", kind="country", country="FR"),
        Place(name="Marano", kind="city", country="IT"),
    ]
    brief = Brief(title="Storm", slug="storm", subject=Subject(countries=countries), places=places)
    assert whole == find_whole_places(brief)


def test_numbers_for_the_whole_stand_together() -> None:
    """With the country named or not, one toll is one series, so that a reader sees what became of it."""
    figures = [
        _figure("country", 164, place="Italy", status="withdrawn"),
        _figure("town", 103, place="Marano"),
        _figure("all", 225),
    ]
    together, town = find_series(figures, whole=frozenset({"italy"}))
    assert (["all", "country"], None) == ([figure.id for figure in together.figures], together.place)
    assert (["town"], "Marano") == ([figure.id for figure in town.figures], town.place)


def test_place_that_all_numbers_of_a_series_name_stays() -> None:
    """What is told of the country is shown as told of it."""
    (series,) = find_series([_figure("a", place="Italy")], whole=frozenset({"italy"}))
    assert "Italy" == series.place


def test_number_without_a_place_contradicts_none_with_one() -> None:
    """It may have been told of a part of the country."""
    figures = [_figure("a", 12, place="Italy"), _figure("b", 13)]
    assert [()] == [one.contradictions for one in find_series(figures, whole=frozenset({"italy"}))]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ({"value": 12}, {"value": 12}, False),
        ({"value": 12}, {"value": 13}, True),
        ({"value": 12}, {"value": 13, "qualifier": "at_least"}, True),
        ({"value": 15}, {"value": 13, "qualifier": "at_least"}, False),
        ({"value": 13}, {"value": 13, "qualifier": "more_than"}, True),
        ({"value": 13}, {"value": 13, "qualifier": "up_to"}, False),
        ({"value": 14}, {"value": 13, "qualifier": "up_to"}, True),
        ({"value": 95}, {"value": 100, "qualifier": "about"}, False),
        ({"value": 80}, {"value": 100, "qualifier": "about"}, True),
        ({"value": 105}, {"value": 100, "qualifier": "nearly"}, True),
        ({"value": 12}, {"value": Inexact(min=10, max=20)}, False),
        ({"value": 21}, {"value": Inexact(min=10, max=20)}, True),
        ({"value": 12}, {"value": Inexact(words="dozens")}, False),
        ({"value": 12}, {"value": 90, "qualifier": "vague"}, False),
        ({"value": 12, "as_of": "2022-01-05"}, {"value": 13, "as_of": "2022-01-06"}, False),
        ({"value": 12, "as_of": "2022-01-05"}, {"value": 13}, False),
        ({"value": 12}, {"value": 13, "status": "superseded"}, False),
        ({"value": 12, "group": "police"}, {"value": 13}, False),
        ({"value": 12, "place": "Marano"}, {"value": 13, "place": "Alba"}, False),
        ({"value": 12, "place": "Marano"}, {"value": 13}, False),
        ({"value": 12}, {"value": 5, "part_of": "a"}, False),
        ({"value": 12, "evidence": [SENTENCE]}, {"value": 13, "evidence": [CLAUSE]}, False),
        ({"value": 12, "evidence": [SENTENCE]}, {"value": 13, "evidence": [OTHER]}, True),
        (
            {"value": 12, "evidence": [SENTENCE], "claimed_by": "A"},
            {"value": 13, "evidence": [SENTENCE], "claimed_by": "B"},
            True,
        ),
    ],
)
def test_contradiction_is_what_cannot_both_be_right(
    one: dict[str, object], other: dict[str, object], differ: bool
) -> None:
    """Values for the same day contradict if no number fits both; growing tolls do not."""
    series = find_series([_figure("a", **one), _figure("b", **other)])  # type: ignore[arg-type]
    assert [("a", "b")] * differ == [
        (pair.one.id, pair.other.id) for each in series for pair in each.contradictions
    ]


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (_figure("a", 12), "12"),
        (_figure("a", 12, qualifier="at_least"), "at least 12"),
        (_figure("a", Inexact(min=12, max=18)), "12 to 18"),
        (_figure("a", Inexact(min=12)), "12 or more"),
        (_figure("a", Inexact(max=18)), "18 or less"),
        (_figure("a", Inexact(words="dozens")), "dozens"),
    ],
)
def test_value_is_shown_in_few_characters(figure: Figure, shown: str) -> None:
    """Messages show values with their qualifier."""
    assert shown == format_value(figure)
