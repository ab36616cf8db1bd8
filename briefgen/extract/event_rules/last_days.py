"""Last days: days that no construction tells of, by the sentence that names them, as it stands.

The last line of the timeline. In 60 marked articles all other lines had left 65 days near the article: 44 were wanted
by who marked them, 12 more allowed. An editor strikes an entry more easily than he finds a day that is not there.
"""

from collections.abc import Collection, Iterator
from datetime import date

from briefgen.extract.context import Context
from briefgen.extract.event_rules.asserted import UNREAL, is_furniture, is_habit
from briefgen.extract.event_rules.faint_days import days_near, holds_told, is_ahead, is_hour_alone
from briefgen.extract.event_rules.foreign_words import is_foreign_word
from briefgen.extract.event_rules.open_days import spoken_title
from briefgen.extract.event_rules.planned_dates import tell_planned
from briefgen.extract.event_rules.running_totals import follows_as_of, is_total_by
from briefgen.extract.event_rules.spare_readings import MakeFrame, Reading, fill_days
from briefgen.extract.frames import Dated, EventFrame, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import is_progressive, is_speech, sayings
from briefgen.extract.phrasing.noun_phrases import DANGLING, DASHES
from briefgen.extract.phrasing.relative_subjects import is_human
from briefgen.extract.phrasing.subjects import subject_counts
from briefgen.extract.phrasing.titles import title_of
from briefgen.extract.phrasing.wording import balanced
from briefgen.model.dates import parse_date

LONGEST = 170
"""Longest sentence that is its own title, in code points."""
_FEWEST = 3
"""Fewer words tell nothing."""
_OWN = frozenset({"i", "my", "me", "you", "your", "yours"})
"""Words of letters, comments and talks."""
_MEASURES = frozenset({"what", "than"})
_BOUNDS = frozenset({"before", "after"})
_DOUBTS = frozenset({"may", "might", "could", "would", "should", "can", "cannot"})
_OPENING = load_words("event_rules", "last_days_opening")
"""Words behind a comma with which another thought begins."""
_UNTIL = frozenset({"until", "till"})
_UNTOLD = frozenset(
    {"believe", "think", "hope", "fear", "doubt", "stand", "number", "total", "speak", "talk"}
)
"""Verbs of what was only thought on a day, of what had been counted by it, and of who spoke, whatever was said."""
_NONE = frozenset({"no", "few", "little", "nothing", "nobody"})
_LEADING = frozenset({"and", "but", "so", "yet", "then", "also", "-", "•", "*", ","})
_FEW_DAYS = 7


def find_last_days(
    context: Context, countries: Collection[str], told: set[str], *, add: MakeFrame
) -> list[EventFrame]:
    """Find one event for each day near the article that no other line has told of, in text order.

    Args:
        context: the article's layers.
        countries: whose crisis it is.
        told: days told already; those found are added.
        add: makes the frame of a clause.
    """
    span = days_near(context)
    if span is None:
        return []
    return fill_days(
        context, countries, told, lambda number: _readings(context, number, span, countries, told), add=add
    )


def _readings(
    context: Context,
    sentence: int,
    span: tuple[date, date],
    countries: Collection[str],
    told: Collection[str],
) -> Iterator[tuple[Dated, Reading]]:
    here = context.document.sentences[sentence]
    for timex in _days(context, sentence, span):
        value = context.dated(context.document.timexes[timex], "sentence")
        key = value.date.rstrip("~?")
        if key in told or holds_told(key, told) or _is_talk(context, here.first, here.last):
            continue
        held = _teller(context, timex)
        planned = _planned(context, context.index.clauses[held], timex) if held is not None else None
        if held is None or planned is None or not _may_tell(context, held, timex, countries):
            continue
        title = last_title(context, held, timex)
        if title is not None:
            yield value, Reading(held, title, planned)


def _days(context: Context, sentence: int, span: tuple[date, date]) -> Iterator[int]:
    """Yield the time expressions of a sentence that name a day, or a few, near the article, outside direct speech."""
    for number in context.timexes_of[sentence]:
        timex = context.document.timexes[number]
        if timex.date is None or context.is_quoted(timex.span) or is_hour_alone(context, number):
            continue
        day, last = parse_date(timex.date).earliest, parse_date(timex.date).latest
        if day is None or last is None or not span[0] <= day <= span[1]:
            continue
        first, end = context.timex_range[number]
        if is_ahead(context, timex.date) and context.index.low[first - 1] in _BOUNDS:
            # `the Saturday before Christmas`
            continue
        numbered = any(word[:1].isdigit() for word in context.index.low[first:end])
        few = "/" in timex.date and "~" not in timex.date and numbered and (last - day).days < _FEW_DAYS
        if is_day(timex.date) or few:
            yield number


def _is_talk(context: Context, first: int, last: int) -> bool:
    """Tell whether a sentence is a question, talks of its writer or to its reader, or is no prose: `9 May | Reply`."""
    low = context.index.low
    if (
        low[last - 1] == "?"
        or "|" in low[first:last]
        or context.index.span(first, last).of(context.text).isupper()
    ):
        return True
    return any(
        low[at] in _OWN and not context.is_quoted(context.index.span(at, at + 1)) for at in range(first, last)
    )


def _teller(context: Context, timex: int) -> int | None:
    """Return the clause with a verb that holds a time expression, or the nearest one above it."""
    number = context.clause_at(context.timex_range[timex][0])
    while number is not None:
        clause = context.index.clauses[number]
        if (
            clause.marker in UNREAL
            or is_habit(context, clause)
            or (clause.verb is None and clause.marker in _BOUNDS)
        ):
            return None
        if clause.verb is not None and clause.kind not in {"infinitive", "participial"}:
            return number
        number = clause.parent
    return None


def _planned(context: Context, clause: Clause, timex: int) -> bool | None:
    """Tell whether a day lies ahead; None where the verb is of what is over and the day no end or beginning."""
    value = context.dated(context.document.timexes[timex], "sentence")
    first = context.timex_range[timex][0]
    until = (
        context.index.low[first - 1] in _UNTIL and clause.verb is not None and clause.verb.tense == "perfect"
    )
    if until and is_ahead(context, value.date):
        return True
    return tell_planned(context, clause, value)


def _may_tell(context: Context, number: int, timex: int, countries: Collection[str]) -> bool:
    """Tell whether a clause says more of a day than a thought, a number that was reached, or that there was nothing."""
    clause, low = context.index.clauses[number], context.index.low
    verb = clause.verb
    if verb is None or is_furniture(context, clause):
        return False
    first, _ = context.timex_range[timex]
    date = context.dated(context.document.timexes[timex], "sentence")
    if clause.marker in _MEASURES and verb.tense == "pluperfect":
        # `eased to a third of what it had been the day before`
        return False
    if low[first - 1] in {"to", "till"} and date.time[:1].isdigit():
        # `a curfew from 9 pm to 5 am`
        return False
    if follows_as_of(context, first) or is_total_by(context, clause, date):
        return False
    if context.document.timexes[timex].since and clause.first < first < verb.first:
        # `The rebels, at war since 2 May, took the town`
        return False
    if verb.lemma == "be" and verb.tense == "present" and not is_ahead(context, date.date):
        return False
    subject = context.index.range_of(clause.subject) if clause.subject is not None else (0, 0)
    if is_progressive(context, clause) and subject_counts(context, clause) and is_human(context, *subject):
        # `Eleven patients were being treated on Sunday` is a figure
        return False
    if low[verb.first - 1] == "there" and (verb.negated or low[verb.last] in _NONE):
        return False
    if any(
        context.is_outlet(k) and _is_cue(context, k, number) for k in context.attributions_of[clause.sentence]
    ):
        return False
    if (
        is_speech(context, clause)
        and is_foreign_word(context, clause, number, countries, speech=True)
        and not _tells_content(context, number)
    ):
        # `Germany condemned the attack on Monday` is a reaction
        return False
    return verb.lemma not in _UNTOLD


def _tells_content(context: Context, number: int) -> bool:
    """Tell whether somebody says a whole thing: `the envoy said on Monday that 300 may have drowned`."""
    said = (
        k
        for k in context.attributions_of[context.index.clauses[number].sentence]
        if _is_cue(context, k, number)
    )
    return any(context.index.has_verb(*content) for k in said for content in context.content_ranges[k])


def _is_cue(context: Context, attribution: int, number: int) -> bool:
    """Tell whether a clause is the one by which somebody says something."""
    cue, verb = context.document.attributions[attribution].cue, context.index.clauses[number].verb
    return cue is not None and verb is not None and cue.overlaps(verb.span)


def last_title(context: Context, number: int, timex: int) -> str | None:
    """Make the title of a day that only a sentence names.

    Args:
        context: the article's layers.
        number: the clause that holds the day.
        timex: the time expression.

    Returns:
        The clause tightened, or what is said there; else the sentence, or a part of it that holds the day and stands
        alone, of at most `LONGEST` code points. None where there is no such part.
    """
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None:
        return None
    spoken = is_speech(context, clause) or verb.lemma in sayings()
    if clause.kind == "relative" and verb.negated:
        return None
    own = _is_own_time(context, number, timex) and verb.modal not in _DOUBTS and verb.lemma != "do"
    title = spoken_title(context, number) if spoken else title_of(context, number) if own else None
    if title is not None:
        return title
    for begin, end in _parts(context, *context.timex_range[timex], spoken=spoken):
        words = _words(context, begin, end)
        if (
            words is not None
            and len(words) <= LONGEST
            and (not spoken or _holds_content(context, number, begin, end))
        ):
            return words
    home = context.clause_at(context.timex_range[timex][0])
    inner = home is not None and home != number and context.index.clauses[home].kind == "participial"
    counted = subject_counts(context, clause) or context.document.timexes[timex].since
    first, _ = context.timex_range[timex]
    if context.index.low[first - 1] in _UNTIL or context.is_owner(timex) or context.is_attributive(timex):
        return None
    loose = not (spoken or own or counted or inner or verb.modal in _DOUBTS)
    return title_of(context, number) if loose else None


def _is_own_time(context: Context, number: int, timex: int) -> bool:
    """Tell whether a day is that of a clause and its only one: not `since Monday`, nor of an infinitive in it."""
    first, _ = context.timex_range[timex]
    clause = context.index.clauses[number]
    times = {t for t in context.timex_at[clause.first : clause.last] if t >= 0}
    if context.is_attributive(timex) or context.is_owner(timex):
        return False
    beside = context.index.low[first - 1] in load_words("events_times", "beside") | {"by"}
    return context.clause_at(first) == number and len(times) == 1 and not beside


def _holds_content(context: Context, number: int, begin: int, end: int) -> bool:
    """Tell whether a stretch holds what is said, not only that something was: `Vega said on Monday`."""
    clause = context.index.clauses[number]
    said = (k for k in context.attributions_of[clause.sentence] if _is_cue(context, k, number))
    return any(begin <= first < end for k in said for first, _ in context.content_ranges[k])


def _parts(context: Context, first: int, last: int, *, spoken: bool) -> Iterator[tuple[int, int]]:
    """Yield stretches around a time expression, the longest first: the sentence, then between its semicolons.

    Then the main clause (but not of what somebody says), and that up to a comma behind which another thought begins.
    """
    low = context.index.low
    home = context.clause_at(first)
    if home is None:
        return
    sentence = context.document.sentences[context.index.clauses[home].sentence]
    begin, end = first, last
    while begin > sentence.first and low[begin - 1] not in {";"} | DASHES:
        begin -= 1
    while end < sentence.last and low[end] not in {";"} | DASHES:
        end += 1
    days = (*context.timex_at[sentence.first : begin], *context.timex_at[end : sentence.last])
    if not any(t >= 0 and is_day(context.document.timexes[t].date or "") for t in days):
        # Not `…, said police on Thursday; …, they said on Friday`
        yield sentence.first, sentence.last
    yield begin, end
    if spoken:
        yield from _up_to_commas(context, begin, end, last)
        return
    while home is not None:
        clause = context.index.clauses[home]
        if clause.kind in {"main", "coordinate"} and clause.verb is not None and not clause.subject_inherited:
            begin, end = max(begin, clause.first), min(end, max(clause.last, last))
            break
        home = clause.parent
    yield begin, end
    yield from _up_to_commas(context, begin, end, last)


def _up_to_commas(context: Context, begin: int, end: int, held: int) -> Iterator[tuple[int, int]]:
    """Yield stretches up to the commas that end a thought, the longest first; each holds the tokens up to `held`."""
    low, clauses = context.index.low, context.index.clauses
    here = [
        clauses[k]
        for k in context.index.clauses_of[context.index.clauses[context.clause_at(begin) or 0].sentence]
    ]
    for cut in range(end - 1, held - 1, -1):
        if low[cut] != "," or not (low[cut + 1] in _OPENING or any(c.first == cut + 1 for c in here)):
            continue
        parted = any(c.first < cut < c.last and c.verb is not None and c.verb.first > cut for c in here)
        if not parted:
            yield begin, cut


def _words(context: Context, first: int, last: int) -> str | None:
    """Return a stretch as a title; None where it does not stand alone."""
    low = context.index.low
    while first < last and low[first] in _LEADING:
        first += 1
    while last > first and low[last - 1] in ENDS | DANGLING | {",", ";", ":"}:
        last -= 1
    if not any(context.index.verb_at[at] >= 0 for at in range(first, last)):
        return None
    words = balanced(context.index.span(first, last).of(context.text))
    if len(words.split()) < _FEWEST:
        return None
    return words[:1].upper() + words[1:]
