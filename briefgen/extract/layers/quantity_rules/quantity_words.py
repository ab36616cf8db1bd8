"""The words of quantities: quantities.yaml made ready for lookup."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import get_args

import msgspec

from briefgen.extract.gazetteer import load_countries
from briefgen.extract.layers.tokens import Token
from briefgen.extract.lexicon import load_lexicon, load_words
from briefgen.model.brief import Qualifier


class Phrases(msgspec.Struct, frozen=True):
    """Phrases that end right before a place, or begin right at it; the longest wins."""

    by_edge: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def ending(self, low: list[str], end: int, floor: int) -> tuple[int, str] | None:
        """Return where the longest phrase that ends at `end` begins, and what it stands for."""
        if end <= floor:
            return None
        for words, meaning in self.by_edge.get(low[end - 1], ()):
            start = end - len(words)
            if start >= floor and tuple(low[start:end]) == words:
                return start, meaning
        return None

    def starting(self, low: list[str], start: int, stop: int) -> tuple[int, str] | None:
        """Return where the longest phrase that begins at `start` ends, and what it stands for."""
        if start >= stop:
            return None
        for words, meaning in self.by_edge.get(low[start], ()):
            end = start + len(words)
            if end <= stop and tuple(low[start:end]) == words:
                return end, meaning
        return None


class QuantityWords(msgspec.Struct, frozen=True):
    """quantities.yaml, made ready for lookup."""

    ones: dict[str, int]
    tens: dict[str, int]
    small: dict[str, int]
    """Both together."""
    fractions: dict[str, float]
    scales: dict[str, int]
    suffixes: dict[str, int]
    vague: frozenset[str]
    loose: Phrases
    before: Phrases
    """Qualifiers before the number."""
    after: Phrases
    """Qualifiers behind it."""
    relations: Phrases
    """Relations before the number."""
    after_of: Phrases
    after_more: frozenset[str]
    measures: Phrases
    per: Phrases
    signs: dict[str, str]
    currency_before: dict[str, str]
    currencies: dict[str, str]
    national: Phrases
    units: dict[str, str]
    nationalities: frozenset[str]
    """Peoples and the adjectives of countries, in the singular: `egyptian`, `sudanese`."""
    irregular: dict[str, str]
    other_things: dict[str, frozenset[str]]
    """Words before a noun that take its unit away."""
    states: frozenset[str]
    """Names of countries of one word, in small letters."""
    without_noun: frozenset[str]
    takers: frozenset[str]
    """Verbs behind which a bare number is of people: `killing four`."""
    counters: frozenset[str]
    """Verbs behind which a bare number at the end of a clause goes on with what was counted: `confirmed four`."""
    verbs: frozenset[str]
    stops: frozenset[str]
    """Words that end a noun phrase."""
    determiners: frozenset[str]
    durations: frozenset[str]
    labels: frozenset[str]
    not_one: frozenset[str]
    starts: frozenset[str]
    """Words that may begin a number."""


class Line(msgspec.Struct, frozen=True):
    """The tokens of one sentence, as the readers of numbers see them."""

    lexicon: QuantityWords
    tokens: list[Token]
    """All tokens of the article."""
    low: list[str]
    """Their repaired forms in lower case."""
    first: int
    """First token of the sentence."""
    last: int
    """The token behind it."""
    dated: bytearray
    """For each token of the article, whether it is part of a time expression."""


def singular(word: str, irregular: Mapping[str, str]) -> str:
    """Return the singular of a noun by list and by rule; a word that is no plural stays."""
    if (known := irregular.get(word)) is not None:
        return known
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        if word.endswith("men"):
            return word
        if word.endswith(("ches", "shes", "xes", "sses", "zes")):
            return word[:-2]
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        return word[:-1]
    return word


_QUALIFIERS: dict[str, Qualifier] = {name: name for name in get_args(Qualifier) if name != "exact"}


def as_qualifier(name: str) -> Qualifier | None:
    """Return the qualifier of this name; None for `exact`, which says nothing more than the number does."""
    return _QUALIFIERS.get(name)


def _phrases(entries: Iterable[tuple[str, str]], *, end: bool) -> Phrases:
    by_edge: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, meaning in entries:
        words = tuple(phrase.split())
        by_edge.setdefault(words[-1 if end else 0], []).append((words, meaning))
    return Phrases({edge: tuple(sorted(found, key=lambda f: -len(f[0]))) for edge, found in by_edge.items()})


@cache
def load_quantity_words() -> QuantityWords:
    """Read quantities.yaml."""
    name = "quantities"
    data = load_lexicon(name)

    def numbers(key: str) -> dict[str, int]:
        return {word: int(value) for word, value in data[key].items()}

    def grouped(key: str) -> list[tuple[str, str]]:
        return [(phrase, meaning) for meaning, phrases in data[key].items() for phrase in phrases]

    units = {
        noun: unit
        for unit, entry in data["nouns"].items()
        for line in ([entry] if isinstance(entry, str) else entry)
        for noun in line.split()
    }
    nationalities: set[str] = set()
    for country in load_countries().values():
        for word in (*country.people, *country.adjectives):
            nationality = singular(word.lower().split()[-1], data["irregular"])
            nationalities.add(nationality)
            units.setdefault(nationality, "people")
    for people in data["peoples"].split():
        nationalities.add(people)
        units.setdefault(people, "people")
    relations = [
        (phrase, relation)
        for key, relation in (
            ("before_part", "part"),
            ("before_more", "more"),
            ("before_total", "total"),
        )
        for phrase in data[key]
    ]
    ones, tens, scales = numbers("ones"), numbers("tens"), numbers("scales")
    vague = load_words(name, "vague")
    verbs = load_words(name, "verbs")
    prepositions = load_words(name, "prepositions")
    determiners = load_words(name, "determiners")
    return QuantityWords(
        ones=ones,
        tens=tens,
        small={**ones, **tens},
        fractions={word: float(value) for word, value in data["fractions"].items()},
        scales=scales,
        suffixes=numbers("suffixes"),
        vague=vague,
        loose=_phrases(((p, p) for p in data["vague_quantifiers"]), end=False),
        before=_phrases(grouped("qualifiers"), end=True),
        after=_phrases(grouped("qualifiers_after"), end=False),
        relations=_phrases(relations, end=True),
        after_of=_phrases(((p, "of_them") for p in data["after_of"]), end=False),
        after_more=frozenset(data["after_more"]),
        measures=_phrases(grouped("measures"), end=False),
        per=_phrases(data["per"].items(), end=False),
        signs=dict(data["currency_signs"]),
        currency_before=dict(data["currency_before"]),
        currencies=dict(data["currencies"]),
        national=_phrases(data["national_currencies"].items(), end=False),
        units=units,
        nationalities=frozenset(nationalities),
        irregular=dict(data["irregular"]),
        other_things={noun: frozenset(words.split()) for noun, words in data["other_things"].items()},
        states=frozenset(
            name.lower() for country in load_countries().values() for name in country.names if name.isalpha()
        ),
        without_noun=load_words(name, "people_without_noun"),
        takers=load_words(name, "people_without_noun") | load_words(name, "takers"),
        counters=load_words(name, "counters"),
        verbs=verbs,
        stops=verbs | prepositions | load_words(name, "closers") | determiners,
        determiners=determiners,
        durations=load_words(name, "durations"),
        labels=load_words(name, "labels"),
        not_one=load_words(name, "not_one"),
        starts=frozenset(ones)
        | frozenset(tens)
        | vague
        | frozenset(p.split()[0] for p in data["vague_quantifiers"])
        | frozenset(data["fractions"])
        | {"a", "an"}
        | frozenset(data["currency_before"])
        | frozenset(s.lower() for s in data["currency_signs"]),
    )
