"""Badly machine-translated articles: what their briefs must hold."""

from pathlib import Path

import pytest

from benchmarks.quality.expected import check_brief, load_expected, read_brief

ARTICLES = sorted((Path(__file__).parents[1] / "articles" / "mt").glob("*.txt"))

KNOWN_MISSES = Path(__file__).parent / "cases" / "mt_misses.txt"
"""Expectations not met yet, one a line, as the check words them: a line that is no longer true fails, too."""


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_brief_of_bad_translation_holds_the_facts(path: Path) -> None:
    """Everything on the expected list is in the brief but for the known misses, and each of those is still missed."""
    expected = load_expected(path.with_suffix("").with_suffix(".expected.yaml"))
    checked = check_brief(read_brief(path, expected), expected)
    known = {
        line.split("\t", 1)[1]
        for line in KNOWN_MISSES.read_text("utf-8").splitlines()
        if line.startswith(path.stem + "\t")
    }
    assert known == {line.split("; nearest:", 1)[0] for line in checked.missed}


def test_expected_lists_are_complete() -> None:
    """Every article has a list, and every list says something."""
    assert ARTICLES
    for path in ARTICLES:
        expected = load_expected(path.with_suffix("").with_suffix(".expected.yaml"))
        assert expected["figures"] and expected["events"] and expected["reactions"]
