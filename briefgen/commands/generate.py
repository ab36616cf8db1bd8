"""`extract`: articles into the briefs of a project, or into one brief without a project."""

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from briefgen.commands.arguments import OneOff, with_size
from briefgen.commands.journal import Changed, finish, turn, write_brief
from briefgen.commands.shelf import Shelf
from briefgen.extract.cache import Cache
from briefgen.extract.pipeline import Dropped, Explained, Progress, extract_brief
from briefgen.extract.workers import Workers
from briefgen.model.article import Article
from briefgen.model.articlefiles import load_article
from briefgen.model.brief import Brief, Subject
from briefgen.model.config import Limits, Project
from briefgen.model.contentfiles import brief_paths
from briefgen.model.errors import BriefgenError, ContentError
from briefgen.model.files import load_text, shown_path
from briefgen.model.load import load_brief, load_names, parse_names
from briefgen.model.lock import dump_lock, load_lock, lock_path
from briefgen.model.merge import MergeCounts, merge
from briefgen.model.names import Names
from briefgen.model.patterns import find_matches, is_match
from briefgen.model.problem import Problem, Severity
from briefgen.model.slugs import make_slug


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    """What extraction did with one brief."""

    slug: str
    path: str
    """Path below the project root; "" for a brief that is only printed."""
    article_count: int
    counts: MergeCounts | None
    """What became of the items; None for a brief that is only printed."""
    dropped: list[Dropped]
    """Candidates of which no item was made, with the reasons."""
    explained: list[Explained]
    """For each item, how it was found."""
    written: bool
    """Whether any byte changed."""


class ExtractRun(msgspec.Struct, frozen=True):
    """What a run did; `problems` are in no order."""

    briefs: list[Extracted]
    problems: list[Problem]


def extract_project(
    project: Project,
    slugs: Sequence[str],
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> ExtractRun:
    """Extract all briefs of a project, or those named, and merge what comes out into their files.

    A brief that cannot be read, or one of whose articles cannot be read, or whose extraction fails, stays as
    it was, its lock too; the others go on. (Without an article its items would go, as if it had been deleted.)

    Args:
        project: the project.
        slugs: names of briefs; all if there are none.
        jobs: most processes; None: as many as there are cores.
        progress: called while articles are read.

    Raises:
        ContentError: a slug names no brief (`file-missing`), or names.yaml is wrong.
    """
    paths = _named_paths(project, slugs)
    names, problems = _load_project_names(project)
    done: list[Extracted] = []
    slugs_seen: dict[str, str] = {}
    with Cache(project.cache_path) as cache, Workers(cache, jobs=jobs) as workers:
        desk = _Desk(project, names, Shelf(project, cache), workers, progress)
        for path in paths:
            try:
                extracted, found = desk.extract_into(path)
            except BriefgenError as err:
                problems += err.problems
                continue
            problems += found
            if extracted is not None:
                done.append(extracted)
                first = slugs_seen.setdefault(extracted.slug, extracted.path)
                if first != extracted.path:
                    problems.append(_same_slug(extracted, first))
    return ExtractRun(done, problems + desk.shelf.problems)


class OneOffBrief(msgspec.Struct, frozen=True):
    """A brief without a project, and what was noted on the way."""

    brief: Brief
    extracted: Extracted
    problems: list[Problem]


def extract_files(
    paths: Sequence[Path],
    options: OneOff,
    *,
    project: Project | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> OneOffBrief:
    """Extract one brief from files, with the names and measures of a project if there is one.

    Raises:
        ContentError: a file cannot be read, or none has a publication date.
    """
    limits = project.config.limits if project else Limits()
    measures = project.config.measures if project else []
    names, problems = _load_project_names(project) if project else (Names(), [])
    if options.names_path is not None:
        own, found = _load_own_names(options.names_path, limits)
        problems += found
        names = _join_names(names, own)
    articles: list[Article] = []
    for path in paths:
        article, found = load_article(path, None, limits)
        if article is not None and options.published is not None:
            found = [problem for problem in found if problem.code != "article-date-missing"]
            article = msgspec.structs.replace(
                article,
                published=options.published[:10],
                published_time=options.published if len(options.published) > 10 else None,
                published_from="command line",
            )
        problems += found
        if article is not None:
            articles.append(article)
    problems += _duplicates(articles)
    if not articles or any(problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    title = options.title or _first(articles).title
    with Workers(Cache(None), jobs=jobs) as workers:
        extraction = extract_brief(
            articles,
            Subject(countries=list(options.countries), period=options.period, articles=[]),
            names,
            title=title,
            slug=options.slug or make_slug(title),
            measures=tuple(measures),
            size=options.size if project is None else with_size(project, options.size).config.timeline,
            workers=workers,
            progress=progress,
        )
    problems += extraction.problems
    if not extraction.brief.sources:
        raise ContentError(_as_errors(problems))
    extracted = Extracted(
        slug=extraction.brief.slug,
        path="",
        article_count=len(articles),
        counts=None,
        dropped=extraction.dropped,
        explained=extraction.explained,
        written=False,
    )
    return OneOffBrief(extraction.brief, extracted, problems)


class _Desk(msgspec.Struct, frozen=True):
    """What the briefs of one run share."""

    project: Project
    names: Names
    shelf: Shelf
    workers: Workers
    progress: Progress | None

    def extract_into(self, path: Path) -> tuple[Extracted | None, list[Problem]]:
        """Extract one brief, and merge what comes out into its file; None if it stays as it was."""
        project = self.project
        brief, problems = load_brief(path, project)
        if brief is None:
            return None, problems
        shown = shown_path(path, project.root)
        selected, found = _select_articles(brief.subject, self.shelf, shown)
        problems += found
        articles = self.shelf.load(selected)
        problems += _duplicates(articles, shown_path(project.content_path, project.root) + "/")
        unread = len(selected) - len(articles)
        unread += sum(
            any(is_match(name, pattern) for pattern in brief.subject.articles) for name in self.shelf.refused
        )
        if not articles or unread or any(problem.severity == "error" for problem in problems):
            return None, problems
        try:
            extraction = extract_brief(
                articles,
                brief.subject,
                self.names,
                title=brief.title,
                slug=brief.slug,
                measures=tuple(project.config.measures),
                size=project.config.timeline,
                workers=self.workers,
                progress=self.progress,
            )
        except ContentError as err:
            return None, [*problems, *_below_root(err.problems, project)]
        problems += _below_root(extraction.problems, project)
        by_id = {article.id: article for article in articles}
        outcome, found = self._merge_into(path, extraction.brief, by_id)
        problems += found
        if outcome is None:
            return None, problems
        extracted = Extracted(
            slug=brief.slug,
            path=shown,
            article_count=len(articles),
            counts=outcome.counts,
            dropped=extraction.dropped,
            explained=extraction.explained,
            written=outcome.written,
        )
        return extracted, problems

    def _merge_into(
        self, path: Path, generated: Brief, articles: Mapping[str, Article]
    ) -> tuple["_Outcome | None", list[Problem]]:
        """Merge a generated brief into its file as it is now, whoever saved it since, and write it."""
        project = self.project
        lock_file, shown = lock_path(path), shown_path(path, project.root)
        with turn(project.briefs_path):
            finish(path, lock_file, root=project.root)
            lock, problems = load_lock(lock_file, project.root)
            if any(problem.severity == "error" for problem in problems):
                return None, problems
            for _ in range(_SAVES):
                # As it stands, line ends included: what nobody edits stays to the byte.
                text, found = load_text(path, root=project.root, max_bytes=project.config.limits.brief_bytes)
                if text is None:
                    return None, problems + found
                merged = merge(text, lock, generated, articles, shown)
                if merged.lock is None or any(problem.severity == "error" for problem in merged.problems):
                    return None, problems + merged.problems
                with contextlib.suppress(Changed):
                    written = write_brief(
                        path,
                        merged.text,
                        lock_file,
                        dump_lock(merged.lock),
                        seen=text.encode("utf-8"),
                        root=project.root,
                    )
                    return _Outcome(merged.counts, written), problems + merged.problems
        hint = "extract again when nothing else writes it"
        message = "is saved again and again while it is merged; it stays as it is"
        return None, [*problems, _brief_problem(shown, "error", message, hint, "output-busy")]


class _Outcome(msgspec.Struct, frozen=True):
    """What became of a brief's file."""

    counts: MergeCounts
    written: bool


_SAVES = 5
"""How often a brief is merged anew because somebody saved it meanwhile: a merge takes less than a second."""


def _below_root(problems: Sequence[Problem], project: Project) -> list[Problem]:
    """Return the problems of an extraction with paths below the project; it knows those below the content."""
    prefix = shown_path(project.content_path, project.root)
    return [
        msgspec.structs.replace(problem, path=f"{prefix}/{problem.path}") if problem.path else problem
        for problem in problems
    ]


def _as_errors(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems of articles that leave nothing to extract from."""
    return [
        msgspec.structs.replace(problem, severity="error")
        if problem.code == "article-date-missing"
        else problem
        for problem in problems
    ]


def _named_paths(project: Project, slugs: Sequence[str]) -> list[Path]:
    paths = brief_paths(project)
    if not slugs:
        return paths
    known = {path.stem: path for path in paths}
    missing = [slug for slug in slugs if slug not in known]
    if missing:
        raise ContentError([_no_brief(project, slug, known) for slug in missing])
    return [known[slug] for slug in sorted(set(slugs))]


def _load_project_names(project: Project) -> tuple[Names, list[Problem]]:
    names, problems = load_names(project.names_path, project)
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    return names, problems


def _load_own_names(path: Path, limits: Limits) -> tuple[Names, list[Problem]]:
    text, problems = load_text(path, root=None, max_bytes=limits.brief_bytes)
    return parse_names(text, path.as_posix()) if text is not None else (Names(), problems)


def _join_names(one: Names, other: Names) -> Names:
    return Names(
        people=[*one.people, *other.people],
        places=[*one.places, *other.places],
        organisations=[*one.organisations, *other.organisations],
    )


def _select_articles(subject: Subject, shelf: Shelf, shown: str) -> tuple[list[str], list[Problem]]:
    """Return the articles that the subject's patterns name, and a problem for each that names none."""
    chosen: set[str] = set()
    problems: list[Problem] = []
    if not subject.articles:
        problems.append(
            _brief_problem(
                shown,
                "info",
                "the subject names no articles: nothing is extracted",
                "list patterns under subject.articles: [articles/*]",
                "no-articles",
            )
        )
    for pattern in subject.articles:
        found = find_matches(shelf.paths, pattern)
        chosen.update(found)
        if not found:
            problems.append(
                _brief_problem(
                    shown,
                    "warning",
                    f'no article matches "{pattern}"',
                    "patterns are read below the content folder: articles/*",
                    "no-articles",
                )
            )
    return sorted(chosen), problems


def _duplicates(articles: Sequence[Article], prefix: str = "") -> list[Problem]:
    """Report articles with the id of an earlier one, as `load_articles` does; `prefix` leads to their paths."""
    first: dict[str, Article] = {}
    problems: list[Problem] = []
    for article in articles:
        if article.id in first:
            message = f'article id "{article.id}" is taken by {first[article.id].path}'
            hint = "rename one of both files"
            problems.append(
                _brief_problem(prefix + article.path, "error", message, hint, "article-duplicate")
            )
        first.setdefault(article.id, article)
    return problems


def _same_slug(extracted: Extracted, first: str) -> Problem:
    message = f'slug "{extracted.slug}" is already that of {first}'
    hint = "give one of them another slug"
    return _brief_problem(extracted.path, "error", message, hint, "duplicate-slug")


def _first(articles: Sequence[Article]) -> Article:
    return min(articles, key=lambda article: (article.published or "9999", article.path))


def _no_brief(project: Project, slug: str, known: Mapping[str, Path]) -> Problem:
    shown = shown_path(project.briefs_path / f"{slug}.yaml", project.root)
    hint = f"briefs: {', '.join(sorted(known)[:10])}" if known else "make it with `briefgen new`"
    return _brief_problem(shown, "error", "there is no such brief", hint, "file-missing")


def _brief_problem(path: str, severity: Severity, message: str, hint: str, code: str) -> Problem:
    return Problem(path, None, None, severity, message, hint, code)
