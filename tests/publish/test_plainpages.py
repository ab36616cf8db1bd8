"""Links of plainly written pages: found without a parser, and the same as by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.publish.links import find_links, parse_links
from briefgen.publish.plainpages import find_named

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A &amp; B</title>
<link rel="stylesheet" href="../assets/style.css"></head>
<body class="page">
<main id="main" tabindex="-1">
<a href="#one">1</a> <a href="../b/index.html?x=1&amp;y=2#z" rel="next">2</a> <a href="https://a.example/">3</a>
<section id="one"><details open><summary>S</summary><img src="p.png" alt="a" /></details></section>
<svg viewBox="0 0 9 9" width="9"><title id="t">T</title><path d="M0 0"/></svg>
<blockquote cite="c.html"><p>q</p></blockquote>
<form action="f.html"></form>
</main></body></html>
"""


def test_a_plain_page_needs_no_parser() -> None:
    """All links and ids of such a page are found without one."""
    assert find_named(PAGE) == (
        [
            "../assets/style.css",
            "#one",
            "../b/index.html?x=1&y=2#z",
            "https://a.example/",
            "p.png",
            "c.html",
            "f.html",
        ],
        ["main", "one", "t"],
    )
    assert find_links(PAGE) == parse_links(PAGE)


@pytest.mark.parametrize(
    "piece",
    [
        "<a href='q.html'>",
        "<a href=q.html>",
        '<A HREF="q.html">',
        '<a href="q.html" href="r.html">',
        '<a href=" q.html ">',
        '<a href="q.html?a&b">',
        '<a href="q&eacute;.html">',
        "<a id='q'>",
        '<p title="1 > 0" id="q">',
        '<!-- <a href="q.html"> -->',
        '<script>x = "<a href=\\"q.html\\">"</script>',
        '<style><a id="q"></style>',
        '<title><a id="q"></title>',
        '<body id="q">',
        '<textarea><a id="q"></textarea>',
        'a < b <a id="q">',
        'a <b <a id="q">>',
        '</p id="q">',
        '<a id="q"',
        "<a id>",
        '<a id="">',
        '<a data-id="q" xlink:href="q.html">',
        '<a\nid="q"\n>',
        '<a href="q.html"id="q">',
        '<a title=">" href="q.html">',
        '<a title="id="q" b="">',
        '<a title=" id=" lang=" href=" >',
        "\x00",
    ],
)
def test_odd_pieces_are_read_as_by_the_parser(piece: str) -> None:
    """Whatever stands among plain tags, the same is found."""
    text = PAGE.replace('<section id="one">', f'{piece}<section id="one">')
    assert find_links(text) == parse_links(text)


_PIECES = (
    *'<>"/ =\n&;!-',
    'id="x"',
    ' href="y"',
    "<p>",
    "</p>",
    '<a id="z">',
    "<title>",
    "<body>",
    "</",
    "='",
    "é",
    "&lt;",
)


@given(
    st.lists(st.tuples(st.integers(0, len(PAGE)), st.sampled_from(_PIECES), st.integers(0, 2)), max_size=3)
)
def test_damaged_pages_are_read_as_by_the_parser(changes: list[tuple[int, str, int]]) -> None:
    """Characters and tags put in or taken out anywhere: the same is found."""
    text = PAGE
    for at, piece, cut in changes:
        text = text[:at] + piece + text[at + cut :]
    assert find_links(text) == parse_links(text)
