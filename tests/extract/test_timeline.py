"""Timeline of one article in text cases."""

import pytest

from tests.extract.line_cases import LineCase, read_cases
from tests.extract.reading_cases import event_lines

CASES = read_cases("timeline.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_timeline_give_what_the_case_says(case: LineCase) -> None:
    """The frames of one article are as the text case lists them."""
    assert case.expected == event_lines(case)
