"""Sources of figures: who the words before `said`, `counts` or `put the toll at` name."""

from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.frames import Slot
from briefgen.extract.gazetteer import load_countries
from briefgen.extract.layers.attribution_rules.speakers import Speaker, find_speaker
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.voices import stands_for_state

_LONGEST_SOURCE = 7
"""Most words of a source that has no name of its own."""
NUMBERS = load_words("figure_rules", "numbers")
"""`the number of protesters reported dead` gives no number."""
_LONGEST_NAME = 10
_JOINTS = frozenset(["on", "for", "of", "and", "the"])
"""Words within the names of bodies."""
_DETERMINERS = load_words("figure_rules", "sources_determiners")
_HELPING = frozenset({"rescue", "aid", "relief", "health", "hospital", "emergency", "medical"})
_BODIES = load_words("figure_rules", "sources_bodies")
_SHORT_FORMS = load_words("figure_rules", "short_forms")
_PLACING = frozenset({"of", "in", "at", "near", "on", "outside", "around"})
_NO_SOURCE = load_words("figure_rules", "no_source")


_RANKS = load_words("figure_rules", "ranks")
"""Words of ranks before a name."""
_ANYBODY = load_words("figure_rules", "anybody")
"""People words that are no sources."""


_ADVERBS = load_words("figure_rules", "sources_adverbs")
_PARTIES = frozenset(
    ["party", "movement", "group", "union", "alliance", "coalition", "organisation", "organization"]
)
_PLAIN = load_words("figure_rules", "plain")
"""Words that open a sentence without a name."""


class SourceReader:
    """Names the sources of one document that stand in given words."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def read_source(self, first: int, last: int, sentence: int) -> Slot | None:
        """Name the source that stands in the tokens [first, last)."""
        first, last = self.index.trim(first, last)
        if first >= last:
            return None
        named = self.find_name(first, last)
        if named is not None:
            apposed = self.find_apposed(first, last) if self._is_agency_of(first, last) else None
            return Slot(apposed or named.value, self.index.span(first, last), "clause")
        start = first
        while start < last and self.context.timex_at[start] >= 0:
            # `Two days earlier officials had …`
            start += 1
        while start < last and self.index.low[start] in _DETERMINERS:
            start += 1
        while last - 1 > start and self.context.timex_at[last - 1] >= 0:
            # `State television last night raised …`
            last -= 1
            last -= last - 1 > start and self.index.low[last - 1] in {"on", "in", "of", "at", "from"}
        while last - 1 > start and self.index.low[last - 1] in {"on", "in", "at", "of"}:
            # `Peru's military on Friday raised …`
            last -= 1
        if last > start and self.index.low[last - 1] == "own":
            last -= 1
        words = self.index.low[start:last]
        if not words or last - start > _LONGEST_SOURCE or not NUMBERS.isdisjoint(words):
            return None
        if len(words) == 1 or self.index.low[first] in {"the", "its", "their"}:
            speaker = find_speaker(self.index, (first, last), None, sentence, self._speakers_before(sentence))
            number = speaker.entity if speaker.entity is not None else speaker.on_behalf
            if number is not None:
                entity = self.context.document.names.entities[number]
                if entity.type in {"person", "organisation"} and entity.kind != "media":
                    return Slot(entity.name, self.index.span(first, last), "clause")
        if words[0] in {"including", "among"}:
            # `including opposition figures`
            return None
        if words[0] == "bodies":
            # `Bodies pulled from the rubble have brought the toll to 114`
            return None
        if len(words) == 1 and (body := self._short_form(words[0])) is not None:
            return Slot(body, self.index.span(first, last), "clause")
        if (
            not _is_acronym(self.index.tokens[last - 1].norm)
            and not any(word.removesuffix("'s").removesuffix("’s") in source_heads() for word in words)
            and not self._are_helpers(last - 1)
            and not self._are_people(start, last)
        ):
            return None
        if (person := self.find_apposed(first, last)) is not None:
            return Slot(person, self.index.span(first, last), "clause")
        text = self._owned(start, last) or self.index.words(start, last).removesuffix("'s").removesuffix("’s")
        return Slot(text[:1].upper() + text[1:], self.index.span(first, last), "clause")

    def read_before(self, at: int, begin: int) -> Slot | None:
        """Return the source right before a token."""
        first = self._source_start(at, begin)
        return self.read_source(first, at, self.index.sentence_of[at]) if first < at else None

    def _source_start(self, at: int, begin: int) -> int:
        """Return the first token of the noun phrase of a source that ends before a token; `at` if none does."""
        low, index = self.index.low, self.index
        if (run := self._name_before(at, begin)) < at:
            return run
        start = at
        named = headed = False
        while start > begin and at - start < _LONGEST_SOURCE + 3:
            mention = index.mention_at[start - 1]
            if mention >= 0:
                if named and not headed:
                    break
                first = max(begin, index.mention_range[mention][0])
                names = self.context.document.names
                place = names.entities[names.mentions[mention].entity].type == "place"
                if headed and place and first > begin and low[first - 1] in _PLACING:
                    # `… in the town of Galle activists said`
                    break
                named = True
                start = first
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
            if word == "of" and not (start - 2 >= begin and low[start - 2] in source_heads()):
                start = self._bare_start(start, at)
                break
            headed = headed or word in source_heads() or self._are_helpers(start - 1)
            start -= 1
        return start if named or headed else at

    def _name_before(self, at: int, begin: int) -> int:
        """Return the first token of a body's name with `on` or `for` in it: `Commission on Human Rights counts 12`."""
        low, tokens = self.index.low, self.index.tokens
        start, joined = at, False
        while start > begin:
            if tokens[start - 1].norm[:1].isupper():
                start -= 1
            elif (
                low[start - 1] in _JOINTS
                and start < at
                and start - 2 >= begin
                and tokens[start - 2].norm[:1].isupper()
            ):
                joined = joined or low[start - 1] in {"on", "for"}
                start -= 1
            else:
                break
        names = self.context.document.names
        found = self.index.mentions_in(start, at) if joined else []
        bodies = any(names.entities[names.mentions[m].entity].type == "organisation" for m in found)
        return start if bodies and at - start <= _LONGEST_NAME else at

    def _bare_start(self, start: int, at: int) -> int:
        """Return where a source without article begins: `… of many blasts state television said`."""
        if any(self.index.mention_at[token] >= 0 for token in range(start, at)):
            return start
        begin = at
        while begin > start and (
            self.index.low[begin - 1] in source_heads()
            or self.index.low[begin - 1] in load_phrases("figures", "source_words")
            or self._are_helpers(begin - 1)
        ):
            begin -= 1
        return begin

    def _short_form(self, word: str) -> str | None:
        """Return the one body of the article that a common noun stands for: `the association`."""
        head = word.removesuffix("'s").removesuffix("’s")
        if head not in _SHORT_FORMS:
            return None
        found = {
            entity.name
            for entity in self.context.document.names.entities
            if entity.type == "organisation"
            and entity.kind != "media"
            and head in entity.name.lower().split()
        }
        return found.pop() if len(found) == 1 else None

    def _are_helpers(self, token: int) -> bool:
        """Tell whether workers are of a kind that gives numbers: `rescue workers`."""
        return self.index.low[token] == "workers" and self.index.low[token - 1] in _HELPING

    def _ends_source(self, token: int) -> bool:
        word = self.index.low[token]
        return word in _NO_SOURCE or self.context.timex_at[token] >= 0 or self.context.quantity_at[token] >= 0

    def _are_people(self, first: int, last: int) -> bool:
        """Tell whether a source is of people who are more than just anybody: `shopkeepers`, `tea growers`."""
        head = self.index.low[last - 1]
        if not head.endswith("s") or self.index.mention_at[last - 1] >= 0:
            return False
        lexicon = load_quantity_words()
        told = singular(head, lexicon.irregular)
        known = lexicon.units.get(told) == "people" and told not in _ANYBODY
        agent = told.endswith(
            ("keeper", "grower", "owner", "maker", "dealer", "seller", "exporter", "insurer")
        )
        return (known or agent) and all(self.index.verb_at[t] < 0 for t in range(first, last - 1))

    def read_counter(self, first: int, last: int, sentence: int, *, states: bool = True) -> Slot | None:
        """Return the subject of a verb of counting: a source, a state, the seat of one, a name that nobody knows.

        Args:
            first: its first token.
            last: the token behind it.
            sentence: the number of its sentence.
            states: whether a state counts, too: `Spain has 44 cases of flu, Israel two` says where they are.
        """
        first, last = self.index.trim(first, last)
        while last - 1 > first and (
            self.context.timex_at[last - 1] >= 0 or self.index.low[last - 1] in _ADVERBS
        ):
            last -= 1
        if (
            first >= last
            or self.context.timex_at[first] >= 0
            or self.index.low[first:last] in (["a"], ["an"])
        ):
            return None
        comma = next((t for t in range(first + 1, last) if self.index.low[t] == ","), last)
        owned = any(word.endswith(("'s", "’s")) for word in self.index.low[first:comma])
        if comma < last and self.index.low[comma - 1] in _PARTIES and owned:
            # `Ana Ruiz's party, the Transformers, counted 70 bodies`
            first, last = self.index.trim(comma, last)
        return (
            self.read_source(first, last, sentence)
            or (self.read_state(first, last) if states else None)
            or self._read_seat(first, last)
            or self._read_unknown(first, last)
        )

    def _read_seat(self, first: int, last: int) -> Slot | None:
        """Return the capital that stands for its state: `Moscow speaks of 12 dead`."""
        found = self.index.mentions_in(first, last)
        if len(found) != 1 or self.index.mention_range[found[0]] != (first, last):
            return None
        names = self.context.document.names
        entity = names.entities[names.mentions[found[0]].entity]
        country = load_countries().get(entity.country)
        seat = entity.type == "place" and country is not None and country.capital == entity.name
        return Slot(entity.name, self.index.span(first, last), "clause") if seat else None

    def _read_unknown(self, first: int, last: int) -> Slot | None:
        """Return a short run of capitalised words: `Metro puts repairs at 3 million`."""
        first += self.index.low[first] == "the"
        tokens = self.index.tokens[first:last]
        plain = 0 < len(tokens) <= 4 and all(token.norm[:1].isupper() for token in tokens)
        if not plain or any(self.index.mention_at[t] >= 0 for t in range(first, last)):
            return None
        if len(tokens) == 1 and (self.index.low[first] in _PLAIN or not self._is_name_elsewhere(first)):
            return None
        return Slot(self.index.words(first, last), self.index.span(first, last), "clause")

    def _is_name_elsewhere(self, token: int) -> bool:
        """Tell whether a capitalised word is a name: it does not open its sentence, or it has a capital within one."""
        index = self.index
        opens = {sentence.first for sentence in self.context.document.sentences}
        word = index.tokens[token].norm
        if token not in opens and index.low[token - 1] != "the":
            return True
        return any(
            one.norm == word and at not in opens and index.low[at - 1] not in MARKS
            for at, one in enumerate(index.tokens)
            if at != token
        ) or (index.low[token - 1] == "the" and token - 1 not in opens)

    def read_state(self, first: int, last: int) -> Slot | None:
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
        if country is None or not stands_for_state(entity):
            return ""
        own = [self.index.tokens[t].norm for t in range(first, last - 1) if self.index.mention_at[t] < 0]
        if any(word.endswith(("'s", "’s")) for word in own):
            # `Libya's eastern government's interior ministry` is not the country's own
            return ""
        return " ".join((*own, head)).strip().title() + f" of {country.name}"

    def find_apposed(self, first: int, last: int) -> str | None:
        """Return who is named right behind a source without a name: `the city's governor, Marwan Abboud`."""
        low, names = self.index.low, self.context.document.names
        if last + 1 >= len(low) or low[last] != ",":
            return None
        if self.find_name(first, last) is not None and not self._is_agency_of(first, last):
            return None
        at = last + 1 + (low[last + 1] == "the")
        while at < len(low) and self.index.mention_at[at] < 0 and at - last < 5 and low[at] in _RANKS:
            at += 1
        mention = self.index.mention_at[at] if at < len(low) else -1
        entity = names.entities[names.mentions[mention].entity] if mention >= 0 else None
        if entity is None:
            return None
        end = self.index.mention_range[mention][1]
        body = entity.type == "organisation" and low[end : end + 1] == [","] and low[last - 1] in _BODIES
        return entity.name if entity.type == "person" or body else None

    def _is_agency_of(self, first: int, last: int) -> bool:
        """Tell whether what is named only owns the source: `the UN's migration agency, the IOM`."""
        low = self.index.low
        if low[last - 1] not in _BODIES:
            return False
        return any(low[token].endswith(("'s", "’s")) for token in range(first, last - 1))

    def find_name(self, first: int, last: int) -> Slot | None:
        """Return the body or person named in the tokens [first, last); an outlet only where nobody else is."""
        names = self.context.document.names
        outlet: Slot | None = None
        publisher = (self.context.document.article.publisher or "").casefold()
        for m in self.index.mentions_in(first, last):
            entity = names.entities[names.mentions[m].entity]
            if entity.type not in {"organisation", "person"}:
                continue
            slot = Slot(self._in_full(m) or entity.name, names.mentions[m].span, "sentence")
            if entity.kind != "media":
                return slot
            if not publisher or entity.name.casefold() not in publisher:
                outlet = outlet or slot
        return outlet

    def _in_full(self, mention: int) -> str | None:
        """Return the longer name of a body of which only a part is a mention: `Sri Lanka National Board on Water`."""
        names, index = self.context.document.names, self.index
        first, last = index.mention_range[mention]
        words = names.mentions[mention].span.of(self.context.text)
        if (
            index.low[last : last + 1] not in (["on"], ["for"])
            or names.entities[names.mentions[mention].entity].name != words
        ):
            return None
        end = last + 1
        while end < len(index.low) and index.tokens[end].norm[:1].isupper():
            end += 1
        if end == last + 1 or index.mention_at[last + 1] >= 0:
            return None
        before = index.mention_at[first - 1] if first > 0 else -1
        if before >= 0 and names.entities[names.mentions[before].entity].type == "place":
            first = index.mention_range[before][0]
        return index.words(first, end)

    def _speakers_before(self, sentence: int) -> list[Speaker]:
        """Return who spoke in the sentences before one, for `the ministry` and `it`."""
        found: list[Speaker] = []
        for other in range(max(0, sentence - 4), sentence):
            for number in self.context.attributions_of[other]:
                one = self.context.document.attributions[number]
                if one.speaker is not None:
                    found.append(Speaker(one.speaker, one.on_behalf, one.role, None, other))
        return found


def _is_acronym(word: str) -> bool:
    return word.isupper() and word.isalpha() and len(word) > 2


@cache
def source_heads() -> frozenset[str]:
    """Return nouns of those who give numbers."""
    own = frozenset(load_phrases("figures", "sources"))
    return own | frozenset(load_phrases("speech", "speakers")) | frozenset(load_phrases("speech", "outlets"))
