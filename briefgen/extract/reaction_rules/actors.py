"""Actors: which foreign or international actor an entity is or speaks for."""

from collections.abc import Collection
from typing import get_args

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.layers.name_rules.known import load_seats
from briefgen.extract.layers.names import Entity
from briefgen.extract.lexicon import load_lexicon, load_phrases
from briefgen.extract.reaction_rules.actor_words import (
    bare_bodies,
    calling,
    country_name,
    heads_of_bodies,
    is_between_states,
    is_office,
    leaders_by_surname,
    parent_of,
    private_callings,
    speaks_to,
    words_for,
)
from briefgen.extract.reaction_rules.bearings import Bearings, is_own
from briefgen.extract.reaction_rules.doer_nouns import Doer, is_capital
from briefgen.extract.reaction_rules.doers import DoerReader
from briefgen.model.brief import ActorKind
from briefgen.model.span import Span

_SOCIETIES = (" Red Cross", " Red Crescent")
"""Ends of the names of bodies that each state has of its own."""

_BODIES_OF_STATES = frozenset({"state_body", "security_force"})
_POSTED_BEHIND = 6
"""Tokens behind a name in which it is told where somebody is posted."""
_TOP = frozenset({"president", "prime minister", "chancellor", "premier"})


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
        self._bodies_of_roles: dict[str, Entity | None] = {}

    def actor_of(self, doer: Doer) -> Actor | None:
        """Return the foreign or international actor that a doer is or speaks for; None if it is none."""
        entity = doer.entity
        if entity.type == "nationality" and self._is_of_continent(doer):
            return None
        if entity.name == "Red Crescent" and not self._is_world_society():
            # Each state has one; where nothing says whose, it is that of the country itself.
            return None
        if entity.type == "nationality" and self._is_former(doer):
            return None
        speaker = entity if entity.type == "person" else None
        body = doer.behalf if speaker is not None else entity
        if (
            speaker is not None
            and (body is None or (body.type == "place" and not body.country))
            and not speaker.country
        ):
            body = self._antecedent(doer) or body
        if (
            speaker is not None
            and speaker.known
            and speaker.country
            and body is not None
            and body.type in {"place", "nationality"}
            and body.country != speaker.country
        ):
            # `a US-UK statement by foreign secretary Ana Vega`: it is known of which state she is.
            body = None
        if speaker is not None and body is not None and _is_meeting_place(body):
            # `the prosecutor in The Hague`
            body = None
        if speaker is not None and body is not None and self._is_posted_there(doer, body):
            if not speaker.country or speaker.country == body.country:
                return None
            body = None
        role = doer.role or (speaker.role if speaker is not None else "")
        name, kind, country = "", "state", ""
        if (
            speaker is not None
            and not is_office(role)
            and ("member of parliament" in role.lower() or set(calling(role)) & private_callings())
            and (body is None or body.kind != "international_organisation")
            and not (
                body is not None and body.kind == "ngo" and set(calling(role)) & words_for("of_charities")
            )
        ):
            return None
        if body is not None and body.type == "organisation":
            if body.kind == "media" or body.name in load_phrases("actors", "armed_groups"):
                return None
            country = body.country
            kind = self._kind(body)
            name = (
                body.name
                if body.country or self._is_national(body.name)
                else bare_bodies().get(body.name, body.name)
            )
            if name != body.name:
                country, kind = "", "international_organisation"
            elif body.name in load_phrases("actors", "private_armies"):
                kind = "company"
            elif country and (
                body.kind in {"state_body", "security_force", "party"}
                or body.name.removesuffix(" Society").endswith(_SOCIETIES)
            ):
                name, kind = country_name(country), "state"
            elif kind == "international_organisation":
                country = ""
            elif not country and not body.known:
                # Of bodies that nothing knows most are of the country itself.
                if is_between_states(body.name):
                    kind = "international_organisation"
                elif self._is_charity(doer):
                    kind = "ngo"
                elif self._is_firm(doer):
                    kind = "company"
                else:
                    return None
        elif body is not None and (
            body.type == "nationality" or body.kind == "country" or body.type == "place"
        ):
            country = body.country
            if not country:
                return None
            name = country_name(country)
            if body.name == "Brussels":
                name, kind, country = "European Union", "international_organisation", ""
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
        if speaker is not None and not name and not speaker.country and self._is_pope(doer):
            name, country = country_name("VA"), "VA"
        if speaker is not None and not name and (of_office := _body_of_office(role or speaker.role)):
            return self.for_body(doer, speaker, of_office, role or speaker.role)
        if speaker is not None and not name:
            country = (
                speaker.country
                or self._country_of_leader(doer, role)
                or _state_of_office(role or speaker.role)
                or (self._country_of_scene(doer) if is_office(role) else "")
            )
            if not country and (body_name := heads_of_bodies().get(speaker.name, "")):
                return self.for_body(doer, speaker, body_name, role)
            if country and not role and not speaker.known:
                # `Mr Bush`
                role = "leader"
            if not country and not speaker.role:
                return None
            if country:
                name = country_name(country)
                if not is_office(role) and not (speaker.known and not role and not self._is_private(speaker)):
                    name, kind = speaker.name, "person"
                    if not speaker.known:
                        return None
            else:
                organisation = self._organisation_in(speaker.role)
                if organisation is None or (
                    not organisation.known and organisation.kind in _BODIES_OF_STATES
                ):
                    return None
                name, kind = organisation.name, self._kind(organisation)
                country = "" if kind == "international_organisation" else organisation.country
                if organisation.kind in _BODIES_OF_STATES and country:
                    name, kind = country_name(country), "state"
        if not name or (country and country in self.countries):
            return None
        if (
            speaker is not None
            and speaker.country in self.countries
            and not self._leads(doer)
            and not (kind == "international_organisation" and heads_of_bodies().get(speaker.name))
        ):
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

    def _country_of_leader(self, doer: Doer, role: str) -> str:
        """Return the state of a leader named by a surname with an office or `Mr` before it: `President Bush`; ""."""
        country = leaders_by_surname().get(doer.entity.name, "")
        if not country or doer.entity.known:
            return ""
        low = self.index.low
        names = self.context.document.names
        for m in self.index.mentions_in(*self.index.range_of(doer.span)):
            at = self.index.mention_range[m][0]
            if names.entities[names.mentions[m].entity] is doer.entity and at > 0:
                leads = {"president", "mr", "mr.", "mrs", "mrs.", "ms", "chancellor", "premier"}
                prime = low[at - 2 : at] == ["prime", "minister"]
                return country if low[at - 1] in leads or prime or role.lower() in _TOP else ""
        return ""

    def _is_world_society(self) -> bool:
        """Tell whether an article speaks of the world's Red Cross and Red Crescent, not of one state's."""
        return any(
            entity.type == "organisation"
            and entity.name.startswith("International ")
            and "Red C" in entity.name
            for entity in self.context.document.names.entities
        )

    def _is_of_continent(self, doer: Doer) -> bool:
        """Tell whether an adjective is part of one of a continent: `Latin | American states`."""
        first = self._begin_of(doer)
        return first > 0 and self.index.low[first - 1] in words_for("continents")

    def _is_former(self, doer: Doer) -> bool:
        """Tell whether somebody without a name holds an office no longer: `a British | former envoy`."""
        begin = self._begin_of(doer)
        if begin < 1:
            return False
        low = self.index.low
        behind = self.index.mention_range[self.index.mention_at[begin]][1]
        near = {low[begin - 1], *low[behind : behind + 1]}
        return bool(near & words_for("bygone")) or low[behind].startswith("ex-")

    def _is_posted_there(self, doer: Doer, body: Entity) -> bool:
        """Tell whether a place is where somebody is posted: `Ana Vega, the ambassador to | London`."""
        first, last = self.index.range_of(doer.span)
        names, low = self.context.document.names, self.index.low
        end = self.context.document.sentences[self.index.sentence_of[first]].last
        for m in self.index.mentions_in(first, min(last + _POSTED_BEHIND, end)):
            at = self.index.mention_range[m][0]
            if names.entities[names.mentions[m].entity] is body and at > 1:
                return low[at - 1] == "to" and low[at - 2] in words_for("posted")
        return False

    def _is_private(self, person: Entity) -> bool:
        """Tell whether a well-known person holds no office and speaks for nobody else."""
        return person.name in load_phrases("actors", "for_themselves")

    def _is_national(self, name: str) -> bool:
        """Tell whether the article speaks of a body of one state by that name: `the National | Security Council`."""
        return f"national {name.lower()}" in self.context.text.lower() if name in bare_bodies() else False

    def _is_pope(self, doer: Doer) -> bool:
        first = self.index.range_of(doer.span)[0]
        return "pope" in {self.index.low[first], self.index.low[max(0, first - 1)]}

    def _is_firm(self, doer: Doer) -> bool:
        """Tell whether a body of no known name is called a foreign firm: `the Chilean company Soto Gold`.

        Who sells journeys has its customers abroad: `the tour operator Sunway`.
        """
        begin = self._begin_of(doer)
        low = self.index.low
        if begin < 2 or low[begin - 1] not in words_for("firms"):
            return False
        if low[begin - 2] in words_for("of_travel") or low[begin - 1] in words_for("of_travel"):
            return True
        names = self.context.document.names
        m = self.index.mention_at[begin - 2]
        return (
            m >= 0
            and names.mentions[m].adjective
            and not is_own(names.entities[names.mentions[m].entity], self.countries)
        )

    def _begin_of(self, doer: Doer) -> int:
        """Return the token at which the name of a doer begins; -1."""
        names = self.context.document.names
        first, last = self.index.range_of(doer.span)
        return next(
            (
                self.index.mention_range[m][0]
                for m in self.index.mentions_in(first, last)
                if names.entities[names.mentions[m].entity] is doer.entity
            ),
            -1,
        )

    def _is_charity(self, doer: Doer) -> bool:
        """Tell whether a body of no known name is called a foreign charity: `the aid group Nord Medic`."""
        names, low = self.context.document.names, self.index.low
        begin = self._begin_of(doer)
        if begin < 2:
            return False
        sentence = self.index.sentence_of[begin]
        start = max(self.context.document.sentences[sentence].first if sentence >= 0 else begin, begin - 6)
        before = low[start:begin]
        owners = [names.entities[names.mentions[m].entity] for m in self.index.mentions_in(start, begin)]
        return (
            bool(set(before[-1:]) & words_for("groups"))
            and "local" not in before
            and bool(owners or {"international", "global", "foreign"} & set(before))
            and not any(is_own(owner, self.countries) for owner in owners)
        )

    def for_body(self, doer: Doer, speaker: Entity, name: str, role: str) -> Actor:
        """Return the actor that a body between states or of helpers is, with who speaks for it."""
        known = self._named(name)
        kind = self._kind(known) if known is not None else "international_organisation"
        return Actor(
            name=parent_of(name),
            kind="ngo" if kind == "ngo" else "international_organisation",
            country="",
            span=doer.span,
            speaker=speaker.name,
            role=role,
            speaker_span=doer.span,
        )

    def _named(self, name: str) -> Entity | None:
        return next((e for e in self.context.document.names.entities if e.name == name), None)

    def _antecedent(self, doer: Doer) -> Entity | None:
        """Return the state or body that `its` means: the first one of the sentence before it, or of the one before.

        `Peru closed its embassy. Its foreign minister, Ana Vega, said …`
        """
        low = self.index.low
        first, last = self.index.range_of(doer.span)
        at = self.index.sentence_of[first]
        if at < 0:
            return None
        around = low[max(self.context.document.sentences[at].first, first - 4) : last + 6]
        if not {"its", "their"} & set(around):
            return None
        return self.owner_of(first, last, doer.entity)

    def owner_of(self, first: int, last: int, person: Entity | None = None) -> Entity | None:
        """Return the first state or body of the sentence before the tokens, or of the sentence before this one."""
        names, low = self.context.document.names, self.index.low
        at = self.index.sentence_of[first]
        sentences = self.context.document.sentences
        if at < 0:
            return None
        ranges = [(sentences[at].first, first)]
        if at > 0 and sentences[at - 1].paragraph == sentences[at].paragraph:
            ranges.append((sentences[at - 1].first, sentences[at - 1].last))
        for begin, end in ranges:
            inside = self.index.mentions_in(begin, end)
            for m in inside:
                mention = names.mentions[m]
                entity = names.entities[mention.entity]
                if entity is person or entity.type == "person":
                    continue
                people = mention.adjective and low[self.index.mention_range[m][0] - 1] == "the"
                people = people and low[self.index.mention_range[m][1] - 1].endswith("s")
                if low[self.index.mention_range[m][0] - 1] in {"in", "from", "across"} and m != inside[-1]:
                    # `In Peru, the Red Cross …`: where it is told, not of whom.
                    continue
                if people or (entity.kind == "country" and not mention.adjective) or mention.metonym:
                    return entity
                if entity.type == "organisation" and (entity.known or entity.country):
                    return entity
        return None

    def _country_of_scene(self, doer: Doer) -> str:
        """Return the country whose capital or name opens the sentence: `In Lima, President Ana Vega said`; or ""."""
        low, names = self.index.low, self.context.document.names
        at = self.index.sentence_of[self.index.range_of(doer.span)[0]]
        if at < 0:
            return ""
        labels = self.bearings.label_of(at)[0] or self.bearings.section_of(at)
        if len(labels) == 1 and labels[0].kind == "country":
            return labels[0].country
        first = self.context.document.sentences[at].first
        behind = self.index.range_of(doer.span)[1]
        for token in range(behind, min(behind + 6, self.context.document.sentences[at].last - 1)):
            # `foreign ministry spokesman Ivo Petrov said in Sofia`
            m = self.index.mention_at[token + 1]
            if (
                low[token] == "in"
                and m >= 0
                and is_capital(entity := names.entities[names.mentions[m].entity])
            ):
                return entity.country
        if low[first : first + 2] == ["it", "is"] or low[first : first + 2] == ["it", "was"]:
            # `It is in Lima that one hesitates: the minister of defence, Ana Vega, condemned it`
            first += 2
        if low[first] not in {"in", "from"} or self.index.mention_at[first + 1] < 0:
            return ""
        if doer.role.lower().endswith(" leader"):
            # `In Lima, Peace Party leader Ana Vega`
            return ""
        place = names.entities[names.mentions[self.index.mention_at[first + 1]].entity]
        behind = self.index.mention_range[self.index.mention_at[first + 1]][1]
        opens = low[behind] in {",", "where", "that"}
        return place.country if (place.type == "place" or place.kind == "country") and opens else ""

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


def _is_meeting_place(body: Entity) -> bool:
    """Tell whether a place is one where the world meets, and speaks for no state: `Geneva`, `The Hague`."""
    return body.type == "place" and body.kind == "city" and body.name in load_seats() and not is_capital(body)


def _body_of_office(role: str) -> str:
    """Return the body between states whose office a title is by itself: `European Commissioner for …`; ""."""
    low = role.lower()
    offices: dict[str, str] = load_lexicon("actors")["offices_of_bodies"]
    return next((body for office, body in offices.items() if low.startswith(office)), "")


def _state_of_office(role: str) -> str:
    """Return the state whose office a title is by itself: `assistant secretary of state`; ""."""
    offices: dict[str, str] = load_lexicon("actors")["offices_of_states"]
    return offices.get(role.lower().removeprefix("an ").removeprefix("a "), "")


def nameless(actor: Actor | None) -> Actor | None:
    """Return an actor without a speaker."""
    if actor is None:
        return None
    return msgspec.structs.replace(actor, speaker="", role="", speaker_span=None)
