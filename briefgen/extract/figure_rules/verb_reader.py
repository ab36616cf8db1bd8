"""What a verb group tells of its subject or object: the measures whose verbs it is one of, with what they need."""

from functools import cache

from briefgen.extract.context import Context
from briefgen.extract.figure_rules.measures import Measure, Need, Verbs, built_in_measures
from briefgen.extract.layers.clause_rules.verbreading import VerbGroup
from briefgen.extract.lexicon import load_lexicon

_PLACE = ("PLACE",)
_SOURCE = 12
"""Tokens behind a verb within which another source may be named, whose words are none of its own."""
_LONGEST = 12
"""Tokens behind a verb within which its needs stand."""
_DRIVING = frozenset(["force", "displace", "uproot", "trap", "bury", "pluck", "airlift", "winch"])
"""Verbs whose past form without an object is a participle."""
_BADLY = frozenset(["badly", "severely", "seriously", "slightly", "critically", "horribly"])
"""How people are burned; of houses it is hardly ever said."""
_FATES = frozenset(
    {"killed", "injured", "missing", "infected", "evacuated", "rescued", "displaced", "hospitalised"}
)
"""What is no count where it only will befall people."""
_UNDONE = frozenset({"rescued", "evacuated"})
"""What did not happen where it only could have."""
_AWAITED = frozenset(["expected", "hoped", "hoping", "likely", "unlikely", "doomed", "destined", "bound"])
"""What will only befall people."""


class VerbReader:
    """Reads the verb groups of one document."""

    def __init__(self, context: Context, measures: tuple[Measure, ...]) -> None:
        self.context = context
        self.index = context.index
        self.measures = measures
        self.words = frozenset(context.index.low)
        """All words of the document."""
        self.by_name = {measure.name: measure for measure in measures}

    def verb(self, token: int) -> VerbGroup | None:
        """Return the verb group at a token."""
        number = self.index.verb_at[token]
        return self.index.clauses[number].verb if number >= 0 else None

    def is_unreal(self, first: int) -> bool:
        """Tell whether a clause only says what would be: `they would kill 50 captives`."""
        clause = self.context.clause_at(first)
        verb = self.index.clauses[clause].verb if clause is not None else None
        return verb is not None and verb.modal in {"would", "could", "might", "should"} and verb.last <= first

    def suffered(self, verb: VerbGroup, *, passive: bool, last: int) -> str | None:
        """Return the measure of a verb for its subject."""
        if not is_real(verb):
            return None
        if verb.lemma == "take" and self.index.low[verb.last : verb.last + 1] in (["ill"], ["sick"]):
            return "infected" if "infected" in self.by_name else None
        if passive and verb.lemma == "shoot" and "fatally" in self.index.low[verb.first : verb.last]:
            return "killed" if "killed" in self.by_name else None
        burnt = (
            passive and verb.lemma == "burn" and not _BADLY.isdisjoint(self.index.low[verb.first : verb.last])
        )
        if burnt and "injured" in self.by_name:
            # `12 people were badly burned`
            return "injured"
        before = self.verb(verb.first - 1) if verb.first > 0 else None
        if verb.tense == "infinitive" and self.index.low[verb.first - 1] in _AWAITED:
            # `ten of them not expected to survive`
            return None
        obliged = verb if "to" in self.index.low[verb.first : verb.last] else None
        if before is not None and self.index.low[verb.first] == "to" and before.lemma == "have":
            obliged = before
        if obliged is not None and obliged.modal in {"may", "might", "could", "will", "would"}:
            # `8,000 may have to be evacuated`
            return None
        if passive:
            last = self._until_next(verb.last, last)
        for measure in self.measures:
            if verb.modal in {"could", "might"} and measure.name in _UNDONE:
                # `thousands who could have been saved`
                continue
            if verb.modal in {"will", "shall"} and measure.name in _FATES:
                # `300,000 will die by the end of the year`
                continue
            if self.fits(measure.patient if passive else measure.subject, verb, verb.last, last):
                return measure.name
        return None

    def _until_next(self, at: int, last: int) -> int:
        """Return where others are told of behind a verb: `58 were taken into custody | and 30 taken hostage`."""
        low, counted = self.index.low, self.context.quantity_at
        for token in range(at, min(last - 1, at + _LONGEST)):
            if low[token] in {"and", "while", "but"} and counted[token + 1] >= 0:
                return token
        return last

    def fits(self, verbs: Verbs, verb: VerbGroup, at: int, last: int) -> bool:
        """Tell whether a verb is one of those given, and has behind it what it needs there."""
        # `and wound 12 others` is tagged as a form of `wind`.
        lemma = "wound" if self.index.low[verb.last - 1] == "wound" else verb.lemma
        needs = verbs.get(lemma)
        return needs is not None and self.meets(needs, at, last)

    def meets(self, needs: tuple[Need, ...], at: int, last: int) -> bool:
        """Tell whether the words behind a verb meet one of its needs; with none, they do."""
        if needs and "according" in self.words and "according" in self.index.low[at : at + _SOURCE]:
            # `were placed under arrest, | according to a hospital spokesman`
            last = min(last, self.index.low.index("according", at))
        return not needs or any(
            self._is_place(at) if need.words == _PLACE else self._begins(token, need.words, last)
            for need in needs
            for token in range(at, min(last, at + need.reach))
        )

    def _begins(self, token: int, words: tuple[str, ...], last: int) -> bool:
        """Tell whether words begin at a token; PLACE at their end stands for the name of any place."""
        if words[-1:] != _PLACE:
            return self.index.starts_with(token, words, last)
        end = token + len(words) - 1
        return end < last and self.index.starts_with(token, words[:-1], last) and self._is_place(end)

    def _is_place(self, token: int) -> bool:
        mention = self.index.mention_at[token] if token < len(self.index.tokens) else -1
        names = self.context.document.names
        return mention >= 0 and names.entities[names.mentions[mention].entity].type == "place"

    def is_suffering(self, verb: VerbGroup) -> bool:
        """Tell whether a verb group is a past participle (`12 people killed`), not `12 men killing`."""
        if verb.tense == "past" and not verb.passive and verb.lemma in _DRIVING:
            # `with two dead and 400 people forced from their homes`
            return self.index.low[verb.last : verb.last + 1] in (["from"], ["into"], ["out"], ["by"], ["to"])
        return verb.tense == "participle" and not self.index.low[verb.first].endswith("ing")


def is_real(verb: VerbGroup, *, planned: bool = False) -> bool:
    """Tell whether a verb tells what happened: not negated, and possible only of the past (`may have died`).

    What is planned, `would come`, counts where asked for.
    """
    if verb.negated:
        return False
    if planned and verb.modal == "would":
        return True
    if verb.modal in {"may", "might", "could"}:
        if verb.passive and verb.lemma in {"trap", "bury"}:
            # `500 may be buried under the mud` tells of those who are missed.
            return True
        return verb.tense in {"perfect", "pluperfect"}
    return verb.modal not in {"would", "should", "can"}


@cache
def forms() -> dict[str, str]:
    """Return the forms in which headlines write the verbs that count their object, with the lemmas."""
    made: dict[str, str] = {}
    for measure in built_in_measures():
        for lemma, needs in measure.object.items():
            if not needs:
                stem = lemma.removesuffix("e")
                made.update(dict.fromkeys((lemma, lemma + "s", stem + "ed", stem + "ing"), lemma))
    return made


@cache
def past_forms() -> dict[str, str]:
    """Return the past forms of the verbs whose subject is counted, with the lemmas."""
    irregular = {
        base: past.split("/") for base, past, *_ in map(str.split, load_lexicon("verbs")["irregular"])
    }
    made: dict[str, str] = {}
    for measure in built_in_measures():
        for lemma in measure.subject:
            regular = [lemma + ("d" if lemma.endswith("e") else "ed")]
            made.update(dict.fromkeys(irregular.get(lemma, regular), lemma))
    return made
