"""Bearings: whose office, body or aid is meant where the words name no state.

By the heading or label above them, by the scene that opens the sentence, by who acts in the sentence before.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.layers.name_rules.known import Form, Known, fold_words, load_knowledge
from briefgen.extract.layers.names import Entity
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import speaks_for
from briefgen.extract.reaction_rules.doer_nouns import is_capital
from briefgen.model.names import Names

_LONGEST_LABEL = 60
"""Code points of the longest heading read as a list of actors."""
_MARKS = " \t#*_-–—:•|[]()"
_PARTS = re.compile(r"\s*(?:,|/|&|\band\b)\s*", re.IGNORECASE)
_CLOSING = frozenset({":", "–", "—", "-", "--"})
_BULLETS = frozenset({"*", "**", "-", "•", "–"})
_ENDS = frozenset({".", "!", "?", '"', "”"})
_LABEL_TOKENS = 20
_REACTING = load_words("reaction_rules", "reacting")
"""Words of questions that ask what somebody says or does."""
_ASKING = load_words("reaction_rules", "asking")
_SCENES = frozenset({"in", "from", "at"})
_HOLDING = frozenset({"of", "for", "at", "from"})
"""Words between somebody and the state or body spoken for."""
_OWNED = 7
"""Tokens of what a name owns in a label: `Peru's new embassy in Quito`."""


class Bearings:
    """Finds labels and scenes of one article."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index
        self._sections = self._read_sections()

    def section_of(self, sentence: int) -> tuple[Entity, ...]:
        """Return the states and bodies that the heading above a sentence names; () where it names none."""
        return self._sections[self.context.document.sentences[sentence].block]

    def label_of(self, sentence: int) -> tuple[tuple[Entity, ...], int]:
        """Return the states and bodies that label a paragraph, and the token behind the label.

        `China: a plane with rescuers`, `**Tunisia, Turkey** – Both denounced it`; () and the first token without one.
        """
        document = self.context.document
        first, last = document.sentences[sentence].first, document.sentences[sentence].last
        found, behind = self.label_at(first, last)
        if found:
            return found, behind
        block = document.sentences[sentence].block
        if block > 0 and document.blocks[block - 1].kind == "furniture":
            words = document.blocks[block - 1].span.of(self.context.text)
            if words.rstrip().endswith((":", "–", "—")):
                return self._labels(words), first
        return (), first

    def label_at(self, first: int, last: int) -> tuple[tuple[Entity, ...], int]:
        """Return the label that begins at a token, and the token behind it; () and the token itself without one."""
        names = self.context.document.names
        at = self._behind_stamp(first, last)
        while at < last and self.index.low[at] in _BULLETS:
            at += 1
        found: list[Entity] = []
        begin = at
        while at < last:
            number = self.index.mention_at[at]
            if number >= 0:
                mention = names.mentions[number]
                entity = names.entities[mention.entity]
                behind = self.index.mention_range[number][1]
                held = self._held_behind(entity, behind, last)
                if held[0] is not None:
                    found.append(held[0])
                    at = held[1]
                    continue
                named = _is_body(entity) or mention.metonym or is_capital(entity) or _is_leader(entity)
                if mention.adjective or not named:
                    return (), first
                found.append(entity)
                at = self._behind_owned(behind, last)
            elif (
                self.index.low[at] in {",", "and", "the", "*", "**", "(", ")"} and at - begin < _LABEL_TOKENS
            ):
                at += 1
            else:
                break
        if found and at < last and self.index.low[at] in _CLOSING:
            if _is_leader(found[-1]) and self.index.low[at] != ":":
                # `Ana Vega - the first woman in office -`
                return (), first
            return tuple(found), at + 1
        return (), first

    def _behind_stamp(self, first: int, last: int) -> int:
        """Return the token behind the hour that opens an entry of a live page: `18:40 – | Peru: …`."""
        low = self.index.low
        if first + 2 < last and low[first][:1].isdigit() and low[first + 1] in _CLOSING | {"|"}:
            return first + 2
        return first

    def _held_behind(self, entity: Entity, behind: int, last: int) -> tuple[Entity | None, int]:
        """Return the state or body for which somebody speaks, and the token behind it: `Ana Vega | of the OAS:`."""
        names, low = self.context.document.names, self.index.low
        if entity.type != "person" or behind >= last:
            return None, behind
        at = behind + (low[behind] == ",")
        if low[at] not in _HOLDING:
            return None, behind
        at += 1 + (low[at + 1 : at + 2] == ["the"])
        number = self.index.mention_at[at] if at < last else -1
        if number < 0:
            return None, behind
        held = names.entities[names.mentions[number].entity]
        end = self.index.mention_range[number][1]
        if not _is_body(held) or low[end : end + 1] != [":"]:
            return None, behind
        return held, end

    def _behind_owned(self, behind: int, last: int) -> int:
        """Return the token behind what a name owns, where a colon closes it: `Peru's | embassy in Quito:`."""
        if not self.index.low[behind - 1].endswith(("'s", "’s")):
            return behind
        for at in range(behind, min(last, behind + _OWNED)):
            if self.index.low[at] == ":":
                return at
            if self.index.verb_at[at] >= 0:
                break
        return behind

    def scene_of(self, sentence: int) -> Entity | None:
        """Return the foreign place or body that opens a sentence: `In Lima, …`, `From UN headquarters …`."""
        document = self.context.document
        first = document.sentences[sentence].first
        if self.index.low[first] not in _SCENES or first + 1 >= document.sentences[sentence].last:
            return None
        number = self.index.mention_at[first + 1]
        if number < 0:
            return None
        entity = document.names.entities[document.names.mentions[number].entity]
        return entity if entity.type == "place" or _is_body(entity) else None

    def _read_sections(self) -> list[tuple[Entity, ...]]:
        found: list[tuple[Entity, ...]] = []
        here: tuple[Entity, ...] = ()
        blocks = self.context.document.blocks
        for block in blocks:
            words = block.span.of(self.context.text)
            if block.kind == "subheading":
                here = self._labels(words)
            elif block.kind == "body" and len(words) < _LONGEST_LABEL // 2 and (own := self._labels(words)):
                # A heading without a mark of one.
                here = own
            found.append(here)
        return found

    def _labels(self, words: str) -> tuple[Entity, ...]:
        words = words.strip(_MARKS)
        if not words or len(words) > _LONGEST_LABEL or "." in words.rstrip("."):
            return ()
        if words.endswith("?"):
            return _asked_about(words)
        if (holder := _office_of(words)) is not None:
            return (holder,)
        found: list[Entity] = []
        for part in _PARTS.split(words):
            known = _known_as(part.strip(_MARKS))
            if known is None:
                return ()
            found.append(known)
        return tuple(found)


def _is_body(entity: Entity) -> bool:
    return entity.kind == "country" or (entity.type == "organisation" and entity.kind != "media")


def _is_leader(entity: Entity) -> bool:
    """Tell whether a person is known to speak for a state."""
    return entity.type == "person" and entity.known and bool(entity.country)


@cache
def _office_of(words: str) -> Entity | None:
    """Return the state or body of a heading that names who speaks: `PERUVIAN FOREIGN MINISTER ANA VEGA`."""
    parts = words.split()
    if len(parts) < 3 or not speaks_for() & {part.lower() for part in parts}:
        return None
    return _known_as(parts[0], adjectives=True) or _known_as(" ".join(parts[:2]), adjectives=True)


@cache
def _asked_about(words: str) -> tuple[Entity, ...]:
    """Return the one state or body that a question above a paragraph is about: `What is the African Union doing?`."""
    parts = words.rstrip("?").replace("’s", "").replace("'s", "").split()
    if not (parts and (parts[0].lower() == "and" or _REACTING & {part.lower() for part in parts})):
        return ()
    found: list[Entity] = []
    at = 1 if parts and parts[0].lower() in _ASKING else 0
    while at < len(parts):
        for count in (4, 3, 2, 1):
            known = _known_as(" ".join(parts[at : at + count])) if at + count <= len(parts) else None
            if known is not None:
                found.append(known)
                at += count
                break
        else:
            at += 1
    return tuple(found) if len(found) == 1 else ()


@cache
def _known_as(words: str, *, adjectives: bool = False) -> Entity | None:
    """Return the state or international body of this name."""
    if not words[:1].isupper() and words[:4].lower() != "the ":
        return None
    folded = fold_words(words)
    if folded[:1] == ("the",):
        folded = folded[1:]
    node = load_knowledge(Names(), ()).world.root
    for word in folded:
        following = node.get(word)
        if following is None:
            return None
        node = following
    forms: Sequence[Form] = node.get("", ()) if folded else ()
    for form in forms:
        known: Known = form.known
        if form.adjective and adjectives and known.country:
            return Entity(
                name=known.name, type="place", country=known.country, kind="country", role="", known=True
            )
        if form.adjective or not (known.kind == "country" or known.type == "organisation"):
            continue
        if known.kind == "media":
            return None
        return Entity(
            name=known.name, type=known.type, country=known.country, kind=known.kind, role="", known=True
        )
    return None


def is_own(entity: Entity, countries: Collection[str]) -> bool:
    """Tell whether an entity is the country itself, or of it."""
    return bool(entity.country) and entity.country in countries
