"""Time expressions, looked up by token and sentence, and those among them that date no deed.

Some say when something was said, some name a thing (`the 1934 quake`), some stamp a text (`18:40 Police open fire`).
"""

from datetime import date

from briefgen.extract.attribution_index import AttributionIndex
from briefgen.extract.document import Document
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.lexicon import load_words
from briefgen.model.dates import parse_date

_NOT_NAMED = load_words("events_times", "not_named")
_APART = load_words("events_times", "apart")
_MADE_KNOWN = load_words("events", "sending") | {"make", "give", "say", "speak", "release"}
_EXPECTATIONS = load_words("events_times", "expectations")
_RELATING = load_words("events_times", "relating")
_RELATING_NOUNS = load_words("events_times", "relating_nouns")
_DEFINITE = load_words("events_times", "definite")
_KNOWN_HAPPENINGS = (
    load_words("events", "happenings")
    | load_words("events", "landmarks")
    | load_words("events", "disasters")
    | load_words("events_times", "deeds_before")
) - load_words("events_times", "concluding")
_APART_FROM_VERB = 1000
"""Tokens by which a time in an aside counts as farther from the verb than any other."""
_BARE_ASIDE = 2
"""`The police, on Friday, arrested`: an aside of no more than a time is the clause's own."""
_STAMP = 5
"""Tokens within which a bar closes the stamp of a comment."""
_KNOWN = 14
"""Tokens looked through before a day for what it belongs to: `after the crash of the airliner near Galle on Friday`."""
_NAME = 6
"""Tokens looked through before `of` for the article of what a day belongs to: `the disputed election of April 9`."""
_DAY = 10
"""Code points of a day."""
_SAYINGS = load_words("verbs", "speech")
_ZONES = load_words("titles", "zones")
_BOUNDS = frozenset({"by", "until", "till", "before", "after", "since", "from", "to"})
_MONTH_OR_YEAR = frozenset({4, 7})
"""Code points of a month and of a year."""


class TimeIndex:
    """Lookups over the time expressions of one article, by their number; tables are made once."""

    def __init__(self, document: Document, index: TokenIndex, said: AttributionIndex) -> None:
        self.index, self.said = index, said
        self.timexes, self.published = document.timexes, document.published
        self.sentences = document.sentences
        self.ranges = [index.range_of(timex.span) for timex in self.timexes]
        """First token of each, and the one behind."""
        self.of_sentence: list[list[int]] = [[] for _ in self.sentences]
        """Those in each sentence, in text order; without hours told a second time in another zone."""
        self.at = [-1] * len(index.tokens)
        """The one that holds each token; -1 if none."""
        for number, (first, last) in enumerate(self.ranges):
            if first < last and index.sentence_of[first] >= 0:
                self.of_sentence[index.sentence_of[first]].append(number)
                self.at[first:last] = [number] * (last - first)
        self.of_sentence = [
            [number for number in held if not self._is_same_hour(number)] for held in self.of_sentence
        ]
        self.stamps = self._find_stamps()
        """Hours that entries of a live page open with, by sentence."""
        self.attributive = [self._is_attributive(number) for number in range(len(self.timexes))]
        """Whether each dates no deed, but names a thing or stamps a text."""
        self.speaking = [self._is_speaking(number) for number in range(len(self.timexes))]
        """Whether each says when something was said."""
        self.story_days = self._find_story_days(document.article.text)
        """Days told without their year (`on 29 February`), latest first."""
        self._of_clause: dict[int, int | None] = {}

    def _find_story_days(self, text: str) -> tuple[date, ...]:
        days = (
            parse_date(timex.date).earliest
            for timex in self.timexes
            if timex.type == "DATE"
            and timex.date is not None
            and len(timex.date) == _DAY
            and timex.date[:4] not in timex.span.of(text)
        )
        return tuple(sorted({day for day in days if day is not None}, reverse=True))

    def of_clause(self, number: int) -> int | None:
        """Return the calendar date in a clause itself, outside clauses nested in it, nearest to its verb."""
        if number not in self._of_clause:
            self._of_clause[number] = self._find_of_clause(number)
        return self._of_clause[number]

    def _find_of_clause(self, number: int) -> int | None:
        clause = self.index.clauses[number]
        found: list[tuple[int, int]] = []
        for timex in self.of_sentence[clause.sentence]:
            first, last = self.ranges[timex]
            if not (clause.first <= first and last <= clause.last) or self.timexes[timex].date is None:
                continue
            if self._home(timex) != number or self.speaking[timex] or self.attributive[timex]:
                continue
            distance = abs(first - clause.verb.first) if clause.verb is not None else first - clause.first
            if self._is_aside(clause, first):
                if self.timexes[timex].since:
                    continue
                distance += _APART_FROM_VERB
            found.append((distance, timex))
        distance, nearest = min(found, default=(0, None))
        if nearest is not None and len(found) > 1 and self._is_of_thing(nearest, clause):
            # `Monday's talks were called off on Tuesday`, but `Friday's quake had killed 200 by Sunday`
            plain = [
                one
                for one in found
                if one[0] < _APART_FROM_VERB
                and not self._is_of_thing(one[1], clause)
                and self.index.low[self.ranges[one[1]][0] - 1] not in _BOUNDS
            ]
            nearest = min(plain, default=(distance, nearest))[1]
        return nearest

    def _is_of_thing(self, timex: int, clause: Clause) -> bool:
        """Tell whether a time belongs to a noun of its clause: `Friday's rally`, `(The rally on Friday) was banned`."""
        first, last = self.index.range_of(clause.subject) if clause.subject is not None else (0, 0)
        return self.is_owner(timex) or first < self.ranges[timex][0] - 1 < last

    def is_owner(self, timex: int) -> bool:
        """Tell whether a time only says which thing is meant: `Friday's rally`."""
        _, last = self.ranges[timex]
        low = self.index.low
        return low[last - 1].endswith(("'s", "’s")) or low[last : last + 1] in (["'s"], ["’s"])

    def _home(self, timex: int) -> int | None:
        """Return the clause of a time: a day gone by at the end of what is always so is that of the deed above.

        `Mud tore down the hill that divides the two towns on Wednesday.`
        """
        home = self.index.clause_at(self.ranges[timex][0])
        clause = self.index.clauses[home] if home is not None else None
        above = (
            self.index.clauses[clause.parent] if clause is not None and clause.parent is not None else None
        )
        if clause is None or above is None or clause.kind != "relative" or clause.verb is None:
            return home
        if above.verb is None or above.verb.tense != "past" or clause.verb.tense != "present":
            return home
        value, published = self.timexes[timex].date or "", self.published or ""
        gone = len(value) == _DAY and value < published and not self.timexes[timex].since
        plain = clause.verb.last - clause.verb.first == 1 and clause.verb.lemma not in _SAYINGS
        return clause.parent if gone and plain else home

    def _is_aside(self, clause: Clause, first: int) -> bool:
        """Tell whether a time stands in an aside on the subject: `the rebels, at war since May 2021, took Galle`."""
        verb, low = clause.verb, self.index.low
        if verb is None or first >= verb.first or low[verb.first - 1] != "," or clause.subject is None:
            return False
        begin = next((at for at in range(first, clause.first, -1) if low[at] == ","), None)
        if begin is None or begin < self.index.range_of(clause.subject)[0]:
            return False
        return first - begin > _BARE_ASIDE

    # Stamps

    def _find_stamps(self) -> dict[int, int]:
        """Return the hours that entries of a live page open with (`18:40 Police open fire`), by sentence."""
        found: dict[int, int] = {}
        for number, (first, last) in enumerate(self.ranges):
            if first >= last or not self.timexes[number].time[:1].isdigit():
                continue
            sentence = self.index.sentence_of[first]
            if sentence < 0 or self.sentences[sentence].first != first:
                continue
            here = self.sentences[sentence]
            opens = sentence == 0 or self.sentences[sentence - 1].paragraph != here.paragraph
            follows = self.index.tokens[last].norm if last < here.last else ""
            if (
                opens
                and self.index.low[first][:1].isdigit()
                and (follows[:1].isupper() or follows in {"-", "–", "—", ":", "|"})
            ):
                found[sentence] = number
        return found if len(found) > 1 else {}

    # Names of things

    def _is_attributive(self, number: int) -> bool:
        """Tell whether a time dates no deed: it names a thing (`the 1934 quake`, `the May 5 coup`) or stamps a text."""
        first, last = self.ranges[number]
        low = self.index.low
        if first >= last or last >= len(low) or self.index.sentence_of[first] < 0:
            return False
        if number in self.stamps.values():
            return True
        if self.is_owner(number) and len(self.timexes[number].date or "") in _MONTH_OR_YEAR:
            # `this month's releases`
            return True
        if "|" in low[last : last + _STAMP] or (first and low[first - 1] == "|"):
            # the stamp of a comment or a report: `8 May 2023 at 4:12 pm | …`
            return True
        if first == 0:
            return False
        before = low[first - 1]
        if before == "of" and first > 2 and low[first - 2] in load_words("events", "landmarks"):
            # `since the election of April 9`
            at = first - 2
            while at > 0 and at > first - _NAME and low[at] not in {"the", "a"}:
                at -= 1
            return at > 0 and low[at - 1] in _APART
        if self._is_of_known(number) or self._is_clock_of_rule(number):
            return True
        if before not in {"the", "a", "its", "this"} and not before.endswith(("'s", "’s")):
            return False
        follows = self.index.tokens[last].norm
        return (
            follows.isalpha()
            and follows.islower()
            and low[last] not in _NOT_NAMED
            and self.index.verb_at[last] < 0
        )

    def _is_of_known(self, number: int) -> bool:
        """Tell whether a day is that of a happening which something else came after, or is about.

        `ordered an inquiry following the crash on Friday`, `amid the protests since Monday`, `the winner of
        Saturday's election`; but `three people died in the crash on Friday`, `after talks on Friday the two agreed`.
        """
        first, _ = self.ranges[number]
        low = self.index.low
        begin = self.sentences[self.index.sentence_of[first]].first
        if self.is_owner(number):
            at = first - 1
            behind = {"of"} & {low[at]} and low[at - 1] in _RELATING_NOUNS
            return low[at] in _RELATING or bool(behind)
        at = first - 1
        since = low[at] == "since"
        if low[at] in {"on", "of", "in", "since"}:
            at -= 1
        apart = low[at] == ","
        at -= apart
        named = False
        for token in range(at, max(begin - 1, at - _KNOWN), -1):
            word = low[token]
            named = named or word in _KNOWN_HAPPENINGS
            if word in {",", ";", ":", "(", ")", "that", "which", "who", "when"} or self.at[token] >= 0:
                return False
            of_day = len(self.timexes[number].date or "") not in _MONTH_OR_YEAR
            if word == "since" and low[token - 2 : token] == ["first", "time"]:
                # `The port reopened for the first time since the quake on Monday`
                return False
            if word == "since" and named and of_day and low[token + 1] in _DEFINITE | {"a", "an"}:
                # `Relations have soured since the coup on 26 July`
                return True
            if apart and word in {"after", "before", "into"} and self.at[token - 1] >= 0:
                # `A week after the quake, on Sunday, the river rose`: the day of the deed
                return False
            if word in _RELATING or (word == "of" and low[token - 1] in _RELATING_NOUNS):
                return named and (since or low[token + 1] in _DEFINITE)
            if self.index.verb_at[token] >= 0 and word not in _KNOWN_HAPPENINGS:
                return False
        return False

    def _is_clock_of_rule(self, number: int) -> bool:
        """Tell whether an hour is one end of a rule's daily stretch: `a curfew from 8pm to 4am`."""
        first, last = self.ranges[number]
        if not self.timexes[number].time[:1].isdigit():
            return False
        low, times = self.index.low, self.timexes
        if low[first - 1] in {"from", "between"} and low[last] in {"to", "until", "till", "and"}:
            other = self.at[last + 1] if last + 1 < len(low) else -1
        elif low[first - 1] in {"to", "until", "till", "and"} and first > 2:
            other = self.at[first - 2]
            ahead = self.ranges[other][0] if other >= 0 else 0
            other = other if ahead and low[ahead - 1] in {"from", "between"} else -1
        else:
            return False
        return other >= 0 and other != number and times[other].time[:1].isdigit()

    def _is_same_hour(self, number: int) -> bool:
        """Tell whether an hour in brackets only says the one before in another zone: `at 8:30 pm (0130 GMT)`."""
        first, last = self.ranges[number]
        beside = self.at[first - 2] if first > 1 and self.index.low[first - 1] == "(" else -1
        if beside < 0 or beside == number or self.index.low[last] != ")":
            return False
        hours = self.timexes[beside].time, self.timexes[number].time
        return all(hour[:1].isdigit() for hour in hours) and not _ZONES.isdisjoint(self.index.low[first:last])

    # Times of speaking

    def _is_speaking(self, number: int) -> bool:
        """Tell whether a time expression is the time of speaking: in an attribution's sentence, outside its content."""
        first, last = self.ranges[number]
        sentence = self.index.sentence_of[first] if first < last else -1
        if sentence < 0:
            return False
        clause = self.index.clause_at(first)
        speaking = False
        for attribution in self.said.of_sentence[sentence]:
            if self.said.cue_sentence[attribution] != sentence:
                continue
            told = self.said.attributions[attribution]
            if told.source is None and told.lemma in _EXPECTATIONS:
                # `On Friday rain is expected to fall`: nobody speaks on Friday.
                continue
            if self._follows_cue(number, attribution):
                return True
            if any(a <= first and last <= b for a, b in self.said.content_ranges[attribution]):
                if clause is not None and self._closes(clause, sentence, attribution):
                    continue
                return False
            if clause is not None and told.cue is not None:
                speaking = speaking or self._is_beside_cue(clause, attribution)
        return speaking

    def _follows_cue(self, number: int, attribution: int) -> bool:
        """Tell whether a day stands right behind a cue, before a clause without `that`: `said on Sunday it took`."""
        cue = self.said.attributions[attribution].cue
        first, last = self.ranges[number]
        if cue is None or self.is_owner(number):
            return False
        end = self.index.range_of(cue)[1]
        direct = 0 <= first - end <= 1 and all(word == "on" for word in self.index.low[end:first])
        return direct and self.index.low[last : last + 1] in (["it"], ["they"], ["he"], ["she"], ["its"])

    def _is_beside_cue(self, clause: int, attribution: int) -> bool:
        """Tell whether a clause is that of a cue, or says only when and where it was."""
        cue_clause = self.said.cue_clause(attribution)
        found = self.index.clauses[clause]
        if clause == cue_clause or found.verb is None:
            return True
        if (
            found.kind == "relative"
            and found.verb.tense != "participle"
            and found.verb.lemma not in _MADE_KNOWN
        ):
            # `The president, who flew in on Saturday, declared …`
            return False
        return (
            cue_clause is not None and found.parent == cue_clause and found.kind not in {"coordinate", "main"}
        )

    def _closes(self, clause: int, sentence: int, attribution: int) -> bool:
        """Tell whether a main clause tells who says what stands before it: no part of what another one says there."""
        if self.index.clauses[clause].kind != "main" or self.said.cue_clause(attribution) == clause:
            return False
        begin = self.index.clauses[clause].first
        return any(
            other != attribution
            and self.said.cue_clause(other) == clause
            and all(last <= begin + 1 for _, last in self.said.content_ranges[other])
            for other in self.said.of_sentence[sentence]
        )
