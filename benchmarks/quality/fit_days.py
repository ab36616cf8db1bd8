"""Fit the weights of days: `python -m benchmarks.quality.fit_days GOLD.jsonl.gz…` prints them.

A logistic regression that tells the days which journalists chose from those that they did not, on four features.
What is shipped is fitted on all topics given; what is reported as quality leaves the measured topic out.
"""

import math
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from briefgen.extract.event_rules.salience import DayFeatures, DayWeights

_RIDGE = 0.03
"""Holds the weights small; 0.003 to 0.1 give the same within a point."""
_STEPS = 40


class Example(msgspec.Struct, frozen=True):
    """The days of one collection as one reference sees them."""

    features: list[DayFeatures]
    chosen: list[bool]
    weight: float
    """Of each day, so that each topic counts the same."""


def fit_weights(examples: Sequence[Example]) -> DayWeights:
    """Fit the weights by Newton's method; the constant is not needed for ranking.

    Source: ridge-penalised logistic regression (le Cessie and van Houwelingen 1992).
    """
    rows = [
        ([day.remembered, day.told, day.burst, day.dense, 1.0], float(chosen), example.weight)
        for example in examples
        for day, chosen in zip(example.features, example.chosen, strict=True)
    ]
    total = sum(weight for _, _, weight in rows)
    size = 5
    found = [0.0] * size
    for _ in range(_STEPS):
        gradient = [_RIDGE * value for value in found[:-1]] + [0.0]
        hessian = [[_RIDGE if i == j and i < size - 1 else 0.0 for j in range(size)] for i in range(size)]
        for row, chosen, weight in rows:
            chance = 1 / (1 + math.exp(-sum(value * x for value, x in zip(found, row, strict=True))))
            part = weight / total
            for i, x in enumerate(row):
                gradient[i] += part * (chance - chosen) * x
                for j, y in enumerate(row):
                    hessian[i][j] += part * chance * (1 - chance) * x * y
        step = _solve(hessian, gradient)
        found = [value - change for value, change in zip(found, step, strict=True)]
    return DayWeights(*(round(value, 3) for value in found[:4]))


def _solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Solve a small system of linear equations by elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(size):
            if row != column:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [rows[at][size] / rows[at][at] for at in range(size)]


def main(arguments: Sequence[str]) -> int:
    """Print the weights fitted on all topics, and with each one left out."""
    from benchmarks.quality.scorer import load_gold
    from benchmarks.quality.timelines import examples_of, read_collections

    collections = read_collections(load_gold([Path(argument) for argument in arguments]))
    print("all", fit_weights(examples_of(collections)))
    for left in collections:
        others = [other for other in collections if other.topic != left.topic]
        print("without", left.topic, fit_weights(examples_of(others)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
