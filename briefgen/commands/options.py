"""What all commands of the command line share: options, an example in the help, the log."""

import functools
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from briefgen.commands.terminal import Settings, run_command


def _set_directory(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.ensure_object(Settings).directory = value


def _set_quiet(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    settings = ctx.ensure_object(Settings)
    settings.quiet = settings.quiet or value


def _set_verbosity(ctx: click.Context, _param: click.Parameter, value: int) -> None:
    settings = ctx.ensure_object(Settings)
    settings.verbosity += value


DIRECTORY_OPTION = click.option(
    "-C",
    "--directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    expose_value=False,
    callback=_set_directory,
    help="Work on the project in DIR or above it.  [default: here]",
)
QUIET_OPTION = click.option(
    "-q",
    "--quiet",
    is_flag=True,
    expose_value=False,
    callback=_set_quiet,
    help="Print errors and warnings only.",
)
VERBOSE_OPTION = click.option(
    "-v",
    "--verbose",
    count=True,
    expose_value=False,
    callback=_set_verbosity,
    help="Say more; twice for the libraries' messages too.",
)


def make_command(group: click.Group, example: str) -> Callable[[Callable[..., int | None]], click.Command]:
    """Return a decorator that makes a function a command of a group, with the shared options.

    The function gets the settings and its own options, and returns an exit code, None for 0; what a user caused is
    printed. The example stands at the end of its help, a command a line.
    """

    def decorate(function: Callable[..., int | None]) -> click.Command:
        @functools.wraps(function)
        @click.pass_context
        def wrapped(ctx: click.Context, /, **values: Any) -> None:
            settings = ctx.ensure_object(Settings)
            _prepare_logging(settings)
            ctx.exit(run_command(lambda: function(settings, **values), settings))

        lines = "\n".join(f"  {line}" for line in example.splitlines())
        command: click.Command = group.command(epilog=f"\b\nExample:\n{lines}\n")(wrapped)
        for option in (DIRECTORY_OPTION, QUIET_OPTION, VERBOSE_OPTION):
            option(command)  # after the command's own in the help
        return command

    return decorate


def _prepare_logging(settings: Settings) -> None:
    """Send briefgen's log to standard error; the libraries' only at -vv."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("briefgen")
    log.handlers[:] = [handler]
    log.propagate = False
    level = logging.WARNING if settings.quiet else logging.DEBUG if settings.verbosity else logging.INFO
    log.setLevel(level)
    # Without any handler Python prints the libraries' warnings itself.
    root = logging.getLogger()
    root.handlers[:] = [handler] if settings.verbosity > 1 else [logging.NullHandler()]
