"""Who stands behind a number and gives it: at the end of its half, in brackets, in a clause about it."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.claimant_cues import cue_forms, taken_from, words
from briefgen.extract.figure_rules.claimant_subjects import LINKS, OPENERS, SubjectReader
from briefgen.extract.frames import Slot
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_REACH = 30
"""Most tokens behind a number looked through."""
_FRAMED = 12
"""Most tokens before a number in which somebody's reckoning frames it."""
_TAIL = 9
"""Most tokens behind a verb of saying at the end: when, where and to whom somebody speaks."""
_PUT = load_words("figure_rules", "claimants_behind_put")
_TAKEN = frozenset(["on", "by", "in", "at", "from"])
_OWN = frozenset(["his", "her", "its", "their"])
_STATED = load_words("figure_rules", "stated")
"""What is done in an office, where nobody is said to do it: `it was stated in the ministry`."""
_MANNER = load_words("figure_rules", "manner")
"""Words with which a tail of saying begins."""


class BehindReader:
    """Names who is told behind the numbers of one document."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], subjects: SubjectReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.subjects = subjects
        self.papers = subjects.papers

    def find(self, number: int) -> Slot | None:
        """Return who is told behind a number, up to the semicolon."""
        quantity = self.quantities[number]
        low = self.index.low
        end = self.context.document.sentences[quantity.sentence].last
        at = self.index.range_of(quantity.noun or quantity.span)[1]
        if (
            counted := self._counted_by(at, end) or self._put_by(quantity, end) or self._done_by(at, end)
        ) is not None:
            return counted
        first = self.index.range_of(quantity.span)[0]
        begin = self.context.document.sentences[quantity.sentence].first
        for token in range(max(begin, first - _FRAMED), first - 2):
            # `In tents there are, by her account, 700 people`
            framed = low[token] in _TAKEN and (token == begin or low[token - 1] == ",")
            if framed and "," in low[token:first] and (told := self._reckoned(token, first)) is not None:
                return told
        crossed = False
        for token in range(at, min(end, at + _REACH)):
            if self.context.quantity_at[token] >= 0 and self.context.timex_at[token] < 0 and token > at + 1:
                crossed = True
            if low[token] == ";":
                break
            if (
                found := self._summed(token, end) or self._ending(token, end) or self._inset(token, end)
            ) is not None:
                return found
            if not crossed and (found := self._beside(token, end)) is not None:
                return found
        return None

    def _beside(self, token: int, end: int) -> Slot | None:
        """Read what stands close behind a number: brackets, `going by the register`, `by his account`."""
        low = self.index.low
        if low[token] == "(":
            close = next((t for t in range(token + 1, min(end, token + 12)) if low[t] == ")"), -1)
            return self._bracketed(token + 1, close) if close > 0 else None
        for phrase in taken_from().get(low[token], ()):
            if low[token : token + len(phrase)] == list(phrase):
                return self.papers.cut(token + len(phrase), end)
        if low[token] == "if":
            # `if the police are to be believed`
            to = next((t for t in range(token + 1, min(end, token + 9)) if low[t] == "to"), -1)
            believed = to > 0 and low[to + 1 : to + 3] in (["be", "believed"], ["be", "trusted"])
            return self.subjects.read(token + 1, to - 1) if believed else None
        if low[token] in _TAKEN:
            return self._reckoned(token, end)
        return None

    def _reckoned(self, token: int, end: int) -> Slot | None:
        """Read `on the reckoning of the Galle region`, `by his account`."""
        low = self.index.low
        if low[token + 1] in _OWN and low[token] == "by" and low[token + 2] in words("papers"):
            pronoun = {"his": "he", "her": "she", "its": "it"}.get(low[token + 1], "they")
            return self.subjects.meant(pronoun, token + 1)
        noun = next((t for t in range(token + 2, min(end, token + 5)) if low[t] in words("papers")), -1)
        if noun < 0 or low[token + 1] != "the" or low[noun + 1] != "of":
            return None
        return self.papers.cut(noun + 2, end, grounds=True)

    def _summed(self, token: int, end: int) -> Slot | None:
        """Read `Eight dead, 40 hurt: the balance of the board, published on Sunday`, `…: so Ana Ruiz, the mayor`."""
        low = self.index.low
        if low[token] not in {":", "–", "—"}:
            return None
        if low[token + 1] == "so":
            return self.papers.cut(token + 2, end)
        comma = next(
            (t for t in range(token + 1, min(end, token + 14)) if low[t] in MARKS - {"-", "'", "’"}), end
        )
        noun = next((t for t in range(token + 1, comma) if low[t] in words("papers")), -1)
        if noun < 0 or noun - token > 8 or self.index.has_verb(token + 1, noun):
            return None
        return self.papers.whose(token + 1, comma)

    def _ending(self, token: int, end: int) -> Slot | None:
        """Read `…, the board, a state body, announced at the weekend`, `…, it was stated in the police department`."""
        low = self.index.low
        if low[token] != ",":
            return None
        last = next((t for t in range(token, end) if low[t] in {";", ":"}), end)
        if low[token + 1] == "it" and low[token + 2] in {"was", "is"} and low[token + 3] in _STATED:
            return self.papers.cut(token + 5, last) if low[token + 4] in {"in", "at", "by", "from"} else None
        verb = next((t for t in range(token + 2, min(last, token + 22)) if self._is_said(t)), -1)
        if verb < 0 or not self._is_tail(verb + 1, last):
            return None
        if any(self.subjects.is_finite(t) for t in range(token + 1, verb)):
            return None
        close = self.subjects.behind_source(verb, token + 1)
        if low[close - 1] == "," or "," in low[token + 1 : close] or low[token + 1] in LINKS | OPENERS:
            return None
        return self.subjects.read(token + 1, close)

    def _inset(self, token: int, end: int) -> Slot | None:
        """Read `…, the board reports, and its numbers are rising`."""
        low = self.index.low
        if low[token] != "," or low[token + 1] in LINKS | OPENERS:
            return None
        comma = next(
            (t for t in range(token + 1, min(end - 1, token + 12)) if low[t] in MARKS - {"-", "'", "’"}), -1
        )
        if comma < 0 or low[comma] != "," or low[comma + 1] not in {"and", "while", "but"}:
            return None
        if not self._is_said(comma - 1) or any(
            self.subjects.is_finite(t) for t in range(token + 1, comma - 1)
        ):
            return None
        return self.subjects.read(token + 1, comma - 1)

    def _is_said(self, token: int) -> bool:
        kinds = cue_forms().get(self.index.low[token])
        if self.index.low[token] == "read" and self.index.low[token + 1] == "out":
            return True
        return kinds is not None and "saying" in kinds and not self.subjects.is_unmade(token, 0)

    def _is_tail(self, first: int, last: int) -> bool:
        """Tell whether the tokens [first, last) only tell when, where or to whom somebody speaks."""
        low = self.index.low
        while last > first and low[last - 1] in MARKS:
            last -= 1
        if last - first > _TAIL:
            return False
        numbers = any(
            self.context.quantity_at[t] >= 0 and self.context.timex_at[t] < 0 for t in range(first, last)
        )
        if numbers or any(self.subjects.is_finite(t) for t in range(first, last)) or "," in low[first:last]:
            return False
        opens = first == last or low[first] in _MANNER or self.context.timex_at[first] >= 0
        return opens or (low[first - 1] in {"told", "tells", "tell"} and "that" not in low[first:last])

    def _done_by(self, at: int, end: int) -> Slot | None:
        """Read `the 58 deaths so far validated by the council`."""
        low = self.index.low
        for token in range(at, min(end - 2, at + 5)):
            if low[token] in MARKS:
                return None
            kinds = cue_forms().get(low[token], frozenset())
            if "listing" in kinds and low[token] not in _PUT and low[token + 1] == "by":
                return self.papers.cut(token + 2, end)
        return None

    def _put_by(self, quantity: Quantity, end: int) -> Slot | None:
        """Read `Of the injured, put at 395 by the health ministry, most …`."""
        low = self.index.low
        at = self.index.range_of(quantity.span)[0]
        if low[at - 1] not in {"at", "as"} or low[at - 2] not in _PUT:
            return None
        last = self.index.range_of(quantity.noun or quantity.span)[1]
        by = next((t for t in range(last, min(end, last + 5)) if low[t] == "by"), -1)
        if by < 0 or any(low[t] in MARKS for t in range(last, by)):
            return None
        return self.papers.cut(by + 1, end)

    def _counted_by(self, at: int, end: int) -> Slot | None:
        """Read `the 292 people | the fire brigade still lists as missing`."""
        low = self.index.low
        first = at + (low[at] in {"whom", "that", "which"})
        for token in range(first + 1, min(end, first + 8)):
            if low[token] in MARKS - {"-", "'", "’"} or low[token] in LINKS | OPENERS - {"of", "for"}:
                return None
            kinds = cue_forms().get(low[token])
            if (
                kinds is None
                or kinds.isdisjoint({"saying", "listing"})
                or low[token] == "figures"
                or self.subjects.is_unmade(token, first)
            ):
                continue
            if low[token + 1] in {"by", "to"}:
                return None
            last = self.subjects.behind_source(token, first)
            return self.subjects.read(first, last) if last > first else None
        return None

    def _bracketed(self, first: int, last: int) -> Slot | None:
        """Read `(source: the district office)`, `(OCHA, 2 May)`."""
        low, index = self.index.low, self.index
        if low[first] in {"source", "sources", "data", "figures"}:
            return self.subjects.read(first + 1 + (low[first + 1] == ":"), last)
        mention = index.mention_at[first]
        before = index.mention_at[first - 2]
        if mention < 0 or before >= 0:
            return None
        begin, end = index.mention_range[mention]
        names = self.context.document.names
        entity = names.entities[names.mentions[mention].entity]
        dated = all(low[t] == "," or self.context.timex_at[t] >= 0 for t in range(end, last))
        body = entity.type == "organisation" and begin == first and dated
        return Slot(entity.name, index.span(begin, end), "sentence") if body else None
