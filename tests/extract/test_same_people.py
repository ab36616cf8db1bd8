"""People under several names, over several articles."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from briefgen.extract.layers.name_rules.likeness import is_other_spelling, plain_words
from briefgen.extract.pipeline import extract_brief
from briefgen.extract.reading import read_article
from briefgen.extract.same_people import unite_people
from briefgen.model.brief import Brief, Subject
from briefgen.model.names import Names
from tests.extract.line_cases import LineCase, read_cases
from tests.extract.reading_cases import line, make_article

CASES = read_cases("people.md")
SUBJECT = Subject(countries=["LK"], period="2023-05-01/2023-05-31")
LETTERS = st.text("abcdefgkoué. -", max_size=24)


def brief_of(texts: list[str]) -> Brief:
    """Extract one brief of articles by different publishers."""
    articles = [
        make_article(text.strip(), name=f"a{number}", publisher=f"Daily {number}")
        for number, text in enumerate(texts)
    ]
    return extract_brief(articles, SUBJECT, Names(), title="Case", slug="case").brief


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_people_of_several_articles_are_as_the_case_says(case: LineCase) -> None:
    """Each person stands once in the brief, with the other names seen."""
    people = brief_of(case.text.split("\n---\n")).people
    assert case.expected == [line(one.name, ", ".join(one.aliases), one.role or "") for one in people]


def test_claims_of_one_person_go_by_one_name() -> None:
    """A claimant who is called otherwise in another article is named as everywhere."""
    figures = brief_of(
        [
            "Army chief Ranil Kumara Vega said 40 people were killed in Galle on Monday. Vega blamed rebels.",
            "Forty people were killed in Galle on Monday, army chief R. K. Vega said.",
            "Army chief Ranil Kumara Vega said 40 people were killed in Galle on Monday.",
        ]
    ).figures
    assert [("Ranil Kumara Vega", 3)] == [(one.claimed_by, len(one.evidence)) for one in figures]


def test_order_of_articles_changes_no_name() -> None:
    """The same names come out whatever the order of the articles."""
    texts = [
        "President Nimal R. Vega left.",
        "President Nimal Vega left.",
        "Vega left.",
        "Nimal Ranil Vega said so.",
    ]
    readings = {
        f"a{number}": read_article(make_article(text, name=f"a{number}"), SUBJECT, Names())
        for number, text in enumerate(texts)
    }
    forward = unite_people(readings)
    backward = unite_people(dict(reversed(readings.items())))
    assert forward == dict(sorted(backward.items()))
    assert list(readings) == list(forward)


def test_articles_without_other_names_are_left_as_they_are() -> None:
    """A reading that no name changes in is the same object."""
    readings = {"a": read_article(make_article("President Nimal Vega left."), SUBJECT, Names())}
    assert unite_people(readings)["a"] is readings["a"]


@for_all(LETTERS, LETTERS)
def test_spellings_are_alike_in_both_directions(one: str, other: str) -> None:
    """Whether two names are spellings of one does not depend on which comes first; nor on dots."""
    ours, theirs = plain_words(one), plain_words(other)
    assert all(ours) and plain_words(" ".join(ours)) == plain_words(" ".join(plain_words(" ".join(ours))))
    for beside in (False, True):
        assert is_other_spelling(ours, theirs, beside=beside) == is_other_spelling(
            theirs, ours, beside=beside
        )


def test_capitals_and_regions_abroad_are_places_of_a_small_story() -> None:
    """Where few articles tell of, any region or capital that they name belongs to the story."""
    places = brief_of(
        ["Fighters fled from Darfur to Nairobi on Monday. Snow fell in Texas on Monday."]
    ).places
    assert {"Darfur", "Nairobi", "Texas"} <= {one.name for one in places}


def test_office_holders_belong_to_a_story_of_some_articles() -> None:
    """A minister named once is listed; someone without an office named once is not."""
    texts = [f"Rain fell in Galle on Monday, day {number}." for number in range(6)]
    texts.append("The transport minister, Kamala Silva, toured Galle with Nimal Oster.")
    assert ["Kamala Silva"] == [one.name for one in brief_of(texts).people]
