"""Clauses without a finite verb: infinitives and participles, and whose deed they tell."""

from briefgen.extract.layers.clause_rules.clausereading import ClauseKind, ClauseReading, OpenClause
from briefgen.extract.layers.clause_rules.coordinate_clauses import coordinate, shares_passive
from briefgen.extract.layers.clause_rules.phrases import find_noun_start, find_phrase
from briefgen.extract.layers.clause_rules.subordinate_clauses import find_marker
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clause_rules.waiting_clauses import (
    begin_sentence,
    is_awaited,
    open_deed,
    open_waiting,
)
from briefgen.extract.lexicon import load_words

_FINITE = frozenset({"past", "present", "perfect", "pluperfect", "future"})
_SPENDING = frozenset({"spend", "waste", "pass"})
_PERCEIVING = load_words("clause_rules", "perceiving")


def attach_infinitive(reading: ClauseReading, group: VerbGroup, edge: int) -> None:
    """Open the clause of an infinitive; what stands from `edge` on belongs to no verb before."""
    _open_planned(reading, group, edge)
    parent = reading.top
    clause = OpenClause(group.first, "infinitive", "to", reading.stack[-1], group, reading.size)
    object_ = _object_of(reading, parent, group, edge)
    if object_ is not None:
        clause.subject = object_
    elif parent.group is not None:
        clause.subject, clause.inherited = parent.subject, parent.subject is not None
    if reading.tagged.letter(group.first - 1) == "C" and parent.kind == "infinitive":
        joint = group.first - 1
        clause.kind, clause.marker, clause.start = "coordinate", reading.words[joint], joint
        clause.subject, clause.inherited = parent.subject, True
        reading.close(len(reading.stack) - 1, joint)
    reading.push(clause)


def _open_planned(reading: ClauseReading, group: VerbGroup, edge: int) -> None:
    """Open the clause whose subject has an infinitive before its verb: `said | the plan to send troops was dropped`."""
    if reading.tagged.letter(reading.tagged.before(group.first)) not in "NU" or not is_awaited(
        reading, group.first
    ):
        return
    at = find_marker(reading, edge, group.first)
    if ";" in reading.words[edge : group.first]:
        begin_sentence(reading, edge, group.first if at is None else at)
    waiting = reading.find_pending()
    if waiting is not None and (
        at is None or reading.letters[at] not in "Ss" or at > reading.clauses[reading.stack[waiting]].head
    ):
        return
    if at is not None:
        if reading.letters[at] in "TSs" and find_phrase(reading.tagged, at + 1, group.first) is not None:
            kind: ClauseKind = "that" if reading.letters[at] == "T" else "adverbial"
            reading.push(OpenClause(at, kind, reading.words[at], reading.stack[-1], None, reading.size))
        return
    told = reading.top.group
    if (
        told is not None
        and told.last == edge
        and told.tense in _FINITE
        and not told.passive
        and told.lemma in load_words("verbs", "clause_only") | load_words("verbs", "clause_mostly")
        and not set(reading.letters[edge : group.first]) & set(',;"CSRTsPO')
    ):
        reading.push(OpenClause(edge, "that", "", reading.stack[-1], None, reading.size))


def _object_of(
    reading: ClauseReading, parent: OpenClause, group: VerbGroup, edge: int
) -> tuple[int, int] | None:
    """Return the object of the verb before, where it does what the infinitive says: `urged all sides to talk`."""
    if (
        parent.group is None
        or parent.group.passive
        or parent.group.last != edge
        or parent.group.lemma not in load_words("verbs", "with_object_infinitive")
    ):
        return None
    return find_phrase(reading.tagged, edge, group.first)


def attach_participle(reading: ClauseReading, group: VerbGroup, edge: int) -> None:
    """Open the clause of a participle; what stands from `edge` on belongs to no verb before."""
    if (joint := _joint_of_shared(reading, group, edge)) is not None:
        coordinate(reading, group, joint)
        return
    _open_pending(reading, group, edge)
    if group.first == edge and not group.passive:
        open_deed(reading, group)
    start, marker = group.first, ""
    previous = reading.tagged.before(group.first)
    left = reading.tagged.letter(previous)
    parent = reading.top
    if left in "sSP" and previous >= edge:
        start, marker = previous, reading.words[previous]
    if parent.kind == "participial" and parent.group is not None:
        if left == "C" and previous >= edge:
            joined = OpenClause(
                previous, "coordinate", reading.words[previous], reading.stack[-1], group, reading.size
            )
            joined.subject, joined.inherited = parent.subject, True
            reading.close(len(reading.stack) - 1, previous)
            reading.push(joined)
            return
        if left == ",":
            # A comma before a participle leaves what the last finite verb governs: `…, setting it on fire`.
            reading.close(len(reading.stack) - 1, previous)
            parent = reading.top
    clause = OpenClause(start, "participial", marker, reading.stack[-1], group, reading.size)
    if left in "NU)oI" and not marker and _is_deed_of_subject(reading, parent, group, edge, previous):
        clause.subject, clause.inherited = parent.subject, True
    elif left in "NU)oI" and not marker:
        waits = parent.marker or (parent.group is None and parent.start > edge)
        begin = max(edge, parent.head) if waits else edge
        clause.subject = find_phrase(
            reading.tagged, find_noun_start(reading.tagged, begin, previous), previous + 1
        )
    elif group.passive and previous >= edge and reading.words[previous] == "those":
        # `as the count of (those) killed stood at 40`
        clause.subject = (previous, previous + 1)
    elif left == "," and (thing := _thing_made(reading, parent, group, previous)) is not None:
        clause.subject = thing
    elif parent.subject is not None:
        clause.subject, clause.inherited = parent.subject, True
    elif left == "," and parent.group is None:
        clause.subject = find_phrase(reading.tagged, max(edge, parent.head), previous)
    reading.push(clause)


def _joint_of_shared(reading: ClauseReading, group: VerbGroup, edge: int) -> int | None:
    """Return where a clause joins that shares the auxiliary before: `Ten were killed and (a bridge damaged) by mud`.

    None where the participle belongs to the noun before it: `a hospital and a clinic run by nuns`.
    """
    parent = reading.top
    if (
        not group.passive
        or parent.kind not in {"main", "coordinate", "that"}
        or not shares_passive(reading, parent, group)
    ):
        return None
    joint = reading.last_of("C", edge, group.first)
    if joint is None or reading.words[joint] != "and" or is_awaited(reading, group.first):
        return None
    found = find_phrase(reading.tagged, joint + 1, group.first)
    return joint if found == (joint + 1, group.first) else None


def _thing_made(
    reading: ClauseReading, parent: OpenClause, group: VerbGroup, comma: int
) -> tuple[int, int] | None:
    """Return the object before a comma that a participle describes: `criticised a decree, (signed on Friday)`."""
    if not group.passive or group.lemma not in _MAKING or parent.group is None or parent.group.passive:
        return None
    if reading.tagged.letter(group.last) != "P":
        return None
    found = find_phrase(reading.tagged, find_noun_start(reading.tagged, parent.group.last, comma - 1), comma)
    if found is None or reading.letters[found[0]] != "D" or reading.letters[found[1] - 1] != "N":
        return None
    return found if reading.tagged.token(found[1] - 1).norm.islower() else None


_MAKING = load_words("clause_rules", "making")


def _is_deed_of_subject(
    reading: ClauseReading, parent: OpenClause, group: VerbGroup, edge: int, previous: int
) -> bool:
    """Tell whether an -ing form goes with the subject, not with the noun before: `spent the day filling bags`."""
    verb = parent.group
    if verb is None or group.passive or parent.subject is None or verb.tense not in _FINITE:
        return False
    if verb.lemma in _SPENDING and not verb.passive:
        return True
    if verb.passive and verb.lemma in _PERCEIVING:
        # `was heard on a microphone telling him to go`
        return True
    governed = previous - 1 >= edge and reading.words[previous - 1] in ("in", "since", "on", "by", "until")
    return governed and reading.letters[previous] == "U" and group.lemma in load_words("verbs", "speech")


def _open_pending(reading: ClauseReading, group: VerbGroup, edge: int) -> None:
    """Open the clause whose subject has a participle before its verb: `that men arrested in May will go`."""
    at = find_marker(reading, edge, group.first)
    if ";" in reading.words[edge : group.first] and is_awaited(reading, group.first):
        begin_sentence(reading, edge, group.first if at is None else at)
    if at is not None and at == edge and reading.letters[at] == "s":
        # `were missing after a ferry carrying 350 people sank`
        open_waiting(reading, edge, group.first, group.first)
    if at is None and reading.tagged.letter(reading.tagged.before(group.first)) in "NUDo,":
        open_waiting(reading, edge, group.first, group.first)
    if at is None or reading.letters[at] not in "TS" or at + 1 >= group.first:
        return
    if find_phrase(reading.tagged, at + 1, group.first) is None or not any(
        later.first > group.first and later.tense not in ("participle", "infinitive")
        for later in reading.groups
    ):
        return
    kind: ClauseKind = "that" if reading.letters[at] == "T" else "adverbial"
    reading.push(OpenClause(at, kind, reading.words[at], reading.stack[-1], None, reading.size))
