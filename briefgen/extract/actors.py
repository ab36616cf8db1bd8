"""Actors: which foreign or international actor an entity is or speaks for."""

from collections.abc import Collection
from functools import cache
from typing import get_args

import msgspec

from briefgen.extract.frames import Context
from briefgen.extract.gazetteer import load_countries
from briefgen.extract.layers.names import Entity
from briefgen.extract.layers.speakers import find_speaker
from briefgen.extract.lexicon import load_lexicon, load_phrases
from briefgen.model.brief import ActorKind
from briefgen.model.span import Span

UNKNOWN_OFFICE = "speaker without a known office"
"""Why somebody who speaks is no actor: nothing says for whom."""
_BEHIND_ACTOR = frozenset(
    {",", "and", "(", "'s", "’s", "-led", "alliance", "bloc", "—", "–", "on", "in", "also"}
)
_GLUE = frozenset({"(", ")", ",", "and", "the", "as", "well", "or", "both", "including", "from", "&"})

_BEFORE_LIST = frozenset(
    {
        "various",
        "several",
        "many",
        "other",
        "countries",
        "nations",
        "states",
        "such",
        "neighbouring",
        "neighboring",
    }
)

_OFFICES = frozenset(
    {
        *(
            "president",
            "minister",
            "premier",
            "chancellor",
            "secretary",
            "spokesman",
            "spokeswoman",
            "spokesperson",
        ),
        *(
            "ambassador",
            "king",
            "queen",
            "emir",
            "prince",
            "envoy",
            "foreign",
            "government",
            "state",
            "sultan",
        ),
        *(
            "leader",
            "governor",
            "official",
            "diplomat",
            "representative",
            "adviser",
            "admiral",
            "speaker",
            "consul",
        ),
        *("taoiseach", "pope", "monarch"),
    }
)
_SPEAKS_FOR = frozenset(
    {
        *(
            "ministry",
            "government",
            "embassy",
            "presidency",
            "minister",
            "president",
            "spokesman",
            "spokeswoman",
        ),
        *(
            "spokesperson",
            "army",
            "officials",
            "parliament",
            "department",
            "office",
            "authorities",
            "commissioner",
        ),
        *(
            "secretary",
            "secretary-general",
            "envoy",
            "ambassador",
            "chief",
            "leaders",
            "diplomats",
            "council",
        ),
        *(
            "chancellor",
            "king",
            "premier",
            "administration",
            "military",
            "official",
            "diplomat",
            "leader",
            "consulate",
        ),
        *(
            "prosecutors",
            "lawmakers",
            "cabinet",
            "navy",
            "palace",
            "mission",
            "agency",
            "nations",
            "countries",
            "states",
            "members",
            "member",
            "group",
            "bloc",
            "grouping",
            "powers",
            "monarch",
            "queen",
            "mediators",
            "delegation",
            "spokespeople",
            "coordinator",
            "director",
            "head",
            "chair",
            "chairman",
            "chairperson",
            "airline",
            "carrier",
            "pope",
        ),
    }
)


class Actor(msgspec.Struct, frozen=True):
    """Who reacts."""

    name: str
    kind: ActorKind
    country: str
    span: Span
    speaker: str
    role: str
    speaker_span: Span | None


class Doer(msgspec.Struct, frozen=True):
    """Who does something, and for whom."""

    entity: Entity
    behalf: Entity | None
    role: str
    span: Span


class ActorReader:
    """Reads the actors of one article."""

    def __init__(self, context: Context, countries: Collection[str]) -> None:
        self.context = context
        self.index = context.index
        self.countries = frozenset(countries)

    def speakers_of(self, number: int) -> tuple[list[Actor], str]:
        """Return the actors that an attribution lets speak; where there are none, the reason or ""."""
        attribution = self.context.document.attributions[number]
        entities = self.context.document.names.entities
        if attribution.source is None:
            return [], ""
        first, last = self.index.range_of(attribution.source)
        joined = self.joined(first, last)
        if len(joined) > 1:
            return [a for doer in joined if (a := self.actor_of(doer)) is not None], ""
        others = [a for doer in self._counterparts(first, last) if (a := self.actor_of(doer)) is not None]
        begin = self._behind_clause(first, last)
        if begin > first and (doers := self.doers_of(begin, last)):
            return [a for doer in doers if (a := self.actor_of(doer)) is not None], ""
        main = attribution.speaker if attribution.speaker is not None else attribution.on_behalf
        behalf = attribution.on_behalf if attribution.speaker is not None else None
        if main is None and self.index.low[first] == "its" and _SPEAKS_FOR & set(self.index.low[first:last]):
            owner = self._owner(first, last)
            actor = self.actor_of(Doer(owner, None, "", attribution.source)) if owner is not None else None
            if actor is not None:
                return [actor], ""
        if main is None or (
            attribution.speaker is None and not (_SPEAKS_FOR | _OFFICES) & set(self.index.low[first:last])
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

    def _counterparts(self, first: int, last: int) -> list[Doer]:
        """Return the states of `and his French and American counterparts`."""
        low, names = self.index.low, self.context.document.names
        at = next((t for t in range(first, last) if low[t] in {"counterpart", "counterparts"}), -1)
        if at < 0:
            return []
        found: list[Doer] = []
        for m in reversed(self.index.mentions_in(first, at)):
            begin, behind = self.index.mention_range[m]
            if not names.mentions[m].adjective or any(word not in _GLUE for word in low[behind:at]):
                break
            found.insert(0, Doer(names.entities[names.mentions[m].entity], None, "", names.mentions[m].span))
            at = begin
        return found

    def joined(self, first: int, last: int) -> list[Doer]:
        """Return the actors of `The United Nations, Canada and the European Union`; none for people and adjectives."""
        names = self.context.document.names
        found: list[Doer] = []
        end = first
        for m in self.index.mentions_in(first, last):
            begin, behind = self.index.mention_range[m]
            entity = names.entities[names.mentions[m].entity]
            if entity.type == "person" or (names.mentions[m].adjective and not names.mentions[m].metonym):
                return []
            if found:
                gap = self.index.low[end:begin]
                if "(" in gap:
                    if entity is found[-1].entity:
                        # `the African Union (AU)`
                        end = behind
                        continue
                    # `the G7 (Germany, Canada …)`
                    break
                if "other" in gap and gap[0] in _GLUE:
                    # `Saudi Arabia and other Gulf states, Spain and …`
                    gap = gap[:1]
                if not gap or any(word not in _GLUE for word in gap):
                    return []
            end = behind
            found.append(Doer(entity, None, "", names.mentions[m].span))
        return found

    def listed_from(self, at: int, last: int) -> list[Doer]:
        """Return the states and bodies of a list that begins at a token: `Armenia, Tajikistan and the EU`."""
        names = self.context.document.names
        found: list[Doer] = []
        while at < last:
            number = self.index.mention_at[at]
            if number < 0:
                if self.index.low[at] not in (_GLUE if found else _GLUE | _BEFORE_LIST):
                    break
                at += 1
                continue
            mention = names.mentions[number]
            entity = names.entities[mention.entity]
            is_state = entity.kind == "country" or entity.type == "organisation" or mention.metonym
            if not is_state or mention.adjective:
                break
            found.append(Doer(entity, None, "", mention.span))
            at = self.index.mention_range[number][1]
        return found

    def doers_of(self, first: int, last: int) -> list[Doer]:
        """Return who does something: the person of a subject, else the bodies and states that lead it."""
        names = self.context.document.names
        first = self._behind_office(self._behind_clause(first, last), last)
        inside = self.index.mentions_in(first, last)
        people = [m for m in inside if names.entities[names.mentions[m].entity].type == "person"]
        if people and (apposed := self._apposed_person(last)) >= 0 and "and" in self.index.low[first:last]:
            people.append(apposed)
        if len(people) > 1:
            # `Ana Vega of Peru and Chile's president, Luis Soto,`: each by the office that the text gives.
            return [
                Doer(names.entities[names.mentions[m].entity], None, "", names.mentions[m].span)
                for m in people
            ]
        if len(people) == 1:
            person = find_speaker(self.index, (first, last), None, self.index.sentence_of[first], [])
            mention = names.mentions[people[0]]
            if person.entity != mention.entity:
                return []
            behalf = names.entities[person.on_behalf] if person.on_behalf is not None else None
            return [Doer(names.entities[mention.entity], behalf, person.role, mention.span)]
        if not inside or people:
            return []
        joined = self.joined(first, last)
        if joined and (cut := self._cut_off(first)) is not None:
            return [cut, *joined]
        if len(joined) > 1:
            return joined
        leading = names.mentions[inside[0]]
        if leading.adjective and (states := self._joined_adjectives(inside, first, last)):
            return states
        if leading.adjective and len(inside) > 1 and self.index.mention_range[inside[0]][0] - first <= 1:
            # `Polish carriers LOT and Enter Air`
            begin = self.index.mention_range[inside[1]][0]
            if begin - self.index.mention_range[inside[0]][1] in (1, 2) and not self._has_preposition(
                first, begin
            ):
                return self.joined(begin, last)
        return self._single(inside, first, last)

    def _behind_clause(self, first: int, last: int) -> int:
        """Return where a subject begins that has swallowed a clause: `Crowds set fire to it, and | Peru`."""
        low = self.index.low
        at = next(
            (
                t
                for t in range(last - 2, first + 2, -1)
                if low[t] in {"and", "but"} and low[t - 1] in {",", ";"}
            ),
            -1,
        )
        if at < 0 or any(self.index.mention_at[t] >= 0 for t in range(first, at)):
            return first
        return at + 1

    def _behind_office(self, first: int, last: int) -> int:
        """Return where the state or body stands whose people these are: `Leaders of | the G20`."""
        low = self.index.low
        of = next((t for t in range(first + 1, min(first + 5, last - 1)) if low[t] == "of"), -1)
        if of < 0 or any(self.index.mention_at[t] >= 0 for t in range(first, of)):
            return first
        return of + 1 if low[of - 1] in _words_of("body_nouns") | _words_of("heads_of") else first

    def _cut_off(self, first: int) -> Doer | None:
        """Return the state before an `and` that opens a clause, where it belongs to its subject.

        `…, and Peru | and Chile sent …`
        """
        low, names = self.index.low, self.context.document.names
        at = first if low[first] == "and" else first - 1
        if at < 3 or low[at] != "and":
            return None
        number = self.index.mention_at[at - 1]
        if number < 0 or names.mentions[number].adjective:
            return None
        begin = self.index.mention_range[number][0]
        lead = begin - 1 if low[begin - 1] != "the" else begin - 2
        entity = names.entities[names.mentions[number].entity]
        if lead < 1 or low[lead] != "and" or low[lead - 1] not in {",", ";"} or entity.type == "person":
            return None
        return Doer(entity, None, "", names.mentions[number].span)

    def _apposed_person(self, at: int) -> int:
        """Return the mention of a person between commas behind a subject: `Chile's president | , Luis Soto,`; -1."""
        if at + 1 >= len(self.index.low) or self.index.low[at] != ",":
            return -1
        number = self.index.mention_at[at + 1]
        names = self.context.document.names
        return (
            number if number >= 0 and names.entities[names.mentions[number].entity].type == "person" else -1
        )

    def _joined_adjectives(self, inside: list[int], first: int, last: int) -> list[Doer]:
        """Return the states of `The British, Canadian and Dutch governments`; none for a single one."""
        names = self.context.document.names
        if len(inside) < 2 or self.index.mention_range[inside[0]][0] - first > 1:
            return []
        end = first
        for place, m in enumerate(inside):
            begin, behind = self.index.mention_range[m]
            if not names.mentions[m].adjective:
                return []
            if place and any(word not in _GLUE for word in self.index.low[end:begin]):
                return []
            end = behind
        if not self._heads_state(end, last):
            return []
        return [
            Doer(names.entities[names.mentions[m].entity], None, "", names.mentions[m].span) for m in inside
        ]

    def _single(self, inside: list[int], first: int, last: int) -> list[Doer]:
        """Return the one state or body that a subject is: `The bloc`, `the airline X`, `the Canadian government`."""
        names = self.context.document.names
        for m in (inside[0], inside[-1]):
            begin, behind = self.index.mention_range[m]
            mention = names.mentions[m]
            doer = Doer(names.entities[mention.entity], None, "", mention.span)
            if mention.adjective and not mention.metonym:
                if begin - first <= 1 and self._heads_state(behind, last):
                    return [doer]
                continue
            possessive = self.index.low[behind - 1].endswith(("'s", "’s")) or self.index.low[
                behind : behind + 1
            ] in (
                ["'s"],
                ["’s"],
            )
            if possessive:
                if begin - first <= 1 and (self._heads_state(behind, last) or self._is_body(behind, last)):
                    return [doer]
                continue
            if begin - first <= 1 and (behind >= last or self.index.low[behind] in _BEHIND_ACTOR):
                return [doer]
            if begin - first <= 1 and self._heads_state(behind, last):
                return [doer]
            if (
                behind == last
                and doer.entity.type == "organisation"
                and not self._has_preposition(first, begin)
            ):
                return [doer]
        return []

    def _has_preposition(self, first: int, last: int) -> bool:
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
            for phrase in _state_nouns()
        )

    def _is_body(self, at: int, last: int) -> bool:
        """Tell whether a subject goes on to a noun for a body: `ASEAN's | humanitarian centre`."""
        low = self.index.low
        end = next((t for t in range(at, last) if low[t] in {",", "(", "of", "for", "on", "in"}), last)
        return end > at and low[end - 1] in _words_of("body_nouns")

    def has_behind(self, at: int, last: int, key: str) -> bool:
        """Tell whether one of the nouns under `key` of stances.yaml stands at a token and ends a noun phrase."""
        return any(
            self.index.starts_with(token, phrase, last)
            for token in range(at, min(at + 3, last))
            for phrase in split_phrases(key)
        )

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
            and set(_calling(role)) & _private()
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
            and _speaks_to(speaker.role)
            and speaker.country
        ):
            # `India's ambassador to the United Nations`
            name, kind, country = country_name(speaker.country), "state", speaker.country
        if speaker is not None and kind == "state":
            # `Secretary-General of the CSTO` speaks for it, whatever country he is from.
            organisation = (
                None
                if _speaks_to(speaker.role)
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


@cache
def split_phrases(key: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases under a key of stances.yaml as words."""
    return tuple(tuple(phrase.lower().split()) for phrase in load_phrases("stances", key))


@cache
def _words_of(key: str) -> frozenset[str]:
    return frozenset(load_phrases("stances", key))


@cache
def _state_nouns() -> tuple[tuple[str, ...], ...]:
    return split_phrases("state_nouns")


def _speaks_to(role: str) -> bool:
    """Tell whether a role is one at a body, not of it: `permanent representative to the United Nations`."""
    low = role.lower()
    return any(words in low for words in ("representative to", "ambassador to", "envoy to", "delegate to"))


def _calling(role: str) -> list[str]:
    """Return the words of a role that may say what its holder is, without what its body is: `resident coordinator`."""
    words = role.lower().split()
    return words[-1:] if words and words[-1] not in _private() and is_body_word(words[-1]) else words


def is_body_word(word: str) -> bool:
    """Tell whether a word names somebody who speaks for a body."""
    return word in {
        "coordinator",
        "director",
        "head",
        "chief",
        "representative",
        "president",
        "chair",
        "manager",
    }


@cache
def _private() -> frozenset[str]:
    return frozenset(load_phrases("stances", "private"))


@cache
def _parents() -> dict[str, str]:
    return {
        body.lower(): whole for whole, bodies in load_lexicon("stances")["parents"].items() for body in bodies
    }


def parent_of(name: str) -> str:
    """Return the organisation that a body of it speaks for: the United Nations for its human rights office."""
    low = name.lower()
    for body, whole in _parents().items():
        if low == body or (body.endswith(" ") and low.startswith(body)):
            return whole
    return name


def country_name(code: str) -> str:
    """Return the name of a country; the code where it is unknown."""
    country = load_countries().get(code)
    return country.name if country is not None else code


def is_office(role: str) -> bool:
    """Tell whether a role is an office of state, so that its holder speaks for the country."""
    words = set(role.lower().replace("-", " ").split())
    return bool(words & _OFFICES) and not words & {"former", "ex", "opposition"}
