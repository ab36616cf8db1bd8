"""The Atom feed (RFC 4287): absolute addresses, dates from the content, ids that stay."""

import datetime
import xml.etree.ElementTree as ET
import zoneinfo
from collections.abc import Sequence
from urllib.parse import quote

from briefgen.model.config import Config
from briefgen.publish.cards import BriefCard
from briefgen.publish.entries import date_order
from briefgen.publish.labels import STATUSES
from briefgen.publish.markdown import render_markdown, strip_markdown

_ATOM = "http://www.w3.org/2005/Atom"
_NO_DATE = "1970-01-01"


def render_atom(briefs: Sequence[BriefCard], config: Config, base_url: str) -> bytes:
    """Render the feed of the newest briefs.

    Args:
        briefs: newest first, each with a date, as Atom requires one.
        config: title, author, language, zone.
        base_url: absolute, not empty.
    """
    base = base_url.rstrip("/") + "/"
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": config.language})
    _add(feed, "title", config.title)
    if config.description:
        _add(feed, "subtitle", config.description)
    _add(feed, "id", base)
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{base}feed.xml"})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": base})
    newest = max((day for brief in briefs if (day := _last_day(brief))), default=_NO_DATE)
    _add(feed, "updated", _at_midnight(newest, config.timezone))
    author = ET.SubElement(feed, "author")
    _add(author, "name", config.author or config.title)
    _add(feed, "generator", "briefgen")
    for brief in briefs:
        _add_entry(feed, brief, config, base)
    ET.indent(feed)
    text = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _add_entry(feed: ET.Element, entry: BriefCard, config: Config, base: str) -> None:
    address = f"{base}{quote(entry.brief.slug)}/"
    element = ET.SubElement(feed, "entry")
    _add(element, "title", entry.brief.title)
    # Addresses of briefs are public and stay, so they are the ids.
    _add(element, "id", address)
    ET.SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": address})
    _add(element, "updated", _at_midnight(_last_day(entry) or _NO_DATE, config.timezone))
    ET.SubElement(element, "category", {"term": entry.brief.status, "label": STATUSES[entry.brief.status]})
    if entry.brief.summary:
        _add(element, "summary", strip_markdown(entry.brief.summary))
        content = _add(element, "content", str(render_markdown(entry.brief.summary, base)))
        content.set("type", "html")
        content.set("xml:base", address)


def _last_day(entry: BriefCard) -> str | None:
    latest = date_order(entry.updated)[0]
    return latest if latest and not latest.startswith("9999") else None


def _at_midnight(day: str, zone: str) -> str:
    """Return the day as RFC 3339 at midnight of the site's zone: the day stays what it is at the place."""
    date = datetime.date.fromisoformat(day)
    try:
        place: datetime.tzinfo = zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        place = datetime.UTC
    moment = datetime.datetime(date.year, date.month, date.day, tzinfo=place)
    offset = moment.utcoffset() or datetime.timedelta()
    # RFC 3339 has no seconds in offsets; local mean times before about 1920 have them.
    whole = datetime.timezone(datetime.timedelta(minutes=round(offset.total_seconds() / 60)))
    return moment.replace(tzinfo=whole).isoformat()


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = "".join(char for char in text if _is_xml(char))
    return element


def _is_xml(char: str) -> bool:
    """Tell whether XML 1.0 allows the character (section 2.2)."""
    code = ord(char)
    return char in "\t\n\r" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
