"""Anchors: days of events told before, from which later ones are counted: `two days after the quake`."""

import functools
from collections.abc import Mapping, Sequence
from datetime import timedelta

from briefgen.extract.context import Context
from briefgen.extract.event_rules.days_away import count_days
from briefgen.extract.frames import Dated, EventFrame, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import TURN
from briefgen.extract.phrasing.noun_phrases import DETERMINERS, is_noun_like
from briefgen.extract.phrasing.wording import key_of, keys_in
from briefgen.model.dates import parse_date

_PAST_DAYS = 60
"""Beyond so many days before the article a landmark is history, as in `background`."""
_NOUN_REACH = 4
"""Tokens behind `after the` within which the noun of the event stands."""
_REACH = 60
"""Tokens of a clause within which it is dated by an event."""
_FIRST = ""
"""Key of the first day told, by which a disaster is dated that nothing told before names."""
_PRONOUNS = load_words("event_rules", "pronouns")
_PARTS = {"day": 1, "evening": 1, "morning": 1, "night": 1}


def add_anchors(anchors: dict[str, str], events: Sequence[EventFrame], *, published: str | None) -> None:
    """Add the days of events by the stems of what was done; what was told before stays."""
    told = parse_date(published).earliest if published is not None else None
    for event in events:
        if event.planned or not event.main or not is_day(event.date.date):
            continue
        day = parse_date(event.date.date).earliest
        if (
            (event.weight >= TURN or event.deed in _blow_keys())
            and told is not None
            and day is not None
            and 0 <= (told - day).days <= _PAST_DAYS
        ):
            # What began it all is the first of what is told: `the day after the spill`.
            anchors[_FIRST] = min(event.date.date, anchors.get(_FIRST, event.date.date))
        for key in (event.deed, *sorted(keys_in(event.title) & _happening_keys())):
            anchors.setdefault(key, event.date.date)


@functools.cache
def _happening_keys() -> frozenset[str]:
    return frozenset(key_of(word) for word in load_words("events", "landmarks"))


@functools.cache
def _blow_keys() -> frozenset[str]:
    return frozenset(key_of(word) for word in load_words("events", "blows"))


def date_from_event(
    context: Context, clause: Clause, number: int, anchors: Mapping[str, str]
) -> Dated | None:
    """Date a clause by an event told before: `two days after the quake`, `the night before the collapse`."""
    low = context.index.low
    for at in range(clause.first, min(clause.last, clause.first + _REACH, len(low) - 1)):
        if low[at] not in {"after", "before"}:
            continue
        held = context.timex_at[at]
        if held >= 0 and context.document.timexes[held].date is not None:
            # `the evening before`, read as a day already
            continue
        days = _distance(context, at)
        if days is not None and (again := _from_same_deed(context, at, days, number, anchors)) is not None:
            return again
        if days is None or context.clause_at(at) != number:
            continue
        if low[at + 1] not in DETERMINERS:
            continue
        for token in range(at + 2, min(at + 2 + _NOUN_REACH, clause.last)):
            if not is_noun_like(context, token):
                break
            key = key_of(low[token])
            if key not in anchors and low[at] == "after" and low[token] in load_words("events", "disasters"):
                key = _FIRST
            base = parse_date(anchors.get(key, "1000")).earliest
            if key in anchors and base is not None:
                away = days if low[at] == "after" else -days
                span = context.index.span(max(clause.first, at - 2), token + 1)
                return Dated((base + timedelta(days=away)).isoformat(), "", span, "sentence")
    return None


def _from_same_deed(
    context: Context, at: int, days: int, number: int, anchors: Mapping[str, str]
) -> Dated | None:
    """Count from the deed told before that a clause names again: `It was put out five days after it broke out`."""
    low, inner = context.index.low, context.clause_at(at)
    clause = context.index.clauses[inner] if inner is not None else None
    if clause is None or clause.verb is None or clause.parent != number or low[at + 1] not in _PRONOUNS:
        return None
    base = parse_date(anchors.get(key_of(clause.verb.lemma), "1000")).earliest
    if base is None or key_of(clause.verb.lemma) not in anchors:
        return None
    day = base + timedelta(days=days if low[at] == "after" else -days)
    return Dated(day.isoformat(), "", context.index.span(at - 1, at + 1), "sentence")


def _distance(context: Context, at: int) -> int | None:
    """Return how many days stand before `after` or `before`; None where nothing is counted there."""
    low = context.index.low
    if at >= 2 and low[at - 1] in _PARTS and low[at - 2] in {"the", "a"}:
        return _PARTS[low[at - 1]]
    timex = context.timex_at[at - 1] if at else -1
    if timex < 0 or context.document.timexes[timex].type != "DURATION":
        return None
    return count_days(context.document.timexes[timex])
