"""Labels: what words beside a bare number say that it counts: `Houses destroyed: 3,400`, `injured 1,523; …`."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.group_names import group_key, people_groups
from briefgen.extract.figure_rules.measures import Measure, Trigger
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.layers.quantity_rules.quantity_words import load_quantity_words, singular
from briefgen.extract.lexicon import load_phrases, load_words

_MAX_LABEL = 9
"""Most words of a label."""
_DOUBTFUL = frozenset({"suspected", "probable", "possible"})
_CLOSING = frozenset([";", ".", ")"])
_LEADING = load_words("figure_rules", "leading")
"""Words before a time within a label: `New cases in the last 24 hours`."""


_SAME = ("set", "put", "cut", "hit")
"""Verbs whose participle is their base form: `Vehicles set alight: 13`."""


class Label(msgspec.Struct, frozen=True):
    """What a label says of the numbers beside it."""

    measure: Measure
    group: str
    unit: str


class LabelReader:
    """Reads the labels of one document."""

    def __init__(self, context: Context, measures: tuple[Measure, ...]) -> None:
        self.context = context
        self.index = context.index
        self.measures = [measure for measure in measures if not measure.only_nouns]
        self._ill = not (_illness() - {"confirmed", "suspected", "probable"}).isdisjoint(context.index.low)

    def read(self, written: str) -> Label | None:
        """Read what a label counts: `Houses destroyed`, `Number of injured`, `Confirmed cases`; None for nothing."""
        words = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", written.lower())
        if not 0 < len(words) <= _MAX_LABEL:
            return None
        found: tuple[Measure, str] | None = None
        for measure in self.measures:
            told = next((word for word in words if word in _telling_words(measure)), None)
            if told is not None:
                found = measure, told
                break
            if (phrase := _phrase_in(measure, words)) is not None:
                words = words[: phrase[0]] + words[phrase[1] :]
                found = measure, ""
                break
        rest = [word for word in words if word not in load_words("figures", "idle_in_labels")]
        if found is None:
            infected = next((m for m in self.measures if m.name == "infected"), None)
            ill = self._ill or not (_illness() - {"confirmed", "suspected"}).isdisjoint(words)
            if infected is None or not ill or not {"cases", "case"} & set(words):
                return None
            doubtful = sorted(_DOUBTFUL & set(words))
            return Label(infected, f"{doubtful[0]} cases" if doubtful else "", "people")
        measure, told = found
        rest = [word for word in rest if word not in _telling_words(measure)]
        if any(word in _telling_words(other) for other in self.measures for word in rest):
            # `Dead and injured` counts both.
            return None
        group = " ".join(rest) if group_key(" ".join(rest)) else ""
        if any(word in load_phrases("figures", "not_counted") for word in rest):
            return None
        return self._labelled(measure, group, rest)

    def _labelled(self, measure: Measure, group: str, rest: list[str]) -> Label | None:
        lexicon = load_quantity_words()
        unit = lexicon.units.get(singular(rest[-1], lexicon.irregular), "") if rest else ""
        if measure.people:
            if unit not in {"", "people"} or (group and not unit and group_key(group) not in people_groups()):
                return None
            houses = {"families": "families", "households": "households"}
            return Label(measure, group, houses.get(rest[-1] if rest else "", "people"))
        if not group or unit == "people":
            return None
        return Label(measure, group, measure.unit or unit or group)

    def find(self, quantity: Quantity, first: int, last: int) -> Trigger | None:
        """Read the label right before a number within prose: `Deaths: 926. Injured: 80`, `injured 1,523; missing 40`.

        Args:
            quantity: the number; one that has a noun of its own behind it has no label.
            first: its first token.
            last: the token behind it.
        """
        if quantity.noun is not None:
            return None
        low = self.index.low
        begin = self.context.document.sentences[quantity.sentence].first
        at = min(first, self.index.range_of(quantity.span)[0])
        if at <= begin:
            return None
        if low[at - 1] == ":":
            return self._of(at - 1, begin)
        if low[at - 1] in MARKS or not self._closes(last, quantity):
            return None
        return self._of(at, begin, listed=True)

    def _closes(self, last: int, quantity: Quantity) -> bool:
        """Tell whether a number ends its part of a list, with brackets or a unit behind it or not."""
        low = self.index.low
        end = self.context.document.sentences[quantity.sentence].last
        if last < end and quantity.unit and low[last] == quantity.unit:
            last += 1
        if last < end and low[last] == "(":
            last = next((t for t in range(last + 1, min(end, last + 9)) if low[t] == ")"), last) + 1
        return last >= end or low[last] in _CLOSING

    def _of(self, end: int, begin: int, *, listed: bool = False) -> Trigger | None:
        """Read the label that ends at a token: the longest that tells something, else from its last capital on."""
        low = self.index.low
        starts: list[int] = []
        at = end
        while at > begin and end - at < 2 * _MAX_LABEL:
            word = low[at - 1]
            if word in ENDS or word in {";", ":", "|", ")"}:
                break
            if self.context.quantity_at[at - 1] >= 0 and not self._is_inner(at - 1):
                break
            at -= 1
            if self.index.tokens[at].norm[:1].isupper():
                starts.append(at)
        if (
            listed
            and low[at - 1 : at] not in ([";"], [":"])
            and (at > begin or ";" not in low[end : end + 12])
        ):
            # A list of labels without colons has semicolons: `Deaths 493; injured 1,523`.
            return None
        for start in dict.fromkeys((at, *reversed(starts))):
            words = [t for t in range(start, end) if self.context.timex_at[t] < 0 and low[t] not in MARKS]
            words = [t for t in words if not (low[t] in _LEADING and self._leads_to_time(t, end))]
            if any(self._is_finite(t) for t in words):
                continue
            label = self.read(" ".join(low[t] for t in words))
            if label is not None:
                return Trigger(
                    label.measure.name,
                    start,
                    end,
                    strong=True,
                    named=True,
                    group=label.group,
                    unit=label.unit,
                    labelled=True,
                )
        return None

    def _is_inner(self, token: int) -> bool:
        """Tell whether a number within a label is counted by it: `people in 161 camps 139,000`."""
        quantity = self.context.document.quantities[self.context.quantity_at[token]]
        return quantity.noun is not None

    def _leads_to_time(self, token: int, end: int) -> bool:
        at = token + 1
        while at < end and self.index.low[at] in _LEADING:
            at += 1
        return at < end and self.context.timex_at[at] >= 0

    def _is_finite(self, token: int) -> bool:
        """Tell whether a verb of a sentence stands at a token, not a participle such as `destroyed`."""
        number = self.index.verb_at[token]
        verb = self.index.clauses[number].verb if number >= 0 else None
        if verb is None:
            return False
        return (
            bool(verb.modal)
            or verb.last - verb.first > 1
            or not (self.index.low[token].endswith(("ed", "en")) or self.index.low[token] in _SAME)
        )


def _phrase_in(measure: Measure, words: Sequence[str]) -> tuple[int, int] | None:
    """Return where words that may follow a number stand in a label: `people in shelters`."""
    done = tuple(
        (lemma, *need.words) for lemma in _SAME for need in measure.patient.get(lemma, ()) if need.particle
    )
    for phrase in (*measure.after, *done):
        if len(phrase) > 1:
            for at in range(len(words) - len(phrase) + 1):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    return at, at + len(phrase)
    return None


@cache
def _illness() -> frozenset[str]:
    return frozenset(load_phrases("figures", "illness"))


@lru_cache(maxsize=64)
def _telling_words(measure: Measure) -> frozenset[str]:
    """Return the single words of labels that tell a measure."""
    participles = {
        lemma + ("d" if lemma.endswith("e") else "ed")
        for lemma, needs in measure.patient.items()
        if not needs
    }
    return frozenset(
        {word for word in (*measure.nouns, *measure.before, *measure.persons, *participles) if word.isalpha()}
        | {phrase[0] for phrase in measure.after if len(phrase) == 1}
    )
