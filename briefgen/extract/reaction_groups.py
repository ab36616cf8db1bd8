"""Reactions of one brief: what the articles tell of one actor, speaker and stance becomes one item."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from briefgen.extract.draft import MAX_EVIDENCE, Draft
from briefgen.extract.frames import ReactionFrame
from briefgen.model.brief import Reaction
from briefgen.model.dates import parse_date
from briefgen.model.span import Span

_BESIDE_CHARS = 600
"""Statements this near to each other in an article are of one occasion."""

_Key = tuple[str, str, str]
"""Actor, speaker ("" where none is named), stance."""
_Group = list[tuple[ReactionFrame, str]]
"""What was told, each with the id of its article."""


def make_reactions(draft: Draft) -> list[Reaction]:
    """Make the reactions of a brief, in order of date; undated ones come last."""
    groups: dict[_Key, _Group] = {}
    for name in draft.order:
        for frame in draft.readings[name].reactions:
            if _is_too_early(draft, frame, name):
                continue
            speaker = frame.speaker.value if frame.speaker is not None else ""
            groups.setdefault((frame.actor.value, speaker, frame.stance), []).append((frame, name))
    _drop_faint(groups)
    _name_speakers(groups)
    _lend_quotes(groups)
    taking_sides = {(actor, speaker) for actor, speaker, stance in groups if stance != "other"}
    kept = {
        key: group
        for key, group in groups.items()
        if key[2] != "other" or (key[0], key[1]) not in taking_sides
    }
    told = _places_of(kept)
    kept = {
        key: group
        for key, group in kept.items()
        if key[2] != "other" or any((key[0], name, frame.evidence) not in told for frame, name in group)
    }
    items = [_reaction(draft, key, group) for key, group in kept.items()]
    items.sort(
        key=lambda r: (parse_date(r.date).order if r.date else parse_date("9999").order, r.actor, r.id)
    )
    return items


def _places_of(groups: dict[_Key, _Group]) -> set[tuple[str, str, Span]]:
    """Return the actors with the article and the words in which something more than `other` is told of them."""
    return {
        (key[0], name, frame.evidence)
        for key, group in groups.items()
        if key[2] != "other"
        for frame, name in group
    }


def _is_too_early(draft: Draft, frame: ReactionFrame, name: str) -> bool:
    if draft.start is None or frame.date is None:
        return False
    latest = parse_date(frame.date.value).latest
    early = latest is not None and latest < draft.start
    if early:
        draft.drop(name, "reaction from before the period", frame.evidence)
    return early


def _drop_faint(groups: dict[_Key, _Group]) -> None:
    """Drop what only says that an actor spoke, where anything else is told of the actor."""
    told = {key[0] for key, group in groups.items() if not all(frame.faint for frame, _ in group)}
    for key in list(groups):
        if key[0] in told:
            groups[key] = [(frame, name) for frame, name in groups[key] if not frame.faint]
            if not groups[key]:
                del groups[key]


def _name_speakers(groups: dict[_Key, _Group]) -> None:
    """Join a statement without a named speaker to the one that an actor's named speaker made on the same occasion.

    It is the same occasion in one article, unless the days differ; and the same day for a state, which speaks with
    one voice. A body of many agencies does not: in other articles its words may be those of anybody.
    """
    told: dict[tuple[str, Span], set[str]] = defaultdict(set)
    for key, group in groups.items():
        for frame, name in group:
            told[name, frame.evidence].add(key[0])
    # What several say together, nobody of them says alone.
    shared = {place for place, actors in told.items() if len(actors) > 1}
    named: dict[tuple[str, str], list[_Key]] = defaultdict(list)
    for actor, speaker, stance in groups:
        if speaker:
            named[actor, stance].append((actor, speaker, stance))
    for key in [key for key in groups if key[1] == ""]:
        others = _nearest(groups, key, named[key[0], key[2]])
        same = {(name, frame.evidence) for other in others for frame, name in groups[other]}
        groups[key] = [(frame, name) for frame, name in groups[key] if (name, frame.evidence) not in same]
        if len(others) == 1:
            named_by = groups[others[0]]
            joined = [
                pair
                for pair in groups[key]
                if (pair[1], pair[0].evidence) not in shared
                and any(_is_one_occasion(pair, one) for one in named_by)
            ]
            named_by += joined
            groups[key] = [pair for pair in groups[key] if pair not in joined]
        if not groups[key]:
            del groups[key]


def _nearest(groups: dict[_Key, _Group], key: _Key, others: list[_Key]) -> list[_Key]:
    """Return the one of several named speakers beside whose words all those without a speaker stand, if any."""
    if len(others) < 2:
        return others
    return [
        other
        for other in others
        if all(
            any(
                name == n and abs(frame.evidence.start - f.evidence.start) < _BESIDE_CHARS
                for f, n in groups[other]
            )
            for frame, name in groups[key]
        )
    ][:1]


def _is_one_occasion(left: tuple[ReactionFrame, str], right: tuple[ReactionFrame, str]) -> bool:
    """Tell whether two statements of one actor and stance are likely the same one."""
    days = {frame.date.value for frame, _ in (left, right) if frame.date is not None}
    if len(days) > 1:
        return False
    return left[1] == right[1] or left[0].kind == "state"


def _lend_quotes(groups: dict[_Key, _Group]) -> None:
    """Give direct speech without a stance to what the same speaker says beside it, where that has none.

    What the actor says there without a named speaker becomes the speaker's.
    """
    of_actor: dict[str, dict[_Key, None]] = defaultdict(dict)
    for key in groups:
        of_actor[key[0]].setdefault(key)
    for key in [key for key in groups if key[2] == "other"]:
        for frame, name in list(groups[key]):
            if frame.quote is None:
                continue
            for other in list(of_actor[key[0]]):
                if other == key or other[1] not in {"", key[1]}:
                    continue
                renamed = _lend(groups, key, other, (frame, name))
                if renamed is not None:
                    del of_actor[key[0]][other]
                    of_actor[key[0]].setdefault(renamed)


def _lend(
    groups: dict[_Key, _Group], key: _Key, other: _Key, quoting: tuple[ReactionFrame, str]
) -> _Key | None:
    """Lend one quotation to one group; return the key under which that group is now, if it was given a speaker."""
    frame, name = quoting
    group = groups[other]
    if any(f.quote is not None for f, _ in group):
        return None
    near = [abs(f.evidence.start - frame.evidence.start) < _BESIDE_CHARS for f, n in group if n == name]
    named = (key[0], key[1], other[2])
    if other[1] and any(n == name and f.evidence.overlaps(frame.evidence) for f, n in group):
        group.append((frame, name))
    elif not other[1] and named not in groups and len(near) == len(group) and all(near):
        groups[named] = [
            (msgspec.structs.replace(f, speaker=frame.speaker, role=frame.role), n)
            for f, n in groups.pop(other)
        ]
        groups[named].append((frame, name))
        return named
    return None


def _reaction(draft: Draft, key: _Key, group: Sequence[tuple[ReactionFrame, str]]) -> Reaction:
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
    draft.used_names.update({actor, speaker} - {""})
    item_id = draft.mint_id(f"{actor} {stance.replace('_', ' ')}")
    draft.explain(
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
        quote=_direct_speech(quoting.quote.of(draft.articles[quoted_in].text)) if quoting.quote else None,
        date=frame.date.value if frame.date is not None else None,
        evidence=draft.make_evidence(list(dict.fromkeys(places))[:MAX_EVIDENCE]),
    )


def _direct_speech(words: str) -> str:
    """Return a quotation without the comma that belongs to the sentence around it."""
    return words.rstrip().removesuffix(",")
