"""What a title has lost: the verb of what is said, what somebody is asked to do, all but where it was."""

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.noun_phrases import PREPOSITIONS

_DISCLOSING = load_words("phrasing", "disclosing")
_ASKING = frozenset({"urge", "ask", "appeal", "implore", "press"})
_STEPS = frozenset({"further", "step", "steps", "action", "measures"})


def says_only_where(context: Context, clause: Clause, pieces: list[int]) -> bool:
    """Tell whether of what somebody announced only the occasion is left: `announced in a televised speech`."""
    low, verb = context.index.low, clause.verb
    if verb is None or verb.passive or low[pieces[0]] not in {"in", "at", "on", "during", "from", "through"}:
        return False
    rest = [low[token] for token in pieces[1:]]
    bare = not ({",", "that", "to"} | PREPOSITIONS - {"of", "in"}) & set(rest)
    return bare and verb.lemma in _DISCLOSING and all(context.index.verb_at[token] < 0 for token in pieces)


def is_place_only(context: Context, clause: Clause, pieces: list[int]) -> bool:
    """Tell whether only where it was done stands behind a verb: `the pact that the two sides signed in the capital`."""
    verb = clause.verb
    low = context.index.low
    return (
        verb is not None
        and low[pieces[0]] in {"in", "at"}
        and len(pieces) > 1
        and verb.lemma in load_words("titles", "needing")
    )


def may_go_without_place(context: Context, clause: Clause, pieces: list[int]) -> bool:
    """Tell whether a clause tells enough without where: `collapsed (on the outskirts of the capital)`."""
    verb = clause.verb
    if (
        verb is None
        or not pieces
        or context.index.low[pieces[0]] not in {"in", "on", "at", "near", "outside", "off"}
    ):
        return False
    return verb.passive or verb.lemma in load_words("titles", "intransitive")


def only_acts(context: Context, clause: Clause, pieces: list[int]) -> bool:
    """Tell whether a clause says no more than that somebody acted: `went further`, `took a drastic step`."""
    if clause.verb is None:
        return False
    ends = bool(pieces) and context.index.low[pieces[-1]] in _STEPS
    return clause.verb.lemma in load_words("titles", "acting") or (
        ends and clause.verb.lemma in {"go", "take"}
    )


def asks_for_nothing(context: Context, clause: Clause, pieces: list[int], title: str) -> bool:
    """Tell whether a title has lost what somebody is asked to do: `has called on the authorities`."""
    verb = clause.verb
    if verb is None or verb.passive or not pieces:
        return False
    asks = verb.lemma in _ASKING or (verb.lemma == "call" and context.index.low[pieces[0]] in {"on", "upon"})
    return asks and not {" to ", " for ", " against ", " not "} & {
        f" {word} " for word in title.lower().split()
    }


def lost_demand(context: Context, pieces: list[int]) -> int | None:
    """Return where `to demand that the minister` begins, of which the verb was lost behind an aside."""
    index = context.index
    at = next((k for k, t in enumerate(pieces) if k and index.low[t] == "that"), None)
    if at is None or index.verb_at[pieces[at - 1]] < 0:
        return None
    if any(index.verb_at[t] >= 0 for t in pieces[at + 1 :]):
        return None
    while at > 0 and index.verb_at[pieces[at - 1]] >= 0:
        at -= 1
    return at - (at > 0 and index.low[pieces[at - 1]] == "to")


def lost_saying(context: Context, clause: Clause, pieces: list[int], title: str) -> list[int] | None:
    """Return the words before what is said, where its verb was lost: `a statement (saying any attack would be met)`."""
    index = context.index
    at = next((k for k, token in enumerate(pieces) if k and index.low[token] == "saying"), None)
    if at is None:
        return None
    inner = next(
        (
            verb
            for k in index.clauses_of[clause.sentence]
            if index.clauses[k].first > pieces[at] and (verb := index.clauses[k].verb) is not None
        ),
        None,
    )
    kept = title.partition(" saying ")[2].split()
    return pieces[:at] if inner is not None and index.tokens[inner.last - 1].norm not in kept else None


def lost_clause(context: Context, pieces: list[int], title: str) -> int | None:
    """Return the clause behind `that` of whose words a title has kept some, but not the verb; None if there is none."""
    index = context.index
    for at, token in enumerate(pieces):
        if index.low[token] != "that" or at + 1 >= len(pieces) or " that " not in title:
            continue
        inner = next(
            (k for k in index.clauses_of[index.sentence_of[token]] if index.clauses[k].first == token), None
        )
        verb = index.clauses[inner].verb if inner is not None else None
        if inner is None or verb is None or index.clauses[inner].kind not in {"that", "relative"}:
            return None
        kept = title.partition(" that ")[2]
        return inner if index.tokens[verb.last - 1].norm not in kept.split() else None
    return None
