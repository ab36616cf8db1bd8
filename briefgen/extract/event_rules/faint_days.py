"""Faint days: the days near an article that it names for something told as a fact, and the clauses that may tell it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.event_rules.asserted import is_asserted
from briefgen.extract.event_rules.faint_facts import is_fact
from briefgen.extract.event_rules.running_totals import follows_as_of
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import (
    TURN,
    is_letter,
    is_progressive,
    is_speech,
    takes_object,
    verbs_of,
    weights,
)
from briefgen.extract.phrasing.fresh_dates import is_lead_deed, opens_article
from briefgen.extract.phrasing.noun_phrases import EDGES
from briefgen.extract.phrasing.subjects import subject_counts
from briefgen.model.dates import parse_date

_PAST_DAYS = 60
"""Beyond so many days before the article a day is history, as in `background`."""
_AHEAD_DAYS = 60
_BELOW = 8
"""Sentences below a day that stands alone within which it still holds."""
_FEW_DAYS = 7
_CLEFT = 8
"""Tokens within which `It was … on Tuesday` names its day."""


class FaintDay(msgspec.Struct, frozen=True):
    """A day that an article names, and the clauses that may tell what was on it, best first."""

    clauses: list[int]
    date: Dated


def faint_days(
    context: Context,
    sentence: int,
    countries: Collection[str],
    told: Collection[str],
    headings: Mapping[int, Dated],
) -> Iterator[FaintDay]:
    """Yield the days of a sentence that are not told yet: of its heading, of what it tells, of its saying."""
    yield from _headed(context, sentence, countries, told, headings.get(sentence))
    yield from _days(context, sentence, countries, told)
    yield from _reported(context, sentence, told)


def days_near(context: Context) -> tuple[date, date] | None:
    """Return the first and the last day that are near the article; None where it has no day of its own.

    What a slow crisis brought is near as far back as its days follow each other, told without their year.
    """
    published = parse_date(context.published).earliest if context.published is not None else None
    if published is None:
        return None
    first = published - timedelta(days=_PAST_DAYS)
    longest = published - timedelta(days=_SLOW_DAYS)
    for day in context.story_days:
        if not max(longest, first) <= day:
            break
        first = min(first, day - timedelta(days=_PAST_DAYS))
    return max(first, longest), published + timedelta(days=_AHEAD_DAYS)


def is_day_within(value: str, span: tuple[date, date]) -> bool:
    """Tell whether a date is one day from the first to the last of a span."""
    day = parse_date(value).earliest if is_day(value) else None
    return day is not None and span[0] <= day <= span[1]


def tells_slowly(context: Context) -> bool:
    """Tell whether an article looks back over months, day by day: what it says has happened need not be of today."""
    published = parse_date(context.published).earliest if context.published is not None else None
    if published is None:
        return False
    back = sum((published - day).days > _MONTH_DAYS for day in context.story_days)
    return back >= _FEW_LOOKS


_MONTH_DAYS, _FEW_LOOKS = 30, 3
_SLOW_DAYS = 180
"""However slow, what lies further back is history."""


def is_ahead(context: Context, value: str) -> bool:
    """Tell whether a date begins after publication."""
    return context.published is not None and value[:10] > context.published[:10]


# Days over what they date


def _headed(
    context: Context, sentence: int, countries: Collection[str], told: Collection[str], heading: Dated | None
) -> Iterator[FaintDay]:
    """Yield the day below which a sentence stands: `Wednesday. Divers reached the hull`, `18:40 The search ended`."""
    date = (
        _under(context, sentence, heading) or _stamped(context, sentence) or _below_heading(context, sentence)
    )
    if date is None or date.date.rstrip("~?") in told:
        return
    clauses = [k for k in context.index.clauses_of[sentence] if is_fact(context, k, countries, loose=True)]
    if clauses:
        yield FaintDay(clauses, date)


def _under(context: Context, sentence: int, heading: Dated | None) -> Dated | None:
    """Return the day gone by of the heading above, for a sentence that names none itself."""
    span = days_near(context)
    if (
        heading is None
        or span is None
        or not _is_within(heading.date, span)
        or is_ahead(context, heading.date)
    ):
        return None
    return heading if not any(_dates(context, number) for number in context.timexes_of[sentence]) else None


def _stamped(context: Context, sentence: int) -> Dated | None:
    """Return the day of an entry of a live page that names none itself."""
    stamp = context.stamp_of(sentence)
    if stamp is None or context.published is None:
        return None
    if any(_dates(context, number) for number in context.timexes_of[sentence] if number != stamp):
        return None
    timex = context.document.timexes[stamp]
    return Dated(context.published[:10], timex.time, timex.span, "before")


def _below_heading(context: Context, sentence: int) -> Dated | None:
    """Return the day gone by that stands alone above a sentence."""
    if any(_dates(context, number) for number in context.timexes_of[sentence]):
        return None
    heading, span = _heading_above(context, sentence), days_near(context)
    if heading is None or span is None:
        return None
    timex = context.document.timexes[heading]
    if timex.date is None or not _is_within(timex.date, span) or is_ahead(context, timex.date):
        return None
    return context.dated(timex, "before")


def _heading_above(context: Context, sentence: int) -> int | None:
    """Return the day that stands alone as a sentence before this one, with nothing but its own story between."""
    for other in range(sentence - 1, max(-1, sentence - _BELOW), -1):
        here = context.document.sentences[other]
        first, last = context.index.trim(here.first, here.last, marks=EDGES)
        last -= last > first and context.index.low[last - 1] in {"after", "following"}
        timed = (context.timex_at[at] >= 0 or context.index.low[at] == "," for at in range(first, last))
        if last > first and all(timed):
            return context.timex_at[last - 1] if context.timex_at[last - 1] >= 0 else None
        if any(_dates(context, number) for number in context.timexes_of[other]):
            return None
    return None


def _dates(context: Context, number: int) -> bool:
    value = context.document.timexes[number].date
    return value is not None and is_day(value)


# Days of speaking


def _reported(context: Context, sentence: int, told: Collection[str]) -> Iterator[FaintDay]:
    """Yield the day on which an undated deed was made known: `A jail was stormed, police said on Friday`."""
    span = days_near(context)
    if span is None:
        return
    for number in context.timexes_of[sentence]:
        timex = context.document.timexes[number]
        if timex.date is None or timex.date.rstrip("~?") in told or not context.is_speaking_time(number):
            continue
        if context.is_attributive(number) or not _is_within(timex.date, span):
            continue
        first, _ = context.timex_range[number]
        home = context.clause_at(first)
        clauses = [k for k in context.index.clauses_of[sentence] if k != home and _is_made_known(context, k)]
        if clauses:
            dated = context.dated(timex, "sentence")
            yield FaintDay(clauses, msgspec.structs.replace(dated, date=f"{dated.date.rstrip('~')}~"))


def _is_made_known(context: Context, number: int) -> bool:
    """Tell whether somebody says that a deed is just done, neither counted, nor in direct speech, nor with a day."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or clause.kind not in {"main", "that", "coordinate"} or clause.subject is None:
        return False
    if not is_asserted(context, clause) or is_progressive(context, clause) or is_speech(context, clause):
        return False
    opens = verb.tense == "past" and opens_article(context, clause.sentence) and is_lead_deed(verb.lemma)
    turns = verb.tense == "perfect" and (
        weights().get(verb.lemma, 1) >= TURN
        or verb.lemma in verbs_of("fresh")
        or takes_object(context, clause)
    )
    if not (opens or turns) or verb.lemma in verbs_of("counted"):
        return False
    if context.is_quoted(verb.span) or not context.governing(verb.first, verb.last):
        return False
    if subject_counts(context, clause) or verb.lemma in verbs_of("demands"):
        return False
    sentence = context.document.sentences[clause.sentence]
    return not any(
        _dates(context, t) and not context.is_speaking_time(t) for t in context.timexes_of[clause.sentence]
    ) and sentence.kind in {"body", "dek"}


# Days in what they date


def _days(
    context: Context, sentence: int, countries: Collection[str], told: Collection[str]
) -> Iterator[FaintDay]:
    """Yield the days that a sentence names for something told as a fact."""
    span = days_near(context)
    if span is None:
        return
    for number in context.timexes_of[sentence]:
        timex = context.document.timexes[number]
        if timex.date is None or timex.date.rstrip("~?") in told or context.is_quoted(timex.span):
            continue
        if not _is_within(timex.date, span) or context.is_attributive(number) or holds_told(timex.date, told):
            continue
        first, last = context.timex_range[number]
        before = context.index.low[max(0, first - 2) : first]
        beside = bool(before[-1:]) and before[-1] in load_words("events_times", "beside")
        if beside and not (
            timex.since or context.index.low[first] in load_words("events_times", "hours_of_day")
        ):
            continue
        if follows_as_of(context, first) or is_hour_alone(context, number) or context.is_owner(number):
            continue
        if gapped_name(context, number) is not None:
            continue
        clauses = [
            k for k in _tellers(context, sentence, first, last) if is_fact(context, k, countries, day=number)
        ]
        if clauses:
            yield FaintDay(clauses, context.dated(timex, "sentence"))


def gapped_name(context: Context, number: int) -> tuple[int, int] | None:
    """Return the name that shares the verb before, with a day of its own: `Galle fell on Friday, (Kandy) on Sunday`."""
    first, low = context.timex_range[number][0], context.index.low
    end = first - (low[first - 1] in {"on", "in"})
    mention = context.index.mention_at[end - 1] if end > 1 else -1
    if mention < 0:
        return None
    begin = context.index.mention_range[mention][0]
    before = begin - 1 - (low[begin - 1] == "and")
    home = context.clause_at(first)
    clause = context.index.clauses[home] if home is not None else None
    verb = clause.verb if clause is not None else None
    names = context.document.names
    own = (
        context.index.range_of(clause.subject)[0] if clause is not None and clause.subject is not None else -1
    )
    held = context.index.mention_at[own] if own >= 0 else -1
    if held < 0 or (
        names.entities[names.mentions[held].entity].type
        != names.entities[names.mentions[mention].entity].type
    ):
        return None
    gap = (
        low[begin - 1] in {",", "and"} and before > 0 and context.timex_at[before - (low[before] == ",")] >= 0
    )
    return (begin, end) if gap and verb is not None and verb.last <= before else None


def is_hour_alone(context: Context, number: int) -> bool:
    """Tell whether a time names no day of its own: `overnight`, `in the evening`."""
    first, last = context.timex_range[number]
    words = set(context.index.low[first:last])
    return bool(context.document.timexes[number].time) and words <= load_words("events_times", "parts_of_day")


def _is_within(value: str, span: tuple[date, date]) -> bool:
    """Tell whether a date is a day, or a few of them (`over the weekend`), near the article."""
    parsed = parse_date(value)
    day, last = parsed.earliest, parsed.latest
    if day is None or last is None or not span[0] <= day <= span[1]:
        return False
    return is_day(value) or (
        "/" in value and not parsed.approximate and (last - day).days < _FEW_DAYS and last <= span[1]
    )


def holds_told(value: str, told: Collection[str]) -> bool:
    """Tell whether of a stretch of days one is told already."""
    first, _, last = value.partition("/")
    return bool(last) and any(first <= day <= last for day in told)


def has_own_day(context: Context, number: int) -> bool:
    """Tell whether a clause names a day of its own."""
    timex = context.timex_of_clause(number)
    return timex is not None and is_day(context.document.timexes[timex].date or "")


def _tellers(context: Context, sentence: int, first: int, last: int) -> list[int]:
    """Return the clauses that may tell what was on a day: the one that holds it, then what that depends on."""
    index = context.index
    found: list[int] = []
    number = context.clause_at(first)
    voiced = bool(context.governing(first, last))
    while number is not None:
        clause = index.clauses[number]
        reduced = (
            clause.kind == "participial"
            and clause.verb is not None
            and clause.verb.passive
            and clause.verb.lemma not in {"make", "date"}
            and not is_letter(context, clause)
            and "," not in index.low[clause.verb.last : max(first, clause.verb.last)]
        )
        if reduced or clause.kind not in {"infinitive", "participial"}:
            found.append(number)
        depends = clause.kind in {"infinitive", "participial", "verbless"} or (
            clause.kind == "that" and not clause.marker and (clause.subject is None or not voiced)
        )
        apart = clause.verb is not None and index.low[clause.verb.first] == "having"
        # `ordered on Tuesday the release of two men detained last week`
        apart = apart or (reduced and clause.parent is not None and has_own_day(context, clause.parent))
        number = clause.parent if depends and not apart else None
    start = context.document.sentences[sentence].first
    if index.low[start : start + 2] == ["it", "was"] and first <= start + _CLEFT:
        # `It was on Tuesday that the dam burst`; `It was after eight on Tuesday evening, the party had just begun`
        found += [
            k
            for k in index.clauses_of[sentence]
            if k not in found and index.clauses[k].first >= last - 1 and index.clauses[k].kind != "infinitive"
        ]
    return found
