"""Pages and files of a site that are no page of a brief: what is to be done for each, and doing it."""

from collections.abc import Iterable, Sequence
from itertools import islice

import msgspec

from briefgen.model.errors import BuildError
from briefgen.model.problem import Problem
from briefgen.publish.cards import BriefCard
from briefgen.publish.exports import render_robots, render_sitemap
from briefgen.publish.fingerprints import hash_parts
from briefgen.publish.listing import make_article_entry
from briefgen.publish.listpages import gather_site_names, plan_cards, plan_list, plan_name
from briefgen.publish.making import MadePages
from briefgen.publish.plan import (
    FEED_ENTRIES,
    Page,
    article_path,
    check_collisions,
    check_keep,
    plan_site,
    sort_articles,
)
from briefgen.publish.pool import run_tasks
from briefgen.publish.records import ArticleRow
from briefgen.publish.render import Frame, render_article_page, render_html
from briefgen.publish.templates import compile_templates
from briefgen.publish.theme import Theme
from briefgen.publish.work import FailedError, Task, Work, has_error


def make_others(work: Work) -> None:
    """Plan the site, and render what is no page of a brief."""
    theme, frame = work.theme, work.frame
    assert theme is not None  # noqa: S101 - make_briefs fails without one
    assert frame is not None  # noqa: S101 - the same
    citing: dict[str, list[str]] = {}
    has_articles = bool(theme.pages & {"article", "sources"})
    for row in work.published if has_articles else ():
        for cite in row.cites:
            citing.setdefault(cite.article_path, []).append(row.slug)
    work.citing = citing
    cited = sort_articles(work.by_path.rows[path] for path in work.citing)
    gather_site_names(work)
    work.plan = plan_site(
        work.briefs,
        {row.id: row for row in cited},
        work.texts,
        theme,
        work.config,
        work.order.base_url,
        names=work.name_rows if work.has_name_pages else None,
    )
    every = [*_all_published_pages(work)]
    work.wanted = {*(page.out_path for page in every), *theme.assets}
    work.problems += check_collisions(every, [*theme.assets])
    of_keep = check_keep(work.wanted, work.config.keep)
    work.is_partly_kept = bool(of_keep)
    work.problems += of_keep
    if has_error(work.all_problems()):
        raise FailedError
    for out_path in work.wanted:
        if out_path not in work.pages and out_path in work.last.pages:
            work.pages[out_path] = work.last.pages[out_path]
    _add_assets(work, theme)
    run_pages(work, frame, _plan_tasks(work, frame))
    if work.template_problems:
        raise FailedError


def _all_published_pages(work: Work) -> Iterable[Page]:
    """Give all pages, those of two briefs with one slug both."""
    plan = work.plan
    yield from plan.lists
    yield from plan.names
    for row in work.published:
        yield from plan.of_brief(row)
    if "article" in plan.kinds:
        for article in plan.articles.values():
            yield plan.of_article(article)
    yield from plan.texts
    yield from plan.others
    yield from plan.machines


def _add_assets(work: Work, theme: Theme) -> None:
    for out_path, path in theme.assets.items():
        try:
            content = path.read_bytes()
        except OSError as err:
            message = f"the asset cannot be read: {err.strerror or err}"
            hint = "check its permissions"
            work.problems.append(
                Problem(path.as_posix(), None, None, "error", message, hint, "file-unreadable")
            )
            raise FailedError from err
        work.assets[out_path] = hash_parts(content)
        if work.last.assets.get(out_path) != work.assets[out_path] or not work.order.sink.holds(out_path):
            work.contents[out_path] = work.order.sink.put(out_path, content)


def _plan_tasks(work: Work, frame: Frame) -> list[Task | None]:
    """Return what is to be done for each page that is no page of a brief; None where nothing is."""
    plan = work.plan
    tasks = [plan_list(work, page, frame) for page in plan.lists]
    tasks += [_plan_text(work, page, frame) for page in plan.texts]
    tasks += [plan_other(work, page, frame) for page in (*plan.others, *plan.machines)]
    tasks += [plan_name(work, page, row, frame) for page, row in zip(plan.names, work.name_rows, strict=True)]
    if "article" in plan.kinds:
        tasks += [plan_article(work, row, frame) for row in plan.articles.values()]
    return tasks


def run_pages(work: Work, frame: Frame, tasks: Iterable[Task | None]) -> None:
    """Render pages; the work keeps what comes of them."""
    due = [task for task in tasks if task is not None]

    def make(number: int) -> MadePages:
        made = MadePages()
        try:
            made.pages.append(due[number]())
        except BuildError as err:
            made.problems += err.problems
        return made

    def take(_: int, made: MadePages) -> None:
        work.take_pages(made)

    jobs = work.jobs_for(len(due) // 2)
    if jobs > 1:
        compile_templates(frame.environment, work.closures.get("article.html", ()))
    run_tasks(make, len(due), take, kind=MadePages, jobs=jobs)


def _plan_text(work: Work, page: Page, frame: Frame) -> Task | None:
    text = next(text for text in work.texts if text.slug == page.key)
    words = text.description or work.config.description
    digest = hash_parts(msgspec.json.encode(text))
    return work.plan_page(page, digest, lambda: render_html(page, frame, words, {"text": text}))


def plan_article(work: Work, row: ArticleRow, frame: Frame) -> Task | None:
    """Plan the page of an article; None if it is as it was."""
    page = work.plan.of_article(row)
    citing = work.citing_of(row)
    uses = [cite.digest for one in citing for cite in one.cites if cite.article_path == row.article_path]

    def render() -> bytes:
        article = work.by_path[row.article_path]
        indexes = (work.index_of(one) for one in citing)
        return render_article_page(page, frame, make_article_entry(article, indexes))

    return work.plan_page(page, hash_parts(row.digest, *uses), render)


def plan_other(work: Work, page: Page, frame: Frame) -> Task | None:
    """Plan the search, the page for what is missing, or a file for machines; None if it is as it was."""
    base_url = work.order.base_url
    match page.kind:
        case "robots":
            return work.plan_page(page, "", lambda: render_robots(base_url))
        case "marker":
            return work.plan_page(page, "", lambda: b"")
        case "sitemap":
            entries = _find_readable(work)
            digest = hash_parts(msgspec.json.encode(entries))
            return work.plan_page(page, digest, lambda: render_sitemap(entries, base_url))
        case "feed":
            rows = [*islice((row for row in work.published if row.updated), FEED_ENTRIES)]

            def render(cards: Sequence[BriefCard]) -> bytes:
                # XML and time zones are slow to import, and few edits reach the feed.
                from briefgen.publish.feeds import render_atom

                return render_atom(cards, work.config, base_url)

            return plan_cards(work, page, rows, render, 0)
        case _:
            words = work.config.description
            return work.plan_page(page, words, lambda: render_html(page, frame, words, {}))


def _find_readable(work: Work) -> list[tuple[str, str | None]]:
    """Return out_path and day of all pages for readers."""
    plan = work.plan
    found: list[tuple[str, str | None]] = [
        (page.out_path, page.lastmod) for page in (*plan.lists, *plan.names, *plan.texts)
    ]
    found += [(f"{row.slug}/index.html", row.updated) for row in work.published]
    if "article" in plan.kinds:
        found += [(article_path(row), row.published) for row in plan.articles.values()]
    return found
