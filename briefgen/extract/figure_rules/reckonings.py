"""Claimants of reckonings: `in the count of the police`, `…: these are the totals of the league`, `the list has 26`."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.sources import SourceReader
from briefgen.extract.frames import Slot
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_RECKONINGS = load_words("figure_rules", "reckonings")
"""What somebody makes or keeps of numbers."""
_GIVEN = frozenset(["by", "in", "on", "per", "from"])
"""Words before a reckoning of which the number is taken."""
_OF = frozenset(["of", "by", "from"])
_KEPT = load_words("figure_rules", "reckonings_kept")
_POINTING = frozenset(["these", "those", "that", "this", "such", "so"])
_BEING = load_words("figure_rules", "being")
_GIVING = load_words("figure_rules", "reckonings_giving")
_SHOWING = load_words("figure_rules", "showing")
"""What reckonings do to their numbers."""
_REACH = 14
_LONGEST = 9
_CLOSES = load_words("figure_rules", "reckonings_closes")


class ReckoningFinder:
    """Finds whose count, list or report the numbers of one document are taken from."""

    def __init__(self, context: Context, sources: SourceReader) -> None:
        self.context = context
        self.index = context.index
        self.sources = sources

    def find(self, quantity: Quantity) -> Slot | None:
        """Return who reckons a number, told right behind it or by the subject that is a list or count."""
        sentence = self.context.document.sentences[quantity.sentence]
        words = self.index.low[sentence.first : sentence.last]
        if _RECKONINGS.isdisjoint(words) and "according" not in words:
            return None
        return self._behind(quantity, sentence.last) or self._kept(quantity, sentence.first)

    def summed_up(self, quantity: Quantity) -> Slot | None:
        """Read `Nine dead, 40 hurt: these are the totals of the institute`, `…: the ministry's noon bulletin`.

        The sentence behind may say so too: `That is the count of the Red Cross.`
        """
        low, sentences = self.index.low, self.context.document.sentences
        sentence = sentences[quantity.sentence]
        at = self.index.range_of(quantity.span)[1]
        colon = next((t for t in range(sentence.last - 1, at - 1, -1) if low[t] in {":", "–", "—"}), 0)
        if colon and all(
            self.context.quantity_at[t] < 0 or self.context.timex_at[t] >= 0
            for t in range(colon, sentence.last)
        ):
            return self._summing(colon + 1, sentence.last, bare=True)
        behind = quantity.sentence + 1
        if behind < len(sentences) and sentences[behind].paragraph == sentence.paragraph:
            first, last = sentences[behind].first, sentences[behind].last
            if low[first] in _POINTING and not any(t >= 0 for t in self.context.quantity_at[first:last]):
                return self._summing(first, last, bare=False)
        return None

    def _summing(self, first: int, last: int, *, bare: bool) -> Slot | None:
        """Return whose reckoning the words [first, last) name that sum up numbers."""
        low, index = self.index.low, self.index
        if low[first] in _POINTING:
            if low[first + 1] not in _BEING:
                return None
        elif bare:
            for number in index.clauses_of[index.sentence_of[first]]:
                clause = index.clauses[number]
                if clause.verb is None or clause.verb.first < first or clause.subject is None:
                    continue
                given = set(low[clause.verb.last : clause.verb.last + 4]) & _RECKONINGS
                told = (
                    clause.verb.lemma in _GIVING
                    and given
                    and not clause.verb.passive
                    and not clause.verb.negated
                )
                return self._source(*index.range_of(clause.subject)) if told else None
        else:
            return None
        at = next((t for t in range(first, last) if low[t] in _RECKONINGS), -1)
        if at < 0 or at - first > _LONGEST:
            return None
        return self._of_whom(at, last) or self._owner(at, first)

    def _behind(self, quantity: Quantity, last: int) -> Slot | None:
        """Read `40,000 in the count of its organisers, 15,000 in that of the police`, `… according to police`."""
        low, index, context = self.index.low, self.index, self.context
        at = index.range_of(quantity.span)[1]
        own = context.quantity_at[at - 1]
        for token in range(at, min(last - 2, at + _REACH)):
            other = context.quantity_at[token]
            if (other >= 0 and other != own and context.timex_at[token] < 0) or low[token] in {";", ":"}:
                return None
            if low[token : token + 2] == ["according", "to"]:
                return self._cut_source(token + 2, last)
            if low[token] not in _GIVEN:
                continue
            if low[token + 1 : token + 3] == ["that", "of"]:
                return self._cut_source(token + 3, last) if self._was_reckoned(quantity, token) else None
            noun = next((t for t in range(token + 1, min(last, token + 5)) if low[t] in _RECKONINGS), -1)
            if noun < 0 or any(low[t] in MARKS or index.verb_at[t] >= 0 for t in range(token, noun)):
                continue
            if low[token] == "on" and low[noun + 1 : noun + 2] != ["of"]:
                continue
            if (found := self._of_whom(noun, last) or self._owner(noun, token + 1)) is not None:
                return found
        return None

    def _was_reckoned(self, quantity: Quantity, token: int) -> bool:
        first = self.context.document.sentences[quantity.sentence].first
        return not _RECKONINGS.isdisjoint(self.index.low[first:token])

    def _cut_source(self, first: int, last: int) -> Slot | None:
        """Return the source that begins at a token, where another number follows it in the same breath."""
        end = first
        while (
            end < last
            and end - first < _LONGEST
            and self.index.low[end] not in MARKS
            and self.index.verb_at[end] < 0
            and self.context.quantity_at[end] < 0
        ):
            end += 1
        joined = self.context.quantity_at[end] >= 0 and self.context.timex_at[end] < 0
        if joined and self.index.low[end - 1] in {"and", "while", "but"}:
            return self._source(first, end - 1)
        return self._source(first, end) if "that" in self.index.low[first - 2 : first] else None

    def _kept(self, quantity: Quantity, begin: int) -> Slot | None:
        """Read `The Ombudsman's list has 26 names`, `The tally of the health ministry stands at 312 dead`."""
        index = self.index
        at = index.range_of(quantity.span)[0]
        for token in range(at - 1, max(begin, at - _REACH), -1):
            number = index.verb_at[token]
            verb = index.clauses[number].verb if number >= 0 else None
            if verb is None:
                if index.low[token] in {";", ":", "who", "which"}:
                    return None
                continue
            if verb.tense == "participle":
                continue
            subject = index.clauses[number].subject
            if subject is None or verb.negated or verb.passive or verb.lemma not in _SHOWING:
                return None
            first, last = index.range_of(subject)
            noun = next((t for t in range(first, last) if index.low[t] in _RECKONINGS), -1)
            if noun < 0:
                return None
            return self._of_whom(noun, verb.first) or self._owner(noun, first)
        return None

    def _of_whom(self, noun: int, last: int) -> Slot | None:
        """Return who stands behind a reckoning: `the totals of the institute`, `a list kept by lawyers`."""
        low = self.index.low
        for token in range(noun + 1, min(last, noun + 8)):
            if low[token] in MARKS or (self.index.verb_at[token] >= 0 and low[token] not in _KEPT):
                return None
            if low[token] not in _OF:
                continue
            end = token + 1
            while (
                end < last
                and end - token < _LONGEST
                and low[end] not in MARKS | _CLOSES - {"and"}
                and self.index.verb_at[end] < 0
                and self.context.quantity_at[end] < 0
                and self.context.timex_at[end] < 0
            ):
                end += 1
            if (found := self._source(token + 1, end)) is not None:
                return found
        return None

    def _owner(self, noun: int, begin: int) -> Slot | None:
        """Return whose reckoning it is: `the Civil Defence's noon bulletin`."""
        low = self.index.low
        for token in range(noun - 1, max(begin, noun - 5) - 1, -1):
            if low[token].endswith(("'s", "’s", "s'", "s’")) and self.context.timex_at[token] < 0:
                start = token
                while start > begin and low[start - 1] not in MARKS and self.index.verb_at[start - 1] < 0:
                    start -= 1
                return self._source(start, token + 1)
        return None

    def _source(self, first: int, last: int) -> Slot | None:
        if last <= first:
            return None
        return self.sources.read_source(first, last, self.index.sentence_of[first])
