"""Quantities in text cases, and what holds for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.layers.blocks import find_blocks
from briefgen.extract.layers.quantities import Quantity, find_quantities
from briefgen.extract.layers.sentences import find_sentences
from briefgen.extract.layers.timex import Timex
from briefgen.extract.layers.tokens import find_tokens
from briefgen.model.brief import Inexact
from briefgen.model.span import Span
from tests.extract.line_cases import LineCase, read_cases

CASES = read_cases("quantities.md")

PIECES = st.sampled_from(
    [
        *"0123456789.,-–%$€+:/()",
        " ",
        " ",
        " ",
        "\n",
        "1,000",
        "12-18",
        "1.5",
        "$3bn",
        "Rs",
        "dozens",
        "dozen",
        "of",
        "a",
        "hundred",
        "thousand",
        "million",
        "and",
        "two",
        "twenty-five",
        "half",
        "several",
        "at least",
        "more than",
        "people",
        "killed",
        "tenge a litre",
        "percent",
        "between",
        "to",
        "including",
        "another",
        "them",
        "In",
        "Article",
    ]
)


def read(text: str, timexes: tuple[tuple[str, str], ...] = ()) -> list[Quantity]:
    """Run the layers up to quantities; `timexes` are words that are time expressions."""
    blocks = find_blocks(text)
    repaired = find_tokens(text, [block.span for block in blocks])
    sentences = find_sentences(text, blocks, repaired)
    found = []
    for words, value in timexes:
        start = text.index(words)
        found.append(Timex(Span(start, start + len(words)), "DATE", value, value, ""))
    return find_quantities(text, repaired, sentences, found)


def show(quantity: Quantity, text: str) -> str:
    """Write a quantity as the case files do; relation and antecedent only if there are any."""
    value = quantity.value
    if isinstance(value, Inexact):
        shown = f"“{value.words}”" if value.words is not None else f"{value.min}..{value.max}"
    else:
        shown = str(value)
    parts = [
        " ".join(quantity.span.of(text).split()),
        shown,
        quantity.qualifier,
        quantity.unit or "?",
        " ".join(quantity.noun.of(text).split()) if quantity.noun else "",
    ]
    if quantity.relation or quantity.antecedent is not None:
        parts.append(quantity.relation)
    if quantity.antecedent is not None:
        parts.append(f"as {quantity.antecedent}")
    return " | ".join(parts).rstrip(" |")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_quantities_are_found_as_the_case_says(case: LineCase) -> None:
    """Each case gives exactly its quantities, with value, qualifier, unit and noun."""
    assert [show(q, case.text) for q in read(case.text)] == case.expected


def test_number_in_time_expression_is_no_quantity() -> None:
    """A number that shares a character with a time expression is left out, its neighbour stays."""
    text = "On January 5 in 2022 some 300 shops were looted."
    assert [show(q, text) for q in read(text, (("January 5", "2022-01-05"), ("2022", "2022")))] == [
        "some 300 | 300 | about | shops | shops"
    ]


def test_head_is_the_lemma_of_the_noun() -> None:
    """The head is singular, by rule or by list."""
    text = "They counted 12 policemen, 3 buses, 4 bodies, 2 cities and 9 law enforcement officers."
    assert [q.head for q in read(text)] == ["policeman", "bus", "body", "city", "officer"]


@given(st.lists(PIECES, max_size=40).map(lambda parts: "".join(p if len(p) == 1 else p + " " for p in parts)))
def test_any_text_gives_quantities_in_order(text: str) -> None:
    """No text makes the layer raise; spans slice back, stand in order and do not overlap."""
    quantities = read(text)
    for quantity in quantities:
        assert quantity.span.of(text).strip() and quantity.span.contains(quantity.number)
        assert quantity.noun is None or quantity.noun.of(text).strip()
        assert isinstance(quantity.value, Inexact) or 0 <= quantity.value < 10**40
        assert (quantity.qualifier == "vague") == (
            isinstance(quantity.value, Inexact) and quantity.value.words is not None
        )
    for earlier, later in pairwise(quantities):
        assert earlier.number.end <= later.span.start


@given(st.text(max_size=200))
def test_any_characters_are_read(text: str) -> None:
    """Characters of any kind do not make the layer raise."""
    for quantity in read(text):
        assert quantity.number.of(text)


def test_repaired_and_broken_text_give_the_same_numbers() -> None:
    """Stray blanks before hyphens and missing blanks behind full stops change nothing."""
    clean = (
        "Some 300 shops were smashed. Twenty-five officers and 1,200 residents were hurt. At least 12 died."
    )
    broken = (
        "Some 300 shops were smashed.Twenty -five officers and 1,200 residents were hurt.At least 12 died."
    )
    assert [(q.value, q.qualifier, q.unit) for q in read(broken)] == [
        (q.value, q.qualifier, q.unit) for q in read(clean)
    ]


@pytest.mark.slow
def test_time_grows_with_the_length_only() -> None:
    """Eight times the text takes clearly less than what a quadratic reader would."""
    import time

    part = "At least 12 officers, 3 shops and two hundred and fifty cars burned, including 4 of them. " * 200

    def measure(text: str) -> float:
        start = time.perf_counter()
        read(text)
        return time.perf_counter() - start

    measure(part)
    assert measure(part * 8) < 24 * max(measure(part), 0.01)
