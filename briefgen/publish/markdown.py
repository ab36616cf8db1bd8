"""Prose fields and pages to HTML. What people write is never trusted."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from markupsafe import Markup

from briefgen.model.plainprose import begins_plainly, is_plain, is_verbatim
from briefgen.model.slugs import make_slug

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")

_PAGE_FILE = re.compile(r"(?!/|\.\./)[^:?]+\.md")


def is_web_address(address: str | None) -> bool:
    """Tell whether `address` is absolute, http or https, and free of blanks and control characters."""
    return address is not None and re.fullmatch(r"(?i)https?://[^\s\x00-\x20\x7f<>\"]+", address) is not None


def is_allowed_link(address: str) -> bool:
    """Tell whether prose may link to `address`: http, https, or a place within the site."""
    if _SCHEME.match(address):
        return is_web_address(address)
    return not address.startswith(("//", "\\", "/\\"))


def resolve_link(address: str, root: str) -> str:
    """Turn a link of the prose into one of the page.

    Args:
        address: as written; `/slug/#item` is meant from the root of the site, wherever that will lie;
            `method.md` is the free page of that file, as editors and code hosts follow it.
        root: way from the page to the root of the site: "", "../", "../../" …
    Returns:
        The link with folders written out to `index.html`; absolute links and anchors unchanged.
    """
    path, mark, anchor = address.partition("#")
    if _PAGE_FILE.fullmatch(path):
        slug = "/".join(make_slug(part) for part in path.removesuffix(".md").split("/") if part != ".")
        return f"{root}{slug}/index.html{mark}{anchor}"
    if not address.startswith("/") or address.startswith("//"):
        return address
    path = path[1:]
    if not path or path.endswith("/"):
        path += "index.html"
    return f"{root}{path}{mark}{anchor}"


def mark_safe(text: str) -> Markup:
    """Return text that is markup; in a third of the time of `Markup(text)`, which looks at what it is given."""
    return str.__new__(Markup, text)


@cache
def _parser() -> Any:
    # Most prose is plain: many builds never need the parser, which takes long to import.
    from briefgen.publish.prose import make_parser

    return make_parser()


# Bold words, and links to plain addresses: all that most prose has beside plain words.
_PLAIN = r"[^\\`~*_\[\]<&\n\r\x00]"
_PIECE = re.compile(
    rf"(?P<plain>{_PLAIN}+)"
    rf"|\*\*(?P<strong>(?=[^\W_]){_PLAIN}*[^\W_])\*\*(?=[ .,;:!?)]|$)"
    rf"|\[(?P<words>(?=[^\W_]){_PLAIN}*[^\W_])\]\((?P<address>https?://[a-z0-9]+(?:[.-][a-z0-9]+)*(?:/[A-Za-z0-9._-]*)*)\)"
)


def _render_simple(text: str) -> str | None:
    """Render paragraphs of plain words, bold words and links; None if there may be anything else."""
    if not isinstance(text, str):
        return None  # a template's mistake, which the parser tells
    if is_verbatim(text):
        return f"<p>{text}</p>\n"
    paragraphs = []
    for line in text.split("\n\n"):
        if line != line.strip() or not begins_plainly(line):
            return None
        inner = _escape(line) if is_plain(line) else _render_pieces(line)
        if inner is None:
            return None
        paragraphs.append(f"<p>{inner}</p>\n")
    return "".join(paragraphs)


def _render_pieces(line: str) -> str | None:
    pieces = _read_pieces(line)
    return None if pieces is None else "".join(_render_piece(piece) for piece in pieces)


def _render_piece(piece: re.Match[str]) -> str:
    match piece.lastgroup:
        case "plain":
            return _escape(piece.group())
        case "strong":
            return f"<strong>{_escape(piece['strong'])}</strong>"
        case _:
            return f'<a href="{piece["address"]}" rel="external">{_escape(piece["words"])}</a>'


def _read_pieces(line: str) -> list[re.Match[str]] | None:
    """Split a line into plain words, bold words and links; None if there may be anything else."""
    pieces: list[re.Match[str]] = []
    at = 0
    while at < len(line):
        piece = _PIECE.match(line, at)
        # Anything but a blank before it may make it mean something else: `!` makes a picture of a link.
        if piece is None or (piece.lastgroup != "plain" and line[at - 1 : at] not in (" ", "(")):
            return None
        pieces.append(piece)
        at = piece.end()
    return pieces


def _strip_simple(text: str) -> str | None:
    """Return the words of paragraphs of plain words, bold words and links; None if there may be anything else."""
    if not isinstance(text, str):
        return None  # as above
    words: list[str] = []
    for line in text.split("\n\n"):
        pieces = _read_pieces(line) if line == line.strip() and begins_plainly(line) else None
        if pieces is None:
            return None
        words += (piece["plain"] or piece["strong"] or piece["words"] for piece in pieces)
        words.append(" ")
    return " ".join("".join(words).split())


def _escape(text: str) -> str:
    """Escape plain text as the parser does."""
    return text.replace(">", "&gt;").replace('"', "&quot;")


def render_markdown(text: str | None, root: str = "", *, shift: int = 3) -> Markup:
    """Render prose as HTML blocks.

    Args:
        text: Markdown; None and "" give nothing.
        root: way from the page to the root of the site, for links that begin with `/`.
        shift: how many levels headings go down, so that they stand below those of the page; never h1.
    Returns:
        Safe markup: no raw HTML, no images, links only to http, https and the site itself.
    """
    if not text:
        return Markup("")
    plain = _render_simple(text)
    return mark_safe(plain or _parser().render(text, {"root": root, "shift": shift}))


def render_inline(text: str | None, root: str = "") -> Markup:
    """Render prose as inline HTML, for titles and single lines; otherwise as `render_markdown`."""
    if not text:
        return Markup("")
    if isinstance(text, str) and is_plain(text):
        return mark_safe(_escape(text))
    return mark_safe(_parser().renderInline(text, {"root": root, "shift": 3}))


def strip_markdown(text: str | None) -> str:
    """Return the plain words of some prose, on one line, for descriptions and labels."""
    if not text:
        return ""
    plain = _strip_simple(text)
    if plain is not None:
        return plain
    env: Mapping[str, Any] = {"root": "", "shift": 3}
    words: list[str] = []
    for token in _parser().parse(text, dict(env)):
        if token.type in ("fence", "code_block"):
            words.append(token.content)
        words.extend(
            child.content if child.type in ("text", "code_inline", "image") else " "
            for child in token.children or ()
            if child.type in ("text", "code_inline", "image", "softbreak", "hardbreak")
        )
        if token.children:
            words.append(" ")
    return " ".join("".join(words).split())
