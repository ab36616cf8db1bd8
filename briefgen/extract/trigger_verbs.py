"""Verbs that tell what happened to a number: behind its noun (`12 died`) or before it (`killed 12`)."""

from collections.abc import Sequence
from functools import cache

from briefgen.extract.frames import Context
from briefgen.extract.layers.clauses import VerbGroup
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.layers.quantity_words import load_quantity_words
from briefgen.extract.measures import Measure, Need, Trigger, Verbs, built_in_measures

_REACH = 14
"""Most tokens between a number's noun and the verb that tells what happened to it."""

_JOINING = frozenset({"and", ",", "or", "/", "as", "well", "plus", "another", "members", "of", "the"})

_REPORTED = frozenset(
    {
        "report",
        "suspect",
        "list",
        "register",
        "know",
        "believe",
        "fear",
        "confirm",
        "say",
        "think",
        "presume",
        "declare",
        "estimate",
    }
)

_BESIDE = frozenset({("along", "with"), ("together", "with"), ("addition", "to"), ("well", "as")})

_GATHERED = frozenset(
    ["groups", "crowds", "tens", "dozens", "hundreds", "thousands", "millions", "scores", "as"]
)
"""Words in -s before `of` that count, or gather, what stands behind."""
_TIMES = frozenset(["when", "after", "before", "while", "as", "since", "until"])
_WARDS = frozenset(["hospital", "hospitals", "clinic", "clinics", "ward", "wards", "doctors", "medics"])
_MOTIONS = frozenset(["arrive", "come", "land", "roll", "deploy", "fly", "move", "pour"])
"""Verbs of troops that are sent."""
_PASSING = frozenset({"trap", "bury"})
"""Participles of a state that a verb behind may end."""
_ASIDES = frozenset(["including", "among", "them", "whom"])
_WITHIN = frozenset(["of", "from", "in", "aboard", "at", "across"])
"""Prepositions of a number that says more of the one before it."""

_PLACE = ("PLACE",)
_NOT_BEFORE_VERBS = frozenset(
    {"the", "a", "an", "of", "in", "for", "his", "her", "its", "their", "no", "not"}
)

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
}


class VerbFinder:
    """Finds the verbs that govern the numbers of one document."""

    def __init__(self, context: Context, measures: Sequence[Measure]) -> None:
        self.context = context
        self.index = context.index
        self.measures = measures
        self.by_name = {measure.name: measure for measure in measures}
        self._counted = bytearray(len(self.index.tokens))
        """For each token, whether it is a number or what a number counts."""
        for number, quantity in enumerate(context.document.quantities):
            first, last = context.quantity_range[number]
            if quantity.noun is not None:
                last = max(last, self.index.range_of(quantity.noun)[1])
            self._counted[first:last] = b"\1" * (last - first)

    def is_counted(self, token: int) -> bool:
        """Tell whether a token is a number or part of what a number counts."""
        return token >= 0 and bool(self._counted[token])

    def verb(self, token: int) -> VerbGroup | None:
        """Return the verb group at a token."""
        number = self.index.verb_at[token]
        return self.index.clauses[number].verb if number >= 0 else None

    def is_unreal(self, first: int) -> bool:
        """Tell whether a clause only says what would be: `they would kill 50 captives`."""
        clause = self.context.clause_at(first)
        verb = self.index.clauses[clause].verb if clause is not None else None
        return verb is not None and verb.modal in {"would", "could", "might", "should"} and verb.last <= first

    def is_within(self, first: int) -> bool:
        """Tell whether a number says more of the one before it: `20 members of one family`, `12 men in two cars`."""
        at = first - 1
        while at > 1 and self.index.low[at] in {"the", "those", "these", "all"}:
            # `seven of the 14 survivors`
            at -= 1
        return at > 0 and self.index.low[at] in _WITHIN and self.is_counted(at - 1)

    def find_behind(self, at: int, last: int) -> Trigger | None:
        """Read the verb behind the noun: `12 officers … were killed`, `18 people died`.

        Args:
            at: the token behind the noun.
            last: the token behind the sentence.
        """
        if at > 0 and self._belongs_to_others(at) and not self._is_described(at):
            return None
        token = at = self.behind_brackets(at, last)
        relative = reported = False
        while token < last and token - at <= _REACH:
            word = self.index.low[token]
            if word in ENDS | {";", ":"}:
                return None
            if self.context.quantity_at[token] >= 0 and not self.shares_verb(at, token):
                opened = self.index.low[at] == "," and _ASIDES.issuperset(self.index.low[at + 1 : token])
                if opened and self._is_aside(token):
                    # `3,000 people, hundreds of them children, have taken refuge`
                    token = self.index.low.index(",", token) + 1
                    continue
                if token == at or self.index.low[token - 1] not in _WITHIN:
                    return None
                # `20 members of one family perished`
                while token < last and self._counted[token]:
                    token += 1
                continue
            if word in {"who", "whom", "which", "that", "whose"}:
                inner = self._relative_at(token)
                if inner is not None:
                    told = self._suffered(inner[0], passive=inner[0].passive, last=last)
                    if told is not None:
                        return Trigger(told, inner[0].first, inner[0].last, strong=False)
                    reported = inner[0].passive and inner[0].lemma in _REPORTED
                    # `150 people who were believed to have been buried`
                    token = inner[0].last if reported else inner[1]
                    relative = relative or reported
                    continue
                relative = True
            verb = self.verb(token)
            if verb is None or (token == at and verb.tense == "participle"):
                told = self._bare_subject(token, last) if token == at else None
                if told is not None:
                    return Trigger(told, token, token + 1, strong=False)
            if verb is None:
                token += 1
                continue
            if not verb.negated and self.index.low[verb.last - 1] == "missing":
                return Trigger("missing", verb.last - 1, verb.last, strong=False)
            if verb.passive and verb.lemma in _REPORTED:
                token, reported = verb.last, True
                continue
            if verb.lemma == "be" and not verb.negated and (parted := self._behind_day(verb.last, last)):
                # `90 pupils were on Thursday taken to hospital`
                token, relative = parted, True
                continue
            if reported and verb.passive and verb.lemma in _PASSING and "missing" in self.by_name:
                # `60 people are believed to be trapped`
                return Trigger("missing", verb.first, verb.last, strong=False)
            if (behind := self._behind_aside(token, at)) > token:
                # `miners who were trapped when a shaft collapsed were found dead`
                token = behind
                continue
            if self._sends(verb, at, token) or self._arrives(verb, at):
                return Trigger("troops_deployed", verb.first, verb.last, strong=False)
            participle = verb.tense == "participle"
            if participle and token > at and self._describes(verb):
                # `3,500 people, in stolen boats, had crossed to Bari`
                token = verb.last
                continue
            suffering = verb.passive or self._is_suffering(verb) or verb.lemma in _PASSING
            told = self._suffered(verb, passive=suffering, last=last)
            if told is not None:
                found = Trigger(told, verb.first, verb.last, strong=verb.passive and token - at <= 1)
                if not verb.passive and verb.lemma in _PASSING:
                    # `eight miners trapped underground were rescued`
                    return self.find_behind(verb.last, last) or self._set_free(verb.last, last) or found
                return found
            if participle and not relative:
                token = verb.last
                continue
            return self._coordinate(self.index.verb_at[token], at - 1, last)
        return None

    def _belongs_to_others(self, at: int) -> bool:
        """Tell whether what is counted only says whose the subject is: `homes of two allies were ransacked`."""
        first = at
        while first > 0 and self._counted[first - 1]:
            first -= 1
        return first < at and self.is_owner(first)

    def is_owner(self, first: int) -> bool:
        """Tell whether a number stands behind a plural and `of`: `the belongings of about 50 nurses`."""
        low = self.index.low
        while first > 0 and low[first - 1] in {"the", "at", "least", "about", "some", "more", "than"}:
            first -= 1
        if first < 2 or low[first - 1] != "of" or self._counted[first - 2]:
            return False
        word = low[first - 2]
        return (
            word.endswith("s")
            and word.isalpha()
            and word not in _GATHERED
            and self.index.verb_at[first - 2] < 0
            and self.index.mention_at[first - 2] < 0
        )

    def _behind_aside(self, token: int, at: int) -> int:
        """Return the token behind the clause of time that a verb stands in, where more of the sentence follows."""
        number = self.index.verb_at[token]
        clause = self.index.clauses[number] if number >= 0 else None
        if clause is None or clause.kind != "adverbial" or clause.first <= at or clause.marker not in _TIMES:
            return token
        return clause.last

    def _set_free(self, at: int, last: int) -> Trigger | None:
        """Read `miners trapped underground have been freed`: who was shut in is out."""
        told = (self.verb(token) for token in range(at, min(last, at + _REACH)))
        verb = next((verb for verb in told if verb is not None), None)
        freed = verb is not None and verb.passive and verb.lemma in {"free", "reach", "extricate"}
        if verb is None or not freed or not _is_real(verb) or "rescued" not in self.by_name:
            return None
        return Trigger("rescued", verb.first, verb.last, strong=False)

    def _behind_day(self, at: int, last: int) -> int:
        """Return the token of a participle that a day parts from its `were`; 0 for none."""
        end = at + (self.index.low[at : at + 1] == ["on"])
        begin = end
        while end < last and self.context.timex_at[end] >= 0:
            end += 1
        return end if begin < end < last and self.verb(end) is not None else 0

    def _describes(self, verb: VerbGroup) -> bool:
        """Tell whether a participle stands before a noun of its own: `stolen boats`."""
        low, stops = self.index.low, load_quantity_words().stops
        return (
            verb.last < len(low)
            and low[verb.last].isalpha()
            and low[verb.last] not in stops
            and not low[verb.last].endswith("ly")
            and self.index.verb_at[verb.last] < 0
            and self.context.timex_at[verb.last] < 0
            and low[verb.first - 1] in {"in", "and", "on", "with", "of", "the", "by", "from", "aboard"}
        )

    def _is_described(self, at: int) -> bool:
        """Tell whether a participle stands right behind: `the whereabouts of seven students, kidnapped in May`."""
        at += self.index.low[at : at + 1] == [","]
        verb = self.verb(at) if at < len(self.index.low) else None
        return verb is not None and verb.tense == "participle"

    def behind_brackets(self, at: int, last: int) -> int:
        """Return the token behind brackets that say a count again: `27,776 persons (5,765 families) were …`."""
        low = self.index.low
        if at >= last or low[at] != "(":
            return at
        end = next((token for token in range(at + 1, min(last, at + _REACH)) if low[token] == ")"), at - 1)
        return end + 1

    def _bare_subject(self, token: int, last: int) -> str | None:
        """Return the measure of a verb that no clause has: `… reported, and 84 suffered gunshot wounds`."""
        lemma = _past_forms().get(self.index.low[token])
        verb = self.verb(token)
        if (
            lemma is None
            and verb is not None
            and not verb.passive
            and not self.index.low[token].endswith("ing")
        ):
            # `700 spent the night in tents` looks like a participle.
            lemma = verb.lemma
        if lemma is None:
            return None
        for measure in self.measures:
            needs = measure.subject.get(lemma)
            if needs is not None and self._meets(needs, token + 1, last):
                return measure.name
        return None

    def _is_aside(self, token: int) -> bool:
        """Tell whether a number between commas tells a part of the one before them."""
        low = self.index.low
        end = token
        while end < len(low) and low[end] not in MARKS and end - token < _REACH:
            end += 1
        told = {("of", "them"), ("of", "whom")} & set(zip(low[token:end], low[token + 1 : end], strict=False))
        return end < len(low) and low[end] == "," and bool(told or low[token - 1] in _ASIDES)

    def _is_suffering(self, verb: VerbGroup) -> bool:
        """Tell whether a verb group is a past participle (`12 people killed`), not `12 men killing`."""
        return verb.tense == "participle" and not self.index.low[verb.first].endswith("ing")

    def shares_verb(self, at: int, token: int) -> bool:
        """Tell whether the number at a token and the one that ends at `at` stand in one list: `12 men and 3 …`."""
        between = self.index.low[at:token]
        if "including" in between:
            return True
        joined = False
        if "," in between and self._opens_clause(at, token):
            return False
        for k, word in enumerate(between, start=at):
            if word in _JOINING:
                joined = joined or word in {"and", "plus", "as", "or"}
            elif not self._counted[k]:
                return False
        if joined or not between:
            return True
        # `three policemen, 12 rebels and eight civilians`: the `and` stands before the last.
        return between == [","] and self._list_follows(token)

    def _opens_clause(self, at: int, token: int) -> bool:
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
        while token < len(low) and self._counted[token]:
            token += 1
        while token < len(low) and low[token] == ",":
            token += 1
            while token < len(low) and self._counted[token]:
                token += 1
        return token < len(low) and low[token] in {"and", "or", "plus"}

    def _coordinate(self, number: int, token: int, last: int) -> Trigger | None:
        """Read `two banks were attacked and badly damaged`: the verb after the one that says nothing."""
        sentence = self.index.clauses[number].sentence
        for other in self.index.clauses_of[sentence]:
            clause = self.index.clauses[other]
            if (
                other <= number
                or clause.verb is None
                or not clause.subject_inherited
                or clause.subject is None
            ):
                continue
            first, end = self.index.range_of(clause.subject)
            if not first <= token < end:
                continue
            # In `attacked and damaged` the second `were` is left out.
            elided = clause.verb.tense in {"past", "participle"} and self._is_passive(number)
            told = self._suffered(clause.verb, passive=clause.verb.passive or elided, last=last)
            if told is not None:
                return Trigger(told, clause.verb.first, clause.verb.last, strong=False)
        return None

    def _is_passive(self, number: int) -> bool:
        verb = self.index.clauses[number].verb
        return verb is not None and verb.passive

    def _sends(self, verb: VerbGroup, at: int, token: int) -> bool:
        """Tell whether an object stands before its subject: `2,500 soldiers the alliance sends`."""
        if verb.passive or verb.lemma not in self.by_name["troops_deployed"].object:
            return False
        groups = self.by_name["troops_deployed"].groups
        return self.index.low[at - 1] in groups and bool(self.index.mentions_in(at, token))

    def _arrives(self, verb: VerbGroup, at: int) -> bool:
        """Tell whether troops come: `3,000 soldiers would land on Friday`."""
        if verb.passive or not _is_real(verb, planned=True) or verb.lemma not in _MOTIONS:
            return False
        return self.index.low[at - 1] in self.by_name["troops_deployed"].groups

    def _relative_at(self, token: int) -> tuple[VerbGroup, int] | None:
        """Return the verb of the relative clause that begins at a token, and the token behind the clause."""
        for number in self.index.clauses_of[self.index.sentence_of[token]]:
            clause = self.index.clauses[number]
            if clause.kind == "relative" and clause.first == token and clause.verb is not None:
                return clause.verb, max(token + 1, clause.last)
        return None

    def _suffered(self, verb: VerbGroup, *, passive: bool, last: int) -> str | None:
        """Return the measure of a verb for its subject."""
        if not _is_real(verb):
            return None
        if verb.lemma == "take" and self.index.low[verb.last : verb.last + 1] in (["ill"], ["sick"]):
            return "infected" if "infected" in self.by_name else None
        for measure in self.measures:
            if self._fits(measure.patient if passive else measure.subject, verb, verb.last, last):
                return measure.name
        return None

    def _fits(self, verbs: Verbs, verb: VerbGroup, at: int, last: int) -> bool:
        # `and wound 12 others` is tagged as a form of `wind`.
        lemma = "wound" if self.index.low[verb.last - 1] == "wound" else verb.lemma
        needs = verbs.get(lemma)
        return needs is not None and self._meets(needs, at, last)

    def _meets(self, needs: tuple[Need, ...], at: int, last: int) -> bool:
        """Tell whether the words behind a verb meet one of its needs; with none, they do."""
        return not needs or any(
            self._is_place(at) if need.words == _PLACE else self._begins(token, need.words, last)
            for need in needs
            for token in range(at, min(last, at + need.reach))
        )

    def _begins(self, token: int, words: tuple[str, ...], last: int) -> bool:
        """Tell whether words begin at a token; PLACE at their end stands for the name of any place."""
        if words[-1:] != _PLACE:
            return self.index.starts_with(token, words, last)
        end = token + len(words) - 1
        return end < last and self.index.starts_with(token, words[:-1], last) and self._is_place(end)

    def _is_place(self, token: int) -> bool:
        mention = self.index.mention_at[token] if token < len(self.index.tokens) else -1
        names = self.context.document.names
        return mention >= 0 and names.entities[names.mentions[mention].entity].type == "place"

    def find_ahead(self, first: int, begin: int, last: int) -> Trigger | None:
        """Read the verb before the number: `killed 12 officers`, `detained more than 3,000`, `Injured were 84`.

        Args:
            first: first token of the number.
            begin: first token of the sentence.
            last: the token behind the sentence.
        """
        crossed = linked = False
        nouns = 0
        beside = self._begins_beside(first, begin)
        for token in range(first - 1, max(begin, first - 18) - 1, -1):
            word = self.index.low[token]
            if word in ENDS | {";"} or word in {"that", "who", "which"} or self._subordinates(token):
                return None
            if self.context.quantity_at[token] >= 0:
                crossed = True
                continue
            verb = self.verb(token)
            if verb is None:
                if token == first - 1 or nouns == 0:
                    told = self._headline(token)
                    if told is not None:
                        return Trigger(told, token, token + 1, strong=not linked)
                linked = linked or word in {"and", "or", ",", "while", "but"}
                if word not in _LINKS_BEFORE:
                    nouns += 1
                continue
            if not _is_real(verb):
                return None
            if self._is_taken_in(verb, first):
                return Trigger("hospitalised", verb.first, verb.last + 1, strong=True)
            if beside:
                # `the mayor was killed along with two of his guards`
                told = self._suffered(verb, passive=verb.passive or self._is_suffering(verb), last=first)
                return Trigger(told, verb.first, verb.last, strong=True) if told is not None else None
            if nouns > (10 if crossed else 5):
                return None
            inverted = verb.passive and nouns == 0 and not crossed and not linked
            inverted = inverted and not self._leads_to(verb.last, first)
            for measure in self.measures:
                if inverted and self._fits(measure.patient, verb, verb.last, first):
                    return Trigger(measure.name, verb.first, verb.last, strong=True)
                if verb.passive:
                    continue
                if self._fits(measure.object, verb, verb.last, min(last, first + _OBJECT)):
                    if measure.groups and not any(
                        w in measure.groups
                        for w in self.index.low[verb.last : min(len(self.index.low), first + 10)]
                    ):
                        continue
                    strong = not crossed and nouns == 0 and not linked
                    return Trigger(measure.name, verb.first, verb.last, strong=strong)
            if (verb.lemma == "be" and not crossed and nouns == 0) or verb.lemma == "include":
                return self._fronted(verb, begin)
            return None
        return None

    def _is_taken_in(self, verb: VerbGroup, first: int) -> bool:
        """Read `the hospitals took in 437 people`."""
        if verb.lemma != "take" or verb.passive or self.index.low[verb.last : verb.last + 1] != ["in"]:
            return False
        words = self.index.low[max(0, verb.first - 8) : verb.first]
        return first > verb.last and not _WARDS.isdisjoint(words) and "hospitalised" in self.by_name

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
        if low[max(0, token - 2) : token + 1] == ["set", "fire", "to"]:
            return "burned" if "burned" in self.by_name else None
        if low[max(0, token - 1) : token + 1] == ["shot", "dead"]:
            return "killed" if "killed" in self.by_name else None
        if low[max(0, token - 1) : token + 1] in (["set", "alight"], ["set", "ablaze"]):
            return "burned" if "burned" in self.by_name else None
        lemma = _forms().get(low[token])
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
        return next((m.name for m in self.measures if m.object.get(lemma) == ()), None)

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
        }

    def _fronted(self, verb: VerbGroup, begin: int) -> Trigger | None:
        """Read `Killed were 26`, `Among the dead are 12 officers`, `Damaged buildings include two schools`."""
        for token in range(verb.first - 1, max(begin, verb.first - 4) - 1, -1):
            for measure in self.measures:
                if not measure.only_nouns and self.index.low[token] in measure.before:
                    return Trigger(measure.name, token, token + 1, strong=True)
        return None


def _is_real(verb: VerbGroup, *, planned: bool = False) -> bool:
    """Tell whether a verb tells what happened: not negated, and possible only of the past (`may have died`).

    What is planned, `would come`, counts where asked for.
    """
    if verb.negated:
        return False
    if planned and verb.modal == "would":
        return True
    if verb.modal in {"may", "might", "could"}:
        return verb.tense in {"perfect", "pluperfect"}
    return verb.modal not in {"would", "should", "can"}


@cache
def _forms() -> dict[str, str]:
    """Return the forms in which headlines write the verbs that count their object, with the lemmas."""
    made: dict[str, str] = {}
    for measure in built_in_measures():
        for lemma, needs in measure.object.items():
            if not needs:
                stem = lemma.removesuffix("e")
                made.update(dict.fromkeys((lemma, lemma + "s", stem + "ed", stem + "ing"), lemma))
    return made


@cache
def _past_forms() -> dict[str, str]:
    """Return regular past forms of the verbs whose subject is counted, with the lemmas."""
    made: dict[str, str] = {}
    for measure in built_in_measures():
        for lemma in measure.subject:
            made[lemma + ("d" if lemma.endswith("e") else "ed")] = lemma
    return made
