"""Dates of events: when the deed of a clause was done, and whether it lies ahead."""

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.deeds import (
    HEAVY,
    TURN,
    is_letter,
    is_progressive,
    is_speech,
    is_under_way,
    stays_since,
    takes_object,
    verbs_of,
    weights,
)
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.noun_phrases import names_happening
from briefgen.extract.planned_dates import declared_day, plan_date, times_behind
from briefgen.extract.subjects import subject_counts
from briefgen.model.dates import parse_date

_SOME_DAYS = 2
"""A meeting may last so many nights."""


_LONGEST_RUN = 31
"""Days that something dated from one day to another lasts at most; longer ones are counts."""
_DAWN = "05:00"
"""Before this hour it is the night of the evening before."""
_LATE = "19:00"
_LATE_PARTS = frozenset({"evening", "night", "late evening", "late night", "late"})
_WEEKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
_DAY_WORDS = load_words("events_times", "day_names")
"""Words of an hour that names its own day: `1 a.m. on 4 May`, `this morning`."""
_CLOSE_CLAUSES = 4
_YEAR = 4
"""Code points of a date that is no more than a year."""
LEDE_PARAGRAPHS = 3
"""So many paragraphs tell what is new."""


_POINTS = frozenset({"when", "after", "as", "before", "while"})
_TOGETHER = frozenset({"when", "as", "while"})
"""What one of these opens is of the day of what it hangs on."""
_DAYS = re.compile(r"P([0-9]{1,3})([DW])")


def date_deed(context: Context, clause: Clause, number: int, *, speech: bool) -> Dated | None:
    """Find when the deed of a clause was done; of speech, when it was made.

    Args:
        context: the article's layers.
        clause: the clause.
        number: its index.
        speech: whether it is the frame of an attribution.
    """
    date = _date_deed(context, clause, number, speech=speech)
    return _small_hour(context, date) if date is not None else None


def _date_deed(context: Context, clause: Clause, number: int, *, speech: bool) -> Dated | None:
    verb = clause.verb
    if verb is None:
        return None
    if (declared := declared_day(context, clause)) is not None:
        return declared
    if (named := _named_right_before(context, clause, number)) is not None:
        return named
    if (beside := _alongside(context, clause)) is not None:
        return beside
    if speech:
        for timex in context.timexes_of[clause.sentence]:
            value = context.document.timexes[timex]
            if context.is_speaking_time(timex) and value.date is not None:
                first, _ = context.timex_range[timex]
                where = context.clause_at(first)
                apart = where is not None and is_speech(context, context.index.clauses[where])
                if where == number or (abs(first - verb.first) <= 12 and not apart):
                    return context.dated(value, "clause")
        own = context.timex_of_clause(number)
        if own is not None:
            return context.dated(context.document.timexes[own], "clause")
        # `decided to send troops on Thursday`: a day gone by is that of the decision, not of the deed to come.
        if (closing := _closing_day(context, number, kinds=("infinitive", "participial"))) is not None:
            return closing
        return (
            _passed_on(context, clause)
            or _goes_on(context, clause)
            or (_just_now(context, clause) if verb.lemma in verbs_of("decisions") else None)
        )
    if (planned := plan_date(context, clause, number)) is not None:
        return planned
    if (meets := _goes_on_today(context, clause, number)) is not None:
        return meets
    if verb.tense == "present" and (not _has_day(context, clause, number) or is_progressive(context, clause)):
        return _just_now(context, clause)
    if verb.tense == "future" and context.timex_of_clause(number) is None:
        ahead = _closing_day(context, number, kinds=("infinitive", "participial", "relative"), gone=False)
        if ahead is not None:
            return ahead
    if (off := _clause_away(context, clause, number)) is not None:
        return _dated_away(context, *off)
    if verb.tense in {"past", "pluperfect"} and context.timex_of_clause(number) is None:
        closing = _closing_day(context, number, kinds=("infinitive", "participial"))
        if closing is not None:
            return closing
        passed = _ordered(context, clause) or _at_point(context, clause, number)
        if passed is not None:
            return passed
    earlier = _shares_had(context, clause)
    date = _same_occasion(context, clause) or context.date_of(
        verb.first, reach="before" if verb.tense in {"past", "pluperfect"} and not earlier else "sentence"
    )
    if date is None or not date.date:
        return _just_now(context, clause) or _told_first(context, clause, number)
    if (passed := _past_midnight(context, clause)) is not None:
        return passed
    first = context.index.range_of(date.span)[0] if date.span is not None else len(context.timex_at)
    if context.index.low[first : first + 1] == ["overnight"] and _is_followed_by_day(context, clause):
        # `They held forty people overnight. They gave up on Tuesday`: some night before, not the last one.
        return None
    held = context.timex_at[first] if first < len(context.timex_at) else -1
    source = context.document.timexes[held] if held >= 0 else None
    if source is not None and source.since and (date.how != "clause" or verb.tense == "perfect"):
        return date if date.how == "clause" and _lasts_since(context, clause, date) else None
    if date.how == "sentence" and verb.tense == "pluperfect" and clause.kind == "relative":
        # `accused each other on Sunday of breaking the truce to which they had agreed`
        return None
    if date.how == "sentence" and clause.kind == "relative" and _is_behind(context, clause):
        # `raced on Tuesday to find survivors of the quake that struck the south`
        return None
    if date.how == "clause" and is_of_happening(context, clause, date):
        # `has resigned amid anger over the explosion on Tuesday`
        return _just_now(context, clause, led=True)
    if date.how == "before" and not (
        is_day(date.date) and _continues(context, clause) and not _tells_history(context, clause)
    ):
        return None
    return date


def _alongside(context: Context, clause: Clause) -> Dated | None:
    """Date what a fresh statement came with: `… are missing, a court said on Tuesday, as the cabinet announced aid`."""
    verb = clause.verb
    parent = context.index.clauses[clause.parent] if clause.parent is not None else None
    if (
        verb is None
        or parent is None
        or clause.kind != "adverbial"
        or clause.marker != "as"
        or verb.tense != "past"
        or clause.subject is None
        or not is_speech(context, parent)
        or (weights().get(verb.lemma, 1) < TURN and verb.lemma not in verbs_of("decisions"))
        or any(
            context.clause_at(context.timex_range[t][0]) == context.index.verb_at[verb.first]
            for t in context.timexes_of[clause.sentence]
        )
    ):
        return None
    told = parse_date(context.published).earliest if context.published is not None else None
    for timex in context.timexes_of[clause.sentence]:
        value = context.document.timexes[timex]
        day = parse_date(value.date).earliest if value.date is not None and is_day(value.date) else None
        if context.clause_at(context.timex_range[timex][0]) != clause.parent or told is None or day is None:
            continue
        if context.is_speaking_time(timex) and 0 <= (told - day).days <= 1:
            return context.dated(value, "sentence")
    return None


def _past_midnight(context: Context, clause: Clause) -> Dated | None:
    """Date what came hours after a late hour told before: `left late on Tuesday. A few hours later it capsized`."""
    sentence = context.document.sentences[clause.sentence]
    low = context.index.low[sentence.first : clause.verb.first if clause.verb is not None else sentence.last]
    date = context.date_before(clause.sentence) if "hours" in low else None
    if date is None or date.span is None or "later" not in low[low.index("hours") :][:2]:
        return None
    first, last = context.index.range_of(date.span)
    told = set(context.index.low[max(0, first - 2) : last])
    start = parse_date(date.date).earliest if is_day(date.date) else None
    if start is None or told.isdisjoint({"late", "night", "midnight"}):
        return None
    return Dated((start + timedelta(days=1)).isoformat(), "", date.span, "before")


def _small_hour(context: Context, date: Dated) -> Dated:
    """Move an hour past midnight behind a late one on: `took power at 10 p.m. on Tuesday. At 1 a.m. parliament met`."""
    if date.span is None or not is_day(date.date) or not "00:00" <= date.time < _DAWN:
        return date
    first, last = context.index.range_of(date.span)
    timex = context.timex_at[first]
    if timex < 1 or any(
        word[:3] in _WEEKDAYS or word in _DAY_WORDS for word in context.index.low[first:last]
    ):
        return date
    timex -= 1
    while timex and "00:00" <= context.document.timexes[timex].time < date.time:
        timex -= 1
    before = context.document.timexes[timex]
    begin, end = context.timex_range[timex]
    late = before.time >= _LATE if before.time[:1].isdigit() else before.time in _LATE_PARTS
    late = late or (not before.time and "late" in context.index.low[max(0, begin - 2) : end])
    day = parse_date(date.date).earliest
    if not late or before.date != date.date or day is None:
        return date
    following = (day + timedelta(days=1)).isoformat()
    if context.published is not None and following > context.published[:10]:
        return date
    return msgspec.structs.replace(date, date=following)


def is_of_happening(context: Context, clause: Clause, date: Dated) -> bool:
    """Tell whether the day behind a verb in the perfect is that of a happening named between: the perfect has none."""
    verb = clause.verb
    if verb is None or verb.tense != "perfect" or date.span is None:
        return False
    first = context.index.range_of(date.span)[0]
    if context.published is None or date.date[:10] == context.published:
        return False
    return not verbs_of("disasters").isdisjoint(context.index.low[verb.last : first])


def _goes_on_today(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date what is on the day of publication itself: `Party leaders are meeting today`."""
    verb, timex = clause.verb, context.timex_of_clause(number)
    if verb is None or timex is None or verb.tense != "present" or clause.kind not in {"main", "coordinate"}:
        return None
    value = context.document.timexes[timex]
    today = value.date is not None and value.date == context.published and not value.since
    return context.dated(value, "clause") if today and is_progressive(context, clause) else None


def _is_behind(context: Context, clause: Clause) -> bool:
    """Tell whether a relative clause in the past is about a thing behind another verb, whose day is not its own."""
    verb = clause.verb
    above = context.index.clauses[clause.parent] if clause.parent is not None else None
    return (
        verb is not None
        and verb.tense == "past"
        and above is not None
        and above.verb is not None
        and above.verb.last <= clause.first
    )


def _is_followed_by_day(context: Context, clause: Clause) -> bool:
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


def _lasts_since(context: Context, clause: Clause, date: Dated) -> bool:
    """Tell whether what holds began on the day of `since`: `flights have been suspended since Sunday`."""
    verb = clause.verb
    if verb is None or not is_day(date.date) or (verb.lemma != "be" and subject_counts(context, clause)):
        return False
    if verb.lemma in verbs_of("lasting"):
        return True
    if verb.lemma == "be":
        return stays_since(context, clause)
    return verb.passive and verb.lemma not in verbs_of("counted") and weights().get(verb.lemma, 1) >= TURN


def _named_right_before(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date `when` by the day that it explains: `had heard nothing since Wednesday night, when two blasts tore`."""
    for timex in context.timexes_of[clause.sentence]:
        value, first = context.document.timexes[timex], context.timex_range[timex][0]
        if clause.kind != "adverbial" or clause.marker not in _POINTS or clause.subject is None:
            break
        if (
            context.clause_at(first) == number
            and context.is_speaking_time(timex)
            and is_day(value.date or "")
        ):
            # `he said when the first deaths were confirmed on 2 May`
            return context.dated(value, "clause")
    first = clause.first - (context.index.low[clause.first - 1] == ",")
    if clause.marker != "when" or first <= context.document.sentences[clause.sentence].first:
        return None
    timex = context.timex_at[first - 1]
    if timex < 0 or context.timex_of_clause(number) is not None:
        return None
    value = context.document.timexes[timex]
    if clause.verb is None or clause.verb.tense != "past" or not is_day(value.date or ""):
        return None
    return context.dated(value, "clause")


def _closing_day(context: Context, number: int, *, kinds: Sequence[str], gone: bool = True) -> Dated | None:
    """Find the day gone by, or to come, that closes a clause, although it stands behind a verb that depends on it.

    `took eight people in for questioning on Wednesday`, `forced the school to shut on 2 May`.
    """
    for timex in times_behind(context, context.index.clauses[number]):
        value = context.document.timexes[timex]
        first, _ = context.timex_range[timex]
        at = context.clause_at(first)
        inner = context.index.clauses[at] if at is not None else None
        if (
            inner is not None
            and inner.kind in kinds
            # `is to succeed Vega, who is stepping down, on 15 January`
            and inner.parent == number
            and (
                inner.kind == "infinitive"
                or (inner.kind == "relative" and context.index.low[first - 2] == ",")
                or is_letter(context, inner)
                or inner.marker in {"for", "from", "of", "to", "by"}
                or context.index.low[inner.first - 1] == "to"
            )
            and context.index.low[first - 1] not in {"until", "till", "by", "since", "before", "after", "of"}
            and not context.is_speaking_time(timex)
            and value.date is not None
            and is_day(value.date)
            and (context.published is None or (value.date <= context.published) == gone)
        ):
            return context.dated(value, "sentence")
    return None


def _at_point(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date a deed by the clause that tells when: `Ten people died while they watched a match on Friday`."""
    if (
        clause.verb is None
        or clause.verb.tense != "past"
        or clause.kind not in {"main", "coordinate", "that", "relative"}
    ):
        return None
    for other in range(number + 1, min(number + _CLOSE_CLAUSES, len(context.index.clauses))):
        inner = context.index.clauses[other]
        if (
            inner.parent != number
            or inner.marker not in {"when", "while"}
            or inner.verb is None
            or inner.verb.tense not in ({"past"} if inner.marker == "when" else {"past", "participle"})
        ):
            continue
        timex = context.timex_of_clause(other)
        following = context.index.clauses[other + 1] if other + 1 < len(context.index.clauses) else inner
        if timex is None and following.kind == "infinitive" and following.parent == other:
            # `when the prayers were about to begin on 4 May`
            timex = context.timex_of_clause(other + 1)
        value = context.document.timexes[timex] if timex is not None else None
        if value is not None and value.date is not None and is_day(value.date) and not value.since:
            return context.dated(value, "sentence")
    return None


def _clause_away(context: Context, clause: Clause, number: int) -> tuple[Clause, int] | None:
    """Return the clause that lies some days off the one it hangs on, by how many, for it and what goes on with it.

    `three days after she resigned and fled`, `a week after a first vote failed when its members walked out`.
    """
    found = clause
    while (away := _days_away(context, found)) is None:
        goes_on = found.kind == "coordinate" or (found.kind == "adverbial" and found.marker in _TOGETHER)
        if not goes_on or found.parent is None or context.timex_of_clause(number) is not None:
            return None
        found = context.index.clauses[found.parent]
    return found, away


def _days_away(context: Context, clause: Clause) -> int | None:
    """Return by how many days a clause lies off the one it hangs on (`a day after soldiers had seized him`).

    0 where a distance stands there that is not counted in days; None where none stands there.
    """
    if clause.kind != "adverbial" or clause.marker not in {"after", "before"} or clause.first == 0:
        return None
    timex = context.timex_at[clause.first - 1]
    if timex < 0 or context.document.timexes[timex].type != "DURATION":
        return None
    found = _DAYS.fullmatch(context.document.timexes[timex].value)
    if found is None:
        return 0
    days = int(found[1]) * (7 if found[2] == "W" else 1)
    if clause.marker == "after" and context.index.low[clause.first + 1] == "that":
        # `a day after that the minister resigned`
        return days
    return -days if clause.marker == "after" else days


def _dated_away(context: Context, clause: Clause, days: int) -> Dated | None:
    """Date a clause by the one it hangs on and the days between."""
    parent = context.index.clauses[clause.parent].verb if clause.parent is not None else None
    base = context.date_of(parent.first, reach="sentence") if parent is not None else None
    if base is None and parent is not None and parent.tense == "past":
        # `Four days after they went to the polls, the minister said on Thursday that …`
        times = (t for t in context.timexes_of[clause.sentence] if context.is_speaking_time(t))
        said = next((t for t in times if context.document.timexes[t].date is not None), None)
        base = context.dated(context.document.timexes[said], "sentence") if said is not None else None
    if base is None and parent is not None and context.published is not None and parent.tense == "present":
        # `Two days after it was agreed, the ceasefire looks thin`
        base = Dated(
            context.published[:10], "", clause.verb.span if clause.verb is not None else None, "sentence"
        )
    start = parse_date(base.date).earliest if base is not None and is_day(base.date) else None
    if base is None or start is None or not days:
        return None
    return Dated((start + timedelta(days=days)).isoformat(), "", base.span, "sentence")


def _shares_had(context: Context, clause: Clause) -> bool:
    """Tell whether a verb is the second one behind `had already`: `had already closed schools and sent all home`."""
    above = context.index.clauses[clause.parent] if clause.parent is not None else None
    if above is None or above.verb is None or clause.kind != "coordinate" or not clause.subject_inherited:
        return False
    words = context.index.low[above.verb.first : above.verb.last]
    return above.verb.tense == "pluperfect" and "already" in words


def _same_occasion(context: Context, clause: Clause) -> Dated | None:
    """Date `in the same speech` by the last day told before, be it that of speaking."""
    opening = context.index.low[clause.first : clause.first + 4]
    if (
        len(opening) < 4
        or opening[1:3] != ["the", "same"]
        or opening[3] not in load_words("events", "occasions")
    ):
        return None
    for sentence in range(clause.sentence - 1, -1, -1):
        for timex in reversed(context.timexes_of[sentence]):
            value = context.document.timexes[timex]
            if value.date is not None and is_day(value.date):
                return context.dated(value, "sentence")
    return None


def _continues(context: Context, clause: Clause) -> bool:
    """Tell whether a clause without a date goes on with the story of the day before it: a deed told in the past."""
    verb = clause.verb
    if verb is None or clause.kind not in {"main", "coordinate"} or verb.tense != "past":
        return False
    if not takes_object(context, clause) and (
        verb.lemma in verbs_of("overviews") or weights().get(verb.lemma, 1) < TURN
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


def _tells_history(context: Context, clause: Clause) -> bool:
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


def _just_now(context: Context, clause: Clause, *, led: bool = False) -> Dated | None:
    """Date fresh news in the perfect (`the government has resigned`) about the day when it was told or published.

    Days in its sentence speak against it, unless `led` says that they are of something else.
    """
    verb = clause.verb
    if verb is None or context.published is None or clause.kind not in {"main", "coordinate"}:
        return None
    paragraph = context.document.sentences[clause.sentence].paragraph
    if paragraph > LEDE_PARAGRAPHS or (verb.tense != "perfect" and not is_under_way(context, clause)):
        return None
    weight = weights().get(verb.lemma, 1)
    if verb.lemma in verbs_of("fresh") or (verb.tense == "perfect" and takes_object(context, clause)):
        weight = max(weight, TURN)
    if not context.governing(verb.first, verb.last):
        leads = paragraph <= _first_paragraph(context) and (led or _names_no_time(context, clause))
        fresh = verb.tense == "perfect" and weight >= (TURN if leads else HEAVY)
        return Dated(f"{context.published}~", "", None, "article") if fresh else None
    told = context.speaking_date(verb.first, verb.last)
    if told is None or weight < TURN or paragraph > _first_paragraph(context):
        return None
    return Dated(told.value, "", told.span, "sentence")


def _told_first(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date the deed with which an article opens, told in the past without a day, about the day of publication.

    `Rebels seized the town, officials said.` An editor takes it for the news of the day, or of the day before.
    """
    verb = clause.verb
    if verb is None or context.published is None or not is_day(context.published[:10]):
        return None
    if verb.tense != "past" or verb.modal or clause.kind != "main" or clause.subject is None:
        return None
    if not opens_article(context, clause.sentence) or not is_lead_deed(verb.lemma):
        return None
    if _goes_back(context, clause.sentence):
        return None
    if number != context.index.clauses_of[clause.sentence][0] or not _names_no_time(context, clause):
        return None
    words = context.index.low[clause.first : verb.first]
    if not load_words("events", "long_ago").isdisjoint(words):
        return None
    return Dated(f"{context.published[:10]}~", "", None, "article")


def opens_article(context: Context, sentence: int) -> bool:
    """Tell whether a sentence is the first of the body."""
    sentences = context.document.sentences
    return sentence == next((k for k, one in enumerate(sentences) if one.kind == "body"), -1)


def is_lead_deed(lemma: str) -> bool:
    """Tell whether a verb tells a deed with which news open."""
    leading = verbs_of("fresh") | verbs_of("blows") | verbs_of("leading")
    return weights().get(lemma, 1) >= TURN or lemma in leading


def _goes_back(context: Context, sentence: int) -> bool:
    """Tell whether the paragraph of a lead goes on with an older day, which may be that of the lead: nobody knows."""
    sentences = context.document.sentences
    told = parse_date(context.published).earliest if context.published is not None else None
    for number in range(sentence, len(sentences)):
        if sentences[number].paragraph != sentences[sentence].paragraph:
            return False
        for timex in context.timexes_of[number]:
            value = context.document.timexes[timex]
            day = parse_date(value.date).earliest if value.date is not None and is_day(value.date) else None
            if day is not None and told is not None and (told - day).days > 1:
                return True
    return False


def _names_no_time(context: Context, clause: Clause) -> bool:
    """Tell whether a sentence tells news by itself: no day, no habit (`every week`), and of somebody."""
    if context.index.low[clause.first] in {"nobody", "none", "no"}:
        return False
    timexes = context.document.timexes
    return all(
        timexes[number].type == "DURATION" or context.is_attributive(number)
        for number in context.timexes_of[clause.sentence]
    )


def _passed_on(context: Context, clause: Clause) -> Dated | None:
    """Date a decision without a day by the day when an outlet passes it on (`…, radio said on Friday`), about."""
    verb = clause.verb
    if verb is None or verb.tense not in {"past", "pluperfect"} or verb.lemma not in verbs_of("decisions"):
        return None
    passing = [number for number in context.governing(verb.first, verb.last) if context.is_outlet(number)]
    told = context.speaking_date(verb.first, verb.last) if passing else None
    return Dated(f"{told.value}~", "", told.span, "sentence") if told is not None else None


def _ordered(context: Context, clause: Clause) -> Dated | None:
    """Date an order by the day when an outlet passes it on: `media reported on Saturday that all had been …`."""
    verb = clause.verb
    if (
        verb is None
        or not verb.passive
        or verb.tense != "pluperfect"
        or verb.lemma not in verbs_of("decisions")
    ):
        return None
    passing = [number for number in context.governing(verb.first, verb.last) if context.is_outlet(number)]
    told = context.speaking_date(verb.first, verb.last) if passing else None
    return Dated(f"{told.value}~", "", told.span, "sentence") if told is not None else None


def _goes_on(context: Context, clause: Clause) -> Dated | None:
    """Date a grave measure without a day of its own (`announced that a curfew had begun`) by its paragraph."""
    verb = clause.verb
    if verb is None or verb.tense != "past" or verb.lemma not in verbs_of("decisions"):
        return None
    last = context.document.sentences[clause.sentence].last
    if clause.kind != "main" or not verbs_of("grave") & set(context.index.low[verb.last : last]):
        return None
    before = context.date_before(clause.sentence)
    return before if before is not None and is_day(before.date) else None


def _first_paragraph(context: Context) -> int:
    return next((s.paragraph for s in context.document.sentences if s.kind in {"dek", "body"}), 0)


def _has_day(context: Context, clause: Clause, number: int) -> bool:
    timex = context.timex_of_clause(number)
    if timex is None or not context.document.timexes[timex].date:
        return False
    date = parse_date(context.document.timexes[timex].date or "")
    return date.precision == "day" or (
        date.earliest is not None
        and date.latest is not None
        and (date.latest - date.earliest).days <= _SOME_DAYS
        and not date.approximate
    )


def finer_day(context: Context, clause: Clause, date: Dated) -> Dated:
    """Return the day behind a vague time of one clause that lies in it: `a year ago, on 20 August`."""
    parsed = parse_date(date.date)
    if date.how != "clause" or date.span is None or is_day(date.date) or clause.verb is None:
        return date
    first = context.index.range_of(date.span)[0]
    number = context.clause_at(first)
    for timex in context.timexes_of[clause.sentence]:
        value = context.document.timexes[timex]
        begin = context.timex_range[timex][0]
        if begin <= first or value.date is None or not is_day(value.date) or value.since:
            continue
        day = parse_date(value.date).earliest
        if (
            context.clause_at(begin) == number
            and not context.is_speaking_time(timex)
            and context.index.low[begin - 1] in {"on", "of", ",", "in", "night", "hours"}
            and day is not None
            and parsed.earliest is not None
            and parsed.latest is not None
            and parsed.earliest <= day <= parsed.latest
        ):
            return context.dated(value, "clause")
    return date


def join_days(context: Context, clause: Clause, date: Dated) -> Dated:
    """Join `on Tuesday and Wednesday` to the interval of both days."""
    if date.how not in {"clause", "sentence"} or not is_day(date.date):
        return date
    timexes = context.timexes_of[clause.sentence]
    for one, other in pairwise(timexes):
        first, second = context.document.timexes[one], context.document.timexes[other]
        between = context.index.low[context.timex_range[one][1] : context.timex_range[other][0]]
        whole = between in (["to"], ["until"]) and (
            context.index.low[context.timex_range[one][0] - 1] == "from"
        )
        if date.span not in {first.span, second.span} or not (whole or between in (["and"], ["and", "on"])):
            continue
        if not (is_day(first.date or "") and is_day(second.date or "")):
            continue
        start, end = parse_date(first.date or "").earliest, parse_date(second.date or "").earliest
        if (
            start is not None
            and end is not None
            and ((end - start).days == 1 or (whole and 0 < (end - start).days <= _LONGEST_RUN))
        ):
            return Dated(f"{first.date}/{second.date}", "", date.span, date.how)
    return date
