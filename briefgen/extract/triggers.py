"""Triggers: what tells the measure of a number, in its noun phrase or around it."""

from collections.abc import Sequence

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_labels import LabelReader
from briefgen.extract.figure_phrases import PhraseFinder
from briefgen.extract.groups import GroupReader
from briefgen.extract.illness import IllnessFinder, illnesses
from briefgen.extract.layers.index import ENDS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.verbreading import VerbGroup
from briefgen.extract.lexicon import load_words
from briefgen.extract.measures import Measure, Trigger
from briefgen.extract.rivals import RivalFinder
from briefgen.extract.told_before import BeforeFinder
from briefgen.extract.tolls import TollFinder
from briefgen.extract.trigger_verbs import VerbFinder
from briefgen.extract.verb_reader import is_real

_REPORTED = frozenset(
    {"report", "know", "believe", "fear", "confirm", "say", "think", "presume", "declare", "estimate"}
    | {"list", "register", "record", "count", "describe", "give"}
)


_DETERMINERS = frozenset(["some", "the", "a", "his", "her", "its", "their", "these", "those", "all"])
_FREEING = frozenset(["free", "release", "liberate", "escape", "rescue", "exchange", "swap"])
UNITS = frozenset({"battalion", "company", "brigade", "unit"})
"""Bodies of troops."""
_PUBLIC = frozenset(
    ["state", "public", "government", "governing", "professional", "official", "sports", "legal"]
)
"""Bodies of these kinds are offices."""
_PAPERS = frozenset(
    ["sentence", "sentences", "threat", "threats", "certificate", "certificates", "penalty"]
) | {
    *["penalties", "notice", "notices", "row", "squad", "squads", "warrant", "warrants", "charge", "charges"],
    *[
        "trial",
        "trials",
        "case",
        "cases",
        "suspect",
        "suspects",
        "investigation",
        "investigations",
        "benefits",
    ],
}
"""What `death`, `murder` or `arrest` only describes."""
_RELEASES = frozenset(["release", "releases", "freeing", "releasing", "liberation", "rescue"])
_GIVING = frozenset(
    ["send", "dispatch", "offer", "pledge", "promise", "provide", "deploy", "hire", "recruit", "buy", "build"]
) | {
    "order",
    "fly",
    "rush",
    "ship",
    "bring",
    "drop",
    "airlift",
    "spend",
    "pay",
    "request",
    "seek",
    "supply",
    "train",
    "donate",
    "contribute",
    "open",
    "expect",
    "add",
    "treat",
    "need",
}
"""Verbs whose object is help or the like, no more of those told before."""
_REACH = 14
"""Most tokens between a number's noun and the verb that tells what happened to it."""


_ASIDES = frozenset(
    ["including", "among", "most", "mostly", "many", "mainly", "half", "all", "nearly", "almost"]
)
"""Words that open an aside on some of those counted."""


def is_active(verb: VerbGroup) -> bool:
    """Tell whether a verb is an active one that tells a deed: `are feared` and `were` are none."""
    return not verb.passive and verb.lemma not in {"be", "remain", "lie"}


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
        self._phrases_after: dict[str, list[tuple[Measure, tuple[str, ...]]]] = {}
        """What may stand right behind a number, by its first word, in the order of the measures."""
        for measure in measures:
            for phrase in measure.after:
                self._phrases_after.setdefault(phrase[0], []).append((measure, phrase))
        self.tolls = TollFinder(context, measures, self.reader, illnesses())
        self.illness = IllnessFinder(context, self.reader)
        self.told_before = BeforeFinder(
            context, measures, quantities, self.reader, is_ill=self.illness.is_told
        )
        self.phrases = PhraseFinder(context, quantities, self.reader)
        self.labels = LabelReader(context, measures)
        self.rivals = RivalFinder(context, quantities)
        self._between = load_words("figures", "between")

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
        if self._is_of_the_known(last, sentence.last):
            return None
        found = (
            self._placed_part(number, quantity, last, before)
            or self.labels.find(quantity, first, last)
            or self.told_before.read_pair(number, quantity, first, before)
            or self._lives(quantity, first, noun_last)
            or self._in_phrase(quantity, last, noun_last)
            or self.illness.find(quantity, first, last, noun_last)
            or self.phrases.find(number, first, last, noun_last)
            or self._owned(noun_last, sentence.last)
            or self._after(noun_last, sentence.last)
            or self._after_aside(noun_last, sentence.last)
            or self._after_list(number, noun_last, sentence.last)
            or self._of_nouns(first, sentence.first)
            or self.tolls.find_toll(first, sentence.first)
            or self.tolls.find_behind(first, last, sentence.last)
            or self._losses(quantity, first, sentence.first)
            or self._apposed(first, last, sentence.first)
            or self._of_those(last, sentence.last)
            or self._of_country(first, last, noun_last)
            or self._of_the_dead(first, sentence.first)
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
        if others or (quantity.unit == "people" and self.verbs.lists.is_owner(first)):
            # `… cancelled 11,000 flights, with 4,700 others delayed`, `looted the belongings of 50 nurses`
            ahead = None
        within = self.verbs.lists.is_within(first) and self.index.low[noun_last : noun_last + 1] != ["who"]
        found = (None if within else self.verbs.behind.find(noun_last, sentence.last)) or ahead
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
            or self.told_before.find_again(number, quantity, first, before)
            or self.told_before.read_elliptical(number, quantity, first, last, before)
            or self.told_before.read_counted_again(number, quantity, first, before)
            or self.told_before.read_also_sent(number, quantity, first, before)
            or self.told_before.read_told_as(number, quantity, last, before)
            or self.told_before.read_specified(number, quantity, first, last, before)
            or self._crowd(first, last, noun_last)
            or self.told_before.read_tally(number, quantity, first, before)
            or self.told_before.find_in_sentence_before(quantity, first)
        )

    def _is_of_the_known(self, last: int, end: int) -> bool:
        """Tell whether those told of are only named by now: `Five of the dead have been identified`."""
        low = self.index.low
        if low[last : last + 1] != ["of"] or low[last + 1 : last + 2] not in (["the"], ["those"], ["them"]):
            return False
        them = low[last + 1] == "them"
        return (them or low[last + 2] in {"dead", "victims", "bodies", "killed"}) and self._are_named(
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

    def _lives(self, quantity: Quantity, first: int, noun_last: int) -> Trigger | None:
        """Read `the loss of 90 lives`, `24 lives lost`."""
        if "killed" not in self.by_name:
            return None
        if self.index.low[max(0, first - 2) : first] == ["loss", "of"] and quantity.unit == "people":
            # `the army acknowledged the loss of 12 soldiers`
            return Trigger("killed", first - 2, first - 1, strong=True) if quantity.noun is not None else None
        if quantity.head != "life":
            return None
        if self.index.low[noun_last : noun_last + 1] == ["lost"]:
            return Trigger("killed", noun_last, noun_last + 1, strong=True)
        if self.index.low[max(0, first - 2) : first] == ["loss", "of"]:
            return Trigger("killed", first - 2, first - 1, strong=True)
        verb = next((v for t in range(first - 1, max(0, first - 5), -1) if (v := self.reader.verb(t))), None)
        taken = verb is not None and self.index.low[verb.first : verb.last] == ["taken"]
        if verb is not None and verb.lemma == "take" and (taken or not verb.passive) and is_real(verb):
            # `the storm took 24 lives`
            return Trigger("killed", verb.first, verb.last, strong=True)
        return None

    def _in_phrase(self, quantity: Quantity, last: int, noun_last: int) -> Trigger | None:
        """Read `317 injured policemen`, `164 deaths`, `9,900 detained people`; in `8 evacuation centres` it is none."""
        for measure in self.measures:
            if measure.only_nouns:
                continue
            for token in range(last, noun_last):
                word = self.index.low[token]
                noun = word in measure.nouns and (token == noun_last - 1 or quantity.unit == "people")
                # `10,000 body bags`
                body = word in measure.bodies and self.index.low[token + 1] not in {"bag", "bags"}
                body = body and self.index.low[token - 1] not in _PUBLIC
                noun = noun and self.index.low[token + 1] not in _PAPERS
                if noun or body or word in measure.before:
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
        if self.index.low[at : at + 2] == ["on", "board"] or self.index.low[at : at + 1] in (
            ["aboard"],
            ["inside"],
        ):
            # `All 118 men aboard are dead`
            skipped = at + 1 + (self.index.low[at] == "on")
        while skipped < last and (
            self.index.low[skipped] in self._between
            or (self.index.low[skipped] in {"lie", "remain"} and self.index.verb_at[skipped] < 0)
        ):
            skipped += 1
        if skipped < last and self.index.verb_at[skipped] >= 0:
            verb = self.reader.verb(skipped)
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
                    self.index.low[skipped] in self._between
                    or (reported and self.index.low[skipped] in {"to", "be", "have", "been", "as"})
                ):
                    skipped += 1
                if among := self._among(skipped, last):
                    return among
            elif verb is not None and not verb.negated and self.index.low[verb.last - 1] == "missing":
                return Trigger("missing", verb.last - 1, verb.last, strong=True)
        if (
            skipped < last
            and self.index.low[skipped] == "and"
            and (told := self._after_partner(skipped, last))
        ):
            return told
        if skipped >= last:
            return None
        # `Two killed three others`: a verb with an object of its own is none.
        verb = self.reader.verb(skipped)
        number = self.context.quantity_at[at - 1]
        of_many = number >= 0 and self.index.low[self.context.quantity_range[number][0] - 1] == "of"
        active = (
            # `of more than 1,200 injured the greater part has left`
            not of_many
            and verb is not None
            and not verb.passive
            and verb.tense in {"past", "present", "perfect", "pluperfect"}
        )
        for measure, phrase in self._phrases_after.get(self.index.low[skipped], ()):
            counted = measure.groups | measure.forces
            if measure.groups and counted.isdisjoint(self.index.low[at - 2 : at]):
                continue
            if self.index.starts_with(skipped, phrase, last):
                end = skipped + len(phrase)
                if active and (len(phrase) == 1 and self._object_follows(end, last)):
                    return None
                return Trigger(measure.name, skipped, end, strong=True)
        return None

    def _after_partner(self, at: int, last: int) -> Trigger | None:
        """Read `3,500 homes and commercial structures destroyed`: what tells it stands behind a second noun."""
        low = self.index.low
        end = at + 1
        while end < min(last, at + 4) and low[end].isalpha() and self.index.verb_at[end] < 0:
            if self.context.quantity_at[end] >= 0:
                return None
            end += 1
        if end - at < 2 or end >= last or not low[end - 1].endswith("s"):
            return None
        verb = self.reader.verb(end)
        if verb is not None and verb.tense not in {"participle", "past"}:
            return None
        for measure, phrase in self._phrases_after.get(low[end], ()):
            if not measure.people and self.index.starts_with(end, phrase, last):
                if self._object_follows(end + len(phrase), last):
                    return None
                return Trigger(measure.name, end, end + len(phrase), strong=True)
        return None

    def _after_aside(self, at: int, last: int) -> Trigger | None:
        """Read `More than 100 people, including 20 children, are feared dead`: what stands behind an aside."""
        low = self.index.low
        if low[at : at + 1] != [","] or low[at + 1 : at + 2] == [] or low[at + 1] not in _ASIDES:
            return None
        close = next((t for t in range(at + 2, min(last, at + _REACH)) if low[t] in ENDS | {",", ";"}), last)
        if close + 1 >= last or low[close] != "," or self.index.has_verb(at, close):
            return None
        verb = self.reader.verb(close + 1)
        return self._after(close + 1, last) if verb is not None and not is_active(verb) else None

    def _after_list(self, number: int, at: int, last: int) -> Trigger | None:
        """Read `six children and four women are among the dead`: what stands behind the last of a list."""
        following = number + 1
        if following >= len(self.quantities) or self.quantities[following].noun is None:
            return None
        first = self.context.quantity_range[following][0]
        if first >= last or first - at > 2 or not self.verbs.lists.shares_verb(at, first):
            return None
        if "including" in self.index.low[at:first] or self.verbs.lists.opens_clause(at, first):
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
            verb = self.reader.verb(at - 1)
            if verb is not None and verb.passive and verb.lemma in {"report", "do", "cause"}:
                word = self.index.low[verb.first - 1]
            name = next((m.name for m in self.measures if word in m.effects), None)
            return Trigger(name, at - 1, at, strong=True) if name is not None else None
        if word == "cases" and self.illness.is_told and "infected" in self.by_name:
            # `cumulative cases of 7,529`
            return Trigger("infected", at - 1, at, strong=True)
        for measure in self.measures:
            if (
                (word in measure.nouns and not measure.only_nouns)
                or word in measure.bodies
                or word in measure.gatherings
            ):
                return Trigger(measure.name, at - 1, at, strong=True)
            if measure.name == "troops_deployed" and (
                word in measure.groups or (word in UNITS and self.index.low[begin] == "what")
            ):
                for token in range(at - 2, max(begin, at - 14) - 1, -1):
                    verb = self.reader.verb(token)
                    if verb is not None and not (verb.lemma == "be" and self.index.low[begin] == "what"):
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

    def _apposed(self, first: int, last: int, begin: int) -> Trigger | None:
        """Read `More than half of the deaths, 1,351, occurred in the north`, `Most of the victims, 195, are from …`."""
        low = self.index.low
        if low[first - 1] == "," and (low[last : last + 2] in (["in", "all"], ["in", "total"])):
            # `Evacuees, 12,578 in all, were made to run again`
            named = (m.name for m in self.measures if low[first - 2] in m.persons | m.before and m.people)
            if (name := next(named, None)) is not None:
                return Trigger(name, first - 2, first - 1, strong=True)
            stated = (m.name for m in self.measures if low[first - 3] in m.before and m.people)
            if (name := next(stated, None)) is not None:
                return Trigger(name, first - 3, first - 1, strong=True)
        if low[first - 1] != "," or low[last : last + 1] != [","] or low[first - 3 : first - 2] != ["the"]:
            return None
        if low[first - 4] != "of" or first - 4 <= begin:
            return None
        word = low[first - 2]
        for measure in self.measures:
            victims = word == "victims" and measure.name == "killed"
            if victims or (
                measure.people and not measure.only_nouns and word in measure.nouns | measure.before
            ):
                return Trigger(measure.name, first - 2, first - 1, strong=True, part=True)
        return None

    def _losses(self, quantity: Quantity, first: int, begin: int) -> Trigger | None:
        """Read `the army gives its own losses as 114 soldiers`, `losses of at least 30 men`."""
        low, at = self.index.low, first - 1
        if quantity.unit != "people" or quantity.noun is None or "killed" not in self.by_name:
            return None
        while at > begin and low[at] in {"at", "least", "about", "some", "around", "nearly", "over"}:
            at -= 1
        if low[at] not in {"as", "of", "to"} and low[first - 1] != "at":
            return None
        told = next((t for t in range(first - 1, max(begin, first - 5), -1) if low[t] == "losses"), None)
        return Trigger("killed", told, told + 1, strong=True) if told is not None else None

    def _of_those(self, last: int, end: int) -> Trigger | None:
        """Read `three of the dead`, `103 of the victims`, `19 of those killed`."""
        if last + 1 >= end or self.index.low[last] != "of" or self.index.low[last + 1] not in _DETERMINERS:
            return None
        for token in range(last + 1, min(last + 4, end)):
            if self.index.low[token] in {"and", "or", ","}:
                # `dozens of the people and displaced thousands`
                return None
            if found := self._told_before(token):
                return None if self._are_named(token, end) else found
        return None

    def _are_named(self, token: int, end: int) -> bool:
        """Tell whether all that is said of some of the dead is that they are known: `Five … have been identified`."""
        words = self.index.low[token : min(end, token + 8)]
        return not {"identified", "named", "names", "claimed", "unidentified"}.isdisjoint(words)

    def _of_the_dead(self, first: int, begin: int) -> Trigger | None:
        """Read `Of the dead, 14 were foreigners`, `Of those killed, 14 …`, `Among the cases, 14 …`."""
        low = self.index.low
        if low[begin] not in {"of", "among"} or low[begin + 1 : begin + 2] not in (["the"], ["those"]):
            return None
        comma = next((t for t in range(begin + 2, min(first, begin + 8)) if low[t] == ","), first)
        if comma != first - 1:
            return None
        if self.illness.is_told and low[begin + 2] == "cases" and "infected" in self.by_name:
            return Trigger("infected", begin + 2, begin + 3, strong=True)
        if first - begin > 5:
            return None
        counted = (
            m.name for m in self.measures if low[begin + 2] in m.nouns and not m.only_nouns and m.people
        )
        if (name := next(counted, None)) is not None:
            # `Of the deaths, 14 were reported in the north`
            return Trigger(name, begin + 2, begin + 3, strong=True)
        return self._told_before(begin + 2)

    def _crowd(self, first: int, last: int, noun_last: int) -> Trigger | None:
        """Read `50,000 demonstrators`, `12 hostages`, `140,000 refugees`."""
        for token in range(last, noun_last):
            word = self.index.low[token]
            for measure in self.measures:
                held = word in measure.persons and not self._is_freed(first, noun_last)
                held = held and not self.reader.is_unreal(first) and not self._is_only_possible(noun_last)
                if held or (measure.only_nouns and word in measure.nouns):
                    return Trigger(measure.name, token, token + 1, strong=True)
        return None

    def _is_only_possible(self, at: int) -> bool:
        """Tell whether what is counted only may do something: `1,000 prisoners might benefit`."""
        verb = self.reader.verb(at) if at < len(self.index.low) else None
        return verb is not None and verb.modal in {"would", "could", "might", "may", "should"}

    def _is_freed(self, first: int, at: int) -> bool:
        """Tell whether hostages or prisoners are so no more: `23 hostages were freed`, `freed 23 hostages`."""
        near = [*range(max(0, first - 3), first), *range(at, min(at + 3, len(self.index.tokens)))]
        if not _RELEASES.isdisjoint(self.index.low[max(0, first - 3) : first]):
            # `the release of 23 hostages`
            return True
        verbs = (self.reader.verb(token) for token in near)
        if any(verb is not None and verb.lemma in _FREEING and not verb.negated for verb in verbs):
            return True
        told = (self.reader.verb(token) for token in range(at, min(at + _REACH, len(self.index.tokens))))
        following = next((verb for verb in told if verb is not None), None)
        return following is not None and following.lemma in {"return", "repatriate"}
