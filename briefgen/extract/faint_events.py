"""Faint events: of days that an article names and tells no plain event of, what its words tell of them."""

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta

import msgspec

from briefgen.extract.asserted import is_asserted, is_furniture
from briefgen.extract.deeds import is_progressive, is_speech, sayings, verbs_of
from briefgen.extract.event_dates import tell_planned
from briefgen.extract.frames import Context, Dated, EventFrame, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.subjects import is_reduced
from briefgen.extract.titles import title_of
from briefgen.model.dates import parse_date

FAINT = 0
"""Weight of what only fills a day: an editor of few articles wants it, a timeline of many has better."""
_PAST_DAYS = 60
"""Beyond so many days before the article a day is history, as in `background`."""
_AHEAD_DAYS = 60

MakeFrame = Callable[..., EventFrame]


class _Day(msgspec.Struct, frozen=True):
    """A day that a sentence names, and the clause that tells what was on it."""

    clause: Clause
    number: int
    date: Dated


def find_faint_events(
    context: Context, countries: Collection[str], told: set[str], *, add: MakeFrame
) -> list[EventFrame]:
    """Find one event for each day that is named outside speech and of which none is told yet, in text order.

    Args:
        context: the article's layers.
        countries: whose crisis it is.
        told: days told already; those found are added.
        add: makes the frame of a clause.
    """
    found: list[EventFrame] = []
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"}:
            continue
        for day in _days(context, number):
            if day.date.date.rstrip("~?") in told:
                continue
            planned = tell_planned(context, day.clause, day.date)
            title = title_of(context, day.number) if planned is not None else None
            if planned is None or title is None:
                continue
            told.add(day.date.date.rstrip("~?"))
            frame = add(context, day.clause, countries, date=day.date, planned=planned, title=title)
            found.append(msgspec.structs.replace(frame, main=False, weight=FAINT))
    return found


def days_in(value: str) -> list[str]:
    """Return a date without its marks of doubt, and the first and last day of a stretch."""
    plain = value.replace("~", "").replace("?", "")
    return [plain, *plain.split("/")] if "/" in plain else [plain]


def _days(context: Context, sentence: int) -> Iterator[_Day]:
    """Yield the days that a sentence names for something told as a fact."""
    published = parse_date(context.published).earliest if context.published is not None else None
    if published is None:
        return
    span = (published - timedelta(days=_PAST_DAYS), published + timedelta(days=_AHEAD_DAYS))
    for number in context.timexes_of[sentence]:
        timex = context.document.timexes[number]
        if timex.date is None or timex.since or context.is_speaking_time(number):
            continue
        if not _is_within(timex.date, span) or context.is_quoted(timex.span):
            continue
        first, _ = context.timex_range[number]
        if first > 0 and context.index.low[first - 1] in load_words("events_times", "beside"):
            continue
        if context.is_attributive(number) or context.index.low[max(0, first - 2) : first] == ["as", "of"]:
            continue
        clause = _teller(context, first)
        if clause is not None and _is_fact(context, context.index.clauses[clause]):
            yield _Day(context.index.clauses[clause], clause, context.dated(timex, "sentence"))


def _is_within(value: str, span: tuple[date, date]) -> bool:
    day = parse_date(value).earliest
    return is_day(value) and day is not None and span[0] <= day <= span[1]


def _teller(context: Context, token: int) -> int | None:
    """Return the clause with a finite verb that holds a token, going up from what depends on it."""
    number = context.clause_at(token)
    while number is not None:
        clause = context.index.clauses[number]
        if clause.verb is not None and clause.kind not in {"infinitive", "participial", "verbless"}:
            return number
        number = clause.parent
    return None


def _is_fact(context: Context, clause: Clause) -> bool:
    """Tell whether a clause tells something that was or will be so, of its own: no speech, wish, opinion or figure."""
    verb = clause.verb
    if verb is None or not is_asserted(context, clause) or is_furniture(context, clause):
        return False
    if is_reduced(context, clause) or is_progressive(context, clause) or clause.marker in {"as", "or"}:
        return False
    if verb.lemma in {"let", "make", "have"} and clause.subject_inherited:
        return False
    if is_speech(context, clause) or verb.lemma in sayings() | verbs_of("thoughts") | verbs_of("demands"):
        return False
    if context.governing(verb.first, verb.last) or verb.tense in {"participle", "infinitive"}:
        return False
    return not any(
        context.quantity_at[token] >= 0 for token in range(verb.last, min(verb.last + 3, clause.last))
    )
