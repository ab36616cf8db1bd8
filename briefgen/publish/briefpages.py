"""Briefs of a site: read, checked and rendered where they changed."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from briefgen.model.load import load_brief
from briefgen.publish.fingerprints import hash_parts
from briefgen.publish.making import BriefMaker, MadeBrief, MadePage, take_page
from briefgen.publish.pagekeys import make_keys
from briefgen.publish.plan import (
    NavigationLink,
    Page,
    find_contents,
    plan_brief,
    plan_navigation,
    sort_briefs,
)
from briefgen.publish.pool import run_tasks
from briefgen.publish.records import BriefRow, Cite
from briefgen.publish.render import Frame, make_frame, move_frame, render_brief_page
from briefgen.publish.templates import compile_templates
from briefgen.publish.work import FailedError, Work


def make_briefs(work: Work) -> None:
    """Read and check briefs, and render their pages."""
    last = work.last.briefs
    start = len(str(work.project.root)) + 1
    work.navigation = _guess_navigation(work)
    maker = work.maker = make_maker(work)
    due: list[tuple[str, bool]] = []
    is_new_frame = work.keys != work.last.keys
    # With the same articles, what was right about a brief is right still.
    is_current = maker.is_current if work.articles != work.last.articles else _is_good
    for path in work.files.briefs:
        shown = path[start:].replace("\\", "/")
        row = last.get(shown)
        lock = f"{path.rpartition('.')[0]}.lock.json"
        if row is None or work.is_changed(path) or work.is_changed(lock) or not is_current(row):
            due.append((path, False))
            continue
        work.rows[shown] = row
        is_due = row.is_published and (is_new_frame or work.order.sink.is_missing_below(row.slug))
        if is_due and not _put_off(work, maker, row):
            due.append((path, True))
    run_briefs(work, maker, due)
    work.rows = {
        shown: work.rows[shown]
        for path in work.files.briefs
        if (shown := path[start:].replace("\\", "/")) in work.rows
    }
    published = sort_briefs(row for row in work.rows.values() if row.is_published)
    work.published = published
    work.briefs = {row.slug: row for row in published}
    work.places = {row.slug: place for place, row in enumerate(published)}
    work.brief_paths = frozenset(work.files.briefs)
    if work.theme is None:
        raise FailedError
    navigation = plan_navigation(find_contents(published), work.texts, work.theme.pages)
    if navigation != work.navigation:
        work.navigation = navigation
        maker = work.maker = make_maker(work)
        every = [(f"{work.project.root}/{row.path}", True) for row in published]
        maker.last = msgspec.structs.replace(work.last, briefs=work.rows)
        run_briefs(work, maker, every)


def _put_off(work: Work, maker: BriefMaker, row: BriefRow) -> bool:
    """Leave the pages of a brief for later; tell whether that goes for all."""
    frame = maker.frame
    if frame is None or not work.late_keys:
        return False
    return all(_put_page_off(work, maker, frame, row, page) for page in plan_brief(row, maker.kinds))


def _put_page_off(work: Work, maker: BriefMaker, frame: Frame, row: BriefRow, page: Page) -> bool:
    fingerprint = hash_parts(maker.keys[page.kind], page.out_path, row.digest)

    def task() -> MadePage:
        content = render_brief_page(page, frame, maker.open_brief(row))
        return take_page(page, fingerprint, content, maker.sink)

    before = hash_parts(work.late_keys[page.kind], page.out_path, row.digest)
    return work.put_off(page, fingerprint, before, task)


def _guess_navigation(work: Work) -> tuple[NavigationLink, ...]:
    """Work out the navigation before all briefs are read; what was guessed wrong is rendered again."""
    if work.theme is None:
        return ()
    contents = find_contents(work.last.briefs.values())
    if not work.last.briefs and work.files.briefs:
        row = _peek(work, work.files.briefs[0])
        contents = find_contents([row] if row else [])
    return plan_navigation(contents, work.texts, work.theme.pages)


def _peek(work: Work, path: str) -> BriefRow | None:
    """Tell of a brief only which lists it fills."""
    brief, _ = load_brief(Path(path), work.project)
    if brief is None:
        return None
    named = [source.article for source in brief.sources if source.article in work.by_path]
    return BriefRow(
        path=path,
        sha256="",
        problems=(),
        cites=tuple(Cite(name, 0, "") for name in named),
        has_people=bool(brief.people or brief.organisations),
        has_places=bool(brief.places),
    )


def make_maker(work: Work) -> BriefMaker:
    """Return what makes briefs; the work gets what all pages share, and what they depend on."""
    work.frame = None
    work.keys = {}
    work.late_keys = {}
    if work.theme is not None:
        work.frame = make_frame(
            work.theme,
            work.config,
            work.order.base_url,
            work.navigation,
            work.order.cache_path,
        )
        made = make_keys(work.frame, work.last, has_name_pages=work.has_name_pages)
        work.keys, work.closures, work.templates_digest = made.keys, made.closures, made.templates_digest
        before = work.last.keys.get("robots", "")
        # A site without an address has no feed, and its pages lead to none.
        if work.order.late is not None and work.last.keys and bool(before) == bool(work.order.base_url):
            moved = move_frame(work.frame, before)
            work.late_keys = make_keys(moved, work.last, has_name_pages=work.has_name_pages).keys
    return BriefMaker(
        project=work.project,
        shelf=work.order.shelf,
        by_id=work.by_id,
        by_path=work.by_path,
        article_paths=work.article_paths,
        needs=work.needs,
        frame=work.frame,
        keys=work.keys,
        kinds=frozenset(work.theme.pages) if work.theme else frozenset(),
        last=work.last,
        sink=work.order.sink,
        has_name_pages=work.has_name_pages,
    )


def run_briefs(work: Work, maker: BriefMaker, due: Sequence[tuple[str, bool]]) -> None:
    """Make briefs, given by path and whether they are read already; the work keeps what comes of them."""

    def make(number: int) -> MadeBrief:
        path, is_read = due[number]
        return maker.make(path, is_read=is_read)

    def take(number: int, made: MadeBrief) -> None:
        path, _ = due[number]
        shown = path[len(str(work.project.root)) + 1 :].replace("\\", "/")
        put = work.order.shelf.put
        if made.row is None:
            work.rows[shown] = maker.last.briefs[shown]
        elif made.row.is_published:
            work.rows[shown] = msgspec.structs.replace(
                made.row,
                ref=put(made.brief),
                card=put(made.card),
                index=put(made.index) if made.index else None,
            )
        else:
            work.rows[shown] = made.row
        work.take_pages(made)

    jobs = work.jobs_for(len(due))
    if work.frame is not None and jobs > 1:
        compile_templates(work.frame.environment, work.closures.get("brief.html", ()))
    run_tasks(make, len(due), take, kind=MadeBrief, jobs=jobs)


def _is_good(row: BriefRow) -> bool:
    return row.is_good
