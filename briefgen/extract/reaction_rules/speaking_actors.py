"""Speaking actors: which foreign or international actors an attribution lets speak, named or implied."""

from collections.abc import Sequence

from briefgen.extract.layers.names import Entity
from briefgen.extract.reaction_rules.actor_words import (
    speaks_for,
    words_for,
)
from briefgen.extract.reaction_rules.actors import Actor, ActorReader, nameless
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.doer_nouns import Doer
from briefgen.extract.reaction_rules.implied_speakers import ImpliedSpeakers
from briefgen.extract.reaction_rules.speakers_before import SpeakersBefore
from briefgen.model.span import Span

UNKNOWN_OFFICE = "speaker without a known office"
"""Why somebody who speaks is no actor: nothing says for whom."""
_SPEAKER_REACH = 16
"""Tokens of a speaker with what is said of him."""
_THE_BODY = 2
"""Tokens of `the Commission`, which is the European one wherever the Union was named."""
_SENT = frozenset({"at", "to", "in"})
"""Before where an envoy is posted."""
_BLOCKING = frozenset({"block", "veto", "thwart", "prevent", "stop", "hold", "scupper", "torpedo"})
_FEW = 4
"""Words of the longest phrase for several named before: `all of the three`."""
_SEVERAL = frozenset({"two", "three", "four", "trio", "pair", "both", "duo", "quartet"})
OWN_SPEAKER = "speaker of the country itself"
_BEHALF = (
    ("speaking", "for"),
    ("speaking", "on", "behalf", "of"),
    ("on", "behalf", "of"),
    ("on", "the", "part", "of"),
    ("in", "the", "name", "of"),
)
_BEHALF_STARTS = frozenset(phrase[0] for phrase in _BEHALF)


class SpeakerReader:
    """Reads who speaks in one article."""

    def __init__(self, actors: ActorReader) -> None:
        self.actors = actors
        self.context, self.index = actors.context, actors.index
        self.countries, self.doers, self.bearings = actors.countries, actors.doers, actors.bearings
        self._spoken: dict[int, tuple[list[Actor], str]] = {}
        self.before = SpeakersBefore(actors, self.speakers_of, self._spoken)
        self.implied = ImpliedSpeakers(actors, self.before)

    def speakers_of(self, number: int) -> tuple[list[Actor], str]:
        """Return the actors that an attribution lets speak; where there are none, the reason or ""."""
        if number not in self._spoken:
            self._spoken[number] = [], ""
            self._spoken[number] = self._read_speakers(number)
        return self._spoken[number]

    def _read_speakers(self, number: int) -> tuple[list[Actor], str]:
        source = self.context.document.attributions[number].source
        if source is None:
            return [], ""
        first, last = self.index.range_of(source)
        if (
            self._is_claimed(number)
            or self._is_in_relative(number, first)
            or self.is_blocked_paper(first, last)
        ):
            return [], ""
        if self.is_posted_by_own(first, last):
            return [], OWN_SPEAKER
        if listed := self._listed(number, first, last):
            return self._actors_of(listed), ""
        if beside := self.doers.side_by_side(first, last):
            return self._actors_of(beside), ""
        meant = self._meant(number, first, last, source)
        return meant if meant is not None else self._read_speaker(number, first, last)

    def _actors_of(self, doers: Sequence[Doer]) -> list[Actor]:
        return [actor for doer in doers if (actor := self.actors.actor_of(doer)) is not None]

    def _listed(self, number: int, first: int, last: int) -> list[Doer]:
        """Return those who speak together, as a source lists them."""
        lists, cue = self.doers.lists, self.context.document.attributions[number].cue
        listed = lists.listed_to_verb(first, last, self.index.range_of(cue)[0]) if cue is not None else []
        if listed or (listed := lists.mixed(first, last)):
            return listed
        if "other" in self.index.low[first:last] and not self.index.mentions_in(first, last):
            # `the embassies of Peru, Chile and | 11 other nations`
            listed = self.doers.doers_of(first, last)
            if listed:
                return listed
        joined = lists.joined(first, last)
        if joined and len(before := lists.list_ending(first, joined)) > len(joined):
            joined = before
        return joined if len(joined) > 1 else []

    def _meant(self, number: int, first: int, last: int, source: Span) -> tuple[list[Actor], str] | None:
        """Return whom a source without a name of its own means: `his department`, `the two leaders`."""
        low = self.index.low
        if low[first] in {"his", "her"} and words_for("speaking") & set(low[first:last]):
            # `His department advised …`, whatever department was named before
            holder = self.before.holder_before(self.context.cue_sentence[number], first)
            if holder is not None and not self.index.mentions_in(first, last):
                return [holder], ""
        of_his = self._of_his_spokesman(first, last)
        if of_his >= 0:
            # `a statement issued by his spokesman in New York`
            holder = self.before.holder_before(self.context.cue_sentence[number], of_his)
            if holder is not None:
                return [holder], ""
        if self._are_several(first, last) and (several := self.before.several_before(number)):
            return several, ""
        if low[first:last] == ["it"]:
            turned = self.implied.meant_in_sentence(number, first)
            if turned is not None:
                return turned
        if low[first] == "its" and words_for("posted") & set(low[first : first + 3]):
            # `Peru …, its ambassador in London told the press`
            return self._owner(first, last, source), ""
        if (posted := self._posted_at(first, last)) is not None:
            return [posted], ""
        begin = self.doers.behind_clause(first, last)
        if begin > first and (doers := self.doers.doers_of(begin, last)):
            return self._actors_of(doers), ""
        return None

    def _owner(self, first: int, last: int, source: Span) -> list[Actor]:
        """Return whose `its` office is."""
        owner = self.actors.owners.owner_of(first, last)
        return self._actors_of([Doer(owner, source)]) if owner is not None else []

    def _read_speaker(self, number: int, first: int, last: int) -> tuple[list[Actor], str]:
        """Return for whom the one speaker of a source speaks, or why nobody reacts."""
        attribution, low = self.context.document.attributions[number], self.index.low
        entities = self.context.document.names.entities
        if attribution.source is None:
            return [], ""
        main = attribution.speaker if attribution.speaker is not None else attribution.on_behalf
        if (spoken_for := self._spoken_for(number, first)) is not None:
            speaker = entities[main] if main is not None else spoken_for
            return self._actors_of([Doer(speaker, attribution.source, spoken_for, attribution.role)]), ""
        words = set(low[first:last])
        unnamed = main is None or (
            entities[main].type == "organisation" and not (entities[main].known or entities[main].country)
        )
        # `its spokesman`, `an adviser to its president`
        of_its = unnamed and "its" in words and bool(words_for("speaking") & words)
        if of_its and (owner := self._owner(first, last, attribution.source)):
            return owner, ""
        if main is None:
            implied = self.implied.speaker_of(number, first, last)
            return ([implied] if implied is not None else []), ""
        if attribution.speaker is None and not speaks_for() & words:
            sent = self._sent_by_body(entities[main], first, last) or self._people_at(first, last)
            return ([sent] if sent is not None else []), ""
        behalf = attribution.on_behalf if attribution.speaker is not None else None
        if behalf is not None and self._is_only_where(behalf, entities[main], first):
            behalf = None
        body = entities[behalf] if behalf is not None else None
        doer = Doer(entities[main], attribution.source, body, attribution.role)
        beside = (*self.doers.lists.counterparts_in(first, last), *self._beside_person(first, last))
        if found := self._actors_of([doer, *beside]):
            return found, ""
        of_body = (
            self.before.of_body_before(doer)
            or self.before.of_office_before(doer)
            or self.before.of_ministry(doer, self.context.cue_sentence[number], first)
        )
        if of_body is not None:
            return [of_body], ""
        return [], OWN_SPEAKER if is_own(entities[main], self.countries) else UNKNOWN_OFFICE

    def _is_only_where(self, body: int, speaker: Entity | None, first: int) -> bool:
        """Tell whether a body is only where somebody speaks: `President Ana Vega, at the | United Nations, asked`."""
        names, low = self.context.document.names, self.index.low
        if speaker is None or speaker.type != "person" or not speaker.country:
            return False
        if names.entities[body].kind != "international_organisation":
            return False
        for m in self.index.mentions_in(first, min(first + _SPEAKER_REACH, len(low))):
            if names.mentions[m].entity == body:
                at = self.index.mention_range[m][0] - 1
                return low[at - (low[at] == "the")] in {"at", "in", "before"}
        return False

    def _is_claimed(self, number: int) -> bool:
        """Tell whether somebody only says that he did it: `the attack | claimed by the militia`."""
        cue = self.context.document.attributions[number].cue
        return cue is not None and self.index.low[slice(*self.index.range_of(cue))] == ["claimed", "by"]

    def is_blocked_paper(self, first: int, last: int) -> bool:
        """Tell whether a source is a text that never came out: `blocked | a statement of the council that asked …`."""
        low = self.index.low
        if words_for("papers").isdisjoint(low[first:last]) or first < _THE_BODY:
            return False
        at = next((t for t in (first - 1, first - 2) if self.index.verb_at[t] >= 0), -1)
        verb = self.index.clauses[self.index.verb_at[at]].verb if at >= 0 else None
        return verb is not None and verb.last in {first, first - 1} and verb.lemma in _BLOCKING

    def _is_in_relative(self, number: int, first: int) -> bool:
        """Tell whether somebody only says something of what a clause is on: `a house that | Peru said was empty`."""
        cue, low = self.context.document.attributions[number].cue, self.index.low
        at = first - 1 - (low[first - 1] in {"the", "a"})
        if cue is None or at < 1 or low[at] not in {"that", "which"} or self.index.verb_at[at - 1] >= 0:
            return False
        behind = self.index.verb_at[self.index.range_of(cue)[1]]
        verb = self.index.clauses[behind].verb if behind >= 0 else None
        return verb is not None and verb.first == self.index.range_of(cue)[1] and low[at - 1] != ","

    def _sent_by_body(self, body: Entity, first: int, last: int) -> Actor | None:
        """Return the body whose experts or observers speak: `UN experts`, `the observers of the OAS`."""
        if body.kind not in {"international_organisation", "ngo"} or body.country:
            return None
        if words_for("of_bodies").isdisjoint(self.index.low[first:last]):
            return None
        return nameless(self.actors.actor_of(Doer(body, self.index.span(first, last))))

    def _beside_person(self, first: int, last: int) -> list[Doer]:
        """Return the states and bodies that speak with a person: `Ana Vega, the European Union and Peru`."""
        names = self.context.document.names
        people = [
            m
            for m in self.index.mentions_in(first, last)
            if names.entities[names.mentions[m].entity].type == "person"
        ]
        return self.doers.lists.behind_person(people[0], last) if len(people) == 1 else []

    def _spoken_for(self, number: int, first: int) -> Entity | None:
        """Return the body named where a sentence opens with it: `Speaking for the EU, … | Ana Vega called`."""
        names, low = self.context.document.names, self.index.low
        begin = self.context.document.sentences[self.context.cue_sentence[number]].first
        if low[begin] not in _BEHALF_STARTS and low[begin] != "for":
            return None
        for phrase in (*_BEHALF, ("for",)):
            at = begin + len(phrase)
            if not self.index.starts_with(begin, phrase, first):
                continue
            if phrase == ("for",) and not self._is_held_before(at, first, number):
                continue
            at += low[at] == "the"
            m = self.index.mention_at[at]
            if m >= 0 and names.entities[names.mentions[m].entity].type != "person":
                return names.entities[names.mentions[m].entity]
        return None

    def _is_held_before(self, at: int, first: int, number: int) -> bool:
        """Tell whether a state and a comma stand right before a person who speaks: `For | Peru, Ana Vega said`."""
        low = self.index.low
        m = self.index.mention_at[at + (low[at] == "the")]
        if m < 0 or self.context.document.attributions[number].speaker is None:
            return False
        behind = self.index.mention_range[m][1]
        return low[behind] == "," and behind + 1 == first

    def is_posted_by_own(self, first: int, last: int) -> bool:
        """Tell whether a phrase is somebody of the country, wherever posted: `Peru's ambassador to the UN`."""
        names = self.context.document.names
        inside = self.index.mentions_in(first, min(last, first + 4))
        if not inside:
            return False
        begin, behind = self.index.mention_range[inside[0]]
        if begin - first > 1 or not is_own(names.entities[names.mentions[inside[0]].entity], self.countries):
            return False
        head = self.index.low[behind : min(last, behind + 4)]
        return bool(words_for("posted") & set(head))

    def _of_his_spokesman(self, first: int, last: int) -> int:
        """Return the token of `his` where a paper is of somebody's spokesman; -1."""
        low = self.index.low
        if words_for("papers").isdisjoint(low[first:last]):
            return -1
        return next(
            (
                t
                for t in range(first, last - 1)
                if low[t] in {"his", "her"} and low[t + 1] in words_for("spokespeople")
            ),
            -1,
        )

    def _are_several(self, first: int, last: int) -> bool:
        """Tell whether a source stands for several named before: `they`, `all three`, `The two leaders`, `The trio`."""
        words = self.index.low[first:last]
        if words in (["they"], ["both"], ["all"]):
            return True
        return (
            last - first <= _FEW
            and not _SEVERAL.isdisjoint(words)
            and words[0] in {"the", "both", "all"}
            and not self.index.mentions_in(first, last)
            and (words[-1] in _SEVERAL or words[-1] in words_for("several"))
        )

    def _posted_at(self, first: int, last: int) -> Actor | None:
        """Return the state of a mission: `Peru's mission at the UN`, `the Peruvian envoy to Chile`, not the host."""
        names, low = self.context.document.names, self.index.low
        inside = self.index.mentions_in(first, last)
        if len(inside) != _THE_BODY:
            return None
        begin, behind = self.index.mention_range[inside[0]]
        other = self.index.mention_range[inside[1]][0]
        body = names.entities[names.mentions[inside[1]].entity]
        state = names.entities[names.mentions[inside[0]].entity]
        if begin - first > 1 or body.type == "person" or not state.country:
            return None
        gap = low[behind:other]
        if state.type == "person" or words_for("posted").isdisjoint(gap) or not _SENT & set(gap[-2:]):
            return None
        doer = Doer(state, names.mentions[inside[0]].span)
        return nameless(self.actors.actor_of(doer))

    def _people_at(self, first: int, last: int) -> Actor | None:
        """Return the state that a people stands for: `The French | said`."""
        if last - first != _THE_BODY or self.index.low[first] != "the":
            return None
        doers = self.doers.doers_of(first, last)
        return nameless(self.actors.actor_of(doers[0])) if len(doers) == 1 else None

    def body_of_holder(self, sentence: int, first: int, last: int) -> Actor | None:
        """Return the actor whose body `his government` is, without who holds the office."""
        if not words_for("speaking") & set(self.index.low[first:last]) or self.index.mentions_in(first, last):
            return None
        return nameless(self.before.holder_before(sentence, first))
