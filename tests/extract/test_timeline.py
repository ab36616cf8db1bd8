"""Timeline of one article in text cases."""

import pytest

from briefgen.extract.event_rules.spare_readings import OPEN
from briefgen.extract.events import find_events
from tests.extract.line_cases import LineCase, read_cases
from tests.extract.reading_cases import event_lines, read_case

CASES = read_cases("timeline.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_timeline_give_what_the_case_says(case: LineCase) -> None:
    """The frames of one article are as the text case lists them."""
    assert case.expected == event_lines(case)


def test_day_that_is_only_spoken_on_weighs_least() -> None:
    """What somebody said on a day is kept apart from what happened on one."""
    (case,) = (case for case in CASES if case.title.startswith("what somebody abroad announces"))
    _, context, countries = read_case(case)
    weights = [event.weight for event in find_events(context, countries)]
    assert weights[1:] == [OPEN]
    assert weights[0] > OPEN


def test_day_that_has_only_its_sentence_weighs_least() -> None:
    """A sentence that stands for a day as it is counts no more than what is only said on one."""
    (case,) = (
        case for case in CASES if case.title.startswith("a day that nothing tells of has its sentence")
    )
    _, context, countries = read_case(case)
    weights = [event.weight for event in find_events(context, countries)]
    assert weights[1:] == [OPEN]
