"""Slots of frames: what fills them, and how far it reaches."""

import pytest
from msgspec.structs import replace

from briefgen.extract.context import Context
from briefgen.extract.document import find_published, read_document
from briefgen.extract.figures import find_figures
from briefgen.extract.frames import Slot
from briefgen.extract.layers.blocks import find_blocks
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from tests.extract.reading_cases import make_article


def context_of(text: str) -> Context:
    """Read a text as an article on Sri Lanka of 10 May 2023, a Wednesday."""
    return Context(read_document(make_article(text), Subject(countries=["LK"]), Names()))


def token_of(context: Context, word: str) -> int:
    """Return the first token with this form."""
    return context.index.low.index(word)


def words_of(context: Context, slot: Slot | None) -> str:
    """Return the words that a slot came from."""
    assert slot is not None and slot.span is not None
    return slot.span.of(context.text)


def test_slot_keeps_the_words_it_came_from() -> None:
    """Claimant, as-of and place slice back to words of the article."""
    context = context_of("On Tuesday 12 people died in Kandy, the Health Ministry said on Wednesday.")
    figure = find_figures(context)[0]
    assert "the Health Ministry" == words_of(context, figure.claimant)
    assert "Tuesday" in words_of(context, figure.as_of)
    assert "Kandy" == words_of(context, figure.place)


def test_claimant_is_not_inherited_from_the_sentence_before() -> None:
    """A number without an attribution of its own has no claimant, whoever spoke before."""
    context = context_of("The mayor said that the road was closed. Twelve people died in the flood.")
    assert find_figures(context)[0].claimant is None


def test_claimant_is_who_said_it_not_who_passed_it_on() -> None:
    """An outlet that cites a ministry is not the claimant."""
    text = "Twelve people died, the newspaper Daily Mirror reported, citing the Ministry of Health."
    claimant = find_figures(context_of(text))[0].claimant
    assert claimant is not None and claimant.value == "Ministry of Health"


def test_date_comes_from_the_clause_before_the_sentence() -> None:
    """A date in the clause wins over one in another clause."""
    context = context_of("On Monday the river rose, and on Tuesday the dam broke.")
    dated = context.date_of(token_of(context, "broke"))
    assert dated is not None
    assert ("2023-05-09", "clause") == (dated.date, dated.how)


def test_date_is_inherited_within_the_paragraph() -> None:
    """A sentence without a time has that of the sentence before."""
    context = context_of("On Monday the river rose. The dam broke.")
    dated = context.date_of(token_of(context, "broke"))
    assert dated is not None
    assert ("2023-05-08", "before") == (dated.date, dated.how)


def test_date_is_not_inherited_over_paragraphs() -> None:
    """A new paragraph begins without a date."""
    context = context_of("On Monday the river rose.\n\nThe dam broke.")
    assert context.date_of(token_of(context, "broke")) is None


def test_time_of_speaking_is_not_the_time_of_the_event() -> None:
    """`The ministry said on Monday` says when it spoke."""
    context = context_of("The dam broke in the night, the ministry said on Monday.")
    dated = context.date_of(token_of(context, "broke"))
    assert dated is None or dated.date != "2023-05-08"


@pytest.mark.parametrize(
    ("text", "published_from", "expected"),
    [
        (
            "COLOMBO, 9 May 2023 (AFP) - The dam broke in the night, and the town was flooded.",
            "file name",
            "2023-05-09",
        ),
        (
            "COLOMBO, 9 May 2023 (AFP) - The dam broke in the night, and the town was flooded.",
            "front matter",
            "2023-05-09",
        ),
        ("COLOMBO, 9 April 2023 (AFP) - The dam broke in the night.", "front matter", "2023-05-10"),
        ("9 May 2023\n\nThe dam broke on Friday, and the town was flooded.", "front matter", "2023-05-10"),
        ("The dam broke, and the town was flooded.", "file name", "2023-05-10"),
        ("13 May 2023\n\nThe dam broke on Friday, and the town was flooded.", "front matter", "2023-05-13"),
        ("13 June 2023\n\nThe dam broke on Friday, and the town was flooded.", "front matter", "2023-05-10"),
    ],
)
def test_publication_date_follows_its_order(text: str, published_from: str, expected: str) -> None:
    """Front matter wins, but for a dateline of the days before and a date alone of the days after."""
    article = replace(make_article(text), published_from=published_from)
    assert expected == find_published(article, find_blocks(text))
