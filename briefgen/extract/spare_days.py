"""Spare days: days that are still untold, in constructions that the lines before are too strict for.

What was going on on a day, what began on it, what is only hoped or set for it, what an object is said to have met with,
and happenings that a noun names far before their day. Each reading asks for its own words; nothing else is read.
"""

from collections.abc import Collection, Iterator
from datetime import date

import msgspec

from briefgen.extract.asserted import is_furniture
from briefgen.extract.context import Context
from briefgen.extract.deeds import is_dynamic, is_progressive, is_speech, sayings, verbs_of
from briefgen.extract.faint_days import days_near, is_ahead, is_hour_alone, is_owner
from briefgen.extract.faint_events import MakeFrame
from briefgen.extract.faint_titles import faint_title
from briefgen.extract.frames import Dated, EventFrame, is_day
from briefgen.extract.landmarks import counted_from, far_landmark
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.lexicon import load_words
from briefgen.extract.noun_phrases import DANGLING, TIME_OPENERS, is_noun_like, join_tokens
from briefgen.extract.open_days import OPEN
from briefgen.extract.plain_titles import plain_title
from briefgen.extract.relative_objects import object_title, thing_before
from briefgen.extract.running_totals import follows_as_of, is_total_by
from briefgen.extract.subjects import subject_counts, subject_words
from briefgen.extract.title_fitting import MAX_TITLE
from briefgen.extract.title_verbs import is_plural, past_of
from briefgen.extract.titles import title_of
from briefgen.model.dates import parse_date

_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "until", "as", "or"})
_UNREAL = frozenset({"if", "unless", "would", "whether"})
_SET = frozenset({"set", "scheduled", "planned", "fixed", "slated", "pencilled", "penciled", "called", "due"})
_GUESSES = frozenset({"believe", "think", "suspect", "estimate", "assume", "understand", "reckon"})
_HOURS = frozenset({"hours", "minutes", "moments", "hour", "half", "part", "light"})
_TELLING = frozenset({"", "and", "but", "after", "when", "as", "while"})
_LONGEST_THING = 8
_FEWEST = 2
"""Words of the shortest thing that is told of."""
_OPENING = 4
"""Tokens of a time that opens a clause."""
_REACH = 4
"""Tokens between `due` and its day."""


class _Reading(msgspec.Struct, frozen=True):
    """What is read of a day."""

    clause: int
    title: str
    planned: bool = False


def find_spare_days(
    context: Context, countries: Collection[str], told: set[str], *, add: MakeFrame
) -> list[EventFrame]:
    """Find one event for each day near the article that no other line has told of, in text order.

    Args:
        context: the article's layers.
        countries: whose crisis it is.
        told: days told already; those found are added.
        add: makes the frame of a clause.
    """
    span = days_near(context)
    found: list[EventFrame] = []
    if span is None:
        return found
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"}:
            continue
        for day, reading in _readings(context, number, span, told):
            if day.date.rstrip("~?") in told:
                continue
            clause = context.index.clauses[reading.clause]
            frame = add(context, clause, countries, date=day, planned=reading.planned, title=reading.title)
            found.append(msgspec.structs.replace(frame, main=False, weight=OPEN))
            told.add(day.date.rstrip("~?"))
    return found


def _readings(
    context: Context, sentence: int, span: tuple[date, date], told: Collection[str]
) -> Iterator[tuple[Dated, _Reading]]:
    for number in context.timexes_of[sentence]:
        timex = context.document.timexes[number]
        if timex.type == "DURATION":
            yield from _counted(context, number, span)
            continue
        if timex.date is None or not is_day(timex.date) or timex.date.rstrip("~?") in told:
            continue
        day = parse_date(timex.date).earliest
        if day is None or not span[0] <= day <= span[1] or context.is_quoted(timex.span):
            continue
        first, last = context.timex_range[number]
        if is_hour_alone(context, number) or is_owner(context, first, last) or follows_as_of(context, first):
            continue
        ahead = is_ahead(context, timex.date)
        reading = _coming(context, number) if ahead else None
        if reading is None and timex.date == context.published:
            reading = _due(context, number)
        if reading is None and not ahead:
            reading = _gone(context, number)
        if reading is not None:
            yield context.dated(timex, "sentence"), reading


def _counted(context: Context, number: int, span: tuple[date, date]) -> Iterator[tuple[Dated, _Reading]]:
    """Yield the day of a happening that a day beside it is counted from: `on Monday, a day after the march`."""
    named = counted_from(context, number)
    day = parse_date(named.date.date).earliest if named is not None else None
    if named is not None and day is not None and span[0] <= day <= span[1]:
        yield named.date, _Reading(named.clause, named.title)


# What is to come


def _coming(context: Context, number: int) -> _Reading | None:
    first, _ = context.timex_range[number]
    home = context.clause_at(first)
    if home is None:
        return None
    if (due := _due(context, number)) is not None:
        return due
    clause = context.index.clauses[home]
    before = context.index.low[first - 1] if first else ""
    if (
        clause.kind == "infinitive"
        and clause.parent is not None
        and before not in load_words("events_times", "beside")
    ):
        return _meant(context, clause.parent)
    if (put_off := _put_off(context, home, before)) is not None:
        return put_off
    if (awaited := _awaited(context, home)) is not None:
        return awaited
    verb = clause.verb
    if (
        verb is not None
        and verb.tense == "present"
        and first > verb.last
        and before not in load_words("events_times", "beside")
    ):
        # `wants everybody in the street tomorrow`
        return _meant(context, home)
    if before == "from" and clause.kind in {"main", "coordinate"}:
        return _from_day(context, home)
    return None


def _meant(context: Context, number: int) -> _Reading | None:
    """Read what somebody means, or is told, to do on a day: `vowed to march on Friday`, `urged all to stay away`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or verb.negated or verb.lemma not in load_words("events", "committing"):
        return None
    if verb.modal or clause.kind not in {"main", "coordinate"} or clause.marker in _CONDITIONS:
        return None
    title = title_of(context, number, whole=True) or faint_title(context, number)
    return _Reading(number, title, planned=True) if title is not None and ":" not in title else None


def _put_off(context: Context, number: int, before: str) -> _Reading | None:
    """Read to which day something is put off: `put off the hearing to 7 April`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or before not in {"to", "until", "till", "for"} or verb.negated or verb.modal:
        return None
    off = verb.lemma == "put" and "off" in context.index.low[verb.last : verb.last + _REACH]
    if not off and verb.lemma not in load_words("events", "postponing"):
        return None
    title = title_of(context, number)
    return _Reading(number, title, planned=True) if title is not None else None


def _awaited(context: Context, number: int) -> _Reading | None:
    """Read what somebody awaits, before a relative clause: `the surrender, which diplomats expect on Friday`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or clause.kind != "relative" or verb.negated or verb.lemma not in verbs_of("foretold"):
        return None
    words = thing_before(context, clause) if not verb.passive else None
    if words is None or len(words.split()) < _FEWEST:
        return None
    return _Reading(number, f"{words[:1].upper()}{words[1:]} expected", planned=True)


def _due(context: Context, number: int) -> _Reading | None:
    """Read what is due or only hoped for on a day: `A second ship is due on Friday`, `should reach Galle tonight`."""
    first, _ = context.timex_range[number]
    home = context.clause_at(first)
    clause = context.index.clauses[home] if home is not None else None
    verb = clause.verb if clause is not None else None
    if (
        home is None
        or clause is None
        or verb is None
        or clause.kind not in {"main", "coordinate", "relative", "that"}
    ):
        return None
    low = context.index.low
    behind = low[verb.last : first]
    if (
        verb.lemma == "be"
        and verb.last == first - (low[first - 1] == "on")
        and not verb.negated
        and verb.tense == "present"
    ):
        # `The funeral is on Monday`
        held = subject_words(context, clause)
        if (
            held is None
            or len(held.split()) < _FEWEST
            or held.lower().split()[-1] not in load_words("events", "landmarks")
        ):
            return None
        return _Reading(home, f"{held[:1].upper()}{held[1:]} planned", planned=True)
    if verb.passive and verb.tense == "present" and verb.lemma in verbs_of("foretold") and not verb.negated:
        # `A team of specialists is expected on Monday`
        who = subject_words(context, clause)
        near = (
            not behind or behind[-1] in {"on", "here", "there"} or behind[0] in {"in", "at", "here", "there"}
        )
        if who is None or len(who.split()) < _FEWEST or not near or len(behind) > _REACH:
            return None
        return _Reading(home, f"{who[:1].upper()}{who[1:]} expected", planned=True)
    if (
        first > verb.last
        and verb.lemma in {"be", "remain", "stand", "stay"}
        and behind[:1]
        and not verb.negated
    ):
        # `is due in Galle on Friday`, `Elections remain set for 26 May`
        if behind[0] not in _SET or len(behind) > _REACH or verb.tense == "past":
            return None
        subject = subject_words(context, clause)
        if subject is None or len(subject.split()) < 2:
            return None
        if behind[0] != "due":
            return _Reading(home, f"{subject[:1].upper()}{subject[1:]} planned", planned=True)
        being = "are" if is_plural(subject) else "is"
        return _Reading(home, f"{subject[:1].upper()}{subject[1:]} {being} due", planned=True)
    if verb.modal != "should" or verb.negated or verb.lemma in verbs_of("states") or verb.tense != "present":
        return None
    if low[first - 1] in {"until", "till", "since", "before", "after"} or context.governing(
        verb.first, verb.last
    ):
        return None
    start, end = (
        context.document.sentences[clause.sentence].first,
        context.document.sentences[clause.sentence].last,
    )
    if not _UNREAL.isdisjoint(low[start:end]):
        return None
    title = title_of(context, home)
    return _Reading(home, title, planned=True) if title is not None else None


def _from_day(context: Context, number: int) -> _Reading | None:
    """Read what will hold from a day on: `will declare a zone from next Monday`."""
    verb = context.index.clauses[number].verb
    if verb is None or verb.negated or verb.tense != "future":
        return None
    title = title_of(context, number) or plain_title(context, context.index.clauses[number])
    return _Reading(number, title, planned=True) if title is not None else None


# What was


def _gone(context: Context, number: int) -> _Reading | None:
    first, last = context.timex_range[number]
    home = context.clause_at(first)
    clause = context.index.clauses[home] if home is not None else None
    if home is None or clause is None or clause.verb is None or clause.marker in _CONDITIONS:
        return _far(context, number)
    before = context.index.low[first - 1] if first else ""
    beside = before in load_words("events_times", "beside")
    date = context.dated(context.document.timexes[number], "sentence")
    if is_furniture(context, clause) or is_total_by(context, clause, date):
        return None
    if context.is_attributive(number):
        return None
    since = context.document.timexes[number].since or before == "since"
    if (
        context.index.low[last : last + 2] == [",", "when"]
        and (when := _when_behind(context, home, last)) is not None
    ):
        return when
    if since:
        return _in_force(context, home, first) or _began(context, home, first) or _far(context, number)
    if beside and not (before == "of" and context.index.low[first - 2] in _HOURS):
        return _far(context, number)
    return (
        _cleft(context, home, last)
        or _under_way(context, home, first)
        or _guessed(context, home)
        or _object_met(context, home)
        or _befell(context, home, first)
        or _having(context, home)
        or _decreed(context, home)
        or _far(context, number)
    )


def _far(context: Context, number: int) -> _Reading | None:
    """Read a happening that a noun names before its day: `the killing of 40 people in the town on Sunday`."""
    found = far_landmark(context, number)
    return _Reading(found.clause, found.title) if found is not None else None


def _cleft(context: Context, number: int, last: int) -> _Reading | None:
    """Read what came to pass on a day at last: `It was Friday before the first helicopter could land`."""
    clause = context.index.clauses[number]
    low = context.index.low
    start = clause.first + (low[clause.first] in {"and", "but"})
    if low[start : start + 2] != ["it", "was"] or low[last : last + 1] != ["before"]:
        return None
    inner = next(
        (k for k in context.index.clauses_of[clause.sentence] if context.index.clauses[k].first >= last), None
    )
    if inner is None or context.index.clauses[inner].verb is None:
        return None
    title = title_of(context, inner) or plain_title(context, context.index.clauses[inner], first=last + 1)
    return _Reading(inner, title) if title is not None else None


def _under_way(context: Context, number: int, first: int) -> _Reading | None:
    """Read what was going on on a day of its own: `By noon on Saturday the officers were driving to the airport`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or clause.kind not in {"main", "coordinate"} or verb.tense != "past" or verb.negated:
        return None
    if not is_progressive(context, clause) or verb.modal or is_speech(context, clause):
        return None
    if verb.lemma in verbs_of("thoughts") | sayings() or subject_counts(context, clause):
        return None
    if first < verb.first and first - clause.first > _OPENING:
        # `The storm, after crossing the island on Saturday, was heading for the coast`
        return None
    title = title_of(context, number) or plain_title(context, clause)
    return _Reading(number, title) if title is not None else None


def _guessed(context: Context, number: int) -> _Reading | None:
    """Read what is thought to have been on a day: `Experts believe that the fire broke out on Saturday`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    above = context.index.clauses[clause.parent].verb if clause.parent is not None else None
    if verb is None or above is None or clause.kind != "that" or verb.tense not in {"past", "pluperfect"}:
        return None
    if above.lemma not in _GUESSES or above.negated or above.modal or verb.negated or verb.modal:
        return None
    title = title_of(context, number) if is_dynamic(context, clause) else None
    return _Reading(number, title) if title is not None else None


def _object_met(context: Context, number: int) -> _Reading | None:
    """Read what was done to the thing before a relative clause: `the school, which soldiers took on Friday`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or clause.kind != "relative" or verb.negated or verb.modal:
        return None
    said = is_speech(context, clause) or verb.lemma in sayings()
    if said and verb.lemma not in verbs_of("decisions") | verbs_of("demands"):
        # `the bridge, which officials said on Monday was safe`
        return None
    title = object_title(context, number) or (title_of(context, number) if said else None)
    return _Reading(number, title) if title is not None else None


def _befell(context: Context, number: int, first: int) -> _Reading | None:
    """Read what befell a number of people or things on a day: `after twenty lorries were torched on Friday night`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or verb.tense not in {"past", "pluperfect"} or verb.negated or verb.modal:
        return None
    if (
        clause.kind not in {"main", "coordinate", "adverbial"}
        or clause.marker not in _TELLING
        or is_speech(context, clause)
    ):
        return None
    counted = verb.lemma in verbs_of("states") | {"stand", "number", "total"} and not verb.passive
    if counted or verb.lemma in verbs_of("sums") | sayings() or context.governing(verb.first, verb.last):
        return None
    if (
        is_progressive(context, clause)
        or not subject_counts(context, clause)
        or context.index.low[first - 1] == "by"
    ):
        return None
    title = title_of(context, number)
    return _Reading(number, title) if title is not None else None


def _having(context: Context, number: int) -> _Reading | None:
    """Read what somebody had done before: `is on his way, having cut short a visit on Friday`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    above = context.index.clauses[clause.parent] if clause.parent is not None else None
    if verb is None or above is None or above.verb is None or verb.negated or is_speech(context, clause):
        return None
    low = context.index.low
    if (
        clause.kind != "participial"
        or low[verb.first] != "having"
        or low[verb.last - 1] in {"been", "having"}
    ):
        return None
    subject = subject_words(context, above)
    done = past_of(low[verb.last - 1])
    if subject is None or done is None:
        return None
    behind = plain_words(context, verb.last, clause.last)
    title = f"{subject} {done} {behind}".strip()
    short = len(title) > MAX_TITLE or len(title.split()) < _FEWEST + 1
    return None if short else _Reading(number, f"{title[:1].upper()}{title[1:]}")


def plain_words(context: Context, first: int, last: int) -> str:
    """Return the words of a stretch without its times, up to its first comma."""
    kept: list[int] = []
    for at in range(first, last):
        if context.timex_at[at] >= 0:
            while kept and context.index.low[kept[-1]] in TIME_OPENERS:
                kept.pop()
        elif context.index.low[at] == "," and (not kept or _stands_by_time(context, at)):
            continue
        elif context.index.low[at] in MARKS | ENDS or context.index.verb_at[at] >= 0:
            break
        else:
            kept.append(at)
    while kept and context.index.low[kept[-1]] in DANGLING:
        kept.pop()
    return join_tokens(context, kept)


def _stands_by_time(context: Context, at: int) -> bool:
    """Tell whether a comma only parts a time from what it stands in: `cut short, last Friday, a visit`."""
    near = range(
        max(0, at - 1), min(at + 2 + (context.index.low[at + 1] in TIME_OPENERS), len(context.timex_at))
    )
    return any(context.timex_at[token] >= 0 for token in near)


def _decreed(context: Context, number: int) -> _Reading | None:
    """Read what somebody in power set on a day: `The curfew, decreed on 1 May`, `had authorised force on Friday`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or verb.negated or verb.modal or verb.lemma not in verbs_of("decisions"):
        return None
    if clause.kind == "participial" and not verb.passive:
        return None
    if verb.tense not in {"past", "pluperfect", "participle"} or context.governing(verb.first, verb.last):
        return None
    title = title_of(context, number) or plain_title(context, clause)
    return _Reading(number, title) if title is not None else None


def _when_behind(context: Context, number: int, last: int) -> _Reading | None:
    """Read what a day is explained by: `had been told nothing since Saturday, when two huge blasts tore through it`."""
    sentence = context.index.clauses[number].sentence
    inner = next(
        (k for k in context.index.clauses_of[sentence] if context.index.clauses[k].first >= last), None
    )
    clause = context.index.clauses[inner] if inner is not None else None
    verb = clause.verb if clause is not None else None
    if (
        inner is None
        or clause is None
        or verb is None
        or verb.tense not in {"past", "pluperfect"}
        or verb.negated
    ):
        return None
    if verb.modal or subject_counts(context, clause):
        return None
    title = title_of(context, inner) or plain_title(context, clause)
    return _Reading(inner, title) if title is not None else None


def _in_force(context: Context, number: int, first: int) -> _Reading | None:
    """Read since when something is in force, told in passing: `under a state of emergency in force since 2 May`."""
    low = context.index.low
    at = first - (low[first - 1] == "since")
    if low[at - 2 : at] not in (["in", "force"], ["in", "effect"], ["in", "place"]):
        return None
    end = at - 2 - (low[at - 3] == ",")
    begin = end
    while (
        begin > 0
        and end - begin < _LONGEST_THING
        and (is_noun_like(context, begin - 1) or low[begin - 1] == "of")
    ):
        begin -= 1
        if low[begin] in {"a", "an", "the"} and low[begin - 1] != "of":
            break
    words = join_tokens(context, list(range(begin, end)))
    if low[begin] not in {"a", "an", "the"} or len(words.split()) < _FEWEST:
        return None
    return _Reading(number, f"{words[:1].upper()}{words[1:]} came into force")


def _began(context: Context, number: int, first: int) -> _Reading | None:
    """Read what has been so since a day: `the barricades, which had stood since Friday`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or verb.negated or verb.modal or first < verb.last:
        return None
    if verb.tense not in {"past", "perfect", "pluperfect"} or clause.kind not in {
        "main",
        "coordinate",
        "relative",
    }:
        return None
    if subject_counts(context, clause) or any(
        context.quantity_at[t] >= 0 for t in range(verb.last, min(first, len(context.quantity_at)))
    ):
        return None
    if not {"first", "worst", "biggest", "largest", "most", "only"}.isdisjoint(
        context.index.low[verb.last : first]
    ):
        return None
    title = title_of(context, number) or plain_title(context, clause)
    return _Reading(number, title) if title is not None else None
