"""Whom or what a figure counts, from the words of its number and those of what tells the measure."""

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.group_partners import PartnerReader
from briefgen.extract.figure_rules.groups import GroupReader
from briefgen.extract.figure_rules.groups_beside import GroupsBeside
from briefgen.extract.figure_rules.measures import Measure, Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_REACH_OF_PAIRS = 12
_STATES = load_words("figure_rules", "states_of_people")
"""What became of people, which is a measure of its own and no group."""
_OF_THE_LOST = frozenset({"killed", "missing"})
_SAYING = load_words("figure_rules", "group_choice_saying")
"""Verbs of whoever gives a number, who is not counted."""


class GroupChooser:
    """Chooses the groups of the figures of one document."""

    def __init__(self, context: Context, groups: GroupReader, reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.groups = groups
        self.beside = GroupsBeside(context, groups.phrases, reader.measures)
        self.partners = PartnerReader(context)
        self.reader = reader

    def read_beside(self, numeral: Numeral, trigger: Trigger, measure: Measure) -> str:
        """Return the group that the number's noun names, or what tells the measure beside it; "" for none."""
        low, noun_last = self.index.low, numeral.noun_last
        group = trigger.group if trigger.labelled else self.groups.read_group(numeral, measure)
        if not group and trigger.strong and (trigger.first, trigger.last) == (noun_last, noun_last + 1):
            behind = low[trigger.last : trigger.last + 1]
            group = "" if behind == ["the"] else self.beside.read_after(measure, trigger.last)
            group = group or self.beside.read_among(trigger.last)
        if not group and trigger.named and not measure.before.isdisjoint(low[noun_last : noun_last + 1]):
            # `Hospitals treated 317 injured officers`
            group = self.beside.read_after(measure, noun_last + 1)
        if group or measure.people or trigger.last > numeral.first:
            return group
        # `the number of cancelled flights hit 5,700`
        return (
            self.beside.read_after(measure, trigger.last) if low[trigger.last - 1] in measure.before else ""
        )

    def choose(self, numeral: Numeral, trigger: Trigger, measure: Measure, group: str) -> str:
        """Return the group of a figure; "" for people at large.

        Args:
            numeral: the number.
            trigger: what tells the measure.
            measure: the measure.
            group: the group that the words right beside the number name.
        """
        quantity, last, noun_last = numeral.quantity, numeral.last, numeral.noun_last
        if quantity.noun is None or quantity.head in measure.before:
            group = self.beside.read_of_them(last) or group
        group = (
            group
            or self.beside.read_for_side(last)
            or self.beside.read_of_own(self.context.document.sentences[quantity.sentence].first, last)
            or self._of_trigger(numeral, trigger)
            or self.beside.read_called(noun_last)
            or self._named(quantity, last)
        )
        if measure.people and not group:
            group = self.beside.read_predicate(numeral.first)
        if measure.people and group and trigger.last <= noun_last + _REACH_OF_PAIRS:
            group = self.partners.with_partner(group, noun_last, trigger.first)
        elif group and trigger.last <= noun_last + _REACH_OF_PAIRS:
            group = self.partners.with_partner_things(group, quantity, noun_last, trigger.first)
        if not group and measure.name == "evacuated" and quantity.head == "patient":
            group = "patients"
        if measure.name == "troops_deployed":
            group = self.beside.of_sender(group, numeral.first, trigger.first)
        if self._is_no_group(quantity, measure, group):
            group = ""
        if quantity.unit == "kilometres" and not group and self.index.low[last : last + 1] == ["of"]:
            group = self.groups.phrases.read_phrase(last + 1, last + 2)
        return group

    def _of_trigger(self, numeral: Numeral, trigger: Trigger) -> str:
        """Read `the number of protesters killed has risen to seven`."""
        beside = trigger.last <= numeral.first or trigger.first == numeral.last + 1
        if not beside or self.index.low[trigger.first + 1 : trigger.first + 2] != ["of"]:
            return ""
        return self.groups.phrases.read_known(trigger.first + 2)

    def _named(self, quantity: Quantity, last: int) -> str:
        """Return the name of a people that stands behind its number: `Some 3,000 Karen fled`."""
        tokens, end = self.index.tokens, self.context.document.sentences[quantity.sentence].last
        if quantity.noun is not None or last + 1 >= end:
            return ""
        plain = tokens[last].norm[:1].isupper() and tokens[last].norm.isalpha()
        if not plain or self.context.timex_at[last] >= 0 or self.index.verb_at[last] >= 0:
            return ""
        verb = self.reader.verb(last + 1)
        told = verb is not None and verb.first == last + 1 and (verb.passive or verb.lemma not in _SAYING)
        return tokens[last].norm if told else ""

    def _is_no_group(self, quantity: Quantity, measure: Measure, group: str) -> bool:
        """Tell whether a word only says what became of people, or whose they are: `500 UN hostages`."""
        if group.lower() in measure.persons or (measure.persons and self._is_body(quantity, group)):
            # `bringing the number of hostages to 69`
            return True
        if not measure.people:
            return False
        return group.lower() in _STATES or (group.lower() == "survivors" and measure.name in _OF_THE_LOST)

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
