"""Bare numbers that a count is put at, or that go on with the number before: `brings the victims to 79`."""

from collections.abc import Mapping, Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.rival_tallies import (
    ASIDE,
    HURT,
    NEVER_GAPPED,
    NUMBERS,
    PLACING,
    RivalTallies,
    spares,
    tallied,
)
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_REACH = 16
"""Most tokens between a count and the number that it is put at."""
_OPENING = load_words("figure_rules", "faint_tallies_opening")
_IDLE = load_words("figure_rules", "idle")
"""Words that may stand in a clause whose verb and noun are those of the clause before."""
_HOW_MANY = frozenset({"many", "number", "count", "toll", "tally", "total"})
"""Words of a sentence about how many there are."""
_PUT = load_words("figure_rules", "faint_tallies_put")
"""What is done with those counted whose number follows: `put the arrests at 40`, `gave the detainees as 7,000`."""
_PARTS = 6
_ANOTHER = (["and", "that", "of", "the"], ["and", "those", "of", "the"], [",", "that", "of", "the"])
"""What opens a further count of a kind: `gave the dead as 23 | and that of the wounded as 715`."""


class FaintTallies:
    """Reads the bare numbers of one document by the counts beside them."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.reader = reader
        self.rivals = RivalTallies(context, quantities, reader)

    def find(self, numeral: Numeral) -> Trigger | None:
        """Find the count that a bare number gives or goes on with."""
        number, quantity, before = numeral.number, numeral.quantity, numeral.before
        first, last = numeral.first, numeral.last
        if (
            quantity.head == "victim"
            and quantity.noun is not None
            and self._before_the_hurt(number, quantity)
        ):
            return Trigger("killed", first, last + 1, strong=False)
        if quantity.noun is not None and quantity.head != "person":
            return self._some_of_the_dead(quantity, last, before)
        return (
            self.read_put_at(quantity, first, last)
            or self._gapped(numeral)
            or self.rivals.find(numeral)
            or self._beside_the_hurt(quantity, first, last)
            or self._placed_parts(number, quantity, before)
            or self._alone(numeral)
        )

    def _beside_the_hurt(self, quantity: Quantity, first: int, last: int) -> Trigger | None:
        """Read `The count had climbed to 58, with 199 hurt`: beside those hurt, a count is of the dead."""
        low = self.index.low
        sentence = self.context.document.sentences[quantity.sentence]
        if first - sentence.first <= 1 and low[last] == "," and quantity.noun is None:
            # `Fifty-nine, the sheriff says; 527 hurt`
            cut = next((t for t in range(last + 1, min(sentence.last, last + 8)) if low[t] == ";"), -1)
            told = (
                cut > 0 and low[cut - 1] in {"says", "said", "say"} and self.context.quantity_at[cut + 1] >= 0
            )
            if told and not (HURT - {"missing"}).isdisjoint(low[cut : min(sentence.last, cut + 5)]):
                return Trigger("killed", first, last, strong=False)
        if low[first - 1] not in {"to", "at", "is", "was"} or low[last : last + 1] not in (
            [","],
            ["and"],
            ["with"],
        ):
            return None
        if NUMBERS.isdisjoint(low[max(sentence.first, first - _REACH) : first]):
            return None
        if any(self.context.quantity_at[token] >= 0 for token in range(sentence.first, first)):
            return None
        behind = low[last : min(sentence.last, last + 8)]
        numbered = any(
            self.context.quantity_at[token] >= 0 for token in range(last, min(sentence.last, last + 4))
        )
        if not numbered or (HURT - {"missing"}).isdisjoint(behind):
            return None
        return Trigger("killed", first - 1, first, strong=False)

    def _some_of_the_dead(self, quantity: Quantity, last: int, before: Mapping[int, str]) -> Trigger | None:
        """Read `Ninety-seven of the victims were women`, where the article has told how many were killed."""
        low = self.index.low
        if quantity.head not in {"victim", "dead"} or low[last : last + 2] != ["of", "the"]:
            return None
        if "killed" not in before.values():
            return None
        end = self.index.range_of(quantity.noun)[1] if quantity.noun is not None else last
        verb = self.reader.verb(end)
        if verb is None or verb.negated or verb.lemma not in {"be", "come"}:
            return None
        return Trigger("killed", last, end, strong=False, part=True)

    def _placed_parts(self, number: int, quantity: Quantity, before: Mapping[int, str]) -> Trigger | None:
        """Read `129 were killed. The prosecutor spelled it out: 89 at the Bataclan, 19 in front of a café`.

        Several bare numbers of one sentence, each with its place, that together are no more than the whole before.
        """
        total = 0.0
        listed: list[int] = []
        for k in range(max(0, number - _PARTS), min(len(self.quantities), number + _PARTS)):
            other = self.quantities[k]
            if other.sentence == quantity.sentence and other.noun is None and other.unit in {"", "people"}:
                last = self.context.quantity_range[k][1]
                first = self.context.quantity_range[k][0]
                if not isinstance(other.value, int) or not self._is_placed(first, last):
                    return None
                listed.append(k)
                total += other.value
        if len(listed) < 2 or number not in listed:
            return None
        for k in range(listed[0] - 1, max(-1, listed[0] - 4), -1):
            whole = self.quantities[k]
            if quantity.sentence - whole.sentence > 1:
                return None
            if k in before and before[k] not in NEVER_GAPPED and isinstance(whole.value, int | float):
                if total > whole.value:
                    return None
                first, last = self.context.quantity_range[number]
                return Trigger(before[k], first, last, strong=False, part=True)
        return None

    def _is_placed(self, first: int, last: int) -> bool:
        """Tell whether a bare number stands behind a mark and before a place: `: 89 at the Bataclan`."""
        low = self.index.low
        return low[last] in {"in", "at", "near", "on", "outside", "from", "across"} and low[first - 1] in {
            ":",
            ",",
            "and",
            ";",
            "–",
            "—",
        }

    def _before_the_hurt(self, number: int, quantity: Quantity) -> bool:
        """Tell whether those hurt are counted beside victims, `31 victims and 270 wounded`."""
        if number + 1 >= len(self.quantities) or self.quantities[number + 1].sentence != quantity.sentence:
            return False
        first, last = self.context.quantity_range[number + 1]
        near = first - self.context.quantity_range[number][1] <= ASIDE
        return near and not (HURT - {"missing"}).isdisjoint(self.index.low[last : last + 3])

    def _alone(self, numeral: Numeral) -> Trigger | None:
        """Read `"Seventy-nine," the minister said`: a number alone, of what the sentences beside it count."""
        low, first, sentence = self.index.low, numeral.first, numeral.quantity.sentence
        sentences = self.context.document.sentences
        opens = all(low[t] in MARKS for t in range(sentences[sentence].first, first))
        if not opens or low[numeral.last] not in MARKS - {"-", "–", "(", ")"}:
            return None
        for near in (sentence, sentence + 1, sentence - 1):
            if not 0 <= near < len(sentences) or sentences[near].paragraph != sentences[sentence].paragraph:
                continue
            words = low[sentences[near].first : sentences[near].last][: 2 * _REACH]
            found = {tallied()[word] for word in words if word in tallied()}
            if "toll" in words and not found:
                found = {"killed"}
            if found and not _HOW_MANY.isdisjoint(words):
                return Trigger(found.pop(), first, numeral.last, strong=False) if len(found) == 1 else None
        return None

    def read_lives(self, quantity: Quantity, first: int, noun_last: int) -> Trigger | None:
        """Read `five lives have been lost`, `claimed 283 lives`, not those saved or at risk; `26 names of the dead`."""
        low = self.index.low
        if quantity.head == "name" and low[noun_last : noun_last + 2] == ["of", "the"]:
            # `the list has 26 names of the dead`
            named = tallied().get(low[noun_last + 2])
            return Trigger(named, first, noun_last, strong=True) if named is not None else None
        if quantity.head not in {"life", "soul"} or quantity.unit not in {"", "people"}:
            return None
        begin, end = self._around(first, quantity)
        words = frozenset(self.index.low[begin:first] + self.index.low[noun_last:end])
        kept, taken = load_words("figures_faint", "lives_kept"), load_words("figures_faint", "lives_taken")
        if low[noun_last] == "," and low[noun_last + 1] in taken:
            # `Twelve lives, snuffed out in a night`
            return Trigger("killed", first, noun_last, strong=True)
        if not kept.isdisjoint(words) or taken.isdisjoint(words):
            return None
        verb = next((v for t in range(begin, end) if (v := self.reader.verb(t)) is not None), None)
        if verb is not None and (verb.negated or verb.modal in {"will", "would", "could", "can", "should"}):
            return None
        return Trigger("killed", first, noun_last, strong=True)

    def _around(self, first: int, quantity: Quantity) -> tuple[int, int]:
        """Return where what is told beside a number begins and ends: a semicolon, a comma, the sentence."""
        sentence = self.context.document.sentences[quantity.sentence]
        low = self.index.low
        begin = end = first
        while begin > sentence.first and first - begin < _REACH and low[begin - 1] not in {";", ",", ":"}:
            begin -= 1
        while end < sentence.last and end - first < _REACH and low[end] not in {";", ",", ":"}:
            end += 1
        return begin, end

    def read_put_at(self, quantity: Quantity, first: int, last: int) -> Trigger | None:
        """Read `bring the victims to 79`, `put at 157 the number of those cut down`, `victims, who number 28`."""
        low = self.index.low
        while low[first - 1] in {"a", "about", "some"}:
            first -= 1
        sentence = self.context.document.sentences[quantity.sentence]
        if low[first - 1] == ":":
            words = low[max(sentence.first, first - 6) : first - 1]
            named = next((tallied()[word] for word in words[::-1] if word in tallied()), None)
            listed = not load_words("figures_faint", "counts").isdisjoint(words)
            return Trigger(named, first - 1, first, strong=False) if named and listed else None
        if low[first - 1] not in load_words("figures_faint", "equals") and low[first - 1] != "as":
            return None
        if spares(low[sentence.first : sentence.last]):
            return None
        begin = max(sentence.first, first - _REACH)
        for token in range(first - 1, begin - 1, -1):
            if low[token] in {";", ":"} or self.context.quantity_at[token] >= 0:
                # What stands before another number is told of that one.
                begin = token + 1
                break
        if low[first - 1] in {"to", "at", "as"} and not (
            any(
                (verb := self.reader.verb(token)) is not None
                and verb.lemma in load_words("figures_faint", "movers")
                and not verb.negated
                and verb.modal not in {"will", "would", "could", "can", "should", "may", "might"}
                for token in range(begin, first)
            )
            or low[first - 2] == "and"
            or low[begin : begin + 4] in _ANOTHER
        ):
            return None
        ahead = range(first - 1, begin - 1, -1)
        if low[first - 1] in {"to", "at"} and low[last : last + 1] in (["the"], ["that"], ["its"]):
            # `put at 157 the number of those cut down, and at 1,253 that of the injured`
            ahead = range(last, min(sentence.last, last + 10))
        counted = load_words("figures_faint", "counts")
        words = [low[token] for token in ahead]
        measures = tallied()
        measure = next((measures[word] for word in words if word in measures), None)
        put = low[first - 1] in {"at", "as"} and any(
            low[t] in _PUT and low[t + 1] in {"the", "its"} and low[t + 2] in measures
            for t in range(begin, first - 2)
        )
        if measure is None or (counted.isdisjoint(words) and not put):
            return None
        if low[first - 1] in {"is", "are", "was", "were"} and low[last] not in ENDS | {",", ";", "as", "in"}:
            return None
        return Trigger(measure, first - 1, first, strong=False)

    def _gapped(self, numeral: Numeral) -> Trigger | None:
        """Read `96 arrests on the day and more than 5,000 since April`, `counts 55 dead, the opposition 678`."""
        first, last, before = numeral.first, numeral.last, numeral.before
        other = numeral.number - 1
        if other not in before or before[other] in NEVER_GAPPED:
            return None
        told = self.quantities[other]
        if told.sentence != numeral.quantity.sentence or told.relation in {"part", "of_them"}:
            return None
        low = self.index.low
        begin = self.context.quantity_range[other][1]
        if told.noun is not None:
            begin = max(begin, self.index.range_of(told.noun)[1])
        if first - begin > _REACH or not self._stands_alone(last):
            return None
        cut = max((t for t in range(begin, first) if low[t] in _OPENING), default=-1)
        if cut < 0 or self.index.has_verb(cut, first):
            return None
        if not all(self._is_idle(token) for token in range(cut, first)):
            return None
        return Trigger(before[other], first, last, strong=False)

    def _is_idle(self, token: int) -> bool:
        """Tell whether a word only says where, when or who: a name, a day, `the opposition`."""
        return (
            self.index.low[token] in _IDLE
            or self.index.mention_at[token] >= 0
            or self.context.timex_at[token] >= 0
            or self.index.low[token] in load_words("figures", "sources")
        )

    def _stands_alone(self, last: int) -> bool:
        """Tell whether nothing that could be counted stands behind a number."""
        word = self.index.low[last]
        return word in MARKS or word in PLACING or word in {"and", "or"} or self.context.timex_at[last] >= 0
