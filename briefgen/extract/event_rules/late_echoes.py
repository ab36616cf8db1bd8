"""Late echoes: a happening told again by articles of later days, its day reckoned roughly or its dead counted anew.

`Less than a week after the blast`, `Five days after the storm hit`, `The fire has killed 53 people, officials said`.
"""

from collections import defaultdict
from datetime import date, timedelta

from briefgen.extract.event_rules.happenings import is_happening
from briefgen.extract.event_rules.once import find_same, keys_of_marks, needs_place, toll_of
from briefgen.extract.event_rules.tellings import (
    MAX_CANDIDATES,
    Cluster,
    are_different,
    date_of,
    join_to,
    towns_of,
)
from briefgen.extract.frames import Mark
from briefgen.model.dates import parse_date

_ROUGHLY = 3
"""Days by which a day that is reckoned back (`nearly two weeks after`) may be wrong."""
_COUNTED_DAYS = 14
"""Days after a happening within which a count of its dead without a day of its own tells nothing else."""
_ONCE = frozenset({"die", "overthrow", "swear", "coup"})
"""What befalls a person or a country once, beside happenings."""


def without_late_echoes(clusters: list[Cluster]) -> list[Cluster]:
    """Join late echoes to the event that is told in its own right on a day near theirs."""
    by_key: dict[tuple[date, str], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        day = _day(cluster)
        if day is not None and not _is_reckoned(cluster) and not _is_count(cluster):
            for key in _keys_of(cluster):
                by_key[day, key].append(cluster)
    return join_to(lambda cluster: _home(cluster, by_key), clusters)


def _home(cluster: Cluster, by_key: dict[tuple[date, str], list[Cluster]]) -> Cluster | None:
    day = _day(cluster)
    if day is None:
        return None
    steps: list[int] = []
    if _is_reckoned(cluster):
        steps = [step for away in range(1, _ROUGHLY + 1) for step in (-away, away)]
    if _is_count(cluster):
        steps = [0, *(-away for away in range(1, _COUNTED_DAYS + 1))]
    for step in steps:
        near = {
            id(other): other
            for key in _keys_of(cluster)
            for other in by_key[day + timedelta(days=step), key][:MAX_CANDIDATES]
        }
        for other in near.values():
            if other is not cluster and _is_same(cluster, other):
                return other
    return None


def _is_same(cluster: Cluster, other: Cluster) -> bool:
    one = cluster.told[0].frame
    for told in other.told:
        for mark in find_same(one.marks, told.frame.marks):
            apart = needs_place(mark) and are_different(towns_of(one), towns_of(told.frame))
            if not apart and (is_happening(mark.kind) or mark.kind in _ONCE or _is_of_one(mark)):
                return True
    return False


def _is_of_one(mark: Mark) -> bool:
    """Tell whether a mark is of the death of somebody by a name, or of one of his kind."""
    return mark.kind == "killed of" and mark.who.isalpha() and not mark.who.endswith("s")


def _keys_of(cluster: Cluster) -> list[str]:
    return sorted({key for one in cluster.told for key in keys_of_marks(one.frame.marks)})


def _day(cluster: Cluster) -> date | None:
    parsed = parse_date(date_of(cluster.told[0]))
    return parsed.earliest if parsed.earliest == parsed.latest and not cluster.told[0].frame.planned else None


def _is_reckoned(cluster: Cluster) -> bool:
    """Tell whether an event is only told in asides, by articles of later days."""
    return all(
        not one.frame.main and one.frame.date.how == "sentence" and one.published > date_of(one)
        for one in cluster.told
    )


def _is_count(cluster: Cluster) -> bool:
    """Tell whether an event only counts the dead of a happening, with no day in its own clause."""
    return all(
        one.frame.date.how != "clause"
        and toll_of(one.frame.marks) > 0
        and any(is_happening(mark.kind) for mark in one.frame.marks)
        for one in cluster.told
    )
