"""Notable words: what somebody says, announces or warns of that stands for a day of which nothing else is told."""

from collections.abc import Collection

from briefgen.extract.context import Context
from briefgen.extract.event_rules.foreign_words import is_abroad
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import TURN, verbs_of, weights

_REACH_OF_NUMBER = 4
"""Tokens behind a verb of saying within which a number makes it a figure."""
_OWN_PARTY = load_words("event_rules", "own_party")


def is_own_word(context: Context, clause: Clause, countries: Collection[str]) -> bool:
    """Tell whether somebody of the country of the story, by name, says what is no account of deeds."""
    verb = clause.verb
    if verb is None or not countries:
        return False
    if _is_weighty_word(context, clause, countries) or _is_step_abroad(context, clause):
        return True
    entities = context.document.names.entities
    for number in context.attributions_of[clause.sentence]:
        attribution = context.document.attributions[number]
        if attribution.cue is None or not attribution.cue.overlaps(verb.span) or attribution.speaker is None:
            continue
        speaker = entities[attribution.speaker]
        if speaker.type != "person" or context.is_outlet(number):
            return False
        role = set((attribution.role or speaker.role or "").lower().split())
        # A person whose country nobody knows is not abroad.
        own = not speaker.country or speaker.country in countries
        return own and not role & load_words("events", "mouthpieces") and not _is_account(context, number)
    return False


def is_act(context: Context, clause: Clause) -> bool:
    """Tell whether somebody, be it abroad, acts by words, more than tells: `urged`, `condemned`, `called for`."""
    verb = clause.verb
    if verb is None or verb.tense not in {"past", "pluperfect"} or clause.subject is None:
        return False
    if clause.kind not in {"main", "coordinate"}:
        return False
    if verb.passive:
        # `Three days of mourning were declared on Wednesday`
        return verb.lemma in verbs_of("decisions")
    if verb.lemma not in verbs_of("acts"):
        return False
    following = context.index.low[verb.last : verb.last + 3]
    return verb.lemma != "call" or not {"for", "on", "upon"}.isdisjoint(following)


def _is_step_abroad(context: Context, clause: Clause) -> bool:
    """Tell whether somebody, be it abroad, announces a thing, more than that something is so: `announced a package`."""
    verb = clause.verb
    if verb is None or verb.passive or verb.tense != "past" or verb.lemma not in verbs_of("steps"):
        return False
    if clause.kind not in {"main", "coordinate"} or clause.subject is None or verb.last >= clause.last:
        return False
    at = verb.last
    while at < clause.last and (context.timex_at[at] >= 0 or context.index.low[at] == "on"):
        at += 1
    word = context.index.low[at]
    number = context.quantity_at[at] >= 0
    return number or word in {
        "a",
        "an",
        "the",
        "its",
        "new",
        "further",
        "more",
        "emergency",
        "up",
        "sanctions",
        "aid",
    }


def _is_weighty_word(context: Context, clause: Clause, countries: Collection[str]) -> bool:
    """Tell whether a body or a leader of the country, by office, warns, rejects or promises something.

    `The institute warned of further slides`; `The ministry confirmed that ten had died` only passes a number on.
    """
    verb = clause.verb
    if verb is None or verb.passive or verb.lemma not in verbs_of("weighty") or clause.subject is None:
        return False
    if clause.kind not in {"main", "coordinate", "adverbial"} or verb.tense not in {"past", "pluperfect"}:
        return False
    words = context.index.low[slice(*context.index.range_of(clause.subject))]
    if (
        not words
        or words[-1] in load_words("events", "mouthpieces")
        or words[0] in load_words("titles", "pronouns")
    ):
        return False
    if words[-1].endswith("s") or is_abroad(context, clause, countries):
        return False
    behind = range(verb.last, min(verb.last + _REACH_OF_NUMBER, clause.last))
    if any(context.quantity_at[token] >= 0 for token in behind):
        return False
    return not any(
        context.is_outlet(number) or _is_account(context, number)
        for number in context.attributions_of[clause.sentence]
        if (cue := context.document.attributions[number].cue) is not None and cue.overlaps(verb.span)
    )


def _is_account(context: Context, number: int) -> bool:
    """Tell whether what is said, not in direct speech, tells what others did: `said that 12 people had been killed`."""
    if context.document.attributions[number].quotes:
        return False
    for first, last in context.content_ranges[number]:
        for token in range(first, last):
            held = context.index.verb_at[token]
            verb = context.index.clauses[held].verb if held >= 0 else None
            if verb is not None:
                told = context.index.clauses[held].subject
                if told is not None and context.index.low[context.index.range_of(told)[0]] in _OWN_PARTY:
                    # `said that his forces had taken the town`: he owns up to it.
                    return False
                deed = weights().get(verb.lemma, 1) >= TURN or verb.lemma in verbs_of("counted")
                return deed and verb.tense in {"past", "perfect", "pluperfect"}
    return False
