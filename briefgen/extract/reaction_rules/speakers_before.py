"""Speakers told of before: whom `they`, `his spokesman`, `the minister` and `its head` mean."""

from collections.abc import Callable, Mapping

import msgspec

from briefgen.extract.reaction_rules.actor_words import (
    is_body_word,
    is_foreign_ministry,
    words_for,
)
from briefgen.extract.reaction_rules.actors import Actor, ActorReader, nameless
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.doer_nouns import Doer

_POSTED_BEHIND = 4
"""Tokens behind a name in which it is told where somebody is posted."""
_BACK = 4
"""Sentences in which he is looked for whom `his spokesman` means."""


class SpeakersBefore:
    """Finds speakers in what an article tells before."""

    def __init__(
        self,
        actors: ActorReader,
        speakers_of: Callable[[int], tuple[list[Actor], str]],
        spoken: Mapping[int, tuple[list[Actor], str]],
    ) -> None:
        self.actors, self.speakers_of, self.spoken = actors, speakers_of, spoken
        self.context, self.index = actors.context, actors.index
        self.countries, self.doers = actors.countries, actors.doers

    def several_before(self, number: int) -> list[Actor]:
        """Return those whom `they` means: who spoke together in the sentence before."""
        sentence = self.context.cue_sentence[number]
        source = self.context.document.attributions[number].source
        at = self.index.range_of(source)[0] if source is not None else 0
        here = self._leading_together(sentence, at)
        if not here and self.index.low[at] == "all":
            # `Peru, Chile and Cuba, the three states that watch over it, | all called`
            listed = self.doers.lists.listed_from(self.context.document.sentences[sentence].first, at)
            here = [a for doer in listed if (a := self.actors.actor_of(doer)) is not None]
            here = here if len(here) > 1 else []
        if here or sentence < 1:
            # `Peru and Chile take the opposite view: this was war, they warned`
            return here
        for other in reversed(self.context.attributions_of[sentence - 1]):
            actors = self.speakers_of(other)[0]
            if len({actor.name for actor in actors}) > 1:
                return [msgspec.structs.replace(a, speaker="", role="", speaker_span=None) for a in actors]
        span = self.context.document.sentences[sentence - 1]
        return self._leading_together(sentence - 1, span.last)

    def _leading_together(self, sentence: int, before: int) -> list[Actor]:
        """Return the several foreign actors with which a sentence begins, if somebody speaks later in it."""
        span = self.context.document.sentences[sentence]
        for at in self.index.clauses_of[sentence][:1]:
            clause = self.index.clauses[at]
            if clause.subject is None or clause.verb is None or clause.verb.last > before:
                continue
            first, last = self.index.range_of(clause.subject)
            if first > span.first + (self.index.low[span.first] in {"the", "both"}) or last > before:
                continue
            doers = self.doers.doers_of(first, last)
            actors = [a for doer in doers if (a := self.actors.actor_of(doer)) is not None]
            if len({a.name for a in actors}) > 1 and len(actors) == len(doers):
                return [msgspec.structs.replace(a, speaker="", role="", speaker_span=None) for a in actors]
        return []

    def _two_before(self, sentence: int) -> int:
        """Return where the sentences before the last one begin, no further back than three, in the same paragraph."""
        sentences = self.context.document.sentences
        begin = max(0, sentence - 1)
        while (
            begin > 0
            and sentence - begin < _BACK
            and sentences[begin - 1].paragraph == sentences[sentence].paragraph
        ):
            begin -= 1
        return sentences[begin].first

    def holder_before(self, sentence: int, first: int) -> Actor | None:
        """Return the actor of the only person named before `his spokesman` in its sentence, or in the one before."""
        names, sentences = self.context.document.names, self.context.document.sentences
        for begin, end in (
            (sentences[sentence].first, first),
            (sentences[max(0, sentence - 1)].first, sentences[sentence].first),
            (self._two_before(sentence), sentences[max(0, sentence - 1)].first),
        ):
            people = {
                names.mentions[m].entity: m
                for m in self.index.mentions_in(begin, end)
                if names.entities[names.mentions[m].entity].type == "person"
            }
            if len(people) > 1:
                return None
            for entity, m in people.items():
                holder = names.entities[entity]
                spoken = (actor for actors, _ in self.spoken.values() for actor in actors)
                before = next((actor for actor in spoken if actor.speaker == holder.name), None)
                if before is not None:
                    return before
                return self.actors.actor_of(Doer(holder, names.mentions[m].span, role=holder.role))
        return None

    def acting_before(self, sentence: int, first: int) -> Actor | None:
        """Return the only actor of the nearest statement before a token, in its sentence or the two before."""
        context = self.context
        for other in range(sentence, max(-1, sentence - 3), -1):
            for number in reversed(context.attributions_of[other]):
                attribution = context.document.attributions[number]
                if (
                    attribution.source is None
                    or attribution.cue is None
                    or context.cue_sentence[number] != other
                ):
                    continue
                if self.index.range_of(attribution.source)[0] >= first or context.is_outlet(number):
                    continue
                actors = self.speakers_of(number)[0]
                return nameless(actors[0]) if len({a.name for a in actors}) == 1 else None
        return None

    def of_body_before(self, doer: Doer) -> Actor | None:
        """Return the body of the sentence before for one of its people: `Nord Medic asked for help. Its head, …`."""
        role = doer.role.lower().split()
        if doer.entity.type != "person" or doer.behalf is not None or not role or not is_body_word(role[-1]):
            return None
        if is_own(doer.entity, self.countries):
            return None
        first, last = self.index.range_of(doer.span)
        if not {"its", "their", "the"} & set(self.index.low[first:last]):
            return None
        at = self.index.sentence_of[first]
        before = self.acting_before(at - 1, first) if at > 0 else None
        if before is None or before.kind not in {"ngo", "international_organisation"}:
            return None
        return self.actors.for_body(doer, doer.entity, before.name, doer.role)

    def of_office_before(self, doer: Doer) -> Actor | None:
        """Return the actor for whom a spokesman of no named body speaks: `Peru spoke out. … spokesman Ivo Berg said`.

        It is the one that speaks in the sentences before, or with which the sentence before begins.
        """
        person, role = doer.entity, doer.role.lower().split()
        if person.type != "person" or person.country or doer.behalf is not None or not role:
            return None
        if "to" in role or self._is_of_government(doer):
            # `the ambassador to Peru`, `Ana Vega, the government's spokeswoman`
            return None
        speaks = bool(words_for("spokespeople") & set(role[-1:]))
        if not speaks and not (bool(words_for("ministers") & set(role[-1:])) and "deputy" not in role):
            return None
        first = self.index.range_of(doer.span)[0]
        at = self.index.sentence_of[first]
        if at < 1:
            return None
        sentences = self.context.document.sentences
        if (
            role[-1] == "minister"
            and len(role) > 1
            and first == sentences[at].first
            and not words_for("outward") & set(role)
        ):
            # `Health Minister Ana Vega said` opens with one of the country itself.
            return None
        near = sentences[at - 1].paragraph == sentences[at].paragraph
        if not near and not (speaks and sentences[at - 1].paragraph == sentences[at].paragraph - 1):
            return None
        told = any(self.context.cue_sentence[n] == at - 1 for n in self.context.attributions_of[at - 1])
        actor = self.leading(at - 1) or (self.acting_before(at - 1, first) if speaks and told else None)
        if actor is None or actor.kind not in {"state", "international_organisation", "ngo"}:
            return None
        if not speaks and actor.kind != "state":
            # Bodies between states have no ministers.
            return None
        return msgspec.structs.replace(actor, speaker=person.name, role=doer.role, speaker_span=doer.span)

    def _is_of_government(self, doer: Doer) -> bool:
        """Tell whether somebody speaks for `the government`, which is that of the country itself."""
        first, last = self.index.range_of(doer.span)
        end = self.context.document.sentences[self.index.sentence_of[first]].last
        words = self.index.low[first : min(last + _POSTED_BEHIND, end)]
        return any(
            words[t : t + 2] in (["the", "government's"], ["the", "government’s"])
            for t in range(len(words) - 1)
        )

    def of_ministry(self, doer: Doer, sentence: int, first: int) -> Actor | None:
        """Return the state whose foreign ministry speaks, named without it: `Peru spoke out. The MFA said`.

        It is the only foreign state that spoke in the sentences before.
        """
        body = doer.entity
        if body.type != "organisation" or body.country or not is_foreign_ministry(body.name):
            return None
        for other in range(sentence, max(-1, sentence - _BACK), -1):
            actors = [
                actor
                for number in self.context.attributions_of[other]
                if (source := self.context.document.attributions[number].source) is not None
                and self.index.range_of(source)[0] < first
                and not self.context.is_outlet(number)
                for actor in self.speakers_of(number)[0]
            ] or [a for a in [self.leading(other)] if other < sentence and a is not None]
            if actors:
                states = {actor.name: actor for actor in actors if actor.kind == "state"}
                return nameless(next(iter(states.values()))) if len(states) == 1 else None
        return None

    def leading(self, sentence: int) -> Actor | None:
        """Return the state or body that a sentence begins with, as the one that acts in it."""
        span = self.context.document.sentences[sentence]
        begin = span.first + (self.index.low[span.first] == "the")
        for at in self.index.clauses_of[sentence][:1]:
            clause = self.index.clauses[at]
            if clause.subject is None or clause.verb is None or clause.kind != "main":
                continue
            first, last = self.index.range_of(clause.subject)
            if first > begin or last - first > 6:
                continue
            doers = self.doers.doers_of(first, last)
            if len(doers) == 1 and doers[0].entity.type != "person":
                return nameless(self.actors.actor_of(doers[0]))
        return None
