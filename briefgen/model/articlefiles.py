"""Articles of a project: Markdown, plain text or saved web pages -> their plain text and what is known of it."""

import hashlib
import os
import re
import unicodedata
from pathlib import Path

import msgspec

from briefgen.model.article import Article, DateOrigin, FrontMatter
from briefgen.model.config import Limits, Project
from briefgen.model.conflictmarks import check_conflict_marks
from briefgen.model.contentfiles import article_paths
from briefgen.model.dates import is_day
from briefgen.model.files import load_text, shown_path
from briefgen.model.frontmatter import split_front_matter
from briefgen.model.plaintext import render_plain_text
from briefgen.model.problem import Problem
from briefgen.model.slugs import make_slug
from briefgen.model.webaddress import is_web_address

_HTML_SUFFIXES = (".html", ".htm")
_MARKDOWN_SUFFIXES = (".md", ".markdown")
_DAY_IN_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
_TITLE_CHARS = 100
"""Longest line that is taken whole for a title."""
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def load_articles(project: Project) -> tuple[dict[str, Article], list[Problem]]:
    """Read all articles of a project.

    Returns:
        Articles by id, in order of their paths, and all problems; of two with one id the first is kept.
    """
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    for path in article_paths(project):
        article, found = load_article(
            path, project.root, project.config.limits, content=project.config.content
        )
        problems += found
        if article is None:
            continue
        first = articles.setdefault(article.id, article)
        if first is not article:
            message = f'article id "{article.id}" is taken by {first.path}'
            hint = "rename one of both files"
            shown = shown_path(path, project.root)
            problems.append(Problem(shown, None, None, "error", message, hint, "article-duplicate"))
    return articles, problems


def load_article(
    path: Path, root: Path | None, limits: Limits, *, content: str = "content"
) -> tuple[Article | None, list[Problem]]:
    """Read an article: Markdown, plain text, or a saved web page, each perhaps with front matter.

    Args:
        path: the file; its ending decides.
        root: folder of the project, which the file must not lead out of; None for a file outside any project.
        limits: bounds on its size.
        content: name of the content folder; the article's path is given below it.
    Returns:
        The article, or None if there is any error, and all problems. The publication date comes from the front
        matter, the page's metadata, or the file name, in this order; a dateline is the extraction's matter.
    """
    source, problems = load_article_source(path, root, limits)
    if source is None:
        return None, problems
    shown = shown_path(path, root)
    below = shown_path(path, root / content) if root is not None else path.as_posix()
    return parse_article(source, shown, article_path=below, suffix=path.suffix.lower())


def load_article_source(
    path: Path | str, root: Path | None, limits: Limits, *, shown: str = ""
) -> tuple[str | None, list[Problem]]:
    """Read the file of an article for `parse_article`; arguments and problems as in `load_article` and `load_text`."""
    return load_text(
        path,
        root=root,
        max_bytes=limits.article_bytes,
        html=os.fspath(path).lower().endswith(_HTML_SUFFIXES),
        limit_name="article_bytes",
        shown=shown,
    )


def parse_article(
    source: str, path: str, *, article_path: str | None = None, suffix: str = ".md"
) -> tuple[Article | None, list[Problem]]:
    """Make an article of the content of a file; see `load_article`.

    Args:
        source: content of the file.
        path: for the problems.
        article_path: path that the article keeps; default `path`.
        suffix: ending of the file, which tells how to read it.
    """
    source = _normalized(source)
    problems = check_conflict_marks(source, path)
    if problems:
        return None, problems
    split, problems = split_front_matter(source, path)
    matter, stem = split.matter, Path(path).stem
    if suffix not in _HTML_SUFFIXES and _PAGE.match(split.body):
        hint = f"it seems to be a web page; name it {stem}.html"
        return None, [Problem(path, None, None, "error", "the file is not plain text", hint, "file-not-text")]
    content = _read_content(split.body, split.body_line, suffix)
    if not content.text:
        hint = "paste its text as .txt or .md" if suffix in _HTML_SUFFIXES else "write it, or delete the file"
        problems.append(Problem(path, None, None, "error", "the article has no text", hint, "file-empty"))
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    published, origin = _find_published(matter, content.published, stem)
    article_id = make_slug(stem, 80)
    url = matter.url or content.url
    article = Article(
        id=article_id,
        path=article_path or path,
        title=matter.title or content.heading or _title_of(content.text) or article_id,
        text=content.text,
        sha256=hashlib.sha256(content.text.encode("utf-8", "surrogatepass")).hexdigest(),
        publisher=matter.publisher or content.publisher,
        published=published[:10] if published else None,
        published_time=published if published and len(published) > 10 else None,
        published_from=origin,
        url=url if url and is_web_address(url) else None,
        language=matter.language or content.language,
        byline=matter.byline or content.byline,
        licence=matter.licence,
        origin=matter.origin,
        kind=matter.kind,
        also=tuple(matter.also),
        body_line=split.body_line,
        lines=content.lines,
        items=content.items,
    )
    return article, problems


def _normalized(source: str) -> str:
    """Return the text of a file in NFC, lines ended by line feeds, without byte order mark and control characters."""
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    # Control characters (form feeds of old converters) are no words, and YAML could not quote them. They cannot be
    # printed either, which takes a third of the time to see.
    if not source.replace("\n", "").isprintable():
        source = _CONTROL.sub(" ", source)
    return unicodedata.normalize("NFC", source)


class _Content(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the body of a file says, whatever its format; the fields are those of `Article`."""

    text: str
    heading: str | None = None
    """First heading, or the title of the web page."""
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    byline: str | None = None
    lines: tuple[tuple[int, int], ...] = ()
    items: tuple[int, ...] = ()


def _read_content(body: str, body_line: int, suffix: str) -> _Content:
    if suffix in _HTML_SUFFIXES:
        from briefgen.model.webpage import parse_web_page

        page = parse_web_page(body)
        return _Content(
            text=_trimmed(page.text),
            heading=page.title,
            publisher=page.publisher,
            published=page.published,
            url=page.url,
            language=page.language,
            byline=page.byline,
        )
    if suffix in _MARKDOWN_SUFFIXES:
        plain = render_plain_text(body)
        lines = tuple((offset, body_line + line) for offset, line in plain.lines)
        return _Content(text=_trimmed(plain.text), heading=plain.heading, lines=lines, items=plain.items)
    text = body.strip()
    return _Content(text=_trimmed(text), lines=_text_lines(body, text, body_line))


def _trimmed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _text_lines(body: str, text: str, body_line: int) -> tuple[tuple[int, int], ...]:
    """Return for each line of plain text where it begins, and on which line of the file."""
    line = body_line + body.count("\n", 0, len(body) - len(body.lstrip()))
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return tuple((start, line + number) for number, start in enumerate(starts))


def _title_of(text: str) -> str:
    """Return the first line of a text to stand in for a title, cut behind a word where it is long."""
    line = text.split("\n", 1)[0].strip()
    if len(line) <= _TITLE_CHARS:
        return line
    cut = line.rfind(" ", 0, _TITLE_CHARS)
    return line[: cut if cut > 0 else _TITLE_CHARS - 1].rstrip(" ,;:-–—") + "…"


def _find_published(matter: FrontMatter, html: str | None, stem: str) -> tuple[str | None, DateOrigin | None]:
    """Return the date of publication and where it was found: front matter, web page, name of the file."""
    if matter.published:
        return matter.published, "front matter"
    if html:
        return html, "html metadata"
    match = _DAY_IN_NAME.match(stem)
    if match and is_day(match.group(1)):
        return match.group(1), "file name"
    return None, None
