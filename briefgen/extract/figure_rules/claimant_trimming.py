"""What stands around the name of a claimant and is none of it: tails, papers, owners, verbs."""

import re

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.claimant_names import ClaimantNamer
from briefgen.extract.frames import Slot
from briefgen.extract.lexicon import load_words
from briefgen.model.span import Span

_OTHER_ARMIES = frozenset(["Salvation", "Liberation", "Resistance", "Revolutionary", "Independence"])
_FORCES = frozenset(["Police", "Army", "Military"])
_VERBS = frozenset(
    ["put", "puts", "gave", "gives", "was", "were", "is", "are", "says", "said", "has", "had", "have"]
)
"""Verbs, which are no part of a name."""
_PAPER = re.compile(
    r"(?:Announcement|Statement|Briefing|Update|Bulletin|Report|Data|Figures|Statistics|Numbers|Estimates|Records)"
    r" (?:from|by|of) (?:the )?(?=[A-Z])"
)
_BRANCH = re.compile(r"([A-Z]{2,6})['’]s ((?:[a-z]+ ){1,3}(?:agency|programme|program|fund|office|mission))")
_STAMP = re.compile(r"(?:\d{3,4}|\d{1,2}[:.]\d\d)\s+(?=[A-Z])")
_KIND = " news agency"
_DESCRIBED = re.compile(
    r"(?:[Tt]he |an? )?(?:[a-z-]+ ){0,3}(?P<kind>[a-z-]+) (?P<name>[A-ZÀ-Þ]\S*(?: [A-ZÀ-Þ]\S*){0,4})"
)
"""A name behind what describes it."""
_KINDS = load_words("mentions", "body_nouns") | load_words("figure_rules", "described_kinds")
"""Kinds of bodies before their names, which tell who they are without them."""
_COMPARED = re.compile(
    r"(?:(?:almost|nearly|about|more|less|than|half|twice|double|triple|of|up|down|from|below|above) )+"
    r"(?:the |its )?(.+?)['’]s(?: (?:previous|earlier|first|last|initial|original|own|latest|estimate|count))*",
    re.I,
)
_DESCRIBING = load_words("figure_rules", "describing")
_TRAILING = load_words("figure_rules", "trailing")
"""Words that stand behind a source and are none of it: `The military on Friday raised …`."""
_LETTERS = load_words("figure_rules", "letters")
"""Letters behind names of people."""
_OWNERS = frozenset(["Our", "My", "His", "Her", "Its", "Their", "This", "That", "These", "Those"])
"""Determiners, which are no part of a name."""
_TITLES = 5
"""Tokens of titles before a name: `, Brig. Gen. | Omar Zarya`."""


class ClaimantTrimmer:
    """Trims the claimants of one document."""

    def __init__(self, context: Context, namer: ClaimantNamer) -> None:
        self.context = context
        self.namer = namer

    def cleaned(self, slot: Slot) -> Slot:
        """Drop what stands around a source and is none of it."""
        slot = _of_estimate(self._without_day(slot))
        if (paper := _PAPER.match(slot.value)) is not None:
            # `an announcement from the migration agency`
            slot = Slot(slot.value[paper.end() :], slot.span, slot.how)
        written = slot.span.of(self.context.text).lower() if slot.span is not None else ""
        if written in {"army", "the army"} and _OTHER_ARMIES.intersection(slot.value.split()):
            # `Fighters of the Liberation Army came. The army counts 400 dead.`
            slot = Slot("Army", slot.span, slot.how)
        return self._bare(self.namer.trimmed(_without_tail(slot)))

    def _without_day(self, slot: Slot) -> Slot:
        """Drop the day before a source: `On Sunday | their chief gave the figure as 33`."""
        if slot.span is None:
            return slot
        first, last = self.context.index.range_of(slot.span)
        end = first + (self.context.index.low[first] in {"on", "late", "early"})
        while end < last and self.context.timex_at[end] >= 0:
            end += 1
        if end >= last or self.context.timex_at[end - 1] < 0:
            return slot
        day, words = self.context.index.words(first, end), slot.value
        if words[:1].lower() + words[1:] == day[:1].lower() + day[1:] or not words.lower().startswith(
            day.lower()
        ):
            return slot
        rest = words[len(day) :].lstrip(" ,")
        span = self.context.index.span(end, last)
        return Slot(rest[:1].upper() + rest[1:], span, slot.how) if rest else slot

    def _bare(self, slot: Slot) -> Slot:
        """Drop the article before a name and the mark of an owner behind it: `Cal Fire's`."""
        value = slot.value.removesuffix("'s").removesuffix("’s").rstrip("'’")
        words = value.split()
        if len(words) == 2 and words[1] in {"source", "sources"} and words[0] in _FORCES:
            # `a police source`
            value = words[0]
        if (at := next((k for k, word in enumerate(words) if k and word in _VERBS), 0)) > 0:
            # `Police put the | estimate at 128,000`
            value = " ".join(words[:at])
        owner, _, named = value.partition(" ")
        if owner in _OWNERS and named:
            # `His Movement for Change says …`, `Their ministry said`
            value = named[:1].upper() + named[1:]
        if (branch := _BRANCH.fullmatch(value)) is not None:
            # `the UN's refugee agency`
            value = f"{branch[1]} {branch[2]}"
        rest = value.removeprefix("The ")
        if rest != value and rest[:1].isupper():
            names = self.context.document.names.entities
            value = value if any(e.name == value and e.type == "place" for e in names) else rest
        return slot if value == slot.value else Slot(value, slot.span, slot.how)

    def plain_name(self, slot: Slot) -> Slot | None:
        """Drop what describes a body before its name: `the independent Central Committee`."""
        first, _, rest = slot.value.partition(" ")
        if first.lower() not in _DESCRIBING or not rest[:1].isupper() or slot.span is None:
            return None
        written = slot.span.of(self.context.text)
        return Slot(rest, slot.span, slot.how) if f"{first.lower()} {rest.split()[0]}" in written else None

    def with_name(self, slot: Slot) -> Slot:
        """Return who stands behind an office without a name: `Their spokesman, | Brig. Gen. Omar Zarya |, puts`."""
        index, names = self.context.index, self.context.document.names
        if slot.span is None or slot.value.count(" "):
            return slot
        first, last = index.range_of(slot.span)
        if index.low[last : last + 1] != [","] or index.mentions_in(first, last):
            return slot
        at = last + 1
        while at < last + _TITLES and index.mention_at[at] < 0 and index.tokens[at].norm[:1].isupper():
            at += 1
        number = index.mention_at[at]
        if number < 0 or names.entities[names.mentions[number].entity].type != "person":
            return slot
        behind = index.mention_range[number][1]
        if index.low[behind] != ",":
            return slot
        mention = names.mentions[number]
        return Slot(names.entities[mention.entity].name, Span(slot.span.start, mention.span.end), slot.how)

    def without_stamp(self, slot: Slot) -> Slot:
        """Drop the hour of a live page: `1425 Civil defence officials say …`."""
        stamp = _STAMP.match(slot.value)
        return Slot(slot.value[stamp.end() :], slot.span, slot.how) if stamp is not None else slot

    def without_kind(self, slot: Slot) -> Slot:
        """Drop what kind of body a name is of: `the AFP news agency`, `the state broadcaster Radio Nimba`."""
        if slot.span is not None:
            described = _DESCRIBED.fullmatch(slot.span.of(self.context.text))
            if described is not None and described["kind"] in _KINDS:
                called = slot.value.split()[-1] != described["name"].split()[-1]
                # What goes by another name keeps it.
                return slot if called else Slot(described["name"], slot.span, slot.how)
        if not slot.value.endswith(_KIND) or not slot.value.split()[0].isupper():
            return slot
        return Slot(slot.value.removesuffix(_KIND), slot.span, slot.how)


def _of_estimate(slot: Slot) -> Slot:
    """Return whose earlier count a number is compared with: `almost double the | centre | 's estimate of 33`."""
    found = _COMPARED.fullmatch(slot.value)
    if found is None:
        return slot
    name = found[1]
    return Slot(name[:1].upper() + name[1:], slot.span, slot.how)


def _without_tail(slot: Slot) -> Slot:
    """Drop what stands behind a source and is none of it: `Military on`, `Moscow first`."""
    words = slot.value.split()
    while len(words) > 1 and words[-1] in _TRAILING | _LETTERS:
        words.pop()
    value = " ".join(words)
    return slot if value == slot.value else Slot(value, slot.span, slot.how)
