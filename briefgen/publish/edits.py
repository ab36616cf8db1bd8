"""Edits of briefs in a warm process: only the pages that can show them are looked at."""

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from briefgen.publish.briefpages import run_briefs
from briefgen.publish.listing import BriefIndex
from briefgen.publish.listpages import plan_list, plan_name
from briefgen.publish.nametable import NameKey, find_keys, gather_again
from briefgen.publish.orders import Order
from briefgen.publish.otherpages import plan_article, plan_other, run_pages
from briefgen.publish.records import BriefRow
from briefgen.publish.render import HOME_BRIEFS
from briefgen.publish.tables import copy_rows
from briefgen.publish.work import Work


def edit_briefs(work: Work, order: Order) -> Work | None:
    """Return the site after edits of some briefs; None if these may show anywhere but where they are looked for.

    The order and number of pages must stay. Then only the pages of the edited briefs, the lists that show their
    cards, names or uses, and the articles under them can be other than before.
    """
    paths = _find_edited(work, order.changed or frozenset())
    if paths is None or work.frame is None:
        return None
    site = copy.copy(work)
    site.order, site.last = order, order.last
    site.rows, site.pages = copy_rows(work.rows), copy_rows(work.pages)
    site.contents, site.template_problems = {}, {}
    site.maker = msgspec.structs.replace(work.maker, last=order.last, sink=order.sink)
    run_briefs(site, site.maker, [(path, False) for path in paths])
    start = len(str(work.project.root)) + 1
    edited = [(work.rows[shown], site.rows[shown]) for shown in (path[start:] for path in paths)]
    if any(_place_of(before) != _place_of(after) or not after.is_good for before, after in edited):
        return None
    if work.has_name_pages and not _take_names(site, edited):
        return None
    _take_edited(site, [(one, two) for one, two in edited if one is not two and two.is_published])
    site.follow(has_same_files=True)
    return site


def _take_names(work: Work, edited: Sequence[tuple[BriefRow, BriefRow]]) -> bool:
    """Read the names of edited briefs anew; return whether only what is said of them can be other."""
    keys: dict[NameKey, None] = {}
    fresh: dict[str, BriefRow] = {}
    for before, after in edited:
        if before.names_digest == after.names_digest:
            continue
        found = find_keys(work.index_of(after))
        if sorted(found) != sorted(find_keys(work.index_of(before))):
            return False
        keys |= dict.fromkeys(found)
        fresh[after.slug] = after
    if not keys:
        return True
    table = work.name_table
    if table is None:
        return False
    opened: dict[str, BriefIndex] = {}

    def open_index(place: int) -> BriefIndex:
        row = work.published[place]
        if row.slug not in opened:
            opened[row.slug] = work.index_of(fresh.get(row.slug, row))
        return opened[row.slug]

    work.name_table = gather_again(table, keys, open_index, work.names, work.config.per_page)
    rows = work.name_table.rows
    if any(rows[key].name != table.rows[key].name for key in keys):
        return False
    work.name_rows = tuple(rows[row.section, row.anchor] for row in work.name_rows)
    # Digests of all briefs would have to be gone through for the key; nobody takes over what has none.
    work.names_key = ""
    return True


def _find_edited(work: Work, changed: frozenset[str]) -> list[str] | None:
    """Return the briefs behind changed files; None if a file is not a brief, its lock, or there any more."""
    found: dict[str, None] = {}
    for path in sorted(changed):
        stem = path.removesuffix(".lock.json")
        path = (
            path
            if stem == path
            else next((name for name in (f"{stem}.yaml", f"{stem}.yml") if name in work.brief_paths), path)
        )
        if path not in work.brief_paths or Path(path).is_symlink() or not Path(path).is_file():
            return None
        found[path] = None
    return [*found]


def _take_edited(work: Work, edited: Sequence[tuple[BriefRow, BriefRow]]) -> None:
    frame = work.frame
    assert frame is not None  # noqa: S101 - after_edits looks
    published: Any = copy.copy(work.published)
    work.published, work.briefs = published, copy_rows(work.briefs)
    edited_slugs = {after.slug for before, after in edited if before.names_digest != after.names_digest}
    numbers: set[int] = set()
    kinds: set[str] = {"feed"}
    if edited_slugs and work.has_name_pages:
        kinds |= {"people", "places"}
    articles: set[str] = set()
    for before, after in edited:
        place = work.places[after.slug]
        published[place] = work.briefs[after.slug] = after
        numbers.add(place // work.config.per_page + 1)
        if place < HOME_BRIEFS:
            kinds.add("home")
        if before.names_digest != after.names_digest and not work.has_name_pages:
            kinds |= {"people", "places"}
        if before.cites != after.cites:
            kinds.add("sources")
            articles |= {cite.article_path for cite in after.cites}
    work.plan = msgspec.structs.replace(work.plan, briefs=work.briefs)
    source_numbers = {
        place // work.config.per_page + 1
        for place, row in enumerate(work.plan.articles.values() if articles else ())
        if row.article_path in articles
    }
    lists = [
        page
        for page in work.plan.lists
        if (page.kind in kinds and (page.kind != "sources" or page.number in source_numbers))
        or (page.kind == "archive" and page.number in numbers)
    ]
    tasks = [plan_list(work, page, frame) for page in lists]
    tasks += [plan_other(work, page, frame) for page in work.plan.machines if page.kind in kinds]
    for page, row in zip(work.plan.names, work.name_rows, strict=True):
        if row.newest and not edited_slugs.isdisjoint(row.newest):
            tasks.append(plan_name(work, page, row, frame))
    if "article" in work.plan.kinds:
        tasks += [plan_article(work, work.by_path.rows[path], frame) for path in sorted(articles)]
    run_pages(work, frame, tasks)


def _place_of(row: BriefRow) -> tuple[object, ...]:
    """Return what decides which pages there are, in which order, and what leads to them."""
    cited = tuple(cite.article_path for cite in row.cites)
    return (row.is_published, row.slug, row.title, row.updated, row.has_people, row.has_places, cited)
