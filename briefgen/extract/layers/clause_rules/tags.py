"""What each token of a sentence can be: word classes and readings as a verb."""

from collections.abc import Mapping
from functools import cache, lru_cache

import msgspec

from briefgen.extract.layers.tokens import Token
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.model.span import Span

_VOWELS = frozenset("aeiou")
_BEFORE_LE = frozenset("bcdfgkptz")
"""Letters between which and an e the l of a verb stands: `bundle`."""
_FLOATING = frozenset({"all", "both", "each", "either"})
"""Words that may stand behind what they count, and inside a verb group: `had all been damaged`."""


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
        add(past_form(base), base, "p")
        add(past_form(base), base, "q")
        if base.endswith("l") and base in load_words("verbs", "doubling"):
            # American spelling: `canceled`.
            add(base + "ed", base, "p")
            add(base + "ed", base, "q")
            add(base + "ing", base, "g")
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
    if base in load_words("verbs", "doubling"):
        return True
    return base[-3] not in _VOWELS and sum(letter in _VOWELS for letter in base) == 1


def past_form(base: str) -> str:
    """Return the regular past form of a verb: `stopped`, `carried`."""
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


_BRITISH = ("all", "ell", "ill", "oll")
"""Ends of verbs whose last letter British English doubles, though it is not stressed."""


def _guess_lemma(stem: str) -> str:
    """Return the likely base of an unknown verb from what stands before -ed or -ing."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsfz":
        return stem[:-1]
    if stem.endswith(_BRITISH) and not _VOWELS.isdisjoint(stem[:-3]):
        # `spiralled`, `channelling`; not `rolled`
        return stem[:-1]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if stem.endswith("l") and stem[-2] in _BEFORE_LE:
        # `bundled`, `shuttling`
        return stem + "e"
    if stem.endswith(
        (
            "at",
            "iz",
            "is",
            "v",
            "c",
            "u",
            "dg",
            "rg",
            "as",
            "os",
            "us",
            "ur",
            "ir",
            "id",
            "ok",
            "ik",
            "ak",
            "rs",
            "ns",
            "ys",
            "ag",
            "hut",
            "nif",
        )
    ):
        return stem + "e"
    return stem


# ------------------------------------------------------------------------ tags
# One letter a token: D determiner, P preposition, C conjunction, S subordinator, s subordinator or preposition,
# R relative, T `that`, O `to`, M modal, B be, H have, X do, A adverb, n negation, I subject pronoun, o object
# pronoun, U number, N noun or other word, v verb form, "," comma, ";" strong mark, '"' quotation mark, "(" ")".


class Tag(msgspec.Struct, frozen=True, gc=False):
    """What one token can be."""

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
def tag_of(norm: str) -> Tag:
    """Return what a word can be, by its repaired form."""
    lower = norm.lower().replace("’", "'")
    letter = _classes().get(lower)
    if letter is not None and lower in _ACRONYMS and norm.partition("'")[0].isupper():
        return Tag("N")
    if norm == "Am":  # Pan Am
        return Tag("N")
    if norm == "May":  # the month; the modal stands at the head of no sentence of news
        return Tag("N")
    if letter is not None:
        return Tag(letter, _verb_forms().get(lower, ()))
    if lower in load_words("clauses", "contracted"):
        stem = lower[:-3]
        return Tag(
            "B"
            if stem in ("is", "are", "was", "were", "ai")
            else "H"
            if stem in ("has", "have", "had")
            else "X"
            if stem in ("do", "does", "did")
            else "M"
        )
    if norm[0].isdigit() or norm[0] in "$€£":
        return Tag("U")
    if lower in load_words("clauses", "not_verbs"):
        return Tag("N")
    if lower.endswith("ly") and len(lower) > 4 and lower not in load_words("clauses", "not_adverbs"):
        return Tag("A")
    forms = _verb_forms().get(lower, ()) or _verb_forms().get(
        lower.removeprefix("re-").removeprefix("co-"), ()
    )
    if forms and not norm.isupper():
        return Tag("v", forms, any(lemma in load_words("verbs", "ambiguous") for lemma, _ in forms))
    if lower.isalpha() and norm[0].islower() and len(lower) > 4:
        stem = lower[:-2] if lower.endswith("ed") else lower[:-3] if lower.endswith("ing") else ""
        if lower.endswith("ed") and lower.startswith("un"):
            # `unnoticed`, `unqualified`: verbs in un- stand in the lexicon.
            return Tag("N")
        if len(stem) > 2 and any(vowel in stem for vowel in "aeiouy"):
            lemma = _guess_lemma(stem)
            kinds = ("p", "q") if lower.endswith("ed") else ("g",)
            return Tag("v", tuple((lemma, kind) for kind in kinds), ambiguous=True)
    return Tag("N")


@lru_cache(maxsize=1 << 15)
def _read(norm: str) -> tuple[str, Tag]:
    """Return the lower-case form of a word and what it can be."""
    return norm.lower().replace("’", "'"), tag_of(norm)


_NAME = Tag("N")
_ACRONYMS = frozenset({"us", "who", "us's", "who's", "us'"})
"""Pronouns that are names in capital letters: `the US`, `the WHO's`."""
SKIPPED = frozenset("An")
"""Adverbs and negations: what rules look past."""
_MEASURING = frozenset({"far", "early", "late", "recently", "high", "low", "deep"})
_CLOSING = frozenset({"”", "''", "»"})
_MARKS = _CLOSING | {'"', "“", "``", "«"}
_DASHES = frozenset({"--", "—", "–", "-"})
_LONG_ASIDE = 25
_DATELINE = 7
"""A dash before this token may end a dateline."""
_ASIDE = 6
"""Words in brackets that are looked past."""


class Tagged:
    """One sentence with a tag for each token; all indices count from its beginning."""

    def __init__(self, tokens: list[Token], first: int, last: int) -> None:
        self.first = first
        """Index of the first token in the article."""
        self.tokens = tokens[first:last]
        self.size = last - first
        read = [_read(token.norm) for token in self.tokens]
        self.words = [word for word, _ in read]
        self.tags = [tag for _, tag in read]
        self.letters = [tag.letter for tag in self.tags]
        """Tags as letters; what is found to be no verb becomes `N`, quotation marks become commas or adverbs."""
        self._name_verbs()
        self._name_adverbs()
        self._back_objects()
        self._join_measures()
        self._float_quantifiers()
        self._pair_dashes()
        self._hide_quoted_words()
        self._hide_parentheses()

    def token(self, index: int) -> Token:
        """Return a token."""
        return self.tokens[index]

    def span(self, begin: int, end: int) -> Span:
        """Return the span of the tokens [begin, end)."""
        return Span(self.tokens[begin].span.start, self.tokens[end - 1].span.end)

    def letter(self, index: int) -> str:
        """Return the tag of a token; `;` outside the sentence."""
        return self.letters[index] if 0 <= index < self.size else ";"

    def before(self, index: int) -> int:
        """Return the index of the token before, adverbs left out."""
        index -= 1
        while index >= 0 and self.letters[index] in SKIPPED:
            index -= 1
        return index

    def behind(self, index: int) -> int:
        """Return the index of the token from `index` on that is no adverb."""
        while index < self.size and self.letters[index] in SKIPPED:
            index += 1
        return index

    def form(self, index: int, kinds: str) -> str:
        """Return the lemma of a token read as one of the forms; "" if it has none."""
        if 0 <= index < self.size:
            for lemma, kind in self.tags[index].forms:
                if kind in kinds:
                    return lemma
        return ""

    def quotations(self) -> list[int]:
        """Return for each token the number of the quotation it stands in, marks included; 0 outside."""
        numbers, count, inside = [0] * self.size, 0, False
        if _MARKS.isdisjoint(self.words):
            return numbers
        for index, word in enumerate(self.words):
            if word in _MARKS:
                closes = word in _CLOSING or (word == '"' and inside)
                if closes:
                    numbers[index] = count if inside else 0
                    inside = False
                    continue
                count += 1
                inside = True
            numbers[index] = count if inside else 0
        return numbers

    def is_plural(self, index: int) -> bool:
        """Tell whether a noun is plural, by its ending or the list; False behind the last word."""
        word = self.words[index] if index < len(self.words) else ""
        return (word.endswith("s") and not word.endswith(("ss", "us", "is"))) or word in load_words(
            "clauses", "plurals"
        )

    def _name_verbs(self) -> None:
        """Read a word such as `Rose` as a name behind another (`Mia Rose`), but not in headings."""
        for index in range(1, self.size):
            if self.letters[index] != "v" or not self.tokens[index].norm[0].isupper():
                continue
            left = self.tokens[index - 1].norm
            behind_name = self.letters[index - 1] == "N" and left[0].isupper() and not left.isupper()
            running = any(token.norm[0].islower() for token in self.tokens[index + 1 : index + 3])
            if index > 1 and behind_name and running:
                self.letters[index], self.tags[index] = "N", _NAME

    def _name_adverbs(self) -> None:
        """Read a word such as `Kelly` as a name inside a sentence."""
        for index in range(1, self.size):
            if (
                self.letters[index] == "A"
                and self.words[index].endswith("ly")
                and self.token(index).norm[0].isupper()
                and self.letters[index - 1] not in '";('
                and not self.token(index).norm.isupper()
            ):
                self.letters[index] = "N"

    def _back_objects(self) -> None:
        """Read `back` behind `to` or a modal as a verb where an object follows: `vowed to back the plan`."""
        for index in range(1, self.size - 1):
            if self.words[index] == "back" and self.letter(self.before(index)) in "OM":
                objects = self.letters[index + 1]
                if objects in "DoNU" or (objects == "v" and not self.form(index + 1, "b")):
                    self.letters[index] = "v"

    def _join_measures(self) -> None:
        """Read the words of `felt as far away as Lima`, `as early as May` as no conjunctions."""
        for index in range(1, self.size - 3):
            if self.words[index] != "as" or self.words[index + 1] not in _MEASURING:
                continue
            second = index + 2 + (self.letters[index + 2] in SKIPPED)
            if self.words[second : second + 1] == ["as"] and self.letter(second + 1) in "NUDA":
                self.letters[index : second + 1] = [*"A" * (second - index), "P"]

    def _float_quantifiers(self) -> None:
        """Read the word between subject and verb in `Peru and Chile each condemned it` as an adverb."""
        for index in range(1, self.size - 1):
            if self.words[index] not in _FLOATING:
                continue
            left, right = self.letters[index - 1], self.letters[index + 1]
            if left in "NI":
                goes_on = self.tags[index + 1].forms != () or right in "BHXMA"
            elif left == "M":
                goes_on = self.form(index + 1, "b") != "" or right in "BH"
            else:
                goes_on = left in "BH" and (
                    self.form(index + 1, "qg") != "" or self.words[index + 1] == "been"
                )
            if goes_on:
                self.letters[index] = "A"

    def _pair_dashes(self) -> None:
        """Let a pair of dashes enclose an aside as two commas do: `The town -- a port -- was calm`."""
        dashes = [index for index, word in enumerate(self.words) if word in _DASHES]
        if len(dashes) == 3 and dashes[0] < _DATELINE:
            del dashes[0]
        if len(dashes) != 2 or dashes[0] == 0:
            return
        first, last = dashes
        inside = self.words[first + 1 : last]
        if 0 < len(inside) <= _LONG_ASIDE and not set(inside) & {";", ":", "."} and last + 1 < self.size:
            self.letters[first] = self.letters[last] = ","

    def _hide_quoted_words(self) -> None:
        """Let marks around a few quoted words (`the "colour revolution" plot`) not count as edges of clauses."""
        if '"' not in self.letters:
            return
        opened = -1
        for index in range(self.size):
            if self.letters[index] != '"':
                continue
            if index and (self.words[index] in ("”", "''", "»") or not self.token(index).spaced):
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

    def _hide_parentheses(self) -> None:
        """Let a few words in brackets behind a noun (`Anna Ruiz (Ind., Galle) said`) not count as edges of clauses."""
        if "(" not in self.letters:
            return
        for opened in range(1, self.size):
            if self.letters[opened] != "(" or self.letters[opened - 1] not in "NU":
                continue
            closed = opened + 1
            while closed < self.size and closed - opened <= _ASIDE and self.letters[closed] in "NUPDC,;":
                closed += 1
            if closed < self.size and self.letters[closed] == ")":
                self.letters[opened : closed + 1] = ["A"] * (closed + 1 - opened)
