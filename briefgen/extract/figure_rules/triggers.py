"""Triggers: what tells the measure of a number, in its noun phrase or around it."""

import msgspec

from briefgen.extract.figure_rules.aboard import AboardFinder
from briefgen.extract.figure_rules.later_fates import LaterFates
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import (
    Numeral,
    is_part_of_number,
    is_whole_behind_part,
    read_numeral,
)
from briefgen.extract.figure_rules.trigger_parts import PartTriggers
from briefgen.extract.figure_rules.trigger_readers import TriggerReaders
from briefgen.extract.figure_rules.untold import UntoldReader
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Inexact

_ABOUTS = frozenset(
    [("or", "so"), ("or", "more"), ("or", "thereabouts"), ("and", "more"), ("and", "counting")]
)
_HUNGRY = frozenset(["malnourished", "undernourished", "starving", "hungry", "underfed", "emaciated"])
_TREATED = frozenset({"injured", "hospitalised"})
_ILL = frozenset({"hospitalised", "injured", "infected"})
_FORMER = frozenset(["former", "freed", "released", "ex-hostages", "rescued", "liberated"])
"""Words before hostages who are held no more."""
_MANIFEST = frozenset(["passenger", "crew", "adult", "infant", "child"])
_RIDERS = frozenset(["passenger", "traveller", "traveler", "motorist", "commuter", "pilgrim"])
"""Who is held up on a journey."""
_DRIVEN_OUT = load_words("figure_rules", "driven_out")
_GUESTS = frozenset(["tourist", "holidaymaker", "camper", "scout", "vacationer"])
"""Who camps or stays somewhere of their own will."""


class TriggerFinder:
    """Finds what tells the measure of the numbers of one document."""

    def __init__(self, readers: TriggerReaders) -> None:
        self.readers = readers
        self.context, self.index, self.quantities = readers.context, readers.index, readers.quantities
        self.verbs, self.reader, self.by_name = readers.verbs, readers.reader, readers.by_name
        self.aboard = AboardFinder(readers.context, readers.reader)
        self.untold = UntoldReader(readers)
        self.parts = PartTriggers(readers)
        self.fates = LaterFates(readers, self.parts)

    def find(self, numeral: Numeral) -> Trigger | None:
        """Find what tells the measure of one number.

        Args:
            numeral: the number.
        Returns:
            The strongest hint: words in the noun phrase, then a toll, the verb that governs it, a list; or None.
        """
        quantity, first, last = numeral.quantity, numeral.first, numeral.last
        sentence = self.context.document.sentences[quantity.sentence]
        noun_last = self.verbs.lists.behind_brackets(numeral.noun_last, sentence.last)
        if (told := self.fates.none_survived(quantity, first, noun_last)) is not None:
            return told
        if self.parts.is_of_the_known(last, sentence.last) or self.untold.is_spared(first, sentence.first):
            return None
        bodies, partial = self.readers.bodies, quantity.relation in {"part", "of_them"}
        if numeral.number in bodies.parts:
            return None
        numeral = msgspec.structs.replace(numeral, noun_last=noun_last)
        if partial and self.readers.told_before.is_let_go(last):
            if numeral.before.get(numeral.number - 1) == "kidnapped":
                # `Seven officers were kidnapped, three of whom have been released`
                return Trigger("rescued", numeral.first, last, strong=True)
            return self.readers.faint.find_by_words(numeral)
        held = self.parts.held_and_let_go(numeral)
        if held is not None:
            return Trigger("rescued", numeral.first, last, strong=True) if held == "kidnapped" else None
        body = bodies.begin_of(quantity, first, sentence.first)
        if body is not None:
            # `killing | its crew of seven`
            if bodies.is_only_named(body):
                return None
            told = self._find(msgspec.structs.replace(numeral, first=body), sentence)
            return bodies.with_group(told, quantity, body, first)
        told = self._find(numeral, sentence)
        if told is not None and told.measure == "evacuated" and partial:
            # `1,995 have been admitted, and 1,070 of them sent home`
            return None if numeral.before.get(numeral.number - 1) in _ILL else told
        return told

    def _find(self, numeral: Numeral, sentence: Sentence) -> Trigger | None:
        """Find what tells the measure of a number, or of the body whose size it is."""
        last, bare = numeral.last, numeral.quantity.noun is None
        if bare and tuple(self.index.low[last : last + 2]) in _ABOUTS:
            # `500 or so wounded`
            numeral = msgspec.structs.replace(numeral, last=last + 2, noun_last=last + 2)
        if self.untold.is_untold(numeral):
            return None
        told = self._of_part_or_whole(numeral, sentence)
        if told is not None or self.parts.is_set_free(numeral.first, numeral.last):
            return told or self.parts.read_freed(numeral.first, sentence.last)
        found = self._find_exactly(numeral, sentence)
        if found is not None and self._is_no_flight(numeral, found):
            found = None
        if found is not None:
            since = self.fates.find(numeral, found)
            if since is not None:
                return since
        return self._settle(numeral, found)

    def _of_part_or_whole(self, numeral: Numeral, sentence: Sentence) -> Trigger | None:
        """Read what is told of a number by way of another: one that it replaces, is a part of, or has for a part."""
        quantity, first, last, noun_last = numeral.quantity, numeral.first, numeral.last, numeral.noun_last
        tallies = self.readers.faint.tallies
        if quantity.noun is None and self.index.low[last] == "that":
            # `put the dead at 157 and at 1,253 that of the injured`
            put = tallies.read_put_at(quantity, first, last)
            if put is not None:
                return put
        return (
            self._moved(numeral)
            or tallies.read_lives(quantity, first, noun_last)
            or self.parts.read_done_to_part(numeral, sentence.first)
            or self._among_next(numeral, sentence.last)
            or self.parts.read_all_of_them(noun_last, sentence.last)
            or self.parts.read_behind_parts(numeral.number, noun_last, sentence.last)
            or self.readers.told_before.read_of_bodies(numeral)
            or self.readers.told_before.read_died_later(numeral)
            or self._aboard(numeral)
        )

    def _moved(self, numeral: Numeral) -> Trigger | None:
        """Read the number that another replaces: `rose from 23 to 31`, `31, up from 23`."""
        other = self.readers.moved.successor(numeral)
        if other < 0:
            return self.readers.moved.find(numeral)
        told = self._of_other(other, numeral)
        if told is None:
            return None
        return Trigger(told.measure, told.first, told.last, strong=False, again=True, moved=True)

    def _among_next(self, numeral: Numeral, end: int) -> Trigger | None:
        """Read `Ten children are among at least 92 people whose bodies were found`: some of those told of next."""
        low, at, number = self.index.low, numeral.noun_last, numeral.number
        among = next((t for t in range(at, min(end, at + 6)) if low[t] == "among"), -1)
        if among < 0 or low[among - 1] not in {"are", "were", "was", "is"}:
            return None
        for whole in range(number + 1, min(len(self.quantities), number + 3)):
            first = self.context.quantity_range[whole][0]
            if among < first <= among + 3 and first < end:
                told = self._of_other(whole, numeral)
                if told is None:
                    return None
                return Trigger(told.measure, among - 1, among + 1, strong=False, part=True)
        return None

    def _of_other(self, other: int, numeral: Numeral) -> Trigger | None:
        """Find what is told of the people whom another number counts."""
        told = self.find(read_numeral(self.context, self.quantities, other, numeral.before))
        return told if told is not None and self.by_name[told.measure].people else None

    def _aboard(self, numeral: Numeral) -> Trigger | None:
        """Read those aboard, unless the whole of them was told of before: `all 189 died … carried 178 adults`."""
        quantity = numeral.quantity
        told = self.aboard.find(numeral)
        if told is None or isinstance(quantity.value, Inexact) or quantity.head not in _MANIFEST:
            return told
        wholes = (self.quantities[k].value for k, name in numeral.before.items() if name == told.measure)
        if any(not isinstance(value, Inexact) and value > quantity.value for value in wholes):
            return None
        return told

    def _is_no_flight(self, numeral: Numeral, found: Trigger) -> bool:
        """Tell whether those who are away from home travel: `2,000 passengers were stranded`."""
        head = numeral.quantity.head
        if not _DRIVEN_OUT.isdisjoint(self.index.low[found.first : found.last + 3]):
            # `331 passengers were driven from their homes`
            return False
        return found.measure == "displaced" and (head in _RIDERS or (head in _GUESTS and not found.strong))

    def _settle(self, numeral: Numeral, found: Trigger | None) -> Trigger | None:
        """Return what tells the measure of a number: the exact frame, or the words of its clause where they know more.

        Args:
            numeral: the number.
            found: what an exact frame tells of it.
        """
        quantity, faint = numeral.quantity, self.readers.faint
        nouns = self.index.low[numeral.last : numeral.noun_last]
        if found is not None and found.measure in {"detained", "arrested"} and quantity.head == "patient":
            # `In the hospitals remain interned 18 patients`
            return Trigger("hospitalised", found.first, found.last, strong=found.strong)
        if found is not None and found.claimant is not None:
            # `Two died, and police carried off scores`
            told = faint.find_by_words(numeral)
            if told is not None and told.measure != found.measure:
                return told
        if found is not None and found.measure in _TREATED and not _HUNGRY.isdisjoint(nouns):
            # `has treated more than 21,000 malnourished children`
            return None
        if found is not None and found.measure == "kidnapped" and not _FORMER.isdisjoint(nouns):
            found = None
        of_people = quantity.unit == "people" or quantity.noun is None
        if found is None or (of_people and not self.by_name[found.measure].people):
            # What befalls things alone is no measure of people.
            told = faint.find(numeral)
            if told is None and found is not None and quantity.unit == "people" and found.measure != "seized":
                # `8,000 protesters sealed off the road and burned tyres`
                return self.readers.nouns.read_crowd(numeral.first, numeral.last, numeral.noun_last)
            return told or found
        inherited = found.first == numeral.first or (
            quantity.relation in {"part", "of_them"} and quantity.noun is None and found.first < numeral.first
        )
        if not self.by_name[found.measure].only_nouns and not inherited:
            return found
        more = quantity.relation == "more" and quantity.noun is None
        told = faint.find_by_words(numeral)
        if told is not None and more and self.reader.verb(told.first) is None:
            # `eleven died, … and three more on the coast road`
            told = None
        return told or faint.tallies.read_put_at(quantity, numeral.first, numeral.last) or found

    def _find_exactly(self, numeral: Numeral, sentence: Sentence) -> Trigger | None:
        """Find what an exact frame tells of a number."""
        quantity, first, noun_last = numeral.quantity, numeral.first, numeral.noun_last
        parted = is_part_of_number(self.context, numeral.last)
        if parted and (told := self.parts.read_told_of_part(first, noun_last, sentence.last)) is not None:
            return told
        found = self._by_words(numeral, sentence, parted=parted)
        if found is not None:
            if self.fates.are_found(found, first):
                return None
            return self.fates.read_some_of_hurt(found, numeral, sentence.last) or found
        within = self.verbs.lists.is_within(first)
        if within and quantity.unit == "places" and self.index.low[first - 1] == "in":
            # `destroyed 447,723 acres in four counties`
            return None
        ahead = self.verbs.ahead.find(first, sentence.first, sentence.last)
        if ahead is not None and self._asks_search(ahead) and not self._is_search(sentence):
            # `police are searching for three suspects`
            ahead = None
        if ahead is not None and ahead.strong:
            return ahead
        found = self._by_verb(numeral, sentence, ahead, within=within)
        if found is not None and self.fates.are_found(found, first):
            return None
        return found or self._by_those_before(numeral, sentence)

    def _by_words(self, numeral: Numeral, sentence: Sentence, *, parted: bool) -> Trigger | None:
        """Read the words of a noun phrase, and the phrases, labels and tolls around it."""
        quantity, first, last, noun_last = numeral.quantity, numeral.first, numeral.last, numeral.noun_last
        begin, end = sentence.first, sentence.last
        asked, nouns = self.readers, self.readers.nouns
        whole = is_whole_behind_part(self.context, first)
        return (
            self.parts.read_placed(numeral)
            or (nouns.read_state(last) if whole and quantity.noun is None and last < end else None)
            or asked.labels.find(quantity, first, last)
            or asked.told_again.read_pair(numeral)
            or nouns.read_lives(quantity, first, noun_last)
            or nouns.read_phrase(quantity, last, noun_last)
            or asked.illness.find(numeral)
            or asked.phrases.find(numeral, alone=parted, direct=whole)
            or nouns.read_owned(noun_last, end)
            or asked.after.read(noun_last, end)
            or (None if whole else self._after_phrase(noun_last, end))
            or asked.after.read_behind_aside(noun_last, end)
            or asked.after.read_behind_list(numeral.number, noun_last, end)
            or nouns.read_of(first, begin)
            or asked.tolls.find_toll(first, begin)
            or asked.tolls.find_behind(first, last, end)
            or nouns.read_apposed(first, last, begin)
            or nouns.read_of_those(last, end)
            or nouns.read_of_country(first, last, noun_last)
            or nouns.read_of_the_dead(first, begin)
        )

    def _by_verb(
        self, numeral: Numeral, sentence: Sentence, ahead: Trigger | None, *, within: bool
    ) -> Trigger | None:
        """Read the verb behind a number, or the one ahead of it.

        Args:
            numeral: the number.
            sentence: its sentence.
            ahead: what the verb ahead tells.
            within: whether a preposition governs the number, so that no verb behind it tells of it.
        """
        quantity, first, noun_last = numeral.quantity, numeral.first, numeral.noun_last
        low, told_before = self.index.low, self.readers.told_before
        others = quantity.relation == "more" and self.parts.is_done(noun_last)
        if others or is_whole_behind_part(self.context, first):
            # `… cancelled 11,000 flights, with 4,700 others delayed`
            ahead = None
        fronted = low[first - 1] == "of" and first - 1 == sentence.first
        within = fronted or (within and low[noun_last : noun_last + 1] != ["who"])
        found = (None if within else self.verbs.behind.find(noun_last, sentence.last)) or ahead
        if found is not None and self._does_to_others(found, noun_last):
            # `seized six vans, and burned down 12 huts`
            found = ahead
        if found is not None and found.measure == "seized" and quantity.unit == "people":
            verb = self.reader.verb(found.first)
            if verb is not None and verb.lemma in {"recover", "steal", "confiscate"}:
                # `bodies of six women and three children were recovered`
                found = told_before.read_listed(numeral, alone=False)
        if found is not None and self.by_name[found.measure].only_nouns:
            # `194 people dead, among them 41 officers and 104 of those who took part`
            found = told_before.read_part(numeral) or found
        return found

    def _by_those_before(self, numeral: Numeral, sentence: Sentence) -> Trigger | None:
        """Read what the numbers before say of one that goes on with them, or counts anew; else a crowd, or an area."""
        number, quantity, first = numeral.number, numeral.quantity, numeral.first
        asked, before, again = self.readers, self.readers.told_before, self.readers.told_again
        return (
            (before.read_inherited(numeral) if self.parts.goes_on(numeral) else None)
            or asked.rivals.find(number, numeral.last, numeral.before, self.by_name)
            or before.read_listed(numeral)
            or before.read_behind_aside(numeral)
            or again.find_again(numeral)
            or asked.ellipses.read_elliptical(numeral)
            or again.read_counted_again(numeral)
            or asked.ellipses.read_arriving(numeral)
            or before.read_also_sent(numeral)
            or before.read_told_as(numeral)
            or before.read_nations(numeral)
            or before.read_specified(numeral)
            or asked.shares.find(numeral, is_ill=asked.illness.is_told)
            or asked.nouns.read_crowd(first, numeral.last, numeral.noun_last)
            or again.read_tally(numeral)
            or again.find_in_sentence_before(quantity, first)
            or asked.rivals.find_crowd(number, first, numeral.last)
            or asked.rivals.find_named_behind(numeral, self.by_name)
            or asked.nouns.read_area(numeral, sentence)
        )

    def _after_phrase(self, at: int, end: int) -> Trigger | None:
        """Read `The four members of the crew are under arrest`: what stands behind a phrase with a preposition."""
        token = self.readers.phrases.behind_phrase(at, end)
        return self.readers.after.read(token, end) if token > at else None

    def _does_to_others(self, found: Trigger, noun_last: int) -> bool:
        """Tell whether a verb behind things is an active one with things of its own behind it."""
        verb = self.reader.verb(found.first)
        if self.by_name[found.measure].people or verb is None or verb.passive:
            return False
        if found.first < noun_last or verb.tense == "participle":
            return False
        at = verb.last + (self.index.low[verb.last] in {"down", "up", "out"})
        joined = self.index.low[found.first - 1] == "and"
        return joined and any(self.context.quantity_at[token] >= 0 for token in range(at, at + 2))

    def _asks_search(self, ahead: Trigger) -> bool:
        """Tell whether a verb counts only where people are searched for: `look for`, `pull out`."""
        if ahead.measure == "missing":
            return True
        verb = self.reader.verb(ahead.first)
        if ahead.measure != "rescued" or verb is None:
            return False
        return self.index.low[verb.last : verb.last + 1] == ["out"]

    def _is_search(self, sentence: Sentence) -> bool:
        """Tell whether a sentence tells of a search for the missing."""
        words = self.index.low[sentence.first : sentence.last]
        return not load_words("figures", "searches").isdisjoint(words)
