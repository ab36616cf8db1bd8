"""Echoes: the same event told of a vague day, of its article's day, or of the other day of one night."""

from collections import defaultdict
from datetime import timedelta

from briefgen.extract.event_rules.deed_kinds import is_of_thing
from briefgen.extract.event_rules.once import keys_of_marks
from briefgen.extract.event_rules.tellings import (
    COMPARED,
    MAX_CANDIDATES,
    RARE_KEYS,
    SAME_EVENT,
    Cluster,
    are_different,
    date_of,
    likeness_of,
    towns_of,
)
from briefgen.extract.frames import EventFrame, Mark
from briefgen.extract.lexicon import load_words
from briefgen.model.dates import parse_date

_SOME_DAYS = 4
"""Longest span of days within which an event may be the one told of a single day."""
_FRESH_DAYS = 2
"""News in the perfect without a day is not older than so many days."""
_LATE = frozenset({"evening", "night", "overnight", "midnight"})
_EARLY = frozenset({"midnight", "overnight", "early morning", "dawn", "night", "morning"})
_LATE_HOURS = frozenset({"20", "21", "22", "23"})
_EARLY_HOURS = frozenset({"00", "01", "02", "03", "04", "05", "06"})


def without_echoes(clusters: list[Cluster], idf: dict[str, float]) -> list[Cluster]:
    """Join an event dated by some days (`at the weekend`), or only by its articles, to the same event of one day.

    Fresh news without a day (`an earthquake has struck`) is of the day of its article or of one of the two before.
    """
    by_key: dict[tuple[str, str], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if not _is_undated(cluster):
            for key in sorted({key for one in cluster.told[:COMPARED] for key in _keys_of(one.frame)}):
                by_key[date_of(cluster.told[0]), key].append(cluster)
    gone: set[int] = set()
    for cluster in clusters:
        frame = cluster.told[0].frame
        rare = sorted(frame.keys, key=lambda key: (-idf[key], key))[:RARE_KEYS]
        rare += keys_of_marks(frame.marks)
        for day in _possible_days(cluster):
            found = {id(other): other for key in rare for other in by_key[day, key][:MAX_CANDIDATES]}
            alike = [
                (max(likeness_of(frame, one.frame, idf) for one in other.told[:COMPARED]), -at, other)
                for at, other in enumerate(found.values())
                if other is not cluster and id(other) not in gone
            ]
            likeness, _, other = max(alike, key=lambda pair: pair[:2], default=(0.0, 0, cluster))
            if likeness >= SAME_EVENT:
                other.told.extend(cluster.told)
                gone.add(id(cluster))
                break
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _keys_of(frame: EventFrame) -> list[str]:
    return [*frame.keys, *keys_of_marks(frame.marks)]


def without_nights(clusters: list[Cluster]) -> list[Cluster]:
    """Join what is told of a night to the same event told of the next day: `fled late on Monday`, `early on Tuesday`.

    The day that more articles give stays; of equals the first.
    """
    by_mark: dict[tuple[str, Mark], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for mark in sorted({mark for one in cluster.told for mark in one.frame.marks}):
            if mark.kind in load_words("events_once", "through_the_night"):
                by_mark[date_of(cluster.told[0]), mark].append(cluster)
    gone: set[int] = set()
    for (when, mark), held in sorted(by_mark.items(), key=lambda pair: pair[0]):
        day = parse_date(when)
        if day.earliest is None or day.earliest != day.latest:
            continue
        next_day = by_mark.get(((day.earliest + timedelta(days=1)).isoformat(), mark), ())
        for cluster in held[:MAX_CANDIDATES]:
            for other in next_day[:MAX_CANDIDATES]:
                if id(cluster) in gone or id(other) in gone or not _is_one_night(cluster, other):
                    continue
                winner, joined = (other, cluster) if len(other.told) > len(cluster.told) else (cluster, other)
                winner.told.extend(joined.told)
                gone.add(id(joined))
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _is_one_night(cluster: Cluster, after: Cluster) -> bool:
    """Tell whether an event of a night and one of the day after may be one: no place or hour parts them."""
    first, then = cluster.told[0].frame, after.told[0].frame
    late = first.date.time in _LATE or first.date.time[:2] in _LATE_HOURS
    early = then.date.time in {"", *_EARLY} or then.date.time[:2] in _EARLY_HOURS
    return (
        late
        and early
        and first.planned == then.planned
        and not are_different(towns_of(first), towns_of(then))
    )


def _is_undated(cluster: Cluster) -> bool:
    """Tell whether an event has no date but that of its articles."""
    return all(one.frame.date.how == "article" for one in cluster.told)


def _possible_days(cluster: Cluster) -> list[str]:
    """Return the single days on which an event of a vague date may have been; empty if its date is one day."""
    parsed = parse_date(cluster.told[0].frame.date.date)
    if parsed.earliest is None or parsed.latest is None:
        return []
    days = (parsed.latest - parsed.earliest).days
    if 0 < days <= _SOME_DAYS:
        return [(parsed.earliest + timedelta(days=ahead)).isoformat() for ahead in range(days + 1)]
    frame = cluster.told[0].frame
    known = any(not is_of_thing(mark) for mark in frame.marks)
    if days == 0 and known and all(one.frame.date.how == "before" for one in cluster.told):
        # What follows a day told before may be of one of the days after it.
        return [(parsed.earliest + timedelta(days=ahead)).isoformat() for ahead in range(_FRESH_DAYS + 1)]
    if days == 0 and _is_undated(cluster):
        return [(parsed.earliest - timedelta(days=back)).isoformat() for back in range(_FRESH_DAYS + 1)]
    return []
