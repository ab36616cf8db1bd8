"""The second line of figures: what became of people whom no exact frame claims, by the words of their own clause."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.faint_clauses import ClauseReader
from briefgen.extract.figure_rules.faint_ellipses import FaintEllipses
from briefgen.extract.figure_rules.faint_tallies import FaintTallies
from briefgen.extract.figure_rules.faint_words import load_frames
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.other_times import OtherTimes
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_lexicon, load_words

_REACH = 12
"""Most tokens behind a verb or its object in which its phrase stands."""
_FEW = load_words("figure_rules", "faint_figures_few")
_PLACED = frozenset({"displaced", "missing", "evacuated", "rescued"})
"""Measures that a place alone may tell, which tells nothing of those who help."""
_PERSONAL = frozenset({"displaced", "detained", "arrested", "killed", "infected", "kidnapped"})
"""Measures whose words tell of people alone."""
_GUESTS = frozenset(["student", "tourist", "fan", "spectator", "diplomat", "expert", "engineer", "supporter"])
"""Helpers and others who may also be brought home out of a crisis."""
_MOVING = frozenset(["move", "transfer", "evacuate", "shift", "relocate", "discharge"])
_CARRYING = load_words("figure_rules", "carrying")
_CONSUMING = frozenset(["devour", "consume", "swallow", "take", "claim", "reap", "snatch", "carry"])
_UNTRUE = load_words("figure_rules", "untrue")


class FaintFinder:
    """Finds what became of the people of one document whom no exact frame claims."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.reader = reader
        self.by_name = reader.by_name
        self.times = OtherTimes(context)
        self.clauses = ClauseReader(context, quantities, reader, load_frames())
        self.tallies = FaintTallies(context, quantities, reader)
        self.ellipses = FaintEllipses(context, quantities, reader)

    def find(self, numeral: Numeral) -> Trigger | None:
        """Find what tells the measure of a number of people, or of a bare number that stands for people."""
        quantity = numeral.quantity
        if quantity.value == 1 or self.times.is_rate(numeral.noun_last):
            return None
        if quantity.unit not in {"", "people"} and not (quantity.unit == "places" and quantity.noun is None):
            return None
        told = self.find_by_words(numeral) or self.tallies.find(numeral) or self.ellipses.find(numeral)
        if told is None or told.measure not in self.by_name or self.times.is_history(numeral.first):
            return None
        return told

    def find_by_words(self, numeral: Numeral) -> Trigger | None:
        """Find what the words of the number's own clause tell, and none of those before it."""
        quantity, first, low = numeral.quantity, numeral.first, self.index.low
        sentence = self.context.document.sentences[quantity.sentence]
        if not _UNTRUE.isdisjoint(low[sentence.first : sentence.last]):
            return None
        of_them = low[first - 2] == "of"
        if of_them and low[first - 1] in {"the", "these", "those"} and low[first - 3] in _FEW:
            # `not one of the 12 tested has caught it`
            return None
        told = self.clauses.read(numeral)
        if told is None or self._is_of_things(told, numeral) or self._is_of_helpers(told, quantity):
            return None
        if told.measure == "missing" and quantity.head in load_words("figures_faint", "sought"):
            return None
        done = self.reader.verb(told.first)
        if told.measure == "hospitalised" and quantity.head == "patient":
            # `200 patients were moved to other wards`
            return None if done is not None and done.lemma in _MOVING else told
        if told.measure == "displaced" and low[first - 1] == "the" and of_them:
            # `of the 96,000 Eritreans who lived in camps it has reached few`, but `of the 96,000 who have arrived`
            return told if done is not None and done.tense == "perfect" else None
        return told

    def _is_of_things(self, told: Trigger, numeral: Numeral) -> bool:
        """Tell whether what is counted by a noun that nobody knows may be things."""
        if numeral.quantity.unit or numeral.noun_last <= numeral.last:
            return False
        if told.measure not in _PERSONAL:
            return True
        verb = self.reader.verb(told.first)
        if verb is None:
            return False
        if told.measure == "arrested":
            # `41 tractors and 3,000 bags were carted away`
            return verb.lemma in _CARRYING
        # `the fire devours seven depots`
        return told.measure == "killed" and verb.lemma in _CONSUMING and told.last <= numeral.first

    def _is_of_helpers(self, told: Trigger, quantity: Quantity) -> bool:
        """Tell whether those counted are only where they help: `200 rescuers are in the camps`."""
        if told.measure not in _PLACED or quantity.head not in load_words("figures_faint", "helpers"):
            return False
        done = self.reader.verb(told.first)
        unheard = told.measure == "missing" and done is not None and done.negated
        saved = told.measure == "rescued" and done is not None and done.passive
        abroad = told.measure == "evacuated" and quantity.head in _GUESTS
        if abroad and self.reader.words.isdisjoint(load_lexicon("figures_faint")["articles"]["peril"]):
            abroad = self._goes_home(told)
        return not (unheard or saved or abroad)

    def _goes_home(self, told: Trigger) -> bool:
        """Tell whether those who are guests in a country are back home, or are taken there."""
        end = self.context.document.sentences[self.index.sentence_of[told.first]].last
        return "home" in self.index.low[told.last : min(end, told.last + _REACH)]
