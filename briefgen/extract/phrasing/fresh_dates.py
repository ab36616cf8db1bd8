"""Fresh dates: news in the perfect and undated leads, of about the day when they were told or published."""

import re
from datetime import timedelta

from briefgen.extract.context import Context
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import HEAVY, TURN, is_under_way, takes_object, verbs_of, weights
from briefgen.model.dates import parse_date

LEDE_PARAGRAPHS = 3
"""So many paragraphs tell what is new."""


def just_now(context: Context, clause: Clause) -> Dated | None:
    """Date fresh news in the perfect (`the government has resigned`) about the day when it was told or published.

    Days in its sentence speak against it.
    """
    verb = clause.verb
    if verb is None or context.published is None or clause.kind not in {"main", "coordinate"}:
        return None
    paragraph = context.document.sentences[clause.sentence].paragraph
    if paragraph > LEDE_PARAGRAPHS or (verb.tense != "perfect" and not is_under_way(context, clause)):
        return None
    if verb.tense == "perfect" and (_runs_since(context, clause) or _grows(context, clause)):
        return None
    weight = weights().get(verb.lemma, 1)
    if verb.lemma in verbs_of("fresh") or (verb.tense == "perfect" and takes_object(context, clause)):
        weight = max(weight, TURN)
    if not context.governing(verb.first, verb.last):
        leads = paragraph <= _first_paragraph(context) and _names_no_time(context, clause)
        fresh = verb.tense == "perfect" and weight >= (TURN if leads else HEAVY)
        if fresh and (begun := _begun_days_ago(context, clause)) is not None:
            return begun
        return Dated(f"{context.published}~", "", None, "article") if fresh else None
    told = context.speaking_date(verb.first, verb.last)
    if told is None or weight < TURN or paragraph > _first_paragraph(context):
        return None
    return Dated(told.value, "", told.span, "sentence")


def _begun_days_ago(context: Context, clause: Clause) -> Dated | None:
    """Date about when it began what has gone on for some days: `Miners have blocked the bridge for three days`."""
    verb = clause.verb
    told = parse_date(context.published).earliest if context.published is not None else None
    if verb is None or told is None:
        return None
    for number in context.timexes_of[clause.sentence]:
        first, _ = context.timex_range[number]
        timex = context.document.timexes[number]
        inside = verb.last <= first < clause.last and context.index.low[first - 1] == "for"
        found = _DAYS.fullmatch(timex.value) if inside and timex.type == "DURATION" else None
        if found is not None:
            days = int(found[1]) * (_WEEK if found[2] == "W" else 1)
            return Dated(f"{(told - timedelta(days=days)).isoformat()}~", "", timex.span, "clause")
    return None


_DAYS, _WEEK = re.compile(r"P([0-9]{1,2})([DW])"), 7


def _runs_since(context: Context, clause: Clause) -> bool:
    """Tell whether what is told runs since something: `Cholera has killed 1,660 since it broke out in May`."""
    if clause.verb is None:
        return False
    last = context.document.sentences[clause.sentence].last
    behind = context.index.low[clause.verb.last : last]
    counted = any(
        context.quantity_at[at] >= 0 for at in range(clause.verb.last, min(clause.verb.last + _OBJECT, last))
    )
    return "since" in behind and (
        counted or behind[behind.index("since") + 1 :][:1] in (["the"], ["a"], ["last"])
    )


def _grows(context: Context, clause: Clause) -> bool:
    """Tell whether what lasts has brought a number so far: `The virus has killed 1,300 people in four countries`."""
    verb = clause.verb
    if verb is None or clause.subject is None or verb.lemma not in load_words("titles", "harm"):
        return False
    words = context.index.low[slice(*context.index.range_of(clause.subject))]
    behind = range(verb.last, min(verb.last + _OBJECT, len(context.quantity_at)))
    return not load_words("events", "lingering").isdisjoint(words) and any(
        context.quantity_at[at] >= 0 for at in behind
    )


_OBJECT = 3
"""Tokens behind a verb within which a number is that of its object."""


def told_first(context: Context, clause: Clause, number: int) -> Dated | None:
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


def _first_paragraph(context: Context) -> int:
    return next((s.paragraph for s in context.document.sentences if s.kind in {"dek", "body"}), 0)
