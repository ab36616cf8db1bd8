"""What stands between a finite verb and the one before: marks, conjunctions, lists, quotations."""

import msgspec

from briefgen.extract.layers.clause_rules.clausereading import ClauseReading
from briefgen.extract.layers.clause_rules.inverted_subjects import is_inverted
from briefgen.extract.layers.clause_rules.phrases import find_phrase
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.lexicon import load_words

_NEAR = 4
"""The last member of a list stands so many tokens behind its comma at most: `tents, dried fruit and …`."""
_FREE = frozenset({"what", "whatever", "whoever"})


class Gap(msgspec.Struct, frozen=True, gc=False):
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


_ASIDE = 2
"""Commas around an aside."""


def ends_free_relative(reading: ClauseReading, gap: Gap) -> bool:
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


def read_gap(reading: ClauseReading, begin: int, end: int) -> Gap:
    """Read what stands in [begin, end): `begin` is behind the verb before, `end` the verb."""
    comma = joint = mark = semicolon = None
    for index in range(begin, end):
        letter = reading.letters[index]
        if letter == ",":
            comma = index
        elif letter == "C":
            if joint is None or not _joins_subjects(reading, begin, joint, index):
                joint = index
        elif letter in ';"':
            mark = index
        if reading.words[index] == ";" or (
            reading.words[index] == ":"
            and (_leads_aside(reading, index, end) or _leads_time(reading, index, end))
        ):
            semicolon = index
    return Gap(begin, end, comma, joint, mark, semicolon, reading.find_pending())


def _leads_aside(reading: ClauseReading, colon: int, end: int) -> bool:
    """Tell whether a colon leads to a subject with an aside: `went further: | its envoy, Mia Ruiz, gave`.

    One of the two is a name, the other a noun with a determiner: `in trouble: | Mia Ruiz, its envoy, left`.
    """
    commas = [index for index in range(colon + 1, end) if reading.letters[index] == ","]
    if len(commas) != _ASIDE:
        return False
    subject, aside = (colon + 1, commas[0]), (commas[0] + 1, commas[1])
    return any(
        _is_name(reading, *name) and reading.letters[noun[0]] == "D"
        for name, noun in ((subject, aside), (aside, subject))
    )


def _leads_time(reading: ClauseReading, colon: int, end: int) -> bool:
    """Tell whether a colon leads to a time before a subject: `was going up: | on Friday, the ministry had counted`."""
    commas = [index for index in range(colon + 1, end) if reading.letters[index] == ","]
    if not commas:
        return False
    words = set(reading.words[colon + 1 : commas[0]])
    return not words.isdisjoint(load_words("verbs", "days") | load_words("clauses", "time_units") | _WHEN)


_WHEN = frozenset({"later", "earlier", "yesterday", "today"})


def _is_name(reading: ClauseReading, first: int, last: int) -> bool:
    """Tell whether nouns with capitals alone stand in [first, last)."""
    return first < last and all(
        reading.letters[index] == "N" and reading.tagged.token(index).norm[0].isupper()
        for index in range(first, last)
    )


def _joins_subjects(reading: ClauseReading, begin: int, joint: int, later: int) -> bool:
    """Tell whether a second conjunction stands in the subject of a clause: `…, | but Peru and Chile refused`."""
    opens = joint == begin or reading.words[joint] == "but" or reading.tagged.letter(joint - 1) == ","
    between = reading.letters[joint + 1 : later]
    return (
        opens
        and reading.words[later] == "and"
        and between != []
        and not set(between) - set("DNUA")
        and ("N" in between or "U" in between)
    )


def is_quoted(reading: ClauseReading, gap: Gap) -> bool:
    """Tell whether all between two verbs is quoted: `Marchers chanting "Down with him" were dispersed`."""
    return reading.letters[gap.begin] == '"' and gap.end - gap.begin > 2


def ends_aside(reading: ClauseReading, gap: Gap) -> bool:
    """Tell whether a comma right before the verb ends a list in an aside: `who wrote books and plays, was freed`."""
    if gap.comma is None or gap.joint is None or gap.comma < gap.joint:
        return False
    return gap.comma + 1 == gap.end and reading.top.kind in ("relative", "participial")


def lists_objects(reading: ClauseReading, gap: Gap) -> bool:
    """Tell whether a list right before a verb belongs to a participle: `carrying food, tents and fruit`, `led by …`."""
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
        and (not top.group.passive or _lists_agents(reading, top.group, gap.begin, gap.joint))
    )


def _lists_agents(reading: ClauseReading, group: VerbGroup, begin: int, joint: int) -> bool:
    """Tell whether nothing but names and nouns stand behind `by`: `mediated by Peru, Chile and …`."""
    return (
        group.last == begin
        and reading.words[begin] == "by"
        and reading.letters[joint - 1] != ","
        and set(reading.letters[begin + 1 : joint]) <= set("NDUA,")
    )


def leaves_quotation(reading: ClauseReading, gap: Gap) -> bool:
    """Tell whether a conjunction stands in a quotation and a new subject behind it: `"… by us and them," Ruiz said`."""
    if gap.joint is None:
        return False
    cut = max(gap.mark or 0, gap.comma or 0)
    quoted = (
        reading.quotations[gap.joint] != 0 and reading.quotations[gap.joint] != reading.quotations[gap.end]
    )
    return quoted and cut > gap.joint and find_phrase(reading.tagged, cut + 1, gap.end) is not None


def tells_of_apposed(reading: ClauseReading, gap: Gap) -> bool:
    """Tell whether what is said begins right behind its verb: `said nine people, most of them children, had died`."""
    top = reading.top
    if top.group is None or top.group.last != gap.begin or not reading.is_speech(top) or gap.mark is not None:
        return False
    commas = [index for index in range(gap.begin, gap.end) if reading.letters[index] == ","]
    if len(commas) != 2 or commas[1] != gap.end - 1 or reading.letters[gap.begin] not in "DNUv":
        return False
    told_before = top.subject is not None and top.subject[1] <= top.group.first
    return told_before and find_phrase(reading.tagged, gap.begin, commas[0]) is not None


def tells_of_two(reading: ClauseReading, gap: Gap) -> bool:
    """Tell whether what is said begins with a subject of two heads: `said Ruiz and a handful of his men had fled`."""
    top = reading.top
    if gap.joint is None or gap.comma is not None or gap.mark is not None or top.group is None:
        return False
    told_before = top.subject is not None and top.subject[1] <= top.group.first
    if (
        top.group.last != gap.begin
        or not told_before
        or top.group.lemma not in load_words("verbs", "clause_only")
    ):
        return False
    first = reading.letters[gap.begin]
    if first not in "DNU" or reading.words[gap.begin] in load_words("verbs", "days"):
        return False
    before, behind = reading.letters[gap.begin : gap.joint], reading.letters[gap.joint + 1 : gap.end]
    if reading.words[gap.joint] != "and" or set(before + behind) - set("DNUAP") or "N" not in behind:
        return False
    return not set(reading.words[gap.begin : gap.joint]) & load_words("verbs", "sayings")


def names_speakers(reading: ClauseReading, gap: Gap, group: VerbGroup) -> bool:
    """Tell whether an aside names who speaks by two heads: `…, doctors and other experts said`."""
    if gap.comma is None or gap.joint is None or gap.comma > gap.joint:
        return False
    if group.lemma not in load_words("verbs", "speech") or group.passive or gap.mark is not None:
        return False
    if reading.tagged.letter(group.last) not in ";," and (
        reading.words[group.last] not in load_words("verbs", "days") | {"on", "in", "at", "later", "earlier"}
    ):
        return False
    before = reading.letters[gap.comma + 1 : gap.joint]
    behind = reading.letters[gap.joint + 1 : gap.end]
    return before[:1] != ["P"] and "N" in before and "N" in behind and not set(before + behind) - set("DNUAP")


def find_apposed_speaker(reading: ClauseReading, gap: Gap, group: VerbGroup) -> int | None:
    """Return the comma before the one who speaks: `…, | Mia Ruiz, head of the port and its staff, told the paper`."""
    if gap.pending is not None or gap.mark is not None or gap.comma != gap.end - 1:
        return None
    if group.lemma not in load_words("verbs", "speech") or group.passive:
        return None
    if is_inverted(reading, group) and group.lemma not in load_words("verbs", "hearing"):
        return None
    commas = [index for index in range(gap.begin, gap.end) if reading.letters[index] == ","]
    if len(commas) < 2 or commas[0] == gap.begin - 1:
        return None
    if len(commas) > 2 and _names_holder(reading, commas):
        return commas[-3]
    opened = next((comma for comma in commas if reading.tagged.token(comma + 1).norm[0].isupper()), None)
    if opened is None or opened == commas[-1]:
        return None
    closed = commas[commas.index(opened) + 1]
    named = range(opened + 1, closed)
    if closed == gap.comma or not all(
        reading.letters[index] == "N" and reading.tagged.token(index).norm[0].isupper() for index in named
    ):
        return None
    apposed = reading.letters[closed + 1]
    return opened if apposed in "DN" and len(named) > 1 else None


def has_two_heads(reading: ClauseReading, gap: Gap) -> bool:
    """Tell whether the subject behind a semicolon has two heads: `…; Peru and Chile refused`."""
    if gap.semicolon is None or gap.joint is None:
        return False
    before = reading.letters[gap.semicolon + 1 : gap.joint]
    behind = reading.letters[gap.joint + 1 : gap.end]
    if (
        reading.words[gap.joint] != "and"
        or before[:1] in (["P"], ["A"], [])
        or set(before + behind) - set("DNUAP")
    ):
        return False
    return bool(set(before) & set("NU")) and "N" in behind


def ends_behind_name(reading: ClauseReading, group: VerbGroup) -> bool:
    """Tell whether nothing but who speaks stands behind a verb: `…, said Mia Ruiz, who …`, `said a spokesman`."""
    end = group.last
    while end < reading.size and reading.letters[end] in "DNUP":
        if reading.letters[end] == "P" and reading.words[end] not in ("of", "for", "from", "at", "in", "on"):
            return False
        end += 1
    named = any(
        reading.tagged.token(index).norm[0].isupper()
        or reading.words[index] in load_words("speech", "speakers")
        for index in range(group.last, end)
    )
    return named and end > group.last and reading.tagged.letter(end) in ";,"


def _names_holder(reading: ClauseReading, commas: list[int]) -> bool:
    """Tell whether the last commas enclose a name behind an office: `…, its owner, Mia Ruiz, said`."""
    before, opened, closed = commas[-3:]
    office = reading.letters[before + 1 : opened]
    return (
        office[:1] == ["D"]
        and "N" in office
        and not set(office) - set("DNAPU")
        and closed - opened > 2
        and all(
            reading.letters[index] == "N" and reading.tagged.token(index).norm[0].isupper()
            for index in range(opened + 1, closed)
        )
    )


def begins_with_clause(reading: ClauseReading, gap: Gap) -> bool:
    """Tell whether a pronoun right before a verb is its subject behind a clause: `When he called | they left`."""
    if gap.pending is None or gap.end - gap.begin < 1 or reading.letters[gap.end - 1] != "I":
        return False
    waiting = reading.clauses[reading.stack[gap.pending]]
    return reading.clauses[reading.child_of(reading.stack[gap.pending])].start <= waiting.head
