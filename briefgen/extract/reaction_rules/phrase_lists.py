"""Lists of phrases compiled for lookup by their first word, with classes, wildcards and names in them."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import product
from typing import Any

import msgspec

from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_words

Phrase = tuple[str, ...]

ANY = "*"
"""In a phrase: any one word."""
COUNT = "@count"
"""In a phrase: a number."""
NAMED = frozenset({"@own", "@country", "@money"})
"""Phrases that stand for what an article names; see stances.yaml."""

MONEY = ("$", "us$", "a$", "c$", "nz$", "€", "£", "¥")
"""With one of these a word begins that is a sum of money."""
NEGATION = load_words("reaction_rules", "negation")
_COUNTS = load_words("reaction_rules", "counts")
_END = ""
_NONE = frozenset({"no", "not", "without", "neither", "nor"})
"""Before a phrase these say that there is none of it: `sent no troops`."""


_FURTHER = load_words("reaction_rules", "further")
"""Between `no` and what there is none of: `sent no more troops`."""


class Phrases(msgspec.Struct, frozen=True):
    """Phrases of which any one may stand somewhere."""

    words: dict[str, Any]
    """By first word: by second word: … what may follow; the empty word where a phrase ends."""
    named: frozenset[str]
    """Those of `NAMED` that are among them."""

    def __bool__(self) -> bool:
        return bool(self.words or self.named)

    def starts(self, low: Sequence[str], at: int, last: int) -> bool:
        """Tell whether one of the phrases begins at a token and ends before `last`."""
        return _fits(self.words, low, at, last)

    def stand_in(self, low: Sequence[str], first: int, last: int) -> bool:
        """Tell whether one of the phrases stands in the tokens [first, last), no `no` before it."""
        words = self.words
        counts = COUNT in words
        stretch = low[first:last]
        if not counts and words.keys().isdisjoint(stretch):
            return False
        for at, word in enumerate(stretch, first):
            if (
                (word in words or (counts and is_count(word)))
                and _fits(words, low, at, last)
                and (at == 0 or low[at - 1] not in _NONE)
                and not (at > 1 and low[at - 2] in _NONE and low[at - 1] in _FURTHER)
            ):
                return True
        return False


def is_count(word: str) -> bool:
    """Tell whether a word is a number."""
    return word[:1].isdigit() or word in _COUNTS


def _fits(words: dict[str, Any], low: Sequence[str], at: int, last: int) -> bool:
    if _END in words:
        return True
    if at >= last:
        return False
    word = low[at]
    behind = at + 1
    return (
        (word in words and _fits(words[word], low, behind, last))
        or (ANY in words and word not in MARKS and _fits(words[ANY], low, behind, last))
        or (COUNT in words and is_count(word) and _fits(words[COUNT], low, behind, last))
    )


def compile_phrases(phrases: Iterable[Phrase]) -> Phrases:
    """Return phrases for lookup."""
    words: dict[str, Any] = {}
    named: set[str] = set()
    for phrase in phrases:
        if len(phrase) == 1 and phrase[0] in NAMED:
            named.add(phrase[0])
            continue
        here = words
        for word in phrase:
            here = here.setdefault(word, {})
        here[_END] = {}
    return Phrases(words, frozenset(named))


def split_phrases(text: str) -> list[str]:
    """Return the phrases of a text that `|` divides."""
    return [part for piece in text.split("|") if (part := piece.strip())]


def expand_phrases(text: str, classes: Mapping[str, str]) -> list[Phrase]:
    """Return the phrases of a text, `@name` replaced by each phrase of that class, alone or inside a phrase.

    Raises:
        KeyError: a phrase names a class that is not there.
    """
    found: list[Phrase] = []
    for entry in split_phrases(text):
        if "@" not in entry:
            found.append(tuple(entry.lower().split()))
            continue
        parts: list[list[Phrase]] = []
        for word in entry.lower().split():
            if word[0] == "@" and word not in NAMED and word != COUNT:
                parts.append(expand_phrases(classes[word[1:]], classes))
            else:
                parts.append([(word,)])
        found += [tuple(word for part in parts_of for word in part) for parts_of in product(*parts)]
    return found


NamedIn = Callable[[str, int, int], bool]
"""Tells whether what one of `NAMED` stands for is in the tokens [first, last)."""


class Needed(msgspec.Struct, frozen=True):
    """What must stand behind a verb: one phrase of `any_of`, or all of one of `joined`; nothing of `unless`."""

    any_of: Phrases
    joined: tuple[tuple[Phrases, ...], ...]
    unless: Phrases
    alone: bool
    """Whether nothing is needed."""
    leads: frozenset[str] | None
    """Words of which one begins what is needed; None where nothing, any number or a name may begin it."""

    def may_stand(self, words: Set[str]) -> bool:
        """Tell whether what is needed could stand among words, in whatever order they are."""
        return self.leads is None or not self.leads.isdisjoint(words)

    def stands_in(self, low: Sequence[str], first: int, last: int, named_in: NamedIn) -> bool:
        """Tell whether the tokens [first, last) have what is needed and nothing that forbids it."""
        if self.unless and stand_in(self.unless, low, first, last, named_in):
            return False
        if self.alone or stand_in(self.any_of, low, first, last, named_in):
            return True
        return bool(self.joined) and any(
            all(stand_in(one, low, first, last, named_in) for one in parts) for parts in self.joined
        )


def stand_in(phrases: Phrases, low: Sequence[str], first: int, last: int, named_in: NamedIn) -> bool:
    """Tell whether one of the phrases, or what one of them names, stands in the tokens [first, last)."""
    if phrases.stand_in(low, first, last):
        return True
    return bool(phrases.named) and any(named_in(name, first, last) for name in sorted(phrases.named))


def _flat(text: str, classes: Mapping[str, str]) -> list[str]:
    """Return the entries of a text, those of a class in the place of an entry that only names it."""
    found: list[str] = []
    for entry in split_phrases(text):
        if entry[0] == "@" and " " not in entry and entry not in NAMED and entry != COUNT:
            found += _flat(classes[entry[1:]], classes)
        else:
            found.append(entry)
    return found


def compile_needed(text: str, unless: str, classes: Mapping[str, str]) -> Needed:
    """Return what a text of phrases asks for; ` + ` joins what must stand together.

    Raises:
        KeyError: a phrase names a class that is not there.
    """
    single: list[Phrase] = []
    joined: list[tuple[Phrases, ...]] = []
    for entry in _flat(text, classes):
        if " + " in entry:
            joined.append(
                tuple(
                    compile_phrases(expand_phrases(part.replace("/", "|"), classes))
                    for part in entry.split(" + ")
                )
            )
        else:
            single += expand_phrases(entry, classes)
    any_of = compile_phrases(single)
    leading = [any_of, *(parts[0] for parts in joined)]
    leads = frozenset(word for phrases in leading for word in phrases.words)
    open_ended = not text.strip() or bool(leads & {ANY, COUNT}) or any(phrases.named for phrases in leading)
    return Needed(
        any_of=any_of,
        joined=tuple(joined),
        unless=compile_phrases(expand_phrases(unless, classes)),
        alone=not text.strip(),
        leads=None if open_ended else leads,
    )
