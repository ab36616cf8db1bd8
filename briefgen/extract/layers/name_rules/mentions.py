"""Mentions on their way to entities, and the page that they are read from."""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from briefgen.extract.layers.name_rules.known import Form, Knowledge, Known
from briefgen.extract.layers.name_rules.likeness import fold
from briefgen.extract.layers.name_rules.mention_words import load_mention_words
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tokens import Repaired, Token
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Subject

EntityType = Literal["person", "place", "organisation", "nationality"]

Style = Literal["normal", "title", "upper"]
"""Whether a sentence writes words as prose does, most of them with capitals, or all in capitals."""


_OPENING = frozenset('"“‘«')
_CLOSING = frozenset('"”’»')
_BODY_WORDS = 6
"""Words behind the first one of a body's name among which its head stands."""
_LONGEST_MOTTO = 12
"""Tokens of the longest quotation read as a slogan."""
_SHORTENED = frozenset({"St.", "Ste.", "Mt.", "Ft."})
"""First words of names of places, cut short."""
_LONG_NATION = 4
"""Words of the longest name of a country that is looked for around a word."""
_MAX_INITIALS = 6
"""`A.B.C.` has as many characters."""
_NO_INITIALS = load_words("name_rules", "no_initials")


class Found(msgspec.Struct):
    """A mention on its way to an entity."""

    first: int
    last: int
    sentence: int
    known: Known | None = None
    type: EntityType | None = None
    metonym: bool = False
    adjective: bool = False
    role: str = ""
    role_country: str = ""
    cue: str = ""
    """What speaks for it: `title`, `role`, `speech`, `place` …; "" if its shape alone does."""
    kind: str = ""
    country: str = ""
    full: tuple[str, ...] = ()
    """Words of the full name that this short form stands for; ()."""


class Page:
    """The tokens of one document, folded, and what is asked of them again and again."""

    def __init__(
        self, repaired: Repaired, sentences: list[Sentence], knowledge: Knowledge, subject: Subject
    ) -> None:
        self.words = load_mention_words()
        self.tokens = repaired.tokens
        self.sentences = sentences
        self.knowledge = knowledge
        self.home = frozenset(subject.countries)
        self.low = [fold(token.norm) for token in self.tokens]
        self.base = [strip_possessive(word) for word in self.low]
        self.lower_seen = {
            token.norm for token in self.tokens if token.norm[0].islower() and token.norm.isalpha()
        }
        self.upper = [token.norm[0].isupper() for token in self.tokens]
        """Whether each token begins with a capital."""
        firsts = {sentence.first for sentence in sentences}
        firsts |= {first + 1 for first in firsts if first < len(self.low) and self.low[first] in _OPENING}
        self.upper_inside = {
            self.base[k]
            for sentence in sentences
            for k in range(sentence.first, sentence.last)
            if self.upper[k] and k not in firsts
        }
        self.surnames = {
            self.base[k]
            for sentence in sentences
            for k in range(sentence.first + 2, sentence.last)
            if self.upper[k] and self._stands_as_surname(k)
        }
        self.family_names = {
            self.base[k]
            for sentence in sentences
            for k in range(sentence.first + 1, sentence.last)
            if self.upper[k] and self.upper[k - 1] and self.base[k - 1] in self.words.given_names
        }
        """Words that stand right behind a first name."""
        self.articled = {
            self.base[k]
            for sentence in sentences
            for k in range(sentence.first + 1, sentence.last)
            if self.upper[k]
            and self.low[k - 1] == "the"
            and not self.is_name_word(k + 1, sentence)
            and not self.modifies(k + 1, sentence)
        }
        """Words that stand behind `the` and describe nothing, as names of ships do and those of towns do not."""
        self.paragraphs = self.join_paragraphs()
        self.near_known: dict[tuple[tuple[str, ...], int], bool] = {}
        self.held_known: dict[tuple[str, ...], bool] = {}
        self._nations: dict[int, str] = {}
        self.credits = [self._credits_authors(sentence) for sentence in sentences]
        self.styles = [self.style(sentence) for sentence in sentences]
        self.mottoes = {k for sentence in sentences for k in self._mottoes(sentence)}
        """Tokens of short quotations all of whose words have capitals: slogans, titles of films and operations."""
        self.ships = set(self._find_ships())

    def _find_ships(self) -> Iterator[tuple[str, str]]:
        """Yield title and name of ships called like ladies: `the Princess Zarya, which sank`."""
        titles, low = self.words.ship_titles, self.low
        for at, word in enumerate(low):
            if word not in titles or at == 0 or low[at - 1] != "the" or not self.tokens[at].norm[0].isupper():
                continue
            behind = low[at + 2 : at + 4]
            if behind[:1] == [","]:
                behind = behind[1:]
            sails = not self.words.ship_deeds.isdisjoint(behind[:1])
            if sails or low[max(0, at - 3) : at - 1][-1:] == ["aboard"]:
                yield word, self.base[at + 1]

    def _mottoes(self, sentence: Sentence) -> Iterator[int]:
        """Yield the tokens between quotation marks near each other, if all of several words have capitals."""
        at = sentence.first
        while at < sentence.last:
            if self.low[at] not in _OPENING:
                at += 1
                continue
            end = at + 1
            while end < sentence.last and end - at <= _LONGEST_MOTTO and self.low[end] not in _CLOSING:
                end += 1
            words = [t.norm for t in self.tokens[at + 1 : end] if t.norm[0].isalpha()]
            if (
                end < sentence.last
                and self.low[end] in _CLOSING
                and len(words) > 1
                and all(w[0].isupper() or w in self.words.small_words for w in words)
            ):
                yield from range(at + 1, end)
            at = end

    def _stands_as_surname(self, at: int) -> bool:
        """Tell whether a capitalised word stands behind a first name, an honorific or a role."""
        before = self.base[at - 1]
        return before == self.low[at - 1] and (
            before in self.words.honorifics
            or before in self.words.roles
            or (self.upper[at - 1] and before not in self.words.no_names)
        )

    def join_paragraphs(self) -> dict[int, str]:
        """Return the folded words of each paragraph, a blank around each."""
        joined: dict[int, list[str]] = {}
        for sentence in self.sentences:
            joined.setdefault(sentence.paragraph, []).extend(self.base[sentence.first : sentence.last])
        return {number: " " + " ".join(words) + " " for number, words in joined.items()}

    def _credits_authors(self, sentence: Sentence) -> bool:
        """Tell whether a sentence names who wrote the text: `(Reporting by …; editing by …)`."""
        low = self.low[sentence.first : sentence.last]
        if "by" not in low and "contributed" not in low:
            return False
        for at, word in enumerate(low):
            if word == "by" and at and low[at - 1] in self.words.authorship:
                return True
            if word == "contributed" and low[at + 1 : at + 3] in (
                ["to", "this"],
                ["to", "the"],
                ["reporting"],
            ):
                return True
        return False

    def style(self, sentence: Sentence) -> Style:
        """Tell whether most words have capitals, as in headlines; prose ends with a mark."""
        tokens = self.tokens[sentence.first : sentence.last]
        words = [t.norm for t in tokens if t.norm[0].isalpha() and len(t.norm) > 3]
        if len(words) < 3:
            return "normal"
        if sum(word.isupper() for word in words) > 0.8 * len(words):
            return "upper"
        ended = tokens[-1].norm[-1] in ".!?”\"'’" and sentence.kind not in ("headline", "subheading")
        if not ended and len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words):
            return "title"
        return "normal"

    def walk(self, root: dict[str, Any], at: int, last: int) -> list[tuple[int, list[Form]]]:
        """Return the ends and forms of all known names that begin at a token, the longest first."""
        ends: list[tuple[int, list[Form]]] = []
        node = root
        while at < last:
            base = self.base[at]
            if base != self.low[at] and (stripped := node.get(base)) is not None and "" in stripped:
                ends.append((at + 1, stripped[""]))
            following = node.get(self.low[at])
            if following is None:
                break
            node = following
            at += 1
            if "" in node:
                ends.append((at, node[""]))
        ends.reverse()
        return ends

    def near(self, condition: tuple[str, ...], paragraph: int) -> bool:
        """Tell whether folded words stand in a paragraph or one beside it."""
        key = (condition, paragraph)
        if key not in self.near_known:
            wanted = f" {' '.join(condition)} "
            self.near_known[key] = any(
                wanted in self.paragraphs.get(p, "") for p in (paragraph - 1, paragraph, paragraph + 1)
            )
        return self.near_known[key]

    def holds(self, words: tuple[str, ...]) -> bool:
        """Tell whether folded words stand anywhere in the document."""
        if words not in self.held_known:
            wanted = f" {' '.join(words)} "
            self.held_known[words] = any(wanted in paragraph for paragraph in self.paragraphs.values())
        return self.held_known[words]

    def nation_of(self, at: int) -> str:
        """Return the code of the country that the token names or is an adjective of; ""."""
        norm = self.tokens[at].norm
        if not norm[0].isupper():
            return ""
        if at not in self._nations:
            self._nations[at] = self._long_nation(at) or self.nation_named(
                self.base[at], capitals=norm.replace(".", "").isupper()
            )
        return self._nations[at]

    def _long_nation(self, at: int) -> str:
        """Return the code of the country whose name of several words holds a token: `Papua New | Guinea`; ""."""
        for start in range(max(0, at - _LONG_NATION + 1), at + 1):
            if not self.tokens[start].norm[0].isupper():
                continue
            for end, forms in self.walk(
                self.knowledge.world.root, start, min(start + _LONG_NATION, len(self.tokens))
            ):
                if end <= max(at, start + 1):
                    continue
                for form in forms:
                    if form.known.kind == "country" and not form.seat:
                        return str(form.known.country)
        return ""

    def nation_named(self, word: str, *, capitals: bool = False) -> str:
        """Return the code of the country that a folded word names or is an adjective of; "".

        Args:
            word: one folded word.
            capitals: whether it stands in capitals, as `US` must.
        """
        for form in self.knowledge.world.root.get(word, {}).get("", ()):
            if form.upper and not capitals:
                continue
            if not form.seat and (form.known.kind == "country" or form.known.type == "nationality"):
                return str(form.known.country)
        return ""

    def is_name_word(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a token of the sentence is written as a word of a name is: `Saif`, `al-Islam`, `J.`."""
        if not sentence.first <= at < sentence.last:
            return False
        norm = self.tokens[at].norm
        head, dash, tail = norm.partition("-")
        if dash:
            end = norm.rpartition("-")[2]
            if end in self.words.compound_tails or (
                end.islower() and end.endswith(("ing", "ed")) and len(end) > 4
            ):
                return False
            if head in self.words.particles and tail[:1].isupper():
                return True
        if norm in _SHORTENED:
            return at + 1 < sentence.last and self.tokens[at + 1].norm[0].isupper()
        if not norm[0].isupper() or ("." in norm[1:-1] and not norm.replace(".", "").isupper()):
            return False
        if norm[-1].isalpha():
            # `C$7m`
            return "$" not in norm
        # `J.` and `B.K.`, but not `U.S.`
        return norm[-1] == "." and (
            len(norm) == 2 or self._is_initials(norm) or self._begins_with_am(at, sentence)
        )

    def _begins_with_am(self, at: int, sentence: Sentence) -> bool:
        """Tell whether `A.M.` and `P.M.` are initials: a name goes on behind, and no hour stands before them."""
        if self.tokens[at].norm not in ("A.M.", "P.M.") or at + 1 >= sentence.last or at == sentence.first:
            return False
        return self.tokens[at + 1].norm[0].isupper() and self.tokens[at - 1].norm[-1].isalpha()

    def _is_initials(self, norm: str) -> bool:
        return (
            len(norm) <= _MAX_INITIALS and norm[1::2].strip(".") == "" and norm.casefold() not in _NO_INITIALS
        )

    def _is_surname(self, title: int, at: int) -> bool:
        """Tell whether a word for a building names a person: `Ms Park`, `President Park Geun-hye`."""
        return self.base[title] in self.words.honorifics or (
            self.base[title] in self.words.roles and self.base[at] in self.words.surname_heads
        )

    def goes_there(self, at: int, sentence: Sentence) -> bool:
        """Tell whether somebody goes to, or is at, what is named: `got through to Zarya`, `a camp at Zarya`."""
        words = {
            "to": self.words.travel_words,
            "at": self.words.stay_words,
            "for": self.words.fight_words,
        }.get(self.low[at - 1])
        return words is not None and any(
            self.low[k] in words for k in range(max(sentence.first, at - 3), at - 1)
        )

    def lies_below(self, at: int, sentence: Sentence) -> bool:
        """Tell whether somebody flies over what is named: `flew over Zarya`."""
        return (
            at - 2 >= sentence.first
            and self.low[at - 1] == "over"
            and self.low[at - 2] in ("flew", "fly", "flies", "flying", "flown", "circled", "circling")
        )

    def modifies(self, end: int, sentence: Sentence) -> bool:
        """Tell whether a noun stands right behind, so that the name describes it: `in Kurdish areas`."""
        if end >= sentence.last or self.ends_possessive(end - 1):
            return False
        norm = self.tokens[end].norm
        return (
            norm.isalpha()
            and norm.islower()
            and not norm.endswith(("ed", "ly"))
            and norm not in self.words.behind_names
            and norm not in self.words.speech_verbs
            and norm not in self.words.finite_verbs
        )

    def ends_possessive(self, at: int) -> bool:
        """Tell whether a token ends with the possessive: a name does not go on behind it."""
        if self.low[at] != self.base[at]:
            return True
        return (
            at + 1 < len(self.tokens)
            and self.tokens[at + 1].norm in ("'", "’")
            and self.low[at].endswith("s")
            and not self.tokens[at + 1].spaced
        )

    def role_word(self, word: str) -> bool:
        """Tell whether a folded word is a role, the plural of one, or belongs to one (`deputy`)."""
        roles = self.words.roles
        if word in roles or word in self.words.role_modifiers or (word[-1:] == "s" and word[:-1] in roles):
            return True
        head, dash, tail = word.rpartition("-")
        return bool(dash) and tail in roles and self.role_word(head)

    def is_head(self, word: str) -> bool:
        """Tell whether a folded word tells a body, building or area."""
        return (
            word in self.words.organisation_heads
            or word in self.words.facility_heads
            or word in self.words.area_heads
        )

    def is_body_start(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a common capitalised word begins a name: `Central Election Commission`, `Jan Olsen`."""
        at += 1
        if (
            self.base[at - 1] in self.words.also_first_names
            and self.is_name_word(at, sentence)
            and not self.ends_possessive(at - 1)
            and self.base[at] not in self.words.no_names
            and not self.nation_of(at)
            and not self.is_head(self.base[at])
            and not self.role_word(self.base[at])
        ):
            return True
        before = at - 2 if at - 2 >= sentence.first else -1
        buildings = before < 0 or not self.tokens[before].norm[0].isupper()
        if self.ends_possessive(at - 1):
            return self.owns_body(at - 1, sentence)
        if (
            before >= 0
            and self.base[at - 1] in self.words.national_heads
            and self.low[before] == "the"
            and at < sentence.last
            and self.base[at] in self.words.security_heads
            and self.tokens[at].norm[0].isupper()
        ):
            # `the National Police`
            return True
        if (
            self.base[at - 1] in self.words.organisation_heads
            and at < sentence.last
            and self.low[at] in ("of", "for")
        ):
            # `Army for the Liberation of …`
            return self.is_name_word(at + 1 + (self.low[at + 1] == "the"), sentence)
        for k in range(at, min(at + _BODY_WORDS, sentence.last)):
            if not self.is_name_word(k, sentence):
                return False
            if self.ends_possessive(k - 1) and not self.owns_body(k - 1, sentence):
                return False
            if (
                self.base[k] in self.words.organisation_heads
                or (
                    buildings
                    and self.base[k] in self.words.facility_heads
                    and not self._is_surname(at - 1, k)
                )
            ) and (
                self.base[k] not in ("police", "army", "government")
                or (self.base[k] in ("government", "army") and k > at)
                # `South Yorkshire Police`
                or (self.base[at - 1] in self.words.compass and k > at)
            ):
                return self.tokens[at - 1].norm.isalpha() and self.base[at - 1] not in self.words.small_words
        return False

    def owns_body(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a possessive is part of a body's name: `the | People's Party`, `the | Workers' Union`."""
        if self.base[at] not in self.words.owners_of_bodies or not self.ends_possessive(at):
            return False
        at += 1 + (self.low[at + 1] in ("'", "’"))
        for k in range(at, min(at + _BODY_WORDS, sentence.last)):
            if not self.is_name_word(k, sentence):
                return False
            if self.base[k] in self.words.organisation_heads:
                return True
            if self.ends_possessive(k):
                return False
        return False


def strip_possessive(word: str) -> str:
    """Return a word without the possessive 's."""
    return word[:-2] if word.endswith(("'s", "’s", "ʼs", "'S", "’S")) and len(word) > 2 else word


def join_tokens(tokens: list[Token]) -> str:
    """Return the repaired words of tokens as they are printed."""
    parts: list[str] = []
    for token in tokens:
        if token.spaced and parts:
            parts.append(" ")
        parts.append(token.norm)
    return "".join(parts)
