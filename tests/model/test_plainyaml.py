"""The quick reader of plain YAML: whatever it takes, it reads as the careful one."""

from typing import Any
from unittest import mock

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import inspect

from briefgen.model import frontmatter
from briefgen.model.article import FrontMatter
from briefgen.model.articlefiles import parse_article
from briefgen.model.brief import Brief
from briefgen.model.convert import FLOAT, INTEGER
from briefgen.model.dump import dump_brief
from briefgen.model.load import parse_brief, parse_placed_brief
from briefgen.model.plainyaml import NUMBER_KEYS, TRUTH_KEYS, UnusualError, parse_plain_yaml
from briefgen.model.yamlpos import Mapping, Node, Scalar, parse_yaml
from tests.strategies import NASTY_TEXTS, briefs

PLAIN = """\
# A comment.
title: 'It''s: one'
slug: one
updated: 2022-01-05
summary: |-
  First, with "marks" and a colon: here.

  Second # not a comment.
subject:
  countries: [KZ, US]
  articles: [articles/2022-*.md]

timeline:
  - id: event-1
    date: 2022-01-05
    title: NO
    text: >-
      Folded over
      two lines

      and a paragraph.
    places:
      - Almaty
      - "Nur-Sultan"
    hidden: true
    evidence: [{source: a1, quote: 'At 10:30, all'}, {source: a1, quote: More, prefix: or}]
figures:
- id: figure-1
  measure: killed
  value: {min: -3, max: 12.5}
  evidence:
  - source: a1
    quote: "3 to 12"
- id: figure-2
  measure: injured
  value: 12
"""


def value_of(node: Node, key: str = "") -> Any:
    """Return what the quick reader must give for a node of the careful one."""
    if isinstance(node, Mapping):
        return {entry.key.text: value_of(entry.value, entry.key.text) for entry in node.entries}
    if not isinstance(node, Scalar):
        return [value_of(item) for item in node.items]
    assert not node.is_null
    if node.style:
        return node.text
    if key in NUMBER_KEYS:
        if INTEGER.fullmatch(node.text):
            return int(node.text)
        assert FLOAT.fullmatch(node.text)
        return float(node.text)
    if key in TRUTH_KEYS:
        return {"true": True, "false": False}[node.text]
    return node.text


def check_same(text: str) -> bool:
    """Compare both readers; tell whether the quick one took the text."""
    try:
        found = parse_plain_yaml(text)
    except UnusualError:
        return False
    node, problems = parse_yaml(text, "")
    assert problems == []
    if node is None:
        assert found == {}
        return True
    wanted = value_of(node)
    assert found == wanted
    assert repr(found) == repr(wanted), "12 is not 12.0"
    return True


def test_plain_yaml_is_read_quickly() -> None:
    """A brief of the usual shapes is taken, and has the values that it has."""
    assert check_same(PLAIN)


@given(briefs)
def test_dumped_briefs_are_read_alike(brief: Brief) -> None:
    """What briefgen writes is read alike, and mostly by the quick reader."""
    check_same(dump_brief(brief))


def stored(brief: Brief | None) -> bytes:
    """Return a brief as builds keep it: msgspec tells defaults by identity, so only one read back is compared."""
    content = msgspec.json.encode(brief)
    return msgspec.json.encode(msgspec.json.decode(content, type=Brief | None))


LINES = (
    *PLAIN.split("\n"),
    *("", " ", "   ", "      ", "---", "...", "- a", "  - b: c", "- - d", "  # comment", "key:", "  key: >-"),
    *("  deeper: 1", "    more", "      ? x", "key: |-", "    more deep", "key: |", "key: >", "? a", ": b"),
    *(
        "a: *b",
        "a: &b c",
        "a: !c d",
        "%YAML 1.1",
        "\ta: b",
        "a: b\t",
        "a:  b",
        "a: b ",
        "value: 0x10",
        "value: 01",
    ),
    *(
        "value: 1e3",
        "value: 1.5",
        "value: -0",
        "hidden: yes",
        "hidden: 'true'",
        "value: '1'",
        "text: ~",
        "text: null",
    ),
    *(
        "- text",
        "- 'a'",
        "- {a: b}",
        "- [a, b]",
        "a: [{b: c}, d]",
        "a: [b, [c]]",
        "a: {b: [c]}",
        "a: [b",
        "  c]",
    ),
    *(
        'a: "b',
        '  c"',
        'a: "b\\n"',
        "a: 'b'c",
        "a: b: c",
        "a: b #c",
        "a: b#c",
        "a: b:",
        "a: [b c , d]",
        "a: [b,c]",
    ),
    *(
        "a: [ b]",
        "a: [b ]",
        "a: [b?c]",
        "a: [b? c]",
        "a: [b:c]",
        "a: {b: c, b: d}",
        "a: {b: c}, d",
        "a: []",
        "a: {}",
    ),
    *(
        "a: b\u00a0",
        "a: \u00a0b",
        "\u00a0a: b",
        "a: b\u2028c",
        "a: [b\u00a0]",
        "- null",
        "a: [null]",
        "a: [-1, - 1]",
    ),
)


@given(st.data())
def test_shuffled_lines_are_read_alike(data: st.DataObject) -> None:
    """Lines of all sorts, left out, put in, indented otherwise: the quick reader is right or refuses."""
    lines = (
        data.draw(st.lists(st.sampled_from(LINES), max_size=6))
        if data.draw(st.booleans())
        else PLAIN.split("\n")
    )
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(lines)))
        match data.draw(st.sampled_from(("put", "cut", "shift", "copy"))):
            case "put":
                indent = " " * data.draw(st.integers(0, 6))
                lines.insert(at, indent + data.draw(st.sampled_from(LINES)))
            case "cut":
                del lines[at : at + 1]
            case "shift":
                lines[at : at + 1] = [
                    " " * data.draw(st.integers(0, 3)) + line for line in lines[at : at + 1]
                ]
            case _:
                lines[at:at] = lines[at : at + 2]
    check_same("\n".join(lines))


@given(st.data())
def test_changed_characters_are_read_alike(data: st.DataObject) -> None:
    """A character put in or taken out anywhere: the quick reader is right or refuses."""
    text = PLAIN
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(
            st.sampled_from([*" \n:#-'\"[]{},&*!|>%@`?~\\\t\r=<.", "\n\n", "  ", ": ", " #", "é", "\ufeff"])
        )
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 2)) :]
    check_same(text)


@given(
    st.sampled_from(NASTY_TEXTS),
    st.sampled_from(("a: {}", "- {}", "a: [{}]", "a: {{b: {}}}", "a: >-\n  {}\n", "x:\n- {}")),
)
def test_nasty_texts_are_read_alike(text: str, frame: str) -> None:
    """Text that means something in YAML, bare at all places: the quick reader is right or refuses."""
    check_same(frame.format(text))


@given(briefs, st.data())
@example(Brief(title="A", slug="a"), None)
def test_plain_briefs_are_as_the_careful_reader_has_them(brief: Brief, data: st.DataObject | None) -> None:
    """A brief, whole or damaged, is the same, or has the same problems, with both readers."""
    lines = dump_brief(brief).split("\n")
    for _ in range(data.draw(st.integers(0, 3)) if data else 0):
        assert data is not None
        at = data.draw(st.integers(0, len(lines)))
        lines[at : at + data.draw(st.integers(0, 1))] = data.draw(
            st.lists(
                st.sampled_from(
                    (*LINES, "colour: red", "  colour: red", "    measure: x", "    date: 2022-13")
                ),
                max_size=1,
            )
        )
    text = "\n".join(lines)
    quick, problems = parse_brief(text, "b.yaml")
    careful, wanted = parse_placed_brief(text, "b.yaml", ())
    assert (quick, problems) == (careful, wanted)
    assert stored(quick) == stored(careful)


@pytest.mark.parametrize(
    "change",
    [
        ("schema: 1", "schema: 2"),
        ("title: A", "title: ''"),
        ("slug: a", "slug: A b"),
        ("status: closed", "status: open"),
        ("updated: 2022-01-05", "updated: 2022-02-30"),
        ("updated: 2022-01-05", "updated: 2022-01-05/2021"),
        ("measure: killed", "measure: kiled"),
        ("value: 12", "value: {min: 12, max: 3}"),
        ("value: 12", "value: {words: ''}"),
        ("value: 12", "value: '12'"),
        ("value: 12", "value: 012"),
        ("url: https://a.example/b", "url: ftp://a.example/b"),
        ("quote: q", "quote: ''"),
        ("quote: q", "quote: q, colour: red"),
        ("id: f", "id: f\n    colour: red"),
        ("id: f", "id: |\n      f"),
        ("countries: [KZ]", "countries: [kz]"),
        ("countries: [KZ]", "continent: asia"),
    ],
)
def test_wrong_briefs_are_refused_in_spite_of_plainness(change: tuple[str, str]) -> None:
    """Each check of a brief's values is made for plain files too."""
    text = (
        "schema: 1\ntitle: A\nslug: a\nstatus: closed\nupdated: 2022-01-05\nsubject:\n  countries: [KZ]\n"
        "figures:\n  - id: f\n    measure: killed\n    value: 12\n    evidence: [{source: s, quote: q}]\n"
        "sources:\n  - id: s\n    article: articles/s.md\n    title: S\n    url: https://a.example/b\n"
    )
    assert parse_brief(text, "b.yaml")[1] == []
    assert change[0] in text
    brief, problems = parse_brief(text.replace(*change), "b.yaml")
    assert brief is None
    assert problems == parse_placed_brief(text.replace(*change), "b.yaml", ())[1]
    assert problems


@pytest.mark.parametrize("type_", [Brief, FrontMatter])
def test_keys_of_numbers_are_those_of_the_types(type_: type) -> None:
    """The quick reader knows numbers and truth values by their keys: they are so in all types, others in none."""
    found: dict[str, set[type]] = {}

    def look(info: inspect.Type, key: str) -> None:
        match info:
            case inspect.Metadata():
                look(info.type, key)
            case inspect.UnionType():
                for one in info.types:
                    look(one, key)
            case inspect.ListType() | inspect.VarTupleType():
                look(info.item_type, key)
            case inspect.StructType():
                for field in info.fields:
                    look(field.type, field.encode_name)
            case inspect.NoneType():
                pass
            case _:
                found.setdefault(key, set()).add(type(info))

    look(inspect.type_info(type_), "")
    for key, kinds in found.items():
        has_numbers = bool(kinds & {inspect.IntType, inspect.FloatType})
        assert has_numbers == (key in NUMBER_KEYS)
        assert (inspect.BoolType in kinds) == (key in TRUTH_KEYS)
        if has_numbers or key in TRUTH_KEYS:
            assert kinds <= {inspect.IntType, inspect.FloatType, inspect.BoolType}


MATTER_LINES = (
    "published: yesterday",
    "url: ftp://a.example",
    "url: https://a.example/b",
    "language: Kazakh!",
    "also: []",
)


@given(st.sampled_from((*LINES, *MATTER_LINES)), st.integers(0, 5))
def test_front_matter_is_read_alike(line: str, at: int) -> None:
    """An article, with front matter of any sort, is the one that the careful reader alone makes."""
    lines = ["title: T", "publisher: P", "published: 2022-01-05", "byline: B", "kind: digest"]
    lines.insert(at, line)
    text = "\n".join(["---", *lines, "---", "", "Words."])
    quick = parse_article(text, "a.md")
    with mock.patch.object(frontmatter, "parse_plain_yaml", side_effect=UnusualError):
        careful = parse_article(text, "a.md")
    assert quick == careful
