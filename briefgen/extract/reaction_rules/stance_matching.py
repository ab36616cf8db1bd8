"""Matching: which stances verbs with what follows them, and patterns of words, tell by the lists."""

from collections.abc import Sequence, Set

from briefgen.extract.reaction_rules.crisis_kind import CrisisKind
from briefgen.extract.reaction_rules.phrase_lists import MONEY, NEGATION, Phrases, stand_in
from briefgen.extract.reaction_rules.stance_lists import (
    Pattern,
    StanceWords,
    asking_verbs,
    listed,
    patterns_by_word,
    solidarity,
    stances_of_verbs,
)
from briefgen.extract.reaction_rules.unmeant import Told
from briefgen.extract.reaction_rules.unreal import is_ruled_out
from briefgen.model.brief import Stance

_REACH = 26
"""Tokens behind a verb in which its object or complement is looked for."""
_NEAR = 14
"""Tokens within which all phrases of a pattern must stand."""
_NEGATION_REACH = 3
_BETWEEN = frozenset({"in", "to", "from", "for", "with", "of", "on", ","})
_BLAMING = frozenset({"accuse", "blame", "suspect"})
_NAMED_SO: frozenset[Stance] = frozenset({"condemns", "monitors", "denies", "warns", "supports_government"})
"""Stances that names tell which somebody is given: `called it a crime`."""
_SIDING_WITH = frozenset(
    {"support", "supports", "solidarity", "stand", "stands", "stood", "standing", "backing"}
)
_TO_PEOPLE = 6
"""Tokens from `support` to the people."""
_CALL_REACH = 4
_CALLED_FOR = frozenset({"for", "on", "upon", "to", "off"})
"""One of these stands behind `call` where it asks for something."""
_CURRENCY_CODES = frozenset({"eur", "usd", "gbp", "aud", "cad", "chf", "nok", "sek"})


class StanceMatcher:
    """Finds what the words of one article tell by the lists of stances."""

    def __init__(self, crisis: CrisisKind) -> None:
        self.crisis = crisis
        self.context, self.index = crisis.context, crisis.index
        self.low = crisis.low

    def told_by(self, told: Sequence[Told]) -> set[Stance]:
        """Return the stances that verbs tell by what follows them."""
        by_verb = stances_of_verbs()
        found: set[Stance] = set()
        for one in told:
            stances = by_verb.get(one.lemma, ())
            if not stances or self._is_neither(one) or self._is_of_others(one):
                continue
            words = set(self.low[one.first : min(one.last, one.first + _REACH)])
            for stance in stances:
                if stance.name not in found and self._verb_tells(stance, one, words):
                    found.add(stance.name)
        return found

    def voiced_in(self, places: dict[str, list[int]]) -> set[Stance]:
        """Return the stances that patterns of words tell; `places` says where each word stands."""
        by_word = patterns_by_word()
        words = frozenset(places)
        found: set[Stance] = set()
        for word in places:
            for name, pattern in by_word.get(word, ()):
                if name not in found and self._pattern_holds(pattern, places, words):
                    found.add(name)
        if (
            self.crisis.is_protest
            and "expresses_condolences" in found
            and "solidarity" in places
            and not listed("grieving") & places.keys()
        ):
            found = (found - {"expresses_condolences"}) | {"supports_protesters"}
        if self.crisis.is_protest and "supports_protesters" not in found and self._backs_people(places):
            found = (found - {"supports_government"}) | {"supports_protesters"}
        if self.crisis.is_mourned and "supports_protesters" in found:
            found = (found - {"supports_protesters"}) | {"expresses_condolences"}
        if self.crisis.is_disaster and "monitors" in found and "shocked" in places:
            found = (found - {"monitors"}) | {"expresses_condolences"}
        if "supports_protesters" not in found and any(
            self._pattern_holds(pattern, places, words) for pattern in solidarity()
        ):
            found.add("expresses_condolences" if self.crisis.is_mourned else "supports_government")
        return found

    def words_of(self, content: Sequence[tuple[int, int]]) -> dict[str, list[int]]:
        """Return the places of each word of token ranges, and of the classes of names in them."""
        places: dict[str, list[int]] = {}
        for first, last in content:
            for token in range(first, last):
                places.setdefault(self.low[token], []).append(token)
        for first, last in content:
            for m in self._own_in(first, last):
                places.setdefault("@own", []).append(self.index.mention_range[m][0])
            names = self.context.document.names
            for m in self.index.mentions_in(first, last):
                entity = names.entities[names.mentions[m].entity]
                if entity.kind == "country" and entity.country in self.crisis.countries:
                    places.setdefault("@country", []).append(self.index.mention_range[m][0])
        return places

    def _backs_people(self, places: dict[str, list[int]]) -> bool:
        """Tell whether words side with a people: `support for the | Peruvian people's choice`."""
        low = self.low
        return any(
            not _SIDING_WITH.isdisjoint(low[max(0, at - _TO_PEOPLE) : at])
            and not {"for", "with", "by", "behind"}.isdisjoint(low[max(0, at - _CALL_REACH) : at])
            for word in ("people", "people's", "people’s")
            for at in places.get(word, ())
        )

    def _is_asking(self, told: Told) -> bool:
        """Tell whether a verb asks for something: `called for calm`, not `called it a blow to peace`."""
        if told.lemma == "call":
            behind = self.low[max(0, told.first - 1) : min(told.last, told.first + _CALL_REACH)]
            return bool(_CALLED_FOR.intersection(behind))
        return told.lemma in asking_verbs()

    def _is_of_others(self, told: Told) -> bool:
        """Tell whether a verb of blame has no object, so that it is said of somebody: `officials accused of fraud`."""
        return told.lemma in _BLAMING and self.low[told.first : told.first + 1] in (["of"], ["for"])

    def _is_neither(self, told: Told) -> bool:
        """Tell whether a verb is one of two that are both denied: `neither confirmed nor denied it`."""
        return told.first > 1 and self.low[told.first - 2] in {"neither", "nor"}

    def _verb_tells(self, stance: StanceWords, told: Told, words: Set[str]) -> bool:
        low = self.low
        end = min(told.last, told.first + _REACH)
        lemma = told.lemma
        if lemma == "call" and stance.name in _NAMED_SO and low[told.first - 1] in {"for", "on", "upon"}:
            # `called for | those responsible to be found` gives nobody a name.
            lemma = "urge"
        for needed in stance.verbs.get(lemma, ()):
            if needed.may_stand(words) and needed.stands_in(low, told.first, end, self._is_named):
                break
        else:
            asks = stance.asks
            if asks is None or not asks.may_stand(words) or not self._is_asking(told):
                return False
            if not asks.stands_in(low, told.first, end, self._is_named):
                return False
        return not (stance.never and stand_in(stance.never, low, told.first, end, self._is_named))

    def _is_named(self, name: str, first: int, last: int) -> bool:
        """Tell whether the tokens name somebody of the country, the country itself, or a sum of money."""
        if name == "@own":
            return self._names_own(first, last)
        if name == "@country":
            return self._names_country(first, last)
        return any(word.startswith(MONEY) or word in _CURRENCY_CODES for word in self.low[first:last])

    def _names_own(self, first: int, last: int) -> bool:
        return bool(self._own_in(first, last))

    def _names_country(self, first: int, last: int) -> bool:
        """Tell whether the country whose crisis it is stands in the tokens by its name, nothing before it."""
        names = self.context.document.names
        for m in self.index.mentions_in(first, last):
            entity = names.entities[names.mentions[m].entity]
            if (
                entity.kind == "country"
                and entity.country in self.crisis.countries
                and not names.mentions[m].adjective
            ):
                return not set(self.low[first : self.index.mention_range[m][0]]) & _BETWEEN
        return False

    def _own_in(self, first: int, last: int) -> list[int]:
        """Return the mentions of people and bodies of the country."""
        names = self.context.document.names
        return [
            m
            for m in self.index.mentions_in(first, last)
            if (entity := names.entities[names.mentions[m].entity]).country in self.crisis.countries
            and entity.type in {"person", "organisation"}
        ]

    def _pattern_holds(self, pattern: Pattern, places: dict[str, list[int]], words: frozenset[str]) -> bool:
        """Tell whether the parts of a pattern stand near each other; `words` are those of which `places` tells."""
        for needed in pattern.needed:
            if needed.isdisjoint(words):
                return False
        found: list[list[int]] = []
        for phrases in pattern.parts:
            at = self._places_of(phrases, places)
            if not at:
                return False
            found.append(at)
        return any(
            all(any(self._is_near(lead, other, pattern) for other in at) for at in found[1:])
            and (pattern.negative or not self.is_negated(lead))
            for lead in found[0]
        )

    def _is_near(self, lead: int, other: int, pattern: Pattern) -> bool:
        """Tell whether two phrases stand near each other, nothing denied between them."""
        if abs(other - lead) > _NEAR or self.index.sentence_of[other] != self.index.sentence_of[lead]:
            return False
        low = self.low
        return pattern.negative or not any(
            low[token] in NEGATION for token in range(min(lead, other) + 1, max(lead, other))
        )

    def _places_of(self, phrases: Phrases, places: dict[str, list[int]]) -> list[int]:
        """Return the tokens at which one of the phrases begins, or what one of them names."""
        low = self.low
        words = phrases.words.keys() & places.keys()
        found = [token for word in words for token in places[word] if phrases.starts(low, token, len(low))]
        if phrases.named:
            found += [token for name in sorted(phrases.named) for token in places.get(name, ())]
        return found

    def is_negated(self, at: int) -> bool:
        """Tell whether a word of negation stands right before a token."""
        return any(word in NEGATION for word in self.low[max(0, at - _NEGATION_REACH) : at]) or is_ruled_out(
            self.index, at
        )
