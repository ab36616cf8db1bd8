"""Background of one article in text cases."""

import pytest

from tests.extract.line_cases import LineCase, read_cases
from tests.extract.reading_cases import background_lines

CASES = read_cases("background.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_background_give_what_the_case_says(case: LineCase) -> None:
    """The frames of one article are as the text case lists them."""
    assert case.expected == background_lines(case)
