"""Known places in a text: whether a town, region or land is meant by words that may be something else."""

from briefgen.extract.layers.name_rules.known import Form, country_known, fold_words
from briefgen.extract.layers.name_rules.mentions import Page
from briefgen.extract.layers.name_rules.place_kinds import is_listed
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_OF_TOWNS = load_words("name_rules", "known_places_of_towns")
"""Right behind `the` and a small town's name: its people, and what befell it."""
_LONGEST = 4
"""Words behind a town's name that are the rest of a street's or building's."""
_OFFICE = 6
"""Tokens before `in` and a town in which somebody's office stands."""
_LONGEST_DOER = 3
"""Words of a person behind a town."""
_TOWN = 100
"""Thousands of people from which a city of the subject needs less of a cue, be its name a surname, too."""
_OF_NAMES = (["de"], ["del"], ["do"], ["da"], ["dos"], ["das"], ["di"])
"""Small words with which a longer name of a place goes on."""


class KnownPlaces:
    """Tells whether the known places of one document are meant."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def fits(self, form: Form, at: int, end: int, number: int, style: str) -> bool:
        """Tell whether a place may be meant: by its size, or by a cue beside it."""
        known = form.known
        sentence = self.page.sentences[number]
        single = len(form.words) == 1
        word = form.words[0]
        if end < sentence.last and self.page.low[end] in ("bin", "ibn", "bint"):
            # `King Hamad bin Isa`
            return False
        if at > sentence.first and self.page.low[at - 1] in self.page.words.named_things:
            # `the frigate Galle`
            return False
        if (
            style == "normal"
            and at - 1 > sentence.first
            and self.page.tokens[at - 1].norm == "The"
            and word != "the"
        ):
            # `told The Galle`: a newspaper
            return False
        behind = self.page.base[end] if end < sentence.last and not self.page.ends_possessive(end - 1) else ""
        strong = (
            behind in self.page.words.place_behind
            or behind in self.page.words.area_heads
            or (behind == "department" and known.kind == "region")
        )
        if end < sentence.last and self.page.ends_possessive(end - 1):
            strong = self.page.base[end] in self.page.words.place_words
        before = self.page.low[at - 1] if at > sentence.first else ""
        if before in self.page.words.place_words:
            # `mayor Darwin Baca`
            strong = strong or not (self.page.role_word(before) and self._goes_on(end, sentence))
        if before == "of" and at - 2 >= sentence.first:
            earlier = self.page.low[at - 2]
            strong = (
                strong
                or earlier in self.page.words.place_words
                or earlier in self.page.words.place_plurals
                or earlier.rpartition("-")[2] in self.page.words.compass
            )
        strong = strong or (known.country in self.page.home and is_listed(self.page, at, sentence))
        if (
            style == "normal"
            and known.rank > 0
            and (single or self.page.low[end : end + 1] in _OF_NAMES)
            and self._goes_on_as_name(end, sentence)
            and not self._opens_before_doer(at, end, sentence)
        ):
            # `the town of Galle de Zarya`, `San Esteban del Norte`
            return False
        if style == "normal" and known.rank > 0 and self._begins_longer(end, sentence, single=single):
            # `Galle | High Road`
            return False
        if (
            self.page.low[end : end + 1] == [","]
            and self.page.low[end + 2 : end + 3] == ["&"]
            and self.page.is_name_word(end + 1, sentence)
        ):
            # `Galle, Zarya & Volna` is a firm.
            return False
        if known.rank == 3 and single and not strong and word in self.page.family_names:
            # `spoke to Pereira`
            return before in self.page.words.sure_place_prepositions
        if (
            single
            and known.kind == "city"
            and before == "the"
            and self.page.low[end : end + 1] != []
            and self._is_told_of_rivers(end)
        ):
            # `The Guaíba burst its banks`
            return known.country in self.page.home
        if (
            single
            and known.kind == "city"
            and word in self.page.articled
            and not strong
            and before not in self.page.words.sure_place_prepositions
        ):
            # `the Kursk sank`
            return False
        if single and known.kind == "region" and known.rank == 1 and word in self.page.words.no_names:
            return strong and behind in (self.page.words.area_heads | self.page.words.place_behind)
        if single and word in self.page.words.no_names:
            return strong and known.country in self.page.home
        if style == "normal" and self.page.is_body_start(end - 1, sentence):
            return False
        if style == "normal" and not strong and known.rank > 0:
            # A city's name beside another name's words is part of that name.
            if (
                behind
                and not self._opens_before_doer(at, end, sentence)
                and self.page.is_name_word(end, sentence)
                and not self.page.is_head(behind)
                and behind not in self.page.words.no_names
                and not self.page.nation_of(end)
            ):
                return False
            if (
                at > sentence.first
                and self.page.is_name_word(at - 1, sentence)
                and not self.page.ends_possessive(at - 1)
            ):
                previous = self.page.base[at - 1]
                if (
                    (previous not in self.page.words.no_names or self._is_first_name(at - 1, sentence))
                    and not self.page.role_word(previous)
                    and not self.page.nation_of(at - 1)
                    and at - 1 > sentence.first
                ):
                    return False
                if previous in self.page.words.honorifics:
                    return False
        if (
            known.kind == "area"
            and known.rank == 2
            and style == "normal"
            and self.page.base[end : end + 1] != []
            and self.page.base[end] in self.page.words.security_heads
            and self.page.is_name_word(end, sentence)
            and not self.page.ends_possessive(end - 1)
        ):
            # `the Arakan Army`
            return False
        if form.needs_cue and before == "the" and behind in self.page.words.business:
            # `the San Esteban company`
            return False
        if not form.needs_cue or strong:
            return True
        if at == sentence.first and self.page.low[end : end + 1] == [":"] and known.country in self.page.home:
            # `Galle: 35,000 in camps`
            return word not in self.page.surnames and word not in self.page.words.common
        if (
            before == "the"
            and behind in _OF_TOWNS
            and known.country in self.page.home
            and word not in self.page.words.common
        ):
            # `the Chibok girls`
            return word not in self.page.surnames
        weak = before in self.page.words.place_prepositions
        if self._comma_country(end, sentence, known.country):
            return True
        if known.country in self.page.home:
            if (
                known.kind == "region"
                and self.page.ends_possessive(end - 1)
                and not {word} & (self.page.surnames | self.page.words.given_names)
            ):
                # `Ontario's health minister`
                return True
            taken = weak or before in self.page.words.town_verbs or self.page.lies_below(at, sentence)
            if single and word in self.page.words.common:
                return before in self.page.words.sure_place_prepositions or (
                    known.thousands >= _TOWN
                    and (taken or before == "of")
                    and word not in self.page.surnames
                    and not self.page.ends_possessive(end - 1)
                )
            on_island = known.kind == "region" and before == "on"
            return taken or on_island or (style != "normal" and word not in self.page.words.common)
        if single and word in self.page.words.common:
            return weak and self.page.holds(fold_words(country_known(known.country).name))
        return weak

    def _begins_longer(self, end: int, sentence: Sentence, *, single: bool) -> bool:
        """Tell whether a place's name begins that of a street, or a longer one of a building or piece of land."""
        words, base = self.page.words, self.page.base
        last = end
        while self.page.is_name_word(last, sentence) and not self.page.ends_possessive(last - 1):
            last += 1
        if last == end or base[end] in words.given_names or self.page.role_word(base[end]):
            return False
        if last - end == 1:
            return base[end] in words.street_heads
        return (
            single
            and last - end < _LONGEST
            and (base[last - 1] in words.facility_heads or base[last - 1] in words.area_heads)
        )

    def _opens_before_doer(self, at: int, end: int, sentence: Sentence) -> bool:
        """Tell whether somebody of one name does something where a sentence begins: `In Galle | Zarya promised`."""
        page = self.page
        if at - 1 < sentence.first or page.low[at - 1] != "in" or end + 1 >= sentence.last:
            return False
        last = end
        while page.is_name_word(last, sentence) and not page.is_head(page.base[last]):
            last += 1
        if (
            last == end
            or last - end > _LONGEST_DOER
            or last >= sentence.last
            or page.ends_possessive(last - 1)
        ):
            return False
        if last - end > 1 and page.base[last - 1] in page.words.surname_heads:
            # `In Galle | Vega Hall is shut`
            return False
        verb = page.low[last]
        if at - 1 > sentence.first:
            # `Mayor of Zarya Municipality in Galle | Ana Vega said`
            ahead = page.low[max(sentence.first, at - 1 - _OFFICE) : at - 1]
            office = any(
                page.role_word(w) and ahead[k + 1] in ("of", "for") for k, w in enumerate(ahead[:-1])
            )
            return office and last - end > 1 and verb in page.words.speech_verbs
        return (
            verb in page.words.speech_verbs
            or verb in page.words.person_verbs
            or (last - end > 1 and verb in ("is", "was", "has", "had"))
        )

    def _is_told_of_rivers(self, at: int) -> bool:
        """Tell whether a river does what is told behind a name: `burst its banks`, `rose above five metres`."""
        low = self.page.low
        if low[at] in self.page.words.river_verbs:
            return low[at + 1 : at + 2] in (["its"], ["their"], ["the"])
        return low[at] in (
            "rose",
            "rises",
            "rising",
            "swelled",
            "crested",
            "receded",
            "fell",
            "peaked",
        ) and low[at + 1 : at + 2] in (["above"], ["to"], ["by"], ["past"], ["below"], ["at"], ["over"])

    def _is_first_name(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a month's or other common word is a first name: a role stands before it (`Secretary Mar X`)."""
        return (
            at - 1 > sentence.first
            and self.page.base[at] in self.page.words.also_first_names
            and self.page.role_word(self.page.base[at - 1])
        )

    def _goes_on_as_name(self, end: int, sentence: Sentence) -> bool:
        """Tell whether a place's name is the first word of another one: `Galle | de Zarya`, `Kara | Volna`."""
        if end + 1 < sentence.last and self.page.low[end] in self.page.words.particles:
            norm = self.page.tokens[end].norm
            return (
                norm.islower()
                and not self.page.ends_possessive(end - 1)
                and self.page.is_name_word(end + 1, sentence)
            )
        return self._goes_on(end, sentence) and not (
            self.page.base[end] in self.page.words.honorifics
            or self.page.base[end] in self.page.words.place_behind
            or self.page.base[end] in self.page.words.given_names
        )

    def _goes_on(self, end: int, sentence: Sentence) -> bool:
        """Tell whether a name goes on with a word that is neither a role nor a kind of body or place."""
        return (
            end < sentence.last
            and not self.page.ends_possessive(end - 1)
            and self.page.is_name_word(end, sentence)
            and not self.page.is_head(self.page.base[end])
            and not self.page.role_word(self.page.base[end])
            and self.page.base[end] not in self.page.words.no_names
            and not self.page.nation_of(end)
        )

    def _comma_country(self, end: int, sentence: Sentence, country: str) -> bool:
        """Tell whether the country, or a part of it, stands behind a comma: `Reading, England`."""
        if end + 1 >= sentence.last or self.page.low[end] != ",":
            return False
        forms = self.page.walk(self.page.knowledge.world.root, end + 1, sentence.last)
        return any(
            form.known.country == country and form.known.kind in ("country", "region")
            for _, found in forms
            for form in found
        )
