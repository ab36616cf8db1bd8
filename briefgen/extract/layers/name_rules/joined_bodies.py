"""Names of bodies that go on behind `and`: what ministries are for, and what two fields one body is for."""

from briefgen.extract.layers.name_rules.mentions import Page
from briefgen.extract.layers.sentences import Sentence

_MAX_RUN = 9
"""Longest run of words read as one name."""


class JoinedBodies:
    """Tells how far the names of bodies with an `and` in them go in one document."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def opens(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a body's name with an `and` in it begins: `the | National Aid and Rescue Authority`."""
        end = at
        while self.page.is_name_word(end, sentence) and end - at < _MAX_RUN:
            end += 1
        return at < end < sentence.last and self.joins(at, end, sentence)

    def joins(self, at: int, end: int, sentence: Sentence) -> bool:
        """Tell whether `and` stands within what one body is for: `the Disaster | and Emergency Authority`."""
        words, base = self.page.words, self.page.base
        if self.page.low[end] != "and" or not self._stands_behind_the(at, sentence):
            return False
        if not (base[end - 1] in words.fields or base[end - 1] in words.thing_words):
            return False
        if any(base[k] in words.organisation_heads and base[k] not in words.fields for k in range(at, end)):
            return False
        last = end + 1
        while self.page.is_name_word(last, sentence) and last - end < _MAX_RUN:
            last += 1
        return (
            last - end > 2
            and base[last - 1] in words.organisation_heads
            and base[last - 1] not in words.security_heads
            and all(self._tells_what_for(k) for k in (*range(at, end), *range(end + 1, last - 1)))
        )

    def _stands_behind_the(self, at: int, sentence: Sentence) -> bool:
        """Tell whether an article stands before a name, or before the state that it is of."""
        if at > sentence.first and self.page.nation_of(at - 1):
            at -= 1
        return at > sentence.first and self.page.low[at - 1] in ("the", "a", "its")

    def _tells_what_for(self, at: int) -> bool:
        """Tell whether a word of a body's name says what or whose it is: `Aid`, `National`, `Provincial`, `Galle`."""
        words, base = self.page.words, self.page.base[at]
        return (
            base in words.fields
            or base in words.thing_words
            or base in words.no_names
            or base in words.role_bodies
            or base in self.page.knowledge.own.root
            or base in self.page.knowledge.world.root
        )

    def end_before_letters(self, at: int, end: int, sentence: Sentence) -> int:
        """Return where a name ends whose first letters stand behind it (`Board for X | and Y (BXY)`); else `end`."""
        low, tokens = self.page.low, self.page.tokens
        if low[end] != "and" or not self.page.is_name_word(end + 1, sentence):
            return end
        close = next((k for k in range(end + 2, min(end + _MAX_RUN, sentence.last - 2)) if low[k] == "("), -1)
        if close < 0 or not tokens[close + 1].norm.isupper() or low[close + 2] != ")":
            return end
        small = self.page.words.connectors | {"and", "the", "of", "for"}
        words = [word for word in low[at:close] if word not in small]
        named = all(tokens[k].norm[0].isupper() or low[k] in small for k in range(at, close))
        return close if named and "".join(word[0] for word in words) == low[close + 1] else end

    def ends_field(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a word is of what an office is for: `Minister for Civil | Aviation Ana Vega`."""
        words, low = self.page.words, self.page.low
        if self.page.base[at] not in words.fields or at - 2 < sentence.first:
            return False
        first = at
        kinds = (words.fields, words.no_names, words.role_modifiers)
        while first - 1 > sentence.first:
            joined = low[first - 1] in ("and", ",", "&")
            if joined and self.page.base[first - 2] not in words.fields:
                break
            if not joined and not (
                self.page.tokens[first - 1].norm[0].isupper()
                and any(self.page.base[first - 1] in kind for kind in kinds)
            ):
                break
            first -= 1
        if low[first - 1] == "the":
            first -= 1
        return (
            first - 2 >= sentence.first
            and low[first - 1] in ("for", "of")
            and (low[first - 2] in words.roles or low[first - 2] in ("state", "secretary"))
        )

    def behind_fields(self, at: int, end: int, sentence: Sentence) -> int:
        """Return where what a body is for goes on behind `and` or a comma; `end` where it does not.

        `Department of Forestry | and Fire Protection`, `Ministry of Food | , Farming and Rural Affairs`.
        """
        low, words, base = self.page.low, self.page.words, self.page.base
        if low[end] not in ("and", ",", "&") or not any(
            low[k] in ("of", "for", "on") and base[k - 1] in words.organisation_heads
            for k in range(at + 1, end)
        ):
            return end
        last = end
        while last + 1 < sentence.last and self.page.is_name_word(last + 1, sentence):
            joined = low[last]
            if joined not in ("and", ",", "&") or base[last + 1] not in words.fields:
                return end
            last += 2
            if joined != ",":
                return last
            while self.page.is_name_word(last, sentence) and base[last] in words.fields:
                last += 1
            if low[last : last + 2] == [",", "and"]:
                last += 1
        return end
