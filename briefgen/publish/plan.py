"""The plan of a site: every file to come, its address, what it depends on, and collisions."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

import briefgen
from briefgen.model.config import CONFIG_NAME, Config
from briefgen.model.problem import Problem
from briefgen.publish.entries import ArticleEntry, BriefEntry, Library
from briefgen.publish.pages import TextPage
from briefgen.publish.theme import OPTIONAL_KINDS, Theme

PageKind = Literal[
    "home", "archive", "brief", "article", "sources", "people", "places", "text", "missing",
    "asset", "figures", "data", "feed", "sitemap", "robots", "marker",
]  # fmt: skip

HTML_KINDS = frozenset(
    ("home", "archive", "brief", "article", "sources", "people", "places", "text", "missing")
)
"""Kinds that a template makes and that readers open."""

FEED_PATH = "feed.xml"


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
    """Slug of the brief, URL of the article, slug of the free page that it shows."""
    number: int = 1
    """Which page of the archive, from 1."""
    of: int = 1
    """How many pages the archive has."""
    lastmod: str | None = None
    """Day of its newest content, EDTF; None if that is not known."""
    fingerprint: str = ""
    """Hash of all that its bytes depend on."""

    @property
    def root(self) -> str:
        """Way from the page to the root of the site, such as "" or "../"."""
        return "../" * self.out_path.count("/")


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """All files of a site."""

    pages: tuple[Page, ...]
    navigation: tuple[NavigationLink, ...]


def plan_site(
    library: Library, texts: Sequence[TextPage], theme: Theme, config: Config, base_url: str
) -> tuple[Plan, list[Problem]]:
    """List all files of a site.

    Returns:
        The plan, and a problem `duplicate-slug` for each two pages that want one address, `bad-value` for each
        name that is both kept and made.
    """
    left_out = frozenset(OPTIONAL_KINDS) - theme.pages
    navigation = _plan_navigation(library, texts, left_out)
    prints = _Fingerprints(theme, config, base_url, navigation)
    pages: list[Page] = [Page(kind="home", out_path="index.html", template="home.html", title=config.title)]
    pages += _plan_archive(library, config.per_page)
    for brief in library.briefs:
        slug = brief.brief.slug
        own = Page(kind="brief", out_path=brief.url, src_path=brief.path, key=slug, lastmod=brief.updated)
        pages += [
            msgspec.structs.replace(own, template="brief.html", title=brief.brief.title),
            msgspec.structs.replace(own, kind="figures", out_path=f"{slug}/figures.csv"),
            msgspec.structs.replace(own, kind="data", out_path=f"{slug}/brief.json"),
        ]
    for article in library.articles:
        pages.append(
            Page(
                kind="article",
                out_path=article.url,
                template="article.html",
                title=article.article.title,
                src_path=f"{config.content}/{article.article.path}",
                key=article.url,
                lastmod=article.article.published,
            )
        )
    pages += [
        Page(kind="sources", out_path="articles/index.html", template="sources.html", title="Sources"),
        Page(
            kind="people",
            out_path="people/index.html",
            template="people.html",
            title="People and organisations",
        ),
        Page(kind="places", out_path="places/index.html", template="places.html", title="Places"),
    ]
    for text in texts:
        pages.append(
            Page(
                kind="text",
                out_path=f"{text.slug}/index.html",
                template="page.html",
                title=text.title,
                src_path=text.path,
                key=text.slug,
            )
        )
    pages.append(Page(kind="missing", out_path="404.html", template="404.html", title="Page not found"))
    pages += [Page(kind="asset", out_path=name, template=name) for name in theme.rendered_assets]
    pages += [Page(kind="robots", out_path="robots.txt"), Page(kind="marker", out_path=".nojekyll")]
    if base_url:
        pages += [Page(kind="feed", out_path=FEED_PATH), Page(kind="sitemap", out_path="sitemap.xml")]
    pages = [page for page in pages if page.kind not in left_out]
    problems = _check_collisions(pages, [*theme.assets])
    problems += _check_keep(pages, [*theme.assets], config.keep)
    texts_by_slug = {text.slug: text for text in texts}
    marked = tuple(
        msgspec.structs.replace(page, fingerprint=prints.of_page(page, library, texts_by_slug))
        for page in pages
    )
    return Plan(pages=marked, navigation=navigation), problems


def _plan_navigation(
    library: Library, texts: Sequence[TextPage], left_out: frozenset[PageKind]
) -> tuple[NavigationLink, ...]:
    lists: list[tuple[PageKind, str, str, bool]] = [
        ("archive", "Briefs", "archive/index.html", True),
        ("people", "People", "people/index.html", bool(library.people or library.organisations)),
        ("places", "Places", "places/index.html", bool(library.places)),
        ("sources", "Sources", "articles/index.html", bool(library.articles)),
    ]
    links = [
        NavigationLink(title, url) for kind, title, url, is_full in lists if is_full and kind not in left_out
    ]
    links += [NavigationLink(text.title, f"{text.slug}/index.html") for text in texts if text.navigation]
    return tuple(links)


def _plan_archive(library: Library, per_page: int) -> list[Page]:
    count = max(1, -(-len(library.briefs) // per_page))
    return [
        Page(
            kind="archive",
            out_path="archive/index.html" if number == 1 else f"archive/{number}/index.html",
            template="archive.html",
            title="All briefs" if number == 1 else f"All briefs, page {number}",
            number=number,
            of=count,
        )
        for number in range(1, count + 1)
    ]


def _check_collisions(pages: Sequence[Page], assets: Sequence[str]) -> list[Problem]:
    """Find files that want one place, also where letters differ only in case."""
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


def _check_keep(pages: Sequence[Page], assets: Sequence[str], keep: Sequence[str]) -> list[Problem]:
    """Find names that a build must leave alone although the site needs them."""
    tops = {path.split("/")[0] for path in (*assets, *(page.out_path for page in pages))}
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


class _Fingerprints:
    """Hashes of what pages depend on, each made once."""

    def __init__(
        self, theme: Theme, config: Config, base_url: str, navigation: Sequence[NavigationLink]
    ) -> None:
        site = (briefgen.__version__, _public(config), base_url, navigation)
        self.site = _hash(b"site", theme.fingerprint.encode(), msgspec.json.encode(site))
        self.briefs: dict[str, str] = {}
        self.library = ""

    def of_page(self, page: Page, library: Library, texts: Mapping[str, TextPage]) -> str:
        """Return the hash of all that the bytes of a page depend on."""
        if not self.library:
            self.briefs = {brief.brief.slug: of_brief(brief) for brief in library.briefs}
            names = msgspec.json.encode(
                [_names(library.people), _names(library.places), _names(library.organisations)]
            )
            self.library = _hash(*(digest.encode() for digest in self.briefs.values()), names)
            self.articles = {article.url: article for article in library.articles}
        match page.kind:
            case "brief" | "figures" | "data":
                content = self.briefs[page.key]
            case "article":
                content = of_article(self.articles[page.key])
            case "text":
                content = _hash(msgspec.json.encode(texts[page.key]))
            case "missing" | "asset" | "robots" | "marker":
                content = ""
            case _:
                content = _hash(
                    self.library.encode(), msgspec.json.encode([text.slug for text in texts.values()])
                )
        return _hash(self.site.encode(), page.out_path.encode(), content.encode())


def _names(index: Sequence[msgspec.Struct]) -> list[object]:
    # What names.yaml adds; all else about a name comes from the briefs.
    return [[getattr(name, field) for field in ("name", "role", "kind", "country_name")] for name in index]


def _public(config: Config) -> dict[str, object]:
    """Return the part of the configuration that pages show."""
    keys = ("title", "description", "author", "language", "timezone", "per_page")
    return {key: getattr(config, key) for key in keys}


def of_brief(brief: BriefEntry) -> str:
    """Return the hash of a brief with the articles under it."""
    articles = [
        msgspec.structs.replace(source.article, text="") if source.article else None
        for source in brief.sources
    ]
    return _hash(msgspec.json.encode(brief.brief), msgspec.json.encode(articles))


def of_article(entry: ArticleEntry) -> str:
    """Return the hash of an article with all uses of its words."""
    return _hash(msgspec.json.encode(entry))


def _hash(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()
