"""Claimants of figures by the second line, in text cases."""

import pytest

from tests.extract.line_cases import LineCase, read_cases
from tests.extract.reading_cases import figure_lines

CASES = read_cases("claimants.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_claimants_are_what_the_case_says(case: LineCase) -> None:
    """The frames of one article, claimants above all, are as the text case lists them."""
    assert case.expected == figure_lines(case)
