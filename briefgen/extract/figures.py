"""Figures: how many, of what, and who says so."""

from collections.abc import Collection, Sequence
from functools import cache

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.asked import AskedCounts
from briefgen.extract.figure_rules.faint_counts import CountFinder
from briefgen.extract.figure_rules.figure_checks import FigureChecker
from briefgen.extract.figure_rules.figure_slots import CountedNumber, SlotFiller
from briefgen.extract.figure_rules.fractions import find_fractions
from briefgen.extract.figure_rules.groups import GroupReader, group_key, people_groups
from briefgen.extract.figure_rules.measures import Measure, Trigger, built_in_measures, own_measures
from briefgen.extract.figure_rules.no_counts import NoCounts, find_increments
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.outcomes import OutcomeReader
from briefgen.extract.figure_rules.shared_nouns import spread_nouns
from briefgen.extract.figure_rules.tabled import TableReader
from briefgen.extract.figure_rules.taken_up import TakenUpReader
from briefgen.extract.figure_rules.thing_tallies import ThingTallies
from briefgen.extract.figure_rules.told_twice import richer, same_figure
from briefgen.extract.figure_rules.triggers import TriggerFinder
from briefgen.extract.figure_rules.valued import ValuedReader, head_word, is_money
from briefgen.extract.figure_rules.victims import find_victims
from briefgen.extract.frames import FigureFrame
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words
from briefgen.extract.lexicon import load_phrases
from briefgen.model.brief import Inexact, Qualifier
from briefgen.model.config import OwnMeasure

_NEVER_HURT = frozenset({"buildings", "shops", "places", "events", "weapons", "flights"})
"""Units of the number before that cannot be meant where people suffer."""
_OF_BODIES = frozenset({"protesters", "troops_deployed"})
"""Measures of which the size of a body may be one: `a 300-strong crowd`."""
_HURT = frozenset({"killed", "injured", "hospitalised", "infected"})
_REACH_OF_PAIRS = 12
_STATES = frozenset(
    ["losses", "missing", "dead", "injured", "wounded", "killed", "displaced", "homeless", "feared", "sick"]
)
"""States of people, which are measures of their own."""
_CRAFT = frozenset(["ships", "aircraft", "vehicles"])
_SAYING = frozenset(["say", "report", "tell", "add", "write", "announce", "estimate", "count", "reckon"])
"""Verbs of whoever gives a number, who is not counted."""
_BEHIND_NOUNS = frozenset(
    ["and", "in", "at", "on", "from", "to", "who", "were", "was", "had", "have", "for", "by"]
)
_BEYOND = frozenset(
    ["exceed", "exceeds", "top", "tops", "topped", "surpass", "surpasses", "topping", "passed"]
)
"""Verbs that make the amount behind them a lower bound."""
_HOUSEHOLDS = {"family": "families", "household": "households"}
"""What is counted by the household is no number of people."""


class FigureFinder:
    """Finds the figures of one document."""

    def __init__(self, context: Context, own: Sequence[OwnMeasure]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = spread_nouns(context)
        self.measures = own_measures(own) + built_in_measures()
        self.by_name = {measure.name: measure for measure in self.measures}
        self.again: set[int] = set()
        """Quantities that give the number before for another day."""
        self.moved: set[int] = set()
        """Quantities that another one replaces in the same breath."""
        self.triggers = TriggerFinder(context, self.measures, self.quantities)
        self.checker = FigureChecker(context, self.quantities, self.measures, self.triggers.reader)
        self.counts = CountFinder(context, self.measures, self.quantities, self.triggers.reader, self.checker)
        self.asked = AskedCounts(context, self.triggers.reader)
        self.things = ThingTallies(context, self.quantities, self.triggers.reader)
        self.taken_up = TakenUpReader(context, self.quantities, self.triggers.reader)
        self.outcomes = OutcomeReader(context, self.triggers.reader)
        self.none = NoCounts(context, self.triggers.reader)
        self.groups = GroupReader(context, self.measures)
        self.valued = ValuedReader(context, self.groups)
        self.slots = SlotFiller(context, self.quantities)

    def find(self) -> list[FigureFrame]:
        """Find the figures in text order."""
        figures: list[CountedNumber] = []
        triggers: dict[int, str] = {}
        tabled = TableReader(self.context, self.measures).find()
        in_tables = {frame.evidence for frame in tabled}
        for number, quantity in enumerate(self.quantities):
            sentence = self.context.document.sentences[quantity.sentence]
            if sentence.kind not in {"body", "dek"}:
                continue
            if in_tables and any(span.contains(quantity.number) for span in in_tables):
                continue
            figure = self._figure(number, quantity, triggers)
            if figure is not None:
                # Prices and shares, told by their unit, lend nothing to the numbers beside them.
                if figure.measure.name in self.by_name:
                    triggers[number] = figure.measure.name
                figures.append(figure)
        for victim in find_victims(self.context, self.triggers.verbs):
            group = self.groups.read_phrase(victim.first + 1, victim.last)
            measure = self.by_name[victim.measure]
            figures.append(
                CountedNumber(len(self.quantities), measure, group, "people", victim.first, victim.last)
            )
            self.quantities.append(victim.quantity)
        share = Measure("share", "percent", people=False)
        for fraction in find_fractions(self.context):
            figures.append(
                CountedNumber(
                    len(self.quantities), share, fraction.group, "percent", fraction.first, fraction.last
                )
            )
            self.quantities.append(fraction.quantity)
        figures.sort(key=lambda figure: figure.first)
        figures = self._without_increments(figures)
        frames: list[FigureFrame] = []
        of_quantity: dict[int, int] = {}
        alike: dict[tuple[str, object, str], list[int]] = {}
        for figure in figures:
            frame = self.slots.make_frame(figure, of_quantity, frames, again=self.again, moved=self.moved)
            places = alike.setdefault((frame.measure, frame.value, frame.unit), [])
            same = next((k for k in places if same_figure(frames[k], frame)), None)
            if same is not None:
                frames[same] = richer(frames[same], frame)
                of_quantity[figure.quantity] = same
                continue
            of_quantity[figure.quantity] = len(frames)
            places.append(len(frames))
            frames.append(frame)
        for frame in tabled:
            places = alike.setdefault((frame.measure, frame.value, frame.unit), [])
            same = next((k for k in places if same_figure(frames[k], frame)), None)
            if same is not None:
                frames[same] = richer(frames[same], frame)
                continue
            places.append(len(frames))
            frames.append(frame)
        return frames

    def _is_state(self, at: int) -> bool:
        """Tell whether a number is of those to whom it happened: `several of the 300 injured`."""
        word = self.index.low[at] if at < len(self.index.low) else ""
        return any(word in measure.before and measure.people for measure in self.measures)

    def _without_increments(self, figures: list[CountedNumber]) -> list[CountedNumber]:
        """Drop what one day added where the article gives the total too: the two are no series."""
        added = find_increments(self.context, self.quantities)
        if not added:
            return figures
        totals: dict[str, float] = {}
        for figure in figures:
            value = self.quantities[figure.quantity].value
            if figure.quantity not in added and not isinstance(value, Inexact):
                totals[figure.measure.name] = max(value, totals.get(figure.measure.name, 0))
        return [
            figure
            for figure in figures
            if figure.quantity not in added
            or isinstance(value := self.quantities[figure.quantity].value, Inexact)
            or value >= totals.get(figure.measure.name, 0)
        ]

    def _figure(self, number: int, quantity: Quantity, before: dict[int, str]) -> CountedNumber | None:
        first, last = self.context.quantity_range[number]
        if first >= last:
            return None
        noun_last = self.index.range_of(quantity.noun)[1] if quantity.noun is not None else last
        noun_last = max(noun_last, last)
        numeral = Numeral(number, quantity, first, last, noun_last, before)
        valued = self.valued.read_valued(quantity, first, noun_last)
        if valued is not None:
            beyond = quantity.qualifier == "exact" and self.index.low[first - 1] in _BEYOND
            qualifier: Qualifier = "more_than" if beyond else "exact"
            return CountedNumber(
                number, valued.measure, valued.group, valued.unit, first, noun_last, qualifier
            )
        if quantity.unit == "percent" or "/" in quantity.unit or is_money(quantity.unit):
            return None
        if quantity.head and quantity.head in load_quantity_words().currencies:
            return None
        head = head_word(self.index, quantity, last, noun_last)
        if head in _not_counted():
            return None
        if (
            self.index.low[first - 2 : first] == ["all", "but"]
            or (self.index.low[first - 2 : first] == ["out", "of"] and quantity.head != "case")
            or self.checker.is_age(quantity, first)
            or self.checker.is_rate(first, last, noun_last)
            or (
                self.checker.is_whole(first)
                and not self._is_state(noun_last)
                and not self.triggers.fates.none_survived(quantity, first, noun_last)
            )
            or self.checker.is_whole_of_part(first, noun_last)
            or self.checker.is_listed_age(number, first, last)
            or self.checker.is_radius(quantity, first)
            or self.checker.is_capacity(first)
            or self.triggers.untold.is_denied(first)
            or self.none.is_none(numeral)
        ):
            return None
        alone = self.index.low[first - 1] in {"killing", "wounding", "injuring"}
        joined = self.index.low[first - 1] in {"and", ",", "while"} and self.index.low[last : last + 1] == [
            "was"
        ]
        state = self.index.low[last + 1 : last + 2] if joined else []
        if quantity.value == 1 and (alone or load_quantity_words().without_noun.issuperset(state or [""])):
            # `killing one and leaving 17 missing`, `three were hurt and one was missing`
            quantity = msgspec.structs.replace(quantity, unit="people")
            numeral = msgspec.structs.replace(numeral, quantity=quantity)
        if quantity.value in (0, 1) and not (quantity.value == 1 and quantity.unit == "people"):
            return None
        if (
            isinstance(quantity.value, Inexact)
            and quantity.value.words
            and not _is_scale(quantity.value.words)
        ):
            return None
        apposed = self.counts.read_apposed(numeral) if quantity.relation == "of_them" else None
        emptied = self.counts.read_emptied(numeral)
        trigger = (
            emptied
            or apposed
            or self.asked.find(numeral)
            or self.things.find(numeral)
            or self.triggers.find(numeral)
            or self.counts.find(numeral)
            or self.taken_up.find_likewise(number, noun_last, before)
        )
        trigger = self.taken_up.find(numeral, trigger) or trigger
        trigger = self.outcomes.rather_dead(trigger, quantity, noun_last)
        if trigger is None:
            return None
        if self.checker.is_either(trigger):
            return None
        if trigger.measure != "troops_deployed" and self.slots.places.is_of_wider(first, noun_last):
            return None
        if self.none.is_other(trigger, numeral):
            return None
        if trigger.again:
            self.again.add(number)
        if trigger.moved:
            self.moved.add(number)
        if trigger.part and not quantity.relation:
            quantity = self.quantities[number] = msgspec.structs.replace(quantity, relation="part")
            numeral = msgspec.structs.replace(numeral, quantity=quantity)
        found = self.by_name[trigger.measure]
        strong = self.index.low[last - 1].endswith("-strong")
        if strong and found.people and found.name not in _OF_BODIES:
            # `120 of the men of its 4,000-strong force are missing`
            return None
        if isinstance(quantity.value, float) and (found.people or quantity.unit in {"", "events"}):
            # `a turnout of 50.9`, `a 7.2 offshore earthquake`
            return None
        if trigger.measure != "troops_deployed" and self.outcomes.is_awaited(first, noun_last):
            # `expects 1.8 million people to flee by the end of the year`
            return None
        if self.index.low[last : last + 2] == ["more", "than"] or self.index.low[first - 1] == "expect":
            # `16,000 officers, ten thousand more than the night before`
            return None
        if found.name == "detained" and self.checker.is_siege and self.checker.is_holding(trigger):
            found = self.by_name["kidnapped"]
        if quantity.head == "survivor" and found.name in {"killed", "missing"}:
            return None
        if found.name == "burned" and quantity.head in {"fire", "blaze", "wildfire", "bushfire"}:
            return None
        if found.name == "seized" and self.checker.is_salvage(quantity, trigger):
            return None
        hurt = quantity.unit in _NEVER_HURT or (
            quantity.unit in _CRAFT and found.name in _HURT | {"displaced"}
        )
        if quantity.noun is None and hurt and found.people:
            # `Two hospitals were hit and six were killed`
            quantity = msgspec.structs.replace(quantity, unit="people", antecedent=None)
            numeral = msgspec.structs.replace(numeral, quantity=quantity)
            self.quantities[number] = quantity
        group = trigger.group
        if not trigger.labelled:
            group = self.groups.read_group(numeral, found)
        if not group and trigger.strong and trigger.first == noun_last and trigger.last == noun_last + 1:
            behind = self.index.low[trigger.last : trigger.last + 1]
            group = "" if behind == ["the"] else self.groups.read_after(found, trigger.last)
            group = group or self.groups.read_among(trigger.last)
        if (
            not group
            and trigger.named
            and not found.before.isdisjoint(self.index.low[noun_last : noun_last + 1])
        ):
            # `Hospitals treated 317 injured officers`
            group = self.groups.read_after(found, noun_last + 1)
        if not found.people and not group and self.index.low[trigger.last - 1] in found.before:
            # `the number of cancelled flights hit 5,700`
            group = self.groups.read_after(found, trigger.last) if trigger.last <= first else group
        if (
            not found.people
            and group == ""
            and quantity.unit in {"", "people", "kilograms", "gallons", "litres"}
        ):
            return None
        if (
            found.name == "kidnapped"
            and quantity.unit not in {"", "people"}
            and trigger.measure == "kidnapped"
        ):
            hijacked = self._is_hijacked(trigger, quantity)
            if (
                self.index.low[trigger.last - 1] not in {"seized", "seize", "seizes", "seizing"}
                and not hijacked
            ):
                return None
            if not hijacked:
                # `Five rifles were seized`
                found = self.by_name["seized"]
        if not found.people and group_key(group) in people_groups():
            if found.name != "seized":
                return None
            found = self.by_name["kidnapped"]
        if found.name == "seized" and quantity.unit == "people":
            found = self.by_name["kidnapped"]
        if found.name == "arrested" and self.checker.is_capture(quantity, trigger):
            # `captures two Israeli soldiers in a raid`
            found = self.by_name["detained"]
        if found.name == "kidnapped" and self.checker.is_arrest(numeral, trigger):
            found = self.by_name["arrested"]
        if not found.people and quantity.unit == "people" and not (trigger.labelled and trigger.unit):
            return None
        if found.name in {"displaced", "evacuated"} and self.checker.only_leaves(quantity, trigger):
            return None
        if found.name == "protesters" and (
            quantity.value == 1 or self.checker.is_no_protest(quantity, trigger)
        ):
            return None
        if found.name == "displaced" and self.checker.is_sheltered_by_state(quantity):
            return None
        if found.name == "displaced" and quantity.head in self.by_name["protesters"].nouns:
            # `demonstrators spent the night in the open`
            found = self.by_name["protesters"]
        if found.name == "troops_deployed" and not self.checker.are_troops(numeral, trigger):
            return None
        if quantity.noun is None or quantity.head in found.before:
            group = self.groups.read_of_them(last) or group
        group = (
            group
            or self.groups.read_for_side(last)
            or self.groups.read_of_own(self.context.document.sentences[quantity.sentence].first, last)
        )
        if (
            not group
            and self.index.low[trigger.first + 1 : trigger.first + 2] == ["of"]
            and (trigger.last <= first or trigger.first == last + 1)
        ):
            # `the number of protesters killed has risen to seven`
            group = self.groups.read_known(trigger.first + 2)
        group = group or self.groups.read_called(noun_last) or self._named(quantity, last)
        if found.people and group and trigger.last <= noun_last + _REACH_OF_PAIRS:
            group = self.groups.with_partner(group, noun_last, trigger.first)
        if not group and found.name == "evacuated" and quantity.head == "patient":
            group = "patients"
        if found.name == "troops_deployed":
            group = self.groups.of_sender(group, first, trigger.first)
        if group.lower() in found.persons or (found.persons and self._is_body(quantity, group)):
            # `bringing the number of hostages to 69`, `300 U.N. hostages`
            group = ""
        if found.people and group.lower() in _STATES | (
            {"survivors"} if found.name in {"killed", "missing"} else set()
        ):
            # What became of others is no group.
            group = ""
        if quantity.unit == "kilometres" and not group and self.index.low[last : last + 1] == ["of"]:
            group = self.groups.read_phrase(last + 1, last + 2)
        unit = _HOUSEHOLDS.get(quantity.head, "") or trigger.unit or found.unit or quantity.unit or group
        taken = found.name == "kidnapped" and self._is_hijacked(trigger, quantity)
        if taken:
            unit = quantity.unit
        riding = found.name == "protesters" and quantity.unit in _CRAFT
        if found.people and quantity.unit not in {"", "people"} and not (taken or riding or emptied):
            return None
        if self.outcomes.is_averted(trigger, quantity):
            return None
        qualifier = trigger.qualifier
        if qualifier == "exact" and found.people and self.outcomes.may_only_be(trigger):
            # `20,000 may have died`
            qualifier = "up_to"
        return CountedNumber(number, found, group, unit, first, noun_last, qualifier, trigger.claimant)

    def _named(self, quantity: Quantity, last: int) -> str:
        """Return the name of a people that stands behind its number: `Some 3,000 Karen fled`."""
        tokens, end = self.index.tokens, self.context.document.sentences[quantity.sentence].last
        if quantity.noun is not None or last + 1 >= end:
            return ""
        plain = tokens[last].norm[:1].isupper() and tokens[last].norm.isalpha()
        if not plain or self.context.timex_at[last] >= 0 or self.index.verb_at[last] >= 0:
            return ""
        if quantity.unit == "people" and tokens[last].norm.endswith("s") and self._ends(last + 1):
            # `arrested nine Europeans`
            return tokens[last].norm
        verb = self.triggers.reader.verb(last + 1)
        told = verb is not None and verb.first == last + 1 and (verb.passive or verb.lemma not in _SAYING)
        return tokens[last].norm if told else ""

    def _is_body(self, quantity: Quantity, group: str) -> bool:
        """Tell whether all that is said of those in a state is whose they are: `500 UN hostages`."""
        if quantity.noun is None or not quantity.head or quantity.head in group.lower():
            return False
        names = self.context.document.names
        first, last = self.index.range_of(quantity.noun)
        mentions = self.index.mentions_in(first, last)
        return any(
            names.entities[names.mentions[m].entity].type == "organisation"
            and names.mentions[m].surface == group
            for m in mentions
        )

    def _ends(self, token: int) -> bool:
        """Tell whether a noun phrase has ended before a token."""
        low = self.index.low[token]
        return low in MARKS or low in _BEHIND_NOUNS or self.context.timex_at[token] >= 0

    def _is_hijacked(self, trigger: Trigger, quantity: Quantity) -> bool:
        """Tell whether ships, planes or buses are taken with those aboard: `pirates hijacked 49 ships`."""
        if quantity.unit not in _CRAFT:
            return False
        verb = self.triggers.reader.verb(trigger.first)
        return trigger.named or (verb is not None and verb.lemma == "hijack")


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


def _is_scale(words: str) -> bool:
    """Tell whether a vague number names a scale (`dozens`), and is not just `many`."""
    return not _SCALES.isdisjoint(words.lower().split())


_SCALES = frozenset({"dozens", "scores", "tens", "hundreds", "thousands", "millions", "billions"}) | {
    "dozen",
    "hundred",
    "thousand",
    "million",
}
