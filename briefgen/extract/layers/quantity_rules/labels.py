"""Numbers that count nothing: labels, ages, years, clock times, ratios and parts of names."""

from briefgen.extract.layers.quantity_rules.counted import NounReader
from briefgen.extract.layers.quantity_rules.number_values import Number
from briefgen.extract.layers.quantity_rules.quantity_words import Line, singular
from briefgen.extract.lexicon import load_words

_OLDEST = 110
"""Highest age that `NAME, 35,` may be."""
_BEHIND_WEEK = frozenset({",", ".", ")", ";", ":", "(", "of", "and", "to"})
"""What stands behind the number of a week, not behind people counted in one."""
_OF_MANY = load_words("quantity_rules", "of_many")
"""Words behind a number of people, not behind a name with a number: `At Galle 189 perished`."""

_TOLD = frozenset(["death", "injury", "fatality", "arrest", "detention", "infection", "case", "survivor"])
"""What is told of people, in the singular: `Arrests number 90`."""
_DIVISIONS = frozenset(["district", "ward", "block"])
"""Labels that also stand behind a name of their own: `in Galle district`."""


class LabelReader:
    """Tells which numbers of one sentence count nothing."""

    def __init__(self, line: Line, nouns: NounReader) -> None:
        self.lexicon = line.lexicon
        self.tokens = line.tokens
        self.low = line.low
        self.first = line.first
        self.last = line.last
        self.dated = line.dated
        self.nouns = nouns

    def is_label(self, number: Number) -> bool:
        """Tell whether a number is a label, an age, a year, a time of day, a ratio or part of a name."""
        lexicon, low, tokens = self.lexicon, self.low, self.tokens
        first, last = number.first, number.last
        before = low[first - 1] if first > self.first else ""
        behind = low[last] if last < self.last else ""
        bare = not number.range and not number.currency and not number.spelled
        if before.rstrip(".") in lexicon.labels and not number.spelled and not self._is_toll(first):
            # `In Galle district 31 died`
            return before not in _DIVISIONS or behind not in _OF_MANY | lexicon.without_noun
        if (
            behind in lexicon.durations
            or singular(behind, lexicon.irregular) in lexicon.durations
            or behind.startswith(("year-", "month-", "day-"))
        ):
            return True
        if behind.endswith(("-old", "-hour", "-day", "-year", "-month", "-week")):
            return True
        if bare:
            if before in ("week", "weeks") and behind in _BEHIND_WEEK:
                # `in week 27, 23 cases were reported`
                return True
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
            if before[:1].isdigit() and not self.dated[first - 1] and not self._follows_year(first):
                return True
            if self._is_part_of_name(number, behind):
                return True
        model = tokens[first - 1].norm if first > self.first and number.range else ""
        if len(model) > 1 and model.isalpha() and model.isupper() and behind not in _OF_MANY:
            # `an ATR 42-300 aircraft`
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

    def _is_toll(self, first: int) -> bool:
        """Tell whether `number` is the verb of those counted: `The injured number 125`."""
        if self.low[first - 1] != "number" or first - 2 < self.first:
            return False
        at = first - 2
        while at > self.first and self.low[at] in ("now", "already", "still", "so", "far", "currently"):
            at -= 1
        told = self.low[at]
        if told in self.lexicon.without_noun or told in ("who", "which", "they", "casualties", "victims"):
            return True
        counted = singular(told, self.lexicon.irregular)
        if counted != told and (counted in _TOLD or self.lexicon.units.get(counted) == "people"):
            # `Injuries number 820`, `Survivors number 44`
            return True
        if told == "living" and self.low[at - 1] == "the":
            return True
        # `Those in custody number 7,543`
        return "those" in self.low[max(self.first, first - 6) : first - 2]

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
        if at == self.first and (len(self.tokens[at].norm) < 3 or self.low[at].endswith("ally")):
            # `Officially 407, says the agency`
            return False
        if at == self.first and self.lexicon.relations.ending(self.low, number.first, self.first):
            # `Another 50 or so were hurt`
            return False
        if self.low[at] in self.lexicon.states or (
            at - 2 >= self.first and self.low[at - 1] == "in" and self.low[at - 2] in (",", "and", ";")
        ):
            # `Tajikistan 200, Armenia 70`, `… died, in Balochistan 225`
            return False
        if self.low[at] in self.lexicon.stops or self.lexicon.before.ending(
            self.low, number.first, self.first
        ):
            return False
        if behind in (".", ";", ",", "") and self._is_set_against(at):
            return False
        percentages = {"percent", "cent", "%"}.intersection(self.low[self.first : at])
        if isinstance(number.value, float) and percentages and behind[:1] in (".", ";", ",", ""):
            # `Ruiz has 47.08 percent and her rival Silva 36.51`
            return False
        if behind in (",", "and", ";", ".", "") and self._is_paired(number.last, at):
            return False
        counted = self.nouns.read_phrase(number.last)
        if counted.first < counted.last and counted.first == number.last:
            return False
        return behind not in _OF_MANY and behind not in self.lexicon.without_noun

    def _is_paired(self, last: int, at: int) -> bool:
        """Tell whether names with numbers stand in a list: `492 deaths, Upper Galle 286 and Kandy 259`."""
        low, told = self.low, self.tokens
        token = last + (self.low[last : last + 2] == [",", "and"])
        if token < self.last and low[token] in (",", "and", ";"):
            named = token + 1
            while named < self.last and named - token < 5 and told[named].norm[:1].isupper():
                named += 1
            behind = low[named + 1] if named + 1 < self.last else ""
            numbered = named < self.last and (low[named][:1].isdigit() or low[named] in self.lexicon.small)
            if named > token + 1 and numbered:
                return behind in (",", "and", ";", ".", "")
        while at > self.first and told[at].norm[:1].isupper():
            at -= 1
        before = at - 1 - (low[at - 1] == ",")
        if low[at] not in (",", "and", ";") or before <= self.first:
            return False
        if not (low[before].isdecimal() or low[before] in self.lexicon.small):
            return False
        return told[before - 1].norm[:1].isupper()

    def _is_set_against(self, at: int) -> bool:
        """Tell whether a name gives a number against the one before: `Kyiv counts 21 dead, Moscow | 34`."""
        low, lexicon = self.low, self.lexicon
        mark = at
        while mark > self.first and self.tokens[mark].norm[:1].isupper():
            mark -= 1
        if low[mark] != "and":
            # `Kandy recorded 20 deaths and Galle | 24`
            mark = at
        while mark > self.first and low[mark] not in (",", ";", "and") and at - mark < 7:
            mark -= 1
        if low[mark] not in (",", ";", "and") or (low[mark] == "and" and mark == at):
            return False
        told = low[max(self.first, mark - 4) : mark]
        counted = any(
            word in lexicon.without_noun or lexicon.units.get(singular(word, lexicon.irregular)) == "people"
            for word in told
        )
        return counted and any(word[0].isdigit() for word in told)
