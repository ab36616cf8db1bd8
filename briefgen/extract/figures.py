"""Figures: how many, of what, and who says so."""

from collections.abc import Collection, Sequence
from functools import cache

import msgspec

from briefgen.extract.frames import Context, FigureFrame, Slot, is_day
from briefgen.extract.layers.index import MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.speakers import Speaker, find_speaker
from briefgen.extract.lexicon import load_lexicon, load_phrases
from briefgen.extract.measures import Measure, TriggerFinder, built_in_measures
from briefgen.model.brief import Inexact
from briefgen.model.config import OwnMeasure
from briefgen.model.dates import parse_date

_PAST_DAYS = 90
"""A figure whose own date lies this far before its article is history, not news."""


class _Figure(msgspec.Struct, frozen=True):
    """A number with its measure, before its slots are filled."""

    quantity: int
    measure: Measure
    group: str
    unit: str
    first: int
    last: int


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
                Measure(
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
            + built_in_measures()
        )
        self.by_name = {measure.name: measure for measure in self.measures}
        self.again: set[int] = set()
        """Quantities that give the number before for another day."""
        self.triggers = TriggerFinder(context, self.measures)
        self._withdrawn: dict[int, bool] = {}
        """Sentences whose figures were looked up, and whether they are taken back there."""

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
        alike: dict[tuple[str, object, str], list[int]] = {}
        for figure in figures:
            frame = self._frame(figure, of_quantity, frames)
            places = alike.setdefault((frame.measure, frame.value, frame.unit), [])
            same = next((k for k in places if _same_figure(frames[k], frame)), None)
            if same is not None:
                frames[same] = _richer(frames[same], frame)
                of_quantity[figure.quantity] = same
                continue
            of_quantity[figure.quantity] = len(frames)
            places.append(len(frames))
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
        trigger = self.triggers.find(number, quantity, first, last, noun_last, before)
        if trigger is None:
            return None
        if trigger.again:
            self.again.add(number)
        found = self.by_name[trigger.measure]
        group = self._group(quantity, found, last, noun_last, before)
        if not group and trigger.strong and trigger.first == noun_last and trigger.last == noun_last + 1:
            group = self._after_participle(found, trigger.last) or self._among(trigger.last)
        if not found.people and group == "" and quantity.unit in {"", "people"}:
            return None
        if not found.people and group_key(group) in _people_groups():
            if found.name != "seized":
                return None
            found = self.by_name["kidnapped"]
        if found.name == "troops_deployed" and not self._are_troops(number, quantity, last, noun_last):
            return None
        group = group or self._called(noun_last)
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

    def _valued(self, quantity: Quantity, first: int, last: int) -> tuple[Measure, str, str] | None:
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
                Measure("price", quantity.unit, people=False),
                quantity.unit,
                self._priced(sentence.first, first),
            )
        if currency and _is_huge(quantity.value) and words & {"cost", "costs"}:
            return Measure("damage_cost", currency, people=False), currency, ""
        if currency:
            if words & frozenset(load_phrases("figures", "damage_words")) and not words & {"price", "prices"}:
                return Measure("damage_cost", currency, people=False), currency, ""
            if set(self.index.low[sentence.first : sentence.last]) & frozenset(
                load_phrases("figures", "price_words")
            ):
                unit = currency + self._per(sentence.first, sentence.last)
                return Measure("price", unit, people=False), unit, self._priced(sentence.first, first)
            return None
        if quantity.unit == "percent" and quantity.noun is not None:
            noun = self.index.range_of(quantity.noun)
            group = self._phrase(noun[0], noun[1])
            return (Measure("share", "percent", people=False), "percent", group) if group else None
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

    # Group

    def _group(
        self, quantity: Quantity, measure: Measure, last: int, noun_last: int, before: dict[int, str]
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

    def _after_participle(self, measure: Measure, first: int) -> str:
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

    def _called(self, first: int) -> str:
        """Return what a source calls the people counted: `26 people whom it calls armed criminals`."""
        low = self.index.low
        if low[first : first + 1] not in (["whom"], ["who"], ["which"]):
            return ""
        for at in range(first + 1, min(first + 6, len(low))):
            if low[at] in {"calls", "called", "call"}:
                end = at + 1
                while (
                    end < min(len(low), at + 5)
                    and low[end] not in MARKS | _STOPS
                    and (self.index.verb_at[end] < 0 or not self._is_finite(end))
                ):
                    end += 1
                return self._phrase(at + 1, end) if end > at + 1 else ""
        return ""

    def _is_finite(self, token: int) -> bool:
        verb = self.index.clauses[self.index.verb_at[token]].verb
        return verb is not None and verb.tense != "participle"

    def _among(self, first: int) -> str:
        """Return the bodies in `16 dead among police and National Guard`."""
        low = self.index.low
        if low[first : first + 1] != ["among"] or low[first + 1 : first + 2] in (["them"], ["whom"]):
            return ""
        return self._membership(first + 1)

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
        return " ".join(words).replace(" ,", ",") if words else "members"

    def _phrase(self, first: int, last: int, *, skip: frozenset[str] = frozenset()) -> str:
        """Return a noun phrase without determiners, as told; "" for people at large."""
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
        phrase = " ".join(words)
        return phrase if group_key(phrase) else ""

    # Slots

    def _frame(self, figure: _Figure, of_quantity: dict[int, int], frames: list[FigureFrame]) -> FigureFrame:
        context = self.context
        quantity = self.quantities[figure.quantity]
        first, last = figure.first, figure.last
        sentence = context.document.sentences[quantity.sentence]
        claimant = self._claimant(figure.quantity, first, last)
        if claimant is not None and not figure.measure.people and self.context.is_outlet_name(claimant.value):
            # An outlet that tells of cancelled flights or of a price passes on what others do.
            claimant = None
        as_of, past = self._as_of(quantity, first, last)
        part_of = None
        named_whole = self._of_the_whole(*self.index.range_of(quantity.number))
        if quantity.relation in {"part", "of_them"} or named_whole:
            reach = 4 if named_whole else 1
            part_of = next(
                (
                    of_quantity[other]
                    for other in range(figure.quantity - 1, max(-1, figure.quantity - 4), -1)
                    if other in of_quantity
                    and frames[of_quantity[other]].measure == figure.measure.name
                    and quantity.sentence - self.quantities[other].sentence <= reach
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
            withdrawn=self._takes_back(quantity.sentence),
            past=past,
        )

    def _of_the_whole(self, first: int, last: int) -> bool:
        """Tell whether a number names the whole that it is of: `103 of the victims`, `of which 19`."""
        low = self.index.low
        if low[max(0, first - 2) : first] in (["of", "which"], ["of", "whom"], ["of", "them"]):
            return True
        return low[last : last + 2] in (["of", "the"], ["of", "those"]) and bool(
            set(low[last + 1 : last + 4]) & _WHOLES
        )

    def _claimant(self, number: int, first: int, last: int) -> Slot | None:
        quantity = self.quantities[number]
        number_first, number_last = self.index.range_of(quantity.number)
        named = self._comes_from(quantity) or self._counting(quantity)
        if named is not None:
            return named
        found = self.context.claimant(number_first, number_last)
        if found is not None or self.context.governing(number_first, number_last):
            return found
        return self._of_the_same_breath(number) or self._continued(quantity)

    def _of_the_same_breath(self, number: int) -> Slot | None:
        """Take over the claimant of the number before in `9,900, the ministry said, and on Monday it was 7,939`."""
        if number not in self.again or number == 0:
            return None
        first, last = self.index.range_of(self.quantities[number - 1].number)
        found = self.context.claimant(first, last)
        return Slot(found.value, found.span, "sentence") if found is not None else None

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

    def _counting(self, quantity: Quantity) -> Slot | None:
        """Read `The ministry counts about 18 dead officers`: who stands before the verb gives the number."""
        low = self.index.low
        begin = self.context.document.sentences[quantity.sentence].first
        at = self.index.range_of(quantity.span)[0] - 1
        if at - begin < 1 or low[at] not in {"counts", "counted"}:
            return None
        mention = self.index.mention_at[at - 1]
        start = self.index.mention_range[mention][0] if mention >= 0 else at - 1
        if mention >= 0:
            return self._name_in(start, at)
        if start > begin and low[start - 1] in {"the", "its"}:
            start -= 1
        before = self._speakers_before(quantity.sentence)
        speaker = find_speaker(self.index, (start, at), None, quantity.sentence, before)
        if speaker.entity is None:
            return None
        entity = self.context.document.names.entities[speaker.entity]
        return Slot(entity.name, self.index.span(start, at), "clause") if entity.kind != "media" else None

    def _speakers_before(self, sentence: int) -> list[Speaker]:
        """Return who spoke in the sentences before one, for `the ministry` and `it`."""
        found: list[Speaker] = []
        for other in range(max(0, sentence - 4), sentence):
            for number in self.context.attributions_of[other]:
                one = self.context.document.attributions[number]
                if one.speaker is not None:
                    found.append(Speaker(one.speaker, one.on_behalf, one.role, None, other))
        return found

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
        if explicit is not None and (dated is None or dated.how != "clause" or explicit.how == "clause"):
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

    def _takes_back(self, sentence: int) -> bool:
        """Tell whether this sentence or the next one takes its figure back."""
        if sentence not in self._withdrawn:
            self._withdrawn[sentence] = self._is_withdrawn(sentence)
        return self._withdrawn[sentence]

    def _is_withdrawn(self, sentence: int) -> bool:
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


def _is_huge(value: int | float | Inexact) -> bool:
    """Tell whether an amount is no price of a thing that people buy."""
    least = value.min if isinstance(value, Inexact) else value
    return least is not None and least >= 1_000_000


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
    if a.group and b.group and group_key(a.group) != group_key(b.group):
        return False
    if a.claimant is not None and b.claimant is not None and a.claimant.value != b.claimant.value:
        return False
    if a.past != b.past:
        return False
    places = {slot.value for slot in (a.place, b.place) if slot is not None}
    return len(places) < 2 or group_key(a.group) == group_key(b.group)


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


_WHOLES = frozenset({"victims", "dead", "killed", "wounded", "injured", "those", "casualties", "detained"})
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
_CONTINUING = {
    ("of", "them"),
    ("of", "these"),
    ("in", "addition"),
    ("a", "further"),
    ("they", "include"),
    ("as", "well"),
}
