"""An article: front matter and plain text. Reading is done by `load_article`."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from briefgen.model.brief import ArticleKind, Date

DateOrigin = Literal["front matter", "html metadata", "dateline", "file name", "command line"]


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A further report that an article rests on."""

    publisher: Annotated[str, Meta(min_length=1, description="Who published it.")]
    url: Annotated[
        str,
        Meta(pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]+\S*$", description="Its address (http or https)."),
    ]
    title: Annotated[str | None, Meta(description="Its headline.")] = None
    published: Annotated[Date | None, Meta(description="Its date.")] = None


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What may stand between the `---` lines at the head of an article."""

    title: Annotated[str | None, Meta(description="Headline.")] = None
    publisher: Annotated[str | None, Meta(description="Who published it.")] = None
    published: Annotated[str | None, Meta(description="Date, or date-time with zone, of publication.")] = None
    url: Annotated[str | None, Meta(description="Address of the original publication (http or https).")] = (
        None
    )
    language: Annotated[str | None, Meta(description="BCP 47 tag.")] = None
    byline: Annotated[str | None, Meta(description="Who wrote it.")] = None
    licence: Annotated[
        str | None,
        Meta(description="Licence of the text (SPDX id, `public domain`): lets it be shown whole."),
    ] = None
    origin: Annotated[
        str | None, Meta(description="Agency or body whose text it is; copies of one origin count once.")
    ] = None
    kind: Annotated[ArticleKind, Meta(description="full, excerpt or digest.")] = "full"
    also: Annotated[list[Report], Meta(description="Further reports that a digest rests on.")] = []


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One source text."""

    id: str
    """Slug of the file name without ending; what evidence refers to."""
    path: str
    """Path below the content folder, with `/`; as given for a file outside a project."""
    title: str
    """From front matter, HTML metadata, the first heading, else the first line, else the id."""
    text: str
    """Plain text: rendered Markdown, blocks joined by a blank line, NFC, nothing repaired. Never changes."""
    sha256: str
    """Hash of `text` in UTF-8, hex."""
    publisher: str | None = None
    published: Date | None = None
    """Day of publication at its own zone, YYYY-MM-DD."""
    published_time: str | None = None
    """The full date-time, where one was given."""
    published_from: DateOrigin | None = None
    """Where the publication date was found; None if there is none."""
    url: str | None = None
    language: str | None = None
    byline: str | None = None
    licence: str | None = None
    origin: str | None = None
    kind: ArticleKind = "full"
    also: tuple[Report, ...] = ()
    """Further reports that the text rests on, in the order given."""
    body_line: int = 1
    """Line of the file where the body begins, from 1: for problems."""
    lines: tuple[tuple[int, int], ...] = ()
    """(offset in `text`, line of the file) where lines begin, in order; empty for web pages."""
    items: tuple[int, ...] = ()
    """Offsets in `text` where items of Markdown lists begin, in order."""
