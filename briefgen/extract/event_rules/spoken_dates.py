"""Spoken dates: days of statements and decisions, and of what came with them."""

from briefgen.extract.context import Context
from briefgen.extract.event_rules.borrowed_days import closing_day
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.phrasing.deeds import TURN, is_speech, verbs_of, weights
from briefgen.extract.phrasing.fresh_dates import just_now
from briefgen.model.dates import parse_date


def date_of_speech(context: Context, clause: Clause, number: int) -> Dated | None:
    """Find when something was said: by the day of speaking near its verb, by its own day, by what is told around it."""
    verb = clause.verb
    if verb is None:
        return None
    for timex in context.timexes_of[clause.sentence]:
        value = context.document.timexes[timex]
        if context.is_speaking_time(timex) and value.date is not None:
            first, _ = context.timex_range[timex]
            where = context.clause_at(first)
            apart = where is not None and is_speech(context, context.index.clauses[where])
            if where == number or (abs(first - verb.first) <= _NEAR and not apart):
                return context.dated(value, "clause")
    own = context.timex_of_clause(number)
    if own is not None:
        return context.dated(context.document.timexes[own], "clause")
    # `decided to send troops on Thursday`: a day gone by is that of the decision, not of the deed to come.
    if (closing := closing_day(context, number, kinds=("infinitive", "participial"))) is not None:
        return closing
    return (
        _passed_on(context, clause)
        or _grave_measure(context, clause)
        or (just_now(context, clause) if verb.lemma in verbs_of("decisions") else None)
    )


_NEAR = 12
"""Tokens between a verb of saying and the day of speaking."""


def _passed_on(context: Context, clause: Clause) -> Dated | None:
    """Date a decision without a day by the day when an outlet passes it on (`…, radio said on Friday`), about."""
    verb = clause.verb
    if verb is None or verb.tense not in {"past", "pluperfect"} or verb.lemma not in verbs_of("decisions"):
        return None
    passing = [number for number in context.governing(verb.first, verb.last) if context.is_outlet(number)]
    told = context.speaking_date(verb.first, verb.last) if passing else None
    return Dated(f"{told.value}~", "", told.span, "sentence") if told is not None else None


def _grave_measure(context: Context, clause: Clause) -> Dated | None:
    """Date a grave measure without a day of its own (`announced that a curfew had begun`) by its paragraph."""
    verb = clause.verb
    if verb is None or verb.tense != "past" or verb.lemma not in verbs_of("decisions"):
        return None
    last = context.document.sentences[clause.sentence].last
    if clause.kind != "main" or not verbs_of("grave") & set(context.index.low[verb.last : last]):
        return None
    before = context.date_before(clause.sentence)
    return before if before is not None and is_day(before.date) else None


def told_alongside(context: Context, clause: Clause) -> Dated | None:
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
