"""Stances: which position words take, by verbs with what follows them and by patterns of words."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import get_args

import msgspec

from briefgen.extract.frames import Context
from briefgen.extract.lexicon import load_lexicon, load_phrases
from briefgen.model.brief import Stance

Phrase = tuple[str, ...]

_REACH = 26
"""Tokens behind a verb in which its object or complement is looked for."""
_NEAR = 14
"""Tokens within which all phrases of a pattern must stand."""
_NEGATION = frozenset(
    {"not", "n't", "never", "no", "without", "neither", "nor", "cannot", "can't", "won't", "didn't"}
)
_NEGATION_REACH = 3
_OPENING = 4
"""Sentences at the head of an article that say what sort of crisis it is."""
_SPECIAL = frozenset({"@own", "@money", "@country"})
_BETWEEN = frozenset({"in", "to", "from", "for", "with", "of", "on", ","})
_CURRENCIES = ("$", "us$", "a$", "c$", "€", "£", "¥")


class StanceWords(msgspec.Struct, frozen=True):
    """What tells one stance."""

    name: Stance
    verbs: dict[str, tuple[Phrase, ...]]
    """By base form: phrases of which one must follow; () where the verb alone tells."""
    asks: tuple[Phrase, ...]
    """Phrases of which one must follow a verb that asks."""
    never: tuple[Phrase, ...]
    words: tuple[tuple[Phrase, ...], ...]
    nouns: tuple[Phrase, ...]


class Told(msgspec.Struct, frozen=True):
    """A verb group that tells a stance, with the tokens of what follows it."""

    lemma: str
    first: int
    last: int


@cache
def load_stances() -> tuple[StanceWords, ...]:
    """Return the stances in the order of stances.yaml."""
    raw = load_lexicon("stances")
    classes = raw["classes"]
    known = get_args(Stance)

    def phrases(entries: Iterable[str]) -> tuple[Phrase, ...]:
        found: list[Phrase] = []
        for entry in _parts(entries, "|") if isinstance(entries, str) else entries:
            if entry.startswith("@") and entry not in _SPECIAL:
                found += phrases(classes[entry[1:]])
            else:
                found.append(tuple(entry.lower().split()))
        return tuple(dict.fromkeys(found))

    return tuple(
        StanceWords(
            name=next(stance for stance in known if stance == name),
            verbs={
                verb: phrases(needed)
                for verbs, needed in raw["stances"][name].get("verbs", {}).items()
                for verb in verbs.split()
            },
            asks=phrases(raw["stances"][name].get("asks", ())),
            never=phrases(raw["stances"][name].get("never", ())),
            words=tuple(
                phrases(_parts(pattern, "+"))
                for pattern in raw["stances"][name].get("words", "").splitlines()
            ),
            nouns=phrases(raw["nouns"].get(name, ())),
        )
        for name in raw["order"]
    )


def _parts(text: str, mark: str) -> list[str]:
    """Return the phrases of a text that a mark divides."""
    return [part for piece in text.split(mark) if (part := piece.strip())]


@cache
def _stances_of_verbs() -> dict[str, tuple[StanceWords, ...]]:
    """Return the stances that a verb may tell, by its base form."""
    verbs = {verb for stance in load_stances() for verb in stance.verbs} | _asks()
    return {
        verb: tuple(s for s in load_stances() if verb in s.verbs or (s.asks and verb in _asks()))
        for verb in verbs
    }


@cache
def _patterns_by_word() -> dict[str, list[tuple[Stance, tuple[Phrase, ...]]]]:
    """Return the patterns by their first word."""
    found: dict[str, list[tuple[Stance, tuple[Phrase, ...]]]] = {}
    for stance in load_stances():
        for pattern in stance.words:
            found.setdefault(pattern[0][0], []).append((stance.name, pattern))
    return found


@cache
def _voicing() -> frozenset[str]:
    return frozenset(load_phrases("stances", "voicing"))


@cache
def _solidarity() -> tuple[tuple[Phrase, ...], ...]:
    return tuple(
        tuple(tuple(phrase.lower().split()) for phrase in pattern)
        for pattern in load_lexicon("stances")["solidarity"]
    )


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load_phrases("stances", key))


@cache
def _states() -> frozenset[str]:
    return frozenset(load_phrases("stances", "states"))


@cache
def _feelings() -> dict[str, Stance]:
    """Return the stance of what an actor is made to feel, by the base form of the verb."""
    known = {stance.name: stance.name for stance in load_stances()}
    return {
        verb: known[name] for name, verbs in load_lexicon("stances")["feelings"].items() for verb in verbs
    }


@cache
def is_state(lemma: str, *, passive: bool) -> bool:
    """Tell whether a verb says what somebody is or feels."""
    return lemma in _feelings() if passive else lemma in _states()


@cache
def _asks() -> frozenset[str]:
    return frozenset(load_phrases("stances", "asks"))


class StanceReader:
    """Reads the stances that words of one article take."""

    def __init__(self, context: Context, countries: Collection[str]) -> None:
        self.context = context
        self.index = context.index
        self.countries = frozenset(countries)
        self.is_disaster = self._tells_disaster()

    def _tells_disaster(self) -> bool:
        """Tell whether the article is on a disaster, not on strife, by its title and first sentences."""
        document = self.context.document
        end = next((s.last for s in document.sentences[_OPENING - 1 : _OPENING]), len(self.index.low))
        words = {*document.article.title.lower().split(), *self.index.low[:end]}
        return bool(words & _words("disasters")) and not words & _words("strife")

    def read_deed(self, told: Told) -> list[Stance]:
        """Return the stances that a deed tells by its verb and object, or that is voiced behind its verb."""
        found = self._told_by([told])
        if self.is_disaster and told.lemma in _words("giving") and not found - {"sends_forces", "other"}:
            # Whatever is sent to the scene of a disaster is help.
            found = {"offers_help"}
        if told.lemma in _voicing():
            end = min(told.last, told.first + _REACH)
            found |= self._voiced_in(self._words_of([(told.first, end)]))
        return _ordered(found)

    def read_feeling(self, lemma: str, first: int, last: int) -> list[Stance]:
        """Return the stances of what an actor is or feels: `was saddened by`, `is ready to help`, `were shocked`.

        Args:
            lemma: base form of the verb, passive or one of being.
            first: token of the verb.
            last: token behind what follows it.
        """
        found = self._told_by([Told(lemma, first, last)]) if lemma in _states() else set()
        found |= self._voiced_in(self._words_of([(first, min(last, first + _REACH))]))
        feeling = _feelings().get(lemma)
        if feeling is not None:
            found.add("expresses_condolences" if self.is_disaster and feeling == "monitors" else feeling)
        return _ordered(found)

    def read_statement(self, told: Sequence[Told], content: Sequence[tuple[int, int]]) -> list[Stance]:
        """Return the stances of a statement, by the speaker's own verbs and by patterns in what is said.

        Args:
            told: the cue and the verbs inside the content whose subject is the speaker.
            content: token ranges of what is said, in text order.
        """
        return _ordered(self._told_by(told) | self._voiced_in(self._words_of(content)))

    def _told_by(self, told: Sequence[Told]) -> set[Stance]:
        by_verb = _stances_of_verbs()
        return {
            stance.name
            for one in told
            for stance in by_verb.get(one.lemma, ())
            if self._verb_tells(stance, one)
        }

    def _voiced_in(self, places: dict[str, list[int]]) -> set[Stance]:
        by_word = _patterns_by_word()
        found = {
            name
            for word in places
            for name, pattern in by_word.get(word, ())
            if self._pattern_holds(pattern, places)
        }
        if self.is_disaster and "supports_protesters" in found:
            found = (found - {"supports_protesters"}) | {"expresses_condolences"}
        if self.is_disaster and "monitors" in found and "shocked" in places:
            found = (found - {"monitors"}) | {"expresses_condolences"}
        if "supports_protesters" not in found and any(
            self._pattern_holds(pattern, places) for pattern in _solidarity()
        ):
            found.add("expresses_condolences" if self.is_disaster else "supports_government")
        return found

    def _words_of(self, content: Sequence[tuple[int, int]]) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for first, last in content:
            for token in range(first, last):
                places.setdefault(self.index.low[token], []).append(token)
        for first, last in content:
            for m in self._own_in(first, last):
                places.setdefault("@own", []).append(self.index.mention_range[m][0])
            names = self.context.document.names
            for m in self.index.mentions_in(first, last):
                entity = names.entities[names.mentions[m].entity]
                if entity.kind == "country" and entity.country in self.countries:
                    places.setdefault("@country", []).append(self.index.mention_range[m][0])
        return places

    def _verb_tells(self, stance: StanceWords, told: Told) -> bool:
        needed = stance.verbs.get(told.lemma)
        asked = stance.asks if told.lemma in _asks() else ()
        if needed is None and not asked:
            return False
        end = min(told.last, told.first + _REACH)
        if stance.never and self.holds_any(stance.never, told.first, end):
            return False
        if needed is not None and (not needed or self.holds_any(needed, told.first, end)):
            return True
        return bool(asked) and self.holds_any(asked, told.first, end)

    def holds_any(self, phrases: Sequence[Phrase], first: int, last: int) -> bool:
        """Tell whether one of the phrases stands in the tokens; `@own` is a person or body of the country."""
        present = set(self.index.low[first:last])
        for phrase in phrases:
            if phrase == ("@own",):
                if self._names_own(first, last):
                    return True
            elif phrase == ("@country",):
                if self._names_country(first, last):
                    return True
            elif phrase == ("@money",):
                if any(word.startswith(_CURRENCIES) for word in present):
                    return True
            elif phrase[0] in present and any(
                self.index.starts_with(token, phrase, last) for token in range(first, last)
            ):
                return True
        return False

    def _names_own(self, first: int, last: int) -> bool:
        return bool(self._own_in(first, last))

    def _names_country(self, first: int, last: int) -> bool:
        """Tell whether the country whose crisis it is stands in the tokens by its name, nothing before it."""
        names = self.context.document.names
        for m in self.index.mentions_in(first, last):
            entity = names.entities[names.mentions[m].entity]
            if (
                entity.kind == "country"
                and entity.country in self.countries
                and not names.mentions[m].adjective
            ):
                return not set(self.index.low[first : self.index.mention_range[m][0]]) & _BETWEEN
        return False

    def _own_in(self, first: int, last: int) -> list[int]:
        """Return the mentions of people and bodies of the country."""
        names = self.context.document.names
        return [
            m
            for m in self.index.mentions_in(first, last)
            if (entity := names.entities[names.mentions[m].entity]).country in self.countries
            and entity.type in {"person", "organisation"}
        ]

    def _pattern_holds(self, pattern: Sequence[Phrase], places: dict[str, list[int]]) -> bool:
        found: list[list[int]] = []
        for phrase in pattern:
            at = [
                t
                for t in places.get(phrase[0], ())
                if phrase[0][0] == "@" or self.index.starts_with(t, phrase, len(self.index.low))
            ]
            if not at:
                return False
            found.append(at)
        negative = any(word in _NEGATION for phrase in pattern for word in phrase)
        return any(
            all(any(abs(other - lead) <= _NEAR for other in at) for at in found[1:])
            and (negative or not self.is_negated(lead))
            for lead in found[0]
        )

    def is_negated(self, at: int) -> bool:
        """Tell whether a word of negation stands right before a token."""
        return any(word in _NEGATION for word in self.index.low[max(0, at - _NEGATION_REACH) : at])


_STRONGER: tuple[tuple[Stance, Stance], ...] = (
    ("calls_for_restraint", "supports_protesters"),
    ("expresses_condolences", "monitors"),
    ("condemns", "monitors"),
    ("sends_forces", "offers_help"),
    ("warns", "monitors"),
    ("warns", "denies"),
    ("warns", "sanctions"),
    ("sanctions", "evacuates"),
    ("offers_help", "supports_government"),
    ("expresses_condolences", "supports_government"),
    ("expresses_condolences", "supports_protesters"),
    ("supports_government", "monitors"),
    ("withdraws_forces", "sends_forces"),
    ("denies", "condemns"),
)


def _ordered(found: Collection[Stance]) -> list[Stance]:
    return reconcile([stance.name for stance in load_stances() if stance.name in found])


def reconcile(found: Sequence[Stance]) -> list[Stance]:
    """Leave out the weaker of two stances told by the same words, and `other` where there is another."""
    kept = list(dict.fromkeys(found))
    for strong, weak in _STRONGER:
        if strong in kept and weak in kept:
            kept.remove(weak)
    if len(kept) > 1 and "other" in kept:
        kept.remove("other")
    return kept[:3]
