"""Frames of figures, events, reactions and background: what one article tells, slot by slot.

A slot keeps the words it came from and how they were found; `context` finds them.
"""

from typing import Literal

import msgspec

from briefgen.model.brief import ActorKind, Inexact, Qualifier, Stance
from briefgen.model.dates import parse_date
from briefgen.model.span import Span

How = Literal["clause", "sentence", "before", "article"]

DEEDS: frozenset[Stance] = frozenset(
    {"offers_help", "sends_forces", "withdraws_forces", "evacuates", "sanctions", "expresses_condolences"}
)
"""Stances that are shown by what one does oneself."""


class Slot(msgspec.Struct, frozen=True):
    """One filled slot of a frame."""

    value: str
    span: Span | None
    """The words it came from; None where it came from the article's metadata."""
    how: How


class Dated(msgspec.Struct, frozen=True):
    """A date with its time of day, as a slot."""

    date: str
    """EDTF."""
    time: str
    span: Span | None
    how: How


class Mark(msgspec.Struct, frozen=True, order=True):
    """What makes an event the only one of its kind on a day."""

    kind: str
    """`flee`, `arrest`, `quake` …"""
    who: str
    """The person that it is about; "" for what befalls all."""


class FigureFrame(msgspec.Struct, frozen=True, kw_only=True):
    """A number that one article gives."""

    measure: str
    group: str
    """Who or what is counted, as told (`policemen`); "" for people at large. `group_names.py` compares groups."""
    value: int | float | Inexact
    qualifier: Qualifier
    unit: str
    as_of: Slot | None
    claimant: Slot | None
    place: Slot | None
    words: Span
    """The number with what it counts."""
    evidence: Span
    part_of: int | None
    """Index, in the same reading, of the figure of which it is a part."""
    withdrawn: bool
    """Whether the article says that the figure was taken back."""
    past: bool
    """Whether it is told as history, with a date of its own long before the article."""
    replaced: bool = False
    """Whether the article tells it as what another number has replaced: `from 23 to 31`."""
    group_slot: Slot | None = None
    """Where the group stands; None without one."""
    qualifier_slot: Slot | None = None
    """The words that say how exact the number is: the number itself where none do."""


class EventFrame(msgspec.Struct, frozen=True, kw_only=True):
    """Something datable that one article tells."""

    date: Dated
    planned: bool
    title: str
    text: str
    places: list[Slot]
    evidence: Span
    keys: list[str]
    """Stems of the content words, sorted, each once."""
    names: list[str]
    """Names of entities in it, sorted, each once."""
    actors: list[str]
    """People, bodies and countries of its subject, sorted, each once."""
    deed: str
    """Stem of what is done."""
    weight: int
    """How much the kind of event weighs, 1 to 3; 0 or less if its day is only named, and no plain event told."""
    lede: bool
    """Whether it stands in the first paragraphs."""
    main: bool
    """Whether its sentence is about it, not only mentions it in a clause of time or a relative clause."""
    marks: list[Mark] = []
    """By what it is known for the only one of its kind on its day, sorted; see `once`."""


class ReactionFrame(msgspec.Struct, frozen=True, kw_only=True):
    """What a foreign actor says or does in one article."""

    actor: Slot
    country: str
    kind: ActorKind
    speaker: Slot | None
    role: str
    stance: Stance
    text: str
    quote: Span | None
    date: Slot | None
    evidence: Span
    faint: bool = False
    """Whether it only says that the actor spoke, so that anything else of the actor makes it needless."""


class BackgroundFrame(msgspec.Struct, frozen=True, kw_only=True):
    """A cause, a piece of history or a standing fact in one article."""

    kind: Literal["cause", "history", "standing"]
    date: Dated | None
    text: str
    evidence: Span
    keys: list[str]
    names: list[str]
    weight: int
    apart: str = ""
    """What the clause of the date tells by itself; empty where another date stands in it."""


def is_day(date: str) -> bool:
    """Tell whether an EDTF date is one calendar day; an empty one is not."""
    return bool(date) and parse_date(date).precision == "day"
