"""Far antecedents: whom or what a pronoun goes on with, by the subjects told before it in its paragraph."""

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.antecedents import is_doer, is_weather
from briefgen.extract.phrasing.noun_phrases import PREPOSITIONS
from briefgen.extract.phrasing.subject_ranges import subject_range
from briefgen.extract.phrasing.subjects import subject_words
from briefgen.extract.phrasing.title_verbs import is_plural
from briefgen.extract.phrasing.wording import person_meant

_NOBODY = load_words("event_rules", "nobody")
_REACH = 4
"""Sentences back within which a paragraph keeps what it is about."""
_LONGEST = 7
"""Words of the longest subject that a pronoun is replaced by."""
_HUMANS = load_words("events", "humans")


def antecedent_of(context: Context, clause: Clause) -> str | None:
    """Return what the pronoun means that is the subject of a clause, in the source's words.

    Returns:
        The subject of the nearest clause before it that fits in kind, with `the` for `a`. None where two of one
        sentence fit, where a person is not named once, where a paragraph begins, and for `they`: too many may be meant.
    """
    if clause.subject is None or clause.verb is None or is_weather(context, clause):
        return None
    token, last = context.index.range_of(clause.subject)
    pronoun = context.index.low[token]
    if last - token != 1 or pronoun not in {"it", "he", "she"}:
        return None
    if pronoun in {"he", "she"} and (person := person_meant(context, token, clause.sentence)) is not None:
        return context.document.names.entities[person].name
    sentences = context.document.sentences
    for sentence in range(clause.sentence, max(-1, clause.sentence - _REACH), -1):
        if sentences[sentence].paragraph != sentences[clause.sentence].paragraph:
            return None
        fitting, goes_on = _fitting(context, sentence, token, clause)
        if len(fitting) > 1:
            return None
        if fitting:
            words = fitting[0].split()
            named = words[0].lower() in {"a", "an"}
            return " ".join(["the", *words[1:]]) if named else fitting[0]
        if goes_on is False:
            return None
    return None


def _fitting(context: Context, sentence: int, before: int, doer: Clause) -> tuple[list[str], bool | None]:
    """Return the subjects of a sentence that a pronoun can mean, each once, and whether it speaks of the same.

    The second is None where the sentence has no subject before the pronoun, so that one looks further back.
    """
    index = context.index
    pronoun = index.low[before]
    found: dict[str, None] = {}
    goes_on: bool | None = None
    for number in index.clauses_of[sentence]:
        clause = index.clauses[number]
        told = clause.kind in {"main", "coordinate"} or (
            clause.kind == "relative" and clause.marker in {"where", "when"}
        )
        if not told or clause.subject_inherited or clause.verb is None:
            continue
        span = subject_range(context, clause)
        if span is None or span[0] >= before:
            continue
        if index.low[span[0]] == pronoun:
            goes_on = True
            continue
        goes_on = goes_on or False
        words = subject_words(context, clause)
        if words is None or len(words.split()) > _LONGEST or not _fits(context, words, span, pronoun):
            continue
        if pronoun != "it" or is_doer(doer, words.split()):
            found[words] = None
    return list(found), goes_on


def _fits(context: Context, words: str, span: tuple[int, int], pronoun: str) -> bool:
    names = context.document.names
    types = {names.entities[names.mentions[m].entity].type for m in context.index.mentions_in(*span)}
    head = words.lower().split(" of ")[0].split(" in ")[0].split()[-1]
    if is_plural(words) or words.lower().split()[0] in PREPOSITIONS | _NOBODY:
        return False
    if pronoun == "it":
        return "person" not in types and head not in _HUMANS
    return head in _HUMANS or head in load_words("mentions", "roles")
