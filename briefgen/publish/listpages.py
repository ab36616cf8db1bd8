"""Pages that list briefs, sources or names over all briefs, and those of single names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from briefgen.publish.cards import BriefCard, CardData, Counted
from briefgen.publish.entries import ArticleEntry, IndexedName, Use
from briefgen.publish.fingerprints import hash_parts
from briefgen.publish.library import BriefEntry, article_url, may_show_whole
from briefgen.publish.listing import list_names, make_article_entry
from briefgen.publish.making import MadePage, take_page
from briefgen.publish.markdown import is_web_address
from briefgen.publish.nametable import gather_names, list_of, make_name, rows_of
from briefgen.publish.plan import Page
from briefgen.publish.records import ArticleRow, BriefRow, NameRow
from briefgen.publish.render import HOME_BRIEFS, Frame, render_html
from briefgen.publish.work import Task, Work

T = TypeVar("T")


def plan_list(work: Work, page: Page, frame: Frame) -> Task | None:
    """Plan the home page, or one of the archive, the sources or the names; None if it is as it was."""
    words = work.config.description
    brief_count = len(work.published)
    match page.kind:
        case "home" | "archive":
            first = (page.number - 1) * work.config.per_page
            last = HOME_BRIEFS if page.kind == "home" else first + work.config.per_page

            def render(cards: Sequence[BriefCard]) -> bytes:
                return render_html(page, frame, words, {"briefs": cards, "brief_count": brief_count})

            return plan_cards(work, page, work.published[first:last], render, brief_count, page.of)
        case "sources":
            rows = _page_of(work, page, [*work.plan.articles.values()])
            article_count = len(work.plan.articles)
            counts = [
                sum(
                    cite.count
                    for one in work.citing_of(row)
                    for cite in one.cites
                    if cite.article_path == row.article_path
                )
                for row in rows
            ]
            shown = [(row.digest, count) for row, count in zip(rows, counts, strict=True)]
            digest = hash_parts(words, msgspec.json.encode([shown, article_count, page.of]))

            def render_sources() -> bytes:
                entries = [_list_article(work, row, count) for row, count in zip(rows, counts, strict=True)]
                context = {"articles": entries, "article_count": article_count}
                return render_html(page, frame, words, context)

            return work.plan_page(page, digest, render_sources)
        case _ if work.has_name_pages:
            listed = _page_of(work, page, rows_of(work.name_rows, page.kind))
            count = len(rows_of(work.name_rows, page.kind))
            # What its newest briefs say of a name does not show here, only what it is and how often it is named.
            shown_names = [msgspec.structs.replace(row, newest=(), digest="") for row in listed]
            digest = hash_parts(words, msgspec.json.encode([shown_names, count, page.of]))
            language = work.config.language

            def render_names() -> bytes:
                names: dict[str, list[IndexedName]] = {"people": [], "organisations": [], "places": []}
                for row in listed:
                    names[row.section].append(make_name(row, (), language))
                return render_html(page, frame, words, {**names, "name_count": count})

            return work.plan_page(page, digest, render_names)
        case _:
            digests = [row.names_digest for row in work.published]
            digest = hash_parts(words, msgspec.json.encode(work.names), *digests)
            return work.plan_page(
                page, digest, lambda: render_html(page, frame, words, _list_names(work, page))
            )


def plan_cards(
    work: Work,
    page: Page,
    rows: Sequence[BriefRow],
    render: Callable[[Sequence[BriefCard]], bytes],
    *counts: int,
) -> Task | None:
    """Plan a page that lists briefs; it depends on their cards, and on those briefs whole that it opens."""
    cards = hash_parts(*(row.card_digest for row in rows))

    def fingerprint(opened: Iterable[str], keys: Mapping[str, str]) -> str:
        slugs = set(opened)
        key = hash_parts(keys[page.kind], page.out_path, work.config.description, *map(str, counts))
        return hash_parts(key, cards, *(row.digest for row in rows if row.slug in slugs))

    last = work.last.pages.get(page.out_path)
    if last is not None and work.is_done(page, fingerprint(last.opened, work.keys)):
        return None

    def run() -> MadePage:
        opened: set[str] = set()

        def opener(row: BriefRow) -> Callable[[], BriefEntry]:
            def open_brief() -> BriefEntry:
                opened.add(row.slug)
                return work.maker.open_brief(row)

            return open_brief

        shelf = work.order.shelf
        content = render(
            [
                BriefCard(msgspec.json.decode(shelf.get(row.card), type=CardData), opener(row))
                for row in rows
                if row.card is not None
            ]
        )
        return take_page(page, fingerprint(opened, work.keys), content, work.order.sink, sorted(opened))

    if last is not None and page.kind in work.late_keys:
        before = fingerprint(last.opened, work.late_keys)
        if work.put_off(page, fingerprint(last.opened, work.keys), before, run):
            return None
    return run


def _list_article(work: Work, row: ArticleRow, use_count: int) -> ArticleEntry:
    article = work.by_path[row.article_path]

    def open_uses() -> Sequence[Use]:
        indexes = (work.index_of(one) for one in work.citing_of(row))
        return make_article_entry(article, indexes).uses

    return ArticleEntry(
        article=article,
        url=article_url(article),
        link=article.url if is_web_address(article.url) else None,
        uses=Counted(use_count, open_uses),
        is_whole=may_show_whole(article),
    )


def _list_names(work: Work, page: Page) -> dict[str, Any]:
    indexes = [work.index_of(row) for row in work.published]
    language = work.config.language
    if page.kind == "places":
        known = {place.name: place for place in work.names.places}
        places = list_names(indexes, "places", known, language)
        return {"places": places, "name_count": len(places)}
    people_known = {person.name: person for person in work.names.people}
    bodies_known = {body.name: body for body in work.names.organisations}
    people = list_names(indexes, "people", people_known, language)
    bodies = list_names(indexes, "organisations", bodies_known, language)
    return {"people": people, "organisations": bodies, "name_count": len(people) + len(bodies)}


def _page_of(work: Work, page: Page, rows: Sequence[T]) -> Sequence[T]:
    """Return what one page of a list shows."""
    per_page = work.config.per_page
    return rows[(page.number - 1) * per_page : page.number * per_page]


def gather_site_names(work: Work) -> None:
    """Find the names that have pages; all briefs are gone through only if any of them names otherwise."""
    work.name_table = None
    work.name_rows = ()
    work.names_key = ""
    if not work.has_name_pages or work.theme is None:
        return
    kinds = sorted(work.theme.pages & {"people", "places"})
    digests = [row.slug + row.names_digest for row in work.published]
    shared = msgspec.json.encode([work.names, work.config.per_page, kinds])
    work.names_key = hash_parts(shared, *digests)
    if work.last.names_key == work.names_key:
        work.name_rows = work.last.names
        return
    indexes = (work.index_of(row) for row in work.published)
    work.name_table = gather_names(indexes, work.names, work.config.per_page)
    rows = work.name_table.rows.values()
    work.name_rows = tuple(row for row in rows if list_of(row.section) in kinds)


def plan_name(work: Work, page: Page, row: NameRow, frame: Frame) -> Task | None:
    """Plan the page of one name; None if it is as it was."""

    def render() -> bytes:
        indexes = [work.index_of(work.briefs[slug]) for slug in row.newest]
        name = make_name(row, indexes, work.config.language)
        words = f"{row.name}: what {work.config.title} says, brief by brief."
        return render_html(page, frame, words, {"name": name})

    return work.plan_page(page, hash_parts(work.config.title, msgspec.json.encode(row)), render)
