"""Time expressions in text cases, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.layers.timex import find_timexes
from briefgen.extract.lexicon import load_lexicon
from briefgen.model.dates import parse_date
from briefgen.model.span import Span
from tests.extract.layer_lines import lines
from tests.extract.line_cases import LineCase, read_cases
from tests.extract.texts import TEXTS, TIMES, torn_texts

CASES = read_cases("timex.md")
TIME_WORDS = sorted(
    {
        word.title() if category in load_lexicon("timex")["capital"].split() else word
        for category, words in load_lexicon("timex")["words"].items()
        for word in words
    }
)
NUMBERS = [
    "1",
    "5",
    "12",
    "31",
    "60",
    "1999",
    "2022",
    "0735",
    "99999999999",
    "5th",
    "1990s",
    "10:30",
    "2.5",
    "1/2",
    "5-7",
    "2022-01-05",
    "9999-12-31",
    "31.12.9999",
    "1/1/0001",
    "'82",
    "’05",
]
TIME_TEXTS = st.lists(st.sampled_from([*TIME_WORDS, *NUMBERS, "Christmas", "Easter", "."]), max_size=30).map(
    " ".join
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_timexes_match_the_case(case: LineCase) -> None:
    """Words, type, value, date and time are as the case says."""
    assert case.expected == lines("timex", case.text, case.settings)


@given(
    st.one_of(TEXTS, TIME_TEXTS),
    st.sampled_from([None, "2022-01-06", "0001-01-01", "9999-12-31", "2020-02-29"]),
)
def test_timexes_are_ordered_and_dated(text: str, published: str | None) -> None:
    """Expressions stand in text order, do not overlap, and each date is one that the model reads."""
    end = 0
    for timex in find_timexes(text, published):
        assert end <= timex.span.start < timex.span.end <= len(text)
        end = timex.span.end
        if timex.date is not None:
            parse_date(timex.date)
        assert timex.type in ("DATE", "TIME") or timex.value


@given(st.one_of(TEXTS, TIME_TEXTS))
def test_timexes_are_found_in_stretches(text: str) -> None:
    """Reading a text as one stretch finds nothing outside it and does not fail."""
    middle = len(text) // 2
    for timex in find_timexes(text, "2022-01-06", spans=[Span(0, middle)]):
        assert timex.span.end <= middle


@given(torn_texts(TIMES))
def test_torn_text_gives_the_same_times(texts: tuple[str, str]) -> None:
    """Dropped blanks and stray hyphens change no type, value, date or time."""
    found = [
        [
            (timex.type, timex.value, timex.date, timex.time, timex.since)
            for timex in find_timexes(text, "2022-01-06")
        ]
        for text in texts
    ]
    assert found[0] == found[1]


def test_wrong_day_of_publication_raises() -> None:
    """A day that is none is a mistake of the caller."""
    with pytest.raises(ValueError, match="month"):
        find_timexes("today", "2022-13-01")


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "the ",
        "5 ",
        "the end of ",
        "the night of ",
        "week of ",
        "two days after ",
        "a ",
        "and ",
        "May ",
        "10:30 ",
        "more than ",
        "the day before ",
        "1/1/",
        "early ",
        "noon ",
        "Christmas ",
        "5, ",
        "January 3, 4 and ",
        "Monday to ",
        "since ",
        "to be ",
        "between August and ",
        "the year before, ",
        "a year earlier ",
        "two hours 20 minutes and ",
        "the quarter ended ",
        "until 6 p.m. on ",
        "the first Tuesday of ",
        "9 tonight ",
        "overnight Monday ",
        "5 p.m. on ",
        "hours later ",
        "through the night ",
        "in February a month earlier ",
        "had fled to 40 by Monday ",
        "ends on December 31 ",
        "He will meet on Tuesday ",
        "the convention in Oslo in May ",
        "ahead of the vote on Monday ",
        "to win in November ",
        "the next day, May 3, ",
        "the evening before, ",
        "a year ago this ",
        "on the Friday ",
        "**6:40 P.M.** ",
        "6:40 P.M.\n\n",
        "7 p.m. to 6 a.m. (2200 GMT) ",
        "Feb. 3, 2021:\n\nFeb. 4: ",
        "Monday (3 May) a week on Friday ",
        "three days on, burned 40 homes by Monday ",
        "“Now, ",
        "3 May: on Monday ",
        "had given until Monday ",
        "in May or early June ",
        "in 2009 and for another in May ",
        "years and years after weeks ",
        "half a dozen half-",
        "a quarter-century ",
        "since '82 ",
        "ended the day ",
        "the last week of May ",
        "by the end of the decade ",
    ],
)
def test_long_hostile_text_is_read_in_bounded_time(piece: str) -> None:
    """A hundred kilobytes of words of time cost no more than other text does."""
    find_timexes(piece * (100_000 // len(piece)), "2022-01-06")
