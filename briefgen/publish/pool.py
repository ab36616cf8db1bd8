"""Work spread over forked processes where that pays; what comes of it does not depend on their number.

Each process takes the next few tasks from a common pipe until it is empty, so that a slow task holds nobody up.
Where the system cannot fork, and for little work, everything is done in this process.
"""

import os
import sys
from collections.abc import Callable
from typing import TypeVar

_Result = TypeVar("_Result")
_MOST_TOKENS = 1_000


class WorkerError(RuntimeError):
    """A worker process failed; the message holds its traceback."""


def count_cores() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def can_fork() -> bool:
    """Tell whether work can be spread: the system forks, and no other thread could be caught in the middle."""
    threading = sys.modules.get("threading")
    return hasattr(os, "fork") and (threading is None or threading.active_count() == 1)


def run_tasks(
    work: Callable[[int], _Result],
    count: int,
    take: Callable[[int, _Result], None],
    *,
    kind: type[_Result],
    jobs: int = 1,
) -> None:
    """Do tasks 0 to count - 1.

    Args:
        work: does one task and returns what came of it; it must not change what other tasks see.
        count: how many tasks there are.
        take: is given number and result of each task, in this process, in no order.
        kind: type of the results, one that msgspec can write: so they come from other processes.
        jobs: most processes, this one included.
    Raises:
        Exception: what `work` raised here; WorkerError with the traceback of what it raised elsewhere.
    """
    chunk = max(1, min(16, count // (4 * max(1, jobs))), -(-count // _MOST_TOKENS))
    starts = range(0, count, chunk)
    jobs = min(jobs, len(starts))
    if jobs < 2 or not can_fork():
        for number in range(count):
            take(number, work(number))
        return
    # What starts processes takes longer to load than an edit needs.
    from briefgen.publish.forks import run_forked

    run_forked(work, count, take, kind=kind, jobs=jobs, chunk=chunk)
