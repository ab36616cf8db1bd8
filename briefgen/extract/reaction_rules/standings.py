"""Standings: for which state, body, firm or charity a name stands."""

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.layers.name_rules.known import load_seats
from briefgen.extract.layers.names import Entity
from briefgen.extract.lexicon import load_lexicon, load_phrases
from briefgen.extract.reaction_rules.actor_words import bare_bodies, country_name, is_between_states
from briefgen.extract.reaction_rules.beside_names import BesideReader
from briefgen.extract.reaction_rules.doer_nouns import Doer, is_capital

_SOCIETIES = (" Red Cross", " Red Crescent")
"""Ends of the names of bodies that each state has of its own."""
_BETWEEN_STATES = "international_organisation"
_BODIES_OF_STATES = frozenset({"state_body", "security_force"})


class Standing(msgspec.Struct, frozen=True):
    """For whom somebody acts or speaks."""

    name: str = ""
    kind: str = "state"
    country: str = ""


def standing_of_state(country: str) -> Standing:
    """Return what acts for a country: its state."""
    return Standing(country_name(country), "state", country)


class StandingReader:
    """Reads for whom the bodies and roles of one article stand."""

    def __init__(self, context: Context, beside: BesideReader) -> None:
        self.context, self.beside = context, beside
        self._bodies_of_roles: dict[str, Entity | None] = {}

    def of_body(self, doer: Doer, body: Entity) -> Standing | None:
        """Return for whom a body or place stands: without a name where it is neither; None where it never reacts."""
        if body.type == "organisation":
            return self._of_organisation(doer, body)
        if body.type != "nationality" and body.kind != "country" and body.type != "place":
            return Standing()
        if not body.country:
            return None
        if body.name == "Brussels":
            return Standing("European Union", _BETWEEN_STATES)
        return standing_of_state(body.country)

    def _of_organisation(self, doer: Doer, body: Entity) -> Standing | None:
        if body.kind == "media" or body.name in load_phrases("actors", "armed_groups"):
            return None
        national = body.country or self.beside.is_national(body.name)
        name = body.name if national else bare_bodies().get(body.name, body.name)
        if name != body.name:
            return Standing(name, _BETWEEN_STATES)
        if body.name in load_phrases("actors", "private_armies"):
            return Standing(name, "company", body.country)
        of_state = body.kind in {*_BODIES_OF_STATES, "party"}
        if body.country and (of_state or name.removesuffix(" Society").endswith(_SOCIETIES)):
            return standing_of_state(body.country)
        kind = self.kind_of(body)
        if kind == _BETWEEN_STATES:
            return Standing(name, kind)
        if not body.country and not body.known:
            # Of bodies that nothing knows most are of the country itself.
            guessed = self._kind_of_unknown(doer, body)
            return Standing(name, guessed) if guessed else None
        return Standing(name, kind, body.country)

    def _kind_of_unknown(self, doer: Doer, body: Entity) -> str:
        if is_between_states(body.name):
            return _BETWEEN_STATES
        if self.beside.is_charity(doer):
            return "ngo"
        return "company" if self.beside.is_firm(doer) else ""

    def by_role(self, role: str) -> Standing | None:
        """Return for whom the holder of a role speaks that names a body; None where it names none."""
        body = self.organisation_in(role)
        if body is None or (not body.known and body.kind in _BODIES_OF_STATES):
            return None
        if body.kind in _BODIES_OF_STATES and body.country:
            return standing_of_state(body.country)
        kind = self.kind_of(body)
        return Standing(body.name, kind, "" if kind == _BETWEEN_STATES else body.country)

    def organisation_in(self, role: str) -> Entity | None:
        """Return the body that a known role names: `UN Secretary-General`."""
        if role not in self._bodies_of_roles:
            self._bodies_of_roles[role] = self._find_organisation(role) if role else None
        return self._bodies_of_roles[role]

    def _find_organisation(self, role: str) -> Entity | None:
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

    def named(self, name: str) -> Entity | None:
        """Return the entity of a name; None where the article does not name it."""
        return next((e for e in self.context.document.names.entities if e.name == name), None)

    def kind_of(self, body: Entity) -> str:
        """Return what kind of actor a body is, by its own kind or the words of its name."""
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


def is_meeting_place(body: Entity) -> bool:
    """Tell whether a place is one where the world meets, and speaks for no state: `Geneva`, `The Hague`."""
    return body.type == "place" and body.kind == "city" and body.name in load_seats() and not is_capital(body)


def body_of_office(role: str) -> str:
    """Return the body between states whose office a title is by itself: `European Commissioner for …`; ""."""
    low = role.lower()
    offices: dict[str, str] = load_lexicon("actors")["offices_of_bodies"]
    return next((body for office, body in offices.items() if low.startswith(office)), "")
