"""Verb groups: auxiliaries, adverbs between and the main verb, told from nouns by the words around."""

from typing import Literal

import msgspec

from briefgen.extract.layers.tags import Tagged
from briefgen.extract.lexicon import load_words

Tense = Literal[
    "past", "present", "future", "perfect", "pluperfect", "infinitive", "participle", "imperative"
]


class Group(msgspec.Struct, frozen=True):
    """A verb group by indices of its sentence: [first, last)."""

    first: int
    last: int
    lemma: str
    tense: Tense
    passive: bool
    negated: bool
    modal: str


_OPENING = frozenset({'"', "“", "``", "«"})


def find_groups(tagged: Tagged) -> list[Group]:
    """Find the verb groups of a sentence, in order, not overlapping.

    Words that could be verbs and are not become nouns (`N`) in `tagged.letters`.
    """
    reader = _GroupReader(tagged)
    reader.read()
    return reader.groups


class _GroupReader:
    """Reads from left to right; what was found before helps to tell verbs from nouns."""

    def __init__(self, tagged: Tagged) -> None:
        self.tagged = tagged
        self.words, self.tags, self.letters, self.size = (
            tagged.words,
            tagged.tags,
            tagged.letters,
            tagged.size,
        )
        self.groups: list[Group] = []

    def read(self) -> None:
        """Fill `groups`."""
        index = 0
        while index < self.size:
            letter = self.letters[index]
            group = None
            if letter in "MBHX":
                group = self.with_auxiliary(index)
            elif letter == "O":
                group = self.infinitive(index)
            elif letter == "v":
                group = self.bare(index)
            if group is None:
                if letter == "v":
                    self.letters[index] = "N"
                index += 1
                continue
            self.groups.append(group)
            index = group.last

    def make(
        self, first: int, last: int, lemma: str, tense: Tense, *, passive: bool = False, modal: str = ""
    ) -> Group:
        negated = any(
            self.letters[i] == "n" or self.words[i].endswith("n't") or self.words[i] == "cannot"
            for i in range(first, last)
        ) or (first > 0 and self.words[first - 1] in ("never", "not") and tense != "past")
        if first > 0 and self.words[first - 1] == "never":
            negated = True
        negated = negated or any(self.words[i : i + 2] == ["no", "longer"] for i in range(first, last))
        return Group(first, last, lemma, tense, passive, negated, modal)

    def with_auxiliary(self, index: int) -> Group | None:
        """Read the group that an auxiliary or modal opens."""
        letter, word = self.letters[index], self.words[index]
        inner = self.skip(index + 1)
        if letter == "M":
            modal = (
                "will"
                if word.endswith("'ll") or word in ("wo", "won't", "shall")
                else "would"
                if word.endswith("'d")
                else word
            )
            modal = {"ca": "can", "cannot": "can", "ought": "should"}.get(modal, modal.removesuffix("n't"))
            if self.tagged.letter(inner) == "O" and word == "ought":
                inner = self.skip(inner + 1)
            tense: Tense = "future" if modal in ("will", "would") else "present"
            return self.after_base(index, inner, tense, modal)
        if letter == "X":
            tense = "past" if word in ("did", "didn't") else "present"
            if word in ("done", "doing"):
                return self.make(index, index + 1, "do", "participle")
            main = self.tagged.form(inner, "b")
            negative = inner > index + 1 or word.endswith("n't")
            if main and (
                negative or not self.tags[inner].ambiguous or self.tagged.letter(inner + 1) in "DTOoI"
            ):
                return self.make(index, inner + 1, main, tense)
            return self.make(index, index + 1, "do", tense)
        if letter == "H":
            return self.with_have(index, inner, word)
        return self.with_be(index, inner, word)

    def skip(self, index: int) -> int:
        """Step over adverbs, and `no longer`, inside a verb group."""
        index = self.tagged.behind(index)
        if self.words[index : index + 2] == ["no", "longer"]:
            index = self.tagged.behind(index + 2)
        if self.words[index : index + 1] == ["first"] and self.tagged.form(index + 1, "qg"):
            index += 1
        return index

    def after_base(self, index: int, inner: int, tense: Tense, modal: str) -> Group | None:
        """Read what follows a modal or `to`: be, have or a base form."""
        word = self.words[inner] if inner < self.size else ""
        if word == "be":
            return self.after_be(index, self.skip(inner + 1), tense, modal)
        if word == "have":
            main = self.skip(inner + 1)
            perfect: Tense = "infinitive" if tense == "infinitive" else "perfect"
            if self.tagged.letter(main) == "B" and self.words[main] == "been":
                return self.after_be(index, self.skip(main + 1), perfect, modal)
            if lemma := self.tagged.form(main, "q"):
                return self.make(index, main + 1, lemma, perfect, modal=modal)
            return self.make(index, inner + 1, "have", tense, modal=modal)
        if word == "do":
            return self.make(index, inner + 1, "do", tense, modal=modal)
        lemma = self.tagged.form(inner, "b")
        if lemma and self.tagged.letter(inner) == "v":
            return self.make(index, inner + 1, lemma, tense, modal=modal)
        if tense == "infinitive":
            return None
        # An unknown verb after a modal: `will recuperate`; a noun before it means a question or an ellipsis.
        if self.tagged.letter(inner) == "N" and self.tagged.token(inner).norm[0].islower():
            return self.make(index, inner + 1, self.words[inner], tense, modal=modal)
        return self.make(index, index + 1, modal, tense, modal=modal)

    def after_be(self, index: int, inner: int, tense: Tense, modal: str) -> Group:
        """Read what follows a form of `be`: participle, -ing or a complement."""
        if self.tagged.letter(inner) == "B" and self.words[inner] == "being":
            main = self.skip(inner + 1)
            if lemma := self.tagged.form(main, "q"):
                return self.make(index, main + 1, lemma, tense, passive=True, modal=modal)
        if self.tagged.letter(inner) in "vXHP":
            if lemma := self.tagged.form(inner, "q"):
                return self.make(index, inner + 1, lemma, tense, passive=True, modal=modal)
            if lemma := self.tagged.form(inner, "g"):
                return self.make(index, inner + 1, lemma, tense, modal=modal)
        end = inner
        while end > index + 1 and self.letters[end - 1] == "A":
            end -= 1
        return self.make(index, end, "be", tense, modal=modal)

    def with_be(self, index: int, inner: int, word: str) -> Group:
        if word in ("be", "been", "being"):
            return self.after_be(index, inner, "participle" if word == "being" else "infinitive", "")
        tense: Tense = "past" if word in ("was", "were", "wasn't", "weren't") else "present"
        if self.tagged.letter(inner) == "O":
            main = self.skip(inner + 1)
            group = self.after_base(index, main, "future", "will")
            if group and group.last > inner + 1:
                return group
        if word.endswith("'s") and self.words[inner : inner + 1] == ["been"]:
            return self.after_be(index, self.skip(inner + 1), "perfect", "")
        lemma = self.tagged.form(inner, "q")
        if word in ("he's", "she's", "who's") and lemma in load_words("verbs", "no_passive"):
            # `He's said little about it.`
            return self.make(index, inner + 1, lemma, "perfect")
        return self.after_be(index, inner, tense, "")

    def with_have(self, index: int, inner: int, word: str) -> Group:
        tense: Tense = (
            "pluperfect" if word in ("had", "hadn't") else "participle" if word == "having" else "perfect"
        )
        if self.tagged.letter(inner) == "B" and self.words[inner] == "been":
            return self.after_be(index, self.skip(inner + 1), tense, "")
        if self.tagged.letter(inner) == "H" and self.words[inner] == "had":
            return self.make(index, inner + 1, "have", tense)
        if (
            self.tagged.letter(inner) in "vX"
            and (lemma := self.tagged.form(inner, "q"))
            and not self.names_noun(inner)
        ):
            return self.make(index, inner + 1, lemma, tense)
        simple: Tense = "past" if tense == "pluperfect" else "present" if tense == "perfect" else tense
        if self.tagged.letter(inner) == "O":
            group = self.after_base(index, self.skip(inner + 1), simple, "must")
            if group and group.last > inner + 1:
                return group
        return self.make(index, index + 1, "have", simple)

    def names_noun(self, index: int) -> bool:
        """Tell whether a participle after `have` describes a noun: `have armed supporters`."""
        return (
            self.tags[index].ambiguous
            and self.tagged.letter(index + 1) == "N"
            and self.words[index + 1].endswith("s")
            and not self.tagged.form(index, "q")
        )

    def infinitive(self, index: int) -> Group | None:
        inner = self.skip(index + 1)
        if inner >= self.size or self.letters[inner] not in "vBHX":
            return None
        if self.letters[inner] == "v":
            tag = self.tags[inner]
            # `due to fire`, `close to home`, `response to attack`: a noun unless something follows that a verb needs.
            if tag.ambiguous and self.words[index - 1 if index else 0] in (
                "due",
                "according",
                "thanks",
                "response",
                "close",
            ):
                return None
            if tag.ambiguous and self.tagged.letter(inner + 1) == "v" and self.tagged.form(inner + 1, "zp"):
                return None
        return self.after_base(index, inner, "infinitive", "")

    def bare(self, index: int) -> Group | None:
        """Read a verb form without auxiliary, if the words around let it be a verb."""
        tag = self.tags[index]
        previous = self.tagged.before(index)
        if previous > 0 and self.words[previous] == "there" and self.letters[previous - 1] == "N":
            # `Polls there show …`
            previous -= 1
        left = self.tagged.letter(previous)
        if (
            left == "P"
            and previous == index - 2
            and self.words[index - 1] in load_words("clauses", "object_adverbs")
        ):
            # `Teams sent from abroad landed …`
            left = "N"
        if self.tagged.token(index).norm[0].isupper() and index > 0 and left not in '";':
            return None
        if index and self.words[index - 1].endswith(("'s", "s'")) and self.letters[index - 1] == "N":
            # `Haiti's ruined capital`, `the army's forces`
            return None
        kinds = "".join(kind for _, kind in tag.forms)
        if "p" in kinds or "q" in kinds:
            group = self.past(index, kinds, left)
            if group is not None or "b" not in kinds:
                return group
        if "g" in kinds:
            return self.gerund(index, left, previous)
        if "z" in kinds and self.is_present(index, left, previous, singular=True):
            return self.make(index, index + 1, self.tagged.form(index, "z"), "present")
        if "b" in kinds:
            if self.is_present(index, left, previous, singular=False):
                return self.make(index, index + 1, self.tagged.form(index, "b"), "present")
            if index == 0 or (left == '"' and not tag.ambiguous):
                right = self.tagged.letter(index + 1)
                if right in "DoP" and not tag.ambiguous:
                    return self.make(index, index + 1, self.tagged.form(index, "b"), "imperative")
            # `helped restore`, `let them go`: a second verb without `to`.
        return None

    def past(self, index: int, kinds: str, left: str) -> Group | None:
        """Read a past form or a participle."""
        right = self.tagged.letter(index + 1)
        right_word = self.words[index + 1] if index + 1 < self.size else ""
        lemma = self.tagged.form(index, "p") or self.tagged.form(index, "q")
        both = "p" in kinds and "q" in kinds
        base = "b" in kinds
        if (
            left in "DP"
            and self.words[self.tagged.before(index)] not in load_words("clauses", "heads")
            and (both or base or right == "N")
        ):
            # `the wounded`, `of armed men`, `the detained protesters`
            if not (
                left == "P"
                and self.tagged.before(index) == 0
                and not base
                and lemma in load_words("verbs", "inverting")
            ):
                return None
            # `Outside stood thousands of people.`
            return self.make(index, index + 1, lemma, "past")
        if "q" in kinds and left in "C," and self.continues_passive(index, left, right):
            return self.make(
                index, index + 1, self.tagged.form(index, "q"), self.groups[-1].tense, passive=True
            )
        if "p" not in kinds:
            return self.make(index, index + 1, lemma, "participle", passive=True)
        if base and left in "RT" and self.is_past_relative(index, left):
            return self.make(index, index + 1, self.tagged.form(index, "p"), "past")
        if both and left in "NU)" and right_word in _OPENING and lemma in load_words("verbs", "speech"):
            # `The office claimed “…” was false.`
            return self.make(index, index + 1, self.tagged.form(index, "p"), "past")
        if both and self.describes_noun(index, left, right):
            return None
        if both and self.is_led_by_copula(index, left, right):
            return self.make(index, index + 1, lemma, "participle", passive=True)
        if both and base and self.is_acted_on(index, left, right):
            return self.make(index, index + 1, self.tagged.form(index, "q"), "participle", passive=True)
        if both and base and left in "C," and self.continues_past(index, left, right):
            return self.make(index, index + 1, self.tagged.form(index, "p"), "past")
        if both and right_word == "that" and left in "NU)," and lemma in load_words("verbs", "showing"):
            # `a survey of doctors found that …` is no survey that was found.
            return self.make(index, index + 1, self.tagged.form(index, "p"), "past")
        if (
            base
            and self.is_present(index, left, self.tagged.before(index), singular=False)
            and left == "I"
            and self.words[self.tagged.before(index)] in ("we", "they", "you", "i")
        ):
            # `put`, `cut`, `read` after a plural pronoun: past or present cannot be told; news is past.
            return self.make(index, index + 1, self.tagged.form(index, "p"), "past")
        apposed = (
            left == ","
            and index > 1
            and (right in "DoUNv" or right_word in load_words("clauses", "particles"))
        )
        if base and both and (left in "NU)" or apposed) and self.wants_verb(index):
            return self.make(index, index + 1, self.tagged.form(index, "p"), "past")
        if base and both and self.tags[index].ambiguous and left not in "I":
            if right not in "DoUIP,;" and right != "N":
                return None
            if right in ",;P" and left != "N":
                return None
            if left in "N" and not (
                right in "DoUI"
                or right_word in ("on", "in", "at", "off", "from", "fire", "down", "up", "back")
            ):
                return None
        if left in "I":
            return self.make(index, index + 1, self.tagged.form(index, "p"), "past")
        if both and right_word == "by" and lemma not in ("stand", "pass", "stop"):
            return self.make(index, index + 1, lemma, "participle", passive=True)
        if left == "U" and right == "N" and both:
            return None
        if (
            left == "C"
            and both
            and right == "N"
            and not self.groups
            and not self.words[index + 1].endswith("s")
        ):
            return None
        if both and lemma in load_words("verbs", "no_passive"):
            return self.make(index, index + 1, self.tagged.form(index, "p"), "past")
        if both and left == "N" and lemma in load_words("verbs", "naming") and self.in_object(index):
            return self.make(index, index + 1, lemma, "participle", passive=True)
        listed = right == "," and self.tagged.form(index + 2, "p") and self.has_joint_verb(index + 2)
        if (
            both
            and left in "NU)o"
            and not listed
            and (right in "PO;A,C" or (right == "B" and "what" not in self.words[max(0, index - 5) : index]))
            and (self.is_reduced(index) or (self.in_object(index) and not self.ends_reduced(index)))
        ):
            return self.make(index, index + 1, lemma, "participle", passive=True)
        if both and left == "," and right == '"' and lemma in load_words("verbs", "naming"):
            # `The film, titled "Home", …`
            return self.make(index, index + 1, lemma, "participle", passive=True)
        if both and left == "," and right in "PA" and self.is_reduced(index):
            return self.make(index, index + 1, lemma, "participle", passive=True)
        if both and index == 0:
            asked = (lemma in load_words("verbs", "asking") and right in "SRsA") or right_word in (
                "what",
                "how",
                "why",
            )
            fits = right in "PO" or asked
            return self.make(index, index + 1, lemma, "participle", passive=True) if fits else None
        if both and left == "v" and right == "N" and self.opens_object(index):
            return None
        if (
            both
            and left == "v"
            and right == "N"
            and not (self.groups and self.groups[-1].last == self.tagged.before(index) + 1)
        ):
            return None
        return self.make(index, index + 1, self.tagged.form(index, "p"), "past")

    def describes_noun(self, index: int, left: str, right: str) -> bool:
        """Tell whether a participle with an adverb stands before its noun: `badly wounded children were flown`."""
        if right != "N" and not (right == "v" and self.tags[index + 1].ambiguous):
            return False
        previous = self.tagged.before(index)
        if previous == index - 1 or not self.words[index - 1].endswith("ly"):
            return False
        return previous < 0 or left == "U" or self.words[previous] in load_words("clauses", "small_numbers")

    def is_led_by_copula(self, index: int, left: str, right: str) -> bool:
        """Tell whether a form of `be` right behind makes a participle of it: `among those killed was a nurse`."""
        if right != "B" or self.words[index + 1] in ("be", "been", "being"):
            return False
        previous = self.tagged.before(index)
        if previous < 0:
            return index > 0
        if left == "N" and "what" in self.words[max(0, index - 4) : index]:
            return False
        return left == "D" and self.words[previous] in load_words("clauses", "heads")

    def is_acted_on(self, index: int, left: str, right: str) -> bool:
        """Tell whether a form that is base, past and participle is the last: `hit by a shell, the tower fell`."""
        agent = self.words[index + 1 : index + 2] == ["by"] and self.tagged.letter(index + 2) != "U"
        if index == 0:
            # Behind the comma stands who or what was hit.
            comma = next((i for i in range(1, self.size) if self.letters[i] == ","), None)
            return right == "P" and comma is not None and self.tagged.letter(comma + 1) in "DNIU"
        return agent and left in "NU),"

    def continues_past(self, index: int, left: str, right: str) -> bool:
        """Tell whether a form that is base and past goes on with a verb of the past: `hurt dozens and cut power`."""
        last = next((g for g in reversed(self.groups) if g.tense not in ("participle", "infinitive")), None)
        if last is None or last.tense not in ("past", "pluperfect", "perfect") or last.passive:
            return False
        if left == "," and not self.has_joint_verb(index):
            return False
        if self.groups[-1].tense == "infinitive" and self.tagged.form(index, "b") == self.tagged.form(
            index, "p"
        ):
            # `They wanted to hit the port and cut power.`
            return False
        word = self.words[index + 1] if index + 1 < self.size else ""
        if right in "DoU" or word in load_words("clauses", "particles"):
            return True
        if right == "O":
            return self.words[index] in load_words("verbs", "seldom_nouns")
        return right in "Nv" and self.words[index] != "cost"

    def continues_passive(self, index: int, left: str, right: str) -> bool:
        """Tell whether a participle shares the auxiliary of the one before: `was shot and killed`."""
        last = self.groups[-1] if self.groups else None
        if last is None or not last.passive or last.tense == "participle":
            return False
        lemma, joint = self.tagged.form(index, "q"), self.tagged.before(index)
        if left == "," and not (right in ",C" and self.has_joint_verb(index)):
            return False
        by_whom = self.words[last.last : last.last + 1] == ["by"] and not (
            set(self.letters[last.last : joint]) & set(',;"CSRTvO')
        )
        if last.last != joint and not by_whom:
            return False
        if right == "O":
            return lemma in load_words("verbs", "with_object_infinitive")
        active = load_words("verbs", "intransitive") | load_words("verbs", "speech")
        return right in "P;,C" and lemma not in active and last.lemma not in load_words("verbs", "moods")

    def is_past_relative(self, index: int, left: str) -> bool:
        """Tell whether a form that is base and past is past behind a relative: `a fire that spread to the roof`."""
        at = self.tagged.before(index)
        noun = at - 2 if self.tagged.letter(at - 1) == "," else at - 1
        if self.words[at] not in ("who", "which", "that") or self.tagged.letter(noun) not in "NU)":
            return False
        last = next((g for g in reversed(self.groups) if g.tense not in ("participle", "infinitive")), None)
        if self.tagged.is_plural(noun) or self.letters[noun] == "U":
            return last is None or last.tense != "present"
        return left == "R" or noun != at - 1 or self.tagged.letter(index + 1) in "DoUPOA"

    def has_joint_verb(self, index: int) -> bool:
        """Tell whether a conjunction and a form of the past follow in the clause: `…, cut power and shut the port`."""
        for later in range(index + 1, min(self.size, index + 12)):
            if self.letters[later] in ';"SRT':
                return False
            if self.letters[later] == "C":
                return self.tagged.form(self.tagged.behind(later + 1), "p") != ""
        return False

    def ends_reduced(self, index: int) -> bool:
        """Tell whether the verb of a noun with a participle stands here: `a woman shot by police died`."""
        last = self.groups[-1]
        return last.tense == "participle" and last.passive and self.wants_verb(index)

    def opens_object(self, index: int) -> bool:
        """Tell whether the object of the verb right before begins here: `saw burnt cars`."""
        last = self.groups[-1] if self.groups else None
        if last is None or last.last != index or last.tense in ("participle", "infinitive") or last.passive:
            return False
        return not set(self.letters[: last.first]) & set("RT") and not self.wants_verb(index)

    def in_object(self, index: int) -> bool:
        """Tell whether a participle follows the object of the last verb: `an operation aimed at …`."""
        if not self.groups or self.groups[-1].lemma in load_words("verbs", "speech"):
            return False
        return not set(self.letters[self.groups[-1].last : index]) & set(',;"CSRTsI')

    def wants_verb(self, index: int) -> bool:
        """Tell whether the clause would have no finite verb if the word at `index` were none."""
        finite = [group for group in self.groups if group.tense not in ("participle", "infinitive")]
        if finite and finite[-1].lemma in load_words("verbs", "clause_only"):
            # `Police said shots hit two cars`: a new clause.
            pass
        elif finite and not set(self.letters[finite[-1].last : index]) & set(',;"'):
            relative = any(letter in "RT" for letter in self.letters[: finite[-1].first])
            if not relative or len(finite) > 1:
                return False
        elif finite:
            return False
        return self.count_finite_behind(index) <= self.count_openers_behind(index)

    def count_finite_behind(self, index: int) -> int:
        """Count sure finite verbs behind a word, less those that go on with it and those of reporting asides."""
        count = 0
        for later in range(index + 1, self.size):
            letter = self.letters[later]
            auxiliary = letter in "BHX" and self.words[later] not in ("be", "been", "being", "having")
            plain = self.tagged.form(later, "p") or (
                self.tagged.form(later, "z") and not self.tags[later].ambiguous
            )
            if not (letter == "M" or auxiliary or plain):
                continue
            describes = self.tagged.form(later, "q") and not self.tagged.form(later, "b")
            if later == index + 1 and describes and self.tagged.letter(later + 1) == "N":
                # `found burnt cars`
                continue
            before = self.tagged.before(later)
            if self.tagged.letter(before) == "C" and before > index:
                # `burst into the school and shot the teacher`: this verb needs one before it.
                continue
            if self.lemma_of(later) in load_words("verbs", "speech") and self.is_aside(index, later):
                continue
            if self.opens_new_clause(index, later):
                break
            count += 1
        return count

    def is_aside(self, index: int, verb: int) -> bool:
        """Tell whether only a noun phrase stands between a comma and a verb of speech: `…, officials said`."""
        for earlier in range(verb - 1, index, -1):
            if self.letters[earlier] == ",":
                return earlier < verb - 1
            if self.letters[earlier] in ';"CSRTv':
                return False
        return False

    def opens_new_clause(self, index: int, verb: int) -> bool:
        """Tell whether a comma with a conjunction and a new subject stand between a word and a verb."""
        return any(
            self.letters[at] == "C" and self.letters[at - 1] == "," and self.letters[at + 1] in "DINU"
            for at in range(index + 2, verb - 1)
        )

    def count_openers_behind(self, index: int) -> int:
        """Count the words behind a word that open a subordinate clause with a verb of its own."""
        soft = self.words[index] in load_words("verbs", "seldom_nouns")
        return sum(
            self.letters[later] == "S" or (soft and self.letters[later] == "s" and self.has_past(later + 1))
            for later in range(index + 1, self.size)
        )

    def has_past(self, start: int) -> bool:
        """Tell whether a finite verb follows before the next mark."""
        for later in range(start, self.size):
            if self.letters[later] in ',;"':
                return False
            if self.letters[later] in "MBHX" or self.tagged.form(later, "p"):
                return True
        return False

    def is_reduced(self, index: int) -> bool:
        """Tell whether a finite verb for the noun before a participle comes later: `men arrested in May said`."""
        depth = 0
        for later in range(index + 1, min(self.size, index + 25)):
            letter = self.letters[later]
            if letter in ';"SRT' or (letter == "s" and depth):
                return False
            if letter == "C":
                return False
            if letter == ",":
                depth += 1
                # A new subject behind the comma has its own verb.
                if self.tagged.letter(later + 1) in "DIN":
                    return False
                continue
            if letter == "I":
                return False
            if letter == "O":
                if later == index + 1 and not self.tagged.form(later + 1, "b"):
                    # `medics sent to the village found …`
                    continue
                return False
            if letter == "M" or (
                letter in "BHX"
                and self.words[later] not in ("be", "been", "being", "having", "done", "doing")
            ):
                return True
            if letter == "v":
                forms = {kind for _, kind in self.tags[later].forms}
                if "g" in forms and self.lemma_of(later) in load_words("verbs", "speech"):
                    # What follows `saying` is the verb of what is said.
                    return False
                if (
                    "p" in forms
                    and (
                        self.tagged.letter(later - 1) in "NU),A"
                        or (self.tagged.letter(later - 1) == "v" and self.tags[later - 1].ambiguous)
                    )
                    and not ("b" in forms and self.tags[later].ambiguous)
                ):
                    return True
                if (
                    "z" in forms
                    and not self.tags[later].ambiguous
                    and self.tagged.letter(later - 1) in "NU),"
                ):
                    return True
        return False

    def is_present(self, index: int, left: str, previous: int, *, singular: bool) -> bool:
        """Tell whether a base or -s form is a finite verb of the present."""
        tag = self.tags[index]
        right = self.tagged.letter(index + 1)
        word = self.words[previous] if previous >= 0 else ""
        if left in "DPOMUo" and not (
            left == "D" and word in ("this", "many", "some", "all", "others", "most", "those", "these")
        ):
            return False
        if left == "D" and (tag.ambiguous or right not in "DTOPo"):
            return False
        if left == "I" or (left == "R" and word in ("who", "which")):
            third = (
                word in ("it", "he", "she", "there", "everyone", "someone", "nobody", "anyone", "this")
                if left == "I"
                else singular
            )
            return third == singular if word not in ("who", "which") else True
        if left == "T":
            return not tag.ambiguous or right in "DOPI"
        if not tag.ambiguous and self.lemma_of(index) in load_words("verbs", "speech"):
            # `half of those polled say`, `Democrats — and others — say`
            if left == "v" and self.groups and self.groups[-1].last == previous + 1:
                return self.groups[-1].tense == "participle" and not singular and right in "DTI"
            if left == ";" and previous > 0 and right in "DTI":
                return self.has_plural_head(previous - 1) != singular and not self.has_finite_before()
        if left in "N)" or (left == "," and previous > 0) or (left == "C" and self.groups):
            if left == "C":
                if self.groups[-1].tense != "present" or self.groups[-1].last < index - 14:
                    return False
                return not tag.ambiguous or right in "DTOoI"
            plural = word.endswith("s") and not word.endswith("ss")
            if (
                left == "N"
                and not singular
                and not plural
                and not self.is_joined(previous)
                and (tag.ambiguous or not self.has_plural_head(previous))
            ):
                return False
            if left == "N" and singular and plural and self.tagged.token(previous).norm[0].islower():
                return False
            if not tag.ambiguous:
                return True
            if self.lemma_of(index) in ("stand", "side") and self.words[index + 1 : index + 2] == ["with"]:
                # `India stands with the people of Nepal.`
                return not self.has_finite_before()
            if left == "N" and self.in_object(index):
                return False
            if left == "N" and self.takes_clause(index, previous, right):
                return True
            if right == "U" and self.lemma_of(index) in load_words("verbs", "counting") and singular:
                return left == "N" and not plural
            if right == "v" and self.opens_clause(index + 1):
                # `Aid groups estimate that …`
                return False
            if left == "N" and right in "NvUD" and not self.groups and self.wants_verb(index):
                return True
            named = singular and self.tagged.token(previous).norm[0].isupper() and right in "Nv"
            if (
                not named
                and right not in "DTOoI"
                and self.words[index + 1 : index + 2] not in (["for"], ["on"])
            ):
                return False
            return not self.has_finite(index + 1)
        return False

    def lemma_of(self, index: int) -> str:
        """Return the first lemma of a token; "" if it is no verb form."""
        forms = self.tags[index].forms
        return forms[0][0] if forms else ""

    def takes_clause(self, index: int, previous: int, right: str) -> bool:
        """Tell whether a word that is as often a noun has a clause for its object: `critics claim it is unsafe`."""
        quoted = right == '"' or self.words[index + 1 : index + 2] == [":"]
        lemma = self.lemma_of(index)
        if lemma not in load_words("verbs", "speech"):
            return quoted and lemma in load_words("verbs", "leading") and not self.has_finite_before()
        if right in "TI" or (quoted and not self.has_finite_before()):
            return True
        if (
            right == "D"
            and not self.groups
            and self.tagged.is_plural(previous)
            and self.has_finite(index + 1)
        ):
            # `Officials fear the number will rise.`
            return True
        shown = self.words[previous] in load_words("verbs", "showing_subjects")
        return shown and self.lemma_of(index) in load_words("verbs", "showing") and right in "DNUv"

    def opens_clause(self, index: int) -> bool:
        """Tell whether a word can be a verb with the clause that begins behind it for its object."""
        lemma = self.tagged.form(index, "b")
        if lemma in load_words("verbs", "showing") and self.words[index - 1] in load_words(
            "verbs", "showing_subjects"
        ):
            # `Ministry figures show 40 dead.`
            return True
        speaks = lemma in load_words("verbs", "speech")
        return speaks and self.tagged.letter(index + 1) in "TI"

    def has_plural_head(self, index: int) -> bool:
        """Tell whether the noun phrase that ends here may have a plural head: `people familiar with the plan`."""
        start = self.groups[-1].last if self.groups and self.groups[-1].tense != "participle" else 0
        for earlier in range(index, max(start, index - 15) - 1, -1):
            if self.letters[earlier] in ',;"STIOM':
                return False
            if self.letters[earlier] == "N" and self.tagged.is_plural(earlier):
                return True
        return False

    def has_finite_before(self) -> bool:
        """Tell whether a finite verb group was found."""
        return any(group.tense not in ("participle", "infinitive") for group in self.groups)

    def is_joined(self, index: int) -> bool:
        """Tell whether the noun phrase that ends here has two heads: `Russia and China`."""
        if self.words[index] in load_words("clauses", "plurals"):
            return True
        if not self.tagged.token(index).norm[0].isupper():
            return False
        for earlier in range(index, max(-1, index - 6), -1):
            if self.letters[earlier] == "C" and self.words[earlier] == "and":
                return True
            if self.letters[earlier] in ",;vMBH":
                return False
        return False

    def has_finite(self, start: int) -> bool:
        """Tell whether a sure finite verb follows before the clause ends."""
        for index in range(start, self.size):
            letter = self.letters[index]
            if letter in ',;"SRTCO':
                return False
            if letter == "M" or (
                letter in "BHX" and self.words[index] not in ("be", "been", "being", "having")
            ):
                return True
            if (
                letter == "v"
                and "p" in {kind for _, kind in self.tags[index].forms}
                and self.tagged.letter(index - 1) in "Nv"
            ):
                return True
        return False

    def gerund(self, index: int, left: str, previous: int) -> Group | None:
        """Read an -ing form that no auxiliary governs."""
        lemma = self.tagged.form(index, "g")
        right = self.tagged.letter(index + 1)
        word = self.words[previous] if previous >= 0 else ""
        if self.words[index] in load_words("clauses", "nouns_ing") and (
            left not in ",N"
            or right in ",C"
            or (left == "N" and not (self.tagged.is_plural(previous) and right in "PDoA"))
        ):
            return None
        if left == "D":
            return None
        noun_follows = right == "N" or (right == "v" and self.tags[index + 1].ambiguous)
        if left in "Ps" and noun_follows and word not in ("by", "after", "before", "without", "since"):
            return None
        if (
            left in "C,"
            and noun_follows
            and not any(g.tense == "participle" for g in self.groups[-1:])
            and left == "C"
        ):
            return None
        if (
            left == "N"
            and noun_follows
            and self.words[index + 1].endswith("s")
            and not self.words[previous].endswith("s")
        ):
            return None
        if (
            left == "v"
            and noun_follows
            and not (self.groups and self.groups[-1].lemma in load_words("verbs", "with_gerund"))
        ):
            return None
        if index == 0 and noun_follows and not self.tagged.token(1).norm[0].isupper():
            return None
        if right == "B" and left in "NA;":
            return None
        return self.make(index, index + 1, lemma, "participle")
