"""Subjects behind their verb: `said Price`, `there were clashes`, `in the square stood a row of tanks`."""

from briefgen.extract.layers.clausereading import ClauseReading, OpenClause
from briefgen.extract.layers.phrases import find_phrase
from briefgen.extract.layers.verbreading import VerbGroup
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
    speech = (
        clause.subject is None
        and group.lemma in load_words("verbs", "speech")
        and (
            group.lemma not in load_words("verbs", "hearing")
            or (clause.start == group.first and reading.tagged.letter(group.last) == "D")
        )
    )
    if not (there or placed or speech) or _urges(reading, group):
        return
    end = group.last
    while end < reading.size and not _ends_subject(reading, end, placed=placed):
        end += 1
    found = find_phrase(reading.tagged, group.last, end)
    if found is not None:
        clause.subject = found


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


def is_inverted(reading: ClauseReading, group: VerbGroup) -> bool:
    """Tell whether a verb of speech has its speaker behind: `…, said Price`."""
    if _urges(reading, group):
        return False
    return group.lemma in load_words("verbs", "speech") and reading.tagged.letter(group.last) in "NDUI"


def _urges(reading: ClauseReading, group: VerbGroup) -> bool:
    """Tell whether a noun phrase and an infinitive follow: `…, urged all sides to talk`."""
    if group.lemma not in load_words("verbs", "with_object_infinitive"):
        return False
    end = group.last
    while end < reading.size and reading.letters[end] in "DNUA":
        end += 1
    return end > group.last and reading.tagged.letter(end) == "O" and reading.tagged.form(end + 1, "b") != ""
