"""Event frames: what is kept of an event besides its words: where it was, who acted, how grave it is."""

from collections.abc import Collection

from briefgen.extract.context import Context
from briefgen.extract.event_rules.announcements import day_put_off
from briefgen.extract.frames import Dated, EventFrame, Slot
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.phrasing.deeds import weigh
from briefgen.extract.phrasing.fresh_dates import LEDE_PARAGRAPHS
from briefgen.extract.phrasing.subjects import is_reduced, subject_mentions
from briefgen.extract.phrasing.wording import key_of, keys_in, names_in, text_of
from briefgen.extract.whereabouts import before_list

_MAKING = load_words("event_rules", "making")
_PRONOUNS = frozenset({"it", "they", "he", "she"})
_ELSEWHERE = frozenset({"another", "other", "others", "elsewhere"})
_ON_THE_SPOT = load_words("event_rules", "on_the_spot")
"""What is done where the sentence before tells of something."""
_DIRECTIONS = frozenset(
    f"{one}{two}ern" for one in ("", "north", "south") for two in ("north", "south", "east", "west")
) | {"central", "upper", "lower"}
"""Words that are no place by themselves: `in Northeastern Libya`."""
_LEAVING = frozenset({"flee", "escape", "leave", "return", "move", "cross"})
"""What begins where people come from."""
_REGIONS = frozenset(load_phrases("mentions", "parts_of_the_world"))
"""Parts of the world, too large for where something happened."""


def make_frame(
    context: Context, clause: Clause, countries: Collection[str], *, date: Dated, planned: bool, title: str
) -> EventFrame:
    """Make the frame of what a clause tells.

    Args:
        context: the article's layers.
        clause: the clause.
        countries: whose crisis it is.
        date: when it was or will be.
        planned: whether it lies ahead.
        title: its words.
    """
    sentence = context.document.sentences[clause.sentence]
    title = day_put_off(context, clause, title) if planned else _begun(clause, title)
    places = [
        slot
        for slot in context.places(clause.first, _stretch_end(context, clause), how="clause")
        or _places_beside(context, clause, date)
        if context.is_in_story(slot, countries)
        and slot.value.lower() not in _DIRECTIONS | _REGIONS
        and not _is_of_subject(context, clause, slot, countries)
        and not _is_destination(context, slot)
    ]
    places = _without_origins(context, clause, places)
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


def _without_origins(context: Context, clause: Clause, places: list[Slot]) -> list[Slot]:
    """Drop where those who do something come from, if it is told where they do it: `Nurses from Galle met in Kandy`."""
    verb = clause.verb
    if len(places) < 2 or verb is None or verb.lemma in _LEAVING:
        return places
    starts = [context.index.range_of(slot.span)[0] if slot.span is not None else -1 for slot in places]
    if not any(start >= verb.last for start in starts):
        return places
    return [
        slot
        for slot, start in zip(places, starts, strict=True)
        if not (clause.first < start < verb.first and _is_origin(context, clause, start))
    ]


def _is_origin(context: Context, clause: Clause, start: int) -> bool:
    """Tell whether a place is one of those that a subject comes from: not one that a clause opens with."""
    opener = before_list(context.index, start)
    return opener > clause.first and context.index.low[opener] == "from"


def _is_destination(context: Context, slot: Slot) -> bool:
    """Tell whether a place is where something was still to go: `sank off Galle, bound for Chennai`."""
    if slot.span is None:
        return False
    opener = before_list(context.index, context.index.range_of(slot.span)[0])
    return tuple(context.index.low[max(0, opener - 1) : opener + 1]) in _UNDER_WAY


_UNDER_WAY = {
    ("bound", "for"),
    ("way", "to"),
    ("route", "to"),
    ("headed", "for"),
    ("headed", "to"),
    ("heading", "for"),
    ("heading", "to"),
}


def _places_beside(context: Context, clause: Clause, date: Dated) -> list[Slot]:
    """Find the places of a clause without one: those of its sentence, up to the next semicolon.

    None for a clause that tells of another time than the rest: `Five days after he resigned, riots broke out in Galle`,
    and none of another day: `On Monday a bus burned, and on Tuesday a ferry sank off Galle`.
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
    found = context.places(first, end if end < clause.last else last, how="sentence")
    return [slot for slot in found if not _is_of_other_day(context, clause, slot, date)]


def _is_of_other_day(context: Context, clause: Clause, slot: Slot, date: Dated) -> bool:
    """Tell whether a place stands in a deed of somebody else, on another day than that which a clause names itself."""
    home = context.clause_at(context.index.range_of(slot.span)[0]) if slot.span is not None else None
    inner = context.index.clauses[home] if home is not None else clause
    if home is None or inner is clause or date.how != "clause":
        return False
    if inner.subject_inherited or clause.subject_inherited:
        return False
    beside = {inner.kind, clause.kind} <= {"main", "coordinate"}
    timex = context.timex_of_clause(home) if beside else None
    other = context.document.timexes[timex].date if timex is not None else None
    return bool(other) and other != date.date


def _stretch_end(context: Context, clause: Clause) -> int:
    """Return where the words of a clause end: at a semicolon, or with the clause."""
    begin = clause.verb.last if clause.verb is not None else clause.first
    low = context.index.low
    return next((at for at in range(begin, clause.last) if low[at] == ";"), clause.last)


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
