"""Mentions on their way to entities, and the page that they are read from."""

from functools import cache
from typing import Any, Literal

import msgspec

from briefgen.extract.layers.known import Form, Knowledge, Known
from briefgen.extract.layers.likeness import fold
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tokens import Repaired, Token
from briefgen.extract.lexicon import load_lexicon, load_phrases, load_words
from briefgen.model.brief import Subject

EntityType = Literal["person", "place", "organisation", "nationality"]

Style = Literal["normal", "title", "upper"]
"""Whether a sentence writes words as prose does, most of them with capitals, or all in capitals."""


_MAX_INITIALS = 6
"""`A.B.C.` has as many characters."""
_NO_INITIALS = frozenset(
    {"u.s.", "u.n.", "u.k.", "e.u.", "a.m.", "p.m.", "d.c.", "u.a.e.", "l.a.", "i.e.", "e.g."}
)


class MentionWords(msgspec.Struct, frozen=True):
    """mentions.yaml, made ready for lookup; all folded but the heads."""

    honorifics: frozenset[str]
    roles: dict[str, tuple[tuple[str, ...], ...]]
    """Roles by their last word, the longest first."""
    role_modifiers: frozenset[str]
    role_bodies: frozenset[str]
    """Whose a role is: `home ministry | spokesman`."""
    short_titles: dict[str, str]
    """Offices by their abbreviations: `gov` for Governor."""
    organisation_heads: frozenset[str]
    facility_heads: frozenset[str]
    area_heads: frozenset[str]
    place_words: frozenset[str]
    place_behind: frozenset[str]
    place_prepositions: frozenset[str]
    sure_place_prepositions: frozenset[str]
    speech_verbs: frozenset[str]
    no_names: frozenset[str]
    common: frozenset[str]
    authorship: frozenset[str]
    owned_by_states: frozenset[str]
    body_words: frozenset[str]
    body_nouns: frozenset[str]
    facilities_behind: frozenset[str]
    facilities_kept: frozenset[str]
    area_names: frozenset[str]
    thing_heads: frozenset[str]
    place_leads: frozenset[str]
    thing_words: frozenset[str]
    no_person_behind: frozenset[str]
    also_first_names: frozenset[str]
    installation_kinds: frozenset[str]
    installations: frozenset[str]
    people_from: frozenset[str]
    place_modifiers: frozenset[str]
    person_verbs: frozenset[str]
    before_persons: frozenset[str]
    kept_titles: frozenset[str]
    place_verbs: frozenset[str]
    town_verbs: frozenset[str]
    named_things: frozenset[str]
    surname_heads: frozenset[str]
    stay_words: frozenset[str]
    travel_words: frozenset[str]
    place_plurals: frozenset[str]
    compass: frozenset[str]
    bodies_behind: frozenset[str]
    media_bodies: frozenset[str]
    place_nouns: frozenset[str]
    verbs_of_address: frozenset[str]
    days: frozenset[str]
    small_words: frozenset[str]
    clause_words: frozenset[str]
    acts: frozenset[str]
    region_heads: frozenset[str]
    state_heads: frozenset[str]
    company_heads: frozenset[str]
    media_heads: frozenset[str]
    security_heads: frozenset[str]
    letters: frozenset[str]
    outlet_verbs: frozenset[str]
    compound_tails: frozenset[str]
    given_names: frozenset[str]
    behind_names: frozenset[str]
    """Small words that may stand behind a name without being a noun that it describes."""
    surname_endings: tuple[str, ...]
    particles: frozenset[str]
    connectors: frozenset[str]


@cache
def load_mention_words() -> MentionWords:
    """Return mentions.yaml, made ready once."""
    name = "mentions"

    def folded(key: str) -> frozenset[str]:
        return frozenset(fold(w) for w in load_words(name, key))

    by_last: dict[str, list[tuple[str, ...]]] = {}
    for phrase in load_phrases(name, "roles"):
        words = tuple(phrase.split())
        by_last.setdefault(words[-1], []).append(words)
    return MentionWords(
        honorifics=folded("honorifics"),
        roles={k: tuple(sorted(v, key=lambda w: -len(w))) for k, v in by_last.items()},
        role_modifiers=folded("role_modifiers"),
        role_bodies=folded("role_bodies"),
        short_titles={fold(short): title for short, title in load_lexicon(name)["short_titles"].items()},
        organisation_heads=folded("organisation_heads"),
        facility_heads=folded("facility_heads"),
        area_heads=folded("area_heads"),
        place_words=folded("place_words"),
        place_behind=folded("place_behind"),
        place_prepositions=folded("place_prepositions"),
        sure_place_prepositions=folded("sure_place_prepositions"),
        speech_verbs=folded("speech_verbs"),
        no_names=folded("no_names"),
        common=folded("common_cities"),
        authorship=folded("authorship"),
        owned_by_states=folded("owned_by_states"),
        body_words=folded("body_words"),
        body_nouns=folded("body_nouns"),
        facilities_behind=folded("facilities_behind"),
        facilities_kept=folded("facilities_kept"),
        area_names=folded("area_names"),
        thing_heads=folded("thing_heads"),
        place_leads=folded("place_leads"),
        thing_words=folded("thing_words"),
        no_person_behind=folded("no_person_behind"),
        also_first_names=folded("also_first_names"),
        installation_kinds=folded("installation_kinds"),
        installations=folded("installations"),
        people_from=folded("people_from"),
        place_modifiers=folded("place_modifiers"),
        person_verbs=folded("person_verbs"),
        before_persons=folded("before_persons"),
        kept_titles=folded("kept_titles"),
        place_verbs=folded("place_verbs"),
        town_verbs=folded("town_verbs") | folded("place_verbs"),
        travel_words=folded("travel_words"),
        stay_words=folded("stay_words"),
        surname_heads=folded("surname_heads"),
        named_things=folded("named_things"),
        place_plurals=folded("place_plurals"),
        compass=folded("compass"),
        bodies_behind=folded("bodies_behind"),
        media_bodies=folded("media_bodies"),
        place_nouns=folded("place_nouns"),
        verbs_of_address=folded("verbs_of_address"),
        days=folded("days"),
        small_words=folded("small_words"),
        clause_words=folded("clause_words"),
        acts=folded("acts"),
        region_heads=folded("region_heads"),
        state_heads=folded("state_heads"),
        company_heads=folded("company_heads"),
        media_heads=folded("media_heads"),
        security_heads=folded("security_heads"),
        letters=folded("letters"),
        outlet_verbs=folded("outlet_verbs"),
        compound_tails=folded("compound_tails"),
        given_names=folded("given_names") | folded("person_countries"),
        behind_names=frozenset(
            word
            for key in ("verbs", "prepositions", "closers", "determiners")
            for word in load_words("quantities", key)
        )
        | folded("adverbs_behind"),
        surname_endings=tuple(sorted(folded("surname_endings"))),
        particles=folded("particles"),
        connectors=folded("connectors"),
    )


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
        firsts = {sentence.first for sentence in sentences}
        self.upper_inside = {
            self.base[k]
            for sentence in sentences
            for k in range(sentence.first, sentence.last)
            if self.tokens[k].norm[0].isupper() and k not in firsts
        }
        self.surnames = {
            self.base[k]
            for sentence in sentences
            for k in range(sentence.first + 2, sentence.last)
            if self._stands_as_surname(k)
        }
        self.paragraphs = self.join_paragraphs()
        self.near_known: dict[tuple[tuple[str, ...], int], bool] = {}
        self.held_known: dict[tuple[str, ...], bool] = {}
        self.credits = [self._credits_authors(sentence) for sentence in sentences]
        self.styles = [self.style(sentence) for sentence in sentences]

    def _stands_as_surname(self, at: int) -> bool:
        """Tell whether a capitalised word stands behind a first name, an honorific or a role."""
        before = self.base[at - 1]
        return (
            self.tokens[at].norm[0].isupper()
            and before == self.low[at - 1]
            and (
                before in self.words.honorifics
                or before in self.words.roles
                or (self.tokens[at - 1].norm[0].isupper() and before not in self.words.no_names)
            )
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
        return self.nation_named(self.base[at], capitals=norm.replace(".", "").isupper())

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
        if not norm[0].isupper() or ("." in norm[1:-1] and not norm.replace(".", "").isupper()):
            return False
        if norm[-1].isalpha():
            return True
        # `J.` and `B.K.`, but not `U.S.`
        return norm[-1] == "." and (len(norm) == 2 or self._is_initials(norm))

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
        words = {"to": self.words.travel_words, "at": self.words.stay_words}.get(self.low[at - 1])
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
            return False
        if (
            self.base[at - 1] in self.words.organisation_heads
            and at < sentence.last
            and self.low[at] in ("of", "for")
        ):
            return self.is_name_word(at + 1, sentence)
        for k in range(at, min(at + 4, sentence.last)):
            if not self.is_name_word(k, sentence) or self.ends_possessive(k - 1):
                return False
            if (
                self.base[k] in self.words.organisation_heads
                or (
                    buildings
                    and self.base[k] in self.words.facility_heads
                    and not self._is_surname(at - 1, k)
                )
            ) and self.base[k] not in ("police", "army", "government"):
                return self.tokens[at - 1].norm.isalpha() and self.base[at - 1] not in self.words.small_words
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
