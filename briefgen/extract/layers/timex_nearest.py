"""Which year is meant where a day of a month or a month stands without one."""

from calendar import monthrange
from datetime import date

from briefgen.extract.layers.timex_calendar import shift_months
from briefgen.extract.layers.timex_chronicle import find_entry_day
from briefgen.extract.layers.timex_grammar import Match
from briefgen.extract.layers.timex_reader import Reader, is_day
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
    if side <= 0 and (year := _last_year_told(reader, match)) and day <= monthrange(year, month)[1]:
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
    return lead and reader.norm(match.end) in listed_words("calamities") | listed_words("told_nouns")


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


def find_year(reader: Reader, month: int, match: Match) -> int:
    """Return the year of a month that stands alone."""
    if (entry := find_entry_day(reader, month, 1, match)) is not None:
        return entry.year
    near = reader.day
    if near.month == month:
        return near.year
    before = near.year if month < near.month else near.year - 1
    if reader.norm(match.start - 1) == "come":
        return before + 1
    if _is_that_month(reader, match):
        if (told := reader.year_told(match.start)) is not None and told < near.year:
            return told
        if (begun := reader.month_told(match.start)) is not None and begun.year < near.year - 1:
            return begun.year + (month < begun.month)
        return reader.base.year if reader.base < near else before
    if (joined := _month_joined(reader, match, month)) is not None:
        return joined
    if (told := _last_year_told(reader, match)) is not None:
        return told
    side = -1 if _is_compared(reader, match.start) else reader.direction(match)
    ahead = (month - near.month) % 12
    if side <= 0 and (year := year_in_force(reader, match)):
        return year
    if _is_month_ahead(reader, match.start, side) or _is_month_set(reader, match, ahead):
        return before + 1
    if _is_attribute(reader, match):
        # `the April summit`, `December delivery`: the nearest one; `her April speech` is over.
        known = reader.norm(match.end) in listed_words("scheduled_nouns")
        reach = (12 if side > 0 else 6) if known else (6 if side > 0 else 3)
        return before + 1 if ahead < reach else before
    if _is_told(reader, match, side, ahead):
        return before
    if reader.norm(match.start - 1) == "for" and ahead > 6:
        # `data for April is due`
        return before
    if ahead < 6 and reader.tenses.hangs_on_infinitive(match.start):
        return before + 1
    if side > 0 or ahead < (3 if side < 0 else 4):
        return before + 1
    return before + 1 if ahead < 5 and _is_scheduled(reader, match.start) else before


def _is_compared(reader: Reader, index: int) -> bool:
    """Tell whether a number is that of a month before: `expect 5 percent, up from 4 percent in May`."""
    if reader.norm(index - 1) != "in" or not _is_number(reader, index - 2):
        return False
    lead = index - 3
    while lead > index - _NUMBER_WORDS and _is_number(reader, lead):
        lead -= 1
    return reader.norm(lead) in ("from", "than", "against")


def _is_number(reader: Reader, index: int) -> bool:
    category = reader.category(index)
    return category in ("magnitude", "number", "decimal", "year", "hundred") or (
        category.startswith("num")
        or reader.norm(index) in ("$", "a", "share", "cents", "points", "million", "billion")
    )


_NUMBER_WORDS = 9


def _is_month_set(reader: Reader, match: Match, ahead: int) -> bool:
    """Tell whether a month is set for what is to come: `set for May`, `ahead of polls in May`, `her term ends in May`.

    `ahead`: months to the coming one.
    """
    lead, tenses = match.start - 1, reader.tenses
    word, before = reader.norm(lead), reader.norm(lead - 1)
    if word == "for" and before in listed_words("preparing_verbs"):
        if reader.norm(lead - 2) in ("originally", "initially", "first", "previously"):
            return False
        if tenses.was_due(match.start):
            # `The vote had been planned for September`
            return ahead <= _POSTPONED_MONTHS
        return not tenses.tells_past(lead - 1)
    if word == "in" and before in listed_words("term_verbs"):
        # `his term, which ends in May`; not `the start in May`
        return before.endswith("s") and reader.category(lead - 2) not in ("the", "a")
    if word in ("until", "till", "to", "through") and before in listed_words("postponing_verbs"):
        return ahead <= _POSTPONED_MONTHS or not before.endswith("ed")
    if word in ("until", "till", "to") and _is_postponed(reader, lead):
        return ahead <= _POSTPONED_MONTHS
    if word in ("for", "in") and before in listed_words("scheduled_nouns") and _is_called(reader, lead - 1):
        return ahead <= _POSTPONED_MONTHS
    if word == "in" and before in ("expiring", "maturing"):
        return True
    if word == "by" and not tenses.opens(lead - 1):
        return _is_asked(reader, lead)
    if word != "in" or not _is_scheduled(reader, match.start):
        return False
    holding = before in listed_words("scheduled_nouns") and {reader.norm(lead - 2), reader.norm(lead - 3)}
    return bool(holding and holding & _HOLDING) or _is_awaited(reader, lead)


_HOLDING = frozenset({"holds", "hold", "hosts", "host", "stages", "stage"})


def _is_postponed(reader: Reader, index: int) -> bool:
    """Tell whether what stands before `until` at an atom is put off: `delayed the launch until March`."""
    for place in range(index - 1, max(index - _ASKED_WORDS, -1), -1):
        if reader.tenses.opens(place):
            return False
        if reader.norm(place) in listed_words("postponed_verbs"):
            return True
    return False


def _is_called(reader: Reader, index: int) -> bool:
    """Tell whether what is held, at an atom, is called or promised: `promised free elections in March`."""
    return not listed_words("calling_verbs").isdisjoint(
        reader.norm(index - back) for back in range(1, _CALLED_WORDS)
    )


_CALLED_WORDS = 4


_POSTPONED_MONTHS = 8
"""Months by which trials and talks are put off at most; `postponed to May`, told in June, is over."""


def _is_asked(reader: Reader, index: int) -> bool:
    """Tell whether something is asked for or promised before an atom: `promised elections by May`."""
    for place in range(index - 1, max(index - _ASKED_WORDS, -1), -1):
        word = reader.norm(place)
        if reader.tenses.opens(place) or word in ("was", "were", "had", "said"):
            return False
        if word in listed_words("asking_verbs"):
            return word not in _NO_ASKING
        if word in listed_words("reaching_verbs"):
            return False
    return False


_ASKED_WORDS = 8
_NO_ASKING = frozenset({"told", "did", "been", "has", "have", "given", "gave", "called", "meant", "invited"})


def _is_awaited(reader: Reader, index: int) -> bool:
    """Tell whether what is held before an atom is still to come: `ahead of elections in May`."""
    for place in range(index - 1, max(index - _AWAITED_WORDS, -1), -1):
        if reader.tenses.opens(place):
            return False
        if reader.norm(place) == "of" and reader.norm(place - 1) == "ahead":
            return True
    return False


_AWAITED_WORDS = 7


def _month_joined(reader: Reader, match: Match, month: int) -> int | None:
    """Return the year next to the month just named: `in May or early June`, `up in May over April`."""
    lead = match.start - 1
    while match.start - lead < 3 and reader.category(lead) in ("in", "early", "mid", "late"):
        lead -= 1
    named = reader.named_month
    if named is None or named[1] != lead or named[1] <= reader.force_end:
        return None
    if reader.category(lead) not in ("and", "or", "over", "from") and reader.norm(lead) != "than":
        return None
    months = (named[0].month - month + 6) % 12 - 6
    return shift_months(named[0], -months).year


def _is_that_month(reader: Reader, match: Match) -> bool:
    """Tell whether `that` points back: `He ran in 1972 and lost that November`, not `said that November`."""
    if reader.category(match.start - 1) != "that":
        return False
    before = reader.norm(match.start - 2)
    return before not in listed_words("reporting_verbs") and not before.endswith(("ed", "ing"))


def _is_told(reader: Reader, match: Match, side: int, ahead: int) -> bool:
    """Tell whether a month is surely over, however near the coming one is: `took office in May`, `In May, he left`."""
    tenses, before = reader.tenses, reader.category(match.start - 1)
    if tenses.follows_past(match.start) or (side <= 0 and ahead > 1 and tenses.closes_past(match.start)):
        return True
    if (
        before == "in"
        and reader.category(match.start - 2) == "stop"
        and (side < 0 or (side == 0 and ahead > 2))
    ):
        return True
    return "since" in (reader.norm(match.start - n) for n in range(1, 6))


def _is_scheduled(reader: Reader, index: int) -> bool:
    """Tell whether what stands before a month is held at set times: `the convention in Oslo in May`."""
    lead = index - 1
    for _ in range(2):
        if reader.norm(lead) not in ("in", "on", "at"):
            return False
        lead -= 1
        if reader.norm(lead) in listed_words("scheduled_nouns"):
            return True
        while index - lead < 6 and reader.category(lead) == "other_capital":
            lead -= 1
    return False


def _is_attribute(reader: Reader, match: Match) -> bool:
    """Tell whether a month stands before its noun."""
    return (
        reader.category(match.end) == "other"
        and reader.norm(match.end) not in function_words()
        and not reader.norm(match.end).endswith("ed")
        and reader.category(match.start - 1)
        not in ("in", "since", "from", "by", "until", "during", "last", "to")
    )


def _is_month_ahead(reader: Reader, index: int, side: int) -> bool:
    """Tell whether the words before a month set a term: `by the end of May`, `as early as May`, `is in May`."""
    lead = index - 1
    if reader.norm(lead) == "as" and reader.norm(lead - 1) in ("early", "soon", "late"):
        return side >= 0
    if reader.norm(lead) == "in" and reader.norm(lead - 1) in ("is", "are"):
        return side >= 0
    while index - lead < 5 and reader.category(lead) in (
        "the",
        "of",
        "end",
        "start",
        "mid",
        "early",
        "late",
    ):
        lead -= 1
    if reader.norm(lead) not in ("by", "until", "till", "before"):
        return False
    # `He led the party until May` lies behind, `he has until May` ahead.
    return side >= 0 or reader.norm(lead - 1) in ("has", "have")


def year_in_force(reader: Reader, match: Match) -> int | None:
    """Return an earlier year that the sentence just named: `Elected in 2019, he resigned in March`."""
    if reader.named_year is None or match.start - reader.named_year[1] > _YEAR_REACH:
        return None
    if reader.category(match.start - 1) in ("through", "until", "by") and not (
        # `Under a plan of 2019 it bought shares through September`
        reader.norm(match.start - 1) == "until" and reader.direction(match) < 0
    ):
        return None
    if reader.stop in reader.codes[reader.named_year[1] : match.start] or _is_year_of_aside(reader):
        return None
    if reader.category(reader.named_year[1]) == "and" and not reader.tenses.has_past(
        reader.named_year[1] + 1, match.start
    ):
        # `alarms for one fever in 2009 and for another in May`
        return None
    return reader.named_year[0] if reader.named_year[0] < reader.day.year else None


def _last_year_told(reader: Reader, match: Match) -> int | None:
    """Return the year before, where a sentence begins with it: `Last year, in March, …`, `Last year's poll in May`."""
    year = reader.day.year - 1
    if reader.told_year is None or reader.told_year[0] != year or reader.told_year[1] < reader.force_end:
        return None
    end = reader.told_year[1]
    if match.start - end > _YEAR_REACH or reader.stop in reader.codes[end : match.start]:
        return None
    if (reader.category(end - 2), reader.category(end - 3)) != ("last", "stop"):
        return None
    if any(reader.norm(index) in listed_words("later_told") for index in range(end, match.start)):
        # `Last year's results were published in March`
        return None
    between = {reader.category(index) for index in range(end + 1, match.start)}
    return None if between & {"and", "but"} or reader.direction(match) > 0 else year


def _is_year_of_aside(reader: Reader) -> bool:
    """Tell whether the year last named closes an aside on somebody: `Vega, who won office in 2012, died on 5 May`."""
    end = reader.named_year[1] if reader.named_year is not None else 0
    if reader.category(end) != "comma":
        return False
    for index in range(end - 1, max(end - _ASIDE_WORDS, -1), -1):
        if reader.category(index) == "stop":
            return False
        if reader.category(index) == "comma":
            return reader.norm(index + 1) in ("who", "which", "whose")
    return False


_ASIDE_WORDS = 15
_YEAR_REACH = 15
"""Words over which a year holds for days and months without one; into the next sentence it held less often than not."""
