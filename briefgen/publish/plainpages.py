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

# Text holds no `=`, and values no `="`: what looks like an attribute on the page is one.
_TEXT = r"[^<>=\x00]*+"
_VALUE = r'="[^"<>\x00]*+(?<!=)"'
_ADDRESS = r'="[^"<>\s\x00-\x20\x7f-\xa0]*+(?<!=)"'
_OTHER = rf"(?:\s++(?!(?:{_NAMED})[=\s/>])(?:viewBox|[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+)(?:{_VALUE})?+)*+"
_LINK = rf"\s++(?<= )(?:{'|'.join(_LINKING)}){_ADDRESS}{_OTHER}"
_ID = rf"\s++(?<= )id{_ADDRESS}{_OTHER}"
# Of attributes that stand twice the first counts: such tags are not plain.
_TAG = rf"(?!(?:{_BESIDE})[\s/>]){_NAME}(?:>|{_OTHER}(?:{_LINK}(?:{_ID})?+|{_ID}(?:{_LINK})?+)?+\s*+/?>)"
# Some parsers take the text of a title as it is, tags and all.
_TITLE = rf"title{_OTHER}(?:{_ID})?+>{_TEXT}</title>"
_BODY = rf"(?:<(?:/{_NAME}\s*+>|{_TAG}|{_TITLE}){_TEXT})*+"
_PAGE = re.compile(
    rf"\s*+(?i:<!doctype html>)\s*+<html{_OTHER}>\s*+(?:<head{_OTHER}>)?+{_TEXT}{_BODY}"
    rf"(?:<body{_OTHER}>{_TEXT}{_BODY})?+"
)
_RARE = tuple(key for key in _LINKING if key != "href")
_ANY_LINK = re.compile(rf' (?:{"|".join(_LINKING)})="([^"]*)"')
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&"))
_ODD_ENTITY = re.compile("&(?!(?:amp|lt|gt|quot|#39|#34);)")


def find_named(text: str) -> tuple[list[str], list[str]] | None:
    """Return the values of all attributes that link, and all ids, in order of the page; None if it is not plain."""
    if _PAGE.fullmatch(text) is None:
        return None
    links = _find_values(text, "href")
    if any(f' {key}="' in text for key in _RARE):
        links = _ANY_LINK.findall(text)
    ids = _find_values(text, "id")
    for values in (links, ids):
        for at, value in enumerate(values):
            if "&" in value:
                if _ODD_ENTITY.search(value):
                    return None
                values[at] = _unescape(value)
    return links, ids


def _find_values(text: str, key: str) -> list[str]:
    return [piece[: piece.index('"')] for piece in text.split(f' {key}="')[1:]]


def _unescape(value: str) -> str:
    for written, meant in _ENTITIES:
        value = value.replace(written, meant)
    return value
