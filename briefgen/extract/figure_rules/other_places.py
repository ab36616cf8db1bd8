"""Places beside a number that are none of its own: of another number, of where people come from or go, of a list."""

from briefgen.extract.context import Context
from briefgen.extract.frames import Slot
from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_words
from briefgen.extract.whereabouts import before_list

_OUTWARD = frozenset(
    ["toward", "towards", "bordering", "neighbouring", "neighboring", "against", "like", "than"]
)
"""Words before a place where nothing was counted: `fled toward the coast`, `provinces bordering Peru`."""
_NEIGHBOURING = frozenset({"neighbouring", "neighboring"})
_AWAY = frozenset(["from"])
_LEAVING = frozenset(["evacuated", "displaced", "rescued"])
"""Measures of people whose place is where they come from: `evacuated 900 people from Galle`."""
_PEOPLE_OF = frozenset(["including", "among", "by", "of"])
DIRECTIONS = load_words("mentions", "directions")
"""Words that may stand between a preposition and a place: `in northern Galle`."""
_COMPARING = frozenset(["since", "when", "than"])
_BOUND = frozenset(["to", "for"])
"""Before where somebody only goes: `when a bus to | Galle crashed`."""
_BLAMING = frozenset(["over", "about", "regarding"])
"""What somebody is held for stands behind these words."""
_MOURNING = load_words("figure_rules", "mourning")
_OPENERS = frozenset(["while", "whereas"])
KINDS = load_words("figure_rules", "papers_grounds") | load_words("figure_rules", "kinds_of_places")
"""What sort of place is named: `province`, `district`."""
_WITHIN = frozenset(["in", "at", "near", "across", "around", "throughout"])
KIND_REACH = 5
"""Most tokens from a preposition to what sort of place is named."""
_ELSEWHERE_REACH = 6
"""Most tokens from what is counted to `elsewhere`."""


class OtherPlaces:
    """Tells which places of one document are not where the numbers beside them were counted."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def is_other(self, counted: tuple[int, int], place: Slot, measure: str, *, recorded: bool) -> bool:
        """Tell whether a place near a number says something else.

        Args:
            counted: the first token of the number, and the one behind what it counts.
            place: the place.
            measure: what the number counts.
            recorded: whether the place is said to record numbers, so that it may stand in a list of such.
        """
        if place.span is None:
            return False
        first, last = counted
        begin, end = self.index.range_of(place.span)
        if begin < first and (self._is_in_unnamed(last) or self._is_in_others(last, place.value)):
            return True
        return (
            self._is_of_other_share(first, last, begin)
            or self._is_elsewhere(begin)
            or self._is_origin(begin, measure, last)
            or self._is_of_next(first, begin)
            or self._is_of_something_else((first, last), begin, measure)
            or (not recorded and self._is_listed(begin, end))
            or (first <= begin < last and self._is_country(begin))
        )

    def _is_of_other_share(self, first: int, last: int, begin: int) -> bool:
        """Tell whether a place is that of another number of a list: `40 fled: 30 to Galle, | ten | to Kandy`."""
        low = self.index.low
        lower, upper = (begin, first) if begin < first else (last, begin)
        if any(low[t] == ":" and self._opens_list(t) for t in range(lower, upper)):
            return begin > first and any(self.context.quantity_at[t] >= 0 for t in range(last, begin))
        sentence = self.context.document.sentences[self.index.sentence_of[first]]
        colon = next((t for t in range(first - 1, sentence.first, -1) if low[t] == ":"), -1)
        if not sentence.first < colon < begin < first or self.index.has_verb(colon, first):
            return False
        return any(self.context.quantity_at[t] >= 0 for t in range(colon, begin))

    def _opens_list(self, colon: int) -> bool:
        """Tell whether a number follows a colon: `40 fled: at least | 30 to Galle`."""
        return any(number >= 0 for number in self.context.quantity_at[colon + 1 : colon + 4])

    def _is_country(self, token: int) -> bool:
        """Tell whether a token names a country, whose men are counted: `2,000 US troops`."""
        names, mention = self.context.document.names, self.index.mention_at[token]
        return mention >= 0 and names.entities[names.mentions[mention].entity].kind == "country"

    def _is_of_something_else(self, counted: tuple[int, int], begin: int, measure: str) -> bool:
        """Tell whether a place is that of a part, of what is compared or of what somebody is held or mourned for.

        `220 people, 212 of them in Kandy`, `the worst since the one in Kandy`, `13 people over the fire in Kandy`.
        """
        low = self.index.low
        first, last = counted
        if begin < first:
            # `A funeral was held in Kandy for the 237 dead`
            mourned = not _MOURNING.isdisjoint(low[max(0, begin - 8) : first])
            return mourned and (low[first - 1] == "for" or low[first - 2 : first] == ["for", "the"])
        between = low[last:begin]
        whole = low[first - 1] == "the" and low[first - 2] == "of"
        if whole and any(number >= 0 for number in self.context.quantity_at[last:begin]):
            # `Of the 44 dead, 20 died in Kandy`
            return True
        parts = any(
            between[k] == "of"
            and between[k + 1 : k + 2]
            and between[k + 1] in {"them", "whom", "which"}
            and not self.index.has_verb(last + k, begin)
            for k in range(1, len(between))
        )
        compared = any(
            (word in _COMPARING and k > 0 and not self._opens_scene(last + k, begin))
            or between[k : k + 2] == ["the", "one"]
            for k, word in enumerate(between)
        )
        blamed = measure in {"detained", "arrested"} and any(
            word in _BLAMING
            and between[k + 1 : k + 2] in (["the"], ["a"], ["last"], ["an"])
            and all(self.context.timex_at[t] < 0 for t in range(last + k + 1, last + k + 3))
            for k, word in enumerate(between)
        )
        return parts or compared or blamed

    def _opens_scene(self, at: int, begin: int) -> bool:
        """Tell whether `when` at a token tells what befell those counted: `20 died | when a bridge fell in Galle`."""
        low = self.index.low
        first = self.context.document.sentences[self.index.sentence_of[at]].first
        return (
            low[at] == "when"
            and low[at - 1] not in MARKS
            and low[begin - 1] not in _BOUND
            and _COMPARING.isdisjoint(low[first:at])
            and all(number < 0 for number in self.context.quantity_at[at:begin])
        )

    def _is_listed(self, begin: int, end: int) -> bool:
        """Tell whether a place is one of several of its rank: `in Galle, Matara and Kandy`, `in Galle and Kandy`."""
        low = self.index.low
        if low[end : end + 1] == ["and"] and self._is_alike(begin, self._past_directions(end + 1, 1)):
            return True
        before = self._past_directions(begin - 1, -1)
        if low[before] == "and" and before > 1 and self._is_alike(begin, before - 1):
            return True
        if low[end] != "," or not self._is_alike(begin, end + 1):
            return False
        behind = self.index.mention_range[self.index.mention_at[end + 1]][1]
        behind += low[behind : behind + 2] == [",", "and"]
        return low[behind] in {",", "and"} and self._is_alike(begin, self._past_directions(behind + 1, 1))

    def _past_directions(self, at: int, step: int) -> int:
        while 0 < at < len(self.index.low) - 1 and (
            self.index.low[at] in DIRECTIONS or self.index.low[at] == "the"
        ):
            at += step
        return at

    def _is_alike(self, first: int, second: int) -> bool:
        """Tell whether places stand at two tokens, and both are countries or none is."""
        names, kinds = self.context.document.names, []
        for at in (first, second):
            mention = self.index.mention_at[at] if at < len(self.index.low) else -1
            if mention < 0 or place_at(self.context, mention, "clause") is None:
                return False
            kinds.append(names.entities[names.mentions[mention].entity].kind == "country")
        return kinds[0] == kinds[1]

    def _is_in_unnamed(self, last: int) -> bool:
        """Tell whether a number is of a place without a name: `two died in Galle, five | in the south`."""
        low = self.index.low
        if low[last : last + 1] not in (["in"], ["at"], ["near"], ["across"]):
            return False
        at = last + 1
        while low[at : at + 1] and (low[at] in {"the", "a", "its", "another", "two", "other"}):
            at += 1
        while low[at + 1 : at + 2] and low[at] in DIRECTIONS and low[at + 1] in KINDS:
            at += 1
        return at > last + 1 and low[at : at + 1] != [] and low[at] in KINDS | DIRECTIONS

    def _is_in_others(self, last: int, name: str) -> bool:
        """Tell whether a number is of other places than the one named before.

        `two died in Galle, five | in each of the districts of Kandy and Matara`, `five | in other parts of the country`
        """
        low, names = self.index.low, self.context.document.names
        if "elsewhere" in low[last : self._end_of_clause(last)]:
            # `24 | were hurt elsewhere`
            return True
        if low[last : last + 1] == [] or low[last] not in _WITHIN:
            return False
        for token in range(last + 1, min(len(low), last + KIND_REACH + 3)):
            if low[token] in MARKS or self.index.verb_at[token] >= 0 or self.context.quantity_at[token] >= 0:
                return False
            if low[token] == "other" and low[token + 1] in KINDS:
                return True
            mention = self.index.mention_at[token]
            if (
                mention >= 0
                and (other := place_at(self.context, mention, "clause")) is not None
                and other.value != name
            ):
                return names.entities[names.mentions[mention].entity].kind != "country"
        return False

    def _end_of_clause(self, at: int) -> int:
        """Return the token at which something else is told, soon behind one."""
        end = min(len(self.index.low), at + _ELSEWHERE_REACH)
        return next(
            (t for t in range(at, end) if self.index.low[t] in MARKS or self.context.quantity_at[t] >= 0), end
        )

    def _is_elsewhere(self, begin: int) -> bool:
        """Tell whether what stands before a place says that nothing was counted there: `flee toward Peru`."""
        low = self.index.low
        at = begin - 1
        while at > 0 and (low[at] == "the" or low[at] in DIRECTIONS):
            at -= 1
        if low[at] == "with" and "border" in low[max(0, at - 2) : at]:
            return True
        if low[at] in _NEIGHBOURING and low[at - 1] in {"in", "inside", "across"}:
            # `killed ten in neighbouring Peru`
            return False
        # `one of Europe's worst disasters`
        return low[at] in _OUTWARD or (low[at] == "of" and low[at - 1] == "one")

    def _is_origin(self, begin: int, measure: str, last: int) -> bool:
        """Tell whether people come from a place: `2,000 soldiers from Peru and Chile`."""
        low = self.index.low
        at = before_list(self.index, begin)
        if low[at] not in _AWAY:
            return False
        if measure not in _LEAVING:
            return True
        # `rescued 104 passengers, including migrants from Egypt`, `rescued by workers from Peru`
        beside = low[max(0, at - 4) : at]
        return not _PEOPLE_OF.isdisjoint(beside) and beside[-1:] != ["of"] and at > last

    def _is_of_next(self, first: int, begin: int) -> bool:
        """Tell whether a place belongs to the second of two clauses: `14 died, while five were hurt in Galle`."""
        low = self.index.low
        joint = next((t for t in range(begin - 1, first, -1) if low[t] == "and"), first)
        opens = joint > first and low[joint - 1] == "," and low[joint + 1] in {"in", "at", "near", "on"}
        if opens and not self.index.has_verb(joint, begin):
            # `600 are missing, and in the port of Galle soldiers fired into the air`
            return True
        ahead = low[begin - 2 : begin] in (["and", "in"], ["and", "at"], ["and", "near"])
        behind = self.index.mention_range[self.index.mention_at[begin]][1] if begin > first else first
        behind += low[behind : behind + 1] == [","]
        if ahead and begin > first and any(n >= 0 for n in self.context.quantity_at[behind : behind + 1]):
            # `arrested 20 people and in Galle 24`
            return True
        opened = next(
            (
                t
                for t in range(first + 1, begin)
                if low[t] in _OPENERS or (low[t] == "with" and low[t - 1] == ",")
            ),
            None,
        )
        if opened is None:
            return False
        return any(self.context.quantity_at[token] >= 0 for token in range(opened, begin))


def place_at(context: Context, mention: int, how: str) -> Slot | None:
    """Return the place that a mention names; None where it names something else, or who speaks or comes from there."""
    names = context.document.names
    told = names.mentions[mention]
    entity = names.entities[told.entity]
    if entity.type != "place" or told.adjective or told.metonym:
        return None
    return Slot(entity.name, told.span, "clause" if how == "clause" else "sentence")
