"""`briefgen` and `python -m briefgen`.

A plain `build` does not wait for the parser of the command line: loading that takes longer than a small edit.
"""

# pathlib costs as much as looking at a small project.
# ruff: noqa: PTH112

import atexit
import gc
import os
import sys

_MOST_JOBS = 256


def main() -> None:
    """Run the command line, and leave with its exit code."""
    code = _build(sys.argv[1:])
    if code is None:
        from briefgen.cli import main as run

        run()
    _leave(code)


def _leave(code: int) -> None:
    """End the process. If it is all ours, what is loaded is not taken apart first: that takes a tenth of an edit."""
    if not _is_alone():
        sys.exit(code)
    try:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - Python itself tells what an output does that nobody reads
        sys.exit(code)
    os._exit(code)


def _is_alone() -> bool:
    """Tell whether the process is this program and nothing else: no caller, thread, debugger or profiler goes on."""
    if (
        getattr(sys.modules["__main__"], "main", None) is not main
        or sys.flags.interactive
        or sys.flags.inspect
    ):
        return False
    if sys.gettrace() is not None or sys.getprofile() is not None:
        return False
    monitoring = getattr(sys, "monitoring", None)  # from Python 3.12 on
    if monitoring is not None and any(map(monitoring.get_tool, range(6))):
        return False
    threading = sys.modules.get("threading")
    return threading is None or threading.active_count() == 1


def _can_fork() -> bool:
    """Tell whether another process would have a processor of its own, and find no thread in the middle of its work."""
    threading = sys.modules.get("threading")
    if threading is not None and threading.active_count() > 1:
        return False
    return hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


class _Given:
    """What the arguments of a plain `build` say."""

    def __init__(self) -> None:
        self.directory: str | None = None
        self.base_url: str | None = None
        self.output: str | None = None
        self.jobs: int | None = None
        self.strict = self.quiet = False


def _parse(args: list[str]) -> _Given | None:
    """Return what the arguments of a plain `build` say; None for anything that is not as plain as that."""
    given = _Given()
    names = {"-C": "directory", "--directory": "directory", "--base-url": "base_url"}
    names |= {"-o": "output", "--output": "output"}
    is_build = False
    rest = iter(args)
    for arg in rest:
        if arg in ("-q", "--quiet"):
            given.quiet = True
        elif arg in ("-C", "--directory") or (is_build and arg in names):
            value = next(rest, None)
            if not value or value.startswith("-"):
                return None
            setattr(given, names[arg], value)
        elif is_build and arg == "--strict":
            given.strict = True
        elif is_build and arg == "--jobs":
            value = next(rest, "")
            if not (value.isascii() and value.isdigit() and 1 <= int(value) <= _MOST_JOBS):
                return None
            given.jobs = int(value)
        elif arg == "build" and not is_build:
            is_build = True
        else:
            return None
    return given if is_build else None


def _build(args: list[str]) -> int | None:
    """Build, and return the exit code; None: the command line has to look at it."""
    given = _parse(args)
    if given is None or sys.stdout is None or sys.stderr is None:
        return None
    if given.directory is not None and not os.path.isdir(given.directory):
        return None

    from briefgen.publish.stamps import find_unchanged, take_look

    try:
        look = take_look(given.directory or ".", may_fork=_can_fork())
    except KeyboardInterrupt:
        return 130
    unchanged = find_unchanged(look, base_url=given.base_url, output=given.output, strict=given.strict)
    if unchanged is not None and unchanged.problems == "[]":
        if given.quiet:
            return 0
        try:
            sys.stdout.write(unchanged.tell("no problems"))
            sys.stdout.flush()
        except (OSError, ValueError):
            return None  # the command line knows what to do with an output that nobody reads
        return 0
    # What is loaded stays to the end: nobody needs to look through it for garbage on the way.
    gc.disable()
    from pathlib import Path

    from briefgen.commands.terminal import Settings, run_command, run_guarded

    settings = Settings(Path(given.directory) if given.directory else None, quiet=given.quiet)
    if unchanged is not None:
        from briefgen.commands.unchanged import tell_unchanged

        return run_guarded(lambda: tell_unchanged(unchanged, settings))

    def build() -> int:
        from briefgen.commands.building import BuildOptions, build_project

        gc.freeze()
        gc.enable()
        output = Path(given.output) if given.output else None
        options = BuildOptions(given.base_url, output, given.strict, given.jobs)
        return build_project(settings, options, look)

    return run_guarded(lambda: run_command(build, settings))


if __name__ == "__main__":
    main()
