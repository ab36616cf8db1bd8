"""Actors: which foreign or international actor an entity is or speaks for."""

from collections.abc import Collection
from typing import get_args

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.layers.names import Entity
from briefgen.extract.lexicon import load_lexicon, load_phrases
from briefgen.extract.reaction_rules.actor_words import (
    calling,
    heads_of_bodies,
    is_office,
    parent_of,
    private_callings,
    speaks_to,
    words_for,
)
from briefgen.extract.reaction_rules.bearings import Bearings
from briefgen.extract.reaction_rules.beside_names import BesideReader
from briefgen.extract.reaction_rules.doer_nouns import Doer
from briefgen.extract.reaction_rules.doers import DoerReader
from briefgen.extract.reaction_rules.office_owners import OwnerReader
from briefgen.extract.reaction_rules.standings import (
    Standing,
    StandingReader,
    body_of_office,
    is_meeting_place,
    standing_of_state,
)
from briefgen.model.brief import ActorKind
from briefgen.model.span import Span


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
        self.bearings = Bearings(context)
        self.owners = OwnerReader(context, self.bearings)
        self._beside = BesideReader(context, countries)
        self._standings = StandingReader(context, self._beside)

    def actor_of(self, doer: Doer) -> Actor | None:
        """Return the foreign or international actor that a doer is or speaks for; None if it is none."""
        entity = doer.entity
        if entity.type == "person":
            return self._of_person(doer, entity)
        if entity.type == "nationality" and (
            self._beside.is_of_continent(doer) or self._beside.is_former(doer)
        ):
            return None
        if entity.name == "Red Crescent" and not self._is_world_society():
            # Each state has one; where nothing says whose, it is that of the country itself.
            return None
        standing = self._standings.of_body(doer, entity)
        if standing is None or not standing.name or standing.country in self.countries:
            return None
        return _make_actor(doer, standing)

    def _of_person(self, doer: Doer, person: Entity) -> Actor | None:
        """Return for whom a person speaks: the body named with it, else the state or body of the office."""
        role = doer.role or person.role
        body = self._body_of(doer, person)
        if body is not None and self._beside.is_posted_there(doer, body):
            if person.country in {"", body.country}:
                return None
            body = None
        if _is_private(role, body):
            return None
        standing = self._standings.of_body(doer, body) if body is not None else Standing()
        if standing is None:
            return None
        standing = self._by_post(person, role, standing)
        if not standing.name:
            standing = self._crowned(doer, person)
        if not standing.name:
            if body_name := body_of_office(role):
                return self.for_body(doer, person, body_name, role)
            country = self.owners.country_of(doer, role)
            if not country and (body_name := heads_of_bodies().get(person.name, "")):
                return self.for_body(doer, person, body_name, role)
            if country and not role and not person.known:
                # `Mr Bush`
                role = "leader"
            found = _by_country(person, role, country) if country else self._standings.by_role(person.role)
            if found is None:
                return None
            standing = found
        if not standing.name or standing.country in self.countries or self._is_own(doer, person, standing):
            return None
        return _make_actor(doer, standing, person, role)

    def _body_of(self, doer: Doer, person: Entity) -> Entity | None:
        """Return the state or body named with a person; None where the place is only one to meet or to speak in."""
        body = doer.behalf
        if (body is None or (body.type == "place" and not body.country)) and not person.country:
            body = self.owners.antecedent(doer) or body
        if body is None or is_meeting_place(body):
            # `the prosecutor in The Hague`
            return None
        known = person.known and person.country and body.country != person.country
        # `a US-UK statement by foreign secretary Ana Vega`: it is known of which state she is.
        return None if known and body.type in {"place", "nationality"} else body

    def _by_post(self, person: Entity, role: str, standing: Standing) -> Standing:
        """Return for whom an envoy to a body, or the head of one, speaks; else the same as before."""
        if speaks_to(person.role):
            # `India's ambassador to the United Nations`
            abroad = standing.kind == "international_organisation" and person.country
            return standing_of_state(person.country) if abroad else standing
        if standing.kind != "state":
            return standing
        # `Secretary-General of the CSTO` speaks for it, whatever country he is from.
        body = self._standings.organisation_in(role) or self._standings.organisation_in(person.role)
        if body is not None and body.kind == "international_organisation":
            return Standing(body.name, body.kind)
        return standing

    def _crowned(self, doer: Doer, person: Entity) -> Standing:
        """Return the state of a king or pope whose name alone tells it."""
        country = load_lexicon("stances")["crowns"].get(person.name, "")
        if not country and not person.country and self._beside.is_pope(doer):
            country = "VA"
        return standing_of_state(country) if country else Standing()

    def _is_own(self, doer: Doer, person: Entity, standing: Standing) -> bool:
        """Tell whether a person is of the country itself and speaks for no body between states."""
        if person.country not in self.countries or self._beside.leads(doer):
            return False
        return standing.kind != "international_organisation" or not heads_of_bodies().get(person.name)

    def _is_world_society(self) -> bool:
        """Tell whether an article speaks of the world's Red Cross and Red Crescent, not of one state's."""
        return any(
            entity.type == "organisation"
            and entity.name.startswith("International ")
            and "Red C" in entity.name
            for entity in self.context.document.names.entities
        )

    def for_body(self, doer: Doer, speaker: Entity, name: str, role: str) -> Actor:
        """Return the actor that a body between states or of helpers is, with who speaks for it."""
        known = self._standings.named(name)
        helps = known is not None and self._standings.kind_of(known) == "ngo"
        return Actor(
            name=parent_of(name),
            kind="ngo" if helps else "international_organisation",
            country="",
            span=doer.span,
            speaker=speaker.name,
            role=role,
            speaker_span=doer.span,
        )


def _is_private(role: str, body: Entity | None) -> bool:
    """Tell whether somebody speaks for nobody else: `the Peruvian tourist Ana Vega`."""
    callings = set(calling(role))
    if is_office(role) or not ("member of parliament" in role.lower() or callings & private_callings()):
        return False
    if body is None:
        return True
    helps = body.kind == "ngo" and bool(callings & words_for("of_charities"))
    return body.kind != "international_organisation" and not helps


def _by_country(person: Entity, role: str, country: str) -> Standing | None:
    """Return for whom somebody of a country speaks: the state by an office, else a known person for itself."""
    for_itself = person.name in load_phrases("actors", "for_themselves")
    if is_office(role) or (person.known and not role and not for_itself):
        return standing_of_state(country)
    return Standing(person.name, "person", country) if person.known else None


def _make_actor(doer: Doer, standing: Standing, person: Entity | None = None, role: str = "") -> Actor:
    speaker = person.name if person is not None and person.name != standing.name else ""
    return Actor(
        name=parent_of(standing.name),
        kind=next(kind for kind in get_args(ActorKind) if kind == standing.kind),
        country=standing.country,
        span=doer.span,
        speaker=speaker,
        role=role if speaker else "",
        speaker_span=doer.span if person is not None else None,
    )


def nameless(actor: Actor | None) -> Actor | None:
    """Return an actor without a speaker."""
    if actor is None:
        return None
    return msgspec.structs.replace(actor, speaker="", role="", speaker_span=None)
