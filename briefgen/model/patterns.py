"""Patterns of paths, as `subject.articles` has them."""

import fnmatch
from collections.abc import Iterable, Sequence


def find_matches(paths: Iterable[str], pattern: str) -> list[str]:
    """Return the paths that match a pattern, in their order."""
    return [path for path in paths if is_match(path, pattern)]


def is_match(path: str, pattern: str) -> bool:
    """Tell whether a path matches a pattern, part by part: `*`, `?`, `[…]`, and `**` for any folders."""
    return _match_parts(path.split("/"), pattern.split("/"))


def _match_parts(parts: Sequence[str], patterns: Sequence[str]) -> bool:
    # One row of reachable ends instead of trying all splits: many `**` in a pattern cost nothing.
    reached = {0}
    for pattern in patterns:
        if pattern == "**":
            reached = set(range(min(reached), len(parts) + 1)) if reached else reached
        else:
            reached = {
                at + 1 for at in reached if at < len(parts) and fnmatch.fnmatchcase(parts[at], pattern)
            }
    return len(parts) in reached
