"""Line ends of files: read as LF, written back as they were."""

import difflib
import re
from collections import Counter
from itertools import repeat

_END = re.compile("\r\n|\r|\n")


def with_plain_ends(text: str) -> str:
    """Return a text with LF for CR LF and CR, and a line end behind the last line."""
    plain = _END.sub("\n", text)
    return plain if plain.endswith("\n") or not plain else plain + "\n"


def with_ends_of(original: str, text: str) -> str:
    """Give an edited text the line ends of the one it came from.

    Args:
        original: the text before, with any line ends, mixed ones too.
        text: the edited text, with LF.
    Returns:
        The text: lines that stood in the original end as there, new ones as most lines there do; the original
        itself if only line ends differ.
    """
    before = with_plain_ends(original)
    if text == before:
        return original
    ends = _END.findall(original)
    counts = Counter(ends)
    if not ends or set(counts) == {"\n"}:
        return text
    usual = max(sorted(counts), key=lambda end: counts[end])
    if len(counts) == 1:
        return text.replace("\n", usual)
    old, new = before.split("\n")[:-1], text.split("\n")[:-1]
    ends += [usual] * (len(old) - len(ends))
    kept = list(repeat(usual, len(new)))
    for match in difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        kept[match.b : match.b + match.size] = ends[match.a : match.a + match.size]
    return "".join(line + end for line, end in zip(new, kept, strict=True))
