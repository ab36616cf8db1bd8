"""Work over processes: the same results in any number of them, and nothing lost when one fails."""

import os

import pytest

from briefgen.publish.pool import WorkerError, count_cores, run_tasks
from briefgen.publish.shelf import Ref


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 7, 5_000])
def test_each_task_is_done_once_whatever_the_number_of_processes(jobs: int, count: int) -> None:
    """Every task gives its own result, exactly once."""
    taken: list[tuple[int, bytes]] = []
    run_tasks(
        lambda number: str(number * 2).encode(), count, lambda *one: taken.append(one), kind=bytes, jobs=jobs
    )
    assert sorted(taken) == [(number, str(number * 2).encode()) for number in range(count)]


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_are_of_their_kind_whatever_the_number_of_processes(jobs: int) -> None:
    """Structures come from another process as they come from this one."""
    taken: dict[int, Ref] = {}
    run_tasks(lambda number: Ref(number, 2, 3), 400, taken.__setitem__, kind=Ref, jobs=jobs)
    assert taken == {number: Ref(number, 2, 3) for number in range(400)}


def test_work_is_done_in_several_processes() -> None:
    """With enough work each process takes a part of it."""
    seen: set[bytes] = set()

    def work(number: int) -> bytes:
        sum(range(20_000))
        return str(os.getpid()).encode()

    run_tasks(work, 400, lambda _, result: seen.add(result), kind=bytes, jobs=3)
    assert len(seen) > 1


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give the processes that were forked: other tests may have children of their own that live on."""
    pids: list[int] = []
    fork = os.fork

    def remember() -> int:
        pid = fork()
        if pid:
            pids.append(pid)
        return pid

    monkeypatch.setattr(os, "fork", remember)
    return pids


def assert_all_gone(pids: list[int]) -> None:
    """Check that there were processes and that each has ended and was waited for."""
    assert pids
    for pid in pids:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def test_failure_in_another_process_is_told_here(forked: list[int]) -> None:
    """What a worker raises comes back with its traceback; no child is left over."""
    parent = os.getpid()

    def work(number: int) -> bytes:
        if os.getpid() != parent:
            raise KeyError("lost in the worker")
        sum(range(20_000))
        return b""

    with pytest.raises(WorkerError, match="lost in the worker"):
        run_tasks(work, 400, lambda *_: None, kind=bytes, jobs=2)
    assert_all_gone(forked)


def test_failure_here_ends_the_other_processes(forked: list[int]) -> None:
    """What is raised in this process goes through, and no child is left over."""
    parent = os.getpid()

    def work(number: int) -> bytes:
        if os.getpid() == parent:
            raise KeyboardInterrupt
        sum(range(20_000))
        return b""

    with pytest.raises(KeyboardInterrupt):
        run_tasks(work, 400, lambda *_: None, kind=bytes, jobs=3)
    assert_all_gone(forked)


def test_there_is_a_core() -> None:
    """The number of processors is known."""
    assert count_cores() >= 1
