"""Timelines of several articles in text cases."""

import pytest

from briefgen.extract.pipeline import extract_brief
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from tests.extract.line_cases import LineCase, read_cases
from tests.extract.reading_cases import line, make_article

CASES = read_cases("merging.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_timeline_merges_what_the_case_says(case: LineCase) -> None:
    """The events of several articles, and how many tell each, are as the text case lists them."""
    articles = [
        make_article(text.strip(), name=f"a{number}", publisher=f"Daily {number}")
        for number, text in enumerate(case.text.split("\n---\n"))
    ]
    subject = Subject(countries=["LK"], period="2023-05-01/2023-05-31")
    brief = extract_brief(articles, subject, Names(), title="Case", slug="case").brief
    found = [line(event.date, len(event.evidence), event.title) for event in brief.timeline]
    assert sorted(case.expected) == sorted(found)


def test_what_tells_an_event_again_is_no_background() -> None:
    """Of two tellings of one event neither is background, though one of them names a cause."""
    texts = [
        "The government resigned on Monday after a night of talks.",
        "The government has resigned amid growing anger over a blast in Galle that killed more than 200 people.",
    ]
    articles = [
        make_article(text, name=f"a{number}", publisher=f"Daily {number}")
        for number, text in enumerate(texts)
    ]
    subject = Subject(countries=["LK"], period="2023-05-01/2023-05-31")
    brief = extract_brief(articles, subject, Names(), title="Case", slug="case").brief
    assert ([2], []) == ([len(event.evidence) for event in brief.timeline], brief.background)


def test_timeline_puts_what_happened_before_what_it_brought() -> None:
    """Of events without a time of one day the happening comes first, however often its consequences are told."""
    texts = (
        "Rescue teams reached the hill villages on Monday.",
        "Rescue teams reached the hill villages on Monday with dogs.",
        "An earthquake struck the south on Monday.",
    )
    articles = [
        make_article(text, name=f"a{number}", publisher=f"Daily {number}")
        for number, text in enumerate(texts)
    ]
    subject = Subject(countries=["LK"], period="2023-05-01/2023-05-31")
    brief = extract_brief(articles, subject, Names(), title="Case", slug="case").brief
    assert [event.title.split()[0] for event in brief.timeline] == ["An", "Rescue"]
