"""Slots of figures: who gives a number, for when, where, and what it is a part of."""

from collections.abc import Collection, Sequence

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.as_of import AsOfFinder
from briefgen.extract.figure_rules.claimants import ClaimantFinder
from briefgen.extract.figure_rules.figure_places import PlaceFinder
from briefgen.extract.figure_rules.measures import Measure
from briefgen.extract.figure_rules.slot_origins import OriginFinder
from briefgen.extract.figure_rules.withdrawals import WithdrawalFinder
from briefgen.extract.frames import FigureFrame, Slot
from briefgen.extract.layers.quantities import Quantity
from briefgen.model.brief import Inexact, Qualifier

_WHOLES = frozenset({"victims", "dead", "killed", "wounded", "injured", "those", "casualties", "detained"})


class CountedNumber(msgspec.Struct, frozen=True):
    """A number with its measure, before its slots are filled."""

    quantity: int
    measure: Measure
    group: str
    unit: str
    first: int
    last: int
    qualifier: Qualifier = "exact"
    """What the words that tell the measure say of the number."""
    claimant: Slot | None = None


class SlotFiller:
    """Fills the slots of the figures of one document."""

    def __init__(self, context: Context, quantities: Sequence[Quantity]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.claimants = ClaimantFinder(context, quantities)
        self.dates = AsOfFinder(context)
        self.withdrawals = WithdrawalFinder(context)
        self.places = PlaceFinder(context, quantities)
        self.origins = OriginFinder(context, quantities)

    def make_frame(
        self,
        figure: CountedNumber,
        of_quantity: dict[int, int],
        frames: Sequence[FigureFrame],
        *,
        again: Collection[int],
        moved: Collection[int] = (),
    ) -> FigureFrame:
        """Fill the slots of one figure.

        Args:
            figure: the number with its measure.
            of_quantity: indices of the frames made so far, by quantity.
            frames: those frames.
            again: quantities that give the number before for another day.
            moved: those that another one replaces in the same breath.
        """
        context = self.context
        quantity = self.quantities[figure.quantity]
        first, last = figure.first, figure.last
        sentence = context.document.sentences[quantity.sentence]
        claimant = (
            self.claimants.trimming.cleaned(figure.claimant)
            if figure.claimant is not None
            else self.claimants.find(figure.quantity, again=figure.quantity in again)
        )
        if claimant is not None and not figure.measure.people and self.context.is_outlet_name(claimant.value):
            # An outlet that tells of cancelled flights or of a price passes on what others do.
            claimant = None
        replaced = figure.quantity in moved
        as_of = (
            self.dates.find_own(self.index.range_of(quantity.number)[1])
            if replaced
            else self.dates.find(quantity, first, last)
        )
        part_of = None
        named_whole = self._of_the_whole(*self.index.range_of(quantity.number))
        if quantity.relation in {"part", "of_them"} or named_whole:
            reach = 4 if named_whole else 1
            # `154 of the dead were Dutch, 27 Australian`: neither are part of the other.
            behind = self.index.mention_at[self.index.range_of(quantity.number)[1]]
            by_nation = behind >= 0 and self.context.document.names.mentions[behind].adjective
            part_of = next(
                (
                    of_quantity[other]
                    for other in range(figure.quantity - 1, max(-1, figure.quantity - 4), -1)
                    if other in of_quantity
                    and frames[of_quantity[other]].measure == figure.measure.name
                    and quantity.sentence - self.quantities[other].sentence <= reach
                    and _larger(frames[of_quantity[other]].value, quantity.value)
                    and not (by_nation and frames[of_quantity[other]].group.istitle())
                ),
                None,
            )
            before = self.quantities[figure.quantity - 1].relation
            alike = quantity.relation == "part" or (quantity.relation == "of_them" and before == "of_them")
            listed = alike and self.index.low[first - 1] in {"and", ","}
            above = frames[part_of].part_of if part_of is not None else None
            if listed and above is not None and part_of == of_quantity.get(figure.quantity - 1):
                # `21 bodies, 11 men and ten women`, `20 of them men, six of them boys`: both are of the whole.
                part_of = above
        place = self.places.find(figure.quantity, first, last, figure.measure.name)
        if (
            claimant is not None
            and place is not None
            and (self.places.is_region(claimant.value) or self.places.is_town(claimant.value))
        ):
            # `Kent reported 234 deaths`, `Surrey had 20 dead and Kent nine`: where they were counted.
            claimant = self._who_says(claimant, first, last)
        vague = isinstance(quantity.value, Inexact) and quantity.value.words
        own = figure.qualifier if quantity.qualifier == "exact" else quantity.qualifier
        if own == "more_than" and self.index.low[first] == "over" and self._is_handed(first):
            # `handed over 300 weapons`
            own = figure.qualifier
        qualifier: Qualifier = "vague" if vague else own
        return FigureFrame(
            measure=figure.measure.name,
            group=figure.group,
            value=quantity.value,
            qualifier=qualifier,
            unit=figure.unit or "people",
            as_of=as_of.slot,
            claimant=claimant,
            place=place,
            words=self.index.span(first, max(last, first + 1)),
            evidence=sentence.span,
            part_of=part_of,
            # `corrected the toll from 300 to 240` takes back only the one.
            withdrawn=(replaced or not {figure.quantity - 1, figure.quantity + 1} & set(moved))
            and self.withdrawals.takes_back(quantity.sentence),
            past=as_of.past,
            replaced=replaced,
            group_slot=self.origins.find_group(figure.group, quantity, first, last),
            qualifier_slot=self.origins.find_qualifier(qualifier, quantity),
        )

    def _who_says(self, place: Slot, first: int, last: int) -> Slot | None:
        """Return who says what a place counted: `The army said Kent reported 234 deaths`; None where nobody does."""
        for number in self.context.governing(first, last):
            attribution, name = self.context.document.attributions[number], self.context.source_name(number)
            if name is None or attribution.source is None or attribution.kind == "attitude":
                continue
            counts = name == place.value or self.places.is_region(name) or self.places.is_town(name)
            if not counts and not self.context.is_outlet(number):
                return Slot(name, attribution.source, "sentence")
        return None

    def _is_handed(self, first: int) -> bool:
        """Tell whether `over` belongs to the verb before it."""
        number = self.index.verb_at[first - 1] if first > 0 else -1
        verb = self.index.clauses[number].verb if number >= 0 else None
        return verb is not None and verb.lemma in {
            "hand",
            "turn",
            "sign",
            "knock",
            "take",
            "run",
            "give",
            "bring",
        }

    def _of_the_whole(self, first: int, last: int) -> bool:
        """Tell whether a number names the whole that it is of: `103 of the victims`, `of which 19`."""
        low = self.index.low
        if low[max(0, first - 2) : first] in (["of", "which"], ["of", "whom"], ["of", "them"]):
            return True
        return low[last : last + 2] in (["of", "the"], ["of", "those"]) and bool(
            set(low[last + 1 : last + 4]) & _WHOLES
        )


def _larger(whole: int | float | Inexact, part: int | float | Inexact) -> bool:
    return isinstance(whole, Inexact) or isinstance(part, Inexact) or whole > part
