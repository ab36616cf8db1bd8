"""Dates of events: when the deed of a clause was done, and whether it lies ahead."""

from collections.abc import Sequence

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.event_rules.days_away import clause_away, dated_away
from briefgen.extract.event_rules.night_hours import past_midnight, small_hour
from briefgen.extract.event_rules.planned_dates import (
    day_put_to,
    declared_from,
    plan_date,
    puts_off,
    times_behind,
)
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import (
    TURN,
    is_letter,
    is_progressive,
    is_speech,
    stays_since,
    takes_object,
    verbs_of,
    weights,
)
from briefgen.extract.phrasing.fresh_dates import just_now, told_first
from briefgen.extract.phrasing.noun_phrases import names_happening
from briefgen.extract.phrasing.subjects import subject_counts
from briefgen.model.dates import parse_date

_SOME_DAYS = 2
"""A meeting may last so many nights."""


_TRIES = load_words("event_rules", "tries")
_CLOSE_CLAUSES = 4
_YEAR = 4
"""Code points of a date that is no more than a year."""


_POINTS = frozenset({"when", "after", "as", "before", "while"})


def date_deed(context: Context, clause: Clause, number: int, *, speech: bool) -> Dated | None:
    """Find when the deed of a clause was done; of speech, when it was made.

    Args:
        context: the article's layers.
        clause: the clause.
        number: its index.
        speech: whether it is the frame of an attribution.
    """
    date = _date_deed(context, clause, number, speech=speech)
    return small_hour(context, hour_of_story(context, clause, date)) if date is not None else None


def hour_of_story(context: Context, clause: Clause, date: Dated) -> Dated:
    """Give the hour of what had been the day told before, not that of speaking.

    `The ferry sank on Monday, police said on Tuesday. It had left at 4 p.m.`
    """
    if date.span is None or not date.time[:1].isdigit() or clause.verb is None:
        return date
    if clause.verb.tense != "pluperfect" or not clause.sentence:
        return date
    if any(
        word.isalpha() and word not in _OF_CLOCK
        for word in context.index.low[slice(*context.index.range_of(date.span))]
    ):
        return date
    before = context.date_before(clause.sentence)
    if before is None or not is_day(before.date) or not before.date < date.date:
        return date
    said = {
        context.document.timexes[timex].date
        for timex in context.timexes_of[clause.sentence - 1]
        if context.is_speaking_time(timex)
    }
    return msgspec.structs.replace(date, date=before.date) if date.date in said else date


_OF_CLOCK = load_words("event_rules", "of_clock")


def _date_deed(context: Context, clause: Clause, number: int, *, speech: bool) -> Dated | None:
    verb = clause.verb
    if verb is None:
        return None
    if (declared := declared_from(context, clause)) is not None:
        return declared
    if (named := _named_right_before(context, clause, number)) is not None:
        return named
    if puts_off(context, clause) and (put := day_put_to(context, clause)) is not None:
        return put
    if (beside := _alongside(context, clause)) is not None:
        return beside
    if speech:
        for timex in context.timexes_of[clause.sentence]:
            value = context.document.timexes[timex]
            if context.is_speaking_time(timex) and value.date is not None:
                first, _ = context.timex_range[timex]
                where = context.clause_at(first)
                apart = where is not None and is_speech(context, context.index.clauses[where])
                if where == number or (abs(first - verb.first) <= 12 and not apart):
                    return context.dated(value, "clause")
        own = context.timex_of_clause(number)
        if own is not None:
            return context.dated(context.document.timexes[own], "clause")
        # `decided to send troops on Thursday`: a day gone by is that of the decision, not of the deed to come.
        if (closing := _closing_day(context, number, kinds=("infinitive", "participial"))) is not None:
            return closing
        return (
            _passed_on(context, clause)
            or _goes_on(context, clause)
            or (just_now(context, clause) if verb.lemma in verbs_of("decisions") else None)
        )
    if (planned := plan_date(context, clause, number)) is not None:
        return planned
    if (meets := _goes_on_today(context, clause, number)) is not None:
        return meets
    if verb.tense == "present" and (month := _month_ahead(context, clause, number)) is not None:
        return month
    if verb.tense == "present" and (not _has_day(context, clause, number) or is_progressive(context, clause)):
        return just_now(context, clause)
    if verb.tense == "future" and context.timex_of_clause(number) is None:
        ahead = _closing_day(context, number, kinds=("infinitive", "participial", "relative"), gone=False)
        if ahead is not None:
            return ahead
    if (off := clause_away(context, clause, number)) is not None:
        return dated_away(context, *off)
    if verb.tense in {"past", "pluperfect"} and context.timex_of_clause(number) is None:
        closing = _closing_day(context, number, kinds=("infinitive", "participial"))
        if closing is not None:
            return closing
        passed = _tried(context, clause, number) or _at_point(context, clause, number)
        if passed is not None:
            return passed
    earlier = _shares_had(context, clause)
    date = _same_occasion(context, clause) or context.date_of(
        verb.first, reach="before" if verb.tense in {"past", "pluperfect"} and not earlier else "sentence"
    )
    if date is None or not date.date:
        return just_now(context, clause) or told_first(context, clause, number)
    if (passed := past_midnight(context, clause)) is not None:
        return passed
    first = context.index.range_of(date.span)[0] if date.span is not None else len(context.timex_at)
    if context.index.low[first : first + 1] == ["overnight"] and _is_followed_by_day(context, clause):
        # `They held forty people overnight. They gave up on Tuesday`: some night before, not the last one.
        return None
    held = context.timex_at[first] if first < len(context.timex_at) else -1
    source = context.document.timexes[held] if held >= 0 else None
    if source is not None and source.since and (date.how != "clause" or verb.tense == "perfect"):
        return date if date.how == "clause" and _lasts_since(context, clause, date) else None
    if date.how == "sentence" and verb.tense == "pluperfect" and clause.kind == "relative":
        # `accused each other on Sunday of breaking the truce to which they had agreed`
        return None
    if date.how == "sentence" and clause.kind == "relative" and _is_behind(context, clause):
        # `raced on Tuesday to find survivors of the quake that struck the south`
        return None
    if date.how == "before" and _is_dated_behind(context, clause, number):
        # `broke off a trip to Europe and returned on Sunday`
        return None
    if date.how == "before" and not (
        is_day(date.date) and _continues(context, clause) and not _tells_history(context, clause)
    ):
        return None
    return date


def _month_ahead(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date what the present sets for a month or season to come: `The island elects a parliament in September`."""
    verb, timex = clause.verb, context.timex_of_clause(number)
    if (
        verb is None
        or timex is None
        or clause.kind not in {"main", "coordinate"}
        or context.published is None
    ):
        return None
    value, first = context.document.timexes[timex], context.timex_range[timex][0]
    month = value.date or ""
    if len(month) != _MONTH or month.startswith(context.published[:_MONTH]) or value.since:
        return None
    if verb.lemma not in _TERMS or is_progressive(context, clause) or context.index.low[first - 1] in _BOUNDS:
        return None
    start = parse_date(month).earliest
    told = parse_date(context.published).earliest
    if start is None or told is None or not 0 < (start - told).days <= _TERM_DAYS:
        return None
    usual = not _USUAL.isdisjoint(context.index.low[clause.first : clause.last])
    return None if usual else context.dated(value, "clause")


_MONTH, _TERM_DAYS = 7, 365
_TERMS = load_words("event_rules", "terms")
_BOUNDS = frozenset({"until", "till", "before", "by", "since", "from", "to"})
_USUAL = frozenset(
    {"usually", "often", "every", "each", "normally", "typically", "traditionally", "annual", "if"}
)


def _tells_blow(context: Context, clause: Clause) -> bool:
    """Tell whether a clause says what happened, behind a sentence that only says when something did."""
    if clause.verb is None or clause.sentence == 0 or clause.verb.lemma not in verbs_of("leading"):
        return False
    here = context.document.sentences[clause.sentence - 1]
    return not _HAPPENED.isdisjoint(context.index.low[here.first : here.last])


_HAPPENED = frozenset({"happened", "occurred", "came", "began", "started", "struck"})


def _is_dated_behind(context: Context, clause: Clause, number: int) -> bool:
    """Tell whether the next deed of one subject has a day of its own in the sentence."""
    following = number + 1
    while following < len(context.index.clauses):
        other = context.index.clauses[following]
        if other.sentence != clause.sentence:
            return False
        if other.kind == "coordinate" and other.subject_inherited and other.parent == number:
            timex = context.timex_of_clause(following)
            return timex is not None and context.document.timexes[timex].date is not None
        following += 1
    return False


def _alongside(context: Context, clause: Clause) -> Dated | None:
    """Date what a fresh statement came with: `… are missing, a court said on Tuesday, as the cabinet announced aid`."""
    verb = clause.verb
    parent = context.index.clauses[clause.parent] if clause.parent is not None else None
    if (
        verb is None
        or parent is None
        or clause.kind != "adverbial"
        or clause.marker != "as"
        or verb.tense != "past"
        or clause.subject is None
        or not is_speech(context, parent)
        or (weights().get(verb.lemma, 1) < TURN and verb.lemma not in verbs_of("decisions"))
        or any(
            context.clause_at(context.timex_range[t][0]) == context.index.verb_at[verb.first]
            for t in context.timexes_of[clause.sentence]
        )
    ):
        return None
    told = parse_date(context.published).earliest if context.published is not None else None
    for timex in context.timexes_of[clause.sentence]:
        value = context.document.timexes[timex]
        day = parse_date(value.date).earliest if value.date is not None and is_day(value.date) else None
        if context.clause_at(context.timex_range[timex][0]) != clause.parent or told is None or day is None:
            continue
        if context.is_speaking_time(timex) and 0 <= (told - day).days <= 1:
            return context.dated(value, "sentence")
    return None


def _goes_on_today(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date what is on the day of publication itself: `Party leaders are meeting today`."""
    verb, timex = clause.verb, context.timex_of_clause(number)
    if verb is None or timex is None or verb.tense != "present" or clause.kind not in {"main", "coordinate"}:
        return None
    value = context.document.timexes[timex]
    today = value.date is not None and value.date == context.published and not value.since
    return context.dated(value, "clause") if today and is_progressive(context, clause) else None


def _is_behind(context: Context, clause: Clause) -> bool:
    """Tell whether a relative clause in the past is about a thing behind another verb, whose day is not its own."""
    verb = clause.verb
    above = context.index.clauses[clause.parent] if clause.parent is not None else None
    return (
        verb is not None
        and verb.tense == "past"
        and above is not None
        and above.verb is not None
        and above.verb.last <= clause.first
    )


def _is_followed_by_day(context: Context, clause: Clause) -> bool:
    """Tell whether the next sentence of a paragraph goes on with a day before publication."""
    sentences, following = context.document.sentences, clause.sentence + 1
    if following >= len(sentences) or sentences[following].paragraph != sentences[clause.sentence].paragraph:
        return False
    return any(
        value.date is not None
        and is_day(value.date)
        and value.date < (context.published or "")
        and not context.is_speaking_time(timex)
        and not value.span.of(context.text).lower().startswith("last")
        for timex in context.timexes_of[following]
        if (value := context.document.timexes[timex])
    )


def _lasts_since(context: Context, clause: Clause, date: Dated) -> bool:
    """Tell whether what holds began on the day of `since`: `flights have been suspended since Sunday`."""
    verb = clause.verb
    if verb is None or not is_day(date.date) or (verb.lemma != "be" and subject_counts(context, clause)):
        return False
    if verb.lemma in verbs_of("lasting"):
        return True
    if verb.lemma == "be":
        return stays_since(context, clause)
    return verb.passive and verb.lemma not in verbs_of("counted") and weights().get(verb.lemma, 1) >= TURN


def _named_right_before(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date `when` by the day that it explains: `had heard nothing since Wednesday night, when two blasts tore`."""
    for timex in context.timexes_of[clause.sentence]:
        value, first = context.document.timexes[timex], context.timex_range[timex][0]
        if clause.kind != "adverbial" or clause.marker not in _POINTS or clause.subject is None:
            break
        if (
            context.clause_at(first) == number
            and context.is_speaking_time(timex)
            and is_day(value.date or "")
        ):
            # `he said when the first deaths were confirmed on 2 May`
            return context.dated(value, "clause")
    first = clause.first - (context.index.low[clause.first - 1] == ",")
    if clause.marker != "when" or first <= context.document.sentences[clause.sentence].first:
        return None
    timex = context.timex_at[first - 1]
    if timex < 0 or context.timex_of_clause(number) is not None:
        return None
    value = context.document.timexes[timex]
    if clause.verb is None or clause.verb.tense != "past" or not is_day(value.date or ""):
        return None
    return context.dated(value, "clause")


def _closing_day(context: Context, number: int, *, kinds: Sequence[str], gone: bool = True) -> Dated | None:
    """Find the day gone by, or to come, that closes a clause, although it stands behind a verb that depends on it.

    `took eight people in for questioning on Wednesday`, `forced the school to shut on 2 May`.
    """
    for timex in times_behind(context, context.index.clauses[number]):
        value = context.document.timexes[timex]
        first, _ = context.timex_range[timex]
        at = context.clause_at(first)
        inner = context.index.clauses[at] if at is not None else None
        if (
            inner is not None
            and inner.kind in kinds
            # `is to succeed Vega, who is stepping down, on 15 January`
            and inner.parent == number
            and (
                inner.kind == "infinitive"
                or (inner.kind == "relative" and context.index.low[first - 2] == ",")
                or is_letter(context, inner)
                or inner.marker in {"for", "from", "of", "to", "by"}
                or context.index.low[inner.first - 1] == "to"
            )
            and context.index.low[first - 1] not in {"until", "till", "by", "since", "before", "after", "of"}
            and not context.is_speaking_time(timex)
            and value.date is not None
            and is_day(value.date)
            and (context.published is None or (value.date <= context.published) == gone)
        ):
            return context.dated(value, "sentence")
    return None


def _tried(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date what became of a try by the day in its name: `An attempt to arrest him on 3 May was called off`."""
    for timex in context.timexes_of[clause.sentence]:
        value, first = context.document.timexes[timex], context.timex_range[timex][0]
        at = context.clause_at(first)
        inner = context.index.clauses[at] if at is not None else None
        if inner is None or inner.kind != "infinitive" or inner.parent != number or clause.verb is None:
            continue
        tried = context.index.low[inner.first - 1] in _TRIES
        if tried and first < clause.verb.first and is_day(value.date or "") and not value.since:
            return context.dated(value, "sentence")
    return None


def _at_point(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date a deed by the clause that tells when: `Ten people died while they watched a match on Friday`."""
    if (
        clause.verb is None
        or clause.verb.tense != "past"
        or clause.kind not in {"main", "coordinate", "that", "relative"}
    ):
        return None
    for other in range(number + 1, min(number + _CLOSE_CLAUSES, len(context.index.clauses))):
        inner = context.index.clauses[other]
        if (
            inner.parent != number
            or inner.marker not in {"when", "while"}
            or inner.verb is None
            or inner.verb.tense not in ({"past"} if inner.marker == "when" else {"past", "participle"})
        ):
            continue
        timex = context.timex_of_clause(other)
        following = context.index.clauses[other + 1] if other + 1 < len(context.index.clauses) else inner
        if timex is None and following.kind == "infinitive" and following.parent == other:
            # `when the prayers were about to begin on 4 May`
            timex = context.timex_of_clause(other + 1)
        value = context.document.timexes[timex] if timex is not None else None
        if value is not None and value.date is not None and is_day(value.date) and not value.since:
            return context.dated(value, "sentence")
    return None


def _shares_had(context: Context, clause: Clause) -> bool:
    """Tell whether a verb is the second one behind `had already`: `had already closed schools and sent all home`."""
    above = context.index.clauses[clause.parent] if clause.parent is not None else None
    if above is None or above.verb is None or clause.kind != "coordinate" or not clause.subject_inherited:
        return False
    words = context.index.low[above.verb.first : above.verb.last]
    return above.verb.tense == "pluperfect" and "already" in words


def _same_occasion(context: Context, clause: Clause) -> Dated | None:
    """Date `in the same speech` by the last day told before, be it that of speaking."""
    opening = context.index.low[clause.first : clause.first + 4]
    if (
        len(opening) < 4
        or opening[1:3] != ["the", "same"]
        or opening[3] not in load_words("events", "occasions")
    ):
        return None
    for sentence in range(clause.sentence - 1, -1, -1):
        for timex in reversed(context.timexes_of[sentence]):
            value = context.document.timexes[timex]
            if value.date is not None and is_day(value.date):
                return context.dated(value, "sentence")
    return None


def _continues(context: Context, clause: Clause) -> bool:
    """Tell whether a clause without a date goes on with the story of the day before it: a deed told in the past."""
    verb = clause.verb
    if verb is None or clause.kind not in {"main", "coordinate"} or verb.tense != "past":
        return False
    if not takes_object(context, clause) and (
        verb.lemma in verbs_of("overviews")
        or (weights().get(verb.lemma, 1) < TURN and not _tells_blow(context, clause))
    ):
        return False
    if verb.lemma in {"begin", "start"} and not (
        clause.subject is not None and _is_of_story(context, *context.index.range_of(clause.subject))
    ):
        # `The new style began`: only what happens begins on the day of the sentence before.
        return False
    opening = context.index.low[clause.first : clause.first + 3]
    if opening[:1] == ["following"] or opening in (["in", "the", "wake"], ["in", "the", "aftermath"]):
        # `The army seized power on 9 May. Following the coup, the bloc froze all aid`
        return False
    if _goes_on_between(context, clause.sentence):
        # `The protests began on Monday. The unrest went on after that. Protesters set fire to a bank`: some day later.
        return False
    if context.index.low[clause.first] in {"in", "at"} and _tells_beginning(context, clause.sentence - 1):
        # `The protests broke out on 2 May. In Galle a mosque was burnt`: some day, elsewhere.
        return False
    return not context.governing(verb.first, verb.last)


def _goes_on_between(context: Context, sentence: int) -> bool:
    """Tell whether the sentence before, which names no day, says that something went on: time passed there."""
    if sentence == 0 or any(context.document.timexes[t].date for t in context.timexes_of[sentence - 1]):
        return False
    here = context.document.sentences[sentence - 1]
    low = context.index.low[here.first : here.last]
    if "since" in low and low[low.index("since") + 1 : low.index("since") + 2] in (["then"], ["that"]):
        return True
    verbs = (context.index.clauses[k].verb for k in context.index.clauses_of[sentence - 1])
    return any(verb is not None and verb.lemma in verbs_of("going_on") for verb in verbs)


def _tells_history(context: Context, clause: Clause) -> bool:
    """Tell whether a sentence is of a time long gone: `SARS, which broke out in 2002, killed close to 800`."""
    dates = [context.document.timexes[timex].date or "" for timex in context.timexes_of[clause.sentence]]
    return any(len(date) == _YEAR and date < (context.published or "")[:_YEAR] for date in dates)


def _tells_beginning(context: Context, sentence: int) -> bool:
    """Tell whether a sentence says when something began that goes on."""
    if sentence < 0:
        return False
    verbs = (context.index.clauses[number].verb for number in context.index.clauses_of[sentence])
    return any(
        verb is not None
        and (
            verb.lemma in {"begin", "start", "erupt"}
            or (verb.lemma == "break" and context.index.low[verb.last : verb.last + 1] == ["out"])
        )
        for verb in verbs
    )


def _is_of_story(context: Context, first: int, last: int) -> bool:
    """Tell whether a subject is something that happens, or somebody."""
    index = context.index
    return (
        names_happening(context, first, last)
        or index.mention_at[last - 1] >= 0
        or index.low[last - 1].endswith("s")
    )


def _passed_on(context: Context, clause: Clause) -> Dated | None:
    """Date a decision without a day by the day when an outlet passes it on (`…, radio said on Friday`), about."""
    verb = clause.verb
    if verb is None or verb.tense not in {"past", "pluperfect"} or verb.lemma not in verbs_of("decisions"):
        return None
    passing = [number for number in context.governing(verb.first, verb.last) if context.is_outlet(number)]
    told = context.speaking_date(verb.first, verb.last) if passing else None
    return Dated(f"{told.value}~", "", told.span, "sentence") if told is not None else None


def _goes_on(context: Context, clause: Clause) -> Dated | None:
    """Date a grave measure without a day of its own (`announced that a curfew had begun`) by its paragraph."""
    verb = clause.verb
    if verb is None or verb.tense != "past" or verb.lemma not in verbs_of("decisions"):
        return None
    last = context.document.sentences[clause.sentence].last
    if clause.kind != "main" or not verbs_of("grave") & set(context.index.low[verb.last : last]):
        return None
    before = context.date_before(clause.sentence)
    return before if before is not None and is_day(before.date) else None


def _has_day(context: Context, clause: Clause, number: int) -> bool:
    timex = context.timex_of_clause(number)
    if timex is None or not context.document.timexes[timex].date:
        return False
    date = parse_date(context.document.timexes[timex].date or "")
    return date.precision == "day" or (
        date.earliest is not None
        and date.latest is not None
        and (date.latest - date.earliest).days <= _SOME_DAYS
        and not date.approximate
    )
