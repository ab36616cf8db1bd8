"""The timeline: one item for what several articles tell of one event, ranked and kept within bounds."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

import msgspec

from briefgen.extract.event_rules.echoes import without_echoes, without_nights
from briefgen.extract.event_rules.happenings import is_happening
from briefgen.extract.event_rules.late_echoes import without_late_echoes
from briefgen.extract.event_rules.once import are_apart, keys_of_marks, names_who, toll_of
from briefgen.extract.event_rules.recaps import without_recaps
from briefgen.extract.event_rules.salience import Salience, day_of
from briefgen.extract.event_rules.spare_readings import FAINT, days_in
from briefgen.extract.event_rules.tellings import (
    COMPARED,
    MAX_CANDIDATES,
    RARE_KEYS,
    SAME_EVENT,
    Cluster,
    Told,
    date_of,
    likeness_of,
)
from briefgen.extract.frames import EventFrame
from briefgen.model.brief import Event
from briefgen.model.dates import parse_date
from briefgen.model.span import Span

_MAX_EVIDENCE = 6
_TELLING_KEYS = 5
"""With as many content words a title tells enough: more is not better; 3 to 7 score alike on the timelines dev set."""
_LONG_WORDS = 30
"""Longer sentences tell of more than one thing; 20 to 40 score alike, none is a quarter of a point of align R1 less."""
_FEW_REPORTS = 30
"""Of fewer reports an editor wants every event."""
_FEWEST_REPORTS = 10
"""From so many reports on a day that one only names (weight -1) is none of the story."""
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
    reports = salience.reports if salience is not None else 0
    if reports >= _FEWEST_REPORTS:
        told = [one for one in told if one.frame.weight >= FAINT]
    told = _without_faint(told, many=reports >= _FEW_REPORTS)
    by_date: dict[str, list[Told]] = defaultdict(list)
    frequency: Counter[str] = Counter()
    for one in told:
        by_date[date_of(one)].append(one)
        frequency.update(one.frame.keys)
    total = max(1, len(told))
    idf = {key: math.log(1 + total / count) for key, count in frequency.items()}
    salience = salience or Salience([])
    clusters: list[Cluster] = []
    for when in sorted(by_date):
        clusters += _cluster(by_date[when], idf, salience)
    clusters = without_echoes(clusters, idf)
    for cluster in clusters:
        newest = max((toll_of(one.frame.marks) for one in cluster.told), default=0)
        cluster.told.sort(key=lambda one: (_is_stale(one, newest), *_represents(one, salience)))
    clusters = without_nights(clusters)
    if reports < _FEW_REPORTS:
        clusters = without_late_echoes(without_recaps(clusters))
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
    days = {day for one in plain for day in days_in(date_of(one))}
    return [one for one in told if one.frame.weight > FAINT or date_of(one) not in days]


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


def _cluster(told: Sequence[Told], idf: dict[str, float], salience: Salience) -> list[Cluster]:
    clusters: list[Cluster] = []
    by_key: dict[str, list[int]] = defaultdict(list)
    ranked = sorted(
        told,
        key=lambda t: (-t.frame.weight, not t.frame.lede, len(t.frame.keys), t.article, t.frame.evidence),
    )
    for one in ranked:
        rare = sorted(one.frame.keys, key=lambda k: (-idf[k], k))
        kinds = keys_of_marks(one.frame.marks)
        candidates: dict[int, None] = {}
        for key in [*kinds, *rare[:RARE_KEYS]]:
            for number in by_key[key][:MAX_CANDIDATES]:
                candidates.setdefault(number)
        best, likeness = -1, SAME_EVENT
        for number in candidates:
            if any(are_apart(one.frame.marks, other.frame.marks) for other in clusters[number].told):
                continue
            value = max(
                likeness_of(one.frame, other.frame, idf) for other in clusters[number].told[:COMPARED]
            )
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


def _represents(
    one: Told, salience: Salience
) -> tuple[bool, bool, bool, bool, bool, bool, int, bool, float, int, bool, str, Span]:
    """Order tellings by how well their words stand for the event."""
    how = {"clause": 0, "sentence": 1, "before": 2, "article": 3}[one.frame.date.how]
    return (
        one.frame.planned,
        salience.reports < _FEW_REPORTS and len(one.frame.title.split()) <= _THIN,
        not one.frame.main,
        how > 1,
        salience.reports < _FEW_REPORTS and _looks_back(one),
        not names_who(one.frame.title, one.frame.marks),
        -min(len(one.frame.keys), _TELLING_KEYS),
        len(one.frame.text.split()) > _LONG_WORDS,
        -round(salience.centrality(one.frame), 6),
        -one.frame.weight,
        not one.frame.lede,
        one.article,
        one.frame.evidence,
    )


def _looks_back(one: Told) -> bool:
    """Tell whether an article tells of a day some days later: what it brought, more than what happened."""
    day, published = day_of(one.frame), parse_date(one.published or "1000").earliest
    return day is not None and published is not None and (published - day).days > _FRESH_DAYS


_FRESH_DAYS = 1
_THIN = 3
"""Words of a title that hardly tells more than that something happened: `The crash occurred`."""


def _is_stale(one: Told, newest: int) -> bool:
    """Tell whether a title gives a toll that another telling of the event has overtaken."""
    toll = toll_of(one.frame.marks)
    return 0 < toll < newest and str(toll) in one.frame.title.replace(",", "")


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
    time = _hour(cluster)
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
    words = _told_newest(cluster)
    return Event(
        id=item_id,
        date=frame.date.date,
        time=_hour(cluster) or None,
        planned=frame.planned,
        title=words.title,
        text=words.text if words.text.rstrip(".") != words.title else None,
        places=own or [name for name, _ in sorted(places.items(), key=lambda p: (-p[1], p[0]))[:2]],
    )


def _told_newest(cluster: Cluster) -> EventFrame:
    """Return the telling whose words stand for an event: of titles that give a toll the one with the newest."""
    first = cluster.told[0]
    newest = max(cluster.told, key=lambda one: (toll_of(one.frame.marks), one.article))
    if _is_stale(first, toll_of(newest.frame.marks)) and newest.frame.main:
        return newest.frame
    return first.frame


def _hour(cluster: Cluster) -> str:
    """Return the time of day of an event: its own, or what its tellings agree on where it has none, or no hour."""
    own = cluster.told[0].frame.date.time
    if own[:2].isdigit():
        return own
    times = {one.frame.date.time for one in cluster.told if one.frame.main and one.frame.date.time}
    hours = {time for time in times if time[:2].isdigit()}
    found = hours or ({own} if own else times)
    return found.pop() if len(found) == 1 else own


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
