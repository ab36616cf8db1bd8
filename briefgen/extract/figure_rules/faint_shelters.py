"""People whom a place alone tells to be without a home: counted in shelters, or arriving where others flee."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.verb_reader import VerbReader, is_real
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_lexicon, load_words

_REACH = 12
"""Most tokens between where a clause begins and those whom it counts."""
_SHELTERED = load_words("figure_rules", "sheltered")
"""What people are and do in shelters."""
_SHELTERS = frozenset(["shelter", "shelters", "camps", "tents"])
_KINDS = frozenset(["evacuation", "relief", "reception", "emergency", "collective", "transit", "welfare"])
_KINDS_OF_CAMPS = frozenset(["camps", "influx", "unhcr"])
_TRAVEL = frozenset(["tourism", "tourist", "tourists", "hotels", "airlines", "holidaymakers"])
"""Words of articles whose arrivals are guests."""


class ShelterReader:
    """Reads who is in shelters, or arrives, in one document."""

    def __init__(self, context: Context, reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.by_name = reader.by_name
        self.words = reader.words

    def in_shelter(self, quantity: Quantity, first: int, noun_last: int) -> Trigger | None:
        """Read `In the evacuation centres of Galle more than 442,000 people had been counted`."""
        if not self.index.has_verb(noun_last, noun_last + 1) or ("displaced" not in self.by_name):
            return None
        clause = self.index.clauses[self.index.verb_at[noun_last]]
        verb, low = clause.verb, self.index.low
        if verb is None or verb.first != noun_last or verb.lemma not in _SHELTERED or not is_real(verb):
            return None
        begin = clause.first
        if low[begin] not in {"in", "at", "inside"} or not begin < first <= begin + _REACH or verb.negated:
            return None
        ahead = low[begin:first]
        plain = _SHELTERS.intersection(ahead) or (
            ("centres" in ahead or "centers" in ahead) and _KINDS.intersection(ahead)
        )
        if (
            not plain
            or self.index.has_verb(begin, first)
            or quantity.head in load_words("figures_faint", "helpers")
        ):
            return None
        return Trigger("displaced", verb.first, verb.last, strong=False)

    def are_arrivals(self, quantity: Quantity, first: int, noun_last: int) -> Trigger | None:
        """Read `313,000 new arrivals since 25 August`, where the article tells of those who flee."""
        if quantity.head != "arrival" or "displaced" not in self.by_name or quantity.relation == "more":
            return None
        fleeing = load_lexicon("figures_faint")["articles"]["flight"]
        if self.words.isdisjoint(fleeing) and self.words.isdisjoint(_KINDS_OF_CAMPS):
            return None
        return (
            None
            if not _TRAVEL.isdisjoint(self.words)
            else Trigger("displaced", first, noun_last, strong=False)
        )
