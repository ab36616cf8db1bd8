"""Figures of several articles, and which of them lie before the period."""

import msgspec
import pytest

from briefgen.extract.pipeline import extract_brief
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from tests.extract.reading_cases import make_article


@pytest.mark.parametrize(
    ("told", "values"),
    [
        ("In April, 435 cholera cases were reported in Galle.", [435]),
        ("In January, 435 cholera cases were reported in Galle.", []),
        ("On April 9, 435 cholera cases were reported in Galle.", []),
        ("On May 9, 435 cholera cases were reported in Galle.", [435]),
    ],
)
def test_count_of_last_month_belongs_to_the_story(told: str, values: list[int]) -> None:
    """A month that ended shortly before the period keeps its count; a day or a month long before does not."""
    article = make_article(told, name="a", published="2023-05-10")
    subject = Subject(countries=["LK"], period="2023-05-01/2023-05-31")
    brief = extract_brief([article], subject, Names(), title="Case", slug="case").brief
    assert values == [figure.value for figure in brief.figures]


def test_one_number_told_for_two_places_is_two_figures() -> None:
    """A number of one place, or part of a whole, takes nothing from the same number told elsewhere."""
    text = (
        "A breakout left 33 inmates dead in Galle. Of those who died since, 36 did so in Kandy and 33 in Jaffna.\n\n"
        "The minister spoke of 21 injured, two of them police officers. In Matara two were injured when a wall fell."
    )
    article = make_article(text, name="a", published="2023-05-10")
    brief = extract_brief([article], Subject(countries=["LK"]), Names(), title="Case", slug="case").brief
    told = [(figure.value, figure.group, figure.place) for figure in brief.figures]
    assert {(33, "inmates", "Galle"), (33, None, "Jaffna"), (2, "police", None), (2, None, "Matara")} <= set(
        told
    )


def test_one_number_told_for_two_towns_without_a_group_is_two_figures() -> None:
    """The same toll of two towns is two figures, though nothing else tells them apart."""
    text = "A landslide killed 13 people in Kandy, police said. In Galle 13 were killed by the flood."
    article = make_article(text, name="a", published="2023-05-10")
    brief = extract_brief([article], Subject(countries=["LK"]), Names(), title="Case", slug="case").brief
    assert {(13, "Kandy"), (13, "Galle")} == {(figure.value, figure.place) for figure in brief.figures}


def test_a_part_of_a_whole_is_not_the_same_number_told_for_all() -> None:
    """A number without a group that is part of another is no telling of the same number of all."""
    texts = (
        "The number of dead is 150, including 25 who have not been identified.",
        "At least 25 people died.",
    )
    articles = [
        make_article(text, name=name, published="2023-05-10") for text, name in zip(texts, "ab", strict=True)
    ]
    brief = extract_brief(articles, Subject(countries=["LK"]), Names(), title="Case", slug="case").brief
    assert [figure.value for figure in brief.figures] == [150, 25, 25]


def test_a_paragraph_without_a_full_stop_takes_no_group_from_the_next() -> None:
    """Who is hurt is not read on into the paragraph behind."""
    text = (
        "The mayor of the harbour town of Galle said on Tuesday the number of people killed in the fire at the old "
        "market had gone up to 135, with 500 injured\n\nMinister Kamala Silva said that help was on its way."
    )
    article = msgspec.structs.replace(
        make_article(text, name="a", published="2023-05-10"), title="Toll rises"
    )
    brief = extract_brief([article], Subject(countries=["LK"]), Names(), title="Case", slug="case").brief
    assert [(figure.value, figure.group) for figure in brief.figures] == [(135, None), (500, None)]


@pytest.mark.parametrize(
    ("told", "claimants"),
    [
        # Before and behind the name, in one article and in two, with a country and without.
        (
            ["The health minister said 31 people were missing.\n\nHealth Minister Ana Vega spoke later."],
            {"Ana Vega"},
        ),
        (
            [
                "Ana Vega, the health minister, said 13 people had died.",
                "Sri Lanka's health minister said 31 people were missing. The Health Minister said 40 were hurt.",
                "Minister of Health Ana Vega said 20 were ill. Vega said 60 were homeless.",
            ],
            {"Ana Vega"},
        ),
        # Another country's, another office, one office with two holders.
        (
            ["Health Minister Ana Vega left.", "Peru's health minister said 31 people were missing."],
            {"Peru's health minister"},
        ),
        (
            ["Interior Minister Ana Vega left.", "The health minister said 31 people were missing."],
            {"Health minister"},
        ),
        (
            [
                "Health Minister Ana Vega left.",
                "Health Minister Juan Soto came.",
                "The health minister said 31 people were missing.",
            ],
            {"Health minister"},
        ),
    ],
)
def test_who_is_told_by_office_and_by_name_is_one_claimant(told: list[str], claimants: set[str]) -> None:
    """The one holder of an office in a story claims what is said to come from the office."""
    articles = [make_article(text, name=f"a{k}", published="2023-05-10") for k, text in enumerate(told)]
    brief = extract_brief(articles, Subject(countries=["LK"]), Names(), title="Case", slug="case").brief
    assert claimants == {figure.claimed_by for figure in brief.figures}
