"""Past forms and participles, told apart by the words around."""

from briefgen.extract.layers.presentforms import is_present
from briefgen.extract.layers.verbreading import (
    Reading,
    VerbGroup,
    find_second_noun,
    has_finite_before,
    has_joint_verb,
    in_object,
    is_reduced,
    make_group,
    wants_verb,
)
from briefgen.extract.lexicon import load_words

_SHORT = 4
"""`Under an earlier agreement reached …`: so many words at most."""
_LONG_OBJECT = 12
"""Words between `with` and a participle at most."""
_FAR = 20
"""A verb is looked for so many words ahead."""
_ARTICLES = frozenset({"a", "an", "the"})
_REPORTED = frozenset(
    {"report", "believe", "presume", "fear", "list", "confirm", "find", "leave", "declare", "say"}
)
_STATES = frozenset({"arrive", "get", "remain", "stay", "feel", "seem", "appear", "become", "go", "look"})
_OPENING = frozenset({'"', "“", "``", "«"})


def read_past(reading: Reading, index: int, kinds: str, left: str) -> VerbGroup | None:
    """Read a past form or a participle."""
    right = reading.tagged.letter(index + 1)
    right_word = reading.words[index + 1] if index + 1 < reading.size else ""
    lemma = reading.tagged.form(index, "p") or reading.tagged.form(index, "q")
    both = "p" in kinds and "q" in kinds
    base = "b" in kinds
    if left == "D" and "q" not in kinds and reading.words[index - 1] in _ARTICLES:
        # `a bit`, `the fell`
        return None
    if (
        left in "DP"
        and reading.words[reading.tagged.before(index)] not in load_words("clauses", "heads")
        and (both or base or right == "N")
    ):
        # `the wounded`, `of armed men`, `the detained protesters`
        if not (
            left == "P"
            and reading.tagged.before(index) == 0
            and not base
            and lemma in load_words("verbs", "inverting")
        ):
            return None
        # `Outside stood thousands of people.`
        return make_group(reading, index, index + 1, lemma, "past")
    if left == "O" and not base:
        # `requests led to improved relations`
        return None
    noun_behind = right == "N" or (right == "v" and reading.tags[index + 1].ambiguous)
    if both and left in "SsTC" and noun_behind and _opens_subject(reading, index, left):
        return None
    if (
        both
        and left in "Ss"
        and reading.tagged.before(index) == index - 1
        and reading.words[index - 1] not in ("once", "since")
        and right in "PA,;IOC."
    ):
        # `when asked about it`, `faster than expected`
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and not base and left == "v" and right not in "DNoI" and _is_reported_state(reading, index):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if "q" in kinds and left in "C," and _continues_passive(reading, index, left, right):
        return make_group(
            reading, index, index + 1, reading.tagged.form(index, "q"), reading.groups[-1].tense, passive=True
        )
    if (
        "p" not in kinds
        and base
        and is_present(reading, index, left, reading.tagged.before(index), singular=False)
    ):
        # `people who come here`
        return make_group(reading, index, index + 1, reading.tagged.form(index, "b"), "present")
    if "p" not in kinds:
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and left == "N" and _is_governed(reading, index, right, right_word):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if base and left in "RT" and _is_past_relative(reading, index, left):
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if both and left in "NU)" and right_word in _OPENING and lemma in load_words("verbs", "speech"):
        # `The office claimed “…” was false.`
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if both and left == "D" and _follows_those(reading, index, right):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and left == "N" and _completes_bare_relative(reading, index, lemma, right):
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if both and left in "NU)" and _stands_behind_with(reading, index):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and left in "C," and right == "N" and _describes_listed(reading, index):
        return None
    if both and left == "," and _describes_what_went_before(reading, index, lemma, right):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and left == "N" and _completes_relative(reading, index):
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if both and _describes_noun(reading, index, left, right):
        return None
    if both and _is_led_by_copula(reading, index, left, right):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and base and _is_acted_on(reading, index, left, right):
        return make_group(
            reading, index, index + 1, reading.tagged.form(index, "q"), "participle", passive=True
        )
    if both and base and left in "C," and _continues_past(reading, index, left, right):
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if both and right_word == "that" and left in "NU)," and lemma in load_words("verbs", "showing"):
        # `a survey of doctors found that …` is no survey that was found.
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if (
        base
        and is_present(reading, index, left, reading.tagged.before(index), singular=False)
        and left == "I"
        and reading.words[reading.tagged.before(index)] in ("we", "they", "you", "i")
    ):
        # `put`, `cut`, `read` after a plural pronoun: past or present cannot be told; news is past.
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    apposed = (
        left == "," and index > 1 and (right in "DoUNv" or right_word in load_words("clauses", "particles"))
    )
    if base and both and (left in "NU)" or apposed) and wants_verb(reading, index):
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if base and both and reading.tags[index].ambiguous and left not in "I":
        if right not in "DoUIP,;" and right != "N":
            return None
        if right in ",;P" and left != "N":
            return None
        if left in "N" and not (
            right in "DoUI" or right_word in ("on", "in", "at", "off", "from", "fire", "down", "up", "back")
        ):
            return None
    if left in "I":
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    agent = "by" in (right_word, *reading.words[reading.tagged.behind(index + 1) :][:1])
    if both and agent and lemma not in ("stand", "pass", "stop"):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    counted = left == "U" or reading.words[index - 1] in load_words("clauses", "small_numbers") - {"one"}
    if (
        both
        and counted
        and right_word not in load_words("clauses", "small_numbers")
        and (right == "N" or (right == "v" and reading.tagged.is_plural(index + 1)))
    ):
        return None
    if (
        left == "C"
        and both
        and right == "N"
        and not reading.groups
        and not reading.words[index + 1].endswith("s")
    ):
        return None
    if both and lemma in load_words("verbs", "no_passive"):
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if both and left == "N" and lemma in load_words("verbs", "naming") and _is_named(reading, index):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    last = reading.groups[-1].last if reading.groups else 0
    needed = right == "," and "S" in reading.letters[last:index]
    tries = right == "O" and lemma in load_words("verbs", "trying")
    takes_object = right_word in ("out", "off", "up") and reading.tagged.letter(index + 2) in "DUv"
    listed = right == "," and reading.tagged.form(index + 2, "p") and has_joint_verb(reading, index + 2)
    if (
        both
        and left in "NU)o"
        and not listed
        and not (takes_object or needed or tries)
        and lemma not in load_words("verbs", "never_passive")
        and (
            right in "PO;A,C"
            or _opens_time(reading, index + 1)
            or (right == "B" and "what" not in reading.words[max(0, index - 5) : index])
        )
        and (is_reduced(reading, index) or (in_object(reading, index) and not _ends_reduced(reading, index)))
    ):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and left == "," and right == '"' and lemma in load_words("verbs", "naming"):
        # `The film, titled "Home", …`
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and left == "," and right in "PAO" and is_reduced(reading, index):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and index == 0:
        asked = (lemma in load_words("verbs", "asking") and right in "SRsA") or right_word in (
            "what",
            "how",
            "why",
        )
        fits = right in "PO" or asked
        return make_group(reading, index, index + 1, lemma, "participle", passive=True) if fits else None
    if both and right == "N" and left in "vBHX" and _opens_object(reading, index):
        return None
    if (
        both
        and left == "v"
        and right == "N"
        and not (reading.groups and reading.groups[-1].last == reading.tagged.before(index) + 1)
    ):
        return None
    return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")


def _opens_subject(reading: Reading, index: int, left: str) -> bool:
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


def _is_reported_state(reading: Reading, index: int) -> bool:
    """Tell whether a participle says how somebody is said to be or to be left: `were reported killed in the north`."""
    last = reading.groups[-1] if reading.groups else None
    return (
        last is not None
        and last.last == index
        and ((last.passive and last.lemma in _REPORTED) or last.lemma in _STATES)
    )


def _stands_behind_with(reading: Reading, index: int) -> bool:
    """Tell whether `with` and a noun phrase stand before a participle: `…, with 100 people rescued`."""
    for at in range(index - 1, max(-1, index - _LONG_OBJECT), -1):
        if reading.letters[at] not in "NUDPACsv":
            return False
        if reading.words[at] == "with":
            if at + 1 >= index or reading.letters[at + 1] == "C":
                return False
            return at == 0 or (reading.letters[at - 1] in ",;" and has_finite_before(reading))
    return False


def _describes_listed(reading: Reading, index: int) -> bool:
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


def _describes_what_went_before(reading: Reading, index: int, lemma: str, right: str) -> bool:
    """Tell whether a participle behind a comma describes a noun: `was announced by decree, published last night`."""
    if right not in "PA" and not _opens_time(reading, index + 1):
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


def _completes_bare_relative(reading: Reading, index: int, lemma: str, right: str) -> bool:
    """Tell whether the verb of a relative clause without relative stands here: `the bridge the army built in May`."""
    return (
        right in "PA,vBHM"
        and reading.words[index - 1] not in load_words("verbs", "days")
        and lemma not in load_words("verbs", "intransitive") | load_words("verbs", "never_passive")
        and find_second_noun(reading.tagged, index) is not None
        and is_reduced(reading, index)
    )


def _completes_relative(reading: Reading, index: int) -> bool:
    """Tell whether a subject alone stands between `which` and a form of the past: `the seat, which Ruiz won, …`."""
    at = reading.tagged.before(index)
    while at > 0 and reading.letters[at] in "NDU":
        at -= 1
    return reading.words[at] in ("which", "whom") and reading.letters[at] == "R" and index - at > 1


def _follows_those(reading: Reading, index: int, right: str) -> bool:
    """Tell whether a participle says which ones are meant: `most of those killed were young`."""
    return reading.words[reading.tagged.before(index)] == "those" and (
        right not in "DoIUT" or is_reduced(reading, index)
    )


def _opens_time(reading: Reading, index: int) -> bool:
    """Tell whether a time without a preposition follows: `girls kidnapped last month`, `seized two weeks ago`."""
    words = reading.words[index : index + 4]
    days = load_words("verbs", "days")
    if words[:1] in (["last"], ["this"], ["next"]):
        return bool(set(words[1:2]) & (days | load_words("clauses", "time_units")))
    if set(words[:1]) & days:
        return words[1:2] != ["to"]
    return "ago" in words[1:] or "earlier" in words[2:]


def _is_named(reading: Reading, index: int) -> bool:
    """Tell whether a participle gives the name of an object: `met a girl called Mia`."""
    if not in_object(reading, index):
        return False
    last = reading.groups[-1]
    # `officials quoted by the paper called it a mistake`
    agent = last.tense == "participle" and reading.words[last.last : last.last + 1] == ["by"]
    return not (agent and wants_verb(reading, index))


def _is_governed(reading: Reading, index: int, right: str, right_word: str) -> bool:
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


def _describes_noun(reading: Reading, index: int, left: str, right: str) -> bool:
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
    return previous < 0 or left == "U" or reading.words[previous] in load_words("clauses", "small_numbers")


def _is_led_by_copula(reading: Reading, index: int, left: str, right: str) -> bool:
    """Tell whether a form of `be` right behind makes a participle of it: `among those killed was a nurse`."""
    if right != "B" or reading.words[index + 1] in ("be", "been", "being"):
        return False
    previous = reading.tagged.before(index)
    if previous < 0:
        return index > 0
    if left == "N" and "what" in reading.words[max(0, index - 4) : index]:
        return False
    return left == "D" and reading.words[previous] in load_words("clauses", "heads")


def _is_acted_on(reading: Reading, index: int, left: str, right: str) -> bool:
    """Tell whether a form that is base, past and participle is the last: `hit by a shell, the tower fell`."""
    agent = reading.words[index + 1 : index + 2] == ["by"] and reading.tagged.letter(index + 2) != "U"
    if index == 0:
        # Behind the comma stands who or what was hit.
        comma = next((i for i in range(1, reading.size) if reading.letters[i] == ","), None)
        return right == "P" and comma is not None and reading.tagged.letter(comma + 1) in "DNIU"
    return agent and left in "NU),"


def _continues_past(reading: Reading, index: int, left: str, right: str) -> bool:
    """Tell whether a form that is base and past goes on with a verb of the past: `hurt dozens and cut power`."""
    last = next((g for g in reversed(reading.groups) if g.tense not in ("participle", "infinitive")), None)
    if last is None or last.tense not in ("past", "pluperfect", "perfect") or last.passive:
        return False
    if left == "," and not has_joint_verb(reading, index):
        return False
    if reading.groups[-1].tense == "infinitive" and reading.tagged.form(index, "b") == reading.tagged.form(
        index, "p"
    ):
        # `They wanted to hit the port and cut power.`
        return False
    word = reading.words[index + 1] if index + 1 < reading.size else ""
    if right in "DoU" or word in load_words("clauses", "particles"):
        return True
    if right in "OA":
        return reading.words[index] in load_words("verbs", "seldom_nouns")
    return right in "Nv" and reading.words[index] != "cost"


def _continues_passive(reading: Reading, index: int, left: str, right: str) -> bool:
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
    closed = right in "P;,C" or _opens_time(reading, index + 1)
    return closed and lemma not in active and last.lemma not in load_words("verbs", "moods")


def _is_past_relative(reading: Reading, index: int, left: str) -> bool:
    """Tell whether a form that is base and past is past behind a relative: `a fire that spread to the roof`."""
    at = reading.tagged.before(index)
    noun = at - 2 if reading.tagged.letter(at - 1) == "," else at - 1
    if reading.words[at] not in ("who", "which", "that") or reading.tagged.letter(noun) not in "NU)":
        return False
    last = next((g for g in reversed(reading.groups) if g.tense not in ("participle", "infinitive")), None)
    if reading.tagged.is_plural(noun) or reading.letters[noun] == "U":
        return last is None or last.tense != "present"
    return left == "R" or noun != at - 1 or reading.tagged.letter(index + 1) in "DoUPOA"


def _ends_reduced(reading: Reading, index: int) -> bool:
    """Tell whether the verb of a noun with a participle stands here: `a woman shot by police died`."""
    relative = set(reading.letters[: reading.groups[-1].first]) & set("RT")
    return (reading.groups[-1].tense == "participle" or bool(relative)) and wants_verb(reading, index)


def _opens_object(reading: Reading, index: int) -> bool:
    """Tell whether the object of the verb right before begins here: `saw burnt cars`."""
    last = reading.groups[-1] if reading.groups else None
    if last is None or last.last != reading.tagged.before(index) + 1 or last.passive:
        return False
    if last.tense in ("participle", "infinitive"):
        intransitive = load_words("verbs", "intransitive") | load_words("verbs", "never_passive")
        listed = reading.tagged.is_plural(index + 1) or reading.tagged.letter(index + 2) in "NC"
        return listed and last.lemma not in intransitive and not wants_verb(reading, index)
    return not set(reading.letters[: last.first]) & set("RT") and not wants_verb(reading, index)
