"""Events that happen once on a day: marks by which two tellings are known as one, whatever their words.

Who flees, resigns, dies or is arrested does so once on a day; an earthquake strikes and a coup happens once.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.event_rules.deed_kinds import COLLAPSED, deed_verbs, find_deeds, is_of_thing
from briefgen.extract.event_rules.happenings import (
    ANY,
    are_happenings_apart,
    are_one_kind,
    find_happenings,
    happening_verbs,
    is_happening,
    mark_of_name,
)
from briefgen.extract.event_rules.office_names import held_office, is_by_office, mark_of_office, offices_in
from briefgen.extract.frames import Mark
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_lexicon, load_words
from briefgen.extract.phrasing.complements import complement
from briefgen.extract.phrasing.noun_phrases import PREPOSITIONS
from briefgen.extract.phrasing.subjects import subject_words

_CABINET = "the cabinet"
"""Who resigns where a whole government does."""
_NAMING = frozenset({"including", "and", ",", "with"})
"""Words behind which a name is again one of those that a phrase is about."""
_TOLL = "toll"
_ROUND_UP = "arrests"
_COUNTS = frozenset({_TOLL, _ROUND_UP})
_AIMED_OR_NAMED = frozenset({"storm", "attack"})
"""What may be told with its name, or what it was aimed at, or without."""
_KILLED = frozenset({"killed", "kills", "killing", "died", "dead"})
_KILLING = frozenset({"kill", "die"})
_ARRESTED = frozenset({"arrested", "detained", "arrests", "detains"})
_ARRESTING = frozenset({"arrest", "detain"})
_BESIDE_IT = frozenset({"relative", "adverbial"})
"""Clauses that count the dead of something else than their sentence tells."""
_GOING = {
    "walk": frozenset({"through", "among", "around"}),
    "fly": frozenset({"to", "over", "into"}),
    "return": frozenset({"to"}),
    "go": frozenset({"to"}),
}
"""Verbs of going, and the words with which they tell of a visit."""
_COUNT_REACH = 6
"""Tokens around a verb within which its number stands."""
_MANY = 10
"""Fewer dead may be those of two blows of one day."""
_SOME = 5
"""Fewer arrested may be those of two raids of one day."""
_REACH = 16
"""Tokens behind a verb within which those stand whom it befalls."""


class _Lists(msgspec.Struct, frozen=True):
    doing: dict[str, str]
    befalling: dict[str, str]
    verbs: frozenset[str]
    """All verbs that may tell such an event."""


@cache
def _lists() -> _Lists:
    lexicon = load_lexicon("events_once")
    doing, befalling = (
        {word: kind for kind, words in lexicon[key].items() for word in words}
        for key in ("doing", "befalling")
    )
    return _Lists(
        doing,
        befalling,
        frozenset({*happening_verbs(), *deed_verbs(), *doing, *befalling, "step", "shoot", "leave", *_GOING}),
    )


def find_marks(context: Context, clause: Clause, number: int) -> list[Mark]:
    """Find the marks of the event that a clause tells, sorted, each once; none for most clauses."""
    verb = clause.verb
    lists = _lists()
    if verb is None or verb.negated:
        return []
    tolls = _tolls(context, clause)
    if verb.lemma not in lists.verbs:
        inner = _due(context, clause, number)
        if inner is None or (verb := context.index.clauses[inner].verb) is None:
            return tolls
        number = inner
    subject = subject_words(context, clause)
    if subject is None:
        return tolls
    if subject.endswith(","):
        # `The envoy, Nimal Perera,`
        subject = subject.rstrip(",").rpartition(", ")[2]
    pieces = complement(context, number)[:_REACH]
    low = context.index.low
    objects = [low[token] for token in pieces]
    return sorted(
        {
            *tolls,
            *_of_people(context, clause, verb, subject, pieces),
            *find_happenings(verb, subject, objects),
            *_by_agent(context, verb, subject, pieces),
            *find_deeds(verb.lemma, passive=verb.passive, subject=subject, objects=objects),
        }
    )


def _by_agent(context: Context, verb: VerbGroup, subject: str, pieces: Sequence[int]) -> Iterator[Mark]:
    """Find the happening that does it in the passive: `Forty homes were destroyed by the Creek fire`."""
    low = context.index.low
    if not verb.passive or not pieces or low[pieces[0]] != "by":
        return
    agent = " ".join(context.index.words(token, token + 1) for token in pieces[1:])
    yield from find_happenings(msgspec.structs.replace(verb, passive=False), agent, subject.lower().split())


def _due(context: Context, clause: Clause, number: int) -> int | None:
    """Return the clause of what is due to happen: `is expected (to be sworn in)`."""
    verb, clauses = clause.verb, context.index.clauses
    if verb is None or number + 1 >= len(clauses):
        return None
    inner = clauses[number + 1]
    due = verb.lemma == "be" or (verb.passive and verb.lemma in {"expect", "schedule", "set", "plan"})
    told = due and inner.kind == "infinitive" and inner.parent == number and inner.verb is not None
    return number + 1 if told and inner.verb is not None and inner.verb.lemma in _lists().verbs else None


def marks_of_name(words: str) -> list[Mark]:
    """Return the mark of a happening that is only named: `Monday's earthquake`."""
    mark = mark_of_name(words)
    return [mark] if mark is not None else []


def _tolls(context: Context, clause: Clause) -> list[Mark]:
    """Return how many a blow killed, or a raid took, where a sentence gives one number: once on a day it is that."""
    index = context.index
    sentence = context.document.sentences[clause.sentence]
    words = frozenset(index.low[sentence.first : sentence.last])
    found: list[Mark] = []
    if not _KILLED.isdisjoint(words):
        found += _counted(context, clause, _TOLL, _KILLING, _MANY)
    if not _ARRESTED.isdisjoint(words):
        found += _counted(context, clause, _ROUND_UP, _ARRESTING, _SOME)
    return found


def _counted(context: Context, clause: Clause, kind: str, verbs: frozenset[str], least: int) -> list[Mark]:
    index = context.index
    if clause.kind == "main":
        within = index.clauses_of[clause.sentence]
    else:
        within = [k for k in index.clauses_of[clause.sentence] if index.clauses[k] is clause]
    found: set[int] = set()
    for number in within:
        other = index.clauses[number]
        if other.verb is None or other.verb.lemma not in verbs or other.verb.negated:
            continue
        if other is not clause and (
            other.kind in _BESIDE_IT or (other.kind == "participial" and other.verb.passive)
        ):
            # `toured the port, two days after a blast killed 149 people`
            continue
        for token in range(
            max(other.first, other.verb.first - _COUNT_REACH), min(other.last, other.verb.last + _COUNT_REACH)
        ):
            at = context.quantity_at[token]
            quantity = context.document.quantities[at] if at >= 0 else None
            if quantity is not None and quantity.unit in {"", "people"} and isinstance(quantity.value, int):
                found.add(quantity.value)
    return [Mark(kind, str(*found))] if len(found) == 1 and min(found) >= least else []


def _of_people(
    context: Context, clause: Clause, verb: VerbGroup, subject: str, pieces: Sequence[int]
) -> Iterator[Mark]:
    kind = _lists().doing.get(verb.lemma)
    low = context.index.low
    if verb.lemma == "step" and pieces and low[pieces[0]] in {"down", "aside"}:
        kind = "resign"
    if verb.lemma == "leave" and (low[pieces[0]] if pieces else "") in {"for", "into"}:
        # `left for India`, `left into exile`
        kind = "flee"
    if verb.lemma in _GOING and pieces and low[pieces[0]] in _GOING[verb.lemma]:
        kind = "visit"
    if kind is not None and not verb.passive:
        yield from _marks_of(context, clause, kind, _heads_in(context, clause, verb, subject), subject)
        if kind == "resign" and _head(subject) in load_words("events_once", "cabinets"):
            yield Mark(kind, _CABINET)
    befalls = _lists().befalling.get(verb.lemma)
    if verb.lemma == "shoot" and pieces and low[pieces[0]] == "dead":
        befalls = "die"
    if befalls is not None and verb.passive:
        yield from _marks_of(context, clause, befalls, _heads_in(context, clause, verb, subject), subject)
    elif befalls is not None:
        named = _heads_at(context, pieces)
        for name in named:
            yield Mark(befalls, name)
        unnamed = bool(pieces) and not context.index.mentions_in(pieces[0], pieces[-1] + 1)
        for office in offices_in([low[token] for token in pieces]) if unnamed else ():
            yield mark_of_office(befalls, office, "")


def _marks_of(
    context: Context, clause: Clause, kind: str, people: Sequence[str], subject: str
) -> Iterator[Mark]:
    """Make the marks of the people that a subject is about, or of the office that it names instead."""
    for name in people:
        yield Mark(kind, name)
    offices = offices_in(subject.lower().split()) if not people else []
    if not offices or clause.verb is None:
        return
    names = context.document.names
    lands = {
        entity.country
        for m in context.index.mentions_in(clause.first, clause.verb.first)
        if (entity := names.entities[names.mentions[m].entity]).country
    }
    of_body = f"{offices[0].split()[-1]} of " in subject.lower() and not lands
    if len(lands) < 2 and not of_body:
        # `the president of the club` is another one
        for office in offices:
            yield mark_of_office(kind, office, min(lands, default=""))


def _head(subject: str) -> str:
    head = ""
    for word in subject.lower().split():
        if word in PREPOSITIONS or word == "except":
            break
        head = word.strip(",")
    return head


def _heads_in(context: Context, clause: Clause, verb: VerbGroup, subject: str) -> list[str]:
    """Return the people that a subject, as a title tells it, is about: not those a preposition hangs on it."""
    index, names = context.index, context.document.names
    sentence = context.document.sentences[clause.sentence]
    phrases = [subject.lower()]
    for preposition in (" of ", " for ", " to ", " from ", " near ", " by ", " against "):
        phrases = [phrase.split(preposition)[0] for phrase in phrases]
    members = [member.strip() for phrase in phrases for member in phrase.replace(" and ", ", ").split(", ")]
    found = set()
    for m in index.mentions_in(sentence.first, sentence.last):
        entity = names.entities[names.mentions[m].entity]
        if entity.type != "person":
            continue
        for surface in (names.mentions[m].span.of(context.text).lower(), entity.name.lower()):
            if any(member == surface or member.endswith(" " + surface) for member in members):
                found.add(entity.name)
    return sorted(found) or _beside(context, clause, verb)


def _beside(context: Context, clause: Clause, verb: VerbGroup) -> list[str]:
    """Return the person named between commas behind an office: `The leader, Kamala Silva, was arrested`."""
    index, names = context.index, context.document.names
    people = [
        m
        for m in index.mentions_in(clause.first, verb.first)
        if names.entities[names.mentions[m].entity].type == "person"
    ]
    if len(people) != 1 or clause.subject_inherited:
        return []
    first, last = index.range_of(names.mentions[people[0]].span)
    between = index.low[first - 1] == "," and index.low[last] == ","
    return (
        [names.entities[names.mentions[people[0]].entity].name] if between and last == verb.first - 1 else []
    )


def _heads_at(context: Context, pieces: Sequence[int]) -> list[str]:
    """Return the people that an object is about: `detained the leader Suu Kyi and three others`."""
    index, names = context.index, context.document.names
    found: dict[str, None] = {}
    hanging = False
    for at, token in enumerate(pieces):
        word = index.low[token]
        if word in _NAMING:
            hanging = False
        elif word in PREPOSITIONS:
            hanging = True
        m = index.mention_at[token]
        if m < 0 or hanging or names.entities[names.mentions[m].entity].type != "person":
            continue
        end = at
        while end + 1 < len(pieces) and index.mention_at[pieces[end + 1]] == m:
            end += 1
        behind = index.low[pieces[end + 1]] if end + 1 < len(pieces) else ""
        if behind in {"'s", "’s", "'", "’"} or index.low[pieces[end]].endswith(("'s", "’s", "s'", "s’")):
            hanging = True
            continue
        found.setdefault(names.entities[names.mentions[m].entity].name)
    return sorted(found)


def find_same(one: Collection[Mark], other: Collection[Mark]) -> Iterator[Mark]:
    """Find the marks by which two tellings of one day are one event."""
    for mark in one:
        for found in other:
            if are_one_kind(mark.kind, found.kind) and (
                is_same_person(mark.who, found.who)
                or (_may_lack_name(mark.kind) and not (mark.who and found.who))
            ):
                yield mark


def toll_of(marks: Collection[Mark]) -> int:
    """Return the number of dead that a telling gives; 0 without one."""
    return max((int(mark.who) for mark in marks if mark.kind == _TOLL), default=0)


def keys_of_marks(marks: Collection[Mark]) -> list[str]:
    """Return words by which tellings find those that may share a mark of theirs, sorted, each once."""
    found = {f"{mark.kind}:{mark.who.rpartition(' ')[2] if is_of_thing(mark) else ''}" for mark in marks}
    if any(are_one_kind(mark.kind, ANY) for mark in marks):
        found.add("any:")
    return sorted(found)


def _may_lack_name(kind: str) -> bool:
    return kind in _AIMED_OR_NAMED or kind == COLLAPSED or kind in load_words("events_once", "named_before")


def are_apart(one: Collection[Mark], other: Collection[Mark]) -> bool:
    """Tell whether two tellings are of happenings with own names, of two offices, or of somebody and of his kin."""
    if are_happenings_apart(one, other) or _are_offices_apart(one, other):
        return True
    return _is_kin_apart(one, other) or _is_kin_apart(other, one)


def _are_offices_apart(one: Collection[Mark], other: Collection[Mark]) -> bool:
    """Tell whether one thing befell the holders of two offices: `the interior minister was arrested`, `the premier`."""
    kinds = {mark.kind for mark in one if is_by_office(mark)}
    for kind in kinds & {mark.kind for mark in other if is_by_office(mark)}:
        here, there = (
            {held_office(mark) for mark in marks if mark.kind == kind and is_by_office(mark)}
            for marks in (one, other)
        )
        if here.isdisjoint(there):
            return True
    return False


def _is_kin_apart(one: Collection[Mark], other: Collection[Mark]) -> bool:
    """Tell whether one telling is of somebody's kin, the other of nobody's: `arrested the brother of Kamala Silva`."""
    kin = load_words("titles", "kin")
    return any(
        mark.who in kin
        and any(found.kind == mark.kind for found in other)
        and not any(found.who in kin for found in other)
        for mark in one
    )


def is_same_person(one: str, other: str) -> bool:
    """Tell whether two names may be one person's: the same, or one the end of the other (`Silva`, `Kamala Silva`)."""
    return one == other or one.endswith(" " + other) or other.endswith(" " + one)


def names_who(title: str, marks: Collection[Mark]) -> bool:
    """Tell whether a title names whom its event is about, if that is anybody; a storm by its name."""
    low = title.lower()
    return all(
        mark.who == _CABINET or is_by_office(mark) or mark.who.lower().split()[-1] in low
        if mark.who
        else mark.kind not in _AIMED_OR_NAMED
        for mark in marks
        if not (is_of_thing(mark) or mark.kind in _COUNTS)
    )


def needs_place(mark: Mark) -> bool:
    """Tell whether another place makes it another event: two storms, but one flight."""
    return (
        mark.kind in _COUNTS
        or is_of_thing(mark)
        or is_happening(mark.kind)
        or mark.kind in load_words("events_once", "bound_to_places")
    )
