"""Feed, sitemap, robots and exports, read back by other programs."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import feedparser
import pytest

from briefgen.model.brief import Brief, Figure, Inexact
from briefgen.model.config import Project
from briefgen.model.load import parse_brief
from briefgen.publish.build import render_site
from briefgen.publish.exports import render_figures_csv
from briefgen.publish.feeds import _at_midnight
from briefgen.publish.library import BriefEntry


def entry_of(figures: list[Figure]) -> BriefEntry:
    """Return a brief with figures as the library has it."""
    return BriefEntry(Brief(title="T", slug="t", figures=figures), {})


def test_feed_is_valid_and_absolute(sample: Project) -> None:
    """A feed reader reads the feed without complaint; addresses are absolute, ids are the permalinks."""
    feed = feedparser.parse(render_site(sample).files["feed.xml"])
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == "The Sample Desk"
    assert [entry.id for entry in feed.entries] == [
        "https://example.org/briefs/sampleton-flood/",
        "https://example.org/briefs/sampleton-inquiry/",
    ]
    assert [entry.link for entry in feed.entries] == [entry.id for entry in feed.entries]
    assert (
        'href="https://example.org/briefs/sampleton-inquiry/index.html"' in feed.entries[0].content[0].value
    )
    assert {link.href for link in feed.feed.links} == {
        "https://example.org/briefs/feed.xml",
        "https://example.org/briefs/",
    }


def test_feed_dates_are_those_of_the_content(sample: Project) -> None:
    """Dates are the days that briefs bear, at midnight of the site's zone, never the clock."""
    feed = feedparser.parse(render_site(sample).files["feed.xml"])
    assert [entry.updated for entry in feed.entries] == [
        "2031-05-05T00:00:00+01:00",
        "2031-05-04T00:00:00+01:00",
    ]
    assert feed.feed.updated == "2031-05-05T00:00:00+01:00"


@pytest.mark.parametrize(
    ("day", "zone", "expected"),
    [
        ("2022-01-05", "UTC", "2022-01-05T00:00:00+00:00"),
        ("2022-01-05", "Asia/Almaty", "2022-01-05T00:00:00+06:00"),
        ("1890-01-05", "Asia/Almaty", "1890-01-05T00:00:00+05:08"),
        ("2022-01-05", "Nowhere/Land", "2022-01-05T00:00:00+00:00"),
    ],
)
def test_midnight_of_a_zone_keeps_the_day(day: str, zone: str, expected: str) -> None:
    """The date in the feed is the date at the place, also where zones have odd offsets."""
    assert _at_midnight(day, zone) == expected


def test_sitemap_lists_each_page_with_its_true_day(sample: Project) -> None:
    """Every page but 404 is listed once, with lastmod only where the content has a day."""
    urls = ET.fromstring(render_site(sample).files["sitemap.xml"])
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {url.findtext(f"{name}loc"): url.findtext(f"{name}lastmod") for url in urls}
    assert found["https://example.org/briefs/sampleton-flood/"] == "2031-05-05"
    assert found["https://example.org/briefs/articles/2031-05-03-river-post/"] == "2031-05-03"
    assert found["https://example.org/briefs/about/"] is None
    assert "https://example.org/briefs/" in found
    assert not any("404" in str(address) for address in found)


def test_figures_as_csv_have_one_row_each(sample: Project) -> None:
    """All shown figures are there, with bounds, words and evidence in columns."""
    text = render_site(sample).files["sampleton-flood/figures.csv"].decode()
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert len(rows) == 8
    assert rows["killed-ministry-first"]["status"] == "withdrawn"
    assert rows["killed-ministry-first"]["value"] == "12"
    assert rows["cars-lost"]["words"] == "dozens"
    assert rows["killed-ministry"]["sources"] == "2031-05-05-wire | 2031-05-05-courier"


def test_csv_cells_are_no_formulas() -> None:
    """Text that a spreadsheet would run gets an apostrophe before it."""
    figures = [Figure(id="a", measure="killed", group="=1+1", value=Inexact(min=3, max=5), claimed_by="@x")]
    row = next(csv.DictReader(io.StringIO(render_figures_csv(entry_of(figures)).decode())))
    assert row["group"] == "'=1+1"
    assert row["claimed_by"] == "'@x"
    assert (row["min"], row["max"], row["value"]) == ("3", "5", "")


def test_brief_as_json_is_the_brief_without_hidden_items(sample: Project) -> None:
    """The JSON reads back as the brief that is published."""
    data = json.loads(render_site(sample).files["sampleton-flood/brief.json"])
    brief, problems = parse_brief((sample.briefs_path / "sampleton-flood.yaml").read_text(), "x")
    assert problems == []
    assert brief is not None
    assert data["title"] == brief.title
    assert len(data["figures"]) == len(brief.figures)
    assert "secret" not in [event["id"] for event in data["timeline"]]
