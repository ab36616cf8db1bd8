"""What tells verbs from nouns in a sentence: verb groups found so far, and what the words behind need."""

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


def in_object(reading: Reading, index: int) -> bool:
    """Tell whether a participle follows the object of the last verb: `an operation aimed at …`."""
    if not reading.groups or reading.groups[-1].lemma in load_words("verbs", "speech"):
        return False
    return not set(reading.letters[reading.groups[-1].last : index]) & set(',;"CSRTsI')


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


def has_joint_verb(reading: Reading, index: int) -> bool:
    """Tell whether a conjunction and a form of the past follow in the clause: `…, cut power and shut the port`."""
    for later in range(index + 1, min(reading.size, index + 12)):
        if reading.letters[later] in ';"SRT':
            return False
        if reading.letters[later] == "C":
            return reading.tagged.form(reading.tagged.behind(later + 1), "p") != ""
    return False


def wants_verb(reading: Reading, index: int) -> bool:
    """Tell whether the clause would have no finite verb if the word at `index` were none."""
    finite = [group for group in reading.groups if group.tense not in ("participle", "infinitive")]
    if finite and ";" in reading.letters[finite[-1].last : index]:
        # `Police fired; a bus hit the wall`: a sentence of its own.
        cut = max(i for i in range(finite[-1].last, index) if reading.letters[i] == ";")
        finite = [group for group in finite if group.first > cut] if reading.words[cut] == ";" else finite
    if finite and (joint := _last_new_clause(reading, index)) > finite[0].first:
        # `It rained all day, and streams that are dry in May swept away bridges.`
        finite = [group for group in finite if group.first > joint]
    waiting = 0
    if finite and (opened := set(reading.letters[finite[-1].last : index]) & set("SRT")):
        # `Dozens were injured when a tsunami hit Galle`: a new clause.
        waiting = int("R" in opened)
    elif finite and reading.letters[index - 1] == "," and _leaves_relatives(reading, finite, index):
        # `Orlo, which had made peace, set up tents.`
        pass
    elif finite and finite[-1].lemma in load_words("verbs", "clause_only"):
        # `Police said shots hit two cars`: a new clause.
        pass
    elif finite and not set(reading.letters[finite[-1].last : index]) & set(',;"'):
        relative = any(letter in "RT" for letter in reading.letters[: finite[-1].first])
        if not relative or len(finite) > 1:
            return False
    elif finite:
        return False
    most = _count_openers_behind(reading, index) + waiting
    return _count_finite_behind(reading, index, most) <= most


def _last_new_clause(reading: Reading, index: int) -> int:
    """Return the last conjunction behind a comma and before a noun phrase in front of a word; -1 if there is none."""
    return next(
        (
            at
            for at in range(index - 2, 0, -1)
            if reading.letters[at] == "C"
            and reading.letters[at - 1] == ","
            and reading.letters[at + 1] in "DNUI"
        ),
        -1,
    )


def _leaves_relatives(reading: Reading, finite: list[VerbGroup], index: int) -> bool:
    """Tell whether all finite verbs before a comma stand in relative clauses: `Orlo, which had made peace, |`."""
    openers = sum(letter == "R" for letter in reading.letters[: index - 1])
    return 0 < len(finite) <= openers and reading.letters[finite[0].first - 1] != "C"


def _count_finite_behind(reading: Reading, index: int, most: int) -> int:
    """Count sure finite verbs behind a word, less those that go on with it and those of reporting asides.

    Where there are more than `most`, it does not matter how many.
    """
    count, opened = 0, False
    for later in range(index + 1, reading.size):
        opened = opened or (later >= index + 4 and _opens_new_clause(reading, later - 2))
        letter = reading.letters[later]
        if reading.words[later] in (";", ":"):
            break
        if letter in "Ss" and reading.letters[later - 1] == "," and _has_past(reading, later + 1):
            # `…, after it shut its doors and three states left`: all behind belongs to `after`.
            break
        auxiliary = letter in "BHX" and reading.words[later] not in ("be", "been", "being", "having")
        plain = reading.tagged.form(later, "p") or (
            reading.tagged.form(later, "z") and not reading.tags[later].ambiguous
        )
        if not (letter == "M" or auxiliary or plain):
            continue
        describes = reading.tagged.form(later, "q") and not reading.tagged.form(later, "b")
        if later == index + 1 and describes and reading.tagged.letter(later + 1) == "N":
            # `found burnt cars`
            continue
        before = reading.tagged.before(later)
        if reading.tagged.letter(before) == "C" and before > index:
            # `burst into the school and shot the teacher`: this verb needs one before it.
            continue
        if (
            reading.tagged.letter(before) == "I"
            and before - 1 > index
            and reading.letters[before - 1] in "Nv"
            and reading.words[before - 1]
            not in load_words("verbs", "days") | load_words("clauses", "time_units")
        ):
            # `handed over notes they found`
            continue
        if lemma_of(reading, later) in load_words("verbs", "speech") and _is_aside(reading, index, later):
            continue
        if opened or count > most:
            break
        count += 1
    return count


def _is_aside(reading: Reading, index: int, verb: int) -> bool:
    """Tell whether only a noun phrase stands between a comma and a verb of speech: `…, officials said`."""
    for earlier in range(verb - 1, index, -1):
        if reading.letters[earlier] == ",":
            return earlier < verb - 1
        if reading.letters[earlier] in ';"CSRTv':
            return False
    return False


def _opens_new_clause(reading: Reading, at: int) -> bool:
    """Tell whether a comma, a conjunction, which stands at a word, and a new subject follow one another."""
    return reading.letters[at] == "C" and reading.letters[at - 1] == "," and reading.letters[at + 1] in "DINU"


def _count_openers_behind(reading: Reading, index: int) -> int:
    """Count the words behind a word that open a subordinate clause with a verb of its own."""
    soft = reading.words[index] in load_words("verbs", "seldom_nouns")
    return sum(
        reading.letters[later] == "S"
        or (reading.words[later] == "what" and reading.tagged.letter(later + 1) in "DIN")
        or (
            reading.letters[later] == "s"
            and (soft or "," in reading.letters[index:later])
            and _has_past(reading, later + 1)
        )
        for later in range(index + 1, reading.size)
    )


def _has_past(reading: Reading, start: int) -> bool:
    """Tell whether a finite verb follows before the next mark."""
    for later in range(start, reading.size):
        if reading.letters[later] in ',;"':
            return False
        if reading.letters[later] in "MBHX" or reading.tagged.form(later, "p"):
            return True
    return False


def _opens_counted(reading: Reading, index: int) -> bool:
    """Tell whether a determiner or a number stands at a token."""
    return reading.tagged.letter(index) in "DUI" or (
        index < reading.size and reading.words[index] in load_words("clauses", "small_numbers")
    )


def _closes_apposition(reading: Reading, comma: int) -> bool:
    """Tell whether a name or office between a comma and another stands before a finite verb: `, Mia Ruiz, said …`."""
    for later in range(comma + 1, min(reading.size - 1, comma + 10)):
        letter = reading.letters[later]
        if letter == ",":
            following = later + 1
            return later > comma + 1 and (
                reading.letters[following] in "MH"
                or (
                    reading.tagged.form(following, "p") != ""
                    and reading.tagged.letter(following + 1) in "DITU"
                )
            )
        if letter not in "DNUP":
            return False
    return False


def _agrees_with_second(reading: Reading, index: int, verb: int) -> bool:
    """Tell whether an auxiliary agrees only with what stands behind `until`: `Divers worked until the search | was`."""
    opener = next((t for t in range(verb - 1, index, -1) if reading.letters[t] == "s"), -1)
    if opener < 0 or verb - opener < 2 or "C" in reading.letters[opener:verb]:
        return False
    singular = reading.words[verb] in ("was", "is", "has")
    plural = reading.words[verb] in ("were", "are", "have")
    first = reading.tagged.is_plural(index - 1)
    second = _heads_plural(reading, opener + 1, verb)
    return (singular and first and not second) or (plural and second and not first)


def _heads_plural(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a noun phrase is plural, by the noun before its first preposition."""
    end = next((t for t in range(first, last) if reading.letters[t] == "P"), last)
    return reading.tagged.is_plural(end - 1)


def is_reduced(reading: Reading, index: int) -> bool:
    """Tell whether a finite verb for the noun before a participle comes later: `men arrested in May said`."""
    depth = 0
    moves = lemma_of(reading, index) in load_words("verbs", "ergative")
    named = lemma_of(reading, index) in load_words("verbs", "naming_as")
    for later in range(index + 1, min(reading.size, index + 25)):
        letter = reading.letters[later]
        if letter == "s" and later == index + 1 and named and reading.words[later] == "as":
            continue
        if (
            letter == "s"
            and reading.words[later] == "as"
            and not named
            and later > index + 1
            and (_has_past(reading, later + 1))
        ):
            # `The quake struck at eight as the country was on its feet.`
            return False
        if letter in ';"SRT' or (letter == "s" and (depth or moves)):
            # `The protests started on Monday after a video appeared`: the verb behind `after` is its own.
            return False
        if letter == "C":
            return False
        if letter == ",":
            depth += 1
            if _closes_apposition(reading, later):
                # `A statement posted by its head, Mia Ruiz, said …`
                return True
            # A new subject behind the comma has its own verb.
            if reading.tagged.letter(later + 1) in "DIN" or (
                reading.tagged.letter(later + 1) == "v" and reading.tagged.is_plural(later + 1)
            ):
                return False
            continue
        if letter == "I":
            return False
        if letter == "O":
            if later == index + 1 and not reading.tagged.form(later + 1, "b"):
                # `medics sent to the village found …`
                continue
            return False
        if letter == "M" or (
            letter in "BHX" and reading.words[later] not in ("be", "been", "being", "having", "done", "doing")
        ):
            return not _agrees_with_second(reading, index, later)
        if letter == "v":
            forms = {kind for _, kind in reading.tags[later].forms}
            if "g" in forms and lemma_of(reading, later) in load_words("verbs", "speech"):
                # What follows `saying` is the verb of what is said.
                return False
            if (
                "p" in forms
                and (
                    reading.tagged.letter(later - 1) in "NU),A"
                    or (reading.tagged.letter(later - 1) == "v" and reading.tags[later - 1].ambiguous)
                )
                and not (
                    "b" in forms
                    and reading.tags[later].ambiguous
                    and not (reading.tagged.letter(later - 1) == "N" and _opens_counted(reading, later + 1))
                )
                and not (
                    reading.letters[later - 1] == "A"
                    and reading.tagged.letter(reading.tagged.before(later)) == "v"
                )
                and reading.words[later + 1 : later + 2] != ["by"]
                and not (reading.tagged.letter(later - 1) == "U" and "q" in forms)
                and not reading.words[later - 1].endswith("'s")
            ):
                return True
            if (
                "z" in forms
                and not reading.tags[later].ambiguous
                and reading.tagged.letter(later - 1) in "NU),"
            ):
                return True
    return False
