"""Step charts of series: where their lines, points and labels stand, in percent of the drawing.

Percentages let a theme draw a chart at any width with letters of one size: nothing is stretched.
"""

import datetime
import math
from collections.abc import Callable, Sequence

import msgspec

from briefgen.model.brief import Figure, Inexact
from briefgen.model.dates import parse_date
from briefgen.model.series import Series, value_range

MAX_LINES = 5
"""More claimants than this are not told apart by lines; those with the fewest figures share the last one."""

MIN_POINTS = 3
"""Two numbers are read faster than drawn."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 3.0, 97.0, 14.0, 92.0
"""Edges of the plot in percent of the drawing, so that points and their arrows are not cut off."""


class ChartPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of a chart."""

    figure: Figure
    x: float
    """Percent from the left."""
    y: float
    """Percent from the top."""
    bound: float
    """Where a bar ends that says how far the number may reach (a range, at least, up to); `y` if it is exact."""


class ChartStep(msgspec.Struct, frozen=True):
    """A straight piece of a step line, level or upright, in percent."""

    x1: float
    y1: float
    x2: float
    y2: float


class ChartLine(msgspec.Struct, frozen=True, kw_only=True):
    """What one claimant says over time."""

    number: int
    """From 1; what a theme tells lines apart by."""
    claimant: str
    """"" where nobody is named, or for those who share the last line."""
    is_shared: bool
    """Whether several claimants share it, so that its points are not joined."""
    points: tuple[ChartPoint, ...]
    """By date."""
    steps: tuple[ChartStep, ...]
    """A number holds until the next one of the same claimant, the last one to the right edge of the plot."""


class ChartTick(msgspec.Struct, frozen=True):
    """A labelled level line."""

    y: float
    value: float | int


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A series drawn over time."""

    lines: tuple[ChartLine, ...]
    ticks: tuple[ChartTick, ...]
    """Upwards, from zero."""
    left: float
    right: float
    bottom: float
    """Edges of the plot in percent of the drawing."""
    first: str
    """Earliest date, EDTF."""
    last: str
    """Latest date, EDTF."""
    left_out: int
    """How many figures of the series have no number or no date and stand in the table only."""


def find_chart(series: Series) -> Chart | None:
    """Lay out the chart of a series; None where it would say no more than the table.

    A chart needs three numbers on two days or more. Withdrawn figures are left out; superseded ones are what the line
    steps up from. Source of the form: a number of a crisis holds until a newer one is given, so its line is a step.
    """
    dated = [figure for figure in series.figures if _is_drawn(figure)]
    days = sorted({_day(figure) for figure in dated})
    if len(days) < 2 or len(dated) < MIN_POINTS:
        return None
    span = (days[-1] - days[0]).days
    highest = max(_reach(figure) for figure in dated)
    top = _round_up(highest)

    def x_of(figure: Figure) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * (_day(figure) - days[0]).days / span, 2)

    def y_of(value: float) -> float:
        return round(_BOTTOM - (_BOTTOM - _TOP) * min(value, top) / top, 2)

    lines: list[ChartLine] = []
    for number, (claimant, members, is_shared) in enumerate(_by_claimant(dated), start=1):
        points = tuple(
            ChartPoint(figure=figure, x=x_of(figure), y=y_of(_low(figure)), bound=_bound(figure, y_of))
            for figure in members
        )
        # Numbers of nobody named may be of different people: they are no one's series.
        steps = () if is_shared or not claimant or len(points) < 2 else _steps(points)
        lines.append(
            ChartLine(number=number, claimant=claimant, is_shared=is_shared, points=points, steps=steps)
        )
    return Chart(
        lines=tuple(lines),
        ticks=tuple(ChartTick(y_of(value), value) for value in (0, _half(top), _half(top) * 2)),
        left=_LEFT,
        right=_RIGHT,
        bottom=_BOTTOM,
        first=days[0].isoformat(),
        last=days[-1].isoformat(),
        left_out=len(series.figures) - len(dated),
    )


def _is_drawn(figure: Figure) -> bool:
    if figure.as_of is None or figure.status == "withdrawn" or figure.part_of is not None:
        return False
    date = parse_date(figure.as_of)
    low = _low(figure)
    return date.latest is not None and date.earliest is not None and low >= 0 and math.isfinite(low)


def _day(figure: Figure) -> datetime.date:
    latest = parse_date(figure.as_of or "").latest
    assert latest is not None  # noqa: S101 - `_is_drawn` asks for it
    return latest


def _low(figure: Figure) -> float:
    """Return the number that is drawn: the lower end of a range; -1 for words."""
    value = figure.value
    if not isinstance(value, Inexact):
        return value
    found = value.min if value.min is not None else value.max
    return -1 if found is None else found


def _reach(figure: Figure) -> float:
    high = value_range(figure).high
    return high if math.isfinite(high) else _low(figure)


def _bound(figure: Figure, y_of: Callable[[float], float]) -> float:
    """Return where the bar of a number that is not exact ends."""
    y = y_of(_low(figure))
    if isinstance(figure.value, Inexact):
        return y_of(_reach(figure))
    match figure.qualifier:
        case "at_least" | "more_than":
            return round(max(y - 8, 2), 2)
        case "up_to" | "nearly":
            return round(min(y + 8, _BOTTOM), 2)
        case _:
            return y


def _by_claimant(figures: Sequence[Figure]) -> list[tuple[str, list[Figure], bool]]:
    """Part figures by who gives them, those with the most figures first; too many claimants share one line."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(" ".join((figure.claimed_by or "").casefold().split()), []).append(figure)
    ranked = sorted(found.values(), key=lambda members: (-len(members), _day(members[0])))
    lines: list[tuple[str, list[Figure], bool]] = []
    for members in ranked[: MAX_LINES if len(ranked) <= MAX_LINES else MAX_LINES - 1]:
        lines.append((members[0].claimed_by or "", members, False))
    rest = [figure for members in ranked[len(lines) :] for figure in members]
    if rest:
        lines.append(("", sorted(rest, key=lambda figure: (_day(figure), figure.id)), True))
    return lines


def _steps(points: Sequence[ChartPoint]) -> tuple[ChartStep, ...]:
    steps: list[ChartStep] = []
    x, y = points[0].x, points[0].y
    for point in points[1:]:
        if point.x > x:
            steps.append(ChartStep(x, y, point.x, y))
        if point.y != y:
            steps.append(ChartStep(point.x, y, point.x, point.y))
        x, y = point.x, point.y
    if x < _RIGHT:
        steps.append(ChartStep(x, y, _RIGHT, y))
    return tuple(steps)


def _round_up(value: float) -> float:
    """Return a round number not below a value: 1, 2 or 5 times a power of ten, or 2.5 or 4 times."""
    if value <= 0:
        return 1
    power = 10.0 ** math.floor(math.log10(value))
    for factor in (1, 2, 2.5, 4, 5, 10):
        if value <= factor * power * (1 + 1e-9):
            return factor * power
    return 10 * power


def _half(top: float) -> float | int:
    half = round(top / 2, 6)
    return int(half) if float(half).is_integer() else half
