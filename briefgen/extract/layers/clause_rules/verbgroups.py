"""Verb groups: auxiliaries, adverbs between and the main verb, told from nouns by the words around."""

from typing import cast

import msgspec

from briefgen.extract.layers.clause_rules.chronicle_verbs import read_chronicle
from briefgen.extract.layers.clause_rules.gerunds import read_gerund
from briefgen.extract.layers.clause_rules.pastforms import read_past
from briefgen.extract.layers.clause_rules.presentforms import is_present
from briefgen.extract.layers.clause_rules.tags import Tagged
from briefgen.extract.layers.clause_rules.verbreading import (
    Reading,
    Tense,
    VerbGroup,
    make_group,
    skip_adverbs,
)
from briefgen.extract.lexicon import load_phrases, load_words

_VERBAL = frozenset("MBHXOv")
"""Tags that can begin a verb group."""
_OWNERS = load_words("clause_rules", "owners")

_PARTING = load_words("clause_rules", "parting")
"""Words at the head before an auxiliary that stands before its subject."""
_STEPS = load_words("clause_rules", "steps")
"""Nouns that a number follows."""

_LINKING = frozenset(load_phrases("clause_rules", "linking"))
_LINK_REACH = 6
"""Tokens of the longest words that link, with their commas."""
_EMPHATIC = frozenset({"himself", "herself", "itself", "themselves"})


def find_groups(tagged: Tagged) -> list[VerbGroup]:
    """Find the verb groups of a sentence, in order, not overlapping; they count tokens from its beginning.

    Words that could be verbs and are not become nouns (`N`) in `tagged.letters`.
    """
    reading = Reading(tagged)
    _read(reading)
    read_chronicle(reading)
    return reading.groups


def _read(reading: Reading) -> None:
    """Fill `groups`."""
    index = 0
    while index < reading.size:
        letter = reading.letters[index]
        if letter not in _VERBAL:
            index += 1
            continue
        group = None
        if (letter == "B" and _is_clock(reading, index)) or (letter == "M" and _is_thing(reading, index)):
            reading.letters[index] = "N"
        elif letter in "MBHX":
            group = (_parted(reading, index) if letter in "XH" else None) or _with_auxiliary(reading, index)
        elif letter == "O":
            group = _infinitive(reading, index)
        elif letter == "v":
            group = _bare(reading, index)
        if group is None:
            if letter == "v":
                reading.letters[index] = "N"
            index += 1
            continue
        reading.groups.append(group)
        index = group.last


def _is_clock(reading: Reading, index: int) -> bool:
    """Tell whether `am` stands behind a number: `at 3:30 am`."""
    return reading.words[index] == "am" and index > 0 and reading.words[index - 1][0].isdigit()


def _is_thing(reading: Reading, index: int) -> bool:
    """Tell whether `might`, `will`, `can` is a noun: `the people's will`, `the might of the army`."""
    if index == 0 or reading.words[index] not in ("might", "will", "can"):
        return False
    word, right = reading.words[index - 1], reading.words[index + 1 : index + 2]
    if word in _OWNERS or (word.endswith(("'s", "s'")) and right in (["to"], ["of"], [","], ["."])):
        return True
    return right == ["of"] or (right == ["to"] and reading.words[index] != "can")


def _parted(reading: Reading, index: int) -> VerbGroup | None:
    """Read a main verb whose auxiliary stands before the subject: `only then did the army move in`."""
    opener = reading.words[index - 1] if index else ""
    asks = "?" in reading.words[-2:]
    if asks or not (
        opener in _PARTING
        or (index == 0 and reading.words[0] == "had")
        or (reading.words[0] in ("not", "nowhere") and _is_denied_first(reading, index))
    ):
        return None
    at, kind = index + 1, "b" if reading.letters[index] == "X" else "q"
    while at < reading.size and (reading.letters[at] in "DUNI" or reading.tags[at].ambiguous):
        if at > index + 1 and reading.letters[at - 1] not in "DU" and reading.tagged.form(at, kind):
            break
        at += 1
    at = reading.tagged.behind(at)
    if at == index + 1:
        return None
    past = reading.words[index] in ("did", "had")
    begin, passive = at, reading.words[at : at + 1] == ["been"] and reading.letters[index] == "H"
    at = reading.tagged.behind(at + 1) if passive else at
    if reading.letters[index] == "X":
        lemma, tense = reading.tagged.form(at, "b"), "past" if past else "present"
    else:
        lemma, tense = reading.tagged.form(at, "q"), "pluperfect" if past else "perfect"
    if not lemma:
        return None
    reading.letters[index] = "A" if index else "S"
    if reading.words[0] in ("not", "nowhere"):
        # `Not since May had Orlo …`: what leads to the auxiliary opens no clause.
        opener = reading.letters[1]
        reading.letters[1] = "P" if opener == "s" else opener
        reading.letters[index] = ","
    group = make_group(reading, begin, at + 1, lemma, cast(Tense, tense), passive=passive)
    denied = bool({"never", "nor", "neither"} & set(reading.words[max(0, index - 2) : index]))
    return msgspec.structs.replace(group, negated=group.negated or denied)


def _is_denied_first(reading: Reading, index: int) -> bool:
    """Tell whether what is denied leads to an auxiliary: `Not since May had Orlo seen rain`, `Nowhere did it rain`."""
    if index == 0 or reading.letters[index - 1] in "IDC" or reading.tagged.letter(index + 1) not in "DNIU":
        return False
    denied = reading.words[0] == "nowhere" or reading.words[1] in (
        "since",
        "until",
        "before",
        "only",
        "in",
        "for",
        "once",
        "even",
    )
    finite = sum(group.tense not in ("participle", "infinitive") for group in reading.groups)
    return denied and finite <= sum(letter == "S" for letter in reading.letters[:index])


def _with_auxiliary(reading: Reading, index: int) -> VerbGroup | None:
    """Read the group that an auxiliary or modal opens."""
    letter, word = reading.letters[index], reading.words[index]
    inner = skip_adverbs(reading, index + 1)
    if letter == "M":
        modal = (
            "will"
            if word.endswith("'ll") or word in ("wo", "won't", "shall")
            else "would"
            if word.endswith("'d")
            else word
        )
        modal = {"ca": "can", "cannot": "can", "ought": "should"}.get(modal, modal.removesuffix("n't"))
        if reading.tagged.letter(inner) == "O" and word == "ought":
            inner = skip_adverbs(reading, inner + 1)
        tense: Tense = "future" if modal in ("will", "would") else "present"
        return _after_base(reading, index, inner, tense, modal)
    if letter == "X":
        tense = "past" if word in ("did", "didn't") else "present"
        if word in ("done", "doing"):
            return make_group(reading, index, index + 1, "do", "participle")
        main = reading.tagged.form(inner, "b")
        negative = inner > index + 1 or word.endswith("n't")
        if main and (
            negative or not reading.tags[inner].ambiguous or reading.tagged.letter(inner + 1) in "DTOoI"
        ):
            return make_group(reading, index, inner + 1, main, tense)
        return make_group(reading, index, index + 1, "do", tense)
    if letter == "H":
        return _with_have(reading, index, inner, word)
    return _with_be(reading, index, inner, word)


def _after_base(reading: Reading, index: int, inner: int, tense: Tense, modal: str) -> VerbGroup | None:
    """Read what follows a modal or `to`: be, have or a base form."""
    word = reading.words[inner] if inner < reading.size else ""
    if word == "be":
        return _after_be(reading, index, skip_adverbs(reading, inner + 1), tense, modal)
    if word == "have":
        main = skip_adverbs(reading, inner + 1)
        perfect: Tense = "infinitive" if tense == "infinitive" else "perfect"
        if reading.tagged.letter(main) == "B" and reading.words[main] == "been":
            return _after_be(reading, index, skip_adverbs(reading, main + 1), perfect, modal)
        if lemma := reading.tagged.form(main, "q"):
            return make_group(reading, index, main + 1, lemma, perfect, modal=modal)
        return make_group(reading, index, inner + 1, "have", tense, modal=modal)
    if word == "do":
        return make_group(reading, index, inner + 1, "do", tense, modal=modal)
    lemma = reading.tagged.form(inner, "b")
    if lemma and reading.tagged.letter(inner) == "v":
        return make_group(reading, index, inner + 1, lemma, tense, modal=modal)
    if tense == "infinitive":
        return None
    # An unknown verb after a modal: `will recuperate`; a noun before it means a question or an ellipsis.
    if reading.tagged.letter(inner) == "N" and reading.tagged.token(inner).norm[0].islower():
        return make_group(reading, index, inner + 1, reading.words[inner], tense, modal=modal)
    return make_group(reading, index, index + 1, modal, tense, modal=modal)


def _after_be(reading: Reading, index: int, inner: int, tense: Tense, modal: str) -> VerbGroup:
    """Read what follows a form of `be`: participle, -ing or a complement."""
    if reading.tagged.letter(inner) == "B" and reading.words[inner] == "being":
        main = skip_adverbs(reading, inner + 1)
        if lemma := reading.tagged.form(main, "q"):
            return make_group(reading, index, main + 1, lemma, tense, passive=True, modal=modal)
    there = index > 0 and reading.words[index - 1] == "there"
    if (
        there
        and reading.words[inner : inner + 1]
        and reading.words[inner] in load_words("clauses", "nouns_ing")
    ):
        # `There was shooting around the station`
        return make_group(reading, index, inner, "be", tense, modal=modal)
    if reading.tagged.letter(inner) in "vXHP":
        if lemma := reading.tagged.form(inner, "q"):
            return make_group(reading, index, inner + 1, lemma, tense, passive=True, modal=modal)
        if lemma := reading.tagged.form(inner, "g"):
            return make_group(reading, index, inner + 1, lemma, tense, modal=modal)
    end = inner
    while end > index + 1 and reading.letters[end - 1] == "A":
        end -= 1
    return make_group(reading, index, end, "be", tense, modal=modal)


def _with_be(reading: Reading, index: int, inner: int, word: str) -> VerbGroup:
    if word in ("be", "been", "being"):
        return _after_be(reading, index, inner, "participle" if word == "being" else "infinitive", "")
    tense: Tense = "past" if word in ("was", "were", "wasn't", "weren't") else "present"
    if reading.tagged.letter(inner) == "O":
        main = skip_adverbs(reading, inner + 1)
        group = _after_base(reading, index, main, "future", "will")
        if group and group.last > inner + 1:
            return group
    if word.endswith("'s") and reading.words[inner : inner + 1] == ["been"]:
        return _after_be(reading, index, skip_adverbs(reading, inner + 1), "perfect", "")
    lemma = reading.tagged.form(inner, "q")
    if word in ("he's", "she's", "who's") and lemma in load_words("verbs", "no_passive"):
        # `He's said little about it.`
        return make_group(reading, index, inner + 1, lemma, "perfect")
    return _after_be(reading, index, inner, tense, "")


def _with_have(reading: Reading, index: int, inner: int, word: str) -> VerbGroup:
    tense: Tense = (
        "pluperfect" if word in ("had", "hadn't") else "participle" if word == "having" else "perfect"
    )
    if reading.tagged.letter(inner) == "B" and reading.words[inner] == "been":
        return _after_be(reading, index, skip_adverbs(reading, inner + 1), tense, "")
    if reading.tagged.letter(inner) == "H" and reading.words[inner] == "had":
        return make_group(reading, index, inner + 1, "have", tense)
    if (
        reading.tagged.letter(inner) in "vX"
        and (lemma := reading.tagged.form(inner, "q"))
        and not _names_noun(reading, inner)
    ):
        return make_group(reading, index, inner + 1, lemma, tense)
    simple: Tense = "past" if tense == "pluperfect" else "present" if tense == "perfect" else tense
    if reading.tagged.letter(inner) == "O":
        group = _after_base(reading, index, skip_adverbs(reading, inner + 1), simple, "must")
        if group and group.last > inner + 1:
            return group
    return make_group(reading, index, index + 1, "have", simple)


def _names_noun(reading: Reading, index: int) -> bool:
    """Tell whether a participle after `have` describes a noun: `have armed supporters`."""
    return (
        reading.tags[index].ambiguous
        and reading.tagged.letter(index + 1) == "N"
        and reading.words[index + 1].endswith("s")
        and not reading.tagged.form(index, "q")
    )


def _stands_in_name(reading: Reading, index: int, inner: int) -> bool:
    """Tell whether `to` and a verb are part of a name: `the Committee to Protect Journalists`."""
    norms = [reading.tagged.token(at).norm[0] for at in (index - 1, index, inner)]
    return norms[0].isupper() and norms[1].islower() and norms[2].isupper()


def _governs(reading: Reading, index: int) -> bool:
    """Tell whether a word behind `to` has an object that no noun could have: `to board a ship`."""
    return (
        reading.words[index + 1 : index + 2] in (["a"], ["an"], ["the"], ["its"], ["his"], ["them"], ["him"])
        and reading.words[index].isalpha()
        and reading.tagged.token(index).norm[0].islower()
        and not reading.tagged.is_plural(index)
        and reading.words[index] not in load_words("verbs", "days") | load_words("clauses", "time_units")
    )


def _infinitive(reading: Reading, index: int) -> VerbGroup | None:
    inner = skip_adverbs(reading, index + 1)
    if inner < reading.size and reading.letters[inner] == "N" and _governs(reading, inner):
        # An unknown verb: `to board a ship`.
        return make_group(reading, index, inner + 1, reading.words[inner], "infinitive")
    if inner >= reading.size or reading.letters[inner] not in "vBHX":
        return None
    if index and reading.letters[inner] == "v" and _stands_in_name(reading, index, inner):
        reading.letters[index] = "N"
        return None
    if reading.letters[inner] == "v":
        tag = reading.tags[inner]
        if index > 1 and reading.words[index - 1] == reading.words[inner]:
            # `from end to end`
            return None
        # `due to fire`, `close to home`, `response to attack`: a noun unless something follows that a verb needs.
        if tag.ambiguous and reading.words[index - 1 if index else 0] in (
            "due",
            "according",
            "thanks",
            "response",
            "close",
        ):
            return None
        if reading.words[inner] in _STEPS and (
            reading.tagged.letter(inner + 1) == "U"
            or (
                reading.words[inner + 1 : inner + 2][:1]
                and reading.words[inner + 1] in load_words("clauses", "small_numbers")
            )
        ):
            # `a move to level six`
            return None
        if (
            reading.words[inner] in load_words("clauses", "aims")
            and inner == index + 1
            and reading.tagged.letter(inner + 1) not in "DoN"
        ):
            # `brought him to power`
            return None
        if tag.ambiguous and reading.tagged.letter(inner + 1) == "v" and reading.tagged.form(inner + 1, "zp"):
            return None
    return _after_base(reading, index, inner, "infinitive", "")


def _ends_object(reading: Reading, index: int, previous: int) -> bool:
    """Tell whether `her` is an object before a form that is nothing but past: `those who cared for her | fell ill`."""
    past = reading.tagged.form(index, "p") and not reading.tagged.form(index, "qb")
    return bool(past) and reading.tagged.letter(previous - 1) in "Pv"


def _before_aside(reading: Reading, comma: int) -> int:
    """Return the noun before words that only link, between commas: `Peru | , by contrast , stands by him`; -1."""
    for first in range(comma - 1, max(0, comma - _LINK_REACH), -1):
        if reading.letters[first] == ",":
            linked = " ".join(reading.words[first + 1 : comma]) in _LINKING
            return first - 1 if linked and reading.letters[first - 1] == "N" else -1
    return -1


def _bare(reading: Reading, index: int) -> VerbGroup | None:
    """Read a verb form without auxiliary, if the words around let it be a verb."""
    tag = reading.tags[index]
    previous = reading.tagged.before(index)
    if previous > 0 and reading.words[previous] == "there" and reading.letters[previous - 1] == "N":
        # `Polls there show …`
        previous -= 1
    if previous > 0 and reading.words[previous] in _EMPHATIC and reading.letters[previous - 1] == "N":
        # `Ruiz himself says …`
        previous -= 1
    left = reading.tagged.letter(previous)
    if left == "D" and reading.words[previous] == "her" and _ends_object(reading, index, previous):
        # `Nurses who cared for her fell ill.`
        left = "o"
    if (
        left == "P"
        and previous == index - 2
        and reading.words[index - 1] in load_words("clauses", "object_adverbs")
    ):
        # `Teams sent from abroad landed …`
        left = "N"
    if reading.tagged.token(index).norm[0].isupper() and index > 0 and left not in '";':
        return None
    if index and reading.words[index - 1].endswith(("'s", "s'")) and reading.letters[index - 1] == "N":
        # `Haiti's ruined capital`, `the army's forces`
        return None
    if reading.words[index : index + 2] == ["bound", "for"] and reading.letters[index - 1] == "N":
        # `inspected troops and equipment bound for the north`: where they are to go
        return None
    kinds = "".join(kind for _, kind in tag.forms)
    if left == "," and (head := _before_aside(reading, previous)) >= 0 and ("z" in kinds or "b" in kinds):
        left, previous = "N", head
    if "p" in kinds or "q" in kinds:
        group = read_past(reading, index, kinds, left)
        if group is not None or "b" not in kinds:
            return group
    if "g" in kinds:
        return read_gerund(reading, index, left, previous)
    if "z" in kinds and is_present(reading, index, left, previous, singular=True):
        return make_group(reading, index, index + 1, reading.tagged.form(index, "z"), "present")
    if "b" in kinds:
        if is_present(reading, index, left, previous, singular=False):
            return make_group(reading, index, index + 1, reading.tagged.form(index, "b"), "present")
        if index == 0 or (left == '"' and not tag.ambiguous):
            right = reading.tagged.letter(index + 1)
            if right in "DoP" and not tag.ambiguous:
                return make_group(reading, index, index + 1, reading.tagged.form(index, "b"), "imperative")
        # `helped restore`, `let them go`: a second verb without `to`.
    return None
