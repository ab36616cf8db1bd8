"""The timeline: one item for what several articles tell of one event, ranked and kept within bounds."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from briefgen.extract.faint_events import FAINT, days_in
from briefgen.extract.frames import EventFrame, Mark
from briefgen.extract.happenings import is_happening
from briefgen.extract.lexicon import load_words
from briefgen.extract.once import are_apart, are_same, names_who, needs_place
from briefgen.extract.salience import Salience, day_of
from briefgen.extract.wording import keys_in
from briefgen.model.brief import Event
from briefgen.model.dates import parse_date
from briefgen.model.span import Span

_SAME_EVENT = 0.42
"""Share of the rarer event's weight that two tellings have in common; tuned by reading the committed digests."""
_SURELY = 1.0
_MAX_EVIDENCE = 6
_TELLING_KEYS = 5
"""With as many content words a title tells enough: more is not better; 3 to 7 score alike on the timelines dev set."""
_LONG_WORDS = 30
"""Longer sentences tell of more than one thing; 20 to 40 score alike, none is a quarter of a point of align R1 less."""
_SOME_DAYS = 4
"""Longest span of days within which an event may be the one told of a single day."""
_FRESH_DAYS = 2
"""News in the perfect without a day is not older than so many days."""
_SHARED_KEYS = 2
"""Fewest content words that two tellings of one event have in common."""
_RARE_KEYS = 8
"""Rarest stems of an event by which it finds the events it may be the same as: keeps the cost linear."""
_MAX_CANDIDATES = 40
_COMPARED = 4
"""Tellings of an event with which another one is compared."""
_FEW_REPORTS = 30
"""Of fewer reports an editor wants every event."""
_EVENTS = 120
"""Events of a long timeline that somebody still reads; 60 to 120 give the same on the timelines dev set."""
_MOST_OF_DAY = 3
_FEWEST_OF_DAY = 2
_REPETITION = 0.4
"""Likeness of words from which an event only says again what another one of its day says; 0.3 to 0.6 score alike."""
_AFTER_THE_FIRST = 0.75
"""What each further event of one day is worth beside the one before, so that few events are not all of one day."""
_BY_CENTRALITY = 20.0
_BY_ORIGINS = 1.0
_BY_GRAVITY = 0.35
"""Weights of what a day is spoken of for, of how many origins tell an event, and of its kind, where events of one day
compete: on the timelines dev set half or twice of each changes align R1 by less than 0.5."""


_LATE = frozenset({"evening", "night", "overnight", "midnight"})
_EARLY = frozenset({"midnight", "overnight", "early morning", "dawn", "night", "morning"})
_LATE_HOURS = frozenset({"20", "21", "22", "23"})
_EARLY_HOURS = frozenset({"00", "01", "02", "03", "04", "05", "06"})


class Told(msgspec.Struct, frozen=True):
    """One telling of an event, with where it stands."""

    frame: EventFrame
    article: str
    origin: str
    """Articles of one origin, or copies of one text, count as one."""


class Cluster(msgspec.Struct):
    """Tellings of one event; the first is the one whose words stand for all."""

    told: list[Told]
    score: float = 0.0


class Caps(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of a timeline; None for none."""

    max_events: int | None = None
    per_day: int | None = None
    days: int | None = None
    """Most days of which events are kept."""


def suggest_caps(salience: Salience, *, max_events: int | None = None, per_day: int | None = None) -> Caps:
    """Work out from the material itself the bounds of a timeline that are not given.

    Args:
        salience: of all reports.
        max_events: most events, as asked for.
        per_day: most events of a day, as asked for.

    Returns:
        What is asked for. If nothing is: no bounds for a few reports; else as many days as the busiest stretch is
        long, and of each day as many events as make a timeline that can still be read.
    """
    days = salience.busiest()
    share = max(_FEWEST_OF_DAY, min(_MOST_OF_DAY, round(_EVENTS / days))) if days else _MOST_OF_DAY
    if max_events is not None:
        return Caps(max_events=max_events, per_day=per_day or share)
    if salience.reports < _FEW_REPORTS or not days:
        return Caps(per_day=per_day)
    return Caps(per_day=per_day or share, days=days)


def merge_events(
    told: Sequence[Told],
    *,
    max_events: int | None = None,
    per_day: int | None = None,
    days: int | None = None,
    salience: Salience | None = None,
) -> list[Cluster]:
    """Bring the tellings of one event together, rank the events, and keep the most reported.

    Args:
        told: tellings within the period, in a fixed order.
        max_events: most events kept; no bound if None.
        per_day: most events kept of one day; no bound if None.
        days: most days of which events are kept: those that weigh most; no bound if None.
        salience: of all reports; tells which days weigh most, and what a day is spoken of for.

    Returns:
        Clusters in order of date, time of day, then score. Each telling is compared only with events of its date
        that share one of its rarest stems, so that the cost grows linearly.
    """
    told = _without_faint(told, many=salience is not None and salience.reports >= _FEW_REPORTS)
    by_date: dict[str, list[Told]] = defaultdict(list)
    frequency: Counter[str] = Counter()
    for one in told:
        by_date[_date(one)].append(one)
        frequency.update(one.frame.keys)
    total = max(1, len(told))
    idf = {key: math.log(1 + total / count) for key, count in frequency.items()}
    salience = salience or Salience([])
    clusters: list[Cluster] = []
    for when in sorted(by_date):
        clusters += _cluster(by_date[when], idf, salience)
    clusters = _without_echoes(clusters, idf)
    for cluster in clusters:
        cluster.told.sort(key=lambda one: _represents(one, salience))
    clusters = _without_nights(clusters)
    for cluster in clusters:
        cluster.score = _score(cluster, salience)
    kept = _keep(clusters, salience, Caps(max_events=max_events, per_day=per_day, days=days))
    kept.sort(key=_order)
    return kept


def _without_faint(told: Sequence[Told], *, many: bool) -> list[Told]:
    """Leave out what only fills a day: of many reports all of it, of few where another article tells of that day."""
    plain = [one for one in told if one.frame.weight > FAINT]
    if many:
        return plain
    days = {day for one in plain for day in days_in(_date(one))}
    return [one for one in told if one.frame.weight > FAINT or _date(one) not in days]


def _date(one: Told) -> str:
    return one.frame.date.date.rstrip("~?")


def _keep(clusters: list[Cluster], salience: Salience, caps: Caps) -> list[Cluster]:
    """Keep the best events of the days that weigh most; of these the best of all, until there are enough."""
    by_day: dict[date, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        by_day[day_of(cluster.told[0].frame) or date.max].append(cluster)
    ranked: list[tuple[float, Cluster]] = []
    for day in sorted(by_day, key=lambda day: (-salience.weight(day), day))[: caps.days]:
        best = _best(by_day[day], len(clusters) if caps.per_day is None else caps.per_day, salience)
        ranked += [
            (salience.weight(day) * cluster.score * _AFTER_THE_FIRST**rank, cluster)
            for rank, cluster in enumerate(best)
        ]
    if caps.max_events is not None:
        ranked.sort(key=lambda pair: (-pair[0], _order(pair[1])))
    return [cluster for _, cluster in ranked[: caps.max_events]]


def _best(clusters: list[Cluster], cap: int, salience: Salience) -> list[Cluster]:
    """Choose the best events of one day; those that repeat another one come last."""
    ranked = sorted(clusters, key=lambda c: (-c.score, c.told[0].frame.title, c.told[0].article))
    if cap >= len(ranked):
        return ranked
    chosen: list[Cluster] = []
    again: list[Cluster] = []
    for cluster in ranked:
        if len(chosen) >= cap:
            break
        repeats = any(
            salience.likeness(cluster.told[0].frame, other.told[0].frame) >= _REPETITION for other in chosen
        )
        (again if repeats else chosen).append(cluster)
    return (chosen + again)[:cap]


def _without_echoes(clusters: list[Cluster], idf: dict[str, float]) -> list[Cluster]:
    """Join an event dated by some days (`at the weekend`), or only by its articles, to the same event of one day.

    Fresh news without a day (`an earthquake has struck`) is of the day of its article or of one of the two before.
    """
    by_key: dict[tuple[str, str], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if not _is_undated(cluster):
            for key in sorted({key for one in cluster.told[:_COMPARED] for key in one.frame.keys}):
                by_key[_date(cluster.told[0]), key].append(cluster)
    gone: set[int] = set()
    for cluster in clusters:
        frame = cluster.told[0].frame
        rare = sorted(frame.keys, key=lambda key: (-idf[key], key))[:_RARE_KEYS]
        for day in _possible_days(cluster):
            found = {id(other): other for key in rare for other in by_key[day, key][:_MAX_CANDIDATES]}
            alike = [
                (max(_likeness(frame, one.frame, idf) for one in other.told[:_COMPARED]), -at, other)
                for at, other in enumerate(found.values())
                if other is not cluster and id(other) not in gone
            ]
            likeness, _, other = max(alike, key=lambda pair: pair[:2], default=(0.0, 0, cluster))
            if likeness >= _SAME_EVENT:
                other.told.extend(cluster.told)
                gone.add(id(cluster))
                break
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _without_nights(clusters: list[Cluster]) -> list[Cluster]:
    """Join what is told of a night to the same event told of the next day: `fled late on Monday`, `early on Tuesday`.

    The day that more articles give stays; of equals the first.
    """
    by_mark: dict[tuple[str, Mark], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for mark in sorted({mark for one in cluster.told for mark in one.frame.marks}):
            if mark.kind in load_words("events_once", "through_the_night"):
                by_mark[_date(cluster.told[0]), mark].append(cluster)
    gone: set[int] = set()
    for (when, mark), held in sorted(by_mark.items(), key=lambda pair: pair[0]):
        day = parse_date(when)
        if day.earliest is None or day.earliest != day.latest:
            continue
        next_day = by_mark.get(((day.earliest + timedelta(days=1)).isoformat(), mark), ())
        for cluster in held:
            for other in next_day:
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
    return late and early and first.planned == then.planned and not _differ(_towns(first), _towns(then))


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
    if days == 0 and frame.marks and all(one.frame.date.how == "before" for one in cluster.told):
        # What follows a day told before may be of one of the days after it.
        return [(parsed.earliest + timedelta(days=ahead)).isoformat() for ahead in range(_FRESH_DAYS + 1)]
    if days == 0 and _is_undated(cluster):
        return [(parsed.earliest - timedelta(days=back)).isoformat() for back in range(_FRESH_DAYS + 1)]
    return []


def _cluster(told: Sequence[Told], idf: dict[str, float], salience: Salience) -> list[Cluster]:
    clusters: list[Cluster] = []
    by_key: dict[str, list[int]] = defaultdict(list)
    ranked = sorted(
        told,
        key=lambda t: (-t.frame.weight, not t.frame.lede, len(t.frame.keys), t.article, t.frame.evidence),
    )
    for one in ranked:
        rare = sorted(one.frame.keys, key=lambda k: (-idf[k], k))
        kinds = sorted({f"{mark.kind}:" for mark in one.frame.marks})
        candidates: dict[int, None] = {}
        for key in [*kinds, *rare[:_RARE_KEYS]]:
            for number in by_key[key][:_MAX_CANDIDATES]:
                candidates.setdefault(number)
        best, likeness = -1, _SAME_EVENT
        for number in candidates:
            if any(are_apart(one.frame.marks, other.frame.marks) for other in clusters[number].told):
                continue
            value = max(_likeness(one.frame, other.frame, idf) for other in clusters[number].told[:_COMPARED])
            if value > likeness or (value == likeness and best < 0):
                best, likeness = number, value
        if best < 0:
            best = len(clusters)
            clusters.append(Cluster([]))
        clusters[best].told.append(one)
        for key in [*kinds, *rare]:
            if best not in by_key[key]:
                by_key[key].append(best)
    for cluster in clusters:
        cluster.told.sort(key=lambda one: _represents(one, salience))
    return clusters


def _likeness(a: EventFrame, b: EventFrame, idf: dict[str, float]) -> float:
    """Return the weight that two tellings share, as a part of the lighter one's; 1 for what is once on a day."""
    mark = are_same(a.marks, b.marks) if a.marks and b.marks else None
    if mark is not None and not (needs_place(mark) and _differ(_towns(a), _towns(b))):
        return _SURELY
    if _differ(a.actors, b.actors) or _differ(_where(a), _where(b)):
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


def _where(frame: EventFrame) -> list[str]:
    return [slot.value for slot in frame.places if slot.how == "clause"]


def _towns(frame: EventFrame) -> list[str]:
    """Return the places of a telling that can tell two happenings apart: a sea, or an airport, lies in or by a town."""
    vague = load_words("events_once", "waters") | load_words("events_once", "buildings")
    return [name for name in _where(frame) if vague.isdisjoint(name.lower().split())]


def _differ(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two lists of names have nothing in common; a name within another is in common."""
    return bool(a and b) and not any(
        one.split()[0] == other.split()[0] or one in other or other in one for one in a for other in b
    )


def _represents(
    one: Told, salience: Salience
) -> tuple[bool, bool, bool, bool, int, bool, float, int, bool, str, Span]:
    """Order tellings by how well their words stand for the event."""
    how = {"clause": 0, "sentence": 1, "before": 2, "article": 3}[one.frame.date.how]
    return (
        one.frame.planned,
        not one.frame.main,
        how > 1,
        not names_who(one.frame.title, one.frame.marks),
        -min(len(one.frame.keys), _TELLING_KEYS),
        len(one.frame.text.split()) > _LONG_WORDS,
        -round(salience.centrality(one.frame), 6),
        -one.frame.weight,
        not one.frame.lede,
        one.article,
        one.frame.evidence,
    )


def _score(cluster: Cluster, salience: Salience) -> float:
    origins = {one.origin for one in cluster.told}
    best = max(one.frame.weight for one in cluster.told)
    lede = any(one.frame.lede for one in cluster.told)
    sure = any(one.frame.date.how in {"clause", "sentence"} for one in cluster.told)
    return (
        _BY_ORIGINS * math.log2(1 + len(origins))
        + _BY_CENTRALITY * salience.centrality(cluster.told[0].frame)
        + _BY_GRAVITY * best
        + (0.1 if lede else 0.0)
        + (0.2 if sure else 0.0)
    )


_TIMES = (
    "midnight",
    "early morning",
    "dawn",
    "morning",
    "noon",
    "midday",
    "afternoon",
    "evening",
    "night",
    "overnight",
)


def _order(cluster: Cluster) -> tuple[tuple[object, object, str], int, bool, bool, float, str]:
    """Order events by date and time; of those without a time what happened goes before what it brought."""
    frame = cluster.told[0].frame
    time = frame.date.time
    rank = _TIMES.index(time) if time in _TIMES else int(time[:2]) // 3 if time[:2].isdigit() else 4
    follows = not any(is_happening(mark.kind) for one in cluster.told for mark in one.frame.marks)
    return (parse_date(frame.date.date).order, rank, not time, follows, -cluster.score, frame.title)


def event_of(cluster: Cluster, item_id: str) -> Event:
    """Make the item of a cluster, without its evidence."""
    frame = cluster.told[0].frame
    places: Counter[str] = Counter()
    for one in cluster.told:
        places.update({slot.value for slot in one.frame.places if slot.how == "clause"})
    own = [slot.value for slot in frame.places]
    return Event(
        id=item_id,
        date=frame.date.date,
        time=frame.date.time or None,
        planned=frame.planned,
        title=frame.title,
        text=frame.text if frame.text.rstrip(".") != frame.title else None,
        places=own or [name for name, _ in sorted(places.items(), key=lambda p: (-p[1], p[0]))[:2]],
    )


def evidence_of(cluster: Cluster) -> list[Told]:
    """Return the tellings that are shown as evidence: the representing one, then one for each origin."""
    chosen: list[Told] = []
    seen: set[str] = set()
    for one in cluster.told:
        if one.article not in seen:
            seen.add(one.article)
            chosen.append(one)
    chosen.sort(key=lambda t: (t is not cluster.told[0],))
    return chosen[:_MAX_EVIDENCE]
