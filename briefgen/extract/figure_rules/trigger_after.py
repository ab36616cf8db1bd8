"""Words right behind a number that tell its measure: `12 dead`, `two people missing`, `18 officers are dead`."""

from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Measure, Trigger, built_in_measures
from briefgen.extract.figure_rules.trigger_nouns import NounTriggers
from briefgen.extract.figure_rules.trigger_verbs import VerbFinder
from briefgen.extract.layers.clause_rules.tags import past_form
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.layers.index import ENDS
from briefgen.extract.layers.quantities import Quantity
from briefgen.extract.lexicon import load_lexicon, load_words

_REPORTED = load_words("figure_rules", "trigger_after_reported")
_PHRASE = 8
"""Most words of a phrase behind one of a list: `three officers of the state security agency and six clerks`."""
_VESSEL = 6
"""Most words of what people are aboard."""
_REACH = 14
"""Most tokens between a number's noun and the verb that tells what happened to it."""
_ASIDES = load_words("figure_rules", "trigger_after_asides")
"""Words that open an aside on some of those counted."""

_CLOSING = (
    ENDS
    | frozenset(
        [
            "and",
            "or",
            "but",
            "while",
            "as",
            "in",
            "at",
            "on",
            "by",
            "near",
            "across",
            "during",
            "when",
            "after",
        ]
    )
    | {
        *["since", "over", "from", "along", "around", "nationwide", "so", "amid", "within", "throughout"],
        *["early", "late", "because", "before", "with", "outside", "countrywide", "there", "here"],
    }
)
"""Words behind a participle that show that it has no object, so that it is no active verb."""


@cache
def participles() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the participles of the verbs that what is counted suffers, with their particles, by first word."""
    irregular = {words[0]: words[-1] for words in map(str.split, load_lexicon("verbs")["irregular"])}
    made: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for measure in built_in_measures():
        for lemma, needs in measure.patient.items():
            regular = past_form(lemma)
            for word in irregular.get(lemma, regular).split("/"):
                for phrase in [(word,)] if not needs else [(word, *n.words) for n in needs if n.particle]:
                    made.setdefault(word, []).append((measure.name, phrase))
    return {word: tuple(sorted(found, key=lambda one: -len(one[1]))) for word, found in made.items()}


@lru_cache(maxsize=4)
def _phrases_after(measures: tuple[Measure, ...]) -> dict[str, list[tuple[Measure, tuple[str, ...]]]]:
    """Return what may stand right behind a number, by its first word, in the order of the measures."""
    made: dict[str, list[tuple[Measure, tuple[str, ...]]]] = {}
    for measure in measures:
        for phrase in measure.after:
            made.setdefault(phrase[0], []).append((measure, phrase))
    return made


def is_active(verb: VerbGroup) -> bool:
    """Tell whether a verb is an active one that tells a deed: `are feared` and `were` are none."""
    return not verb.passive and verb.lemma not in {"be", "remain", "lie"}


class AfterTriggers:
    """Finds what stands behind the numbers of one document and tells their measure."""

    def __init__(
        self, context: Context, quantities: Sequence[Quantity], verbs: VerbFinder, nouns: NounTriggers
    ) -> None:
        self.context = context
        self.index = context.index
        self.quantities = quantities
        self.verbs = verbs
        self.reader = verbs.reader
        self.nouns = nouns
        self._phrases_after = _phrases_after(verbs.reader.measures)
        self._participles = participles()
        self._between = load_words("figures", "between")

    def read(self, at: int, last: int) -> Trigger | None:
        """Read `12 dead`, `two people missing`, `18 officers are dead`, `8 of those are confirmed dead`."""
        if self.index.low[at : at + 2] in (["of", "those"], ["of", "them"], ["of", "whom"]):
            at += 2
        elif self.index.low[at : at + 3] in (["of", "the", "latter"], ["of", "the", "former"]):
            at += 3
        skipped = at
        if self.index.low[at : at + 2] == ["on", "board"] or self.index.low[at : at + 1] in (
            ["aboard"],
            ["inside"],
        ):
            # `All 118 men aboard are dead`
            skipped = at + 1 + (self.index.low[at] == "on")
            named = skipped
            while named < min(last, skipped + _VESSEL) and self.index.verb_at[named] < 0:
                named += 1
            if named < last and self.index.verb_at[named] >= 0 and self._is_unbroken(skipped, named):
                # `The 132 people aboard flight MU 5735 are all dead`
                skipped = named
        while skipped < last and (
            self.index.low[skipped] in self._between
            or (self.index.low[skipped] in {"lie", "remain"} and self.index.verb_at[skipped] < 0)
        ):
            skipped += 1
        if skipped < last and self.index.verb_at[skipped] >= 0:
            verb = self.reader.verb(skipped)
            if (
                verb is not None
                and not verb.negated
                and (
                    verb.lemma in {"be", "go", "remain", "lie", "leave", "get"}
                    or self.index.low[verb.last : verb.last + 1] == ["away"]
                    or (verb.passive and verb.lemma in _REPORTED)
                )
            ):
                reported = verb.passive
                skipped = verb.last + (self.index.low[verb.last : verb.last + 1] == ["away"])
                while skipped < last and (
                    self.index.low[skipped] in self._between
                    or (reported and self.index.low[skipped] in {"to", "be", "have", "been", "as"})
                ):
                    skipped += 1
                if among := self._among(skipped, last):
                    return among
            elif verb is not None and not verb.negated and self.index.low[verb.last - 1] == "missing":
                return Trigger("missing", verb.last - 1, verb.last, strong=True)
        if (
            skipped < last
            and self.index.low[skipped] == "and"
            and (told := self._after_partner(skipped, last))
        ):
            return told
        if skipped >= last:
            return None
        # `Two killed three others`: a verb with an object of its own is none.
        verb = self.reader.verb(skipped)
        number = self.context.quantity_at[at - 1]
        of_many = number >= 0 and self.index.low[self.context.quantity_range[number][0] - 1] == "of"
        active = (
            # `of more than 1,200 injured the greater part has left`
            not of_many
            and verb is not None
            and not verb.passive
            and verb.tense in {"past", "present", "perfect", "pluperfect"}
        )
        for measure, phrase in self._phrases_after.get(self.index.low[skipped], ()):
            counted = measure.groups | measure.forces
            if measure.groups and counted.isdisjoint(self.index.low[at - 2 : at]):
                continue
            if self.index.starts_with(skipped, phrase, last):
                end = skipped + len(phrase)
                if active and (len(phrase) == 1 and self._object_follows(end, last)):
                    return None
                return Trigger(measure.name, skipped, end, strong=True)
        return self._read_participle(at, skipped, last)

    def _is_unbroken(self, first: int, last: int) -> bool:
        words = self.index.low[first:last]
        return all(word[0].isalnum() and word not in {"and", "who"} for word in words)

    def _read_participle(self, at: int, token: int, last: int) -> Trigger | None:
        """Read `30 homes razed`, `and 120 cars set alight`: a participle without an object."""
        for name, phrase in self._participles.get(self.index.low[token], ()):
            measure = self.reader.by_name.get(name)
            if measure is None or not self.index.starts_with(token, phrase, last):
                continue
            counted = measure.groups | measure.forces
            if measure.groups and counted.isdisjoint(self.index.low[at - 2 : at]):
                continue
            end = token + len(phrase)
            behind = self.index.low[end] if end < last else "."
            if behind in _CLOSING or not behind[0].isalnum() or self.context.timex_at[end] >= 0:
                return Trigger(name, token, end, strong=True)
        return None

    def _after_partner(self, at: int, last: int) -> Trigger | None:
        """Read `3,500 homes and commercial structures destroyed`: what tells it stands behind a second noun."""
        low = self.index.low
        end = at + 1
        while end < min(last, at + 4) and low[end].isalpha() and self.index.verb_at[end] < 0:
            if self.context.quantity_at[end] >= 0:
                return None
            end += 1
        if end - at < 2 or end >= last or not low[end - 1].endswith("s"):
            return None
        verb = self.reader.verb(end)
        if verb is not None and verb.tense not in {"participle", "past"}:
            return None
        for measure, phrase in self._phrases_after.get(low[end], ()):
            if not measure.people and self.index.starts_with(end, phrase, last):
                if self._object_follows(end + len(phrase), last):
                    return None
                return Trigger(measure.name, end, end + len(phrase), strong=True)
        return None

    def read_behind_aside(self, at: int, last: int) -> Trigger | None:
        """Read `Some 90 people, including 20 children, are feared dead`: what stands behind an aside."""
        low = self.index.low
        if low[at : at + 1] != [","] or low[at + 1 : at + 2] == [] or low[at + 1] not in _ASIDES:
            return None
        close = next((t for t in range(at + 2, min(last, at + _REACH)) if low[t] in ENDS | {",", ";"}), last)
        if close + 1 >= last or low[close] != "," or self.index.has_verb(at, close):
            return None
        verb = self.reader.verb(close + 1)
        return self.read(close + 1, last) if verb is not None and not is_active(verb) else None

    def read_behind_list(self, number: int, at: int, last: int) -> Trigger | None:
        """Read `six children and four women are among the dead`: what stands behind the last of a list."""
        following = number + 1
        if following >= len(self.quantities) or self.quantities[following].noun is None:
            return None
        first = self.context.quantity_range[following][0]
        phrased = self.index.low[at : at + 1] == ["of"] and not self.index.has_verb(at, first)
        if first >= last or first - at > (_PHRASE if phrased else 2):
            return None
        if not phrased and not self.verbs.lists.shares_verb(at, first):
            return None
        if "including" in self.index.low[at:first] or self.verbs.lists.opens_clause(at, first):
            return None
        end = self.index.range_of(self.quantities[following].noun or self.quantities[following].span)[1]
        told = self.read(end, last) or self.read_behind_list(following, end, last)
        return msgspec.structs.replace(told, strong=False) if told is not None else None

    def _among(self, at: int, last: int) -> Trigger | None:
        """Read `two guards are among the wounded`, `… among those killed`."""
        if at + 2 >= last or self.index.low[at] != "among" or self.index.low[at + 1] not in {"the", "those"}:
            return None
        return self.nouns.read_state(at + 2)

    def _object_follows(self, at: int, last: int) -> bool:
        if at >= last:
            return False
        word = self.index.low[at]
        return (
            word in {"the", "a", "an", "his", "her", "their", "at", "dozens", "several", "some"}
            and word != "at"
        ) or (self.context.quantity_at[at] >= 0)
