"""Papers that give numbers: whose bulletin, list or map it is, and what the sentence behind says of a toll."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.claimant_cues import words
from briefgen.extract.figure_rules.sources import SourceReader
from briefgen.extract.frames import Slot
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_OF = frozenset(["by", "from", "of"])
_CLOSES = load_words("figure_rules", "papers_closes")
_LONGEST = 9
_OWNED = 14
"""Most tokens between `whose tally` and the number."""
_LONG = 7
"""Words from which on a source without a name is known by its head alone."""
_PLACING = load_words("figure_rules", "papers_placing")
_BRANCHES = load_words("figure_rules", "branches")
"""Heads of what a body has of its own."""
_POINTING = load_words("figure_rules", "pointing")
_VIEWED = frozenset(["seen", "obtained", "reviewed", "viewed", "cited", "quoted", "consulted", "leaked"])
"""How outlets come by papers of others."""
_GROUNDS = load_words("figure_rules", "papers_grounds")
_COMING = load_words("figure_rules", "coming")
_DETERMINERS = load_words("figure_rules", "papers_determiners")


class PaperReader:
    """Names who stands behind the papers of one document."""

    def __init__(self, context: Context, sources: SourceReader) -> None:
        self.context = context
        self.index = context.index
        self.sources = sources

    def read(self, first: int, last: int) -> Slot | None:
        """Name the source in the tokens [first, last): as every rule does, else by a wider class of heads."""
        if self.index.low[first] in {"including", "among"}:
            # `…, including senior church figures`
            return None
        index, low = self.index, self.index.low
        first, last = index.trim(first, last)
        if first >= last:
            return None
        counted = any(self.context.quantity_at[t] >= 0 for t in range(first, last))
        if self.context.timex_at[first] >= 0:
            # `Nine days after the shooting the Red Cross …`
            return None
        if counted or low[first] in _PLACING:
            # `72 police`, `in hospital`
            return None
        sentence = index.sentence_of[first]
        found = self.sources.read_counter(first, last, sentence, states=False)
        start = first
        while start < last and low[start] in _DETERMINERS:
            start += 1
        if found is not None:
            return self._branch(found, start, last) or found
        head = next((t for t in range(start + 1, last) if low[t] in _PLACING | {"of"}), last)
        if head < last and last - start > _LONG:
            # `An official of the secretariat for risk management in Galle`
            found = self.sources.read_counter(start, head, sentence, states=False)
            if found is not None:
                return found
        if start >= head or head - start > _LONGEST or not self._gives(head - 1, start):
            return None
        text = index.words(start, head)
        return Slot(text[:1].upper() + text[1:], index.span(start, head), "clause")

    def _gives(self, head: int, first: int) -> bool:
        """Tell whether a noun is of those who give numbers: `the municipality`, `local people`."""
        low = self.index.low
        people = (
            low[head] == "people" and head > first and low[head - 1] in {"local", "village", "town", "area"}
        )
        return people or low[head].removesuffix("'s").removesuffix("’s") in words("givers")

    def _branch(self, slot: Slot, first: int, last: int) -> Slot | None:
        """Name the branch of a body that goes by the body's name and its own: `the UN migration agency`."""
        index = self.index
        mention = index.mention_at[first]
        if mention < 0 or index.mention_range[mention][0] != first:
            return None
        end = index.mention_range[mention][1]
        named = index.names.entities[index.names.mentions[mention].entity]
        own = index.low[last - 1].removesuffix("'s").removesuffix("’s")
        plain = all(index.low[t].isalpha() and index.mention_at[t] < 0 for t in range(end, last - 1))
        if end >= last or named.type != "organisation" or not plain or own not in _BRANCHES:
            return None
        return Slot(index.words(first, last).removesuffix("'s").removesuffix("’s"), slot.span, slot.how)

    def cut(self, first: int, last: int, *, grounds: bool = False) -> Slot | None:
        """Name the source that begins at a token and ends before a mark, a verb, a number or a time.

        Args:
            first: its first token.
            last: the token behind which nothing is read.
            grounds: whether a region or town may give numbers, which counts where a list of its own is named.
        """
        index, context = self.index, self.context
        end = first
        while (
            end < last
            and end - first < _LONGEST
            and index.low[end] not in (MARKS - {"-", "'", "’"}) | _CLOSES
            and index.verb_at[end] < 0
            and context.quantity_at[end] < 0
            and context.timex_at[end] < 0
        ):
            end += 1
        if end <= first:
            return None
        return self.read(first, end) or (self._ground(first, end) if grounds else None)

    def _ground(self, first: int, last: int) -> Slot | None:
        """Name a region or town with a list of its own: `the county's own estimate`, `the count of Galle district`."""
        index, low = self.index, self.index.low
        while first < last and low[first] in _DETERMINERS:
            first += 1
        while last > first and low[last - 1] == "own":
            last -= 1
        if first >= last or last - first > 4:
            return None
        head = low[last - 1].removesuffix("'s").removesuffix("’s")
        if head not in _GROUNDS:
            return None
        text = index.words(first, last).removesuffix("'s").removesuffix("’s")
        return Slot(text[:1].upper() + text[1:], index.span(first, last), "clause")

    def whose(self, first: int, last: int) -> Slot | None:
        """Return whose paper the tokens [first, last) name: `the agency's matrix`, `figures released by the board`.

        Returns:
            None where they name no paper, or nobody's.
        """
        low = self.index.low
        for noun in range(first, last):
            if low[noun] not in words("papers"):
                continue
            if noun + 1 < last and low[noun + 1] in words("papers"):
                continue
            found = self._maker(noun + 1, last) or self._owner(noun, first)
            if found is not None:
                return found
        return None

    def of_source(self, first: int, last: int) -> Slot | None:
        """Return whose paper an attribution's source is: `According to a report that the institute handed over, …`."""
        end = self.context.document.sentences[self.index.sentence_of[first]].last
        low = self.index.low
        for noun in range(first, min(last, first + _LONGEST)):
            if low[noun] in words("papers") and low[noun + 1] not in words("papers"):
                return self._maker(noun + 1, end) or self._owner(noun, first)
        return None

    def _maker(self, at: int, last: int) -> Slot | None:
        low = self.index.low
        token = at
        while token < min(last, at + 4) and low[token] not in _OF:
            if low[token] in {"that", "which", ","}:
                break
            issued = low[token] in words("issued") or low[token].endswith("ly")
            if (
                not issued
                and self.context.timex_at[token] < 0
                and low[token] not in {"on", "was", "were", "is"}
            ):
                return None
            token += 1
        if token >= last:
            return None
        if low[token] in {"by", "from"} or (low[token] == "of" and token == at):
            if low[token - 1] in _VIEWED and low[token] == "by":
                return None
            return self.cut(token + 1, last) or (self._kept(token + 1) if low[token] == "of" else None)
        if low[token] == ",":
            return self._kept(token)
        if low[token] in {"that", "which"}:
            if low[token + 1] in {"was", "were", "is", "are"}:
                return self._maker(token + 2, last)
            end = 0
            for verb in range(token + 2, min(last, token + 16)):
                if low[verb] == "," and self.index.mention_at[verb - 1] >= 0 and not end:
                    # `figures which Ana Ruiz, the commissioner, presented`
                    end = verb
                    continue
                if low[verb] in MARKS - {"-", "'", "’"} and not (low[verb] == "," and end):
                    return None
                if low[verb] in words("issuing"):
                    return self.read(token + 1, end or verb)
        return None

    def _kept(self, first: int) -> Slot | None:
        """Read `the count of the missing, which the defence ministry keeps, …`."""
        low = self.index.low
        comma = next((t for t in range(first, min(len(low), first + 6)) if low[t] == ","), -1)
        if comma < 0 or low[comma + 1] != "which":
            return None
        end = next((t for t in range(comma + 2, min(len(low), comma + 12)) if low[t] == ","), -1)
        return self.read(comma + 2, end - 1) if end > 0 and low[end - 1] in words("issuing") else None

    def _owner(self, noun: int, begin: int) -> Slot | None:
        """Return whose paper it is: `the UN migration agency's latest matrix`."""
        low = self.index.low
        for token in range(noun - 1, max(begin, noun - 5) - 1, -1):
            if low[token].endswith(("'s", "’s", "s'", "s’")) and self.context.timex_at[token] < 0:
                return self.read(begin, token + 1) or self._ground(begin, token + 1)
        mention = self.index.mention_at[noun - 1] if noun > begin else -1
        if mention >= 0 and self.index.mention_range[mention][1] == noun:
            # `Public Security Directorate figures`
            names = self.context.document.names
            body = names.entities[names.mentions[mention].entity].type == "organisation"
            return self.read(max(begin, self.index.mention_range[mention][0]), noun) if body else None
        return None

    def _stems(self, first: int, last: int) -> Slot | None:
        """Read `The ministry, from which that number stems, …`."""
        low = self.index.low
        for token in range(first + 1, min(last - 4, first + 12)):
            if low[token] == "from" and low[token + 1] in {"which", "whom", "where"}:
                toll = not words("tolls").isdisjoint(low[token + 2 : token + 5])
                coming = not _COMING.isdisjoint(low[token + 3 : token + 7])
                return self.read(first, token) if toll and coming else None
            if low[token] in {"which", "who"} and low[token + 1] in words("issuing"):
                # `The agency, which released the data on Tuesday, fears worse`
                given = low[token + 2] in _POINTING and low[token + 3] in words("tolls")
                return self.read(first, token) if given else None
        return None

    def of_whose(self, quantity: Quantity) -> Slot | None:
        """Read `The board, whose tally of the displaced went up to 255,000, …`."""
        low = self.index.low
        begin = self.context.document.sentences[quantity.sentence].first
        at = self.index.range_of(quantity.span)[0]
        for token in range(at - 1, max(begin, at - _OWNED), -1):
            if low[token] in {";", ":"}:
                return None
            if low[token] == "whose" and low[token - 1] == ",":
                toll = not words("tolls").isdisjoint(low[token + 1 : token + 4])
                crossed = "," in low[token + 1 : at]
                return self.read(begin, token - 1) if toll and not crossed else None
        return None

    def pointed_at(self, quantity: Quantity) -> Slot | None:
        """Read what the sentence behind says: `That toll, given by the fire service last night, may grow`."""
        low, sentences = self.index.low, self.context.document.sentences
        behind = quantity.sentence + 1
        if behind >= len(sentences) or sentences[behind].paragraph != sentences[quantity.sentence].paragraph:
            return None
        first, last = sentences[behind].first, sentences[behind].last
        last = next((t for t in range(first, last) if low[t] == ";"), last)
        if (stems := self._stems(first, last)) is not None:
            return stems
        if low[first] not in _POINTING or any(
            self.context.quantity_at[t] >= 0 and self.context.timex_at[t] < 0 for t in range(first, last)
        ):
            return None
        if low[first] != "the" and low[first + 1] in {"is", "was", "are", "were"}:
            # `That is the Red Cross's tally.`
            return self.whose(first + 2, last)
        noun = next((t for t in range(first + 1, min(last, first + 4)) if low[t] in words("tolls")), -1)
        if noun < 0:
            return None
        at = noun + 1
        if low[at] == "," or low[at] in {"is", "was", "are", "were"}:
            at += 1
        elif low[at] in _COMING:
            return self.cut(at + 2, last) if low[at + 1] == "from" else None
        while at < min(last, noun + 5) and low[at] not in _OF:
            if (
                low[at] not in words("issued")
                and self.context.timex_at[at] < 0
                and not low[at].endswith("ly")
            ):
                return None
            at += 1
        if low[at] not in {"by", "from"} or low[at - 1] in _VIEWED:
            return None
        return self.cut(at + 1, last)
