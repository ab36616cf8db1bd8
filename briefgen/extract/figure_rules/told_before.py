"""What numbers count that go on with the one before: parts, lists, what was told of them, whom they are."""

from collections.abc import Sequence

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.group_phrases import GroupPhrases
from briefgen.extract.figure_rules.measures import Measure, Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader, forms, is_real
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Inexact

_SEXES = frozenset(["women", "men", "children"])
_THOSE = frozenset(["those", "them", "they", "victims", "casualties", "deaths", "people", "all"])
"""People told of before, of whom `including` may give a part in a sentence of its own."""
_PLACING = frozenset(["in", "at", "near", "inside", "within", "around", "across", "outside"])
_PARTED = frozenset(["them", "whom", "which", "these", "those"])
_CERTAIN = frozenset(["confirmed", "suspected", "probable"])
_FAR = 40
"""Most tokens between `including` and the last of those whom it names."""

_DYING = frozenset(["die", "perish", "succumb", "drown", "expire"])
_FURTHER = frozenset(["another", "further", "a", "at", "least", "some", "about"])
_LATER = frozenset(["in", "at", "on", "later", "after", "overnight", "during", "en", "hours", "from", "of"])
_CONDITIONS = frozenset(
    ["serious", "critical", "intensive", "grave", "stable", "custody", "shelters", "camps"]
)


class BeforeFinder:
    """Finds the numbers of one document that are of the measure of a number before them."""

    def __init__(
        self,
        context: Context,
        quantities: Sequence[Quantity],
        verbs: VerbReader,
        phrases: GroupPhrases,
    ) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.verbs = verbs
        self.by_name = verbs.by_name
        self.phrases = phrases

    def read_inherited(self, numeral: Numeral) -> Trigger | None:
        """A part (`including 19 officers`) is of the measure of the whole."""
        number, quantity, before = numeral.number, numeral.quantity, numeral.before
        if quantity.relation in {"part", "of_them"} and number > 0 and number - 1 not in before:
            # `The wards took in 437 people, of whom 221 were children`: no part of a sum told before.
            whole = self.quantities[number - 1]
            told = any(
                k in before and self.quantities[k].sentence == quantity.sentence
                for k in range(max(0, number - 4), number)
            )
            # `275 fires, 69 of them out of control`, but `30 died in four attacks, 11 of them children`
            counted = whole.unit in {"", "people"} or (quantity.relation == "of_them" and not told)
            if whole.sentence == quantity.sentence and counted and not whole.relation:
                return None
        begin, last = self.context.quantity_range[number]
        opened = self.index.low[begin - 2 : begin] == [",", "and"]
        if opened and self.index.low[last : last + 3] == ["of", "those", "who"]:
            # `103 cannot be reached, and twelve of those who lived below are gone`
            return None
        for other in range(number - 1, max(-1, number - 4), -1):
            if quantity.sentence - self.quantities[other].sentence > 1:
                return None
            if other in before and self._is_too_small(other, quantity) and not self._opens_parts(quantity):
                continue
            if other in before:
                first, last = self.context.quantity_range[number]
                if self.quantities[other].sentence < quantity.sentence and self._is_of_others(
                    first, quantity, self.by_name[before[other]]
                ):
                    return None
                return Trigger(before[other], first, last, strong=False)
        return None

    def _opens_parts(self, quantity: Quantity) -> bool:
        """Tell whether `among them` behind what is counted leads to its parts: `Fifteen men among them two sons`."""
        at = self.index.range_of(quantity.noun or quantity.number)[1]
        return self.index.low[at : at + 2] == ["among", "them"]

    def _is_too_small(self, whole: int, part: Quantity) -> bool:
        """Tell whether a number cannot be the whole of a part: `684 cases, 57 deaths. Of them 474 are …`."""
        value, less = self.quantities[whole].value, part.value
        if isinstance(value, Inexact) or isinstance(less, Inexact):
            return False
        return part.relation in {"part", "of_them"} and less > value

    def is_let_go(self, last: int) -> bool:
        """Tell whether some of those held are so no more: `seized 178 guards, of whom 41 were let go`."""
        low = self.index.low
        at = last + 2 * (low[last : last + 2] in (["of", "them"], ["of", "whom"]))
        verb = self.verbs.verb(at)
        return (
            verb is not None
            and not verb.negated
            and (verb.passive and verb.lemma in {"let", "release", "free"})
        )

    def _is_of_others(self, first: int, quantity: Quantity, measure: Measure) -> bool:
        """Tell whether `including` goes on with people of its own sentence: `Teams came, including 12 doctors`."""
        begin = self.context.document.sentences[quantity.sentence].first
        low = self.index.low
        at = next(
            (token for token in range(first - 1, max(begin, first - 3), -1) if low[token] == "including"), -1
        )
        if at <= begin:
            return False
        told = set(low[begin:at])
        return not told & (_THOSE | set(measure.before) | set(measure.nouns))

    def read_part(self, numeral: Numeral) -> Trigger | None:
        """Read `194 people dead, among them 41 officers and 104 of those who took part`: parts, listed or not."""
        number, quantity, first, before = numeral.number, numeral.quantity, numeral.first, numeral.before
        if quantity.relation in {"part", "of_them"}:
            return self.read_inherited(numeral)
        other = self.quantities[number - 1]
        listed = number > 0 and number - 1 in before and other.sentence == quantity.sentence
        if not listed or other.relation != "part" or self.index.low[first - 1] not in {"and", ","}:
            return None
        return Trigger(before[number - 1], first, first + 1, strong=False, part=True)

    def read_behind_aside(self, numeral: Numeral) -> Trigger | None:
        """Read `1,000 people were held, including the poet Ana Ruiz and, according to police, nine Chileans`."""
        number, quantity, first, before = numeral.number, numeral.quantity, numeral.first, numeral.before
        whole = self.quantities[number - 1]
        named = quantity.noun is not None or (
            quantity.unit == "people"
            and self.index.tokens[self.context.quantity_range[number][1]].norm[:1].isupper()
        )
        if number - 1 not in before or whole.sentence != quantity.sentence or not named:
            return None
        low, begin = self.index.low, self.context.quantity_range[number - 1][1]
        opener = next(
            (
                t
                for t in range(begin, first)
                if low[t] == "including" or low[t : t + 2] in (["among", "them"], ["among", "whom"])
            ),
            -1,
        )
        if opener < 0 or first - opener > _FAR or low[first - 1] not in {"and", ","} or quantity.relation:
            return None
        if quantity.unit not in {"", "people"} or not self.by_name[before[number - 1]].people:
            return None
        if self._is_too_small(number - 1, msgspec.structs.replace(quantity, relation="part")):
            return None
        if any(low[t] in {";", ":"} for t in range(opener, first)) or self._has_own_verb(quantity):
            return None
        return Trigger(before[number - 1], first, first + 1, strong=False, part=True)

    def read_listed(self, numeral: Numeral, *, alone: bool = True) -> Trigger | None:
        """A number in a list (`12 officers and three soldiers`) is of the measure of the one before it."""
        number, quantity, first, before = numeral.number, numeral.quantity, numeral.first, numeral.before
        if (
            number == 0
            or number - 1 not in before
            or self.quantities[number - 1].sentence != quantity.sentence
        ):
            return None
        other = self.quantities[number - 1]
        other_last = (
            self.index.range_of(other.noun)[1]
            if other.noun is not None
            else self.context.quantity_range[number - 1][1]
        )
        between = self.index.low[other_last:first]
        if alone and self._has_own_verb(quantity):
            # `19 deaths, and 20 people have recovered`
            return None
        if between[:1] == ["of"] and between[1:2] and between[1] in _PARTED:
            # `97 of them women and 56 men`
            between = between[2:]
        if other.noun is None and between[:1] and between[0] in {"were", "are"}:
            # `40 of whom were children and 30 women`
            between = between[1:]
        units = load_quantity_words().units
        things = not self.by_name[before[number - 1]].people and quantity.unit not in {
            "",
            "people",
            "percent",
        }
        if things and between in (["and"], [",", "and"]):
            # `1,600 buildings and 85,000 hectares of forest`
            return Trigger(before[number - 1], first, first + 1, strong=False)
        nouns = sum(units.get(word.removesuffix("s")) == "people" or word in _SEXES for word in between)
        if (
            between
            and nouns <= 1
            and between[-1] in {"and", ",", "as", "well", "plus", "or"}
            and all(
                word in {"and", ",", "as", "well", "plus", "or"}
                or word in _SEXES
                or units.get(word.removesuffix("s")) == "people"
                for word in between
            )
            and quantity.noun is not None
        ):
            return Trigger(before[number - 1], first, first + 1, strong=False)
        return None

    def _has_own_verb(self, quantity: Quantity) -> bool:
        """Tell whether what a number counts is the subject of a finite verb right behind it."""
        if quantity.noun is None:
            return False
        at = self.index.range_of(quantity.noun)[1]
        while at < len(self.index.low) and self.index.low[at] in load_words("figures", "between"):
            at += 1
        verb = self.verbs.verb(at) if at < len(self.index.low) else None
        return verb is not None and verb.tense not in {"participle", "infinitive"}

    def read_of_bodies(self, numeral: Numeral) -> Trigger | None:
        """Read `21 bodies, 11 men and ten women, were recovered`: those who add up to bodies told before."""
        number, first = numeral.number, numeral.first
        for whole in range(number - 1, max(-1, number - 4), -1):
            other = self.quantities[whole]
            if other.sentence != numeral.quantity.sentence:
                return None
            if other.head in {"body", "corpse"} and numeral.before.get(whole) == "killed":
                summed = isinstance(other.value, int) and self._sums_up(whole + 1, other.value)
                return Trigger("killed", first, first + 1, strong=False, part=True) if summed else None
        return None

    def read_died_later(self, numeral: Numeral) -> Trigger | None:
        """Read `Twelve died at the scene, and four more in hospital`: the verb before is theirs, too."""
        quantity, first, noun_last = numeral.quantity, numeral.first, numeral.noun_last
        other, low = numeral.number - 1, self.index.low
        if numeral.before.get(other) != "killed" or self.quantities[other].sentence != quantity.sentence:
            return None
        if quantity.noun is not None and quantity.head not in {"other", "person"}:
            return None
        at = first - 1
        while low[at] in _FURTHER:
            at -= 1
        noun_last += low[noun_last : noun_last + 1] in (["more"], ["others"])
        if low[at] not in {"and", ",", ";"} or noun_last >= len(low) or low[noun_last] not in _LATER:
            return None
        begin = self.context.quantity_range[other][1]
        verbs = [verb for token in range(begin, at) if (verb := self.verbs.verb(token)) is not None]
        if not verbs or verbs[-1].lemma not in _DYING:
            return None
        end = self.context.document.sentences[quantity.sentence].last
        stop = next((t for t in range(noun_last, end) if low[t] in MARKS), end)
        if self.index.has_verb(noun_last, stop) or not _CONDITIONS.isdisjoint(low[noun_last:stop]):
            return None
        return Trigger("killed", first, noun_last, strong=False)

    def read_also_sent(self, numeral: Numeral) -> Trigger | None:
        """Read `Peru has sent 100 soldiers. Chile and Fiji have each contributed 50.`; what they send."""
        number, quantity, first, before = numeral.number, numeral.quantity, numeral.first, numeral.before
        if quantity.noun is not None or quantity.unit or number - 1 not in before:
            return None
        measure = self.by_name[before[number - 1]]
        if not measure.groups or quantity.sentence - self.quantities[number - 1].sentence > 1:
            return None
        verb = self.verbs.verb(first - 1)
        real = verb is not None and not verb.passive and is_real(verb)
        lemma = verb.lemma if verb is not None and real else ""
        if verb is None and self.index.low[first - 2] in {"each", "both", "also"}:
            lemma = forms().get(self.index.low[first - 1], "")
        if not lemma or measure.object.get(lemma) != ():
            return None
        return Trigger(measure.name, first - 1, first, strong=False)

    def read_told_as(self, numeral: Numeral) -> Trigger | None:
        """Read `Twelve people died. Three were children.`: what some of those told of before were."""
        number, quantity, last, before = numeral.number, numeral.quantity, numeral.last, numeral.before
        low = self.index.low
        if quantity.noun is not None or number == 0 or low[last : last + 1] not in (["were"], ["are"]):
            return None
        if not (self.phrases.read_known(last + 1) or self._is_nationality(last + 1)):
            return None
        for whole in range(number - 1, max(-1, number - 4), -1):
            other = self.quantities[whole]
            if whole not in before:
                continue
            if (
                quantity.sentence - other.sentence > 1
                or not isinstance(other.value, int | float)
                or not isinstance(quantity.value, int | float)
                or not self.by_name[before[whole]].people
            ):
                return None
            if other.value > quantity.value:
                return Trigger(before[whole], last, last + 1, strong=False)
        return None

    def read_nations(self, numeral: Numeral) -> Trigger | None:
        """Read `At least 154 of them were Dutch, 27 Australian, 43 Malaysian`, `They are 32 Kenyans, six Canadians`."""
        number, quantity, first, before = numeral.number, numeral.quantity, numeral.first, numeral.before
        low = self.index.low
        if quantity.noun is None or not self._is_nationality(self.index.range_of(quantity.noun)[0]):
            return None
        behind = self.index.range_of(quantity.noun)[1]
        if behind < len(low) and low[behind][:1].isalnum() and low[behind] not in {"and", "as", "one"}:
            return None
        if number - 1 in before and low[first - 1] in {",", "and", ";"}:
            other = self.quantities[number - 1]
            begin = self.context.quantity_range[number - 1][1]
            if other.sentence == quantity.sentence and self.by_name[before[number - 1]].people:
                nations = any(self._is_nationality(token) for token in range(begin, first))
                gap = {w for t, w in enumerate(low[begin:first], start=begin) if not self._is_nationality(t)}
                if nations and gap <= {
                    ",",
                    "and",
                    "of",
                    "them",
                    "whom",
                    "the",
                    "dead",
                    "were",
                    "are",
                    "victims",
                    ";",
                }:
                    return Trigger(before[number - 1], first - 1, first, strong=False, part=True)
        if low[first - 1] in {"are", "were"} and low[first - 2] in {"they", "victims", "dead"}:
            near = [k for k in range(max(0, number - 3), number) if k in before]
            whole = self.quantities[near[0]] if near else None
            if whole is not None and before[near[0]] == "killed" and quantity.sentence - whole.sentence <= 1:
                return Trigger("killed", first - 1, first, strong=False, part=True)
        return None

    def _is_nationality(self, token: int) -> bool:
        mention = self.index.mention_at[token] if token < len(self.index.low) else -1
        return mention >= 0 and self.context.document.names.mentions[mention].adjective

    def _sums_up(self, number: int, whole: int | float) -> bool:
        """Tell whether the numbers from one on add up to a whole: `: 123 passengers and nine crew`."""
        total: int | float = 0
        for other in self.quantities[number:]:
            if other.sentence != self.quantities[number].sentence or not isinstance(other.value, int | float):
                break
            total += other.value
            if total >= whole:
                break
        return total == whole

    def read_specified(self, numeral: Numeral) -> Trigger | None:
        """Read `nine dead — seven men and two women`, `375 fell ill (67 in Galle, …)`, `11 cases: three in Kandy`."""
        number, quantity, before = numeral.number, numeral.quantity, numeral.before
        first, last = numeral.first, numeral.last
        low = self.index.low
        comprised = low[first - 1] in {"comprising", "namely"} or low[first - 2 : first] in (
            ["consisting", "of"],
            ["up", "of"],
            [",", "of"],
        )
        if number == 0 or number - 1 not in before:
            return None
        if low[first - 1] not in {"—", "–", "-", "--", ":", "("} and not comprised:
            return None
        other = self.quantities[number - 1]
        if other.sentence != quantity.sentence or not self.by_name[before[number - 1]].people:
            return None
        whole, part = other.value, quantity.value
        if not isinstance(whole, int | float) or not isinstance(part, int | float) or part >= whole:
            return None
        if comprised:
            told = low[first - 2] != "," or self._sums_up(number, whole)
            return Trigger(before[number - 1], first - 1, first, strong=False, part=True) if told else None
        placed = quantity.noun is None and low[last : last + 1] and low[last] in _PLACING
        if before[number - 1] == "infected" and low[last : last + 1] and low[last] in _CERTAIN:
            # `111 cases (83 confirmed, 28 probable)`
            placed = True
        near = first - 1 - self.index.range_of(other.noun or other.number)[1] <= 1
        near = near or (low[first - 1] == ":" and self._sums_up(number, whole))
        if not placed and not (near and quantity.noun is not None and quantity.unit == "people"):
            return None
        return Trigger(before[number - 1], first - 1, first, strong=False, part=True)
