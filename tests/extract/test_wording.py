"""How items tell a sentence."""

from briefgen.extract.context import Context
from briefgen.extract.phrasing.wording import text_of
from tests.extract.line_cases import LineCase
from tests.extract.reading_cases import read_case


def _told(text: str) -> str:
    context: Context = read_case(LineCase("case", {}, text, []))[1]
    return text_of(context, 0)


def test_text_leaves_out_the_outlet_that_passes_it_on() -> None:
    """`Reuters reported` tells nothing of the event."""
    assert "The port was closed on Monday." == _told("The port was closed on Monday, Reuters reported.")


def test_text_keeps_a_speaker_who_told_an_outlet() -> None:
    """What would be left without its verb stays whole."""
    text = (
        "The alliance is sending a force of 2,500 people, its secretary, Bob Smith, told Reuters on Monday."
    )
    assert text == _told(text)
