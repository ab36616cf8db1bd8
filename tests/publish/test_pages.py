"""Free pages: front matter, titles, addresses."""

from pathlib import Path

import pytest

from briefgen.model.config import Project
from briefgen.publish.build import render_site
from briefgen.publish.pages import parse_page
from briefgen.publish.records import TextPage


def parse(source: str, name: str = "about.md") -> TextPage:
    """Parse a page that has no problem."""
    page, problems = parse_page(source, f"content/pages/{name}", Path(name))
    assert problems == []
    assert page is not None
    return page


@pytest.mark.parametrize(
    ("source", "title", "text"),
    [
        ("---\ntitle: Given\n---\nWords.\n", "Given", "Words.\n"),
        ("---\ntitle: Given\n---\n\n# Given\n\nWords.\n", "Given", "\nWords.\n"),
        ("---\ntitle: Given\n---\n# Other\n", "Given", "# Other\n"),
        ("# First heading #\n\nWords.\n", "First heading", "\nWords.\n"),
        ("Words only.\n", "About", "Words only.\n"),
        ("\ufeff---\r\ntitle: Given\r\n---\r\nWords.\r\n", "Given", "Words.\n"),
        ("---\n---\nWords.\n", "About", "Words.\n"),
    ],
)
def test_title_comes_from_front_matter_or_first_heading(source: str, title: str, text: str) -> None:
    """The title is that of the front matter, else the first heading, else the file's name; it stands once."""
    page = parse(source)
    assert (page.title, page.text) == (title, text)


@pytest.mark.parametrize(
    ("name", "slug"),
    [("about.md", "about"), ("How we work.md", "how-we-work"), ("help/Contact.md", "help/contact")],
)
def test_address_comes_from_the_file_name(name: str, slug: str) -> None:
    """File and folder names become an address."""
    assert parse("Words.\n", name).slug == slug


@pytest.mark.parametrize(
    ("source", "headline"),
    [
        ("---\ntitle: x\n", "p.md:1:1: [error] the front matter is never closed (front-matter)"),
        ("---\ntitel: x\n---\n", "p.md:2:1: [error] "),
        ("---\norder: first\n---\n", "p.md:2:8: [error] "),
        ("---\ntitle: [x\n---\n", "p.md:"),
    ],
)
def test_wrong_front_matter_is_told_with_its_line(source: str, headline: str) -> None:
    """What is wrong at the head of a page is an error at its line of the file."""
    page, problems = parse_page(source, "p.md", Path("p.md"))
    assert page is None
    assert problems[0].headline().startswith(headline)


def test_pages_stand_in_the_navigation_in_their_order(sample: Project) -> None:
    """`order` sorts the navigation; `navigation: false` leaves a page out of it, not out of the site."""
    pages = sample.pages_path
    (pages / "last.md").write_text("---\ntitle: Last\n---\n", encoding="utf-8")
    (pages / "first.md").write_text("---\ntitle: First\norder: 0\n---\n", encoding="utf-8")
    (pages / "quiet.md").write_text("---\ntitle: Quiet\nnavigation: false\n---\n", encoding="utf-8")
    built = render_site(sample)
    home = built.files["index.html"].decode()
    places = [home.index(f">{title}</a>") for title in ("First", "About", "Method", "Last")]
    assert places == sorted(places)
    assert "Quiet" not in home
    assert "quiet/index.html" in built.files
