"""Those aboard a craft, of all of whom an article tells at once what became of them: `killing all aboard`."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_ON_IT = frozenset(
    [
        ("on", "board"),
        ("on", "it"),
        ("in", "it"),
        ("on", "her"),
        ("in", "her"),
        ("on", "them"),
        ("in", "them"),
    ]
)
_CARRYING = frozenset(["carry", "transport", "ferry", "bear", "bring", "take", "have", "hold"])
_CARRIERS = load_words("figure_rules", "carriers")
_MAKES = frozenset(["ilyushin", "tupolev", "antonov", "hercules", "cessna", "fokker", "embraer", "airbus"])
_NOBODY = frozenset(["nobody", "none"])
_ALL = frozenset(["all", "everyone", "everybody"])
_LOST = frozenset(["killed", "dead", "died", "perished", "drowned", "lost", "incinerated"])
_SAVED = frozenset(["rescued", "saved", "evacuated"])
_KILLING = frozenset(["killing", "killed", "kills", "drowning", "drowned"])
_VANISHING = frozenset(["vanish", "disappear"])
_FILLERS = load_words("figure_rules", "fillers")
"""Words that may stand between all those aboard and what became of them."""
_SURE = load_words("figure_rules", "sure")
"""Words of a sentence that tells of no fate for certain."""
_FATE_REACH = 9
_CARRIER_REACH = 16
"""Most tokens between a craft and the verb that says whom it carried."""
_SENTENCES_ON = 2
"""Sentences behind the number in which the fate of all may stand."""


class AboardFinder:
    """Finds the numbers of one document that count those aboard, where one fate is told of all of them."""

    def __init__(self, context: Context, reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.reader = reader
        self._fates: dict[int, str] = {}
        words = frozenset(context.index.low)
        self.is_told = not (_CARRIERS | _MAKES).isdisjoint(words)
        """Whether the article names a craft at all."""

    def find(self, numeral: Numeral) -> Trigger | None:
        """Read `crashed with 92 people aboard, killing all`, `was carrying 45 pilgrims. There were no survivors.`."""
        quantity, first, noun_last = numeral.quantity, numeral.first, numeral.noun_last
        if not self.is_told or quantity.unit not in {"", "people"}:
            return None
        if quantity.head in load_words("figures_faint", "helpers") and quantity.head != "crew":
            return None
        sentences = self.context.document.sentences
        here = sentences[quantity.sentence]
        if not self._is_aboard(quantity, first, noun_last, here.first):
            return None
        measure = self._fate_of_craft(first, noun_last, here.last)
        for near in range(quantity.sentence, min(len(sentences), quantity.sentence + _SENTENCES_ON + 1)):
            if measure or abs(sentences[near].paragraph - here.paragraph) > 1:
                break
            measure = self._fate(near)
        return Trigger(measure, first, noun_last, strong=True, named=True) if measure else None

    def _is_aboard(self, quantity: Quantity, first: int, noun_last: int, begin: int) -> bool:
        """Tell whether a number is of those in a craft: `with 300 aboard`, `carrying 45 pilgrims`."""
        low = self.index.low
        behind = tuple(low[noun_last : noun_last + 2])
        if low[noun_last] in {"aboard", "inside"} or behind in _ON_IT:
            return True
        if low[noun_last] == "on" and low[first - 1] == "the":
            # `hope for the 118 on the Kursk`
            name = noun_last + 1 + (low[noun_last + 1] == "the")
            return self.index.tokens[name].norm[:1].isupper() and self.context.timex_at[name] < 0
        at = first - 1
        while at > begin and (
            low[at] in {"about", "some", "around", "nearly", "over", "than", "more", "its", "the"}
        ):
            at -= 1
        if self.context.quantity_at[at - 1] >= 0 or (low[at] in {"and", ","} and at - 1 > begin):
            # `had 113 passengers and six crew aboard`
            return quantity.noun is not None and low[at] == "and" and low[noun_last] in {"aboard"}
        verb = self.reader.verb(at)
        if verb is not None and not verb.passive and not verb.negated and verb.lemma in _CARRYING:
            carriers = low[max(begin, verb.first - _CARRIER_REACH) : verb.first]
            return not (_CARRIERS | _MAKES).isdisjoint(carriers)
        if low[at] != "with":
            return False
        return not (_CARRIERS | _MAKES).isdisjoint(low[max(begin, at - 8) : at])

    def _fate_of_craft(self, first: int, noun_last: int, end: int) -> str:
        """Return what became of those with whom a craft is gone: `The plane vanished with 239 people on board`."""
        number = self.context.clause_at(first)
        clause = self.index.clauses[number] if number is not None else None
        if clause is not None and clause.kind == "participial" and clause.parent is not None:
            clause = self.index.clauses[clause.parent]
        verb = clause.verb if clause is not None else None
        low = self.index.low
        if (
            verb is not None
            and verb.lemma == "lose"
            and not verb.modal
            and not verb.negated
            and verb.last <= first
        ):
            # `Contact was lost with a helicopter carrying 12 people`
            return "missing" if "contact" in low[max(0, verb.first - 3) : verb.last + 3] else ""
        gone = (
            verb is not None
            and verb.last <= first
            and verb.lemma in _VANISHING
            and not verb.negated
            and verb.modal == ""
            and self.index.low[first - 1] not in MARKS
        )
        return "missing" if gone else ""

    def _fate(self, sentence: int) -> str:
        """Return what a sentence tells of all those aboard; empty where it tells of nobody, or of some."""
        if sentence not in self._fates:
            told = self.context.document.sentences[sentence]
            low = self.index.low[told.first : told.last]
            self._fates[sentence] = "" if not _SURE.isdisjoint(low) else _fate_in(low)
        return self._fates[sentence]


def _lives(low: list[str], at: int) -> bool:
    """Tell whether a word says that somebody came through: `survived`, `got out alive`, `was left alive`."""
    if low[at] in {"survived", "lived", "survives"}:
        return True
    return low[at] in {"came", "got", "made", "escaped", "left", "found"} and "alive" in low[at + 1 : at + 4]


def _fate_in(low: list[str]) -> str:
    for at, word in enumerate(low):
        behind = low[at + 1 : at + _FATE_REACH]
        if word in {"no", "without"} and behind[:1] in (["survivors"], ["survivor"]):
            return "killed"
        nobody = word in _NOBODY or low[at : at + 2] in (["no", "one"], ["not", "one"])
        lived = next((k for k, told in enumerate(behind) if _lives(behind, k)), -1) if nobody else -1
        if lived >= 0:
            gap = behind[:lived]
            if set(gap) <= _FILLERS | {"one", "either", "person", "a", "single", "soul"}:
                return "killed"
        lost = word in {"loss", "lost"} and behind[:2] in (["of", "all"], ["with", "all"])
        if lost and not {"aboard", "hands", "board"}.isdisjoint(behind[2:5]):
            return "killed"
        if word not in _ALL:
            continue
        if low[at - 1 : at] and low[at - 1] in _KILLING:
            rest = behind[:3]
            if word != "all" or not {"aboard", "inside", "board", "them"}.isdisjoint(rest):
                return "killed"
        for token in behind:
            if token in _LOST:
                return "killed"
            if token in _SAVED:
                return "rescued"
            if token not in _FILLERS:
                break
    return ""
