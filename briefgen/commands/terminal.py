"""What the command line says, and how it ends: printing and exit codes, without the parser of arguments.

A build is wanted so often that it does not wait for that parser to load. Only the standard library is imported at
the head: help does not wait for what makes problems.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

EXIT_PROBLEMS = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130


class Settings:
    """What holds for every command."""

    def __init__(self, directory: Path | None = None, *, quiet: bool = False, verbosity: int = 0) -> None:
        """Hold what was given.

        Args:
            directory: folder of -C; None for the current one.
            quiet: print errors and warnings only.
            verbosity: how often -v was given.
        """
        self.directory = directory
        self.quiet = quiet
        self.verbosity = verbosity

    def folder(self) -> Path:
        """Return the folder that the command works in.

        Raises:
            ConfigError: it was deleted (`file-missing`).
        """
        if self.directory is None:
            _check_current_folder()
        return self.directory or Path()


def _check_current_folder() -> None:
    try:
        Path.cwd()
    except FileNotFoundError as err:
        from briefgen.model.errors import ConfigError
        from briefgen.model.problem import Problem

        hint = "change to a folder that is there, or give the project with -C"
        message = "the current folder was deleted"
        raise ConfigError(Problem("", None, None, "error", message, hint, "file-missing")) from err


def run_guarded(run: Callable[[], int]) -> int:
    """Run a command line to its end and return the exit code, whatever becomes of its streams."""
    _replace_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets an escape for it, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except OSError as err:
        # What is still in the buffer must not fail once more when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(err, BrokenPipeError):
            _print_os_error(err)
        return EXIT_PROBLEMS
    return code


def run_command(command: Callable[[], int | None], settings: Settings) -> int:
    """Run a command and return its exit code; what its user caused is printed."""
    try:
        return command() or 0
    except Exception as err:
        from briefgen.model.errors import BriefgenError

        if not isinstance(err, BriefgenError):
            raise
        print_problems(err.problems, settings)
        is_usage = all(problem.code == "bad-argument" for problem in err.problems)
        return EXIT_USAGE if is_usage else EXIT_PROBLEMS


def _replace_closed_streams() -> None:
    """Let what is printed go nowhere where the caller closed standard output or standard error.

    Their numbers are taken again too: a file that is opened must not become standard output.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDWR)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
            setattr(sys, name, os.fdopen(number, "r" if number == 0 else "w", encoding="utf-8"))


def _print_os_error(err: OSError) -> None:
    """Print what the system refused where no part said it better."""
    code = "output-unwritable" if err.filename is None else "file-unreadable"
    place = f"{err.filename}: " if err.filename is not None else ""
    what = "output cannot be written" if err.filename is None else "cannot be used"
    print_line(f"{place}[error] {what}: {err.strerror or err} ({code})", err=True)
    print_line("  hint: check permissions and free space", err=True)


def print_line(text: str, *, err: bool = False) -> None:
    """Print a line as it is."""
    stream = sys.stderr if err else sys.stdout
    stream.write(f"{text}\n")
    stream.flush()


def print_file(text: str) -> None:
    """Print the content of a file: UTF-8, whatever the encoding of the terminal is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))


def print_problems(
    problems: Iterable[Any],
    settings: Settings,
    *,
    silence: Mapping[str, str] | None = None,
    strict: bool = False,
    output_format: str = "text",
) -> int:
    """Print problems in order and return the exit code: text goes to standard error."""
    from briefgen.commands import report

    kept = report.without_silenced(problems, silence or {})
    code = EXIT_PROBLEMS if report.has_failed(kept, strict=strict) else 0
    if output_format == "json":
        print_line(report.render_json(kept))
        return code
    colour = has_colour(sys.stderr)
    for problem in kept:
        if settings.quiet and problem.severity == "info":
            continue
        if output_format == "github":
            print_line(report.render_github(problem))
        else:
            print_line(report.render_problem(problem, colour=colour), err=True)
    return code


def say(settings: Settings, text: str, *, err: bool = False) -> None:
    """Print a line of a summary, unless the user asked for quiet."""
    if not settings.quiet:
        from briefgen.commands.report import render_plain

        print_line(render_plain(text), err=err)


def has_colour(stream: TextIO) -> bool:
    """Tell whether to colour what goes to a stream: on a terminal, not under NO_COLOR (no-color.org)."""
    if sys.platform == "win32" and "WT_SESSION" not in os.environ:
        return False  # its older terminals show the codes themselves
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
