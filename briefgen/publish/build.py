"""The whole way from content to site: load, cross-index, plan, check, render, follow links, write."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from briefgen.model.config import CONFIG_NAME, Config, Project
from briefgen.model.errors import BuildError
from briefgen.model.problem import Problem, sorted_problems
from briefgen.publish.cache import RenderedPage, load_cache, write_cache
from briefgen.publish.checks import check_content, check_site_links
from briefgen.publish.content import Content, load_content
from briefgen.publish.entries import Library
from briefgen.publish.library import build_library
from briefgen.publish.links import Followed, find_links
from briefgen.publish.plan import HTML_KINDS, Page, PageKind, Plan, plan_site
from briefgen.publish.render import Renderer, make_renderer, render_page
from briefgen.publish.templates import make_environment
from briefgen.publish.theme import Theme, load_theme
from briefgen.publish.write import Written, check_output, lock_output, write_site

_INDEXES: frozenset[PageKind] = frozenset(
    ("home", "archive", "sources", "people", "places", "missing", "feed", "sitemap", "robots", "marker")
)


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """A site in memory."""

    files: dict[str, bytes]
    """Content by path below the output folder, in the order of writing: assets, pages, indexes."""
    problems: list[Problem]
    """All that was found, in order of place."""
    brief_count: int
    """Briefs published."""
    ok: bool
    """No problem is an error; else `files` is empty and what was published before stays."""
    pages: Mapping[str, RenderedPage] = {}
    """What the next build may take over."""
    content: Content | None = None
    config: Config | None = None
    library: Library | None = None
    followed: Followed | None = None


class BuildReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did."""

    problems: list[Problem]
    written: tuple[str, ...]
    """Files made or replaced, as paths below the output folder."""
    unchanged: tuple[str, ...]
    deleted: tuple[str, ...]
    output_path: Path
    brief_count: int
    ok: bool
    """The site was written; else nothing was touched."""


def render_site(
    project: Project,
    *,
    base_url: str | None = None,
    previous: Built | None = None,
    changed: frozenset[Path] | None = None,
) -> Built:
    """Make a whole site in memory. Wrong content is told as problems, never raised.

    Args:
        project: the project.
        base_url: absolute address of the site; None: that of the configuration.
        previous: the last site made from this project; pages whose inputs are the same are taken over.
        changed: absolute paths made, edited, renamed or deleted since `previous`; None: anything may have.
    """
    config = project.config
    address = (config.base_url if base_url is None else base_url).rstrip("/")
    if previous is not None and previous.config != config:
        changed = None
    theme, problems = load_theme(project)
    content = load_content(project, previous.content if previous else None, changed)
    problems += content.problems
    problems += check_content(project, content)
    if not address:
        problems.append(_no_address())
    briefs = [
        (loaded.path.relative_to(project.root).as_posix(), loaded.brief)
        for loaded in content.briefs
        if loaded.brief
    ]
    articles = {article.path: article for article in content.articles.values()}
    is_same_language = (
        previous is not None and previous.config is not None and (previous.config.language == config.language)
    )
    library = build_library(
        briefs,
        articles,
        content.names,
        language=config.language,
        previous=previous.library if previous and is_same_language else None,
    )
    count = len(library.briefs)
    if theme is None:
        return _failed(problems, count, config)
    plan, found = plan_site(library, content.texts, theme, config, address)
    problems += found
    if _has_error(problems):
        return _failed(problems, count, config)
    renderer = make_renderer(
        environment=make_environment(theme, language=config.language),
        theme=theme,
        library=library,
        plan=plan,
        config=config,
        base_url=address,
        texts=content.texts,
    )
    try:
        pages = _render_pages(plan, renderer, previous.pages if previous else {})
        assets = _load_assets(theme)
    except BuildError as err:
        return _failed([*problems, *err.problems], count, config)
    found, followed = check_site_links(
        plan,
        pages,
        assets,
        theme,
        root=project.root,
        base_path=urlsplit(address).path + "/",
        previous=previous.followed if previous else None,
    )
    problems += found
    return Built(
        files={**assets, **_in_order(plan, pages)},
        problems=_audible(problems, config),
        brief_count=count,
        ok=not _has_error(problems),
        pages=pages,
        content=content,
        config=config,
        library=library,
        followed=followed,
    )


def build_site(project: Project, *, base_url: str | None = None, strict: bool = False) -> BuildReport:
    """Make a site and write it to the output folder.

    Args:
        project: the project.
        base_url: absolute address of the site; None: that of the configuration.
        strict: a warning fails the build too.
    Returns:
        What was done; if `ok` is false, no file was touched.
    Raises:
        Nothing for wrong content or a folder that cannot be written: both are problems.
    """
    try:
        with lock_output(project.cache_path):
            check_output(project.output_path, project.config.keep, _config_text(project))
            cached = load_cache(project.cache_path, project.output_path)
            last = Built(files={}, problems=[], brief_count=0, ok=True, pages=cached)
            built = render_site(project, base_url=base_url, previous=last)
            failing = ("error", "warning") if strict else ("error",)
            if not built.ok or any(problem.severity in failing for problem in built.problems):
                return _report(project, built, None)
            written = write_site(project.output_path, built.files, project.config.keep)
            write_cache(project.cache_path, built.pages)
            return _report(project, built, written)
    except BuildError as err:
        failed = Built(files={}, problems=sorted_problems([*err.problems]), brief_count=0, ok=False)
        return _report(project, failed, None)


def _render_pages(
    plan: Plan, renderer: Renderer, previous: Mapping[str, RenderedPage]
) -> dict[str, RenderedPage]:
    """Render what is not the same as before; all broken templates are told at once.

    Raises:
        BuildError: templates are missing or fail.
    """
    pages: dict[str, RenderedPage] = {}
    problems: dict[Problem, None] = {}
    for page in plan.pages:
        before = previous.get(page.out_path)
        if before is not None and before.fingerprint == page.fingerprint:
            pages[page.out_path] = before
            continue
        try:
            pages[page.out_path] = _render(page, renderer)
        except BuildError as err:
            problems.update(dict.fromkeys(err.problems))
    if problems:
        raise BuildError(list(problems))
    return pages


def _render(page: Page, renderer: Renderer) -> RenderedPage:
    content = render_page(page, renderer)
    links = find_links(content.decode("utf-8")) if page.kind in HTML_KINDS else None
    return RenderedPage(fingerprint=page.fingerprint, content=content, links=links)


def _load_assets(theme: Theme) -> dict[str, bytes]:
    assets: dict[str, bytes] = {}
    for out_path, path in theme.assets.items():
        try:
            assets[out_path] = path.read_bytes()
        except OSError as err:
            message = f"the asset cannot be read: {err.strerror or err}"
            problem = Problem(
                path.as_posix(), None, None, "error", message, "check its permissions", "file-unreadable"
            )
            raise BuildError(problem) from err
    return assets


def _in_order(plan: Plan, pages: Mapping[str, RenderedPage]) -> dict[str, bytes]:
    """Order pages as they are to be written: what others link to comes first."""
    ranked = sorted(plan.pages, key=lambda page: (page.kind != "asset", page.kind in _INDEXES, page.out_path))
    return {page.out_path: pages[page.out_path].content for page in ranked}


def _failed(problems: list[Problem], count: int, config: Config) -> Built:
    return Built(files={}, problems=_audible(problems, config), brief_count=count, ok=False)


def _audible(problems: list[Problem], config: Config) -> list[Problem]:
    """Sort problems and leave out those that the project silences; errors cannot be silenced."""
    return sorted_problems(
        [problem for problem in problems if problem.severity == "error" or problem.code not in config.silence]
    )


def _has_error(problems: list[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _no_address() -> Problem:
    message = "no base_url: feed, sitemap and Open Graph are left out"
    hint = "write the address of the site as `base_url`, or give it with --base-url"
    return Problem(CONFIG_NAME, None, None, "info", message, hint, "base-url-missing")


def _config_text(project: Project) -> str:
    try:
        return (project.root / CONFIG_NAME).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _report(project: Project, built: Built, written: Written | None) -> BuildReport:
    return BuildReport(
        problems=built.problems,
        written=written.written if written else (),
        unchanged=written.unchanged if written else (),
        deleted=written.deleted if written else (),
        output_path=project.output_path,
        brief_count=built.brief_count,
        ok=written is not None,
    )
