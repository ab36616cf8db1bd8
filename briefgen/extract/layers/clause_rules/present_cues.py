"""What shows that a word as often a noun is a verb of the present, or that it is none."""

from briefgen.extract.layers.clause_rules.missing_verbs import wants_verb
from briefgen.extract.layers.clause_rules.verbreading import (
    Reading,
    has_finite,
    has_finite_before,
    heads_relative,
    in_object,
    lemma_of,
)
from briefgen.extract.lexicon import load_words

_ADJECTIVE_ENDINGS = ("ic", "al", "ive", "ous", "ary")
_URGING = load_words("clause_rules", "urging")
"""Verbs behind which `that` opens what is to be done."""
_SHORT_SUBJECT = 5
"""The verb of a relative clause stands so many words behind its opener at most: `the votes that Mrs Silva needs`."""


def heads_relative_clause(reading: Reading, index: int) -> bool:
    """Tell whether `that` and its verb stand behind a noun: `two groups that have been banned`."""
    behind = reading.tagged.behind(index + 2)
    return (
        reading.tags[index].ambiguous
        and reading.tagged.letter(behind) in "MBH"
        and lemma_of(reading, index) not in load_words("verbs", "speech")
    )


def opens_today(reading: Reading, index: int) -> bool:
    """Tell whether a day follows a word in a sentence that would have no verb before `and` without it."""
    if has_finite_before(reading) or index + 1 >= reading.size:
        return False
    at = index + 1 + (reading.words[index + 1] == "on")
    timed = reading.words[at : at + 1] and reading.words[at] in load_words("verbs", "days") | {
        "today",
        "tomorrow",
    }
    return bool(timed) and wants_verb(reading, index)


def follows_pointer(reading: Reading, index: int, right: str, *, singular: bool, one: bool) -> bool:
    """Tell whether a form of the present has a determiner alone for its subject: `this shows`, `few believe it`."""
    if singular != one:
        return False
    if one:
        # `this` with a noun in -s cannot be.
        return right not in "MBHX"
    if not reading.tags[index].ambiguous:
        return right in "DTOPoIUA" or (right == "N" and not has_finite(reading, index + 1))
    return right in "DTOoI" and wants_verb(reading, index)


def has_subject(reading: Reading, joint: int) -> bool:
    """Tell whether a finite verb of the same sentence stands before a conjunction, and no list of nouns."""
    finite = [group for group in reading.groups if group.tense not in ("participle", "infinitive")]
    return bool(finite) and not set(reading.letters[finite[-1].last : joint]) & set(';"')


def ends_report(reading: Reading, index: int, right: str, *, singular: bool) -> bool:
    """Tell whether a verb of speech ends an aside that names the source: `…, Radio Galle reports`."""
    if not singular or right not in ';"' or lemma_of(reading, index) not in load_words("verbs", "speech"):
        return False
    for earlier in range(index - 1, max(-1, index - 12), -1):
        if reading.letters[earlier] == ",":
            named = reading.tagged.token(index - 1).norm[0].isupper()
            return has_finite_before(reading) and (reading.letters[earlier + 1] == "D" or named)
        if reading.letters[earlier] in ';"CSRTvMBHX':
            return False
    return False


def completes_clause(reading: Reading, index: int) -> bool:
    """Tell whether a clause behind `while`, `if`, `that` … would have no verb: `as people search for the lost`."""
    last = reading.groups[-1].last if reading.groups else 0
    opener = next((at for at in range(index - 1, last - 1, -1) if reading.letters[at] in 'SsRT;,"'), None)
    if opener is None or reading.letters[opener] in ';,"' or reading.letters[opener + 1] in "PO":
        return False
    letter, word, right = reading.letters[opener], reading.words[opener], reading.tagged.letter(index + 1)
    if reading.tagged.form(opener + 1, "gq") and letter != "R":
        return False
    if letter == "s" and (
        word not in ("as", "until")
        or reading.letters[opener + 1] == "U"
        or reading.letters[opener - 1] == "A"
    ):
        # `after the fighting ends, …`
        return (
            right in ",;"
            and reading.letters[opener + 1] == "D"
            and reading.words[index].endswith("s")
            and not has_finite(reading, index + 1)
        )
    if letter == "s" and reading.words[opener - 1 : opener] in (["such"], ["as"], ["well"], ["same"]):
        return False
    if letter in "RT" and (opener == 0 or index - opener > _SHORT_SUBJECT):
        return False
    if right == "v" and reading.tagged.form(index + 1, "bzp"):
        # `if rebels gain control of the port`
        base = reading.tags[index + 1].ambiguous and reading.tagged.form(index + 1, "b")
        return letter == "S" and bool(base) and reading.words[index + 2 : index + 3] == ["of"]
    if right == "s" and letter == "R" and word in ("whom", "which") and reading.words[index + 1] == "as":
        # `the man whom Orlo regards as president`
        return reading.words[index].endswith("s")
    if reading.words[index + 1 : index + 2] == ["of"] or has_finite(reading, index + 1):
        return False
    if right == "N" and reading.words[index + 1] in load_words("verbs", "days"):
        # `as clashes spread Tuesday`
        return True
    if (
        right == "N"
        and reading.tagged.token(index + 1).norm[0].islower()
        and not reading.tagged.is_plural(index + 1)
    ):
        # `when police forces moved`
        return letter == "S"
    if right == ",":
        # `once the shooting stops, …`
        return letter == "S" and reading.words[index].endswith("s")
    if right in ",;" and letter == "R" and index - opener == 2 and reading.tagged.is_plural(index - 1):
        # `where things stand.`
        return True
    if right in ";," and letter == "T" and reading.letters[opener - 1] == "N":
        # `villages that no road reaches`
        return reading.words[index].endswith("s") and reading.letters[opener + 1] == "D"
    if right == ";" and letter in "sR":
        # `as the virus spreads.`
        return reading.words[index].endswith("s") and reading.letters[opener + 1] in "DN"
    return right in ("DTOoIPA;NUC" if letter == "S" else "DTOoIPA")


def urges(reading: Reading, index: int) -> bool:
    """Tell whether a base form says what is to be done: `suggested that Ruiz use it`."""
    last = reading.groups[-1] if reading.groups else None
    if last is None or last.lemma not in _URGING or last.tense == "participle":
        return False
    if reading.letters[last.last : last.last + 1] != ["T"] or index - last.last > _SHORT_SUBJECT:
        return False
    return reading.tagged.letter(index + 1) in "DoPIAN" and not has_finite(reading, index + 1)


def goes_on_quoted(reading: Reading, index: int, previous: int) -> bool:
    """Tell whether a form in -s opens quoted words behind its subject: `said the plan “needs an answer”`."""
    if reading.letters[previous] != '"' or previous < 1 or reading.letters[previous - 1] not in "NU":
        return False
    sure = not reading.tags[index].ambiguous or lemma_of(reading, index) in load_words("verbs", "asked")
    return (
        sure and reading.tagged.letter(index + 1) in "DTOoIPAN" and not reading.tagged.is_plural(previous - 1)
    )


def begins_joined(reading: Reading, index: int) -> bool:
    """Tell whether a verb stands behind a comma, `and` and a noun phrase: `…, and his men hold the town`."""
    start = index - 1
    while start > 0 and reading.letters[start] in "NA":
        start -= 1
    if reading.letters[start] != "D" or index - start > _SHORT_SUBJECT:
        return False
    return (
        start > 1
        and reading.letters[start - 1] == "C"
        and reading.letters[start - 2] == ","
        and has_finite_before(reading)
        and reading.tagged.letter(index + 1) in "DNPA"
        and reading.words[index + 1 : index + 2] != ["of"]
        and not has_finite(reading, index + 1)
    )


def waits_behind_infinitive(reading: Reading, index: int) -> bool:
    """Tell whether a finite verb behind an infinitive has no subject but what stands before it."""
    inner = index + 2
    if inner >= reading.size or lemma_of(reading, inner) in load_words("verbs", "speech"):
        return False
    for later in range(inner + 1, reading.size):
        if reading.letters[later] in 'SRTsCOI,;"':
            return False
        if reading.letters[later] in "MH" or (
            reading.letters[later] == "B" and reading.words[later] not in ("be", "been", "being")
        ):
            return True
    return False


def ends_plural(reading: Reading, index: int) -> bool:
    """Tell whether the verb of a plural with a relative clause stands here: `people who come to the town stay`."""
    if reading.words[index + 1 : index + 2] == ["of"] or not reading.groups or not heads_relative(reading):
        return False
    return (
        reading.groups[-1].last < index - 1
        and wants_verb(reading, index)
        and not has_finite(reading, index + 1)
    )


def is_one(reading: Reading, previous: int) -> bool:
    """Tell whether a name in -s stands behind `a`: `a Tim Sanders supporter`, `a United Nations report`."""
    at = previous
    while at >= 0 and reading.letters[at] == "N":
        at -= 1
    return at >= 0 and reading.words[at] in ("a", "an") and reading.tagged.token(previous).norm[0].isupper()


def counts_far(reading: Reading, previous: int) -> bool:
    """Tell whether a singular noun heads a phrase that ends in a plural: `a paper by leading scientists says`."""
    if counts_as_one(reading, previous):
        return True
    start = reading.groups[-1].last if reading.groups else 0
    for at in range(previous - 1, max(start, previous - 8), -1):
        if reading.letters[at] in ',;"SRTICvM':
            return False
        if reading.letters[at] == "P":
            return reading.letters[at - 1] == "N" and not reading.tagged.is_plural(at - 1)
    return False


def ends_relative(reading: Reading, index: int) -> bool:
    """Tell whether a relative clause would have no verb: `the island on which the capital stands, led …`."""
    last = reading.groups[-1].last if reading.groups else 0
    between = reading.letters[last:index]
    return "R" in between and not set(between[between.index("R") :]) & set(',;"CS')


def stands_behind_relative(reading: Reading, index: int, *, singular: bool) -> bool:
    """Tell whether a comma before a word closes the relative clause of a subject: `Ruiz, who lost, faces …`."""
    opener = next((at for at in range(1, index - 2) if reading.letters[at] == "R"), 0)
    if opener < 2 or reading.letters[opener - 1] != "," or reading.letters[opener - 2] not in "NU)":
        return False
    if reading.tagged.is_plural(opener - 2) == singular or reading.letters[0] in "PSsRT":
        return False
    return "," not in reading.letters[opener : index - 1] and "C" not in reading.letters[index - 2 : index]


def counts_as_one(reading: Reading, index: int) -> bool:
    """Tell whether one thing made of many ends here: `a conference of 40 states and organisations`."""
    while index > 1 and reading.letters[index] in "NUCA":
        index -= 1
    return reading.words[index] == "of" and not reading.tagged.is_plural(index - 1) and not reading.groups


def ends_object(reading: Reading, index: int) -> bool:
    """Tell whether a word ends what a verb or its preposition governs: `broke through police barricades`."""
    if not reading.groups:
        return False
    group = reading.groups[-1]
    if group.tense in ("participle", "infinitive"):
        return False
    bare = group.last == index - 1 and reading.tagged.token(index - 1).norm[0].islower()
    if bare and not reading.tagged.is_plural(index - 1):
        # `assumed emergency powers on Friday`
        return reading.tagged.letter(index + 1) in "P,;C" and group.lemma not in load_words(
            "verbs", "clause_only"
        )
    if _joins_adjectives(reading, group.last, index):
        return True
    if not in_object(reading, index):
        return False
    if reading.tagged.letter(group.last) != "P":
        return False
    if set(reading.letters[: group.first]) & set("RT"):
        # `Those who live in the town fear …`
        return False
    return group.lemma not in load_words("verbs", "clause_only")


def _joins_adjectives(reading: Reading, start: int, index: int) -> bool:
    """Tell whether joined adjectives stand between a verb and a word: `imposed economic and travel sanctions`."""
    between = reading.letters[start:index]
    return (
        between[-2:] == ["C", "N"]
        and set(between) <= set("NC,")
        and reading.words[start].endswith(_ADJECTIVE_ENDINGS)
    )


def takes_clause(reading: Reading, index: int, previous: int, right: str) -> bool:
    """Tell whether a word that is as often a noun has a clause for its object: `critics claim it is unsafe`."""
    quoted = right == '"' or reading.words[index + 1 : index + 2] == [":"]
    lemma = lemma_of(reading, index)
    if lemma not in load_words("verbs", "speech"):
        return quoted and lemma in load_words("verbs", "leading") and not has_finite_before(reading)
    if right in "TI" or (quoted and not has_finite_before(reading)):
        return True
    if reading.words[index + 1 : index + 2] in (["what"], ["how"], ["why"], ["whether"]):
        return not has_finite_before(reading)
    named = index + 1 < reading.size and reading.tagged.token(index + 1).norm[0].isupper()
    if (named or right == "U") and not reading.groups and has_finite(reading, index + 1):
        # `The Galle Times reports Silva will resign.`
        return reading.tagged.is_plural(previous) or reading.tagged.token(previous).norm[0].isupper()
    if (
        right == "D"
        and not reading.groups
        and reading.tagged.is_plural(previous)
        and has_finite(reading, index + 1)
    ):
        # `Officials fear the number will rise.`
        return True
    shown = reading.words[previous] in load_words("verbs", "showing_subjects")
    return shown and lemma_of(reading, index) in load_words("verbs", "showing") and right in "DNUv"


def opens_clause(reading: Reading, index: int) -> bool:
    """Tell whether a word can be a verb with the clause that begins behind it for its object."""
    lemma = reading.tagged.form(index, "b")
    if lemma in load_words("verbs", "showing") and reading.words[index - 1] in load_words(
        "verbs", "showing_subjects"
    ):
        # `Ministry figures show 40 dead.`
        return True
    speaks = lemma in load_words("verbs", "speech")
    return speaks and reading.tagged.letter(index + 1) in "TI"
