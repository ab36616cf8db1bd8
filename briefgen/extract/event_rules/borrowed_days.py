"""Borrowed days: dates of deeds whose day stands in another clause of their sentence, or in one before."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.event_rules.planned_dates import times_behind
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import is_letter

_TRIES = load_words("event_rules", "tries")
_CLOSE_CLAUSES = 4
_POINTS = frozenset({"when", "after", "as", "before", "while"})


def day_explained(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date `when` by the day that it explains: `had heard nothing since Wednesday night, when two blasts tore`."""
    for timex in context.timexes_of[clause.sentence]:
        value, first = context.document.timexes[timex], context.timex_range[timex][0]
        if clause.kind != "adverbial" or clause.marker not in _POINTS or clause.subject is None:
            break
        if (
            context.clause_at(first) == number
            and context.is_speaking_time(timex)
            and is_day(value.date or "")
        ):
            # `he said when the first deaths were confirmed on 2 May`
            return context.dated(value, "clause")
    first = clause.first - (context.index.low[clause.first - 1] == ",")
    if clause.marker != "when" or first <= context.document.sentences[clause.sentence].first:
        return None
    timex = context.timex_at[first - 1]
    if timex < 0 or context.timex_of_clause(number) is not None:
        return None
    value = context.document.timexes[timex]
    if clause.verb is None or clause.verb.tense != "past" or not is_day(value.date or ""):
        return None
    return context.dated(value, "clause")


def closing_day(context: Context, number: int, *, kinds: Sequence[str], gone: bool = True) -> Dated | None:
    """Find the day gone by, or to come, that closes a clause, although it stands behind a verb that depends on it.

    `took eight people in for questioning on Wednesday`, `forced the school to shut on 2 May`.
    """
    for timex in times_behind(context, context.index.clauses[number]):
        value = context.document.timexes[timex]
        first, _ = context.timex_range[timex]
        at = context.clause_at(first)
        inner = context.index.clauses[at] if at is not None else None
        if (
            inner is not None
            and inner.kind in kinds
            # `is to succeed Vega, who is stepping down, on 15 January`
            and inner.parent == number
            and (
                inner.kind == "infinitive"
                or (inner.kind == "relative" and context.index.low[first - 2] == ",")
                or is_letter(context, inner)
                or inner.marker in {"for", "from", "of", "to", "by"}
                or context.index.low[inner.first - 1] == "to"
            )
            and context.index.low[first - 1] not in {"until", "till", "by", "since", "before", "after", "of"}
            and not context.is_speaking_time(timex)
            and value.date is not None
            and is_day(value.date)
            and (context.published is None or (value.date <= context.published) == gone)
        ):
            return context.dated(value, "sentence")
    return None


def day_of_try(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date what became of a try by the day in its name: `An attempt to arrest him on 3 May was called off`."""
    for timex in context.timexes_of[clause.sentence]:
        value, first = context.document.timexes[timex], context.timex_range[timex][0]
        at = context.clause_at(first)
        inner = context.index.clauses[at] if at is not None else None
        if inner is None or inner.kind != "infinitive" or inner.parent != number or clause.verb is None:
            continue
        tried = context.index.low[inner.first - 1] in _TRIES
        if tried and first < clause.verb.first and is_day(value.date or "") and not value.since:
            return context.dated(value, "sentence")
    return None


def day_of_point(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date a deed by the clause that tells when: `Ten people died while they watched a match on Friday`."""
    if (
        clause.verb is None
        or clause.verb.tense != "past"
        or clause.kind not in {"main", "coordinate", "that", "relative"}
    ):
        return None
    for other in range(number + 1, min(number + _CLOSE_CLAUSES, len(context.index.clauses))):
        inner = context.index.clauses[other]
        if (
            inner.parent != number
            or inner.marker not in {"when", "while"}
            or inner.verb is None
            or inner.verb.tense not in ({"past"} if inner.marker == "when" else {"past", "participle"})
        ):
            continue
        timex = context.timex_of_clause(other)
        following = context.index.clauses[other + 1] if other + 1 < len(context.index.clauses) else inner
        if timex is None and following.kind == "infinitive" and following.parent == other:
            # `when the prayers were about to begin on 4 May`
            timex = context.timex_of_clause(other + 1)
        value = context.document.timexes[timex] if timex is not None else None
        if value is not None and value.date is not None and is_day(value.date) and not value.since:
            return context.dated(value, "sentence")
    return None


def shares_had(context: Context, clause: Clause) -> bool:
    """Tell whether a verb is the second one behind `had already`: `had already closed schools and sent all home`."""
    above = context.index.clauses[clause.parent] if clause.parent is not None else None
    if above is None or above.verb is None or clause.kind != "coordinate" or not clause.subject_inherited:
        return False
    words = context.index.low[above.verb.first : above.verb.last]
    return above.verb.tense == "pluperfect" and "already" in words


def same_occasion(context: Context, clause: Clause) -> Dated | None:
    """Date `in the same speech` by the last day told before, be it that of speaking."""
    opening = context.index.low[clause.first : clause.first + 4]
    if (
        len(opening) < 4
        or opening[1:3] != ["the", "same"]
        or opening[3] not in load_words("events", "occasions")
    ):
        return None
    for sentence in range(clause.sentence - 1, -1, -1):
        for timex in reversed(context.timexes_of[sentence]):
            value = context.document.timexes[timex]
            if value.date is not None and is_day(value.date):
                return context.dated(value, "sentence")
    return None
