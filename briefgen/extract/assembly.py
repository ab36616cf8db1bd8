"""Assembly: from the readings of all articles to the sections of one brief."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from briefgen.extract.background_groups import ToldBackground, merge_background
from briefgen.extract.background_groups import evidence_of as background_evidence
from briefgen.extract.draft import Draft, Dropped, Explained
from briefgen.extract.event_rules.salience import Report, Salience
from briefgen.extract.event_rules.tellings import Cluster, Told
from briefgen.extract.figure_groups import make_figures
from briefgen.extract.frames import BackgroundFrame, EventFrame
from briefgen.extract.offices import settle_offices
from briefgen.extract.reaction_groups import make_reactions
from briefgen.extract.reading import Reading
from briefgen.extract.roster import Roster, make_roster
from briefgen.extract.timeline import event_of, merge_events, suggest_caps
from briefgen.extract.timeline import evidence_of as event_evidence
from briefgen.model.article import Article
from briefgen.model.brief import BackgroundItem, Event, Figure, Reaction
from briefgen.model.config import TimelineSize
from briefgen.model.dates import parse_date
from briefgen.model.slugs import id_words
from briefgen.model.span import Span

_LONGEST_EVENT_DAYS = 4
"""A date that leaves open more days than these (`last week`, `in January`) gives an event no place in a timeline."""


class Sections(msgspec.Struct, frozen=True, kw_only=True):
    """The four sections of a brief, and who is who in it."""

    background: list[BackgroundItem]
    timeline: list[Event]
    figures: list[Figure]
    reactions: list[Reaction]
    roster: Roster
    dropped: list[Dropped]
    explained: list[Explained]


def assemble(
    articles: Mapping[str, Article],
    readings: Mapping[str, Reading],
    origins: Mapping[str, str],
    *,
    countries: Sequence[str],
    period: str | None,
    size: TimelineSize,
) -> Sections:
    """Merge what the articles tell into the sections of a brief.

    Args:
        articles: by id.
        readings: by article id.
        origins: by article id; articles with one origin count as one source.
        countries: whose crisis it is.
        period: EDTF interval of the timeline; what lies before it is background.
        size: how many events are kept.

    Returns:
        Items in the order of the page, each with evidence; what was left out, with reasons; how slots were found.
    """
    readings = settle_offices(readings, countries)
    draft = Draft(articles, readings, origins, period)
    for name in draft.order:
        for left in readings[name].left:
            draft.drop(name, left.reason, left.span)
    clusters, early = _find_events(draft, size)
    timeline = [_event(draft, cluster) for cluster in clusters]
    figures = make_figures(draft)
    reactions = make_reactions(draft)
    shown = {(told.article, told.frame.evidence) for cluster in clusters for told in cluster.told[:1]}
    again = {
        (told.article, told.frame.evidence)
        for cluster in clusters
        for told in cluster.told[1:]
        if told.frame.main
    }
    background = _background(draft, early, shown, again)
    return Sections(
        background=background,
        timeline=timeline,
        figures=figures,
        reactions=reactions,
        roster=make_roster(readings, draft.used, draft.used_names, countries=countries),
        dropped=draft.dropped,
        explained=draft.explained,
    )


def _find_events(draft: Draft, size: TimelineSize) -> tuple[list[Cluster], list[ToldBackground]]:
    told: list[Told] = []
    early: list[ToldBackground] = []
    for name in draft.order:
        for frame in draft.readings[name].events:
            date = parse_date(frame.date.date)
            if date.earliest is None or date.latest is None:
                draft.drop(name, "open date", frame.evidence)
                continue
            if (date.latest - date.earliest).days > _LONGEST_EVENT_DAYS and not frame.planned:
                if draft.start is not None and date.latest < draft.start and frame.main:
                    early.append(ToldBackground(_as_history(frame), name, draft.origins[name]))
                    continue
                draft.drop(name, "date too vague for the timeline", frame.evidence)
                continue
            if draft.start is not None and date.latest < draft.start:
                if frame.main:
                    early.append(ToldBackground(_as_history(frame), name, draft.origins[name]))
                continue
            if draft.start is not None and date.earliest < draft.start:
                draft.drop(name, "date reaches outside the period", frame.evidence)
                continue
            if draft.end is not None and date.latest > draft.end and not frame.planned:
                draft.drop(name, "after the period", frame.evidence)
                continue
            told.append(Told(frame, name, draft.origins[name], draft.readings[name].published or ""))
    salience = _salience(draft, told)
    caps = suggest_caps(salience, max_events=size.max_events, per_day=size.per_day)
    clusters = merge_events(
        told, max_events=caps.max_events, per_day=caps.per_day, days=caps.days, salience=salience
    )
    kept = {
        (one.article, one.frame.evidence, one.frame.date.date) for cluster in clusters for one in cluster.told
    }
    for one in told:
        if (one.article, one.frame.evidence, one.frame.date.date) not in kept:
            draft.drop(one.article, "less reported than other events of its day", one.frame.evidence)
    return clusters, early


def _salience(draft: Draft, told: Sequence[Told]) -> Salience:
    """Weigh days and words by what all articles tell within the period."""
    events: dict[str, list[EventFrame]] = defaultdict(list)
    for one in told:
        if not one.frame.planned:
            events[one.article].append(one.frame)
    return Salience(
        Report(
            origin=draft.origins[name],
            published=reading.published,
            outline=reading.outline,
            events=events.get(name, []),
        )
        for name, reading in draft.readings.items()
        if reading.published is not None
    )


def _event(draft: Draft, cluster: Cluster) -> Event:
    evidence = event_evidence(cluster)
    item = event_of(cluster, draft.mint_id(id_words(cluster.told[0].frame.title)))
    draft.used_names.update(item.places)
    first = evidence[0]
    draft.explain(
        item.id,
        [("date", first.frame.date, first.article)]
        + [("place", slot, first.article) for slot in first.frame.places if slot.value in item.places],
    )
    return msgspec.structs.replace(
        item, evidence=draft.make_evidence((one.article, one.frame.evidence) for one in evidence)
    )


def _background(
    draft: Draft,
    early: Sequence[ToldBackground],
    shown: set[tuple[str, Span]],
    again: set[tuple[str, Span]],
) -> list[BackgroundItem]:
    """Make the background of what is not `shown`; what tells an event `again` needs a date of its own."""
    told = [
        ToldBackground(frame, name, draft.origins[name])
        for name in draft.order
        for whole in draft.readings[name].background
        if (frame := _beside(whole, (name, whole.evidence) in shown)) is not None
        and (frame.date is not None or (name, frame.evidence) not in again)
        and _is_background(draft, frame, draft.readings[name].published or "")
    ]
    known = {(one.article, one.frame.evidence) for one in told}
    told += [one for one in early if (one.article, one.frame.evidence) not in known]
    items: list[BackgroundItem] = []
    for group in merge_background(told):
        lead = group[0]
        item_id = draft.mint_id(id_words(lead.frame.text))
        draft.explain(item_id, [("date", lead.frame.date, lead.article)])
        items.append(
            BackgroundItem(
                id=item_id,
                date=lead.frame.date.date if lead.frame.date is not None else None,
                text=lead.frame.text,
                evidence=draft.make_evidence(
                    (one.article, one.frame.evidence) for one in background_evidence(group)
                ),
            )
        )
    return items


def _beside(frame: BackgroundFrame, is_shown: bool) -> BackgroundFrame | None:
    """Return background whose sentence the timeline shows in the words of its own clause; None where it has none."""
    if not is_shown:
        return frame
    return msgspec.structs.replace(frame, text=frame.apart) if frame.apart else None


def _is_background(draft: Draft, frame: BackgroundFrame, published: str) -> bool:
    """Tell whether a frame tells of the time before the story: not of its first year, in an article that looks back."""
    if frame.kind != "history" or frame.date is None or draft.start is None:
        return True
    date = parse_date(frame.date.date)
    if date.earliest is None:
        return True
    if date.precision == "year" and date.latest is not None and date.latest.isoformat() < published:
        return date.latest < draft.start
    return date.earliest < draft.start


def _as_history(frame: EventFrame) -> BackgroundFrame:
    return BackgroundFrame(
        kind="history",
        date=frame.date,
        text=frame.text,
        evidence=frame.evidence,
        keys=frame.keys,
        names=frame.names,
        weight=frame.weight,
    )
