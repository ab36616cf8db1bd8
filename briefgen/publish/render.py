"""A page of the plan to its bytes: a pure function of page, theme and library."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from briefgen.model.config import Config
from briefgen.publish.entries import ArticleEntry
from briefgen.publish.exports import render_brief_json, render_figures_csv
from briefgen.publish.labels import STATUSES
from briefgen.publish.library import BriefEntry
from briefgen.publish.markdown import strip_markdown
from briefgen.publish.passages import split_text
from briefgen.publish.plan import FEED_PATH, NavigationLink, Page
from briefgen.publish.templates import ThemeTemplates, make_environment, render_template
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


class Options(dict[str, str]):
    """Options of a theme: keys that templates ask for as attributes."""

    def __getattr__(self, name: str) -> str:
        """Return an option."""
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What all pages of a site share."""

    environment: ThemeTemplates
    theme: Theme
    config: Config
    site: SiteInfo
    options: Options


def make_frame(
    theme: Theme, config: Config, base_url: str, navigation: Sequence[NavigationLink], cache_path: Path | None
) -> Frame:
    """Gather what all pages share.

    Args:
        theme: the theme.
        config: title, language and the like.
        base_url: absolute address without a slash at its end; "" if there is none.
        navigation: entries of the navigation.
        cache_path: folder where compiled templates are kept; None: nowhere.
    """
    site = SiteInfo(
        title=config.title,
        description=config.description,
        author=config.author,
        language=config.language,
        direction=text_direction(config.language),
        base_url=base_url,
        navigation=tuple(navigation),
        feed_url=FEED_PATH if base_url else None,
    )
    environment = make_environment(theme, language=config.language, cache_path=cache_path)
    return Frame(
        environment=environment, theme=theme, config=config, site=site, options=Options(theme.options)
    )


def move_frame(frame: Frame, base_url: str) -> Frame:
    """Return the frame of the same site at another address."""
    site = msgspec.structs.replace(frame.site, base_url=base_url, feed_url=FEED_PATH if base_url else None)
    return msgspec.structs.replace(frame, site=site)


_LEFT_TO_RIGHT = frozenset(("de", "en", "es", "fr", "it", "kk", "pt", "ru", "si", "ta", "tr", "uk"))
"""Languages whose direction needs no look into the tables of babel, which are slow to import."""


def text_direction(language: str) -> str:
    """Return `ltr` or `rtl` for a BCP 47 tag; `ltr` for one that nobody knows."""
    if language in _LEFT_TO_RIGHT:
        return "ltr"
    from babel import Locale, UnknownLocaleError

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


def render_html(page: Page, frame: Frame, words: str, context: Mapping[str, Any]) -> bytes:
    """Render a page, or an asset, of the theme.

    Args:
        page: the page.
        frame: what all pages share.
        words: a description for search engines and previews, shortened here.
        context: what its template gets beside `site`, `page`, `root` and `options`.
    Raises:
        BuildError: a template is missing or fails.
    """
    info = _page_info(page, frame, words)
    shared = {"site": frame.site, "page": info, "root": info.root, "options": frame.options}
    text = render_template(frame.environment, frame.theme, page.template, {**shared, **context})
    # Text of articles may hold halves of surrogate pairs; no byte of ours may fail on them.
    return text.encode("utf-8", "replace")


def render_brief_page(page: Page, frame: Frame, entry: BriefEntry) -> bytes:
    """Render a page or file of a brief.

    Raises:
        BuildError: a template is missing or fails.
    """
    if page.kind == "figures":
        return render_figures_csv(entry)
    if page.kind == "data":
        return render_brief_json(entry)
    brief = entry.brief
    words = strip_markdown(brief.summary) or f"{brief.title}: {STATUSES[brief.status]}."
    return render_html(page, frame, words, {"entry": entry, "brief": brief})


def render_article_page(page: Page, frame: Frame, entry: ArticleEntry) -> bytes:
    """Render the page of an article.

    Raises:
        BuildError: a template is missing or fails.
    """
    article = entry.article
    blocks = split_text(article.text, [use.span for use in entry.uses], whole=entry.is_whole)
    words = f"{article.title}: the words used from {article.publisher or 'this source'}."
    return render_html(page, frame, words, {"entry": entry, "article": article, "blocks": blocks})


def _page_info(page: Page, frame: Frame, words: str) -> PageInfo:
    base_url = frame.site.base_url
    root = page.root
    if page.kind == "missing" and base_url:
        # Hosts show this page at any address, so only links from the root of the host work.
        root = urlsplit(base_url).path.rstrip("/") + "/"
    return PageInfo(
        kind=page.kind,
        url=page.out_path,
        root=root,
        title=page.title,
        description=_shorten(words),
        permalink=permalink(base_url, page.out_path),
        lastmod=page.lastmod,
        number=page.number,
        of=page.of,
    )


def _shorten(words: str) -> str:
    if len(words) <= _MAX_DESCRIPTION_CHARS:
        return words
    return words[: _MAX_DESCRIPTION_CHARS - 1].rsplit(" ", 1)[0] + "…"
