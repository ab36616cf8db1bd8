"""The work that spreads over processes: one article read, one brief read, checked and rendered, one page rendered.

What comes of a task is bytes, so that it can come from another process; long things go on the shelf afterwards.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import msgspec

from briefgen.model.article import Article
from briefgen.model.brief import Brief, Item
from briefgen.model.check import check_brief
from briefgen.model.config import Project
from briefgen.model.errors import BuildError
from briefgen.model.files import load_text, shown_path
from briefgen.model.load import parse_brief
from briefgen.model.lock import Lock, load_lock
from briefgen.model.patterns import PathIndex
from briefgen.model.problem import Problem
from briefgen.publish.cards import make_card_data
from briefgen.publish.fingerprints import hash_parts
from briefgen.publish.library import BriefEntry
from briefgen.publish.links import find_links
from briefgen.publish.listing import digest_names, find_cites, make_brief_index
from briefgen.publish.plan import HTML_KINDS, Page, plan_brief
from briefgen.publish.records import ArticleRow, BriefRow, PageRow, State
from briefgen.publish.render import Frame, render_brief_page
from briefgen.publish.shelf import Ref, Shelf
from briefgen.publish.theme import Theme

_MOST_ARTICLES = 200


class Sink(Protocol):
    """Where files of the site go."""

    def holds(self, out_path: str) -> bool:
        """Tell whether the file that the last build made is there as it left it."""
        ...

    def is_missing_below(self, folder: str) -> bool:
        """Tell whether any file in a folder at the top of the site is not there as the last build left it."""
        ...

    def put(self, out_path: str, content: bytes) -> bytes | bool:
        """Take a file; return its bytes if they are kept in this process, else whether they are new."""
        ...


class Needs(msgspec.Struct, frozen=True, array_like=True):
    """What a theme asks of each brief beside its own pages."""

    key_figures: bool
    """Some template shows key figures, so that cards hold them."""
    index: bool
    """It has pages of articles or names."""


def find_needs(theme: Theme) -> Needs:
    """Tell what a theme asks of each brief; what is not foreseen here is looked up, only slower."""
    return Needs(
        key_figures=any("key_figures" in template.text for template in theme.templates),
        index=bool(theme.pages & {"article", "sources", "people", "places"}),
    )


class MadePage(msgspec.Struct, array_like=True):
    """A rendered file."""

    out_path: str
    fingerprint: str
    content: bytes | bool
    """What the sink said."""
    links: bytes | None
    """PageLinks of an HTML page, as JSON."""
    opened: tuple[str, ...] = ()

    def row(self, shelf: Shelf) -> PageRow:
        """Return what is remembered of it."""
        links = shelf.put(self.links) if self.links is not None else None
        return PageRow(fingerprint=self.fingerprint, links=links, opened=self.opened)


class MadeArticle(msgspec.Struct, array_like=True):
    """An article that was read; the row lacks its place on the shelf."""

    row: ArticleRow | None
    """None: it is as it was."""
    article: bytes = b""


class MadeBrief(msgspec.Struct, array_like=True):
    """A brief that was read, checked and rendered; the row lacks places on the shelf."""

    row: BriefRow | None
    """None: it is as it was."""
    brief: bytes = b""
    card: bytes = b""
    index: bytes = b""
    pages: list[MadePage] = []
    problems: list[Problem] = []
    """Of templates."""


class MadePages(msgspec.Struct, array_like=True):
    """Pages of one task."""

    pages: list[MadePage] = []
    problems: list[Problem] = []


class ArticleLookup(Mapping[str, Article]):
    """Articles by id or by path, read from the shelf when asked for."""

    def __init__(self, rows: Mapping[str, ArticleRow], shelf: Shelf, cache: dict[str, Article]) -> None:
        self.rows = rows
        self._shelf = shelf
        self._cache = cache

    def __getitem__(self, key: str) -> Article:
        row = self.rows[key]
        article = self._cache.get(row.digest)
        if article is None:
            assert row.ref is not None  # noqa: S101 - rows without an article are in no lookup
            article = msgspec.json.decode(self._shelf.get(row.ref), type=Article)
            if len(self._cache) >= _MOST_ARTICLES:
                self._cache.clear()
            self._cache[row.digest] = article
        return article

    def get(self, key: str, default: Any = None) -> Any:
        """Return an article; in a third of the time of what every mapping has."""
        return self[key] if key in self.rows else default

    def __contains__(self, key: object) -> bool:
        return key in self.rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def digest(self, key: str) -> str:
        """Return the hash of an article; "" if there is none."""
        row = self.rows.get(key)
        return row.digest if row else ""


@lru_cache(maxsize=4)
def content_start(root: Path, content: str) -> str:
    """Return what stands before the paths of articles, as seen from the project root."""
    return f"{shown_path(root / content, root)}/"


class BriefMaker(msgspec.Struct, kw_only=True):
    """Reads, checks and renders briefs: all that this needs, at hand in every process."""

    project: Project
    shelf: Shelf
    by_id: ArticleLookup
    by_path: ArticleLookup
    article_paths: PathIndex
    needs: Needs
    frame: Frame | None
    """None: the theme cannot be used, so that briefs are checked only."""
    keys: Mapping[str, str]
    """By kind of page, the hash of what its pages show beside content."""
    kinds: frozenset[str]
    last: State
    sink: Sink
    has_name_pages: bool = False
    """Each name has a page of its own."""

    def make(self, path: str, *, is_read: bool) -> MadeBrief:
        """Make a brief.

        Args:
            path: of its file, absolute.
            is_read: its row is right already; only pages are made.
        """
        shown = path[len(str(self.project.root)) + 1 :].replace("\\", "/")
        last = self.last.briefs.get(shown)
        if is_read and last is not None:
            made = MadeBrief(None)
            if last.is_published:
                self._add_pages(made, last, lambda: self.open_brief(last))
            return made
        return self._read(path, shown, last)

    def open_brief(self, row: BriefRow) -> BriefEntry:
        """Return a published brief with all that hangs on it."""
        assert row.ref is not None  # noqa: S101 - published briefs lie on the shelf
        brief = msgspec.json.decode(self.shelf.get(row.ref), type=Brief)
        return BriefEntry(
            brief, self.by_path, self.project.config.language, has_name_pages=self.has_name_pages
        )

    def is_current(self, row: BriefRow) -> bool:
        """Tell whether all that a brief rests on beside its own file is as it was."""
        return (
            row.is_good
            and all(self._digest_of(key) == digest for key, digest in row.reads)
            and all(self.article_paths.has_match(pattern) == matched for pattern, matched in row.patterns)
        )

    def _digest_of(self, key: str) -> str:
        return self.by_path.digest(key[1:]) if key.startswith("/") else self.by_id.digest(key)

    def _read(self, path: str, shown: str, last: BriefRow | None) -> MadeBrief:
        project = self.project
        limits = project.config.limits
        text, problems = load_text(
            path,
            root=project.root,
            max_bytes=limits.brief_bytes,
            limit_name="brief_bytes",
            shown=shown,
        )
        if text is None:
            return MadeBrief(BriefRow(path=shown, sha256="", problems=tuple(problems)))
        lock_file = f"{path.rpartition('.')[0]}.lock.json"
        has_lock = os.path.lexists(lock_file)
        sha256 = hash_parts(text, _bytes_of(Path(lock_file)) if has_lock else b"")
        if last is not None and last.sha256 == sha256 and self.is_current(last):
            return self.make(path, is_read=True)
        measures = [measure.name for measure in project.config.measures]
        brief, problems = parse_brief(text, shown, measures=measures)
        lock: Lock | None = None
        if has_lock:
            lock, found = load_lock(Path(lock_file), project.root)
            problems += found
        if brief is None:
            return MadeBrief(BriefRow(path=shown, sha256="", problems=tuple(problems)))
        patterns = [(pattern, self.article_paths.has_match(pattern)) for pattern in brief.subject.articles]
        row = BriefRow(path=shown, sha256=sha256, problems=(), patterns=tuple(patterns))
        if brief.status != "draft":
            problems += check_brief(brief, text, shown, self.by_id, lock, article_paths=self.article_paths)
        row = msgspec.structs.replace(row, problems=tuple(problems), is_good=not _has_error(problems))
        return MadeBrief(row) if brief.status == "draft" else self._publish(row, brief)

    def _publish(self, row: BriefRow, brief: Brief) -> MadeBrief:
        """Work out what lists need of a brief, and render its pages."""
        brief_content = msgspec.json.encode(brief)
        entry = BriefEntry(
            brief, self.by_path, self.project.config.language, has_name_pages=self.has_name_pages
        )
        card = make_card_data(entry, with_figures=self.needs.key_figures)
        index = make_brief_index(entry) if self.needs.index else None
        keys = {source.id for source in brief.sources} | {f"/{source.article}" for source in brief.sources}
        items: list[Item] = [*brief.background, *brief.timeline, *brief.figures, *brief.reactions]
        keys |= {one.source for item in items for one in item.evidence}
        reads = tuple((key, self._digest_of(key)) for key in sorted(keys))
        card_content = msgspec.json.encode(card)
        row = msgspec.structs.replace(
            row,
            reads=reads,
            ref=Ref(0, 0, 0),
            slug=brief.slug,
            title=brief.title,
            updated=entry.updated,
            digest=hash_parts(brief_content, *(digest for key, digest in reads if key.startswith("/"))),
            card_digest=hash_parts(card_content),
            names_digest=digest_names(index) if index else "",
            cites=find_cites(entry, index),
            has_people=bool(brief.people or brief.organisations),
            has_places=bool(brief.places),
        )
        made = MadeBrief(row, brief_content, card_content, msgspec.json.encode(index) if index else b"")
        self._add_pages(made, row, lambda: entry)
        return made

    def _add_pages(self, made: MadeBrief, row: BriefRow, open_entry: Callable[[], BriefEntry]) -> None:
        """Render the pages of a brief that are not there as they must be."""
        frame = self.frame
        if frame is None:
            return
        found: list[BriefEntry] = []

        def render(page: Page) -> bytes:
            if not found:
                found.append(open_entry())
            return render_brief_page(page, frame, found[0])

        for page in plan_brief(row, self.kinds):
            fingerprint = hash_parts(self.keys[page.kind], page.out_path, row.digest)
            last = self.last.pages.get(page.out_path)
            if last is not None and last.fingerprint == fingerprint and self.sink.holds(page.out_path):
                continue
            try:
                made.pages.append(take_page(page, fingerprint, render(page), self.sink))
            except BuildError as err:
                made.problems += err.problems


def take_page(
    page: Page, fingerprint: str, content: bytes, sink: Sink, opened: Sequence[str] = ()
) -> MadePage:
    """Hand a rendered page to the sink.

    Raises:
        BuildError: it cannot be written.
    """
    links = msgspec.json.encode(find_links(content.decode("utf-8"))) if page.kind in HTML_KINDS else None
    kept = sink.put(page.out_path, content)
    return MadePage(page.out_path, fingerprint, kept, links, tuple(opened))


def _bytes_of(path: Path) -> bytes:
    try:
        # Reading a pipe would wait for somebody to write into it.
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


def _has_error(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)
