"""Briefs as YAML."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.brief import BackgroundItem, Brief, Event, Evidence, Figure, Inexact, Subject
from briefgen.model.dump import WIDTH, dump_brief, is_plain_safe
from briefgen.model.errors import ContentError
from briefgen.model.load import parse_brief
from tests.strategies import NASTY_TEXTS, briefs, texts


@given(briefs)
def test_dump_gives_back_an_equal_brief(brief: Brief) -> None:
    """What is written reads back as what it was, without a problem."""
    assert (brief, []) == parse_brief(dump_brief(brief), "b.yaml")


@pytest.mark.parametrize("text", NASTY_TEXTS)
def test_dump_keeps_nasty_text_for_other_readers(text: str) -> None:
    """PyYAML reads every text as the same text."""
    brief = Brief(
        title="t",
        slug="s",
        summary=text,
        background=[BackgroundItem(id="a", text=text, evidence=[Evidence(source="s", quote=text)])],
    )
    read = yaml.safe_load(dump_brief(brief))
    assert [text] * 3 == [
        read["summary"],
        read["background"][0]["text"],
        read["background"][0]["evidence"][0]["quote"],
    ]


_CORE_1_2 = re.compile(
    r"null|Null|NULL|~|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN"
)


@given(texts | st.from_regex(_CORE_1_2, fullmatch=True) | st.text("0123456789abexo_.:-+TZ ", max_size=12))
def test_plain_text_is_text_to_every_reader(text: str) -> None:
    """Text written bare is no number, date, truth value or null in YAML 1.1 and 1.2."""
    if is_plain_safe(text):
        assert text == yaml.safe_load(f"k: {text}\n")["k"]
        assert not _CORE_1_2.fullmatch(text)


@pytest.mark.parametrize(
    "text", ["NO", "12:30", "2022-01-05", "0x10", "y", "1_000", "~", "=", "a: b", "a #b", "@a"]
)
def test_misleading_text_is_quoted(text: str) -> None:
    """Text that readers would misread is never bare."""
    assert not is_plain_safe(text)


@pytest.mark.parametrize(
    "text", ["5 January", "a:b", "a#b", "it's", 'the "x"', "www.x.org", "1991–2019", "no one", "C-3"]
)
def test_ordinary_text_is_bare(text: str) -> None:
    """Quoting is kept for where it is needed."""
    assert is_plain_safe(text)


@pytest.mark.parametrize("text", ["0?", "Who? Where", "a ?b", "[x]", "a, b"])
def test_text_that_breaks_a_list_in_brackets_is_quoted(text: str) -> None:
    """Readers of YAML 1.1 fail at a question mark in a list in brackets."""
    brief = Brief(title="t", slug="a", timeline=[Event(id="a", date="2021-03-05", title="t", places=[text])])
    assert [text] == yaml.safe_load(dump_brief(brief))["timeline"][0]["places"]


def test_dump_looks_as_the_manual_says() -> None:
    """Order of keys, blank lines, folding, flow style and bare dates are as designed."""
    brief = Brief(
        title="Flood in Exampleland, March 2021",
        slug="exampleland-flood",
        updated="2021-03-05",
        summary="The river rose over its banks after a week of rain. " * 3 + "Water is falling.",
        subject=Subject(countries=["NO"], period="2021-03-01/2021-03-31", articles=["articles/2021-*.md"]),
        background=[BackgroundItem(id="dam", text="First.\n\nSecond.")],
        timeline=[
            Event(id="a", date="2021-03-01", time="14:30", title="Rain", places=["Northtown", "Southtown"]),
            Event(
                id="b",
                date="2021-03-02/2021-03-03",
                title="NO",
                evidence=[Evidence(source="x", quote="long words " * 9 + "end")],
            ),
        ],
        figures=[
            Figure(
                id="c",
                measure="displaced",
                value=Inexact(min=12, max=18),
                evidence=[Evidence(source="x", quote="12 to 18 people")],
            )
        ],
    )
    expected = """\
# yaml-language-server: $schema=../brief.schema.json
schema: 1
title: Flood in Exampleland, March 2021
slug: exampleland-flood
status: developing
updated: 2021-03-05
summary: >-
  The river rose over its banks after a week of rain. The river rose over its banks after a week of
  rain. The river rose over its banks after a week of rain. Water is falling.
subject:
  countries: ['NO']
  period: 2021-03-01/2021-03-31
  articles: [articles/2021-*.md]

background:
  - id: dam
    text: |-
      First.

      Second.

timeline:
  - id: a
    date: 2021-03-01
    time: '14:30'
    title: Rain
    places: [Northtown, Southtown]

  - id: b
    date: 2021-03-02/2021-03-03
    title: 'NO'
    evidence:
      - source: x
        quote: >-
          long words long words long words long words long words long words long words long words
          long words end

figures:
  - id: c
    measure: displaced
    value: {min: 12, max: 18}
    qualifier: exact
    unit: people
    evidence: [{source: x, quote: 12 to 18 people}]
"""
    assert expected == dump_brief(brief)


@given(st.lists(st.text("abcdefg", min_size=1, max_size=12), min_size=1, max_size=80).map(" ".join))
def test_dump_folds_prose_to_the_width(text: str) -> None:
    """No line of ordinary prose is longer than the width."""
    lines = dump_brief(Brief(title="t", slug="s", summary=text)).splitlines()
    assert all(len(line) <= WIDTH for line in lines)


@pytest.mark.parametrize("text", ["nul\x00", "bell\x07", "esc\x1b[0m", "c1\x90", "del\x7f", "half\ud800"])
def test_control_characters_are_refused_with_a_problem(text: str) -> None:
    """Text that YAML cannot hold is one clear problem."""
    with pytest.raises(ContentError) as caught:
        dump_brief(Brief(title=text, slug="s"))
    assert ["bad-value"] == [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**18])
def test_numbers_without_digits_are_refused(value: float) -> None:
    """A number that no reader would understand is a problem."""
    with pytest.raises(ContentError):
        dump_brief(Brief(title="t", slug="s", figures=[Figure(id="a", measure="killed", value=value)]))
