"""Names, decided per document: mentions to clusters to canonical entities."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import msgspec

from briefgen.extract.layers.alike_names import AlikeNames
from briefgen.extract.layers.blocks import Block
from briefgen.extract.layers.faint_places import find_faint_places
from briefgen.extract.layers.full_names import FullNames
from briefgen.extract.layers.holders import find_holder
from briefgen.extract.layers.known import Known, load_knowledge
from briefgen.extract.layers.known_mentions import KnownReader
from briefgen.extract.layers.likeness import find_same_sound, fold
from briefgen.extract.layers.listed_places import find_listed_places
from briefgen.extract.layers.mentions import EntityType, Found, Page, join_tokens, strip_possessive
from briefgen.extract.layers.place_kinds import settle_kind
from briefgen.extract.layers.roles import RoleReader
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tokens import Repaired
from briefgen.extract.layers.unknown_mentions import RunReader
from briefgen.extract.lexicon import load_lexicon
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from briefgen.model.span import Span

__all__ = ["Entity", "EntityType", "Mention", "NamesFound", "find_names"]


_NATIONAL = frozenset({"other", "ngo", "party", "company"})
"""Kinds of bodies in whose names that of a state belongs; a ministry is the state's."""

_NATIONAL_HEADS = frozenset({"commission", "council", "agency", "authority", "congress"})
"""Last words of names of bodies of states to which the adjective belongs: `Kenyan Human Rights Commission`."""
_LEAST_BODY = 2
"""Words of a body's name that a state's name before it belongs to."""

_HEADS = ("president", "prime minister", "chancellor")
_HEADED = frozenset({"administration", "government", "cabinet"})
"""Behind a surname these say that its bearer heads a state: `the Clinton administration`."""
_SPEAKING_HERE = frozenset(
    {"officials", "sources", "diplomats", "reporters", "analysts", "embassy", "government", "police", "out"}
    | {
        "experts",
        "journalists",
        "correspondents",
        "authorities",
        "media",
        "newspapers",
        ",",
        "from",
        "is",
        "are",
    }
)
"""Before `here`: who speaks there, of what happens elsewhere."""
_LEAST_DATELINE = 3
"""Letters that the shortest place of a dateline has more than: shorter words are agencies."""
_PLAIN = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Al|El|O)?[^\W\d_][^\W\d_A-Z]+")
"""A word with one capital, or one more behind a particle of surnames."""


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
    """Index of its sentence; -1 in a dateline."""
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


def find_names(
    text: str,
    repaired: Repaired,
    blocks: list[Block],
    sentences: list[Sentence],
    names: Names,
    subject: Subject,
    published: str | None = None,
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
        published: day of publication, YYYY-MM-DD: who held an office then is known by its title and a surname.
    """
    page = Page(repaired, sentences, load_knowledge(names, subject.countries), subject)
    roles = RoleReader(page)
    known, runs = KnownReader(page, roles), RunReader(page, roles)
    found = [
        mention
        for number, sentence in enumerate(sentences)
        for mention in _read_sentence(page, known, runs, number, sentence)
    ]
    year = int(published[:4]) if published else None
    return _Clusters(page, found, _read_datelines(page, known, repaired, blocks), year).settle()


def _read_datelines(page: Page, known: KnownReader, repaired: Repaired, blocks: list[Block]) -> list[Found]:
    """Read the places of the subject's countries in datelines; where a report from abroad was written tells nothing."""
    found: list[Found] = []
    abroad = _tells_of_here(page)
    for block in blocks:
        if block.kind != "dateline":
            continue
        at, last = repaired.range_of(block.span)
        if (unknown := _unknown_dateline(page, at, last)) is not None:
            same = find_same_sound(" ".join(page.base[at : unknown.last]), page.knowledge.places)
            unknown.known = same[0] if len(same) == 1 else None
            found.append(unknown)
            at = unknown.last
        while at < last:
            place = known.match_own_place(at, last, abroad=abroad)
            if place is not None:
                found.append(place)
            at = place.last if place is not None else at + 1
    return found


def _tells_of_here(page: Page) -> bool:
    """Tell whether the first paragraph tells of what is where it was written: `the liner tied up here`."""
    for sentence in page.sentences:
        if sentence.paragraph != page.sentences[0].paragraph:
            break
        for at in range(sentence.first + 1, sentence.last):
            if page.low[at] == "here" and page.low[at - 1] not in _SPEAKING_HERE:
                return True
    return False


def _unknown_dateline(page: Page, at: int, last: int) -> Found | None:
    """Return the place that nothing knows of a dateline: `ZARYA, Egypt`, `ZARYA, June 3`.

    Of other countries the large cities write, which are known; so a place without a country is the subject's.
    """
    end = at
    while (
        end < last and page.tokens[end].norm[0].isupper() and page.tokens[end].norm.replace("-", "").isalpha()
    ):
        end += 1
    if end == at or end - at > 3 or end >= last:
        return None
    ends = page.walk(page.knowledge.own.root, at, last) + page.walk(page.knowledge.world.root, at, last)
    if any(last_of >= end for last_of, _ in ends) or not _is_called_place(page, at, end):
        return None
    if ends and end - at == 1:
        return None
    if page.low[end] != "," or end + 1 >= last or not page.tokens[end + 1].norm[0].isupper():
        return Found(at, end, -1, type="place", cue="place") if page.home else None
    part = page.tokens[end + 1].norm.rstrip(".")
    ours = (
        page.nation_of(end + 1) in page.home
        or part in _parts_of(page.home)
        or page.base[end + 1] in page.words.no_names
        or any(
            form.known.type == "place" and form.known.country in page.home
            for _, forms in page.walk(page.knowledge.own.root, end + 1, last)
            for form in forms
        )
    )
    return Found(at, end, -1, type="place", cue="place") if ours else None


def _is_called_place(page: Page, at: int, end: int) -> bool:
    """Tell whether words of a dateline are no label, and none of an article, person or body: `BREAKING`, `ANALYSIS`."""
    words = page.words
    return (
        all(token.norm.isupper() for token in page.tokens[at:end])
        and len("".join(page.low[at:end])) > _LEAST_DATELINE
        and not any(
            base in words.no_names
            or base in words.letters
            or base in words.thing_words
            or base in words.body_words
            or base in words.place_nouns
            or base in words.place_plurals
            or base in page.lower_seen
            or page.role_word(base)
            or page.is_head(base)
            or base in words.given_names
            or base.endswith(("ing", "ed", "ion", "ions", "is", "ers", "er"))
            for base in page.base[at:end]
        )
    )


@cache
def _parts_of(home: frozenset[str]) -> frozenset[str]:
    """Return the names and abbreviations that datelines have for parts of countries: `Que.` for Canada."""
    regions = load_lexicon("regions")
    return frozenset(name.rstrip(".") for code in sorted(home) for name in regions.get(code, ()))


def _read_sentence(
    page: Page, known: KnownReader, runs: RunReader, number: int, sentence: Sentence
) -> Iterator[Found]:
    """Yield the mentions of one sentence: known names first, then runs of capitalised words."""
    at, last = sentence.first, sentence.last
    style = page.styles[number]
    own, world = page.knowledge.own.root, page.knowledge.world.root
    low, upper = page.low, page.upper
    while at < last:
        word = low[at]
        if not upper[at] and word not in own and word not in world and "-" not in page.tokens[at].norm:
            at += 1
            continue
        found = known.match(at, last, number, style) or known.read_compound(at, number)
        if found is not None and found.known is not None and found.known.kind == "country":
            # `Congo Town`
            found = runs.read_called_state(found.first, found.last, sentence, number) or found
        if found is not None:
            yield found
            at = found.last
            continue
        run = runs.read_run(at, sentence, number) if style == "normal" else None
        if run is None:
            at += 1
            continue
        mention, at = run
        if mention is not None:
            yield mention


class _Clusters:
    """Brings the mentions of one document together and names the things they mean."""

    def __init__(self, page: Page, found: list[Found], datelines: list[Found], year: int | None) -> None:
        self.page = page
        self.year = year
        self.found = found
        self.datelines = datelines
        self.people: dict[str, list[Found]] = {}

    def settle(self) -> NamesFound:
        """Decide each mention, then number the entities in order of their first mention."""
        alike = AlikeNames(self.page, self.found)
        alike.settle_names()
        alike.settle_bodies()
        find_listed_places(self.page, self.found)
        if find_faint_places(self.page, self.found):
            find_listed_places(self.page, self.found)
        self._join_nations()
        self._join_couples()
        self._join_short_forms()
        self._join_holders()
        self._join_compass()
        self._join_letters()
        self._agree()
        self.found = sorted([*self.datelines, *self.found], key=lambda found: found.first)
        keys: dict[tuple[str, str, str], int] = {}
        groups: list[list[Found]] = []
        surfaces: list[tuple[Found, int]] = []
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

    def _span(self, found: Found) -> Span:
        head, tail = self.page.tokens[found.first], self.page.tokens[found.last - 1]
        end = tail.span.end
        stripped = strip_possessive(tail.norm)
        if stripped != tail.norm and tail.span.end - tail.span.start == len(tail.norm):
            end -= len(tail.norm) - len(stripped)
        return Span(head.span.start, end)

    def _surface(self, found: Found) -> str:
        if found.sentence < 0:
            # Datelines are often in capitals.
            words = join_tokens(self.page.tokens[found.first : found.last])
            if found.known is not None and (fold(words) == fold(found.known.name) or "'" in words):
                return found.known.name
            return words.title() if words.isupper() else words
        return strip_possessive(join_tokens(self.page.tokens[found.first : found.last]))

    def _words_of(self, found: Found) -> list[str]:
        return self.page.base[found.first : found.last]

    def _join_short_forms(self) -> None:
        """Lead surnames alone (`Price`, and `Ban` for Ban Ki-moon) back to the full name."""
        surnames = {
            self._words_of(f)[0] for f in self.found if f.type == "person" and f.cue and f.last - f.first == 1
        }
        for found in self.found:
            # `Uliana Rook … said Rook`: the surname alone tells that the full name is a person's.
            if found.type is None and found.last - found.first > 1 and self._words_of(found)[-1] in surnames:
                found.type, found.cue = "person", "short"
        people = FullNames(
            (found, self._words_of(found))
            for found in self.found
            if found.type == "person" and not found.kind
        )
        # Full names of several words first, so that a surname leads to the fullest.
        for found in sorted(self.found, key=lambda found: found.first - found.last == -1):
            words = self._words_of(found)
            if found.cue == "homonym" and people.begins_unknown(words[0]):
                found.known, found.cue = None, ""
            if found.known is not None or found.type not in (None, "person", "place") or found.kind:
                continue
            owner = people.owner_of(found, words, cued=found.type == "person" and found.cue != "short")
            if owner is None:
                continue
            if len(words) == 1:
                found.cue = found.cue or "short"
            found.known, found.type = owner.known, "person"
            if found.known is None:
                found.full = owner.full or tuple(self._words_of(owner))

    def _join_holders(self) -> None:
        """Name who held an office in the year of the article: `President Clinton`, and `Clinton` from then on."""
        if self.year is None:
            return
        held: dict[str, Known] = {}
        for found in self.found:
            words = self._words_of(found)
            headed = (
                found.type == "organisation" and found.known is None and not _HEADED.isdisjoint(words[-1:])
            )
            if headed and self._head_of(words[:-1]) is not None:
                # `the Clinton Administration`: only the name is his.
                found.last, found.type, found.kind = found.last - 1, "person", ""
            if found.type not in (None, "person") or found.known is not None or found.full or found.kind:
                continue
            words, before = self._words_of(found), self.page.low[max(0, found.first - 3) : found.first]
            holder = find_holder(words, " ".join(before), self.year, home=self.page.home)
            if holder is None and not _HEADED.isdisjoint(self.page.low[found.last : found.last + 1]):
                holder = self._head_of(words)
            if holder is not None and found.role_country in ("", holder.country):
                found.known, found.type = holder, "person"
                held[words[-1]] = holder
        for found in self.found:
            words = self._words_of(found)
            if found.known is not None or found.full or found.type not in (None, "person"):
                continue
            if len(words) == 1 and words[0] in held:
                found.known, found.type = held[words[0]], "person"

    def _head_of(self, words: list[str]) -> Known | None:
        """Return who of a surname heads a state in the year of the article."""
        heads = (find_holder(words, head, self.year or 0, home=self.page.home) for head in _HEADS)
        return next((head for head in heads if head is not None), None)

    def _join_nations(self) -> None:
        """Take an adjective of a state to a body that nothing knows: `the Armenian | National Movement`."""
        for before, found in pairwise(list(self.found)):
            if before.known is None or before.last != found.first or found.known is not None:
                continue
            if found.type != "organisation" or found.last - found.first < _LEAST_BODY:
                continue
            opens = before.first == self.page.sentences[found.sentence].first
            if (
                before.known.kind == "country"
                and not before.metonym
                and not self.page.ends_possessive(before.last - 1)
                # `the Bangladesh | Workers Party`
                and (opens or self.page.low[before.first - 1] == "the")
            ) or (
                before.adjective
                and not opens
                and self.page.low[before.first - 1] == "the"
                and (found.kind in _NATIONAL or self._is_watching(found))
            ):
                found.first, found.country = before.first, before.known.country
                self.found.remove(before)

    def _join_couples(self) -> None:
        """Take a name of several words beside a person's for another's: `Colonel Ana Vega and Ivo Petkov`."""
        words = self.page.words
        for before, found in pairwise(self.found):
            if before.type != "person" or before.cue not in ("title", "role", "age", "shape"):
                continue
            if found.type is not None or found.known is not None or before.sentence != found.sentence:
                continue
            bases = self._words_of(found)
            if (
                self.page.low[before.last : found.first] == ["and"]
                and 1 < len(bases) < 4
                and before.last - before.first > 1
                and not any(
                    b in words.thing_words or b in words.thing_heads or self.page.is_head(b) for b in bases
                )
            ):
                found.type, found.cue = "person", "guess"

    def _is_watching(self, found: Found) -> bool:
        """Tell whether a body of the state goes by its nation's name, as commissions do and ministries do not."""
        return found.kind == "state_body" and self._words_of(found)[-1] in _NATIONAL_HEADS

    def _join_compass(self) -> None:
        """Take a capitalised point of the compass to a name that has it elsewhere: `West Zarya` opens a sentence."""
        compass = self.page.words.compass
        whole = {
            " ".join(words)
            for found in self.found
            if found.type == "place" and len(words := self._words_of(found)) > 1 and words[0] in compass
        }
        for found in self.found:
            if found.known is None and found.first > self.page.sentences[found.sentence].first:
                longer = " ".join(self.page.base[found.first - 1 : found.last])
                if longer in whole and self._words_of(found)[0] not in compass:
                    found.first, found.type = found.first - 1, "place"

    def _join_letters(self) -> None:
        """Lead first letters back to the body that they stand behind: `Transitional Council (TC)`."""
        owners: dict[str, Found] = {}
        before: Found | None = None
        for found in self.found:
            word = self.page.low[found.first]
            if (
                before is not None
                and found.cue == "letters"
                and before.type == "organisation"
                and found.first == before.last + 1
                and self.page.low[before.last] == "("
                and self._are_first_letters(word, before)
            ):
                owners.setdefault(word, before)
            before = found
        for found in self.found:
            owner = owners.get(self.page.low[found.first]) if found.cue == "letters" else None
            if owner is not None:
                found.known, found.kind, found.country = owner.known, owner.kind, owner.country
                found.full = owner.full or tuple(self._words_of(owner))

    def _are_first_letters(self, letters: str, found: Found) -> bool:
        """Tell whether letters are the first ones of a name's words, small words and a state's name left out or in."""
        words = self._words_of(found)
        plain = "".join(w[0] for w in words if w not in self.page.words.connectors)
        return letters in ("".join(w[0] for w in words), plain) or (
            len(letters) > 2 and letters.endswith(plain)
        )

    def _agree(self) -> None:
        """Let the strongest sign of a document decide what the same unknown words name everywhere."""
        strength = (
            "head",
            "title",
            "role",
            "age",
            "outlet",
            "letters",
            "short",
            "shape",
            "place",
            "speech",
            "faint",
            "",
            "guess",
        )
        best: dict[str, Found] = {}
        for found in self.found:
            if found.known is None and found.type is not None:
                name = " ".join(self._words_of(found))
                held = best.get(name)
                if held is None or strength.index(found.cue) < strength.index(held.cue):
                    best[name] = found
        for found in self.found:
            if found.known is not None:
                continue
            decided = best.get(" ".join(self._words_of(found)))
            if decided is not None:
                found.type, found.kind, found.full = decided.type, decided.kind, decided.full
                if found.type == "person" and decided.cue == "speech" and self._is_camel(found):
                    found.type, found.kind = "organisation", "other"

    def _is_camel(self, found: Found) -> bool:
        """Tell whether a single word has capitals inside, as brands have: `BitFuFu`."""
        if found.last - found.first > 1:
            return False
        norm = self.page.tokens[found.first].norm
        return norm.isalpha() and not norm.isupper() and not _PLAIN.fullmatch(norm)

    def _title(self, found: Found) -> str:
        """Return the title, with a blank, that belongs to a name of one word: `Pope Leo`, `Queen Anne II`."""
        names = [w for w in self._words_of(found) if w.strip("ivx")]
        if found.type != "person" or len(names) > 1 or found.first == 0:
            return ""
        before = self.page.tokens[found.first - 1].norm
        if not before[0].isupper() or fold(before) not in self.page.words.kept_titles:
            return ""
        return before + " "

    def _short_name(self, known: Known, group: list[Found]) -> str:
        """Return a known name; of a town that the document calls by its first words only, these: `Zarya di Volna`."""
        if known.type != "place" or known.rank not in (1, 3) or known.kind != "city":
            return known.name
        words = known.name.split()
        particle = next((k for k, word in enumerate(words) if word in self.page.words.particles), 0)
        short = " ".join(words[:particle])
        same = all(" ".join(self._words_of(found)) == fold(short) for found in group)
        return short if short and same else known.name

    def _key(self, found: Found) -> tuple[str, str, str]:
        kind = found.type or ""
        if found.known is not None:
            return (kind, found.known.name, found.known.country)
        words = found.full or self._words_of(found)
        return (kind, "?" + " ".join(words), found.country if kind != "person" else "")

    def _entity(self, group: list[Found]) -> Entity:
        known = next((f.known for f in group if f.known is not None), None)
        kind = group[0].type or "person"
        role = next((f.role for f in group if f.role), "")
        role_country = next((f.role_country for f in group if f.role_country), "")
        if known is not None:
            return Entity(
                name=self._short_name(known, group),
                type=kind,
                country=known.country or (role_country if kind == "person" else ""),
                kind=settle_kind(self.page, group) if kind == "place" else known.kind,
                role=known.role or role,
                known=True,
                latitude=known.latitude,
                longitude=known.longitude,
            )
        longest = max(group, key=lambda f: (f.last - f.first, -f.first))
        surface = self._surface(longest)
        if (
            kind == "place"
            and surface.isupper()
            and longest.cue != "letters"
            and len(surface) > _LEAST_DATELINE
        ):
            # The first word of a text, in capitals as printers have it.
            surface = surface.title()
        return Entity(
            name=self._title(longest) + surface,
            type=kind,
            country=role_country if kind == "person" else next((f.country for f in group if f.country), ""),
            kind=settle_kind(self.page, group)
            if kind == "place"
            else next((f.kind for f in group if f.kind), ""),
            role=role,
            known=False,
        )
