"""Where a complement ends: another clause, another thought, or words that two verbs share."""

from collections.abc import Mapping

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.noun_phrases import DASHES

ONE_FORM = load_words("phrasing", "one_form")
"""Verbs whose past looks like their present."""
ANYBODY = frozenset({"those", "anyone", "everyone", "anybody", "everybody"})
"""Whom only the relative clause behind them names."""
AHEAD = 14
"""Tokens within which the verb of another thought stands."""
_STRIKING = load_words("phrasing", "striking")
"""Verbs that have no clause for their object."""
_INTRANSITIVE = load_words("titles", "intransitive")
_JOINING = frozenset({"and", "or", "but", "then", "nor", "yet", ",", ";", ":", *DASHES})


def nested_clauses(context: Context, clause: Clause) -> dict[int, Clause]:
    """Return the other clauses of a sentence behind a clause's verb, by their first token."""
    verb = clause.verb
    return {
        other.first: other
        for k in context.index.clauses_of[clause.sentence]
        if (other := context.index.clauses[k]) is not clause and verb is not None and other.first > verb.first
    }


def shared_end(context: Context, clause: Clause, nested: Mapping[int, Clause]) -> int:
    """Return where the object ends that two verbs share: `ousted and detained the president`."""
    verb = clause.verb
    if verb is None:
        return clause.last
    if clause.last - verb.last <= 1 or "between" in context.index.low[verb.last : clause.last]:
        following = nested.get(clause.last)
        if following is not None and following.kind == "coordinate":
            return following.last
    following = nested.get(clause.last)
    if following is None:
        return clause.last
    if _is_misread(context, clause, following):
        return following.last
    return _late_subject(context, following) or clause.last


def breaks(context: Context, other: Clause | None, at: int, kept: list[int]) -> bool:
    """Tell whether another clause that begins at a token is another thought."""
    if other is None:
        return False
    index = context.index
    above = index.clauses[other.parent].verb if other.parent is not None else None
    if (
        other.kind == "that"
        and not other.marker
        and other.subject is not None
        and above is not None
        and above.lemma in _STRIKING
    ):
        # `a day after the quake struck the number of helpers remained small`
        return True
    if other.kind == "participial" and (
        index.low[at - 1] == "," or (other.verb is not None and other.verb.lemma in _INTRANSITIVE)
    ):
        # `… on Monday, bringing the toll to 18`, `a woman who was hit died`
        return True
    if not kept:
        # `The council sat and on Sunday a truck crashed`
        own_day = max(context.timex_at[at + 1 : at + 3], default=-1) >= 0 and not other.subject_inherited
        return other.kind == "adverbial" or (other.kind == "coordinate" and own_day)
    if other.kind == "relative" and index.low[at] in {"who", "whom"} and index.low[at - 1] in ANYBODY:
        return False
    low = [index.low[t] for t in kept]
    if other.kind == "coordinate":
        if index.low[at] not in _JOINING and index.low[at - 1] not in _JOINING:
            # `remained largely paralysed`
            return False
        if "between" in low and "and" not in low:
            return False
        parent = index.clauses[other.parent] if other.parent is not None else None
        if _late_subject(context, other) is not None:
            return False
        return parent is None or not _is_misread(context, parent, other)
    return other.kind in {"adverbial", "main", "relative"}


def goes_on(context: Context, at: int, last: int) -> bool:
    """Tell whether another thought begins, read as part of this one: `… as police backed by …`, `, and X was …`."""
    low, index = context.index.low, context.index
    if low[at] == "as":
        if low[at - 1] in {"such", "well", "as"} or low[at + 1 : at + 2] in (["a"], ["an"], ["well"]):
            return False
        stop = next((k for k in range(at, last) if low[k] in {",", ";", *ENDS}), last)
        return any(index.verb_at[k] >= 0 for k in range(at + 2, min(stop, at + AHEAD)))
    if low[at] == "and" and low[at + 1 : at + 2] == ["the"]:
        # `Most had returned and the camps set up for them were empty`
        stop = next((k for k in range(at, last) if low[k] in {",", ";", *ENDS}), last)
        return any(
            index.verb_at[k] >= 0 and low[k] in {"was", "were", "had", "have", "is", "are"}
            for k in range(at + 3, min(stop, at + AHEAD))
        )
    if low[at] == "," and low[at + 1 : at + 2] in (["and"], ["but"]):
        return any(
            index.verb_at[k] >= 0 and low[k] in {"was", "were", "has", "had", "is", "are", "will"}
            for k in range(at + 3, min(last, at + AHEAD))
        )
    return False


def opens_other(context: Context, clause: Clause, at: int, last: int) -> bool:
    """Tell whether behind a comma, right behind a time, a clause of its own begins."""
    index = context.index
    if context.timex_at[at - 2] < 0:
        return False
    while at < last and index.low[at] not in {",", *ENDS}:
        number = index.verb_at[at]
        if number >= 0 and index.clauses[number] is not clause:
            other = index.clauses[number]
            return other.kind in {"main", "coordinate"} and other.first <= clause.first
        at += 1
    return False


def is_verb_above(context: Context, clause: Clause, at: int) -> bool:
    """Tell whether the verb of the clause above begins: `the man found on Saturday (was well)`."""
    number = context.index.verb_at[at]
    if number < 0 or clause.parent != number:
        return False
    above = context.index.clauses[number].verb
    return above is not None and above.first == at and clause.kind in {"relative", "participial", "that"}


def is_gapped(context: Context, comma: int, last: int) -> bool:
    """Tell whether a new thought without a verb follows: `Kenya sent 150 soldiers, Uganda 100 and …`."""
    index = context.index
    mention = index.mention_at[comma + 1] if comma + 1 < last else -1
    if mention < 0:
        return False
    end = index.mention_range[mention][1]
    if end < last and context.quantity_at[end] >= 0:
        return True
    # `Galle fell on Friday, Kandy on Saturday`
    dated = context.timex_at[comma - 1] >= 0 and end + 1 < last
    return dated and context.timex_at[end + (index.low[end] in {"on", "in"})] >= 0


def _late_subject(context: Context, clause: Clause) -> int | None:
    """Return where a misread coordinate clause truly begins: `… and stun grenades, the radio reported`."""
    if clause.kind != "coordinate" or clause.subject is None or clause.subject_inherited:
        return None
    index = context.index
    first, _ = index.range_of(clause.subject)
    if first - clause.first < 3 or index.low[first - 1] != "," or index.has_verb(clause.first, first):
        return None
    return first - 1


def _is_misread(context: Context, clause: Clause, other: Clause) -> bool:
    """Tell whether a coordinate `clause` is a noun: `used tear gas and stun grenades`."""
    return (
        other.kind == "coordinate"
        and other.verb is not None
        and clause.verb is not None
        and clause.verb.tense == "past"
        and other.verb.tense == "present"
        and other.verb.lemma not in ONE_FORM
        and other.subject_inherited
        and other.verb.last - other.verb.first == 1
        and not context.index.low[other.verb.first].endswith("s")
    )
