"""Landmark names: nouns that name an event beside its day: `Friday's blast`, `the election of August 9`."""

import functools

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.frames import is_day
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.noun_phrases import DANGLING, DETERMINERS, is_noun_like, join_tokens
from briefgen.extract.phrasing.title_fitting import MAX_TITLE

_PHRASE = 6
"""Most tokens of a noun phrase."""
_NEARING = frozenset({"this", "next", "today", "tomorrow"})
_CALLED = frozenset({"call", "calls", "called", "calling"})
_BY_REACH = 8
"""Tokens between who has called a vote and its day."""
_VOTE_REACH = 12
_VOTES = load_words("event_rules", "votes")


class Named(msgspec.Struct, frozen=True):
    """A noun phrase that names an event."""

    first: int
    head: int
    last: int
    """Behind what says where or of what."""
    planned: bool = False


@functools.cache
def event_nouns() -> frozenset[str]:
    """Return the nouns of what is set for a day or happens on one."""
    return frozenset({*load_words("events", "landmarks"), *load_words("events", "happenings")})


@functools.cache
def deed_nouns() -> frozenset[str]:
    """Return these nouns and those of deeds: `killing`, `arrest`."""
    return event_nouns() | load_words("events", "deed_nouns")


def named_by_day(context: Context, number: int) -> Named | None:
    """Read a day before its noun: `Friday's blast`, `the 3 May earthquake`, `the Sunday night attack on the base`."""
    index = context.index
    first, last = context.timex_range[number]
    if not 0 <= first < last < len(index.low) or not is_day(context.document.timexes[number].date or ""):
        return None
    owned = context.is_owner(number)
    begin = last + (index.low[last] in {"'s", "’s"})
    articled = {index.low[first], index.low[first - 1] if first else ""} & {"the", "a"}
    if not owned and not articled:
        return None
    end = begin
    while end < len(index.low) and end < begin + _PHRASE and _is_named_part(context, end):
        end += 1
    head = next((at for at in range(end - 1, begin - 1, -1) if index.low[at] in event_nouns()), None)
    if head is None or index.mention_at[head] >= 0:
        return None
    return Named(begin, head, place_end(context, head + 1))


def named_with_day(context: Context, number: int) -> Named | None:
    """Read a day behind its noun: `the election of August 9`, `the vote planned for July`."""
    first = context.timex_range[number][0]
    since = context.document.timexes[number].since and context.index.low[first - 1] != "of"
    if context.is_speaking_time(number) or since:
        return None
    head, planned = _head(context, first)
    if head is None:
        return vote_on(context, number)
    return Named(phrase_start(context, head), head, head + 1, planned)


def vote_on(context: Context, number: int) -> Named | None:
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
            begin = phrase_start(context, at)
            return Named(begin, at, first - 1) if low[begin] in {"the", "a", "an", "its", "their"} else None
    return None


def _is_named_part(context: Context, token: int) -> bool:
    return is_noun_like(context, token) and context.index.low[token] not in DETERMINERS | {"of", "on"}


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
    if low[first] in _NEARING and low[at] in event_nouns() and _is_called_for(context, at):
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
    named = event_nouns() | load_words("events", "weathers") if linked else load_words("events", "landmarks")
    if low[at] not in named or not (planned or linked or _is_named(context, at)):
        return None, False
    return at, planned


def _is_called_for(context: Context, head: int) -> bool:
    at = phrase_start(context, head)
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
    if at == stop or low[at] not in {"in", "on", "at", "near", "outside"} or low[at - 1] not in event_nouns():
        return None
    return at - 1 if _is_named(context, at - 1) else None


def _is_named(context: Context, head: int) -> bool:
    """Tell whether `the … election` stands where no verb needs it for its object."""
    at = phrase_start(context, head)
    before = context.index.low[at - 1] if at else ""
    if before == "since" and context.index.low[at - 3 : at - 1] == ["first", "time"]:
        # `spoke in public for the first time since the coup on Friday`
        return False
    return before in {"after", "before", "since", "following", "during", "in", "from"}


def phrase_start(context: Context, head: int) -> int:
    """Return where the noun phrase of a noun begins: at its article, if it has one."""
    sentence = context.document.sentences[context.index.sentence_of[head]]
    at = head
    while at > sentence.first and is_noun_like(context, at - 1):
        at -= 1
        if context.index.low[at] in DETERMINERS:
            break
    return at


def place_end(context: Context, at: int) -> int:
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


def title_of_named(context: Context, named: Named, ending: str) -> str | None:
    """Make the title of a noun phrase that names an event, `ending` behind it; None where it is too long."""
    first = named.first
    while first < named.head and context.index.low[first] in DETERMINERS | DANGLING:
        first += 1
    for last in (named.last, named.head + 1):
        words = f"{join_tokens(context, list(range(first, last)))} {ending}".strip()
        if len(words) <= MAX_TITLE:
            return words[:1].upper() + words[1:] if " " in words else f"The {words.lower()}"
    return None
