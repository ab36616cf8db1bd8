"""Landmarks: events known by name and day (`the election of August 9`), deadlines, and days of what lies ahead."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.event_rules.landmark_names import named_by_day, named_with_day, title_of_named, vote_on
from briefgen.extract.event_rules.planned_dates import CAUSES, is_called_off, puts_off
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.timex import Timex
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.noun_phrases import DETERMINERS, is_noun_like, join_tokens
from briefgen.model.dates import parse_date

_PAST_DAYS = 60
"""Beyond so many days before the article a landmark is history, as in `background`."""
_AHEAD_DAYS = 1000
_PHRASE = 6
"""Most tokens of a noun phrase."""
_WEEK = 7
_WEEKDAY_TOKENS = 2
_LEADS = 4
"""Tokens before a day within which it is told to lie ahead."""
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_LEADING_UP = frozenset(
    {"campaign", "campaigning", "ahead", "preparations", "run-up", "candidates", "candidate"}
)
_PRONOUNS = load_words("event_rules", "pronouns")


class Landmark(msgspec.Struct, frozen=True):
    """A noun phrase that names an event and its day."""

    clause: int
    title: str
    date: Dated
    planned: bool


def find_landmarks(context: Context, sentence: int) -> Iterator[Landmark]:
    """Yield the events of a sentence that are named with their day or month, in text order."""
    published = parse_date(context.published).earliest if context.published is not None else None
    if published is None:
        return
    for number in context.timexes_of[sentence]:
        timex = context.document.timexes[number]
        parsed = parse_date(timex.date) if timex.type in {"DATE", "TIME"} and timex.date is not None else None
        if parsed is None or parsed.earliest is None or context.is_quoted(timex.span):
            continue
        ahead = (parsed.earliest - published).days
        if not -_PAST_DAYS <= ahead <= _AHEAD_DAYS:
            continue
        if ahead >= 0 and (deadline := _deadline(context, number)) is not None:
            yield deadline
            continue
        named = named_by_day(context, number) or named_with_day(context, number)
        clause = context.clause_at(named.head) if named is not None else None
        coming = _coming(context, number, published) if named is not None else None
        if coming is not None:
            timex, parsed, ahead = coming, parse_date(coming.date or ""), 1
        if named is None or clause is None or (named.planned and ahead < 0):
            continue
        if _is_dropped(context, clause, min(named.first, context.timex_range[number][0])):
            continue
        planned = ahead > 0 or named.planned
        if not planned and not is_day(timex.date or ""):
            continue
        title = title_of_named(context, named, "planned" if planned else "")
        if title is not None:
            yield Landmark(clause, title, context.dated(timex, "sentence"), planned)


def _deadline(context: Context, number: int) -> Landmark | None:
    """Read a day up to which somebody has time: `gave the junta until Friday to step down`, `has until 5 May`."""
    timex = context.document.timexes[number]
    first, last = context.timex_range[number]
    low = context.index.low
    home = context.clause_at(first)
    clause = context.index.clauses[home] if home is not None else None
    verb = clause.verb if clause is not None else None
    if home is None or clause is None or verb is None or low[first - 1] != "until" or verb.negated:
        return None
    if not is_day(timex.date or "") or first - verb.last > _PHRASE or verb.modal or clause.subject is None:
        return None
    if verb.lemma == "give" and not verb.passive:
        begin, end = verb.last, verb.last
        while (
            end < first - 1 and is_noun_like(context, end) and context.timex_at[end] < 0 and low[end] != "a"
        ):
            end += 1
    elif (
        verb.last == first - 1
        and _behind_times(context, last) == "to"
        and (verb.lemma == "have" or (verb.lemma == "give" and verb.passive))
    ):
        begin, end = context.index.range_of(clause.subject)
    else:
        return None
    if begin == end or end - begin > _PHRASE or low[begin] in _PRONOUNS:
        return None
    whom = join_tokens(context, list(range(begin, end)))
    whom = whom[:1].lower() + whom[1:] if low[begin] in DETERMINERS else whom
    return Landmark(home, f"Deadline for {whom}", context.dated(timex, "clause"), planned=True)


def _behind_times(context: Context, at: int) -> str:
    """Return the first word behind times: `until Thursday at 4 pm (to)`."""
    low = context.index.low
    while at < len(low) and (context.timex_at[at] >= 0 or low[at] == "at"):
        at += 1
    return low[at] if at < len(low) else ""


def is_coming(context: Context, dated: Dated) -> bool:
    """Tell whether a day is that of what lies ahead of a deed: `broke off the campaign for Sunday's election`."""
    published = parse_date(context.published).earliest if context.published is not None else None
    if dated.span is None or published is None or dated.how == "before":
        return False
    held = context.timex_at[context.index.range_of(dated.span)[0]]
    return held >= 0 and _coming(context, held, published) is not None


def _coming(context: Context, number: int, published: date) -> Timex | None:
    """Return the next such weekday for `the campaign for Sunday's election`, read as the last one; None elsewhere."""
    timex = context.document.timexes[number]
    first, last = context.timex_range[number]
    low = context.index.low
    day = parse_date(timex.date).earliest if timex.date is not None and is_day(timex.date) else None
    alone = last - first <= _WEEKDAY_TOKENS and low[first].split("'")[0].split("’")[0] in _WEEKDAYS
    if day is None or not alone or not 0 < (published - day).days < _WEEK:
        return None
    before = low[max(0, first - _LEADS) : first]
    if before[-1:] not in (["for"], ["of"], ["before"], ["to"]) or not _LEADING_UP & set(before):
        return None
    return msgspec.structs.replace(timex, date=(day + timedelta(days=_WEEK)).isoformat())


def sets_landmark(context: Context, dated: Dated) -> bool:
    """Tell whether a day ahead is that of a vote named before it, not of what somebody asks or says of it."""
    if dated.span is None:
        return False
    held = context.timex_at[context.index.range_of(dated.span)[0]]
    return held >= 0 and vote_on(context, held) is not None


def _is_dropped(context: Context, number: int, first: int) -> bool:
    """Tell whether what is named at a token will not be, or was not: `the summit planned for Friday was cancelled`."""
    clause = context.index.clauses[number]
    clauses = [clause]
    if clause.kind == "participial" and clause.parent is not None:
        clauses.append(context.index.clauses[clause.parent])
    dropped = any(is_called_off(context, one) or puts_off(context, one) for one in clauses)
    return dropped and context.index.low[first - 1] not in CAUSES
