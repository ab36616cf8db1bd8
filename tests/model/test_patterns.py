"""Patterns that name articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.patterns import PathIndex, find_matches, is_match


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


@given(
    st.lists(st.text("ab/-1", min_size=1, max_size=6), max_size=8),
    st.text("ab/-1*?[]", max_size=7),
)
def test_index_of_paths_finds_what_each_path_alone_says(paths: list[str], pattern: str) -> None:
    """Looking a pattern up among many paths is the same as trying each."""
    assert PathIndex(paths).has_match(pattern) == any(is_match(path, pattern) for path in paths)
