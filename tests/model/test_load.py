"""Files of a project -> model, with all problems at once."""

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.articlefiles import load_article, load_articles, parse_article
from briefgen.model.brief import Brief, Inexact
from briefgen.model.config import Config, Limits, Project
from briefgen.model.configfile import find_project, load_project, parse_config
from briefgen.model.contentfiles import article_paths, brief_paths, check_paths, page_paths
from briefgen.model.errors import ConfigError
from briefgen.model.load import (
    load_brief,
    load_names,
    parse_brief,
    parse_names,
    parse_placed_brief,
    parse_plain_brief,
)
from briefgen.model.names import Alias
from briefgen.model.problem import Problem
from briefgen.model.yamlpos import locate

HEAD = "title: T\nslug: t\n"


def _lines(problems: list[Problem]) -> list[str]:
    return [f"{problem.headline()} | {problem.hint}" for problem in problems]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return an empty project."""
    for folder in ("articles", "briefs", "pages"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "briefgen.yaml").write_text("title: Site\n", encoding="utf-8")
    return Project(root=Path(os.path.realpath(tmp_path)), config=Config(title="Site"))


# Briefs


def test_brief_reports_all_its_problems_at_once() -> None:
    """Every wrong thing of a file is told in one run, each at its place."""
    text = """\
title: T
slug: My Slug
stauts: draft
timeline:
  - id: a
    date: 5.1.2022
    title:
    planned: yes
  - date: 2022-01-05/2022-01-02
    title: x
    places: Almaty
figures:
  - id: c
    measure: kiled
    value: "12"
    qualifier: atleast
  - id: d
    measure: killed
    value: 1 200
  - id: e
    measure: killed
    value: {min: 3, max: 1}
  - id: f
    measure: killed
    value: {}
  - id: g
    measure: killed
    value: 0x10
places:
  - name: X
    latitude: 91
    country: Kz
reactions: none
sources:
  - {id: s, article: a, title: t, url: "javascript:alert(1)"}
"""
    brief, problems = parse_brief(text, "b.yaml")
    assert brief is None
    assert [
        '2:7 bad-slug slug "My Slug" is not allowed',
        '3:1 unknown-key key "stauts" is not known in the brief',
        "6:11 bad-date date: ",
        "7:11 wrong-type title is empty",
        '8:14 wrong-type planned must be true or false, here is "yes"',
        "9:11 date-order date: ",
        '9:5 missing-key key "id" is missing in an item of timeline',
        '11:13 wrong-type places must be a list, here is "Almaty"',
        '14:14 bad-value measure "kiled" is not known',
        '15:12 wrong-type value must be a number, here is "12"',
        '16:16 bad-value qualifier "atleast" is not known',
        '19:12 wrong-type value must be a number, here is "1 200"',
        "22:12 bad-value value has a min above its max",
        "25:12 bad-value value has neither number nor words",
        '28:12 wrong-type value must be a number, here is "0x10"',
        "31:15 bad-value latitude 91 is outside its bounds",
        '32:14 bad-value country "Kz" is not allowed',
        '33:12 wrong-type reactions must be a list, here is "none"',
        '35:40 bad-value url "javascript:alert(1)" is not a web address',
    ] == [
        re.sub(r"(bad-date|date-order) (date: ).*", r"\1 \2", f"{p.line}:{p.column} {p.code} {p.message}")
        for p in sorted(problems, key=lambda p: (p.line or 0, str(p.column)))
    ]


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ("stauts: draft", 'did you mean "status"?'),
        ("status: develoing", 'did you mean "developing"?'),
        ("status: x1", "one of: closed, developing, draft"),
        ("timeline: [{id: a, date: 5/1/2022, title: x}]", "2022-01-05 or 2022-05-01"),
        ("updated: 5.1.2022", "write YEAR-MONTH-DAY: 2022-01-05 or 2022-05-01"),
        ("figures: [{id: a, measure: killed, value: '12'}]", "write it without quotation marks"),
        ("figures: [{id: a, measure: killed, value: 1_200}]", "write 1200"),
        ("figures: [{id: a, measure: kiled, value: 1}]", 'did you mean "killed"?'),
        ("background: [{id: Ä b, text: x}]", 'lower-case letters, digits and single hyphens: "a-b"'),
        ("timeline: [{id: a, date: 2022, title: x, hidden: no}]", "write false"),
    ],
)
def test_problem_says_how_to_mend(change: str, hint: str) -> None:
    """Hints name the nearest key or value, or the right form."""
    _, problems = parse_brief(HEAD + change + "\n", "b.yaml")
    assert 1 == len(problems)
    assert hint in problems[0].hint


@pytest.mark.parametrize("word", ["NO", "12:30", "0x10", "1_000", "2022-01-05", "yes", "1e3", "Null", "0o7"])
def test_text_is_typed_by_the_schema(word: str) -> None:
    """Text that looks like something else stays the text that was written."""
    brief, problems = parse_brief(f"{HEAD}summary: {word}\n", "b.yaml")
    assert [] == problems
    assert brief is not None
    assert word == brief.summary


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12", 12),
        ("-3", -3),
        ("12.5", 12.5),
        ("1.5e+3", 1500.0),
        ("{min: 12, max: 18}", Inexact(min=12, max=18)),
        ("{words: dozens}", Inexact(words="dozens")),
    ],
)
def test_value_is_number_or_map(value: str, expected: object) -> None:
    """A figure's value is a plain decimal number, a range, or words."""
    brief, problems = parse_brief(f"{HEAD}figures: [{{id: a, measure: killed, value: {value}}}]\n", "b.yaml")
    assert [] == problems
    assert brief is not None
    assert expected == brief.figures[0].value
    assert type(expected) is type(brief.figures[0].value)


@pytest.mark.parametrize(
    "value", ["012", "1,200", "12:30", ".5", "5.", "inf", ".inf", "nan", "1e3", "9" * 19, "many"]
)
def test_value_that_only_looks_like_a_number_is_refused(value: str) -> None:
    """No number is made of what YAML readers disagree on."""
    _, problems = parse_brief(
        f"{HEAD}figures:\n  - id: a\n    measure: killed\n    value: {value}\n", "b.yaml"
    )
    assert ["wrong-type"] == [problem.code for problem in problems]


def test_empty_values_have_their_default() -> None:
    """Keys without a value are as if they were not there."""
    brief, problems = parse_brief(f"{HEAD}timeline:\nsubject:\nstatus:\nsummary: ~\n", "b.yaml")
    assert [] == problems
    assert brief is not None
    assert ([], None, "developing") == (brief.timeline, brief.summary, brief.status)


@pytest.mark.parametrize("version", ["2", "99"])
def test_newer_schema_is_one_problem(version: str) -> None:
    """A brief of another version is not read by the rules of this one."""
    _, problems = parse_brief(f"schema: {version}\nnew: x\n", "b.yaml")
    assert ["schema-version"] == [problem.code for problem in problems]


def test_own_measures_count_as_known(project: Project) -> None:
    """Measures of the configuration extend the closed list."""
    path = project.briefs_path / "t.yaml"
    path.write_text(f"{HEAD}figures: [{{id: a, measure: vaccinated, value: 3}}]\n", encoding="utf-8")
    _, problems = load_brief(path, project)
    assert ["bad-value"] == [problem.code for problem in problems]
    config, problems = parse_config("measures: [{name: vaccinated}]\n")
    assert [] == problems
    assert [] == load_brief(path, Project(root=project.root, config=config))[1]


@given(
    st.text(max_size=200) | st.text("abc:- \n[]{}'\"#&*!|>%@`~,12", max_size=80).map(lambda text: HEAD + text)
)
def test_no_text_breaks_loading(text: str) -> None:
    """Any text is a brief or has an error, never an exception."""
    brief, problems = parse_brief(text, "b.yaml")
    assert (brief is None) == any(problem.severity == "error" for problem in problems)


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (("title",), (1, 8)),
        (("timeline", 0), (4, 5)),
        (("timeline", 0, "evidence", 0, "quote"), (6, 37)),
        (("timeline", 0, "places"), (4, 5)),
        (("timeline", 7), (4, 3)),
        (("nothing",), (1, 1)),
    ],
)
def test_locate_gives_the_place_of_a_value(keys: tuple[str | int, ...], place: tuple[int, int]) -> None:
    """Where the way ends early, the place of what holds it."""
    text = "title: T\nslug: t\ntimeline:\n  - id: a\n    title: x\n    evidence: [{source: s, quote:   q}]\n"
    assert place == locate(text, keys)
    assert (1, 1) == locate("a: [", keys)


# Names


def test_names_have_aliases_with_conditions() -> None:
    """An alias is text, or a map with a condition; what is wrong is left out, the rest stays."""
    names, problems = parse_names(
        "people:\n  - name: Ned Price\n    aliases: [Price, {text: Prince, with: State Department}]\n  - nam: x\n",
        "names.yaml",
    )
    assert ["Price", Alias(text="Prince", with_="State Department")] == names.people[0].aliases
    assert 1 == len(names.people)
    assert {"unknown-key", "missing-key"} == {problem.code for problem in problems}


def test_missing_or_empty_names_are_no_problem(project: Project) -> None:
    """A project needs no names."""
    assert [] == load_names(project.names_path, project)[1]
    project.names_path.write_text("# none yet\n", encoding="utf-8")
    assert [] == load_names(project.names_path, project)[1]


# Files


@pytest.mark.parametrize(
    ("data", "code", "hint"),
    [
        (b"", "file-empty", ""),
        (b" \n\n", "file-empty", ""),
        (b"\xef\xbb\xbf\n", "file-empty", ""),
        ("Жарық".encode("utf-16"), "file-encoding", "UTF-16"),
        ("plain words here".encode("utf-16-le"), "file-encoding", "UTF-16"),
        ("plain".encode("utf-32"), "file-encoding", "UTF-32"),
        ("Привет, мир".encode("cp1251"), "file-encoding", "Windows-1251"),
        ("Tokio ist schön".encode("latin-1"), "file-encoding", "Windows-1252"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file-not-text", "a PNG picture"),
        (b"%PDF-1.4\n\xe2\xe3", "file-not-text", "a PDF"),
        (b"ab\x00cd", "file-not-text", ""),
        (b"x" * 2001, "file-too-large", "limits.article_bytes"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_file_that_cannot_be_read_is_one_problem(
    project: Project, name: str, data: bytes, code: str, hint: str
) -> None:
    """Empty, binary, huge and foreign files are told apart."""
    path = project.articles_path / name
    path.write_bytes(data)
    article, problems = load_article(path, project.root, Limits(article_bytes=2000))
    assert article is None
    assert [(code, f"content/articles/{name}")] == [(problem.code, problem.path) for problem in problems]
    assert hint in problems[0].hint


def test_wrong_byte_has_its_place(project: Project) -> None:
    """The first byte that is not UTF-8 is shown by line and column."""
    path = project.articles_path / "a.md"
    path.write_bytes("é\nab".encode() + b"\xff rest of it")
    _, problems = load_article(path, project.root, Limits())
    assert [(2, 3)] == [(problem.line, problem.column) for problem in problems]


def test_missing_file_names_the_nearest(project: Project) -> None:
    """A misspelt path gets the name of its neighbour."""
    (project.articles_path / "2022-01-06-report.md").write_text("x", encoding="utf-8")
    _, problems = load_article(project.articles_path / "2022-01-06-raport.md", project.root, Limits())
    assert [("file-missing", 'did you mean "2022-01-06-report.md"?')] == [(p.code, p.hint) for p in problems]


def test_folder_and_pipe_are_not_read(project: Project) -> None:
    """A folder is refused, and a pipe does not hang."""
    folder, pipe = project.articles_path / "a.md", project.articles_path / "b.md"
    folder.mkdir()
    os.mkfifo(pipe)
    for path in (folder, pipe, Path("/dev/zero")):
        root = project.root if path.is_relative_to(project.root) else None
        assert ["file-unreadable"] == [p.code for p in load_article(path, root, Limits())[1]]


def test_unreadable_file_is_a_problem(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing rights are told as such (root may read everything, so the refusal is played)."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    _, problems = load_article(project.articles_path / "a.md", project.root, Limits())
    assert [("file-unreadable", "cannot be read: permission denied")] == [
        (p.code, p.message) for p in problems
    ]


def test_links_out_of_the_project_are_refused(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A symbolic link to somewhere else is neither listed nor read, but told; one inside is fine."""
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text("secret", encoding="utf-8")
    link = project.articles_path / "link.md"
    link.symlink_to(outside)
    inside = project.articles_path / "real.md"
    inside.write_text("text", encoding="utf-8")
    (project.articles_path / "again.md").symlink_to(inside)
    (project.articles_path / "folder").symlink_to(outside.parent)
    assert ["again.md", "real.md"] == [path.name for path in article_paths(project)]
    assert ["content/articles/folder", "content/articles/link.md"] == sorted(
        p.path for p in check_paths(project)
    )
    for path in (link, project.articles_path / "../../../x.md"):
        assert ["path-outside"] == [p.code for p in load_article(path, project.root, Limits())[1]]


def test_link_to_itself_is_one_problem(project: Project) -> None:
    """A symbolic link in a circle stops no other file from being read."""
    (project.briefs_path / "loop.yaml").symlink_to("loop.yaml")
    (project.articles_path / "other").symlink_to("other")
    assert [] == check_paths(project)
    assert [] == article_paths(project)
    brief, problems = load_brief(brief_paths(project)[0], project)
    assert brief is None
    assert [("file-unreadable", "content/briefs/loop.yaml")] == [
        (problem.code, problem.path) for problem in problems
    ]


@pytest.mark.parametrize("what", ["missing", "file", "link"])
def test_content_that_is_not_there_is_an_error(project: Project, what: str) -> None:
    """A slip in the name of the content folder must not build an empty site."""
    root = project.root
    (root / "elsewhere").mkdir()
    config = Config(content="contnt")
    if what == "file":
        (root / "contnt").write_text("x", encoding="utf-8")
    elif what == "link":
        (root / "contnt").symlink_to(root.parent)
    problems = check_paths(Project(root=root, config=config))
    code = "path-outside" if what == "link" else "content-missing"
    assert [(code, "error", "briefgen.yaml")] == [(p.code, p.severity, p.path) for p in problems]
    assert what == "link" or 'did you mean "content"?' == problems[0].hint


def test_linked_folder_of_articles_is_told(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A whole folder that leads out of the project is named, not taken for empty."""
    project.articles_path.rmdir()
    project.articles_path.symlink_to(tmp_path_factory.mktemp("outside"))
    assert [("path-outside", "content/articles")] == [(p.code, p.path) for p in check_paths(project)]


@pytest.mark.parametrize("address", ["https://[::1", "http://[x]/", "https://", "http://a:b/", "https:///x"])
def test_wrong_address_of_a_site_is_a_problem(address: str) -> None:
    """What no browser can open is told at its place."""
    _, problems = parse_config(f"title: T\nbase_url: '{address}'\n")
    assert [("bad-value", 2)] == [(problem.code, problem.line) for problem in problems]


def test_folder_named_as_a_file_is_told(project: Project) -> None:
    """What lies in it is read, but it may be a mistake."""
    (project.articles_path / "2022-01-06.md").mkdir()
    assert [("warning", "content/articles/2022-01-06.md")] == [
        (problem.severity, problem.path) for problem in check_paths(project)
    ]


def test_paths_are_sorted_and_of_their_kind(project: Project) -> None:
    """Only files with known endings are listed; hidden ones are not."""
    for name in ("b.md", "a.html", "c.TXT", "d.png", ".e.md", "sub/f.md"):
        path = project.articles_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (project.briefs_path / "z.yaml").write_text("x", encoding="utf-8")
    (project.briefs_path / "z.lock.json").write_text("x", encoding="utf-8")
    names = [path.relative_to(project.articles_path).as_posix() for path in article_paths(project)]
    assert ["a.html", "b.md", "c.TXT", "sub/f.md"] == names
    assert ["z.yaml"] == [path.name for path in brief_paths(project)]
    assert [] == page_paths(project)


# Project


def test_project_is_found_from_below(project: Project) -> None:
    """Any folder inside belongs to the project; outside there is none."""
    assert project == find_project(project.briefs_path)
    with pytest.raises(ConfigError) as caught:
        find_project(project.root.parent)
    assert ["project-missing"] == [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("titel: x\n", 1, "unknown-key"),
        ("base_url: example.org\n", 1, "bad-value"),
        ("content: ../x\n", 1, "path-outside"),
        ("output: /tmp/x\n", 1, "path-outside"),
        ("output: .\n", 1, "bad-value"),
        ("output: content/site\n", 1, "bad-value"),
        ("keep: [a/b]\n", 1, "bad-value"),
        ("timezone: Asia/Almati\n", 1, "bad-value"),
        ("timezone: ../etc\n", 1, "bad-value"),
        ("theme: ../x\n", 1, "bad-value"),
        ("limits:\n  article_bytes: 0\n", 2, "bad-value"),
        ("limits:\n  article_bytes: lots\n", 2, "wrong-type"),
        ("measures:\n  - name: killed\n", 2, "bad-value"),
        ("silence: {nonsense: because}\n", 1, "bad-value"),
        ("- a\n", 1, "wrong-type"),
        ("a: &x 1\n", 1, "yaml-alias"),
    ],
)
def test_wrong_configuration_is_told_with_its_place(text: str, line: int, code: str) -> None:
    """Each wrong key or value of briefgen.yaml is one problem."""
    _, problems = parse_config(text)
    assert (code, line) in [(problem.code, problem.line) for problem in problems]


def test_wrong_configuration_stops_a_command(project: Project) -> None:
    """A project with a wrong configuration is not used."""
    (project.root / "briefgen.yaml").write_text("titel: x\nper_page: 0\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        find_project(project.root)
    assert ["unknown-key", "bad-value"] == [problem.code for problem in caught.value.problems]


def test_empty_configuration_is_all_defaults(project: Project) -> None:
    """An empty file marks a project as well."""
    (project.root / "briefgen.yaml").write_text("", encoding="utf-8")
    assert (Project(root=project.root, config=Config()), []) == load_project(project.root)


# Articles


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


@pytest.mark.parametrize(
    "parse", [parse_plain_brief, lambda text, own: parse_placed_brief(text, "b.yaml", own)[0]]
)
def test_a_default_that_is_written_out_is_a_default(
    parse: Callable[[str, tuple[str, ...]], Brief | None],
) -> None:
    """A value that stands in the file and is the default is left out as one that does not stand there."""
    text = (
        "title: T\nslug: s\nstatus: developing\nsources:\n"
        "  - id: a\n    article: a.md\n    title: A\n    kind: full\n"
    )
    brief = parse(text, ())
    assert brief is not None
    expected = b'{"title":"T","slug":"s","sources":[{"id":"a","article":"a.md","title":"A"}]}'
    assert expected == msgspec.json.encode(brief)
