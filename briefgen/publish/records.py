"""What is remembered of each article, brief and page: enough to tell what a change touches, and to make lists.

Long things (parsed articles and briefs, lists of links) lie on a shelf; rows hold where. Rows are small, so that
a site of ten thousand briefs fits into memory many times.
"""

from collections.abc import Mapping, Sequence

import msgspec

from briefgen.model.contentfiles import ContentFiles
from briefgen.model.names import Names
from briefgen.model.problem import Problem
from briefgen.publish.links import BrokenLink
from briefgen.publish.shelf import Ref
from briefgen.publish.theme import ThemeDeclaration


class ArticleRow(msgspec.Struct, frozen=True, array_like=True):
    """An article file."""

    path: str
    """Below the project root."""
    sha256: str
    """Hash of the file."""
    problems: tuple[Problem, ...]
    id: str = ""
    """"" for one that cannot be read; so are the fields below."""
    article_path: str = ""
    """Below the content folder: what sources name."""
    title: str = ""
    published: str | None = None
    digest: str = ""
    """Hash of the article, text and all."""
    ref: Ref | None = None
    """The article on the shelf."""


class Cite(msgspec.Struct, frozen=True, array_like=True):
    """How a brief uses an article."""

    article_path: str
    count: int
    """Pieces of evidence found in it."""
    digest: str
    """Hash of all that the article's page shows of them."""


class BriefRow(msgspec.Struct, frozen=True, array_like=True):
    """A brief file, with its lock."""

    path: str
    """Below the project root."""
    sha256: str
    """Hash of file and lock."""
    problems: tuple[Problem, ...]
    """Of the file, of the lock, and of the brief against its articles."""
    is_good: bool = False
    """No problem is an error: the row may be kept while nothing that it rests on changes."""
    reads: tuple[tuple[str, str], ...] = ()
    """Ids and paths of the articles that it was checked against and is shown with, each with its digest then."""
    patterns: tuple[tuple[str, bool], ...] = ()
    """Patterns of articles, and whether any article matched."""
    ref: Ref | None = None
    """The brief on the shelf; None for drafts and wrong ones; so are the fields below."""
    slug: str = ""
    title: str = ""
    updated: str | None = None
    digest: str = ""
    """Hash of all that its own pages show beside the theme and the site."""
    card: Ref | None = None
    """What lists of briefs show (`BriefCard`)."""
    card_digest: str = ""
    index: Ref | None = None
    """Items, names and uses for the lists over all briefs (`BriefIndex`); None if no page of the theme needs it."""
    names_digest: str = ""
    """Hash of what the pages of people and places show of it."""
    cites: tuple[Cite, ...] = ()
    """In order of its sources; articles that are there, each once."""
    has_people: bool = False
    """It lists people or organisations."""
    has_places: bool = False

    @property
    def is_published(self) -> bool:
        """It is to have pages."""
        return self.ref is not None


class PageRow(msgspec.Struct, frozen=True, array_like=True):
    """A file of the site."""

    fingerprint: str
    """Hash of all that its bytes depend on."""
    links: Ref | None = None
    """Its links and anchors on the shelf (`PageLinks`); None for what is no HTML."""
    opened: tuple[str, ...] = ()
    """Slugs of briefs of a list of which it shows more than their cards hold."""


class NameRow(msgspec.Struct, frozen=True, array_like=True):
    """A name over all briefs, on a site where each name has a page of its own."""

    section: str
    """`people`, `organisations` or `places`."""
    anchor: str
    name: str
    role: str | None
    kind: str | None
    country: str | None
    aliases: tuple[str, ...]
    brief_count: int
    """Briefs that list it."""
    newest: tuple[str, ...]
    """Slugs of the newest of them, which its page shows."""
    digest: str
    """Hash of all that its page shows of them."""


class TextPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page written in Markdown."""

    path: str
    """File below the project root."""
    slug: str
    """Its address: `about`, `help/contact`."""
    title: str
    description: str | None
    order: int
    navigation: bool
    text: str
    """Markdown, without front matter and without a first heading that gave the title."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is read of a project beside articles, briefs and templates; what had any problem is not there."""

    files: ContentFiles
    """All files of the content."""
    names: Names | None = None
    texts: list[TextPage] | None = None
    """Free pages, in order of the navigation."""
    declarations: dict[str, ThemeDeclaration] = {}
    """What each `theme.yaml` says, by its text."""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a build hands on to the next."""

    reading_key: str = ""
    """Hash of what reading depends on beside the files: limits, measures, folder names, language."""
    known: Known | None = None
    declarations: dict[str, ThemeDeclaration] = {}
    """What each `theme.yaml` says, by its text; empty if any had a problem."""
    articles: Mapping[str, ArticleRow] = {}
    """By path, in order."""
    briefs: Mapping[str, BriefRow] = {}
    """By path, in order."""
    pages: Mapping[str, PageRow] = {}
    """By out_path."""
    assets: dict[str, str] = {}
    """Copied files, by out_path, with their hashes."""
    keys: dict[str, str] = {}
    """By kind of page, the hash of what its pages show beside content."""
    closures: dict[str, tuple[str, ...]] = {}
    """Templates that each template is made of, itself included."""
    templates_digest: str = ""
    """Hash of the templates that `closures` is of."""
    names_key: str = ""
    """Hash of all that `names` is made of."""
    names: tuple[NameRow, ...] = ()
    """In order of the lists; empty where names have no pages of their own."""
    base_path: str = "/"
    broken: dict[str, tuple[BrokenLink, ...]] = {}
    """Links that lead nowhere, by out_path."""
    is_partly_kept: bool = False
    """The site has files in what `keep` leaves alone."""
    has_name_pages: bool = False
    """Each name has a page of its own."""
    navigation: tuple[tuple[str, str], ...] = ()
    """Titles and addresses."""
    problems: list[Problem] = []
    """All beside those of briefs, of templates and of links."""
    brief_problems: dict[str, tuple[Problem, ...]] = {}
    """Those of briefs that have any, by path."""
    article_ids: Mapping[str, str] = {}
    """Paths of the articles by id."""
    citing: Mapping[str, Sequence[str]] = {}
    """Slugs of the briefs that rest on each article, by its path below the content folder, newest first."""
    published: Sequence[tuple[str, str]] = ()
    """Paths and slugs of the published briefs, newest first."""
