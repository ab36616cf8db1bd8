"""Checks of a build: briefs against their articles, links of the rendered pages."""

import re
from collections.abc import Mapping
from pathlib import Path

from briefgen.model.check import check_brief
from briefgen.model.config import Project
from briefgen.model.problem import Problem
from briefgen.model.yamlpos import place_of
from briefgen.publish.cache import RenderedPage
from briefgen.publish.content import Content
from briefgen.publish.links import BrokenLink, Followed, follow_links
from briefgen.publish.plan import Page, Plan
from briefgen.publish.theme import Theme


def check_content(project: Project, content: Content) -> list[Problem]:
    """Check each brief that is to be published against its articles and its lock."""
    problems: list[Problem] = []
    for loaded in content.briefs:
        brief = loaded.brief
        if brief is None or brief.status == "draft":
            continue
        shown = loaded.path.relative_to(project.root).as_posix()
        problems += check_brief(brief, loaded.text, shown, content.articles, loaded.lock)
    return problems


def check_site_links(
    plan: Plan,
    pages: Mapping[str, RenderedPage],
    assets: Mapping[str, bytes],
    theme: Theme,
    *,
    root: Path,
    base_path: str,
    previous: Followed | None = None,
) -> tuple[list[Problem], Followed]:
    """Follow all internal links of the rendered pages.

    Returns:
        A warning `link-broken` for each link and page, with its place in the file where it is
        written, else the template of the page; and what was followed, for the next time.
    """
    linked = {out_path: page.links for out_path, page in pages.items() if page.links is not None}
    followed = follow_links(linked, [*pages, *assets], base_path=base_path, previous=previous)
    broken = [one for found in followed.broken.values() for one in found]
    by_path = {page.out_path: page for page in plan.pages}
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for one in broken:
        page = by_path[one.out_path]
        if page.src_path and page.src_path not in texts:
            texts[page.src_path] = _text_of(root / page.src_path)
        problems.append(_broken(one, page, texts.get(page.src_path, ""), theme))
    return problems, followed


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _broken(one: BrokenLink, page: Page, text: str, theme: Theme) -> Problem:
    line, column = _place_of(text, one.link)
    if line:
        path, where = page.src_path, ""
        hint = "links from the root of the site begin with /, as in /slug/#item"
    else:
        path, where = _template_path(theme, page.template), f" on page {one.out_path}"
        hint = "it is in a template, or in content that this page shows"
    message = f'link "{one.link}"{where} leads nowhere: {one.reason}'
    return Problem(path, line, column, "warning", message, hint, "link-broken")


def _template_path(theme: Theme, name: str) -> str:
    shown = {folder.name: folder.shown for folder in theme.folders}
    for template in theme.templates:
        if template.name == name:
            return f"{shown[template.theme]}/templates/{name}"
    return ""


def _place_of(text: str, link: str) -> tuple[int | None, int | None]:
    """Find a link as its author wrote it: relative, or from the root of the site."""
    from_root = "/" + re.sub(r"^(?:\.\./)+", "", link)
    page_file = from_root.removeprefix("/").replace("/index.html", ".md")
    for written in (link, from_root, from_root.replace("index.html", ""), page_file):
        offset = text.find(f"({written})")
        if offset >= 0:
            return place_of(text, offset + 1)
    return None, None
