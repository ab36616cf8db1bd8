"""Which day or year is meant where a weekday, a day of a month or a month stands without its year."""

from calendar import monthrange
from datetime import date, timedelta

from briefgen.extract.layers.timex_grammar import Match
from briefgen.extract.layers.timex_reader import OF_CLOCK, Reader
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
    best = min(days, key=lambda d: (abs((d - near).days), d))
    # Chronicles tell in the present: `June 1 - The minister flies to Rome`.
    side = reader.tenses.direction(match.start, match.end, timetables=False)
    if _heads_entry(reader, match) or _sets_date(reader, match):
        side = 0
    if side <= 0 and reader.tenses.sets_term(match.start):
        side = 1
    ahead = (best - near).days
    if side <= 0 and (year := _year_in_force(reader, match)) and day <= monthrange(year, month)[1]:
        return date(year, month, day)
    if side <= 0 and (told := _day_told_on(reader, match, month, day)) is not None:
        return told
    if reader.category(match.start - 1) in ("through", "until", "by"):
        return best
    if ahead > 60 and _heads_entry(reader, match):
        return max((d for d in days if d < near), default=best)
    # Reports look back half a year and more, but what lies weeks ahead is seldom meant as last year's day.
    if side < 0 and ahead > (10 if reader.tenses.follows_past(match.start) else _DAYS_AHEAD):
        return max((d for d in days if d < near), default=best)
    if side > 0 and ahead < -30:
        return min((d for d in days if d > near), default=best)
    return best


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
"""Days that a day without a year may lie ahead though the verb tells the past; of ten such days between 60 and 180
days ahead in news of 2009 to 2016, nine lay ahead (`the Nov. 8 election`)."""


def find_year(reader: Reader, month: int, match: Match) -> int:
    """Return the year of a month that stands alone."""
    near = reader.day
    if near.month == month:
        return near.year
    before = near.year if month < near.month else near.year - 1
    if reader.norm(match.start - 1) == "come":
        return before + 1
    if _is_that_month(reader, match):
        return reader.base.year if reader.base < near else before
    side = reader.direction(match)
    ahead = (month - near.month) % 12
    if side <= 0 and (year := _year_in_force(reader, match)):
        return year
    if _is_month_ahead(reader, match.start, side):
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


def _year_in_force(reader: Reader, match: Match) -> int | None:
    """Return an earlier year that the sentence just named: `Elected in 2019, he resigned in March`."""
    if reader.named_year is None or match.start - reader.named_year[1] > _YEAR_REACH:
        return None
    if reader.category(match.start - 1) in ("through", "until", "by") and not (
        # `Under a plan of 2019 it bought shares through September`
        reader.norm(match.start - 1) == "until" and reader.direction(match) < 0
    ):
        return None
    if reader.stop in reader.codes[reader.named_year[1] : match.start]:
        return None
    return reader.named_year[0] if reader.named_year[0] < reader.day.year else None


def find_weekday(reader: Reader, number: int, match: Match, modifier: str) -> date:
    """Return the day that a weekday names."""
    near = reader.day
    if modifier in ("early", "late"):
        modifier = ""
    if not modifier and (behind := _range_begin(reader, match.start)) is not None:
        return behind + timedelta(days=(number - behind.isoweekday()) % 7)
    if modifier in ("previous", "following", "that", "same") and reader.named_day is not None:
        near = reader.named_day
    back = (near.isoweekday() - number) % 7
    if modifier in ("last", "past", "previous"):
        return near - timedelta(days=back or 7)
    if modifier in ("next", "coming", "following"):
        return near + timedelta(days=(7 - back) % 7 or 7)
    if back == 0:
        return near
    if near != reader.day:
        return near + timedelta(days=7 - back)
    if modifier in ("", "earlier", "later") and back == 6 and _is_tomorrow(reader, match):
        return near + timedelta(days=1)
    if modifier in ("later", "earlier") and back < 4:
        # `will speak later Monday`, told on Tuesday of Monday.
        return near - timedelta(days=back)
    if reader.category(match.end) == "poss" and not modifier:
        coming = _is_coming(reader, match.start, back) or (back > 2 and reader.direction(match) > 0)
        return near + timedelta(days=7 - back if coming else -back)
    if not modifier and _is_term(reader, match.start):
        # `A vote set for Thursday was put off`, told on Friday.
        over = (
            back == 1 and reader.norm(match.start - 1) == "for" and reader.norm(match.end) in ("was", "were")
        )
        return near + timedelta(days=-1 if over else 7 - back)
    if (
        back > 3
        and reader.norm(match.start - 1) in ("declared", "proclaimed")
        and reader.category(match.end) == "a"
    ):
        # `declared Tuesday a day of mourning`
        return near + timedelta(days=7 - back)
    if reader.norm(match.start - 2) == "ahead" or (
        back > 2 and not modifier and _is_awaited(reader, match.start)
    ):
        return near + timedelta(days=7 - back)
    side = reader.direction(match)
    if (
        side > 0
        and back < 3
        and not modifier
        and not reader.tenses.announces(match.start, strictly=back == 1)
    ):
        # The day before publication is rarely the one six days ahead: `Sunday's vote`, `was to speak on Sunday`.
        return near - timedelta(days=back)
    if (
        modifier == "this"
        or side > 0
        or (side == 0 and reader.norm(match.start - 1) in ("starting", "beginning"))
    ):
        # `was held this Monday` lies behind; on a Wednesday `this Friday` lies ahead whatever the verb.
        past_known = modifier == "this" and side < 0 and number < near.isoweekday()
        return near - timedelta(days=back) if past_known else near + timedelta(days=7 - back)
    return near - timedelta(days=back)


def _range_begin(reader: Reader, index: int) -> date | None:
    """Return the day before `to` or `until`: `from Monday to Friday`, `8pm on Monday until 6am on Tuesday`."""
    lead = index - 1
    while index - lead < 6 and reader.category(lead) in OF_CLOCK:
        lead -= 1
    behind = reader.day_behind(index)
    if reader.category(lead) in ("and", "or") and behind is not None:
        # `on Tuesday and Wednesday`: both behind or both ahead.
        joined = reader.force_end == lead and reader.category(lead - 1).startswith("weekday")
        return behind if joined and behind > reader.day else None
    if reader.category(lead) not in ("to", "until", "through", "dash"):
        return None
    if reader.category(lead) != "until" and not (
        reader.force_end == lead and reader.category(lead - 1).startswith("weekday")
    ):
        return None
    return behind


def _is_term(reader: Reader, index: int) -> bool:
    """Tell whether a day is a term set: `until Monday`, `planned for Monday`, `the deadline is Monday`."""
    lead = index - 1
    while index - lead < 6 and reader.category(lead) in OF_CLOCK:
        lead -= 1
    before = reader.norm(lead)
    if before == "by":
        # `guards stand by Monday`; `By Monday they had gone`; `the toll had risen to 40 by Monday`
        if reader.norm(lead - 1) in ("stand", "stood", "standing", "stands"):
            return False
        if reader.tenses.opens(lead - 1):
            return reader.tenses.direction(index, index + 1) > 0
        return not reader.tenses.is_reached(lead)
    if before in ("is", "are"):
        return lead == index - 1 and reader.norm(lead - 1) not in ("it", "today", "this", "that", "other")
    if before == "through":
        # `The strike lasted through Monday`; `rain is forecast through Monday`
        return not reader.tenses.tells_past(lead)
    if before in ("until", "till"):
        # `Until Friday, the ministry had refused`
        return not reader.tenses.opens(lead - 1) or reader.tenses.direction(index, index + 1) >= 0
    return before == "for" and lead == index - 1


def _is_coming(reader: Reader, index: int, back: int) -> bool:
    """Tell whether what belongs to a day lies ahead: `ahead of Monday's vote`, `will attend Monday's funeral`."""
    before = reader.norm(index - 1)
    if before == "for" and reader.norm(index - 2) in listed_words("preparing_verbs"):
        return True
    # `Monday's ruling will be felt`, told on Tuesday, is over.
    places = (-4, -3, -2, -1, 3, 4) if back > 1 else (-4, -3, -2, -1)
    return reader.norm(index - 2) == "ahead" or any(
        reader.norm(index + n) in ("will", "shall") for n in places
    )


def _is_tomorrow(reader: Reader, match: Match) -> bool:
    """Tell whether the weekday of the day behind publication means that day, not the one six days ago.

    A page dated in another zone tells of its tomorrow as of its today (`said early Thursday`). Elsewhere too what lies
    six days back is mostly told by its date; but `the quake struck on Friday`, `Friday's quake`.
    """
    if reader.norm(match.start - 1) == "since" or _opens_range(reader, match):
        return False
    if reader.dated_early:
        return True
    if reader.category(match.end) == "poss":
        return listed_words("calamities").isdisjoint(reader.norm(match.end + n) for n in range(1, 5))
    if reader.direction(match) >= 0:
        return True
    lead = match.start - (2 if reader.norm(match.start - 1) == "on" else 1)
    tenses = reader.tenses
    return not (
        reader.category(lead) == "stop" or tenses.follows_past(match.start) or tenses.closes_past(match.start)
    )


def _is_awaited(reader: Reader, index: int) -> bool:
    """Tell whether what comes before a day is told: `ahead of the vote on Monday`, `before the summit on Monday`."""
    if reader.norm(index - 1) != "on":
        return False
    held = reader.norm(index - 2) in listed_words("scheduled_nouns")
    for lead in range(index - 3, max(index - 9, -1), -1):
        if reader.tenses.opens(lead):
            return False
        if reader.norm(lead) == "ahead" or (held and reader.norm(lead) in ("before", "up", "until")):
            return True
    return False


def _opens_range(reader: Reader, match: Match) -> bool:
    """Tell whether another weekday closes a stretch: `taken Thursday through Monday`."""
    return reader.category(match.end) in ("through", "to", "dash") and reader.category(match.end + 1) in (
        "weekday",
        "weekday_short",
    )


_YEAR_REACH = 15
"""Words over which a year holds for days and months without one; into the next sentence it held less often than not."""
