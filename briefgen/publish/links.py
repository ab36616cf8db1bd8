"""Internal links and anchors of the rendered HTML: every one must lead somewhere."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
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


class Followed(msgspec.Struct, frozen=True):
    """All internal links of a site, followed; the next time only what may lead elsewhere is followed again."""

    pages: Mapping[str, PageLinks]
    files: frozenset[str]
    base_path: str
    broken: Mapping[str, tuple[BrokenLink, ...]]
    """By out_path; pages without broken links are left out."""


def follow_links(
    pages: Mapping[str, PageLinks],
    files: Iterable[str],
    *,
    base_path: str = "/",
    previous: Followed | None = None,
) -> Followed:
    """Follow all internal links, or those that may have changed since `previous`; see `check_links`."""
    known = frozenset((*files, *pages))
    if previous is not None and (previous.base_path != base_path or _lost(previous, pages, known)):
        previous = None
    broken: dict[str, tuple[BrokenLink, ...]] = {}
    for out_path in sorted(pages):
        # Nothing was lost: what was good is good still, what was broken may have been mended.
        if (
            previous is not None
            and previous.pages.get(out_path) is pages[out_path]
            and out_path not in previous.broken
        ):
            continue
        found = [
            BrokenLink(out_path, link, reason)
            for link in pages[out_path].links
            if (reason := _follow(out_path, link, pages, known, base_path))
        ]
        if found:
            broken[out_path] = tuple(found)
    return Followed(pages=pages, files=known, base_path=base_path, broken=broken)


def _lost(previous: Followed, pages: Mapping[str, PageLinks], known: frozenset[str]) -> bool:
    """Tell whether a file or an anchor is gone that was there before, or a file became a page."""
    if not previous.files <= known or not previous.pages.keys() >= (pages.keys() & previous.files):
        return True
    return any(
        links is not pages.get(out_path) and not links.anchors <= pages[out_path].anchors
        for out_path, links in previous.pages.items()
        if out_path in pages
    ) or any(out_path not in pages for out_path in previous.pages)


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
    followed = follow_links(pages, files, base_path=base_path)
    return [one for found in followed.broken.values() for one in found]


def _follow(
    out_path: str, link: str, pages: Mapping[str, PageLinks], known: AbstractSet[str], base_path: str
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
