"""A brief and its lock stay together, whatever ends a run and whoever writes meanwhile."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from briefgen.commands import generate, journal
from briefgen.commands.journal import Changed, finish, turn, write_brief
from briefgen.model.errors import BuildError
from tests.conftest import RunCli

MakeProject = Callable[..., Path]
ROOT = Path(__file__).resolve().parents[2]

BRIEF = """title: Storm in Marano
slug: storm
subject:
  countries: [IT]
  period: 2024-03-01/2024-03-31
  articles: [articles/*]
"""
STORM = """---
title: Storm in Marano
published: 2024-03-02
publisher: Daily One
---
A storm hit Marano on Friday. The army killed 3 people in Marano, the police said on Saturday.
"""
CALM = """---
title: Calm in Marano
published: 2024-03-04
publisher: Daily Two
---
On Sunday 7 people were arrested in Marano. The mayor resigned on Sunday. France condemned the violence on Sunday.
"""
MORE = """---
title: More of Marano
published: 2024-03-06
publisher: Daily Three
---
On Tuesday 40 people were injured in Marano. Germany offered help on Tuesday. Workers closed the port on Tuesday.
"""

if not hasattr(os, "fork"):
    pytest.skip("processes are forked, so that fifty of them take seconds", allow_module_level=True)


def _start(make_project: MakeProject, run_cli: RunCli) -> Path:
    """Return a project whose brief was extracted, and got one more article since."""
    root = make_project({"content/briefs/storm.yaml": BRIEF, "content/articles/2024-03-02-storm.md": STORM})
    assert run_cli("-C", root, "extract").code == 0
    (root / "content/articles/2024-03-04-calm.md").write_text(CALM, encoding="utf-8")
    return root


def _briefs(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "content/briefs").iterdir())}


def _items(root: Path) -> dict[str, list[str]]:
    """Return the ids of a brief by section."""
    data = yaml.safe_load((root / "content/briefs/storm.yaml").read_text(encoding="utf-8"))
    return {key: [item["id"] for item in data.get(key, [])] for key in ("timeline", "figures", "reactions")}


def _sorted(root: Path) -> dict[str, list[str]]:
    """Return the same in the order of the ids: articles taken in one by one leave their items in another order."""
    return {key: sorted(ids) for key, ids in _items(root).items()}


class _Moments:
    """Kills this process at one of its steps: whenever it opens, renames or deletes a file of the briefs."""

    def __init__(self, folder: Path, at: int) -> None:
        self.folder = str(folder)
        self.left = at

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event not in {"open", "os.rename", "os.remove"}:
            return
        if any(str(argument).startswith(self.folder) for argument in arguments[:2]):
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def _run_until(root: Path, moment: int) -> bool:
    """Extract in a process that is killed at a moment; tell whether it lived on to its end."""
    child = os.fork()
    if child == 0:
        try:
            sys.addaudithook(_Moments(root / "content/briefs", moment))
            sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
            from briefgen.cli import run

            os._exit(run(["-C", str(root), "extract", "-q", "--jobs", "1"]))
        finally:
            os._exit(99)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in {0, -signal.SIGKILL}
    return code == 0


def _edit_title(root: Path) -> None:
    """Give the first event a title of one's own, as an editor does."""
    path = root / "content/briefs/storm.yaml"
    text = path.read_text(encoding="utf-8")
    title = yaml.safe_load(text)["timeline"][0]["title"]
    assert text.count(f"title: {title}\n") == 1
    path.write_text(text.replace(f"title: {title}\n", "title: Told by a person\n"), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("saved", [False, True], ids=["alone", "editor"])
def test_run_killed_at_any_moment_leaves_nothing_behind(
    saved: bool, make_project: MakeProject, run_cli: RunCli, tmp_path: Path
) -> None:
    """After a kill at each step of writing, and a person's edit, the next run gives what it would have given anyway.

    No item becomes the person's own or a deleted one: when the new article goes, so does all that it told.
    """
    start = _start(make_project, run_cli)
    whole = tmp_path / "whole"
    shutil.copytree(start, whole)
    if saved:
        _edit_title(whole)
    assert run_cli("-C", whole, "extract").code == 0
    expected = _briefs(whole)
    moment, kills = 0, 0
    while True:
        moment += 1
        root = tmp_path / f"at{moment}"
        shutil.copytree(start, root)
        lived = _run_until(root, moment)
        kills += not lived
        if saved:
            _edit_title(root)
        assert run_cli("-C", root, "extract").code == 0
        assert _briefs(root) == expected, moment
        (root / "content/articles/2024-03-04-calm.md").unlink()
        assert run_cli("-C", root, "extract").code == 0
        assert _items(root) == _items(start), moment
        if lived:
            break
    assert kills >= 12


@pytest.mark.slow
def test_runs_killed_again_and_again_end_as_one_run(
    make_project: MakeProject, run_cli: RunCli, tmp_path: Path
) -> None:
    """Forty runs, each killed at another step, some while they mend what the one before left, then one whole run."""
    root = _start(make_project, run_cli)
    whole = tmp_path / "whole"
    shutil.copytree(root, whole)
    (whole / "content/articles/2024-03-06-more.md").write_text(MORE, encoding="utf-8")
    assert run_cli("-C", whole, "extract").code == 0
    kills = 0
    for number in range(40):
        kills += not _run_until(root, 1 + number * 7 % 13)
        if number == 20:
            (root / "content/articles/2024-03-06-more.md").write_text(MORE, encoding="utf-8")
    assert kills >= 25
    assert run_cli("-C", root, "extract").code == 0
    assert _sorted(root) == _sorted(whole)
    assert sorted(_briefs(root)) == ["storm.lock.json", "storm.yaml"]
    for name in ("04-calm", "06-more"):
        (root / f"content/articles/2024-03-{name}.md").unlink()
    assert run_cli("-C", root, "extract").code == 0
    (whole / "content/articles/2024-03-04-calm.md").unlink()
    (whole / "content/articles/2024-03-06-more.md").unlink()
    assert run_cli("-C", whole, "extract").code == 0
    assert _sorted(root) == _sorted(whole)


@pytest.mark.slow
@pytest.mark.parametrize("after_ms", range(250, 1250, 100))
def test_command_killed_at_any_time_is_made_good(
    after_ms: int, make_project: MakeProject, run_cli: RunCli, tmp_path: Path
) -> None:
    """The real command, killed by the clock, leaves no trace either."""
    root = _start(make_project, run_cli)
    whole = tmp_path / "whole"
    shutil.copytree(root, whole)
    assert run_cli("-C", whole, "extract").code == 0
    command = [sys.executable, "-m", "briefgen", "-C", str(root), "extract", "-q"]
    with subprocess.Popen(command, cwd=ROOT) as process:
        time.sleep(after_ms / 1000)
        process.kill()
    assert run_cli("-C", root, "extract").code == 0
    assert _briefs(root) == _briefs(whole)


def test_brief_put_back_keeps_its_lock(tmp_path: Path) -> None:
    """Whoever puts back the old brief after a kill gets the old lock with it."""
    brief, lock = tmp_path / "a.yaml", tmp_path / "a.lock.json"
    brief.write_bytes(b"old\n")
    lock.write_bytes(b"old lock\n")
    note = journal.Journal("f19e1bcd2c86a9e3f4cc7c7d9ad0d0b24e8f3fd2d9e3f35a4d60ed2e6a9b3b6b", "new lock\n")
    _write_journal(tmp_path, note)
    finish(brief, lock, root=tmp_path)
    assert lock.read_bytes() == b"new lock\n"
    _write_journal(tmp_path, journal.Journal(journal.hash_of(b"old\n"), "newer lock\n"))
    finish(brief, lock, root=tmp_path)
    assert lock.read_bytes() == b"new lock\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.lock.json", "a.yaml"]


def _write_journal(folder: Path, note: journal.Journal) -> None:
    import msgspec

    (folder / ".a.lock.json.journal").write_bytes(msgspec.json.encode(note))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"before": 1, "lock": "x"}', b"\xff" * 99])
def test_damaged_journal_is_none(content: bytes, tmp_path: Path) -> None:
    """What is no journal changes nothing and goes."""
    brief, lock = tmp_path / "a.yaml", tmp_path / "a.lock.json"
    brief.write_bytes(b"brief\n")
    lock.write_bytes(b"lock\n")
    (tmp_path / ".a.lock.json.journal").write_bytes(content)
    finish(brief, lock, root=tmp_path)
    assert lock.read_bytes() == b"lock\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.lock.json", "a.yaml"]


def test_brief_saved_while_it_is_merged_is_not_overwritten(tmp_path: Path) -> None:
    """What somebody saved since the brief was read stays; the writer is told."""
    brief, lock = tmp_path / "a.yaml", tmp_path / "a.lock.json"
    brief.write_bytes(b"saved\n")
    with pytest.raises(Changed):
        write_brief(brief, "merged\n", lock, "lock\n", seen=b"read\n", root=tmp_path)
    assert brief.read_bytes() == b"saved\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_extract_merges_anew_what_was_saved_meanwhile(
    make_project: MakeProject, run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor saves between reading and writing: the edit and the new items are both in the brief."""
    root = _start(make_project, run_cli)
    real = generate.merge
    saves: list[Callable[[Path], None]] = [_edit_title]

    def merge_and_save(*arguments: object, **options: object) -> object:
        result = real(*arguments, **options)  # type: ignore[arg-type]
        if saves:
            saves.pop()(root)
        return result

    monkeypatch.setattr(generate, "merge", merge_and_save)
    assert run_cli("-C", root, "extract").code == 0
    text = (root / "content/briefs/storm.yaml").read_text(encoding="utf-8")
    assert "title: Told by a person\n" in text
    assert "2024-03-04-calm" in text


def test_runs_at_the_same_time_take_turns(make_project: MakeProject, run_cli: RunCli, tmp_path: Path) -> None:
    """Four runs at once end as one: no item twice, none a person's, nothing left."""
    root = _start(make_project, run_cli)
    whole = tmp_path / "whole"
    shutil.copytree(root, whole)
    assert run_cli("-C", whole, "extract").code == 0
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            try:
                sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
                from briefgen.cli import run

                os._exit(run(["-C", str(root), "extract", "-q", "--jobs", "1"]))
            finally:
                os._exit(99)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert codes == [0, 0, 0, 0]
    assert _briefs(root) == _briefs(whole)


def test_run_that_waits_too_long_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another run keeps its turn, one waits, then gives up with a problem."""
    monkeypatch.setattr(journal, "WAIT_SECONDS", 0.1)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with turn(tmp_path):
            held.set()
            done.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(10)
    try:
        with pytest.raises(BuildError) as caught, turn(tmp_path):
            pass
    finally:
        done.set()
        other.join()
    assert [problem.code for problem in caught.value.problems] == ["output-busy"]
    with turn(tmp_path):
        pass
