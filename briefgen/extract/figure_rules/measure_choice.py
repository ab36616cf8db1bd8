"""Which of two near measures is meant: seized or kidnapped, arrested or detained, troops or police."""

from collections.abc import Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.group_names import group_key, people_groups
from briefgen.extract.figure_rules.measures import Measure, Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.protests import ProtestReader
from briefgen.extract.figure_rules.trigger_nouns import UNITS
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_words

_FINDING_AGAIN = frozenset(["recover", "retrieve", "lift", "haul", "raise", "remove"])
_SALVAGED = load_words("figure_rules", "salvaged")
"""What comes out of the wreckage of a plane, ship or train, and is taken from nobody."""
_ON_DUTY = load_words("figure_rules", "on_duty")
"""Those who leave a country when their work is done."""
_CAPTORS = frozenset(["rebels", "rebel", "guerrillas", "insurgents", "militants", "fighters", "separatists"])
_AFLOAT = frozenset(["sailor", "airman", "pilot", "policeman", "gendarme"])
"""Who serves beside soldiers."""
_AT_LARGE = load_words("figure_rules", "at_large")
"""Those who flee from the law."""
_DRIVEN_OUT = load_words("figure_rules", "driven_out")
"""Words that tell of lost homes, whoever it befalls."""
_SERVING = frozenset(
    ["soldier", "troop", "serviceman", "marine", "airman", "paratrooper", "pilot", "officer"]
)
_EXPELLED = frozenset(
    ["diplomat", "ambassador", "journalist", "reporter", "observer", "monitor", "official", "expert"]
)
"""Whom a state sends away."""
_AWAY = load_words("figure_rules", "away")
"""Where officers are sent, or for what, without being deployed."""
_WANTED = frozenset(["police", "officers", "authorities", "prosecutors"])
"""Who seizes people to arrest them."""
_STATIONING = frozenset({"deploy", "dispatch", "station", "mobilise", "mobilize", "patrol"})
"""Verbs that make police count as troops; one may send officers to prison."""
_SENDING = frozenset({"send", "order", "rush", "fly"})
_GUARDING = frozenset({"police", "guards", "gendarmerie", "commandos"})
_POSTS = load_words("figure_rules", "posts")
"""Where police are needed."""
_DEPLOYING = frozenset({"deploy", "dispatch", "mobilise", "mobilize"})
_HELPERS = load_words("figure_rules", "measure_choice_helpers")
"""Who is deployed as troops are, where a fire or a search asks for it."""
_FEW_GUESTS = 100
_LEGATIONS = frozenset(["embassy", "embassies", "consulate", "nunciature", "legation"])
_NEVER_HURT = frozenset({"buildings", "shops", "places", "events", "weapons", "flights"})
"""Units of the number before that cannot be meant where people suffer."""
_OF_BODIES = frozenset({"protesters", "troops_deployed"})
"""Measures of which the size of a body may be one: `a 300-strong crowd`."""
_HURT = frozenset({"killed", "injured", "hospitalised", "infected", "displaced"})
CRAFT = frozenset(["ships", "aircraft", "vehicles"])
_UNCLEAR = frozenset({"", "people", "kilograms", "gallons", "litres"})
"""Units of which things that nobody names are none."""
_FIRES = frozenset({"fire", "blaze", "wildfire", "bushfire"})
_SEIZING = frozenset({"seized", "seize", "seizes", "seizing"})
_HOSTAGES = load_words("figure_rules", "hostages")


class MeasureChooser:
    """Chooses the measures of the numbers of one document, once something tells what befell what they count."""

    def __init__(self, context: Context, quantities: Sequence[Quantity], reader: VerbReader) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.measures = reader.measures
        self.by_name = reader.by_name
        self.reader = reader
        self.protests = ProtestReader(context, reader)
        self.is_siege = not _HOSTAGES.isdisjoint(self.index.low)
        """Whether the article tells of hostages, so that those who are held are."""

    def choose(self, numeral: Numeral, trigger: Trigger) -> Measure | None:
        """Return the measure that words tell of a number, before it is known whom it counts; None for no figure."""
        quantity, measure = numeral.quantity, self.by_name[trigger.measure]
        strong = self.index.low[numeral.last - 1].endswith("-strong")
        if strong and measure.people and measure.name not in _OF_BODIES:
            # `120 of the men of its 4,000-strong force are missing`
            return None
        if isinstance(quantity.value, float) and (measure.people or quantity.unit in {"", "events"}):
            # `a turnout of 50.9`, `a 7.2 offshore earthquake`
            return None
        if measure.name == "detained" and self.is_siege and self._is_holding(trigger):
            measure = self.by_name["kidnapped"]
        if quantity.head == "survivor" and measure.name in {"killed", "missing"}:
            return None
        if measure.name == "burned" and quantity.head in _FIRES:
            return None
        if measure.name == "seized" and self._is_salvage(quantity, trigger):
            return None
        return measure

    def counts_people_after_all(self, quantity: Quantity, measure: Measure) -> bool:
        """Tell whether a bare number has the unit of things before it, but people suffer.

        `Two hospitals were hit and six were killed`
        """
        if quantity.noun is not None or not measure.people:
            return False
        return quantity.unit in _NEVER_HURT or (quantity.unit in CRAFT and measure.name in _HURT)

    def settle(self, numeral: Numeral, trigger: Trigger, measure: Measure, group: str) -> Measure | None:
        """Return the measure of a number by whom or what it counts; None for no figure.

        Args:
            numeral: the number.
            trigger: what tells the measure.
            measure: the measure that it tells.
            group: whom or what the number counts.
        """
        quantity = numeral.quantity
        seized = measure.name == "seized" and quantity.unit == "people" and quantity.noun is not None
        if not measure.people and not group and quantity.unit in _UNCLEAR and not seized:
            return None
        things = quantity.unit not in {"", "people"} and not self.is_hijacked(trigger, quantity)
        if things and measure.name == trigger.measure == "kidnapped":
            if self.index.low[trigger.last - 1] not in _SEIZING:
                return None
            # `Five rifles were seized`
            measure = self.by_name["seized"]
        if not measure.people and group_key(group) in people_groups() and measure.name != "seized":
            return None
        if measure.name == "seized" and (quantity.unit == "people" or group_key(group) in people_groups()):
            measure = self.by_name["kidnapped"]
        if measure.name == "arrested" and self._is_capture(quantity, trigger):
            # `captures two Israeli soldiers in a raid`
            measure = self.by_name["detained"]
        if measure.name == "kidnapped" and self._is_arrest(numeral, trigger):
            measure = self.by_name["arrested"]
        if not measure.people and quantity.unit == "people" and not (trigger.labelled and trigger.unit):
            return None
        return self._unless_elsewhere(numeral, trigger, measure)

    def _unless_elsewhere(self, numeral: Numeral, trigger: Trigger, measure: Measure) -> Measure | None:
        """Return the measure of those on the move or in the streets, unless they are there for something else."""
        quantity = numeral.quantity
        if measure.name in {"displaced", "evacuated"} and self._only_leaves(quantity, trigger):
            return None
        if measure.name == "protesters":
            other = quantity.value == 1 or self.protests.is_no_protest(quantity, trigger)
            return None if other else measure
        if measure.name == "displaced":
            if self._is_sheltered_by_state(quantity):
                return None
            # `demonstrators spent the night in the open`
            protesters = self.by_name["protesters"]
            driven = not _DRIVEN_OUT.isdisjoint(self.index.low[trigger.first : trigger.last + 3])
            return protesters if quantity.head in protesters.nouns and not driven else measure
        if measure.name == "troops_deployed" and not self._are_troops(numeral, trigger):
            return None
        return measure

    def is_hijacked(self, trigger: Trigger, quantity: Quantity) -> bool:
        """Tell whether ships, planes or buses are taken with those aboard: `pirates hijacked 49 ships`."""
        if quantity.unit not in CRAFT:
            return False
        verb = self.reader.verb(trigger.first)
        return trigger.named or (verb is not None and verb.lemma == "hijack")

    def _is_holding(self, trigger: Trigger) -> bool:
        """Tell whether people are said to be held: by whoever takes hostages, where there are some."""
        verb = self.reader.verb(trigger.first)
        return "held" in self.index.low[trigger.first : trigger.last] or (
            verb is not None and verb.lemma == "hold"
        )

    def is_either(self, trigger: Trigger) -> bool:
        """Tell whether a number is of two measures: `17 were killed or injured` is a figure of neither."""
        low = self.index.low
        for other in (
            low[trigger.last + 1 : trigger.last + 2]
            if low[trigger.last : trigger.last + 1] == ["or"]
            else [],
            low[max(0, trigger.first - 2) : trigger.first - 1] if low[trigger.first - 1] == "or" else [],
        ):
            if any(
                m.name != trigger.measure
                and other[0] in m.before
                and {m.name, trigger.measure} != {"arrested", "detained"}
                for m in self.measures
                if other and m.people
            ):
                return True
        return False

    def _is_arrest(self, numeral: Numeral, trigger: Trigger) -> bool:
        """Tell whether the police seize people: `Twelve were arrested. Eleven had been seized`; they are arrested."""
        number, quantity, before = numeral.number, numeral.quantity, numeral.before
        verb = self.reader.verb(trigger.first)
        if verb is None or verb.lemma not in {"seize", "take", "carry", "drag", "haul"}:
            return False
        low = self.index.low
        if verb.lemma != "seize":
            # `60 were taken away by the police`
            behind = low[verb.last : verb.last + 5]
            return verb.passive and "by" in behind and not _WANTED.isdisjoint(behind)
        seizers = low[verb.last : verb.last + 4] if verb.passive else low[max(0, verb.first - 3) : verb.first]
        if not verb.passive or seizers[:1] == ["by"]:
            return quantity.head == "suspect" or not _WANTED.isdisjoint(seizers)
        told = {before.get(k) for k in range(max(0, number - 3), number)}
        return quantity.head == "suspect" or not told.isdisjoint({"arrested", "detained"})

    def _is_capture(self, quantity: Quantity, trigger: Trigger) -> bool:
        """Tell whether soldiers are taken in a fight."""
        verb = self.reader.verb(trigger.first)
        if verb is None or verb.lemma != "capture":
            return False
        captors = self.index.low[max(0, verb.first - 4) : verb.first]
        return quantity.head in _SERVING or (not verb.passive and not _CAPTORS.isdisjoint(captors))

    def _is_salvage(self, quantity: Quantity, trigger: Trigger) -> bool:
        """Tell whether what is found again belongs to nobody else: `two flight recorders were recovered`."""
        verb = self.reader.verb(trigger.first)
        if verb is not None and verb.lemma == "occupy":
            # `700 of them are occupied with the fires`
            return "with" in self.index.low[verb.last : verb.last + 4]
        return verb is not None and verb.lemma in _FINDING_AGAIN and quantity.head in _SALVAGED

    def _only_leaves(self, quantity: Quantity, trigger: Trigger) -> bool:
        """Tell whether those who leave have done their work, or are sent away: `ordered two diplomats to leave`."""
        driven = not _DRIVEN_OUT.isdisjoint(self.index.low[trigger.first : trigger.last + 3])
        if trigger.measure == "displaced" and quantity.head in _AT_LARGE and not driven:
            # `1,200 inmates escaped from three prisons`
            return True
        verb = self.reader.verb(trigger.first) if quantity.head in _ON_DUTY else None
        if trigger.measure == "evacuated" and quantity.head in _SERVING | {"peacekeeper", "force"}:
            # `orders 900 French soldiers to leave`
            told = self.reader.verb(trigger.first)
            return told is not None and told.lemma in {"order", "tell", "ask"}
        if trigger.measure == "evacuated":
            return verb is not None and verb.lemma in {"order", "tell", "ask"} and quantity.head in _EXPELLED
        return verb is not None and verb.lemma in {"leave", "cross", "take", "camp"}

    def _is_sheltered_by_state(self, quantity: Quantity) -> bool:
        """Tell whether a few people are taken in by diplomats: `six aides have taken refuge in the embassy`."""
        if not isinstance(quantity.value, int | float) or quantity.value > _FEW_GUESTS:
            return False
        sentence = self.context.document.sentences[quantity.sentence]
        return not _LEGATIONS.isdisjoint(self.index.low[sentence.first : sentence.last])

    def _is_posted(self, verb: VerbGroup) -> bool:
        """Tell whether police are sent where they are needed: `were ordered into the streets`, `… sent to Cusco`."""
        low, at = self.index.low, verb.last
        if verb.lemma not in _SENDING or low[at] not in {"to", "into", "onto"}:
            return False
        if not _AWAY.isdisjoint(low[at : at + 4]):
            return False
        named = any(self.index.mention_at[token] >= 0 for token in range(at + 1, min(at + 3, len(low))))
        return named or not _POSTS.isdisjoint(low[at + 2 : at + 5])

    def _are_troops(self, numeral: Numeral, trigger: Trigger) -> bool:
        """Tell whether a number counts troops, or police that are deployed or stand in one list with troops."""
        number, quantity, noun_last = numeral.number, numeral.quantity, numeral.noun_last
        if trigger.named:
            return True
        measure, low = self.by_name["troops_deployed"], self.index.low
        first, last = self.context.quantity_range[number]
        if quantity.noun is None and numeral.before.get(number - 1) == "troops_deployed":
            # `… 100 soldiers. Fiji has sent 50.`
            return True
        ahead = low[max(0, first - 4) : first]
        near = [*(ahead if "of" in ahead else ()), *low[last:noun_last], quantity.head]
        if quantity.antecedent is not None:
            near.append(self.quantities[quantity.antecedent].head)
        if quantity.head in _AFLOAT and low[noun_last : noun_last + 1] == ["and"]:
            # `4,000 sailors and marines`
            near.append(low[noun_last + 1])
        if any(word in measure.groups or word in UNITS for word in near):
            return True
        verb = self.reader.verb(trigger.first)
        if quantity.head in _HELPERS:
            # `500 firefighters were deployed`, `… deployed 300 soldiers and 200 firefighters`
            joined = low[first - 1] == "and" and trigger.first == first
            deployed = verb is not None and verb.lemma in _DEPLOYING
            return deployed or (joined and numeral.before.get(number - 1) == measure.name)
        if measure.forces.isdisjoint(near):
            return False
        if (verb is None and trigger.first >= noun_last) or (verb is not None and verb.lemma in _STATIONING):
            # `1,500 riot police were on duty`
            return True
        named = verb is None and low[trigger.first] in measure.nouns and low[trigger.last] == "of"
        if named or (verb is not None and verb.passive and self._is_posted(verb)):
            # `the deployment of 300 officers`, `300 officers were sent to the town`
            return True
        sent = verb is not None and verb.lemma in {"send", "commit"} and not verb.passive
        if sent and not _GUARDING.isdisjoint(near) and _AWAY.isdisjoint(low[noun_last : noun_last + 5]):
            # `sent 2,000 extra police to the region`
            return True
        # `8,000 soldiers and 2,100 officers`, `65 policemen and soldiers`
        beside = low[noun_last : noun_last + 3] if low[noun_last : noun_last + 1] == ["and"] else []
        for other in (number - 1, number + 1):
            if 0 <= other < len(self.quantities) and self.quantities[other].noun is not None:
                end = self.index.range_of(self.quantities[other].noun or self.quantities[other].span)
                if self.quantities[other].sentence == quantity.sentence and (
                    end[1] - first in {-1, 0} or -2 < self.context.quantity_range[other][0] - noun_last < 3
                ):
                    beside = [*beside, *low[end[0] : end[1]]]
        return not measure.groups.isdisjoint(beside)
