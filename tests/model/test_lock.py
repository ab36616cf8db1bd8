"""The lock beside a brief."""

import json
import random
from pathlib import Path

import pytest

from briefgen.model.lock import Lock, LockedItem, LockedSpan, dump_lock, load_lock, lock_path, parse_lock

LOCK = Lock(
    head={"title": "T"},
    items=[
        LockedItem(
            section="timeline", id="b", fields={"date": "2022", "title": "é\n"}, spans=[LockedSpan("a", 1, 5)]
        ),
        LockedItem(
            section="figures", id="a", fields={"measure": "killed", "value": 12.0}, offers={"value": 13}
        ),
        LockedItem(section="background", id="z", fields={"text": "x"}, deleted=True),
        LockedItem(section="people", id="Ann Lee", fields={}, edited={"aliases": {"added": ["A"]}}),
    ],
)


def test_lock_survives_its_file() -> None:
    """What is written is read back, numbers and all."""
    text = dump_lock(LOCK)
    lock, problems = parse_lock(text, "b.lock.json")
    assert [] == problems
    assert lock is not None
    assert text == dump_lock(lock)
    assert sorted(LOCK.items, key=repr) == sorted(lock.items, key=repr)


def test_lock_is_sorted_one_item_a_line() -> None:
    """The same items in any order give the same bytes; each stands on a line of its own."""
    items = list(LOCK.items)
    random.Random(1).shuffle(items)
    assert dump_lock(LOCK) == dump_lock(Lock(head=LOCK.head, items=items))
    lines = [line.rstrip(",") for line in dump_lock(LOCK).splitlines() if '"section"' in line]
    assert ["z", "b", "a", "Ann Lee"] == [json.loads(line)["id"] for line in lines]


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("{", 1, "is not JSON"),
        ('{\n"version": 1,,\n}', 2, "is not JSON"),
        ("[]", 1, "is not a map"),
        ("{}", None, "version"),
        ('{"version": 99, "items": []}', None, 'version "99"'),
        ('{"version": 1, "head": 3, "items": []}', None, "is wrong"),
        ('{\n<<<<<<< ours\n"version": 1\n=======\n', 2, "conflict marks"),
        ("[" * 100_000, None, "nested too deeply"),
        ('{"version": 1, "head": {"title": "\\ud800"}, "items": []}', None, "half a character"),
    ],
)
def test_broken_lock_is_a_problem(text: str, line: int | None, part: str) -> None:
    """A lock that cannot be read is told, with what that means."""
    lock, problems = parse_lock(text, "b.lock.json")
    assert lock is None
    assert [("lock-invalid", line)] == [(problem.code, problem.line) for problem in problems]
    assert part in problems[0].message
    assert "no edit is lost" in problems[0].hint


@pytest.mark.parametrize(
    "item",
    [
        '{"section": "weather", "id": "a", "fields": {}}',
        '{"section": "background", "id": "a", "fields": {"text": "x \\ud800"}}',
        '{"section": "figures", "id": "a", "fields": {"measure": 3}}',
        '{"section": "figures", "id": "a"}',
        "3",
    ],
)
def test_wrong_item_costs_only_itself(item: str) -> None:
    """The other items of the lock are kept."""
    good = '{"section": "background", "id": "b", "fields": {"text": "x"}}'
    lock, problems = parse_lock(f'{{"version": 1, "items": [{item}, {good}]}}', "b.lock.json")
    assert lock is not None
    assert ["b"] == [one.id for one in lock.items]
    assert ["lock-invalid"] == [problem.code for problem in problems]


def test_missing_lock_is_no_problem(tmp_path: Path) -> None:
    """A brief that was never generated has none."""
    assert (None, []) == load_lock(lock_path(tmp_path / "b.yaml"), tmp_path)


def test_lock_that_cannot_be_read_is_invalid(tmp_path: Path) -> None:
    """Empty, binary and foreign files are told as locks that are wrong."""
    path = lock_path(tmp_path / "b.yaml")
    assert "b.lock.json" == path.name
    for data in (b"", b"\x00", "ä".encode("latin-1")):
        path.write_bytes(data)
        lock, problems = load_lock(path, tmp_path)
        assert lock is None
        assert [("lock-invalid", "b.lock.json")] == [(problem.code, problem.path) for problem in problems]
