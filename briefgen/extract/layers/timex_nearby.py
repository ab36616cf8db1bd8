"""The day that a clock time or a part of a day belongs to: named in its sentence, or the one in force."""

from datetime import date

from briefgen.extract.layers.timex_reader import Reader

_LONG_AGO_DAYS = 100
"""Days before publication from which on a day told in passing is none of the news."""
_STORY_STOPS, _FLASHBACK_STOPS = 5, 2
_EARLIER_ONES = frozenset(
    {"had", "another", "previous", "previously", "last", "similar", "earlier", "before"}
)
_ASIDE_WORDS = 15


def day_nearby(reader: Reader, first: int, last: int) -> date | None:
    """Return the day that a clock time belongs to: one named in the sentence, else the date in force."""
    today = reader.today_end > reader.force_end and reader.stop not in reader.codes[reader.today_end : first]
    if not today and (behind := reader.day_behind(first)) is not None:
        return behind
    named = None if today else reader.named_day
    if named is not None and named > reader.day and reader.tenses.direction(first, last) < 0:
        # `The storm will land on Friday. At 9 p.m. it lay off the coast.`
        named = named if reader.dated_early and (named - reader.day).days == 1 else None
    if named is not None and _is_day_of_aside(reader, first):
        named = None
    if not today and (story := _story_behind_flashback(reader, first)) is not None:
        named = story
    return reader.day_ahead(last) or named or reader.published


def _story_behind_flashback(reader: Reader, index: int) -> date | None:
    """Return the day that a text goes on with behind a look back: `In 2015 a shaft had caved in. At 9 p.m. …`.

    None where the date in force is not of long ago, or more than one sentence tells of that time.
    """
    if reader.story_day is None or reader.force is None or (reader.day - reader.force).days <= _LONG_AGO_DAYS:
        return None
    day, end = reader.story_day
    if reader.codes.count(reader.stop, end, reader.force_end) > _STORY_STOPS:
        return None
    behind = reader.codes.find(reader.stop, reader.force_end)
    if (
        not reader.force_end <= behind < index
        or reader.codes.count(reader.stop, behind, index) > _FLASHBACK_STOPS
    ):
        return None
    begin = reader.codes.rfind(reader.stop, 0, reader.force_end) + 1
    return day if not _EARLIER_ONES.isdisjoint(reader.norms[begin:behind]) else None


def _is_day_of_aside(reader: Reader, index: int) -> bool:
    """Tell whether the day in force was told in passing, a sentence before an atom: `which fell on 9 May, …`."""
    end = reader.force_end
    if reader.category(end) != "comma" or reader.stop not in reader.codes[end:index]:
        return False
    for place in reader.sentence_before(end, _ASIDE_WORDS):
        if reader.norm(place) in ("which", "who", "whose") and reader.category(place - 1) == "comma":
            return reader.comma not in reader.codes[place:end]
    return False
