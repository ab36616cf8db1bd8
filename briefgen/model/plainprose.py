"""Prose that needs no Markdown parser: single-line paragraphs whose every character stands for itself.

Most fields of a brief, and most articles, are such prose, and a parser takes most of a build for them. What is not
surely plain is left to the parser; a test compares both.
"""

import re

# Characters that begin or end something inline (CommonMark, section 6), line ends, and what parsers replace.
_MARKED = re.compile(r"[\\`~*_\[\]<&\n\r\x00]")
# A paragraph that begins with a letter or an opening quotation mark can be nothing else; with a digit, a list.
_BEGINS = "[^\\W\\d_]|[\"'“‘«„(]|[0-9]{1,9}(?![0-9.)])"
_START = re.compile(_BEGINS)
_VERBATIM = re.compile(rf"(?={_BEGINS})[^\\`~*_\[\]<&\n\r\x00|>\"]*[^\\`~*_\[\]<&\n\r\x00|>\"\s]")
_BREAK = "\n\n"


def is_verbatim(text: str) -> bool:
    """Tell whether `text` is one plain paragraph that stands in HTML as it is."""
    return _VERBATIM.fullmatch(text) is not None


def is_plain(text: str) -> bool:
    """Tell whether no character of `text` has a meaning inside a line, and none stands at its ends to be cut."""
    return _MARKED.search(text) is None and text == text.strip()


def begins_plainly(line: str) -> bool:
    """Tell whether a line that stands alone can be nothing but a paragraph."""
    return _START.match(line) is not None and "|" not in line


def split_plain(text: str) -> list[str] | None:
    """Split prose into its paragraphs if all are plain and on one line each; None if any may not be."""
    lines = text.split(_BREAK)
    for line in lines:
        if _MARKED.search(line) is not None or not begins_plainly(line) or line != line.strip():
            return None
    return lines
