"""Finite verbs of the present and -ing forms, told from nouns by the words around."""

from briefgen.extract.layers.clause_rules.missing_verbs import wants_verb
from briefgen.extract.layers.clause_rules.present_cues import (
    begins_joined,
    completes_clause,
    counts_as_one,
    counts_far,
    ends_object,
    ends_plural,
    ends_relative,
    ends_report,
    follows_pointer,
    goes_on_quoted,
    has_subject,
    heads_relative_clause,
    is_one,
    opens_clause,
    opens_today,
    stands_behind_relative,
    takes_clause,
    urges,
    waits_behind_infinitive,
)
from briefgen.extract.layers.clause_rules.verbreading import (
    Reading,
    has_counted_head,
    has_finite,
    has_finite_before,
    has_plural_head,
    heads_relative,
    in_object,
    is_joined,
    lemma_of,
)
from briefgen.extract.lexicon import load_words

_ARMED = frozenset(
    {
        "security",
        "armed",
        "special",
        "rebel",
        "peacekeeping",
        "allied",
        "ground",
        "coalition",
        "loyalist",
        "occupation",
    }
)
_QUALIFYING = frozenset({"aid", "rescue", "help", "support"})
_HELPERS = load_words("clause_rules", "helpers")
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
_STANDING = frozenset(
    {("stand", word) for word in ("at", "by", "behind", "beside", "against", "on", "in")}
    | {
        ("fear", "for"),
        ("account", "for"),
        ("object", "to"),
        ("range", "from"),
        ("lie", "in"),
        ("lie", "under"),
    }
    | {("border", "on"), ("date", "from"), ("result", "in"), ("stay", "in"), ("stay", "at"), ("rest", "with")}
)
"""Verbs, as often nouns, with the preposition that tells the verb where the clause has no other."""
_PHRASAL = frozenset({("point", "out"), ("hit", "back"), ("push", "back"), ("play", "down"), ("rule", "out")})
"""Verbs, as often nouns, with the particle that tells the verb wherever they stand."""
_FREE = frozenset({"what", "whatever", "whoever"})
_ONE = frozenset({"it", "he", "she", "there", "this"}) | frozenset(
    {f"{start}{end}" for start in ("every", "some", "any", "no") for end in ("one", "body")}
)
"""Pronouns with a singular verb."""


_LASTING = load_words("clause_rules", "lasting")
"""Verbs of states, which a number may have for its subject: `28 remain missing`."""


def _names_things(reading: Reading, index: int, previous: int) -> bool:
    """Tell whether a form in -s is a plural before a verb or behind a number: `American states called on Orlo`."""
    if reading.words[previous] in load_words("clauses", "counted"):
        # `four storms`
        return True
    behind = index + 1
    past = reading.tagged.form(behind, "p")
    if not past or reading.tagged.form(behind, "b") or _keeps_state(reading, index):
        return False
    if not wants_verb(reading, behind):
        return False
    # `The town houses displaced farmers` is the other reading.
    describes = reading.tagged.form(behind, "q") and reading.words[behind].endswith("ed")
    return not (describes and reading.tagged.letter(behind + 1) in "Nv")


def _claims(reading: Reading, index: int) -> bool:
    """Tell whether a verb of speech stands before `that`: `A channel run from Galle claims that …`."""
    return lemma_of(reading, index) in load_words("verbs", "speech") and not has_finite_before(reading)


def _keeps_state(reading: Reading, index: int) -> bool:
    """Tell whether a state stands behind `stays`, `remains`: `the railway stays closed`."""
    return (
        lemma_of(reading, index) in ("stay", "stand", "lie")
        and reading.tagged.form(index + 1, "q") != ""
        and reading.tagged.letter(index + 2) in "PsS;,CA"
    )


def _stands_before_verb(reading: Reading, index: int) -> bool:
    """Tell whether a base form that can be no noun follows, for which the word at `index` is the subject."""
    following = reading.tags[index + 1]
    return (
        not following.ambiguous
        and any(kind == "b" for _, kind in following.forms)
        and not any(kind in "pq" for _, kind in following.forms)
        and lemma_of(reading, index) not in ("help", "let", "dare", "need")
    )


def _is_led(reading: Reading, index: int) -> bool:
    """Tell whether a preposition stands right before a participle, which then describes a noun."""
    return reading.words[index - 1] in (
        "amid",
        "amidst",
        "despite",
        "over",
        "with",
        "by",
        "of",
        "under",
        "against",
    )


def is_present(reading: Reading, index: int, left: str, previous: int, *, singular: bool) -> bool:
    """Tell whether a base or -s form is a finite verb of the present."""
    tag = reading.tags[index]
    right = reading.tagged.letter(index + 1)
    word = reading.words[previous] if previous >= 0 else ""
    if reading.words[index] == "last" and reading.words[index + 1 : index + 2][:1] != ["for"]:
        # `who last week left`
        return False
    behind = reading.words[index + 1 : index + 3]
    if right == "T" and heads_relative_clause(reading, index):
        return False
    if reading.words[index] in _QUALIFYING and behind[:1] and behind[0] in _HELPERS:
        return False
    if reading.words[index] == "forces" and word in _ARMED:
        # `with security forces using tear gas`
        return False
    if reading.words[index] == "close" and behind[:1] == ["to"] and behind[1:] and behind[1][0].isdigit():
        # `the staff, close to 300 people`
        return False
    if left in "DR" and word in _FREE:
        # `what happens next`
        fits = not tag.ambiguous or lemma_of(reading, index) in load_words("verbs", "asked")
        return singular and fits and right not in "MBHX"
    if left == "D" and word in _POINTING:
        return follows_pointer(reading, index, right, singular=singular, one=_POINTING[word])
    if singular and tag.ambiguous and right == "v" and _stands_before_verb(reading, index):
        # `Western powers want more control`
        return False
    if left == '"' and singular and goes_on_quoted(reading, index, previous):
        return True
    if left == "U" and singular and not tag.ambiguous and right in "DoI" and wants_verb(reading, index):
        # `Its population of 450,000 makes it the third-largest city.`
        return previous > 0 and not has_finite_before(reading)
    if left == "U" and not singular and word != "1" and lemma_of(reading, index) in _LASTING:
        # `28 remain missing`
        return right not in "MBHX"
    if left in "DPOMUo":
        return False
    if tag.ambiguous and previous > 0 and word.endswith(("ing", "ed")) and _is_led(reading, previous):
        # `Amid growing calls for peace the shops closed.`
        return False
    if singular and left == "N" and tag.ambiguous and _names_things(reading, index, previous):
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
        last = reading.groups[-1] if reading.groups else None
        if (
            right == "O"
            and last is not None
            and last.last == previous
            and last.lemma in load_words("verbs", "speech")
        ):
            # `said that attempts to reach the valley had failed`
            return not tag.ambiguous
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
            directed = right != ";" and behind[:1] and behind[0] in load_words("clauses", "particles")
            # `is following events and stands ready to help`
            directed = directed or (lemma_of(reading, index) == "stand" and behind == ["ready", "to"])
            if (
                singular
                and (not tag.ambiguous or right in "DoT" or directed)
                and has_subject(reading, previous)
            ):
                # `was freed in May and leads the party`
                return True
            if reading.groups[-1].tense != "present" or reading.groups[-1].last < index - 14:
                return False
            if reading.words[index] in ("call", "appeal", "stand", "hope") and not singular and right in "PT":
                # `We condemn the violence and call for restraint.`
                return reading.tagged.letter(reading.groups[-1].first - 1) == "I"
            return not tag.ambiguous or right in "DTOoI"
        plural = reading.tagged.is_plural(previous)
        if left == "N" and lemma_of(reading, index) in load_words("verbs", "never_nouns"):
            if singular:
                named = reading.tagged.token(previous).norm[0].isupper()
                return not plural or named or counts_far(reading, previous)
            if has_counted_head(reading, previous):
                return True
        if left == "N" and not singular and urges(reading, index):
            return True
        if left == "N" and not singular and plural and is_one(reading, previous):
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
            and (tag.ambiguous or not counts_as_one(reading, previous))
        ):
            return False
        if (
            left == "N"
            and not singular
            and right not in "MBHv"
            and tag.ambiguous
            and ends_plural(reading, index)
        ):
            return True
        if left == "N" and right == "T" and singular and not plural and _claims(reading, index):
            return True
        if left == "N" and ends_object(reading, index):
            return False
        if not tag.ambiguous:
            return True
        if lemma_of(reading, index) in ("stand", "side") and reading.words[index + 1 : index + 2] == ["with"]:
            # `India stands with the people of Nepal.`
            return not has_finite_before(reading)
        if left == "N" and right == "," and ends_relative(reading, index):
            return True
        if left == "N" and (lemma_of(reading, index), *behind[:1]) in _PHRASAL:
            # `Critics point out that …`
            return not has_finite_before(reading) or not in_object(reading, index)
        if left == "N" and singular and opens_today(reading, index):
            # `Its application starts today and will continue.`
            return True
        if (
            (lemma_of(reading, index), *behind[:1]) in _STANDING
            and left == "N"
            and singular != plural
            and wants_verb(reading, index)
        ):
            # `Zambia fears for its harvest.`
            return True
        if left == "N" and singular and _keeps_state(reading, index) and wants_verb(reading, index + 1):
            return True
        if left == "N" and begins_joined(reading, index):
            return True
        if left == "N" and in_object(reading, index):
            return False
        if left == "N" and takes_clause(reading, index, previous, right):
            return True
        if left == "N" and ends_report(reading, index, right, singular=singular):
            return True
        if left == "N" and completes_clause(reading, index):
            return True
        if right == "U" and lemma_of(reading, index) in load_words("verbs", "counting") and singular:
            return left == "N" and not plural
        if right == "v" and opens_clause(reading, index + 1):
            # `Aid groups estimate that …`
            return False
        if left == "N" and right in "NvUD" and not reading.groups and wants_verb(reading, index):
            return True
        if left == "," and right in "NvUD" and stands_behind_relative(reading, index, singular=singular):
            return wants_verb(reading, index)
        named = singular and reading.tagged.token(previous).norm[0].isupper() and right in "Nv"
        if (
            not named
            and right not in "DTOoI"
            and (lemma_of(reading, index), *reading.words[index + 1 : index + 2]) not in _WITH_PREPOSITION
        ):
            return False
        if right == "O" and singular and waits_behind_infinitive(reading, index):
            # `Air strikes to protect civilians have failed.`
            return False
        return not has_finite(reading, index + 1)
    return False
