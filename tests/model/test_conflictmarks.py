"""Two versions of one text in one file."""

from pathlib import Path

import pytest

from briefgen.model.articlefiles import parse_article
from briefgen.model.conflictmarks import check_conflict_marks
from briefgen.publish.pages import parse_page

_CONFLICT = "<<<<<<< HEAD\nFive people died.\n=======\nSix people died.\n>>>>>>> other\n"


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html"])
def test_article_with_conflict_marks_is_refused(name: str) -> None:
    """Words of two versions are no source to quote."""
    suffix = Path(name).suffix
    article, problems = parse_article(f"---\r\ntitle: T\r\n---\r\nText.\r\n{_CONFLICT}", name, suffix=suffix)
    assert article is None
    assert [(name, 5, 1, "conflict-marks")] == [(p.path, p.line, p.column, p.code) for p in problems]


def test_conflict_in_front_matter_is_told_once() -> None:
    """The marks are the one thing to mend, wherever they stand."""
    source = "---\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> other\n---\nText.\n"
    assert ["conflict-marks"] == [problem.code for problem in parse_article(source, "a.md")[1]]


def test_page_with_conflict_marks_is_refused() -> None:
    """A free page shows no marks either."""
    page, problems = parse_page(f"# About\n\n{_CONFLICT}", "content/pages/about.md", Path("about.md"))
    assert page is None
    assert [(3, "conflict-marks")] == [(problem.line, problem.code) for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< HEAD\nsaid the log, and nothing followed.\n",
        "Title\n=======\n\nText.\n",
        ">>>>>>> quoted\n=======\n<<<<<<< HEAD\n",
        "The line <<<<<<< HEAD\n=======\n>>>>>>> is told of.\n",
    ],
)
def test_signs_alone_are_no_conflict(text: str) -> None:
    """Only a start, a middle and an end, in this order and at the head of lines."""
    assert [] == check_conflict_marks(text, "a.md")
