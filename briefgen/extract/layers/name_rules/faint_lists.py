"""Lists of names in which one that is a place speaks for the others."""

from collections.abc import Sequence

from briefgen.extract.layers.name_rules.mentions import Found, Page
from briefgen.extract.layers.name_rules.place_hints import AGAINST, HINT, LIKELY, is_state
from briefgen.extract.lexicon import load_words

_GAP = 6
"""Most tokens between two names of a list."""
PAIR = 2
"""Names of a list of which nothing follows: three in a row are places rather."""
_GLUE = load_words("name_rules", "faint_places_glue")


class FaintLists:
    """Tells what stands in lists with the open names of one document."""

    def __init__(self, page: Page, found: Sequence[Found], numbers: dict[int, int]) -> None:
        self.page = page
        self.found = found
        self.numbers = numbers

    def count(self, one: Found) -> int:
        """Return how many names stand in the list of one."""
        number, count = self.numbers[one.first], 1
        for step in (-1, 1):
            k = number
            while 0 <= k + step < len(self.found) and count <= PAIR and self._joined(k, k + step):
                k += step
                count += 1
        return count

    def lead_of(self, one: Found) -> int:
        """Return the first token of the list of open names and places in which a name stands."""
        number = self.numbers[one.first]
        while number and self._joined(number, number - 1):
            before = self.found[number - 1]
            if before.type not in (None, "place") and before.cue != "guess":
                break
            number -= 1
        return self.found[number].first

    def weigh_beside(self, number: int) -> int:
        """Weigh the names beside a name in a list: one place among them speaks for the others."""
        best = 0
        for step in (-1, 1):
            beside = number
            while 0 <= beside + step < len(self.found) and self._joined(beside, beside + step):
                beside += step
                other = self.found[beside]
                if other.type in ("person", "organisation") and other.cue != "guess":
                    return AGAINST
                if other.type == "place" and not other.adjective and not other.metonym:
                    best = max(best, HINT if is_state(other) else LIKELY)
        return best

    def _joined(self, first: int, second: int) -> bool:
        """Tell whether two names next to each other stand in a list."""
        before, behind = sorted((self.found[first], self.found[second]), key=lambda one: one.first)
        if before.sentence != behind.sentence or before.sentence < 0:
            return False
        gap = self.page.low[before.last : behind.first]
        if "of" in gap and gap[0] not in ("and", ","):
            return False
        if not 0 < len(gap) <= _GAP or self.page.ends_possessive(before.last - 1):
            return False
        return all(_joins(word, self.page) for word in gap) and not all(
            word.isalpha() and word == "the" for word in gap
        )


def _joins(word: str, page: Page) -> bool:
    """Tell whether a word may stand between two places of a list: `Zarya, and nearby Volna`."""
    return (
        word in _GLUE
        or word in page.words.near_adjectives
        or word in page.words.place_words
        or word in page.words.compass
        or word in page.words.place_plurals
    )
