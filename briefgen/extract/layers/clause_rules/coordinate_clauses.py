"""Clauses behind `and`, `or`, `but`: the clause whose subject they share, or the one they stand beside."""

import msgspec

from briefgen.extract.layers.clause_rules.clausereading import ClauseReading, OpenClause
from briefgen.extract.layers.clause_rules.phrases import find_phrase, find_subject
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.lexicon import load_words


def coordinate(reading: ClauseReading, group: VerbGroup, joint: int) -> None:
    """Attach a verb behind the conjunction or comma at `joint` to the last finite clause."""
    level = len(reading.stack) - 1
    while level > 0 and (
        reading.clauses[reading.stack[level]].kind in ("infinitive", "participial")
        or _is_quoted_before(reading, reading.clauses[reading.stack[level]], group)
    ):
        level -= 1
    first = _outside_quotation(reading, reading.stack[level], group)
    joint = _before_list(reading, group, _before_pair(reading, joint))
    new_subject = find_subject(reading.tagged, joint + 1, group)
    if new_subject is not None and reading.tagged.letter(joint - 1) == ",":
        # `…, and X fled`: a new subject behind a comma leaves subordinate clauses.
        while level > 0 and reading.clauses[reading.stack[level]].kind in ("relative", "adverbial"):
            level -= 1
        first = reading.stack[level]
    if new_subject is not None and shares_passive(reading, reading.clauses[first], group):
        group = msgspec.structs.replace(group, tense="past", passive=True)
    reading.close(level, joint)
    is_word = reading.letters[joint] == "C"
    clause = OpenClause(
        joint if is_word else joint + 1,
        "coordinate",
        reading.words[joint] if is_word else "",
        first,
        group,
        reading.size,
    )
    if new_subject is not None:
        clause.subject = new_subject
    else:
        clause.subject, clause.inherited = reading.clauses[first].subject, True
    reading.push(clause)


def shares_passive(reading: ClauseReading, above: OpenClause, group: VerbGroup) -> bool:
    """Tell whether a participle shares the auxiliary of the clause above: `Ten were killed and 40 (arrested)`."""
    verb = above.group
    return (
        verb is not None
        and verb.passive
        and verb.tense == "past"
        and verb.last - verb.first > 1
        and group.last - group.first == 1
        and {verb.lemma, group.lemma} <= _SUFFERED
        and (group.passive or reading.tagged.letter(group.last) not in _OPENING_OBJECT)
    )


_SUFFERED = (load_words("titles", "suffered") | load_words("titles", "harm")) - load_words(
    "titles", "intransitive"
)
_OPENING_OBJECT = "DNUMon"


def _before_pair(reading: ClauseReading, joint: int) -> int:
    """Return where clauses join, if what stands at `joint` joins prepositions: `…, and flights to and from X ended`."""
    tagged = reading.tagged
    if (
        reading.letters[joint] != "C"
        or tagged.letter(joint - 1) not in "PO"
        or tagged.letter(joint + 1) != "P"
    ):
        return joint
    before = reading.top.group
    last = before.last if before else 0
    word, comma = reading.last_of("C", last, joint), reading.last_of(",", last, joint)
    return joint if word is None and comma is None else word if word is not None else comma or joint


def _before_list(reading: ClauseReading, group: VerbGroup, joint: int) -> int:
    """Return where clauses join: the comma in `…, the restaurant and the office were smashed`, else `joint`."""
    if (
        reading.letters[joint] != "C"
        or reading.tagged.letter(joint - 1) == ","
        or reading.last_of("C", joint + 1, group.first) is not None
    ):
        return joint
    before = reading.top.group
    comma = reading.last_of(",", max(before.last if before else 0, joint - 7), joint)
    if (
        comma is not None
        and reading.tagged.letter(comma + 1) == "D"
        and find_phrase(reading.tagged, joint + 1, group.first) is not None
    ):
        return comma
    return joint


def _is_quoted_before(reading: ClauseReading, clause: OpenClause, group: VerbGroup) -> bool:
    """Tell whether a clause stands in a quotation that ends before a verb: `said “they lied” and left`."""
    number = reading.quotations[clause.group.first] if clause.group is not None else 0
    return number > 0 and reading.quotations[group.first] != number


def _outside_quotation(reading: ClauseReading, first: int, group: VerbGroup) -> int:
    """Return the clause that a verb goes on with: not one of a quotation that ends before it."""
    if not _is_quoted_before(reading, reading.clauses[first], group):
        return first
    for index in range(len(reading.clauses) - 1, -1, -1):
        earlier = reading.clauses[index]
        if (
            earlier.group is not None
            and earlier.group.tense not in ("infinitive", "participle")
            and not _is_quoted_before(reading, earlier, group)
        ):
            return index
    return first
