"""Bare numbers of the second line that leave out what happened: parts told as what they were, sums added, lists."""

from collections.abc import Mapping, Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader, is_real
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_BACK = 6
"""Most numbers between a part and its whole."""
_ORIGINS = frozenset(["come", "hail", "originate"])
_KINDS = frozenset(["from", "aged", "under", "over", "members", "between"])
"""What stands behind `were` where it says who some of those told of before were."""
_ADDING = frozenset(["add", "bring", "claim", "yield"])
_FATES = frozenset({"killed", "injured", "missing", "infected", "arrested", "hospitalised"})
"""Measures of whom parts are told, and to which a day adds some."""
_SHARING = load_words("figure_rules", "faint_ellipses_sharing")
"""What stands behind the shares of those of whom a sentence tells before its colon."""
_OPENERS = MARKS | {
    "and",
    "to",
    "up",
    "another",
    "some",
    "about",
    "around",
    "nearly",
    "almost",
    "over",
    "than",
}
_QUANTIFYING = _OPENERS | {"more", "at", "least", "as", "many", "roughly", "a", "further"}
_LISTED = frozenset({"displaced", "killed", "injured", "arrested", "evacuated", "infected", "missing"})


class FaintEllipses:
    """Reads the bare numbers of one document by the sentence before them, or by what opens their list."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.reader = reader

    def find(self, numeral: Numeral) -> Trigger | None:
        """Find the measure of a bare number that goes on with what was told."""
        quantity = numeral.quantity
        if quantity.unit not in {"", "people"} or not isinstance(quantity.value, int | float):
            return None
        if quantity.noun is not None and quantity.head not in {"person", "other"}:
            return None
        return (
            self._told_as(numeral)
            or self._added(numeral)
            or self._in_list(quantity, numeral.first, numeral.last)
        )

    def _told_as(self, numeral: Numeral) -> Trigger | None:
        """Read `Fifty-seven people died. Twenty-six came from abroad`, `nine were from Galle`."""
        quantity, last = numeral.quantity, numeral.last
        verb = self.reader.verb(last)
        if quantity.noun is not None or verb is None or verb.first != last or verb.passive:
            return None
        behind = self.index.low[verb.last]
        if not is_real(verb) or verb.tense not in {"past", "present", "perfect"}:
            return None
        if not ((verb.lemma in _ORIGINS and behind == "from") or (verb.lemma == "be" and behind in _KINDS)):
            return None
        whole = self._whole(numeral.number, quantity, numeral.before)
        return Trigger(whole, last, verb.last, strong=False, part=True) if whole is not None else None

    def _whole(self, number: int, quantity: Quantity, before: Mapping[int, str]) -> str | None:
        """Return the measure of the whole of a part: the last number told that is larger, a sentence before at most."""
        for other in range(number - 1, max(-1, number - _BACK), -1):
            whole = self.quantities[other]
            if quantity.sentence - whole.sentence > 1:
                return None
            if other not in before or whole.relation in {"part", "of_them"}:
                continue
            large = isinstance(whole.value, int | float) and whole.value > _plain(quantity)
            return before[other] if large and before[other] in _FATES else None
        return None

    def _added(self, numeral: Numeral) -> Trigger | None:
        """Read `Ninety had died by Monday. Tuesday added 17 more`, `On Tuesday 17 more were added`."""
        number, quantity, before = numeral.number, numeral.quantity, numeral.before
        first, last = numeral.first, numeral.last
        low = self.index.low
        if quantity.relation != "more" and low[first - 1] not in {"another", "further"}:
            return None
        at = first - 1
        while low[at] in {"another", "a", "further", "some", "at", "least", "about"}:
            at -= 1
        ahead = self.reader.verb(at)
        at = last + (low[last] in {"more", "others", "other", "people", "deaths", "cases"})
        behind = self.reader.verb(at)
        added = ahead is not None and ahead.lemma in _ADDING and not ahead.passive and is_real(ahead)
        listed = behind is not None and behind.lemma == "add" and behind.passive and is_real(behind)
        if not added and not listed:
            return None
        sentences = self.context.document.sentences
        begin = sentences[max(0, quantity.sentence - 1)]
        if begin.paragraph != sentences[quantity.sentence].paragraph:
            return None
        told = {
            before[k]
            for k in range(max(0, number - _BACK), number)
            if k in before and quantity.sentence - self.quantities[k].sentence <= 1
        }
        if len(told) != 1 or not told <= _FATES:
            return None
        return Trigger(told.pop(), first, last, strong=False)

    def _in_list(self, quantity: Quantity, first: int, last: int) -> Trigger | None:
        """Read `People have fled: 30,000 from the north into Chad, 12,000 inside the country`."""
        low = self.index.low
        sentence = self.context.document.sentences[quantity.sentence]
        if low[last] not in _SHARING:
            return None
        colon = next((t for t in range(first - 1, sentence.first, -1) if low[t] == ":"), -1)
        if colon < 0 or self.index.has_verb(colon, first):
            return None
        at = first - 1
        while at > colon and low[at] in _QUANTIFYING and low[at] not in MARKS:
            at -= 1
        if low[at] not in MARKS or any(
            self.context.quantity_at[t] >= 0 for t in range(sentence.first, colon)
        ):
            return None
        for number in self.index.clauses_of[quantity.sentence]:
            verb = self.index.clauses[number].verb
            if verb is None or verb.last > colon or not is_real(verb):
                continue
            measure = self.reader.suffered(verb, passive=verb.passive, last=colon)
            if measure in _LISTED:
                return Trigger(measure, first, last, strong=False)
        return None


def _plain(quantity: Quantity) -> float:
    return quantity.value if isinstance(quantity.value, int | float) else 0.0
