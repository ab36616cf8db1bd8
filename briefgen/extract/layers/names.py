"""Names, decided per document: mentions to clusters to canonical entities."""

import re
from collections.abc import Iterator

import msgspec

from briefgen.extract.layers.blocks import Block
from briefgen.extract.layers.name_rules.alike_names import AlikeNames
from briefgen.extract.layers.name_rules.dateline_places import read_datelines
from briefgen.extract.layers.name_rules.faint_places import find_faint_places
from briefgen.extract.layers.name_rules.known import Known, load_knowledge
from briefgen.extract.layers.name_rules.known_mentions import KnownReader
from briefgen.extract.layers.name_rules.likeness import fold
from briefgen.extract.layers.name_rules.listed_places import find_listed_places
from briefgen.extract.layers.name_rules.mentions import EntityType, Found, Page, join_tokens, strip_possessive
from briefgen.extract.layers.name_rules.name_joins import NameJoins
from briefgen.extract.layers.name_rules.place_kinds import settle_kind
from briefgen.extract.layers.name_rules.roles import RoleReader
from briefgen.extract.layers.name_rules.unknown_mentions import RunReader
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.tokens import Repaired
from briefgen.model.brief import Subject
from briefgen.model.names import Names
from briefgen.model.span import Span

__all__ = ["Entity", "EntityType", "Mention", "NamesFound", "find_names"]


_LEAST_SHOUTED = 3
"""Letters that a place in capitals has more than, to be written with one."""
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
    return _Clusters(page, found, read_datelines(page, known, repaired, blocks), year).settle()


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
            found = runs.compass.read_called_state(found.first, found.last, sentence, number) or found
        if found is not None:
            yield found
            at = known.areas.behind_head(found, sentence)
            continue
        run = runs.read_run(at, sentence, number) if style == "normal" else None
        if run is None:
            at += 1
            continue
        mention, at = run
        if mention is not None:
            yield mention


def _is_part(written: str, name: str) -> bool:
    """Tell whether words are some of a longer name's, in a row: `Zarya Volna` of `Ozero-Zarya-Volna`."""
    short, long = fold(written).replace("-", " ").split(), fold(name).replace("-", " ").split()
    size = len(short)
    return size < len(long) and any(long[k : k + size] == short for k in range(len(long) - size + 1))


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
        joins = NameJoins(self.page, self.found, self.year)
        joins.join_nations()
        joins.join_couples()
        joins.join_short_forms()
        joins.join_holders()
        joins.join_compass()
        joins.join_districts()
        joins.leave_out_home()
        joins.join_letters()
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
        """Return a known name; of a town that the document calls by a part of it only, this: `Zarya di Volna`."""
        if known.type != "place" or known.rank not in (1, 3) or known.kind != "city":
            return known.name
        written = self._surface(group[0])
        if (
            known.rank == 1
            and all(self._surface(found) == written for found in group)
            and _is_part(written, known.name)
        ):
            return written
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
            and len(surface) > _LEAST_SHOUTED
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
