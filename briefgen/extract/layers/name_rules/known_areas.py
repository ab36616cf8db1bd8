"""What known places take from the words behind them: `State`, `Sea`, a point of the compass, the Red Cross."""

from briefgen.extract.layers.name_rules.known import Known, fold_words
from briefgen.extract.layers.name_rules.mentions import Found, Page, strip_possessive
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_VAGUE = load_words("name_rules", "vague_regions")
"""Last words of names of regions that need the word for a region behind them."""


class KnownAreas:
    """Widens the known places of one document by the words behind them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def widen(self, found: Found, last: int) -> Found:
        """Take to a known name what belongs to it: `Kaduna | State`, `Imphal | West`, `Kenyan | Red Cross`."""
        return self._with_society(self._with_compass(self._with_area(found)), last)

    def behind_head(self, found: Found, sentence: Sentence) -> int:
        """Return where to read on behind a known name and the word for a district: `Galle Municipality | Ana Vega`."""
        at = found.last
        if found.type != "place" or self.page.ends_possessive(at - 1):
            return at
        end = at
        while end < sentence.last and self.page.low[end] in ("rural", "urban", "metropolitan", "local"):
            end += 1
        named = end < sentence.last and self.page.low[end] in self.page.words.region_heads
        return end + 1 if named and self.page.tokens[end].norm[0].isupper() else at

    def _with_area(self, found: Found) -> Found:
        """Take `State`, `County` and the like to a city's name, `Sea` and the like to an island's: they are meant."""
        known, end = found.known, found.last
        sentence = self.page.sentences[found.sentence]
        if known is not None and known.kind == "region" and known.rank == 1 and self._needs_head(known, end):
            # `Mountain | Province`
            head = strip_possessive(self.page.tokens[end].norm)
            area = Known(f"{known.name} {head}", "place", known.country, "region", "", known.rank)
            return Found(found.first, end + 1, found.sentence, known=area, type="place")
        if (
            known is None
            or known.type != "place"
            or known.rank == 0
            or end >= sentence.last
            or self.page.base[end]
            not in (
                self.page.words.area_names | self.page.words.city_waters
                if known.kind == "city"
                else self.page.words.area_waters
            )
            or not self.page.tokens[end].norm[0].isupper()
            or self.page.ends_possessive(end - 1)
            or self.page.is_name_word(end + 1, sentence)
        ):
            return found
        name = f"{self._province_name(found, known)} {strip_possessive(self.page.tokens[end].norm)}"
        kind = "region" if self.page.base[end] in self.page.words.area_names else "area"
        area = Known(name, "place", known.country, kind, "", known.rank)
        return Found(found.first, end + 1, found.sentence, known=area, type="place")

    def _needs_head(self, known: Known, end: int) -> bool:
        """Tell whether a region's name says nothing without the word for it that stands behind: `Central | Region`."""
        last = fold_words(known.name)[-1]
        return (
            (last in _VAGUE or last.removesuffix("ern") in self.page.words.compass)
            and end < len(self.page.tokens)
            and self.page.base[end] in self.page.words.region_heads
            and self.page.tokens[end].norm[0].isupper()
            and not self.page.ends_possessive(end - 1)
        )

    def _with_compass(self, found: Found) -> Found:
        """Take a point of the compass to the name of a town that a district's name begins: `Imphal | West`."""
        known, end = found.known, found.last
        sentence = self.page.sentences[found.sentence]
        if (
            known is None
            or known.type != "place"
            or known.kind == "country"
            or known.rank != 1
            or found.metonym
            or end >= sentence.last
            or self.page.low[end] not in self.page.words.compass
            or not self.page.tokens[end].norm[0].isupper()
            or self.page.ends_possessive(end - 1)
        ):
            return found
        heads = self.page.words.region_heads | self.page.words.place_behind
        if self.page.is_name_word(end + 1, sentence) and self.page.base[end + 1] not in heads:
            return found
        return Found(found.first, end + 1, found.sentence, type="place", cue="head", kind="district")

    def _province_name(self, found: Found, known: Known) -> str:
        """Return the name that an area has of a city: without the `City` that only the city's own name has."""
        written = self.page.base[found.first : found.last]
        own = fold_words(known.name)
        if len(own) == len(written) + 1 and own[-1] == "city" and list(own[:-1]) == written:
            return known.name.rpartition(" ")[0]
        return known.name

    def _with_society(self, found: Found, last: int) -> Found:
        """Take the Red Cross to the state whose society it is: `Kenyan Red Cross`, `Qatar Red Crescent Society`."""
        known, end = found.known, found.last
        if (
            known is None
            or not known.country
            or not (known.type == "nationality" or known.kind == "country")
            or end + 1 >= last
            or self.page.base[end] != "red"
            or self.page.base[end + 1] not in ("cross", "crescent")
            or not self.page.tokens[end].norm[0].isupper()
            or self.page.ends_possessive(end - 1)
        ):
            return found
        end += 2
        end += end < last and self.page.tokens[end].norm == "Society"
        words = (strip_possessive(token.norm) for token in self.page.tokens[found.first : end])
        society = Known(" ".join(words), "organisation", known.country, "ngo", "", 2)
        return Found(found.first, end, found.sentence, known=society, type="organisation")
