"""What a number with a measure is not, or is more exactly: ages, rates, troops, arrests."""

from collections.abc import Mapping, Sequence

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Measure, Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.trigger_nouns import UNITS
from briefgen.extract.figure_rules.verb_reader import VerbReader
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_words

_FINDING_AGAIN = frozenset(["recover", "retrieve", "lift", "haul", "raise", "remove"])
_MADE = load_words("figure_rules", "figure_checks_made")
"""Words before `for` and how many find room somewhere."""
_LENGTHS = frozenset(["kilometres", "metres", "miles"])
_RADII = load_words("figure_rules", "radii")
_SALVAGED = load_words("figure_rules", "salvaged")
"""What comes out of the wreckage of a plane, ship or train, and is taken from nobody."""
_ON_DUTY = load_words("figure_rules", "on_duty")
"""Those who leave a country when their work is done."""
_CAPTORS = frozenset(["rebels", "rebel", "guerrillas", "insurgents", "militants", "fighters", "separatists"])
_AFLOAT = frozenset(["sailor", "airman", "pilot", "policeman", "gendarme"])
"""Who serves beside soldiers."""
_AT_LARGE = load_words("figure_rules", "at_large")
"""Those who flee from the law."""
_PROTESTS = frozenset(
    f"{word}{tail}"
    for word in (
        "protest",
        "rally",
        "march",
        "demonstration",
        "strike",
        "vigil",
        "procession",
        "parade",
        "funeral",
    )
    for tail in ("", "s", "es")
) | {"rallies", "sit-in", "sit-ins", "gathering", "unrest", "riot", "riots", "occupation"}
_PROTEST_WORDS = _PROTESTS - {"funeral", "funerals", "parade", "parades", "vigil", "vigils", "gathering"} | {
    f"{stem}{tail}"
    for stem, tails in (
        ("protest", ("er", "ers", "or", "ors", "ed", "ing")),
        ("demonstrat", ("or", "ors", "ed", "ing")),
    )
    for tail in tails
}
_PROTEST_WORDS |= {
    "rallied",
    "marched",
    "marching",
    "opposition",
    "dissidents",
    "activists",
    "slogans",
    "chanted",
}
_PROTEST_WORDS |= {
    "chanting",
    "placards",
    "banners",
    "strikers",
    "uprising",
    "revolution",
    "election",
    "coup",
}
_GATHERING = frozenset(["gather", "assemble", "attend", "flock", "converge", "fill", "pour", "join"])
_OTHER_CROWDS = load_words("figure_rules", "other_crowds")
"""Words of crowds that do not protest."""
_OTHER_DEEDS = load_words("figure_rules", "other_deeds")
_AT_WORK = frozenset(
    ["soldier", "troop", "rescuer", "firefighter", "diver", "volunteer", "ship", "helicopter"]
)
"""Who takes part in work, not in a protest."""
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
_SHARES = load_words("figure_rules", "shares")
_USUAL = frozenset(["usual", "normal", "planned", "scheduled", "total", "roughly"])
_PEOPLED = load_words("figure_rules", "peopled")
"""What has a number of inhabitants."""
_COMPARED = [[word] for word in ("earlier", "later", "ago", "after", "before", "on", "into", "since")]
_EVERY = [
    [word, time]
    for word in ("a", "per", "each", "every")
    for time in ("day", "week", "month", "hour", "year")
]
"""What makes a count a rate: `below 10 cases per week`."""
_FEW = load_words("figure_rules", "figure_checks_few")
_OLDEST = 110
"""Highest age."""
_FEW_GUESTS = 100
_LEGATIONS = frozenset(["embassy", "embassies", "consulate", "nunciature", "legation"])
_HOSTAGES = load_words("figure_rules", "hostages")
_GATHERED = frozenset(["family", "household", "crew", "crowd", "staff", "force", "gang", "personnel"])
"""People words in the singular that are of several: `a family of six`."""
_ONE_OF_AGE = frozenset(["a", "an", "the", "young", "old", "young-looking", "another", "one"])
_AGE_WORDS = 6
"""How far before an age the article of whom it is may stand: `a retired British doctor of 71`."""
_AGED = load_words("figure_rules", "aged")
"""Words before `under 18` that make it an age."""
_OLDEST_YOUNG = 18
"""Highest number that is an age behind `under` and people."""


class FigureChecker:
    """Checks the numbers of one document that something tells the measure of."""

    def __init__(
        self,
        context: Context,
        quantities: Sequence[Quantity],
        measures: Sequence[Measure],
        reader: VerbReader,
    ) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.measures = measures
        self.by_name: Mapping[str, Measure] = reader.by_name
        self.reader = reader
        self.is_protest = not _PROTEST_WORDS.isdisjoint(self.index.low)
        """Whether the article tells of a protest, so that those who gather do."""
        self.is_siege = not _HOSTAGES.isdisjoint(self.index.low)
        """Whether the article tells of hostages, so that those who are held are."""

    def is_age(self, quantity: Quantity, first: int) -> bool:
        """Tell whether a number is an age: `eight children under four`, `315 of them under 18`, `a man of 33`."""
        if quantity.noun is not None or not isinstance(quantity.value, int) or quantity.value > _OLDEST:
            return False
        low, lexicon = self.index.low, load_quantity_words()
        before = singular(low[first - 1], lexicon.irregular)
        if before == "of":
            one = lexicon.units.get(low[first - 2]) == "people" and low[first - 2] not in _GATHERED
            at = first - 3
            while first - at < _AGE_WORDS and low[at].isalpha() and low[at] not in _ONE_OF_AGE:
                at -= 1
            return one and low[at] in _ONE_OF_AGE
        if low[first] not in {"under", "over", "below", "above"}:
            return False
        if low[first - 1] in _AGED:
            return True
        return quantity.value <= _OLDEST_YOUNG and lexicon.units.get(before) == "people"

    def is_holding(self, trigger: Trigger) -> bool:
        """Tell whether people are said to be held: by whoever takes hostages, where there are some."""
        verb = self.reader.verb(trigger.first)
        return "held" in self.index.low[trigger.first : trigger.last] or (
            verb is not None and verb.lemma == "hold"
        )

    def is_listed_age(self, number: int, first: int, last: int) -> bool:
        """Tell whether a bare number is one of as many ages as there are people: `Two brothers, 8 and 12, drowned`."""
        low = self.index.low
        behind = last < len(low) and low[last] in {"and", ","}
        for count in (2, 3):
            for place in range(count):
                head = number - 1 - place
                if head < 0 or self.quantities[head].value != count or self.quantities[head].unit != "people":
                    continue
                end = self.index.range_of(self.quantities[head].noun or self.quantities[head].span)[1]
                begin = self.context.quantity_range[head + 1][0]
                listed = (
                    low[end : end + 1] == [","] and begin == end + 1 and self.quantities[number].noun is None
                )
                if listed and behind and low[first - 1] in {",", "and"} and first - end <= 2 * count + 1:
                    return True
        return False

    def is_whole(self, first: int) -> bool:
        """Tell whether only a share of a number is told of: `a third of the 900 homes`, `most of the 45 passengers`."""
        low = self.index.low
        if low[first - 1] == "of" and low[first - 2] in _PEOPLED:
            # `a quarter of the city of 125,000 has disappeared`
            return True
        at = first - 1
        while at > 1 and low[at] in {"the", "its", "their", "his", "some", "about", "roughly"}:
            at -= 1
        if low[at] in _USUAL and low[at - 1 : at] == ["the"] and low[at - 2 : at - 1] == ["of"]:
            # `16,000 of the usual 28,000 services`
            return True
        return low[at] == "of" and low[at - 1] in _SHARES

    def is_whole_of_part(self, first: int, noun_last: int) -> bool:
        """Tell whether a number before tells how many of these are meant: `six of the 100 or so women were hurt`."""
        low = self.index.low
        if low[first - 1] not in {"the", "its", "their"} or low[first - 2] != "of" or noun_last >= len(low):
            return False
        part = self.context.quantity_at[first - 3]
        if part < 0 or self.quantities[part].unit == "percent":
            return False
        verb = self.reader.verb(noun_last)
        return verb is not None and verb.tense != "participle"

    def is_rate(self, first: int, last: int, noun_last: int) -> bool:
        """Tell whether a number is half of a rate: `six in every 10,000`, `12 deaths per 100,000`, `four in 10`."""
        low, at = self.index.low, self.context.quantity_at
        if low[noun_last : noun_last + 2] in _EVERY and low[noun_last + 2 : noun_last + 3] not in _COMPARED:
            return True
        if low[first - 1] in {"every", "per"} or (low[first - 1] == "in" and low[first - 2] in _FEW):
            return True
        for end in {last, noun_last}:
            behind = low[end : end + 2]
            if behind == ["out", "of"] and at[end + 2 : end + 3] not in ([], [-1]):
                # `four houses out of five`
                return True
            if behind in (["in", "every"], ["of", "every"]) or (
                behind[:1] == ["per"] and at[end + 1 : end + 2] != [-1]
            ):
                return True
        return False

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

    def is_arrest(self, numeral: Numeral, trigger: Trigger) -> bool:
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

    def is_capture(self, quantity: Quantity, trigger: Trigger) -> bool:
        """Tell whether soldiers are taken in a fight."""
        verb = self.reader.verb(trigger.first)
        if verb is None or verb.lemma != "capture":
            return False
        captors = self.index.low[max(0, verb.first - 4) : verb.first]
        return quantity.head in _SERVING or (not verb.passive and not _CAPTORS.isdisjoint(captors))

    def are_troops(self, numeral: Numeral, trigger: Trigger) -> bool:
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
        if measure.forces.isdisjoint(near):
            return False
        verb = self.reader.verb(trigger.first)
        if (verb is None and trigger.first >= noun_last) or (verb is not None and verb.lemma in _STATIONING):
            # `1,500 riot police were on duty`
            return True
        sent = verb is not None and verb.lemma in {"send", "commit"} and not verb.passive
        if sent and "police" in near and _AWAY.isdisjoint(low[noun_last : noun_last + 5]):
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

    def is_capacity(self, first: int) -> bool:
        """Tell whether a number is for how many a thing was made: `a camp opened for 10,000`."""
        low = self.index.low
        at = first - 1
        while low[at] in {"only", "just", "some", "about", "around", "a", "mere", "up", "to"} and at > 1:
            at -= 1
        return low[at] == "for" and low[at - 1] in _MADE

    def is_radius(self, quantity: Quantity, first: int) -> bool:
        """Tell whether a length only says how far: `the inhabitants in a circle of five kilometres`."""
        low = self.index.low
        return quantity.unit in _LENGTHS and low[first - 1] == "of" and low[first - 2] in _RADII

    def is_salvage(self, quantity: Quantity, trigger: Trigger) -> bool:
        """Tell whether what is found again belongs to nobody else: `two flight recorders were recovered`."""
        verb = self.reader.verb(trigger.first)
        if verb is not None and verb.lemma == "occupy":
            # `700 of them are occupied with the fires`
            return "with" in self.index.low[verb.last : verb.last + 4]
        return verb is not None and verb.lemma in _FINDING_AGAIN and quantity.head in _SALVAGED

    def only_leaves(self, quantity: Quantity, trigger: Trigger) -> bool:
        """Tell whether those who leave have done their work, or are sent away: `ordered two diplomats to leave`."""
        if trigger.measure == "displaced" and quantity.head in _AT_LARGE:
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

    def is_sheltered_by_state(self, quantity: Quantity) -> bool:
        """Tell whether a few people are taken in by diplomats: `six aides have taken refuge in the embassy`."""
        if not isinstance(quantity.value, int | float) or quantity.value > _FEW_GUESTS:
            return False
        sentence = self.context.document.sentences[quantity.sentence]
        return not _LEGATIONS.isdisjoint(self.index.low[sentence.first : sentence.last])

    def is_no_protest(self, quantity: Quantity, trigger: Trigger) -> bool:
        """Tell whether people take part in something else: `500 soldiers are taking part in the search`."""
        verb = self.reader.verb(trigger.first)
        sentence = self.context.document.sentences[quantity.sentence]
        if (
            not self.is_protest
            and not _OTHER_CROWDS.isdisjoint(self.index.low[sentence.first : sentence.last])
            and (
                self.index.low[trigger.first] in {"crowd", "gathering"}
                or (verb is not None and verb.lemma in _GATHERING)
            )
        ):
            # `nearly 100 lawyers had gathered at the hospital`
            return True
        if verb is None or verb.lemma not in {"take", "attend", "participate"}:
            return False
        end = self.context.document.sentences[quantity.sentence].last
        behind = self.index.low[verb.last : min(end, verb.last + 14)]
        if "streets" in behind[:4] or "street" in behind[:4]:
            return False
        return _PROTESTS.isdisjoint(behind) and (
            quantity.head in _AT_WORK or not _OTHER_DEEDS.isdisjoint(behind)
        )
