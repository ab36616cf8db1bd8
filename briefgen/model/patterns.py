"""Patterns of paths, as `subject.articles` has them."""

import fnmatch
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

_WILD = re.compile(r"[*?\[]")


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


class PathIndex:
    """Many paths to be matched with many patterns: what stands before the first wild card narrows the search."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = sorted(paths)
        self._known: dict[str, bool] = {}

    def __bool__(self) -> bool:
        return bool(self._paths)

    def has_match(self, pattern: str) -> bool:
        """Tell whether any path matches a pattern."""
        known = self._known.get(pattern)
        if known is None:
            known = self._known[pattern] = self._find(pattern)
        return known

    def _find(self, pattern: str) -> bool:
        wild = _WILD.search(pattern)
        start = pattern[: wild.start()] if wild else pattern
        # `folder/name-*` or `folder/name-*.md`, as most briefs have it, needs no regular expression made for it.
        end = pattern[len(start) + 1 :]
        is_simple = pattern == f"{start}*{end}" and not _WILD.search(end) and "/" not in end
        for at in range(bisect_left(self._paths, start), len(self._paths)):
            path = self._paths[at]
            if not path.startswith(start):
                return False
            if _has_end(path[len(start) :], end) if is_simple else is_match(path, pattern):
                return True
        return False


def _has_end(rest: str, end: str) -> bool:
    return "/" not in rest and rest.endswith(end)
