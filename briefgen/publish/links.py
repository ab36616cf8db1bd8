"""Internal links and anchors of the rendered HTML: every one must lead somewhere."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urlsplit

import msgspec
from lxml import html
from lxml.etree import ParserError, XPath

_LINKS = XPath("//@href | //@src | //@action | //@cite", smart_strings=False)
_IDS = XPath("//@id", smart_strings=False)
_OUTWARD = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")


class PageLinks(msgspec.Struct, frozen=True):
    """Where a page leads and where it can be led to."""

    links: tuple[str, ...]
    """Targets of links within the site, as written, in order, each once."""
    anchors: frozenset[str]
    """Ids that links can name."""


class BrokenLink(msgspec.Struct, frozen=True):
    """A link that leads nowhere."""

    out_path: str
    """Page that holds it."""
    link: str
    """As written."""
    reason: str


def find_links(text: str) -> PageLinks:
    """Find the internal links and the anchors of an HTML page."""
    try:
        document = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=True))
    except ParserError:
        return PageLinks(links=(), anchors=frozenset())
    links = dict.fromkeys(value.strip() for value in _LINKS(document) if not _leads_out(value))
    return PageLinks(links=tuple(links), anchors=frozenset(_IDS(document)))


def _leads_out(link: str) -> bool:
    return _OUTWARD.match(link) is not None


def check_links(
    pages: Mapping[str, PageLinks], files: Iterable[str], *, base_path: str = "/"
) -> list[BrokenLink]:
    """Follow all internal links.

    Args:
        pages: links of each HTML page, by out_path.
        files: out_path of every file of the site.
        base_path: path of the site's own address, for links from its host's root: `/` or `/briefs/`.
    Returns:
        The broken ones, in order of page and link.
    """
    known = {*files, *pages}
    broken: list[BrokenLink] = []
    for out_path in sorted(pages):
        for link in pages[out_path].links:
            reason = _follow(out_path, link, pages, known, base_path)
            if reason:
                broken.append(BrokenLink(out_path, link, reason))
    return broken


def _follow(
    out_path: str, link: str, pages: Mapping[str, PageLinks], known: set[str], base_path: str
) -> str | None:
    """Return why a link leads nowhere; None if it is good."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return "it cannot be read"
    path = unquote(parts.path)
    if not path:
        target = out_path
    elif path.startswith("/"):
        if not path.startswith(base_path):
            return "it leads out of the site"
        target = path[len(base_path) :]
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(out_path), path))
    if target.startswith("../") or target == "..":
        return "it leads out of the site"
    if path.endswith("/") or target in ("", "."):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in known:
        return "there is no such page"
    anchor = unquote(parts.fragment).partition(":~:")[0]
    if anchor and target in pages and anchor not in pages[target].anchors:
        return f'the page has no place "#{anchor}"'
    return None
