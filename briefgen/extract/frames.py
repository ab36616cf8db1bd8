"""Frames of figures, events, reactions and background, and how their slots are filled.

A slot is filled from the clause, then the sentence, then the sentence before, then the article; it keeps the words
it came from and how. What is inherited ends where a new time or attribution begins.
"""

from bisect import bisect_right
from collections.abc import Collection
from typing import Literal

import msgspec

from briefgen.extract import voices, whereabouts
from briefgen.extract.document import Document
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.layers.timex import Timex
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import ActorKind, Inexact, Qualifier, Stance
from briefgen.model.dates import parse_date
from briefgen.model.span import Span

How = Literal["clause", "sentence", "before", "article"]


class Slot(msgspec.Struct, frozen=True):
    """One filled slot of a frame."""

    value: str
    span: Span | None
    """The words it came from; None where it came from the article's metadata."""
    how: How


class Dated(msgspec.Struct, frozen=True):
    """A date with its time of day, as a slot."""

    date: str
    """EDTF."""
    time: str
    span: Span | None
    how: How


class FigureFrame(msgspec.Struct, frozen=True, kw_only=True):
    """A number that one article gives."""

    measure: str
    group: str
    """Who or what is counted, as told (`policemen`); "" for people at large. `figures.group_key` compares groups."""
    value: int | float | Inexact
    qualifier: Qualifier
    unit: str
    as_of: Slot | None
    claimant: Slot | None
    place: Slot | None
    words: Span
    """The number with what it counts."""
    evidence: Span
    part_of: int | None
    """Index, in the same reading, of the figure of which it is a part."""
    withdrawn: bool
    """Whether the article says that the figure was taken back."""
    past: bool
    """Whether it is told as history, with a date of its own long before the article."""
    group_slot: Slot | None = None
    """Where the group stands; None without one."""
    qualifier_slot: Slot | None = None
    """The words that say how exact the number is: the number itself where none do."""


class EventFrame(msgspec.Struct, frozen=True, kw_only=True):
    """Something datable that one article tells."""

    date: Dated
    planned: bool
    title: str
    text: str
    places: list[Slot]
    evidence: Span
    keys: list[str]
    """Stems of the content words, sorted, each once."""
    names: list[str]
    """Names of entities in it, sorted, each once."""
    actors: list[str]
    """People, bodies and countries of its subject, sorted, each once."""
    deed: str
    """Stem of what is done."""
    weight: int
    """How much the kind of event weighs, 1 to 3; 0 if its day is only named, and no plain event of it told."""
    lede: bool
    """Whether it stands in the first paragraphs."""
    main: bool
    """Whether its sentence is about it, not only mentions it in a clause of time or a relative clause."""


class ReactionFrame(msgspec.Struct, frozen=True, kw_only=True):
    """What a foreign actor says or does in one article."""

    actor: Slot
    country: str
    kind: ActorKind
    speaker: Slot | None
    role: str
    stance: Stance
    text: str
    quote: Span | None
    date: Slot | None
    evidence: Span
    faint: bool = False
    """Whether it only says that the actor spoke, so that anything else of the actor makes it needless."""


class BackgroundFrame(msgspec.Struct, frozen=True, kw_only=True):
    """A cause, a piece of history or a standing fact in one article."""

    kind: Literal["cause", "history", "standing"]
    date: Dated | None
    text: str
    evidence: Span
    keys: list[str]
    names: list[str]
    weight: int


class Context:
    """The layers of one document with the lookups that fill slots."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.article.text
        self.published = document.published
        self.index = TokenIndex(document.repaired, document.sentences, document.clauses, document.names)
        index = self.index
        self.timex_range = [index.range_of(timex.span) for timex in document.timexes]
        self.timexes_of: list[list[int]] = [[] for _ in document.sentences]
        self.timex_at = [-1] * len(index.tokens)
        for number, (first, last) in enumerate(self.timex_range):
            if first < last and index.sentence_of[first] >= 0:
                self.timexes_of[index.sentence_of[first]].append(number)
                self.timex_at[first:last] = [number] * (last - first)
        self.quantity_range = [index.range_of(quantity.span) for quantity in document.quantities]
        self.quantity_at = [-1] * len(index.tokens)
        for number, (first, last) in enumerate(self.quantity_range):
            self.quantity_at[first:last] = [number] * (last - first)
        self.content_ranges = [
            [index.range_of(span) for span in attribution.content] for attribution in document.attributions
        ]
        self.cue_sentence: list[int] = []
        self.attributions_of: list[list[int]] = [[] for _ in document.sentences]
        for number, attribution in enumerate(document.attributions):
            touched: set[int] = set()
            for first, last in self.content_ranges[number]:
                touched.update(index.sentence_of[token] for token in (first, last - 1) if token >= 0)
                if touched:
                    low, high = min(touched), max(touched)
                    if high - low <= 12:
                        touched.update(range(low, high + 1))
            cue = attribution.cue
            cue_sentence = index.sentence_of[index.range_of(cue)[0]] if cue is not None else -1
            self.cue_sentence.append(cue_sentence)
            touched.add(cue_sentence)
            for sentence in touched:
                if sentence >= 0:
                    self.attributions_of[sentence].append(number)
        self._stamps = self._find_stamps()
        self._attributive = [self._is_attributive(number) for number in range(len(document.timexes))]
        self._speaking = [self._is_speaking(number) for number in range(len(document.timexes))]
        self._quoted: list[Span] = sorted({quote for a in document.attributions for quote in a.quotes})

    # Clauses

    def clause_at(self, token: int) -> int | None:
        """Return the innermost clause that holds a token."""
        sentence = self.index.sentence_of[token]
        if sentence < 0:
            return None
        best: int | None = None
        width = 1 << 30
        for number in self.index.clauses_of[sentence]:
            clause = self.index.clauses[number]
            if clause.first <= token < clause.last and clause.last - clause.first <= width:
                best, width = number, clause.last - clause.first
        return best

    def is_quoted(self, span: Span) -> bool:
        """Tell whether a span lies inside direct speech."""
        at = bisect_right(self._quoted, Span(span.start, 1 << 60)) - 1
        return at >= 0 and self._quoted[at].contains(span)

    # Attributions

    def governing(self, first: int, last: int) -> list[int]:
        """Return the attributions in whose content the tokens [first, last) lie, innermost first."""
        sentence = self.index.sentence_of[first]
        found: list[tuple[int, int, int]] = []
        for number in self.attributions_of[sentence]:
            ranges = self.content_ranges[number]
            if any(a <= first and last <= b for a, b in ranges):
                width = sum(b - a for a, b in ranges)
                cited = 0 if self.document.attributions[number].lemma in {"citing", "quoting"} else 1
                found.append((width, cited, number))
        return [number for _, _, number in sorted(found)]

    def source_name(self, number: int) -> str | None:
        """Return the canonical name of who speaks in an attribution; None if it cannot be told."""
        return voices.source_name(self.document, self.index, number)

    def is_outlet(self, number: int) -> bool:
        """Tell whether an attribution's source only passes on what others say."""
        return voices.is_outlet(self.document, self.index, number)

    def is_outlet_name(self, name: str) -> bool:
        """Tell whether a name is that of an outlet or agency of news."""
        return any(e.name == name and e.kind == "media" for e in self.document.names.entities)

    def claimant(self, first: int, last: int) -> Slot | None:
        """Find who says what stands in the tokens [first, last): the original source, not who passes it on."""
        outlet: Slot | None = None
        publisher = (self.document.article.publisher or "").casefold()
        for number in self.governing(first, last):
            attribution = self.document.attributions[number]
            if (
                attribution.source is None
                or attribution.kind == "attitude"
                or attribution.lemma in _NO_CLAIMS
            ):
                continue
            name = self.source_name(number)
            if name is None:
                if self.is_outlet(number):
                    continue
                return None
            slot = Slot(name, attribution.source, self._how(number, first))
            if self.is_outlet(number):
                if name.casefold() not in publisher or not publisher:
                    outlet = outlet or slot
                continue
            return slot
        return outlet

    def _how(self, number: int, token: int) -> How:
        cue = self.document.attributions[number].cue
        if cue is None or self.cue_sentence[number] != self.index.sentence_of[token]:
            return "before"
        inner = self.clause_at(token)
        cue_clause = self.clause_at(self.index.range_of(cue)[0])
        if inner is not None and (inner == cue_clause or self.index.clauses[inner].parent == cue_clause):
            return "clause"
        return "sentence"

    # Times

    def _is_speaking(self, number: int) -> bool:
        """Tell whether a time expression is the time of speaking: in an attribution's sentence, outside its content."""
        first, last = self.timex_range[number]
        if first >= last:
            return False
        sentence = self.index.sentence_of[first]
        if sentence < 0:
            return False
        speaking = False
        for attribution in self.attributions_of[sentence]:
            if self.cue_sentence[attribution] != sentence:
                continue
            told = self.document.attributions[attribution]
            if told.source is None and told.lemma in _EXPECTATIONS:
                # `On Friday rain is expected to fall`: nobody speaks on Friday.
                continue
            clause = self.clause_at(first)
            if any(a <= first and last <= b for a, b in self.content_ranges[attribution]):
                if clause is not None and self._closes(clause, sentence, attribution):
                    continue
                return False
            cue = self.document.attributions[attribution].cue
            if clause is not None and cue is not None:
                cue_clause = self.clause_at(self.index.range_of(cue)[0])
                if (
                    clause == cue_clause
                    or self.index.clauses[clause].verb is None
                    or (
                        self.index.clauses[clause].parent == cue_clause
                        and cue_clause is not None
                        and self.index.clauses[clause].kind not in {"coordinate", "main"}
                    )
                ):
                    speaking = True
        return speaking

    def _closes(self, clause: int, sentence: int, attribution: int) -> bool:
        """Tell whether a main clause tells who says what stands before it: no part of what another one says there."""
        if self.index.clauses[clause].kind != "main" or self._cue_clause(attribution) == clause:
            return False
        return any(
            other != attribution
            and self._cue_clause(other) == clause
            and all(last <= self.index.clauses[clause].first + 1 for _, last in self.content_ranges[other])
            for other in self.attributions_of[sentence]
        )

    def _is_attributive(self, number: int) -> bool:
        """Tell whether a time dates no deed: it names a thing (`the 1934 quake`, `the May 5 coup`) or stamps a text."""
        first, last = self.timex_range[number]
        low = self.index.low
        if first >= last or last >= len(low) or self.index.sentence_of[first] < 0:
            return False
        if number in self._stamps.values():
            return True
        if "|" in low[last : last + _STAMP] or (first and low[first - 1] == "|"):
            # the stamp of a comment or a report: `8 May 2023 at 4:12 pm | …`
            return True
        if first == 0:
            return False
        before = low[first - 1]
        if before == "of" and first > 2 and low[first - 2] in load_words("events", "landmarks"):
            # `since the election of April 9`
            at = first - 2
            while at > 0 and at > first - 6 and low[at] not in {"the", "a"}:
                at -= 1
            return at > 0 and low[at - 1] in _APART
        if before not in {"the", "a", "its", "this"} and not before.endswith(("'s", "’s")):
            return False
        follows = self.index.tokens[last].norm
        return (
            follows.isalpha()
            and follows.islower()
            and low[last] not in _NOT_NAMED
            and self.index.verb_at[last] < 0
        )

    def _find_stamps(self) -> dict[int, int]:
        """Return the hours that entries of a live page open with (`18:40 Police open fire`), by sentence."""
        found: dict[int, int] = {}
        for number, (first, last) in enumerate(self.timex_range):
            if first >= last or not self.document.timexes[number].time[:1].isdigit():
                continue
            sentence = self.index.sentence_of[first]
            if sentence < 0 or self.document.sentences[sentence].first != first:
                continue
            here = self.document.sentences[sentence]
            opens = sentence == 0 or self.document.sentences[sentence - 1].paragraph != here.paragraph
            follows = self.index.tokens[last].norm if last < here.last else ""
            if (
                opens
                and self.index.low[first][:1].isdigit()
                and (follows[:1].isupper() or follows in {"-", "–", "—", ":", "|"})
            ):
                found[sentence] = number
        return found if len(found) > 1 else {}

    def stamp_of(self, sentence: int) -> int | None:
        """Return the hour that a sentence opens with as an entry of a live page; None without one."""
        return self._stamps.get(sentence)

    def is_attributive(self, number: int) -> bool:
        """Tell whether a time expression only names a thing (`the 1934 quake`) or stamps a text."""
        return self._attributive[number]

    def is_speaking_time(self, number: int) -> bool:
        """Tell whether a time expression says when something was said, not when it happened."""
        return self._speaking[number]

    def timex_of_clause(self, number: int) -> int | None:
        """Return the calendar date in a clause itself, outside clauses nested in it, nearest to its verb."""
        clause = self.index.clauses[number]
        best: int | None = None
        near = 1 << 30
        for timex in self.timexes_of[clause.sentence]:
            first, last = self.timex_range[timex]
            if (
                not (clause.first <= first and last <= clause.last)
                or self.document.timexes[timex].date is None
            ):
                continue
            if self.clause_at(first) != number or self.is_speaking_time(timex) or self._attributive[timex]:
                continue
            distance = abs(first - clause.verb.first) if clause.verb is not None else first - clause.first
            if distance < near:
                best, near = timex, distance
        return best

    def dated(self, timex: Timex, how: How) -> Dated:
        """Return the slot of a time expression; `overnight` alone is the night of the day told before."""
        first, last = self.index.range_of(timex.span)
        if timex.time and all(word in _PARTS_OF_DAY for word in self.index.low[first:last]):
            before = self.date_before(self.index.sentence_of[first])
            if before is not None and is_day(before.date):
                return Dated(before.date, timex.time, timex.span, "before")
        return Dated(timex.date or "", timex.time, timex.span, how)

    def date_of(self, token: int, *, reach: How = "before") -> Dated | None:
        """Find when what stands at a token happened.

        Args:
            token: a token of the event's clause.
            reach: how far to look: the clause and those it hangs on, the sentence, or the sentences before in the
                paragraph, up to the nearest one that has a time of its own.
        """
        number = self.clause_at(token)
        sentence = self.index.sentence_of[token]
        seen = number
        how: How = "clause"
        governing = set(self.governing(token, token + 1))
        while seen is not None:
            timex = self.timex_of_clause(seen)
            if timex is not None and self._same_scope(timex, governing):
                return self.dated(self.document.timexes[timex], how)
            clause = self.index.clauses[seen]
            how = "sentence"
            if clause.kind == "relative":
                # `the 1934 quake, which killed 8,000`
                for timex in self.timexes_of[sentence]:
                    value = self.document.timexes[timex]
                    near = 0 <= clause.first - self.timex_range[timex][1] <= 3
                    if near and self._attributive[timex] and value.date is not None:
                        return self.dated(value, "clause")
            if clause.kind in {"that", "relative"} and clause.marker != "when":
                break
            seen = clause.parent
        if reach == "clause":
            return None
        candidates = [
            timex
            for timex in self.timexes_of[sentence]
            if self.document.timexes[timex].date is not None
            and not self.is_speaking_time(timex)
            and not self._attributive[timex]
            and self._same_scope(timex, governing)
            and (self._frames_sentence(timex) or self._hangs_on_cue(timex, governing))
        ]
        if candidates:
            return self.dated(self.document.timexes[candidates[0]], "sentence")
        if reach == "sentence":
            return None
        return self.date_before(sentence)

    def _same_scope(self, timex: int, governing: set[int]) -> bool:
        """Tell whether a time expression is told by the same voices as the event."""
        first, last = self.timex_range[timex]
        clause = self.clause_at(first)
        # In `dismissed the minister on Monday` the day is that of the deed, not part of what is said.
        voices = {number for number in self.governing(first, last) if self._cue_clause(number) != clause}
        return voices == {number for number in governing if self._cue_clause(number) != clause}

    def _cue_clause(self, number: int) -> int | None:
        cue = self.document.attributions[number].cue
        return self.clause_at(self.index.range_of(cue)[0]) if cue is not None else None

    def _hangs_on_cue(self, timex: int, governing: set[int]) -> bool:
        """Tell whether a time expression stands in what is said, but in no clause of it: `…, X reported`."""
        clause = self.clause_at(self.timex_range[timex][0])
        return clause is not None and any(self._cue_clause(number) == clause for number in governing)

    def _frames_sentence(self, timex: int) -> bool:
        """Tell whether a time expression opens or closes its sentence, so that it holds for all of it."""
        first, _last = self.timex_range[timex]
        sentence = self.document.sentences[self.index.sentence_of[first]]
        return first - sentence.first <= 3

    def date_before(self, sentence: int) -> Dated | None:
        """Return the date in force at the head of a sentence: the last one told in its paragraph."""
        sentences = self.document.sentences
        paragraph = sentences[sentence].paragraph
        if self.index.low[sentences[sentence].first] in _BULLETS:
            return None
        for other in range(sentence - 1, max(-1, sentence - 4), -1):
            if sentences[other].paragraph != paragraph:
                return None
            days = [
                timex
                for timex in self.timexes_of[other]
                if self.document.timexes[timex].date is not None
                and not self.is_speaking_time(timex)
                and not self.document.timexes[timex].since
                and not self._attributive[timex]
            ]
            if days:
                last = self.document.timexes[days[-1]]
                return self.dated(last, "before")
            if self.timexes_of[other] or self.index.low[sentences[other].first] in _BULLETS:
                return None
        return None

    def speaking_date(self, first: int, last: int) -> Slot | None:
        """Return when the attribution that governs the tokens was made, if its sentence says so."""
        for number in self.governing(first, last):
            sentence = self.cue_sentence[number]
            if sentence < 0:
                continue
            for timex in self.timexes_of[sentence]:
                value = self.document.timexes[timex]
                if self.is_speaking_time(timex) and value.date is not None and is_day(value.date):
                    return Slot(value.date, value.span, "sentence")
        return None

    # Places

    def places(self, first: int, last: int, *, how: How) -> list[Slot]:
        """Return the places where something is in the tokens [first, last): settlements and regions, each once."""
        found = whereabouts.named_places(self.document, self.index, first, last)
        return [Slot(name, span, how) for name, span in found.items()]

    def place_of(self, first: int, last: int) -> Slot | None:
        """Find the place of a figure: in its clause, its sentence, or the one place of the sentence before."""
        clause = self.clause_at(first)
        if clause is not None:
            begin, end = self.index.clauses[clause].first, self.index.clauses[clause].last
            near = self._located(begin, end, "clause")
            if near:
                return min(
                    near,
                    key=lambda s: abs(s.span.start - self.index.tokens[first].span.start) if s.span else 0,
                )
        sentence = self.document.sentences[self.index.sentence_of[first]]
        spoken = list(self.governing(first, last))
        near = [
            slot
            for slot in self._located(sentence.first, sentence.last, "sentence")
            if not spoken or any(self._inside(slot, a) for a in spoken)
        ]
        return near[0] if len(near) == 1 else None

    def is_in_story(self, slot: Slot, countries: Collection[str]) -> bool:
        """Tell whether a place lies in the countries of the crisis, or in one that the article names."""
        return whereabouts.lies_in_story(self.document, slot.value, countries)

    def _inside(self, slot: Slot, attribution: int) -> bool:
        return slot.span is not None and any(
            content.contains(slot.span) for content in self.document.attributions[attribution].content
        )

    def _located(self, first: int, last: int, how: How) -> list[Slot]:
        found = whereabouts.places_behind_prepositions(self.document, self.index, first, last)
        return [Slot(name, span, how) for name, span in found.items()]


_BULLETS = frozenset({"•", "·", "▪", "‣", "*"})
"""Marks that open a member of a list, which has its own day or none."""
_NOT_NAMED = load_words("events_times", "not_named")
_APART = load_words("events_times", "apart")
_PARTS_OF_DAY = load_words("events_times", "parts_of_day")
_EXPECTATIONS = load_words("events_times", "expectations")
_NO_CLAIMS = load_words("events_times", "no_claims")
_STAMP = 5
"""Tokens within which a bar closes the stamp of a comment."""


def is_day(date: str) -> bool:
    """Tell whether an EDTF date is one calendar day; an empty one is not."""
    return bool(date) and parse_date(date).precision == "day"
