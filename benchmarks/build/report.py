"""Results as a file and as the tables of docs/performance.md."""

import re
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from benchmarks.build.compare import Measured, Saved, Scenario, median_ratio
from benchmarks.build.peers import BRIEFGEN, GENERATORS, HUGO

_ROWS: tuple[tuple[Scenario, str], ...] = (
    ("cold", "cold build, no cache"),
    ("unchanged", "nothing changed, new process"),
    ("edited", "one brief edited, new process"),
    ("template", "template of every page edited"),
)


class Results(msgspec.Struct, frozen=True):
    """What was measured."""

    builds: list[Measured]
    saves: list[Saved]


def write_results(path: Path, results: Results) -> None:
    """Write results; of what was measured before only that stays which was not measured again."""
    before = load_results(path) if path.exists() else Results([], [])
    new = {(one.generator, one.brief_count, one.scenario) for one in results.builds}
    kept = [one for one in before.builds if (one.generator, one.brief_count, one.scenario) not in new]
    builds = sorted([*kept, *results.builds], key=lambda one: (one.brief_count, one.scenario, one.generator))
    saved = {(one.generator, one.brief_count) for one in results.saves}
    saves = [one for one in before.saves if (one.generator, one.brief_count) not in saved]
    saves = sorted([*saves, *results.saves], key=lambda one: (one.brief_count, one.generator))
    path.write_bytes(msgspec.json.format(msgspec.json.encode(Results(builds, saves)), indent=1) + b"\n")


def load_results(path: Path) -> Results:
    """Read results."""
    return msgspec.json.decode(path.read_bytes(), type=Results)


def update_page(page: Path, results: Results, prefix: str = "") -> None:
    """Put the tables into the page, between the comments that name them.

    Args:
        page: Markdown with `<!-- measured: NAME -->` and `<!-- /measured -->`.
        results: of one run, or of several at other sizes: what is divided must stand beside each other.
        prefix: before the names, where a page has the tables of several runs.
    """
    tables = {
        "wall": render_ratios(results.builds, "wall"),
        "cpu": render_ratios(results.builds, "cpu"),
        "memory": render_memory(results.builds),
        "saves": render_saves(results.saves),
        "seconds": render_seconds(results.builds),
        "versions": render_versions(results.builds),
    }
    text = page.read_text(encoding="utf-8")
    for name, table in tables.items():
        text = re.sub(
            rf"(<!-- measured: {prefix}{name} -->\n).*?(<!-- /measured -->)",
            lambda found, table=table: f"{found[1]}{table}\n{found[2]}",  # type: ignore[misc]
            text,
            flags=re.DOTALL,
        )
    page.write_text(text, encoding="utf-8")


def render_ratios(builds: Sequence[Measured], which: str) -> str:
    """Return wall or CPU time of each generator as a multiple of Hugo's cold build of the same round."""
    lines = []
    for scenario, title in _ROWS:
        if not any(one.scenario == scenario for one in builds):
            continue
        cells = []
        for name in _names(builds):
            parts = []
            for count in _counts(builds):
                own = _seconds(builds, name, count, scenario, which)
                beside = _seconds(builds, HUGO.name, count, "cold", which)
                parts.append(f"{median_ratio(own, beside):.2g}" if own and beside else "–")
            cells.append(" / ".join(parts))
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return _table(["", *_names(builds)], lines)


def render_memory(builds: Sequence[Measured]) -> str:
    """Return peak memory in MiB."""
    lines = []
    for count in _counts(builds):
        peaks = [_peak(builds, name, count) for name in _names(builds)]
        cells = [f"{peak:.0f}" if peak else "–" for peak in peaks]
        lines.append(f"| {count:,} | {' | '.join(cells)} |")
    return _table(["briefs", *_names(builds)], lines)


def render_seconds(builds: Sequence[Measured]) -> str:
    """Return median seconds of briefgen and Hugo: they differ from machine to machine."""
    lines = []
    for count in _counts(builds):
        for scenario, title in _ROWS:
            cells = [
                f"{statistics.median(seconds):.2f}"
                if (seconds := _seconds(builds, name, count, scenario, "wall"))
                else "–"
                for name in (BRIEFGEN.name, HUGO.name)
            ]
            lines.append(f"| {count:,} | {title} | {' | '.join(cells)} |")
    return _table(["briefs", "", "briefgen", "Hugo"], lines)


def render_saves(saves: Sequence[Saved]) -> str:
    """Return milliseconds from saves to served pages."""
    lines = []
    for one in saves:
        if one.seconds:
            ms = [
                1000 * seconds
                for seconds in (min(one.seconds), statistics.median(one.seconds), max(one.seconds))
            ]
            cell = " / ".join(f"{value:.0f}" for value in ms)
        else:
            cell = "never served"
        lines.append(f"| {one.brief_count:,} | {one.generator} | {cell} | {len(one.seconds)} | {one.lost} |")
    return _table(["briefs", "server", "min / median / max ms", "saves", "lost"], lines)


def render_versions(builds: Sequence[Measured]) -> str:
    """Return what was compared, with versions and what each was given."""
    names = _names(builds)
    lines = [f"| {one.name} | {one.version} | {one.form} |" for one in GENERATORS if one.name in names]
    return _table(["generator", "version", "input"], lines)


def _table(head: Sequence[str], lines: Iterable[str]) -> str:
    return "\n".join([f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *lines])


def _names(builds: Sequence[Measured]) -> list[str]:
    measured = {one.generator for one in builds}
    return [one.name for one in GENERATORS if one.name in measured]


def _counts(builds: Sequence[Measured]) -> list[int]:
    return sorted({one.brief_count for one in builds})


def _seconds(
    builds: Sequence[Measured], name: str, count: int, scenario: Scenario, which: str
) -> list[float]:
    for one in builds:
        if (one.generator, one.brief_count, one.scenario) == (name, count, scenario):
            return [run.wall_seconds if which == "wall" else run.cpu_seconds for run in one.runs]
    return []


def _peak(builds: Sequence[Measured], name: str, count: int) -> float | None:
    for one in builds:
        if (one.generator, one.brief_count, one.scenario) == (name, count, "memory"):
            return one.runs[0].peak_mib
    return None
