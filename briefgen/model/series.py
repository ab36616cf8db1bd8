"""Series of figures: the same thing counted over time and by several claimants, and where they contradict."""

import math
from collections.abc import Iterable

import msgspec

from briefgen.model.brief import Brief, Figure, Inexact
from briefgen.model.dates import parse_date

_ABOUT = 0.1
"""How far "about" and "nearly" reach, as a share of the number: the usual rounding of news reports."""


class Contradiction(msgspec.Struct, frozen=True):
    """Two figures that cannot both be right."""

    one: Figure
    other: Figure
    """Stands behind `one` in the series."""


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of one measure, group, place and unit."""

    measure: str
    group: str | None
    place: str | None
    """None where any figure names none."""
    unit: str
    figures: tuple[Figure, ...]
    """By as-of (without one first), then claimant, then id."""
    contradictions: tuple[Contradiction, ...]
    """Pairs for the same as-of, of figures that stand, whose values exclude each other; nobody contradicts
    himself within the words of one piece of evidence, nor a part its whole."""


class _Range(msgspec.Struct, frozen=True):
    low: float
    high: float


def find_whole_places(brief: Brief) -> frozenset[str]:
    """Return the names, folded, of the one country whose crisis it is: to count there is to count everything.

    Empty if the subject has several countries or none, or the brief does not list the country.
    """
    if len(brief.subject.countries) != 1:
        return frozenset()
    return frozenset(
        _fold(name)
        for place in brief.places
        if place.kind == "country" and place.country == brief.subject.countries[0]
        for name in (place.name, *place.aliases)
    )


def find_series(figures: Iterable[Figure], *, whole: frozenset[str] = frozenset()) -> list[Series]:
    """Group figures into series.

    Args:
        figures: figures of one brief, in any order; leave out hidden ones before.
        whole: what `find_whole_places` gives: figures for these places go with those that name no place.
    Returns:
        Every series, also of one figure, in the order in which their first figures came.
    """
    groups: dict[tuple[str, str, str, str], list[Figure]] = {}
    for figure in figures:
        place = _fold(figure.place)
        place = "" if place in whole else place
        key = (figure.measure, _fold(figure.group), place, _fold(figure.unit))
        groups.setdefault(key, []).append(figure)
    return [_series(members) for members in groups.values()]


def _series(members: list[Figure]) -> Series:
    first = members[0]
    ordered = sorted(members, key=lambda figure: (_as_of(figure), figure.claimed_by or "", figure.id))
    standing = [figure for figure in ordered if figure.status == "stands"]
    contradictions = [
        Contradiction(one, other)
        for index, one in enumerate(standing)
        for other in standing[index + 1 :]
        if _as_of(one) == _as_of(other)
        # Who names no place may have counted in a part of the country only.
        and bool(one.place) == bool(other.place)
        and not _told_together(one, other)
        and not _compatible(one, other)
    ]
    return Series(
        measure=first.measure,
        group=first.group,
        place=first.place if all(figure.place for figure in members) else None,
        unit=first.unit,
        figures=tuple(ordered),
        contradictions=tuple(contradictions),
    )


def _fold(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _as_of(figure: Figure) -> tuple[str, str]:
    if figure.as_of is None:
        return ("", "")
    first, last, _ = parse_date(figure.as_of).order
    return (first.isoformat(), last.isoformat())


def _told_together(one: Figure, other: Figure) -> bool:
    """Tell whether two figures are a part and its whole, or one claimant's in the same words."""
    if one.part_of != other.part_of:
        return True
    if _fold(one.claimed_by) != _fold(other.claimed_by):
        return False
    return any(
        left.source == right.source and (left.quote in right.quote or right.quote in left.quote)
        for left in one.evidence
        for right in other.evidence
    )


def _compatible(one: Figure, other: Figure) -> bool:
    left, right = value_range(one), value_range(other)
    return left.low <= right.high and right.low <= left.high


def value_range(figure: Figure) -> _Range:
    """Return the lowest and highest number that a figure allows; words allow every number."""
    value = figure.value
    if isinstance(value, Inexact):
        low = -math.inf if value.min is None else value.min
        high = math.inf if value.max is None else value.max
        return _Range(low, high)
    slack = abs(value) * _ABOUT
    match figure.qualifier:
        case "about":
            return _Range(value - slack, value + slack)
        case "at_least":
            return _Range(value, math.inf)
        case "more_than":
            return _Range(math.nextafter(value, math.inf), math.inf)
        case "up_to":
            return _Range(-math.inf, value)
        case "nearly":
            return _Range(value - slack, value)
        case "vague":
            return _Range(-math.inf, math.inf)
        case _:
            return _Range(value, value)


def format_value(figure: Figure) -> str:
    """Return a figure's value in a few characters for messages: `12`, `at least 12`, `12 to 18`, `dozens`."""
    value = figure.value
    if isinstance(value, Inexact):
        if value.words:
            return value.words
        if value.min is not None and value.max is not None:
            return f"{value.min} to {value.max}"
        return f"{value.min} or more" if value.max is None else f"{value.max} or less"
    qualifier = "" if figure.qualifier in ("exact", "vague") else figure.qualifier.replace("_", " ") + " "
    return f"{qualifier}{value}"
