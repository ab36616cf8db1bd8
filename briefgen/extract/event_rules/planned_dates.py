"""Dates of what is planned: days to come, days declared and called for, and whether an event lies ahead."""

from briefgen.extract.context import Context
from briefgen.extract.frames import Dated, is_day
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.phrasing.deeds import is_foretold, is_progressive, verbs_of
from briefgen.model.dates import parse_date

_CLOSE_CLAUSES = 4
_NEAR = 40
"""Tokens behind a verb within which a time may be its own."""
_FAR_AHEAD_DAYS = 1000


def plan_date(context: Context, clause: Clause, number: int) -> Dated | None:
    """Date a plan by the day to come of what is planned: `plans to fly to Galle on Friday`; None if it is none."""
    verb = clause.verb
    if verb is None or context.published is None or verb.tense == "pluperfect":
        # `had planned to fly to Galle on Friday` tells that it came to nothing.
        return None
    if verb.lemma not in verbs_of("planning") and not is_foretold(context, clause):
        return None
    behind = context.index.low[verb.last : verb.last + 3]
    if verb.lemma == "be" and (
        behind == ["to", "do", "with"] or not (behind[:1] == ["to"] or behind[1:2] == ["to"])
    ):
        # `is in Galle to help` tells no plan, `is due to arrive` does.
        return None
    for other in range(number + 1, min(number + _CLOSE_CLAUSES, len(context.index.clauses))):
        inner = context.index.clauses[other]
        if inner.kind != "infinitive" or inner.parent != number:
            continue
        timex = context.timex_of_clause(other)
        earlier = next((t for t in context.timex_at[verb.last : inner.first] if t >= 0), None)
        if earlier is not None and context.index.low[inner.first - 1] == "and":
            # `is due to leave Galle on Saturday and to arrive in Kandy on Monday`
            timex = earlier
        date = context.document.timexes[timex].date if timex is not None else None
        foretold = verb.tense == "present" or is_foretold(context, clause)
        today = date == context.published and foretold and not is_progressive(context, clause)
        if timex is not None and date is not None and is_day(date) and (date > context.published or today):
            return context.dated(context.document.timexes[timex], "clause")
    return None


def tell_planned(context: Context, clause: Clause, date: Dated) -> bool | None:
    """Tell whether an event lies ahead of its article; None where tense and date do not fit together."""
    verb = clause.verb
    published = context.published
    parsed = parse_date(date.date)
    told = parse_date(published).earliest if published is not None else None
    ahead = parsed.earliest is not None and told is not None and parsed.earliest > told
    goes_on = parsed.latest is not None and told is not None and parsed.latest > told
    if verb is None:
        return None
    future = verb.modal in {"will", "shall"} or verb.tense == "future" or is_foretold(context, clause)
    opening = context.index.low[verb.first : verb.last]
    was_due = verb.lemma == "be" and context.index.low[verb.last : verb.last + 1] == ["due"]
    if (was_due or (future and opening[0] in {"was", "were"} and "back" not in opening)) and (
        date.date == published and verb.tense != "present"
    ):
        # `was to return on Tuesday`, told on that day
        return True
    if future and not (ahead or goes_on) and opening[0] in {"was", "were"}:
        # `were back to normal` tells what was so, `were to reopen on Friday` not whether they did.
        return False if "back" in opening else None
    if verb.modal in {"will", "shall"} and date.date < (published or "")[:10] and not goes_on:
        # `It goes back to what it was on 17 August, and an inquiry will be opened`
        return None
    if future or (goes_on and verb.tense == "present" and not is_progressive(context, clause)):
        return True
    if was_due and not ahead and verb.tense != "present":
        # `was due to come ashore on Tuesday but veered away`
        return None
    if ahead and _is_of_beginning(context, date):
        return True
    if not verb.modal and is_dropped_day(context, clause, date):
        return None
    if ahead:
        if verb.tense == "past" and _is_tomorrow_elsewhere(context, date):
            return False
        return (
            True
            if verb.tense in {"present", "participle", "infinitive"}
            or (_arranges(context, verb) and not _is_bound(context, date))
            or puts_off(context, clause)
            or declared_from(context, clause) is not None
            else None
        )
    return False


def _arranges(context: Context, verb: VerbGroup) -> bool:
    """Tell whether a verb sets something for a day: not `was scheduled to return`, of which its own day is told."""
    own = verb.passive and verb.lemma in verbs_of("foretold")
    return verb.lemma in verbs_of("arranging") and not (own and context.index.low[verb.last] == "to")


def is_dropped_day(context: Context, clause: Clause, date: Dated) -> bool:
    """Tell whether a day is the one on which something was to be that is called off, or put off.

    `The march due on Friday was called off`, `Monday's talks were called off on Tuesday`; but `Talks were called off on
    Monday`, `were put off to Friday`. So is one of which no more is told than what had been meant for it.
    """
    verb = clause.verb
    if is_only_meant(context, clause, date):
        return True
    if verb is None or date.span is None or not (is_called_off(context, clause) or puts_off(context, clause)):
        return False
    first = context.index.range_of(date.span)[0]
    held = context.timex_at[first]
    if held >= 0 and context.is_owner(held):
        # `After Friday's blast the concert was cancelled`
        return context.index.low[first - 1] not in CAUSES
    if date.date <= (context.published or ""):
        own = context.timex_of_clause(context.index.verb_at[verb.first])
        return first < verb.first and own is not None and context.timex_range[own][0] >= verb.last
    if is_called_off(context, clause):
        return not _is_bound(context, date)
    put = day_put_to(context, clause)
    return (put is not None and put.date != date.date) or first < verb.first


def is_only_meant(context: Context, clause: Clause, date: Dated) -> bool:
    """Tell whether it is told what was meant to be on a day, not whether it was: `was supposed to speak on Sunday`.

    Of a day to come only what had been meant is left undone: `had planned to fly to Galle on Friday`.
    """
    verb = clause.verb
    if verb is None or verb.negated or verb.tense not in {"past", "pluperfect"} or date.span is None:
        return False
    if verb.tense == "past" and date.date >= (context.published or ""):
        return False
    first, low = context.index.range_of(date.span)[0], context.index.low
    if (first < verb.last and verb.tense == "past") or verb.lemma not in verbs_of("meaning"):
        return False
    behind = low[verb.last : verb.last + 1]
    if verb.lemma == "be":
        return behind == ["due"] or low[verb.last : verb.last + 2] in (["supposed", "to"], ["about", "to"])
    if not verb.passive:
        return behind == ["to"] and verb.lemma in _AIMING
    return behind in (["to"], ["for"]) or (verb.lemma == "expect" and behind in (["in"], ["at"], ["on"]))


_AIMING = frozenset({"plan", "intend", "hope", "aim"})
"""Verbs by which somebody says what he means to do himself."""
CAUSES = frozenset({"after", "since", "following", "amid", "over", "despite", "by"})
"""Words before what something was called off for."""


def is_called_off(context: Context, clause: Clause) -> bool:
    """Tell whether a clause says that something will not be: `was cancelled`, `called the march off`."""
    verb = clause.verb
    if verb is None or verb.negated:
        return False
    called_off = verb.lemma == "call" and "off" in context.index.low[verb.last : verb.last + _PARTICLE_REACH]
    return called_off or verb.lemma in verbs_of("dropping")


def _is_of_beginning(context: Context, date: Dated) -> bool:
    """Tell whether a day is that on which something is to begin or end: `ordered checks, to begin on 15 June`."""
    home = context.clause_at(context.index.range_of(date.span)[0]) if date.span is not None else None
    inner = context.index.clauses[home] if home is not None else None
    return (
        inner is not None
        and inner.kind == "infinitive"
        and inner.verb is not None
        and inner.verb.lemma in _BEGINNING
    )


_BEGINNING = frozenset({"begin", "start", "open", "run", "last", "end"})


def is_far_ahead(context: Context, date: Dated) -> bool:
    """Tell whether something lies years ahead: terms of treaties and of office, no event of the story."""
    told = parse_date(context.published).earliest if context.published is not None else None
    day = parse_date(date.date).earliest
    return told is not None and day is not None and (day - told).days > _FAR_AHEAD_DAYS


def _is_tomorrow_elsewhere(context: Context, date: Dated) -> bool:
    """Tell whether a date is the one behind publication, by number: told in the past it is over where it happened."""
    told = parse_date(context.published).earliest if context.published is not None else None
    day = parse_date(date.date).earliest if is_day(date.date) else None
    if told is None or day is None or date.span is None or (day - told).days != 1:
        return False
    first, last = context.index.range_of(date.span)
    numbered = any(word[:1].isdigit() for word in context.index.low[first:last])
    return numbered and not _is_bound(context, date)


def _is_bound(context: Context, date: Dated) -> bool:
    """Tell whether a date is the one up to which something holds: `until Friday`."""
    if date.span is None:
        return True
    first, _ = context.index.range_of(date.span)
    return first > 0 and context.index.low[first - 1] in {"until", "till", "to", "by", "before", "from"}


def declared_from(context: Context, clause: Clause) -> Dated | None:
    """Date what is decreed by the day on which it begins: `declared mourning from Thursday`, `… to Saturday`."""
    verb = clause.verb
    if verb is None or verb.passive or verb.lemma not in _DECREEING or verb.tense not in {"past", "perfect"}:
        return None
    for number in times_behind(context, clause):
        value, (first, last) = context.document.timexes[number], context.timex_range[number]
        before = first - (context.index.low[first - 1] == "on")
        if context.index.low[before - 1] not in _OPENING or not verb.last < before - 1 < clause.last:
            continue
        if value.date is None or not is_day(value.date):
            return None
        until = context.timex_at[last + 1] if context.index.low[last] in {"to", "until", "till"} else -1
        end = context.document.timexes[until].date if until >= 0 else None
        stretch = f"/{end}" if end is not None and is_day(end) and end > value.date else ""
        return Dated(f"{value.date}{stretch}", value.time, value.span, "clause")
    return None


def puts_off(context: Context, clause: Clause) -> bool:
    """Tell whether a clause says that something is moved to another day: `was put off`, `postponed`, `pushed back`."""
    verb = clause.verb
    if verb is None or verb.negated:
        return False
    if verb.lemma in verbs_of("postponing"):
        return verb.lemma != "move" or day_put_to(context, clause) is not None
    near = context.index.low[verb.last : verb.last + _PARTICLE_REACH]
    return any(word in _MOVED_WITH.get(verb.lemma, ()) for word in near)


def day_put_to(context: Context, clause: Clause) -> Dated | None:
    """Date what is put off by the day that it is put off to: `was postponed from Friday to Sunday`."""
    if clause.verb is None or context.published is None:
        return None
    found: Dated | None = None
    for number in times_behind(context, clause):
        value, (first, _) = context.document.timexes[number], context.timex_range[number]
        at = first - (context.index.low[first - 1] in {"on", "this", "next"})
        if context.index.low[at - 1] not in _MOVED_TO or value.date is None or value.since:
            continue
        if clause.verb.lemma == "move" and context.index.low[at - 1] in {"until", "till"}:
            # `The bodies were moved to a hospital until Monday`
            continue
        if is_day(value.date) and value.date > context.published and not context.is_speaking_time(number):
            if context.index.low[at - 1] != "for":
                return context.dated(value, "clause")
            # `put off the talks planned for Friday to Sunday`
            found = found or context.dated(value, "clause")
    return found


_PARTICLE_REACH = 8
_MOVED_WITH = {
    "put": frozenset({"off", "back"}),
    "push": frozenset({"back"}),
    "hold": frozenset({"over"}),
    "bring": frozenset({"forward"}),
}
_MOVED_TO = frozenset({"to", "until", "till", "for"})
_DECREEING = frozenset({"declare", "proclaim", "announce", "decree", "order", "call"})
_OPENING = frozenset({"from", "starting", "beginning"})


def times_behind(context: Context, clause: Clause) -> list[int]:
    """Return the time expressions near behind a verb, in text order: far ones belong to other deeds."""
    if clause.verb is None:
        return []
    last = min(clause.verb.last + _NEAR, context.document.sentences[clause.sentence].last)
    return list(dict.fromkeys(t for t in context.timex_at[clause.verb.last : last] if t >= 0))
