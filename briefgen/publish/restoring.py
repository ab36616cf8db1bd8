"""The site as the last build left it on the disk, for edits of briefs to go on from: read where it is asked for."""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, overload

import msgspec

from briefgen.model.patterns import PathIndex
from briefgen.model.problem import Problem
from briefgen.publish.briefpages import make_maker
from briefgen.publish.making import ArticleLookup, content_start, find_needs
from briefgen.publish.memory import Kept
from briefgen.publish.orders import Order
from briefgen.publish.plan import NavigationLink, plan_site, sort_articles
from briefgen.publish.records import ArticleRow, BriefRow, Known, PageRow, State
from briefgen.publish.tables import EditedTable, Table
from briefgen.publish.theme import load_theme
from briefgen.publish.work import Work


class RestoredWork(Work):
    """The work of the last build, as far as edits of briefs go on from it."""

    def problems_of_briefs(self) -> list[Problem]:
        """Return what is wrong with briefs, without reading those that were not edited."""
        return [problem for problems in self._brief_problems().values() for problem in problems]

    def _brief_problems(self) -> dict[str, tuple[Problem, ...]]:
        rows = self.rows
        assert isinstance(rows, EditedTable)  # noqa: S101 - edits make one of the table
        edited = {path: row.problems for path, row in rows.changes.items()}
        return {path: found for path, found in {**self.last.brief_problems, **edited}.items() if found}

    def state(self) -> State:
        """Return what the next build can take over."""
        self.sort_contents()
        return msgspec.structs.replace(
            self.last,
            briefs=self.rows,
            pages=self.pages,
            broken=self.broken,
            brief_problems=self._brief_problems(),
        )


def restore_work(order: Order, kept: Kept, edited: Iterable[str]) -> Work | None:
    """Return the last build's work; None if edits of briefs cannot go on from it.

    Args:
        order: what is to be built; `last` is not looked at.
        kept: what the last build left, with the same configuration.
        edited: absolute paths of the edited files; nothing else has changed.
    Raises:
        SpoiltShelfError: what is asked for is not there any more.
    """
    head, shelf = kept.head, order.shelf
    if head.is_partly_kept or not head.declarations:
        return None
    theme, problems = load_theme(order.project, head.declarations)
    if theme is None or problems:
        return None
    articles: Table[ArticleRow] = kept.open_table("articles", shelf)
    briefs: Table[BriefRow] = kept.open_table("briefs", shelf)
    pages: Table[PageRow] = kept.open_table("pages", shelf)
    ids: Table[str] = kept.open_table("article_ids", shelf)
    citing: Table[list[str]] = kept.open_table("citing", shelf)
    last = msgspec.structs.replace(
        head, articles=articles, briefs=briefs, pages=pages, article_ids=ids, citing=citing
    )
    work = RestoredWork(msgspec.structs.replace(order, last=last))
    work.theme, work.needs = theme, find_needs(theme)
    work.problems = head.problems
    work.has_name_pages = head.has_name_pages
    work.name_table, work.name_rows, work.names_key = None, (), head.names_key
    work.navigation = tuple(NavigationLink(*link) for link in head.navigation)
    has_name_lists = bool(theme.pages & {"people", "places"}) and not work.has_name_pages
    work.texts = []
    if has_name_lists or head.broken:
        known: Known | None = kept.open_list("known", shelf)
        if known is None or known.names is None or known.texts is None:
            return None
        work.names, work.texts = known.names, known.texts
    work.rows, work.pages, work.assets, work.citing = (
        EditedTable(briefs),
        EditedTable(pages),
        head.assets,
        citing,
    )
    work.brief_paths = _BriefPaths(f"{order.project.root}/", briefs)
    start = content_start(order.project.root, order.project.config.content)
    by_id, by_path = _ById(ids, articles), _ByPath(start, ids, articles)
    cache: dict[str, Any] = {}
    work.by_id, work.by_path = ArticleLookup(by_id, shelf, cache), ArticleLookup(by_path, shelf, cache)
    work.article_paths = _Paths(by_path)
    for path in edited:
        if (row := briefs.get(path.removeprefix(f"{order.project.root}/"))) is not None:
            work.article_paths.know(row.patterns)
    work.maker = make_maker(work)
    if work.keys != head.keys:
        return None
    listed: list[tuple[str, str]] = kept.open_list("published", shelf)
    work.published = _Published(listed, work.rows)
    work.places = {slug: place for place, (_, slug) in enumerate(listed)}
    work.briefs = _BySlug(work.places, work.published)
    work.wanted = _Files(pages, head.assets)
    work.plan = plan_site(
        work.briefs,
        _Cited(by_id, by_path, citing),
        work.texts,
        theme,
        work.config,
        order.base_url,
        names=() if work.has_name_pages else None,
    )
    return work


class _BriefPaths:
    """Absolute paths of all brief files."""

    def __init__(self, root: str, briefs: Table[BriefRow]) -> None:
        self._root, self._briefs = root, briefs

    def __contains__(self, path: object) -> bool:
        return (
            isinstance(path, str) and path.startswith(self._root) and path[len(self._root) :] in self._briefs
        )


class _ById(Mapping[str, ArticleRow]):
    """Articles that can be read, by id."""

    def __init__(self, ids: Table[str], articles: Table[ArticleRow]) -> None:
        self._ids, self._articles = ids, articles

    def __getitem__(self, key: str) -> ArticleRow:
        return self._articles[self._ids[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class _ByPath(Mapping[str, ArticleRow]):
    """The same by path below the content folder; of two with one id, only the first."""

    def __init__(self, start: str, ids: Table[str], articles: Table[ArticleRow]) -> None:
        self._start, self._ids, self._articles = start, ids, articles

    def __getitem__(self, key: str) -> ArticleRow:
        path = self._start + key
        row = self._articles[path]
        if self._ids.get(row.id) != path:
            raise KeyError(key)
        return row

    def __iter__(self) -> Iterator[str]:
        return (path.removeprefix(self._start) for path in self._ids.values())

    def __len__(self) -> int:
        return len(self._ids)


class _Cited(Mapping[str, ArticleRow]):
    """Articles that briefs rest on, by id, newest first."""

    def __init__(self, by_id: _ById, by_path: _ByPath, citing: Table[list[str]]) -> None:
        self._by_id, self._by_path, self._citing = by_id, by_path, citing

    @cached_property
    def _sorted(self) -> dict[str, ArticleRow]:
        return {row.id: row for row in sort_articles(self._by_path[path] for path in self._citing)}

    def __getitem__(self, key: str) -> ArticleRow:
        return self._by_id[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sorted)

    def __len__(self) -> int:
        return len(self._citing)


class _Paths(PathIndex):
    """Paths of the articles, gone through only for a pattern that nobody asked for before."""

    def __init__(self, by_path: _ByPath) -> None:
        super().__init__(())
        self._by_path = by_path
        self._is_read = False

    def know(self, patterns: Iterable[tuple[str, bool]]) -> None:
        """Take over what was found of patterns."""
        self._known.update(patterns)

    def __bool__(self) -> bool:
        return bool(len(self._by_path))

    def _find(self, pattern: str) -> bool:
        if not self._is_read:
            self._paths, self._is_read = sorted(self._by_path), True
        return super()._find(pattern)


class _Published(Sequence[BriefRow]):
    """Published briefs, newest first."""

    def __init__(self, listed: Sequence[tuple[str, str]], rows: Mapping[str, BriefRow]) -> None:
        self._listed, self._rows = listed, rows
        self._edited: dict[int, BriefRow] = {}

    def __copy__(self) -> "_Published":
        copied = _Published(self._listed, self._rows)
        copied._edited |= self._edited
        return copied

    @overload
    def __getitem__(self, place: int) -> BriefRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[BriefRow]: ...
    def __getitem__(self, place: int | slice) -> BriefRow | list[BriefRow]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self._listed)))]
        return self._edited[place] if place in self._edited else self._rows[self._listed[place][0]]

    def __setitem__(self, place: int, row: BriefRow) -> None:
        self._edited[place] = row

    def __len__(self) -> int:
        return len(self._listed)


class _BySlug(MutableMapping[str, BriefRow]):
    """Published briefs by slug, newest first."""

    def __init__(self, places: Mapping[str, int], published: Sequence[BriefRow]) -> None:
        self._places, self._published = places, published
        self._edited: dict[str, BriefRow] = {}

    def __copy__(self) -> "_BySlug":
        copied = _BySlug(self._places, self._published)
        copied._edited |= self._edited
        return copied

    def __getitem__(self, slug: str) -> BriefRow:
        return self._edited[slug] if slug in self._edited else self._published[self._places[slug]]

    def __setitem__(self, slug: str, row: BriefRow) -> None:
        self._edited[slug] = row

    def __delitem__(self, slug: str) -> None:
        raise TypeError("an edit deletes no brief")

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class _Files(AbstractSet[str]):
    """out_path of every file of the site."""

    def __init__(self, pages: Table[PageRow], assets: Mapping[str, str]) -> None:
        self._pages, self._assets = pages, assets

    def __contains__(self, path: object) -> bool:
        return path in self._pages or path in self._assets

    def __iter__(self) -> Iterator[str]:
        yield from self._pages
        yield from self._assets

    def __len__(self) -> int:
        return len(self._pages) + len(self._assets)
