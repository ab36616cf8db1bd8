"""One build in work: what its steps share, and what all of them ask."""

from collections.abc import Callable, Container, Iterable, Mapping, MutableMapping, Sequence
from collections.abc import Set as AbstractSet
from urllib.parse import urlsplit

import msgspec

from briefgen.model.config import Config
from briefgen.model.contentfiles import ContentFiles
from briefgen.model.names import Names
from briefgen.model.patterns import PathIndex
from briefgen.model.problem import Problem, sorted_problems
from briefgen.publish.checks import tell_broken_links
from briefgen.publish.fingerprints import hash_parts
from briefgen.publish.following import Followed, follow_changed
from briefgen.publish.late import LatePage
from briefgen.publish.listing import BriefIndex
from briefgen.publish.making import (
    ArticleLookup,
    BriefMaker,
    MadeBrief,
    MadePage,
    MadePages,
    Needs,
    take_page,
)
from briefgen.publish.nametable import NameTable
from briefgen.publish.orders import Order
from briefgen.publish.plan import NavigationLink, Page, Plan
from briefgen.publish.records import ArticleRow, BriefRow, Known, NameRow, PageRow, State, TextPage
from briefgen.publish.render import Frame
from briefgen.publish.theme import Theme

FEW_TASKS = 24
"""Work for so few files is over before another process would have begun."""

Task = Callable[[], MadePage]
"""Renders one page."""

_INDEXES = frozenset(
    ("home", "archive", "sources", "people", "places", "missing", "feed", "sitemap", "robots", "marker")
)


class FailedError(Exception):
    """The site cannot be made; the problems are listed."""


class Work:
    """One build: what its steps found out so far."""

    theme: Theme | None
    needs: Needs
    reading_key: str
    files: ContentFiles
    known: Known
    names: Names
    texts: list[TextPage]
    has_name_pages: bool
    by_id: ArticleLookup
    by_path: ArticleLookup
    article_paths: PathIndex
    frame: Frame | None
    keys: dict[str, str]
    """By kind of page, the hash of what its pages show beside content."""
    late_keys: Mapping[str, str]
    """The same for the address of the last build, where pages may be made late."""
    closures: dict[str, tuple[str, ...]]
    templates_digest: str
    maker: BriefMaker
    published: Sequence[BriefRow]
    """Newest first."""
    places: Mapping[str, int]
    """Place of each brief among those published, by slug."""
    brief_paths: Container[str]
    """Absolute paths of all brief files."""
    citing: Mapping[str, Sequence[str]]
    """Slugs of the briefs that rest on each article, newest first."""
    plan: Plan
    wanted: AbstractSet[str]
    """out_path of every file of the site."""
    name_table: NameTable | None
    name_rows: tuple[NameRow, ...]
    names_key: str
    base_path: str

    def __init__(self, order: Order) -> None:
        self.order = order
        self.project = order.project
        self.config: Config = order.project.config
        self.problems: list[Problem] = []
        self.template_problems: dict[Problem, None] = {}
        self.link_problems: list[Problem] = []
        self.last = order.last
        self.articles: dict[str, ArticleRow] = {}
        self.rows: MutableMapping[str, BriefRow] = {}
        self.briefs: MutableMapping[str, BriefRow] = {}
        self.pages: MutableMapping[str, PageRow] = {}
        self.contents: dict[str, bytes | bool] = {}
        self.late: dict[str, LatePage] = {}
        self.assets: dict[str, str] = {}
        self.broken = order.last.broken
        self.navigation: tuple[NavigationLink, ...] = ()
        self.is_partly_kept = False
        """The site has files in what `keep` leaves alone."""

    def is_changed(self, path: str) -> bool:
        """Tell whether a file, given by its absolute path, may be other than the last build saw it."""
        return self.order.changed is None or path in self.order.changed

    def jobs_for(self, count: int) -> int:
        """Return how many processes so much work is worth."""
        return self.order.jobs if count > FEW_TASKS else 1

    def take_pages(self, made: MadeBrief | MadePages) -> None:
        """Keep pages that were rendered."""
        self.template_problems.update(dict.fromkeys(made.problems))
        for page in made.pages:
            self.pages[page.out_path] = page.row(self.order.shelf)
            self.contents[page.out_path] = page.content

    def is_done(self, page: Page, fingerprint: str) -> bool:
        """Tell whether a page is there as it must be."""
        last = self.last.pages.get(page.out_path)
        return last is not None and last.fingerprint == fingerprint and self.order.sink.holds(page.out_path)

    def citing_of(self, row: ArticleRow) -> list[BriefRow]:
        """Return the briefs that rest on an article, newest first."""
        return [self.briefs[slug] for slug in self.citing[row.article_path]]

    def index_of(self, row: BriefRow) -> BriefIndex:
        """Return what the lists over all briefs show of one."""
        assert row.index is not None  # noqa: S101 - find_needs asks for it where there are such pages
        return msgspec.json.decode(self.order.shelf.get(row.index), type=BriefIndex)

    def follow(self, *, has_same_files: bool = False) -> None:
        """Follow the links of pages that changed; of all, where a place is gone that was there.

        Args:
            has_same_files: the site has the files that it had.
        """
        self.base_path = urlsplit(self.order.base_url).path + "/"
        self.broken = follow_changed(
            Followed(
                pages=self.pages,
                files=self.wanted,
                changed=[*self.contents],
                base_path=self.base_path,
                broken=self.broken,
                has_same_files=has_same_files,
            ),
            self.last,
            self.order.shelf,
        )
        assert self.theme is not None  # noqa: S101 - make_briefs fails without one
        self.link_problems = tell_broken_links(self.broken, self.plan, self.theme, root=self.project.root)

    def sort_contents(self) -> None:
        """Put what was made into the order of writing: what other files need comes first."""
        indexed = {page.out_path: page.kind in _INDEXES for page in (*self.plan.lists, *self.plan.others)}
        indexed |= dict.fromkeys((page.out_path for page in self.plan.machines), True)
        made = sorted(
            self.contents,
            key=lambda path: (
                path not in self.assets,
                not path.startswith("assets/"),
                indexed.get(path, False),
                path,
            ),
        )
        self.contents = {path: self.contents[path] for path in made}

    def state(self) -> State:
        """Return what the next build can take over."""
        self.sort_contents()
        state = State(
            reading_key=self.reading_key,
            known=self.known,
            articles=self.articles,
            briefs=self.rows,
            pages=self.pages,
            assets=self.assets,
            keys=self.keys,
            closures=self.closures,
            templates_digest=self.templates_digest,
            names_key=self.names_key,
            names=self.name_rows,
            base_path=self.base_path,
            broken=self.broken,
        )
        # A process that goes on has the work itself.
        return state if self.order.cache_path is None else self._with_lookups(state)

    def _with_lookups(self, state: State) -> State:
        return msgspec.structs.replace(
            state,
            declarations=self.known.declarations,
            has_name_pages=self.has_name_pages,
            navigation=tuple((link.title, link.url) for link in self.navigation),
            is_partly_kept=self.is_partly_kept,
            problems=self.problems,
            brief_problems={path: row.problems for path, row in self.rows.items() if row.problems},
            article_ids={name: row.path for name, row in self.by_id.rows.items()},
            citing=self.citing,
            published=[(row.path, row.slug) for row in self.published],
        )

    def audible(self) -> list[Problem]:
        """Return the problems, sorted, less those that the project silences; errors cannot be silenced."""
        silence = self.config.silence
        found = [one for one in self.all_problems() if one.severity == "error" or one.code not in silence]
        return sorted_problems(found)

    def all_problems(self) -> list[Problem]:
        """Return everything that was found."""
        return [*self.problems, *self.problems_of_briefs(), *self.template_problems, *self.link_problems]

    def problems_of_briefs(self) -> list[Problem]:
        """Return what is wrong with briefs."""
        return [problem for row in self.rows.values() for problem in row.problems]

    def plan_page(self, page: Page, digest: str, render: Callable[[], bytes]) -> Task | None:
        """Plan a page that depends on its key and on what has this digest; None if it is as it was."""
        fingerprint = hash_parts(self.keys[page.kind], page.out_path, digest)
        if self.is_done(page, fingerprint):
            return None

        def task() -> MadePage:
            return take_page(page, fingerprint, render(), self.order.sink)

        before = hash_parts(self.late_keys.get(page.kind, ""), page.out_path, digest)
        return None if self.put_off(page, fingerprint, before, task) else task

    def put_off(self, page: Page, fingerprint: str, before: str, task: Task) -> bool:
        """Leave a page for later if the last build made it alike but for the address; tell whether it did.

        Args:
            page: the page.
            fingerprint: what it depends on.
            before: its fingerprint at the address of the last build, by `late_keys`.
            task: renders it.
        """
        lateness, last = self.order.late, self.last.pages.get(page.out_path)
        # The page for what is missing has links from the host's root, which are others at other addresses.
        if lateness is None or last is None or page.kind == "missing" or page.kind not in self.late_keys:
            return False
        if last.fingerprint != before:
            return False
        row = self.pages[page.out_path] = msgspec.structs.replace(last, fingerprint=fingerprint)
        self.late[page.out_path] = LatePage(task, row, self.order.shelf, lateness)
        return True


def has_error(problems: Iterable[Problem]) -> bool:
    """Tell whether any problem is an error."""
    return any(problem.severity == "error" for problem in problems)
