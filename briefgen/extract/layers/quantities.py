"""Quantities: numbers with what they count, their qualifier and their unit."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import get_args

import msgspec

from briefgen.extract.gazetteer import load_countries
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.timex import Timex
from briefgen.extract.layers.tokens import Repaired, Token
from briefgen.extract.lexicon import load_lexicon, load_words
from briefgen.model.brief import Inexact, Qualifier
from briefgen.model.span import Span

_MAX_NOUN_TOKENS = 8
"""Longest noun phrase read; the longest in the casualty dev set has six words."""
_MAX_NUMBER_TOKENS = 12
"""Longest number in words: `two hundred and fifty-six thousand nine hundred and twelve`."""
_MAX_DIGITS = 15
"""More digits than a count has: telephone and account numbers."""
_OLDEST = 110
"""Highest age that `NAME, 35,` may be."""


class Quantity(msgspec.Struct, frozen=True):
    """A number, range or vague number in the text, with the noun phrase that it counts."""

    span: Span
    """The number with its qualifier: `more than 120`."""
    number: Span
    """The number alone."""
    value: int | float | Inexact
    qualifier: Qualifier
    unit: str
    """people, vehicles, percent, KZT, KZT/litre …; "" if the noun is not known."""
    noun: Span | None
    """Noun phrase counted: `law enforcement officers`; None where none follows."""
    head: str
    """Lemma of the head noun: `officer`; ""."""
    sentence: int
    """Index of its sentence."""
    relation: str = ""
    """`part` (including 4 children), `more` (another 18), `total` (bringing the total to), `of_them`; ""."""
    antecedent: int | None = None
    """Index of the quantity of this sentence whose noun it shares (`12 officers died and 353 were hurt`)."""


class _Number(msgspec.Struct, frozen=True):
    """A number in the tokens, without what stands around it."""

    first: int
    last: int
    value: int | float | Inexact
    qualifier: Qualifier | None = None
    """What its own form says: `a dozen` is about twelve, `dozens` is vague."""
    currency: str = ""
    range: bool = False
    loose: bool = False
    """`several`, `many`: counts only with a known noun."""
    spelled: bool = False
    """Written in words."""


class _Phrases(msgspec.Struct, frozen=True):
    """Phrases that end right before a place, or begin right at it; the longest wins."""

    by_edge: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def ending(self, low: list[str], end: int, floor: int) -> tuple[int, str] | None:
        """Return where the longest phrase that ends at `end` begins, and what it stands for."""
        if end <= floor:
            return None
        for words, meaning in self.by_edge.get(low[end - 1], ()):
            start = end - len(words)
            if start >= floor and tuple(low[start:end]) == words:
                return start, meaning
        return None

    def starting(self, low: list[str], start: int, stop: int) -> tuple[int, str] | None:
        """Return where the longest phrase that begins at `start` ends, and what it stands for."""
        if start >= stop:
            return None
        for words, meaning in self.by_edge.get(low[start], ()):
            end = start + len(words)
            if end <= stop and tuple(low[start:end]) == words:
                return end, meaning
        return None


class _Lexicon(msgspec.Struct, frozen=True):
    """quantities.yaml, made ready for lookup."""

    ones: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    vague: frozenset[str]
    loose: _Phrases
    before: _Phrases
    """Qualifiers before the number."""
    after: _Phrases
    """Qualifiers behind it."""
    relations: _Phrases
    """Relations before the number."""
    after_of: _Phrases
    after_more: frozenset[str]
    measures: _Phrases
    per: _Phrases
    signs: dict[str, str]
    currency_before: dict[str, str]
    currencies: dict[str, str]
    national: dict[tuple[str, str], str]
    units: dict[str, str]
    irregular: dict[str, str]
    without_noun: frozenset[str]
    verbs: frozenset[str]
    prepositions: frozenset[str]
    stops: frozenset[str]
    """Words that end a noun phrase."""
    determiners: frozenset[str]
    durations: frozenset[str]
    labels: frozenset[str]
    not_one: frozenset[str]
    starts: frozenset[str]
    """Words that may begin a number."""


def find_quantities(
    text: str, repaired: Repaired, sentences: list[Sentence], timexes: list[Timex]
) -> list[Quantity]:
    """Find quantities in text order, not overlapping; numbers inside time expressions are none.

    Ages, clock times, scores, labels (`Article 5`), years, list numbers, telephone numbers and lengths of time are
    no quantities. A vague number (`dozens`) keeps its words and is never turned into a number; `a dozen` is about
    twelve. A qualifier governs the following numbers of a plain list. Time is linear in the number of tokens.

    Args:
        text: the article's normalized text.
        repaired: its tokens.
        sentences: its sentences; numbers outside them are not read.
        timexes: its time expressions.
    """
    lexicon = _lexicon()
    tokens = repaired.tokens
    low = [token.norm.lower() for token in tokens]
    blocked = _cover(tokens, timexes)
    found: list[Quantity] = []
    for index, sentence in enumerate(sentences):
        begin = len(found)
        reader = _Reader(lexicon, tokens, low, sentence.first, sentence.last)
        at = sentence.first
        while at < sentence.last:
            word = low[at]
            if not (
                word[0].isdigit()
                or word in lexicon.starts
                or word[-1].isdigit()
                or "-" in word
                or word[0] in _SIGNS
                or word[:2] in _DOLLARS
            ):
                at += 1
                continue
            number = reader.read_number(at)
            if number is None:
                at += 1
                continue
            at = max(number.last, at + 1)
            if any(blocked[number.first : number.last]):
                continue
            quantity = reader.build(number, index, found, begin)
            if quantity is not None:
                found.append(quantity)
    return found


def _cover(tokens: list[Token], timexes: list[Timex]) -> bytearray:
    """Mark the tokens that share a character with a time expression."""
    covered = bytearray(len(tokens))
    at = 0
    for timex in sorted(timexes, key=lambda t: t.span):
        while at < len(tokens) and tokens[at].span.end <= timex.span.start:
            at += 1
        inside = at
        while inside < len(tokens) and tokens[inside].span.start < timex.span.end:
            covered[inside] = 1
            inside += 1
    return covered


_SIGNS = frozenset("$€£¥₽₸₹₺₴₦₩₪฿₱₫৳")
_DOLLARS = frozenset(("us", "a$", "c$", "nz", "hk", "s$", "r$"))
_NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_DIGITS = re.compile(rf"(?P<sign>[a-z]{{0,3}}[$€£¥₽₸₹₺₴₦₩₪฿₱₫৳])?(?P<num>{_NUM})(?P<suffix>[a-z]+)?")
_RANGE = re.compile(
    rf"(?P<sign>[a-z]{{0,3}}[$€£¥₽₸₹₺₴₦₩₪฿₱₫৳])?(?P<low>{_NUM})-(?:[a-z]{{0,3}}[$€£¥₽₸₹₺₴₦₩₪฿₱₫৳])?(?P<high>{_NUM})"
    rf"(?P<suffix>[a-z]+)?"
)
_STRONG = re.compile(rf"(?P<num>{_NUM})-(?:strong|odd|plus)")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.000)+|\d{1,3}(?:\.\d{3}){2,}")
_UNIT_TAIL = re.compile(r"(km|kg|mw|ha|m|kms|sq|mph|cm|mm|ft|lb|lbs|g|kwh|gw)")


class _Reader:
    """Reads the numbers of one sentence."""

    def __init__(self, lexicon: _Lexicon, tokens: list[Token], low: list[str], first: int, last: int) -> None:
        self.lexicon = lexicon
        self.tokens = tokens
        self.low = low
        self.first = first
        self.last = last

    # Numbers

    def read_number(self, at: int) -> _Number | None:
        """Read the number that begins at a token; None if none does, or none that counts."""
        number = self._read_plain(at)
        if number is None or isinstance(number.value, Inexact):
            return number
        return self._read_range(number) or number

    def _read_plain(self, at: int) -> _Number | None:
        lexicon, low = self.lexicon, self.low
        word = low[at]
        if not word[0].isdigit():
            if word in lexicon.currency_before and not self.tokens[at].norm.islower():
                return self._read_with_currency(at, lexicon.currency_before[word])
            if word in lexicon.signs:
                return self._read_with_currency(at, lexicon.signs[word])
            if word[0].isalpha() and not word[-1].isdigit():
                return self._read_words(at)
        if strong := _STRONG.fullmatch(word):
            value = _parse_digits(strong["num"])
            own: Qualifier | None = (
                None if word.endswith("strong") else "about" if word.endswith("odd") else "at_least"
            )
            return None if value is None else _Number(at, at + 1, value, own)
        if span := _RANGE.fullmatch(word):
            return self._read_joined_range(at, span)
        digits = _DIGITS.fullmatch(word)
        if digits is None:
            return None
        last = at + 1
        value = _parse_digits(digits["num"])
        if value is None:
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
        if suffix:
            if suffix not in lexicon.suffixes or (suffix in ("m", "b") and not currency):
                return (
                    None if not _UNIT_TAIL.fullmatch(suffix) else _Number(at, last, value, currency=currency)
                )
            value = _scaled(value, lexicon.suffixes[suffix])
        return self._read_scale(_Number(at, last, value, currency=currency))

    def _read_scale(self, number: _Number) -> _Number:
        """Take in the scale behind digits: `1.5 million`, `2 hundred thousand`."""
        value, last = number.value, number.last
        assert not isinstance(value, Inexact)
        while (
            last < self.last and last - number.last < 2 and (scale := self.lexicon.scales.get(self.low[last]))
        ):
            value = _scaled(value, scale)
            last += 1
        return msgspec.structs.replace(number, value=value, last=last)

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

    def _read_with_currency(self, at: int, currency: str) -> _Number | None:
        """Read `Rs 500`, `Rs. 500`, `$ 3 bn`."""
        behind = at + 1
        if behind < self.last and self.low[behind] == ".":
            behind += 1
        if behind >= self.last or not self.low[behind][0].isdigit():
            return None
        number = self._read_plain(behind)
        if number is None:
            return None
        return msgspec.structs.replace(number, first=at, currency=currency)

    def _read_words(self, at: int) -> _Number | None:
        """Read a number in words: `two hundred and fifty`, `a dozen`, `several hundred`, `tens of thousands`."""
        lexicon, low = self.lexicon, self.low
        word = low[at]
        if word in lexicon.vague:
            return self._read_vague(at, at)
        if loose := lexicon.loose.starting(low, at, self.last):
            end = loose[0]
            if end < self.last and (low[end] in lexicon.scales or low[end] in lexicon.vague):
                return self._read_vague(at, end)
            return _Number(at, end, Inexact(words=" ".join(low[at:end])), "vague", loose=True, spelled=True)
        if word == "half" and at + 2 < self.last and low[at + 1] == "a" and low[at + 2] in lexicon.scales:
            scale = lexicon.scales[low[at + 2]]
            return _Number(at, at + 3, scale // 2, "about", spelled=True)
        if word in ("a", "an"):
            if at + 1 >= self.last or low[at + 1] not in lexicon.scales:
                return None
            value = lexicon.scales[low[at + 1]]
            end = at + 2
            while end < self.last and low[end] in lexicon.scales and end - at < 4:
                value *= lexicon.scales[low[end]]
                end += 1
            return _Number(at + 1, end, value, "about", spelled=True)
        return self._read_spelled(at)

    def _read_spelled(self, at: int) -> _Number | None:
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
        return _Number(at, end, total + current, "about" if dozen else None, spelled=True)

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

    def _read_vague(self, first: int, at: int) -> _Number | None:
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
        return _Number(first, end, Inexact(words=" ".join(low[first:end])), "vague", spelled=True)

    def _read_joined_range(self, at: int, span: re.Match[str]) -> _Number | None:
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
        least, most = _parse_digits(span["low"]), _parse_digits(high)
        if least is None or most is None:
            return None
        scale = lexicon.suffixes.get(span["suffix"] or "", 1)
        if end < self.last and low[end] in lexicon.scales:
            scale = lexicon.scales[low[end]]
            end += 1
        if least >= most:
            return None
        currency = lexicon.signs.get((span["sign"] or "").upper(), "")
        return _Number(
            at,
            end,
            Inexact(min=_scaled(least, scale), max=_scaled(most, scale)),
            currency=currency,
            range=True,
        )

    def _read_range(self, number: _Number) -> _Number | None:
        """Read `12 to 18`, `12 – 18`, `two or three`; after `between`, `12 and 18`. Not `from 5 to 12`: a change."""
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
            if before in ("from", "by") or (word == "—" and self.tokens[link].spaced):
                return None
        else:
            return None
        start = link + 1
        if low[start] in ("a", "an"):
            start += 0
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
                least = _scaled(least, factor)
        if word == "or" and most - least > max(3, least):
            return None
        if least >= most:
            return None
        first = number.first - 1 if between and low[number.first - 1] == "between" else number.first
        return _Number(
            first,
            other.last,
            Inexact(min=least, max=most),
            currency=number.currency or other.currency,
            range=True,
            spelled=number.spelled,
        )

    # What stands around

    def build(self, number: _Number, sentence: int, found: list[Quantity], begin: int) -> Quantity | None:
        """Make the quantity of a number, unless it is a label, an age, a year or the like."""
        lexicon, low, tokens = self.lexicon, self.low, self.tokens
        if self._is_label(number):
            return None
        start, qualifier = self._qualifier_before(number)
        relation = self._relation_before(start)
        at = number.last
        if at < self.last and low[at] == "+":
            qualifier, at = "at_least", at + 1
        if at < self.last and (after := lexicon.after.starting(low, at, self.last)):
            at = after[0]
            qualifier = _as_qualifier(after[1])
        elif at < self.last and low[at] in lexicon.after_more:
            relation = relation or "more"
            if low[at] in ("more", "further", "additional", "other"):
                at += 1
        unit, noun_first, noun_last, head = self._unit_and_noun(number, at)
        if (
            relation == "more"
            and noun_first < noun_last
            and low[noun_first] in ("more", "additional", "further")
        ):
            noun_first += 1
        if relation == "" and head == "other":
            relation = "more"
        end = noun_last if noun_first < noun_last else at
        if end < self.last and (after := lexicon.after.starting(low, end, self.last)):
            qualifier = _as_qualifier(after[1])
            end = after[0]
        if lexicon.after_of.starting(low, at, self.last):
            relation = relation or "of_them"
        elif relation == "" and (
            low[end : end + 2] == ["in", "total"] or low[end : end + 2] == ["in", "all"]
        ):
            relation = "total"
        antecedent: int | None = None
        if noun_first >= noun_last and unit in ("", "people") and not number.currency:
            antecedent = self._antecedent(found, begin, start, relation)
            if antecedent is not None and unit == "":
                unit = found[antecedent].unit
        if not self._counts(number, at, unit, noun_first < noun_last, qualifier, relation):
            return None
        if qualifier is None:
            qualifier = number.qualifier or self._governing(found, begin, start)
        if number.qualifier == "vague":
            qualifier = "vague"
        return Quantity(
            span=Span(tokens[min(start, number.first)].span.start, tokens[number.last - 1].span.end),
            number=Span(tokens[number.first].span.start, tokens[number.last - 1].span.end),
            value=number.value,
            qualifier=qualifier or "exact",
            unit=unit,
            noun=Span(tokens[noun_first].span.start, tokens[noun_last - 1].span.end)
            if noun_first < noun_last
            else None,
            head=head,
            sentence=sentence,
            relation=relation,
            antecedent=antecedent,
        )

    def _qualifier_before(self, number: _Number) -> tuple[int, Qualifier | None]:
        low = self.low
        start = number.first
        if start > self.first and low[start - 1] in ("a", "an", "the"):
            before = self.lexicon.before.ending(low, start - 1, self.first)
        else:
            before = None
        before = self.lexicon.before.ending(low, start, self.first) or before
        if before is None:
            return start, None
        return before[0], _as_qualifier(before[1])

    def _relation_before(self, start: int) -> str:
        low = self.low
        at = start
        while at > self.first and low[at - 1] in (",", ":", "a", "an", "the", "only", "just", "at"):
            at -= 1
            if relation := self.lexicon.relations.ending(low, at, self.first):
                return relation[1]
        at = start
        relation = self.lexicon.relations.ending(low, at, self.first)
        return relation[1] if relation else ""

    def _antecedent(self, found: list[Quantity], begin: int, start: int, relation: str) -> int | None:
        """Return the earlier quantity of the sentence whose noun a number without noun shares."""
        for index in range(len(found) - 1, max(begin, len(found) - 4) - 1, -1):
            earlier = found[index]
            if (
                earlier.noun is not None
                and earlier.unit
                and not earlier.unit[0].isupper()
                and earlier.unit != "percent"
            ):
                return index
        return None

    def _governing(self, found: list[Quantity], begin: int, start: int) -> Qualifier | None:
        """Return the qualifier of the list that a number stands in: `at least 3 shops, 2 banks and 5 cars`."""
        if len(found) <= begin:
            return None
        earlier = found[-1]
        if earlier.qualifier in ("exact", "vague") or earlier.noun is None or earlier.relation == "total":
            return None
        at = start
        if at > self.first and self.low[at - 1] == "and":
            at -= 1
        if at > self.first and self.low[at - 1] == ",":
            at -= 1
        if at == start or self.tokens[at - 1].span.end != earlier.noun.end:
            return None
        return earlier.qualifier

    def _unit_and_noun(self, number: _Number, at: int) -> tuple[str, int, int, str]:
        """Return the unit, first and last token of the noun phrase, and the lemma of its head."""
        lexicon, low = self.lexicon, self.low
        nothing = (number.currency, at, at, "")
        attached = _DIGITS.fullmatch(low[number.last - 1])
        tail = (attached["suffix"] or "") if attached else ""
        if tail and (tail not in lexicon.suffixes or (tail == "m" and not number.currency)):
            measure = lexicon.measures.starting([tail, *low[at : at + 1]], 0, 2) or lexicon.measures.starting(
                [tail], 0, 1
            )
            return (measure[1] if measure else "metres" if tail == "m" else "", at, at, "")
        if at >= self.last:
            return nothing
        measure = lexicon.measures.starting(low, at, self.last)
        if measure is None and (single := _singular(low[at], lexicon.irregular)) != low[at]:
            measure = lexicon.measures.starting([single], 0, 1)
            measure = (at + 1, measure[1]) if measure else None
        if measure is not None and not number.currency:
            return self._with_part(measure[1], measure[0])
        currency = self._currency(at)
        if currency is not None:
            end, code = currency
            unit, end = self._price(code, end)
            return unit, at, end, _singular(low[at], lexicon.irregular)
        if number.currency:
            unit, _ = self._price(number.currency, at)
            return unit, at, at, ""
        if low[at] in lexicon.without_noun:
            return "people", at, at, ""
        if low[at] == "of":
            if lexicon.after_of.starting(low, at, self.last):
                return "", at, at, ""
            at += 1
        while at < self.last and low[at] in lexicon.determiners and at - number.last < 4:
            at += 1
        return self._noun_phrase(at)

    def _with_part(self, unit: str, at: int) -> tuple[str, int, int, str]:
        """Return what a share or an amount is of: `40 percent of voters`, `200 tonnes of wheat`."""
        low = self.low
        if at < self.last and low[at] == "of":
            at += 1
            while at < self.last and low[at] in self.lexicon.determiners:
                at += 1
            _, first, last, head = self._noun_phrase(at)
            return unit, first, last, head
        return unit, at, at, ""

    def _currency(self, at: int) -> tuple[int, str] | None:
        """Return the end and code of a currency word, alone or with its country."""
        lexicon, low = self.lexicon, self.low
        single = _singular(low[at], lexicon.irregular)
        if at + 1 < self.last:
            pair = (low[at], low[at + 1])
            code = lexicon.national.get(pair) or lexicon.national.get((pair[0], pair[1] + "s"))
            if code:
                return at + 2, code
            if (
                low[at] in ("us", "u.s.", "american")
                and _singular(low[at + 1], lexicon.irregular) == "dollar"
            ):
                return at + 2, "USD"
            # `Kazakh tenge`, `Japanese yen`: an adjective before a currency of its own.
            if self.tokens[at].norm[0].isupper() and len(low[at]) > 3:
                code = lexicon.currencies.get(_singular(low[at + 1], lexicon.irregular))
                if code and code.isupper():
                    return at + 2, code
        code = lexicon.currencies.get(low[at]) or lexicon.currencies.get(single)
        return (at + 1, code) if code else None

    def _price(self, unit: str, at: int) -> tuple[str, int]:
        """Add what a price is for: `a litre`, `per kilo`, `/litre`."""
        low = self.low
        if at + 1 < self.last and low[at] in ("a", "an", "per", "/", "each", "for"):
            behind = at + 1
            if low[at] == "for":
                if low[behind] not in ("a", "one", "1") or behind + 1 >= self.last:
                    return unit, at
                behind += 1
            if per := self.lexicon.per.starting(low, behind, self.last):
                return f"{unit}/{per[1]}", per[0]
        return unit, at

    def _noun_phrase(self, at: int) -> tuple[str, int, int, str]:
        """Read the noun phrase at a token: up to and with the first run of known nouns, else up to a plural."""
        lexicon, low, tokens = self.lexicon, self.low, self.tokens
        end = at
        known = -1
        plural = -1
        while end < self.last and end - at < _MAX_NOUN_TOKENS:
            word = low[end]
            if not word[0].isalpha() or word in lexicon.stops and not (known < 0 and word in ("missing",)):
                break
            if word in lexicon.starts and word not in lexicon.units:
                break
            single = _singular(word.removesuffix("'s").removesuffix("’s"), lexicon.irregular)
            if single in lexicon.units:
                known = end
            elif known >= 0:
                break
            elif (
                word.endswith("s")
                and not word.endswith(("ss", "'s", "’s", "us", "is"))
                and not tokens[end].norm[0].isupper()
            ):
                plural = end
            if word.endswith(("'s", "’s")) and known == end:
                known = -1
            end += 1
        head_at = known if known >= 0 else plural
        if head_at < 0:
            return "", at, at, ""
        head = _singular(low[head_at], lexicon.irregular)
        return lexicon.units.get(head, ""), at, head_at + 1, head

    # What is no quantity

    def _is_label(self, number: _Number) -> bool:
        lexicon, low, tokens = self.lexicon, self.low, self.tokens
        first, last = number.first, number.last
        before = low[first - 1] if first > self.first else ""
        behind = low[last] if last < self.last else ""
        bare = not number.range and not number.currency and not number.spelled
        if before.rstrip(".") in lexicon.labels and not number.spelled:
            return True
        if (
            behind in lexicon.durations
            or _singular(behind, lexicon.irregular) in lexicon.durations
            or behind.startswith(("year-", "month-", "day-"))
        ):
            return True
        if behind.endswith(("-old", "-hour", "-day", "-year", "-month", "-week")):
            return True
        if bare:
            if before in ("aged", "age", "ages", "+", "#", "/", "@", "tel", "phone", "magnitude"):
                return True
            if first == self.first and behind in (".", ")") and last - first == 1:
                return last + 1 < self.last
            if before == "," and behind in (",", ".", ")") and first - 2 >= self.first:
                name = tokens[first - 2].norm
                if (
                    name[0].isupper()
                    and isinstance(number.value, int)
                    and 0 < number.value <= _OLDEST
                    and behind == ","
                ):
                    return True
            if before == "(" and behind == ")":
                return True
            word = tokens[first].norm
            if self._is_year(number, word, before, behind):
                return True
            if low[last : last + 1] and last < self.last and behind[:1].isdigit():
                return True
            if before[:1].isdigit() and not self._follows_year(first):
                return True
            if self._is_part_of_name(number, behind):
                return True
        if behind == "of" and before in ("age", "ages"):
            return True
        if before == "of" and first - 2 >= self.first and low[first - 2] in ("age", "ages"):
            return True
        return (
            isinstance(number.value, int)
            and number.value == 1
            and number.spelled
            and behind in lexicon.not_one
        )

    def _is_year(self, number: _Number, word: str, before: str, behind: str) -> bool:
        if not (
            len(word) == 4
            and word.isdecimal()
            and isinstance(number.value, int)
            and 1800 <= number.value <= 2100
        ):
            return False
        if before in (
            "in",
            "since",
            "until",
            "till",
            "from",
            "by",
            "of",
            "during",
            "before",
            "after",
            "early",
            "late",
            "mid",
            "the",
            "year",
            "and",
            "between",
            "to",
        ):
            return (
                self.lexicon.before.ending(self.low, number.first, self.first) is None
                and _singular(behind, self.lexicon.irregular) not in self.lexicon.units
            )
        return not behind[:1].isalpha() or behind in self.lexicon.stops

    def _follows_year(self, first: int) -> bool:
        """Tell whether what stands before is a bare year: `in 2019 1,500 people`."""
        word = self.low[first - 1]
        return len(word) == 4 and word.isdecimal() and "1800" <= word <= "2100"

    def _is_part_of_name(self, number: _Number, behind: str) -> bool:
        """Tell whether the digits belong to a name before them: `Khabar 24 said`, `Boeing 737`."""
        at = number.first - 1
        if at < self.first or not self.tokens[at].norm[0].isupper() or not self.tokens[at].norm[-1].isalnum():
            return False
        if number.last - number.first > 1 or "," in self.low[number.first]:
            return False
        if at == self.first and len(self.tokens[at].norm) < 3:
            return False
        if self.low[at] in self.lexicon.stops or self.lexicon.before.ending(
            self.low, number.first, self.first
        ):
            return False
        _, first, last, _ = self._noun_phrase(number.last)
        if first < last and first == number.last:
            return False
        return (
            behind not in ("were", "are", "have", "had", "died", "%", "percent")
            and behind not in self.lexicon.without_noun
        )

    def _counts(
        self, number: _Number, at: int, unit: str, has_noun: bool, qualifier: Qualifier | None, relation: str
    ) -> bool:
        """Tell whether a number without known noun still counts something."""
        lexicon, low = self.lexicon, self.low
        if number.loose:
            return has_noun and unit not in ("", "events", "places")
        if has_noun or (unit and unit[0] != " " and not number.spelled) or number.currency:
            return True
        if number.range and number.first < self.last and low[number.first] != "between" and not qualifier:
            return bool(unit)
        if not number.spelled:
            return True
        behind = low[at] if at < self.last else ""
        if number.value == 1:
            follows = low[at + 1] if at + 1 < self.last else ""
            return (
                behind in lexicon.without_noun
                or behind == "died"
                or (behind == "was" and follows in lexicon.without_noun)
            )
        if unit or qualifier or relation or isinstance(number.value, Inexact):
            return True
        before = low[number.first - 1] if number.first > self.first else ""
        if before in lexicon.determiners:
            return False
        if isinstance(number.value, int | float) and number.value > 12:
            return True
        return behind in lexicon.verbs


def _parse_digits(written: str) -> int | float | None:
    """Return the value of digits with separators; None for more digits than a count has."""
    if sum(c.isdigit() for c in written) > _MAX_DIGITS or not written.isascii():
        return None
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", written):
        written = written.replace(",", "")
    elif re.fullmatch(r"\d+,\d{1,2}", written):
        written = written.replace(",", ".")
    else:
        written = written.replace(",", "")
    try:
        value = float(written)
    except ValueError:
        return None
    return int(value) if value.is_integer() else value


def _scaled(value: int | float, scale: int) -> int | float:
    """Multiply without binary noise: 1.1 million is 1100000."""
    result = round(value * scale, 6)
    return int(result) if float(result).is_integer() else result


def _singular(word: str, irregular: Mapping[str, str]) -> str:
    """Return the singular of a noun by list and by rule; a word that is no plural stays."""
    if (known := irregular.get(word)) is not None:
        return known
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        if word.endswith("men"):
            return word
        if word.endswith(("ches", "shes", "xes", "sses", "zes")):
            return word[:-2]
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        return word[:-1]
    return word


def _as_qualifier(name: str) -> Qualifier | None:
    for known in get_args(Qualifier):
        if name == known:
            return None if name == "exact" else _QUALIFIERS[name]
    return None


_QUALIFIERS: dict[str, Qualifier] = {name: name for name in get_args(Qualifier)}


def _phrases(entries: Iterable[tuple[str, str]], *, end: bool) -> _Phrases:
    by_edge: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, meaning in entries:
        words = tuple(phrase.split())
        by_edge.setdefault(words[-1 if end else 0], []).append((words, meaning))
    return _Phrases({edge: tuple(sorted(found, key=lambda f: -len(f[0]))) for edge, found in by_edge.items()})


@cache
def _lexicon() -> _Lexicon:
    """Read quantities.yaml."""
    name = "quantities"
    data = load_lexicon(name)

    def numbers(key: str) -> dict[str, int]:
        return {word: int(value) for word, value in data[key].items()}

    def grouped(key: str) -> list[tuple[str, str]]:
        return [(phrase, meaning) for meaning, phrases in data[key].items() for phrase in phrases]

    units = {
        noun: unit
        for unit, entry in data["nouns"].items()
        for line in ([entry] if isinstance(entry, str) else entry)
        for noun in line.split()
    }
    for country in load_countries().values():
        for people in country.people:
            units.setdefault(_singular(people.lower().split()[-1], data["irregular"]), "people")
    relations = [
        (phrase, relation)
        for key, relation in (
            ("before_part", "part"),
            ("before_more", "more"),
            ("before_total", "total"),
        )
        for phrase in data[key]
    ]
    ones, tens, scales = numbers("ones"), numbers("tens"), numbers("scales")
    vague = load_words(name, "vague")
    verbs = load_words(name, "verbs")
    prepositions = load_words(name, "prepositions")
    determiners = load_words(name, "determiners")
    return _Lexicon(
        ones=ones,
        tens=tens,
        scales=scales,
        suffixes=numbers("suffixes"),
        vague=vague,
        loose=_phrases(((p, p) for p in data["vague_quantifiers"]), end=False),
        before=_phrases(grouped("qualifiers"), end=True),
        after=_phrases(grouped("qualifiers_after"), end=False),
        relations=_phrases(relations, end=True),
        after_of=_phrases(((p, "of_them") for p in data["after_of"]), end=False),
        after_more=frozenset(data["after_more"]),
        measures=_phrases(grouped("measures"), end=False),
        per=_phrases(data["per"].items(), end=False),
        signs=dict(data["currency_signs"]),
        currency_before=dict(data["currency_before"]),
        currencies=dict(data["currencies"]),
        national={tuple(k.split()): v for k, v in data["national_currencies"].items()},
        units=units,
        irregular=dict(data["irregular"]),
        without_noun=load_words(name, "people_without_noun"),
        verbs=verbs,
        prepositions=prepositions,
        stops=(verbs | prepositions | load_words(name, "closers") | determiners)
        - {"dead", "injured", "wounded"}
        | {"dead", "injured", "wounded"},
        determiners=determiners,
        durations=load_words(name, "durations"),
        labels=load_words(name, "labels"),
        not_one=load_words(name, "not_one"),
        starts=frozenset(ones)
        | frozenset(tens)
        | vague
        | frozenset(p.split()[0] for p in data["vague_quantifiers"])
        | {"half", "a", "an"}
        | frozenset(data["currency_before"])
        | frozenset(s.lower() for s in data["currency_signs"]),
    )
