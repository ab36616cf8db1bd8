"""Runs of capitalised words on their way to names, with what stands around them."""

from typing import Literal

import msgspec

from briefgen.extract.layers.name_rules.mentions import EntityType, Found
from briefgen.extract.layers.sentences import Sentence

SURE_CUES = ("title", "role", "age")
"""Cues of a person that nothing outweighs."""

Verdict = Found | Literal[False] | None
"""What a rule says of a run: what it names, that it names nothing, or not its case (None)."""


class Run(msgspec.Struct, frozen=True):
    """A run of capitalised words with what stands around it."""

    first: int
    last: int
    sentence: Sentence
    number: int
    """Index of the sentence."""
    bases: list[str]
    before: str
    """The folded word before it; "" at the start of the sentence."""
    behind: str
    cue: str
    """What speaks for a person; ""."""
    apposed: str
    """What an apposition makes of it: `place`, `body` or ""."""
    common: bool
    """Whether it is one word that is no name by itself, or stands in small letters elsewhere."""
    place_cue: bool
    found: Found

    @property
    def single(self) -> bool:
        """Whether it is one word."""
        return len(self.bases) == 1


def settle(found: Found, type: EntityType | None, cue: str, kind: str = "") -> Found:
    """Note what a run names, what speaks for it, and of which kind it is."""
    found.type, found.cue, found.kind = type, cue, kind
    return found
