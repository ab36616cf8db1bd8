"""Articles from Markdown, text and web pages, with their front matter."""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.articlefiles import load_article, load_articles, parse_article
from briefgen.model.config import Limits, Project


def test_markdown_becomes_plain_text() -> None:
    """Markup goes, words stay, blocks are parted by a blank line."""
    source = """\
---
title: 'The "flood"'
publisher: Example Post
published: 2021-03-05T23:30+06:00
url: https://post.example/flood
language: en
kind: digest
---
# Head *line*

Rain **fell** on
the [town](https://x.example "t") ![a map](m.png)all day.

- one
- two
  more

1. first

> cited

| a | b |
|---|---|
| 1 | 2 |

    code  here

<div>dropped</div>

Caf\u0065\u0301 &amp; <b>bar</b>\\
next
"""
    article, problems = parse_article(source, "articles/2021-03-01-flood.md")
    assert [] == problems
    assert article is not None
    assert [
        "Head line",
        "Rain fell on the town all day.",
        "one",
        "two more",
        "first",
        "cited",
        "a | b",
        "1 | 2",
        "code  here",
        "Café & bar\nnext",
    ] == article.text.split("\n\n")
    assert ("2021-03-05", "2021-03-05T23:30+06:00", "front matter") == (
        article.published,
        article.published_time,
        article.published_from,
    )
    assert ("2021-03-01-flood", 'The "flood"', "digest", 9) == (
        article.id,
        article.title,
        article.kind,
        article.body_line,
    )
    assert ["one", "two more", "first"] == [
        article.text[offset:].partition("\n\n")[0] for offset in article.items
    ]
    lines = source.splitlines()
    for offset, line in article.lines:
        word = re.findall(r"\w+", article.text[offset:])[0]
        assert word in unicodedata.normalize("NFC", lines[line - 1])


def test_text_stays_as_it_is() -> None:
    """A .txt file is not Markdown: nothing is repaired."""
    source = "\ufeff\r\nRe -opened *today*\r\n    indented\r\n\r\n\r\n# not a heading\x0c\r\n"
    article, problems = parse_article(source, "x.txt", suffix=".txt")
    assert [] == problems
    assert article is not None
    assert "Re -opened *today*\n    indented\n\n\n# not a heading" == article.text
    assert "Re -opened *today*" == article.title
    assert [(0, 2), (19, 3), (32, 4), (33, 5), (34, 6)] == list(article.lines)


def _page(head: str, body: str = "") -> str:
    words = "".join(
        f"<p>Paragraph {n} tells how the river rose above its banks in the night and what was done.</p>"
        for n in range(6)
    )
    return (
        f"<html lang='en'><head><title>T | Post</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        + (f"<article><h1>River rises</h1>{body}{words}</article></body></html>")
    )


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},'
            '{"@type":"NewsArticle","datePublished":"2021-03-05T23:30:00+06:00"}]}</script>'
            '<meta property="article:published_time" content="2021-03-09">',
            "",
            "2021-03-05",
        ),
        ('<meta property="article:published_time" content="2021-03-06T01:00:00Z">', "", "2021-03-06"),
        ('<meta name="parsely-pub-date" content="2021-03-06">', "", "2021-03-06"),
        ('<meta name="date" content="2021-03-06 09:30:00 +0600">', "", "2021-03-06"),
        ('<meta name="DC.date" content="2021/03/06">', "", "2021-03-06"),
        ('<meta name="pubdate" content="20210306">', "", "2021-03-06"),
        ('<meta name="pubdate" content="Sat, 06 Mar 2021 23:30:00 -0500">', "", "2021-03-06"),
        ('<meta name="date" content="06/03/2021">', "", None),
        ('<meta name="date" content="2021/02/30">', "", None),
        ('<meta name="date" content="Sat, 30 Feb 2021 23:30:00 +0000">', "", None),
        ("", '<time datetime="2021-03-07T10:00">7 March</time>', "2021-03-07"),
        ('<script type="application/ld+json">{broken</script>', "", None),
        ('<meta property="article:published_time" content="last week">', "", None),
        ("", "<p>5 March 2021</p>", None),
    ],
)
def test_web_page_gives_its_publication_date(head: str, body: str, published: str | None) -> None:
    """JSON-LD comes before meta elements, those before `<time>`; nothing is guessed from the text."""
    article, problems = parse_article(_page(head, body), "page.html", suffix=".html")
    assert [] == problems
    assert article is not None
    assert (published, "html metadata" if published else None) == (article.published, article.published_from)


def test_web_page_gives_text_and_metadata() -> None:
    """Main text without navigation; publisher, address and language as the page states them."""
    head = (
        '<meta property="og:site_name" content="Example Post"><link rel="canonical" href="https://post.example/r">'
        '<meta property="og:title" content="River rises">'
    )
    article, problems = parse_article(_page(head), "page.html", suffix=".html")
    assert [] == problems
    assert article is not None
    assert ("River rises", "Example Post", "https://post.example/r", "en") == (
        article.title,
        article.publisher,
        article.url,
        article.language,
    )
    assert "Home" not in article.text
    assert "Paragraph 3 tells how" in article.text


def test_page_in_its_declared_encoding_is_read(project: Project) -> None:
    """Old pages that say how they are encoded are read so."""
    path = project.articles_path / "a.html"
    path.write_bytes(_page('<meta charset="windows-1251">', "<p>Река Урал</p>").encode("cp1251"))
    article, problems = load_article(path, project.root, Limits())
    assert [] == problems
    assert article is not None
    assert "Река Урал" in article.text


@pytest.mark.parametrize(
    ("name", "published"),
    [("2021-03-05-flood.md", "2021-03-05"), ("2021-02-30-flood.md", None), ("flood-2021.md", None)],
)
def test_file_name_gives_the_date_last(name: str, published: str | None) -> None:
    """A day at the head of the file name counts where nothing else does."""
    article, _ = parse_article("Text.", f"articles/{name}")
    assert article is not None
    assert (published, "file name" if published else None) == (article.published, article.published_from)


@pytest.mark.parametrize(
    ("source", "line", "code"),
    [
        ("---\ntitle: x\n\nText\n", 1, "front-matter"),
        ("---\n- a\n---\nText\n", 2, "front-matter"),
        ("---\ntitel: x\n---\nText\n", 2, "unknown-key"),
        ("---\ntitle: x\npublished: soon\n---\nText\n", 3, "bad-date"),
        ("---\npublished: 2021-03\n---\nText\n", 2, "bad-date"),
        ("---\nurl: javascript:x\n---\nText\n", 2, "bad-value"),
        ("---\nlanguage: English, mostly\n---\nText\n", 2, "bad-value"),
        ("---\nkind: novel\n---\nText\n", 2, "bad-value"),
        ("---\ntitle: a: b\n---\nText\n", 2, "yaml-syntax"),
        ("---\ntitle: x\n---\n", None, "file-empty"),
        ("---\ntitle: x\n---\n<div></div>\n", None, "file-empty"),
    ],
)
def test_wrong_front_matter_is_told_with_its_place(source: str, line: int | None, code: str) -> None:
    """Lines count from the head of the file."""
    article, problems = parse_article(source, "a.md")
    assert article is None
    assert [(code, line)] == [(problem.code, problem.line) for problem in problems]


@pytest.mark.parametrize("source", ["Just text.", "---\n\nAfter a rule.\n", "---\n---\nText.\n"])
def test_front_matter_may_be_absent(source: str) -> None:
    """Text without front matter, or with an empty one, is an article."""
    article, problems = parse_article(source, "a.md")
    assert [] == problems
    assert article is not None


def test_two_articles_with_one_id_are_a_problem(project: Project) -> None:
    """Ids come from file names, so these must differ beyond their endings."""
    for name in ("river.md", "river.txt"):
        (project.articles_path / name).write_text("text", encoding="utf-8")
    articles, problems = load_articles(project)
    assert ["river"] == list(articles)
    assert [("article-duplicate", "content/articles/river.txt")] == [(p.code, p.path) for p in problems]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>x", "x"),
        ("<p>Fire.</p>", "Fire."),
    ],
)
def test_shortest_web_page_has_its_paragraphs(body: str, text: str) -> None:
    """A page of a few words is not empty."""
    article, problems = parse_article(
        f"<html><body>{body}</body></html>", "2024-03-01-a.html", suffix=".html"
    )
    assert article is not None, problems
    assert article.text.endswith(text)


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html>\n<html>", "<html lang='en'>", "\n <?xml version='1.0'?><html>"]
)
def test_web_page_under_another_name_is_told(start: str, suffix: str) -> None:
    """The tags of a page are no words of an article."""
    article, problems = parse_article(f"{start}<body><p>Fire.</p></body></html>", f"a{suffix}", suffix=suffix)
    assert article is None
    assert [("file-not-text", "it seems to be a web page; name it a.html")] == [
        (problem.code, problem.hint) for problem in problems
    ]


@given(st.text(max_size=200), st.sampled_from((".md", ".txt", ".html")))
def test_no_text_breaks_an_article(source: str, suffix: str) -> None:
    """Any content gives an article in NFC without control characters, or an error."""
    article, problems = parse_article(source, f"a{suffix}", suffix=suffix)
    assert (article is None) == any(problem.severity == "error" for problem in problems)
    if article is not None:
        assert unicodedata.is_normalized("NFC", article.text)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", article.text)


def test_reading_markdown_needs_no_web_library() -> None:
    """The heavy reader of web pages is imported with the first web page."""
    code = (
        "import sys; from briefgen.model.articlefiles import parse_article; parse_article('x', 'a.md');"
        "assert 'trafilatura' not in sys.modules and 'lxml' not in sys.modules"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)


def test_title_from_a_long_first_line_ends_behind_a_word() -> None:
    """Text without a headline gets the head of its first line, with a mark that it goes on."""
    article, _ = parse_article("The ferry left the harbour and " * 10, "a.txt", suffix=".txt")
    assert article is not None
    assert "The ferry left the harbour and " * 3 + "The…" == article.title
