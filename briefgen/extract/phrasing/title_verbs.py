"""Verbs of titles: the verb group as a newsroom tells it, in the past and in number with its subject."""

from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.phrasing.noun_phrases import LINKING, PREPOSITIONS
from briefgen.extract.phrasing.subjects import is_reduced

_SUFFERED = load_words("titles", "suffered")
_SEVERAL = load_words("phrasing", "several")
_HANDED = load_words("titles", "handed")


_DONE = frozenset({"pluperfect", "perfect"})
"""A timeline tells in the past what had or has happened."""


def quoted_past(context: Context, pieces: list[int]) -> str | None:
    """Return the past of the participle that a quotation begins with: `had "given the order"`."""
    low = context.index.low
    if len(pieces) < 3 or low[pieces[0]] not in {'"', "“"}:
        return None
    return past_of(low[pieces[1]])


def past_of(participle: str) -> str | None:
    """Return the past of a participle in lower case; None where it is neither irregular nor ends in `-ed`."""
    return _past_forms().get(participle, participle if participle.endswith("ed") else None)


def verb_before(context: Context, clause: Clause) -> int | None:
    """Return the clause whose verb shares all with that of a clause: `Dozens (were killed) and injured by a bomb`."""
    index, verb = context.index, clause.verb
    if clause.kind != "coordinate" or not clause.subject_inherited or verb is None or clause.parent is None:
        return None
    above = index.clauses[clause.parent]
    if above.verb is None or above.verb.negated or above.subject_inherited:
        return None
    between = index.low[above.verb.last : verb.first]
    if between != ["and"]:
        return clause.parent if _is_pair(context, clause, above, between) else None
    alike = (above.verb.tense, above.verb.passive) == (verb.tense, verb.passive)
    return clause.parent if alike else None


def _is_pair(context: Context, clause: Clause, above: Clause, between: list[str]) -> bool:
    """Tell whether a participle goes on with the passive before it: `was removed from office and arrested`."""
    verb, first = clause.verb, above.verb
    if (
        verb is None
        or first is None
        or not first.passive
        or verb.last - verb.first > 1
        or verb.tense != "past"
    ):
        return False
    low = context.index.low
    plain = between[-1:] == ["and"] and between[0] in PREPOSITIONS and len(between) <= _SHORT
    timed = any(context.timex_at[token] >= 0 for token in range(first.last, verb.first))
    taken = verb.lemma in load_words("titles", "with_object") | _SUFFERED
    behind = low[verb.last : verb.last + 1]
    alone = not behind or behind[0] in PREPOSITIONS | MARKS or context.timex_at[verb.last] >= 0
    return plain and taken and alone and not timed and not set(between) & MARKS


_SHORT = 5
"""Tokens between two participles of one `was`, with their `and`."""


def is_told_behind(context: Context, number: int) -> bool:
    """Tell whether the next clause has all that a clause tells: `Police arrested | and beat 20 people on Monday`."""
    clauses = context.index.clauses
    return number + 1 < len(clauses) and verb_before(context, clauses[number + 1]) == number


def verb_words(context: Context, clause: Clause, subject: str) -> str:
    """Return the verb group without linking adverbs; what has or had happened, happened."""
    index = context.index
    verb = clause.verb
    if verb is None:
        return ""
    tokens = [
        t
        for t in range(verb.first, verb.last)
        if context.timex_at[t] < 0
        and (index.low[t] not in LINKING or t == verb.last - 1)
        and not (index.low[t] == "on" and t + 1 < verb.last and context.timex_at[t + 1] >= 0)
    ]
    words = [*_weakened(context, clause), *(index.tokens[t].norm for t in tokens)]
    if not tokens:
        return ""
    if is_reduced(context, clause) and words[0].lower() not in {"was", "were"}:
        return " ".join(["were" if is_plural(subject) else "was", words[0].lower(), *words[1:]])
    above = index.clauses[clause.parent].verb if clause.parent is not None else None
    if (
        clause.kind == "coordinate"
        and (verb.passive or _is_suffered(context, clause) or _shares_was(context, clause))
        and len(words) == 1
        and above is not None
        and above.passive
    ):
        # `ten were killed and more than 100 people injured`
        return " ".join(["were" if is_plural(subject) else "was", *words])
    if verb.tense in _DONE and words[0].lower() in {"had", "has", "have"} and len(words) > 1:
        if "been" in words:
            at = words.index("been")
            words = ["were" if is_plural(subject) else "was", *words[1:at], *words[at + 1 :]]
        else:
            words = [*words[1:-1], _past_forms().get(words[-1].lower(), words[-1])]
    return " ".join(words)


def _weakened(context: Context, clause: Clause) -> list[str]:
    """Return the adverb before a verb that says it was not done, or not quite: `The rebels (never) left`."""
    verb = clause.verb
    if verb is None or not verb.first:
        return []
    before = context.index.low[verb.first - 1]
    return [before] if before in load_words("titles", "weakening") else []


def _shares_was(context: Context, clause: Clause) -> bool:
    """Tell whether a verb goes on with the passive before it: `was built in 1970 and sold to its owners in 1999`."""
    verb = clause.verb
    behind = context.index.low[verb.last : verb.last + 1] if verb is not None else []
    return (
        verb is not None
        and clause.subject_inherited
        and verb.tense == "past"
        and verb.lemma in _HANDED
        and behind[:1] in (["to"], ["by"], ["as"], ["in"], ["at"])
    )


def _is_suffered(context: Context, clause: Clause) -> bool:
    """Tell whether a verb without its `was` shares the one before: `borders were closed and a curfew imposed`."""
    verb = clause.verb
    if verb is None or clause.subject_inherited or verb.lemma not in _SUFFERED or verb.tense != "past":
        return False
    low = context.index.low
    behind = low[verb.last : verb.last + 1]
    return (
        not behind
        or behind[0] in PREPOSITIONS | MARKS | {"late", "early"}
        or context.timex_at[verb.last] >= 0
    )


@cache
def _past_forms() -> dict[str, str]:
    """Return the past of irregular verbs by participle."""
    found: dict[str, str] = {}
    for entry in load_phrases("verbs", "irregular"):
        _, past, participle = entry.split()
        for form in participle.split("/"):
            found.setdefault(form, past.split("/")[0])
    return found


def is_plural(subject: str) -> bool:
    """Guess the number of a subject in English: of its first noun phrase, or of a list."""
    words = subject.lower().split()
    if {"people", "police", "men", "women", "children"} & set(words[:4]) or (
        "and" in words and "of" not in words[: words.index("and")]
    ):
        return True
    if words[0].replace(",", "").isdigit() and words[0] != "1":
        return True
    if words[-1].replace(",", "").isdigit() and words[-1] != "1":
        return True
    if words[0] in _SEVERAL:
        return True
    head = next((at for at, word in enumerate(words) if at and word in PREPOSITIONS), len(words))
    last = words[head - 1].rstrip(",")
    if last in load_words("clauses", "plurals") or last.endswith("men"):
        return True
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "'s", "’s"))
