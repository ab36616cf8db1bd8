"""`check`: everything that is wrong with a project, without writing anything."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from briefgen.model.article import Article
from briefgen.model.articlefiles import load_articles
from briefgen.model.check import check_brief
from briefgen.model.config import Project
from briefgen.model.contentfiles import brief_paths
from briefgen.model.errors import BriefgenError, ContentError
from briefgen.model.files import shown_path
from briefgen.model.load import load_brief
from briefgen.model.lock import load_lock, lock_path
from briefgen.model.problem import Problem
from briefgen.publish.build import render_site


class Inspection(msgspec.Struct, frozen=True):
    """What a check looked at, and what it found; `problems` are in no order and may come twice."""

    brief_count: int
    article_count: int
    problems: list[Problem]


def inspect_project(project: Project, paths: Sequence[Path] = ()) -> Inspection:
    """Check names, articles, briefs, and the site that would be built of them.

    Args:
        project: the project.
        paths: only problems of these files, or of files in these folders, are given; empty for all.

    Raises:
        ContentError: a path does not exist (`file-missing`) or lies outside the project (`path-outside`).
    """
    wanted = [_shown_inside(path, project) for path in paths]
    try:
        problems = render_site(project).problems
    except BriefgenError as err:
        problems = [*err.problems]
    articles, _ = load_articles(project)
    briefs = brief_paths(project)
    for path in briefs:
        problems += _check_draft(path, project, articles)
    if wanted:
        problems = [problem for problem in problems if any(_lies_in(problem.path, path) for path in wanted)]
    return Inspection(len(briefs), len(articles), problems)


def _check_draft(path: Path, project: Project, articles: Mapping[str, Article]) -> list[Problem]:
    """Check a brief that the site leaves out, and with it the build."""
    brief, _ = load_brief(path, project)
    if brief is None or brief.status != "draft":
        return []
    lock, _ = load_lock(lock_path(path), project.root)
    text = path.read_text(encoding="utf-8")
    return check_brief(brief, text, shown_path(path, project.root), articles, lock)


def _shown_inside(path: Path, project: Project) -> str:
    given = path.as_posix()
    if not path.exists():
        raise ContentError(_problem(given, "there is no such file", "check the path", "file-missing"))
    resolved = path.resolve()
    if not resolved.is_relative_to(project.root):
        hint = "give the project with -C"
        raise ContentError(_problem(given, "is not in the project", hint, "path-outside"))
    return shown_path(resolved, project.root)


def _lies_in(path: str, wanted: str) -> bool:
    return wanted == "." or path == wanted or path.startswith(f"{wanted}/")


def _problem(path: str, message: str, hint: str, code: str) -> Problem:
    return Problem(path, None, None, "error", message, hint, code)
