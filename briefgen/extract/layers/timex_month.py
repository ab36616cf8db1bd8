"""Which year is meant where a month stands without one."""

from briefgen.extract.layers.timex_calendar import shift_months
from briefgen.extract.layers.timex_chronicle import find_entry_day
from briefgen.extract.layers.timex_grammar import Match
from briefgen.extract.layers.timex_reader import Reader
from briefgen.extract.layers.timex_told_year import last_year_told, year_in_force
from briefgen.extract.layers.timex_words import function_words, listed_words


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
    if (told := last_year_told(reader, match)) is not None:
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
    return reader.is_moved(index)


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
