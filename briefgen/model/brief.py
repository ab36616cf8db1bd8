"""The brief: one structured page on one subject. The order of fields is the order of keys in YAML.

Dates are EDTF level 1 text (`briefgen.model.dates` gives their meaning); every prose field is Markdown.
The same declarations give the JSON Schema, the checks of `load`, and the documentation of the format.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

SCHEMA_VERSION = 1

SECTIONS = ("background", "timeline", "figures", "reactions")
"""Names of the four sections of a brief, in the order of the page."""

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
"""Part of an address: lower-case letters, digits, single hyphens."""

Date = Annotated[str, Meta(extra_json_schema={"format": "edtf"})]
"""EDTF level 1: day, month, year, interval, `~`, `?`, season. Checked by `dates.parse_date`."""

Country = Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2 code."""

Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]

Status = Literal["draft", "developing", "closed"]
Qualifier = Literal["exact", "about", "at_least", "more_than", "up_to", "nearly", "vague"]
FigureStatus = Literal["stands", "superseded", "withdrawn"]
ActorKind = Literal["state", "international_organisation", "ngo", "company", "person"]
Stance = Literal[
    "calls_for_restraint",
    "urges_dialogue",
    "condemns",
    "supports_government",
    "supports_protesters",
    "offers_help",
    "sends_forces",
    "withdraws_forces",
    "warns",
    "monitors",
    "denies",
    "sanctions",
    "demands_investigation",
    "expresses_condolences",
    "evacuates",
    "other",
]
PlaceKind = Literal["country", "region", "city", "district", "building", "area"]
OrganisationKind = Literal[
    "international_organisation",
    "state_body",
    "security_force",
    "ngo",
    "company",
    "party",
    "media",
    "other",
]
ArticleKind = Literal["full", "excerpt", "digest"]

MEASURES = (
    "killed",
    "injured",
    "hospitalised",
    "detained",
    "arrested",
    "missing",
    "kidnapped",
    "infected",
    "displaced",
    "rescued",
    "evacuated",
    "protesters",
    "troops_deployed",
    "damaged",
    "burned",
    "looted",
    "seized",
    "cancelled",
    "price",
    "share",
    "damage_cost",
)
"""Closed list of what figures measure; `measures` in briefgen.yaml adds to it."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Pointer from an item to words in an article (W3C TextQuoteSelector)."""

    source: Annotated[str, Meta(description="Id of the source whose article holds the words.")]
    quote: Annotated[str, Meta(min_length=1, description="The exact words, as they stand in the article.")]
    prefix: Annotated[
        str | None, Meta(description="Words right before the quote; only where the quote stands there twice.")
    ] = None


class BackgroundItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that led to the crisis, or that a reader must know: cause, history, standing fact."""

    id: Annotated[Slug, Meta(description="Address of the item; minted once, never changed.")]
    date: Annotated[Date | None, Meta(description="When, as EDTF; absent for standing facts.")] = None
    text: Annotated[str, Meta(description="What a reader must know (Markdown).")]
    evidence: Annotated[list[Evidence], Meta(description="Words that support it.")] = []
    hidden: Annotated[bool, Meta(description="Keep the item, but leave it out of the site.")] = False
    note: Annotated[str | None, Meta(description="The editor's note, shown as such (Markdown).")] = None
    reviewed: Annotated[str | None, Meta(description="NAME DATE of the last review.")] = None


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened on a date."""

    id: Annotated[Slug, Meta(description="Address of the item; minted once, never changed.")]
    date: Annotated[Date, Meta(description="When it happened, as EDTF, in the place's own time.")]
    time: Annotated[
        Annotated[str, Meta(max_length=40)] | None,
        Meta(description="Part of the day: `night`, `morning`, `14:30` …"),
    ] = None
    planned: Annotated[bool, Meta(description="Announced, not yet happened.")] = False
    title: Annotated[str, Meta(description="Short title.")]
    text: Annotated[str | None, Meta(description="What happened (Markdown).")] = None
    places: Annotated[list[str], Meta(description="Canonical names of the places.")] = []
    evidence: Annotated[list[Evidence], Meta(description="Words that support it.")] = []
    hidden: Annotated[bool, Meta(description="Keep the item, but leave it out of the site.")] = False
    note: Annotated[str | None, Meta(description="The editor's note, shown as such (Markdown).")] = None
    reviewed: Annotated[str | None, Meta(description="NAME DATE of the last review.")] = None


class Inexact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A value that is not one number: a range, or words that must stay words."""

    min: Annotated[int | float | None, Meta(description="Lower end of a range.")] = None
    max: Annotated[int | float | None, Meta(description="Upper end of a range.")] = None
    words: Annotated[str | None, Meta(description="A vague number, as the source has it: `dozens`.")] = None


class Figure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One number as one source gives it."""

    id: Annotated[Slug, Meta(description="Address of the item; minted once, never changed.")]
    measure: Annotated[str, Meta(description="What is measured: killed, injured, detained, price …")]
    group: Annotated[str | None, Meta(description="Who or what is counted: police, vehicles, shops …")] = None
    value: Annotated[
        int | float | Inexact, Meta(description="A number, or {min: 12, max: 18}, or {words: dozens}.")
    ]
    qualifier: Annotated[Qualifier, Meta(description="How the source limits the number.")] = "exact"
    unit: Annotated[str, Meta(description="people, vehicles, percent, KZT/litre …")] = "people"
    as_of: Annotated[Date | None, Meta(description="For when the number holds, as EDTF.")] = None
    claimed_by: Annotated[str | None, Meta(description="Who gives the number; absent if unsaid.")] = None
    place: Annotated[str | None, Meta(description="Canonical name of the place counted in.")] = None
    status: Annotated[FigureStatus, Meta(description="Whether the number still holds.")] = "stands"
    part_of: Annotated[str | None, Meta(description="Id of the figure this is a part of.")] = None
    text: Annotated[str | None, Meta(description="The editor's words about it (Markdown).")] = None
    evidence: Annotated[list[Evidence], Meta(description="Words that support it.")] = []
    hidden: Annotated[bool, Meta(description="Keep the item, but leave it out of the site.")] = False
    note: Annotated[str | None, Meta(description="The editor's note, shown as such (Markdown).")] = None
    reviewed: Annotated[str | None, Meta(description="NAME DATE of the last review.")] = None


class Reaction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a foreign or international actor says or does about the crisis."""

    id: Annotated[Slug, Meta(description="Address of the item; minted once, never changed.")]
    actor: Annotated[str, Meta(description="State, organisation or company: canonical name.")]
    kind: Annotated[ActorKind, Meta(description="What the actor is.")] = "state"
    speaker: Annotated[str | None, Meta(description="Person who spoke for the actor.")] = None
    role: Annotated[str | None, Meta(description="Role of the speaker.")] = None
    stance: Annotated[Stance, Meta(description="What the reaction asks or does.")]
    text: Annotated[str | None, Meta(description="The reaction in a sentence (Markdown).")] = None
    quote: Annotated[str | None, Meta(description="Direct speech only, as printed in the source.")] = None
    date: Annotated[Date | None, Meta(description="When it was said or done, as EDTF.")] = None
    evidence: Annotated[list[Evidence], Meta(description="Words that support it.")] = []
    hidden: Annotated[bool, Meta(description="Keep the item, but leave it out of the site.")] = False
    note: Annotated[str | None, Meta(description="The editor's note, shown as such (Markdown).")] = None
    reviewed: Annotated[str | None, Meta(description="NAME DATE of the last review.")] = None


Item = BackgroundItem | Event | Figure | Reaction
"""An entry of any section."""


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person of the story."""

    name: Annotated[str, Meta(description="Canonical name.")]
    aliases: Annotated[list[str], Meta(description="Other forms seen in the articles.")] = []
    role: Annotated[str | None, Meta(description="Office or function.")] = None
    country: Annotated[Country | None, Meta(description="ISO 3166-1 alpha-2.")] = None


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place of the story."""

    name: Annotated[str, Meta(description="Canonical name.")]
    aliases: Annotated[list[str], Meta(description="Other forms seen in the articles.")] = []
    kind: Annotated[PlaceKind | None, Meta(description="What sort of place.")] = None
    country: Annotated[Country | None, Meta(description="ISO 3166-1 alpha-2.")] = None
    latitude: Annotated[Latitude | None, Meta(description="Degrees north, WGS 84.")] = None
    longitude: Annotated[Longitude | None, Meta(description="Degrees east, WGS 84.")] = None


class Organisation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A body of the story."""

    name: Annotated[str, Meta(description="Canonical name.")]
    aliases: Annotated[list[str], Meta(description="Other forms seen in the articles.")] = []
    kind: Annotated[OrganisationKind | None, Meta(description="What sort of body.")] = None
    country: Annotated[Country | None, Meta(description="ISO 3166-1 alpha-2.")] = None


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article that the brief rests on."""

    id: Annotated[Slug, Meta(description="What evidence refers to: the article's file name, slugged.")]
    article: Annotated[str, Meta(description="Path of the article below the content folder.")]
    title: Annotated[str, Meta(description="Headline.")]
    publisher: Annotated[str | None, Meta(description="Who published it.")] = None
    published: Annotated[Date | None, Meta(description="Publication date.")] = None
    url: Annotated[str | None, Meta(description="Address of the original publication (http or https).")] = (
        None
    )
    origin: Annotated[str | None, Meta(description="Agency or body whose text it is.")] = None
    kind: Annotated[ArticleKind, Meta(description="How much of the original the article is.")] = "full"
    sha256: Annotated[str | None, Meta(description="Hash of the article's text when extracted.")] = None


class Subject(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What extraction needs to know of the subject."""

    countries: Annotated[
        list[Country], Meta(description="Whose crisis it is; others' words are international.")
    ] = []
    period: Annotated[Date | None, Meta(description="EDTF interval that the timeline covers.")] = None
    articles: Annotated[
        list[str], Meta(description="Patterns of the articles below the content folder: articles/2022-*.md")
    ] = []


class Brief(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One structured page on one subject."""

    schema: Annotated[int, Meta(description="Version of the brief format; 1.")] = SCHEMA_VERSION
    title: Annotated[str, Meta(min_length=1, max_length=300, description="Title of the page.")]
    slug: Annotated[Slug, Meta(description="Address of the page.")]
    status: Annotated[Status, Meta(description="Where the story stands; drafts are not built.")] = (
        "developing"
    )
    updated: Annotated[Date | None, Meta(description="Day of the newest information.")] = None
    summary: Annotated[str | None, Meta(description="The story in a paragraph (Markdown).")] = None
    subject: Annotated[Subject, Meta(description="What extraction needs to know.")] = Subject()
    background: Annotated[list[BackgroundItem], Meta(description="What led to it.")] = []
    timeline: Annotated[list[Event], Meta(description="What happened, when.")] = []
    figures: Annotated[list[Figure], Meta(description="How many, and who says so.")] = []
    reactions: Annotated[list[Reaction], Meta(description="How the world reacted.")] = []
    people: Annotated[list[Person], Meta(description="Who is who.")] = []
    places: Annotated[list[Place], Meta(description="Where it happened.")] = []
    organisations: Annotated[list[Organisation], Meta(description="Bodies of the story.")] = []
    sources: Annotated[list[Source], Meta(description="Articles the brief rests on.")] = []


LIST_TYPES: dict[str, type[msgspec.Struct]] = {
    "background": BackgroundItem,
    "timeline": Event,
    "figures": Figure,
    "reactions": Reaction,
    "people": Person,
    "places": Place,
    "organisations": Organisation,
    "sources": Source,
}
"""Every list of items that a brief has, in order of the brief, with the type of its items."""
