"""Blocks in text cases, dates of datelines, and what holds for any text."""

import pytest
from hypothesis import given

from briefgen.extract.document import read_document
from briefgen.extract.layers.blocks import dateline_date, find_blocks
from briefgen.model.articlefiles import parse_article
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from tests.extract.layer_lines import lines
from tests.extract.line_cases import LineCase, read_cases
from tests.extract.texts import TEXTS

CASES = read_cases("blocks.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_blocks_match_the_case(case: LineCase) -> None:
    """Kinds and words of the blocks are as the case says."""
    assert case.expected == lines("blocks", case.text, case.settings)


@given(TEXTS, TEXTS)
def test_blocks_cover_the_text_in_order(text: str, title: str) -> None:
    """Blocks do not overlap, have no blanks at their edges, and leave out bullets and blanks only."""
    end = 0
    for block in find_blocks(text, title=title):
        assert end <= block.span.start < block.span.end
        assert block.span.of(text) == block.span.of(text).strip()
        assert not any(letter.isalnum() for letter in text[end : block.span.start])
        end = block.span.end
    assert not any(letter.isalnum() for letter in text[end:])


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("ALMATY, Jan 6 (Reuters) - Police fired.", 2022, "2022-01-06"),
        ("ALMATY, Jan 6 (Reuters) - Police fired.", None, None),
        ("ALMATY, Jan 6 (Reuters) - Police fired.\n\n© 2022 The Daily Example", None, "2022-01-06"),
        ("BEIJING, 7 January 2022 (Xinhua) -- China agreed.", None, "2022-01-07"),
        (
            "Prices double\n\nPublished: Thursday, January 6, 2022 10:30 GMT\n\nGas costs twice as much.",
            None,
            "2022-01-06",
        ),
        ("Prices double\n\n2022-01-06\n\nGas costs twice as much.", 1999, "2022-01-06"),
        ("Prices double\n\n06.01.2022\n\nGas costs twice as much.", None, "2022-01-06"),
        ("Prices double\n\n1/6/2022\n\nGas costs twice as much.", None, None),
        ("ALMATY, Feb 30 (Reuters) - Police fired.", 2022, None),
        ("The cap was lifted on January 1, 2022.\n\nPrices rose.", 2022, None),
        ("", 2022, None),
    ],
)
def test_dateline_date_reads_the_day_of_publication(
    text: str, year: int | None, expected: str | None
) -> None:
    """Datelines and date lines give a day; one without a year needs it from elsewhere; other dates are left alone."""
    assert expected == dateline_date(text, find_blocks(text), year=year)


@given(TEXTS)
def test_dateline_date_takes_any_text(text: str) -> None:
    """No text makes the reading of datelines fail."""
    found = dateline_date(text, find_blocks(text), year=2022)
    assert found is None or len(found) == 10


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["A ", "Almaty, ", "(", "Jan 5 ", "a\n", "the same words again. ", "- ", "At 5:30 "]
)
def test_long_hostile_text_is_read_in_bounded_time(piece: str) -> None:
    """A hundred kilobytes of one piece cost no more than text does."""
    assert find_blocks(piece * (100_000 // len(piece)))


def test_items_of_lists_are_text_without_their_bullets() -> None:
    """What Markdown has as an item of a list is no headline and no heading, however short."""
    rows = ["Key figures", "50 deaths confirmed", "More than 5,000 people moved", "The storm came on Monday."]
    text = "\n\n".join(rows)
    items = [text.index(row) for row in rows[1:3]]
    assert ["headline", "body", "body", "body"] == [block.kind for block in find_blocks(text, items=items)]
    assert ["headline", "dek"] == [block.kind for block in find_blocks(text)][:2]


def test_documents_know_the_items_of_their_article() -> None:
    """A short first item of a Markdown list is read as text, not as a second headline."""
    source = "---\ntitle: Storm\n---\nKey figures\n\n- 50 deaths confirmed\n- 20 people missing\n\nIt came on Monday.\n"
    article, _ = parse_article(source, "articles/2023-05-10-storm.md")
    assert article is not None
    document = read_document(article, Subject(), Names())
    assert ["headline", "body", "body", "body"] == [block.kind for block in document.blocks]
