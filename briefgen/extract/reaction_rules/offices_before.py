"""Offices told of before: whom `The ministry` and `he` mean behind an office that nobody is named for.

`The Peruvian foreign ministry condemned it. | The ministry asked for an inquiry.`
"""

from collections.abc import Callable

from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import words_for
from briefgen.extract.reaction_rules.actors import Actor, ActorReader, nameless

_BACK = 3
"""Sentences in which an office is looked for, with its own."""
_OF_COUNTRY = load_words("reaction_rules", "of_country")
"""Offices that the country itself has, too: only right behind a foreign one, where more of it is told."""
_MORE = frozenset({"also", "further", "likewise", "too"})


class OfficesBefore:
    """Finds offices in what an article tells before."""

    def __init__(self, actors: ActorReader, speakers_of: Callable[[int], tuple[list[Actor], str]]) -> None:
        self.actors, self.speakers_of = actors, speakers_of
        self.context, self.index = actors.context, actors.index

    def meant_by(self, first: int, last: int) -> Actor | None:
        """Return the foreign actor whose office a phrase takes up: `The embassy`, `he`; None if there is none."""
        low = self.index.low
        words = low[first:last]
        if words in (["he"], ["she"]):
            return self._holder_before(first)
        speaks = words_for("speaking") | words_for("offices")
        if (
            len(words) != 2
            or words[0] != "the"
            or words[1] not in speaks
            or self.index.mentions_in(first, last)
        ):
            return None
        if words[1] in _OF_COUNTRY and low[last] not in _MORE:
            return None
        return self._same_before(first, words[1])

    def _same_before(self, first: int, noun: str) -> Actor | None:
        """Return the actor of the nearest office with the same noun."""
        sentences, low = self.context.document.sentences, self.index.low
        at = self.index.sentence_of[first]
        reach = 2 if noun in _OF_COUNTRY else _BACK
        for other in range(at, max(-1, at - reach), -1):
            if reach < _BACK and sentences[other].paragraph != sentences[at].paragraph:
                return None
            for token in range(min(sentences[other].last, first) - 1, sentences[other].first - 1, -1):
                if low[token] == noun:
                    return self._acting_at(other, token)
        return None

    def _acting_at(self, sentence: int, token: int) -> Actor | None:
        """Return the one foreign actor that speaks or acts by a phrase in which a token stands."""
        found: list[Actor] = []
        for number in self.context.attributions_of[sentence]:
            source = self.context.document.attributions[number].source
            if source is not None and self._holds(*self.index.range_of(source), token):
                found += self.speakers_of(number)[0]
        if not found:
            for at in self.index.clauses_of[sentence]:
                subject = self.index.clauses[at].subject
                if subject is not None and self._holds(*self.index.range_of(subject), token):
                    first, last = self.index.range_of(subject)
                    doers = self.actors.doers.doers_of(first, last)
                    found += [a for doer in doers if (a := self.actors.actor_of(doer)) is not None]
                    before = self.meant_by(first, last) if not doers else None
                    found += [before] if before is not None else []
        names = {actor.name for actor in found}
        return nameless(found[0]) if len(names) == 1 else None

    def _holds(self, first: int, last: int, token: int) -> bool:
        return first <= token < last

    def _holder_before(self, first: int) -> Actor | None:
        """Return for whom an office of one person, without a name, spoke in the sentence before `he` or `she`."""
        at = self.index.sentence_of[first]
        sentences, names = self.context.document.sentences, self.context.document.names
        if at < 1 or sentences[at - 1].paragraph != sentences[at].paragraph or first != sentences[at].first:
            return None
        before = sentences[at - 1]
        if any(
            names.entities[names.mentions[m].entity].type == "person"
            for m in self.index.mentions_in(before.first, before.last)
        ):
            return None
        for number in self.context.attributions_of[at - 1]:
            source = self.context.document.attributions[number].source
            if source is None or self.context.is_outlet(number):
                continue
            begin, end = self.index.range_of(source)
            if end - begin > 1 and not words_for("offices").isdisjoint(self.index.low[begin:end]):
                actors = self.speakers_of(number)[0]
                return nameless(actors[0]) if len({a.name for a in actors}) == 1 else None
        return None
