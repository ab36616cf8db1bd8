"""Told deeds: what one clause tells that was done, decided, announced or set for a day."""

from collections.abc import Collection, Mapping

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.event_rules.anchors import date_from_event
from briefgen.extract.event_rules.announcements import (
    announcement_title,
    asks_for_own,
    content_clause,
    day_declared,
    find_announced,
    is_demand,
    is_order,
    testifies,
    told_before_it,
)
from briefgen.extract.event_rules.asserted import is_asserted, is_furniture
from briefgen.extract.event_rules.day_stretches import finer_day, join_days
from briefgen.extract.event_rules.event_dates import date_deed
from briefgen.extract.event_rules.event_frames import make_frame
from briefgen.extract.event_rules.faint_days import tells_slowly
from briefgen.extract.event_rules.foreign_words import is_abroad, is_foreign_word
from briefgen.extract.event_rules.joined_titles import blow_behind
from briefgen.extract.event_rules.joined_titles import joined_title_of as title_of
from briefgen.extract.event_rules.landmarks import is_coming, sets_landmark
from briefgen.extract.event_rules.once import find_marks
from briefgen.extract.event_rules.plain_titles import statement_title
from briefgen.extract.event_rules.planned_dates import is_far_ahead, plan_date, tell_planned
from briefgen.extract.event_rules.relative_objects import object_title
from briefgen.extract.event_rules.running_totals import is_count, is_day_of_count, stands_as_of
from briefgen.extract.event_rules.spare_readings import FAINT
from briefgen.extract.frames import Dated, EventFrame, Mark, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import (
    HEAVY,
    is_dynamic,
    is_foretold,
    is_letter,
    is_set_for,
    is_speech,
    is_to_come,
    sayings,
    takes_object,
    verbs_of,
    weights,
)
from briefgen.extract.phrasing.noun_phrases import names_happening
from briefgen.extract.phrasing.ranked_times import is_of_rank
from briefgen.extract.phrasing.subjects import is_reduced, subject_counts
from briefgen.extract.phrasing.title_verbs import is_told_behind, verb_before
from briefgen.extract.phrasing.titles import fragment_title
from briefgen.extract.phrasing.wording import key_of

_CASES = frozenset(key_of(word) for word in load_words("events", "cases"))
_LONGEST_FRAGMENT = 25
"""Tokens of the longest sentence without a verb that is read."""


class _Telling(msgspec.Struct, frozen=True):
    """How a clause tells something."""

    told: int
    """The clause whose words say what: its own, or one of what it announces."""
    speech: bool = False
    decided: bool = False
    order: bool = False


def read_deed(
    context: Context, number: int, countries: Collection[str], anchors: Mapping[str, str]
) -> EventFrame | None:
    """Read what a clause tells of a day; None where that is no event.

    Args:
        context: the article's layers.
        number: index of the clause.
        countries: whose crisis it is.
        anchors: days of events told before.
    """
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None:
        return _fragment(context, clause, number, countries)
    if not is_asserted(context, clause) or is_furniture(context, clause) or is_letter(context, clause):
        return None
    if context.timex_of_clause(number) is None and (
        clause.marker == "since" or is_told_behind(context, number)
    ):
        # `the worst clash since the standoff began`
        return None
    if testifies(context, clause):
        return _testimony(context, clause, number, countries)
    telling = _telling(context, clause, number, countries)
    date = _date(context, clause, number, telling, anchors) if telling is not None else None
    if telling is None or date is None or not _is_news(context, number, date, telling, countries):
        return None
    planned = _planned(context, clause, number, date)
    titled = _title(context, clause, number, telling) if planned is not None else None
    if planned is None or titled is None:
        return None
    told, title = titled
    if planned:
        title = day_declared(context, clause, title).replace(" would ", " will ", 1)
    days = join_days(context, clause, date)
    frame = make_frame(context, clause, countries, date=days, planned=planned, title=title)
    marks = _marks(context, clause, number, told, planned=planned)
    return msgspec.structs.replace(frame, marks=marks) if marks else frame


def _telling(context: Context, clause: Clause, number: int, countries: Collection[str]) -> _Telling | None:
    """Return how a clause tells something new; None where it only asks, says or is."""
    verb = clause.verb
    if verb is None or (is_demand(context, clause) and not asks_for_own(context, clause, countries)):
        return None
    decided, says = verb.lemma in verbs_of("decisions"), verb.lemma in sayings()
    speech = is_speech(context, clause)
    if speech and not (decided or says):
        # What has an object or weight is done, not only said.
        speech = not (weights().get(verb.lemma, 1) > 1 or takes_object(context, clause))
    planned = plan_date(context, clause, number) is not None
    if planned or _is_of_deed(context, clause):
        speech = False
    elif is_order(context, clause, number, countries):
        return _Telling(number, decided=True, order=True)
    elif not decided and (speech or says):
        announced = find_announced(context, clause, number, countries)
        return _Telling(announced, speech=True) if announced is not None else None
    if not (speech or decided or planned or is_dynamic(context, clause)):
        return None
    return _Telling(number, speech=speech, decided=decided)


def _is_of_deed(context: Context, clause: Clause) -> bool:
    """Tell whether a verb of saying only brings in what was or will be done."""
    return (
        _is_witnessed(context, clause)
        or is_foretold(context, clause)
        or is_to_come(context, clause)
        or is_set_for(context, clause)
        or (clause.verb is not None and clause.verb.passive and clause.verb.lemma == "swear")
    )


def _date(
    context: Context, clause: Clause, number: int, telling: _Telling, anchors: Mapping[str, str]
) -> Dated | None:
    """Date what a clause tells; None where its day is that of something else."""
    date = None if telling.speech else date_from_event(context, clause, number, anchors)
    date = date or date_deed(context, clause, number, speech=telling.speech or telling.order)
    date = finer_day(context, clause, date) if date is not None else None
    if date is not None and _is_of_other_time(context, clause, date):
        return None
    if date is None and telling.decided:
        # `declared an emergency the day after the spill`
        date = date_from_event(context, clause, number, anchors)
    if date is None or is_coming(context, date):
        return None
    return date if clause.kind != "participial" or _is_of_participle(context, clause, date) else None


def _is_of_other_time(context: Context, clause: Clause, date: Dated) -> bool:
    """Tell whether a day is not that of the deed: `As of Monday the council has decided`, `the worst since 2 May`."""
    perfect = clause.verb is not None and clause.verb.tense == "perfect"
    return (
        (perfect and stands_as_of(context, date))
        or is_of_rank(context, date)
        or is_day_of_count(context, clause, date)
        or (perfect and date.how == "article" and tells_slowly(context))
    )


def _is_of_participle(context: Context, clause: Clause, date: Dated) -> bool:
    """Tell whether a day is that of a participle: it stands in its clause, behind no comma.

    Not so in `removed the statue, a tribute to soldiers killed in the war, from a square on 27 April`.
    """
    if date.how != "clause" or clause.verb is None:
        return False
    begin = context.index.range_of(date.span)[0] if date.span is not None else clause.verb.last
    return "," not in context.index.low[clause.verb.last : max(clause.verb.last, begin)]


def _is_news(
    context: Context, number: int, date: Dated, telling: _Telling, countries: Collection[str]
) -> bool:
    """Tell whether what a clause tells is of the story: no light aside, no running number, no words from abroad."""
    clause = context.index.clauses[number]
    light = clause.verb is not None and weights().get(clause.verb.lemma, 1) < HEAVY
    if light and (
        is_reduced(context, clause) or (date.how == "article" and is_abroad(context, clause, countries))
    ):
        return False
    if not telling.speech and is_count(context, clause, number, date):
        return False
    return telling.order or not is_foreign_word(context, clause, number, countries, speech=telling.speech)


def _planned(context: Context, clause: Clause, number: int, date: Dated) -> bool | None:
    """Tell whether what a clause tells lies ahead; None where tense and day do not fit or it lies too far ahead."""
    planned = plan_date(context, clause, number) is not None or tell_planned(context, clause, date)
    if not planned:
        return planned
    asks = clause.verb is not None and clause.verb.lemma in verbs_of("demands") | sayings()
    # `urged them to go ahead with the referendum on a new constitution on 27 June`
    apart = is_far_ahead(context, date) or (asks and sets_landmark(context, date))
    return None if apart else planned


def _title(context: Context, clause: Clause, number: int, telling: _Telling) -> tuple[int, str] | None:
    """Make the title of what a clause tells, with the clause whose words it has."""
    verb, told = clause.verb, telling.told
    if verb is None:
        return None
    spoken = telling.speech or telling.decided
    own = told == number
    title = object_title(context, told) if own and not telling.speech else None
    title = title or title_of(context, told, whole=spoken and not verb.passive and verb.tense != "future")
    if own and telling.decided and telling.speech:
        if (before := told_before_it(context, clause, number)) is not None:
            told, title = before, title_of(context, before)
        elif title is None:
            # `announced that it would host neither the summit nor …`: too long beside who announced it
            told = content_clause(context, clause, number)
            title = title_of(context, told) if told != number else None
    if title is not None and told != number:
        title = announcement_title(context, clause, told, title)
    elif title is not None and telling.decided and verb.lemma in verbs_of("disclosures") and not verb.passive:
        title = statement_title(context, number) or title
    return (told, title) if title is not None else None


def _testimony(
    context: Context, clause: Clause, number: int, countries: Collection[str]
) -> EventFrame | None:
    """Read what somebody told a court or committee: no turn of events, but it fills its day."""
    heard = date_deed(context, clause, number, speech=True)
    title = statement_title(context, number) if heard is not None and is_day(heard.date) else None
    if heard is None or title is None or is_coming(context, heard):
        return None
    frame = make_frame(context, clause, countries, date=heard, planned=False, title=title)
    return msgspec.structs.replace(frame, weight=FAINT)


def _marks(context: Context, clause: Clause, number: int, told: int, *, planned: bool) -> list[Mark]:
    """Return the marks of a clause, of what it announces as done, and of the deeds told with it."""
    verb = context.index.clauses[told].verb
    done = told == number or (
        verb is not None and not verb.modal and verb.tense in {"past", "pluperfect", "perfect"}
    )
    marks = find_marks(context, context.index.clauses[told], told) if done else []
    # `Ten people died after a ferry capsized`, `resigned and left the country on Friday`
    beside = (blow_behind(context, number), verb_before(context, clause)) if not planned else ()
    more = [m for k in beside if k is not None for m in find_marks(context, context.index.clauses[k], k)]
    return sorted({*marks, *more}) if more else marks


def _fragment(context: Context, clause: Clause, number: int, countries: Collection[str]) -> EventFrame | None:
    """Read a sentence without a verb that names what happened on a day: `The cancellation of the tax on 2 May`."""
    sentence = context.document.sentences[clause.sentence]
    if (
        len(context.index.clauses_of[clause.sentence]) != 1
        or sentence.last - sentence.first > _LONGEST_FRAGMENT
    ):
        return None
    timex = context.timex_of_clause(number)
    if timex is None or context.document.timexes[timex].since:
        return None
    date = context.dated(context.document.timexes[timex], "clause")
    if not is_day(date.date) or (context.published is not None and date.date[:10] > context.published):
        return None
    title = fragment_title(context, clause)
    return (
        make_frame(context, clause, countries, date=date, planned=False, title=title)
        if title is not None
        else None
    )


def _is_witnessed(context: Context, clause: Clause) -> bool:
    """Tell whether a passive verb of saying only brings in what happened: `heavy shooting was reported`."""
    verb = clause.verb
    if verb is None or not verb.passive or verb.lemma not in sayings() or clause.subject is None:
        return False
    first, last = context.index.range_of(clause.subject)
    words = context.index.low[first:last]
    # `a case of cholera was confirmed`
    case = words[(words.index("of") if "of" in words[1:] else len(words)) - 1]
    found = case in load_words("events", "cases") and not subject_counts(context, clause)
    # `when the first two deaths were confirmed`
    first_ones = "first" in context.index.low[first:last] and key_of(case) in _CASES
    return found or first_ones or names_happening(context, first, last)
