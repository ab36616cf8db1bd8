"""A project: its folder and its `briefgen.yaml`."""

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlsplit

import msgspec
from msgspec import Meta

CONFIG_NAME = "briefgen.yaml"

CACHE_NAME = ".briefgen"
"""Folder of what is kept between runs."""

_KEPT = "/%:@!$&'()*+,;=~"
"""What a path may hold as it is, or encoded already."""
_SITE_ADDRESS = re.compile(r"https?://[^\s?#]+")


def is_site_address(text: str) -> bool:
    """Tell whether a text can be the address of a site: http or https, a host, no query and no fragment."""
    if not _SITE_ADDRESS.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.hostname is not None and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def encode_address(address: str) -> str:
    """Return the address of a site as sitemaps and feeds want it: a URI (RFC 3986) in ASCII.

    The host is written by IDNA, all else percent-encoded; what is encoded already stays.
    """
    if address.isascii():
        return address
    parts = urlsplit(address)
    before, at, host = parts.netloc.rpartition("@")
    name, colon, port = host.partition(":")
    try:
        name = name.encode("idna").decode()
    except UnicodeError:
        name = quote(name)
    return f"{parts.scheme}://{quote(before)}{at}{name}{colon}{port}{quote(parts.path, safe=_KEPT)}"


class OwnMeasure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A measure that a project adds to the closed list."""

    name: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", description="The measure: vaccinated.")]
    verbs: Annotated[list[str], Meta(description="Verbs that tell it, as lemmas: vaccinate.")] = []
    nouns: Annotated[list[str], Meta(description="Nouns that tell it: vaccinations.")] = []
    unit: Annotated[str, Meta(description="Unit of its figures.")] = "people"


_Count = Annotated[int, Meta(ge=1)]


class TimelineSize(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How many events the timelines keep; what is not given is worked out from the articles."""

    max_events: Annotated[_Count | None, Meta(description="Most events of a timeline.")] = None
    per_day: Annotated[_Count | None, Meta(description="Most events of one date.")] = None


class Limits(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Bounds that keep hostile or mistaken input from eating the machine."""

    article_bytes: Annotated[int, Meta(ge=1, description="Largest article file, in bytes.")] = 2_000_000
    brief_bytes: Annotated[int, Meta(ge=1, description="Largest brief or names file, in bytes.")] = 8_000_000
    asset_bytes: Annotated[int, Meta(ge=1, description="Largest static file, in bytes.")] = 50_000_000


class Config(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Every key of `briefgen.yaml`, with its default. Unknown keys are errors."""

    title: Annotated[str, Meta(min_length=1, description="Title of the site.")] = "Briefs"
    description: Annotated[str, Meta(description="One sentence about the site, for home page and feed.")] = ""
    author: Annotated[str, Meta(description="Who publishes the site; author of the feed.")] = ""
    base_url: Annotated[
        str,
        Meta(
            pattern=r"^$|^https?://[^\s?#]+$",
            description="Absolute address of the site; empty leaves out feed, sitemap and Open Graph.",
        ),
    ] = ""
    language: Annotated[
        str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="BCP 47 tag.")
    ] = "en"
    timezone: Annotated[
        str, Meta(description="IANA zone of the place; named in the feed, never shifts dates.")
    ] = "UTC"
    theme: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]+$", description="Name of the theme.")] = "dispatch"
    options: Annotated[
        dict[str, str],
        Meta(description="Options of the theme; its theme.yaml names them and their defaults."),
    ] = {}
    content: Annotated[str, Meta(description="Folder of articles, briefs, pages and names.yaml.")] = "content"
    output: Annotated[str, Meta(description="Folder of the site; wholly briefgen's.")] = "site"
    keep: Annotated[
        tuple[str, ...], Meta(description="Names in the output folder that a build leaves alone.")
    ] = ("CNAME", ".git")
    per_page: Annotated[
        int,
        Meta(
            ge=1,
            le=1000,
            description="Briefs, articles or names on one page of a list. With more briefs than this, each name"
            " has a page of its own.",
        ),
    ] = 50
    measures: Annotated[list[OwnMeasure], Meta(description="Own measures of figures.")] = []
    timeline: Annotated[
        TimelineSize, Meta(description="How many events the timelines keep; else as the articles bear.")
    ] = TimelineSize()
    silence: Annotated[
        dict[str, str], Meta(description="Codes of warnings to leave out, each with the reason.")
    ] = {}
    limits: Annotated[Limits, Meta(description="Bounds on input.")] = Limits()


class Project(msgspec.Struct, frozen=True):
    """A project folder with its configuration. Paths are absolute and resolved."""

    root: Path
    """Folder that holds `briefgen.yaml`."""
    config: Config

    @property
    def content_path(self) -> Path:
        """Folder of what people write."""
        return self.root / self.config.content

    @property
    def articles_path(self) -> Path:
        """Folder of the articles."""
        return self.content_path / "articles"

    @property
    def briefs_path(self) -> Path:
        """Folder of the briefs and their locks."""
        return self.content_path / "briefs"

    @property
    def pages_path(self) -> Path:
        """Folder of free pages (Markdown)."""
        return self.content_path / "pages"

    @property
    def names_path(self) -> Path:
        """File of the names."""
        return self.content_path / "names.yaml"

    @property
    def output_path(self) -> Path:
        """Folder of the built site."""
        return self.root / self.config.output

    @property
    def cache_path(self) -> Path:
        """Folder of caches; may be deleted at any time."""
        return self.root / CACHE_NAME
