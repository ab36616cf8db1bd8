"""Second units of hints: clauses whose actor stands in no subject of their own.

`Peru deplored it and | would have both sides meet`, `It | mourns with them`, `For Chile, | the vote was a farce`.
"""

from collections.abc import Iterator, Sequence

from briefgen.extract.frames import DEEDS
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.reaction_rules.actors import Actor
from briefgen.extract.reaction_rules.foreign_deeds import ForeignDeedReader
from briefgen.extract.reaction_rules.hint_units import PRONOUNS, Unit, UnitReader
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.model.brief import Stance

_PLACED = frozenset({"in", "at", "from", "here", "there", "not"})
"""Behind `It is`, where something is told by its place."""
_RELATIVE = frozenset({"who", "which", "that", "we", "i"})
_VIEWING = (
    ("in", "the", "view", "of"),
    ("in", "the", "opinion", "of"),
    ("in", "the", "eyes", "of"),
    ("in", "the", "judgment", "of"),
    ("in", "the", "judgement", "of"),
    ("in", "the", "words", "of"),
    ("as", "far", "as"),
    ("for",),
    ("to",),
)
"""Words before whoever sees something so: `To Peru, it was …`."""
_VIEWING_STARTS = frozenset(phrase[0] for phrase in _VIEWING)
_SEEN: frozenset[Stance] = frozenset(
    {"condemns", "supports_government", "supports_protesters", "denies", "urges_dialogue", "warns"}
)
"""Stances that a view may tell."""
_NEAR = 9
"""Tokens of a view's holder: `For the Arab League's secretary general, Ana Vega,`."""


class SecondUnitReader:
    """Finds, in one article, the units whose actor stands before their clause."""

    def __init__(self, sheet: Sheet, units: UnitReader) -> None:
        self.sheet, self.units = sheet, units
        self.context, self.index = sheet.context, sheet.index
        self.actors = sheet.actors
        self.deeds = ForeignDeedReader(sheet)

    def units_of(self, number: int, tokens: Sequence[int]) -> Iterator[Unit]:
        """Yield the further units of a sentence.

        Args:
            number: the sentence.
            tokens: where its cues stand that weigh more than a little, in text order.
        """
        if tokens:
            yield from self._going_on(number, tokens)
            yield from self._viewed(number, tokens[-1])

    def _going_on(self, number: int, tokens: Sequence[int]) -> Iterator[Unit]:
        """Yield clauses that take their subject from one before them, or a pronoun for it."""
        sentence = self.context.document.sentences[number]
        for n in self.index.clauses_of[number]:
            clause = self.index.clauses[n]
            verb = clause.verb
            if verb is None or clause.subject is None or clause.kind not in {"main", "coordinate"}:
                continue
            first, last = self.index.range_of(clause.subject)
            goes_on = clause.subject_inherited or (last - first == 1 and self.index.low[first] in PRONOUNS)
            if self.index.low[first] in _RELATIVE or last > verb.first or self._is_in_words(number, first):
                continue
            end = self.units.end_of(n, verb.last, sentence.last)
            if not any(verb.first <= token < end for token in tokens):
                continue
            if not self.units.is_own_word(clause) or not self.units.is_done(n):
                continue
            actors = self._actors_of(clause, first, last)
            if actors and goes_on:
                yield Unit(actors, [(verb.first, end)], verb.first, number, "second")

    def _is_in_words(self, number: int, token: int) -> bool:
        """Tell whether a token stands in what somebody says: `Peru said | Chile was right and called for calm`."""
        return any(
            first <= token < last
            for n in self.context.attributions_of[number]
            for first, last in self.context.content_ranges[n]
        )

    def _actors_of(self, clause: Clause, first: int, last: int) -> list[Actor]:
        if last - first == 1 and self.index.low[first] in PRONOUNS:
            verb, low = clause.verb, self.index.low
            if low[first] == "it" and verb is not None and verb.lemma == "be" and low[verb.last] in _PLACED:
                # `It is in Paris that one hesitates` means nobody.
                return []
            return self.deeds.meant_by(clause)
        if self.sheet.speakers.is_posted_by_own(first, last):
            return []
        doers = self.actors.doers.doers_of(first, last)
        return [a for doer in doers if (a := self.actors.actor_of(doer)) is not None]

    def _viewed(self, number: int, token: int) -> Iterator[Unit]:
        """Yield what a sentence tells as the view of whoever opens it: `For Peru, the vote was a farce`."""
        sentence = self.context.document.sentences[number]
        first, low = sentence.first, self.index.low
        if low[first] not in _VIEWING_STARTS:
            return
        opening = next((p for p in _VIEWING if self.index.starts_with(first, p, sentence.last)), None)
        if opening is None:
            return
        begin = first + len(opening)
        doers = self.actors.doers.lists.listed_from(begin, min(sentence.last, begin + _NEAR))
        if not doers:
            return
        behind = self.index.range_of(doers[-1].span)[1]
        if token <= behind or "," not in low[behind - 1 : behind + 1]:
            return
        actors = [a for doer in doers if (a := self.actors.actor_of(doer)) is not None]
        if actors:
            yield Unit(actors, [(behind, sentence.last)], first, number, "spoken", _SEEN - DEEDS)
