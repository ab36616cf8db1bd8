"""Figures of one brief: what the articles tell of one number becomes one item."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from briefgen.extract.draft import MAX_EVIDENCE, Draft
from briefgen.extract.figure_rules.group_names import group_key
from briefgen.extract.figure_tellings import FigureGroup, ToldFigure, gather_figures
from briefgen.extract.frames import FigureFrame, Slot
from briefgen.model.brief import MEASURES, Figure, Inexact
from briefgen.model.dates import parse_date

_SHORT_DAYS = 7
"""Shorter dates than this, days and weekends, lie before the period or in it."""
_MONTHS_BEFORE_DAYS = 60
"""How far before the period a month or a season may end whose count still belongs to the story.

Of 16 sets of whole articles, 60 gave six figures more that readers marked and none that they had not.
"""


def make_figures(draft: Draft) -> list[Figure]:
    """Make the figures of a brief, in order of measure, as-of and size."""
    groups = _capped(draft, gather_figures(_told(draft)))
    ordered = sorted(groups, key=_order)
    ids = {group.number: draft.mint_id(_words_of(group)) for group in ordered}
    owner = {(one.article, one.number): group for group in ordered for one in group.told}
    return [_figure(draft, group, ids, owner) for group in ordered]


def _told(draft: Draft) -> Iterator[ToldFigure]:
    for name in draft.order:
        figures = draft.readings[name].figures
        for number, frame in enumerate(figures):
            if (frame.past or _is_before(draft, frame)) and not _is_compared(frame, figures):
                draft.drop(name, "figure from before the period", frame.words)
            else:
                yield ToldFigure(frame, name, number, group_key(frame.group))


def _is_compared(frame: FigureFrame, figures: Sequence[FigureFrame]) -> bool:
    """Tell whether a price of long ago stands beside that of today: `costs 470 rupees, up from 177 in December`."""
    return frame.measure == "price" and any(
        other.measure == "price"
        and not other.past
        and (other.unit, other.group, other.evidence) == (frame.unit, frame.group, frame.evidence)
        for other in figures
    )


def _is_before(draft: Draft, frame: FigureFrame) -> bool:
    if draft.start is None or frame.as_of is None:
        return False
    told = parse_date(frame.as_of.value)
    if told.latest is None or told.latest >= draft.start:
        return False
    if told.earliest is None or (told.latest - told.earliest).days < _SHORT_DAYS:
        return True
    # A count of last month is news in a report of this one.
    return (draft.start - told.latest).days > _MONTHS_BEFORE_DAYS


def _capped(draft: Draft, groups: Sequence[FigureGroup]) -> list[FigureGroup]:
    """Keep the most reported figures of each measure; how many follows from the number of origins."""
    cap = 6 + 3 * len(set(draft.origins.values())).bit_length()
    by_measure: dict[str, list[FigureGroup]] = defaultdict(list)
    for group in groups:
        by_measure[group.told[0].frame.measure].append(group)
    kept: list[FigureGroup] = []
    for measure in sorted(by_measure):
        ranked = sorted(
            by_measure[measure],
            key=lambda g: (
                -len({draft.origins[one.article] for one in g.told}),
                g.claimant is None,
                g.told[0].frame.qualifier == "vague",
                g.told[0].article,
                g.told[0].number,
            ),
        )
        points = [group for group in ranked[cap:] if _is_point(group)][:cap]
        for group in ranked[cap:]:
            if group in points:
                continue
            first = group.told[0]
            draft.drop(first.article, "less reported than other figures", first.frame.words)
        kept += ranked[:cap] + points
    return kept


def _is_point(group: FigureGroup) -> bool:
    """Tell whether a figure is a point of a series: the whole, told for a day of its own."""
    frame = group.told[0].frame
    dated = frame.as_of is not None and frame.as_of.how in {"clause", "sentence"}
    return dated and not frame.group and frame.part_of is None and frame.qualifier != "vague"


def _figure(
    draft: Draft, group: FigureGroup, ids: Mapping[int, str], owner: Mapping[tuple[str, int], FigureGroup]
) -> Figure:
    """Make the figure of a group, by the telling that stands for it; what that lacks, the others give."""
    lead = _lead(group)
    frame, item_id = lead.frame, ids[group.number]
    named = lead if frame.group else next((one for one in group.told if one.frame.group), lead)
    placed = lead if frame.place else next((one for one in group.told if one.frame.place), lead)
    place = placed.frame.place
    draft.used_names |= {name for name in (place.value if place else None, group.claimant) if name}
    evidence = draft.make_evidence(
        (one.article, one.frame.evidence)
        for one in sorted(group.told, key=lambda o: (o is not lead,))[:MAX_EVIDENCE]
    )
    claimed = _telling(group, lambda f: f.claimant, group.claimant) or lead
    dated = _telling(group, lambda f: f.as_of, group.as_of) or lead
    draft.explain(
        item_id,
        [
            ("number", Slot(_value_text(frame.value), frame.words, "clause"), lead.article),
            ("qualifier", frame.qualifier_slot, lead.article),
            ("group", _group_slot(named.frame), named.article),
            ("claimed_by", claimed.frame.claimant if group.claimant else None, claimed.article),
            ("as_of", dated.frame.as_of, dated.article),
            ("place", place, placed.article),
        ],
    )
    return Figure(
        id=item_id,
        measure=frame.measure,
        group=named.frame.group or None,
        value=frame.value,
        qualifier=frame.qualifier,
        unit=frame.unit,
        as_of=group.as_of,
        claimed_by=group.claimant,
        place=place.value if place is not None else None,
        status=group.status,
        part_of=_whole_of(group, ids, owner),
        evidence=evidence,
    )


def _telling(
    group: FigureGroup, slot_of: Callable[[FigureFrame], Slot | None], value: str | None
) -> ToldFigure | None:
    """Return the first telling whose slot has a value."""
    slots = ((one, slot_of(one.frame)) for one in group.told)
    return next((one for one, slot in slots if slot is not None and slot.value == value), None)


def _whole_of(
    group: FigureGroup, ids: Mapping[int, str], owner: Mapping[tuple[str, int], FigureGroup]
) -> str | None:
    """Return the figure that a figure is a part of, by the first telling that says so."""
    for one in group.told:
        whole = owner.get((one.article, one.frame.part_of)) if one.frame.part_of is not None else None
        if whole is not None and whole is not group:
            return ids[whole.number]
    return None


def _group_slot(frame: FigureFrame) -> Slot | None:
    """Return where a group stands: the number with what it counts where its own words do not stand in the text."""
    return frame.group_slot or (Slot(frame.group, frame.words, "clause") if frame.group else None)


def _lead(group: FigureGroup) -> ToldFigure:
    """Return the telling whose words stand for the figure: with the claimant, not the retraction, the earliest."""
    return min(
        group.told,
        key=lambda o: (
            o.frame.claimant is None or o.frame.claimant.value != group.claimant,
            o.frame.withdrawn,
            o.frame.as_of is None or o.frame.as_of.how == "article",
        ),
    )


def _value_text(value: int | float | Inexact) -> str:
    if isinstance(value, Inexact):
        return value.words or f"{value.min}–{value.max}"
    return f"{value:,}"


def _order(group: FigureGroup) -> tuple[int, str, object, float, str, int]:
    frame = group.told[0].frame
    measure = MEASURES.index(frame.measure) if frame.measure in MEASURES else len(MEASURES)
    as_of = parse_date(group.as_of).order if group.as_of else (datetime.date.max, datetime.date.max, "")
    size = -float(frame.value) if not isinstance(frame.value, Inexact) else 0.0
    return measure, frame.measure, as_of, size, group.told[0].article, group.told[0].number


def _words_of(group: FigureGroup) -> str:
    frame = _lead(group).frame
    return f"{frame.group} {frame.measure} {_value_text(frame.value).replace(',', '')}".strip().replace(
        "_", " "
    )
