"""Processes forked from this one, which share its tasks: each takes the next few until there are none."""

import contextlib
import gc
import os
import signal
import struct
import tempfile
import traceback
from collections.abc import Callable
from typing import IO, TypeVar

import msgspec

from briefgen.publish.pool import WorkerError

_Result = TypeVar("_Result")
_HEAD = struct.Struct("<iI")
_FAILED = -1
# All fit into an empty pipe of the smallest size there is, one page of 4 KiB.
_TOKEN = struct.Struct("<I")


def run_forked(
    work: Callable[[int], _Result],
    count: int,
    take: Callable[[int, _Result], None],
    *,
    kind: type[_Result],
    jobs: int,
    chunk: int,
) -> None:
    """Do tasks 0 to count - 1 in several processes, this one among them; the rest as for `run_tasks`.

    Args:
        work: does one task.
        count: how many tasks there are.
        take: takes what came of a task.
        kind: type of the results.
        jobs: processes.
        chunk: tasks that a process takes at one time.
    """
    starts = range(0, count, chunk)
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
