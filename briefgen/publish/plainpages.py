"""Links and ids of pages whose tags are written plainly, as templates write them: no HTML parser is needed.

What is not surely plain is left to the parser; a test compares both.
"""

import re

_NAME = "[a-z][a-z0-9]*+"
_LINKING = ("href", "src", "action", "cite")
_NAMED = "|".join(("id", *_LINKING))
_SINGLE = ("html", "head", "body")
"""Elements that parsers leave out where they stand a second time."""
_ODD = (
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
)
"""Elements in which tags are no tags, or in which parsers differ on whether they are."""
_BESIDE = "|".join((*_SINGLE, *_ODD, "title"))

_TEXT = r"[^<>\x00]*+"
_VALUE = r'="[^"<>\x00]*+"'
_ADDRESS = r'="([^"<>\s\x00-\x20\x7f-\xa0]*+)"'
_OTHER = rf"(?:\s++(?!(?:{_NAMED})[=\s/>])(?:viewBox|[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+)(?:{_VALUE})?+)*+"
_NAMING = (
    rf"(?:\s++(?:(?:{'|'.join(_LINKING)})(?(1)(?!)|{_ADDRESS})|id(?(2)(?!)|{_ADDRESS})"
    rf"|(?!(?:{_NAMED})[=\s/>])(?:viewBox|[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+)(?:{_VALUE})?+))*+"
)
"""Attributes with at most one that links and one id: of those that stand twice the first counts, which is not plain."""
_START = rf"(?!(?:{_BESIDE})[\s/>]){_NAME}"
# Some parsers take the text of a title as it is, tags and all.
_TITLE_END = f">{_TEXT}</title>"
_HEAD = re.compile(rf"\s*+(?i:<!doctype html>)\s*+<html{_OTHER}>\s*+(?:<head{_OTHER}>)?+")
_TAGS = rf"(?:{_TEXT}<(?:/{_NAME}\s*+>|{_START}(?:>|{_OTHER}\s*+/?>)|title{_OTHER}{_TITLE_END}))*+{_TEXT}"
"""Text and tags without anything to find."""
_TITLE = rf"title{_OTHER}\s++id{_ADDRESS}{_OTHER}{_TITLE_END}"
_NEXT = re.compile(rf"{_TAGS}(?:<(?:{_START}{_NAMING}\s*+/?>|(body){_OTHER}>|{_TITLE})|(\Z))")
"""The same, and a tag with a link, an id or both; or that of the body, which stands on a page once; or the end."""
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&"))
_ODD_ENTITY = re.compile("&(?!(?:amp|lt|gt|quot|#39|#34);)")


def find_named(text: str) -> tuple[list[str], list[str]] | None:
    """Return the values of all attributes that link, and all ids, in order of the page; None if it is not plain."""
    head = _HEAD.match(text)
    if head is None:
        return None
    at = head.end()
    links: list[str] = []
    ids: list[str] = []
    bodies = 0
    while True:
        found = _NEXT.match(text, at)
        if found is None:
            return None
        at = found.end()
        link, id_, body, title_id, end = found.groups()
        if end is not None:
            break
        bodies += body is not None
        if link is not None:
            links.append(link)
        if id_ is not None or title_id is not None:
            ids.append(title_id if id_ is None else id_)
    if bodies > 1:
        return None
    for values in (links, ids):
        for place, value in enumerate(values):
            if "&" in value:
                if _ODD_ENTITY.search(value):
                    return None
                values[place] = _unescape(value)
    return links, ids


def _unescape(value: str) -> str:
    for written, meant in _ENTITIES:
        value = value.replace(written, meant)
    return value
