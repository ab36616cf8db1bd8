"""Processes measured: wall time, CPU time, peak memory; and the time from a save to the served page."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

_SAMPLE_SECONDS = 0.01
_POLL_SECONDS = 0.003
_START_SECONDS = 600
_SERVE_SECONDS = 60


class Run(msgspec.Struct, frozen=True):
    """What one process took."""

    wall_seconds: float
    cpu_seconds: float
    """User and system time of the process and all it started and waited for."""
    peak_mib: float | None = None
    """Most memory of the process and its children at one time, shared pages counted once; None: not sampled."""


class RunFailed(Exception):  # noqa: N818  it is told to the caller as it is
    """A measured process did not end well."""


def run_measured(
    command: Sequence[str], cwd: Path, environment: Mapping[str, str], *, with_memory: bool = False
) -> Run:
    """Run a command to its end.

    Args:
        command: program and arguments.
        cwd: where it runs.
        environment: all of its environment.
        with_memory: sample memory too, which costs time: do not compare such a run's times.
    Raises:
        RunFailed: it ended with another code than 0; with the end of its output.
    """
    # A file, not a pipe: nobody must read along while the process works.
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=output, stderr=subprocess.STDOUT)
        peaks: list[float] = []
        sampler = threading.Thread(target=_sample_memory, args=(process, peaks))
        if with_memory:
            sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if with_memory:
            sampler.join()
        if process.returncode != 0:
            output.seek(0)
            said = output.read().decode("utf-8", "replace")[-2000:]
            raise RunFailed(f"{command[0]} ended with {process.returncode}: {said}")
    return Run(wall, usage.ru_utime + usage.ru_stime, max(peaks) if peaks else None)


def _sample_memory(process: "subprocess.Popen[bytes]", peaks: list[float]) -> None:
    while process.returncode is None:
        total_kib = sum(_proportional_kib(pid) for pid in _family(process.pid))
        if total_kib == 0 and peaks:
            return
        peaks.append(total_kib / 1024)
        time.sleep(_SAMPLE_SECONDS)


def _family(pid: int) -> Iterator[int]:
    """Give a process and all below it, as Linux knows them now."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                yield from _family(int(child))


def _proportional_kib(pid: int) -> int:
    """Return the proportional set size in KiB: a page that n processes share counts 1/n for each."""
    with contextlib.suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().split("\n"):
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def delete_built(project: Path, names: Sequence[str]) -> None:
    """Delete what a build left: output and caches."""
    for name in names:
        path = project / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running_server(command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Run a server while the block runs, then end it."""
    # A session of its own: some servers start others, which their end leaves behind.
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        for ending in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, ending)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)


def wait_for_words(port: int, url: str, words: str, *, limit_seconds: float = _SERVE_SECONDS) -> float:
    """Ask for a page until it has some words.

    Returns:
        Seconds waited.
    Raises:
        RunFailed: it has not within the limit.
    """
    begin = time.perf_counter()
    wanted = words.encode()
    while time.perf_counter() - begin < limit_seconds:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=limit_seconds)
            try:
                connection.request("GET", f"/{url}")
                if wanted in connection.getresponse().read():
                    return time.perf_counter() - begin
            finally:
                connection.close()
        time.sleep(_POLL_SECONDS)
    raise RunFailed(f"/{url} did not show {words!r} within {limit_seconds:.0f} s")


def wait_for_start(port: int, url: str, words: str) -> None:
    """Wait until a server that was just started serves a page with some words."""
    wait_for_words(port, url, words, limit_seconds=_START_SECONDS)
