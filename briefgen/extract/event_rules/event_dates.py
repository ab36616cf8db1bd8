"""Dates of events: when the deed of a clause was done, by the first rule that knows."""

from briefgen.extract.context import Context
from briefgen.extract.event_rules.borrowed_days import (
    closing_day,
    day_explained,
    day_of_point,
    day_of_try,
    same_occasion,
    shares_had,
)
from briefgen.extract.event_rules.carried_days import (
    continues,
    hour_of_story,
    is_followed_by_day,
    tells_history,
)
from briefgen.extract.event_rules.days_away import clause_away, dated_away
from briefgen.extract.event_rules.night_hours import past_midnight, small_hour
from briefgen.extract.event_rules.planned_dates import day_put_to, declared_from, plan_date, puts_off
from briefgen.extract.event_rules.present_dates import has_day, lasts_since, month_ahead, on_today
from briefgen.extract.event_rules.spoken_dates import date_of_speech, told_alongside
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.phrasing.deeds import is_progressive
from briefgen.extract.phrasing.fresh_dates import just_now, told_first


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


def _date_deed(context: Context, clause: Clause, number: int, *, speech: bool) -> Dated | None:
    """Try the rules that know a day of their own, in order; then what stands in the sentence or before it."""
    verb = clause.verb
    if verb is None:
        return None
    named = declared_from(context, clause) or day_explained(context, clause, number)
    if named is None and puts_off(context, clause):
        named = day_put_to(context, clause)
    named = named or told_alongside(context, clause)
    if named is not None:
        return named
    if speech:
        return date_of_speech(context, clause, number)
    if (planned := plan_date(context, clause, number) or on_today(context, clause, number)) is not None:
        return planned
    if verb.tense == "present":
        if (month := month_ahead(context, clause, number)) is not None:
            return month
        if not has_day(context, clause, number) or is_progressive(context, clause):
            return just_now(context, clause)
    if verb.tense == "future" and context.timex_of_clause(number) is None:
        ahead = closing_day(context, number, kinds=("infinitive", "participial", "relative"), gone=False)
        if ahead is not None:
            return ahead
    if (off := clause_away(context, clause, number)) is not None:
        return dated_away(context, *off)
    if verb.tense in _PAST and context.timex_of_clause(number) is None:
        passed = (
            closing_day(context, number, kinds=("infinitive", "participial"))
            or day_of_try(context, clause, number)
            or day_of_point(context, clause, number)
        )
        if passed is not None:
            return passed
    return _date_around(context, clause, number)


_PAST = frozenset({"past", "pluperfect"})


def _date_around(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date a deed by a day of its clause, its sentence or the one before, where that may be its own."""
    verb = clause.verb
    if verb is None:
        return None
    back = verb.tense in _PAST and not shares_had(context, clause)
    date = same_occasion(context, clause) or context.date_of(
        verb.first, reach="before" if back else "sentence"
    )
    if date is None or not date.date:
        return just_now(context, clause) or told_first(context, clause, number)
    if (passed := past_midnight(context, clause)) is not None:
        return passed
    first = context.index.range_of(date.span)[0] if date.span is not None else len(context.timex_at)
    if context.index.low[first : first + 1] == ["overnight"] and is_followed_by_day(context, clause):
        # `They held forty people overnight. They gave up on Tuesday`: some night before, not the last one.
        return None
    held = context.timex_at[first] if first < len(context.timex_at) else -1
    source = context.document.timexes[held] if held >= 0 else None
    if source is not None and source.since and (date.how != "clause" or verb.tense == "perfect"):
        return date if date.how == "clause" and lasts_since(context, clause, date) else None
    if date.how == "sentence" and clause.kind == "relative":
        # `accused each other on Sunday of breaking the truce to which they had agreed`
        return None if verb.tense == "pluperfect" or _is_behind(context, clause) else date
    if date.how != "before":
        return date
    if _is_dated_behind(context, clause, number) or not is_day(date.date):
        # `broke off a trip to Europe and returned on Sunday`
        return None
    return date if continues(context, clause) and not tells_history(context, clause) else None


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
