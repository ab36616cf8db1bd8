"""Acts without actors: what `there` was (`there were clashes`) and what a day saw (`Monday saw clashes`)."""

from briefgen.extract.context import Context
from briefgen.extract.frames import is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.noun_phrases import names_happening

_KEPT_DAYS = frozenset({"day", "holiday", "deadline", "strike"})
"""What a day may be: `Friday will be a day of mourning`."""
_KEPT_REACH = 6


def is_existential(context: Context, clause: Clause) -> bool:
    """Tell whether a clause says that something happened: `there were clashes in Galle`."""
    verb = clause.verb
    if verb is None or verb.lemma != "be" or verb.tense == "present" or verb.first == 0:
        return False
    low = context.index.low
    if low[verb.first - 1] != "there" or low[verb.last] in {"no", "not", "never", "nothing", "little", "few"}:
        return False
    if names_happening(context, verb.last, clause.last):
        return True
    # `There were food handouts on Saturday`: what was there on one day happened.
    timex = context.timex_of_clause(context.index.verb_at[verb.first])
    if timex is None or not is_day(context.document.timexes[timex].date or ""):
        return False
    return not load_words("events", "abstract") & set(low[verb.last : clause.last])


def has_day_for_subject(context: Context, clause: Clause) -> bool:
    """Tell whether a day is said to have seen something happen: `Monday saw fresh clashes in Galle`."""
    verb = clause.verb
    if verb is None:
        return False
    marked = verb.lemma == "be" and verb.tense in {"past", "future"} and not verb.negated
    made = verb.last + (context.index.low[verb.last] == "as")
    marked = marked or (verb.passive and made > verb.last and verb.tense in {"past", "perfect"})
    marked = marked and context.index.low[made : made + 1] in (["a"], ["the"])
    if not marked and (verb.lemma not in {"see", "witness", "bring"} or verb.tense != "past"):
        return False
    first = clause.first
    before = range(first + (context.index.low[first] in {"and", "but"}), verb.first)
    return (
        len(before) > 0
        and all(context.timex_at[token] >= 0 for token in before)
        and (
            _is_kept_day(context, made, clause.last)
            if marked
            else names_happening(context, verb.last, clause.last)
        )
    )


def _is_kept_day(context: Context, first: int, last: int) -> bool:
    """Tell whether words name what a day is kept as: `a day of mourning`, `a public holiday`."""
    return not _KEPT_DAYS.isdisjoint(context.index.low[first : min(last, first + _KEPT_REACH)])
