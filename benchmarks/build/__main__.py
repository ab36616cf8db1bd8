"""Build benchmarks: `corpus` writes a project of invented briefs, `run` compares generators over it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.build.compare import SCENARIOS, Bench, compare_builds, compare_saves
from benchmarks.build.corpus import SEED
from benchmarks.build.measure import RunFailed
from benchmarks.build.peers import BRIEFGEN, GENERATORS, write_briefgen_project
from benchmarks.build.report import Results, load_results, update_page, write_results


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    corpus = commands.add_parser("corpus", help="write a project that `briefgen -C DIR build` builds")
    corpus.add_argument("--briefs", type=int, required=True, help="how many")
    corpus.add_argument("--out", type=Path, required=True, help="folder; made if it is not there")
    corpus.add_argument("--seed", type=int, default=SEED)
    corpus.add_argument(
        "--theme", default="bench", help="bench: the minimal one (default); dispatch: the built-in one"
    )
    corpus.add_argument(
        "--peer",
        choices=[generator.name.lower() for generator in GENERATORS[1:]],
        help="write the project of another generator instead, with the same briefs",
    )
    run = commands.add_parser("run", help="compare; installs the other generators below --tools")
    run.add_argument(
        "--briefs", type=int, action="append", help="how many; may be given again (default: 100, 1000)"
    )
    run.add_argument("--rounds", type=int, default=3, help="builds of each kind (default: 3)")
    run.add_argument("--peers", default="hugo", help="names parted by commas, or all (default: hugo)")
    run.add_argument(
        "--scenario", action="append", choices=SCENARIOS, help="may be given again (default: all)"
    )
    run.add_argument(
        "--saves", type=int, default=0, help="saves to measure in the server of each (default: none)"
    )
    run.add_argument("--folder", type=Path, required=True, help="where projects are written and built")
    run.add_argument("--tools", type=Path, required=True, help="where the other generators are installed")
    run.add_argument("--results", type=Path, help="add what was measured to this JSON file")
    report = commands.add_parser("report", help="write the tables of docs/performance.md from results")
    report.add_argument("--results", type=Path, required=True)
    report.add_argument("--page", type=Path, default=Path("docs/performance.md"))
    report.add_argument("--prefix", default="", help="of the names of its tables (default: none)")
    given = parser.parse_args(arguments)
    return {"corpus": _corpus, "run": _run, "report": _report}[given.command](given)


def _corpus(given: argparse.Namespace) -> int:
    if given.out.exists() and any(given.out.iterdir()):
        print(f"{given.out} is not empty", file=sys.stderr)
        return 2
    if given.peer is None:
        total_bytes = write_briefgen_project(given.out, given.briefs, theme=given.theme, seed=given.seed)
        print(f"{given.briefs} briefs, {total_bytes / max(given.briefs, 1) / 1000:.1f} kB of YAML each")
        return 0
    generator = next(one for one in GENERATORS if one.name.lower() == given.peer)
    generator.write(given.out, given.briefs)
    print(f"{given.briefs} briefs for {generator.name}")
    return 0


def _run(given: argparse.Namespace) -> int:
    wanted = given.peers.lower().split(",")
    peers = [one for one in GENERATORS[1:] if wanted == ["all"] or one.name.lower() in wanted]
    generators = [BRIEFGEN, *peers]
    bench = Bench(given.folder.resolve(), given.tools.resolve(), print)
    results = Results([], [])
    try:
        for generator in peers:
            bench.tell(f"installing {generator.name} {generator.version}")
            generator.install(bench.tools)
        for count in given.briefs or (100, 1000):
            results.builds.extend(
                compare_builds(bench, generators, count, given.rounds, given.scenario or SCENARIOS)
            )
            if given.saves:
                results.saves.extend(compare_saves(bench, one, count, given.saves) for one in generators)
    except RunFailed as err:
        print(err, file=sys.stderr)
        return 1
    if given.results:
        write_results(given.results, results)
    return 0


def _report(given: argparse.Namespace) -> int:
    update_page(given.page, load_results(given.results), given.prefix)
    return 0


if __name__ == "__main__":
    sys.exit(main())
