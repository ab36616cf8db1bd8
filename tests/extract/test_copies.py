"""Copies count once; what merely shares words does not."""

import random

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from briefgen.extract.copies import find_origins
from briefgen.extract.reading import read_article
from briefgen.extract.sketches import fill_bins, resemblance, sketch_of
from briefgen.model.article import Article
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from tests.extract.reading_cases import make_article

WORDS = [f"word{number}" for number in range(2000)]


def make_text(seed: int, count: int = 300) -> list[str]:
    """Return words in no order."""
    return random.Random(seed).choices(WORDS, k=count)


def origins_of(given: list[Article]) -> dict[str, str]:
    """Return the origins of articles."""
    readings = {article.id: read_article(article, Subject(), Names()) for article in given}
    return find_origins({article.id: article for article in given}, readings)


def report(name: str, text: str, **fields: str) -> Article:
    """Return an article of one paragraph."""
    return make_article(text, name=name, published="2023-05-10", **fields)


TEXT = " ".join(make_text(1)) + "."


def test_resemblance_of_a_text_with_itself_is_one() -> None:
    """The same words give the same sketch."""
    assert resemblance(sketch_of(make_text(1)), sketch_of(make_text(1))) == 1.0


@pytest.mark.parametrize(("kept", "low", "high"), [(270, 0.65, 0.95), (150, 0.15, 0.55), (0, 0.0, 0.05)])
def test_resemblance_follows_what_is_shared(kept: int, low: float, high: float) -> None:
    """Texts with nine tenths, half or nothing in common lie where the share of word runs lies."""
    one, other = make_text(1), make_text(2)
    value = resemblance(sketch_of(one), sketch_of(one[:kept] + other[kept:]))
    assert low <= value <= high


@for_all(st.lists(st.sampled_from(WORDS), max_size=40))
def test_short_texts_have_full_bins(words: list[str]) -> None:
    """However short a text is, no bin is left empty, and it is like itself."""
    sketch = sketch_of(words)
    assert len(set(fill_bins(sketch))) <= max(1, len(words) - 4)
    assert resemblance(sketch, sketch) == 1.0


def test_publishers_that_print_one_text_stay_two() -> None:
    """One copy does not make all that two papers print one source."""
    origins = origins_of(
        [
            report("a", TEXT, publisher="One"),
            report("b", TEXT, publisher="Two"),
            report("c", "Quite another thing came about in the hills.", publisher="One"),
            report("d", "Somebody opened a bridge over the river there.", publisher="Two"),
        ]
    )
    assert origins["a"] == origins["b"] == origins["c"]
    assert origins["d"] != origins["c"]


def test_copy_of_agency_text_is_the_agencys() -> None:
    """Where one paper names the agency, its text is the agency's in every paper."""
    origins = origins_of(
        [
            report("a", TEXT, publisher="One"),
            report("b", TEXT, publisher="Two", origin="AFP"),
            report("c", "Quite another thing came about in the hills.", origin="AFP"),
            report("d", "Somebody opened a bridge over the river there.", publisher="One"),
        ]
    )
    assert origins["a"] == origins["b"] == origins["c"]
    assert origins["d"] == "d"


@pytest.mark.slow
def test_many_articles_with_the_same_footer_are_compared_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred reports above one footer are no copies, and few pairs of them are looked at."""
    from briefgen.extract import copies

    calls = 0

    def counting(one: bytes, other: bytes) -> float:
        nonlocal calls
        calls += 1
        return resemblance(one, other)

    monkeypatch.setattr(copies, "resemblance", counting)
    footer = " ".join(make_text(99, 40))
    given = [report(f"a{n:03}", " ".join(make_text(n)) + f". {footer}.") for n in range(200)]
    assert len(set(origins_of(given).values())) == 200
    assert calls < 200 * 60


@pytest.mark.slow
def test_hundreds_of_copies_are_one() -> None:
    """The same text under many names is one source."""
    given = [report(f"a{n:03}", TEXT, publisher=f"Paper {n}") for n in range(150)]
    assert set(origins_of(given).values()) == {"a000"}
