"""The second line of all other numbers: troops, crowds, flights and things, by the words of their own clause."""

from collections.abc import Mapping, Sequence

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.faint_clauses import ClauseReader
from briefgen.extract.figure_rules.faint_words import has_phrase, load_frames
from briefgen.extract.figure_rules.measures import Trigger
from briefgen.extract.figure_rules.numerals import Numeral
from briefgen.extract.figure_rules.other_times import OtherTimes
from briefgen.extract.figure_rules.verb_reader import VerbReader, is_real
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_words
from briefgen.model.brief import Inexact

_LEXICON = "figures_faint_counts"
_KINDS = ("forces", "crowds", "flights", "things")
_NO_THINGS = frozenset({"people", "percent", "percentage points", "places", "events", "degrees", "arrests"})
"""Units of what is no thing that could be damaged, burnt or taken."""
_PARTS = frozenset({"third", "quarter", "fifth", "half", "tenth", "eighth"})
_REACH = 10
_SQUAD = 20
"""Fewest soldiers of whom no verb of placing needs to tell."""
_POSSE = 50
"""The same for police."""
_ASIDE = load_words("figure_rules", "aside")
"""Words before troops of whom nothing is told but in relation to others."""
_TURNS = load_words("figure_rules", "faint_counts_turns")
_UNREAL = frozenset({"if", "unless", "until", "whether", "lest", "should"})
_LEADS = frozenset({"another", "further", "a", "its", "his", "their", "the", "some"})
_WITH = frozenset({"with", "by"})
_AMID = frozenset({",", "–", "—"})
_RAISING = load_words("figure_rules", "raising")
"""What is done to the number of troops that stands behind `to`."""
_COUNTS = load_words("figure_rules", "faint_counts_counts")
_PERILS = frozenset(
    [
        "evacuated",
        "evacuation",
        "evacuations",
        "flames",
        "fire",
        "fires",
        "flood",
        "floods",
        "lava",
        "storm",
        "shelling",
    ]
)
"""Words of articles in which places that are cleared are emptied of their people."""
_PEOPLE = frozenset(
    ["people", "inhabitants", "residents", "villagers", "families", "civilians", "patients", "their"]
)
_PLUNDER = frozenset(
    ["looters", "looted", "mines", "rebels", "thieves", "plundered", "rubble", "snow", "militants"]
)
_THEIRS = frozenset({"its", "his", "their", "the"})
_LEAVING = frozenset({"leave", "withdraw", "go", "pull", "depart", "return", "stay"})
_ALL = (
    ["of", "them"],
    ["in", "all"],
    ["in", "total"],
    ["strong"],
    ["altogether"],
    ["all", "told"],
    ["in", "number"],
)
"""Words behind a number that says how many of the noun before it there are."""
_COLLECTIVE = frozenset({"police", "cattle", "personnel", "people", "livestock", "militia"})
_LINKS = load_words("figure_rules", "faint_counts_links")
_LISTED: Mapping[str, frozenset[str]] = {
    "forces": frozenset({"troops_deployed"}),
    "crowds": frozenset(),
    "flights": frozenset({"cancelled"}),
    "things": frozenset({"damaged", "burned", "looted", "seized"}),
}
"""What a further number of a list may measure, by what it counts."""


class CountFinder:
    """Finds what tells the measure of the numbers of one document that are not of those who suffer."""

    def __init__(
        self,
        context: Context,
        quantities: Sequence[Quantity],
        reader: VerbReader,
        *,
        is_protest: bool,
    ) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.reader = reader
        self.is_protest = is_protest
        """Whether the article tells of a protest."""
        self.by_name = reader.by_name
        self.times = OtherTimes(context)
        unrest = load_words(_LEXICON, "unrest").intersection(self.index.low)
        self.is_unrest = is_protest or len(unrest) > 1
        """Whether the article tells of unrest, so that those who fill its streets protest."""
        self.finders: Mapping[str, ClauseReader] = {
            kind: ClauseReader(context, quantities, reader, load_frames(_LEXICON, f"{kind}_frames"))
            for kind in _KINDS
        }

    def find(
        self,
        numeral: Numeral,
    ) -> Trigger | None:
        """Find what tells the measure of a number that no other rule claims."""
        quantity, first, last, noun_last = numeral.quantity, numeral.first, numeral.last, numeral.noun_last
        if quantity.value == 1 or quantity.head in _PARTS:
            return None
        if self.index.low[first - 2 : first] == ["in", "their"]:
            # `volunteers in their thousands ring the squares`
            return None
        apposed = self.read_apposed(numeral)
        if apposed is not None:
            return apposed
        kind = self._kind(quantity, last, noun_last)
        if quantity.noun is None and quantity.unit in {"", "people"}:
            told = self._numbered(first)
            if told is not None:
                return msgspec.structs.replace(told, named=told.measure == "troops_deployed")
        if kind is None:
            men = self._men(first, noun_last) if quantity.head in load_words(_LEXICON, "staff") else None
            return msgspec.structs.replace(men, named=True) if men is not None else None
        finder = self.finders[kind]
        told = finder.read(numeral)
        if told is not None and self._is_other_object(told, first, noun_last):
            told = None
        told = told or self._read_around(kind, numeral) or self._listed(kind, numeral)
        if told is None and kind == "forces" and self._are_there(quantity, first, noun_last):
            told = Trigger("troops_deployed", first, noun_last, strong=False)
        if told is None and quantity.head in load_words(_LEXICON, "staff"):
            told = self._men(first, noun_last)
            kind = "forces"
        if told is None or told.measure not in self.by_name:
            return None
        if self.times.is_rate(noun_last) or self.times.is_history(first):
            return None
        return Trigger(told.measure, told.first, told.last, strong=False, named=kind == "forces")

    def read_emptied(self, numeral: Numeral) -> Trigger | None:
        """Read `27 hamlets had been emptied overnight`, `evacuated two hospitals`: places that all have left."""
        quantity, first, noun_last = numeral.quantity, numeral.first, numeral.noun_last
        if quantity.head not in load_words(_LEXICON, "emptied_places") or quantity.value == 1:
            return None
        low = self.index.low
        sentence = self.context.document.sentences[quantity.sentence]
        ahead, behind = self.reader.verb(first - 1), self.reader.verb(noun_last)
        for verb, passive in ((behind, True), (ahead, False)):
            if verb is None or verb.passive != passive or not is_real(verb) or verb.tense == "infinitive":
                continue
            if verb.lemma not in {"evacuate", "empty", "clear"}:
                continue
            after = low[(verb.last if passive else noun_last) : sentence.last]
            cleared = verb.lemma == "evacuate" or not _PERILS.isdisjoint(self.index.low)
            of_others = after[:1] == ["of"] and _PEOPLE.isdisjoint(after[:6])
            cleared = cleared or after[:1] == ["of"]
            if cleared and not of_others and _PLUNDER.isdisjoint(low[sentence.first : sentence.last]):
                return Trigger(
                    "evacuated", verb.first, verb.last, strong=False, unit=quantity.unit or "places"
                )
        return None

    def _kind(self, quantity: Quantity, last: int, noun_last: int) -> str | None:
        """Return what a number counts, as the lexicon divides it; None for anything else."""
        if (
            quantity.noun is not None
            and quantity.unit in {"", "people"}
            and self._are_forces(quantity, last, noun_last)
        ):
            return "forces"
        named = quantity.noun is None or self.index.tokens[last].norm[:1].isupper()
        if quantity.unit == "people" or (quantity.unit == "" and named):
            crowd = self.is_unrest and quantity.head not in load_words(_LEXICON, "no_crowds")
            return "crowds" if crowd else None
        if quantity.unit == "flights" or quantity.head in load_words(_LEXICON, "services"):
            return "flights"
        if quantity.head in load_words(_LEXICON, "no_things"):
            return None
        if quantity.unit in _NO_THINGS or "/" in quantity.unit or not quantity.unit:
            return None if quantity.noun is None or quantity.unit else "things"
        return None if quantity.unit.isupper() else "things"

    def _are_forces(self, quantity: Quantity, last: int, noun_last: int) -> bool:
        """Tell whether a noun phrase names troops or police: `riot policemen`, `members of the National Guard`."""
        low = self.index.low
        words = low[last:noun_last]
        if quantity.head in load_words(_LEXICON, "forces"):
            return quantity.head != "guard" or len(words) > 1
        if quantity.head not in load_words(_LEXICON, "staff"):
            return False
        military = load_words(_LEXICON, "military")
        behind = low[noun_last : noun_last + 5] if low[noun_last : noun_last + 1] == ["of"] else ()
        return not military.isdisjoint(words) or not military.isdisjoint(behind)

    def _is_other_object(self, told: Trigger, first: int, noun_last: int) -> bool:
        """Tell whether a number is the object of a relative clause: `a shop that survived two wars is a shell`."""
        number = self.index.verb_at[first - 1]
        return told.first >= noun_last and number >= 0 and self.index.clauses[number].kind == "relative"

    def _read_around(self, kind: str, numeral: Numeral) -> Trigger | None:
        """Read what stands around a number that is neither subject nor object of a verb that tells."""
        quantity, first, noun_last = numeral.quantity, numeral.first, numeral.noun_last
        low = self.index.low
        told = self._numbered(first) if quantity.noun is None or kind == "forces" else None
        if kind == "forces":
            return told or self._behind_with(first)
        if kind != "crowds":
            return None
        if quantity.head in load_words(_LEXICON, "attending") and self.is_protest:
            # `rallies with about 20,000 participants`
            return Trigger("protesters", numeral.last, noun_last, strong=False)
        if quantity.noun is None and low[first - 1] in {"at", "to"}:
            near = low[max(0, first - 4) : first - 1]
            if not load_words(_LEXICON, "marched").isdisjoint(near) and "who" in near:
                # `puts the dead at nine and those who demonstrated at 87,000`
                return Trigger("protesters", first - 2, first - 1, strong=False)
        return told

    def read_apposed(self, numeral: Numeral) -> Trigger | None:
        """Read a number behind the noun that it counts: `Trucks, thirty-five in all, were shells`."""
        quantity, first, last = numeral.quantity, numeral.first, numeral.last
        low, index = self.index.low, self.index
        if quantity.noun is not None or low[first - 1] not in _AMID | {"("} or first < 2:
            return None
        at = next((last + len(one) for one in _ALL if low[last : last + len(one)] == one), last)
        if low[last : last + 2] == ["of", "them"] and at < len(low) and low[at] == "by":
            # `Marchers, five thousand of them by the police's count, …`
            at = next((t for t in range(at, min(len(low) - 1, at + 6)) if low[t] in _AMID), at)
        if at >= len(low) or low[at] not in _AMID | {")"} or self.context.quantity_at[first - 2] >= 0:
            return None
        word = low[first - 2]
        head = singular(word, load_quantity_words().irregular)
        begin = first - 2
        if (head == word and word not in _COLLECTIVE) or index.verb_at[begin] >= 0:
            if word in load_words(_LEXICON, "marching") and self.is_protest:
                # `the biggest turnout, 45,000, was in the west`
                return Trigger("protesters", begin, first - 1, strong=False)
            return None
        if word in load_words(_LEXICON, "marching") and self.is_protest:
            return Trigger("protesters", begin, first - 1, strong=False)
        units = load_quantity_words().units
        counted = msgspec.structs.replace(
            quantity, head=head, unit=units.get(head, ""), noun=index.span(begin, begin + 1)
        )
        kind = self._kind(counted, begin, begin + 1)
        if kind is None:
            return None
        opening = begin
        while (
            opening > 0
            and low[opening - 1].isalpha()
            and index.verb_at[opening - 1] < 0
            and begin - opening < 3
            and low[opening - 1] not in load_quantity_words().stops
        ):
            opening -= 1
        told = self.finders[kind].read(
            msgspec.structs.replace(numeral, quantity=counted, first=opening, noun_last=at + 1)
        )
        if told is None and kind == "forces" and self._are_there(counted, first, at + 1):
            told = Trigger("troops_deployed", first, last, strong=False)
        if told is None:
            return None
        named = index.words(opening, first - 1)
        starts = opening == self.context.document.sentences[quantity.sentence].first
        group = "" if kind == "crowds" else named.lower() if starts else named
        unit = counted.unit if kind == "things" else ""
        return Trigger(
            told.measure,
            told.first,
            told.last,
            strong=False,
            named=kind == "forces",
            labelled=True,
            group=group,
            unit=unit,
        )

    def _are_there(self, quantity: Quantity, first: int, noun_last: int) -> bool:
        """Tell whether troops or police do something somewhere, whatever it is: nothing else is told of so many."""
        low = self.index.low
        if low[first - 1] in _ASIDE or low[noun_last : noun_last + 2] == ["out", "of"]:
            return False
        value = quantity.value
        least = (value.min or 0) if isinstance(value, Inexact) else value
        vague = isinstance(value, Inexact) and bool(value.words)
        if not vague and least < (_SQUAD if quantity.head in load_words(_LEXICON, "soldiers") else _POSSE):
            return False
        if (
            low[first - 1] in _THEIRS
            and low[noun_last : noun_last + 1] == ["to"]
            and low[noun_last + 1] in _LEAVING
        ):
            # `wants its 1,500 soldiers to leave`
            return True
        clause = self.context.clause_at(first)
        if clause is None:
            return False
        here = self.index.clauses[clause]
        verb = here.verb
        if here.marker in _UNREAL or (verb is not None and not is_real(verb)):
            return False
        sentence = self.context.document.sentences[quantity.sentence]
        begin = max(sentence.first, first - _REACH)
        end = min(sentence.last, noun_last + _REACH + 2)
        begin = next((t + 1 for t in range(first - 1, begin - 1, -1) if low[t] in {";", ":"}), begin)
        end = next((t for t in range(noun_last, end) if low[t] in _TURNS), end)
        return load_words(_LEXICON, "off_duty").isdisjoint(low[begin:end])

    def _men(self, first: int, noun_last: int) -> Trigger | None:
        """Read `France fields 2,500 men`: who is counted is told by the verb."""
        low = self.index.low
        token = next((t for t in range(first - 1, first - 4, -1) if low[t] not in _LEADS), first - 1)
        verb = self.reader.verb(token)
        if verb is None or verb.passive or not is_real(verb, planned=True):
            return None
        told = self.finders["forces"].frames.get(("men", verb.lemma), ())
        if not told and self._has_in_place(verb.lemma, verb.first, noun_last):
            told = self.finders["forces"].frames[("object", verb.lemma)]
        return Trigger(told[0].measure, verb.first, verb.last, strong=False) if told else None

    def _has_in_place(self, lemma: str, at: int, noun_last: int) -> bool:
        """Tell whether an army has men somewhere: `The army says it has 12,000 men in and around the capital`."""
        low = self.index.low
        sentence = self.context.document.sentences[self.index.sentence_of[at]]
        if load_words(_LEXICON, "armies").isdisjoint(low[sentence.first : at]):
            return False
        behind = range(noun_last, min(noun_last + _REACH, sentence.last))
        return any(
            has_phrase(self.index, frame.near, behind) and frame.unless.isdisjoint(low[t] for t in behind)
            for frame in self.finders["forces"].frames.get(("object", lemma), ())
            if frame.near
        )

    def _behind_with(self, first: int) -> Trigger | None:
        """Read `flooded the capital with 16,000 officers`, `reinforced overnight by 150 legionnaires`."""
        low = self.index.low
        if low[first - 1] not in _WITH:
            return None
        sentence = self.context.document.sentences[self.index.sentence_of[first]]
        for token in range(first - 2, max(sentence.first, first - _REACH) - 1, -1):
            verb = self.reader.verb(token)
            if verb is not None:
                told = self.finders["forces"].frames.get(("with", verb.lemma), ())
                if low[token + 1] in {"in", "off"} and not told:
                    return None
                if not told or not is_real(verb):
                    return None
                if low[first - 1] == "by" and not verb.passive and verb.tense != "participle":
                    return None
                return Trigger(told[0].measure, verb.first, verb.last, strong=False)
            if low[token] in MARKS:
                return None
        return None

    def _numbered(self, first: int) -> Trigger | None:
        """Read `The number of troops has risen to 4,600`, `a crowd which witnesses put at two thousand`."""
        low = self.index.low
        last = self.context.quantity_range[self.context.quantity_at[first]][1]
        if low[first - 1] == "to" and low[last : last + 1] == ["the"]:
            # `taking to 430 the number of arrivals`
            return None
        at = first - 1
        guessed = low[at] in load_words(_LEXICON, "numbering")
        moved = False
        if low[at] in {"at", "to"}:
            guessed = low[at - 1] in load_words(_LEXICON, "estimates")
            verbs = (self.reader.verb(token) for token in range(at - 1, max(0, at - 4), -1))
            verb = next((verb for verb in verbs if verb is not None), None)
            moved = verb is not None and verb.lemma in load_words(_LEXICON, "movers") and is_real(verb)
            at -= 1
        if not guessed and not moved:
            return self._put_at(first)
        begin = self.context.document.sentences[self.index.sentence_of[first]].first
        for token in range(at, max(begin, at - _REACH - 2) - 1, -1):
            if low[token] in {";", ":"} or self.context.quantity_at[token] >= 0:
                return None
            marching = low[token] in load_words(_LEXICON, "marching")
            if not marching and low[token] not in load_words(_LEXICON, "forces_many"):
                continue
            counted = not _COUNTS.isdisjoint(low[max(begin, token - _REACH) : at])
            if marching and self.is_protest and (guessed or counted):
                return Trigger("protesters", at, first, strong=False)
            if not marching and (counted if low[first - 1] in {"at", "to"} else guessed):
                # `Police put the number at 2,500` counts others.
                told = low[token + 1 : token + 2] and self.reader.verb(token + 1) is not None
                return None if told and moved else Trigger("troops_deployed", at, first, strong=False)
            return None
        return None

    def _put_at(self, first: int) -> Trigger | None:
        """Read `put the number of officers on duty at 16,000`, `estimated the marchers in the capital at 3,500`."""
        low = self.index.low
        if low[first - 1] not in {"at", "to"}:
            return None
        telling = load_words(_LEXICON, "estimates") if low[first - 1] == "at" else _RAISING
        begin = self.context.document.sentences[self.index.sentence_of[first]].first
        for token in range(first - 2, max(begin, first - _REACH - 2) - 1, -1):
            if low[token] in {";", ":"} or self.context.quantity_at[token] >= 0:
                return None
            if low[token] not in telling:
                continue
            counted = low[token + 1 : min(first, token + 7)]
            if not load_words(_LEXICON, "marching").isdisjoint(counted[:4]) and self.is_protest:
                return Trigger("protesters", token, token + 1, strong=False, labelled=True)
            forces = [word for word in counted if word in load_words(_LEXICON, "forces_many")]
            whole = low[first - 1] == "to" and any(
                word in load_words(_LEXICON, "forces_many") for word in counted[:3]
            )
            if forces and (whole or not _COUNTS.isdisjoint(counted[:3])):
                return Trigger(
                    "troops_deployed", token, token + 1, strong=False, labelled=True, group=forces[0]
                )
            return None
        return None

    def _listed(self, kind: str, numeral: Numeral) -> Trigger | None:
        """Read a further number of a list: `400 soldiers and 50 marines`, `Six bridges were cut, and eighty roads`."""
        number, first, noun_last = numeral.number, numeral.first, numeral.noun_last
        told = numeral.before.get(number - 1)
        if told is None or told not in _LISTED[kind]:
            return None
        other = self.quantities[number - 1]
        if other.sentence != self.index.sentence_of[first] or self.quantities[number].relation == "more":
            return None
        low = self.index.low
        end = self.index.range_of(other.noun or other.span)[1]
        between = low[end:first]
        if noun_last < len(low) and self.index.verb_at[noun_last] >= 0:
            return None
        direct = bool(between) and between[-1:] != ["with"] and all(word in _LINKS for word in between)
        direct = direct or between in (["along", "with"], ["together", "with"])
        later = between[-2:] == [",", "and"] and low[noun_last : noun_last + 1] in (["."], [";"])
        return Trigger(told, end, first, strong=False) if direct or later else None
