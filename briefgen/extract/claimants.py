"""Claimants: who gives a figure."""

from collections.abc import Sequence
from functools import cache

from briefgen.extract.frames import Context, Slot
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_phrases
from briefgen.extract.sources import NUMBERS, SourceReader, source_heads

_CONTINUING = {
    ("of", "them"),
    ("of", "these"),
    ("in", "addition"),
    ("a", "further"),
    ("they", "include"),
    ("as", "well"),
}


class ClaimantFinder:
    """Finds who gives the figures of one document."""

    def __init__(self, context: Context, quantities: Sequence[Quantity]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.sources = SourceReader(context)
        self._one_of_sentence = {quantity.sentence: quantity for quantity in quantities}
        self._ends: dict[int, Slot | None] = {}
        """Who speaks at the end of the sentences looked at, where no comma sets them off."""

    def find(self, number: int, *, again: bool) -> Slot | None:
        """Find who gives a number; None where no words say so.

        Args:
            number: index of the quantity.
            again: whether it is the number before, told for another day.
        """
        slot = self._find(number, again=again)
        if slot is not None and (own := self._of_its_own(number, slot)) is not None:
            return own
        if slot is not None and slot.value.endswith(" news agency") and slot.value.split()[0].isupper():
            # `the AFP news agency`
            slot = Slot(slot.value.removesuffix(" news agency"), slot.span, slot.how)
        return self._named_elsewhere(slot, self.quantities[number].sentence) if slot is not None else None

    def _of_its_own(self, number: int, slot: Slot) -> Slot | None:
        """Read `Hungary counted 225,000 arrivals and Slovakia 176,000`: each state gives its own number."""
        first = self.index.range_of(self.quantities[number].span)[0]
        mention = self.index.mention_at[first - 1] if first > 0 else -1
        if mention < 0 or self.quantities[number].noun is not None or slot.span is None:
            return None
        begin, end = self.index.mention_range[mention]
        if (
            self.index.low[begin - 1] not in {"and", ","}
            or self.sources.read_state(*self.index.range_of(slot.span)) is None
        ):
            return None
        return self.sources.read_state(begin, end)

    def _find(self, number: int, *, again: bool) -> Slot | None:
        quantity = self.quantities[number]
        first, last = self.index.range_of(quantity.number)
        governing = self.context.governing(first, last)
        if governing and self._is_no_claim(governing[0]):
            # `The union condemned the attack that killed 138 civilians`
            return self._of_outer(governing[1:])
        named = (
            self._comes_from(quantity)
            or self._unless_bare(self._tallying(quantity))
            or self._counted_by(quantity)
            or self._rather_said(self._counting(quantity), governing, quantity)
            or self._saying(quantity, first)
        )
        if named is not None:
            return named
        if governing and self._is_deed(governing[0]):
            # `The government said that the epidemic had claimed 62 lives`
            return self._of_outer(governing[1:])
        found = self.context.claimant(first, last)
        if found is not None and found.value.split()[0].lower() in NUMBERS:
            return None
        if found is None and governing:
            found = self._named_source(governing[0], first)
            return found or (self._of_the_end(quantity, first) if self._is_weak(governing) else None)
        if found is not None:
            return self._behalf(found)
        breath = self._of_the_same_breath(number) if again else None
        return (
            breath
            or self._of_the_end(quantity, first)
            or self._of_the_middle(quantity, first)
            or self._continued(quantity)
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
        if attribution.cue is None or attribution.lemma not in {"claim", "admit"}:
            return False
        last = self.index.range_of(attribution.cue)[1]
        for token in range(last, min(last + 3, len(self.index.tokens))):
            number = self.context.quantity_at[token]
            if number >= 0:
                # `the blast claimed 4 lives`, `the clinic admitted 90 patients`
                deeds = _LIVES if attribution.lemma == "claim" else _ADMITTED
                return self.quantities[number].head in deeds
        return False

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

    def _counted_by(self, quantity: Quantity) -> Slot | None:
        """Read `Losses were put at 12 million by the insurers`, `the 401 people listed as missing by the city`."""
        sentence = self.context.document.sentences[quantity.sentence]
        low, at = self.index.low, self.index.range_of(quantity.span)[0]
        for token in range(max(sentence.first + 1, at - 12), min(sentence.last - 1, at + 16)):
            if low[token] != "by":
                continue
            verb = next(
                (
                    self.index.clauses[n].verb
                    for t in range(token - 1, max(sentence.first, token - 10) - 1, -1)
                    if (n := self.index.verb_at[t]) >= 0
                ),
                None,
            )
            if verb is None or verb.negated or not (verb.passive or verb.tense == "participle"):
                continue
            reach = {
                "list",
                "report",
                *load_phrases("figures", "counting"),
                *load_phrases("figures", "revising"),
            }
            if verb.lemma not in reach - {"withdraw", "retract", "revoke", "correct"} or low[
                verb.last - 1
            ].endswith("ing"):
                continue
            if min(abs(verb.first - at), abs(token - at)) > 8 or self._is_parted(min(at, verb.first), token):
                continue
            end = token + 1
            while (
                end < sentence.last
                and end - token < 9
                and low[end] not in MARKS | {"as", "in", "on", "and", "at"}
                and self.index.verb_at[end] < 0
                and self.context.quantity_at[end] < 0
                and self.context.timex_at[end] < 0
            ):
                end += 1
            if end > token + 1 and (found := self.sources.read_source(token + 1, end, quantity.sentence)):
                return found
        return None

    def _is_parted(self, first: int, last: int) -> bool:
        """Tell whether a comma, a semicolon or another clause stands in the tokens [first, last)."""
        return any(self.index.low[t] in {",", ";", ":", "which", "who", "that"} for t in range(first, last))

    def _of_the_middle(self, quantity: Quantity, first: int) -> Slot | None:
        """Read who speaks between the halves of a sentence: `Twelve died, the Red Cross said, and 600 are missing`."""
        context, low = self.context, self.index.low
        for number in context.attributions_of[quantity.sentence]:
            attribution = context.document.attributions[number]
            if attribution.source is None or attribution.cue is None or context.is_outlet(number):
                continue
            if context.cue_sentence[number] != quantity.sentence or attribution.lemma in load_phrases(
                "figures", "no_claims"
            ):
                continue
            spans = [self.index.range_of(attribution.source), self.index.range_of(attribution.cue)]
            begin, end = min(a for a, _ in spans), max(b for _, b in spans)
            while end < first and (context.timex_at[end] >= 0 or low[end] == "on"):
                end += 1
            if begin == 0 or low[begin - 1] != "," or low[end : end + 1] != [","] or end + 1 >= first:
                continue
            if low[end + 1] not in {"and", "while", "with"} and not low[end + 1].endswith("ing"):
                continue
            name = context.source_name(number)
            if name is not None and not self._is_told_by_another(number, first):
                return self._behalf(Slot(name, attribution.source, "sentence"))
        return None

    def _is_told_by_another(self, number: int, first: int) -> bool:
        """Tell whether another source stands between an attribution and a number behind it."""
        cue = self.context.document.attributions[number].cue
        last = self.index.range_of(cue)[1] if cue is not None else 0
        return any(
            other != number
            and (source := self.context.document.attributions[other].source) is not None
            and last <= self.index.range_of(source)[0]
            for other in self.context.attributions_of[self.index.sentence_of[first]]
        )

    def _is_weak(self, governing: list[int]) -> bool:
        return all(self.context.document.attributions[n].source is None for n in governing)

    # Sources of attributions

    def _named_source(self, number: int, first: int) -> Slot | None:
        """Name the source of an attribution by the body that its words name."""
        attribution = self.context.document.attributions[number]
        if attribution.source is None or attribution.lemma in load_phrases("figures", "no_claims"):
            return None
        begin, end = self.index.range_of(attribution.source)
        named = self.sources.find_name(begin, end) or self.sources.read_source(
            begin, end, self.index.sentence_of[begin]
        )
        if named is None:
            return None
        cue_sentence = self.context.cue_sentence[number]
        here = cue_sentence == self.index.sentence_of[first]
        return Slot(named.value, attribution.source, "sentence" if here else "before")

    def _behalf(self, slot: Slot) -> Slot:
        """Name the body for which an unnamed spokesman speaks: `a UN spokeswoman`, `UN figures`."""
        if slot.span is None:
            return slot
        first, last = self.index.range_of(slot.span)
        if (whole := self._cut_short(slot, first, last)) is not None:
            return whole
        names = self.context.document.names
        if all(entity.name != slot.value for entity in names.entities):
            within = [names.entities[names.mentions[m].entity] for m in self.index.mentions_in(first, last)]
            people = {entity.name for entity in within if entity.type == "person"}
            bodies = {
                entity.name for entity in within if entity.type == "organisation" and entity.kind != "media"
            }
            if len(bodies) == 1 and not people and slot.value.lower().split()[-1] in _BODIES:
                # `a rights group, the RNDDH`
                return Slot(bodies.pop(), slot.span, slot.how)
            person = people.pop() if len(people) == 1 else self.sources.find_apposed(first, last)
            if person is not None:
                return Slot(person, slot.span, slot.how)
        head = self.index.low[last - 1]
        if head in load_phrases("figures", "mouthpieces") and self.index.mention_at[last - 1] < 0:
            named = self.sources.find_name(first, last)
            if named is not None:
                return Slot(named.value, slot.span, slot.how)
            words = slot.value.split()
            if head in _TELLINGS and len(words) > 1 and words[-2].lower() in source_heads():
                # `a health ministry count`
                return Slot(" ".join(words[:-1]), slot.span, slot.how)
        return slot

    def _cut_short(self, slot: Slot, first: int, last: int) -> Slot | None:
        """Name a source in full of which a known name is but the head: `State Department of Health`.

        A day that stands at its end goes: `health officials Monday`.
        """
        names = self.context.document.names
        while last - 1 > first and self.context.timex_at[last - 1] >= 0:
            last -= 1
        for m in self.index.mentions_in(first, last):
            end = self.index.mention_range[m][1]
            entity = names.entities[names.mentions[m].entity]
            known = entity.name == slot.value and entity.type == "organisation"
            office = self.index.low[end - 1] in {"department", "ministry", "office", "bureau"}
            goes_on = (office and self.index.low[end : end + 1] == ["of"]) or (
                end < last
                and self.index.low[last - 1] in _TAILS
                and self.index.tokens[end].norm[:1].isupper()
            )
            if known and end < last and goes_on:
                begin = first + (self.index.low[first] in {"the", "a", "an"})
                return Slot(self.index.words(begin, last), slot.span, slot.how)
        told = slot.value.split()
        cut = self.index.range_of(slot.span)[1] - last if slot.span is not None else 0
        if 0 < cut < len(told) and told[-1] == self.index.tokens[last + cut - 1].norm:
            return Slot(" ".join(told[:-cut]), slot.span, slot.how)
        return None

    # Words of the sentence

    def _of_the_same_breath(self, number: int) -> Slot | None:
        """Take over the claimant of the number before in `9,900, the ministry said, and on Monday it was 7,939`."""
        if number == 0:
            return None
        first, last = self.index.range_of(self.quantities[number - 1].number)
        found = self.context.claimant(first, last)
        return Slot(found.value, found.span, "sentence") if found is not None else None

    def _comes_from(self, quantity: Quantity) -> Slot | None:
        """Read `The figure of eight dead comes from the Interior Ministry`, `the ministry's figure of 12`."""
        sentence = self.context.document.sentences[quantity.sentence]
        for number in self.index.clauses_of[quantity.sentence]:
            verb = self.index.clauses[number].verb
            if verb is None or verb.lemma not in {"come", "speak", "be"}:
                continue
            if verb.lemma == "come" and verb.last < sentence.last and self.index.low[verb.last] == "from":
                return self.sources.find_name(verb.last + 1, min(sentence.last, verb.last + 10))
            subject = self.index.clauses[number].subject
            if (
                verb.lemma == "speak"
                and subject is not None
                and self.index.low[verb.last : verb.last + 1] == ["of"]
            ):
                first, last = self.index.range_of(subject)
                named = self.sources.find_name(first, last)
                if named is not None:
                    return named
                if self.index.low[first] in {"its", "his", "her", "their", "it"} and quantity.sentence > 0:
                    return self._claimant_of_sentence(quantity.sentence - 1)
        return None

    def _counting(self, quantity: Quantity) -> Slot | None:
        """Read `The ministry counts about 18 dead`, `Officials have raised the toll to 52`: the subject gives it."""
        at = self.index.range_of(quantity.span)[0]
        sentence = self.context.document.sentences[quantity.sentence]
        low = self.index.low
        for token in range(at - 1, max(sentence.first, at - 12) - 1, -1):
            number = self.index.verb_at[token]
            verb = self.index.clauses[number].verb if number >= 0 else None
            if verb is None or low[token] == "including":
                other = self.context.quantity_at[token]
                if other >= 0:
                    # `verified 564 deaths, including 41 children, and 982 injuries`
                    behind = self.context.quantity_range[other][1]
                    joined = set(low[behind:at]) & {"and", "including", ","}
                    return (
                        self._counting(self.quantities[other])
                        if joined and not self._is_cut(behind, at)
                        else None
                    )
                if low[token] in MARKS - {'"', "“", "”", ","}:
                    return None
                if low[token] == "," and low[token + 1 : token + 2] not in (["including"], ["and"]):
                    return None
                continue
            if verb.passive or verb.negated or verb.modal or verb.tense in {"participle", "infinitive"}:
                return None
            between = low[verb.last : at]
            if verb.lemma in load_phrases("figures", "counting"):
                reach = 8
            elif verb.lemma in load_phrases("figures", "revising") and set(between) & _TOLLS:
                reach = 12
            else:
                return None
            if at - verb.last > reach:
                return None
            subject = self.index.clauses[number].subject
            if subject is None:
                mention = self.index.mention_at[verb.first - 1] if verb.first > 0 else -1
                state = self.sources.read_state(*self.index.mention_range[mention]) if mention >= 0 else None
                return self.sources.read_before(verb.first, sentence.first) or state
            first, last = self.index.range_of(subject)
            return self.sources.read_source(first, last, quantity.sentence) or self.sources.read_state(
                first, last
            )
        at -= 1
        if at > sentence.first and low[at] in _counting_forms():
            mention = self.index.mention_at[at - 1]
            state = self.sources.read_state(*self.index.mention_range[mention]) if mention >= 0 else None
            return state or self.sources.read_before(at, sentence.first)
        return None

    def _is_cut(self, first: int, last: int) -> bool:
        """Tell whether a verb or a name stands between two numbers, so that they are no list of one source."""
        if self.index.mention_at[last - 1] >= 0:
            # `Hungary counted 225,000 arrivals and Slovakia 176,000`
            return True
        return any(
            self.index.verb_at[token] >= 0 and self.index.low[token] not in {"including", "estimated"}
            for token in range(first, last)
        )

    def _saying(self, quantity: Quantity, first: int) -> Slot | None:
        """Read `reported by state media, with the agency LANA saying four people died`: who says it is told last."""
        found: Slot | None = None
        for number in self.index.clauses_of[quantity.sentence]:
            clause = self.index.clauses[number]
            if clause.verb is None or clause.subject is None or clause.verb.last > first:
                continue
            begin, end = self.index.range_of(clause.subject)
            if self.index.low[clause.verb.last - 1] == "saying" and self.index.low[begin - 1] == "with":
                found = self.sources.read_source(begin, end, quantity.sentence)
        return found

    def _tallying(self, quantity: Quantity) -> Slot | None:
        """Read `figures from the ministry show`, `a count by Reuters`, `by the government's count`."""
        sentence = self.context.document.sentences[quantity.sentence]
        low = self.index.low
        if not _TELLINGS.intersection(low[sentence.first : sentence.last]):
            return None
        for token in range(sentence.first, sentence.last):
            if low[token] not in _TELLINGS:
                continue
            behind = token + 1
            if low[token] in _RECORDS and behind < sentence.last and low[behind] in _SHOWING:
                # `UN figures show that 934 people were killed`
                return self.sources.read_before(behind, sentence.first)
            if low[behind : behind + 2] in (
                ["compiled", "by"],
                ["collected", "by"],
                ["issued", "by"],
                ["released", "by"],
            ):
                behind += 1
            if behind < sentence.last and low[behind] in {"from", "by"}:
                end = behind + 1
                while (
                    end < sentence.last
                    and end - behind < 9
                    and low[end] not in MARKS
                    and self.index.verb_at[end] < 0
                    and self.context.quantity_at[end] < 0
                ):
                    end += 1
                verb = self.index.verb_at[end] if end < sentence.last else -1
                if verb >= 0 or low[token] in _COUNTS:
                    return self.sources.read_source(behind + 1, end, quantity.sentence)
            if (
                low[token] in _COUNTS
                and low[behind : behind + 1] == ["of"]
                and "by" in low[token - 2 : token]
            ):
                # `38 arrests, by the count of Ana Ruiz, a lawyer`
                end = behind + 1
                while end < sentence.last and end - behind < 9 and low[end] not in MARKS:
                    end += 1
                return self.sources.read_source(behind + 1, end, quantity.sentence)
            # `by the government's count`, `according to its own tally`
            start = token
            while start > sentence.first and token - start < 5 and low[start - 1] not in {"by", "to"}:
                start -= 1
            if start > sentence.first and low[token] in _COUNTS and low[start - 1] == "by" and start < token:
                return self.sources.read_source(start, token, quantity.sentence)
        return None

    def _of_the_end(self, quantity: Quantity, first: int) -> Slot | None:
        """Read who speaks where no comma says so: `… killed 31 civilians on Friday the civil defence said`."""
        number = quantity.sentence
        if number not in self._ends:
            self._ends[number] = self._end_of(number)
        slot = self._ends[number]
        if slot is None or slot.span is None or self.index.range_of(slot.span)[0] <= first:
            return None
        return slot

    def _end_of(self, number: int) -> Slot | None:
        sentence = self.context.document.sentences[number]
        low = self.index.low
        for token in range(sentence.last - 1, max(sentence.first, sentence.last - 14), -1):
            if low[token] in _SHOWING and low[token - 1] in _RECORDS:
                # `1,166 people have died, IOM data show`
                return self.sources.read_before(token, sentence.first)
            if low[token] not in load_phrases("figures", "trailing_cues"):
                continue
            verb = self.index.verb_at[token]
            group = self.index.clauses[verb].verb if verb >= 0 else None
            # `… and wounded 17 state media reported` looks like a participle.
            told = group is None or not group.passive or group.tense == "participle"
            if group is not None and (group.negated or not told):
                return None
            behind = low[token + 1 : token + 2]
            if behind and behind[0] in {"that", "it", "he", "she", "they"}:
                return None
            return self.sources.read_before(group.first if group is not None else token, sentence.first)
        return None

    # Other sentences

    def _named_elsewhere(self, slot: Slot, sentence: int) -> Slot:
        """Name a body that the text names only beside its claim: `a monitoring group said. The Observatory said …`."""
        if slot.span is None:
            return slot
        first, last = self.index.range_of(slot.span)
        if self.index.mentions_in(first, last):
            return slot
        words = [self.index.low[token] for token in range(first, last)]
        if words[-2:] == ["news", "agency"] or words[-1] == "agency" or words[-3:-1] == ["news", "agency"]:
            own = [self.index.tokens[t].norm for t in range(first, last)]
            name = next((word for word in own if word.isupper() and len(word) > 2), None)
            return Slot(name, slot.span, slot.how) if name is not None else slot
        definite = words[0] == "the" or self.index.low[first - 1] == "the"
        if words[-1] in _BODIES and not definite:
            named = self._next_body(sentence)
            return Slot(named, slot.span, slot.how) if named is not None else slot
        if words[-1] in _CHANNELS and definite:
            return next(
                (
                    Slot(told.value, slot.span, slot.how)
                    for other in range(sentence - 1, max(-1, sentence - 4), -1)
                    if (told := self._told_in(other)) is not None
                    and _CHANNELS & set(told.value.lower().split())
                    and told.value.lower() not in _CHANNELS
                ),
                slot,
            )
        return slot

    def _next_body(self, sentence: int) -> str | None:
        """Return the body that is the next to speak in the sentences behind, if it is none of a state."""
        context = self.context
        for other in range(sentence + 1, min(sentence + 4, len(context.document.sentences))):
            told = [
                context.document.attributions[n]
                for n in context.attributions_of[other]
                if context.cue_sentence[n] == other
            ]
            for one in told:
                if one.speaker is None:
                    continue
                entity = context.document.names.entities[one.speaker]
                if entity.type != "organisation":
                    return None
                if entity.kind == "media" or not _SELF_MADE & set(entity.name.lower().split()):
                    return None
                return entity.name
        return None

    def _told_in(self, sentence: int) -> Slot | None:
        """Return who speaks in a sentence, outlets too, if that is one."""
        if sentence not in self._ends:
            self._ends[sentence] = self._end_of(sentence)
        if (end := self._ends[sentence]) is not None:
            return end
        found = {
            name: Slot(name, None, "before")
            for n in self.context.attributions_of[sentence]
            if (name := self.context.source_name(n)) is not None
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _claimant_of_sentence(self, sentence: int) -> Slot | None:
        """Return who gives the figures of a sentence, where all that speak there are one."""
        context = self.context
        found: dict[str, Slot] = {}
        for number in context.attributions_of[sentence]:
            source = context.document.attributions[number].source
            name = context.source_name(number)
            if source is None or name is None or context.is_outlet(number):
                continue
            found[name] = Slot(name, source, "before")
        if not found:
            # Which quantity of the sentence is asked does not matter.
            one = self._one_of_sentence.get(sentence)
            slot = self._comes_from(one) if one is not None else None
            if slot is not None:
                return Slot(slot.value, slot.span, "before")
        return next(iter(found.values())) if len(found) == 1 else None

    def _continued(self, quantity: Quantity) -> Slot | None:
        """Take over the claimant of the sentence before, where this one plainly goes on with it."""
        number = quantity.sentence
        sentences = self.context.document.sentences
        sentence = sentences[number]
        if number == 0 or sentences[number - 1].paragraph != sentence.paragraph:
            return None
        if self.context.attributions_of[number] or self.context.timexes_of[number]:
            return None
        opener = tuple(self.index.low[sentence.first : sentence.first + 2])
        if opener[:1] in {("another",), ("among",), ("also",)} or opener in _CONTINUING:
            return self._claimant_of_sentence(number - 1)
        return None


@cache
def _counting_forms() -> frozenset[str]:
    """Return the finite forms of verbs of counting, for sentences whose clause has another verb."""
    made: set[str] = set()
    for lemma in load_phrases("figures", "counting"):
        stem = lemma.removesuffix("e").removesuffix("y")
        made |= {lemma + "s", stem + "ies"} if lemma.endswith("y") else {lemma + "s"}
        made.add(stem + ("ied" if lemma.endswith("y") else "ed"))
    return frozenset(made)


_SHOWING = frozenset({"show", "shows", "showed"})
_RECORDS = frozenset({"count", "tally", "data", "figures", "statistics", "records"})
_BODIES = frozenset(
    {"group", "monitor", "ngo", "watchdog", "organisation", "organization", "charity", "network"}
)
"""Heads of bodies that no state runs; a report often names them one sentence later."""
_SELF_MADE = frozenset(
    [
        "observatory",
        "watch",
        "group",
        "monitor",
        "monitoring",
        "network",
        "committee",
        "centre",
        "center",
        "rights",
        "org",
        "association",
        "union",
    ]
)
"""Words of the names of such bodies."""
_CHANNELS = frozenset({"broadcaster", "television", "tv", "channel", "radio", "station"})
_TAILS = frozenset(["services", "service", "agency", "authority", "board", "commission", "council", "office"])
"""Heads of the names of offices."""
_ADMITTED = frozenset({"patient", "person", "child", "victim", "injured", "wounded", "case", "survivor"})
_LIVES = frozenset({"life", "lives", "martyr", "victim"})
_TOLLS = frozenset(
    {"toll", "tally", "number", "count", "figure", "total", "estimate", "dead", "death", "casualties"}
)
_COUNTS = frozenset({"count", "tally", "estimate", "estimates", "reckoning", "toll"})
_TELLINGS = _COUNTS | {"figures", "data", "statistics", "report", "numbers"}
