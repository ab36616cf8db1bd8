"""Objects of cues: `announced a curfew | , a day after 18 people had died`; what follows is the reporter's."""

from collections.abc import Sequence

from briefgen.extract.layers.attribution_rules.speech import Speech
from briefgen.extract.lexicon import load_words

_TIMING = frozenset({"after", "as", "before", "while", "when", "since"})
"""Open clauses of time, which the reporter tells."""
_BESIDE = {
    "after": (("after",),),
    "following": (("following",),),
    "amid": (("amid",),),
    "amidst": (("amidst",),),
    "in": (
        ("in", "the", "wake"),
        ("in", "light", "of"),
        ("in", "response", "to"),
        ("in", "the", "aftermath"),
    ),
    "on": (("on", "the", "heels"),),
}
"""Phrases that tell what went before an announcement or a call, by their first words."""
_MEASURES = load_words("attribution_rules", "measures")


def find_object_end(speech: Speech, number: int, start: int, last: int) -> int:
    """Return where the object of the cue of clause `number` ends before what is told beside it.

    Args:
        speech: lookups of the article.
        number: index of the clause of the cue.
        start: first token of the object.
        last: token behind all that could belong to it; given back where nothing ends it before, or where a quotation
            would be cut off.
    """
    clauses, low, whole = speech.index.clauses, speech.low, last
    for other in range(number + 1, len(clauses)):
        clause = clauses[other]
        if clause.first >= last:
            break
        if clause.first > start + 1 and clause.kind == "relative" and clause.marker in {"which", "who"}:
            if low[clause.first - 1] in {",", "—", "–"} and low[clause.last : clause.last + 1] not in (
                [","],
            ):
                # `backed the bill, which would cut aid`
                last = clause.first
                break
            continue
        if clause.first <= start:
            continue
        if (
            clause.kind == "coordinate"
            and clause.verb is not None
            and clause.verb.lemma in {"do", "be", "have"}
        ):
            echo = clause.verb.first - 1
            if echo > start and low[echo] in {"as", "so"} and clause.verb.last == clause.verb.first + 1:
                # `demanded an inquiry, | as did Peru`
                last = echo
                break
        if (
            clause.kind in {"coordinate", "main"}
            and not clause.subject_inherited
            and _goes_on(low, clause.first)
        ):
            # `appealed to all states for help, | and a team is expected on Monday`
            last = clause.first
            break
        if clause.parent != number or clause.marker not in _TIMING:
            continue
        if clause.marker != "as" or (clause.kind == "adverbial" and low[clause.first - 1] != "such"):
            last = clause.first
            break
    for token in range(start + 1, last):
        if low[token] not in _BESIDE or speech.quote_of[token] >= 0:
            continue
        if (
            speech.index.verb_at[token] >= 0
            and speech.index.verb_at[token - 1] == speech.index.verb_at[token]
        ):
            # `would be following`
            continue
        if any(low[token : token + len(phrase)] == list(phrase) for phrase in _BESIDE[low[token]]) and low[
            token - 1
        ] not in {"the", "and", "or", "as"}:
            last = token
            break
    first_time = last
    while first_time > start + 1 and low[first_time - 1] in _MEASURES:
        first_time -= 1
    if first_time < last and low[first_time - 1] == ",":
        # `, a day | after …`
        last = first_time
    if last < whole and speech.has_quote(last, whole):
        # What is quoted there is said too.
        return whole
    while last > start + 1 and low[last - 1] in {",", "—", "–"}:
        last -= 1
    return last


def _goes_on(low: Sequence[str], first: int) -> bool:
    """Tell whether a sentence goes on at a token with a clause of its own: `, | and a team is expected`."""
    at = first + (low[first] == ",")
    return low[at - 1] == "," and low[at] in {"and", "but"}
