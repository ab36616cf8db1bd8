"""Assembly: from the readings of all articles to the sections of one brief."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from briefgen.extract.background import ToldBackground, merge_background
from briefgen.extract.background import evidence_of as background_evidence
from briefgen.extract.frames import BackgroundFrame, Dated, EventFrame, FigureFrame, ReactionFrame, Slot
from briefgen.extract.groups import group_key
from briefgen.extract.reading import Reading
from briefgen.extract.roster import Roster, make_roster
from briefgen.extract.salience import Report, Salience
from briefgen.extract.timeline import Cluster, Told, event_of, merge_events, suggest_caps
from briefgen.extract.timeline import evidence_of as event_evidence
from briefgen.model.article import Article
from briefgen.model.brief import MEASURES, BackgroundItem, Event, Evidence, Figure, Inexact, Reaction
from briefgen.model.config import TimelineSize
from briefgen.model.dates import parse_date
from briefgen.model.evidence import make_evidence
from briefgen.model.slugs import id_words, make_slug
from briefgen.model.span import Span

_NEAR_DAYS = 3
"""The same number of the same claimant this many days apart is one figure told again."""
_MAX_EVIDENCE = 5
_MAX_ID = 48
_BESIDE_CHARS = 600
"""Statements this near to each other in an article are of one occasion."""
_LONGEST_EVENT_DAYS = 4
"""A date that leaves open more days than these (`last week`, `in January`) gives an event no place in a timeline."""


class Dropped(msgspec.Struct, frozen=True):
    """Words of which no item was made, and why."""

    article: str
    """Id of the article."""
    reason: str
    words: str


class Explained(msgspec.Struct, frozen=True):
    """How one item was found: a line for each slot."""

    item: str
    lines: tuple[str, ...]


class Sections(msgspec.Struct, frozen=True, kw_only=True):
    """The four sections of a brief, and who is who in it."""

    background: list[BackgroundItem]
    timeline: list[Event]
    figures: list[Figure]
    reactions: list[Reaction]
    roster: Roster
    dropped: list[Dropped]
    explained: list[Explained]


class _ToldFigure(msgspec.Struct, frozen=True):
    frame: FigureFrame
    article: str
    number: int
    """Index of the frame in its reading, to which `part_of` refers."""


class _FigureGroup(msgspec.Struct):
    """Tellings of one figure."""

    told: list[_ToldFigure]
    claimant: str | None
    as_of: str | None
    withdrawn: bool = False
    status: str = "stands"


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
    maker = _Assembler(articles, readings, origins, tuple(countries), period, size)
    return maker.make()


class _Assembler:
    def __init__(
        self,
        articles: Mapping[str, Article],
        readings: Mapping[str, Reading],
        origins: Mapping[str, str],
        countries: tuple[str, ...],
        period: str | None,
        size: TimelineSize,
    ) -> None:
        self.articles = articles
        self.readings = readings
        self.origins = origins
        self.countries = countries
        self.size = size
        bounds = parse_date(period) if period else None
        self.start = bounds.earliest if bounds is not None else None
        self.end = bounds.latest if bounds is not None else None
        self.ids: set[str] = set()
        self.dropped: list[Dropped] = []
        self.explained: list[Explained] = []
        self.evidence: dict[tuple[str, Span], Evidence] = {}
        """Evidence made so far: several items may rest on one sentence."""
        self.used: dict[str, list[Span]] = defaultdict(list)
        """Spans of evidence by article, for who is who."""
        self.used_names: set[str] = set()

    def make(self) -> Sections:
        # Oldest first, so that ids and representing words do not change when articles are added.
        order = sorted(self.readings, key=lambda name: (self.readings[name].published or "", name))
        for name in order:
            for left in self.readings[name].left:
                self._drop(name, left.reason, left.span)
        clusters, early = self._events(order)
        timeline = [self._event(cluster) for cluster in clusters]
        figures = self._figures(order)
        reactions = self._reactions(order)
        shown = {(told.article, told.frame.evidence) for cluster in clusters for told in cluster.told[:1]}
        background = self._background(order, early, shown)
        roster = make_roster(self.readings, self.used, self.used_names, countries=self.countries)
        return Sections(
            background=background,
            timeline=timeline,
            figures=figures,
            reactions=reactions,
            roster=roster,
            dropped=self.dropped,
            explained=self.explained,
        )

    # What all sections share

    def _drop(self, article: str, reason: str, span: Span) -> None:
        words = " ".join(span.of(self.articles[article].text).split())
        self.dropped.append(Dropped(article, reason, words if len(words) <= 160 else words[:157] + "…"))

    def _id(self, words: str) -> str:
        base = make_slug(words, _MAX_ID)
        found, number = base, 2
        while found in self.ids:
            found = f"{base}-{number}"
            number += 1
        self.ids.add(found)
        return found

    def _evidence(self, places: Iterable[tuple[str, Span]]) -> list[Evidence]:
        made: list[Evidence] = []
        for article, span in places:
            evidence = self.evidence.get((article, span))
            if evidence is None:
                evidence = make_evidence(self.articles[article].text, span, article)
                self.evidence[article, span] = evidence
            if evidence not in made:
                made.append(evidence)
                self.used[article].append(span)
        return made

    def _explain(self, item: str, slots: Iterable[tuple[str, Slot | Dated | None, str]]) -> None:
        lines: list[str] = []
        for name, slot, article in slots:
            if slot is None:
                lines.append(f"{name}: empty")
                continue
            value = slot.value if isinstance(slot, Slot) else slot.date
            words = (
                " ".join(slot.span.of(self.articles[article].text).split())
                if slot.span is not None
                else "publication date"
            )
            lines.append(f"{name}: {value} ({slot.how}: “{words}”, {article})")
        self.explained.append(Explained(item, tuple(lines)))

    # Timeline

    def _events(self, order: Sequence[str]) -> tuple[list[Cluster], list[ToldBackground]]:
        told: list[Told] = []
        early: list[ToldBackground] = []
        for name in order:
            for frame in self.readings[name].events:
                date = parse_date(frame.date.date)
                if date.earliest is None or date.latest is None:
                    self._drop(name, "open date", frame.evidence)
                    continue
                if (date.latest - date.earliest).days > _LONGEST_EVENT_DAYS and not frame.planned:
                    if self.start is not None and date.latest < self.start and frame.main:
                        early.append(ToldBackground(_as_history(frame), name, self.origins[name]))
                        continue
                    self._drop(name, "date too vague for the timeline", frame.evidence)
                    continue
                if self.start is not None and date.latest < self.start:
                    if frame.main:
                        early.append(ToldBackground(_as_history(frame), name, self.origins[name]))
                    continue
                if self.start is not None and date.earliest < self.start:
                    self._drop(name, "date reaches outside the period", frame.evidence)
                    continue
                if self.end is not None and date.latest > self.end and not frame.planned:
                    self._drop(name, "after the period", frame.evidence)
                    continue
                told.append(Told(frame, name, self.origins[name]))
        salience = self._salience(told)
        caps = suggest_caps(salience, max_events=self.size.max_events, per_day=self.size.per_day)
        clusters = merge_events(
            told, max_events=caps.max_events, per_day=caps.per_day, days=caps.days, salience=salience
        )
        kept = {
            (one.article, one.frame.evidence, one.frame.date.date)
            for cluster in clusters
            for one in cluster.told
        }
        for one in told:
            if (one.article, one.frame.evidence, one.frame.date.date) not in kept:
                self._drop(one.article, "less reported than other events of its day", one.frame.evidence)
        return clusters, early

    def _salience(self, told: Sequence[Told]) -> Salience:
        """Weigh days and words by what all articles tell within the period."""
        events: dict[str, list[EventFrame]] = defaultdict(list)
        for one in told:
            if not one.frame.planned:
                events[one.article].append(one.frame)
        return Salience(
            Report(
                origin=self.origins[name],
                published=reading.published,
                outline=reading.outline,
                events=events.get(name, []),
            )
            for name, reading in self.readings.items()
            if reading.published is not None
        )

    def _event(self, cluster: Cluster) -> Event:
        evidence = event_evidence(cluster)
        item = event_of(cluster, self._id(id_words(cluster.told[0].frame.title)))
        self.used_names.update(item.places)
        first = evidence[0]
        self._explain(
            item.id,
            [("date", first.frame.date, first.article)]
            + [("place", slot, first.article) for slot in first.frame.places if slot.value in item.places],
        )
        return msgspec.structs.replace(
            item, evidence=self._evidence((one.article, one.frame.evidence) for one in evidence)
        )

    # Figures

    def _figures(self, order: Sequence[str]) -> list[Figure]:
        groups: list[_FigureGroup] = []
        by_value: dict[tuple[str, str, str], list[_FigureGroup]] = defaultdict(list)
        for name in order:
            for number, frame in enumerate(self.readings[name].figures):
                if frame.past or self._is_before(frame):
                    self._drop(name, "figure from before the period", frame.words)
                    continue
                one = _ToldFigure(frame, name, number)
                key = (frame.measure, _value_key(frame.value), frame.unit)
                home = next((group for group in by_value[key] if _joins(group, frame)), None)
                if home is None:
                    home = _FigureGroup([], None, None)
                    groups.append(home)
                    by_value[key].append(home)
                home.told.append(one)
                _settle(home)
        groups = _joined_claims(groups)
        _withdraw(groups)
        _supersede(groups)
        groups = self._capped(groups)
        ordered = sorted(groups, key=_figure_order)
        ids = {id(group): self._id(_figure_words(group)) for group in ordered}
        owner = {(one.article, one.number): group for group in ordered for one in group.told}
        return [self._figure(group, ids, owner) for group in ordered]

    def _is_before(self, frame: FigureFrame) -> bool:
        if self.start is None or frame.as_of is None:
            return False
        latest = parse_date(frame.as_of.value).latest
        return latest is not None and latest < self.start

    def _capped(self, groups: list[_FigureGroup]) -> list[_FigureGroup]:
        """Keep the most reported figures of each measure; how many follows from the number of origins."""
        origins = len(set(self.origins.values()))
        cap = 6 + int(3 * (origins).bit_length())
        by_measure: dict[str, list[_FigureGroup]] = defaultdict(list)
        for group in groups:
            by_measure[group.told[0].frame.measure].append(group)
        kept: list[_FigureGroup] = []
        for measure in sorted(by_measure):
            ranked = sorted(
                by_measure[measure],
                key=lambda g: (
                    -len({self.origins[one.article] for one in g.told}),
                    g.claimant is None,
                    g.told[0].frame.qualifier == "vague",
                    g.told[0].article,
                    g.told[0].number,
                ),
            )
            for group in ranked[cap:]:
                self._drop(
                    group.told[0].article, "less reported than other figures", group.told[0].frame.words
                )
            kept += ranked[:cap]
        return kept

    def _figure(
        self, group: _FigureGroup, ids: Mapping[int, str], owner: Mapping[tuple[str, int], _FigureGroup]
    ) -> Figure:
        lead = _lead(group)
        frame = lead.frame
        group_name = frame.group or next((one.frame.group for one in group.told if one.frame.group), "")
        place = frame.place or next(
            (one.frame.place for one in group.told if one.frame.place is not None), None
        )
        part_of = None
        for one in group.told:
            if one.frame.part_of is not None:
                whole = owner.get((one.article, one.frame.part_of))
                if whole is not None and whole is not group:
                    part_of = ids[id(whole)]
                    break
        item_id = ids[id(group)]
        if place is not None:
            self.used_names.add(place.value)
        if group.claimant is not None:
            self.used_names.add(group.claimant)
        evidence = self._evidence(
            (one.article, one.frame.evidence)
            for one in sorted(group.told, key=lambda o: (o is not lead,))[:_MAX_EVIDENCE]
        )
        claimed = next(
            (
                one
                for one in group.told
                if one.frame.claimant is not None and one.frame.claimant.value == group.claimant
            ),
            lead,
        )
        dated = next(
            (
                one
                for one in group.told
                if one.frame.as_of is not None and one.frame.as_of.value == group.as_of
            ),
            lead,
        )
        self._explain(
            item_id,
            [
                ("number", Slot(_value_text(frame.value), frame.words, "clause"), lead.article),
                ("claimed_by", claimed.frame.claimant if group.claimant else None, claimed.article),
                ("as_of", dated.frame.as_of, dated.article),
                (
                    "place",
                    place,
                    next((o.article for o in group.told if o.frame.place is place), lead.article),
                ),
            ],
        )
        return Figure(
            id=item_id,
            measure=frame.measure,
            group=group_name or None,
            value=frame.value,
            qualifier=frame.qualifier,
            unit=frame.unit,
            as_of=group.as_of,
            claimed_by=group.claimant,
            place=place.value if place is not None else None,
            status="withdrawn"
            if group.withdrawn
            else "superseded"
            if group.status == "superseded"
            else "stands",
            part_of=part_of,
            evidence=evidence,
        )

    # Reactions

    def _reactions(self, order: Sequence[str]) -> list[Reaction]:
        told = [(frame, name) for name in order for frame in self.readings[name].reactions]
        told = [pair for pair in told if not self._too_early(pair)]
        groups: dict[tuple[str, str, str], list[tuple[ReactionFrame, str]]] = {}
        for frame, name in told:
            speaker = frame.speaker.value if frame.speaker is not None else ""
            groups.setdefault((frame.actor.value, speaker, frame.stance), []).append((frame, name))
        # A statement without a named speaker goes with the named one of the same actor and stance, if there is one.
        for key in [key for key in groups if key[1] == ""]:
            named = [other for other in groups if other[0] == key[0] and other[2] == key[2] and other[1]]
            same = {(name, frame.evidence) for other in named for frame, name in groups[other]}
            groups[key] = [(frame, name) for frame, name in groups[key] if (name, frame.evidence) not in same]
            if len(named) == 1:
                groups[named[0]] += groups.pop(key)
            elif not groups[key]:
                del groups[key]
        for key in [key for key in groups if key[2] == "other"]:
            _lend_quotes(groups, key)
        taking_sides = {(actor, speaker) for actor, speaker, stance in groups if stance != "other"}
        kept = {
            key: group
            for key, group in groups.items()
            if key[2] != "other" or (key[0], key[1]) not in taking_sides
        }
        items = [self._reaction(key, group) for key, group in kept.items()]
        items.sort(
            key=lambda r: (parse_date(r.date).order if r.date else parse_date("9999").order, r.actor, r.id)
        )
        return items

    def _too_early(self, pair: tuple[ReactionFrame, str]) -> bool:
        frame, name = pair
        if self.start is None or frame.date is None:
            return False
        latest = parse_date(frame.date.value).latest
        early = latest is not None and latest < self.start
        if early:
            self._drop(name, "reaction from before the period", frame.evidence)
        return early

    def _reaction(self, key: tuple[str, str, str], group: list[tuple[ReactionFrame, str]]) -> Reaction:
        ranked = sorted(
            group,
            key=lambda pair: (
                pair[0].quote is None,
                pair[0].date is None or pair[0].date.how == "article",
                pair[0].date.value if pair[0].date is not None else "",
            ),
        )
        actor, speaker, stance = key
        # A quotation lent by another statement of the same speaker comes with its own evidence.
        frame, name = next(pair for pair in ranked if pair[0].stance == stance)
        quoting, quoted_in = next((pair for pair in ranked if pair[0].quote is not None), (frame, name))
        if frame.quote is not None:
            quoting, quoted_in = frame, name
        text = frame.text
        if not (quoted_in == name and quoting.evidence.overlaps(frame.evidence)):
            # What is quoted stands in the text too.
            text = f"{frame.text} {quoting.text}"
        self.used_names.update({actor, speaker} - {""})
        item_id = self._id(f"{actor} {stance.replace('_', ' ')}")
        self._explain(
            item_id,
            [("actor", frame.actor, name), ("speaker", frame.speaker, name), ("date", frame.date, name)],
        )
        places = [(name, frame.evidence), (quoted_in, quoting.evidence)]
        places += [(article, f.evidence) for f, article in ranked if f.stance == stance]
        return Reaction(
            id=item_id,
            actor=actor,
            kind=frame.kind,
            speaker=speaker or None,
            role=(next((f.role for f, _ in ranked if f.role), "") or None) if speaker else None,
            stance=frame.stance,
            text=text,
            quote=_direct_speech(quoting.quote.of(self.articles[quoted_in].text)) if quoting.quote else None,
            date=frame.date.value if frame.date is not None else None,
            evidence=self._evidence(list(dict.fromkeys(places))[:_MAX_EVIDENCE]),
        )

    # Background

    def _background(
        self, order: Sequence[str], early: Sequence[ToldBackground], shown: set[tuple[str, Span]]
    ) -> list[BackgroundItem]:
        told = [
            ToldBackground(frame, name, self.origins[name])
            for name in order
            for frame in self.readings[name].background
            if (name, frame.evidence) not in shown and self._is_background(frame)
        ]
        known = {(one.article, one.frame.evidence) for one in told}
        told += [one for one in early if (one.article, one.frame.evidence) not in known]
        items: list[BackgroundItem] = []
        for group in merge_background(told):
            lead = group[0]
            item_id = self._id(id_words(lead.frame.text))
            self._explain(item_id, [("date", lead.frame.date, lead.article)])
            items.append(
                BackgroundItem(
                    id=item_id,
                    date=lead.frame.date.date if lead.frame.date is not None else None,
                    text=lead.frame.text,
                    evidence=self._evidence(
                        (one.article, one.frame.evidence) for one in background_evidence(group)
                    ),
                )
            )
        return items

    def _is_background(self, frame: BackgroundFrame) -> bool:
        if frame.kind != "history" or frame.date is None or self.start is None:
            return True
        earliest = parse_date(frame.date.date).earliest
        return earliest is None or earliest < self.start


def _direct_speech(words: str) -> str:
    """Return a quotation without the comma that belongs to the sentence around it."""
    return words.rstrip().removesuffix(",")


def _lend_quotes(
    groups: dict[tuple[str, str, str], list[tuple[ReactionFrame, str]]], key: tuple[str, str, str]
) -> None:
    """Give direct speech without a stance to what the same speaker says beside it, where that has none.

    What the actor says there without a named speaker becomes the speaker's.
    """
    for frame, name in groups[key]:
        if frame.quote is None:
            continue
        for other in list(groups):
            group = groups[other]
            if other[0] != key[0] or other == key or other[1] not in {"", key[1]}:
                continue
            if any(f.quote is not None for f, _ in group):
                continue
            near = [
                abs(f.evidence.start - frame.evidence.start) < _BESIDE_CHARS for f, n in group if n == name
            ]
            named = (key[0], key[1], other[2])
            if other[1] and any(n == name and f.evidence.overlaps(frame.evidence) for f, n in group):
                group.append((frame, name))
            elif not other[1] and named not in groups and len(near) == len(group) and all(near):
                groups[named] = [
                    (msgspec.structs.replace(f, speaker=frame.speaker, role=frame.role), n)
                    for f, n in groups.pop(other)
                ]
                groups[named].append((frame, name))


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


def _value_key(value: int | float | Inexact) -> str:
    return msgspec.json.encode(value).decode()


def _value_text(value: int | float | Inexact) -> str:
    if isinstance(value, Inexact):
        return value.words or f"{value.min}–{value.max}"
    return f"{value:,}"


_ABOVE = frozenset({"more_than", "at_least"})
_BELOW = frozenset({"nearly", "up_to"})


def _joins(group: _FigureGroup, frame: FigureFrame) -> bool:
    """Tell whether a figure is the same as those of a group."""
    first = group.told[0].frame
    for one, other in ((_ABOVE, _BELOW), (_BELOW, _ABOVE)):
        if frame.qualifier in one and any(told.frame.qualifier in other for told in group.told):
            return False
    groups = {group_key(one.frame.group) for one in group.told} | {group_key(frame.group)}
    groups.discard("")
    if first.withdrawn != frame.withdrawn and len(groups) < 2:
        return True
    if len(groups) > 1:
        return False
    claimant = frame.claimant.value if frame.claimant is not None else None
    if claimant is not None and group.claimant is not None and claimant != group.claimant:
        return False
    # A number told again later without a date of its own is the number told before.
    if frame.as_of is not None and group.as_of is not None and frame.as_of.how != "article":
        days = _days_between(frame.as_of.value, group.as_of)
        if days is not None and days > _NEAR_DAYS:
            return False
    return True


def _joined_claims(groups: Sequence[_FigureGroup]) -> list[_FigureGroup]:
    """Join the claim of an unnamed official with that of the named one whom the same article cites for it.

    `A senior official said that 225 had died`, and below it `225 had died, said Prosecutor Perera`: one claim.
    """
    kept = list(groups)
    for vague in groups:
        if vague.claimant is None or not set(vague.claimant.lower().split()) & _UNNAMED:
            continue
        frame = vague.told[0].frame
        named = [
            other
            for other in kept
            if other is not vague
            and other.claimant is not None
            and not set(other.claimant.lower().split()) & _UNNAMED
            and (other.told[0].frame.measure, other.told[0].frame.value) == (frame.measure, frame.value)
            and group_key(other.told[0].frame.group) == group_key(frame.group)
            and other.as_of == vague.as_of
            and {one.article for one in other.told} & {one.article for one in vague.told}
        ]
        if len(named) == 1:
            named[0].told += vague.told
            kept.remove(vague)
    return kept


_UNNAMED = frozenset({"official", "officials", "spokesman", "spokeswoman", "spokesperson"})
"""Words of a claimant whom an article does not name."""


def _days_between(a: str, b: str) -> int | None:
    x, y = parse_date(a).earliest, parse_date(b).earliest
    return abs((x - y).days) if x is not None and y is not None else None


def _settle(group: _FigureGroup) -> None:
    """Decide claimant and as-of of a group from its tellings."""
    claimants = Counter(one.frame.claimant.value for one in group.told if one.frame.claimant is not None)
    group.claimant = min(claimants, key=lambda name: (-claimants[name], name)) if claimants else None
    sure = [
        o.frame.as_of.value
        for o in group.told
        if o.frame.as_of is not None and o.frame.as_of.how != "article"
    ]
    weak = [o.frame.as_of.value for o in group.told if o.frame.as_of is not None]
    dates = sure or weak
    group.as_of = min(dates, key=lambda d: parse_date(d).order) if dates else None


def _lead(group: _FigureGroup) -> _ToldFigure:
    """Return the telling whose words stand for the figure: with the claimant, not the retraction, the earliest."""
    return min(
        group.told,
        key=lambda o: (
            o.frame.claimant is None or o.frame.claimant.value != group.claimant,
            o.frame.withdrawn,
            o.frame.as_of is None or o.frame.as_of.how == "article",
        ),
    )


def _withdraw(groups: Sequence[_FigureGroup]) -> None:
    """Mark figures that an article says were taken back."""
    for group in groups:
        if any(one.frame.withdrawn for one in group.told):
            group.withdrawn = True
            taken = [one for one in group.told if not one.frame.withdrawn]
            if taken:
                # Who takes a figure back does not claim it.
                claimants = Counter(o.frame.claimant.value for o in taken if o.frame.claimant is not None)
                group.claimant = min(claimants, key=lambda n: (-claimants[n], n)) if claimants else None


def _supersede(groups: Sequence[_FigureGroup]) -> None:
    """Mark figures for which the same claimant gives a later one."""
    series: dict[tuple[str, str, str, str], list[_FigureGroup]] = defaultdict(list)
    for group in groups:
        frame = group.told[0].frame
        if group.claimant is None or group.withdrawn or frame.qualifier == "vague":
            continue
        if any(one.frame.part_of is not None for one in group.told):
            continue
        place = next((one.frame.place.value for one in group.told if one.frame.place is not None), "")
        name = next((group_key(one.frame.group) for one in group.told if one.frame.group), "")
        series[(frame.measure, name, place, group.claimant)].append(group)
    for members in series.values():
        newest = max(
            (member.as_of for member in members if member.as_of),
            default=None,
            key=lambda d: parse_date(d).order,
        )
        for member in members:
            if member.as_of is None or newest is None:
                continue
            mine, theirs = parse_date(member.as_of).latest, parse_date(newest).earliest
            if mine is not None and theirs is not None and mine < theirs:
                member.status = "superseded"


def _figure_order(group: _FigureGroup) -> tuple[int, str, object, float, str, int]:
    frame = group.told[0].frame
    measure = MEASURES.index(frame.measure) if frame.measure in MEASURES else len(MEASURES)
    as_of = parse_date(group.as_of).order if group.as_of else (datetime.date.max, datetime.date.max, "")
    size = -float(frame.value) if not isinstance(frame.value, Inexact) else 0.0
    return measure, frame.measure, as_of, size, group.told[0].article, group.told[0].number


def _figure_words(group: _FigureGroup) -> str:
    frame = _lead(group).frame
    return f"{frame.group} {frame.measure} {_value_text(frame.value).replace(',', '')}".strip().replace(
        "_", " "
    )
