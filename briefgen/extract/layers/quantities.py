"""Quantities: numbers with what they count, their qualifier and their unit."""

import msgspec

from briefgen.extract.layers.quantity_rules.counted import NounReader
from briefgen.extract.layers.quantity_rules.labels import LabelReader
from briefgen.extract.layers.quantity_rules.number_values import Number
from briefgen.extract.layers.quantity_rules.numbers import NumberReader, may_begin
from briefgen.extract.layers.quantity_rules.quantity_words import (
    Line,
    as_qualifier,
    load_quantity_words,
    singular,
)
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.layers.timex import Timex
from briefgen.extract.layers.tokens import Repaired, Token
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Inexact, Qualifier
from briefgen.model.span import Span


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


_KILLING = frozenset({"killing", "wounding", "injuring"})
_REACHING = frozenset({"at", "to", "reached", "reaches", "hit", "hits"})
_DEGREES = frozenset(
    ["seriously", "critically", "badly", "slightly", "gravely", "severely", "lightly", "fatally"]
)
_RISING = frozenset(
    ["go", "goes", "gone", "went", "going", "shot", "risen", "rose", "climbed", "crept", "came", "bring"]
) | {
    *[
        "brings",
        "brought",
        "bringing",
        "taken",
        "taking",
        "pushed",
        "pushing",
        "jumped",
        "moved",
        "pile",
        "piled",
    ],
}
"""Words before `up to` that make it a movement, not a limit."""
_OWNING = load_words("quantity_rules", "owning")
"""Verbs of which `up to` is a part: `has owned up to nine deaths`, `which adds up to 40`."""
_LABEL = 7
"""Most tokens of a label and its colon."""
_STAMPS = 3
"""Fewest sentences that open with an hour on a live page."""
_BODIES = frozenset(["family", "crew", "household", "patrol", "party", "group", "team", "squad", "gang"])
_SEEKING = frozenset(["search", "searches", "searching", "searched", "looking", "look", "looks"])
_SPEAKING = frozenset({"speak", "speaks", "spoke", "spoken", "speaking"})
_GROUNDS = load_words("quantity_rules", "grounds")
_PLACING = frozenset({"in", "at", "on", "near", "outside", "from"})
_PERISHING = frozenset(["died", "perished", "drowned", "fell"])
_OF_MANY = frozenset(["are", "were", "have", "had"])
"""Verbs of several, behind which a number before a name counts people."""
_STATES = frozenset({"critical", "serious", "grave", "hospital", "hospitals", "intensive", "custody"})
"""Words of where those are whom a bare number counts."""
_COUNTS = frozenset({"number", "toll", "count", "tally", "total", "death"})


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
    openers = {word for word in set(low) if may_begin(word, lexicon)}
    dated = _cover(tokens, timexes)
    found: list[Quantity] = []
    stamped = {s.first for s in sentences if _is_stamp(tokens, s)}
    if len(stamped) < _STAMPS:
        stamped = set()
    for index, sentence in enumerate(sentences):
        begin = len(found)
        line = Line(lexicon, tokens, low, sentence.first, sentence.last, dated)
        numbers = NumberReader(line)
        counter = _Counter(line)
        at = sentence.first + (sentence.first in stamped)
        while at < sentence.last:
            number = numbers.read_number(at) if low[at] in openers else None
            if number is None:
                at += 1
                continue
            # `since May 8 to 435`: what begins in a date takes nothing behind it along.
            at = number.first + 1 if dated[number.first] else max(number.last, at + 1)
            if any(dated[number.first : number.last]) and not _follows_date(line, number):
                continue
            quantity = counter.build(number, index, found, begin)
            if quantity is not None:
                found.append(quantity)
    return found


def _is_stamp(tokens: list[Token], sentence: Sentence) -> bool:
    """Tell whether a sentence opens with the hour of a live page: `1730 One guard was shot dead`."""
    hour = tokens[sentence.first].norm
    if len(hour) != 4 or not hour.isdecimal() or sentence.last - sentence.first < 3:
        return False
    return int(hour[:2]) < 24 and int(hour[2:]) < 60 and tokens[sentence.first + 1].norm[:1].isupper()


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


def _follows_date(line: Line, number: Number) -> bool:
    """Tell whether digits taken for part of a date count what stands behind them: `On 5 January 12 people`."""
    low, at = line.low, number.first
    if number.last - at > 1 or not low[at].isdecimal() or len(low[at]) > 2 or at - 1 < line.first:
        return False
    if not line.dated[at - 1] or number.last >= line.last or line.dated[number.last]:
        return False
    before = low[max(line.first, at - 3) : at]
    told = any(word.isdecimal() for word in before) or before[-2:-1] == ["in"]
    noun = singular(low[number.last], line.lexicon.irregular)
    return told and noun != low[number.last] and noun in line.lexicon.units


class _Counter:
    """Makes the quantities of one sentence."""

    def __init__(self, line: Line) -> None:
        self.lexicon = line.lexicon
        self.tokens = line.tokens
        self.low = line.low
        self.first = line.first
        self.last = line.last
        self.nouns = NounReader(line)
        self.labels = LabelReader(line, self.nouns)

    def build(self, number: Number, sentence: int, found: list[Quantity], begin: int) -> Quantity | None:
        """Make the quantity of a number, unless it is a label, an age, a year or the like."""
        lexicon, low, tokens = self.lexicon, self.low, self.tokens
        if self.labels.is_label(number):
            return None
        start, qualifier = self._qualifier_before(number)
        relation = self._relation_before(start)
        at = self._behind_repeat(number.last)
        if at < self.last and low[at] == "+":
            qualifier, at = "at_least", at + 1
        if at < self.last and (after := self._qualifier_behind(at)):
            at = after[0]
            qualifier = as_qualifier(after[1])
        elif at < self.last and low[at] in lexicon.after_more:
            relation = relation or "more"
            if low[at] in ("more", "further", "additional", "other"):
                at += 1
        counted = self.nouns.read_counted(number, at)
        unit, noun_first, noun_last, head = counted.unit, counted.first, counted.last, counted.head
        if (
            relation == "more"
            and noun_first < noun_last
            and low[noun_first] in ("more", "additional", "further")
        ):
            noun_first += 1
        if relation == "" and head == "other":
            relation = "more"
        end = noun_last if noun_first < noun_last else at
        if end < self.last and (after := self._qualifier_behind(end)):
            qualifier = as_qualifier(after[1])
            end = after[0]
        if lexicon.after_of.starting(low, at, self.last):
            relation = relation or "of_them"
        elif relation == "" and (
            low[end : end + 2] == ["in", "total"] or low[end : end + 2] == ["in", "all"]
        ):
            relation = "total"
        elif relation == "" and noun_first < noun_last and self._names_part(end):
            relation = "part"
        antecedent: int | None = None
        if noun_first >= noun_last and unit in ("", "people") and not number.currency:
            antecedent = self._antecedent(found, begin)
            if antecedent is not None and unit == "":
                unit = found[antecedent].unit
        if not self._counts(number, at, unit, noun_first < noun_last, qualifier, relation) and not (
            len(found) > begin and (self._is_elliptical(number) or self._is_next_part(number, found[-1]))
        ):
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

    def _qualifier_behind(self, at: int) -> tuple[int, str] | None:
        """Return the token behind a qualifier that begins at a token, and which it is: `40 (or more)`.

        Not `91 guards and more | than 60 cooks`.
        """
        after = self.lexicon.after.starting(self.low, at, self.last)
        if (
            after is not None
            and self.low[after[0] - 1] == "more"
            and self.low[after[0] : after[0] + 1] == ["than"]
        ):
            return None
        return after

    def _names_part(self, at: int) -> bool:
        """Tell whether those counted are some of others: `83 soldiers among them`, `eight children included`."""
        low = self.low
        return low[at : at + 1] == ["included"] or low[at : at + 2] in (["among", "them"], ["among", "whom"])

    def _behind_repeat(self, at: int) -> int:
        """Return the token behind brackets that repeat a number or give its share: `nine (9) dead`, `228 (72%) …`."""
        low = self.low
        if at + 3 >= self.last or low[at] != "(" or not low[at + 1][0].isdigit():
            return at
        end = at + 2
        while end < min(self.last, at + 5) and low[end] in ("%", "percent", "per", "cent"):
            end += 1
        return end + 1 if end + 1 < self.last and low[end] == ")" and low[end + 1][0].isalpha() else at

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
        if (
            low[before[0] : start] == ["up", "to"]
            and before[0] > self.first
            and low[before[0] - 1] in _RISING | _OWNING
        ):
            # `The number has gone up to 36,000` has reached it.
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

    def _is_next_part(self, number: Number, before: Quantity) -> bool:
        """Tell whether a number goes on with a bare one that has its place too: `18 at the station, six in a café`."""
        low, first, last = self.low, number.first, number.last
        if before.noun is not None or first <= self.first or low[first - 1] not in (",", "and", ";"):
            return False
        if last >= self.last or low[last] not in _PLACING:
            return False
        at = first - 1
        while at > self.first and self.tokens[at].span.start > before.number.end:
            at -= 1
        # `Three died in the market, two in a queue`
        return low[at + 1] in _PLACING or (low[at + 1] in _PERISHING and low[at + 2] in _PLACING)

    def _is_elliptical(self, number: Number) -> bool:
        """Tell whether a number goes on with the one before: `97 in Haiti and four in Cuba`."""
        low, first, last = self.low, number.first, number.last
        if (
            low[max(self.first, first - 6) : first][-1:] == ["with"]
            and "followed" in low[max(self.first, first - 6) : first]
        ):
            # `25 deaths in Kent, followed by Essex with nine`
            return last >= self.last or not low[last][0].isalpha()
        if low[first - 1] == "with" and low[last : last + 1] == ["in"]:
            # `Ten were wounded, with two in critical condition`
            return last + 1 < self.last and not _STATES.isdisjoint(low[last + 1 : last + 4])
        name = first - 1
        while name > self.first and self.tokens[name].norm[:1].isupper() and self.tokens[name].norm.isalpha():
            name -= 1
        told = name - 1 - (low[name - 1] in self.lexicon.without_noun)
        counted = low[told] in self.lexicon.small or low[told].isdecimal()
        if name < first - 1 and low[name] in (",", "and", ";") and counted:
            # `Mexico has lost six, Costa Rica seven.`, `Kandy reported 12 dead, Galle nine and Matara three.`
            goes_on = low[last : last + 1] == ["and"] and self.tokens[last + 1].norm[:1].isupper()
            return last >= self.last or not low[last][0].isalnum() or goes_on
        return (
            first > self.first
            and low[first - 1] in ("and", ",")
            and last + 1 < self.last
            and low[last] in ("in", "at", "near")
            and (
                self.tokens[last + 1].norm[0].isupper()
                or (low[last + 1] in ("the", "a") and not _GROUNDS.isdisjoint(low[last + 2 : last + 5]))
            )
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
            # `20,000 to 22,000 had died`
            told = number.first + 1 < self.last and at < self.last and low[at] in lexicon.verbs
            return bool(unit) or (told and not number.spelled)
        if not number.spelled:
            return True
        behind = low[at] if at < self.last else ""
        if number.value == 1:
            follows = low[at + 1] if at + 1 < self.last else ""
            return (
                behind in lexicon.without_noun
                or (
                    behind in ("and", ",", ".")
                    and number.first > self.first
                    and low[number.first - 1] in _KILLING
                )
                or behind == "died"
                or (behind == "was" and (follows in lexicon.without_noun or follows == "captured"))
            )
        if unit or qualifier or relation or isinstance(number.value, Inexact) or number.qualifier == "about":
            return True
        before = low[number.first - 1] if number.first > self.first else ""
        hundred = before == "a" and low[number.first] in ("hundred", "thousand", "dozen")
        if before in ("with", "from", "to") and low[number.first - 2] in ("compared", "up", "down"):
            # `856 deaths, compared with four a day earlier`
            return number.first - 2 >= self.first
        conjunction = before == "that" and number.value != 1
        if before in lexicon.determiners and not hundred and not conjunction:
            # `said that three were killed` counts, `that three` of one thing does not
            # `A hundred and two were killed`
            return False
        if isinstance(number.value, int | float) and number.value > 12:
            return True
        if before == "to" and behind == "the" and low[at + 1 : at + 2] and low[at + 1] in _COUNTS:
            # `raised to seven the number of deaths`
            return True
        if before in _REACHING and _COUNTS.intersection(
            low[max(self.first, number.first - 20) : number.first]
        ):
            # `the count had stood at five`
            return True
        if before == ":" and number.first - 2 >= self.first:
            # `Deaths: three among the miners`
            if number.first - self.first <= _LABEL and low[at : at + 1] in ([], ["."], [";"]):
                # `Vehicles set alight: three.`
                return True
            head = singular(low[number.first - 2], lexicon.irregular)
            return head in lexicon.without_noun or lexicon.units.get(head) == "people"
        if before in ("only", "just"):
            before = low[number.first - 2] if number.first - 2 >= self.first else ""
        if before == "of" and number.first - 2 >= self.first and low[number.first - 2] in _SPEAKING | _BODIES:
            # `the hospital spoke of two`, `its crew of seven`
            return True
        if before in ("has", "have", "had") and low[at : at + 2] in (["to", "mourn"], ["to", "bury"]):
            return True
        if before == "for" and number.first - 2 >= self.first and low[number.first - 2] in _SEEKING:
            # `the embassy searches for five`
            return not behind[:1].isalpha()
        if before == "," and behind in _DEGREES:
            # `Twenty-six were hurt, six seriously`
            return True
        if before in lexicon.counters and not behind[:1].isalpha():
            # `the agency has confirmed only four.`
            return True
        if behind == "of" and at + 2 < self.last and low[at + 1] == "the" and low[at + 2][0].isdigit():
            # `Six of the 100 women were hurt`
            return True
        if behind == "of" and at + 2 < self.last and low[at + 1] in ("the", "those", "its", "their"):
            # `Two of the seven missing`, `seven of the crew`
            whole = low[at + 2]
            named = whole in lexicon.small or whole in lexicon.without_noun or whole == "crew"
            return named or (
                lexicon.units.get(head := singular(whole, lexicon.irregular)) == "people" and head != whole
            )
        if at + 1 < self.last and self.tokens[at].norm[:1].isupper() and low[at + 1] in _OF_MANY:
            # `Three Rohingya were killed`
            return True
        return behind in lexicon.verbs or before in lexicon.takers
