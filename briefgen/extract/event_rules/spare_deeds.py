"""Spare deeds: what was on a day, in constructions that the lines before are too strict for."""

from briefgen.extract.context import Context
from briefgen.extract.event_rules.asserted import is_furniture
from briefgen.extract.event_rules.faint_days import gapped_name
from briefgen.extract.event_rules.far_landmarks import far_landmark
from briefgen.extract.event_rules.named_titles import told_title
from briefgen.extract.event_rules.plain_titles import plain_title
from briefgen.extract.event_rules.planned_dates import is_dropped_day
from briefgen.extract.event_rules.running_totals import is_total_by
from briefgen.extract.event_rules.spare_readings import (
    CONDITIONS,
    FEWEST,
    OPENING,
    Reading,
    reading_of,
)
from briefgen.extract.frames import is_day
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.complements import complement
from briefgen.extract.phrasing.deeds import is_dynamic, is_progressive, is_speech, sayings, verbs_of
from briefgen.extract.phrasing.noun_phrases import DANGLING, TIME_OPENERS, join_tokens
from briefgen.extract.phrasing.subjects import subject_counts, subject_words
from briefgen.extract.phrasing.title_fitting import MAX_TITLE, fit
from briefgen.extract.phrasing.title_verbs import past_of
from briefgen.extract.phrasing.titles import title_of

_GUESSES = frozenset({"believe", "think", "suspect", "estimate", "assume", "understand", "reckon"})
_HOURS = frozenset({"hours", "minutes", "moments", "hour", "half", "part", "light"})
_TELLING = frozenset({"", "and", "but", "after", "when", "as", "while"})


def read_gone(context: Context, number: int) -> Reading | None:
    """Read what was on a day gone by, or is on the day of the article; `number` is its time expression."""
    first, last = context.timex_range[number]
    home = context.clause_at(first)
    clause = context.index.clauses[home] if home is not None else None
    if home is None or clause is None or clause.verb is None or clause.marker in CONDITIONS:
        return read_far(context, number)
    before = context.index.low[first - 1] if first else ""
    beside = before in load_words("events_times", "beside")
    date = context.dated(context.document.timexes[number], "sentence")
    if is_furniture(context, clause) or is_total_by(context, clause, date):
        return None
    if is_dropped_day(context, clause, date):
        return None
    if context.is_attributive(number):
        return read_far(context, number)
    since = context.document.timexes[number].since or before == "since"
    if (
        context.index.low[last : last + 2] == [",", "when"]
        and (when := _when_behind(context, home, last)) is not None
    ):
        return when
    if since:
        return read_far(context, number)
    if beside and not (before == "of" and context.index.low[first - 2] in _HOURS):
        return read_far(context, number)
    return (
        _gapped(context, home, number)
        or told_in_sentence_before(context, home, first)
        or _story_begun(context, home)
        or _cleft(context, home, last)
        or _under_way(context, home, first)
        or _guessed(context, home)
        or _having(context, home)
        or _decreed(context, home)
        or read_far(context, number)
    )


def read_far(context: Context, number: int) -> Reading | None:
    """Read a happening that a noun names before its day: `the killing of 40 people in the town on Sunday`."""
    found = far_landmark(context, number)
    return Reading(found.clause, told_title(found.title, planned=False)) if found is not None else None


def told_in_sentence_before(context: Context, number: int, first: int) -> Reading | None:
    """Read when what the sentence before tells was: `Guests ran for the lifts. That was on Friday at noon`."""
    clause = context.index.clauses[number]
    verb, low = clause.verb, context.index.low
    sentences = context.document.sentences
    if verb is None or clause.subject is None or not clause.sentence or clause.kind != "main" or verb.negated:
        return None
    opening = low[slice(*context.index.range_of(clause.subject))]
    if opening not in (["that"], ["this"], ["it"], ["all", "this"], ["it", "all"]) or verb.tense != "past":
        return None
    happened = verb.lemma in {"happen", "occur"} or low[verb.last : verb.last + 1] == ["place"]
    if not (verb.lemma == "be" or happened) or first - verb.last > 1 + (low[verb.last] == "place"):
        return None
    before = clause.sentence - 1
    if sentences[before].paragraph != sentences[clause.sentence].paragraph:
        return None
    if any(is_day(context.document.timexes[t].date or "") for t in context.timexes_of[before]):
        return None
    for other in context.index.clauses_of[before]:
        told = context.index.clauses[other]
        if told.kind != "main" or told.verb is None or told.verb.negated or told.verb.modal:
            continue
        if told.verb.tense != "past" or is_speech(context, told):
            continue
        title = title_of(context, other)
        return reading_of(other, title)
    return None


def _cleft(context: Context, number: int, last: int) -> Reading | None:
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
    return reading_of(inner, title)


def _gapped(context: Context, number: int, timex: int) -> Reading | None:
    """Read what befell another one a day later: `Galle fell on Friday, Kandy on Saturday`."""
    name = gapped_name(context, timex)
    verb = context.index.clauses[number].verb
    if name is None or verb is None or verb.negated or verb.modal or verb.tense != "past":
        return None
    if context.index.clauses[number].kind not in {"main", "coordinate"}:
        return None
    title = title_of(context, number, subject=context.index.words(*name))
    return reading_of(number, title)


def _story_begun(context: Context, number: int) -> Reading | None:
    """Read what a story began with: `What started on 2 May with a sit-in of nurses has spread to forty hospitals`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or clause.subject is None or verb.tense != "past" or verb.negated:
        return None
    if clause.subject.of(context.text).lower() != "what" or verb.lemma not in {"start", "begin"}:
        return None
    behind = complement(context, number)
    if not behind or context.index.low[behind[0]] not in {"with", "as", "in", "at", "when"}:
        return None
    title = fit(context, f"It {context.index.tokens[verb.last - 1].norm}", behind)
    return reading_of(number, title)


def _under_way(context: Context, number: int, first: int) -> Reading | None:
    """Read what was going on on a day of its own: `By noon on Saturday the officers were driving to the airport`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or clause.kind not in {"main", "coordinate"} or verb.tense != "past" or verb.negated:
        return None
    if not is_progressive(context, clause) or verb.modal or is_speech(context, clause):
        return None
    if verb.lemma in verbs_of("thoughts") | sayings() or subject_counts(context, clause):
        return None
    if first < verb.first and first - clause.first > OPENING:
        # `The storm, after crossing the island on Saturday, was heading for the coast`
        return None
    title = title_of(context, number) or plain_title(context, clause)
    return reading_of(number, title)


def _guessed(context: Context, number: int) -> Reading | None:
    """Read what is thought to have been on a day: `Experts believe that the fire broke out on Saturday`."""
    clause = context.index.clauses[number]
    verb = clause.verb
    above = context.index.clauses[clause.parent].verb if clause.parent is not None else None
    if verb is None or above is None or clause.kind != "that" or verb.tense not in {"past", "pluperfect"}:
        return None
    if above.lemma not in _GUESSES or above.negated or above.modal or verb.negated or verb.modal:
        return None
    title = title_of(context, number) if is_dynamic(context, clause) else None
    return reading_of(number, title)


def _having(context: Context, number: int) -> Reading | None:
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
    short = len(title) > MAX_TITLE or len(title.split()) < FEWEST + 1
    return None if short else Reading(number, f"{title[:1].upper()}{title[1:]}")


def _decreed(context: Context, number: int) -> Reading | None:
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
    return reading_of(number, title)


def _when_behind(context: Context, number: int, last: int) -> Reading | None:
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
    return reading_of(inner, title)


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
