"""Who is who in a brief: which bodies of few articles are listed."""

import pytest

from briefgen.extract.pipeline import extract_brief
from briefgen.model.articlefiles import parse_article
from briefgen.model.brief import Subject
from briefgen.model.names import Names


@pytest.mark.parametrize(
    ("sentence", "listed"),
    [
        ("The Volna Relief Committee met on Tuesday.", ["Volna Relief Committee"]),
        ("The Volna Morning Gazette closed on Tuesday.", []),
    ],
    ids=["body", "outlet"],
)
def test_bodies_of_few_articles_are_listed_but_outlets(sentence: str, listed: list[str]) -> None:
    """In a brief of one article a body that no list knows is listed at its first mention; an outlet is not."""
    article, problems = parse_article(f"---\npublished: 2021-05-05\n---\n{sentence}\n", "articles/one.md")
    assert article is not None, problems
    brief = extract_brief([article], Subject(countries=["NG"]), Names(), title="One", slug="one").brief
    assert [body.name for body in brief.organisations] == listed
