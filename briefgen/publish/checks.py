"""Broken links as problems, with the place where each is written."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefgen.model.problem import Problem
from briefgen.model.yamlpos import place_of
from briefgen.publish.links import BrokenLink
from briefgen.publish.plan import Page, Plan
from briefgen.publish.theme import Theme


def tell_broken_links(
    broken: Mapping[str, Sequence[BrokenLink]], plan: Plan, theme: Theme, *, root: Path
) -> list[Problem]:
    """Tell of links that lead nowhere.

    Returns:
        A warning `link-broken` for each link and page, with its place in the file where it is
        written, else the template of the page.
    """
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for out_path, found in sorted(broken.items()):
        page = plan.find(out_path)
        if page.src_path and page.src_path not in texts:
            texts[page.src_path] = _text_of(root / page.src_path)
        problems += [_tell(one, page, texts.get(page.src_path, ""), theme) for one in found]
    return problems


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _tell(one: BrokenLink, page: Page, text: str, theme: Theme) -> Problem:
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
