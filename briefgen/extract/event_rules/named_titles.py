"""Titles of events that are only named with their day: a verb to the noun, so that a reader sees what happened."""

from functools import cache

from briefgen.extract.lexicon import load_lexicon
from briefgen.extract.phrasing.noun_phrases import PREPOSITIONS
from briefgen.extract.phrasing.title_fitting import MAX_TITLE
from briefgen.extract.phrasing.title_verbs import is_plural

_ELSE = "took place"
_TO_COME = "is due"


@cache
def _verbs() -> dict[str, str]:
    told = load_lexicon("titles")["named_events"]
    return {noun: verb for verb, nouns in told.items() for noun in nouns}


def told_title(name: str, *, planned: bool) -> str:
    """Return a title with a verb for an event that is named: `The election was held` for `The election`.

    Args:
        name: the noun phrase that names the event.
        planned: whether it is to come.
    """
    words = name.lower().split()
    if words[0] != "the":
        # `Presidential election`, `Deadline for the junta` are headings as they stand.
        return name
    head = next((at for at, word in enumerate(words) if at and word in PREPOSITIONS), len(words))
    verb = _TO_COME if planned else _verbs().get(words[head - 1].strip(",'\"”’"), _ELSE)
    if is_plural(" ".join(words[:head])):
        verb = {"is due": "are due"}.get(verb, verb.replace("was ", "were "))
    title = f"{name} {verb}"
    return title if len(title) <= MAX_TITLE else name
