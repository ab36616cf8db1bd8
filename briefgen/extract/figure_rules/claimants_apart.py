"""Claimants told apart from their number: at the end of its sentence, between its halves, in sentences beside it."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.claimant_names import BODIES, ClaimantNamer
from briefgen.extract.figure_rules.counters import RECORDS, SHOWING
from briefgen.extract.figure_rules.sources import SourceReader
from briefgen.extract.frames import Slot
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_phrases, load_words

_CONTINUING = {
    ("of", "them"),
    ("of", "these"),
    ("of", "those"),
    ("in", "addition"),
    ("a", "further"),
    ("they", "include"),
    ("as", "well"),
}
_SELF_MADE = load_words("figure_rules", "self_made")
"""Words of the names of such bodies."""
PRONOUNS = frozenset({"he", "she", "it", "they"})
"""Pronouns of those who go on speaking."""
_SPEAKING = frozenset(["speak", "boast", "talk", "warn"])
"""Verbs behind which `of` tells what is said."""
_SAID = frozenset(["said", "says", "reported", "reports", "announced", "announces", "say", "report"])
_RELATIVE = load_words("figure_rules", "relative")
_LONGEST = 10
"""Most words of a source behind its verb."""
_CARRIED = 3
"""Sentences over which a speaker without a name goes on."""
_NAMED_AMONG = frozenset(
    ["including", "among", "political", "senior", "leading", "prominent", "religious", "key"]
)
"""Beside one of these, figures are people."""
_PAPERS = frozenset(["report", "statement", "bulletin"])
_CHANNELS = frozenset({"broadcaster", "television", "tv", "channel", "radio", "station"})


class ApartFinder:
    """Finds who gives the figures of one document in other words than those that govern the number."""

    def __init__(
        self, context: Context, quantities: Sequence[Quantity], sources: SourceReader, namer: ClaimantNamer
    ) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.sources = sources
        self.namer = namer
        self._one_of_sentence = {quantity.sentence: quantity for quantity in quantities}
        self._ends: dict[int, Slot | None] = {}
        """Who speaks at the end of the sentences looked at, where no comma sets them off."""

    def comes_from(self, quantity: Quantity) -> Slot | None:
        """Read `The figure of eight dead comes from the Interior Ministry`, `the ministry's figure of 12`."""
        sentence = self.context.document.sentences[quantity.sentence]
        for number in self.index.clauses_of[quantity.sentence]:
            verb = self.index.clauses[number].verb
            if verb is None or verb.lemma not in {"come", "be", *_SPEAKING}:
                continue
            if verb.lemma in _SPEAKING and self.index.range_of(quantity.number)[0] < verb.last:
                # `Police put the dead at 74, but the Red Cross spoke of 78`
                continue
            if verb.lemma == "come" and verb.last < sentence.last and self.index.low[verb.last] == "from":
                return self.sources.find_name(verb.last + 1, min(sentence.last, verb.last + 10))
            subject = self.index.clauses[number].subject
            spoken = verb.last
            while verb.lemma in _SPEAKING and spoken < sentence.last and self.context.timex_at[spoken] >= 0:
                # `had spoken the next day of at least 1,200 killed`
                spoken += 1
            between = self.index.low[spoken : self.index.range_of(quantity.number)[0]]
            if (
                verb.lemma in _SPEAKING
                and subject is not None
                and between[:1] == ["of"]
                and "while" not in between
                and ";" not in between
            ):
                first, last = self.index.range_of(subject)
                named = self.sources.read_counter(first, last, quantity.sentence)
                if named is not None:
                    return named
                if self.index.low[first] in {"its", "his", "her", "their", "it"} and quantity.sentence > 0:
                    return self._claimant_of_sentence(quantity.sentence - 1)
        return None

    def of_the_same_breath(self, number: int) -> Slot | None:
        """Take over the claimant of the number before in `9,900, the ministry said, and on Monday it was 7,939`."""
        if number == 0:
            return None
        first, last = self.index.range_of(self.quantities[number - 1].number)
        found = self.context.claimant(first, last)
        return Slot(found.value, found.span, "sentence") if found is not None else None

    def of_the_end(self, quantity: Quantity, first: int) -> Slot | None:
        """Read who speaks where no comma says so: `… killed 31 civilians on Friday the civil defence said`."""
        number = quantity.sentence
        if number not in self._ends:
            self._ends[number] = self._end_of(number)
        slot = self._ends[number]
        if slot is None or slot.span is None or self.index.range_of(slot.span)[0] <= first:
            return None
        begin, last = self.index.range_of(slot.span)
        if ";" in self.index.low[first:begin] and self.index.low[last + 1] not in MARKS:
            # `52 had died; the airport said 104 flights were late`
            return None
        return slot

    def _end_of(self, number: int) -> Slot | None:
        sentence = self.context.document.sentences[number]
        low = self.index.low
        for token in range(sentence.last - 1, max(sentence.first, sentence.last - 14), -1):
            if low[token] in SHOWING and low[token - 1] in RECORDS:
                # `1,166 people have died, IOM data show`
                return self.sources.read_before(token, sentence.first)
            if low[token] not in load_phrases("figures", "trailing_cues") or low[token + 1 : token + 2] == [
                "of"
            ]:
                # `army reports of 2,000` are no verb.
                continue
            if low[token] == "figures" and not _NAMED_AMONG.isdisjoint(low[token - 4 : token + 2]):
                # `arrested 40 people, including opposition figures`
                continue
            if low[token] in {"found", "finds"} and low[token + 1 : token + 2] != ["."]:
                # `40 doctors found work there`
                continue
            verb = self.index.verb_at[token]
            group = self.index.clauses[verb].verb if verb >= 0 else None
            # `… and wounded 17 state media reported` looks like a participle.
            told = group is None or not group.passive or group.tense == "participle"
            if group is not None and (group.negated or not told):
                return None
            if verb >= 0 and self.index.clauses[verb].kind == "relative":
                # `… while the last victim was a guard who the agency said died`
                return None
            if any(
                (n := self.index.verb_at[t]) >= 0
                and (later := self.index.clauses[n].verb) is not None
                and later.tense not in {"participle", "infinitive"}
                for t in range(token + 2, sentence.last)
            ):
                # `… and survivors told doctors that children had been aboard`
                return None
            behind = low[token + 1 : token + 2]
            if behind and behind[0] in {"that", "it", "he", "she", "they"}:
                return None
            return self.sources.read_before(group.first if group is not None else token, sentence.first)
        return None

    def of_the_middle(self, quantity: Quantity, first: int) -> Slot | None:
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
            end = self._behind_manner(self._behind_name(end, first), first, told=attribution.lemma == "tell")
            if (
                begin == 0
                or low[begin - 1] not in {",", "”", '"', "''"}
                or end + 1 >= first + (low[end] == ";")
            ):
                continue
            if low[end] == ";":
                # `The quake killed 45, the agency said; 120 more were hurt`
                if self._is_elsewhere(end + 1, quantity):
                    continue
            elif low[end] != "," or not (
                low[end + 1] in {"and", "while", "with"} or low[end + 1].endswith("ing")
            ):
                continue
            name = context.source_name(number)
            if name is None and low[end] == ";":
                named = self.sources.read_source(*self.index.range_of(attribution.source), quantity.sentence)
                name = named.value if named is not None else None
            if name is not None:
                return self.namer.behalf(Slot(name, attribution.source, "sentence"))
        return None

    def _behind_name(self, at: int, first: int) -> int:
        """Return the token behind a name in apposition: `said the prosecutor | , Ana Ruiz; 86 were hurt`."""
        mention = self.index.mention_at[at + 1] if at + 1 < first and self.index.low[at] == "," else -1
        if mention < 0:
            return at
        end = self.index.mention_range[mention][1]
        names = self.context.document.names
        person = names.entities[names.mentions[mention].entity].type == "person"
        return end if person and self.index.low[end] in {",", ";"} else at

    def _is_elsewhere(self, begin: int, quantity: Quantity) -> bool:
        """Tell whether what follows a semicolon is told by others, or of another state than what stands before."""
        index, names = self.index, self.context.document.names
        sentence = self.context.document.sentences[quantity.sentence]
        end = next((t for t in range(begin, sentence.last) if index.low[t] == ";"), sentence.last)

        def states(first: int, last: int) -> set[str]:
            found = (names.entities[names.mentions[m].entity] for m in index.mentions_in(first, last))
            return {entity.country for entity in found if entity.type == "place" and entity.country}

        apart = states(begin, end) - states(sentence.first, begin)
        told = any(
            (verb := index.clauses[number].verb) is not None
            and begin <= verb.first < end
            and verb.lemma in load_phrases("figures", "counting")
            for number in index.clauses_of[quantity.sentence]
        )
        told = told or any(
            (cue := self.context.document.attributions[n].cue) is not None
            and begin <= index.range_of(cue)[0] < end
            for n in self.context.attributions_of[quantity.sentence]
        )
        return told or (bool(apart) and bool(states(sentence.first, begin)))

    def _behind_manner(self, at: int, first: int, *, told: bool) -> int:
        """Return the token behind words that tell how or where one speaks: `announced | through tears, and …`.

        Where somebody is `told`, they stand there too: `she told | a packed hall in Galle; 259 …`.
        """
        low = self.index.low
        if not told and low[at] not in {"through", "at", "in", "during", "by", "to", "after"}:
            return at
        end = next((t for t in range(at, min(first, at + 9)) if low[t] in {",", ";"}), at)
        quiet = not self.index.has_verb(at, end) and all(
            self.context.quantity_at[t] < 0 for t in range(at, end)
        )
        return end if quiet else at

    def inverted(self, quantity: Quantity, first: int) -> Slot | None:
        """Read `55,000 have crossed, reports the agency, and …`, `652 dead, according to Conred`."""
        low = self.index.low
        last = self.context.document.sentences[quantity.sentence].last
        for token in range(first + 1, last - 1):
            if low[token] in {";", ":"}:
                return None
            told = low[token - 1] in {",", "”", '"'} and low[token] in _SAID
            if not told and low[token : token + 2] != ["according", "to"]:
                continue
            begin = token + 1 + (not told)
            end = begin
            while (
                end < last
                and end - begin < _LONGEST
                and low[end] not in _RELATIVE
                and (low[end][0].isalnum() or low[end] in {"'", "’", "."})
                and not (low[end] == "." and end == last - 1)
                and self.context.timex_at[end] < 0
                and self.context.quantity_at[end] < 0
                and low[end] != "on"
            ):
                end += 1
            return self.sources.read_source(begin, end, quantity.sentence) if end > begin else None
        return None

    def named_elsewhere(self, slot: Slot, sentence: int) -> Slot:
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
        if words[-1] in BODIES and not definite:
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

    def same_body(self, slot: Slot, sentence: int) -> Slot | None:
        """Return who gave the numbers before, for words that only point back: `the same ministry`, `the report`."""
        words = slot.value.lower().split()
        written = self.index.low[self.index.range_of(slot.span)[0]] if slot.span is not None else ""
        if written not in {"the", "this", "that", "its"} and words[0] != "same":
            return None
        for other in range(sentence - 1, max(-1, sentence - 5), -1):
            told = self._claimant_of_sentence(other)
            if told is None or told.value.lower().startswith("same "):
                continue
            named = told.value.lower().split()
            entity = next((e for e in self.context.document.names.entities if e.name == told.value), None)
            fits = words[-1] in named or words[-1] in _PAPERS | {"source", "body"}
            body = entity is not None and entity.type == "organisation" and words[-1] in BODIES
            return Slot(told.value, slot.span, "before") if fits or body else None
        return None

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

    def of_sentence_before(self, number: int) -> Slot | None:
        """Return who gives the figures of the sentence before, or of the one before that where a pronoun goes on."""
        for other in range(number - 1, max(-1, number - 1 - _CARRIED), -1):
            if (slot := self._claimant_of_sentence(other)) is not None:
                return slot
            told = [self.context.document.attributions[n].source for n in self.context.attributions_of[other]]
            spans = [self.index.range_of(source) for source in told if source is not None]
            if not spans or any(b - a != 1 or self.index.low[a] not in PRONOUNS for a, b in spans):
                return None
        return None

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
            slot = self.comes_from(one) if one is not None else None
            if slot is not None:
                return Slot(slot.value, slot.span, "before")
        return next(iter(found.values())) if len(found) == 1 else None

    def continued(self, quantity: Quantity) -> Slot | None:
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
