"""Internal links and anchors of the rendered HTML: every one must lead somewhere."""

import posixpath
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

import msgspec

from briefgen.publish.plainpages import find_named

_OUTWARD = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
# Most links: nothing in them is to be unquoted.
_PLAIN_LINK = re.compile(r"(?!//)[A-Za-z0-9_./-]*(?:#[A-Za-z0-9_.-]*)?")


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
    plain = find_named(text)
    if plain is None:
        return parse_links(text)
    links, ids = plain
    return PageLinks(links=tuple(dict.fromkeys(_inward(links))), anchors=frozenset(ids))


def parse_links(text: str) -> PageLinks:
    """Find what `find_links` finds in a page of any sort, by a parser of HTML."""
    return _parser()(text)


@cache
def _parser() -> Callable[[str], PageLinks]:
    # Most sites have plain pages only: lxml takes longer to import than a hundred of them to render.
    from lxml import html
    from lxml.etree import ParserError, XPath

    find_targets = XPath("//@href | //@src | //@action | //@cite", smart_strings=False)
    find_ids = XPath("//@id", smart_strings=False)

    def read(text: str) -> PageLinks:
        try:
            document = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=True))
        except ParserError:
            return PageLinks(links=(), anchors=frozenset())
        links = dict.fromkeys(_inward(find_targets(document)))
        return PageLinks(links=tuple(links), anchors=frozenset(find_ids(document)))

    return read


def _inward(links: Iterable[str]) -> Iterator[str]:
    return (link.strip() for link in links if _OUTWARD.match(link) is None)


def follow_links(
    followed: Iterable[str],
    links_of: Callable[[str], PageLinks | None],
    files: Container[str],
    *,
    base_path: str = "/",
) -> dict[str, tuple[BrokenLink, ...]]:
    """Follow all internal links of some pages.

    Args:
        followed: out_path of the pages.
        links_of: links and anchors of any HTML page of the site, by out_path; None for other files.
        files: out_path of every file of the site.
        base_path: path of the site's own address, for links from its host's root: `/` or `/briefs/`.
    Returns:
        The broken ones by out_path, in order of the page; pages without broken links are left out.
    """
    broken: dict[str, tuple[BrokenLink, ...]] = {}
    for out_path in followed:
        page = links_of(out_path)
        found = [
            BrokenLink(out_path, link, reason)
            for link in (page.links if page else ())
            if (reason := _follow(out_path, link, links_of, files, base_path))
        ]
        if found:
            broken[out_path] = tuple(found)
    return broken


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
    broken = follow_links(sorted(pages), pages.get, {*files, *pages}, base_path=base_path)
    return [one for found in broken.values() for one in found]


@lru_cache(maxsize=8192)
def _find_target(folder: str, path: str, base_path: str) -> str | None:
    """Return the out_path that a path leads to from a folder of the site; None if that lies outside."""
    if path.startswith("/"):
        base_path = unquote(base_path)
        if not path.startswith(base_path):
            return None
        target = path[len(base_path) :]
    else:
        target = posixpath.normpath(posixpath.join(folder, path))
    if target.startswith("../") or target == "..":
        return None
    if path.endswith("/") or target in ("", "."):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target


def _follow(
    out_path: str,
    link: str,
    links_of: Callable[[str], PageLinks | None],
    known: Container[str],
    base_path: str,
) -> str | None:
    """Return why a link leads nowhere; None if it is good."""
    if _PLAIN_LINK.fullmatch(link):
        path, _, anchor = link.partition("#")
    else:
        try:
            parts = urlsplit(link)
        except ValueError:
            return "it cannot be read"
        path, anchor = unquote(parts.path), unquote(parts.fragment).partition(":~:")[0]
    target = _find_target(out_path.rpartition("/")[0], path, base_path) if path else out_path
    if target is None:
        return "it leads out of the site"
    if target not in known:
        return "there is no such page"
    page = links_of(target) if anchor else None
    if page is not None and anchor not in page.anchors:
        return f'the page has no place "#{anchor}"'
    return None
