"""Verbs behind the noun of a number, which tell what happened to it: `12 officers … were killed`."""

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.counted_lists import WITHIN, CountedLists
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.verb_reader import VerbReader, is_real, past_forms
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_words

_REACH = 14
"""Most tokens between a number's noun and the verb that tells what happened to it."""
_REPORTED = load_words("figure_rules", "verbs_behind_reported")
_TIMES = frozenset(["when", "after", "before", "while", "as", "since", "until"])
_MOTIONS = frozenset(["arrive", "come", "land", "roll", "deploy", "fly", "move", "pour"])
"""Verbs of troops that are sent."""
_FLEEING = frozenset(
    ["asylum", "deserted", "defected", "surrendered", "fled", "deserters", "home", "hospital"]
)
_ENDINGS = frozenset({"killed", "rescued"})
"""What may have become of those who were missed."""
_OWN_HOMES = frozenset(["homes", "home", "houses", "house"])
_PASSING = frozenset({"trap", "bury"})
"""Participles of a state that a verb behind may end."""
_HANDLED = load_words("figure_rules", "handled")
"""What is done to people who may then be killed or arrested."""
_USING = frozenset(["use", "inhabit", "occupy", "save", "repair"])
"""What nobody can do any longer with what is destroyed."""
_FINDING = frozenset(["find", "locate", "trace"])
_SOUGHT = frozenset(
    ["suspects", "suspect", "attackers", "gunmen", "killers", "fugitives", "robbers", "thieves"]
)
"""Whom the police look for."""
_OTHERS = frozenset(["others", "many", "several", "more"])
"""Those of whom something else is told."""
_AGES = frozenset(["age", "ages", "aged"])
_LONG_ASIDE = 18
"""Most tokens of an aside between what is counted and its verb."""
_CLOSED = frozenset([";", ":", "nobody", "none", "no-one"])
"""Marks and words behind which something else is told: `a crowd of 4,000, nobody was hurt`."""
_ASIDES = frozenset(["including", "among", "them", "whom"])
_ASIDE_OPENERS = frozenset(["including", "among"])
_DESCRIBED = load_words("figure_rules", "described")
"""First words of an aside on who those counted are: `, mostly women who had fled the war,`."""

_MEANWHILE = frozenset(["while", "whereas"])
"""What follows is told of others: `discharges reached 400, while the number of those still in care …`."""
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})


class _Walk(msgspec.Struct):
    """A walk over the words behind a noun, up to the verb that tells what happened to those counted."""

    at: int
    """The token behind the noun."""
    last: int
    """The token behind the sentence."""
    token: int
    """Where the walk stands."""
    relative: bool = False
    """Whether a participle may be the verb, as a clause was opened that asks for one."""
    ended: bool = False
    found: Trigger | None = None

    def end(self, found: Trigger | None) -> None:
        """End the walk with what was found."""
        self.ended, self.found = True, found


class BehindFinder:
    """Finds the verbs behind the numbers of one document."""

    def __init__(self, context: Context, reader: VerbReader, lists: CountedLists) -> None:
        self.context = context
        self.index = context.index
        self.reader = reader
        self.lists = lists

    def find(self, at: int, last: int) -> Trigger | None:
        """Read the verb behind the noun: `12 officers … were killed`, `18 people died`.

        Args:
            at: the token behind the noun.
            last: the token behind the sentence.
        """
        if at > 0 and self.lists.belongs_to_others(at) and not self._is_described(at):
            return None
        at = self.lists.behind_brackets(at, last)
        if self.index.low[at : at + 1] == ["more"] and self.context.quantity_at[at - 1] >= 0:
            # `About 1,000 more perished at Galle`
            at += 1
        if at < last and (closed := self._behind_long_aside(at, last)):
            # `1,071 people, most of them civilians and a third of them under 13, have died`
            at = closed
        walk = _Walk(at, last, at)
        while not walk.ended and walk.token < last and walk.token - at <= _REACH:
            self._step(walk)
        return walk.found

    def _step(self, walk: _Walk) -> None:
        """Read the token at which a walk stands, and go on behind it or end."""
        token, low = walk.token, self.index.low
        word = low[token]
        if word in ENDS or word in _CLOSED or (word in _MEANWHILE and token > walk.at):
            return walk.end(None)
        if word in _OTHERS and low[token - 1] in {"with", "and", "while", "but"} and token > walk.at:
            # `19 dead in Galle and 14 in Kandy, with others missing`
            return walk.end(None)
        if self.context.quantity_at[token] >= 0 and not self.lists.shares_verb(walk.at, token):
            return self._step_over_number(walk)
        if word in _RELATIVE:
            inner = self._relative_at(token)
            if inner is not None:
                return self._step_into_relative(walk, *inner)
            walk.relative = True
        verb = self.reader.verb(token)
        if token == walk.at and (verb is None or verb.tense == "participle"):
            told = self._bare_subject(token, walk.last)
            if told is not None:
                return walk.end(Trigger(told, token, token + 1, strong=False))
        if verb is None:
            walk.token += 1
            return None
        if self._is_within_open_aside(walk, verb):
            return walk.end(None)
        if (missing := self._missing_or_ruined(walk, verb)) is not None:
            return walk.end(missing)
        if self._steps_over_verb(walk, verb):
            return None
        return walk.end(self._by_verb(walk, verb))

    def _is_within_open_aside(self, walk: _Walk, verb: VerbGroup) -> bool:
        """Tell whether a participle is of those in an aside: `hit 400 people, including 90 | sheltering in schools`."""
        low, at = self.index.low, walk.at
        if low[at : at + 1] != [","] or low[at + 1] not in _ASIDE_OPENERS or verb.tense != "participle":
            return False
        inside = range(at + 2, verb.first)
        return any(self.context.quantity_at[t] >= 0 for t in inside) and all(low[t] != "," for t in inside)

    def _step_over_number(self, walk: _Walk) -> None:
        """Go on behind another number that stands in an aside, or end."""
        at, token, last, low = walk.at, walk.token, walk.last, self.index.low
        if (aged := self._behind_ages(at, last)) > token:
            # `Nine people, aged 20 to 40, were arrested`
            walk.token = aged
        elif (closed := self._behind_named_aside(at, last)) > token:
            # `23 people, a mother and her four children among them, were killed`
            walk.token = closed
        elif low[at] == "," and _ASIDES.issuperset(low[at + 1 : token]) and self._is_aside(token):
            # `3,000 people, hundreds of them children, have taken refuge`
            walk.token = low.index(",", token) + 1
        elif token == at or low[token - 1] not in WITHIN | {"the"}:
            walk.end(None)
        else:
            # `20 members of one family perished`
            while walk.token < last and self.lists.counted[walk.token]:
                walk.token += 1

    def _step_into_relative(self, walk: _Walk, verb: VerbGroup, end: int) -> None:
        """Read a relative clause: what it tells, or the words behind it."""
        low, token, by_name = self.index.low, walk.token, self.reader.by_name
        told = self.reader.suffered(verb, passive=verb.passive, last=walk.last)
        if low[token] == "whose" and low[token + 1] in _OWN_HOMES and told in {"damaged", "burned"}:
            # `100,000 people whose homes have been destroyed`
            told = "displaced" if "displaced" in by_name else None
        if low[verb.last : verb.last + 1] == ["trapped"]:
            # `miners who became trapped underground`
            told = told or ("missing" if "missing" in by_name else None)
        if told is not None:
            ended = self.find(max(token + 1, end), walk.last) if told == "missing" else None
            over = ended is not None and ended.measure in _ENDINGS
            return walk.end(ended if over else Trigger(told, verb.first, verb.last, strong=False))
        # `150 people who were believed to have been buried`
        reported = verb.passive and verb.lemma in _REPORTED
        walk.token = verb.last if reported else end
        walk.relative = walk.relative or reported
        return None

    def _missing_or_ruined(self, walk: _Walk, verb: VerbGroup) -> Trigger | None:
        """Read verbs that tell by what does not happen: `have still not been found`, `could no longer be used`."""
        low = self.index.low
        if not verb.negated and low[verb.last - 1] == "missing":
            return Trigger("missing", verb.last - 1, verb.last, strong=False)
        if verb.negated and verb.passive and verb.lemma in _FINDING and low[walk.at - 1] not in _SOUGHT:
            # `95 others, most of them firefighters, have still not been found`
            return Trigger("missing", verb.first, verb.last, strong=False)
        if verb.passive and verb.lemma in _USING and "longer" in low[verb.first : verb.last]:
            # `100,000 houses could no longer be used`
            return Trigger("damaged", verb.first, verb.last, strong=False)
        return None

    def _steps_over_verb(self, walk: _Walk, verb: VerbGroup) -> bool:
        """Go on behind a verb that only leads to the one that tells; tell whether it does."""
        if verb.passive and verb.lemma in _REPORTED:
            walk.token = verb.last
            return True
        if verb.lemma == "be" and not verb.negated and (parted := self._behind_day(verb.last, walk.last)):
            # `90 pupils were on Thursday taken to hospital`
            walk.token, walk.relative = parted, True
            return True
        if (behind := self._behind_aside(walk.token, walk.at)) > walk.token:
            # `miners who were trapped when a shaft collapsed were found dead`
            walk.token = behind
            return True
        if self._sends(verb, walk.at, walk.token) or self._arrives(verb, walk.at):
            return False
        state = verb.tense == "participle" or verb.lemma in _PASSING
        if state and self._is_of_sought(walk.at, walk.token):
            walk.token = verb.last
            return True
        if verb.tense != "participle" or walk.relative or self._suffered(verb, walk.last) is not None:
            return False
        walk.token = verb.last
        return True

    def _suffered(self, verb: VerbGroup, last: int) -> str | None:
        suffering = verb.passive or self.reader.is_suffering(verb) or verb.lemma in _PASSING
        return self.reader.suffered(verb, passive=suffering, last=last)

    def _by_verb(self, walk: _Walk, verb: VerbGroup) -> Trigger | None:
        """Read what a verb tells of its subject, or the one after it that shares the subject."""
        at, token, last = walk.at, walk.token, walk.last
        if self._sends(verb, at, token) or self._arrives(verb, at):
            return Trigger("troops_deployed", verb.first, verb.last, strong=False)
        told = self._suffered(verb, last)
        if told is None:
            return self._coordinate(self.index.verb_at[token], at - 1, last)
        found = Trigger(told, verb.first, verb.last, strong=verb.passive and token - at <= 1)
        if verb.lemma in _HANDLED:
            taken = self._coordinate(self.index.verb_at[token], at - 1, last)
            if taken is not None:
                # `dozens of protesters were beaten and arrested`
                return taken
        if not verb.passive and verb.lemma in _PASSING:
            # `eight miners trapped underground were rescued`
            return self.find(verb.last, last) or self._set_free(verb.last, last) or found
        return found

    def _behind_aside(self, token: int, at: int) -> int:
        """Return the token behind the clause of time that a verb stands in, where more of the sentence follows."""
        number = self.index.verb_at[token]
        clause = self.index.clauses[number] if number >= 0 else None
        if clause is None or clause.kind != "adverbial" or clause.first <= at or clause.marker not in _TIMES:
            return token
        return clause.last

    def _set_free(self, at: int, last: int) -> Trigger | None:
        """Read `miners trapped underground have been freed`: who was shut in is out."""
        told = (self.reader.verb(token) for token in range(at, min(last, at + _REACH)))
        verb = next((verb for verb in told if verb is not None), None)
        freed = verb is not None and verb.passive and verb.lemma in {"free", "reach", "extricate"}
        if verb is None or not freed or not is_real(verb) or "rescued" not in self.reader.by_name:
            return None
        return Trigger("rescued", verb.first, verb.last, strong=False)

    def _behind_day(self, at: int, last: int) -> int:
        """Return the token of a participle that a day parts from its `were`; 0 for none."""
        end = at + (self.index.low[at : at + 1] == ["on"])
        begin = end
        while end < last and self.context.timex_at[end] >= 0:
            end += 1
        return end if begin < end < last and self.reader.verb(end) is not None else 0

    def _is_of_sought(self, at: int, token: int) -> bool:
        """Tell whether a participle is of other people, whom those counted act on: `… digging for men | trapped`."""
        words = load_quantity_words()
        return (
            words.units.get(singular(self.index.low[token - 1], words.irregular)) == "people"
            and self.context.quantity_at[token - 1] < 0
            and any(
                self.index.low[k].endswith("ing") and self.index.verb_at[k] >= 0 for k in range(at, token)
            )
        )

    def _is_described(self, at: int) -> bool:
        """Tell whether a participle stands right behind: `the whereabouts of seven students, kidnapped in May`."""
        at += self.index.low[at : at + 1] == [","]
        verb = self.reader.verb(at) if at < len(self.index.low) else None
        return verb is not None and verb.tense == "participle"

    def _bare_subject(self, token: int, last: int) -> str | None:
        """Return the measure of a verb that no clause has: `… reported, and 84 suffered gunshot wounds`."""
        lemma = past_forms().get(self.index.low[token])
        verb = self.reader.verb(token)
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
        for measure in self.reader.measures:
            needs = measure.subject.get(lemma)
            if needs is not None and self.reader.meets(needs, token + 1, last):
                return measure.name
        return None

    def _behind_ages(self, at: int, last: int) -> int:
        """Return the token behind an aside that tells ages: `, aged 20 to 40,`; `at` if none stands there."""
        low = self.index.low
        if low[at : at + 1] not in ([","], ["—"], ["–"], ["-"], ["("]):
            return at
        closing = ")" if low[at] == "(" else low[at]
        close = next((t for t in range(at + 1, min(last, at + _LONG_ASIDE)) if low[t] == closing), at)
        return close + 1 if close > at and not _AGES.isdisjoint(low[at + 1 : close]) else at

    def _behind_long_aside(self, at: int, last: int) -> int:
        """Return the token behind an aside on some of those counted, where the verb stands there; 0 for none."""
        low = self.index.low
        if low[at] != ",":
            return 0
        head = list(zip(low[at + 1 : at + 8], low[at + 2 : at + 9], strict=False))
        if not {("of", "them"), ("of", "whom")} & set(head) and low[at + 1] not in _DESCRIBED:
            return 0
        for close in range(at + 2, min(last - 1, at + _LONG_ASIDE + 6)):
            if low[close] in ENDS | {";", ":"}:
                return 0
            if low[close] != ",":
                continue
            token = close + 1
            if low[token] == "and":
                token += 1
                while token < last and self.lists.counted[token]:
                    token += 1
                if token == close + 2:
                    continue
            verb = self.reader.verb(token) if token < last else None
            if verb is not None and verb.first == token and verb.tense not in {"participle", "infinitive"}:
                return token
        return 0

    def _behind_named_aside(self, at: int, last: int) -> int:
        """Return the token behind an aside that ends in `among them`; 0 for none."""
        low = self.index.low
        if low[at] != ",":
            return 0
        close = next((t for t in range(at + 1, min(last, at + _REACH)) if low[t] in MARKS), last)
        ended = tuple(low[close - 2 : close]) == ("among", "them") or low[close - 1] == "included"
        return close + 1 if close < last and low[close] == "," and ended else 0

    def _is_aside(self, token: int) -> bool:
        """Tell whether a number between commas tells a part of the one before them."""
        low = self.index.low
        end = token
        while end < len(low) and low[end] not in MARKS and end - token < _REACH:
            end += 1
        told = {("of", "them"), ("of", "whom")} & set(zip(low[token:end], low[token + 1 : end], strict=False))
        return end < len(low) and low[end] == "," and bool(told or low[token - 1] in _ASIDES)

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
            behind = clause.verb.last
            if self.index.low[clause.verb.first - 1] in {"of", "from", "without", "against", "before"}:
                # `thousands of children are at risk of dying`
                continue
            if clause.verb.tense == "participle" and behind < last and self.context.quantity_at[behind] >= 0:
                # `A boat with 74 on board capsized, drowning forty`
                continue
            # In `attacked and damaged` the second `were` is left out.
            elided = clause.verb.tense in {"past", "participle"} and self._is_passive(number)
            told = self.reader.suffered(clause.verb, passive=clause.verb.passive or elided, last=last)
            if told is not None:
                return Trigger(told, clause.verb.first, clause.verb.last, strong=False)
        return None

    def _is_passive(self, number: int) -> bool:
        verb = self.index.clauses[number].verb
        return verb is not None and verb.passive

    def _sends(self, verb: VerbGroup, at: int, token: int) -> bool:
        """Tell whether an object stands before its subject: `2,500 soldiers the alliance sends`."""
        if verb.passive or verb.lemma not in self.reader.by_name["troops_deployed"].object:
            return False
        groups = self.reader.by_name["troops_deployed"].groups
        return self.index.low[at - 1] in groups and bool(self.index.mentions_in(at, token))

    def _arrives(self, verb: VerbGroup, at: int) -> bool:
        """Tell whether troops come: `3,000 soldiers would land on Friday`."""
        if verb.passive or not is_real(verb, planned=True) or verb.lemma not in _MOTIONS:
            return False
        sentence = self.context.document.sentences[self.index.sentence_of[verb.first]]
        if not _FLEEING.isdisjoint(self.index.low[sentence.first : sentence.last]):
            # `eight soldiers landed in a helicopter and applied for asylum`
            return False
        return self.index.low[at - 1] in self.reader.by_name["troops_deployed"].groups

    def _relative_at(self, token: int) -> tuple[VerbGroup, int] | None:
        """Return the verb of the relative clause that begins at a token, and the token behind the clause."""
        for number in self.index.clauses_of[self.index.sentence_of[token]]:
            clause = self.index.clauses[number]
            if clause.kind == "relative" and clause.first == token and clause.verb is not None:
                return clause.verb, max(token + 1, clause.last)
        return None
