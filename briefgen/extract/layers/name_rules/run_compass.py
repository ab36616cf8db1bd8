"""Towns and regions that a point of the compass, or the name of a state, begins."""

from briefgen.extract.layers.name_rules.mentions import Found, Page
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_TOWNS = load_words("name_rules", "towns")
"""Last words of names of towns and quarters that the name of a state begins."""
_SMALL = 50
"""Thousands of people up to which a town with a point of the compass before it is another town."""
_REGION_WORDS = 4
"""Words of a region's name behind a point of the compass, and the word for it."""


class CompassRuns:
    """Reads the names of one document that a point of the compass or a state begins."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def read_compass(self, at: int, sentence: Sentence, number: int) -> Found | None:
        """Read a town that is called as a state is, with a point of the compass: `East Palestine, Ohio`."""
        page = self.page
        points = page.base[at].removesuffix("ern") in page.words.compass
        if not points or not page.is_name_word(at + 1, sentence):
            return None
        if page.base[at + 1] in page.words.region_heads - {"state", "republic"} and not page.is_name_word(
            at + 2, sentence
        ):
            # `in Central Province`
            return Found(at, at + 2, number, type="place", cue="head", kind="region")
        if page.base[at] not in page.words.compass:
            return None
        if at > sentence.first and page.low[at - 1] == "the" and page.base[at + 1] in page.words.area_heads:
            # `in the Central Highlands`
            named = not page.is_name_word(at + 2, sentence) and page.low[at + 2 : at + 3] != ["of"]
            return Found(at, at + 2, number, type="place", cue="head", kind="area") if named else None
        if (region := self._end_of_region(at + 1, sentence)) > at:
            return Found(at, region, number, type="place", cue="head", kind="region")
        if at > sentence.first and self._is_small_town(at + 1, sentence):
            # `the base at East Volna`
            return Found(at, at + 2, number, type="place", cue="head")
        if page.nation_of(at) or not page.nation_of(at + 1) or page.low[at + 2 : at + 3] != [","]:
            return None
        in_state = any(
            form.known.kind == "region" and form.known.country in page.home
            for _, forms in page.walk(page.knowledge.own.root, at + 3, sentence.last)
            for form in forms
        )
        return Found(at, at + 2, number, type="place", cue="head") if in_state else None

    def _end_of_region(self, at: int, sentence: Sentence) -> int:
        """Return where the name of a region ends that goes on at a token: `South | Zarya Zone`; 0 if there is none."""
        page, end = self.page, at
        while end - at < _REGION_WORDS and page.is_name_word(end, sentence) and not page.ends_possessive(end):
            if end > at and page.base[end] in page.words.region_heads | {"zone"}:
                return end + 1
            if page.base[end] not in page.words.compass and (
                page.base[end] in page.words.thing_words or page.is_head(page.base[end])
            ):
                return 0
            end += 1
        if end == at or end >= sentence.last:
            return 0
        return end if page.low[end] in page.words.region_heads | {"zone"} else 0

    def read_called_state(self, at: int, end: int, sentence: Sentence, number: int) -> Found | None:
        """Read a town or quarter that a state's name begins: `the hospital at | Congo Town`."""
        page = self.page
        if end >= sentence.last or page.base[end] not in _TOWNS or not page.is_name_word(end, sentence):
            return None
        if page.ends_possessive(end - 1) or page.is_name_word(end + 1, sentence):
            return None
        return Found(at, end + 1, number, type="place", cue="head")

    def _is_small_town(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a small town of the subject's countries, and nothing longer, stands at a token."""
        page = self.page
        if page.is_name_word(at + 1, sentence) and not page.ends_possessive(at):
            return False
        forms = page.knowledge.own.root.get(page.base[at], {}).get("", ())
        return any(form.known.kind == "city" and 0 < form.known.thousands < _SMALL for form in forms)
