"""Dates of background: times long before the article, and those that only measure or count."""

from collections.abc import Iterator

from briefgen.extract.context import Context
from briefgen.extract.frames import Dated
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.timex import Timex
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.fresh_dates import LEDE_PARAGRAPHS
from briefgen.extract.phrasing.ranked_times import ranks_news
from briefgen.extract.phrasing.subjects import subject_counts
from briefgen.model.dates import parse_date

_PAST_DAYS = 60
"""A date this far before the article is history."""
_MONTH_GONE_DAYS = 30
"""A month that ended longer ago is history."""
_RUN_DAYS = 120
"""What has gone on for so long is the story itself: `buried since early August`."""
_NEWS_DAYS = 2
"""A cause is not dated by a day so near to publication."""
_ASIDE_TOKENS = 10
"""`the worst since independence three decades ago` is about so long, and dates no cause."""
_FINER_TOKENS = 6
"""Tokens between a vague time and the day that is meant by it."""
_COUNT_REACH = 5
"""Tokens behind `has recorded` within which the number stands."""


def date_cause(context: Context, number: int) -> Dated | None:
    """Return the date of a cause's sentence, if there is exactly one that names a time of events."""
    dates = [
        timex
        for timex in context.timexes_of[number]
        if context.document.timexes[timex].date is not None and not context.is_speaking_time(timex)
    ]
    first = context.timex_range[dates[0]][0] if dates else 0
    if (
        "since"
        in context.index.low[max(context.document.sentences[number].first, first - _ASIDE_TOKENS) : first]
    ):
        return None
    if len(dates) != 1:
        return None
    date = parse_date(context.document.timexes[dates[0]].date or "").latest
    published = parse_date(context.published).earliest if context.published is not None else None
    if date is None or (published is not None and (published - date).days < _NEWS_DAYS):
        # What happened just now is the effect.
        return None
    return context.dated(context.document.timexes[dates[0]], "sentence")


def find_past(context: Context, number: int) -> Dated | None:
    """Return the first date of a sentence that tells what happened long before the article."""
    return next(find_pasts(context, number), None)


def find_pasts(context: Context, number: int) -> Iterator[Dated]:
    """Yield the dates of a sentence that lie long before the article, in text order."""
    published = parse_date(context.published).earliest if context.published is not None else None
    if published is None:
        return
    for timex in _own_first(context, number):
        value = context.document.timexes[timex]
        if value.date is None or value.type not in {"DATE", "TIME"}:
            continue
        parsed = parse_date(value.date)
        # `since 1991` is history by its beginning.
        month = parsed.precision == "month" and not value.since
        last = parsed.earliest if value.since or month else parsed.latest
        if last is None or (published - last).days <= _PAST_DAYS:
            continue
        if month and parsed.latest is not None and (published - parsed.latest).days <= _MONTH_GONE_DAYS:
            continue
        if (
            _is_ranked(context, timex)
            or ranks_news(context, number, timex)
            or _is_begin_of_measuring(context, timex)
            or _is_run_of_story(context, number, timex)
            or _owns_in_news(context, number, timex)
        ):
            continue
        if _is_told_finer(context, number, timex) or _is_begin_of_stretch(context, number, timex):
            continue
        first, _ = context.timex_range[timex]
        if context.is_quoted(value.span) or _is_of_likeness(context, timex):
            continue
        clause = context.clause_at(first)
        began = context.index.low[context.timex_range[timex][1] :][:2] == [",", "when"]
        if (
            clause is not None
            and not began
            and _is_running_count(context, context.index.clauses[clause], value)
        ):
            continue
        verbs = [
            context.index.clauses[k].verb
            for k in context.index.clauses_of[number]
            if context.index.clauses[k].verb is not None
        ]
        if clause is None or not (verbs or _is_dated_from(context, first)):
            continue
        yield _stretch(context, number, timex) or context.dated(value, "clause")


def _owns_in_news(context: Context, number: int, timex: int) -> bool:
    """Tell whether a time only names a thing in news of a day: `charged on Monday over last year's disaster`."""
    published = parse_date(context.published).earliest if context.published is not None else None
    if published is None or not context.is_attributive(timex):
        return False
    home = context.clause_at(context.timex_range[timex][0])
    for other in context.timexes_of[number]:
        day = parse_date(context.document.timexes[other].date or "1000").earliest
        here = context.clause_at(context.timex_range[other][0]) == home
        if other != timex and here and day is not None and (published - day).days <= _PAST_DAYS:
            return True
    return False


def _is_dated_from(context: Context, first: int) -> bool:
    """Tell whether something is as old as a time: `The law dates from 1980`, `dates back to 1980`."""
    low = context.index.low
    return low[first - 1] in {"from", "to"} and not {"dates", "date", "dating"}.isdisjoint(
        low[max(0, first - 3) : first]
    )


def _own_first(context: Context, number: int) -> list[int]:
    """Return the times of a sentence, before one that only names a thing that of its deed.

    `The statute of 2006 was cut back in 2010`
    """
    times = list(context.timexes_of[number])
    low = context.index.low
    for at in range(len(times) - 1):
        one, other = times[at], times[at + 1]
        first = context.timex_range[one][0]
        home = context.clause_at(first)
        verb = context.index.clauses[home].verb if home is not None else None
        behind = context.timex_range[other][0]
        if (
            verb is not None
            and low[first - 1] == "of"
            and first < verb.first < behind
            and context.clause_at(behind) == home
            and context.document.timexes[other].date is not None
            and not context.document.timexes[other].since
        ):
            times[at], times[at + 1] = other, one
    return times


def _is_told_finer(context: Context, number: int, timex: int) -> bool:
    """Tell whether the time behind a vague one, in its clause, is a part of it: `five months earlier, on 24 May`."""
    times = context.timexes_of[number]
    parsed = parse_date(context.document.timexes[timex].date or "1000-01-01")
    if parsed.precision == "day" or parsed.earliest is None or parsed.latest is None:
        return False
    for other in times[times.index(timex) + 1 :][:2]:
        first, last = context.timex_range[timex][1], context.timex_range[other][0]
        finer = parse_date(context.document.timexes[other].date or "1000-01-01")
        # `A year ago last Tuesday, on 9 May 2021`, `eight years earlier to the day, on 7 August 1990`
        near = last - first <= _FINER_TOKENS and "," in context.index.low[first:last]
        if near and finer.earliest is not None and finer.latest is not None:
            within = parsed.earliest <= finer.earliest and finer.latest <= parsed.latest
            if within and finer.latest - finer.earliest < parsed.latest - parsed.earliest:
                return True
    return False


def _is_of_likeness(context: Context, timex: int) -> bool:
    """Tell whether a time is an age (`in his late twenties`) or an adjective (`as in 19th-century Britain`)."""
    first, last = context.timex_range[timex]
    words = context.document.timexes[timex].span.of(context.text).lower()
    aged = {"his", "her", "their"} & set(context.index.low[max(0, first - 2) : last])
    return bool(aged) or words.endswith("-century")


def _is_begin_of_stretch(context: Context, number: int, timex: int) -> bool:
    """Tell whether a time opens a stretch that reaches into the story: `between 1 August and 19 October`.

    Of two months in a row (`were paid late in April and May`) the later one decides.
    """
    times = context.timexes_of[number]
    other = next(iter(times[times.index(timex) + 1 :]), None)
    published = parse_date(context.published).earliest if context.published is not None else None
    if other is None or published is None:
        return False
    low = context.index.low
    first, last = context.timex_range[timex]
    link = low[last : context.timex_range[other][0]]
    reaches = low[first - 1] in {"between", "from"} and link in (
        ["and"],
        ["to"],
        ["until"],
        ["till"],
        ["through"],
    )
    one, two = (parse_date(context.document.timexes[t].date or "1000") for t in (timex, other))
    joined = link in (["and"], ["to"], ["or"]) and one.precision == two.precision == "month"
    if not (reaches or joined) or two.latest is None or one.earliest is None:
        return False
    return one.precision != "year" and (published - two.latest).days <= _PAST_DAYS


def _is_begin_of_measuring(context: Context, timex: int) -> bool:
    """Tell whether a time only says how long something is measured: `since records began 120 years ago`."""
    low = context.index.low
    first, last = context.timex_range[timex]
    near = low[max(0, first - 4) : last + 3]
    measured = {"records", "measurements", "record-keeping"} & set(near)
    return bool(measured and {"began", "begun", "since"} & set(near))


def _is_ranked(context: Context, timex: int) -> bool:
    """Tell whether a time only numbers what is told: `the eighth coup in the region since 2020`."""
    first, _ = context.timex_range[timex]
    sentence = context.document.sentences[context.index.sentence_of[first]]
    near = context.index.low[max(sentence.first, first - _ASIDE_TOKENS) : first]
    return context.document.timexes[timex].since and not load_words("causes", "numbering").isdisjoint(near)


def _is_run_of_story(context: Context, number: int, timex: int) -> bool:
    """Tell whether something runs from a day of the story to now, told at the head of the article."""
    value = context.document.timexes[timex]
    parsed = parse_date(value.date or "1000")
    published = parse_date(context.published).earliest if context.published is not None else None
    if not value.since or parsed.precision == "year" or parsed.earliest is None or published is None:
        return False
    paragraph = context.document.sentences[number].paragraph
    return (published - parsed.earliest).days <= _RUN_DAYS and paragraph <= LEDE_PARAGRAPHS


def _is_running_count(context: Context, clause: Clause, since: Timex) -> bool:
    """Tell whether a count runs over the story itself: `11 people have died there since the summer`."""
    verb = clause.verb
    if verb is None or verb.tense != "perfect" or parse_date(since.date or "1000").precision == "year":
        return False
    behind = context.quantity_at[verb.last : min(verb.last + _COUNT_REACH, clause.last)]
    recorded = verb.lemma in load_words("causes", "recording") and any(number >= 0 for number in behind)
    return recorded or (since.since and subject_counts(context, clause))


def _stretch(context: Context, number: int, timex: int) -> Dated | None:
    """Return the years from one to another as one date: `president from 2005 to 2010`, `between 1998 and 2003`."""
    low = context.index.low
    times = context.timexes_of[number]
    behind = times[times.index(timex) + 1 :][:1]
    first, last = context.timex_range[timex]
    if not behind or first == 0:
        return None
    link = (low[first - 1], *low[last : context.timex_range[behind[0]][0]])
    begin, end = (context.document.timexes[t].date or "" for t in (timex, behind[0]))
    if link not in {("from", "to"), ("from", "until"), ("between", "and")}:
        return None
    if not (begin.isdigit() and end.isdigit() and begin < end):
        return None
    return Dated(f"{begin}/{end}", "", context.document.timexes[timex].span, "clause")
