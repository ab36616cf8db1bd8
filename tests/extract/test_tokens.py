"""Tokens in text cases, and what holds for any text."""

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from briefgen.extract.layers.tokens import find_tokens
from briefgen.model.span import Span
from tests.extract.layer_lines import lines
from tests.extract.line_cases import LineCase, read_cases
from tests.extract.texts import SENTENCES, TEXTS, TIMES, torn_texts

CASES = read_cases("tokens.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_tokens_match_the_case(case: LineCase) -> None:
    """Norms and repaired text are as the case says."""
    assert case.expected == lines("tokens", case.text, case.settings)


@given(TEXTS)
@example("\u200b")
@example("-\n-a -b")
@example("a.b.c.d.@..com")
def test_tokens_slice_back_to_the_text(text: str) -> None:
    """Tokens stand in text order, without blanks at their edges, and cover all that is not blank."""
    tokens = find_tokens(text, [Span(0, len(text))]).tokens
    end = 0
    for token in tokens:
        assert end <= token.span.start < token.span.end
        assert not text[end : token.span.start].strip()
        assert token.span.of(text) == token.span.of(text).strip()
        end = token.span.end
    assert not text[end:].strip()


@given(TEXTS)
def test_norms_only_lose_characters(text: str) -> None:
    """A norm is what stands in the text, less blanks and invisible marks."""
    for token in find_tokens(text, [Span(0, len(text))]).tokens:
        shown = re.sub("[\u00ad\u200b\u200c\u200d\u2060\ufeff\\s]", "", token.span.of(text))
        assert re.sub(r"\s", "", token.norm) == shown or token.norm == token.span.of(text)


@given(TEXTS, st.integers(0, 50), st.integers(0, 50))
def test_repaired_text_leads_back(text: str, start: int, length: int) -> None:
    """Each token is found again by its place in the repaired text and by its span."""
    repaired = find_tokens(text, [Span(0, len(text))])
    for index, (offset, token) in enumerate(zip(repaired.starts, repaired.tokens, strict=True)):
        assert repaired.text.startswith(token.norm, offset)
        assert token.span == repaired.span_of(offset, offset + len(token.norm))
        assert (index, index + 1) == repaired.range_of(token.span)
    assume(repaired.tokens)
    first = min(start, len(repaired.tokens) - 1)
    last = min(first + length, len(repaired.tokens) - 1)
    whole = Span(repaired.tokens[first].span.start, repaired.tokens[last].span.end)
    assert (first, last + 1) == repaired.range_of(whole)


@given(torn_texts(SENTENCES + TIMES))
def test_dropped_blanks_and_stray_hyphens_change_no_norm(texts: tuple[str, str]) -> None:
    """Neither blanks dropped behind marks nor blanks put before hyphens change what is found."""
    plain, repaired = (find_tokens(text, [Span(0, len(text))]) for text in texts)
    assert [token.norm for token in plain.tokens] == [token.norm for token in repaired.tokens]
    assert plain.text == repaired.text


def test_blocks_are_joined_by_a_line_break() -> None:
    """Tokens never cross the edges of the stretches, and the repaired text shows the edges."""
    text = "One two\n\nThree re -\ncontrol"
    repaired = find_tokens(text, [Span(0, 7), Span(9, len(text))])
    assert "One two\nThree re - control" == repaired.text
    assert [False, True, False, True, True, True] == [token.spaced for token in repaired.tokens]


def test_span_of_is_exact_inside_an_unchanged_token() -> None:
    """Inside a token that needed no repair single characters are found; a repaired one is taken whole."""
    text = "the 81 -year -old man"
    repaired = find_tokens(text, [Span(0, len(text))])
    assert "he" == repaired.span_of(1, 3).of(text)
    start = repaired.text.index("year")
    assert "81 -year -old" == repaired.span_of(start, start + 4).of(text)
    with pytest.raises(ValueError, match="no token"):
        repaired.span_of(3, 3)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["http://", "a.", "-", "- ", "'", '"', "a-", "1.", "1 -", "@", "a@", ".com", "\u200b", "é́", "re- "],
)
def test_long_hostile_text_is_read_in_bounded_time(piece: str) -> None:
    """A hundred kilobytes of one piece are cut without stepping back over them again and again."""
    text = piece * (100_000 // len(piece))
    assert find_tokens(text, [Span(0, len(text))]).tokens
