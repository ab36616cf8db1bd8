"""Past forms and participles, told apart by the words around."""

from briefgen.extract.layers.clause_rules.missing_verbs import has_joint_verb, is_reduced, wants_verb
from briefgen.extract.layers.clause_rules.participle_cues import (
    closes_before_verb,
    continues_passive,
    describes_listed,
    describes_noun,
    describes_what_went_before,
    follows_those,
    is_governed,
    is_led_by_copula,
    is_named,
    is_naming,
    is_reported_state,
    names_subject,
    opens_subject,
    opens_time,
    stands_behind_with,
    tells_aside,
    tells_which,
)
from briefgen.extract.layers.clause_rules.presentforms import is_present
from briefgen.extract.layers.clause_rules.verbreading import (
    Reading,
    VerbGroup,
    find_second_noun,
    in_object,
    make_group,
)
from briefgen.extract.lexicon import load_words

_BALLOT = 3
"""Words from a number or an article to `votes`, `majority`."""
_ARTICLES = frozenset({"a", "an", "the", "every", "each"})
_PARTICLES = frozenset({"out", "off", "up", "down", "away", "back"})
_HANDING = frozenset({"hand", "take", "turn", "win"})
_EXTENTS = frozenset({"maximum", "minimum", "total", "average", "usual"})
_OPENING = frozenset({'"', "“", "``", "«"})


def read_past(reading: Reading, index: int, kinds: str, left: str) -> VerbGroup | None:
    """Read a past form or a participle."""
    right = reading.tagged.letter(index + 1)
    right_word = reading.words[index + 1] if index + 1 < reading.size else ""
    lemma = reading.tagged.form(index, "p") or reading.tagged.form(index, "q")
    both = "p" in kinds and "q" in kinds
    base = "b" in kinds
    if both and reading.words[index] == "bound" and right_word == "for":
        # `sank on Monday, bound for Galle`
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
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
    closed = reading.groups[-1] if reading.groups and reading.words[index - 1].endswith("ly") else None
    if both and noun_behind and closed is not None and closed.last == index - 1 and not closed.passive:
        # `came to clear badly damaged tracks`: of what is cleared.
        return None
    if both and noun_behind and reading.words[index - 1] in _EXTENTS:
        # `its maximum licensed capacity`
        return None
    if both and left in "SsTC" and noun_behind and opens_subject(reading, index, left):
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
    if both and not base and left == "v" and right not in "DNoI" and is_reported_state(reading, index):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if "q" in kinds and left in "C," and continues_passive(reading, index, left, right):
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
    if both and left == "N" and is_governed(reading, index, right, right_word):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if base and left in "RT" and _is_past_relative(reading, index, left):
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if both and left in "NU)" and right_word in _OPENING and lemma in load_words("verbs", "speech"):
        # `The office claimed “…” was false.`
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if both and left == "D" and follows_those(reading, index, right):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and left == "N" and _completes_bare_relative(reading, index, lemma, right):
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if both and left == "N" and right == "," and tells_aside(reading, index, lemma):
        # `Doctors, Reuters reported, left the town.`
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if both and left in "NU)" and stands_behind_with(reading, index):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and left in "C," and right == "N" and describes_listed(reading, index):
        return None
    if both and left == "," and _closes_asides(reading, index) and wants_verb(reading, index):
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if both and left == "," and describes_what_went_before(reading, index, lemma, right):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and left == "N" and _completes_relative(reading, index):
        return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")
    if both and describes_noun(reading, index, left, right):
        return None
    if both and is_led_by_copula(reading, index, left, right):
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
    if base and both and left == "N" and _is_plain_past(reading, index, lemma, right_word):
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
    agent = agent and not _tells_means(reading, index + 1)
    if both and agent and lemma not in ("stand", "pass", "stop"):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    counted = (left == "U" and not _ends_date(reading, index)) or reading.words[index - 1] in load_words(
        "clauses", "small_numbers"
    ) - {"one"}
    if (
        both
        and counted
        and right_word not in load_words("clauses", "small_numbers")
        and not _has_object(reading, index, lemma)
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
    if (
        both
        and left == "N"
        and lemma in load_words("verbs", "naming")
        and (is_named(reading, index) or names_subject(reading, index))
    ):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    last = reading.groups[-1].last if reading.groups else 0
    needed = right == "," and "S" in reading.letters[last:index]
    tries = right == "O" and lemma in load_words("verbs", "trying")
    takes_object = _has_phrasal_object(reading, index, lemma)
    listed = right == "," and reading.tagged.form(index + 2, "p") and has_joint_verb(reading, index + 2)
    if (
        both
        and left in "NU)o"
        and not listed
        and not (takes_object or needed or tries)
        and lemma not in load_words("verbs", "never_passive")
        and (
            right in "PO;A,C"
            or _is_far(reading, index)
            or opens_time(reading, index + 1)
            or (right == "s" and tells_which(reading, index, lemma))
            or (right == "B" and "what" not in reading.words[max(0, index - 5) : index])
        )
        and (is_reduced(reading, index) or (in_object(reading, index) and not _ends_reduced(reading, index)))
    ):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and left == "," and right == '"' and lemma in load_words("verbs", "naming"):
        # `The film, titled "Home", …`
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if (
        both
        and left == ","
        and lemma not in load_words("verbs", "never_passive")
        and (
            right in "PAO"
            or is_naming(reading, index)
            or _is_far(reading, index)
            or (right == "s" and right_word == "as" and tells_which(reading, index, lemma))
        )
        and (is_reduced(reading, index) or closes_before_verb(reading, index))
    ):
        return make_group(reading, index, index + 1, lemma, "participle", passive=True)
    if both and index == 0:
        asked = (lemma in load_words("verbs", "asking") and right in "SRsA") or right_word in (
            "what",
            "how",
            "why",
        )
        fits = right in "PO" or asked
        return make_group(reading, index, index + 1, lemma, "participle", passive=True) if fits else None
    if both and noun_behind and left in "vBHX" and _opens_object(reading, index):
        return None
    if (
        both
        and left == "v"
        and noun_behind
        and not (reading.groups and reading.groups[-1].last == reading.tagged.before(index) + 1)
    ):
        return None
    return make_group(reading, index, index + 1, reading.tagged.form(index, "p"), "past")


def _ends_date(reading: Reading, index: int) -> bool:
    """Tell whether the number before a word is that of a day or year: `The minister on April 12 | closed schools`."""
    days = load_words("verbs", "days")
    return index > 1 and (
        reading.words[index - 2] in days
        or (reading.words[index - 1].isdigit() and reading.words[max(0, index - 3)] in days)
    )


def _has_phrasal_object(reading: Reading, index: int, lemma: str) -> bool:
    """Tell whether a verb with a particle has an object, which no passive has: `pulled out | three sailors`."""
    particle, following = reading.words[index + 1 : index + 2], index + 2
    over = particle == ["over"] and lemma in _HANDING
    if not over and (not particle or particle[0] not in _PARTICLES):
        return False
    if reading.words[following + 1 : following + 2] and reading.words[following + 1] in load_words(
        "clauses", "time_units"
    ):
        # `troops pulled out two weeks ago`
        return False
    letter = reading.tagged.letter(following)
    if particle[0] in ("out", "off", "up") and letter in "DUv":
        return True
    word = reading.words[following] if following < reading.size else ""
    # `led out one by one` has none
    counted = (word in load_words("clauses", "small_numbers") and word != "one") or letter == "U"
    plain = letter == "N" and reading.tagged.is_plural(following) and word not in load_words("verbs", "days")
    return counted or (letter == "D" and particle[0] != "back") or (plain and not over)


def _is_far(reading: Reading, index: int) -> bool:
    """Tell whether a form tells how far off something was: `felt as far away as Lima`."""
    return reading.words[index + 1 : index + 3] == ["as", "far"]


def _is_plain_past(reading: Reading, index: int, lemma: str, right_word: str) -> bool:
    """Tell whether what could be a noun is the verb: `after a dam burst and killed 26`, `cut short a visit`."""
    if lemma == "burst":
        return right_word == "and" and bool(reading.tagged.form(index + 2, "p"))
    return lemma == "cut" and right_word == "short" and reading.tagged.letter(index + 2) in "Do"


def _has_object(reading: Reading, index: int, lemma: str) -> bool:
    """Tell whether a form behind a number has the noun behind it for its object: `1,200 got permission`."""
    if lemma not in load_words("verbs", "seldom_describing"):
        return False
    named = reading.tagged.token(index + 1).norm[0].isupper()
    return (named or not reading.tagged.is_plural(index + 1)) and wants_verb(reading, index)


def _closes_asides(reading: Reading, index: int) -> bool:
    """Tell whether a comma before a form ends an aside behind the subject: `The quake, a strong one, struck …`."""
    begin = next((at + 1 for at in range(index - 1, 0, -1) if reading.words[at] in (";", ":")), 0)
    before = reading.letters[begin : index - 1]
    if reading.letters[index - 1] != "," or "," not in before or before[0] in "PsSR":
        return False
    if reading.letters[begin + before.index(",") - 1] not in "NU" or set(before) & set(';"'):
        return False
    finite = sum(
        group.first >= begin and group.tense not in ("participle", "infinitive") for group in reading.groups
    )
    return finite <= sum(letter in "RST" for letter in before) and "C" not in before[-2:]


def _tells_means(reading: Reading, index: int) -> bool:
    """Tell whether `by` at or near a token names no one who acts: `left by sea`, `fell by a third`."""
    by = reading.words.index("by", index)
    behind = reading.words[by + 1 : by + 2]
    if not behind:
        return False
    means = load_words("clauses", "means") | load_words("verbs", "days")
    ballot = next(
        (t for t in range(by + 1, by + 2 + _BALLOT) if reading.words[t : t + 1] and _is_ballot(reading, t)),
        -1,
    )
    if ballot > by and reading.words[ballot + 1 : ballot + 2] and reading.words[ballot + 1] in _ARTICLES:
        # `adopted by 14 votes a resolution`, `approved by consensus a text`
        return True
    return behind[0] in means or reading.tagged.form(by + 1, "g") != ""


def _is_ballot(reading: Reading, at: int) -> bool:
    """Tell whether a word tells how a body decides: `votes`, `consensus`."""
    return reading.words[at] in load_words("clauses", "ballots")


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
