"""For when a figure holds."""

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.claimant_lists import ListHeads
from briefgen.extract.figure_rules.days_beside import DaysBeside, find_entry_days
from briefgen.extract.frames import Slot, is_day
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.model.dates import parse_date
from briefgen.model.span import Span

_RECENT = frozenset(["last", "past", "recent", "latest"])
_SINCE_REACH = 9
"""Tokens before a day within which `since` makes it a beginning."""
_CHANGED = (["from"], ["against"], ["with"], ["to"])
"""Words before the number that was counted before."""
_NEARLY = frozenset(["about", "some", "around", "only", "just", "nearly"])
_EVENTS = load_words("figure_rules", "dated_events")
"""Nouns of events that go by their day."""
_OF_BLOWS = frozenset(["from", "in", "of", "after", "by"])
_LEAVING = frozenset({"leave", "see", "report", "find"})
"""Verbs behind whose object a participle says what befell it."""
_BLOW_REACH = 6
"""Most tokens between a preposition and the day of the event that it names."""
_PAST_DAYS = 90
"""A figure whose own date lies this far before its article is history, not news."""


_TOLLS = frozenset({"toll", "number", "tally", "total", "count", "figure"})


class AsOf(msgspec.Struct, frozen=True):
    """For when a number holds."""

    slot: Slot | None
    past: bool
    """Whether that is long past."""


class AsOfFinder:
    """Finds the dates of the figures of one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index
        self.quantities = context.document.quantities
        self._since = {timex.span for timex in context.document.timexes if timex.since}
        self._heads = ListHeads(context)
        self._entries = find_entry_days(context)
        self._beside = DaysBeside(context)

    def find(self, quantity: Quantity, first: int, last: int) -> AsOf:
        """Find for when a number holds: its own date, that of its clause, of the statement, of the sentence before."""
        context = self.context
        published = context.published
        dated = context.date_of(first, reach="sentence")
        explicit = self._explicit_as_of(quantity, first)
        behind = self._beside.find(quantity, first, last)
        if behind is not None:
            return AsOf(behind, past=self._is_past(behind.value))
        if dated is not None and (not dated.date or self._begins(dated.span)):
            dated = None
        if self._was_other(last) or self._was_before(first):
            # `raised its toll to 28, from 19 on Friday`
            dated = explicit = None
        if dated is not None and dated.how == "sentence" and self._holds_by_now(first):
            # `Rain began on Wednesday on the island, where 303 people have died`
            dated = None
        if dated is not None and self._dates_event(dated.span) and self._is_told_now(first):
            # `1.1 million survivors of the earthquake of 12 January still live in camps`
            dated = None
        if dated is not None and dated.how == "sentence" and self._counts_on(first):
            dated = None
        if dated is not None and self._names_blow(dated.span, first):
            dated = None
        if explicit is not None and (dated is None or dated.how != "clause" or explicit.how == "clause"):
            return AsOf(explicit, past=self._is_past(explicit.value))
        if dated is not None and (end := self._end_of_span(dated.span)) is not None:
            return AsOf(end, past=self._is_past(end.value))
        if dated is not None:
            slot = Slot(dated.date, dated.span, dated.how)
            if self._is_past(dated.date):
                return AsOf(slot, past=True)
            if published is None or (is_day(dated.date) and dated.date <= published):
                return AsOf(slot, past=False)
            latest, told = parse_date(dated.date).latest, parse_date(published).earliest
            if latest is not None and told is not None and latest < told:
                return AsOf(slot, past=False)
        only = self._only_day(quantity, first) or (self._shared(quantity, first) if dated is None else None)
        if only is not None:
            return AsOf(only, past=self._is_past(only.value))
        named = self._named_in_subject(first)
        if named is None:
            named = self._long_before(first)
        if named is not None:
            return AsOf(named, past=True)
        spoken = context.speaking_date(first, last)
        if spoken is not None and (published is None or spoken.value <= published):
            return AsOf(spoken, past=False)
        # `says nearly 500 …`: what is said may begin behind the qualifier.
        number = self.index.range_of(quantity.number)
        before = context.date_before(quantity.sentence)
        if before is not None and not before.date:
            before = None
        if before is not None and self._is_past(before.date) and not context.governing(*number):
            return AsOf(Slot(before.date, before.span, "before"), past=True)
        if (
            before is not None
            and is_day(before.date)
            and (published is None or before.date <= published)
            and not context.governing(*number)
            and not self._is_timed(quantity.sentence)
            and (self._is_said_of(before.span) or not self._is_told_now(first))
        ):
            return AsOf(Slot(before.date, before.span, "before"), past=False)
        entry = self._entries.get(context.document.sentences[quantity.sentence].paragraph)
        if entry is not None and not context.timexes_of[quantity.sentence]:
            return AsOf(entry, past=self._is_past(entry.value))
        if (headed := self._of_heading(quantity.sentence)) is not None:
            return AsOf(headed, past=self._is_past(headed.value))
        return AsOf((Slot(published, None, "article") if published is not None else None), past=False)

    def find_own(self, last: int) -> AsOf:
        """Find the day that stands right behind a number which another replaces: `up from 23 on Monday`; or none."""
        low = self.index.low
        while low[last : last + 1] in (["on"], ["late"], ["early"], ["by"]):
            last += 1
        timex = self.context.timex_at[last] if last < len(low) else -1
        value = self.context.document.timexes[timex] if timex >= 0 else None
        if value is None or value.date is None or not is_day(value.date):
            return AsOf(None, past=False)
        return AsOf(Slot(value.date, value.span, "clause"), past=self._is_past(value.date))

    def _of_heading(self, number: int) -> Slot | None:
        """Return the one day above the list of which a sentence is a member: `As of 8 May:`."""
        above = self._heads.find(number)
        if above is None:
            return None
        days = [self.context.document.timexes[t] for t in self.context.timexes_of[above]]
        if len(days) != 1 or days[0].date is None or not is_day(days[0].date) or days[0].since:
            return None
        late = self.context.published is not None and days[0].date > self.context.published
        return None if late else Slot(days[0].date, days[0].span, "before")

    def _end_of_span(self, span: Span | None) -> Slot | None:
        """Return the day up to which a number holds: `killed between mid-April and 27 August`."""
        if span is None:
            return None
        first, last = self.index.range_of(span)
        low = self.index.low
        joined = {"between": "and", "from": "to"}.get(low[first - 1])
        if joined is None or low[last : last + 1] != [joined] or last + 1 >= len(low):
            return None
        number = self.context.timex_at[last + 1]
        value = self.context.document.timexes[number] if number >= 0 else None
        if value is None or value.date is None or not is_day(value.date):
            return None
        if self.context.published is not None and value.date > self.context.published:
            return None
        return Slot(value.date, value.span, "clause")

    def _was_other(self, last: int) -> bool:
        """Tell whether the day behind a number is that of another before it: `28, up from 19 on Friday`."""
        low = self.index.low
        at = last + (low[last : last + 1] == [","])
        at += low[at : at + 1] in (["up"], ["down"], ["compared"], ["as"])
        if at == last and low[at : at + 1] != ["from"]:
            return False
        if low[at : at + 1] not in _CHANGED or at + 1 >= len(low):
            return False
        other = self.context.quantity_at[at + 1 + (low[at + 1] in _NEARLY)]
        if other < 0:
            return False
        end = self.context.quantity_range[other][1]
        return any(self.context.timex_at[token] >= 0 for token in range(end, min(end + 4, len(low))))

    def _was_before(self, first: int) -> bool:
        """Tell whether the day before a number is that of the one it replaces: `from 19 late on Friday to | 28`."""
        low = self.index.low
        at = first - 2
        while at > 0 and (self.context.timex_at[at] >= 0 or low[at] in {"on", "late", "early"}):
            at -= 1
        other = self.context.quantity_at[at]
        if low[first - 1] != "to" or at == first - 2 or other < 0:
            return False
        return low[self.context.quantity_range[other][0] - 1] == "from"

    def _holds_by_now(self, first: int) -> bool:
        """Tell whether a clause of its own in the perfect tells a number: the day of its sentence is another."""
        number = self.context.clause_at(first)
        clause = self.index.clauses[number] if number is not None else None
        if clause is None or clause.verb is None or clause.verb.tense != "perfect":
            return False
        if clause.kind == "coordinate" and clause.subject is not None and clause.parent is not None:
            # `The fever began in October and 300 people have died`
            above = self.index.clauses[clause.parent]
            while above.kind == "coordinate" and above.parent is not None:
                above = self.index.clauses[above.parent]
            begun = above.verb is not None and above.verb.lemma in load_words("events_once", "beginning")
            return begun and above.subject != clause.subject
        return clause.kind == "relative"

    def _dates_event(self, span: Span | None) -> bool:
        """Tell whether a day only says which event is meant: `the earthquake of 12 January`."""
        if span is None:
            return False
        at = self.index.range_of(span)[0]
        return self.index.low[at - 1] == "of" and self.index.low[at - 2] in _EVENTS

    def _is_told_now(self, first: int) -> bool:
        """Tell whether a number holds when it is told, whatever day was named before: `600 have been arrested`."""
        number = self.context.clause_at(first)
        clause = self.index.clauses[number] if number is not None else None
        if clause is None or clause.verb is None or clause.kind == "relative":
            return False
        return clause.verb.tense in {"perfect", "present"} or clause.verb.modal == "may"

    def _is_said_of(self, span: Span | None) -> bool:
        """Tell whether numbers are expressly given for a day: `The estimate is as of 14 January. Nine have …`."""
        if span is None:
            return False
        at = self.index.range_of(span)[0]
        return self.index.low[max(0, at - 2) : at] == ["as", "of"]

    def _counts_on(self, first: int) -> bool:
        """Tell whether a number is of all that came of what began: `War broke out on 3 May, leaving 400 dead`."""
        number = self.context.clause_at(first)
        clause = self.index.clauses[number] if number is not None else None
        if clause is None or clause.kind != "participial" or clause.parent is None:
            return False
        above = self.index.clauses[clause.parent]
        while above.kind == "participial" and above.parent is not None:
            above = self.index.clauses[above.parent]
        begins = above.verb is not None and above.verb.lemma in load_words("events_once", "beginning")
        return begins and self.index.low[clause.first - 1] == ","

    def _names_blow(self, span: Span | None, first: int) -> bool:
        """Tell whether a day is that of what is counted in a toll.

        `The toll from Thursday's crash has reached 59`, `raised the toll to 59 from the crash a day earlier`
        """
        number = self.context.clause_at(first)
        if span is None or number is None:
            return False
        clause, low = self.index.clauses[number], self.index.low
        begin = self.index.range_of(span)[0]
        if clause.subject is not None and clause.subject.contains(span):
            # `The toll on Thursday stood at 59`: its own day.
            own = low[begin - 1] == "on" and low[begin - 2] in _TOLLS
            return not own and not _TOLLS.isdisjoint(low[self.index.range_of(clause.subject)[0] : begin])
        at = begin - (low[begin - 1] == "on")
        opened = next(
            (t for t in range(at - 1, max(clause.first, at - _BLOW_REACH), -1) if low[t] in _OF_BLOWS), -1
        )
        if (
            opened < 0
            or low[opened + 1] not in {"the", "a", "an"}
            or _TOLLS.isdisjoint(low[clause.first : opened])
        ):
            return False
        # `raised the toll in Galle to 59 on Thursday`
        return opened + 1 < at - 1 and self._names_event(opened + 1, at)

    def _names_event(self, first: int, last: int) -> bool:
        """Tell whether tokens are one phrase of what happened: `the crash`, `the ferry sinking`."""
        phrase = self.index.low[first:last]
        return (
            phrase[-1] in _EVENTS
            and self.index.mention_at[last - 1] < 0
            and all(self.context.quantity_at[t] < 0 for t in range(first, last))
        )

    def _is_timed(self, sentence: int) -> bool:
        """Tell whether a sentence counts from a day on, or in days up to this: `since Monday`, `in recent days`."""
        low = self.index.low
        return any(
            self._begins(self.context.document.timexes[t].span)
            or not _RECENT.isdisjoint(
                low[self.context.timex_range[t][0] - 1 : self.context.timex_range[t][1]]
            )
            for t in self.context.timexes_of[sentence]
        )

    def _shared(self, quantity: Quantity, first: int) -> Slot | None:
        """Read the day behind the last of joined clauses: `Six died and 90 were hurt in rallies on Thursday`."""
        context = self.context
        timexes = [t for t in context.timexes_of[quantity.sentence] if not context.is_speaking_time(t)]
        clause = context.clause_at(first)
        if len(timexes) != 1 or clause is None or context.is_attributive(timexes[0]):
            return None
        begin = context.timex_range[timexes[0]][0]
        value = context.document.timexes[timexes[0]]
        other = context.clause_at(begin)
        if other is None or begin < first or value.date is None or not self._is_over(value.date):
            return None
        if not self._is_joined(clause, other) and not self._ends_in(clause, other, first):
            return None
        if self._begins(value.span):
            return None
        return Slot(value.date, value.span, "sentence")

    def _is_over(self, date: str) -> bool:
        """Tell whether a day, or a run of days such as a weekend, does not lie behind publication."""
        published = self.context.published
        if is_day(date):
            return published is None or date <= published
        latest = parse_date(date).latest if "/" in date else None
        told = parse_date(published).earliest if published is not None else None
        return latest is not None and told is not None and latest < told

    def _is_joined(self, clause: int, other: int) -> bool:
        """Tell whether a clause goes on with `and` where another one ends."""
        joined = self.index.clauses[other]
        return (
            joined.kind == "coordinate"
            and joined.marker == "and"
            and joined.first == self.index.clauses[clause].last
            and self.index.low[joined.first - 1] != ","
        )

    def _ends_in(self, clause: int, other: int, first: int) -> bool:
        """Tell whether a clause ends in a participle of those it counts: `left 87 | injured on Friday`.

        Also in that of others: `226 were arrested and 30 | beaten to death on Friday`.
        """
        here, state = self.index.clauses[clause], self.index.clauses[other]
        if here.verb is None or state.kind != "participial" or state.first <= first or state.subject is None:
            return False
        if any(
            word in MARKS or word in {"who", "which", "that"} for word in self.index.low[first : state.first]
        ):
            return False
        begin, end = self.index.range_of(state.subject)
        if begin <= first < end and self.index.low[begin - 1] == "and":
            return True
        if here.verb.first < first:
            return here.verb.lemma in _LEAVING
        lost = (
            here.verb.lemma in {"go", "report", "list"}
            and "missing" in self.index.low[state.first : state.first + 1]
        )
        counted = any(self.context.quantity_at[token] >= 0 for token in range(begin, end))
        return lost or (counted and begin > here.verb.first and self.index.low[begin - 1] == "and")

    def _only_day(self, quantity: Quantity, first: int) -> Slot | None:
        """Read the day where no comma parts the source from the deed: `killed 12 on Monday activists said`."""
        context, low = self.context, self.index.low
        sentence = context.document.sentences[quantity.sentence]
        timexes = context.timexes_of[quantity.sentence]
        if len(timexes) != 1 or context.attributions_of[quantity.sentence]:
            return None
        end = sentence.last - (low[sentence.last - 1] == ".")
        begin, behind = context.timex_range[timexes[0]]
        value = context.document.timexes[timexes[0]]
        if value.date is None or not is_day(value.date) or not first < begin < behind < end - 1:
            return None
        if low[begin - 1] != "on" or low[end - 1] not in load_phrases("figures", "trailing_cues"):
            return None
        if context.published is not None and value.date > context.published:
            return None
        return Slot(value.date, value.span, "sentence")

    def _named_in_subject(self, first: int) -> Slot | None:
        """Read `the 2004 tsunami killed 230,000 people`: a day long past that names what did it."""
        clause = self.context.clause_at(first)
        subject = self.index.clauses[clause].subject if clause is not None else None
        if subject is None:
            return None
        for timex in self.context.timexes_of[self.index.sentence_of[first]]:
            value = self.context.document.timexes[timex]
            meant = self._dates_event(value.span) and self._is_told_now(first)
            if value.date is not None and subject.contains(value.span) and self._is_past(value.date):
                return Slot(value.date, value.span, "clause") if not meant else None
        return None

    def _long_before(self, first: int) -> Slot | None:
        """Read `left in 2005 a war in which 300,000 died`: what a relative clause tells is past as its sentence is."""
        number = self.context.clause_at(first)
        clause = self.index.clauses[number] if number is not None else None
        if clause is None or (clause.kind != "relative" and clause.marker != "when"):
            return None
        if clause.marker == "when":
            # `the deadliest crash since 1992, when all 167 aboard died`
            at = clause.first - 1 - (self.index.low[clause.first - 1] == ",")
            number = self.context.timex_at[at] if at >= 0 else -1
            value = self.context.document.timexes[number] if number >= 0 else None
            if value is None or value.date is None or not self._is_past(value.date):
                return None
            return Slot(value.date, value.span, "sentence")
        for timex in reversed(self.context.timexes_of[clause.sentence]):
            value = self.context.document.timexes[timex]
            if value.date is not None and self.context.timex_range[timex][1] <= clause.first:
                return Slot(value.date, value.span, "sentence") if self._is_past(value.date) else None
        return None

    def _begins(self, span: Span | None) -> bool:
        """Tell whether a time is the beginning of what is counted, not its end: `5,000 since March`."""
        if span is None or span in self._since:
            return span is not None
        # `protests since a coup on Oct. 25`
        low, at = self.index.low, self.index.range_of(span)[0] - 1
        for token in range(at, max(-1, at - _SINCE_REACH), -1):
            noun = low[token].endswith("ing") and low[token - 1] == "the"
            if low[token] in MARKS or (self.index.verb_at[token] >= 0 and not noun):
                return False
            if low[token] == "since":
                return True
        return False

    def _explicit_as_of(self, quantity: Quantity, first: int) -> Slot | None:
        context = self.context
        phrases = [tuple(p.split()) for p in load_phrases("figures", "as_of")]
        for timex in context.timexes_of[quantity.sentence]:
            value = context.document.timexes[timex]
            begin, _ = context.timex_range[timex]
            if value.date is None or not is_day(value.date) or context.is_attributive(timex):
                # `buried by Tuesday's earthquake`
                continue
            if context.published is not None and value.date > context.published:
                continue
            sentence = context.document.sentences[quantity.sentence]
            for phrase in phrases:
                for gap in range(5):
                    start = begin - len(phrase) - gap
                    if start >= sentence.first and self.index.starts_with(start, phrase, begin):
                        if phrase in {("since",), ("until",), ("by",)} and gap > 1:
                            continue
                        if phrase == ("since",):
                            continue
                        return Slot(
                            value.date,
                            value.span,
                            "clause" if context.clause_at(begin) == context.clause_at(first) else "sentence",
                        )
        return None

    def _is_past(self, date: str) -> bool:
        if self.context.published is None:
            return False
        published = parse_date(self.context.published).earliest
        latest = parse_date(date).latest
        return published is not None and latest is not None and (published - latest).days > _PAST_DAYS
