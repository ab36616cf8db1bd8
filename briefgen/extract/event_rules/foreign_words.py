"""Foreign words: what actors of other countries say and decide, reactions and no events of the country."""

from collections.abc import Collection

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_phrases
from briefgen.extract.phrasing.deeds import (
    is_foretold,
    verbs_of,
    weights,
)
from briefgen.extract.phrasing.subjects import subject_mentions
from briefgen.extract.phrasing.wording import person_meant

_PROMISING = frozenset({"decide", "agree", "announce", "order", "pledge", "promise", "vow", "declare"})


def _tells_deed(context: Context, clause: Clause, number: int) -> bool:
    """Tell whether an act by saying is about a deed of weight: `decided to send troops`, `said it would send`."""
    verb = clause.verb
    if verb is None:
        return False
    return any(
        other.parent == number
        and other.kind in {"infinitive", "that"}
        and other.verb is not None
        and weights().get(other.verb.lemma, 1) > 1
        and (verb.lemma in _PROMISING or other.verb.modal in {"will", "would"})
        for k in context.index.clauses_of[clause.sentence]
        if (other := context.index.clauses[k]) is not clause
    )


def is_foreign_word(
    context: Context, clause: Clause, number: int, countries: Collection[str], *, speech: bool
) -> bool:
    """Tell whether a foreign actor says something: a reaction, no event of the country."""
    verb = clause.verb
    if verb is None or not countries or _tells_deed(context, clause, number) or is_foretold(context, clause):
        return False
    if not speech and verb.lemma in verbs_of("light") | verbs_of("measures"):
        return False
    if verb.lemma in {"declare", "proclaim"} and verbs_of("proclaimed") & set(
        context.index.low[verb.last : clause.last]
    ):
        # What a body abroad proclaims of the story moves it on: `the UN declared famine in two regions`.
        return False
    if not speech and verb.lemma not in verbs_of("decisions") | set(load_phrases("speech", "object")):
        return False
    return is_abroad(context, clause, countries)


def is_abroad(context: Context, clause: Clause, countries: Collection[str]) -> bool:
    """Tell whether all that a clause names for its subject is of other countries; of no country nothing is.

    Args:
        context: the article's layers.
        clause: the clause.
        countries: whose crisis it is.
    """
    names = context.document.names
    verb = clause.verb
    at = context.index.mention_at[verb.last] if verb is not None and verb.last < clause.last else -1
    if at >= 0 and not names.mentions[at].adjective:
        whole = names.entities[names.mentions[at].entity]
        if whole.kind == "country" and whole.country in countries:
            # `West African leaders have suspended Guinea`: nobody in it does anything to it as a whole.
            return True
    inside = [names.entities[names.mentions[m].entity] for m in subject_mentions(context, clause)]
    if not inside and clause.subject is not None and clause.subject.of(context.text).lower() in {"he", "she"}:
        first, _ = context.index.range_of(clause.subject)
        person = person_meant(context, first, clause.sentence)
        inside = [names.entities[person]] if person is not None else []
    # Persons and bodies whose country nobody knows are not abroad.
    return bool(inside and countries) and all(
        entity.country not in countries
        and (bool(entity.country) or (entity.type != "person" and entity.known))
        for entity in inside
    )
