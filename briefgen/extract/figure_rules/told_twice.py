"""Figures told twice in one article: which are one, and what each telling adds."""

import msgspec

from briefgen.extract.figure_rules.groups import group_key
from briefgen.extract.frames import FigureFrame


class DistinctFigures:
    """The figures of one article, each of them once."""

    def __init__(self) -> None:
        self.frames: list[FigureFrame] = []
        self._alike: dict[tuple[str, object, str], list[int]] = {}
        """Indices of the frames of one measure, value and unit."""

    def add(self, frame: FigureFrame) -> int:
        """Add a figure, or what this telling of it adds to one told before; return its index."""
        places = self._alike.setdefault((frame.measure, frame.value, frame.unit), [])
        same = next((k for k in places if _is_same(self.frames[k], frame)), None)
        if same is not None:
            self.frames[same] = _richer(self.frames[same], frame)
            return same
        places.append(len(self.frames))
        self.frames.append(frame)
        return places[-1]


def _is_same(a: FigureFrame, b: FigureFrame) -> bool:
    """Tell whether one article gives one figure twice."""
    if (a.measure, a.value, a.unit) != (b.measure, b.value, b.unit):
        return False
    if a.group and b.group and group_key(a.group) != group_key(b.group):
        return False
    if a.claimant is not None and b.claimant is not None and a.claimant.value != b.claimant.value:
        return False
    if a.past != b.past:
        return False
    if any(
        x.part_of is not None and x.group and y.part_of is None and not y.group for x, y in ((a, b), (b, a))
    ):
        # `21 dead, two of them guards`, and two shot elsewhere
        return False
    places = {slot.value for slot in (a.place, b.place) if slot is not None}
    return len(places) < 2 or group_key(a.group) == group_key(b.group)


def _richer(a: FigureFrame, b: FigureFrame) -> FigureFrame:
    """Fill the empty slots of the first telling from the second."""
    as_of = a.as_of
    if b.as_of is not None and (as_of is None or (as_of.how == "article" and b.as_of.how != "article")):
        as_of = b.as_of
    better = a.claimant is None and b.claimant is not None
    # A headline drops the `at least` of the body.
    qualifier = b.qualifier if a.qualifier == "exact" else a.qualifier
    return msgspec.structs.replace(
        a,
        group=a.group or b.group,
        qualifier=qualifier,
        claimant=a.claimant or b.claimant,
        as_of=as_of,
        place=a.place or b.place,
        evidence=b.evidence if better else a.evidence,
        words=b.words if better else a.words,
        withdrawn=a.withdrawn or b.withdrawn,
    )
