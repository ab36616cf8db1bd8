"""Rival counts: bare numbers that another gives of what was counted before: `The opposition gives 110`."""

from collections.abc import Mapping, Sequence
from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_lexicon, load_phrases, load_words

PLACING = load_words("figure_rules", "rival_tallies_placing")
"""Prepositions behind a number that stands alone."""
_COUNTING = frozenset(load_phrases("figures", "counting")) | {
    "mention",
    "give",
    "arrive",
    "cite",
    "claim",
    "count",
    "name",
}
_FINDING = frozenset(
    ["count", "find", "recover", "retrieve", "collect", "bring", "register", "see", "list", "bury"]
)
"""What is done with the dead whom the sentence before names."""
_UP = frozenset(["up", "in", "out", "ashore"])
_QUALIFYING = load_words("figure_rules", "rival_tallies_qualifying")
_GIVING: Mapping[str, frozenset[str]] = {
    "": frozenset(["give", "claim", "mention", "cite", "list", "name", "quote", "offer", "favour", "prefer"])
    | {"lose", "mourn", "add", "report", "register", "record", "evoke", "advance", "communicate", "announce"},
    "at": frozenset(["have", "put", "place", "estimate", "fix", "peg", "set", "leave", "arrive"]),
    "to": frozenset(
        [
            "stick",
            "keep",
            "hold",
            "admit",
            "own",
            "confess",
            "come",
            "climb",
            "correct",
            "revise",
            "raise",
            "lower",
        ]
    )
    | {"update", "bring", "change", "amend", "put"},
    "out": frozenset(["read", "give"]),
    "with": frozenset(["reckon"]),
    "for": frozenset(["vouch", "answer"]),
    "on": frozenset(["insist", "settle"]),
    "of": frozenset(["speak", "talk", "tell", "know", "think", "hear", "write"]),
    "by": frozenset(["stand"]),
}
"""Verbs of giving a count, by the word behind them: `sticks to 58`, `has it at 448`."""
_PARTICLES_OF_COUNTS = frozenset(key for key in _GIVING if key)
NUMBERS = frozenset(["number", "figure", "count", "tally", "total", "toll", "estimate"])
"""Nouns that count."""
_RISING = load_words("figure_rules", "rival_tallies_rising")
HURT = frozenset(["hurt", "injured", "wounded", "missing", "injuries"])
"""Words of those beside whom a count is of the dead."""
_OTHER_COUNTS = load_words("figure_rules", "other_counts")
_RANGING = frozenset(["go", "run", "reach", "range", "vary", "climb", "rise"])
"""How far the counts of others go: `Other estimates go as high as 30`."""
_MOST = load_words("figure_rules", "most")
_CHAINING = frozenset([",", ";", "and", "while", "but"])
_NO_PEOPLE = load_words("figure_rules", "no_people")
"""Words that say little about who is counted, and others that count things."""
ASIDE = 10
"""Most tokens of an aside between a verb and the number that it gives."""
_NOBODY = frozenset(["nobody", "none", "no-one"])
_UNSURE = frozenset(["would", "could", "might", "should"])
NEVER_GAPPED = frozenset({"protesters", "troops_deployed", "share", "price", "damage_cost"})
"""Measures that a bare number never goes on with."""


class RivalTallies:
    """Reads the bare numbers of one document that give a count told before anew, or as others have it."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.reader = reader

    def find(self, numeral: Numeral) -> Trigger | None:
        """Find the count that a bare number gives anew."""
        return (
            self._spoken_of(numeral)
            or self._counted_otherwise(numeral)
            or self._given_otherwise(numeral)
            or self._estimated(numeral)
            or self._worst_hit(numeral)
            or self._confirmed(numeral)
            or self._found_of_them(numeral)
        )

    def _spoken_of(self, numeral: Numeral) -> Trigger | None:
        """Read `claims that 678 died, and workers told the BBC of more than 100`: another's count of the same."""
        number, quantity, before = numeral.number, numeral.quantity, numeral.before
        first, last = numeral.first, numeral.last
        low = self.index.low
        if number - 1 not in before or self.quantities[number - 1].sentence != quantity.sentence:
            return None
        if before[number - 1] in NEVER_GAPPED:
            return None
        if low[first - 3 : first] == ["on", "top", "of"]:
            # `50,000 have fled, on top of 150,000 in the rest of the country`
            return Trigger(before[number - 1], first - 3, first, strong=False)
        if low[first - 2 : first] in (["accounting", "for"], ["accounts", "for"], ["accounted", "for"]):
            # `evacuees rose to 232,121, with Kelantan accounting for 151,000`
            return Trigger(before[number - 1], first - 2, first, strong=False, part=True)
        said = low[last : last + 2] in ([",", "says"], [",", "said"], [",", "say"], [",", "according"])
        if said and low[first - 1] in {";", "–", "—"} and quantity.noun is None:
            # `four dead, says a priest; six, says the hospital`
            return Trigger(before[number - 1], first - 1, first, strong=False)
        behind = low[last : last + 2]
        if (
            low[first - 1] == "or"
            and quantity.noun is None
            and behind
            in (
                [",", "as"],
                [",", "according"],
                [",", "by"],
                [",", "if"],
                ["according", "to"],
            )
        ):
            # `up to 50 burned to death, as the villagers have it, or 30, as the agency does`
            return Trigger(before[number - 1], first - 1, first, strong=False)
        begin, end = self.context.quantity_range[number - 1]
        if low[first - 1] == "for" and low[begin - 2 : begin] in (["accounts", "for"], ["accounted", "for"]):
            # `Kent accounts for 138 of the cases and Essex for 14`
            named = self.index.mention_at[first - 2] >= 0
            return Trigger(before[number - 1], first - 1, first, strong=False, part=True) if named else None
        if low[first - 1] != "of":
            return None
        begin, end = self.context.quantity_range[number - 1]
        told = low[begin - 1] == "of" and quantity.noun is None and low[last] not in {"the", "them", "these"}
        if (
            told
            and low[first - 2] not in {"total", "out", "number"}
            and not _CHAINING.isdisjoint(low[end:first])
        ):
            # `The minister speaks of 500, the Red Cross of 600 and a man who was there of 1,000`
            return Trigger(before[number - 1], first - 1, first, strong=False)
        if low[first - 2] in {"later", "then", "now"} and quantity.noun is None:
            # `spoke at midday of 322 dead, later of 338`
            return Trigger(self._first_of_these(number, before), first - 2, first, strong=False)
        for token in range(first - 2, max(0, first - 7), -1):
            if low[token] in MARKS:
                return None
            verb = self.reader.verb(token)
            if verb is not None:
                told = verb.lemma in {"tell", "speak", "talk", "write", "know", "hear"} and not verb.negated
                return Trigger(before[number - 1], token, first, strong=False) if told else None
        return None

    def _first_of_these(self, number: int, before: Mapping[int, str]) -> str:
        """Return the measure of the last whole told before, not of its parts: `322 dead, 155 of them …, later of`."""
        whole = number - 1
        while (
            whole - 1 in before
            and self.quantities[whole].relation in {"part", "of_them"}
            and self.quantities[whole - 1].sentence == self.quantities[number].sentence
        ):
            whole -= 1
        return before[whole]

    def _counted_otherwise(self, numeral: Numeral) -> Trigger | None:
        """Read `… 108 people had been killed. On Friday activists had mentioned 12`: another count of the same."""
        number, quantity, first, before = numeral.number, numeral.quantity, numeral.first, numeral.before
        low = self.index.low
        at = first - 1
        while at > 0 and low[at] in {"only", "just", "at", "some", "a", "about"}:
            at -= 1
        verb = self.reader.verb(at)
        if verb is None or verb.passive or verb.negated or verb.modal or verb.lemma not in _COUNTING:
            return None
        if low[numeral.last] not in ENDS | {",", ";", "as", "or", ")"}:
            return None
        near = {
            before[k]
            for k in range(max(0, number - 5), number)
            if k in before and quantity.sentence - self.quantities[k].sentence <= 1
        }
        if (
            "killed" in near
            and len(near) > 1
            and verb.lemma in {"confirm", "mourn"}
            and quantity.noun is None
        ):
            # `321 people died and 14 cannot be traced. Britain confirmed eight`
            return Trigger("killed", at, first, strong=False)
        if len(near) != 1 or not near.isdisjoint(NEVER_GAPPED):
            return None
        told = self.quantities[number - 1]
        if number - 1 not in before or told.unit not in {"", "people"}:
            return None
        behind = self.context.quantity_range[number - 1][1]
        asked = {tallied()[low[t]] for t in range(behind, first) if low[t] in tallied()} - {
            before[number - 1]
        }
        if asked:
            # `ferried 250 of the wounded and cannot say how many died: his crews counted 200`
            named = asked.pop()
            return None if asked or named != "killed" else Trigger(named, at, first, strong=False)
        return Trigger(before[number - 1], at, first, strong=False)

    def _given_otherwise(self, numeral: Numeral) -> Trigger | None:
        """Read `The opposition gives 110`, `HRANA's number is 459`, `The agency is sticking to 58`: a rival count."""
        number, quantity, before = numeral.number, numeral.quantity, numeral.before
        first, last = numeral.first, numeral.last
        low = self.index.low
        if quantity.noun is not None and quantity.unit not in {"", "people"}:
            return None
        whom = low[last] in {"who", "whom"} and low[first - 1] in {"makes", "made"}
        if low[last][:1].isalnum() and not self._is_dated(last) and not whom:
            return None
        at = self._before_qualifier(first)
        if low[at] == "part" and low[at - 2] == "for":
            # `a source evoked for its part 246`
            at -= 3
        if low[at] in _PARTICLES_OF_COUNTS and low[at - 1] == ",":
            # `The opposition arrives, by telephoning relatives, at 175`
            open_at = next((t for t in range(at - 2, max(0, at - ASIDE), -1) if low[t] == ","), -1)
            verb = self.reader.verb(open_at - 1) if open_at > 0 else None
            if verb is not None and verb.lemma in _GIVING[low[at]] | {"arrive"} and not verb.negated:
                measure = self._headline(number, quantity, before)
                return Trigger(measure, verb.first, first, strong=False) if measure is not None else None
        verb = self.reader.verb(at)
        particle = ""
        if verb is None and low[at] in _PARTICLES_OF_COUNTS:
            particle, at = low[at], at - 1
            at -= low[at] in {"it", "them", "this", "that"}
            verb = self.reader.verb(at)
        if verb is None or verb.passive or verb.negated or (verb.modal and verb.lemma != "arrive"):
            return None
        if not _UNSURE.isdisjoint(low[max(0, verb.first - 3) : verb.last]):
            # `one would have to reckon with hundreds`
            return None
        begin = self.context.document.sentences[quantity.sentence].first
        if particle == "at" and not NUMBERS.isdisjoint(low[begin : verb.first]) and low[at + 1] == "at":
            # `The number of those in want the UN puts at 100,000`
            return None
        given = verb.lemma in _GIVING.get(particle, ())
        if verb.lemma == "be" and not particle and low[verb.first - 1] == "it":
            return self._is_it(numeral)
        if verb.lemma == "make" and not particle:
            # `Since February that makes 459`
            given = low[verb.first - 1] in {"that", "this", "which"} and quantity.noun is None
        if verb.lemma == "be" and not particle:
            given = not NUMBERS.isdisjoint(low[max(0, verb.first - 3) : verb.first])
        if verb.lemma in _RISING and particle in {"", "to", "at"}:
            # `The ministry's count has passed 300`
            given = not NUMBERS.isdisjoint(low[max(0, verb.first - 3) : verb.first])
        if not given:
            return None
        measure = self._headline(number, quantity, before)
        if measure is None or (verb.lemma in {"lose", "mourn"} and measure != "killed"):
            return None
        return Trigger(measure, verb.first, first, strong=False)

    def _estimated(self, numeral: Numeral) -> Trigger | None:
        """Read `The team heard estimates of up to 2,000`, `Other estimates go as high as 30`: others' counts."""
        first = numeral.first
        low = self.index.low
        at = first - 1
        while at > 0 and low[at] in _QUALIFYING | {"to", "as", "many", "high", "low"}:
            at -= 1
        if low[at] == "of" and low[at - 1] in _OTHER_COUNTS:
            verb = next((v for t in range(at - 2, max(0, at - 6), -1) if (v := self.reader.verb(t))), None)
            if verb is not None and (verb.negated or verb.lemma in {"deny", "dismiss", "reject", "include"}):
                return None
        else:
            verb = self.reader.verb(at)
            if verb is None or verb.negated or verb.modal or verb.lemma not in _RANGING:
                return None
            if _OTHER_COUNTS.isdisjoint(low[max(0, verb.first - 3) : verb.first]):
                return None
        measure = self._headline(numeral.number, numeral.quantity, numeral.before)
        return Trigger(measure, at, first, strong=False) if measure is not None else None

    def _found_of_them(self, numeral: Numeral) -> Trigger | None:
        """Read `Bodies lay in rows. By dusk the police had counted 44`, `The dead … Divers brought up 17 on Monday`."""
        number, quantity, first, last = numeral.number, numeral.quantity, numeral.first, numeral.last
        low = self.index.low
        if quantity.noun is not None or (low[last] not in MARKS | PLACING and not self._is_dated(last)):
            return None
        at = self._before_qualifier(first)
        verb = self.reader.verb(at) or (self.reader.verb(at - 1) if low[at] in _UP else None)
        if verb is None or verb.passive or verb.negated or verb.modal or verb.lemma not in _FINDING:
            return None
        before_it = self.context.document.sentences[max(0, quantity.sentence - 1)]
        if low[before_it.last - 1] == "?":
            return None
        near = range(max(0, number - 4), number)
        if any(k in numeral.before and quantity.sentence - self.quantities[k].sentence <= 1 for k in near):
            return None
        measure = self._by_words_before(number, quantity)
        return Trigger(measure, at, first, strong=False) if measure == "killed" else None

    def _worst_hit(self, numeral: Numeral) -> Trigger | None:
        """Read `Kenya, with 32, has lost the most`: a part of the count before, by country or place."""
        quantity, first, last = numeral.quantity, numeral.first, numeral.last
        low = self.index.low
        if quantity.noun is not None or low[first - 2 : first] != [",", "with"] or low[last] != ",":
            return None
        if self.index.mention_at[first - 3] < 0 or _MOST.isdisjoint(low[last + 1 : last + 7]):
            return None
        measure = self._headline(numeral.number, quantity, numeral.before)
        return Trigger(measure, first - 1, first, strong=False, part=True) if measure is not None else None

    def _confirmed(self, numeral: Numeral) -> Trigger | None:
        """Read `the Swedes, with 52 confirmed`, `Britain is sure of 26`, `30 are confirmed and 140 unaccounted for`."""
        number, quantity, first = numeral.number, numeral.quantity, numeral.first
        low = self.index.low
        at = self._before_qualifier(first)
        sure = low[at] == "of" and low[at - 1] in {"sure", "certain"}
        told = numeral.last
        while low[told] in {"are", "have", "been", "is", "so", "far", "now", "were", "already", "officially"}:
            told += 1
        if not sure and (
            low[told] != "confirmed"
            or (low[told + 1][:1].isalnum() and low[told + 1] not in PLACING | {"and", "so"})
        ):
            return None
        if quantity.noun is not None and not sure:
            return None
        measure = self._headline(number, quantity, numeral.before)
        if measure is not None and measure in {"killed", "infected"}:
            return Trigger(measure, min(at, told), max(first, told + 1), strong=False)
        end = self.context.document.sentences[quantity.sentence].last
        sought = {"unaccounted", "missing", "untraced", "unidentified"}
        beside = (
            number + 1 < len(self.quantities) and self.quantities[number + 1].sentence == quantity.sentence
        )
        if beside and not sought.isdisjoint(low[told : min(end, told + 10)]):
            return Trigger("killed", first, told + 1, strong=False)
        return None

    def _is_it(self, numeral: Numeral) -> Trigger | None:
        """Read `The toll was cut. It is now 253`, `Forty were killed. … By nine it was 49`."""
        number, quantity, before = numeral.number, numeral.quantity, numeral.before
        sentences = self.context.document.sentences
        told = sentences[quantity.sentence - 1] if quantity.sentence else None
        first = self.context.quantity_range[number][0]
        low = self.index.low
        if told is not None and told.paragraph == sentences[quantity.sentence].paragraph:
            tolls = low[told.first : told.last]
            others = {tallied()[word] for word in tolls if word in tallied()} - {"killed"}
            if "toll" in tolls and ("death" in tolls or not others):
                return Trigger("killed", first - 1, first, strong=False)
        near = [k for k in range(max(0, number - 4), number) if k in before]
        if not near or quantity.sentence - self.quantities[near[-1]].sentence > 2:
            return None
        measure = self._headline(number, quantity, before)
        return Trigger(measure, first - 1, first, strong=False) if measure is not None else None

    def _before_qualifier(self, first: int) -> int:
        """Return the token before what qualifies a number: `had it | at least 448`, but `had it at | 448`."""
        low = self.index.low
        at = first - 1
        while at > 0 and low[at] in _QUALIFYING and (low[at] != "at" or low[at + 1] == "least"):
            at -= 1
        return at

    def _is_dated(self, at: int) -> bool:
        if self.index.low[at] == "and" and self.index.tokens[at + 1].norm[:1].isupper():
            # `to which Kent adds 364 and Essex 109`
            return True
        return self.context.timex_at[at] >= 0 or self.index.low[at] in {
            "as",
            "by",
            "on",
            "since",
            "while",
            "but",
            "now",
        }

    def _headline(self, number: int, quantity: Quantity, before: Mapping[int, str]) -> str | None:
        """Return what the last sentence with figures counts: the dead, where it counts others besides."""
        sentence = self.context.document.sentences[quantity.sentence]
        if spares(self.index.low[sentence.first : sentence.last]):
            return None
        told = [
            k
            for k in range(max(0, number - 8), number)
            if k in before and quantity.sentence - self.quantities[k].sentence <= 2
        ]
        measures = [before[k] for k in told]
        if not told and not any(k in before for k in range(number)):
            return self._by_words_before(number, quantity)
        if not told or not NEVER_GAPPED.isdisjoint(measures):
            return None
        if len(set(measures)) == 1:
            return measures[0]
        if "killed" not in measures:
            return None
        behind = self.context.quantity_range[number][1]
        beside = (
            number + 1 < len(self.quantities) and self.quantities[number + 1].sentence == quantity.sentence
        )
        if beside and HURT.intersection(self.index.low[behind : behind + 8]):
            # `is sticking to 58, with 199 hurt`
            return "killed"
        here = self.quantities[told[-1]].sentence
        first = next(k for k in told if self.quantities[k].sentence == here)
        return "killed" if before[first] == "killed" else None

    def _by_words_before(self, number: int, quantity: Quantity) -> str | None:
        """Return whom the words before the first number of an article count, where these are the dead alone.

        `Corpses lay three deep. The hospital admits to 178.`
        """
        sentences = self.context.document.sentences
        begin = sentences[max(0, quantity.sentence - 1)].first
        words = self.index.low[begin : self.context.quantity_range[number][0]]
        named = {tallied()[word] for word in words if word in tallied() and word not in _NO_PEOPLE}
        return "killed" if named == {"killed"} else None


def spares(low: Sequence[str]) -> bool:
    """Tell whether a sentence says that nobody died: `In Peru, where nobody has died, the number stands at 50`."""
    return not _NOBODY.isdisjoint(low) and not {"died", "killed", "dead", "perished"}.isdisjoint(low)


@cache
def tallied() -> Mapping[str, str]:
    """Return the measure of each word for those whom a count counts."""
    return {word: name for name, words in load_lexicon("figures_faint")["tallied"].items() for word in words}
