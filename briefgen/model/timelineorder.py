"""Order of a timeline that people may have put into an order of their own."""

from collections.abc import Sequence as Seq
from typing import Any

from briefgen.model.brief import Event
from briefgen.model.dates import parse_date
from briefgen.model.lock import Lock


def order_of(event: Event) -> tuple[Any, ...]:
    """Return what a timeline is sorted by: (earliest, latest, text of the date)."""
    return parse_date(event.date).order


def is_in_order(events: Seq[Event]) -> bool:
    """Tell whether no event stands before an earlier one."""
    orders = [order_of(event)[:2] for event in events]
    return orders == sorted(orders)


def is_reordered(lock: Lock, events: Seq[Event]) -> bool:
    """Tell whether a person ever moved events; without a lock nobody knows, so yes."""
    if lock.reordered or not lock.head:
        return True
    present = [event.id for event in events if event.id in lock.order]
    return present != [name for name in lock.order if name in present]


def find_position(event: Event, remaining: Seq[tuple[int, Event]], count: int) -> int:
    """Return where a new event goes: before the first later one that stands after all earlier ones.

    Args:
        event: the new event.
        remaining: events that stay, each with its index in the list; in falling order, or a person's, as they stand.
        count: length of the list with those that go.
    Returns:
        The index of the event to stand before; `count` for the end.
    """
    order = order_of(event)[:2]
    orders = [order_of(other)[:2] for _, other in remaining]
    falling = len(set(orders)) > 1 and orders == sorted(orders, reverse=True)
    after = [at for at, other in enumerate(orders) if (other >= order if falling else other <= order)]
    at = after[-1] + 1 if after else 0
    return remaining[at][0] if at < len(remaining) else count
