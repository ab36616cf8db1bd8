"""Free pages: Markdown files below content/pages with a title, and their place in the navigation."""

import re
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from briefgen.model.config import Project
from briefgen.model.conflictmarks import check_conflict_marks
from briefgen.model.contentfiles import page_paths
from briefgen.model.convert import convert_node
from briefgen.model.files import load_text, shown_path
from briefgen.model.problem import Problem
from briefgen.model.slugs import make_slug
from briefgen.model.yamlpos import parse_yaml
from briefgen.publish.records import TextPage

_START = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TITLE = re.compile(r"\s*# +([^\n]+?)(?: +#+)?[ \t]*(?:\n|$)")


class PageMatter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What may stand between the `---` lines at the head of a page."""

    title: Annotated[str | None, Meta(description="Title; without it, the first heading.")] = None
    description: Annotated[str | None, Meta(description="One sentence, for search engines.")] = None
    order: Annotated[int, Meta(description="Place in the navigation, lowest first.")] = 100
    navigation: Annotated[bool, Meta(description="Stands in the navigation.")] = True


def load_pages(project: Project) -> tuple[list[TextPage], list[Problem]]:
    """Read all free pages: in order of the navigation, with all problems; wrong ones are left out."""
    pages: list[TextPage] = []
    problems: list[Problem] = []
    for path in page_paths(project):
        shown = shown_path(path, project.root)
        text, found = load_text(
            path, root=project.root, max_bytes=project.config.limits.article_bytes, limit_name="article_bytes"
        )
        problems += found
        if text is None:
            continue
        page, found = parse_page(text, shown, path.relative_to(project.pages_path))
        problems += found
        if page is not None:
            pages.append(page)
    pages.sort(key=lambda page: (page.order, page.title.casefold(), page.slug))
    return pages, problems


def parse_page(source: str, path: str, name: Path) -> tuple[TextPage | None, list[Problem]]:
    """Parse a free page.

    Args:
        source: the file.
        path: for the problems.
        name: the file below the folder of pages, which gives the address.
    """
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems = check_conflict_marks(source, path)
    if problems:
        return None, problems
    matter, body = PageMatter(), source
    start = _START.match(source)
    if start:
        end = _END.search(source, start.end())
        if end is None:
            hint = "end it with a line of three hyphens"
            message = "the front matter is never closed"
            return None, [Problem(path, 1, 1, "error", message, hint, "front-matter")]
        # The opening line stays as an empty one, so that places count from the head of the file.
        node, problems = parse_yaml("\n" + source[start.end() : end.start()], path)
        if problems:
            return None, problems
        body = source[end.end() + 1 :]
        if node is not None:
            converted, problems = convert_node(node, PageMatter, path, "the front matter")
            if converted is None or problems:
                return None, problems
            matter = converted
    title = matter.title
    heading = _TITLE.match(body)
    if heading and title in (None, heading.group(1)):
        title, body = heading.group(1), body[heading.end() :]
    parts = (*name.parent.parts, name.stem)
    page = TextPage(
        path=path,
        slug="/".join(make_slug(part) for part in parts),
        title=title or name.stem.replace("-", " ").capitalize(),
        description=matter.description,
        order=matter.order,
        navigation=matter.navigation,
        text=body,
    )
    return page, []
