"""Files of a project -> model: configuration, briefs, names, articles, each with all its problems."""

import difflib
import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from briefgen.model.article import Article, DateOrigin, FrontMatter
from briefgen.model.brief import (
    MEASURES,
    SCHEMA_VERSION,
    BackgroundItem,
    Brief,
    Event,
    Evidence,
    Figure,
    Inexact,
    Organisation,
    Person,
    Place,
    Reaction,
    Source,
    Subject,
)
from briefgen.model.config import CONFIG_NAME, Config, Limits, Project, is_site_address
from briefgen.model.convert import convert_node, nearest_hint
from briefgen.model.dates import is_date_time, is_day, parse_date
from briefgen.model.errors import ConfigError
from briefgen.model.files import is_inside, load_text, shown_path
from briefgen.model.names import Names
from briefgen.model.plaintext import render_plain_text
from briefgen.model.plainyaml import UnusualError, parse_plain_yaml
from briefgen.model.problem import CODES, Problem
from briefgen.model.slugs import make_slug
from briefgen.model.yamlpos import Mapping as MapNode
from briefgen.model.yamlpos import Node, Scalar, parse_yaml
from briefgen.model.yamlpos import Sequence as ListNode

ARTICLE_SUFFIXES = (".md", ".markdown", ".txt", ".html", ".htm")
"""Endings of article files."""
BRIEF_SUFFIXES = (".yaml", ".yml")
"""Endings of brief files."""
PAGE_SUFFIXES = (".md", ".markdown")
"""Endings of free pages."""
MAX_CONFIG_BYTES = 1_000_000

_HTML_SUFFIXES = (".html", ".htm")
_MARKDOWN_SUFFIXES = (".md", ".markdown")
_DAY_IN_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
_HTTP_URL = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


# Project


def find_project(start: Path) -> Project:
    """Find the project that a folder lies in: the nearest `briefgen.yaml`, here or above.

    Raises:
        ConfigError: there is none, or its configuration has errors.
    """
    here = Path(os.path.realpath(start))
    for folder in (here, *here.parents):
        if (folder / CONFIG_NAME).is_file():
            project, problems = load_project(folder)
            errors = [problem for problem in problems if problem.severity == "error"]
            if errors:
                raise ConfigError(errors)
            return project
    hint = "run `briefgen init` to make a project, or give its folder with -C"
    message = f"no {CONFIG_NAME} in {here} or above"
    raise ConfigError(Problem("", None, None, "error", message, hint, "project-missing"))


def load_project(root: Path) -> tuple[Project, list[Problem]]:
    """Read the configuration of a project folder.

    Returns:
        The project, and all problems of its `briefgen.yaml`; what is wrong there has its default in the project.
    """
    root = Path(os.path.realpath(root))
    path = root / CONFIG_NAME
    text, problems = load_text(path, root=root, max_bytes=MAX_CONFIG_BYTES)
    if text is None:
        if any(problem.code == "file-empty" for problem in problems):
            problems = []
        return Project(root=root, config=Config()), problems
    config, problems = parse_config(text, CONFIG_NAME)
    return Project(root=root, config=config), problems


def parse_config(text: str, path: str = CONFIG_NAME) -> tuple[Config, list[Problem]]:
    """Parse the text of a `briefgen.yaml`; what is wrong has its default."""
    node, problems = parse_yaml(text, path)
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return Config(), problems
    config, found = convert_node(node, Config, path, CONFIG_NAME)
    problems += found
    if config is None:
        return Config(), problems
    problems += _check_config(config, node, path)
    return config, problems


def _check_config(config: Config, root: Node, path: str) -> list[Problem]:
    problems: list[Problem] = []

    def add(keys: tuple[str | int, ...], code: str, message: str, hint: str) -> None:
        line, column = _place(root, keys)
        problems.append(Problem(path, line, column, "error", message, hint, code))

    for key in ("content", "output"):
        folder: str = getattr(config, key)
        parts = folder.replace("\\", "/").split("/")
        if not folder or folder.startswith(("/", "\\", "~")) or ".." in parts or ":" in parts[0]:
            add(
                (key,),
                "path-outside",
                f'{key} "{folder}" leads out of the project',
                "name a folder inside it",
            )
        elif all(part in ("", ".") for part in parts):
            add((key,), "bad-value", f'{key} "{folder}" is the project itself', "name a folder inside it")
    content, output = (Path(os.path.normpath(folder)) for folder in (config.content, config.output))
    if content.is_relative_to(output) or output.is_relative_to(content):
        hint = "a build deletes what it does not know: keep both apart"
        add(
            ("output",), "bad-value", f'output "{config.output}" and content "{config.content}" overlap', hint
        )
    if config.base_url and not is_site_address(config.base_url):
        message = f'base_url "{config.base_url[:80]}" is not an address'
        add(("base_url",), "bad-value", message, "such as https://example.org/briefs")
    for index, name in enumerate(config.keep):
        if not name or "/" in name or "\\" in name or name in (".", ".."):
            add(
                ("keep", index),
                "bad-value",
                f'keep "{name}" is not a name',
                "names in the output folder only",
            )
    if config.timezone != "UTC" and not _is_timezone(config.timezone):
        hint = "an IANA name such as Asia/Almaty, or UTC"
        add(("timezone",), "bad-value", f'time zone "{config.timezone}" is not known', hint)
    seen: set[str] = set()
    for index, measure in enumerate(config.measures):
        if measure.name in MEASURES or measure.name in seen:
            add(
                ("measures", index, "name"),
                "bad-value",
                f'measure "{measure.name}" is there already',
                "remove it",
            )
        seen.add(measure.name)
    for code in config.silence:
        if code not in CODES:
            hint = nearest_hint(code, tuple(CODES))
            add(("silence", code), "bad-value", f'silence: code "{code}" is not known', hint)
    return problems


def _is_timezone(name: str) -> bool:
    import zoneinfo  # only projects that name a time zone need its tables

    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


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
    close = difflib.get_close_matches(name, folders, n=1)
    hint = f'did you mean "{close[0]}"?' if close else "make it, or write its name as `content`"
    message = f'content "{name}" is a file' if path.exists() else f'there is no content folder "{name}"'
    line, column = _place_in_config(project.root, "content")
    return [Problem(CONFIG_NAME, line, column, "error", message, hint, "content-missing")]


def _place_in_config(root: Path, key: str) -> tuple[int | None, int | None]:
    """Return where a key's value stands in `briefgen.yaml`; nowhere if it is not there."""
    text, _ = load_text(root / CONFIG_NAME, root=root, max_bytes=MAX_CONFIG_BYTES)
    node = parse_yaml(text, CONFIG_NAME)[0] if text is not None else None
    value = node.get(key) if isinstance(node, MapNode) else None
    return (value.line, value.column) if value is not None else (None, None)


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


# Briefs and names


def load_brief(path: Path, project: Project) -> tuple[Brief | None, list[Problem]]:
    """Read a brief of a project; its own measures count as known.

    Returns:
        The brief, or None if there is any error, and all problems.
    """
    limits = project.config.limits
    text, problems = load_text(
        path, root=project.root, max_bytes=limits.brief_bytes, limit_name="brief_bytes"
    )
    if text is None:
        return None, problems
    measures = tuple(measure.name for measure in project.config.measures)
    return parse_brief(text, shown_path(path, project.root), measures=measures)


def parse_brief(
    text: str, path: str, *, measures: Iterable[str] | None = ()
) -> tuple[Brief | None, list[Problem]]:
    """Parse the text of a brief.

    Args:
        text: the file.
        path: for the problems.
        measures: what figures may measure beside `MEASURES`; None: anything.
    Returns:
        The brief, or None if there is any error, and all problems.
    """
    plain = parse_plain_brief(text, measures)
    return (plain, []) if plain is not None else parse_placed_brief(text, path, measures)


def parse_placed_brief(
    text: str, path: str, measures: Iterable[str] | None
) -> tuple[Brief | None, list[Problem]]:
    """Parse the text of a brief as `parse_brief` does, value by value, so that problems have their places."""
    node, problems = parse_yaml(text, path)
    if node is None:
        return None, problems or [_empty_problem(path)]
    version = _schema_version(node)
    if version is not None and version.text != str(SCHEMA_VERSION):
        message = f'schema "{version.text}" is not known'
        hint = f"this briefgen reads schema {SCHEMA_VERSION}; a newer one may read this file"
        problems.append(Problem(path, version.line, version.column, "error", message, hint, "schema-version"))
        return None, problems
    brief, found = convert_node(node, Brief, path, "the brief")
    problems += found
    if measures is not None:
        problems += _check_measures(node, path, (*MEASURES, *measures))
    problems += _check_urls(node, path)
    if brief is None or any(problem.severity == "error" for problem in problems):
        return None, problems
    # msgspec tells defaults by identity: what stands in the file and is the default must be told as one, as always.
    return _BRIEF_DECODER.decode(msgspec.json.encode(brief)), problems


_BRIEF_DECODER = msgspec.json.Decoder(Brief)
_KEYS = {
    "background": frozenset(BackgroundItem.__struct_encode_fields__),
    "timeline": frozenset(Event.__struct_encode_fields__),
    "figures": frozenset(Figure.__struct_encode_fields__),
    "reactions": frozenset(Reaction.__struct_encode_fields__),
    "people": frozenset(Person.__struct_encode_fields__),
    "places": frozenset(Place.__struct_encode_fields__),
    "organisations": frozenset(Organisation.__struct_encode_fields__),
    "sources": frozenset(Source.__struct_encode_fields__),
}
_BRIEF_KEYS = frozenset(Brief.__struct_encode_fields__)
_SUBJECT_KEYS = frozenset(Subject.__struct_encode_fields__)
_EVIDENCE_KEYS = frozenset(Evidence.__struct_encode_fields__)


def parse_plain_brief(text: str, measures: Iterable[str] | None) -> Brief | None:
    """Parse a brief that is written plainly and has no problem: what most are, at a fifth of the cost.

    Returns:
        What `parse_brief` makes of it; None if there may be anything to tell, and it has to look itself.
    """
    try:
        found = parse_plain_yaml(text)
        brief = _BRIEF_DECODER.decode(msgspec.json.encode(found))
        dates = {one.date for items in (brief.background, brief.timeline, brief.reactions) for one in items}
        dates |= {brief.updated, brief.subject.period, *(figure.as_of for figure in brief.figures)}
        dates.update(source.published for source in brief.sources)
        for date in dates:
            if date is not None:
                parse_date(date)
    except (UnusualError, ValueError):
        return None
    known = None if measures is None else {*MEASURES, *measures}
    is_good = (
        brief.schema == SCHEMA_VERSION
        and _has_known_keys(found)
        and all(
            (known is None or figure.measure in known)
            and (type(figure.value) is not Inexact or _is_sound(figure.value))
            for figure in brief.figures
        )
        and all(source.url is None or _HTTP_URL.fullmatch(source.url) for source in brief.sources)
    )
    return brief if is_good else None


def _has_known_keys(found: dict[str, Any]) -> bool:
    """Tell whether a brief has no key that its type does not know."""
    if not (found.keys() <= _BRIEF_KEYS and found.get("subject", {}).keys() <= _SUBJECT_KEYS):
        return False
    for section, keys in _KEYS.items():
        for item in found.get(section, ()):
            if not item.keys() <= keys:
                return False
            for pointer in item.get("evidence", ()):
                if not pointer.keys() <= _EVIDENCE_KEYS:
                    return False
    return True


def _is_sound(value: Inexact) -> bool:
    if value.min is not None and value.max is not None and value.min > value.max:
        return False
    return value.min is not None or value.max is not None or bool(value.words)


def _check_urls(root: Node, path: str) -> list[Problem]:
    """Refuse addresses that are no web addresses: pages link to them."""
    sources = root.get("sources") if isinstance(root, MapNode) else None
    problems = []
    for item in sources.items if isinstance(sources, ListNode) else ():
        url = item.get("url") if isinstance(item, MapNode) else None
        if isinstance(url, Scalar) and not url.is_null and not _HTTP_URL.fullmatch(url.text):
            message = f'url "{url.text[:80]}" is not a web address'
            hint = "http:// or https:// and no spaces"
            problems.append(Problem(path, url.line, url.column, "error", message, hint, "bad-value"))
    return problems


def _schema_version(node: Node) -> Scalar | None:
    version = node.get("schema") if isinstance(node, MapNode) else None
    if isinstance(version, Scalar) and re.fullmatch(r"[0-9]{1,9}", version.text) and not version.style:
        return version
    return None


def _check_measures(root: Node, path: str, known: tuple[str, ...]) -> list[Problem]:
    figures = root.get("figures") if isinstance(root, MapNode) else None
    if not isinstance(figures, ListNode):
        return []
    problems = []
    for item in figures.items:
        measure = item.get("measure") if isinstance(item, MapNode) else None
        if isinstance(measure, Scalar) and not measure.is_null and measure.text not in known:
            hint = nearest_hint(measure.text, known)
            if not hint.startswith("did"):
                hint += "; add your own under `measures` in briefgen.yaml"
            message = f'measure "{measure.text[:60]}" is not known'
            problems.append(Problem(path, measure.line, measure.column, "error", message, hint, "bad-value"))
    return problems


def load_names(path: Path, project: Project) -> tuple[Names, list[Problem]]:
    """Read a `names.yaml`; without the file, or with an empty one, there are no names and no problem."""
    if not path.exists() and not path.is_symlink():
        return Names(), []
    limits = project.config.limits
    text, problems = load_text(
        path, root=project.root, max_bytes=limits.brief_bytes, limit_name="brief_bytes"
    )
    if text is None:
        return Names(), [problem for problem in problems if problem.code != "file-empty"]
    return parse_names(text, shown_path(path, project.root))


def parse_names(text: str, path: str) -> tuple[Names, list[Problem]]:
    """Parse the text of a `names.yaml`; names that are wrong are left out."""
    node, problems = parse_yaml(text, path)
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return Names(), problems
    names, found = convert_node(node, Names, path, "the names")
    return names or Names(), problems + found + _check_names(node, path)


def _check_names(node: Node, path: str) -> list[Problem]:
    """Report names that stand twice in one list, capitals aside: of two entries only one would count."""
    problems: list[Problem] = []
    lists = [node.get(field) for field in Names.__struct_fields__] if isinstance(node, MapNode) else []
    for entries in lists:
        first: dict[str, Scalar] = {}
        for entry in entries.items if isinstance(entries, ListNode) else ():
            name = entry.get("name") if isinstance(entry, MapNode) else None
            if not isinstance(name, Scalar):
                continue
            other = first.setdefault(" ".join(name.text.casefold().split()), name)
            if other is not name:
                message = f'name "{name.text[:80]}" stands here twice'
                hint = f"the first stands in line {other.line}; join both, with the aliases of both"
                problems.append(
                    Problem(path, name.line, name.column, "warning", message, hint, "duplicate-name")
                )
    return problems


def _empty_problem(path: str) -> Problem:
    return Problem(
        path, None, None, "error", "the file has no content", "write it, or delete it", "file-empty"
    )


# Articles


def load_articles(project: Project) -> tuple[dict[str, Article], list[Problem]]:
    """Read all articles of a project.

    Returns:
        Articles by id, in order of their paths, and all problems; of two with one id the first is kept.
    """
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    for path in article_paths(project):
        article, found = load_article(
            path, project.root, project.config.limits, content=project.config.content
        )
        problems += found
        if article is None:
            continue
        first = articles.setdefault(article.id, article)
        if first is not article:
            message = f'article id "{article.id}" is taken by {first.path}'
            hint = "rename one of both files"
            shown = shown_path(path, project.root)
            problems.append(Problem(shown, None, None, "error", message, hint, "article-duplicate"))
    return articles, problems


def load_article(
    path: Path, root: Path | None, limits: Limits, *, content: str = "content"
) -> tuple[Article | None, list[Problem]]:
    """Read an article: Markdown, plain text, or a saved web page, each perhaps with front matter.

    Args:
        path: the file; its ending decides.
        root: folder of the project, which the file must not lead out of; None for a file outside any project.
        limits: bounds on its size.
        content: name of the content folder; the article's path is given below it.
    Returns:
        The article, or None if there is any error, and all problems. The publication date comes from the front
        matter, the page's metadata, or the file name, in this order; a dateline is the extraction's matter.
    """
    source, problems = load_article_source(path, root, limits)
    if source is None:
        return None, problems
    shown = shown_path(path, root)
    below = shown_path(path, root / content) if root is not None else path.as_posix()
    return parse_article(source, shown, article_path=below, suffix=path.suffix.lower())


def load_article_source(
    path: Path | str, root: Path | None, limits: Limits, *, shown: str = ""
) -> tuple[str | None, list[Problem]]:
    """Read the file of an article for `parse_article`; arguments and problems as in `load_article` and `load_text`."""
    return load_text(
        path,
        root=root,
        max_bytes=limits.article_bytes,
        html=os.fspath(path).lower().endswith(_HTML_SUFFIXES),
        limit_name="article_bytes",
        shown=shown,
    )


def parse_article(
    source: str, path: str, *, article_path: str | None = None, suffix: str = ".md"
) -> tuple[Article | None, list[Problem]]:
    """Make an article of the content of a file; see `load_article`.

    Args:
        source: content of the file.
        path: for the problems.
        article_path: path that the article keeps; default `path`.
        suffix: ending of the file, which tells how to read it.
    """
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    # Control characters (form feeds of old converters) are no words, and YAML could not quote them. They cannot be
    # printed either, which takes a third of the time to see.
    if not source.replace("\n", "").isprintable():
        source = _CONTROL.sub(" ", source)
    source = unicodedata.normalize("NFC", source)
    matter, body, body_line, problems = _split_front_matter(source, path)
    stem = Path(path).stem
    found: dict[str, Any] = {}
    lines: tuple[tuple[int, int], ...] = ()
    items: tuple[int, ...] = ()
    if suffix in _HTML_SUFFIXES:
        from briefgen.model.webpage import parse_web_page

        page = parse_web_page(body)
        text, heading = page.text, page.title
        found = {key: getattr(page, key) for key in ("publisher", "url", "language", "byline")}
        html_published = page.published
    else:
        html_published = None
        if suffix in _MARKDOWN_SUFFIXES:
            plain = render_plain_text(body)
            text, heading, items = plain.text, plain.heading, plain.items
            lines = tuple((offset, body_line + line) for offset, line in plain.lines)
        else:
            text, heading = body.strip(), None
            lines = _text_lines(body, text, body_line)
    text = unicodedata.normalize("NFC", text).strip()
    if not text:
        hint = "paste its text as .txt or .md" if suffix in _HTML_SUFFIXES else "write it, or delete the file"
        problems.append(Problem(path, None, None, "error", "the article has no text", hint, "file-empty"))
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    published, origin = _find_published(matter, html_published, stem)
    for key in ("publisher", "url", "language", "byline"):
        found[key] = getattr(matter, key) or found.get(key)
    if found["url"] and not _HTTP_URL.fullmatch(found["url"]):
        found["url"] = None
    article_id = make_slug(stem, 80)
    article = Article(
        id=article_id,
        path=article_path or path,
        title=matter.title or heading or _shortened(text.split("\n", 1)[0].strip()) or article_id,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        published=published[:10] if published else None,
        published_time=published if published and len(published) > 10 else None,
        published_from=origin,
        licence=matter.licence,
        origin=matter.origin,
        kind=matter.kind,
        also=tuple(matter.also),
        body_line=body_line,
        lines=lines,
        items=items,
        **found,
    )
    return article, problems


def _text_lines(body: str, text: str, body_line: int) -> tuple[tuple[int, int], ...]:
    line = body_line + body.count("\n", 0, len(body) - len(body.lstrip()))
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return tuple((start, line + number) for number, start in enumerate(starts))


def _shortened(line: str, max_chars: int = 100) -> str:
    """Return a line that stands in for a title, cut behind a word where it is long."""
    if len(line) <= max_chars:
        return line
    cut = line.rfind(" ", 0, max_chars)
    return line[: cut if cut > 0 else max_chars - 1].rstrip(" ,;:-–—") + "…"


def _find_published(matter: FrontMatter, html: str | None, stem: str) -> tuple[str | None, DateOrigin | None]:
    if matter.published:
        return matter.published, "front matter"
    if html:
        return html, "html metadata"
    match = _DAY_IN_NAME.match(stem)
    if match and is_day(match.group(1)):
        return match.group(1), "file name"
    return None, None


_FRONT_MATTER_START = re.compile(r"---[ \t]*\n")
_FRONT_MATTER_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY_LINE = re.compile(r"[ \t]*(?:#|[A-Za-z_][\w-]*[ \t]*:)")


def _split_front_matter(source: str, path: str) -> tuple[FrontMatter, str, int, list[Problem]]:
    start = _FRONT_MATTER_START.match(source)
    if not start:
        return FrontMatter(), source, 1, []
    end = _FRONT_MATTER_END.search(source, start.end())
    if end is None:
        if not _KEY_LINE.match(source, start.end()):
            return FrontMatter(), source, 1, []
        hint = "end it with a line of three hyphens"
        message = "the front matter is never closed"
        return FrontMatter(), source, 1, [Problem(path, 1, 1, "error", message, hint, "front-matter")]
    written = source[start.end() : end.start()]
    body_line = source.count("\n", 0, end.end()) + 2
    body = source[end.end() + 1 :]
    plain = _parse_plain_matter(written)
    if plain is not None:
        return plain, body, body_line, []
    # The opening line stays as an empty one, so that places count from the head of the file.
    node, problems = parse_yaml(f"\n{written}", path)
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return FrontMatter(), body, body_line, problems
    if not isinstance(node, MapNode):
        message = "the front matter is not keys with values"
        hint = "write `title: …`, `published: …` lines"
        problems.append(Problem(path, node.line, node.column, "error", message, hint, "front-matter"))
        return FrontMatter(), body, body_line, problems
    matter, found = convert_node(node, FrontMatter, path, "the front matter")
    problems += found
    problems += _check_front_matter(node, path)
    return matter or FrontMatter(), body, body_line, problems


_MATTER_KEYS = frozenset(FrontMatter.__struct_encode_fields__)


def _parse_plain_matter(text: str) -> FrontMatter | None:
    """Parse front matter that is written plainly and has no problem; None if it has to be looked at."""
    try:
        found = parse_plain_yaml(text)
        # Reports have problems of their own.
        if not found or "also" in found or not found.keys() <= _MATTER_KEYS:
            return None
        matter = msgspec.convert(found, FrontMatter)
    except (UnusualError, msgspec.ValidationError):
        return None
    is_good = (
        (matter.published is None or is_date_time(matter.published))
        and (matter.url is None or _HTTP_URL.fullmatch(matter.url))
        and (matter.language is None or _LANGUAGE.fullmatch(matter.language))
    )
    return matter if is_good else None


def _check_front_matter(node: MapNode, path: str) -> list[Problem]:
    checks: tuple[tuple[str, Callable[[str], object], str, str, str], ...] = (
        (
            "published",
            is_date_time,
            "bad-date",
            "is not a day, nor a day with a time",
            "2022-01-06, or 2022-01-06T18:30+06:00",
        ),
        (
            "url",
            _HTTP_URL.fullmatch,
            "bad-value",
            "is not a web address",
            "http:// or https:// and no spaces",
        ),
        ("language", _LANGUAGE.fullmatch, "bad-value", "is not a language tag", "BCP 47: en, kk, pt-BR"),
    )
    problems = []
    for key, is_good, code, message, hint in checks:
        value = node.get(key)
        if isinstance(value, Scalar) and not value.is_null and not is_good(value.text):
            text = f'{key} "{value.text[:80]}" {message}'
            problems.append(Problem(path, value.line, value.column, "error", text, hint, code))
    return problems


# Places


@lru_cache(maxsize=4)
def _parsed(text: str) -> Node | None:
    return parse_yaml(text, "")[0]


def locate(text: str, keys: tuple[str | int, ...]) -> tuple[int, int]:
    """Return line and column, from 1, of a value in YAML text.

    Args:
        text: the file.
        keys: the way to it: `("timeline", 3, "evidence", 0, "quote")`.
    Returns:
        Its place; if the way ends early, the place of what holds it; (1, 1) for text that is not YAML.
    """
    root = _parsed(text)
    return (1, 1) if root is None else _place(root, keys)


def _place(root: Node, keys: tuple[str | int, ...]) -> tuple[int, int]:
    node = root
    for key in keys:
        child: Node | None = None
        if isinstance(node, MapNode):
            child = node.get(str(key))
        elif isinstance(node, ListNode) and isinstance(key, int) and 0 <= key < len(node.items):
            child = node.items[key]
        if child is None:
            break
        node = child
    return node.line, node.column
