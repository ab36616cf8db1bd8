"""Foreign deeds: reactions that foreign and international actors show by what they do."""

import msgspec

from briefgen.extract.actor_words import lemmas, split_phrases, words_for
from briefgen.extract.actors import Actor
from briefgen.extract.doers import Doer
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.reaction_sheet import Sheet, told_beside
from briefgen.extract.stance_lists import asking_verbs
from briefgen.extract.stances import Told, is_state
from briefgen.extract.unreal import is_of_object, is_unreal
from briefgen.model.brief import Stance
from briefgen.model.dates import parse_date
from briefgen.model.span import Span

_DEED_REACH = 16
"""Tokens behind the verb of a deed in which its object is looked for."""
_HISTORY_DAYS = 60
"""So long before the article a deed is history, no reaction."""
_ASIDE_REACH = 6
"""Tokens of a subject before a clause about it."""
_THEN = frozenset({"after", "before", "because", "although", "though", "since", "when", "while", "whereas"})
_HIDDEN = frozenset({"hide", "conceal", "disguise"})
"""Verbs that tell what somebody shows where they are denied: `did not hide his anger`."""
_SHARED = frozenset({"echo", "share", "repeat"})
_HEARD = frozenset({"hear", "voice", "express", "make", "strike", "sound"})
_RECOGNISING = frozenset({"recognise", "recognize"})
_ITS_BODY = 3
"""Tokens of `his foreign ministry`."""
_PRONOUNS = frozenset({"we", "i", "it", "they", "he", "she"})
_WISHING = frozenset(
    {"hope", "wish", "fear", "doubt", "deny", "suggest", "propose", "expect", "dream", "prefer", "recall"}
    | {"remember"}
)
_NOTHING = frozenset({"nothing", "nobody", "none", "no-one", "neither"})
_SHOULD = (["should", "the"], ["should", "they"], ["should", "it"], ["should", "he"], ["should", "she"])
_LAST = frozenset({"last", "remaining"})
_IF = frozenset({"if", "unless", "lest", "whether"})
_NOT_DONE = frozenset({"may", "might", "could", "would", "should", "must", "can"})


class ForeignDeedReader:
    """Reads what actors do."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors, self.stances = sheet.actors, sheet.stances

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
            if verb is not None and self.index.low[verb.first + 1 : verb.first + 3] == ["yet", "to"]:
                continue
            if verb is None or verb.negated is not (verb.lemma in _HIDDEN):
                if verb is not None and verb.negated and verb.lemma in _RECOGNISING:
                    self._read_refusal(clause)
                continue
            if not self._is_told(clause.sentence, verb.span) or not _NOTHING.isdisjoint(
                self.index.low[verb.last : verb.last + 1]
            ):
                continue
            if verb.passive and not is_state(verb.lemma, passive=True):
                self._read_passive(number, clause)
                continue
            if self._read_whose(clause) or self._read_behind_aside(clause):
                continue
            if self._read_document(clause):
                continue
            if clause.subject is None or (verb.modal in _NOT_DONE and not self._is_promised(clause)):
                continue
            if self._is_history(number) or self._is_supposed(clause):
                continue
            if clause.kind == "infinitive" and not self._is_effort(clause):
                continue
            if is_unreal(self.index, clause) or is_of_object(self.index, clause):
                continue
            sentence = self.context.document.sentences[clause.sentence]
            first, last = self.index.range_of(clause.subject)
            end = self._end_of(clause, verb.last, sentence.last)
            if self.index.low[first] == "whose" and first - 1 > sentence.first and clause.kind == "main":
                # `Peru, whose first lady handed out parcels, | has promised aid`
                first, last = sentence.first, first - 1
            if last - first == 1 and self.index.low[first] in _PRONOUNS:
                stances = self.stances.read_deed(Told(verb.lemma, verb.last, end))
                self.sheet.add_actors(self._meant_by(clause), stances, clause.sentence, verb.first)
                continue
            if self.sheet.speakers.is_posted_by_own(first, last):
                continue
            if clause.kind == "main" and self.sheet.speakers.opens_for_another(sentence.first):
                # Read as a statement, by the body spoken for.
                continue
            if self.index.low[first] in {"his", "her"} and last - first <= _ITS_BODY:
                holder = self.sheet.speakers.body_of_holder(clause.sentence, first, last)
                if holder is not None:
                    stances = self.stances.read_deed(Told(verb.lemma, verb.last, end))
                    self.sheet.add_actors([holder], stances, clause.sentence, verb.first)
                    continue
            doers = self.actors.doers.listed_to_verb(first, last, verb.first) or self.actors.doers.doers_of(
                first, self._untimed(first, last)
            )
            described = None if doers else self.sheet.speakers.described_at(first, self._untimed(first, last))
            if described is not None:
                stances = self.stances.read_deed(Told(verb.lemma, verb.last, end))
                self.sheet.add_actors([described], stances, clause.sentence, verb.first)
                continue
            if doers and (likewise := self._told_before(clause, end)):
                own = set(self.stances.read_deed(Told(verb.lemma, verb.last, end))) - {"other"}
                if own and not {"similar", "same"} & set(self.index.low[verb.last : end]):
                    # `echoed the call for talks` says itself what is asked for.
                    likewise = self.stances.read_deed(Told(verb.lemma, verb.last, end))
                self.sheet.add_deeds(doers, likewise, clause.sentence, verb.first)
            elif doers:
                if is_state(verb.lemma, passive=verb.passive):
                    if self.index.low[end : end + 1] == ["and"]:
                        # `was shocked and saddened`
                        end = min(sentence.last, end + 2)
                    stances = self.stances.read_feeling(verb.lemma, verb.first, end)
                else:
                    stances = self.stances.read_deed(Told(verb.lemma, verb.last, end))
                if "sanctions" in stances and self._is_conditional(clause, sentence.last):
                    # `will expel Peru if the rebels win`
                    stances = ["warns" if stance == "sanctions" else stance for stance in stances]
                self.sheet.add_deeds(doers, stances, clause.sentence, verb.first)
            elif (there := self._government_there(clause.sentence, first, last)) is not None:
                stances = self.stances.read_deed(Told(verb.lemma, verb.last, end))
                self.sheet.add_actors([there], stances, clause.sentence, verb.first)
            else:
                self._read_coming(clause, first, last)

    def _is_conditional(self, clause: Clause, last: int) -> bool:
        """Tell whether a deed to come hangs on something: `will do so | if`, `… should the rebels win`."""
        verb, low = clause.verb, self.index.low
        if verb is None or (verb.tense != "future" and verb.modal not in {"will", "shall", "would"}):
            return False
        behind = range(verb.last, min(last, verb.last + 2 * _DEED_REACH))
        return any(low[t] in {"if", "unless"} or low[t : t + 2] in _SHOULD for t in behind)

    def _read_refusal(self, clause: Clause) -> None:
        """Read `Peru does not recognise the new rulers`."""
        verb = clause.verb
        if verb is None or clause.subject is None or not self._is_told(clause.sentence, verb.span):
            return
        if clause.subject_inherited or verb.modal in _NOT_DONE or is_unreal(self.index, clause):
            return
        doers = self.actors.doers.doers_of(*self.index.range_of(clause.subject))
        self.sheet.add_deeds(doers, ["condemns"], clause.sentence, verb.first)

    def _government_there(self, sentence: int, first: int, last: int) -> Actor | None:
        """Return the state whose government acts where the sentence opens: `In Peru | the government ordered`."""
        low = self.index.low
        if last - first not in (2, 3) or low[first] != "the" or low[last - 1] not in words_for("speaking"):
            return None
        if low[self.context.document.sentences[sentence].first] not in {"in", "from"}:
            return None
        return self.sheet.speakers.state_of_scene(sentence, first)

    def _told_before(self, clause: Clause, end: int) -> list[Stance]:
        """Return what others did in this sentence or the one before, where these do the same: `Peru followed suit`."""
        verb = clause.verb
        if verb is None:
            return []
        for phrase in split_phrases("likewise"):
            if verb.lemma == phrase[0] and self.index.starts_with(verb.last, phrase[1:], end):
                return told_beside(self.sheet, clause.sentence, before=verb.first)
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
        if verb is None or clause.kind != "relative" or low[clause.first] != "whose":
            return False
        if low[verb.first - 1] != "," or self._is_behind_main(clause):
            return self._read_whose_office(clause)
        begin = self.context.document.sentences[clause.sentence].first
        doers = self.actors.doers.doers_of(begin, clause.first - 1) if clause.first - 1 > begin else []
        sentence = self.context.document.sentences[clause.sentence]
        end = self._end_of(clause, verb.last, sentence.last)
        self.sheet.add_deeds(
            doers, self.stances.read_deed(Told(verb.lemma, verb.last, end)), clause.sentence, verb.first
        )
        return True

    def _is_behind_main(self, clause: Clause) -> bool:
        """Tell whether the main verb of its sentence stands before a clause."""
        return any(
            (main := self.index.clauses[at]).kind == "main"
            and main.verb is not None
            and main.verb.last <= clause.first
            for at in self.index.clauses_of[clause.sentence]
        )

    def _read_whose_office(self, clause: Clause) -> bool:
        """Read `Peru, whose president condemned it`: he does so for the state named before."""
        verb = clause.verb
        if verb is None or clause.subject is None or clause.first < 2 or verb.modal in _NOT_DONE:
            return False
        first, last = self.index.range_of(clause.subject)
        m = self.index.mention_at[clause.first - 2] if self.index.low[clause.first - 1] == "," else -1
        if m < 0 or not words_for("speaking").intersection(self.index.low[first:last]):
            return False
        mention = self.context.document.names.mentions[m]
        entity = self.context.document.names.entities[mention.entity]
        if mention.adjective or entity.type == "person":
            return False
        end = self._end_of(clause, verb.last, self.context.document.sentences[clause.sentence].last)
        stances = self.stances.read_deed(Told(verb.lemma, verb.last, end))
        self.sheet.add_deeds([Doer(entity, None, "", mention.span)], stances, clause.sentence, verb.first)
        return bool(stances)

    def _read_document(self, clause: Clause) -> bool:
        """Read what a paper says of who made it: `The Council adopted a resolution, which calls on all to stop`."""
        verb, low = clause.verb, self.index.low
        if verb is None or clause.kind != "relative" or low[clause.first] not in {"which", "that"}:
            return False
        made = next(
            (
                parent
                for at in self.index.clauses_of[clause.sentence]
                if (parent := self.index.clauses[at]).verb is not None
                and parent.subject is not None
                and parent.verb.last < clause.first
                and parent.verb.lemma in words_for("making_papers")
                and words_for("papers") & set(low[parent.verb.last : clause.first])
            ),
            None,
        )
        if (
            made is None
            or made.subject is None
            or not words_for("papers") & set(low[clause.first - 6 : clause.first])
        ):
            return False
        end = self._end_of(clause, verb.last, self.context.document.sentences[clause.sentence].last)
        told = Told(verb.lemma, verb.last, end)
        stances = self.stances.read_statement([told], [(verb.first, end)])
        self.sheet.add_deeds(
            self.actors.doers.doers_of(*self.index.range_of(made.subject)),
            stances,
            clause.sentence,
            verb.first,
        )
        return True

    def _read_behind_aside(self, clause: Clause) -> bool:
        """Read a main verb swallowed by a clause about its subject: `Malta, which said it was shocked, | sent …`."""
        verb, low = clause.verb, self.index.low
        if verb is None or verb.modal in _NOT_DONE or clause.kind in {"main", "participial", "infinitive"}:
            return False
        begin = self.context.document.sentences[clause.sentence].first
        comma = next((t for t in range(begin, min(begin + _ASIDE_REACH, verb.first)) if low[t] == ","), -1)
        if comma < 0 or low[comma + 1] not in {"which", "whose", "where"} or low[verb.first - 1] != ",":
            return False
        if verb.first - 1 == comma or any(
            self.index.clauses[c].kind == "main" and self.index.clauses[c].verb is not None
            for c in self.index.clauses_of[clause.sentence]
        ):
            return False
        end = self._end_of(clause, verb.last, self.context.document.sentences[clause.sentence].last)
        self.sheet.add_deeds(
            self.actors.doers.doers_of(begin, comma),
            self.stances.read_deed(Told(verb.lemma, verb.last, end)),
            clause.sentence,
            verb.first,
        )
        return True

    def _is_promised(self, clause: Clause) -> bool:
        """Tell whether `would` is the future of somebody's words: `the minister said that Peru would send`."""
        verb = clause.verb
        if verb is None or verb.modal != "would" or clause.kind not in {"that", "coordinate"}:
            return False
        if "whether" in self.index.low[clause.first - 1 : clause.first + 1]:
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

    def _is_supposed(self, clause: Clause) -> bool:
        """Tell whether a clause only supposes a deed: `If Peru sent troops`, `rumours that Chile had sent troops`."""
        low = self.index.low
        if clause.kind not in {"adverbial", "that", "coordinate"}:
            return False
        if low[clause.first] in _IF:
            return True
        if clause.kind == "that" and clause.parent is not None:
            wishing = self.index.clauses[clause.parent].verb
            if wishing is not None and (
                wishing.lemma in _WISHING
                or wishing.lemma in asking_verbs()
                or (wishing.lemma in {"should", "be"} and wishing.first < clause.first == wishing.last)
            ):
                return True
        return (
            clause.first > 0
            and low[clause.first] == "that"
            and low[clause.first - 1] in words_for("unproven")
        )

    def _is_effort(self, clause: Clause) -> bool:
        """Tell whether an infinitive tells what somebody does: `are working to evacuate their staff`."""
        parent = self.index.clauses[clause.parent].verb if clause.parent is not None else None
        if "whether" in self.index.low[clause.first - 1 : clause.first + 1]:
            return False
        if clause.subject_inherited and parent is not None and parent.lemma == "hesitate" and parent.negated:
            return True
        return (
            clause.subject_inherited
            and parent is not None
            and not parent.negated
            and parent.modal not in _NOT_DONE
            and (
                parent.lemma in lemmas("efforts")
                or (
                    parent.lemma in {"be", "become"}
                    and bool(
                        {"first", "latest", "second", "third", "quick", "swift"}
                        & set(self.index.low[parent.last : clause.first])
                    )
                )
            )
        )

    def _meant_by(self, clause: Clause) -> list[Actor]:
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
        opening = self.sheet.speakers.of_heading(clause.sentence, clause.first)
        if opening is not None and clause.subject is not None:
            at = self.index.range_of(clause.subject)[0]
            if at == context.document.sentences[clause.sentence].first and self.index.low[at] == "it":
                return [opening]
        if clause.sentence == 0:
            return []
        before = context.document.sentences[clause.sentence - 1]
        acting = {frame.actor.value: frame for frame in self.sheet.found if frame.evidence == before.span}
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

    def _is_helper(self, last: int) -> bool:
        """Tell whether a phrase ends with somebody or something of use at the scene of a disaster."""
        head = self.index.low[last - 1]
        harmed = words_for("harmed").intersection(self.index.low[last : last + _ITS_BODY])
        return head.isalpha() and not harmed and head not in words_for("no_helpers")

    def _is_crew(self, at: int, last: int) -> bool:
        """Tell whether soldiers, ships or planes stand at a token, which in a disaster come to help."""
        keys: tuple[str, ...] = ("relief_nouns", "craft")
        if self.stances.is_disaster:
            keys += ("force_nouns",)
        elif not self.stances.may_need_help or self.actors.doers.has_behind(at, last, "force_nouns"):
            return False
        return any(self.actors.doers.has_behind(at, last, key) for key in keys)

    def _end_of(self, clause: Clause, behind: int, last: int) -> int:
        """Return where what follows a verb ends: at the next clause beside it, or a little behind its own."""
        beside = (
            self.index.clauses[c].first
            for c in self.index.clauses_of[clause.sentence]
            if self.index.clauses[c].first >= behind
            and (
                self.index.clauses[c].kind in {"main", "coordinate"}
                or self._is_of_others(self.index.clauses[c])
            )
        )
        gap = self.actors.doers.gap_in(behind, last)
        low = self.index.low
        if "according" in low[behind:last]:
            last = min(last, low.index("according", behind))
        return min(last, max(clause.last, behind + _DEED_REACH), *beside, *([gap] if gap >= 0 else []))

    def _is_of_others(self, clause: Clause) -> bool:
        """Tell whether a clause tells what others did then: `offered prayers | after the minister asked for aid`."""
        return (
            clause.kind == "adverbial"
            and clause.subject is not None
            and not clause.subject_inherited
            and self.index.low[clause.first] in _THEN
            and self.index.low[self.index.range_of(clause.subject)[0]] not in _PRONOUNS
        )

    def _is_told(self, sentence: int, span: Span) -> bool:
        return self.context.document.sentences[sentence].kind in {
            "body",
            "dek",
        } and not self.context.is_quoted(span)

    def _read_passive(self, number: int, clause: Clause) -> None:
        """Read `support was offered by Norway`, and `Described by Norway as cowardly, …`."""
        verb = clause.verb
        if verb is None or verb.modal in _NOT_DONE or self._is_history(number) or self._is_supposed(clause):
            return
        low = self.index.low
        end = min(clause.last, verb.last + 8)
        by = next((t for t in range(verb.last, end) if low[t] == "by"), -1)
        if clause.subject is None:
            if by >= 0 and clause.kind == "participial":
                doers = self.actors.doers.listed_from(by + 1, clause.last)
                behind = self.index.range_of(doers[-1].span)[1] if doers else clause.last
                stances = self.stances.read_deed(Told(verb.lemma, behind, clause.last))
                if set(stances) <= {"other"}:
                    # `tents paid for by Peru`
                    begin = max(self.context.document.sentences[clause.sentence].first, clause.first - 4)
                    stances = self.stances.read_deed(Told("send", begin, clause.first))
                    stances = stances if verb.lemma in words_for("paying") else []
                self.sheet.add_deeds(doers, [s for s in stances if s != "other"], clause.sentence, verb.first)
            return
        if by < 0 and verb.lemma in _SHARED | _HEARD:
            by = next((t for t in range(verb.last, end) if low[t] in {"in", "from"}), -1)
            doers = self.actors.doers.listed_from(by + 1, clause.last) if by >= 0 else []
            alike = verb.lemma in _SHARED or {"similar", "same"} & set(low[clause.first : verb.first])
            if doers and alike:
                self.sheet.add_deeds(
                    doers, told_beside(self.sheet, clause.sentence), clause.sentence, verb.first
                )
                return
        if by < 0:
            if not self._read_sent(clause):
                self._read_coming(clause, *self.index.range_of(clause.subject))
            return
        doers = self._agents(by, clause.last)
        if not doers:
            self._read_guarding(clause, by)
            return
        first, last = self.index.range_of(clause.subject)
        if by > verb.last and verb.lemma in words_for("naming"):
            # `was called "heinous" by Peru`
            first, last = verb.last, by
        stances = self.stances.read_deed(Told(verb.lemma, first, last))
        if stances == ["other"] and verb.lemma not in _SHARED:
            # `standards recognised by Peru` are no reaction.
            return
        if verb.lemma in _SHARED and set(stances) <= {"other"}:
            # `a view shared by Peru`
            stances = told_beside(self.sheet, clause.sentence)
        self.sheet.add_deeds(doers, stances, clause.sentence, verb.first)

    def _read_sent(self, clause: Clause) -> bool:
        """Read `a team from Peru and Chile is being sent`: these send it."""
        verb, low = clause.verb, self.index.low
        if verb is None or clause.subject is None or verb.lemma not in words_for("sending"):
            return False
        first, last = self.index.range_of(clause.subject)
        at = next((t for t in range(first + 1, last) if low[t] == "from"), -1)
        if (
            at < 0
            or self.index.mentions_in(first, at)
            or {"home", "back"} & set(low[verb.last : verb.last + 4])
        ):
            return False
        doers = self.actors.doers.listed_from(at + 1, last)
        stances = self.stances.read_deed(Told(verb.lemma, first, at))
        self.sheet.add_deeds(doers, [s for s in stances if s != "other"], clause.sentence, verb.first)
        return bool(doers)

    def _agents(self, by: int, last: int) -> list[Doer]:
        """Return who does what is told in the passive: `by Peru, by Chile's navy and by Cuba`."""
        low, found = self.index.low, list[Doer]()
        while by >= 0:
            stop = next(
                (
                    t
                    for t in range(by + 1, last)
                    if low[t] in {",", ";", "(", "which", "who"} or low[t : t + 2] == ["and", "by"]
                ),
                last,
            )
            found += self.actors.doers.listed_from(by + 1, last) or self.actors.doers.doers_of(by + 1, stop)
            behind = [t for t in range(by + 1, last - 1) if low[t] == "by" and low[t - 1] in {",", "and"}]
            by = behind[0] if behind else -1
        return found

    def _read_guarding(self, clause: Clause, by: int) -> None:
        """Read `The airport is guarded by Peruvian soldiers`: its people there are a deed of their state."""
        verb = clause.verb
        m = next((m for m in self.index.mentions_in(by + 1, min(by + 5, clause.last))), -1)
        if verb is None or m < 0 or verb.lemma not in words_for("serving"):
            return
        names = self.context.document.names
        mention = names.mentions[m]
        if not mention.adjective:
            return
        behind = self.index.mention_range[m][1]
        doer = Doer(names.entities[mention.entity], None, "", mention.span)
        if self.actors.doers.has_behind(behind, clause.last, "force_nouns") and not self.stances.is_disaster:
            self.sheet.add_deeds([doer], ["sends_forces"], clause.sentence, verb.first)
        elif self.actors.doers.has_behind(behind, clause.last, "relief_nouns"):
            self.sheet.add_deeds([doer], ["offers_help"], clause.sentence, verb.first)

    def _read_coming(self, clause: Clause, first: int, last: int) -> None:
        """Read `Kenyan troops landed` and `Greek rescuers arrived`: the coming of people is a deed of their state."""
        verb = clause.verb
        names = self.context.document.names
        if verb is None:
            return
        for m in self.index.mentions_in(first, last)[:1]:
            begin, behind = self.index.mention_range[m]
            mention = names.mentions[m]
            entity = names.entities[mention.entity]
            if begin - first > 4 or not (
                mention.adjective
                or entity.kind == "country"
                or (entity.type == "organisation" and begin - first < 2)
                or (self.index.low[begin - 1] == "from" and entity.type == "organisation")
            ):
                return
            doer = Doer(names.entities[mention.entity], None, "", mention.span)
            coming = verb.lemma in lemmas("coming") | words_for("serving")
            going = verb.lemma in lemmas("going")
            if verb.lemma in {"begin", "start"} and lemmas("homeward").intersection(
                self.index.low[verb.last : verb.last + 3]
            ):
                coming, going = False, True
            if (
                coming
                and _LAST.intersection(self.index.low[first:begin])
                and verb.lemma not in {"reach", "arrive"}
            ):
                # `The last French soldiers crossed the border`
                coming, going = False, True
            laden = words_for("loads")
            if (
                coming
                and not self.stances.is_disaster
                and laden.intersection(self.index.low[behind + 1 : last])
            ):
                self.sheet.add_deeds([doer], ["offers_help"], clause.sentence, verb.first)
                return
            if coming and self._is_crew(behind, last):
                self.sheet.add_deeds([doer], ["offers_help"], clause.sentence, verb.first)
                return
            carried = (
                self.stances.read_deed(Told(verb.lemma, verb.last, clause.last))
                if self.actors.doers.has_behind(behind, last, "craft")
                else []
            )
            if not carried and self.actors.doers.has_behind(behind, last, "force_nouns"):
                # `French troops had flown 800 foreigners to Chad`
                told = self.stances.read_deed(Told(verb.lemma, verb.last, clause.last))
                carried = [s for s in told if s == "evacuates"]
            if carried:
                self.sheet.add_deeds([doer], carried, clause.sentence, verb.first)
            elif (
                coming
                and behind < last
                and mention.adjective
                and self._is_helper(last)
                and self.stances.is_disaster
            ):
                # `Ukrainian sappers blew up the dam`
                self.sheet.add_deeds([doer], ["offers_help"], clause.sentence, verb.first)
            elif (
                verb.passive
                and verb.lemma in {"recall", "withdraw"}
                and {"ambassador", "envoy", "consul"} & set(self.index.low[first:last])
            ):
                self.sheet.add_deeds([doer], ["sanctions"], clause.sentence, verb.first)
            elif self.actors.doers.has_behind(behind, last, "relief_nouns") and coming:
                self.sheet.add_deeds([doer], ["offers_help"], clause.sentence, verb.first)
            elif entity.kind == "security_force" and entity.country and coming:
                # `The Chadian air force has been flying over the town`
                self.sheet.add_deeds([doer], ["sends_forces"], clause.sentence, verb.first)
            elif entity.type == "organisation":
                # Peacekeepers of a body are at home where they serve.
                return
            elif self.actors.doers.has_behind(behind, last, "force_nouns") and (coming or going):
                stance: Stance = "sends_forces" if coming else "withdraws_forces"
                if coming and (
                    self.stances.is_disaster
                    or words_for("searching").intersection(
                        self.index.low[verb.first : min(verb.last + _ITS_BODY, clause.last)]
                    )
                ):
                    stance = "offers_help"
                self.sheet.add_deeds([doer], [stance], clause.sentence, verb.first)
