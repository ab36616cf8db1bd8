"""What an attribution around a number does: give it, take it for known, or tell of a deed."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.counters import ADMITTED
from briefgen.extract.figure_rules.known_facts import KnownFacts
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_phrases, load_words

_LIVES = frozenset({"life", "lives", "martyr", "victim"})
_REGISTERING = frozenset({"record", "register", "report", "see", "confirm"})
_GROUNDS = load_words("figure_rules", "claimants_grounds")
"""What records numbers without giving them: `the country recorded 528 cases`."""


class ClaimKinds:
    """Tells what the attributions of one document do with the numbers that they govern."""

    def __init__(self, context: Context, quantities: Sequence[Quantity]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.known = KnownFacts(context)

    def is_no_claim(self, number: int) -> bool:
        """Tell whether who speaks only judges what happened: `condemned the attack that killed 138`."""
        attribution = self.context.document.attributions[number]
        return attribution.source is not None and attribution.lemma in load_phrases("figures", "judging")

    def is_mentioned(self, number: int, first: int) -> bool:
        """Tell whether whoever speaks takes a number for known, and does not put or say it."""
        if not self.known.is_known(number, first) or self._is_put(number, first):
            return False
        told = self.context.document.attributions[number]
        clause = self.context.clause_at(first)
        opener = self.context.content_ranges[number][0][0]
        said = self.index.low[opener] == "that" and told.lemma in load_phrases("speech", "with_addressee")
        return not (said and clause is not None and self.index.clauses[clause].first <= opener + 1)

    def _is_put(self, number: int, first: int) -> bool:
        """Tell whether a cue puts what is counted at the number: `put the number who had fled at 180,000`."""
        lemma = self.context.document.attributions[number].lemma
        return lemma in load_phrases("figures", "revising") and self.index.low[first - 1] in {"at", "to"}

    def is_deed(self, number: int) -> bool:
        """Tell whether the cue of an attribution tells what happened: `the blast claimed 4 lives`."""
        attribution = self.context.document.attributions[number]
        if attribution.cue is None or attribution.lemma not in {"claim", "admit", "put"}:
            return False
        last = self.index.range_of(attribution.cue)[1]
        if attribution.lemma == "put":
            # `The army put 12 people to death`
            behind = self.index.low[last : last + 5]
            return self.context.quantity_at[last] >= 0 and "to" in behind and "death" in behind
        for token in range(last, min(last + 3, len(self.index.tokens))):
            number = self.context.quantity_at[token]
            if number >= 0:
                # `the blast claimed 4 lives`, `the clinic admitted 90 patients`
                deeds = _LIVES if attribution.lemma == "claim" else ADMITTED
                return self.quantities[number].head in deeds
        return False

    def is_counted_source(self, number: int) -> bool:
        """Tell whether a source is but a number that stands before the cue: `154 killed, 120 badly, says the mayor`."""
        source = self.context.document.attributions[number].source
        return source is not None and self.context.quantity_at[self.index.range_of(source)[0]] >= 0

    def only_registers(self, number: int) -> bool:
        """Tell whether a source is but the ground on which something is counted: `the country recorded 528 cases`."""
        attribution = self.context.document.attributions[number]
        if attribution.source is None or attribution.lemma not in _REGISTERING:
            return False
        return self.index.low[self.index.range_of(attribution.source)[1] - 1] in _GROUNDS

    def is_aside(self, number: int, first: int) -> bool:
        """Tell whether the teller goes on: `The minister conceded that help came late, as the toll climbed to 52`."""
        clause = self.context.clause_at(first)
        cue = self.context.document.attributions[number].cue
        if clause is None or cue is None:
            return False
        told = self.index.clauses[clause]
        if told.marker != "as" or told.kind != "adverbial" or self.index.low[told.first - 1] != ",":
            return False
        return self.index.range_of(cue)[1] <= told.first and not self.context.is_quoted(
            self.index.span(first, first + 1)
        )
