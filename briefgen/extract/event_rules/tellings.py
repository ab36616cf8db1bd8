"""Tellings of events, and how much two of them are alike."""

from collections.abc import Callable, Sequence

import msgspec

from briefgen.extract.event_rules.deed_kinds import is_of_thing
from briefgen.extract.event_rules.once import find_same, needs_place
from briefgen.extract.frames import EventFrame, Mark
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.wording import keys_in

SAME_EVENT = 0.42
"""Share of the rarer event's weight that two tellings have in common; tuned by reading the committed digests."""
_SURELY = 1.0
_SHARED_KEYS = 2
"""Fewest content words that two tellings of one event have in common."""
RARE_KEYS = 8
"""Rarest stems of an event by which it finds the events it may be the same as: keeps the cost linear."""
MAX_CANDIDATES = 40
COMPARED = 4
"""Tellings of an event with which another one is compared."""


class Told(msgspec.Struct, frozen=True):
    """One telling of an event, with where it stands."""

    frame: EventFrame
    article: str
    origin: str
    """Articles of one origin, or copies of one text, count as one."""
    published: str = ""
    """Day of publication of the article; "" if it is of no account."""


class Cluster(msgspec.Struct):
    """Tellings of one event; the first is the one whose words stand for all."""

    told: list[Told]
    score: float = 0.0


def join_to(homes: Callable[[Cluster], Cluster | None], clusters: Sequence[Cluster]) -> list[Cluster]:
    """Give the tellings of each event that has a home in another one to that; the others stay, in their order.

    Args:
        homes: finds the event that an event only tells again; None where it stands for itself.
        clusters: all events.
    """
    kept: list[Cluster] = []
    for cluster in clusters:
        home = homes(cluster)
        if home is None:
            kept.append(cluster)
        else:
            home.told.extend(cluster.told)
    return kept


def date_of(one: Told) -> str:
    """Return the date of a telling, without what makes it uncertain."""
    return one.frame.date.date.rstrip("~?")


def likeness_of(a: EventFrame, b: EventFrame, idf: dict[str, float]) -> float:
    """Return the weight that two tellings share, as a part of the lighter one's; 1 for what is once on a day."""
    if any(_holds(mark, a, b) for mark in find_same(a.marks, b.marks)):
        return _SURELY
    if are_different(a.actors, b.actors) or are_different(_where(a), _where(b)):
        return 0.0
    shared = set(a.keys) & set(b.keys)
    named = {key for name in {*a.names, *b.names} for key in keys_in(name)}
    if len(shared) < _SHARED_KEYS or not shared - named:
        return 0.0
    if len(shared - named) <= _SHARED_KEYS and a.deed not in b.keys and b.deed not in a.keys:
        # The same people and things may do and suffer much on one day.
        return 0.0
    lighter = min(sum(idf[k] for k in a.keys), sum(idf[k] for k in b.keys))
    value = sum(idf[k] for k in shared) / lighter if lighter else 0.0
    return value + 0.05 * len(set(a.names) & set(b.names))


def _holds(mark: Mark, a: EventFrame, b: EventFrame) -> bool:
    """Tell whether no other place, and of a thing no other doer, parts two tellings with one mark."""
    called = mark.kind == "fire" and mark.who
    if needs_place(mark) and not called and are_different(towns_of(a), towns_of(b)):
        return False
    return not (is_of_thing(mark) and are_different(a.actors, b.actors))


def _where(frame: EventFrame) -> list[str]:
    return [slot.value for slot in frame.places if slot.how == "clause"]


def towns_of(frame: EventFrame) -> list[str]:
    """Return the places of a telling that can tell two happenings apart: a sea, or an airport, lies in or by a town."""
    vague = load_words("events_once", "waters") | load_words("events_once", "buildings")
    return [name for name in _where(frame) if vague.isdisjoint(name.lower().split())]


def are_different(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two lists of names have nothing in common; a name within another is in common."""
    return bool(a and b) and not any(
        one.split()[0] == other.split()[0] or one in other or other in one for one in a for other in b
    )
