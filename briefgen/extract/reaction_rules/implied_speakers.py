"""Implied speakers: for whom a source without a name speaks, by scene, heading, description or the sentence before."""

from briefgen.extract.reaction_rules.actor_words import (
    words_for,
)
from briefgen.extract.reaction_rules.actors import Actor, ActorReader, nameless
from briefgen.extract.reaction_rules.doer_nouns import Doer, mentioned
from briefgen.extract.reaction_rules.offices_before import OfficesBefore
from briefgen.extract.reaction_rules.speakers_before import SpeakersBefore

_THE_BODY = 2
"""Tokens of `the Commission`, which is the European one wherever the Union was named."""
_OF_COMMISSION = frozenset({"European Union", "European Commission"})
_OF_MEMBERS = frozenset({"the", "-member", "member", "15-member", "fifteen-member", "-nation", "-strong"})
"""Before `council`, where it is the one named before."""
_GATHERED = frozenset({"leaders", "ministers", "summiteers", "delegates", "heads"})
"""Those who meet as members of a body."""
_MEETINGS = frozenset({"summit", "meeting", "gathering", "session", "conference", "talks"})
_NEAR = 2
"""Sentences in which such a meeting is looked for."""
_ONCE = frozenset({"once", "formerly", "long", "still", "itself", "traditionally", "now"})
_BACK = 4
"""Sentences in which he is looked for whom `his spokesman` means."""


class ImpliedSpeakers:
    """Finds who is meant by sources without a name."""

    def __init__(self, actors: ActorReader, before: SpeakersBefore) -> None:
        self.actors, self.before = actors, before
        self.context, self.index = actors.context, actors.index
        self.bearings = actors.bearings
        self.offices = OfficesBefore(actors, before.speakers_of)

    def speaker_of(self, number: int, first: int, last: int) -> Actor | None:
        """Return whom a source without a name speaks for: `the statement`, `the foreign ministry`, `the bloc`."""
        words = self.index.low[first:last]
        if (apposed := self._named_before_aside(number, first)) is not None:
            return apposed
        if (owner := self.owner_before(first, last)) is not None:
            return owner
        if {words[0], self.index.low[first - 1]} & {"which", "who"} and last - first < 3:
            return None
        if (office := self.offices.meant_by(first, last)) is not None:
            return office
        sentence = self.context.cue_sentence[number]
        if words[0] in {"his", "her", "their"} and words[1:2] in (["country's"], ["country’s"], ["country"]):
            return self.before.acting_before(sentence, first)
        if words == ["they"]:
            # `In NATO's headquarters they deny that …`
            scene = self.bearings.scene_of(sentence)
            if scene is not None and scene.type == "organisation":
                return self._implied_state(sentence, first)
        if words[0] in {"his", "her"} and words_for("speaking") & set(words[1:]):
            return self.before.holder_before(sentence, first)
        if self.index.mentions_in(first, last) or last - first > 4:
            return None
        if words == ["it"] and first == self.context.document.sentences[sentence].first:
            # `Peru went further. It described the coup as a crime.`
            sentences = self.context.document.sentences
            near = sentence > 0 and sentences[sentence - 1].paragraph == sentences[sentence].paragraph
            return self.before.leading(sentence - 1) if near else None
        if words_for("papers") & set(words):
            return self.before.acting_before(sentence, first) if words[0] in {"the", "this", "its"} else None
        body = self.described_at(first, last)
        if body is not None:
            return body
        if words_for("speaking") & set(words):
            return self._implied_state(sentence, first) or self._quoted_behind(number, sentence, first)
        return None

    def _quoted_behind(self, number: int, sentence: int, first: int) -> Actor | None:
        """Return the state told of before words quoted of its ministry: `Peru was angry. "No," | the ministry said`."""
        sentences, low = self.context.document.sentences, self.index.low
        quotes = self.context.document.attributions[number].quotes
        if (
            not quotes
            or self.index.range_of(quotes[0])[1] > first
            or low[first + 1] not in {"foreign", "ministry"}
        ):
            return None
        begin = self.index.sentence_of[self.index.range_of(quotes[0])[0]]
        if begin < 1 or sentences[begin - 1].paragraph != sentences[sentence].paragraph:
            return None
        before = self.before.leading(begin - 1)
        return before if before is not None and before.kind == "state" else None

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
        return nameless(self.actors.actor_of(Doer(entity, names.mentions[m].span)))

    def owner_before(self, first: int, last: int) -> Actor | None:
        """Return the state or body whose office acts in a clause on it: `Peru, whose | president condemned it`."""
        low, names = self.index.low, self.context.document.names
        m = self.index.mention_at[first - 3] if low[first - 2 : first] == [",", "whose"] else -1
        if m < 0 or names.mentions[m].adjective or words_for("speaking").isdisjoint(low[first:last]):
            return None
        doer = mentioned(self.context, m)
        return nameless(self.actors.actor_of(doer)) if doer.entity.type != "person" else None

    def meant_in_sentence(self, number: int, first: int) -> tuple[list[Actor], str] | None:
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
        actor = self.before.leading(sentence)
        return ([actor] if actor is not None else []), ""

    def state_of_scene(self, sentence: int, first: int) -> Actor | None:
        """Return the foreign state that opens a sentence, as the one whose office is meant."""
        scene = self.bearings.scene_of(sentence)
        if scene is None or scene.type != "place":
            return None
        return nameless(self.actors.actor_of(Doer(scene, self.index.span(first, first + 1))))

    def _implied_state(self, sentence: int, first: int) -> Actor | None:
        """Return the state of an office without one: by the scene, the label or heading, the sentence before."""
        bearings, span = self.bearings, self.index.span(first, first + 1)
        scene = bearings.scene_of(sentence)
        if scene is not None:
            return nameless(self.actors.actor_of(Doer(scene, span)))
        labels = bearings.label_of(sentence)[0] or bearings.section_of(sentence)
        if len(labels) == 1:
            return nameless(self.actors.actor_of(Doer(labels[0], span)))
        return None

    def described_at(self, first: int, last: int) -> Actor | None:
        """Return the body that a phrase without a name describes: `the pan-African body`, `The lender`.

        It is the nearest such body in the three sentences before.
        """
        low, names = self.index.low, self.context.document.names
        end = next((t for t in range(first, last) if low[t] in {",", "which", "of", "that"}), last)
        if end - first not in (2, 3) or low[first] not in {"the", "this"}:
            return None
        word = low[end - 1]
        if word in {"group", "band", "team"} and low[end] == "of":
            # `The group of masked men`
            return None
        if word in _GATHERED:
            return self._gathered_before(first, end)
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
                return self.actors.actor_of(Doer(entity, self.index.span(first, end)))
        return None

    def _gathered_before(self, first: int, end: int) -> Actor | None:
        """Return the body whose meeting was told of before `the leaders`: `a summit of the Group of Seven`."""
        names, sentences, low = self.context.document.names, self.context.document.sentences, self.index.low
        sentence = self.index.sentence_of[first]
        for other in range(sentence, max(-1, sentence - _NEAR), -1):
            span = sentences[other]
            if span.paragraph != sentences[sentence].paragraph:
                return None
            for m in reversed(self.index.mentions_in(span.first, min(span.last, first))):
                entity = names.entities[names.mentions[m].entity]
                begin, behind = self.index.mention_range[m]
                if entity.type != "organisation" or entity.kind != "international_organisation":
                    continue
                if not _MEETINGS.isdisjoint([*low[max(0, begin - 3) : begin], low[behind]]):
                    return nameless(self.actors.actor_of(Doer(entity, self.index.span(first, end))))
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
                    return self.actors.actor_of(Doer(entity, self.index.span(first, end)))
        return None
