"""Actors: which foreign or international actor an entity is or speaks for."""

from collections.abc import Collection
from typing import get_args

import msgspec

from briefgen.extract.actor_words import (
    SPEAKS_FOR,
    calling,
    country_name,
    is_office,
    parent_of,
    private_callings,
    speaks_for,
    speaks_to,
)
from briefgen.extract.doers import Doer, DoerReader
from briefgen.extract.frames import Context
from briefgen.extract.layers.names import Entity
from briefgen.extract.lexicon import load_lexicon
from briefgen.model.brief import ActorKind
from briefgen.model.span import Span

UNKNOWN_OFFICE = "speaker without a known office"
"""Why somebody who speaks is no actor: nothing says for whom."""


class Actor(msgspec.Struct, frozen=True):
    """Who reacts."""

    name: str
    kind: ActorKind
    country: str
    span: Span
    speaker: str
    role: str
    speaker_span: Span | None


class ActorReader:
    """Reads the actors of one article."""

    def __init__(self, context: Context, countries: Collection[str]) -> None:
        self.context = context
        self.index = context.index
        self.countries = frozenset(countries)
        self.doers = DoerReader(context)

    def speakers_of(self, number: int) -> tuple[list[Actor], str]:
        """Return the actors that an attribution lets speak; where there are none, the reason or ""."""
        attribution = self.context.document.attributions[number]
        entities = self.context.document.names.entities
        if attribution.source is None:
            return [], ""
        first, last = self.index.range_of(attribution.source)
        joined = self.doers.joined(first, last)
        if len(joined) > 1:
            return [a for doer in joined if (a := self.actor_of(doer)) is not None], ""
        others = [
            a for doer in self.doers.counterparts_in(first, last) if (a := self.actor_of(doer)) is not None
        ]
        begin = self.doers.behind_clause(first, last)
        if begin > first and (doers := self.doers.doers_of(begin, last)):
            return [a for doer in doers if (a := self.actor_of(doer)) is not None], ""
        main = attribution.speaker if attribution.speaker is not None else attribution.on_behalf
        behalf = attribution.on_behalf if attribution.speaker is not None else None
        if main is None and self.index.low[first] == "its" and SPEAKS_FOR & set(self.index.low[first:last]):
            owner = self._owner(first, last)
            actor = self.actor_of(Doer(owner, None, "", attribution.source)) if owner is not None else None
            if actor is not None:
                return [actor], ""
        if main is None or (
            attribution.speaker is None and not speaks_for() & set(self.index.low[first:last])
        ):
            return [], ""
        doer = Doer(
            entities[main],
            entities[behalf] if behalf is not None else None,
            attribution.role,
            attribution.source,
        )
        actor = self.actor_of(doer)
        if actor is not None or others:
            return [*([actor] if actor is not None else []), *others], ""
        own = entities[main].country in self.countries
        return [], "speaker of the country itself" if own else UNKNOWN_OFFICE

    def actor_of(self, doer: Doer) -> Actor | None:
        """Return the foreign or international actor that a doer is or speaks for; None if it is none."""
        entity = doer.entity
        speaker = entity if entity.type == "person" else None
        body = doer.behalf if speaker is not None else entity
        if speaker is not None and (body is None or body.kind == "place") and not speaker.country:
            body = self._antecedent(doer) or body
        role = doer.role or (speaker.role if speaker is not None else "")
        name, kind, country = "", "state", ""
        if (
            speaker is not None
            and not is_office(role)
            and set(calling(role)) & private_callings()
            and (body is None or body.kind != "international_organisation")
        ):
            return None
        if body is not None and body.type == "organisation":
            if body.kind == "media":
                return None
            country = body.country
            kind = self._kind(body)
            name = body.name
            if body.kind in {"state_body", "security_force", "party"} and country:
                name, kind = country_name(country), "state"
            elif kind == "international_organisation":
                country = ""
            elif not country and not body.known:
                # Of bodies that nothing knows most are of the country itself.
                return None
        elif body is not None and (
            body.type == "nationality" or body.kind == "country" or body.type == "place"
        ):
            country = body.country
            if not country:
                return None
            name = country_name(country)
        if (
            speaker is not None
            and kind == "international_organisation"
            and speaks_to(speaker.role)
            and speaker.country
        ):
            # `India's ambassador to the United Nations`
            name, kind, country = country_name(speaker.country), "state", speaker.country
        if speaker is not None and kind == "state":
            # `Secretary-General of the CSTO` speaks for it, whatever country he is from.
            organisation = (
                None
                if speaks_to(speaker.role)
                else self._organisation_in(role) or self._organisation_in(speaker.role)
            )
            if organisation is not None and organisation.kind == "international_organisation":
                name, kind, country = organisation.name, "international_organisation", ""
        if (
            speaker is not None
            and not name
            and (crown := load_lexicon("stances")["crowns"].get(speaker.name))
        ):
            name, country = country_name(crown), crown
        if speaker is not None and not name:
            country = speaker.country or (self._country_of_scene(doer) if is_office(role) else "")
            if not country and not speaker.role:
                return None
            if country:
                name = country_name(country)
                if not is_office(role) and not (speaker.known and not role):
                    name, kind = speaker.name, "person"
                    if not speaker.known:
                        return None
            else:
                organisation = self._organisation_in(speaker.role)
                if organisation is None:
                    return None
                name, kind = organisation.name, self._kind(organisation)
                country = "" if kind == "international_organisation" else organisation.country
                if organisation.kind in {"state_body", "security_force"} and country:
                    name, kind = country_name(country), "state"
        if not name or (country and country in self.countries):
            return None
        if speaker is not None and speaker.country in self.countries and not self._leads(doer):
            return None
        kinds = get_args(ActorKind)
        return Actor(
            name=parent_of(name),
            kind=next(k for k in kinds if k == kind),
            country=country,
            span=doer.span,
            speaker=speaker.name if speaker is not None and speaker.name != name else "",
            role=role if speaker is not None and speaker.name != name else "",
            speaker_span=doer.span if speaker is not None else None,
        )

    def _antecedent(self, doer: Doer) -> Entity | None:
        """Return the state or body that `its` means: the first one of the sentence before it, or of the one before.

        `Peru closed its embassy. Its foreign minister, Ana Vega, said …`
        """
        low = self.index.low
        first, last = self.index.range_of(doer.span)
        at = self.index.sentence_of[first]
        if at < 0 or "its" not in low[max(self.context.document.sentences[at].first, first - 4) : last + 6]:
            return None
        return self._owner(first, last, doer.entity)

    def _owner(self, first: int, last: int, person: Entity | None = None) -> Entity | None:
        """Return the first state or body of the sentence before the tokens, or of the sentence before this one."""
        names = self.context.document.names
        at = self.index.sentence_of[first]
        sentences = self.context.document.sentences
        if at < 0:
            return None
        ranges = [(sentences[at].first, first)]
        if at > 0 and sentences[at - 1].paragraph == sentences[at].paragraph:
            ranges.append((sentences[at - 1].first, sentences[at - 1].last))
        for begin, end in ranges:
            for m in self.index.mentions_in(begin, end):
                mention = names.mentions[m]
                entity = names.entities[mention.entity]
                if entity is person or entity.type == "person":
                    continue
                if entity.kind == "country" or entity.type == "organisation" or mention.metonym:
                    return entity
        return None

    def _country_of_scene(self, doer: Doer) -> str:
        """Return the country whose capital or name opens the sentence: `In Lima, President Ana Vega said`; or ""."""
        low, names = self.index.low, self.context.document.names
        at = self.index.sentence_of[self.index.range_of(doer.span)[0]]
        if at < 0:
            return ""
        first = self.context.document.sentences[at].first
        if low[first] not in {"in", "from"} or self.index.mention_at[first + 1] < 0:
            return ""
        place = names.entities[names.mentions[self.index.mention_at[first + 1]].entity]
        behind = self.index.mention_range[self.index.mention_at[first + 1]][1]
        return place.country if place.type == "place" and low[behind] == "," else ""

    def _leads(self, doer: Doer) -> bool:
        """Tell whether the body spoken for stands before its speaker: `the WHO's Peru representative, Ana Vega`."""
        names = self.context.document.names
        if doer.behalf is None or doer.behalf.kind != "international_organisation":
            return False
        for m in self.index.mentions_in(*self.index.range_of(doer.span)):
            entity = names.entities[names.mentions[m].entity]
            if entity is doer.behalf or entity.type == "person":
                return entity is doer.behalf
        return False

    def _organisation_in(self, role: str) -> Entity | None:
        """Return the body that a known role names: `UN Secretary-General`."""
        if not role:
            return None
        for entity in self.context.document.names.entities:
            if entity.type != "organisation" or entity.kind == "media":
                continue
            if entity.name.lower() in role.lower():
                return entity
        words = role.split()
        for mention in self.context.document.names.mentions:
            entity = self.context.document.names.entities[mention.entity]
            if entity.type == "organisation" and mention.surface in words and entity.kind != "media":
                return entity
        return None

    def _kind(self, body: Entity) -> str:
        if body.kind in {"international_organisation", "ngo", "company"}:
            return body.kind
        for kind, words in load_lexicon("stances")["kinds"].items():
            if any(word.lower() in body.name.lower() for word in words):
                return str(kind)
        return (
            "state"
            if body.kind in {"state_body", "security_force"}
            else "ngo"
            if body.kind == "other"
            else "company"
        )
