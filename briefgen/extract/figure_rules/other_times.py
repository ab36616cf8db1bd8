"""Whether a number is told of each day, or of a time long before."""

from briefgen.extract.context import Context
from briefgen.extract.layers.index import MARKS

_REACH = 12
"""Most tokens behind a verb or its object in which its phrase stands."""
_STOPS = MARKS - {"-", "–", "“", "”", '"', "‘", "’", "'"}
RATES = frozenset(["daily", "weekly", "monthly", "annually", "yearly", "nightly", "hourly"])
PERIODS = frozenset(["day", "week", "month", "year", "hour", "night", "minute"])
_WITHIN = frozenset(["in", "within", "for", "than", "over", "of"])
"""What stands before a time that something took: `24,000 in a week`."""
_YEARS = 1
"""Years before that of publication in which what is told belongs to the crisis."""


class OtherTimes:
    """Tells which numbers of one document are of other times than its crisis."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def is_rate(self, noun_last: int) -> bool:
        """Tell whether a number is told of each day: `Hundreds cross the river every day`."""
        low = self.index.low
        sentence = self.context.document.sentences[self.index.sentence_of[noun_last - 1]]
        for token in range(noun_last, min(sentence.last, noun_last + _REACH)):
            if low[token] in RATES or (
                low[token] in PERIODS
                and low[token - 1] in {"each", "every", "a", "per", "an"}
                and low[token - 2] not in _WITHIN
            ):
                return True
            if low[token] in _STOPS:
                break
        return False

    def is_history(self, first: int) -> bool:
        """Tell whether the clause is dated in a year long before: `In 1988 a quake left 500,000 without homes`."""
        published = self.context.published
        if published is None:
            return False
        sentence = self.context.document.sentences[self.index.sentence_of[first]]
        low = self.index.low
        if any(
            low[token] == "since" and self.context.timex_at[token + 1] >= 0
            for token in range(sentence.first, min(sentence.last, len(low) - 1))
        ):
            # `Since 1992 the war has devoured sixty thousand` reaches up to today.
            return False
        dated = self.context.date_of(first, reach="sentence")
        if dated is None or not dated.date[:4].isdigit():
            return False
        return int(dated.date[:4]) < int(published[:4]) - _YEARS
