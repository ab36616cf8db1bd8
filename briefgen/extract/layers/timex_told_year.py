"""The year that a sentence has told, which holds for days and months without one."""

from briefgen.extract.layers.timex_grammar import Match
from briefgen.extract.layers.timex_reader import Reader
from briefgen.extract.layers.timex_words import listed_words


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


def last_year_told(reader: Reader, match: Match) -> int | None:
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
