"""Phrases around a number that tell its measure where no single word does: `no trace of N`, `N have yet to be found`.

The lexicon figure_frames.yaml holds them and describes how they are written.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_lexicon, load_words

_CRAFT = frozenset(["ships", "aircraft", "vehicles"])
_GAP = 6
"""Most words that `*` stands for."""
_PHRASE = 9
"""Most tokens of a phrase between what is counted and its verb."""
_OPENING_PHRASES = load_words("figure_rules", "opening_phrases")
_CUTTING = load_words("figure_rules", "cutting")
_WARDS = frozenset({"hospital", "hospitals", "clinic", "clinics"})
_NEAR = 5
"""Tokens behind soldiers in which words tell that they are nowhere to fight."""
_BEFORE_NUMBERS = load_words("figure_rules", "figure_phrases_before_numbers")
"""Words that may part a number from what stands before it."""
_ADVERBS = load_words("figure_rules", "figure_phrases_adverbs")
_JOINING = load_words("figure_rules", "figure_phrases_joining")
_MILITARY = frozenset(["military", "army", "navy", "naval", "marine", "uniformed"])
_STAFF = load_words("figure_rules", "staff")
_OF_TROOPS_TOO = frozenset(
    {"missing", "killed", "kidnapped", "injured", "hospitalised", "infected", "detained", "arrested"}
)
_TROOPS_BESIDE = frozenset(["troops", "soldiers", "peacekeepers", "marines"])


class Element(msgspec.Struct, frozen=True):
    """One part of a phrase."""

    words: frozenset[str]
    optional: bool = False
    gap: bool = False
    place: bool = False
    end: bool = False


class Phrase(msgspec.Struct, frozen=True):
    """What stands before a number, nearest first, and behind it."""

    measure: str
    before: tuple[Element, ...]
    behind: tuple[Element, ...]
    troops: bool = False
    bare: bool = False
    """Whether only a number alone counts, where troops are told of in the sentence before."""
    forces: bool = False
    """Whether police count as troops here."""
    own: bool = False
    """Whether its own words name whom it counts."""
    where: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    heads_not: frozenset[str] = frozenset()
    where_not: frozenset[str] = frozenset()
    """Words of the article with which it tells something else."""


class PhraseFinder:
    """Finds the phrases around the numbers of one document."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.reader = reader
        self.words = reader.words
        self.phrases = [
            phrase
            for phrase in _possible_phrases(self.words)
            if phrase.measure in reader.by_name and phrase.where_not.isdisjoint(self.words)
        ]
        """Those of which the article has the words."""

    def find(self, numeral: Numeral, *, alone: bool = False, direct: bool = False) -> Trigger | None:
        """Read the phrase around one number.

        Args:
            numeral: the number.
            alone: whether what follows tells of others, so that only phrases before the number count.
            direct: whether only what stands right behind the noun counts: `nine of the 61 people | on the bus are …`.
        """
        number, last, noun_last = numeral.number, numeral.last, numeral.noun_last
        quantity = self.quantities[number]
        if not self.phrases:
            return None
        things = quantity.unit not in {"", "people"}
        of_people = quantity.unit == "people" and quantity.noun is not None
        sentence = self.context.document.sentences[quantity.sentence]
        at = numeral.first
        while at > sentence.first and self.index.low[at - 1] in _BEFORE_NUMBERS:
            at -= 1
        # `The bodies of 78 people were brought ashore`
        dead = self.index.low[at - 1] == "of" and self.index.low[at - 2] in {"bodies", "corpses", "remains"}
        behinds = self._behinds(numeral, sentence.last)[: 1 if direct else None]
        words = frozenset([*self.index.low[last:noun_last], quantity.head])
        # `A helicopter with 12 soldiers on board is missing`, `The day saw 12 soldiers rushed to hospital`
        near = self.index.low[noun_last : noun_last + _NEAR]
        away = near[:1] == ["aboard"] or near[:2] == ["on", "board"] or not _WARDS.isdisjoint(near)
        troops = self._names_troops(quantity, words, noun_last)
        for phrase in self.phrases:
            if (
                things
                and self.reader.by_name[phrase.measure].people
                and not (phrase.own and quantity.unit in _CRAFT)
            ):
                continue
            if of_people and not (self.reader.by_name[phrase.measure].people or phrase.measure == "seized"):
                # `457 nurses crushed to death`
                continue
            if (alone and phrase.behind) or (away and phrase.troops):
                continue
            if dead and phrase.measure == "rescued":
                continue
            if phrase.before and self._stands_apart(phrase.before[0], at - 1):
                continue
            if not self._counts(phrase, quantity, words, troops=troops):
                continue
            begin = self._match(phrase.before, at - 1, -1, sentence.first - 1)
            if begin is None:
                continue
            for behind in behinds:
                end = self._match(phrase.behind, behind, 1, sentence.last)
                if end is not None:
                    break
            else:
                continue
            span = (noun_last, end) if phrase.behind else (begin + 1, at)
            if phrase.before and phrase.behind:
                span = (begin + 1, at)
            return Trigger(phrase.measure, span[0], max(span[1], span[0] + 1), strong=True, named=True)
        return None

    def _stands_apart(self, element: Element, at: int) -> bool:
        """Tell at once whether an element that must stand at a token does not: most phrases end here."""
        if element.optional or element.gap or element.place or element.end or at < 0:
            return False
        word = self.index.low[at]
        return word not in element.words and word not in _ADVERBS and self.context.timex_at[at] < 0

    def _behinds(self, numeral: Numeral, end: int) -> list[int]:
        """Return where what follows may begin: behind the noun, a second one of a list, a people no list knows."""
        quantity, last, noun_last = numeral.quantity, numeral.last, numeral.noun_last
        found = [noun_last]
        low, index = self.index.low, self.index
        if (token := self.behind_phrase(noun_last, end)) > noun_last:
            # `43 students of the teachers' college have not been seen`
            found.append(token)
        if low[noun_last : noun_last + 1] == ["of"] and low[noun_last + 1 : noun_last + 2] in (
            ["them"],
            ["whom"],
        ):
            found.append(noun_last + 2)
        if quantity.noun is None:
            # `130,000 ethnic Tamils have entered`
            at = last
            while at < min(end, last + 4) and low[at].isalpha() and index.verb_at[at] < 0:
                at += 1
            word = index.tokens[at - 1].norm
            if last < at < end and index.verb_at[at] >= 0 and word[:1].isupper() and word.endswith("s"):
                found.append(at)
        if low[noun_last : noun_last + 1] == [","] and low[noun_last + 1] not in _JOINING:
            # `2,200 foreign troops, 1,300 of them Australian, were in Dili`
            close = next((t for t in range(noun_last + 1, min(end, noun_last + 10)) if low[t] in MARKS), end)
            if close < end and low[close] == "," and not index.has_verb(noun_last, close):
                found.append(close + 1)
        if quantity.noun is not None and low[noun_last : noun_last + 1] == ["and"]:
            # `ninety patients and nurses were pushed`
            at = noun_last + 1
            while at < min(end, noun_last + 3) and low[at].isalpha() and index.verb_at[at] < 0:
                at += 1
                if low[at - 1].endswith(("s", "children", "women", "men")):
                    found.append(at)
                    break
        following = numeral.number + 1
        listed = quantity.noun is not None and low[noun_last : noun_last + 1] in (["and"], [","])
        if listed and following < len(self.quantities):
            # `22 tourists and three guides on board`
            other = self.quantities[following]
            if other.noun is not None and self.context.quantity_range[following][0] - noun_last <= 2:
                found.append(index.range_of(other.noun)[1])
        return found

    def behind_phrase(self, at: int, end: int) -> int:
        """Return the token of a finite verb behind a phrase that a preposition opens; `at` where there is none."""
        low, index = self.index.low, self.index
        if at >= end or low[at] not in _OPENING_PHRASES:
            return at
        for token in range(at + 1, min(end, at + _PHRASE)):
            number = index.verb_at[token]
            verb = index.clauses[number].verb if number >= 0 else None
            if verb is not None:
                finite = verb.first == token and verb.tense not in {"participle", "infinitive"}
                return token if finite and token > at + 1 else at
            apart = not (low[token][0].isalnum() or low[token] in {"'", "’"}) or low[token] in _CUTTING
            if apart or self.context.quantity_at[token] >= 0:
                return at
        return at

    def _names_troops(self, quantity: Quantity, words: frozenset[str], noun_last: int) -> bool:
        """Tell whether soldiers are what a number counts.

        Args:
            quantity: the number.
            words: those of what it counts.
            noun_last: the token behind them.
        """
        troops = self.reader.by_name.get("troops_deployed")
        named = troops is not None and (
            not troops.groups.isdisjoint(words)
            or (not _MILITARY.isdisjoint(words) and not _STAFF.isdisjoint(words))
        )
        if (
            not named
            and troops is not None
            and quantity.noun is not None
            and not troops.forces.isdisjoint(words)
        ):
            # `1,300 police and soldiers`
            named = self.index.low[noun_last : noun_last + 1] == ["and"] and not _TROOPS_BESIDE.isdisjoint(
                self.index.low[noun_last + 1 : noun_last + 3]
            )
        return named

    def _counts(self, phrase: Phrase, quantity: Quantity, words: frozenset[str], *, troops: bool) -> bool:
        """Tell whether a phrase may count what a number counts.

        Args:
            phrase: the phrase.
            quantity: the number.
            words: those of what it counts.
            troops: whether that are soldiers.
        """
        if phrase.bare:
            return quantity.noun is None and self._tells_troops_before(quantity)
        if phrase.heads and phrase.heads.isdisjoint(words):
            return False
        if quantity.head in phrase.heads_not:
            return False
        if phrase.troops:
            known = self.reader.by_name.get("troops_deployed")
            return troops or (phrase.forces and known is not None and not known.forces.isdisjoint(words))
        return not troops or phrase.own or phrase.measure in _OF_TROOPS_TOO

    def _tells_troops_before(self, quantity: Quantity) -> bool:
        """Tell whether the sentence before tells of troops: `Its soldiers came`, and then `200 are still there`."""
        troops = self.reader.by_name.get("troops_deployed")
        if troops is None or quantity.sentence == 0:
            return False
        sentences = self.context.document.sentences
        told, here = sentences[quantity.sentence - 1], sentences[quantity.sentence]
        words = self.index.low[told.first : told.last]
        return told.paragraph == here.paragraph and not troops.groups.isdisjoint(words)

    def _match(self, elements: Sequence[Element], at: int, step: int, stop: int) -> int | None:
        """Return the token behind the elements, read from `at` towards `stop`; None where they do not stand there."""
        if not elements:
            return at
        element = elements[0]
        if not (element.end or element.gap or element.place or element.optional) and at != stop:
            # Most phrases end here.
            if (word := self.index.low[at]) in element.words:
                found = self._match(elements[1:], at + step, step, stop)
                if found is not None:
                    return found
            if word in _ADVERBS or self.context.timex_at[at] >= 0:
                return self._match(elements, at + step, step, stop)
            return None
        rest = elements[1:]
        if element.end and (at == stop or self._is_end(at)):
            return self._match(rest, at, step, stop)
        if at == stop:
            return at if all(one.optional for one in elements) else None
        if element.gap:
            for _ in range(_GAP + 1):
                if (found := self._match(rest, at, step, stop)) is not None:
                    return found
                if at == stop or self.index.low[at] in MARKS - {"-"} or self._counts_others(at, step):
                    return None
                at += step
            return None
        if self.index.low[at] in element.words:
            if (found := self._match(rest, at + step, step, stop)) is not None:
                return found
        elif element.place and (end := self._behind_place(at, step)) is not None:
            return self._match(rest, end, step, stop)
        if element.optional and (found := self._match(rest, at, step, stop)) is not None:
            return found
        if self.index.low[at] in _ADVERBS or self.context.timex_at[at] >= 0:
            return self._match(elements, at + step, step, stop)
        return None

    def _counts_others(self, at: int, step: int) -> bool:
        """Tell whether what is told goes on with others: `killed six in Galle | and drove thousands into camps`."""
        behind = at + 1
        return (
            step > 0
            and self.index.low[at] == "and"
            and self.index.verb_at[behind] >= 0
            and any(number >= 0 for number in self.context.quantity_at[behind + 1 : behind + 4])
        )

    def _behind_place(self, at: int, step: int) -> int | None:
        if self.index.low[at] == "the":
            at += step
        mention = self.index.mention_at[at] if 0 <= at < len(self.index.low) else -1
        names = self.context.document.names
        if mention < 0 or names.entities[names.mentions[mention].entity].type != "place":
            return None
        first, last = self.index.mention_range[mention]
        return last if step > 0 else first - 1

    def _is_end(self, at: int) -> bool:
        low = self.index.low
        return low[at] in MARKS or low[at] in _JOINING or self.context.timex_at[at] >= 0


def _possible_phrases(words: frozenset[str]) -> list[Phrase]:
    """Return the phrases for each of whose elements there is a word, in the lexicon's order."""
    needed = _needed_words()
    held = frozenset[int]().union(*(needed.by_word[word] for word in needed.by_word.keys() & words))
    return [phrase for phrase, of_phrase in needed.of_phrases if of_phrase <= held]


class _NeededWords(msgspec.Struct, frozen=True):
    """The sets of words of each of which phrases need one: few, as elements share them."""

    by_word: dict[str, list[int]]
    """Numbers of the sets that have a word."""
    of_phrases: tuple[tuple[Phrase, frozenset[int]], ...]
    """Each phrase with the numbers of the sets that it needs."""


@cache
def _needed_words() -> _NeededWords:
    numbers: dict[frozenset[str], int] = {}
    of_phrases: list[tuple[Phrase, frozenset[int]]] = []
    for phrase in load_figure_phrases():
        sets = [
            element.words
            for element in (*phrase.before, *phrase.behind)
            if not (element.optional or element.gap or element.place or element.end)
        ]
        if phrase.where:
            sets.append(phrase.where)
        of_phrases.append((phrase, frozenset(numbers.setdefault(one, len(numbers)) for one in sets)))
    by_word: dict[str, list[int]] = {}
    for words, number in numbers.items():
        for word in words:
            by_word.setdefault(word, []).append(number)
    return _NeededWords(by_word, tuple(of_phrases))


@cache
def load_figure_phrases() -> tuple[Phrase, ...]:
    """Return the phrases of the lexicon in its order.

    Raises:
        ValueError: a phrase has no number.
    """
    raw = load_lexicon("figure_frames")
    classes = {name: frozenset(words) for name, words in raw["words"].items()}
    made: list[Phrase] = []
    for measure, entries in raw.items():
        if measure == "words":
            continue
        made += [_phrase(measure, {"say": one} if isinstance(one, str) else one, classes) for one in entries]
    return tuple(made)


def _phrase(measure: str, entry: Mapping[str, Any], classes: Mapping[str, frozenset[str]]) -> Phrase:
    parts = entry["say"].split()
    at = next((k for k, part in enumerate(parts) if part in {"N", "T"}), None)
    if at is None:
        raise ValueError(f"no number in {entry['say']}")
    heads = entry.get("heads", ())
    return Phrase(
        measure=measure,
        before=tuple(_element(part, classes) for part in reversed(parts[:at])),
        behind=tuple(_element(part, classes) for part in parts[at + 1 :]),
        troops=parts[at] == "T",
        bare=entry.get("bare") == "true",
        forces=entry.get("forces") == "true",
        own=entry.get("own") == "true",
        where=frozenset(entry.get("where", ())),
        heads=classes[heads] if isinstance(heads, str) else frozenset(heads),
        heads_not=frozenset(entry.get("heads_not", ())),
        where_not=frozenset(entry.get("where_not", ())),
    )


def _element(part: str, classes: Mapping[str, frozenset[str]]) -> Element:
    optional = part.endswith("?")
    words: set[str] = set()
    place = end = False
    for word in part.removesuffix("?").split("|"):
        if word == "PLACE":
            place = True
        elif word == "END":
            end = True
        else:
            words |= classes.get(word, {word})
    return Element(words=frozenset(words), optional=optional, gap=part == "*", place=place, end=end)
