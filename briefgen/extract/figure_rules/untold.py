"""Numbers of which nothing is told: denied, only supposed, spared, ages, beasts, samples."""

from briefgen.extract.figure_rules.numerals import Numeral, before_determiner, is_whole_behind_part
from briefgen.extract.figure_rules.trigger_readers import TriggerReaders
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_words

_OLDEST = 110
_BODIES = frozenset({"body", "corpse"})
_LITTERS = frozenset(["bag", "bags", "stretchers"])
_HEADS_OF = (["head", "of"], ["heads", "of"])
_NAMING = frozenset({"identify", "name"})
_SAMPLES = frozenset(["sample", "swab", "specimen", "test", "carcass", "bird", "animal"])
_DENYING = frozenset(["deny", "refute", "dismiss", "rebut"])
_RUMOURS = frozenset(["rumour", "rumours", "rumor", "rumors", "hoax"])
_TOLD = load_words("figure_rules", "told")
_FALSE = frozenset(["untrue", "false", "unfounded", "baseless", "invented", "fabricated", "wrong", "denied"])

_THREATENING = frozenset(["threaten", "vow", "swear", "plot", "conspire", "offer", "refuse", "promise"])
"""Verbs of what somebody says that he will do, or not."""
_PLEDGING = frozenset({"promise", "offer", "vow"})
_DISPATCHING = frozenset({"send", "deploy", "dispatch", "contribute", "provide", "station"})


class UntoldReader:
    """Tells of which numbers of one document nothing is told that happened to people or things."""

    def __init__(self, readers: TriggerReaders) -> None:
        self.context = readers.context
        self.index = readers.index
        self.reader = readers.reader
        self.times = readers.faint.times

    def is_untold(self, numeral: Numeral) -> bool:
        """Tell whether what stands around a number tells of others, or of nothing that happened."""
        quantity, first, noun_last = numeral.quantity, numeral.first, numeral.noun_last
        return (
            self.is_denied(first)
            or self._is_age_aside(quantity, first, numeral.last)
            or self._is_supposed(first)
            or self._is_threatened(first)
            or self._are_animals(numeral)
            # `21 body bags were taken to a hospital`
            or not _LITTERS.isdisjoint(self.index.low[numeral.last : noun_last + 1])
            or self._are_samples(quantity, noun_last)
            # `The morgue sees some 25 bodies arriving every day`
            or (quantity.head in _BODIES and self.times.is_rate(noun_last))
            or (quantity.head in _BODIES and self._are_identified(first, noun_last))
        )

    def is_denied(self, first: int) -> bool:
        """Tell whether somebody denies what a number is told of: `denied that 40 people were killed`."""
        clause = self.context.clause_at(first)
        if clause is None or self.index.clauses[clause].kind not in {"that", "relative"}:
            return False
        if self._is_untrue(self.index.clauses[clause].first):
            return True
        if self.index.clauses[clause].kind != "that":
            return False
        parent = self.index.clauses[clause].parent
        verb = self.index.clauses[parent].verb if parent is not None else None
        return verb is not None and verb.lemma in _DENYING and not verb.negated

    def _is_untrue(self, at: int) -> bool:
        """Tell whether what a rumour tells behind a token is untrue: `A report that 60 had been sent was false`."""
        low = self.index.low
        at -= low[at] != "that"
        if low[at] == "that" and (low[at - 1] in {"untrue", "false"} or low[at - 2 : at] == ["not", "true"]):
            # `It was not true that 48 people had been arrested`
            return True
        if low[at] != "that" or low[at - 1] not in _TOLD:
            return False
        end = self.context.document.sentences[self.index.sentence_of[at]].last
        behind = low[at:end]
        denied = "not" in behind and not {"correspond", "true", "so", "case"}.isdisjoint(behind)
        return low[at - 1] in _RUMOURS or denied or not _FALSE.isdisjoint(behind)

    def _is_supposed(self, first: int) -> bool:
        """Tell whether a number is only supposed or a rumour: `If we had stayed you would have had 3,000 dead`."""
        low, sentence = self.index.low, self.context.document.sentences[self.index.sentence_of[first]]
        if not _RUMOURS.isdisjoint(low[sentence.first : first]):
            return True
        if "if" not in low[sentence.first : sentence.last]:
            return False
        clause = self.context.clause_at(first)
        verb = self.index.clauses[clause].verb if clause is not None else None
        if verb is None:
            return False
        if verb.modal == "would" and first >= verb.last and "if" in low[first : sentence.last]:
            # `They would kill 50 hostages if one of them was hurt`
            return True
        return verb.modal in {"will", "shall"} or (
            verb.modal in {"would", "could", "might"} and verb.tense == "perfect"
        )

    def _is_threatened(self, first: int) -> bool:
        """Tell whether a deed before a number is only threatened: `threatened to kill | 12 hostages`."""
        clause = self.context.clause_at(first)
        told = self.index.clauses[clause] if clause is not None else None
        if told is None or told.kind != "infinitive" or told.verb is None or told.parent is None:
            return False
        above = self.index.clauses[told.parent].verb
        if above is None or (above.lemma in _PLEDGING and told.verb.lemma in _DISPATCHING):
            # `has promised to send 300 soldiers`
            return False
        return told.verb.last <= first and above.lemma in _THREATENING

    def is_spared(self, first: int, begin: int) -> bool:
        """Tell whether none of a number is told of: `No child among the 627 patients was killed`."""
        low, at = self.index.low, before_determiner(self.context, first)
        if at > begin and low[at] == "of":
            if low[at - 2 : at] == ["not", "one"]:
                return True
            return low[at - 1] in {"none", "neither", "rumours", "rumors", "rumour", "rumor"}
        if at <= begin or low[at] not in {"among", "amongst"}:
            return False
        return any(low[t] in {"no", "none", "nobody"} for t in range(max(begin, at - 3), at))

    def _is_age_aside(self, quantity: Quantity, first: int, last: int) -> bool:
        """Tell whether a bare number between commas is somebody's age: `The captain, 69, and two of his crew`."""
        low = self.index.low
        value = quantity.value
        if not isinstance(value, int) or not 0 < value < _OLDEST or low[first - 1] != "," or low[last] != ",":
            return False
        if not low[first].isdecimal() or first < 2:
            return False
        mention = self.index.mention_at[first - 2]
        if mention >= 0:
            names = self.context.document.names
            return names.entities[names.mentions[mention].entity].type == "person"
        lexicon, word = load_quantity_words(), low[first - 2]
        return lexicon.units.get(word) == "people" and singular(word, lexicon.irregular) == word

    def _are_animals(self, numeral: Numeral) -> bool:
        """Tell whether a number counts beasts by the head: `736,000 heads of livestock have perished`."""
        low, last, noun_last = self.index.low, numeral.last, numeral.noun_last
        return numeral.quantity.head in {"", "head"} and (
            low[noun_last - 1 : noun_last + 1] in _HEADS_OF or low[last : last + 2] in _HEADS_OF
        )

    def _are_identified(self, first: int, noun_last: int) -> bool:
        """Tell whether all that is told of bodies is that they are known: `nine bodies could be identified`."""
        if is_whole_behind_part(self.context, first):
            return False
        behind = self.reader.verb(noun_last) if noun_last < len(self.index.low) else None
        ahead = self.reader.verb(first - 1) if first > 0 else None
        return (behind is not None and behind.passive and behind.lemma in _NAMING) or (
            ahead is not None and not ahead.passive and ahead.lemma in _NAMING
        )

    def _are_samples(self, quantity: Quantity, at: int) -> bool:
        """Tell whether a bare number counts samples that were tested, not the sick: `96 samples; two were positive`."""
        if quantity.noun is not None and quantity.head not in _SAMPLES:
            return False
        low = self.index.low
        if "positive" not in low[at : at + 8]:
            return False
        begin = self.context.document.sentences[max(0, quantity.sentence - 1)].first
        return quantity.head in _SAMPLES or any(
            word.removesuffix("s") in _SAMPLES for word in low[begin : at + 4]
        )
