"""What of a subject is told: the range narrowed to what did it, and the tokens of that."""

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.antecedents import PRONOUNS
from briefgen.extract.phrasing.noun_phrases import (
    DANGLING,
    DASHES,
    LINKING,
    PREPOSITIONS,
    names_happening,
    without_times,
)
from briefgen.extract.phrasing.relative_subjects import goes_with_thing, is_human, relative_above
from briefgen.extract.phrasing.subject_parts import (
    befalls,
    behind_including,
    is_adjective,
    is_figure,
    is_glued,
    is_list_of_things,
    is_of_quote,
    list_of_places,
    person_behind_of,
    without_aside,
    without_names,
)
from briefgen.extract.phrasing.subject_ranges import subject_range

_HALF_TIMES = frozenset({"early", "late", "shortly", "earlier", "later"})
_SET = frozenset({"due", "slated", "scheduled"})
"""These want behind them for when or what a thing is set."""
_PLANNED = frozenset({"set", "planned", "called", "fixed", "announced", "expected"})
"""The same where a day stands behind."""
_FEWEST_SET = 3
"""Tokens of the shortest subject with such a participle."""
_LEADING = load_words("titles", "leading")
_COUNTABLE = load_words("titles", "countable")
_BEFALLING = load_words("phrasing", "befalling")
_LASTING = frozenset({"last", "expire", "apply", "remain"})
"""Verbs of measures: `a ban on flights that will last until Monday`."""
_COUNTING = (["at", "least"], ["at", "most"], ["up", "to"])
_HARMING = frozenset({"kill", "injure", "wound", "claim", "devastate", "destroy"})
_LONG_NAME = 7
"""Tokens of the longest name of a happening, up to its noun."""
_LONG_SUBJECT = 6
"""Tokens of the longest subject that a relative clause tells of as a whole."""
_LONG_RESTRICTED = 3
"""The same where the clause tells one thing from others: it opens with `that` or `which`."""
_CROWDS = frozenset({"hundred", "hundreds", "thousands", "dozens", "scores", "millions"})
"""Numbers that stand alone: `Thousands marched`."""
_DASHES = DASHES | {"-"}


def whole_subject(context: Context, clause: Clause) -> tuple[int, int] | None:
    """Return the tokens of a subject with the head of its list, up to an aside between dashes."""
    low = context.index.low
    found = subject_range(context, clause)
    if found is None:
        return None
    first, last = _with_list_head(context, *found)
    last = _aside_of(context, clause, first, last)
    while first > 0 and low[first - 1] not in ENDS and is_glued(context, first):
        # `a magnitude-7.4 earthquake`
        first -= 1
    return first, last


def narrow_subject(context: Context, clause: Clause, first: int, last: int) -> tuple[int, int] | None:
    """Return the part of a subject that is what did it; None where that cannot be told.

    Args:
        context: the article's layers.
        clause: the clause of the subject.
        first: the first token of the whole subject.
        last: the token behind it.
    """
    low = context.index.low
    if (behind := behind_including(context, clause, last)) is not None:
        first, last = behind, clause.first
    if clause.marker == "which" and (blow := _blow_before(context, clause, first, last)) is not None:
        first = blow
    first = _behind_preposition(context, clause, first, last)
    if clause.marker == "who" and (person := person_behind_of(context, first, last)) is not None:
        if is_human(context, first, person - 1):
            # `the brother of Kamala Silva, who was shot`: either of them
            return None
        first = person
    if clause.marker == "which" and "of" in low[first:last]:
        behind = low.index("of", first) + 1
        if is_human(context, first, behind - 1) and not is_human(context, behind, last):
            # `engineers of the firm, which had checked the dam`
            first = behind
    if clause.verb is not None and is_of_quote(context, first, last, clause.verb.first):
        return None
    if ["out", "that"] in (low[k : k + 2] for k in range(first + 1, last - 2)):
        # `Critics point out that the ministry gave a warning`
        first = low.index("that", first) + 1
    return first, last


def _behind_preposition(context: Context, clause: Clause, first: int, last: int) -> int:
    """Return where the noun begins that a relative clause right behind it tells of.

    `the toll in the earthquake that struck Nepal`: what stands right before the clause struck.
    """
    index = context.index
    opener = relative_above(context, clause)
    if opener.kind != "relative" or first >= opener.first or clause.marker == "who":
        return first
    restricts = opener.marker in {"that", "which"} and last - first > _LONG_RESTRICTED
    befell = befalls(context, clause, last)
    if (
        not (last - first > _LONG_SUBJECT or restricts or befell)
        or (index.low[opener.first - 1] == "," and not befell)
        or names_happening(context, first, last)
        or (clause.verb is not None and clause.verb.lemma in _LASTING)
        or goes_with_thing(context, clause, opener) is not None
    ):
        return first
    for token in range(last - 1, first, -1):
        if index.low[token] in PREPOSITIONS and index.mention_at[token] < 0:
            named = index.mention_at[token + 1] >= 0 and not is_adjective(context, token + 1)
            # No name is told from others of its kind: `a congress in Galle that opened`
            return first if named and opener.marker == "that" else token + 1
    return first


def is_no_doer(context: Context, first: int, last: int) -> bool:
    """Tell whether tokens name nobody that did it: pronouns, an aside, what hangs on a preposition, a figure."""
    low = context.index.low
    begin, end = without_aside(context, first, last)
    if {"them", "which", "whom"} & set(low[begin:end]) or "those" in low[begin + 1 : end]:
        return True
    numbered = low[first : first + 2] in _COUNTING or low[first : first + 3] == ["as", "many", "as"]
    if low[first] in PREPOSITIONS - {"about", "over"} | {"including"} and not numbered:
        return True
    if first > 0 and low[first - 1] in DASHES and low[last] in DASHES:
        # `the help -- one of many steps -- was sent`
        return True
    if is_figure(context, first, last):
        return True
    return low[first] in PRONOUNS and (last - first == 1 or low[first] in PRONOUNS - _COUNTABLE)


def subject_tokens(context: Context, clause: Clause, first: int, last: int) -> list[int]:
    """Return the tokens of a subject that a title tells; empty where they cannot stand alone."""
    low = context.index.low
    whole = _without_lists(context, clause, first, last)
    kept = _with_measure(context, clause, whole, without_times(context, *whole))
    while len(kept) > 1 and low[kept[0]] in _LEADING:
        kept = kept[1:]
    if kept and low[kept[0]] == "of" and kept[0] > first and context.timex_at[kept[0] - 1] >= 0:
        # `After weeks of rain the river rose`
        behind = next((k for k, t in enumerate(kept) if k and low[t] in {"the", "a", "an"}), 0)
        kept = kept[behind:]
    kept += _purpose(context, clause, kept)
    while (
        kept
        and (low[kept[-1]] in DANGLING | LINKING | _HALF_TIMES | _SET or _is_set_for_day(context, kept))
        and context.index.mention_at[kept[-1]] < 0
    ):
        kept.pop()
    if not kept or not _stands_alone(context, clause, kept):
        return []
    # `has run its own affairs ever since a war that ended`
    since = next((at for at, token in enumerate(kept[:-1]) if at and low[token] == "since"), None)
    kept = kept[since + 1 :] if since is not None else kept
    article = kept[1] if len(kept) > 1 else kept[0]
    return [] if low[kept[0]] == "such" and low[article] in {"a", "an"} else kept


def _is_set_for_day(context: Context, kept: list[int]) -> bool:
    """Tell whether tokens end with a participle that wants the day behind it: `The vote set | for Sunday`."""
    last = kept[-1]
    if len(kept) < _FEWEST_SET or context.index.low[last] not in _PLANNED:
        return False
    return any(number >= 0 for number in context.timex_at[last + 1 : last + 4])


def _without_lists(context: Context, clause: Clause, first: int, last: int) -> tuple[int, int]:
    """Return a subject without its aside, and without names that only say who the several are."""
    whole = without_aside(context, first, last)
    if (cut := list_of_places(context, *whole, last)) is not None:
        whole = cut
    if (several := without_names(context, clause, *whole)) is not None:
        whole = several
    if whole[1] < last and clause.verb is not None and is_list_of_things(context, clause, whole[1], last):
        # `The runway, the cathedral and several depots were destroyed`
        whole = (first, last)
    return whole


def _with_measure(context: Context, clause: Clause, whole: tuple[int, int], kept: list[int]) -> list[int]:
    """Return the tokens with the time that they are a measure of: `Three days (of mourning) began`."""
    low, held = context.index.low, context.timex_at[whole[0]]
    opens = whole[0] == clause.first or low[whole[0] - 1] not in PREPOSITIONS | {"after", "before"}
    if not opens or held < 0 or not kept or low[kept[0]] != "of" or kept[0] != context.timex_range[held][1]:
        return kept
    end = clause.verb.first if clause.verb is not None else whole[1]
    return [*range(whole[0], kept[0]), *(kept if end > whole[1] + 2 else range(kept[0], end))]


def _stands_alone(context: Context, clause: Clause, kept: list[int]) -> bool:
    """Tell whether tokens are no verb of another clause, and no number but of a crowd."""
    index = context.index
    held = index.verb_at[kept[0]]
    if held >= 0 and index.clauses[held] is not clause:
        other = index.clauses[held].verb
        if other is not None and other.tense in {"present", "past"} and other.first == kept[0]:
            return False
    if any(context.quantity_at[token] < 0 for token in kept):
        return True
    # `More than 200 were hurt`: people, where it is what befalls people.
    befell = clause.verb is not None and clause.verb.lemma in _BEFALLING and len(kept) > 1
    return befell or index.low[kept[-1]] in _CROWDS


def _blow_before(context: Context, clause: Clause, first: int, last: int) -> int | None:
    """Return where the happening begins that killed: `20 people over (the collapse of a bridge), which killed 43`."""
    low, verb = context.index.low, clause.verb
    if verb is None or verb.passive or verb.lemma not in _HARMING:
        return None
    named = (
        load_words("events", "disasters")
        | load_words("events", "landmarks")
        | load_words("events", "weathers")
    )
    at = next((k for k in range(last - 1, first, -1) if low[k] in named), None)
    if at is None:
        return None
    begin = next(
        (k for k in range(at, max(first, at - _LONG_NAME), -1) if low[k] in {"the", "a", "an"}), None
    )
    return begin if begin is not None and begin > first else None


def _aside_of(context: Context, clause: Clause, first: int, last: int) -> int:
    """Return where an aside between dashes opens in a subject: `The homes of two aides | – Vega and Ruiz – were`."""
    low = context.index.low
    verb = clause.verb.first if clause.verb is not None else last
    opened = next((at for at in range(first + 1, last) if low[at] in _DASHES), last)
    return opened if any(low[at] in _DASHES for at in range(opened + 1, verb)) else last


def _with_list_head(context: Context, first: int, last: int) -> tuple[int, int]:
    """Return a list of names from its first one on: `On Tuesday (Britain,) Germany and France closed`."""
    index = context.index
    listed = first > 2 and index.low[first - 1] == "," and "and" in index.low[first:last]
    held = index.mention_at[first - 2] if listed else -1
    if held < 0 or index.mention_at[first] < 0:
        return first, last
    begin = first - 2
    while begin > 0 and index.mention_at[begin - 1] == held:
        begin -= 1
    return (begin, last) if begin and context.timex_at[begin - 1] >= 0 else (first, last)


def _purpose(context: Context, clause: Clause, kept: list[int]) -> list[int]:
    """Return what an attempt is made to do: `a first attempt (to arrest the president) failed`; else nothing."""
    index, verb = context.index, clause.verb
    if verb is None or not kept or clause.subject_inherited:
        return []
    first = kept[-1] + 1
    if index.low[kept[-1]] not in load_words("titles", "purposed") or index.low[first] != "to":
        return []
    held = index.verb_at[first]
    inner = index.clauses[held] if held >= 0 else None
    if (
        inner is None
        or inner.kind != "infinitive"
        or inner.last > verb.first
        or {"him", "her", "it", "them"} & set(index.low[first : verb.first])
    ):
        return []
    found = [token for token in range(first, verb.first) if context.timex_at[token] < 0]
    return [] if "," in (index.low[token] for token in found) else found
