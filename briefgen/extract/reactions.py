"""Reactions: what foreign and international actors say and do."""

from collections.abc import Collection, Sequence
from functools import cache

import msgspec

from briefgen.extract.actors import UNKNOWN_OFFICE, Actor, ActorReader, Doer, parent_of, split_phrases
from briefgen.extract.frames import Context, ReactionFrame, Slot, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_phrases
from briefgen.extract.stances import StanceReader, Told, is_state, load_stances
from briefgen.extract.wording import as_sentence, text_of
from briefgen.model.brief import Stance
from briefgen.model.dates import parse_date
from briefgen.model.span import Span

_MIN_QUOTE_TOKENS = 3
_MAX_TEXT = 400
"""Longest text made of several sentences, in code points."""
_DEED_REACH = 16
"""Tokens behind the verb of a deed in which its object is looked for."""
_HISTORY_DAYS = 60
"""So long before the article a deed is history, no reaction."""
_PRONOUNS = frozenset({"we", "i", "it", "they", "he", "she"})
_UNSAID = frozenset({"may", "might", "could", "should"})
_NOT_DONE = frozenset({"may", "might", "could", "would", "should", "must", "can"})


class DroppedReaction(msgspec.Struct, frozen=True):
    """Words that were no reaction, and why."""

    reason: str
    span: Span


def find_reactions(
    context: Context, countries: Collection[str]
) -> tuple[list[ReactionFrame], list[DroppedReaction]]:
    """Find the reactions that one article tells, in text order.

    Args:
        context: the article's layers.
        countries: codes of the countries whose crisis it is; their own people and bodies never react.

    Returns:
        One frame for each statement or deed, actor and stance; and what was left out.
    """
    finder = _Finder(context, frozenset(countries))
    finder.read_statements()
    finder.read_deeds()
    finder.read_lists()
    return finder.found, finder.dropped


class _Finder:
    def __init__(self, context: Context, countries: frozenset[str]) -> None:
        self.context = context
        self.index = context.index
        self.countries = countries
        self.actors = ActorReader(context, countries)
        self.stances = StanceReader(context, countries)
        self.found: list[ReactionFrame] = []
        self.dropped: list[DroppedReaction] = []

    # Statements

    def read_statements(self) -> None:
        """Find what actors say, each stance of a sentence once for an actor."""
        context = self.context
        said: list[tuple[bool, int, int, Actor, Stance]] = []
        for number, attribution in enumerate(context.document.attributions):
            if attribution.source is None or context.cue_sentence[number] < 0 or context.is_outlet(number):
                continue
            if context.document.sentences[context.cue_sentence[number]].kind not in {"body", "dek"}:
                continue
            actors, reason = self.actors.speakers_of(self._outer(number))
            only_promised = False
            if not actors and reason == UNKNOWN_OFFICE:
                actors = self._promised_for(number)
                only_promised = bool(actors)
            if reason:
                self.dropped.append(DroppedReaction(reason, attribution.source))
            stances = self._statement_stances(number, actors) if actors else []
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
                self._add(actor, stance, number, sentence.span, self._quote(number))
        self.found.sort(key=lambda frame: (frame.evidence, frame.actor.value, frame.stance))

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
                        for doer in self.actors.doers_of(a, b)
                        if (actor := self.actors.actor_of(doer)) is not None and actor.kind == "state"
                    ]
        return []

    def _outer(self, number: int) -> int:
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
        ranges = list(context.content_ranges[number])
        told: list[Told] = []
        if attribution.cue is not None:
            first, last = self.index.range_of(attribution.cue)
            at = self.index.verb_at[first]
            cue_verb = self.index.clauses[at].verb if at >= 0 else None
            if cue_verb is not None and (
                cue_verb.negated or cue_verb.modal in _UNSAID or self._is_unreal(self.index.clauses[at])
            ):
                return []
            if attribution.lemma.split(" ")[0] in _objects():
                ranges = self._cut(ranges, at, last)
            end = max([last, *(b for a, b in ranges if a >= first)])
            told.append(Told(attribution.lemma.split(" ")[0], last, end))
            ranges.append((first, last))
        seen: set[int] = set()
        for first, last in context.content_ranges[number]:
            for token in range(first, last):
                at = self.index.verb_at[token]
                if at < 0 or at in seen:
                    continue
                seen.add(at)
                clause = self.index.clauses[at]
                verb = clause.verb
                if (
                    verb is None
                    or verb.negated
                    or self._is_unreal(clause)
                    or not self._by_speaker(clause, actors)
                ):
                    continue
                told.append(Told(verb.lemma, verb.last, min(last, max(clause.last, verb.last))))
        found = self.stances.read_statement(told, ranges)
        if not found and attribution.quotes and self._quote(number) is not None:
            return ["other"]
        return found

    def _cut(self, ranges: list[tuple[int, int]], cue: int, behind: int) -> list[tuple[int, int]]:
        """Cut what a verb with an object governs where somebody else's clause begins beside it.

        `Egypt voiced concern, and Chile offered help`
        """
        if cue < 0:
            return ranges
        stop = min(
            (
                self.index.clauses[c].first
                for c in self.index.clauses_of[self.index.clauses[cue].sentence]
                if self.index.clauses[c].first >= behind
                and self._is_beside(self.index.clauses[c])
                and not self.index.clauses[c].subject_inherited
                and self.index.clauses[c].subject is not None
                and not _is_inverted(self.index.clauses[c])
            ),
            default=-1,
        )
        if stop < 0 or self.context.is_quoted(self.index.span(stop, stop + 1)):
            return ranges
        return [(a, min(b, stop) if a < stop < b else b) for a, b in ranges if a < stop or a < behind]

    def _is_beside(self, clause: Clause) -> bool:
        """Tell whether a clause goes on beside another: `…, and Chile sent …`, `…, while Chile sent …`."""
        return clause.kind in {"main", "coordinate"} or self.index.low[clause.first] in {"while", "whereas"}

    def _by_speaker(self, clause: Clause, actors: Sequence[Actor]) -> bool:
        """Tell whether a verb inside a statement is the speaker's own deed: `we condemn`, `calling on`."""
        if clause.subject is None or clause.subject_inherited or _is_inverted(clause):
            return True
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

    def _add(self, actor: Actor, stance: Stance, number: int, cue_sentence: Span, quote: Span | None) -> None:
        evidence = self._evidence(number, cue_sentence, quote)
        first, last = self.index.range_of(evidence)
        self.found.append(
            ReactionFrame(
                actor=Slot(actor.name, actor.span, "sentence"),
                country=actor.country,
                kind=actor.kind,
                speaker=Slot(actor.speaker, actor.speaker_span, "sentence") if actor.speaker else None,
                role=actor.role,
                stance=stance,
                text=self._text(number, cue_sentence, quote, evidence),
                quote=quote,
                date=self._date(number, first, last),
                evidence=evidence,
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
        return text_of(context, context.cue_sentence[number])

    def _quote(self, number: int) -> Span | None:
        quotes = self.context.document.attributions[number].quotes
        for quote in quotes:
            first, last = self.index.range_of(quote)
            if last - first >= _MIN_QUOTE_TOKENS:
                return quote
        return None

    def _date(self, number: int, first: int, last: int) -> Slot | None:
        context = self.context
        sentence = context.cue_sentence[number]
        for timex in context.timexes_of[sentence]:
            value = context.document.timexes[timex]
            if (
                context.is_speaking_time(timex)
                and value.date is not None
                and is_day(value.date)
                and (context.published is None or value.date <= context.published)
            ):
                return Slot(value.date, value.span, "sentence")
        cue = context.document.attributions[number].cue
        clause = context.clause_at(self.index.range_of(cue)[0]) if cue is not None else None
        own = context.timex_of_clause(clause) if clause is not None else None
        if own is not None:
            value = context.document.timexes[own]
            if value.date is not None and is_day(value.date) and (context.published or "9") >= value.date:
                return Slot(value.date, value.span, "clause")
        if cue is not None:
            around = context.date_of(self.index.range_of(cue)[0], reach="sentence")
            if (
                around is not None
                and around.date
                and is_day(around.date)
                and (context.published or "9") >= around.date
            ):
                return Slot(around.date, around.span, around.how)
        before = context.date_before(sentence)
        if (
            before is not None
            and before.date
            and is_day(before.date)
            and (context.published is None or before.date <= context.published)
        ):
            return Slot(before.date, before.span, "before")
        return Slot(context.published, None, "article") if context.published is not None else None

    # Deeds

    def read_deeds(self) -> None:
        """Find what actors do: send forces, close a border, evacuate their nationals."""
        spoken = {
            self.index.verb_at[self.index.range_of(attribution.cue)[0]]
            for attribution in self.context.document.attributions
            if attribution.cue is not None and attribution.source is not None
        }
        for number, clause in enumerate(self.index.clauses):
            verb = clause.verb
            if number in spoken and clause.kind == "coordinate":
                # Read as a statement, by whoever makes it.
                continue
            if verb is None or verb.negated or not self._is_told(clause.sentence, verb.span):
                continue
            if verb.passive and not is_state(verb.lemma, passive=True):
                self._read_passive(clause)
                continue
            if self._read_whose(clause):
                continue
            if clause.subject is None or (verb.modal in _NOT_DONE and not self._is_promised(clause)):
                continue
            if self._is_history(number):
                continue
            if clause.kind == "infinitive" and not self._is_effort(clause):
                continue
            if self._is_unreal(clause):
                continue
            sentence = self.context.document.sentences[clause.sentence]
            first, last = self.index.range_of(clause.subject)
            end = self._end_of(clause, verb.last, sentence.last)
            if last - first == 1 and self.index.low[first] in _PRONOUNS:
                stances = self.stances.read_deed(Told(verb.lemma, verb.last, end))
                self._add_actors(self._meant_by(clause), stances, clause.sentence, verb.first)
                continue
            doers = self.actors.doers_of(first, self._untimed(first, last))
            if doers and (likewise := self._told_before(clause, end)):
                self._add_deeds(doers, likewise, clause.sentence, verb.first)
            elif doers:
                if is_state(verb.lemma, passive=verb.passive):
                    if self.index.low[end : end + 1] == ["and"]:
                        # `was shocked and saddened`
                        end = min(sentence.last, end + 2)
                    stances = self.stances.read_feeling(verb.lemma, verb.first, end)
                else:
                    stances = self.stances.read_deed(Told(verb.lemma, verb.last, end))
                self._add_deeds(doers, stances, clause.sentence, verb.first)
            else:
                self._read_coming(clause, first, last)

    def _told_before(self, clause: Clause, end: int) -> list[Stance]:
        """Return what others did in this sentence or the one before, where these do the same: `Peru followed suit`."""
        verb = clause.verb
        if verb is None or not any(
            self.index.starts_with(verb.first, phrase, end)
            or (verb.lemma == phrase[0] and self.index.starts_with(verb.last, phrase[1:], end))
            for phrase in split_phrases("likewise")
        ):
            return []
        for number in (clause.sentence, clause.sentence - 1):
            if number >= 0:
                span = self.context.document.sentences[number].span
                told = [
                    frame.stance
                    for frame in self.found
                    if frame.evidence.start <= span.start < frame.evidence.end
                ]
                if told:
                    return list(dict.fromkeys(told))
        return []

    def _untimed(self, first: int, last: int) -> int:
        """Return where a subject ends without a time behind it: `Washington | last week`."""
        for timex in self.context.timexes_of[self.index.sentence_of[first]]:
            begin, behind = self.context.timex_range[timex]
            if first < begin and behind == last:
                return begin - 1 if self.index.low[begin - 1] in {"on", "in", "early", "late"} else begin
        return last

    def _read_whose(self, clause: Clause) -> bool:
        """Read the main verb behind a relative clause: `Malta, whose navy lies near, sent two boats`."""
        verb = clause.verb
        low = self.index.low
        if (
            verb is None
            or clause.kind != "relative"
            or low[clause.first] != "whose"
            or low[verb.first - 1] != ","
        ):
            return False
        begin = self.context.document.sentences[clause.sentence].first
        doers = self.actors.doers_of(begin, clause.first - 1) if clause.first - 1 > begin else []
        sentence = self.context.document.sentences[clause.sentence]
        end = self._end_of(clause, verb.last, sentence.last)
        self._add_deeds(
            doers, self.stances.read_deed(Told(verb.lemma, verb.last, end)), clause.sentence, verb.first
        )
        return True

    def _is_promised(self, clause: Clause) -> bool:
        """Tell whether `would` is the future of somebody's words: `the minister said that Peru would send`."""
        verb = clause.verb
        if verb is None or verb.modal != "would" or clause.kind not in {"that", "coordinate"}:
            return False
        return any(
            first <= verb.first < last
            for number in self.context.attributions_of[clause.sentence]
            for first, last in self.context.content_ranges[number]
        )

    def _is_history(self, clause: int) -> bool:
        """Tell whether the clause gives a time long before the article: `which cut ties in 2021`."""
        context = self.context
        own = context.timex_of_clause(clause)
        date = context.document.timexes[own].date if own is not None else None
        if not date or context.published is None:
            return False
        latest, published = parse_date(date).latest, parse_date(context.published).earliest
        return latest is not None and published is not None and (published - latest).days > _HISTORY_DAYS

    def _is_effort(self, clause: Clause) -> bool:
        """Tell whether an infinitive tells what somebody does: `are working to evacuate their staff`."""
        parent = self.index.clauses[clause.parent].verb if clause.parent is not None else None
        return (
            clause.subject_inherited
            and parent is not None
            and not parent.negated
            and parent.modal not in _NOT_DONE
            and (
                parent.lemma in _lemmas("efforts")
                or (
                    parent.lemma in {"be", "become"}
                    and bool(
                        {"first", "latest", "second", "third", "quick", "swift"}
                        & set(self.index.low[parent.last : clause.first])
                    )
                )
            )
        )

    def _is_unreal(self, clause: Clause) -> bool:
        """Tell whether a deed is only thought of: `is considering sending troops`."""
        verb = clause.verb
        if verb is None or verb.first == 0:
            return False
        return any(
            (at := self.index.verb_at[token]) >= 0
            and (before := self.index.clauses[at].verb) is not None
            and before is not verb
            and before.lemma in _lemmas("unreal")
            for token in range(max(0, verb.first - 2), verb.first)
        )

    def _meant_by(self, clause: Clause) -> list[Actor]:
        """Return the actors behind a pronoun: who speaks in the sentence before it, or acts in the one before."""
        context = self.context
        for number in context.attributions_of[clause.sentence]:
            cue = context.document.attributions[number].cue
            if (
                cue is not None
                and context.cue_sentence[number] == clause.sentence
                and self.index.range_of(cue)[0] < clause.first
                and not context.is_outlet(number)
            ):
                return self.actors.speakers_of(number)[0]
        if clause.sentence == 0:
            return []
        before = context.document.sentences[clause.sentence - 1]
        acting = {frame.actor.value: frame for frame in self.found if frame.evidence == before.span}
        if len(acting) != 1 or before.paragraph != context.document.sentences[clause.sentence].paragraph:
            return []
        frame = next(iter(acting.values()))
        person = (
            self.index.low[self.index.range_of(clause.subject)[0]] in {"he", "she"}
            if clause.subject
            else False
        )
        if person != (frame.speaker is not None):
            return []
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

    def _end_of(self, clause: Clause, behind: int, last: int) -> int:
        """Return where what follows a verb ends: at the next clause beside it, or a little behind its own."""
        beside = (
            self.index.clauses[c].first
            for c in self.index.clauses_of[clause.sentence]
            if self.index.clauses[c].first >= behind and self.index.clauses[c].kind in {"main", "coordinate"}
        )
        return min(last, max(clause.last, behind + _DEED_REACH), *beside)

    def _is_told(self, sentence: int, span: Span) -> bool:
        return self.context.document.sentences[sentence].kind in {
            "body",
            "dek",
        } and not self.context.is_quoted(span)

    def _read_passive(self, clause: Clause) -> None:
        """Read `support was offered by Norway`."""
        verb = clause.verb
        if verb is None or clause.subject is None or verb.modal in _NOT_DONE:
            return
        end = min(clause.last, verb.last + 8)
        by = next((t for t in range(verb.last, end) if self.index.low[t] == "by"), -1)
        if by < 0:
            return
        stop = next(
            (t for t in range(by + 1, clause.last) if self.index.low[t] in {",", ";", "(", "which", "who"}),
            clause.last,
        )
        doers = self.actors.listed_from(by + 1, clause.last) or self.actors.doers_of(by + 1, stop)
        if not doers:
            return
        first, last = self.index.range_of(clause.subject)
        self._add_deeds(
            doers, self.stances.read_deed(Told(verb.lemma, first, last)), clause.sentence, verb.first
        )

    def _read_coming(self, clause: Clause, first: int, last: int) -> None:
        """Read `Kenyan troops landed` and `Greek rescuers arrived`: the coming of people is a deed of their state."""
        verb = clause.verb
        names = self.context.document.names
        if verb is None:
            return
        for m in self.index.mentions_in(first, last)[:1]:
            begin, behind = self.index.mention_range[m]
            mention = names.mentions[m]
            if begin - first > 2 or not (
                mention.adjective or names.entities[mention.entity].kind == "country"
            ):
                return
            doer = Doer(names.entities[mention.entity], None, "", mention.span)
            coming, going = verb.lemma in _lemmas("coming"), verb.lemma in _lemmas("going")
            carried = (
                self.stances.read_deed(Told(verb.lemma, verb.last, clause.last))
                if self.actors.has_behind(behind, last, "craft")
                else []
            )
            if carried:
                self._add_deeds([doer], carried, clause.sentence, verb.first)
            elif self.actors.has_behind(behind, last, "relief_nouns") and coming:
                self._add_deeds([doer], ["offers_help"], clause.sentence, verb.first)
            elif self.actors.has_behind(behind, last, "force_nouns") and (coming or going):
                stance: Stance = "sends_forces" if coming else "withdraws_forces"
                self._add_deeds([doer], [stance], clause.sentence, verb.first)

    def read_lists(self) -> None:
        """Find `condolences came from Chile, Peru and Cuba`, `troops from Ghana and Benin`: deeds without a verb."""
        low = self.index.low
        for number, sentence in enumerate(self.context.document.sentences):
            if sentence.kind not in {"body", "dek"}:
                continue
            words = set(low[sentence.first : sentence.last])
            if "as" in words:
                self._read_likewise(number, sentence.first, sentence.last)
            if not words & {"from", "by"}:
                continue
            leaves = bool(words & _lemmas("homeward"))
            for stance in load_stances():
                name = "withdraws_forces" if leaves and stance.name == "sends_forces" else stance.name
                for noun in stance.nouns:
                    if noun[0] in words:
                        self._read_list(name, noun, number, sentence.first, sentence.last)

    def _read_likewise(self, number: int, first: int, last: int) -> None:
        """Read `as did Chile's president`: a deed of the same sentence, done by one more."""
        low = self.index.low
        sentence = self.context.document.sentences[number]
        for token in range(first, last - 2):
            if low[token] != "as" or low[token + 1] not in {"did", "have", "has", "had", "does", "do"}:
                continue
            told = [frame.stance for frame in self.found if frame.evidence == sentence.span]
            stop = next((t for t in range(token + 2, last) if low[t] in {".", ";", "("}), last)
            doers = self.actors.listed_from(token + 2, stop) or self.actors.doers_of(token + 2, stop)
            self._add_deeds(doers, list(dict.fromkeys(told)), number, token)

    def _read_list(self, stance: Stance, noun: Sequence[str], number: int, first: int, last: int) -> None:
        low = self.index.low
        for token in range(first, last):
            if not self.index.starts_with(token, noun, last):
                continue
            if any(word in _lemmas("wished") for word in low[max(first, token - 5) : token]):
                continue
            verbs = (
                self.index.clauses[at].verb
                for t in range(max(first, token - 5), token)
                if (at := self.index.verb_at[t]) >= 0
            )
            if any(verb is not None and verb.lemma in _lemmas("wished") for verb in verbs):
                continue
            behind = token + len(noun)
            at = next((t for t in range(behind, min(behind + 5, last)) if low[t] in {"from", "by"}), -1)
            if at < 0 or self.context.is_quoted(self.index.span(token, token + 1)):
                continue
            doers = self.actors.listed_from(at + 1, last)
            self._add_deeds(doers, [stance], number, token)

    def _add_deeds(self, doers: Sequence[Doer], stances: Sequence[Stance], number: int, token: int) -> None:
        if stances:
            actors = [actor for doer in doers if (actor := self.actors.actor_of(doer)) is not None]
            self._add_actors(actors, stances, number, token)

    def _add_actors(
        self, actors: Sequence[Actor], stances: Sequence[Stance], number: int, token: int
    ) -> None:
        sentence = self.context.document.sentences[number]
        for actor in actors:
            told = [
                frame.stance
                for frame in self.found
                if frame.evidence == sentence.span and frame.actor.value == actor.name
            ]
            for stance in stances:
                # `other` says nothing beside what the same sentence tells already.
                if stance in told or (told and stance == "other"):
                    continue
                self.found.append(
                    ReactionFrame(
                        actor=Slot(actor.name, actor.span, "clause"),
                        country=actor.country,
                        kind=actor.kind,
                        speaker=Slot(actor.speaker, actor.speaker_span, "clause") if actor.speaker else None,
                        role=actor.role,
                        stance=stance,
                        text=as_sentence(self.context, sentence.first, sentence.last),
                        quote=None,
                        date=self._deed_date(token, number),
                        evidence=sentence.span,
                    )
                )

    def _deed_date(self, token: int, sentence: int) -> Slot | None:
        context = self.context
        dated = context.date_of(token)
        if (
            dated is not None
            and dated.date
            and is_day(dated.date)
            and (context.published is None or dated.date <= context.published)
        ):
            return Slot(dated.date, dated.span, dated.how)
        spoken = context.speaking_date(token, token + 1)
        if spoken is not None:
            return spoken
        return Slot(context.published, None, "article") if context.published is not None else None


def _is_inverted(clause: Clause) -> bool:
    """Tell whether the subject seems to stand behind the verb: `condemned it, urged both sides to talk`."""
    return (
        clause.subject is not None
        and clause.verb is not None
        and clause.subject.start > clause.verb.span.start
    )


@cache
def _objects() -> frozenset[str]:
    """Return verbs of position that take an object, not a sentence: behind `and` another clause stands beside them."""
    return frozenset(verb for stance in load_stances() for verb in stance.verbs) - _lemmas("saying")


@cache
def _lemmas(key: str) -> frozenset[str]:
    return frozenset(word for phrase in split_phrases(key) for word in phrase)


def about_words() -> frozenset[str]:
    """Return the words by which a statement is about a crisis."""
    return frozenset(load_phrases("stances", "about"))
