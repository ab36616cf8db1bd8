"""Prose: Markdown with nothing dangerous in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from briefgen.publish.markdown import is_allowed_link, is_web_address, render_markdown, strip_markdown


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "mailto:a@example.org",
        "//example.org/x",
        "ftp://example.org",
    ],
)
def test_links_to_other_schemes_stay_text(address: str) -> None:
    """Only http, https and places of the site become links."""
    assert not is_allowed_link(address)
    assert "<a" not in render_markdown(f"[x]({address})")


@pytest.mark.parametrize("address", ["\\\\example.org", "/\\example.org"])
def test_backslashes_lead_nowhere_else(address: str) -> None:
    """What browsers would read as another host is no link."""
    assert not is_allowed_link(address)


def test_links_from_the_root_of_the_site_are_made_relative() -> None:
    """`/slug/` leads to the page however deep the page with the link lies."""
    assert 'href="../../flood/index.html#x"' in render_markdown("[x](/flood/#x)", "../../")
    assert 'href="../index.html"' in render_markdown("[x](/)", "../")
    assert 'href="flood/figures.csv"' in render_markdown("[x](/flood/figures.csv)", "")


def test_links_to_files_of_pages_lead_to_the_pages() -> None:
    """A link to a Markdown file, as editors write and follow it, leads to the page made of it."""
    assert 'href="../method/index.html#x"' in render_markdown("[x](method.md#x)", "../")
    assert 'href="../how-we-work/index.html"' in render_markdown("[x](./How_we_work.md)", "../")


def test_raw_html_and_templates_are_text() -> None:
    """Markup and template code in prose are shown, not run."""
    shown = render_markdown('<script>alert(1)</script> <b onclick="x">{{ 7 * 7 }} {% raw %}</b>')
    assert "<script" not in shown
    assert "<b" not in shown
    assert "{{ 7 * 7 }}" in shown


def test_images_become_links() -> None:
    """A picture elsewhere would be a request to a third party, so it is a link."""
    shown = render_markdown("![a map](https://example.org/map.png)")
    assert "<img" not in shown
    assert '<a href="https://example.org/map.png" rel="external">a map</a>' in shown


def test_headings_stand_below_those_of_the_page() -> None:
    """Headings in prose go down by the given number of levels, never above h2."""
    assert render_markdown("# A") == "<h4>A</h4>\n"
    assert render_markdown("# A\n\n## B", shift=0) == "<h2>A</h2>\n<h2>B</h2>\n"


def test_plain_words_have_no_marks() -> None:
    """Titles and descriptions get the words of prose on one line."""
    assert strip_markdown("The **flood**, [seen](x)\nand `told`\n\n- once") == "The flood, seen and told once"
    assert strip_markdown(None) == ""


@pytest.mark.parametrize(
    "address", [None, "", "https://", "https://a b", 'https://a"b', "ftp://a", "https://a\x00"]
)
def test_what_is_no_web_address(address: str | None) -> None:
    """Blanks, quotation marks, control characters and other schemes are refused."""
    assert not is_web_address(address)


@given(st.text(alphabet=st.sampled_from("<>[]()!`\"'{}%#&\\\n :/jsavcript=on*_|-x"), max_size=80))
def test_no_prose_makes_active_markup(text: str) -> None:
    """Whatever is written, there is no script, no event handler, no other scheme in what comes out."""
    rendered = str(render_markdown(text))
    if not rendered.strip():
        return
    for element in html.fragment_fromstring(rendered, create_parent="div").iter():
        assert element.tag not in ("script", "img", "iframe", "style", "object", "svg")
        assert not [name for name in element.attrib if name.startswith("on")]
        href = element.attrib.get("href", "")
        assert not re.match(r"\s*(?!https?:)[a-zA-Z][a-zA-Z0-9+.-]*:", href)
