"""Verbs before a number, which tell what happened to what it counts: `killed 12 officers`, `Injured were 84`."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.verb_reader import VerbReader, forms, is_real
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.lexicon import load_words

_BESIDE = frozenset({("along", "with"), ("together", "with"), ("addition", "to"), ("well", "as")})
_WARDS = frozenset(["hospital", "hospitals", "clinic", "clinics", "ward", "wards", "doctors", "medics"])
_DRAWING = frozenset({"draw", "attract"})
_RALLIES = load_words("figure_rules", "rallies")
"""What draws people."""
_NOT_BEFORE_VERBS = load_words("figure_rules", "not_before_verbs")
_OBJECT = 12
"""Tokens behind a number in which the words may stand that an active verb before it needs."""
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
    "contingent",
    "group",
    "party",
}


class AheadFinder:
    """Finds the verbs before the numbers of one document."""

    def __init__(self, context: Context, reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.reader = reader

    def find(self, first: int, begin: int, last: int) -> Trigger | None:
        """Read the verb before the number: `killed 12 officers`, `detained more than 3,000`, `Injured were 84`.

        Args:
            first: first token of the number.
            begin: first token of the sentence.
            last: the token behind the sentence.
        """
        crossed = linked = False
        nouns = 0
        beside = self._begins_beside(first, begin)
        own = self._clause_of_its_own(first)
        for token in range(first - 1, max(begin, first - 18) - 1, -1):
            word = self.index.low[token]
            if word in ENDS | {";"} or word in {"that", "who", "which"} or self._subordinates(token):
                return None
            if self.context.quantity_at[token] >= 0:
                crossed = True
                continue
            verb = self.reader.verb(token)
            if verb is None and word == "include":
                # `The dead include 14 children`: the clause layer sees no verb behind an adjective.
                return self._fronted(token, begin)
            if verb is None:
                if token == first - 1 or nouns == 0:
                    told = self._headline(token)
                    if told is not None:
                        return Trigger(told, token, token + 1, strong=not linked)
                linked = linked or word in {"and", "or", ",", "while", "but"}
                if word not in _LINKS_BEFORE:
                    nouns += 1
                continue
            if not is_real(verb) or verb.last <= own:
                return None
            if self._is_taken_in(verb, first):
                return Trigger("hospitalised", verb.first, verb.last + 1, strong=True)
            if beside:
                # `the mayor was killed along with two of his guards`
                told = self.reader.suffered(
                    verb, passive=verb.passive or self.reader.is_suffering(verb), last=first
                )
                return Trigger(told, verb.first, verb.last, strong=True) if told is not None else None
            if nouns > (10 if crossed else 5):
                return None
            if verb.lemma in _DRAWING and not verb.passive and not crossed:
                # `the rally drew 500 people`
                words = self.index.low[max(begin, verb.first - _OBJECT) : verb.first]
                if not _RALLIES.isdisjoint(words) and "protesters" in self.reader.by_name:
                    return Trigger("protesters", verb.first, verb.last, strong=True)
            inverted = verb.passive and nouns == 0 and not crossed and not linked
            inverted = inverted and not self._leads_to(verb.last, first)
            for measure in self.reader.measures:
                if inverted and self.reader.fits(measure.patient, verb, verb.last, first):
                    return Trigger(measure.name, verb.first, verb.last, strong=True)
                if verb.passive or (crossed and self._is_ended(verb.last, first)):
                    continue
                if self.reader.fits(measure.object, verb, verb.last, min(last, first + _OBJECT)):
                    if measure.groups and not any(
                        w in measure.groups or w in measure.forces
                        for w in self.index.low[verb.last : min(len(self.index.low), first + 10)]
                    ):
                        continue
                    strong = not crossed and nouns == 0 and not linked
                    return Trigger(measure.name, verb.first, verb.last, strong=strong)
            if (verb.lemma == "be" and not crossed and nouns == 0) or verb.lemma == "include":
                return self._fronted(verb.first, begin)
            return None
        return None

    def _clause_of_its_own(self, first: int) -> int:
        """Return where a further main clause begins whose subject a number heads; -1 where it heads none.

        `Police killed 12 rebels | and 40 villagers watched`: what stands before it tells of others.
        """
        number = self.context.clause_at(first)
        clause = self.index.clauses[number] if number is not None else None
        if clause is None or clause.kind != "coordinate" or clause.subject is None or clause.verb is None:
            return -1
        begin, end = self.index.range_of(clause.subject)
        low = self.index.low
        heads = begin <= first < end and all(low[t] in _LINKS_BEFORE for t in range(begin, first))
        finite = clause.verb.first >= end and clause.verb.tense not in {"participle", "infinitive"}
        return clause.first if heads and finite else -1

    def _is_ended(self, begin: int, first: int) -> bool:
        """Tell whether what was done ends before a number: `burned 30 to death, | 900 are in a church`."""
        low = self.index.low
        at = next((t for t in range(begin, first) if low[t] in {"death", "dead", "alive"}), first)
        return "," in low[at:first]

    def _is_taken_in(self, verb: VerbGroup, first: int) -> bool:
        """Read `the hospitals took in 437 people`."""
        if verb.lemma != "take" or verb.passive or self.index.low[verb.last : verb.last + 1] != ["in"]:
            return False
        words = self.index.low[max(0, verb.first - 8) : verb.first]
        return first > verb.last and not _WARDS.isdisjoint(words) and "hospitalised" in self.reader.by_name

    def _leads_to(self, begin: int, first: int) -> bool:
        """Tell whether a preposition stands before a number: `evacuated to 8 shelters`; in `up to` it is none."""
        low = self.index.low
        return any(
            low[t] in {"to", "into", "from", "by", "in"} and low[t - 1] != "up" for t in range(begin, first)
        )

    def _begins_beside(self, first: int, begin: int) -> bool:
        """Tell whether `along with`, `together with` or the like stands right before a number."""
        low = self.index.low
        at = first
        while at > begin and low[at - 1] in {"at", "least", "the", "another", "his", "her", "their"}:
            at -= 1
        return tuple(low[max(begin, at - 2) : at]) in _BESIDE

    def _headline(self, token: int) -> str | None:
        """Return the measure of a verb that no clause has: `Army Kills 14 Rebels`, `managed to kill 1 and wound 14`."""
        low = self.index.low
        governing = (
            self.reader.verb(token - 1) if token > 0 and low[token] in {"dead", "alight", "ablaze"} else None
        )
        if governing is not None and governing.passive:
            # `three were shot dead and eight were on the run`
            return None
        if low[max(0, token - 2) : token + 1] == ["set", "fire", "to"]:
            return "burned" if "burned" in self.reader.by_name else None
        if low[max(0, token - 1) : token + 1] == ["shot", "dead"]:
            return "killed" if "killed" in self.reader.by_name else None
        if low[max(0, token - 1) : token + 1] in (["set", "alight"], ["set", "ablaze"]):
            return "burned" if "burned" in self.reader.by_name else None
        lemma = forms().get(low[token])
        if lemma is None or token == 0:
            return None
        before = low[token - 1]
        joined = before in {"and", "or", "to", ","}
        gerund = low[token].endswith("ing")
        if not self.index.tokens[token].norm[:1].isupper() and (
            (before in _NOT_BEFORE_VERBS and not (gerund and before in {"of", "in", "for"}))
            or not (joined or gerund or low[token].endswith("ed") or low[token] in {"kill", "kills"})
        ):
            return None
        return next((m.name for m in self.reader.measures if m.object.get(lemma) == ()), None)

    def _subordinates(self, token: int) -> bool:
        """Tell whether a word opens a clause, so that the verb before it does not reach the number behind."""
        low = self.index.low
        if low[token] == "as":
            near = set(low[max(0, token - 1) : token + 2])
            return not {"many", "much", "well"} & near
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
        } or low[token : token + 2] in (["due", "to"], ["because", "of"], ["owing", "to"], ["thanks", "to"])

    def _fronted(self, at: int, begin: int) -> Trigger | None:
        """Read `Killed were 26`, `Among the dead are 12 officers`, `Damaged buildings include two schools`."""
        if self.index.low[at - 1] == ",":
            # `Among the dead, he said, were ten soldiers`
            opened = next((t for t in range(at - 2, max(begin, at - 9), -1) if self.index.low[t] == ","), at)
            at = opened
        if self.index.low[at - 1] in {"died", "perished"} and self.index.low[max(begin, at - 4) : at - 1][
            -2:
        ] == [
            "those",
            "who",
        ]:
            # `Among those who died were ten soldiers`
            return Trigger("killed", at - 1, at, strong=True) if "killed" in self.reader.by_name else None
        for token in range(at - 1, max(begin, at - 4) - 1, -1):
            if (
                self.index.low[token] == "victims"
                and self.index.low[token - 1] == "the"
                and "killed" in self.reader.by_name
            ):
                # `Among the victims were 15 foreigners`
                return Trigger("killed", token, token + 1, strong=True)
            for measure in self.reader.measures:
                held = self.index.low[token - 1] == "the" and self.index.low[token] in measure.persons
                if not measure.only_nouns and (self.index.low[token] in measure.before or held):
                    return Trigger(measure.name, token, token + 1, strong=True)
        return None
