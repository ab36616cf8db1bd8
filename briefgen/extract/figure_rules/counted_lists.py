"""What numbers count, as stretches of the text: lists that share a verb, brackets, whose a thing is."""

from briefgen.extract.context import Context
from briefgen.extract.lexicon import load_words

_JOINING = load_words("figure_rules", "counted_lists_joining")
_GATHERED = load_words("figure_rules", "counted_lists_gathered")
"""Words in -s before `of` that count, or gather, what stands behind."""
WITHIN = frozenset(["of", "from", "in", "aboard", "at", "across"])
"""Prepositions of a number that says more of the one before it."""
_NAMED = 3
"""Most words of one who stands in a list without a number: `a police officer`."""
_SAYING = load_words("figure_rules", "counted_lists_saying")
_REACH = 14
"""Most tokens between brackets."""


class CountedLists:
    """Knows what the numbers of one document count, and which of them stand in one list."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index
        self.counted = bytearray(len(self.index.tokens))
        """For each token, whether it is a number or what a number counts."""
        for number, quantity in enumerate(context.document.quantities):
            first, last = context.quantity_range[number]
            if quantity.noun is not None:
                last = max(last, self.index.range_of(quantity.noun)[1])
            self.counted[first:last] = b"\1" * (last - first)

    def is_counted(self, token: int) -> bool:
        """Tell whether a token is a number or part of what a number counts."""
        return token >= 0 and bool(self.counted[token])

    def is_within(self, first: int) -> bool:
        """Tell whether a number says more of the one before it: `20 members of one family`, `12 men in two cars`."""
        at = first - 1
        while at > 1 and self.index.low[at] in {"the", "those", "these", "all"}:
            # `seven of the 14 survivors`
            at -= 1
        return at > 0 and self.index.low[at] in WITHIN and self.is_counted(at - 1)

    def is_owner(self, first: int) -> bool:
        """Tell whether a number stands behind a plural and `of`: `the belongings of about 50 nurses`."""
        low = self.index.low
        while first > 0 and low[first - 1] in {"the", "at", "least", "about", "some", "more", "than"}:
            first -= 1
        if first < 2 or low[first - 1] != "of" or self.counted[first - 2]:
            return False
        word = low[first - 2]
        return (
            word.endswith("s")
            and word.isalpha()
            and word not in _GATHERED
            and self.index.verb_at[first - 2] < 0
            and self.index.mention_at[first - 2] < 0
        )

    def belongs_to_others(self, at: int) -> bool:
        """Tell whether what is counted only says whose the subject is: `homes of two allies were ransacked`."""
        first = at
        while first > 0 and self.counted[first - 1]:
            first -= 1
        return first < at and self.is_owner(first)

    def shares_verb(self, at: int, token: int) -> bool:
        """Tell whether the number at a token and the one that ends at `at` stand in one list: `12 men and 3 …`."""
        between = self.index.low[at:token]
        if "including" in between:
            return True
        joined = False
        # `59 rebels, seven soldiers and 24 policemen have …` is no clause behind `59 rebels`.
        plain = between[:1] == [","] and self.counted[at + 1] and self._list_follows(at + 1)
        if "," in between and not plain and self.opens_clause(at, token):
            return False
        named = 0
        for k, word in enumerate(between, start=at):
            if word in {"a", "an"} and k > at and self.index.low[k - 1] in {",", "and"}:
                # `six soldiers, a nurse and two drivers died`
                named = _NAMED
            elif word in _JOINING:
                joined = joined or word in {"and", "&", "plus", "as", "or"}
                named = 0
            elif named > 0 and word.isalpha() and self.index.verb_at[k] < 0:
                named -= 1
            elif not self.counted[k]:
                return False
        if joined or not between:
            return True
        # `three policemen, 12 rebels and eight civilians`: the `and` stands before the last.
        return between == [","] and self._list_follows(token)

    def opens_clause(self, at: int, token: int) -> bool:
        """Tell whether a number begins the subject of a clause of its own: `…, and more than 100 were hurt`."""
        for number in self.index.clauses_of[self.index.sentence_of[token]]:
            clause = self.index.clauses[number]
            if clause.subject is None or clause.verb is None or clause.subject_inherited:
                continue
            first, last = self.index.range_of(clause.subject)
            if at <= first <= token < last and clause.verb.first >= last:
                return True
        return False

    def _list_follows(self, token: int) -> bool:
        low = self.index.low
        while token < len(low) and self.counted[token]:
            token += 1
        while token < len(low) and low[token] == ",":
            token += 1
            while token < len(low) and self.counted[token]:
                token += 1
        return token < len(low) and low[token] in {"and", "or", "plus"}

    def _says(self, begin: int, end: int) -> bool:
        """Tell whether an aside ends in a verb of saying, a time behind it left out: `, it said on Tuesday,`."""
        low = self.index.low
        at = end - 1
        while at > begin and (self.context.timex_at[at] >= 0 or low[at] in {"on", "late", "early", "here"}):
            at -= 1
        return low[at] in _SAYING or low[at] in {"goes", "went"}

    def behind_brackets(self, at: int, last: int) -> int:
        """Return the token behind brackets that say a count again: `27,776 persons (5,765 families) were …`.

        So too behind who says it: `Thirty-seven, according to officials, are dead`, `12 people, the mayor said, died`.
        """
        low = self.index.low
        if at < last and low[at] in {'"', "”"} and self.counted[at - 1]:
            at += 1
        if at + 1 < last and low[at] in {"more", "others"} and low[at + 1] == ",":
            # `Seventy-nine more, he goes on, were hurt`
            closed = self.behind_brackets(at + 1, last)
            return closed if closed > at + 1 else at
        if at < last and low[at] == ",":
            end = next((token for token in range(at + 1, min(last, at + _REACH)) if low[token] == ","), at)
            if low[at + 1 : at + 3] == ["according", "to"] or (end > at + 2 and self._says(at + 1, end)):
                return max(at, end + 1) if end > at else at
            return at
        if at >= last or low[at] != "(":
            return at
        end = next((token for token in range(at + 1, min(last, at + _REACH)) if low[token] == ")"), at - 1)
        return end + 1
