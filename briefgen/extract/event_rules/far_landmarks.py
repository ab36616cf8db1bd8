"""Far landmarks: happenings named some way before their day, and those that a day is counted from."""

from datetime import timedelta

from briefgen.extract.context import Context
from briefgen.extract.event_rules.days_away import count_days
from briefgen.extract.event_rules.landmark_names import (
    Named,
    deed_nouns,
    phrase_start,
    place_end,
    title_of_named,
)
from briefgen.extract.event_rules.landmarks import Landmark
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import sayings, verbs_of
from briefgen.extract.phrasing.noun_phrases import DETERMINERS, is_noun_like
from briefgen.model.dates import parse_date

_NONE = frozenset({"no", "any", "another", "every", "each", "what", "which"})
_FAR = 16
"""Tokens before a day within which the noun of its happening stands."""
_BESIDE, _ASIDE = 8, 3
_PHRASE = 6
"""Most tokens of a noun phrase."""
_JOINS = load_words("event_rules", "joins")
_FOLLOWS = load_words("event_rules", "follows")
_LED_BY = load_words("event_rules", "led_by")


def far_landmark(context: Context, number: int) -> Landmark | None:
    """Read what a noun names that stands far before its day: `the killing of 40 people in the town on 2 May`."""
    first, low = context.timex_range[number][0], context.index.low
    home = context.clause_at(first)
    stop = first - (low[first - 1] in {"on", "at", "in", "late", "early"}) if first else 0
    stop -= low[stop - 1] in {"late", "early", ","}
    start = context.document.sentences[context.index.sentence_of[first]].first
    for at in range(stop - 1, max(start, stop - _FAR), -1):
        if context.index.verb_at[at] >= 0 or not (is_noun_like(context, at) or low[at] in _JOINS):
            return None
        if low[at] not in deed_nouns() or context.index.mention_at[at] >= 0 or low[at + 1] not in _FOLLOWS:
            continue
        begin = phrase_start(context, at)
        if low[begin] in _NONE or (low[begin] not in DETERMINERS and low[begin - 1] not in _LED_BY):
            return None
        if home is None or _is_of_verb(context, home, number):
            return None
        title = title_of_named(context, Named(begin, at, stop), "")
        dated = context.dated(context.document.timexes[number], "sentence")
        return Landmark(home, title, dated, planned=False) if title is not None and home is not None else None
    return None


def _is_of_verb(context: Context, home: int, number: int) -> bool:
    """Tell whether a day is rather that of the verb before it: `Norway condemned the attack on Monday`."""
    verb = context.index.clauses[home].verb
    first, last = context.timex_range[number]
    if verb is None or verb.first > first:
        return False
    if verb.negated or verb.modal:
        return True
    far = {"previous", "before", "earlier"}.isdisjoint(context.index.low[first:last])
    return far and verb.lemma in sayings() | verbs_of("demands") | verbs_of("thoughts") - {"be"}


def counted_from(context: Context, number: int) -> Landmark | None:
    """Read a happening that a day is counted from: `on Monday, a day after the biggest march of the year`."""
    first, last = context.timex_range[number]
    low = context.index.low
    if last >= len(low) - 2 or low[last] not in {"after", "before"} or low[last + 1] not in DETERMINERS:
        return None
    timex = context.document.timexes[number]
    counted = count_days(timex)
    if counted is None and low[first:last] not in (["the", "day"], ["a", "day"]):
        return None
    days = 1 if counted is None else counted
    near = _day_beside(context, first)
    base = parse_date(near).earliest if near else None
    home = context.clause_at(first)
    sentence = context.document.sentences[context.index.sentence_of[first]]
    at = last + 1
    while at < min(sentence.last, last + _PHRASE) and is_noun_like(context, at) and context.timex_at[at] < 0:
        at += 1
    head = at - 1
    if base is None or home is None or low[head] not in deed_nouns() or context.index.mention_at[head] >= 0:
        return None
    title = title_of_named(context, Named(last + 1, head, place_end(context, at)), "")
    day = base + timedelta(days=-days if low[last] == "after" else days)
    dated = Dated(day.isoformat(), "", context.index.span(first, at), "sentence")
    return Landmark(home, title, dated, planned=False) if title is not None else None


def _day_beside(context: Context, first: int) -> str:
    """Return the day named right before an aside of a sentence; "" where there is none."""
    low = context.index.low
    begin = context.document.sentences[context.index.sentence_of[first]].first
    before = [t for t in context.timex_at[max(begin, first - _BESIDE) : first] if t >= 0]
    date = context.document.timexes[before[-1]].date if before else None
    aside = "," in low[max(begin, first - _ASIDE) : first]
    return date if aside and date is not None and is_day(date) else ""
