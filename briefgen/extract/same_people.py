"""The same person under several names: what different articles call a person nobody knew before is made one name.

Names of `names.yaml` are settled in each article by itself; these are the names that only the articles know.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from briefgen.extract.frames import FigureFrame, Mark, ReactionFrame, Slot
from briefgen.extract.layers.name_rules.likeness import fold, is_other_spelling, plain_words, sound
from briefgen.extract.reading import Reading, Seen


class _Called(msgspec.Struct):
    """What articles call one person."""

    name: str
    words: tuple[str, ...]
    """As `plain_words` gives them."""
    known: bool
    articles: int = 0
    roles: Counter[str] = msgspec.field(default_factory=Counter)
    countries: set[str] = msgspec.field(default_factory=set)


def unite_people(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """Give each person one name in all readings: the form of most articles; other forms become aliases.

    One are names that differ in dots and accents, in how a word is transliterated, and a short name and the only
    full one that holds it (`KP Oli`, `Oli` and `KP Sharma Oli`). Names of different countries or of two known people
    stay apart. Time grows with the number of names.

    Args:
        readings: by article id.

    Returns:
        The readings, in their order; those without another name of a person are the same objects.
    """
    renamed = _find_renamed(_gather(readings))
    if not renamed:
        return dict(readings)
    return {
        article: _rename(reading, renamed)
        if any(seen.type == "person" and seen.name in renamed for seen in reading.seen)
        else reading
        for article, reading in readings.items()
    }


def _gather(readings: Mapping[str, Reading]) -> list[_Called]:
    """Return the people of all readings, in order of name."""
    called: dict[str, _Called] = {}
    for reading in readings.values():
        for seen in reading.seen:
            if seen.type != "person":
                continue
            one = called.setdefault(seen.name, _Called(seen.name, plain_words(seen.name), known=False))
            one.known = one.known or seen.known
            one.articles += 1
            if seen.role:
                one.roles[fold(seen.role)] += 1
            if seen.country:
                one.countries.add(seen.country)
    return [called[name] for name in sorted(called)]


def _find_renamed(called: Sequence[_Called]) -> dict[str, str]:
    """Return the name that each name of a person is replaced with."""
    full = [one for one in called if len(one.words) > 1]
    groups = _Groups(full)
    run_together: dict[str, _Called] = {}
    for one in full:
        # `Ram Chandra Oli` and `Ramchandra Oli`, with an initial before or without
        joined = "".join(one.words).replace("-", "")
        for form in dict.fromkeys((joined, "".join(word for word in one.words if len(word) > 1))):
            other = run_together.setdefault(form, one) if len(form) >= _LONG else one
            if other is not one and _agree(one, other):
                groups.join(other, one)
    for bucket in _buckets(full):
        for at, one in enumerate(bucket):
            for other in bucket[at + 1 :]:
                if _agree(one, other) and is_other_spelling(
                    one.words, other.words, beside=not one.roles.keys().isdisjoint(other.roles)
                ):
                    groups.join(one, other)
    # `KP Oli` and `KP Sharma Oli`; `Oli`, where there is only one.
    for one in sorted(called, key=lambda one: (-len(one.words), one.name)):
        owners = groups.owners_of(one)
        if len(owners) == 1:
            groups.join(owners[0], one)
    return groups.renamed()


class _Groups:
    """Names that are found to be of one person, in groups that grow."""

    def __init__(self, full: Sequence[_Called]) -> None:
        self._lead: dict[str, _Called] = {}
        self._members: dict[str, list[_Called]] = {}
        self._by_surname: dict[str, list[_Called]] = defaultdict(list)
        self._by_ends: dict[tuple[str, str], list[_Called]] = defaultdict(list)
        """By first letter and surname."""
        self._by_start: dict[tuple[str, ...], list[_Called]] = defaultdict(list)
        for one in full:
            self._by_surname[one.words[-1]].append(one)
            self._by_ends[one.words[0][0], one.words[-1]].append(one)
            self._by_start[one.words[:2]].append(one)

    def lead_of(self, one: _Called) -> _Called:
        """Return the name that stands for the group of a name."""
        return self._lead.get(one.name, one)

    def join(self, one: _Called, other: _Called) -> None:
        """Make one group of two names' groups, unless both hold a known person."""
        lead, led = self.lead_of(one), self.lead_of(other)
        if lead is led:
            return
        members = [*self._members.get(lead.name, [lead]), *self._members.get(led.name, [led])]
        if sum(member.known for member in members) > 1:
            return
        for member in members:
            self._lead[member.name] = lead
        self._members[lead.name] = members

    def owners_of(self, one: _Called) -> list[_Called]:
        """Return the fuller names that a name may be short for, one of each group; [] for a surname of very many."""
        if len(one.words) == 1:
            held = self._by_surname.get(one.words[0], ())
            found = [other for other in held if len(held) <= _MOST_ALIKE and _serve_alike(one, other)]
        else:
            held = self._by_ends.get((one.words[0][0], one.words[-1]), ())
            found = [
                other for other in held if other.words != one.words and _is_short_for(one.words, other.words)
            ]
            # `Ali Bongo` of `Ali Bongo Ondimba`
            size = len(one.words)
            held = self._by_start.get(one.words[:2], ())
            found += [other for other in held if len(other.words) > size and other.words[:size] == one.words]
        return list({self.lead_of(other).name: other for other in found if _agree(one, other)}.values())

    def renamed(self) -> dict[str, str]:
        """Return the name to use by each other name: a known one, else that of most articles, then the fullest."""
        renamed: dict[str, str] = {}
        for members in {id(found): found for found in self._members.values()}.values():
            if len(members) < 2 or self._members.get(self.lead_of(members[0]).name) is not members:
                continue
            best = min(
                members,
                key=lambda one: (
                    not one.known,
                    len(one.words) == 1,
                    -one.articles,
                    -len(one.words),
                    one.name,
                ),
            )
            renamed.update({one.name: best.name for one in members if one is not best})
        return renamed


def _buckets(full: Sequence[_Called]) -> Iterable[list[_Called]]:
    """Yield names that have all words but one in common, or an office and a like surname: only these are compared."""
    buckets: dict[tuple[object, ...], list[_Called]] = defaultdict(list)
    for one in full:
        for left_out in range(len(one.words)):
            buckets[left_out, len(one.words), *one.words[:left_out], *one.words[left_out + 1 :]].append(one)
        if one.roles:
            buckets["sound", len(one.words), one.words[0][0], sound(one.words[-1])].append(one)
    return (bucket for bucket in buckets.values() if 1 < len(bucket) <= _MOST_ALIKE)


_LONG = 12
"""Letters from which names written together, or without initials, are one."""
_MOST_ALIKE = 50
"""More names than these that share all words but one share common words, and no person."""


def _agree(one: _Called, other: _Called) -> bool:
    """Tell whether nothing speaks against two names being one person's."""
    apart = one.countries and other.countries and one.countries.isdisjoint(other.countries)
    return not apart and not (one.known and other.known)


def _serve_alike(one: _Called, other: _Called) -> bool:
    """Tell whether two names share an office, or one has none."""
    return not one.roles or not other.roles or not one.roles.keys().isdisjoint(other.roles)


def _is_short_for(words: Sequence[str], full: Sequence[str]) -> bool:
    """Tell whether a name leaves words of a fuller one out or has initials for them: `R. Oli` of `Ram Bahadur Oli`."""
    rest = iter(full[:-1])
    return len(words) <= len(full) and all(
        any(theirs == ours or (len(ours) == 1 and theirs.startswith(ours)) for theirs in rest)
        for ours in words[:-1]
    )


def _rename(reading: Reading, renamed: Mapping[str, str]) -> Reading:
    return msgspec.structs.replace(
        reading,
        figures=[_of_figure(frame, renamed) for frame in reading.figures],
        events=[
            msgspec.structs.replace(
                frame,
                names=_renamed_in(frame.names, renamed),
                actors=_renamed_in(frame.actors, renamed),
                marks=sorted({Mark(mark.kind, renamed.get(mark.who, mark.who)) for mark in frame.marks}),
            )
            for frame in reading.events
        ],
        reactions=[_of_reaction(frame, renamed) for frame in reading.reactions],
        background=[
            msgspec.structs.replace(frame, names=_renamed_in(frame.names, renamed))
            for frame in reading.background
        ],
        seen=_of_seen(reading.seen, renamed),
    )


def _renamed_in(names: Sequence[str], renamed: Mapping[str, str]) -> list[str]:
    return sorted({renamed.get(name, name) for name in names})


def _slot(slot: Slot, renamed: Mapping[str, str]) -> Slot:
    name = renamed.get(slot.value)
    return slot if name is None else msgspec.structs.replace(slot, value=name)


def _of_figure(frame: FigureFrame, renamed: Mapping[str, str]) -> FigureFrame:
    if frame.claimant is None or frame.claimant.value not in renamed:
        return frame
    return msgspec.structs.replace(frame, claimant=_slot(frame.claimant, renamed))


def _of_reaction(frame: ReactionFrame, renamed: Mapping[str, str]) -> ReactionFrame:
    return msgspec.structs.replace(
        frame,
        actor=_slot(frame.actor, renamed),
        speaker=_slot(frame.speaker, renamed) if frame.speaker is not None else None,
    )


def _of_seen(seen: Sequence[Seen], renamed: Mapping[str, str]) -> list[Seen]:
    """Rename the people seen; the name that an article has for them is a form of the new one."""
    return [
        msgspec.structs.replace(
            one,
            name=renamed[one.name],
            forms={
                form: count
                for form, count in sorted(
                    {**one.forms, one.name: max(1, one.count - sum(one.forms.values()))}.items()
                )
                if form != renamed[one.name]
            },
        )
        if one.type == "person" and one.name in renamed
        else one
        for one in seen
    ]
