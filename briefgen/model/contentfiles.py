"""Which files a project's content has: articles, briefs and free pages; none from outside it."""

import os
from pathlib import Path

import msgspec

from briefgen.model.config import CONFIG_NAME, Project
from briefgen.model.configfile import place_in_config
from briefgen.model.files import is_inside, shown_path
from briefgen.model.nearest import hint_nearest
from briefgen.model.problem import Problem

ARTICLE_SUFFIXES = (".md", ".markdown", ".txt", ".html", ".htm")
"""Endings of article files."""
BRIEF_SUFFIXES = (".yaml", ".yml")
"""Endings of brief files."""
PAGE_SUFFIXES = (".md", ".markdown")
"""Endings of free pages."""


class ContentFiles(msgspec.Struct, frozen=True):
    """The files of a project's content: absolute, in order of their paths; what leads out of it is left out."""

    articles: list[str]
    briefs: list[str]
    pages: list[str]
    problems: list[Problem]
    """A content folder that is not there, links that lead out of the project or nowhere."""


def find_content(project: Project) -> ContentFiles:
    """List all files of the content."""
    problems = _check_content_folder(project)
    found: list[list[str]] = []
    for folder, suffixes in (
        (project.articles_path, ARTICLE_SUFFIXES),
        (project.briefs_path, BRIEF_SUFFIXES),
        (project.pages_path, PAGE_SUFFIXES),
    ):
        paths, more = _scan(project, folder, suffixes)
        found.append(paths)
        problems += more
    articles, briefs, pages = found
    return ContentFiles(articles, briefs, pages, problems)


def article_paths(project: Project) -> list[Path]:
    """List the articles of a project: sorted, absolute; what leads out of the project is left out."""
    return [Path(path) for path in _scan(project, project.articles_path, ARTICLE_SUFFIXES)[0]]


def brief_paths(project: Project) -> list[Path]:
    """List the briefs of a project: sorted, absolute; what leads out of the project is left out."""
    return [Path(path) for path in _scan(project, project.briefs_path, BRIEF_SUFFIXES)[0]]


def page_paths(project: Project) -> list[Path]:
    """List the free pages of a project: sorted, absolute; what leads out of the project is left out."""
    return [Path(path) for path in _scan(project, project.pages_path, PAGE_SUFFIXES)[0]]


def check_paths(project: Project) -> list[Problem]:
    """Report a content folder that is not there, and links in it that lead out of the project or nowhere."""
    return find_content(project).problems


def _check_content_folder(project: Project) -> list[Problem]:
    """Refuse a project whose content is not there: its site would be built without any page."""
    path, name = project.content_path, project.config.content
    if path.is_dir() and is_inside(path, project.root):
        return []
    if path.is_dir():
        message, hint = f'content "{name}" leads out of the project', "copy what it names into the project"
        return [Problem(CONFIG_NAME, None, None, "error", message, hint, "path-outside")]
    try:
        folders = sorted(entry.name for entry in project.root.iterdir() if entry.is_dir())[:2000]
    except OSError:
        folders = []
    hint = hint_nearest(name, folders, "make it, or write its name as `content`")
    message = f'content "{name}" is a file' if path.exists() else f'there is no content folder "{name}"'
    line, column = place_in_config(project.root, "content")
    return [Problem(CONFIG_NAME, line, column, "error", message, hint, "content-missing")]


def _scan(project: Project, folder: Path, suffixes: tuple[str, ...]) -> tuple[list[str], list[Problem]]:
    paths: list[str] = []
    problems: list[Problem] = []
    todo = [os.fspath(folder)] if is_inside(folder, project.root) else []
    if not todo and is_inside(project.content_path, project.root):
        shown, hint = shown_path(folder, project.root), "copy what it names into the project"
        problems.append(Problem(shown, None, None, "error", "leads out of the project", hint, "path-outside"))
    while todo:
        try:
            entries = list(os.scandir(todo.pop()))
        except OSError:
            continue
        for entry in entries:
            name = entry.name
            if name.startswith((".", "_")):
                continue
            fits = name.lower().endswith(suffixes)
            is_link = entry.is_symlink()
            if is_link and not is_inside(Path(entry.path), project.root):
                shown = shown_path(Path(entry.path), project.root)
                hint = "copy what it names into the project"
                problems.append(
                    Problem(shown, None, None, "error", "leads out of the project", hint, "path-outside")
                )
            elif entry.is_dir(follow_symlinks=False):
                todo.append(entry.path)
                if fits:
                    shown = shown_path(Path(entry.path), project.root)
                    message, hint = "is a folder, not a file", "rename it, so that nobody takes it for one"
                    problems.append(Problem(shown, None, None, "warning", message, hint, "file-unreadable"))
            elif fits and not (is_link and Path(entry.path).is_dir()):
                paths.append(entry.path)
    return sorted(paths, key=_parts), problems


def _parts(path: str) -> list[str]:
    # As pathlib orders paths, at a tenth of its cost.
    return path.split(os.sep)  # noqa: PTH206
