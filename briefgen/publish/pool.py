"""Work spread over forked processes where that pays; what comes of it does not depend on their number.

Each process takes the next few tasks from a common pipe until it is empty, so that a slow task holds nobody up.
Where the system cannot fork, and for little work, everything is done in this process.
"""

import contextlib
import gc
import os
import signal
import struct
import tempfile
import threading
import traceback
from collections.abc import Callable
from typing import IO, TypeVar

import msgspec

_Result = TypeVar("_Result")
_HEAD = struct.Struct("<iI")
_FAILED = -1
_MOST_TOKENS = 1_000
# All fit into an empty pipe of the smallest size there is, one page of 4 KiB.
_TOKEN = struct.Struct("<I")


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
    return hasattr(os, "fork") and threading.active_count() == 1


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
    encoder, decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(kind)
    source, sink = os.pipe()
    children: dict[int, IO[bytes]] = {}
    parent = os.getpid()
    gc.freeze()  # what is there now stays: children that looked through it would copy its pages
    try:
        os.write(sink, b"".join(_TOKEN.pack(start) for start in starts))
        os.close(sink)
        sink = -1
        for _ in range(jobs - 1):
            # The file outlives the child and is gone with the last handle.
            results: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed below
            child = os.fork()
            if child == 0:
                _work_as_child(
                    lambda number: encoder.encode(work(number)),
                    source,
                    results,
                    chunk=chunk,
                    count=count,
                    parent=parent,
                )
            children[child] = results
        while token := os.read(source, _TOKEN.size):
            (start,) = _TOKEN.unpack(token)
            for number in range(start, min(start + chunk, count)):
                take(number, work(number))
        for child in [*children]:
            _, status = os.waitpid(child, 0)
            with children.pop(child) as done:
                _take_results(done, status, lambda number, content: take(number, decoder.decode(content)))
    finally:
        gc.unfreeze()
        for handle in (source, sink):
            if handle >= 0:
                os.close(handle)
        for child, left in children.items():
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            left.close()


def _work_as_child(
    work: Callable[[int], bytes], source: int, results: IO[bytes], *, chunk: int, count: int, parent: int
) -> None:
    """Take tasks until there are none, write what came of them, and end. Never returns."""
    code = 1
    try:
        # Ctrl-C reaches the whole group: the parent ends its children itself, without their tracebacks.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            while token := os.read(source, _TOKEN.size):
                (start,) = _TOKEN.unpack(token)
                for number in range(start, min(start + chunk, count)):
                    if os.getppid() != parent:
                        return  # nobody waits for the results any more
                    content = work(number)
                    results.write(_HEAD.pack(number, len(content)))
                    results.write(content)
            code = 0
        except Exception:  # noqa: BLE001 - the parent raises it
            told = traceback.format_exc().encode("utf-8", "replace")
            results.write(_HEAD.pack(_FAILED, len(told)))
            results.write(told)
        results.flush()
    finally:
        os._exit(code)


def _take_results(results: IO[bytes], status: int, take: Callable[[int, bytes], None]) -> None:
    results.seek(0)
    while head := results.read(_HEAD.size):
        number, size_bytes = _HEAD.unpack(head)
        content = results.read(size_bytes)
        if number == _FAILED:
            raise WorkerError(f"in a worker process:\n{content.decode('utf-8', 'replace')}")
        take(number, content)
    if status != 0:
        raise WorkerError(f"a worker process ended with status {status}")
