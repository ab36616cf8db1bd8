"""Prose: Markdown with nothing dangerous in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from briefgen.model import plaintext
from briefgen.publish import markdown
from briefgen.publish.markdown import is_allowed_link, is_web_address, render_markdown, strip_markdown
from tests.strategies import many_examples


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


_PIECES = st.sampled_from(
    [
        *(
            "word",
            "Word",
            "Слово",
            "字",
            "é",
            "12",
            "1",
            "a.b",
            "don't",
            "“quoted”",
            '"q"',
            "->",
            "x > y",
            "R&D",
        ),
        *(
            "&amp;",
            "**",
            "*",
            "_",
            "__",
            "~~",
            "`",
            "[",
            "]",
            "(",
            ")",
            "!",
            "<b>",
            "<",
            "\\",
            "|",
            "#",
            "+",
            "-",
        ),
        *("**bold**", "**two words**", "**bold.**", "** loose **", "[link](https://a.example/b-c_d/1.html)"),
        *(
            "[a](https://a.example)",
            "[a](/b/)",
            "![a](https://a.example/x)",
            "[a]: https://a.example",
            "[a](b c)",
        ),
        *(
            "[**a**](https://a.example/b)",
            "**[a](https://a.example/b)**",
            "https://a.example/**x**",
            "---",
            "===",
        ),
        *(
            " ",
            " ",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\n\n\n",
            "\t",
            "\r",
            "\xa0",
            "\u2028",
            "\x00",
            "\x0b",
            ".",
            ",",
            ":",
            "1.",
            "1)",
        ),
    ]
)
_PROSE = st.lists(_PIECES, max_size=12).map("".join) | st.lists(_PIECES, max_size=12).map(" ".join)


@many_examples
@given(text=_PROSE | st.text(max_size=30))
def test_plain_prose_looks_as_the_parser_makes_it(text: str) -> None:
    """What is rendered without the parser is byte for byte what the parser gives."""
    env = {"root": "../", "shift": 3}
    parser = markdown._parser()
    assert markdown.render_markdown(text, "../") == (parser.render(text, dict(env)) if text else "")
    assert markdown.render_inline(text, "../") == (parser.renderInline(text, dict(env)) if text else "")


@many_examples
@given(text=_PROSE)
def test_plain_words_are_those_of_the_parser(text: str) -> None:
    """Stripped of its markup, plain prose is what the parser finds too."""
    fast = markdown.strip_markdown(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "_strip_simple", lambda _: None)
        assert markdown.strip_markdown(text) == fast


@many_examples
@given(text=_PROSE)
def test_plain_articles_are_read_as_the_parser_reads_them(text: str) -> None:
    """An article of plain paragraphs has the text, and the lines, that the parser gives it."""
    fast = plaintext.render_plain_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plaintext, "split_plain", lambda _: None)
        assert plaintext.render_plain_text(text) == fast


def test_most_prose_needs_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain paragraphs, bold words and links to the web are rendered without the parser."""
    monkeypatch.setattr(markdown, "_parser", None)
    text = "In Town 3 of 4 “said” so.\n\nA [late reply](https://a.example/1) came **after dark**, and that > all."
    assert markdown.render_markdown(text) == (
        "<p>In Town 3 of 4 “said” so.</p>\n"
        '<p>A <a href="https://a.example/1" rel="external">late reply</a> came <strong>after dark</strong>,'
        " and that &gt; all.</p>\n"
    )
    assert markdown.render_inline('The "town"') == "The &quot;town&quot;"
    assert markdown.strip_markdown("Plain **bold** words.\n\nA [link](https://a.example/1).") == (
        "Plain bold words. A link."
    )
