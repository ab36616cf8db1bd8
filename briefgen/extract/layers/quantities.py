"""Quantities: numbers with what they count, their qualifier and their unit."""

import msgspec

from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.timex import Timex
from briefgen.extract.layers.tokens import Repaired
from briefgen.model.brief import Inexact, Qualifier
from briefgen.model.span import Span


class Quantity(msgspec.Struct, frozen=True):
    """A number, range or vague number in the text, with the noun phrase that it counts."""

    span: Span
    """The number with its qualifier: `more than 120`."""
    number: Span
    """The number alone."""
    value: int | float | Inexact
    qualifier: Qualifier
    unit: str
    """people, vehicles, percent, KZT, KZT/litre …; "" if the noun is not known."""
    noun: Span | None
    """Noun phrase counted: `law enforcement officers`; None where none follows."""
    head: str
    """Lemma of the head noun: `officer`; ""."""
    sentence: int
    """Index of its sentence."""
    relation: str = ""
    """`part` (including 4 children), `more` (another 18), `total` (bringing the total to), `of_them`; ""."""


def find_quantities(
    text: str, repaired: Repaired, sentences: list[Sentence], timexes: list[Timex]
) -> list[Quantity]:
    """Find quantities in text order, not overlapping; numbers inside time expressions are none."""
    raise NotImplementedError
