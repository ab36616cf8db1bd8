"""Places of figures: where a number was counted."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.other_places import DIRECTIONS, KIND_REACH, KINDS, OtherPlaces, place_at
from briefgen.extract.figure_rules.places_told import PlacesTold
from briefgen.extract.frames import Slot
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_phrases

_REGIONS = frozenset(load_phrases("mentions", "parts_of_the_world") + load_phrases("mentions", "seas"))
"""Regions of many countries: a count of theirs is none of a crisis in one."""
_RECORDING = frozenset(["record", "report", "register", "see", "suffer", "log", "have"])
"""Verbs whose subject is where something was counted."""
_RECORD_REACH = 5
_JOINT = 3
"""Most tokens between two counts of a list: `20 | people injured and | nine dead`."""
_WIDER_REACH = 8
"""Most tokens between what is counted and the region of many countries."""
_LIST_REACH = 12
"""Most tokens of a list of places before the one that is looked at."""


class PlaceFinder:
    """Finds where the numbers of one document were counted."""

    def __init__(self, context: Context, quantities: Sequence[Quantity]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.told = PlacesTold(context)
        self.others = OtherPlaces(context)

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
        if place.value.lower() in _REGIONS:
            return None
        other = self.others.is_other((first, last), place, measure, recorded=recorded is not None)
        return None if other else place

    def _headed_for(self, last: int) -> Slot | None:
        """Read `132,000 have fled to Chile, 80,000 people to Fiji`: where those counted go."""
        mention = self.index.mention_at[last + 1] if self.index.low[last : last + 1] == ["to"] else -1
        return place_at(self.context, mention, "clause") if mention >= 0 else None

    def _behind_them(self, last: int) -> int:
        """Return the token behind `of them` and the like: `12 of them | in Galle`."""
        behind = self.index.low[last : last + 2]
        if behind[:1] in (["more"], ["others"]):
            # `9 more | in Galle`
            return last + 1
        return last + 2 if behind[:1] == ["of"] and behind[1:] in (["them"], ["whom"], ["which"]) else last

    def is_of_wider(self, first: int, last: int) -> bool:
        """Tell whether a number is of a region of many countries: `3,000 deaths in southern Africa since March`."""
        place = self._behind(last) or self.context.place_of(first, last)
        if place is None or place.span is None or place.value.lower() not in _REGIONS:
            return False
        begin, end = self.index.range_of(place.span)
        low = self.index.low
        while begin > 0 and (low[begin - 1] in DIRECTIONS or low[begin - 1] == "the"):
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
        return (
            place_at(self.context, mention, "clause")
            if low[begin - 1] in {"by", "and", ",", "in", "then"}
            else None
        )

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
        return place_at(self.context, found[0], "clause")

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
        return place_at(self.context, mention, "clause") if beside is not None else None

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

    def _behind(self, last: int) -> Slot | None:
        """Return the place right behind what is counted: `two people died in Galle, five in Kandy`."""
        low = self.index.low
        if low[last : last + 1] not in (["in"], ["at"], ["near"]):
            return None
        begin = self._behind_kind(last + 1)
        while begin < len(low) and (low[begin] == "the" or low[begin] in DIRECTIONS):
            begin += 1
        mention = self.index.mention_at[begin] if begin < len(low) else -1
        return place_at(self.context, mention, "clause") if mention >= 0 else None

    def _behind_kind(self, at: int) -> int:
        """Return the token behind what sort of place is named: `in | the coastal province of | Galle`; else `at`."""
        low = self.index.low
        if low[at : at + 1] not in (["the"], ["a"], ["its"]):
            return at
        end = next((t for t in range(at + 1, min(len(low), at + KIND_REACH)) if low[t] in KINDS), -1)
        return end + 2 if end >= 0 and low[end + 1 : end + 2] == ["of"] else at

    def _where(self, first: int) -> Slot | None:
        """Return the place right before a clause with `where`: `its capital, Galle, where 11,000 died`."""
        number = self.context.clause_at(first)
        clause = self.index.clauses[number] if number is not None else None
        if clause is None or clause.marker != "where" or clause.kind != "relative" or clause.first == 0:
            return None
        at = clause.first - 1 - (self.index.low[clause.first - 1] == ",")
        mention = self.index.mention_at[at] if at >= 0 else -1
        return place_at(self.context, mention, "sentence") if mention >= 0 else None

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
