"""Edits into YAML text."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.brief import Brief, Event, Evidence, Figure, Inexact
from briefgen.model.load import parse_brief
from briefgen.model.splice import Splicer
from briefgen.model.yamllayout import Layout
from briefgen.model.yamlpos import Mapping, Sequence, parse_yaml
from tests.strategies import texts


def _root(text: str) -> Mapping:
    root, problems = parse_yaml(text, "b.yaml")
    assert [] == problems
    assert isinstance(root, Mapping)
    return root


def _item(text: str, section: str, index: int = 0) -> Mapping:
    node = _root(text).get(section)
    assert isinstance(node, Sequence)
    item = node.items[index]
    assert isinstance(item, Mapping)
    return item


def _set(source: str, section: str, cls: type, **changes: Any) -> str:
    splicer = Splicer(source)
    splicer.set_fields(_item(source, section), cls, changes)
    return splicer.apply()


def _event(line: str) -> str:
    return f"title: T\nslug: t\ntimeline:\n  - id: a\n    date: 2022\n    title: X\n{line}    note: end  # stays\n"


LONG = "long words " * 12 + "end"
FOLDED = (
    ">-{}\n      long words long words long words long words long words long words long words long words long\n"
    "      words long words long words long words end\n"
)


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("    text: old\n", "new", "    text: new\n"),
        ("    text: old   # why\n", "new", "    text: new   # why\n"),
        ("    text: 'old'\n", "new: one", "    text: 'new: one'\n"),
        ('    text: "old\n      words"\n', "new", "    text: new\n"),
        ("    text: old\n      words\n", "new", "    text: new\n"),
        ("    text: old\n", LONG, "    text: " + FOLDED.format("")),
        ("    text: old  # why\n", LONG, "    text: " + FOLDED.format("  # why")),
        ("    text: >-\n      old\n      words\n", "new", "    text: new\n"),
        ("    text: >-  # why\n      old\n", "new", "    text: new # why\n"),
        ("    text: >-  # why\n      old\n\n", LONG, "    text: " + FOLDED.format(" # why") + "\n"),
        ("    text: |+\n      old\n\n", "new", "    text: new\n"),
        ("    text:\n", "new", "    text: new\n"),
        ("    text:  # empty\n", "new", "    text: new  # empty\n"),
        ("    text: ~\n", "new", "    text: new\n"),
        ("", "new", "    text: new\n"),
        ("    text: old\n", msgspec.UNSET, ""),
        ("    text: old  # why\n", msgspec.UNSET, "    text:  # why\n"),
        ("    # above\n    text: old\n    # below\n", "new", "    # above\n    text: new\n    # below\n"),
    ],
)
def test_field_is_set_and_all_else_stays(before: str, value: Any, after: str) -> None:
    """Values in every style are replaced; comments and the lines around keep their bytes."""
    assert _event(after) == _set(_event(before), "timeline", Event, text=value)


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("value: 3", Inexact(min=1, max=2), "value: {min: 1, max: 2}"),
        ("value: {min: 1, max: 2}", 5, "value: 5"),
        ("value:\n      min: 1\n      max: 2", 5, "value: 5"),
    ],
)
def test_value_changes_its_kind(before: str, value: Any, after: str) -> None:
    """Numbers become maps and maps numbers."""
    text = "title: T\nslug: t\nfigures:\n  - id: a\n    measure: killed\n    {}\n    unit: people\n"
    assert text.replace("{}", after) == _set(text.replace("{}", before), "figures", Figure, value=value)


def test_flow_map_is_edited_in_its_style() -> None:
    """Braces stay braces, and text in them is quoted where they need it."""
    text = "title: T\nslug: t\ntimeline:\n- {id: a, date: 2022, note: n, title: 'X'}  # one\n"
    edited = _set(text, "timeline", Event, title="a, b", text="more", note=msgspec.UNSET)
    assert "title: T\nslug: t\ntimeline:\n- {id: a, date: 2022, title: 'a, b', text: more}  # one\n" == edited


@given(
    texts,
    texts,
    st.sampled_from(("plain", "'single'", '"double"', ">-\n      folded\n      text", "|\n      a\n")),
)
def test_any_text_can_be_spliced_in(one: str, other: str, style: str) -> None:
    """Whatever stood there and whatever comes, the brief reads as intended."""
    text = _event(f"    text: {style}\n")
    edited = _set(text, "timeline", Event, text=one, time="night", places=[other])
    brief, problems = parse_brief(edited, "b.yaml")
    assert [] == problems
    assert brief is not None
    event = brief.timeline[0]
    assert (one, "night", [other], "end") == (event.text, event.time, event.places, event.note)
    assert edited.endswith("    note: end  # stays\n")


ITEMS = """\
title: T
slug: t
timeline:
  # first of all
  - id: a
    date: 2021
    title: A

  - # odd
    id: b
    date: 2022
    title: B
    # inside b

  # about c

  - {id: c, date: 2023, title: C}  # flow

# about the rest
summary: end
"""


@pytest.mark.parametrize(
    ("removed", "inserted", "gone", "order"),
    [
        ({0}, {}, "  - id: a\n    date: 2021\n    title: A\n\n", "bc"),
        ({2}, {}, "  - {id: c, date: 2023, title: C}  # flow\n", "ab"),
        (set(), {0: ["x"]}, "", "xabc"),
        (set(), {1: ["x", "y"]}, "", "axybc"),
        (set(), {3: ["x"]}, "", "abcx"),
        ({2}, {3: ["x"]}, "  - {id: c, date: 2023, title: C}  # flow\n", "abx"),
        ({0}, {0: ["x"]}, "  - id: a\n    date: 2021\n    title: A\n\n", "xbc"),
    ],
)
def test_items_come_and_go_between_comments(
    removed: set[int], inserted: dict[int, list[str]], gone: str, order: str
) -> None:
    """Each comment stays; the list has the items that it should, in order."""
    splicer = Splicer(ITEMS)
    events = {
        at: [Event(id=name, date="2022", title=name) for name in names] for at, names in inserted.items()
    }
    splicer.set_list(_root(ITEMS), "timeline", removed, events, spaced=True)
    edited = splicer.apply()
    brief, problems = parse_brief(edited, "b.yaml")
    assert [] == problems
    assert brief is not None
    assert order == "".join(event.id for event in brief.timeline)
    kept = [
        line
        for line in ITEMS.splitlines()
        if "#" in line and line not in gone.splitlines() and 0 not in removed
    ]
    assert [] == [line for line in kept if line not in edited.splitlines()]
    assert edited.endswith("# about the rest\nsummary: end\n")


@pytest.mark.parametrize(("index", "found"), [(0, True), (1, True), (2, True)])
def test_comment_of_an_item_is_seen(index: int, found: bool) -> None:
    """Comments above, inside, behind and below an item are its own."""
    node = _root(ITEMS).get("timeline")
    assert isinstance(node, Sequence)
    assert found == Layout(ITEMS).item_has_comment(node, index)


def test_hash_in_text_is_no_comment() -> None:
    """A `#` inside a text does not make the item touched."""
    text = (
        _event("    text: >-\n      nor # here\n")
        .replace("  # stays", "")
        .replace("title: X", "title: 'no # comment'")
    )
    node = _root(text).get("timeline")
    assert isinstance(node, Sequence)
    assert not Layout(text).item_has_comment(node, 0)


@pytest.mark.parametrize(
    ("value", "removed", "inserted", "expected"),
    [
        (" [a, b, c]", {0}, {}, " [b, c]"),
        (" [a, b, c]", {0, 1}, {}, " [c]"),
        (" [a, b, c]", {1}, {3: ["d, e"]}, " [a, c, 'd, e']"),
        (" [a, b]", set(), {0: ["x"], 1: ["z"]}, " [x, a, z, b]"),
        (" [a,  b]", set(), {2: ["c"]}, " [a,  b, c]"),
        ("\n      - a\n      - b", {0}, {2: ["c"]}, "\n      - b\n      - c"),
        (
            "\n      - a\n      # why b\n      - b",
            set(),
            {1: ["c"]},
            "\n      - a\n      - c\n      # why b\n      - b",
        ),
        (" []", set(), {0: ["a"]}, "\n      - a"),
    ],
)
def test_short_lists_keep_their_style(
    value: str, removed: set[int], inserted: dict[int, list[str]], expected: str
) -> None:
    """Lists of names are edited in brackets or lines, as they are."""
    text = f"title: T\nslug: t\ntimeline:\n  - id: a\n    date: 2022\n    title: X\n    places:{value}\n"
    splicer = Splicer(text)
    splicer.set_list(_item(text, "timeline"), "places", removed, inserted, spaced=False)
    assert text.replace(value, expected) == splicer.apply()


def test_evidence_is_added_in_lines() -> None:
    """Evidence in a list of lines gets one more line."""
    head = "title: T\nslug: t\ntimeline:\n  - id: a\n    date: 2022\n    title: X\n"
    text = f"{head}    evidence:\n      - {{source: s, quote: q}}\n"
    splicer = Splicer(text)
    splicer.set_list(
        _item(text, "timeline"), "evidence", set(), {1: [Evidence(source="s", quote="r")]}, spaced=False
    )
    assert text + "      - {source: s, quote: r}\n" == splicer.apply()


def test_nothing_to_do_changes_nothing() -> None:
    """Without edits the text is the same object's bytes."""
    splicer = Splicer(ITEMS)
    splicer.set_fields(_root(ITEMS), Brief, {})
    assert ITEMS == splicer.apply()
