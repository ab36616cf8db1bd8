"""Finite verbs of the present and -ing forms, told from nouns by the words around."""

from briefgen.extract.layers.verbreading import (
    Reading,
    VerbGroup,
    has_counted_head,
    has_finite,
    has_finite_before,
    has_plural_head,
    heads_relative,
    in_object,
    is_joined,
    lemma_of,
    make_group,
    wants_verb,
)
from briefgen.extract.lexicon import load_words

_ADJECTIVE_ENDINGS = ("ic", "al", "ive", "ous", "ary")
_QUALIFYING = frozenset({"aid", "rescue", "help", "support"})
_HELPERS = frozenset(
    {
        "group",
        "groups",
        "worker",
        "workers",
        "agency",
        "agencies",
        "organisations",
        "organizations",
        "charities",
    }
    | {"convoy", "convoys", "flight", "flights", "team", "teams", "crew", "crews", "staff", "officials"}
)
"""Nouns that `aid` and the like stand before as nouns: `Western aid groups`."""


_POINTING = {
    "this": True,
    "many": False,
    "some": False,
    "all": False,
    "most": False,
    "few": False,
    "several": False,
    "those": False,
    "these": False,
}
"""Determiners that can be a subject alone; whether the verb is singular."""
_WITH_PREPOSITION = frozenset(
    {
        (verb, "for")
        for verb in ("call", "appeal", "push", "press", "hope", "vote", "wait", "plan", "search", "aim")
    }
    | {
        (verb, "on")
        for verb in ("call", "rest", "focus", "comment", "press", "work", "report", "weigh", "vote")
    }
)
"""Verbs, as often nouns, with the preposition that tells the verb."""
_PHRASAL = frozenset({("point", "out"), ("hit", "back"), ("push", "back"), ("play", "down"), ("rule", "out")})
"""Verbs, as often nouns, with the particle that tells the verb wherever they stand."""
_SHORT_SUBJECT = 5
"""The verb of a relative clause stands so many words behind its opener at most: `the votes that Mrs Silva needs`."""
_FREE = frozenset({"what", "whatever", "whoever"})
_ONE = frozenset({"it", "he", "she", "there", "this"}) | frozenset(
    {f"{start}{end}" for start in ("every", "some", "any", "no") for end in ("one", "body")}
)
"""Pronouns with a singular verb."""


def is_present(reading: Reading, index: int, left: str, previous: int, *, singular: bool) -> bool:
    """Tell whether a base or -s form is a finite verb of the present."""
    tag = reading.tags[index]
    right = reading.tagged.letter(index + 1)
    word = reading.words[previous] if previous >= 0 else ""
    if reading.words[index] == "last" and reading.words[index + 1 : index + 2][:1] != ["for"]:
        # `who last week left`
        return False
    behind = reading.words[index + 1 : index + 3]
    if right == "T" and _heads_relative_clause(reading, index):
        return False
    if reading.words[index] in _QUALIFYING and behind[:1] and behind[0] in _HELPERS:
        return False
    if reading.words[index] == "close" and behind[:1] == ["to"] and behind[1:] and behind[1][0].isdigit():
        # `the staff, close to 300 people`
        return False
    if left in "DR" and word in _FREE:
        # `what happens next`
        fits = not tag.ambiguous or lemma_of(reading, index) in load_words("verbs", "asked")
        return singular and fits and right not in "MBHX"
    if left == "D" and word in _POINTING:
        return _follows_pointer(reading, index, right, singular=singular, one=_POINTING[word])
    if left in "DPOMUo":
        return False
    if left == "I" or (left == "R" and word in ("who", "which")):
        third = word in _ONE if left == "I" else singular
        return third == singular if word not in ("who", "which") else True
    if left == "T":
        object_follows = (
            right == "N"
            and singular
            and (
                reading.tagged.letter(index + 2) not in "vMBHX"
                or (reading.tagged.is_plural(index + 2) and not reading.tagged.form(index + 2, "p"))
            )
        )
        sure = right in ("DOPI;" if singular else "DOPI") and behind[:1] != ["of"]
        return not tag.ambiguous or sure or object_follows
    if not tag.ambiguous and lemma_of(reading, index) in load_words("verbs", "speech"):
        # `half of those polled say`, `Democrats — and others — say`
        if left == "v" and reading.groups and reading.groups[-1].last == previous + 1:
            return reading.groups[-1].tense == "participle" and not singular and right in "DTI"
        if left == ";" and previous > 0 and right in "DTI":
            return has_plural_head(reading, previous - 1) != singular and not has_finite_before(reading)
    if left in "N)" or (left == "," and previous > 0) or (left == "C" and reading.groups):
        if left == "C":
            if singular and (not tag.ambiguous or right in "Do") and _has_subject(reading, previous):
                # `was freed in May and leads the party`
                return True
            if reading.groups[-1].tense != "present" or reading.groups[-1].last < index - 14:
                return False
            if reading.words[index] in ("call", "appeal", "stand", "hope") and not singular and right in "PT":
                # `We condemn the violence and call for restraint.`
                return reading.tagged.letter(reading.groups[-1].first - 1) == "I"
            return not tag.ambiguous or right in "DTOoI"
        plural = word.endswith("s") and not word.endswith(("ss", "us", "is"))
        if left == "N" and lemma_of(reading, index) in load_words("verbs", "never_nouns"):
            if singular:
                named = reading.tagged.token(previous).norm[0].isupper()
                return not plural or named or _counts_far(reading, previous)
            if has_counted_head(reading, previous):
                return True
        if left == "N" and not singular and plural and _is_one(reading, previous):
            return False
        if (
            left == "N"
            and not singular
            and not plural
            and not is_joined(reading, previous)
            and (
                not has_plural_head(reading, previous)
                or (
                    tag.ambiguous
                    and not ((right in "DU" or heads_relative(reading)) and wants_verb(reading, index))
                )
            )
        ):
            return False
        if (
            left == "N"
            and singular
            and plural
            and reading.tagged.token(previous).norm[0].islower()
            and (tag.ambiguous or not _counts_as_one(reading, previous))
        ):
            return False
        if (
            left == "N"
            and not singular
            and right not in "MBHv"
            and tag.ambiguous
            and _ends_plural(reading, index)
        ):
            return True
        if left == "N" and _ends_object(reading, index):
            return False
        if not tag.ambiguous:
            return True
        if lemma_of(reading, index) in ("stand", "side") and reading.words[index + 1 : index + 2] == ["with"]:
            # `India stands with the people of Nepal.`
            return not has_finite_before(reading)
        if left == "N" and right == "," and _ends_relative(reading, index):
            return True
        if left == "N" and (lemma_of(reading, index), *behind[:1]) in _PHRASAL:
            # `Critics point out that …`
            return not has_finite_before(reading) or not in_object(reading, index)
        if left == "N" and singular and _opens_today(reading, index):
            # `Its application starts today and will continue.`
            return True
        if left == "N" and in_object(reading, index):
            return False
        if left == "N" and _takes_clause(reading, index, previous, right):
            return True
        if left == "N" and _ends_report(reading, index, right, singular=singular):
            return True
        if left == "N" and _completes_clause(reading, index):
            return True
        if right == "U" and lemma_of(reading, index) in load_words("verbs", "counting") and singular:
            return left == "N" and not plural
        if right == "v" and _opens_clause(reading, index + 1):
            # `Aid groups estimate that …`
            return False
        if left == "N" and right in "NvUD" and not reading.groups and wants_verb(reading, index):
            return True
        named = singular and reading.tagged.token(previous).norm[0].isupper() and right in "Nv"
        if (
            not named
            and right not in "DTOoI"
            and (lemma_of(reading, index), *reading.words[index + 1 : index + 2]) not in _WITH_PREPOSITION
        ):
            return False
        return not has_finite(reading, index + 1)
    return False


def _heads_relative_clause(reading: Reading, index: int) -> bool:
    """Tell whether `that` and its verb stand behind a noun: `two groups that have been banned`."""
    behind = reading.tagged.behind(index + 2)
    return (
        reading.tags[index].ambiguous
        and reading.tagged.letter(behind) in "MBH"
        and lemma_of(reading, index) not in load_words("verbs", "speech")
    )


def _opens_today(reading: Reading, index: int) -> bool:
    """Tell whether a day follows a word in a sentence that would have no verb before `and` without it."""
    if has_finite_before(reading) or index + 1 >= reading.size:
        return False
    at = index + 1 + (reading.words[index + 1] == "on")
    timed = reading.words[at : at + 1] and reading.words[at] in load_words("verbs", "days") | {
        "today",
        "tomorrow",
    }
    return bool(timed) and wants_verb(reading, index)


def _follows_pointer(reading: Reading, index: int, right: str, *, singular: bool, one: bool) -> bool:
    """Tell whether a form of the present has a determiner alone for its subject: `this shows`, `few believe it`."""
    if singular != one:
        return False
    if one:
        # `this` with a noun in -s cannot be.
        return right not in "MBHX"
    if not reading.tags[index].ambiguous:
        return right in "DTOPoIUA" or (right == "N" and not has_finite(reading, index + 1))
    return right in "DTOoI" and wants_verb(reading, index)


def _has_subject(reading: Reading, joint: int) -> bool:
    """Tell whether a finite verb of the same sentence stands before a conjunction, and no list of nouns."""
    finite = [group for group in reading.groups if group.tense not in ("participle", "infinitive")]
    return bool(finite) and not set(reading.letters[finite[-1].last : joint]) & set(';"')


def _ends_report(reading: Reading, index: int, right: str, *, singular: bool) -> bool:
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


def _completes_clause(reading: Reading, index: int) -> bool:
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
        return False
    if letter == "s" and reading.words[opener - 1 : opener] in (["such"], ["as"], ["well"], ["same"]):
        return False
    if letter in "RT" and (opener == 0 or index - opener > _SHORT_SUBJECT):
        return False
    if right == "v" and reading.tagged.form(index + 1, "bzp"):
        return False
    if reading.words[index + 1 : index + 2] == ["of"] or has_finite(reading, index + 1):
        return False
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
    return right in ("DTOoIPA;NU" if letter == "S" else "DTOoIP")


def _ends_plural(reading: Reading, index: int) -> bool:
    """Tell whether the verb of a plural with a relative clause stands here: `people who come to the town stay`."""
    if reading.words[index + 1 : index + 2] == ["of"] or not reading.groups or not heads_relative(reading):
        return False
    return (
        reading.groups[-1].last < index - 1
        and wants_verb(reading, index)
        and not has_finite(reading, index + 1)
    )


def _is_one(reading: Reading, previous: int) -> bool:
    """Tell whether a name in -s stands behind `a`: `a Tim Sanders supporter`, `a United Nations report`."""
    at = previous
    while at >= 0 and reading.letters[at] == "N":
        at -= 1
    return at >= 0 and reading.words[at] in ("a", "an") and reading.tagged.token(previous).norm[0].isupper()


def _is_single(reading: Reading, previous: int) -> bool:
    """Tell whether `a` opens the noun phrase that ends here: what is `a plane carrying tents` is no kind of tents."""
    at = previous
    while at >= 0 and reading.letters[at] == "N":
        at -= 1
    return at >= 0 and reading.words[at] in ("a", "an", "another", "one")


def _counts_far(reading: Reading, previous: int) -> bool:
    """Tell whether a singular noun heads a phrase that ends in a plural: `a paper by leading scientists says`."""
    if _counts_as_one(reading, previous):
        return True
    start = reading.groups[-1].last if reading.groups else 0
    for at in range(previous - 1, max(start, previous - 8), -1):
        if reading.letters[at] in ',;"SRTICvM':
            return False
        if reading.letters[at] == "P":
            return reading.letters[at - 1] == "N" and not reading.tagged.is_plural(at - 1)
    return False


def _ends_relative(reading: Reading, index: int) -> bool:
    """Tell whether a relative clause would have no verb: `the island on which the capital stands, led …`."""
    last = reading.groups[-1].last if reading.groups else 0
    between = reading.letters[last:index]
    return "R" in between and not set(between[between.index("R") :]) & set(',;"CS')


def _counts_as_one(reading: Reading, index: int) -> bool:
    """Tell whether one thing made of many ends here: `a conference of 40 states and organisations`."""
    while index > 1 and reading.letters[index] in "NUCA":
        index -= 1
    return reading.words[index] == "of" and not reading.tagged.is_plural(index - 1) and not reading.groups


def _ends_object(reading: Reading, index: int) -> bool:
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


def _takes_clause(reading: Reading, index: int, previous: int, right: str) -> bool:
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


def _opens_clause(reading: Reading, index: int) -> bool:
    """Tell whether a word can be a verb with the clause that begins behind it for its object."""
    lemma = reading.tagged.form(index, "b")
    if lemma in load_words("verbs", "showing") and reading.words[index - 1] in load_words(
        "verbs", "showing_subjects"
    ):
        # `Ministry figures show 40 dead.`
        return True
    speaks = lemma in load_words("verbs", "speech")
    return speaks and reading.tagged.letter(index + 1) in "TI"


def _heads_clause(reading: Reading, index: int) -> bool:
    """Tell whether a finite verb stands right behind a word: `Also, fighting resumed`."""
    right = reading.tagged.letter(index + 1)
    if right in "MBH":
        return True
    past = right == "v" and reading.tagged.form(index + 1, "p") and not reading.tagged.form(index + 1, "b")
    return bool(past) and not reading.tagged.is_plural(index + 2)


def read_gerund(reading: Reading, index: int, left: str, previous: int) -> VerbGroup | None:
    """Read an -ing form that no auxiliary governs."""
    lemma = reading.tagged.form(index, "g")
    right = reading.tagged.letter(index + 1)
    word = reading.words[previous] if previous >= 0 else ""
    if reading.words[index] in load_words("clauses", "nouns_ing") and (
        left not in ",N"
        or right in ",C"
        or (left == "," and _heads_clause(reading, index))
        or (left == "N" and not (reading.tagged.is_plural(previous) and right in "PDoA"))
    ):
        return None
    if left == "D":
        return None
    noun_follows = right == "N" or (right == "v" and reading.tags[index + 1].ambiguous)
    if left in "Ps" and noun_follows and word not in ("by", "after", "before", "without", "since"):
        return None
    if (
        left in "C,"
        and noun_follows
        and not any(g.tense == "participle" for g in reading.groups[-1:])
        and left == "C"
    ):
        return None
    if (
        left == "N"
        and noun_follows
        and reading.words[index + 1].endswith("s")
        and not reading.words[previous].endswith("s")
        and not _is_single(reading, previous)
    ):
        return None
    if (
        left == "v"
        and noun_follows
        and not (reading.groups and reading.groups[-1].lemma in load_words("verbs", "with_gerund"))
    ):
        return None
    if reading.words[index] == "leading" and noun_follows and left in "PDC;":
        # `a paper by leading scientists`
        return None
    if index == 0 and noun_follows and not reading.tagged.token(1).norm[0].isupper():
        return None
    if right == "B" and left in "NA;":
        return None
    return make_group(reading, index, index + 1, lemma, "participle")
