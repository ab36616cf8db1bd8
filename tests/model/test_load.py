"""Briefs and names from YAML, with all problems at once."""

import re
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.brief import Brief, Inexact
from briefgen.model.config import Project
from briefgen.model.configfile import parse_config
from briefgen.model.load import (
    load_brief,
    load_names,
    parse_brief,
    parse_names,
    parse_placed_brief,
    parse_plain_brief,
)
from briefgen.model.names import Alias

HEAD = "title: T\nslug: t\n"


# Briefs


def test_brief_reports_all_its_problems_at_once() -> None:
    """Every wrong thing of a file is told in one run, each at its place."""
    text = """\
title: T
slug: My Slug
stauts: draft
timeline:
  - id: a
    date: 5.1.2022
    title:
    planned: yes
  - date: 2022-01-05/2022-01-02
    title: x
    places: Almaty
figures:
  - id: c
    measure: kiled
    value: "12"
    qualifier: atleast
  - id: d
    measure: killed
    value: 1 200
  - id: e
    measure: killed
    value: {min: 3, max: 1}
  - id: f
    measure: killed
    value: {}
  - id: g
    measure: killed
    value: 0x10
places:
  - name: X
    latitude: 91
    country: Kz
reactions: none
sources:
  - {id: s, article: a, title: t, url: "javascript:alert(1)"}
"""
    brief, problems = parse_brief(text, "b.yaml")
    assert brief is None
    assert [
        '2:7 bad-slug slug "My Slug" is not allowed',
        '3:1 unknown-key key "stauts" is not known in the brief',
        "6:11 bad-date date: ",
        "7:11 wrong-type title is empty",
        '8:14 wrong-type planned must be true or false, here is "yes"',
        "9:11 date-order date: ",
        '9:5 missing-key key "id" is missing in an item of timeline',
        '11:13 wrong-type places must be a list, here is "Almaty"',
        '14:14 bad-value measure "kiled" is not known',
        '15:12 wrong-type value must be a number, here is "12"',
        '16:16 bad-value qualifier "atleast" is not known',
        '19:12 wrong-type value must be a number, here is "1 200"',
        "22:12 bad-value value has a min above its max",
        "25:12 bad-value value has neither number nor words",
        '28:12 wrong-type value must be a number, here is "0x10"',
        "31:15 bad-value latitude 91 is outside its bounds",
        '32:14 bad-value country "Kz" is not allowed',
        '33:12 wrong-type reactions must be a list, here is "none"',
        '35:40 bad-value url "javascript:alert(1)" is not a web address',
    ] == [
        re.sub(r"(bad-date|date-order) (date: ).*", r"\1 \2", f"{p.line}:{p.column} {p.code} {p.message}")
        for p in sorted(problems, key=lambda p: (p.line or 0, str(p.column)))
    ]


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ("stauts: draft", 'did you mean "status"?'),
        ("status: develoing", 'did you mean "developing"?'),
        ("status: x1", "one of: closed, developing, draft"),
        ("timeline: [{id: a, date: 5/1/2022, title: x}]", "2022-01-05 or 2022-05-01"),
        ("updated: 5.1.2022", "write YEAR-MONTH-DAY: 2022-01-05 or 2022-05-01"),
        ("figures: [{id: a, measure: killed, value: '12'}]", "write it without quotation marks"),
        ("figures: [{id: a, measure: killed, value: 1_200}]", "write 1200"),
        ("figures: [{id: a, measure: kiled, value: 1}]", 'did you mean "killed"?'),
        ("background: [{id: Ä b, text: x}]", 'lower-case letters, digits and single hyphens: "a-b"'),
        ("timeline: [{id: a, date: 2022, title: x, hidden: no}]", "write false"),
    ],
)
def test_problem_says_how_to_mend(change: str, hint: str) -> None:
    """Hints name the nearest key or value, or the right form."""
    _, problems = parse_brief(HEAD + change + "\n", "b.yaml")
    assert 1 == len(problems)
    assert hint in problems[0].hint


@pytest.mark.parametrize("word", ["NO", "12:30", "0x10", "1_000", "2022-01-05", "yes", "1e3", "Null", "0o7"])
def test_text_is_typed_by_the_schema(word: str) -> None:
    """Text that looks like something else stays the text that was written."""
    brief, problems = parse_brief(f"{HEAD}summary: {word}\n", "b.yaml")
    assert [] == problems
    assert brief is not None
    assert word == brief.summary


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12", 12),
        ("-3", -3),
        ("12.5", 12.5),
        ("1.5e+3", 1500.0),
        ("{min: 12, max: 18}", Inexact(min=12, max=18)),
        ("{words: dozens}", Inexact(words="dozens")),
    ],
)
def test_value_is_number_or_map(value: str, expected: object) -> None:
    """A figure's value is a plain decimal number, a range, or words."""
    brief, problems = parse_brief(f"{HEAD}figures: [{{id: a, measure: killed, value: {value}}}]\n", "b.yaml")
    assert [] == problems
    assert brief is not None
    assert expected == brief.figures[0].value
    assert type(expected) is type(brief.figures[0].value)


@pytest.mark.parametrize(
    "value", ["012", "1,200", "12:30", ".5", "5.", "inf", ".inf", "nan", "1e3", "9" * 19, "many"]
)
def test_value_that_only_looks_like_a_number_is_refused(value: str) -> None:
    """No number is made of what YAML readers disagree on."""
    _, problems = parse_brief(
        f"{HEAD}figures:\n  - id: a\n    measure: killed\n    value: {value}\n", "b.yaml"
    )
    assert ["wrong-type"] == [problem.code for problem in problems]


def test_empty_values_have_their_default() -> None:
    """Keys without a value are as if they were not there."""
    brief, problems = parse_brief(f"{HEAD}timeline:\nsubject:\nstatus:\nsummary: ~\n", "b.yaml")
    assert [] == problems
    assert brief is not None
    assert ([], None, "developing") == (brief.timeline, brief.summary, brief.status)


@pytest.mark.parametrize("version", ["2", "99"])
def test_newer_schema_is_one_problem(version: str) -> None:
    """A brief of another version is not read by the rules of this one."""
    _, problems = parse_brief(f"schema: {version}\nnew: x\n", "b.yaml")
    assert ["schema-version"] == [problem.code for problem in problems]


def test_own_measures_count_as_known(project: Project) -> None:
    """Measures of the configuration extend the closed list."""
    path = project.briefs_path / "t.yaml"
    path.write_text(f"{HEAD}figures: [{{id: a, measure: vaccinated, value: 3}}]\n", encoding="utf-8")
    _, problems = load_brief(path, project)
    assert ["bad-value"] == [problem.code for problem in problems]
    config, problems = parse_config("measures: [{name: vaccinated}]\n")
    assert [] == problems
    assert [] == load_brief(path, Project(root=project.root, config=config))[1]


@given(
    st.text(max_size=200) | st.text("abc:- \n[]{}'\"#&*!|>%@`~,12", max_size=80).map(lambda text: HEAD + text)
)
def test_no_text_breaks_loading(text: str) -> None:
    """Any text is a brief or has an error, never an exception."""
    brief, problems = parse_brief(text, "b.yaml")
    assert (brief is None) == any(problem.severity == "error" for problem in problems)


@pytest.mark.parametrize(
    "parse", [parse_plain_brief, lambda text, own: parse_placed_brief(text, "b.yaml", own)[0]]
)
def test_a_default_that_is_written_out_is_a_default(
    parse: Callable[[str, tuple[str, ...]], Brief | None],
) -> None:
    """A value that stands in the file and is the default is left out as one that does not stand there."""
    text = (
        "title: T\nslug: s\nstatus: developing\nsources:\n"
        "  - id: a\n    article: a.md\n    title: A\n    kind: full\n"
    )
    brief = parse(text, ())
    assert brief is not None
    expected = b'{"title":"T","slug":"s","sources":[{"id":"a","article":"a.md","title":"A"}]}'
    assert expected == msgspec.json.encode(brief)


# Names


def test_names_have_aliases_with_conditions() -> None:
    """An alias is text, or a map with a condition; what is wrong is left out, the rest stays."""
    names, problems = parse_names(
        "people:\n  - name: Ned Price\n    aliases: [Price, {text: Prince, with: State Department}]\n  - nam: x\n",
        "names.yaml",
    )
    assert ["Price", Alias(text="Prince", with_="State Department")] == names.people[0].aliases
    assert 1 == len(names.people)
    assert {"unknown-key", "missing-key"} == {problem.code for problem in problems}


def test_missing_or_empty_names_are_no_problem(project: Project) -> None:
    """A project needs no names."""
    assert [] == load_names(project.names_path, project)[1]
    project.names_path.write_text("# none yet\n", encoding="utf-8")
    assert [] == load_names(project.names_path, project)[1]


def test_names_that_are_empty_are_not_told_as_doubled() -> None:
    """An entry without its name is one problem; two of them are not one name."""
    _, problems = parse_names("people:\n  - name:\n  - name: ~\n", "names.yaml")
    assert ["wrong-type", "wrong-type"] == [problem.code for problem in problems]
