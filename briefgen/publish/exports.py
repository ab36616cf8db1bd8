"""Files for machines: figures as CSV, briefs as JSON, sitemap, robots.txt."""

import csv
import io
from collections.abc import Iterable, Sequence
from urllib.parse import quote

import msgspec

from briefgen.model.brief import Brief, Figure, Inexact
from briefgen.publish.entries import date_order
from briefgen.publish.library import BriefEntry

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


def render_sitemap(pages: Iterable[tuple[str, str | None]], base_url: str) -> bytes:
    """Render the sitemap, in order of the pages' files.

    Args:
        pages: out_path of each page for readers, and the day of its newest content where that is known.
        base_url: absolute, not empty.
    """
    base = _escape_xml(base_url.rstrip("/"))
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f'<urlset xmlns="{_SITEMAP}">']
    for out_path, lastmod in sorted(pages, key=lambda page: page[0]):
        address = quote(out_path.removesuffix("index.html"))
        lines.append(f"  <url>\n    <loc>{base}/{address}</loc>")
        latest = date_order(lastmod)[0]
        if latest and not latest.startswith("9999"):
            lines.append(f"    <lastmod>{latest}</lastmod>")
        lines.append("  </url>")
    lines.append("</urlset>\n")
    return "\n".join(lines).encode()


def _escape_xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def render_robots(base_url: str) -> bytes:
    """Render robots.txt: everything is open; the sitemap is named where there is one."""
    lines = ["User-agent: *", "Allow: /"]
    if base_url:
        lines += ["", f"Sitemap: {base_url.rstrip('/')}/sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()
