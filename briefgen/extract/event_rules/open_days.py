"""Open days: days that an article names and that nothing has been told of yet, by the clause they stand in.

The last line of the timeline: an editor of a few articles wants every day that they name, and strikes what is none.
Of 250 marked articles and passages, nine in ten such days were wanted or allowed.
"""

from collections.abc import Collection, Iterator

from briefgen.extract.context import Context
from briefgen.extract.event_rules.asserted import is_asserted, is_furniture
from briefgen.extract.event_rules.faint_days import (
    days_near,
    gapped_name,
    is_ahead,
    is_day_within,
    is_hour_alone,
)
from briefgen.extract.event_rules.joined_titles import joined_title_of as title_of
from briefgen.extract.event_rules.plain_titles import plain_title, statement_title
from briefgen.extract.event_rules.planned_dates import is_dropped_day, tell_planned
from briefgen.extract.event_rules.running_totals import is_total_by
from briefgen.extract.event_rules.spare_readings import CONDITIONS, MakeFrame, Reading, fill_days
from briefgen.extract.frames import Dated, EventFrame
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import is_speech, sayings
from briefgen.extract.phrasing.subjects import subject_counts

_DOUBTS = frozenset({"may", "might", "could", "would", "should", "can", "cannot"})

_SAID = frozenset({"say", "add", "tell", "note", "explain"})
_BESIDE = tuple([word] for word in ("about", "of", "in", "at", "on", "after", "before", "by", "with", "from"))
_OF = frozenset({"of", "about", "out", "against"})
_HANGING = frozenset({"infinitive", "participial", "verbless"})
"""Clauses whose day may be that of the clause which they hang on."""


def find_open_days(
    context: Context, countries: Collection[str], told: set[str], *, add: MakeFrame
) -> list[EventFrame]:
    """Find one event for each day near the article that is named in its prose and not told yet, in text order.

    Args:
        context: the article's layers.
        countries: whose crisis it is.
        told: days told already; those found are added.
        add: makes the frame of a clause.
    """
    return fill_days(context, countries, told, lambda number: _readings(context, number, told), add=add)


def _readings(context: Context, sentence: int, told: Collection[str]) -> Iterator[tuple[Dated, Reading]]:
    for timex in _open_days(context, sentence, told):
        date = context.dated(context.document.timexes[timex], "sentence")
        for held in _tellers(context, sentence, timex):
            if date.date.rstrip("~?") in told:
                break
            planned = _planned(context, context.index.clauses[held], timex)
            title = _title(context, held) if planned is not None else None
            if planned is not None and title is not None:
                yield date, Reading(held, title, planned)


def _open_days(context: Context, sentence: int, told: Collection[str]) -> Iterator[int]:
    """Yield the time expressions of a sentence that name one day near the article of which nothing is told."""
    span = days_near(context)
    if span is None:
        return
    for number in context.timexes_of[sentence]:
        timex = context.document.timexes[number]
        if timex.date is None or not is_day_within(timex.date, span) or timex.date.rstrip("~?") in told:
            continue
        first, _ = context.timex_range[number]
        before = context.index.low[max(0, first - 1) : first]
        beside = bool(before) and before[0] in load_words("events_times", "beside")
        if (
            context.is_attributive(number)
            or is_hour_alone(context, number)
            or context.is_owner(number)
            or gapped_name(context, number) is not None
            or beside
        ):
            continue
        yield number


def _tellers(context: Context, sentence: int, timex: int) -> Iterator[int]:
    """Yield the clause that holds a day, and those that it depends on."""
    number = context.clause_at(context.timex_range[timex][0])
    while number is not None:
        clause = context.index.clauses[number]
        if clause.verb is not None and clause.kind != "infinitive" and _may_tell(context, clause, timex):
            yield number
        number = clause.parent if clause.kind in _HANGING or clause.verb is None else None


def _may_tell(context: Context, clause: Clause, timex: int) -> bool:
    """Tell whether a clause says what was done or will be, or that somebody said something."""
    verb = clause.verb
    if verb is None or verb.modal in _DOUBTS or clause.marker in CONDITIONS:
        return False
    if verb.negated or is_furniture(context, clause):
        return False
    if verb.lemma in {"speak", "talk"} and context.index.low[verb.last] not in _OF:
        return False
    if is_speech(context, clause) or verb.lemma in sayings():
        return _is_statement(context, clause)
    if not is_asserted(context, clause) or subject_counts(context, clause) or _was_due(context, clause):
        return False
    if verb.lemma in {"stand", "number", "total"} or (
        verb.lemma == "be" and verb.tense in {"present", "future"}
    ):
        return False
    if context.document.timexes[timex].since and context.timex_range[timex][0] < verb.last:
        # `The rebels, at war since 2 May, took the town`
        return False
    date = context.dated(context.document.timexes[timex], "sentence")
    return not is_total_by(context, clause, date)


def _was_due(context: Context, clause: Clause) -> bool:
    """Tell whether a thing only was to be: `Schools were to reopen on Friday`, `was due to land`."""
    verb = clause.verb
    if verb is None:
        return False
    words = context.index.low[verb.first : verb.last + 1]
    return words[0] in {"was", "were"} and not {"to", "due", "set"}.isdisjoint(words[1:3])


def _is_statement(context: Context, clause: Clause) -> bool:
    """Tell whether somebody says something to the public, not what he thinks, and not to the outlet alone."""
    verb = clause.verb
    if verb is None or clause.kind == "participial":
        # `Reuters reported, citing comments today from the ministry`
        return False
    for number in context.attributions_of[clause.sentence]:
        attribution = context.document.attributions[number]
        if attribution.cue is not None and attribution.cue.overlaps(verb.span):
            return attribution.kind == "statement" and not context.is_outlet(number)
    return False


def _planned(context: Context, clause: Clause, timex: int) -> bool | None:
    date = context.dated(context.document.timexes[timex], "sentence")
    planned = tell_planned(context, clause, date)
    if planned is None and not (is_ahead(context, date.date) or is_dropped_day(context, clause, date)):
        return False
    return planned


def _title(context: Context, number: int) -> str | None:
    clause = context.index.clauses[number]
    if clause.verb is None or not is_speech(context, clause):
        return title_of(context, number) or plain_title(context, clause)
    return spoken_title(context, number)


def spoken_title(context: Context, number: int) -> str | None:
    """Make the title of a clause by which somebody says something; None where its words do not tell what."""
    verb = context.index.clauses[number].verb
    title = statement_title(context, number)
    if verb is None or title is None:
        return None
    spoken, _, behind = title.partition(f" {verb.span.of(context.text)} ")
    if verb.lemma in _SAID and spoken and behind.split()[:1] in _BESIDE:
        # `The ministry said about its troops`: not what
        return None
    return title
