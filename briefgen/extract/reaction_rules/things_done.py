"""Things done: passives and comings that tell, by what happens to a state's own things and people, what it does.

`The Norwegian embassy was closed`, `Spanish citizens were flown home`, `a loan from Germany was frozen`.
"""

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.doer_nouns import Doer
from briefgen.extract.reaction_rules.done_deeds import DoneDeeds
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.stance_lists import listed
from briefgen.extract.reaction_rules.unmeant import Told
from briefgen.extract.reaction_rules.unreal import NOT_DONE
from briefgen.model.brief import Stance

_LEAD = 9
"""Tokens of a subject in which its owner stands: `A first group of 60 Indian nationals`."""
_HEAD = 6
_BEHIND = 10

_SOLDIERS = frozenset({"peacekeepers", "soldiers", "troops", "paratroopers", "marines", "contingent"})
_SHUT = frozenset({"border", "frontier", "airspace", "crossings"})
_ARRIVING = frozenset({"arrive", "land", "reach", "return"})
_CARRIED = load_words("reaction_rules", "carried")
_OWN_DEEDS: frozenset[Stance] = frozenset({"evacuates", "sanctions", "warns"})
"""What a state does with things and people of its own."""


class ThingReader:
    """Reads what is done with embassies, envoys, citizens, loans and sanctions of states."""

    def __init__(self, sheet: Sheet, done: DoneDeeds) -> None:
        self.sheet, self.done = sheet, done
        self.context, self.index = sheet.context, sheet.index
        self.stances = sheet.stances

    def read_thing(self, number: int, clause: Clause) -> bool:
        """Read a passive without an agent; tell whether it told a deed of the owner of its subject."""
        verb = clause.verb
        if verb is None or clause.subject is None:
            return False
        first, last = self.index.range_of(clause.subject)
        if listed("own_things").isdisjoint(self.index.low[first:last]) and not self._is_people(first, last):
            return False
        if last > verb.first or self.done.is_history(number):
            return False
        doers = self._owners(first, last)
        if not doers:
            return False
        end = min(self.done.end_of(clause, verb.last, clause.last), verb.last + _BEHIND)
        stances = self.stances.read_deed(Told(verb.lemma, first, end))
        if {"told", "urged", "advised", "warned", "ordered", "asked", "instructed"} & set(
            self.index.low[verb.first : verb.last]
        ):
            stances = self.stances.read_deed(Told(verb.lemma, verb.last, end))
        kept = [stance for stance in stances if stance in _OWN_DEEDS]
        if not kept and verb.lemma in listed("fetched_by") and self._are_own(first, last):
            kept = ["evacuates"]
        if (
            not kept
            and verb.lemma in {"close", "shut", "seal", "reopen"}
            and _SHUT & set(self.index.low[first:last])
        ):
            kept = ["other"]
        if "evacuates" in kept and not _SOLDIERS.isdisjoint(self.index.low[first:last]):
            kept = ["withdraws_forces"]
        if "evacuates" in kept and not self._is_fetched(first, last, verb.last, end, verb.lemma):
            kept.remove("evacuates")
        if "sanctions" in kept and self.stances.is_disaster:
            kept.remove("sanctions")
        self.sheet.add_deeds(doers, kept, clause.sentence, verb.first)
        return bool(kept)

    def read_homecoming(self, clause: Clause) -> bool:
        """Read `60 Peruvian nationals landed in Lima aboard an air force plane`; tell whether it was read."""
        verb = clause.verb
        if verb is None or clause.subject is None or verb.passive or verb.lemma not in _ARRIVING:
            return False
        first, last = self.index.range_of(clause.subject)
        end = min(clause.last, verb.last + _BEHIND)
        if (
            last > verb.first
            or not self._are_own(first, last)
            or not _CARRIED & set(self.index.low[verb.last : end])
        ):
            return False
        doers = self._owners(first, last)
        self.sheet.add_deeds(doers, ["evacuates"], clause.sentence, verb.first)
        return bool(doers)

    def read_stopped(self, clause: Clause) -> bool:
        """Read `Payments from the World Bank are on hold`; tell whether it was read."""
        verb, low = clause.verb, self.index.low
        if verb is None or clause.subject is None or verb.passive or self.stances.is_disaster:
            return False
        first, last = self.index.range_of(clause.subject)
        behind = low[verb.last : min(verb.last + _HEAD, clause.last)]
        stopped = verb.lemma in {"stop", "cease", "end"} and verb.modal not in NOT_DONE
        on_hold = verb.lemma in {"be", "remain", "stay"} and behind[:2] in (["on", "hold"], ["on", "ice"])
        if not (stopped or on_hold) or last > verb.first or listed("paid_things").isdisjoint(low[first:last]):
            return False
        doers = self._owners(first, last)
        self.sheet.add_deeds(doers, ["sanctions"], clause.sentence, verb.first)
        return bool(doers)

    def _are_own(self, first: int, last: int) -> bool:
        """Tell whether a subject is citizens or staff."""
        return self._is_people(first, last) or not listed("own_citizens").isdisjoint(
            self.index.low[first:last]
        )

    def _owners(self, first: int, last: int) -> list[Doer]:
        """Return whose things a subject is: `The embassies of Peru and Chile`, `Peruvian and Cuban staff`."""
        low, names = self.index.low, self.context.document.names
        inside = [
            m for m in self.index.mentions_in(first, last) if self.index.mention_range[m][0] - first < _LEAD
        ]
        if not inside:
            return []
        begin, behind = self.index.mention_range[inside[0]]
        mention = names.mentions[inside[0]]
        entity = names.entities[mention.entity]
        if not mention.adjective and entity.kind != "country" and entity.type != "organisation":
            return []
        if low[begin - 1] == "between" and low[begin - 2] in listed("paid_things"):
            # `cooperation between Peru and the country`
            return [
                Doer(names.entities[(one := names.mentions[m]).entity], one.span)
                for m in inside
                if names.entities[names.mentions[m].entity].country not in self.sheet.countries
            ]
        if low[begin - 1] in {"of", "from", "the"} and not mention.adjective:
            at = begin - 1 - (low[begin - 1] == "the")
            if at > first and low[at] in {"of", "from"} and low[at - 1] in listed("own_things"):
                return self.sheet.actors.doers.lists.listed_from(begin, last)
        if mention.adjective:
            found = [Doer(entity, mention.span)]
            for m in inside[1:]:
                other = names.mentions[m]
                if not other.adjective or set(low[behind : self.index.mention_range[m][0]]) - {",", "and"}:
                    break
                found.append(Doer(names.entities[other.entity], other.span))
                behind = self.index.mention_range[m][1]
            return found if self._has_thing(behind, last) or behind == last else []
        owns = low[behind - 1].endswith(("'s", "’s", "s'", "s’")) or low[behind] in {"'s", "’s", "'", "’"}
        return [Doer(entity, mention.span)] if owns and self._has_thing(behind, last) else []

    def _has_thing(self, at: int, last: int) -> bool:
        return not listed("own_things").isdisjoint(self.index.low[at : min(at + _HEAD, last)])

    def _is_people(self, first: int, last: int) -> bool:
        """Tell whether a subject ends with a people: `Canadians`, `the last 40 Britons`."""
        m = self.index.mention_at[last - 1] if last > first else -1
        return (
            m >= 0
            and self.context.document.names.mentions[m].adjective
            and self.index.low[last - 1].endswith("s")
        )

    def _is_fetched(self, first: int, last: int, at: int, end: int, lemma: str) -> bool:
        """Tell whether people go home or an embassy closes, not that somebody is taken to court or hospital."""
        low, names = self.index.low, self.context.document.names
        if not listed("taken_in").isdisjoint(low[first:end]):
            return False
        if lemma in {
            "close",
            "shut",
            "shutter",
            "evacuate",
            "repatriate",
            "empty",
            "vacate",
            "withdraw",
            "pull",
        }:
            return True
        if lemma in {"tell", "advise", "urge", "warn", "order", "ask", "instruct"}:
            return not {"ambassador", "envoy", "diplomat", "diplomats"} & set(low[first:last])
        if not listed("fetched_to").isdisjoint(low[at:end]):
            return True
        return "to" in low[at:end] and any(
            # `were flown to | Djibouti`
            (country := names.entities[names.mentions[m].entity].country)
            and country not in self.sheet.countries
            for m in self.index.mentions_in(at, end)
        )
