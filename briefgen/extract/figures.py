"""Figures: how many, of what, and who says so."""

from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from briefgen.extract.frames import Context, FigureFrame, Slot, is_day
from briefgen.extract.layers.clauses import VerbGroup
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_lexicon, load_phrases
from briefgen.model.brief import Inexact
from briefgen.model.config import OwnMeasure
from briefgen.model.dates import parse_date

_PAST_DAYS = 90
"""A figure whose own date lies this far before its article is history, not news."""
_REACH = 14
"""Most tokens between a number's noun and the verb that tells what happened to it."""


class _Measure(msgspec.Struct, frozen=True):
    """The words of one measure."""

    name: str
    unit: str
    people: bool
    only_nouns: bool = False
    patient: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    after: tuple[tuple[str, ...], ...] = ()
    before: frozenset[str] = frozenset()
    tolls: tuple[tuple[str, ...], ...] = ()
    phrasal: dict[str, tuple[tuple[str, ...], ...]] = {}
    needs: dict[str, tuple[tuple[str, ...], ...]] = {}


class Trigger(msgspec.Struct, frozen=True):
    """What tells the measure of a number."""

    measure: str
    first: int
    last: int
    strong: bool
    """Whether it stands in the number's own noun phrase or governs it by grammar."""


class _Figure(msgspec.Struct, frozen=True):
    """A number with its measure, before its slots are filled."""

    quantity: int
    measure: _Measure
    group: str
    unit: str
    first: int
    last: int


@cache
def _measures() -> tuple[_Measure, ...]:
    raw = load_lexicon("figures")
    made: list[_Measure] = []
    for name in raw["order"]:
        entry = raw["measures"][name]
        phrasal: dict[str, list[tuple[str, ...]]] = {}
        for words in (*entry.get("patient", ()), *entry.get("object", ())):
            if " " in words:
                head, *rest = words.split()
                phrasal.setdefault(head, []).append(tuple(rest))
        made.append(
            _Measure(
                name=name,
                unit=entry["unit"],
                people=entry["people"] == "true",
                only_nouns=entry.get("only_nouns") == "true",
                patient=frozenset(w for w in entry.get("patient", ()) if " " not in w),
                object=frozenset(w for w in entry.get("object", ()) if " " not in w),
                subject=frozenset(entry.get("subject", ())),
                nouns=frozenset(entry.get("nouns", ())),
                bodies=frozenset(entry.get("bodies", ())),
                groups=frozenset(entry.get("groups", ())),
                after=_phrases(entry.get("after", ())),
                before=frozenset(entry.get("before", ())),
                tolls=_phrases(entry.get("tolls", ())),
                phrasal={head: tuple(rest) for head, rest in phrasal.items()},
                needs={verb: _phrases(words) for verb, words in entry.get("needs", {}).items()},
            )
        )
    return tuple(made)


def _phrases(words: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(phrase.split()) for phrase in words), key=lambda p: (-len(p), p)))


@cache
def _group_names() -> dict[str, str]:
    return {
        form: name for name, forms in load_lexicon("figures")["groups"].items() for form in (name, *forms)
    }


def group_key(group: str) -> str:
    """Return the canonical group for a noun phrase, `police officers` for `policemen`; "" for people at large."""
    words = group.lower().split()
    people = frozenset(load_phrases("figures", "people"))
    if not words or (len(words) == 1 and words[0] in people):
        return ""
    names = _group_names()
    for begin in range(len(words)):
        found = names.get(" ".join(words[begin:]))
        if found is not None:
            return found if begin == 0 or found != "police officers" else " ".join(words)
    return " ".join(words)


class FigureFinder:
    """Finds the figures of one document."""

    def __init__(self, context: Context, own: Sequence[OwnMeasure]) -> None:
        self.context = context
        self.index = context.index
        self.quantities = context.document.quantities
        self.measures = (
            tuple(
                _Measure(
                    name=measure.name,
                    unit=measure.unit,
                    people=measure.unit == "people",
                    patient=frozenset(measure.verbs),
                    object=frozenset(measure.verbs),
                    nouns=frozenset(word.lower() for word in measure.nouns),
                    before=frozenset(word.lower() for word in measure.nouns),
                )
                for measure in own
            )
            + _measures()
        )
        self.by_name = {measure.name: measure for measure in self.measures}

    def find(self) -> list[FigureFrame]:
        """Find the figures in text order."""
        figures: list[_Figure] = []
        triggers: dict[int, str] = {}
        for number, quantity in enumerate(self.quantities):
            sentence = self.context.document.sentences[quantity.sentence]
            if sentence.kind not in {"body", "dek"}:
                continue
            figure = self._figure(number, quantity, triggers)
            if figure is not None:
                # Prices and shares, told by their unit, lend nothing to the numbers beside them.
                if figure.measure.name in self.by_name:
                    triggers[number] = figure.measure.name
                figures.append(figure)
        frames: list[FigureFrame] = []
        of_quantity: dict[int, int] = {}
        for figure in figures:
            frame = self._frame(figure, of_quantity, frames)
            same = next(
                (k for k, other in enumerate(frames) if _same_figure(other, frame)),
                None,
            )
            if same is not None:
                frames[same] = _richer(frames[same], frame)
                of_quantity[figure.quantity] = same
                continue
            of_quantity[figure.quantity] = len(frames)
            frames.append(frame)
        return frames

    # Measure

    def _figure(self, number: int, quantity: Quantity, before: dict[int, str]) -> _Figure | None:
        first, last = self.context.quantity_range[number]
        if first >= last:
            return None
        noun_last = self.index.range_of(quantity.noun)[1] if quantity.noun is not None else last
        noun_last = max(noun_last, last)
        valued = self._valued(quantity, first, noun_last)
        if valued is not None:
            measure, unit, group = valued
            return _Figure(number, measure, group, unit, first, noun_last)
        if quantity.unit == "percent" or "/" in quantity.unit or _is_currency(quantity.unit):
            return None
        head = self._head_word(quantity, last, noun_last)
        if head in _not_counted():
            return None
        if quantity.value in (0, 1) and not (quantity.value == 1 and quantity.unit == "people"):
            return None
        if (
            isinstance(quantity.value, Inexact)
            and quantity.value.words
            and not _is_scale(quantity.value.words)
        ):
            return None
        trigger = self._trigger(number, quantity, first, last, noun_last, before)
        if trigger is None:
            return None
        found = self.by_name[trigger.measure]
        group = self._group(quantity, found, last, noun_last, before)
        if not group and trigger.strong and trigger.first == noun_last and trigger.last == noun_last + 1:
            group = self._after_participle(found, trigger.last)
        if not found.people and group == "" and quantity.unit in {"", "people"}:
            return None
        if not found.people and group_key(group) in _people_groups():
            if found.name != "seized":
                return None
            found = self.by_name["kidnapped"]
        if found.name == "troops_deployed" and not self._are_troops(number, quantity, last, noun_last):
            return None
        unit = found.unit or quantity.unit or group
        if found.people and quantity.unit not in {"", "people"} and found.name != "protesters":
            return None
        return _Figure(number, found, group, unit, first, noun_last)

    def _are_troops(self, number: int, quantity: Quantity, last: int, noun_last: int) -> bool:
        groups = self.by_name["troops_deployed"].groups
        first = self.context.quantity_range[number][0]
        before = self.index.low[max(0, first - 4) : first]
        near = [*(before if "of" in before else ()), *self.index.low[last:noun_last], quantity.head]
        if quantity.antecedent is not None:
            near.append(self.quantities[quantity.antecedent].head)
        return any(word in groups or word in {"battalion", "company", "brigade", "unit"} for word in near)

    def _head_word(self, quantity: Quantity, last: int, noun_last: int) -> str:
        return quantity.head or (self.index.low[noun_last - 1] if noun_last > last else "")

    def _valued(self, quantity: Quantity, first: int, last: int) -> tuple[_Measure, str, str] | None:
        """Read prices, costs of damage and shares, which their unit tells."""
        sentence = self.context.document.sentences[quantity.sentence]
        clause = self.context.clause_at(first)
        if clause is not None and self.index.clauses[clause].marker in {"until", "if", "unless"}:
            return None
        begin, end = sentence.first, sentence.last
        if clause is not None and self.index.clauses[clause].last - self.index.clauses[clause].first > 4:
            begin, end = self.index.clauses[clause].first, self.index.clauses[clause].last
        words = set(self.index.low[begin:end])
        currency = quantity.unit if _is_currency(quantity.unit) else self._money(quantity, last)
        if "/" in quantity.unit:
            return (
                _Measure("price", quantity.unit, people=False),
                quantity.unit,
                self._priced(sentence.first, first),
            )
        if currency:
            if words & frozenset(load_phrases("figures", "damage_words")) and not words & {"price", "prices"}:
                return _Measure("damage_cost", currency, people=False), currency, ""
            if set(self.index.low[sentence.first : sentence.last]) & frozenset(
                load_phrases("figures", "price_words")
            ):
                unit = currency + self._per(sentence.first, sentence.last)
                return _Measure("price", unit, people=False), unit, self._priced(sentence.first, first)
            return None
        if quantity.unit == "percent" and quantity.noun is not None:
            noun = self.index.range_of(quantity.noun)
            group = self._phrase(noun[0], noun[1])
            return (_Measure("share", "percent", people=False), "percent", group) if group else None
        return None

    def _money(self, quantity: Quantity, last: int) -> str:
        """Return a currency whose country nobody names: `rupees`; "" for other nouns."""
        head = self._head_word(quantity, self.index.range_of(quantity.number)[1], last)
        if head in frozenset(load_phrases("figures", "money")):
            return head if head.endswith(("s", "r")) else head + "s"
        return ""

    def _per(self, first: int, last: int) -> str:
        for word in self.index.low[first:last]:
            if word in {"litre", "liter", "litres", "liters"}:
                return "/litre"
            if word in {"kilo", "kilogram", "kg", "barrel", "tonne", "ton", "gallon"}:
                return f"/{word}"
        return ""

    def _priced(self, first: int, at: int) -> str:
        """Return what a price is paid for: the noun behind `price of` or `litre of` before the number."""
        low = self.index.low
        for token in range(at - 1, first + 1, -1):
            if low[token] == "of" and low[token - 1] in {
                "price",
                "prices",
                "litre",
                "liter",
                "cost",
                "kilo",
                "barrel",
            }:
                end = token + 1
                while (
                    end < at
                    and low[end] not in MARKS
                    and self.index.verb_at[end] < 0
                    and low[end] not in _STOPS | {"cost", "costs", "sells", "rose", "fell"}
                ):
                    end += 1
                return self._phrase(token + 1, end)
        return ""

    def _cases(self, number: int, quantity: Quantity, last: int, noun_last: int) -> Trigger | None:
        """Read `900 suspected cases`, `11 cases of flu`, `ten students have tested positive`."""
        sentence = self.context.document.sentences[quantity.sentence]
        if "infected" not in self.by_name:
            return None
        for token in range(last, noun_last):
            if self.index.low[token] in {"case", "cases"}:
                words = set(self.index.low[sentence.first : sentence.last])
                if words & frozenset(load_phrases("figures", "illness")):
                    return Trigger("infected", token, token + 1, strong=True)
        for token in range(noun_last, min(sentence.last, noun_last + _REACH)):
            if (
                self.index.low[token] in {"tested", "test", "tests"}
                and "positive" in self.index.low[token : token + 3]
            ):
                return Trigger("infected", token, token + 2, strong=True)
        return None

    def _trigger(
        self, number: int, quantity: Quantity, first: int, last: int, noun_last: int, before: dict[int, str]
    ) -> Trigger | None:
        sentence = self.context.document.sentences[quantity.sentence]
        found = self._in_phrase(last, noun_last)
        if found is None:
            found = self._cases(number, quantity, last, noun_last)
        if found is None:
            found = self._after(noun_last, sentence.last)
        if found is None:
            found = self._of_nouns(first, sentence.first)
        if found is None:
            found = self._toll(first, sentence.first)
        if found is None:
            found = self._of_those(last, sentence.last)
        behind = self._behind(noun_last, sentence.last)
        ahead = self._ahead(first, sentence.first)
        if found is None and ahead is not None and ahead.strong:
            found = ahead
        if found is None and behind is not None:
            found = behind
        if found is None:
            found = ahead
        if found is None and quantity.relation in {"part", "of_them", "more"}:
            found = self._inherited(number, quantity, before)
        if found is None:
            found = self._listed(number, quantity, first, before) or self._again(
                number, quantity, first, before
            )
        if found is None:
            found = self._crowd(last, noun_last)
        return found

    def _in_phrase(self, last: int, noun_last: int) -> Trigger | None:
        """Read `317 injured policemen`, `164 deaths`, `9,900 detained people`."""
        for measure in self.measures:
            if measure.only_nouns:
                continue
            for token in range(last, noun_last):
                word = self.index.low[token]
                if word in measure.before or word in measure.nouns or word in measure.bodies:
                    return Trigger(measure.name, token, token + 1, strong=True)
        return None

    def _after(self, at: int, last: int) -> Trigger | None:
        """Read `12 dead`, `two people missing`, `18 officers are dead`."""
        skipped = at
        while skipped < last and self.index.low[skipped] in _SKIPPED_ADVERBS:
            skipped += 1
        if skipped < last and self.index.verb_at[skipped] >= 0:
            verb = self._verb(skipped)
            if verb is not None and verb.lemma in {"be", "go", "remain", "lie", "leave"} and not verb.negated:
                skipped = verb.last
                while skipped < last and self.index.low[skipped] in _SKIPPED_ADVERBS:
                    skipped += 1
            elif verb is not None and not verb.negated and self.index.low[verb.last - 1] == "missing":
                return Trigger("missing", verb.last - 1, verb.last, strong=True)
        if skipped >= last:
            return None
        # `Two killed three others`: a verb with an object of its own is none.
        verb = self._verb(skipped)
        active = (
            verb is not None
            and not verb.passive
            and verb.tense in {"past", "present", "perfect", "pluperfect"}
        )
        for measure in self.measures:
            for phrase in measure.after:
                if self.index.starts_with(skipped, phrase, last):
                    end = skipped + len(phrase)
                    if active and (len(phrase) == 1 and self._object_follows(end, last)):
                        return None
                    return Trigger(measure.name, skipped, end, strong=True)
        return None

    def _object_follows(self, at: int, last: int) -> bool:
        if at >= last:
            return False
        word = self.index.low[at]
        return (
            word in {"the", "a", "an", "his", "her", "their", "at", "dozens", "several", "some"}
            and word != "at"
        ) or (self.context.quantity_at[at] >= 0)

    def _of_nouns(self, first: int, begin: int) -> Trigger | None:
        """Read `the deaths of 12 officers`, `a toll of 12`, `a force of 2,500`, `the bodies of 12 people`."""
        at = first - 1
        while at > begin and self.index.low[at] in {"some", "the", "a"}:
            at -= 1
        if at <= begin or self.index.low[at] != "of":
            return None
        word = self.index.low[at - 1]
        for measure in self.measures:
            if (word in measure.nouns and not measure.only_nouns) or word in measure.bodies:
                return Trigger(measure.name, at - 1, at, strong=True)
            if measure.name == "troops_deployed" and word in measure.groups:
                for token in range(at - 2, max(begin, at - 14) - 1, -1):
                    verb = self._verb(token)
                    if verb is not None:
                        if verb.lemma in measure.object and not verb.negated:
                            return Trigger(measure.name, at - 1, at, strong=True)
                        break
        return None

    def _toll(self, first: int, begin: int) -> Trigger | None:
        """Read `the death toll rose to 225`, `the number of injured stands at 1,000`."""
        at = first - 1
        while at > begin and self.index.low[at] in {
            "least",
            "than",
            "more",
            "about",
            "around",
            "some",
            "nearly",
            "almost",
        }:
            at -= 1
        if at < begin:
            return None
        link = self.index.low[at] in {
            "to",
            "at",
            "of",
            "is",
            "was",
            ":",
            "-",
            "–",
            "reached",
            "stands",
            "exceeds",
            "passed",
            "topped",
            "exceeded",
            "reaches",
            "surpassed",
        }
        link = link or self.index.verb_at[at] >= 0
        if not link:
            return None
        for token in range(at, max(begin, first - 12) - 1, -1):
            if (
                self.context.quantity_at[token] >= 0
                and token < first
                and self.index.low[token] not in {"a", "one"}
            ):
                return None
            for measure in self.measures:
                for phrase in measure.tolls:
                    if self.index.starts_with(token, phrase, first):
                        return Trigger(measure.name, token, token + len(phrase), strong=True)
                if self.index.low[token] in {"number", "figure", "count", "tally", "total"}:
                    for inner in range(token + 1, min(token + 5, first)):
                        word = self.index.low[inner]
                        if word in measure.before or (word in measure.nouns and not measure.only_nouns):
                            return Trigger(measure.name, token, inner + 1, strong=True)
        return None

    def _of_those(self, last: int, end: int) -> Trigger | None:
        """Read `three of the dead`, `103 of the victims`, `19 of those killed`."""
        if last + 1 >= end or self.index.low[last] != "of":
            return None
        for token in range(last + 1, min(last + 4, end)):
            word = self.index.low[token]
            for measure in self.measures:
                if word in measure.before and not measure.only_nouns:
                    return Trigger(measure.name, token, token + 1, strong=True)
        return None

    def _verb(self, token: int) -> VerbGroup | None:
        number = self.index.verb_at[token]
        return self.index.clauses[number].verb if number >= 0 else None

    def _behind(self, at: int, last: int) -> Trigger | None:
        """Read the verb behind the noun: `12 officers … were killed`, `18 people died`."""
        token = at
        relative = False
        while token < last and token - at <= _REACH:
            word = self.index.low[token]
            if word in ENDS | {";", ":"}:
                return None
            if self.context.quantity_at[token] >= 0 and not all(
                other in _JOINING or self.context.quantity_at[k] >= 0
                for k, other in enumerate(self.index.low[at:token], start=at)
            ):
                return None
            if word in {"who", "whom", "which", "that", "whose"}:
                inner = self._relative_at(token)
                if inner is not None:
                    told = self._suffered(inner[0], passive=inner[0].passive, last=last)
                    if told is not None:
                        return Trigger(told, inner[0].first, inner[0].last, strong=False)
                    token = inner[1]
                    continue
                relative = True
            verb = self._verb(token)
            if verb is None:
                token += 1
                continue
            if verb.lemma in _LIGHT and not verb.passive:
                return None
            if self._sends(verb, at, token):
                return Trigger("troops_deployed", verb.first, verb.last, strong=False)
            participle = verb.tense == "participle"
            trigger = self._suffered(verb, passive=verb.passive or participle, last=last)
            if trigger is not None:
                return Trigger(trigger, verb.first, verb.last, strong=verb.passive and token - at <= 1)
            if participle and not relative:
                token = verb.last
                continue
            return None
        return None

    def _sends(self, verb: VerbGroup, at: int, token: int) -> bool:
        """Tell whether an object stands before its subject: `2,500 soldiers the alliance sends`."""
        if verb.passive or verb.lemma not in self.by_name["troops_deployed"].object:
            return False
        groups = self.by_name["troops_deployed"].groups
        return self.index.low[at - 1] in groups and bool(self.index.mentions_in(at, token))

    def _relative_at(self, token: int) -> tuple[VerbGroup, int] | None:
        """Return the verb of the relative clause that begins at a token, and the token behind the clause."""
        for number in self.index.clauses_of[self.index.sentence_of[token]]:
            clause = self.index.clauses[number]
            if clause.kind == "relative" and clause.first == token and clause.verb is not None:
                return clause.verb, max(token + 1, clause.last)
        return None

    def _suffered(self, verb: VerbGroup, *, passive: bool, last: int) -> str | None:
        """Return the measure of a verb for its subject."""
        if verb.negated or verb.modal in {"may", "might", "could", "would", "should"}:
            return None
        for measure in self.measures:
            if passive and self._fits(measure, measure.patient, verb, last):
                return measure.name
            if not passive and verb.lemma in measure.subject:
                return measure.name
        return None

    def _fits(self, measure: _Measure, verbs: frozenset[str], verb: VerbGroup, last: int) -> bool:
        if verb.lemma in measure.needs:
            return any(
                self.index.starts_with(token, phrase, last)
                for phrase in measure.needs[verb.lemma]
                for token in range(verb.last, min(last, verb.last + 8))
            )
        if verb.lemma in verbs:
            return True
        return any(
            self.index.starts_with(token, rest, last)
            for rest in measure.phrasal.get(verb.lemma, ())
            for token in range(verb.last, min(last, verb.last + 4))
        )

    def _ahead(self, first: int, begin: int) -> Trigger | None:
        """Read the verb before the number: `killed 12 officers`, `detained more than 3,000`, `Injured were 84`."""
        crossed = linked = False
        nouns = 0
        for token in range(first - 1, max(begin, first - 18) - 1, -1):
            word = self.index.low[token]
            if word in ENDS | {";"} or word in {"that", "who", "which"}:
                return None
            if self.context.quantity_at[token] >= 0:
                crossed = True
                continue
            verb = self._verb(token)
            if verb is None:
                linked = linked or word in {"and", "or", ",", "while", "but"}
                if word not in _LINKS_BEFORE:
                    nouns += 1
                continue
            if verb.negated or verb.modal in {"may", "might", "could", "would", "should"}:
                return None
            limit = 5 if not crossed else 10
            if nouns > limit:
                return None
            inverted = verb.passive and nouns == 0 and not crossed and not linked
            for measure in self.measures:
                if inverted and self._fits(measure, measure.patient, verb, first):
                    return Trigger(measure.name, verb.first, verb.last, strong=True)
                if verb.passive:
                    continue
                if self._fits(measure, measure.object, verb, first + 12):
                    if measure.groups and not any(
                        w in measure.groups
                        for w in self.index.low[verb.last : min(len(self.index.low), first + 10)]
                    ):
                        continue
                    return Trigger(measure.name, verb.first, verb.last, strong=not crossed and nouns == 0)
            if verb.lemma == "be" and not crossed and nouns == 0:
                return self._fronted(verb, begin)
            return None
        return None

    def _fronted(self, verb: VerbGroup, begin: int) -> Trigger | None:
        """Read `Killed were 26`, `Among the dead are 12 officers`."""
        for token in range(verb.first - 1, max(begin, verb.first - 4) - 1, -1):
            for measure in self.measures:
                if not measure.only_nouns and self.index.low[token] in measure.before:
                    return Trigger(measure.name, token, token + 1, strong=True)
        return None

    def _inherited(self, number: int, quantity: Quantity, before: dict[int, str]) -> Trigger | None:
        """A part (`including 19 officers`) is of the measure of the whole."""
        for other in range(number - 1, max(-1, number - 4), -1):
            if quantity.sentence - self.quantities[other].sentence > 1:
                return None
            if other in before:
                first, last = self.context.quantity_range[number]
                return Trigger(before[other], first, last, strong=False)
        return None

    def _listed(self, number: int, quantity: Quantity, first: int, before: dict[int, str]) -> Trigger | None:
        """A number in a list (`12 officers and three soldiers`) is of the measure of the one before it."""
        if (
            number == 0
            or number - 1 not in before
            or self.quantities[number - 1].sentence != quantity.sentence
        ):
            return None
        other = self.quantities[number - 1]
        other_last = (
            self.index.range_of(other.noun)[1]
            if other.noun is not None
            else self.context.quantity_range[number - 1][1]
        )
        between = self.index.low[other_last:first]
        if (
            between
            and all(word in {"and", ",", "as", "well", "plus", "or"} for word in between)
            and quantity.noun is not None
        ):
            return Trigger(before[number - 1], first, first + 1, strong=False)
        return None

    def _again(self, number: int, quantity: Quantity, first: int, before: dict[int, str]) -> Trigger | None:
        """Read `9,900 people are detained, and on Monday it had been 7,939`."""
        if (
            number == 0
            or number - 1 not in before
            or self.quantities[number - 1].sentence != quantity.sentence
        ):
            return None
        at = first - 1
        while at > 0 and self.index.low[at] in {"still", "only", "about", "around", "nearly", "some"}:
            at -= 1
        verb = self._verb(at)
        if verb is None or verb.lemma not in {"be", "stand"} or quantity.noun is not None:
            return None
        subject = self.index.clauses[self.index.verb_at[at]].subject
        if subject is None or subject.of(self.context.text).lower() not in {
            "it",
            "the figure",
            "the number",
            "the toll",
        }:
            return None
        return Trigger(before[number - 1], at, at + 1, strong=False)

    def _crowd(self, last: int, noun_last: int) -> Trigger | None:
        measure = self.by_name["protesters"]
        for token in range(last, noun_last):
            if self.index.low[token] in measure.nouns:
                return Trigger("protesters", token, token + 1, strong=True)
        return None

    # Group

    def _group(
        self, quantity: Quantity, measure: _Measure, last: int, noun_last: int, before: dict[int, str]
    ) -> str:
        noun_first = self.index.range_of(quantity.noun)[0] if quantity.noun is not None else last
        if quantity.noun is None and quantity.antecedent is not None:
            other = self.quantities[quantity.antecedent]
            if other.noun is not None:
                noun_first, noun_last = self.index.range_of(other.noun)
                # `225 people, 19 officers among them, and 5,000 were injured`: the part lends no group.
                if other.relation or self.index.low[noun_last : noun_last + 2] == ["among", "them"]:
                    return ""
        skip = measure.before | measure.bodies | (frozenset() if measure.only_nouns else measure.nouns)
        words = [token for token in range(noun_first, noun_last) if self.index.low[token] not in skip]
        if not words:
            return ""
        end = words[-1] + 1
        if self.index.low[words[-1]] in {"members", "member"} and self.index.low[end : end + 1] == ["of"]:
            return self._membership(end + 1)
        group = self._phrase(words[0], end, skip=skip)
        if measure.name == "protesters":
            return ""
        return group

    def _after_participle(self, measure: _Measure, first: int) -> str:
        """Return the noun in `317 injured officers`."""
        low = self.index.low
        if low[first - 1] not in measure.before:
            return ""
        end = first
        while (
            end < min(len(low), first + 5)
            and low[end] not in MARKS
            and self.index.verb_at[end] < 0
            and self.context.timex_at[end] < 0
            and low[end] not in _STOPS | _NOT_NOUNS
        ):
            end += 1
        if low[first:end] in (["members"], ["member"]) and low[end : end + 1] == ["of"]:
            return self._membership(end + 1)
        return self._phrase(first, end) if end > first else ""

    def _membership(self, first: int) -> str:
        """Return the bodies in `members of the police and the National Guard`."""
        low = self.index.low
        words: list[str] = []
        for token in range(first, min(first + 9, len(low))):
            word = low[token]
            if self.index.verb_at[token] >= 0 or word in (MARKS - {","}) or word in _STOPS:
                break
            if word not in {"the", "of", "both"}:
                words.append(self.index.tokens[token].norm)
        while words and words[-1].lower() in {"and", ",", "or"}:
            words.pop()
        return group_key(" ".join(words).replace(" ,", ",")) if words else "members"

    def _phrase(self, first: int, last: int, *, skip: frozenset[str] = frozenset()) -> str:
        """Return a noun phrase in canonical form, without determiners; "" for people at large."""
        low = self.index.low
        words: list[str] = []
        for token in range(first, last):
            word = self.index.tokens[token].norm
            lower = low[token]
            if lower in skip or (not words and lower in _DETERMINERS):
                continue
            if lower in MARKS or (lower in _STOPS and words):
                break
            words.append(word if self.index.mention_at[token] >= 0 or not word[:1].isupper() else lower)
        while words and words[-1].lower() in _DETERMINERS | {"and", "or", "of"}:
            words.pop()
        if not words:
            return ""
        return group_key(" ".join(words))

    # Slots

    def _frame(self, figure: _Figure, of_quantity: dict[int, int], frames: list[FigureFrame]) -> FigureFrame:
        context = self.context
        quantity = self.quantities[figure.quantity]
        first, last = figure.first, figure.last
        sentence = context.document.sentences[quantity.sentence]
        claimant = self._claimant(quantity, first, last)
        as_of, past = self._as_of(quantity, first, last)
        part_of = None
        if quantity.relation in {"part", "of_them"}:
            part_of = next(
                (
                    of_quantity[other]
                    for other in range(figure.quantity - 1, max(-1, figure.quantity - 4), -1)
                    if other in of_quantity
                    and frames[of_quantity[other]].measure == figure.measure.name
                    and quantity.sentence - self.quantities[other].sentence <= 1
                    and _larger(frames[of_quantity[other]].value, quantity.value)
                ),
                None,
            )
        place = context.place_of(first, last)
        return FigureFrame(
            measure=figure.measure.name,
            group=figure.group,
            value=quantity.value,
            qualifier="vague"
            if isinstance(quantity.value, Inexact) and quantity.value.words
            else quantity.qualifier,
            unit=figure.unit or "people",
            as_of=as_of,
            claimant=claimant,
            place=place,
            words=self.index.span(first, max(last, first + 1)),
            evidence=sentence.span,
            part_of=part_of,
            withdrawn=self._is_withdrawn(quantity.sentence),
            past=past,
        )

    def _claimant(self, quantity: Quantity, first: int, last: int) -> Slot | None:
        number_first, number_last = self.index.range_of(quantity.number)
        named = self._comes_from(quantity)
        if named is not None:
            return named
        found = self.context.claimant(number_first, number_last)
        if found is not None or self.context.governing(number_first, number_last):
            return found
        return self._continued(quantity)

    def _comes_from(self, quantity: Quantity) -> Slot | None:
        """Read `The figure of eight dead comes from the Interior Ministry`, `the ministry's figure of 12`."""
        sentence = self.context.document.sentences[quantity.sentence]
        for number in self.index.clauses_of[quantity.sentence]:
            verb = self.index.clauses[number].verb
            if verb is None or verb.lemma not in {"come", "speak", "be"}:
                continue
            if verb.lemma == "come" and verb.last < sentence.last and self.index.low[verb.last] == "from":
                return self._name_in(verb.last + 1, min(sentence.last, verb.last + 10))
            subject = self.index.clauses[number].subject
            if (
                verb.lemma == "speak"
                and subject is not None
                and self.index.low[verb.last : verb.last + 1] == ["of"]
            ):
                first, last = self.index.range_of(subject)
                named = self._name_in(first, last)
                if named is not None:
                    return named
                if self.index.low[first] in {"its", "his", "her", "their", "it"} and quantity.sentence > 0:
                    return self._claimant_of_sentence(quantity.sentence - 1)
        return None

    def _name_in(self, first: int, last: int) -> Slot | None:
        names = self.context.document.names
        for m in self.index.mentions_in(first, last):
            entity = names.entities[names.mentions[m].entity]
            if entity.type in {"organisation", "person"} and entity.kind != "media":
                return Slot(entity.name, names.mentions[m].span, "sentence")
        return None

    def _claimant_of_sentence(self, sentence: int) -> Slot | None:
        """Return who gives the figures of a sentence, where all that speak there are one."""
        context = self.context
        found: dict[str, Slot] = {}
        for number in context.attributions_of[sentence]:
            source = context.document.attributions[number].source
            name = context.source_name(number)
            if source is None or name is None or context.is_outlet(number):
                continue
            found[name] = Slot(name, source, "before")
        if not found:
            for other in range(len(self.quantities)):
                if self.quantities[other].sentence == sentence:
                    slot = self._comes_from(self.quantities[other])
                    if slot is not None:
                        return Slot(slot.value, slot.span, "before")
        return next(iter(found.values())) if len(found) == 1 else None

    def _continued(self, quantity: Quantity) -> Slot | None:
        """Take over the claimant of the sentence before, where this one plainly goes on with it."""
        number = quantity.sentence
        sentences = self.context.document.sentences
        sentence = sentences[number]
        if number == 0 or sentences[number - 1].paragraph != sentence.paragraph:
            return None
        if self.context.attributions_of[number] or self.context.timexes_of[number]:
            return None
        opener = tuple(self.index.low[sentence.first : sentence.first + 2])
        if opener[:1] in {("another",), ("among",), ("also",)} or opener in _CONTINUING:
            return self._claimant_of_sentence(number - 1)
        return None

    def _as_of(self, quantity: Quantity, first: int, last: int) -> tuple[Slot | None, bool]:
        """Return for when the number holds, and whether that is long past."""
        context = self.context
        published = context.published
        dated = context.date_of(first, reach="sentence")
        explicit = self._explicit_as_of(quantity, first)
        if explicit is not None:
            return explicit, self._is_past(explicit.value)
        if dated is not None:
            slot = Slot(dated.date, dated.span, dated.how)
            if self._is_past(dated.date):
                return slot, True
            if published is None or (is_day(dated.date) and dated.date <= published):
                return slot, False
            latest, told = parse_date(dated.date).latest, parse_date(published).earliest
            if latest is not None and told is not None and latest < told:
                return slot, False
        spoken = context.speaking_date(first, last)
        if spoken is not None and (published is None or spoken.value <= published):
            return spoken, False
        before = context.date_before(quantity.sentence)
        if before is not None and self._is_past(before.date):
            return Slot(before.date, before.span, "before"), True
        if (
            before is not None
            and is_day(before.date)
            and (published is None or before.date <= published)
            and not context.governing(first, last)
        ):
            return Slot(before.date, before.span, "before"), False
        return (Slot(published, None, "article") if published is not None else None), False

    def _explicit_as_of(self, quantity: Quantity, first: int) -> Slot | None:
        context = self.context
        phrases = [tuple(p.split()) for p in load_phrases("figures", "as_of")]
        for timex in context.timexes_of[quantity.sentence]:
            value = context.document.timexes[timex]
            begin, _ = context.timex_range[timex]
            if value.date is None or not is_day(value.date):
                continue
            sentence = context.document.sentences[quantity.sentence]
            for phrase in phrases:
                for gap in range(5):
                    start = begin - len(phrase) - gap
                    if start >= sentence.first and self.index.starts_with(start, phrase, begin):
                        if phrase in {("since",), ("until",), ("by",)} and gap > 1:
                            continue
                        if phrase == ("since",):
                            continue
                        return Slot(
                            value.date,
                            value.span,
                            "clause" if context.clause_at(begin) == context.clause_at(first) else "sentence",
                        )
        return None

    def _is_past(self, date: str) -> bool:
        if self.context.published is None:
            return False
        published = parse_date(self.context.published).earliest
        latest = parse_date(date).latest
        return published is not None and latest is not None and (published - latest).days > _PAST_DAYS

    def _is_withdrawn(self, sentence: int) -> bool:
        """Tell whether this sentence or the next one takes its figure back."""
        sentences = self.context.document.sentences
        for number in (sentence, sentence + 1):
            if number >= len(sentences) or sentences[number].paragraph != sentences[sentence].paragraph:
                continue
            begin, end = sentences[number].first, sentences[number].last
            for phrase in load_phrases("figures", "withdrawn_phrases"):
                words = phrase.split()
                if any(self.index.starts_with(token, words, end) for token in range(begin, end)):
                    return True
            for clause in self.index.clauses_of[number]:
                verb = self.index.clauses[clause].verb
                if (
                    verb is not None
                    and verb.lemma in load_phrases("figures", "withdrawals")
                    and not verb.negated
                ):
                    words_behind = set(self.index.low[verb.last : min(end, verb.last + 6)])
                    if words_behind & {
                        "figure",
                        "figures",
                        "toll",
                        "number",
                        "numbers",
                        "count",
                        "statement",
                        "it",
                    }:
                        return True
                    if verb.passive and set(self.index.low[begin : verb.first]) & {
                        "figure",
                        "toll",
                        "number",
                        "count",
                    }:
                        return True
        return False


def find_figures(context: Context, measures: Sequence[OwnMeasure] = ()) -> list[FigureFrame]:
    """Find the figures of one article, in text order; what it tells twice is one.

    Args:
        context: the article's layers.
        measures: measures that the project adds; they come before the built-in ones.

    Returns:
        Frames with filled slots. A claimant is only filled where an attribution governs the number.
    """
    return FigureFinder(context, measures).find()


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


@cache
def _not_counted() -> frozenset[str]:
    return frozenset(load_phrases("figures", "not_counted"))


@cache
def _people_groups() -> frozenset[str]:
    return frozenset(load_lexicon("figures")["groups"]) - frozenset(
        ("vehicles", "shops", "banks", "buildings", "houses", "flights", "weapons")
    )


def _is_scale(words: str) -> bool:
    """Tell whether a vague number names a scale (`dozens`), and is not just `many`."""
    return bool(
        set(words.lower().split())
        & {"dozens", "scores", "tens", "hundreds", "thousands", "millions", "billions"}
    )


def _larger(whole: int | float | Inexact, part: int | float | Inexact) -> bool:
    return isinstance(whole, Inexact) or isinstance(part, Inexact) or whole > part


def _same_figure(a: FigureFrame, b: FigureFrame) -> bool:
    """Tell whether one article gives one figure twice."""
    if (a.measure, a.value, a.unit) != (b.measure, b.value, b.unit):
        return False
    if a.group != b.group and a.group and b.group:
        return False
    if a.claimant is not None and b.claimant is not None and a.claimant.value != b.claimant.value:
        return False
    if a.past != b.past:
        return False
    places = {slot.value for slot in (a.place, b.place) if slot is not None}
    return len(places) < 2 or a.group == b.group


def _richer(a: FigureFrame, b: FigureFrame) -> FigureFrame:
    """Fill the empty slots of the first telling from the second."""
    as_of = a.as_of
    if b.as_of is not None and (as_of is None or (as_of.how == "article" and b.as_of.how != "article")):
        as_of = b.as_of
    better = a.claimant is None and b.claimant is not None
    return msgspec.structs.replace(
        a,
        group=a.group or b.group,
        claimant=a.claimant or b.claimant,
        as_of=as_of,
        place=a.place or b.place,
        evidence=b.evidence if better else a.evidence,
        words=b.words if better else a.words,
        withdrawn=a.withdrawn or b.withdrawn,
    )


_JOINING = frozenset({"and", ",", "or", "as", "well", "plus", "another", "members", "of", "the"})
_STOPS = frozenset(
    {
        "throughout",
        "across",
        "nationwide",
        "in",
        "at",
        "on",
        "who",
        "which",
        "that",
        "from",
        "by",
        "for",
        "to",
        "with",
        "as",
        "are",
        "is",
    }
)
_DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "of",
        "other",
        "another",
        "more",
        "others",
        "local",
        "them",
        "these",
        "those",
    }
)
_NOT_NOUNS = frozenset(
    {
        "and",
        "or",
        "when",
        "after",
        "before",
        "while",
        "because",
        "during",
        "of",
        "since",
        "so",
        "near",
        "across",
        "there",
        "here",
        "overnight",
        "then",
        "but",
        "more",
        "among",
        "including",
        "according",
        "over",
        "under",
    }
)
_SKIPPED_ADVERBS = frozenset(
    {
        "feared",
        "reported",
        "reportedly",
        "confirmed",
        "already",
        "now",
        "still",
        "officially",
        "either",
        "so",
        "far",
        "left",
        "also",
        "believed",
        "presumed",
        "listed",
        "as",
        "declared",
    }
)
_LIGHT = frozenset({"be", "have", "say", "tell"})
_LINKS_BEFORE = MARKS | {
    "and",
    "or",
    "at",
    "least",
    "more",
    "than",
    "about",
    "another",
    "some",
    "a",
    "the",
    "of",
    "as",
    "many",
    "up",
    "to",
    "over",
    "nearly",
    "further",
    "total",
    "additional",
    "around",
    "an",
    "estimated",
    "other",
    "also",
    "including",
}
_CONTINUING = {
    ("of", "them"),
    ("of", "these"),
    ("in", "addition"),
    ("a", "further"),
    ("they", "include"),
    ("as", "well"),
}
