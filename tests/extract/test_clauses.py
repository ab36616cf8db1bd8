"""Clauses in text cases, and what holds for any text."""

import time
from functools import cache

import pytest
from hypothesis import given

from briefgen.extract.layers.blocks import find_blocks
from briefgen.extract.layers.clauses import Clause, find_clauses
from briefgen.extract.layers.sentences import Sentence, find_sentences
from briefgen.extract.layers.tokens import find_tokens
from tests.extract.layer_lines import lines
from tests.extract.line_cases import LineCase, read_cases
from tests.extract.texts import SENTENCES, TEXTS, TIMES, torn_texts

CASES = read_cases("clauses.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_clauses_match_the_case(case: LineCase) -> None:
    """Verb groups, subjects, complements and their order are as the case says."""
    assert case.expected == lines("clauses", case.text, case.settings)


def read(text: str) -> tuple[list[Sentence], list[Clause]]:
    """Return the sentences and clauses of a text."""
    blocks = find_blocks(text)
    repaired = find_tokens(text, [block.span for block in blocks])
    sentences = find_sentences(text, blocks, repaired)
    return sentences, find_clauses(text, repaired, sentences)


@given(TEXTS)
def test_clauses_nest_and_never_cross(text: str) -> None:
    """Clauses lie in their sentence, in text order, inside or beside one another, with their verb inside."""
    sentences, clauses = read(text)
    for number, clause in enumerate(clauses):
        sentence = sentences[clause.sentence]
        assert sentence.first <= clause.first < clause.last <= sentence.last
        if clause.verb:
            assert clause.first <= clause.verb.first < clause.verb.last <= clause.last
        if clause.parent is not None:
            assert clause.parent != number
            assert clauses[clause.parent].sentence == clause.sentence
        for other in clauses[:number]:
            assert other.first <= clause.first
            assert clause.first >= other.last or clause.last <= other.last
    assert {clause.sentence for clause in clauses} == set(range(len(sentences)))


@given(torn_texts(SENTENCES + TIMES))
def test_torn_text_gives_the_same_clauses(texts: tuple[str, str]) -> None:
    """Dropped blanks and stray hyphens change no clause."""
    found = [
        [
            (c.kind, c.first, c.last, c.marker, c.parent, c.verb and (c.verb.lemma, c.verb.tense))
            for c in read(text)[1]
        ]
        for text in texts
    ]
    assert found[0] == found[1]


@given(TEXTS)
def test_verb_groups_do_not_overlap(text: str) -> None:
    """No token belongs to two verb groups, and no subject is empty."""
    _, clauses = read(text)
    taken = [index for c in clauses if c.verb for index in range(c.verb.first, c.verb.last)]
    assert len(taken) == len(set(taken))
    assert all(clause.subject.of(text).strip() for clause in clauses if clause.subject)


def seconds_of(piece: str) -> float:
    """Return the time that a hundred kilobytes of a piece of text take."""
    started = time.process_time()
    assert read("The men " + piece * (100_000 // len(piece)))[1]
    return time.process_time() - started


@cache
def plain_seconds() -> float:
    """Return the time that as many words in sentences take."""
    return seconds_of("went home, and then they set fire to the cars that stood behind it. The men ")


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["set ", "who said ", "to go ", "and killed ", "( ", '" ', "that ", "men arrested "]
)
def test_long_hostile_text_is_read_in_bounded_time(piece: str) -> None:
    """A hundred kilobytes without a full stop are read in stretches: they take longer, but not without end."""
    # The slowest, verbs and nothing else, takes a quarter of that.
    assert seconds_of(piece) < 20 * plain_seconds()
