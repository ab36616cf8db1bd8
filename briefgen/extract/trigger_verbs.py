"""Verbs that tell what happened to a number: behind its noun (`12 died`) or before it (`killed 12`)."""

from collections.abc import Sequence

from briefgen.extract.frames import Context
from briefgen.extract.layers.clauses import VerbGroup
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.measures import Measure, Trigger

_REACH = 14
"""Most tokens between a number's noun and the verb that tells what happened to it."""

_JOINING = frozenset({"and", ",", "or", "as", "well", "plus", "another", "members", "of", "the"})

_REPORTED = frozenset(
    {"report", "know", "believe", "fear", "confirm", "say", "think", "presume", "declare", "estimate"}
)

_LIGHT = frozenset({"be", "have", "say", "tell"})

_LINKS_BEFORE = MARKS | {
    "and",
    "or",
    "at",
    "least",
    "more",
    "than",
    "about",
    "another",
    "some",
    "a",
    "the",
    "of",
    "as",
    "many",
    "up",
    "to",
    "over",
    "nearly",
    "further",
    "total",
    "additional",
    "around",
    "an",
    "estimated",
    "other",
    "also",
    "including",
}


class VerbFinder:
    """Finds the verbs that govern the numbers of one document."""

    def __init__(self, context: Context, measures: Sequence[Measure]) -> None:
        self.context = context
        self.index = context.index
        self.measures = measures
        self.by_name = {measure.name: measure for measure in measures}

    def verb(self, token: int) -> VerbGroup | None:
        """Return the verb group at a token."""
        number = self.index.verb_at[token]
        return self.index.clauses[number].verb if number >= 0 else None

    def find_behind(self, at: int, last: int) -> Trigger | None:
        """Read the verb behind the noun: `12 officers … were killed`, `18 people died`."""
        token = at
        relative = False
        while token < last and token - at <= _REACH:
            word = self.index.low[token]
            if word in ENDS | {";", ":"}:
                return None
            between = self.index.low[at:token]
            if (
                self.context.quantity_at[token] >= 0
                and "including" not in between
                and not all(
                    other in _JOINING or self.context.quantity_at[k] >= 0
                    for k, other in enumerate(self.index.low[at:token], start=at)
                )
            ):
                return None
            if word in {"who", "whom", "which", "that", "whose"}:
                inner = self._relative_at(token)
                if inner is not None:
                    told = self._suffered(inner[0], passive=inner[0].passive, last=last)
                    if told is not None:
                        return Trigger(told, inner[0].first, inner[0].last, strong=False)
                    token = inner[1]
                    continue
                relative = True
            verb = self.verb(token)
            if verb is None:
                token += 1
                continue
            if verb.lemma in _LIGHT and not verb.passive:
                return None
            if not verb.negated and self.index.low[verb.last - 1] == "missing":
                return Trigger("missing", verb.last - 1, verb.last, strong=False)
            if verb.passive and verb.lemma in _REPORTED:
                token = verb.last
                continue
            if self._sends(verb, at, token):
                return Trigger("troops_deployed", verb.first, verb.last, strong=False)
            participle = verb.tense == "participle"
            trigger = self._suffered(verb, passive=verb.passive or participle, last=last)
            if trigger is not None:
                return Trigger(trigger, verb.first, verb.last, strong=verb.passive and token - at <= 1)
            if participle and not relative:
                token = verb.last
                continue
            return None
        return None

    def _sends(self, verb: VerbGroup, at: int, token: int) -> bool:
        """Tell whether an object stands before its subject: `2,500 soldiers the alliance sends`."""
        if verb.passive or verb.lemma not in self.by_name["troops_deployed"].object:
            return False
        groups = self.by_name["troops_deployed"].groups
        return self.index.low[at - 1] in groups and bool(self.index.mentions_in(at, token))

    def _relative_at(self, token: int) -> tuple[VerbGroup, int] | None:
        """Return the verb of the relative clause that begins at a token, and the token behind the clause."""
        for number in self.index.clauses_of[self.index.sentence_of[token]]:
            clause = self.index.clauses[number]
            if clause.kind == "relative" and clause.first == token and clause.verb is not None:
                return clause.verb, max(token + 1, clause.last)
        return None

    def _suffered(self, verb: VerbGroup, *, passive: bool, last: int) -> str | None:
        """Return the measure of a verb for its subject."""
        if verb.negated or verb.modal in {"may", "might", "could", "would", "should"}:
            return None
        for measure in self.measures:
            if passive and self._fits(measure, measure.patient, verb, last):
                return measure.name
            if not passive and self._fits(measure, measure.subject, verb, last):
                return measure.name
        return None

    def _fits(self, measure: Measure, verbs: frozenset[str], verb: VerbGroup, last: int) -> bool:
        if verb.lemma in measure.needs and (verb.lemma in verbs or verbs is measure.patient):
            return any(
                self.index.starts_with(token, phrase, last)
                for phrase in measure.needs[verb.lemma]
                for token in range(verb.last, min(last, verb.last + 8))
            )
        if verb.lemma in verbs:
            return True
        return any(
            self.index.starts_with(token, rest, last)
            for rest in measure.phrasal.get(verb.lemma, ())
            for token in range(verb.last, min(last, verb.last + 4))
        )

    def find_ahead(self, first: int, begin: int) -> Trigger | None:
        """Read the verb before the number: `killed 12 officers`, `detained more than 3,000`, `Injured were 84`."""
        crossed = linked = False
        nouns = 0
        for token in range(first - 1, max(begin, first - 18) - 1, -1):
            word = self.index.low[token]
            if word in ENDS | {";"} or word in {"that", "who", "which"} or self._subordinates(token):
                return None
            if self.context.quantity_at[token] >= 0:
                crossed = True
                continue
            verb = self.verb(token)
            if verb is None:
                linked = linked or word in {"and", "or", ",", "while", "but"}
                if word not in _LINKS_BEFORE:
                    nouns += 1
                continue
            if verb.negated or verb.modal in {"may", "might", "could", "would", "should"}:
                return None
            limit = 5 if not crossed else 10
            if nouns > limit:
                return None
            inverted = verb.passive and nouns == 0 and not crossed and not linked
            for measure in self.measures:
                if inverted and self._fits(measure, measure.patient, verb, first):
                    return Trigger(measure.name, verb.first, verb.last, strong=True)
                if verb.passive:
                    continue
                if self._fits(measure, measure.object, verb, first + 12):
                    if measure.groups and not any(
                        w in measure.groups
                        for w in self.index.low[verb.last : min(len(self.index.low), first + 10)]
                    ):
                        continue
                    return Trigger(
                        measure.name, verb.first, verb.last, strong=not crossed and nouns == 0 and not linked
                    )
            if verb.lemma == "be" and not crossed and nouns == 0:
                return self._fronted(verb, begin)
            return None
        return None

    def _subordinates(self, token: int) -> bool:
        """Tell whether a word opens a clause, so that the verb before it does not reach the number behind."""
        low = self.index.low
        if low[token] == "as":
            return not {"many", "much"} & set(low[max(0, token - 1) : token + 2])
        return low[token] in {
            "while",
            "when",
            "after",
            "before",
            "because",
            "since",
            "although",
            "if",
            "until",
        }

    def _fronted(self, verb: VerbGroup, begin: int) -> Trigger | None:
        """Read `Killed were 26`, `Among the dead are 12 officers`."""
        for token in range(verb.first - 1, max(begin, verb.first - 4) - 1, -1):
            for measure in self.measures:
                if not measure.only_nouns and self.index.low[token] in measure.before:
                    return Trigger(measure.name, token, token + 1, strong=True)
        return None
