"""Shares: so many percent of what, or by how much a price went up or down."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.group_phrases import GroupPhrases
from briefgen.extract.figure_rules.votes import VoteReader
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_phrases, load_words

_CHANGED_BY = frozenset(["by", "up", "down"])
_NEARLY = frozenset(
    ["about", "around", "some", "nearly", "almost", "over", "another", "a", "further", "as", "much"]
)
_NEARLY |= {"more", "than", "at", "least", "roughly"}
_MOVES = load_words("figure_rules", "price_moves")
"""What prices do."""
_MONEYED = load_words("figure_rules", "moneyed")
"""What has a price that goes up and down."""
_THEM = frozenset(["whom", "which", "them", "these", "those"])
_WORDS = 3
"""Most words of what a share is of that stands before it."""
_ASKED = frozenset(["asked", "polled", "surveyed", "questioned", "interviewed"])
_EVERYBODY = frozenset(["inhabitants", "residents", "citizens", "people", "inmates", "victims"])
_PERCENT = frozenset(["percent", "per", "cent", "%"])
_AGAINST = frozenset(["against", "to", "with", "while", "and"])
"""Words before the share of a rival."""


class ShareReader:
    """Reads what the percentages of one document are of."""

    def __init__(self, context: Context, phrases: GroupPhrases) -> None:
        self.context = context
        self.index = context.index
        self.phrases = phrases
        self.votes = VoteReader(context)

    def read(self, quantity: Quantity, first: int, begin: int) -> str | None:
        """Return what a percentage is of, as told; None where it is no share.

        Args:
            quantity: the quantity.
            first: its first token.
            begin: the first token of its clause, or of its sentence where that is short.
        """
        if self.votes.is_share(quantity, first):
            return "votes"
        if quantity.unit != "percent":
            return None
        if self._is_of_vote(quantity, first):
            return "votes"
        if (asked := self._asked(quantity)) is not None:
            return asked
        told = self._named_before(quantity, first) or self._changed(quantity, first) or self._rated(quantity)
        if told:
            return told
        if quantity.noun is None:
            return self._named(quantity, first, begin)
        noun = self.index.range_of(quantity.noun)
        if self.index.low[noun[0]] == "what":
            # `70 percent of what the country imports comes by sea`
            verb = noun[0] + 2 + (self.index.low[noun[0] + 1] in {"the", "its", "their"})
            return self.index.words(noun[0], verb + 1)
        return self.phrases.read_phrase(noun[0], noun[1]) or self._everybody(*noun) or None

    def _named(self, quantity: Quantity, first: int, begin: int) -> str | None:
        """Return what a bare percentage is a rate of: `Inflation hit 54 percent`, `At 84 percent, turnout was down`."""
        low, rates = self.index.low, load_phrases("figures", "share_words")
        if low[first - 1] in _CHANGED_BY:
            # `Turnout rose by 4 percent`
            return None
        sentence, number = self.context.document.sentences[quantity.sentence], self.context.clause_at(first)
        named = [word for word in low[begin:first] if word in rates]
        if not named and number is not None and self.index.clauses[number].kind == "relative":
            # `Inflation, which was at 96 percent in April, …`
            head = self.index.clauses[number].first
            named = [word for word in low[max(sentence.first, head - 2) : head] if word in rates]
        if not named and low[first - 1] in {"at", "with"} and first - 1 == sentence.first:
            at = self.index.range_of(quantity.span)[1]
            near = low[at : at + 6]
            if "," in near:
                named = [word for word in near[near.index(",") :] if word in rates][:1]
        named = named or self._shared(quantity, first)
        return named[-1] if named else None

    def _changed(self, quantity: Quantity, first: int) -> str:
        """Return what goes up or down by a share of its price: `Bills have risen by 75 percent`."""
        low, number = self.index.low, self.context.clause_at(first)
        clause = self.index.clauses[number] if number is not None else None
        if quantity.noun is not None or clause is None or clause.verb is None or clause.subject is None:
            return ""
        verb = clause.verb
        near = set(low[verb.last : first]) <= _CHANGED_BY | _NEARLY
        if (
            verb.lemma not in _MOVES
            or verb.passive
            or verb.negated
            or verb.modal
            or not near
            or verb.last > first
        ):
            return ""
        begin, end = self.index.range_of(clause.subject)
        head = next((t for t in range(begin, end) if low[t] in _MONEYED), -1)
        return self.phrases.read_phrase(max(begin, head - _WORDS), head + 1) if head >= 0 else ""

    def _rated(self, quantity: Quantity) -> str:
        """Return what a share is right before its name: `a 30 per cent quota`, `the 25 percent tariff`."""
        low = self.index.low
        at = self.index.range_of(quantity.span)[1]
        while low[at] in _PERCENT:
            at += 1
        return low[at].removesuffix("s") if low[at] in load_words("figure_rules", "rated") else ""

    def _asked(self, quantity: Quantity) -> str | None:
        """Return whom a share is of that names them apart: `73 percent of those asked`."""
        low, index = self.index.low, self.index
        at = index.range_of(quantity.span)[1]
        end = self.context.document.sentences[quantity.sentence].last
        while at < end and low[at] in _PERCENT:
            at += 1
        if low[at : at + 2] == ["of", "those"] and low[at + 2 : at + 3] and low[at + 2] in _ASKED:
            return "respondents"
        if low[at : at + 3] == ["of", "those", "who"] and low[at + 3 : at + 4] in (["voted"], ["vote"]):
            return "voters"
        if low[at : at + 1] != ["of"]:
            return None
        at += 1
        while at < end and low[at] in {
            "the",
            "all",
            "its",
            "confirmed",
            "reported",
            "recorded",
            "these",
            "known",
        }:
            at += 1
        if low[at : at + 1] not in (["cases"], ["deaths"], ["infections"]):
            return None
        noun, at = low[at], at + 1
        if low[at : at + 2] not in (
            ["were", "among"],
            ["are", "among"],
            ["occurred", "among"],
            ["were", "in"],
        ):
            return None
        last = at + 2
        while last < end and last - at < 5 and low[last].isalpha() and index.verb_at[last] < 0:
            if low[last] in {"and", "or", "while", "in", "at"}:
                break
            last += 1
        return f"{noun} among {index.words(at + 2, last)}" if last > at + 2 else None

    def _shared(self, quantity: Quantity, first: int) -> list[str]:
        """Return who a share is of that is the subject: `40 per cent of the 36 million are poor, and 18 per cent …`."""
        low, index = self.index.low, self.index
        last = index.range_of(quantity.span)[1]
        sentence = self.context.document.sentences[quantity.sentence]
        while last < sentence.last and low[last] in _PERCENT:
            last += 1
        if low[last : last + 2] == ["of", "the"] and self.context.quantity_at[last + 2] >= 0:
            return self._whole(last + 2)
        if last >= sentence.last or index.verb_at[last] < 0:
            return []
        for token in range(first - 1, sentence.first, -1):
            if low[token] in {"percent", "cent", "%"} and low[token + 1 : token + 2] == ["of"]:
                at = token + 2 + (low[token + 2] == "the")
                if self.context.quantity_at[at] >= 0:
                    return self._whole(at)
                end = at
                while end < first and low[end].isalpha() and index.verb_at[end] < 0:
                    end += 1
                return [low[end - 1]] if end > at else []
        return []

    def _named_before(self, quantity: Quantity, first: int) -> str:
        """Return what a share is of that stands before it: `17,400 people, 88% of whom are women`."""
        low, index = self.index.low, self.index
        sentence = self.context.document.sentences[quantity.sentence]
        at = index.range_of(quantity.span)[1]
        while at < sentence.last and low[at] in _PERCENT:
            at += 1
        behind = low[at : at + 1] == ["of"] and low[at + 1 : at + 2] and low[at + 1] in _THEM
        if behind or (low[first - 2 : first - 1] == ["of"] and low[first - 1] in _THEM):
            number = max(self.context.quantity_at[sentence.first : first], default=-1)
            if number >= 0 and (noun := self.context.document.quantities[number].noun) is not None:
                return index.words(*index.range_of(noun))
            return ""
        if low[sentence.first] != "of" or at >= sentence.last or index.verb_at[at] < 0:
            return ""
        begin = sentence.first + 1
        while begin < first and low[begin] in {"the", "all", "those", "these", "its", "their"}:
            begin += 1
        end = next((t for t in range(begin, first) if low[t] == ","), begin)
        return index.words(begin, end) if 0 < end - begin <= _WORDS + 1 else ""

    def _whole(self, at: int) -> list[str]:
        """Return what the number counts that begins at a token, in its last word."""
        end = self.context.quantity_range[self.context.quantity_at[at]][1]
        begin = end
        while end < len(self.index.low) and self.index.low[end].isalpha() and self.index.verb_at[end] < 0:
            end += 1
        return [self.index.words(end - 1, end)] if end > begin else []

    def _everybody(self, first: int, last: int) -> str:
        """Return the word for all who live somewhere: `30 per cent of the inhabitants`."""
        return next((word for word in self.index.low[first:last] if word in _EVERYBODY), "")

    def _is_of_vote(self, quantity: Quantity, first: int) -> bool:
        """Read `64 percent of the vote, against 30.77 percent for his rival`."""
        low, votes = self.index.low, ["of", "the", "vote"]
        last = self.index.range_of(quantity.span)[1]
        end = self.context.document.sentences[quantity.sentence].last
        begin = self.context.document.sentences[quantity.sentence].first
        reach = next((t for t in range(last, min(end, last + 4)) if low[t] == "of"), end)
        if reach < end and all(word in _PERCENT for word in low[last:reach]):
            return low[reach : reach + 3] == votes
        if not _AGAINST.intersection(low[max(begin, first - 4) : first]):
            return False
        return any(low[t : t + 3] == votes and t < first for t in range(begin, first))
