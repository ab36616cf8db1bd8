"""Doers: who a subject, an agent or a list names, before it is asked which actor that is."""

from briefgen.extract.context import Context
from briefgen.extract.layers.attribution_rules.speakers import find_speaker
from briefgen.extract.layers.names import Entity
from briefgen.extract.lexicon import load_lexicon
from briefgen.extract.reaction_rules.actor_words import (
    country_name,
    speaks_for,
    words_for,
    words_of,
)
from briefgen.extract.reaction_rules.conjuncts import ConjunctReader
from briefgen.extract.reaction_rules.doer_lists import DoerLists
from briefgen.extract.reaction_rules.doer_nouns import Doer, DoerNouns, mentioned


class DoerReader:
    """Reads noun phrases of one article as doers."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index
        self.nouns, self.lists = DoerNouns(context), DoerLists(context)
        self.conjuncts = ConjunctReader(context)

    def doers_of(self, first: int, last: int) -> list[Doer]:
        """Return who does something: the person of a subject, else the bodies and states that lead it."""
        names = self.context.document.names
        if last - first > 1 and self.index.low[last - 1] == "once":
            # `Peru once | again offered`
            last -= 1
        first = self._behind_office(self.behind_clause(first, last), last)
        if (flagged := self._flagged(first, last)) is not None:
            return [flagged]
        if beside := self.side_by_side(first, last):
            return beside
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
            named = [mentioned(self.context, m) for m in people]
            return [*named, *self.lists.behind_person(people[-1], last)]
        if len(people) == 1:
            person = find_speaker(self.index, (first, last), None, self.index.sentence_of[first], [])
            mention = names.mentions[people[0]]
            if person.entity != mention.entity:
                return []
            behalf = names.entities[person.on_behalf] if person.on_behalf is not None else None
            doer = Doer(names.entities[mention.entity], mention.span, behalf, person.role)
            return [doer, *self.lists.behind_person(people[0], last)]
        if not inside and "other" in self.index.low[first:last] and self.index.low[first - 1] == "and":
            # `the embassies of Peru, Chile and | 11 other nations`
            return self.lists.list_before(first)
        mixed = self.lists.mixed(first, last)
        if mixed:
            return mixed
        if not inside or people:
            return []
        joined = self.lists.joined(first, last)
        if joined and (cut := self._cut_off(first)) is not None:
            return [cut, *joined]
        if len(joined) > 1 or (joined and self.lists.ends_list(first)):
            return [*self.lists.list_before(first), *joined]
        leading = names.mentions[inside[0]]
        if leading.adjective and len(inside) > 1 and self.index.mention_range[inside[0]][0] - first <= 1:
            # `Polish carriers LOT and Enter Air`
            begin = self.index.mention_range[inside[1]][0]
            if begin - self.index.mention_range[inside[0]][1] in (1, 2) and not self.nouns.has_preposition(
                first, begin
            ):
                return self.lists.joined(begin, last)
        single = self.nouns.single(inside, first, last)
        return self._with_holder(single[0], last) if len(single) == 1 else single

    def side_by_side(self, first: int, last: int) -> list[Doer]:
        """Return who stands in a list of offices and names: `Lima | and a Brussels spokesman`; none but all."""
        found: list[Doer] = []
        for begin, end in self.conjuncts.parts_of(first, last):
            # `Peru, the EU and | Chile's president`: those before are read by themselves.
            doers = [d for d in self.doers_of(begin, end) if begin <= self.index.range_of(d.span)[0] < end]
            if len(doers) != 1:
                return []
            found += doers
        return found

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
        return Doer(state, self.index.span(at, at + 1))

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
        return [Doer(person, names.mentions[apposed].span, doer.entity, person.role)]

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
        return Doer(entity, names.mentions[number].span)

    def _apposed_person(self, at: int) -> int:
        """Return the mention of a person between commas behind a subject: `Chile's president | , Luis Soto,`; -1."""
        if at + 1 >= len(self.index.low) or self.index.low[at] != ",":
            return -1
        number = self.index.mention_at[at + 1]
        names = self.context.document.names
        return (
            number if number >= 0 and names.entities[names.mentions[number].entity].type == "person" else -1
        )


def _flags() -> dict[str, str]:
    """Return the states of letters before the names of ships and of air forces."""
    flags: dict[str, str] = load_lexicon("stances")["flags_of"]
    return flags
