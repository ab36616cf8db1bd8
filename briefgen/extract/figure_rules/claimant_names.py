"""Names of claimants: the body for which an unnamed spokesman speaks, a source of which a name is but the head."""

from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.counters import TELLINGS
from briefgen.extract.figure_rules.sources import SourceReader, source_heads
from briefgen.extract.frames import Slot
from briefgen.extract.lexicon import load_phrases, load_words

BODIES = frozenset(
    {"group", "monitor", "ngo", "watchdog", "organisation", "organization", "charity", "network"}
)
"""Heads of bodies that no state runs; a report often names them one sentence later."""
_JOINTS = frozenset(["the", "of", "for", "and", "without"])
"""Words within the names of bodies."""
_SIDES = load_words("figure_rules", "sides")
"""Who stands behind a person."""
_TAILS = frozenset(["services", "service", "agency", "authority", "board", "commission", "council", "office"])
"""Heads of the names of offices."""


_GROUNDS = load_words("figure_rules", "claimant_names_grounds")
_COUNTED = load_words("figure_rules", "counted")
_MADE = load_words("figure_rules", "claimant_names_made")
"""What somebody makes or gives; who does is the claimant."""
_PLACING = frozenset(["in", "at", "from", "near", "outside", "across", "on"])
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_LATER = frozenset(["later", "earlier", "afterwards", "before", "ago"])
_VAGUE = frozenset(["official", "officials", "source", "sources", "worker", "workers", "staff", "spokesman"])
_PAPERS = frozenset(
    ["bulletin", "communique", "communiqué", "statement", "website", "update", "board", "release"]
)
"""What a body gives its numbers in."""


_LONGEST_NAME = 4
_PARTICLES = load_words("figure_rules", "claimant_names_particles")
_OFFICES = load_words("figure_rules", "offices")


@cache
def titles() -> frozenset[str]:
    """Return the words for offices and ranks that stand right before a name."""
    return frozenset(load_phrases("figures", "titles_before_names"))


@cache
def portfolios() -> frozenset[str]:
    """Return the words for what ministers are in charge of."""
    return frozenset(load_phrases("figures", "portfolios"))


def side_of(context: Context, slot: Slot, first: int, last: int) -> Slot | None:
    """Name those of a person, not the person: `Ruiz's party`; None where the tokens [first, last) name no such.

    Args:
        context: the article's layers.
        slot: the source that they were read as.
        first: their first token.
        last: the token behind them.
    """
    names, index = context.document.names, context.index
    owner = index.low[last - 2] if last - first > 1 else ""
    if index.low[last - 1] not in _SIDES or not owner.endswith(("'s", "’s")):
        return None
    if not any(e.name == slot.value and e.type == "person" for e in names.entities):
        return None
    first += index.low[first] in {"the", "a"}
    return Slot(index.words(first, last), slot.span, slot.how)


class ClaimantNamer:
    """Names who gives the figures of one document."""

    def __init__(self, context: Context, sources: SourceReader) -> None:
        self.context = context
        self.index = context.index
        self.sources = sources

    def named_source(self, number: int, first: int) -> Slot | None:
        """Name the source of an attribution by the body that its words name."""
        attribution = self.context.document.attributions[number]
        if attribution.source is None or attribution.lemma in load_phrases("figures", "no_claims"):
            return None
        begin, end = self.index.range_of(attribution.source)
        named = (
            self.sources.find_name(begin, end)
            or self.sources.read_source(begin, end, self.index.sentence_of[begin])
            or self._unknown(begin, end)
        )
        if named is None:
            return None
        cue_sentence = self.context.cue_sentence[number]
        here = cue_sentence == self.index.sentence_of[first]
        return Slot(named.value, attribution.source, "sentence" if here else "before")

    def _unknown(self, first: int, last: int) -> Slot | None:
        """Return a source of capitalised words that nobody knows, within a sentence: `according to Conred`."""
        begin = self.context.document.sentences[self.index.sentence_of[first]].first
        first += self.index.low[first] == "the"
        plain = first > begin and first < last and last - first <= _LONGEST_NAME
        if not plain or any(
            not self.index.tokens[t].norm[:1].isupper() or self.index.mention_at[t] >= 0
            for t in range(first, last)
        ):
            return None
        return Slot(self.index.words(first, last), self.index.span(first, last), "clause")

    def _named_in_full(self, slot: Slot, first: int, last: int) -> str | None:
        """Return a person of whom only a part is known, or whose office is: `Commissioner Roshan Ali Sheikh`."""
        words = self.index.words(first, last).split()
        person = self._behind_title(words)
        if person is None or person == slot.value:
            return None
        part = f" {slot.value} " in f" {' '.join(words)} "
        apposed = ", ".join((slot.value, person)).lower() in " ".join(words).lower()
        return person if part or apposed else None

    def behalf(self, slot: Slot) -> Slot:
        """Name the body for which an unnamed spokesman speaks: `a UN spokeswoman`, `UN figures`."""
        if slot.span is None:
            return slot
        first, last = self.index.range_of(slot.span)
        if (person := self._named_in_full(slot, first, last)) is not None:
            return Slot(person, slot.span, slot.how)
        if (side := side_of(self.context, slot, first, last)) is not None:
            return side
        if (whole := self._cut_short(slot, first, last)) is not None:
            return whole
        if (body := self._branch(slot, first, last)) is not None:
            return body
        names = self.context.document.names
        if all(entity.name != slot.value for entity in names.entities):
            within = [names.entities[names.mentions[m].entity] for m in self.index.mentions_in(first, last)]
            people = {entity.name for entity in within if entity.type == "person"}
            bodies = {
                entity.name for entity in within if entity.type == "organisation" and entity.kind != "media"
            }
            if len(bodies) == 1 and not people and slot.value.lower().split()[-1] in BODIES:
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
            if head in TELLINGS and len(words) > 1 and words[-2].lower() in source_heads():
                # `a health ministry count`
                return Slot(" ".join(words[:-1]), slot.span, slot.how)
        return slot

    def trimmed(self, slot: Slot) -> Slot:
        """Cut what only describes an unnamed source: `relief officials in Galle`, `two police sources`, a bulletin."""
        names = self.context.document.names
        if slot.span is None:
            return slot
        if any(entity.name == slot.value for entity in names.entities):
            first, last = self.index.range_of(slot.span)
            person = any(e.name == slot.value and e.type == "person" for e in names.entities)
            full = None if person else self._named_in_full(slot, first, last)
            if full is not None:
                return Slot(full, slot.span, slot.how)
            return slot
        words = slot.value.partition(", ")[0].split()
        cut = next(
            (t for t in range(1, len(words)) if words[t] in {"who", "which", "that", "whose"}), len(words)
        )
        words = words[:cut]
        late = next((t for t in range(1, min(4, len(words) - 1)) if words[t] in _LATER), 0)
        if late:
            # `Hours later the army put it at 100`
            words = words[late + 1 :]
            words = words[words[0] in {"the", "a", "an"} :] if len(words) > 1 else words
        first = self.index.range_of(slot.span)[0]
        if (titled := self._behind_title(words)) is not None:
            return Slot(titled, slot.span, slot.how)
        if len(words) == 1 and (named := self._described(words[0], first)) is not None:
            return Slot(named, slot.span, slot.how)
        if (made := self._made_by(words)) is not None:
            return Slot(made, slot.span, slot.how)
        if words[0].lower() in _COUNTED and len(words) > 1:
            words = words[1:]
        owner = words[0]
        if (
            len(words) > 1
            and owner.lower().removesuffix("'s").removesuffix("’s") in _GROUNDS
            and owner[-1:] == "s"
        ):
            # `The country's military`
            words = words[1:]
            owner = words[0]
        if len(words) > 2 and words[-1].isupper() and len(words[-1]) > 2 and words[-2] in source_heads():
            # `the municipalities' confederation CNX`
            return Slot(words[-1], slot.span, slot.how)
        if (
            owner.endswith(("'s", "’s"))
            and len(words) > 2
            and words[1].lower() != "office"
            and not any(
                self.index.tokens[t].norm == owner and owner[:1].isupper() for t in range(first, first + 3)
            )
        ):
            # `the junta's interior ministry`; in `the governor's office` the owner is the name.
            words = words[1:]
        cut = next(
            (t for t in range(1, len(words)) if words[t] == "the" and words[t - 1].lower() in source_heads()),
            0,
        )
        if cut:
            # `according to unofficial sources the toll was 3,000`
            words = words[:cut]
        for at in range(1, len(words) - 1):
            plain = words[at - 1].lower() in source_heads() and (at == 1 or words[at - 1].islower())
            if words[at] == "at" and at == 1 and words[0].lower() in _VAGUE:
                # `Officials at the United Nations`
                plain = False
            day = words[at + 1].lower() in _DAYS
            if (words[at] in _PLACING and plain) or (words[at] == "on" and day):
                words = words[:at]
                break
        if len(words) > 1 and words[-1].lower() in _PAPERS:
            body = words[:-1]
            body[-1] = body[-1].removesuffix("'s").removesuffix("’s")
            capital = body[-1][:1].isupper() and (
                len(body) > 1 or self.index.tokens[first].norm[:1].isupper()
            )
            if body[-1].lower() in source_heads() or capital:
                words = body
        value = " ".join(words)
        return slot if value == slot.value else Slot(value[:1].upper() + value[1:], slot.span, slot.how)

    def _behind_title(self, words: list[str]) -> str | None:
        """Return an unknown name without the office before it: `Mayor Jan Mans`, `Civil Defence director Ana Ruiz`."""
        low = [word.lower() for word in words]
        comma = next((t for t in range(1, len(words) - 2) if words[t].endswith(",")), 0)
        if comma and not titles().isdisjoint((*low[:comma], low[comma].rstrip(","))):
            # `the Commissioner of Police, Ana Ruiz`
            words, low = [*words[:1], *words[comma + 1 :]], ["director", *low[comma + 1 :]]
        if (
            "of" in low[2:]
            and low[0] in titles()
            and all(word[:1].isupper() for word in words[: low.index("of")])
        ):
            # `Justice Ana Ruiz of the Electoral Commission`
            words, low = words[: low.index("of")], low[: low.index("of")]
        head = max(
            (t for t in range(len(words) - 1) if low[t] in titles() or low[t].rpartition("-")[2] in titles()),
            default=-1,
        )
        name = words[head + 1 :]
        if name and name[0].lower() in {"of", "for", "in"}:
            # `Minister for Disaster Preparedness Musa Ecweru`
            while name and (name[0].islower() or name[0].lower() in portfolios()):
                name = name[1:]
        if head < 0 or not 1 < len(name) <= _LONGEST_NAME:
            return None
        plain = all(word[:1].isupper() or word.lower() in _PARTICLES for word in name)
        if not plain or any(word.lower() in source_heads() or word.lower() in _OFFICES for word in name):
            return None
        return " ".join(name)

    def _made_by(self, words: list[str]) -> str | None:
        """Return who made what tells a number: `early reports from a volunteer group`, `a source from the Office`."""
        low = [word.lower() for word in words]
        for at in range(1, len(words) - 1):
            if low[at] in {"from", "by"} and low[at - 1] in _MADE:
                rest = words[at + 1 :]
                while len(rest) > 1 and rest[0].lower() in {"a", "an", "the", "its"}:
                    rest = rest[1:]
                text = " ".join(rest)
                return text[:1].upper() + text[1:]
        if low[0] in _MADE and len(words) > 2 and low[1] in {"the", "its", "an", "a"}:
            # `according to information the government has passed to the United Nations`
            text = " ".join(words[2:])
            return text[:1].upper() + text[1:]
        if len(words) > 1 and low[-1] in {"report", "reports"}:
            # `the NDMA Daily Report`
            body = words[:-1]
            while len(body) > 1 and body[-1].lower() in {
                "daily",
                "weekly",
                "situation",
                "latest",
                "official",
            }:
                body = body[:-1]
            if body[-1].isupper() and len(body[-1]) > 2:
                return " ".join(body)
        return None

    def _described(self, word: str, first: int) -> str | None:
        """Return the name that a source only describes: `Iran Human Rights, a group based in Oslo, says …`."""
        low, index = self.index.low, self.index
        at = first if low[first] == word.lower() else first + 1
        while at > 1 and low[at - 1] in {"a", "an", "the"}:
            at -= 1
        if word.lower() not in BODIES or low[at - 1] != ",":
            return None
        start = end = at - 1
        while start > 0 and index.tokens[start - 1].norm[:1].isupper():
            start -= 1
        return (
            index.words(start, end)
            if end - start > 1 or (index.mention_at[start] >= 0 and start < end)
            else None
        )

    def _branch(self, slot: Slot, first: int, last: int) -> Slot | None:
        """Name a body whose name ends in that of a country: `Aid group Save the Children UK`."""
        names, index = self.context.document.names, self.index
        for m in index.mentions_in(first, last):
            begin, end = index.mention_range[m]
            entity = names.entities[names.mentions[m].entity]
            if entity.name != slot.value or entity.type != "place" or names.mentions[m].adjective:
                continue
            start = at = begin
            while at > first and (index.tokens[at - 1].norm[:1].isupper() or index.low[at - 1] in _JOINTS):
                at -= 1
                start = at if index.tokens[at].norm[:1].isupper() else start
            if begin - start > 1 and end == last and index.low[begin - 1] not in _JOINTS:
                return Slot(index.words(start, end), slot.span, slot.how)
        return None

    def _cut_short(self, slot: Slot, first: int, last: int) -> Slot | None:
        """Name a source in full of which a known name is but the head: `State Department of Health`.

        A day that stands at its end goes: `health officials Monday`.
        """
        names = self.context.document.names
        while last - 1 > first and self.context.timex_at[last - 1] >= 0:
            last -= 1
        for m in self.index.mentions_in(first, last):
            begin, end = self.index.mention_range[m]
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
