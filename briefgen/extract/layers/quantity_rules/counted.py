"""What a number counts: its noun phrase, unit, currency and what a price is for."""

import msgspec

from briefgen.extract.layers.quantity_rules.number_values import Number
from briefgen.extract.layers.quantity_rules.numbers import DIGITS, ORDINAL
from briefgen.extract.layers.quantity_rules.quantity_words import Line, singular
from briefgen.extract.lexicon import load_words

_COLLECTIVE = load_words("quantity_rules", "collective")
"""Words for many people that have no plural form."""
_OF_MASS = frozenset({"percent", "tonnes", "kilograms", "litres", "gallons", "barrels"})
"""Units of what has no plural: `3,200 litres of fuel`."""
_QUOTES = frozenset(['"', "“", "”"])
_DETERMINERS = frozenset(["the", "a", "an", "its", "their", "his", "all", "every"])
_CASE_STATES = frozenset({"confirmed", "suspected", "probable", "possible"})
_TAKEN = frozenset({"taken", "held", "kept"})
_CAPTIVE = frozenset({"hostage", "captive", "prisoner"})
_OWNER = 4
"""Most words of whose people are counted: `the small ferry's`."""
_MAX_NOUN_TOKENS = 8
"""Longest noun phrase read; the longest in the casualty dev set has six words."""


class Counted(msgspec.Struct, frozen=True):
    """What a number counts."""

    unit: str
    """people, vehicles, percent, KZT, KZT/litre …; "" if the noun is not known."""
    first: int
    """First token of the noun phrase."""
    last: int
    """The token behind it; equal to `first` where there is none."""
    head: str
    """Lemma of the head noun; ""."""


class NounReader:
    """Reads what the numbers of one sentence count."""

    def __init__(self, line: Line) -> None:
        self.lexicon = line.lexicon
        self.tokens = line.tokens
        self.low = line.low
        self.first = line.first
        self.last = line.last

    def read_counted(self, number: Number, at: int) -> Counted:
        """Return the unit, first and last token of the noun phrase, and the lemma of its head."""
        lexicon, low = self.lexicon, self.low
        nothing = Counted(number.currency, at, at, "")
        attached = DIGITS.fullmatch(low[number.last - 1])
        tail = (attached["suffix"] or "") if attached and number.value != 0 else ""
        tail = "" if tail in ORDINAL else tail
        scaled = isinstance(number.value, int) and number.value >= lexicon.suffixes.get(tail, 0) // 10 > 0
        if tail and (tail not in lexicon.suffixes or (tail == "m" and not number.currency and not scaled)):
            measure = lexicon.measures.starting([tail, *low[at : at + 1]], 0, 2) or lexicon.measures.starting(
                [tail], 0, 1
            )
            return Counted(measure[1] if measure else "metres" if tail == "m" else "", at, at, "")
        if at >= self.last:
            return nothing
        measure = self._measure(at)
        if measure is not None and not number.currency:
            return self._with_part(measure[1], measure[0])
        currency = self._currency(at)
        if currency is not None:
            end, code = currency
            unit, last = self._price(code, end)
            return Counted(unit, at, last, singular(low[end - 1], lexicon.irregular))
        if number.currency:
            unit, _ = self._price(number.currency, at)
            return Counted(unit, at, at, "")
        if low[at] in lexicon.without_noun and not self._modifies(at):
            return Counted("people", at, at, "")
        if low[at] in _TAKEN and low[at + 1 : at + 2] and low[at + 1] in _CAPTIVE:
            # `60 were hurt and 33 taken hostage`
            return Counted("people", at, at, "")
        if low[at] == "of":
            if lexicon.after_of.starting(low, at, self.last):
                return Counted("", at, at, "")
            at += 1
        if at < self.last and low[at] == "the" and low[at - 1] != "of":
            # `… and wounded 60 the governor said`
            return nothing
        while at < self.last and low[at] in lexicon.determiners and at - number.last < 4:
            at += 1
        owner = next((k for k in range(at, min(at + _OWNER, self.last)) if low[k].endswith(("'s", "’s"))), -1)
        named = all(self.tokens[k].norm[0].isupper() for k in range(at, owner))
        if 0 <= owner < self.last - 1 and low[number.last] == "of" and (named or low[at - 1] == "the"):
            # `six of the ferry's 40 passengers`, `four of Peru's soldiers`
            at = owner + 1
        if at < self.last and low[at][0].isdigit() and low[number.last] == "of":
            # `103 of the 225 deaths`, `2 million of the 3.5 million hectares`
            at += 1
            while at < self.last and low[at] in lexicon.scales:
                at += 1
            if at < self.last and (whole := self._measure(at)) is not None:
                return self._with_part(whole[1], whole[0])
        if (
            number.last < at < self.last - 1
            and low[at].endswith("ly")
            and low[at + 1] in lexicon.without_noun
        ):
            # `four of the seriously injured`
            at += 1
        if number.last < at < self.last and low[at] in lexicon.without_noun and not self._modifies(at):
            # `nine of the dead`
            return Counted("people", at, at + 1, low[at])
        if (
            at + 1 < self.last
            and low[at] in _QUOTES
            and not _QUOTES.isdisjoint(low[number.first - 4 : number.first])
        ):
            # `“more than fifty” deaths`
            return self.read_phrase(at + 1)
        if at + 2 < self.last and low[at] in _QUOTES and low[at + 1][0].isalpha():
            # `79 “enemies” and eight soldiers`
            quoted = self.read_phrase(at + 1)
            closed = quoted.last < self.last and low[quoted.last] in _QUOTES
            if closed and quoted.first < quoted.last:
                return quoted
        return self.read_phrase(self._behind_states(at))

    def _measure(self, at: int) -> tuple[int, str] | None:
        """Return the token behind a measure that begins at a token, and its unit: `hectares`."""
        measures, low = self.lexicon.measures, self.low
        measure = measures.starting(low, at, self.last)
        if measure is None and (single := singular(low[at], self.lexicon.irregular)) != low[at]:
            measure = measures.starting([single], 0, 1)
            measure = (at + 1, measure[1]) if measure else None
        return measure

    def _behind_states(self, at: int) -> int:
        """Return the token behind a list of states of a case: `103 confirmed, probable and suspected cases`."""
        low, end = self.low, at
        links = (",", "and", "or", "/")
        end += low[end : end + 1] == ["new"] and low[end + 2 : end + 3] == ["/"]
        while end < self.last and (low[end] in _CASE_STATES or (end > at and low[end] in links)):
            end += 1
        listed = end - at > 2 and end < self.last and low[end - 1] in _CASE_STATES
        return end if listed else at

    def _with_part(self, unit: str, at: int) -> Counted:
        """Return what a share or an amount is of: `40 percent of voters`, `200 tonnes of wheat`."""
        low = self.low
        if at < self.last and low[at] == "of":
            at += 1
            while at < self.last and low[at] in self.lexicon.determiners:
                at += 1
            phrase = self.read_phrase(at)
            if unit in _OF_MASS and phrase.first == phrase.last and at < self.last and self._is_mass(at):
                # `80 per cent of its food comes from abroad`
                phrase = Counted(unit, at, at + 1, low[at])
            return msgspec.structs.replace(phrase, unit=unit)
        return Counted(unit, at, at, "")

    def _is_mass(self, at: int) -> bool:
        """Tell whether one word without a plural is all that a share is of: `food`, `electricity`."""
        low = self.low
        if not low[at].isalpha() or not self.tokens[at].norm.islower() or low[at] in self.lexicon.stops:
            return False
        behind = low[at + 1] if at + 1 < self.last else "."
        return not behind[0].isalpha() or behind in self.lexicon.stops

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
                if per[0] < self.last and low[per[0]] in ("ago", "earlier", "before", "later"):
                    # `worth 300 ariary a month ago`
                    return unit, at
                return f"{unit}/{per[1]}", per[0]
        return unit, at

    def read_phrase(self, at: int) -> Counted:
        """Read the noun phrase at a token: through the first run of known nouns, else to a plural."""
        lexicon, low, tokens = self.lexicon, self.low, self.tokens
        end = at
        known = -1
        plural = -1
        # How many words more may follow what is known: `seven Peruvian presidential guards`, `two bank branches`.
        spare = 0
        while end < self.last and end - at < _MAX_NOUN_TOKENS:
            word = low[end]
            if word == "/" and end > at and end + 1 < self.last and low[end + 1].isalpha():
                # `300 AWD/cholera cases`
                end += 1
                continue
            if not word[0].isalpha():
                break
            if word in lexicon.stops and not (known < 0 and (word == "missing" or self._modifies(end))):
                break
            if word in lexicon.starts and word not in lexicon.units:
                break
            single = singular(word.removesuffix("'s").removesuffix("’s"), lexicon.irregular)
            if single in lexicon.units:
                if end > at and known == end - 1 and single == word and self._governs(end):
                    # `10,000 cars block the streets`
                    break
                known = end
                spare = 0
                if single == word:
                    spare = 2 if single in lexicon.nationalities else int(lexicon.units[single] != "people")
            elif known >= 0 and end - known > spare:
                following = self._head_behind(known, end)
                if following < 0:
                    break
                known = end = following
                spare = 0
            elif (
                word.endswith("s")
                and not word.endswith(("ss", "'s", "’s", "us", "is"))
                and (tokens[end].norm.islower() or tokens[end].norm[:-1].isupper())
            ):
                plural = end
            if word.endswith(("'s", "’s")) and known == end:
                known = -1
            end += 1
        head_at = max(plural, known) if spare or known < 0 else known
        if head_at < 0:
            return Counted("", at, at, "")
        head = singular(low[head_at], lexicon.irregular)
        unit = lexicon.units.get(head, "")
        if head in lexicon.other_things and head_at > at and low[head_at - 1] in lexicon.other_things[head]:
            unit = ""
        return Counted(unit, at, head_at + 1, head)

    def _governs(self, end: int) -> bool:
        """Tell whether a word behind a plural is its verb, for it has an object: `cars block the streets`."""
        plural = self.low[end - 1] != singular(self.low[end - 1], self.lexicon.irregular)
        return plural and end + 1 < self.last and self.low[end + 1] in _DETERMINERS

    def _head_behind(self, known: int, end: int) -> int:
        """Return the head of which a singular noun is but a part: `11 health worker Ebola infections`; -1 for none."""
        lexicon, low = self.lexicon, self.low
        single = low[known] == singular(low[known], lexicon.irregular)
        if not single or low[known] in _COLLECTIVE or lexicon.units[low[known]] != "people":
            return -1
        for at in range(end, min(self.last, end + 2)):
            word = low[at]
            if not word[0].isalpha() or word in lexicon.stops:
                return -1
            head = singular(word, lexicon.irregular)
            if head != word and lexicon.units.get(head) == "people":
                return at
        return -1

    def _modifies(self, at: int) -> bool:
        """Tell whether a participle stands before a known noun: `12 burned cars`, `7 confirmed flu deaths`."""
        lexicon, low = self.lexicon, self.low
        if at + 1 >= self.last or low[at] not in lexicon.verbs or not low[at].endswith(("ed", "en", "nt")):
            return False
        if low[at] == "received":
            # `400 received hospital treatment`
            return False
        behind = low[at + 1]
        if singular(behind, lexicon.irregular) in lexicon.units:
            return behind not in lexicon.without_noun and not behind.endswith(("'s", "’s"))
        return (
            low[at] in ("confirmed", "suspected", "reported", "recorded")
            and at + 2 < self.last
            and behind.isalpha()
            and behind not in lexicon.stops
            and singular(low[at + 2], lexicon.irregular) in lexicon.units
        )
