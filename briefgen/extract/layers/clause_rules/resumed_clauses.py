"""Clauses taken up again behind what stood inside them: `The men arrested in May | left`."""

from briefgen.extract.layers.clause_rules.clausereading import ClauseReading, OpenClause
from briefgen.extract.layers.clause_rules.inverted_subjects import fill_inverted, has_deed_first
from briefgen.extract.layers.clause_rules.phrases import (
    after_adverbial,
    find_phrase,
    find_subject,
    is_adverbial,
)
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.clause_rules.waiting_clauses import (
    is_awaited,
)
from briefgen.extract.lexicon import load_words

_INTERRUPTING = frozenset({"infinitive", "participial", "relative"})
"""Clauses that can stand inside a subject."""
_APPOSED_OPENERS = load_words("clause_rules", "apposed_openers")
_BENT = load_words("clause_rules", "bent")
_PRONOUNS = frozenset({"i", "you", "he", "she", "it", "we", "they"})


def take_up(reading: ClauseReading, group: VerbGroup, level: int, cut: int) -> OpenClause:
    """Close what is open inside the clause at a level of the stack, and give it its verb."""
    reading.close(level + 1, cut)
    reading.top.group = group
    return reading.top


def resume(reading: ClauseReading, group: VerbGroup, level: int, cut: int, *, apposed: bool = False) -> None:
    """Take up a clause whose subject stands before the first clause inside it, or before its apposition."""
    before = reading.tagged.before(group.first)
    spoken = before >= 0 and reading.words[before] in _PRONOUNS
    if spoken:
        cut = min(cut, before)
    clause = take_up(reading, group, level, cut)
    stop = reading.clauses[reading.child_of(reading.stack[-1])].start
    if apposed:
        stop = _before_apposition(reading, clause.head, stop)
    clause.subject = find_subject(reading.tagged, clause.head, group, stop=stop)
    if clause.subject is None and has_deed_first(reading, clause, group):
        fill_inverted(reading, clause, group)
    if clause.subject is None and (
        _is_deed(reading, clause, group) or reading.words[clause.head : clause.head + 1] == ["what"]
    ):
        clause.subject = find_phrase(reading.tagged, clause.head, group.first)
    if clause.subject is None and spoken:
        # `Shortly after taking office he ordered …`
        clause.subject = (before, before + 1)
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
        # `Ruiz, keen to help, said`
        bent = reading.words[comma + 1] in _BENT and reading.words[comma + 2 : comma + 3] == ["to"]
        if reading.words[comma + 1] not in _APPOSED_OPENERS and not (of_office or bent):
            break
        if is_adverbial(reading.tagged, (start, comma)):
            named = after_adverbial(reading.tagged, (start, comma))
        else:
            named = find_phrase(reading.tagged, start, comma)
        if named is None:
            break
        stop = comma
    return stop


def names_subject(reading: ClauseReading, begin: int, end: int) -> bool:
    """Tell whether a noun phrase stands behind a phrase of time and a comma: `By Sunday, scores of fighters …`."""
    comma = reading.last_of(",", begin, end - 1)
    return comma is not None and not is_adverbial(reading.tagged, (comma + 1, end))


def waits(reading: ClauseReading, group: VerbGroup, level: int) -> bool:
    """Tell whether a clause without a verb has none but this: `An attempt to bring food and aid failed`."""
    if is_awaited(reading, group.first):
        return False
    inside = [reading.clauses[index] for index in reading.stack[level + 1 :]]
    waiting = reading.clauses[reading.stack[level]]
    if not inside or any(clause.kind not in _INTERRUPTING for clause in inside):
        return False
    before = (waiting.head, inside[0].start)
    if (
        "," in reading.letters[slice(*before)]
        and is_adverbial(reading.tagged, before)
        and not names_subject(reading, *before)
    ):
        # `In the hall where he sat and the guests ate, Silva …`
        return False
    relative = any(clause.kind == "relative" for clause in inside)
    joint = reading.last_of("C", inside[0].start, group.first)
    if relative and joint is not None and find_phrase(reading.tagged, joint + 1, group.first) is None:
        return False
    return find_phrase(reading.tagged, *before) is not None


def is_acted_on(reading: ClauseReading, level: int) -> bool:
    """Tell whether only `led by X` and the like are open inside the clause at a level of the stack."""
    inside = [reading.clauses[index] for index in reading.stack[level + 1 :]]
    return bool(inside) and all(
        clause.kind == "participial"
        and clause.group is not None
        and clause.group.passive
        and reading.words[clause.group.last : clause.group.last + 1] == ["by"]
        for clause in inside
    )
