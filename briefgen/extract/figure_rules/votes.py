"""Shares of a vote: `won with 54 percent`, `led her rival by 47.9 percent to 43.2`."""

from briefgen.extract.context import Context
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Inexact

_BALLOTS = load_words("figure_rules", "ballots")
"""Words of those who vote, two of which make a share one of the votes."""
_CONTESTS = load_words("figure_rules", "contests")
"""Words that go with those of votes."""
_WINNING = load_words("figure_rules", "winning")
"""What is done with or by a share."""
_OUTDOING = load_words("figure_rules", "outdoing")
"""What a share in front of a sentence does."""
_GIVING = frozenset(["give", "credit", "hand", "put", "show", "place"])
_TAKING = load_words("figure_rules", "taking")
"""Whose object a share is."""
_LEADS = load_words("figure_rules", "leads")
_SETTING = frozenset(["with", "by", "on", "at"])
_RIVALLING = frozenset(["to", "against", "versus", "v", "vs"])
_GROWN = load_words("figure_rules", "grown")
"""Words of other shares."""
_JOINING = frozenset(["and", "while", "but", ";", ","])
_REACH = 12


class VoteReader:
    """Reads the shares of votes in one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index
        told = _BALLOTS.intersection(context.index.low)
        self.is_vote = len(told) > 1 or (bool(told) and not _CONTESTS.isdisjoint(context.index.low))
        """Whether the article tells of a vote."""
        self._told: dict[int, int] = {}
        """The token behind the last share of votes, by sentence."""

    def is_share(self, quantity: Quantity, first: int) -> bool:
        """Tell whether a number is a share of the votes: a percentage, or what is set against one before it."""
        if not self.is_vote or isinstance(quantity.value, Inexact) or not 0 < quantity.value <= 100:
            return False
        last = self.index.range_of(quantity.span)[1]
        if quantity.unit == "percent":
            if quantity.noun is not None and self._noun(quantity).isdisjoint({"vote", "votes"}):
                return False
            told = self._is_won(quantity, first) or self._is_set_against(quantity, first)
        else:
            bare = quantity.unit == "" and quantity.noun is None
            told = bare and (
                self._is_set_against(quantity, first)
                or (isinstance(quantity.value, float) and bool(self._told) and self._is_won(quantity, first))
            )
        if told:
            self._told[quantity.sentence] = last
        return told

    def _noun(self, quantity: Quantity) -> set[str]:
        span = quantity.noun
        return set(self.index.low[slice(*self.index.range_of(span))]) if span is not None else set()

    def _is_set_against(self, quantity: Quantity, first: int) -> bool:
        """Read the second of `47.9 percent to 43.2`, `52 percent, against 41 for her rival`."""
        before = self._told.get(quantity.sentence, -1)
        if not 0 <= before < first:
            return False
        low = self.index.low
        between = low[before:first]
        if first <= before + 5 and not _RIVALLING.isdisjoint(between):
            return True
        if low[first - 1] in _RIVALLING - {"to"} or low[first - 2 : first] == ["compared", "with"]:
            # `54 percent, the commission declared late on Friday, against 44`
            return True
        named = self.index.mention_at[first - 1] >= 0 or low[first - 1] == ","
        return named and not _JOINING.isdisjoint(between) and isinstance(quantity.value, float)

    def _is_won(self, quantity: Quantity, first: int) -> bool:
        low, index = self.index.low, self.index
        sentence = self.context.document.sentences[quantity.sentence]
        if not _GROWN.isdisjoint(low[sentence.first : sentence.last]):
            return False
        at = first - 1
        while at > sentence.first and low[at] in _LEADS - _SETTING:
            at -= 1
        set_off = low[at] in _SETTING
        if set_off and at == sentence.first:
            # `With 52 percent, the board announced, she beat her rival`
            return self._is_won_behind(self.index.range_of(quantity.span)[1], sentence.last)
        for token in range(at, max(sentence.first, at - _REACH) - 1, -1):
            verb = self._verb(token)
            if verb is not None:
                if verb.negated or verb.modal in {"would", "could", "might", "may", "should"}:
                    return False
                if verb.lemma in _GIVING and not set_off:
                    # `The returns give Ana Ruiz 80 percent`
                    return all(self.index.mention_at[t] >= 0 for t in range(verb.last, at + 1))
                return verb.lemma in (_WINNING if set_off else _TAKING) and (set_off or verb.last == at + 1)
            if low[token] in {";", ":", "(", ")"} or index.low[token] in {"after", "when", "that"}:
                return False
        return False

    def _is_won_behind(self, at: int, end: int) -> bool:
        verbs = (self._verb(token) for token in range(at, min(end, at + 2 * _REACH)))
        return any(
            verb is not None and not verb.negated and not verb.modal and verb.lemma in _OUTDOING
            for verb in verbs
        )

    def _verb(self, token: int) -> VerbGroup | None:
        number = self.index.verb_at[token]
        return self.index.clauses[number].verb if number >= 0 else None
