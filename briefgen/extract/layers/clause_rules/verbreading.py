"""What tells verbs from nouns in a sentence: the verb groups found so far, and the nouns before a word."""

from typing import Literal

import msgspec

from briefgen.extract.layers.clause_rules.tags import Tagged
from briefgen.extract.lexicon import load_words
from briefgen.model.span import Span

Tense = Literal[
    "past", "present", "future", "perfect", "pluperfect", "infinitive", "participle", "imperative"
]


class VerbGroup(msgspec.Struct, frozen=True):
    """Auxiliaries, adverbs between, and the main verb."""

    span: Span
    first: int
    """Index of its first token: in its sentence while that is read, in the article once a clause holds it."""
    last: int
    """Index behind its last token."""
    lemma: str
    """Base form of the main verb: `say`, `kill`, `be`."""
    tense: Tense
    passive: bool
    negated: bool
    modal: str
    """`will`, `may`, `must` …; "" if none."""


_TIME_OPENERS = frozenset({"on", "in", "since"})
_ARTICLES = load_words("clause_rules", "articles")
_DEGREES = frozenset({"well", "better", "best", "likely", "hardest", "worst", "rather"})
"""Words that may stand inside a verb group and are no adverbs elsewhere."""
_INSIDE: dict[str, tuple[tuple[str, ...], ...]] = {
    "all": (("all", "but"),),
    "by": (("by", "then"), ("by", "now")),
    "in": (("in", "all", "likelihood"), ("in", "fact"), ("in", "effect"), ("in", "turn"), ("in", "part")),
    "at": (("at", "last"), ("at", "least"), ("at", "first"), ("at", "once"), ("at", "times")),
    "for": (("for", "now"), ("for", "example"), ("for", "instance")),
    "of": (("of", "course"),),
    "more": (("more", "or", "less"),),
    "as": (("as", "yet"),),
}
"""Phrases that stand inside a verb group as adverbs do, by their first words."""


class Reading:
    """A sentence read from left to right; what was found before helps to tell verbs from nouns."""

    def __init__(self, tagged: Tagged) -> None:
        self.tagged = tagged
        self.words, self.tags, self.letters, self.size = (
            tagged.words,
            tagged.tags,
            tagged.letters,
            tagged.size,
        )
        self.groups: list[VerbGroup] = []
        """Verb groups found so far, in order."""


def make_group(
    reading: Reading,
    first: int,
    last: int,
    lemma: str,
    tense: Tense,
    *,
    passive: bool = False,
    modal: str = "",
) -> VerbGroup:
    """Return the group of the tokens [first, last), negated where a negation stands in or before it."""
    negated = any(
        reading.letters[i] == "n" or reading.words[i].endswith("n't") or reading.words[i] == "cannot"
        for i in range(first, last)
    ) or (first > 0 and reading.words[first - 1] in ("never", "not") and tense != "past")
    if first > 0 and reading.words[first - 1] == "never":
        negated = True
    negated = negated or any(reading.words[i : i + 2] == ["no", "longer"] for i in range(first, last))
    return VerbGroup(reading.tagged.span(first, last), first, last, lemma, tense, passive, negated, modal)


def skip_adverbs(reading: Reading, index: int) -> int:
    """Step over adverbs, `no longer` and a day (`was on Friday night sworn in`) inside a verb group."""
    index = reading.tagged.behind(index)
    if reading.words[index : index + 1] and reading.words[index] in _TIME_OPENERS:
        index = _skip_day(reading, index)
    if reading.words[index : index + 1] and reading.words[index] in _INSIDE:
        index = _skip_phrase(reading, index)
    if reading.words[index : index + 2] == ["no", "longer"]:
        index = reading.tagged.behind(index + 2)
    if reading.words[index : index + 1] == ["since"] and reading.letters[index - 1] == "H":
        # `has since resigned`
        since = reading.tagged.behind(index + 1)
        index = (
            since
            if reading.tagged.form(since, "q") or reading.words[since : since + 1] == ["been"]
            else index
        )
    if reading.words[index : index + 1] in (["first"], ["last"]) and reading.tagged.form(index + 1, "qg"):
        index += 1
    if reading.words[index : index + 1] and reading.words[index] in _DEGREES:
        return _skip_degree(reading, index)
    return index


def _skip_phrase(reading: Reading, index: int) -> int:
    """Return the index behind `all but`, `by then` … inside a verb group; else `index`."""
    for phrase in _INSIDE[reading.words[index]]:
        end = index + len(phrase)
        if tuple(reading.words[index:end]) == phrase:
            behind = reading.tagged.behind(end)
            if reading.tagged.form(behind, "qgb") or reading.words[behind : behind + 1] in (["be"], ["been"]):
                return behind
    return index


def _skip_degree(reading: Reading, index: int) -> int:
    """Return the index behind `well`, `likely` … inside a verb group (`is best known`); else `index`."""
    left = reading.tagged.letter(reading.tagged.before(index))
    behind = reading.tagged.behind(index + 1)
    if left == "M":
        inside = reading.tagged.form(behind, "b") != "" or reading.words[behind : behind + 1] == ["have"]
    else:
        inside = left in "BH" and reading.tagged.form(behind, "q") != ""
    return behind if inside else index


def _skip_day(reading: Reading, index: int) -> int:
    """Return the index behind the time that `on` or `in` opens, if a verb follows it; else `index`."""
    days, end = load_words("verbs", "days"), index + 1
    if reading.words[index] != "on":
        days = days | load_words("clauses", "time_units") | {"the", "past", "recent", "last", "this"}
    while end < min(reading.size, index + 5) and (reading.words[end] in days or reading.words[end].isdigit()):
        end += 1
    passed = end > index + 1 or reading.words[index] == "since"
    return end if passed and reading.tagged.form(end, "qgb") else index


def lemma_of(reading: Reading, index: int) -> str:
    """Return the first lemma of a token; "" if it is no verb form."""
    forms = reading.tags[index].forms
    return forms[0][0] if forms else ""


def has_finite_before(reading: Reading) -> bool:
    """Tell whether a finite verb group was found."""
    return any(group.tense not in ("participle", "infinitive") for group in reading.groups)


def has_finite(reading: Reading, start: int) -> bool:
    """Tell whether a sure finite verb follows before the clause ends."""
    for index in range(start, reading.size):
        letter = reading.letters[index]
        if letter in ',;"SRTCO':
            return False
        if letter == "M" or (
            letter in "BHX" and reading.words[index] not in ("be", "been", "being", "having")
        ):
            return True
        if (
            letter == "v"
            and "p" in {kind for _, kind in reading.tags[index].forms}
            and reading.tagged.letter(index - 1) in "Nv"
        ):
            return True
    return False


def has_plural_head(reading: Reading, index: int) -> bool:
    """Tell whether the noun phrase that ends here may have a plural head: `people familiar with the plan`."""
    start = reading.groups[-1].last if reading.groups and reading.groups[-1].tense != "participle" else 0
    if start and heads_relative(reading):
        # `soldiers who staged a coup in May accuse him`
        return True
    for earlier in range(index, max(start, index - 15) - 1, -1):
        if reading.letters[earlier] in ',;"STIOM':
            return False
        if reading.letters[earlier] == "N" and reading.tagged.is_plural(earlier):
            return True
    return False


def heads_relative(reading: Reading) -> bool:
    """Tell whether the last verb stands in a relative clause behind the plural that opens the sentence or clause."""
    if not reading.groups:
        return False
    opener = reading.tagged.before(reading.groups[-1].first)
    if opener < 1 or reading.words[opener] not in ("who", "which", "that"):
        return False
    if len(reading.groups) > 1 and reading.groups[-2].tense not in ("participle", "infinitive"):
        return False
    if reading.words[opener - 1] in ("those", "many", "some", "most", "others"):
        return True
    return reading.letters[opener - 1] == "N" and reading.tagged.is_plural(opener - 1)


def has_counted_head(reading: Reading, index: int) -> bool:
    """Tell whether a noun phrase that ends here counts more than one: `up to 150 staff remain`."""
    if has_plural_head(reading, index):
        return True
    start = reading.groups[-1].last if reading.groups else 0
    for earlier in range(index, max(start, index - 6) - 1, -1):
        if reading.letters[earlier] in ',;"STIOM':
            return False
        if reading.letters[earlier] == "U" and reading.words[earlier] not in ("1", "one"):
            return True
    return False


def is_joined(reading: Reading, index: int) -> bool:
    """Tell whether the noun phrase that ends here has two heads: `Russia and China`."""
    if reading.words[index] in load_words("clauses", "plurals"):
        return True
    named = reading.tagged.token(index).norm[0].isupper()
    for earlier in range(index, max(-1, index - 6), -1):
        if reading.letters[earlier] == "C" and reading.words[earlier] == "and":
            # `Silva and his family`
            return named or (
                reading.words[earlier + 1] in ("his", "her", "their", "its")
                and reading.letters[earlier - 1] in "NI"
                and not has_finite_before(reading)
            )
        if reading.letters[earlier] in ",;vMBH":
            return False
    return False


def _names_deed(reading: Reading, first: int) -> bool:
    """Tell whether what befalls people is the object of a verb: `ordered | the release of men seized in May`."""
    suffered = load_words("titles", "suffered_nouns") | _RETURNED
    words = reading.words[first : first + 3]
    return words[:1] == ["the"] and words[2:] == ["of"] and words[1] in suffered


_ASKED_FOR = frozenset({"order", "demand", "announce", "condemn", "request", "confirm"})
"""Verbs of speech with a deed for their object."""
_RETURNED = frozenset({"return", "closure", "withdrawal", "evacuation", "recall", "seizure"})


def in_object(reading: Reading, index: int) -> bool:
    """Tell whether a participle follows the object of the last verb: `an operation aimed at …`."""
    if not reading.groups:
        return False
    first = reading.groups[-1].last
    lemma = reading.groups[-1].lemma
    asked = lemma in _ASKED_FOR and _names_deed(reading, first)
    if lemma in load_words("verbs", "speech") - {"see"} and not asked:
        # `The day saw | 94 people airlifted to safety`, but `said prices fell in May`
        return False
    if reading.words[first : first + 3] == ["as", "many", "as"]:
        first += 3
    return not set(reading.letters[first:index]) & set(',;"CSRTsI')


def find_second_noun(tagged: Tagged, verb: int) -> int | None:
    """Return the determiner of a noun phrase between a verb and another noun phrase: `the bridge | the army built`."""
    at = verb - 1
    while at > 1 and tagged.letters[at] in "NU":
        at -= 1
    if at < 1 or at == verb - 1 or tagged.words[at] not in _ARTICLES or tagged.letters[at - 1] != "N":
        return None
    if not tagged.token(at).norm[0].islower():
        return None
    if tagged.words[at - 1] in load_words("verbs", "days") | load_words("clauses", "time_units"):
        return None
    first = at - 1
    while first > 0 and tagged.letters[first] in "NU":
        first -= 1
    if tagged.letters[first] != "D" or (first > 0 and tagged.letters[first - 1] in "PsC"):
        return None
    return at
