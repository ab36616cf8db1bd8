"""Attributions in text cases, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.document import read_document
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from tests.extract.line_cases import LineCase, read_cases
from tests.extract.reading_cases import attribution_lines, make_article

CASES = read_cases("attributions.md")

PIECES = st.sampled_from(
    [
        *"“”\"'‘’«»„.,:;!?–()\n",
        " ",
        " ",
        "\n\n",
        "he",
        "said",
        "says",
        "told",
        "that",
        "according to",
        "citing",
        "the ministry",
        "Ned Price",
        "police",
        "known",
        "gave",
        "so",
        "in",
        "its view",
        "adding",
        "we",
        "are closed",
        "on Monday",
        "12",
    ]
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_attributions_give_what_the_case_says(case: LineCase) -> None:
    """Source, cue, content and speaker are as the text case lists them."""
    assert case.expected == attribution_lines(case)


@given(st.lists(PIECES, max_size=60).map(" ".join))
def test_attributions_lie_in_any_text(text: str) -> None:
    """No text makes the layer raise; spans lie in the text, contents are not empty and in order."""
    document = read_document(make_article(text), Subject(), Names())
    for found in document.attributions:
        spans = [
            span for span in (found.source, found.cue, *found.content, *found.quotes) if span is not None
        ]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert found.content
        assert sorted(found.content) == list(found.content)
    starts = [found.content[0].start for found in document.attributions]
    assert starts == sorted(starts)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "who said ",
        '" said he, ',
        '"a, " said he ',
        "the men said that ",
        "claim that ",
        '( " ',
        "according to ",
    ],
)
def test_long_hostile_text_is_read_in_bounded_time(piece: str) -> None:
    """A hundred kilobytes without a full stop are read in stretches."""
    document = read_document(make_article("The men " + piece * (100_000 // len(piece))), Subject(), Names())
    assert all(found.content for found in document.attributions)
