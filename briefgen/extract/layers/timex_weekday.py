"""Which day a weekday names: by the verb, by what it belongs to, by how far it lies from publication."""

from datetime import date, timedelta

from briefgen.extract.layers.timex_grammar import Match
from briefgen.extract.layers.timex_reader import OF_CLOCK, Reader
from briefgen.extract.layers.timex_words import listed_words


def find_weekday(reader: Reader, number: int, match: Match, modifier: str) -> date:
    """Return the day that a weekday names."""
    near = reader.day
    if modifier in ("early", "late"):
        modifier = ""
    if (
        not modifier
        and reader.norm(match.start - 1) == "that"
        and reader.category(match.end) in ("stop", "comma")
    ):
        # `(He fled on 19 May. Thousands marched) that Friday.`
        modifier = "that"
    if not modifier and _opens_move(reader, match):
        # `was postponed from Friday to Monday`
        back = (near.isoweekday() - number) % 7
        return near + timedelta(days=-back if back < 2 else 7 - back)
    if not modifier and (behind := _range_begin(reader, match.start)) is not None:
        return behind + timedelta(days=(number - behind.isoweekday()) % 7)
    if not modifier and (entry := _day_of_entry(reader, number, match)) is not None:
        return entry
    if not modifier and (told := _day_after_told(reader, number, match)) is not None:
        return told
    if modifier in ("previous", "following", "that", "same") and reader.named_day is not None:
        near = reader.named_day
    if modifier in ("", "early", "late") and (heading := reader.day_of_heading(match.start)) is not None:
        # `3 February: … early on Thursday`
        ahead = (number - heading.isoweekday() + 3) % 7 - 3
        if abs((reader.day - heading).days) > 7 or not ahead:
            return heading + timedelta(days=ahead)
    back = (near.isoweekday() - number) % 7
    if modifier in ("last", "past", "previous"):
        return near - timedelta(days=back or 7)
    if modifier in ("next", "coming", "following"):
        # On a Wednesday `next Thursday` is no `tomorrow`.
        return near + timedelta(days=8 if modifier == "next" and back == 6 else (7 - back) % 7 or 7)
    if back == 0:
        # `between Monday and Friday`, `from Monday to Friday`, told on a Monday
        over = (
            near == reader.day
            and not modifier
            and _opens_range(reader, match)
            and reader.direction(match) < 0
        )
        return near - timedelta(days=7) if over else near
    if near != reader.day:
        return near + timedelta(days=7 - back)
    if modifier in ("", "earlier", "later") and back == 6 and _is_tomorrow(reader, match):
        return near + timedelta(days=1)
    if modifier in ("later", "earlier") and back < 4:
        # `will speak later Monday`, told on Tuesday of Monday.
        return near - timedelta(days=back)
    if reader.category(match.end) == "poss" and not modifier:
        coming = _is_coming(reader, match.start, back) or (
            back > 2
            and reader.direction(match) > 0
            and listed_words("calamities").isdisjoint(reader.norm(match.end + n) for n in range(1, 5))
        )
        return near + timedelta(days=7 - back if coming else -back)
    if not modifier and _is_term(reader, match.start, back):
        # `A vote set for Thursday was put off`, told on Friday.
        over = back == 1 and (
            (reader.norm(match.start - 1) == "for" and reader.norm(match.end) in ("was", "were"))
            or reader.tenses.tells_pluperfect(match.start)
        )
        return near + timedelta(days=-1 if over else 7 - back)
    if (
        back > 3
        and reader.norm(match.start - 1) in ("declared", "proclaimed")
        and reader.category(match.end) == "a"
    ):
        # `declared Tuesday a day of mourning`
        return near + timedelta(days=7 - back)
    if back > 3 and not modifier and _is_decreed(reader, match.start):
        return near + timedelta(days=7 - back)
    if reader.tenses.comes_after(match.start):
        return near - timedelta(days=back)
    if back > 1 and not modifier and (reader.tenses.sets_day(match.start) or _is_held(reader, match)):
        return near + timedelta(days=7 - back)
    if reader.norm(match.start - 2) == "ahead" or (
        back > 2 and not modifier and _is_awaited(reader, match.start)
    ):
        return near + timedelta(days=7 - back)
    if not modifier and (told := _day_after_coming(reader, number, match)) is not None:
        return told
    side = reader.direction(match)
    if (
        side > 0
        and back < 3
        and not modifier
        and not reader.tenses.announces(match.start, strictly=back == 1)
    ):
        # The day before publication is rarely the one six days ahead: `Sunday's vote`, `was to speak on Sunday`.
        return near - timedelta(days=back)
    if back > 1 and not modifier and reader.tenses.schedules(match.start, alone=side == 0, near=back < 3):
        return near + timedelta(days=7 - back)
    if (
        modifier == "this"
        or side > 0
        or (side == 0 and reader.norm(match.start - 1) in ("starting", "beginning"))
    ):
        # `was held this Monday` lies behind; on a Wednesday `this Friday` lies ahead whatever the verb.
        past_known = modifier == "this" and side < 0 and number < near.isoweekday()
        return near - timedelta(days=back) if past_known else near + timedelta(days=7 - back)
    return near - timedelta(days=back)


def _opens_move(reader: Reader, match: Match) -> bool:
    """Tell whether something is moved from this day to another: `was put off from Friday to Monday`."""
    if reader.norm(match.start - 1) != "from" or reader.norm(match.end) not in ("to", "until"):
        return False
    if not reader.category(match.end + 1).startswith("weekday"):
        return False
    at = next(
        (t for t in range(match.start - 2, match.start - _MOVED_REACH, -1) if reader.norm(t) in _MOVED), -1
    )
    # `Troops moved from Friday to Monday`
    return at > 0 and (at < match.start - 2 or reader.norm(at) == "off" or reader.norm(at - 1) in _BEEN)


_MOVED = frozenset({"postponed", "moved", "rescheduled", "delayed", "off", "pushed", "shifted", "forward"})
_MOVED_REACH = 6
_BEEN = frozenset({"was", "were", "been", "be", "being", "is", "are"})


def _range_begin(reader: Reader, index: int) -> date | None:
    """Return the day before `to` or `until`: `from Monday to Friday`, `8pm on Monday until 6am on Tuesday`."""
    lead = index - 1
    if reader.norm(lead) == "into" and reader.force_end == lead and reader.category(lead - 1) == "daypart":
        # `from Sunday night into Monday`
        return reader.day_behind(index)
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


def _day_of_entry(reader: Reader, number: int, match: Match) -> date | None:
    """Return the day of an entry that only a weekday heads, behind the last one: `Friday the 17th: … Saturday: …`."""
    told = reader.named_day
    if reader.category(match.start - 1) != "stop" or reader.norm(match.end) != ":" or told is None:
        return None
    if told >= reader.day or reader.codes.count(reader.stop, reader.force_end, match.start) > _STORY_STOPS:
        return None
    day = told + timedelta(days=(number - told.isoweekday()) % 7 or 7)
    return day if day <= reader.day else None


def _day_after_coming(reader: Reader, number: int, match: Match) -> date | None:
    """Return the day behind a coming one of the sentence: `speaks on Wednesday and goes to court on Thursday`."""
    behind = reader.day_behind(match.start)
    if behind is None or not 0 < (behind - reader.day).days < 7:
        return None
    between = range(reader.force_end, match.start)
    if not any(reader.category(index) == "and" for index in between) or reader.tenses.has_past(
        reader.force_end, match.start
    ):
        return None
    return behind + timedelta(days=(number - behind.isoweekday()) % 7)


def _day_after_told(reader: Reader, number: int, match: Match) -> date | None:
    """Return the day behind one told with its weekday: `on April 28, a Friday. … A curfew followed on Saturday`.

    Or behind `that day`, or behind a day found so: `… on Saturday; on Monday he was freed`.
    """
    if reader.last_day is None:
        return None
    day, end = reader.last_day
    apart = (number - day.isoweekday()) % 7
    goes_on = reader.followed_day == day
    if (reader.day - day).days <= 7 or not 1 <= apart <= (_STORY_GAP if goes_on else 1):
        return None
    back = range(match.start - 1, max(-1, match.start - _STORY_WORDS), -1)
    last = next((at for at in back if reader.category(at).startswith("weekday")), None)
    named = (
        last is not None and reader.values[last] == str(day.isoweekday()) and _stands_by_date(reader, last)
    )
    again = goes_on or (reader.norm(end - 2), reader.norm(end - 1)) in _SAME_DAY
    stops = reader.codes.count(reader.stop, end, match.start)
    near = match.start - end < _STORY_WORDS and stops < (_AGAIN_STOPS if again else _STORY_STOPS)
    if not ((named or again) and near) or reader.direction(match) > 0:
        return None
    reader.followed_day = day + timedelta(days=apart)
    return reader.followed_day


_STORY_GAP = 3
_SAME_DAY = frozenset({("that", "day"), ("same", "day")})


_STORY_WORDS, _STORY_STOPS, _AGAIN_STOPS = 45, 3, 5


def _stands_by_date(reader: Reader, index: int) -> bool:
    """Tell whether a weekday stands beside its date: `on April 28, a Friday`, `on Friday, 28 April`."""
    return any(
        reader.category(index + step) in ("month", "month_short", "may_month")
        for step in range(-_DATE_WORDS, _DATE_WORDS + 1)
    )


_DATE_WORDS = 5


def _is_term(reader: Reader, index: int, back: int) -> bool:
    """Tell whether a day is a term set: `until Monday`, `planned for Monday`, `the deadline is Monday`."""
    lead = index - 1
    while index - lead < 6 and reader.category(lead) in OF_CLOCK | _AT_LEAST:
        lead -= 1
    if reader.norm(lead) == "to" and reader.norm(lead - 1) == "through":
        lead -= 1
    before = reader.norm(lead)
    if before == "including" and reader.norm(lead - 1) == "and":
        # `closed up to and including Saturday`
        return True
    if before == "by":
        # `guards stand by Monday`; `By Monday they had gone`; `the toll had risen to 40 by Monday`
        if reader.norm(lead - 1) in ("stand", "stood", "standing", "stands"):
            return False
        if reader.category(lead - 1) in ("num24", "num31", "num59", "num4", "numbig", "decimal") and (
            reader.tenses.is_reached(lead, near=True)
        ):
            # `put the toll at 1,900 on Saturday, 2,430 by Sunday`
            return False
        if reader.tenses.opens(lead - 1):
            return reader.tenses.direction(index, index + 1) > 0
        return not reader.tenses.is_reached(lead, near=back < _NEAR_BACK)
    if before in ("is", "are"):
        near = lead == index - 1 or (lead == index - 2 and reader.norm(index - 1) == "on")
        return near and reader.norm(lead - 1) not in ("it", "today", "this", "that", "other")
    if before in ("through", "into"):
        # `The strike lasted through Monday`; `rain is forecast through Monday`, `talks go on into Monday`
        return reader.category(lead - 1) not in _NIGHTS and not reader.tenses.tells_past(lead)
    if before == "to":
        # `The curfew was extended to Monday`, `put the vote back to Monday`
        return reader.norm(lead - 1) in listed_words("postponing_verbs") or reader.is_moved(lead)
    if before in ("until", "till"):
        if reader.tenses.lasted(lead):
            return False
        # `Until Friday, the ministry had refused`
        return not reader.tenses.opens(lead - 1) or reader.tenses.direction(index, index + 1) >= 0
    return before == "for" and lead == index - 1


_NIGHTS = frozenset({"overnight", "daypart"})
_AT_LEAST = frozenset({"at", "least"})
_NEAR_BACK = 4
"""Days behind publication up to which `surged by Friday` rather tells than sets a term."""


def _is_held(reader: Reader, match: Match) -> bool:
    """Tell whether what is held on a day is told of as to come: `the game Saturday is`, `From Monday, they pay`."""
    lead, end = match.start - 1, match.end
    if reader.norm(lead) in listed_words("held_nouns") and reader.norm(end) in ("is", "are"):
        return True
    opens = reader.norm(lead) in ("from", "starting", "beginning") and reader.category(lead - 1) == "stop"
    return opens and reader.category(end) == "comma" and reader.direction(match) >= 0


def _is_coming(reader: Reader, index: int, back: int) -> bool:
    """Tell whether what belongs to a day lies ahead: `ahead of Monday's vote`, `will attend Monday's funeral`."""
    before = reader.norm(index - 1)
    if before == "for" and reader.norm(index - 2) in listed_words("preparing_verbs"):
        return True
    awaited = reader.norm(index - 2) if before in ("for", "to") else before
    if back > 1 and awaited in listed_words("awaiting_verbs"):
        # `Investors await Friday's report`
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
        if _is_decided(reader, match.start):
            return False
        return listed_words("calamities").isdisjoint(reader.norm(match.end + n) for n in range(1, 5))
    if reader.direction(match) >= 0:
        return True
    lead = match.start - (2 if reader.norm(match.start - 1) == "on" else 1)
    tenses = reader.tenses
    return not (
        reader.category(lead) == "stop"
        or tenses.follows_past(match.start)
        or tenses.closes_past(match.start, reach=8)
        or tenses.tells_deed(lead + 1, match.start, match.end)
        or tenses.tells_pluperfect(match.start)
        or tenses.has_agent(match.start)
    )


def _is_decreed(reader: Reader, index: int) -> bool:
    """Tell whether something is to begin on a day: `declared three days of mourning from Thursday`."""
    lead = index - (2 if reader.norm(index - 1) == "on" else 1)
    if reader.norm(lead) not in ("from", "starting", "beginning"):
        return False
    for place in range(lead - 1, max(lead - _DECREE_REACH, -1), -1):
        if reader.category(place) == "stop":
            return False
        if reader.norm(place) in listed_words("decreeing_verbs"):
            return True
        if reader.norm(place) in listed_words("imposing_verbs") and reader.norm(place - 1) in ("has", "have"):
            # `has issued a new alert from Saturday`
            return True
        # `A three-day truce for the feast, from Friday, was agreed`; not `the truce held from Friday`
        agreed = reader.norm(place) in listed_words("decreed_nouns") and any(
            reader.norm(index + ahead) in _AGREED for ahead in range(1, _AGREED_WORDS)
        )
        if agreed and not reader.tenses.has_past(place + 1, lead):
            return True
    return False


_AGREED, _AGREED_WORDS = frozenset({"agreed", "announced", "declared", "ordered", "imposed", "approved"}), 6
_DECREE_REACH = 14
"""Words from which on something is decreed to hold."""


def _is_decided(reader: Reader, index: int) -> bool:
    """Tell whether the words before a day tell how it ended: `the winner of Saturday's election`."""
    for lead in range(index - 1, max(index - _OUTCOME_REACH, -1), -1):
        if reader.category(lead) == "stop":
            return False
        if reader.norm(lead) in listed_words("outcomes"):
            return True
    return False


_OUTCOME_REACH = 7
"""Words before `Saturday's election` within which it is told how it ended."""


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
    joined = reader.category(match.end)
    return (
        joined in ("through", "to", "dash")
        or (joined == "and" and reader.category(match.start - 1) == "between")
        or (joined == "until" and reader.category(match.start - 1) == "from")
    ) and reader.category(match.end + 1) in ("weekday", "weekday_short")
