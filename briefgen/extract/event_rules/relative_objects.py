"""Relative objects: what a relative clause says was done to what stands before it (`the bridge, which rebels took`)."""

from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_phrases
from briefgen.extract.phrasing.noun_phrases import (
    DASHES,
    DETERMINERS,
    PREPOSITIONS,
    is_noun_like,
    join_tokens,
)
from briefgen.extract.phrasing.subjects import subject_words
from briefgen.extract.phrasing.title_fitting import MAX_TITLE
from briefgen.extract.phrasing.title_verbs import is_plural, verb_words

_LONGEST = 8
"""Tokens of the longest thing that is told of."""
_PARTICLES = frozenset({"up", "down", "out", "off", "over", "away", "in"})


def object_title(context: Context, number: int) -> str | None:
    """Make the title of a relative clause whose verb lacks its object: `Rebels blew up the bridge`.

    Returns:
        With the subject of the clause where that can stand alone, else in the passive (`The bridge was blown up`);
        None where the verb has an object, or the thing before the clause is no plain noun phrase.
    """
    clause = context.index.clauses[number]
    verb, low = clause.verb, context.index.low
    if verb is None or clause.kind != "relative" or clause.marker not in {"which", "that", "whom"}:
        return None
    if (
        verb.passive
        or verb.tense not in {"past", "pluperfect"}
        or clause.subject is None
        or clause.subject_inherited
    ):
        return None
    begin, _ = context.index.range_of(clause.subject)
    if not clause.first <= begin < verb.first or verb.last - verb.first > 1 + (verb.tense == "pluperfect"):
        return None
    particle = low[verb.last] if verb.last < clause.last and low[verb.last] in _PARTICLES else ""
    end = verb.last + bool(particle)
    if (
        end < clause.last
        and context.timex_at[end] < 0
        and low[end] not in {"on", "in", "at", "after", "before", ","}
    ):
        return None
    words = thing_before(context, clause)
    if words is None:
        return None
    subject = subject_words(context, clause)
    if subject is not None and subject.lower() not in {"they", "it", "he", "she", "we", "which", "that"}:
        verbs = " ".join(part for part in (verb_words(context, clause, subject), particle) if part)
        title = f"{subject} {verbs} {words}"
    else:
        past = low[verb.last - 1]
        done = _participles().get(past, past if past.endswith("ed") else "")
        if not done:
            return None
        being = "were" if is_plural(words) else "was"
        title = " ".join(part for part in (words, being, done, particle) if part)
    return f"{title[:1].upper()}{title[1:]}" if len(title) <= MAX_TITLE else None


def thing_before(context: Context, clause: Clause) -> str | None:
    """Return the noun phrase right before a relative clause; None where it has no article and no name.

    None, too, behind a preposition: `a town in the south which rebels took` is not the south.
    """
    index = context.index
    stop = clause.first - (index.low[clause.first - 1] in {",", *DASHES}) if clause.first else 0
    at = stop
    while at > 0 and stop - at < _LONGEST and is_noun_like(context, at - 1):
        at -= 1
        if index.low[at] in DETERMINERS:
            break
    if at == stop or index.verb_at[stop - 1] >= 0 or (at and index.low[at - 1] in PREPOSITIONS):
        return None
    if index.low[at] not in {"the", "a", "an"} and index.mention_at[at] < 0:
        return None
    words = join_tokens(context, list(range(at, stop)))
    return words if index.mention_at[at] >= 0 else f"{words[:1].lower()}{words[1:]}"


@cache
def _participles() -> dict[str, str]:
    """Return the participles of irregular verbs by their past."""
    found: dict[str, str] = {}
    for entry in load_phrases("verbs", "irregular"):
        _, past, participle = entry.split()
        for form in past.split("/"):
            found.setdefault(form, participle.split("/")[0])
    return found
