"""Clauses: verb groups with tense, negation and modality, and what hangs on them."""

from typing import Literal

import msgspec

from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tokens import Repaired
from briefgen.model.span import Span

Tense = Literal["past", "present", "future", "perfect", "pluperfect", "infinitive", "participle", "imperative"]


class VerbGroup(msgspec.Struct, frozen=True):
    """Auxiliaries, adverbs between, and the main verb."""

    span: Span
    first: int
    """Index of its first token."""
    last: int
    """Index behind its last token."""
    lemma: str
    """Base form of the main verb: `say`, `kill`, `be`."""
    tense: Tense
    passive: bool
    negated: bool
    modal: str
    """`will`, `may`, `must` …; "" if none."""


class Clause(msgspec.Struct, frozen=True):
    """One verb group with its subject and complements."""

    span: Span
    first: int
    last: int
    sentence: int
    """Index of its sentence."""
    kind: Literal["main", "coordinate", "that", "relative", "adverbial", "participial", "infinitive", "verbless"]
    verb: VerbGroup | None
    subject: Span | None
    """Noun phrase before (or, inverted, behind) the verb; inherited in coordination."""
    subject_inherited: bool
    complement: Span | None
    """What follows the verb group up to the end of the clause."""
    marker: str
    """Word that opens it: `that`, `after`, `because`, `which`, `and` …; ""."""
    parent: int | None
    """Index of the clause that it hangs on."""


def find_clauses(text: str, repaired: Repaired, sentences: list[Sentence]) -> list[Clause]:
    """Find the clauses of all sentences, in text order; they may nest but never cross.

    From closed word classes and a verb lexicon; no parser model.
    """
    raise NotImplementedError
