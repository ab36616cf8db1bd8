"""Merging what the extractor gives into what people edit."""

import json
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.article import Article
from briefgen.model.brief import (
    BackgroundItem,
    Brief,
    Event,
    Evidence,
    Figure,
    Inexact,
    Person,
    Reaction,
    Source,
    Subject,
)
from briefgen.model.itemids import mint_id
from briefgen.model.load import parse_brief
from briefgen.model.lock import Lock, dump_lock, parse_lock
from briefgen.model.merge import Merged, merge
from briefgen.model.yamlpos import Mapping, Scalar, Sequence, parse_yaml

PATH = "content/briefs/b.yaml"
FACTS = 6
SENTENCES = [
    f"On the {k + 1}th day observer {k} wrote that {10 + k} boats left harbour {k} under tow."
    for k in range(FACTS)
]
TEXT = "\n\n".join(SENTENCES)
ARTICLES = {
    "a": Article(id="a", path="articles/a.md", title="A", text=TEXT, sha256="0" * 64, published="2021-03-09")
}
SECTIONS = ("background", "timeline", "figures", "reactions")


def _evidence(fact: int, cut: int) -> list[Evidence]:
    return [Evidence(source="a", quote=" ".join(SENTENCES[fact].split()[cut:]))]


def _item(section: str, fact: int, variant: int) -> Any:
    """One fact as the extractor's rules of a variant give it; never under a telling id."""
    cut, word = variant % 3, ("boats", "vessels", "ships")[variant % 3]
    fresh = f"g{fact}-{variant}"
    evidence = _evidence(fact, cut)
    match section:
        case "background":
            return BackgroundItem(id=fresh, text=f"Harbour {fact} has {word}.", evidence=evidence)
        case "timeline":
            date = f"2021-03-{(fact * 7 + variant) % 28 + 1:02d}"
            return Event(
                id=fresh, date=date, title=f"Harbour {fact} loses {word}", text=word * 3, evidence=evidence
            )
        case "figures":
            return Figure(
                id=fresh, measure="damaged", group=word, value=10 + fact, unit=word, evidence=evidence
            )
        case _:
            stance = ("warns", "monitors", "other")[variant % 3]
            return Reaction(
                id=fresh,
                actor=f"Observer {fact}",
                stance=stance,
                kind="ngo",
                text=f"Says {word}.",
                evidence=evidence,
            )


def _generated(facts: dict[str, list[tuple[int, int]]]) -> Brief:
    return Brief(
        title="Harbour",
        slug="harbour",
        updated="2021-03-09",
        subject=Subject(countries=["LK"], articles=["articles/*.md"]),
        sources=[Source(id="a", article="articles/a.md", title="A", sha256="0" * 64)],
        **{
            section: [_item(section, fact, variant) for fact, variant in facts.get(section, [])]
            for section in SECTIONS
        },
    )


def _run(text: str | None, lock: Lock | None, generated: Brief) -> Merged:
    """Merge, and check what always holds: it loads, a second run changes nothing, the lock survives its file."""
    merged = merge(text, lock, generated, ARTICLES, PATH)
    assert [] == [problem for problem in merged.problems if problem.severity == "error"]
    brief, problems = parse_brief(merged.text, PATH)
    assert [] == problems
    assert brief is not None
    assert merged.lock is not None
    stored, problems = parse_lock(dump_lock(merged.lock), "b.lock.json")
    assert [] == problems
    again = merge(merged.text, stored, generated, ARTICLES, PATH)
    assert merged.text == again.text
    assert again.lock is not None
    assert dump_lock(merged.lock) == dump_lock(again.lock)
    assert 0 == again.counts.new + again.counts.changed + again.counts.dropped + again.counts.offered
    return msgspec.structs.replace(merged, lock=stored)


def _brief(text: str) -> Brief:
    brief, problems = parse_brief(text, PATH)
    assert brief is not None, problems
    return brief


# A person's hands: edits by text, without the code under test.


def _items(text: str, section: str) -> list[Mapping]:
    root, problems = parse_yaml(text, PATH)
    assert isinstance(root, Mapping), problems
    node = root.get(section)
    return [item for item in node.items if isinstance(item, Mapping)] if isinstance(node, Sequence) else []


def _blocks(text: str, section: str) -> list[tuple[int, int]]:
    """Lines of each item, from 0, end exclusive; blank lines and comments go with the item above."""
    lines = text.splitlines()
    starts = [item.line - 1 for item in _items(text, section)]
    if not starts:
        return []
    column = _items(text, section)[0].column - 3
    starts = [
        next(row for row in range(at, -1, -1) if lines[row][column : column + 1] == "-") for at in starts
    ]
    end = next((row for row in range(starts[-1] + 1, len(lines)) if re.match(r"\S", lines[row])), len(lines))
    return list(zip(starts, [*starts[1:], end], strict=True))


class _Editor:
    """Edits a brief as a person does, and remembers what must hold from then on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.values: dict[tuple[str, str], dict[str, Any]] = {}
        self.comments: list[str] = []
        self.own: dict[tuple[str, str], str] = {}
        self.deleted: dict[str, set[int]] = {section: set() for section in SECTIONS}
        self.orders: dict[str, list[str]] = {}
        self.number = 0

    def act(self, kind: str, section: str, pick: int) -> None:
        items = _items(self.text, section)
        self.number += 1
        if kind == "add":
            self.add(section)
        elif items:
            getattr(self, kind)(section, pick % len(items))

    def add(self, section: str) -> None:
        own_id = f"own-{self.number}"
        fields = {
            "background": "text: Mine.",
            "timeline": "date: 2021-03-15\n    title: Mine",
            "figures": "measure: killed\n    value: 3",
            "reactions": "actor: Mine\n    stance: warns",
        }[section]
        block = f"  - id: {own_id}   # mine {self.number}\n    {fields}\n    note: 'kept as it is'\n"
        blocks = _blocks(self.text, section)
        lines = self.text.splitlines(keepends=True)
        if blocks:
            lines.insert(blocks[0][0], block)
            self.text = "".join(lines)
            if section in self.orders:
                self.orders[section] = [own_id, *self.orders[section]]
        else:
            root, _ = parse_yaml(self.text, PATH)
            assert isinstance(root, Mapping)
            if root.get(section) is not None:
                return
            self.text = self.text.rstrip("\n") + f"\n{section}:\n{block}"
        self.own[section, own_id] = block

    def edit(self, section: str, pick: int) -> None:
        item = _items(self.text, section)[pick]
        field = {"background": "text", "timeline": "title", "figures": "unit", "reactions": "actor"}[section]
        node, name = item.get(field), item.get("id")
        if not isinstance(node, Scalar) or not isinstance(name, Scalar) or (section, name.text) in self.own:
            return
        value = f"a person's #{self.number}: words"
        self.text = self.text[: node.offset] + json.dumps(value) + self.text[node.end :]
        self.values.setdefault((section, name.text), {})[field] = value

    def hide(self, section: str, pick: int) -> None:
        item = _items(self.text, section)[pick]
        name = item.get("id")
        if not isinstance(name, Scalar) or item.get("hidden") is not None or (section, name.text) in self.own:
            return
        indent = " " * (item.column - 1)
        end = self.text.index("\n", name.end) + 1
        self.text = f"{self.text[:end]}{indent}hidden: true\n{self.text[end:]}"
        self.values.setdefault((section, name.text), {})["hidden"] = True

    def comment(self, section: str, pick: int) -> None:
        start, end = _blocks(self.text, section)[pick]
        words = f"# remark {self.number}"
        lines = self.text.splitlines()
        match self.number % 3:
            case 0:
                lines.insert(start, f"  {words}")
            case 1:
                if "#" in lines[start]:
                    return
                lines[start] += f"  {words}"
            case _:
                while not lines[end - 1].strip():
                    end -= 1
                lines.insert(end, f"    {words}")
        self.comments.append(words)
        self.text = "\n".join(lines) + "\n"

    def swap(self, section: str, pick: int) -> None:
        blocks = _blocks(self.text, section)
        if len(blocks) < 2:
            return
        first, second = blocks[pick % (len(blocks) - 1)], blocks[pick % (len(blocks) - 1) + 1]
        lines = self.text.splitlines()
        one, two = lines[slice(*first)], lines[slice(*second)]
        self.text = "\n".join([*lines[: first[0]], *two, *one, *lines[second[1] :]]) + "\n"
        self.orders[section] = [item.id for item in getattr(_brief(self.text), section)]

    def delete(self, section: str, pick: int) -> None:
        brief = _brief(self.text)
        gone = getattr(brief, section)[pick]
        start, end = _blocks(self.text, section)[pick]
        lines = self.text.splitlines()
        cut = "\n".join(lines[start:end])
        if "# remark" in cut or "# mine" in cut:
            return
        kept = [*lines[:start], *lines[end:]]
        if len(getattr(brief, section)) == 1:
            row = next(row for row, line in enumerate(kept) if line.startswith(f"{section}:"))
            kept[row] = f"{section}: []"
        self.text = "\n".join(kept) + "\n"
        self.values.pop((section, gone.id), None)
        if section in self.orders:
            self.orders[section] = [name for name in self.orders[section] if name != gone.id]
        self.deleted[section] |= _facts_of(gone)

    def check(self, text: str) -> None:
        brief = _brief(text)
        for (section, name), fields in self.values.items():
            item = next(item for item in getattr(brief, section) if item.id == name)
            assert fields == {field: getattr(item, field) for field in fields}
        for block in self.own.values():
            assert block.rstrip("\n") in text
        for words in self.comments:
            assert 1 == len(re.findall(rf"{re.escape(words)}$", text, re.MULTILINE))
        for section in SECTIONS:
            items = getattr(brief, section)
            facts = [fact for item in items for fact in _facts_of(item)]
            assert sorted(set(facts)) == sorted(facts), "an item stands there twice"
            assert not self.deleted[section] & set(facts), "a deleted item came back"
            order = self.orders.get(section, [])
            present = [item.id for item in items if item.id in order]
            # Who left the brief and comes back is new, and has no place of old.
            self.orders[section] = [name for name in order if name in present]
            assert self.orders[section] == present
        ids = [item.id for section in SECTIONS for item in getattr(brief, section)]
        assert sorted(set(ids)) == sorted(ids)


def _facts_of(item: Any) -> set[int]:
    return {fact for one in item.evidence for fact in range(FACTS) if one.quote in SENTENCES[fact]}


fact_lists = st.dictionaries(
    st.sampled_from(SECTIONS),
    st.lists(
        st.tuples(st.integers(0, FACTS - 1), st.integers(0, 2)),
        max_size=FACTS,
        unique_by=lambda pair: pair[0],
    ),
)
actions = st.lists(
    st.tuples(
        st.sampled_from(("edit", "comment", "swap", "delete", "add", "hide")),
        st.sampled_from(SECTIONS),
        st.integers(0, 5),
    ),
    max_size=5,
)


@given(fact_lists, st.lists(st.tuples(actions, fact_lists), min_size=1, max_size=4))
def test_merge_keeps_what_people_did(first: dict[str, Any], rounds: list[tuple[Any, Any]]) -> None:
    """Edits, comments, order, deletions and own items survive any change of the extractor's output."""
    merged = _run(None, None, _generated(first))
    editor = _Editor(merged.text)
    for edits, facts in rounds:
        editor.text = merged.text
        for kind, section, pick in edits:
            editor.act(kind, section, pick)
        merged = _run(editor.text, merged.lock, _generated(facts))
        editor.check(merged.text)


@given(fact_lists, fact_lists, fact_lists)
def test_merge_of_untouched_brief_follows_the_extractor(
    first: dict[str, Any], second: dict[str, Any], third: dict[str, Any]
) -> None:
    """Where nobody edited, the brief says what the extractor says, whatever it said before."""
    merged = _run(None, None, _generated(first))
    for facts in (second, third):
        merged = _run(merged.text, merged.lock, _generated(facts))
    brief = _brief(merged.text)
    for section in SECTIONS:
        expected = {
            repr(msgspec.structs.replace(item, id="x")) for item in getattr(_generated(third), section)
        }
        got = {repr(msgspec.structs.replace(item, id="x")) for item in getattr(brief, section)}
        assert expected == got


@given(fact_lists, fact_lists, actions)
def test_merge_without_lock_loses_nothing(first: dict[str, Any], second: dict[str, Any], edits: Any) -> None:
    """A lost lock costs no edit and doubles no item."""
    editor = _Editor(_run(None, None, _generated(first)).text)
    for kind, section, pick in edits:
        if kind != "delete":
            editor.act(kind, section, pick)
    editor.check(_run(editor.text, None, _generated(second)).text)


Change = Callable[[str], str]


def _start(*facts: int, section: str = "timeline") -> Merged:
    return _run(None, None, _generated({section: [(fact, 0) for fact in facts]}))


def _again(merged: Merged, change: Change, *facts: tuple[int, int], section: str = "timeline") -> Merged:
    text = change(merged.text)
    assert text != merged.text or change is _nothing
    return _run(text, merged.lock, _generated({section: list(facts)}))


def _nothing(text: str) -> str:
    return text


def test_new_event_goes_to_its_date() -> None:
    """A new event is put where the timeline stays in order."""
    merged = _again(_start(0, 2), _nothing, (0, 0), (1, 0), (2, 0))
    assert ["2021-03-01", "2021-03-08", "2021-03-15"] == [
        event.date for event in _brief(merged.text).timeline
    ]
    assert 1 == merged.counts.new


def test_edited_field_becomes_an_offer_once() -> None:
    """What the extractor would say instead is kept in the lock, and counted when it is new."""
    merged = _again(
        _start(0), lambda text: text.replace("title: Harbour 0 loses boats", "title: Boats gone"), (0, 1)
    )
    assert "title: Boats gone" in merged.text
    assert merged.lock is not None
    assert {"title": "Harbour 0 loses vessels"} == merged.lock.items[0].offers
    assert 1 == merged.counts.offered


def test_edited_field_stays_after_the_extractor_agreed_for_a_while() -> None:
    """An edit is final even if the extractor says the same once."""
    merged = _start(0)
    merged = _again(merged, lambda text: text.replace("loses boats", "loses vessels"), (0, 1))
    merged = _again(merged, _nothing, (0, 2))
    assert "Harbour 0 loses vessels" == _brief(merged.text).timeline[0].title


def test_offer_taken_follows_again() -> None:
    """Who takes the extractor's words hands the field back to it."""
    merged = _start(0)
    merged = _again(merged, lambda text: text.replace("Harbour 0 loses boats", "Mine"), (0, 1))
    merged = _again(merged, lambda text: text.replace("Mine", "Harbour 0 loses vessels"), (0, 2))
    assert "Harbour 0 loses ships" == _brief(merged.text).timeline[0].title


def test_emptied_field_stays_empty() -> None:
    """A field that a person took out does not come back."""
    merged = _start(0)
    merged = _again(merged, lambda text: re.sub(r"    text: boats.*\n", "", text), (0, 1))
    assert _brief(merged.text).timeline[0].text is None


def test_unsupported_item_goes_if_untouched() -> None:
    """What the articles no longer say, and nobody edited, leaves the brief."""
    merged = _again(_start(0, 1), _nothing, (0, 0))
    assert 1 == len(_brief(merged.text).timeline)
    assert 1 == merged.counts.dropped


def test_unsupported_item_stays_if_edited() -> None:
    """What a person worked on stays, with a problem at its place."""
    merged = _again(_start(0, 1), lambda text: text.replace("Harbour 1 loses boats", "Mine"), (0, 0))
    assert 2 == len(_brief(merged.text).timeline)
    assert ["item-unsupported"] == [problem.code for problem in merged.problems]
    line = merged.text.splitlines().index("  - id: harbour-1-loses-boats") + 1
    assert [line] == [problem.line for problem in merged.problems]


def test_item_with_a_comment_is_not_dropped() -> None:
    """A remark is an edit."""
    merged = _again(
        _start(0, 1),
        lambda text: text.replace("harbour-1-loses-boats", "harbour-1-loses-boats # why?"),
        (0, 0),
    )
    assert "# why?" in merged.text


def test_all_items_dropped_leaves_an_empty_list() -> None:
    """A section that loses its last item is still a list."""
    merged = _again(_start(0), _nothing)
    assert "timeline: []\n" in merged.text


@pytest.mark.parametrize(
    "empty", ["timeline: []", "timeline:", "timeline: [] # none yet", "timeline: # none yet", "timeline: ~"]
)
def test_empty_section_is_filled(empty: str) -> None:
    """An empty list, or nothing, takes new items; a comment there stays."""
    text = f"title: Harbour\nslug: harbour\n{empty}\n\nfigures: []\n"
    merged = _run(text, None, _generated({"timeline": [(0, 0)]}))
    assert 1 == len(_brief(merged.text).timeline)
    assert ("# none yet" in empty) == ("# none yet" in merged.text)


def test_missing_section_is_added_in_order() -> None:
    """A new section comes where the order of keys says."""
    text = "title: Harbour\nslug: harbour\n\nfigures: []\n"
    merged = _run(text, None, _generated({"timeline": [(0, 0)]}))
    assert merged.text.index("timeline:") < merged.text.index("figures:")


def test_flow_style_is_kept() -> None:
    """Who writes braces gets braces."""
    text = (
        "{title: Harbour, slug: harbour, timeline: [{id: mine, date: 2021-03-20, title: Mine}], "
        "sources: [{id: a, article: articles/a.md, title: A}]}\n"
    )
    merged = _run(text, None, _generated({"timeline": [(0, 0)], "figures": [(1, 0)]}))
    assert merged.text.startswith("{title: Harbour, slug: harbour,")
    assert ["harbour-0-loses-boats", "mine"] == [event.id for event in _brief(merged.text).timeline]
    assert 1 == len(_brief(merged.text).figures)


def test_windows_line_ends_are_kept() -> None:
    """What is spliced in ends its lines as the file does."""
    merged = _start(0)
    text = merged.text.replace("\n", "\r\n")
    again = merge(text, merged.lock, _generated({"timeline": [(0, 1), (1, 0)]}), ARTICLES, PATH)
    assert again.text.count("\n") == again.text.count("\r\n")
    assert 2 == len(_brief(again.text).timeline)


def test_file_without_last_line_end_can_grow() -> None:
    """A missing line end at the end of the file does no harm."""
    merged = _start(0)
    text = merged.text.split("\nsources:")[0].rstrip("\n")
    again = merge(text, merged.lock, _generated({"timeline": [(0, 0), (3, 0)]}), ARTICLES, PATH)
    assert 2 == len(_brief(again.text).timeline)


def test_renamed_id_is_followed() -> None:
    """An item under a new id is still the same item."""
    merged = _again(_start(0), lambda text: text.replace("id: harbour-0-loses-boats", "id: mine"), (0, 1))
    assert [("mine", "Harbour 0 loses vessels")] == [
        (event.id, event.title) for event in _brief(merged.text).timeline
    ]


def test_new_evidence_joins_an_edited_item() -> None:
    """More evidence is added to an item whose words a person changed; evidence taken out stays out."""
    merged = _start(0)
    wide = _item("timeline", 0, 0)
    both = msgspec.structs.replace(wide, evidence=[*wide.evidence, *_evidence(3, 0)])
    text = merged.text.replace("Harbour 0 loses boats", "Mine")
    generated = msgspec.structs.replace(_generated({}), timeline=[both])
    merged = _run(text, merged.lock, generated)
    assert 2 == len(_brief(merged.text).timeline[0].evidence)
    node = _items(merged.text, "timeline")[0].get("evidence")
    assert isinstance(node, Sequence)
    cut = merged.text[: node.items[1].offset - 8].rstrip(" ") + merged.text[node.end :]
    cut = cut if cut.endswith("\n") else cut + "\n"
    assert 1 == len(_brief(cut).timeline[0].evidence)
    merged = _run(cut, merged.lock, generated)
    assert 1 == len(_brief(merged.text).timeline[0].evidence)


def test_two_figures_of_one_sentence_stay_apart() -> None:
    """Deleting one of two figures that share their evidence deletes that one only."""
    evidence = _evidence(0, 0)
    killed = Figure(id="x", measure="killed", group="crew", value=12, evidence=evidence)
    injured = Figure(id="y", measure="injured", group="crew", value=317, evidence=evidence)
    generated = msgspec.structs.replace(_generated({}), figures=[killed, injured])
    merged = _run(None, None, generated)
    start, end = _blocks(merged.text, "figures")[0]
    lines = merged.text.splitlines()
    text = "\n".join([*lines[:start], *lines[end:]]) + "\n"
    swapped = msgspec.structs.replace(generated, figures=[injured, msgspec.structs.replace(killed, value=13)])
    merged = _run(text, merged.lock, swapped)
    assert ["injured"] == [figure.measure for figure in _brief(merged.text).figures]


def test_part_of_follows_the_ids_of_the_brief() -> None:
    """A figure that is part of another names it by its id in the brief."""
    whole = Figure(id="g1", measure="killed", value=12, evidence=_evidence(0, 0))
    part = Figure(id="g2", measure="killed", group="crew", value=3, part_of="g1", evidence=_evidence(1, 0))
    merged = _run(None, None, msgspec.structs.replace(_generated({}), figures=[whole, part]))
    assert [None, "killed"] == [figure.part_of for figure in _brief(merged.text).figures]


def test_people_are_merged_by_name() -> None:
    """New aliases join a person whose role was edited; a deleted person stays deleted."""
    first = msgspec.structs.replace(
        _generated({}),
        people=[Person(name="Ann Lee", aliases=["A. Lee"], role="Mayor"), Person(name="Bo Li")],
    )
    merged = _run(None, None, first)
    text = merged.text.replace("role: Mayor", "role: Lord Mayor").replace("\n  - name: Bo Li\n", "")
    assert ["Ann Lee"] == [person.name for person in _brief(text).people]
    second = msgspec.structs.replace(
        first,
        people=[Person(name="Bo Li"), Person(name="Ann Lee", aliases=["A. Lee", "Lee"], role="Mayor of X")],
    )
    merged = _run(text, merged.lock, second)
    assert [Person(name="Ann Lee", aliases=["A. Lee", "Lee"], role="Lord Mayor")] == _brief(
        merged.text
    ).people


def test_names_that_differ_in_capitals_stay_two_entries() -> None:
    """Two names that only capitals tell apart are each found again, not added once more by every run."""
    first = msgspec.structs.replace(_generated({}), people=[Person(name="Ann Lee"), Person(name="ann lee")])
    merged = _run(None, None, first)
    again = _run(merged.text, merged.lock, first)
    assert merged.text == again.text
    assert ["Ann Lee", "ann lee"] == [person.name for person in _brief(again.text).people]


def test_head_is_the_editors_once_edited() -> None:
    """Title, status and summary follow until a person changes them."""
    merged = _start(0)
    text = merged.text.replace("title: Harbour\n", "title: Harbour in March\n").replace(
        "developing", "closed"
    )
    generated = msgspec.structs.replace(
        _generated({"timeline": [(0, 0)]}), updated="2021-03-10", title="Other"
    )
    brief = _brief(_run(text, merged.lock, generated).text)
    assert ("Harbour in March", "closed", "2021-03-10") == (brief.title, brief.status, brief.updated)


def test_broken_brief_is_left_alone() -> None:
    """A brief with errors is given back as it is, with them."""
    merged = merge("title: [\n", None, _generated({}), ARTICLES, PATH)
    assert "title: [\n" == merged.text
    assert ["yaml-syntax"] == [problem.code for problem in merged.problems]


@pytest.mark.parametrize(
    ("item", "expected", "more"),
    [
        (
            Event(id="x", date="2021-03-05", title="Harbour of Kandy loses boats"),
            "harbour-kandy-loses-boats",
            "2021-03-05",
        ),
        (
            Figure(id="x", measure="damage_cost", group="fishing boats", value=12_000),
            "damage-cost-fishing-boats",
            "12000",
        ),
        (Figure(id="x", measure="killed", value=Inexact(min=12, max=18)), "killed", "12-18"),
        (Figure(id="x", measure="killed", value=Inexact(words="dozens")), "killed", "dozens"),
        (
            Reaction(id="x", actor="United States", stance="calls_for_restraint", speaker="Bob Smith"),
            "united-states-calls-for-restraint",
            "bob-smith",
        ),
        (
            Reaction(
                id="x",
                actor="Organization for Security and Co-operation in Europe",
                stance="demands_investigation",
            ),
            "organization-for-security-demands-investigation",
            "",
        ),
        (
            BackgroundItem(id="x", text="Ägypten hat den Preis für Brot im Jahr 1977 erhöht."),
            "agypten-hat-den-preis-fur",
            "",
        ),
    ],
)
def test_ids_are_readable(item: Any, expected: str, more: str) -> None:
    """Ids tell what the item is; a taken one is told apart by its value, speaker or date, then by a number."""
    assert expected == mint_id(item)
    second = f"{expected}-{more or '2'}"
    assert second == mint_id(item, {expected})
    assert f"{second}-2" == mint_id(item, {expected, second}) or not more


def test_deleted_item_stays_deleted_when_rules_split_it() -> None:
    """Two items made of the words of a deleted one do not bring it back."""
    merged = _start(0, 3)
    start, end = _blocks(merged.text, "timeline")[0]
    lines = merged.text.splitlines()
    text = "\n".join([*lines[:start], *lines[end:]]) + "\n"
    one = _item("timeline", 0, 1)
    half = msgspec.structs.replace(one, id="other", title="Observers write")
    generated = msgspec.structs.replace(_generated({}), timeline=[half, one, _item("timeline", 3, 0)])
    merged = _run(text, merged.lock, generated)
    assert ["harbour-3-loses-boats"] == [event.id for event in _brief(merged.text).timeline]
    assert 2 == merged.counts.suppressed


def test_unusual_yaml_is_still_merged() -> None:
    """Where keys are written in a way that cannot be spliced, the brief still says what it should."""
    text = "# by hand\n? title\n: Harbour\n? slug\n: harbour\n"
    text += "? timeline\n: - id: mine\n    date: 2021-03-02\n    title: Mine\n"
    merged = _run(text, None, _generated({"timeline": [(0, 0), (3, 0)]}))
    assert ["harbour-0-loses-boats", "mine", "harbour-3-loses-boats"] == [
        event.id for event in _brief(merged.text).timeline
    ]
    assert merged.text.startswith("# by hand\n")


def test_brief_with_byte_order_mark_is_merged() -> None:
    """A mark at the head of the file moves no edit."""
    merged = _start(0)
    again = merge(
        "\ufeff" + merged.text, merged.lock, _generated({"timeline": [(0, 1), (3, 0)]}), ARTICLES, PATH
    )
    assert again.text.startswith("\ufeff# yaml-language-server")
    assert ["Harbour 0 loses vessels", "Harbour 3 loses boats"] == [
        event.title for event in _brief(again.text).timeline
    ]


HAND_WRITTEN = """\
# by hand
title: Harbour
slug: harbour
summary: {summary}
timeline:
  # the first
  - id: mine
    date: 2021-03-02
    title: Mine
    note: {note}

  - id: other   # another
    date: 2021-03-04
    title: Other
    text: {text}
  # behind all
{end}"""
STYLES = (
    "plain # why",
    "'single' # why",
    "# why\n      plain",
    "# why\n      # because\n      >-\n      folded",
    "|+ # why\n      kept\n",
    "|+\n      kept\n\n",
    ">+\n      kept\n\n\n",
    "|2-\n      kept",
    "|\n      literal",
    '"two\n      lines" # why',
    "two\n      lines",
    "~",
    "",
)


@given(
    st.fixed_dictionaries({name: st.sampled_from(STYLES) for name in ("summary", "note", "text")}),
    st.sampled_from(
        ("", "\n", "figures: []\n", "\nfigures: # none\n", "\nsources:\n- {id: a, article: b, title: A}")
    ),
    st.lists(fact_lists, min_size=1, max_size=3),
    st.sampled_from(("\n", "\r\n", "\r")),
    st.booleans(),
)
def test_merge_keeps_every_comment(
    styles: dict[str, str], end: str, rounds: list[dict[str, Any]], line_end: str, whole: bool
) -> None:
    """However a person writes YAML, each comment and value is there after any number of merges."""
    text = HAND_WRITTEN.format(end=end, **styles)
    text = (text if whole else text.rstrip("\n")).replace("\n", line_end)
    comments, lock = text.count("#"), None
    values = [(event.id, event.title, event.text, event.note) for event in _brief(text).timeline]
    for facts in rounds:
        merged = _run(text, lock, _generated(facts))
        text, lock = merged.text, merged.lock
        assert comments == text.count("#")
        assert text.count(line_end) == len(re.findall("\r\n|\r|\n", text))
        kept = [event for event in _brief(text).timeline if event.id in ("mine", "other")]
        got = [(event.id, event.title, event.text, event.note) for event in kept]
        assert [[(one or "").rstrip("\n") for one in item] for item in values] == [
            [(one or "").rstrip("\n") for one in item] for item in got
        ]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_kept(ends: str) -> None:
    """A merge with news touches no line end, nor the mark at the head of the file."""
    merged = _start(0)
    text = "\ufeff" + merged.text.replace("\n", ends)
    again = _run(text, merged.lock, _generated({"timeline": [(0, 1), (1, 0)]}))
    assert again.text.startswith("\ufeff#")
    assert again.text.count(ends) == len(re.findall("\r\n|\r|\n", again.text))


def test_mixed_line_ends_are_kept() -> None:
    """Lines that were there end as they did."""
    merged = _start(0)
    lines = merged.text.splitlines()
    text = "".join(line + ("\r\n" if at % 2 else "\n") for at, line in enumerate(lines))
    again = _run(text, merged.lock, _generated({"timeline": [(0, 0), (1, 0)]}))
    assert set(text.splitlines(keepends=True)) <= set(again.text.splitlines(keepends=True))


def test_renamed_item_is_not_dropped() -> None:
    """A person who gives an item a better id works on it: it stays, also after the articles changed twice."""
    merged = _start(0, 1)
    merged = _again(merged, lambda text: text.replace("harbour-1-loses-boats", "mine"), (0, 0), (1, 1))
    merged = _again(merged, _nothing, (0, 0))
    assert ["harbour-0-loses-boats", "mine"] == [event.id for event in _brief(merged.text).timeline]
    assert ["item-unsupported"] == [problem.code for problem in merged.problems]
    merged = _again(merged, _nothing, (0, 1))
    assert 2 == len(_brief(merged.text).timeline)


def test_what_cannot_be_spliced_is_refused() -> None:
    """A brief that nothing new can be written into without loss stays as it is; the problem names the place."""
    text = "# by hand\ntitle: Harbour\nslug: harbour\ntimeline: [\n  # none yet\n  ]\n"
    merged = merge(text, None, _generated({"timeline": [(0, 0)]}), ARTICLES, PATH)
    assert text == merged.text
    assert merged.lock is None
    assert [("merge-refused", 5)] == [(problem.code, problem.line) for problem in merged.problems]
