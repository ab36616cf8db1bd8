"""Numbers in tokens: digits, ranges, money; those in words are read by `spelled_numbers`."""

import re

import msgspec

from briefgen.extract.layers.quantity_rules.number_values import Number, parse_digits, scale_up
from briefgen.extract.layers.quantity_rules.quantity_words import Line, QuantityWords, singular
from briefgen.extract.layers.quantity_rules.spelled_numbers import SpelledReader
from briefgen.extract.lexicon import load_lexicon, load_words
from briefgen.model.brief import Inexact, Qualifier

_SIGNS = frozenset("$€£¥₽₸₹₺₴₦₩₪฿₱₫৳")
_DOLLARS = frozenset(("us", "a$", "c$", "nz", "hk", "s$", "r$"))
_NUM = r"\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
DIGITS = re.compile(rf"(?P<sign>[a-z]{{0,3}}[$€£¥₽₸₹₺₴₦₩₪฿₱₫৳])?(?P<num>{_NUM})(?P<suffix>[a-z]+)?")
_RANGE = re.compile(
    rf"(?P<sign>[a-z]{{0,3}}[$€£¥₽₸₹₺₴₦₩₪฿₱₫৳])?(?P<low>{_NUM})-(?:[a-z]{{0,3}}[$€£¥₽₸₹₺₴₦₩₪฿₱₫৳])?(?P<high>{_NUM})"
    rf"(?P<suffix>[a-z]+)?"
)
_LETTERS = {
    "p": "PHP",
    "r": "ZAR",
    "k": "kwacha",
    "n": "NGN",
    "q": "GTQ",
    "l": "HNL",
    "rm": "MYR",
    "rs": "rupees",
    "tk": "BDT",
    "ksh": "KES",
    "sh": "KES",
}
"""Currencies written as letters right before the digits."""
_PRICE_LEADS = load_words("quantity_rules", "price_leads")
_PRICING = load_words("quantity_rules", "pricing")
_LETTERED = re.compile(
    rf"(?P<sign>{'|'.join(sorted(_LETTERS, key=len, reverse=True))}|[a-z]{{3}})(?P<num>\d{{1,6}}(?:bn|mn|tn)?)"
)
_GROUPS = re.compile(r"\d{3}(?:,\d{3})*(?:\.\d+)?(?:bn|mn|m)?")
_RANGING = frozenset(["range", "ranges", "ranged", "ranging", "vary", "varied", "varying"])
_THOUSAND = 1_000
_SHORT_SCALES = frozenset(["m", "mn", "bn"])
_STRONG = re.compile(rf"(?P<num>{_NUM})-(?:strong|odd|plus)")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.000)+|\d{1,3}(?:\.\d{3}){2,}")
ORDINAL = frozenset({"st", "nd", "rd", "th"})
"""What digits end with that tell a place in a row."""
_NTH = {
    word: int(place) for word, place in load_lexicon("timex")["words"]["ordinal"].items() if word != "first"
}
"""Places in a row, in words; the first and second are told for other reasons."""
_LEADING = frozenset({"the", "its", "their", "a"})
_CONFIRMED = (["confirmed"], ["reported"], ["known"], ["recorded"])
_COUNTED_ONES = (["death"], ["fatality"], ["victim"], ["case"], ["infection"], ["casualty"])
"""Behind an ordinal these are the last of as many."""
_UNIT_TAIL = re.compile(r"(km|kg|mw|ha|m|kms|sq|mph|cm|mm|ft|lb|lbs|g|kwh|gw)")


def may_begin(word: str, lexicon: QuantityWords) -> bool:
    """Tell quickly whether a number may begin with a word."""
    return (
        word in lexicon.starts
        or word in _NTH
        or word[0].isdigit()
        or word[-1].isdigit()
        or "-" in word
        or word[0] in _SIGNS
        or word[:2] in _DOLLARS
    )


def read_place_in_row(word: str) -> int:
    """Return the place in a row that a word in small letters tells: `sixth`, `15th`; 0 if it tells none beyond two."""
    if word in _NTH:
        return _NTH[word]
    digits = word[:-2]
    return int(digits) if word[-2:] in ORDINAL and digits.isdecimal() and int(digits) > 2 else 0


class NumberReader:
    """Reads the numbers of one sentence."""

    def __init__(self, line: Line) -> None:
        self.lexicon = line.lexicon
        self.tokens = line.tokens
        self.low = line.low
        self.first = line.first
        self.last = line.last
        self._spelled = SpelledReader(line)

    def read_number(self, at: int) -> Number | None:
        """Read the number that begins at a token; None if none does, or none that counts."""
        number = self._read_plain(at)
        if number is None or isinstance(number.value, Inexact):
            return number
        return self._read_range(number) or number

    def _read_plain(self, at: int) -> Number | None:
        lexicon, low = self.lexicon, self.low
        word = low[at]
        if not word[0].isdigit():
            norm = self.tokens[at].norm
            if word in lexicon.currency_before and not norm.islower() and (len(word) != 3 or norm.isupper()):
                return self._read_with_currency(at, lexicon.currency_before[word])
            if word in lexicon.signs:
                return self._read_with_currency(at, lexicon.signs[word])
            if word in _NTH:
                return Number(at, at + 1, _NTH[word], spelled=True) if self._ends_count(at) else None
            if word.endswith("-odd") and word[:-4] in lexicon.small:
                # `thirty-odd people`
                return Number(at, at + 1, lexicon.small[word[:-4]], "about", spelled=True)
            scaled = word.endswith(("bn", "mn", "tn")) and word[-3:-2].isdigit()
            if word[0].isalpha() and not word[-1].isdigit() and not scaled:
                return self._spelled.read_words(at)
            if (lettered := _LETTERED.fullmatch(word)) is not None:
                return self._read_lettered(at, lettered["sign"], lettered["num"])
        if strong := _STRONG.fullmatch(word):
            value = parse_digits(strong["num"])
            own: Qualifier | None = (
                None if word.endswith("strong") else "about" if word.endswith("odd") else "at_least"
            )
            return None if value is None else Number(at, at + 1, value, own)
        if span := _RANGE.fullmatch(word):
            return self._read_joined_range(at, span)
        digits = DIGITS.fullmatch(word)
        if digits is None:
            return None
        last = at + 1
        value = parse_digits(digits["num"])
        if value is None or (word[0] == "0" and word[1:2].isdigit()):
            # `at 06.00, 4,000 people arrived`
            return None
        if _THOUSANDS.fullmatch(digits["num"]):
            value = int(digits["num"].replace(".", ""))
        elif last < self.last and digits["num"] == word and len(word) <= 3 and self._continues_digits(at):
            while last < self.last and self._continues_digits(last - 1):
                last += 1
            value = int("".join(low[at:last]))
        currency = ""
        if digits["sign"]:
            sign = digits["sign"].upper()
            currency = lexicon.signs.get(sign, lexicon.signs.get(sign[-1], ""))
        suffix = digits["suffix"] or ""
        if suffix in ORDINAL:
            return Number(at, last, value) if self._ends_count(at) else None
        if suffix:
            if suffix not in lexicon.suffixes or (
                suffix in ("m", "b") and not currency and not self._counts_people(last)
            ):
                return (
                    None if not _UNIT_TAIL.fullmatch(suffix) else Number(at, last, value, currency=currency)
                )
            value = scale_up(value, lexicon.suffixes[suffix])
        return self._read_scale(Number(at, last, value, currency=currency))

    def _ends_count(self, at: int) -> bool:
        """Tell whether an ordinal tells how many there are by now: `announced the 24th confirmed death`."""
        behind = at + 1 + (self.low[at + 1 : at + 2] in _CONFIRMED)
        return (
            at > self.first
            and (self.low[at - 1] in _LEADING or self.low[at - 1].endswith(("'s", "’s")))
            and self.low[behind : behind + 1] in _COUNTED_ONES
        )

    def _counts_people(self, at: int) -> bool:
        """Tell whether people stand behind a number: the `m` of `1.5m homeless` is a million."""
        lexicon = self.lexicon
        if at >= self.last:
            return False
        word = self.low[at]
        return (
            word in lexicon.without_noun or lexicon.units.get(singular(word, lexicon.irregular)) == "people"
        )

    def _read_scale(self, number: Number) -> Number:
        """Take in the scale behind digits: `1.5 million`, `2 hundred thousand`."""
        value, last = number.value, number.last
        if isinstance(value, Inexact):
            return number
        while (
            last < self.last and last - number.last < 2 and (scale := self.lexicon.scales.get(self.low[last]))
        ):
            value = scale_up(value, scale)
            last += 1
        if last == number.last and self._is_short_scale(last):
            # `1.5 m Haitians`
            value, last = scale_up(value, self.lexicon.suffixes[self.low[last]]), last + 1
        return msgspec.structs.replace(number, value=value, last=last)

    def _is_short_scale(self, last: int) -> bool:
        """Tell whether a scale cut short stands between digits and people or money: `1.5 m people`, `2.5 bn euros`."""
        if last + 1 >= self.last or self.low[last] not in _SHORT_SCALES:
            return False
        behind = singular(self.low[last + 1], self.lexicon.irregular)
        return self.lexicon.units.get(behind) == "people" or behind in self.lexicon.currencies

    def _continues_digits(self, at: int) -> bool:
        """Tell whether the token behind continues a number written with blanks: `2 200`."""
        token = self.tokens[at]
        if at + 1 >= self.last or not (len(self.low[at]) <= 3 and self.low[at].isdecimal()):
            return False
        behind = self.tokens[at + 1]
        return (
            len(behind.norm) == 3
            and behind.norm.isdecimal()
            and behind.spaced
            and behind.span.start - token.span.end == 1
        )

    def _read_with_currency(self, at: int, currency: str) -> Number | None:
        """Read `Rs 500`, `Rs. 500`, `$ 3 bn`."""
        behind = at + 1
        if behind < self.last and self.low[behind] == ".":
            behind += 1
        if behind >= self.last:
            return None
        if self.low[behind] in self.lexicon.small:
            # `Rs four crores`
            number = self._spelled.read_spelled(behind)
        else:
            number = self._read_plain(behind) if self.low[behind][0].isdigit() else None
        if number is None:
            return None
        return msgspec.structs.replace(number, first=at, currency=currency)

    def _read_lettered(self, at: int, sign: str, digits: str) -> Number | None:
        """Read an amount whose currency is a letter, in the tokens that its marks make: `P10.8 billion`, `R5.6bn`.

        A letter alone counts only before thousands, or with a scale behind: `K2` is a mountain.
        """
        currency = _LETTERS.get(sign) or self.lexicon.currency_before.get(sign)
        written_code = self.tokens[at].norm[: len(sign)]
        if (
            currency is None
            or written_code[:1].islower()
            or (len(sign) > 2 and sign not in _LETTERS and not written_code.isupper())
        ):
            return None
        last, written, grouped = at + 1, digits, False
        while last + 1 < self.last and self._is_joined(last) and self.low[last] in (",", "."):
            part = DIGITS.fullmatch(self.low[last + 1])
            if (
                part is None
                or part["sign"]
                or (self.low[last] == "," and not _GROUPS.fullmatch(self.low[last + 1]))
            ):
                break
            grouped = grouped or self.low[last] == ","
            written += self.low[last] + self.low[last + 1]
            last += 2
        whole = DIGITS.fullmatch(written)
        if whole is None or (value := parse_digits(whole["num"])) is None:
            return None
        scale = self.lexicon.suffixes.get(whole["suffix"] or "", 0)
        if whole["suffix"] and not scale:
            return None
        number = Number(at, last, scale_up(value, scale or 1), currency=currency)
        scaled = self._read_scale(number)
        priced = grouped or scale or scaled.last > last or len(sign) > 1 or self._is_priced(at, last)
        return scaled if priced else None

    def _is_priced(self, at: int, last: int) -> bool:
        """Tell whether a letter before digits is a currency: `R40 a loaf`, `jumped from N600 to N900`, no `N2 road`."""
        low = self.low
        if (
            last + 1 < self.last
            and low[last] in {"a", "per", "each", "an"}
            and low[last + 1] in self.lexicon.per.by_edge
        ):
            return True
        if at <= self.first or low[at - 1] not in _PRICE_LEADS:
            return False
        return not _PRICING.isdisjoint(low[self.first : self.last])

    def _is_joined(self, at: int) -> bool:
        """Tell whether no blank stands on either side of a mark."""
        tokens = self.tokens
        return (
            tokens[at - 1].span.end == tokens[at].span.start
            and tokens[at].span.end == tokens[at + 1].span.start
        )

    def _read_joined_range(self, at: int, span: re.Match[str]) -> Number | None:
        """Read `12-18`, `$2-3bn`, also `5,000-10,000` that was cut at its second comma."""
        lexicon, low = self.lexicon, self.low
        high, end = span["high"], at + 1
        while (
            end + 1 < self.last
            and low[end] in (",", ".")
            and low[end + 1][0].isdigit()
            and self.tokens[end].span.start == self.tokens[end - 1].span.end
            and self.tokens[end + 1].span.start == self.tokens[end].span.end
        ):
            high += low[end] + low[end + 1]
            end += 2
        least, most = parse_digits(span["low"]), parse_digits(high)
        if least is None or most is None:
            return None
        scale = lexicon.suffixes.get(span["suffix"] or "", 1)
        if end < self.last and low[end] in lexicon.scales:
            scale = lexicon.scales[low[end]]
            end += 1
        if least < _THOUSAND <= most and not most % _THOUSAND and least * _THOUSAND < most:
            # `10-12,000 troops`
            least *= _THOUSAND
        if least >= most:
            return None
        currency = lexicon.signs.get((span["sign"] or "").upper(), "")
        return Number(
            at,
            end,
            Inexact(min=scale_up(least, scale), max=scale_up(most, scale)),
            currency=currency,
            range=True,
        )

    def _read_range(self, number: Number) -> Number | None:
        """Read `12 to 18`, `12 – 18`, `two or three`, `between 12 and 18`; `from 5 to 12` is a change."""
        low = self.low
        link = number.last
        if link + 1 >= self.last:
            return None
        before = low[number.first - 1] if number.first > self.first else ""
        if before in ("a", "an", "the") and number.first - 1 > self.first:
            before = low[number.first - 2]
        word = low[link]
        between = before == "between"
        if word == "and" and between:
            pass
        elif word in ("to", "or", "–", "-", "—"):
            ranging = number.first - 2 >= self.first and low[number.first - 2] in _RANGING
            if (before in ("from", "by") and not ranging) or (word == "—" and self.tokens[link].spaced):
                return None
        else:
            return None
        start = link + 1
        other = self._read_plain(start)
        if (
            other is None
            or other.loose
            or isinstance(other.value, Inexact)
            or isinstance(number.value, Inexact)
        ):
            return None
        least, most = number.value, other.value
        if least < most and other.last - other.first > number.last - number.first:
            # `2 to 3 million`: the scale is said once.
            factor = 1
            for scale_word in low[other.first : other.last]:
                factor *= self.lexicon.scales.get(scale_word, 1)
            if factor > 1 and least * factor < most:
                least = scale_up(least, factor)
        if word == "or" and most - least > max(3, least):
            return None
        if least >= most:
            return None
        first = number.first - 1 if between and low[number.first - 1] == "between" else number.first
        return Number(
            first,
            other.last,
            Inexact(min=least, max=most),
            currency=number.currency or other.currency,
            range=True,
            spelled=number.spelled,
        )
