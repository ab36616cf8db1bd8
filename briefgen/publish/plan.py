"""The plan of a site: every file to come, its address, what it depends on, and collisions."""

import contextlib
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from briefgen.model.config import CONFIG_NAME, Config
from briefgen.model.problem import Problem
from briefgen.publish.entries import date_order
from briefgen.publish.namings import name_path
from briefgen.publish.records import ArticleRow, BriefRow, NameRow, TextPage
from briefgen.publish.theme import OPTIONAL_KINDS, OptionalKind, Theme

PageKind = Literal[
    "home", "archive", "brief", "article", "sources", "people", "places", "name", "text", "missing",
    "asset", "figures", "data", "feed", "sitemap", "robots", "marker",
]  # fmt: skip

HTML_KINDS = frozenset(
    ("home", "archive", "brief", "article", "sources", "people", "places", "name", "text", "missing")
)
"""Kinds that a template makes and that readers open."""

FEED_PATH = "feed.xml"
FEED_ENTRIES = 50
"""Newest briefs in the feed."""


class NavigationLink(msgspec.Struct, frozen=True):
    """One entry of the site's navigation."""

    title: str
    url: str
    """From the root of the site."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the site."""

    kind: PageKind
    out_path: str
    """File below the output folder."""
    template: str = ""
    """Template that makes it; "" for what code makes."""
    title: str = ""
    src_path: str = ""
    """File below the project root that it mainly shows; "" if there is no single one."""
    key: str = ""
    """Slug of the brief, id of the article, slug of the free page that it shows; section of a name."""
    number: int = 1
    """Which page of its list, from 1."""
    of: int = 1
    """How many pages its list has."""
    lastmod: str | None = None
    """Day of its newest content, EDTF; None if that is not known."""

    @property
    def root(self) -> str:
        """Way from the page to the root of the site, such as "" or "../"."""
        return "../" * self.out_path.count("/")


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """All files of a site, less the assets that are copied."""

    lists: tuple[Page, ...]
    """Home, and pages that list briefs, articles and names."""
    names: tuple[Page, ...]
    """Pages of single names, in the order of `State.names`; none on a small site."""
    briefs: Mapping[str, BriefRow]
    """Published briefs by slug, newest update first."""
    articles: Mapping[str, ArticleRow]
    """Articles that they rest on, by id, newest first."""
    texts: tuple[Page, ...]
    """Free pages."""
    others: tuple[Page, ...]
    """What is made from the configuration and the theme alone."""
    machines: tuple[Page, ...]
    """Feed and sitemap."""
    kinds: frozenset[str]
    """Kinds of pages that the theme makes."""
    content: str
    """Name of the content folder."""

    def of_brief(self, row: BriefRow) -> list[Page]:
        """Return the pages of a brief."""
        return plan_brief(row, self.kinds)

    def of_article(self, row: ArticleRow) -> Page:
        """Return the page of an article."""
        return Page(
            kind="article",
            out_path=article_path(row),
            template="article.html",
            title=row.title,
            src_path=row.path,
            key=row.id,
            lastmod=row.published,
        )

    def pages(self) -> Iterator[Page]:
        """Give all pages: lists, names, briefs, articles, free pages, the rest."""
        yield from self.lists
        yield from self.names
        for brief in self.briefs.values():
            yield from self.of_brief(brief)
        if "article" in self.kinds:
            for article in self.articles.values():
                yield self.of_article(article)
        yield from self.texts
        yield from self.others
        yield from self.machines

    def find(self, out_path: str) -> Page:
        """Return a page by its file.

        Raises:
            KeyError: there is no such page.
        """
        for page in (*self.lists, *self.texts, *self.others, *self.machines, *self.names):
            if page.out_path == out_path:
                return page
        first, _, rest = out_path.partition("/")
        if first in self.briefs:
            for page in self.of_brief(self.briefs[first]):
                if page.out_path == out_path:
                    return page
        return self.of_article(self.articles[rest.partition("/")[0]])


def sort_briefs(rows: Iterable[BriefRow]) -> list[BriefRow]:
    """Return briefs in order of the site: newest update first, then by title."""
    ordered = sorted(rows, key=lambda row: (row.title.casefold(), row.slug))
    return sorted(ordered, key=lambda row: _order_of(row.updated), reverse=True)


def sort_articles(rows: Iterable[ArticleRow]) -> list[ArticleRow]:
    """Return articles in order of the site: newest first, then by title."""
    ordered = sorted(rows, key=lambda row: (row.title.casefold(), row.id))
    return sorted(ordered, key=lambda row: _order_of(row.published), reverse=True)


def _order_of(date: str | None) -> tuple[str, str]:
    """Return what `date_order` does; most dates are plain days, and are not parsed."""
    if date is not None and len(date) == 10 and date[4] == date[7] == "-":
        with contextlib.suppress(ValueError):
            datetime.date.fromisoformat(date)
            return (date, date)
    return date_order(date)


def article_path(row: ArticleRow) -> str:
    """Return the page of an article, from the root of the site."""
    return f"articles/{row.id}/index.html"


def plan_brief(row: BriefRow, kinds: frozenset[str]) -> list[Page]:
    """Return the pages of a brief."""
    own = Page(
        kind="brief",
        out_path=f"{row.slug}/index.html",
        template="brief.html",
        title=row.title,
        src_path=row.path,
        key=row.slug,
        lastmod=row.updated,
    )
    pages = [own]
    if "figures" in kinds:
        pages.append(
            Page(kind="figures", out_path=f"{row.slug}/figures.csv", src_path=row.path, key=row.slug)
        )
    if "data" in kinds:
        pages.append(Page(kind="data", out_path=f"{row.slug}/brief.json", src_path=row.path, key=row.slug))
    return pages


def plan_site(
    briefs: Mapping[str, BriefRow],
    articles: Mapping[str, ArticleRow],
    texts: Sequence[TextPage],
    theme: Theme,
    config: Config,
    base_url: str,
    *,
    names: Sequence[NameRow] | None = None,
) -> Plan:
    """List all files of a site.

    Args:
        briefs: published briefs by slug, newest update first.
        articles: articles that they rest on by id, newest first.
        texts: free pages, in order of the navigation.
        theme: says which kinds are made.
        config: title and length of pages.
        base_url: absolute address; feed and sitemap are left out without one.
        names: in order of their lists, if each has a page of its own; else None.
    """
    left_out = frozenset(OPTIONAL_KINDS) - theme.pages
    lists = [Page(kind="home", out_path="index.html", template="home.html", title=config.title)]
    people = sum(row.section != "places" for row in names or ())
    places = len(names or ()) - people
    per_page = config.per_page
    first = Page(kind="archive", out_path="archive/index.html", template="archive.html", title="All briefs")
    lists += _plan_list(first, len(briefs), per_page)
    first = Page(kind="sources", out_path="articles/index.html", template="sources.html", title="Sources")
    lists += _plan_list(first, len(articles), per_page)
    title = "People and organisations"
    first = Page(kind="people", out_path="people/index.html", template="people.html", title=title)
    lists += _plan_list(first, people, per_page)
    first = Page(kind="places", out_path="places/index.html", template="places.html", title="Places")
    lists += _plan_list(first, places, per_page)
    others = [Page(kind="missing", out_path="404.html", template="404.html", title="Page not found")]
    others += [Page(kind="asset", out_path=name, template=name) for name in theme.rendered_assets]
    others += [Page(kind="robots", out_path="robots.txt"), Page(kind="marker", out_path=".nojekyll")]
    machines: list[Page] = []
    if base_url:
        machines = [Page(kind="feed", out_path=FEED_PATH), Page(kind="sitemap", out_path="sitemap.xml")]
    return Plan(
        lists=tuple(page for page in lists if page.kind not in left_out),
        names=tuple(_plan_name(row) for row in names or ()),
        briefs=briefs,
        articles=articles,
        texts=tuple(
            Page(
                kind="text",
                out_path=f"{text.slug}/index.html",
                template="page.html",
                title=text.title,
                src_path=text.path,
                key=text.slug,
            )
            for text in texts
        ),
        others=tuple(page for page in others if page.kind not in left_out),
        machines=tuple(machines),
        kinds=frozenset(theme.pages),
        content=config.content,
    )


class Contents(msgspec.Struct, frozen=True):
    """Which lists of a site have anything in them."""

    people: bool
    places: bool
    sources: bool


def find_contents(briefs: Iterable[BriefRow]) -> Contents:
    """Tell which lists have anything in them."""
    people = places = sources = False
    for row in briefs:
        people = people or row.has_people
        places = places or row.has_places
        sources = sources or bool(row.cites)
        if people and places and sources:
            break
    return Contents(people, places, sources)


def plan_navigation(
    contents: Contents, texts: Sequence[TextPage], kinds: frozenset[OptionalKind]
) -> tuple[NavigationLink, ...]:
    """Return the entries of the navigation: lists that are made and not empty, then free pages."""
    lists: list[tuple[OptionalKind, str, str, bool]] = [
        ("archive", "Briefs", "archive/index.html", True),
        ("people", "People", "people/index.html", contents.people),
        ("places", "Places", "places/index.html", contents.places),
        ("sources", "Sources", "articles/index.html", contents.sources),
    ]
    links = [NavigationLink(title, url) for kind, title, url, is_full in lists if is_full and kind in kinds]
    links += [NavigationLink(text.title, f"{text.slug}/index.html") for text in texts if text.navigation]
    return tuple(links)


def _plan_list(first: Page, entry_count: int, per_page: int) -> list[Page]:
    """Return the pages of a list; the address of the first does not depend on how many there are."""
    count = max(1, -(-entry_count // per_page))
    folder = first.out_path.removesuffix("index.html")
    if first.kind != "archive":
        # Articles and names have folders of their own here: none of those can have this address.
        folder += "page/"
    return [
        msgspec.structs.replace(
            first,
            out_path=first.out_path if number == 1 else f"{folder}{number}/index.html",
            title=first.title if number == 1 else f"{first.title}, page {number}",
            number=number,
            of=count,
        )
        for number in range(1, count + 1)
    ]


def _plan_name(row: NameRow) -> Page:
    return Page(
        kind="name",
        out_path=name_path(row.anchor, row.section),
        template="name.html",
        title=row.name,
        key=row.section,
    )


def check_collisions(pages: Iterable[Page], assets: Iterable[str]) -> list[Problem]:
    """Find files that want one place, also where letters differ only in case.

    Returns:
        A problem `duplicate-slug` for each two pages that want one address.
    """
    taken: dict[str, Page | str] = {}
    for asset in assets:
        taken[asset.casefold()] = asset
    problems: list[Problem] = []
    for page in pages:
        wanted = page.out_path.casefold()
        first = taken.setdefault(wanted, page)
        if first is page:
            continue
        # Exports lie beside their brief: the pages themselves tell the collision once.
        if page.kind in ("figures", "data"):
            continue
        if page.kind == "asset" and isinstance(first, str):
            problems.append(_collision(page, f'the asset "{first}"', "rename one of the two"))
            continue
        one, other = (page, first) if page.src_path or isinstance(first, str) else (first, page)
        if isinstance(one, str):
            continue
        name = other if isinstance(other, str) else other.src_path or f"the page {other.title}"
        hint = "give one of them another slug" if one.kind == "brief" else "rename one of the two files"
        problems.append(_collision(one, name, hint))
    return problems


def check_keep(out_paths: Iterable[str], keep: Sequence[str]) -> list[Problem]:
    """Find names that a build must leave alone although the site needs them: a warning for each."""
    tops = {path.split("/", 1)[0] for path in out_paths}
    hint = "take the name out of `keep`, or rename what the site makes"
    return [
        Problem(
            CONFIG_NAME,
            None,
            None,
            "warning",
            f'keep has "{name}", which the site makes too: what lies there stays',
            hint,
            "bad-value",
        )
        for name in sorted({*keep} & tops)
    ]


def _collision(page: Page, other: str, hint: str) -> Problem:
    message = f'address "{page.out_path}" is already that of {other}'
    return Problem(page.src_path, None, None, "error", message, hint, "duplicate-slug")
