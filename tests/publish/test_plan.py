"""The order of a site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.publish.entries import date_order
from briefgen.publish.plan import sort_briefs
from briefgen.publish.records import BriefRow

DATES = st.one_of(
    st.none(),
    st.dates().map(str),
    st.from_regex(r"[0-2][0-9]{3}-[0-3][0-9]-[0-3][0-9]", fullmatch=True),
    st.sampled_from(["2022", "2022-01", "2022-01-05/2022-01-07", "2022-W01-1", "2022-01-05~", "", "soon"]),
    st.text("0123456789-", min_size=10, max_size=10),
)


def row(number: int, updated: str | None) -> BriefRow:
    """Return a brief of this day."""
    return BriefRow(path=f"{number}", sha256="", problems=(), slug=f"{number}", updated=updated)


@given(st.lists(DATES, max_size=8))
def test_briefs_stand_in_order_of_their_dates(dates: list[str | None]) -> None:
    """Plain days, which are compared as they are, stand where parsed they would."""
    rows = [row(number, date) for number, date in enumerate(dates)]
    expected = sorted(rows, key=lambda one: date_order(one.updated), reverse=True)
    assert expected == sort_briefs(rows)


@pytest.mark.parametrize("wrong", ["2022-02-30", "2022-W01-1", "0000-01-01"])
def test_what_is_no_day_is_not_taken_for_one(wrong: str) -> None:
    """Ten characters with two hyphens may still be no day."""
    rows = [row(1, wrong), row(2, "0001-01-01")]
    expected = sorted(rows, key=lambda one: date_order(one.updated), reverse=True)
    assert expected == sort_briefs(rows)
