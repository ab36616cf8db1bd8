"""Links and ids of pages whose tags are written plainly, as templates write them: no HTML parser is needed.

What is not surely plain is left to the parser; a test compares both.
"""

import re
from functools import lru_cache
from itertools import pairwise

import msgspec

_DOCTYPE = re.compile(r"\s*<!doctype html>\s*<html[ >]", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]+>")
# Names in lower case, values in double quotes.
_NAME = r"[a-z][a-z0-9]*"
_ATTRIBUTE = r'\s+(viewBox|[a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?:="([^"]*)")?'
_PLAIN = re.compile(rf"</?({_NAME})(?:{_ATTRIBUTE})*+\s*/?>")
_EACH = re.compile(_ATTRIBUTE)
_LINKING = frozenset(("href", "src", "action", "cite"))
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&"))
_ODD_VALUE = re.compile(r"[\x00-\x20\x7f-\xa0\s]|&(?!(?:amp|lt|gt|quot|#39|#34);)")
_SINGLE = frozenset(("html", "head", "body"))
"""Elements that parsers leave out where they stand a second time."""
_ODD = frozenset(
    [
        "script",
        "style",
        "textarea",
        "xmp",
        "plaintext",
        "iframe",
        "noembed",
        "noframes",
        "noscript",
        "frameset",
        "template",
        "math",
    ]
)
"""Elements in which tags are no tags, or in which parsers differ on whether they are."""


class _Tag(msgspec.Struct, frozen=True):
    links: tuple[str, ...]
    id: str | None
    single: str = ""
    """Name of an element that stands on a page once."""
    is_title: bool = False


_NOTHING = _Tag((), None)


def find_named(text: str) -> tuple[list[str], list[str]] | None:
    """Return the values of all attributes that link, and all ids, in order of the page; None if it is not plain."""
    if not _DOCTYPE.match(text) or "\x00" in text:
        return None
    tags = _TAG.findall(text)
    if not len(tags) == text.count("<") == text.count(">"):
        return None
    links: list[str] = []
    ids: list[str] = []
    singles: list[str] = []
    for tag in dict.fromkeys(tags[1:]):
        read = _read_tag(tag)
        if read is _NOTHING:
            continue
        if read is None:
            return None
        if read.single:
            singles += [read.single] * tags.count(tag)
        # Some parsers take the text of a title as it is, tags and all.
        elif read.is_title and any(one == tag and end != "</title>" for one, end in pairwise(tags)):
            return None
        links += read.links
        if read.id is not None:
            ids.append(read.id)
    return (links, ids) if len(singles) == len(set(singles)) else None


# The same tags stand on page after page.
@lru_cache(maxsize=8192)
def _read_tag(tag: str) -> _Tag | None:
    match = _PLAIN.fullmatch(tag)
    if match is None or match[1] in _ODD:
        return None
    is_end = tag.startswith("</")
    values: dict[str, str] = {}
    # One attribute after the other, so that no value is taken for one.
    for key, value in _EACH.findall(tag, match.end(1)):
        if key != "id" and key not in _LINKING:
            continue
        if is_end or key in values or _ODD_VALUE.search(value):
            return None
        values[key] = _unescape(value) if "&" in value else value
    found = values.pop("id", None)
    name = "" if is_end else match[1]
    if found is None and not values and name not in _SINGLE and name != "title":
        return _NOTHING
    return _Tag(tuple(values.values()), found, name if name in _SINGLE else "", name == "title")


def _unescape(value: str) -> str:
    for written, meant in _ENTITIES:
        value = value.replace(written, meant)
    return value
