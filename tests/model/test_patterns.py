"""Patterns that name articles."""

import pytest

from briefgen.model.patterns import find_matches, is_match


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("articles/a.md", "articles/*", True),
        ("articles/2024/a.md", "articles/*", False),
        ("articles/2024/a.md", "articles/**", True),
        ("articles/2024/03/a.md", "articles/**/*.md", True),
        ("articles/a.md", "articles/**/*.md", True),
        ("articles/a.md", "**/a.md", True),
        ("articles/a.md", "articles", False),
        ("articles/a.md", "articles/[ab].m?", True),
        ("articles/a.md", "Articles/a.md", False),
        ("articles/a.md", "", False),
        ("a/" * 40 + "b", "**/" * 40 + "c", False),
    ],
)
def test_pattern_matches_part_by_part(path: str, pattern: str, expected: bool) -> None:
    """Stars stay within a folder, two of them go through folders, in no time however many there are."""
    assert expected == is_match(path, pattern)


def test_matches_keep_their_order() -> None:
    """Nothing is sorted."""
    assert ["b/x", "b/a"] == find_matches(["b/x", "c/x", "b/a"], "b/*")
