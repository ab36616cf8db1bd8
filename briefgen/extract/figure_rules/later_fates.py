"""What became since of those told of: hostages rescued, wounded who died, missing who turned up."""

from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral, is_whole_behind_part
from briefgen.extract.figure_rules.trigger_parts import PartTriggers
from briefgen.extract.figure_rules.trigger_readers import TriggerReaders
from briefgen.extract.figure_rules.verb_reader import is_real
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_LASTING = frozenset({"displaced", "injured", "missing", "infected", "kidnapped"})
"""States of people who may have died since."""
_ENDS = frozenset({"killed", "rescued", "hospitalised"})
"""What ends such a state."""
_CARED_FOR = frozenset({"injured", "hospitalised"})
_OF_CAPTIVES = frozenset({"injured", "hospitalised", "killed", "rescued"})
_NOBODY = (["none", "of", "the"], ["one", "of", "the"], ["none", "among", "the"])
_FURTHER = load_words("figure_rules", "later_fates_further")
_COMING_THROUGH = load_words("figure_rules", "coming_through")
_REACH = 14
"""Most tokens between a number's noun and the verb that tells what happened to it."""


class LaterFates:
    """Finds what became of those whom the numbers of one document count, behind what first befell them."""

    def __init__(self, readers: TriggerReaders, parts: PartTriggers) -> None:
        self.readers = readers
        self.context = readers.context
        self.index = readers.index
        self.quantities = readers.quantities
        self.reader = readers.reader
        self.parts = parts

    def find(self, numeral: Numeral, found: Trigger) -> Trigger | None:
        """Find what ended a state, or came of it.

        Args:
            numeral: the number.
            found: what is told of it first.
        Returns:
            What is told since; None where nothing is, and the first stands.
        """
        first, noun_last = numeral.first, numeral.noun_last
        if is_whole_behind_part(self.context, first):
            # `24 of the 338 wounded are in hospital`: of the others nothing is told.
            return None
        sentence = self.context.document.sentences[numeral.quantity.sentence]
        if found.measure in _LASTING and numeral.last <= found.first < noun_last:
            since = self._ended_state(numeral, found, sentence.last)
            if since is not None:
                return since
        if found.measure == "missing" and found.first >= noun_last:
            # `pulled out three people trapped in the hull`
            ahead = self.readers.verbs.ahead.find(first, sentence.first, sentence.last)
            saved = ahead is not None and ahead.measure == "rescued"
            if ahead is not None and saved and not self._has_own_number(ahead, numeral):
                return ahead
        if found.measure in _LASTING and found.last <= first and self.index.low[sentence.first] == "of":
            # `Of those infected, 120 have died`
            since = self.readers.verbs.behind.find(noun_last, sentence.last)
            if since is not None and since.measure in _ENDS:
                return since
        if found.measure in _CARED_FOR and self._have_died(noun_last, sentence.last):
            # `received six people wounded by shots who later died`
            return Trigger("killed", found.first, found.last, strong=found.strong)
        if found.measure in _LASTING and found.first >= noun_last:
            # `Of those, 137 children kidnapped in March were rescued`
            since = self._ended_since(found, first, sentence.last)
            if since is not None:
                return since
        if found.measure in _LASTING | {"rescued"} and self._are_bodies(first):
            # `found the bodies of five of the missing six`, `rescued 40 and recovered the bodies of another 12`
            return Trigger("killed", first - 1, first, strong=True)
        return None

    def _ended_state(self, numeral: Numeral, found: Trigger, end: int) -> Trigger | None:
        """Read what ends the state that a noun phrase tells: `Eight displaced people lost their lives`."""
        ended = self.readers.verbs.behind.find(numeral.noun_last, end) or self.readers.phrases.find(numeral)
        if ended is not None and ended.measure == "killed":
            return ended
        if found.measure != "kidnapped":
            return None
        # `Twenty of the captives had slight wounds`
        told = self.readers.faint.find_by_words(numeral)
        return told if told is not None and told.measure in _OF_CAPTIVES else None

    def _has_own_number(self, ahead: Trigger, numeral: Numeral) -> bool:
        """Tell whether a verb before a number tells of another one: `310 people pulled out alive and | 14 missing`."""
        number = numeral.number
        if not number or self.quantities[number - 1].sentence != self.quantities[number].sentence:
            return False
        noun = self.quantities[number - 1].noun
        end = self.context.quantity_range[number - 1][1] if noun is None else self.index.range_of(noun)[1]
        return end == ahead.first < numeral.first

    def _have_died(self, at: int, end: int) -> bool:
        """Tell whether a relative clause behind those counted says that they died: `… who subsequently died`."""
        low = self.index.low
        for token in range(at, min(end, at + _REACH)):
            if low[token] in MARKS | {"and", "but", "among"} or self.context.quantity_at[token] >= 0:
                return False
            if low[token] == "who" and token > at - 1:
                verb = next((v for t in range(token + 1, token + 4) if (v := self.reader.verb(t))), None)
                return verb is not None and verb.lemma in {"die", "succumb"} and not verb.negated
        return False

    def _ended_since(self, found: Trigger, first: int, end: int) -> Trigger | None:
        """Return what a main verb tells of those whom a participle or a clause describes: killed, found alive."""
        described = self._described_until(found)
        ended = self.parts.read_told_of_part(first, described, end) if described else None
        if ended is None or ended.measure not in _ENDS:
            return None
        # `Twenty wounded in a blast At least seven people were killed`: others were.
        between = self.context.quantity_at[described : ended.first]
        return ended if all(number < 0 for number in between) else None

    def _described_until(self, found: Trigger) -> int:
        """Return the token behind the words that only describe: `the nine who are missing | are dead`; 0 for none."""
        told, number = self.reader.verb(found.first), self.context.clause_at(found.first)
        clause = self.index.clauses[number] if number is not None else None
        participle = told is not None and told.tense == "participle"
        if clause is None or not (participle or found.measure == "missing"):
            return 0
        relative = clause.kind == "relative" and not participle
        described = clause.last if relative else found.last
        above = self._verb_above(clause)
        # `… who are missing may be dead`
        return described if above is None or is_real(above) else 0

    def _verb_above(self, clause: Clause) -> VerbGroup | None:
        """Return the main verb of those whom a clause or a participle describes."""
        if clause.kind in {"relative", "participial"} and clause.parent is not None:
            clause = self.index.clauses[clause.parent]
        return clause.verb

    def _are_bodies(self, first: int) -> bool:
        """Tell whether a number is of those whose bodies are told of: `the bodies of another 25`."""
        low, at = self.index.low, first - 1
        while low[at] in _FURTHER:
            at -= 1
        return low[at] == "of" and low[at - 1] in {"bodies", "corpses", "remains"}

    def read_some_of_hurt(self, found: Trigger, numeral: Numeral, end: int) -> Trigger | None:
        """Return what a verb tells of some of the hurt: `three of the wounded died`."""
        last = numeral.last
        if self.index.low[last : last + 1] != ["of"] or found.first < last or found.measure == "killed":
            return None
        at = max(numeral.noun_last, found.last)
        told = self.readers.verbs.behind.find(at, end) or self.readers.after.read(at, end)
        return told if told is not None and told.measure in {"killed", "hospitalised"} else None

    def none_survived(self, quantity: Quantity, first: int, at: int) -> Trigger | None:
        """Read `None of the 66 people on the Airbus survived`."""
        low, end = self.index.low, self.context.document.sentences[quantity.sentence].last
        if low[first - 3 : first] not in _NOBODY or quantity.unit not in {"", "people"}:
            return None
        if low[first - 3] == "one" and low[first - 4] != "not":
            return None
        verb = next(
            (v for t in range(at, min(end, at + _REACH)) if (v := self.reader.verb(t)) is not None), None
        )
        if verb is None or verb.negated or verb.modal not in {"", "can"}:
            return None
        alive = "alive" in low[verb.last : verb.last + 4] and verb.lemma in _COMING_THROUGH
        if verb.lemma not in {"survive", "live"} and not alive:
            return None
        return Trigger("killed", verb.first, verb.last, strong=True)

    def are_found(self, found: Trigger, first: int) -> bool:
        """Tell whether those who were missing turned up: `accounted for dozens of people listed as missing`."""
        low = self.index.low
        if found.measure != "missing":
            return False
        verb = self.reader.verb(first - 2) if low[first - 1] == "for" else self.reader.verb(first - 1)
        if verb is None or verb.negated or verb.passive or not is_real(verb):
            return False
        return verb.lemma in ({"account"} if low[first - 1] == "for" else {"locate", "trace"})
