"""Figures: how many, of what, and who says so."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.asked import AskedCounts
from briefgen.extract.figure_rules.faint_counts import CountFinder
from briefgen.extract.figure_rules.figure_slots import CountedNumber, SlotFiller
from briefgen.extract.figure_rules.fractions import find_fractions
from briefgen.extract.figure_rules.group_choice import GroupChooser
from briefgen.extract.figure_rules.increments import without_increments
from briefgen.extract.figure_rules.measure_choice import CRAFT, MeasureChooser
from briefgen.extract.figure_rules.measures import Measure, Trigger, measures_of
from briefgen.extract.figure_rules.no_counts import LENGTHS, NoCounts
from briefgen.extract.figure_rules.numerals import Numeral, read_numeral
from briefgen.extract.figure_rules.outcomes import OutcomeReader
from briefgen.extract.figure_rules.shared_nouns import spread_nouns
from briefgen.extract.figure_rules.tabled import TableReader
from briefgen.extract.figure_rules.taken_up import TakenUpReader
from briefgen.extract.figure_rules.thing_tallies import ThingTallies
from briefgen.extract.figure_rules.told_twice import DistinctFigures
from briefgen.extract.figure_rules.trigger_readers import TriggerReaders
from briefgen.extract.figure_rules.triggers import TriggerFinder
from briefgen.extract.figure_rules.valued import ValuedReader, head_word, is_money
from briefgen.extract.figure_rules.victims import find_victims, name_several
from briefgen.extract.frames import FigureFrame
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.model.brief import Inexact, Qualifier
from briefgen.model.config import OwnMeasure
from briefgen.model.span import Span

_SHARE = Measure("share", "percent", people=False)
_BEYOND = load_words("figure_rules", "beyond")
"""Verbs that make the amount behind them a lower bound."""
_HARMING = frozenset({"killing", "wounding", "injuring"})
_HOUSEHOLDS = {"family": "families", "household": "households"}
"""What is counted by the household is no number of people."""
_SCALES = load_words("figure_rules", "scales")


class Telling(msgspec.Struct, frozen=True):
    """A number with what tells its measure."""

    numeral: Numeral
    trigger: Trigger
    emptied: bool
    """Whether it counts places that all have left."""


class FigureFinder:
    """Finds the figures of one document."""

    def __init__(self, context: Context, own: Sequence[OwnMeasure]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = spread_nouns(context)
        self.measures = measures_of(own)
        self.again: set[int] = set()
        """Quantities that give the number before for another day."""
        self.moved: set[int] = set()
        """Quantities that another one replaces in the same breath."""
        readers = TriggerReaders(context, self.measures, self.quantities)
        self.triggers = TriggerFinder(readers)
        reader = readers.reader
        self.by_name = reader.by_name
        self.choice = MeasureChooser(context, self.quantities, reader)
        self.counts = CountFinder(context, self.quantities, reader, is_protest=self.choice.protests.is_told)
        self.asked = AskedCounts(context, reader)
        self.things = ThingTallies(context, self.quantities, reader)
        self.taken_up = TakenUpReader(context, self.quantities, reader)
        self.outcomes = OutcomeReader(context, reader)
        self.none = NoCounts(context, self.quantities, reader)
        self.groups = readers.groups
        self.group_choice = GroupChooser(context, self.groups, reader)
        self.valued = ValuedReader(context, self.groups.phrases)
        self.slots = SlotFiller(context, self.quantities)

    def find(self) -> list[FigureFrame]:
        """Find the figures in text order; those of tables come last."""
        tabled = TableReader(self.context, self.measures).find()
        figures = self._in_prose([frame.evidence for frame in tabled])
        figures += self._victims({figure.quantity: figure.measure.name for figure in figures})
        figures += self._fractions()
        figures.sort(key=lambda figure: figure.first)
        told = DistinctFigures(self.context.document.names.entities)
        of_quantity: dict[int, int] = {}
        for figure in without_increments(self.context, self.quantities, figures):
            frame = self.slots.make_frame(
                figure, of_quantity, told.frames, again=self.again, moved=self.moved
            )
            of_quantity[figure.quantity] = told.add(frame)
        for frame in tabled:
            told.add(frame)
        return told.frames

    def _in_prose(self, tables: Sequence[Span]) -> list[CountedNumber]:
        """Read the numbers of sentences, tables left out."""
        figures: list[CountedNumber] = []
        before: dict[int, str] = {}
        for number, quantity in enumerate(self.quantities):
            sentence = self.context.document.sentences[quantity.sentence]
            if sentence.kind not in {"body", "dek"} or any(span.contains(quantity.number) for span in tables):
                continue
            figure = self._figure(read_numeral(self.context, self.quantities, number, before))
            if figure is not None:
                # Prices and shares, told by their unit, lend nothing to the numbers beside them.
                if figure.measure.name in self.by_name:
                    before[number] = figure.measure.name
                figures.append(figure)
        return figures

    def _victims(self, told: Mapping[int, str]) -> list[CountedNumber]:
        """Read those who are told of without a number: `a guard was killed`; each is a quantity from here on.

        Args:
            told: the measures of the numbers, by quantity.
        """
        figures: list[CountedNumber] = []
        for victim in find_victims(self.context, self.triggers.verbs, told):
            group = self.groups.phrases.read_phrase(victim.first + 1, victim.last)
            group = group if victim.quantity.value == 1 else name_several(group)
            measure, number = self.by_name[victim.measure], len(self.quantities)
            figures.append(CountedNumber(number, measure, group, "people", victim.first, victim.last))
            self.quantities.append(victim.quantity)
        return figures

    def _fractions(self) -> list[CountedNumber]:
        """Read shares in words: `two thirds of the houses`; each is a quantity from here on."""
        figures: list[CountedNumber] = []
        for told in find_fractions(self.context):
            number = len(self.quantities)
            figures.append(CountedNumber(number, _SHARE, told.group, "percent", told.first, told.last))
            self.quantities.append(told.quantity)
        return figures

    def _figure(self, numeral: Numeral) -> CountedNumber | None:
        """Read one number: what it measures, then whom or what it counts; None where it is no figure."""
        if numeral.first >= numeral.last:
            return None
        valued = self._valued(numeral)
        if valued is not None:
            return valued
        if self._has_other_unit(numeral) or self._is_no_count(numeral):
            return None
        numeral = self._with_person(numeral)
        if _is_too_vague(numeral):
            return None
        telling = self._telling(numeral)
        if telling is None or self._is_no_figure(telling):
            return None
        telling = self._noted(telling)
        measure = self.choice.choose(telling.numeral, telling.trigger)
        if measure is None:
            return None
        if self.choice.counts_people_after_all(telling.numeral.quantity, measure):
            telling = self._changed(telling, unit="people", antecedent=None)
        return self._counted(telling, measure)

    def _valued(self, numeral: Numeral) -> CountedNumber | None:
        """Read a price, a share or a cost, which the unit tells."""
        quantity, first, noun_last = numeral.quantity, numeral.first, numeral.noun_last
        valued = self.valued.read_valued(quantity, first, noun_last)
        if valued is None:
            return None
        beyond = quantity.qualifier == "exact" and self.index.low[first - 1] in _BEYOND
        return CountedNumber(
            numeral.number,
            valued.measure,
            valued.group,
            valued.unit,
            first,
            noun_last,
            "more_than" if beyond else "exact",
        )

    def _has_other_unit(self, numeral: Numeral) -> bool:
        """Tell whether a number is of money, or of something else that no measure counts."""
        quantity = numeral.quantity
        if quantity.unit == "percent" or "/" in quantity.unit or is_money(quantity.unit):
            return True
        if quantity.head and quantity.head in load_quantity_words().currencies:
            return True
        return head_word(self.index, quantity, numeral.last, numeral.noun_last) in _not_counted()

    def _is_no_count(self, numeral: Numeral) -> bool:
        """Tell whether a number is an age or the like, is denied, or a whole of which only some are told of."""
        first, noun_last = numeral.first, numeral.noun_last
        return (
            self.none.is_none(numeral)
            or self.triggers.untold.is_denied(first)
            or (
                self.none.is_whole(first)
                and not self._is_state(noun_last)
                and not self.triggers.fates.none_survived(numeral.quantity, first, noun_last)
            )
        )

    def _is_state(self, at: int) -> bool:
        """Tell whether a number is of those to whom it happened: `several of the 300 injured`."""
        word = self.index.low[at] if at < len(self.index.low) else ""
        return any(word in measure.before and measure.people for measure in self.measures)

    def _with_person(self, numeral: Numeral) -> Numeral:
        """Return a number with its unit where a bare `one` is a person.

        `killing one and leaving 17 missing`, `three were hurt and one was missing`
        """
        low, first, last = self.index.low, numeral.first, numeral.last
        if numeral.quantity.value != 1:
            return numeral
        joined = low[first - 1] in {"and", ",", "while"} and low[last : last + 1] == ["was"]
        stated = joined and low[last + 1 : last + 2] != []
        stated = stated and low[last + 1] in load_quantity_words().without_noun
        if not stated and low[first - 1] not in _HARMING:
            return numeral
        person = msgspec.structs.replace(numeral.quantity, unit="people")
        return msgspec.structs.replace(numeral, quantity=person)

    def _telling(self, numeral: Numeral) -> Telling | None:
        """Find what tells the measure of a number: the readers are asked from the surest to the faintest."""
        emptied = self.counts.read_emptied(numeral)
        apposed = numeral.quantity.relation == "of_them"
        trigger = (
            emptied
            or (self.counts.read_apposed(numeral) if apposed else None)
            or self.asked.find(numeral)
            or self.things.find(numeral)
            or self.triggers.find(numeral)
            or self.counts.find(numeral)
            or self.taken_up.find_likewise(numeral.number, numeral.noun_last, numeral.before)
        )
        trigger = self.taken_up.find(numeral, trigger) or trigger
        trigger = self.outcomes.rather_dead(trigger, numeral.quantity, numeral.noun_last)
        trigger = self.outcomes.rather_missing(trigger, numeral)
        return Telling(numeral, trigger, emptied is not None) if trigger is not None else None

    def _is_no_figure(self, telling: Telling) -> bool:
        """Tell whether what tells the measure is of others, of another place or time, or has not come about."""
        numeral, trigger, low = telling.numeral, telling.trigger, self.index.low
        first, last, noun_last = numeral.first, numeral.last, numeral.noun_last
        if self.choice.is_either(trigger) or self.outcomes.is_other(trigger, numeral):
            return True
        if self.outcomes.is_averted(trigger, numeral.quantity):
            return True
        if low[last : last + 2] == ["more", "than"] or low[first - 1] == "expect":
            # `16,000 officers, ten thousand more than the night before`
            return True
        if trigger.measure == "troops_deployed":
            return False
        # `expects 1.8 million people to flee by the end of the year`
        return self.slots.places.is_of_wider(first, noun_last) or self.outcomes.is_awaited(first, noun_last)

    def _noted(self, telling: Telling) -> Telling:
        """Note what the words that tell a measure say of the number beside it."""
        number, trigger = telling.numeral.number, telling.trigger
        if trigger.again:
            self.again.add(number)
        if trigger.moved:
            self.moved.add(number)
        if trigger.part and not telling.numeral.quantity.relation:
            return self._changed(telling, relation="part")
        return telling

    def _changed(self, telling: Telling, **changes: object) -> Telling:
        """Return what is told of a number with its quantity read otherwise, here and by all who ask for it later."""
        numeral = telling.numeral
        quantity = msgspec.structs.replace(numeral.quantity, **changes)
        self.quantities[numeral.number] = quantity
        return msgspec.structs.replace(telling, numeral=msgspec.structs.replace(numeral, quantity=quantity))

    def _counted(self, telling: Telling, told: Measure) -> CountedNumber | None:
        """Return a number with whom or what it counts, and the measure that this makes of what is told of it."""
        numeral, trigger, quantity = telling.numeral, telling.trigger, telling.numeral.quantity
        group = self.group_choice.read_beside(numeral, trigger, told)
        measure = self.choice.settle(numeral, trigger, told, group)
        if measure is None:
            return None
        group = self.group_choice.choose(numeral, trigger, measure, group)
        behind = self.index.low[numeral.noun_last : numeral.noun_last + 1]
        if quantity.unit in LENGTHS and not group and not measure.people and behind != ["of"]:
            # `The ferry sank about 80 kilometres off Galle`
            return None
        unit = _HOUSEHOLDS.get(quantity.head, "") or trigger.unit or measure.unit or quantity.unit or group
        taken = measure.name == "kidnapped" and self.choice.is_hijacked(trigger, quantity)
        if taken:
            unit = quantity.unit
        riding = measure.name == "protesters" and quantity.unit in CRAFT
        of_things = quantity.unit not in {"", "people"}
        if measure.people and of_things and not (taken or riding or telling.emptied):
            return None
        qualifier: Qualifier = trigger.qualifier
        if qualifier == "exact" and measure.people and self.outcomes.may_only_be(trigger):
            # `20,000 may have died`
            qualifier = "up_to"
        return CountedNumber(
            numeral.number,
            measure,
            group,
            unit,
            numeral.first,
            numeral.noun_last,
            qualifier,
            trigger.claimant,
        )


def find_figures(
    context: Context, measures: Sequence[OwnMeasure] = (), countries: Collection[str] = ()
) -> list[FigureFrame]:
    """Find the figures of one article, in text order; what it tells twice is one.

    Args:
        context: the article's layers.
        measures: measures that the project adds; they come before the built-in ones.
        countries: whose crisis it is: a place of a country that the article does not name is none.

    Returns:
        Frames with filled slots. A claimant is only filled where an attribution governs the number.
    """
    return [
        msgspec.structs.replace(frame, place=None)
        if frame.place is not None and not context.is_in_story(frame.place, countries)
        else frame
        for frame in FigureFinder(context, measures).find()
    ]


@cache
def _not_counted() -> frozenset[str]:
    return frozenset(load_phrases("figures", "not_counted"))


def _is_too_vague(numeral: Numeral) -> bool:
    """Tell whether a number is none or one thing, or a vague one that names no scale: `many`, but not `dozens`."""
    quantity = numeral.quantity
    if quantity.value == 1:
        return quantity.unit != "people"
    if not isinstance(quantity.value, Inexact):
        return quantity.value == 0
    words = quantity.value.words
    return bool(words) and _SCALES.isdisjoint((words or "").lower().split())
