"""Carried days: whether the day told before holds for a clause that names none."""

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import TURN, takes_object, verbs_of, weights
from briefgen.extract.phrasing.noun_phrases import names_happening

_YEAR = 4
"""Code points of a date that is no more than a year."""
_HAPPENED = frozenset({"happened", "occurred", "came", "began", "started", "struck"})
_OF_CLOCK = load_words("event_rules", "of_clock")


def continues(context: Context, clause: Clause) -> bool:
    """Tell whether a clause without a date goes on with the story of the day before it: a deed told in the past."""
    verb = clause.verb
    if verb is None or clause.kind not in {"main", "coordinate"} or verb.tense != "past":
        return False
    if not takes_object(context, clause) and (
        verb.lemma in verbs_of("overviews")
        or (weights().get(verb.lemma, 1) < TURN and not _tells_blow(context, clause))
    ):
        return False
    if verb.lemma in {"begin", "start"} and not (
        clause.subject is not None and _is_of_story(context, *context.index.range_of(clause.subject))
    ):
        # `The new style began`: only what happens begins on the day of the sentence before.
        return False
    opening = context.index.low[clause.first : clause.first + 3]
    if opening[:1] == ["following"] or opening in (["in", "the", "wake"], ["in", "the", "aftermath"]):
        # `The army seized power on 9 May. Following the coup, the bloc froze all aid`
        return False
    if _goes_on_between(context, clause.sentence):
        # `The protests began on Monday. The unrest went on after that. Protesters set fire to a bank`: some day later.
        return False
    if context.index.low[clause.first] in {"in", "at"} and _tells_beginning(context, clause.sentence - 1):
        # `The protests broke out on 2 May. In Galle a mosque was burnt`: some day, elsewhere.
        return False
    return not context.governing(verb.first, verb.last)


def _goes_on_between(context: Context, sentence: int) -> bool:
    """Tell whether the sentence before, which names no day, says that something went on: time passed there."""
    if sentence == 0 or any(context.document.timexes[t].date for t in context.timexes_of[sentence - 1]):
        return False
    here = context.document.sentences[sentence - 1]
    low = context.index.low[here.first : here.last]
    if "since" in low and low[low.index("since") + 1 : low.index("since") + 2] in (["then"], ["that"]):
        return True
    verbs = (context.index.clauses[k].verb for k in context.index.clauses_of[sentence - 1])
    return any(verb is not None and verb.lemma in verbs_of("going_on") for verb in verbs)


def tells_history(context: Context, clause: Clause) -> bool:
    """Tell whether a sentence is of a time long gone: `SARS, which broke out in 2002, killed close to 800`."""
    dates = [context.document.timexes[timex].date or "" for timex in context.timexes_of[clause.sentence]]
    return any(len(date) == _YEAR and date < (context.published or "")[:_YEAR] for date in dates)


def _tells_beginning(context: Context, sentence: int) -> bool:
    """Tell whether a sentence says when something began that goes on."""
    if sentence < 0:
        return False
    verbs = (context.index.clauses[number].verb for number in context.index.clauses_of[sentence])
    return any(
        verb is not None
        and (
            verb.lemma in {"begin", "start", "erupt"}
            or (verb.lemma == "break" and context.index.low[verb.last : verb.last + 1] == ["out"])
        )
        for verb in verbs
    )


def _is_of_story(context: Context, first: int, last: int) -> bool:
    """Tell whether a subject is something that happens, or somebody."""
    index = context.index
    return (
        names_happening(context, first, last)
        or index.mention_at[last - 1] >= 0
        or index.low[last - 1].endswith("s")
    )


def _tells_blow(context: Context, clause: Clause) -> bool:
    """Tell whether a clause says what happened, behind a sentence that only says when something did."""
    if clause.verb is None or clause.sentence == 0 or clause.verb.lemma not in verbs_of("leading"):
        return False
    here = context.document.sentences[clause.sentence - 1]
    return not _HAPPENED.isdisjoint(context.index.low[here.first : here.last])


def is_followed_by_day(context: Context, clause: Clause) -> bool:
    """Tell whether the next sentence of a paragraph goes on with a day before publication."""
    sentences, following = context.document.sentences, clause.sentence + 1
    if following >= len(sentences) or sentences[following].paragraph != sentences[clause.sentence].paragraph:
        return False
    return any(
        value.date is not None
        and is_day(value.date)
        and value.date < (context.published or "")
        and not context.is_speaking_time(timex)
        and not value.span.of(context.text).lower().startswith("last")
        for timex in context.timexes_of[following]
        if (value := context.document.timexes[timex])
    )


def hour_of_story(context: Context, clause: Clause, date: Dated) -> Dated:
    """Give the hour of what had been the day told before, not that of speaking.

    `The ferry sank on Monday, police said on Tuesday. It had left at 4 p.m.`
    """
    if date.span is None or not date.time[:1].isdigit() or clause.verb is None:
        return date
    if clause.verb.tense != "pluperfect" or not clause.sentence:
        return date
    if any(
        word.isalpha() and word not in _OF_CLOCK
        for word in context.index.low[slice(*context.index.range_of(date.span))]
    ):
        return date
    before = context.date_before(clause.sentence)
    if before is None or not is_day(before.date) or not before.date < date.date:
        return date
    said = {
        context.document.timexes[timex].date
        for timex in context.timexes_of[clause.sentence - 1]
        if context.is_speaking_time(timex)
    }
    return msgspec.structs.replace(date, date=before.date) if date.date in said else date
