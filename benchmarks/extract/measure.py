"""Measurements: the whole command on a project in its own process, and the layers in this one."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from briefgen.extract.background import find_background
from briefgen.extract.context import Context
from briefgen.extract.document import Document, find_published
from briefgen.extract.events import find_events
from briefgen.extract.figures import find_figures
from briefgen.extract.layers.attributions import find_attributions
from briefgen.extract.layers.blocks import find_blocks
from briefgen.extract.layers.clauses import find_clauses
from briefgen.extract.layers.names import find_names
from briefgen.extract.layers.quantities import find_quantities
from briefgen.extract.layers.sentences import find_sentences
from briefgen.extract.layers.timex import find_timexes
from briefgen.extract.layers.tokens import find_tokens
from briefgen.extract.reactions import find_reactions
from briefgen.extract.reading import read_article
from briefgen.model.article import Article
from briefgen.model.brief import Subject
from briefgen.model.names import Names


class Run(NamedTuple):
    """What one run of the command took."""

    seconds: float
    """By the clock on the wall."""
    cpu_seconds: float
    """Of the process and its workers."""
    peak_mb: float
    """Largest memory of the process and its workers together, what they share counted once, in MiB."""


def run_extract(project: Path, *options: str) -> Run:
    """Run `briefgen extract` on a project, in a session of its own so that its workers are counted (Linux).

    Raises:
        RuntimeError: it failed.
    """
    command = [sys.executable, "-m", "briefgen", "-C", str(project), "extract", "-q", *options]
    started = time.perf_counter()
    peak_kb = 0
    ticks: dict[int, int] = {}
    with subprocess.Popen(command, start_new_session=True) as process:
        while process.poll() is None:
            members = _members(process.pid)
            ticks |= members
            peak_kb = max(peak_kb, sum(map(_proportional_kb, members)))
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK_SECONDS)
        seconds = time.perf_counter() - started
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: exit code {process.returncode}")
    return Run(seconds, sum(ticks.values()) / os.sysconf("SC_CLK_TCK"), peak_kb / 1024)


_LOOK_SECONDS = 0.1


def _members(session: int) -> dict[int, int]:
    """Return the processes of a session, and the processor time of each in ticks (proc(5))."""
    members: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                members[int(path.parent.name)] = int(fields[11]) + int(fields[12])
    return members


def _proportional_kb(process: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def words_per_second(articles: Sequence[Article], countries: Sequence[str]) -> float:
    """Return how many words of articles are read in a second of one process, all layers and sections."""
    subject = Subject(countries=list(countries))
    read_article(articles[0], subject, Names())  # word lists are loaded once
    words = sum(len(article.text.split()) for article in articles)
    started = time.process_time()
    for article in articles:
        read_article(article, subject, Names())
    return words / (time.process_time() - started)


def share_of_layers(articles: Sequence[Article], countries: Sequence[str]) -> dict[str, float]:
    """Return which share of the time of reading each layer and section takes, 0 to 1, in order of work."""
    spent: dict[str, float] = {}

    def timed(name: str, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        started = time.process_time()
        result = function(*arguments, **named)
        spent[name] = spent.get(name, 0.0) + time.process_time() - started
        return result

    subject = Subject(countries=list(countries))
    read_article(articles[0], subject, Names())
    for article in articles:
        text = article.text
        blocks = timed("blocks", find_blocks, text, title=article.title)
        published = find_published(article, blocks)
        repaired = timed("tokens", find_tokens, text, [block.span for block in blocks])
        sentences = timed("sentences", find_sentences, text, blocks, repaired)
        clauses = timed("clauses", find_clauses, text, repaired, sentences)
        spans = [sentence.span for sentence in sentences]
        timexes = timed("time expressions", find_timexes, text, published, spans=spans)
        names = timed("names", find_names, text, repaired, blocks, sentences, Names(), subject)
        quantities = timed("quantities", find_quantities, text, repaired, sentences, timexes)
        attributions = timed("attributions", find_attributions, text, repaired, sentences, clauses, names)
        document = Document(
            article=article,
            published=published,
            blocks=blocks,
            repaired=repaired,
            sentences=sentences,
            clauses=clauses,
            timexes=timexes,
            headings=[],
            names=names,
            quantities=quantities,
            attributions=attributions,
        )
        context = timed("context", Context, document)
        timed("reactions", find_reactions, context, subject.countries)
        timed("timeline", find_events, context, subject.countries)
        timed("figures", find_figures, context, (), subject.countries)
        timed("background", find_background, context)
    total = sum(spent.values())
    return {name: seconds / total for name, seconds in spent.items()}
