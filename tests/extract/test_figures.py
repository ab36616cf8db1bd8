"""Figures of one article in text cases, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.context import Context
from briefgen.extract.document import read_document
from briefgen.extract.figures import find_figures
from briefgen.model.brief import Inexact, Subject
from briefgen.model.config import OwnMeasure
from briefgen.model.names import Names
from tests.extract.line_cases import LineCase, read_cases
from tests.extract.reading_cases import figure_lines, make_article

CASES = read_cases("figures.md")

WORDS = """
12 44 1,000 200 5 12-18 three a an one dozens hundreds half million $3bn 20%
people civilians soldiers policemen hostages cases children cars houses deaths bodies troops
killed injured died wounded arrested missing burned damaged sent deployed were was had may could
of to and in at by from among them whom the their who including another more least than total
toll number count rose raised said says reported police ministry Galle Russia Reuters AFP Friday cholera
. , ; : “ ” ' ( ) —
"""
PHRASES = [
    "at least",
    "death toll",
    "of them",
    "according to",
    "On Monday",
    "since March",
    "withdrew the figure",
]
PIECES = st.sampled_from([*WORDS.split(), *PHRASES, "per litre", "as many as", "a quarter of a million"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_figures_give_what_the_case_says(case: LineCase) -> None:
    """The frames of one article are as the text case lists them."""
    assert case.expected == figure_lines(case)


@given(st.lists(PIECES, max_size=40))
def test_figures_point_into_their_text(words: list[str]) -> None:
    """No text makes the layer fail; figures stand in text order of their sentences and parts point to figures."""
    article = make_article(" ".join(words))
    document = read_document(article, Subject(countries=["LK"]), Names())
    frames = find_figures(Context(document))
    for frame in frames:
        assert 0 <= frame.words.start < frame.words.end <= len(article.text)
        assert frame.part_of is None or 0 <= frame.part_of < len(frames)
        assert frame.value != 0
        if isinstance(frame.value, Inexact) and frame.value.words:
            assert frame.qualifier == "vague"
        for slot in (frame.claimant, frame.place):
            assert slot is None or (slot.span is not None and slot.value)


def test_vague_amounts_never_become_numbers() -> None:
    """Dozens, scores and hundreds stay words."""
    text = "Dozens died, scores were injured and several hundred people were arrested."
    document = read_document(make_article(text), Subject(), Names())
    values = [frame.value for frame in find_figures(Context(document))]
    assert [Inexact(words="dozens"), Inexact(words="scores"), Inexact(words="several hundred")] == values


def test_measures_of_the_project_come_first() -> None:
    """A project's own verbs and nouns tell its own measure, with its unit."""
    own = [
        OwnMeasure(name="vaccinated", verbs=["vaccinate"], nouns=["vaccinations"]),
        OwnMeasure(name="sentenced", verbs=["sentence"]),
    ]
    text = "Nurses vaccinated 1,200 children. The courts have sentenced 48 protesters. Kandy saw 300 vaccinations."
    document = read_document(make_article(text), Subject(), Names())
    told = [(frame.measure, frame.value) for frame in find_figures(Context(document), own)]
    assert [("vaccinated", 1200), ("sentenced", 48), ("vaccinated", 300)] == told


@pytest.mark.parametrize(
    ("text", "group", "qualifier"),
    [
        ("At least 12 young farmers were killed.", "young farmers", "At least 12"),
        ("Hospitals treated 317 injured army officers.", "army officers", "317"),
        ("The fire killed 12 nurses or more.", "nurses", "12 nurses or more"),
        ("The number of people killed has climbed past 1,000.", None, "past 1,000"),
        ("Rescuers say at least 9 miners died and 31 are missing.", "miners", "at least 9"),
    ],
)
def test_group_and_qualifier_show_their_words(text: str, group: str | None, qualifier: str) -> None:
    """The slots of group and qualifier hold the words of the text that they come from."""
    frame = find_figures(Context(read_document(make_article(text), Subject(), Names())))[0]
    assert group == (frame.group_slot.span.of(text) if frame.group_slot and frame.group_slot.span else None)
    assert frame.qualifier_slot is not None
    assert frame.qualifier_slot.span is not None
    assert qualifier == frame.qualifier_slot.span.of(text)


def test_a_group_shared_from_the_number_before_shows_its_words() -> None:
    """`353 were wounded` shows the officers of the number before it."""
    text = "Twelve officers died and 353 were wounded."
    slot = find_figures(Context(read_document(make_article(text), Subject(), Names())))[1].group_slot
    assert slot is not None
    assert slot.span is not None
    assert ("officers", "sentence") == (slot.span.of(text), slot.how)
