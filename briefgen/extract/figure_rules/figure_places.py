"""Places of figures: where a number was counted, and names of places beside it that say something else."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.places_told import PlacesTold
from briefgen.extract.frames import Slot
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_phrases, load_words
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
_DIRECTIONS = load_words("mentions", "directions")
_REGIONS = frozenset(load_phrases("mentions", "parts_of_the_world") + load_phrases("mentions", "seas"))
"""Regions of many countries: a count of theirs is none of a crisis in one."""
_COMPARING = frozenset(["since", "when", "than"])
_BOUND = frozenset(["to", "for"])
"""Before where somebody only goes: `when a bus to | Galle crashed`."""
_BLAMING = frozenset(["over", "about", "regarding"])
"""What somebody is held for stands behind these words."""
_MOURNING = load_words("figure_rules", "mourning")
_OPENERS = frozenset(["while", "whereas"])
_RECORDING = frozenset(["record", "report", "register", "see", "suffer", "log", "have"])
"""Verbs whose subject is where something was counted."""
_RECORD_REACH = 5
_JOINT = 3
"""Most tokens between two counts of a list: `20 | people injured and | nine dead`."""
_WIDER_REACH = 8
"""Most tokens between what is counted and the region of many countries."""
_KINDS = load_words("figure_rules", "papers_grounds") | load_words("figure_rules", "kinds_of_places")
_WITHIN = frozenset(["in", "at", "near", "across", "around", "throughout"])
_KIND_REACH = 5
_ELSEWHERE_REACH = 6
"""Most tokens from what is counted to `elsewhere`."""
_LIST_REACH = 12
"""Most tokens of a list of places before the one that is looked at."""


class PlaceFinder:
    """Finds where the numbers of one document were counted."""

    def __init__(self, context: Context, quantities: Sequence[Quantity]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.told = PlacesTold(context)

    def find(self, number: int, first: int, last: int, measure: str) -> Slot | None:
        """Find the place of a number.

        Args:
            number: index of the quantity.
            first: its first token.
            last: the token behind what it counts.
            measure: what it counts.
        """
        recorded = self._recorder_beside(first, number) or self._recorder(self._list_begin(number, first))
        place = (
            self._owner(first)
            or (self._headed_for(last) if measure in {"displaced", "evacuated"} else None)
            or self._behind(self._behind_them(last))
            or self._where(first)
            or recorded
            or self._own(self.context.place_of(first, last), number)
            or self._shared(number, first)
            or self.told.find(first, measure)
        )
        if place is None or place.span is None:
            return place
        begin, end = self.index.range_of(place.span)
        if begin < first and (self._is_in_unnamed(last) or self._is_in_others(last, place.value)):
            return None
        if self._is_of_other_share(first, last, begin):
            return None
        if (
            self._is_elsewhere(begin)
            or self._is_origin(begin, measure, last)
            or place.value.lower() in _REGIONS
            or self._is_of_next(first, begin)
            or self._is_of_something_else((first, last), begin, measure)
            or (recorded is None and self._is_listed(begin, end))
            or (first <= begin < last and self._is_country(begin))
        ):
            return None
        return place

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

    def _headed_for(self, last: int) -> Slot | None:
        """Read `132,000 have fled to Chile, 80,000 people to Fiji`: where those counted go."""
        mention = self.index.mention_at[last + 1] if self.index.low[last : last + 1] == ["to"] else -1
        return self._place(mention, "clause") if mention >= 0 else None

    def _behind_them(self, last: int) -> int:
        """Return the token behind `of them` and the like: `12 of them | in Galle`."""
        behind = self.index.low[last : last + 2]
        if behind[:1] in (["more"], ["others"]):
            # `9 more | in Galle`
            return last + 1
        return last + 2 if behind[:1] == ["of"] and behind[1:] in (["them"], ["whom"], ["which"]) else last

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
            self.index.low[at] in _DIRECTIONS or self.index.low[at] == "the"
        ):
            at += step
        return at

    def _is_alike(self, first: int, second: int) -> bool:
        """Tell whether places stand at two tokens, and both are countries or none is."""
        names, kinds = self.context.document.names, []
        for at in (first, second):
            mention = self.index.mention_at[at] if at < len(self.index.low) else -1
            if mention < 0 or self._place(mention, "clause") is None:
                return False
            kinds.append(names.entities[names.mentions[mention].entity].kind == "country")
        return kinds[0] == kinds[1]

    def is_of_wider(self, first: int, last: int) -> bool:
        """Tell whether a number is of a region of many countries: `3,000 deaths in southern Africa since March`."""
        place = self._behind(last) or self.context.place_of(first, last)
        if place is None or place.span is None or place.value.lower() not in _REGIONS:
            return False
        begin, end = self.index.range_of(place.span)
        low = self.index.low
        while begin > 0 and (low[begin - 1] in _DIRECTIONS or low[begin - 1] == "the"):
            begin -= 1
        if begin < last or begin - last > _WIDER_REACH or "," in low[last:begin]:
            return False
        owned = low[end - 1].endswith(("'s", "’s")) or low[end : end + 1] in (["'s"], ["’s"])
        if owned:
            return low[begin - 1] == "in"
        return low[begin - 1] in {"in", "across", "throughout"}

    def is_region(self, name: str) -> bool:
        """Tell whether a name is that of a part of a country, which makes no claims."""
        return any(
            e.name == name and e.type == "place" and e.kind not in {"country", "city"}
            for e in self.context.document.names.entities
        )

    def is_town(self, name: str) -> bool:
        """Tell whether a name is that of a town that stands for no government."""
        names = self.context.document.names
        return any(
            names.entities[mention.entity].name == name
            and names.entities[mention.entity].kind == "city"
            and not mention.metonym
            for mention in names.mentions
        )

    def _owner(self, first: int) -> Slot | None:
        """Return the place right before `with` and a number: `followed by Kent with 234 deaths and Surrey with 185`."""
        low = self.index.low
        if first < 2 or low[first - 1] != "with":
            return None
        mention = self.index.mention_at[first - 2]
        if mention < 0:
            return None
        begin = self.index.mention_range[mention][0]
        return self._place(mention, "clause") if low[begin - 1] in {"by", "and", ",", "in", "then"} else None

    def _recorder(self, first: int) -> Slot | None:
        """Return the region that is said to record a number: `Kent reported 234 deaths`."""
        clause = self.context.clause_at(first)
        told = self.index.clauses[clause] if clause is not None else None
        if told is None or told.verb is None or told.subject is None or told.verb.passive:
            return None
        if told.verb.lemma not in _RECORDING or not 0 <= first - told.verb.last <= _RECORD_REACH:
            return None
        begin, end = self.index.range_of(told.subject)
        found = self.index.mentions_in(begin, end)
        names = self.context.document.names
        entities = [names.entities[names.mentions[m].entity] for m in found]
        if not found or any(e.type != "place" or e.kind == "country" for e in entities):
            return None
        at = self.index.mention_range[found[0]][1]
        if len(found) > 1 or (at != end and self.index.low[at] != ",") or names.mentions[found[0]].metonym:
            return None
        return self._place(found[0], "clause")

    def _list_begin(self, number: int, first: int) -> int:
        """Return where a list of counts begins that a number goes on with: `Kent reported | 20 dead and 24 injured`."""
        if number >= len(self.context.quantity_range):
            return first
        while number > 0 and self.quantities[number - 1].sentence == self.quantities[number].sentence:
            begin, end = self.context.quantity_range[number - 1]
            noun = self.quantities[number - 1].noun
            end = end if noun is None else max(end, self.index.range_of(noun)[1])
            joined = end < first <= end + _JOINT and self.index.low[first - 1] in {"and", ","}
            if not joined or any(self.index.mention_at[t] >= 0 for t in range(end, first)):
                break
            number, first = number - 1, begin
        return first

    def _recorder_beside(self, first: int, number: int) -> Slot | None:
        """Return the place that a number has in a list of places: `Kent reported 20 deaths and Surrey | nine`."""
        at = first - 1
        mention = self.index.mention_at[at] if 0 < number < len(self.context.quantity_range) else -1
        if mention < 0 or self.quantities[number - 1].sentence != self.quantities[number].sentence:
            return None
        begin, other = self.index.mention_range[mention][0], self.context.quantity_range[number - 1][0]
        if self.index.low[begin - 1] not in {"and", ","} or not other < begin <= other + _LIST_REACH:
            return None
        beside = self._recorder(other) or self._recorder_beside(other, number - 1)
        return self._place(mention, "clause") if beside is not None else None

    def _shared(self, number: int, first: int) -> Slot | None:
        """Return the place behind the last of two verbs of one subject: `killed 27 and wounded 25 in Galle`."""
        following = number + 1
        if following >= len(self.context.quantity_range):
            return None
        begin = self.context.quantity_range[following][0]
        if (
            self.quantities[following].sentence != self.quantities[number].sentence
            or begin - first > _LIST_REACH
        ):
            return None
        here, other = self.context.clause_at(first), self.context.clause_at(begin)
        if here is None or other is None or here == other:
            return None
        joined = self.index.clauses[other]
        if (
            joined.kind != "coordinate"
            or joined.marker != "and"
            or joined.subject != self.index.clauses[here].subject
        ):
            return None
        noun = self.quantities[following].noun
        return self._behind(self.index.range_of(noun)[1] if noun is not None else begin + 1)

    def _place(self, mention: int, how: str) -> Slot | None:
        names = self.context.document.names
        told = names.mentions[mention]
        entity = names.entities[told.entity]
        if entity.type != "place" or told.adjective or told.metonym:
            return None
        return Slot(entity.name, told.span, "clause" if how == "clause" else "sentence")

    def _behind(self, last: int) -> Slot | None:
        """Return the place right behind what is counted: `two people died in Galle, five in Kandy`."""
        low = self.index.low
        if low[last : last + 1] not in (["in"], ["at"], ["near"]):
            return None
        begin = self._behind_kind(last + 1)
        while begin < len(low) and (low[begin] == "the" or low[begin] in _DIRECTIONS):
            begin += 1
        mention = self.index.mention_at[begin] if begin < len(low) else -1
        return self._place(mention, "clause") if mention >= 0 else None

    def _behind_kind(self, at: int) -> int:
        """Return the token behind what sort of place is named: `in | the coastal province of | Galle`; else `at`."""
        low = self.index.low
        if low[at : at + 1] not in (["the"], ["a"], ["its"]):
            return at
        end = next((t for t in range(at + 1, min(len(low), at + _KIND_REACH)) if low[t] in _KINDS), -1)
        return end + 2 if end >= 0 and low[end + 1 : end + 2] == ["of"] else at

    def _is_in_unnamed(self, last: int) -> bool:
        """Tell whether a number is of a place without a name: `two died in Galle, five | in the south`."""
        low = self.index.low
        if low[last : last + 1] not in (["in"], ["at"], ["near"], ["across"]):
            return False
        at = last + 1
        while low[at : at + 1] and (low[at] in {"the", "a", "its", "another", "two", "other"}):
            at += 1
        while low[at + 1 : at + 2] and low[at] in _DIRECTIONS and low[at + 1] in _KINDS:
            at += 1
        return at > last + 1 and low[at : at + 1] != [] and low[at] in _KINDS | _DIRECTIONS

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
        for token in range(last + 1, min(len(low), last + _KIND_REACH + 3)):
            if low[token] in MARKS or self.index.verb_at[token] >= 0 or self.context.quantity_at[token] >= 0:
                return False
            if low[token] == "other" and low[token + 1] in _KINDS:
                return True
            mention = self.index.mention_at[token]
            if mention >= 0 and (other := self._place(mention, "clause")) is not None and other.value != name:
                return names.entities[names.mentions[mention].entity].kind != "country"
        return False

    def _end_of_clause(self, at: int) -> int:
        """Return the token at which something else is told, soon behind one."""
        end = min(len(self.index.low), at + _ELSEWHERE_REACH)
        return next(
            (t for t in range(at, end) if self.index.low[t] in MARKS or self.context.quantity_at[t] >= 0), end
        )

    def _where(self, first: int) -> Slot | None:
        """Return the place right before a clause with `where`: `its capital, Galle, where 11,000 died`."""
        number = self.context.clause_at(first)
        clause = self.index.clauses[number] if number is not None else None
        if clause is None or clause.marker != "where" or clause.kind != "relative" or clause.first == 0:
            return None
        at = clause.first - 1 - (self.index.low[clause.first - 1] == ",")
        mention = self.index.mention_at[at] if at >= 0 else -1
        return self._place(mention, "sentence") if mention >= 0 else None

    def _own(self, place: Slot | None, number: int) -> Slot | None:
        """Drop a place that stands right behind another number: `375 fell ill (67 in Galle)`."""
        if place is None or place.span is None:
            return place
        at = self.index.range_of(place.span)[0] - 1
        if at < 1 or self.index.low[at] not in {"in", "at", "near", "since", "until"}:
            return place
        if at > 2 and self.index.low[at - 2 : at] in (["of", "them"], ["of", "whom"]):
            # `38 were shot dead, 22 of them in Galle`
            return place if self.context.quantity_at[at - 3] in {number, -1} else None
        other = self.context.quantity_at[at - 1]
        if self.index.low[at] in {"since", "until"}:
            # `since Turkey launched its offensive`
            return None
        own = other == number or other < 0 or self.quantities[other].noun is not None
        return place if own else None

    def _is_elsewhere(self, begin: int) -> bool:
        """Tell whether what stands before a place says that nothing was counted there: `flee toward Peru`."""
        low = self.index.low
        at = begin - 1
        while at > 0 and (low[at] == "the" or low[at] in _DIRECTIONS):
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
