"""Noun phrases: which tokens can belong to one, without times, and as text."""

from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_phrases, load_words

PREPOSITIONS = load_words("titles", "prepositions")
TIME_OPENERS = load_words("titles", "time_openers")
DANGLING = load_words("titles", "dangling") | PREPOSITIONS
LINKING = load_words("titles", "linking")
POSSESSIVES = load_words("titles", "possessives")
CONJUNCTIONS = load_words("titles", "conjunctions")
STOPS = load_words("titles", "stops")
POINTING = load_words("titles", "pointing")
DETERMINERS = load_words("phrasing", "determiners")
DASHES = frozenset({"—", "–", "--"})
EDGES = ",;:.—–-\"“”''``"
_HAPPENINGS = frozenset(load_phrases("events", "happenings"))


def without_times(context: Context, first: int, last: int) -> list[int]:
    """Return the tokens of a subject without its times; one within the noun phrase stays (`a three-day truce`)."""
    index = context.index
    kept: list[int] = []
    at = first
    while at < last:
        if context.timex_at[at] < 0:
            kept.append(at)
            at += 1
            continue
        end = at
        while end < last and context.timex_at[end] >= 0:
            end += 1
        if at > first and end < last and is_inner(context, at, end):
            kept += range(at, end)
        elif at > first and end < last:
            while kept and index.low[kept[-1]] in TIME_OPENERS:
                kept.pop()
        if len(kept) > 1 and index.low[kept[-1]] in _SET_FOR and kept[-1] >= at - 2:
            # `Talks due (on Thursday) were put off`
            kept.pop()
            while kept and index.low[kept[-1]] == ",":
                kept.pop()
        at = end
    return kept


_SET_FOR = frozenset({"due", "scheduled", "slated", "planned", "expected"})


def is_inner(context: Context, first: int, last: int) -> bool:
    """Tell whether a time expression belongs to the noun behind it."""
    before = context.index.low[first - 1]
    return (before in DETERMINERS or before.endswith(("'s", "’s"))) and is_noun_like(context, last)


def owns_noun(context: Context, token: int) -> bool:
    """Tell whether a token stands in a day or a year that a noun behind it belongs to: `Sunday's election`."""
    held = context.timex_at[token]
    if held < 0 or context.document.timexes[held].type == "DURATION":
        return False
    last = context.timex_range[held][1]
    if not context.index.low[last - 1].endswith(("'s", "’s")):
        return False
    noun = last < len(context.index.low) and (is_noun_like(context, last) or context.quantity_at[last] >= 0)
    return noun and context.index.low[last] not in DETERMINERS


def is_phrase_like(context: Context, token: int) -> bool:
    """Tell whether a token can belong to a noun phrase with what a preposition hangs on it."""
    return is_noun_like(context, token) or (
        context.index.low[token] in PREPOSITIONS and context.timex_at[token] < 0
    )


def is_noun_like(context: Context, token: int) -> bool:
    """Tell whether a token can belong to a noun phrase: no mark, verb, time, preposition or conjunction."""
    index = context.index
    if token >= len(index.low):
        return False
    word = index.low[token]
    return not (
        word in MARKS
        or index.verb_at[token] >= 0
        or context.timex_at[token] >= 0
        or word in PREPOSITIONS - {"of"}
        or (word in CONJUNCTIONS and index.tokens[token].norm != "WHO")
    )


def is_list(context: Context, comma: int, last: int) -> bool:
    """Tell whether a comma parts the members of a list (`Russia, Belarus and Armenia`), not an aside."""
    index = context.index
    if joins_adjectives(context, comma, last):
        return True
    if comma + 1 < last and index.low[comma + 1] in PREPOSITIONS:
        # `came at his request, from Russia, Belarus and Armenia`
        return False
    if comma + 1 < last and index.low[comma + 1] == "aged":
        return False
    for token in range(comma + 1, min(last, comma + 6)):
        word = index.low[token]
        if word in {"and", "or"}:
            return token > comma + 1
        if word == ",":
            following = token + 1
            return following < last and is_list(context, token, last)
        if index.verb_at[token] >= 0 or word in MARKS:
            return False
        if word in {"the", "a", "an"} and token == comma + 1:
            return False
    return False


def joins_adjectives(context: Context, comma: int, last: int) -> bool:
    """Tell whether a comma stands between two adjectives of one noun: `the terrible, avoidable fire`."""
    low = context.index.low
    if comma < 2 or comma + 2 >= last or low[comma] != "," or not is_adjective_word(low[comma - 1]):
        return False
    if context.index.mention_at[comma - 1] >= 0 or context.index.mention_at[comma + 1] >= 0:
        return False
    before = low[comma - 2]
    opens = before in DETERMINERS | PREPOSITIONS | POSSESSIVES | {"and", "or", "very", "so"} or (
        context.index.verb_at[comma - 2] >= 0 or context.quantity_at[comma - 2] >= 0
    )
    other = low[comma + 1]
    if not opens or not is_noun_like(context, comma + 1) or other in DETERMINERS | POSSESSIVES | CONJUNCTIONS:
        return False
    behind = comma + 2
    if low[behind] == "," or low[behind] in {"and", "or", "but"}:
        return is_adjective_word(other)
    return is_noun_like(context, behind) and low[behind] not in DETERMINERS | PREPOSITIONS


@cache
def is_adjective_word(word: str) -> bool:
    """Tell whether a lower-case word is an adjective, by a list or by its ending."""
    if word in load_words("titles", "adjectives"):
        return True
    return word.endswith(tuple(sorted(load_words("titles", "adjective_endings")))) and (
        word not in load_words("titles", "not_adjectives") and len(word) > _SHORTEST_ADJECTIVE
    )


_SHORTEST_ADJECTIVE = 5
"""Letters; shorter words with such an ending are mostly something else (`able`, `five`, `fable`)."""


def join_tokens(context: Context, tokens: list[int]) -> str:
    """Return tokens as text, spaced as in the source; a day that owns a noun is told by its article."""
    parts: list[str] = []
    before = -2
    owner = -1
    for token in tokens:
        if context.timex_at[token] >= 0 and owns_noun(context, token):
            if context.timex_at[token] != owner and (
                before < 0 or context.index.low[before] not in DETERMINERS
            ):
                parts += [" the"] if parts else ["the"]
            owner, before = context.timex_at[token], token
            continue
        value = context.index.tokens[token]
        if parts and (value.spaced or (token != before + 1 and value.norm not in MARKS)):
            parts.append(" ")
        parts.append(value.norm)
        before = token
    return " ".join("".join(parts).split())


def names_happening(context: Context, first: int, last: int) -> bool:
    """Tell whether the head of the noun phrase that opens the tokens [first, last) is something that happens."""
    low = context.index.low
    end = first
    while end < last and low[end] not in PREPOSITIONS | MARKS | CONJUNCTIONS - {"and", "or"}:
        end += 1
    return any(word in _HAPPENINGS for word in low[max(first, end - 1) : end])
