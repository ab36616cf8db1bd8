"""A site from its content: what changed is read and rendered, all else is taken over from the last build."""

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from briefgen.model.config import CONFIG_NAME, Config, Project
from briefgen.model.errors import BuildError
from briefgen.model.load import ContentFiles, find_content, load_brief, load_names
from briefgen.model.names import Names
from briefgen.model.patterns import PathIndex
from briefgen.model.problem import Problem, sorted_problems
from briefgen.publish.cards import BriefCard, CardData, Counted
from briefgen.publish.checks import tell_broken_links
from briefgen.publish.entries import ArticleEntry, IndexedName, Use
from briefgen.publish.exports import render_robots, render_sitemap
from briefgen.publish.feeds import FEED_ENTRIES, render_atom
from briefgen.publish.fingerprints import hash_parts
from briefgen.publish.following import Followed, follow_changed
from briefgen.publish.library import BriefEntry, article_url, may_show_whole
from briefgen.publish.listing import BriefIndex, list_names, make_article_entry
from briefgen.publish.making import (
    ArticleLookup,
    BriefMaker,
    MadeArticle,
    MadeBrief,
    MadePage,
    MadePages,
    Needs,
    Sink,
    find_needs,
    read_article,
    take_page,
)
from briefgen.publish.markdown import is_web_address
from briefgen.publish.nametable import (
    NameKey,
    NameTable,
    find_keys,
    gather_again,
    gather_names,
    list_of,
    make_name,
    rows_of,
)
from briefgen.publish.pagekeys import make_keys
from briefgen.publish.pages import TextPage, load_pages
from briefgen.publish.plan import (
    NavigationLink,
    Page,
    Plan,
    article_path,
    check_collisions,
    check_keep,
    find_contents,
    plan_navigation,
    plan_site,
    sort_articles,
    sort_briefs,
)
from briefgen.publish.pool import run_tasks
from briefgen.publish.records import ArticleRow, BriefRow, Cite, NameRow, PageRow, State
from briefgen.publish.render import Frame, make_frame, render_article_page, render_html
from briefgen.publish.shelf import Shelf
from briefgen.publish.templates import compile_templates, save_compiled
from briefgen.publish.theme import Theme, load_theme

HOME_BRIEFS = 12
"""Briefs on the home page; all are in the archive."""

T = TypeVar("T")

_NAME_TEMPLATE = "name.html"
_INDEXES = frozenset(
    ("home", "archive", "sources", "people", "places", "missing", "feed", "sitemap", "robots", "marker")
)
FEW_TASKS = 24
"""Work for so few files is over before another process would have begun."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be built."""

    project: Project
    base_url: str
    """Absolute address without a slash at its end; "" if there is none."""
    last: State
    """What the last build handed on."""
    changed: frozenset[str] | None
    """Absolute paths of all inputs that are other than the last build saw them; None: any may be."""
    shelf: Shelf
    sink: Sink
    jobs: int = 1
    """Most processes."""
    warm: Any = None
    """`Made.site` of the last build, if that was in this process and `last` and the configuration are its own."""
    cache_path: Path | None = None
    """Folder where compiled templates are kept; None: nowhere."""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A site that was made."""

    ok: bool
    problems: list[Problem]
    brief_count: int
    state: State = State()
    contents: Mapping[str, bytes | bool] = {}
    """What was made, in the order of writing, with what the sink said."""
    site: Any = None
    """What the next build in this process can go on from, as `Order.warm`."""


_Task = Callable[[], MadePage]


class _FailedError(Exception):
    """The site cannot be made; the problems are listed."""


def make_site(order: Order) -> Made:
    """Make a site, or tell what is wrong with it."""
    return _edit_site(order) or _make_site(order)


def _make_site(order: Order) -> Made:
    site = _Site(order)
    try:
        site.load()
        site.make_briefs()
        site.make_others()
        site.follow()
    except _FailedError:
        return Made(ok=False, problems=site.audible(), brief_count=len(site.briefs))
    if site.frame is not None:
        save_compiled(site.frame.environment)
    ok = not _has_error(site.all_problems())
    return Made(
        ok=ok,
        problems=site.audible(),
        brief_count=len(site.briefs),
        state=site.state(),
        contents=site.contents if ok else {},
        site=site if ok else None,
    )


def _edit_site(order: Order) -> Made | None:
    """Make a site after edits of briefs that no list of pages, and no page of another brief, can show.

    Returns:
        None if more than that may have changed.
    """
    if order.warm is None or not order.changed:
        return None
    site = order.warm.after_edits(order)
    if site is None or site.template_problems or _has_error(site.all_problems()):
        return None
    state = site.state()
    count = len(site.briefs)
    return Made(
        ok=True, problems=site.audible(), brief_count=count, state=state, contents=site.contents, site=site
    )


class _Site:
    """One build: the steps of `make_site`, in order."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.project = order.project
        self.config: Config = order.project.config
        self.problems: list[Problem] = []
        self.template_problems: dict[Problem, None] = {}
        self.link_problems: list[Problem] = []
        self.last = order.last
        self.articles: dict[str, ArticleRow] = {}
        self.rows: dict[str, BriefRow] = {}
        self.briefs: dict[str, BriefRow] = {}
        self.pages: dict[str, PageRow] = {}
        self.contents: dict[str, bytes | bool] = {}
        self.assets: dict[str, str] = {}
        self.broken = order.last.broken
        self.navigation: tuple[NavigationLink, ...] = ()

    # Reading

    def load(self) -> None:
        """Read theme, articles, names and free pages."""
        self.theme, found = load_theme(self.project)
        self.problems += found
        self.needs = find_needs(self.theme) if self.theme else Needs(False, False)
        config = self.config
        self.reading_key = hash_parts(
            msgspec.json.encode([config.limits, config.measures, config.content, self.needs])
        )
        if self.last.reading_key != self.reading_key:
            self.last = msgspec.structs.replace(self.last, articles={}, briefs={})
        self.files: ContentFiles = find_content(self.project)
        self.problems += self.files.problems
        self._read_articles()
        self.names: Names
        self.names, found = load_names(self.project.names_path, self.project)
        self.problems += found
        self.texts: list[TextPage]
        self.texts, found = load_pages(self.project)
        self.problems += found
        self.has_name_pages = self.theme is not None and _has_name_pages(self.theme, self.files, config)
        if not self.order.base_url:
            self.problems.append(_no_address())

    def _is_changed(self, path: str) -> bool:
        return self.order.changed is None or path in self.order.changed

    def _read_articles(self) -> None:
        last = self.last.articles
        start = len(str(self.project.root)) + 1
        due: list[str] = []
        for path in self.files.articles:
            shown = path[start:].replace("\\", "/")
            row = last.get(shown)
            if row is None or not row.sha256 or self._is_changed(path):
                due.append(path)
            if row is not None:
                self.articles[shown] = row

        def read(number: int) -> bytes:
            path = due[number]
            return _encode(read_article(path, self.project, last.get(path[start:].replace("\\", "/"))))

        def take(_: int, content: bytes) -> None:
            made = msgspec.msgpack.decode(content, type=MadeArticle)
            if made.row is not None:
                ref = self.order.shelf.put(made.article) if made.article else None
                self.articles[made.row.path] = msgspec.structs.replace(made.row, ref=ref)

        run_tasks(read, len(due), take, jobs=self._jobs(len(due) // 4))
        shown_paths = [path[start:].replace("\\", "/") for path in self.files.articles]
        self.articles = {shown: self.articles[shown] for shown in shown_paths}
        by_id: dict[str, ArticleRow] = {}
        for row in self.articles.values():
            self.problems += row.problems
            if row.ref is None:
                continue
            first = by_id.setdefault(row.id, row)
            if first is not row:
                message = f'article id "{row.id}" is taken by {first.article_path}'
                hint = "rename one of both files"
                self.problems.append(
                    Problem(row.path, None, None, "error", message, hint, "article-duplicate")
                )
        cache: dict[str, Any] = {}
        self.by_id = ArticleLookup(by_id, self.order.shelf, cache)
        by_path = {row.article_path: row for row in by_id.values()}
        self.by_path = ArticleLookup(by_path, self.order.shelf, cache)
        self.article_paths = PathIndex(by_path)

    def _jobs(self, count: int) -> int:
        return self.order.jobs if count > FEW_TASKS else 1

    # Briefs

    def make_briefs(self) -> None:
        """Read and check briefs, and render their pages."""
        last = self.last.briefs
        start = len(str(self.project.root)) + 1
        self.navigation = self._guess_navigation()
        maker = self.maker = self._make_maker()
        due: list[tuple[str, bool]] = []
        is_new_frame = self.keys != self.last.keys
        # With the same articles, what was right about a brief is right still.
        is_current = maker.is_current if self.articles != self.last.articles else _is_good
        for path in self.files.briefs:
            shown = path[start:].replace("\\", "/")
            row = last.get(shown)
            lock = f"{path.rpartition('.')[0]}.lock.json"
            if row is None or self._is_changed(path) or self._is_changed(lock) or not is_current(row):
                due.append((path, False))
                continue
            self.rows[shown] = row
            if row.is_published and (is_new_frame or self.order.sink.is_missing_below(row.slug)):
                due.append((path, True))
        self._run_briefs(maker, due)
        self.rows = {
            shown: self.rows[shown]
            for path in self.files.briefs
            if (shown := path[start:].replace("\\", "/")) in self.rows
        }
        published = sort_briefs(row for row in self.rows.values() if row.is_published)
        self.published = published
        self.briefs = {row.slug: row for row in published}
        self.places = {row.slug: place for place, row in enumerate(published)}
        self.brief_paths = frozenset(self.files.briefs)
        if self.theme is None:
            raise _FailedError
        navigation = plan_navigation(find_contents(published), self.texts, self.theme.pages)
        if navigation != self.navigation:
            self.navigation = navigation
            maker = self.maker = self._make_maker()
            every = [(f"{self.project.root}/{row.path}", True) for row in published]
            maker.last = msgspec.structs.replace(self.last, briefs=self.rows)
            self._run_briefs(maker, every)

    def _guess_navigation(self) -> tuple[NavigationLink, ...]:
        """Work out the navigation before all briefs are read; what was guessed wrong is rendered again."""
        if self.theme is None:
            return ()
        contents = find_contents(self.last.briefs.values())
        if not self.last.briefs and self.files.briefs:
            row = self._peek(self.files.briefs[0])
            contents = find_contents([row] if row else [])
        return plan_navigation(contents, self.texts, self.theme.pages)

    def _peek(self, path: str) -> BriefRow | None:
        """Tell of a brief only which lists it fills."""
        brief, _ = load_brief(Path(path), self.project)
        if brief is None:
            return None
        named = [source.article for source in brief.sources if source.article in self.by_path]
        return BriefRow(
            path=path,
            sha256="",
            problems=(),
            cites=tuple(Cite(name, 0, "") for name in named),
            has_people=bool(brief.people or brief.organisations),
            has_places=bool(brief.places),
        )

    def _make_maker(self) -> BriefMaker:
        self.frame: Frame | None = None
        self.keys: dict[str, str] = {}
        if self.theme is not None:
            self.frame = make_frame(
                self.theme,
                self.config,
                self.order.base_url,
                self.navigation,
                self.order.cache_path,
            )
            made = make_keys(self.frame, self.last, has_name_pages=self.has_name_pages)
            self.keys, self.closures, self.templates_digest = made.keys, made.closures, made.templates_digest
        return BriefMaker(
            project=self.project,
            shelf=self.order.shelf,
            by_id=self.by_id,
            by_path=self.by_path,
            article_paths=self.article_paths,
            needs=self.needs,
            frame=self.frame,
            keys=self.keys,
            kinds=frozenset(self.theme.pages) if self.theme else frozenset(),
            last=self.last,
            sink=self.order.sink,
            has_name_pages=self.has_name_pages,
        )

    def _run_briefs(self, maker: BriefMaker, due: Sequence[tuple[str, bool]]) -> None:
        def make(number: int) -> bytes:
            path, is_read = due[number]
            return _encode(maker.make(path, is_read=is_read))

        def take(number: int, content: bytes) -> None:
            made = msgspec.msgpack.decode(content, type=MadeBrief)
            path, _ = due[number]
            shown = path[len(str(self.project.root)) + 1 :].replace("\\", "/")
            put = self.order.shelf.put
            if made.row is None:
                self.rows[shown] = maker.last.briefs[shown]
            elif made.row.is_published:
                self.rows[shown] = msgspec.structs.replace(
                    made.row,
                    ref=put(made.brief),
                    card=put(made.card),
                    index=put(made.index) if made.index else None,
                )
            else:
                self.rows[shown] = made.row
            self._take_pages(made)

        jobs = self._jobs(len(due))
        if self.frame is not None and jobs > 1:
            compile_templates(self.frame.environment, self.closures.get("brief.html", ()))
        run_tasks(make, len(due), take, jobs=jobs)

    def _take_pages(self, made: MadeBrief | MadePages) -> None:
        self.template_problems.update(dict.fromkeys(made.problems))
        for page in made.pages:
            self.pages[page.out_path] = page.row(self.order.shelf)
            self.contents[page.out_path] = page.content

    # All other pages

    def make_others(self) -> None:
        """Plan the site, and render what is no page of a brief."""
        theme, frame = self.theme, self.frame
        assert theme is not None  # noqa: S101 - make_briefs fails without one
        assert frame is not None  # noqa: S101 - the same
        self.citing: dict[str, list[str]] = {}
        has_articles = bool(theme.pages & {"article", "sources"})
        for row in self.published if has_articles else ():
            for cite in row.cites:
                self.citing.setdefault(cite.article_path, []).append(row.slug)
        cited = sort_articles(self.by_path.rows[path] for path in self.citing)
        self._gather_names()
        self.plan: Plan = plan_site(
            self.briefs,
            {row.id: row for row in cited},
            self.texts,
            theme,
            self.config,
            self.order.base_url,
            names=self.name_rows if self.has_name_pages else None,
        )
        every = [*self._all_published_pages()]
        self.wanted = {*(page.out_path for page in every), *theme.assets}
        self.problems += check_collisions(every, [*theme.assets])
        self.problems += check_keep(self.wanted, self.config.keep)
        if _has_error(self.all_problems()):
            raise _FailedError
        for out_path in self.wanted:
            if out_path not in self.pages and out_path in self.last.pages:
                self.pages[out_path] = self.last.pages[out_path]
        self._add_assets(theme)
        self._run_pages(frame, self._plan_tasks(frame))
        if self.template_problems:
            raise _FailedError

    def _all_published_pages(self) -> Iterable[Page]:
        """Give all pages, those of two briefs with one slug both."""
        plan = self.plan
        yield from plan.lists
        yield from plan.names
        for row in self.published:
            yield from plan.of_brief(row)
        if "article" in plan.kinds:
            for article in plan.articles.values():
                yield plan.of_article(article)
        yield from plan.texts
        yield from plan.others
        yield from plan.machines

    def _add_assets(self, theme: Theme) -> None:
        for out_path, path in theme.assets.items():
            try:
                content = path.read_bytes()
            except OSError as err:
                message = f"the asset cannot be read: {err.strerror or err}"
                hint = "check its permissions"
                self.problems.append(
                    Problem(path.as_posix(), None, None, "error", message, hint, "file-unreadable")
                )
                raise _FailedError from err
            self.assets[out_path] = hash_parts(content)
            if self.last.assets.get(out_path) != self.assets[out_path] or not self.order.sink.holds(out_path):
                self.contents[out_path] = self.order.sink.put(out_path, content)

    def _plan_tasks(self, frame: Frame) -> list[_Task | None]:
        """Return what is to be done for each page that is no page of a brief; None where nothing is."""
        plan = self.plan
        tasks = [self._plan_list(page, frame) for page in plan.lists]
        tasks += [self._plan_text(page, frame) for page in plan.texts]
        tasks += [self._plan_other(page, frame) for page in (*plan.others, *plan.machines)]
        tasks += [
            self._plan_name(page, row, frame) for page, row in zip(plan.names, self.name_rows, strict=True)
        ]
        if "article" in plan.kinds:
            tasks += [self._plan_article(row, frame) for row in plan.articles.values()]
        return tasks

    def _run_pages(self, frame: Frame, tasks: Iterable[_Task | None]) -> None:
        due = [task for task in tasks if task is not None]

        def make(number: int) -> bytes:
            made = MadePages()
            try:
                made.pages.append(due[number]())
            except BuildError as err:
                made.problems += err.problems
            return _encode(made)

        def take(_: int, content: bytes) -> None:
            self._take_pages(msgspec.msgpack.decode(content, type=MadePages))

        jobs = self._jobs(len(due) // 2)
        if jobs > 1:
            compile_templates(frame.environment, self.closures.get("article.html", ()))
        run_tasks(make, len(due), take, jobs=jobs)

    def _is_done(self, page: Page, fingerprint: str) -> bool:
        last = self.last.pages.get(page.out_path)
        return last is not None and last.fingerprint == fingerprint and self.order.sink.holds(page.out_path)

    def _plan_page(self, page: Page, digest: str, render: Callable[[], bytes]) -> _Task | None:
        fingerprint = hash_parts(self.keys[page.kind], page.out_path, digest)
        if self._is_done(page, fingerprint):
            return None
        return lambda: take_page(page, fingerprint, render(), self.order.sink)

    def _plan_text(self, page: Page, frame: Frame) -> _Task | None:
        text = next(text for text in self.texts if text.slug == page.key)
        words = text.description or self.config.description
        digest = hash_parts(msgspec.json.encode(text))
        return self._plan_page(page, digest, lambda: render_html(page, frame, words, {"text": text}))

    def _plan_article(self, row: ArticleRow, frame: Frame) -> _Task | None:
        page = self.plan.of_article(row)
        citing = self._citing(row)
        uses = [cite.digest for one in citing for cite in one.cites if cite.article_path == row.article_path]

        def render() -> bytes:
            article = self.by_path[row.article_path]
            indexes = (self._index_of(one) for one in citing)
            return render_article_page(page, frame, make_article_entry(article, indexes))

        return self._plan_page(page, hash_parts(row.digest, *uses), render)

    def _plan_other(self, page: Page, frame: Frame) -> _Task | None:
        base_url = self.order.base_url
        match page.kind:
            case "robots":
                return self._plan_page(page, "", lambda: render_robots(base_url))
            case "marker":
                return self._plan_page(page, "", lambda: b"")
            case "sitemap":
                entries = self._find_readable()
                digest = hash_parts(msgspec.json.encode(entries))
                return self._plan_page(page, digest, lambda: render_sitemap(entries, base_url))
            case "feed":
                rows = [*islice((row for row in self.published if row.updated), FEED_ENTRIES)]
                return self._plan_cards(
                    page, rows, lambda cards: render_atom(cards, self.config, base_url), 0
                )
            case _:
                words = self.config.description
                return self._plan_page(page, words, lambda: render_html(page, frame, words, {}))

    def _find_readable(self) -> list[tuple[str, str | None]]:
        """Return out_path and day of all pages for readers."""
        plan = self.plan
        found: list[tuple[str, str | None]] = [
            (page.out_path, page.lastmod) for page in (*plan.lists, *plan.names, *plan.texts)
        ]
        found += [(f"{row.slug}/index.html", row.updated) for row in self.published]
        if "article" in plan.kinds:
            found += [(article_path(row), row.published) for row in plan.articles.values()]
        return found

    def _plan_list(self, page: Page, frame: Frame) -> _Task | None:
        words = self.config.description
        brief_count = len(self.published)
        match page.kind:
            case "home" | "archive":
                first = (page.number - 1) * self.config.per_page
                last = HOME_BRIEFS if page.kind == "home" else first + self.config.per_page

                def render(cards: Sequence[BriefCard]) -> bytes:
                    return render_html(page, frame, words, {"briefs": cards, "brief_count": brief_count})

                return self._plan_cards(page, self.published[first:last], render, brief_count, page.of)
            case "sources":
                rows = self._page_of(page, [*self.plan.articles.values()])
                article_count = len(self.plan.articles)
                counts = [
                    sum(
                        cite.count
                        for one in self._citing(row)
                        for cite in one.cites
                        if cite.article_path == row.article_path
                    )
                    for row in rows
                ]
                shown = [(row.digest, count) for row, count in zip(rows, counts, strict=True)]
                digest = hash_parts(words, msgspec.json.encode([shown, article_count, page.of]))

                def render_sources() -> bytes:
                    entries = [
                        self._list_article(row, count) for row, count in zip(rows, counts, strict=True)
                    ]
                    context = {"articles": entries, "article_count": article_count}
                    return render_html(page, frame, words, context)

                return self._plan_page(page, digest, render_sources)
            case _ if self.has_name_pages:
                listed = self._page_of(page, rows_of(self.name_rows, page.kind))
                count = len(rows_of(self.name_rows, page.kind))
                # What its newest briefs say of a name does not show here, only what it is and how often it is named.
                shown_names = [msgspec.structs.replace(row, newest=(), digest="") for row in listed]
                digest = hash_parts(words, msgspec.json.encode([shown_names, count, page.of]))
                language = self.config.language

                def render_names() -> bytes:
                    names: dict[str, list[IndexedName]] = {"people": [], "organisations": [], "places": []}
                    for row in listed:
                        names[row.section].append(make_name(row, (), language))
                    return render_html(page, frame, words, {**names, "name_count": count})

                return self._plan_page(page, digest, render_names)
            case _:
                digests = [row.names_digest for row in self.published]
                digest = hash_parts(words, msgspec.json.encode(self.names), *digests)
                return self._plan_page(
                    page, digest, lambda: render_html(page, frame, words, self._list_names(page))
                )

    def _plan_cards(
        self,
        page: Page,
        rows: Sequence[BriefRow],
        render: Callable[[Sequence[BriefCard]], bytes],
        *counts: int,
    ) -> _Task | None:
        """Plan a page that lists briefs; it depends on their cards, and on those briefs whole that it opens."""
        key = hash_parts(self.keys[page.kind], page.out_path, self.config.description, *map(str, counts))
        cards = hash_parts(*(row.card_digest for row in rows))

        def fingerprint(opened: Iterable[str]) -> str:
            slugs = set(opened)
            return hash_parts(key, cards, *(row.digest for row in rows if row.slug in slugs))

        last = self.last.pages.get(page.out_path)
        if last is not None and self._is_done(page, fingerprint(last.opened)):
            return None

        def run() -> MadePage:
            opened: set[str] = set()

            def opener(row: BriefRow) -> Callable[[], BriefEntry]:
                def open_brief() -> BriefEntry:
                    opened.add(row.slug)
                    return self.maker.open_brief(row)

                return open_brief

            shelf = self.order.shelf
            content = render(
                [
                    BriefCard(msgspec.json.decode(shelf.get(row.card), type=CardData), opener(row))
                    for row in rows
                    if row.card is not None
                ]
            )
            return take_page(page, fingerprint(opened), content, self.order.sink, sorted(opened))

        return run

    def _citing(self, row: ArticleRow) -> list[BriefRow]:
        """Return the briefs that rest on an article, newest first."""
        return [self.briefs[slug] for slug in self.citing[row.article_path]]

    def _index_of(self, row: BriefRow) -> BriefIndex:
        assert row.index is not None  # noqa: S101 - find_needs asks for it where there are such pages
        return msgspec.json.decode(self.order.shelf.get(row.index), type=BriefIndex)

    def _list_article(self, row: ArticleRow, use_count: int) -> ArticleEntry:
        article = self.by_path[row.article_path]

        def open_uses() -> Sequence[Use]:
            indexes = (self._index_of(one) for one in self._citing(row))
            return make_article_entry(article, indexes).uses

        return ArticleEntry(
            article=article,
            url=article_url(article),
            link=article.url if is_web_address(article.url) else None,
            uses=Counted(use_count, open_uses),
            is_whole=may_show_whole(article),
        )

    def _list_names(self, page: Page) -> dict[str, Any]:
        indexes = [self._index_of(row) for row in self.published]
        language = self.config.language
        if page.kind == "places":
            known = {place.name: place for place in self.names.places}
            places = list_names(indexes, "places", known, language)
            return {"places": places, "name_count": len(places)}
        people_known = {person.name: person for person in self.names.people}
        bodies_known = {body.name: body for body in self.names.organisations}
        people = list_names(indexes, "people", people_known, language)
        bodies = list_names(indexes, "organisations", bodies_known, language)
        return {"people": people, "organisations": bodies, "name_count": len(people) + len(bodies)}

    def _page_of(self, page: Page, rows: Sequence[T]) -> Sequence[T]:
        """Return what one page of a list shows."""
        per_page = self.config.per_page
        return rows[(page.number - 1) * per_page : page.number * per_page]

    # Names with pages of their own

    def _gather_names(self) -> None:
        """Find the names that have pages; all briefs are gone through only if any of them names otherwise."""
        self.name_table: NameTable | None = None
        self.name_rows: tuple[NameRow, ...] = ()
        self.names_key = ""
        if not self.has_name_pages or self.theme is None:
            return
        kinds = sorted(self.theme.pages & {"people", "places"})
        digests = [row.slug + row.names_digest for row in self.published]
        shared = msgspec.json.encode([self.names, self.config.per_page, kinds])
        self.names_key = hash_parts(shared, *digests)
        if self.last.names_key == self.names_key:
            self.name_rows = self.last.names
            return
        indexes = (self._index_of(row) for row in self.published)
        self.name_table = gather_names(indexes, self.names, self.config.per_page)
        rows = self.name_table.rows.values()
        self.name_rows = tuple(row for row in rows if list_of(row.section) in kinds)

    def _plan_name(self, page: Page, row: NameRow, frame: Frame) -> _Task | None:
        def render() -> bytes:
            indexes = [self._index_of(self.briefs[slug]) for slug in row.newest]
            name = make_name(row, indexes, self.config.language)
            words = f"{row.name}: what {self.config.title} says, brief by brief."
            return render_html(page, frame, words, {"name": name})

        return self._plan_page(page, hash_parts(self.config.title, msgspec.json.encode(row)), render)

    # Edits in a warm process

    def after_edits(self, order: Order) -> "_Site | None":
        """Return the site after edits of some briefs; None if these may show anywhere but where they are looked for.

        The order and number of pages must stay. Then only the pages of the edited briefs, the lists that show their
        cards, names or uses, and the articles under them can be other than before.
        """
        paths = self._find_edited(order.changed or frozenset())
        if paths is None or self.frame is None:
            return None
        site = copy.copy(self)
        site.order, site.last = order, order.last
        site.rows, site.pages = dict(self.rows), dict(self.pages)
        site.contents, site.template_problems = {}, {}
        site.maker = msgspec.structs.replace(self.maker, last=order.last, sink=order.sink)
        site._run_briefs(site.maker, [(path, False) for path in paths])
        start = len(str(self.project.root)) + 1
        edited = [(self.rows[shown], site.rows[shown]) for shown in (path[start:] for path in paths)]
        if any(_place_of(before) != _place_of(after) or not after.is_good for before, after in edited):
            return None
        if self.has_name_pages and not site._take_names(edited):
            return None
        site._take_edited([(one, two) for one, two in edited if one is not two and two.is_published])
        site.follow()
        return site

    def _take_names(self, edited: Sequence[tuple[BriefRow, BriefRow]]) -> bool:
        """Read the names of edited briefs anew; return whether only what is said of them can be other."""
        keys: dict[NameKey, None] = {}
        fresh: dict[str, BriefRow] = {}
        for before, after in edited:
            if before.names_digest == after.names_digest:
                continue
            found = find_keys(self._index_of(after))
            if sorted(found) != sorted(find_keys(self._index_of(before))):
                return False
            keys |= dict.fromkeys(found)
            fresh[after.slug] = after
        if not keys:
            return True
        table = self.name_table
        if table is None:
            return False
        opened: dict[str, BriefIndex] = {}

        def open_index(place: int) -> BriefIndex:
            row = self.published[place]
            if row.slug not in opened:
                opened[row.slug] = self._index_of(fresh.get(row.slug, row))
            return opened[row.slug]

        self.name_table = gather_again(table, keys, open_index, self.names, self.config.per_page)
        rows = self.name_table.rows
        if any(rows[key].name != table.rows[key].name for key in keys):
            return False
        self.name_rows = tuple(rows[row.section, row.anchor] for row in self.name_rows)
        # Digests of all briefs would have to be gone through for the key; nobody takes over what has none.
        self.names_key = ""
        return True

    def _find_edited(self, changed: frozenset[str]) -> list[str] | None:
        """Return the briefs behind changed files; None if a file is not a brief, its lock, or there any more."""
        found: dict[str, None] = {}
        for path in sorted(changed):
            stem = path.removesuffix(".lock.json")
            path = (
                path
                if stem == path
                else next(
                    (name for name in (f"{stem}.yaml", f"{stem}.yml") if name in self.brief_paths), path
                )
            )
            if path not in self.brief_paths or Path(path).is_symlink() or not Path(path).is_file():
                return None
            found[path] = None
        return [*found]

    def _take_edited(self, edited: Sequence[tuple[BriefRow, BriefRow]]) -> None:
        frame = self.frame
        assert frame is not None  # noqa: S101 - after_edits looks
        self.published, self.briefs = [*self.published], dict(self.briefs)
        edited_slugs = {after.slug for before, after in edited if before.names_digest != after.names_digest}
        numbers: set[int] = set()
        kinds: set[str] = {"feed"}
        if edited_slugs and self.has_name_pages:
            kinds |= {"people", "places"}
        articles: set[str] = set()
        for before, after in edited:
            place = self.places[after.slug]
            self.published[place] = self.briefs[after.slug] = after
            numbers.add(place // self.config.per_page + 1)
            if place < HOME_BRIEFS:
                kinds.add("home")
            if before.names_digest != after.names_digest and not self.has_name_pages:
                kinds |= {"people", "places"}
            if before.cites != after.cites:
                kinds.add("sources")
                articles |= {cite.article_path for cite in after.cites}
        self.plan = msgspec.structs.replace(self.plan, briefs=self.briefs)
        source_numbers = {
            place // self.config.per_page + 1
            for place, row in enumerate(self.plan.articles.values() if articles else ())
            if row.article_path in articles
        }
        lists = [
            page
            for page in self.plan.lists
            if (page.kind in kinds and (page.kind != "sources" or page.number in source_numbers))
            or (page.kind == "archive" and page.number in numbers)
        ]
        tasks = [self._plan_list(page, frame) for page in lists]
        tasks += [self._plan_other(page, frame) for page in self.plan.machines if page.kind in kinds]
        for page, row in zip(self.plan.names, self.name_rows, strict=True):
            if row.newest and not edited_slugs.isdisjoint(row.newest):
                tasks.append(self._plan_name(page, row, frame))
        if "article" in self.plan.kinds:
            tasks += [self._plan_article(self.by_path.rows[path], frame) for path in sorted(articles)]
        self._run_pages(frame, tasks)

    # Links

    def follow(self) -> None:
        """Follow the links of pages that changed; of all, where a place is gone that was there."""
        self.base_path = urlsplit(self.order.base_url).path + "/"
        self.broken = follow_changed(
            Followed(
                pages=self.pages,
                files=self.wanted,
                changed=[*self.contents],
                base_path=self.base_path,
                broken=self.broken,
            ),
            self.last,
            self.order.shelf,
        )
        assert self.theme is not None  # noqa: S101 - make_briefs fails without one
        self.link_problems = tell_broken_links(self.broken, self.plan, self.theme, root=self.project.root)

    # The end

    def state(self) -> State:
        """Return what the next build can take over."""
        indexed = {page.out_path: page.kind in _INDEXES for page in (*self.plan.lists, *self.plan.others)}
        indexed |= dict.fromkeys((page.out_path for page in self.plan.machines), True)
        made = sorted(
            self.contents,
            key=lambda path: (
                path not in self.assets,
                not path.startswith("assets/"),
                indexed.get(path, False),
                path,
            ),
        )
        self.contents = {path: self.contents[path] for path in made}
        return State(
            reading_key=self.reading_key,
            articles=self.articles,
            briefs=self.rows,
            pages=self.pages,
            assets=self.assets,
            keys=self.keys,
            closures=self.closures,
            templates_digest=self.templates_digest,
            names_key=self.names_key,
            names=self.name_rows,
            base_path=self.base_path,
            broken=self.broken,
        )

    def audible(self) -> list[Problem]:
        """Return the problems, sorted, less those that the project silences; errors cannot be silenced."""
        silence = self.config.silence
        found = [one for one in self.all_problems() if one.severity == "error" or one.code not in silence]
        return sorted_problems(found)

    def all_problems(self) -> list[Problem]:
        """Return everything that was found."""
        of_briefs = [problem for row in self.rows.values() for problem in row.problems]
        return [*self.problems, *of_briefs, *self.template_problems, *self.link_problems]


def _has_name_pages(theme: Theme, files: ContentFiles, config: Config) -> bool:
    """Tell whether the site is so large that each name has a page of its own.

    It hangs on what is known before any brief is read, because briefs link to the pages of names.
    """
    has_template = any(template.name == _NAME_TEMPLATE for template in theme.templates)
    has_lists = bool(theme.pages & {"people", "places"})
    return has_template and has_lists and len(files.briefs) > config.per_page


def _is_good(row: BriefRow) -> bool:
    return row.is_good


def _place_of(row: BriefRow) -> tuple[object, ...]:
    """Return what decides which pages there are, in which order, and what leads to them."""
    cited = tuple(cite.article_path for cite in row.cites)
    return (row.is_published, row.slug, row.title, row.updated, row.has_people, row.has_places, cited)


def _has_error(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _encode(made: msgspec.Struct) -> bytes:
    return msgspec.msgpack.encode(made)


def _no_address() -> Problem:
    message = "no base_url: feed, sitemap and Open Graph are left out"
    hint = "write the address of the site as `base_url`, or give it with --base-url"
    return Problem(CONFIG_NAME, None, None, "info", message, hint, "base-url-missing")
