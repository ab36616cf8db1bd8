"""Faint facts: whether a clause tells something that was so on its day, where nothing weightier is told of that."""

from collections.abc import Collection

from briefgen.extract.context import Context
from briefgen.extract.event_rules.asserted import is_asserted, is_furniture
from briefgen.extract.event_rules.notable_words import is_act, is_own_word
from briefgen.extract.frames import is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import (
    HEAVY,
    is_foretold,
    is_progressive,
    is_singled_out,
    is_speech,
    sayings,
    verbs_of,
    weights,
)
from briefgen.extract.phrasing.noun_phrases import DETERMINERS, PREPOSITIONS, is_adjective_word, is_noun_like
from briefgen.extract.phrasing.subjects import is_reduced, subject_counts
from briefgen.model.dates import parse_date

_ONE_FORM = load_words("event_rules", "one_form")
"""Verbs whose past looks like their present; beside a singular they may be read as nouns."""


def is_fact(
    context: Context, number: int, countries: Collection[str], *, day: int | None = None, loose: bool = False
) -> bool:
    """Tell whether a clause tells something that was or will be so, of its own: no speech, wish, opinion or figure.

    Args:
        context: the article's layers.
        number: the clause.
        countries: whose crisis it is.
        day: the time expression that names its day; None if that stands above.
        loose: whether the words stand below their day.
    """
    clause = context.index.clauses[number]
    verb = clause.verb
    since = day is not None and context.document.timexes[day].since
    if verb is None:
        shut = bool(_ONE_FORM & set(context.index.low[clause.first : clause.last]))
        return not loose and (shut or (day is not None and is_note_ahead(context, number, day)))
    reduced = clause.kind == "participial"
    leads = day is not None and _leads_with(context, clause, day)
    alone = day is not None and _is_only_day_of(context, number, day)
    going_on = (since or leads) and is_progressive(context, clause) and not verb.negated
    if not (is_asserted(context, clause) or going_on):
        return False
    if is_furniture(context, clause) or clause.marker in {"as", "or"}:
        return False
    aside = is_reduced(context, clause) and weights().get(verb.lemma, 1) < HEAVY
    if (aside and not reduced and day is None and not _goes_on_behind(context, number)) or (
        is_progressive(context, clause) and not (going_on or loose)
    ):
        return False
    if verb.lemma in {"let", "make", "have"} and clause.subject_inherited:
        return False
    opens = clause.subject is not None and clause.kind == "main"
    if verb.lemma == "be" and not (
        (alone and not since and _is_state_of_day(context, clause))
        or (since and opens)
        or is_singled_out(context, clause)
    ):
        return False
    if verb.lemma in verbs_of("thoughts") - {"be"} or not verbs_of("not_subjects").isdisjoint(
        context.index.low[clause.first : verb.first]
    ):
        return False
    was_foretold = verb.tense == "past" and is_foretold(context, clause)
    if was_foretold or (verb.tense in {"participle", "infinitive"} and not reduced):
        return False
    voices = context.governing(verb.first, verb.last)
    if voices and (day is None or context.governing(*context.timex_range[day]) != voices):
        return False
    spoken = is_speech(context, clause) and not is_reduced(context, clause)
    if spoken or verb.lemma in sayings() | verbs_of("demands"):
        return not loose and (is_own_word(context, clause, countries) or (alone and is_act(context, clause)))
    if since and (
        subject_counts(context, clause) or (verb.tense == "past" and not is_reduced(context, clause))
    ):
        return False
    return day is not None or not any(
        context.quantity_at[token] >= 0 for token in range(verb.last, min(verb.last + 3, clause.last))
    )


def is_note_ahead(context: Context, number: int, day: int) -> bool:
    """Tell whether a sentence is a note of what is to come, without a verb of its own: `Donors to meet on Monday`."""
    index, clause = context.index, context.index.clauses[number]
    within = index.clauses_of[clause.sentence]
    value = context.document.timexes[day].date or ""
    if clause.verb is not None or len(within) != _NOTE_CLAUSES or value <= (context.published or value):
        return False
    inner = index.clauses[within[-1]]
    if within[0] != number or inner.kind != "infinitive" or inner.verb is None or inner.verb.lemma == "be":
        return False
    opening = index.low[clause.first]
    nouns = [at for at in range(clause.first, inner.first) if index.low[at] not in DETERMINERS]
    if not nouns or opening in PREPOSITIONS or opening in _QUESTIONS or len(nouns) > _NOTE_WORDS:
        return False
    return all(is_noun_like(context, at) or is_adjective_word(index.low[at]) for at in nouns)


_NOTE_CLAUSES = 2
_NOTE_WORDS = 8
_QUESTIONS = load_words("event_rules", "questions")


def _is_only_day_of(context: Context, number: int, day: int) -> bool:
    """Tell whether a clause names no other day than one."""
    if context.clause_at(context.timex_range[day][0]) != number:
        return False
    return not any(
        other != day
        and is_day(context.document.timexes[other].date or "")
        and not context.is_attributive(other)
        and context.clause_at(context.timex_range[other][0]) == number
        for other in context.timexes_of[context.index.clauses[number].sentence]
    )


def _is_state_of_day(context: Context, clause: Clause) -> bool:
    """Tell whether a clause says what was so, or will be, on its day: `Ruiz, who was in Galle on Monday`."""
    verb = clause.verb
    if verb is None or clause.subject is None or clause.kind not in {"main", "coordinate", "relative"}:
        return False
    if verb.last < clause.last and context.quantity_at[verb.last] >= 0:
        # `Neri will be 60 on Friday`
        return False
    return verb.tense == "past" or verb.modal == "will"


def _leads_with(context: Context, clause: Clause, day: int) -> bool:
    """Tell whether an article opens with what is going on at the time: `Engineers were pitching tents on Saturday`."""
    verb, value = clause.verb, context.document.timexes[day].date
    if verb is None or verb.tense != "past" or verb.modal or clause.kind != "main" or clause.subject is None:
        return False
    if value is None or not is_day(value) or not is_progressive(context, clause):
        return False
    lede = next((s.paragraph for s in context.document.sentences if s.kind in {"dek", "body"}), -1)
    told = parse_date(context.published or "").earliest
    then = parse_date(value).earliest
    fresh = told is not None and then is not None and 0 <= (told - then).days <= 1
    return fresh and context.document.sentences[clause.sentence].paragraph == lede


def _goes_on_behind(context: Context, number: int) -> bool:
    """Tell whether an aside was read as the deed of its subject: `The zone, widened on Friday, has been closed`."""
    behind = number + 1
    clauses = context.index.clauses
    return behind < len(clauses) and clauses[behind].kind == "coordinate" and clauses[behind].parent == number
