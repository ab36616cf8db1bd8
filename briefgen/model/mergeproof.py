"""Proof of a merge: what was spliced into a text reads back as what was meant, and has all comments."""

from collections import Counter
from itertools import zip_longest
from typing import Any

from briefgen.model.brief import Brief
from briefgen.model.load import parse_brief
from briefgen.model.lock import key_field
from briefgen.model.problem import Problem
from briefgen.model.splice import Splicer
from briefgen.model.standing import StandingBrief
from briefgen.model.yamllayout import find_comments
from briefgen.model.yamlpos import Node, Sequence, parse_yaml, place_of


def check_spliced(standing: StandingBrief, splicer: Splicer, text: str, expected: Brief) -> Problem | None:
    """Refuse a text into which splicing went wrong, for YAML that is too unusual; writing it anew loses comments.

    Args:
        standing: the brief before.
        splicer: the edits that were made.
        text: what they gave.
        expected: what the text must say.
    Returns:
        A problem at the place of what is unusual; None if all is well.
    """
    parsed, _ = parse_brief(text, standing.path, measures=None)
    if parsed != expected:
        line, column = _find_unusual(standing, splicer, expected, parsed)
    else:
        lost = _find_lost_comment(standing, text) if text != standing.text else None
        if lost is None:
            return None
        line, column = lost
    message = "what is new cannot be written here without losing what stands here; the brief stays as it is"
    hint = "write this place as the rest: `key: value` on a line, items with `- ` on lines of their own"
    return Problem(standing.path, line, column, "error", message, hint, "merge-refused")


def _find_lost_comment(standing: StandingBrief, text: str) -> tuple[int, int] | None:
    """Return where a comment stood that a text does not have."""
    root, _ = parse_yaml(text, standing.path)
    if root is None:
        return None
    left = Counter(span.of(text).rstrip() for span in find_comments(text, root))
    for span in find_comments(standing.text, standing.root):
        words = span.of(standing.text).rstrip()
        left[words] -= 1
        if left[words] < 0:
            return place_of(standing.text, span.start)
    return None


def _find_unusual(
    standing: StandingBrief, splicer: Splicer, expected: Brief, parsed: Brief | None
) -> tuple[int, int]:
    """Return the place of the first edit that breaks the text, else of the first value that went wrong."""
    for offset, text in splicer.apply_each():
        if parse_brief(text, standing.path, measures=None)[0] is None:
            return place_of(standing.text, offset)
    for entry in standing.root.entries:
        section = entry.key.text
        want, have = getattr(expected, section, None), getattr(parsed, section, None)
        if have != want:
            node = entry.value
            if isinstance(node, Sequence) and isinstance(want, list) and isinstance(have, list):
                node = _first_wrong(node, section, getattr(standing.brief, section), want, have)
            return node.line, node.column
    return standing.root.line, standing.root.column


def _first_wrong(node: Sequence, section: str, current: list[Any], want: list[Any], have: list[Any]) -> Node:
    """Return the first item that went wrong and stood there before; the list if there is none."""
    key = key_field(section)
    known = {getattr(item, key): index for index, item in enumerate(current)}
    for item, other in zip_longest(want, have):
        if item != other and getattr(item, key, None) in known:
            return node.items[known[getattr(item, key)]]
    return node
