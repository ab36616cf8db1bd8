"""All content of a project, read from its files; what did not change since the last time is kept."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from briefgen.model.article import Article
from briefgen.model.brief import Brief
from briefgen.model.config import Project
from briefgen.model.files import load_text, shown_path
from briefgen.model.load import brief_paths, check_paths, load_articles, load_names, parse_brief
from briefgen.model.lock import Lock, load_lock, lock_path
from briefgen.model.names import Names
from briefgen.model.problem import Problem
from briefgen.publish.pages import TextPage, load_pages


class LoadedBrief(msgspec.Struct, frozen=True, kw_only=True):
    """One brief's file."""

    path: Path
    brief: Brief | None
    """None if there is any error in it."""
    text: str
    """The file as it is; "" if it cannot be read."""
    lock: Lock | None
    """What extraction noted beside it."""
    problems: tuple[Problem, ...]


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a site is made from, but for its theme."""

    briefs: tuple[LoadedBrief, ...]
    """In order of their paths."""
    articles: Mapping[str, Article]
    """By id."""
    article_problems: tuple[Problem, ...]
    names: Names
    name_problems: tuple[Problem, ...]
    texts: tuple[TextPage, ...]
    text_problems: tuple[Problem, ...]
    path_problems: tuple[Problem, ...]

    @property
    def problems(self) -> list[Problem]:
        """All problems of all files."""
        found = [*self.path_problems, *self.article_problems, *self.name_problems, *self.text_problems]
        return found + [problem for loaded in self.briefs for problem in loaded.problems]


def load_content(
    project: Project, previous: Content | None = None, changed: frozenset[Path] | None = None
) -> Content:
    """Read the content of a project.

    Args:
        project: the project.
        previous: what was read before, with the same configuration.
        changed: every path that was made, edited, renamed or deleted since; None: anything may have.
    """
    if previous is None or changed is None or not _all_known(project, changed):
        previous, changed = None, frozenset()

    def is_due(folder: Path) -> bool:
        return any(path.is_relative_to(folder) for path in changed)

    if previous is None or is_due(project.articles_path):
        articles, found = load_articles(project)
        article_problems = tuple(found)
    else:
        articles, article_problems = dict(previous.articles), previous.article_problems
    if previous is None or is_due(project.names_path):
        names, found = load_names(project.names_path, project)
        name_problems = tuple(found)
    else:
        names, name_problems = previous.names, previous.name_problems
    if previous is None or is_due(project.pages_path):
        texts, found = load_pages(project)
        text_problems = tuple(found)
    else:
        texts, text_problems = list(previous.texts), previous.text_problems
    kept = {
        loaded.path: loaded
        for loaded in (previous.briefs if previous else ())
        if loaded.path not in changed and lock_path(loaded.path) not in changed
    }
    return Content(
        briefs=tuple(kept.get(path) or _load_brief(path, project) for path in brief_paths(project)),
        articles=articles,
        article_problems=article_problems,
        names=names,
        name_problems=name_problems,
        texts=tuple(texts),
        text_problems=text_problems,
        path_problems=tuple(check_paths(project)),
    )


def _all_known(project: Project, changed: frozenset[Path]) -> bool:
    """Tell whether each change lies where its effect is known: below the content folder, or a theme."""
    folders = (project.articles_path, project.briefs_path, project.pages_path, project.root / "themes")
    return all(
        path == project.names_path or any(folder in path.parents for folder in folders) for path in changed
    )


def _load_brief(path: Path, project: Project) -> LoadedBrief:
    shown = shown_path(path, project.root)
    limit_bytes = project.config.limits.brief_bytes
    text, problems = load_text(path, root=project.root, max_bytes=limit_bytes, limit_name="brief_bytes")
    if text is None:
        return LoadedBrief(path=path, brief=None, text="", lock=None, problems=tuple(problems))
    measures = [measure.name for measure in project.config.measures]
    brief, problems = parse_brief(text, shown, measures=measures)
    lock, found = load_lock(lock_path(path), project.root)
    return LoadedBrief(path=path, brief=brief, text=text, lock=lock, problems=(*problems, *found))
