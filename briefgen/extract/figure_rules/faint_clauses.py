"""Clauses that tell what became of those counted, by the frames of a lexicon: verbs, states, shelters."""

from collections.abc import Iterable, Mapping, Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.faint_shelters import ShelterReader
from briefgen.extract.figure_rules.faint_words import ANY, FaintFrame, has_phrase
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader, is_real
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_REACH = 12
"""Most tokens behind a verb or its object in which its phrase stands."""
_STOPS = MARKS - {"-", "–", "“", "”", '"', "‘", "’", "'"}
_TURNS = load_words("figure_rules", "faint_figures_turns")
"""Words behind which something else is told."""
_JOINING = frozenset(["and", "but", "while", "plus", "or"])
_UNREAL = frozenset(["if", "unless", "until", "till", "whether", "lest", "once", "should", "in case"])
_REPORTED = load_words("figure_rules", "faint_figures_reported")
"""Verbs whose infinitive tells what is: `are believed to have died`, `were forced to leave`."""
_DENIED = frozenset(["deny", "refute", "dismiss"])
_BEFORE_NUMBERS = load_words("figure_rules", "faint_figures_before_numbers")
_PARTICLES = load_words("figure_rules", "faint_figures_particles")
_LINKS = load_words("figure_rules", "faint_figures_links")
_INTRANSITIVE = load_words("figure_rules", "intransitive")
"""Verbs whose past form alone may be active."""
_GOVERNING = load_words("figure_rules", "governing")
"""Prepositions before a number that is not the subject of the verb behind it."""
_ASIDES = load_words("figure_rules", "faint_figures_asides")
_PRONOUNS = frozenset(["it", "they", "he", "she", "we"])
_NATIONALS = "NATIONALS"
"""What stands among the heads of a frame that is open to all nationals."""
_STILL = load_words("figure_rules", "still")


class ClauseReader:
    """Reads the clauses of the numbers of one document by frames."""

    def __init__(
        self,
        context: Context,
        quantities: Sequence[Quantity],
        reader: VerbReader,
        frames: Mapping[tuple[str, str], tuple[FaintFrame, ...]],
    ) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.reader = reader
        self.frames = frames
        self.words = reader.words
        self.shelters = ShelterReader(context, reader)

    def read(self, numeral: Numeral) -> Trigger | None:
        """Read the verbs that have the number as subject or object, else the state right behind its noun."""
        quantity, first, noun_last = numeral.quantity, numeral.first, numeral.noun_last
        noun_last = self._behind_names(quantity, numeral.last, noun_last)
        end = self.context.document.sentences[quantity.sentence].last
        return (
            self._by_verb(quantity, first, noun_last)
            or self._by_state(first, noun_last, end)
            or self._by_base_form(first, noun_last, end)
            or self.shelters.in_shelter(quantity, first, noun_last)
            or self.shelters.are_arrivals(quantity, first, noun_last)
        )

    def _by_base_form(self, first: int, noun_last: int, end: int) -> Trigger | None:
        """Read a verb that might be a noun, right behind those counted: `Some 40 families camp by the road`."""
        if noun_last < end and self.index.low[noun_last] in {"now", "still", "also"}:
            noun_last += 1
        if (
            noun_last + 1 >= end
            or self.index.verb_at[noun_last] >= 0
            or self.index.low[first - 1] in _GOVERNING
        ):
            return None
        behind = self._tokens(noun_last + 1, end)
        for frame in self.frames.get(("subject", self.index.low[noun_last]), ()):
            if frame.near and self._fits(frame, noun_last, behind, [behind]):
                return Trigger(frame.measure, noun_last, noun_last + 1, strong=False)
        return None

    def _behind_names(self, quantity: Quantity, last: int, noun_last: int) -> int:
        """Return the token behind a name that a bare number counts: `Fifty thousand Praguers`."""
        if quantity.noun is not None:
            return noun_last
        at = last
        while at < last + 3 and self.index.tokens[at].norm[:1].isupper() and self.index.verb_at[at] < 0:
            at += 1
        return max(noun_last, at)

    def _by_state(self, first: int, noun_last: int, end: int) -> Trigger | None:
        """Read a state right behind the noun: `a hundred and three still in six hospitals`."""
        at = noun_last
        low = self.index.low
        if low[at : at + 2] in (["of", "them"], ["of", "whom"], ["of", "those"], ["of", "these"]):
            at += 2
        while at < end and low[at] in _STILL:
            at += 1
        if at >= end or low[first - 1] in {"than", "for"}:
            return None
        governing = self.reader.verb(first - 1) if first > 0 else None
        if governing is not None and governing.modal in {"would", "will", "could", "should"}:
            # `The law would send 500 people to prison`
            return None
        behind = self._tokens(at, end)
        for frame in self.frames.get(("state", "be"), ()):
            if frame.unless.isdisjoint(low[t] for t in behind) and has_phrase(
                self.index, frame.near, behind, opening=True
            ):
                return Trigger(frame.measure, at, at + 1, strong=False)
        return None

    def _by_verb(self, quantity: Quantity, first: int, noun_last: int) -> Trigger | None:
        """Read the verbs that have the number as subject or object, in text order."""
        sentence = self.context.document.sentences[quantity.sentence]
        low = self.index.low
        here = self.index.span(first, first + 1)
        aside = self._behind_aside(noun_last, sentence.last)
        for number in self.index.clauses_of[quantity.sentence]:
            clause = self.index.clauses[number]
            verb = clause.verb
            if verb is None or not self._is_told(clause):
                continue
            measure: str | None = None
            if clause.kind == "relative" and low[clause.first - 1] == "those" and clause.first > noun_last:
                # `carried 130 people and many of those who drowned were children`
                continue
            if verb.first >= noun_last and (
                (clause.subject is not None and clause.subject.contains(here) and self._heads(clause, first))
                or (clause.subject is not None and self._is_cut_off(clause, first, noun_last))
                or (clause.kind == "relative" and self._opens_behind(clause, noun_last))
                or verb.first == aside
                or (verb.first == noun_last and low[first - 1] not in _GOVERNING)
            ):
                own = clause.subject is not None and clause.subject.contains(here)
                if clause.kind == "relative" and clause.marker == "whom" and not own:
                    measure = self._as_object(quantity, clause, verb.last, verb.last)
                else:
                    measure = self._as_subject(quantity, clause)
            elif verb.last <= first and clause.first <= first < clause.last and self._is_object(verb, first):
                measure = self._as_object(quantity, clause, first, noun_last)
            if measure is not None:
                return Trigger(measure, verb.first, verb.last, strong=False)
        return None

    def _is_cut_off(self, clause: Clause, first: int, noun_last: int) -> bool:
        """Tell whether a subject begins with a noun whose number stands behind a time: `On Monday 58,000 people …`."""
        if clause.subject is None or self.context.timex_at[first - 1] < 0:
            return False
        return first < self.index.range_of(clause.subject)[0] < noun_last

    def _behind_aside(self, at: int, end: int) -> int:
        """Return the token behind `, two policemen among them,`; -1 where no such aside follows."""
        low = self.index.low
        at += low[at] in {"more", "others", "other"}
        if low[at] != ",":
            return -1
        close = next((t for t in range(at + 1, min(end, at + _REACH)) if low[t] == ","), -1)
        if close < 0 or _ASIDES.isdisjoint(low[at + 1 : close]):
            return -1
        close += 1
        return close

    def _is_told(self, clause: Clause) -> bool:
        """Tell whether a clause tells what is or was, not what may be, is planned, denied or a condition."""
        verb = clause.verb
        if verb is None or clause.marker in _UNREAL or verb.tense in {"future", "imperative"}:
            return False
        if verb.modal in {"will", "shall", "would", "should", "could", "can"}:
            return False
        parent = self.index.clauses[clause.parent] if clause.parent is not None else None
        if parent is None or parent.verb is None:
            return verb.tense != "infinitive" or verb.modal != ""
        if parent.marker in _UNREAL or parent.verb.lemma in _DENIED:
            return False
        if clause.kind == "infinitive":
            return parent.verb.lemma in _REPORTED and not parent.verb.negated and parent.verb.modal == ""
        return True

    def _heads(self, clause: Clause, first: int) -> bool:
        """Tell whether a number is what the subject of a clause is about, not `the homes of 12 people`."""
        if clause.subject is None:
            return False
        begin = self.index.range_of(clause.subject)[0]
        return all(self.index.low[token] in _BEFORE_NUMBERS for token in range(begin, first))

    def _opens_behind(self, clause: Clause, noun_last: int) -> bool:
        """Tell whether a relative clause goes on right behind what is counted: `30,000 who went north`."""
        begin = clause.first
        begin += self.index.low[begin] == ","
        return noun_last <= begin <= noun_last + 1 and clause.marker in {"who", "whom", "that"}

    def _is_object(self, verb: VerbGroup, first: int) -> bool:
        """Tell whether a number is the object of a verb: only particles and the like stand between."""
        low = self.index.low
        return first - verb.last <= 5 and all(
            low[token] in _PARTICLES or low[token] in _BEFORE_NUMBERS for token in range(verb.last, first)
        )

    def _as_subject(self, quantity: Quantity, clause: Clause) -> str | None:
        verb, end = clause.verb, self.context.document.sentences[quantity.sentence].last
        if verb is None:
            return None
        roles = ["passive"] if verb.passive else ["subject"]
        if not verb.passive and verb.last - verb.first == 1 and self._has_no_object(verb):
            # `and 1,220 placed in custody`
            roles = ["passive"] if verb.tense == "participle" else ["subject", "passive"]
        behind = self._tokens(verb.last, min(end, max(clause.last, verb.last)))
        if verb.negated:
            roles = ["negated"]
        elif not is_real(verb):
            return None
        if "to" in self.index.low[verb.first : verb.last]:
            # `12,000 had to leave`
            roles.append("obliged")
        if roles[0] == "subject" and self.index.low[verb.last] in MARKS:
            # `Half of the town, 15,000 residents, have left.`
            roles.append("alone")
        for wild in (False, True):
            for role in roles:
                measure = self._in_role(role, clause, quantity, behind, wild=wild)
                if measure is not None:
                    return measure
        return None

    def _in_role(
        self, role: str, clause: Clause, quantity: Quantity, behind: Sequence[int], *, wild: bool
    ) -> str | None:
        """Return the measure that a verb tells of its subject in a role, by its own frames or by those of any verb."""
        verb = clause.verb
        if verb is None:
            return None
        bare = role == "passive" and not verb.passive
        if bare and verb.lemma == "turn":
            # `another 400,000 turned out`
            return None
        for frame in self._frames(role, verb.lemma, quantity, wild=wild):
            if bare and (not frame.near or verb.lemma in _INTRANSITIVE) and verb.tense != "participle":
                # `12 families took in refugees`, `thousands marched in Galle`
                continue
            if self._fits(frame, verb.first, behind, [behind]):
                return frame.measure
        return None

    def _frames(self, role: str, lemma: str, quantity: Quantity, *, wild: bool = False) -> list[FaintFrame]:
        """Return the frames of a verb, or those of any verb, that may tell of what is counted, in this article."""
        return [
            frame
            for frame in self.frames.get((role, ANY if wild else lemma), ())
            if lemma not in frame.but
            and (not frame.heads or quantity.head in frame.heads or self._are_nationals(frame, quantity))
            and (not frame.where or not frame.where.isdisjoint(self.words))
        ]

    def _are_nationals(self, frame: FaintFrame, quantity: Quantity) -> bool:
        """Tell whether a frame is open to those whom a name counts, and one does: `56,000 Ethiopians`."""
        if _NATIONALS not in frame.heads or quantity.noun is None:
            return False
        last = self.index.range_of(quantity.noun)[1]
        return self.index.tokens[last - 1].norm[:1].isupper() and self.index.mention_at[last - 1] >= 0

    def _as_object(self, quantity: Quantity, clause: Clause, first: int, noun_last: int) -> str | None:
        verb, end = clause.verb, self.context.document.sentences[quantity.sentence].last
        if verb is None or verb.passive or verb.negated or not is_real(verb):
            return None
        frames = self._frames("object", verb.lemma, quantity)
        if not frames:
            return None
        ahead = range(verb.last, first)
        behind = self._tokens(noun_last, end)
        subject = self._subject_words(clause)
        if len(subject) == 1 and not _PRONOUNS.isdisjoint(subject):
            # `The army says it holds 1,500 fighters`
            begin = self.context.document.sentences[quantity.sentence].first
            subject = frozenset(self.index.low[begin : verb.first])
        for frame in frames:
            if frame.agents and frame.agents.isdisjoint(subject) and not self._is_place(frame, clause):
                continue
            if not frame.particle and any(self.index.low[t] in _PARTICLES for t in ahead) and not frame.near:
                continue
            if self._fits(frame, verb.first, [*ahead, *behind[:3]], [ahead, behind]):
                return frame.measure
        return None

    def _is_place(self, frame: FaintFrame, clause: Clause) -> bool:
        """Tell whether a frame asks for a place as its subject, and has one: `Chad has taken in 30,000`."""
        if "PLACE" not in frame.agents or clause.subject is None:
            return False
        return bool(self.index.mentions_in(*self.index.range_of(clause.subject)))

    def _subject_words(self, clause: Clause) -> frozenset[str]:
        if clause.subject is None:
            return frozenset()
        return frozenset(self.index.low[slice(*self.index.range_of(clause.subject))])

    def _fits(
        self, frame: FaintFrame, verb_at: int, particles: Iterable[int], stretches: Sequence[Sequence[int]]
    ) -> bool:
        """Tell whether the words around the verb at a token are those of a frame."""
        low = self.index.low
        if frame.particle:
            # `led 12 away`, `attended to 172`
            words = [low[token] for token in particles][: 2 + len(frame.particle)]
            size = len(frame.particle)
            at = next((k for k in range(len(words)) if tuple(words[k : k + size]) == frame.particle), -1)
            if at < 0 or not _PARTICLES.isdisjoint(words[:at]):
                # `were pulled out in two days` is no `pulled in`
                return False
        if any(low[token] in frame.unless for tokens in stretches for token in tokens):
            return False
        if frame.never:
            here = self.context.document.sentences[self.index.sentence_of[verb_at]]
            if not frame.never.isdisjoint(low[here.first : here.last]):
                return False
        return not frame.near or any(has_phrase(self.index, frame.near, tokens) for tokens in stretches)

    def _has_no_object(self, verb: VerbGroup) -> bool:
        """Tell whether what stands behind a verb cannot be its object."""
        at, low = verb.last, self.index.low
        at += low[at] in _PARTICLES and low[at] not in _LINKS
        return low[at] in MARKS or low[at] in _LINKS or self.context.timex_at[at] >= 0

    def _tokens(self, begin: int, end: int) -> list[int]:
        """Return the tokens behind a verb up to where something else is told."""
        found: list[int] = []
        for token in range(begin, min(end, begin + _REACH)):
            word = self.index.low[token]
            if word in _STOPS and not self._is_apposition(token):
                break
            if (word in _TURNS or word == "not") and found:
                break
            number = self.context.quantity_at[token]
            if number >= 0 and (
                self.quantities[number].unit == "people"
                or (self.quantities[number].noun is None and self.index.low[token - 1] in _JOINING)
            ):
                break
            found.append(token)
        return found

    def _is_apposition(self, token: int) -> bool:
        """Tell whether a comma only says what a place is: `taken to Koro Toro, a prison`."""
        low = self.index.low
        return low[token] == "," and low[token + 1] in {"a", "an"} and self.index.mention_at[token - 1] >= 0
