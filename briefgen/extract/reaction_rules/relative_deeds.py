"""Relative deeds: what actors do by verbs in, or behind, clauses that tell more of a name."""

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.done_deeds import DoneDeeds
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.unmeant import Told
from briefgen.extract.reaction_rules.unreal import NOT_DONE

_JOINING = frozenset({"join", "be"})
_JOINED_IN = load_words("reaction_rules", "joined_in")
_WITH_REACH = 30
"""Tokens from `with` to the verb of those named behind it."""
_JOINED_REACH = 12
"""Tokens from `joined` to the verb of those who are joined."""


class RelativeDeedReader:
    """Reads deeds beside relative clauses."""

    def __init__(self, sheet: Sheet, done: DoneDeeds) -> None:
        self.sheet, self.done = sheet, done
        self.context, self.index = sheet.context, sheet.index
        self.actors, self.stances = sheet.actors, sheet.stances

    def read_joined(self, clause: Clause) -> bool:
        """Read `Peru joined the list of those that | halted aid`: it does the same."""
        parent = self.index.clauses[clause.parent] if clause.parent is not None else None
        if (
            clause.verb is None
            or clause.kind not in {"relative", "that"}
            or parent is None
            or parent.verb is None
            or parent.subject is None
            or parent.verb.lemma not in _JOINING
            or parent.verb.negated
            or parent.verb.modal in NOT_DONE
        ):
            return False
        before = self.index.low[parent.verb.last : clause.verb.first]
        if len(before) > _JOINED_REACH or _JOINED_IN.isdisjoint(before):
            return False
        if parent.verb.lemma == "be" and "among" not in before:
            return False
        end = self.done.end_of(
            clause, clause.verb.last, self.context.document.sentences[clause.sentence].last
        )
        stances = self.stances.read_deed(Told(clause.verb.lemma, clause.verb.last, end))
        self.sheet.add_deeds(
            self.actors.doers.doers_of(*self.index.range_of(parent.subject)),
            stances,
            clause.sentence,
            clause.verb.first,
        )
        return bool(stances)

    def read_named_with(self, clause: Clause) -> bool:
        """Read `with other states, including Peru and Chile, also | pledging help`."""
        verb, low = clause.verb, self.index.low
        if verb is None or clause.kind != "participial" or clause.parent is None:
            return False
        begin = max(self.context.document.sentences[clause.sentence].first + 1, verb.first - _WITH_REACH)
        at = next((t for t in range(verb.first - 1, begin, -1) if low[t] in {"including", "namely"}), -1)
        if at < 0 or self.index.has_verb(at + 1, verb.first):
            return False
        lead = next((t for t in range(at - 1, begin - 1, -1) if low[t] == "with"), -1)
        if lead < 0 or low[lead - 1] != "," or _JOINED_IN.isdisjoint(low[lead:at]):
            return False
        doers = self.actors.doers.lists.listed_from(at + 1, verb.first)
        end = self.done.end_of(clause, verb.last, self.context.document.sentences[clause.sentence].last)
        stances = self.stances.read_deed(Told(verb.lemma, verb.last, end))
        self.sheet.add_deeds(doers, stances, clause.sentence, verb.first)
        return bool(doers)
