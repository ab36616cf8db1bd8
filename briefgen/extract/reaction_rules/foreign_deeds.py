"""Foreign deeds: reactions that foreign and international actors show by what they do."""

from collections.abc import Sequence

import msgspec

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.reaction_rules.actor_words import phrases_by_word, words_for
from briefgen.extract.reaction_rules.actors import Actor
from briefgen.extract.reaction_rules.coming_deeds import ComingDeedReader
from briefgen.extract.reaction_rules.doer_nouns import Doer, mentioned
from briefgen.extract.reaction_rules.done_deeds import DoneDeeds
from briefgen.extract.reaction_rules.phrase_lists import is_count
from briefgen.extract.reaction_rules.reaction_sheet import Sheet, told_beside
from briefgen.extract.reaction_rules.refused_deeds import RefusedDeedReader
from briefgen.extract.reaction_rules.relative_deeds import RelativeDeedReader
from briefgen.extract.reaction_rules.stances import is_state
from briefgen.extract.reaction_rules.unmeant import Told
from briefgen.extract.reaction_rules.unreal import NOT_DONE, is_of_object, is_unreal
from briefgen.extract.reaction_rules.verb_objects import is_calling_home, joined_at
from briefgen.model.brief import Stance

_DEED_REACH = 16
"""Tokens behind the verb of a deed in which its object is looked for."""
_JOINING = frozenset({"associate", "align"})
_CALL_REACH = 4
"""Sentences before one that joins a call, in which this is looked for."""
_ITS_BODY = 3
"""Tokens of `his foreign ministry`."""
_PRONOUNS = frozenset({"we", "i", "it", "they", "he", "she"})
_WILLING = frozenset({"willing", "prepared", "inclined", "disposed", "poised", "set"})
_NOTHING = frozenset({"nothing", "nobody", "none", "no-one", "neither"})
_ASIDE = 2
"""Tokens of what only seems a subject, and of the name before it with its comma."""
_DECLARING = frozenset({"declare", "decree", "proclaim", "order", "announce", "observe"})
_SHOULD = (["should", "the"], ["should", "they"], ["should", "it"], ["should", "he"], ["should", "she"])
_WANTED = frozenset({"demands_investigation", "urges_dialogue", "calls_for_restraint"})


class ForeignDeedReader:
    """Reads what actors do."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors, self.stances = sheet.actors, sheet.stances
        self.done = DoneDeeds(sheet)
        self.relative = RelativeDeedReader(sheet, self.done)
        self.coming = ComingDeedReader(sheet, self.done)
        self.refused = RefusedDeedReader(sheet, self.done)

    def read_deeds(self) -> None:
        """Find what actors do: send forces, close a border, evacuate their nationals."""
        spoken = {
            self.index.verb_at[self.index.range_of(attribution.cue)[0]]
            for attribution in self.context.document.attributions
            if attribution.cue is not None
            and attribution.source is not None
            and not (
                attribution.lemma == "recall"
                and is_calling_home(self.index.low, self.index.range_of(attribution.cue)[1])
            )
        }
        for number, clause in enumerate(self.index.clauses):
            if number in spoken and clause.kind == "coordinate":
                # Read as a statement, by whoever makes it.
                continue
            if self.refused.is_affirmed(clause) and self._is_deed(number, clause):
                self._read_subject(clause)

    def _is_deed(self, number: int, clause: Clause) -> bool:
        """Tell whether a clause tells a deed of its subject; what is done to it is read at once."""
        verb, low = clause.verb, self.index.low
        if verb is None or not self.done.is_told(clause.sentence, verb.span):
            return False
        if not _NOTHING.isdisjoint(low[verb.last : verb.last + 1]):
            return False
        if verb.passive and not is_state(verb.lemma, passive=True) and not self._is_willing(clause):
            self.coming.read_passive(number, clause)
            return False
        if self.relative.read_joined(clause) or self.relative.read_named_with(clause):
            return False
        if clause.subject is None or (verb.modal in NOT_DONE and not self.done.is_promised(clause)):
            return False
        if verb.lemma == "be" and self._is_told_to(verb.last):
            return False
        if self.done.is_history(number) or self.done.is_supposed(clause):
            return False
        if clause.kind == "infinitive" and not self.done.is_effort(clause):
            return False
        return not is_unreal(self.index, clause) and not is_of_object(self.index, clause)

    def _read_subject(self, clause: Clause) -> None:
        """Note the deed of a clause for whom its subject names, means or describes."""
        verb, low = clause.verb, self.index.low
        if verb is None or clause.subject is None:
            return
        sentence = self.context.document.sentences[clause.sentence]
        first, last = self.index.range_of(clause.subject)
        end = self.done.end_of(clause, verb.last, sentence.last)
        if verb.lemma == "join":
            # `joined Peru | in backing the marchers` joins no marchers.
            end = joined_at(self.index, verb.last, end)
        told = Told(verb.lemma, verb.last, end)
        if low[first] == "whose" and first - 1 > sentence.first and clause.kind == "main":
            # `Peru, whose first lady handed out parcels, | has promised aid`
            first, last = sentence.first, first - 1
        if last - first == 1 and low[first] in _PRONOUNS:
            meant = self.meant_by(clause)
            if (
                not meant
                and (holder := self.sheet.speakers.implied.offices.meant_by(first, last)) is not None
            ):
                meant = [holder]
            self._add_actors(meant, told, clause)
            return
        first, last = self._before_aside(clause, first, last)
        speakers = self.sheet.speakers
        if speakers.is_posted_by_own(first, last) or speakers.is_blocked_paper(first, last):
            return
        if low[first] in {"his", "her"} and last - first <= _ITS_BODY:
            holder = speakers.body_of_holder(clause.sentence, first, last)
            if holder is not None:
                self._add_actors([holder], told, clause)
                return
        if low[first] == "its" and (state := self._state_of_its(clause.sentence, first, last)):
            stances = [stance for stance in self.stances.read_deed(told) if stance != "other"]
            self.sheet.add_deeds([state], stances, clause.sentence, verb.first)
            return
        if self._declares_days(clause, told.last):
            before = told_beside(self.sheet, clause.sentence - 1)
            mourned = [stance for stance in before if stance == "expresses_condolences"]
            doers = self.actors.doers.doers_of(first, last)
            self.sheet.add_deeds(doers, mourned, clause.sentence, verb.first)
            return
        untimed = self._untimed(first, last)
        doers = self.actors.doers.lists.listed_to_verb(first, last, verb.first)
        doers = doers or self.actors.doers.doers_of(first, untimed)
        if doers:
            self.sheet.add_deeds(doers, self._done_by(clause, told), clause.sentence, verb.first)
        elif (owner := speakers.implied.owner_before(first, last)) is not None:
            self._add_actors([owner], told, clause)
        elif (described := speakers.implied.described_at(first, untimed)) is not None:
            self._add_actors([described], told, clause)
        elif (office := speakers.implied.offices.meant_by(first, last)) is not None:
            self._add_actors([office], told, clause)
        elif (there := self._government_there(clause.sentence, first, last)) is not None:
            self._add_actors([there], told, clause)
        else:
            self.coming.read_belonging(clause, first, last)
            self.coming.read_coming(clause, first, last)

    def _add_actors(self, actors: Sequence[Actor], told: Told, clause: Clause) -> None:
        first = clause.verb.first if clause.verb is not None else clause.first
        self.sheet.add_actors(actors, self.stances.read_deed(told), clause.sentence, first)

    def _done_by(self, clause: Clause, told: Told) -> list[Stance]:
        """Return the stances of a deed whose doers are named: their own, or those of others that they share."""
        verb, low = clause.verb, self.index.low
        if verb is None:
            return []
        if likewise := self._told_before(clause, told.last):
            own = self.stances.read_deed(told)
            if set(own) - {"other"} and not {"similar", "same"} & set(low[verb.last : told.last]):
                # `echoed the call for talks` says itself what is asked for.
                return own
            return likewise
        end = self.context.document.sentences[clause.sentence].last
        if self._is_willing(clause):
            # `is willing to send doctors`
            stances = self.stances.read_feeling("be", verb.last - 1, told.last)
        elif is_state(verb.lemma, passive=verb.passive):
            stances = self._felt(clause, told.last)
        else:
            stances = self.stances.read_deed(told)
        if set(stances) <= {"other"} and (said := self._behind_colon(clause, end)):
            stances = said
        if "sanctions" in stances and self._is_conditional(clause, end):
            # `will expel Peru if the rebels win`
            stances = ["warns" if stance == "sanctions" else stance for stance in stances]
        return stances

    def _felt(self, clause: Clause, end: int) -> list[Stance]:
        """Return the stances of a state of mind: `was shocked`."""
        verb, low = clause.verb, self.index.low
        if verb is None:
            return []
        if low[end : end + 1] == ["and"]:
            # `was shocked and saddened`
            end = min(self.context.document.sentences[clause.sentence].last, end + 2)
        # `was the first to reach the port | , which was devastated`
        asides = (
            t
            for t in range(verb.last, end - 1)
            if low[t] == "," and low[t + 1] in {"which", "who", "where", "whose"}
        )
        return self.stances.read_feeling(verb.lemma, verb.first, next(asides, end))

    def _behind_colon(self, clause: Clause, last: int) -> list[Stance]:
        """Return what a paper says behind a colon: `issued a joint appeal: | all sides should hold back`."""
        verb, low = clause.verb, self.index.low
        if verb is None or verb.lemma not in words_for("putting_out"):
            return []
        at = next((t for t in range(verb.last, min(last, verb.last + _DEED_REACH)) if low[t] == ":"), -1)
        if at < 0 or (words_for("papers") | words_for("appeals")).isdisjoint(low[verb.last : at]):
            return []
        return self.stances.read_statement([Told("say", at + 1, last)], [(at + 1, last)])

    def _is_willing(self, clause: Clause) -> bool:
        """Tell whether a verb group only says that somebody is ready: `is willing to`, `is prepared to`."""
        verb, low = clause.verb, self.index.low
        return verb is not None and low[verb.last - 1] in _WILLING and low[verb.last] == "to"

    def _state_of_its(self, sentence: int, first: int, last: int) -> Doer | None:
        """Return the only state named before `its | emergencies minister` in a sentence: `Peru went further: its …`."""
        names, low = self.context.document.names, self.index.low
        if words_for("speaking").isdisjoint(low[first : min(last, first + _ITS_BODY + 1)]):
            return None
        begin = self.context.document.sentences[sentence].first
        before = [
            m
            for m in self.index.mentions_in(begin, first)
            if names.entities[names.mentions[m].entity].type != "person"
        ]
        found = {names.mentions[m].entity: m for m in before if not names.mentions[m].adjective}
        if len(found) != 1 or len(before) != 1 or low[first - 1] not in {":", ";", "and", "—", "–"}:
            return None
        entity, m = next(iter(found.items()))
        if names.entities[entity].kind != "country" or self.index.mention_range[m][0] - begin > 1:
            return None
        return mentioned(self.context, m)

    def _before_aside(self, clause: Clause, first: int, last: int) -> tuple[int, int]:
        """Return the name before an aside that only seems the subject: `Peru | , itself shaken, could`."""
        low, verb = self.index.low, clause.verb
        begin = self.context.document.sentences[clause.sentence].first
        if verb is None or last - first > _ASIDE or first - begin < _ASIDE or low[first - 1] != ",":
            return first, last
        m = self.index.mention_at[first - 2]
        if m < 0 or self.index.mentions_in(first, last) or "," not in low[last : verb.first]:
            return first, last
        entity = self.context.document.names.entities[self.context.document.names.mentions[m].entity]
        at = self.index.mention_range[m][0]
        opens = at - begin <= 1 or low[at - 1] in {";", "and"}
        if not opens or entity.kind != "country" or self.context.document.names.mentions[m].adjective:
            return first, last
        return self.index.mention_range[m]

    def _declares_days(self, clause: Clause, end: int) -> bool:
        """Tell whether only days are declared, of mourning as others did before: `Chile declared | three days`."""
        verb, low = clause.verb, self.index.low
        if verb is None or verb.lemma not in _DECLARING or not is_count(low[verb.last]):
            return False
        behind = low[verb.last + 1 : verb.last + 3]
        if behind[:1] not in (["day"], ["days"]) or behind[1:] == ["of"]:
            return False
        sentences = self.context.document.sentences
        begin = sentences[max(0, clause.sentence - 1)].first
        return "mourning" in low[begin : verb.first] and end - verb.last < _DEED_REACH

    def _is_told_to(self, at: int) -> bool:
        """Tell whether somebody is only told to do something: `was, as a result, | ordered to leave`."""
        low = self.index.low
        return any(
            low[t] in words_for("told_to") and low[t + 1] == "to"
            for t in range(at, at + _ITS_BODY + _ITS_BODY)
        )

    def _is_conditional(self, clause: Clause, last: int) -> bool:
        """Tell whether a deed to come hangs on something: `will do so | if`, `… should the rebels win`."""
        verb, low = clause.verb, self.index.low
        if verb is None or (verb.tense != "future" and verb.modal not in {"will", "shall", "would"}):
            return False
        behind = range(verb.last, min(last, verb.last + 2 * _DEED_REACH))
        return any(low[t] in {"if", "unless"} or low[t : t + 2] in _SHOULD for t in behind)

    def _government_there(self, sentence: int, first: int, last: int) -> Actor | None:
        """Return the state whose government acts where the sentence opens: `In Peru | the government ordered`."""
        low = self.index.low
        article = low[first] in {"the", "a", "an", "its"}
        if last - first not in (2, 3) or not article or low[last - 1] not in words_for("speaking"):
            return None
        if low[self.context.document.sentences[sentence].first] not in {"in", "from"}:
            return None
        return self.sheet.speakers.implied.state_of_scene(sentence, first)

    def _told_before(self, clause: Clause, end: int) -> list[Stance]:
        """Return what others did in this sentence or the one before, where these do the same: `Peru followed suit`."""
        verb = clause.verb
        if verb is None:
            return []
        for phrase in phrases_by_word("likewise").get(verb.lemma, ()):
            if self.index.starts_with(verb.last, phrase[1:], end):
                told = told_beside(self.sheet, clause.sentence, before=verb.first)
                back = clause.sentence - 1
                while not told and verb.lemma in _JOINING and back > max(0, clause.sentence - _CALL_REACH):
                    # `asked for an inquiry. … Others must be calm, they add. Chile has aligned itself with the call`
                    back -= 1
                    told = told_beside(self.sheet, back)
                # `deplored it and asked for an inquiry. Chile wants one too`
                return [stance for stance in told if stance in _WANTED] if "one" in phrase else told
        return []

    def _untimed(self, first: int, last: int) -> int:
        """Return where a subject ends without a time behind it: `Washington | last week`."""
        for timex in self.context.timexes_of[self.index.sentence_of[first]]:
            begin, behind = self.context.timex_range[timex]
            if first < begin and behind == last:
                while begin - 1 > first and self.index.low[begin - 1] in {"on", "in", "early", "late", ","}:
                    begin -= 1
                return begin
        return last

    def meant_by(self, clause: Clause) -> list[Actor]:
        """Return the actors behind a pronoun: who speaks in the sentence before it, or acts in the one before."""
        context = self.context
        if clause.kind == "adverbial" and clause.subject is not None and clause.parent is not None:
            # `Peru waited two days before it offered help`
            main = self.index.clauses[clause.parent]
            word = self.index.low[self.index.range_of(clause.subject)[0]]
            if word in {"it", "they"} and main.subject is not None and main.verb is not None:
                first, last = self.index.range_of(main.subject)
                doers = (
                    self.actors.doers.doers_of(first, last) if last <= main.verb.first < clause.first else []
                )
                return [a for doer in doers if (a := self.actors.actor_of(doer)) is not None]
        nearest = -1, -1
        for number in context.attributions_of[clause.sentence]:
            cue = context.document.attributions[number].cue
            if (
                cue is not None
                and context.cue_sentence[number] == clause.sentence
                and (at := self.index.range_of(cue)[0]) < clause.first
                and not context.is_outlet(number)
            ):
                nearest = max(nearest, (at, number))
        if nearest[1] >= 0:
            return self.sheet.speakers.speakers_of(nearest[1])[0]
        if clause.sentence == 0:
            return []
        before = context.document.sentences[clause.sentence - 1]
        acting = {frame.actor.value: frame for frame in self.sheet.found if frame.evidence == before.span}
        if not acting and before.paragraph == context.document.sentences[clause.sentence].paragraph:
            return self._speaking_before(clause)
        if len(acting) != 1 or before.paragraph != context.document.sentences[clause.sentence].paragraph:
            return []
        frame = next(iter(acting.values()))
        person = (
            self.index.low[self.index.range_of(clause.subject)[0]] in {"he", "she"}
            if clause.subject
            else False
        )
        if person and frame.speaker is None:
            return []
        if not person:
            frame = msgspec.structs.replace(frame, speaker=None, role="")
        return [
            Actor(
                name=frame.actor.value,
                kind=frame.kind,
                country=frame.country,
                span=frame.actor.span or before.span,
                speaker=frame.speaker.value if frame.speaker is not None else "",
                role=frame.role,
                speaker_span=frame.speaker.span if frame.speaker is not None else None,
            )
        ]

    def _speaking_before(self, clause: Clause) -> list[Actor]:
        """Return the body that the sentence before lets speak: `The agency says so. (It) flew in tents`."""
        context = self.context
        sentence = context.document.sentences[clause.sentence]
        at = self.index.range_of(clause.subject)[0] if clause.subject is not None else -1
        if at != sentence.first or self.index.low[at] != "it":
            return []
        spoken = [
            actor
            for number in context.attributions_of[clause.sentence - 1]
            if context.document.attributions[number].source is not None and not context.is_outlet(number)
            for actor in self.sheet.speakers.speakers_of(number)[0]
        ]
        names = {actor.name for actor in spoken}
        return spoken[:1] if len(names) == 1 and not spoken[0].speaker else []
