"""Days away: dates of clauses that lie so many days off the one they hang on."""

import re
from datetime import timedelta

from briefgen.extract.context import Context
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.timex import Timex
from briefgen.model.dates import parse_date

_TOGETHER = frozenset({"when", "as", "while"})
"""What one of these opens is of the day of what it hangs on."""
_DAYS = re.compile(r"P([0-9]{1,3})([DW])")
_WEEK = 7


def clause_away(context: Context, clause: Clause, number: int) -> tuple[Clause, int] | None:
    """Return the clause that lies some days off the one it hangs on, by how many, for it and what goes on with it.

    `three days after she resigned and fled`, `a week after a first vote failed when its members walked out`.
    """
    found = clause
    while (away := _days_away(context, found)) is None:
        goes_on = found.kind == "coordinate" or (found.kind == "adverbial" and found.marker in _TOGETHER)
        if not goes_on or found.parent is None or context.timex_of_clause(number) is not None:
            return None
        found = context.index.clauses[found.parent]
    return found, away


def _days_away(context: Context, clause: Clause) -> int | None:
    """Return by how many days a clause lies off the one it hangs on (`a day after soldiers had seized him`).

    0 where a distance stands there that is not counted in days; None where none stands there.
    """
    if clause.kind != "adverbial" or clause.marker not in {"after", "before"} or clause.first == 0:
        return None
    timex = context.timex_at[clause.first - 1]
    if context.index.low[max(0, clause.first - 2) : clause.first] == ["the", "day"]:
        # `rose on Friday, the day after the subsidy ended`
        return -1 if clause.marker == "after" else 1
    if timex < 0 or context.document.timexes[timex].type != "DURATION":
        return None
    days = count_days(context.document.timexes[timex])
    if days is None:
        return 0
    if clause.marker == "after" and context.index.low[clause.first + 1] == "that":
        # `a day after that the minister resigned`
        return days
    return -days if clause.marker == "after" else days


def count_days(timex: Timex) -> int | None:
    """Return how many days a stretch of time is long; None where it is not counted in days or weeks."""
    found = _DAYS.fullmatch(timex.value)
    return int(found[1]) * (_WEEK if found[2] == "W" else 1) if found is not None else None


def dated_away(context: Context, clause: Clause, days: int) -> Dated | None:
    """Date a clause by the one it hangs on and the days between."""
    parent = context.index.clauses[clause.parent].verb if clause.parent is not None else None
    base = context.date_of(parent.first, reach="sentence") if parent is not None else None
    if base is None and parent is not None and parent.tense == "past":
        # `Four days after they went to the polls, the minister said on Thursday that …`
        times = (t for t in context.timexes_of[clause.sentence] if context.is_speaking_time(t))
        said = next((t for t in times if context.document.timexes[t].date is not None), None)
        base = context.dated(context.document.timexes[said], "sentence") if said is not None else None
    if base is None and parent is not None and context.published is not None and parent.tense == "present":
        # `Two days after it was agreed, the ceasefire looks thin`
        base = Dated(
            context.published[:10], "", clause.verb.span if clause.verb is not None else None, "sentence"
        )
    start = parse_date(base.date).earliest if base is not None and is_day(base.date) else None
    if base is None or start is None or not days:
        return None
    return Dated((start + timedelta(days=days)).isoformat(), "", base.span, "sentence")
