"""Subjects behind their verb: `said Price`, `there were clashes`, `in the square stood a row of tanks`."""

from briefgen.extract.layers.clause_rules.clausereading import ClauseReading, OpenClause
from briefgen.extract.layers.clause_rules.phrases import find_phrase
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.lexicon import load_words


def fill_inverted(reading: ClauseReading, clause: OpenClause, group: VerbGroup) -> None:
    """Take the subject of a clause from behind its verb, where the verb lets it stand there."""
    there = (
        clause.subject is not None
        and reading.words[clause.subject[0]] in ("there", "here")
        and clause.subject[1] == clause.subject[0] + 1
        and group.lemma == "be"
    )
    placed = clause.subject is None and has_place_first(reading, clause, group)
    placed = placed or (clause.subject is None and has_deed_first(reading, clause, group))
    speech = (
        clause.subject is None
        and group.lemma in load_words("verbs", "speech")
        and (
            group.lemma not in load_words("verbs", "hearing")
            or (clause.start == group.first and reading.tagged.letter(group.last) == "D")
        )
    )
    if not (there or placed or speech) or _urges(reading, group) or _tells_of_pronoun(reading, group):
        return
    end = group.last
    while end < reading.size and not _ends_subject(reading, end, placed=placed):
        end += 1
    found = find_phrase(reading.tagged, group.last, end)
    if found is not None:
        clause.subject = found


def fill_echoed(reading: ClauseReading, clause: OpenClause, group: VerbGroup) -> None:
    """Take the subject of a verb that stands for another from behind it: `…, as did Peru`, `and so has Chile`."""
    if group.last != group.first + 1 or group.lemma not in ("do", "be", "have"):
        return
    if group.first < 1 or reading.words[group.first - 1] not in ("as", "so", "nor", "neither"):
        return
    end = group.last
    while end < reading.size and reading.letters[end] in "NDUCAP":
        end += 1
    if (
        reading.tagged.letter(end) not in ",;"
        or (found := find_phrase(reading.tagged, group.last, end)) is None
    ):
        return
    clause.subject, clause.inherited = found, False


def _ends_subject(reading: ClauseReading, index: int, *, placed: bool) -> bool:
    """Tell whether a token behind the verb is no part of the subject there."""
    letter = reading.letters[index]
    if letter in ',;"SRTOMBHX':
        return True
    if letter == "v":
        return reading.tagged.form(index, "pz") != "" and not reading.tagged.tags[index].ambiguous
    return letter in "sP" and not (placed and reading.words[index] == "of")


def has_place_first(reading: ClauseReading, clause: OpenClause, group: VerbGroup) -> bool:
    """Tell whether nothing but a phrase of place or time leads to a verb: `in the square stood a row of tanks`."""
    if group.passive or group.modal or group.lemma not in load_words("verbs", "inverting"):
        return False
    head = reading.tagged.behind(clause.head)
    if head >= group.first or reading.letters[head] not in "PsC" or reading.letters[group.first - 1] in ',;"':
        return False
    return reading.tagged.letter(group.last) in "DNUv"


def has_deed_first(reading: ClauseReading, clause: OpenClause, group: VerbGroup) -> bool:
    """Tell whether a participle with what belongs to it leads to a form of `be`: `Killed in the raid were two men`."""
    if group.lemma != "be" or group.passive or reading.tagged.letter(group.last) not in "DNUv":
        return False
    first = next((other for other in reading.groups if other.first >= clause.head), None)
    return (
        first is not None
        and first.tense == "participle"
        and first.passive
        and first.first == reading.tagged.behind(clause.head)
        and first.last <= group.first
        and not set(reading.letters[first.last : group.first]) & set(',;"')
    )


def is_inverted(reading: ClauseReading, group: VerbGroup) -> bool:
    """Tell whether a verb of speech has its speaker behind: `…, said Price`."""
    if _urges(reading, group) or _tells_of_pronoun(reading, group):
        return False
    return group.lemma in load_words("verbs", "speech") and reading.tagged.letter(group.last) in "NDUI"


def _tells_of_pronoun(reading: ClauseReading, group: VerbGroup) -> bool:
    """Tell whether a pronoun with a verb of its own stands behind: `said he was …`."""
    at = group.last
    return reading.tagged.letter(at) == "I" and reading.tagged.letter(reading.tagged.behind(at + 1)) in "MBHX"


def _urges(reading: ClauseReading, group: VerbGroup) -> bool:
    """Tell whether a noun phrase and an infinitive follow: `…, urged all sides to talk`."""
    if group.lemma not in load_words("verbs", "with_object_infinitive"):
        return False
    end = group.last
    while end < reading.size and reading.letters[end] in "DNUA":
        end += 1
    return end > group.last and reading.tagged.letter(end) == "O" and reading.tagged.form(end + 1, "b") != ""
