"""What is told of those counted by words that stand for it: `Chile arrested them`, `Thousands did the same`."""

from collections.abc import Mapping, Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader, is_real
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Inexact

_TOLD = frozenset({"arrested", "detained", "kidnapped", "killed", "rescued", "evacuated", "hospitalised"})
"""What befalls people at once, so that a pronoun for all of them tells it."""
_ENDS = frozenset({"arrested", "detained", "kidnapped", "killed"})
"""What people flee from in vain."""
_FEW = 100
"""Those who flee and are caught are fewer."""
_LIKEWISE = (
    ("did", "so"),
    ("did", "the", "same"),
    ("did", "likewise"),
    ("followed", "suit"),
    ("do", "the", "same"),
)
_OUT = load_words("figure_rules", "out_in_protest")
"""What people do who protest."""
_NONE = frozenset({"before", "unless", "if", "until", "lest", "whether"})


class TakenUpReader:
    """Reads what a pronoun for those counted tells in one document."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.reader = reader

    def find(self, numeral: Numeral, told: Trigger | None) -> Trigger | None:
        """Find what a pronoun behind those counted tells of them, where nothing is told of them itself.

        Args:
            numeral: the number.
            told: what is told so far; that people flee counts for little where they are caught.
        """
        quantity, noun_last = numeral.quantity, numeral.noun_last
        if quantity.unit != "people" or quantity.noun is None or quantity.value == 1:
            return None
        if told is not None and (told.measure != "displaced" or not self._are_few(quantity)):
            return None
        if not self._is_subject(numeral.first, noun_last) or not self._is_alone(numeral.number, quantity):
            return None
        sentences = self.context.document.sentences
        here = sentences[quantity.sentence]
        for sentence in (quantity.sentence, quantity.sentence + 1):
            if sentence >= len(sentences) or sentences[sentence].paragraph != here.paragraph:
                break
            for clause in (self.index.clauses[n] for n in self.index.clauses_of[sentence]):
                if clause.verb is None or clause.verb.first < noun_last:
                    continue
                found = self._told_of_them(clause, sentences[sentence].last)
                if found is not None and (told is None or found.measure in _ENDS):
                    return found
        return None

    def find_likewise(self, number: int, noun_last: int, before: Mapping[int, str]) -> Trigger | None:
        """Read `Tens of thousands did so across the country`: what the sentence before, or its own, tells."""
        low = self.index.low
        size = next((len(one) for one in _LIKEWISE if tuple(low[noun_last : noun_last + len(one)]) == one), 0)
        if not size:
            return None
        sentence = self.quantities[number].sentence
        begin = self.context.quantity_range[number - 1][1]
        if sentence > self.quantities[number - 1].sentence:
            begin = self.context.document.sentences[sentence].first
        if self.index.has_verb(begin, self.context.quantity_range[number][0]):
            # `The minister voted for the bill, and 40 deputies did the same`
            return None
        if number - 1 in before and sentence - self.quantities[number - 1].sentence <= 1:
            return Trigger(before[number - 1], noun_last, noun_last + size, strong=False)
        told = self.context.document.sentences[max(0, sentence - 1)]
        if "protesters" in self.reader.by_name and len(_OUT.intersection(low[told.first : noun_last])) > 1:
            return Trigger("protesters", noun_last, noun_last + size, strong=False)
        return None

    def _are_few(self, quantity: Quantity) -> bool:
        return not isinstance(quantity.value, Inexact) and quantity.value < _FEW

    def _is_subject(self, first: int, noun_last: int) -> bool:
        """Tell whether those counted are what a main clause is about."""
        here = self.index.span(first, noun_last)
        clauses = (self.index.clauses[n] for n in self.index.clauses_of[self.index.sentence_of[first]])
        for clause in clauses:
            if clause.kind != "main" or clause.verb is None or clause.subject is None:
                continue
            if clause.subject.start <= here.start < clause.subject.end and clause.verb.first >= noun_last:
                return clause.verb.lemma != "be" and is_real(clause.verb)
        return False

    def _is_alone(self, number: int, quantity: Quantity) -> bool:
        """Tell whether no others are counted or named in the sentence whom a pronoun could mean."""
        others = (
            self.quantities[k]
            for k in (number - 1, number + 1)
            if 0 <= k < len(self.quantities) and self.quantities[k].sentence == quantity.sentence
        )
        return all(other.unit not in {"", "people"} or other.relation for other in others)

    def _told_of_them(self, clause: Clause, end: int) -> Trigger | None:
        """Read `they were arrested`, `all of them were killed`, `police arrested them`."""
        verb = clause.verb
        if verb is None or not is_real(verb) or clause.marker in _NONE:
            return None
        if verb.tense in {"infinitive", "participle", "future", "imperative"}:
            return None
        low = self.index.low
        if verb.passive and self._are_they(clause):
            measure = self.reader.suffered(verb, passive=True, last=min(end, clause.last))
            return self._trigger(measure, verb.first, verb.last)
        if verb.passive or verb.tense == "present" or low[verb.last : verb.last + 1] != ["them"]:
            return None
        if low[verb.last + 1] in {"and", "or", "all"} or self._are_they(clause):
            return None
        for one in self.reader.measures:
            needs = one.object.get(verb.lemma)
            if needs is not None and self.reader.meets(needs, verb.last, min(end, clause.last)):
                return self._trigger(one.name, verb.first, verb.last)
        return None

    def _are_they(self, clause: Clause) -> bool:
        """Tell whether the subject of a clause is all of those told of before."""
        if clause.subject is None:
            return False
        first, last = self.index.range_of(clause.subject)
        return tuple(self.index.low[first:last]) in {
            ("they",),
            ("all",),
            ("they", "all"),
            ("all", "of", "them"),
        }

    def _trigger(self, measure: str | None, first: int, last: int) -> Trigger | None:
        return Trigger(measure, first, last, strong=False) if measure in _TOLD else None
