"""Events: the datable events of one article."""

from collections.abc import Collection

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.event_rules.anchors import add_anchors
from briefgen.extract.event_rules.chronicles import Chronicle, Entry, entry_title, read_chronicle
from briefgen.extract.event_rules.event_frames import make_frame
from briefgen.extract.event_rules.faint_events import find_faint_events
from briefgen.extract.event_rules.landmarks import find_landmarks
from briefgen.extract.event_rules.last_days import find_last_days
from briefgen.extract.event_rules.named_titles import told_title
from briefgen.extract.event_rules.once import marks_of_name
from briefgen.extract.event_rules.open_days import find_open_days
from briefgen.extract.event_rules.spare_days import find_spare_days
from briefgen.extract.event_rules.spare_readings import days_in
from briefgen.extract.event_rules.told_deeds import read_deed
from briefgen.extract.frames import EventFrame


def find_events(
    context: Context, countries: Collection[str] = (), chronicle: Chronicle | None = None
) -> list[EventFrame]:
    """Find the datable events of one article, in text order; one for each sentence and date.

    Args:
        context: the article's layers.
        countries: whose crisis it is: what their leaders announce is an event, not only a statement.
        chronicle: its headings and entries, if they have been read.

    Returns:
        Events with a calendar date, whatever the period of the brief. Standing facts, opinions, direct speech,
        what is negated or only possible, and the saying itself are none, unless a day has nothing else; things to come
        are `planned`.
    """
    found: list[EventFrame] = []
    anchors: dict[str, str] = {}
    anchored = 0
    chronicle = chronicle or read_chronicle(context)
    headings, entries = chronicle.headings, chronicle.entries
    for number, sentence in enumerate(context.document.sentences):
        if sentence.kind not in {"body", "dek"}:
            continue
        best: dict[str, tuple[tuple[int, int, int], EventFrame]] = {}
        add_anchors(anchors, found[anchored:], published=context.published)
        anchored = len(found)
        for position, clause in enumerate(context.index.clauses_of[number]):
            frame = read_deed(context, clause, countries, anchors)
            if frame is None:
                continue
            if frame.date.how == "article" and number in headings and not frame.planned:
                frame = msgspec.structs.replace(frame, date=headings[number])
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
    found += find_faint_events(context, countries, told, headings, add=make_frame)
    found += find_open_days(context, countries, told, add=make_frame)
    found += find_spare_days(context, countries, told, add=make_frame)
    return found + find_last_days(context, countries, told, add=make_frame)


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
                frame = make_frame(
                    context, clause, countries, date=mark.date, planned=mark.planned, title=title
                )
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
    return make_frame(
        context, context.index.clauses[number], countries, date=date, planned=planned, title=title
    )
