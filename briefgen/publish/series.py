"""Series of figures as pages show them, and the few figures that a reader asks for first."""

from collections.abc import Sequence

from briefgen.model.brief import MEASURES, Brief, Figure
from briefgen.model.series import find_series, find_whole_places
from briefgen.publish.charts import find_chart
from briefgen.publish.entries import ItemEntry, KeyFigure, SeriesEntry, date_order

MAX_KEY_FIGURES = 6


def build_series(brief: Brief, figures: Sequence[ItemEntry]) -> tuple[SeriesEntry, ...]:
    """Group the shown figures of a brief into series, in the order in which they begin in the file."""
    by_id = {entry.id: entry for entry in figures}
    shown = [figure for figure in brief.figures if not figure.hidden]
    return tuple(
        SeriesEntry(
            measure=series.measure,
            group=series.group,
            place=series.place,
            figures=tuple(by_id[figure.id] for figure in series.figures),
            is_contested=bool(series.contradictions),
            contradictions=series.contradictions,
            chart=find_chart(series),
        )
        for series in find_series(shown, whole=find_whole_places(brief))
    )


def _figure_of(entry: ItemEntry) -> Figure:
    assert isinstance(entry.item, Figure)  # noqa: S101 - the section holds nothing else
    return entry.item


def _claimant(entry: ItemEntry) -> str:
    """Return who gives a figure, in comparable form; where nobody is named, whose report it is."""
    claimant = _figure_of(entry).claimed_by or next(
        (one.source.origin for one in entry.evidence if one.source), ""
    )
    return " ".join(claimant.casefold().split())


def choose_key_figures(series: Sequence[SeriesEntry]) -> tuple[KeyFigure, ...]:
    """Choose what a reader asks first: a figure a measure, in the order of MEASURES, wholes before parts."""
    order = {measure: rank for rank, measure in enumerate(MEASURES)}
    ranked: list[tuple[tuple[int, int, int, int], KeyFigure]] = []
    for number, one in enumerate(series):
        standing = [entry for entry in one.figures if _figure_of(entry).status == "stands"]
        standing.sort(key=lambda entry: date_order(_figure_of(entry).as_of), reverse=True)
        if not standing:
            continue
        first, *rest = standing
        figure = _figure_of(first)
        others: dict[str, ItemEntry] = {_claimant(first): first}
        for entry in rest:
            if (_figure_of(entry).value, _figure_of(entry).qualifier) != (figure.value, figure.qualifier):
                others.setdefault(_claimant(entry), entry)
        rank = (
            order.get(one.measure, len(order)),
            int(figure.part_of is not None),
            int(one.group is not None) + int(one.place is not None),
            number,
        )
        key_figure = KeyFigure(
            entry=first,
            others=tuple(others.values())[1:],
            withdrawn=tuple(
                entry for entry in reversed(one.figures) if _figure_of(entry).status == "withdrawn"
            ),
        )
        ranked.append((rank, key_figure))
    ranked.sort(key=lambda pair: pair[0])
    chosen: list[KeyFigure] = []
    later: list[KeyFigure] = []
    seen: set[str] = set()
    for _, key_figure in ranked:
        measure = _figure_of(key_figure.entry).measure
        (later if measure in seen else chosen).append(key_figure)
        seen.add(measure)
    return tuple((chosen + later)[:MAX_KEY_FIGURES])
