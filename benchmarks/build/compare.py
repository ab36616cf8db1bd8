"""Generators compared over the same briefs: each build beside the others in one run, round by round."""

import html
import re
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from benchmarks.build.corpus import EDIT_MARK, make_brief
from benchmarks.build.measure import (
    Run,
    RunFailed,
    delete_built,
    free_port,
    run_measured,
    running_server,
    wait_for_start,
    wait_for_words,
)
from benchmarks.build.peers import BRIEFGEN, Generator, clean_environment, edit_brief, edit_template

Scenario = Literal["cold", "unchanged", "edited", "template", "memory"]
SCENARIOS: tuple[Scenario, ...] = ("cold", "unchanged", "edited", "template", "memory")


class Measured(msgspec.Struct, frozen=True):
    """All runs of one generator in one scenario at one size, in the order of the rounds."""

    generator: str
    brief_count: int
    scenario: Scenario
    runs: list[Run]


class Saved(msgspec.Struct, frozen=True):
    """Seconds from saves to served pages."""

    generator: str
    brief_count: int
    seconds: list[float]
    lost: int = 0
    """Saves that were not served within the limit."""


class Bench(msgspec.Struct, frozen=True):
    """Where the measured projects and tools lie."""

    folder: Path
    """Made anew for each size: `PROJECTS/NAME-COUNT`."""
    tools: Path
    tell: Callable[[str], None]

    def project(self, generator: Generator, count: int) -> Path:
        """Return the folder of one generator's project, written if it is not there."""
        path = self.folder / f"{generator.name.lower()}-{count}"
        if not path.exists():
            self.tell(f"writing {count} briefs for {generator.name}")
            generator.write(path, count)
        return path


def compare_builds(
    bench: Bench, generators: Sequence[Generator], count: int, rounds: int, scenarios: Sequence[Scenario]
) -> list[Measured]:
    """Build the same briefs with all generators, round by round, so that noise of the machine meets all alike.

    Args:
        bench: where things lie.
        generators: what is compared.
        count: briefs.
        rounds: how often each scenario is run.
        scenarios: which ones.
    Raises:
        RunFailed: a build failed, or pages do not say the same.
    """
    runs: dict[tuple[str, Scenario], list[Run]] = {}
    for scenario in scenarios:
        for number in range(1 if scenario == "memory" else rounds):
            for generator in generators:
                run = _run(bench, generator, count, scenario, number)
                runs.setdefault((generator.name, scenario), []).append(run)
                cell = f"{run.wall_seconds:8.3f} s wall {run.cpu_seconds:8.3f} s CPU"
                memory = f" {run.peak_mib:6.0f} MiB" if run.peak_mib else ""
                bench.tell(f"{count:6} briefs {scenario:10} {generator.name:10}{cell}{memory}")
        if scenario == "cold":
            check_same_text(bench, generators, count)
    return [Measured(name, count, scenario, measured) for (name, scenario), measured in runs.items()]


def _run(bench: Bench, generator: Generator, count: int, scenario: Scenario, number: int) -> Run:
    project = bench.project(generator, count)
    if scenario in ("cold", "memory"):
        delete_built(project, (generator.output, *generator.caches))
    elif scenario == "edited":
        edit_brief(project, generator, count // 2, f"Edition {number + 2}.")
    elif scenario == "template":
        edit_template(project, generator, f"Printed {number + 2} times.")
    command = generator.build(project, bench.tools)
    return run_measured(command, project, clean_environment(generator), with_memory=scenario == "memory")


def compare_saves(bench: Bench, generator: Generator, count: int, saves: int) -> Saved:
    """Serve a project, save one brief again and again, and wait for each to be served."""
    project = bench.project(generator, count)
    delete_built(project, (generator.output, *generator.caches))
    number = count // 2
    url = f"{make_brief(number)[0].slug}/"
    seconds: list[float] = []
    lost = 0
    if generator.serve is None:
        raise RunFailed(f"{generator.name} has no server")
    edit_brief(project, generator, number, EDIT_MARK)
    port = free_port()
    with running_server(generator.serve(project, bench.tools, port), project, clean_environment(generator)):
        wait_for_start(port, url, EDIT_MARK)
        for save in range(saves):
            # Servers that still work on the last save would be measured for two.
            time.sleep(1)
            words = f"Edition {save + 2}."
            edit_brief(project, generator, number, words)
            try:
                seconds.append(wait_for_words(port, url, words))
            except RunFailed:
                lost += 1
        edit_brief(project, generator, number, EDIT_MARK)
    median = f"{1000 * statistics.median(seconds):.0f} ms" if seconds else "never"
    bench.tell(f"{count:6} briefs save to page {generator.name:10} {median}, {lost} lost")
    return Saved(generator.name, count, seconds, lost)


def check_same_text(bench: Bench, generators: Sequence[Generator], count: int) -> None:
    """Check that the pages of all generators have the words of briefgen's, and the same files of briefs.

    Raises:
        RunFailed: a page is missing or lacks words.
    """
    for number in {0, count // 2, count - 1}:
        slug = make_brief(number)[0].slug
        pages = {
            generator.name: bench.project(generator, count) / generator.output / slug / "index.html"
            for generator in generators
        }
        wanted = words_of(pages[BRIEFGEN.name]) if BRIEFGEN.name in pages else set()
        for name, path in pages.items():
            lacking = wanted - words_of(path)
            if lacking:
                raise RunFailed(f"{name} lacks on {slug}: {', '.join(sorted(lacking)[:10])}")


def words_of(path: Path) -> set[str]:
    """Return the words of a page's main part, without marks."""
    text = path.read_text(encoding="utf-8")
    main = re.sub(r"(?s)^.*<main>|</main>.*$", "", text)
    plain = html.unescape(re.sub(r"<[^>]*>", " ", main)).replace("’", "'")
    return set(re.findall(r"[\w']+", plain))


def median_ratio(measured: Sequence[float], beside: Sequence[float]) -> float:
    """Return the median of ratios, each of two runs of one round; what has fewer rounds is paired with the first."""
    return statistics.median(one / other for one, other in zip(measured, beside, strict=False))
