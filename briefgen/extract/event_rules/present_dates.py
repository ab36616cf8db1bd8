"""Present dates: days and months of what is told in the present, and days since which something holds."""

from briefgen.extract.context import Context
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import TURN, is_progressive, stays_since, verbs_of, weights
from briefgen.extract.phrasing.subjects import subject_counts
from briefgen.model.dates import parse_date

_SOME_DAYS = 2
"""A meeting may last so many nights."""
_MONTH, _TERM_DAYS = 7, 365
_TERMS = load_words("event_rules", "terms")
_BOUNDS = frozenset({"until", "till", "before", "by", "since", "from", "to"})
_USUAL = load_words("event_rules", "usual")


def month_ahead(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date what the present sets for a month or season to come: `The island elects a parliament in September`."""
    verb, timex = clause.verb, context.timex_of_clause(number)
    if (
        verb is None
        or timex is None
        or clause.kind not in {"main", "coordinate"}
        or context.published is None
    ):
        return None
    value, first = context.document.timexes[timex], context.timex_range[timex][0]
    month = value.date or ""
    if len(month) != _MONTH or month.startswith(context.published[:_MONTH]) or value.since:
        return None
    if verb.lemma not in _TERMS or is_progressive(context, clause) or context.index.low[first - 1] in _BOUNDS:
        return None
    start = parse_date(month).earliest
    told = parse_date(context.published).earliest
    if start is None or told is None or not 0 < (start - told).days <= _TERM_DAYS:
        return None
    usual = not _USUAL.isdisjoint(context.index.low[clause.first : clause.last])
    return None if usual else context.dated(value, "clause")


def on_today(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date what is on the day of publication itself: `Party leaders are meeting today`."""
    verb, timex = clause.verb, context.timex_of_clause(number)
    if verb is None or timex is None or verb.tense != "present" or clause.kind not in {"main", "coordinate"}:
        return None
    value = context.document.timexes[timex]
    today = value.date is not None and value.date == context.published and not value.since
    return context.dated(value, "clause") if today and is_progressive(context, clause) else None


def lasts_since(context: Context, clause: Clause, date: Dated) -> bool:
    """Tell whether what holds began on the day of `since`: `flights have been suspended since Sunday`."""
    verb = clause.verb
    if verb is None or not is_day(date.date) or (verb.lemma != "be" and subject_counts(context, clause)):
        return False
    if verb.lemma in verbs_of("lasting"):
        return True
    if verb.lemma == "be":
        return stays_since(context, clause)
    return verb.passive and verb.lemma not in verbs_of("counted") and weights().get(verb.lemma, 1) >= TURN


def has_day(context: Context, clause: Clause, number: int) -> bool:
    """Tell whether a clause names a day of its own, or two or three of them."""
    timex = context.timex_of_clause(number)
    if timex is None or not context.document.timexes[timex].date:
        return False
    date = parse_date(context.document.timexes[timex].date or "")
    return date.precision == "day" or (
        date.earliest is not None
        and date.latest is not None
        and (date.latest - date.earliest).days <= _SOME_DAYS
        and not date.approximate
    )
