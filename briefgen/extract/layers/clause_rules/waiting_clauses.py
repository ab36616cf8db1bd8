"""Clauses that wait for their verb while others stand inside their subject: `while the men who fled say …`."""

from briefgen.extract.layers.clause_rules.clausereading import ClauseKind, ClauseReading, OpenClause
from briefgen.extract.layers.clause_rules.inverted_subjects import fill_inverted, is_inverted
from briefgen.extract.layers.clause_rules.phrases import find_phrase, is_adverbial
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup, find_second_noun
from briefgen.extract.lexicon import load_words

_FINITE = frozenset({"past", "present", "perfect", "pluperfect", "future"})
_EXPLAINING = frozenset({"write", "explain", "note", "argue", "recall", "point"})
"""Verbs of speech that hardly ever have a noun phrase for their object, besides those of `clause_only`."""
_SUBJECTS = frozenset({"i", "you", "he", "she", "it", "we", "they"})
_RELATIVES = frozenset({"who", "which", "that", "whose", "whom", "where"})


def is_awaited(reading: ClauseReading, after: int) -> bool:
    """Tell whether a finite verb behind the token `after` can be that of a clause that waits for one.

    It opens no clause of its own, goes on with no other verb, and is no aside that names who speaks.
    """
    for number, group in enumerate(reading.groups):
        if group.first <= after or group.tense not in _FINITE:
            continue
        before = reading.groups[number - 1] if number else None
        begin = max(before.last if before else 0, after + 1)
        between = reading.letters[begin : group.first]
        if ";" in between:
            return False
        if between and between[-1] == ",":
            if is_inverted(reading, group) and not _declares_thing(reading, group):
                # `…, said Ruiz`
                continue
            return True
        if (
            before is not None
            and before.lemma in load_words("verbs", "naming_as")
            and between.count("s") == 1
            and "as" in reading.words[begin : begin + 2]
        ):
            # `a man who described himself as a pilot said`
            between = ["P" if letter == "s" else letter for letter in between]
        if set(between) & set('SRTs"') or _has_own_subject(reading, group):
            continue
        if "C" in between:
            if _lists_objects(before, between, after):
                return True
            continue
        if "," in between or (_tells(reading, before) and find_phrase(reading.tagged, begin, group.first)):
            continue
        return True
    return False


def _declares_thing(reading: ClauseReading, group: VerbGroup) -> bool:
    """Tell whether what stands behind a verb is declared, nobody who speaks: `…, declared a curfew`."""
    behind = reading.words[group.last : group.last + 4]
    return (
        group.lemma in {"declare", "announce", "order", "report", "confirm"}
        and behind[:1] in (["a"], ["an"])
        and load_words("speech", "speakers").isdisjoint(behind)
    )


def _lists_objects(before: VerbGroup | None, between: list[str], after: int) -> bool:
    """Tell whether a list stands between a participle at `after` and a verb: `carrying knives, guns and bombs`."""
    return (
        before is not None
        and before.first == after
        and before.tense == "participle"
        and not before.passive
        and between[0] in "DNU"
        and "," in between[: between.index("C")]
    )


def _has_own_subject(reading: ClauseReading, group: VerbGroup) -> bool:
    """Tell whether a pronoun that can be nothing but a subject stands right before or in a verb: `he had`, `we've`."""
    return (
        reading.tagged.letter(reading.tagged.before(group.first)) == "I"
        or reading.words[group.first].partition("'")[0] in _SUBJECTS
    )


def _tells(reading: ClauseReading, group: VerbGroup | None) -> bool:
    """Tell whether what follows a verb is what is said."""
    return group is not None and group.lemma in load_words("verbs", "clause_only") and not group.passive


def begin_sentence(reading: ClauseReading, begin: int, end: int) -> None:
    """Open the clause whose subject stands behind a semicolon: `Some sobbed; a man who ran was caught`."""
    cut = next((i for i in range(end - 1, begin - 1, -1) if reading.words[i] == ";"), None)
    if cut is None or reading.find_pending() is not None or find_phrase(reading.tagged, cut + 1, end) is None:
        return
    reading.close(0, cut)
    reading.push(OpenClause(cut + 1, "main", "", None, None, reading.size))


def open_waiting(reading: ClauseReading, begin: int, at: int, verb: int) -> None:
    """Open the clause whose subject the one at `at`, with its verb at `verb`, stands in, if it is not open.

    What stands from `begin` on belongs to no verb before.
    """
    if reading.find_pending() is not None or _open_behind_quotation(reading, begin, at, verb):
        return
    opener = next((i for i in range(at - 1, begin - 1, -1) if reading.letters[i] in 'SsTC;"R'), None)
    if opener is None:
        _open_told(reading, begin, at, verb)
        return
    letter, word = reading.letters[opener], reading.words[opener]
    closed = at - (reading.letters[at - 1] == ",")
    if letter in ';"R' or opener + 1 >= closed or "," in reading.letters[opener + 1 : closed]:
        return
    if find_phrase(reading.tagged, opener + 1, at) is None or is_adverbial(reading.tagged, (opener + 1, at)):
        return
    if letter == "s" and (word not in ("after", "before", "as", "until", "since") or opener > begin):
        return
    if not is_awaited(reading, verb):
        return
    if letter == "C":
        _open_joined(reading, begin, opener, at)
        return
    kind: ClauseKind = "that" if letter == "T" else "adverbial"
    reading.push(OpenClause(opener, kind, word, reading.stack[-1], None, reading.size))


def _open_behind_quotation(reading: ClauseReading, begin: int, at: int, verb: int) -> bool:
    """Open the clause of who says what was quoted: `"…," | Mia Ruiz, a nurse who was there, told a paper`."""
    if not reading.quotations[begin] or reading.quotations[at]:
        return False
    mark = next(index for index in range(begin, at) if not reading.quotations[index + 1])
    if find_phrase(reading.tagged, mark + 1, at) is None or reading.letters[mark + 1] in "CPsSA":
        return False
    if not any(
        group.first > verb and group.lemma in load_words("verbs", "speech") and group.tense in _FINITE
        for group in reading.groups
    ):
        return False
    reading.close(0, mark)
    reading.push(OpenClause(mark + 1, "main", "", None, None, reading.size))
    return True


def _open_told(reading: ClauseReading, begin: int, at: int, verb: int) -> None:
    """Open what is said, without `that`: `officials said | most of those killed were young`."""
    top = reading.top
    if (
        not reading.is_speech(top)
        or top.group is None
        or top.group.last != begin
        or top.group.tense not in _FINITE
        or top.group.passive
        or not _is_apposed(reading, begin, at)
        or reading.letters[begin] in "PO"
        or find_phrase(reading.tagged, begin, at) is None
        or not is_awaited(reading, verb)
    ):
        return
    reading.push(OpenClause(begin, "that", "", reading.stack[-1], None, reading.size))


def open_deed(reading: ClauseReading, group: VerbGroup) -> None:
    """Open what is said where it begins with an -ing form: `said | closing the port was wrong`."""
    top = reading.top
    if (
        top.group is not None
        and top.group.lemma in load_words("verbs", "clause_only") | {"believe", "argue", "claim", "warn"}
        and top.group.last == group.first
        and top.group.tense in _FINITE
        and is_awaited(reading, group.first)
    ):
        reading.push(OpenClause(group.first, "that", "", reading.stack[-1], None, reading.size))


def _is_apposed(reading: ClauseReading, begin: int, at: int) -> bool:
    """Tell whether no comma stands in [begin, at) but that of an apposition: `Ruiz, a man who …`."""
    letters = reading.letters[begin:at]
    if "," not in letters:
        return True
    behind = letters[letters.index(",") + 1 :]
    return "," not in behind and (behind[:1] == ["D"] or set(behind) <= {"A"})


def _open_joined(reading: ClauseReading, begin: int, joint: int, at: int) -> None:
    """Open a clause behind a conjunction: `…, but the walls that kept them out are gone`."""
    comma = reading.tagged.letter(joint - 1) == ","
    if not comma and reading.words[joint] != "but" and find_phrase(reading.tagged, begin, joint) is not None:
        # `saw the army and the men who fled`
        return
    level = len(reading.stack) - 1
    while level > 0 and reading.clauses[reading.stack[level]].kind in ("infinitive", "participial"):
        level -= 1
    if comma:
        while level > 0 and reading.clauses[reading.stack[level]].kind in ("relative", "adverbial"):
            level -= 1
    first = reading.stack[level]
    reading.close(level, joint)
    reading.push(OpenClause(joint, "coordinate", reading.words[joint], first, None, reading.size))


def open_bare_relative(reading: ClauseReading, group: VerbGroup, start: int) -> bool:
    """Open a relative clause without relative: `the pictures | he has seen | are bad`, `the bridge | the army built |`.

    Its noun begins at `start`; the clause of that is the innermost open one and waits for its verb.
    """
    second = find_second_noun(reading.tagged, group.first)
    if second is not None:
        if second <= start or group.passive or reading.tagged.letter(group.last) in "DIo":
            return False
        if set(reading.letters[start:second]) & set(',;"SRTPs') or not is_awaited(reading, group.first):
            return False
        clause = OpenClause(second, "relative", "", reading.stack[-1], group, reading.size)
        clause.subject = (second, group.first)
        reading.push(clause)
        return True
    pronoun = reading.tagged.before(group.first)
    if (
        pronoun <= start
        or reading.letters[pronoun] != "I"
        or reading.words[pronoun] in _RELATIVES | {"there", "this", "those", "these"}
        or reading.letters[pronoun - 1] not in "NU"
        or set(reading.letters[start:pronoun]) & set(',;"SRT')
        or reading.words[pronoun - 1] in load_words("verbs", "days") | load_words("clauses", "time_units")
        or is_adverbial(reading.tagged, (start, pronoun))
        or not is_awaited(reading, group.first)
    ):
        return False
    clause = OpenClause(pronoun, "relative", "", reading.stack[-1], group, reading.size)
    clause.subject = (pronoun, pronoun + 1)
    reading.push(clause)
    return True


def open_interrupted(reading: ClauseReading, group: VerbGroup, level: int, cut: int) -> bool:
    """Open a relative clause that begins with a clause of its own: `a plan that, if it passes, | would cut aid, …`.

    The clause at a level of the stack waits for its verb; the token `cut` ends what stands inside.
    """
    waiting = reading.clauses[reading.stack[level]]
    inner = reading.clauses[reading.child_of(reading.stack[level])]
    at = inner.start - 1
    while at > waiting.head and reading.letters[at] == ",":
        at -= 1
    if inner is waiting or at <= waiting.head or at == inner.start - 1 or reading.words[at] not in _RELATIVES:
        return False
    named = find_phrase(reading.tagged, waiting.head, at)
    if named is None or not is_awaited(reading, group.first):
        return False
    parent = reading.stack[level]
    reading.close(level + 1, cut)
    for clause in reading.clauses:
        if clause.parent == parent:
            clause.parent = len(reading.clauses)
    reading.push(OpenClause(at, "relative", reading.words[at], parent, group, reading.size, named))
    return True


def _behind_day(reading: ClauseReading, at: int) -> int:
    """Return where the words behind a day stand that a token may open: `said (on Sunday)`."""
    days = load_words("verbs", "days")
    end = at + (reading.words[at : at + 1] == ["on"])
    if reading.words[end : end + 1] == [] or reading.words[end] not in days:
        return at
    while end < reading.size and reading.words[end] in days:
        end += 1
    return end


def open_aside(reading: ClauseReading, group: VerbGroup, start: int) -> bool:
    """Open an aside that names who speaks inside a clause: `The house, | she says, | was damaged`.

    The clause begins at `start`, is the innermost open one and waits for its verb.
    """
    comma = reading.last_of(",", start, group.first)
    if (
        comma is None
        or comma <= start
        or group.tense not in _FINITE
        or group.lemma not in load_words("verbs", "speech")
        or (reading.tagged.letter(_behind_day(reading, group.last)) != "," and comma != group.first - 1)
        or set(reading.letters[start:comma]) & set(',;"C')
    ):
        return False
    clause = OpenClause(comma + 1, "main", "", reading.stack[-1], group, reading.size)
    subject = find_phrase(reading.tagged, comma + 1, group.first)
    sure = load_words("verbs", "clause_only") | _EXPLAINING
    if subject is None and group.lemma in sure and is_inverted(reading, group):
        # `The notice, said Ruiz, was …`
        fill_inverted(reading, clause, group)
        subject = clause.subject
    named = find_phrase(reading.tagged, start, comma)
    if (
        subject is None
        or named is None
        or is_adverbial(reading.tagged, (start, comma))
        or (comma + 1 < group.first and is_adverbial(reading.tagged, (comma + 1, group.first)))
        or not is_awaited(reading, group.first)
    ):
        return False
    clause.subject = subject
    reading.push(clause)
    return True
