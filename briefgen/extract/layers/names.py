"""Names, decided per document: mentions to clusters to canonical entities."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

import msgspec

from briefgen.extract.layers.blocks import Block
from briefgen.extract.layers.known import Form, Known, Knowledge, country_known, load_knowledge
from briefgen.extract.layers.likeness import find_alike, find_same_sound, fold, sound
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tokens import Repaired, Token
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from briefgen.model.span import Span

EntityType = Literal["person", "place", "organisation", "nationality"]

_MAX_RUN = 9
"""Longest run of words read as one name."""
_MAX_ROLE = 12
"""Longest role read behind a name, in tokens."""


class Entity(msgspec.Struct, frozen=True):
    """The thing meant by one or more mentions of a document."""

    name: str
    """Canonical name; the surface form where nothing known fits."""
    type: EntityType
    country: str
    """ISO 3166-1 alpha-2 of the country it is or belongs to; ""."""
    kind: str
    """PlaceKind or OrganisationKind, `country` for states; ""."""
    role: str
    """Role seen in the text or known from names.yaml; ""."""
    known: bool
    """Whether it stands in names.yaml or the gazetteer (else: surface form)."""
    latitude: float | None = None
    longitude: float | None = None


class Mention(msgspec.Struct, frozen=True):
    """A stretch of text that names an entity."""

    span: Span
    entity: int
    """Index into the entities."""
    sentence: int
    surface: str
    """The repaired form, as written."""
    metonym: bool = False
    """Whether a seat stands for its owner (`the Kremlin`, `Brussels`)."""
    adjective: bool = False
    """Whether it is an adjective or nationality (`Kazakh`, `Russian-led`)."""


class NamesFound(msgspec.Struct, frozen=True):
    """Names of one document."""

    entities: list[Entity]
    """In order of first mention."""
    mentions: list[Mention]
    """In text order, not overlapping."""


class _Words(msgspec.Struct, frozen=True):
    """mentions.yaml, made ready for lookup; all folded but the heads."""

    honorifics: frozenset[str]
    roles: dict[str, tuple[tuple[str, ...], ...]]
    """Roles by their last word, the longest first."""
    roles_by_first: dict[str, tuple[tuple[str, ...], ...]]
    role_modifiers: frozenset[str]
    outlet_roles: frozenset[str]
    organisation_heads: frozenset[str]
    facility_heads: frozenset[str]
    area_heads: frozenset[str]
    place_words: frozenset[str]
    place_behind: frozenset[str]
    place_prepositions: frozenset[str]
    speech_verbs: frozenset[str]
    no_names: frozenset[str]
    common: frozenset[str]
    body_words: frozenset[str]
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


class _Found(msgspec.Struct):
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


def find_names(
    text: str,
    repaired: Repaired,
    blocks: list[Block],
    sentences: list[Sentence],
    names: Names,
    subject: Subject,
) -> NamesFound:
    """Find people, places, organisations and nationalities, under their right names.

    Fuzzy matching only towards names.yaml and places of the subject's countries, with a cue, never between two
    known names. No canonical person without support in the text. Titles, roles, `the` and the possessive 's are not
    part of a mention. Bylines, credits and furniture are not read, as no sentence holds them.

    Args:
        text: the article's normalized text.
        repaired: its tokens.
        blocks: its blocks.
        sentences: its sentences.
        names: canonical names of the subject.
        subject: its countries make their places known, down to small towns.
    """
    finder = _Finder(repaired, sentences, load_knowledge(names, subject.countries), subject)
    found = finder.find()
    return _Clusters(repaired.tokens, finder, found).settle()


@cache
def _words() -> _Words:
    name = "mentions"

    def folded(key: str) -> frozenset[str]:
        return frozenset(fold(w) for w in load_words(name, key))

    by_last: dict[str, list[tuple[str, ...]]] = {}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in load_phrases(name, "roles"):
        words = tuple(phrase.split())
        by_last.setdefault(words[-1], []).append(words)
        by_first.setdefault(words[0], []).append(words)
    return _Words(
        honorifics=folded("honorifics"),
        roles={k: tuple(sorted(v, key=lambda w: -len(w))) for k, v in by_last.items()},
        roles_by_first={k: tuple(sorted(v, key=lambda w: -len(w))) for k, v in by_first.items()},
        role_modifiers=folded("role_modifiers"),
        outlet_roles=folded("outlet_roles"),
        organisation_heads=folded("organisation_heads"),
        facility_heads=folded("facility_heads"),
        area_heads=folded("area_heads"),
        place_words=folded("place_words"),
        place_behind=folded("place_behind"),
        place_prepositions=folded("place_prepositions"),
        speech_verbs=folded("speech_verbs"),
        no_names=folded("no_names"),
        common=folded("common_cities"),
        body_words=folded("body_words"),
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
        given_names=folded("given_names"),
        behind_names=frozenset(
            word
            for key in ("verbs", "prepositions", "closers", "determiners")
            for word in load_words("quantities", key)
        ),
        surname_endings=tuple(sorted(folded("surname_endings"))),
        particles=folded("particles"),
        connectors=folded("connectors"),
    )


class _Finder:
    """Reads the mentions of one document."""

    def __init__(
        self, repaired: Repaired, sentences: list[Sentence], knowledge: Knowledge, subject: Subject
    ) -> None:
        self.words = _words()
        self.tokens = repaired.tokens
        self.sentences = sentences
        self.knowledge = knowledge
        self.home = frozenset(subject.countries)
        self.low = [fold(token.norm) for token in self.tokens]
        self.base = [_strip_possessive(word) for word in self.low]
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
        self.paragraphs = self._join_paragraphs()
        self.everything = " ".join(self.paragraphs[key] for key in sorted(self.paragraphs))
        self.styles = [self._style(sentence) for sentence in sentences]

    def _join_paragraphs(self) -> dict[int, str]:
        joined: dict[int, list[str]] = {}
        for sentence in self.sentences:
            joined.setdefault(sentence.paragraph, []).extend(self.base[sentence.first : sentence.last])
        return {number: " " + " ".join(words) + " " for number, words in joined.items()}

    def _style(self, sentence: Sentence) -> Literal["normal", "title", "upper"]:
        """Tell whether a sentence writes most words with capitals."""
        words = [
            t.norm
            for t in self.tokens[sentence.first : sentence.last]
            if t.norm[0].isalpha() and len(t.norm) > 3
        ]
        if len(words) < 3:
            return "normal"
        if sum(w.isupper() for w in words) > 0.8 * len(words):
            return "upper"
        if sum(w[0].isupper() for w in words) > 0.7 * len(words) and sentence.last - sentence.first > 4:
            return "title"
        return "normal"

    def find(self) -> list[_Found]:
        """Return the mentions in text order, not overlapping."""
        found: list[_Found] = []
        for number, sentence in enumerate(self.sentences):
            found.extend(self._read_sentence(number, sentence))
        return found

    def _read_sentence(self, number: int, sentence: Sentence) -> Iterator[_Found]:
        at, last = sentence.first, sentence.last
        style = self.styles[number]
        roots = (self.knowledge.own.root, self.knowledge.world.root)
        while at < last:
            token = self.tokens[at]
            first_letter = token.norm[0]
            if (
                not first_letter.isupper()
                and self.low[at] not in roots[0]
                and self.low[at] not in roots[1]
                and "-" not in token.norm
            ):
                at += 1
                continue
            match = self._match(at, last, number, style)
            if match is not None:
                yield match
                at = match.last
                continue
            if led := self._adjective_compound(at, number):
                yield led
                at += 1
                continue
            if style != "normal" or not first_letter.isupper():
                at += 1
                continue
            run = self._read_run(at, sentence, number)
            if run is None:
                at += 1
                continue
            mention, end = run
            if mention is not None:
                yield mention
            at = end

    # Known names

    def _walk(self, root: dict[str, Any], at: int, last: int) -> list[tuple[int, list[Form]]]:
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

    def _match(self, at: int, last: int, number: int, style: str) -> _Found | None:
        """Return the longest known name at a token that its context allows."""
        ends = self._walk(self.knowledge.own.root, at, last) + self._walk(self.knowledge.world.root, at, last)
        ends.sort(key=lambda end: -end[0])
        for end, forms in ends:
            fitting = [form for form in forms if self._fits(form, at, end, number, style)]
            if not fitting:
                continue
            found = self._choose(fitting, at, end, number)
            if found is not None:
                return found
        return None

    def _fits(self, form: Form, at: int, end: int, number: int, style: str) -> bool:
        lead = at + 1 if form.words[0] == "the" and end - at > 1 else at
        norm = self.tokens[lead].norm
        if form.capital and not norm[0].isupper():
            return False
        if (
            style == "upper"
            and form.upper
            and form.words[0] in self.words.no_names | {"us", "who", "it", "car"}
        ):
            return False
        if form.upper and style != "upper":
            written = "".join(t.norm for t in self.tokens[at:end])
            if not _strip_possessive(written).replace("/", "").isupper():
                return False
        if form.condition and not self._near(form.condition, self.sentences[number].paragraph, at, end):
            return False
        if form.near and not any(f" {' '.join(words)} " in self.everything for words in form.near):
            return False
        known = form.known
        if (
            known.type == "person"
            and len(form.words) == 1
            and not self._first_name_fits(known, at, end, number)
        ):
            return False
        if (
            known.type == "organisation"
            and known.rank == 0
            and known.country
            and not self._owner_fits(known, at, end, number)
        ):
            return False
        if form.homonym and self._is_person_part(at, end, number):
            return False
        return not (
            known.type == "place"
            and not form.seat
            and known.kind != "country"
            and not self._place_fits(form, at, end, number, style)
        )

    def _near(self, condition: tuple[str, ...], paragraph: int, at: int, end: int) -> bool:
        """Tell whether words stand in the paragraph or one beside it, other than as the mention itself."""
        wanted = f" {' '.join(condition)} "
        return any(wanted in self.paragraphs.get(p, "") for p in (paragraph - 1, paragraph, paragraph + 1))

    def _first_name_fits(self, known: Known, at: int, end: int, number: int) -> bool:
        """Tell whether no other first name stands before a surname: `Tom Price` is not Ned Price."""
        sentence = self.sentences[number]
        if (
            end < sentence.last
            and not self._ends_possessive(end - 1)
            and self._is_name_word(end, sentence)
            and self.base[end] not in self.words.organisation_heads
        ):
            names = fold(known.name)
            if self.base[end] not in names and self.styles[number] == "normal":
                return False
        if at == sentence.first:
            return True
        before = at - 1
        if not self._is_name_word(before, sentence) or self.styles[number] != "normal":
            return True
        word = self.base[before]
        if word in self.words.honorifics or self._role_word(word) or before == sentence.first:
            return True
        parts = fold(known.name).replace("-", " ").split()
        if self._nation_of(before):
            return True
        return any(
            word.startswith(p) or p.startswith(word.rstrip(".")) or sound(word) == sound(p) for p in parts
        )

    def _owner_fits(self, known: Known, at: int, end: int, number: int) -> bool:
        """Tell whether no other country owns the body: `the Russian Interior Ministry`, `Interior Ministry of Iran`."""
        sentence = self.sentences[number]
        own = fold(known.name)
        for before in range(at - 1, max(sentence.first, at - 2) - 1, -1):
            country = self._nation_of(before)
            if country:
                return country == known.country
            if not self.tokens[before].norm[0].isupper():
                break
        after = end
        if after < sentence.last and self.low[after] == "of":
            after += 1
            if after < sentence.last and self.low[after] == "the":
                after += 1
            if after < sentence.last and (country := self._nation_of(after)):
                return country == known.country or fold(country_known(country).name) in own
        return True

    def _nation_of(self, at: int) -> str:
        """Return the code of the country that the token names or is an adjective of; ""."""
        if not self.tokens[at].norm[0].isupper():
            return ""
        node = self.knowledge.world.root.get(self.base[at])
        for form in (node or {}).get("", ()):
            if form.upper and not self.tokens[at].norm.replace(".", "").isupper():
                continue
            if form.known.kind == "country" or form.known.type == "nationality":
                return str(form.known.country)
        return ""

    def _is_person_part(self, at: int, end: int, number: int) -> bool:
        """Tell whether a country's name stands as a first or last name: `Jordan Smith`, `Michael Jordan`."""
        sentence = self.sentences[number]
        if self.styles[number] != "normal":
            return False
        if end < sentence.last and not self._ends_possessive(end - 1) and self._is_name_word(end, sentence):
            word = self.base[end]
            if (
                word not in self.words.no_names
                and not self._role_word(word)
                and not self._is_head(word)
                and not self._nation_of(end)
            ):
                return True
        if at > sentence.first and self._is_name_word(at - 1, sentence):
            word = self.base[at - 1]
            if word in self.words.honorifics:
                return True
            if (
                word not in self.words.no_names
                and not self._role_word(word)
                and not self._nation_of(at - 1)
                and at - 1 > sentence.first
            ):
                return True
        return False

    def _place_fits(self, form: Form, at: int, end: int, number: int, style: str) -> bool:
        """Tell whether a place may be meant: by its size, or by a cue beside it."""
        known = form.known
        sentence = self.sentences[number]
        single = len(form.words) == 1
        word = form.words[0]
        behind = self.base[end] if end < sentence.last and not self._ends_possessive(end - 1) else ""
        strong = behind in self.words.place_behind or behind in self.words.area_heads
        before = self.low[at - 1] if at > sentence.first else ""
        if before in self.words.place_words or (
            before == "of" and at - 2 >= sentence.first and self.low[at - 2] in self.words.place_words
        ):
            strong = True
        if known.kind == "region" and known.rank == 1 and word in self.words.no_names:
            return strong and behind in (self.words.area_heads | self.words.place_behind)
        if single and word in self.words.no_names:
            return strong and known.country in self.home
        if style == "normal" and self._is_body_start(end - 1, sentence):
            return False
        if style == "normal" and not strong and known.rank > 0:
            # A city's name beside another name's words is part of that name.
            if (
                behind
                and self._is_name_word(end, sentence)
                and not self._is_head(behind)
                and behind not in self.words.no_names
                and not self._nation_of(end)
            ):
                return False
            if at > sentence.first and self._is_name_word(at - 1, sentence):
                previous = self.base[at - 1]
                if (
                    previous not in self.words.no_names
                    and not self._role_word(previous)
                    and not self._nation_of(at - 1)
                    and at - 1 > sentence.first
                ):
                    return False
                if previous in self.words.honorifics:
                    return False
        if not form.needs_cue or strong:
            return True
        weak = before in self.words.place_prepositions
        if self._comma_country(end, sentence, known.country):
            return True
        if known.country in self.home:
            return weak or (style != "normal" and word not in self.words.common)
        if single and word in self.words.common:
            return weak and f" {fold(country_known(known.country).name)} " in self.everything
        return weak

    def _comma_country(self, end: int, sentence: Sentence, country: str) -> bool:
        """Tell whether the country stands behind a comma: `Reading, England`."""
        return end + 1 < sentence.last and self.low[end] == "," and self._nation_of(end + 1) == country

    def _choose(self, forms: list[Form], at: int, end: int, number: int) -> _Found | None:
        """Choose among the forms of one stretch, and say how it is meant."""
        forms = sorted(
            forms,
            key=lambda f: (
                f.known.rank,
                f.known.country not in self.home,
                f.seat == "place",
                -f.known.thousands,
                f.known.name,
                f.known.country,
            ),
        )
        seats = [form for form in forms if form.seat]
        plain = [form for form in forms if form.seat != "place"]
        form = plain[0] if plain else forms[0]
        metonym = False
        if seats and (seats[0].seat == "seat" or self._acts(end, number)) and not self._place_cue(at, number):
            form, metonym = seats[0], True
        elif form.seat == "place":
            return None
        found = _Found(at, end, number, known=form.known, metonym=metonym)
        if form.adjective:
            return self._nationality(found, form)
        found.type = form.known.type
        if form.known.type == "organisation" and form.known.rank == 2 and form.known.kind == "state_body":
            return found
        if form.known.type == "person":
            self._add_role(found)
        return found

    def _nationality(self, found: _Found, form: Form) -> _Found:
        """Settle an adjective or people; a people's name where a state must stand is the state's.

        Machine translation writes `President Kazakhs` and `in Kazakhs`.
        """
        sentence = self.sentences[found.sentence]
        at, end = found.first, found.last
        word = self.base[end - 1]
        before = self.low[at - 1] if at > sentence.first else ""
        earlier = self.low[at - 2] if at - 1 > sentence.first else ""
        plural = word.endswith("s") and end - at == 1 and word != fold(form.known.name)
        if plural:
            if before == "the" and at - 2 > sentence.first:
                earlier, before = self.low[at - 3], self.low[at - 2]
            stands_for_state = (
                before in ("in", "president")
                or (
                    before == "of"
                    and (
                        earlier
                        in (
                            "affairs",
                            "ministry",
                            "president",
                            "government",
                            "health",
                            "defence",
                            "defense",
                            "officials",
                            "authorities",
                            "parliament",
                            "capital",
                            "west",
                            "east",
                            "north",
                            "south",
                        )
                        or self._role_word(earlier)
                    )
                )
                or (
                    self._ends_possessive(end - 1) and end < sentence.last and self._role_word(self.base[end])
                )
            )
            if stands_for_state:
                found.known = country_known(form.known.country)
                found.type = "place"
                return found
        found.type = "nationality"
        found.adjective = True
        return found

    def _acts(self, end: int, number: int) -> bool:
        """Tell whether what stands before `end` speaks or acts."""
        sentence = self.sentences[number]
        at = end
        while (
            at < sentence.last
            and at < end + 3
            and self.low[at]
            in ("has", "had", "have", "also", "will", "would", "later", "on", "is", "was", "not")
        ):
            at += 1
        if at >= sentence.last:
            return False
        return self.low[at] in self.words.speech_verbs or self.low[at] in self.words.acts

    def _place_cue(self, at: int, number: int) -> bool:
        before = self.low[at - 1] if at > self.sentences[number].first else ""
        return before in self.words.place_prepositions and before not in ("from", "between", "to", "via")

    def _adjective_compound(self, at: int, number: int) -> _Found | None:
        """Read `Russian-led`, `Saudi-backed`, `US-based`."""
        head, dash, rest = self.tokens[at].norm.partition("-")
        if not dash or not rest.islower() or not head[:1].isupper():
            return None
        node = self.knowledge.world.root.get(fold(head))
        for form in (node or {}).get("", ()):
            if form.upper and not head.replace(".", "").isupper():
                continue
            if form.known.type == "nationality" or form.known.kind == "country":
                found = _Found(at, at + 1, number, known=form.known, type=form.known.type, adjective=True)
                return found
            if (
                rest in self.words.compound_tails
                and form.known.type == "place"
                and not form.seat
                and not form.needs_cue
            ):
                return _Found(at, at + 1, number, known=form.known, type="place", adjective=True)
            if form.known.type == "organisation" and form.upper:
                return _Found(at, at + 1, number, known=form.known, type="organisation", adjective=True)
        return None

    # Unknown names

    def _is_name_word(self, at: int, sentence: Sentence) -> bool:
        if not sentence.first <= at < sentence.last:
            return False
        norm = self.tokens[at].norm
        if not norm[0].isupper():
            return False
        if "-" in norm and norm.rpartition("-")[2] in self.words.compound_tails:
            return False
        return norm[-1].isalpha() or (len(norm) == 2 and norm[1] == ".")

    def _ends_possessive(self, at: int) -> bool:
        if self.low[at] != self.base[at]:
            return True
        return (
            at + 1 < len(self.tokens)
            and self.tokens[at + 1].norm in ("'", "’")
            and self.low[at].endswith("s")
            and not self.tokens[at + 1].spaced
        )

    def _role_word(self, word: str) -> bool:
        return word in self.words.roles or word in self.words.role_modifiers

    def _is_head(self, word: str) -> bool:
        return (
            word in self.words.organisation_heads
            or word in self.words.facility_heads
            or word in self.words.area_heads
        )

    def _read_run(self, at: int, sentence: Sentence, number: int) -> tuple[_Found | None, int] | None:
        """Read a run of capitalised words that nothing known begins; (None, end) for one to be left out."""
        words = self.words
        if not self._is_name_word(at, sentence):
            return None
        base = self.base[at]
        if (base in words.no_names or base in words.honorifics or self._role_word(base)) and not (
            self._is_body_start(at, sentence)
        ):
            return None
        end = at
        while end < sentence.last and end - at < _MAX_RUN:
            if self._is_name_word(end, sentence):
                linked = end > at and self.low[end - 1] in ("of", "for", "the")
                if end > at and not linked and self._begins_known(end, sentence.last, number):
                    break
                if end > at and not linked and self._follows_head(at, end):
                    break
                if end > at and (self.base[end] in self.words.days or (self.base[end] in words.honorifics)):
                    break
                end += 1
                if self._ends_possessive(end - 1):
                    break
            elif (
                (
                    self.low[end] in words.particles
                    and end + 1 < sentence.last
                    and self._is_name_word(end + 1, sentence)
                    and not self._ends_possessive(end - 1)
                    and self.low[end] not in ("la", "le", "de")
                )
                or (
                    self.low[end] in ("de", "la", "le")
                    and end + 1 < sentence.last
                    and self._is_name_word(end + 1, sentence)
                )
                or (
                    self.low[end] in ("of", "for")
                    and end + 1 < sentence.last
                    and any(self.base[k] in words.organisation_heads for k in range(at, end))
                    and (
                        self._is_name_word(end + 1, sentence)
                        or (self.low[end + 1] == "the" and self._is_name_word(end + 2, sentence))
                    )
                )
            ):
                end += 1
                if self.low[end] == "the" and end < sentence.last:
                    end += 1
            else:
                break
        while end > at and self.low[end - 1] in ("of", "for", "the"):
            end -= 1
        if end == at:
            return None
        return self._judge_run(at, end, sentence, number), end

    def _follows_head(self, at: int, end: int) -> bool:
        """Tell whether a body's name is complete before `end`: `City Police Department | John Doe`."""
        heads = self.words.organisation_heads
        return (
            end - at > 1
            and self.base[end - 1] in heads
            and self.base[end] not in heads
            and "of" not in self.low[at:end]
        )

    def _is_body_start(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a common capitalised word begins the name of a body: `Central Election Commission`."""
        at += 1
        if self._ends_possessive(at - 1):
            return False
        for k in range(at, min(at + 4, sentence.last)):
            if not self._is_name_word(k, sentence) or self._ends_possessive(k - 1):
                return False
            if self.base[k] in self.words.organisation_heads and self.base[k] not in (
                "police",
                "army",
                "government",
            ):
                return self.tokens[at - 1].norm.isalpha() and self.base[at - 1] not in self.words.small_words
        return False

    def _begins_known(self, at: int, last: int, number: int) -> bool:
        """Tell whether a known person, body or country begins at a token."""
        ends = self._walk(self.knowledge.own.root, at, last) + self._walk(self.knowledge.world.root, at, last)
        for end, forms in ends:
            for form in forms:
                if form.condition or form.needs_cue or form.homonym or form.seat == "place":
                    continue
                if form.known.type == "person" and len(form.words) < 2:
                    continue
                if len(form.words) == 1 and form.words[0] in self.words.organisation_heads:
                    continue
                if form.known.rank == 3 or not form.capital and not self.tokens[at].norm[0].isupper():
                    continue
                if form.upper and not self.tokens[at].norm.isupper():
                    continue
                if end > at:
                    return True
        return False

    def _judge_run(self, at: int, end: int, sentence: Sentence, number: int) -> _Found | None:
        """Tell what a run of capitalised words names; None where nothing speaks for a name."""
        words = self.words
        bases = self.base[at:end]
        found = _Found(at, end, number)
        # Bodies, buildings and areas tell by their head.
        head = next((b for b in reversed(bases) if b in words.organisation_heads), "")
        last = bases[-1]
        if len(bases) > 1 and (last in words.facility_heads or last in words.area_heads) and not head:
            named = " ".join(
                b
                for b in bases
                if b not in words.facility_heads and b not in words.area_heads and b != "international"
            )
            if named and (alike := find_alike(named, self.knowledge.places)) and len(alike) == 1:
                found.last = at + len(named.split())
                found.type, found.cue = "place", "place"
                return found
        if len(bases) > 1 and last in words.facility_heads:
            found.type, found.kind, found.cue = "place", "building", "head"
            return found
        if len(bases) > 1 and last in words.area_heads and not head:
            found.type, found.kind, found.cue = (
                "place",
                "region" if last in self.words.region_heads else "area",
                "head",
            )
            return found
        if head and len(bases) > 1:
            found.type, found.cue = "organisation", "head"
            found.kind = (
                "media"
                if head in self.words.media_heads
                else "security_force"
                if head in self.words.security_heads
                else "state_body"
                if head in self.words.state_heads
                else "company"
                if head in self.words.company_heads
                else "party"
                if head == "party"
                else "other"
            )
            return found
        if len(bases) == 1 and (last in words.organisation_heads or self._is_head(last)):
            return None
        before = self.base[at - 1] if at > sentence.first else ""
        cue = self._person_cue(found, sentence)
        norm = self.tokens[at].norm
        single = len(bases) == 1
        common = single and (bases[0] in self.lower_seen or bases[0] in words.no_names)
        place_before = (
            before in words.place_prepositions
            or before in words.place_words
            or (before == "of" and at - 2 >= sentence.first and self.low[at - 2] in words.place_words)
        )
        behind = self.base[end] if end < sentence.last else ""
        place_cue = (place_before and cue in ("", "speech")) or (
            behind in words.place_behind and not self._ends_possessive(end - 1)
        )
        if place_before and before in ("to", "from", "between") and cue:
            place_cue = False
        if cue in ("title", "role", "age"):
            place_cue = False
        if single and norm.isupper() and len(norm) > 1 and norm.casefold() in words.letters:
            return None
        if single and norm.isupper() and len(norm) > 1:
            if before in ("the", "(") or cue == "speech":
                found.type, found.kind, found.cue = "organisation", "other", "letters"
                return found
            return None
        if place_cue and not common and (behind in words.place_behind or not self._modifies(end, sentence)):
            found.type, found.cue = "place", "place"
            return found
        if cue == "speech" and behind in words.outlet_verbs and bases[0] not in words.given_names:
            found.type, found.kind, found.cue = "organisation", "media", "outlet"
            return found
        if cue and not common:
            if single and cue == "speech" and at == sentence.first and bases[0] not in self.upper_inside:
                return None
            return _with(found, "person", cue)
        if (
            not single
            and before != "the"
            and not any(b in self.lower_seen for b in bases if b not in words.particles)
        ):
            if at == sentence.first and bases[0] in words.no_names:
                return None
            if any(b in words.no_names or self._role_word(b) for b in bases):
                return None
            if bases[0] in words.given_names or self._ends_as_surname(bases[-1]):
                return _with(found, "person", "shape")
            return _with(found, None, "")
        if single and not common:
            return _with(found, None, "")
        return None

    def _modifies(self, end: int, sentence: Sentence) -> bool:
        """Tell whether a plain noun stands right behind, so that the name is its adjective: `in Kurdish areas`."""
        if end >= sentence.last or self._ends_possessive(end - 1):
            return False
        norm = self.tokens[end].norm
        return (
            norm.isalpha()
            and norm.islower()
            and not norm.endswith(("ed", "ly"))
            and norm not in self.words.behind_names
            and norm not in self.words.speech_verbs
        )

    def _ends_as_surname(self, word: str) -> bool:
        return any(
            word.endswith(ending) and len(word) >= len(ending) + 3 for ending in self.words.surname_endings
        )

    def _person_cue(self, found: _Found, sentence: Sentence) -> str:
        """Return what speaks for a person, and note the role."""
        self._add_role(found)
        if found.role:
            return "role"
        words = self.words
        before = self.base[found.first - 1] if found.first > sentence.first else ""
        if before in words.honorifics:
            return "title"
        behind = self.low[found.last] if found.last < sentence.last else ""
        if before.endswith(("-year-old", "-years-old")):
            return "age"
        if behind == "," and found.last + 2 < sentence.last:
            age = self.low[found.last + 1]
            plain = age.isdecimal() and len(age) < 4 and self.low[found.last + 2] == ","
            if plain or age.endswith(("-year-old", "-years-old")):
                return "age"
        if before == "of":
            return ""
        if not self._ends_possessive(found.last - 1) and (behind in words.speech_verbs or behind == "who"):
            return "speech"
        if before in words.speech_verbs and before not in (
            "asked",
            "met",
            "urged",
            "called",
            "accused",
            "warned",
            "told",
        ):
            return "speech"
        return ""

    def _add_role(self, found: _Found) -> None:
        """Note the role that stands before a name or, between commas, behind it, and its country."""
        sentence = self.sentences[found.sentence]
        role = (
            self._role_before(found, sentence)
            or self._role_behind(found, sentence)
            or self._role_with_owner(found, sentence)
        )
        if role is None:
            return
        first, last = role
        found.role = _join(self.tokens[first:last])
        for k in range(first, last):
            if country := self._nation_of(k):
                found.role_country = country
                break

    def _role_before(self, found: _Found, sentence: Sentence) -> tuple[int, int] | None:
        low, at = self.low, found.first
        if (
            at > sentence.first
            and self.base[at - 1] in self.words.honorifics
            and low[at - 1] not in self.words.roles
        ):
            at -= 1
        if at == sentence.first:
            return None
        for phrase in self.words.roles.get(low[at - 1], ()):
            start = at - len(phrase)
            if start >= sentence.first and tuple(low[start:at]) == phrase:
                break
        else:
            return None
        # `of a resident Aigul` is a role; `one president and` is not reached.
        limit = max(sentence.first, start - 7)
        first = start
        while start > limit:
            word = self.tokens[start - 1].norm
            base = self.base[start - 1]
            if (
                base in self.words.role_modifiers
                or (word[0].isupper() and word[-1].isalnum() and start - 1 > sentence.first)
                or self._nation_of(start - 1)
                or (word[0].isupper() and word[-1] == "." and len(word) > 2)
            ):
                start -= 1
                first = start
            elif (
                base in ("of", "for", "and")
                and start - 2 > limit
                and self.tokens[start - 2].norm[0].isupper()
                and False
            ):
                start -= 1
            else:
                break
        return first, at

    def _role_with_owner(self, found: _Found, sentence: Sentence) -> tuple[int, int] | None:
        """Read a role with its owner before a name: `the spokesman of the ministry, X,`, `the mayor of Galle X`."""
        low = self.low
        end = found.first
        apposition = end > sentence.first and low[end - 1] == ","
        if apposition:
            end -= 1
            if (
                found.last >= sentence.last
                or low[found.last] not in (",", ":")
                and low[found.last] not in self.words.speech_verbs
            ):
                return None
        elif end == sentence.first or not self._is_name_word(end - 1, sentence):
            return None
        at = end - 1
        while at >= max(sentence.first, end - 8):
            word = low[at]
            if word in self.words.roles and at + 1 < end and low[at + 1] in ("of", "for", "at", "in"):
                start = at
                while start > sentence.first and (
                    low[start - 1] in self.words.role_modifiers or self._nation_of(start - 1)
                ):
                    start -= 1
                return start, end
            if not word[0].isalpha() or word in self.words.speech_verbs or word in self.words.clause_words:
                return None
            at -= 1
        return None

    def _role_behind(self, found: _Found, sentence: Sentence) -> tuple[int, int] | None:
        low, at = self.low, found.last
        if at + 1 >= sentence.last or low[at] != ",":
            return None
        start = at + 1
        if low[start] in ("the", "a", "an", "who", "its", "his", "her", "their"):
            start += 1
        if start >= sentence.last:
            return None
        end = start
        hit = False
        while end < sentence.last and end - start < _MAX_ROLE:
            word = low[end]
            if (
                word in (",", ".", ";", ":", "“", '"', "(", ")", "—", "–", "?", "!")
                or word in self.words.speech_verbs
                or word in self.words.clause_words
            ):
                break
            if word in self.words.roles and end - start < 6:
                hit = True
                if end + 1 < sentence.last and self._is_name_word(end + 1, sentence):
                    # `In Geneva, spokeswoman Jane Doe`: the role belongs to the name behind it.
                    return None
            end += 1
        if (
            not hit
            or end >= sentence.last
            or low[end] not in (",", ".", ";", ")", "—", "–")
            and low[end] not in self.words.speech_verbs
        ):
            return None
        return start, end


def _with(found: _Found, kind: EntityType | None, cue: str) -> _Found:
    found.type, found.cue = kind, cue
    return found


def _strip_possessive(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s", "ʼs", "'S", "’S")) and len(word) > 2 else word


def _join(tokens: list[Token]) -> str:
    """Return the repaired words of tokens as they are printed."""
    parts: list[str] = []
    for token in tokens:
        if token.spaced and parts:
            parts.append(" ")
        parts.append(token.norm)
    return "".join(parts)


class _Clusters:
    """Brings the mentions of one document together and names the things they mean."""

    def __init__(self, tokens: list[Token], finder: _Finder, found: list[_Found]) -> None:
        self.tokens = tokens
        self.finder = finder
        self.found = found
        self.people: dict[str, list[_Found]] = {}

    def settle(self) -> NamesFound:
        """Decide each mention, then number the entities in order of their first mention."""
        self._match_alike()
        self._join_short_forms()
        keys: dict[tuple[str, str, str], int] = {}
        groups: list[list[_Found]] = []
        surfaces: list[tuple[_Found, int]] = []
        for found in self.found:
            if found.type is None:
                continue
            key = self._key(found)
            index = keys.setdefault(key, len(groups))
            if index == len(groups):
                groups.append([])
            groups[index].append(found)
            surfaces.append((found, index))
        entities = [self._entity(group) for group in groups]
        mentions = [
            Mention(
                span=self._span(found),
                entity=index,
                sentence=found.sentence,
                surface=self._surface(found),
                metonym=found.metonym,
                adjective=found.adjective,
            )
            for found, index in surfaces
        ]
        return NamesFound(entities, mentions)

    def _span(self, found: _Found) -> Span:
        head, tail = self.tokens[found.first], self.tokens[found.last - 1]
        end = tail.span.end
        stripped = _strip_possessive(tail.norm)
        if stripped != tail.norm and tail.span.end - tail.span.start == len(tail.norm):
            end -= len(tail.norm) - len(stripped)
        return Span(head.span.start, end)

    def _surface(self, found: _Found) -> str:
        return _strip_possessive(_join(self.tokens[found.first : found.last]))

    def _words_of(self, found: _Found) -> list[str]:
        return self.finder.base[found.first : found.last]

    def _match_alike(self) -> None:
        """Settle garbled and differently transliterated names towards names.yaml and the subject's places."""
        knowledge = self.finder.knowledge
        settled: dict[tuple[str, str], Known | None] = {}
        for found in self.found:
            if found.known is not None or found.kind or found.type == "organisation":
                continue
            name = " ".join(self._words_of(found))
            if (same := self._only(find_same_sound(name, knowledge.people))) is not None:
                settled["person", name] = found.known = same
                found.type = "person"
                continue
            if found.type == "place":
                place = settled.setdefault(("place", name), self._only(find_alike(name, knowledge.places)))
                if place is not None:
                    found.known = place
                    continue
            if ("person", name) not in settled:
                settled["person", name] = self._alike_person(found)
            person = settled["person", name]
            if person is not None and (found.cue not in ("", "place") or self._named(person)):
                found.known, found.type = person, "person"
            elif found.type is None and self._named_as_body(found):
                found.known = settled["organisation", name] = self._only(find_alike(name, knowledge.bodies))
                found.type = "organisation" if found.known else None
        self._spread(settled)

    def _spread(self, settled: dict[tuple[str, str], Known | None]) -> None:
        """Give what a cue has settled once to the same words wherever they stand."""
        accepted = {
            " ".join(self._words_of(found)): found.known for found in self.found if found.known is not None
        }
        for found in self.found:
            if found.known is not None or found.kind or found.cue not in ("", "speech", "place"):
                continue
            name = " ".join(self._words_of(found))
            known = accepted.get(name)
            if known is not None and known in (
                settled.get((kind, name)) for kind in ("person", "place", "organisation")
            ):
                found.known, found.type = known, known.type

    def _named_as_body(self, found: _Found) -> bool:
        """Tell whether a word for a kind of body stands right before: `the chamber of entrepreneurs X`."""
        first = self.finder.sentences[found.sentence].first
        return any(
            word in self.finder.words.body_words
            for word in self.finder.low[max(first, found.first - 4) : found.first]
        )

    def _alike_person(self, found: _Found) -> Known | None:
        """Return the one person of names.yaml whose surname is like the last word of a name."""
        words = self._words_of(found)
        if len(words) > 1 and (
            whole := self._only(find_alike(" ".join(words), self.finder.knowledge.people))
        ):
            return whole
        candidates = find_alike(words[-1], self.finder.knowledge.people)
        if len(words) > 1:
            first = sound(words[0])
            candidates = [
                known
                for known in candidates
                if any(sound(part)[:1] == first[:1] for part in fold(known.name).split()[:-1])
            ]
        return self._only(candidates)

    def _only(self, candidates: list[Known]) -> Known | None:
        return candidates[0] if len(candidates) == 1 else None

    def _named(self, person: Known) -> bool:
        """Tell whether the document names the person otherwise."""
        return any(found.known == person for found in self.found)

    def _join_short_forms(self) -> None:
        """Lead surnames alone back to the full name of the same document."""
        full: dict[str, list[_Found]] = {}
        for found in self.found:
            if found.type == "person":
                words = self._words_of(found)
                if len(words) > 1 or found.known is not None:
                    full.setdefault(words[-1], []).append(found)
        for found in self.found:
            if found.known is not None or found.type not in (None, "person", "place"):
                continue
            words = self._words_of(found)
            owners = full.get(words[-1], ()) if len(words) == 1 else ()
            if not owners:
                continue
            different = {(o.known.name if o.known else " ".join(self._words_of(o))) for o in owners}
            if len(different) == 1:
                found.known = owners[0].known
                found.type = "person"
        for found in self.found:
            # A word alone without any cue is no name.
            if found.known is None and found.type is None:
                continue

    def _key(self, found: _Found) -> tuple[str, str, str]:
        assert found.type is not None
        if found.known is not None:
            return (found.type, found.known.name, found.known.country)
        words = self._words_of(found)
        if found.type == "person":
            return ("person", "?" + words[-1], "")
        return (found.type, "?" + " ".join(words), "")

    def _entity(self, group: list[_Found]) -> Entity:
        known = next((f.known for f in group if f.known is not None), None)
        kind = group[0].type
        assert kind is not None
        role = next((f.role for f in group if f.role), "")
        role_country = next((f.role_country for f in group if f.role_country), "")
        if known is not None:
            return Entity(
                name=known.name,
                type=kind,
                country=known.country or (role_country if kind == "person" else ""),
                kind=known.kind,
                role=known.role or role,
                known=True,
                latitude=known.latitude,
                longitude=known.longitude,
            )
        longest = max(group, key=lambda f: (f.last - f.first, -f.first))
        return Entity(
            name=self._surface(longest),
            type=kind,
            country=role_country if kind == "person" else "",
            kind=next((f.kind for f in group if f.kind), ""),
            role=role,
            known=False,
        )
