"""`timex [TEXTS…] --tools DIR`: find_timexes against spaCy's NER over the same texts, one process each."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed.race import Pace, race, spacy_readers
from benchmarks.speed.texts import load_texts, make_texts

LEAST = 12.0
"""How many times as fast as spaCy's NER the layer must be."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 if the layer is fast enough, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    timex = commands.add_parser("timex", help="time expressions against spaCy's NER")
    timex.add_argument(
        "texts", nargs="*", type=Path, help="text files or JSON lines; made up if none is given"
    )
    timex.add_argument("--tools", type=Path, required=True, help="folder in which spaCy is installed")
    timex.add_argument("--rounds", type=int, default=3, help="runs of each (default: 3)")
    timex.add_argument("--least", type=float, default=LEAST, help=f"ratio to reach (default: {LEAST:g})")
    given = parser.parse_args(arguments)
    texts = load_texts(given.texts) if given.texts else make_texts()
    with tempfile.TemporaryDirectory() as folder:
        paces = race(spacy_readers(given.tools), texts, Path(folder) / "texts.json", rounds=given.rounds)
    words = sum(len(text.text.split()) for text in texts)
    print(
        f"{len(texts):,} texts, {words:,} words, median of {given.rounds} runs, one process and thread each"
    )
    return report(paces, given.least)


def report(paces: Sequence[Pace], least: float) -> int:
    """Print how fast each was and the ratio of the first to the second; return 1 if that is below the least."""
    for pace in paces:
        print(f"{pace.name:14} {pace.words_per_second:10,.0f} words/s {pace.found:8,} found")
    ratio = paces[0].words_per_second / paces[1].words_per_second
    print(f"{ratio:.1f} times as fast; {least:g} asked for")
    return 0 if ratio >= least else 1


if __name__ == "__main__":
    sys.exit(main())
