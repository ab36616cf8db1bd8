"""Quantities: numbers with what they count, their qualifier and their unit."""

import msgspec

from briefgen.extract.layers.numbers import DIGITS, Number, NumberReader
from briefgen.extract.layers.quantity_words import QuantityWords, as_qualifier, load_quantity_words, singular
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.timex import Timex
from briefgen.extract.layers.tokens import Repaired, Token
from briefgen.model.brief import Inexact, Qualifier
from briefgen.model.span import Span

_MAX_NOUN_TOKENS = 8
"""Longest noun phrase read; the longest in the casualty dev set has six words."""
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


def find_quantities(
    text: str, repaired: Repaired, sentences: list[Sentence], timexes: list[Timex]
) -> list[Quantity]:
    """Find quantities in text order, not overlapping; numbers inside time expressions are none.

    Ages, clock times, scores, labels (`Article 5`), years, list numbers, telephone numbers and lengths of time
    are no quantities. A vague number (`dozens`) keeps its words and is never turned into a number; `a dozen` is
    about twelve. A qualifier governs the following numbers of a plain list. Time is linear in the number of
    tokens.

    Args:
        text: the article's normalized text.
        repaired: its tokens.
        sentences: its sentences; numbers outside them are not read.
        timexes: its time expressions.
    """
    lexicon = load_quantity_words()
    tokens = repaired.tokens
    low = [token.norm.lower() for token in tokens]
    blocked = _cover(tokens, timexes)
    found: list[Quantity] = []
    for index, sentence in enumerate(sentences):
        begin = len(found)
        numbers = NumberReader(lexicon, tokens, low, sentence.first, sentence.last)
        counter = _Counter(lexicon, tokens, low, sentence.first, sentence.last)
        at = sentence.first
        while at < sentence.last:
            number = numbers.read_number(at) if numbers.may_begin(at) else None
            if number is None:
                at += 1
                continue
            at = max(number.last, at + 1)
            if any(blocked[number.first : number.last]):
                continue
            quantity = counter.build(number, index, found, begin)
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


class _Counter:
    """Tells what the numbers of one sentence count."""

    def __init__(
        self, lexicon: QuantityWords, tokens: list[Token], low: list[str], first: int, last: int
    ) -> None:
        self.lexicon = lexicon
        self.tokens = tokens
        self.low = low
        self.first = first
        self.last = last

    def build(self, number: Number, sentence: int, found: list[Quantity], begin: int) -> Quantity | None:
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
            qualifier = as_qualifier(after[1])
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
            qualifier = as_qualifier(after[1])
            end = after[0]
        if lexicon.after_of.starting(low, at, self.last):
            relation = relation or "of_them"
        elif relation == "" and (
            low[end : end + 2] == ["in", "total"] or low[end : end + 2] == ["in", "all"]
        ):
            relation = "total"
        antecedent: int | None = None
        if noun_first >= noun_last and unit in ("", "people") and not number.currency:
            antecedent = self._antecedent(found, begin)
            if antecedent is not None and unit == "":
                unit = found[antecedent].unit
        if not self._counts(number, at, unit, noun_first < noun_last, qualifier, relation):
            return None
        if qualifier is None:
            qualifier = number.qualifier
            if qualifier is None and noun_first < noun_last and not number.currency:
                qualifier = self._governing(found, begin, start)
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

    def _qualifier_before(self, number: Number) -> tuple[int, Qualifier | None]:
        low = self.low
        start = number.first
        if start > self.first and low[start - 1] in ("a", "an", "the"):
            before = self.lexicon.before.ending(low, start - 1, self.first)
        else:
            before = None
        before = self.lexicon.before.ending(low, start, self.first) or before
        if before is None:
            return start, None
        return before[0], as_qualifier(before[1])

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

    def _antecedent(self, found: list[Quantity], begin: int) -> int | None:
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
        """Return the `at least` of the list that a number stands in: `at least 3 shops and 5 cars`.

        Source: in the casualty dev set other qualifiers hold for their own number only, and `at least` does not
        reach over a verb (`at least 7 were killed and 20 wounded`).
        """
        if len(found) <= begin:
            return None
        earlier = found[-1]
        if earlier.qualifier != "at_least" or earlier.noun is None or earlier.relation == "total":
            return None
        at = start
        if at > self.first and self.low[at - 1] == "and":
            at -= 1
        if at > self.first and self.low[at - 1] == ",":
            at -= 1
        return "at_least" if at < start and self.tokens[at - 1].span.end == earlier.noun.end else None

    def _unit_and_noun(self, number: Number, at: int) -> tuple[str, int, int, str]:
        """Return the unit, first and last token of the noun phrase, and the lemma of its head."""
        lexicon, low = self.lexicon, self.low
        nothing = (number.currency, at, at, "")
        attached = DIGITS.fullmatch(low[number.last - 1])
        tail = (attached["suffix"] or "") if attached else ""
        if tail and (tail not in lexicon.suffixes or (tail == "m" and not number.currency)):
            measure = lexicon.measures.starting([tail, *low[at : at + 1]], 0, 2) or lexicon.measures.starting(
                [tail], 0, 1
            )
            return (measure[1] if measure else "metres" if tail == "m" else "", at, at, "")
        if at >= self.last:
            return nothing
        measure = lexicon.measures.starting(low, at, self.last)
        if measure is None and (single := singular(low[at], lexicon.irregular)) != low[at]:
            measure = lexicon.measures.starting([single], 0, 1)
            measure = (at + 1, measure[1]) if measure else None
        if measure is not None and not number.currency:
            return self._with_part(measure[1], measure[0])
        currency = self._currency(at)
        if currency is not None:
            end, code = currency
            unit, last = self._price(code, end)
            return unit, at, last, singular(low[end - 1], lexicon.irregular)
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
        if at < self.last and low[at][0].isdigit() and low[number.last] == "of":
            # `103 of the 225 deaths`
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
        single = singular(low[at], lexicon.irregular)
        if national := lexicon.national.starting(low, at, self.last):
            return national
        if at + 1 < self.last:
            if low[at] in ("us", "u.s.", "american") and singular(low[at + 1], lexicon.irregular) == "dollar":
                return at + 2, "USD"
            # `Kazakh tenge`, `Japanese yen`: an adjective before a currency of its own.
            if self.tokens[at].norm[0].isupper() and len(low[at]) > 3:
                code = lexicon.currencies.get(singular(low[at + 1], lexicon.irregular))
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
        """Read the noun phrase at a token: through the first run of known nouns, else to a plural."""
        lexicon, low, tokens = self.lexicon, self.low, self.tokens
        end = at
        known = -1
        plural = -1
        while end < self.last and end - at < _MAX_NOUN_TOKENS:
            word = low[end]
            if not word[0].isalpha() or (word in lexicon.stops and not (known < 0 and word in ("missing",))):
                break
            if word in lexicon.starts and word not in lexicon.units:
                break
            single = singular(word.removesuffix("'s").removesuffix("’s"), lexicon.irregular)
            if single in lexicon.units:
                known = end
            elif known >= 0:
                break
            elif (
                word.endswith("s")
                and not word.endswith(("ss", "'s", "’s", "us", "is"))
                and (tokens[end].norm.islower() or tokens[end].norm[:-1].isupper())
            ):
                plural = end
            if word.endswith(("'s", "’s")) and known == end:
                known = -1
            end += 1
        head_at = known if known >= 0 else plural
        if head_at < 0:
            return "", at, at, ""
        head = singular(low[head_at], lexicon.irregular)
        unit = lexicon.units.get(head, "")
        if head in lexicon.other_things and head_at > at and low[head_at - 1] in lexicon.other_things[head]:
            unit = ""
        return unit, at, head_at + 1, head

    def _is_label(self, number: Number) -> bool:
        lexicon, low, tokens = self.lexicon, self.low, self.tokens
        first, last = number.first, number.last
        before = low[first - 1] if first > self.first else ""
        behind = low[last] if last < self.last else ""
        bare = not number.range and not number.currency and not number.spelled
        if before.rstrip(".") in lexicon.labels and not number.spelled:
            return True
        if (
            behind in lexicon.durations
            or singular(behind, lexicon.irregular) in lexicon.durations
            or behind.startswith(("year-", "month-", "day-"))
        ):
            return True
        if behind.endswith(("-old", "-hour", "-day", "-year", "-month", "-week")):
            return True
        if bare:
            if before in ("aged", "age", "ages", "+", "#", "/", "@", "tel", "phone", "magnitude"):
                return True
            if first == self.first and behind in (".", ")") and last - first == 1:
                return True
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
            if self._is_year(number, word, before, behind) or self._is_clock(word, before, last):
                return True
            if low[last : last + 1] and last < self.last and behind[:1].isdigit():
                return True
            if before[:1].isdigit() and not self._follows_year(first):
                return True
            if self._is_part_of_name(number, behind):
                return True
        if self._is_ratio(number):
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

    def _is_year(self, number: Number, word: str, before: str, behind: str) -> bool:
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
                and singular(behind, self.lexicon.irregular) not in self.lexicon.units
            )
        return not behind[:1].isalpha() or behind in self.lexicon.stops

    def _is_ratio(self, number: Number) -> bool:
        """Tell whether a number in words is a part of `one in five`."""
        low = self.low
        values = self.lexicon.small
        if not isinstance(number.value, int) or not number.spelled:
            return False
        if number.last + 1 < self.last and low[number.last] == "in":
            return number.value < values.get(low[number.last + 1], 0)
        if number.first - 2 >= self.first and low[number.first - 1] == "in":
            return number.value > values.get(low[number.first - 2], number.value)
        return False

    def _is_clock(self, word: str, before: str, last: int) -> bool:
        """Tell whether four digits are a time of day: `at 1230 (1830 GMT)`, `1830 local time`."""
        if len(word) != 4 or not word.isdecimal() or word > "2359":
            return False
        behind = self.low[last : last + 3]
        zones = ("gmt", "utc", "local", "hours", "est", "edt", "cet")
        return behind[:1] != [] and (
            behind[0] in zones
            or (before == "at" and behind[0] in ("(", ".", ",", "on"))
            or (before == "(" and behind[0] in zones)
        )

    def _follows_year(self, first: int) -> bool:
        """Tell whether what stands before is a bare year: `in 2019 1,500 people`."""
        word = self.low[first - 1]
        return len(word) == 4 and word.isdecimal() and "1800" <= word <= "2100"

    def _is_part_of_name(self, number: Number, behind: str) -> bool:
        """Tell whether the digits belong to a name before them: `Khabar 24 said`, `Boeing 737`."""
        at = number.first - 1
        if at < self.first or not self.tokens[at].norm[0].isupper() or not self.tokens[at].norm[-1].isalnum():
            return False
        if number.last - number.first > 1 or "," in self.low[number.first]:
            return False
        if at == self.first and len(self.tokens[at].norm) < 3:
            return False
        if self.low[at] in self.lexicon.states:
            # `Tajikistan 200, Armenia 70`
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
        self, number: Number, at: int, unit: str, has_noun: bool, qualifier: Qualifier | None, relation: str
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
