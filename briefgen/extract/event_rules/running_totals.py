"""Running totals: clauses that give a number up to a day, a figure and no event."""

from briefgen.extract.context import Context
from briefgen.extract.frames import Dated
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import is_dynamic, verbs_of
from briefgen.extract.phrasing.relative_subjects import is_human
from briefgen.extract.phrasing.subjects import is_reduced, subject_counts
from briefgen.model.brief import Inexact

_FEW = 100
"""Fewer arrests than these are news, more are a running number."""


def is_count(context: Context, clause: Clause, number: int, date: Dated) -> bool:
    """Tell whether a clause only gives a running number: `9,900 people have been detained`, a figure, no event.

    Args:
        context: the article's layers.
        clause: the clause.
        number: its index.
        date: when it is told to have been.
    """
    verb = clause.verb
    if verb is None:
        return False
    if stands_as_of(context, date) and (verb.lemma in verbs_of("counted") or subject_counts(context, clause)):
        return True
    if is_total_by(context, clause, date):
        return True
    if date.how == "article" and subject_counts(context, clause):
        return verb.lemma not in verbs_of("decisions") and not _are_few_held(context, clause)
    if verb.lemma in verbs_of("counted") and subject_counts(context, clause):
        if date.how == "before" and verb.tense == "past" and _are_few_things(context, clause):
            return False
        if verb.tense == "perfect" or date.how in {"before", "article"} or is_reduced(context, clause):
            return True
        own = context.timex_of_clause(number)
        if own is None and _happened_when(context, number, date):
            return False
        return own is None or context.document.timexes[own].since
    behind = range(verb.last, min(verb.last + 3, clause.last))
    if verb.lemma == "fall" and "short" in context.index.low[verb.last : verb.last + 4]:
        # `fell one vote short`
        return False
    return verb.lemma in verbs_of("sums") and any(context.quantity_at[token] >= 0 for token in behind)


def _are_few_things(context: Context, clause: Clause) -> bool:
    """Tell whether some things were hit, which is a deed of its day: `Two radio stations were attacked`."""
    verb = clause.verb
    if verb is None or clause.subject is None or verb.lemma not in _STRIKING:
        return False
    first, last = context.index.range_of(clause.subject)
    value = next(
        (context.document.quantities[q].value for q in context.quantity_at[first:last] if q >= 0), None
    )
    few = value is not None and not isinstance(value, Inexact) and value < _FEW
    return few and not is_human(context, first, last)


_STRIKING = frozenset({"attack", "burn", "torch", "loot", "storm", "shell", "bomb"})


def _happened_when(context: Context, number: int, date: Dated) -> bool:
    """Tell whether a clause of `when` without a deed dates a count: `Ten died when prayers were to begin on Friday`."""
    if date.span is None or date.how != "sentence":
        return False
    held = context.clause_at(context.index.range_of(date.span)[0])
    while held is not None and context.index.clauses[held].kind == "infinitive":
        held = context.index.clauses[held].parent
    inner = context.index.clauses[held] if held is not None else None
    return (
        inner is not None
        and inner.parent == number
        and inner.marker in {"when", "while", "as"}
        and not is_dynamic(context, inner)
    )


def is_total_by(context: Context, clause: Clause, date: Dated) -> bool:
    """Tell whether a number had grown so far by a day: `By 1 May floods had destroyed 200 bridges`."""
    verb = clause.verb
    if verb is None or date.span is None or verb.tense not in {"perfect", "pluperfect"}:
        return False
    first = context.index.range_of(date.span)[0]
    if not (stands_as_of(context, date) or context.index.low[first - 1] == "by"):
        return False
    behind = range(verb.last, min(verb.last + 4, clause.last))
    return subject_counts(context, clause) or any(context.quantity_at[token] >= 0 for token in behind)


def is_day_of_count(context: Context, clause: Clause, date: Dated) -> bool:
    """Tell whether a day is that on which a number was reached, not that of what had happened before.

    `The toll passed 200 on Tuesday after the storm triggered floods`, but `… after two more people died`.
    """
    if clause.kind != "adverbial" or clause.marker not in _BEHIND or clause.parent is None:
        return False
    above = context.index.clauses[clause.parent]
    if date.how != "sentence" or above.subject is None or clause.verb is None:
        return False
    first, last = context.index.range_of(above.subject)
    if _TOLLS.isdisjoint(context.index.low[first:last]):
        return False
    return clause.verb.lemma not in load_words("events", "adding_to_toll")


_BEHIND = frozenset({"after", "since", "because"})
_TOLLS = frozenset({"toll", "tally", "number", "count", "total", "casualties", "deaths"})


def stands_as_of(context: Context, date: Dated) -> bool:
    """Tell whether a date is that up to which something is told: `as of 5 May`, `as at 5 May`."""
    return date.span is not None and follows_as_of(context, context.index.range_of(date.span)[0])


def follows_as_of(context: Context, token: int) -> bool:
    """Tell whether `as of`, `as at` or `as on` stands before a token."""
    return context.index.low[max(0, token - 2) : token] in (["as", "of"], ["as", "at"], ["as", "on"])


def _are_few_held(context: Context, clause: Clause) -> bool:
    """Tell whether a few people have been arrested or charged, which is news by itself."""
    verb = clause.verb
    if verb is None or clause.subject is None or verb.lemma not in load_words("events", "held"):
        return False
    first, last = context.index.range_of(clause.subject)
    counted = [q for q in context.quantity_at[first:last] if q >= 0]
    value = context.document.quantities[counted[0]].value if counted else None
    return value is not None and not isinstance(value, Inexact) and value < _FEW
