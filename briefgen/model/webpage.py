"""Saved web pages as articles: main text by trafilatura, metadata only where the page states it."""

import json
import re
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec
from lxml import html as lxml_html
from lxml.etree import ParserError
from trafilatura import extract

from briefgen.model.dates import is_date_time, is_day

_ARTICLE_TYPES = re.compile(r"(?:News|Report|Blog|Live)?\w*(?:Article|Posting|Report)")
_MAX_JSON_NODES = 2000
_PUBLISHED_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date_published",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article.published",
    "originalpublicationdate",
    "sailthru.date",
    "dc.date",
    "dcterms.date",
    "date",
)
_DAY_FIRST = re.compile(r"(\d{4})([-/]?)(\d{2})\2(\d{2})(?:[T ]\S.{0,40})?")


class WebPage(msgspec.Struct, frozen=True, kw_only=True):
    """What a saved page says of itself."""

    text: str
    """Main text, blocks joined by a blank line; "" if none was found."""
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """Date or date-time in ISO 8601, as the page gives it."""
    url: str | None = None
    language: str | None = None
    byline: str | None = None


def parse_web_page(source: str) -> WebPage:
    """Read a saved web page.

    Args:
        source: the HTML, decoded.
    Returns:
        Main text without navigation, comments and captions of other stories; the publication date from JSON-LD,
        else from meta elements, else from the first `<time datetime>` inside the article, never guessed.
    """
    try:
        tree = lxml_html.document_fromstring(
            source.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except ParserError:
        return WebPage(text="")
    metas = _metas(tree)
    linked = _linked_article(tree)
    text = extract(
        source, include_comments=False, include_tables=True, favor_precision=False, deduplicate=False
    )
    published = _first_date(
        linked.get("datePublished"),
        *(metas.get(name) for name in _PUBLISHED_NAMES),
        *tree.xpath("//article//time/@datetime | //header//time/@datetime"),
        *tree.xpath("//time[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime"),
        *_only(tree.xpath("//time/@datetime")),
    )
    return WebPage(
        text="\n\n".join(line.strip() for line in (text or "").splitlines() if line.strip())
        or _paragraphs(tree),
        title=_first_text(
            linked.get("headline"), metas.get("og:title"), *tree.xpath("//h1//text()"), *_titles(tree)
        ),
        publisher=_first_text(_name_of(linked.get("publisher")), metas.get("og:site_name")),
        published=published,
        url=_first_text(*tree.xpath("//link[@rel='canonical']/@href"), metas.get("og:url")),
        language=_first_text(*tree.xpath("/html/@lang"), linked.get("inLanguage")),
        byline=_first_text(_name_of(linked.get("author")), metas.get("author")),
    )


def _paragraphs(tree: Any) -> str:
    """Return the paragraphs of a page too short for trafilatura to tell its text from the rest."""
    outside = "not(ancestor::nav or ancestor::footer or ancestor::aside or ancestor::form)"
    for scope in ("//article//p", "//main//p", "//body//p"):
        texts = [" ".join(node.text_content().split()) for node in tree.xpath(f"{scope}[{outside}]")]
        if any(texts):
            return "\n\n".join(text for text in texts if text)
    return ""


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and meta.get("content"):
            found.setdefault(name.lower(), meta.get("content"))
    return found


def _linked_article(tree: Any) -> dict[str, Any]:
    """Return the first article of the page's JSON-LD; empty if there is none."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            todo = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while todo and seen < _MAX_JSON_NODES:
            node = todo.pop(0)
            seen += 1
            if isinstance(node, list):
                todo = [*node, *todo]
            elif isinstance(node, dict):
                types = node.get("@type")
                names = types if isinstance(types, list) else [types]
                if any(isinstance(name, str) and _ARTICLE_TYPES.fullmatch(name) for name in names):
                    return node
                todo.extend(value for key, value in node.items() if key in ("@graph", "mainEntity"))
    return {}


def _name_of(value: Any) -> str | None:
    if isinstance(value, list):
        names = [name for name in map(_name_of, value[:20]) if name]
        return ", ".join(names) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _titles(tree: Any) -> list[str]:
    return [title for title in tree.xpath("//title/text()") if isinstance(title, str)]


def _only(found: list[str]) -> list[str]:
    # Of several times on a page nobody knows which one is the publication's.
    return found if len(set(found)) == 1 else []


def _first_text(*values: Any) -> str | None:
    for value in values:
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return None


def _first_date(*values: Any) -> str | None:
    for value in values:
        if not isinstance(value, str):
            continue
        text = value.strip()
        if is_date_time(text):
            return text
        day = _day_of(text)
        if day is not None:
            return day
    return None


def _day_of(text: str) -> str | None:
    """Return the day of a date that is written otherwise than ISO 8601 wants, but can mean one day only."""
    match = _DAY_FIRST.fullmatch(text)
    if match:
        day = f"{match[1]}-{match[3]}-{match[4]}"
        return day if is_day(day) else None
    try:
        return parsedate_to_datetime(text[:60]).date().isoformat()
    except (ValueError, OverflowError):
        return None
