"""Figures in words."""

from typing import get_args

import pytest

from briefgen.model.brief import (
    MEASURES,
    Figure,
    FigureStatus,
    Inexact,
    OrganisationKind,
    PlaceKind,
    Qualifier,
    Stance,
    Status,
)
from briefgen.publish.labels import (
    FIGURE_STATUSES,
    KINDS,
    STANCES,
    STATUSES,
    format_figure,
    format_measure,
    format_number,
    format_value,
)


def figure(**fields: object) -> Figure:
    """Return a figure with an id and what is given."""
    return Figure(**{"id": "x", "measure": "killed", "value": 12, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "12 people killed"),
        ({"qualifier": "at_least"}, "at least 12 people killed"),
        ({"value": 1200, "qualifier": "nearly"}, "nearly 1,200 people killed"),
        ({"value": {"words": "dozens"}, "qualifier": "vague"}, "dozens of people killed"),
        ({"value": {"words": "several"}, "qualifier": "vague"}, "several people killed"),
        ({"value": {"min": 12, "max": 18}}, "12–18 people killed"),
        ({"value": {"min": 12}}, "at least 12 people killed"),
        ({"value": {"max": 18}}, "up to 18 people killed"),
        ({"group": "police"}, "12 police killed"),
        (
            {"measure": "damaged", "unit": "vehicles", "qualifier": "more_than"},
            "more than 12 vehicles damaged",
        ),
        ({"measure": "troops_deployed", "group": "CSTO soldiers"}, "12 CSTO soldiers deployed"),
        ({"measure": "troops_deployed"}, "12 troops deployed"),
        ({"measure": "troops_deployed", "unit": "aircraft"}, "12 aircraft deployed"),
        ({"measure": "protesters"}, "12 protesters"),
        ({"measure": "protesters", "group": "young"}, "12 young protesters"),
        ({"measure": "protesters", "group": "demonstrators"}, "12 demonstrators"),
        ({"measure": "protesters", "group": "peaceful protesters"}, "12 peaceful protesters"),
        ({"measure": "protesters", "group": " of "}, "12  of  protesters"),
        ({"measure": "protesters", "group": "students"}, "12 students protesting"),
        ({"measure": "protesters", "group": "Women"}, "12 Women protesting"),
        (
            {"measure": "protesters", "group": "workers of the oil company"},
            "12 workers of the oil company protesting",
        ),
        (
            {"measure": "price", "group": "fuel", "unit": "KZT/litre", "value": 120},
            "price of fuel: 120 KZT/litre",
        ),
        ({"measure": "share", "unit": "percent", "value": 4.5}, "share: 4.5 %"),
        ({"measure": "damage_cost", "unit": "USD", "value": 2000000}, "cost of damage: 2 million USD"),
    ],
)
def test_figures_read_as_people_say_them(fields: dict[str, object], expected: str) -> None:
    """Number, qualifier, unit and measure stand in the order of speech."""
    value = fields.get("value")
    if isinstance(value, dict):
        fields = {**fields, "value": Inexact(**value)}
    assert format_figure(figure(**fields)) == expected


@pytest.mark.parametrize("measure", [*MEASURES, "own_measure"])
@pytest.mark.parametrize("unit", ["people", "", "percent", "KZT/litre", "vehicles"])
@pytest.mark.parametrize("group", [None, "shops"])
def test_every_measure_has_words(measure: str, unit: str, group: str | None) -> None:
    """No measure, own ones included, is shown with underscores, doubled blanks or nothing."""
    for words in (
        format_measure(figure(measure=measure, unit=unit, group=group)),
        format_value(figure(measure=measure, unit=unit, group=group)),
    ):
        assert words.strip() == words != ""
        assert "_" not in words
        assert "  " not in words


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "0"),
        (1234, "1,234"),
        (4.50, "4.5"),
        (1234.5, "1,234.5"),
        (999_999, "999,999"),
        (1_000_000, "1 million"),
        (1_250_000, "1,250,000"),
        (92_200_000_000, "92.2 billion"),
        (112e9, "112 billion"),
        (1_999_999_999, "1,999,999,999"),
        (3_000_000_000_000, "3 trillion"),
        (1_234_500_000_000_000, "1,234.5 trillion"),
    ],
)
def test_numbers_lose_no_digit(number: int | float, expected: str) -> None:
    """Round millions and more get a word, all others keep every digit."""
    assert format_number(number) == expected


def test_every_closed_list_has_words() -> None:
    """Each stance and each status can be shown."""
    assert set(STANCES) == set(get_args(Stance))
    assert set(STATUSES) == set(get_args(Status))
    assert set(KINDS) == {*get_args(PlaceKind), *get_args(OrganisationKind)}
    assert set(FIGURE_STATUSES) == set(get_args(FigureStatus))
    for qualifier in get_args(Qualifier):
        assert format_value(figure(qualifier=qualifier)).endswith("12")
