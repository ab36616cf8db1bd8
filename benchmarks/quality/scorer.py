"""Scores: the scorer that comes with the gold files, loaded from its own file."""

import gzip
import importlib.util
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Scores = dict[str, dict[str, float]]
"""Metric -> p, r, f1, pred, gold, as far as the metric has them."""


def load_gold(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Read gold rows of JSON-lines files, gzipped or not.

    Raises:
        ValueError: a row is no object, or lacks its text or articles.
    """
    rows: list[dict[str, Any]] = []
    for path in paths:
        content = path.read_bytes()
        text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.strip():
                continue
            row = json.loads(line)
            if not isinstance(row, dict) or not ("text" in row or "articles" in row):
                raise ValueError(f"{path.name}:{number}: not a gold row")
            rows.append(row)
    return rows


def find_scorer(paths: Sequence[Path], given: Path | None) -> Path:
    """Return the scorer's file: the one given, else `score.py` beside the gold.

    Raises:
        FileNotFoundError: there is none.
    """
    path = given if given is not None else paths[0].parent / "score.py"
    if not path.is_file():
        raise FileNotFoundError(f"no scorer at {path}; name it with --scorer")
    return path


def score(
    kind: str, gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]], scorer: Path
) -> Scores:
    """Score predictions with the scorer of the gold files.

    Returns:
        Its metrics, those of single timelines left out; those of a prediction's `variants` behind their name
        (`own_date`).
    """
    spec = importlib.util.spec_from_file_location("quality_scorer", scorer)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no scorer at {scorer}")
    module = importlib.util.module_from_spec(spec)
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    function, key = module.SCORERS[kind]
    metric: Callable[[dict[str, Any], dict[str, Any]], Scores] = function
    golden, rows = {row[key]: row for row in gold}, {row[key]: row for row in predicted}
    found = _public(metric(golden, rows))
    for variant in sorted({name for row in rows.values() for name in row.get("variants", ())}):
        answers = {name: row.get("variants", {}).get(variant, {}) for name, row in rows.items()}
        found |= {f"{variant}_{name}": value for name, value in _public(metric(golden, answers)).items()}
    return found


def _public(scores: Scores) -> Scores:
    return {name: value for name, value in scores.items() if not name.startswith("_")}


def render_scores(kind: str, scores: Scores) -> str:
    """Return the scores as a table, in per cent."""
    lines = [f"{kind:18} {'P':>7} {'R':>7} {'F1':>7} {'pred':>7} {'gold':>7}"]
    for name, value in scores.items():
        cells = [f"{100 * value[part]:7.2f}" if part in value else " " * 7 for part in ("p", "r", "f1")]
        lines.append(f"{name:18} {' '.join(cells)} {value.get('pred', ''):>7} {value.get('gold', ''):>7}")
    return "\n".join(lines)
