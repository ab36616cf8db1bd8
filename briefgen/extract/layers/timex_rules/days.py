"""Days with their month, months, and days by their number."""

import re
from calendar import monthrange
from datetime import date

from briefgen.extract.layers.timex_calendar import make_day, make_month
from briefgen.extract.layers.timex_grammar import NO_TIME, Found, Match
from briefgen.extract.layers.timex_month import find_year
from briefgen.extract.layers.timex_nearest import find_day
from briefgen.extract.layers.timex_reader import Reader, RuleList, found_date, is_day
from briefgen.extract.layers.timex_rules.amounts import with_part
from briefgen.extract.layers.timex_words import function_words, listed_words
from briefgen.extract.lexicon import load_lexicon

RULES = RuleList()


@RULES.add("d=iso")
def _iso(reader: Reader, m: Match) -> Found | None:
    text = m.get("d")
    found = found_date(make_day(date.fromisoformat(text[:10])), force=True)
    return with_part(found, "", text[11:16]) if len(text) > 10 else found


@RULES.add("d=numeric_date")
def _numeric(reader: Reader, m: Match) -> Found | None:
    text = m.get("d")
    a, b, c = (int(number) for number in re.split(r"[./-]", text))
    if a > 31:
        return found_date(make_day(date(a, b, c)), force=True)
    year = c if c > 99 else 2000 + c if c < 50 else 1900 + c
    if "." in text or a > 12 or a == b:
        return found_date(make_day(date(year, b, a)), force=True)
    if b > 12:
        return found_date(make_day(date(year, a, b)), force=True)
    # Day and month cannot be told apart unless one reading lies close to publication, or only one before it.
    days = [date(year, a, b), date(year, b, a)]
    close = [day for day in days if abs((day - reader.day).days) <= _CLOSE_DAYS]
    past = [day for day in days if day <= reader.day]
    told = close if len(close) == 1 else past
    return found_date(make_day(told[0]), force=True) if len(told) == 1 else Found("DATE", "")


_CLOSE_DAYS = 10
"""Days around publication that a date of today's news mostly names."""


@RULES.add(
    "(WEEKDAY comma? (the|on)?)? month=MONTH from=DAY (dash|to|through|until) till=DAY (comma? year=year)?",
    "(from|between)? from=DAY (dash|to|and|through|until) till=DAY of? month=MONTH (comma? year=year)?",
    "(from|between)? WEEKDAY the? from=DAY (dash|to|and|through|until) WEEKDAY the? till=DAY of? month=MONTH"
    " (comma? year=year)?",
    "between month=MONTH from=DAY and till=DAY (comma? year=year)?",
    "month=MONTH from=DAY and till=DAY (comma? year=year)?",
)
def _day_range(reader: Reader, m: Match) -> Found | None:
    month = int(m.get("month"))
    first, last = (int(re.sub(r"\D", "", m.get(key))) for key in ("from", "till"))
    if first >= last:
        return None
    words = {reader.category(index) for index in range(m.start, m.end)}
    if "and" in words and "between" not in words:
        # `5 and 6 January` are one stretch, `2 and 6 January` are not; `January 4 and 5 people` counts people.
        if last != first + 1:
            if m.at("from")[0] != m.start or last <= first:
                return None
            year = int(m.get("year")) if m.has("year") else find_day(reader, month, first, m).year
            return found_date(make_day(date(year, month, first)), force=True)._replace(end=m.start + 1)
        behind = reader.norm(m.end)
        if reader.category(m.end) == "other" and behind not in function_words() | listed_words("past_verbs"):
            return None
    year = int(m.get("year")) if m.has("year") else find_day(reader, month, first, m).year
    value = f"{date(year, month, first)}/{date(year, month, last)}"
    begin = m.start + 1 if reader.category(m.start) in ("from", "between") else m.start
    return Found("DATE", value, value, force=date(year, month, first), start=begin)


@RULES.add("pair=(fraction|day_pair) of? month=MONTH (comma? year=year)?")
def _days_slashed(reader: Reader, m: Match) -> Found | None:
    """Read `5/6 January`: two neighbouring days."""
    first, last = (int(day) for day in m.get("pair").split("/"))
    if last != first + 1:
        return None
    month = int(m.get("month"))
    year = int(m.get("year")) if m.has("year") else find_day(reader, month, first, m).year
    value = f"{date(year, month, first)}/{date(year, month, last)}"
    return Found("DATE", value, value, force=date(year, month, first))


@RULES.add(
    "first=DAY comma (DAY comma)? (DAY comma)? DAY comma? and last=DAY of? month=MONTH (comma? year=year)?",
    "first=DAY comma DAY of? month=MONTH (comma? year=year)?",
    "month=MONTH first=DAY comma (DAY comma)? (DAY comma)? DAY comma? and last=DAY (comma? year=year)?",
)
def _days_listed(reader: Reader, m: Match) -> Found | None:
    """Read `4, 5 and 6 January`: one stretch if the days follow one another, else only the first day."""
    if not m.has("last") and reader.category(m.start - 1) not in ("on", "of", "from", "for"):
        return None
    month = int(m.get("month"))
    first = m.at("month")[1] if m.at("month")[0] == m.start else m.start
    stop = m.at("month")[0] if first == m.start else m.end
    days = [
        int(re.sub(r"\D", "", reader.values[index]))
        for index in range(first, stop)
        if reader.category(index) in ("num24", "num31", "ord31")
    ]
    if days != sorted(set(days)):
        return None
    if first != m.start and reader.category(m.end) == "other" and reader.norm(m.end) not in function_words():
        # `On January 3, 4 and 5 people died`
        return None
    year = int(m.get("year")) if m.has("year") else find_day(reader, month, days[0], m).year
    begin = date(year, month, days[0])
    if days[-1] - days[0] == len(days) - 1:
        value = f"{begin}/{date(year, month, days[-1])}"
        return Found("DATE", value, value, force=begin)
    return found_date(make_day(begin), force=True)._replace(end=first + 1)


@RULES.add(
    "(this? WEEKDAY comma? (the|on)?)? about? month=MONTH day=DAY (?!dash? (unit|units|magnitude))"
    " (comma? year=year (?!(ZONE|units)))? part=daypart?",
    "(this? WEEKDAY comma? the?)? the? day=DAY of? month=MONTH (?!(num24|num31) comma year)"
    " (comma? year=year (?!(ZONE|units)))? part=daypart?",
    "WEEKDAY part=daypart comma? month=MONTH day=DAY (?!dash? (unit|units|magnitude))",
    "WEEKDAY part=daypart comma? the? day=DAY of? month=MONTH",
    "day=(num24|num31) dash month=MONTH dash year=(year|num24|num31|num59)",
    "(?<=dash) month=month_short stop day=(num24|num31)",
    "(WEEKDAY comma? the?)? the? ord=ordinal of month=MONTH (comma? year=year)?",
    "month=MONTH (ord=ordinal|the day=ord31) (comma? year=year)?",
)
def _day_of_month(reader: Reader, m: Match) -> Found | None:
    month = int(m.get("month"))
    day = int(m.get("ord") or re.sub(r"\D", "", m.get("day")) or 0)
    if not 1 <= day <= 31:
        return None
    end = None
    if not m.has("year") and _is_part_of_name(reader, m):
        return Found("DATE", NO_TIME)
    if m.start == m.at("month")[0] and _counts_people(reader, m):
        # `In January 17 people died`
        year = find_year(reader, month, m)
        return found_date(make_month(year, month))._replace(end=m.start + 1)
    if m.has("year"):
        year = int(m.get("year"))
        named = date(year if year > 99 else 2000 + year, month, day)
    elif (relative := _year_behind(reader, m)) is not None:
        named, end = date(relative[0], month, day), relative[1]
    elif (joined := _year_joined(reader, m.end, month, day)) is not None:
        named = date(joined, month, day)
    elif (known := _year_known(reader, m, month, day)) is not None:
        named = date(known, month, day)
    else:
        named = find_day(reader, month, day, m)
    start = m.start + 1 if _is_article_of_noun(reader, m) else None
    return with_part(found_date(make_day(named), force=True), m.get("part"))._replace(start=start, end=end)


@RULES.add("the ord=(ordinal|last|final) what=(unit|daypart) of (?=(month|month_short|may_month))")
def _end_of_month(reader: Reader, m: Match) -> Found | None:
    """Resolve `the last night of February`, `the first day of May 2019`."""
    followed = reader.follow(m.end)
    if followed is None or not re.fullmatch(r"\d{4}-\d\d", followed[0].value):
        return None
    if m.category("what") == "unit" and m.get("what") != "D":
        return None
    year, month = (int(part) for part in followed[0].value.split("-"))
    day = int(m.get("ord")) if m.category("ord") == "ordinal" else monthrange(year, month)[1]
    part = m.get("what") if m.category("what") == "daypart" else ""
    return with_part(found_date(make_day(date(year, month, day)), force=True), part)._replace(end=followed[1])


def _is_part_of_name(reader: Reader, m: Match) -> bool:
    """Tell whether a day only names something: `the March 23 Movement`, `October 7 Street`."""
    return reader.category(m.end) == "other_capital" and reader.norm(m.end) in listed_words("named_by_day")


def _is_article_of_noun(reader: Reader, m: Match) -> bool:
    """Tell whether the article before a day belongs to the noun behind it: `the 29 March deadline`."""
    return (
        reader.category(m.start) == "the"
        and m.end == m.start + 3
        and reader.category(m.start + 2) in ("month", "month_short", "may_month")
        and reader.category(m.end) == "other"
        and reader.norm(m.end) not in function_words()
    )


def _year_joined(reader: Reader, index: int, month: int, day: int) -> int | None:
    """Read the year that a day has in common with the one behind it: `from 28 February to 3 March 2012`."""
    if reader.category(index) not in ("and", "to", "or", "dash", "through", "until"):
        return None
    followed = reader.follow(index + 1)
    if followed is None or not is_day(followed[0]):
        return None
    words = {reader.category(place) for place in range(index + 1, followed[1])}
    if "year" not in words or words.isdisjoint(_MONTHS):
        return None
    last = date.fromisoformat(followed[0].value)
    return last.year - ((month, day) > (last.month, last.day))


def _year_known(reader: Reader, m: Match, month: int, day: int) -> int | None:
    """Return the year of a day known by its attacks: `the Sept. 11 attacks`, unless told within a year of them."""
    known = load_lexicon("timex")["known_days"].get(f"{month:02d}-{day:02d}")
    if known is None or m.has("part") or int(known["year"]) >= reader.day.year:
        return None
    noun = reader.norm(m.end + (reader.norm(m.end) in ("terror", "terrorist")))
    if noun not in known["nouns"].split() or reader.named_day_in(month, day):
        return None
    return int(known["year"])


def _counts_people(reader: Reader, m: Match) -> bool:
    """Tell whether the number behind a month counts what follows it."""
    after = reader.norm(m.end)
    return (
        reader.norm(m.start - 1) == "in"
        and m.end == m.start + 2
        and m.category("day") in ("num24", "num31")
        and reader.category(m.end) == "other"
        and (after == "people" or (after.endswith("s") and after not in function_words()))
    )


def _year_behind(reader: Reader, m: Match) -> tuple[int, int] | None:
    """Read `of last year`, `this year`, `of that year` behind a month or day: the year, the atom behind."""
    index = m.end
    if reader.category(index) in ("of", "comma"):
        index += 1
    if reader.category(index + 1) != "unit" or reader.values[index + 1] != "Y":
        return None
    word = reader.category(index)
    if word in ("that", "same"):
        return reader.base.year, index + 2
    offset = {"last": -1, "this": 0, "next": 1}.get(word)
    return None if offset is None else (reader.day.year + offset, index + 2)


@RULES.add("(the? part=PART dash? of?)? month=MONTH (of|comma)? year=year", "year=year month=MONTH (?=dash)")
def _month_of_year(reader: Reader, m: Match) -> Found | None:
    part = m.get("part") or None
    return found_date(make_month(int(m.get("year")), int(m.get("month")), part), force=part is None)


@RULES.add("every month=(month|may_month)")
def _every_month(reader: Reader, m: Match) -> Found | None:
    return Found("SET", f"XXXX-{int(m.get('month')):02d}")


@RULES.add("(the|that)? mod=following month=(month|may_month) (?!(num24|num31))")
def _month_after(reader: Reader, m: Match) -> Found | None:
    """Read `(was elected in May 2015) and left the following March`: of the year told, or the one behind it."""
    told = reader.force
    if told is None or reader.force_since:
        return None
    month = int(m.get("month"))
    return found_date(make_month(told.year + (reader.force_is_year or month <= told.month), month))


@RULES.add(
    "(the|this)? mod=(past|coming|previous) month=(month|may_month)",
    "(mod=(last|next|this|past|coming|previous))? (part=(early|mid|late) dash?)? month=(month|may_month)"
    " (?!(dash? num24|dash? num31))",
    "(?<=(in|since|until|by)) month=month_short (?=(stop|comma|open|close_mark))",
)
def _month_alone(reader: Reader, m: Match) -> Found | None:
    month, modifier = int(m.get("month")), m.category("mod")
    if m.category("month") == "may_month" and m.end - m.start == 1 and not _names_month(reader, m):
        return None
    if m.end - m.start == 1 and _is_named(reader, m):
        return None
    near, end = reader.day, None
    if (relative := _year_behind(reader, m)) is not None:
        year, end = relative
    elif not modifier and (shared := _year_shared(reader, m.end, month)) is not None:
        year = shared
    elif modifier in ("last", "past", "previous"):
        # The month just over is called `last month`; `last February`, said in March, is that of the year before.
        year = near.year if month < near.month - 1 else near.year - 1
    elif modifier in ("next", "coming"):
        year = near.year if month > near.month else near.year + 1
    elif modifier == "this":
        year = near.year
    else:
        year = find_year(reader, month, m)
    return found_date(make_month(year, month, m.get("part") or None))._replace(end=end)


def _is_named(reader: Reader, m: Match) -> bool:
    """Tell whether a month is part of a name: `at August House`, `Senator April Jones`."""
    if reader.category(m.end) != "other_capital" or reader.category(m.end + 1) in ("dash", "poss"):
        return False
    before = reader.category(m.start - 1)
    return before in ("at", "other_capital") or (
        before == "other" and reader.norm(m.start - 1) not in function_words()
    )


def _year_shared(reader: Reader, index: int, month: int) -> int | None:
    """Read the year that a month has in common with the one behind it: `between August and September 2005`."""
    if reader.category(index) not in ("and", "to", "or", "dash", "through", "until"):
        return None
    followed = reader.follow(index + 1)
    if followed is None or not re.fullmatch(r"\d{4}-\d\d", followed[0].value):
        return None
    if reader.category(followed[1] - 1) not in ("year", "unit"):
        return None
    year, other = int(followed[0].value[:4]), int(followed[0].value[5:])
    return year if month <= other else year - 1


_MONTH_CUES = frozenset(
    [
        "in",
        "since",
        "until",
        "by",
        "from",
        "to",
        "through",
        "of",
        "during",
        "between",
        "and",
        "after",
        "before",
        "end",
        "for",
        "as",
        "over",
    ]
)


def _names_month(reader: Reader, m: Match) -> bool:
    """Tell whether `May` or `March` is a month here, by the words around it."""
    before, after = reader.category(m.start - 1), reader.category(m.end)
    if before in _MONTH_CUES or (before == "or" and reader.category(m.start - 2) in _MONTHS):
        return after != "other_capital"
    if after == "other_capital":
        # `the March UN vote`
        first, end = reader.starts[m.end], reader.ends[m.end]
        led = before in ("the", "poss") or reader.norm(m.start - 1).endswith(("'s", "’s"))
        return led and end - first > 1 and reader.repaired.text[first:end].isupper()
    if after == "dash" and reader.category(m.end + 1) in _MONTHS:
        # `the May-August rains`
        return True
    if before == "poss" or reader.norm(m.start - 1).endswith(("'s", "’s")):
        # `the army's March campaign`; not `the workers' March was banned`
        return after == "other" and reader.norm(m.end) not in function_words()
    return after == "poss" or (before in ("the", "a") and after == "other")


_MONTHS = frozenset({"month", "month_short", "may_month"})


@RULES.add("year=attack_day")
def _known_attacks(reader: Reader, m: Match) -> Found | None:
    """Read `9/11` as the day of the attacks, where no part of eleven."""
    if reader.category(m.end) in ("of", "magnitude", "units"):
        return None
    return found_date(make_day(date.fromisoformat(m.get("year"))))
