"""What shows that a form in -ed describes a noun: lists, `with`, commas, states, days, names."""

from briefgen.extract.layers.clause_rules.missing_verbs import has_joint_verb, is_reduced, wants_verb
from briefgen.extract.layers.clause_rules.verbreading import Reading, has_finite_before, in_object
from briefgen.extract.lexicon import load_words

_SHORT = 4
"""`Under an earlier agreement reached …`: so many words at most."""
_LONG_OBJECT = 12
"""Words between `with` and a participle at most."""
_LONG_ASIDE = 40
"""Words of an aside at most."""
_FAR = 20
"""A verb is looked for so many words ahead."""
_REPORTED = load_words("clause_rules", "reported")
_STATES = load_words("clause_rules", "states")


def opens_subject(reading: Reading, index: int, left: str) -> bool:
    """Tell whether a participle describes the subject of a verb behind: `and injured protesters said`."""
    if left == "s":
        # `after failed attempts`
        return reading.tagged.before(index) == index - 1 and reading.words[index - 1] != "since"
    behind = reading.tagged.letter(index + 2)
    finite = (
        behind == "v"
        and bool(reading.tagged.form(index + 2, "p"))
        and not reading.tagged.form(index + 2, "b")
    )
    if reading.tagged.token(index + 1).norm[0].isupper() or not (behind in "MBH" or finite):
        return False
    if left == "T":
        # `the worst storm that ever struck Galle was …`
        return reading.tagged.letter(reading.tagged.before(index) - 1) not in "NU"
    return left != "C" or reading.tagged.is_plural(index + 1)


def is_reported_state(reading: Reading, index: int) -> bool:
    """Tell whether a participle says how somebody is said to be or to be left: `were reported killed in the north`."""
    last = reading.groups[-1] if reading.groups else None
    return (
        last is not None
        and last.last == index
        and ((last.passive and last.lemma in _REPORTED) or last.lemma in _STATES)
    )


def stands_behind_with(reading: Reading, index: int) -> bool:
    """Tell whether `with` and a noun phrase stand before a participle: `…, with 100 people rescued`."""
    for at in range(index - 1, max(-1, index - _LONG_OBJECT), -1):
        if reading.letters[at] not in "NUDPACsv" and reading.words[at - 1 : at + 1] != ["up", "to"]:
            return False
        if reading.words[at] == "with":
            if at + 1 >= index or reading.letters[at + 1] == "C":
                return False
            return at == 0 or (reading.letters[at - 1] in ",;" and has_finite_before(reading))
    return False


def describes_listed(reading: Reading, index: int) -> bool:
    """Tell whether a participle stands before a noun of a list in a subject: `food, water and dried fruit arrived`."""
    if has_finite_before(reading) or index < 2 or reading.letters[index - 1] not in "C,":
        return False
    if reading.tagged.token(index + 1).norm[0].isupper():
        return False
    listed = reading.tagged.is_plural(index + 1) or reading.tagged.letter(index + 2) in "C,"
    governed = reading.groups and reading.groups[-1].tense == "participle" and not reading.groups[-1].passive
    if reading.letters[index - 1] == "," and not (listed and governed):
        return False
    for later in range(index + 2, min(reading.size, index + _FAR)):
        letter = reading.letters[later]
        if letter in ';"SRTI':
            return False
        if letter == "C" and reading.tagged.form(reading.tagged.behind(later + 1), "p"):
            return False
        if letter in "MBHX" or (letter == "v" and reading.tagged.form(later, "p")):
            return True
    return False


def describes_what_went_before(reading: Reading, index: int, lemma: str, right: str) -> bool:
    """Tell whether a participle behind a comma describes a noun: `was announced by decree, published last night`."""
    if right not in "PA" and not opens_time(reading, index + 1):
        return False
    if lemma in load_words("verbs", "never_passive") | load_words("verbs", "no_passive"):
        return False
    if lemma in load_words("verbs", "intransitive") | load_words("verbs", "speech"):
        return False
    if has_joint_verb(reading, index):
        return False
    return any(
        group.tense not in ("participle", "infinitive")
        and not set(reading.letters[: group.first]) & set('RTSs";')
        for group in reading.groups
    )


def follows_those(reading: Reading, index: int, right: str) -> bool:
    """Tell whether a participle says which ones are meant: `most of those killed were young`."""
    previous = reading.tagged.before(index)
    counted = reading.words[previous - 1 : previous + 1] in (
        ["the", "thousands"],
        ["the", "hundreds"],
        ["the", "dozens"],
        ["the", "many"],
        ["the", "few"],
    )
    if counted and reading.words[index : index + 1] != ["had"]:
        # `aid for the thousands left without homes`
        return right in "PA;," and not wants_verb(reading, index)
    return reading.words[previous] == "those" and (right not in "DoIUT" or is_reduced(reading, index))


def opens_time(reading: Reading, index: int) -> bool:
    """Tell whether a time without a preposition follows: `girls kidnapped last month`, `seized two weeks ago`."""
    words = reading.words[index : index + 4]
    days = load_words("verbs", "days")
    if words[:1] in (["last"], ["this"], ["next"]):
        return bool(set(words[1:2]) & (days | load_words("clauses", "time_units")))
    if set(words[:1]) & days:
        return words[1:2] != ["to"]
    return "ago" in words[1:] or "earlier" in words[2:]


def is_named(reading: Reading, index: int) -> bool:
    """Tell whether a participle gives the name of an object: `met a girl called Mia`."""
    if not in_object(reading, index):
        return False
    last = reading.groups[-1]
    # `officials quoted by the paper called it a mistake`
    agent = last.tense == "participle" and reading.words[last.last : last.last + 1] == ["by"]
    return not (agent and wants_verb(reading, index))


def is_naming(reading: Reading, index: int) -> bool:
    """Tell whether a participle and a name stand behind one: `Another driver, called Silva, told …`."""
    naming = reading.tagged.form(index, "q") in load_words("verbs", "naming")
    return naming and reading.tagged.token(index + 1).norm[0].isupper()


def names_subject(reading: Reading, index: int) -> bool:
    """Tell whether a participle gives the name of one not known yet: `a girl called Mia was found`."""
    if reading.groups or index + 1 >= reading.size or not reading.tagged.token(index + 1).norm[0].isupper():
        return False
    first = index - 1
    while first > 0 and reading.letters[first] in "NA":
        first -= 1
    one = reading.words[first] in ("a", "an", "another", "one") or reading.letters[first] == "U"
    return one and reading.letters[index + 1] == "N" and is_reduced(reading, index)


def tells_aside(reading: Reading, index: int, lemma: str) -> bool:
    """Tell whether a verb of speech and who speaks stand between commas before the verb of a subject.

    `The mayor, the paper reported, fled`, but not `The blast, Ruiz, reported at nine, was heard`.
    """
    if lemma not in load_words("verbs", "clause_only") | _ASIDES or index + 2 >= reading.size:
        return False
    first = index - 1
    while first > 0 and reading.letters[first] in "DNA":
        first -= 1
    if first < 1 or reading.letters[first] != "," or index - first > _SHORT or has_finite_before(reading):
        return False
    following = index + 2
    return reading.letters[following] in "MBH" or reading.tagged.form(following, "p") != ""


_ASIDES = frozenset({"report", "note", "claim", "estimate", "announce"})
"""Verbs by which outlets and offices pass on what happened, in an aside."""


def tells_which(reading: Reading, index: int, lemma: str) -> bool:
    """Tell whether a participle stands before `as` and a kind, or `after` and a time: `sent after 21 April`."""
    word = reading.words[index + 1]
    if word == "as":
        return lemma in load_words("verbs", "naming_as")
    if word not in ("after", "before", "since", "until") or index + 3 >= reading.size:
        return False
    following = reading.words[index + 2]
    return (
        following in load_words("verbs", "days")
        or reading.letters[index + 2] == "U"
        or (
            reading.letters[index + 2] == "D"
            and reading.words[index + 3] in load_words("clauses", "time_units")
        )
    )


def _is_only_verb(reading: Reading, index: int, at: int) -> bool:
    """Tell whether a word in -s with an object is the only verb of a noun in the singular: `limits the rights`."""
    behind = reading.letters[at + 1 :]
    return (
        not reading.tagged.is_plural(index - 2)
        and behind[:1] == ["D"]
        and not set(behind) & set("MBHX,C")
        and not any(reading.tagged.form(later, "p") for later in range(at + 1, reading.size))
    )


def closes_before_verb(reading: Reading, index: int) -> bool:
    """Tell whether a comma and a finite verb follow a participle behind a comma: `The talks, held in Galle, failed`."""
    if has_finite_before(reading):
        return False
    for later in range(index + 1, min(reading.size - 1, index + _LONG_ASIDE)):
        letter = reading.letters[later]
        if letter in ';"SRTIMBHX':
            return False
        if letter == ",":
            following = later + 1
            if is_naming(reading, index):
                return reading.tagged.form(following, "p") != ""
            if reading.letters[following] in "MBH" or (
                reading.tagged.form(following, "p") and not reading.tagged.form(following, "bq")
            ):
                return True
            if reading.tagged.form(following, "z") and (
                not reading.tags[following].ambiguous or _is_only_verb(reading, index, following)
            ):
                # `The man, arrested on Friday, remains in jail`
                return True
            seldom = reading.tagged.form(following, "p") in load_words("verbs", "seldom_describing")
            behind = "DPAO;NU" if seldom else "DPAO;U"
            sure = reading.tagged.form(following, "p") and reading.tagged.letter(following + 1) in behind
            if sure and reading.tagged.letter(following + 1) != ",":
                return not has_joint_verb(reading, index)
    return False


def is_governed(reading: Reading, index: int, right: str, right_word: str) -> bool:
    """Tell whether the noun before is what a preposition at the head governs: `Under a plan agreed on Monday, he …`."""
    same_day = right == "D" and reading.words[index + 3 : index + 4] in (["day"], ["week"], ["month"])
    if right != "P" and not same_day and right_word not in load_words("verbs", "days"):
        return False
    if _behind_days(reading, index + 1) == "by":
        return True
    first = index - 1
    while first > 0 and reading.letters[first] in "NA":
        first -= 1
    begin = first + 1 if reading.letters[first] != "D" else first
    if reading.words[max(0, begin - 2) : begin] == ["according", "to"]:
        return True
    if begin + 1 == index and begin < 3 and reading.words[begin] in load_words("clauses", "given"):
        # `In comments made on Thursday, …`
        return reading.tagged.letter(begin - 1) == "P" and "," in reading.letters[index:]
    if reading.letters[first] != "D" or index - first > _SHORT or reading.tagged.is_plural(index - 1):
        return False
    if reading.tagged.letter(first - 1) != "P" or reading.tagged.token(index - 1).norm[0].isupper():
        return False
    if reading.groups:
        # `said in an interview aired on Thursday`
        return reading.words[first] in ("a", "an")
    return (first < 2 or reading.letters[first - 2] in ",A") and "," in reading.letters[index:]


def _behind_days(reading: Reading, index: int) -> str:
    """Return the word behind a day that begins here: `arrested Thursday morning by …`; "" if there is no day."""
    days, end = load_words("verbs", "days"), index
    while end < reading.size and reading.words[end] in days:
        end += 1
    return reading.words[end] if index < end < reading.size else ""


def describes_noun(reading: Reading, index: int, left: str, right: str) -> bool:
    """Tell whether a participle with an adverb stands before its noun: `badly wounded children were flown`."""
    if right != "N" and not (right == "v" and reading.tags[index + 1].ambiguous):
        return False
    previous = reading.tagged.before(index)
    if previous == index - 1:
        return False
    if left == "v" and reading.words[index - 1] in ("already", "newly", "freshly", "partly", "once"):
        # `swamping already flooded streets`
        return True
    if not reading.words[index - 1].endswith("ly"):
        return False
    if left == ",":
        # `On Monday, newly arrived troops took the town`, but `The troops advanced, quickly captured towns and left`
        opened = reading.letters[0] in "sS" and list(reading.letters[:index]).count(",") == 1
        free = opened or not has_finite_before(reading)
        return free and reading.words[index - 1] in load_words("clauses", "of_states")
    if left in "sST" or previous < 0 or left == "U":
        return True
    return reading.words[previous] in load_words("clauses", "small_numbers")


def is_led_by_copula(reading: Reading, index: int, left: str, right: str) -> bool:
    """Tell whether a form of `be` right behind makes a participle of it: `among those killed was a nurse`."""
    if right != "B" or reading.words[index + 1] in ("be", "been", "being"):
        return False
    previous = reading.tagged.before(index)
    if previous < 0:
        return index > 0
    if left == "N" and "what" in reading.words[max(0, index - 4) : index]:
        return False
    return left == "D" and reading.words[previous] in load_words("clauses", "heads")


def continues_passive(reading: Reading, index: int, left: str, right: str) -> bool:
    """Tell whether a participle shares the auxiliary of the one before: `was shot and killed`."""
    last = reading.groups[-1] if reading.groups else None
    if last is None or not last.passive or last.tense == "participle":
        return False
    lemma, joint = reading.tagged.form(index, "q"), reading.tagged.before(index)
    if left == "," and not (right in ",C" and has_joint_verb(reading, index)):
        return False
    by_whom = reading.words[last.last : last.last + 1] == ["by"] and not (
        set(reading.letters[last.last : joint]) & set(',;"CSRTvO')
    )
    if last.last != joint and not by_whom:
        return False
    if right == "O":
        return lemma in load_words("verbs", "with_object_infinitive")
    active = load_words("verbs", "intransitive") | load_words("verbs", "speech")
    closed = right in "P;,C" or opens_time(reading, index + 1)
    return closed and lemma not in active and last.lemma not in load_words("verbs", "moods")
