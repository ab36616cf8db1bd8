"""Sentences in text cases, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.layers.blocks import find_blocks
from briefgen.extract.layers.sentences import MAX_TOKENS, find_sentences
from briefgen.extract.layers.tokens import find_tokens
from tests.extract.layer_lines import lines
from tests.extract.line_cases import LineCase, read_cases
from tests.extract.texts import SENTENCES, TEXTS

CASES = read_cases("sentences.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_sentences_match_the_case(case: LineCase) -> None:
    """Sentences are cut as the case says."""
    assert case.expected == lines("sentences", case.text, case.settings)


@given(TEXTS)
def test_sentences_cover_the_tokens_of_prose(text: str) -> None:
    """Each token of a block of prose lies in exactly one sentence, and spans agree with tokens."""
    blocks = find_blocks(text)
    repaired = find_tokens(text, [block.span for block in blocks])
    seen: list[int] = []
    paragraph = 0
    for sentence in find_sentences(text, blocks, repaired):
        assert sentence.span.start == repaired.tokens[sentence.first].span.start
        assert sentence.span.end == repaired.tokens[sentence.last - 1].span.end
        assert blocks[sentence.block].span.contains(sentence.span)
        assert blocks[sentence.block].kind == sentence.kind
        assert paragraph <= sentence.paragraph
        paragraph = sentence.paragraph
        seen.extend(range(sentence.first, sentence.last))
    prose = [block.span for block in blocks if block.kind in ("body", "headline", "dek", "teaser")]
    assert seen == [
        index
        for index, token in enumerate(repaired.tokens)
        if any(span.contains(token.span) for span in prose)
    ]


@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=6))
def test_glued_sentences_are_cut_as_spaced_ones(sentences: list[str]) -> None:
    """Dropping the blanks between sentences changes no cut."""
    found = []
    for text in (" ".join(sentences), "".join(sentences)):
        blocks = find_blocks(text)
        repaired = find_tokens(text, [block.span for block in blocks])
        found.append([(s.first, s.last) for s in find_sentences(text, blocks, repaired)])
    assert found[0] == found[1]


def test_dateline_and_body_are_one_paragraph() -> None:
    """What a dateline opens is counted with it; a blank line begins the next paragraph."""
    text = "ALMATY (Reuters) - Police fired. Crowds fled.\n\nThe airport fell."
    blocks = find_blocks(text)
    sentences = find_sentences(text, blocks, find_tokens(text, [block.span for block in blocks]))
    assert [0, 0, 1] == [sentence.paragraph for sentence in sentences]


def test_sentence_without_end_is_cut_at_a_pause() -> None:
    """No sentence has more tokens than the bound, and a long one ends behind a comma where it can."""
    text = "one two three, " * MAX_TOKENS
    blocks = find_blocks(text)
    repaired = find_tokens(text, [block.span for block in blocks])
    sentences = find_sentences(text, blocks, repaired)
    assert len(repaired.tokens) == sentences[-1].last
    assert max(s.last - s.first for s in sentences) <= MAX_TOKENS
    assert {","} == {repaired.tokens[s.last - 1].norm for s in sentences}
