"""Files for machines: figures as CSV, briefs as JSON, sitemap, robots.txt."""

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from urllib.parse import quote

import msgspec

from briefgen.model.brief import Brief, Figure, Inexact
from briefgen.publish.entries import BriefEntry, date_order
from briefgen.publish.plan import HTML_KINDS, Page

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_COLUMNS = (
    "id", "measure", "group", "value", "min", "max", "words", "qualifier", "unit",
    "as_of", "claimed_by", "place", "status", "part_of", "sources", "quotes",
)  # fmt: skip


def render_figures_csv(entry: BriefEntry) -> bytes:
    """Render all figures of a brief as CSV (RFC 4180, UTF-8), one figure a row, columns as in `_COLUMNS`.

    `sources` and `quotes` hold the evidence, parted by ` | `.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in entry.figures:
        if isinstance(one.item, Figure):
            writer.writerow([_cell(value) for value in _row(one.item)])
    return buffer.getvalue().encode("utf-8", "replace")


def _row(figure: Figure) -> Sequence[object]:
    value = figure.value
    inexact = value if isinstance(value, Inexact) else Inexact()
    return (
        figure.id,
        figure.measure,
        figure.group,
        None if isinstance(value, Inexact) else value,
        inexact.min,
        inexact.max,
        inexact.words,
        figure.qualifier,
        figure.unit,
        figure.as_of,
        figure.claimed_by,
        figure.place,
        figure.status,
        figure.part_of,
        " | ".join(one.source for one in figure.evidence),
        " | ".join(one.quote for one in figure.evidence),
    )


def _cell(value: object) -> object:
    """Keep spreadsheets from running text of articles as formulas (OWASP, CSV injection)."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return "" if value is None else value


def render_brief_json(entry: BriefEntry) -> bytes:
    """Render a brief as JSON, keys as in its YAML, hidden items left out."""
    brief = entry.brief
    shown: Brief = msgspec.structs.replace(
        brief,
        updated=entry.updated,
        background=[item for item in brief.background if not item.hidden],
        timeline=[item for item in brief.timeline if not item.hidden],
        figures=[item for item in brief.figures if not item.hidden],
        reactions=[item for item in brief.reactions if not item.hidden],
    )
    return msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n"


def render_sitemap(pages: Sequence[Page], base_url: str) -> bytes:
    """Render the sitemap: pages for readers, with the day of their newest content where that is known."""
    urls = ET.Element("urlset", {"xmlns": _SITEMAP})
    for page in sorted(pages, key=lambda page: page.out_path):
        if page.kind not in HTML_KINDS or page.kind == "missing":
            continue
        url = ET.SubElement(urls, "url")
        address = quote(page.out_path.removesuffix("index.html"))
        ET.SubElement(url, "loc").text = f"{base_url.rstrip('/')}/{address}"
        latest = date_order(page.lastmod)[0]
        if latest and not latest.startswith("9999"):
            ET.SubElement(url, "lastmod").text = latest
    ET.indent(urls)
    text = ET.tostring(urls, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def render_robots(base_url: str) -> bytes:
    """Render robots.txt: everything is open; the sitemap is named where there is one."""
    lines = ["User-agent: *", "Allow: /"]
    if base_url:
        lines += ["", f"Sitemap: {base_url.rstrip('/')}/sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()
