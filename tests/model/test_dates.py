"""EDTF dates."""

import datetime
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.dates import (
    DateOrderError,
    contains,
    day_of,
    format_date,
    is_date_time,
    is_day,
    overlaps,
    parse_date,
)
from tests.strategies import edtf_dates

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import edtf


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2022-01-05", "2022-01-05", "2022-01-05", "day"),
        ("2022-02", "2022-02-01", "2022-02-28", "month"),
        ("2024-02~", "2024-02-01", "2024-02-29", "month"),
        ("2022", "2022-01-01", "2022-12-31", "year"),
        ("2022-21", "2022-03-01", "2022-05-31", "season"),
        ("2022-24", "2022-12-01", "2023-02-28", "season"),
        ("9999-24", "9999-12-01", "9999-12-31", "season"),
        ("199X", "1990-01-01", "1999-12-31", "interval"),
        ("19XX", "1900-01-01", "1999-12-31", "interval"),
        ("2022-01-XX", "2022-01-01", "2022-01-31", "month"),
        ("2022-XX-XX", "2022-01-01", "2022-12-31", "year"),
        ("2022-01-02/2022-01-05", "2022-01-02", "2022-01-05", "interval"),
        ("2022-01/2022-03", "2022-01-01", "2022-03-31", "interval"),
        ("2022-01-02/..", "2022-01-02", None, "interval"),
        ("../2022-01-02", None, "2022-01-02", "interval"),
        ("2022-01-02/", "2022-01-02", None, "interval"),
        ("0001-01-01", "0001-01-01", "0001-01-01", "day"),
    ],
)
def test_date_has_its_bounds(text: str, earliest: str | None, latest: str | None, precision: str) -> None:
    """Each form of level 1 means its days."""
    date = parse_date(text)
    shown = tuple(day.isoformat() if day else None for day in (date.earliest, date.latest))
    assert (earliest, latest, precision) == (*shown, date.precision)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "is not a date"),
        ("5.1.2022", "is not a date"),
        ("2022-1-5", "is not a date"),
        ("2022-01-05T10:00", "has a time of day"),
        ("2022-13", "no such month"),
        ("2022-02-30", "February 2022 has 28 days"),
        ("2022-21-01", "a day in a season"),
        ("0000", "year 0"),
        ("/", "no date at either end"),
        ("../..", "no date at either end"),
        ("2022/2023/2024", 'more than one "/"'),
        ("199X-01", "unspecified year"),
        ("2022-XX-05", "unspecified month"),
        ("2022-01-05\n", "is not a date"),
        ("２０２２", "is not a date"),
        ("1" * 100, "too long"),
    ],
)
def test_wrong_date_says_what_is_wrong(text: str, part: str) -> None:
    """What is no date raises with a message for people."""
    with pytest.raises(ValueError, match=part.replace('"', '"').replace("/", "/")):
        parse_date(text)


def test_reversed_interval_is_an_error_of_order() -> None:
    """An interval that ends before it begins is told from other mistakes."""
    with pytest.raises(DateOrderError):
        parse_date("2022-01-05/2022-01-02")


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2022", False, False),
        ("2022~", True, False),
        ("2022?", False, True),
        ("2022%", True, True),
        ("2022-01~/2022-03?", True, True),
    ],
)
def test_date_knows_its_doubts(text: str, approximate: bool, uncertain: bool) -> None:
    """`~` is approximate, `?` uncertain, `%` both, at either end."""
    assert (approximate, uncertain) == (parse_date(text).approximate, parse_date(text).uncertain)


@given(edtf_dates())
def test_date_agrees_with_the_edtf_package(text: str) -> None:
    """The reference parser gives the same first and last day; seasons are its own choice."""
    if "-2" in text and any(
        part[4:7] in ("-21", "-22", "-23", "-24") for part in text.split("/") if len(part) < 9
    ):
        return
    if text.startswith("/") or text.endswith("/"):
        return
    date = parse_date(text)
    oracle = edtf.parse_edtf(text)
    if date.earliest is not None:
        assert date.earliest.timetuple()[:3] == oracle.lower_strict()[:3]
    if date.latest is not None:
        assert date.latest.timetuple()[:3] == oracle.upper_strict()[:3]


@given(st.text(max_size=12) | st.text("0123456789-/~?%X.", max_size=24))
def test_no_text_breaks_the_parser(text: str) -> None:
    """Any text is a date or a ValueError, and a date can be shown."""
    try:
        parse_date(text)
    except ValueError:
        return
    assert format_date(text)
    assert text == format_date(text, "kk")


@given(edtf_dates(), edtf_dates())
def test_contains_and_overlaps_agree(one: str, other: str) -> None:
    """What contains a date overlaps it; a date contains itself."""
    left, right = parse_date(one), parse_date(other)
    assert contains(left, left)
    assert overlaps(left, right) == overlaps(right, left)
    assert not contains(left, right) or overlaps(left, right)


def test_dates_sort_by_first_then_last_day() -> None:
    """A day comes before the month that begins with it, open starts come first."""
    dates = ["2022-01", "2022-01-01", "../2022-01-01", "2022-01-02", "2021"]
    assert ["../2022-01-01", "2021", "2022-01-01", "2022-01", "2022-01-02"] == sorted(
        dates, key=lambda text: parse_date(text).order
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2022-01-05", "5 January 2022"),
        ("2022-01-05~", "around 5 January 2022"),
        ("2022-01?", "January 2022 (uncertain)"),
        ("2022-22", "summer 2022"),
        ("2022-24~", "around winter 2022"),
        ("199X", "the 1990s"),
        ("19XX", "1900–1999"),
        ("2022-01-XX", "January 2022"),
        ("2022-01-02/2022-01-06", "2–6 January 2022"),
        ("2022-01-30/2022-02-02", "30 January – 2 February 2022"),
        ("2021-12-30/2022-01-02", "30 December 2021 – 2 January 2022"),
        ("2022-01-01~/2022-01-10~", "early January 2022"),
        ("2022-01-11/2022-01-20~", "mid-January 2022"),
        ("2022-01-21/2022-01-31~", "late January 2022"),
        ("2022-01-01/2022-01-31", "January 2022"),
        ("2022-01-01/2022-03-31", "January–March 2022"),
        ("2022-01/2022-03", "January–March 2022"),
        ("2019/2022", "2019–2022"),
        ("2022-01-02/..", "since 2 January 2022"),
        ("2022-01-02/", "from 2 January 2022"),
        ("../2022-01-02", "until 2 January 2022"),
        ("2019-03/2022-01-02", "March 2019 – 2 January 2022"),
        ("2022-01-02/2022-01-02", "2 January 2022"),
    ],
)
def test_date_is_shown_as_people_write_it(text: str, shown: str) -> None:
    """Pages show dates in words."""
    assert shown == format_date(text)


def test_day_of_is_for_days_only() -> None:
    """Coarser dates and intervals have no one day."""
    assert datetime.date(2022, 1, 5) == day_of(parse_date("2022-01-05?"))
    assert [None, None] == [day_of(parse_date(text)) for text in ("2022-01", "2022-01-05/2022-01-05")]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("2022-01-06", True),
        ("2022-01-06T18:30+06:00", True),
        ("2022-01-06 18:30", True),
        ("2022-01-06T18:30:00.123Z", True),
        ("2022-01-06T18:30:00 +0600", True),
        ("2022-02-30", False),
        ("2022-01", False),
        ("20220106", False),
        ("2022-01-06T25:00Z", False),
        ("yesterday", False),
    ],
)
def test_date_time_is_a_day_that_exists(text: str, good: bool) -> None:
    """Publication times are days, perhaps with time and zone."""
    assert good == is_date_time(text)
    assert (good and len(text) == 10) == is_day(text)
