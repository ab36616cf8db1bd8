"""Hinted reactions: the stance of an actor whose clause no exact rule could read, by the cues among its words."""

from collections.abc import Iterator
from typing import get_args

import msgspec

from briefgen.extract.actor_words import lemmas, speaks_for, words_for
from briefgen.extract.actors import Actor
from briefgen.extract.bearings import is_own
from briefgen.extract.doers import Doer
from briefgen.extract.done_deeds import DoneDeeds
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_sheet import Sheet
from briefgen.extract.stance_cues import STRONG, Hit, find_hits, load_cues, told_by, weigh
from briefgen.extract.stance_lists import asking_verbs
from briefgen.extract.statements import StatementReader
from briefgen.extract.unreal import is_bygone, is_of_object, is_unreal
from briefgen.model.brief import Stance

_DEEDS: frozenset[Stance] = frozenset(
    {"offers_help", "sends_forces", "withdraws_forces", "evacuates", "sanctions", "expresses_condolences"}
)
"""Stances that are shown by what one does oneself."""
_SHARED: frozenset[Stance] = frozenset({"offers_help", "expresses_condolences"})
"""Stances that many take at once."""
_ALIKE = 2
_NO_FORCES = frozenset(get_args(Stance)) - {"sends_forces", "withdraws_forces", "evacuates", "sanctions"}
_NOT = frozenset({"not", "no", "never", "without", "nor", "neither", "n't", "cannot", "hardly", "n’t"})
_NOT_REACH = 3
_UNSAID = frozenset({"may", "might", "could", "should"})
_FELT: frozenset[Stance] = frozenset({"expresses_condolences", "condemns", "monitors"})
"""Stances that a passive may tell: `was appalled`."""
_RECALLING = frozenset({"recall", "remember", "reminisce", "chair"})
_LEADING = frozenset({"from", "by", "with", "to", "among", "including", "between"})
_LONGEST_GAP = 6
"""Tokens between two names of `Chinese destroyers, a Peruvian rescue ship and two Chilean planes`."""
_NEAR = 4
_KINDS = frozenset({"state", "international_organisation", "ngo"})
_PRONOUNS = frozenset({"we", "i", "it", "they", "he", "she", "who", "which", "that"})
_AWAY = frozenset({"from", "by"})
_BEFORE_FROM = 12


class Unit(msgspec.Struct, frozen=True):
    """Words that tell what actors say or do."""

    actors: list[Actor]
    ranges: list[tuple[int, int]]
    token: int
    number: int
    way: str
    only: frozenset[Stance] = frozenset()
    """The stances that the words may tell; empty for all."""


class HintReader:
    """Reads what the exact rules have left."""

    def __init__(self, sheet: Sheet, statements: StatementReader) -> None:
        self.sheet, self.statements = sheet, statements
        self.context, self.index = sheet.context, sheet.index
        self.actors = sheet.actors
        self.done = DoneDeeds(sheet)

    def read_hints(self) -> None:
        """Find a stance for each actor of whom its sentence tells none so far."""
        low, cues = self.index.low, load_cues()
        for number, sentence in enumerate(self.context.document.sentences):
            if sentence.kind not in {"body", "dek"} or is_bygone(self.index, sentence.first):
                continue
            if not any(low[token] in cues for token in range(sentence.first, sentence.last)):
                continue
            if (
                not self._may_react(sentence.first, sentence.last)
                and not self.context.attributions_of[number]
            ):
                continue
            for unit in (
                *self._spoken(number),
                *self._done(number),
                *self._from(number),
                *self._labelled(number),
            ):
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
        if not hits:
            return
        for actor in actors:
            of_actor = [frame for frame in self.sheet.found if frame.actor.value == actor.name]
            told = {frame.stance for frame in of_actor if frame.evidence.overlaps(sentence.span)} - {"other"}
            stance = self._further(hits, told) if told else self._stance(unit, hits)
            if stance is not None and all(frame.stance != stance for frame in of_actor):
                self.sheet.add_actors([actor], [stance], unit.number, unit.token)

    def _further(self, hits: list[Hit], told: set[Stance]) -> Stance | None:
        """Return what an actor says besides what its sentence tells of it already: only on a strong cue and more."""
        strong = {hit.cue.stance for hit in hits if hit.cue.weight == STRONG} - told - {"calls_for_restraint"}
        weights = {
            stance: weight for stance, weight in weigh(hits).items() if stance in strong and weight > STRONG
        }
        return told_by(weights)

    def _hits(self, unit: Unit) -> list[Hit]:
        """Return the cues of a unit that tell of its actors."""
        hits = [hit for first, last in unit.ranges for hit in find_hits(self.index.low, first, last)]
        if not hits:
            return []
        names = {actor.name for actor in unit.actors}
        others = self._others(unit, names)
        kept: list[Hit] = []
        for hit in hits:
            if hit.cue.weight and self._is_negated(hit):
                continue
            if hit.cue.weight and hit.cue.stance in _DEEDS and hit.token in others:
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

    def _stance(self, unit: Unit, hits: list[Hit]) -> Stance | None:
        names = {actor.name for actor in unit.actors}
        weights = weigh(hits)
        for alike in self._told_near(unit, names):
            if alike in weights:
                weights[alike] += _ALIKE + (alike == "offers_help" and self._is_giving(unit))
        return told_by(weights)

    def _is_giving(self, unit: Unit) -> bool:
        """Tell whether the words of a unit open with a verb of giving: `have all despatched brigades`."""
        number = self.index.verb_at[unit.ranges[0][0]]
        verb = self.index.clauses[number].verb if number >= 0 else None
        return verb is not None and not verb.passive and verb.lemma in load_words("stance_cues", "giving")

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
            return hit.cue.stance != "denies"
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
        if clause.verb is not None and clause.verb.modal in _UNSAID:
            return True
        if clause.subject is None or clause.subject_inherited or unit.way in {"from", "by"}:
            return False
        if clause.verb is not None and clause.verb.first == unit.ranges[0][0]:
            return False
        first, last = self.index.range_of(clause.subject)
        if first <= unit.token < last or (last - first == 1 and self.index.low[first] in _PRONOUNS):
            return False
        if self.index.low[first] in {"his", "her", "its", "our", "their"}:
            return False
        mentions = self.context.document.names
        return not any(
            (entity := mentions.entities[mentions.mentions[m].entity]).name in names
            or entity.country in {actor.country for actor in unit.actors if actor.country}
            for m in self.index.mentions_in(first, last)
        )

    # Units

    def _spoken(self, number: int) -> Iterator[Unit]:
        context = self.context
        for n in context.attributions_of[number]:
            attribution = context.document.attributions[n]
            if (
                attribution.source is None
                or attribution.cue is None
                or context.cue_sentence[n] != number
                or context.is_outlet(n)
            ):
                continue
            actors, _ = self.sheet.speakers.speakers_of(self.statements.outer(n))
            if not actors or attribution.lemma.split(" ")[0] in _RECALLING:
                continue
            first, last = self.index.range_of(attribution.cue)
            if "yet" in self.index.low[first:last]:
                continue
            at = self.index.verb_at[first]
            clause = self.index.clauses[at] if at >= 0 else None
            if clause is not None and clause.verb is not None:
                if clause.verb.negated or clause.verb.modal in _UNSAID or is_unreal(self.index, clause):
                    continue
                if self.done.is_history(at):
                    continue
            ranges = self.statements.up_to_others([(first, last), *context.content_ranges[n]], n)
            yield Unit(actors, ranges, first, number, "spoken")

    def _done(self, number: int) -> Iterator[Unit]:
        sentence = self.context.document.sentences[number]
        clauses = self.index.clauses
        for n in self.index.clauses_of[number]:
            clause = clauses[n]
            verb = clause.verb
            if verb is None or clause.subject is None or verb.negated or verb.modal in _UNSAID:
                continue
            if clause.subject_inherited or not self.done.is_told(number, verb.span):
                continue
            if (
                clause.kind == "infinitive"
                or is_unreal(self.index, clause)
                or is_of_object(self.index, clause)
            ):
                continue
            if self.done.is_history(n) or self.done.is_supposed(clause):
                continue
            first, last = self.index.range_of(clause.subject)
            if last > verb.first or self.sheet.speakers.is_posted_by_own(first, last):
                continue
            if self._is_read(first, last) or verb.lemma in _RECALLING or verb.lemma in lemmas("unreal"):
                continue
            if self.index.low[verb.first + 1 : verb.first + 3] == ["yet", "to"] or self._is_said_by_others(
                number, verb.first
            ):
                continue
            end = self._end(n, verb.last, sentence.last)
            doers = self.actors.doers.listed_to_verb(first, last, verb.first) or self.actors.doers.doers_of(
                first, last
            )
            actors = [a for doer in doers if (a := self.actors.actor_of(doer)) is not None]
            if actors:
                only = _FELT if verb.passive else frozenset()
                yield Unit(actors, [(verb.first, end)], first, number, "done", only)
                continue
            meant = self._meant(clause, first, last)
            if meant:
                yield Unit(meant, [(verb.first, end)], verb.first, number, "meant")
                continue
            hands = self._hands(first, last)
            if hands:
                speaks = not words_for("papers").isdisjoint(self.index.low[first:last])
                yield Unit(hands, [(first, end)], first, number, "hands", frozenset() if speaks else _DEEDS)
                continue
            loose = self._loose(first, last)
            if loose:
                yield Unit(loose, [(verb.first, end)], first, number, "loose")

    def _is_read(self, first: int, last: int) -> bool:
        """Tell whether exact rules have read who is named in a subject."""
        span = self.index.span(first, last)
        return any(
            frame.stance != "other" and frame.actor.span is not None and frame.actor.span.overlaps(span)
            for frame in self.sheet.found
        )

    def _is_said_by_others(self, number: int, token: int) -> bool:
        """Tell whether a token stands in what somebody says: what others do is told by them."""
        return any(
            first <= token < last
            for n in self.context.attributions_of[number]
            for first, last in self.context.content_ranges[n]
        )

    def _end(self, number: int, behind: int, last: int) -> int:
        """Return where somebody else's clause begins behind a verb."""
        clauses = self.index.clauses
        sentence = clauses[number].sentence
        for n in self.index.clauses_of[sentence]:
            clause = clauses[n]
            if clause.first < behind or clause.subject is None or clause.subject_inherited:
                continue
            if clause.kind in {"main", "coordinate"} or clause.kind == "adverbial":
                a, b = self.index.range_of(clause.subject)
                if b - a == 1 and self.index.low[a] in _PRONOUNS and clause.kind != "main":
                    continue
                return min(last, clause.first)
        return next((t for t in range(behind, last) if self.index.low[t] == ";"), last)

    def _meant(self, clause: Clause, first: int, last: int) -> list[Actor]:
        """Return whom `all`, `both` or `the latter` means: those named right before in the sentence."""
        words = self.index.low[first:last]
        begin = self.context.document.sentences[clause.sentence].first
        if clause.marker in {"who", "which"} and words[-1] in {"all", "both", "each", clause.marker}:
            end = clause.first - (self.index.low[clause.first - 1] == ",")
            lead = max((t for t in range(begin, end) if self.index.low[t] in _LEADING), default=-1)
            found = self._named(lead + 1, end) if lead >= 0 else []
            return found if len(found) > 1 or words[-1] == clause.marker else []
        if words == ["the", "latter"]:
            return self._named(begin, first)[-1:]
        return []

    def _named(self, first: int, last: int) -> list[Actor]:
        """Return the states, bodies and people named in a stretch: `Peru's president, the Saudi king and Chile`."""
        names, low = self.context.document.names, self.index.low
        found: dict[str, Actor] = {}
        for m in self.index.mentions_in(first, last):
            mention, behind = names.mentions[m], self.index.mention_range[m][1]
            owns = mention.adjective or low[behind - 1].endswith(("'s", "’s"))
            if owns and not mention.metonym and low[behind] not in speaks_for() | {"prime", "foreign"}:
                continue
            actor = self.actors.actor_of(Doer(names.entities[mention.entity], None, "", mention.span))
            if actor is not None:
                found.setdefault(actor.name, actor)
        return list(found.values())

    def _phrase_end(self, first: int, last: int) -> int:
        """Return where a list of names ends: at a verb, a mark, or a word that opens another phrase."""
        low = self.index.low
        return next(
            (
                t
                for t in range(first, last)
                if self.index.verb_at[t] >= 0
                or low[t]
                in {";", ":", ".", "(", "who", "which", "after", "to", "for", "over", "in", "with", "on"}
                or (low[t] == "," and self.index.mention_at[t + 1 + (low[t + 1] in {"the", "and"})] < 0)
            ),
            last,
        )

    def _loose(self, first: int, last: int) -> list[Actor]:
        """Return those of whom a subject opens that no exact reading takes for a doer: `Members of the Council`."""
        inside = self.index.mentions_in(first, last)
        if not inside:
            return []
        begin = self.index.mention_range[inside[0]][0]
        if begin - first > _NEAR or self.index.low[begin - 1] in {
            "in",
            "from",
            "with",
            "at",
            "near",
            "against",
            "on",
        }:
            return []
        return self._named(begin, last)

    def _hands(self, first: int, last: int) -> list[Actor]:
        """Return the states whose people or things a subject is: `Belgian and French paratroopers`, `Peru's divers`."""
        names, low = self.context.document.names, self.index.low
        found: list[Actor] = []
        end = first
        for m in self.index.mentions_in(first, last):
            begin, behind = self.index.mention_range[m]
            mention = names.mentions[m]
            entity = names.entities[mention.entity]
            gap = low[end:begin]
            if len(gap) > _LONGEST_GAP or any(
                word in {"of", "in", "from", "with", "for", "at", "near", "by"} for word in gap
            ):
                break
            owns = mention.adjective or low[behind - 1].endswith(("'s", "’s", "s'", "s’"))
            if found and not owns and entity.type == "organisation":
                # `The American drugmaker Merck`
                return []
            if not owns or entity.type == "person" or behind >= last or "-" in mention.surface:
                break
            actor = self.actors.actor_of(Doer(entity, None, "", mention.span))
            if actor is not None:
                found.append(actor)
            end = behind
        return found

    def _has_doer(self, clause: Clause, before: int) -> bool:
        """Tell whether a state, body or person does what a clause tells."""
        names = self.context.document.names
        if clause.subject is None:
            return False
        first, last = self.index.range_of(clause.subject)
        inside = self.index.mentions_in(first, min(last, before))
        return any(
            not is_own(names.entities[names.mentions[m].entity], self.actors.countries) for m in inside
        )

    def _labelled(self, number: int) -> Iterator[Unit]:
        """Yield what stands behind a label or under the heading of a state: `Peru: fuel on credit`."""
        sentence = self.context.document.sentences[number]
        labels, first = self.actors.bearings.label_of(number)
        labels = labels or self.actors.bearings.section_of(number)
        if not labels:
            return
        doers = [Doer(e, None, "", self.index.span(sentence.first, sentence.first + 1)) for e in labels]
        actors = [a for doer in doers if (a := self.actors.actor_of(doer)) is not None]
        if actors and len(actors) == len(labels):
            yield Unit(actors, [(first, sentence.last)], sentence.first, number, "label")

    def _from(self, number: int) -> Iterator[Unit]:
        sentence = self.context.document.sentences[number]
        low = self.index.low
        for token in range(sentence.first, sentence.last - 1):
            if low[token] not in _AWAY:
                continue
            doers = self.actors.doers.listed_from(token + 1, sentence.last)
            actors = [a for doer in doers if (a := self.actors.actor_of(doer)) is not None]
            actors = actors or self._named(token + 1, self._phrase_end(token + 1, sentence.last))
            if not actors or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            n = self.index.clause_at(token)
            clause = self.index.clauses[n] if n is not None else None
            if clause is None or clause.verb is None or clause.verb.negated or clause.verb.modal in _UNSAID:
                continue
            if n is not None and (self.done.is_history(n) or is_unreal(self.index, clause)):
                continue
            if low[token - 1] in {"except", "not", "but", "or"}:
                continue
            if low[token] == "from" and self._has_doer(clause, token):
                # `France flew tents | from Chad`: where from.
                continue
            if low[token] == "by" and not (clause.verb.passive and clause.verb.last <= token):
                continue
            begin = max(sentence.first, token - _BEFORE_FROM, clause.first)
            begin = max([begin, *(t + 1 for t in range(begin, token) if low[t] in {"from", ";"})])
            yield Unit(actors, [(begin, token)], token, number, low[token], _NO_FORCES)
