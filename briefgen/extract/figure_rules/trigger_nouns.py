"""Nouns that tell the measure of a number: `164 deaths`, `the deaths of 12 officers`, `Of the dead, 14 were …`."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader, is_real
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_DETERMINERS = load_words("figure_rules", "trigger_nouns_determiners")
_HARMING = load_words("figure_rules", "harming")
"""What is done to some protesters."""
_FREEING = frozenset(["free", "release", "liberate", "escape", "rescue", "exchange", "swap"])
UNITS = frozenset({"battalion", "company", "brigade", "unit"})
"""Bodies of troops."""
_PUBLIC = frozenset(
    ["state", "public", "government", "governing", "professional", "official", "sports", "legal"]
)
"""Bodies of these kinds are offices."""
_PAPERS = load_words("figure_rules", "papers")
"""What `death`, `murder` or `arrest` only describes."""
_RELEASES = frozenset(["release", "releases", "freeing", "releasing", "liberation", "rescue"])
_AREAS = frozenset(["hectares", "acres", "square kilometres"])
_FIRES = frozenset(["fire", "fires", "blaze", "blazes", "wildfire", "wildfires", "bushfire", "bushfires"])
_UNBURNT = load_words("figure_rules", "unburnt")
"""Words of land beside fires that they have not burnt, or not all of it."""
_REACH = 14
"""Most tokens between a number's noun and the verb that tells what happened to it."""


class NounTriggers:
    """Finds the nouns and states that tell the measure of the numbers of one document."""

    def __init__(self, context: Context, reader: VerbReader, *, is_ill: bool) -> None:
        self.context = context
        self.index = context.index
        self.reader = reader
        self.measures = reader.measures
        self.by_name = reader.by_name
        self._is_ill = is_ill
        """Whether the article names an illness, so that its cases are of it."""

    def read_lives(self, quantity: Quantity, first: int, noun_last: int) -> Trigger | None:
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

    def read_phrase(self, quantity: Quantity, last: int, noun_last: int) -> Trigger | None:
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
                body = body and not (self._is_only_possible(noun_last))
                noun = noun and self.index.low[token + 1] not in _PAPERS
                if noun or body or word in measure.before:
                    return Trigger(measure.name, token, token + 1, strong=True)
        return None

    def read_owned(self, at: int, last: int) -> Trigger | None:
        """Read `the six priests' murder`."""
        low = self.index.low
        if low[at : at + 1] in (["'"], ["’"]):
            at += 1
        elif not low[at - 1].endswith(("s'", "s’", "'s", "’s")):
            return None
        word = low[at] if at < last else ""
        name = next((m.name for m in self.measures if word in m.nouns and not m.only_nouns), None)
        return Trigger(name, at, at + 1, strong=True) if name is not None else None

    def read_of(self, first: int, begin: int) -> Trigger | None:
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
        if word == "cases" and self._is_ill and "infected" in self.by_name:
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

    def read_of_country(self, first: int, last: int, noun_last: int) -> Trigger | None:
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

    def read_apposed(self, first: int, last: int, begin: int) -> Trigger | None:
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
        counted = low[last : last + 3] in (
            ["at", "the", "last"],
            ["by", "the", "last"],
            ["at", "last", "count"],
        )
        if low[first - 1] == "," and counted and low[first - 3] in {"the", "its", "their"}:
            # `The injured, 395 at the last count, filled the corridors`
            named = (m.name for m in self.measures if m.people and low[first - 2] in m.persons | m.before)
            if (name := next(named, None)) is not None:
                return Trigger(name, first - 2, first - 1, strong=True)
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

    def read_of_those(self, last: int, end: int) -> Trigger | None:
        """Read `three of the dead`, `103 of the victims`, `19 of those killed`."""
        if last + 1 >= end or self.index.low[last] != "of" or self.index.low[last + 1] not in _DETERMINERS:
            return None
        for token in range(last + 1, min(last + 4, end)):
            if self.index.low[token] in {"and", "or", ","}:
                # `dozens of the people and displaced thousands`
                return None
            if found := self.read_state(token):
                return None if self.are_named(token, end) else found
        return None

    def are_named(self, token: int, end: int) -> bool:
        """Tell whether all that is said of some of the dead is that they are known: `Five … have been identified`."""
        words = self.index.low[token : min(end, token + 8)]
        return not {"identified", "named", "names", "claimed", "unidentified"}.isdisjoint(words)

    def read_of_the_dead(self, first: int, begin: int) -> Trigger | None:
        """Read `Of the dead, 14 were foreigners`, `Of those killed, 14 …`, `Among the cases, 14 …`."""
        low = self.index.low
        if low[begin] not in {"of", "among"} or low[begin + 1 : begin + 2] not in (["the"], ["those"]):
            return None
        comma = next((t for t in range(begin + 2, min(first, begin + 8)) if low[t] == ","), first)
        if comma != first - 1:
            return None
        if self._is_ill and low[begin + 2] == "cases" and "infected" in self.by_name:
            return Trigger("infected", begin + 2, begin + 3, strong=True)
        died = low[begin + 2] == "who" and low[begin + 3] in {"died", "perished", "drowned"}
        if died and "killed" in self.by_name:
            return Trigger("killed", begin + 3, begin + 4, strong=True)
        if low[begin + 2] == "who" and low[begin + 3] in {"were", "had", "are", "have"}:
            # `Of those who were killed, 14 …`
            begin += 2 + (low[begin + 4] == "been")
        if first - begin > 5:
            return None
        counted = (
            m.name for m in self.measures if low[begin + 2] in m.nouns and not m.only_nouns and m.people
        )
        if (name := next(counted, None)) is not None:
            # `Of the deaths, 14 were reported in the north`
            return Trigger(name, begin + 2, begin + 3, strong=True)
        return self.read_state(begin + 2)

    def read_crowd(self, first: int, last: int, noun_last: int) -> Trigger | None:
        """Read `50,000 demonstrators`, `12 hostages`, `140,000 refugees`."""
        for token in range(last, noun_last):
            word = self.index.low[token]
            for measure in self.measures:
                held = word in measure.persons and not self._is_freed(first, noun_last)
                held = held and not self.reader.is_unreal(first) and not self._is_only_possible(noun_last)
                if measure.only_nouns and self._are_harmed(noun_last):
                    continue
                if held or (measure.only_nouns and word in measure.nouns):
                    return Trigger(measure.name, token, token + 1, strong=True)
        return None

    def _are_harmed(self, at: int) -> bool:
        """Tell whether what is told of protesters befell some of them, and is no size of a crowd: `13 … were shot`."""
        told = (self.reader.verb(token) for token in range(at, min(at + 3, len(self.index.low))))
        verb = next((verb for verb in told if verb is not None), None)
        return (
            verb is not None
            and verb.lemma in _HARMING
            and (verb.passive or verb.tense in {"participle", "past"})
        )

    def _is_only_possible(self, at: int) -> bool:
        """Tell whether what is counted only may do something: `1,000 prisoners might benefit`."""
        verb = self.reader.verb(at) if at < len(self.index.low) else None
        return verb is not None and verb.modal in {"would", "could", "might", "may", "should"}

    def _is_freed(self, first: int, at: int) -> bool:
        """Tell whether hostages or prisoners are so no more: `23 hostages were freed`, `freed 23 hostages`."""
        near = [*range(max(0, first - 3), first), *range(at, min(at + 3, len(self.index.tokens)))]
        before = self.index.low[max(0, first - 3) : first]
        if not _RELEASES.isdisjoint(before) or before[-2:] in (["set", "free"], ["let", "go"]):
            # `the release of 23 hostages`, `set free 23 prisoners`
            return True
        verbs = (self.reader.verb(token) for token in near)
        if any(verb is not None and verb.lemma in _FREEING and not verb.negated for verb in verbs):
            return True
        told = (self.reader.verb(token) for token in range(at, min(at + _REACH, len(self.index.tokens))))
        following = next((verb for verb in told if verb is not None), None)
        if following is None:
            return False
        gone = following.lemma in {"get", "break", "walk", "run"} and not {
            "away",
            "out",
            "free",
            "off",
        }.isdisjoint(self.index.low[following.last : following.last + 2])
        return gone or following.lemma in {"return", "repatriate", "flee", "abscond", "bolt"}

    def read_state(self, token: int) -> Trigger | None:
        """Return the measure of a word such as `dead` or `wounded`."""
        for measure in self.measures:
            if self.index.low[token] in measure.before and not measure.only_nouns:
                return Trigger(measure.name, token, token + 1, strong=True)
        return None

    def read_area(self, numeral: Numeral, sentence: Sentence) -> Trigger | None:
        """Read `Fifty fires, 25,000 hectares`, `557 fires over 174,000 hectares`: land beside fires is burnt."""
        if numeral.quantity.unit not in _AREAS or "burned" not in self.by_name:
            return None
        low, first = self.index.low, numeral.first
        at = next((t for t in range(max(sentence.first, first - _REACH), first) if low[t] in _FIRES), -1)
        if at < 0 or not _UNBURNT.isdisjoint(low[sentence.first : sentence.last]):
            return None
        return Trigger("burned", at, at + 1, strong=True, named=True)
