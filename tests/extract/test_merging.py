"""Timelines of several articles in text cases."""

import pytest

from briefgen.extract.pipeline import extract_brief
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from tests.extract.line_cases import LineCase, read_cases
from tests.extract.reading_cases import line, make_article

CASES = read_cases("merging.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_timeline_merges_what_the_case_says(case: LineCase) -> None:
    """The events of several articles, and how many tell each, are as the text case lists them."""
    articles = [
        make_article(text.strip(), name=f"a{number}", publisher=f"Daily {number}")
        for number, text in enumerate(case.text.split("\n---\n"))
    ]
    subject = Subject(countries=["LK"], period="2023-05-01/2023-05-31")
    brief = extract_brief(articles, subject, Names(), title="Case", slug="case").brief
    found = [line(event.date, len(event.evidence), event.title) for event in brief.timeline]
    assert sorted(case.expected) == sorted(found)


def test_what_tells_an_event_again_is_no_background() -> None:
    """Of two tellings of one event neither is background, though one of them names a cause."""
    texts = [
        "The government resigned on Monday after a night of talks.",
        "The government has resigned amid growing anger over a blast in Galle that killed more than 200 people.",
    ]
    articles = [
        make_article(text, name=f"a{number}", publisher=f"Daily {number}")
        for number, text in enumerate(texts)
    ]
    subject = Subject(countries=["LK"], period="2023-05-01/2023-05-31")
    brief = extract_brief(articles, subject, Names(), title="Case", slug="case").brief
    assert ([2], []) == ([len(event.evidence) for event in brief.timeline], brief.background)


def test_timeline_puts_what_happened_before_what_it_brought() -> None:
    """Of events without a time of one day the happening comes first, however often its consequences are told."""
    texts = (
        "Rescue teams reached the hill villages on Monday.",
        "Rescue teams reached the hill villages on Monday with dogs.",
        "An earthquake struck the south on Monday.",
    )
    articles = [
        make_article(text, name=f"a{number}", publisher=f"Daily {number}")
        for number, text in enumerate(texts)
    ]
    subject = Subject(countries=["LK"], period="2023-05-01/2023-05-31")
    brief = extract_brief(articles, subject, Names(), title="Case", slug="case").brief
    assert [event.title.split()[0] for event in brief.timeline] == ["An", "Rescue"]


def _timeline(*told: tuple[str, str]) -> list[tuple[str, bool, int, str]]:
    """Return the events of articles given as day of publication and text."""
    articles = [
        make_article(text, name=f"a{number}", publisher=f"Daily {number}", published=day)
        for number, (day, text) in enumerate(told)
    ]
    subject = Subject(countries=["LK"], period="2023-05-01/2023-05-31")
    brief = extract_brief(articles, subject, Names(), title="Case", slug="case").brief
    return [(event.date, event.planned, len(event.evidence), event.title) for event in brief.timeline]


def test_plan_that_came_true_is_no_event_of_its_own() -> None:
    """What an article foretold and a later one tells as done is one event, and not planned."""
    found = _timeline(
        ("2023-05-08", "The unions have called a strike for Wednesday."),
        ("2023-05-11", "Workers walked off the job on Wednesday."),
    )
    assert [("2023-05-10", False, 2, "Workers walked off the job")] == found


def test_day_reckoned_roughly_gives_no_second_event() -> None:
    """A happening that a later article dates by `nearly two weeks after` is the one told of a day nearby."""
    found = _timeline(
        ("2023-05-09", "A cyclone struck the port of Galle on Tuesday."),
        ("2023-05-23", "The king toured Galle on Monday, nearly two weeks after a cyclone struck."),
    )
    assert [("2023-05-09", 2), ("2023-05-22", 1)] == [(date, count) for date, _, count, _ in found]


def test_new_count_of_the_dead_is_no_new_fire() -> None:
    """A lead that counts the dead anew tells the fire again; the title keeps no toll that is overtaken."""
    found = _timeline(
        ("2023-05-08", "A fire killed 12 people in a hostel in Galle on Monday."),
        ("2023-05-10", "The blaze in a hostel has killed at least 31 people, the mayor said on Wednesday."),
    )
    assert [("2023-05-08", 2)] == [(date, count) for date, _, count, _ in found]
    assert "12" not in found[0][3]


def test_hour_is_the_one_that_another_telling_gives() -> None:
    """An event whose best telling has no hour takes the only hour that its tellings give."""
    articles = [
        make_article("An earthquake struck the town of Galle and villages inland on Monday.", name="a1"),
        make_article("The tremor struck at 5.40 a.m. on Monday.", name="a2"),
    ]
    subject = Subject(countries=["LK"], period="2023-05-01/2023-05-31")
    brief = extract_brief(articles, subject, Names(), title="Case", slug="case").brief
    assert [("2023-05-08", "05:40", 2)] == [(e.date, e.time, len(e.evidence)) for e in brief.timeline]


_OVERTHROWN = ("2023-05-08", "Soldiers overthrew the president on Monday.")


@pytest.mark.parametrize(
    ("told", "titles"),
    [
        pytest.param(
            [_OVERTHROWN, ("2023-05-12", "The president was moved to a fort on Monday.")],
            ["Soldiers overthrew the president", "The president was moved to a fort"],
            id="a deed of its own",
        ),
        pytest.param(
            [
                _OVERTHROWN,
                ("2023-05-08", "The bank, which froze the accounts of the president on Monday, is closed."),
            ],
            ["Soldiers overthrew the president", "The bank froze the accounts of the president"],
            id="told on that day",
        ),
        pytest.param(
            [
                _OVERTHROWN,
                ("2023-05-12", "The president, whom doctors examined on the night of 8 May, is well."),
            ],
            ["Soldiers overthrew the president", "Doctors examined the president"],
            id="at an hour of its own",
        ),
        pytest.param(
            [
                ("2023-05-10", "The council, which dismissed the governor on Monday, is closed."),
                ("2023-05-12", "The court, which freed the governor on Monday, is closed."),
            ],
            ["The council dismissed the governor", "The court freed the governor"],
            id="two asides",
        ),
    ],
)
def test_what_is_no_aside_of_a_later_article_stays_an_event(
    told: list[tuple[str, str]], titles: list[str]
) -> None:
    """An aside goes to the event that it comes back to; a deed, an hour or a day of its own keep an event apart."""
    assert sorted(titles) == sorted(title for *_, title in _timeline(*told))


def test_title_is_of_who_told_it_fresh() -> None:
    """Of two tellings the one of the day's own articles gives the title, not one that looks back with more words."""
    found = _timeline(
        ("2023-05-15", "On 8 May an earthquake damaged the dam above Galle."),
        ("2023-05-09", "An earthquake struck the hills on Monday."),
    )
    assert ["An earthquake struck the hills"] == [title for *_, title in found]
