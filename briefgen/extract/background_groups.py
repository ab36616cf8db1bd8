"""Groups of background: one item for what several articles tell, ranked and kept within bounds."""

from collections.abc import Sequence
from functools import cache

import msgspec

from briefgen.extract.frames import BackgroundFrame
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.wording import key_of, keys_in
from briefgen.model.dates import parse_date
from briefgen.model.span import Span

_ALIKE = 0.5
_ALIKE_HISTORY = 0.7
"""Much of a country's history is told with the same year and the same words (`since it became independent`)."""
_MAX_EVIDENCE = 4
_CAPS = {"cause": 5, "history": 8, "standing": 4}
_TELLING_KEYS = 9
"""With as many content words a cause tells enough."""


class ToldBackground(msgspec.Struct, frozen=True):
    """One telling of a background item, with where it stands."""

    frame: BackgroundFrame
    article: str
    origin: str


def merge_background(told: Sequence[ToldBackground]) -> list[list[ToldBackground]]:
    """Bring tellings of one thing together and keep the most told: causes, then history by date, then facts."""
    groups: list[list[ToldBackground]] = []
    for one in sorted(
        told,
        key=lambda t: (-t.frame.weight, -_fullness(t.frame), len(t.frame.text), t.article, t.frame.evidence),
    ):
        home = next(
            (group for group in groups[:200] if _alike(group[0].frame, one.frame)),
            None,
        )
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    kept: list[list[ToldBackground]] = []
    for kind, cap in _CAPS.items():
        of_kind = [group for group in groups if group[0].frame.kind == kind]
        of_kind.sort(
            key=lambda g: (-len({t.origin for t in g}), -g[0].frame.weight, g[0].article, g[0].frame.evidence)
        )
        kept += of_kind[:cap]
    kept.sort(key=_order)
    return kept


def _fullness(frame: BackgroundFrame) -> int:
    """Return how much a cause tells, up to what one reads at a glance: effect, place, deed and thing."""
    return min(len(frame.keys), _TELLING_KEYS) if frame.kind == "cause" else 0


def _alike(a: BackgroundFrame, b: BackgroundFrame) -> bool:
    shared = set(a.keys) & set(b.keys)
    smaller = min(len(a.keys), len(b.keys))
    if smaller == 0:
        return False
    if a.kind == b.kind == "cause" and shared & _cause_things():
        return True
    dated = a.date is not None and b.date is not None
    same_date = a.date is not None and b.date is not None and a.date.date == b.date.date
    if dated and not same_date:
        return False
    share = len(shared) / smaller
    named = {key for name in {*a.names, *b.names} for key in keys_in(name)}
    # Two facts about one country and year are two facts.
    least = _ALIKE_HISTORY if a.kind == b.kind == "history" else _ALIKE
    return share >= least and len(shared - named) > 1


@cache
def _cause_things() -> frozenset[str]:
    """Return the stems of what causes are about: two causes that share one are one."""
    return frozenset(key_of(word) for word in load_words("causes", "grievances"))


_KINDS = ("history", "cause", "standing")


def _order(group: Sequence[ToldBackground]) -> tuple[int, object, str, Span]:
    frame = group[0].frame
    date = parse_date(frame.date.date).order if frame.date is not None else parse_date("9999").order
    return (_KINDS.index(frame.kind), date, group[0].article, frame.evidence)


def evidence_of(group: Sequence[ToldBackground]) -> list[ToldBackground]:
    """Return the tellings shown as evidence, one for each article."""
    chosen: dict[str, ToldBackground] = {}
    for one in group:
        chosen.setdefault(one.article, one)
    return list(chosen.values())[:_MAX_EVIDENCE]
