"""What is told of some of those counted, or of those whom other numbers are some of."""

import msgspec

from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral, is_part_of_number
from briefgen.extract.figure_rules.trigger_readers import TriggerReaders
from briefgen.extract.figure_rules.verb_reader import is_real
from briefgen.extract.lexicon import load_words

_HELD = frozenset({"kidnapped", "detained", "arrested"})
"""Measures of people who may be let go."""
_TAKEN = frozenset(
    ["hostage", "hostages", "captives", "kidnapped", "abducted", "seized", "captive", "hijacked"]
)
_FREEING = frozenset({"free", "release", "liberate", "let"})
_GIVING = load_words("figure_rules", "triggers_giving")
"""Verbs whose object is help or the like, no more of those told before."""
_OTHERS = frozenset({"others", "other", "more"})


class PartTriggers:
    """Finds what tells the measure of the numbers of one document that are parts, or have parts."""

    def __init__(self, readers: TriggerReaders) -> None:
        self.readers = readers
        self.context = readers.context
        self.index = readers.index
        self.quantities = readers.quantities
        self.reader = readers.reader

    def read_all_of_them(self, at: int, end: int) -> Trigger | None:
        """Read `He stepped over the fourteen rebels, all of them killed`."""
        low = self.index.low
        if low[at : at + 1] != [","] or low[at + 1 : at + 2] not in (["all"], ["both"]):
            return None
        if low[at + 2 : at + 3] != ["of"] or low[at + 3 : at + 4] not in (["them"], ["whom"]):
            return None
        return self.readers.after.read(at + 4, end)

    def read_behind_parts(self, number: int, at: int, end: int) -> Trigger | None:
        """Read `All 157 on board, 149 passengers and a crew of eight, were killed`."""
        token = self.readers.bodies.behind_parts(number, at, end)
        if token < 0 or self.quantities[number].head in {"body", "corpse"}:
            return None
        return self.readers.after.read(token, end) or self.readers.verbs.behind.find(token, end)

    def read_done_to_part(self, numeral: Numeral, begin: int) -> Trigger | None:
        """Read `freed 82 of the 276 girls abducted in May`: what the verb before does, not what befell them all."""
        first, last = numeral.first, numeral.last
        verb = self.reader.verb(first - 1) if first > 0 else None
        if verb is None or verb.last != first or verb.passive or not is_real(verb):
            return None
        if not is_part_of_number(self.context, last):
            return None
        told = self.readers.faint.find_by_words(msgspec.structs.replace(numeral, noun_last=last))
        if told is None or told.first != verb.first:
            # `killed 41 of the 2,300 people infected`
            told = self.readers.verbs.ahead.find(first, begin, last)
        return told if told is not None and told.first == verb.first else None

    def is_set_free(self, first: int, last: int) -> bool:
        """Tell whether captors let go some of those they took: `released 82 of the 276 girls abducted in May`."""
        if not is_part_of_number(self.context, last):
            return False
        verb = self.reader.verb(first - 1) or self.reader.verb(first - 2)
        return verb is not None and verb.lemma in _FREEING and not verb.passive

    def held_and_let_go(self, numeral: Numeral) -> str | None:
        """Return what had befallen those of whom some are free again: `14 of the 30 | arrested have been released`."""
        if not is_part_of_number(self.context, numeral.last) or numeral.number + 1 >= len(
            self.readers.quantities
        ):
            return None
        low, at = self.index.low, self.context.quantity_range[numeral.number + 1][1]
        if at + 1 >= len(low) or not self.readers.told_before.is_let_go(at + 1):
            return None
        told = (m for m in self.reader.measures if m.name in _HELD)
        return next((m.name for m in told if low[at] in m.before | m.persons), None)

    def read_freed(self, first: int, end: int) -> Trigger | None:
        """Read `released 20 of the 90 nurses kidnapped in June`: those who were taken are free."""
        taken = not _TAKEN.isdisjoint(self.index.low[first:end])
        return Trigger("rescued", first - 1, first, strong=True) if taken else None

    def read_told_of_part(self, first: int, noun_last: int, end: int) -> Trigger | None:
        """Read what is told of some, not of all: `Three of the 9,000 officers on duty were injured`."""
        here = self.index.span(first, first + 1)
        for number in self.index.clauses_of[self.index.sentence_of[first]]:
            clause = self.index.clauses[number]
            if clause.subject is None or clause.verb is None or not clause.subject.contains(here):
                continue
            if clause.verb.first >= noun_last and clause.verb.tense != "participle":
                at, following = clause.verb.first, self.reader.verb(clause.verb.last)
                if following is not None and following.first == clause.verb.last and not following.passive:
                    # `120 of the 4,000 people infected | have died`
                    at = following.first
                return self.readers.after.read(at, end) or self.readers.verbs.behind.find(at, end)
        return None

    def is_of_the_known(self, last: int, end: int) -> bool:
        """Tell whether those told of are only named by now: `Five of the dead have been identified`."""
        low = self.index.low
        if low[last : last + 1] != ["of"] or low[last + 1 : last + 2] not in (["the"], ["those"], ["them"]):
            return False
        them = low[last + 1] == "them" or (
            low[last + 1] == "those" and self.reader.verb(last + 2) is not None
        )
        at = last + 2
        if at < len(low) and self.context.quantity_at[at] >= 0:
            # `Five of the 12 dead were identified`
            at = self.context.quantity_range[self.context.quantity_at[at]][1]
        dead = at < len(low) and low[at] in {"dead", "victims", "bodies", "killed"}
        return (them or dead) and self.readers.nouns.are_named(last + 1, end)

    def read_placed(self, numeral: Numeral) -> Trigger | None:
        """Read `38 were shot dead, 22 of them in Galle`: nothing behind the place tells of them."""
        low, last = self.index.low, numeral.last
        if numeral.quantity.relation != "of_them" or numeral.quantity.noun is not None:
            return None
        placed = low[last : last + 1] == ["of"] and low[last + 2 : last + 3] in (
            ["in"],
            ["at"],
            ["near"],
            ["from"],
        )
        if not placed or not self.index.mentions_in(last + 3, last + 5):
            return None
        return self.readers.told_before.read_inherited(numeral)

    def goes_on(self, numeral: Numeral) -> bool:
        """Tell whether a number plainly goes on with the one before: a part, `another 18`, `taking the total to`."""
        quantity, first = numeral.quantity, numeral.first
        if quantity.relation in {"part", "of_them"}:
            return True
        if quantity.relation == "total":
            return self.index.low[first - 1] in {"to", "at"} and quantity.unit in {"", "people"}
        if quantity.relation != "more":
            return False
        if self.is_done(numeral.noun_last) or self._is_to_come(numeral.noun_last):
            return False
        clause = self.context.clause_at(first)
        verb = self.index.clauses[clause].verb if clause is not None else None
        if verb is not None and verb.last <= first and verb.lemma in _GIVING:
            # `Cuba, which lost three doctors, sent another 14`
            return False
        return verb is None or verb.last <= first or verb.lemma in {"be", "have", "follow", "remain"}

    def is_done(self, at: int) -> bool:
        """Tell whether a verb stands right behind what is counted."""
        at = self._behind_others(at)
        verb = self.reader.verb(at) if at < len(self.index.low) else None
        return verb is not None and verb.tense in {"participle", "past"}

    def _is_to_come(self, at: int) -> bool:
        """Tell whether more are only expected: `flew home 210; 40 more are to follow`."""
        low, at = self.index.low, self._behind_others(at)
        return low[at : at + 2] in (["are", "to"], ["were", "to"]) or low[at : at + 1] == ["will"]

    def _behind_others(self, at: int) -> int:
        while at < len(self.index.low) and self.index.low[at] in _OTHERS:
            at += 1
        return at
