"""Garbled and differently transliterated names, settled towards names.yaml and the subject's places."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from briefgen.extract.layers.name_rules.known import Known
from briefgen.extract.layers.name_rules.likeness import find_alike, find_same_sound, fold, sound
from briefgen.extract.layers.name_rules.mentions import Found, Page
from briefgen.extract.layers.name_rules.place_kinds import find_kind

_ENGLISH = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
"""Countries whose places no transliteration spells otherwise."""
_PINYIN = frozenset({"CN"})
"""Countries with one spelling in English letters, in which `sh` and `s` tell places apart."""
_LEAST_SLIP = 6
"""Letters of a sound in which one vowel may be another."""
_FARTHEST_SLIP = 2
"""Letters in which the spellings may differ then."""
_VOWELS = str.maketrans("", "", "aeiou")


def find_alike_place(name: str, page: Page, *, slips: bool = True) -> Known | None:
    """Return the one known place that a garbled name means; None where none or several are as near.

    Towards names.yaml any likeness holds, towards the gazetteer only the same sound or another vowel: of the names of
    news from fifty countries that were farther from a town's, two in three were another, smaller place's.

    Args:
        name: folded words.
        page: the document.
        slips: whether a vowel may be another.
    """
    places = page.knowledge.places
    alike = find_alike(name, places)
    if len(alike) != 1:
        return None
    known = alike[0]
    heard = sound(name)
    if known.rank == 0:
        return known
    if page.home <= _PINYIN:
        return None
    if known in places.exact.get(heard, ()):
        return known
    if not slips or page.home <= _ENGLISH or len(heard) < _LEAST_SLIP:
        return None
    if OSA.distance(name, fold(known.name), score_cutoff=_FARTHEST_SLIP) > _FARTHEST_SLIP:
        # `Balakot` is not Balaghat, however like they sound.
        return None
    plain = heard.translate(_VOWELS)
    near = any(
        thing is known
        and other.translate(_VOWELS) == plain
        and OSA.distance(heard, other, score_cutoff=1) <= 1
        for other, thing in places.by_letter.get(heard[0], ())
    )
    return known if near else None


class AlikeNames:
    """Settles the names of one document that are spelled otherwise than the known ones that they mean."""

    def __init__(self, page: Page, found: Sequence[Found]) -> None:
        self.page = page
        self.found = found

    def _words_of(self, found: Found) -> list[str]:
        return self.page.base[found.first : found.last]

    def settle_names(self) -> None:
        """Settle garbled and differently transliterated names towards names.yaml and the subject's places."""
        knowledge = self.page.knowledge
        settled: dict[tuple[str, str], Known | None] = {}
        named = {found.known for found in self.found}
        for found in self.found:
            if found.known is not None or found.kind or found.type == "organisation":
                continue
            name = " ".join(self._words_of(found))
            if (same := self._only(find_same_sound(name, knowledge.people))) is not None:
                settled["person", name] = found.known = same
                found.type = "person"
                continue
            if found.type == "place":
                place = settled.setdefault(("place", name), self._alike_place(name))
                if place is not None and not self._is_land_or_water(found):
                    found.known = place
                    continue
            if ("person", name) not in settled:
                settled["person", name] = self._alike_person(found)
            person = settled["person", name]
            if person is not None and (found.cue not in ("", "place") or person in named):
                found.known, found.type = person, "person"
                named.add(person)
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

    def _named_as_body(self, found: Found) -> bool:
        """Tell whether a word for a kind of body stands right before: `the chamber of entrepreneurs X`."""
        first = self.page.sentences[found.sentence].first
        return any(
            word in self.page.words.body_words
            for word in self.page.low[max(first, found.first - 4) : found.first]
        )

    def _alike_place(self, name: str) -> Known | None:
        """Return the one known place that a garbled name means: of as many words, or of the same sound."""
        known = find_alike_place(name, self.page)
        if known is None or (
            len(name.split()) == len(known.name.replace("-", " ").split())
            and (" " not in name or known.rank == 0)
        ):
            return known
        return known if find_same_sound(name, self.page.knowledge.places) == [known] else None

    def _is_land_or_water(self, found: Found) -> bool:
        """Tell whether the text calls a name that of an island, a river and the like: no town's in other letters."""
        if found.sentence < 0:
            return False
        sentence = self.page.sentences[found.sentence]
        return find_kind(self.page, found.first, found.last, sentence) == "area"

    def _alike_person(self, found: Found) -> Known | None:
        """Return the one person of names.yaml whose surname is like the last word of a name."""
        words = self._words_of(found)
        if len(words) > 1 and (whole := self._only(find_alike(" ".join(words), self.page.knowledge.people))):
            return whole
        candidates = find_alike(words[-1], self.page.knowledge.people)
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

    def settle_bodies(self) -> None:
        """Settle bodies named with a garbled place: `Aramutu City Police Department`."""
        settled: dict[str, tuple[Known | None, str]] = {}
        for found in self.found:
            if found.known is not None or found.type != "organisation" or found.last - found.first < 2:
                continue
            words = self._words_of(found)
            name = " ".join(words)
            if name not in settled:
                settled[name] = self._body_of_place(words)
            found.known, country = settled[name]
            found.country = country or found.country

    def _body_of_place(self, words: list[str]) -> tuple[Known | None, str]:
        """Return the body that is meant once the first word is the right place, and its country."""
        knowledge = self.page.knowledge
        place = None
        if words[0] not in self.page.words.no_names:
            place = find_alike_place(words[0], self.page)
        if place is None:
            return None, next(
                (code for at in range(len(words)) if (code := self.page.nation_named(words[at]))), ""
            )
        spelled = [*fold(place.name).split(), *words[1:]]
        node = knowledge.own.root
        for word in spelled:
            node = node.get(word, {})
        bodies = [
            form.known
            for form in node.get("", ())
            if form.known.type == "organisation" and not form.condition
        ]
        return self._only(list(dict.fromkeys(bodies))), place.country
