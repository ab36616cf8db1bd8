"""Files of a project's content: which are read, and what is told of the others."""

import os
from pathlib import Path

import pytest

from briefgen.model.articlefiles import load_article
from briefgen.model.config import Config, Limits, Project
from briefgen.model.configfile import parse_config
from briefgen.model.contentfiles import article_paths, brief_paths, check_paths, page_paths
from briefgen.model.load import (
    load_brief,
)


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
        (b"%PDF-1.4\n1 0 obj <<>> endobj\n", "file-not-text", "a PDF"),
        (b"{\\rtf1\\ansi The river rose.}", "file-not-text", "rich text (RTF)"),
        (b"From: <Saved by a browser>\nMIME-Version: 1.0\n\nx", "file-not-text", "an e-mail or web archive"),
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
