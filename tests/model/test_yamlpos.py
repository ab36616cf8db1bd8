"""YAML as text with positions."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model import yamlreader
from briefgen.model.yamlpos import Mapping, Node, Scalar, Sequence, locate, parse_yaml, place_of


def _plain(node: Node | None) -> object:
    if isinstance(node, Mapping):
        return {entry.key.text: _plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return None if node is None or node.is_null else node.text


@pytest.fixture(params=["libyaml", "python"])
def both_parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test with libyaml and with PyYAML's own parser."""
    if request.param == "python":
        monkeypatch.setattr(yamlreader, "_PARSER", yaml.SafeLoader)
    return str(request.param)


def test_scalars_stay_what_was_written(both_parsers: str) -> None:
    """Nothing is taken for a number, a date or a truth value."""
    text = "a: NO\nb: 12:30\nc: 0x10\nd: 2022-01-05\ne: 1_000\nf: yes\ng: ~\nh: null\ni:\nj: '~'\nk: \"\"\nl: Null\n"
    root, problems = parse_yaml(text, "f")
    assert [] == problems
    assert {
        "a": "NO",
        "b": "12:30",
        "c": "0x10",
        "d": "2022-01-05",
        "e": "1_000",
        "f": "yes",
        "g": None,
        "h": None,
        "i": None,
        "j": "~",
        "k": "",
        "l": "Null",
    } == _plain(root)


@pytest.mark.parametrize("head", ["", "\ufeff", "x: 'é\u2028z'\n"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_nodes_know_their_place(both_parsers: str, head: str, line_end: str) -> None:
    """Offsets slice the text, lines and columns are those of an editor, whatever stands before."""
    text = head.replace("\n", line_end) + line_end.join(["ключ: [x, '😀y']", "b:", "  - c: 1", ""])
    root, problems = parse_yaml(text, "f")
    assert [] == problems
    assert isinstance(root, Mapping)
    flow, block = root.get("ключ"), root.get("b")
    assert isinstance(flow, Sequence)
    assert isinstance(block, Sequence)
    item = flow.items[1]
    assert "'😀y'" == text[item.offset : item.end]
    first = 2 if "x:" in head else 1
    assert (first, 11) == (item.line, item.column)
    inner = block.items[0]
    assert isinstance(inner, Mapping)
    assert (first + 2, 5) == (inner.line, inner.column)
    assert (inner.line, inner.column) == place_of(text, inner.offset)
    assert flow.flow
    assert not block.flow


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", 3, 1, 'key "a" stands here a second time'),
        ("a: &x 1\n", "yaml-alias", 1, 4, 'anchor "&x"'),
        ("a: *x\n", "yaml-alias", 1, 4, 'alias "*x"'),
        ("a: !!python/object:os.system x\n", "yaml-tag", 1, 4, 'tag "!!python/object:os.system"'),
        ("[" * 21 + "]" * 21, "yaml-depth", 1, 21, "nested deeper than 20 levels"),
        ("a: 1\n---\nb: 2\n", "yaml-syntax", 2, 1, "a second YAML document starts here"),
        ("{[a]: 1}\n", "yaml-syntax", 1, 2, "a key that is not text"),
        ("'': 1\n", "yaml-syntax", 1, 1, "a key without a name"),
        ("a: b\x07c\n", "yaml-syntax", 1, 5, "character U+0007 is not allowed in YAML"),
        ('a: "b\\0"\n', "yaml-syntax", 1, 4, "escape for the character U+0000, which is not text"),
        ("a: 1\n\tb: 2\n", "yaml-syntax", 2, 1, "a tab in the indentation"),
        ("- a: x\n\u00a0 b: 2\n", "yaml-syntax", 2, 1, "a space of another kind (U+00A0) in the indentation"),
        (
            "- a: x\n \u3000b: 2\n  c: 3\n",
            "yaml-syntax",
            2,
            2,
            "a space of another kind (U+3000) in the indentation",
        ),
        ("a: b: c\n", "yaml-syntax", 1, 5, "a colon with a space behind it inside plain text"),
        ("a: 1\nb: 'it\nc: 3\n", "yaml-syntax", 2, 4, "a quotation mark that is never closed"),
        ("a:1\nb: 2\n", "yaml-syntax", 1, 2, 'no space after the colon of "a"'),
        ("a: @x\n", "yaml-syntax", 1, 4, 'text starts with "@"'),
        (
            "a: [1, 2\nb: 3\n",
            "yaml-syntax",
            2,
            2,
            "a bracket or brace that is not closed, or a comma that is missing",
        ),
        ("a: - b\n", "yaml-syntax", 1, 4, "a list item where none can stand"),
        ("a: 1\n- b\n", "yaml-syntax", 2, 1, "a list item among keys"),
        ("a: [", "yaml-syntax", 1, 4, '"[" is never closed'),
        ('{"a":1,"b":"x"', "yaml-syntax", 1, 1, '"{" is never closed'),
        ("a: [\nb: c\n", "yaml-syntax", 1, 4, '"[" is never closed'),
        ("a: *bold* text\n", "yaml-syntax", 1, 4, 'text starts with "*"'),
        ("a: **bold** text\n", "yaml-syntax", 1, 4, 'text starts with "*"'),
        ("a: >-x\n", "yaml-syntax", 1, 6, "text on the line of `>` or `|`"),
        ("a: 1\n...\nb: 2\n", "yaml-syntax", 2, 1, "the line `...` ends the YAML here"),
        ("%x\na: 1\n", "yaml-syntax", 1, 1, "a line that starts with %"),
        (
            "a:\n  - b: 1\n   c: 2\n",
            "yaml-syntax",
            3,
            4,
            "text that is indented less than the list item above it, and more than the list",
        ),
        (
            "a:\n  - b: 1\n    c: 1\n   - d: 2\n",
            "yaml-syntax",
            4,
            4,
            "a list item that is indented otherwise than those above it",
        ),
        ("- a\nb: 1\n", "yaml-syntax", 2, 1, "a key among list items"),
        ("a:\n  b: 1\n c: 2\n", "yaml-syntax", 3, 2, "a key that is indented otherwise than those above it"),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n", "yaml-syntax", 2, 1, "a conflict mark of a version control system"),
        ("a: 1\n" + "k" * 3000 + ":\n", "yaml-syntax", 2, 1, "a key of more than 1,024 characters"),
        ("a: 'it's'\n", "yaml-syntax", 1, 8, "text goes on after its closing quotation mark"),
        ('a: "x" y\n', "yaml-syntax", 1, 8, 'text goes on after `"`'),
        ("a: [x] y\n", "yaml-syntax", 1, 8, "text goes on after `]`"),
        ("a: }\n", "yaml-syntax", 1, 4, '"}" closes what was never opened'),
        (": x\n", "yaml-syntax", 1, 1, "a key without a name"),
    ],
)
def test_wrong_yaml_is_one_clear_problem(text: str, code: str, line: int, column: int, message: str) -> None:
    """Each frequent mistake is named where it is, with a hint."""
    _, problems = parse_yaml(text, "f.yaml")
    assert [(code, line, column, message)] == [
        (problem.code, problem.line, problem.column, problem.message) for problem in problems
    ]
    assert problems[0].hint


def test_all_problems_come_at_once() -> None:
    """A doubled key does not hide the alias behind it, and the rest of the text is read."""
    root, problems = parse_yaml("a: 1\na: 2\nb: *x\nc: !t 3\nd: 4\n", "f")
    assert ["yaml-duplicate-key", "yaml-alias", "yaml-tag"] == [problem.code for problem in problems]
    assert {"a": "1", "b": None, "c": "3", "d": "4"} == _plain(root)


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "\ufeff"])
def test_nothing_is_no_problem(text: str) -> None:
    """A text without content has no root, or an empty one."""
    root, problems = parse_yaml(text, "f")
    assert [] == problems
    assert root is None or (isinstance(root, Scalar) and root.is_null)


def test_bomb_of_aliases_is_refused_fast() -> None:
    """Aliases are never followed."""
    text = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(500))
    _, problems = parse_yaml(text, "f")
    assert 1501 == len(problems)
    assert {"yaml-alias"} == {problem.code for problem in problems}


@given(st.text(max_size=60) | st.text("ab:- \n\t[]{}'\"#&*!|>%@`?,\\", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text gives nodes or problems; places lie in the text."""
    root, problems = parse_yaml(text, "f")
    for problem in problems:
        assert problem.line is None or 1 <= problem.line <= text.count("\n") + text.count("\r") + 2
    if root is not None:
        assert 0 <= root.offset <= root.end <= len(text)


@given(st.text("abc:- \n[]{}'\"#,", max_size=40))
def test_both_parsers_read_alike(text: str) -> None:
    """Both libyaml and PyYAML's own parser give the same nodes."""
    fast = parse_yaml(text, "f")
    whole = pytest.MonkeyPatch()
    with whole.context() as patch:
        patch.setattr(yamlreader, "_PARSER", yaml.SafeLoader)
        slow = parse_yaml(text, "f")
    if not fast[1] and not slow[1]:
        assert _plain(fast[0]) == _plain(slow[0])


GOOD = """\
# yaml-language-server: $schema=../brief.schema.json
title: 'A "storm" in Marano'
slug: storm
summary: >-
  Long words
  folded.
timeline:
  - id: a  # mine
    date: 2024-03-01
    title: "It\\'s here"
    evidence: [{source: s, quote: 'it''s'}, {source: s, quote: q}]

  - {id: b, date: 2024-03-02, title: B}
figures: []
"""
SCRAPS = (
    *"[]{}'\"#&*!|>%@`?,:- \n\t\r\\",
    "- ",
    ": ",
    "\n...\n",
    "---",
    "<<<<<<< x\n",
    "|+",
    ">-x",
    "\u2028",
    "\x00",
)


@given(
    st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 3), st.sampled_from(("", *SCRAPS))),
        min_size=1,
        max_size=4,
    )
)
def test_no_slip_in_a_brief_breaks_the_reader(slips: list[tuple[float, int, str]]) -> None:
    """Whatever is cut out or slips in, each problem names a place in the file, and what to do."""
    text = GOOD
    for share, cut, scrap in slips:
        at = int(share * len(text))
        text = text[:at] + scrap + text[at + cut :]
    _, problems = parse_yaml(text, "f")
    lines = re.split("\r\n|\r|\n", text)
    for problem in problems:
        assert problem.line is not None
        assert problem.column is not None
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.hint


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (("title",), (1, 8)),
        (("timeline", 0), (4, 5)),
        (("timeline", 0, "evidence", 0, "quote"), (6, 37)),
        (("timeline", 0, "places"), (4, 5)),
        (("timeline", 7), (4, 3)),
        (("nothing",), (1, 1)),
    ],
)
def test_locate_gives_the_place_of_a_value(keys: tuple[str | int, ...], place: tuple[int, int]) -> None:
    """Where the way ends early, the place of what holds it."""
    text = "title: T\nslug: t\ntimeline:\n  - id: a\n    title: x\n    evidence: [{source: s, quote:   q}]\n"
    assert place == locate(text, keys)
    assert (1, 1) == locate("a: [", keys)
