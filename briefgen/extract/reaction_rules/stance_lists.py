"""The lists by which stances are told, compiled: verbs with what must follow them, patterns of words, nouns."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import get_args

import msgspec

from briefgen.extract.lexicon import load_lexicon, load_phrases
from briefgen.extract.reaction_rules.phrase_lists import (
    NEGATION,
    Needed,
    Phrase,
    Phrases,
    compile_needed,
    compile_phrases,
    expand_phrases,
)
from briefgen.model.brief import Stance


class Pattern(msgspec.Struct, frozen=True):
    """Words that tell a stance wherever they stand near each other."""

    parts: tuple[Phrases, ...]
    """Of each of them one phrase must stand near the others; the first leads."""
    needed: tuple[frozenset[str], ...]
    """For each part behind the first, if only words tell it: the words with which it may begin."""
    negative: bool
    """Whether it has a word of negation itself: `will not allow`."""


class StanceWords(msgspec.Struct, frozen=True):
    """What tells one stance."""

    name: Stance
    verbs: dict[str, tuple[Needed, ...]]
    """By base form: what must follow, any of them."""
    asks: Needed | None
    """What must follow a verb that asks."""
    never: Phrases
    """With one of these among what follows, no verb tells the stance."""
    patterns: tuple[Pattern, ...]
    nouns: tuple[Phrase, ...]


@cache
def load_stances() -> tuple[StanceWords, ...]:
    """Return the stances in the order of stances.yaml."""
    classes = {name: " ".join(text.split()) for name, text in load_lexicon("stances_classes").items()}
    known = get_args(Stance)
    found: list[StanceWords] = []
    for name in load_lexicon("stances")["stances"]:
        told = load_lexicon(f"stances_{name}")
        verbs: dict[str, list[Needed]] = {}
        for entry in told["deeds"]:
            needed = compile_needed(entry.get("with", ""), entry.get("unless", ""), classes)
            for verb in expand_phrases(entry["verbs"].replace(" ", "|"), classes):
                verbs.setdefault(verb[0], []).append(needed)
        asks = told.get("asks", "")
        found.append(
            StanceWords(
                name=next(stance for stance in known if stance == name),
                verbs={verb: tuple(entries) for verb, entries in verbs.items()},
                asks=compile_needed(asks, "", classes) if asks else None,
                never=compile_phrases(expand_phrases(told.get("never", ""), classes)),
                patterns=tuple(
                    pattern
                    for line in told.get("words", "").splitlines()
                    if line.strip()
                    for pattern in compile_patterns(line, classes)
                ),
                nouns=tuple(
                    tuple(noun.lower().split()) for noun in load_lexicon("stances")["nouns"].get(name, ())
                ),
            )
        )
    return tuple(found)


def compile_patterns(line: str, classes: Mapping[str, str]) -> list[Pattern]:
    """Return the patterns of one line: that of its plain phrases, and one for each part with words of negation.

    Raises:
        KeyError: the line names a class that is not there.
    """
    parts = [expand_phrases(part, classes) for part in line.split(" + ")]
    plain = [[phrase for phrase in part if not NEGATION.intersection(phrase)] for part in parts]
    found = [_pattern(plain, negative=False)] if all(plain) else []
    for number, part in enumerate(parts):
        negative = [phrase for phrase in part if NEGATION.intersection(phrase)]
        if negative:
            found.append(_pattern([*parts[:number], negative, *parts[number + 1 :]], negative=True))
    return found


def _pattern(parts: Sequence[Sequence[Phrase]], *, negative: bool) -> Pattern:
    compiled = tuple(compile_phrases(phrases) for phrases in parts)
    needed = tuple(frozenset(part.words) for part in compiled[1:] if not part.named)
    return Pattern(parts=compiled, needed=needed, negative=negative)


@cache
def asking_verbs() -> frozenset[str]:
    """Return the verbs that ask, whose stance is what is asked for."""
    return listed("asks")


@cache
def stances_of_verbs() -> dict[str, tuple[StanceWords, ...]]:
    """Return the stances that a verb may tell, by its base form."""
    verbs = {verb for stance in load_stances() for verb in stance.verbs} | asking_verbs()
    return {
        verb: tuple(s for s in load_stances() if verb in s.verbs or (s.asks and verb in asking_verbs()))
        for verb in sorted(verbs)
    }


@cache
def patterns_by_word() -> dict[str, tuple[tuple[Stance, Pattern], ...]]:
    """Return the patterns by each word with which their leading phrase may begin."""
    found: dict[str, list[tuple[Stance, Pattern]]] = {}
    for stance in load_stances():
        for pattern in stance.patterns:
            for word in (*pattern.parts[0].words, *sorted(pattern.parts[0].named)):
                found.setdefault(word, []).append((stance.name, pattern))
    return {word: tuple(patterns) for word, patterns in found.items()}


@cache
def feelings() -> dict[str, Stance]:
    """Return the stance of what an actor is made to feel, by the base form of the verb."""
    known = {stance.name: stance.name for stance in load_stances()}
    return {
        verb: known[name] for name, verbs in load_lexicon("stances")["feelings"].items() for verb in verbs
    }


@cache
def solidarity() -> tuple[Pattern, ...]:
    """Return the patterns by which somebody stands by the country whose crisis it is."""
    return tuple(
        found
        for pattern in load_lexicon("stances")["solidarity"]
        for found in compile_patterns(" + ".join(pattern), {})
    )


@cache
def listed(key: str) -> frozenset[str]:
    """Return the words under a key of stances.yaml."""
    return frozenset(load_phrases("stances", key))
