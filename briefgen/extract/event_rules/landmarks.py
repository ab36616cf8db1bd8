"""Landmarks: events known by name and day (`the election of August 9`), and dates counted from events told before."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.event_rules.planned_dates import puts_off
from briefgen.extract.frames import Dated, EventFrame, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.layers.timex import Timex
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import TURN, sayings, verbs_of
from briefgen.extract.phrasing.noun_phrases import DANGLING, DETERMINERS, is_noun_like, join_tokens
from briefgen.extract.phrasing.title_fitting import MAX_TITLE
from briefgen.extract.phrasing.wording import key_of, keys_in
from briefgen.model.dates import parse_date

_PAST_DAYS = 60
"""Beyond so many days before the article a landmark is history, as in `background`."""
_AHEAD_DAYS = 1000
_NOUN_REACH = 4
"""Tokens behind `after the` within which the noun of the event stands."""
_PHRASE = 6
"""Most tokens of a noun phrase."""
_REACH = 60
"""Tokens of a clause within which it is dated by an event."""
_DAYS = re.compile(r"P([0-9]{1,3})([DW])")
_FIRST = ""
"""Key of the first day told, by which a disaster is dated that nothing told before names."""
_WEEK = 7
_WEEKDAY_TOKENS = 2
_LEADS = 4
"""Tokens before a day within which it is told to lie ahead."""
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_LEADING_UP = frozenset(
    {"campaign", "campaigning", "ahead", "preparations", "run-up", "candidates", "candidate"}
)
_PRONOUNS = load_words("event_rules", "pronouns")
_NEARING = frozenset({"this", "next", "today", "tomorrow"})
_CALLED = frozenset({"call", "calls", "called", "calling"})
_BY_REACH = 8
"""Tokens between who has called a vote and its day."""
_PARTS = {"day": 1, "evening": 1, "morning": 1, "night": 1}


class Landmark(msgspec.Struct, frozen=True):
    """A noun phrase that names an event and its day."""

    clause: int
    title: str
    date: Dated
    planned: bool


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
    found = _DAYS.fullmatch(context.document.timexes[timex].value)
    return int(found[1]) * (7 if found[2] == "W" else 1) if found is not None else None


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
        named = _named_by_day(context, number) or _named_with_day(context, number)
        clause = context.clause_at(named.head) if named is not None else None
        coming = _coming(context, number, published) if named is not None else None
        if coming is not None:
            timex, parsed, ahead = coming, parse_date(coming.date or ""), 1
        if named is None or clause is None or (named.planned and ahead < 0) or _is_dropped(context, clause):
            continue
        planned = ahead > 0 or named.planned
        if not planned and not is_day(timex.date or ""):
            continue
        title = _title(context, named, "planned" if planned else "")
        if title is not None:
            yield Landmark(clause, title, context.dated(timex, "sentence"), planned)


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
        if low[at] not in _deed_nouns() or context.index.mention_at[at] >= 0 or low[at + 1] not in _FOLLOWS:
            continue
        begin = _phrase_start(context, at)
        if low[begin] in _NONE or (low[begin] not in DETERMINERS and low[begin - 1] not in _LED_BY):
            return None
        if home is None or _is_of_verb(context, home, number):
            return None
        title = _title(context, _Named(begin, at, stop), "")
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
    found = _DAYS.fullmatch(timex.value)
    if found is None and low[first:last] not in (["the", "day"], ["a", "day"]):
        return None
    days = int(found[1]) * (7 if found[2] == "W" else 1) if found is not None else 1
    near = _day_beside(context, first)
    base = parse_date(near).earliest if near else None
    home = context.clause_at(first)
    sentence = context.document.sentences[context.index.sentence_of[first]]
    at = last + 1
    while at < min(sentence.last, last + _PHRASE) and is_noun_like(context, at) and context.timex_at[at] < 0:
        at += 1
    head = at - 1
    if base is None or home is None or low[head] not in _deed_nouns() or context.index.mention_at[head] >= 0:
        return None
    title = _title(context, _Named(last + 1, head, _place_end(context, at)), "")
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


_NONE = frozenset({"no", "any", "another", "every", "each", "what", "which"})
_FAR = 16
"""Tokens before a day within which the noun of its happening stands."""
_BESIDE, _ASIDE = 8, 3
_JOINS = load_words("event_rules", "joins")
_FOLLOWS = load_words("event_rules", "follows")
_LED_BY = load_words("event_rules", "led_by")


@functools.cache
def _deed_nouns() -> frozenset[str]:
    return _nouns() | load_words("events", "deed_nouns")


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


class _Named(msgspec.Struct, frozen=True):
    """A noun phrase that names an event."""

    first: int
    head: int
    last: int
    """Behind what says where or of what."""
    planned: bool = False


def _named_by_day(context: Context, number: int) -> _Named | None:
    """Read a day before its noun: `Friday's blast`, `the 3 May earthquake`, `the Sunday night attack on the base`."""
    index = context.index
    first, last = context.timex_range[number]
    if not 0 <= first < last < len(index.low) or not is_day(context.document.timexes[number].date or ""):
        return None
    owned = index.low[last - 1].endswith(("'s", "’s"))
    begin = last
    if index.low[last] in {"'s", "’s"}:
        owned, begin = True, last + 1
    articled = {index.low[first], index.low[first - 1] if first else ""} & {"the", "a"}
    if not owned and not articled:
        return None
    end = begin
    while end < len(index.low) and end < begin + _PHRASE and _is_named_part(context, end):
        end += 1
    head = next((at for at in range(end - 1, begin - 1, -1) if index.low[at] in _nouns()), None)
    if head is None or index.mention_at[head] >= 0:
        return None
    return _Named(begin, head, _place_end(context, head + 1))


def _is_named_part(context: Context, token: int) -> bool:
    return is_noun_like(context, token) and context.index.low[token] not in DETERMINERS | {"of", "on"}


def _named_with_day(context: Context, number: int) -> _Named | None:
    """Read a day behind its noun: `the election of August 9`, `the vote planned for July`."""
    first = context.timex_range[number][0]
    since = context.document.timexes[number].since and context.index.low[first - 1] != "of"
    if context.is_speaking_time(number) or since:
        return None
    head, planned = _head(context, first)
    if head is None:
        return _vote_on(context, number)
    return _Named(_phrase_start(context, head), head, head + 1, planned)


def _vote_on(context: Context, number: int) -> _Named | None:
    """Read a vote to come with what it is on: `go ahead with the referendum on a new constitution on 27 June`."""
    first, low = context.timex_range[number][0], context.index.low
    value = context.document.timexes[number].date or ""
    if not is_day(value) or value <= (context.published or "9999") or low[first - 1] not in {"on", "of"}:
        return None
    start = context.document.sentences[context.index.sentence_of[first]].first
    for at in range(first - 2, max(start, first - _VOTE_REACH), -1):
        if context.index.verb_at[at] >= 0 or low[at] in MARKS | ENDS:
            return None
        if low[at] in _VOTES and low[at + 1] in {"on", "for", "in", "to"}:
            begin = _phrase_start(context, at)
            return _Named(begin, at, first - 1) if low[begin] in {"the", "a", "an", "its", "their"} else None
    return None


def sets_landmark(context: Context, dated: Dated) -> bool:
    """Tell whether a day ahead is that of a vote named before it, not of what somebody asks or says of it."""
    if dated.span is None:
        return False
    held = context.timex_at[context.index.range_of(dated.span)[0]]
    return held >= 0 and _vote_on(context, held) is not None


_VOTE_REACH = 12
_VOTES = frozenset(
    {"election", "elections", "referendum", "vote", "ballot", "poll", "polls", "runoff", "run-off"}
)


def _place_end(context: Context, at: int) -> int:
    """Return the end of the words behind a noun that say where it was: `in Galle`, `on the barracks in Galle`."""
    index = context.index
    last = context.document.sentences[index.sentence_of[at - 1]].last
    end = at
    while end < last and index.low[end] in {"in", "at", "on", "near", "of", "against", "between"}:
        stop = end + 1
        while stop < min(last, end + _PHRASE) and (
            is_noun_like(context, stop) or (index.low[stop] == "and" and index.low[end] == "between")
        ):
            stop += 1
        if stop == end + 1 or (stop < last and context.timex_at[stop] >= 0 and index.low[end] == "on"):
            break
        end = stop
    return end


def _is_dropped(context: Context, number: int) -> bool:
    """Tell whether a clause says that what was planned will not be: `the summit planned for Friday was cancelled`."""
    clause = context.index.clauses[number]
    clauses = [clause]
    if clause.kind == "participial" and clause.parent is not None:
        clauses.append(context.index.clauses[clause.parent])
    return any(
        one.verb is not None
        and (one.verb.lemma in load_words("events", "dropping") or puts_off(context, one))
        for one in clauses
    )


@functools.cache
def _nouns() -> frozenset[str]:
    return frozenset({*load_words("events", "landmarks"), *load_words("events", "happenings")})


def _head(context: Context, first: int) -> tuple[int | None, bool]:
    """Return the noun that a date follows (`election of (August 9)`), and whether it is only planned."""
    low = context.index.low
    at = first - 1
    if at < 1:
        return None, False
    done = at - (low[at] in {"on", "in"})
    held = done > 1 and low[done] in {"held", "staged", "fought"}
    if held and low[done - 1] in load_words("events", "landmarks"):
        # `the poll held three days earlier`
        return done - 1, False
    if low[first] in _NEARING and low[at] in _nouns() and _is_called_for(context, at):
        # `called for a protest this Tuesday`
        return at, True
    if low[at] not in {"of", "on", "for", "in"}:
        return None, False
    linked = low[at] == "of"
    arranger = _arranged_before(context, at) if low[at] == "for" else None
    if arranger is not None:
        return arranger, True
    at -= 1
    if linked and low[at] == "one":
        # `weeks after the quake, the one of 25 April`
        start = context.document.sentences[context.index.sentence_of[at]].first
        meant = next(
            (t for t in range(at - 1, start, -1) if low[t] in load_words("events", "landmarks")), None
        )
        return meant, False
    planned = low[at] in load_words("events", "arranged")
    at -= planned
    if not linked and not planned and (placed := _before_place(context, at)) is not None:
        # `after the first march on Liberty Square on 25 January`
        return placed, False
    named = _nouns() | load_words("events", "weathers") if linked else load_words("events", "landmarks")
    if low[at] not in named or not (planned or linked or _is_named(context, at)):
        return None, False
    return at, planned


def _is_called_for(context: Context, head: int) -> bool:
    at = _phrase_start(context, head)
    return at > 1 and context.index.low[at - 1] == "for" and context.index.low[at - 2] in _CALLED


def _arranged_before(context: Context, at: int) -> int | None:
    """Return the noun of what somebody has set (`the referendum called by the premier (for 5 July)`)."""
    low = context.index.low
    start = context.document.sentences[context.index.sentence_of[at]].first
    for token in range(at - 1, max(start, at - _BY_REACH), -1):
        if low[token] == "by" and low[token - 1] in load_words("events", "arranged"):
            return token - 2 if low[token - 2] in load_words("events", "landmarks") else None
    return None


def _before_place(context: Context, at: int) -> int | None:
    """Return the noun of a happening that a place stands behind: `the blast in the mine`; it needs no verb."""
    low, stop = context.index.low, at
    while at > stop - _PHRASE and is_noun_like(context, at):
        at -= 1
    if at == stop or low[at] not in {"in", "on", "at", "near", "outside"} or low[at - 1] not in _nouns():
        return None
    return at - 1 if _is_named(context, at - 1) else None


def _is_named(context: Context, head: int) -> bool:
    """Tell whether `the … election` stands where no verb needs it for its object."""
    at = _phrase_start(context, head)
    before = context.index.low[at - 1] if at else ""
    return before in {"after", "before", "since", "following", "during", "in", "from"}


def _phrase_start(context: Context, head: int) -> int:
    sentence = context.document.sentences[context.index.sentence_of[head]]
    at = head
    while at > sentence.first and is_noun_like(context, at - 1):
        at -= 1
        if context.index.low[at] in DETERMINERS:
            break
    return at


def _title(context: Context, named: _Named, ending: str) -> str | None:
    first = named.first
    while first < named.head and context.index.low[first] in DETERMINERS | DANGLING:
        first += 1
    for last in (named.last, named.head + 1):
        words = f"{join_tokens(context, list(range(first, last)))} {ending}".strip()
        if len(words) <= MAX_TITLE:
            return words[:1].upper() + words[1:] if " " in words else f"The {words.lower()}"
    return None
