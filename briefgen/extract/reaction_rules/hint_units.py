"""Units of hints: stretches of words with the actors whose doings or words they tell, for want of an exact rule."""

from collections.abc import Iterator, Sequence
from typing import get_args

import msgspec

from briefgen.extract.frames import DEEDS
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import lemmas, speaks_for, words_for
from briefgen.extract.reaction_rules.actors import Actor
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.doer_nouns import Doer
from briefgen.extract.reaction_rules.done_deeds import DoneDeeds
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.statements import StatementReader
from briefgen.extract.reaction_rules.unreal import UNSAID, is_of_object, is_unreal
from briefgen.model.brief import Stance

PRONOUNS = load_words("reaction_rules", "pronouns")
_NO_FORCES = frozenset(get_args(Stance)) - {"sends_forces", "withdraws_forces", "evacuates", "sanctions"}
"""Stances that whoever something comes from may take."""
_FELT: frozenset[Stance] = frozenset({"expresses_condolences", "condemns", "monitors"})
"""Stances that a passive may tell: `was appalled`."""
_JUDGED: frozenset[Stance] = frozenset({"condemns", "warns", "denies", "demands_investigation"})
"""Stances that a report may tell of its source: `according to the World Bank` who helps is others."""
_PASSED_OVER = frozenset({"recall", "remember", "reminisce", "chair"})
"""Verbs of what was long ago, or of an office taken for a verb."""
_LEADING = frozenset({"from", "by", "with", "to", "among", "including", "between"})
"""Words before the names that `who all` means."""
_PRIVATE = load_words("reaction_rules", "private_people")
"""Behind an adjective of a state: people who act for themselves."""
_LONGEST_GAP = 6
"""Tokens between two names of `Chinese destroyers, a Peruvian rescue ship and two Chilean planes`."""
_NEAR = 4
"""Tokens of a subject before the first name."""
_BEFORE_FROM = 12
"""Tokens before `from` and `by` that tell what comes or is done."""


class Unit(msgspec.Struct, frozen=True):
    """Words that tell what actors say or do."""

    actors: list[Actor]
    ranges: list[tuple[int, int]]
    token: int
    number: int
    way: str
    only: frozenset[Stance] = frozenset()
    """The stances that the words may tell; empty for all."""


class UnitReader:
    """Finds the units of one article."""

    def __init__(self, sheet: Sheet, statements: StatementReader) -> None:
        self.sheet, self.statements = sheet, statements
        self.context, self.index = sheet.context, sheet.index
        self.actors = sheet.actors
        self.done = DoneDeeds(sheet)

    def units_of(self, number: int, tokens: Sequence[int]) -> Iterator[Unit]:
        """Yield the units of a sentence.

        Args:
            number: the sentence.
            tokens: where its cues stand that weigh more than a little, in text order.
        """
        yield from self._spoken(number)
        if tokens:
            yield from self._done(number, tokens)
            yield from self._from(number, tokens[0])
            yield from self._labelled(number)

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
            if not actors or attribution.lemma.split(" ")[0] in _PASSED_OVER:
                continue
            first, last = self.index.range_of(attribution.cue)
            if "yet" in self.index.low[first:last]:
                continue
            at = self.index.verb_at[first]
            clause = self.index.clauses[at] if at >= 0 else None
            if clause is not None and clause.verb is not None:
                if clause.verb.negated or clause.verb.modal in UNSAID or is_unreal(self.index, clause):
                    continue
                if self.done.is_history(at):
                    continue
            ranges = self.statements.ranges.up_to_others([(first, last), *context.content_ranges[n]], n)
            only = _JUDGED if self.index.low[first] == "according" else frozenset()
            yield Unit(actors, ranges, first, number, "spoken", only)

    def _done(self, number: int, tokens: Sequence[int]) -> Iterator[Unit]:
        sentence = self.context.document.sentences[number]
        for n in self.index.clauses_of[number]:
            clause = self.index.clauses[n]
            verb = clause.verb
            if (
                verb is None
                or clause.subject is None
                or clause.subject_inherited
                or tokens[-1] < clause.first
            ):
                continue
            first, last = self.index.range_of(clause.subject)
            if last > verb.first or not self.is_own_word(clause):
                continue
            if verb.lemma in words_for("plain_speech") and self.index.low[first - 1] in {"that", "which"}:
                # `a house that | Peru said was empty`
                continue
            end = self.end_of(n, verb.last, sentence.last)
            if not any(first <= token < end for token in tokens) or not self.is_done(n):
                continue
            if self.sheet.speakers.is_posted_by_own(first, last) or self._is_read(first, last):
                continue
            doers = self.actors.doers.lists.listed_to_verb(
                first, last, verb.first
            ) or self.actors.doers.doers_of(first, last)
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
                yield Unit(hands, [(first, end)], first, number, "hands", frozenset() if speaks else DEEDS)
                continue
            loose = self._loose(first, last)
            if loose:
                yield Unit(loose, [(verb.first, end)], first, number, "loose")

    def is_own_word(self, clause: Clause) -> bool:
        """Tell whether the article itself tells a clause, as something that may have been done."""
        verb = clause.verb
        if verb is None or verb.negated or verb.modal in UNSAID or clause.kind == "infinitive":
            return False
        if verb.lemma in _PASSED_OVER or self.index.low[verb.first + 1 : verb.first + 3] == ["yet", "to"]:
            return False
        return self.done.is_told(clause.sentence, verb.span) and not self._is_said_by_others(
            clause.sentence, verb.first
        )

    def is_done(self, number: int) -> bool:
        """Tell whether what a clause tells is neither only thought of nor history."""
        clause = self.index.clauses[number]
        if clause.verb is not None and clause.verb.lemma in lemmas("unreal"):
            return False
        if is_unreal(self.index, clause) or is_of_object(self.index, clause):
            return False
        return not self.done.is_history(number) and not self.done.is_supposed(clause)

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

    def end_of(self, number: int, behind: int, last: int) -> int:
        """Return where somebody else's clause begins behind a verb."""
        clauses = self.index.clauses
        sentence = clauses[number].sentence
        for n in self.index.clauses_of[sentence]:
            clause = clauses[n]
            if clause.first < behind or clause.subject is None or clause.subject_inherited:
                continue
            if clause.kind in {"main", "coordinate"} or clause.kind == "adverbial":
                a, b = self.index.range_of(clause.subject)
                if b - a == 1 and self.index.low[a] in PRONOUNS and clause.kind != "main":
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
            actor = self.actors.actor_of(Doer(names.entities[mention.entity], mention.span))
            if actor is not None:
                found.setdefault(actor.name, actor)
        return list(found.values())

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
            if low[behind] in _PRIVATE or low[last - 1] in _PRIVATE:
                # `A Japanese architect`, `Nepali human rights activists`
                break
            actor = self.actors.actor_of(Doer(entity, mention.span))
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
        doers = [Doer(e, self.index.span(sentence.first, sentence.first + 1)) for e in labels]
        actors = [a for doer in doers if (a := self.actors.actor_of(doer)) is not None]
        if actors and len(actors) == len(labels):
            yield Unit(actors, [(first, sentence.last)], sentence.first, number, "label")

    def _from(self, number: int, begin: int) -> Iterator[Unit]:
        sentence = self.context.document.sentences[number]
        low = self.index.low
        for token in range(begin, sentence.last - 1):
            if low[token] not in {"from", "by"}:
                continue
            doers = self.actors.doers.lists.listed_from(token + 1, sentence.last)
            actors = [a for doer in doers if (a := self.actors.actor_of(doer)) is not None]
            actors = actors or self._named(token + 1, self._phrase_end(token + 1, sentence.last))
            if not actors or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            n = self.index.clause_at(token)
            clause = self.index.clauses[n] if n is not None else None
            if clause is None or clause.verb is None or clause.verb.negated or clause.verb.modal in UNSAID:
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
            first = max(sentence.first, token - _BEFORE_FROM, clause.first)
            first = max([first, *(t + 1 for t in range(first, token) if low[t] in {"from", ";"})])
            yield Unit(actors, [(first, token)], token, number, low[token], _NO_FORCES)
