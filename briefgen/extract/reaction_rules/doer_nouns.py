"""Which noun phrases stand for a state or body: `the Canadian government`, `the airline X`, `The Danes`."""

from functools import cache

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.gazetteer import load_countries
from briefgen.extract.layers.names import Entity
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import (
    phrases_by_word,
    speaks_for,
    split_phrases,
    words_for,
    words_of,
)
from briefgen.extract.reaction_rules.phrase_lists import is_count
from briefgen.model.span import Span

_BEHIND_ACTOR = load_words("reaction_rules", "behind_actor")
_GLUE = load_words("reaction_rules", "glue")
_NATIONAL = frozenset({"Red Cross", "Red Crescent"})
"""Bodies that each state has of its own."""
_BESIDE_OFFICES = frozenset(
    {"missions", "mission", "together", "with", "along", "kings", "queen", "ministers", "of"}
)


class Doer(msgspec.Struct, frozen=True):
    """Who does something, and for whom."""

    entity: Entity
    span: Span
    behalf: Entity | None = None
    role: str = ""


def mentioned(context: Context, mention: int) -> Doer:
    """Return who is named by a mention, given by its number, as acting for itself."""
    names = context.document.names
    return Doer(names.entities[names.mentions[mention].entity], names.mentions[mention].span)


class DoerNouns:
    """Reads single noun phrases of one article."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def single(self, inside: list[int], first: int, last: int) -> list[Doer]:
        """Return the one state or body that a subject is: `The bloc`, `the airline X`, `the Canadian government`."""
        names = self.context.document.names
        for m in (inside[0], inside[-1]):
            begin, behind = self.index.mention_range[m]
            mention = names.mentions[m]
            doer = Doer(names.entities[mention.entity], mention.span)
            following = self.index.mention_at[behind] if behind < last else -1
            if (
                begin - first <= 1
                and following >= 0
                and following != m
                and names.entities[names.mentions[following].entity].name in _NATIONAL
            ):
                # `Peru's Red Cross`, `the Peruvian Red Cross`
                return [doer]
            if mention.adjective and not mention.metonym:
                if begin - first <= 1 and self._heads_state(behind, last):
                    return [doer]
                if behind == last and self._is_people(begin, first):
                    return [doer]
                continue
            possessive = self.index.low[behind - 1].endswith(("'s", "’s")) or self.index.low[
                behind : behind + 1
            ] in (["'s"], ["’s"], ["'"], ["’"])
            if possessive:
                if begin - first <= 1 and (self._heads_state(behind, last) or self._is_body(behind, last)):
                    return [doer]
                continue
            if doer.entity.kind == "company" and self.is_make(first, begin, behind):
                continue
            if begin - first <= 1 and (behind >= last or self.index.low[behind] in _BEHIND_ACTOR):
                return [doer]
            if begin - first <= 1 and self._heads_state(behind, last):
                return [doer]
            of_body = doer.entity.type == "organisation" or mention.metonym
            if begin - first <= 1 and of_body and self._is_body(behind, last):
                # `The African Union Commission`, `a White House spokesman`
                return [doer]
            if (
                (behind >= last or self.index.low[behind] in _BEHIND_ACTOR)
                and doer.entity.type != "person"
                and self._is_said_of_name(first, begin)
            ):
                return [doer]
            if (
                behind == last
                and doer.entity.type == "organisation"
                and not self.has_preposition(first, begin)
            ):
                return [doer]
        return []

    def adjectives_before(self, at: int) -> list[Doer]:
        """Return the other states of `Chilean and | Peruvian crews`."""
        low, names = self.index.low, self.context.document.names
        found: list[Doer] = []
        while at > 1 and (low[at - 1] == "," or (not found and low[at - 1] == "and")):
            at -= 1 + (low[at - 2] == ",")
            m = self.index.mention_at[at - 1]
            if m < 0 or not names.mentions[m].adjective:
                break
            found.insert(0, mentioned(self.context, m))
            at = self.index.mention_range[m][0]
        return found

    def is_make(self, first: int, begin: int, behind: int) -> bool:
        """Tell whether the name of a company only says who made a thing: `An Airbus landed`, `Three | Airbus A400M`."""
        low = self.index.low
        counted = begin - first == 1 and (low[first] in {"a", "an"} or is_count(low[first]))
        model = behind < len(low) and any(letter.isdigit() for letter in low[behind])
        return counted or model

    def _is_people(self, begin: int, first: int) -> bool:
        """Tell whether a subject is a people, which stands for its state: `The Austrians`, `the British`."""
        low = self.index.low
        article = begin - first == 1 and low[first] == "the"
        return article and (low[begin].endswith(("s", "ish", "ese", "ch")) or low[begin] in {"swiss"})

    def _is_said_of_name(self, first: int, begin: int) -> bool:
        """Tell whether words before a name only say more of it: `neighbouring Chad`, `NATO member Turkey`."""
        word = self.index.low[begin - 1]
        if word == "of" and begin - first > 1:
            word = self.index.low[begin - 2]
            return word in words_for("before_name") and not self.has_preposition(first, begin - 1)
        said = word in words_for("before_name") or "-" in word
        return said and not self.has_preposition(first, begin)

    def has_preposition(self, first: int, last: int) -> bool:
        """Tell whether a preposition stands in the tokens [first, last)."""
        words = self.index.low[first:last]
        return any(
            word in {"of", "in", "from", "with", "by", "for", "at", "to", "on", "against"} for word in words
        )

    def _heads_state(self, at: int, last: int) -> bool:
        """Tell whether a word for a body of state stands at a token and ends the subject, or nearly."""
        if at < last and self.index.low[at] in {"'s", "’s", "'"}:
            at += 1
        return any(
            self.index.starts_with(token, phrase, last)
            and (
                token + len(phrase) >= last
                or self.index.low[token + len(phrase)]
                in {",", "in", "at", "of", "to", "all", "both", "also", "have"}
            )
            for token in range(at, min(at + 3, last))
            for phrase in phrases_by_word("state_nouns").get(self.index.low[token], ())
        )

    def _is_body(self, at: int, last: int) -> bool:
        """Tell whether a subject goes on to a noun for a body: `ASEAN's | humanitarian centre`."""
        low = self.index.low
        if at < last and low[at] in {"'s", "’s", "'"}:
            at += 1
        end = next(
            (t for t in range(at, last) if low[t] in {",", "(", "of", "for", "on", "in", "to", "at"}), last
        )
        return end > at and low[end - 1] in words_of("body_nouns") | speaks_for()

    def has_behind(self, at: int, last: int, key: str) -> bool:
        """Tell whether one of the nouns under `key` of stances.yaml stands at a token and ends a noun phrase."""
        return any(
            self.index.starts_with(token, phrase, last)
            for token in range(at, min(at + 3, last))
            for phrase in phrases_by_word(key).get(self.index.low[token], ())
        )


def is_capital(entity: Entity) -> bool:
    """Tell whether a place is the capital of its country, so that its name may stand for the state."""
    country = load_countries().get(entity.country)
    return entity.type == "place" and country is not None and country.capital == entity.name


@cache
def state_words() -> frozenset[str]:
    """Return the words of bodies and offices of state, and what may stand beside them in a list."""
    words = {word for phrase in split_phrases("state_nouns") for word in phrase}
    return frozenset(words - {"airline", "airlines", "carrier", "carriers"} | _BESIDE_OFFICES)
