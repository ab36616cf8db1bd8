"""Background: what led to the crisis, what came before it, and standing facts."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from briefgen.extract.background_rules.background_causes import weigh_cause
from briefgen.extract.background_rules.background_dates import date_cause, find_past, find_pasts
from briefgen.extract.background_rules.background_texts import (
    drop_news,
    leans_back,
    stand_alone,
    tell_apart,
    tell_clause,
)
from briefgen.extract.context import Context
from briefgen.extract.frames import BackgroundFrame, Dated
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.phrasing.wording import keys_in, keys_of, names_in, text_of
from briefgen.model.span import Span

_MAX_TEXT = 420
"""Longest sentence that makes a readable background item, in code points."""


def find_background(context: Context) -> list[BackgroundFrame]:
    """Find the causes, the history and the standing facts that one article tells, in text order.

    Returns:
        One for a sentence, and one for each further date of the past in it. Direct speech, opinions of unnamed
        people, and sentences longer than readers take are left out.
    """
    found: list[BackgroundFrame] = []
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"} or context.is_quoted(sentence.span):
            continue
        frame = _background(context, number)
        if frame is None:
            continue
        whole = alone = stand_alone(context, number, frame)
        if whole is not None:
            alone = drop_news(context, number, whole)
        if alone is not None and len(alone.text) <= _MAX_TEXT:
            apart = tell_apart(context, number, frame) or (alone.text if alone is not whole else "")
            found.append(msgspec.structs.replace(alone, apart=apart) if apart else alone)
        if frame.kind == "history":
            found += _further(context, number, frame)
    return found


def _further(context: Context, number: int, frame: BackgroundFrame) -> list[BackgroundFrame]:
    """Return the other dates of the past in a sentence, each with the words of its own clause."""
    if frame.date is None or frame.date.span is None:
        return []
    home = context.clause_at(context.index.range_of(frame.date.span)[0])
    found: list[BackgroundFrame] = []
    told = {frame.date.date, *frame.date.date.split("/")}
    for date in find_pasts(context, number):
        if date.span is None or date.date in told:
            continue
        first = context.index.range_of(date.span)[0]
        if context.clause_at(first) != home:
            words = tell_clause(context, first) or _with_whole(context, number, frame, first)
        else:
            words = _in_one_clause(context, number, frame, first)
        if words is None or (_in_speech(context, number) and not _is_aside(context, date.span)):
            continue
        told.update((date.date, *date.date.split("/")))
        apart = words if context.clause_at(first) != home else ""
        further = msgspec.structs.replace(
            frame, date=date, text=words, keys=sorted(keys_in(words)), apart=apart
        )
        found.append(further)
    return found


def _with_whole(context: Context, number: int, frame: BackgroundFrame, first: int) -> str | None:
    """Return the whole sentence for a further date whose clause does not stand alone: `…; in 1973 thousands died`."""
    clause = context.clause_at(first)
    verb = context.index.clauses[clause].verb if clause is not None else None
    if context.index.low[first - 3 : first] == [",", "and", "in"] and not leans_back(
        context, number, frame.text
    ):
        # `…, witnesses say, and in 2008 an economy that had fed its neighbours collapsed`
        return frame.text
    if clause is None or verb is None or verb.tense not in {"past", "pluperfect", "perfect"} or verb.negated:
        return None
    told = context.index.clauses[clause].kind in {"main", "coordinate", "that", "participial"}
    return frame.text if told and not leans_back(context, number, frame.text) else None


def _in_one_clause(context: Context, number: int, frame: BackgroundFrame, first: int) -> str | None:
    """Return what a further date tells in the clause of the first one, where it has a share of its own in it.

    `Promises were made in 2017 and 2018`; `Vega, in power since 1980, agreed in May to step down`.
    """
    low = context.index.low
    link = first
    while link > 0 and low[link - 1] in {"in", "again", "then", "on"}:
        link -= 1
    joined = link > 1 and low[link - 1] == "and" and (context.timex_at[link - 2] >= 0 or low[link - 2] == ",")
    joined = joined or (link > 1 and low[link - 1] == "," and context.timex_at[link - 2] >= 0)
    joined = joined or _is_left_out(context, frame, first)
    if joined or _is_of_another(context, frame, first):
        return None if leans_back(context, number, frame.text) else frame.text
    home = context.clause_at(first)
    verb = context.index.clauses[home].verb if home is not None else None
    if verb is None or frame.date is None or frame.date.span is None:
        return None
    aside = context.index.range_of(frame.date.span)[0] < verb.first and low[verb.first - 1] == ","
    return tell_clause(context, first) if aside and link == verb.last else None


def _is_left_out(context: Context, frame: BackgroundFrame, first: int) -> bool:
    """Tell whether a second thing shares the verb before: `Trains were bombed in 1999, and the mint in 2003`."""
    if frame.date is None or frame.date.span is None:
        return False
    index = context.index
    last = index.range_of(frame.date.span)[1]
    between = index.low[last:first]
    if not between or between[-1] not in {"in", "on"} or len(between) > _GAP or index.has_verb(last, first):
        return False
    return between[:2] == [",", "and"] or between[:1] == ["and"] or between[:3] == [",", "before", "that"]


_GAP = 8
"""Tokens between two dates of one verb."""


def _is_of_another(context: Context, frame: BackgroundFrame, first: int) -> bool:
    """Tell whether a time is that of a second thing named: `after a flood in August and a quake in September`."""
    if frame.date is None or frame.date.span is None:
        return False
    low = context.index.low[context.index.range_of(frame.date.span)[1] : first]
    named = load_words("events", "happenings") | load_words("events", "landmarks")
    return "and" in low and bool(named & set(low[low.index("and") :])) and ";" not in low


def _background(context: Context, number: int) -> BackgroundFrame | None:
    if _is_ahead(context, number):
        return None
    cause = weigh_cause(context, number)
    past = find_past(context, number)
    if (
        past is not None
        and cause is None
        and _in_speech(context, number)
        and not _is_aside(context, past.span)
    ):
        past = None
    if cause is not None and (_is_warned(context, number) or _is_toll(context, number)):
        cause = None
    if cause is not None and not (_in_force(context, number) or _is_judged(context, number)):
        return _frame(context, number, "cause", date_cause(context, number), cause)
    if past is not None:
        return _frame(context, number, "history", past, 2)
    weight = _standing(context, number)
    if weight:
        return _frame(context, number, "standing", None, weight)
    return None


def _frame(
    context: Context,
    number: int,
    kind: Literal["cause", "history", "standing"],
    date: Dated | None,
    weight: int,
) -> BackgroundFrame:
    sentence = context.document.sentences[number]
    return BackgroundFrame(
        kind=kind,
        date=date,
        text=text_of(context, number),
        evidence=sentence.span,
        keys=keys_of(context, sentence.first, sentence.last),
        names=names_in(context, sentence.first, sentence.last),
        weight=weight,
    )


def _is_aside(context: Context, span: Span | None) -> bool:
    """Tell whether words stand in a relative clause, unquoted: `Vega, who has ruled since 1994, said`."""
    if span is None or context.is_quoted(span):
        return False
    first = context.document.sentences[context.index.sentence_of[context.index.range_of(span)[0]]].first
    if context.is_quoted(context.index.span(first, first + 2)):
        return False
    clause = context.clause_at(context.index.range_of(span)[0])
    return clause is not None and context.index.clauses[clause].kind == "relative"


def _in_speech(context: Context, number: int) -> bool:
    """Tell whether the sentence's own content is what an actor says in direct speech."""
    return any(
        context.document.attributions[a].quotes and context.cue_sentence[a] == number
        for a in context.attributions_of[number]
    )


def _is_ahead(context: Context, number: int) -> bool:
    """Tell whether a sentence speaks of what is to come."""
    verbs = [context.index.clauses[k].verb for k in context.index.clauses_of[number][:1]]
    return any(
        verb is not None
        and (verb.tense == "future" or verb.modal in {"will", "shall"})
        # `Under the pact signed last August the rebels were to share power`
        and context.index.low[verb.first] not in {"was", "were"}
        for verb in verbs
    )


def _is_warned(context: Context, number: int) -> bool:
    """Tell whether a sentence says what somebody sees coming: `has warned that the unrest may delay wages`."""
    verbs = [context.index.clauses[k].verb for k in context.index.clauses_of[number]]
    return (
        bool(verbs)
        and verbs[0] is not None
        and verbs[0].lemma in load_words("causes", "warning")
        and any(verb is not None and bool(verb.modal) for verb in verbs[1:])
    )


def _is_toll(context: Context, number: int) -> bool:
    """Tell whether a sentence gives a number of victims, a figure: `The toll rose after rain triggered floods`."""
    index = context.index
    for clause_number in index.clauses_of[number][:1]:
        clause = index.clauses[clause_number]
        if clause.subject is not None:
            first, last = index.range_of(clause.subject)
            return not {"toll", "tolls", "tally"}.isdisjoint(index.low[first:last])
    return False


def _is_judged(context: Context, number: int) -> bool:
    """Tell whether a sentence only judges: `The anger over the price of bread was justified`."""
    index = context.index
    for clause_number in index.clauses_of[number][:1]:
        verb = index.clauses[clause_number].verb
        if verb is not None and (verb.passive or verb.lemma in {"be", "seem"}):
            return bool(load_words("causes", "judgements") & set(index.low[verb.first : verb.last + 3]))
    return False


def _in_force(context: Context, number: int) -> bool:
    """Tell whether a sentence says what is so at the moment: news, not what led to it."""
    index = context.index
    for clause_number in index.clauses_of[number][:1]:
        clause = index.clauses[clause_number]
        if clause.verb is None or clause.verb.tense != "present" or clause.verb.lemma != "be":
            continue
        until = any(
            index.low[max(0, context.timex_range[t][0] - 1)] in {"until", "till"}
            for t in context.timexes_of[number]
        )
        behind = index.low[clause.verb.last : clause.verb.last + 3]
        return until or behind[:2] == ["in", "force"]
    return False


def _tells_of_text(low: Sequence[str]) -> bool:
    """Tell whether a sentence only announces what follows: `Here is a timeline of the crisis`."""
    return any(word == "here" and low[at + 1 : at + 2] in (["is"], ["are"]) for at, word in enumerate(low))


def _is_mood(low: Sequence[str], at: int) -> bool:
    """Tell whether behind `is` somebody's mind is told: `uneasy`, `in favour`, `ready to talk`."""
    return low[at] in _MOODS or list(low[at : at + 2]) in _MOOD_PHRASES


_MOODS = load_words("background_rules", "moods")
_MOOD_PHRASES = (
    ["in", "favour"],
    ["in", "favor"],
    ["in", "talks"],
    ["in", "touch"],
    ["on", "alert"],
    ["on", "high"],
)


def _standing(context: Context, number: int) -> int:
    """Return the weight of a standing fact; 0 if the sentence tells none."""
    index = context.index
    context.document.sentences[number]
    if context.timexes_of[number] and any(
        context.document.timexes[t].date is not None for t in context.timexes_of[number]
    ):
        return 0
    if any(context.cue_sentence[a] == number for a in context.attributions_of[number]):
        return 0
    here = context.document.sentences[number]
    if _tells_of_text(index.low[here.first : here.last]):
        return 0
    entities, mentions = context.document.names.entities, context.document.names.mentions
    verbs = frozenset(load_phrases("causes", "standing_verbs"))
    about = frozenset(load_phrases("causes", "standing_about"))
    for clause_number in index.clauses_of[number]:
        clause = index.clauses[clause_number]
        verb = clause.verb
        if clause.kind not in {"main", "coordinate"} or verb is None or clause.subject is None:
            continue
        if verb.tense != "present" or verb.negated or verb.modal or verb.lemma not in verbs or verb.passive:
            return 0
        first, last = index.range_of(clause.subject)
        begin = first + (index.low[first] in {"the", "a", "an"})
        leading = index.mention_at[begin] if begin < last else -1
        if leading < 0 or not entities[mentions[leading].entity].known:
            return 0
        if not set(index.low[clause.first : clause.last]) & about:
            return 0
        if verb.lemma == "be" and _is_mood(index.low, verb.last):
            # `Beijing is in favour of an independent inquiry` is what somebody thinks now.
            return 0
        return 1
    return 0
