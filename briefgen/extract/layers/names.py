"""Names, decided per document: mentions to clusters to canonical entities."""

from typing import Literal

import msgspec

from briefgen.extract.layers.blocks import Block
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tokens import Repaired
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from briefgen.model.span import Span

EntityType = Literal["person", "place", "organisation", "nationality"]


class Entity(msgspec.Struct, frozen=True):
    """The thing meant by one or more mentions of a document."""

    name: str
    """Canonical name; the surface form where nothing known fits."""
    type: EntityType
    country: str
    """ISO 3166-1 alpha-2 of the country it is or belongs to; ""."""
    kind: str
    """PlaceKind or OrganisationKind, `country` for states; ""."""
    role: str
    """Role seen in the text or known from names.yaml; ""."""
    known: bool
    """Whether it stands in names.yaml or the gazetteer (else: surface form)."""
    latitude: float | None = None
    longitude: float | None = None


class Mention(msgspec.Struct, frozen=True):
    """A stretch of text that names an entity."""

    span: Span
    entity: int
    """Index into the entities."""
    sentence: int
    surface: str
    """The repaired form, as written."""
    metonym: bool = False
    """Whether a seat stands for its owner (`the Kremlin`, `Brussels`)."""
    adjective: bool = False
    """Whether it is an adjective or nationality (`Kazakh`, `Russian-led`)."""


class NamesFound(msgspec.Struct, frozen=True):
    """Names of one document."""

    entities: list[Entity]
    """In order of first mention."""
    mentions: list[Mention]
    """In text order, not overlapping."""


def find_names(
    text: str,
    repaired: Repaired,
    blocks: list[Block],
    sentences: list[Sentence],
    names: Names,
    subject: Subject,
) -> NamesFound:
    """Find people, places, organisations and nationalities, under their right names.

    Fuzzy matching only towards names.yaml and places of the subject's countries, with a cue, never between two
    known names. No canonical person without support in the text.
    """
    raise NotImplementedError
