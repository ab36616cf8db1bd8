"""Measure the extraction: python -m benchmarks.extract corpus|run|layers."""

import argparse
import gzip
import json
import tempfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from benchmarks.extract.corpus import make_articles, write_project
from benchmarks.extract.measure import run_extract, share_of_layers, words_per_second
from briefgen.model.article import Article


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a corpus, or measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extract", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    corpus = commands.add_parser("corpus", help="write a project of made-up articles")
    corpus.add_argument("--articles", type=int, default=1000)
    corpus.add_argument("--out", type=Path, required=True)
    run = commands.add_parser("run", help="time and memory of `briefgen extract`, as a table")
    run.add_argument("--sizes", default="100,1000,5000", help="numbers of articles, with commas between")
    run.add_argument("--jobs", default="1,2", help="numbers of processes, with commas between")
    layers = commands.add_parser("layers", help="words a second of one process, and the share of each layer")
    layers.add_argument(
        "files", nargs="*", type=Path, help="JSON lines with `text`, or with `articles` that have it"
    )
    layers.add_argument("--country", default="LK", help="whose crisis it is")
    layers.add_argument("--most", type=int, default=300, help="most articles taken of a file")
    given = parser.parse_args(arguments)
    if given.command == "corpus":
        print(f"{write_project(given.out, given.articles):,} words")
    elif given.command == "run":
        print_runs(
            [int(size) for size in given.sizes.split(",")], [int(jobs) for jobs in given.jobs.split(",")]
        )
    else:
        print_layers(given.files, given.country, given.most)


def print_runs(sizes: Sequence[int], jobs: Sequence[int]) -> None:
    """Print a line for each size and number of processes: nothing cached, one article added, nothing new."""
    print("| articles | words | jobs | cold | CPU | one more | CPU | nothing new | CPU | peak | cache |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for size in sizes:
        for number in jobs:
            with tempfile.TemporaryDirectory() as folder:
                project = Path(folder) / "project"
                words = write_project(project, size)
                cold = run_extract(project, "--jobs", str(number))
                _add_article(project)
                more = run_extract(project, "--jobs", str(number))
                warm = run_extract(project, "--jobs", str(number))
                cached = sum(
                    path.stat().st_size for path in (project / ".briefgen").rglob("*") if path.is_file()
                )
                runs = " | ".join(
                    f"{run.seconds:.1f} s | {run.cpu_seconds:.1f} s" for run in (cold, more, warm)
                )
                peak = max(run.peak_mb for run in (cold, more, warm))
                kept = cached / (size + 1) / 1000
                print(
                    f"| {size:,} | {words:,} | {number} | {runs} | {peak:.0f} MB | {kept:.1f} kB |",
                    flush=True,
                )


def _add_article(project: Path) -> None:
    made = next(make_articles(1, seed=99))
    (project / "content" / "articles" / "2023-03-01-more.md").write_text(
        f"---\ntitle: {made.title}\npublisher: Late Paper\npublished: 2023-03-01\n---\n\n{made.text}\n",
        encoding="utf-8",
    )


def print_layers(files: Sequence[Path], country: str, most: int) -> None:
    """Print words a second and the share of each layer: of the files, or of the made-up corpus if there are none."""
    for name, articles in _corpora(files, most):
        print(
            f"{name}: {len(articles)} articles, {words_per_second(articles, [country]):,.0f} words a second"
        )
        for layer, share in share_of_layers(articles, [country]).items():
            print(f"  {layer:18} {100 * share:5.1f} %")


def _corpora(files: Sequence[Path], most: int) -> Iterator[tuple[str, list[Article]]]:
    if not files:
        yield "made-up", [_article(one.name, one.text, str(one.published)) for one in make_articles(most)]
    for path in files:
        content = path.read_bytes()
        lines = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8").splitlines()
        rows = [one for row in map(json.loads, lines) for one in row.get("articles", [row])][:most]
        yield (
            path.name,
            [
                _article(f"{number:05}", row["text"], row.get("date") or row.get("dct"))
                for number, row in enumerate(rows)
            ],
        )


def _article(name: str, text: str, published: str | None) -> Article:
    digest = sha256(text.encode()).hexdigest()
    return Article(
        id=name,
        path=name,
        title="",
        text=text,
        sha256=digest,
        published=published or "2016-01-01",
        published_from="front matter",
    )


if __name__ == "__main__":
    main()
