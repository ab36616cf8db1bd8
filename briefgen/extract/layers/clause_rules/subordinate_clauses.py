"""Clauses that a word opens: `that`, `who`, `which`, `after`, `because`; which word it is, and what they hang on."""

from briefgen.extract.layers.clause_rules.antecedents import find_antecedent
from briefgen.extract.layers.clause_rules.clausereading import ClauseKind, ClauseReading, OpenClause
from briefgen.extract.layers.clause_rules.inverted_subjects import fill_inverted, has_place_first
from briefgen.extract.layers.clause_rules.phrases import behind_time, find_phrase, find_subject, is_time
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.lexicon import load_words

_HOURS_OF_DAY = load_words("clause_rules", "hours_of_day")
_ASKING = frozenset({"which", "what", "how", "why"})
_CONTENT_OPENERS = frozenset({"what", "how", "why", "whether"})
"""Words besides `that` that open what is said, known or asked."""
_TIMING = frozenset({"before", "after", "until", "since"})
_FINITE = frozenset({"past", "present", "perfect", "pluperfect", "future"})
_RELATIVES = frozenset({"where", "who", "which", "whom", "whose"})
_NO_CLAUSE_AFTER_AS = load_words("clause_rules", "no_clause_after_as")
_LASTING = frozenset({"long", "soon", "far", "much", "quickly"})
_SELVES = frozenset({"they", "he", "she", "it", "we"})
"""Who speaks, named again in what is said."""
_TELLING = frozenset({"tell", "inform", "warn", "assure", "say", "reveal", "remind", "add"})
"""Verbs whose object may stand before what they say: `told reporters that …`."""


_THAT_TIMES = load_words("clause_rules", "that_times")
"""What `that` points at behind other words."""


def find_marker(reading: ClauseReading, begin: int, end: int) -> int | None:
    """Return the last word in [begin, end) that opens a subordinate clause with the verb at `end`."""
    for index in range(end - 1, begin - 1, -1):
        letter, word = reading.letters[index], reading.words[index]
        if letter == "S" and index == 0 and _is_state(reading, end):
            continue
        if word == "because" and reading.words[index + 1 : index + 2] == ["of"]:
            # `was held because of her clothes and died`: the reason, no clause.
            continue
        if letter in "SR" and not (
            word == "once"
            and (
                reading.tagged.behind(index + 1) == end
                or reading.words[index + 1 : index + 2] == ["again"]
                or reading.tagged.letter(index + 1) in "C,"
            )
        ):
            # `Ruiz once said`, `Once again, Ruiz said`: the adverb.
            return index
        if letter == "I" and word == "who":
            return index
        if word in _ASKING and (letter != "D" or (word == "what" and _asks(reading, index, end))):
            return index
        if letter == "T" and reading.words[index + 1 : index + 2][0] in _THAT_TIMES:
            # `Later that day troops left.`
            continue
        if letter == "T" and index > 0 and reading.tagged.letter(index - 1) in 'NvU),A"oBHC':
            return index
        if letter == "T" and index - 1 == begin > 0 and reading.words[begin] == "out":
            # `points out that …`
            return index
        if letter == "s" and _opens_clause(reading, index, end):
            return index
        if letter == ";":
            return None
    return None


def _is_state(reading: ClauseReading, end: int) -> bool:
    """Tell whether a sentence begins with a state without a verb: `While in Galle, they …`, `When in doubt we …`."""
    if reading.words[0] not in ("while", "when", "if", "once") or reading.tagged.letter(1) != "P":
        return False
    return "," in reading.letters[2:end] or reading.tagged.letter(reading.tagged.before(end)) == "I"


def _asks(reading: ClauseReading, index: int, end: int) -> bool:
    """Tell whether `what` is the object of the verb at `end`: a subject stands between, and no other verb."""
    if index < 2 and "?" in reading.words[-2:]:
        return False
    following = reading.tagged.behind(index + 1)
    return (
        following < end
        and reading.letters[following] in "DINU"
        and not set(reading.letters[following:end]) & set(',;"')
    )


def _opens_clause(reading: ClauseReading, index: int, end: int) -> bool:
    """Tell whether `after`, `as`, `since` … open a clause: a noun phrase, no comma, then the verb."""
    word = reading.words[index]
    marks = [later for later in range(index + 1, end) if reading.letters[later] in ",;"]
    if marks and not _encloses_apposition(reading, index + 1, marks, end):
        return False
    following = reading.words[index + 1] if index + 1 < end else ""
    if word in ("until", "since", "before") and following in (
        "now",
        "then",
        "recently",
        "today",
        "this",
        "last",
    ):
        # `Until this week the deadliest fires were …`
        return False
    if word == "as" and following in _NO_CLAUSE_AFTER_AS:
        return False
    if word == "as" and reading.words[index - 2 : index - 1] == ["as"]:
        return False
    if word == "as" and _gives_name(reading, index):
        return False
    if reading.tagged.letter(reading.tagged.before(end)) == "C":
        # `called it as bad as ever and left`
        return False
    if word == "than" or index + 1 == end:
        return False
    head = reading.tagged.before(index)
    if following in _HOURS_OF_DAY and (head >= 0 or find_phrase(reading.tagged, index + 2, end) is not None):
        # `was shot in his bed before dawn on Sunday by what police say was a gang`, `Before dawn police came`
        return False
    if head < 0 and word == "after" and _is_lapse(reading, index + 1, end):
        # `After 30 minutes police came`: the time, then the clause.
        return False
    if word in _TIMING and _leaves_none(reading, index, end):
        # `Members of the chamber in power before the vote met`: the verb is theirs.
        return False
    # `before dawn police stormed`: nothing before the word to hang on means a phrase of time at the head.
    return (
        head >= 0
        or reading.tagged.letter(index + 1) in "DI"
        or find_phrase(reading.tagged, index + 1, end) is not None
    )


def _is_lapse(reading: ClauseReading, begin: int, end: int) -> bool:
    """Tell whether a number of days or hours stands at `begin`, and the subject of the only clause right behind it."""
    behind = behind_time(reading.tagged, begin, end)
    return (
        begin < behind < end
        and reading.words[behind] != "of"
        and find_phrase(reading.tagged, behind, end) is not None
    )


def _encloses_apposition(reading: ClauseReading, begin: int, marks: list[int], end: int) -> bool:
    """Tell whether two commas enclose what a subject is called: `after Mark Silva, the mayor, had left`."""
    return (
        len(marks) == 2
        and marks[1] == end - 1
        and all(reading.letters[mark] == "," for mark in marks)
        and reading.words[marks[0] + 1] in ("the", "a", "an", "its", "his", "her")
        and reading.tagged.token(begin).norm[0].isupper()
        and find_phrase(reading.tagged, begin, marks[0]) is not None
    )


def _gives_name(reading: ClauseReading, index: int) -> bool:
    """Tell whether `as` stands before a name alone: `a man who identified himself only as Marco said …`."""
    last = reading.top.group
    return (
        last is not None
        and last.lemma in load_words("verbs", "naming_as")
        and index - last.last <= 2
        and reading.find_pending() is not None
    )


def _leaves_none(reading: ClauseReading, index: int, end: int) -> bool:
    """Tell whether a noun phrase before `after` … would stay without a verb if the one at `end` were inside."""
    level = reading.find_pending()
    if level is None or any(group.first > end and group.tense in _FINITE for group in reading.groups):
        return False
    waiting = reading.clauses[reading.stack[level]]
    return waiting.kind == "main" and find_phrase(reading.tagged, waiting.head, index) is not None


def open_marked(reading: ClauseReading, group: VerbGroup, begin: int, at: int) -> None:
    """Open the clause of a verb behind the word at `at`; what stands from `begin` on belongs to no verb before."""
    word, previous = reading.words[at], at - 1
    start = at
    kind: ClauseKind = "adverbial" if reading.letters[at] in "Ss" else "relative"
    if reading.letters[at] == "T" or word in _CONTENT_OPENERS:
        kind = "that" if _opens_content(reading, begin, at, group) else "relative"
    elif word in _RELATIVES and reading.tagged.letter(previous) == "P" and previous >= begin:
        start = previous
    if reading.tagged.letter(start - 1) == "C":
        # `and that …`, `and who …`: a second clause of the same kind.
        level = reading.find_level(kind)
        if level is not None:
            _join_marked(reading, group, level, start - 1, at)
            return
    clause = OpenClause(start, kind, word, reading.stack[-1], group, reading.size)
    head = at + 1
    if word == "as" and reading.words[at + 2 : at + 3] == ["as"] and reading.words[at + 1] in _LASTING:
        # `as long as Ruiz remains in power`
        head = at + 3
    clause.subject = find_subject(reading.tagged, head, group)
    if kind == "that" and has_place_first(reading, clause, group):
        fill_inverted(reading, clause, group)
    if kind == "relative" and clause.subject is not None and is_time(reading.tagged, clause.subject):
        # `which a few days ago seemed to end`
        clause.subject = None
    if clause.subject is None and kind == "relative":
        waiting = reading.top
        if waiting.group is None and waiting.start >= begin:
            # `but the walls that …`: its subject is meant.
            begin = waiting.head
        clause.subject = find_antecedent(reading, group, begin, start)
    reading.push(clause)


def _opens_content(reading: ClauseReading, begin: int, at: int, verb: VerbGroup) -> bool:
    """Tell whether the clause behind `that`, `how` … is what is said or known, not one that describes a noun."""
    if reading.words[at] != "that":
        return True
    previous = at - 1
    left = reading.tagged.letter(previous)
    if (
        left == '"'
        or previous == begin - 1
        or (previous >= begin and (left == "A" or reading.words[previous] == "out"))
    ):
        # Nothing but the verb before.
        return True
    if left == "C" and reading.find_level("that") is not None:
        return True
    if left in "NU" and previous >= begin and reading.tagged.behind(at + 1) == verb.first:
        # Nothing between `that` and its verb: `a step that is welcome`.
        return False
    if reading.words[previous] in load_words("clauses", "content_nouns"):
        return True
    governing = reading.top.group
    if governing is None:
        return False
    if governing.lemma == "be" and at - governing.last <= 2:
        return True
    if not reading.is_speech(reading.top):
        return False
    return (
        left != "N"
        or governing.lemma in _TELLING
        or _has_object(reading, at, verb)
        or _is_told_in_passing(reading, governing, at, verb)
    )


def _is_told_in_passing(reading: ClauseReading, governing: VerbGroup, at: int, verb: VerbGroup) -> bool:
    """Tell whether only where or how it was said stands before `that`: `announced on air | that the coup failed`.

    The clause must lack no object, as that of `a fire that the army started` does.
    """
    if governing.passive or reading.letters[governing.last] != "P":
        return False
    if find_phrase(reading.tagged, at + 1, verb.first) is None or reading.tagged.behind(at + 1) == verb.first:
        return False
    return (
        verb.passive
        or verb.lemma in load_words("titles", "intransitive") | _FAILING
        or reading.letters[verb.last : verb.last + 1][:1] in (["D"], ["U"], ["N"])
    )


_FAILING = frozenset({"fail", "succeed", "surrender", "escape"})


def _has_object(reading: ClauseReading, at: int, verb: VerbGroup) -> bool:
    """Tell whether `that they …` lacks no object: `announced on air | that they had seized power`."""
    if reading.words[at + 1] not in _SELVES or reading.tagged.behind(at + 2) != verb.first:
        return False
    if reading.words[at - 1] in load_words("verbs", "days"):
        return True
    return verb.passive or reading.letters[verb.last : verb.last + 1][0] in "DNUA"


def _join_marked(reading: ClauseReading, group: VerbGroup, level: int, joint: int, at: int) -> None:
    """Open a second clause of the kind of the one at a level of the stack: `and that …`, `and who …`."""
    first = reading.stack[level]
    reading.close(level, joint)
    clause = OpenClause(joint, "coordinate", reading.words[joint], first, group, reading.size)
    clause.subject = find_subject(reading.tagged, at + 1, group) or reading.clauses[first].subject
    reading.push(clause)
