"""Tests of when to build and what to show, without sockets; the watcher is faked by a queue."""

import queue
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.model.errors import ConfigError
from briefgen.model.problem import Problem
from briefgen.serve.loop import (
    MOST_NOTICES,
    Loop,
    Outcome,
    find_differing,
    find_root,
    find_target,
)
from briefgen.serve.server import Shown

WAIT_SECONDS = 10
BRIEF, OTHER = Path("/project/content/briefs/quake.yaml"), Path("/project/content/briefs/other.yaml")


def problem(severity: str = "error", **changes: object) -> Problem:
    """A problem of a brief."""
    fields = {
        "path": "a.yaml",
        "line": 2,
        "column": 3,
        "message": "it is wrong",
        "hint": "",
        "code": "bad-value",
    }
    return Problem(severity=severity, **{**fields, **changes})  # type: ignore[arg-type]


def good(text: str = "a", *problems: Problem) -> Outcome:
    """A build that gave a site of one page."""
    return Outcome(ok=True, files={"index.html": text.encode()}, problems=problems)


def bad(*problems: Problem) -> Outcome:
    """A build that gave no site."""
    return Outcome(ok=False, files={"half.html": b"half"}, problems=problems)


class Bench:
    """A loop with a builder that does as it is told and records what it was asked for."""

    def __init__(self, *outcomes: Outcome | Exception, quiet: bool = False) -> None:
        self.changes: queue.Queue[frozenset[Path] | None] = queue.Queue()
        self.asked: list[frozenset[Path] | None] = []
        self.shown: list[Shown] = []
        self.lines: list[str] = []
        self._outcomes = list(outcomes)
        self.during: Callable[[], None] = lambda: None
        self.is_stale = False
        self.loop = Loop(
            Path("/project"),
            build=self._build,
            wait=self.changes.get,
            show=self.shown.append,
            log=self.lines.append,
            is_stale=lambda: self.is_stale,
            quiet=quiet,
        )

    def _build(self, changed: frozenset[Path] | None) -> Outcome:
        self.asked.append(changed)
        self.during()
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def run(self, *changes: frozenset[Path]) -> None:
        """Give these changes and then the end."""
        for changed in (*changes, None):
            self.changes.put(changed)
        self.loop.run()


def test_loop_shows_the_first_version() -> None:
    """The first build builds everything and is version 1."""
    bench = Bench(good())
    bench.loop.build()

    assert bench.asked == [None]
    assert bench.shown == [
        Shown(number=1, files={"index.html": b"a"}, changed=frozenset({"index.html"}), target="index.html")
    ]


def test_loop_builds_once_for_each_set_of_changes() -> None:
    """Each set of changed paths is built, in order, and ends with the end of watching."""
    bench = Bench(good("a"), good("b"))
    bench.run(frozenset({BRIEF}), frozenset({OTHER}))

    assert bench.asked == [{BRIEF}, {OTHER}]
    assert [shown.number for shown in bench.shown] == [1, 2]


def test_loop_keeps_the_version_if_no_file_differs() -> None:
    """A save that changes no file of the site is no new version."""
    bench = Bench(good("a"), good("a"))
    bench.run(frozenset({BRIEF}), frozenset({BRIEF}))

    assert [shown.number for shown in bench.shown] == [1, 1]


def test_loop_keeps_the_last_good_version_when_a_build_fails() -> None:
    """A failed build shows its problems over what was there; half a site is never shown."""
    bench = Bench(good("a"), bad(problem()), good("b"))
    bench.run(frozenset({BRIEF}), frozenset({BRIEF}), frozenset({BRIEF}))
    first, second, third = bench.shown

    assert (second.number, second.files) == (first.number, first.files)
    assert [notice.headline for notice in second.notices] == ["a.yaml:2:3: [error] it is wrong (bad-value)"]
    assert (third.number, third.files, third.notices) == (2, {"index.html": b"b"}, ())


def test_loop_shows_errors_of_a_first_build_over_nothing() -> None:
    """Without any good build there is no version, only problems."""
    bench = Bench(bad(problem()))
    bench.loop.build()

    assert (bench.shown[0].number, bench.shown[0].files) == (0, {})
    assert len(bench.shown[0].notices) == 1


def test_loop_shows_lines_of_built_in_themes() -> None:
    """A problem in a built-in theme shows its line, though the theme lies outside the project."""
    bench = Bench(bad(problem(path="briefgen/themes/dispatch/theme.yaml", line=1, column=1)))
    bench.loop.build()

    assert bench.shown[0].notices[0].source.startswith("title:")


def test_loop_shows_warnings_with_the_new_version() -> None:
    """Warnings do not hold a version back; remarks are not shown."""
    bench = Bench(good("a", problem("info"), problem("warning", line=9), problem("warning")))
    bench.loop.build()

    assert bench.shown[0].number == 1
    assert [notice.headline for notice in bench.shown[0].notices] == [
        "a.yaml:2:3: [warning] it is wrong (bad-value)",
        "a.yaml:9:3: [warning] it is wrong (bad-value)",
    ]


def without_times(lines: list[str]) -> list[str]:
    """Lines of the terminal as they are on every machine."""
    return [re.sub(r" in \d+ ms$", "", line) for line in lines]


def test_loop_tells_the_terminal() -> None:
    """Each build is one line with what changed; problems come with their hints."""
    bench = Bench(good("a"), bad(problem(hint="mend it")), good("b"))
    bench.run(frozenset({BRIEF}), frozenset({BRIEF, OTHER}), frozenset({Path("/elsewhere/x.css")}))

    assert without_times(bench.lines) == [
        "content/briefs/quake.yaml: 1 page",
        "a.yaml:2:3: [error] it is wrong (bad-value)",
        "  hint: mend it",
        "content/briefs/other.yaml and 1 more: not built, the last good version stays, 1 error",
        "/elsewhere/x.css: 1 page",
    ]


def test_loop_tells_the_terminal_each_warning_once() -> None:
    """Warnings that stay are counted, not repeated; errors are told each time."""
    stays, comes = problem("warning"), problem("warning", line=9)
    bench = Bench(
        good("a", stays), good("b", stays, comes), bad(problem()), bad(problem()), good("c", stays, comes)
    )
    bench.run(*[frozenset({BRIEF})] * 5)

    assert without_times(bench.lines) == [
        "a.yaml:2:3: [warning] it is wrong (bad-value)",
        "content/briefs/quake.yaml: 1 page, 1 warning",
        "a.yaml:9:3: [warning] it is wrong (bad-value)",
        "content/briefs/quake.yaml: 1 page, 2 warnings",
        "a.yaml:2:3: [error] it is wrong (bad-value)",
        "content/briefs/quake.yaml: not built, the last good version stays, 1 error",
        "a.yaml:2:3: [error] it is wrong (bad-value)",
        "content/briefs/quake.yaml: not built, the last good version stays, 1 error",
        "content/briefs/quake.yaml: 1 page, 2 warnings",
    ]


def test_loop_is_quiet_when_asked() -> None:
    """A quiet loop tells of problems and of nothing else."""
    bench = Bench(good("a"), bad(problem()), quiet=True)
    bench.run(frozenset({BRIEF}), frozenset({BRIEF}))

    assert bench.lines == ["a.yaml:2:3: [error] it is wrong (bad-value)"]


def test_loop_shows_the_worst_of_many_problems() -> None:
    """Of thousands of problems the first are shown, errors before all, and the rest counted."""
    warnings = [problem("warning", line=line) for line in range(1, 1001)]
    bench = Bench(bad(*warnings, problem(line=2000)))
    bench.loop.build()
    (shown,) = bench.shown

    assert (len(shown.notices), shown.omitted) == (MOST_NOTICES, 1001 - MOST_NOTICES)
    assert shown.notices[0].severity == "error"
    assert f"and {1001 - MOST_NOTICES} more; `briefgen check` lists all" in bench.lines


def test_loop_survives_a_bug() -> None:
    """An exception in the build is shown and told, and the next build runs."""
    bench = Bench(good("a"), KeyError("slug"), good("b"))
    bench.run(frozenset({BRIEF}), frozenset({BRIEF}), frozenset({BRIEF}))

    assert bench.shown[1].files == {"index.html": b"a"}
    assert "KeyError: 'slug'" in bench.shown[1].notices[0].headline
    assert bench.lines[1].startswith("Traceback")
    assert (bench.shown[2].number, bench.shown[2].notices) == (2, ())


def test_loop_builds_one_at_a_time() -> None:
    """Changes that come while a build runs cause exactly one more, after it."""
    entered, leave = threading.Barrier(2), threading.Event()
    running: list[int] = []
    overlaps: list[int] = []
    bench = Bench(good("a"), good("b"))

    def during() -> None:
        running.append(1)
        overlaps.append(len(running))
        if len(bench.asked) == 1:
            entered.wait(WAIT_SECONDS)
            assert leave.wait(WAIT_SECONDS)
        running.pop()

    bench.during = during
    thread = threading.Thread(target=bench.loop.run)
    thread.start()
    bench.changes.put(frozenset({BRIEF}))
    entered.wait(WAIT_SECONDS)
    # The watcher gathers what comes meanwhile into one set.
    bench.changes.put(frozenset({BRIEF, OTHER}))
    bench.changes.put(None)
    assert len(bench.asked) == 1
    assert bench.shown == []
    leave.set()
    thread.join(WAIT_SECONDS)

    assert not thread.is_alive()
    assert bench.asked == [{BRIEF}, {BRIEF, OTHER}]
    assert overlaps == [1, 1]


# What differs, and where to go


def test_differing_paths_are_new_changed_and_gone_ones() -> None:
    """Equal content is no difference, whichever object holds it."""
    before = {"same": b"1", "equal": b"".join([b"x", b"y"]), "changed": b"1", "gone": b"1"}
    after = {"same": before["same"], "equal": b"".join([b"x", b"y"]), "changed": b"2", "new": b"1"}

    assert find_differing(before, after) == {"changed", "gone", "new"}


@pytest.mark.parametrize(
    ("changed", "differing", "expected"),
    [
        ({"content/briefs/quake.yaml"}, {"index.html", "quake/index.html"}, "quake/index.html"),
        (
            {"content/articles/2022-a.md"},
            {"index.html", "articles/2022-a/index.html"},
            "articles/2022-a/index.html",
        ),
        ({"content/pages/about.md"}, {"about.html"}, "about.html"),
        ({"content/names.yaml"}, {"quake/index.html"}, "quake/index.html"),
        ({"content/names.yaml"}, {"quake/index.html", "index.html"}, None),
        ({"content/briefs/quake.yaml"}, {"quake.json", "feed.xml"}, None),
        ({"content/briefs/gone.yaml"}, {"gone/index.html"}, None),
        (set(), {"index.html"}, "index.html"),
    ],
)
def test_target_is_the_page_of_the_edit(changed: set[str], differing: set[str], expected: str | None) -> None:
    """The page named like the edited file is gone to, else the only page that differs."""
    files = {path: b"" for path in differing if not path.startswith("gone")}

    assert find_target(frozenset(map(Path, changed)), frozenset(differing), files) == expected


# Where the project is


def test_root_is_the_nearest_folder_with_a_configuration(tmp_path: Path) -> None:
    """A project is found from below, even if its configuration is broken."""
    (tmp_path / "briefgen.yaml").write_text("title: [")
    (tmp_path / "content/briefs").mkdir(parents=True)

    assert find_root(tmp_path / "content/briefs") == tmp_path
    assert find_root(tmp_path) == tmp_path


def test_root_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    """Outside any project there is nothing to serve."""
    with pytest.raises(ConfigError) as caught:
        find_root(tmp_path)

    assert caught.value.problems[0].code == "project-missing"


def test_loop_tells_no_problem_of_a_half_written_file() -> None:
    """A build that failed while files changed again is not shown; the one after it is."""
    bench = Bench(good(), bad(problem()), bad(problem()))
    bench.loop.build()
    bench.is_stale = True
    bench.loop.build(frozenset({BRIEF}))
    assert 1 == len(bench.shown)
    bench.is_stale = False
    bench.loop.build(frozenset({BRIEF}))
    assert 2 == len(bench.shown)
    assert 1 == len(bench.shown[-1].notices)
