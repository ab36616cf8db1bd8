"""Tolls: `the death toll rose to 225`, `the number of injured stands at 1,000`, `raised to 12 the number of deaths`."""

from collections.abc import Collection
from functools import lru_cache

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Measure, Trigger
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Qualifier

_QUALIFYING = load_words("figure_rules", "tolls_qualifying")
_TOLL_LINKS = load_words("figure_rules", "toll_links")
_BEYOND = load_words("figure_rules", "tolls_beyond")
"""Words of a toll that make its number a lower bound."""
_SHORT_OF = frozenset(["nears", "neared", "nearing", "approaches", "approached", "approaching"])
"""Words of a toll that make its number an upper bound, not reached."""
_CASES = frozenset(["confirmed", "suspected", "probable"])
"""What is said of cases of an illness."""
_FLIGHT = frozenset(
    ["migrant", "migrants", "fled", "flee", "fleeing", "refugee", "refugees", "displaced", "exodus"]
)
_TAKEN = frozenset(["taken", "held", "rounded", "picked", "caught", "seized", "netted"])
_RANGING = frozenset(["range", "ranged", "ranges", "ranging", "vary", "varies", "varied", "varying"])
_FEARS = frozenset(["expected", "feared", "likely", "set", "bound"])
_NUMBERING = frozenset(["number", "numbered", "numbers", "total", "totalled"])
_PUTTING = load_words("figure_rules", "putting")
_PUT_REACH = 22
"""Tokens before a number in which the verb stands that gives it: `put the dead at 57 … and the injured at 90`."""
_CURED = load_words("figure_rules", "cured")
_SUMMED = frozenset(
    ["cumulative", "total", "confirmed", "provisional", "overall", "cumulatively", "officially"]
)
_DUES = frozenset(["bridge", "road", "motorway", "the", "highway", "injury"])
"""Words before a toll that may be none of deaths."""
_UNHEARD_REACH = 14
_NEWS = frozenset(["word", "news", "trace", "sign", "contact", "information"])
_LOST = frozenset(["lost", "fallen", "slain", "perished", "succumbed"])
_GIVING = frozenset(["give", "name", "cite", "quote", "mention", "offer", "report"])
_DATING = load_words("figure_rules", "dating")
_COUNTS = frozenset(["sum", "number", "figure", "count", "tally", "total"])
_WHEREABOUTS = frozenset(["in", "under", "without", "behind", "on"])
_RISING = load_words("figure_rules", "tolls_rising")
_LINKS = _TOLL_LINKS | _BEYOND | _SHORT_OF


@lru_cache(maxsize=4)
def _opening_words(measures: tuple[Measure, ...]) -> frozenset[str]:
    """Return the words with which what tells a toll may begin."""
    phrases = {phrase[0] for measure in measures for phrase in measure.tolls}
    nouns = {word for measure in measures for word in measure.nouns | measure.persons | measure.before}
    return _COUNTS | {"victims", "cases", "caseload"} | phrases | nouns


class _Toll(msgspec.Struct, frozen=True):
    """A number that something links to the words of a toll before it."""

    first: int
    """Its first token."""
    at: int
    """The token that links it."""
    risen: bool
    """Whether something has risen or fallen to it."""
    put: bool
    """Whether somebody puts something at it."""
    cases: bool
    """Whether cases that rise are of an illness."""
    qualifier: Qualifier


class TollFinder:
    """Finds the tolls that the numbers of one document stand in."""

    def __init__(
        self, context: Context, measures: tuple[Measure, ...], verbs: VerbReader, illness: Collection[str]
    ) -> None:
        self.context = context
        self.index = context.index
        self.measures = measures
        self.verbs = verbs
        self._opening = _opening_words(measures)
        self.illness = illness
        """Names of illnesses: `the number of people with cholera` counts the sick."""
        self.is_ill = not frozenset(illness).isdisjoint(self.index.low)
        """Whether the article names an illness, so that its cases are of it."""
        self._is_flight = not _FLIGHT.isdisjoint(self.index.low)
        """Whether the article tells of people who flee, so that arrivals are of them."""

    def find_toll(self, first: int, begin: int) -> Trigger | None:
        """Read `the death toll rose to 225`, `the number of injured stands at 1,000`."""
        at, low = self._link_before(first, begin), self.index.low
        if at < begin:
            return None
        told = self._beside(first, at, begin)
        if told is not None:
            return told
        word = low[at]
        if word == "from" and self._is_moved_by_day(first, at):
            # `the number of arrests rose from 12 on Sunday to 31 on Tuesday`
            word, at = "to", at - 1
        if word not in _LINKS and self.index.verb_at[at] < 0:
            return None
        if self._is_feared(at, max(begin, first - 10)):
            return None
        if low[at] in _RANGING or (low[at] == "from" and low[at - 1] in _RANGING):
            # `Estimates of the dead range from 40 to 60`
            tokens = range(max(begin, at - 4), at)
            name = next((m.name for m in self.measures for t in tokens if self._names(m, t)), None)
            if name is not None:
                return Trigger(name, at - 1, at, strong=True)
        risen = self._has_risen(at)
        cases = risen and (self.is_ill or not _CASES.isdisjoint(low[begin:at]))
        put = self._is_put(at, max(begin, first - _PUT_REACH))
        qualifier: Qualifier = "more_than" if word in _BEYOND else "nearly" if word in _SHORT_OF else "exact"
        toll = _Toll(first, at, risen, put, cases, qualifier)
        for token in range(at, max(begin, first - 20) - 1, -1):
            if self._is_of_another(token, first):
                return None
            if low[token] not in self._opening:
                continue
            for measure in self.measures:
                told = self._named_at(measure, token, toll)
                if told is not None:
                    return told
        return None

    def _link_before(self, first: int, begin: int) -> int:
        """Return the token that links a number to its toll, words that qualify the number left out."""
        low = self.index.low
        # `the toll | exceeded 12,000`: the verb is the number's qualifier, too.
        at = first if low[first] in _BEYOND and self.verbs.verb(first) is not None else first - 1
        while at > begin and (low[at] in _QUALIFYING or low[at] in MARKS - {",", ":", "-", "–"}):
            at -= 1
        return at

    def _beside(self, first: int, at: int, begin: int) -> Trigger | None:
        """Read short forms of tolls: `toll now 12`, `that of the wounded 315`, `Deaths: 926`, `dead numbering 12`."""
        low = self.index.low
        if low[first - 2 : first] == ["toll", "now"] and low[first - 3] not in _DUES:
            return Trigger("killed", first - 2, first, strong=True)
        if low[at - 1 : at + 1] == ["death", "toll"] and low[at + 1] in {
            "above",
            "over",
            "past",
            "nears",
            "near",
        }:
            # `Death toll above 2,400`
            return Trigger("killed", at, first, strong=True)
        if (told := self._that_of(first, at)) is not None:
            return told
        label = at
        while label > begin and low[label] in _SUMMED:
            label -= 1
        if low[label] == ":" and (told := self._headed(label, begin)) is not None:
            return told
        if low[at] not in _NUMBERING:
            return None
        numbered = at - 1
        while low[numbered] in _QUALIFYING:
            numbered -= 1
        return self._numbered(numbered)

    def _that_of(self, first: int, at: int) -> Trigger | None:
        """Read `the number of cases passed 200 and that of deaths 1,300`, `… and that of deaths at 57`."""
        low = self.index.low
        for head in (at, at - 1):
            begins = head - (low[head - 1] == "the")
            if low[begins - 2 : begins] != ["that", "of"] or first - head > 2:
                continue
            if head < at and low[at] not in {"at", "to", "is", "was"}:
                continue
            named = (m.name for m in self.measures if not m.only_nouns and low[head] in m.nouns | m.before)
            if (name := next(named, None)) is not None:
                return Trigger(name, head, head + 1, strong=True)
        return None

    def _is_of_another(self, token: int, first: int) -> bool:
        """Tell whether another number stands at a token, to which the words before it belong."""
        low = self.index.low
        if self.context.quantity_at[token] < 0 or token >= first:
            return False
        return low[token] not in {"a", "one"} and low[token - 1] not in {"from", "by"}

    def _named_at(self, measure: Measure, token: int, toll: _Toll) -> Trigger | None:
        """Read the toll of one measure that begins at a token: `death toll`, `deaths`, `the number of injured`."""
        low, first = self.index.low, toll.first
        for phrase in measure.tolls:
            if phrase[0] != low[token] or not self.index.starts_with(token, phrase, first):
                continue
            end = token + len(phrase)
            if not measure.only_nouns or self._sizes(toll.at, end, first):
                return Trigger(measure.name, token, end, strong=True, qualifier=toll.qualifier)
        end = (
            token + 1
            if self._is_noun_of(measure, token, toll)
            else self._counted_until(measure, token, first)
        )
        return Trigger(measure.name, token, end, strong=True, qualifier=toll.qualifier) if end else None

    def _is_noun_of(self, measure: Measure, token: int, toll: _Toll) -> bool:
        """Tell whether a noun is what has risen to a number, or is put at it: `deaths climbed to 12`."""
        word = self.index.low[token]
        moved = toll.risen or toll.put
        return (
            (
                (toll.risen or (toll.put and measure.people))
                and word in measure.nouns
                and not measure.only_nouns
            )
            or (toll.risen and word == "victims" and measure.name == "killed")
            or (toll.risen and word in measure.persons)
            or (moved and word in measure.before and self._is_owned(token - 1))
            or (toll.cases and measure.name == "infected" and word in {"cases", "caseload"})
        )

    def _counted_until(self, measure: Measure, token: int, first: int) -> int:
        """Return the token behind what a count at a token counts: `the number of injured |`; 0 for another measure."""
        low = self.index.low
        if low[token] not in _COUNTS:
            return 0
        if measure.name == "missing" and self._is_unheard(token + 1, first):
            return token + 1
        for inner in range(token + 1, min(token + 8, first)):
            if low[inner] in MARKS:
                break
            if self._is_counted(measure, inner) or self._are_in_state(measure, inner, first):
                return inner + 1
            if self._are_sick(measure, token, inner, first):
                return inner + 1
        return 0

    def _is_counted(self, measure: Measure, token: int) -> bool:
        """Tell whether a word behind a count tells a measure: `injured`, `bodies`, `arrivals` where people flee."""
        word = self.index.low[token]
        return (
            (measure.name == "killed" and (word == "died" or self._are_lost(token)))
            or word in measure.before
            or word in measure.persons
            or word in measure.bodies
            or (word == "survivors" and measure.name == "rescued")
            or (word in _TAKEN and measure.name == "arrested" and self._are_suspects(token))
            or (word == "arrivals" and measure.name == "displaced" and self._is_flight)
            or (word in measure.nouns and not measure.only_nouns)
        )

    def _are_in_state(self, measure: Measure, token: int, first: int) -> bool:
        """Tell whether a phrase tells where those counted are: `the number of people | in hospital`."""
        if self.index.low[token] not in _WHEREABOUTS or not measure.people or measure.groups:
            return False
        return any(self.index.starts_with(token, phrase, first) for phrase in measure.after)

    def _are_sick(self, measure: Measure, begin: int, token: int, first: int) -> bool:
        """Tell whether a count is of the sick, none of them cured: `the number of people with cholera`."""
        word = self.index.low[token]
        if measure.name != "infected" or (word not in {"case", "cases"} and word not in self.illness):
            return False
        return _CURED.isdisjoint(self.index.low[begin:first])

    def _is_unheard(self, begin: int, first: int) -> bool:
        """Tell whether a count is of those nobody has heard of: `the number of those of whom there is no word`."""
        low = self.index.low[begin : min(first, begin + _UNHEARD_REACH)]
        if "those" not in low and "people" not in low:
            return False
        return any(word == "no" and not _NEWS.isdisjoint(low[at + 1 : at + 3]) for at, word in enumerate(low))

    def _are_lost(self, token: int) -> bool:
        """Tell whether people are lost or fallen: `the number of peacekeepers lost`, `of those who have fallen`."""
        low, lexicon = self.index.low, load_quantity_words()
        if low[token] not in _LOST:
            return False
        at = token - 1
        while low[at] in {"who", "have", "had", "has", "it", "they", "so", "far", "been"}:
            at -= 1
        head = low[at]
        return head in {"those", "people"} or lexicon.units.get(singular(head, lexicon.irregular)) == "people"

    def _are_suspects(self, token: int) -> bool:
        """Tell whether suspects stand before a participle: `the number of suspects taken in`."""
        return self.index.low[token - 1] in {"suspects", "protesters", "rioters", "looters", "demonstrators"}

    def _is_moved_by_day(self, first: int, at: int) -> bool:
        """Tell whether a count moves from a number on one day to another: `went from 12 on Sunday to 31 on Tuesday`."""
        verb = self.verbs.verb(at - 1)
        if verb is None or verb.negated or verb.lemma not in {*_RISING, "go"}:
            return False
        low = self.index.low
        number = self.context.quantity_at[first]
        last = self.context.quantity_range[number][1] if number >= 0 else first + 1
        dated = any(self.context.timex_at[token] >= 0 for token in range(last, min(last + 3, len(low))))
        return dated and "to" in low[last : last + 5]

    def _names(self, measure: Measure, token: int) -> bool:
        """Tell whether a noun that counts stands at a token: `deaths`, `the dead`."""
        word = self.index.low[token]
        if measure.only_nouns or not measure.people:
            return False
        return word in measure.nouns or (word in measure.before and self._is_owned(token - 1))

    def _is_owned(self, token: int) -> bool:
        """Tell whether `dead` or the like is a noun: `the dead`, `its own dead`, `Saturday's dead`."""
        word = self.index.low[token]
        return word in {"the", "those", "its", "their", "own", "confirmed", "s"} or word.endswith(
            ("'s", "’s")
        )

    def _headed(self, colon: int, begin: int) -> Trigger | None:
        """Read `Deaths: three among the miners`: what a label at the head of a sentence counts."""
        if not 0 < colon - begin <= 4:
            return None
        for measure in self.measures:
            word = self.index.low[colon - 1]
            if measure.people and not measure.only_nouns and word in measure.before | measure.nouns:
                return Trigger(measure.name, colon - 1, colon, strong=True)
        return None

    def _sizes(self, at: int, behind: int, first: int) -> bool:
        """Tell whether a number is the size of a crowd, not of what it did: `a crowd that swelled to 900`."""
        if self.index.low[at] in _TOLL_LINKS and first - behind <= 3:
            return True
        return self._has_risen(at)

    def _numbered(self, token: int) -> Trigger | None:
        """Read `The injured number at least 7,000`."""
        if self.index.low[token] in {"who", "which"} and self.index.low[token - 1] == ",":
            # `The injured, who number more than 40, …`
            token -= 2
        for those in range(token, max(-1, token - 5), -1):
            if self.index.low[those] != "those":
                continue
            for measure in self.measures:
                told = self.index.low[those + 1] in measure.before or any(
                    self.index.starts_with(those + 1, phrase, token + 1) for phrase in measure.after
                )
                if measure.people and told:
                    # `Those in custody number 7,543`
                    return Trigger(measure.name, those + 1, token + 1, strong=True)
        for measure in self.measures:
            # `Fully damaged houses numbered 387`
            if not measure.people and measure.before.intersection(self.index.low[max(0, token - 3) : token]):
                group = self.index.low[token]
                unit = load_quantity_words().units.get(group.removesuffix("s"), "")
                return Trigger(
                    measure.name, token, token + 1, strong=True, labelled=True, group=group, unit=unit
                )
        if self.index.low[token] in {"living", "survivors"} and "rescued" in self.verbs.by_name:
            # `The living number 44`
            return Trigger("rescued", token, token + 1, strong=True)
        for measure in self.measures:
            # `Injuries number 820`, `the hostages number 40`
            named = self.index.low[token].endswith("s") and self.index.low[token] in measure.nouns
            if (
                measure.people
                and not measure.only_nouns
                and (named or self.index.low[token] in measure.persons)
            ):
                return Trigger(measure.name, token, token + 1, strong=True)
        if self.index.low[token - 1] != "the":
            return None
        for measure in self.measures:
            if measure.people and not measure.only_nouns and self.index.low[token] in measure.before:
                return Trigger(measure.name, token, token + 1, strong=True)
        return None

    def _is_put(self, at: int, begin: int) -> bool:
        """Tell whether somebody gives a number for those named before it: `put the dead at 112`."""
        if self.index.low[at] not in {"at", "to"}:
            return False
        for token in range(at - 1, begin - 1, -1):
            verb = self.verbs.verb(token)
            if verb is not None and (verb.lemma in _PUTTING or verb.lemma != "unaccount"):
                return verb.lemma in _PUTTING and not verb.negated
        return False

    def find_behind(self, first: int, last: int, end: int) -> Trigger | None:
        """Read `raised to 12 the number of deaths`, `brings to 12 the toll`."""
        low = self.index.low
        as_the = low[last : last + 2] in (["as", "the"], ["as", "its"], ["as", "their"], ["as", "a"])
        given = self.verbs.verb(first - 1) if first > 0 and as_the else None
        if given is not None and not given.negated and given.lemma in _GIVING:
            # `The police give 181 as the overall toll`
            last += 1
            if low[last + 1 : last + 2] == ["toll"] or low[last + 2 : last + 3] == ["toll"]:
                return Trigger("killed", last + 1, last + 2, strong=True)
        elif first == 0 or low[first - 1] != "to" or low[last : last + 1] != ["the"]:
            return None
        for token in range(last + 1, min(end, last + 4)):
            for measure in self.measures:
                if any(self.index.starts_with(token, phrase, end) for phrase in measure.tolls):
                    return Trigger(measure.name, token, token + 1, strong=True)
                if low[token] in _COUNTS:
                    for inner in range(token + 1, min(token + 8, end)):
                        word = low[inner]
                        verb = self.verbs.verb(inner)
                        if (
                            word in measure.before
                            or (word == "arrivals" and measure.name == "displaced" and self._is_flight)
                            or (word in measure.nouns and not measure.only_nouns)
                            or (verb is not None and measure.subject.get(verb.lemma) == ())
                            or (measure.name == "killed" and self._are_lost(inner))
                        ):
                            return Trigger(measure.name, token, inner + 1, strong=True)
        return None

    def _has_risen(self, at: int) -> bool:
        """Tell whether a count moves or stands right before a number: `deaths in the valley rose to 12`."""
        verb = self.verbs.verb(at) or self.verbs.verb(at - 1)
        if verb is None and self.index.low[at] in {"to", "at"}:
            # `had climbed by Tuesday morning to 2,862`
            moved_at = at - 1
            while moved_at > 0 and (
                self.context.timex_at[moved_at] >= 0 or self.index.low[moved_at] in _DATING
            ):
                moved_at -= 1
            verb = self.verbs.verb(moved_at)
        if verb is None and self.index.low[at] == "to":
            # `went from 12 on Sunday to 31`
            for token in range(at - 1, max(0, at - 8), -1):
                moved = self.verbs.verb(token)
                if moved is not None:
                    if moved.lemma in {*_RISING, "go"} and self.index.low[moved.last : moved.last + 1] == [
                        "from"
                    ]:
                        return not moved.negated
                    break
        if verb is None:
            return self.index.low[at - 1].removesuffix("s") in _RISING
        return verb.lemma in _RISING and not verb.negated

    def _is_feared(self, at: int, begin: int) -> bool:
        """Tell whether a toll is only expected: `could rise to 200`; `could be 200` says what it may be by now."""
        for token in range(at, begin - 1, -1):
            verb = self.verbs.verb(token)
            if verb is not None:
                return verb.lemma != "be" and (
                    bool(verb.modal)
                    or (verb.tense == "infinitive" and self.index.low[verb.first - 1] in _FEARS)
                )
        return False
