"""What one day added to a count: `17 deaths in the past 24 hours`."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.figure_slots import CountedNumber
from briefgen.extract.layers.quantities import Quantity
from briefgen.model.brief import Inexact

_ADDED = frozenset(["past", "last", "previous", "preceding"])
_REACH = 9
"""Most tokens between what is counted and the time in which it was added."""


def without_increments(
    context: Context, quantities: Sequence[Quantity], figures: Sequence[CountedNumber]
) -> list[CountedNumber]:
    """Drop what one day added where the article gives the total too: the two are no series.

    Args:
        context: the article's layers.
        quantities: its quantities.
        figures: its numbers with their measures.
    """
    added = _find_increments(context, quantities)
    totals: dict[str, float] = {}
    for figure in figures:
        value = quantities[figure.quantity].value
        if figure.quantity not in added and not isinstance(value, Inexact):
            totals[figure.measure.name] = max(value, totals.get(figure.measure.name, 0))
    return [
        figure
        for figure in figures
        if figure.quantity not in added
        or isinstance(value := quantities[figure.quantity].value, Inexact)
        or value >= totals.get(figure.measure.name, 0)
    ]


def _find_increments(context: Context, quantities: Sequence[Quantity]) -> frozenset[int]:
    """Return the numbers that tell what one day added: `17 deaths in the past 24 hours`."""
    index, found = context.index, set[int]()
    low = index.low
    if _ADDED.isdisjoint(low):
        return frozenset()
    for number, (_, last) in enumerate(context.quantity_range):
        quantity = quantities[number]
        noun_last = index.range_of(quantity.noun)[1] if quantity.noun is not None else last
        end = context.document.sentences[quantity.sentence].last
        for token in range(noun_last, min(end, noun_last + _REACH)):
            if low[token] in {",", ";", "while", "but"}:
                break
            if low[token] in _ADDED and low[token - 1] in {"the", "over"}:
                behind = low[token + 1 : token + 3]
                if behind[:1] in (["24"], ["day"]) or behind == ["twenty", "four"]:
                    found.add(number)
                break
    return frozenset(found)
