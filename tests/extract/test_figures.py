"""Figures of one article in text cases."""

import pytest

from tests.extract.line_cases import LineCase, read_cases
from tests.extract.reading_cases import figure_lines

CASES = read_cases("figures.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_figures_give_what_the_case_says(case: LineCase) -> None:
    """The frames of one article are as the text case lists them."""
    assert case.expected == figure_lines(case)
