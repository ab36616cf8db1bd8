"""How far what somebody says reaches: up to where others begin to speak or act."""

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.reaction_rules.actor_words import words_for
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.stance_lists import asking_verbs, listed
from briefgen.extract.reaction_rules.unreal import is_inverted

_CONTRAST = frozenset({"while", "whereas", "whilst"})


class StatementRanges:
    """Cuts what is said in one article to what each speaker says."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors = sheet.actors

    def cut(self, ranges: list[tuple[int, int]], cue: int, behind: int) -> list[tuple[int, int]]:
        """Cut what a verb with an object governs where somebody else's clause begins beside it.

        `Egypt voiced concern, and Chile offered help`
        """
        if cue < 0:
            return ranges
        stop = min(
            (
                self.index.clauses[c].first
                for c in self.index.clauses_of[self.index.clauses[cue].sentence]
                if self.index.clauses[c].first >= behind
                and self._is_beside(self.index.clauses[c])
                and not self.index.clauses[c].subject_inherited
                and self.index.clauses[c].subject is not None
                and not is_inverted(self.index.clauses[c])
            ),
            default=-1,
        )
        gaps = (self.actors.doers.lists.gap_in(max(a, behind), b) for a, b in ranges)
        stop = stop if stop >= 0 else next((gap for gap in gaps if gap >= 0), -1)
        if stop < 0 or stop in {a for a, _ in ranges}:
            # What is said may be a clause of its own: `spoke for Peru: what was done …`
            return ranges
        if self.context.is_quoted(self.index.span(stop, stop + 1)):
            return ranges
        return [(a, min(b, stop) if a < stop < b else b) for a, b in ranges if a < stop or a < behind]

    def behind_subject(
        self, ranges: list[tuple[int, int]], number: int, behind: int
    ) -> list[tuple[int, int]]:
        """Return what is said without a clause before the subject of a verb with an object.

        `As rescuers dug on, | the pope offered his prayers`
        """
        attribution = self.context.document.attributions[number]
        low = self.index.low
        if attribution.lemma not in words_for("giving_words") or low[behind] in {",", ".", "”", '"', ":"}:
            return ranges
        if attribution.source is None:
            return ranges
        begin = self.index.range_of(attribution.source)[0]
        return [(a, b) for a, b in ranges if b > begin or self.context.is_quoted(self.index.span(a, a + 1))]

    def others_from(self, number: int) -> int:
        """Return where somebody else begins to speak beside a statement: `X wrote that …, | while Y wrote: "…"`; -1."""
        context, low = self.context, self.index.low
        attributions = context.document.attributions
        cue = attributions[number].cue
        if cue is None:
            return -1
        first = self.index.range_of(cue)[1]
        contrast = self._contrast_in(number, first)
        if contrast >= 0:
            return contrast
        for other in context.attributions_of[context.cue_sentence[number]]:
            source, speaks = attributions[other].source, attributions[other].cue
            if other == number or source is None or speaks is None or source == attributions[number].source:
                continue
            begin = self.index.range_of(source)[0]
            begin -= low[begin - 1] == "the"
            if begin <= first or self.index.range_of(speaks)[0] < begin:
                continue
            if low[begin - 1] in {"while", "whereas", ";"} and not context.is_quoted(source):
                return begin - 1
            if (
                low[begin - 2 : begin] in ([",", "and"], [",", "but"])
                and (
                    attributions[number].lemma not in words_for("plain_speech")
                    or attributions[other].lemma.split(" ")[0] in asking_verbs()
                )
                and "that" not in low[first : first + 2]
                and not context.is_quoted(source)
            ):
                # `Peru plans a summit, and Chile called for "calm"`
                return begin - 2
            if self._is_listed_beside(number, first, begin):
                return begin - 1
        return -1

    def _contrast_in(self, number: int, first: int) -> int:
        """Return where `while` leads to another state's doings: `told his cabinet to help|, while Chile sent …`; -1.

        Args:
            number: a statement.
            first: the token behind its cue.
        """
        low, names = self.index.low, self.context.document.names
        sentence = self.context.document.sentences[self.context.cue_sentence[number]]
        if not _CONTRAST.intersection(low[first : sentence.last]):
            return -1
        for at in self.index.clauses_of[self.context.cue_sentence[number]]:
            clause = self.index.clauses[at]
            if clause.first <= first or low[clause.first] not in _CONTRAST or clause.subject is None:
                continue
            if low[clause.first - 1] != "," or self.context.is_quoted(
                self.index.span(clause.first, clause.first + 1)
            ):
                continue
            inside = self.index.mentions_in(*self.index.range_of(clause.subject))
            lead = names.entities[names.mentions[inside[0]].entity] if inside else None
            acts = lead is not None and (lead.country or lead.kind in {"international_organisation", "ngo"})
            if acts and lead is not None and not is_own(lead, self.sheet.countries):
                return clause.first
        return -1

    def _is_listed_beside(self, number: int, first: int, begin: int) -> bool:
        """Tell whether somebody else's clause follows in a list: `Peru warned of it, | Chile urged restraint and …`.

        Args:
            number: a statement.
            first: the token behind its cue.
            begin: where somebody else who speaks is named.
        """
        low = self.index.low
        if low[begin - 1] not in {",", "and"} or begin - 1 <= first:
            return False
        if "that" in low[first : first + 2] and (
            low[begin - 1] == "and" or not self.index.has_verb(first, begin)
        ):
            return False
        if self.context.document.attributions[number].lemma in words_for("plain_speech"):
            return False
        sentence = self.context.cue_sentence[number]
        if low[begin - 1] == "," and "and" not in low[begin : self.context.document.sentences[sentence].last]:
            return False
        clause = self.index.clause_at(begin)
        return (
            clause is not None
            and self._is_beside(self.index.clauses[clause])
            and not self.context.is_quoted(self.index.span(begin, begin + 1))
        )

    def begins_behind_others(self, number: int) -> int:
        """Return where the words begin that stand before a cue, behind what others say: `X called; | Y wept, she said`.

        0 where nobody else speaks there.
        """
        context, low = self.context, self.index.low
        cue = context.document.attributions[number].cue
        if cue is None:
            return 0
        at = self.index.range_of(cue)[0]
        first = context.document.sentences[context.cue_sentence[number]].first
        ends = [
            t for t in range(first, at) if low[t] == ";" and not context.is_quoted(self.index.span(t, t + 1))
        ]
        if not ends:
            return 0
        others = (
            other.cue
            for n in context.attributions_of[context.cue_sentence[number]]
            if n != number and (other := context.document.attributions[n]).source is not None
        )
        return (
            ends[-1] + 1 if any(o is not None and self.index.range_of(o)[0] < ends[-1] for o in others) else 0
        )

    def up_to_others(self, ranges: list[tuple[int, int]], number: int) -> list[tuple[int, int]]:
        """Cut what is said where somebody else begins to speak beside it."""
        begin = self.begins_behind_others(number)
        asides = (at for a, b in ranges if (at := self._aside_in(a, b)) >= 0)
        stops = [at for at in (self.others_from(number), next(asides, -1)) if at >= 0]
        stop = min(stops, default=-1)
        if begin:
            ranges = [(max(a, begin), b) for a, b in ranges if b > begin]
        if stop < 0:
            return ranges
        return [(a, min(b, stop)) for a, b in ranges if a < stop]

    def _aside_in(self, first: int, last: int) -> int:
        """Return where it is told what others say to it: `accused Peru of it|, a charge which Lima denied`; -1."""
        low = self.index.low
        for token in range(first + 1, last - 4):
            if low[token] != "," or low[token + 1] not in {"a", "an"}:
                continue
            if low[token + 2] not in listed("asides"):
                continue
            if self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            named = bool(self.index.mentions_in(token + 3, min(token + 7, last)))
            if named and self.index.has_verb(token + 3, last):
                return token
        return -1

    def _is_beside(self, clause: Clause) -> bool:
        """Tell whether a clause goes on beside another: `…, and Chile sent …`, `…, while Chile sent …`."""
        return clause.kind in {"main", "coordinate"} or self.index.low[clause.first] in {"while", "whereas"}
