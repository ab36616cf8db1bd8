"""Ranked times: those by which something is only measured: `the worst flood since 1931`."""

from briefgen.extract.context import Context
from briefgen.extract.frames import Dated
from briefgen.extract.lexicon import load_words
from briefgen.model.dates import parse_date

_PAST_DAYS = 60
"""A date this far before the article is history."""
_SINCE_TOKENS = 4
_MEASURING = load_words("phrasing", "measuring")
"""Verbs by which only a measure is told: `He called it the worst flood since 1931`."""
_RANK_TOKENS = 14
"""Tokens between `the largest` and the time that it is measured by."""


def is_of_rank(context: Context, date: Dated) -> bool:
    """Tell whether the date of a deed only measures it: `took power on Monday for the first time since 2007`."""
    if date.span is None:
        return False
    first = context.index.range_of(date.span)[0]
    held = context.timex_at[first]
    if held < 0 or "since" not in context.index.low[max(0, first - _SINCE_TOKENS) : first + 1]:
        return False
    if _is_of_first_time(context, date, first):
        return False
    return ranks_news(context, context.index.sentence_of[first], held)


def _is_of_first_time(context: Context, date: Dated, first: int) -> bool:
    """Tell whether a day of this week stands behind a measure: `for the first time since the quake | on Monday`."""
    low = context.index.low
    since = next((t for t in range(first - 1, first - _SINCE_TOKENS - 1, -1) if low[t] == "since"), 0)
    day, told = parse_date(date.date).earliest, parse_date(context.published or "1000").earliest
    if low[since - 2 : since] != ["first", "time"] or low[since + 1] != "the" or low[first - 1] != "on":
        return False
    return day is not None and told is not None and 0 <= (told - day).days < _WEEK


_WEEK = 7


def ranks_news(context: Context, number: int, timex: int) -> bool:
    """Tell whether a time only measures news: `rallied, the largest protest since it was elected in 2019`.

    Not where nothing but the measure is told: `It was the worst flood since 1931`.
    """
    index = context.index
    first, _ = context.timex_range[timex]
    begin = max(context.document.sentences[number].first, first - _RANK_TOKENS)
    near = index.low[begin:first]
    since = first - 1 if context.document.timexes[timex].since else None
    if "since" in near:
        since = begin + len(near) - 1 - near[::-1].index("since")
    elif not context.document.timexes[timex].since:
        return False
    ranked = index.low[max(begin, (since or first) - _RANK_TOKENS) : since]
    while ranked and "," in ranked:
        ranked = ranked[ranked.index(",") + 1 :]
    if not load_words("causes", "ranks") & set(ranked):
        return False
    clauses = index.clauses_of[number]
    verb = index.clauses[clauses[0]].verb if clauses else None
    if verb is not None and verb.lemma == "be" and _names_news(context, number, timex):
        # `The eruption of 13 November was the deadliest since that of 1902`
        return True
    return verb is not None and verb.lemma not in _MEASURING and verb.first < (since or first)


def _names_news(context: Context, number: int, timex: int) -> bool:
    """Tell whether a sentence names a day of the news before a time."""
    published = parse_date(context.published).earliest if context.published is not None else None
    for other in context.timexes_of[number]:
        day = parse_date(context.document.timexes[other].date or "1000").earliest
        if other == timex or published is None:
            return False
        if day is not None and (published - day).days <= _PAST_DAYS:
            return True
    return False
