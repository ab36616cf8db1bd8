"""Statements: reactions that foreign and international actors voice."""

from collections.abc import Sequence
from functools import cache

from briefgen.extract.frames import ReactionFrame, Slot
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.phrasing.wording import as_sentence, text_of
from briefgen.extract.reaction_rules.actor_words import lemmas, parent_of, words_for
from briefgen.extract.reaction_rules.actors import Actor
from briefgen.extract.reaction_rules.done_deeds import DoneDeeds
from briefgen.extract.reaction_rules.reaction_dates import date_of_statement
from briefgen.extract.reaction_rules.reaction_sheet import DroppedReaction, Sheet
from briefgen.extract.reaction_rules.speaking_actors import UNKNOWN_OFFICE
from briefgen.extract.reaction_rules.stance_lists import asking_verbs, listed, load_stances
from briefgen.extract.reaction_rules.statement_ranges import StatementRanges
from briefgen.extract.reaction_rules.unmeant import Told
from briefgen.extract.reaction_rules.unreal import UNSAID, is_bygone, is_inverted, is_of_object, is_unreal
from briefgen.extract.reaction_rules.verb_objects import is_calling_home, up_to_aside
from briefgen.model.brief import Stance
from briefgen.model.span import Span

_MIN_QUOTE_TOKENS = 3
_MAX_TEXT = 400
"""Longest text made of several sentences, in code points."""
_PRONOUNS = frozenset({"we", "i", "it", "they", "he", "she"})
_OWNING = frozenset({"its", "his", "her", "their", "our", "my"})
_ENTITLING = frozenset({"right", "rights", "freedom", "liberty"})
_TO_COME = frozenset({"will", "shall", "would"})
_RECALLING = frozenset({"recall", "remember", "reminisce"})


class StatementReader:
    """Reads what actors say."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors, self.stances = sheet.actors, sheet.stances
        self.done = DoneDeeds(sheet)
        self.ranges = StatementRanges(sheet)
        self._plain: list[tuple[int, Actor]] = []

    def read_statements(self) -> None:
        """Find what actors say, each stance of a sentence once for an actor."""
        context = self.context
        said: list[tuple[bool, int, int, Actor, Stance]] = []
        for number, attribution in enumerate(context.document.attributions):
            if attribution.source is None or context.cue_sentence[number] < 0 or context.is_outlet(number):
                continue
            sentence = context.document.sentences[context.cue_sentence[number]]
            if sentence.kind not in {"body", "dek"}:
                continue
            if is_bygone(self.index, sentence.first) or self._is_aside(attribution.source):
                continue
            if self._is_history(attribution.cue):
                continue
            actors, reason = self.sheet.speakers.speakers_of(self.outer(number))
            only_promised = False
            if not actors and reason == UNKNOWN_OFFICE:
                actors = self._promised_for(number)
                only_promised = bool(actors)
            if reason:
                self.sheet.dropped.append(DroppedReaction(reason, attribution.source))
            stances = self._statement_stances(number, actors) if actors else []
            if actors and not stances and not only_promised and self._is_plain(number):
                self._plain += [(number, actor) for actor in actors]
            if only_promised:
                stances = [stance for stance in stances if stance != "other"]
            width = sum(last - first for first, last in context.content_ranges[number])
            said += [
                (not actor.speaker, width, number, actor, stance) for actor in actors for stance in stances
            ]
        # Named speakers first, then innermost: in `according to Psaki, Blinken assured him …` Blinken assures.
        said.sort(key=lambda entry: entry[:3])
        told: set[tuple[str, str, int]] = set()
        for _, _, number, actor, stance in said:
            key = (actor.name, stance, context.cue_sentence[number])
            if key not in told:
                told.add(key)
                sentence = context.document.sentences[context.cue_sentence[number]]
                self._add(actor, stance, number, sentence.span, self._quote_of(number, actor, stance))
        self.sheet.found.sort(key=lambda frame: (frame.evidence, frame.actor.value, frame.stance))

    def _is_history(self, cue: Span | None) -> bool:
        """Tell whether something was said long ago: `In 1989 Peru had urged him to hold out`."""
        at = self.index.verb_at[self.index.range_of(cue)[0]] if cue is not None else -1
        return at >= 0 and self.done.is_history(at)

    def add_plain(self) -> None:
        """Note what actors say without a stance, of those of whom the article tells nothing else."""
        told = {frame.actor.value for frame in self.sheet.found}
        for number, actor in self._plain:
            if actor.name not in told and actor.kind in {"state", "international_organisation"}:
                told.add(actor.name)
                sentence = self.context.document.sentences[self.context.cue_sentence[number]]
                self._add(actor, "other", number, sentence.span, None, faint=True)

    def _is_aside(self, source: Span) -> bool:
        """Tell whether somebody is only the source of a clause about a name: `a man who | Peru said had died`."""
        first = self.index.range_of(source)[0]
        first -= first > 0 and self.index.low[first - 1] == "the"
        return (
            first > 0 and self.index.low[first - 1] in {"who", "whom"} and not self.context.is_quoted(source)
        )

    def _is_plain(self, number: int) -> bool:
        """Tell whether somebody says something that is no figure: `The minister said that the worst was over`."""
        attribution = self.context.document.attributions[number]
        cue = attribution.cue
        at = self.index.verb_at[self.index.range_of(cue)[0]] if cue is not None else -1
        verb = self.index.clauses[at].verb if at >= 0 else None
        if attribution.lemma not in words_for("plain_speech") or (verb is not None and verb.negated):
            return False
        ranges = self.context.content_ranges[number]
        return bool(ranges) and not any(
            first < b and a < last for a, b in ranges for first, last in self.context.quantity_range
        )

    def _promised_for(self, number: int) -> list[Actor]:
        """Return the state whose doings somebody tells: `She promised that Turkey would help`."""
        for first, last in self.context.content_ranges[number][:1]:
            for at in sorted({self.index.verb_at[token] for token in range(first, last)} - {-1})[:1]:
                subject = self.index.clauses[at].subject
                if subject is None:
                    continue
                a, b = self.index.range_of(subject)
                if first <= a and b <= last and b - a <= 3:
                    return [
                        actor
                        for doer in self.actors.doers.doers_of(a, b)
                        if (actor := self.actors.actor_of(doer)) is not None and actor.kind == "state"
                    ]
        return []

    def outer(self, number: int) -> int:
        """Return the attribution whose speaker goes on with a second verb: `X said Y was right and called for calm`.

        The second verb seems to have the subject of what is said; but who speaks, goes on speaking.
        """
        context = self.context
        attributions = context.document.attributions
        cue, source = attributions[number].cue, attributions[number].source
        at = self.index.verb_at[self.index.range_of(cue)[0]] if cue is not None else -1
        if at < 0 or source is None:
            return number
        clause = self.index.clauses[at]
        if clause.kind != "coordinate" or not clause.subject_inherited:
            return number
        first, last = self.index.range_of(source)
        for other in context.attributions_of[context.cue_sentence[number]]:
            other_cue = attributions[other].cue
            if other == number or other_cue is None or other_cue.start >= source.start:
                continue
            if any(a <= first and last <= b for a, b in context.content_ranges[other]):
                return other
        return number

    def _statement_stances(self, number: int, actors: Sequence[Actor]) -> list[Stance]:
        context = self.context
        attribution = context.document.attributions[number]
        ranges = said = list(context.content_ranges[number])
        told: list[Told] = []
        if attribution.cue is not None:
            first, last = self.index.range_of(attribution.cue)
            at = self.index.verb_at[first]
            cue_verb = self.index.clauses[at].verb if at >= 0 else None
            if "yet" in self.index.low[first:last]:
                # `has yet to condemn it`
                return []
            if cue_verb is not None and (
                cue_verb.negated or cue_verb.modal in UNSAID or is_unreal(self.index, self.index.clauses[at])
            ):
                return []
            asks = attribution.lemma.split(" ")[0] in asking_verbs()
            if attribution.lemma.split(" ")[0] in _objects() or (
                asks and "that" not in self.index.low[last : last + 2]
            ):
                ranges = said = self.ranges.cut(ranges, at, last)
            ranges = said = self.ranges.behind_subject(self.ranges.up_to_others(ranges, number), number, last)
            end = max([last, *(b for a, b in ranges if a >= first)])
            lemma = attribution.lemma.split(" ")[0]
            if end == last and at >= 0 and (self.index.clauses[at].subject_inherited or lemma in _objects()):
                # `His spokesman said that he was shocked, and offered help`: what is offered stands in no content.
                end = max(last, self.index.clauses[at].last)
            if lemma == "recall" and is_calling_home(self.index.low, last):
                return []
            if lemma in _RECALLING:
                # What was done long ago: `recalled that it had sent observers`.
                return ["other"]
            if at >= 0 and self.index.low[self.index.clauses[at].first] == "how":
                # `"Utterly wrong" was how Ana Vega described it`
                begin = context.document.sentences[context.cue_sentence[number]].first
                told.append(Told(lemma, begin, self.index.clauses[at].first))
            told.append(Told(attribution.lemma.split(" ")[0], last, up_to_aside(self.index, at, last, end)))
            ranges = [*ranges, (first, last)]
        for first, last in said:
            told += self._told_within(first, last, actors)
        found = self.stances.read_statement(told, ranges)
        if "sanctions" in found and self._is_threatened(said):
            # `said that Peru would impose sanctions if he stayed`
            found = list(dict.fromkeys("warns" if stance == "sanctions" else stance for stance in found))
        if attribution.lemma.startswith("according"):
            # `Crews are searching the ruins, according to the Red Cross`: its own deeds are told elsewhere.
            found = [stance for stance in found if stance != "offers_help"]
        if not found and attribution.quotes and self._quote(number) is not None:
            return ["other"]
        return found

    def _is_threatened(self, said: Sequence[tuple[int, int]]) -> bool:
        """Tell whether what is said is to come, and hangs on something: `will cut aid unless he goes`."""
        low = self.index.low
        for first, last in said:
            at = next((t for t in range(first, last) if low[t] in {"if", "unless"}), -1)
            verbs = (
                self.index.clauses[n].verb for t in range(first, at) if (n := self.index.verb_at[t]) >= 0
            )
            if any(verb is not None and (verb.tense == "future" or verb.modal in _TO_COME) for verb in verbs):
                return True
        return False

    def _told_within(self, first: int, last: int, actors: Sequence[Actor]) -> list[Told]:
        """Return the verbs of a stretch of what is said whose subject speaks."""
        told: list[Told] = []
        for at in dict.fromkeys(self.index.verb_at[first:last]):
            clause = self.index.clauses[at]
            verb = clause.verb
            if (
                at < 0
                or verb is None
                or verb.negated
                or self.index.low[verb.first - 2 : verb.first] == ["no", "longer"]
                or self.index.low[verb.first : verb.first + 2] == ["no", "longer"]
                or self.index.low[clause.first] == "whether"
                or is_unreal(self.index, clause)
                or is_of_object(self.index, clause)
                or self._is_attempted(verb)
                or not self._by_speaker(clause, actors)
            ):
                continue
            told.append(Told(verb.lemma, verb.last, min(last, max(clause.last, verb.last))))
        return told

    def _own_quotes(self, number: int) -> list[tuple[int, int]]:
        """Return the quotations of a statement that are longer than a word or two, none that somebody else says."""
        stop = self.ranges.others_from(number)
        ranges = [self.index.range_of(quote) for quote in self.context.document.attributions[number].quotes]
        begin = self.ranges.begins_behind_others(number)
        return [r for r in ranges if _long(r) and (stop < 0 or r[0] < stop) and r[0] >= begin]

    def _by_speaker(self, clause: Clause, actors: Sequence[Actor]) -> bool:
        """Tell whether a verb inside a statement is the speaker's own deed: `we condemn`, `calling on`."""
        if clause.subject is None or is_inverted(clause):
            return True
        if clause.subject_inherited and not self._is_of_undergoer(clause):
            led = self.index.clauses[clause.parent] if clause.parent is not None else None
            # `a truce which aimed | to bring in aid`
            return led is None or led.kind != "relative" or self._by_speaker(led, actors)
        first, last = self.index.range_of(clause.subject)
        words = self.index.low[first:last]
        if not words or words[0] in _PRONOUNS:
            return True
        names = self.context.document.names
        inside = [names.entities[names.mentions[m].entity] for m in self.index.mentions_in(first, last)]
        if not inside:
            return len(words) > 1 and words[0] in {"his", "her", "its", "our", "their"}
        return any(
            parent_of(e.name) == actor.name
            or e.name == actor.speaker
            or (actor.country and e.country == actor.country and e.type != "person")
            for e in inside[:1]
            for actor in actors
        )

    def _is_attempted(self, verb: VerbGroup) -> bool:
        """Tell whether a verb says what somebody else tried or may do: `condemned the attempt | to seize power`."""
        low, at = self.index.low, verb.first - 1
        if at < 2 or low[verb.first] != "to":
            return False
        if low[at] in _ENTITLING:
            # `defended the right | to protest`
            return True
        if low[at] not in listed("attempts"):
            return False
        return low[at - 1] not in _OWNING and low[at - 2] not in _OWNING

    def _is_of_undergoer(self, clause: Clause) -> bool:
        """Tell whether a verb has its subject from one in the passive: `was killed while helping`, `died helping`."""
        parent = self.index.clauses[clause.parent].verb if clause.parent is not None else None
        if parent is None or clause.kind not in {"infinitive", "participial", "adverbial"}:
            return False
        return parent.passive or parent.lemma in words_for("undergoing")

    def _add(
        self,
        actor: Actor,
        stance: Stance,
        number: int,
        cue_sentence: Span,
        quote: Span | None,
        *,
        faint: bool = False,
    ) -> None:
        evidence = self._evidence(number, cue_sentence, quote)
        self.sheet.found.append(
            ReactionFrame(
                actor=Slot(actor.name, actor.span, "sentence"),
                country=actor.country,
                kind=actor.kind,
                speaker=Slot(actor.speaker, actor.speaker_span, "sentence") if actor.speaker else None,
                role=actor.role,
                stance=stance,
                text=self._text(number, cue_sentence, quote, evidence),
                quote=quote,
                date=date_of_statement(self.context, number),
                evidence=evidence,
                faint=faint,
            )
        )

    def _evidence(self, number: int, cue_sentence: Span, quote: Span | None) -> Span:
        """Return the sentences of cue and quotation, as one stretch."""
        spans = [cue_sentence]
        if quote is not None:
            first, last = self.index.range_of(quote)
            spans += [
                self.context.document.sentences[s].span
                for s in {self.index.sentence_of[first], self.index.sentence_of[last - 1]}
                if s >= 0
            ]
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    def _text(self, number: int, cue_sentence: Span, quote: Span | None, evidence: Span) -> str:
        """Return the sentence of the cue, or all of the quotation that begins before it."""
        context = self.context
        if (
            quote is not None
            and quote.start < cue_sentence.start
            and evidence.end - evidence.start <= _MAX_TEXT
        ):
            return as_sentence(context, *self.index.range_of(evidence))
        if quote is not None and quote.start >= cue_sentence.end:
            return text_of(context, self.index.sentence_of[self.index.range_of(quote)[0]])
        return text_of(context, context.cue_sentence[number])

    def _quote(self, number: int) -> Span | None:
        return next((self.index.span(first, last) for first, last in self._own_quotes(number)), None)

    def _quote_of(self, number: int, actor: Actor, stance: Stance) -> Span | None:
        """Return the quotation of a statement that tells a stance, else its first one."""
        ranges = self._own_quotes(number)
        if len(ranges) > 1:
            for first, last in ranges:
                told = self._told_within(first, last, [actor])
                if stance in self.stances.read_statement(told, [(first, last)]):
                    return self.index.span(first, last)
        return self._quote(number)


def _long(quote: tuple[int, int]) -> bool:
    """Tell whether a quotation is more than a word or two."""
    return quote[1] - quote[0] >= _MIN_QUOTE_TOKENS


@cache
def _objects() -> frozenset[str]:
    """Return verbs of position that take an object, not a sentence: behind `and` another clause stands beside them."""
    return frozenset(verb for stance in load_stances() for verb in stance.verbs) - lemmas("saying")
