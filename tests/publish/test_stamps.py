"""Whether anything changed: what is seen, what is unsure, and what a spoilt file of stamps is worth."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.publish.stamps import (
    STAMPS_NAME,
    Look,
    Stamps,
    find_unchanged,
    load_stamps,
    look_at,
    look_below,
    make_key,
    take_look,
    tell,
    write_stamps,
)

FUTURE_NS = 2**62


def stamps_of(root: Path) -> Stamps:
    """Return the stamps of a folder, all of them sure."""
    return Stamps("key", [str(root)], look_below([str(root)]), {}, told=tell(1, "out", "[]"), state="s")


def append(path: Path) -> None:
    """Write a line more."""
    path.write_bytes(path.read_bytes() + b"more")


def rewrite_same_size_and_time(path: Path) -> None:
    """Write other bytes of the same length, and set the old time again."""
    status = path.stat()
    path.write_bytes(bytes(byte ^ 1 for byte in path.read_bytes()))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "edited": lambda root: append(root / "a.txt"),
    "same size and time": lambda root: rewrite_same_size_and_time(root / "a.txt"),
    "new": lambda root: (root / "deep" / "new.txt").write_bytes(b""),
    "gone": lambda root: (root / "deep" / "b.txt").unlink(),
    "renamed": lambda root: (root / "a.txt").rename(root / "c.txt"),
    "replaced": lambda root: [(root / "x").write_bytes(b"aaaa"), (root / "x").replace(root / "a.txt")],
    "folder moved": lambda root: (root / "deep").rename(root / "deeper"),
    "unreadable": lambda root: (root / "a.txt").chmod(0),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with two files."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_bytes(b"aaaa")
    (tmp_path / "in" / "deep" / "b.txt").write_bytes(b"bbbb")
    time.sleep(0.06)  # so that times of files are sure
    return tmp_path / "in"


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_seen(name: str, folder: Path) -> None:
    """Whatever happens to a file below a root, something below it counts as changed."""
    before = stamps_of(folder)
    assert before.find_changes()[0] == set()
    CHANGES[name](folder)
    assert before.find_changes()[0] != set()


def test_file_that_was_just_written_is_unsure(folder: Path) -> None:
    """A later write could bear the same time, so such a file counts as changed once more."""
    (folder / "a.txt").write_bytes(b"cccc")
    seen = look_below([str(folder)], time.time_ns())
    assert seen[str(folder / "a.txt")] == "?"
    assert seen[str(folder / "deep" / "b.txt")] != "?"
    before = Stamps("", [str(folder)], seen, {}, told="", state="")
    assert str(folder / "a.txt") in before.find_changes()[0]


def test_times_without_fractions_are_unsure_for_seconds(folder: Path) -> None:
    """Where a file system keeps whole seconds only, two seconds must have passed."""
    path = folder / "a.txt"
    seconds = 2_000_000_000
    os.utime(path, ns=(seconds * 10**9, seconds * 10**9))
    assert look_below([str(path)], (seconds + 1) * 10**9)[str(path)] == "?"
    assert look_below([str(path)], (seconds + 3) * 10**9)[str(path)] != "?"


def test_stamps_come_back_as_they_were_written(folder: Path) -> None:
    """What is written is read again, names of any script too."""
    (folder / "Алматы é\t.txt").write_bytes(b"")
    written = stamps_of(folder)
    written.outputs[str(folder / "a.txt")] = look_at(str(folder / "a.txt"))
    write_stamps(str(folder), written)
    read = load_stamps(str(folder))
    assert read is not None
    assert (read.key, read.roots, read.told, read.state) == ("key", [str(folder)], written.told, "s")
    assert read.outputs == written.outputs
    assert read.inputs == written.inputs


def test_names_of_any_kind_are_kept(folder: Path) -> None:
    """Names with line breaks, and bytes that are no text, come back as they are."""
    (folder / "a\nb").write_bytes(b"")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\t")).write_bytes(b"")
    written = stamps_of(folder)
    write_stamps(str(folder), written)
    read = load_stamps(str(folder))
    assert read is not None
    assert (read.inputs, read.outputs) == (written.inputs, written.outputs)
    assert len(read.inputs) > 2


@pytest.mark.parametrize("cut", [0, 1, 30, 100, -1])
def test_stamps_that_were_cut_are_none(cut: int, folder: Path) -> None:
    """A file that is not whole is not believed."""
    write_stamps(str(folder), stamps_of(folder))
    path = folder / STAMPS_NAME
    path.write_bytes(path.read_bytes()[:cut])
    assert load_stamps(str(folder)) is None


def test_nothing_is_unchanged_without_a_project(tmp_path: Path) -> None:
    """Outside of any project there is nothing to compare with."""
    assert find_unchanged(take_look(str(tmp_path)), base_url=None, output=None, strict=False) is None


def test_copied_project_is_not_taken_for_the_one_it_was_copied_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy brings the stamps of the other folder along, where nothing changed: it is looked at by itself."""
    root = tmp_path / "one"
    (root / ".briefgen").mkdir(parents=True)
    (root / "briefgen.yaml").write_text("title: One\n", encoding="utf-8")
    roots = [str(root.resolve() / "briefgen.yaml")]
    inputs = look_below(roots, FUTURE_NS)
    told = tell(1, str(root / "site"), "[]")
    stamps = Stamps(make_key(None, "", False), roots, inputs, {}, told=told, state="")
    write_stamps(str(root / ".briefgen"), stamps)
    shutil.copytree(root, tmp_path / "two")
    monkeypatch.setattr(time, "time_ns", lambda: FUTURE_NS)
    assert find_unchanged(take_look(str(root)), base_url=None, output=None, strict=False) is not None
    assert find_unchanged(take_look(str(tmp_path / "two")), base_url=None, output=None, strict=False) is None


def test_key_tells_options_apart() -> None:
    """Other options are another build."""
    keys = {
        make_key(base_url, output, strict)
        for base_url in (None, "", "https://a.example")
        for output in ("", "/x")
        for strict in (True, False)
    }
    assert len(keys) == 12


@pytest.mark.parametrize("change", ["edited", "new", "gone", "nothing"])
def test_another_process_sees_the_same(change: str, tmp_path: Path) -> None:
    """What is seen with the help of another process is what one process sees."""
    root = tmp_path.resolve()
    (root / "content" / "articles").mkdir(parents=True)
    for name in ("briefgen.yaml", "content/a.yaml", "content/articles/a.md", "content/articles/b.md"):
        (root / name).write_text("title: One\n", encoding="utf-8")
    roots = [str(root / "briefgen.yaml"), str(root / "content")]
    outputs = {
        str(root / "content/a.yaml"): look_at(str(root / "content/a.yaml")),
        str(root / "lost"): "1 2 3",
    }
    stamps = Stamps("", roots, look_below(roots), outputs, told="", state="")
    match change:
        case "edited":
            (root / "content/a.yaml").write_text("title: Two\n", encoding="utf-8")
        case "new":
            (root / "content/b.yaml").write_text("title: Two\n", encoding="utf-8")
        case "gone":
            (root / "content/articles/b.md").unlink()
    # A moment later nothing of this is unsure.
    wait = time.time() + 0.1
    while time.time() < wait:
        time.sleep(0.01)
    alone, helped = Look(str(root), stamps), Look(str(root), stamps, may_fork=True)
    assert helped.is_changed == (change != "nothing")
    assert (alone.changed, alone.inputs) == (helped.changed, helped.inputs)
    assert alone.changed_outputs == helped.changed_outputs
    assert (alone.changed == set()) == (change == "nothing")
