"""Claimants by words of a form of their own: whose figure it is, whose papers, who gives a part alone."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.claimant_cues import showing_forms, words
from briefgen.extract.figure_rules.claimant_subjects import SubjectReader
from briefgen.extract.figure_rules.claimants_apart import ApartFinder
from briefgen.extract.frames import Slot
from briefgen.extract.layers.index import MARKS
from briefgen.model.span import Span

_PARTS = 30
"""Most tokens between `including` and who gives one of those behind it."""
_PRONOUN_OF = {"his": "he", "her": "she", "its": "it", "their": "they"}
_BEING = frozenset(["is", "was", "are", "were"])
_FIGURES = frozenset(["count", "figure", "figures", "estimate", "estimates", "tally", "counts", "numbers"])
_COMPARED = frozenset(["higher", "lower", "smaller", "bigger", "larger"])
_OPENERS = frozenset(["while", "but", "and", "though", "although", "whereas", "as"])
_GIVEN = frozenset(["came", "comes", "released", "given", "announced", "published", "supplied", "confirmed"])
_PUBLISHED = 5
"""Most tokens from `published` to the paper."""


class NearClaimants:
    """Reads who gives the numbers of one document by fixed forms of words beside them."""

    def __init__(self, context: Context, subjects: SubjectReader, apart: ApartFinder) -> None:
        self.context = context
        self.index = context.index
        self.subjects = subjects
        self.apart = apart

    def is_blamed(self, source: Span) -> bool:
        """Tell whether what is taken for a source is the cause: `43 deaths were attributed to Nadia`."""
        at = self.index.range_of(source)[0]
        at -= self.index.low[at - 1] == "the"
        return self.index.low[at - 2 : at] in (["attributed", "to"], ["blamed", "on"], ["linked", "to"])

    def of_figure(self, first: int) -> Slot | None:
        """Read `the police count was 60,000`, `Union figures are higher by far, with 700,000`: whose figure it is."""
        low = self.index.low
        begin = self.context.document.sentences[self.index.sentence_of[first]].first
        being = next((t for t in range(first - 1, max(begin, first - 6), -1) if low[t] in _BEING), -1)
        if being < 0 or low[being - 1] not in _FIGURES:
            return None
        if being < first - 1 and _COMPARED.isdisjoint(low[being:first]):
            return None
        at = being - 1
        while at > begin and low[at - 1] not in MARKS | _OPENERS and self.index.verb_at[at - 1] < 0:
            at -= 1
        return self.subjects.read(at, being - 1) if at < being - 1 else None

    def of_next(self, first: int) -> Slot | None:
        """Read `The toll climbed to 283. The figure came from the minister, Ana Ruiz`: who gives the number before.

        The sentence may open the next paragraph; the number is the last one before it.
        """
        low, sentences = self.index.low, self.context.document.sentences
        following = self.index.sentence_of[first] + 1
        if following >= len(sentences) or sentences[following].kind != "body":
            return None
        begin, end = sentences[following].first, sentences[following].last
        here = self.context.quantity_at[first]
        if any(number > here for number in self.context.quantity_at[first:begin]):
            return None
        if low[begin] not in {"the", "that", "this"} or low[begin + 1] not in _FIGURES | {"number", "toll"}:
            return None
        given = next((t for t in range(begin + 2, min(end, begin + 6)) if low[t] in {"from", "by"}), -1)
        if given < 0 or _GIVEN.isdisjoint(low[begin + 2 : given]):
            return None
        at = given + 1
        stop = next((t for t in range(at, end) if low[t] in MARKS or low[t] in {"in", "on", "at"}), end)
        mention = self.index.mention_at[stop + 1] if low[stop] == "," and stop + 1 < end else -1
        names = self.context.document.names
        if mention >= 0 and names.entities[names.mentions[mention].entity].type == "person":
            # `from the energy minister, | Ana Ruiz`
            return self.subjects.read(*self.index.mention_range[mention])
        return self.subjects.read(at, stop) if at < stop else None

    def _of_published(self, number: int) -> Slot | None:
        """Read `The ministry published new figures. They show 4,500 displaced`."""
        if number == 0:
            return None
        low, before = self.index.low, self.context.document.sentences[number - 1]
        if before.paragraph != self.context.document.sentences[number].paragraph:
            return None
        for clause in (self.index.clauses[n] for n in self.index.clauses_of[number - 1]):
            if clause.kind != "main" or clause.verb is None or clause.subject is None or clause.verb.passive:
                continue
            given = low[clause.verb.last : clause.verb.last + _PUBLISHED]
            if low[clause.verb.last - 1] in words("issued") and not words("papers").isdisjoint(given):
                return self.subjects.read(*self.index.range_of(clause.subject))
        return None

    def is_demanded(self, first: int) -> bool:
        """Tell whether a number is only of those of whom something is asked: `wants its 1,500 soldiers to leave`."""
        if self.index.low[first - 1] not in _PRONOUN_OF or self.index.verb_at[first - 2] < 0:
            return False
        verb = self.index.clauses[self.index.verb_at[first - 2]].verb
        return verb is not None and verb.lemma in {"want", "ask", "tell", "order", "urge", "demand"}

    def of_own_paper(self, first: int) -> Slot | None:
        """Read `…, said Ana Ruiz, the mayor. Her lists show 403 dead`: the paper of who spoke before."""
        low, number = self.index.low, self.index.sentence_of[first]
        begin = self.context.document.sentences[number].first
        if low[begin] in {"they", "these", "it", "this"} and low[begin + 1] in showing_forms():
            return self._of_published(number)
        pronoun = _PRONOUN_OF.get(low[begin])
        if pronoun is None or low[begin + 1] not in words("papers") | _FIGURES:
            return None
        shown = next((t for t in range(begin + 2, first) if low[t] in showing_forms()), -1)
        if shown < 0 or any(low[t] in {";", ":"} for t in range(begin, first)):
            return None
        told = self.apart.of_sentence_before(number)
        if told is None or told.span is None:
            return None
        last = self.index.range_of(told.span)[1]
        return told if self.subjects.agrees(pronoun, last, told) else None

    def of_part(self, first: int) -> Slot | None:
        """Read `held 300, among them, the ministry said, 12 boys`: who alone gives the part behind the aside."""
        low = self.index.low
        comma = next((t for t in range(first - 1, first - 4, -1) if low[t] == ","), -1)
        if comma < 0:
            return None
        for number in self.context.attributions_of[self.index.sentence_of[first]]:
            told = self.context.document.attributions[number]
            if told.source is None or self.part_behind(told.source) != comma + 1:
                continue
            name = self.context.source_name(number)
            return Slot(name, told.source, "clause") if name is not None else None
        return None

    def part_behind(self, source: Span) -> int:
        """Return the token of a part that only a source between commas gives, behind `including`; -1 for others."""
        low = self.index.low
        begin, end = self.index.range_of(source)
        begin = next(
            (t for t in range(begin - 1, max(0, begin - 5), -1) if low[t] in {",", "and", "among"}), -1
        )
        end = next((t for t in range(end, min(len(low), end + 4)) if low[t] == ","), -1)
        if begin < 0 or end < 0 or self.index.sentence_of[begin] != self.index.sentence_of[end]:
            return -1
        first = self.context.document.sentences[self.index.sentence_of[begin]].first
        opened = any(
            low[token] == "including" or low[token : token + 2] in (["among", "them"], ["among", "whom"])
            for token in range(max(first, begin - _PARTS), begin)
        )
        counted = any(self.context.quantity_at[token] >= 0 for token in range(end + 1, end + 4))
        return end + 1 if opened and counted else -1
