"""Reaction dates: when somebody spoke or acted, as far as that is not after publication."""

from briefgen.extract.context import Context
from briefgen.extract.frames import Dated, How, Slot, is_day


def date_of_statement(context: Context, number: int) -> Slot | None:
    """Return the day of an attribution: of speaking, of its cue, of the sentence before, of the article."""
    sentence = context.cue_sentence[number]
    for timex in context.timexes_of[sentence]:
        value = context.document.timexes[timex]
        said = Dated(value.date or "", "", value.span, "sentence")
        if context.is_speaking_time(timex) and (day := _day_gone(context, said)) is not None:
            return day
    cue = context.document.attributions[number].cue
    if cue is not None:
        at = context.index.range_of(cue)[0]
        clause = context.clause_at(at)
        own = context.timex_of_clause(clause) if clause is not None else None
        held = context.document.timexes[own] if own is not None else None
        dated = Dated(held.date or "", "", held.span, "clause") if held is not None else None
        day = _day_gone(context, dated) or _day_gone(context, context.date_of(at, reach="sentence"))
        if day is not None:
            return day
    return _day_gone(context, context.date_before(sentence), how="before") or _day_of_article(context)


def date_of_deed(context: Context, token: int) -> Slot | None:
    """Return the day of the deed that a token tells: its own, that of speaking, of the article."""
    own = _day_gone(context, context.date_of(token))
    return own or context.speaking_date(token, token + 1) or _day_of_article(context)


def _day_gone(context: Context, dated: Dated | None, *, how: How | None = None) -> Slot | None:
    if dated is None or not is_day(dated.date):
        return None
    if context.published is not None and dated.date > context.published:
        return None
    return Slot(dated.date, dated.span, how or dated.how)


def _day_of_article(context: Context) -> Slot | None:
    return Slot(context.published, None, "article") if context.published is not None else None
