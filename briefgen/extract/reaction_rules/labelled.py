"""Labelled reactions: what stands under the name of a state or body, as a heading or at the head of a paragraph.

`China: a plane with rescuers`, `**Tunisia, Turkey** – Both denounced it`: who acts is said once, verbs may be wanting.
"""

from collections import Counter
from collections.abc import Sequence

from briefgen.extract.layers.index import TokenIndex
from briefgen.extract.layers.names import Entity
from briefgen.extract.reaction_rules.actor_words import nominal_verbs, words_for, words_of
from briefgen.extract.reaction_rules.actors import Actor
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.doer_nouns import Doer
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.unmeant import Told
from briefgen.extract.reaction_rules.unreal import is_unreal
from briefgen.model.brief import Stance

_SHORTEST_RUN = 3
"""Entries from which paragraphs with labels are a list of one kind."""
_NEAR = 5
"""Tokens behind a label in which troops are what it has there: `Peru: 300 soldiers`."""
_LISTED: frozenset[Stance] = frozenset(
    {"sends_forces", "offers_help", "expresses_condolences", "evacuates", "condemns"}
)
"""Stances that a list of states may share."""


class LabelReader:
    """Reads what stands under labels."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.actors, self.stances = sheet.actors, sheet.stances

    def read_labels(self) -> None:
        """Find the stances of labelled paragraphs that no statement or deed of their own has given."""
        bearings = self.actors.bearings
        labels: tuple[Entity, ...] = ()
        paragraph = -1
        listed: list[tuple[int, int, tuple[Entity, ...]]] = []
        for number, sentence in enumerate(self.context.document.sentences):
            if sentence.kind not in {"body", "dek"}:
                continue
            own, first = bearings.label_of(number)
            if own:
                listed.append((number, sentence.paragraph, own))
            if own or sentence.paragraph != paragraph:
                labels, paragraph = own, sentence.paragraph
            if not own:
                first = sentence.first
            here = labels or bearings.section_of(number)
            if here:
                self._read_sentence(here, number, first, sentence.last)
        self._read_runs(listed)

    def _read_runs(self, listed: Sequence[tuple[int, int, tuple[Entity, ...]]]) -> None:
        """Give the entries of a list, of which each names its actor, what most of them do, where it tells nothing."""
        run: list[tuple[int, tuple[Entity, ...]]] = []
        last = -2
        for number, paragraph, labels in [*listed, (-1, 1 << 30, ())]:
            if paragraph > last + 1:
                self._read_run(run)
                run = []
            run.append((number, labels))
            last = paragraph

    def _read_run(self, run: Sequence[tuple[int, tuple[Entity, ...]]]) -> None:
        if len(run) < _SHORTEST_RUN:
            return
        told: Counter[Stance] = Counter()
        empty: list[tuple[int, list[Actor]]] = []
        for number, labels in run:
            actors = self._actors_of(labels, number)
            names = {actor.name for actor in actors}
            stances = {frame.stance for frame in self.sheet.found if frame.actor.value in names}
            told.update(stances & _LISTED)
            if not stances:
                empty.append((number, actors))
        for stance, count in told.most_common(1):
            if count * 2 > told.total():
                for number, actors in empty:
                    first = self.context.document.sentences[number].first
                    self.sheet.add_actors(actors, [stance], number, first)

    def _actors_of(self, labels: Sequence[Entity], number: int) -> list[Actor]:
        first = self.context.document.sentences[number].first
        span = self.index.span(first, first + 1)
        doers = [Doer(entity, span) for entity in labels if not is_own(entity, self.actors.countries)]
        return [actor for doer in doers if (actor := self.actors.actor_of(doer)) is not None]

    def _read_sentence(self, labels: Sequence[Entity], number: int, first: int, last: int) -> None:
        actors = self._actors_of(labels, number)
        if actors and not self._has_other_actor(actors, number) and not self._is_of_own(number, first):
            self.sheet.add_actors(actors, self.read_words(number, first, last), number, first)

    def _is_of_own(self, number: int, first: int) -> bool:
        """Tell whether the first thing told from a token on is done by somebody of the country itself."""
        names = self.context.document.names
        for at in self.index.clauses_of[number]:
            clause = self.index.clauses[at]
            if clause.verb is not None and clause.verb.first >= first and clause.subject is not None:
                inside = self.index.mentions_in(*self.index.range_of(clause.subject))
                lead = names.entities[names.mentions[inside[0]].entity] if inside else None
                return lead is not None and is_own(lead, self.actors.countries)
        return False

    def _has_other_actor(self, actors: Sequence[Actor], number: int) -> bool:
        """Tell whether somebody else acts or speaks in a sentence."""
        names = {actor.name for actor in actors}
        sentence = self.context.document.sentences[number].span
        return any(
            frame.evidence.overlaps(sentence) and frame.actor.value not in names for frame in self.sheet.found
        )

    def read_words(self, number: int, first: int, last: int) -> list[Stance]:
        """Return the stances of words whose actor is known, whatever verbs they have; `other` left out."""
        told = nominal_told(self.index, first, last)
        for at in self.index.clauses_of[number]:
            clause = self.index.clauses[at]
            verb = clause.verb
            if verb is None or verb.first < first or verb.negated or is_unreal(self.index, clause):
                continue
            told.append(Told(verb.lemma, verb.last, min(last, max(clause.last, verb.last + 16))))
        found: list[Stance] = [s for s in self.stances.read_statement(told, [(first, last)]) if s != "other"]
        if not self.stances.is_disaster and {"supports_protesters", "supports_government"} & set(found):
            # `support for the people`
            found = [stance for stance in found if stance != "offers_help"]
        if not found and self.stances.is_disaster and names_relief(self.index, first, last):
            return ["offers_help"]
        if not found and words_of("force_nouns") & set(self.index.low[first : min(last, first + _NEAR)]):
            return ["sends_forces"]
        return found


def nominal_told(index: TokenIndex, first: int, last: int) -> list[Told]:
    """Return what nouns of speaking tell in a range: `an appeal for calm`."""
    verbs = nominal_verbs()
    return [
        Told(verbs[index.low[token]], token + 1, last)
        for token in range(first, last)
        if index.low[token] in verbs and index.verb_at[token] < 0
    ]


def names_relief(index: TokenIndex, first: int, last: int) -> bool:
    """Tell whether words name rescuers, crews or goods, and nobody who came to harm."""
    words = set(index.low[first:last])
    return bool(words & words_for("relief")) and not words & words_for("harmed")
