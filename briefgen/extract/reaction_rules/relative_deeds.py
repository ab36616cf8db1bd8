"""Relative deeds: what actors do by verbs in, or behind, clauses that tell more of a name."""

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import words_for
from briefgen.extract.reaction_rules.doer_nouns import Doer
from briefgen.extract.reaction_rules.done_deeds import DoneDeeds
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.unmeant import Told

_ASIDE_REACH = 6
"""Tokens of a subject before a clause about it."""
_JOINING = frozenset({"join", "be"})
_JOINED_IN = load_words("reaction_rules", "joined_in")
_WITH_REACH = 30
"""Tokens from `with` to the verb of those named behind it."""
_JOINED_REACH = 12
"""Tokens from `joined` to the verb of those who are joined."""
_NOT_DONE = frozenset({"may", "might", "could", "would", "should", "must", "can"})


class RelativeDeedReader:
    """Reads deeds beside relative clauses."""

    def __init__(self, sheet: Sheet, done: DoneDeeds) -> None:
        self.sheet, self.done = sheet, done
        self.context, self.index = sheet.context, sheet.index
        self.actors, self.stances = sheet.actors, sheet.stances

    def read_whose(self, clause: Clause) -> bool:
        """Read the main verb behind a relative clause: `Malta, whose navy lies near, sent two boats`."""
        verb = clause.verb
        low = self.index.low
        if verb is None or clause.kind != "relative" or low[clause.first] != "whose":
            return False
        if low[verb.first - 1] != "," or self._is_behind_main(clause):
            return self._read_whose_office(clause)
        begin = self.context.document.sentences[clause.sentence].first
        doers = self.actors.doers.doers_of(begin, clause.first - 1) if clause.first - 1 > begin else []
        sentence = self.context.document.sentences[clause.sentence]
        end = self.done.end_of(clause, verb.last, sentence.last)
        self.sheet.add_deeds(
            doers, self.stances.read_deed(Told(verb.lemma, verb.last, end)), clause.sentence, verb.first
        )
        return True

    def _is_behind_main(self, clause: Clause) -> bool:
        """Tell whether the main verb of its sentence stands before a clause."""
        return any(
            (main := self.index.clauses[at]).kind == "main"
            and main.verb is not None
            and main.verb.last <= clause.first
            for at in self.index.clauses_of[clause.sentence]
        )

    def _read_whose_office(self, clause: Clause) -> bool:
        """Read `Peru, whose president condemned it`: he does so for the state named before."""
        verb = clause.verb
        if verb is None or clause.subject is None or clause.first < 2 or verb.modal in _NOT_DONE:
            return False
        first, last = self.index.range_of(clause.subject)
        m = self.index.mention_at[clause.first - 2] if self.index.low[clause.first - 1] == "," else -1
        if m < 0 or not words_for("speaking").intersection(self.index.low[first:last]):
            return False
        mention = self.context.document.names.mentions[m]
        entity = self.context.document.names.entities[mention.entity]
        if mention.adjective or entity.type == "person":
            return False
        end = self.done.end_of(clause, verb.last, self.context.document.sentences[clause.sentence].last)
        stances = self.stances.read_deed(Told(verb.lemma, verb.last, end))
        self.sheet.add_deeds([Doer(entity, None, "", mention.span)], stances, clause.sentence, verb.first)
        return bool(stances)

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
            or parent.verb.modal in _NOT_DONE
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

    def read_document(self, clause: Clause) -> bool:
        """Read what a paper says of who made it: `The Council adopted a resolution, which calls on all to stop`."""
        verb, low = clause.verb, self.index.low
        if verb is None or clause.kind != "relative" or low[clause.first] not in {"which", "that"}:
            return False
        made = next(
            (
                parent
                for at in self.index.clauses_of[clause.sentence]
                if (parent := self.index.clauses[at]).verb is not None
                and parent.subject is not None
                and parent.verb.last < clause.first
                and parent.verb.lemma in words_for("making_papers")
                and words_for("papers") & set(low[parent.verb.last : clause.first])
            ),
            None,
        )
        if (
            made is None
            or made.subject is None
            or not words_for("papers") & set(low[clause.first - 6 : clause.first])
        ):
            return False
        end = self.done.end_of(clause, verb.last, self.context.document.sentences[clause.sentence].last)
        told = Told(verb.lemma, verb.last, end)
        stances = self.stances.read_statement([told], [(verb.first, end)])
        self.sheet.add_deeds(
            self.actors.doers.doers_of(*self.index.range_of(made.subject)),
            stances,
            clause.sentence,
            verb.first,
        )
        return True

    def read_behind_aside(self, clause: Clause) -> bool:
        """Read a main verb swallowed by a clause about its subject: `Malta, which said it was shocked, | sent …`."""
        verb, low = clause.verb, self.index.low
        if verb is None or verb.modal in _NOT_DONE or clause.kind in {"main", "participial", "infinitive"}:
            return False
        begin = self.context.document.sentences[clause.sentence].first
        comma = next((t for t in range(begin, min(begin + _ASIDE_REACH, verb.first)) if low[t] == ","), -1)
        if comma < 0 or low[comma + 1] not in {"which", "whose", "where"} or low[verb.first - 1] != ",":
            return False
        if verb.first - 1 == comma or any(
            self.index.clauses[c].kind == "main" and self.index.clauses[c].verb is not None
            for c in self.index.clauses_of[clause.sentence]
        ):
            return False
        end = self.done.end_of(clause, verb.last, self.context.document.sentences[clause.sentence].last)
        self.sheet.add_deeds(
            self.actors.doers.doers_of(begin, comma),
            self.stances.read_deed(Told(verb.lemma, verb.last, end)),
            clause.sentence,
            verb.first,
        )
        return True
