"""Measure extraction: `KIND GOLD…`, `articles FOLDER`, `article PATH --expected FILE`, or `gate --eval DIR`.

`timeml FILE… --gold GOLD` makes gold for `temporal` of TimeML documents.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.articles import check_articles, render_findings
from benchmarks.quality.expected import check_brief, load_expected, read_brief
from benchmarks.quality.gate import FLOORS_PATH, digest_of, dump_floors, load_floors, raised, run_gate
from benchmarks.quality.halves import HALVES, SPLIT_KINDS, rows_of
from benchmarks.quality.predict import PREDICTORS, dump_rows
from benchmarks.quality.scorer import find_scorer, load_gold, render_scores, score
from benchmarks.quality.timeml import read_timeml


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 if all is well, 1 if a floor or an expectation is not met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for kind in sorted(PREDICTORS):
        command = commands.add_parser(kind, help=f"predict and score {kind}")
        command.add_argument("gold", nargs="+", type=Path)
        command.add_argument("--pred", type=Path, help="write the predictions here, as JSON lines")
        command.add_argument("--scorer", type=Path, help="scorer; score.py beside the gold if not given")
        if kind == "timeline":
            command.add_argument(
                "--own", action="store_true", help="write the timelines of own length and span"
            )
    command = commands.add_parser("articles", help="score the briefs of single articles of a folder")
    command.add_argument("folder", type=Path)
    command.add_argument("--totals", action="store_true", help="do not list what is missed")
    command = commands.add_parser("article", help="compare the brief of one article with a list of facts")
    command.add_argument("path", type=Path)
    command.add_argument("--expected", type=Path, required=True)
    command.add_argument("--names", type=Path)
    command = commands.add_parser("gate", help="measure all sets and compare with their floors")
    command.add_argument("--eval", type=Path, required=True, help="folder of the gold files and score.py")
    command.add_argument("--only", action="append", default=[], help="name of a set; may be given again")
    command.add_argument("--jobs", type=int, default=2)
    command.add_argument("--update", action="store_true", help="pin what is reached; never lower")
    command.add_argument("--allow-lower", action="store_true", help="with --update: pin lower scores too")
    command = commands.add_parser("timeml", help="make gold for `temporal` of TimeML documents")
    command.add_argument("documents", nargs="+", type=Path)
    command.add_argument("--gold", type=Path, required=True, help="write it here, as JSON lines")
    given = parser.parse_args(arguments)
    if given.command == "article":
        return _article(given.path, given.expected, given.names)
    if given.command == "articles":
        print(render_findings(check_articles(given.folder), totals=given.totals))
        return 0
    if given.command == "timeml":
        given.gold.write_bytes(dump_rows(read_timeml(given.documents)))
        return 0
    if given.command == "gate":
        return _gate(given)
    variant = "own" if getattr(given, "own", False) else None
    return _measure(given.command, given.gold, given.pred, given.scorer, variant=variant)


def _measure(
    kind: str, gold: Sequence[Path], pred: Path | None, scorer: Path | None, *, variant: str | None = None
) -> int:
    rows = load_gold(gold)
    begin = time.perf_counter()
    predicted = PREDICTORS[kind](rows)
    seconds = time.perf_counter() - begin
    if pred is not None:
        pred.write_bytes(
            dump_rows(
                predicted if variant is None else [{**row, **row["variants"][variant]} for row in predicted]
            )
        )
    print(render_scores(kind, score(kind, rows, predicted, find_scorer(gold, scorer))))
    if kind in SPLIT_KINDS:
        for half in HALVES:
            parted = rows_of(rows, half)
            print(render_scores(f"{kind}, {half}", score(kind, parted, predicted, find_scorer(gold, scorer))))
    texts = [row["text"] for row in rows if "text" in row]
    texts += [article["text"] for row in rows for article in row.get("articles", ())]
    words = sum(len(text.split()) for text in texts)
    print(f"{words:,} words in {seconds:.1f} s, {words / seconds:,.0f} words/s")
    return 0


def _article(path: Path, expected_path: Path, names_path: Path | None) -> int:
    expected = load_expected(expected_path)
    checked = check_brief(read_brief(path, expected, names_path=names_path), expected)
    for line in checked.missed:
        print(line)
    print(f"{checked.count - len(checked.missed)} of {checked.count} expectations met")
    return 1 if checked.missed else 0


def _gate(given: argparse.Namespace) -> int:
    begin = time.perf_counter()
    reached, failures = run_gate(given.eval, jobs=given.jobs, only=given.only)
    for name, scores in sorted(reached.items()):
        print(name + ": " + ", ".join(f"{metric} {value:.2f}" for metric, value in sorted(scores.items())))
    print(f"{time.perf_counter() - begin:.0f} s")
    if given.update:
        floors = load_floors()
        for name, scores in reached.items():
            digest = digest_of([given.eval / gold for gold in floors[name].gold])
            floors[name] = raised(floors[name], scores, digest, allow_lower=given.allow_lower)
        FLOORS_PATH.write_text(dump_floors(floors), encoding="utf-8")
    for line in failures:
        print(line, file=sys.stderr)
    return 1 if failures and not given.update else 0


if __name__ == "__main__":
    sys.exit(main())
