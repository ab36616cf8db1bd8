"""Names by their heads: bodies, buildings, districts and areas, whose words say what they are."""

from briefgen.extract.layers.name_rules.alike_names import find_alike_place
from briefgen.extract.layers.name_rules.mentions import Found, Page
from briefgen.extract.layers.name_rules.runs import settle
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_phrases, load_words

_UNITS = tuple(tuple(unit.split()) for unit in load_phrases("name_rules", "units"))
"""Last words of names of districts that say what they are."""
_KINDS_OF_UNITS = frozenset(
    {"rural", "urban", "local", "metropolitan", "sub-metropolitan", "federal", "autonomous"}
)
"""Before a word for a district: which kind, but no name."""
_ZONES = load_words("name_rules", "zones_of_none")
"""Before `Zone`: no land of that name."""
_PLURALS = load_words("name_rules", "plural_districts")
"""Words before or behind a list of names of districts."""
_FORCES = load_words("name_rules", "run_kinds_forces")
"""Words before `force` that make a body of a state of it."""


class RunHeads:
    """Tells what runs of one document name by words for kinds of things in them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def by_head(self, found: Found, sentence: Sentence) -> Found | None:
        """Tell what a run of several words names by its head; None where none of them is one."""
        bases = self.page.base[found.first : found.last]
        if len(bases) == 1:
            return None
        head = next((b for k, b in reversed([*enumerate(bases)]) if self._is_body_head(bases, k)), "")
        if self._is_owned_person(found, sentence):
            return settle(found, "person", "shape")
        if head and self.page.role_word(bases[0]) and self._leads_to_office(found.last, sentence):
            # `Chief Cabinet | Secretary Ana Vega`
            return None
        if (district := self._district(found, bases, head)) is not None:
            return district
        return self._by_last_word(found, sentence, bases, head)

    def _district(self, found: Found, bases: list[str], head: str) -> Found | None:
        """Districts tell by the words for their kind, which are no part of their names."""
        last = bases[-1]
        if not head and last in _PLURALS:
            # `Zarya and West Volna Districts`
            found.last -= 1
            return settle(found, "place", "head", "district")
        if not head and bases[0] in _PLURALS:
            # `Barangays Zarya, Volna and Ozero`
            found.first += 1
            return settle(found, "place", "head", "district")
        for tail in _UNITS:
            # `Zarya Local Government Area`, `Zarya Administrative Region`
            if len(bases) > len(tail) and tuple(bases[-len(tail) :]) == tail:
                found.last -= len(tail)
                return settle(found, "place", "place", "district")
        if len(bases) > 2 and bases[-2] == "health" and last in ("zone", "district", "area"):
            # `Zarya Health Zone`
            found.last -= 2
            return settle(found, "place", "place")
        return None

    def _by_last_word(self, found: Found, sentence: Sentence, bases: list[str], head: str) -> Found | None:
        """Towns, buildings, areas and bodies tell by their last word, but for names of people that end with it."""
        words, at, last = self.page.words, found.first, bases[-1]
        towns = last in words.region_heads or last in ("city", "town", "village", "island")
        if (last in words.facility_heads or towns) and not head:
            named = " ".join(
                b
                for b in bases
                if b not in words.facility_heads and b not in words.area_heads and b != "international"
            )
            same = find_alike_place(named, self.page, slips=False) if named else None
            if same is not None and last not in words.street_heads:
                found.last = at + len(named.split())
                return settle(found, "place", "place")
        if (
            len(bases) == 2
            and last in words.surname_heads
            and bases[0] in words.given_names
            and (at == sentence.first or self.page.low[at - 1] not in words.place_prepositions)
            and self.page.low[max(sentence.first, at - 2) : at] != ["out", "of"]
        ):
            # `Ana Hill`
            return None
        if last in words.facility_heads:
            return settle(found, "place", "head", "building")
        if last == "zone" and bases[-2] in words.thing_words | _ZONES:
            return None
        if last in words.region_heads and not head and _KINDS_OF_UNITS.issuperset(bases[:-1]):
            # `Rural Municipality vice-chairman Ana Vega`
            return None
        if last == "village" and not head and bases[0] not in words.thing_words:
            found.last -= 1
            return settle(found, "place", "head", "city")
        if last in words.area_heads and not head:
            return settle(found, "place", "head", "region" if last in words.region_heads else "area")
        return self._body(found, sentence, bases, head)

    def _body(self, found: Found, sentence: Sentence, bases: list[str], head: str) -> Found | None:
        """Bodies tell by their head."""
        words, at = self.page.words, found.first
        if head and (first := self._led_by(bases)):
            found.first = at + first
            return settle(found, "person", "shape")
        if (
            not head
            and bases[-1] in words.late_heads
            and bases[0] not in self.page.lower_seen | words.no_names
        ):
            return settle(found, "organisation", "head", "other")
        if head:
            found.country = self.page.nation_of(at - 1) if at > sentence.first else ""
            return settle(found, "organisation", "head", self._kind_of_body(head, bases))
        return None

    def _is_body_head(self, bases: list[str], at: int) -> bool:
        """Tell whether a word of a name tells a body: `Crescent` does behind `Red` only."""
        return bases[at] in self.page.words.organisation_heads and (
            bases[at] != "crescent" or (at > 0 and bases[at - 1] == "red")
        )

    def _leads_to_office(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a capitalised word for an office stands before a name."""
        return self.page.base[at : at + 1] != [] and (
            self.page.base[at] in self.page.words.roles
            and self.page.is_name_word(at, sentence)
            and self.page.is_name_word(at + 1, sentence)
        )

    def _is_owned_person(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether a word for a lake or building is a surname: `UNICEF's Ana Lake`, `Ana Lake said`."""
        words, first, last = self.page.words, found.first, found.last
        if last - first != 2 or self.page.base[last - 1] not in words.surname_heads:
            return False
        owned = first > sentence.first and self.page.ends_possessive(first - 1)
        speaks = last < sentence.last and self.page.low[last] in words.speech_verbs
        return self.page.base[first] in words.given_names and (owned or speaks)

    def _kind_of_body(self, head: str, bases: list[str]) -> str:
        words = self.page.words
        if head == "force" and not _FORCES.isdisjoint(bases):
            # `Defence Force`, but not `Task Force`
            return "security_force"
        kinds = (
            ("media", words.media_heads),
            ("security_force", words.security_heads),
            ("state_body", words.state_heads),
            ("company", words.company_heads),
            ("party", ("party",)),
        )
        return next((kind for kind, heads in kinds if head in heads), "other")

    def _led_by(self, bases: list[str]) -> int:
        """Return where the person begins whose force a run names: `Forces of | Ali Zarya`; 0 for any other run."""
        led = len(bases) in (4, 5) and bases[1] == "of" and bases[0] in self.page.words.security_heads
        return 2 if led and bases[2] in self.page.words.given_names else 0
