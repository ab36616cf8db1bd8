"""Which of the numbers that articles tell are one figure, who claims it, and whether it still stands."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import merge
from itertools import takewhile

import msgspec

from briefgen.extract.frames import FigureFrame
from briefgen.model.brief import FigureStatus, Inexact
from briefgen.model.dates import parse_date

_NEAR_DAYS = 3
"""The same number of the same claimant this many days apart is one figure told again."""
_ABOVE = frozenset({"more_than", "at_least"})
_BELOW = frozenset({"nearly", "up_to"})
_UNNAMED = frozenset({"official", "officials", "spokesman", "spokeswoman", "spokesperson"})
"""Words of a claimant whom an article does not name."""
_ANY = "*"
"""Stands in an index for every group, or every claimant; no group and no claimant is called so."""


class ToldFigure(msgspec.Struct, frozen=True):
    """One telling of a figure."""

    frame: FigureFrame
    article: str
    number: int
    """Index of the frame in its reading, to which `part_of` refers."""
    group: str
    """Canonical group, "" for people at large."""


class FigureGroup:
    """Tellings of one figure."""

    def __init__(self, number: int) -> None:
        self.number = number
        """Position among all, by the first telling."""
        self.told: list[ToldFigure] = []
        self.group = ""
        """Canonical group of those tellings that name one."""
        self.claimant: str | None = None
        self.as_of: str | None = None
        self.withdrawn = False
        self.status: FigureStatus = "stands"
        self._claimants: Counter[str] = Counter()
        self._qualifiers: set[str] = set()
        self._has_own_date = False

    def add(self, one: ToldFigure) -> None:
        """Add a telling, and decide claimant and as-of anew: the most named, the earliest that is told."""
        self.told.append(one)
        self.group = self.group or one.group
        self._qualifiers.add(one.frame.qualifier)
        if one.frame.claimant is not None:
            self._claimants[one.frame.claimant.value] += 1
            self.claimant = _most(self._claimants)
        as_of = one.frame.as_of
        if as_of is not None:
            own = as_of.how != "article"
            if self.as_of is None or (own and not self._has_own_date):
                self.as_of = as_of.value
            elif own == self._has_own_date:
                self.as_of = min(self.as_of, as_of.value, key=lambda date: parse_date(date).order)
            self._has_own_date = self._has_own_date or own

    def _told_in(self, article: str) -> Iterator[ToldFigure]:
        """Return the tellings of an article, if it is the one added last."""
        return takewhile(lambda known: known.article == article, reversed(self.told))

    def takes(self, one: ToldFigure) -> bool:
        """Tell whether a telling of the same number, measure and unit is of this figure."""
        frame = one.frame
        for mine, other in ((_ABOVE, _BELOW), (_BELOW, _ABOVE)):
            if frame.qualifier in mine and not self._qualifiers.isdisjoint(other):
                return False
        if self.group and one.group and self.group != one.group:
            return False
        if any(_is_told_apart(known, one) for known in self._told_in(one.article)):
            return False
        if not (self.group and one.group) and (self.told[0].frame.part_of is None) != (frame.part_of is None):
            # `154 dead, 25 of them not identified` is not `25 dead`
            return False
        if self.told[0].frame.withdrawn != frame.withdrawn:
            return True
        claimant = frame.claimant.value if frame.claimant is not None else None
        if claimant is not None and self.claimant is not None and claimant != self.claimant:
            return False
        # A number told again later without a date of its own is the number told before.
        if frame.as_of is None or self.as_of is None or frame.as_of.how == "article":
            return True
        told, known = _day_of(frame.as_of.value), _day_of(self.as_of)
        return told is None or known is None or abs(told - known) <= _NEAR_DAYS


def _is_told_apart(a: ToldFigure, b: ToldFigure) -> bool:
    """Tell whether two tellings of one article are of two places, or one of part of a whole, the other not."""
    places = {frame.place.value for frame in (a.frame, b.frame) if frame.place is not None}
    return len(places) > 1 or (a.group != b.group and (a.frame.part_of is None) != (b.frame.part_of is None))


@lru_cache(maxsize=4096)
def _day_of(date: str) -> int | None:
    earliest = parse_date(date).earliest
    return earliest.toordinal() if earliest is not None else None


def _most(claimants: Counter[str]) -> str | None:
    return min(claimants, key=lambda name: (-claimants[name], name)) if claimants else None


class _Homes:
    """Groups of one number, found by canonical group, claimant and day: small numbers are told of many events."""

    def __init__(self) -> None:
        self.groups: dict[int, FigureGroup] = {}
        self.by_claim: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.by_day: dict[tuple[str, str, int | None], list[int]] = defaultdict(list)
        self.taken_back: list[int] = []

    def find(self, one: ToldFigure) -> FigureGroup | None:
        """Return the first group that takes a telling."""
        frame = one.frame
        groups = (one.group, "") if one.group else (_ANY,)
        claimants = (frame.claimant.value, "") if frame.claimant is not None else (_ANY,)
        day = _day_of(frame.as_of.value) if frame.as_of is not None and frame.as_of.how != "article" else None
        if frame.withdrawn:
            lists = [self.by_claim.get((group, _ANY), []) for group in groups]
        elif day is None:
            lists = [self.by_claim.get((group, claimant), []) for group in groups for claimant in claimants]
        else:
            days = (None, *range(day - _NEAR_DAYS, day + _NEAR_DAYS + 1))
            lists = [
                self.by_day.get((g, claimant, d), []) for g in groups for claimant in claimants for d in days
            ]
        for number in merge(self.taken_back, *lists):
            if self.groups[number].takes(one):
                return self.groups[number]
        return None

    def enter(self, group: FigureGroup) -> None:
        """Make a group known."""
        self.groups[group.number] = group
        for numbers in self._lists(group):
            insort(numbers, group.number)
        if group.told[0].frame.withdrawn and len(group.told) == 1:
            self.taken_back.append(group.number)

    def add(self, group: FigureGroup, one: ToldFigure) -> None:
        """Add a telling to a known group."""
        before = (group.group, group.claimant, group.as_of)
        lists = self._lists(group)
        group.add(one)
        if before != (group.group, group.claimant, group.as_of):
            for numbers in lists:
                del numbers[bisect_left(numbers, group.number)]
            self.enter(group)

    def _lists(self, group: FigureGroup) -> list[list[int]]:
        day = _day_of(group.as_of) if group.as_of is not None else None
        claims = [(g, claimant) for g in (group.group, _ANY) for claimant in (group.claimant or "", _ANY)]
        return [self.by_claim[claim] for claim in claims] + [self.by_day[(*claim, day)] for claim in claims]


def gather_figures(told: Iterator[ToldFigure]) -> list[FigureGroup]:
    """Bring the tellings of one figure together, in order of their first telling; say which were taken back or passed.

    Cost is linear in the number of tellings, whatever the number of groups.
    """
    groups: list[FigureGroup] = []
    homes: dict[tuple[str, str, str], _Homes] = defaultdict(_Homes)
    for one in told:
        home = homes[one.frame.measure, _value_key(one.frame.value), one.frame.unit]
        found = home.find(one)
        if found is None:
            found = FigureGroup(len(groups))
            found.add(one)
            groups.append(found)
            home.enter(found)
        else:
            home.add(found, one)
    groups = _joined_claims(groups)
    _withdraw(groups)
    _supersede(groups)
    return groups


def _joined_claims(groups: Sequence[FigureGroup]) -> list[FigureGroup]:
    """Join the claim of an unnamed official with that of the named one whom the same article cites for it.

    `A senior official said that 225 had died`, and below it `225 had died, said Prosecutor Perera`: one claim.
    """
    named: dict[tuple[object, ...], list[FigureGroup]] = defaultdict(list)
    vague: list[FigureGroup] = []
    for group in groups:
        if group.claimant is not None and set(group.claimant.lower().split()) & _UNNAMED:
            vague.append(group)
        elif group.claimant is not None:
            named[_claim_key(group)].append(group)
    joined: set[int] = set()
    for group in vague:
        articles = {one.article for one in group.told}
        others = [
            other
            for other in named[_claim_key(group)]
            if not articles.isdisjoint(one.article for one in other.told)
        ]
        if len(others) == 1:
            others[0].told += group.told
            joined.add(group.number)
    return [group for group in groups if group.number not in joined]


def _claim_key(group: FigureGroup) -> tuple[object, ...]:
    first = group.told[0]
    return first.frame.measure, _value_key(first.frame.value), first.group, group.as_of


def _withdraw(groups: Sequence[FigureGroup]) -> None:
    """Mark figures that an article says were taken back."""
    for group in groups:
        if any(one.frame.withdrawn for one in group.told):
            group.withdrawn = True
            group.status = "withdrawn"
            taken = [one for one in group.told if not one.frame.withdrawn]
            if taken:
                # Who takes a figure back does not claim it.
                group.claimant = _most(
                    Counter(o.frame.claimant.value for o in taken if o.frame.claimant is not None)
                )


def _supersede(groups: Sequence[FigureGroup]) -> None:
    """Mark figures for which the same claimant gives a later one."""
    series: dict[tuple[str, str, str, str], list[FigureGroup]] = defaultdict(list)
    for group in groups:
        frame = group.told[0].frame
        if group.claimant is None or group.withdrawn or frame.qualifier == "vague":
            continue
        if any(one.frame.part_of is not None for one in group.told):
            continue
        place = next((one.frame.place.value for one in group.told if one.frame.place is not None), "")
        name = next((one.group for one in group.told if one.frame.group), "")
        series[frame.measure, name, place, group.claimant].append(group)
    for group in groups:
        if group.status == "stands" and all(one.frame.replaced for one in group.told):
            group.status = "superseded"
    for members in series.values():
        dates = [member.as_of for member in members if member.as_of]
        newest = max(dates, default=None, key=lambda date: parse_date(date).order)
        for member in members:
            if member.as_of is None or newest is None:
                continue
            mine, theirs = parse_date(member.as_of).latest, parse_date(newest).earliest
            if mine is not None and theirs is not None and mine < theirs:
                member.status = "superseded"


def _value_key(value: int | float | Inexact) -> str:
    return msgspec.json.encode(value).decode()
