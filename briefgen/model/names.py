"""Canonical names and their aliases: the content of `names.yaml`."""

from typing import Annotated

import msgspec
from msgspec import Meta

from briefgen.model.brief import Country, Latitude, Longitude, OrganisationKind, PlaceKind


class Alias(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Another way in which articles write a name. In YAML a plain string, or a map with a condition."""

    text: Annotated[str, Meta(min_length=1, description="The form, as articles write it.")]
    with_: Annotated[
        str | None,
        Meta(description="Counts only where these words stand in the same paragraph or the one beside it."),
    ] = msgspec.field(default=None, name="with")


class NamedPerson(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person with all forms of the name."""

    name: Annotated[str, Meta(min_length=1, description="Canonical name.")]
    aliases: Annotated[list[str | Alias], Meta(description="Other forms.")] = []
    role: Annotated[str | None, Meta(description="Office or function.")] = None
    country: Annotated[Country | None, Meta(description="ISO 3166-1 alpha-2.")] = None


class NamedPlace(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place with all forms of the name."""

    name: Annotated[str, Meta(min_length=1, description="Canonical name.")]
    aliases: Annotated[list[str | Alias], Meta(description="Other forms.")] = []
    kind: Annotated[PlaceKind | None, Meta(description="What sort of place.")] = None
    country: Annotated[Country | None, Meta(description="ISO 3166-1 alpha-2.")] = None
    latitude: Annotated[Latitude | None, Meta(description="Degrees north, WGS 84.")] = None
    longitude: Annotated[Longitude | None, Meta(description="Degrees east, WGS 84.")] = None


class NamedOrganisation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A body with all forms of the name."""

    name: Annotated[str, Meta(min_length=1, description="Canonical name.")]
    aliases: Annotated[list[str | Alias], Meta(description="Other forms.")] = []
    kind: Annotated[OrganisationKind | None, Meta(description="What sort of body.")] = None
    country: Annotated[Country | None, Meta(description="ISO 3166-1 alpha-2.")] = None


class Names(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole of `names.yaml`: what a subject adds to what briefgen knows."""

    people: Annotated[list[NamedPerson], Meta(description="People of the story.")] = []
    places: Annotated[list[NamedPlace], Meta(description="Places of the story.")] = []
    organisations: Annotated[list[NamedOrganisation], Meta(description="Bodies of the story.")] = []
