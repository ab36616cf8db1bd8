"""Theme, articles, names and free pages of a site: read where they changed, else taken over."""

import os
from typing import Any

import msgspec

from briefgen.model.articlefiles import load_article_source, parse_article
from briefgen.model.config import CONFIG_NAME, Config, Project
from briefgen.model.contentfiles import ContentFiles, find_content
from briefgen.model.load import load_names
from briefgen.model.patterns import PathIndex
from briefgen.model.problem import Problem
from briefgen.publish.fingerprints import hash_parts
from briefgen.publish.making import ArticleLookup, MadeArticle, Needs, content_start, find_needs
from briefgen.publish.pages import load_pages
from briefgen.publish.pool import run_tasks
from briefgen.publish.records import ArticleRow, Known
from briefgen.publish.theme import Theme, load_theme
from briefgen.publish.work import Work


def read_content(work: Work) -> None:
    """Read theme, articles, names and free pages."""
    known = work.order.known
    work.theme, found = load_theme(work.project, known.declarations if known else None)
    work.problems += found
    declarations = work.theme.declarations if work.theme and not found else {}
    work.needs = find_needs(work.theme) if work.theme else Needs(False, False)
    config = work.config
    work.reading_key = hash_parts(
        msgspec.json.encode([config.limits, config.measures, config.content, work.needs])
    )
    if work.last.reading_key != work.reading_key:
        work.last = msgspec.structs.replace(work.last, articles={}, briefs={})
    work.files = known.files if known else find_content(work.project)
    work.problems += work.files.problems
    _read_articles(work)
    names = known.names if known else None
    texts = known.texts if known else None
    if names is None:
        work.names, found = load_names(work.project.names_path, work.project)
        work.problems += found
        names = None if found else work.names
    else:
        work.names = names
    if texts is None:
        work.texts, found = load_pages(work.project)
        work.problems += found
        texts = None if found else work.texts
    else:
        work.texts = texts
    work.known = Known(files=work.files, names=names, texts=texts, declarations=declarations)
    work.has_name_pages = work.theme is not None and _has_name_pages(work.theme, work.files, config)
    if not work.order.base_url:
        work.problems.append(_no_address())


def _read_articles(work: Work) -> None:
    last = work.last.articles
    start = len(str(work.project.root)) + 1
    due: list[str] = []
    for path in work.files.articles:
        shown = path[start:].replace("\\", "/")
        row = last.get(shown)
        if row is None or not row.sha256 or work.is_changed(path):
            due.append(path)
        if row is not None:
            work.articles[shown] = row

    def read(number: int) -> MadeArticle:
        path = due[number]
        return read_article(path, work.project, last.get(path[start:].replace("\\", "/")))

    def take(_: int, made: MadeArticle) -> None:
        if made.row is not None:
            ref = work.order.shelf.put(made.article) if made.article else None
            work.articles[made.row.path] = msgspec.structs.replace(made.row, ref=ref)

    run_tasks(read, len(due), take, kind=MadeArticle, jobs=work.jobs_for(len(due) // 4))
    shown_paths = [path[start:].replace("\\", "/") for path in work.files.articles]
    work.articles = {shown: work.articles[shown] for shown in shown_paths}
    by_id: dict[str, ArticleRow] = {}
    for row in work.articles.values():
        work.problems += row.problems
        if row.ref is None:
            continue
        first = by_id.setdefault(row.id, row)
        if first is not row:
            message = f'article id "{row.id}" is taken by {first.article_path}'
            hint = "rename one of both files"
            work.problems.append(Problem(row.path, None, None, "error", message, hint, "article-duplicate"))
    cache: dict[str, Any] = {}
    work.by_id = ArticleLookup(by_id, work.order.shelf, cache)
    by_path = {row.article_path: row for row in by_id.values()}
    work.by_path = ArticleLookup(by_path, work.order.shelf, cache)
    work.article_paths = PathIndex(by_path)


def _has_name_pages(theme: Theme, files: ContentFiles, config: Config) -> bool:
    """Tell whether the site is so large that each name has a page of its own.

    It hangs on what is known before any brief is read, because briefs link to the pages of names.
    """
    has_template = any(template.name == "name.html" for template in theme.templates)
    has_lists = bool(theme.pages & {"people", "places"})
    return has_template and has_lists and len(files.briefs) > config.per_page


def _no_address() -> Problem:
    message = "no base_url: feed, sitemap and Open Graph are left out"
    hint = "write the address of the site as `base_url`, or give it with --base-url"
    return Problem(CONFIG_NAME, None, None, "info", message, hint, "base-url-missing")


def read_article(path: str, project: Project, last: ArticleRow | None) -> MadeArticle:
    """Read an article file, one of `find_content`; its row tells what is wrong with it."""
    config = project.config
    # Thousands of paths are handled as text here: pathlib takes as long as reading a small file.
    shown = path[len(str(project.root)) + 1 :].replace("\\", "/")
    source, problems = load_article_source(path, project.root, config.limits, shown=shown)
    if source is None:
        return MadeArticle(ArticleRow(path=shown, sha256="", problems=tuple(problems)))
    sha256 = hash_parts(source)
    if last is not None and last.sha256 == sha256:
        return MadeArticle(None)
    article, found = parse_article(
        source,
        shown,
        article_path=shown.removeprefix(content_start(project.root, config.content)),
        suffix=os.path.splitext(path)[1].lower(),  # noqa: PTH122 - as above
    )
    problems += found
    if article is None:
        return MadeArticle(ArticleRow(path=shown, sha256="", problems=tuple(problems)))
    content = msgspec.json.encode(article)
    row = ArticleRow(
        path=shown,
        sha256=sha256,
        problems=tuple(problems),
        id=article.id,
        article_path=article.path,
        title=article.title,
        published=article.published,
        digest=hash_parts(content),
    )
    return MadeArticle(row, content)
