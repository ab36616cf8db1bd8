"""Evidence: words to spans and back."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.brief import Evidence
from briefgen.model.evidence import find_evidence, make_evidence
from briefgen.model.span import Span

TEXT = "The mayor said “we’re  leaving”.\n\nThe mayor said nothing. The ferry left; the ferry came back."


def _find(quote: str, prefix: str | None = None, text: str = TEXT) -> tuple[str, str | None]:
    anchor = find_evidence(text, Evidence(source="a", quote=quote, prefix=prefix))
    return anchor.status, anchor.span and anchor.span.of(text)


@pytest.mark.parametrize(
    ("quote", "prefix", "expected"),
    [
        ("said nothing", None, ("found", "said nothing")),
        ("The mayor said", None, ("ambiguous", "The mayor said")),
        ("The mayor said", "leaving”.", ("found", "The mayor said")),
        ("mayor said", "The", ("ambiguous", "mayor said")),
        ('"we\'re leaving"', None, ("found", "“we’re  leaving”")),
        ("leaving”. The mayor", None, ("found", "leaving”.\n\nThe mayor")),
        ("ferry", "The", ("found", "ferry")),
        ("ferry", "A", ("missing", None)),
        ("the Ferry left", None, ("missing", None)),
        ("said nothing.  ", None, ("found", "said nothing.")),
        ("", None, ("missing", None)),
        ("  ", None, ("missing", None)),
    ],
)
def test_evidence_is_found(quote: str, prefix: str | None, expected: tuple[str, str | None]) -> None:
    """White space and quotation marks may differ, words may not; the span is of the text as it is."""
    assert expected == _find(quote, prefix)


def test_evidence_in_another_composition_is_found() -> None:
    """Accents may be composed or not, in text and quote."""
    composed = "Im Café Müller war es über Nacht ruhig."
    for text in (composed, unicodedata.normalize("NFD", composed)):
        for quote in ("Café Müller war es über", unicodedata.normalize("NFD", "Café Müller war es über")):
            status, words = _find(quote, text=text)
            assert ("found", "Café Müller war es über") == (status, unicodedata.normalize("NFC", words or ""))


words = st.lists(
    st.sampled_from(("a", "b", "ab", "“a”", "it's", "é", "\n\n", "  ", "x.")), min_size=1, max_size=30
)


@given(words.map(" ".join) | st.text(min_size=1, max_size=40), st.data())
def test_made_evidence_leads_back(text: str, data: st.DataObject) -> None:
    """What is made of a span is found again at that span, and nowhere else."""
    text = unicodedata.normalize("NFC", text)
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        with pytest.raises(ValueError, match="no words"):
            make_evidence(text, Span(start, end), "a")
        return
    evidence = make_evidence(text, Span(start, end), "a")
    anchor = find_evidence(text, evidence)
    assert "found" == anchor.status
    assert anchor.span is not None
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    assert first == anchor.span.start
    assert anchor.span.of(text).startswith(words.strip())
    assert evidence.quote == anchor.span.of(text)


@given(st.text(max_size=60), st.text(max_size=10), st.none() | st.text(max_size=5))
def test_no_text_breaks_finding(text: str, quote: str, prefix: str | None) -> None:
    """Any text and quote give an anchor whose span lies in the text."""
    anchor = find_evidence(text, Evidence(source="a", quote=quote, prefix=prefix))
    if anchor.span is not None:
        assert 0 <= anchor.span.start < anchor.span.end <= len(text)


@pytest.mark.parametrize("span", [Span(0, 0), Span(5, 3), Span(0, 99), Span(-1, 2)])
def test_evidence_of_no_words_is_an_error(span: Span) -> None:
    """A span that covers nothing of the text is a bug of the caller."""
    with pytest.raises(ValueError, match="covers no words"):
        make_evidence("some text", span, "a")


def test_prefix_is_as_short_as_it_can_be() -> None:
    """One word is enough where it tells both places apart."""
    text = "Police fired. Later police fired. Then soldiers fired."
    evidence = make_evidence(text, Span(text.rindex("fired"), text.rindex("fired") + 5), "a")
    assert ("fired", "soldiers") == (evidence.quote, evidence.prefix)


def test_thousands_of_quotes_are_found_fast() -> None:
    """Folding an article once serves all its quotes."""
    text = " ".join(f"“Word{n}” stands here at place {n}, they said." for n in range(1500))
    quotes = [Evidence(source="a", quote=f'"Word{n}" stands here') for n in range(1500)]
    start = time.perf_counter()
    assert {"found"} == {find_evidence(text, quote).status for quote in quotes}
    assert time.perf_counter() - start < 2


def test_make_evidence_gives_up_a_prefix_where_text_repeats_without_end() -> None:
    """A sentence told a thousand times gives its words alone, in bounded work."""
    text = "Twelve died in Galle. " * 1_000
    evidence = make_evidence(text, Span(2_200, 2_221), "a")
    assert Evidence(source="a", quote="Twelve died in Galle.") == evidence
    assert "ambiguous" == find_evidence(text, evidence).status
