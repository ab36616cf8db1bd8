"""Hinted reactions: the stance of an actor whose clause no exact rule could read, by the cues among its words."""

from itertools import chain

from briefgen.extract.frames import DEEDS
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import words_for
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.hint_units import PRONOUNS, Unit, UnitReader
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.second_units import SecondUnitReader
from briefgen.extract.reaction_rules.stance_cues import FAINT, STRONG, Hit, find_hits, told_by, weigh
from briefgen.extract.reaction_rules.stance_lists import asking_verbs, listed
from briefgen.extract.reaction_rules.statements import StatementReader
from briefgen.extract.reaction_rules.unmeant import Told, is_kept_back, is_on_draft
from briefgen.extract.reaction_rules.unreal import UNSAID, is_bygone, is_of_object, is_unreal
from briefgen.model.brief import Stance

_SHARED: frozenset[Stance] = frozenset({"offers_help", "expresses_condolences"})
"""Stances that many take at once."""
_ALIKE = 2
"""How much it weighs that others near by take the same stance."""
_NOT = load_words("reaction_rules", "not")
_REACH = 16
_SUFFERING = frozenset({"suffered", "suffer", "suffers"})
_RELEASE = frozenset({"release", "released", "free", "freed"})
_NOT_REACH = 3
_KINDS = frozenset({"state", "international_organisation", "ngo"})


class HintReader:
    """Reads what the exact rules have left."""

    def __init__(self, sheet: Sheet, statements: StatementReader) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors = sheet.actors
        self.units = UnitReader(sheet, statements)
        self.seconds = SecondUnitReader(sheet, self.units)

    def read_hints(self) -> None:
        """Find a stance for each actor of whom its sentence tells none so far."""
        low = self.index.low
        for number, sentence in enumerate(self.context.document.sentences):
            if sentence.kind not in {"body", "dek"} or is_bygone(self.index, sentence.first):
                continue
            spoken = self.context.attributions_of[number]
            if not spoken and not self._may_react(sentence.first, sentence.last):
                continue
            tokens = [
                hit.token for hit in find_hits(low, sentence.first, sentence.last) if hit.cue.weight > FAINT
            ]
            if spoken or tokens:
                for unit in chain(self.units.units_of(number, tokens), self.seconds.units_of(number, tokens)):
                    self._read(unit)

    def _may_react(self, first: int, last: int) -> bool:
        names = self.context.document.names
        return any(
            not is_own(names.entities[names.mentions[m].entity], self.actors.countries)
            for m in self.index.mentions_in(first, last)
        )

    def _read(self, unit: Unit) -> None:
        sentence = self.context.document.sentences[unit.number]
        actors = [actor for actor in unit.actors if actor.kind in _KINDS]
        hits = self._hits(unit) if actors else []
        if not hits or self._is_among_harmed(unit) or self._has_suffered(unit):
            return
        for actor in actors:
            of_actor = [frame for frame in self.sheet.found if frame.actor.value == actor.name]
            told = {frame.stance for frame in of_actor if frame.evidence.overlaps(sentence.span)} - {"other"}
            # `Peru and Chile wept; the latter sends tents`: of two clauses the second tells something else.
            apart = (
                not told or unit.way == "meant" or (unit.way == "second" and not self._hint_at(hits, told))
            )
            stance = self._stance(unit, hits) if apart else self._further(unit, hits, told)
            if stance == "sanctions" and self.sheet.stances.is_disaster:
                # Against a disease people are banned, not to punish anybody.
                stance = "other"
            if stance == "supports_protesters" and self.sheet.stances.is_mourned:
                # `stood with the people of Peru`
                stance = "expresses_condolences"
            if stance == "calls_for_restraint" and "condemns" in told and self._is_on_release(hits):
                continue
            if stance == "expresses_condolences" and self._is_of_own_abroad(unit):
                continue
            if stance is not None and all(frame.stance != stance for frame in of_actor):
                self.sheet.add_actors([actor], [stance], unit.number, unit.token)

    def _is_of_own_abroad(self, unit: Unit) -> bool:
        """Tell whether people of the country itself do something elsewhere: `Peruvians in | Oslo held a vigil`."""
        first = self.context.document.sentences[unit.number].first
        m = self.index.mention_at[first]
        if m < 0 or self.index.low[self.index.mention_range[m][1]] not in {"in", "at", "abroad", "living"}:
            return False
        names = self.context.document.names
        return is_own(names.entities[names.mentions[m].entity], self.actors.countries)

    def _is_among_harmed(self, unit: Unit) -> bool:
        """Tell whether those named are only some of the victims: `Two Peruvians were | among the injured`."""
        low = self.index.low
        return any(
            low[token] == "among"
            and not (words_for("harmed") | {"victims"}).isdisjoint(low[token + 1 : token + 4])
            for first, last in unit.ranges
            for token in range(first, last)
        )

    def _has_suffered(self, unit: Unit) -> bool:
        """Tell whether those named were struck themselves: `Peru and Chile, which | suffered great loss of life`."""
        low = self.index.low
        return self.sheet.stances.is_disaster and any(
            low[token] in _SUFFERING and low[token - 1] in {"which", "has", "have", "had", "also"}
            for first, last in unit.ranges
            for token in range(max(1, first), last)
        )

    def _is_on_release(self, hits: list[Hit]) -> bool:
        """Tell whether all that hints at a call for restraint is a demand for somebody's release."""
        cues = [h.cue.words for h in hits if h.cue.stance == "calls_for_restraint" and h.cue.weight > FAINT]
        return all(_RELEASE.intersection(words) for words in cues)

    def _hint_at(self, hits: list[Hit], told: set[Stance]) -> bool:
        """Tell whether cues hint at what is told already, so that it may be told by the same words."""
        return any(hit.cue.weight > FAINT and hit.cue.stance in told for hit in hits)

    def _further(self, unit: Unit, hits: list[Hit], told: set[Stance]) -> Stance | None:
        """Return what an actor says besides what its sentence tells of it already: only on a strong cue and more."""
        strong = {hit.cue.stance for hit in hits if hit.cue.weight == STRONG} - told - {"calls_for_restraint"}
        if told & {"condemns", "supports_protesters"} and listed("grieving").isdisjoint(
            word for first, last in unit.ranges for word in self.index.low[first:last]
        ):
            # `We are with you in this difficult time`
            strong -= {"expresses_condolences"}
        if "evacuates" in told:
            # `Special forces lifted 100 people from the embassy`
            strong -= {"sends_forces"}
        if "warns" in told:
            # `would regard an attack as an act of war`
            strong -= {"condemns"}
        weights = {
            stance: weight for stance, weight in weigh(hits).items() if stance in strong and weight > STRONG
        }
        return told_by(weights)

    def _hits(self, unit: Unit) -> list[Hit]:
        """Return the cues of a unit that tell of its actors."""
        hits = [hit for first, last in unit.ranges for hit in find_hits(self.index.low, first, last)]
        if self._is_on_draft(unit):
            # `rejected a resolution by Peru and Chile that condemns the attack`
            hits = [hit for hit in hits if hit.cue.stance == "denies"]
        if not hits:
            return []
        names = {actor.name for actor in unit.actors}
        others = self._others(unit, names)
        kept: list[Hit] = []
        for hit in hits:
            if hit.cue.weight and self._is_negated(hit):
                continue
            if hit.cue.weight and is_kept_back(self.index, hit.token, hit.cue.stance):
                continue
            if hit.cue.weight and hit.cue.stance in DEEDS and hit.token in others:
                continue
            if unit.only and hit.cue.stance not in unit.only:
                continue
            if (
                hit.cue.stance == "condemns"
                and hit.cue.weight
                and unit.way == "done"
                and not self._is_judging(unit, hit)
            ):
                continue
            kept.append(hit)
        return kept

    def _is_on_draft(self, unit: Unit) -> bool:
        """Tell whether an actor only rejects a text that others have drawn up."""
        number = self.index.verb_at[unit.ranges[0][0]]
        verb = self.index.clauses[number].verb if number >= 0 else None
        return verb is not None and is_on_draft(
            self.index.low, Told(verb.lemma, verb.last, verb.last + _REACH)
        )

    def _stance(self, unit: Unit, hits: list[Hit]) -> Stance | None:
        names = {actor.name for actor in unit.actors}
        weights = weigh(hits)
        for alike in sorted(self._told_near(unit, names)):
            rivals = (weight for stance, weight in weights.items() if stance != alike)
            if alike in weights and max(rivals, default=0) < STRONG:
                weights[alike] += _ALIKE + (alike == "offers_help" and self._is_giving(unit))
        stance = told_by(weights)
        # After a disaster who talks to a president mediates between nobody.
        return None if stance == "urges_dialogue" and self.sheet.stances.is_disaster else stance

    def _is_giving(self, unit: Unit) -> bool:
        """Tell whether the words of a unit open with a verb of giving: `have all despatched brigades`."""
        number = self.index.verb_at[unit.ranges[0][0]]
        verb = self.index.clauses[number].verb if number >= 0 else None
        if verb is None or verb.passive or verb.lemma not in load_words("stance_cues", "giving"):
            return False
        # `sent | word that it would not rest`
        told = self.index.low[verb.last : verb.last + _NOT_REACH]
        return "nothing" not in told and listed("told_things").isdisjoint(told)

    def _told_near(self, unit: Unit, names: set[str]) -> set[Stance]:
        """Return what others are told to do near by: who stands beside them likely does the same."""
        sentences = self.context.document.sentences
        here = sentences[unit.number].paragraph
        stances = self.sheet.stances
        found: set[Stance] = {"offers_help"} if stances.is_disaster or stances.may_need_help else set()
        for frame in self.sheet.found:
            if frame.stance in _SHARED and frame.actor.value not in names:
                there = sentences[self.index.sentence_of[self.index.range_of(frame.evidence)[0]]].paragraph
                if abs(there - here) <= 1:
                    found.add(frame.stance)
        return found

    def _is_negated(self, hit: Hit) -> bool:
        low = self.index.low
        if not _NOT.isdisjoint(low[max(0, hit.token - _NOT_REACH) : hit.token]):
            return hit.cue.stance != "denies" or "nor" in low[max(0, hit.token - _NOT_REACH) : hit.token]
        number = self.index.verb_at[hit.token]
        verb = self.index.clauses[number].verb if number >= 0 else None
        return verb is not None and verb.negated and _NOT.isdisjoint(hit.cue.words)

    def _is_judging(self, unit: Unit, hit: Hit) -> bool:
        """Tell whether a deed is one of words: `called it a crime`; or the word itself is the verb."""
        number = self.index.verb_at[unit.ranges[0][0]]
        verb = self.index.clauses[number].verb if number >= 0 else None
        return self.index.verb_at[hit.token] >= 0 or (
            verb is not None and verb.lemma in load_words("stance_cues", "judging")
        )

    def _others(self, unit: Unit, names: set[str]) -> set[int]:
        """Return the tokens of what others do, or are asked to do."""
        found: set[int] = set()
        for first, last in unit.ranges:
            for at in dict.fromkeys(n for n in self.index.verb_at[first:last] if n >= 0):
                clause = self.index.clauses[at]
                verb = clause.verb
                if verb is None or verb.first < first:
                    continue
                if self._is_of_others(clause, unit, names) or is_unreal(self.index, clause):
                    found.update(range(max(first, clause.first), clause.last))
        return found

    def _is_of_others(self, clause: Clause, unit: Unit, names: set[str]) -> bool:
        if (
            is_of_object(self.index, clause)
            or "whether" in self.index.low[clause.first - 1 : clause.first + 1]
        ):
            return True
        parent = self.index.clauses[clause.parent].verb if clause.parent is not None else None
        if clause.kind in {"infinitive", "that"} and parent is not None and parent.lemma in asking_verbs():
            return True
        if clause.verb is not None and clause.verb.modal in UNSAID:
            return True
        if clause.subject is None or clause.subject_inherited or unit.way in {"from", "by"}:
            return False
        if clause.verb is not None and clause.verb.first == unit.ranges[0][0]:
            return False
        first, last = self.index.range_of(clause.subject)
        if first <= unit.token < last or (last - first == 1 and self.index.low[first] in PRONOUNS):
            return False
        if self.index.low[first] in {"his", "her", "its", "our", "their"}:
            return False
        mentions = self.context.document.names
        return not any(
            (entity := mentions.entities[mentions.mentions[m].entity]).name in names
            or entity.country in {actor.country for actor in unit.actors if actor.country}
            for m in self.index.mentions_in(first, last)
        )
