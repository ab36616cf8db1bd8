"""Bare numbers that a count is put at, or that go on with the number before: `brings the victims to 79`."""

from collections.abc import Mapping, Sequence
from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_lexicon, load_phrases, load_words
from briefgen.extract.measures import Trigger
from briefgen.extract.verb_reader import VerbReader

_REACH = 16
"""Most tokens between a count and the number that it is put at."""
_OPENING = frozenset([",", ";", ":", "and", "while", "but", "with", "plus", "–", "—"])
_IDLE = frozenset(
    ["and", ",", ";", "while", "but", "a", "an", "the", "another", "further", "some", "of", "has", "had"]
) | {"plus", "–", "—", "as", "in", "at", "to", "another", "one", "more", "about", "by", "for"}
"""Words that may stand in a clause whose verb and noun are those of the clause before."""
_PLACING = frozenset(
    ["in", "at", "near", "from", "on", "since", "by", "across", "around", "for", "during", "as", "with"]
)
_COUNTING = frozenset(load_phrases("figures", "counting")) | {
    "mention",
    "give",
    "arrive",
    "cite",
    "claim",
    "count",
    "name",
}
_QUALIFYING = frozenset(
    ["only", "just", "at", "least", "some", "a", "about", "over", "around", "nearly", "almost"]
) | {
    "more",
    "than",
    "up",
    "now",
    "already",
    "officially",
}
_GIVING: Mapping[str, frozenset[str]] = {
    "": frozenset(["give", "claim", "mention", "cite", "list", "name", "quote", "offer", "favour", "prefer"])
    | {"lose", "mourn", "add", "report", "register", "record", "evoke", "advance", "communicate", "announce"},
    "at": frozenset(["have", "put", "place", "estimate", "fix", "peg", "set", "leave"]),
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
_NUMBERS = frozenset(["number", "figure", "count", "tally", "total", "toll", "estimate"])
_LOST = frozenset(["lost", "fallen", "slain", "deceased", "dead", "killed", "victims"])
_RISING = frozenset(
    ["pass", "reach", "exceed", "top", "hit", "stand", "rise", "climb", "grow", "cross", "near", "surpass"]
)
_HURT = frozenset(["hurt", "injured", "wounded", "missing", "injuries"])
_OTHER_LOSSES = frozenset(
    [
        "homes",
        "houses",
        "jobs",
        "seats",
        "votes",
        "cattle",
        "animals",
        "boats",
        "ships",
        "dollars",
        "euros",
        "money",
    ]
) | {"crops", "schools", "buildings", "tanks", "planes", "aircraft", "days", "homeless", "livelihoods"}
_OTHER_COUNTS = frozenset(
    ["estimates", "estimate", "reports", "talk", "rumours", "rumors", "claims", "counts", "tolls"]
)
_RANGING = frozenset(["go", "run", "reach", "range", "vary", "climb", "rise"])
"""How far the counts of others go: `Other estimates go as high as 30`."""
_MOST = frozenset(
    ["most", "worst", "hardest", "heaviest", "largest", "highest", "biggest", "heavily", "greatest"]
)
_CHAINING = frozenset([",", ";", "and", "while", "but"])
_SHORT_QUESTION = 9
"""Most words of a question for a number that does not say how many: `And what about those who are missing?`."""
_NO_PEOPLE = frozenset(
    ["victims", "cases", "cut", "mown", "lives", "death", "killings", "graves", "register"]
)
"""Words that say little about who is counted, and others that count things."""
_ASIDE = 10
"""Most tokens of an aside between a verb and the number that it gives."""
_NOBODY = frozenset(["nobody", "none", "no-one"])
_UNSURE = frozenset(["would", "could", "might", "should"])
_OTHER_QUESTIONS = frozenset(
    ["who", "why", "where", "when", "which", "whose", "is", "are", "were", "was", "did"]
)
_OPENERS = 6
"""Most words before the number in an answer: `A: Officially, at least`."""
_PARTS = 6
_COUNTED_ALSO = frozenset(["lives", "those", "cases", "list"])
_NEVER_GAPPED = frozenset({"protesters", "troops_deployed", "share", "price", "damage_cost"})


class FaintTallies:
    """Reads the bare numbers of one document by the counts beside them."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.reader = reader

    def find(
        self, number: int, quantity: Quantity, first: int, last: int, before: Mapping[int, str]
    ) -> Trigger | None:
        """Find the count that a bare number gives or goes on with."""
        if (
            quantity.head == "victim"
            and quantity.noun is not None
            and self._before_the_hurt(number, quantity)
        ):
            return Trigger("killed", first, last + 1, strong=False)
        if quantity.noun is not None and quantity.head != "person":
            return self._some_of_the_dead(quantity, last, before)
        return (
            self._answers(quantity, first)
            or self.read_put_at(quantity, first, last)
            or self._gapped(number, quantity, first, last, before)
            or self._spoken_of(number, quantity, first, last, before)
            or self._counted_otherwise(number, quantity, first, last, before)
            or self._given_otherwise(number, quantity, first, last, before)
            or self._estimated(number, quantity, first, before)
            or self._worst_hit(number, quantity, first, last, before)
            or self._confirmed(number, quantity, first, last, before)
            or self._beside_the_hurt(quantity, first, last)
            or self._placed_parts(number, quantity, before)
            or self._alone(quantity, first, last)
        )

    def read_lost(self, last: int, before: Mapping[int, str]) -> Trigger | None:
        """Read `Two of those lost were children`, where the article has told how many were killed."""
        low = self.index.low
        if low[last : last + 2] not in (["of", "those"], ["of", "the"]) or "killed" not in before.values():
            return None
        who = low[last + 2 : last + 4]
        if who[:1] and who[0] in _LOST and low[last + 1] == ("those" if who[0] == "lost" else low[last + 1]):
            at = last + 3
        elif who == ["who", "died"] or who == ["who", "perished"]:
            at = last + 4
        else:
            return None
        verb = self.reader.verb(at)
        if verb is None or verb.negated or verb.lemma in {"identify", "name"}:
            return None
        return Trigger("killed", last, at, strong=False, part=True)

    def _answers(self, quantity: Quantity, first: int) -> Trigger | None:
        """Read `How many died? Officially 1,407, says the agency`: the first number behind a question for it."""
        sentences = self.context.document.sentences
        here = sentences[quantity.sentence]
        low = self.index.low
        if first - here.first > 2 * _REACH or any(
            self.context.quantity_at[token] >= 0 for token in range(here.first, first)
        ):
            return None
        for near in range(quantity.sentence - 1, max(-1, quantity.sentence - 3), -1):
            asked = low[sentences[near].first : sentences[near].last]
            if "?" not in asked[-2:]:
                if len(asked) > 2:
                    return None
                continue
            if asked[-3:-1] == ["how", "many"]:
                return None
            if "many" not in asked:
                return self._asked_about(asked, first)
            if first - here.first > _OPENERS:
                return None
            words = asked[asked.index("many") + 1 :]
            told = {_tallied()[word] for word in words if word in _tallied() and word not in _COUNTED_ALSO}
            if not told and "lost" in words and _OTHER_LOSSES.isdisjoint(words):
                # `How many staff have been lost? Forty-six is the count today`
                told = {"killed"}
            return Trigger(told.pop(), first, first + 1, strong=False) if len(told) == 1 else None
        return None

    def _asked_about(self, asked: Sequence[str], first: int) -> Trigger | None:
        """Read `And the missing? The police have 344`, `What about those brought out? Over 97,000 in ten days`."""
        if len(asked) > _SHORT_QUESTION or asked[0] in _OTHER_QUESTIONS:
            return None
        for at, word in enumerate(asked[:-1]):
            if word not in {"the", "those"}:
                continue
            words = tuple(asked[at + 1 : -1])
            named = _asked().get(words) or _asked().get(words[-1:])
            if named is not None:
                return Trigger(named, first, first + 1, strong=False)
        return None

    def _given_otherwise(
        self, number: int, quantity: Quantity, first: int, last: int, before: Mapping[int, str]
    ) -> Trigger | None:
        """Read `The opposition gives 110`, `HRANA's number is 459`, `The agency is sticking to 58`: a rival count."""
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
            open_at = next((t for t in range(at - 2, max(0, at - _ASIDE), -1) if low[t] == ","), -1)
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
        if verb is None or verb.passive or verb.negated or verb.modal:
            return None
        if not _UNSURE.isdisjoint(low[max(0, verb.first - 3) : verb.last]):
            # `one would have to reckon with hundreds`
            return None
        begin = self.context.document.sentences[quantity.sentence].first
        if particle == "at" and not _NUMBERS.isdisjoint(low[begin : verb.first]) and low[at + 1] == "at":
            # `The number of those in want the UN puts at 100,000`
            return None
        given = verb.lemma in _GIVING.get(particle, ())
        if verb.lemma == "be" and not particle and low[verb.first - 1] == "it":
            return self._is_it(number, quantity, last, before)
        if verb.lemma == "make" and not particle:
            # `Since February that makes 459`
            given = low[verb.first - 1] in {"that", "this", "which"} and quantity.noun is None
        if verb.lemma == "be" and not particle:
            given = not _NUMBERS.isdisjoint(low[max(0, verb.first - 3) : verb.first])
        if verb.lemma in _RISING and particle in {"", "to", "at"}:
            # `The ministry's count has passed 300`
            given = not _NUMBERS.isdisjoint(low[max(0, verb.first - 3) : verb.first])
        if not given:
            return None
        measure = self._headline(number, quantity, before)
        if measure is None or (verb.lemma in {"lose", "mourn"} and measure != "killed"):
            return None
        return Trigger(measure, verb.first, first, strong=False)

    def _estimated(
        self, number: int, quantity: Quantity, first: int, before: Mapping[int, str]
    ) -> Trigger | None:
        """Read `The team heard estimates of up to 2,000`, `Other estimates go as high as 30`: others' counts."""
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
        measure = self._headline(number, quantity, before)
        return Trigger(measure, at, first, strong=False) if measure is not None else None

    def _worst_hit(
        self, number: int, quantity: Quantity, first: int, last: int, before: Mapping[int, str]
    ) -> Trigger | None:
        """Read `Kenya, with 32, has lost the most`: a part of the count before, by country or place."""
        low = self.index.low
        if quantity.noun is not None or low[first - 2 : first] != [",", "with"] or low[last] != ",":
            return None
        if self.index.mention_at[first - 3] < 0 or _MOST.isdisjoint(low[last + 1 : last + 7]):
            return None
        measure = self._headline(number, quantity, before)
        return Trigger(measure, first - 1, first, strong=False, part=True) if measure is not None else None

    def _confirmed(
        self, number: int, quantity: Quantity, first: int, last: int, before: Mapping[int, str]
    ) -> Trigger | None:
        """Read `the Swedes, with 52 confirmed`, `Britain is sure of 26`, `30 are confirmed and 140 unaccounted for`."""
        low = self.index.low
        at = self._before_qualifier(first)
        sure = low[at] == "of" and low[at - 1] in {"sure", "certain"}
        told = last
        while low[told] in {"are", "have", "been", "is", "so", "far", "now", "were", "already", "officially"}:
            told += 1
        if not sure and (
            low[told] != "confirmed"
            or (low[told + 1][:1].isalnum() and low[told + 1] not in _PLACING | {"and", "so"})
        ):
            return None
        if quantity.noun is not None and not sure:
            return None
        measure = self._headline(number, quantity, before)
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

    def _is_it(self, number: int, quantity: Quantity, last: int, before: Mapping[int, str]) -> Trigger | None:
        """Read `The toll was cut. It is now 253`, `Forty were killed. … By nine it was 49`."""
        sentences = self.context.document.sentences
        told = sentences[quantity.sentence - 1] if quantity.sentence else None
        first = self.context.quantity_range[number][0]
        low = self.index.low
        if told is not None and told.paragraph == sentences[quantity.sentence].paragraph:
            tolls = low[told.first : told.last]
            others = {_tallied()[word] for word in tolls if word in _tallied()} - {"killed"}
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
        if _spares(self.index.low[sentence.first : sentence.last]):
            return None
        told = [
            k
            for k in range(max(0, number - 8), number)
            if k in before and quantity.sentence - self.quantities[k].sentence <= 2
        ]
        measures = [before[k] for k in told]
        if not told and not any(k in before for k in range(number)):
            return self._by_words_before(number, quantity)
        if not told or not _NEVER_GAPPED.isdisjoint(measures):
            return None
        if len(set(measures)) == 1:
            return measures[0]
        if "killed" not in measures:
            return None
        behind = self.context.quantity_range[number][1]
        beside = (
            number + 1 < len(self.quantities) and self.quantities[number + 1].sentence == quantity.sentence
        )
        if beside and _HURT.intersection(self.index.low[behind : behind + 8]):
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
        named = {_tallied()[word] for word in words if word in _tallied() and word not in _NO_PEOPLE}
        return "killed" if named == {"killed"} else None

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
            if told and not (_HURT - {"missing"}).isdisjoint(low[cut : min(sentence.last, cut + 5)]):
                return Trigger("killed", first, last, strong=False)
        if low[first - 1] not in {"to", "at", "is", "was"} or low[last : last + 1] not in (
            [","],
            ["and"],
            ["with"],
        ):
            return None
        if _NUMBERS.isdisjoint(low[max(sentence.first, first - _REACH) : first]):
            return None
        if any(self.context.quantity_at[token] >= 0 for token in range(sentence.first, first)):
            return None
        behind = low[last : min(sentence.last, last + 8)]
        numbered = any(
            self.context.quantity_at[token] >= 0 for token in range(last, min(sentence.last, last + 4))
        )
        if not numbered or (_HURT - {"missing"}).isdisjoint(behind):
            return None
        return Trigger("killed", first - 1, first, strong=False)

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
            if k in before and before[k] not in _NEVER_GAPPED and isinstance(whole.value, int | float):
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

    def _counted_otherwise(
        self, number: int, quantity: Quantity, first: int, last: int, before: Mapping[int, str]
    ) -> Trigger | None:
        """Read `… 108 people had been killed. On Friday activists had mentioned 12`: another count of the same."""
        low = self.index.low
        at = first - 1
        while at > 0 and low[at] in {"only", "just", "at", "some", "a", "about"}:
            at -= 1
        verb = self.reader.verb(at)
        if verb is None or verb.passive or verb.negated or verb.modal or verb.lemma not in _COUNTING:
            return None
        if low[last] not in ENDS | {",", ";", "as", "or", ")"}:
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
        if len(near) != 1 or not near.isdisjoint(_NEVER_GAPPED):
            return None
        told = self.quantities[number - 1]
        if number - 1 not in before or told.unit not in {"", "people"}:
            return None
        behind = self.context.quantity_range[number - 1][1]
        asked = {_tallied()[low[t]] for t in range(behind, first) if low[t] in _tallied()} - {
            before[number - 1]
        }
        if asked:
            # `ferried 250 of the wounded and cannot say how many died: his crews counted 200`
            named = asked.pop()
            return None if asked or named != "killed" else Trigger(named, at, first, strong=False)
        return Trigger(before[number - 1], at, first, strong=False)

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

    def _spoken_of(
        self, number: int, quantity: Quantity, first: int, last: int, before: Mapping[int, str]
    ) -> Trigger | None:
        """Read `claims that 678 died, and workers told the BBC of more than 100`: another's count of the same."""
        low = self.index.low
        if number - 1 not in before or self.quantities[number - 1].sentence != quantity.sentence:
            return None
        if before[number - 1] in _NEVER_GAPPED:
            return None
        if low[first - 3 : first] == ["on", "top", "of"]:
            # `50,000 have fled, on top of 150,000 in the rest of the country`
            return Trigger(before[number - 1], first - 3, first, strong=False)
        if low[first - 2 : first] in (["accounting", "for"], ["accounts", "for"], ["accounted", "for"]):
            # `evacuees rose to 232,121, with Kelantan accounting for 151,000`
            return Trigger(before[number - 1], first - 2, first, strong=False, part=True)
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

    def _before_the_hurt(self, number: int, quantity: Quantity) -> bool:
        """Tell whether those hurt are counted beside victims, `31 victims and 270 wounded`."""
        if number + 1 >= len(self.quantities) or self.quantities[number + 1].sentence != quantity.sentence:
            return False
        first, last = self.context.quantity_range[number + 1]
        near = first - self.context.quantity_range[number][1] <= _ASIDE
        return near and not (_HURT - {"missing"}).isdisjoint(self.index.low[last : last + 3])

    def _alone(self, quantity: Quantity, first: int, last: int) -> Trigger | None:
        """Read `"Seventy-nine," the minister said`: a number alone, of what the sentences beside it count."""
        sentences = self.context.document.sentences
        here = sentences[quantity.sentence]
        low = self.index.low
        begin = here.first
        while begin < first and low[begin] in MARKS:
            begin += 1
        if begin != first or low[last] not in MARKS - {"-", "–", "(", ")"}:
            return None
        found: set[str] = set()
        for near in (quantity.sentence, quantity.sentence + 1, quantity.sentence - 1):
            if not 0 <= near < len(sentences) or sentences[near].paragraph != here.paragraph:
                continue
            tokens = range(
                sentences[near].first, min(sentences[near].last, sentences[near].first + 2 * _REACH)
            )
            if self._tells_how_many(tokens):
                found |= {_tallied()[low[t]] for t in tokens if low[t] in _tallied()}
                if any(low[t : t + 2] == ["those", "lost"] or low[t] == "toll" for t in tokens) and not found:
                    found.add("killed")
            if found:
                break
        return Trigger(found.pop(), first, last, strong=False) if len(found) == 1 else None

    def _tells_how_many(self, tokens: range) -> bool:
        """Tell whether a sentence is about how many there are: `the count of those lost`, `so many dead`."""
        counted = {"many", "number", "count", "toll", "tally", "total"}
        return not counted.isdisjoint(self.index.low[tokens.start : tokens.stop])

    def read_lives(self, quantity: Quantity, first: int, noun_last: int) -> Trigger | None:
        """Read `five lives have been lost`, `claimed 283 lives`, not those saved or at risk; `26 names of the dead`."""
        low = self.index.low
        if quantity.head == "name" and low[noun_last : noun_last + 2] == ["of", "the"]:
            # `the list has 26 names of the dead`
            named = _tallied().get(low[noun_last + 2])
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
            named = next((_tallied()[word] for word in words[::-1] if word in _tallied()), None)
            listed = not load_words("figures_faint", "counts").isdisjoint(words)
            return Trigger(named, first - 1, first, strong=False) if named and listed else None
        if low[first - 1] not in load_words("figures_faint", "equals"):
            return None
        if _spares(low[sentence.first : sentence.last]):
            return None
        begin = max(sentence.first, first - _REACH)
        for token in range(first - 1, begin - 1, -1):
            if low[token] in {";", ":"} or self.context.quantity_at[token] >= 0:
                # What stands before another number is told of that one.
                begin = token + 1
                break
        if low[first - 1] in {"to", "at"} and not (
            any(
                (verb := self.reader.verb(token)) is not None
                and verb.lemma in load_words("figures_faint", "movers")
                and not verb.negated
                and verb.modal not in {"will", "would", "could", "can", "should", "may", "might"}
                for token in range(begin, first)
            )
            or low[first - 2] == "and"
        ):
            return None
        ahead = range(first - 1, begin - 1, -1)
        if low[first - 1] in {"to", "at"} and low[last : last + 1] in (["the"], ["that"], ["its"]):
            # `put at 157 the number of those cut down, and at 1,253 that of the injured`
            ahead = range(last, min(sentence.last, last + 10))
        counted = load_words("figures_faint", "counts")
        words = [low[token] for token in ahead]
        tallied = _tallied()
        measure = next((tallied[word] for word in words if word in tallied), None)
        if measure is None or counted.isdisjoint(words):
            return None
        if low[first - 1] in {"is", "are", "was", "were"} and low[last] not in ENDS | {",", ";", "as", "in"}:
            return None
        return Trigger(measure, first - 1, first, strong=False)

    def _gapped(
        self, number: int, quantity: Quantity, first: int, last: int, before: Mapping[int, str]
    ) -> Trigger | None:
        """Read `96 arrests on the day and more than 5,000 since April`, `counts 55 dead, the opposition 678`."""
        other = number - 1
        if other not in before or before[other] in _NEVER_GAPPED:
            return None
        told = self.quantities[other]
        if told.sentence != quantity.sentence or told.relation in {"part", "of_them"}:
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
        return word in MARKS or word in _PLACING or word in {"and", "or"} or self.context.timex_at[last] >= 0


def _spares(low: Sequence[str]) -> bool:
    """Tell whether a sentence says that nobody died: `In Peru, where nobody has died, the number stands at 50`."""
    return not _NOBODY.isdisjoint(low) and not {"died", "killed", "dead", "perished"}.isdisjoint(low)


@cache
def _asked() -> Mapping[tuple[str, ...], str]:
    """Return the measure of those whom a short question asks after, by the words behind its article."""
    asked = load_lexicon("figures_faint")["asked"]
    return {tuple(phrase.split()): name for name, phrases in asked.items() for phrase in phrases}


@cache
def _tallied() -> Mapping[str, str]:
    """Return the measure of each word for those whom a count counts."""
    return {word: name for name, words in load_lexicon("figures_faint")["tallied"].items() for word in words}
