"""Clock times."""

import re
from datetime import date, timedelta

from briefgen.extract.layers.timex_calendar import make_day
from briefgen.extract.layers.timex_grammar import NO_TIME, Found, Match
from briefgen.extract.layers.timex_nearby import day_nearby
from briefgen.extract.layers.timex_reader import Clock, Reader, RuleList, found_date, is_day
from briefgen.extract.layers.timex_rules.amounts import clock_at, with_part
from briefgen.extract.layers.timex_words import function_words

RULES = RuleList()
_DAY_OR_PART = re.compile(r"\d{4}-\d\d-\d\d(T(MO|AF|EV|NI))?")


@RULES.add(
    "about? clock=(CLOCK|num24) in the part=daypart",
    "about? clock=CLOCK ZONE? comma?",
    "about? clock=(num24|clock_point) (?=(tonight|this daypart|dayref daypart))",
    "clock=(num4|year) ZONE",
    "about? clock=(num4|year|numbig) half=ampm ZONE?",
    "(?<=(at|by|from|until)) about? clock=(num4|year) (?=open (num4|year|clock) ZONE)",
    "(?<=(at|by|from|until)) clock=(num4|year) hours=units ZONE?",
    "about? clock=(clock|num24) units? ZONE",
    "about? clock=clock",
    "clock=(num4|year) (?=(other_capital|other|the|a))",
)
def _clock_time(reader: Reader, m: Match) -> Found | None:
    """Read a clock time; with a `Z` where its own zone is that of Greenwich."""
    found = _read_clock(reader, m)
    if found is None or ":" not in found.time:
        return found
    return _with_zone(reader, found, m.start, min(m.end, m.at("clock")[1] + 3))


def _with_zone(reader: Reader, found: Found, first: int, last: int) -> Found:
    """Add a `Z` to a clock time whose atoms [first, last) name the zone of Greenwich."""
    zoned = any(reader.norm(index).endswith(("gmt", "utc")) for index in range(first, last))
    return found._replace(value=f"{found.value}Z") if zoned else found


def _read_clock(reader: Reader, m: Match) -> Found | None:
    if m.get("hours") not in ("", "TH"):
        return None
    first, last = m.at("clock")
    text = reader.values[first]
    bare = m.end - m.start == 1 and m.category("clock") in ("num4", "year")
    if bare and reader.norm(first - 1) not in ("at", "by", "from", "until") and not reader.heads_entry(first):
        return None
    if m.has("half"):
        hour = int(text[:-2]) if text.isdigit() and len(text) in (3, 4) else 0
        if not 1 <= hour <= 12 or int(text[-2:]) > 59:
            return None
        clock = f"{hour % 12 + 12 * (m.get('half') == 'p'):02d}:{text[-2:]}"
    elif m.category("clock") in ("num4", "year"):
        clock = f"{text[:2]}:{text[2:]}" if int(text[:2]) < 25 and int(text[2:]) < 60 else ""
    else:
        clock = clock_at(reader, (first, last))
    if not clock:
        return None
    if m.get("part") in ("AF", "EV", "NI") and clock < "12:00":
        clock = f"{int(clock[:2]) + 12:02d}{clock[2:]}"
    clock = _in_afternoon(reader, m.end, clock)
    end = m.end
    followed = reader.follow(end)
    if followed and is_day(followed[0]):
        # `3 a.m. (1900 GMT Monday)`: the local day stays in force.
        local = _clock_beside(reader, m.start) if reader.category(m.start - 1) == "open" else None
        force = local.day if local else followed[0].force
        return with_part(followed[0], "", clock)._replace(end=followed[1], force=force)
    if followed and re.fullmatch(r".{10}T(MO|AF|EV|NI)", followed[0].value):
        # `8 p.m. Friday night`, `8 tonight`
        if followed[0].value[11:] != "MO" and clock < "12:00" and clock[:2] != "00":
            clock = f"{int(clock[:2]) + 12:02d}{clock[2:]}"
        return with_part(followed[0], "", clock)._replace(end=followed[1])
    if m.category("clock") == "num24" and m.end - m.start == 1:
        return None
    if reader.category(end - 1) == "comma":
        end -= 1
    if (
        reader.category(end) == "on"
        and (dated := reader.follow(end + 1))
        and _DAY_OR_PART.fullmatch(dated[0].value)
    ):
        # `5 p.m. on Friday`, `9 p.m. on Friday night`
        return with_part(dated[0], "", clock)._replace(end=dated[1])
    if reader.norm(end) == "mark":
        # `at the 2:05 mark` of a film
        return Found("TIME", NO_TIME)
    day = _day_beside_clock(reader, m.start, end, clock)
    if day is None:
        return Found("TIME", f"T{clock}", None, clock, end=end)
    return with_part(found_date(make_day(day)), "", clock)._replace(end=end)


def _in_afternoon(reader: Reader, end: int, clock: str) -> str:
    """Return a clock time with the half of the day of the one it is joined to: `2:30-3:30 p.m.`."""
    if reader.category(end - 1) != "clock" or reader.values[end - 1][-1] == "m" or clock >= "12:00":
        return clock
    if reader.category(end) not in ("dash", "to") or reader.category(end + 1) != "clock":
        return clock
    later = clock_at(reader, (end + 1, min(end + 3, len(reader.values))))
    moved = f"{int(clock[:2]) + 12:02d}{clock[2:]}"
    return moved if "12:00" < moved < later else clock


def _day_beside_clock(reader: Reader, first: int, end: int, clock: str) -> date | None:
    """Return the day of a clock time at the atoms [first, end): told by the one beside it, or by what is near."""
    if reader.category(end) == "open" and (beside := reader.follow(end + 1)) is not None:
        # `5:30am local time (22:30 GMT Friday)`
        found, last = beside
        categories = {reader.category(index) for index in range(end + 1, last)}
        if found.edtf and ":" in found.time and "zone" in categories and categories & _DAY_WORDS:
            return date.fromisoformat(found.edtf) - timedelta(days=_days_to_gmt(clock, found.time))
    if (other := _clock_beside(reader, first)) is not None:
        before = reader.category(first - 1)
        if before in ("to", "until", "dash", "through"):
            # `from 7 p.m. to 6 a.m.`
            return other.day + timedelta(days=clock < other.time)
        if before == "open" and reader.norm(end - 1) in ("gmt", "utc"):
            return other.day + timedelta(days=_days_to_gmt(other.time, clock))
    if (same := reader.clock) is not None and _is_same_moment(reader, same, first, end):
        shifted = same.day + timedelta(days=_days_to_gmt(same.time, clock))
        coming = reader.published is not None and shifted > reader.published + timedelta(days=1)
        return same.day if coming else shifted
    if reader.category(end) in ("to", "until", "dash", "through") and (later := reader.follow(end + 1)):
        found, last = later
        dated = {reader.category(index) for index in range(end + 1, last)} & _DAY_WORDS
        if found.edtf and ":" in found.time and dated:
            # `from 3 p.m. to 8 a.m. on Monday`, `3-5 p.m. on Monday`
            return date.fromisoformat(found.edtf) - timedelta(days=found.time <= clock)
    if (entry := reader.day_of_entry(first)) is not None:
        return entry
    day = day_nearby(reader, first, end)
    return day + timedelta(days=_is_past_midnight(reader, day, first, clock)) if day is not None else None


def _is_past_midnight(reader: Reader, day: date, first: int, clock: str) -> bool:
    """Tell whether a clock time lies behind the night told of: `on Friday night. … By 4 a.m. he had fled`."""
    if reader.night is None or clock >= _MORNING or day >= reader.day or reader.force_end > reader.night[1]:
        return False
    near = reader.codes.count(reader.stop, reader.night[1], first) <= _NIGHT_STOPS
    told = reader.norm(first - 1) == "by" or not reader.tenses.tells_pluperfect(first)
    return near and reader.night[0] == day and told


_MORNING, _NIGHT_STOPS = "07:00", 3


def _is_same_moment(reader: Reader, other: Clock, first: int, end: int) -> bool:
    """Tell whether a clock time tells the moment of one with a zone elsewhere: `9:40 p.m. ET, 4:40 a.m. in Cairo`."""
    if first - other.end > _ZONES_WORDS:
        return False
    between = {reader.category(index) for index in range(other.end, first)}
    if "comma" not in between or between & {"stop", "and"}:
        return False
    zoned = [
        any(reader.category(index) == "zone" for index in atoms)
        for atoms in (range(other.end - 4, other.end), range(first, end))
    ]
    return zoned == [True, False]


_ZONES_WORDS = 4


def _clock_beside(reader: Reader, first: int) -> Clock | None:
    """Return the clock time that one word or mark keeps apart from what begins at an atom."""
    return reader.clock if reader.clock is not None and reader.clock.end == first - 1 else None


_DAY_WORDS = frozenset({"weekday", "month", "month_short", "may_month", "dayref"})


def _days_to_gmt(local: str, gmt: str) -> int:
    """Return how many days the day in Greenwich is off the local one; zones lie 12 hours behind to 14 ahead."""
    ahead = int(local[:2]) - int(gmt[:2])
    return -1 if ahead <= -12 else int(ahead > 14)


@RULES.add(
    "hour=number (dash? minute=number)? ampm",
    "hour=number o'clock (in the part=daypart)?",
    "hour=number (dash? minute=number)? (in the|this) part=daypart",
)
def _clock_in_words(reader: Reader, m: Match) -> Found | None:
    """Read `two o'clock`, `six thirty this evening`."""
    hour, minute = int(m.get("hour")), int(m.get("minute") or 0)
    if hour > 12 or (m.has("minute") and not 10 <= minute < 60):
        return None
    if m.has("part") and reader.category(m.end) == "other" and reader.norm(m.end) not in function_words():
        return None
    half = next((reader.values[i] for i in range(m.start, m.end) if reader.category(i) == "ampm"), "")
    late = half == "p" or m.get("part") in ("AF", "EV") or (m.get("part") == "NI" and hour > 5)
    clock = f"{hour % 12 + 12 * late if half or m.has('part') else hour:02d}:{minute:02d}"
    followed = reader.follow(m.end)
    if followed and is_day(followed[0]):
        return with_part(followed[0], "", clock)._replace(end=followed[1])
    if reader.category(m.end) == "on" and (dated := reader.follow(m.end + 1)) and is_day(dated[0]):
        return with_part(dated[0], "", clock)._replace(end=dated[1])
    this = "this" in (reader.category(i) for i in range(m.start, m.end))
    day = reader.day if this else day_nearby(reader, m.start, m.end)
    return (
        Found("TIME", f"T{clock}", None, clock)
        if day is None
        else with_part(found_date(make_day(day)), "", clock)
    )


@RULES.add(
    "part=half past hour=(number|num24) o'clock?",
    "a? part=quarter way=(past|to) hour=(number|num24) o'clock?",
)
def _clock_by_parts(reader: Reader, m: Match) -> Found | None:
    """Read `half past five`, `a quarter to six`; by day where nothing tells."""
    hour = int(m.get("hour"))
    if not 1 <= hour <= 12 or reader.category(m.end) in ("units", "unit", "num24", "magnitude", "hundred"):
        return None
    if m.category("part") == "half":
        clock = f"{hour:02d}:30"
    else:
        clock = f"{hour - 1 or 12:02d}:45" if m.category("way") == "to" else f"{hour:02d}:15"
    behind = reader.follow(m.end + (reader.category(m.end) == "on"))
    if behind and _DAY_OR_PART.fullmatch(behind[0].value):
        # `half past four on Friday afternoon`
        late = behind[0].value[11:] in ("AF", "EV", "NI")
        clock = f"{int(clock[:2]) % 12 + 12 * late:02d}{clock[2:]}"
        return with_part(behind[0], "", clock)._replace(end=behind[1])
    day = day_nearby(reader, m.start, m.end)
    if day is None:
        return Found("TIME", f"T{clock}", None, clock)
    return with_part(found_date(make_day(day)), "", clock)


@RULES.add("noon=noon (comma? ZONE)?")
def _noon(reader: Reader, m: Match) -> Found | None:
    found = _read_noon(reader, m)
    return found if found.value == NO_TIME else _with_zone(reader, found, m.start, m.end)


def _read_noon(reader: Reader, m: Match) -> Found:
    if reader.norm(m.start - 1) == "high":
        return Found("TIME", NO_TIME)
    followed = reader.follow(m.end + (reader.category(m.end) == "on"))
    if followed and followed[0].value[10:] in ("TNI", "TEV") and m.get("noon") == "T24:00":
        # `midnight tonight`, `midnight on Friday night`
        night = found_date(make_day(date.fromisoformat(followed[0].value[:10])))
        return with_part(night, m.get("noon"))._replace(end=followed[1])
    followed = reader.follow(m.end)
    if followed and is_day(followed[0]):
        return with_part(followed[0], m.get("noon"))._replace(end=followed[1])
    day = day_nearby(reader, m.start, m.end) or reader.day
    return with_part(found_date(make_day(day)), m.get("noon"))
