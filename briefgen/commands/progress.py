"""Progress of long runs: a bar on a terminal, a line for each tenth elsewhere."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

LOG = logging.getLogger("briefgen")

MIN_LINES_TOTAL = 50
"""Fewer articles than this are read before anybody asks: no lines for them."""


@contextmanager
def show_progress(label: str, *, terminal: bool) -> Iterator[Callable[[int, int], None]]:
    """Give a function that is called with how much is done, and of how much.

    Args:
        label: what is done, in a word or two.
        terminal: whether standard error is a terminal; else lines go to the log.
    """
    if terminal:
        columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(label, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)
    else:
        yield _Lines(label).show


class _Lines:
    """Lines of progress, one for each tenth."""

    def __init__(self, label: str) -> None:
        self.label = label
        self._tenths = 0

    def show(self, done: int, total: int) -> None:
        tenths = done * 10 // total if total else 10
        if tenths < self._tenths:  # the next brief began
            self._tenths = 0
        if total >= MIN_LINES_TOTAL and tenths > self._tenths:
            self._tenths = tenths
            LOG.info("%s: %d of %d", self.label, done, total)
