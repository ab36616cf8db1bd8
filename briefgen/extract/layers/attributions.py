"""Attributions: who says what (source, cue, content; PARC / PolNeAR)."""

import msgspec

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.names import NamesFound
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tokens import Repaired
from briefgen.model.span import Span


class Attribution(msgspec.Struct, frozen=True):
    """One statement with who makes it."""

    source: Span | None
    """Words that name the speaker; None where unsaid."""
    cue: Span | None
    """Words of speaking: `said`, `according to`."""
    content: tuple[Span, ...]
    """What is said, in text order."""
    speaker: int | None
    """Index of the entity that speaks: a person, else an organisation, place or nationality; None if unknown."""
    on_behalf: int | None
    """Index of the organisation or state spoken for (`State Department spokesman Ned Price`)."""
    role: str
    """Role of the speaker in the text: `spokesman`; ""."""
    via: Span | None
    """Outlet or agency that passes it on (`told Reuters`)."""
    lemma: str
    """Base form of the cue: `say`, `warn`, `according to`; ""."""
    quotes: tuple[Span, ...]
    """Direct speech inside the content, marks excluded."""


def find_attributions(
    text: str,
    repaired: Repaired,
    sentences: list[Sentence],
    clauses: list[Clause],
    names: NamesFound,
) -> list[Attribution]:
    """Find attributions, in order of their content; contents may nest (chains)."""
    raise NotImplementedError
