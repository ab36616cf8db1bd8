"""Times behind a verb: which are part of what is told, and what goes with those that are not."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.phrasing.noun_phrases import (
    PREPOSITIONS,
    TIME_OPENERS,
    is_inner,
    is_noun_like,
    owns_noun,
)

PARTS = load_words("phrasing", "parts")
PARTICLES = load_words("phrasing", "particles")
"""Prepositions that also end a sentence as part of its verb."""
_ZONES = load_words("titles", "zones")
_MOVING_IN = frozenset({"swear", "bring", "call", "move", "break", "give", "close"})
_SETTING_IN = frozenset({"set", "step", "kick", "weigh"})
"""Verbs that are never said of a month or a year without `in` of their own: `A dry spell set in (last May)`."""
_GRANTING = frozenset({"give", "grant", "allow", "buy"})
_WORSHIP = frozenset({"prayers", "prayer", "sermon", "sermons", "mass", "worship"})
"""What a day of the week names: `Friday prayers`."""
_BEFORE_TIMES = frozenset({"effective", "starting", "beginning", "commencing", "another", "lasting", "due"})
"""Words that hang on the time behind them."""
_SPENDING = frozenset(
    {"mark", "marked", "marking", "celebrate", "commemorate", "spend", "spent", "serve", "served"}
)
_OPENERS = 3
"""Tokens before a time within which such a word belongs to it."""
_REACHING = (["to"], ["until"], ["till"], ["and"], ["through"])
_ONWARDS = (["on"], ["onwards"], ["onward"])
_COMPARED = frozenset({"later", "earlier", "before", "after", "afterwards"})
_DISTANCES = frozenset(load_phrases("phrasing", "distances"))
_DISTANCE = 3
"""Words of the longest of these."""
_DAYS_CALLED = load_words("phrasing", "days_called")
"""What a day is called behind its comma."""
_DAY_PARTS = frozenset({"night", "morning", "day", "evening", "afternoon"})


def read_time(context: Context, clause: Clause, at: int, last: int, kept: list[int]) -> int:
    """Read a time behind a verb: keep what is part of what is told, else drop what only leads to the time.

    Args:
        context: the article's layers.
        clause: the clause of the verb.
        at: the first token of the time.
        last: where the complement ends at the latest.
        kept: the tokens of the complement so far; is changed.

    Returns:
        The token behind the time.
    """
    low = context.index.low
    end = at
    while end < last and (context.timex_at[end] >= 0 or low[end] in _ZONES):
        end += 1
    if told := _told_time(context, clause, at, end, last, kept):
        kept += told
    else:
        _drop_openers(context, clause, at, kept)
        end = _end_of_time(context, at, end, last)
    return end + (low[at - 1] == "from" and low[end : end + 1] in _ONWARDS)


def _told_time(
    context: Context, clause: Clause, at: int, end: int, last: int, kept: Sequence[int]
) -> Sequence[int]:
    """Return what of a time is part of what is told; nothing for one that only tells when."""
    low = context.index.low
    if _is_measure(context, at, end, last, kept) or _is_term(context, clause, at):
        return range(at, end)
    if low[at] == "the" and end < last and kept and is_noun_like(context, end):
        # `died in the 3 May earthquake`
        return [at]
    if _belongs_to_words(context, clause, at, end, last, kept):
        return range(at, end)
    # `searched the freezing night on Tuesday`
    return [at] if low[at] in _DAY_PARTS and _is_described(context, at, kept) else []


def _is_spell(context: Context, at: int) -> bool:
    return context.document.timexes[context.timex_at[at]].type == "DURATION"


def _is_measure(context: Context, at: int, end: int, last: int, kept: Sequence[int]) -> bool:
    """Tell whether a time measures what is told: `three days (of mourning)`, `to serve five years`."""
    low = context.index.low
    if end + 1 < last and low[end] in {"'", "’"} and kept and low[kept[-1]] in PREPOSITIONS:
        # `closed the schools at a few hours' notice`
        return True
    if end < last and low[end] == "of" and not kept and _is_spell(context, at):
        # `will observe three days of mourning`
        return True
    # `gathered to mark ten years since the quake`, `was told to serve five years`
    return low[at - 1] in _SPENDING and _is_spell(context, at)


def _is_term(context: Context, clause: Clause, at: int) -> bool:
    """Tell whether a stretch of time says to what or since when: `to nine years in prison`, `first time in a week`."""
    low = context.index.low
    if not _is_spell(context, at):
        return False
    if low[at - 2 : at] == ["time", "in"]:
        return True
    before = next((t for t in range(at - 1, max(at - _TERM_REACH, 0), -1) if low[t] not in _MORE_OR_LESS), 0)
    punished = clause.verb is not None and clause.verb.lemma in _PUNISHING
    return punished and low[before] in {"to", "for"}


_PUNISHING = frozenset({"sentence", "condemn", "jail", "imprison"})
_MORE_OR_LESS = frozenset(
    {"at", "least", "more", "than", "about", "nearly", "almost", "up", "over", "another"}
)
_TERM_REACH = 4


def _belongs_to_words(
    context: Context, clause: Clause, at: int, end: int, last: int, kept: Sequence[int]
) -> bool:
    """Tell whether a time belongs to the words around it: `gave them one week`, `after ten hours of talks`."""
    low = context.index.low
    spell = _is_spell(context, at)
    lemma = clause.verb.lemma if clause.verb is not None else ""
    if kept and spell and lemma in _GRANTING and low[kept[-1]] not in PREPOSITIONS:
        # `gave them one week`
        return True
    if end >= last:
        return False
    if low[end] in _WORSHIP and low[end - 1] in load_words("verbs", "days"):
        # `marched after Friday prayers`
        return True
    if kept:
        # `agreed after ten hours of talks`
        lasting = end + 1 < last and low[end] == "of" and low[kept[-1]] in PREPOSITIONS | {"and", ","}
        if (spell and lasting) or _qualifies(context, at, end, kept):
            return True
    # `won Sunday's election`, `was killed in Tuesday's crash`: told as `the election`, `in the crash`
    return owns_noun(context, at)


def _qualifies(context: Context, at: int, end: int, kept: Sequence[int]) -> bool:
    """Tell whether a time belongs to the noun behind it: `a three-day truce`, `of fourth-quarter growth`."""
    lasting = _is_spell(context, at) and end == at + 1
    joined = context.index.low[kept[-1]] == "of" or (lasting and context.index.low[kept[-1]] in PREPOSITIONS)
    return is_inner(context, at, end) or (joined and is_noun_like(context, end))


def _is_described(context: Context, at: int, kept: Sequence[int]) -> bool:
    """Tell whether a time is the noun that an article and an adjective right before it want."""
    low = context.index.low
    return len(kept) > 1 and [*kept[-2:]] == [at - 2, at - 1] and low[at - 2] in {"the", "a", "an"}


def _drop_openers(context: Context, clause: Clause, at: int, kept: list[int]) -> None:
    """Drop what leads to a time that is not told: `extended it (for another) | 30 days`."""
    low = context.index.low
    whole = len(kept)
    while kept and low[kept[-1]] in TIME_OPENERS and not _is_wanted(context, clause, kept, whole):
        kept.pop()
    if len(kept) < whole and low[kept[-1] + 1 if kept else 0] in _COMPARED:
        _drop_distance(context, kept)
    while kept and low[kept[-1]] in _BEFORE_TIMES and kept[-1] >= at - _OPENERS:
        # `a ceasefire effective from midnight`, `extended it for another 30 days`
        kept.pop()
        _drop_prepositions(context, kept)
    if kept and low[kept[-1]] == "into" and kept[-1] == at - 1:
        # `went on into August 11`
        kept.pop()
    if len(kept) > 1 and low[kept[-1]] in PARTS and low[kept[-2]] == "the":
        # `at the beginning of Monday`
        kept.pop()
        _drop_prepositions(context, kept)


def _drop_distance(context: Context, kept: list[int]) -> None:
    """Drop how long before or after a time something was: `exploded (a little) | after 2pm`."""
    words = [context.index.low[token] for token in kept[-_DISTANCE:]]
    for size in range(len(words), 0, -1):
        if " ".join(words[-size:]) in _DISTANCES:
            del kept[-size:]
            return


def _drop_prepositions(context: Context, kept: list[int]) -> None:
    while kept and context.index.low[kept[-1]] in TIME_OPENERS:
        kept.pop()


def _is_wanted(context: Context, clause: Clause, kept: Sequence[int], whole: int) -> bool:
    """Tell whether the verb wants the preposition at the end, of `whole` tokens that stood before the time."""
    low, verb = context.index.low, clause.verb
    if is_own_particle(context, clause, kept) or [low[token] for token in kept[-2:]] == ["sworn", "in"]:
        return True
    return (
        verb is not None
        and verb.passive
        and [*kept] == [verb.last]
        and len(kept) < whole
        and low[kept[0]] in PARTICLES
    )


def is_own_particle(context: Context, clause: Clause, kept: Sequence[int]) -> bool:
    """Tell whether a verb's own particle stands right behind it: `will be sworn in`, `took over (on Monday)`."""
    verb, low = clause.verb, context.index.low
    if verb is None or len(kept) != 1 or kept[0] != verb.last:
        return False
    word, behind = low[kept[0]], low[kept[0] + 1]
    if word == "in" and verb.lemma in _SETTING_IN and not verb.passive:
        return True
    if behind == "the":
        return False
    if (
        word == "on"
        and verb.lemma in {"go", "carry"}
        and behind in {"until", "till", "through", "for", "into"}
    ):
        return True
    if word == "in" and verb.lemma in _MOVING_IN:
        return not (verb.passive and verb.lemma in {"close", "break"})
    timed = context.timex_at[min(kept[0] + 2, len(context.timex_at) - 1)] >= 0
    return word in PARTICLES and behind == "on" and timed


def _end_of_time(context: Context, at: int, end: int, last: int) -> int:
    """Return where ends what goes with a time that is not told: `from 8 pm (to 4 am)`, `on Thursday (alone)`."""
    low = context.index.low
    if low[at - 1] in {"after", "following"} and low[end : end + 1] == ["in"] and _is_spell(context, at):
        # `was released after three days in custody`
        end += 1
        while end < last and is_noun_like(context, end) and context.timex_at[end] < 0:
            end += 1
    if low[at - 1] in {"from", "between"} and low[end : end + 1] in _REACHING:
        # `a curfew from 8 pm to 4 am`
        end += 1 if end + 1 < last and context.timex_at[end + 1] >= 0 else 0
    if low[end : end + 1] == ["alone"]:
        # `were killed on Thursday alone`
        end += 1
    if low[end : end + 2] == [",", "the"] and _DAYS_CALLED.intersection(low[end + 2 : end + 4]):
        # `on Tuesday, the eve of a holiday(, …)`
        end = next((at for at in range(end + 1, last) if low[at] in MARKS), last)
    if end < last and low[end] in _COMPARED:
        # `four minutes later`
        end += 1 if end + 1 >= last or low[end + 1] in ENDS | MARKS else 0
    return end
