"""Triggers: what tells the measure of a number, in its noun phrase, around it, or by the number before."""

from collections.abc import Sequence
from functools import cache

import msgspec

from briefgen.extract.frames import Context
from briefgen.extract.groups import GroupReader
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_words import load_quantity_words
from briefgen.extract.lexicon import load_phrases
from briefgen.extract.measures import Measure, Trigger
from briefgen.extract.tolls import TollFinder
from briefgen.extract.trigger_verbs import VerbFinder

_REPORTED = frozenset(
    {"report", "know", "believe", "fear", "confirm", "say", "think", "presume", "declare", "estimate"}
)


_DETERMINERS = frozenset(["some", "the", "a", "his", "her", "its", "their", "these", "those", "all"])
_TALLIES = frozenset(["count", "toll", "tally", "figure", "total", "number"])
_FREEING = frozenset(["free", "release", "liberate", "escape", "rescue", "exchange", "swap"])
_RELEASES = frozenset(["release", "releases", "freeing", "releasing", "liberation", "rescue"])
_FLIGHT = frozenset(["fled", "fleeing", "refugee", "refugees", "displaced"])
_SEXES = frozenset(["women", "men", "children"])
_CASE_WORDS = frozenset(["confirmed", "suspected", "probable", "infection", "infections"])
_OTHER_CASES = frozenset(
    ["criminal", "court", "corruption", "legal", "such", "murder", "rape", "civil", "test"]
)
_SEARCHES = frozenset(
    ["rescue", "rescuers", "rescuer", "divers", "survivors", "rubble", "debris", "wreckage", "mud", "missing"]
) | {
    "coast",
    "guard",
    "coastguard",
    "sea",
    "boats",
    "trapped",
    "search",
    "sank",
    "capsized",
    "landslide",
    "crews",
}
_MOVING = frozenset(["put", "raise", "revise", "bring", "lower", "place", "cut", "lift", "update", "correct"])
_DEGREES = frozenset(["partially", "partly", "slightly", "lightly", "fully", "completely", "totally"])
_REACH = 14
"""Most tokens between a number's noun and the verb that tells what happened to it."""

_SKIPPED_ADVERBS = frozenset(
    {
        "feared",
        "reported",
        "reportedly",
        "confirmed",
        "already",
        "now",
        "still",
        "officially",
        "either",
        "so",
        "far",
        "left",
        "badly",
        "seriously",
        "severely",
        "critically",
        "slightly",
        "lightly",
        "gravely",
        "believed",
        "presumed",
        "listed",
        "as",
        "declared",
        "fully",
        "partially",
        "partly",
        "completely",
        "totally",
        "heavily",
        "extensively",
        "more",
        "other",
        "others",
    }
)


class TriggerFinder:
    """Finds what tells the measure of the numbers of one document."""

    def __init__(self, context: Context, measures: Sequence[Measure], quantities: Sequence[Quantity]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.measures = measures
        self.by_name = {measure.name: measure for measure in measures}
        self.verbs = VerbFinder(context, measures)
        self.groups = GroupReader(context, measures)
        self._phrases_after: dict[str, list[tuple[Measure, tuple[str, ...]]]] = {}
        """What may stand right behind a number, by its first word, in the order of the measures."""
        for measure in measures:
            for phrase in measure.after:
                self._phrases_after.setdefault(phrase[0], []).append((measure, phrase))
        self.tolls = TollFinder(context, measures, self.verbs, _illness())
        self._ill = not _illness().isdisjoint(self.index.low)
        """Whether the article names an illness, so that its cases are of it."""
        self._fled = not _FLIGHT.isdisjoint(self.index.low) and "displaced" in self.by_name
        """Whether the article tells of people who flee, so that arrivals are of them."""

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
        noun_last = self.verbs.behind_brackets(noun_last, sentence.last)
        found = (
            self._lives(quantity, first, noun_last)
            or self._in_phrase(quantity, last, noun_last)
            or self._cases(quantity, first, last, noun_last)
            or self._owned(noun_last, sentence.last)
            or self._after(noun_last, sentence.last)
            or self._after_list(number, noun_last, sentence.last)
            or self._of_nouns(first, sentence.first)
            or self.tolls.find_toll(first, sentence.first)
            or self.tolls.find_behind(first, last, sentence.last)
            or self._of_those(last, sentence.last)
            or self._of_country(first, last, noun_last)
            or self._of_the_dead(first, sentence.first)
        )
        if found is not None:
            return self._rather_of_verb(found, last, noun_last, sentence.last) or found
        ahead = self.verbs.find_ahead(first, sentence.first, sentence.last)
        searched = (
            ahead is None or not self._asks_search(ahead) or self._is_search(sentence.first, sentence.last)
        )
        if not searched:
            # `police are searching for three suspects`
            ahead = None
        if ahead is not None and ahead.strong:
            return ahead
        others = quantity.relation == "more" and self._is_done(noun_last)
        if others or (quantity.unit == "people" and self.verbs.is_owner(first)):
            # `… cancelled 11,000 flights, with 4,700 others delayed`, `looted the belongings of 50 nurses`
            ahead = None
        within = self.verbs.is_within(first)
        found = (None if within else self.verbs.find_behind(noun_last, sentence.last)) or ahead
        if found is not None and found.measure == "seized" and quantity.unit == "people":
            verb = self.verbs.verb(found.first)
            if verb is not None and verb.lemma in {"recover", "steal", "confiscate"}:
                # `bodies of six women and three children were recovered`
                found = self._listed(number, quantity, first, before, alone=False)
        if found is None and self._goes_on(quantity, first, noun_last):
            found = self._inherited(number, quantity, before) or self._summed(quantity, first, sentence.first)
        return (
            found
            or self._listed(number, quantity, first, before)
            or self._again(number, quantity, first, before)
            or self._elliptical(number, quantity, first, last, before)
            or self._counted_again(number, quantity, first, before)
            or self._told_as(number, quantity, last, before)
            or self._specified(number, quantity, first, last, before)
            or self._crowd(first, last, noun_last)
            or self._tally_of_before(number, quantity, first, before)
            or self._of_sentence_before(quantity, first)
        )

    def _is_done(self, at: int) -> bool:
        """Tell whether a verb stands right behind what is counted."""
        while at < len(self.index.low) and self.index.low[at] in {"others", "other", "more"}:
            at += 1
        verb = self.verbs.verb(at) if at < len(self.index.low) else None
        return verb is not None and verb.tense in {"participle", "past"}

    def _asks_search(self, ahead: Trigger) -> bool:
        """Tell whether a verb counts only where people are searched for: `look for`, `pull out`."""
        if ahead.measure == "missing":
            return True
        verb = self.verbs.verb(ahead.first)
        return (
            ahead.measure == "rescued"
            and verb is not None
            and self.index.low[verb.last : verb.last + 1] == ["out"]
        )

    def _is_search(self, first: int, last: int) -> bool:
        """Tell whether a sentence tells of a search for the missing."""
        return not _SEARCHES.isdisjoint(self.index.low[first:last])

    def _rather_of_verb(self, found: Trigger, last: int, noun_last: int, end: int) -> Trigger | None:
        """Return what a verb tells of some of the hurt: `three of the wounded died`."""
        if self.index.low[last : last + 1] != ["of"] or found.first < last or found.measure == "killed":
            return None
        told = self.verbs.find_behind(max(noun_last, found.last), end)
        return told if told is not None and told.measure in {"killed", "hospitalised"} else None

    def _goes_on(self, quantity: Quantity, first: int, noun_last: int) -> bool:
        """Tell whether a number plainly goes on with the one before: a part, `another 18`, `taking the total to`."""
        if quantity.relation in {"part", "of_them"}:
            return True
        if quantity.relation == "total":
            return self.index.low[first - 1] in {"to", "at"} and quantity.unit in {"", "people"}
        if quantity.relation != "more":
            return False
        if self._is_done(noun_last):
            return False
        clause = self.context.clause_at(first)
        verb = self.index.clauses[clause].verb if clause is not None else None
        return verb is None or verb.last <= first or verb.lemma in {"be", "have", "follow", "remain"}

    def _cases(self, quantity: Quantity, first: int, last: int, noun_last: int) -> Trigger | None:
        """Read `900 suspected cases`, `11 cases of flu`, `ten students have tested positive`."""
        sentence = self.context.document.sentences[quantity.sentence]
        if "infected" not in self.by_name or self._is_unreal(first):
            return None
        for token in range(last, noun_last):
            if self.index.low[token] in {"case", "cases"} and self.index.low[token - 1] not in _OTHER_CASES:
                words = set(self.index.low[sentence.first : sentence.last])
                of_other = self._ill and self.index.low[token + 1 : token + 2] == ["of"]
                near = words & frozenset(load_phrases("figures", "health"))
                told = near and self.index.low[token + 1 : token + 2] != ["of"]
                if (
                    told
                    or (self._ill and not of_other)
                    or words & frozenset(load_phrases("figures", "illness"))
                ):
                    return Trigger("infected", token, token + 1, strong=True)
        if self._fled and self.index.low[noun_last - 1 : noun_last] == ["arrivals"]:
            return Trigger("displaced", noun_last - 1, noun_last, strong=True)
        if self._is_ill_with(noun_last, sentence.last) or self._is_found_in(last, sentence.first):
            return Trigger("infected", noun_last - 1, noun_last, strong=True)
        for token in range(noun_last, min(sentence.last, noun_last + _REACH)):
            if (
                self.index.low[token] in {"tested", "test", "tests"}
                and "positive" in self.index.low[token : token + 3]
            ):
                return Trigger("infected", token, token + 2, strong=True)
        return None

    def _lives(self, quantity: Quantity, first: int, noun_last: int) -> Trigger | None:
        """Read `the loss of 90 lives`, `24 lives lost`."""
        if quantity.head != "life" or "killed" not in self.by_name:
            return None
        if self.index.low[noun_last : noun_last + 1] == ["lost"]:
            return Trigger("killed", noun_last, noun_last + 1, strong=True)
        if self.index.low[max(0, first - 2) : first] == ["loss", "of"]:
            return Trigger("killed", first - 2, first - 1, strong=True)
        return None

    def _is_ill_with(self, at: int, last: int) -> bool:
        """Read `22 pupils have the flu`, `20 people are confirmed as having the virus`."""
        low = self.index.low
        for token in range(at, min(last, at + 8)):
            if low[token] in MARKS:
                return False
            if low[token : token + 2] == ["down", "with"]:
                return bool(_illness() & set(low[token + 2 : min(last, token + 6)]))
            if low[token] in {"developed", "contracted", "caught", "contracting", "developing"}:
                return bool(_illness() & set(low[token + 1 : min(last, token + 4)]))
            if low[token] in {"have", "having", "has", "had"}:
                verb = self.verbs.verb(token)
                if verb is not None and verb.last > token + 1:
                    if low[verb.last - 1] in {"developed", "contracted", "caught"}:
                        continue
                    # `have died of the flu`
                    return False
                return bool(_illness() & set(low[token + 1 : min(last, token + 5)]))
        return False

    def _is_found_in(self, first: int, begin: int) -> bool:
        """Read `the flu was confirmed in 15 people`, `doctors diagnosed cholera in 15 patients`."""
        low = self.index.low
        at = first - 1
        while at > begin and self.context.quantity_at[at] >= 0:
            at -= 1
        if low[at] != "in":
            return False
        near = set(low[max(begin, at - 4) : at])
        return bool(near & {"confirmed", "diagnosed", "detected", "found"}) and bool(
            _illness() & set(low[begin:at])
        )

    def _in_phrase(self, quantity: Quantity, last: int, noun_last: int) -> Trigger | None:
        """Read `317 injured policemen`, `164 deaths`, `9,900 detained people`; in `8 evacuation centres` it is none."""
        for measure in self.measures:
            if measure.only_nouns:
                continue
            for token in range(last, noun_last):
                word = self.index.low[token]
                noun = word in measure.nouns and (token == noun_last - 1 or quantity.unit == "people")
                if noun or word in measure.before or word in measure.bodies:
                    return Trigger(measure.name, token, token + 1, strong=True)
        return None

    def _owned(self, at: int, last: int) -> Trigger | None:
        """Read `the six priests' murder`."""
        low = self.index.low
        if low[at : at + 1] in (["'"], ["’"]):
            at += 1
        elif not low[at - 1].endswith(("s'", "s’", "'s", "’s")):
            return None
        word = low[at] if at < last else ""
        name = next((m.name for m in self.measures if word in m.nouns and not m.only_nouns), None)
        return Trigger(name, at, at + 1, strong=True) if name is not None else None

    def _after(self, at: int, last: int) -> Trigger | None:
        """Read `12 dead`, `two people missing`, `18 officers are dead`, `8 of those are confirmed dead`."""
        if self.index.low[at : at + 2] in (["of", "those"], ["of", "them"], ["of", "whom"]):
            at += 2
        skipped = at
        while skipped < last and (
            self.index.low[skipped] in _SKIPPED_ADVERBS
            or (self.index.low[skipped] == "lie" and self.index.verb_at[skipped] < 0)
        ):
            skipped += 1
        if skipped < last and self.index.verb_at[skipped] >= 0:
            verb = self.verbs.verb(skipped)
            if (
                verb is not None
                and not verb.negated
                and (
                    verb.lemma in {"be", "go", "remain", "lie", "leave", "get"}
                    or self.index.low[verb.last : verb.last + 1] == ["away"]
                    or (verb.passive and verb.lemma in _REPORTED)
                )
            ):
                reported = verb.passive
                skipped = verb.last + (self.index.low[verb.last : verb.last + 1] == ["away"])
                while skipped < last and (
                    self.index.low[skipped] in _SKIPPED_ADVERBS
                    or (reported and self.index.low[skipped] in {"to", "be", "have", "been"})
                ):
                    skipped += 1
                if among := self._among(skipped, last):
                    return among
            elif verb is not None and not verb.negated and self.index.low[verb.last - 1] == "missing":
                return Trigger("missing", verb.last - 1, verb.last, strong=True)
        if skipped >= last:
            return None
        # `Two killed three others`: a verb with an object of its own is none.
        verb = self.verbs.verb(skipped)
        active = (
            verb is not None
            and not verb.passive
            and verb.tense in {"past", "present", "perfect", "pluperfect"}
        )
        for measure, phrase in self._phrases_after.get(self.index.low[skipped], ()):
            if measure.groups and not any(word in measure.groups for word in self.index.low[at - 2 : at]):
                continue
            if self.index.starts_with(skipped, phrase, last):
                end = skipped + len(phrase)
                if active and (len(phrase) == 1 and self._object_follows(end, last)):
                    return None
                return Trigger(measure.name, skipped, end, strong=True)
        return None

    def _after_list(self, number: int, at: int, last: int) -> Trigger | None:
        """Read `six children and four women are among the dead`: what stands behind the last of a list."""
        following = number + 1
        if following >= len(self.quantities) or self.quantities[following].noun is None:
            return None
        first = self.context.quantity_range[following][0]
        if first >= last or first - at > 2 or not self.verbs.shares_verb(at, first):
            return None
        if "including" in self.index.low[at:first]:
            return None
        end = self.index.range_of(self.quantities[following].noun or self.quantities[following].span)[1]
        told = self._after(end, last)
        return msgspec.structs.replace(told, strong=False) if told is not None else None

    def _among(self, at: int, last: int) -> Trigger | None:
        """Read `two guards are among the wounded`, `… among those killed`."""
        if at + 2 >= last or self.index.low[at] != "among" or self.index.low[at + 1] not in {"the", "those"}:
            return None
        return self._told_before(at + 2)

    def _told_before(self, token: int) -> Trigger | None:
        """Return the measure of a word such as `dead` or `wounded`."""
        for measure in self.measures:
            if self.index.low[token] in measure.before and not measure.only_nouns:
                return Trigger(measure.name, token, token + 1, strong=True)
        return None

    def _object_follows(self, at: int, last: int) -> bool:
        if at >= last:
            return False
        word = self.index.low[at]
        return (
            word in {"the", "a", "an", "his", "her", "their", "at", "dozens", "several", "some"}
            and word != "at"
        ) or (self.context.quantity_at[at] >= 0)

    def _of_nouns(self, first: int, begin: int) -> Trigger | None:
        """Read `the deaths of 12 officers`, `a toll of 12`, `a force of 2,500`, `the bodies of 12 people`."""
        at = first - 1
        while at > begin and self.index.low[at] in _DETERMINERS:
            at -= 1
        if at <= begin or self.index.low[at] not in {"of", "to"}:
            return None
        word = self.index.low[at - 1]
        if self.index.low[at] == "to":
            # `caused damage to over 20 stores`, `damage was reported to 12 schools`
            verb = self.verbs.verb(at - 1)
            if verb is not None and verb.passive and verb.lemma in {"report", "do", "cause"}:
                word = self.index.low[verb.first - 1]
            name = next((m.name for m in self.measures if word in m.effects), None)
            return Trigger(name, at - 1, at, strong=True) if name is not None else None
        for measure in self.measures:
            if (
                (word in measure.nouns and not measure.only_nouns)
                or word in measure.bodies
                or word in measure.gatherings
            ):
                return Trigger(measure.name, at - 1, at, strong=True)
            if measure.name == "troops_deployed" and word in measure.groups:
                for token in range(at - 2, max(begin, at - 14) - 1, -1):
                    verb = self.verbs.verb(token)
                    if verb is not None:
                        if verb.lemma in measure.object and not verb.negated:
                            return Trigger(measure.name, at - 1, at, strong=True)
                        break
        return None

    def _of_country(self, first: int, last: int, noun_last: int) -> Trigger | None:
        """Read an entry of a list of who sends what: `France: 2,150 soldiers`."""
        measure = self.by_name.get("troops_deployed")
        if measure is None or first < 2 or self.index.low[first - 1] != ":":
            return None
        names = self.context.document.names
        mention = self.index.mention_at[first - 2]
        if mention < 0 or names.entities[names.mentions[mention].entity].kind != "country":
            return None
        told = last < noun_last and self.index.low[noun_last - 1] in measure.groups
        return Trigger(measure.name, first - 2, first - 1, strong=True) if told else None

    def _of_those(self, last: int, end: int) -> Trigger | None:
        """Read `three of the dead`, `103 of the victims`, `19 of those killed`."""
        if last + 1 >= end or self.index.low[last] != "of":
            return None
        for token in range(last + 1, min(last + 4, end)):
            if found := self._told_before(token):
                return found
        return None

    def _of_the_dead(self, first: int, begin: int) -> Trigger | None:
        """Read `Of the dead, 14 were foreigners`, `Of those killed, 14 …`, `Among the cases, 14 …`."""
        low = self.index.low
        if low[begin] not in {"of", "among"} or low[begin + 1 : begin + 2] not in (["the"], ["those"]):
            return None
        comma = next((t for t in range(begin + 2, min(first, begin + 8)) if low[t] == ","), first)
        if comma != first - 1:
            return None
        if self._ill and low[begin + 2] == "cases" and "infected" in self.by_name:
            return Trigger("infected", begin + 2, begin + 3, strong=True)
        return self._told_before(begin + 2) if first - begin <= 5 else None

    def _inherited(self, number: int, quantity: Quantity, before: dict[int, str]) -> Trigger | None:
        """A part (`including 19 officers`) is of the measure of the whole."""
        if quantity.relation in {"part", "of_them"} and number > 0 and number - 1 not in before:
            # `The wards took in 437 people, of whom 221 were children`: no part of a sum told before.
            whole = self.quantities[number - 1]
            if whole.sentence == quantity.sentence and whole.unit in {"", "people"} and not whole.relation:
                return None
        for other in range(number - 1, max(-1, number - 4), -1):
            if quantity.sentence - self.quantities[other].sentence > 1:
                return None
            if other in before:
                first, last = self.context.quantity_range[number]
                return Trigger(before[other], first, last, strong=False)
        return None

    def _summed(self, quantity: Quantity, first: int, begin: int) -> Trigger | None:
        """Read `added to the list of confirmed cases, bringing the total to 704`: the noun that is summed up."""
        if quantity.relation != "total":
            return None
        for token in range(first - 1, max(begin, first - 2 * _REACH) - 1, -1):
            word = self.index.low[token]
            for measure in self.measures:
                cases = measure.name == "infected" and self._ill and word == "cases"
                if cases or (word in measure.nouns and not measure.only_nouns):
                    return Trigger(measure.name, token, token + 1, strong=False)
        return None

    def _listed(
        self, number: int, quantity: Quantity, first: int, before: dict[int, str], *, alone: bool = True
    ) -> Trigger | None:
        """A number in a list (`12 officers and three soldiers`) is of the measure of the one before it."""
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
        if between[:2] == ["of", "them"]:
            # `97 of them women and 56 men`
            between = between[2:]
        units = load_quantity_words().units
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
        while at < len(self.index.low) and self.index.low[at] in _SKIPPED_ADVERBS:
            at += 1
        verb = self.verbs.verb(at) if at < len(self.index.low) else None
        return verb is not None and verb.tense not in {"participle", "infinitive"}

    def _elliptical(
        self, number: int, quantity: Quantity, first: int, last: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `four died on Monday and three on Tuesday`, `two in Galle, five in Kandy`, `Spain 44, Israel two`."""
        low = self.index.low
        if number == 0 or quantity.noun is not None or quantity.relation or number - 1 not in before:
            return None
        other = self.quantities[number - 1]
        if other.sentence != quantity.sentence or (other.unit != quantity.unit and quantity.unit):
            return None
        at = first
        while at > 0 and self.index.mention_at[at - 1] >= 0:
            at -= 1
        named = at < first
        if (
            low[first - 1] == "with"
            and self.index.tokens[first - 2].norm[:1].isupper()
            and "followed" in low[first - 8 : first]
        ):
            # `25 deaths in Kent, followed by Essex with nine`
            return Trigger(before[number - 1], first, last, strong=False)
        if low[first - 1] == "with" and low[last : last + 1] in (["in"], ["at"], ["near"]):
            # `14 people died, with 13 in Galle`
            return Trigger(before[number - 1], first, last, strong=False)
        if self._is_moved(first, self.context.quantity_range[number - 1][1]):
            return Trigger(before[number - 1], first, last, strong=False)
        if low[at - 1] not in {"and", ",", ";", "counting", "plus"} and not (
            named and low[at - 1] in {"in", "the"}
        ):
            return None
        if self.index.has_verb(self.context.quantity_range[number - 1][1] + 1, first):
            begin = self.context.quantity_range[number - 1][1]
            if sum(self.index.verb_at[t] >= 0 for t in range(begin, first)) > 3 or self._has_second_verb(
                begin, first
            ):
                return None
        placed = low[last : last + 1] and low[last] in {"in", "on", "at", "near", "from", *_DEGREES}
        ended = named and low[last : last + 1] and low[last] in {"and", ",", ".", ";"}
        return Trigger(before[number - 1], first, last, strong=False) if placed or ended else None

    def _is_moved(self, first: int, begin: int) -> bool:
        """Tell whether a count goes on moving: `put at four, then raised to 15 and finally brought down to seven`."""
        if self.index.low[first - 1] not in {"to", "at"} or first - begin > 8:
            return False
        verb = next(
            (v for t in range(first - 2, begin - 1, -1) if (v := self.verbs.verb(t)) is not None), None
        )
        return verb is not None and not verb.negated and verb.lemma in _MOVING

    def _has_second_verb(self, begin: int, end: int) -> bool:
        """Tell whether more than one verb group begins in the tokens [begin, end)."""
        return len({self.index.verb_at[token] for token in range(begin, end)} - {-1}) > 1

    def _again(self, number: int, quantity: Quantity, first: int, before: dict[int, str]) -> Trigger | None:
        """Read `9,900 people are detained, and on Monday it had been 7,939`."""
        if (
            number == 0
            or number - 1 not in before
            or quantity.sentence - self.quantities[number - 1].sentence > 1
        ):
            return None
        if (changed := self._changed_from(number, quantity, first)) is not None:
            return msgspec.structs.replace(changed, measure=before[number - 1])
        at = first - 1
        if self.index.low[at] in {"at", "as"} and self.index.low[at - 1] in {"it", "them"}:
            # `273 was how the police chief had given it`, `the governor had put it at 273`
            given = self.verbs.verb(at - 2)
            if (
                given is not None
                and given.lemma in {"give", "put", "count", "estimate"}
                and not given.negated
            ):
                return Trigger(before[number - 1], at - 2, at, strong=False, again=False)
        if self.index.low[at] == "at":
            at -= 1
        while at > 0 and self.index.low[at] in {"still", "only", "about", "around", "nearly", "some"}:
            at -= 1
        verb = self.verbs.verb(at)
        if verb is None or verb.lemma not in {"be", "stand"} or quantity.noun is not None:
            return None
        subject = self.index.clauses[self.index.verb_at[at]].subject
        if subject is None or subject.of(self.context.text).lower() not in {
            "it",
            "the figure",
            "the number",
            "the toll",
        }:
            return None
        return Trigger(before[number - 1], at, at + 1, strong=False, again=True)

    def _changed_from(self, number: int, quantity: Quantity, first: int) -> Trigger | None:
        """Read `2,344 were dead, up from 1,744 a day earlier`: the measure of the number before, for another day."""
        low = self.index.low
        if quantity.sentence != self.quantities[number - 1].sentence or quantity.unit not in {"", "people"}:
            return None
        if low[max(0, first - 2) : first] not in (["up", "from"], ["down", "from"], ["compared", "with"]):
            return None
        last = self.index.range_of(quantity.number)[1]
        if not any(self.context.timex_at[token] >= 0 for token in range(last, min(last + 4, len(low)))):
            return None
        return Trigger("", first - 2, first, strong=False, again=True)

    def _counted_again(
        self, number: int, quantity: Quantity, first: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `the police put the dead at 112 but the agency has confirmed only four`."""
        if quantity.noun is not None or number - 1 not in before:
            return None
        if self.quantities[number - 1].sentence != quantity.sentence or quantity.unit not in {"", "people"}:
            return None
        verb = self.verbs.verb(first - 1)
        if self.index.low[first - 1] == "of" and (spoken := self.verbs.verb(first - 2)) is not None:
            # `… 12 had died; a hospital spoke of two`
            speaks = spoken.lemma == "speak" and not spoken.negated
            return Trigger(before[number - 1], first - 2, first, strong=False) if speaks else None
        if (
            verb is None
            or verb.passive
            or verb.negated
            or verb.lemma not in {*load_phrases("figures", "counting"), "report", "fear"}
        ):
            return None
        return Trigger(before[number - 1], first - 1, first, strong=False)

    def _told_as(self, number: int, quantity: Quantity, last: int, before: dict[int, str]) -> Trigger | None:
        """Read `Twelve people died. Three were children.`: what some of those told of before were."""
        low = self.index.low
        if quantity.noun is not None or number == 0 or low[last : last + 1] not in (["were"], ["are"]):
            return None
        other = self.quantities[number - 1]
        whole = other.value
        if (
            number - 1 not in before
            or quantity.sentence - other.sentence > 1
            or not isinstance(whole, int | float)
            or not isinstance(quantity.value, int | float)
            or whole <= quantity.value
            or not self.by_name[before[number - 1]].people
            or not self.groups.read_known(last + 1)
        ):
            return None
        return Trigger(before[number - 1], last, last + 1, strong=False)

    def _specified(
        self, number: int, quantity: Quantity, first: int, last: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `nine dead — seven men and two women`, `375 fell ill (67 in Galle, …)`, `11 cases: three in Kandy`."""
        low = self.index.low
        if number == 0 or number - 1 not in before or low[first - 1] not in {"—", "–", "-", ":", "("}:
            return None
        other = self.quantities[number - 1]
        if other.sentence != quantity.sentence or not self.by_name[before[number - 1]].people:
            return None
        whole, part = other.value, quantity.value
        if not isinstance(whole, int | float) or not isinstance(part, int | float) or part >= whole:
            return None
        placed = quantity.noun is None and low[last : last + 1] and low[last] in {"in", "at", "near"}
        near = first - 1 - self.index.range_of(other.noun or other.number)[1] <= 1
        if not placed and not (near and quantity.noun is not None and quantity.unit == "people"):
            return None
        return Trigger(before[number - 1], first - 1, first, strong=False, part=True)

    def _crowd(self, first: int, last: int, noun_last: int) -> Trigger | None:
        """Read `50,000 demonstrators`, `12 hostages`, `140,000 refugees`."""
        for token in range(last, noun_last):
            word = self.index.low[token]
            for measure in self.measures:
                held = word in measure.persons and not self._is_freed(first, noun_last)
                held = held and not self._is_unreal(first)
                if held or (measure.only_nouns and word in measure.nouns):
                    return Trigger(measure.name, token, token + 1, strong=True)
        return None

    def _is_unreal(self, first: int) -> bool:
        """Tell whether a clause only says what would be: `they would kill 50 captives`."""
        clause = self.context.clause_at(first)
        verb = self.index.clauses[clause].verb if clause is not None else None
        return verb is not None and verb.modal in {"would", "could", "might", "should"} and verb.last <= first

    def _is_freed(self, first: int, at: int) -> bool:
        """Tell whether hostages or prisoners are so no more: `23 hostages were freed`, `freed 23 hostages`."""
        near = [*range(max(0, first - 3), first), *range(at, min(at + 3, len(self.index.tokens)))]
        if not _RELEASES.isdisjoint(self.index.low[max(0, first - 3) : first]):
            # `the release of 23 hostages`
            return True
        verbs = (self.verbs.verb(token) for token in near)
        if any(verb is not None and verb.lemma in _FREEING and not verb.negated for verb in verbs):
            return True
        told = (self.verbs.verb(token) for token in range(at, min(at + _REACH, len(self.index.tokens))))
        following = next((verb for verb in told if verb is not None), None)
        return following is not None and following.lemma in {"return", "repatriate"}

    def _of_sentence_before(self, quantity: Quantity, first: int) -> Trigger | None:
        """Read `How many died nobody knows. The figure lies between 450 and 500`, `… Officials put them at 2,000`.

        What is counted stands in the sentence before, as the only thing that could be.
        """
        low = self.index.low
        if quantity.noun is not None or quantity.sentence == 0 or quantity.unit not in {"", "people"}:
            return None
        sentences = self.context.document.sentences
        here, told = sentences[quantity.sentence], sentences[quantity.sentence - 1]
        if here.paragraph != told.paragraph:
            return None
        words = low[max(here.first, first - 6) : first]
        verb = next(
            (v for t in range(first - 1, here.first, -1) if (v := self.verbs.verb(t)) is not None), None
        )
        if verb is None or verb.negated or verb.modal:
            return None
        lies = low[first - 1] in {"lies", "lay"}
        stands = (lies or verb.lemma in {"lie", "stand", "be"}) and not _TALLIES.isdisjoint(words)
        put = verb.lemma in _MOVING and "them" in words and low[first - 1] == "at"
        if not stands and not put:
            return None
        found: set[str] = set()
        for token in range(told.first, told.last):
            before = low[token - 1]
            for measure in self.measures:
                if not measure.people or measure.only_nouns:
                    continue
                named = low[token] in measure.nouns or (
                    low[token] in measure.before and before in {"the", "those"}
                )
                asked = (
                    measure.name == "killed" and low[token] == "died" and "many" in low[told.first : token]
                )
                if named or asked:
                    found.add(measure.name)
        return Trigger(found.pop(), first - 1, first, strong=False) if len(found) == 1 else None

    def _tally_of_before(
        self, number: int, quantity: Quantity, first: int, before: dict[int, str]
    ) -> Trigger | None:
        """Read `The count had stood at 36`: the measure of the figure told last, here or a sentence before."""
        low = self.index.low
        if quantity.noun is not None or number - 1 not in before or low[first - 1] not in {"at", "to"}:
            return None
        if quantity.sentence - self.quantities[number - 1].sentence > 1:
            return None
        sentence = self.context.document.sentences[quantity.sentence]
        told = _TALLIES & set(low[max(sentence.first, first - 8) : first])
        return Trigger(before[number - 1], first - 1, first, strong=False) if told else None


@cache
def _illness() -> frozenset[str]:
    return frozenset(load_phrases("figures", "illness")) - _CASE_WORDS
