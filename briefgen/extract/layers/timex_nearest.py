"""Which year is meant where a day of a month stands without one."""

from calendar import monthrange
from datetime import date

from briefgen.extract.layers.timex_chronicle import find_entry_day
from briefgen.extract.layers.timex_grammar import Match
from briefgen.extract.layers.timex_reader import Reader, is_day
from briefgen.extract.layers.timex_told_year import last_year_told, year_in_force
from briefgen.extract.layers.timex_words import function_words, listed_words


def find_day(reader: Reader, month: int, day: int, match: Match) -> date:
    """Return the day of a month without a year: by the verb, else the nearest to publication."""
    near = reader.day
    days = [
        date(year, month, day)
        for year in (near.year - 1, near.year, near.year + 1)
        if 1 <= year <= 9999 and day <= monthrange(year, month)[1]
    ]
    if not days:
        raise ValueError("no such day")
    if (named := _day_of_weekday(reader, match, days)) is not None:
        return named
    if (entry := find_entry_day(reader, month, day, match)) is not None:
        return entry
    best = min(days, key=lambda d: (abs((d - near).days), d))
    # Chronicles tell in the present: `June 1 - The minister flies to Rome`.
    side = reader.tenses.direction(match.start, match.end, timetables=False)
    if _heads_entry(reader, match) or (side < 0 and _sets_date(reader, match)):
        side = 0
    if side <= 0 and (reader.tenses.sets_term(match.start) or _is_put_off(reader, match.start)):
        side = 1
    if (begun := _begins_range(reader, match, days)) is not None:
        return begun
    if _is_of_blow(reader, match) or _is_of_told(reader, match):
        return max((d for d in days if d <= near), default=best)
    if side < 0 and reader.tenses.was_due(match.start):
        side = 0
    ahead = (best - near).days
    if side <= 0 and (year := year_in_force(reader, match)) and day <= monthrange(year, month)[1]:
        return date(year, month, day)
    if side <= 0 and (year := last_year_told(reader, match)) and day <= monthrange(year, month)[1]:
        return date(year, month, day)
    if side < 0 and (joined := _day_in_story(reader, match, month, day)) is not None:
        return joined
    if side <= 0 and (again := _named_again(reader, match, month, day)) is not None:
        return again
    if side <= 0 and (told := _day_told_on(reader, match, month, day)) is not None:
        return told
    if reader.category(match.start - 1) in ("through", "until", "by"):
        # `will shut by 1 September`, told in February
        return min((d for d in days if d >= near), default=best) if side > 0 and ahead < -_LONG_OVER else best
    if best > near and reader.norm(match.start - 1) == "since":
        return max((d for d in days if d < near), default=best)
    if ahead > 60 and _heads_entry(reader, match):
        return max((d for d in days if d < near), default=best)
    # Reports look back half a year and more, but what lies weeks ahead is seldom meant as last year's day.
    done = reader.tenses.follows_past(match.start) or _is_done(reader, match)
    if side < 0 and ahead > (10 if done else _DAYS_AHEAD):
        return max((d for d in days if d < near), default=best)
    if side > 0 and ahead < -30:
        return min((d for d in days if d > near), default=best)
    return best


def _is_of_blow(reader: Reader, match: Match) -> bool:
    """Tell whether a day is that of what nobody plans: `the quake of 12 January`."""
    behind = reader.norm(match.start - 1) == "of" and reader.norm(match.start - 2) in listed_words(
        "calamities"
    )
    return behind and reader.norm(match.start - 3) in ("the", "a", "great", "strong", "deadly")


def _is_of_told(reader: Reader, match: Match) -> bool:
    """Tell whether a day stands before what came about on it: `the Feb. 2 coup`, `in a Feb. 10 letter`."""
    lead = reader.category(match.start - 1) in ("the", "a", "that")
    noun = reader.norm(match.end)
    return lead and (noun in listed_words("calamities") or noun in listed_words("told_nouns"))


def _is_done(reader: Reader, match: Match) -> bool:
    """Tell whether a day is that of a deed with a short object or of a balance: `took effect Jan. 1`, `At May 3, …`."""
    lead = match.start - 1
    if reader.norm(lead) == "at" or (reader.norm(lead) == "of" and reader.norm(lead - 1) == "as"):
        return reader.category(match.end) == "comma"
    for index in range(lead, max(lead - _DEED_WORDS, -1), -1):
        word = reader.norm(index)
        if word in _EFFECTIVE:
            return reader.norm(index + 1) in (
                "effect",
                "office",
                "place",
                "power",
                "over",
                "command",
                "force",
            )
        if reader.tenses.opens(index):
            return False
    return False


_DEED_WORDS = 4
_LONG_OVER = 100
"""Days behind publication from which on a term under a verb that looks ahead is the coming one."""
_EFFECTIVE = frozenset({"took", "came", "went"})


def _begins_range(reader: Reader, match: Match, days: list[date]) -> date | None:
    """Return the day that begins a stretch, by the day that ends it: `Between Jan. 1 and Sept. 30, it lost`."""
    if reader.category(match.start - 1) not in ("from", "between"):
        return None
    if reader.category(match.end) not in ("and", "to", "through", "until"):
        return None
    followed = reader.follow(match.end + 1)
    if followed is None or not is_day(followed[0]):
        return None
    last = date.fromisoformat(followed[0].value)
    begun = max((d for d in days if d <= last), default=None)
    return begun if begun is not None and (last - begun).days < _YEAR_DAYS else None


def _day_in_story(reader: Reader, match: Match, month: int, day: int) -> date | None:
    """Return the day that goes on from a month of the sentence: `was caught in June and flown home on 14 July`."""
    begun = reader.month_behind(match.start)
    if begun is None or begun > reader.day or day > monthrange(begun.year, month)[1]:
        return None
    if reader.named_month is not None and reader.comma in reader.codes[reader.named_month[1] : match.start]:
        return None
    told = date(begun.year, month, day)
    return told if begun <= told <= reader.day else None


def _is_put_off(reader: Reader, index: int) -> bool:
    """Tell whether a day is the one up to which something is put off: `Parliament put the vote off to 15 December`."""
    return reader.category(index - 1) in ("to", "until") and reader.norm(index - 2) in (
        "off",
        "back",
        "postponed",
    )


def _day_of_weekday(reader: Reader, match: Match, days: list[date]) -> date | None:
    """Return the one day that falls on the weekday beside it: `on Friday 3 February`."""
    at = match.start if reader.category(match.start) == "weekday" else match.start - 1
    at -= reader.category(at) == "comma"
    if reader.category(at) != "weekday":
        return None
    fitting = [day for day in days if str(day.isoweekday()) == reader.values[at]]
    return fitting[0] if len(fitting) == 1 else None


def _named_again(reader: Reader, match: Match, month: int, day: int) -> date | None:
    """Return the day last named, where the same one is named again a sentence or two behind it."""
    if reader.last_day is None or not reader.named_day_in(month, day):
        return None
    day_named, end = reader.last_day
    near = reader.codes.count(reader.stop, end, match.start) <= _STORY_STOPS
    # `It runs until December 31. Last year's ended on December 31.`
    return day_named if near and 0 <= (reader.day - day_named).days < _YEAR_DAYS else None


_STORY_STOPS, _YEAR_DAYS = 2, 366


def _day_told_on(reader: Reader, match: Match, month: int, day: int) -> date | None:
    """Return the day that goes on with a story told by dates: `On 2 March 2015 he left. On 25 March he was held`."""
    before, year = reader.named_day, reader.named_year
    if before is None or year is None or year[0] != before.year or before.year >= reader.day.year:
        return None
    if (
        reader.codes.count(reader.stop, reader.force_end, match.start) > 1
        or match.start - year[1] > _STORY_REACH
    ):
        return None
    if day > monthrange(before.year, month)[1]:
        return None
    after = date(before.year, month, day)
    return after if 0 <= (after - before).days <= _STORY_DAYS else None


_STORY_REACH, _STORY_DAYS = 40, 45
"""Words since a year was named, and days since the day before, over which a story told by dates goes on."""


def _sets_date(reader: Reader, match: Match) -> bool:
    """Tell whether a day belongs to what is held on it: `the Nov. 8 election`, `ahead of the May 3 primary`."""
    if reader.norm(match.start - 3) == "ahead" or reader.norm(match.start - 2) == "ahead":
        return True
    lead = match.start - 2
    if reader.norm(match.start - 1) == "on" and reader.norm(lead) in listed_words("scheduled_nouns"):
        return True
    for index in range(match.end, match.end + 4):
        if reader.norm(index) in listed_words("scheduled_nouns"):
            return True
        if reader.category(index) in ("stop", "comma") or reader.norm(index) in function_words():
            return False
    return False


def _heads_entry(reader: Reader, match: Match) -> bool:
    """Tell whether a day opens an entry of a chronicle: `June 1 - The minister flies to Rome`."""
    return reader.category(match.start - 1) == "stop" and reader.category(match.end) == "dash"


_DAYS_AHEAD = 120
"""Days that a day without a year may lie ahead though the verb tells the past; of six such days between 60 and 180
days ahead in news of 2009 to 2016, five lay ahead (`the Nov. 8 election`)."""
