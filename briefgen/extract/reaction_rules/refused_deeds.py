"""Refused deeds: what actors will not do, or do no longer, as far as that tells a stance."""

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.reaction_rules.actor_words import words_for
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.done_deeds import DoneDeeds
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.unreal import NOT_DONE, is_unreal

_DEED_REACH = 16
"""Tokens behind the verb of a deed in which its object is looked for."""
_HIDDEN = frozenset({"hide", "conceal", "disguise"})
"""Verbs that tell what somebody shows where they are denied: `did not hide his anger`."""
_RECOGNISING = frozenset({"recognise", "recognize"})
_STAYING_AWAY = frozenset({"fly", "serve", "land", "operate", "sail", "call", "accept", "ship"})
_DELIVERING = frozenset({"sell", "deliver", "supply", "export", "train", "fund", "finance", "arm"})


class RefusedDeedReader:
    """Reads what actors refuse or stop."""

    def __init__(self, sheet: Sheet, done: DoneDeeds) -> None:
        self.sheet, self.done = sheet, done
        self.context, self.index = sheet.context, sheet.index
        self.actors, self.stances = sheet.actors, sheet.stances

    def is_affirmed(self, clause: Clause) -> bool:
        """Tell whether a clause says what is done; what is refused or stopped is read at once."""
        verb, low = clause.verb, self.index.low
        if verb is None or low[verb.first + 1 : verb.first + 3] == ["yet", "to"]:
            return False
        gone = low[verb.first - 2 : verb.first] == ["no", "longer"]
        if not gone and verb.negated is (verb.lemma in _HIDDEN):
            return True
        if (verb.negated or gone) and self._is_refused(clause):
            self._read_refusal(clause)
        elif verb.lemma in _STAYING_AWAY | _DELIVERING:
            ends = {"longer", "until"} & set(low[verb.first : clause.last])
            self._read_stopping(clause, gone=gone or bool(ends))
        return False

    def _is_refused(self, clause: Clause) -> bool:
        """Tell whether what is denied would be to put up with a wrong: `does not recognise`, `cannot accept a coup`."""
        verb = clause.verb
        if verb is None or clause.kind == "infinitive":
            # `Crowds asked Peru not to recognise him`
            return False
        if verb.lemma in _RECOGNISING:
            return True
        behind = self.index.low[verb.last : min(clause.last, verb.last + _DEED_REACH)]
        return verb.lemma in words_for("putting_up") and not words_for("not_put_up").isdisjoint(behind)

    def _read_refusal(self, clause: Clause) -> None:
        """Read `Peru does not recognise the new rulers`."""
        verb = clause.verb
        if verb is None or clause.subject is None or not self.done.is_told(clause.sentence, verb.span):
            return
        if clause.subject_inherited or is_unreal(self.index, clause):
            return
        if verb.modal in NOT_DONE and verb.lemma in _RECOGNISING:
            return
        if verb.passive:
            # `The junta will not be recognised by Peru`
            by = next((t for t in range(verb.last, clause.last) if self.index.low[t] == "by"), -1)
            doers = self.actors.doers.lists.listed_from(by + 1, clause.last) if by >= 0 else []
        else:
            first, last = self.index.range_of(clause.subject)
            # `Peru | no longer recognises him`
            last = min(last, verb.first - 2) if self.index.low[verb.first - 1] == "longer" else last
            doers = self.actors.doers.doers_of(first, last)
        self.sheet.add_deeds(doers, ["condemns"], clause.sentence, verb.first)

    def _read_stopping(self, clause: Clause, *, gone: bool) -> None:
        """Read `Air Chile will not fly there until Friday` and `Peru will no longer sell it arms`."""
        verb, low = clause.verb, self.index.low
        if verb is None or clause.subject is None or verb.passive or verb.modal in NOT_DONE:
            return
        if not gone or not self.done.is_told(clause.sentence, verb.span) or is_unreal(self.index, clause):
            return
        first, last = self.index.range_of(clause.subject)
        last = min(last, verb.first - 2) if low[verb.first - 1] == "longer" else last
        doers = self.actors.doers.doers_of(first, last)
        if verb.lemma in _STAYING_AWAY:
            firms = [doer for doer in doers if doer.entity.kind == "company"]
            self.sheet.add_deeds(firms, ["other"], clause.sentence, verb.first)
        elif not self.stances.is_disaster and not self._names_others(verb.last, clause.last):
            self.sheet.add_deeds(doers, ["sanctions"], clause.sentence, verb.first)

    def _names_others(self, first: int, last: int) -> bool:
        """Tell whether a stretch names what is not of the country itself."""
        names = self.context.document.names
        return any(
            not is_own(names.entities[names.mentions[m].entity], self.actors.countries)
            for m in self.index.mentions_in(first, last)
        )
