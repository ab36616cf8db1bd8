"""A page of the plan to its bytes: a pure function of page, theme and library."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec
from babel import Locale, UnknownLocaleError
from jinja2 import Environment

from briefgen.model.config import Config
from briefgen.publish.entries import ArticleEntry, BriefEntry, Library
from briefgen.publish.exports import render_brief_json, render_figures_csv, render_robots, render_sitemap
from briefgen.publish.feeds import render_atom
from briefgen.publish.labels import STATUSES
from briefgen.publish.markdown import strip_markdown
from briefgen.publish.pages import TextPage
from briefgen.publish.passages import split_text
from briefgen.publish.plan import FEED_PATH, NavigationLink, Page, Plan
from briefgen.publish.templates import render_template
from briefgen.publish.theme import Theme

HOME_BRIEFS = 12
"""Briefs on the home page; all are in the archive."""

_MAX_DESCRIPTION_CHARS = 300


class SiteInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What every template knows of the site, as `site`."""

    title: str
    description: str
    author: str
    language: str
    direction: str
    """`ltr` or `rtl`, by the language."""
    base_url: str
    """Absolute address without a slash at its end; "" if there is none."""
    navigation: tuple[NavigationLink, ...]
    feed_url: str | None
    """The Atom feed, from the root of the site; None without a base_url."""


class PageInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What every template knows of its page, as `page`."""

    kind: str
    url: str
    root: str
    """What stands before any address from the root of the site to make a link from this page."""
    title: str
    description: str
    permalink: str | None
    """Absolute address; None without a base_url."""
    lastmod: str | None
    number: int
    of: int


class Renderer(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that pages are made from."""

    environment: Environment
    theme: Theme
    library: Library
    plan: Plan
    config: Config
    site: SiteInfo
    texts: Mapping[str, TextPage]
    """Free pages by slug."""
    briefs: Mapping[str, BriefEntry]
    """By slug."""
    articles: Mapping[str, ArticleEntry]
    """By URL of their page."""


def make_renderer(
    *,
    environment: Environment,
    theme: Theme,
    library: Library,
    plan: Plan,
    config: Config,
    base_url: str,
    texts: Sequence[TextPage],
) -> Renderer:
    """Gather what pages are made from."""
    base_url = base_url.rstrip("/")
    site = SiteInfo(
        title=config.title,
        description=config.description,
        author=config.author,
        language=config.language,
        direction=text_direction(config.language),
        base_url=base_url,
        navigation=plan.navigation,
        feed_url=FEED_PATH if base_url else None,
    )
    return Renderer(
        environment=environment,
        theme=theme,
        library=library,
        plan=plan,
        config=config,
        site=site,
        texts={text.slug: text for text in texts},
        briefs={brief.brief.slug: brief for brief in library.briefs},
        articles={article.url: article for article in library.articles},
    )


def text_direction(language: str) -> str:
    """Return `ltr` or `rtl` for a BCP 47 tag; `ltr` for one that nobody knows."""
    for tag in (language, language.split("-")[0]):
        try:
            return str(Locale.parse(tag, sep="-").text_direction)
        except (UnknownLocaleError, ValueError):
            continue
    return "ltr"


def permalink(base_url: str, url: str) -> str | None:
    """Return the absolute address of a page, `index.html` left off; None without a base_url."""
    if not base_url:
        return None
    return f"{base_url.rstrip('/')}/{url.removesuffix('index.html')}"


def render_page(page: Page, renderer: Renderer) -> bytes:
    """Render one file of the plan.

    Raises:
        BuildError: a template is missing or fails.
    """
    library, site = renderer.library, renderer.site
    match page.kind:
        case "figures":
            return render_figures_csv(renderer.briefs[page.key])
        case "data":
            return render_brief_json(renderer.briefs[page.key])
        case "feed":
            return render_atom(library, renderer.config, site.base_url)
        case "sitemap":
            return render_sitemap(renderer.plan.pages, site.base_url)
        case "robots":
            return render_robots(site.base_url)
        case "marker":
            return b""
        case _:
            info = _page_info(page, renderer)
            context: dict[str, Any] = {
                "site": site,
                "page": info,
                "root": info.root,
                "options": renderer.theme.options,
            }
            context |= _context(page, renderer)
            text = render_template(renderer.environment, renderer.theme, page.template, context)
            # Text of articles may hold halves of surrogate pairs; no byte of ours may fail on them.
            return text.encode("utf-8", "replace")


def _page_info(page: Page, renderer: Renderer) -> PageInfo:
    base_url = renderer.site.base_url
    root = page.root
    if page.kind == "missing" and base_url:
        # Hosts show this page at any address, so only links from the root of the host work.
        root = urlsplit(base_url).path.rstrip("/") + "/"
    return PageInfo(
        kind=page.kind,
        url=page.out_path,
        root=root,
        title=page.title,
        description=_describe(page, renderer),
        permalink=permalink(base_url, page.out_path),
        lastmod=page.lastmod,
        number=page.number,
        of=page.of,
    )


def _describe(page: Page, renderer: Renderer) -> str:
    """Return a sentence on the page for search engines and previews."""
    match page.kind:
        case "brief":
            entry = renderer.briefs[page.key]
            words = (
                strip_markdown(entry.brief.summary) or f"{entry.brief.title}: {STATUSES[entry.brief.status]}."
            )
        case "article":
            article = renderer.articles[page.key].article
            words = f"{article.title}: the words used from {article.publisher or 'this source'}."
        case "text":
            words = renderer.texts[page.key].description or renderer.config.description
        case _:
            words = renderer.config.description
    if len(words) <= _MAX_DESCRIPTION_CHARS:
        return words
    return words[: _MAX_DESCRIPTION_CHARS - 1].rsplit(" ", 1)[0] + "…"


def _context(page: Page, renderer: Renderer) -> dict[str, Any]:
    """Return what a page's template gets beside `site`, `page`, `root` and `options`."""
    library = renderer.library
    match page.kind:
        case "home":
            return {"briefs": library.briefs[:HOME_BRIEFS], "brief_count": len(library.briefs)}
        case "archive":
            first = (page.number - 1) * renderer.config.per_page
            return {
                "briefs": library.briefs[first : first + renderer.config.per_page],
                "brief_count": len(library.briefs),
            }
        case "brief":
            return {"entry": renderer.briefs[page.key], "brief": renderer.briefs[page.key].brief}
        case "article":
            entry = renderer.articles[page.key]
            spans = [use.span for use in entry.uses]
            blocks = split_text(entry.article.text, spans, whole=entry.is_whole)
            return {"entry": entry, "article": entry.article, "blocks": blocks}
        case "sources":
            return {"articles": library.articles}
        case "people":
            return {"people": library.people, "organisations": library.organisations}
        case "places":
            return {"places": library.places}
        case "text":
            return {"text": renderer.texts[page.key]}
        case _:
            return {}
