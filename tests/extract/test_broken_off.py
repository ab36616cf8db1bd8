"""Articles that break off anywhere, as excerpts and teasers do."""

from pathlib import Path

from hypothesis import given as for_all
from hypothesis import strategies as st

from briefgen.extract.pipeline import extract_brief
from briefgen.model.brief import Subject
from briefgen.model.evidence import find_evidence
from briefgen.model.names import Names
from tests.extract.reading_cases import make_article

LINES = sorted(
    {
        line[2:].strip()
        for path in (Path(__file__).parent / "cases").glob("*.md")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("> ") and len(line) > 20
    }
)
"""Sentences of all text cases."""
TAILS = ["", ",", " —", " (", " “", " and", " that", " of the", " to", " 12", " was", " had", " who", " the"]


@st.composite
def broken_off(draw: st.DrawFn) -> str:
    """Return some words in a row of a case, with what a sentence may break off with."""
    words = draw(st.sampled_from(LINES)).split()
    end = draw(st.integers(1, len(words)))
    begin = draw(st.one_of(st.just(0), st.integers(0, end - 1)))
    return " ".join(words[begin:end]) + draw(st.sampled_from(TAILS))


@for_all(broken_off())
def test_text_that_breaks_off_is_read_to_its_end(text: str) -> None:
    """No sentence that ends in the middle stops the reading, and all evidence stands in the text."""
    article = make_article(text)
    brief = extract_brief([article], Subject(countries=["LK"]), Names(), title="Case", slug="case").brief
    evidence = [
        one
        for items in (brief.timeline, brief.figures, brief.reactions)
        for item in items
        for one in item.evidence
    ]
    evidence += [one for item in brief.background for one in item.evidence]
    assert all(find_evidence(article.text, one).status == "found" for one in evidence)
