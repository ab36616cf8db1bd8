"""Claimants: who gives a figure."""

from collections.abc import Sequence
from functools import cache

from briefgen.extract.frames import Context, Slot
from briefgen.extract.gazetteer import load_countries
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.speakers import Speaker, find_speaker
from briefgen.extract.lexicon import load_phrases

_CONTINUING = {
    ("of", "them"),
    ("of", "these"),
    ("in", "addition"),
    ("a", "further"),
    ("they", "include"),
    ("as", "well"),
}
_LONGEST_SOURCE = 7
"""Most words of a source that has no name of its own."""


class ClaimantFinder:
    """Finds who gives the figures of one document."""

    def __init__(self, context: Context, quantities: Sequence[Quantity]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self._one_of_sentence = {quantity.sentence: quantity for quantity in quantities}
        self._ends: dict[int, Slot | None] = {}
        """Who speaks at the end of the sentences looked at, where no comma sets them off."""

    def find(self, number: int, *, again: bool) -> Slot | None:
        """Find who gives a number; None where no words say so.

        Args:
            number: index of the quantity.
            again: whether it is the number before, told for another day.
        """
        quantity = self.quantities[number]
        first, last = self.index.range_of(quantity.number)
        named = self._comes_from(quantity) or self._tallying(quantity) or self._counting(quantity)
        if named is not None:
            return named
        governing = self.context.governing(first, last)
        if governing and self._is_deed(governing[0]):
            return None
        found = self.context.claimant(first, last)
        if found is not None and found.value.split()[0].lower() in _NUMBERS:
            return None
        if found is None and governing:
            found = self._named_source(governing[0], first)
            return found or (self._of_the_end(quantity, first) if self._is_weak(governing) else None)
        if found is not None:
            return self._behalf(found)
        breath = self._of_the_same_breath(number) if again else None
        return breath or self._of_the_end(quantity, first) or self._continued(quantity)

    def _is_deed(self, number: int) -> bool:
        """Tell whether the cue of an attribution tells what happened: `the blast claimed 4 lives`."""
        attribution = self.context.document.attributions[number]
        if attribution.cue is None or attribution.lemma != "claim":
            return False
        last = self.index.range_of(attribution.cue)[1]
        for token in range(last, min(last + 3, len(self.index.tokens))):
            number = self.context.quantity_at[token]
            if number >= 0:
                return self.quantities[number].head in _LIVES
        return False

    def _is_weak(self, governing: list[int]) -> bool:
        return all(self.context.document.attributions[n].source is None for n in governing)

    # Sources of attributions

    def _named_source(self, number: int, first: int) -> Slot | None:
        """Name the source of an attribution by the body that its words name."""
        attribution = self.context.document.attributions[number]
        if attribution.source is None or attribution.lemma in load_phrases("figures", "no_claims"):
            return None
        begin, end = self.index.range_of(attribution.source)
        named = self._name_in(begin, end) or self._source(begin, end, self.index.sentence_of[begin])
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
        names = self.context.document.names
        if all(entity.name != slot.value for entity in names.entities):
            within = [names.entities[names.mentions[m].entity] for m in self.index.mentions_in(first, last)]
            people = {entity.name for entity in within if entity.type == "person"}
            person = people.pop() if len(people) == 1 else self._apposed(first, last)
            if person is not None:
                return Slot(person, slot.span, slot.how)
        head = self.index.low[last - 1]
        if head in load_phrases("figures", "mouthpieces") and self.index.mention_at[last - 1] < 0:
            named = self._name_in(first, last)
            if named is not None:
                return Slot(named.value, slot.span, slot.how)
            words = slot.value.split()
            if head in _TELLINGS and len(words) > 1 and words[-2].lower() in _heads():
                # `a health ministry count`
                return Slot(" ".join(words[:-1]), slot.span, slot.how)
        return slot

    def _apposed(self, first: int, last: int) -> str | None:
        """Return the person named right behind a source without a name: `the city's governor, Marwan Abboud`."""
        low, names = self.index.low, self.context.document.names
        if last + 1 >= len(low) or low[last] != "," or self._name_in(first, last) is not None:
            return None
        mention = self.index.mention_at[last + 1]
        entity = names.entities[names.mentions[mention].entity] if mention >= 0 else None
        return entity.name if entity is not None and entity.type == "person" else None

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
                return self._name_in(verb.last + 1, min(sentence.last, verb.last + 10))
            subject = self.index.clauses[number].subject
            if (
                verb.lemma == "speak"
                and subject is not None
                and self.index.low[verb.last : verb.last + 1] == ["of"]
            ):
                first, last = self.index.range_of(subject)
                named = self._name_in(first, last)
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
            if verb is None:
                if low[token] in MARKS - {'"', "“", "”"} or self.context.quantity_at[token] >= 0:
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
                return self._before(verb.first, sentence.first)
            first, last = self.index.range_of(subject)
            return self._source(first, last, quantity.sentence) or self._state(first, last)
        at -= 1
        if at > sentence.first and low[at] in _counting_forms():
            mention = self.index.mention_at[at - 1]
            state = self._state(*self.index.mention_range[mention]) if mention >= 0 else None
            return state or self._before(at, sentence.first)
        return None

    def _before(self, at: int, begin: int) -> Slot | None:
        """Return the source right before a token."""
        first = self._source_start(at, begin)
        return self._source(first, at, self.index.sentence_of[at]) if first < at else None

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
                    return self._source(behind + 1, end, quantity.sentence)
            # `by the government's count`, `according to its own tally`
            start = token
            while start > sentence.first and token - start < 5 and low[start - 1] not in {"by", "to"}:
                start -= 1
            if start > sentence.first and low[token] in _COUNTS and low[start - 1] == "by" and start < token:
                return self._source(start, token, quantity.sentence)
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
            if low[token] not in load_phrases("figures", "trailing_cues"):
                continue
            verb = self.index.verb_at[token]
            group = self.index.clauses[verb].verb if verb >= 0 else None
            if group is not None and (group.passive or group.negated):
                return None
            behind = low[token + 1 : token + 2]
            if behind and behind[0] in {"that", "it", "he", "she", "they"}:
                return None
            return self._before(group.first if group is not None else token, sentence.first)
        return None

    def _source_start(self, at: int, begin: int) -> int:
        """Return the first token of the noun phrase of a source that ends before a token; `at` if none does."""
        low, index = self.index.low, self.index
        start = at
        named = headed = False
        while start > begin and at - start < _LONGEST_SOURCE + 3:
            mention = index.mention_at[start - 1]
            if mention >= 0:
                if named and not headed:
                    break
                named = True
                start = max(begin, index.mention_range[mention][0])
                continue
            word = low[start - 1]
            if word in _DETERMINERS:
                start -= 1
                break
            if start == at and _is_acronym(index.tokens[start - 1].norm):
                # `… destroyed two bridges LANA reported`
                return start - 1
            if (
                named
                or not word[0].isalpha()
                or index.verb_at[start - 1] >= 0
                or self._ends_source(start - 1)
            ):
                start = self._bare_start(start, at)
                break
            if word == "of" and not (start - 2 >= begin and low[start - 2] in _heads()):
                start = self._bare_start(start, at)
                break
            headed = headed or word in _heads()
            start -= 1
        return start if named or headed else at

    def _bare_start(self, start: int, at: int) -> int:
        """Return where a source without article begins: `… of many blasts state television said`."""
        if any(self.index.mention_at[token] >= 0 for token in range(start, at)):
            return start
        begin = at
        while begin > start and (
            self.index.low[begin - 1] in _heads()
            or self.index.low[begin - 1] in load_phrases("figures", "source_words")
        ):
            begin -= 1
        return begin

    def _ends_source(self, token: int) -> bool:
        word = self.index.low[token]
        return word in _NO_SOURCE or self.context.timex_at[token] >= 0 or self.context.quantity_at[token] >= 0

    # Names

    def _source(self, first: int, last: int, sentence: int) -> Slot | None:
        """Name the source that stands in the tokens [first, last)."""
        first, last = self.index.trim(first, last)
        if first >= last:
            return None
        named = self._name_in(first, last)
        if named is not None:
            return Slot(named.value, self.index.span(first, last), "clause")
        start = first
        while start < last and self.context.timex_at[start] >= 0:
            # `Two days earlier officials had …`
            start += 1
        while start < last and self.index.low[start] in _DETERMINERS:
            start += 1
        if last > start and self.index.low[last - 1] == "own":
            last -= 1
        words = self.index.low[start:last]
        if not words or last - start > _LONGEST_SOURCE or not _NUMBERS.isdisjoint(words):
            return None
        if len(words) == 1 or self.index.low[first] in {"the", "its", "their"}:
            speaker = find_speaker(self.index, (first, last), None, sentence, self._speakers_before(sentence))
            number = speaker.entity if speaker.entity is not None else speaker.on_behalf
            if number is not None:
                entity = self.context.document.names.entities[number]
                if entity.type in {"person", "organisation"} and entity.kind != "media":
                    return Slot(entity.name, self.index.span(first, last), "clause")
        if not _is_acronym(self.index.tokens[last - 1].norm) and not any(
            word.removesuffix("'s").removesuffix("’s") in _heads() for word in words
        ):
            return None
        if (person := self._apposed(first, last)) is not None:
            return Slot(person, self.index.span(first, last), "clause")
        text = self._owned(start, last) or self.index.words(start, last).removesuffix("'s").removesuffix("’s")
        return Slot(text[:1].upper() + text[1:], self.index.span(first, last), "clause")

    def _state(self, first: int, last: int) -> Slot | None:
        """Return the state that alone is the subject: `Mexico confirms 26 cases`."""
        found = self.index.mentions_in(first, last)
        if len(found) != 1:
            return None
        names = self.context.document.names
        entity = names.entities[names.mentions[found[0]].entity]
        begin, end = self.index.mention_range[found[0]]
        if entity.kind != "country" or end != last or self.index.low[first:begin] not in ([], ["the"]):
            return None
        return Slot(entity.name, self.index.span(first, last), "clause")

    def _owned(self, first: int, last: int) -> str:
        """Return `Government of Haiti` for `Haiti's government`."""
        names = self.context.document.names
        mentions = self.index.mentions_in(first, last)
        head = self.index.low[last - 1].removesuffix("'s").removesuffix("’s")
        if head not in {"government", "ministry"} or not mentions:
            return ""
        entity = names.entities[names.mentions[mentions[0]].entity]
        country = load_countries().get(entity.country)
        if country is None or entity.type not in {"place", "nationality"}:
            return ""
        own = [self.index.tokens[t].norm for t in range(first, last - 1) if self.index.mention_at[t] < 0]
        return " ".join((*own, head)).strip().title() + f" of {country.name}"

    def _speakers_before(self, sentence: int) -> list[Speaker]:
        """Return who spoke in the sentences before one, for `the ministry` and `it`."""
        found: list[Speaker] = []
        for other in range(max(0, sentence - 4), sentence):
            for number in self.context.attributions_of[other]:
                one = self.context.document.attributions[number]
                if one.speaker is not None:
                    found.append(Speaker(one.speaker, one.on_behalf, one.role, None, other))
        return found

    def _name_in(self, first: int, last: int) -> Slot | None:
        """Return the body or person named in the tokens [first, last); an outlet only where nobody else is."""
        names = self.context.document.names
        outlet: Slot | None = None
        publisher = (self.context.document.article.publisher or "").casefold()
        for m in self.index.mentions_in(first, last):
            entity = names.entities[names.mentions[m].entity]
            if entity.type not in {"organisation", "person"}:
                continue
            slot = Slot(entity.name, names.mentions[m].span, "sentence")
            if entity.kind != "media":
                return slot
            if not publisher or entity.name.casefold() not in publisher:
                outlet = outlet or slot
        return outlet

    # The sentence before

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


def _is_acronym(word: str) -> bool:
    return word.isupper() and word.isalpha() and len(word) > 2


@cache
def _counting_forms() -> frozenset[str]:
    """Return the finite forms of verbs of counting, for sentences whose clause has another verb."""
    made: set[str] = set()
    for lemma in load_phrases("figures", "counting"):
        stem = lemma.removesuffix("e").removesuffix("y")
        made |= {lemma + "s", stem + "ies"} if lemma.endswith("y") else {lemma + "s"}
        made.add(stem + ("ied" if lemma.endswith("y") else "ed"))
    return frozenset(made)


@cache
def _heads() -> frozenset[str]:
    """Return nouns of those who give numbers."""
    own = frozenset(load_phrases("figures", "sources"))
    return own | frozenset(load_phrases("speech", "speakers")) | frozenset(load_phrases("speech", "outlets"))


_LIVES = frozenset({"life", "lives", "martyr", "victim"})
_NUMBERS = frozenset({"number", "toll", "tally", "figure", "total", "half", "most", "many"})
"""`the number of protesters reported dead` gives no number."""
_TOLLS = frozenset(
    {"toll", "tally", "number", "count", "figure", "total", "estimate", "dead", "death", "casualties"}
)
_COUNTS = frozenset({"count", "tally", "estimate", "estimates", "reckoning", "toll"})
_TELLINGS = _COUNTS | {"figures", "data", "statistics", "report", "numbers"}
_DETERMINERS = frozenset(
    {"the", "a", "an", "its", "his", "her", "their", "this", "that", "some", "several", "own"}
)
_NO_SOURCE = frozenset(
    {
        "in",
        "on",
        "at",
        "to",
        "from",
        "with",
        "and",
        "or",
        "but",
        "as",
        "after",
        "when",
        "where",
        "which",
        "who",
    }
    | {
        "near",
        "into",
        "over",
        "than",
        "people",
        "civilians",
        "others",
        "dead",
        "wounded",
        "injured",
        "killed",
    }
)
