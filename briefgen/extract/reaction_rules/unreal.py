"""What is not real, or not as it stands: deeds only thought of, subjects behind their verb."""

from collections.abc import Sequence

from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import lemmas
from briefgen.extract.reaction_rules.stance_lists import listed

NOT_DONE = frozenset({"may", "might", "could", "would", "should", "must", "can"})
"""With these a verb tells no deed."""
UNSAID = frozenset({"may", "might", "could", "should"})
"""With these a verb tells nothing of what somebody says or does."""
_FALLEN = frozenset(
    {"suspended", "ousted", "deposed", "toppled", "detained", "jailed", "arrested", "overthrown"}
)
_HOLDERS = frozenset({"president", "prime", "leader", "minister", "premier", "chancellor", "general", "king"})
_RULED_OUT = 10
"""Tokens from what is planned to what is planned by it."""
_NONE = frozenset({"no", "without", "any"})
_PLANNED = load_words("reaction_rules", "planned")
_SUPPOSING = frozenset({"had", "were", "should"})
"""Verbs that open a condition without `if`."""
_UNREAL = 2
"""Tokens from a verb back to one under which it is not done."""
_SHIED = 3
_KEPT_FROM = frozenset({"from", "at", "of"})
_OBJECT = frozenset({"for", "of", "from", "against"})
_STOPS = load_words("reaction_rules", "unreal_stops")
_REFUSED = (
    ["too", "early"],
    ["too", "soon"],
    ["no", "intention", "of"],
    ["no", "plans", "to"],
    ["no", "reason", "to"],
    ["short", "of"],
)


def is_said_of_holder(low: Sequence[str], verb: VerbGroup) -> bool:
    """Tell whether a participle only says what became of somebody: `and | suspended President Vega`."""
    return (
        verb.last - verb.first == 1
        and low[verb.first] in _FALLEN
        and verb.last < len(low)
        and low[verb.last] in _HOLDERS
    )


def is_unreal(index: TokenIndex, clause: Clause) -> bool:
    """Tell whether a deed is only thought of: `is considering sending troops`."""
    verb = clause.verb
    if verb is None:
        return False
    if is_said_of_holder(index.low, verb):
        return True
    if _is_inverted_if(index, clause):
        return True
    if verb.first == 0:
        return False
    if any(index.low[max(0, verb.first - len(words)) : verb.first] == words for words in _REFUSED):
        # `stopped short of condemning`
        return True
    if is_ruled_out(index, verb.first):
        return True
    if index.low[verb.first] == "to" and index.low[verb.first - 1] in listed("refusing"):
        # `is reluctant to send troops`, not `did not hesitate to`
        at = index.verb_at[verb.first - 1]
        return at < 0 or (before := index.clauses[at].verb) is None or not before.negated
    reach = _SHIED if index.low[verb.first - 1] in _KEPT_FROM else _UNREAL
    return any(
        (at := index.verb_at[token]) >= 0
        and (before := index.clauses[at].verb) is not None
        and before is not verb
        and before.lemma in lemmas("unreal")
        and not (before.lemma == "hesitate" and before.negated)
        for token in range(max(0, verb.first - reach), verb.first)
    )


def _is_inverted_if(index: TokenIndex, clause: Clause) -> bool:
    """Tell whether a clause only supposes something by its order: `Had Peru wished otherwise, …`."""
    if clause.subject is None or index.low[clause.first] not in _SUPPOSING:
        return False
    at = index.range_of(clause.subject)[0]
    return at in {clause.first + 1, clause.first + 2} and index.low[at - 1] in {*_SUPPOSING, "the"}


def is_ruled_out(index: TokenIndex, at: int) -> bool:
    """Tell whether what stands at a token is nobody's plan: `there were no plans yet for | an evacuation`."""
    low = index.low
    for token in range(at - 1, max(-1, at - _RULED_OUT), -1):
        if low[token] in _PLANNED:
            before = low[max(0, token - 3) : token]
            return bool(_NONE.intersection(before)) or any(
                (verb := index.clauses[number].verb) is not None and verb.negated
                for t in range(max(0, token - 3), token)
                if (number := index.verb_at[t]) >= 0
            )
        if low[token] in _STOPS:
            return False
    return False


def is_bygone(index: TokenIndex, first: int) -> bool:
    """Tell whether what begins at a token is told of earlier days: `In the past it has accused …`."""
    return index.low[first : first + 3] == ["in", "the", "past"]


def is_inverted(clause: Clause) -> bool:
    """Tell whether the subject seems to stand behind the verb: `condemned it, urged both sides to talk`."""
    return (
        clause.subject is not None
        and clause.verb is not None
        and clause.subject.start > clause.verb.span.start
    )


def is_of_object(index: TokenIndex, clause: Clause) -> bool:
    """Tell whether the object of a verb does a deed, not its subject: `thanked Peru for taking in refugees`."""
    verb = clause.verb
    if verb is None or clause.kind != "participial" or verb.first < 1:
        return False
    before = index.low[verb.first - 1]
    if before in _OBJECT:
        return True
    # `accused Peru of shelling the town and | sending troops`
    return before == "and" and any(
        (other := index.clauses[number].verb) is not None
        and index.clauses[number].kind == "participial"
        and other.last <= verb.first - 1
        and verb.first - other.last <= _RULED_OUT
        and index.low[other.first - 1] in _OBJECT
        for number in index.clauses_of[clause.sentence]
    )
