"""Build benchmarks: `corpus` writes a project of invented briefs, `run` compares generators over it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.build.corpus import SEED
from benchmarks.build.peers import GENERATORS, write_briefgen_project


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
    given = parser.parse_args(arguments)
    return _corpus(given)


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


if __name__ == "__main__":
    sys.exit(main())
