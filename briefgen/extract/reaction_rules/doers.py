"""Doers: who a subject, an agent or a list names, before it is asked which actor that is."""

from functools import cache

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.gazetteer import load_countries
from briefgen.extract.layers.attribution_rules.speakers import find_speaker
from briefgen.extract.layers.names import Entity
from briefgen.extract.lexicon import load_lexicon, load_words
from briefgen.extract.reaction_rules.actor_words import (
    country_name,
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

_BESIDE_OFFICES = frozenset(
    {"missions", "mission", "together", "with", "along", "kings", "queen", "ministers", "of"}
)
_LONGEST_LIST = 60
"""Tokens between the first name of a list and its verb."""
_NATIONAL = frozenset({"Red Cross", "Red Crescent"})
"""Bodies that each state has of its own."""


class Doer(msgspec.Struct, frozen=True):
    """Who does something, and for whom."""

    entity: Entity
    behalf: Entity | None
    role: str
    span: Span


class DoerReader:
    """Reads noun phrases of one article as doers."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def counterparts_in(self, first: int, last: int) -> list[Doer]:
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

    def gap_in(self, first: int, last: int) -> int:
        """Return where somebody else does the same by a verb left out: `called for calm | and Chile for talks`; -1."""
        low = self.index.low
        if "and" not in low[first + 1 : last - 2]:
            return -1
        comma = -1
        for token in range(first + 1, last - 2):
            if low[token] not in {"and", ","}:
                continue
            number = self.index.mention_at[token + 1]
            behind = self.index.mention_range[number][1] if number >= 0 else last
            if behind >= last or (
                low[behind] not in {"for", "its"} and not self._asks_beside(number, behind)
            ):
                continue
            if low[token] == "and":
                # `called for calm, | Peru for talks and Chile for both`
                return comma if comma >= 0 else token
            asks = low[behind] == "for" and low[behind + 1] not in {"its", "his", "her", "the"}
            if comma < 0 and (asks or self._asks_beside(number, behind)):
                comma = token
        return -1

    def _asks_beside(self, number: int, behind: int) -> bool:
        """Tell whether a state stands right before what it asks for: `urged calm, Peru | patience and Chile talks`."""
        names = self.context.document.names
        mention = names.mentions[number]
        if names.entities[mention.entity].kind != "country" or mention.adjective:
            return False
        at = behind + (self.index.low[behind] in {"a", "an"})
        return self.index.low[at] in words_of("asked_for")

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
                if gap[:1] == ["and"] and "of" in gap and self.index.low[first - 1] == "of":
                    # `The ambassadors of Peru and of Chile`
                    gap = [word for word in gap if word != "of"]
                if len(gap) > 2 and gap[-1] == "of" and gap[-2] in words_of("heads_of") and gap[0] in _GLUE:
                    # `Peru and the governments of Chile and Cuba`
                    gap = gap[:1]
                if "other" in gap and gap[0] in _GLUE:
                    # `Saudi Arabia and other Gulf states, Spain and …`
                    gap = gap[:1]
                while len(gap) > 1 and (gap[-1] in words_for("before_name") or "-" in gap[-1]):
                    # `Slovakia, Romania and little Moldova`, `Peru and the 15-nation bloc`
                    gap = gap[:-1]
                if not gap and entity.kind == found[-1].entity.kind == "country":
                    # `Finland France`: a comma is lost.
                    gap = [","]
                if not gap or any(word not in _GLUE for word in gap):
                    if len(found) > 1 and gap[:1] in ([","], ["and"]) and "of" in gap:
                        # `Yemen, the Maldives and one of Libya's governments`
                        break
                    if len(found) > 1 and gap[:1] in (["in"], ["at"]):
                        # `the embassies of Peru and Chile in Kandy`
                        break
                    return []
            end = behind
            found.append(Doer(entity, None, "", names.mentions[m].span))
        return found

    def listed_from(self, at: int, last: int) -> list[Doer]:
        """Return the states and bodies of a list that begins at a token: `Armenia, Tajikistan and the EU`."""
        names = self.context.document.names
        found: list[Doer] = []
        colon = next((t for t in range(at, min(at + 6, last)) if self.index.low[t] == ":"), -1)
        if colon >= 0 and not self.index.mentions_in(at, colon):
            # `by three neighbours: Peru, …`
            at = colon + 1
        while at < last:
            number = self.index.mention_at[at]
            if number < 0:
                word = self.index.low[at]
                if word not in (_GLUE if found else _GLUE | words_for("before_list")) and (
                    found or not word.isdigit()
                ):
                    if (named := self._behind_description(at, last)) > at:
                        # `Peru, | former colonial power France and …`
                        at = named
                        continue
                    break
                at += 1
                continue
            mention = names.mentions[number]
            entity = names.entities[mention.entity]
            is_state = (
                entity.kind == "country"
                or entity.type == "organisation"
                or mention.metonym
                or is_capital(entity)
                or (entity.type == "person" and (entity.known or is_crown(entity)))
            )
            if not is_state or mention.adjective:
                break
            at = self.index.mention_range[number][1]
            if entity.type == "organisation" and self._is_rank_in(at, last):
                # `Peru and ASEAN chair Malaysia`
                at += 1
                continue
            found.append(Doer(entity, None, "", mention.span))
        return found

    def _behind_description(self, at: int, last: int) -> int:
        """Return the name that words for a state's kind stand before: `former colonial power | France`; else `at`."""
        named = at
        while named < last and self.index.low[named] in words_for("before_name"):
            named += 1
        return named if named < last and self.index.mention_at[named] >= 0 else at

    def of_nations(self, at: int, last: int) -> list[Doer]:
        """Return the states of `the American, the German and the Dutch`, each with its article and no noun."""
        low, names = self.index.low, self.context.document.names
        found: list[Doer] = []
        while at + 1 < last:
            at += low[at] in {",", "and"}
            at += low[at] == "and"
            m = self.index.mention_at[at + 1] if at + 1 < last and low[at] == "the" else -1
            if m < 0 or not names.mentions[m].adjective:
                break
            behind = self.index.mention_range[m][1]
            if behind < last and low[behind] not in {",", "and"} and self.index.verb_at[behind] < 0:
                # `the American ambassador`
                return []
            found.append(Doer(names.entities[names.mentions[m].entity], None, "", names.mentions[m].span))
            at = behind
        return found if len(found) > 1 else []

    def _is_rank_in(self, at: int, last: int) -> bool:
        """Tell whether a body stands before a state only to say what it is there: `ASEAN | chair Malaysia`."""
        if at + 1 >= last or self.index.low[at] not in words_for("ranks"):
            return False
        number = self.index.mention_at[at + 1]
        names = self.context.document.names
        return number >= 0 and names.entities[names.mentions[number].entity].kind == "country"

    def doers_of(self, first: int, last: int) -> list[Doer]:
        """Return who does something: the person of a subject, else the bodies and states that lead it."""
        names = self.context.document.names
        if last - first > 1 and self.index.low[last - 1] == "once":
            # `Peru once | again offered`
            last -= 1
        first = self._behind_office(self.behind_clause(first, last), last)
        if (flagged := self._flagged(first, last)) is not None:
            return [flagged]
        inside = self.index.mentions_in(first, last)
        people = [m for m in inside if names.entities[names.mentions[m].entity].type == "person"]
        if len(people) > 1 and self.index.low[self.index.mention_range[people[0]][1] - 1].endswith(
            ("'s", "’s")
        ):
            # `Vega's foreign minister, Luis Soto`
            people = people[1:]
        if people and (apposed := self._apposed_person(last)) >= 0 and "and" in self.index.low[first:last]:
            people.append(apposed)
        if len(people) > 1:
            # `Ana Vega of Peru and Chile's president, Luis Soto,`: each by the office that the text gives.
            named = [
                Doer(names.entities[names.mentions[m].entity], None, "", names.mentions[m].span)
                for m in people
            ]
            return [*named, *self._offices_behind(people[-1], last)]
        if len(people) == 1:
            person = find_speaker(self.index, (first, last), None, self.index.sentence_of[first], [])
            mention = names.mentions[people[0]]
            if person.entity != mention.entity:
                return []
            behalf = names.entities[person.on_behalf] if person.on_behalf is not None else None
            doer = Doer(names.entities[mention.entity], behalf, person.role, mention.span)
            return [doer, *self.behind_person(people[0], last)]
        if not inside and "other" in self.index.low[first:last] and self.index.low[first - 1] == "and":
            # `the embassies of Peru, Chile and | 11 other nations`
            return self._list_before(first)
        mixed = self.mixed(first, last)
        if mixed:
            return mixed
        if not inside or people:
            return []
        joined = self.joined(first, last)
        if joined and (cut := self._cut_off(first)) is not None:
            return [cut, *joined]
        if len(joined) > 1 or (joined and self._ends_list(first)):
            return [*self._list_before(first), *joined]
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
        single = self._single(inside, first, last)
        return self._with_holder(single[0], last) if len(single) == 1 else single

    def _flagged(self, first: int, last: int) -> Doer | None:
        """Return the state whose ship or air force letters name: `HMAS Canberra`, `the RAAF`."""
        at = first + (self.index.low[first] == "the")
        code = _flags().get(self.index.low[at], "") if at < last else ""
        word = self.index.span(at, at + 1).of(self.context.document.article.text) if code else ""
        if not word[:1].isupper():
            return None
        state = Entity(
            name=country_name(code), type="place", country=code, kind="country", role="", known=True
        )
        return Doer(state, None, "", self.index.span(at, at + 1))

    def _with_holder(self, doer: Doer, last: int) -> list[Doer]:
        """Return who holds the office of a subject, named between commas: `Peru's envoy | , Ana Vega, asked`."""
        apposed, names = self._apposed_person(last), self.context.document.names
        if apposed < 0 or doer.entity.type == "person":
            return [doer]
        behind = self.index.mention_range[apposed][1]
        person = names.entities[names.mentions[apposed].entity]
        if self.index.low[behind : behind + 1] != [","] or not person.role:
            return [doer]
        if not person.country or person.country != doer.entity.country:
            return [doer]
        return [Doer(person, doer.entity, person.role, names.mentions[apposed].span)]

    def _offices_behind(self, person: int, last: int) -> list[Doer]:
        """Return the states of offices named behind people: `Ana Vega | and the foreign ministers of Chad and Peru`."""
        low = self.index.low
        at = self.index.mention_range[person][1]
        if at >= last or low[at] not in {",", "and"}:
            return []
        of = next((t for t in range(at + 1, min(at + 6, last - 1)) if low[t] == "of"), -1)
        if of < 0 or low[of - 1] not in words_of("heads_of") or self.index.mentions_in(at, of):
            return []
        rest = self.joined(of + 1, last)
        return rest if rest and self.index.range_of(rest[-1].span)[1] == last else []

    def mixed(self, first: int, last: int) -> list[Doer]:
        """Return the states of offices of several kinds: `The US and British embassies and the Turkish president`.

        None where a word of the phrase is neither a name nor one for a body or office of state, or where names alone
        are listed.
        """
        low, names = self.index.low, self.context.document.names
        if "and" not in low[first:last]:
            return []
        found: list[Doer] = []
        offices = False
        at = next((t + 1 for t in range(first, last) if low[t] == "including"), first)
        while at < last:
            m = self.index.mention_at[at]
            if m < 0:
                word = low[at]
                if word not in _GLUE and word not in words_of("heads_of") and word not in _state_words():
                    return []
                offices = offices or word in _state_words()
                at += 1
                continue
            entity = names.entities[names.mentions[m].entity]
            if (entity.type == "person" and not is_pope(entity)) or entity.kind in {"company", "media"}:
                return []
            if at > first + 1 and low[at - 1] == "of" and self.index.mention_at[at - 2] >= 0:
                # `Condor of Peru and Andes Air of Chile`
                return []
            if all(entity is not doer.entity for doer in found):
                found.append(Doer(entity, None, "", names.mentions[m].span))
            at = max(at + 1, self.index.mention_range[m][1])
        return found if offices and len(found) > 1 else []

    def behind_person(self, person: int, last: int) -> list[Doer]:
        """Return the states and bodies named behind a person: `Ana Vega, | the European Union and Peru`."""
        low = self.index.low
        at = self.index.mention_range[person][1]
        if at + 1 >= last or low[at] not in {",", "and"} or "and" not in low[at:last]:
            return []
        rest = self.joined(at, last)
        return rest if rest and self.index.range_of(rest[-1].span)[1] == last else []

    def listed_to_verb(self, first: int, last: int, verb: int) -> list[Doer]:
        """Return the list whose first name is all that a subject [first, last) has kept, up to its verb.

        `Peru | (PE), the African Union (AU) and Chile, as well as other states, condemned`; `Peru | and Chile, which
        has an envoy there, summoned`.
        """
        low = self.index.low
        if last >= verb or low[last] not in {",", "("} or verb - last > _LONGEST_LIST:
            return []
        end = verb
        for token in range(last + 1, verb):
            relative = low[token] in {"which", "who", "whose", "where"}
            if relative or low[token : token + 3] == ["as", "well", "as"]:
                end = token
                break
        while end > last and (
            low[end - 1] in {",", "as", "all", "both", "have", "has"} or low[end - 1].endswith("ly")
        ):
            end -= 1
        if "and" not in low[last:verb] or self.index.has_verb(last, end):
            return []
        found = self.joined(first, end)
        if len(found) < 2:
            return []
        behind = self.index.range_of(found[-1].span)[1]
        return (
            found
            if all(self.index.low[t] in _GLUE or self.index.mention_at[t] >= 0 for t in range(behind, end))
            else []
        )

    def behind_clause(self, first: int, last: int) -> int:
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
        of = next(
            (t for t in range(first + 1, min(first + 5, last - 1)) if low[t] in {"of", "by", "from", "for"}),
            -1,
        )
        if of >= 0 and low[of] == "for":
            # `A spokesman for | Peru's foreign ministry`
            return of + 1 if low[of - 1] in words_for("spokespeople") else first
        if of >= 0 and low[of] != "of" and low[of - 1] not in words_for("papers"):
            # `A statement by | Peru and Chile condemned it`
            return first
        if of < 0 or any(self.index.mention_at[t] >= 0 for t in range(first, of)):
            return first
        leads = words_of("body_nouns") | words_of("heads_of") | words_for("papers") | speaks_for()
        return of + 1 if low[of - 1] in leads else first

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
        opens = lead > 0 and (
            # `with Peru | and Chile sending tents`
            low[lead] in {";", "with"} or (low[lead] == "and" and low[lead - 1] in {",", ";"})
        )
        if not opens or entity.type == "person":
            return None
        return Doer(entity, None, "", names.mentions[number].span)

    def _ends_list(self, first: int) -> bool:
        """Tell whether a subject is the last name of a list: `after Peru, Chile and | Spain had left`."""
        low = self.index.low
        if first < 5 or low[first - 1] not in {"and", ","}:
            return False
        behind = self._last_before(first)
        if self.index.mention_at[behind] < 0:
            return False
        begin = self.index.mention_range[self.index.mention_at[behind]][0]
        begin -= low[begin - 1] == "the"
        return low[begin - 1] == "," and self.index.mention_at[begin - 2] >= 0

    def _last_before(self, first: int) -> int:
        """Return the last token of a list before its last name: `Peru, Cuba | and Chile`, `Peru, Cuba |, and Chile`."""
        low = self.index.low
        return first - 3 if low[first - 1] == "and" and low[first - 2] == "," else first - 2

    def list_ending(self, first: int, joined: list[Doer]) -> list[Doer]:
        """Return a list of states of which only the last ones stand in a phrase: `Peru, Cuba and | Chile`."""
        return [*self._list_before(first), *joined] if self._ends_list(first) else joined

    def _list_before(self, first: int) -> list[Doer]:
        """Return the states of a list that a comma has cut off its subject: `after Peru, Chile, | Cuba and Spain`."""
        low, names = self.index.low, self.context.document.names
        found: list[Doer] = []
        while first > 2 and (low[first - 1] == "," or (not found and low[first - 1] == "and")):
            number = self.index.mention_at[self._last_before(first)]
            if number < 0 or names.mentions[number].adjective:
                break
            entity = names.entities[names.mentions[number].entity]
            if not (
                entity.kind == "country" or entity.type == "organisation" or names.mentions[number].metonym
            ):
                break
            found.insert(0, Doer(entity, None, "", names.mentions[number].span))
            first = self.index.mention_range[number][0]
            first -= low[first - 1] == "the"
        return found

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
        if not self._heads_state(end, last) and not (end == last and self._are_peoples(inside)):
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
            if doer.entity.kind == "company" and self._is_make(first, begin, behind):
                continue
            if begin - first <= 1 and (behind >= last or self.index.low[behind] in _BEHIND_ACTOR):
                return [doer]
            if begin - first <= 1 and self._heads_state(behind, last):
                return [doer]
            if begin - first <= 1 and doer.entity.type == "organisation" and self._is_body(behind, last):
                # `The African Union Commission`
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
                and not self._has_preposition(first, begin)
            ):
                return [doer]
        return []

    def _is_make(self, first: int, begin: int, behind: int) -> bool:
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

    def _are_peoples(self, inside: list[int]) -> bool:
        """Tell whether names are peoples: `Belgians, Danes and Italians`."""
        return all(self.index.low[self.index.mention_range[m][1] - 1].endswith("s") for m in inside)

    def _is_said_of_name(self, first: int, begin: int) -> bool:
        """Tell whether words before a name only say more of it: `neighbouring Chad`, `NATO member Turkey`."""
        word = self.index.low[begin - 1]
        if word == "of" and begin - first > 1:
            word = self.index.low[begin - 2]
            return word in words_for("before_name") and not self._has_preposition(first, begin - 1)
        said = word in words_for("before_name") or "-" in word
        return said and not self._has_preposition(first, begin)

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


def _flags() -> dict[str, str]:
    """Return the states of letters before the names of ships and of air forces."""
    flags: dict[str, str] = load_lexicon("stances")["flags_of"]
    return flags


def is_capital(entity: Entity) -> bool:
    """Tell whether a place is the capital of its country, so that its name may stand for the state."""
    country = load_countries().get(entity.country)
    return entity.type == "place" and country is not None and country.capital == entity.name


def is_pope(entity: Entity) -> bool:
    """Tell whether a person is named as the pope."""
    return entity.name.lower().startswith("pope") or entity.role.lower() == "pope"


@cache
def _state_words() -> frozenset[str]:
    """Return the words of bodies and offices of state, and what may stand beside them in a list."""
    words = {word for phrase in split_phrases("state_nouns") for word in phrase}
    return frozenset(words - {"airline", "airlines", "carrier", "carriers"} | _BESIDE_OFFICES)


def is_crown(entity: Entity) -> bool:
    """Tell whether a person is a king or queen of whom the name alone tells the country."""
    return entity.name in load_lexicon("stances")["crowns"]
