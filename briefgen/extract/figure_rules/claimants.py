"""Claimants: who gives a figure."""

import re
from collections.abc import Callable, Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.claimant_cues import words
from briefgen.extract.figure_rules.claimant_names import ClaimantNamer
from briefgen.extract.figure_rules.claimant_trimming import ClaimantTrimmer
from briefgen.extract.figure_rules.claimants_apart import PRONOUNS, ApartFinder
from briefgen.extract.figure_rules.claimants_faint import FaintClaimants
from briefgen.extract.figure_rules.claimants_near import NearClaimants
from briefgen.extract.figure_rules.counters import ADMITTED, CounterFinder
from briefgen.extract.figure_rules.known_facts import KnownFacts
from briefgen.extract.figure_rules.reckonings import ReckoningFinder
from briefgen.extract.figure_rules.sources import NUMBERS, SourceReader
from briefgen.extract.frames import Slot
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_phrases, load_words

_FRAME = 6
"""Most tokens before a clause about the place that opens a sentence."""
_LISTED = 5
"""Most tokens between two numbers of a plain list."""
_OPENING = 3
"""Most tokens before a source that opens what stands behind a semicolon."""
_STAMP = re.compile(r"(?:\d{3,4}|\d{1,2}[:.]\d\d)\s+(?=[A-Z])")
_SAME = frozenset(
    f"{same}{head}"
    for same in ("", "same ", "group's ", "the ")
    for head in (
        "group",
        "ngo",
        "organisation",
        "organization",
        "network",
        "monitor",
        "watchdog",
        "charity",
        "ministry",
    )
) | {
    "same source",
    "same report",
    "same agency",
    "same officials",
    "report",
    "statement",
    "bulletin",
    "same body",
}
"""What stands for a body that gave the numbers before."""
_LEARNING = frozenset(["learn", "hear", "gather", "understand", "obtain", "establish"])
_LIVES = frozenset({"life", "lives", "martyr", "victim"})
_NOBODY = load_words("figure_rules", "nobody")
"""Words that name nobody where they stand alone."""
_SOMEBODY = load_words("figure_rules", "somebody")
"""Bodies of which a word alone only tells that there is one: `a charity`."""
_REGISTERING = frozenset({"record", "register", "report", "see", "confirm"})
_GROUNDS = load_words("figure_rules", "claimants_grounds")
"""What records numbers without giving them: `the country recorded 528 cases`."""


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
        self.known = KnownFacts(context)
        self.faint = FaintClaimants(context, quantities, self.sources)
        self.near = NearClaimants(context, self.faint.subjects, self.apart)
        self.trimming = ClaimantTrimmer(context, self.namer)
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
        slot = self._find(number, again=again)
        if slot is None or self._is_time(slot):
            # `had been counted by Saturday`
            slot = self._second(number)
            slot = None if slot is not None and self._is_time(slot) else slot
        if (listed := self._of_list(number, slot)) is not None:
            return listed
        if slot is not None and slot.span is not None and self.near.is_blamed(slot.span):
            return None
        if slot is not None and slot.span is not None:
            first = self.index.range_of(self.quantities[number].number)[0]
            behind = self.near.part_behind(slot.span)
            if behind > first and self.index.sentence_of[behind] == self.quantities[number].sentence:
                return None
        if slot is not None and (stamp := _STAMP.match(slot.value)) is not None:
            # `1425 Civil defence officials say …`: the hour of a live page.
            slot = Slot(slot.value[stamp.end() :], slot.span, slot.how)
        if slot is not None and (plain := self.trimming.plain_name(slot)) is not None:
            slot = plain
        if slot is not None and (own := self.counters.of_its_own(number, slot)) is not None:
            return own
        if slot is not None:
            slot = self.trimming.cleaned(slot)
        if slot is not None and slot.value.endswith(" news agency") and slot.value.split()[0].isupper():
            # `the AFP news agency`
            slot = Slot(slot.value.removesuffix(" news agency"), slot.span, slot.how)
        if slot is None:
            return None
        if slot.value.lower() in _SAME and slot.span is not None:
            # `The same ministry has recorded …`, `The group's tally …`
            slot = self.apart.same_body(slot, self.quantities[number].sentence) or slot
        named = self.apart.named_elsewhere(slot, self.quantities[number].sentence)
        word = named.value.lower()
        if word.startswith("contrary to "):
            return None
        return None if word in _NOBODY or (word in _SOMEBODY and not self._is_definite(named)) else named

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
        quantity = self.quantities[number]
        first, last = self.index.range_of(quantity.number)
        governing = [
            n
            for n in self.context.governing(first, last)
            if not self.context.is_deed(n) and not self._is_counted_source(n)
        ]
        if self.near.is_demanded(first):
            return None
        apart = (
            self.near.of_part(first)
            or self.near.of_figure(first)
            or self.near.of_own_paper(first)
            or self._of_own_breath(number, governing)
        )
        if apart is not None:
            return apart
        kept = self._in_reach(quantity, governing)
        apart_sources = {self.context.document.attributions[n].source for n in governing if n not in kept}
        governing = kept
        if governing and self._is_aside(governing[0], first):
            return self.apart.of_the_end(quantity, first)
        if len(governing) > 1 and (cited := self._cited(governing)) is not None:
            return cited
        if governing and self._is_no_claim(governing[0]):
            # `The union condemned the attack that killed 138 civilians`
            return self._of_outer(governing[1:])
        if governing and self._is_mentioned(governing[0], first):
            return None
        named = self._counted(quantity, governing, first)
        if named is not None:
            return named
        if not governing and (said := self._said_directly(quantity, first)) is not None:
            return said
        if governing and self._is_deed(governing[0]):
            # `The government said that the epidemic had claimed 62 lives`
            if len(governing) > 1 and self.known.is_known(governing[1], first):
                return None
            return self._of_outer(governing[1:])
        found = self.context.claimant(first, last)
        if found is not None and found.span in apart_sources:
            found = None
        if found is not None and found.value.split()[0].lower() in NUMBERS:
            return None
        if found is None and governing and (carried := self._of_pronoun(governing[0], quantity)) is not None:
            return carried
        if found is None and governing:
            told = next(
                (n for n in governing if not self._only_registers(n) and not self._passes_on(n)), governing[0]
            )
            found = self.namer.named_source(told, first)
            return found or (self.apart.of_the_end(quantity, first) if self._is_weak(governing) else None)
        if found is not None:
            return self.namer.behalf(found)
        breath = self.apart.of_the_same_breath(number) if again else None
        return (
            breath
            or self.apart.of_the_end(quantity, first)
            or self.apart.of_the_middle(quantity, first)
            or self.apart.inverted(quantity, first)
            or self.apart.continued(quantity)
        )

    def _is_mentioned(self, number: int, first: int) -> bool:
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

    def _breath(self, token: int) -> tuple[int, int]:
        """Return the stretch between semicolons that holds a token of a sentence."""
        low, sentence = self.index.low, self.context.document.sentences[self.index.sentence_of[token]]
        first = next((t + 1 for t in range(token, sentence.first - 1, -1) if low[t] == ";"), sentence.first)
        return first, next((t for t in range(token, sentence.last) if low[t] == ";"), sentence.last)

    def _of_pronoun_here(self, number: int, token: int) -> Slot | None:
        """Return whom a pronoun stands for: the subject before it in its sentence, else who gave the numbers before."""
        if (near := self.faint.subjects.antecedent(token, here=True)) is not None:
            return near
        told = self._of_sentence_before(number)
        if told is not None and told.span is not None:
            last = self.index.range_of(told.span)[1]
            return told if self.faint.subjects.agrees(self.index.low[token], last, told) else None
        return self.faint.subjects.antecedent(token, here=False)

    def _of_sentence_before(self, number: int) -> Slot | None:
        """Return the one who gives the numbers of the sentence before."""
        own = self.quantities[number].sentence
        first = next((k for k in range(number, -1, -1) if self.quantities[k].sentence < own - 1), -1) + 1
        before = [k for k in range(first, number) if self.quantities[k].sentence == own - 1]
        found = {slot.value: slot for k in before[-4:] if (slot := self.find(k, again=False)) is not None}
        if len(found) != 1:
            return None
        slot = next(iter(found.values()))
        return Slot(slot.value, slot.span, "before")

    def _of_own_breath(self, number: int, governing: list[int]) -> Slot | None:
        """Read `12 died, by a tally of this paper; 40 were held, police say`: each half has its own source."""
        quantity = self.quantities[number]
        at = self.index.range_of(quantity.number)[0]
        begin, end = self._breath(at)
        sentence = self.context.document.sentences[quantity.sentence]
        if (begin, end) == (sentence.first, sentence.last) or (
            begin == sentence.first and (not governing or begin <= self._cue_of(governing[0]) < end)
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
            if inside and claims and not self.context.is_outlet(told) and not self._is_deed(told):
                return self.namer.behalf(Slot(name, attribution.source, "clause"))
        if any(begin <= self._cue_of(told) < end for told in governing):
            return None
        own = self.faint.told_before(number)
        return self.namer.behalf(own) if own is not None else None

    def _cue_of(self, number: int) -> int:
        """Return the first token of the cue of an attribution; -1 without one."""
        cue = self.context.document.attributions[number].cue
        return self.index.range_of(cue)[0] if cue is not None else -1

    def _in_reach(self, quantity: Quantity, governing: list[int]) -> list[int]:
        """Drop who only speaks behind a semicolon: `52 had died; the airport said 104 flights were late`."""
        first = self.index.range_of(quantity.number)[0]
        end = self._breath(first)[1]
        kept: list[int] = []
        for number in governing:
            cue, source = self._cue_of(number), self.context.document.attributions[number].source
            here = self.context.cue_sentence[number] == quantity.sentence
            if here and cue > end and source is not None:
                opener, last = self._breath(cue)
                own = any(
                    opener < a or (a <= cue < b and b > cue + 2)
                    for a, b in self._behind_cue(number, cue, last)
                )
                begin = self.index.range_of(source)[0]
                if begin - opener <= _OPENING and own:
                    continue
                if self._is_inset(begin, number) and self.index.has_verb(opener, begin):
                    continue
            if source is not None and self._is_framing(first, number):
                continue
            if source is not None and self._is_of_another(first, self.index.range_of(source)[0]):
                continue
            kept.append(number)
        return kept

    def _is_framing(self, first: int, number: int) -> bool:
        """Tell whether a number but frames what is said: `In Kandy, where 30 have died, the mayor called …`."""
        clause = self.context.clause_at(first)
        told = self.context.document.attributions[number]
        if clause is None or told.source is None or self.index.clauses[clause].kind != "relative":
            return False
        begin = self.index.range_of(told.source)[0]
        sentence = self.context.document.sentences[self.index.sentence_of[first]]
        opening = self.index.clauses[clause].first - sentence.first <= _FRAME and first < begin
        return opening and self.index.low[begin - 1] == ","

    def _is_of_another(self, first: int, source: int) -> bool:
        """Tell whether who speaks in a clause of `as` only gives another number: `1,000, not 354 as police claimed`."""
        low = self.index.low
        begin = source - (low[source - 1] in {"the", "a", "an"})
        if source <= first or (low[begin - 1] != "as" and low[begin] != "as"):
            return False
        at = begin - 1 if low[begin - 1] == "as" else begin
        at -= low[at - 1] == ","
        other = self.context.quantity_at[at - 1] if at > 0 else -1
        return other >= 0 and low[self.context.quantity_range[other][0] - 1] == "not"

    def _is_inset(self, begin: int, number: int) -> bool:
        """Tell whether who speaks stands between commas: `113 arrests in what was, he said, the worst night`."""
        cue = self.context.document.attributions[number].cue
        if cue is None or self.index.low[begin - 1] != ",":
            return False
        return self.index.low[self.index.range_of(cue)[1]] == ","

    def _behind_cue(self, number: int, cue: int, last: int) -> list[tuple[int, int]]:
        """Return what an attribution governs behind its cue, up to a token."""
        return [
            (a, b) for a, b in self.context.content_ranges[number] if cue < b and a < last and b > cue + 1
        ]

    def _counted(self, quantity: Quantity, governing: list[int], first: int) -> Slot | None:
        """Return who reckons, counts or gives a number, in words of the same half of the sentence or before it."""
        found: tuple[Callable[[], Slot | None], ...] = (
            lambda: self._learned_from(governing, quantity),
            lambda: self.reckonings.find(quantity),
            lambda: self.apart.comes_from(quantity),
            lambda: self._unless_bare(self.counters.tallying(quantity)),
            lambda: self.counters.counted_by(quantity),
            lambda: self._rather_said(self.counters.counting(quantity), governing, quantity),
            lambda: self.counters.saying(quantity, first),
        )
        if not governing:
            found += (lambda: self.counters.announcing(quantity), lambda: self.reckonings.summed_up(quantity))
        end = self._breath(first)[1]
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
        governing = self._in_reach(quantity, told_by)
        if governing and (self._is_no_claim(governing[0]) or (self._is_mentioned(governing[0], first))):
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
                return self._of_pronoun_here(number, begin)
            unnamed = self.context.source_name(told) is None and not self.context.is_outlet(told)
            if here and unnamed and self._is_in_clause(told, first):
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

    def _is_in_clause(self, number: int, first: int) -> bool:
        """Tell whether a number stands in a clause that is said, not in the object of the verb of saying."""
        cue, clause = self._cue_of(number), self.context.clause_at(first)
        if cue < 0 or clause is None or self.index.clauses[clause].verb is None:
            return False
        if self.index.clauses[clause].kind in {"participial", "infinitive"}:
            return False
        return clause not in {self.index.verb_at[cue], self.context.clause_at(cue)}

    def _said_directly(self, quantity: Quantity, first: int) -> Slot | None:
        """Return who says a number that stands right behind `said`, or who spoke before where that is a pronoun."""
        subject = self.counters.said_directly(quantity, first)
        if subject is None:
            return None
        begin, end = subject
        if end - begin == 1 and self.index.low[begin] in PRONOUNS:
            return self.apart.of_sentence_before(quantity.sentence)
        return self.sources.read_source(begin, end, quantity.sentence)

    def _is_counted_source(self, number: int) -> bool:
        """Tell whether a source is but a number that stands before the cue: `154 killed, 120 badly, says the mayor`."""
        source = self.context.document.attributions[number].source
        return source is not None and self.context.quantity_at[self.index.range_of(source)[0]] >= 0

    def _learned_from(self, governing: list[int], quantity: Quantity) -> Slot | None:
        """Read `Sixteen died, the Courier learned from the hospitals`: they gave the number."""
        for number in governing:
            told = self.context.document.attributions[number]
            here = self.context.cue_sentence[number] == quantity.sentence
            if told.lemma not in _LEARNING or told.cue is None or not here:
                continue
            at = self.index.range_of(told.cue)[1]
            if self.index.low[at] != "from":
                continue
            end = at + 1
            while (
                self.index.low[end] not in MARKS | {"that"} and self.index.verb_at[end] < 0 and end - at < 8
            ):
                end += 1
            return self.sources.read_counter(at + 1, end, quantity.sentence)
        return None

    def _is_aside(self, number: int, first: int) -> bool:
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

    def _cited(self, governing: list[int]) -> Slot | None:
        """Return whom the speaker quotes: `The government, quoting hospital sources, said 13 people had died`."""
        attributions = self.context.document.attributions
        speaker = attributions[governing[0]].source
        for number in governing[1:]:
            told = attributions[number]
            if (
                told.lemma not in {"quoting", "citing"}
                or told.cue is None
                or told.source is None
                or speaker is None
            ):
                continue
            name = self.context.source_name(number)
            if speaker.contains(told.cue) and name is not None:
                return Slot(name, told.source, "clause")
        return None

    def _of_pronoun(self, number: int, quantity: Quantity) -> Slot | None:
        """Return who spoke in the sentence before, where a pronoun goes on: `The governor said … He added …`."""
        source = self.context.document.attributions[number].source
        if source is None or self.context.cue_sentence[number] != quantity.sentence:
            return None
        first, last = self.index.range_of(source)
        paper = self.index.low[first:last]
        told = paper[:1] in (["the"], ["this"], ["that"]) and paper[1:] in (
            ["report"],
            ["statement"],
            ["bulletin"],
        )
        if not told and (last - first != 1 or self.index.low[first] not in PRONOUNS):
            return None
        carried = self.apart.of_sentence_before(quantity.sentence)
        if (
            carried is None
            or carried.span is None
            or told
            or self.index.low[first] not in {"it", "he", "she"}
        ):
            return carried
        return (
            carried
            if self.faint.subjects.agrees(
                self.index.low[first], self.index.range_of(carried.span)[1], carried
            )
            else None
        )

    def _of_outer(self, governing: list[int]) -> Slot | None:
        """Return who speaks in the innermost of the attributions around a deed."""
        for number in governing:
            attribution = self.context.document.attributions[number]
            name = self.context.source_name(number)
            if attribution.source is not None and name is not None and not self.context.is_outlet(number):
                return Slot(name, attribution.source, "sentence")
        return None

    def _is_deed(self, number: int) -> bool:
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

    def _passes_on(self, number: int) -> bool:
        """Tell whether a source is an outlet: `Reuters reports`, not `the Health Ministry's daily update`."""
        attribution = self.context.document.attributions[number]
        if attribution.source is None or not self.context.is_outlet(number):
            return False
        named = self.sources.find_name(*self.index.range_of(attribution.source))
        return named is None or self.context.is_outlet_name(named.value)

    def _only_registers(self, number: int) -> bool:
        """Tell whether a source is but the ground on which something is counted: `the country recorded 528 cases`."""
        attribution = self.context.document.attributions[number]
        if attribution.source is None or attribution.lemma not in _REGISTERING:
            return False
        return self.index.low[self.index.range_of(attribution.source)[1] - 1] in _GROUNDS

    def _unless_bare(self, slot: Slot | None) -> Slot | None:
        """Drop what names nobody: `by official estimate`."""
        return (
            None if slot is not None and slot.value.lower() in {"official", "officially", "local"} else slot
        )

    def _is_no_claim(self, number: int) -> bool:
        attribution = self.context.document.attributions[number]
        return attribution.source is not None and attribution.lemma in load_phrases("figures", "judging")

    def _rather_said(self, counted: Slot | None, governing: list[int], quantity: Quantity) -> Slot | None:
        """Return who counts, unless it is a state for which somebody speaks: `Peru recorded 22 cases, the WHO said`."""
        if counted is None or counted.span is None:
            return counted
        if self.sources.read_state(*self.index.range_of(counted.span)) is None:
            return counted
        own = self.index.range_of(counted.span)[0]
        for number in governing:
            source = self.context.document.attributions[number].source
            here = self.context.cue_sentence[number] == quantity.sentence
            if source is not None and here and self.index.range_of(source)[0] > own:
                return None
        return counted

    def _is_weak(self, governing: list[int]) -> bool:
        return all(self.context.document.attributions[n].source is None for n in governing)
