"""Speaking actors: which foreign or international actors an attribution lets speak, named or implied."""

import msgspec

from briefgen.extract.layers.names import Entity
from briefgen.extract.reaction_rules.actor_words import (
    is_body_word,
    is_foreign_ministry,
    speaks_for,
    words_for,
)
from briefgen.extract.reaction_rules.actors import Actor, ActorReader
from briefgen.extract.reaction_rules.bearings import is_own, leads_to_others
from briefgen.extract.reaction_rules.doers import Doer

UNKNOWN_OFFICE = "speaker without a known office"
"""Why somebody who speaks is no actor: nothing says for whom."""
_SPEAKER_REACH = 16
"""Tokens of a speaker with what is said of him."""
_OF_HEADING = frozenset(
    {("it",), ("the", "kingdom"), ("the", "country"), ("the", "republic"), ("the", "emirate")}
)
_THE_BODY = 2
"""Tokens of `the Commission`, which is the European one wherever the Union was named."""
_OF_COMMISSION = frozenset({"European Union", "European Commission"})
_POSTED_BEHIND = 4
"""Tokens behind a name in which it is told where somebody is posted."""
_SENT = frozenset({"at", "to", "in"})
"""Before where an envoy is posted."""
_OF_MEMBERS = frozenset({"the", "-member", "member", "15-member", "fifteen-member", "-nation", "-strong"})
"""Before `council`, where it is the one named before."""
_ONCE = frozenset({"once", "formerly", "long", "still", "itself", "traditionally", "now"})
_BLOCKING = frozenset({"block", "veto", "thwart", "prevent", "stop", "hold", "scupper", "torpedo"})
_BACK = 4
"""Sentences in which he is looked for whom `his spokesman` means."""
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

    def speakers_of(self, number: int) -> tuple[list[Actor], str]:
        """Return the actors that an attribution lets speak; where there are none, the reason or ""."""
        if number not in self._spoken:
            self._spoken[number] = [], ""
            self._spoken[number] = self._read_speakers(number)
        return self._spoken[number]

    def _read_speakers(self, number: int) -> tuple[list[Actor], str]:
        attribution = self.context.document.attributions[number]
        entities = self.context.document.names.entities
        if attribution.source is None:
            return [], ""
        first, last = self.index.range_of(attribution.source)
        if (
            self._is_claimed(number)
            or self._is_in_relative(number, first)
            or self.is_blocked_paper(first, last)
        ):
            return [], ""
        if self.is_posted_by_own(first, last):
            return [], OWN_SPEAKER
        spoken_for = self._spoken_for(number, first)
        cue = attribution.cue
        listed = (
            self.doers.listed_to_verb(first, last, self.index.range_of(cue)[0]) if cue is not None else []
        )
        if listed:
            return [a for doer in listed if (a := self.actors.actor_of(doer)) is not None], ""
        mixed = self.doers.mixed(first, last)
        if not mixed and "other" in self.index.low[first:last] and not self.index.mentions_in(first, last):
            # `the embassies of Peru, Chile and | 11 other nations`
            mixed = self.doers.doers_of(first, last)
        if mixed:
            return [a for doer in mixed if (a := self.actors.actor_of(doer)) is not None], ""
        joined = self.doers.joined(first, last)
        if joined and len(before := self.doers.list_ending(first, joined)) > len(joined):
            joined = before
        if len(joined) > 1:
            return [a for doer in joined if (a := self.actors.actor_of(doer)) is not None], ""
        others = [
            a
            for doer in (*self.doers.counterparts_in(first, last), *self._beside_person(first, last))
            if (a := self.actors.actor_of(doer)) is not None
        ]
        begin = self.doers.behind_clause(first, last)
        if self.index.low[first] in {"his", "her"} and words_for("speaking") & set(
            self.index.low[first:last]
        ):
            # `His department advised …`, whatever department was named before
            holder = self._holder_before(self.context.cue_sentence[number], first)
            if holder is not None and not self.index.mentions_in(first, last):
                return [holder], ""
        if self._are_several(first, last) and (several := self._several_before(number)):
            return several, ""
        if (
            self.index.low[first:last] == ["it"]
            and (turned := self._meant_in_sentence(number, first)) is not None
        ):
            return turned
        if self.index.low[first] == "its" and words_for("posted") & set(self.index.low[first : first + 3]):
            # `Peru …, its ambassador in London told the press`
            owner = self.actors.owner_of(first, last)
            sent = (
                self.actors.actor_of(Doer(owner, None, "", attribution.source)) if owner is not None else None
            )
            return ([sent] if sent is not None else []), ""
        if (posted := self._posted_at(first, last)) is not None:
            return [posted], ""
        if begin > first and (doers := self.doers.doers_of(begin, last)):
            return [a for doer in doers if (a := self.actors.actor_of(doer)) is not None], ""
        main = attribution.speaker if attribution.speaker is not None else attribution.on_behalf
        if spoken_for is not None:
            speaker = entities[main] if main is not None else spoken_for
            actor = self.actors.actor_of(Doer(speaker, spoken_for, attribution.role, attribution.source))
            return ([actor] if actor is not None else []), ""
        behalf = attribution.on_behalf if attribution.speaker is not None else None
        if behalf is not None and self._is_only_where(
            behalf, entities[main] if main is not None else None, first
        ):
            behalf = None
        nameless = main is None or (
            entities[main].type == "organisation" and not (entities[main].known or entities[main].country)
        )
        if (
            nameless
            and "its" in self.index.low[first:last]
            and words_for("speaking") & set(self.index.low[first:last])
        ):
            # `its spokesman`, `an adviser to its president`
            owner = self.actors.owner_of(first, last)
            actor = (
                self.actors.actor_of(Doer(owner, None, "", attribution.source)) if owner is not None else None
            )
            if actor is not None:
                return [actor], ""
        if main is None:
            implied = self._implied(number, first, last)
            return ([implied] if implied is not None else []), ""
        if attribution.speaker is None and not speaks_for() & set(self.index.low[first:last]):
            sent = self._sent_by_body(entities[main], first, last) or self._people_at(first, last)
            return ([sent] if sent is not None else []), ""
        doer = Doer(
            entities[main],
            entities[behalf] if behalf is not None else None,
            attribution.role,
            attribution.source,
        )
        actor = self.actors.actor_of(doer)
        if actor is not None or others:
            return [*([actor] if actor is not None else []), *others], ""
        of_body = (
            self._of_body_before(doer)
            or self._of_office_before(doer)
            or self._of_ministry(doer, self.context.cue_sentence[number], first)
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
        return self._nameless(self.actors.actor_of(Doer(body, None, "", self.index.span(first, last))))

    def _beside_person(self, first: int, last: int) -> list[Doer]:
        """Return the states and bodies that speak with a person: `Ana Vega, the European Union and Peru`."""
        names = self.context.document.names
        people = [
            m
            for m in self.index.mentions_in(first, last)
            if names.entities[names.mentions[m].entity].type == "person"
        ]
        return self.doers.behind_person(people[0], last) if len(people) == 1 else []

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

    def opens_for_another(self, first: int) -> bool:
        """Tell whether a sentence opens with whom somebody speaks for: `Speaking for the EU, …`."""
        return self.index.low[first] in _BEHALF_STARTS and any(
            self.index.starts_with(first, phrase, first + len(phrase)) for phrase in _BEHALF
        )

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
        return bool(words_for("posted") & set(head)) and not leads_to_others(head)

    def _implied(self, number: int, first: int, last: int) -> Actor | None:
        """Return whom a source without a name speaks for: `the statement`, `the foreign ministry`, `the bloc`."""
        words = self.index.low[first:last]
        if (apposed := self._named_before_aside(number, first)) is not None:
            return apposed
        if {words[0], self.index.low[first - 1]} & {"which", "who"} and last - first < 3:
            return self._antecedent_of_relative(first - (words[0] not in {"which", "who"}))
        sentence = self.context.cue_sentence[number]
        if words[0] in {"his", "her", "their"} and words[1:2] in (["country's"], ["country’s"], ["country"]):
            return self._acting_before(sentence, first)
        if tuple(words) in _OF_HEADING and self._opens_section(sentence):
            return self._implied_state(sentence, first)
        if words == ["they"]:
            # `In NATO's headquarters they deny that …`
            scene = self.bearings.scene_of(sentence)
            if scene is not None and scene.type == "organisation":
                return self._implied_state(sentence, first)
        if words[0] in {"his", "her"} and words_for("speaking") & set(words[1:]):
            return self._holder_before(sentence, first)
        if self.index.mentions_in(first, last) or last - first > 4:
            return None
        if words == ["it"] and first == self.context.document.sentences[sentence].first:
            # `Peru went further. It described the coup as a crime.`
            sentences = self.context.document.sentences
            near = sentence > 0 and sentences[sentence - 1].paragraph == sentences[sentence].paragraph
            return self._leading(sentence - 1) if near else None
        if words_for("papers") & set(words):
            return self._acting_before(sentence, first) if words[0] in {"the", "this", "its"} else None
        body = self.described_at(first, last)
        if body is not None:
            return body
        if words_for("speaking") & set(words):
            return self._implied_state(sentence, first)
        return None

    def _named_before_aside(self, number: int, first: int) -> Actor | None:
        """Return the state or body that an aside describes: `Peru, once | the biggest donor to it, said`."""
        low, names = self.index.low, self.context.document.names
        at = first - 1 - (low[first - 1] in {"the", "a", "an"})
        at -= low[at] in _ONCE
        begin = self.context.document.sentences[self.context.cue_sentence[number]].first
        if at <= begin or low[at] != ",":
            return None
        m = self.index.mention_at[at - 1]
        if m < 0 or names.mentions[m].adjective or self.index.mention_range[m][0] - begin > 1:
            return None
        entity = names.entities[names.mentions[m].entity]
        if entity.kind not in {"country", "international_organisation"}:
            return None
        return self._nameless(self.actors.actor_of(Doer(entity, None, "", names.mentions[m].span)))

    def _several_before(self, number: int) -> list[Actor]:
        """Return those whom `they` means: who spoke together in the sentence before."""
        sentence = self.context.cue_sentence[number]
        source = self.context.document.attributions[number].source
        at = self.index.range_of(source)[0] if source is not None else 0
        here = self._leading_together(sentence, at)
        if not here and self.index.low[at] == "all":
            # `Peru, Chile and Cuba, the three states that watch over it, | all called`
            listed = self.doers.listed_from(self.context.document.sentences[sentence].first, at)
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

    def _meant_in_sentence(self, number: int, first: int) -> tuple[list[Actor], str] | None:
        """Return whom `it` means behind a clause of its sentence: `Peru shelled it; | it denies aiming at a temple`.

        None where nobody else than who is taken for the speaker leads the sentence.
        """
        sentence = self.context.cue_sentence[number]
        speaker = self.context.document.attributions[number].speaker
        names = self.context.document.names
        begin = self.context.document.sentences[sentence].first
        if first == begin or self.index.low[first - 1] not in {";", "and", "but"}:
            # `The bridge fell, it said`
            return None
        inside = [names.mentions[m] for m in self.index.mentions_in(begin, first)]
        at = self.index.clauses_of[sentence][0] if self.index.clauses_of[sentence] else -1
        clause = self.index.clauses[at] if at >= 0 else None
        if clause is None or clause.subject is None or any(m.entity == speaker for m in inside):
            return None
        a, b = self.index.range_of(clause.subject)
        leads = [names.entities[names.mentions[m].entity] for m in self.index.mentions_in(a, b)]
        if b > first or a - begin > 1 or len(leads) != 1 or leads[0].type == "person":
            return None
        actor = self._leading(sentence)
        return ([actor] if actor is not None else []), ""

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
        doer = Doer(state, None, "", names.mentions[inside[0]].span)
        return self._nameless(self.actors.actor_of(doer))

    def _people_at(self, first: int, last: int) -> Actor | None:
        """Return the state that a people stands for: `The French | said`."""
        if last - first != _THE_BODY or self.index.low[first] != "the":
            return None
        doers = self.doers.doers_of(first, last)
        return self._nameless(self.actors.actor_of(doers[0])) if len(doers) == 1 else None

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

    def state_of_scene(self, sentence: int, first: int) -> Actor | None:
        """Return the foreign state that opens a sentence, as the one whose office is meant."""
        scene = self.bearings.scene_of(sentence)
        if scene is None or scene.type != "place":
            return None
        return self._nameless(self.actors.actor_of(Doer(scene, None, "", self.index.span(first, first + 1))))

    def _opens_section(self, sentence: int) -> bool:
        """Tell whether a sentence is the first one of its paragraph, below a heading that names somebody."""
        sentences = self.context.document.sentences
        opens = sentence == 0 or sentences[sentence - 1].paragraph != sentences[sentence].paragraph
        return opens and len(self.bearings.section_of(sentence)) == 1

    def of_heading(self, sentence: int, first: int) -> Actor | None:
        """Return whom `It` means that opens a paragraph below a heading."""
        return self._implied_state(sentence, first) if self._opens_section(sentence) else None

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

    def body_of_holder(self, sentence: int, first: int, last: int) -> Actor | None:
        """Return the actor whose body `his government` is, without who holds the office."""
        if not words_for("speaking") & set(self.index.low[first:last]) or self.index.mentions_in(first, last):
            return None
        return self._nameless(self._holder_before(sentence, first))

    def _holder_before(self, sentence: int, first: int) -> Actor | None:
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
                spoken = (actor for actors, _ in self._spoken.values() for actor in actors)
                before = next((actor for actor in spoken if actor.speaker == holder.name), None)
                if before is not None:
                    return before
                return self.actors.actor_of(Doer(holder, None, holder.role, names.mentions[m].span))
        return None

    def _antecedent_of_relative(self, at: int) -> Actor | None:
        """Return the state or body right before `, which`."""
        if at < 2 or self.index.low[at - 1] != ",":
            return None
        m = self.index.mention_at[at - 2]
        names = self.context.document.names
        if m < 0 or names.mentions[m].adjective:
            return None
        entity = names.entities[names.mentions[m].entity]
        return (
            None
            if entity.type == "person"
            else self.actors.actor_of(Doer(entity, None, "", names.mentions[m].span))
        )

    def _implied_state(self, sentence: int, first: int) -> Actor | None:
        """Return the state of an office without one: by the scene, the label or heading, the sentence before."""
        bearings, span = self.bearings, self.index.span(first, first + 1)
        scene = bearings.scene_of(sentence)
        if scene is not None:
            return self._nameless(self.actors.actor_of(Doer(scene, None, "", span)))
        labels = bearings.label_of(sentence)[0] or bearings.section_of(sentence)
        if len(labels) == 1:
            return self._nameless(self.actors.actor_of(Doer(labels[0], None, "", span)))
        return None

    def _acting_before(self, sentence: int, first: int) -> Actor | None:
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
                return self._nameless(actors[0]) if len({a.name for a in actors}) == 1 else None
        return None

    def _nameless(self, actor: Actor | None) -> Actor | None:
        """Return an actor without a speaker."""
        if actor is None:
            return None
        return msgspec.structs.replace(actor, speaker="", role="", speaker_span=None)

    def described_at(self, first: int, last: int) -> Actor | None:
        """Return the body that a phrase without a name describes: `the pan-African body`, `The lender`.

        It is the nearest such body in the three sentences before.
        """
        low, names = self.index.low, self.context.document.names
        end = next((t for t in range(first, last) if low[t] in {",", "which", "of", "that"}), last)
        if end - first not in (2, 3) or low[first] not in {"the", "this"}:
            return None
        word = low[end - 1]
        if word == "council":
            return self._council_before(first, end)
        if word not in words_for("bodies") | words_for("groups") or self.index.mentions_in(first, end):
            return None
        if word == "community" and low[end - 2] != "regional":
            # `the international community` is nobody by name.
            return None
        sentence = self.index.sentence_of[first]
        reach = sentence + 1 if word == "commission" and end - first == _THE_BODY else _BACK
        for other in range(sentence, max(-1, sentence - reach), -1):
            span = self.context.document.sentences[other]
            for m in reversed(self.index.mentions_in(span.first, min(span.last, first))):
                mention = names.mentions[m]
                entity = names.entities[mention.entity]
                if entity.type != "organisation" or entity.kind not in {"international_organisation", "ngo"}:
                    continue
                if word == "commission" and end - first == _THE_BODY and entity.name not in _OF_COMMISSION:
                    continue
                if (word in words_for("groups")) != (entity.kind == "ngo") and word not in {
                    "agency",
                    "group",
                }:
                    continue
                if (word == "lender") != bool({"bank", "fund"} & set(entity.name.lower().split())):
                    continue
                return self.actors.actor_of(Doer(entity, None, "", self.index.span(first, end)))
        return None

    def _council_before(self, first: int, end: int) -> Actor | None:
        """Return the council between states that was named before: `the 15-member council`, `the council`."""
        names, sentences = self.context.document.names, self.context.document.sentences
        sentence = self.index.sentence_of[first]
        for other in range(sentence, max(-1, sentence - _BACK), -1):
            for m in reversed(
                self.index.mentions_in(sentences[other].first, min(sentences[other].last, first))
            ):
                entity = names.entities[names.mentions[m].entity]
                if entity.type == "organisation" and "Council" in entity.name:
                    if entity.kind != "international_organisation":
                        return None
                    behind = self.index.mention_range[m][1]
                    if any(
                        self.index.low[t] == "council" and self.index.low[t - 1] not in _OF_MEMBERS
                        for t in range(behind, first)
                    ):
                        # `the town council`
                        return None
                    return self.actors.actor_of(Doer(entity, None, "", self.index.span(first, end)))
        return None

    def _of_body_before(self, doer: Doer) -> Actor | None:
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
        before = self._acting_before(at - 1, first) if at > 0 else None
        if before is None or before.kind not in {"ngo", "international_organisation"}:
            return None
        return self.actors.for_body(doer, doer.entity, before.name, doer.role)

    def _of_office_before(self, doer: Doer) -> Actor | None:
        """Return the actor for whom a spokesman of no named body speaks: `Peru spoke out. … spokesman Ivo Berg said`.

        It is the one that speaks in the sentences before, or with which the sentence before begins.
        """
        person, role = doer.entity, doer.role.lower().split()
        if person.type != "person" or person.country or doer.behalf is not None or not role:
            return None
        if "to" in role or self._is_sent_to(doer) or self._is_of_government(doer):
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
        actor = self._leading(at - 1) or (self._acting_before(at - 1, first) if speaks and told else None)
        if actor is None or actor.kind not in {"state", "international_organisation", "ngo"}:
            return None
        if not speaks and actor.kind != "state":
            # Bodies between states have no ministers.
            return None
        return msgspec.structs.replace(actor, speaker=person.name, role=doer.role, speaker_span=doer.span)

    def _is_sent_to(self, doer: Doer) -> bool:
        """Tell whether somebody is posted to a place: `the ambassador | to London`."""
        first, last = self.index.range_of(doer.span)
        low = self.index.low
        end = self.context.document.sentences[self.index.sentence_of[first]].last
        last = min(last + _POSTED_BEHIND, end - 1)
        return any(low[t] in words_for("posted") and low[t + 1] == "to" for t in range(first, last))

    def _is_of_government(self, doer: Doer) -> bool:
        """Tell whether somebody speaks for `the government`, which is that of the country itself."""
        first, last = self.index.range_of(doer.span)
        end = self.context.document.sentences[self.index.sentence_of[first]].last
        words = self.index.low[first : min(last + _POSTED_BEHIND, end)]
        return any(
            words[t : t + 2] in (["the", "government's"], ["the", "government’s"])
            for t in range(len(words) - 1)
        )

    def _of_ministry(self, doer: Doer, sentence: int, first: int) -> Actor | None:
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
            ] or [a for a in [self._leading(other)] if other < sentence and a is not None]
            if actors:
                states = {actor.name: actor for actor in actors if actor.kind == "state"}
                return self._nameless(next(iter(states.values()))) if len(states) == 1 else None
        return None

    def _leading(self, sentence: int) -> Actor | None:
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
                return self._nameless(self.actors.actor_of(doers[0]))
        return None
