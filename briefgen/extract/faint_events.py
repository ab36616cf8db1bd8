"""Faint events: of days that an article names and tells no plain event of, what its words tell of them."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta

import msgspec

from briefgen.extract.asserted import is_asserted, is_furniture
from briefgen.extract.chronicles import find_headings
from briefgen.extract.context import Context
from briefgen.extract.deeds import (
    HEAVY,
    TURN,
    is_letter,
    is_progressive,
    is_singled_out,
    is_speech,
    sayings,
    verbs_of,
    weights,
)
from briefgen.extract.event_dates import is_lead_deed, is_of_happening, opens_article
from briefgen.extract.far_antecedents import antecedent_of
from briefgen.extract.foreign_words import is_abroad
from briefgen.extract.frames import Dated, EventFrame, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.noun_phrases import EDGES
from briefgen.extract.plain_titles import plain_title, statement_title
from briefgen.extract.planned_dates import tell_planned
from briefgen.extract.running_totals import follows_as_of, is_total_by
from briefgen.extract.subjects import is_reduced, subject_counts
from briefgen.extract.titles import TALK, title_of
from briefgen.model.dates import parse_date

FAINT = 0
"""Weight of what only fills a day: an editor of few articles wants it, a timeline of many has better."""
_PAST_DAYS = 60
"""Beyond so many days before the article a day is history, as in `background`."""
_AHEAD_DAYS = 60
_BELOW = 8
"""Sentences below a day that stands alone within which it still holds."""
_REACH_OF_NUMBER = 4
"""Tokens behind a verb of saying within which a number makes it a figure."""
_FEW_DAYS = 7
_OWN_PARTY = frozenset({"he", "she", "it", "they", "we", "his", "her", "its", "their", "our"})
_CLEFT = 8
"""Tokens within which `It was … on Tuesday` names its day."""
_ONE_FORM = frozenset({"set", "cut", "hit", "put", "shut", "quit", "spread", "burst", "shed"})
"""Verbs whose past looks like their present; beside a singular they may be read as nouns."""

MakeFrame = Callable[..., EventFrame]


class _Day(msgspec.Struct, frozen=True):
    """A day that an article names, and the clauses that may tell what was on it, best first."""

    clauses: list[int]
    date: Dated


def find_faint_events(
    context: Context, countries: Collection[str], told: set[str], *, add: MakeFrame
) -> list[EventFrame]:
    """Find one event for each day that is named outside speech and of which none is told yet, in text order.

    Args:
        context: the article's layers.
        countries: whose crisis it is.
        told: days told already; those found are added.
        add: makes the frame of a clause.
    """
    found: list[EventFrame] = []
    headings = find_headings(context)
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"}:
            continue
        for day in _all_days(context, number, countries, told, headings):
            key = day.date.date.rstrip("~?")
            frame = _frame(context, day, countries, add) if key not in told else None
            if frame is not None:
                told.add(key)
                found.append(frame)
    return found


def _all_days(
    context: Context,
    sentence: int,
    countries: Collection[str],
    told: Collection[str],
    headings: Mapping[int, Dated],
) -> Iterator[_Day]:
    yield from _headed(context, sentence, countries, told, headings.get(sentence))
    yield from _days(context, sentence, countries, told)
    yield from _reported(context, sentence, told)


def _frame(context: Context, day: _Day, countries: Collection[str], add: MakeFrame) -> EventFrame | None:
    for number in day.clauses:
        clause = context.index.clauses[number]
        planned = tell_planned(context, clause, day.date) if clause.verb is not None else False
        if is_of_happening(context, clause, day.date) or is_total_by(context, clause, day.date):
            continue
        if planned is None or (clause.verb is None and _is_ahead(context, day.date.date)):
            continue
        title = _title(context, number)
        if title is None:
            continue
        frame = add(context, clause, countries, date=day.date, planned=planned, title=title)
        return msgspec.structs.replace(frame, main=False, weight=FAINT)
    return None


def _title(context: Context, number: int) -> str | None:
    clause = context.index.clauses[number]
    if clause.verb is None:
        return plain_title(context, clause)
    if (told := _behind_cleft(context, clause)) is not None:
        return plain_title(context, clause, first=told)
    if is_speech(context, clause) and not is_reduced(context, clause):
        return statement_title(context, number)
    title = title_of(context, number)
    if title is None and (meant := antecedent_of(context, clause)) is not None:
        title = title_of(context, number, subject=meant)
    return title or (None if clause.verb.lemma in TALK else plain_title(context, clause))


def _behind_cleft(context: Context, clause: Clause) -> int | None:
    """Return where the deed begins in `It was last Thursday that soldiers set out`; None where it is none."""
    low = context.index.low
    if low[clause.first : clause.first + 2] != ["it", "was"]:
        return None
    at = clause.first + 2
    while at < min(clause.last, clause.first + _CLEFT) and (
        context.timex_at[at] >= 0
        or low[at] in {"on", "only", "in", "at", "not", "until", "about", "shortly", "after"}
    ):
        at += 1
    return at + 1 if low[at] in {"that", "when"} and context.timex_at[at - 1] >= 0 else None


def days_in(value: str) -> list[str]:
    """Return a date without its marks of doubt, and the first and last day of a stretch."""
    plain = value.replace("~", "").replace("?", "")
    return [plain, *plain.split("/")] if "/" in plain else [plain]


def _span(context: Context) -> tuple[date, date] | None:
    published = parse_date(context.published).earliest if context.published is not None else None
    if published is None:
        return None
    return published - timedelta(days=_PAST_DAYS), published + timedelta(days=_AHEAD_DAYS)


def _is_ahead(context: Context, value: str) -> bool:
    return context.published is not None and value[:10] > context.published[:10]


# Days over what they date


def _headed(
    context: Context, sentence: int, countries: Collection[str], told: Collection[str], heading: Dated | None
) -> Iterator[_Day]:
    """Yield the day below which a sentence stands: `Wednesday. Divers reached the hull`, `18:40 The search ended`."""
    date = (
        _under(context, sentence, heading) or _stamped(context, sentence) or _below_heading(context, sentence)
    )
    if date is None or date.date.rstrip("~?") in told:
        return
    clauses = [k for k in context.index.clauses_of[sentence] if _is_fact(context, k, countries, loose=True)]
    if clauses:
        yield _Day(clauses, date)


def _under(context: Context, sentence: int, heading: Dated | None) -> Dated | None:
    """Return the day gone by of the heading above, for a sentence that names none itself."""
    span = _span(context)
    if (
        heading is None
        or span is None
        or not _is_within(heading.date, span)
        or _is_ahead(context, heading.date)
    ):
        return None
    return heading if not any(_dates(context, number) for number in context.timexes_of[sentence]) else None


def _stamped(context: Context, sentence: int) -> Dated | None:
    """Return the day of an entry of a live page that names none itself."""
    stamp = context.stamp_of(sentence)
    if stamp is None or context.published is None:
        return None
    if any(_dates(context, number) for number in context.timexes_of[sentence] if number != stamp):
        return None
    timex = context.document.timexes[stamp]
    return Dated(context.published[:10], timex.time, timex.span, "before")


def _below_heading(context: Context, sentence: int) -> Dated | None:
    """Return the day gone by that stands alone above a sentence."""
    if any(_dates(context, number) for number in context.timexes_of[sentence]):
        return None
    heading, span = _heading_above(context, sentence), _span(context)
    if heading is None or span is None:
        return None
    timex = context.document.timexes[heading]
    if timex.date is None or not _is_within(timex.date, span) or _is_ahead(context, timex.date):
        return None
    return context.dated(timex, "before")


def _heading_above(context: Context, sentence: int) -> int | None:
    """Return the day that stands alone as a sentence before this one, with nothing but its own story between."""
    for other in range(sentence - 1, max(-1, sentence - _BELOW), -1):
        here = context.document.sentences[other]
        first, last = context.index.trim(here.first, here.last, marks=EDGES)
        last -= last > first and context.index.low[last - 1] in {"after", "following"}
        timed = (context.timex_at[at] >= 0 or context.index.low[at] == "," for at in range(first, last))
        if last > first and all(timed):
            return context.timex_at[last - 1] if context.timex_at[last - 1] >= 0 else None
        if any(_dates(context, number) for number in context.timexes_of[other]):
            return None
    return None


def _dates(context: Context, number: int) -> bool:
    value = context.document.timexes[number].date
    return value is not None and is_day(value)


# Days of speaking


def _reported(context: Context, sentence: int, told: Collection[str]) -> Iterator[_Day]:
    """Yield the day on which an undated deed was made known: `A jail was stormed, police said on Friday`."""
    span = _span(context)
    if span is None:
        return
    for number in context.timexes_of[sentence]:
        timex = context.document.timexes[number]
        if timex.date is None or timex.date.rstrip("~?") in told or not context.is_speaking_time(number):
            continue
        if context.is_attributive(number) or not _is_within(timex.date, span):
            continue
        first, _ = context.timex_range[number]
        home = context.clause_at(first)
        clauses = [k for k in context.index.clauses_of[sentence] if k != home and _is_made_known(context, k)]
        if clauses:
            dated = context.dated(timex, "sentence")
            yield _Day(clauses, msgspec.structs.replace(dated, date=f"{dated.date.rstrip('~')}~"))


def _is_made_known(context: Context, number: int) -> bool:
    """Tell whether somebody says that a deed is just done, neither counted, nor in direct speech, nor with a day."""
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None or clause.kind not in {"main", "that", "coordinate"} or clause.subject is None:
        return False
    if not is_asserted(context, clause) or is_progressive(context, clause) or is_speech(context, clause):
        return False
    opens = verb.tense == "past" and opens_article(context, clause.sentence) and is_lead_deed(verb.lemma)
    turns = verb.tense == "perfect" and weights().get(verb.lemma, 1) >= TURN
    if not (opens or turns) or verb.lemma in verbs_of("counted"):
        return False
    if context.is_quoted(verb.span) or not context.governing(verb.first, verb.last):
        return False
    if subject_counts(context, clause) or verb.lemma in verbs_of("demands"):
        return False
    sentence = context.document.sentences[clause.sentence]
    return not any(
        _dates(context, t) and not context.is_speaking_time(t) for t in context.timexes_of[clause.sentence]
    ) and sentence.kind in {"body", "dek"}


# Days in what they date


def _days(
    context: Context, sentence: int, countries: Collection[str], told: Collection[str]
) -> Iterator[_Day]:
    """Yield the days that a sentence names for something told as a fact."""
    span = _span(context)
    if span is None:
        return
    for number in context.timexes_of[sentence]:
        timex = context.document.timexes[number]
        if timex.date is None or timex.date.rstrip("~?") in told or context.is_quoted(timex.span):
            continue
        if (
            not _is_within(timex.date, span)
            or context.is_attributive(number)
            or _holds_told(timex.date, told)
        ):
            continue
        first, last = context.timex_range[number]
        before = context.index.low[max(0, first - 2) : first]
        beside = bool(before[-1:]) and before[-1] in load_words("events_times", "beside")
        if beside and not (
            timex.since or context.index.low[first] in load_words("events_times", "hours_of_day")
        ):
            continue
        if (
            follows_as_of(context, first)
            or _is_hour_alone(context, number)
            or _is_owner(context, first, last)
        ):
            continue
        clauses = [
            k for k in _tellers(context, sentence, first, last) if _is_fact(context, k, countries, day=number)
        ]
        if clauses:
            yield _Day(clauses, context.dated(timex, "sentence"))


def _is_owner(context: Context, first: int, last: int) -> bool:
    """Tell whether a day only says which thing is meant: `Friday's rally`."""
    low = context.index.low
    return low[last - 1].endswith(("'s", "’s")) or low[last : last + 1] in (["'s"], ["’s"])


def _is_hour_alone(context: Context, number: int) -> bool:
    """Tell whether a time names no day of its own: `overnight`, `in the evening`."""
    first, last = context.timex_range[number]
    words = set(context.index.low[first:last])
    return bool(context.document.timexes[number].time) and words <= load_words("events_times", "parts_of_day")


def _is_within(value: str, span: tuple[date, date]) -> bool:
    """Tell whether a date is a day, or a few of them (`over the weekend`), near the article."""
    parsed = parse_date(value)
    day, last = parsed.earliest, parsed.latest
    if day is None or last is None or not span[0] <= day <= span[1]:
        return False
    return is_day(value) or (
        "/" in value and not parsed.approximate and (last - day).days < _FEW_DAYS and last <= span[1]
    )


def _holds_told(value: str, told: Collection[str]) -> bool:
    """Tell whether of a stretch of days one is told already."""
    first, _, last = value.partition("/")
    return bool(last) and any(first <= day <= last for day in told)


def _tellers(context: Context, sentence: int, first: int, last: int) -> list[int]:
    """Return the clauses that may tell what was on a day: the one that holds it, then what that depends on."""
    index = context.index
    found: list[int] = []
    number = context.clause_at(first)
    voiced = bool(context.governing(first, last))
    while number is not None:
        clause = index.clauses[number]
        reduced = (
            clause.kind == "participial"
            and clause.verb is not None
            and clause.verb.passive
            and clause.verb.lemma not in {"make", "date"}
            and not is_letter(context, clause)
            and "," not in index.low[clause.verb.last : max(first, clause.verb.last)]
        )
        if reduced or clause.kind not in {"infinitive", "participial"}:
            found.append(number)
        depends = clause.kind in {"infinitive", "participial", "verbless"} or (
            clause.kind == "that" and not clause.marker and (clause.subject is None or not voiced)
        )
        apart = clause.verb is not None and index.low[clause.verb.first] == "having"
        number = clause.parent if depends and not apart else None
    start = context.document.sentences[sentence].first
    if index.low[start : start + 2] == ["it", "was"] and first <= start + _CLEFT:
        # `It was on Tuesday that the dam burst`; `It was after eight on Tuesday evening, the party had just begun`
        found += [
            k
            for k in index.clauses_of[sentence]
            if k not in found and index.clauses[k].first >= last - 1 and index.clauses[k].kind != "infinitive"
        ]
    return found


def _is_fact(
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
        return not loose and bool(_ONE_FORM & set(context.index.low[clause.first : clause.last]))
    reduced = clause.kind == "participial"
    leads = day is not None and _leads_with(context, clause, day)
    going_on = (since or leads) and is_progressive(context, clause) and not verb.negated
    if not (is_asserted(context, clause) or going_on):
        return False
    if is_furniture(context, clause) or clause.marker in {"as", "or"}:
        return False
    aside = is_reduced(context, clause) and weights().get(verb.lemma, 1) < HEAVY
    if (aside and not reduced and not _goes_on_behind(context, number)) or (
        is_progressive(context, clause) and not (since or loose or leads)
    ):
        return False
    if verb.lemma in {"let", "make", "have"} and clause.subject_inherited:
        return False
    cleft = _behind_cleft(context, clause) is not None
    opens = clause.subject is not None and (
        clause.kind == "main" or (clause.kind == "coordinate" and _stands_behind_aside(context, clause))
    )
    if verb.lemma == "be" and not (
        (since and opens) or cleft or _is_told_of_thing(context, clause) or is_singled_out(context, clause)
    ):
        return False
    if verb.lemma in verbs_of("thoughts") - {"be"} or not verbs_of("not_subjects").isdisjoint(
        context.index.low[clause.first : verb.first]
    ):
        return False
    if verb.tense in {"participle", "infinitive"} and not reduced:
        return False
    voices = context.governing(verb.first, verb.last)
    if voices and (day is None or context.governing(*context.timex_range[day]) != voices):
        return False
    spoken = is_speech(context, clause) and not is_reduced(context, clause)
    if spoken or verb.lemma in sayings() | verbs_of("demands"):
        return not loose and _is_own_word(context, clause, countries)
    if since and (
        subject_counts(context, clause) or (verb.tense == "past" and not is_reduced(context, clause))
    ):
        return False
    return not any(
        context.quantity_at[token] >= 0 for token in range(verb.last, min(verb.last + 3, clause.last))
    )


def _leads_with(context: Context, clause: Clause, day: int) -> bool:
    """Tell whether an article opens with what is going on at the time: `Engineers were pitching tents on Saturday`."""
    verb, value = clause.verb, context.document.timexes[day].date
    span = _span(context)
    if verb is None or verb.tense != "past" or verb.modal or clause.kind != "main" or clause.subject is None:
        return False
    if value is None or span is None or not is_day(value) or not is_progressive(context, clause):
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


def _stands_behind_aside(context: Context, clause: Clause) -> bool:
    """Tell whether the true verb stands behind such an aside: `The borders, shut on Friday, have been open since`."""
    above = context.index.clauses[clause.parent] if clause.parent is not None else None
    return above is not None and above.kind == "main" and is_reduced(context, above)


def _is_own_word(context: Context, clause: Clause, countries: Collection[str]) -> bool:
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
    if words[-1].endswith("s") or is_abroad(context, clause, countries, unknown=False):
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


def _is_told_of_thing(context: Context, clause: Clause) -> bool:
    """Tell whether a clause says in the past what became of a thing: `the square was a field of torn tents`."""
    verb = clause.verb
    if verb is None or verb.tense not in {"past", "pluperfect"} or clause.subject is None:
        return False
    first, last = context.index.range_of(clause.subject)
    behind = context.index.low[verb.last : verb.last + 2]
    mention = context.index.mention_at[first]
    names = context.document.names
    if mention >= 0 and names.entities[names.mentions[mention].entity].type == "place":
        # `Spain was in mourning`, `the capital was under curfew`
        return behind[:1] in (["in"], ["under"], ["without"]) and behind[1:] != ["the"]
    return (
        last - first > 1
        and context.index.low[first] == "the"
        and bool({"in", "back", "under", "a"} & set(behind))
    )
