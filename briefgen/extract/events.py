"""Events: the datable events of one article."""

from collections.abc import Collection, Mapping

import msgspec

from briefgen.extract.background_rules.background_dates import is_of_rank
from briefgen.extract.context import Context
from briefgen.extract.event_rules.anchors import add_anchors, date_from_event
from briefgen.extract.event_rules.announcements import (
    announcement_title,
    asks_for_own,
    content_clause,
    day_declared,
    day_put_off,
    find_announced,
    is_demand,
    is_order,
    testifies,
    told_before_it,
)
from briefgen.extract.event_rules.asserted import is_asserted, is_furniture
from briefgen.extract.event_rules.chronicles import Entry, entry_title, find_entries, find_headings
from briefgen.extract.event_rules.day_stretches import finer_day, join_days
from briefgen.extract.event_rules.event_dates import date_deed
from briefgen.extract.event_rules.faint_days import tells_slowly
from briefgen.extract.event_rules.faint_events import FAINT, days_in, find_faint_events
from briefgen.extract.event_rules.foreign_words import is_abroad, is_foreign_word
from briefgen.extract.event_rules.joined_titles import blow_behind
from briefgen.extract.event_rules.joined_titles import joined_title_of as title_of
from briefgen.extract.event_rules.landmarks import find_landmarks, is_coming, sets_landmark
from briefgen.extract.event_rules.last_days import find_last_days
from briefgen.extract.event_rules.named_titles import told_title
from briefgen.extract.event_rules.once import find_marks, marks_of_name
from briefgen.extract.event_rules.open_days import find_open_days
from briefgen.extract.event_rules.plain_titles import statement_title
from briefgen.extract.event_rules.planned_dates import is_far_ahead, plan_date, tell_planned
from briefgen.extract.event_rules.relative_objects import object_title
from briefgen.extract.event_rules.running_totals import is_count, stands_as_of
from briefgen.extract.event_rules.spare_days import find_spare_days
from briefgen.extract.frames import Dated, EventFrame, Mark, Slot, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.deeds import (
    HEAVY,
    is_dynamic,
    is_foretold,
    is_letter,
    is_set_for,
    is_speech,
    is_to_come,
    sayings,
    takes_object,
    verbs_of,
    weigh,
    weights,
)
from briefgen.extract.phrasing.fresh_dates import LEDE_PARAGRAPHS
from briefgen.extract.phrasing.noun_phrases import names_happening
from briefgen.extract.phrasing.subjects import is_reduced, subject_counts, subject_mentions
from briefgen.extract.phrasing.title_verbs import is_told_behind, verb_before
from briefgen.extract.phrasing.titles import fragment_title
from briefgen.extract.phrasing.wording import key_of, keys_in, names_in, text_of

_CASES = frozenset(key_of(word) for word in load_words("events", "cases"))
_MAKING = frozenset(
    {"make", "produce", "build", "manufacture", "base", "found", "register", "call", "name", "own"}
)
_PRONOUNS = frozenset({"it", "they", "he", "she"})
_LONGEST_FRAGMENT = 25
"""Tokens of the longest sentence without a verb that is read."""
_ELSEWHERE = frozenset({"another", "other", "others", "elsewhere"})
_ON_THE_SPOT = load_words("event_rules", "on_the_spot")
"""What is done where the sentence before tells of something."""
_DIRECTIONS = frozenset(
    f"{one}{two}ern" for one in ("", "north", "south") for two in ("north", "south", "east", "west")
) | {"central", "upper", "lower"}
"""Words that are no place by themselves: `in Northeastern Libya`."""


def find_events(context: Context, countries: Collection[str] = ()) -> list[EventFrame]:
    """Find the datable events of one article, in text order; one for each sentence and date.

    Args:
        context: the article's layers.
        countries: whose crisis it is: what their leaders announce is an event, not only a statement.

    Returns:
        Events with a calendar date, whatever the period of the brief. Standing facts, opinions, direct speech,
        what is negated or only possible, and the saying itself are none, unless a day has nothing else; things to come
        are `planned`.
    """
    found: list[EventFrame] = []
    anchors: dict[str, str] = {}
    anchored = 0
    headings = find_headings(context)
    entries = find_entries(context, headings)
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"}:
            continue
        best: dict[str, tuple[tuple[int, int, int], EventFrame]] = {}
        add_anchors(anchors, found[anchored:], published=context.published)
        anchored = len(found)
        for position, clause in enumerate(context.index.clauses_of[number]):
            frame = _event(context, clause, countries, anchors)
            if frame is None:
                continue
            rank = (
                frame.weight + (1 if frame.date.how == "clause" else 0) - (1 if frame.deed == "be" else 0),
                1 if context.index.clauses[clause].kind in {"main", "coordinate"} else 0,
                -position,
            )
            if frame.date.date not in best or rank > best[frame.date.date][0]:
                best[frame.date.date] = (rank, frame)
        told_here = [frame for _, frame in sorted(best.values(), key=lambda pair: -pair[0][2])]
        if number in entries and (entry := _entry(context, number, entries[number], countries)) is not None:
            told_here = [frame for frame in told_here if frame.date.date == entry.date.date] or [
                entry,
                *told_here,
            ]
        found += told_here
    told = {day for frame in found for day in days_in(frame.date.date)}
    hours = {
        frame.date.span for frame in found if frame.date.span is not None and frame.date.time[:1].isdigit()
    }
    # An hour that was given to another day than its own is told.
    told |= {
        timex.date
        for timex in context.document.timexes
        if timex.date is not None and timex.time and timex.span in hours
    }
    found += _named_events(context, countries, told)
    found += find_faint_events(context, countries, told, add=_frame)
    found += find_open_days(context, countries, told, add=_frame)
    found += find_spare_days(context, countries, told, add=_frame)
    return found + find_last_days(context, countries, told, add=_frame)


def _named_events(context: Context, countries: Collection[str], told: set[str]) -> list[EventFrame]:
    """Find the events that are only named with their day (`the election of August 9`), of days not yet told."""
    found: list[EventFrame] = []
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"}:
            continue
        for mark in find_landmarks(context, number):
            if mark.date.date not in told:
                told.add(mark.date.date)
                clause = context.index.clauses[mark.clause]
                title = told_title(mark.title, planned=mark.planned)
                frame = _frame(context, clause, countries, date=mark.date, planned=mark.planned, title=title)
                marks = [] if mark.planned else marks_of_name(mark.title)
                found.append(msgspec.structs.replace(frame, main=False, weight=1, marks=marks))
    return found


def _entry(context: Context, sentence: int, entry: Entry, countries: Collection[str]) -> EventFrame | None:
    """Read an entry of a chronicle: what it tells happened on the day that it opens with."""
    titled = entry_title(context, sentence, entry)
    if titled is None:
        return None
    number, title = titled
    date = entry.date
    planned = context.published is not None and date.date[:10] > context.published
    return _frame(context, context.index.clauses[number], countries, date=date, planned=planned, title=title)


def _event(
    context: Context, number: int, countries: Collection[str], anchors: Mapping[str, str]
) -> EventFrame | None:
    clause = context.index.clauses[number]
    verb = clause.verb
    if verb is None:
        return _fragment(context, clause, number, countries)
    if not is_asserted(context, clause) or is_furniture(context, clause) or is_letter(context, clause):
        return None
    if context.timex_of_clause(number) is None and is_told_behind(context, number):
        return None
    if clause.marker == "since" and context.timex_of_clause(number) is None:
        # `the worst clash since the standoff began`
        return None
    if testifies(context, clause):
        heard = date_deed(context, clause, number, speech=True)
        title = statement_title(context, number) if heard is not None and is_day(heard.date) else None
        if heard is None or title is None or is_coming(context, heard):
            return None
        frame = _frame(context, clause, countries, date=heard, planned=False, title=title)
        return msgspec.structs.replace(frame, weight=FAINT)
    told, speech, order = number, is_speech(context, clause), False
    decided = verb.lemma in verbs_of("decisions")
    deed = weights().get(verb.lemma, 1) > 1 or takes_object(context, clause)
    if speech and deed and not (decided or verb.lemma in sayings()):
        speech = False
    if is_demand(context, clause) and not asks_for_own(context, clause, countries):
        return None
    if (
        _is_witnessed(context, clause)
        or is_foretold(context, clause)
        or is_to_come(context, clause)
        or is_set_for(context, clause)
        or (verb.passive and verb.lemma == "swear")
        or plan_date(context, clause, number) is not None
    ):
        speech = False
    elif order := is_order(context, clause, number, countries):
        speech, decided = False, True
    elif not decided and (speech or verb.lemma in sayings()):
        announced = find_announced(context, clause, number, countries)
        if announced is None:
            return None
        told, speech = announced, True
    if not (speech or decided or is_dynamic(context, clause) or plan_date(context, clause, number)):
        return None
    date = None if speech else date_from_event(context, clause, number, anchors)
    date = date or date_deed(context, clause, number, speech=speech or order)
    date = finer_day(context, clause, date) if date is not None else None
    if date is not None and verb.tense == "perfect" and stands_as_of(context, date):
        # `As of Monday the council has decided`: not on that day
        return None
    if date is not None and (
        is_of_rank(context, date)
        or (date.how == "article" and verb.tense == "perfect" and tells_slowly(context))
    ):
        return None
    if date is None and decided:
        # `declared an emergency the day after the spill`
        date = date_from_event(context, clause, number, anchors)
    if date is None or (clause.kind == "participial" and date.how != "clause") or is_coming(context, date):
        return None
    if clause.kind == "participial" and date.span is not None and date.how == "clause":
        begin = context.index.range_of(date.span)[0]
        if "," in context.index.low[verb.last : max(verb.last, begin)]:
            # `removed the statue, a tribute to soldiers killed in the war, from a square on 27 April`
            return None
    light = weights().get(verb.lemma, 1) < HEAVY
    if light and (
        is_reduced(context, clause) or (date.how == "article" and is_abroad(context, clause, countries))
    ):
        return None
    if not speech and is_count(context, clause, number, date):
        return None
    planned = plan_date(context, clause, number) is not None or tell_planned(context, clause, date)
    if planned is None or (not order and is_foreign_word(context, clause, number, countries, speech=speech)):
        return None
    if planned and is_far_ahead(context, date):
        return None
    if planned and verb.lemma in verbs_of("demands") | sayings() and sets_landmark(context, date):
        # `urged them to go ahead with the referendum on a new constitution on 27 June`
        return None
    title = object_title(context, told) if told == number and not speech else None
    whole = (speech or decided) and not verb.passive and verb.tense != "future"
    title = title or title_of(context, told, whole=whole)
    if (
        told == number
        and decided
        and speech
        and (before := told_before_it(context, clause, number)) is not None
    ):
        told, title = before, title_of(context, before)
    if title is None and decided and speech and told == number:
        # `announced that it would host neither the summit nor …`: too long beside who announced it
        told = content_clause(context, clause, number)
        title = title_of(context, told) if told != number else None
    if title is not None and told != number:
        title = announcement_title(context, clause, told, title)
    elif title is not None and decided and verb.lemma in verbs_of("disclosures") and not verb.passive:
        title = statement_title(context, number) or title
    if title is None:
        return None
    if planned:
        title = day_declared(context, clause, title).replace(" would ", " will ", 1)
    frame = _frame(
        context, clause, countries, date=join_days(context, clause, date), planned=planned, title=title
    )
    marks = _marks(context, number, told)
    if not planned and (blow := blow_behind(context, number)) is not None:
        marks = sorted({*marks, *find_marks(context, context.index.clauses[blow], blow)})
    if not planned and (above := verb_before(context, clause)) is not None:
        # `resigned and left the country on Friday`
        marks = sorted({*marks, *find_marks(context, context.index.clauses[above], above)})
    return msgspec.structs.replace(frame, marks=marks) if marks else frame


def _marks(context: Context, number: int, told: int) -> list[Mark]:
    """Return the marks of a clause, or of what it announces as done: `announced that they had seized power`."""
    verb = context.index.clauses[told].verb
    done = told == number or (
        verb is not None and not verb.modal and verb.tense in {"past", "pluperfect", "perfect"}
    )
    return find_marks(context, context.index.clauses[told], told) if done else []


def _frame(
    context: Context, clause: Clause, countries: Collection[str], *, date: Dated, planned: bool, title: str
) -> EventFrame:
    sentence = context.document.sentences[clause.sentence]
    title = day_put_off(context, clause, title) if planned else _begun(clause, title)
    places = [
        slot
        for slot in context.places(clause.first, _stretch_end(context, clause), how="clause")
        or _places_beside(context, clause)
        if context.is_in_story(slot, countries)
        and slot.value.lower() not in _DIRECTIONS
        and not _is_of_subject(context, clause, slot, countries)
    ]
    keys = sorted(keys_in(title) | {key for slot in places for key in keys_in(slot.value)})
    elsewhere = not _ELSEWHERE.isdisjoint(context.index.low[clause.first : clause.last])
    on_the_spot = clause.verb is not None and clause.verb.lemma in _ON_THE_SPOT and not elsewhere
    if not places and date.how == "before" and on_the_spot:
        places = _places_before(context, clause.sentence, countries)
    return EventFrame(
        date=date,
        planned=planned,
        title=title,
        text=text_of(context, clause.sentence),
        places=places,
        evidence=sentence.span,
        keys=keys,
        names=names_in(context, clause.first, clause.last),
        actors=_actors(context, clause),
        deed=key_of(clause.verb.lemma if clause.verb is not None else title.split()[-1].lower()),
        weight=weigh(context, clause),
        lede=sentence.paragraph <= LEDE_PARAGRAPHS,
        main=clause.kind in {"main", "coordinate", "that", "verbless"} and not is_reduced(context, clause),
    )


def _places_before(context: Context, number: int, countries: Collection[str]) -> list[Slot]:
    """Return the only place of the sentence before, from which an event has its day, too."""
    sentences = context.document.sentences
    if number == 0 or sentences[number - 1].paragraph != sentences[number].paragraph:
        return []
    before = sentences[number - 1]
    found = context.places(before.first, before.last, how="before")
    return found if len(found) == 1 and context.is_in_story(found[0], countries) else []


def _is_of_subject(context: Context, clause: Clause, slot: Slot, countries: Collection[str]) -> bool:
    """Tell whether a place only belongs to the subject: `Vaccine, made by a firm in Galle, arrived in Kandy`.

    So does a capital abroad that acts: `Moscow flew troops to Galle`.
    """
    if slot.span is None or clause.verb is None:
        return False
    if slot.span == clause.subject and countries:
        place = next((e for e in context.document.names.entities if e.name == slot.value), None)
        return place is not None and bool(place.country) and place.country not in countries
    at = context.index.range_of(slot.span)[0]
    held = context.clause_at(at)
    inner = context.index.clauses[held] if held is not None else clause
    made = inner.verb is not None and inner.verb.lemma in _MAKING and inner.verb.first < at
    return (
        made and at < clause.verb.first and inner is not clause and inner.kind in {"participial", "relative"}
    )


def _begun(clause: Clause, title: str) -> str:
    """Return the title of what has held since a day as of that day: `The curfew came into force` for `was in force`."""
    if clause.verb is None or clause.verb.lemma != "be" or clause.verb.tense not in {"perfect", "pluperfect"}:
        return title
    for was in (" was in ", " were in "):
        head, found, rest = title.partition(was)
        if found and rest in {"force", "effect", "place"}:
            return (
                f"{head} came into {rest}" if rest != "place" else f"{head}{was[: -len('in ')]}put in place"
            )
    return title


def _places_beside(context: Context, clause: Clause) -> list[Slot]:
    """Find the places of a clause without one: those of its sentence, up to the next semicolon.

    None for a clause that tells of another time than the rest: `Five days after he resigned, riots broke out in Galle`.
    """
    sentence, low = context.document.sentences[clause.sentence], context.index.low
    if clause.kind == "adverbial" and clause.marker in {"after", "before", "since"}:
        words = clause.subject.of(context.text).lower() if clause.subject is not None else "it"
        if words not in _PRONOUNS:
            return []
    first, last = clause.first, clause.last
    while first > sentence.first and low[first - 1] != ";":
        first -= 1
    while last < sentence.last and low[last] != ";":
        last += 1
    end = _stretch_end(context, clause)
    return context.places(first, end if end < clause.last else last, how="sentence")


def _stretch_end(context: Context, clause: Clause) -> int:
    """Return where the words of a clause end: at a semicolon, or with the clause."""
    begin = clause.verb.last if clause.verb is not None else clause.first
    low = context.index.low
    return next((at for at in range(begin, clause.last) if low[at] == ";"), clause.last)


def _fragment(context: Context, clause: Clause, number: int, countries: Collection[str]) -> EventFrame | None:
    """Read a sentence without a verb that names what happened on a day: `The cancellation of the tax on 2 May`."""
    sentence = context.document.sentences[clause.sentence]
    if (
        len(context.index.clauses_of[clause.sentence]) != 1
        or sentence.last - sentence.first > _LONGEST_FRAGMENT
    ):
        return None
    timex = context.timex_of_clause(number)
    if timex is None or context.document.timexes[timex].since:
        return None
    date = context.dated(context.document.timexes[timex], "clause")
    if not is_day(date.date) or (context.published is not None and date.date[:10] > context.published):
        return None
    title = fragment_title(context, clause)
    return (
        _frame(context, clause, countries, date=date, planned=False, title=title)
        if title is not None
        else None
    )


def _is_witnessed(context: Context, clause: Clause) -> bool:
    """Tell whether a passive verb of saying only brings in what happened: `heavy shooting was reported`."""
    verb = clause.verb
    if verb is None or not verb.passive or verb.lemma not in sayings() or clause.subject is None:
        return False
    first, last = context.index.range_of(clause.subject)
    case = context.index.low[last - 1]
    found = case in load_words("events", "cases") and not subject_counts(context, clause)
    # `when the first two deaths were confirmed`
    first_ones = "first" in context.index.low[first:last] and key_of(case) in _CASES
    return found or first_ones or names_happening(context, first, last)


def _actors(context: Context, clause: Clause) -> list[str]:
    """Return the people, bodies and countries that a clause has for its subject, sorted, each once."""
    names = context.document.names
    found = set()
    for m in subject_mentions(context, clause):
        entity = names.entities[names.mentions[m].entity]
        if names.mentions[m].adjective:
            continue
        if entity.type in {"person", "organisation"} or entity.kind == "country":
            found.add(entity.name)
    return sorted(found)
