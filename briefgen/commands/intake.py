"""`add`: files from anywhere become articles of the project."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import yaml

from briefgen.commands.arguments import Details
from briefgen.commands.files import write_files
from briefgen.extract.document import find_published
from briefgen.extract.layers.blocks import find_blocks
from briefgen.model.article import Article
from briefgen.model.articlefiles import load_article
from briefgen.model.config import Limits, Project
from briefgen.model.files import load_text, shown_path
from briefgen.model.problem import Problem
from briefgen.model.slugs import make_slug

HTML_SUFFIXES = (".html", ".htm")

_MARK = "---"
_KEY = re.compile(r"([A-Za-z_]+)\s*:")
_DATED = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?\b")


class Added(msgspec.Struct, frozen=True):
    """Result of `add`."""

    written: list[str]
    """Paths of the new articles below the project root, in the order of the files given."""
    present: list[str]
    """Paths of articles that were there already, byte for byte."""
    problems: list[Problem]


def add_articles(project: Project, paths: Sequence[Path], details: Details) -> Added:
    """Copy files into the articles of a project, with front matter; nothing that is there is overwritten.

    Markdown and text keep their words; a page of HTML becomes the plain text of its article. A file that
    cannot be an article is left out with a problem, the others are added.

    Raises:
        BuildError: the folder cannot be written (`output-unwritable`); nothing was added.
    """
    due: dict[Path, str] = {}
    present: list[str] = []
    problems: list[Problem] = []
    for path in paths:
        article, found = _load_with_details(path, project.config.limits, details)
        problems += found
        if article is None:
            continue
        text, found = _article_text(path, article, project.config.limits, details)
        problems += found
        if text is None:
            continue
        target = project.articles_path / _article_name(path, article)
        shown = shown_path(target, project.root)
        if due.get(target) == text or _holds(target, text):
            present.append(shown)
        elif target in due or target.exists() or target.is_symlink():
            problems.append(_taken(path, shown))
        else:
            due[target] = text
    write_files(due, root=project.root)
    return Added([shown_path(path, project.root) for path in due], present, problems)


def _load_with_details(path: Path, limits: Limits, details: Details) -> tuple[Article | None, list[Problem]]:
    """Read a file as an article, wherever it lies; without any publication date it cannot be one."""
    article, problems = load_article(path, None, limits)
    if article is None:
        return None, problems
    changes = {key: value for key, value in details.given().items() if key != "published"}
    if details.published is not None:
        changes |= {"published": details.published[:10], "published_from": "command line"}
        problems = [problem for problem in problems if problem.code != "article-date-missing"]
    else:
        day = find_published(article, find_blocks(article.text, title=article.title, items=article.items))
        if day is not None and day != article.published:
            changes |= {"published": day, "published_from": "dateline"}
    article = msgspec.structs.replace(article, **changes)
    if article.published is None:
        problems = [problem for problem in problems if problem.code != "article-date-missing"]
        problems.append(
            Problem(
                path=path.as_posix(),
                line=None,
                column=None,
                severity="error",
                message="no publication date in front matter, page metadata, dateline or file name",
                hint="give it with --published YYYY-MM-DD; the file was not added",
                code="article-date-missing",
            )
        )
    return (article if article.published is not None else None), problems


def _article_text(
    path: Path, article: Article, limits: Limits, details: Details
) -> tuple[str | None, list[Problem]]:
    """Return the file that the article becomes: front matter, then its text."""
    if path.suffix.lower() in HTML_SUFFIXES:
        values = {
            "title": article.title,
            "publisher": article.publisher,
            "published": article.published_time or article.published,
            "url": article.url,
            "language": article.language,
            "byline": article.byline,
            "licence": article.licence,
            "origin": article.origin,
            "kind": article.kind,
        } | details.given()
        return set_front_matter("", values) + "\n" + article.text.strip() + "\n", []
    raw, problems = load_text(path, root=None, max_bytes=limits.article_bytes, limit_name="article_bytes")
    if raw is None:
        return None, problems
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = text if text.endswith("\n") else text + "\n"
    values = dict(details.given())
    if article.published_from not in ("front matter", "command line"):
        values["published"] = article.published_time or article.published or ""
    return (set_front_matter(text, values) if values else text), problems


def set_front_matter(text: str, values: Mapping[str, str | None]) -> str:
    """Return an article's file with these keys set in its front matter; other lines stay as they are.

    Args:
        text: the whole file, lines ended by a newline; may be without front matter.
        values: key → value; None leaves a key alone.
    """
    given = {key: value for key, value in values.items() if value is not None}
    lines = text.splitlines(keepends=True)
    head: list[str] = []
    body = lines
    if lines and lines[0].rstrip() == _MARK:
        ends = (_MARK, "...")
        end = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() in ends), None)
        if end is not None:
            head, body = _lines_without(lines[1:end], given), lines[end + 1 :]
    elif body and body[0].strip():
        body = ["\n", *body]
    head += [f"{key}: {_render_scalar(key, value)}\n" for key, value in given.items()]
    return "".join([f"{_MARK}\n", *head, f"{_MARK}\n", *body])


def _lines_without(lines: Sequence[str], keys: Mapping[str, str]) -> list[str]:
    """Return lines of front matter without those of the keys and what continues them."""
    kept: list[str] = []
    dropping = False
    for line in lines:
        match = _KEY.match(line)
        if match:
            dropping = match[1] in keys
        elif line.strip() and not line[0].isspace():
            dropping = False
        if not dropping:
            kept.append(line)
    return kept


def _render_scalar(key: str, value: str) -> str:
    if key == "published":
        return value
    rendered: str = yaml.safe_dump(value, allow_unicode=True, width=1_000_000)
    return rendered.removesuffix("...\n").strip()


def _article_name(path: Path, article: Article) -> str:
    """Return the file name: the given one where it begins with a date, else date and words of the title."""
    suffix = path.suffix.lower()
    suffix = suffix if suffix in (".md", ".txt") else ".md" if suffix == ".markdown" else ".txt"
    if _DATED.match(path.stem):
        return make_slug(path.stem, 80) + suffix
    words = article.title if suffix == ".txt" or article.title != article.id else path.stem
    return make_slug(f"{article.published} {words}", 70) + suffix


def _holds(path: Path, text: str) -> bool:
    try:
        return path.is_file() and path.read_bytes() == text.encode("utf-8")
    except OSError:
        return False


def _taken(path: Path, shown: str) -> Problem:
    return Problem(
        path=path.as_posix(),
        line=None,
        column=None,
        severity="error",
        message=f'"{shown}" is there already with other content',
        hint="edit that article, or rename the file that you add; nothing is overwritten",
        code="project-exists",
    )
