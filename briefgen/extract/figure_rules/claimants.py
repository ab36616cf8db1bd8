"""Claimants: who gives a figure."""

from collections.abc import Callable, Sequence
from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.claim_kinds import ClaimKinds
from briefgen.extract.figure_rules.claimant_cues import words
from briefgen.extract.figure_rules.claimant_names import ClaimantNamer
from briefgen.extract.figure_rules.claimant_trimming import ClaimantTrimmer
from briefgen.extract.figure_rules.claimants_apart import PRONOUNS, ApartFinder
from briefgen.extract.figure_rules.claimants_carried import CarriedClaimants
from briefgen.extract.figure_rules.claimants_faint import FaintClaimants
from briefgen.extract.figure_rules.claimants_near import NearClaimants
from briefgen.extract.figure_rules.claims_around import ClaimsAround
from briefgen.extract.figure_rules.claims_in_reach import ReachReader
from briefgen.extract.figure_rules.counters import CounterFinder
from briefgen.extract.figure_rules.reckonings import ReckoningFinder
from briefgen.extract.figure_rules.sources import NUMBERS, SourceReader
from briefgen.extract.frames import Slot
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_phrases, load_words

_LISTED = 5
"""Most tokens between two numbers of a plain list."""
_NOBODY = load_words("figure_rules", "nobody")
"""Words that name nobody where they stand alone."""
_SOMEBODY = load_words("figure_rules", "somebody")
"""Bodies of which a word alone only tells that there is one: `a charity`."""
_BARE = frozenset({"official", "officially", "local"})


@cache
def _same() -> frozenset[str]:
    """Return what stands for a body that gave the numbers before: `the same ministry`, `the group's network`."""
    bodies = load_words("figure_rules", "same_bodies")
    owned = {f"{opener}{body}" for opener in ("", "same ", "group's ", "the ") for body in bodies}
    return frozenset(owned) | frozenset(load_phrases("figure_rules", "same_sources"))


class ClaimantFinder:
    """Finds who gives the figures of one document."""

    def __init__(self, context: Context, quantities: Sequence[Quantity]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.sources = SourceReader(context)
        self.namer = ClaimantNamer(context, self.sources)
        self.counters = CounterFinder(context, quantities, self.sources)
        self.apart = ApartFinder(context, quantities, self.sources, self.namer)
        self.reckonings = ReckoningFinder(context, self.sources)
        self.faint = FaintClaimants(context, quantities, self.sources)
        self.near = NearClaimants(context, self.faint.subjects, self.apart)
        self.trimming = ClaimantTrimmer(context, self.namer)
        self.reach = ReachReader(context)
        self.kinds = ClaimKinds(context, quantities)
        self.around = ClaimsAround(context, self.sources)
        self.carried = CarriedClaimants(
            context,
            quantities,
            apart=self.apart,
            subjects=self.faint.subjects,
            find=lambda number: self.find(number, again=False),
        )
        self._found: dict[tuple[int, bool], Slot | None] = {}

    def find(self, number: int, *, again: bool) -> Slot | None:
        """Find who gives a number; None where no words say so.

        Args:
            number: index of the quantity.
            again: whether it is the number before, told for another day.
        """
        if (number, again) not in self._found:
            self._found[number, again] = self._named(number, again=again)
        return self._found[number, again]

    def _named(self, number: int, *, again: bool) -> Slot | None:
        """Return who gives a number, by the name that a reader knows."""
        slot = self._claimed(number, again=again)
        if slot is None:
            return None
        slot = self.trimming.with_name(self.trimming.without_stamp(slot))
        slot = self.trimming.plain_name(slot) or slot
        if (own := self.counters.of_its_own(number, slot)) is not None:
            return own
        slot, sentence = self.trimming.cleaned(slot), self.quantities[number].sentence
        slot = self.trimming.without_kind(slot)
        if slot.value.lower() in _same() and slot.span is not None:
            # `The same ministry has recorded …`, `The group's tally …`
            slot = self.apart.same_body(slot, sentence) or slot
        named = self.apart.named_elsewhere(slot, sentence)
        word = named.value.lower()
        if word.startswith("contrary to "):
            return None
        return None if word in _NOBODY or (word in _SOMEBODY and not self._is_definite(named)) else named

    def _claimed(self, number: int, *, again: bool) -> Slot | None:
        """Return who gives a number, in the words of the text, by the second line where the first knows nobody."""
        slot = self._find(number, again=again)
        if slot is None or self._is_time(slot):
            # `had been counted by Saturday`
            slot = self._second(number)
            slot = None if slot is not None and self._is_time(slot) else slot
        if (listed := self._of_list(number, slot)) is not None:
            return listed
        if slot is None or slot.span is None:
            return slot
        quantity = self.quantities[number]
        behind = self.near.part_behind(slot.span)
        of_part = behind > self.index.range_of(quantity.number)[0]
        of_part = of_part and self.index.sentence_of[behind] == quantity.sentence
        return None if of_part or self.near.is_blamed(slot.span) else slot

    def _of_list(self, number: int, slot: Slot | None) -> Slot | None:
        """Read `Ruiz has counted 57 dead and 253 injured from the records of hospitals`: she gives both."""
        if slot is None or slot.span is None or number == 0:
            return None
        if slot.value.rpartition(" ")[2].lower() in words("papers"):
            # `The agency's latest bulletin lists 12,000 displaced, 300 houses destroyed and 40 damaged`
            same = self.quantities[number - 1].sentence == self.quantities[number].sentence
            return self.find(number - 1, again=False) if same else None
        before, here = self.quantities[number - 1], self.quantities[number]
        end, first = self.index.range_of(before.span)[1], self.index.range_of(here.span)[0]
        if before.sentence != here.sentence or self.index.low[first - 1] != "and" or first - end > _LISTED:
            return None
        if any(self.index.low[t] in MARKS for t in range(end, first)) or slot.span.start < here.span.end:
            return None
        told = self.find(number - 1, again=False)
        if told is None or told.span is None or told.span.end > before.span.start:
            return None
        return told

    def _is_time(self, slot: Slot) -> bool:
        if slot.span is None:
            return False
        first, last = self.index.range_of(slot.span)
        return all(self.context.timex_at[token] >= 0 for token in range(first, last))

    def _is_definite(self, slot: Slot) -> bool:
        """Tell whether a source of one word is one that the text told of before: `the committee`."""
        if slot.span is None:
            return True
        first = self.index.range_of(slot.span)[0]
        return "the" in self.index.low[max(0, first - 1) : first + 1]

    def _find(self, number: int, *, again: bool) -> Slot | None:
        """Find who gives a number by the attributions around it, and by exact frames."""
        quantity = self.quantities[number]
        first, last = self.index.range_of(quantity.number)
        if self.near.is_demanded(first):
            return None
        governing = [
            n
            for n in self.context.governing(first, last)
            if not self.context.is_deed(n) and not self.kinds.is_counted_source(n)
        ]
        apart = (
            self.near.of_part(first)
            or self.near.of_figure(first)
            or self.near.of_own_paper(first)
            or self._of_own_breath(number, governing)
        )
        if apart is not None:
            return apart
        claims = self.reach.in_reach(quantity, governing)
        if claims and self.kinds.is_aside(claims[0], first):
            return self.apart.of_the_end(quantity, first)
        if len(claims) > 1 and (cited := self.around.cited(claims)) is not None:
            return cited
        if claims and self.kinds.is_no_claim(claims[0]):
            # `The union condemned the attack that killed 138 civilians`
            return self.around.of_outer(claims[1:])
        if claims and self.kinds.is_mentioned(claims[0], first):
            return None
        if (counted := self._counted(quantity, claims, first)) is not None:
            return counted
        if not claims and (said := self._said_directly(quantity, first)) is not None:
            return said
        if claims and self.kinds.is_deed(claims[0]):
            # `The government said that the epidemic had claimed 62 lives`
            known = len(claims) > 1 and self.kinds.known.is_known(claims[1], first)
            return None if known else self.around.of_outer(claims[1:])
        passed = {self.context.document.attributions[n].source for n in governing if n not in claims}
        found = self.context.claimant(first, last)
        if found is not None and found.span not in passed:
            return None if found.value.split()[0].lower() in NUMBERS else self.namer.behalf(found)
        return self._of_claims(claims, quantity, first) if claims else self._apart(number, again=again)

    def _of_claims(self, claims: list[int], quantity: Quantity, first: int) -> Slot | None:
        """Return who speaks in attributions whose source has no name of its own: a pronoun, or a paper."""
        if (carried := self.carried.of_pronoun(claims[0], quantity)) is not None:
            return carried
        told = next((n for n in claims if not self.kinds.only_registers(n)), claims[0])
        return self.namer.named_source(told, first)

    def _apart(self, number: int, *, again: bool) -> Slot | None:
        """Return who speaks beside a number that no attribution governs."""
        quantity = self.quantities[number]
        first = self.index.range_of(quantity.number)[0]
        return (
            (self.apart.of_the_same_breath(number) if again else None)
            or self.apart.of_the_end(quantity, first)
            or self.apart.of_the_middle(quantity, first)
            or self.apart.inverted(quantity, first)
            or self.apart.continued(quantity)
            or self.near.of_next(first)
        )

    def _of_own_breath(self, number: int, governing: list[int]) -> Slot | None:
        """Read `12 died, by a tally of this paper; 40 were held, police say`: each half has its own source."""
        quantity = self.quantities[number]
        at = self.index.range_of(quantity.number)[0]
        begin, end = self.reach.breath(at)
        sentence = self.context.document.sentences[quantity.sentence]
        if (begin, end) == (sentence.first, sentence.last) or (
            begin == sentence.first and (not governing or begin <= self.reach.cue_of(governing[0]) < end)
        ):
            return None
        for told in governing:
            attribution = self.context.document.attributions[told]
            name = self.context.source_name(told)
            if attribution.source is None or attribution.cue is None or name is None:
                continue
            inside = all(
                begin <= self.index.range_of(s)[0] < end for s in (attribution.source, attribution.cue)
            )
            claims = attribution.kind != "attitude" and attribution.lemma not in load_phrases(
                "figures", "no_claims"
            )
            if inside and claims and not self.context.is_outlet(told) and not self.kinds.is_deed(told):
                return self.namer.behalf(Slot(name, attribution.source, "clause"))
        if any(begin <= self.reach.cue_of(told) < end for told in governing):
            return None
        own = self.faint.told_before(number)
        return self.namer.behalf(own) if own is not None else None

    def _counted(self, quantity: Quantity, governing: list[int], first: int) -> Slot | None:
        """Return who reckons, counts or gives a number, in words of the same half of the sentence or before it."""
        found: tuple[Callable[[], Slot | None], ...] = (
            lambda: self.around.learned_from(governing, quantity),
            lambda: self.reckonings.find(quantity),
            lambda: self.apart.comes_from(quantity),
            lambda: self._unless_bare(self.counters.tallying(quantity)),
            lambda: self.counters.counted_by(quantity),
            lambda: self.around.rather_said(self.counters.counting(quantity), governing, quantity),
            lambda: self.counters.saying(quantity, first),
        )
        if not governing:
            found += (lambda: self.counters.announcing(quantity), lambda: self.reckonings.summed_up(quantity))
        end = self.reach.breath(first)[1]
        for ask in found:
            slot = ask()
            if slot is None:
                continue
            at = self.index.range_of(slot.span)[0] if slot.span is not None else 0
            if at <= end or self.index.sentence_of[at] != quantity.sentence:
                return slot
        return None

    def _second(self, number: int) -> Slot | None:
        """Ask the second line, unless the number is but mentioned by whoever speaks."""
        quantity = self.quantities[number]
        first, last = self.index.range_of(quantity.number)
        told_by = [n for n in self.context.governing(first, last) if not self.context.is_deed(n)]
        governing = self.reach.in_reach(quantity, told_by)
        if governing and (
            self.kinds.is_no_claim(governing[0]) or (self.kinds.is_mentioned(governing[0], first))
        ):
            return None
        for told in governing:
            attribution = self.context.document.attributions[told]
            if attribution.source is None or attribution.kind == "attitude":
                continue
            begin, end = self.index.range_of(attribution.source)
            if (made := self.faint.papers.of_source(begin, end)) is not None:
                return made
            here = self.context.cue_sentence[told] == quantity.sentence
            if here and end - begin == 1 and self.index.low[begin] in PRONOUNS:
                return self.carried.of_pronoun_here(number, begin)
            unnamed = self.context.source_name(told) is None and not self.context.is_outlet(told)
            if here and unnamed and self.reach.is_in_clause(told, first):
                comma = next((t for t in range(begin, end) if self.index.low[t] == ","), end)
                read = self.faint.subjects.read(begin, end) or self.faint.subjects.read(begin, comma)
                if read is not None:
                    return self.namer.behalf(read)
        found = self.faint.find(number)
        if found is not None:
            return self.namer.behalf(found)
        if (before := self.faint.joined_to(number)) is not None:
            return self.find(before, again=False)
        unnamed = all(self.context.source_name(n) is None for n in governing)
        return self.apart.of_the_middle(quantity, first) if governing and unnamed else None

    def _unless_bare(self, slot: Slot | None) -> Slot | None:
        """Drop what names nobody: `by official estimate`."""
        return None if slot is not None and slot.value.lower() in _BARE else slot

    def _said_directly(self, quantity: Quantity, first: int) -> Slot | None:
        """Return who says a number that stands right behind `said`, or who spoke before where that is a pronoun."""
        subject = self.counters.said_directly(quantity, first)
        if subject is None:
            return None
        begin, end = subject
        if end - begin == 1 and self.index.low[begin] in PRONOUNS:
            return self.apart.of_sentence_before(quantity.sentence)
        return self.sources.read_source(begin, end, quantity.sentence)
