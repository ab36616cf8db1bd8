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
from briefgen.publish.links import BrokenLink, check_links
from briefgen.publish.plan import Plan


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
    root: Path,
    *,
    base_path: str,
) -> list[Problem]:
    """Follow all internal links of the rendered pages.

    Returns:
        A warning `link-broken` for each link and page, with its place in the file where it is written.
    """
    linked = {out_path: page.links for out_path, page in pages.items() if page.links is not None}
    broken = check_links(linked, [*pages, *assets], base_path=base_path)
    sources = {page.out_path: page.src_path for page in plan.pages}
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for one in broken:
        src_path = sources.get(one.out_path, "")
        if src_path and src_path not in texts:
            texts[src_path] = _text_of(root / src_path)
        problems.append(_broken(one, src_path, texts.get(src_path, "")))
    return problems


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _broken(one: BrokenLink, src_path: str, text: str) -> Problem:
    line, column = _place_of(text, one.link)
    shown_on = "" if line else f" on page {one.out_path}"
    hint = "links from the root of the site begin with /, as in /slug/#item"
    message = f'link "{one.link}"{shown_on} leads nowhere: {one.reason}'
    return Problem(src_path, line, column, "warning", message, hint, "link-broken")


def _place_of(text: str, link: str) -> tuple[int | None, int | None]:
    """Find a link as its author wrote it: relative, or from the root of the site."""
    from_root = "/" + re.sub(r"^(?:\.\./)+", "", link)
    page_file = from_root.removeprefix("/").replace("/index.html", ".md")
    for written in (link, from_root, from_root.replace("index.html", ""), page_file):
        offset = text.find(f"({written})")
        if offset >= 0:
            return place_of(text, offset + 1)
    return None, None
