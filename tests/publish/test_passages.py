"""Words of articles: sentences around evidence, marked text, links into originals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.span import Span
from briefgen.publish.passages import (
    MAX_PASSAGE_CHARS,
    Block,
    find_blocks,
    find_passage,
    find_sentences,
    split_text,
    text_fragment,
    with_fragment,
)

TEXT = (
    "The river rose. Mr. A. Smith of the U.N. said so! It fell on 3 May.\n\n"
    "A second block. With two sentences."
)


def span_of(words: str, text: str = TEXT) -> Span:
    """Return where words stand."""
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("river", "The river rose."),
        ("Smith", "Mr. A. Smith of the U.N. said so!"),
        ("said so!", "Mr. A. Smith of the U.N. said so!"),
        ("fell", "It fell on 3 May."),
        ("rose. Mr.", "The river rose. Mr. A. Smith of the U.N. said so!"),
        ("second block.", "A second block."),
        ("two sentences.", "With two sentences."),
        ("3 May.\n\nA", "It fell on 3 May.\n\nA second block."),
    ],
)
def test_sentences_around_words_are_whole(words: str, sentence: str) -> None:
    """Words widen to the sentences they touch, not to those beside them."""
    assert find_sentences(TEXT, span_of(words)).of(TEXT) == sentence


def test_passage_of_a_huge_sentence_is_cut() -> None:
    """Around words in an endless sentence only so much is shown, and the cut is told."""
    text = "word " * 5000 + "HERE" + " word" * 5000
    passage = find_passage(text, span_of("HERE", text))
    assert passage.words == "HERE"
    assert passage.is_cut_before
    assert passage.is_cut_after
    assert len(passage.before) + len(passage.after) <= MAX_PASSAGE_CHARS


def shown(blocks: list[Block]) -> list[str]:
    """Write blocks as text, evidence in brackets with its numbers."""
    lines = []
    for block in blocks:
        line = "… " if block.follows_gap else ""
        for segment in block.segments:
            line += "".join(f"[{number}:" for number in segment.starts)
            line += segment.text.upper() if segment.is_marked else segment.text
            line += "".join(f":{number}]" for number in segment.ends)
        lines.append(line)
    return lines


def test_overlapping_evidence_is_cut_at_all_its_ends() -> None:
    """Spans that overlap, nest or share an end are each told apart."""
    text = "one two three four"
    spans = [
        span_of("one two", text),
        span_of("two three", text),
        span_of("three", text),
        span_of("two", text),
    ]
    assert shown(split_text(text, spans, whole=True)) == ["[0:ONE [1:[3:TWO:0]:3] [2:THREE:1]:2] four"]


def test_evidence_over_two_blocks_is_marked_in_both() -> None:
    """A span that runs over a block's end begins in one block and ends in the next."""
    text = "First end.\n\nSecond begin."
    assert shown(split_text(text, [span_of("end.\n\nSecond", text)], whole=True)) == [
        "First [0:END.",
        "SECOND:0] begin.",
    ]


def test_only_used_sentences_are_shown_of_a_closed_text() -> None:
    """Without a licence the other sentences are left out, and each gap is told."""
    spans = [span_of("fell"), span_of("two sentences")]
    assert shown(split_text(TEXT, spans, whole=False)) == [
        "… It [0:FELL:0] on 3 May.",
        "… With [1:TWO SENTENCES:1].",
    ]


def test_text_without_evidence_shows_nothing_when_closed() -> None:
    """What nobody uses of a closed text is not shown at all."""
    assert split_text(TEXT, [], whole=False) == []


TEXTS = st.text(alphabet=st.sampled_from('aB. !?\n"19é'), min_size=1, max_size=120)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 119), st.integers(1, 40)), max_size=6), st.booleans())
def test_each_span_begins_and_ends_once_and_whole_text_is_kept(
    text: str, cuts: list[tuple[int, int]], whole: bool
) -> None:
    """However spans lie, each has one beginning and one end; a whole text loses no letter."""
    spans = []
    for start, length in cuts:
        piece = text[start : start + length]
        begin = start + len(piece) - len(piece.lstrip())
        if piece.strip():
            spans.append(Span(begin, begin + len(piece.strip())))
    blocks = split_text(text, spans, whole=whole)
    segments = [segment for block in blocks for segment in block.segments]
    assert sorted(n for segment in segments for n in segment.starts) == list(range(len(spans)))
    assert sorted(n for segment in segments for n in segment.ends) == list(range(len(spans)))
    if whole:
        joined = "".join(segment.text for segment in segments)
        assert "".join(joined.split()) == "".join(text.split())


@given(TEXTS)
def test_sentences_always_hold_their_words(text: str) -> None:
    """The sentences around a span never hold less than the span."""
    for block in find_blocks(text):
        assert find_sentences(text, block).contains(block)


def test_dots_without_end_are_read_in_no_time() -> None:
    """A text of nothing but dots and blanks costs no more than its length."""
    text = ". " * 100_000 + "." * 100_000 + " " * 100_000 + "End."
    assert find_sentences(text, span_of("End", text)).of(text).endswith("End.")


def test_text_fragment_encodes_what_has_a_meaning() -> None:
    """Hyphens, commas, ampersands and all but letters and digits are encoded (scroll to text fragment)."""
    assert text_fragment("a-b, c & d\n e") == ":~:text=a%2Db%2C%20c%20%26%20d%20e"
    assert text_fragment("words", "right before") == ":~:text=right%20before-,words"


def test_long_words_are_named_by_their_ends() -> None:
    """A long quote is given as beginning and end."""
    quote = "one two three four five " * 6 + "six seven eight nine"
    assert text_fragment(quote) == ":~:text=one%20two%20three%20four,six%20seven%20eight%20nine"


def test_fragment_follows_one_that_is_there() -> None:
    """An address with a fragment keeps it."""
    assert with_fragment("https://a.example/x#y", "z") == "https://a.example/x#y:~:text=z"
    assert with_fragment("https://a.example/x", "z") == "https://a.example/x#:~:text=z"
