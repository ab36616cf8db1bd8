"""Datelines: place, day and agency at the head of a report, and lines that hold nothing but a date."""

import re

from briefgen.extract.lexicon import load_phrases, load_words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?"
    r"|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?)"
_DATE = (
    rf"(?:{_WEEKDAY},?\s)?(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH})(?:,?\s\d{{4}}\b)?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}"
)
_PLACE = r"[A-ZÀ-ÖØ-Þ][\w.'’-]{0,30}(?:\s[A-ZÀ-ÖØ-Þ][\w.'’-]{0,30}){0,3}"
_DATELINE = re.compile(
    rf"""
    (?P<place>(?!{_MONTH}\s\d){_PLACE}(?:[,/]\s?(?!{_MONTH}\s\d){_PLACE}){{0,2}})?
    (?P<region>\s\([A-Z][\w\s.'’-]{{2,30}}\)(?=:|,?\s(?:{_DATE})))?
    [,.]?\s?(?P<date>{_DATE})?
    [,.]?\s?(?P<agency>[(\[][^()\[\]\n]{{2,60}}[)\]]|/[A-Za-z][\w\s.-]{{1,30}}/\.?)?
    (?P<wire>[A-Z][\w-]{{1,20}}(?=\s[-—–]))?
    \s?(?P<dash>--|[-—–_:/])?\s*
    """,
    re.VERBOSE,
)
_DATE_LINE = re.compile(
    rf"""(?:(?:published|updated|posted|last\supdated|first\spublished|date|on|at|@|{_WEEKDAY}|{_DATE}
        |\d{{1,2}}[:.]\d\d(?::\d\d)?|[ap]\.?m\b\.?|GMT|UTC|EST|EDT|ET|CET|CEST|MSK|BST|[+-]\d\d:?\d\d|[,:|•·\s–—-])\s?){{1,14}}""",
    re.VERBOSE | re.IGNORECASE,
)
FULL_DATE = re.compile(_DATE, re.IGNORECASE)
"""A day, with or without its year."""
_WHOLE_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_DAY_HEAD = re.compile(rf"(?:{_DATE})(?=\s(?:[A-ZÀ-ÖØ-Þ\"“‘]|\d[\d,.]*\s[a-z]))")
"""A day with no mark between it and what is told of it: `3 May Rebels take the port`."""
_CLOCK = r"(?:\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?|\d{4}(?=\s?(?:GMT|UTC)))"
_ZONE = r"(?:\s?\(?(?:GMT|UTC|EST|EDT|ET|CET|CEST|MSK|BST|IST|local\stime)(?:\s?[+-]\d{1,2})?\)?)?"
_LABEL = re.compile(
    rf"(?:(?:update|entry|post)\s\d{{1,3}}|{_CLOCK}{_ZONE})\s?[-–—:|•·]\s+(?=[A-Z0-9\"“'‘(])", re.IGNORECASE
)
_BRACKET_LABEL = re.compile(
    r"[(\[]?(?:Last\s)?Updated?\s\d{1,2}[:.]\d\d[^()\[\]\n]{0,80}[)\]]\s*(?:[-–—:]\s)?"
)
_VOICE = re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’ -]{3,30}(?:\s\([a-z][a-z -]{2,20}\))?:\s+(?=[A-Z“\"])")
_NUMBER = re.compile(r"\(?\d{1,2}[.)]\s+(?=[A-Z\"“'‘])")
_AGO = re.compile(
    rf"(?:(?:updated?|posted|published|last\supdated?)\W{{0,3}})?"
    rf"(?:(?:\d{{1,3}}\s?(?:d|h|hrs?|hours?|m|mins?|minutes?|days?)\s){{1,3}}ago|{_CLOCK}{_ZONE})\W{{0,3}}",
    re.IGNORECASE,
)


_INNER = re.compile(
    rf"""
    (?<=\s)(?!(?:GMT|UTC|[ECMP][DS]?T|CEST|BST|MSK)\s)(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]{{2,20}}(?:[\s/][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]{{1,20}}){{0,2}}(?:,\s[A-Z][\w.]{{1,20}})?
       |[A-ZÀ-ÖØ-Þ][\w.'’-]{{2,20}},\s[A-Z][\w.]{{1,20}})
    (?:,?\s(?:{_DATE}))?\s\((?P<agency>[^()\n]{{2,40}})\)\s?(?:--|[-–—])\s+(?=[A-Z“\"0-9])
    """,
    re.VERBOSE,
)


def is_clock_line(words: str) -> bool:
    """Tell whether a line holds a time and nothing else: `3 hr 24 min ago`, `Update: 10:38 a.m.`."""
    return len(words) <= 60 and bool(_AGO.fullmatch(words))


def label_end(words: str) -> int:
    """Return where a label at the head of a paragraph ends; 0 if there is none.

    Of an entry of a live page or a list (`0130 GMT — `, `(Update 4:29 a.m. in Cairo)`, `2) `), or of a voice in the
    record of a broadcast (`REPORTER (voice-over): `).
    """
    match = _LABEL.match(words) or _NUMBER.match(words) or _BRACKET_LABEL.match(words) or _VOICE.match(words)
    return match.end() if match else 0


def day_head_end(words: str) -> int:
    """Return where the day ends with which a paragraph opens without a mark behind it; 0 if it opens with none."""
    match = _DAY_HEAD.match(words)
    return match.end() if match else 0


def is_date_line(words: str, count: int) -> bool:
    """Tell whether a line of `count` words holds a date, and times, and nothing else."""
    return (
        count <= 14
        and any(letter.isdigit() for letter in words)
        and bool(_DATE_LINE.fullmatch(words) and FULL_DATE.search(words))
    )


def is_day_alone(words: str) -> bool:
    """Tell whether a line names a day and nothing else: `3 May`, `Wednesday, September 1`, `Thursday`."""
    return bool(FULL_DATE.fullmatch(words) or _WHOLE_WEEKDAY.fullmatch(words))


def read_date(words: str) -> tuple[int, int, int] | None:
    """Read one date; year 0 if it has none, None if no such day exists or day and month cannot be told apart."""
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    named = re.search(r"[A-Za-z]{3,}", re.sub(_WEEKDAY, "", words, flags=re.IGNORECASE))
    if named:
        month = _MONTHS.index(named[0][:3].lower()) + 1 if named[0][:3].lower() in _MONTHS else 0
        day, year = numbers[0], numbers[1] if len(numbers) > 1 else 0
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        year, month, day = numbers
    elif numbers[0] > 12 >= numbers[1] or (numbers[0] == numbers[1]) or "." in words:
        day, month, year = numbers
    elif numbers[1] > 12 >= numbers[0]:
        month, day, year = numbers
    else:
        return None
    return (year, month, day) if in_calendar(year or 2000, month, day) else None


def in_calendar(year: int, month: int, day: int) -> bool:
    """Tell whether a day exists."""
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = 29 if month == 2 and leap else 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return 1 <= day <= longest


def dateline_end(words: str, prose: int) -> int:
    """Return where the dateline at the head of a paragraph ends, its dash included; 0 if there is none.

    Args:
        words: the paragraph.
        prose: number of paragraphs of prose before it: the less sure forms stand at the head only.
    """
    match = _DATELINE.match(words)
    if not match:
        return 0
    place, date, agency, dash = match["place"] or "", match["date"], match["agency"] or "", match["dash"]
    shouted = place.split(",")[0].isupper() and len(place) > 2
    if match["wire"] and not (place and date and dash):
        return 0
    if agency.startswith("/"):
        return match.end() if place and (date or dash) else 0
    if agency and _is_agency(agency[1:-1]):
        return match.end()
    if (
        agency
        and dash
        and place
        and prose < 3
        and (agency[1].isupper() or "." in agency or ((date or shouted) and dash != ":"))
    ):
        return match.end()
    if agency and place and date and shouted and not dash and prose < _HEAD:
        # `KIGALI, Rwanda, October 20 (UNHCR) The High Commissioner …`
        return match.end() if words[match.end() : match.end() + 1].isupper() else 0
    if agency or not dash or dash == "/":
        return 0
    following = words[match.end() : match.end() + 1]
    opens = not following or following.isupper() or following in "\"“'‘`0123456789"
    if not (place or date) or not opens:
        return 0
    if dash == ":":
        return match.end() if _ends_with_colon(match, prose) else 0
    # `Almaty — Crowds …` and `Nur-Sultan-based`: a dash without blanks joins words.
    if words[match.start("dash") - 1] != " " and dash != "--":
        return 0
    if (shouted and prose < 8) or (place and date):
        return match.end()
    return (
        match.end()
        if place and prose == 0 and dash in ("—", "–", "--", "_") and len(place.split()) <= 3
        else 0
    )


_HEAD = 3
"""Paragraphs of prose before which the less sure datelines stand."""


def inner_dateline(words: str) -> tuple[int, int] | None:
    """Find the dateline of an agency behind what a page put before it: a headline, key points, the date of the page.

    Returns:
        Where it begins and ends, in the first 900 characters; None if there is none.
    """
    match = _INNER.search(words, 1, 900)
    if match is None or not _is_agency(match["agency"]):
        return None
    # `PORT | MORESBY, May 28 (Reuters) -` has nothing before it.
    if dateline_end(words, 0) >= match.end():
        return None
    return match.start(), match.end()


def _ends_with_colon(match: re.Match[str], prose: int) -> bool:
    """Tell whether `Delhi, June 3:`, `Cuttack (Odisha):` or `COLOMBO:` is a dateline; `Smith:` is none."""
    place = match["place"] or ""
    if not place or not match[0][-1].isspace() or any(letter.isdigit() for letter in place):
        return False
    if match["date"] or match["region"]:
        return prose < 3
    return prose == 0 and place.isupper() and len(place) > 3


def _is_agency(words: str) -> bool:
    folded = " ".join(words.casefold().split())
    if folded in load_phrases("blocks", "agencies"):
        return True
    parts = re.split(r"[\s/,]+", folded)
    if any(part in load_phrases("blocks", "agencies") for part in parts) and len(parts) <= 4:
        return True
    return len(parts) <= 5 and bool(load_words("blocks", "agency_words") & set(parts)) and words[0].isupper()
