"""The quality gate: floors pinned for digests of the gold files, and scores that must not fall below them."""

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec
import yaml

from benchmarks.quality.halves import Half, Row, rows_of
from benchmarks.quality.predict import PREDICTORS
from benchmarks.quality.scorer import Scores, find_scorer, load_gold, score

FLOORS_PATH = Path(__file__).with_name("floors.yaml")
_HEAD = """\
# Scores pinned by `python -m benchmarks.quality gate --eval DIR --update`, in per cent; a run below one fails.
# `sha256` is of the gold files together: other gold, other floors. Lowering one needs --allow-lower.
"""
_SLACK = 0.005
"""Floors are rounded down to hundredths of a per cent; this is half of one."""


class Floor(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one gold set must reach."""

    kind: str
    gold: list[str]
    """File names below the folder of the gold."""
    sha256: str
    floors: dict[str, float]
    """Metric, with its part (`figure.f1`), to per cent."""
    half: Half | None = None
    """Half of the documents that is measured; all of them if None."""


def load_floors(path: Path = FLOORS_PATH) -> dict[str, Floor]:
    """Read the floors by name of the set.

    Raises:
        msgspec.ValidationError: the file has another shape.
    """
    return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), dict[str, Floor])


def dump_floors(floors: Mapping[str, Floor]) -> str:
    """Return the floors as YAML."""
    return _HEAD + yaml.safe_dump(msgspec.to_builtins(dict(floors)), sort_keys=True, width=100)


def digest_of(paths: Sequence[Path]) -> str:
    """Return the SHA-256 over all gold files of a set."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def flat(scores: Scores, wanted: Sequence[str]) -> dict[str, float]:
    """Return the wanted metrics (`figure.f1`) in per cent, rounded down to hundredths."""
    found: dict[str, float] = {}
    for name in wanted:
        metric, part = name.rsplit(".", 1)
        found[name] = int(10000 * scores[metric][part] + 1e-9) / 100
    return found


def measure(
    kind: str, paths: Sequence[Path], scorer: Path | None = None, *, half: Half | None = None
) -> Scores:
    """Predict and score one gold set, or one half of it."""
    rows: list[Row] = [*load_gold(paths)]
    if half is not None:
        rows = rows_of(rows, half)
    return score(kind, rows, PREDICTORS[kind](rows), find_scorer(paths, scorer))


def compare(name: str, floor: Floor, reached: Mapping[str, float]) -> list[str]:
    """Return a line for each metric below its floor."""
    return [
        f"{name}: {metric} {reached[metric]:.2f} is below its floor {least:.2f}"
        for metric, least in sorted(floor.floors.items())
        if reached[metric] < least - _SLACK
    ]


def raised(floor: Floor, reached: Mapping[str, float], sha256: str, *, allow_lower: bool) -> Floor:
    """Return the floor with what is reached; never lower unless that is allowed or the gold is another."""
    keep = floor.sha256 == sha256 and not allow_lower
    floors = {
        metric: max(least, reached[metric]) if keep else reached[metric]
        for metric, least in floor.floors.items()
    }
    return msgspec.structs.replace(floor, floors=floors, sha256=sha256)


def run_gate(
    folder: Path, *, jobs: int = 2, only: Sequence[str] = ()
) -> tuple[dict[str, dict[str, float]], list[str]]:
    """Measure all sets whose gold lies in a folder.

    Returns:
        What each set reached, and a line for each failure: a floor not reached, or gold other than the floor's.
    """
    floors = {name: floor for name, floor in load_floors().items() if not only or name in only}
    failures: list[str] = []
    present: list[str] = []
    for name, floor in sorted(floors.items()):
        paths = [folder / gold for gold in floor.gold]
        if not all(path.is_file() for path in paths):
            failures.append(f"{name}: gold is missing: {', '.join(p.name for p in paths if not p.is_file())}")
        elif digest_of(paths) != floor.sha256:
            failures.append(
                f"{name}: the gold is not the one that the floors were pinned on; run with --update"
            )
            present.append(name)
        else:
            present.append(name)
    reached: dict[str, dict[str, float]] = {}
    # The longest first, so that no process waits for it alone.
    present.sort(key=lambda name: -sum((folder / gold).stat().st_size for gold in floors[name].gold))
    with ProcessPoolExecutor(max_workers=max(1, jobs)) as pool:
        running = [
            (
                name,
                pool.submit(
                    measure,
                    floors[name].kind,
                    [folder / g for g in floors[name].gold],
                    folder / "score.py",
                    half=floors[name].half,
                ),
            )
            for name in present
        ]
        for name, future in running:
            reached[name] = flat(future.result(), list(floors[name].floors))
            if digest_of([folder / g for g in floors[name].gold]) == floors[name].sha256:
                failures += compare(name, floors[name], reached[name])
    return reached, failures
