"""Recaps: what a later article only comes back to, in an aside, of an event that an earlier one tells.

`…, two days after his guards locked the president up` is no second event beside `Soldiers overthrew the president`.
"""

from collections import defaultdict

from briefgen.extract.event_rules.tellings import MAX_CANDIDATES, Cluster, date_of, join_to
from briefgen.extract.phrasing.wording import keys_in

_OPENING_WORDS = 3
"""First words of a title, within which its doer stands: the police do much on one day."""


def without_recaps(clusters: list[Cluster]) -> list[Cluster]:
    """Join what later articles tell of a day in asides to the event of that day that is told in its own right.

    Of two articles the later one must have been published after the day, and share with the title of the earlier one
    a word that is not the doer of both, nor a place.
    """
    by_key: dict[tuple[str, str], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if not _is_aside(cluster):
            for key in _keys_of(cluster):
                by_key[date_of(cluster.told[0]), key].append(cluster)
    return join_to(lambda cluster: _home(cluster, by_key), clusters)


def _home(cluster: Cluster, by_key: dict[tuple[str, str], list[Cluster]]) -> Cluster | None:
    """Return the event of its day that an aside only comes back to; None for what is no aside."""
    if not _is_aside(cluster):
        return None
    when = date_of(cluster.told[0])
    near = {id(other): other for key in _keys_of(cluster) for other in by_key[when, key][:MAX_CANDIDATES]}
    return next((other for other in near.values() if _tells_again(cluster, other)), None)


def _is_aside(cluster: Cluster) -> bool:
    return all(
        not (one.frame.main or one.frame.date.time) and one.published > date_of(one) for one in cluster.told
    )


def _keys_of(cluster: Cluster) -> list[str]:
    """Return the words of an event's title that are no places, sorted, each once."""
    frame = cluster.told[0].frame
    places = {key for slot in frame.places for key in keys_in(slot.value)}
    return sorted(keys_in(frame.title) - places)


def _tells_again(aside: Cluster, other: Cluster) -> bool:
    one, plain = aside.told[0], other.told[0]
    if plain.frame.planned or plain.article == one.article or plain.published > one.published:
        return False
    shared = set(_keys_of(aside)) & set(_keys_of(other))
    return bool(shared - (_doers(one.frame.title) & _doers(plain.frame.title)))


def _doers(title: str) -> set[str]:
    return keys_in(" ".join(title.split()[:_OPENING_WORDS]))
