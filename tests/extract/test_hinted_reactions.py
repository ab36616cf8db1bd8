"""Reactions that only cues tell, in text cases."""

import pytest

from tests.extract.line_cases import LineCase, read_cases
from tests.extract.reading_cases import reaction_lines

CASES = read_cases("hinted_reactions.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_hinted_reactions_give_what_the_case_says(case: LineCase) -> None:
    """The frames of one article are as the text case lists them."""
    assert case.expected == reaction_lines(case)
