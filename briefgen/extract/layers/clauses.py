"""Clauses: verb groups with tense, negation and modality, and what hangs on them."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

import msgspec

from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tokens import Repaired, Token
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.model.span import Span

Tense = Literal[
    "past", "present", "future", "perfect", "pluperfect", "infinitive", "participle", "imperative"
]
ClauseKind = Literal[
    "main", "coordinate", "that", "relative", "adverbial", "participial", "infinitive", "verbless"
]


class VerbGroup(msgspec.Struct, frozen=True):
    """Auxiliaries, adverbs between, and the main verb."""

    span: Span
    first: int
    """Index of its first token."""
    last: int
    """Index behind its last token."""
    lemma: str
    """Base form of the main verb: `say`, `kill`, `be`."""
    tense: Tense
    passive: bool
    negated: bool
    modal: str
    """`will`, `may`, `must` …; "" if none."""


class Clause(msgspec.Struct, frozen=True):
    """One verb group with its subject and complements."""

    span: Span
    first: int
    last: int
    sentence: int
    """Index of its sentence."""
    kind: ClauseKind
    verb: VerbGroup | None
    subject: Span | None
    """Noun phrase before (or, inverted, behind) the verb; inherited in coordination."""
    subject_inherited: bool
    complement: Span | None
    """What follows the verb group up to the end of the clause."""
    marker: str
    """Word that opens it: `that`, `after`, `because`, `which`, `and` …; ""."""
    parent: int | None
    """Index of the clause that it hangs on."""


_LONGEST = 400
"""Tokens read as one sentence: looking ahead costs the square of it. No sentence of the news is so long."""


def find_clauses(text: str, repaired: Repaired, sentences: list[Sentence]) -> list[Clause]:
    """Find the clauses of all sentences, in text order; they may nest but never cross.

    From closed word classes and a verb lexicon; no parser model. A sentence without a verb is one `verbless` clause.
    """
    clauses: list[Clause] = []
    for index, sentence in enumerate(sentences):
        for first in range(sentence.first, sentence.last, _LONGEST):
            parse = _Parse(repaired.tokens, first, min(first + _LONGEST, sentence.last))
            parse.find_groups()
            parse.attach()
            clauses.extend(parse.clauses(index, len(clauses)))
    return clauses


# ------------------------------------------------------------------ verb forms

_VOWELS = frozenset("aeiou")


@cache
def _verb_forms() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return for each form its (lemma, kind): b base, z third person, p past, q past participle, g -ing."""
    forms: dict[str, list[tuple[str, str]]] = {}

    def add(form: str, lemma: str, kind: str) -> None:
        kinds = forms.setdefault(form, [])
        if (lemma, kind) not in kinds:
            kinds.append((lemma, kind))

    irregular = set()
    for entry in load_phrases("verbs", "irregular"):
        base, past, participle = entry.split()
        irregular.add(base)
        add(base, base, "b")
        add(_third(base), base, "z")
        add(_ing(base), base, "g")
        for form in past.split("/"):
            add(form, base, "p")
        for form in participle.split("/"):
            add(form, base, "q")
    bases = load_words("verbs", "regular") | load_words("verbs", "ambiguous") | load_words("verbs", "speech")
    for base in sorted(bases - irregular):
        add(base, base, "b")
        add(_third(base), base, "z")
        add(_ing(base), base, "g")
        add(_past(base), base, "p")
        add(_past(base), base, "q")
    return {form: tuple(kinds) for form, kinds in forms.items()}


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _doubles(base: str) -> bool:
    """Tell whether the last consonant doubles: `stop`, `admit`, `refer`; `offer`, `visit` do not."""
    if len(base) < 3 or base[-1] in _VOWELS | {"w", "x", "y"} or base[-2] not in _VOWELS:
        return False
    if base[-3] in _VOWELS:
        return base.endswith(("quit", "quip"))
    vowels = sum(letter in _VOWELS for letter in base)
    return (
        vowels == 1
        or base.endswith(
            (
                "mit",
                "fer",
                "pel",
                "cur",
                "bel",
                "rol",
                "gret",
                "duct_",
                "nap",
                "spatch_",
                "top_",
                "quip",
                "ann_",
                "lot",
                "bar",
                "bat_",
                "del_",
                "rig",
                "vel",
                "cel",
                "nel",
                "tel",
                "jam",
                "get_",
                "dib_",
                "hul_",
                "ter_",
                "tep",
            )
        )
        and not base.endswith(("offer", "suffer", "differ", "pilfer", "buffer", "pilot"))
    )


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + (base[-1] if _doubles(base) else "") + "ed"


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + (base[-1] if _doubles(base) else "") + "ing"


def _guess_lemma(stem: str) -> str:
    """Return the likely base of an unknown verb from what stands before -ed or -ing."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsfz":
        return stem[:-1]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if stem.endswith(
        ("at", "iz", "is", "v", "c", "u", "dg", "rg", "as", "os", "us", "ur", "ir", "id", "ok", "ik", "ak")
    ):
        return stem + "e"
    return stem


# ------------------------------------------------------------------------ tags
# One letter a token: D determiner, P preposition, C conjunction, S subordinator, s subordinator or preposition,
# R relative, T `that`, O `to`, M modal, B be, H have, X do, A adverb, n negation, I subject pronoun, o object
# pronoun, U number, N noun or other word, v verb form, "," comma, ";" strong mark, '"' quotation mark, "(" ")".


class _Tag(msgspec.Struct, frozen=True, gc=False):
    letter: str
    forms: tuple[tuple[str, str], ...] = ()
    """Readings as a verb."""
    ambiguous: bool = False
    """Whether the word is as often a noun."""


@cache
def _classes() -> Mapping[str, str]:
    found: dict[str, str] = {}
    order = (
        ("adverbs", "A"),
        ("determiners", "D"),
        ("prepositions", "P"),
        ("soft_subordinators", "s"),
        ("subject_pronouns", "I"),
        ("object_pronouns", "o"),
        ("subordinators", "S"),
        ("relatives", "R"),
        ("conjunctions", "C"),
        ("negation", "n"),
        ("be", "B"),
        ("have", "H"),
        ("do", "X"),
        ("modals", "M"),
    )
    for key, letter in order:
        for word in sorted(load_words("clauses", key)):
            found[word] = letter
    for word in ("it", "you"):
        found[word] = "I"
    for word in ("this", "these", "those"):
        found[word] = "D"
    found |= {"that": "T", "to": "O", "her": "D", ",": ",", "(": "(", ")": ")", "[": "(", "]": ")"}
    found |= dict.fromkeys((";", ":", "--", "—", "–", "-", ".", "!", "?", "…", "..."), ";")
    found |= dict.fromkeys(('"', "“", "”", "``", "''", "«", "»", "‘"), '"')
    for key, letter in (
        ("pronoun_be", "B"),
        ("pronoun_have", "H"),
        ("pronoun_will", "M"),
        ("pronoun_would", "M"),
    ):
        found |= dict.fromkeys(sorted(load_words("clauses", key)), letter)
    return found


@lru_cache(maxsize=1 << 15)
def _tag_of(norm: str) -> _Tag:
    lower = norm.lower().replace("’", "'")
    letter = _classes().get(lower)
    if letter is not None:
        return _Tag(letter, _verb_forms().get(lower, ()))
    if lower in load_words("clauses", "contracted"):
        stem = lower[:-3]
        return _Tag(
            "B"
            if stem in ("is", "are", "was", "were", "ai")
            else "H"
            if stem in ("has", "have", "had")
            else "X"
            if stem in ("do", "does", "did")
            else "M"
        )
    if norm[0].isdigit() or norm[0] in "$€£":
        return _Tag("U")
    if lower in load_words("clauses", "not_verbs"):
        return _Tag("N")
    if lower.endswith("ly") and len(lower) > 4 and lower not in load_words("clauses", "not_adverbs"):
        return _Tag("A")
    forms = _verb_forms().get(lower, ())
    if forms and not norm.isupper():
        return _Tag("v", forms, any(lemma in load_words("verbs", "ambiguous") for lemma, _ in forms))
    if lower.isalpha() and norm[0].islower() and len(lower) > 4:
        stem = lower[:-2] if lower.endswith("ed") else lower[:-3] if lower.endswith("ing") else ""
        if len(stem) > 2 and any(vowel in stem for vowel in "aeiouy"):
            lemma = _guess_lemma(stem)
            kinds = ("p", "q") if lower.endswith("ed") else ("g",)
            return _Tag("v", tuple((lemma, kind) for kind in kinds), ambiguous=True)
    return _Tag("N")


# ---------------------------------------------------------------------- parsing


class _Group(msgspec.Struct):
    """A verb group with what the attachment needs to know."""

    first: int
    last: int
    lemma: str
    tense: Tense
    passive: bool
    negated: bool
    modal: str


class _Open(msgspec.Struct):
    """A clause while its sentence is read."""

    start: int
    kind: ClauseKind
    marker: str
    parent: int | None
    group: _Group | None = None
    end: int = 0
    subject: tuple[int, int] | None = None
    inherited: bool = False


_SKIPPED = frozenset("An")


class _Parse:
    """One sentence: tags, verb groups, clauses."""

    def __init__(self, tokens: list[Token], first: int, last: int) -> None:
        self.tokens = tokens
        self.first, self.last = first, last
        self.words = [token.norm.lower().replace("’", "'") for token in tokens[first:last]]
        self.tags = [_tag_of(token.norm) for token in tokens[first:last]]
        self.letters = [tag.letter for tag in self.tags]
        self.size = last - first
        self.hide_quoted_words()
        self.groups: list[_Group] = []
        self.open: list[_Open] = []

    def hide_quoted_words(self) -> None:
        """Let marks around a few quoted words (`the "colour revolution" plot`) not count as edges of clauses."""
        opened = -1
        for index in range(self.size):
            if self.letters[index] != '"':
                continue
            if index and (
                self.words[index] in ("”", "''", "»") or not self.tokens[self.first + index].spaced
            ):
                # A closing mark parts clauses as a comma does.
                self.letters[index] = ","
            if (
                opened >= 0
                and index - opened <= 7
                and not set(self.letters[opened + 1 : index]) & set(",;IMBHX")
            ):
                self.letters[opened] = self.letters[index] = "A"
                opened = -1
            else:
                opened = index

    # -- verb groups; all indices count from the beginning of the sentence

    def letter(self, index: int) -> str:
        return self.letters[index] if 0 <= index < self.size else ";"

    def before(self, index: int) -> int:
        """Return the index of the token before, adverbs left out."""
        index -= 1
        while index >= 0 and self.letters[index] in _SKIPPED:
            index -= 1
        return index

    def behind(self, index: int) -> int:
        """Return the index of the token from `index` on that is no adverb."""
        while index < self.size and self.letters[index] in _SKIPPED:
            index += 1
        return index

    def form(self, index: int, kinds: str) -> str:
        """Return the lemma of a token read as one of the forms; "" if it has none."""
        if 0 <= index < self.size:
            for lemma, kind in self.tags[index].forms:
                if kind in kinds:
                    return lemma
        return ""

    def find_groups(self) -> None:
        """Find the verb groups of the sentence, in order, not overlapping."""
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
    ) -> _Group:
        negated = any(
            self.letters[i] == "n" or self.words[i].endswith("n't") or self.words[i] == "cannot"
            for i in range(first, last)
        ) or (first > 0 and self.words[first - 1] in ("never", "not") and tense != "past")
        if first > 0 and self.words[first - 1] == "never":
            negated = True
        negated = negated or any(self.words[i : i + 2] == ["no", "longer"] for i in range(first, last))
        return _Group(first, last, lemma, tense, passive, negated, modal)

    def with_auxiliary(self, index: int) -> _Group | None:
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
            if self.letter(inner) == "O" and word == "ought":
                inner = self.skip(inner + 1)
            tense: Tense = "future" if modal in ("will", "would") else "present"
            return self.after_base(index, inner, tense, modal)
        if letter == "X":
            tense = "past" if word in ("did", "didn't") else "present"
            if word in ("done", "doing"):
                return self.make(index, index + 1, "do", "participle")
            main = self.form(inner, "b")
            negative = inner > index + 1 or word.endswith("n't")
            if main and (negative or not self.tags[inner].ambiguous or self.letter(inner + 1) in "DTOoI"):
                return self.make(index, inner + 1, main, tense)
            return self.make(index, index + 1, "do", tense)
        if letter == "H":
            return self.with_have(index, inner, word)
        return self.with_be(index, inner, word)

    def skip(self, index: int) -> int:
        """Step over adverbs, and `no longer`, inside a verb group."""
        index = self.behind(index)
        if self.words[index : index + 2] == ["no", "longer"]:
            index = self.behind(index + 2)
        if self.words[index : index + 1] == ["first"] and self.form(index + 1, "qg"):
            index += 1
        return index

    def after_base(self, index: int, inner: int, tense: Tense, modal: str) -> _Group | None:
        """Read what follows a modal or `to`: be, have or a base form."""
        word = self.words[inner] if inner < self.size else ""
        if word == "be":
            return self.after_be(index, self.skip(inner + 1), tense, modal)
        if word == "have":
            main = self.skip(inner + 1)
            perfect: Tense = "infinitive" if tense == "infinitive" else "perfect"
            if self.letter(main) == "B" and self.words[main] == "been":
                return self.after_be(index, self.skip(main + 1), perfect, modal)
            if lemma := self.form(main, "q"):
                return self.make(index, main + 1, lemma, perfect, modal=modal)
            return self.make(index, inner + 1, "have", tense, modal=modal)
        if word == "do":
            return self.make(index, inner + 1, "do", tense, modal=modal)
        lemma = self.form(inner, "b")
        if lemma and self.letter(inner) == "v":
            return self.make(index, inner + 1, lemma, tense, modal=modal)
        if tense == "infinitive":
            return None
        # An unknown verb after a modal: `will recuperate`; a noun before it means a question or an ellipsis.
        if self.letter(inner) == "N" and self.tokens[self.first + inner].norm[0].islower():
            return self.make(index, inner + 1, self.words[inner], tense, modal=modal)
        return self.make(index, index + 1, modal, tense, modal=modal)

    def after_be(self, index: int, inner: int, tense: Tense, modal: str) -> _Group:
        """Read what follows a form of `be`: participle, -ing or a complement."""
        if self.letter(inner) == "B" and self.words[inner] == "being":
            main = self.skip(inner + 1)
            if lemma := self.form(main, "q"):
                return self.make(index, main + 1, lemma, tense, passive=True, modal=modal)
        if self.letter(inner) in "vXHP":
            if (lemma := self.form(inner, "q")) and not self.is_adjective(inner):
                return self.make(index, inner + 1, lemma, tense, passive=True, modal=modal)
            if lemma := self.form(inner, "g"):
                return self.make(index, inner + 1, lemma, tense, modal=modal)
        end = inner
        while end > index + 1 and self.letters[end - 1] == "A":
            end -= 1
        return self.make(index, end, "be", tense, modal=modal)

    def is_adjective(self, index: int) -> bool:
        """Tell whether a participle after `be` stands before a noun: `was armed clashes`."""
        return False if self.letter(index + 1) != "N" else not self.form(index, "p") and False

    def with_be(self, index: int, inner: int, word: str) -> _Group:
        if word in ("be", "been", "being"):
            return self.after_be(index, inner, "participle" if word == "being" else "infinitive", "")
        tense: Tense = "past" if word in ("was", "were", "wasn't", "weren't") else "present"
        if self.letter(inner) == "O":
            main = self.skip(inner + 1)
            group = self.after_base(index, main, "future", "will")
            if group and group.last > inner + 1:
                return group
        if word.endswith("'s") and self.words[inner : inner + 1] == ["been"]:
            return self.after_be(index, self.skip(inner + 1), "perfect", "")
        return self.after_be(index, inner, tense, "")

    def with_have(self, index: int, inner: int, word: str) -> _Group:
        tense: Tense = (
            "pluperfect" if word in ("had", "hadn't") else "participle" if word == "having" else "perfect"
        )
        if self.letter(inner) == "B" and self.words[inner] == "been":
            return self.after_be(index, self.skip(inner + 1), tense, "")
        if self.letter(inner) == "H" and self.words[inner] == "had":
            return self.make(index, inner + 1, "have", tense)
        if self.letter(inner) in "vX" and (lemma := self.form(inner, "q")) and not self.names_noun(inner):
            return self.make(index, inner + 1, lemma, tense)
        simple: Tense = "past" if tense == "pluperfect" else "present" if tense == "perfect" else tense
        if self.letter(inner) == "O":
            group = self.after_base(index, self.skip(inner + 1), simple, "must")
            if group and group.last > inner + 1:
                return group
        return self.make(index, index + 1, "have", simple)

    def names_noun(self, index: int) -> bool:
        """Tell whether a participle after `have` describes a noun: `have armed supporters`."""
        return (
            self.tags[index].ambiguous
            and self.letter(index + 1) == "N"
            and self.words[index + 1].endswith("s")
            and not self.form(index, "q")
        )

    def infinitive(self, index: int) -> _Group | None:
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
            if tag.ambiguous and self.letter(inner + 1) == "v" and self.form(inner + 1, "zp"):
                return None
        return self.after_base(index, inner, "infinitive", "")

    def bare(self, index: int) -> _Group | None:
        """Read a verb form without auxiliary, if the words around let it be a verb."""
        tag = self.tags[index]
        previous = self.before(index)
        left = self.letter(previous)
        if tokens_capital(self.tokens[self.first + index]) and index > 0 and left not in '";':
            return None
        kinds = "".join(kind for _, kind in tag.forms)
        if "p" in kinds or "q" in kinds:
            group = self.past(index, kinds, left)
            if group is not None or "b" not in kinds:
                return group
        if "g" in kinds:
            return self.gerund(index, left, previous)
        if "z" in kinds and self.is_present(index, left, previous, singular=True):
            return self.make(index, index + 1, self.form(index, "z"), "present")
        if "b" in kinds:
            if self.is_present(index, left, previous, singular=False):
                return self.make(index, index + 1, self.form(index, "b"), "present")
            if index == 0 or (left == '"' and not tag.ambiguous):
                right = self.letter(index + 1)
                if right in "DoP" and not tag.ambiguous:
                    return self.make(index, index + 1, self.form(index, "b"), "imperative")
            # `helped restore`, `let them go`: a second verb without `to`.
        return None

    def past(self, index: int, kinds: str, left: str) -> _Group | None:
        """Read a past form or a participle."""
        right = self.letter(index + 1)
        right_word = self.words[index + 1] if index + 1 < self.size else ""
        lemma = self.form(index, "p") or self.form(index, "q")
        both = "p" in kinds and "q" in kinds
        base = "b" in kinds
        if left in "DP" and not (
            left == "D"
            and self.words[self.before(index)]
            in (
                "this",
                "that",
                "those",
                "these",
                "all",
                "both",
                "many",
                "several",
                "some",
                "others",
                "dozens",
                "hundreds",
                "thousands",
                "most",
            )
        ):
            # `the wounded`, `of armed men`, `the detained protesters`
            if both or base or right == "N":
                return None
        if "p" not in kinds:
            return self.make(index, index + 1, lemma, "participle", passive=True)
        if (
            base
            and self.is_present(index, left, self.before(index), singular=False)
            and left == "I"
            and self.words[self.before(index)] in ("we", "they", "you", "i")
        ):
            # `put`, `cut`, `read` after a plural pronoun: past or present cannot be told; news is past.
            return self.make(index, index + 1, self.form(index, "p"), "past")
        if base and both and left in "NU)" and self.wants_verb(index):
            return self.make(index, index + 1, self.form(index, "p"), "past")
        if base and both and self.tags[index].ambiguous and left not in "I":
            if right not in "DoUIP,;" and right != "N":
                return None
            if right in ",;P" and left != "N":
                return None
            if left in "N" and not (
                right in "DoUI" or right_word in ("on", "in", "at", "off", "from", "fire", "down", "up")
            ):
                return None
        if left in "I":
            return self.make(index, index + 1, self.form(index, "p"), "past")
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
        if (
            both
            and left in "NU)o"
            and right in "PO;A,C"
            and (self.is_reduced(index) or self.in_object(index))
        ):
            return self.make(index, index + 1, lemma, "participle", passive=True)
        if both and left == "," and right in "PA" and self.is_reduced(index):
            return self.make(index, index + 1, lemma, "participle", passive=True)
        if both and index == 0:
            return self.make(index, index + 1, lemma, "participle", passive=True) if right in "PO" else None
        if (
            both
            and left == "v"
            and right == "N"
            and not (self.groups and self.groups[-1].last == self.before(index) + 1)
        ):
            return None
        return self.make(index, index + 1, self.form(index, "p"), "past")

    def in_object(self, index: int) -> bool:
        """Tell whether a participle follows the object of the last verb: `an operation aimed at …`."""
        if not self.groups or self.groups[-1].lemma in load_words("verbs", "speech"):
            return False
        return not set(self.letters[self.groups[-1].last : index]) & set(',;"CSRTsI')

    def wants_verb(self, index: int) -> bool:
        """Tell whether the clause would have no finite verb if the word at `index` were none."""
        finite = [group for group in self.groups if group.tense not in ("participle", "infinitive")]
        if finite and not set(self.letters[finite[-1].last : index]) & set(',;"'):
            relative = any(letter in "RT" for letter in self.letters[: finite[-1].first])
            if not relative or len(finite) > 1:
                return False
        elif finite:
            return False
        return not any(
            self.letters[later] == "M"
            or (self.letters[later] in "BHX" and self.words[later] not in ("be", "been", "being", "having"))
            or self.form(later, "p")
            or (self.form(later, "z") and not self.tags[later].ambiguous)
            for later in range(index + 1, self.size)
        )

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
                if self.letter(later + 1) in "DIN":
                    return False
                continue
            if letter == "I":
                return False
            if letter == "O":
                return False
            if letter == "M" or (
                letter in "BHX"
                and self.words[later] not in ("be", "been", "being", "having", "done", "doing")
            ):
                return True
            if letter == "v":
                forms = {kind for _, kind in self.tags[later].forms}
                if (
                    "p" in forms
                    and self.letter(later - 1) in "NU),A"
                    and not ("b" in forms and self.tags[later].ambiguous)
                ):
                    return True
                if "z" in forms and not self.tags[later].ambiguous and self.letter(later - 1) in "NU),":
                    return True
        return False

    def is_present(self, index: int, left: str, previous: int, *, singular: bool) -> bool:
        """Tell whether a base or -s form is a finite verb of the present."""
        tag = self.tags[index]
        right = self.letter(index + 1)
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
        if left in "N)" or (left == "," and previous > 0) or (left == "C" and self.groups):
            if left == "C":
                if self.groups[-1].tense != "present" or self.groups[-1].last < index - 14:
                    return False
                return not tag.ambiguous or right in "DTOoI"
            plural = word.endswith("s") and not word.endswith("ss")
            if left == "N" and not singular and not plural and not self.is_joined(previous):
                return False
            if left == "N" and singular and plural and self.tokens[self.first + previous].norm[0].islower():
                return False
            if not tag.ambiguous:
                return True
            if left == "N" and right in "NvUD" and not self.groups and self.wants_verb(index):
                return True
            named = singular and self.tokens[self.first + previous].norm[0].isupper() and right in "Nv"
            if (
                not named
                and right not in "DTOoI"
                and self.words[index + 1 : index + 2] not in (["for"], ["on"])
            ):
                return False
            return not self.has_finite(index + 1)
        return False

    def is_plural(self, index: int) -> bool:
        word = self.words[index]
        return (word.endswith("s") and not word.endswith("ss")) or word in _PLURALS

    def is_joined(self, index: int) -> bool:
        """Tell whether the noun phrase that ends here has two heads: `Russia and China`."""
        for earlier in range(index, max(-1, index - 6), -1):
            if self.letters[earlier] == "C" and self.words[earlier] == "and":
                return True
            if self.letters[earlier] in ",;vMBH":
                return False
        return self.words[index] in _PLURALS

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
                and self.letter(index - 1) == "N"
            ):
                return True
        return False

    def gerund(self, index: int, left: str, previous: int) -> _Group | None:
        """Read an -ing form that no auxiliary governs."""
        lemma = self.form(index, "g")
        right = self.letter(index + 1)
        word = self.words[previous] if previous >= 0 else ""
        if self.words[index] in load_words("clauses", "nouns_ing") and (
            left not in ",N"
            or right in ",C"
            or (left == "N" and not (self.is_plural(previous) and right in "PDoA"))
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
        if left == "v" and noun_follows and not (self.groups and self.groups[-1].lemma in _WITH_GERUND):
            return None
        if index == 0 and noun_follows and not tokens_capital(self.tokens[self.first + 1]):
            return None
        if right == "B" and left in "NA;":
            return None
        return self.make(index, index + 1, lemma, "participle")

    # -- clauses

    def attach(self) -> None:
        """Build the clauses from left to right over a stack of open ones."""
        start = 0
        while start < self.size and self.letters[start] in '";,(':
            start += 1
        if start == self.size:
            start = 0
        self.open.append(_Open(start, "main", "", None, end=self.size))
        stack = [0]
        edge = start
        for group in self.groups:
            if group.tense == "infinitive":
                stack = self.attach_infinitive(group, stack, edge)
            elif group.tense == "participle":
                stack = self.attach_participle(group, stack, edge)
            else:
                stack = self.attach_finite(group, stack, edge)
            edge = group.last

    def push(self, stack: list[int], clause: _Open) -> list[int]:
        """Open a clause inside the last open one."""
        self.open.append(clause)
        return [*stack, len(self.open) - 1]

    def close(self, stack: list[int], count: int, end: int) -> list[int]:
        """Close all but the first `count` open clauses before the token `end`."""
        while end > 0 and self.letter(end - 1) in ',"(' and count < len(stack):
            if end - 1 <= self.open[stack[-1]].start:
                break
            end -= 1
        for index in stack[count:]:
            self.open[index].end = max(end, self.open[index].group.last if self.open[index].group else 0)
        return stack[:count]

    def attach_infinitive(self, group: _Group, stack: list[int], edge: int) -> list[int]:
        stack = self.close_siblings(group, stack, edge)
        parent = self.open[stack[-1]]
        clause = _Open(group.first, "infinitive", "to", stack[-1], group, self.size)
        object_ = self.phrase(edge, group.first) if parent.group is not None else None
        if (
            object_ is not None
            and parent.group is not None
            and not parent.group.passive
            and parent.group.last == edge
            and parent.group.lemma in _GOVERNS
        ):
            clause.subject = object_
        else:
            clause.subject, clause.inherited = parent.subject, parent.subject is not None
            if parent.group is None:
                clause.subject, clause.inherited = None, False
        if self.letter(group.first - 1) == "C" and self.open[stack[-1]].kind == "infinitive":
            first = stack[-1]
            stack = self.close(stack, len(stack) - 1, group.first - 1)
            clause.kind, clause.marker, clause.parent, clause.start = (
                "coordinate",
                self.words[group.first - 1],
                first,
                group.first - 1,
            )
            clause.subject, clause.inherited = self.open[first].subject, True
        return self.push(stack, clause)

    def close_siblings(self, group: _Group, stack: list[int], edge: int) -> list[int]:
        """Close participial clauses between commas: `X, led by Y, decided`."""
        return stack

    def attach_participle(self, group: _Group, stack: list[int], edge: int) -> list[int]:
        start, marker = group.first, ""
        previous = self.before(group.first)
        left = self.letter(previous)
        parent = self.open[stack[-1]]
        if left in "sSP" and previous >= edge:
            start, marker = previous, self.words[previous]
        if left == "C" and previous >= edge and parent.kind in ("participial",) and parent.group is not None:
            first = stack[-1]
            stack = self.close(stack, len(stack) - 1, previous)
            clause = _Open(
                previous, "coordinate", self.words[previous], first, group, self.size, parent.subject, True
            )
            return self.push(stack, clause)
        # A comma before a participle leaves what the last finite verb governs: `…, setting it on fire`.
        if left == "," and parent.kind == "participial" and parent.group is not None:
            stack = self.close(stack, len(stack) - 1, previous)
            parent = self.open[stack[-1]]
        clause = _Open(start, "participial", marker, stack[-1], group, self.size)
        if left in "NU)o" and not marker:
            clause.subject = self.phrase(self.noun_start(edge, previous), previous + 1)
        elif parent.subject is not None:
            clause.subject, clause.inherited = parent.subject, True
        elif left == "," and parent.group is None:
            clause.subject = self.phrase(edge, previous)
        return self.push(stack, clause)

    def attach_finite(self, group: _Group, stack: list[int], edge: int) -> list[int]:
        top = self.open[stack[-1]]
        begin, end = edge, group.first
        at = self.find_marker(begin, end)
        if at is not None:
            return self.open_marked(group, stack, begin, at)
        pending = next(
            (level for level in range(len(stack) - 1, -1, -1) if self.open[stack[level]].group is None), None
        )
        comma = self.last_of(",", begin, end)
        joint = self.last_of("C", begin, end)
        mark = self.last_of(';"', begin, end)
        if pending is not None and pending == len(stack) - 1:
            top.group = group
            top.subject = self.subject_before(top.start if not top.marker else top.start + 1, group)
            self.fill_inverted(top, group)
            return stack
        if mark is not None and (joint is None or joint < mark) and self.is_speech(top) and mark - begin < 4:
            clause = _Open(mark + 1, "that", "", stack[-1], group, self.size)
            clause.subject = self.subject_before(mark + 1, group)
            return self.push(stack, clause)
        if pending is not None and (comma is not None or self.phrase(begin, end) is None) and joint is None:
            subject_from = (
                comma + 1 if comma is not None and self.phrase(comma + 1, end) is not None else None
            )
            cut = comma if comma is not None else end
            stack = self.close(stack, pending + 1, cut)
            clause = self.open[stack[-1]]
            clause.group = group
            if subject_from is not None:
                clause.subject = self.subject_before(subject_from, group)
            else:
                clause.subject = self.subject_before(
                    clause.start, group, stop=self.open[self.child_of(stack[-1])].start
                )
            self.fill_inverted(clause, group)
            return stack
        if joint is not None:
            return self.coordinate(group, stack, joint, end)
        if mark is not None or comma is not None:
            cut = max(index for index in (mark, comma) if index is not None)
            if self.phrase(cut + 1, end) is None and comma is not None and not self.is_inverted(group):
                # `X, who …, fell`: the verb of a list without conjunction, or what a parenthesis cut off.
                return self.coordinate(group, stack, cut, end)
            stack = self.close(stack, 0, cut)
            clause = _Open(cut + 1, "main", "", None, group, self.size)
            clause.subject = self.subject_before(cut + 1, group)
            self.fill_inverted(clause, group)
            return self.push(stack, clause)
        if pending is not None and not self.is_speech(top):
            stack = self.close(stack, pending + 1, end)
            clause = self.open[stack[-1]]
            clause.group = group
            clause.subject = self.subject_before(clause.start, group)
            return stack
        if self.phrase(begin, end) is not None:
            clause = _Open(begin, "that", "", stack[-1], group, self.size)
            while clause.start < end and self.letters[clause.start] in 'A"':
                clause.start += 1
            clause.subject = self.subject_before(clause.start, group)
            return self.push(stack, clause)
        clause = _Open(group.first, "coordinate", "", stack[-1], group, self.size, top.subject, True)
        return self.push(stack, clause)

    def child_of(self, parent: int) -> int:
        """Return the first clause that hangs on another; the clause itself if there is none."""
        return next((i for i, clause in enumerate(self.open) if clause.parent == parent), parent)

    def is_speech(self, clause: _Open) -> bool:
        return clause.group is not None and clause.group.lemma in load_words("verbs", "speech")

    def is_inverted(self, group: _Group) -> bool:
        return group.lemma in load_words("verbs", "speech") and self.letter(group.last) in "NDUI"

    def last_of(self, letters: str, begin: int, end: int) -> int | None:
        return next(
            (index for index in range(end - 1, begin - 1, -1) if self.letters[index] in letters), None
        )

    def find_marker(self, begin: int, end: int) -> int | None:
        """Return the last word in [begin, end) that opens a subordinate clause with the verb at `end`."""
        for index in range(end - 1, begin - 1, -1):
            letter, word = self.letters[index], self.words[index]
            if letter in "SR":
                return index
            if letter == "I" and word == "who":
                return index
            if word in ("which", "what", "how", "why") and letter != "D":
                return index
            if letter == "T" and (index > 0 or False) and self.letter(index - 1) in 'NvU),A"oBHC':
                return index
            if letter == "s" and self.opens_clause(index, end):
                return index
            if letter in ";":
                return None
        return None

    def opens_clause(self, index: int, end: int) -> bool:
        """Tell whether `after`, `as`, `since` … open a clause: a noun phrase, no comma, then the verb."""
        word = self.words[index]
        if any(self.letters[later] in ",;" for later in range(index + 1, end)):
            return False
        following = self.words[index + 1] if index + 1 < end else ""
        if word == "as" and following in ("of", "well", "a", "an", "many", "much", "soon"):
            return False
        if word == "than" or index + 1 == end:
            return False
        head = self.before(index)
        # `before dawn police stormed`: nothing before the word to hang on means a phrase of time at the head.
        return head >= 0 or self.letter(index + 1) in "DI" or self.phrase(index + 1, end) is not None

    def open_marked(self, group: _Group, stack: list[int], begin: int, at: int) -> list[int]:
        letter, word = self.letters[at], self.words[at]
        start, marker = at, word
        kind: ClauseKind = "adverbial" if letter in "Ss" else "relative"
        previous = at - 1
        if letter == "T" or word in ("what", "how", "why", "whether"):
            verb_before = previous >= begin - 1 and (previous < begin or self.letters[previous] in '"A')
            kind = "that" if verb_before or self.letter(previous) == '"' or word != "that" else "relative"
            top = self.open[stack[-1]]
            if kind == "relative" and self.is_speech(top) and self.letter(previous) not in "N":
                kind = "that"
            if self.letter(previous) == "C" and any(self.open[index].kind == "that" for index in stack):
                kind = "that"
            if top.group is not None and top.group.lemma == "be" and at - top.group.last <= 2:
                kind = "that"
            if kind == "relative" and self.words[previous] in _CONTENT_NOUNS:
                kind = "that"
            if (
                kind == "relative"
                and self.is_speech(top)
                and top.group is not None
                and top.group.lemma in ("tell", "inform", "warn", "assure", "say", "reveal", "remind", "add")
            ):
                kind = "that"
        elif (
            word in ("where", "who", "which", "whom", "whose")
            and self.letter(previous) == "P"
            and previous >= begin
        ):
            start = previous
        # `and that …`, `and who …`: a second clause of the same kind.
        parent = stack[-1]
        joined = self.letter(start - 1) == "C"
        if joined:
            level = next((n for n in range(len(stack) - 1, -1, -1) if self.open[stack[n]].kind == kind), None)
            if level is not None:
                first = stack[level]
                stack = self.close(stack, level, start - 1)
                clause = _Open(start - 1, "coordinate", self.words[start - 1], first, group, self.size)
                clause.subject = self.subject_before(at + 1, group) or self.open[first].subject
                return self.push(stack, clause)
        clause = _Open(start, kind, marker, parent, group, self.size)
        clause.subject = self.subject_before(at + 1, group)
        if clause.subject is None and kind == "relative":
            antecedent = previous if start == at else start - 1
            while antecedent >= 0 and self.letters[antecedent] in ',"':
                antecedent -= 1
            clause.subject = self.phrase(begin, antecedent + 1) or self.phrase(0, antecedent + 1)
        return self.push(stack, clause)

    def coordinate(self, group: _Group, stack: list[int], joint: int, end: int) -> list[int]:
        """Attach a verb behind `and`, `or`, `but` to the last finite clause."""
        level = len(stack) - 1
        while level > 0 and self.open[stack[level]].kind in ("infinitive", "participial"):
            level -= 1
        first = stack[level]
        if (
            self.last_of("C", joint + 1, end) is None
            and self.letters[joint] == "C"
            and self.letter(joint - 1) != ","
        ):
            # `…, the restaurant and the office were smashed`: the comma joins the clauses, `and` the nouns.
            comma = self.last_of(
                ",",
                max(self.open[stack[-1]].group.last if self.open[stack[-1]].group else 0, joint - 7),
                joint,
            )
            if (
                comma is not None
                and self.letter(comma + 1) == "D"
                and self.phrase(joint + 1, end) is not None
            ):
                joint = comma
        new_subject = self.subject_before(joint + 1, group)
        if new_subject is not None and self.letter(joint - 1) == ",":
            # `…, and X fled`: a new subject behind a comma leaves subordinate clauses.
            while level > 0 and self.open[stack[level]].kind in ("relative", "adverbial"):
                level -= 1
            first = stack[level]
        start = joint
        stack = self.close(stack, level, start)
        marker = self.words[joint] if self.letters[joint] == "C" else ""
        clause = _Open(start if marker else start + 1, "coordinate", marker, first, group, self.size)
        if new_subject is not None:
            clause.subject = new_subject
        else:
            clause.subject, clause.inherited = self.open[first].subject, True
        return self.push(stack, clause)

    # -- noun phrases

    def _is_opened(self, begin: int, end: int) -> bool:
        """Tell whether a quotation mark opened in [begin, end) is not closed there."""
        marks = sum(self.tokens[self.first + index].norm in _QUOTES for index in range(begin, end))
        return marks % 2 == 1

    def phrase(self, begin: int, end: int) -> tuple[int, int] | None:
        """Return [begin, end) less the marks and adverbs at its edges; None if no noun is left."""
        while begin < end and self.letters[begin] in 'AnC,;"P':
            if self.is_amount(begin) or (self.letters[begin] == "A" and self.letter(begin + 1) == "U"):
                break
            begin += 1
        while begin < end and self.letters[end - 1] in 'An,;"C':
            end -= 1
        if begin < end and self.letters[end - 1] == "I":
            return end - 1, end
        if end < self.size and self.tokens[self.first + end].norm in _CLOSING and self._is_opened(begin, end):
            end += 1
        if begin >= end or not any(self.letters[index] in "NUIDoTRv" for index in range(begin, end)):
            return None
        return begin, end

    def subject_before(self, begin: int, group: _Group, *, stop: int | None = None) -> tuple[int, int] | None:
        """Return the noun phrase in front of a verb group, adverbials at the head and appositions left out."""
        end = group.first if stop is None else stop
        if self.words[group.first] in load_words("clauses", "pronoun_be") | load_words(
            "clauses", "pronoun_have"
        ) | load_words("clauses", "pronoun_will") | load_words("clauses", "pronoun_would"):
            return group.first, group.first + 1
        while end > begin and self.letters[end - 1] in _SKIPPED:
            end -= 1
        closed = end > begin and self.letters[end - 1] == ","
        segments: list[tuple[int, int]] = []
        left = begin
        for index in range(begin, end + 1):
            if index == end or self.letters[index] in ',;"':
                if index > left:
                    segments.append((left, index))
                left = index + 1
        nouns = [segment for segment in segments if not self.is_adverbial(segment)]
        if not nouns:
            return self.after_adverbial(segments[-1]) if segments and not closed else None
        if len(nouns) == 1 or closed:
            chosen = nouns[0]
        elif "C" in self.letters[nouns[-1][0] : nouns[-1][1]] and self.letters[nouns[0][0]] not in "sS":
            chosen = (nouns[0][0], nouns[-1][1])
        else:
            chosen = nouns[-1]
        return self.phrase(*chosen)

    def is_adverbial(self, segment: tuple[int, int]) -> bool:
        """Tell whether a stretch between commas is a phrase of place, time or manner."""
        head = segment[0]
        while head < segment[1] and self.letters[head] in "AC":
            head += 1
        if head == segment[1]:
            return True
        if self.is_amount(head):
            return False
        return self.letters[head] in "PSsO" or (self.letters[head] == "v" and self.form(head, "g") != "")

    def is_amount(self, index: int) -> bool:
        """Tell whether a preposition opens a number: `at least 12`, `up to 50`, `around 300`."""
        word, following = self.words[index], self.words[index + 1 : index + 2]
        if (
            word == "at"
            and following
            and following[0] in ("least", "most")
            or word == "up"
            and following == ["to"]
        ):
            return True
        return word in ("about", "around", "over", "under", "between", "up") and self.letter(index + 1) == "U"

    def noun_start(self, edge: int, last: int) -> int:
        """Return where the noun phrase that ends at `last` begins: behind a preposition other than `of`."""
        index = last
        while (
            index > edge
            and self.words[index - 1] in ("of",)
            or (index > edge and self.letters[index - 1] not in 'Ps,;"C')
        ):
            index -= 1
        return index

    def after_adverbial(self, segment: tuple[int, int]) -> tuple[int, int] | None:
        """Return the noun phrase behind a prepositional phrase without comma: `On Wednesday police …`."""
        begin, end = segment
        while begin < end and self.letters[begin] in "AC":
            begin += 1
        if begin >= end or self.letters[begin] not in "Ps":
            return self.phrase(begin, end)
        index = begin + 1
        # The object of the preposition: a determined phrase, or a run of names, numbers and words of time.
        for cut in range(index + 1, end):
            if self.letters[cut] in "DI" and self.letters[cut - 1] not in "PDsO":
                return self.phrase(cut, end)
        token = self.tokens[self.first + index] if index < end else None
        while index < end and token is not None and (tokens_capital(token) or self.letters[index] == "U"):
            index += 1
            token = self.tokens[self.first + index]
        return self.phrase(index, end) if begin + 1 < index < end else None

    def fill_inverted(self, clause: _Open, group: _Group) -> None:
        """Take the subject from behind the verb: `said Price`, `there were clashes`."""
        there = (
            clause.subject is not None and self.words[clause.subject[0]] == "there" and group.lemma == "be"
        )
        if not there and (clause.subject is not None or group.lemma not in load_words("verbs", "speech")):
            return
        end = group.last
        while (
            end < self.size
            and self.letters[end] not in ',;"SRTOMBHX'
            and not (self.letters[end] == "v" and self.form(end, "pz") and not self.tags[end].ambiguous)
            and self.letters[end] not in "sP"
        ):
            end += 1
        found = self.phrase(group.last, end)
        if found is not None:
            clause.subject = found

    # -- result

    def clauses(self, sentence: int, offset: int) -> list[Clause]:
        """Return the clauses in text order, with indices into the whole article."""
        order = sorted(range(len(self.open)), key=lambda i: (self.open[i].start, -self.open[i].end, i))
        place = {index: offset + number for number, index in enumerate(order)}
        result = []
        for index in order:
            clause = self.open[index]
            start, end = clause.start, max(clause.end, clause.start + 1)
            verb = complement = None
            kind = clause.kind
            if clause.group is not None:
                group = clause.group
                verb = VerbGroup(
                    self.span(group.first, group.last),
                    self.first + group.first,
                    self.first + group.last,
                    group.lemma,
                    group.tense,
                    group.passive,
                    group.negated,
                    group.modal,
                )
                if end > group.last and (kept := self.strip(group.last, end)):
                    complement = self.span(*kept)
            else:
                kind = "verbless"
            parent = place[clause.parent] if clause.parent is not None else None
            subject = self.span(*clause.subject) if clause.subject is not None else None
            if (
                subject is not None
                and clause.group is not None
                and clause.subject == (clause.group.first, clause.group.first + 1)
            ):
                # `We've`: the pronoun is the subject, the rest the auxiliary.
                pronoun, mark, _ = self.words[clause.group.first].partition("'")
                if mark:
                    subject = Span(subject.start, subject.start + len(pronoun))
            result.append(
                Clause(
                    self.span(start, end),
                    self.first + start,
                    self.first + end,
                    sentence,
                    kind,
                    verb,
                    subject,
                    clause.inherited and subject is not None,
                    complement,
                    clause.marker,
                    parent,
                )
            )
        return result

    def strip(self, begin: int, end: int) -> tuple[int, int] | None:
        """Return [begin, end) without marks at its edges; None if nothing is left."""
        while begin < end and self.letters[begin] in ',;"':
            begin += 1
        while begin < end and self.letters[end - 1] in ',;"':
            end -= 1
        return (begin, end) if begin < end else None

    def span(self, begin: int, end: int) -> Span:
        return Span(self.tokens[self.first + begin].span.start, self.tokens[self.first + end - 1].span.end)


_CLOSING = frozenset({'"', "”", "''", "»"})
_QUOTES = _CLOSING | {"“", "``", "«"}
_PLURALS = frozenset("people police others men women children media".split())
_GOVERNS = frozenset(
    "ask urge order tell allow force want expect call invite help request require permit enable encourage persuade send"
    " dispatch deploy appoint instruct push press cause get lead warn advise authorize authorise compel".split()
)
"""Verbs whose object does what the infinitive says: `asked Russia to send`."""
_WITH_GERUND = frozenset(
    "start stop begin continue keep avoid consider deny admit finish risk suggest recall".split()
)
"""Verbs with an -ing form as object: `began burning cars`."""
_CONTENT_NOUNS = frozenset(
    "report reports claim claims statement fact news belief hope hopes fear fears warning warnings allegation"
    " allegations suggestion idea sign signs evidence conclusion announcement view rumours rumors".split()
)
"""Nouns whose `that` clause says what they hold, not which one is meant."""


def tokens_capital(token: Token) -> bool:
    """Tell whether a token begins with a capital letter."""
    return token.norm[0].isupper()
