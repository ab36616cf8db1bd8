"""Groups told beside a number: behind what tells its measure, in a clause about those counted, by who sends them."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.group_phrases import NOT_NOUNS, STOPS, GroupPhrases
from briefgen.extract.figure_rules.groups import states_of
from briefgen.extract.figure_rules.measures import Measure
from briefgen.extract.gazetteer import load_countries
from briefgen.extract.layers.index import MARKS

_SOME = frozenset(["most", "many", "some", "half", "several", "few", "among", "part"])
_PREDICATED = 10
"""Most tokens of a subject before the number of those of whom it tells who they are."""
_SIDES = frozenset(
    ["police", "soldiers", "troops", "protesters", "demonstrators", "rebels", "civilians", "officers"]
)
_RANKS = frozenset(
    ["men", "members", "own", "people", "number", "ranks", "comrades", "colleagues", "personnel"]
)
"""What those are called who belong to a force."""
_OWNERS = {
    word: word for word in ("police", "gendarmerie", "rebels", "insurgents", "separatists", "militants")
}
_OWNERS |= {"army": "soldiers", "military": "soldiers", "militia": "militiamen", "navy": "sailors"}
"""Forces, and what their men are."""


class GroupsBeside:
    """Reads the groups that the words around the numbers of one document tell."""

    def __init__(self, context: Context, phrases: GroupPhrases, measures: tuple[Measure, ...]) -> None:
        self.context = context
        self.index = context.index
        self.phrases = phrases
        self._states = states_of(measures)

    def read_after(self, measure: Measure, first: int) -> str:
        """Return the noun in `317 injured officers`."""
        low = self.index.low
        if low[first - 1] not in measure.before:
            return ""
        end = first
        while (
            end < min(len(low), first + 5)
            and low[end] not in MARKS
            and self.index.verb_at[end] < 0
            and self.context.timex_at[end] < 0
            and self.context.quantity_at[end] < 0
            and low[end] not in STOPS | NOT_NOUNS
        ):
            end += 1
        if low[first:end] in (["members"], ["member"]) and low[end : end + 1] == ["of"]:
            return self.phrases.read_members(end + 1)
        if end <= first or self.index.sentence_of[first] != self.index.sentence_of[first - 1]:
            # A paragraph may end without a full stop: `with 500 injured`
            return ""
        return self.phrases.read_phrase(first, end)

    def read_among(self, first: int) -> str:
        """Return the bodies in `16 dead among police and National Guard`."""
        low = self.index.low
        if low[first : first + 1] != ["among"] or low[first + 1 : first + 2] in (["them"], ["whom"]):
            return ""
        return self.phrases.read_members(first + 1)

    def read_of_them(self, last: int) -> str:
        """Return the noun in `nine of them children`, `two of whom were soldiers`."""
        low = self.index.low
        if low[last : last + 1] == ["were"] or low[last : last + 1] == ["are"]:
            return self.phrases.read_known(last + 1)
        if low[last : last + 2] not in (["of", "them"], ["of", "whom"], ["of", "the"], ["of", "those"]):
            return ""
        first = last + 2
        if low[last + 1] in {"the", "those"}:
            first += 1
            if low[first : first + 1] not in (["were"], ["are"]):
                return ""
        while first < len(low) and low[first] in {"were", "are", "was", "is", ","}:
            first += 1
        if low[first : first + 2] == ["members", "of"]:
            return self.phrases.read_members(first + 2)
        return self.phrases.read_known(first) or self._nationality(first)

    def _nationality(self, first: int) -> str:
        """Return the nationality at a token, at the end of a clause: `ten of them | French`, `were | Thai citizens`."""
        number = self.index.mention_at[first]
        if number < 0 or not self.context.document.names.mentions[number].adjective:
            return ""
        behind = self.index.mention_range[number][1]
        behind += self.index.low[behind] in {"citizens", "nationals"}
        if self.index.low[behind] not in MARKS | {"and"}:
            return ""
        return self.index.words(first, behind)

    def read_for_side(self, last: int) -> str:
        """Return whom a bare number is told for: `gave the figure of 244 for the police`."""
        low = self.index.low
        if low[last : last + 2] not in (["for", "the"], ["among", "the"]):
            return ""
        return self.phrases.read_known(last + 2) if low[last + 2] in _SIDES else ""

    def read_of_own(self, begin: int, last: int) -> str:
        """Return whose men are counted: `The police say that 117 of their men have been hurt`; "" where unsaid.

        Args:
            begin: the first token of the sentence.
            last: the token behind the number.
        """
        low = self.index.low
        if low[last : last + 1] != ["of"] or low[last + 1 : last + 2] not in (["their"], ["its"], ["his"]):
            return ""
        if low[last + 2 : last + 3] and low[last + 2] not in _RANKS:
            return ""
        for token in range(last - 1, begin - 1, -1):
            if low[token] in _OWNERS:
                return _OWNERS[low[token]]
        return ""

    def read_predicate(self, first: int) -> str:
        """Return who all of those counted are: `The dead, put at 30, were women and children`; "" for none."""
        number, low = self.index.clause_at(first), self.index.low
        clause = self.index.clauses[number] if number is not None else None
        while clause is not None and clause.kind in {"participial", "verbless"} and clause.parent is not None:
            clause = self.index.clauses[clause.parent]
        if clause is None or clause.verb is None or clause.subject is None or clause.kind != "main":
            return ""
        verb = clause.verb
        told = clause.first <= first < verb.first and first - clause.first <= _PREDICATED
        if not told or verb.lemma != "be" or verb.passive or verb.negated or verb.modal:
            return ""
        if (
            self._states.isdisjoint(low[clause.first : verb.first])
            and "victims" not in low[clause.first : verb.first]
        ):
            return ""
        if (
            not _SOME.isdisjoint(low[clause.first : first])
            or "of" in low[max(first - 2, clause.first) : first + 2]
        ):
            # `Most of the 45 dead were children`, `Two of the seven missing are children`
            return ""
        at = verb.last + (low[verb.last] in {"all", "both"})
        group = self.phrases.read_known(at)
        end = at + len(group.split())
        if group and low[end] == "and" and (second := self.phrases.read_known(end + 1)):
            group, end = f"{group} and {second}", end + 1 + len(second.split())
        return group if low[end] in MARKS else ""

    def read_called(self, first: int) -> str:
        """Return what a source calls the people counted: `26 people whom it calls armed criminals`."""
        low = self.index.low
        if low[first : first + 1] not in (["whom"], ["who"], ["which"]):
            return ""
        for at in range(first + 1, min(first + 6, len(low))):
            if low[at] in {"calls", "called", "call"}:
                end = at + 1
                while (
                    end < min(len(low), at + 5)
                    and low[end] not in MARKS | STOPS
                    and (self.index.verb_at[end] < 0 or not self._is_finite(end))
                ):
                    end += 1
                return self.phrases.read_phrase(at + 1, end) if end > at + 1 else ""
        return ""

    def _is_finite(self, token: int) -> bool:
        verb = self.index.clauses[self.index.verb_at[token]].verb
        return verb is not None and verb.tense != "participle"

    def of_sender(self, group: str, first: int, verb: int) -> str:
        """Say whose troops they are, where a state alone sends them: `Tajikistan 200`, `Russia sent 3,000 soldiers`."""
        names = self.context.document.names
        number = -1
        for token in range(first - 1, max(verb, first - 8), -1):
            found = self.index.mention_at[token]
            if found >= 0 and names.entities[names.mentions[found].entity].kind == "country":
                number = found
                break
        clause = self.index.verb_at[verb]
        subject = self.index.clauses[clause].subject if clause >= 0 else None
        if number < 0 and subject is not None:
            within = self.index.mentions_in(*self.index.range_of(subject))
            if len(within) == 1 and self.index.mention_range[within[0]][1] == self.index.range_of(subject)[1]:
                number = within[0]
        if number < 0:
            return group
        entity = names.entities[names.mentions[number].entity]
        country = load_countries().get(entity.country)
        if entity.kind != "country" or country is None or not country.adjectives:
            return group
        if self.context.document.names.mentions[number].metonym or any(
            word in group.split() for word in country.adjectives
        ):
            return group
        return f"{country.adjectives[0]} {group or 'troops'}"
