"""Speakers: the entity behind the words that name a source."""

from functools import cache

import msgspec

from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.lexicon import load_phrases, load_words

_SINGULAR_PERSON = frozenset({"he", "she"})
_NEUTRAL = frozenset({"it", "they"})
_PREPOSITIONS = load_words("attribution_rules", "prepositions")
_DETERMINERS = load_words("attribution_rules", "determiners")
_BODIES = load_words("attribution_rules", "bodies")
_TITLES = load_words("attribution_rules", "titles")
_ASIDES = frozenset({"who", "whom", "whose", "which"})
_LEADING = load_words("attribution_rules", "leading")
_BEING = (["is", "the"], ["is", "a"], ["is", "also"], ["is", "an"], ["acts", "as"])
"""Behind a relative pronoun these tell for whom somebody speaks: `Ana Vega, who heads the Red Cross in Peru`."""
_SECOND = frozenset(["vice", "deputy", "former", "assistant", "acting"])
"""Before an office these make another one of it."""
_REACH = 4
"""Sentences that a pronoun or a short form reaches back."""


class Speaker(msgspec.Struct, frozen=True):
    """Who a source is."""

    entity: int | None
    on_behalf: int | None
    role: str
    via: tuple[int, int] | None
    sentence: int


@cache
def _roles() -> frozenset[str]:
    return frozenset(load_phrases("speech", "roles"))


@cache
def _heads() -> frozenset[str]:
    return frozenset(load_phrases("speech", "speakers"))


def find_speaker(
    index: TokenIndex,
    source: tuple[int, int] | None,
    cue: tuple[int, int] | None,
    sentence: int,
    before: list[Speaker],
) -> Speaker:
    """Find the entity that the words of a source mean.

    Args:
        index: layers of the article.
        source: token range of the source; None if unsaid.
        cue: token range of the cue.
        sentence: index of the sentence that holds the cue.
        before: speakers found so far, in text order.

    Returns:
        A person named in the source, else an organisation, place or nationality that is the head of it; pronouns
        and short forms (`the ministry`, `the spokesman`) go back to the nearest fitting entity, up to four
        sentences. What does not resolve is None.
    """
    unknown = Speaker(None, None, "", None, sentence)
    if source is None:
        return unknown
    first, last = source
    words = index.low[first:last]
    if len(words) == 1 and words[0] in _SINGULAR_PERSON:
        return _person_before(index, first, sentence, before) or unknown
    if len(words) == 1 and words[0] in _NEUTRAL:
        return _body_before(index, first, sentence, before, plural=words[0] == "they") or unknown
    if words[0] in {"its", "their"} and 1 < len(words) <= 4 and not index.mentions_in(first, last):
        body = _body_before(index, first, sentence, before, plural=False)
        if body is not None:
            return body
    if words[0] in {"who", "which", "that"} and len(words) == 1:
        return _antecedent(index, first, sentence) or unknown
    found = _named(index, first, last, sentence)
    if found.entity is not None:
        return _with_known_office(index, found, before)
    if found.on_behalf is None and not index.mentions_in(first, last):
        person = _by_surname(index, first, last, sentence)
        if person is not None:
            return _with_known_office(index, person, before)
    return _short_form(index, first, last, sentence, before, found) or found


def _named(index: TokenIndex, first: int, last: int, sentence: int) -> Speaker:
    """Read names and role within the source."""
    entities, mentions = index.names.entities, index.names.mentions
    inside = index.mentions_in(first, last)
    role = _role(index, first, last, inside)
    people = [m for m in inside if entities[mentions[m].entity].type == "person"]
    others = [m for m in inside if entities[mentions[m].entity].type != "person"]
    if len(people) > 1 and index.low[index.mention_range[people[0]][1] - 1].endswith(("'s", "’s")):
        # `Vega's foreign minister, Luis Soto`
        people = people[1:]
    if people and _is_owner(index, first, people[0]):
        # `the office of President X`, `a spokesman for X`: the office speaks, not its holder.
        return Speaker(None, _behalf(index, others), role, None, sentence)
    if people:
        beside = _outside_asides(index, index.mention_range[people[0]][1], last, others)
        nation = entities[mentions[people[0]].entity].country
        of_nation = [m for m in beside if nation and entities[mentions[m].entity].country == nation]
        bodies = any(
            entities[mentions[m].entity].type == "organisation" and not _is_visited(index, m, people[0])
            for m in beside
        )
        # `China's Li and French President Ana Vega`
        behalf = _behalf(index, of_nation if of_nation and not bodies else beside)
        return Speaker(
            mentions[people[0]].entity,
            behalf,
            role or entities[mentions[people[0]].entity].role,
            None,
            sentence,
        )
    comma = next((t for t in range(first, last) if index.low[t] == ","), last)
    # `The letter, seen by Reuters, says`: who saw it does not speak through it.
    others = [
        m for m in others if index.mention_range[m][0] < comma or index.mention_range[m][0] == comma + 1
    ]
    if not others:
        return Speaker(None, None, role, None, sentence)
    head = _head(index, first, last)
    for m in others:
        begin, end = index.mention_range[m]
        if begin <= head < end and not (mentions[m].adjective and not mentions[m].metonym):
            return Speaker(mentions[m].entity, None, role, None, sentence)
    return Speaker(None, _behalf(index, others), role, None, sentence)


def _outside_asides(index: TokenIndex, behind: int, last: int, others: list[int]) -> list[int]:
    """Return the names that do not stand in a clause about a person: `Ana Vega, who was visiting Peru when …`."""
    aside = next(
        (t for t in range(behind, last - 1) if index.low[t] in _ASIDES and index.mention_at[t] < 0), last
    )
    words = index.low[aside + 1 : aside + 4]
    being = words[:2] in _BEING and not set(words[2:]) & _PREPOSITIONS
    if aside == last or words[:1] == [] or words[0] in _LEADING or being:
        return others
    return [m for m in others if index.mention_range[m][0] < aside]


def _is_visited(index: TokenIndex, mention: int, person: int) -> bool:
    """Tell whether somebody speaks at a body, not for it: `President Ana Vega, speaking at the United Nations`."""
    begin = index.mention_range[mention][0]
    before = index.low[begin - 2] if index.low[begin - 1] == "the" else index.low[begin - 1]
    return begin > index.mention_range[person][0] and before in {"at", "to", "before", "in"}


def _by_surname(index: TokenIndex, first: int, last: int, sentence: int) -> Speaker | None:
    """Return the person whose last name is all of a source: `Price` for Ned Price, though a price is a thing too."""
    name = index.tokens[last - 1].norm
    bare = last - first == 1 or (last - first == 2 and index.low[first] in _TITLES)
    if not bare or not name[:1].isupper() or index.low[last - 1] in _roles() | _heads():
        return None
    entities, mentions = index.names.entities, index.names.mentions
    called = {
        mention.entity
        for mention in mentions
        if mention.sentence <= sentence
        and entities[mention.entity].type == "person"
        and mention.surface.split()[1:]
        and mention.surface.split()[-1] == name
    }
    return Speaker(called.pop(), None, "", None, sentence) if len(called) == 1 else None


def _is_owner(index: TokenIndex, first: int, mention: int) -> bool:
    """Tell whether a person stands behind `of` or `for` in the phrase of another speaker."""
    begin = index.mention_range[mention][0]
    for token in range(first + 1, begin):
        if index.low[token] in {"of", "for", "to"} and index.low[token - 1] in _heads() - _titles():
            return not any(word == "," for word in index.low[token:begin])
    return False


@cache
def _titles() -> frozenset[str]:
    return _roles() - {"spokesman", "spokeswoman", "spokesperson", "aide", "adviser", "advisor", "lawyer"}


def _behalf(index: TokenIndex, others: list[int]) -> int | None:
    """Return the body or state spoken for: an organisation before a place."""
    entities, mentions = index.names.entities, index.names.mentions
    for kind in ("organisation", "place", "nationality"):
        for m in others:
            if entities[mentions[m].entity].type == kind:
                return mentions[m].entity
    return None


def _head(index: TokenIndex, first: int, last: int) -> int:
    """Return the head of a noun phrase: the last word before a preposition or comma."""
    end = first
    while end < last:
        word = index.low[end]
        inside_name = (
            index.mention_at[end] >= 0 and end > first and index.mention_at[end] == index.mention_at[end - 1]
        )
        if (
            end > first
            and not inside_name
            and (word in _PREPOSITIONS or word in {",", "("} or _is_relative(index, end))
        ):
            break
        end += 1
    return max(first, end - 1)


def _is_relative(index: TokenIndex, at: int) -> bool:
    """Tell whether a token is a relative pronoun; the WHO is none."""
    return index.low[at] in {"who", "which", "that"} and index.mention_at[at] < 0


def _role(index: TokenIndex, first: int, last: int, inside: list[int]) -> str:
    """Return the words of office in a source: `foreign minister` in `Poland's foreign minister, Zbigniew Rau`."""
    roles = _roles()
    for at in range(first, last):
        if index.low[at] not in roles:
            continue
        # The outermost head: `deputy director`, `press secretary`, `secretary of state` begins at its modifiers.
        end = at + 1
        while end < last and index.low[end] in roles:
            end += 1
        begin = at
        while begin > first and _is_modifier(index, begin - 1):
            begin -= 1
        if end + 1 < last and index.low[end] == "of" and index.low[end + 1] in {"state", "staff"}:
            end += 2
        return index.words(begin, end)
    return ""


def _is_modifier(index: TokenIndex, at: int) -> bool:
    word = index.tokens[at].norm
    if index.mention_at[at] >= 0 or word.endswith(("'s", "’s", "s'", "s’")):
        return False
    return (
        word.isalpha()
        and word.lower() not in _DETERMINERS
        and word.lower() not in _PREPOSITIONS | {"and", "or"}
    )


def _with_known_office(index: TokenIndex, found: Speaker, before: list[Speaker]) -> Speaker:
    """Take over role and body from an earlier mention of the same person."""
    if found.entity is None or index.names.entities[found.entity].type != "person":
        return found
    if found.role and found.on_behalf is not None:
        return found
    for other in reversed(before):
        if other.entity == found.entity and (other.role or other.on_behalf is not None):
            return Speaker(
                found.entity,
                found.on_behalf if found.on_behalf is not None else other.on_behalf,
                found.role or other.role,
                found.via,
                found.sentence,
            )
    introduced = index.introductions.get(found.entity)
    if introduced is None:
        introduced = index.introductions[found.entity] = _introduced(index, found.entity)
    behalf, role = introduced
    return Speaker(
        found.entity,
        found.on_behalf if found.on_behalf is not None else behalf,
        found.role or role,
        None,
        found.sentence,
    )


def _introduced(index: TokenIndex, entity: int) -> tuple[int | None, str]:
    """Return body and role from the words around a person's mentions: `the UN envoy, Michelle Bachelet`."""
    roles = _roles()
    for m in index.mentions_of[entity]:
        mention = index.names.mentions[m]
        first, last = index.mention_range[m]
        start = first
        begin_of_sentence = index.sentences[mention.sentence].first
        if start > begin_of_sentence and index.low[start - 1] == ",":
            start -= 1
        low = max(begin_of_sentence, start - 8)
        at = start - 1
        while (
            at >= low and index.verb_at[at] < 0 and index.low[at] not in {",", ".", ";", ":", '"', "“", "”"}
        ):
            at -= 1
        at += 1
        if any(word in roles for word in index.low[at:start]):
            inside = [
                x
                for x in index.mentions_in(at, start)
                if index.names.entities[index.names.mentions[x].entity].type != "person"
            ]
            return _behalf(index, inside), _role(index, at, start, inside)
        end_of_sentence = index.sentences[mention.sentence].last
        if last < end_of_sentence and index.low[last] == ",":
            stop = last + 1
            while stop < min(end_of_sentence, last + 14) and index.low[stop] not in {",", ".", ";"}:
                stop += 1
            if any(
                word in roles for word in index.low[last + 1 : min(stop, last + 6)]
            ) and not index.has_verb(last + 1, stop):
                inside = [
                    x
                    for x in index.mentions_in(last + 1, stop)
                    if index.names.entities[index.names.mentions[x].entity].type != "person"
                ]
                return _behalf(index, inside), _role(index, last + 1, stop, inside)
    return None, ""


def _person_before(index: TokenIndex, at: int, sentence: int, before: list[Speaker]) -> Speaker | None:
    """Return the person that `he` or `she` means: the nearest subject, else the last speaker."""
    entities, mentions = index.names.entities, index.names.mentions
    for other in range(sentence, max(-1, sentence - _REACH), -1):
        begin = index.sentences[other].first
        end = min(at, index.sentences[other].last)
        if begin >= end:
            continue
        people = [m for m in index.mentions_in(begin, end) if entities[mentions[m].entity].type == "person"]
        if not people:
            continue
        spoke = [s for s in before if s.sentence == other and s.entity is not None]
        person = [s for s in spoke if s.entity is not None and entities[s.entity].type == "person"]
        if person:
            return Speaker(person[-1].entity, person[-1].on_behalf, person[-1].role, None, sentence)
        subjects = {
            m
            for c in index.clauses_of[other]
            if (subject := index.clauses[c].subject) is not None and not index.clauses[c].subject_inherited
            for m in index.mentions_in(*index.range_of(subject))
        }
        subjects |= {m for m in people if _is_apposed_to(index, m, subjects)}
        distinct = {mentions[m].entity for m in people}
        leading = [m for m in people if m in subjects]
        chosen = leading[0] if leading else people[0] if len(distinct) == 1 else None
        if chosen is None:
            return None
        entity = mentions[chosen].entity
        return _with_known_office(index, Speaker(entity, None, entities[entity].role, None, sentence), before)
    recent = [
        s
        for s in before
        if s.entity is not None and entities[s.entity].type == "person" and sentence - s.sentence <= _REACH
    ]
    if recent:
        return Speaker(recent[-1].entity, recent[-1].on_behalf, recent[-1].role, None, sentence)
    return None


def _is_apposed_to(index: TokenIndex, mention: int, subjects: set[int]) -> bool:
    """Tell whether a person stands between commas behind a subject: `Peru's president, | Ana Vega, | left`."""
    begin = index.mention_range[mention][0]
    if begin < 2 or index.low[begin - 1] != ",":
        return False
    at = begin - 2
    while at >= 0 and index.mention_at[at] < 0 and index.low[at] not in {",", ".", ";"} and begin - at < 10:
        at -= 1
    return at >= 0 and index.mention_at[at] in subjects


def _body_before(
    index: TokenIndex, at: int, sentence: int, before: list[Speaker], *, plural: bool
) -> Speaker | None:
    """Return the body that `it` or `they` means: the last one that spoke within two sentences."""
    entities = index.names.entities
    for other in reversed(before):
        if sentence - other.sentence > 2:
            return None
        if other.entity is None or entities[other.entity].type == "person":
            if plural and other.entity is None:
                return None
            continue
        return Speaker(other.entity, other.on_behalf, other.role, None, sentence)
    return None


def _antecedent(index: TokenIndex, at: int, sentence: int) -> Speaker | None:
    """Return the entity right before `who`."""
    begin = index.sentences[sentence].first
    inside = index.mentions_in(max(begin, at - 6), at)
    return (
        Speaker(index.names.mentions[inside[-1]].entity, None, "", None, sentence)
        if inside and index.mention_range[inside[-1]][1] >= at - 2
        else None
    )


def _short_form(
    index: TokenIndex, first: int, last: int, sentence: int, before: list[Speaker], found: Speaker
) -> Speaker | None:
    """Resolve `the ministry`, `the spokesman`, `the organisation` to the nearest entity with that word."""
    begin = first
    if index.low[begin] not in {"the", "this", "that", "its", "his", "her"} or found.on_behalf is not None:
        return None
    head = _head(index, first, last)
    if head != last - 1 or last - first > 3:
        return None
    word = index.low[head]
    entities, mentions = index.names.entities, index.names.mentions
    for m in range(len(mentions) - 1, -1, -1):
        mention = mentions[m]
        if mention.sentence > sentence or index.mention_range[m][0] >= first:
            continue
        if sentence - mention.sentence > 2 * _REACH:
            break
        entity = entities[mention.entity]
        if (
            entity.type == "organisation"
            and last - first == 2
            and (
                word in entity.name.lower().split()
                or word in mention.surface.lower().split()
                or _is_introduced_as(index, m, word)
            )
        ):
            return Speaker(mention.entity, None, "", None, sentence)
        if entity.type == "person" and word in _roles():
            role = entity.role or next((s.role for s in reversed(before) if s.entity == mention.entity), "")
            if word in role.lower().split() and not _is_other_office(index, (begin + 1, head), word, role):
                return _with_known_office(index, Speaker(mention.entity, None, role, None, sentence), before)
    if word in _BODIES and last - first == 2:
        bodies = {
            mentions[m].entity
            for m in range(len(mentions))
            if mentions[m].sentence <= sentence
            and sentence - mentions[m].sentence <= 2
            and index.mention_range[m][0] < first
            and entities[mentions[m].entity].type == "organisation"
            and entities[mentions[m].entity].kind != "media"
        }
        if len(bodies) == 1:
            return Speaker(bodies.pop(), None, "", None, sentence)
    if word in _BODIES:
        for other in reversed(before):
            if sentence - other.sentence > _REACH:
                break
            if other.entity is not None and entities[other.entity].type == "organisation":
                return Speaker(other.entity, None, "", None, sentence)
    return None


def _is_other_office(index: TokenIndex, fields: tuple[int, int], head: str, role: str) -> bool:
    """Tell whether words before the head of an office say that it is not a person's: `the health | minister`.

    Args:
        index: layers of the article.
        fields: range of those words, the article left out.
        head: the head.
        role: the person's office, as told.
    """
    held = set(role.lower().replace("defense", "defence").split())
    plain = {
        index.low[token].replace("defense", "defence")
        for token in range(*fields)
        if index.mention_at[token] < 0
    }
    return not held.issuperset(plain & _SECOND if held == {head} else plain)


def _is_introduced_as(index: TokenIndex, mention: int, word: str) -> bool:
    """Tell whether a noun introduces a name: `the monitoring | platform Tally`, `Tally, a monitoring | platform`."""
    first, last = index.mention_range[mention]
    if first > 0 and index.low[first - 1] == word:
        return True
    end = index.sentences[index.names.mentions[mention].sentence].last
    aside = index.low[last : min(end, last + _APPOSED)]
    return aside[:1] == [","] and aside[1:2] in (["a"], ["an"]) and word in aside[2:]


_APPOSED = 6
"""Tokens behind a name within which `, a monitoring group` says what it is."""
