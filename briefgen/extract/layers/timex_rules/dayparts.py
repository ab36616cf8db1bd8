"""Parts of the day: nights, mornings, early hours."""

from datetime import date, timedelta

from briefgen.extract.layers.timex_beside import is_programme
from briefgen.extract.layers.timex_calendar import make_day
from briefgen.extract.layers.timex_grammar import NO_TIME, Found, Match
from briefgen.extract.layers.timex_nearby import day_nearby
from briefgen.extract.layers.timex_reader import Reader, RuleList, found_date, is_day
from briefgen.extract.layers.timex_rules.amounts import PARTS, number_at, with_part
from briefgen.extract.layers.timex_words import function_words, listed_words

RULES = RuleList()


@RULES.add(
    "(early|mid|late)? dash? the? (early|late)? part=(daypart|dayparts|dawn|noon|overnight) (of|on|from|between)"
    " (?=(the|month|month_short|may_month|weekday|num24|num31|ord31|dayref|fraction|day_pair))",
    "part=overnight (?=weekday)",
    "part=overnight into=(to|other) (?=weekday)",
    "the night=daypart to (?=(weekday|num24|num31|ord31|month))",
    "(mid|early|late) dash? part=daypart on? (?=(dayref|weekday|month|num24|num31))",
)
def _part_of(reader: Reader, m: Match) -> Found | None:
    followed = reader.follow(m.end)
    if followed is None:
        return None
    found, end = followed
    if reader.category(m.end - 1) == "on" and reader.category(m.start - 1) in _COUNTS:
        # `for a third night on Monday`
        return found._replace(start=m.end, end=end)
    if m.has("night"):
        # `In the night to 13 May`: that day's first hours.
        return with_part(found, "NI")._replace(end=end) if m.get("night") == "NI" and is_day(found) else None
    if m.has("into"):
        # `overnight into Thursday` begins on Wednesday.
        if not is_day(found) or reader.norm(m.at("into")[0]) not in ("to", "into"):
            return None
        found = found_date(make_day(date.fromisoformat(found.value) - timedelta(days=1)), force=True)
    elif m.get("part") == "NI":
        if is_day(found) and reader.category(end) in _NIGHT_JOINTS and (morrow := reader.follow(end + 1)):
            if morrow[0].value == str(date.fromisoformat(found.value) + timedelta(days=1)):
                found, end = found._replace(edtf=found.value), morrow[1]
        elif night := _night_between(found):
            found = night
    if not is_day(found) or (reader.category(m.end - 1) in ("from", "between") and found is followed[0]):
        return None
    return with_part(found, m.get("part"))._replace(end=end)


_COUNTS = frozenset({"ordinal", "ord31", "second", "nonage", "additional", "number"})
_NIGHT_JOINTS = frozenset({"to", "and", "dash"})
"""Between the two days of a night: `the night of Friday and Saturday`."""


def _night_between(found: Found) -> Found | None:
    """Read `the night of 4-5 January` as the night after the first of two neighbouring days."""
    first, _, last = found.value.partition("/")
    if len(first) != 10 or len(last) != 10 or found.type != "DATE":
        return None
    day = date.fromisoformat(first)
    return found_date(make_day(day), force=True) if last == str(day + timedelta(days=1)) else None


@RULES.add("(early|late|later)? word=(tonight|overnight)")
def _tonight(reader: Reader, m: Match) -> Found | None:
    # The night before publication, unless the sentence has named another day.
    day = reader.day
    if m.category("word") == "overnight" and _means_quickly(reader, m.start):
        return Found("TIME", NO_TIME)
    if m.category("word") == "overnight":
        told = reader.day_behind(m.start)
        if told is not None and told > reader.day and reader.direction(m) < 0:
            # `A truce from Friday was agreed overnight`
            told = None
        day = reader.day_ahead(m.end) or told or reader.day_of_heading(m.start) or day
    return with_part(found_date(make_day(day)), "NI")


def _means_quickly(reader: Reader, index: int) -> bool:
    """Tell whether `overnight` at an atom is a figure of speech: `will not change overnight`."""
    if reader.norm(index - 1) not in listed_words("done_slowly"):
        return False
    return any(
        reader.norm(at) in _DENIALS or reader.norm(at).endswith(("n't", "n’t"))
        for at in reader.sentence_before(index, _DENIED_WORDS)
    )


_DENIALS, _DENIED_WORDS = frozenset({"not", "never", "unlikely", "cannot", "hardly", "nothing", "no"}), 8


@RULES.add(
    "(early|earlier|late|later)? this part=(daypart|dawn)",
    "(early|earlier|late|later)? last part=daypart",
    "the (next|following|previous|same) part=(daypart|dawn)",
    "that same? part=daypart",
)
def _part_of_day(reader: Reader, m: Match) -> Found | None:
    words = {reader.category(index) for index in range(m.start, m.end)}
    if "this" in words and is_programme(reader, m.start):
        return Found("TIME", NO_TIME)
    if "this" in words:
        return with_part(found_date(make_day(reader.day)), m.get("part"))
    if "last" in words:
        return with_part(found_date(make_day(reader.day - timedelta(days=1)), force=True), m.get("part"))
    near = reader.day_told(m.start)
    if near is None:
        return Found("TIME", "", time=PARTS[m.get("part")])
    step = 1 if words & {"next", "following"} else -1 if "previous" in words else 0
    return with_part(found_date(make_day(near + timedelta(days=step)), force=True), m.get("part"))


@RULES.add("n=NUM part=dayparts rel=(ago|earlier|later)", "n=NUM day=weekdays rel=ago")
def _parts_ago(reader: Reader, m: Match) -> Found | None:
    """Read `two nights ago`, `three mornings later`, `two Sundays ago`."""
    count = number_at(reader, m.at("n"))
    if count is None or count != int(count) or count > _COUNTED_DAYS:
        return None
    if m.has("day"):
        back = (reader.day.isoweekday() - int(m.get("day"))) % 7 or 7
        return found_date(make_day(reader.day - timedelta(days=back + 7 * (int(count) - 1))), force=True)
    ago = m.category("rel") == "ago"
    near = reader.day if ago else reader.day_told(m.start)
    if near is None:
        return Found("TIME", "", time=PARTS[m.get("part")])
    step = 1 if m.category("rel") == "later" else -1
    found = found_date(make_day(near + timedelta(days=step * int(count))), force=True)
    return with_part(found, m.get("part"))


_COUNTED_DAYS = 100


@RULES.add(
    "the part=(daypart|dawn) rel=(before|after) (?=(stop|comma))", "the part=(daypart|dawn) before last=last"
)
def _part_beside(reader: Reader, m: Match) -> Found | None:
    """Read `The evening before, crowds had come` from the day last named, `the night before last` from publication."""
    near = reader.day if m.has("last") else reader.day_told(m.start) or reader.day
    step = -2 if m.has("last") else 1 if m.category("rel") == "after" else -1
    if near == reader.day and step > 0:
        return None
    # `an act passed the night before`: the text does not go on with that night.
    opens = reader.category(m.start - 1) == "stop"
    return with_part(found_date(make_day(near + timedelta(days=step)), force=opens), m.get("part"))


@RULES.add(
    "(?<=(through|during)) the part=daypart", "(?<=in) the part=daypart (?!(of|on))", "(?<=by) bare=daypart"
)
def _the_part(reader: Reader, m: Match) -> Found | None:
    """Read `through the night` as the one before publication, `in the evening` on a day named or under a past verb."""
    opens = reader.norm(m.start - 1) == "in" and _opens_with(reader, m.start - 1)
    if (
        reader.category(m.end) in ("other", "other_capital", "dash")
        and reader.norm(m.end) not in function_words()
        and not (opens and reader.category(m.end) == "other" and reader.norm(m.end) not in _OF_PARTS)
    ):
        return None
    day = reader.day_behind(m.start)
    morrow = reader.follow(m.end + 1) if reader.norm(m.end) == "into" else None
    if m.get("part") == "NI" and morrow is not None and is_day(morrow[0]):
        # `worked through the night into Sunday`
        eve = date.fromisoformat(morrow[0].value) - timedelta(days=1)
        return with_part(found_date(make_day(eve)), "NI")
    if day is None and opens:
        # `On Sunday the search stopped. In the evening a plane landed.`
        day = reader.named_day if reader.day_is_close(m.start, sentences=2) else None
    if m.has("bare"):
        # `By Saturday it had fallen, and by evening it was gone`; `by night` may be any.
        return (
            None
            if day is None or m.get("bare") == "NI"
            else with_part(found_date(make_day(day)), m.get("bare"))
        )
    if day is None and m.get("part") == "NI" and reader.category(m.start - 1) != "in":
        day = reader.day - timedelta(days=reader.direction(m) <= 0)
    told = reader.category(m.start - 1) == "in" and m.get("part") not in ("NI", "MI")
    if day is None and told and reader.direction(m) < 0:
        # `The town woke to sirens. Troops left in the afternoon`
        day = day_nearby(reader, m.start, m.end)
    return None if day is None else with_part(found_date(make_day(day)), m.get("part"))


_OF_PARTS = frozenset(
    {
        "hours",
        "hour",
        "rush",
        "light",
        "sun",
        "sky",
        "heat",
        "cold",
        "shift",
        "session",
        "papers",
        "news",
        "traffic",
    }
)
"""Nouns with a part of the day before them: `in the morning light`."""


def _opens_with(reader: Reader, index: int) -> bool:
    """Tell whether a sentence opens with the preposition at an atom, or with `late` or `early` before it."""
    index -= reader.norm(index - 1) in ("late", "early", "later")
    return reader.category(index - 1) == "stop"


@RULES.add(
    "the? early part=daypart? hours=units (of|on)"
    " (?=(the|month|month_short|may_month|weekday|num24|num31|ord31|dayref))",
    "the? early part=daypart hours=units (?=(weekday|dayref))",
    "the word=other (dash part=dawn)? hours=units (of|on)"
    " (?=(the|month|month_short|may_month|weekday|num24|num31|ord31|dayref))",
)
def _early_hours(reader: Reader, m: Match) -> Found | None:
    followed = reader.follow(m.end)
    if m.get("hours") != "TH" or followed is None:
        return None
    if m.has("word") and reader.values[m.at("word")[0]] not in ("pre" if m.has("part") else ("small", "wee")):
        return None
    part = m.get("part") or "MO"
    if not is_day(followed[0]) and followed[0].value[10:] != f"T{part}":
        return None
    found = with_part(followed[0], part)._replace(end=followed[1])
    return found._replace(time="early morning") if part == "MO" else found


@RULES.add("(?<=(at|before|by|until|since|after|from|about)) part=dawn")
def _dawn(reader: Reader, m: Match) -> Found | None:
    """Read `before dawn Sunday`, `at dawn`: of the day that the sentence names, else of the one in force."""
    followed = reader.follow(m.end)
    if followed and is_day(followed[0]):
        return with_part(followed[0], m.get("part"))._replace(end=followed[1])
    if reader.category(m.end) in ("to", "until", "dash") or reader.category(m.start - 2) in ("dawn", "ampm"):
        # `from dawn to dusk`
        return None
    if (
        reader.category(m.end) in ("other", "other_capital")
        and reader.norm(m.end) not in function_words()
        and reader.category(m.start - 2) != "stop"
    ):
        return None
    day = day_nearby(reader, m.start, m.end)
    if day == reader.named_day and not reader.day_is_close(m.start, sentences=2):
        # Of the night told since, or of today.
        return Found("TIME", "", time=PARTS[m.get("part")]) if day is not None else None
    if day is None:
        return None
    if m.get("part") == "MO" and reader.day_behind(m.start) == day:
        # `late on Monday they came, and left before dawn`
        told = reader.norms[max(reader.force_end - _NIGHT_REACH, 0) : m.start]
        day += timedelta(days=not _NIGHT_WORDS.isdisjoint(told))
    return with_part(found_date(make_day(day)), m.get("part"))


_NIGHT_WORDS, _NIGHT_REACH = (
    frozenset({"late", "night", "evening", "dark", "dusk", "midnight", "overnight"}),
    4,
)


@RULES.add("(?<=(in|during)) (early|mid|late)? dash? part=daypart trade=(nonage|other)")
def _part_of_trading(reader: Reader, m: Match) -> Found | None:
    """Read `fell in morning trading`: of the day of publication, or of the one named before."""
    if reader.norm(m.at("trade")[0]) not in _TRADING:
        return None
    found = found_date(make_day(day_nearby(reader, m.start, m.end) or reader.day))
    return with_part(found, m.get("part"))._replace(end=m.end - 1)


_TRADING = frozenset({"trading", "trade", "deals", "dealings", "business"})


@RULES.add("(early|mid|late) dash? part=daypart")
def _part_alone(reader: Reader, m: Match) -> Found | None:
    if reader.category(m.start - 1) == "poss":
        # `Monday's early morning shock`
        return None
    return with_part(found_date(make_day(day_nearby(reader, m.start, m.end) or reader.day)), m.get("part"))
