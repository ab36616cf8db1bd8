"""Triggers: what tells the measure of a number, in its noun phrase or around it."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.aboard import AboardFinder
from briefgen.extract.figure_rules.bodies import BodyReader
from briefgen.extract.figure_rules.faint_figures import FaintFinder
from briefgen.extract.figure_rules.figure_labels import LabelReader
from briefgen.extract.figure_rules.figure_phrases import PhraseFinder
from briefgen.extract.figure_rules.groups import GroupReader
from briefgen.extract.figure_rules.illness import IllnessFinder, illnesses
from briefgen.extract.figure_rules.measures import Measure, Trigger
from briefgen.extract.figure_rules.moved_counts import MovedCounts
from briefgen.extract.figure_rules.rivals import RivalFinder
from briefgen.extract.figure_rules.told_again import AgainFinder
from briefgen.extract.figure_rules.told_before import BeforeFinder
from briefgen.extract.figure_rules.told_elliptical import EllipsisFinder
from briefgen.extract.figure_rules.tolls import TollFinder
from briefgen.extract.figure_rules.trigger_after import AfterTriggers
from briefgen.extract.figure_rules.trigger_nouns import NounTriggers
from briefgen.extract.figure_rules.trigger_verbs import VerbFinder
from briefgen.extract.figure_rules.verb_reader import is_real
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Inexact

_GIVING = load_words("figure_rules", "triggers_giving")
"""Verbs whose object is help or the like, no more of those told before."""
_AREAS = frozenset(["hectares", "acres", "square kilometres"])
_FIRES = frozenset(["fire", "fires", "blaze", "blazes", "wildfire", "wildfires", "bushfire", "bushfires"])
_UNBURNT = load_words("figure_rules", "unburnt")
"""Words of land beside fires that they have not burnt, or not all of it."""
_OLDEST = 110
_ABOUTS = frozenset(
    [("or", "so"), ("or", "more"), ("or", "thereabouts"), ("and", "more"), ("and", "counting")]
)
_LASTING = frozenset({"displaced", "injured", "missing", "infected", "kidnapped"})
"""States of people who may have died since."""
_HUNGRY = frozenset(["malnourished", "undernourished", "starving", "hungry", "underfed", "emaciated"])
_FURTHER = frozenset(["another", "a", "further", "at", "least", "some", "about", "the", "more", "than"])
_LITTERS = frozenset(["bag", "bags", "stretchers"])
_CARED_FOR = frozenset({"injured", "hospitalised"})
_SAMPLES = frozenset(["sample", "swab", "specimen", "test", "carcass", "bird", "animal"])
_ENDS = frozenset({"killed", "rescued", "hospitalised"})
"""What ends such a state."""
_FORMER = frozenset(["former", "freed", "released", "ex-hostages", "rescued", "liberated"])
"""Words before hostages who are held no more."""
_MANIFEST = frozenset(["passenger", "crew", "adult", "infant", "child"])
_COMING_THROUGH = load_words("figure_rules", "coming_through")
_DENYING = frozenset(["deny", "refute", "dismiss", "rebut"])
_RUMOURS = frozenset(["rumour", "rumours", "rumor", "rumors", "hoax"])
_TOLD = load_words("figure_rules", "told")
_FALSE = frozenset(["untrue", "false", "unfounded", "baseless", "invented", "fabricated", "wrong", "denied"])
_RIDERS = frozenset(["passenger", "traveller", "traveler", "motorist", "commuter", "pilgrim"])
"""Who is held up on a journey."""
_GUESTS = frozenset(["tourist", "holidaymaker", "camper", "scout", "vacationer"])
"""Who camps or stays somewhere of their own will."""
_DETERMINERS = frozenset(["the", "its", "their", "his", "these", "those", "some", "about"])
_REACH = 14
"""Most tokens between a number's noun and the verb that tells what happened to it."""


class TriggerFinder:
    """Finds what tells the measure of the numbers of one document."""

    def __init__(self, context: Context, measures: Sequence[Measure], quantities: Sequence[Quantity]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.measures = measures
        self.by_name = {measure.name: measure for measure in measures}
        self.verbs = VerbFinder(context, measures)
        self.reader = self.verbs.reader
        self.groups = GroupReader(context, measures)
        self.tolls = TollFinder(context, measures, self.reader, illnesses())
        self.illness = IllnessFinder(context, self.reader)
        self.told_before = BeforeFinder(
            context, measures, quantities, self.reader, is_ill=self.illness.is_told
        )
        self.ellipses = EllipsisFinder(context, quantities, self.reader)
        self.told_again = AgainFinder(context, quantities, self.reader)
        self.phrases = PhraseFinder(context, quantities, self.reader)
        self.labels = LabelReader(context, measures)
        self.rivals = RivalFinder(context, quantities)
        self.nouns = NounTriggers(context, self.reader, is_ill=self.illness.is_told)
        self.after = AfterTriggers(context, quantities, self.verbs, self.nouns)
        self.faint = FaintFinder(context, measures, quantities, self.reader)
        self.aboard = AboardFinder(context, self.reader)
        self.bodies = BodyReader(context, quantities)
        self.moved = MovedCounts(context, quantities, self.reader)

    def find(
        self, number: int, quantity: Quantity, first: int, last: int, noun_last: int, before: dict[int, str]
    ) -> Trigger | None:
        """Find what tells the measure of one number.

        Args:
            number: index of the quantity.
            quantity: the quantity.
            first: its first token.
            last: the token behind it.
            noun_last: the token behind the noun phrase that it counts.
            before: measures of the quantities found so far, by index.
        Returns:
            The strongest hint: words in the noun phrase, then a toll, the verb that governs it, a list; or None.
        """
        sentence = self.context.document.sentences[quantity.sentence]
        noun_last = self.verbs.lists.behind_brackets(noun_last, sentence.last)
        if (told := self.none_survived(quantity, first, noun_last)) is not None:
            return told
        if self._is_of_the_known(last, sentence.last) or self._is_spared(first, sentence.first):
            return None
        if number in self.bodies.parts:
            return None
        if quantity.relation in {"part", "of_them"} and self.told_before.is_let_go(last):
            return self.faint.find_by_words(quantity, first, last, noun_last)
        body = self.bodies.begin_of(quantity, first, sentence.first)
        if body is not None:
            # `killing | its crew of seven`
            if self.bodies.is_only_named(body):
                return None
            told = self._find(number, quantity, body, last, noun_last, before)
            return self.bodies.with_group(told, quantity, body, first)
        told = self._find(number, quantity, first, last, noun_last, before)
        if told is not None and told.measure == "evacuated" and quantity.relation in {"part", "of_them"}:
            # `1,995 have been admitted, and 1,070 of them sent home`
            return None if before.get(number - 1) in {"hospitalised", "injured", "infected"} else told
        return told

    def _find(
        self, number: int, quantity: Quantity, first: int, last: int, noun_last: int, before: dict[int, str]
    ) -> Trigger | None:
        """Find what tells the measure of a number, or of the body whose size it is."""
        sentence = self.context.document.sentences[quantity.sentence]
        if quantity.noun is None and tuple(self.index.low[last : last + 2]) in _ABOUTS:
            # `500 or so wounded`
            last = noun_last = last + 2
        if (
            self.is_denied(first)
            or self._is_age_aside(quantity, first, last)
            or self._is_supposed(first, sentence.first, sentence.last)
        ):
            return None
        if quantity.head in {"", "head"} and self._are_animals(last, noun_last):
            return None
        if not _LITTERS.isdisjoint(self.index.low[last : noun_last + 1]):
            # `21 body bags were taken to a hospital`
            return None
        if self._are_samples(quantity, noun_last):
            return None
        if quantity.head in {"body", "corpse"} and self.faint.is_rate(noun_last):
            # `The morgue sees some 25 bodies arriving every day`
            return None
        part = self._is_whole_behind_part(first)
        if quantity.head in {"body", "corpse"} and not part and self._are_identified(first, noun_last):
            return None
        if quantity.noun is None and self.index.low[last] == "that":
            # `put the dead at 157 and at 1,253 that of the injured`
            put = self.faint.tallies.read_put_at(quantity, first, last)
            if put is not None:
                return put
        told = (
            self._moved(number, quantity, first, last, before)
            or self.faint.tallies.read_lives(quantity, first, noun_last)
            or self.faint.tallies.read_lost(last, before)
            or self._done_to_part(quantity, first, last)
            or self._among_next(number, noun_last, sentence.last, before)
            or self._all_of_them(noun_last, sentence.last)
            or self._behind_parts(number, noun_last, sentence.last)
            or self.told_before.read_of_bodies(number, quantity, first, before)
            or self.told_before.read_died_later(number, quantity, first, noun_last, before)
            or self._aboard(quantity, first, last, noun_last, before)
        )
        if told is not None or self._is_set_free(first, last):
            return told
        found = self._find_exactly(number, quantity, first, last, noun_last, before)
        if (
            found is not None
            and found.measure == "displaced"
            and (quantity.head in _RIDERS or (quantity.head in _GUESTS and not found.strong))
        ):
            found = None
        if found is not None and last <= found.first < noun_last and found.measure in _LASTING:
            # `Eight displaced people lost their lives`
            ended = self.verbs.behind.find(noun_last, sentence.last) or self.phrases.find(
                number, first, last, noun_last
            )
            if ended is not None and ended.measure == "killed":
                return ended
            if found.measure == "kidnapped":
                # `Twenty of the captives had slight wounds`
                told = self.faint.find_by_words(quantity, first, last, noun_last)
                if told is not None and told.measure in {"injured", "hospitalised", "killed", "rescued"}:
                    return told
        if found is not None and found.measure == "missing" and found.first >= noun_last:
            # `pulled out three people trapped in the hull`
            ahead = self.verbs.ahead.find(first, sentence.first, sentence.last)
            if (
                ahead is not None
                and ahead.measure == "rescued"
                and not self._has_own_number(ahead, number, first)
            ):
                return ahead
        if found is not None and found.measure in _CARED_FOR and self._have_died(noun_last, sentence.last):
            # `received six people wounded by shots who later died`
            return Trigger("killed", found.first, found.last, strong=found.strong)
        if found is not None and found.measure in {"detained", "arrested"} and quantity.head == "patient":
            # `In the hospitals remain interned 18 patients`
            return Trigger("hospitalised", found.first, found.last, strong=found.strong)
        if found is not None and found.claimant is not None:
            # `Two died, and police carried off scores`
            told = self.faint.find_by_words(quantity, first, last, noun_last)
            if told is not None and told.measure != found.measure:
                return told
        hungry = not _HUNGRY.isdisjoint(self.index.low[last:noun_last])
        if found is not None and hungry and found.measure in {"injured", "hospitalised"}:
            # `has treated more than 21,000 malnourished children`
            return None
        if found is not None and found.first >= noun_last and found.measure in _LASTING:
            # `Of those, 137 children kidnapped in March were rescued`
            ended = self._ended_since(found, first, sentence.last)
            if ended is not None:
                return ended
        if found is not None and found.measure in _LASTING | {"rescued"} and self._are_bodies(first):
            # `found the bodies of five of the missing six`, `rescued 40 and recovered the bodies of another 12`
            return Trigger("killed", first - 1, first, strong=True)
        if found is not None and found.measure == "injured" and self._is_to_death(found, sentence.last):
            return Trigger("killed", found.first, found.last, strong=found.strong)
        if (
            found is not None
            and found.measure == "kidnapped"
            and not _FORMER.isdisjoint(self.index.low[last:noun_last])
        ):
            found = None
        of_people = quantity.unit == "people" or quantity.noun is None
        if found is None or (of_people and not self.by_name[found.measure].people):
            # What befalls things alone is no measure of people.
            told = self.faint.find(number, quantity, first, last, noun_last, before)
            if told is None and found is not None and quantity.unit == "people" and found.measure != "seized":
                # `8,000 protesters sealed off the road and burned tyres`
                return self.nouns.read_crowd(first, last, noun_last)
            return told or found
        inherited = found.first == first or (
            quantity.relation in {"part", "of_them"} and quantity.noun is None and found.first < first
        )
        if self.by_name[found.measure].only_nouns or inherited:
            more = quantity.relation == "more" and quantity.noun is None
            told = self.faint.find_by_words(quantity, first, last, noun_last)
            if told is not None and more and self.reader.verb(told.first) is None:
                # `eleven died, … and three more on the coast road`
                told = None
            return told or self.faint.tallies.read_put_at(quantity, first, last) or found
        return found

    def _find_exactly(
        self, number: int, quantity: Quantity, first: int, last: int, noun_last: int, before: dict[int, str]
    ) -> Trigger | None:
        """Find what an exact frame tells of a number."""
        sentence = self.context.document.sentences[quantity.sentence]
        fronted = self.index.low[first - 1] == "of" and first - 1 == sentence.first
        parted, whole = self._is_part_of_number(last), self._is_whole_behind_part(first)
        if parted and (told := self._told_of_part(first, noun_last, sentence.last)) is not None:
            return told
        found = (
            self._placed_part(number, quantity, last, before)
            or self.labels.find(quantity, first, last)
            or self.told_again.read_pair(number, quantity, first, before)
            or self.nouns.read_lives(quantity, first, noun_last)
            or self.nouns.read_phrase(quantity, last, noun_last)
            or self.illness.find(quantity, first, last, noun_last)
            or self.phrases.find(number, first, last, noun_last, alone=parted, direct=whole)
            or self.nouns.read_owned(noun_last, sentence.last)
            or self.after.read(noun_last, sentence.last)
            or (None if whole else self._after_phrase(noun_last, sentence.last))
            or self.after.read_behind_aside(noun_last, sentence.last)
            or self.after.read_behind_list(number, noun_last, sentence.last)
            or self.nouns.read_of(first, sentence.first)
            or self.tolls.find_toll(first, sentence.first)
            or self.tolls.find_behind(first, last, sentence.last)
            or self.nouns.read_losses(quantity, first, sentence.first)
            or self.nouns.read_apposed(first, last, sentence.first)
            or self.nouns.read_of_those(last, sentence.last)
            or self.nouns.read_of_country(first, last, noun_last)
            or self.nouns.read_of_the_dead(first, sentence.first)
        )
        if found is not None:
            if (
                found.measure == "missing"
                and not found.named
                and self._is_found_again(noun_last, sentence.last)
            ) or (found.measure == "missing" and self._is_accounted(first)):
                return None
            return self._rather_of_verb(found, last, noun_last, sentence.last) or found
        if (
            quantity.unit == "places"
            and self.index.low[first - 1] == "in"
            and self.verbs.lists.is_within(first)
        ):
            # `destroyed 447,723 acres in four counties`
            return None
        ahead = self.verbs.ahead.find(first, sentence.first, sentence.last)
        searched = (
            ahead is None or not self._asks_search(ahead) or self._is_search(sentence.first, sentence.last)
        )
        if not searched:
            # `police are searching for three suspects`
            ahead = None
        if ahead is not None and ahead.strong:
            return ahead
        others = quantity.relation == "more" and self._is_done(noun_last)
        others = others or whole
        if others or (quantity.unit == "people" and self.verbs.lists.is_owner(first)):
            # `… cancelled 11,000 flights, with 4,700 others delayed`, `looted the belongings of 50 nurses`
            ahead = None
        within = fronted or (
            self.verbs.lists.is_within(first) and self.index.low[noun_last : noun_last + 1] != ["who"]
        )
        found = (None if within else self.verbs.behind.find(noun_last, sentence.last)) or ahead
        if (
            found is not None
            and not self.by_name[found.measure].people
            and self._does_to_others(found, noun_last)
        ):
            # `seized six vans, and burned down 12 huts`
            found = ahead
        if found is not None and found.measure == "seized" and quantity.unit == "people":
            verb = self.reader.verb(found.first)
            if verb is not None and verb.lemma in {"recover", "steal", "confiscate"}:
                # `bodies of six women and three children were recovered`
                found = self.told_before.read_listed(number, quantity, first, before, alone=False)
        if (
            found is not None
            and found.measure == "missing"
            and (self._is_found_again(noun_last, sentence.last) or self._is_accounted(first))
        ):
            return None
        if found is not None and self.by_name[found.measure].only_nouns:
            # `194 people dead, among them 41 officers and 104 of those who took part`
            found = self.told_before.read_part(number, quantity, first, before) or found
        if found is None and self._goes_on(quantity, first, noun_last):
            found = self.told_before.read_inherited(number, quantity, before) or self.told_before.read_summed(
                quantity, first, sentence.first
            )
        return (
            found
            or self.rivals.find(number, last, before, self.by_name)
            or self.told_before.read_listed(number, quantity, first, before)
            or self.told_before.read_behind_aside(number, quantity, first, before)
            or self.told_again.find_again(number, quantity, first, before)
            or self.ellipses.read_elliptical(number, quantity, first, last, before)
            or self.told_again.read_counted_again(number, quantity, first, before)
            or self.ellipses.read_arriving(number, first, noun_last, before)
            or self.told_before.read_also_sent(number, quantity, first, before)
            or self.told_before.read_told_as(number, quantity, last, before)
            or self.told_before.read_nations(number, quantity, first, before)
            or self.told_before.read_specified(number, quantity, first, last, before)
            or self.nouns.read_crowd(first, last, noun_last)
            or self.told_again.read_tally(number, quantity, first, before)
            or self.told_again.find_in_sentence_before(quantity, first)
            or self.rivals.find_crowd(number, first, last)
            or self._read_area(quantity, first, sentence.first, sentence.last)
        )

    def _read_area(self, quantity: Quantity, first: int, begin: int, end: int) -> Trigger | None:
        """Read `Fifty fires, 25,000 hectares`, `557 fires over 174,000 hectares`: land beside fires is burnt."""
        if quantity.unit not in _AREAS or "burned" not in self.by_name:
            return None
        low = self.index.low
        at = next((t for t in range(max(begin, first - _REACH), first) if low[t] in _FIRES), -1)
        if at < 0 or not _UNBURNT.isdisjoint(low[begin:end]):
            return None
        return Trigger("burned", at, at + 1, strong=True, named=True)

    def _does_to_others(self, found: Trigger, noun_last: int) -> bool:
        """Tell whether a verb behind things is an active one with things of its own behind it."""
        verb = self.reader.verb(found.first)
        if verb is None or verb.passive or found.first < noun_last or verb.tense == "participle":
            return False
        at = verb.last + (self.index.low[verb.last] in {"down", "up", "out"})
        joined = self.index.low[found.first - 1] == "and"
        return joined and any(self.context.quantity_at[token] >= 0 for token in range(at, at + 2))

    def _after_phrase(self, at: int, end: int) -> Trigger | None:
        """Read `The four members of the crew are under arrest`: what stands behind a phrase with a preposition."""
        token = self.phrases.behind_phrase(at, end)
        return self.after.read(token, end) if token > at else None

    def _are_animals(self, last: int, noun_last: int) -> bool:
        """Tell whether a number counts beasts by the head: `736,000 heads of livestock have perished`."""
        low = self.index.low
        return low[noun_last - 1 : noun_last + 1] in (["head", "of"], ["heads", "of"]) or low[
            last : last + 2
        ] in (
            ["head", "of"],
            ["heads", "of"],
        )

    def _are_identified(self, first: int, noun_last: int) -> bool:
        """Tell whether all that is told of bodies is that they are known: `nine bodies could be identified`."""
        behind = self.reader.verb(noun_last) if noun_last < len(self.index.low) else None
        ahead = self.reader.verb(first - 1) if first > 0 else None
        named = {"identify", "name"}
        return (behind is not None and behind.passive and behind.lemma in named) or (
            ahead is not None and not ahead.passive and ahead.lemma in named
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
        if low[at] != "that" or low[at - 1] not in _TOLD:
            return False
        end = self.context.document.sentences[self.index.sentence_of[at]].last
        behind = low[at:end]
        denied = "not" in behind and not {"correspond", "true", "so", "case"}.isdisjoint(behind)
        return low[at - 1] in _RUMOURS or denied or not _FALSE.isdisjoint(behind)

    def _is_to_death(self, found: Trigger, end: int) -> bool:
        """Tell whether a second verb ends what the first began: `were stabbed or hacked to death`."""
        low = self.index.low
        at = found.last
        if low[at : at + 1] not in (["or"], ["and"], [","]):
            return False
        return any(low[token : token + 2] == ["to", "death"] for token in range(at + 1, min(end, at + 5)))

    def _is_supposed(self, first: int, begin: int, end: int) -> bool:
        """Tell whether a number is only supposed or a rumour: `If we had stayed you would have had 3,000 dead`."""
        low = self.index.low
        if not _RUMOURS.isdisjoint(low[begin:first]):
            return True
        if "if" not in low[begin:end]:
            return False
        clause = self.context.clause_at(first)
        verb = self.index.clauses[clause].verb if clause is not None else None
        if verb is None:
            return False
        return verb.modal in {"will", "shall"} or (
            verb.modal in {"would", "could", "might"} and verb.tense == "perfect"
        )

    def _done_to_part(self, quantity: Quantity, first: int, last: int) -> Trigger | None:
        """Read `freed 82 of the 276 girls abducted in May`: what the verb before does, not what befell them all."""
        verb = self.reader.verb(first - 1) if first > 0 else None
        if verb is None or verb.last != first or verb.passive or not is_real(verb):
            return None
        if not self._is_part_of_number(last):
            return None
        told = self.faint.find_by_words(quantity, first, last, last)
        if told is None or told.first != verb.first:
            # `killed 41 of the 2,300 people infected`
            sentence = self.context.document.sentences[quantity.sentence]
            told = self.verbs.ahead.find(first, sentence.first, last)
        return told if told is not None and told.first == verb.first else None

    def _is_set_free(self, first: int, last: int) -> bool:
        """Tell whether captors let go some of those they took: `released 82 of the 276 girls abducted in May`."""
        if not self._is_part_of_number(last):
            return False
        verb = self.reader.verb(first - 1) or self.reader.verb(first - 2)
        return verb is not None and verb.lemma in {"free", "release", "liberate", "let"} and not verb.passive

    def _among_next(self, number: int, noun_last: int, end: int, before: dict[int, str]) -> Trigger | None:
        """Read `Ten children are among at least 92 people whose bodies were found`: some of those told of next."""
        low = self.index.low
        among = next((t for t in range(noun_last, min(end, noun_last + 6)) if low[t] == "among"), -1)
        if among < 0 or low[among - 1] not in {"are", "were", "was", "is"}:
            return None
        for whole in range(number + 1, min(len(self.quantities), number + 3)):
            first, last = self.context.quantity_range[whole]
            if not among < first <= among + 3 or first >= end:
                continue
            other = self.quantities[whole]
            behind = max(last, self.index.range_of(other.noun)[1] if other.noun is not None else last)
            told = self.find(whole, other, first, last, behind, before)
            if told is None or not self.by_name[told.measure].people:
                return None
            return Trigger(told.measure, among - 1, among + 1, strong=False, part=True)
        return None

    def _moved(
        self, number: int, quantity: Quantity, first: int, last: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read the number that another replaces: `rose from 23 to 31`, `31, up from 23`."""
        other = self.moved.successor(number, quantity, first, last)
        if other < 0:
            return self.moved.find(number, quantity, first, before)
        begin, end = self.context.quantity_range[other]
        noun = self.quantities[other].noun
        behind = max(end, self.index.range_of(noun)[1]) if noun is not None else end
        told = self.find(other, self.quantities[other], begin, end, behind, before)
        if told is None or not self.by_name[told.measure].people:
            return None
        return Trigger(told.measure, told.first, told.last, strong=False, again=True, moved=True)

    def _all_of_them(self, at: int, end: int) -> Trigger | None:
        """Read `He stepped over the fourteen rebels, all of them killed`."""
        low = self.index.low
        if low[at : at + 1] != [","] or low[at + 1 : at + 2] not in (["all"], ["both"]):
            return None
        if low[at + 2 : at + 3] != ["of"] or low[at + 3 : at + 4] not in (["them"], ["whom"]):
            return None
        return self.after.read(at + 4, end)

    def _aboard(
        self, quantity: Quantity, first: int, last: int, noun_last: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read those aboard, unless the whole of them was told of before: `all 189 died … carried 178 adults`."""
        told = self.aboard.find(quantity, first, last, noun_last)
        if told is None or isinstance(quantity.value, Inexact) or quantity.head not in _MANIFEST:
            return told
        wholes = (self.quantities[k].value for k, name in before.items() if name == told.measure)
        if any(not isinstance(value, Inexact) and value > quantity.value for value in wholes):
            return None
        return told

    def _behind_parts(self, number: int, at: int, end: int) -> Trigger | None:
        """Read `All 157 on board, 149 passengers and a crew of eight, were killed`."""
        token = self.bodies.behind_parts(number, at, end)
        if token < 0 or self.quantities[number].head in {"body", "corpse"}:
            return None
        return self.after.read(token, end) or self.verbs.behind.find(token, end)

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
        lexicon = load_quantity_words()
        return (
            lexicon.units.get(low[first - 2]) == "people"
            and singular(low[first - 2], lexicon.irregular) == (low[first - 2])
        )

    def _is_spared(self, first: int, begin: int) -> bool:
        """Tell whether none of a number is told of: `No child among the 627 patients was killed`."""
        low, at = self.index.low, first - 1
        at -= low[at] in _DETERMINERS
        if at > begin and low[at] == "of":
            if low[at - 2 : at] == ["not", "one"]:
                return True
            return low[at - 1] in {"none", "neither", "rumours", "rumors", "rumour", "rumor"}
        if at <= begin or low[at] not in {"among", "amongst"}:
            return False
        return any(low[t] in {"no", "none", "nobody"} for t in range(max(begin, at - 3), at))

    def none_survived(self, quantity: Quantity, first: int, at: int) -> Trigger | None:
        """Read `None of the 66 people on the Airbus survived`."""
        low, end = self.index.low, self.context.document.sentences[quantity.sentence].last
        nobody = low[first - 3 : first] in (
            ["none", "of", "the"],
            ["one", "of", "the"],
            ["none", "among", "the"],
        )
        if (
            not nobody
            or quantity.unit not in {"", "people"}
            or (low[first - 3] == "one" and low[first - 4] != "not")
        ):
            return None
        verb = next(
            (v for t in range(at, min(end, at + _REACH)) if (v := self.reader.verb(t)) is not None), None
        )
        if verb is None or verb.negated or verb.modal not in {"", "can"}:
            return None
        alive = "alive" in low[verb.last : verb.last + 4] and verb.lemma in _COMING_THROUGH
        if verb.lemma not in {"survive", "live"} and not alive:
            return None
        return Trigger("killed", verb.first, verb.last, strong=True)

    def _is_part_of_number(self, last: int) -> bool:
        """Tell whether a number is some of another one: `three of the 9,000 officers`."""
        low, at = self.index.low, last + 1
        if low[last : last + 1] != ["of"] or at >= len(low):
            return False
        at += low[at] in _DETERMINERS
        return at < len(low) and self.context.quantity_at[at] >= 0

    def _is_whole_behind_part(self, first: int) -> bool:
        """Tell whether what a verb before says is told of some of these: `killed 276 of the 316 people`."""
        low, at = self.index.low, first - 1
        at -= low[at] in _DETERMINERS
        return at > 0 and low[at] == "of" and self.context.quantity_at[at - 1] >= 0

    def _ended_since(self, found: Trigger, first: int, end: int) -> Trigger | None:
        """Return what a main verb tells of those whom a participle before it describes: killed, or found alive."""
        told = self.reader.verb(found.first)
        if told is None or told.tense != "participle":
            return None
        ended = self._told_of_part(first, told.last, end)
        if ended is None or ended.measure not in _ENDS:
            return None
        # `Twenty wounded in a blast At least seven people were killed`: others were.
        between = self.context.quantity_at[told.last : ended.first]
        return ended if all(number < 0 for number in between) else None

    def _told_of_part(self, first: int, noun_last: int, end: int) -> Trigger | None:
        """Read what is told of some, not of all: `Three of the 9,000 officers on duty were injured`."""
        here = self.index.span(first, first + 1)
        for number in self.index.clauses_of[self.index.sentence_of[first]]:
            clause = self.index.clauses[number]
            if clause.subject is None or clause.verb is None or not clause.subject.contains(here):
                continue
            if clause.verb.first >= noun_last and clause.verb.tense != "participle":
                return self.after.read(clause.verb.first, end) or self.verbs.behind.find(
                    clause.verb.first, end
                )
        return None

    def _is_of_the_known(self, last: int, end: int) -> bool:
        """Tell whether those told of are only named by now: `Five of the dead have been identified`."""
        low = self.index.low
        if low[last : last + 1] != ["of"] or low[last + 1 : last + 2] not in (["the"], ["those"], ["them"]):
            return False
        them = low[last + 1] == "them" or (
            low[last + 1] == "those" and self.reader.verb(last + 2) is not None
        )
        return (them or low[last + 2] in {"dead", "victims", "bodies", "killed"}) and self.nouns.are_named(
            last + 1, end
        )

    def _placed_part(
        self, number: int, quantity: Quantity, last: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `38 were shot dead, 22 of them in Galle`: nothing behind the place tells of them."""
        low = self.index.low
        if quantity.relation != "of_them" or quantity.noun is not None or low[last : last + 1] != ["of"]:
            return None
        placed = low[last + 2 : last + 3] in (["in"], ["at"], ["near"], ["from"])
        if not placed or not self.index.mentions_in(last + 3, last + 5):
            return None
        return self.told_before.read_inherited(number, quantity, before)

    def _have_died(self, at: int, end: int) -> bool:
        """Tell whether a relative clause behind those counted says that they died: `… who subsequently died`."""
        low = self.index.low
        for token in range(at, min(end, at + _REACH)):
            if low[token] in MARKS | {"and", "but", "among"} or self.context.quantity_at[token] >= 0:
                return False
            if low[token] == "who" and token > at - 1:
                verb = next((v for t in range(token + 1, token + 4) if (v := self.reader.verb(t))), None)
                return verb is not None and verb.lemma in {"die", "succumb"} and not verb.negated
        return False

    def _are_bodies(self, first: int) -> bool:
        """Tell whether a number is of those whose bodies are told of: `the bodies of another 25`."""
        low, at = self.index.low, first - 1
        while low[at] in _FURTHER:
            at -= 1
        return low[at] == "of" and low[at - 1] in {"bodies", "corpses", "remains"}

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

    def _is_found_again(self, at: int, last: int) -> bool:
        """Tell whether those who were missing no longer are: `50 people who had been missing were found on Tuesday`."""
        for token in range(at, min(last, at + _REACH)):
            verb = self.reader.verb(token)
            if (
                verb is not None
                and verb.passive
                and not verb.negated
                and verb.lemma in {"find", "locate", "trace"}
            ):
                behind = self.index.low[verb.last : verb.last + 1]
                return is_real(verb) and behind not in (["dead"], ["alive"]) and verb.tense != "participle"
        return False

    def _is_accounted(self, first: int) -> bool:
        """Tell whether those who were missing turned up: `accounted for dozens of people listed as missing`."""
        low = self.index.low
        verb = self.reader.verb(first - 2) if low[first - 1] == "for" else self.reader.verb(first - 1)
        if verb is None or verb.negated or verb.passive or not is_real(verb):
            return False
        return verb.lemma in ({"account"} if low[first - 1] == "for" else {"locate", "trace"})

    def _is_to_come(self, at: int) -> bool:
        """Tell whether more are only expected: `flew home 210; 40 more are to follow`."""
        low = self.index.low
        while at < len(low) and low[at] in {"others", "other", "more"}:
            at += 1
        return low[at : at + 2] in (["are", "to"], ["were", "to"]) or low[at : at + 1] == ["will"]

    def _is_done(self, at: int) -> bool:
        """Tell whether a verb stands right behind what is counted."""
        while at < len(self.index.low) and self.index.low[at] in {"others", "other", "more"}:
            at += 1
        verb = self.reader.verb(at) if at < len(self.index.low) else None
        return verb is not None and verb.tense in {"participle", "past"}

    def _has_own_number(self, ahead: Trigger, number: int, first: int) -> bool:
        """Tell whether a verb before a number tells of another one: `310 people pulled out alive and | 14 missing`."""
        if not number or self.quantities[number - 1].sentence != self.quantities[number].sentence:
            return False
        noun = self.quantities[number - 1].noun
        end = self.context.quantity_range[number - 1][1] if noun is None else self.index.range_of(noun)[1]
        return end == ahead.first < first

    def _asks_search(self, ahead: Trigger) -> bool:
        """Tell whether a verb counts only where people are searched for: `look for`, `pull out`."""
        if ahead.measure == "missing":
            return True
        verb = self.reader.verb(ahead.first)
        return (
            ahead.measure == "rescued"
            and verb is not None
            and self.index.low[verb.last : verb.last + 1] == ["out"]
        )

    def _is_search(self, first: int, last: int) -> bool:
        """Tell whether a sentence tells of a search for the missing."""
        return not load_words("figures", "searches").isdisjoint(self.index.low[first:last])

    def _rather_of_verb(self, found: Trigger, last: int, noun_last: int, end: int) -> Trigger | None:
        """Return what a verb tells of some of the hurt: `three of the wounded died`."""
        if self.index.low[last : last + 1] != ["of"] or found.first < last or found.measure == "killed":
            return None
        told = self.verbs.behind.find(max(noun_last, found.last), end)
        return told if told is not None and told.measure in {"killed", "hospitalised"} else None

    def _goes_on(self, quantity: Quantity, first: int, noun_last: int) -> bool:
        """Tell whether a number plainly goes on with the one before: a part, `another 18`, `taking the total to`."""
        if quantity.relation in {"part", "of_them"}:
            return True
        if quantity.relation == "total":
            return self.index.low[first - 1] in {"to", "at"} and quantity.unit in {"", "people"}
        if quantity.relation != "more":
            return False
        if self._is_done(noun_last) or self._is_to_come(noun_last):
            return False
        clause = self.context.clause_at(first)
        verb = self.index.clauses[clause].verb if clause is not None else None
        if verb is not None and verb.last <= first and verb.lemma in _GIVING:
            # `Cuba, which lost three doctors, sent another 14`
            return False
        return verb is None or verb.last <= first or verb.lemma in {"be", "have", "follow", "remain"}
