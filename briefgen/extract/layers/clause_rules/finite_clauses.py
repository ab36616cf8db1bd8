"""Clauses of finite verbs: which clause without verb a verb belongs to, or what new one it opens."""

from collections.abc import Callable

import msgspec

from briefgen.extract.layers.clause_rules.clause_gaps import (
    Gap,
    begins_with_clause,
    ends_aside,
    ends_behind_name,
    ends_free_relative,
    find_apposed_speaker,
    has_two_heads,
    is_quoted,
    leaves_quotation,
    lists_objects,
    names_speakers,
    read_gap,
    tells_of_apposed,
    tells_of_two,
)
from briefgen.extract.layers.clause_rules.clausereading import ClauseKind, ClauseReading, OpenClause
from briefgen.extract.layers.clause_rules.coordinate_clauses import coordinate
from briefgen.extract.layers.clause_rules.inverted_subjects import fill_echoed, fill_inverted, is_inverted
from briefgen.extract.layers.clause_rules.phrases import (
    behind_time,
    find_phrase,
    find_subject,
    is_adverbial,
    is_time,
)
from briefgen.extract.layers.clause_rules.resumed_clauses import (
    is_acted_on,
    names_subject,
    resume,
    take_up,
    waits,
)
from briefgen.extract.layers.clause_rules.subordinate_clauses import find_marker, open_marked
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clause_rules.waiting_clauses import (
    begin_sentence,
    is_awaited,
    open_aside,
    open_bare_relative,
    open_interrupted,
    open_waiting,
)
from briefgen.extract.lexicon import load_words

_NEAR = 4
"""What is said begins less than so many tokens behind the verb of speech: `said on Friday: …`."""
_CLOSING = frozenset({'"', "”", "''", "»"})
_HEARD = frozenset({"tell", "inform", "assure", "remind", "warn"})
"""Verbs with the hearer for their object."""
_SAYING = load_words("clause_rules", "saying")
"""Verbs that may stand before who speaks."""
_DEMANDING = frozenset({"demand", "request", "require"})


def attach_finite(reading: ClauseReading, group: VerbGroup, edge: int) -> None:
    """Give a finite verb its clause; what stands from `edge` on belongs to no verb before."""
    if _names_speaker(reading, group):
        reading.close(0, group.first - 1)
        fill_inverted(reading, _open(reading, group, group.first, "main"), group)
        return
    at = find_marker(reading, edge, group.first)
    if at is not None:
        begin_sentence(reading, edge, at)
        if reading.letters[at] in "RTI":
            open_waiting(reading, edge, at, group.first)
        open_marked(reading, group, edge, at)
        return
    gap = read_gap(reading, edge, group.first)
    if ends_free_relative(reading, gap):
        _wrap_free_relative(reading, group)
        return
    for rule in _RULES:
        if rule(reading, group, gap):
            fill_echoed(reading, reading.top, group)
            return
    # Nothing stands between: a second verb of the same subject.
    _share_subject(reading, group)


def _wrap_free_relative(reading: ClauseReading, group: VerbGroup) -> None:
    """Make what was read so far the subject of a verb."""
    reading.close(1, group.first)
    main = reading.clauses[0]
    inner = msgspec.structs.replace(main, kind="that", parent=0, end=group.first)
    for clause in reading.clauses[1:]:
        if clause.parent == 0:
            clause.parent = len(reading.clauses)
    reading.clauses.append(inner)
    main.group = group
    main.subject = find_phrase(reading.tagged, main.head, group.first)


def _names_speaker(reading: ClauseReading, group: VerbGroup) -> bool:
    """Tell whether a verb right behind a quotation has its speaker behind: `“… more and more,” said Ruiz`."""
    mark = group.first - 1
    if mark < 1 or reading.words[mark] not in _CLOSING or reading.quotations[group.first] != 0:
        return False
    if group.lemma in _HEARD or not is_inverted(reading, group):
        return False
    level = reading.find_pending()
    return level is None or reading.quotations[reading.clauses[reading.stack[level]].head] != 0


# ----------------------------------------------------------------------- rules
# Each gives the verb its clause if it is the right one, and tells whether it did.


def _begin_behind_semicolon(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`Police fired; the crowd ran`: a sentence of its own."""
    if (
        gap.pending is not None
        or gap.semicolon is None
        or (gap.joint is not None and gap.joint > gap.semicolon and not has_two_heads(reading, gap))
        or find_phrase(reading.tagged, gap.semicolon + 1, gap.end) is None
    ):
        return False
    reading.close(0, gap.semicolon)
    _open(reading, group, gap.semicolon + 1, "main")
    return True


def _complete_top(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`The crowd ran`: the innermost clause has waited for its verb."""
    if gap.pending is None or gap.pending < len(reading.stack) - 1:
        return False
    clause = reading.top
    if open_bare_relative(reading, group, clause.head) or open_aside(reading, group, clause.head):
        return True
    clause.group = group
    clause.subject = find_subject(reading.tagged, clause.head, group)
    fill_inverted(reading, clause, group)
    return True


def _open_said(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`She said: the crowd ran`: what is said, behind a mark."""
    if (
        gap.mark is None
        or (gap.joint is not None and gap.joint > gap.mark)
        or (gap.pending is not None and gap.mark == gap.end - 1 and is_quoted(reading, gap))
        or gap.mark - gap.begin >= _NEAR
        or not reading.is_speech(reading.top)
    ):
        return False
    start = gap.mark + 1
    if find_phrase(reading.tagged, start, gap.end) is None and reading.letters[gap.mark] == '"':
        # `said the mayor “has failed”`
        start = gap.begin
    clause = _open(reading, group, start, "that")
    if start == gap.begin:
        clause.subject = find_phrase(reading.tagged, start, gap.mark)
    return True


def _resume_behind_aside(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`The mayor, speaking at night, said`: what the comma parts off stood inside the clause of this verb."""
    if gap.pending is None or (gap.joint is not None and not ends_aside(reading, gap)):
        return False
    if gap.comma is not None and open_interrupted(reading, group, gap.pending, gap.comma):
        return True
    if gap.comma is None:
        quoted = gap.mark == gap.end - 1 and is_quoted(reading, gap)
        if not quoted and find_phrase(reading.tagged, gap.begin, gap.end) is not None:
            return False
        resume(reading, group, gap.pending, gap.end)
    elif (
        find_phrase(reading.tagged, gap.comma + 1, gap.end) is not None
        and not is_adverbial(reading.tagged, (gap.comma + 1, gap.end))
        and not is_time(reading.tagged, (gap.comma + 1, gap.end))
    ):
        clause = take_up(reading, group, gap.pending, gap.comma)
        clause.subject = find_subject(reading.tagged, gap.comma + 1, group)
    else:
        resume(reading, group, gap.pending, gap.comma, apposed=True)
    fill_inverted(reading, reading.top, group)
    return True


def _complete_after_adverbial(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`In a letter that appears today, Silva, Perera and others wrote`: only a phrase or clause of time came before."""
    if gap.pending is None or gap.joint is None or gap.comma is None:
        return False
    clause = reading.clauses[reading.stack[gap.pending]]
    inside = reading.clauses[reading.child_of(reading.stack[gap.pending])].start
    comma = next(i for i in range(gap.begin, gap.end) if reading.letters[i] == ",")
    if comma > gap.joint:
        return False
    if inside <= clause.head:
        # `Since the protest began, the mayor and his deputy have left.`
        first = reading.clauses[reading.child_of(reading.stack[gap.pending])]
        if first.kind != "adverbial" or comma + 1 == gap.joint:
            return False
        if gap.comma != comma and not _lists_heads(reading, comma + 1, gap.joint):
            return False
    elif behind_time(reading.tagged, clause.head, inside) != inside and (
        not is_adverbial(reading.tagged, (clause.head, inside)) or names_subject(reading, clause.head, inside)
    ):
        # `A day after the king fled, shops and banks closed.`: a time, or another phrase that is no subject
        return False
    subject = find_subject(reading.tagged, comma + 1, group)
    if subject is None:
        return False
    take_up(reading, group, gap.pending, comma).subject = subject
    return True


def _lists_heads(reading: ClauseReading, begin: int, joint: int) -> bool:
    """Tell whether only heads of a subject stand in [begin, joint): `the mayor, his deputy | and the judge`."""
    return reading.letters[joint - 1] != "," and set(reading.letters[begin:joint]) <= set("NDUA,")


def _resume_joined(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`The minister, who was in Galle, and his staff were unhurt`: the first of two heads has an aside."""
    if gap.pending is None or gap.joint is None or gap.comma is None or gap.joint != gap.comma + 1:
        return False
    if find_phrase(reading.tagged, gap.joint + 1, gap.end) is None or is_awaited(reading, group.first):
        return False
    waiting = reading.clauses[reading.stack[gap.pending]]
    inner = reading.clauses[reading.child_of(reading.stack[gap.pending])]
    if (
        inner is waiting
        or inner.kind != "relative"
        or is_adverbial(reading.tagged, (waiting.head, inner.start))
    ):
        return False
    resume(reading, group, gap.pending, gap.comma)
    return True


def _resume_behind_agents(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`States led by Orlo and its neighbours are suing`: the verb of the first noun."""
    if (
        gap.pending is None
        or gap.joint is None
        or (gap.comma is not None and not lists_objects(reading, gap))
        or not (is_acted_on(reading, gap.pending) or waits(reading, group, gap.pending))
    ):
        return False
    resume(reading, group, gap.pending, gap.end)
    return True


def _begin_behind_quotation(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`"…," the envoy, Mia Ruiz, told a paper`: all behind the quotation is who speaks, whatever is joined in it."""
    if gap.pending is not None or group.lemma not in load_words("verbs", "speech"):
        return False
    if reading.quotations[gap.end] or not any(
        word in _CLOSING for word in reading.words[gap.begin : gap.end]
    ):
        return False
    mark = max(index for index in range(gap.begin, gap.end) if reading.words[index] in _CLOSING)
    if mark + 1 >= gap.end or reading.letters[mark + 1] in "CPsSA":
        return False
    if (gap.comma or 0) <= mark and (gap.joint or 0) <= mark:
        return False
    if find_subject(reading.tagged, mark + 1, group) is None:
        return False
    reading.close(0, mark)
    _open(reading, group, mark + 1, "main")
    return True


def _begin_behind_said(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`…, along with maize and cement, said Ruiz.`: the speaker stands behind, whatever was joined before."""
    if gap.pending is not None or gap.comma != gap.end - 1:
        return False
    if group.lemma not in _SAYING or group.tense not in ("past", "present") or group.modal:
        return False
    if not is_inverted(reading, group) or reading.words[group.last] in load_words("verbs", "sayings"):
        return False
    if not ends_behind_name(reading, group):
        return False
    reading.close(0, gap.comma)
    clause = OpenClause(group.first, "main", "", None, group, reading.size)
    reading.push(clause)
    fill_inverted(reading, clause, group)
    return True


def _begin_aside_of_speaker(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`…, doctors and nurses said`, `…, Mia Ruiz, head of the port, told a paper`: a clause that names who speaks."""
    cut = gap.comma if names_speakers(reading, gap, group) else find_apposed_speaker(reading, gap, group)
    if cut is None or gap.pending is not None:
        return False
    reading.close(0, cut)
    clause = _open(reading, group, cut + 1, "main")
    if cut != gap.comma:
        closed = reading.letters.index(",", cut + 1)
        clause.subject = (cut + 1, closed)
    return True


def _open_said_of_two(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`She said the town and its port had fallen`: what is said has a subject of two heads."""
    if not tells_of_two(reading, gap):
        return False
    _open(reading, group, gap.begin, "that")
    return True


def _coordinate(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`The crowd ran and hid`, `the crowd ran and police fired`."""
    if gap.joint is None or leaves_quotation(reading, gap):
        return False
    coordinate(reading, group, gap.joint)
    return True


def _begin_behind_mark(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`He fled, police said`: a new clause, unless the verb goes on with the subject before the comma."""
    if gap.mark is None and gap.comma is None:
        return False
    cut = max(index for index in (gap.mark, gap.comma) if index is not None)
    if tells_of_apposed(reading, gap):
        _open(reading, group, gap.begin, "that")
        return True
    if (
        gap.comma is not None
        and find_phrase(reading.tagged, cut + 1, gap.end) is None
        and not is_inverted(reading, group)
    ):
        # `X, who …, fell`: the verb of a list without conjunction, or what a parenthesis cut off.
        coordinate(reading, group, cut)
        return True
    reading.close(0, cut)
    fill_inverted(reading, _open(reading, group, cut + 1, "main"), group)
    return True


def _resume_pending(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`The men arrested in May left`: what stands inside is no verb that governs this one."""
    if gap.pending is None:
        return False
    if reading.is_speech(reading.top) and (
        not (_demands(reading.top) or _describes(reading.top)) or is_awaited(reading, group.first)
    ):
        return False
    if begins_with_clause(reading, gap):
        clause = take_up(reading, group, gap.pending, gap.end - 1)
        clause.subject = (gap.end - 1, gap.end)
        return True
    resume(reading, group, gap.pending, gap.end)
    return True


def _describes(clause: OpenClause) -> bool:
    """Tell whether a relative clause has a verb that may have a thing for its object: `those who saw the plan`."""
    told = clause.group is not None and clause.group.lemma in load_words("verbs", "clause_only")
    return clause.kind == "relative" and not told


def _demands(clause: OpenClause) -> bool:
    """Tell whether a participle has a thing for its object more often than a clause: `people demanding his return`."""
    return clause.kind == "participial" and clause.group is not None and clause.group.lemma in _DEMANDING


def _open_unmarked(reading: ClauseReading, group: VerbGroup, gap: Gap) -> bool:
    """`She said the crowd ran`: what is said, without `that`."""
    if find_phrase(reading.tagged, gap.begin, gap.end) is None:
        return False
    start = gap.begin
    while start < gap.end and (reading.letters[start] in 'A"' or reading.words[start] in ("like", "than")):
        start += 1
    start = _behind_day(reading, _behind_hearer(reading, start, gap.end), gap.end)
    if reading.top.group is not None and reading.top.group.last == start and reading.is_speech(reading.top):
        reading.push(OpenClause(start, "that", "", reading.stack[-1], None, reading.size))
        if open_bare_relative(reading, group, start):
            return True
        del reading.clauses[reading.stack.pop() :]
    if (pronoun := _of_object(reading, group, start)) is not None:
        clause = _open(reading, group, pronoun, "relative")
        clause.subject = (pronoun, pronoun + 1)
        return True
    _open(reading, group, start, "that")
    return True


def _of_object(reading: ClauseReading, group: VerbGroup, start: int) -> int | None:
    """Return the pronoun whose verb tells of the object before it: `lifted the curfew | it had imposed`."""
    pronoun = reading.tagged.before(group.first)
    if pronoun <= start or reading.letters[pronoun] != "I" or reading.is_speech(reading.top):
        return None
    if reading.words[pronoun] in _NO_OWNERS or reading.letters[pronoun - 1] != "N":
        return None
    if reading.words[pronoun - 1] in load_words("verbs", "days") | load_words("clauses", "time_units"):
        return None
    noun = reading.letters[start] in "DU" or reading.tagged.is_plural(pronoun - 1)
    return pronoun if noun and set(reading.letters[start:pronoun]) <= set("DUNPAv") else None


def _behind_day(reading: ClauseReading, start: int, end: int) -> int:
    """Return where what is said begins behind the day it was said: `said on Monday | it was closed`; else `start`."""
    days, at = load_words("verbs", "days"), start + (reading.words[start] == "on")
    if reading.top.group is None or not reading.is_speech(reading.top) or reading.words[at] not in days:
        return start
    while at < end and (reading.words[at] in days or reading.letters[at] == "U"):
        at += 1
    return at if find_phrase(reading.tagged, at, end) is not None and reading.letters[at] in "DIN" else start


def _behind_hearer(reading: ClauseReading, start: int, end: int) -> int:
    """Return where what is said begins behind who is told: `told the paper | the quake was strong`; else `start`."""
    top = reading.top.group
    if top is None or top.passive or top.lemma not in _HEARD or top.last != start:
        return start
    if reading.letters[start] == "o":
        return start + 1 if find_phrase(reading.tagged, start + 1, end) is not None else start
    for index in range(start + 1, end):
        if reading.letters[index] in "DU" and reading.letters[index - 1] == "N":
            return index
        if reading.letters[index] not in "DNAP":
            break
    return start


_NO_OWNERS = frozenset({"there", "this", "that", "these", "those", "who", "which", "what"})

_RULES: tuple[Callable[[ClauseReading, VerbGroup, Gap], bool], ...] = (
    _begin_behind_semicolon,
    _begin_behind_said,
    _complete_top,
    _open_said,
    _resume_behind_aside,
    _complete_after_adverbial,
    _resume_joined,
    _resume_behind_agents,
    _begin_behind_quotation,
    _begin_aside_of_speaker,
    _open_said_of_two,
    _coordinate,
    _begin_behind_mark,
    _resume_pending,
    _open_unmarked,
)
"""In the order in which they are asked: the first that fits decides."""


# ------------------------------------------------------------ what rules share


def _open(reading: ClauseReading, group: VerbGroup, start: int, kind: ClauseKind) -> OpenClause:
    """Open a clause without marker inside the innermost open one."""
    parent = reading.stack[-1] if reading.stack else None
    clause = OpenClause(start, kind, "", parent, group, reading.size)
    clause.subject = find_subject(reading.tagged, start, group)
    reading.push(clause)
    return clause


def _share_subject(reading: ClauseReading, group: VerbGroup) -> None:
    """Open a clause beside the innermost one, with its subject."""
    subject = reading.top.subject
    reading.push(
        OpenClause(group.first, "coordinate", "", reading.stack[-1], group, reading.size, subject, True)
    )
