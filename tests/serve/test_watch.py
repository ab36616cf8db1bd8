"""Tests of watching files."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watchdog.events import (
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
)

from briefgen.serve.watch import (
    BURST_PATHS,
    LONGEST_MS,
    QUIET_MS,
    UNSETTLED_QUIET_MS,
    Debounce,
    Tree,
    Watched,
    Watcher,
)

WAIT_SECONDS = 10


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project folder."""
    for name in ("content/briefs", "content/articles", "themes/own/templates", "site", ".git"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "briefgen.yaml").write_text("title: A\n")
    (tmp_path / "content/briefs/a.yaml").write_text("value: 1\n")
    (tmp_path / "content/articles/b.md").write_text("text\n")
    return tmp_path


def watched_of(root: Path) -> Watched:
    """What a project of the usual layout has watched."""
    return Watched(
        anchor=root,
        folders=(root / "content", root / "themes"),
        files=(root / "briefgen.yaml",),
        ignored=(root / "site", root / ".briefgen"),
    )


class Collector:
    """Takes the sets of changes as they come, in a thread of its own."""

    def __init__(self, watcher: Watcher) -> None:
        self.sets: list[frozenset[Path]] = []
        self._condition = threading.Condition()
        self._watcher = watcher
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while (changed := self._watcher.wait()) is not None:
            with self._condition:
                self.sets.append(changed)
                self._condition.notify_all()

    def seen(self) -> frozenset[Path]:
        """All paths so far."""
        return frozenset().union(*self.sets)

    def wait_for(self, *paths: Path) -> None:
        """Block until all of these have been given out."""
        with self._condition:
            found = self._condition.wait_for(lambda: self.seen() >= set(paths), WAIT_SECONDS)
        assert found, f"missing: {set(paths) - self.seen()}"

    def join(self) -> None:
        """Wait for the end."""
        self._thread.join(WAIT_SECONDS)
        assert not self._thread.is_alive()


@contextmanager
def watching(root: Path, *, poll: bool) -> Iterator[Collector]:
    """Watch a project while the block runs."""
    watcher = Watcher(watched_of(root), poll=poll, log=lambda line: pytest.fail(line))
    watcher.start()
    collector = Collector(watcher)
    try:
        yield collector
    finally:
        watcher.stop()
        collector.join()


# Debounce


def test_debounce_gives_nothing_without_changes() -> None:
    """Without changes nothing is ever due."""
    assert Debounce().due() is None


def test_debounce_waits_for_quiet_after_the_last_change() -> None:
    """Each change begins the quiet anew."""
    debounce = Debounce(quiet_ms=10)
    debounce.add(["a"], settled=True, now=1.0)
    debounce.add(["b"], settled=True, now=1.005)

    assert debounce.due() == pytest.approx(1.015)
    assert debounce.take() == {Path("a"), Path("b")}
    assert debounce.due() is None


def test_debounce_waits_longer_while_a_file_is_unsettled() -> None:
    """A write that is not finished holds all changes back for the longer quiet."""
    debounce = Debounce(quiet_ms=10, unsettled_quiet_ms=80)
    debounce.add(["a"], settled=False, now=1.0)
    debounce.add(["b"], settled=True, now=1.001)

    assert debounce.due() == pytest.approx(1.081)


def test_debounce_is_quick_once_all_files_settled() -> None:
    """The end of a write makes up for its beginning."""
    debounce = Debounce(quiet_ms=10, unsettled_quiet_ms=80)
    debounce.add(["a"], settled=False, now=1.0)
    debounce.add(["a"], settled=True, now=1.002)

    assert debounce.due() == pytest.approx(1.012)


def test_debounce_does_not_wait_forever() -> None:
    """Changes that never pause are given out after the longest time."""
    debounce = Debounce()
    for step in range(1000):
        debounce.add(["a"], settled=True, now=step * 0.005)

    assert debounce.due() == LONGEST_MS / 1000


def test_debounce_ignores_empty_changes() -> None:
    """No paths are no change and do not prolong the wait."""
    debounce = Debounce(quiet_ms=10)
    debounce.add(["a"], settled=True, now=1.0)
    debounce.add([], settled=False, now=2.0)

    assert debounce.due() == pytest.approx(1.01)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans(), st.floats(0, 0.5)), min_size=1))
def test_debounce_gives_every_path_and_in_time(changes: list[tuple[str, bool, float]]) -> None:
    """No path is lost, and nothing is held back longer than the longest time."""
    debounce = Debounce()
    now = first = changes[0][2]
    for path, settled, gap in changes:
        debounce.add([path], settled=settled, now=now)
        now += gap

    due = debounce.due()
    assert due is not None
    assert first < due <= first + LONGEST_MS / 1000 + 1e-9
    assert debounce.take() == {Path(path) for path, _, _ in changes}


# Tree


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/briefs/a.yaml", True),
        ("content/new/deep/file.md", True),
        ("briefgen.yaml", True),
        ("themes/own/templates/page.html", True),
        ("README.md", False),
        ("site/index.html", False),
        (".git/HEAD", False),
        ("content/.git/HEAD", False),
        ("content/briefs/.a.yaml.swp", False),
        ("content/briefs/a.yaml~", False),
        ("content/briefs/#a.yaml#", False),
        ("content/briefs/.#a.yaml", False),
        ("content/briefs/4913", False),
        ("content/briefs/a.yaml.tmp", False),
        ("content/.DS_Store", False),
        ("content/.briefgen/cache", False),
        ("content-other/a.yaml", False),
        ("content/briefs/swap.yaml", True),
    ],
)
def test_tree_accepts_content_and_no_noise(root: Path, path: str, expected: bool) -> None:
    """Content, themes and configuration matter; output, caches and editors' leavings do not."""
    assert Tree(watched_of(root)).accepts(str(root / path)) is expected


def test_tree_ignores_the_output_inside_a_watched_folder(tmp_path: Path) -> None:
    """An output folder that lies in the content is not watched."""
    (tmp_path / "content/out").mkdir(parents=True)
    watched = Watched(anchor=tmp_path, folders=(tmp_path / "content",), ignored=(tmp_path / "content/out",))
    tree = Tree(watched)
    (tmp_path / "content/out/index.html").write_text("x")

    assert tree.scan() == set()
    assert not tree.accepts(str(tmp_path / "content/out/index.html"))


def test_tree_scan_finds_new_changed_and_gone_files(root: Path) -> None:
    """A scan tells each file that differs from the last look, once."""
    tree = Tree(watched_of(root))
    brief, article, new = (
        root / name for name in ("content/briefs/a.yaml", "content/articles/b.md", "content/c")
    )
    brief.write_text("value: 22\n")
    article.unlink()
    new.write_text("c")

    assert tree.scan() == {str(brief), str(article), str(new)}
    assert tree.scan() == set()


def test_tree_note_expands_a_folder_that_is_gone(root: Path) -> None:
    """A deleted folder stands for the files that were in it."""
    tree = Tree(watched_of(root))
    shutil.rmtree(root / "content")

    assert tree.note(str(root / "content")) == {
        str(root / "content/briefs/a.yaml"),
        str(root / "content/articles/b.md"),
    }


def test_tree_note_reports_a_file_that_looks_the_same(root: Path) -> None:
    """Two writes in one tick of the clock look the same; the event counts."""
    path = str(root / "content/briefs/a.yaml")

    assert Tree(watched_of(root)).note(path) == {path}


def test_tree_note_keeps_quiet_about_a_file_that_came_and_went(root: Path) -> None:
    """A file that was never there for a build is no change."""
    assert Tree(watched_of(root)).note(str(root / "content/briefs/probe")) == set()


# Watcher, with the real file system

# Polling waits for its next look.
both_ways = pytest.mark.parametrize(
    "poll", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["events", "poll"]
)


def save_by_rename(path: Path, text: str) -> None:
    """Save as many editors do: a new file takes the place of the old."""
    aside = path.with_name(f".{path.name}.tmp")
    aside.write_text(text)
    aside.replace(path)


def save_by_backup(path: Path, text: str) -> None:
    """Save as vim does: the old file steps aside, a new one is written, the old one goes."""
    aside = path.with_name(f"{path.name}~")
    path.rename(aside)
    path.write_text(text)
    aside.unlink()


@both_ways
@pytest.mark.parametrize("save", [Path.write_text, save_by_rename, save_by_backup], ids=lambda f: f.__name__)
def test_watcher_sees_a_save(root: Path, poll: bool, save: Callable[[Path, str], None]) -> None:
    """A save is one set of changes with one path, however the editor does it."""
    path = root / "content/briefs/a.yaml"
    with watching(root, poll=poll) as collector:
        save(path, "value: 23\n")
        collector.wait_for(path)

    assert {path} == collector.seen()


@both_ways
def test_watcher_gives_out_what_changed_before_it_began(root: Path, poll: bool) -> None:
    """The first build runs before anything is watched; a save in that time is not lost, and nothing else is told."""
    brief, other, gone = (
        root / f"content/{name}" for name in ("briefs/a.yaml", "briefs/n.yaml", "articles/b.md")
    )
    watcher = Watcher(watched_of(root), poll=poll, log=lambda line: pytest.fail(line))
    brief.write_text("value: 23\n")
    other.write_text("value: 1\n")
    gone.unlink()
    watcher.start()
    collector = Collector(watcher)
    collector.wait_for(brief, other, gone)
    watcher.stop()
    collector.join()

    assert collector.seen() == {brief, other, gone}


@both_ways
def test_watcher_sees_deleting_renaming_and_creating(root: Path, poll: bool) -> None:
    """Files that come and go are changes, under both names."""
    brief, renamed, article = (
        root / f"content/{n}" for n in ("briefs/a.yaml", "briefs/z.yaml", "articles/b.md")
    )
    new = root / "content/articles/new/c.md"
    with watching(root, poll=poll) as collector:
        brief.rename(renamed)
        article.unlink()
        new.parent.mkdir()
        new.write_text("c")
        collector.wait_for(brief, renamed, article, new)


@both_ways
def test_watcher_sees_the_configuration(root: Path, poll: bool) -> None:
    """The configuration lies in no watched folder and is watched all the same."""
    with watching(root, poll=poll) as collector:
        (root / "README.md").write_text("no matter")
        (root / "briefgen.yaml").write_text("title: Other\n")
        collector.wait_for(root / "briefgen.yaml")

    assert {root / "briefgen.yaml"} == collector.seen()


@both_ways
def test_watcher_follows_a_folder_that_is_made_anew(root: Path, poll: bool) -> None:
    """A content folder deleted and made again is watched again."""
    path = root / "content/briefs/a.yaml"
    with watching(root, poll=poll) as collector:
        shutil.rmtree(root / "content")
        collector.wait_for(path)
        collector.sets.clear()
        path.parent.mkdir(parents=True)
        path.write_text("value: 3\n")
        collector.wait_for(path)
        collector.sets.clear()
        path.write_text("value: 44\n")
        collector.wait_for(path)


def until(condition: Callable[[], object]) -> None:
    """Look again and again until a condition holds."""
    pause, end = threading.Event(), WAIT_SECONDS * 100
    assert any(condition() or pause.wait(0.01) for _ in range(end))


def test_watcher_misses_nothing_before_a_new_folder_is_watched(root: Path) -> None:
    """Files that are written after a folder was made and before its watch are found."""
    shutil.rmtree(root / "content")
    path = root / "content/briefs/a.yaml"
    watcher = Watcher(watched_of(root), log=lambda line: pytest.fail(line))
    watcher.start()
    try:
        path.parent.mkdir(parents=True)
        until(lambda: watcher._rearrange)
        path.write_text("value: 1\n")
        collector = Collector(watcher)
        collector.wait_for(path)
        collector.sets.clear()
        path.write_text("value: 22\n")
        collector.wait_for(path)
    finally:
        watcher.stop()
    collector.join()


def test_watcher_is_not_fooled_by_a_folder_with_the_old_number(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File systems give a new folder the number of the deleted one; its watch is dead all the same."""
    monkeypatch.setattr("briefgen.serve.watch._inode", lambda path: 7 if Path(path).exists() else None)
    path = root / "content/briefs/a.yaml"
    watcher = Watcher(watched_of(root), log=lambda line: pytest.fail(line))
    watcher.start()
    try:
        shutil.rmtree(root / "content")
        until(lambda: str(root / "content") in watcher._dead)
        path.parent.mkdir(parents=True)
        path.write_text("value: 1\n")
        collector = Collector(watcher)
        collector.wait_for(path)
        collector.sets.clear()
        path.write_text("value: 22\n")
        collector.wait_for(path)
    finally:
        watcher.stop()
    collector.join()


@both_ways
def test_watcher_follows_a_folder_that_moves_away_and_back(root: Path, poll: bool) -> None:
    """A content folder moved away is gone with all its files; moved back, it is watched."""
    path, aside = root / "content/briefs/a.yaml", root / "aside"
    with watching(root, poll=poll) as collector:
        (root / "content").rename(aside)
        collector.wait_for(path)
        collector.sets.clear()
        aside.rename(root / "content")
        collector.wait_for(path)
        collector.sets.clear()
        path.write_text("value: 44\n")
        collector.wait_for(path)


@both_ways
def test_watcher_sees_a_folder_moved_within_the_content(root: Path, poll: bool) -> None:
    """A moved folder stands for its files, under both names."""
    old, new = root / "content/articles/b.md", root / "content/elsewhere/b.md"
    with watching(root, poll=poll) as collector:
        old.parent.rename(new.parent)
        collector.wait_for(old, new)
        new.write_text("other text\n")
        collector.wait_for(new)


def test_watcher_gives_a_burst_in_few_sets(root: Path) -> None:
    """A hundred saves in a row are a handful of sets, and the last save is in the last of them."""
    paths = [root / f"content/briefs/{index}.yaml" for index in range(10)]
    with watching(root, poll=False) as collector:
        for turn in range(100):
            paths[turn % 10].write_text(f"value: {turn}\n")
        collector.wait_for(*paths)

    assert set(paths) == collector.seen()
    assert len(collector.sets) <= 5


def test_watcher_looks_at_everything_after_a_large_burst(root: Path) -> None:
    """Where so much changed that the system may have dropped events, nothing is missed."""
    paths = [root / f"content/briefs/{index}.yaml" for index in range(BURST_PATHS)]
    for path in paths:
        path.write_text("value: 1\n")
    watcher = Watcher(watched_of(root), poll=True, log=lambda line: pytest.fail(line))
    for path in paths:
        watcher.note(FileClosedEvent(str(path)))
    (root / "content/briefs/a.yaml").write_text("value: 22\n")

    assert watcher.wait() == {*paths, root / "content/briefs/a.yaml"}


def test_watcher_takes_reading_for_no_change(root: Path) -> None:
    """What a build reads does not cause the next build."""
    with watching(root, poll=False) as collector:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                path.read_bytes()
        os.scandir(root / "content").close()
        (root / "briefgen.yaml").write_text("title: B\n")
        collector.wait_for(root / "briefgen.yaml")

    assert [{root / "briefgen.yaml"}] == collector.sets


def test_watcher_watches_something_else_when_told(root: Path) -> None:
    """A configuration that names another content folder moves the watch."""
    other = root / "texts/a.yaml"
    watched = Watched(anchor=root, folders=(root / "texts",), files=(root / "briefgen.yaml",))
    watcher = Watcher(watched_of(root), log=lambda line: pytest.fail(line))
    watcher.start()
    watcher.watch(watched)
    collector = Collector(watcher)
    try:
        other.parent.mkdir()
        other.write_text("value: 1\n")
        (root / "content/briefs/a.yaml").write_text("value: 9\n")
        collector.wait_for(other)
        other.write_text("value: 2\n")
        (root / "briefgen.yaml").write_text("title: B\n")
        collector.wait_for(root / "briefgen.yaml")
    finally:
        watcher.stop()
        collector.join()

    assert {other, root / "briefgen.yaml"} == collector.seen()


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (["created", "modified", "closed"], QUIET_MS),
        (["modified"], UNSETTLED_QUIET_MS),
        (["deleted"], UNSETTLED_QUIET_MS),
        (["moved here"], QUIET_MS),
        (["moved aside"], UNSETTLED_QUIET_MS),
        (["moved aside", "created", "modified", "closed"], QUIET_MS),
        (["moved to another name"], QUIET_MS),
    ],
)
def test_watcher_waits_no_longer_than_needed(
    root: Path, monkeypatch: pytest.MonkeyPatch, events: list[str], expected: int
) -> None:
    """What is finished is given out at once; what an editor is in the middle of is waited for."""
    path = str(root / "content/briefs/a.yaml")
    kinds: dict[str, FileSystemEvent] = {
        "created": FileCreatedEvent(path),
        "modified": FileModifiedEvent(path),
        "closed": FileClosedEvent(path),
        "deleted": FileDeletedEvent(path),
        "moved here": FileMovedEvent(path + ".tmp", path),
        "moved aside": FileMovedEvent(path, path + "~"),
        "moved to another name": FileMovedEvent(path, path.replace("a.yaml", "b.yaml")),
    }
    monkeypatch.setattr("briefgen.serve.watch.time.monotonic", lambda: 50.0)
    watcher = Watcher(watched_of(root), poll=True, log=lambda line: pytest.fail(line))
    for event in events:
        watcher.note(kinds[event])

    assert watcher._debounce.due() == pytest.approx(50.0 + expected / 1000)


def test_watcher_polls_where_the_system_refuses_to_watch(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too few watches for the user are said once, and the files are looked at instead."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    lines: list[str] = []
    watcher = Watcher(watched_of(root), log=lines.append)
    assert watcher._observer is not None
    monkeypatch.setattr(watcher._observer, "schedule", refuse)
    watcher.start()
    collector = Collector(watcher)
    try:
        (root / "content/briefs/a.yaml").write_text("value: 23\n")
        collector.wait_for(root / "content/briefs/a.yaml")
    finally:
        watcher.stop()
        collector.join()

    assert len(lines) == 1
    assert "inotify watch limit reached" in lines[0]


def test_watcher_waits_for_the_words_of_an_emptied_file(root: Path) -> None:
    """An empty file is most often about to be written: it is given out after one more quiet, never later."""
    brief = root / "content/briefs/a.yaml"
    watcher = Watcher(watched_of(root), log=print)
    saved = threading.Event()

    def empty(path: Path) -> None:
        path.write_text("")
        watcher.note(FileClosedEvent(str(path)))

    original = watcher._awaits_words

    def save(taken: frozenset[Path], now: float) -> bool:
        awaits = original(taken, now)
        if awaits and not saved.is_set():
            brief.write_text("value: 22\n")
            saved.set()
        return awaits

    watcher._awaits_words = save  # type: ignore[method-assign]
    empty(brief)
    assert {brief} == watcher.wait()
    assert saved.is_set()
    assert brief.read_text()
    empty(brief)
    assert {brief} == watcher.wait()
    assert not watcher.is_pending()
