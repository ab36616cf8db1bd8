"""Claimants that count: `The ministry counts 18 dead`, `a count by Reuters`, `put at 12 million by the insurers`."""

from collections.abc import Sequence
from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.sources import SourceReader
from briefgen.extract.frames import Slot
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_phrases, load_words

SHOWING = frozenset({"show", "shows", "showed"})
RECORDS = frozenset({"count", "tally", "data", "figures", "statistics", "records"})
_TOLLS = load_words("figure_rules", "counters_tolls")
_NEAR = 12
"""Most tokens between a verb of counting and the number."""
_FAR = 22
"""The same for `put the number of … at`."""
_COUNTED = frozenset(["dead", "injured", "missing", "wounded", "and", "deaths", "injuries", "displaced"])
_REPORTS = frozenset({"reports", "report", "estimates", "figures"})
_LISTS = load_words("figure_rules", "lists")
_HELD = load_words("figure_rules", "held")
"""What somebody has of those whom they count: `has the names of 66 people killed`."""
_HOLDING = load_words("figure_rules", "holding")
_TENDING = frozenset(["treat", "admit", "pick", "collect", "recover", "retrieve", "evacuate", "bury"])
"""What bodies do themselves with those whom they count: `The Red Cross had picked up 160 bodies`."""
_ESTIMATING = load_words("figure_rules", "estimating")
"""Verbs of which the number is what something is held to be."""
ADMITTED = frozenset({"patient", "person", "child", "victim", "injured", "wounded", "case", "survivor"})
"""Whom hospitals admit."""
_GIVING = load_words("figure_rules", "counters_giving")
"""Verbs in front of a colon behind which their subject gives numbers."""
_DRAWING = frozenset(["draw", "take", "make", "have"])
_BALANCES = load_words("figure_rules", "balances")
"""What is drawn up before a colon: `Police drew up the balance of the weekend: 12 dead`."""
_KEPT = load_words("figure_rules", "counters_kept")
_COUNTS = load_words("figure_rules", "counters_counts")
TELLINGS = _COUNTS | {"figures", "data", "statistics", "report", "numbers", "figure", "reading"}


class CounterFinder:
    """Finds who counts the numbers of one document, where a verb or a noun of counting says so."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], sources: SourceReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.sources = sources

    def of_its_own(self, number: int, slot: Slot) -> Slot | None:
        """Read `Hungary counted 225,000 arrivals and Slovakia 176,000`: each state gives its own number."""
        first = self.index.range_of(self.quantities[number].span)[0]
        mention = self.index.mention_at[first - 1] if first > 0 else -1
        if mention < 0 or self.quantities[number].noun is not None or slot.span is None:
            return None
        begin, end = self.index.mention_range[mention]
        if (
            self.index.low[begin - 1] not in {"and", ","}
            or self.sources.read_state(*self.index.range_of(slot.span)) is None
        ):
            return None
        return self.sources.read_state(begin, end)

    def counting(self, quantity: Quantity) -> Slot | None:
        """Read `The ministry counts about 18 dead`, `Officials have raised the toll to 52`: the subject gives it."""
        at = self.index.range_of(quantity.span)[0]
        sentence = self.context.document.sentences[quantity.sentence]
        low = self.index.low
        reaches = _FAR if low[at - 1] == "at" else _NEAR
        for token in range(at - 1, max(sentence.first, at - reaches) - 1, -1):
            number = self.index.verb_at[token]
            verb = self.index.clauses[number].verb if number >= 0 else None
            if verb is None or low[token] == "including":
                other = self.context.quantity_at[token]
                if other >= 0 and not self._is_other_count(other, at):
                    # `verified 564 deaths, including 41 children, and 982 injuries`
                    return self.counting(self.quantities[other]) if self._is_joined(other, at) else None
                if other < 0 and self._parts(token):
                    return None
                continue
            if self._is_beside(number, verb, at, sentence.first):
                continue
            if verb.passive or verb.negated or verb.modal or verb.tense in {"participle", "infinitive"}:
                return None
            reach = self._reach_of(number, verb, quantity, reaches)
            return (
                self._counter(number, verb, quantity)
                if reach is not None and at - verb.last <= reach
                else None
            )
        at -= 1
        if at <= sentence.first or low[at] not in _counting_forms():
            return None
        return self.sources.read_before(at, sentence.first)

    def _is_other_count(self, other: int, at: int) -> bool:
        """Tell whether a number before one is of something else that the same verb tells."""
        low = self.index.low
        if low[at - 1] == "to" and low[self.context.quantity_range[other][0] - 1] in {"from", "by"}:
            # `corrected the toll from 300 to 240`
            return True
        # `puts repairs to its 77 damaged stations at 300 million`
        return "at" in low[at - 3 : at]

    def _is_joined(self, other: int, at: int) -> bool:
        """Tell whether two numbers stand in one list, which one source gives."""
        behind = self.context.quantity_range[other][1]
        joined = not {"and", "including", ","}.isdisjoint(self.index.low[behind:at])
        return joined and not self._is_cut(behind, at)

    def _parts(self, token: int) -> bool:
        """Tell whether a mark parts a number from what stands before it."""
        low = self.index.low
        if low[token] == ",":
            return low[token + 1 : token + 2] not in (["including"], ["and"], ["with"])
        return low[token] in MARKS - {'"', "“", "”"}

    def _is_beside(self, number: int, verb: VerbGroup, at: int, begin: int) -> bool:
        """Tell whether a verb only says of whom a number is, and another one before it gives it."""
        low = self.index.low
        if verb.tense == "participle":
            if not _TOLLS.isdisjoint(low[max(begin, verb.first - 4) : verb.first]):
                # `raised the number of people killed by 480 to 1,938`
                return True
            if "at" in low[at - 3 : at] and low[verb.last : verb.last + 1] != ["it"]:
                return True
        # `put the number of dead since the protests began at 23`
        return low[at - 1] == "at" and self.index.clauses[number].kind in {"adverbial", "relative"}

    def _reach_of(self, number: int, verb: VerbGroup, quantity: Quantity, reaches: int) -> int | None:
        """Return how many tokens behind a verb the number may stand that its subject gives; None for no number."""
        at, low, lemma = self.index.range_of(quantity.span)[0], self.index.low, verb.lemma
        between = low[verb.last : at]
        tolls = not _TOLLS.isdisjoint(between)
        if lemma == "admit" and quantity.head in ADMITTED and "dead" not in low[at : at + 5]:
            # `The clinic admitted 90 patients`
            return None
        if lemma == "mention" and not _REPORTS.isdisjoint(between):
            # `The minister mentioned army reports of 2,000`
            return None
        if lemma in load_phrases("figures", "counting"):
            return 8
        if lemma in _ESTIMATING and self._is_put_at(at, between):
            # `Metro puts repairs to its stations at 300 million`, `values the damage at 10 billion`
            # `… the dead at 17 and that of the wounded at 315`
            return reaches if "that" in between else 14
        if lemma == "speak" and between[:1] == ["of"]:
            return 6
        if lemma == "hold" and between[-2:] == ["responsible", "for"]:
            # `The union holds the police responsible for 39 deaths`
            return 8
        if lemma in load_phrases("figures", "revising") and tolls:
            return reaches
        if lemma in {"put", "place"} and low[at - 1] == "at" and between[:1] == ["it"]:
            # `some activists put it at several hundred`
            return 5
        if lemma == "have" and low[at - 1] == "at" and tolls:
            # `Local media had the toll at 1,203`
            return 6
        if lemma == "have" and self._is_listed(quantity, self._end_of(quantity)):
            # `The ministry and the Red Cross had 37 confirmed deaths on their lists`
            return 2
        if lemma in _HOLDING and not _HELD.isdisjoint(between):
            # `The federation has the names of 66 people`, `has on its books 29,000 infections`
            return 8
        tends = lemma in _TENDING or (lemma == "take" and between[:1] == ["in"])
        if tends and self._is_body(number):
            return 5
        return 3 if lemma == "see" and quantity.head in {"body", "corpse"} else None

    def _end_of(self, quantity: Quantity) -> int:
        return self.context.document.sentences[quantity.sentence].last

    def _counter(self, number: int, verb: VerbGroup, quantity: Quantity) -> Slot | None:
        """Return the subject of a verb that counts; where it has none, who stands before it."""
        clauses, begin = self.index.clauses, self.context.document.sentences[quantity.sentence].first
        subject, above = clauses[number].subject, clauses[number].parent
        if subject is None and above is not None:
            # `The agency had on the same day put the number of dead at 67`
            had = clauses[above].verb
            if had is not None and had.lemma == "have" and had.last <= verb.first:
                subject = clauses[above].subject
        if subject is None:
            return self.sources.read_before(verb.first, begin)
        first, last = self.index.range_of(subject)
        named = self.sources.read_counter(first, last, quantity.sentence)
        if named is None and self.context.timex_at[first] >= 0:
            # `A week after the storm the council raised its count`
            named = self.sources.read_before(verb.first, begin)
        return named

    def _is_put_at(self, at: int, between: list[str]) -> bool:
        """Tell whether a number is what something is put at: `puts repairs at | about 3 million`."""
        return bool(between) and "at" in between[-3:] and self.context.quantity_at[at - 1] < 0

    def announcing(self, quantity: Quantity) -> Slot | None:
        """Read `The minister gave a new toll on Saturday: 769 dead`: who speaks before the colon gives the numbers."""
        at = self.index.range_of(quantity.span)[0]
        sentence = self.context.document.sentences[quantity.sentence]
        low = self.index.low
        colon = next((t for t in range(at - 1, sentence.first, -1) if low[t] == ":"), 0)
        if not colon or any(low[t] in {";", "“", "”", '"'} for t in range(colon, at)):
            return None
        for number in self.index.clauses_of[quantity.sentence]:
            clause = self.index.clauses[number]
            verb = clause.verb
            if verb is None or clause.subject is None or verb.passive or verb.negated or verb.modal:
                continue
            drawn = verb.lemma in _DRAWING and not _BALANCES.isdisjoint(low[verb.last : verb.last + 5])
            if (
                not (drawn or verb.lemma in _GIVING)
                or verb.last > colon
                or clause.kind not in {"main", "coordinate"}
            ):
                continue
            return self.sources.read_source(*self.index.range_of(clause.subject), quantity.sentence)
        return None

    def _is_body(self, number: int) -> bool:
        """Tell whether the subject of a clause is but the name of a body."""
        subject = self.index.clauses[number].subject
        if subject is None:
            return False
        names = self.context.document.names
        return any(
            names.entities[names.mentions[m].entity].type == "organisation"
            for m in self.index.mentions_in(*self.index.range_of(subject))
        )

    def _is_listed(self, quantity: Quantity, end: int) -> bool:
        """Tell whether numbers stand on the lists of whoever has them."""
        at = self.index.range_of(quantity.noun or quantity.number)[1]
        low = self.index.low
        while at < end and (low[at] in _COUNTED or self.context.quantity_at[at] >= 0):
            at += 1
        owned = low[at : at + 1] in (["on"], ["in"]) and low[at + 1 : at + 2] in (["its"], ["their"], ["his"])
        at += 2
        while at < end and low[at] in {
            "latest",
            "last",
            "new",
            "daily",
            "own",
            "evening",
            "morning",
            "first",
        }:
            at += 1
        return owned and at < end and low[at] in _LISTS

    def _is_cut(self, first: int, last: int) -> bool:
        """Tell whether a verb or a name stands between two numbers, so that they are no list of one source."""
        if self.index.mention_at[last - 1] >= 0:
            # `Hungary counted 225,000 arrivals and Slovakia 176,000`
            return True
        return any(
            self.index.verb_at[token] >= 0 and self.index.low[token] not in {"including", "estimated"}
            for token in range(first, last)
        )

    def counted_by(self, quantity: Quantity) -> Slot | None:
        """Read `Losses were put at 12 million by the insurers`, `the 401 people listed as missing by the city`."""
        sentence = self.context.document.sentences[quantity.sentence]
        low, at = self.index.low, self.index.range_of(quantity.span)[0]
        for token in range(max(sentence.first + 1, at - 12), min(sentence.last - 1, at + 16)):
            if low[token] != "by":
                continue
            verb = next(
                (
                    self.index.clauses[n].verb
                    for t in range(token - 1, max(sentence.first, token - 10) - 1, -1)
                    if (n := self.index.verb_at[t]) >= 0
                ),
                None,
            )
            if verb is None or verb.negated or not (verb.passive or verb.tense == "participle"):
                continue
            reach = {
                "list",
                "report",
                *load_phrases("figures", "counting"),
                *load_phrases("figures", "revising"),
            }
            if verb.lemma not in reach - {"withdraw", "retract", "revoke", "correct"} or low[
                verb.last - 1
            ].endswith("ing"):
                continue
            if verb.lemma in load_phrases("figures", "revising") and not {"at", "to"} & set(
                low[verb.last : at]
            ):
                # `200 people were brought to safety by police`
                continue
            if min(abs(verb.first - at), abs(token - at)) > 8:
                continue
            end = token + 1
            while (
                end < sentence.last
                and end - token < 9
                and low[end] not in MARKS | {"as", "in", "on", "and", "at"}
                and self.index.verb_at[end] < 0
                and self.context.quantity_at[end] < 0
                and self.context.timex_at[end] < 0
            ):
                end += 1
            if end > token + 1 and (found := self.sources.read_source(token + 1, end, quantity.sentence)):
                return found
        return None

    def tallying(self, quantity: Quantity) -> Slot | None:
        """Read `figures from the ministry show`, `a count by Reuters`, `by the government's count`."""
        sentence = self.context.document.sentences[quantity.sentence]
        low = self.index.low
        if not TELLINGS.intersection(low[sentence.first : sentence.last]):
            return None
        for token in range(sentence.first, sentence.last):
            if low[token] not in TELLINGS:
                continue
            behind = token + 1
            if low[token] in RECORDS and behind < sentence.last and low[behind] in SHOWING:
                # `UN figures show that 934 people were killed`
                return self.sources.read_before(behind, sentence.first)
            while behind < sentence.last and (self.context.timex_at[behind] >= 0 or low[behind] == "on"):
                # `the latest count on Wednesday from the institute`
                behind += 1
            if low[behind : behind + 2] in (
                ["compiled", "by"],
                ["collected", "by"],
                ["issued", "by"],
                ["released", "by"],
            ):
                behind += 1
            behind += low[behind] in _KEPT and low[behind + 1 : behind + 2] == ["by"]
            if behind < sentence.last and low[behind] in {"from", "by"}:
                end = behind + 1
                while (
                    end < sentence.last
                    and end - behind < 9
                    and low[end] not in MARKS
                    and self.index.verb_at[end] < 0
                    and self.context.quantity_at[end] < 0
                ):
                    end += 1
                verb = self.index.verb_at[end] if end < sentence.last else -1
                if verb >= 0 or low[token] in _COUNTS:
                    return self.sources.read_source(behind + 1, end, quantity.sentence)
            if (
                low[token] in _COUNTS
                and low[behind : behind + 1] == ["of"]
                and "by" in low[token - 2 : token]
            ):
                # `38 arrests, by the count of Ana Ruiz, a lawyer`
                end = behind + 1
                while (
                    end < sentence.last
                    and end - behind < 9
                    and low[end] not in MARKS
                    and self.context.quantity_at[end] < 0
                ):
                    end += 1
                return self.sources.read_source(behind + 1, end, quantity.sentence)
            # `by the government's count`, `according to its own tally`
            start = token
            while start > sentence.first and token - start < 5 and low[start - 1] not in {"by", "to"}:
                start -= 1
            if start > sentence.first and low[token] in _COUNTS and low[start - 1] == "by" and start < token:
                return self.sources.read_source(start, token, quantity.sentence)
        return None

    def saying(self, quantity: Quantity, first: int) -> Slot | None:
        """Read `reported by state media, with the agency LANA saying four people died`: who says it is told last."""
        found: Slot | None = None
        for number in self.index.clauses_of[quantity.sentence]:
            clause = self.index.clauses[number]
            if clause.verb is None or clause.subject is None or clause.verb.last > first:
                continue
            begin, end = self.index.range_of(clause.subject)
            if self.index.low[clause.verb.last - 1] == "saying" and self.index.low[begin - 1] == "with":
                found = self.sources.read_source(begin, end, quantity.sentence)
        return found

    def said_directly(self, quantity: Quantity, first: int) -> tuple[int, int] | None:
        """Return the subject of `said` where a number follows at once: `She said 12 men, two of them old, had died`.

        What stands between commas hides the clause that is said, so that no attribution is found.
        """
        if self.context.attributions_of[quantity.sentence]:
            return None
        for number in self.index.clauses_of[quantity.sentence]:
            clause = self.index.clauses[number]
            verb = clause.verb
            if (
                verb is None
                or clause.subject is None
                or verb.lemma not in _SAYING
                or verb.passive
                or verb.negated
            ):
                continue
            begin = verb.last + (self.index.low[verb.last : verb.last + 1] == ["that"])
            if verb.last <= first and verb.modal == "" and self.context.quantity_at[begin] >= 0:
                return self.index.range_of(clause.subject)
        return None


_SAYING = frozenset(["say", "add", "announce"])


@cache
def _counting_forms() -> frozenset[str]:
    """Return the finite forms of verbs of counting, for sentences whose clause has another verb."""
    made: set[str] = set()
    for lemma in load_phrases("figures", "counting"):
        stem = lemma.removesuffix("e").removesuffix("y")
        made |= {lemma + "s", stem + "ies"} if lemma.endswith("y") else {lemma + "s"}
        made.add(stem + ("ied" if lemma.endswith("y") else "ed"))
    return frozenset(made)
