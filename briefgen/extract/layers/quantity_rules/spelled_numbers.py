"""Numbers in words: `two hundred and fifty`, `a dozen`, `half a million`, `tens of thousands`."""

import msgspec

from briefgen.extract.layers.quantity_rules.number_values import Number, scale_up
from briefgen.extract.layers.quantity_rules.quantity_words import Line
from briefgen.model.brief import Inexact

_MAX_NUMBER_TOKENS = 12
"""Longest number in words: `two hundred and fifty-six thousand nine hundred and twelve`."""
_MILLION = 1_000_000


class _Rest(msgspec.Struct, frozen=True):
    """What is added to a hundred or a thousand."""

    value: int
    last: int


class SpelledReader:
    """Reads the numbers in words of one sentence."""

    def __init__(self, line: Line) -> None:
        self.lexicon = line.lexicon
        self.low = line.low
        self.last = line.last

    def read_words(self, at: int) -> Number | None:
        """Read a number in words: `two hundred and fifty`, `a dozen`, `tens of thousands`."""
        lexicon, low = self.lexicon, self.low
        word = low[at]
        if word in lexicon.vague:
            return self._read_vague(at, at)
        if loose := lexicon.loose.starting(low, at, self.last):
            end = loose[0]
            if end < self.last and (low[end] in lexicon.scales or low[end] in lexicon.vague):
                return self._read_vague(at, end)
            return Number(at, end, Inexact(words=" ".join(low[at:end])), "vague", loose=True, spelled=True)
        if fraction := self._read_fraction(at):
            return fraction
        if word in ("a", "an"):
            if at + 1 >= self.last or low[at + 1] not in lexicon.scales:
                return None
            value = lexicon.scales[low[at + 1]]
            end = at + 2
            while end < self.last and low[end] in lexicon.scales and end - at < 4:
                value *= lexicon.scales[low[end]]
                end += 1
            if low[end : end + 3] == ["and", "a", "half"] and value >= _MILLION:
                # `a million and a half`
                return Number(at + 1, end + 3, scale_up(value, 1) * 3 // 2, "about", spelled=True)
            if (scaled := self._read_scaled_rest(end)) is not None:
                # `a hundred and fifty thousand`
                return Number(at + 1, scaled.last, scaled.value, spelled=True)
            if (rest := self._read_rest(end)) is not None:
                # `a hundred and fifty`
                return Number(at + 1, rest.last, value + rest.value, spelled=True)
            return Number(at + 1, end, value, "about", spelled=True)
        return self.read_spelled(at)

    def _read_rest(self, at: int) -> _Rest | None:
        """Read what follows `a hundred` or `a thousand` in one number: `and fifty`, `and twenty-five`."""
        low = self.low
        if low[at - 1] not in ("hundred", "thousand") or at + 1 >= self.last or low[at] != "and":
            return None
        rest = self.read_spelled(at + 1)
        if (
            rest is None
            or not isinstance(rest.value, int)
            or not 0 < rest.value < self.lexicon.scales[low[at - 1]]
        ):
            return None
        if rest.last < self.last and low[rest.last] in self.lexicon.scales:
            return None
        return _Rest(rest.value, rest.last)

    def _read_scaled_rest(self, at: int) -> _Rest | None:
        """Read `a hundred` as part of thousands: `and fifty thousand`; the value is that of the whole number."""
        low, scales = self.low, self.lexicon.scales
        if low[at - 1] != "hundred" or low[at : at + 1] != ["and"] or at + 2 >= self.last:
            return None
        rest = self.read_spelled(at + 1)
        if (
            rest is None
            or not isinstance(rest.value, int)
            or (scale := scales.get(low[rest.last - 1], 0)) < 1000
        ):
            return None
        if rest.value % scale or rest.value // scale >= 100:
            return None
        return _Rest((100 + rest.value // scale) * scale, rest.last)

    def _read_fraction(self, at: int) -> Number | None:
        """Read `half a million`, `a quarter of a million`, `three quarters of a million`, `two and a half million`."""
        lexicon, low = self.lexicon, self.low
        first = at
        count = lexicon.ones.get(low[at], 0)
        if low[at] in ("a", "an") or count:
            at += 1
        else:
            count = 1
        part, _, scaled = low[at].partition("-") if at < self.last else ("", "", "")
        if count < 2 and part in lexicon.fractions and scaled in lexicon.scales:
            # `a half-million people`
            value = scale_up(lexicon.fractions[part], lexicon.scales[scaled])
            return Number(first + (low[first] == "a"), at + 1, value, "about", spelled=True)
        if count and low[at : at + 3] == ["and", "a", "half"] and at + 3 < self.last:
            if scale := lexicon.scales.get(low[at + 3]):
                return Number(first, at + 4, scale_up(count + 0.5, scale), spelled=True)
            return None
        share = lexicon.fractions.get(low[at]) if at < self.last else None
        if share is None:
            return None
        at += 1
        if at < self.last and low[at] == "of":
            at += 1
        if at + 1 < self.last and low[at] in ("a", "an") and (scale := lexicon.scales.get(low[at + 1])):
            first += low[first] in ("a", "an")
            return Number(first, at + 2, scale_up(max(count, 1) * share, scale), "about", spelled=True)
        return None

    def read_spelled(self, at: int) -> Number | None:
        """Read a whole number in words: `two hundred and fifty`; None if none begins at a token."""
        lexicon, low = self.lexicon, self.low
        total, current, end = 0, 0, at
        dozen = False
        while end < self.last and end - at < _MAX_NUMBER_TOKENS:
            word = low[end]
            unit = self._small(word)
            if unit is not None:
                # `two three` are two numbers; `twenty five` and `hundred five` are one.
                if current % 10 or (current and unit >= 10 and current % 100) or (current and current < 20):
                    break
                if current and current % 100 and unit >= 10:
                    break
                current += unit
            elif word in lexicon.scales and end > at:
                scale = lexicon.scales[word]
                dozen = dozen or scale == 12
                if scale in (100, 12):
                    current = (current or 1) * scale
                else:
                    total += (current or 1) * scale
                    current = 0
            elif (
                word == "and"
                and end > at
                and low[end - 1] in lexicon.scales
                and end + 1 < self.last
                and self._small(low[end + 1]) is not None
                and low[end - 1] != "dozen"
            ):
                pass
            else:
                break
            end += 1
        if end == at:
            return None
        return Number(at, end, total + current, "about" if dozen else None, spelled=True)

    def _small(self, word: str) -> int | None:
        """Return the value of a word below a hundred."""
        lexicon = self.lexicon
        if (value := lexicon.ones.get(word)) is not None:
            return value
        if (value := lexicon.tens.get(word)) is not None:
            return value
        tens, _, ones = word.partition("-")
        if tens in lexicon.tens and 0 < lexicon.ones.get(ones, 0) < 10:
            return lexicon.tens[tens] + lexicon.ones[ones]
        return None

    def _read_vague(self, first: int, at: int) -> Number | None:
        """Read `hundreds`, `tens of thousands`, `several hundred thousand`."""
        lexicon, low = self.lexicon, self.low
        end = at + 1
        while end < self.last and end - first < 8:
            if low[end] in lexicon.scales or low[end] in lexicon.vague:
                end += 1
            elif low[end] in ("of", "or") and end + 1 < self.last and (low[end + 1] in lexicon.vague):
                end += 2
            else:
                break
        if low[at] == "tens" and end == at + 1:
            return None
        return Number(first, end, Inexact(words=" ".join(low[first:end])), "vague", spelled=True)
