"""Clauses of finite verbs: which clause without verb a verb belongs to, or what new one it opens."""

from collections.abc import Callable

import msgspec

from briefgen.extract.layers.clausereading import ClauseKind, ClauseReading, OpenClause
from briefgen.extract.layers.coordinate_clauses import coordinate
from briefgen.extract.layers.inverted_subjects import fill_inverted, is_inverted
from briefgen.extract.layers.phrases import after_adverbial, find_phrase, find_subject, is_adverbial, is_time
from briefgen.extract.layers.subordinate_clauses import find_marker, open_marked
from briefgen.extract.layers.verbreading import VerbGroup
from briefgen.extract.layers.waiting_clauses import (
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
_FREE = frozenset({"what", "whatever", "whoever"})
_HEARD = frozenset({"tell", "inform", "assure", "remind", "warn"})
"""Verbs with the hearer for their object."""
_DEMANDING = frozenset({"demand", "request", "require"})
_INTERRUPTING = frozenset({"infinitive", "participial", "relative"})
"""Clauses that can stand inside a subject."""
_FINITE = frozenset({"past", "present", "perfect", "pluperfect", "future"})
_APPOSED_OPENERS = frozenset(
    {"a", "an", "the", "one", "two", "three", "four", "five", "six", "another", "its", "his", "her"}
)


class _Gap(msgspec.Struct, frozen=True, gc=False):
    """What stands between a finite verb and the one before; of each kind of mark the last is known."""

    begin: int
    """Index behind the verb before."""
    end: int
    """Index of the verb."""
    comma: int | None
    joint: int | None
    """A conjunction."""
    mark: int | None
    """A strong mark or a quotation mark."""
    semicolon: int | None
    pending: int | None
    """Level in the stack of the innermost clause whose verb is still to come."""


def attach_finite(reading: ClauseReading, group: VerbGroup, edge: int) -> None:
    """Give a finite verb its clause; what stands from `edge` on belongs to no verb before."""
    if _names_speaker(reading, group):
        reading.close(0, group.first - 1)
        fill_inverted(reading, _open(reading, group, group.first, "main"), group)
        return
    at = find_marker(reading, edge, group.first)
    if at is not None:
        _begin_sentence(reading, edge, at)
        if reading.letters[at] in "RTI":
            open_waiting(reading, edge, at, group.first)
        open_marked(reading, group, edge, at)
        return
    gap = _read_gap(reading, edge, group.first)
    if _ends_free_relative(reading, gap):
        _wrap_free_relative(reading, group)
        return
    for rule in _RULES:
        if rule(reading, group, gap):
            return
    # Nothing stands between: a second verb of the same subject.
    _share_subject(reading, group)


def _ends_free_relative(reading: ClauseReading, gap: _Gap) -> bool:
    """Tell whether the verb of a clause whose subject is `what …` stands here: `What killed them | was the cold`."""
    first = reading.clauses[0]
    return (
        len(reading.stack) > 0
        and reading.stack[0] == 0
        and first.group is not None
        and first.subject is not None
        and first.subject[1] - first.subject[0] == 1
        and reading.words[first.subject[0]] in _FREE
        and first.subject[0] == reading.tagged.behind(first.head)
        and gap.joint is None
        and gap.mark is None
        and gap.comma in (None, gap.end - 1)
        and reading.letters[gap.end - 1] != "I"
    )


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


def _begin_sentence(reading: ClauseReading, begin: int, end: int) -> None:
    """Open the clause whose subject stands behind a semicolon: `Some sobbed; a man who ran was caught`."""
    cut = next((i for i in range(end - 1, begin - 1, -1) if reading.words[i] == ";"), None)
    if cut is None or reading.find_pending() is not None or find_phrase(reading.tagged, cut + 1, end) is None:
        return
    reading.close(0, cut)
    reading.push(OpenClause(cut + 1, "main", "", None, None, reading.size))


def _read_gap(reading: ClauseReading, begin: int, end: int) -> _Gap:
    comma = joint = mark = semicolon = None
    for index in range(begin, end):
        letter = reading.letters[index]
        if letter == ",":
            comma = index
        elif letter == "C":
            joint = index
        elif letter in ';"':
            mark = index
        if reading.words[index] == ";":
            semicolon = index
    return _Gap(begin, end, comma, joint, mark, semicolon, reading.find_pending())


# ----------------------------------------------------------------------- rules
# Each gives the verb its clause if it is the right one, and tells whether it did.


def _begin_behind_semicolon(reading: ClauseReading, group: VerbGroup, gap: _Gap) -> bool:
    """`Police fired; the crowd ran`: a sentence of its own."""
    if (
        gap.pending is not None
        or gap.semicolon is None
        or (gap.joint is not None and gap.joint > gap.semicolon)
        or find_phrase(reading.tagged, gap.semicolon + 1, gap.end) is None
    ):
        return False
    reading.close(0, gap.semicolon)
    _open(reading, group, gap.semicolon + 1, "main")
    return True


def _complete_top(reading: ClauseReading, group: VerbGroup, gap: _Gap) -> bool:
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


def _open_said(reading: ClauseReading, group: VerbGroup, gap: _Gap) -> bool:
    """`She said: the crowd ran`: what is said, behind a mark."""
    if (
        gap.mark is None
        or (gap.joint is not None and gap.joint > gap.mark)
        or (gap.pending is not None and gap.mark == gap.end - 1 and _is_quoted(reading, gap))
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


def _resume_behind_aside(reading: ClauseReading, group: VerbGroup, gap: _Gap) -> bool:
    """`The mayor, speaking at night, said`: what the comma parts off stood inside the clause of this verb."""
    if gap.pending is None or (gap.joint is not None and not _ends_aside(reading, gap)):
        return False
    if gap.comma is not None and open_interrupted(reading, group, gap.pending, gap.comma):
        return True
    if gap.comma is None:
        quoted = gap.mark == gap.end - 1 and _is_quoted(reading, gap)
        if not quoted and find_phrase(reading.tagged, gap.begin, gap.end) is not None:
            return False
        _resume(reading, group, gap.pending, gap.end)
    elif (
        find_phrase(reading.tagged, gap.comma + 1, gap.end) is not None
        and not is_adverbial(reading.tagged, (gap.comma + 1, gap.end))
        and not is_time(reading.tagged, (gap.comma + 1, gap.end))
    ):
        clause = _take_up(reading, group, gap.pending, gap.comma)
        clause.subject = find_subject(reading.tagged, gap.comma + 1, group)
    else:
        _resume(reading, group, gap.pending, gap.comma, apposed=True)
    fill_inverted(reading, reading.top, group)
    return True


def _is_quoted(reading: ClauseReading, gap: _Gap) -> bool:
    """Tell whether all between two verbs is quoted: `Marchers chanting "Down with him" were dispersed`."""
    return reading.letters[gap.begin] == '"' and gap.end - gap.begin > 2


def _ends_aside(reading: ClauseReading, gap: _Gap) -> bool:
    """Tell whether a comma right before the verb ends a list in an aside: `who wrote books and plays, was freed`."""
    if gap.comma is None or gap.joint is None or gap.comma < gap.joint:
        return False
    return gap.comma + 1 == gap.end and reading.top.kind in ("relative", "participial")


def _complete_after_adverbial(reading: ClauseReading, group: VerbGroup, gap: _Gap) -> bool:
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
        if first.kind != "adverbial" or comma + 1 == gap.joint or gap.comma != comma:
            return False
    elif not is_adverbial(reading.tagged, (clause.head, inside)):
        return False
    subject = find_subject(reading.tagged, comma + 1, group)
    if subject is None:
        return False
    _take_up(reading, group, gap.pending, comma).subject = subject
    return True


def _resume_behind_agents(reading: ClauseReading, group: VerbGroup, gap: _Gap) -> bool:
    """`States led by Orlo and its neighbours are suing`: the verb of the first noun."""
    if (
        gap.pending is None
        or gap.joint is None
        or (gap.comma is not None and not _lists_objects(reading, gap))
        or not (_is_acted_on(reading, gap.pending) or _waits(reading, group, gap.pending))
    ):
        return False
    _resume(reading, group, gap.pending, gap.end)
    return True


def _lists_objects(reading: ClauseReading, gap: _Gap) -> bool:
    """Tell whether a list that ends right before a verb belongs to a participle: `carrying food, tents and fruit`."""
    commas = [index for index in range(gap.begin, gap.end) if reading.letters[index] == ","]
    top = reading.top
    return (
        gap.joint is not None
        and gap.comma is not None
        and gap.begin < commas[0]
        and gap.comma < gap.joint
        and gap.joint - gap.comma <= _NEAR
        and top.kind == "participial"
        and top.group is not None
        and not top.group.passive
    )


def _begin_behind_quotation(reading: ClauseReading, group: VerbGroup, gap: _Gap) -> bool:
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


def _coordinate(reading: ClauseReading, group: VerbGroup, gap: _Gap) -> bool:
    """`The crowd ran and hid`, `the crowd ran and police fired`."""
    if gap.joint is None or _leaves_quotation(reading, gap):
        return False
    coordinate(reading, group, gap.joint)
    return True


def _leaves_quotation(reading: ClauseReading, gap: _Gap) -> bool:
    """Tell whether a conjunction stands in a quotation and a new subject behind it: `"… by us and them," Ruiz said`."""
    if gap.joint is None:
        return False
    cut = max(gap.mark or 0, gap.comma or 0)
    quoted = (
        reading.quotations[gap.joint] != 0 and reading.quotations[gap.joint] != reading.quotations[gap.end]
    )
    return quoted and cut > gap.joint and find_phrase(reading.tagged, cut + 1, gap.end) is not None


def _begin_behind_mark(reading: ClauseReading, group: VerbGroup, gap: _Gap) -> bool:
    """`He fled, police said`: a new clause, unless the verb goes on with the subject before the comma."""
    if gap.mark is None and gap.comma is None:
        return False
    cut = max(index for index in (gap.mark, gap.comma) if index is not None)
    if _tells_of_apposed(reading, gap):
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


def _tells_of_apposed(reading: ClauseReading, gap: _Gap) -> bool:
    """Tell whether what is said begins right behind its verb: `said nine people, most of them children, had died`."""
    top = reading.top
    if top.group is None or top.group.last != gap.begin or not reading.is_speech(top) or gap.mark is not None:
        return False
    commas = [index for index in range(gap.begin, gap.end) if reading.letters[index] == ","]
    if len(commas) != 2 or commas[1] != gap.end - 1 or reading.letters[gap.begin] not in "DNUv":
        return False
    told_before = top.subject is not None and top.subject[1] <= top.group.first
    return told_before and find_phrase(reading.tagged, gap.begin, commas[0]) is not None


def _resume_pending(reading: ClauseReading, group: VerbGroup, gap: _Gap) -> bool:
    """`The men arrested in May left`: what stands inside is no verb that governs this one."""
    if gap.pending is None:
        return False
    if reading.is_speech(reading.top) and (
        not (_demands(reading.top) or _describes(reading.top)) or is_awaited(reading, group.first)
    ):
        return False
    if _begins_with_clause(reading, gap):
        clause = _take_up(reading, group, gap.pending, gap.end - 1)
        clause.subject = (gap.end - 1, gap.end)
        return True
    _resume(reading, group, gap.pending, gap.end)
    return True


def _begins_with_clause(reading: ClauseReading, gap: _Gap) -> bool:
    """Tell whether a pronoun right before a verb is its subject behind a clause: `When he called | they left`."""
    if gap.pending is None or gap.end - gap.begin < 1 or reading.letters[gap.end - 1] != "I":
        return False
    waiting = reading.clauses[reading.stack[gap.pending]]
    return reading.clauses[reading.child_of(reading.stack[gap.pending])].start <= waiting.head


def _describes(clause: OpenClause) -> bool:
    """Tell whether a relative clause has a verb that may have a thing for its object: `those who saw the plan`."""
    told = clause.group is not None and clause.group.lemma in load_words("verbs", "clause_only")
    return clause.kind == "relative" and not told


def _demands(clause: OpenClause) -> bool:
    """Tell whether a participle has a thing for its object more often than a clause: `people demanding his return`."""
    return clause.kind == "participial" and clause.group is not None and clause.group.lemma in _DEMANDING


def _open_unmarked(reading: ClauseReading, group: VerbGroup, gap: _Gap) -> bool:
    """`She said the crowd ran`: what is said, without `that`."""
    if find_phrase(reading.tagged, gap.begin, gap.end) is None:
        return False
    start = gap.begin
    while start < gap.end and (reading.letters[start] in 'A"' or reading.words[start] in ("like", "than")):
        start += 1
    start = _behind_hearer(reading, start, gap.end)
    if reading.top.group is not None and reading.top.group.last == start and reading.is_speech(reading.top):
        reading.push(OpenClause(start, "that", "", reading.stack[-1], None, reading.size))
        if open_bare_relative(reading, group, start):
            return True
        del reading.clauses[reading.stack.pop() :]
    _open(reading, group, start, "that")
    return True


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
        if reading.letters[index] not in "DNA":
            break
    return start


_RULES: tuple[Callable[[ClauseReading, VerbGroup, _Gap], bool], ...] = (
    _begin_behind_semicolon,
    _complete_top,
    _open_said,
    _resume_behind_aside,
    _complete_after_adverbial,
    _resume_behind_agents,
    _begin_behind_quotation,
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


def _take_up(reading: ClauseReading, group: VerbGroup, level: int, cut: int) -> OpenClause:
    """Close what is open inside the clause at a level of the stack, and give it its verb."""
    reading.close(level + 1, cut)
    reading.top.group = group
    return reading.top


def _resume(reading: ClauseReading, group: VerbGroup, level: int, cut: int, *, apposed: bool = False) -> None:
    """Take up a clause whose subject stands before the first clause inside it, or before its apposition."""
    clause = _take_up(reading, group, level, cut)
    stop = reading.clauses[reading.child_of(reading.stack[-1])].start
    if apposed:
        stop = _before_apposition(reading, clause.head, stop)
    clause.subject = find_subject(reading.tagged, clause.head, group, stop=stop)
    if clause.subject is None and (
        _is_deed(reading, clause, group) or reading.words[clause.head : clause.head + 1] == ["what"]
    ):
        clause.subject = find_phrase(reading.tagged, clause.head, group.first)
    if clause.subject is None:
        # `Speaking in May, the mayor, a lawyer, said`
        begin = max(other.last for other in reading.groups if other.last <= group.first)
        comma = next((i for i in range(begin, group.first) if reading.letters[i] == ","), None)
        if comma is None:
            _resume_behind_preface(reading, clause, group, stop)
        if comma is not None:
            clause.subject = find_subject(reading.tagged, comma + 1, group)
            for aside in reading.clauses:
                if aside.start < comma < aside.end and aside is not clause:
                    aside.end = comma


def _resume_behind_preface(reading: ClauseReading, clause: OpenClause, group: VerbGroup, start: int) -> None:
    """Find the subject with a clause inside it behind a phrase: `In a poll held in May, half of those asked said …`."""
    comma = reading.last_of(",", start, group.first)
    if comma is None:
        return
    inner = [other.start for other in reading.clauses if comma < other.start < group.first]
    clause.subject = find_subject(reading.tagged, comma + 1, group, stop=min(inner, default=group.first))


def _is_deed(reading: ClauseReading, clause: OpenClause, group: VerbGroup) -> bool:
    """Tell whether an -ing form at the head of a clause is its subject: `Closing the port | was wrong`."""
    first = reading.clauses[reading.child_of(reading.stack[-1])]
    return (
        first is not clause
        and first.kind == "participial"
        and first.group is not None
        and first.group.first <= reading.tagged.behind(clause.head)
        and not first.group.passive
        and not set(reading.letters[clause.head : group.first]) & set(',;"')
    )


def _before_apposition(reading: ClauseReading, start: int, stop: int) -> int:
    """Return where a subject ends before what it is called: `the lawyer | , a man hired by the family, said`."""
    while (comma := reading.last_of(",", start, stop)) is not None:
        of_office = reading.letters[comma + 1] == "N" and reading.words[comma + 2 : comma + 3] == ["of"]
        if reading.words[comma + 1] not in _APPOSED_OPENERS and not of_office:
            break
        if is_adverbial(reading.tagged, (start, comma)):
            named = after_adverbial(reading.tagged, (start, comma))
        else:
            named = find_phrase(reading.tagged, start, comma)
        if named is None:
            break
        stop = comma
    return stop


def _waits(reading: ClauseReading, group: VerbGroup, level: int) -> bool:
    """Tell whether a clause without a verb has none but this: `An attempt to bring food and aid failed`."""
    if is_awaited(reading, group.first):
        return False
    inside = [reading.clauses[index] for index in reading.stack[level + 1 :]]
    waiting = reading.clauses[reading.stack[level]]
    if not inside or any(clause.kind not in _INTERRUPTING for clause in inside):
        return False
    before = (waiting.head, inside[0].start)
    if "," in reading.letters[slice(*before)] and is_adverbial(reading.tagged, before):
        # `In the hall where he sat and the guests ate, Silva …`
        return False
    relative = any(clause.kind == "relative" for clause in inside)
    joint = reading.last_of("C", inside[0].start, group.first)
    if relative and joint is not None and find_phrase(reading.tagged, joint + 1, group.first) is None:
        return False
    return find_phrase(reading.tagged, *before) is not None


def _is_acted_on(reading: ClauseReading, level: int) -> bool:
    """Tell whether only `led by X` and the like are open inside the clause at a level of the stack."""
    inside = [reading.clauses[index] for index in reading.stack[level + 1 :]]
    return bool(inside) and all(
        clause.kind == "participial"
        and clause.group is not None
        and clause.group.passive
        and reading.words[clause.group.last : clause.group.last + 1] == ["by"]
        for clause in inside
    )
