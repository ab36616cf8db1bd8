"""Figures told twice in one article: which are one, and what each telling adds."""

from collections.abc import Sequence

import msgspec

from briefgen.extract.figure_rules.group_names import group_key
from briefgen.extract.frames import FigureFrame
from briefgen.extract.layers.names import Entity


class DistinctFigures:
    """The figures of one article, each of them once."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.frames: list[FigureFrame] = []
        self._places = {entity.name: entity for entity in entities if entity.type == "place"}
        self._alike: dict[tuple[str, object, str], list[int]] = {}
        """Indices of the frames of one measure, value and unit."""

    def add(self, frame: FigureFrame) -> int:
        """Add a figure, or what this telling of it adds to one told before; return its index."""
        places = self._alike.setdefault((frame.measure, frame.value, frame.unit), [])
        same = next((k for k in places if self._is_same(self.frames[k], frame)), None)
        if same is not None:
            self.frames[same] = _richer(self.frames[same], frame)
            return same
        places.append(len(self.frames))
        self.frames.append(frame)
        return places[-1]

    def _is_same(self, a: FigureFrame, b: FigureFrame) -> bool:
        """Tell whether two tellings of one number are of one figure."""
        if a.group and b.group and group_key(a.group) != group_key(b.group):
            return False
        if a.claimant is not None and b.claimant is not None and a.claimant.value != b.claimant.value:
            return False
        if a.past != b.past:
            return False
        for part, whole in ((a, b), (b, a)):
            if part.part_of is not None and part.group and whole.part_of is None and not whole.group:
                # `21 dead, two of them guards`, and two shot elsewhere
                return False
        return not self._are_apart(a, b)

    def _are_apart(self, a: FigureFrame, b: FigureFrame) -> bool:
        """Tell whether two tellings are of two places, neither of which may lie in the other: of two towns."""
        if a.place is None or b.place is None or a.place.value == b.place.value:
            return False
        if group_key(a.group) != group_key(b.group):
            return True
        one, two = self._places.get(a.place.value), self._places.get(b.place.value)
        if one is None or two is None:
            return False
        return one.kind == two.kind or (one.country != two.country and "" not in {one.country, two.country})


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
